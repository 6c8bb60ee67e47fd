"""Headlines, time line, sharing, classroom, coding sheet and method: each follows its choices."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.export import coding_sheet
from dashboard.presentation import classroom
from dashboard.statements.coverage import shown_states
from tests.views.test_pages import app
from tests.views.test_sources import words


def with_widget(test: AppTest, key: str, value: object) -> AppTest:
    test.segmented_control(key=key).set_value(value).run()
    assert not test.exception
    assert not test.error
    return test


def test_headlines_and_captions_are_shown_with_their_articles() -> None:
    test = app("headlines.py")
    assert "Discuss" in words(test)
    assert "no headline in this file" in words(test)
    assert "exhibition of weapons" in re.sub(r"<[^>]+>", "", words(with_widget(test, "lines", "Captions")))


def test_a_statement_opens_on_the_time_line() -> None:
    test = app("timeline.py")
    cells = test.session_state.choices.comparison.coverage
    statement = cells.loc[shown_states(cells) == "absent", "statement"].iloc[0]
    test.selectbox(key="statement").set_value(statement).run()
    assert not test.exception
    assert "Not found in this article" in words(test)


def test_who_was_first_opens_its_statements() -> None:
    test = with_widget(app("timeline.py"), "look", "Who was first")
    titles = [e.label for e in test.expander]
    assert any("statement" in title for title in titles)
    assert any("who was first" in c.value for c in test.caption)


def test_versions_list_what_changed_with_the_sentences() -> None:
    test = with_widget(app("timeline.py"), "look", "Versions")
    labels = [e.label for e in test.expander]
    assert {label.split(":")[0] for label in labels} >= {"Added", "Dropped", "Reworded"}
    assert "px-versions" in words(test)


def test_one_outlet_has_no_versions() -> None:
    test = app("timeline.py")
    outlets = test.sidebar.multiselect[0]
    outlets.set_value(outlets.value[:1]).run()
    with_widget(test, "look", "Versions")
    assert "No outlet has two articles" in test.info[0].value


def test_a_finding_is_a_picture_a_quotation_and_a_text_for_the_blind() -> None:
    test = app("share.py")
    codes = [code.value for code in test.code]
    assert len(codes) == 2
    assert all("“" in code for code in codes)
    second = test.selectbox(key="finding").options[1]
    test.selectbox(key="finding").select_index(1).run()
    assert not test.exception
    assert test.code[0].value != codes[0]
    assert second.partition(": ")[0] in test.code[0].value


def test_a_guess_is_answered_and_counted() -> None:
    test = app("classroom.py")
    choices = test.session_state.choices
    asked = classroom.questions(choices.comparison, choices.names, 1)
    test.radio[0].set_value(asked[0].article).run()
    assert not test.exception
    assert "Right:" in words(test)
    assert any("1 of 1 answer right" in m.value for m in test.markdown)


def test_another_sheet_asks_other_sentences() -> None:
    test = app("classroom.py")
    first = words(test)
    test.number_input(key="sheet").set_value(2).run()
    assert not test.exception
    assert words(test) != first


def test_the_coding_sheet_shows_both_kinds_of_rows() -> None:
    test = app("coding.py")
    comparison = test.session_state.choices.comparison
    assert len(test.dataframe[0].value) == len(comparison.coverage)
    with_widget(test, "rows", "Differences")
    assert len(test.dataframe[0].value) == len(comparison.findings)


@pytest.mark.parametrize("second", [False, True])
def test_loaded_sheets_are_compared(second: bool) -> None:
    test = app("coding.py")
    comparison = test.session_state.choices.comparison
    book = coding_sheet.workbook(comparison, "2024-05-01")
    files = [("one.xlsx", book, coding_sheet_mime())] * (2 if second else 1)
    test.file_uploader(key="sheets").set_value(files).run()
    assert not test.exception
    assert not test.error
    labels = [e.label.replace("\\", "") for e in test.expander]
    assert any(label.startswith("State: ") and "kappa 1.00" in label for label in labels)


def test_a_file_that_is_no_sheet_is_said() -> None:
    test = app("coding.py")
    test.file_uploader(key="sheets").set_value([("one.csv", b"a,b\n1,2\n", "text/csv")]).run()
    assert not test.exception
    assert "Unit" in test.error[0].value


def coding_sheet_mime() -> str:
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_the_method_page_can_be_cited() -> None:
    test = app("method.py")
    assert "@software{parallax-" in test.code[1].value
    assert len(test.dataframe[0].value) >= 4
