"""A reader's text lives in their session alone: when they have left, no object of the server holds a word of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.load.session import Reader
from tests.support.serving import Server, served

MARK = "zyxomma"
TEXTS = {
    f"{MARK} Post": f"The {MARK} minister met the king of {MARK}land on Tuesday. They talked about {MARK} grain for two hours, he said.",
    "Evening News": f"On Tuesday the king met the {MARK} minister. “Nobody of {MARK}land will go hungry,” the king said in the capital.",
}
PROBE = '''
"""Counts what is alive and holds a word, where a file asks for it; loaded by the server before anything else."""
import gc, io, os, sys, threading, time

def within(one):
    """The texts in an object whose inside the collector does not see; None: it is no such object."""
    home = type(one).__module__.split(".")[0]
    if hasattr(one, "SerializePartialToString") and not isinstance(one, type):
        return [one.SerializePartialToString()]  # a message to the browser
    if isinstance(one, (bytearray, memoryview)):
        return [bytes(one)]
    if isinstance(one, (io.BytesIO, io.StringIO)):
        return [] if one.closed else [one.getvalue()]
    if home == "numpy" and type(one).__name__ == "ndarray":
        return [str(each) for each in one.ravel().tolist()] if one.dtype.kind in "OUSTV" else []
    if home == "pyarrow" and hasattr(one, "get_total_buffer_size") and hasattr(one, "type"):
        return [str(one.to_pylist())]
    if type(one).__name__ == "StringStore":
        return list(one)  # spaCy's
    return None

def live(word):
    gc.collect()
    found, queue = 0, list(gc.get_objects())
    known = {id(one) for one in queue}
    kept = list(queue)
    while queue:
        one = queue.pop()
        for inner in gc.get_referents(one):
            if type(inner) in (str, bytes):
                held = [inner] if word != inner else []
            elif id(inner) in known:
                continue
            else:
                known.add(id(inner)); kept.append(inner); queue.append(inner)
                held = within(inner) or ()
            found += sum((word if type(text) is str else word.encode()) in text.lower() for text in held)
    return found

def watch(folder):
    while True:
        time.sleep(0.2)
        held = sys.modules.get("dashboard.app.workload")
        if held is not None and hasattr(held, "GRACE"):
            held.GRACE = 2.0
        ask = os.path.join(folder, "ask")
        if os.path.exists(ask):
            word = open(ask).read()
            os.remove(ask)
            with open(os.path.join(folder, "part"), "w") as out:
                out.write(str(live(word)))
            os.replace(os.path.join(folder, "part"), os.path.join(folder, "answer"))

if os.environ.get("PARALLAX_PROBE"):
    threading.Thread(target=watch, args=(os.environ["PARALLAX_PROBE"],), daemon=True).start()
'''


def live_strings(scratch: Path, word: str) -> int:
    """How many strings of the server hold a word."""
    (scratch / "answer").unlink(missing_ok=True)
    (scratch / "ask").write_text(word, encoding="utf-8")
    end = time.monotonic() + 120
    while not (scratch / "answer").exists():
        assert time.monotonic() < end, "the server does not answer"
        time.sleep(0.1)
    return int((scratch / "answer").read_text(encoding="utf-8"))


def files(scratch: Path) -> set[Path]:
    """What the server has written, beside its log."""
    return {file for file in (scratch / "cache").rglob("*") if file.is_file()}


ASKED = {
    "matrix": f"words={MARK}+king",
    "emphasis": f"picture=any+words&typed={MARK},Kim",
    "ask": f"ask={MARK}+met+Kim",
    "framing": f"section=Names&words={MARK}",
}
"""Words that a reader asks of the server's own story: page -> what stands behind its address."""


async def ask(server: Server, scratch: Path) -> int:
    """A visit: words are searched for in the story that comes along; the strings of them that live at the end."""
    async with Reader(server.address) as reader:
        await reader.run()
        for page, query in ASKED.items():
            await reader.run(page, query=query)
        held = live_strings(scratch, MARK)
        await reader.run("", query="")
        assert reader.faults == []
        return held


async def bring(server: Server, scratch: Path) -> int:
    """A visit: two texts are pasted and compared, some pages looked at; the strings of it that live at the end."""
    async with Reader(server.address) as reader:
        await reader.run()
        on_disk = files(scratch)  # encodings of the server's own story, where its comparison does not ship
        await reader.run("story")
        for outlet, text in TEXTS.items():
            reader.set("-pasted outlet", string_value=outlet)
            reader.set("-pasted text", string_value=text)
            reader.set("FormSubmitter:paste-Add the text", trigger_value=True)
            await reader.run()
        reader.set("-confirm", trigger_value=True)
        await reader.run()
        for page in ("matrix", "framing", "sources", ""):
            await reader.run(page)
        assert reader.faults == []
        assert files(scratch) == on_disk
        return live_strings(scratch, MARK)


Visit = Callable[[Server, Path], Coroutine[Any, Any, int]]


def visited(server: Server, scratch: Path, visit: Visit) -> int:
    """A visit from a thread of its own: the browser's tests leave an event loop running in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: asyncio.run(visit(server, scratch))).result()


@pytest.mark.model
def test_nothing_of_a_visit_is_left_when_the_reader_has_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(PROBE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PARALLAX_PROBE", str(tmp_path))
    with served(tmp_path) as server:
        for visit, least in ((bring, 50), (ask, 5)):
            assert visited(server, tmp_path, visit) > least, "the search finds what is there"
            time.sleep(3)  # the server waits for its reader to come back, and a search takes long
            end = time.monotonic() + 120
            while (left := live_strings(tmp_path, MARK)) and time.monotonic() < end:
                time.sleep(1)
            assert left == 0, visit.__name__
        assert visited(server, tmp_path, bring) > 50, "the next reader is served as the first"
        assert MARK not in (tmp_path / "log.txt").read_text(encoding="utf-8").casefold()
