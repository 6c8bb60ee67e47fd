"""How long a reader waits, beside a bare Streamlit app that draws one heat map of the same size, in one run.

`python -m tests.benchmarks.bench_pages [--out FILE] [--repeat N]` prints and writes, in milliseconds and as ratios
of medians: the first page of a cold server (from the request to the drawn picture), a click on a cell until the
detail has changed, and a switch of views until the next view's picture is drawn. Parallax and the bare app take
turns, so that a busy machine slows both. Nothing here is a test: times depend on the machine, ratios less.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.support.serving import Server, chromium, open_view, served, settled

BARE = "tests/benchmarks/bare_app.py"
CELL = "svg.marks path[aria-label*='Outlet:']"
MARK = "svg.marks path[role=graphics-symbol]"
TARGETS = {"first page": 1.2, "first page, matrix": 1.2, "click": 2.0, "switch": 2.0}
Times = dict[str, list[float]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write where asked to; always 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_pages")
    parser.add_argument("--out", type=Path, help="file for every measurement, as JSON")
    parser.add_argument("--repeat", type=int, default=5, help="measurements of each; the median counts")
    chosen = parser.parse_args(arguments)
    ours: Times = {name: [] for name in TARGETS}
    bare: Times = {name: [] for name in TARGETS}
    with chromium() as browser, tempfile.TemporaryDirectory() as scratch:
        size = _size(browser, Path(scratch))
        for turn in range(chosen.repeat):
            for path, name in (("", "first page"), ("matrix", "first page, matrix")):
                ours[name].append(_cold(browser, Path(scratch), f"ours {turn} {path}", path))
                bare[name].append(_cold(browser, Path(scratch), f"bare {turn} {path}", "", BARE, size))
        _warm(browser, Path(scratch), size, chosen.repeat, ours, bare)
    result = {
        name: {
            "parallax_ms": round(statistics.median(ours[name])),
            "bare_ms": round(statistics.median(bare[name])),
            "ratio": round(statistics.median(ours[name]) / statistics.median(bare[name]), 2),
            "target": target,
        }
        for name, target in TARGETS.items()
    }
    for name, row in result.items():
        print(
            f"{name:20} {row['parallax_ms']:6} ms  bare {row['bare_ms']:6} ms  x {row['ratio']} (target {row['target']})"
        )
    if chosen.out:
        counts = {"cells": list(map(int, size)), "repeat": chosen.repeat}
        written = {**counts, "measures": result, "parallax": ours, "bare": bare}
        chosen.out.write_text(json.dumps(written, indent=1), encoding="utf-8")
    return 0


def _size(browser: Browser, scratch: Path) -> tuple[str, str]:
    """Rows and columns of the matrix as it opens."""
    with served(_folder(scratch, "size")) as server:
        page = browser.new_page(viewport={"width": 1300, "height": 950})
        open_view(page, server.address, "matrix")
        labels = page.locator(CELL).evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
        page.close()
    columns = len({label.partition(";")[0] for label in labels})
    return str(len(labels) // columns), str(columns)


def _folder(scratch: Path, name: str) -> Path:
    folder = scratch / name.strip().replace(" ", "-")
    folder.mkdir()
    return folder


def _cold(
    browser: Browser,
    scratch: Path,
    name: str,
    path: str,
    script: str = "streamlit_app.py",
    size: tuple[str, ...] = (),
) -> float:
    """Milliseconds from the first request to a server just started until its picture stands."""
    with served(_folder(scratch, name), script, size) as server:
        context = browser.new_context(viewport={"width": 1300, "height": 950})  # nothing is in its cache
        page = context.new_page()
        start = time.perf_counter()
        page.goto(f"{server.address}/{path}", wait_until="commit")
        page.wait_for_selector(MARK, timeout=120_000)
        taken = 1000 * (time.perf_counter() - start)
        context.close()
    return taken


def _warm(
    browser: Browser, scratch: Path, size: tuple[str, str], repeat: int, ours: Times, bare: Times
) -> None:
    """Clicks and switches, in turns, on two servers that are both warm."""
    with ExitStack() as stack:
        parallax = stack.enter_context(served(_folder(scratch, "warm ours")))
        other = stack.enter_context(served(_folder(scratch, "warm bare"), BARE, size))
        pages = [_opened(browser, parallax, "matrix"), _opened(browser, other, "")]
        for turn in range(2 * repeat):
            ours["click"].append(_timed(partial(_click, pages[0], CELL, turn, ".st-key-drawer strong")))
            bare["click"].append(_timed(partial(_click, pages[1], MARK, turn, "[data-testid=stMain] p")))
        for page in pages:
            settled(page)
        for turn in range(2 * repeat):
            ours["switch"].append(
                _timed(partial(_switch, pages[0], ("Outlet by outlet", "Who tells what")[turn % 2]))
            )
            bare["switch"].append(_timed(partial(_switch, pages[1], ("Two", "One")[turn % 2])))
            for page in pages:
                settled(page)
        for page in pages:
            page.close()


def _opened(browser: Browser, server: Server, path: str) -> Page:
    page = browser.new_page(viewport={"width": 1300, "height": 950})
    open_view(page, server.address, path)
    return page


def _timed(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


def _click(page: Page, cells: str, turn: int, detail: str) -> None:
    """Click a cell of another row and wait until the words of the detail are others.

    The first two rows take turns: the drawer covers those further down.
    """
    shown = page.locator(detail)
    before = shown.last.inner_text() if shown.count() else ""
    page.locator(cells).nth(5 * (turn % 2)).click(force=True)
    page.wait_for_function(
        "([where, before]) => { const all = document.querySelectorAll(where);"
        " return all.length && all[all.length - 1].innerText !== before; }",
        arg=[detail, before],
        polling=10,
    )


def _switch(page: Page, title: str) -> None:
    """Choose another view and wait until its picture has replaced this one's."""
    page.evaluate("document.querySelectorAll('svg.marks').forEach(e => e.setAttribute('data-old', ''))")
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_selector("svg.marks:not([data-old]) path[role=graphics-symbol]")


if __name__ == "__main__":
    sys.exit(main())
