"""Invented two-article stories for every detector: what must be found, what must not, and what is known to be missed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from dashboard.comparison import Comparison
from dashboard.findings.finding import JOINED
from dashboard.pipeline import compare
from dashboard.story.read import read_files
from tests.support.paths import ROOT

CASES = ROOT / "tests" / "cases"
pytestmark = pytest.mark.model


def load(part: str) -> list[Any]:
    """Every case of one part, with the kind of its findings: of each folder whose cases name one."""
    found = []
    for file in sorted(CASES.glob("*/cases.json")):
        content = json.loads(file.read_text(encoding="utf-8"))
        if "kind" in content:
            found += [
                pytest.param(content["kind"], case, id=f"{file.parent.name}: {case['name']}")
                for case in content[part]
            ]
    return found


def compared(case: dict[str, Any]) -> Comparison:
    """The comparison of a case's articles."""
    files = {name: text.encode("utf-8") for name, text in case["articles"].items()}
    return compare(read_files("case", files))


def shows(comparison: Comparison, kind: str, words: list[str], others: Sequence[str] = ()) -> bool:
    """Whether one finding of a kind, for a name or a wording of either, holds all the words in its spans, and none of the others."""
    kinds = [kind, *(JOINED if kind in JOINED else ())]
    for finding in comparison.findings.loc[comparison.findings["kind"].isin(kinds), "finding"]:
        texts = " | ".join(comparison.spans.loc[comparison.spans["finding"] == finding, "text"])
        if all(word in texts for word in words) and not any(word in texts for word in others):
            return True
    return False


@pytest.mark.parametrize(("kind", "case"), load("positive"))
def test_what_must_be_found(kind: str, case: dict[str, Any]) -> None:
    assert shows(compared(case), kind, case["words"], case.get("without", []))


@pytest.mark.parametrize(("kind", "case"), load("negative"))
def test_what_is_no_difference(kind: str, case: dict[str, Any]) -> None:
    comparison = compared(case)
    found = comparison.findings[comparison.findings["kind"] == kind]
    assert found.empty, list(found["title"])


@pytest.mark.parametrize(("kind", "case"), load("known_failures"))
def test_what_is_known_to_be_missed(kind: str, case: dict[str, Any]) -> None:
    assert not shows(compared(case), kind, case["words"], case.get("without", [])), (
        "found now: move it to the positive cases"
    )


@pytest.mark.model
def test_every_outlet_that_gives_a_number_is_listed_with_it() -> None:
    """The third outlet's "treated 20 people" stands beside "12 hurt" and "20 injured", whatever words its sentence has."""
    content = json.loads((CASES / "rival" / "cases.json").read_text(encoding="utf-8"))
    bakery = next(c for c in content["positive"] if "protest" in c["name"])
    comparison = compared(bakery)
    (finding,) = comparison.findings.loc[comparison.findings["kind"] == "number", "finding"]
    spans = comparison.spans[comparison.spans["finding"] == finding]
    assert list(spans["text"]) == ["12", "20", "20"]
    assert spans["article"].nunique() == 3
