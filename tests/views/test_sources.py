"""The view of sources: its picture, the passages behind a source, the empty case."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.presentation import sources
from tests.views.test_pages import app

PLAIN = "The river rose by a metre in the night and fell again before noon on the next day.\n"


def words(test: AppTest) -> str:
    return " ".join(h.proto.body for h in test.get("html"))


def test_a_source_opens_its_passages() -> None:
    test = app("sources.py")
    test.selectbox(key="source").set_value("KCNA").run()
    assert not test.exception
    assert "<mark>" in words(test)
    assert "KCNA" in words(test)
    assert "verb: “" in words(test)
    test.button(key="close source").click().run()
    assert test.selectbox(key="source").value is None


def test_a_click_on_a_cell_opens_its_source() -> None:
    test = app("sources.py")
    test.session_state["source matrix"] = {"selection": {"mark": [{"item": "Yonhap", "article": "x"}]}}
    test.selectbox(key="source").set_value("Yonhap").run()
    assert not test.exception
    assert "Yonhap" in words(test)


def test_every_count_of_the_matrix_is_the_number_of_its_passages() -> None:
    test = app("sources.py")
    choices = test.session_state.choices
    passages = sources.passed_on(sources.cited(choices.comparison, choices.names))
    grid = test.dataframe[-1].value
    assert int(grid.drop(columns=["source", "kind"]).to_numpy().sum()) == len(passages)


def test_the_checks_of_credits_are_listed() -> None:
    test = app("sources.py")
    assert "not found in the Yonhap article here" in words(test)


def test_a_story_that_cites_nobody_is_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PLAIN, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["streamlit_app.py", str(tmp_path)])
    test = app("sources.py")
    assert any("No cited source" in i.value for i in test.info)
