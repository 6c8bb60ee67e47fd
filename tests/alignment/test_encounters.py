"""Who meets whom: both persons of an encounter, by name, and two encounters of other persons are not one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboard.alignment.align import links
from dashboard.alignment.contradictions import NEVER_ONE, encounters, guard, other_parties, saying
from dashboard.comparison import Comparison
from tests.support.paths import ROOT

CASES: dict[str, Any] = json.loads(
    (ROOT / "tests" / "cases" / "alignment" / "encounters.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("text", "pairs"), CASES["met"])
def test_both_persons_of_an_encounter_are_named(text: str, pairs: list[list[str]]) -> None:
    assert encounters(text) == {frozenset(frozenset(name.split()) for name in pair) for pair in pairs}


@pytest.mark.parametrize("text", CASES["nobody"])
def test_an_encounter_without_two_names_is_none(text: str) -> None:
    assert encounters(text) == frozenset()


@pytest.mark.parametrize(("a", "b"), CASES["other"])
def test_other_persons_are_another_encounter(a: str, b: str) -> None:
    assert other_parties(encounters(a), encounters(b))
    assert guard(saying(a), saying(b)) == guard(saying(b), saying(a)) == "parties"


@pytest.mark.parametrize(("a", "b"), CASES["same"])
def test_the_same_persons_under_parts_of_their_names_are_one_encounter(a: str, b: str) -> None:
    assert not other_parties(encounters(a), encounters(b))
    assert not other_parties(encounters(b), encounters(a))


def test_what_a_guard_forbids_is_neither_linked_nor_in_one_row(comparison: Comparison) -> None:
    forbidden = comparison.candidates[comparison.candidates["guard"].isin(NEVER_ONE)]
    sure = forbidden[forbidden["score"] >= comparison.settings.threshold]
    assert len(sure) >= 4
    assert not len(links(sure, comparison.units, comparison.settings.threshold))
    span = comparison.units.set_index("unit")[["article", "start", "end"]].apply(tuple, axis=1)
    rows: dict[tuple[object, ...], set[str]] = {}
    for m in comparison.mentions[comparison.mentions["strength"] == "full"].itertuples():
        rows.setdefault((m.article, m.start, m.end), set()).add(m.statement)
    joined = [
        (a, b)
        for a, b in zip(sure["a"], sure["b"], strict=True)
        if rows.get(span[a], set()) & rows.get(span[b], set())
    ]
    assert not joined
