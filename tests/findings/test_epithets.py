"""Words for one person or group of which one takes a side: planted pairs, and twins that hold none."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from dashboard.findings.detectors.framing import epithets
from tests.support.fact_cases import CASES, context_of, shown, story_of

DATA = json.loads((CASES / "epithet" / "pairs.json").read_text(encoding="utf-8"))
pytestmark = pytest.mark.model


def found(pair: Mapping[str, str]) -> list[list[str]]:
    """The words that each finding between two sentences shows."""
    story = story_of({"published": {}, "a": pair["a"], "b": pair["b"]})
    return [[words for _, words in shown(f, story)] for f in epithets.detect(context_of(story))]


@pytest.mark.parametrize("pair", DATA["pairs"], ids=lambda pair: " / ".join(pair["shows"]))
def test_two_words_for_one_person_or_group_are_found(pair: Mapping[str, str]) -> None:
    assert any(all(any(one in words for words in own) for one in pair["shows"]) for own in found(pair))


@pytest.mark.parametrize("pair", DATA["twins"], ids=lambda pair: pair["b"])
def test_two_persons_neutral_words_and_others_claims_are_none(pair: Mapping[str, str]) -> None:
    assert found(pair) == []
