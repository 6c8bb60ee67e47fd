"""The view on emphasis, without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.comparison import Comparison
from dashboard.presentation.emphasis import PICTURES
from tests.support.paths import ROOT

VIEW = "dashboard/app/views/emphasis.py"


def opened(picture: str = "statements") -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    app.switch_page(VIEW)
    app.session_state["picture"] = picture
    return app.run()


@pytest.mark.parametrize("picture", list(PICTURES))
def test_each_picture_is_shown_with_its_reading_and_definitions(picture: str) -> None:
    app = opened(picture)
    assert not app.exception
    assert app.subheader[0].value == PICTURES[picture].title
    assert app.caption[0].value == PICTURES[picture].reading
    assert app.get("vega_lite_chart") or app.info


def test_a_mark_opens_its_lines(comparison: Comparison) -> None:
    app = opened("statements")
    assert app.selectbox(key="statements open").value is None
    statement = PICTURES["statements"].first(comparison, list(comparison.articles["article"]))[0]
    told = comparison.mentions[comparison.mentions["statement"] == statement]
    app.session_state["statements open"] = (statement, told["article"].iloc[0])
    app.run()
    assert not app.exception
    assert any("<mark>" in html.proto.body for html in app.get("html"))


def test_words_of_the_readers_choice_are_followed() -> None:
    app = opened("any words")
    assert app.info
    app.text_input(key="typed").set_value("letter, <script>").run()
    assert not app.exception
    assert app.get("vega_lite_chart")


def test_one_outlet_alone_is_no_error() -> None:
    app = opened("themes")
    outlets = next(m for m in app.sidebar.multiselect if m.label == "Outlets")
    outlets.set_value(outlets.value[:1]).run()
    assert not app.exception


def test_words_are_asked_for_first_and_then_said_to_be_missing() -> None:
    test = opened("any words")
    assert "Type one or more words" in test.info[0].value
    test.text_input(key="typed").set_value("xylophone").run()
    assert "None of these words was found" in test.info[0].value
