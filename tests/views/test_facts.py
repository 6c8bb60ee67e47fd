"""The view of facts: what it groups, opens and says where nothing is found."""

from __future__ import annotations

from dashboard.presentation import facts
from tests.views.test_pages import app

VIEW = "facts.py"


def test_findings_stand_under_their_kind_with_both_passages() -> None:
    test = app(VIEW)
    headings = [h.value for h in test.subheader]
    assert any(h.startswith("Before and after") for h in headings)
    assert any(h.startswith("One is more exact") for h in headings)
    parade = next(e for e in test.expander if "military parade" in e.label)
    assert len(parade.get("html")) >= 4
    assert len(parade.get("page_link")) == len(parade.get("html"))


def test_no_contradiction_is_never_an_all_clear() -> None:
    test = app(VIEW)
    assert any("may be missed" in c.value for c in test.caption)
    assert not any("no contradiction" in c.value.casefold() for c in test.caption), (
        "something is to be checked"
    )
    assert "there may be one" in facts.none_found([])
    assert not facts.none_found(["number"])
    assert not test.info, "what was found comes first"


def test_what_is_more_likely_wrong_than_right_comes_last_and_says_so() -> None:
    test = app(VIEW)
    headings = [h.value for h in test.subheader]
    assert headings[-1].startswith("Less certain")
    assert any(c.value.startswith("Fewer than half of such findings were right") for c in test.caption)


def test_what_one_outlet_alone_reports_is_shown_where_it_is_asked_for() -> None:
    test = app(VIEW, show="Reported by one outlet only")
    assert not test.subheader
    assert test.expander[0].label.startswith("Only in ")
    assert test.expander[0].get("page_link")
