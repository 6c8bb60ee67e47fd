"""What the first page does without, so that its matrix is there soon; and that leaving it out changes nothing."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from dashboard import charts
from tests.support.paths import ROOT

FIRST_RUN = """
import sys
from streamlit.testing.v1 import AppTest
test = AppTest.from_file("streamlit_app.py", default_timeout=120)
test.switch_page("dashboard/app/views/matrix.py").run()
assert not test.exception and len(test.get("vega_lite_chart")) == 1, test
print(*sys.modules)
"""


def test_the_first_matrix_imports_neither_altair_nor_what_finds_differences() -> None:
    run = subprocess.run(
        [sys.executable, "-c", FIRST_RUN], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    loaded = set(run.stdout.split())
    assert "dashboard.charts.matrix" in loaded
    assert not loaded & {
        "altair",
        "dashboard.findings.detectors.channels",
        "dashboard.findings.detectors.numbers",
        "dashboard.lineage.provenance",
        "sentence_transformers",
    }


@pytest.mark.parametrize("name", charts.__all__)
def test_what_charts_name_is_never_the_module_of_that_name(name: str) -> None:
    assert not isinstance(getattr(charts, name), ModuleType)


def test_charts_name_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        charts.nothing  # noqa: B018
