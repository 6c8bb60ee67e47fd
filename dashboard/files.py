"""Files that Parallax writes and ships: one atomic writer, the data folder, the reader's cache folder, and text from
outside made harmless for a format without changing what a reader sees."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import platformdirs

PROJECT = Path(__file__).resolve().parents[1]
"""The folder that holds the package, the data and the default story."""
DATA = PROJECT / "data"
LEXICONS = DATA / "lexicons"
DEFAULT_STORY = PROJECT / "seeds"

STALE = 3600.0
"""Seconds after which a temporary file is what a killed process left: none is written for longer than an instant."""

_ACTIVE = re.compile(r"(\A|; *+)(?='*+[=+\-@＝＋－＠\t\r\n])")
_INERT = re.compile(r"(\A|; *+)'(?='*+[=+\-@＝＋－＠\t\r\n])")


class DataError(ValueError):
    """A file that belongs to the program is damaged; the message names it and the remedy."""


def cache_folder() -> Path:
    """Where encodings of story folders are kept: PARALLAX_CACHE, else the user's cache folder."""
    own = os.environ.get("PARALLAX_CACHE")
    return Path(own) if own else Path(platformdirs.user_cache_dir("parallax", appauthor=False))


def write_atomically(file: Path, data: bytes) -> None:
    """Write a file so that whoever opens it finds the old content or the new, never a part.

    The data goes to a temporary name in the same folder (made where it is missing), is synced to disk, and takes the
    file's place by one rename.

    Raises:
        OSError: the folder cannot be written; no temporary file is left behind.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)  # mkstemp makes it private; what is written here is for others too
        os.replace(temporary, file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed processes left in a folder; what cannot be removed stays."""
    try:
        left = [f for f in folder.glob("*.part") if abs(time.time() - f.stat().st_mtime) > STALE]
        for file in left:
            file.unlink(missing_ok=True)
    except OSError:
        return


def inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe before = + - @, tab or line break.

    It stands at the text's beginning and behind each semicolon, at which spreadsheets of half the world part cells. Apostrophes
    before such a sign get one more too, so that `revived` gives every text back. The list of signs, wide forms included,
    is that of OWASP on CSV injection.
    """
    return _ACTIVE.sub(r"\1'", text)


def revived(text: str) -> str:
    """The text that `inert` was given."""
    return _INERT.sub(r"\1", text)


def csv_of(rows: Iterable[Iterable[object]], encoding: str = "utf-8", errors: str = "replace") -> bytes:
    """Rows as CSV with commas, every text `inert`; None is an empty cell."""
    text = io.StringIO(newline="")
    cells = ([inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    csv.writer(text, lineterminator="\n").writerows(cells)
    return text.getvalue().encode(encoding, errors)


def rows_of_csv(text: str, most: int | None = None) -> list[list[str]]:
    """The rows of a CSV table, at most so many, their cells parted by whichever of comma, semicolon, tab and bar the first line has
    most of.

    Raises:
        csv.Error: it is none.
    """
    text = text.replace("\x00", "")
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t|", key=head.count)
    return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), most))


UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 cannot hold; HTML, SVG and workbooks are held to it."""
    return UNPRINTABLE.sub("\ufffd", text)


def all_printable(value: Any) -> Any:
    """A JSON value with `printable` applied to every string and key in it."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [all_printable(inner) for inner in value]
    if isinstance(value, dict):
        return {all_printable(key): all_printable(inner) for key, inner in value.items()}
    return value
