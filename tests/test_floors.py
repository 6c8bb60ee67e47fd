"""Imports point down only: an `ast` walk over the package and the table of its floors."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PACKAGE = ROOT / "dashboard"

FLOORS = {
    "dashboard.attribution.cues": 5,
    "dashboard.attribution.subjects": 5,
    "dashboard.attribution.speakers": 5,
    "dashboard.attribution.silence": 5,
    "dashboard.attribution.pronouns": 5,
    "dashboard.attribution.direct_speech": 5,
    "dashboard.attribution.content_ends": 5,
    "dashboard.attribution.beside": 5,
    "dashboard.attribution.adjuncts": 5,
    "dashboard.attribution.contents": 5,
    "dashboard.attribution.resolve": 5,
    "dashboard.attribution.parsed": 5,
    "dashboard.files": 0,
    "dashboard.limits": 0,
    "dashboard.settings": 1,
    "dashboard.tables": 0,
    "dashboard.language.annotate": 1,
    "dashboard.language.clauses": 1,
    "dashboard.language.lexicons": 1,
    "dashboard.language.media": 1,
    "dashboard.language.names": 1,
    "dashboard.language.quantities": 1,
    "dashboard.language.quotations": 1,
    "dashboard.language.reporting_verbs": 1,
    "dashboard.language.time_expressions": 1,
    "dashboard.language.words": 1,
    "dashboard.story.archive": 2,
    "dashboard.story.boilerplate": 2,
    "dashboard.story.bulk": 2,
    "dashboard.story.charset": 2,
    "dashboard.story.documents": 2,
    "dashboard.story.formats": 2,
    "dashboard.story.outlets": 2,
    "dashboard.story.page_dates": 2,
    "dashboard.story.page_metadata": 2,
    "dashboard.story.page_text": 2,
    "dashboard.story.pages": 2,
    "dashboard.story.pdf": 2,
    "dashboard.story.publication_date": 2,
    "dashboard.story.read": 2,
    "dashboard.story.records": 2,
    "dashboard.story.roles": 2,
    "dashboard.story.scaffold": 2,
    "dashboard.story.sentences": 2,
    "dashboard.story.story": 2,
    "dashboard.story.topic": 2,
    "dashboard.encoding.cross_encoder": 3,
    "dashboard.encoding.encode": 3,
    "dashboard.encoding.mpnet": 3,
    "dashboard.encoding.phrases": 3,
    "dashboard.alignment.align": 4,
    "dashboard.alignment.calibration": 4,
    "dashboard.alignment.clustering": 4,
    "dashboard.alignment.context_features": 4,
    "dashboard.alignment.contradictions": 4,
    "dashboard.alignment.pair_features": 4,
    "dashboard.alignment.questions": 4,
    "dashboard.alignment.token_matrix": 4,
    "dashboard.entities.entities": 4,
    "dashboard.entities.people": 4,
    "dashboard.entities.name_resolver": 4,
    "dashboard.attribution.extract": 5,
    "dashboard.attribution.sources": 5,
    "dashboard.statements.corrections": 5,
    "dashboard.statements.coverage": 5,
    "dashboard.statements.event_status": 5,
    "dashboard.statements.labels": 5,
    "dashboard.statements.missing_context": 5,
    "dashboard.statements.sentence_facts": 5,
    "dashboard.statements.statements": 5,
    "dashboard.statements.themes": 5,
    "dashboard.statements.trim": 5,
    "dashboard.emphasis.composition": 5,
    "dashboard.emphasis.keyness": 5,
    "dashboard.emphasis.measures": 5,
    "dashboard.lineage.provenance": 6,
    "dashboard.lineage.text_reuse": 6,
    "dashboard.findings.aligned_items": 6,
    "dashboard.findings.aligned_phrases": 6,
    "dashboard.findings.context": 6,
    "dashboard.findings.counted_nouns": 6,
    "dashboard.findings.detectors": 6,
    "dashboard.findings.detectors.facts": 6,
    "dashboard.findings.detectors.facts.circumstances": 6,
    "dashboard.findings.detectors.facts.dates": 6,
    "dashboard.findings.detectors.facts.events": 6,
    "dashboard.findings.detectors.facts.granularity": 6,
    "dashboard.findings.detectors.facts.identities": 6,
    "dashboard.findings.detectors.facts.numbers": 6,
    "dashboard.findings.detectors.facts.outcomes": 6,
    "dashboard.findings.detectors.facts.superlatives": 6,
    "dashboard.findings.detectors.framing": 6,
    "dashboard.findings.detectors.framing.allegations": 6,
    "dashboard.findings.detectors.framing.attribution": 6,
    "dashboard.findings.detectors.framing.certainty": 6,
    "dashboard.findings.detectors.framing.charged_beside": 6,
    "dashboard.findings.detectors.framing.credited_media": 6,
    "dashboard.findings.detectors.framing.epithets": 6,
    "dashboard.findings.detectors.framing.loaded": 6,
    "dashboard.findings.detectors.framing.actor_names": 6,
    "dashboard.findings.detectors.framing.thing_names": 6,
    "dashboard.findings.detectors.framing.omission": 6,
    "dashboard.findings.detectors.framing.predicate": 6,
    "dashboard.findings.detectors.framing.quotations": 6,
    "dashboard.findings.detectors.framing.rival_names": 6,
    "dashboard.findings.detectors.framing.tone": 6,
    "dashboard.findings.detectors.framing.wording": 6,
    "dashboard.findings.differences": 6,
    "dashboard.findings.event_figures": 6,
    "dashboard.findings.finding": 6,
    "dashboard.findings.hedges": 6,
    "dashboard.findings.phrase_pairs": 6,
    "dashboard.findings.ranking": 6,
    "dashboard.findings.referents": 6,
    "dashboard.charts": 7,
    "dashboard.charts.article_shape": 7,
    "dashboard.charts.bar_matrix": 7,
    "dashboard.charts.bump_chart": 7,
    "dashboard.charts.grid": 7,
    "dashboard.charts.lanes": 7,
    "dashboard.charts.layers": 7,
    "dashboard.charts.matrix": 7,
    "dashboard.charts.palette": 7,
    "dashboard.comparison": 7,
    "dashboard.pipeline": 8,
    "dashboard": 9,
    "dashboard.presentation.excerpts": 8,
    "dashboard.presentation.classroom": 8,
    "dashboard.presentation.sharing": 8,
    "dashboard.presentation.facts": 8,
    "dashboard.presentation.emphasis": 8,
    "dashboard.presentation.filters": 8,
    "dashboard.presentation.framing": 8,
    "dashboard.presentation.headlines": 8,
    "dashboard.presentation.highlights": 8,
    "dashboard.presentation.lineage": 8,
    "dashboard.presentation.markup": 8,
    "dashboard.presentation.profile": 8,
    "dashboard.presentation.quality_checks": 8,
    "dashboard.presentation.reading": 8,
    "dashboard.presentation.rows": 8,
    "dashboard.presentation.sources": 8,
    "dashboard.presentation.story_title": 8,
    "dashboard.presentation.timeline": 8,
    "dashboard.presentation.versions": 8,
    "dashboard.training.calibration": 8,
    "dashboard.training.ranking": 8,
    "dashboard.training.second_judge": 8,
    "dashboard.alignment.second_judge": 4,
    "dashboard.alignment.sentence_features": 4,
    "dashboard.export": 9,
    "dashboard.export.citation": 9,
    "dashboard.export.agreement": 9,
    "dashboard.export.coding_sheet": 9,
    "dashboard.export.finding_picture": 9,
    "dashboard.export.refi_qda": 9,
    "dashboard.export.drawings": 9,
    "dashboard.export.report": 9,
    "dashboard.export.tabular": 9,
    "dashboard.export.workbook": 9,
    "dashboard.batch": 10,
    "dashboard.batch.grouping": 10,
    "dashboard.batch.library": 10,
    "dashboard.batch.run": 10,
    "dashboard.batch.store": 10,
    "dashboard.__main__": 11,
    "dashboard.app.cache": 11,
    "dashboard.app.coding_ui": 11,
    "dashboard.app.correction_ui": 11,
    "dashboard.app.elements": 11,
    "dashboard.app.emphasis_ui": 11,
    "dashboard.app.options": 11,
    "dashboard.app.sidebar": 11,
    "dashboard.app.state": 11,
    "dashboard.app.story_editor": 11,
    "dashboard.app.story_store": 11,
    "dashboard.app.workload": 11,
    "dashboard.app.views.ask": 11,
    "dashboard.app.views.check": 11,
    "dashboard.app.views.classroom": 11,
    "dashboard.app.views.coding": 11,
    "dashboard.app.views.method": 11,
    "dashboard.app.views.share": 11,
    "dashboard.app.views.emphasis": 11,
    "dashboard.app.views.facts": 11,
    "dashboard.app.views.framing": 11,
    "dashboard.app.views.headlines": 11,
    "dashboard.app.views.library": 11,
    "dashboard.app.views.lineage": 11,
    "dashboard.app.views.matrix": 11,
    "dashboard.app.views.overview": 11,
    "dashboard.app.views.pairs": 11,
    "dashboard.app.views.portrait": 11,
    "dashboard.app.views.reading": 11,
    "dashboard.app.views.sources": 11,
    "dashboard.app.views.story": 11,
    "dashboard.app.views.timeline": 11,
}
"""Every module -> the floor that it stands on; what is not listed fails."""

ONLY_IN = {
    "streamlit": ("dashboard.app",),
    "altair": ("dashboard.charts",),
    "docx": ("dashboard.story.formats",),
    "pypdf": ("dashboard.story.pdf",),
    "striprtf": ("dashboard.story.formats",),
    "ftfy": ("dashboard.story.charset",),
    "trafilatura": ("dashboard.story.page_text", "dashboard.story.pages"),
    "htmldate": ("dashboard.story.page_dates",),
    "jinja2": ("dashboard.presentation.markup",),
    "duckdb": ("dashboard.batch.library",),
    "dask": ("dashboard.batch.run",),
    "openpyxl": ("dashboard.export", "dashboard.story.records"),
    "vl_convert": ("dashboard.export",),
    "spacy": ("dashboard.language.annotate",),
    "sentence_transformers": ("dashboard.encoding.encode",),
    "torch": ("dashboard.training",),
    "transformers": ("dashboard.encoding.cross_encoder", "dashboard.encoding.mpnet", "dashboard.training"),
}
"""Library -> the only rooms that import it."""

VIEW_LIMIT = 60  # lines of a view
FOLDER_LIMIT = 20  # modules in one folder; more than that are several ideas


def module_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(file: Path) -> set[str]:
    """Every module that a file imports, wherever in it, with `from package import module` resolved."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                path = ROOT / Path(*whole.split("."))
                found.add(whole if path.with_suffix(".py").is_file() or path.is_dir() else node.module)
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


def folder(module: str) -> str:
    """The folder of the package in which a module lies; the module itself at the root."""
    return ".".join(module.split(".")[:2])


def test_every_module_has_its_floor() -> None:
    assert {module_of(file) for file in FILES} == set(FLOORS)


def test_a_folder_holds_one_idea() -> None:
    crowds = Counter(file.parent for file in FILES)
    assert {str(f): n for f, n in crowds.items() if n > FOLDER_LIMIT} == {}
    assert crowds[PACKAGE] <= 8


@pytest.mark.parametrize("file", FILES, ids=[str(f.relative_to(PACKAGE)) for f in FILES])
def test_imports_point_down_and_not_sideways(file: Path) -> None:
    own = module_of(file)
    for name in imports(file):
        if name.startswith("dashboard"):
            down = FLOORS[name] < FLOORS[own] or folder(name) == folder(own)
            assert down, f"{own} (floor {FLOORS[own]}) imports {name} (floor {FLOORS[name]})"
        for library, rooms in ONLY_IN.items():
            if name.split(".")[0] == library:
                assert any(own == r or own.startswith(r + ".") for r in rooms), f"{own} imports {library}"


@pytest.mark.parametrize("file", sorted((PACKAGE / "app" / "views").glob("*.py")), ids=lambda file: file.stem)
def test_a_view_is_an_outline(file: Path) -> None:
    """Choices, calls, the empty case, pictures and tables; what is more goes below."""
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= VIEW_LIMIT
    nodes = ast.walk(ast.parse(text))
    assert not [n for n in nodes if isinstance(n, (ast.FunctionDef, ast.Lambda, ast.ClassDef))]


def test_no_two_modules_import_each_other() -> None:
    graph = {module_of(f): {n for n in imports(f) if n.startswith("dashboard")} for f in FILES}
    seen: dict[str, int] = {}

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join([*trail, module])
        if seen.setdefault(module, 0) == 0:
            for name in graph.get(module, ()):
                if name != module:
                    visit(name, (*trail, module))
            seen[module] = 1

    for module in graph:
        visit(module, ())


def test_sentence_transformers_is_imported_inside_one_function() -> None:
    tree = ast.parse((PACKAGE / "encoding" / "encode.py").read_text(encoding="utf-8"))
    top = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert "sentence_transformers" not in top
    inside = [
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        and any(
            isinstance(n, ast.ImportFrom) and n.module == "sentence_transformers" for n in ast.walk(function)
        )
    ]
    assert len(inside) == 1
