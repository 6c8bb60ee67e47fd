"""The view of framing: every section opens, and every piece of evidence leads into its article."""

from __future__ import annotations

import pytest

from dashboard.presentation.framing import SECTIONS
from tests.views.test_pages import app

EMPTY = "Left out"
"""The section of which the five articles hold nothing."""


def test_an_empty_section_says_so_and_what_to_try() -> None:
    test = app("framing.py", section=EMPTY)
    assert "Less certain:" in test.info[0].value
    assert not test.subheader


@pytest.mark.parametrize("section", [section for section in SECTIONS if section != EMPTY])
def test_a_section_opens_with_words_and_links(section: str) -> None:
    test = app("framing.py", section=section)
    assert not test.info
    assert [s.value for s in test.subheader] == ["The words in their sentences"]
    listed = test.radio(key=section.lower().replace(" ", "-"))
    assert listed.options
    assert f"{section}: {len(listed.options)} difference" in test.text_input(key=f"search {section}").label


def test_the_list_of_names_is_searched_and_its_first_hit_shown() -> None:
    test = app("framing.py", section="Names")
    every = len(test.radio(key="names").options)
    test.text_input(key="search Names").set_value("AGGRESSION").run()
    assert not test.exception
    shown = test.radio(key="names").options
    assert 0 < len(shown) < every
    assert all("aggression" in option for option in shown)
    test.text_input(key="search Names").set_value("nobody says this").run()
    assert len(test.radio(key="names").options) == every
    assert any("No entry has these words" in caption.value for caption in test.caption)


def test_a_link_opens_the_section_that_a_reader_finds_there_by_default() -> None:
    test = app("framing.py", section="Allegations")
    test.switch_page("dashboard/app/views/overview.py").run()
    test.query_params["section"] = "Names"
    test.session_state["section"] = "Allegations"
    test.switch_page("dashboard/app/views/framing.py").run()
    assert not test.exception
    assert test.session_state["section"] == "Names"


def test_one_outlet_has_nothing_to_compare() -> None:
    test = app("framing.py")
    outlets = test.sidebar.multiselect[0]
    outlets.set_value(outlets.value[:1]).run()
    assert not test.exception
    assert "Choose a second outlet" in test.info[0].value
