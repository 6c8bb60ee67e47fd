"""Forty outlets and hundreds of statements: every view opens and stays within the window, the matrix by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.support.invented import large_story, put_vectors
from tests.support.listed_views import View, listed_views
from tests.support.serving import Server, open_view, served, settled

pytestmark = pytest.mark.browser

OUTLETS = 40


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    scratch = tmp_path_factory.mktemp("large")
    story = large_story(scratch / "forty", OUTLETS)
    put_vectors(story, scratch / "cache")
    with served(scratch, arguments=(str(story),)) as started:
        yield started


@pytest.mark.parametrize("view", listed_views(), ids=lambda view: view.name)
def test_a_view_opens_with_forty_outlets(large: Server, tab: Page, view: View) -> None:
    open_view(tab, large.address, view.path)
    assert tab.evaluate("document.querySelector('.stMain').scrollWidth <= window.innerWidth + 1")
    assert tab.locator("[data-testid=stException]").count() == 0
    assert tab.evaluate("document.querySelectorAll('svg.marks path').length") < 20_000


def test_the_rows_of_a_large_matrix_are_paged_and_open_by_keyboard(large: Server, page: Page) -> None:
    open_view(page, large.address, "matrix?least=1")
    pages = page.get_by_role("textbox", name=re.compile(r"Page \(")).or_(
        page.get_by_role("spinbutton", name=re.compile(r"Page \("))
    )
    assert pages.count() == 1
    first = page.locator("svg.marks path[aria-label*='Outlet:']").first.get_attribute("aria-label")
    pages.fill("2")
    pages.press("Enter")
    settled(page)
    drawn = """was => ![was, undefined].includes(
        document.querySelector("svg.marks path[aria-label*='Outlet:']")?.getAttribute("aria-label"))"""
    page.wait_for_function(drawn, arg=first)
    box = page.get_by_role("combobox", name=re.compile("^Statement"))
    box.focus()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_selector(".st-key-drawer section mark")
