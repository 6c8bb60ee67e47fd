"""What is cited can be found again, and the README and the method page state the same figures."""

from __future__ import annotations

import re

import pytest

from dashboard.comparison import Comparison
from dashboard.export.citation import bibtex, calibration, measured, version
from tests.support.hostile import hostile
from tests.support.paths import ROOT

DATE = "2024-05-01"
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("measure", measured(), ids=lambda m: m.what)
def test_the_readme_states_every_measured_figure(measure: object) -> None:
    """A figure that is measured anew is changed in measured.json and in the README, or this fails."""
    for figures in (measure.figures, measure.readers):  # type: ignore[attr-defined]
        for name, figure in figures.items():
            assert 0 <= figure <= 1
            printed = f"{figure:.2f}".removeprefix("0")
            assert re.search(rf"(?<![\d.]){re.escape(printed)}(?!\d)", README), f"{name} {printed}"
    assert measure.command in README or "pytest" in measure.command  # type: ignore[attr-defined]


def test_the_readmes_table_has_the_measured_rows() -> None:
    for measure in measured()[:4]:
        cells = [
            f"{value:.2f}".removeprefix("0")
            for value in (*measure.figures.values(), *measure.readers.values())
        ]
        rows = [re.findall(r"\.\d\d", line) for line in README.splitlines() if line.startswith("|")]
        assert any(set(cells[:2]) <= set(row) for row in rows), measure.what


def test_a_bibtex_entry_names_version_model_and_digests(comparison: Comparison) -> None:
    entries = bibtex(comparison, DATE)
    assert re.findall(r"^@(\w+)\{([\w.-]+),$", entries, re.MULTILINE) == [
        ("software", f"parallax-{version()}"),
        ("misc", f"parallax-{comparison.story.digest[:8]}"),
    ]
    for part in (
        version(),
        DATE,
        comparison.model_digest,
        comparison.story.digest,
        comparison.settings.model,
    ):
        assert part in entries.replace("\\", "")
    assert entries.count("{") == entries.count("}")
    assert bibtex(comparison, DATE) == entries


def test_a_hostile_name_stays_inside_its_braces() -> None:
    entries = bibtex(hostile(), DATE)
    bare = re.sub(r"\\[{}]", "", entries)
    assert bare.count("{") == bare.count("}")
    assert entries.count("@") == 2


def test_the_calibration_is_named_with_its_digest(comparison: Comparison) -> None:
    facts = dict(calibration(comparison))
    assert re.fullmatch(r"[0-9a-f]{64}", facts["Calibration, SHA-256"])
    assert float(facts["Operating point"]) > 0
    assert "BASIL" in facts["Fitted on"]
