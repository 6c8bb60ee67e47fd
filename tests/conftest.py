"""The default story, compared once for all tests; it needs no model, its encodings are shipped."""

from __future__ import annotations

import pytest

from dashboard.comparison import Comparison, Prepared, prepare, settle
from dashboard.settings import Settings
from dashboard.story.read import Story, read_folder
from tests.support.paths import SEEDS


@pytest.fixture(scope="session")
def seeds() -> Story:
    return read_folder(SEEDS)


@pytest.fixture(scope="session")
def prepared(seeds: Story) -> Prepared:
    return prepare(seeds)


@pytest.fixture(scope="session")
def comparison(prepared: Prepared) -> Comparison:
    return settle(prepared, Settings())


@pytest.fixture(autouse=True)
def _no_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app reads story folders from the command line: pytest's own arguments are none."""
    monkeypatch.setattr("sys.argv", ["streamlit_app.py"])
