"""Every listed view, light on a laptop and dark on a phone, as it opens and with a mark opened.

Nothing grave for axe, nothing wider than the window, no error in the console, no request to another host.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Watch
from tests.support.listed_views import View, listed_views
from tests.support.screenshots import SIZES, open_first
from tests.support.serving import Server, open_view

pytestmark = pytest.mark.browser

SHOWN = [("light", "laptop"), ("dark", "phone")]
GRAVE = ("serious", "critical")
OTHERS = {
    (
        "list",
        "[data-testid=stSidebarNav]",
    ): "Streamlit puts the sections of st.navigation as <div> into one <ul>",
    ("listitem", "[data-testid=stSidebarNav]"): "the same sections from the entries' side",
}
"""(rule, part of the page) -> why its findings are not ours to mend; every other finding counts."""
INSIDE = """([targets, part]) => targets.map(t => { try { return !!document.querySelector(t)?.closest(part); }
    catch { return false; } })"""
FITS = "document.querySelector('.stMain').scrollWidth <= window.innerWidth + 1"


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> dict[str, tuple[Page, Watch]]:
    """Scheme and size -> a page that goes through all views: Streamlit's own script is fetched and compiled once in each."""
    found = {}
    for scheme, size in SHOWN:
        width, height = SIZES[size]
        page = browser.new_page(
            viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
        )
        found[f"{scheme} {size}"] = page, Watch(page)
    return found


@pytest.mark.parametrize("profile", [" ".join(shown) for shown in SHOWN])
@pytest.mark.parametrize("view", listed_views(), ids=lambda view: view.name)
def test_a_view_is_accessible_quiet_and_fits(
    server: Server, tabs: Mapping[str, tuple[Page, Watch]], view: View, profile: str
) -> None:
    page, watch = tabs[profile]
    open_view(page, server.address, view.path)
    assert page.evaluate(FITS)
    opened = open_first(page)
    assert page.evaluate(FITS)
    found = findings(page)
    assert not found, "\n".join([f"opened: {opened}", *found])
    assert not watch.taken()


def findings(page: Page) -> list[str]:
    """Grave findings of the page as it stands, one line each: rule, what is wrong, element."""
    answer: dict[str, Any] = Axe().run(page).response
    found = []
    for rule in answer["violations"]:
        nodes = [n for n in rule["nodes"] if (n["impact"] or rule["impact"]) in GRAVE]
        targets = [" ".join(map(str, node["target"])) for node in nodes]
        excused = [False] * len(nodes)
        for part in [part for name, part in OTHERS if name == rule["id"]]:
            inside = page.evaluate(INSIDE, [targets, part])
            excused = [a or b for a, b in zip(excused, inside, strict=True)]
        found += [
            f"{rule['id']}: {node['failureSummary'].splitlines()[-1].strip()[:160]} {node['html'][:200]}"
            for node, other in zip(nodes, excused, strict=True)
            if not other
        ]
    return sorted(found)
