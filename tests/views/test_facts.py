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


def test_a_theme_opens_what_one_outlet_alone_reports() -> None:
    test = app(VIEW)
    box = next(s for s in test.selectbox if s.key == "lonely")
    before = len(test.get("page_link"))
    box.set_value(box.options[0]).run()
    assert not test.exception
    assert len(test.get("page_link")) > before
