"""The HTML report in a real browser: it opens without the app, runs nothing, asks for nothing, prints on A4."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.comparison import Comparison
from dashboard.export import FORMATS
from dashboard.export.report import outline
from tests.support.hostile import hostile

pytestmark = pytest.mark.browser
DATE = "2024-05-01"
A4 = (595, 842)  # points


def opened(page: Page, comparison: Comparison, folder: Path) -> list[str]:
    """Open the report as a file; the addresses that it asked for besides itself."""
    file = folder / "report.html"
    file.write_bytes(FORMATS["html"].make(comparison, DATE))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_load_state("networkidle")
    return [url for url in asked if url != file.as_uri()]


def test_the_report_opens_alone_and_leads_to_the_words(
    page: Page, comparison: Comparison, tmp_path: Path
) -> None:
    assert opened(page, comparison, tmp_path) == []
    assert page.locator("h1").inner_text() == "seeds"
    report = outline(comparison, DATE)
    first = page.locator(".sheet tbody a").first
    assert first.inner_text() == report.shared[0].label
    first.click()
    assert page.url.endswith(f"#s{report.shared[0].number}")
    quoted = page.locator("blockquote mark").first.inner_text()
    assert any(quoted in text for text in comparison.story.texts.values())


def test_the_report_fits_a_narrow_screen(browser: Browser, comparison: Comparison, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    opened(page, comparison, tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_the_report_prints_on_a4_with_room_to_write(
    page: Page, comparison: Comparison, tmp_path: Path
) -> None:
    opened(page, comparison, tmp_path)
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert boxes
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {A4}
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 972})  # A4 less its margins at 96 pixels an inch
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    box = page.locator(".fill").nth(1).bounding_box()
    assert box
    assert box["width"] >= 120
    assert box["height"] >= 45


def test_nothing_in_a_hostile_article_runs_or_is_fetched(page: Page, tmp_path: Path) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    assert opened(page, hostile(), tmp_path) == []
    assert said == []
    assert "hostile" in page.title()
    assert page.locator("script, img, iframe").count() == 0
    assert page.locator("h1").is_visible()
