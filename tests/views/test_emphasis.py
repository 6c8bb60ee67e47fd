"""The view on emphasis, without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.comparison import Comparison
from dashboard.presentation.emphasis import GROUPS, PICTURES
from tests.support.paths import ROOT


def opened(picture: str = "statements") -> AppTest:
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    test.switch_page("dashboard/app/views/emphasis.py")
    test.session_state["picture"] = picture
    return test.run()


@pytest.mark.parametrize("picture", list(PICTURES))
def test_each_picture_is_shown_with_its_reading_and_definitions(picture: str) -> None:
    test = opened(picture)
    assert not test.exception
    assert test.subheader[0].value == PICTURES[picture].title
    assert PICTURES[picture].reading in [caption.value for caption in test.caption]
    assert test.get("vega_lite_chart") or test.info


def test_every_picture_stands_in_one_group() -> None:
    assert sorted(key for keys in GROUPS.values() for key in keys) == sorted(PICTURES)
    test = opened("space")
    test.button_group(key="emphasis group").set_value("Whose words").run()
    assert not test.exception
    assert test.subheader[0].value == PICTURES["voices"].title


def test_a_mark_opens_its_lines(comparison: Comparison) -> None:
    test = opened("statements")
    assert test.selectbox(key="statements open").value is None
    statement = PICTURES["statements"].first(comparison, list(comparison.articles["article"]))[0]
    told = comparison.mentions[comparison.mentions["statement"] == statement]
    test.session_state["statements open"] = (statement, told["article"].iloc[0])
    test.run()
    assert not test.exception
    assert any("<mark>" in html.proto.body for html in test.get("html"))


def test_words_of_the_readers_choice_are_followed() -> None:
    test = opened("any words")
    assert test.info
    test.text_input(key="typed").set_value("letter, <script>").run()
    assert not test.exception
    assert test.get("vega_lite_chart")


def test_one_outlet_alone_is_no_error() -> None:
    test = opened("themes")
    outlets = next(m for m in test.sidebar.multiselect if m.label == "Outlets")
    outlets.set_value(outlets.value[:1]).run()
    assert not test.exception


def test_words_are_asked_for_first_and_then_said_to_be_missing() -> None:
    test = opened("any words")
    assert "Type one or more words" in test.info[0].value
    test.text_input(key="typed").set_value("xylophone").run()
    assert "None of these words was found" in test.info[0].value
