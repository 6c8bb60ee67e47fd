"""The keyboard alone: every way to a statement and back is reached by Tab, Enter and the arrows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.serving import Server, open_view, settled

pytestmark = pytest.mark.browser

NAME = """() => { const e = document.activeElement;
    return (e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent || '').trim(); }"""
OUTLINED = """() => { const e = document.activeElement, s = getComputedStyle(e), p = getComputedStyle(e.parentElement);
    return [s, p, getComputedStyle(e.parentElement.parentElement)].some(x =>
        x.outlineStyle !== 'none' || x.boxShadow !== 'none' || x.borderColor !== ''); }"""
MOST = 120  # presses of Tab: navigation, sidebar and filters come first


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element of that name has the focus."""
    seen = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(NAME)[:40])
        if seen[-1].startswith(name):
            assert page.evaluate(OUTLINED), f"{name!r} does not show the focus"
            return
    raise AssertionError(f"{name!r} is not reached by Tab; passed {seen}")


def test_a_statement_is_reached_opened_and_closed_by_keyboard(server: Server, page: Page) -> None:
    open_view(page, server.address, "matrix")
    tab_to(page, "Statement")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-drawer section mark")
    settled(page)
    tab_to(page, "Close")
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-drawer", state="detached")
    page.wait_for_timeout(600)
    assert page.evaluate(NAME).startswith("Statement"), "the focus is back where the drawer was opened"


def test_escape_closes_the_drawer_and_gives_the_focus_back(server: Server, page: Page) -> None:
    open_view(page, server.address, "matrix")
    tab_to(page, "Statement")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert not page.locator(".st-key-drawer").count(), "Escape in the list closes the list alone"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-drawer section mark")
    settled(page)
    page.keyboard.press("Escape")
    page.wait_for_selector(".st-key-drawer", state="detached")
    page.wait_for_timeout(600)
    assert page.evaluate(NAME).startswith("Statement")


def test_a_page_chosen_by_keyboard_begins_at_its_title(server: Server, page: Page) -> None:
    open_view(page, server.address)
    page.get_by_role("link", name="Coverage", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/matrix*")
    settled(page)
    page.wait_for_timeout(1200)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.keyboard.press("Tab")  # the title's own link
    page.keyboard.press("Tab")
    assert page.evaluate(NAME).startswith("Statement"), "the list of statements is the first control"


def test_a_printed_sentence_opens_and_closes_by_keyboard(server: Server, page: Page) -> None:
    open_view(page, server.address, "reading")
    page.locator("article summary").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("article details[open] .others")
    page.keyboard.press("Enter")
    page.wait_for_selector("article details[open]", state="detached")


def test_a_view_is_chosen_by_keyboard(server: Server, page: Page) -> None:
    open_view(page, server.address)
    link = page.get_by_role("link", name="Outlet by outlet")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pairs")
    settled(page)
    assert page.locator("h1").inner_text() == "Outlet by outlet"
