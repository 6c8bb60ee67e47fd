"""Laws of alignment and rows, on invented articles and on the default story."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.alignment.align import FULL, Verdicts, candidates, links
from dashboard.alignment.calibration import AROUND, shipped
from dashboard.encoding.encode import Encoder, SentenceVectors, load_encoder
from dashboard.encoding.phrases import annotated
from dashboard.language.clauses import units_of
from dashboard.pipeline import Prepared, judge_for
from dashboard.statements.statements import statements
from dashboard.tables import SENTENCES, make
from tests.support.paths import ROOT

CASES = ROOT / "tests" / "cases" / "alignment"
THRESHOLD = 0.5

STORIES = {
    "anchor": [
        "The river port of Velda closed on Friday after a crane fell onto a grain ship.",
        "Two dock workers were hurt and taken to the city hospital.",
        "Harbour master Ines Kovar said the crane had passed a check in May.",
        "The union has asked for new rules since spring.",
    ],
    "beacon": [
        "A crane toppled onto a ship loaded with grain on Friday, shutting the river port of Velda.",
        "The hospital said two dock workers were being treated.",
        "Farmers fear that the harvest will rot in the silos.",
    ],
    "courier": [
        "Velda's river port was shut on Friday when a crane collapsed on a grain ship.",
        "The crane had passed an inspection in May, harbour master Ines Kovar said.",
        "The union has been asking for new safety rules since spring.",
    ],
}
UNRELATED = [
    "Astronomers photographed a faint comet above the desert observatory.",
    "Its tail of ice stretches over a million miles.",
]
OTHERS = [
    "Rain is forecast for the weekend in the northern hills.",
    "The orchestra opens its season with Dvorak.",
]
MORE = [
    "A bakery on Mill Street won a prize for its rye bread.",
    "Chess players from nine towns met in the library.",
]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def aligned(
    articles: Mapping[str, Sequence[str]], encoder: Encoder
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, dict[str, SentenceVectors]]:
    """Sentences, units, candidates and vectors of invented articles."""
    rows, encoding = [], {}
    for article, texts in articles.items():
        at = 0
        for number, (text, vectors) in enumerate(zip(texts, encoder(texts), strict=True)):
            span = {"start": at, "end": at + len(text), "role": "body", "reason": "", "text": text}
            rows.append({"sentence": f"{article}:{number}", "article": article, **span})
            encoding[f"{article}:{number}"] = vectors
            at += len(text) + 1
    sentences = make(SENTENCES, rows)
    units = units_of(sentences, annotated(sentences))
    return sentences, units, candidates(units, sentences, encoding), encoding


def scores(found: pd.DataFrame) -> dict[frozenset[str], float]:
    return {frozenset((a, b)): s for a, b, s in zip(found["a"], found["b"], found["score"], strict=True)}


def linked(articles: Mapping[str, Sequence[str]], encoder: Encoder) -> dict[frozenset[str], str]:
    _, units, found, _ = aligned(articles, encoder)
    told = links(found, units, THRESHOLD)
    return {frozenset((a, b)): s for a, b, s in zip(told["a"], told["b"], told["strength"], strict=True)}


def test_what_is_said_twice_is_linked_and_nothing_else(encoder: Encoder) -> None:
    found = linked(STORIES, encoder)
    assert frozenset(("anchor:0", "beacon:0")) in found
    assert frozenset(("anchor:2", "courier:1")) in found
    assert frozenset(("anchor:3", "courier:2")) in found
    assert not any("beacon:2" in pair for pair in found)


def test_order_and_names_of_articles_change_nothing(encoder: Encoder) -> None:
    names = {"anchor": "zulu", "beacon": "alpha", "courier": "mike"}
    renamed = {names[article]: texts for article, texts in reversed(STORIES.items())}

    def old(place: str) -> str:
        article, _, rest = place.partition(":")
        return f"{next(k for k, v in names.items() if v == article)}:{rest}"

    before = scores(aligned(STORIES, encoder)[2])
    after = {frozenset(map(old, pair)): s for pair, s in scores(aligned(renamed, encoder)[2]).items()}
    assert before.keys() == after.keys()
    assert all(abs(before[pair] - after[pair]) < 0.001 for pair in before)


def test_an_unrelated_article_changes_nothing_among_the_others(encoder: Encoder) -> None:
    before = scores(aligned(STORIES, encoder)[2])
    after = scores(aligned({**STORIES, "dispatch": UNRELATED}, encoder)[2])
    others = {pair: s for pair, s in after.items() if not any(u.startswith("dispatch") for u in pair)}
    assert before.keys() == others.keys()
    assert all(abs(before[pair] - others[pair]) < 0.001 for pair in before)


def test_in_an_article_longer_than_any_seen_a_resemblance_counts_for_less() -> None:
    fitted = shipped()
    longest = int(fitted.longest)
    doubts = fitted.length_doubt([1, longest, 2 * longest, 20 * longest])
    assert list(doubts[:2]) == [0.0, 0.0]
    assert doubts[2:] == pytest.approx(np.log([2, 20]))
    around = np.zeros((4, len(AROUND)))
    assert list(np.argsort(-fitted.agreed([0.6] * 4, around, doubts), kind="stable")) == [0, 1, 2, 3]


def test_a_duplicated_article_changes_no_other_cell(encoder: Encoder) -> None:
    def cells(articles: Mapping[str, Sequence[str]]) -> set[tuple[str, str, str]]:
        sentences, units, found, encoding = aligned(articles, encoder)
        rows, mentions = statements(units, found, sentences, encoding, THRESHOLD)
        label = dict(zip(rows["statement"], rows["label"], strict=True))
        places = zip(*(mentions[c] for c in ("statement", "article", "text", "strength")), strict=True)
        return {(label[s], f"{a}/{t}", k) for s, a, t, k in places if a != "again"}

    assert cells({**STORIES, "again": STORIES["anchor"]}) == cells(STORIES)


def test_a_higher_threshold_never_adds_a_link(prepared: Prepared) -> None:
    known = [
        {(a, b) for a, b in links(prepared.candidates, prepared.units, t)[["a", "b"]].to_numpy().tolist()}
        for t in np.linspace(0.05, 0.95, 10)
    ]
    assert all(higher <= lower for lower, higher in itertools.pairwise(known))
    assert known[0] > known[-1]


def test_the_same_input_gives_the_same_tables(prepared: Prepared) -> None:
    again = candidates(
        prepared.units, prepared.story.sentences, prepared.encoding, judge=judge_for(prepared.model, {})
    )
    pd.testing.assert_frame_equal(again, prepared.candidates)


def test_candidates_come_from_different_articles_in_one_order(prepared: Prepared) -> None:
    article = dict(zip(prepared.units["unit"], prepared.units["article"], strict=True))
    assert all(article[a] < article[b] for a, b in prepared.candidates[["a", "b"]].to_numpy().tolist())


def test_the_reader_has_the_last_word(prepared: Prepared) -> None:
    first = links(prepared.candidates, prepared.units, THRESHOLD).iloc[0]
    pair = (str(first["b"]), str(first["a"]))
    rejected = links(prepared.candidates, prepared.units, THRESHOLD, Verdicts(rejected=frozenset({pair})))
    assert pair[::-1] not in set(rejected[["a", "b"]].itertuples(index=False, name=None))
    accepted = links(prepared.candidates, prepared.units, 1.0, Verdicts(accepted=frozenset({pair})))
    row = accepted[(accepted["a"] == pair[1]) & (accepted["b"] == pair[0])].iloc[0]
    assert (row["score"], row["strength"], row["corrected"]) == (1.0, "full", True)


def metamorphic(key: str) -> list[Any]:
    held = json.loads((CASES / "metamorphic.json").read_text(encoding="utf-8"))
    pairs = [
        (case["base"], text)
        for case in held
        for text in (case["breaks"].values() if key == "breaks" else case["keeps"])
    ]
    return [pytest.param(*pair, id=pair[1][:50]) for pair in pairs]


@pytest.mark.parametrize(("base", "text"), metamorphic("breaks"))
def test_another_polarity_number_date_speaker_or_role_is_no_full_match(
    base: str, text: str, encoder: Encoder
) -> None:
    assert (
        linked({"a": [base, *OTHERS], "b": [text, *MORE]}, encoder).get(frozenset(("a:0", "b:0"))) != "full"
    )


@pytest.mark.parametrize(("base", "text"), metamorphic("keeps"))
def test_spelling_is_a_full_match(base: str, text: str, encoder: Encoder) -> None:
    assert (
        linked({"a": [base, *OTHERS], "b": [text, *MORE]}, encoder).get(frozenset(("a:0", "b:0"))) == "full"
    )


APART = json.loads((CASES / "not_linked.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("one", "two"), APART["apart"])
def test_false_friends_are_not_linked(one: str, two: str, encoder: Encoder) -> None:
    assert frozenset(("a:0", "b:0")) not in linked({"a": [one, *OTHERS], "b": [two, *MORE]}, encoder)


@pytest.mark.parametrize(("one", "two"), APART["known_failures"])
def test_known_false_friends_that_are_still_linked(one: str, two: str, encoder: Encoder) -> None:
    assert frozenset(("a:0", "b:0")) in linked({"a": [one, *OTHERS], "b": [two, *MORE]}, encoder)


def test_full_is_surer_than_the_operating_point() -> None:
    assert THRESHOLD < FULL < 1
