"""A new story from given files: a file an article, near-copies named, and an outlets.csv whose guesses say so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.files import csv_of
from dashboard.story.archive import unpack
from dashboard.story.documents import most_bytes
from dashboard.story.outlets import COLUMNS, GUESS, TABLE
from dashboard.story.read import OWN_FILES, read_articles, read_files
from dashboard.story.story import Document, Fault, StoryError

SURE = ("named on the command line", "stated in", "the page's data names", "named by the page:")
"""How evidence for an outlet's name begins where a file states it in so many words."""


@dataclass(frozen=True)
class NewStory:
    """What was made: its outlets.csv, the number of articles, and what was wrong with single files."""

    table: Path
    articles: int
    faults: tuple[Fault, ...]


def separate(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Fault]]:
    """The files with one article each, and what is wrong with those that are left out or to know of the others.

    A file of one article stays as it is. One of several (an export, a table) becomes a JSON file for each, which states
    what the file said of it. Tables, corrections and settings of a story stay beside them.
    """
    separated: dict[str, bytes] = {}
    faults: list[Fault] = []
    for file, data in files.items():
        if file.casefold() == TABLE or file in OWN_FILES:
            separated[file] = data
            continue
        articles, found = read_articles(file, data)
        if len(articles) == 1:
            separated[file] = data
            found = []  # said again, with whatever else there is, when the story is read
        for number, document in enumerate(articles.values() if len(articles) > 1 else (), 1):
            stem = file.rpartition(".")[0] or file
            separated[f"{stem} {number}.json"] = _written(document)
        faults += found
    return separated, faults


def _written(document: Document) -> bytes:
    """An article as a JSON file of its own."""
    stated = {
        "text": document.text,
        "title": document.title,
        "outlet": document.outlet,
        "evidence": document.outlet_evidence,
        "published": document.published,
        "agency": document.agency,
        "url": document.url,
    }
    return json.dumps({k: v for k, v in stated.items() if v}, ensure_ascii=False, indent=1).encode()


def create_story(folder: Path, files: Sequence[Path], outlet: str = "", published: str = "") -> NewStory:
    """Copy articles into a new folder and write an outlets.csv to fill in. Nothing is ever overwritten.

    An outlets.csv among the files is kept as it is. In the one written here a name that no text states ends in "?",
    and the column evidence says of every row what was guessed.

    Args:
        folder: it must be missing or empty.
        files: articles in any kind that is read, exports of several, or a packed story (.zip).
        outlet, published: what all of them are, where the caller knows it better than the files.

    Raises:
        StoryError: the folder holds something, two files have one name, a file cannot be opened, or no article can be read.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoryError("exists already and is not empty. Name a new folder; nothing was changed.")
    contents, faults = _read(files)
    contents, found = separate(contents)
    faults += found
    if not any(file.casefold() != TABLE and file not in OWN_FILES for file in contents):
        raise StoryError("no article can be read in the files that were given; nothing was made.", faults)
    story = read_files(folder.resolve().name, contents)
    kept = {file: data for file, data in contents.items() if file.casefold() == TABLE}
    taken = {file: contents[file] for file in story.articles["file"]}
    rows = [
        {**row, "dated": story.readings[row["article"]].time_evidence}
        for row in story.articles.astype(object).to_dict("records")
    ]
    table = kept or {TABLE: outlets_to_check([_overruled(row, outlet, published) for row in rows])}
    faults += story.copy_faults
    folder.mkdir(parents=True, exist_ok=True)
    for file, data in {**taken, **table}.items():
        with (folder / file).open("xb") as stream:  # "x" fails where something has come there meanwhile
            stream.write(data)
    return NewStory(folder / next(iter(table)), len(story.articles), (*faults, *story.faults))


def _overruled(row: Mapping[str, Any], outlet: str, published: str) -> dict[str, Any]:
    """The row with what the caller states instead of what was read."""
    stated = {
        "outlet": outlet,
        "published": published,
        "evidence": "named on the command line" if outlet else "",
        "dated": "stated on the command line" if published else "",
    }
    return {**row, **{key: value for key, value in stated.items() if value}}


def _read(files: Sequence[Path]) -> tuple[dict[str, bytes], list[Fault]]:
    """Content by bare name; packed stories unpacked."""
    contents: dict[str, bytes] = {}
    faults: list[Fault] = []
    for file in files:
        try:
            size = file.stat().st_size
            if size > most_bytes(file.name) and file.suffix.lower() != ".zip":
                raise StoryError(
                    f"{file}: {size:,} bytes, more than the {most_bytes(file.name):,} that are read of one file"
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
    return csv_of([COLUMNS, *(_guessed(row, number) for number, row in enumerate(articles, 1))])


def _guessed(row: Mapping[str, Any], number: int) -> list[str]:
    """Its cells, in the order of COLUMNS."""
    published, agency = (_known(row[key]) for key in ("published", "agency"))
    stated = str(row["evidence"]).startswith(SURE)
    guesses = [str(row["evidence"]) if stated else f"guess, please check: {row['evidence']}"]
    if published and (dated := str(row.get("dated") or "")):
        guesses.append(f"the time is {dated}")
    if agency:
        guesses.append("the agency is a guess from the credits")
    unsure = str(row["evidence"]).startswith(GUESS)
    outlet = f"{row['outlet']}?" if unsure else str(row["outlet"])
    return [str(row["file"]), outlet, published, agency, "; ".join(guesses), str(number), "", ""]


def _known(value: object) -> str:
    return "" if value is None or value != value else str(value)
