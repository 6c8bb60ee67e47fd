"""Quotation marks of all shapes: cases as data, and laws for any text."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from typing import Any

import pytest

from dashboard.language.quotations import quotations
from tests.support.paths import ROOT

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (ROOT / "tests" / "cases" / "quotations" / "quotations.json").read_text(encoding="utf-8")
)


def words(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize("case", CASES["positive"], ids=[c["text"][:40] for c in CASES["positive"]])
def test_quoted_words_are_found(case: dict[str, Any]) -> None:
    assert words(case["text"]) == case["words"]


@pytest.mark.parametrize("case", CASES["negative"], ids=[c["text"][:40] for c in CASES["negative"]])
def test_apostrophes_and_inches_quote_nothing(case: dict[str, Any]) -> None:
    assert words(case["text"]) == []


@pytest.mark.parametrize(
    "case", CASES["known_failures"], ids=[c["text"][:40] for c in CASES["known_failures"]]
)
def test_what_is_known_to_fail_still_fails(case: dict[str, Any]) -> None:
    assert words(case["text"]) != case["words"], f"now works, make it a positive case: {case['reason']}"


@pytest.mark.parametrize("seed", range(40))
def test_any_text_gives_ordered_quotations_that_are_nested_or_apart(seed: int) -> None:
    draw = random.Random(seed)
    text = "".join(draw.choice("ab c.,\n'\"“”‘’«»„(") for _ in range(200))
    found = quotations(text)
    assert found == sorted(found, key=lambda q: (q.start, -q.end))
    for q in found:
        assert 0 <= q.start < q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
    outer = [q for q in found if q.depth == 0]
    assert all(a.end <= b.start for a, b in pairwise(outer))
    for q in found:
        if q.depth:
            assert any(o.holds(q.start, q.end) for o in outer)


def test_time_grows_with_the_text_alone() -> None:
    assert len(quotations('He said "yes" and left.\n' * 4000)) == 4000
