"""What the first page does without, so that its matrix is there soon; and that leaving it out changes nothing."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from dashboard import charts
from dashboard.analysis.comparison import Comparison
from dashboard.analysis.facts.passages import reading
from dashboard.analysis.facts.sequence import sequences
from dashboard.analysis.facts.stages import DONE, events, may_come, may_tell, stages
from tests.listed_views import ROOT

FIRST_RUN = """
import sys
from streamlit.testing.v1 import AppTest
test = AppTest.from_file("streamlit_app.py", default_timeout=120)
test.switch_page("dashboard/views/matrix.py").run()
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
        "dashboard.analysis.channels",
        "dashboard.analysis.facts.number",
        "dashboard.analysis.origins",
        "sentence_transformers",
    }


@pytest.mark.parametrize("name", charts.__all__)
def test_what_charts_name_is_never_the_module_of_that_name(name: str) -> None:
    assert not isinstance(getattr(charts, name), ModuleType)


def test_charts_name_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        charts.nothing  # noqa: B018


def test_sequences_of_some_nouns_are_those_among_all(comparison: Comparison) -> None:
    context = comparison.context
    every = sequences(context)
    assert every
    for heads in ({group[0].head} for group in every):
        assert sequences(context, heads) == [group for group in every if group[0].head in heads]


def test_letters_alone_tell_which_sentences_hold_a_stage(comparison: Comparison) -> None:
    context = comparison.context
    told = [
        (home, stage)
        for home in context.phrases.sentences.values()
        for stage in stages(reading(context).passages[home.sentence], home)
    ]
    assert told
    for home, stage in told:
        assert may_tell(home, {stage.head})
        assert may_tell(home, events())
        assert may_come(home.text) or stage.state == DONE
