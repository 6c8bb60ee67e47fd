"""The view of facts: what it groups, opens and says where nothing is found."""

from __future__ import annotations

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
    assert any("That doesn't mean there is none" in i.value for i in app(VIEW).info)


def test_what_is_more_likely_wrong_than_right_comes_last_and_says_so() -> None:
    test = app(VIEW)
    headings = [h.value for h in test.subheader]
    assert headings[-2].startswith("Less certain")
    assert headings[-1] == "Reported by one outlet only"
    assert any(c.value.startswith("Fewer than half of such findings were right") for c in test.caption)
