"""Every view opens on the default story, follows its choices and has an empty case."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app import cache, sidebar
from dashboard.encoding import mpnet
from dashboard.presentation import filters
from dashboard.presentation.excerpts import PERHAPS
from dashboard.settings import DEFAULT_MODEL, LARGER_MODEL
from dashboard.statements.coverage import shown_states
from tests.support.paths import ROOT

ASKED_FOR = ("__init__.py", "library.py")
"""Not among the pages unless somebody starts the app with a library."""
VIEWS = sorted(f.name for f in (ROOT / "dashboard" / "app" / "views").glob("*.py") if f.name not in ASKED_FOR)


def app(view: str | None = None, **query: str) -> AppTest:
    """The app as it opens, or as a link to a view opens it: no other page was run before."""
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    for key, value in query.items():
        test.query_params[key] = value
    if view:
        test.switch_page(f"dashboard/app/views/{view}")
    test.run()
    assert not test.exception
    return test


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_opens_and_bears_either_end_of_confidence_one_outlet_and_none(view: str) -> None:
    test = app(view)
    assert test.title, view
    assert not test.error
    usual = test.sidebar.slider[0].value
    for confidence in (0.05, 0.95):
        test.sidebar.slider[0].set_value(confidence).run()
        assert not test.exception
    test.sidebar.slider[0].set_value(usual)
    outlets = test.sidebar.multiselect[0]
    outlets.set_value(outlets.value[:1]).run()
    assert not test.exception
    outlets = test.sidebar.multiselect[0]
    outlets.set_value([]).run()
    assert not test.exception
    assert "at least one outlet" in test.info[0].value


TYPED_IN = ("text_input", "text_area", "chat_input", "accept_new_options")
STAYS = {"elements.py", "story_editor.py", "correction_ui.py", "story.py"}
"""Where such a field stands: the one for words that are searched for, and those whose words become a reader's own story."""


@pytest.mark.parametrize(
    "file", sorted((ROOT / "dashboard" / "app").rglob("*.py")), ids=lambda file: file.name
)
def test_words_are_typed_where_what_is_made_of_them_stays_in_the_session(file: Path) -> None:
    found = re.findall("|".join(TYPED_IN), file.read_text(encoding="utf-8"))
    assert file.name in STAYS if found else file.name != "elements.py"


def made(test: AppTest) -> dict[Any, Any]:
    """What is kept with the comparison that is shown."""
    kept: dict[Any, Any] = vars(test.session_state.choices.comparison)["made of it"]
    return kept


def alike(a: Any, b: Any) -> bool:
    """Whether two results are the same, whatever they consist of."""
    if isinstance(a, pd.DataFrame | pd.Series):
        return bool(a.equals(b))
    if isinstance(a, Mapping):
        return list(a) == list(b) and all(alike(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(alike, a, b))
    if is_dataclass(a) and not isinstance(a, type):
        return all(alike(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    return bool(a == b) or (a != a and b != b)


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_changes_what_all_readers_share(view: str) -> None:
    first = made(app(view))
    before = [(held, copy.deepcopy(held)) for held in first.values()]
    assert made(app(view)) is first
    assert all(alike(held, copied) for held, copied in before)


def test_what_is_made_of_typed_words_is_not_shared() -> None:
    test = app("matrix.py", words="zyxomma")
    assert "zyxomma" in repr(test.session_state[cache.TYPED_SHELF])
    assert "zyxomma" not in repr(made(test))
    assert cache.TYPED_SHELF not in app("matrix.py").session_state


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


def test_a_link_to_a_story_that_is_not_here_says_so_and_shows_another() -> None:
    test = app(None, story="Somebody's own <b>story</b>", confidence="seven")
    assert not test.error
    said = test.warning[0].value.replace("\\", "")
    assert "Somebody's own <b>story</b>" in said
    assert "as a file" in said
    assert str(test.sidebar.selectbox(key="story").value) in said
    test.run()
    assert not test.warning, "said once"


def test_a_link_to_a_statement_that_is_not_here_says_so() -> None:
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    test.query_params["statement"] = "no such statement"
    test.switch_page("dashboard/app/views/matrix.py").run()
    assert not test.exception
    assert "no such statement" in test.warning[0].value
    assert test.selectbox(key="statement").value is None


def test_a_known_link_opens_without_a_word() -> None:
    label = app("matrix.py").selectbox(key="statement").options[3]
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    test.query_params["statement"] = label
    test.switch_page("dashboard/app/views/matrix.py").run()
    assert not test.exception
    assert not test.warning
    assert test.selectbox(key="statement").value


def test_a_click_on_not_found_shows_the_nearest_sentence_and_what_keeps_it_from_counting() -> None:
    test = app("matrix.py")
    cells = test.session_state.choices.comparison.coverage
    close = shown_states(cells) == "near"
    near, absent = (
        cells[close & (cells["near"] >= PERHAPS)].iloc[0],
        cells[(cells["near"] > 0) & ~close].iloc[0],
    )
    test.selectbox(key="statement").set_value(near.statement).run()
    words = " ".join(h.proto.body for h in test.get("html"))
    assert "Unclear: one sentence " in words
    assert '<details class="nearest" open>' in words, "it is shown without a click"
    test.session_state["column"] = absent.article
    test.selectbox(key="statement").set_value(absent.statement).run()
    assert not test.exception
    words = " ".join(h.proto.body for h in test.get("html"))
    assert "Not found in this article." in words
    said = re.search(r"<details class=\"nearest\" open><summary>Closest sentence, not the same([^<]*)", words)
    assert said
    assert "%" not in said[1], "a figure that could be held against the cut-off"


def test_the_drawer_stands_right_below_its_row_and_says_where_a_hidden_row_went() -> None:
    test = app("matrix.py")
    comparison = test.session_state.choices.comparison
    test.selectbox(key="statement").set_value(comparison.statements["statement"].iloc[2]).run()
    assert len(test.get("vega_lite_chart")) == 2, "rows down to the open one, and the rest"
    number = comparison.statements.set_index("statement")["articles"]
    test.selectbox(key="statement").set_value(number.index[number == 1][0]).run()
    assert not test.exception
    assert "reported by 1 outlet, so" in test.info[0].value
    assert len(test.get("vega_lite_chart")) == 1


def test_a_search_marks_its_words_in_the_passages_and_counts_what_one_outlet_alone_reports() -> None:
    test = app("matrix.py")
    test.text_input(key="words").set_value("LETTER").run()
    assert not test.exception
    bodies = " ".join(h.proto.body for h in test.get("html"))
    assert re.search(r"<mark>letter</mark>", bodies, re.IGNORECASE)
    assert any("with “LETTER” in" in expander.label for expander in test.expander)


def test_a_correction_says_what_it_changed_and_where_its_rows_are() -> None:
    test = app("check.py")
    next(b for b in test.button if b.label == "Not the same").click().run()
    assert not test.exception
    said = [m.value for m in test.markdown if "Not the same" in m.value]
    assert len(said) == 1
    assert "of the matrix" in said[0]
    links = [link.proto.label for link in test.get("page_link")]
    assert any("is now reported by" in label for label in links)
    test.button(key="undo the last").click().run()
    assert not test.session_state.choices.comparison.corrections


def test_guessed_outlets_say_why() -> None:
    test = app()
    why = filters.guesses(test.session_state.choices.comparison)
    said = [caption.value.replace("\\", "") for caption in test.sidebar.caption]
    for article, reason in why.items():
        name = test.session_state.choices.names[article]
        assert any(text.startswith(f"{name}: ") and reason.split(": ", 1)[-1][:20] in text for text in said)


def test_a_broken_story_folder_is_an_error_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["streamlit_app.py", str(tmp_path)])
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not test.exception
    assert tmp_path.name in test.error[0].value.replace("\\", "")
    assert "Put articles" in test.error[0].value


@pytest.mark.parametrize("script", ["streamlit_app.py", *(f"dashboard/app/views/{view}" for view in VIEWS)])
def test_a_script_prints_nothing_by_magic(script: str) -> None:
    """Streamlit prints what stands alone on its line; the docstring at the head it leaves out."""
    lines = ast.parse((ROOT / script).read_text(encoding="utf-8")).body[1:]
    alone = [line.value for line in lines if isinstance(line, ast.Expr)]
    assert [ast.unparse(value) for value in alone if not isinstance(value, ast.Call)] == []


def test_a_larger_model_is_offered_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidebar, "installed_models", lambda: [DEFAULT_MODEL])
    assert [box.label for box in app().sidebar.selectbox] == ["Story"]
    monkeypatch.setattr(sidebar, "installed_models", lambda: [DEFAULT_MODEL, LARGER_MODEL])
    offered = app().sidebar.selectbox
    assert [box.label for box in offered] == ["Story", "Model"]
    assert offered[1].value == DEFAULT_MODEL
    assert len(offered[1].options) == 2


@pytest.mark.model
def test_a_larger_model_that_is_gone_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidebar, "installed_models", lambda: [DEFAULT_MODEL, LARGER_MODEL])
    monkeypatch.setattr(mpnet, "PACKAGE", "no-such-package-{:03d}")
    test = app()
    test.sidebar.selectbox[1].set_value(LARGER_MODEL).run()
    assert not test.exception
    assert r"is not installed\." in test.error[0].value
