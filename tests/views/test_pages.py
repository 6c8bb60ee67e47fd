"""Every view opens on the default story, follows its choices and has an empty case."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.paths import ROOT

VIEWS = sorted(f.name for f in (ROOT / "dashboard" / "app" / "views").glob("*.py") if f.name != "__init__.py")


def app(view: str | None = None, **query: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    for key, value in query.items():
        test.query_params[key] = value
    test.run()
    if view:
        test.switch_page(f"dashboard/app/views/{view}").run()
    assert not test.exception
    return test


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_opens_with_a_title_and_without_an_error(view: str) -> None:
    test = app(view)
    assert test.title, view
    assert not test.error


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_bears_one_outlet_and_none(view: str) -> None:
    test = app(view)
    outlets = test.sidebar.multiselect[0]
    outlets.set_value(outlets.value[:1]).run()
    assert not test.exception
    outlets = test.sidebar.multiselect[0]
    outlets.set_value([]).run()
    assert not test.exception
    assert "at least one outlet" in test.info[0].value


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("confidence", [0.05, 0.95])
def test_a_view_bears_either_end_of_confidence(view: str, confidence: float) -> None:
    test = app(view)
    test.sidebar.slider[0].set_value(confidence).run()
    assert not test.exception


def test_every_file_of_views_is_listed() -> None:
    listed = (ROOT / "streamlit_app.py").read_text(encoding="utf-8")
    for view in VIEWS:
        assert f"dashboard/app/views/{view}" in listed


def test_a_click_on_a_cell_opens_the_statement() -> None:
    test = app("matrix.py")
    cell = test.session_state.choices.comparison.coverage.query("state == 'full'").iloc[0]
    test.session_state["matrix"] = {
        "selection": {"cell": [{"statement": cell.statement, "article": cell.article}]}
    }
    test.selectbox(key="statement").set_value(cell.statement).run()
    assert not test.exception
    words = " ".join(h.proto.body for h in test.get("html"))
    assert "reports it: " in words
    test.button(key="close").click().run()
    assert test.selectbox(key="statement").value is None


def test_filters_of_the_matrix_leave_what_fits() -> None:
    test = app("matrix.py")
    test.text_input(key="words").set_value("no statement says this").run()
    assert "No statement fits" in test.info[0].value
    test.text_input(key="words").set_value("letter").run()
    assert not test.info


def test_an_unknown_deep_link_is_ignored() -> None:
    test = app(None, statement="no such statement", story="no such story", confidence="seven")
    assert not test.error


def test_a_broken_story_folder_is_an_error_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["streamlit_app.py", str(tmp_path)])
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not test.exception
    assert tmp_path.name in test.error[0].value.replace("\\", "")
    assert "Put articles" in test.error[0].value
