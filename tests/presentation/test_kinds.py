"""Every kind of finding has a section, an explanation and a place on the Overview."""

from __future__ import annotations

import ast

from dashboard.findings import detectors
from dashboard.findings.finding import TOO_FEW, Finding, SpanOf
from dashboard.findings.ranking import RULES, rule_of
from dashboard.presentation import facts, framing, highlights
from tests.support.paths import ROOT

ON_SOURCES = {"source"}
"""Kinds that the page of sources shows."""


def made() -> set[str]:
    """The kinds that detectors give their findings: `Finding("kind", …)`, `merge_differences(context, "kind", …)`."""
    found = set()
    for file in sorted((ROOT / "dashboard" / "findings" / "detectors").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        named = {
            ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"Finding": 0, "merge_differences": 1}.get(node.func.id, len(node.args))
                for kind in node.args[place : place + 1]:
                    kind = named.get(ast.unparse(kind), kind)
                    if isinstance(kind, ast.Constant):
                        found.add(str(kind.value))
    return found


def test_every_kind_is_shown_and_explained() -> None:
    framed = {kind for kinds in framing.SECTIONS.values() for kind in kinds}
    assert made() == framed | (set(facts.KINDS) - {facts.CHECK, facts.UNSURE_KIND}) | ON_SOURCES
    assert set(framing.SECTIONS) == set(framing.EXPLAINED)
    assert set(facts.KINDS) == set(facts.EXPLAINED)


def test_every_kind_has_its_place_on_the_overview() -> None:
    assert made() == set(highlights.KIND_NAMES)


def test_every_detector_is_asked() -> None:
    files = {file.stem for file in (ROOT / "dashboard" / "findings" / "detectors").rglob("[!_]*.py")}
    assert {detect.__module__.rpartition(".")[2] for detect in detectors.DETECTORS} == files


def test_of_no_kind_is_said_how_often_it_was_right_that_nobody_judged() -> None:
    """A kind that the verdicts don't know is among those that get the usual chances."""
    for kind in made() - TOO_FEW:
        assert rule_of(Finding(kind, None, "", "", 0.5, (SpanOf("a", 0, 1),))) in RULES, kind
