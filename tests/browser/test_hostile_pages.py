"""Hostile articles in a real browser: no script of theirs runs, no element of theirs exists, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.support.invented import HOST, MARK, hostile_story, put_vectors
from tests.support.listed_views import View, listed_views
from tests.support.screenshots import MARKS, open_first
from tests.support.serving import Server, open_view, served

pytestmark = pytest.mark.browser

MADE = f"""() => [...document.querySelectorAll(
    '{MARK}, iframe[src*="{HOST}"], img[src*="{HOST}"], svg[onload],' +
    '[onclick], [onmouseover], [onerror], .katex, marquee, [data-testid=stMain] img:not([src^="data:image/svg+xml"]), .stMarkdownColoredText, ' +
    '.stMarkdownColoredBackground')].map(e => e.outerHTML.slice(0, 200))"""
LINKS = """() => [...document.querySelectorAll('a[href], a[*|href]')]
    .map(a => new URL(a.getAttribute('href') ?? a.getAttribute('xlink:href'), document.baseURI))
    .filter(to => to.host !== location.host || to.protocol !== location.protocol).map(String)"""
ICONS = "() => [...document.querySelectorAll('[data-testid=stIconMaterial]')].map(e => e.textContent)"
RULES = (
    f"""() => [...document.querySelectorAll('style')].filter(s => s.textContent.includes('{MARK}')).length"""
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    scratch = tmp_path_factory.mktemp("hostile")
    story = hostile_story(scratch / "story & <x-hostile>")
    put_vectors(story, scratch / "cache")
    with served(scratch, arguments=(str(story),)) as started:
        yield started


@pytest.mark.parametrize("view", listed_views(), ids=lambda view: view.name)
def test_nothing_of_an_article_lives(hostile: Server, tab: Page, view: View) -> None:
    open_view(tab, hostile.address, view.path)
    _unharmed(tab)
    marks = tab.locator(MARKS)
    if marks.count():
        marks.first.hover(force=True)
        tab.wait_for_timeout(300)
        _unharmed(tab)
    if open_first(tab):
        _unharmed(tab)


def _unharmed(page: Page) -> None:
    assert page.evaluate("window.hacked") is None
    assert page.evaluate(MADE) == []
    assert page.evaluate(LINKS) == [], (
        "every link stays on this server; an outlet's name may stand in its query"
    )
    assert page.evaluate(RULES) == 0
    assert "bug_report" not in page.evaluate(ICONS)
    assert page.locator("h1").first.is_visible(), "no style of theirs hides the page"
