"""The default story, compared once for all tests of a worker; its encodings are kept in the cache folder from one run to the next."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from dashboard import pipeline
from dashboard.alignment.second_judge import JUDGES, shipped_judge
from dashboard.comparison import Comparison
from dashboard.encoding import phrases
from dashboard.files import cache_folder
from dashboard.language.annotate import Annotated, annotate
from dashboard.pipeline import Prepared, prepare, settle
from dashboard.settings import Settings
from dashboard.story.read import Story, read_folder
from tests.support.paths import SEEDS


def pytest_configure(config: pytest.Config) -> None:
    """Workers share the cores: none takes them all for one product of matrices. They read this as they start, before NumPy does."""
    if getattr(config.option, "numprocesses", None):
        os.environ.setdefault("OMP_NUM_THREADS", "1")


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # the library is not typed
    """A file is run by one worker, whose fixtures serve all of it; the browser's files by one, with one server and browser."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if "/browser/" in nodeid else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """Files go to the workers whole."""
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's files begin: they take longest."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """What the parser and the second judge have read is not read again: many tests compare the same articles with a word changed."""
    judges = {model: judge.remembering({}) for model in JUDGES if (judge := shipped_judge(model))}
    parsed: dict[str, Annotated] = {}

    def parse(texts: Iterable[str]) -> tuple[Annotated, ...]:
        given = list(texts)
        new = [text for text in dict.fromkeys(given) if text not in parsed]
        parsed.update(zip(new, annotate(new), strict=True))
        return tuple(parsed[text] for text in given)

    patch = pytest.MonkeyPatch()
    patch.setattr(pipeline, "shipped_judge", judges.get)
    patch.setattr(phrases, "annotate", parse)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def seeds() -> Story:
    return read_folder(SEEDS)


@pytest.fixture(scope="session")
def prepared(seeds: Story) -> Prepared:
    return prepare(seeds, store=cache_folder())


@pytest.fixture(scope="session")
def comparison(prepared: Prepared) -> Comparison:
    return settle(prepared, Settings())


@pytest.fixture(autouse=True)
def _no_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app reads story folders from the command line: pytest's own arguments are none."""
    monkeypatch.setattr("sys.argv", ["streamlit_app.py"])


@pytest.fixture(autouse=True)
def _main(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that a test runs takes the place of the main module; processes that a later test starts would run it again."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
