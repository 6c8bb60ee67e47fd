"""kill -9 in the middle of comparing and writing: `python -m tests.load.kills [--kills 100]`.

The command line compares a story into an empty cache, a folder of results and a library, in a process that is killed at a moment drawn by chance. Then it is
started again in the same folders. Counted as faults: a file that is not whole after the kill (temporary names aside), a next start that fails, results or
library that differ by a byte from those of an undisturbed run. The encoder is a stand-in of the tests.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from dashboard import __main__ as command
from dashboard.batch.library import Library
from dashboard.encoding import encode
from dashboard.encoding.encode import Floats, SentenceVectors
from dashboard.settings import DEFAULT_MODEL
from tests.support.file_kinds import REPORTS
from tests.support.stand_in import hashed_words

OWN = ("compared.csv", "index.duckdb", "index.duckdb.wal")
"""Results that say how long it took, and a database with its journal, whose bytes are never the same: its rows are compared."""


def story(folder: Path) -> Path:
    """A small story on disk."""
    folder.mkdir()
    for k, report in enumerate(REPORTS[:2]):
        (folder / f"{k}.txt").write_text(report.text, encoding="utf-8")
    return folder


def rounded(sentences: Sequence[str]) -> list[SentenceVectors]:
    """The stand-in's vectors at half precision, as the model's own are: from the cache come the same."""

    def half(numbers: Floats) -> Floats:
        return numbers.astype(np.float16).astype(np.float32)

    return [replace(v, tokens=half(v.tokens), sentence=half(v.sentence)) for v in hashed_words(sentences)]


def compare(place: Path) -> int:
    """What the command line does, in this process; its status."""
    os.environ["PARALLAX_CACHE"] = str(place / "cache")
    encode._loaded[DEFAULT_MODEL] = rounded
    out, library = str(place / "out"), str(place / "library")
    with (
        (place / "said.txt").open("a") as said,
        contextlib.redirect_stderr(said),
        contextlib.redirect_stdout(said),
    ):
        return command.main(
            ["compare", str(place.parent / "story"), "--out", out, "--library", library, "--quiet"]
        )


def started(place: Path) -> int:
    """A process that compares; its number. It is forked from this one, in which everything is loaded."""
    child = os.fork()
    if child:
        return child
    try:
        os._exit(compare(place))
    finally:
        os._exit(70)


def written(place: Path) -> dict[str, str]:
    """File -> digest of what is kept, temporary names aside."""
    files = [f for part in ("cache", "out", "library") for f in (place / part).rglob("*") if f.is_file()]
    return {
        str(f.relative_to(place)): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in files
        if f.suffix != ".part" and f.name not in OWN
    }


def finished(place: Path) -> dict[str, str]:
    """The same where a run came to its end, with the rows of the library's index."""
    rows = Library(place / "library").stories()["story"].to_csv()
    return written(place) | {"rows of the index": rows}


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill and start again; 1 where something is lost or half written."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.kills")
    parser.add_argument("--kills", type=int, default=100)
    chosen = parser.parse_args(arguments)
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        story(Path(scratch) / "story")
        calm = Path(scratch) / "calm"
        calm.mkdir()
        assert compare(calm) == 0, (calm / "said.txt").read_text()
        whole = finished(calm)
        again = Path(scratch) / "again"
        again.mkdir()
        begun = time.monotonic()
        os.waitpid(started(again), 0)
        seconds = time.monotonic() - begun
        print(
            f"{len(whole)} files, equal in a second run: {finished(again) == whole}; {seconds:.1f} s a run",
            flush=True,
        )
        killed = 0
        for number in range(chosen.kills):
            place = Path(scratch) / f"{number}"
            place.mkdir()
            child = started(place)
            time.sleep(seconds * random.Random(number).random())
            os.kill(child, signal.SIGKILL)
            killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
            halves = [name for name, digest in written(place).items() if whole.get(name) != digest]
            status = os.waitpid(started(place), 0)[1]
            kept = finished(place) if not status else written(place)
            lost = [name for name, digest in whole.items() if kept.get(name) != digest]
            if halves or status or lost:
                faults.append(f"{number}: half written {halves}, status {status}, differs {lost}")
            shutil.rmtree(place)
            if number % 10 == 9 or number + 1 == chosen.kills:
                print(
                    f"{number + 1} kills, {killed} in the middle, {len(faults)} faults {faults[:5]}",
                    flush=True,
                )
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
