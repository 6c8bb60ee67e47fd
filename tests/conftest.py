"""The default story, compared once for all tests; its encodings are kept in the cache folder from one run to the next."""

from __future__ import annotations

import pytest

from dashboard.comparison import Comparison
from dashboard.files import cache_folder
from dashboard.pipeline import Prepared, prepare, settle
from dashboard.settings import Settings
from dashboard.story.read import Story, read_folder
from tests.support.paths import SEEDS


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
