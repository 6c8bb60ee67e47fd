"""One server and one browser for the whole suite; every page is watched for errors.

A test that does something has a page of its own (`page`); tests that walk through all views share one (`tab`), whose engine
has compiled Streamlit's script already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.support.serving import Server, chromium, served

PROBED = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
"""On a deep link Streamlit's client asks for its two endpoints under the view's address first, is told 404,
and then finds them at the root. That is no fault of a view."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def laptop(browser: Browser) -> BrowserContext:
    """One profile for all pages of a laptop's size: Streamlit's own script is fetched and compiled once."""
    return browser.new_context(viewport={"width": 1300, "height": 950})


@pytest.fixture
def page(laptop: BrowserContext) -> Iterator[Page]:
    """A page of a laptop's size; at the end of the test it must have been quiet (see `Watch`), and it leaves nothing behind."""
    opened = laptop.new_page()
    watch = Watch(opened)
    yield opened
    opened.evaluate("try { localStorage.clear() } catch { /* no page was opened */ }")
    opened.close()
    laptop.clear_cookies()
    assert not watch.faults


@pytest.fixture(scope="module")
def _walker(laptop: BrowserContext) -> Iterator[tuple[Page, Watch]]:
    page = laptop.new_page()
    yield page, Watch(page)
    page.close()


@pytest.fixture
def tab(_walker: tuple[Page, Watch]) -> Iterator[Page]:
    """A page of a laptop's size that the tests of a file share, for those that go to an address and look; it must have been quiet."""
    page, watch = _walker
    yield page
    assert not watch.taken()


class Watch:
    """What a page must not do: write an error to the console, throw, or ask another host."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"thrown: {error}"))
        page.on("request", lambda request: self._asked(request.url))

    def taken(self) -> list[str]:
        """The faults since this was asked last."""
        found, self.faults = self.faults, []
        return found

    def _said(self, message: ConsoleMessage) -> None:
        place = urlparse(str(message.location.get("url", ""))).path
        if message.type == "error" and not ("404" in message.text and PROBED.search(place)):
            self.faults.append(f"console: {message.text} ({place})")

    def _asked(self, url: str) -> None:
        parts = urlparse(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.faults.append(f"request: {url}")
