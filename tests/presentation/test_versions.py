"""Two versions of one article: what changed is found, trivia are set apart, and nothing is lost on the way."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.presentation.excerpts import differing
from dashboard.presentation.rows import SentenceRow
from dashboard.presentation.versions import compared, key_of, with_told
from tests.support.paths import ROOT

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (ROOT / "tests" / "cases" / "versions" / "changes.json").read_text("utf-8")
)
WORDS = (
    "minister king grain palace police fire letter river met said took gave the a on in of seven nine".split()
)


def sentences(article: str, texts: list[str]) -> list[SentenceRow]:
    return [SentenceRow(f"{article}:{k}", article, 0, len(t), "body", "", t) for k, t in enumerate(texts)]


@pytest.mark.parametrize("case", CASES["positive"], ids=lambda case: case["name"])
def test_a_change_is_found(case: dict[str, Any]) -> None:
    found = compared(sentences("a", case["old"]), sentences("b", case["new"]))
    assert [s.text for s in found.added] == case["added"]
    assert [s.text for s in found.dropped] == case["dropped"]
    assert [[p.before.text, p.after.text] for p in found.reworded] == case["reworded"]
    assert [[p.before.text, p.after.text] for p in found.trivial] == case["trivial"]


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["name"])
def test_trivia_are_no_change(case: dict[str, Any]) -> None:
    found = compared(sentences("a", case["old"]), sentences("b", case["new"]))
    assert not (found.added)
    assert not (found.dropped)
    assert not (found.reworded)
    assert len(found.trivial) + len(found.same) == len(case["new"])


def test_what_the_other_version_tells_in_other_words_is_neither_added_nor_dropped() -> None:
    old = sentences("a", ["The envoy gave the king a letter.", "Rain fell on the hills all day."])
    new = sentences(
        "b", ["A note from the capital was handed to the monarch.", "Bread costs more in the city."]
    )
    found = with_told(compared(old, new), old, new, {"a:0": ["b:0"], "b:0": ["a:0"]})
    assert [(p.before.sentence, p.after.sentence) for p in found.told] == [("a:0", "b:0")]
    assert [s.sentence for s in found.added] == ["b:1"]
    assert [s.sentence for s in found.dropped] == ["a:1"]


texts = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(lambda words: " ".join(words) + "."),
    max_size=8,
)


@settings(deadline=None)
@given(texts)
def test_a_text_beside_itself_changes_nowhere(own: list[str]) -> None:
    found = compared(sentences("a", own), sentences("b", own))
    assert not (found.added)
    assert not (found.dropped)
    assert not (found.reworded)
    assert not (found.trivial)
    assert len(found.same) == len(own)


@settings(deadline=None)
@given(texts, texts)
def test_every_sentence_is_accounted_for(old: list[str], new: list[str]) -> None:
    found = compared(sentences("a", old), sentences("b", new))
    pairs = [*found.reworded, *found.trivial]
    later = {s.sentence for s in (*found.added, *found.same, *(p.after for p in pairs))}
    assert later == {f"b:{k}" for k in range(len(new))}
    earlier = {s.sentence for s in (*found.dropped, *(p.before for p in pairs))}
    assert len(earlier) + len(found.same) >= len(old)
    assert not {s.sentence for s in found.added} & {p.after.sentence for p in pairs}


@settings(deadline=None)
@given(texts, texts)
def test_what_one_direction_adds_the_other_drops(old: list[str], new: list[str]) -> None:
    there = compared(sentences("a", old), sentences("b", new))
    back = compared(sentences("b", new), sentences("a", old))
    assert len(there.same) == len(back.same)
    assert len(there.trivial) == len(back.trivial)


@settings(deadline=None)
@given(texts)
def test_order_alone_is_no_change(own: list[str]) -> None:
    turned = list(own)
    random.Random(1).shuffle(turned)
    found = compared(sentences("a", own), sentences("b", turned))
    assert len(found.same) == len(own)


def test_changed_words_are_marked_on_both_sides() -> None:
    before, after = "Satellite images show a parade.", "Satellite imagery indicates a large parade."
    first, second = differing(before, after, key_of)
    assert [before[a:b] for a, b in first] == ["images show"]
    assert [after[a:b] for a, b in second] == ["imagery indicates", "large"]
