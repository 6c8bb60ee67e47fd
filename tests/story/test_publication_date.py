"""When an article was published."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.story import publication_date
from tests.support.reading_cases import cases

CASES = cases("dates")


@pytest.mark.parametrize("case", [*CASES["positive"], *CASES["open"]], ids=lambda case: case["line"])
def test_stated_times(case: dict[str, Any]) -> None:
    stamp = publication_date.parse(case["line"], case.get("frame", ""), case.get("order", ""))
    assert stamp is not None
    assert stamp.iso == case["iso"]
    assert stamp.caveat.startswith(case.get("doubt", ""))
    assert bool(stamp.caveat) == ("doubt" in case)


@pytest.mark.parametrize("line", CASES["negative"])
def test_no_time_stated(line: str) -> None:
    assert publication_date.parse(line) is None


@given(st.text() | st.text(alphabet="0123456789:-/.+TZ apmJuly,"))
def test_any_line_can_be_looked_at(line: str) -> None:
    publication_date.is_stamp(line)
    publication_date.parse(line)


def test_the_page_shows_the_order_of_day_and_month() -> None:
    lines = ["Issued on: 03/04/2021 - 10:12", "Modified: 27/04/2021"]
    assert publication_date.published(lines[:1]) == publication_date.Stamp(
        "", "03/04/2021 may be 3 April or 4 March 2021, and the page does not show which", lines[0]
    )
    found = publication_date.published([lines[0]], frame=lines[1])
    assert found is not None
    assert found.iso == "2021-04-03T10:12"


def test_the_last_update_dates_the_text() -> None:
    found = publication_date.published(["Published: May 3, 2021", "Updated: May 4, 2021"])
    assert found is not None
    assert found.iso == "2021-05-04"
