"""A new story folder from given files: the articles as they are, and an outlets.csv whose guesses say so."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.files import inert
from dashboard.story.archive import unpack
from dashboard.story.errors import Fault, StoryError
from dashboard.story.outlets import COLUMNS, GUESS, TABLE
from dashboard.story.read import MAX_BYTES, read_files


@dataclass(frozen=True)
class LaidOut:
    """What was made: its outlets.csv, the number of articles, and what was wrong with single files."""

    table: Path
    articles: int
    faults: tuple[Fault, ...]


def lay_out(folder: Path, files: Sequence[Path]) -> LaidOut:
    """Copy articles into a new folder and write an outlets.csv to fill in. Nothing is ever overwritten.

    An outlets.csv among the files is kept as it is. In the one written here a name that no text states ends in "?",
    and the column evidence says of every row what was guessed.

    Args:
        folder: it must be missing or empty.
        files: articles, or a packed story (.zip).

    Raises:
        StoryError: the folder holds something, two files have one name, a file cannot be opened, or no article can be read.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoryError("exists already and is not empty. Name a new folder; nothing was changed.")
    contents, faults = _read(files)
    story = read_files(folder.resolve().name, contents)
    kept = {file: data for file, data in contents.items() if file.casefold() == TABLE}
    taken = {file: contents[file] for file in story.articles["file"]}
    table = kept or {TABLE: outlets_to_check(story.articles.astype(object).to_dict("records"))}
    folder.mkdir(parents=True, exist_ok=True)
    for file, data in {**taken, **table}.items():
        with (folder / file).open("xb") as stream:  # "x" fails where something has come there meanwhile
            stream.write(data)
    return LaidOut(folder / next(iter(table)), len(story.articles), (*faults, *story.faults))


def _read(files: Sequence[Path]) -> tuple[dict[str, bytes], list[Fault]]:
    """Content by bare name; packed stories unpacked."""
    contents: dict[str, bytes] = {}
    faults: list[Fault] = []
    for file in files:
        try:
            size = file.stat().st_size
            if size > MAX_BYTES and file.suffix.lower() != ".zip":
                raise StoryError(
                    f"{file}: {size:,} bytes, more than the {MAX_BYTES:,} that are read of one article"
                )
            data = file.read_bytes()
        except OSError as error:
            raise StoryError(f"{file}: cannot be opened ({error.strerror}). Nothing was made.") from error
        inside, found = unpack(file.name, data) if file.suffix.lower() == ".zip" else ({file.name: data}, [])
        faults += found
        taken = {name.casefold() for name in contents}
        twins = [name for name in inside if name.casefold() in taken]
        if twins:
            raise StoryError(f"two files are named {twins[0]}. Rename one of them; nothing was made.")
        contents |= inside
    return contents, faults


def outlets_to_check(articles: Sequence[Mapping[str, Any]]) -> bytes:
    """An outlets.csv of ARTICLES records, in their order, every guess marked as one."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    for number, row in enumerate(articles, 1):
        cells = _guessed(row, number)
        # Names come from outside: none may run as a formula. The file's own name has to stay what it is.
        table.writerow({column: cell if column == "file" else inert(cell) for column, cell in cells.items()})
    return text.getvalue().encode("utf-8", "replace")


def _guessed(row: Mapping[str, Any], number: int) -> dict[str, str]:
    published, agency = (_known(row[key]) for key in ("published", "agency"))
    guesses = [f"guess, please check: {row['evidence']}"]
    if published:
        guesses.append("the time is a guess from the page")
    if agency:
        guesses.append("the agency is a guess from the credits")
    unsure = str(row["evidence"]).startswith(GUESS)
    return {
        "file": str(row["file"]),
        "outlet": f"{row['outlet']}?" if unsure else str(row["outlet"]),
        "published": published,
        "agency": agency,
        "evidence": "; ".join(guesses),
        "order": str(number),
        "colour": "",
    }


def _known(value: object) -> str:
    return "" if value is None or value != value else str(value)
