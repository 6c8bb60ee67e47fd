"""Imports point down only: an `ast` walk over the package and the table of its floors."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dashboard"

FLOORS = {
    "dashboard.tables": 0,
    "dashboard.analysis": 5,
    "dashboard.analysis.abbreviations": 1,
    "dashboard.analysis.agencies": 1,
    "dashboard.analysis.alignment": 2,
    "dashboard.analysis.comparison": 5,
    "dashboard.analysis.corrections": 4,
    "dashboard.analysis.coverage": 4,
    "dashboard.analysis.asking": 6,
    "dashboard.analysis.doubts": 6,
    "dashboard.analysis.highlights": 6,
    "dashboard.analysis.notices": 6,
    "dashboard.analysis.dates": 1,
    "dashboard.analysis.decoding": 1,
    "dashboard.analysis.documents": 1,
    "dashboard.analysis.encoding": 1,
    "dashboard.analysis.faults": 1,
    "dashboard.analysis.furniture": 1,
    "dashboard.analysis.contraries": 2,
    "dashboard.analysis.guards": 2,
    "dashboard.analysis.lexicons": 2,
    "dashboard.analysis.parties": 2,
    "dashboard.analysis.story_tokens": 2,
    "dashboard.analysis.stems": 2,
    "dashboard.analysis.wordclasses": 1,
    "dashboard.analysis.labels": 3,
    "dashboard.analysis.grouping": 2,
    "dashboard.analysis.neighbours": 2,
    "dashboard.analysis.evidence": 2,
    "dashboard.analysis.calibration": 2,
    "dashboard.analysis.outlets": 1,
    "dashboard.analysis.reading": 1,
    "dashboard.analysis.roles": 1,
    "dashboard.analysis.sentences": 1,
    "dashboard.analysis.statements": 3,
    "dashboard.analysis.themes": 3,
    "dashboard.analysis.ward": 3,
    "dashboard.analysis.units": 2,
    "dashboard.charts": 6,
    "dashboard.export": 6,
    "dashboard.citations": 6,
    "dashboard.kinship": 6,
    "dashboard.lines": 6,
    "dashboard.pictures": 6,
    "dashboard.figures": 6,
    "dashboard.portraits": 6,
    "dashboard.scenes": 6,
    "dashboard.abreast": 6,
    "dashboard.passages": 6,
    "dashboard.markup": 6,
    "dashboard.__main__": 7,
    "dashboard.layout": 7,
    "dashboard.cached": 7,
    "dashboard.sidebar": 8,
    "dashboard.selection": 8,
    "dashboard.revision": 8,
    "dashboard.shelf": 8,
    "dashboard.workbench": 8,
    "dashboard.discrepancies": 8,
    "dashboard.framings": 8,
    "dashboard.openings": 8,
    "dashboard.views": 8,
    "dashboard": 9,
}
"""Module -> floor; a module without its own line stands on that of its package."""

ONLY_IN = {
    "streamlit": (
        "dashboard.cached",
        "dashboard.sidebar",
        "dashboard.selection",
        "dashboard.revision",
        "dashboard.shelf",
        "dashboard.workbench",
        "dashboard.views",
    ),
    "altair": ("dashboard.charts",),
    "docx": ("dashboard.analysis.documents",),
    "openpyxl": ("dashboard.export",),
    "vl_convert": ("dashboard.export",),
    "sentence_transformers": ("dashboard.analysis.encoding",),
    "torch": (),
}


def floor(module: str) -> int:
    while module not in FLOORS:
        module = module.rpartition(".")[0]
    return FLOORS[module]


def module_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


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


@pytest.mark.parametrize("file", FILES, ids=[str(f.relative_to(PACKAGE)) for f in FILES])
def test_imports_point_down(file: Path) -> None:
    own = module_of(file)
    for name in imports(file):
        if name.startswith("dashboard"):
            assert floor(name) <= floor(own), (
                f"{own} (floor {floor(own)}) imports {name} (floor {floor(name)})"
            )
        for library, rooms in ONLY_IN.items():
            if name.split(".")[0] == library:
                assert any(own == r or own.startswith(r + ".") for r in rooms), f"{own} imports {library}"


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
    tree = ast.parse((PACKAGE / "analysis" / "encoding.py").read_text(encoding="utf-8"))
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
