"""Limits of one story's size, and the watch over work that takes long.

Whoever starts long work may set a watch (`watched`); the work calls `check` between its steps, and the watch ends it by
raising: because its reader left or cancelled, or because a phase took too long. Without a watch `check` does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from threading import Event
from typing import ParamSpec, TypeVar

MAX_SENTENCES = 6_000
"""Sentences of one story: a hundred articles of sixty. Two articles of 3,000 take some 12 seconds of a processor and 700 MB;
both grow with the square."""
MAX_CHARACTERS = 1_500_000
"""Characters of one story's texts: 6,000 long sentences."""

P = ParamSpec("P")
T = TypeVar("T")


class TimeError(ValueError):
    """A phase took longer than it may; the message says which and what to do."""


class Watch:
    """Looks after one piece of work, also where it goes on in a second thread.

    Args:
        look: called with the name of the phase that runs; ends the work by raising.
    """

    def __init__(self, look: Callable[[str], None]) -> None:
        self._look = look
        self._ended = Event()

    def check(self, phase: str) -> None:
        """Ask whether the work may go on; once it may not, it may not in any thread."""
        if self._ended.is_set():
            raise TimeError("The work was stopped.")
        try:
            self._look(phase)
        except BaseException:
            self._ended.set()
            raise

    def end(self) -> None:
        """Let no thread of the work go on."""
        self._ended.set()


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(look: Callable[[str], None]) -> Iterator[None]:
    """Look after the work within; see `Watch`."""
    watch = Watch(look)
    before = _watch.set(watch)
    try:
        yield
    except BaseException:
        watch.end()
        raise
    finally:
        _watch.reset(before)


def check(phase: str) -> None:
    """One step of a phase is done: go on, unless the watch ends the work.

    Raises:
        BaseException: whatever the watch raises.
    """
    watch = _watch.get()
    if watch:
        watch.check(phase)


@contextmanager
def beside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Iterator[Future[T]]:
    """Do work in a second thread while the block runs, under the same watch; where the block fails, that work ends too."""
    around = _watch.get()
    own = Watch(around.check if around else lambda _phase: None)
    context = copy_context()
    context.run(_watch.set, own)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(lambda: context.run(work, *args, **kwargs))
        try:
            yield running
        except BaseException:
            own.end()
            raise
