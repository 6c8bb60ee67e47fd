"""What is said to be left out is left out: the matrix agrees, others report it, and no outlet is named too often."""

from __future__ import annotations

from collections import Counter

import pytest

from dashboard.comparison import Comparison
from dashboard.findings.detectors.omission import PER_OUTLET
from dashboard.language.lexicons import lexicon_connotations
from dashboard.pipeline import compare
from dashboard.story.read import read_files

LEAD = "The dam above Orsk broke on Monday and flooded the lower town."
DEAD = "Twelve people drowned in the cellar of the old hospital, the mayor said."
TEXTS = {
    "a": f"Dam breaks above Orsk\n\n{LEAD}\n\n{DEAD}\n\nSoldiers brought boats and blankets to the school.",
    "b": f"Flood in Orsk\n\n{LEAD}\n\n{DEAD}\n\nThe railway to the coast is closed until Friday.",
    "c": f"Orsk under water\n\n{LEAD}\n\nFarmers moved their cattle to the hills before noon.",
}


@pytest.fixture(scope="module")
def flood() -> Comparison:
    """Three outlets, of which one does not report the deaths."""
    table = "file,outlet\n" + "".join(f"{name}.txt,Outlet {name.upper()}\n" for name in TEXTS)
    files = {f"{name}.txt": text.encode() for name, text in TEXTS.items()}
    return compare(read_files("flood", {**files, "outlets.csv": table.encode()}))


@pytest.mark.model
def test_what_two_report_and_one_does_not_is_an_omission(flood: Comparison) -> None:
    found = flood.findings[flood.findings["kind"] == "omission"]
    assert any("Not found in Outlet C" in title and "drowned" in title for title in found["title"])
    assert not any("flooded" in title for title in found["title"])


def test_an_omission_agrees_with_the_matrix(comparison: Comparison) -> None:
    cells = comparison.coverage.set_index(["statement", "article"])["state"]
    outlets = dict(zip(comparison.articles["article"], comparison.articles["outlet"], strict=True))
    named: Counter[str] = Counter()
    for finding in comparison.findings[comparison.findings["kind"] == "omission"].itertuples():
        silent = next(o for o in outlets.values() if finding.title.startswith(f"Not found in {o},"))
        named[silent] += 1
        own = [a for a, outlet in outlets.items() if outlet == silent]
        assert all(cells[finding.statement, article] == "absent" for article in own)
        spans = comparison.spans[comparison.spans["finding"] == finding.finding]
        assert len(set(spans["article"])) > 1
        assert not set(spans["article"]) & set(own)
    assert all(count <= PER_OUTLET for count in named.values())


def test_charged_words_are_one_outlets_own_and_outside_quotation_marks(comparison: Comparison) -> None:
    found = comparison.findings[comparison.findings["kind"] == "loaded"]
    spans = comparison.spans[comparison.spans["finding"].isin(found["finding"])]
    assert (spans.groupby("finding")["article"].nunique() >= 1).all()
    assert all(note in lexicon_connotations() or note.endswith("ly") for note in spans["note"])
