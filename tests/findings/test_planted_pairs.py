"""Sixty differences of number, date, time of day and certainty, planted in other words; and twins that only paraphrase.

Each pair is one sentence and another that says the same with other words, another order or voice, or words for digits, but
for one difference; its twin is the second sentence without the difference.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from dashboard.findings.detectors import DETECTORS
from dashboard.findings.finding import Finding
from dashboard.story.read import Story
from tests.support.fact_cases import CASES, context_of, shown, story_of

DATA = json.loads((CASES / "planted" / "pairs.json").read_text(encoding="utf-8"))
KINDS = ("number", "date", "certainty")
FOUND = 0.9
"""Share of the planted differences that must be found with their kind."""


def differences(pair: Mapping[str, Any], second: str) -> tuple[list[Finding], Story]:
    """What is found between the first sentence of a pair and its `second` ("b" or "twin"), of the kinds that are planted."""
    story = story_of({"published": DATA["published"], "a": pair["a"], "b": pair[second]})
    context = context_of(story)
    found = [f for detect in DETECTORS for f in detect(context) if f.kind in KINDS]
    return [f for f in found if len({s.article for s in f.spans}) > 1], story


def is_shown(pair: Mapping[str, Any]) -> bool:
    """Whether a finding of the planted kind shows the words of both sides."""
    found, story = differences(pair, "b")
    one, two = pair["shows"]
    return any(
        any(one in words for article, words in shown(f, story) if article == "a")
        and any(two in words for article, words in shown(f, story) if article == "b")
        for f in found
        if f.kind == pair["kind"]
    )


@pytest.mark.model
def test_planted_differences_are_found_with_their_kind() -> None:
    missed = [pair["b"] for pair in DATA["pairs"] if not is_shown(pair)]
    assert len(DATA["pairs"]) >= 60
    assert len(missed) <= (1 - FOUND) * len(DATA["pairs"]), missed


@pytest.mark.model
def test_a_paraphrase_differs_in_nothing() -> None:
    false = [(pair["twin"], f.title) for pair in DATA["pairs"] for f in differences(pair, "twin")[0]]
    assert false == []
