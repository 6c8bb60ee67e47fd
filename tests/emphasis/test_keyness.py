"""Laws of distinctive words: what the sentences say by chance is not shown, what an outlet repeats is."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from dashboard.emphasis.keyness import distinctive, occurrences, terms_of, z_scores
from dashboard.story.read import Story
from tests.support.paths import ROOT

CASES = json.loads((ROOT / "tests" / "cases" / "emphasis" / "terms.json").read_text(encoding="utf-8"))


def sentences_of(texts: dict[str, list[str]]) -> pd.DataFrame:
    rows = [
        {
            "sentence": f"{article}:{k}",
            "article": article,
            "start": 100 * k,
            "end": 100 * k + len(t),
            "role": "body",
            "text": t,
        }
        for article, own in texts.items()
        for k, t in enumerate(own)
    ]
    return pd.DataFrame(rows)


def shuffled(sentences: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The same sentences, dealt out to the articles at random."""
    body = sentences[sentences["role"] == "body"].reset_index(drop=True)
    return body.assign(text=list(body["text"].sample(frac=1, random_state=seed)))


def test_shuffled_texts_show_words_in_at_most_one_case_of_twenty(seeds: Story) -> None:
    outlets = dict(zip(seeds.articles["article"], seeds.articles["outlet"], strict=True))
    cases = 60
    shown = sum(
        len(distinctive(shuffled(seeds.sentences, seed), outlets, seed=seed).terms) > 0
        for seed in range(cases)
    )
    assert shown <= 0.05 * cases


def test_a_word_that_one_outlet_keeps_repeating_is_shown() -> None:
    plain = [f"Report number {k} tells about the harbour and the mayor" for k in range(12)]
    loud = [f"Report number {k} tells about the disgraceful harbour" for k in range(12)]
    found = distinctive(sentences_of({"a": plain, "b": plain, "c": loud}), {"a": "A", "b": "B", "c": "C"})
    assert ("C", "disgraceful harbour") in set(zip(found.terms["outlet"], found.terms["term"], strict=True))
    assert (found.terms["score"] > found.bar).all()


def test_a_word_of_one_half_only_is_not_shown() -> None:
    """Even sentences alone hold it: a subject that was touched once, not a habit."""
    plain = [f"Report number {k} tells about the harbour" for k in range(20)]
    once = [f"Report number {k} tells about the {'blaze' if k % 2 else 'harbour'}" for k in range(20)]
    found = distinctive(sentences_of({"a": plain, "b": once}), {"a": "A", "b": "B"})
    assert "blaze" not in set(found.terms["term"])


def test_the_same_input_gives_the_same_output(seeds: Story) -> None:
    outlets = dict(zip(seeds.articles["article"], seeds.articles["outlet"], strict=True))
    first, second = (distinctive(seeds.sentences, outlets) for _ in range(2))
    pd.testing.assert_frame_equal(first.terms, second.terms)
    assert first.bar == second.bar


@pytest.mark.parametrize("texts", [{}, {"a": ["One outlet alone tells this."]}], ids=["none", "one"])
def test_fewer_than_two_outlets_show_nothing(texts: dict[str, list[str]]) -> None:
    table = sentences_of(texts) if texts else sentences_of({"a": ["x"]}).iloc[:0]
    assert distinctive(table, {"a": "A"}).terms.empty


def test_scores_have_the_sign_of_the_excess_and_swap_with_the_outlets() -> None:
    counts, words = np.array([[9, 1, 0], [1, 9, 0]], np.float32), np.array([100, 100], np.float32)
    scores = z_scores(counts, words)
    assert scores[0, 0] > 1.5 > 0 > scores[1, 0]
    assert scores[:, 2] == pytest.approx(0)
    assert z_scores(counts[::-1], words) == pytest.approx(scores[::-1])


def test_terms_are_content_words_and_phrases_within_a_clause() -> None:
    assert terms_of("The war in Ukraine, says Kim") == ["war", "war in ukraine", "ukraine", "kim"]


@pytest.mark.parametrize("case", CASES["positive"], ids=lambda c: c["term"])
def test_occurrences(case: dict[str, str | list[str]]) -> None:
    table = sentences_of({"a": ["Before.", str(case["sentence"])]})
    found = occurrences(table, str(case["term"]))
    words = [str(case["sentence"])[a - 100 : b - 100] for a, b in found[["start", "end"]].to_numpy()]
    assert words == case["found"]


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda c: c["term"])
def test_no_occurrences(case: dict[str, str]) -> None:
    assert occurrences(sentences_of({"a": [case["sentence"]]}), case["term"]).empty
