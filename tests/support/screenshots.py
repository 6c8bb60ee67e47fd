"""Pictures of every view: `python -m tests.support.screenshots [--out DIR] [--only VIEW …]`.

Each view is taken on a laptop and on a phone, on light and on dark paper, as it opens and with its first
mark opened. The README's pictures come from here: `--readme` writes those alone, compressed, to pictures/.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.support.listed_views import View, listed_views
from tests.support.paths import ROOT
from tests.support.serving import chromium, open_view, served, settled

SIZES = {"laptop": (1300, 950), "phone": (390, 844)}
SCHEMES = ("light", "dark")
MARKS = "svg.marks path[role=graphics-symbol][opacity='0.001']"  # the clear surfaces that take the pointer
PRINTED = "article details > summary"
README = (("overview", "light", False), ("matrix", "light", True), ("reading", "dark", True))
COLOURS = 255  # enough to keep the outlets' colours apart when picked by how they spread, not by how often they stand


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; the exit status is the number of views that showed an error."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.screenshots", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--out", type=Path, default=Path("screenshots"), help="folder to write to")
    parser.add_argument("--only", nargs="*", default=[], metavar="VIEW", help="stems of the views' files")
    parser.add_argument("--readme", action="store_true", help="the README's pictures alone, to pictures/")
    chosen = parser.parse_args(arguments)
    out = ROOT / "pictures" if chosen.readme else chosen.out
    out.mkdir(parents=True, exist_ok=True)
    views = [view for view in listed_views() if not chosen.only or view.name in chosen.only]
    with (
        tempfile.TemporaryDirectory() as scratch,
        served(Path(scratch)) as server,
        chromium() as browser,
    ):
        if chosen.readme:
            return _readme(browser, server.address, views, out)
        return sum(
            take(browser, server.address, view, size, scheme, out)
            for view in views
            for size in SIZES
            for scheme in SCHEMES
        )


def take(browser: Browser, address: str, view: View, size: str, scheme: str, out: Path) -> bool:
    """One view in one size and scheme: the screen as it opens, the whole page, and a mark opened.

    Returns:
        Whether the page showed an error.
    """
    page = _page(browser, size, scheme)
    try:
        name = f"{view.name}-{size}-{scheme}"
        open_view(page, address, view.path)
        page.screenshot(path=out / f"{name}.png")
        if open_first(page):
            page.screenshot(path=out / f"{name}-open.png")
        whole(page)
        page.screenshot(path=out / f"{name}-whole.png")
        print(name, file=sys.stderr)
        return page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() > 0
    finally:
        page.close()


def open_first(page: Page) -> bool:
    """Open the first mark of a view's picture, or the first sentence of a printed article."""
    for kind in (MARKS, PRINTED):
        marks = page.locator(kind)
        if marks.count():
            marks.nth(min(2, marks.count() - 1)).click(force=True)
            settled(page)
            return True
    return False


def whole(page: Page) -> None:
    """Make the window as tall as the page, since Streamlit scrolls a box inside it."""
    size = page.viewport_size
    assert size
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(6000, max(size["height"], int(height)))})
    settled(page)


def _page(browser: Browser, size: str, scheme: str) -> Page:
    width, height = SIZES[size]
    return browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )


def _readme(browser: Browser, address: str, views: Sequence[View], out: Path) -> int:
    """The pictures the README shows, with few colours so that they stay small."""
    named = {view.name: view for view in views}
    for name, scheme, opened in README:
        page = _page(browser, "laptop", scheme)
        open_view(page, address, named[name].path)
        if opened:
            open_first(page)
        file = out / f"{name}.png"
        page.screenshot(path=file)
        page.close()
        with Image.open(file) as picture:
            picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(file, optimize=True)
        print(f"{file} {file.stat().st_size // 1000} kB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
