"""A real server and a real browser, for the browser suite, the screenshots and the benchmark."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.paths import ROOT

BROWSERS = ("chromium-headless-shell", "chromium")
"""Debian's packages, the one that is preferred first: the same engine without windows takes a third less time for a page."""
FLAGS = ["--disable-gpu"]
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
DRAWN = """() => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
    && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
    && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(c => c.querySelector('.marks'))"""


@dataclass(frozen=True)
class Server:
    """Where a running app answers, and its process."""

    address: str
    pid: int


@contextmanager
def served(
    scratch: Path, script: str = "streamlit_app.py", arguments: tuple[str, ...] = ()
) -> Iterator[Server]:
    """An app started as a reader starts it, on a free port, and stopped at the end.

    Args:
        scratch: empty folder for its log and its cache.
        script: from the root of the project.
        arguments: what stands behind `--` on the command line.

    Raises:
        RuntimeError: the server stopped or does not answer; the message holds its log.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--", *arguments]
    log = scratch / "log.txt"
    with log.open("w") as stream:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PARALLAX_CACHE": str(scratch / "cache"), "OMP_NUM_THREADS": "1"},
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/_stcore/health", process, log)
            yield Server(address, process.pid)
        finally:
            process.terminate()
            process.wait(20)


def _wait(health: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(health, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"no answer from {health} within {seconds} s:\n{log.read_text()}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's browser, driven by playwright; nothing is downloaded.

    Raises:
        FileNotFoundError: none of BROWSERS is installed.
    """
    installed = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not installed:
        raise FileNotFoundError(
            f"no browser is installed; install one (Debian: apt-get install {BROWSERS[0]})"
        )
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=installed, args=FLAGS)
        yield started
        started.close()


def settled(page: Page) -> None:
    """Wait until the script has run and the page has drawn what it sent."""
    page.wait_for_timeout(250)  # a click reaches the server, and the state turns to running
    page.wait_for_function(DRAWN, timeout=240_000)
    page.wait_for_timeout(150)  # a callback may have asked for another run
    page.wait_for_function(DRAWN, timeout=240_000)


def open_view(page: Page, address: str, path: str = "") -> None:
    """Go to a view and wait until it is drawn."""
    page.goto(f"{address}/{path}")
    page.wait_for_selector("h1", timeout=240_000)
    settled(page)
