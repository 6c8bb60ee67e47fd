"""What the first page does without: the default story ships compared, so nothing that reads or compares is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.listed_views import listed_views
from tests.support.paths import ROOT

VISIT = """
import sys
from streamlit.testing.v1 import AppTest
test = AppTest.from_file("streamlit_app.py", default_timeout=120)
for view in sys.argv[1:]:
    test.switch_page(view).run()
    assert not test.exception and not test.error, (view, test)
print(*sys.modules)
"""
HEAVY = {"torch", "transformers", "sentence_transformers", "spacy", "scipy", "sklearn", "trafilatura", "docx"}


def loaded(*views: str, **environment: str) -> set[str]:
    """The modules that a fresh process has loaded when it has shown some views, each without a fault."""
    run = subprocess.run(
        [sys.executable, "-c", VISIT, *views],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, **environment},
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return set(run.stdout.split())


@pytest.mark.parametrize("view", ["overview", "matrix"])
def test_the_first_page_loads_nothing_that_compares(view: str) -> None:
    modules = loaded(f"dashboard/app/views/{view}.py")
    assert {"dashboard.comparison", "dashboard.charts.matrix"} <= modules
    assert not modules & {*HEAVY, "dashboard.pipeline", "dashboard.story.read"}


def test_every_view_opens_with_no_model_at_hand(tmp_path: Path) -> None:
    """Nothing is kept from an earlier run, and what would load the model cannot be imported."""
    (tmp_path / "sentence_transformers.py").write_text("raise ImportError('none here')", encoding="utf-8")
    views = [view.file for view in listed_views()]
    loaded(*views, PYTHONPATH=str(tmp_path), PARALLAX_CACHE=str(tmp_path / "cache"))
