"""Guards: what both pieces state differently is named; what is spelled differently is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dashboard.analysis.guards import DOUBTS, FORBIDS, MEANING, guard, saying

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "alignment" / "metamorphic.json").read_text(encoding="utf-8")
)
BREAKS = [(c["base"], kind, text) for c in CASES for kind, text in c["breaks"].items()]
KEEPS = [(c["base"], text) for c in CASES for text in c["keeps"]]


@pytest.mark.parametrize(("base", "kind", "text"), BREAKS)
def test_what_differs_is_named_from_both_sides(base: str, kind: str, text: str) -> None:
    assert guard(saying(base), saying(text)) == kind
    assert guard(saying(text), saying(base)) == kind


@pytest.mark.parametrize(("base", "text"), KEEPS)
def test_spelling_is_no_difference(base: str, text: str) -> None:
    assert guard(saying(base), saying(text)) == ""


@pytest.mark.parametrize("text", [c["base"] for c in CASES])
def test_nothing_speaks_against_a_sentence_itself(text: str) -> None:
    assert guard(saying(text), saying(text)) == ""


def test_what_one_piece_leaves_out_is_no_contradiction() -> None:
    assert guard(saying("Police arrested 14 people."), saying("Police arrested protesters.")) == ""
    assert guard(saying("It happened on July 3."), saying("It happened at night.")) == ""


def test_every_guard_has_words_for_the_reader() -> None:
    spoken = {kind for _, kind, _ in BREAKS} | set(DOUBTS) | FORBIDS
    assert spoken == set(MEANING)
