"""The main paths in a real browser: open, click a cell, read the sentences, follow a link, go back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.paths import SEEDS
from tests.support.serving import Server, open_view, served, settled

pytestmark = pytest.mark.browser

CELLS = "svg.marks path[aria-label*='Outlet:']"
TOLD = "svg.marks path[aria-label*='State: reports it']"


def test_the_first_page_is_light_and_without_torch(page: Page, tmp_path: Path) -> None:
    """On a server of its own: what other tests opened would count."""
    with served(tmp_path) as server:
        open_view(page, server.address)
        page.wait_for_selector("svg.marks")
        status = Path(f"/proc/{server.pid}/status").read_text()
        # What the server holds itself. Mapped libraries come on top, 65 to 100 MB of them: right after an installation
        # the kernel maps more of the same files, for they are still in its cache, and may drop them at any time.
        own = int(re.search(r"RssAnon:\s+(\d+) kB", status).group(1)) / 1024  # type: ignore[union-attr]
        assert own < 165, f"{own:.0f} MB"
        assert "libtorch" not in Path(f"/proc/{server.pid}/maps").read_text()
        page.goto("about:blank")  # before its server stops, or the page would miss it on the console


def test_a_click_on_a_cell_opens_its_sentences_and_back_restores(server: Server, page: Page) -> None:
    open_view(page, server.address, "matrix")
    page.wait_for_selector(CELLS)
    page.locator(TOLD).first.click(force=True)
    page.wait_for_selector(".st-key-drawer section mark")
    settled(page)
    first = page.url
    assert "statement=" in first
    quoted = page.locator(".st-key-drawer mark").first.inner_text()
    texts = [f.read_text(encoding="utf-8") for f in SEEDS.glob("*.txt")]
    assert any(quoted in text for text in texts), "the words in the drawer stand in an article"
    page.locator(".st-key-drawer").get_by_role("button", name="Close").click()
    page.wait_for_selector(".st-key-drawer", state="detached")
    settled(page)
    page.go_back()
    page.wait_for_selector(".st-key-drawer section mark")
    assert page.url == first


def test_a_deep_link_restores_the_statement(server: Server, page: Page) -> None:
    open_view(page, server.address, "matrix")
    page.wait_for_selector(CELLS)
    page.locator(TOLD).nth(6).click(force=True)
    page.wait_for_selector(".st-key-drawer strong")
    settled(page)
    link, label = page.url, page.locator(".st-key-drawer strong").inner_text()
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_selector(".st-key-drawer strong", timeout=60_000)
    assert page.locator(".st-key-drawer strong").inner_text() == label


def test_a_statement_opens_by_keyboard_alone(server: Server, page: Page) -> None:
    open_view(page, server.address, "matrix")
    box = page.get_by_role("combobox", name=re.compile("Statement"))
    box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-drawer section mark")


def test_the_reading_view_opens_at_the_sentence_and_shows_the_others(server: Server, page: Page) -> None:
    open_view(page, server.address, "matrix")
    page.locator(TOLD).nth(3).click(force=True)
    page.wait_for_selector(".st-key-drawer a")
    page.locator(".st-key-drawer a").first.click()
    page.wait_for_selector("article .here")
    settled(page)
    page.locator("article summary").first.click()
    assert page.locator("article details[open] .others b").first.is_visible()


def test_a_pair_opens_the_statements_of_both(server: Server, page: Page) -> None:
    open_view(page, server.address, "pairs")
    page.locator("svg.marks path[aria-label*='also reports']").first.click(force=True)
    page.wait_for_selector("text=that both report")
    assert "pair=" in page.url


@pytest.mark.parametrize("number", [0, 40, -1])
def test_the_open_row_stays_in_sight_and_its_words_have_room(server: Server, page: Page, number: int) -> None:
    open_view(page, server.address, "matrix")
    page.wait_for_selector(CELLS)
    page.locator(TOLD).nth(number).click(force=True)
    page.wait_for_selector(".st-key-drawer section mark")
    settled(page)
    page.wait_for_timeout(1500)  # it scrolls once more when the pictures have their height
    drawer = page.locator(".st-key-drawer").bounding_box()
    row = page.locator(".st-key-matrix svg.marks path[aria-label*='Outlet:']").last.bounding_box()
    assert drawer
    assert row
    assert row["y"] >= 0
    assert row["y"] + row["height"] <= drawer["y"] + 2, "the row stands above the drawer"
    assert drawer["y"] < 950
    for card in page.locator(".st-key-drawer section.px").all():
        box = card.bounding_box()
        assert box
        assert box["width"] >= 180, "narrower, a sentence becomes a column of single words"


def test_a_reload_is_questioned_only_while_a_story_would_be_lost(server: Server, page: Page) -> None:
    open_view(page, server.address, "story")
    assert page.evaluate("window.onbeforeunload") is None
    page.get_by_role("tab", name="Paste").click()
    page.get_by_role("textbox", name="Text of the article").fill(
        "A man met a woman in Rome on Monday. They talked."
    )
    page.get_by_role("button", name="Add the text").click()
    page.get_by_text("1 article added, not compared yet").wait_for()
    settled(page)
    assert page.evaluate("typeof window.onbeforeunload") == "function"
    page.get_by_role("button", name="Discard").click()
    settled(page)
    assert page.evaluate("window.onbeforeunload") is None


def test_files_arrive_also_where_the_click_ends_the_typing_of_the_name(server: Server, page: Page) -> None:
    open_view(page, server.address, "story")
    page.get_by_role("tab", name="Files").click()
    page.set_input_files("input[type=file]", [str(file) for file in sorted(SEEDS.glob("*.txt"))[:3]])
    page.get_by_text(re.compile(r"^[\d.]+KB$")).nth(2).wait_for()  # a file has its size once it has arrived
    settled(page)
    name = page.get_by_role("textbox", name="Name of the story")
    name.click()
    name.press("Control+a")
    page.keyboard.type("Rockets")
    page.get_by_role("button", name="Add the files").click()
    page.get_by_text("3 articles added, not compared yet").wait_for()
