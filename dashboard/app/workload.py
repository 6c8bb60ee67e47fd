"""What readers may ask of the server: turns at heavy work, time, memory; and what happens when they leave.

Streamlit ends a script where a reader presses a button or leaves, but only at the next element that it draws; here it is
asked between the steps of the work too. All of this is of one process and holds no text.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.exceptions import HTTPException
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import SessionClient

from dashboard import limits
from dashboard.app.options import OptionError, options
from dashboard.comparison import program_digest
from dashboard.encoding.encode import Progress, is_loaded
from dashboard.files import cache_folder
from dashboard.settings import DEFAULT_MODEL

AT_ONCE = max(1, (os.cpu_count() or 2) // 2)
"""Heavy comparisons that run at once; each keeps about two cores busy."""
MOST_WAITING = 30
"""Comparisons that wait; whoever comes later is asked to try again."""
PAGES_AT_ONCE = 4
"""Scripts that draw a page at once: more take the interpreter from one another, and from the loop that answers browsers."""
PUSHES_IN = 60.0
"""Seconds after which a script draws although all places are taken, as those that hold them may be waiting for it."""
GIVES_WAY = 0.25
"""Seconds that long work waits, between two of its steps, while pages are drawn."""
MOST_OF_SESSION = 30_000_000
"""Bytes of the texts that one session brings, and of the files that wait in its upload field."""
MOST_OF_ALL = 300_000_000
"""The same of all sessions together."""
GRACE = 60.0
"""Seconds after which a session whose reader left is closed, with all it holds; a reader who lost the network returns sooner."""
SERVED = 0.5
"""Seconds within which Streamlit's loop has answered a session."""
OFTEN = 0.05
"""Seconds between two looks at whether the reader is still there."""


class BusyError(ValueError):
    """The server takes on no more; the message says what to do."""


class Line:
    """Turns at heavy work, first come first served.

    Args:
        places: how many work at once.
        most: how many may wait.
    """

    def __init__(self, places: int, most: int) -> None:
        self._places, self._most = places, most
        self._line: list[object] = []
        self._moved = threading.Condition()

    def __len__(self) -> int:
        """How many work or wait."""
        return len(self._line)

    @contextmanager
    def turn(self, waiting: Callable[[int], None]) -> Iterator[None]:
        """Wait for a turn and hold it.

        Args:
            waiting: called again and again with the number of those before; ends the wait by raising.

        Raises:
            BusyError: too many wait already.
        """
        ticket = object()
        with self._moved:
            if len(self._line) >= self._places + self._most:
                raise BusyError(
                    f"{self._most} comparisons wait already. Try again in some minutes, or run Parallax on your own computer."
                )
            self._line.append(ticket)
        try:
            while (before := self._line.index(ticket)) >= self._places:
                waiting(before - self._places + 1)
                with self._moved:
                    self._moved.wait(0.3)
            yield
        finally:
            with self._moved:
                self._line.remove(ticket)
                self._moved.notify_all()


LINE = Line(AT_ONCE, MOST_WAITING)


@contextmanager
def turn(progress: Progress | None = None) -> Iterator[None]:
    """Hold a turn at heavy work; while it waits, `progress` is told ("waiting", those before, those before)."""

    told = 0

    def waiting(before: int) -> None:
        nonlocal told
        limits.check("waiting")
        if progress and before != told:
            told = before
            progress("waiting", before, before)

    with aside(), LINE.turn(waiting):
        yield


class Places:
    """Places for scripts that draw a page; long work asks whether one is taken.

    Args:
        number: how many draw at once.
    """

    def __init__(self, number: int) -> None:
        self._number, self._taken = number, 0
        self._changed = threading.Condition()

    def take(self, seconds: float) -> bool:
        """Wait for a place, at most so long; whether one was had."""
        with self._changed:
            had = self._changed.wait_for(lambda: self._taken < self._number, seconds)
            self._taken += had
            return had

    def leave(self) -> None:
        """Give a place back."""
        with self._changed:
            self._taken -= 1
            self._changed.notify_all()

    def wait_until_empty(self, seconds: float) -> float:
        """Wait until nobody draws, at most so long; returns the seconds waited."""
        begun = time.monotonic()
        with self._changed:
            self._changed.wait_for(lambda: not self._taken, seconds)
        return time.monotonic() - begun


PLACES = Places(PAGES_AT_ONCE)
_script = threading.local()


@contextmanager
def _place() -> Iterator[None]:
    """Hold one of the places for scripts that draw."""
    _script.placed = PLACES.take(PUSHES_IN)
    try:
        yield
    finally:
        _leave_place()


def _leave_place() -> bool:
    """Give the script's place back; whether it had one."""
    had = getattr(_script, "placed", False)
    if had:
        _script.placed = False
        PLACES.leave()
    return had


@contextmanager
def aside() -> Iterator[None]:
    """Long work, or the wait for that of another, without a place: no page is to wait for it."""
    had = _leave_place()
    yield
    if had:
        _script.placed = PLACES.take(PUSHES_IN)


@contextmanager
def watched() -> Iterator[None]:
    """Run the app's script under watch: it ends when its reader leaves, cancels or asks for something else, or takes too long."""
    try:
        chosen = options()
    except OptionError as error:
        st.error(str(error))
        st.stop()
    _admit()
    try:
        with _place(), limits.watched(_look(chosen.patience)):
            yield
    except (limits.TimeError, BusyError) as error:
        st.error(str(error), icon=":material/hourglass_disabled:")


def _look(patience: float) -> Callable[[str], None]:
    """What `limits.Watch` asks: whether Streamlit wants the script to end, and how long the phase has gone on."""
    context = get_script_run_ctx(suppress_warning=True)
    began: dict[str, float] = {}
    asked = 0.0

    def look(phase: str) -> None:
        nonlocal asked
        now = time.monotonic()
        if context and now - asked >= OFTEN:
            asked = now
            context.yield_check()  # raises where the script is to end
        if phase == "waiting":
            return
        began.setdefault(phase, now)
        if not getattr(_script, "placed", False):
            began[phase] += PLACES.wait_until_empty(GIVES_WAY)
        if now - began[phase] > patience:
            raise limits.TimeError(
                f"This took longer than the {patience:.0f} seconds that the server gives to one step ({phase}). Leave some articles "
                "out, or run Parallax on your own computer, where --patience says how long it may take."
            )

    return look


@dataclass
class Visit:
    """One session: the bytes that it keeps, and since when its reader is away (None: is there)."""

    kept: int = 0
    away: float | None = None


_visits: dict[str, Visit] = {}
_lock = threading.Lock()


def keep(kept: int) -> None:
    """Note how many bytes the present session keeps in all its stories.

    Raises:
        BusyError: it is more than a session may keep, or all together may.
    """
    context = get_script_run_ctx(suppress_warning=True)
    name = context.session_id if context else ""
    with _lock:
        others = sum(visit.kept for key, visit in _visits.items() if key != name)
        if kept > MOST_OF_SESSION:
            raise BusyError(
                f"Your stories have {kept / 1e6:.1f} MB, more than the {MOST_OF_SESSION / 1e6:.0f} MB that a session keeps. "
                "Remove one first."
            )
        if kept + others > MOST_OF_ALL:
            raise BusyError(
                "The server's memory for readers' texts is full. Try again later, or run Parallax on your own computer."
            )
        _visits.setdefault(name, Visit()).kept = kept


def status() -> None:
    """The page for the person who runs the server: numbers alone, nothing of what readers brought."""
    st.title("Status")
    st.caption("As of now; reload the page for newer numbers.")
    st.table(figures())


def figures() -> dict[str, str]:
    """What the person who runs the server wants to know, in numbers and without texts."""
    folder = cache_folder()
    files = list(folder.glob("*.npz")) if folder.is_dir() else []
    with _lock:
        kept = sum(visit.kept for visit in _visits.values())
        away = sum(visit.away is not None for visit in _visits.values())
    pages = Path("/proc/self/statm")
    memory = int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if pages.exists() else 0.0
    versions = {name: metadata.version(name) for name in ("streamlit", "torch", "spacy") if find_spec(name)}
    return {
        "Program": program_digest()[:12],
        "Libraries": ", ".join(f"{name} {version}" for name, version in versions.items()),
        "Model": f"{DEFAULT_MODEL}, {'loaded' if is_loaded() else 'not loaded yet'}",
        "Cache": f"{folder}: {len(files):,} encodings, {sum(f.stat().st_size for f in files) / 1e6:.0f} MB",
        "Memory": f"{memory:.0f} MB" if memory else "unknown on this system",
        "Sessions": f"{len(_visits)}, {away} of them away; they keep {kept / 1e6:.1f} MB of texts",
        "Comparisons": f"{len(LINE)} at work or waiting; {AT_ONCE} at once",
    }


def _admit() -> None:
    """Note the present session, and see to it that uploads are bounded and that what it holds goes when its reader is gone."""
    context = get_script_run_ctx(suppress_warning=True)
    server = runtime.get_instance() if runtime.exists() else None
    if not context or not isinstance(server, runtime.Runtime):
        return  # a test without a server
    with _lock:
        _visits.setdefault(context.session_id, Visit())
    _bound_uploads(context.uploaded_file_mgr)
    _keep_caches(server)
    _log_without_texts()
    _start_doorkeeper(server)


@cache
def _keep_caches(server: runtime.Runtime) -> None:
    """Let no visitor empty the caches of all, which Streamlit does for whoever asks."""
    handle = server.handle_backmsg

    def handle_others(session_id: str, msg: BackMsg, **rest: Any) -> None:
        if msg.WhichOneof("type") != "clear_cache":
            handle(session_id, msg, **rest)

    server.handle_backmsg = handle_others  # type: ignore[method-assign]


@cache
def _start_doorkeeper(server: runtime.Runtime) -> None:
    threading.Thread(target=_keep_doors, args=(server,), daemon=True, name="doorkeeper").start()


def _keep_doors(server: runtime.Runtime) -> None:
    collected = time.monotonic()
    while runtime.exists():
        time.sleep(GRACE / 12)
        now = time.monotonic()
        close_left(server, now)
        if now - collected >= GRACE:  # instead of after every page, which would stop all readers each time
            gc.collect()
            collected = now


def close_left(server: runtime.Runtime, now: float) -> None:
    """Close the sessions whose readers have been away for GRACE seconds; Streamlit itself keeps them until others come."""
    with _lock:
        names = list(_visits)
    closed = False
    for name in names:
        visit = _visits[name]
        if server.is_active_session(name):
            visit.away = None
        elif visit.away is None:
            visit.away = now
        elif now - visit.away >= GRACE:
            server.clear_user_info_for_session(name)  # closes a session that nobody is connected to
            closed = True
            with _lock:
                _visits.pop(name, None)
    if closed:
        _take_their_place(server)
        time.sleep(2 * SERVED)
        _forget()


class _Nobody(SessionClient):
    """A visitor without a screen."""

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Leave the message unread."""


def _take_their_place(server: runtime.Runtime) -> None:
    """Have Streamlit serve a session of nobody: until it serves another, its loop holds the last one, and what that was sent."""
    loop = server._get_async_objs().eventloop  # which alone may connect a session

    def visit() -> None:
        name = server.connect_session(_Nobody(), {})
        server.handle_backmsg(name, BackMsg(file_urls_request=FileURLsRequest(request_id="nobody")))
        loop.call_later(SERVED, server.close_session, name)

    loop.call_soon_threadsafe(visit)


def _forget() -> None:
    """Let go of what libraries remember for the whole process, and of what the closed sessions' frames refer to in circles."""
    for name in ("story.pages", "language.words", "alignment.contradictions"):
        room = sys.modules.get(f"dashboard.{name}")
        if room:
            room.forget()
    re.purge()  # expressions that were made of readers' words
    gc.collect()


@cache
def _log_without_texts() -> None:
    """Log of an error its type and place alone: its message may hold a reader's words. Quotation marks are escaped for JSON."""
    make = logging.getLogRecordFactory()

    def record(*args: Any, **kwargs: Any) -> logging.LogRecord:
        made = make(*args, **kwargs)
        message = made.getMessage()
        if made.exc_info and made.exc_info[0]:
            frames = traceback.extract_tb(made.exc_info[2])[-8:]
            places = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
            message = f"{message}: {made.exc_info[0].__name__} at {places}"
            made.exc_info = None
        made.msg, made.args = json.dumps(message)[1:-1], ()
        return made

    logging.setLogRecordFactory(record)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(st.get_option("logger.messageFormat")))
    logging.getLogger("dashboard").addHandler(handler)


def _bound_uploads(files: Any) -> None:
    """Bound what waits in the upload fields: Streamlit bounds single files alone."""
    if getattr(files, "bounded", False):
        return
    add = files.add_file

    def add_bounded(session_id: str, file: Any) -> None:
        own = sum(len(f.data) for f in list(files.file_storage.get(session_id, {}).values()))
        every = sum(len(f.data) for held in list(files.file_storage.values()) for f in list(held.values()))
        if own + len(file.data) > MOST_OF_SESSION or every + len(file.data) > MOST_OF_ALL:
            raise HTTPException(status_code=413, detail="Too much is being uploaded")
        add(session_id=session_id, file=file)

    files.add_file, files.bounded = add_bounded, True
