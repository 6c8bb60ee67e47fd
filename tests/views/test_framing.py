"""The view of framing: every section opens, and every piece of evidence leads into its article."""

from __future__ import annotations

import re

import pytest

from dashboard.app import elements
from dashboard.presentation.framing import LEFT_OUT, NOT_IN_ONE, SECTIONS
from tests.views.test_pages import app


def test_below_what_is_left_out_stands_what_may_be() -> None:
    test = app("framing.py", section=LEFT_OUT)
    titles = [one.value.replace("\\", "") for one in test.subheader][1:]
    assert [title.partition(":")[0] for title in titles] == [NOT_IN_ONE, "Unclear"]
    listed = [html.proto.body for html in test.get("html") if '"px px-open"' in html.proto.body]
    assert [one.count("<summary>") - one.count('"nearest"') - one.count('"more"') for one in listed] == [
        int(title.rpartition(" ")[2]) for title in titles
    ]


@pytest.mark.parametrize("section", list(SECTIONS))
def test_a_section_opens_with_words_and_links(section: str) -> None:
    test = app("framing.py", section=section)
    assert not test.info
    assert test.subheader[0].value == "The words in their sentences"
    assert (len(test.subheader) > 1) == (section == LEFT_OUT)
    listed = test.radio(key=section.lower().replace(" ", "-"))
    assert listed.options
    heading = test.text_input(key=f"search {section}").label
    counts = [int(n) for n in re.findall(r"\d+", heading)]
    main, number = counts[0] * (" main " in heading), sum(counts)
    assert len(listed.options) == min(number, max(main, elements.FIRST))
    if number > len(listed.options):
        next(button for button in test.button if button.label == f"Show all {number}").click().run()
        assert len(test.radio(key=str(listed.key)).options) == number


def test_the_list_of_names_is_searched_and_its_first_hit_shown() -> None:
    test = app("framing.py", section="Names")
    every = len(test.radio(key="names").options)
    test.text_input(key="search Names").set_value("AGGRESSION").run()
    assert not test.exception
    shown = test.radio(key="names").options
    assert shown
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
