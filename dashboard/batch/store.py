"""A comparison as one file of Parquet tables, which opens again without a model, a parser or any of the analysis."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import tables
from dashboard.comparison import HELD, OF_STORY, Comparison, LazyTables
from dashboard.encoding.encode import digest_of
from dashboard.files import DataError, write_atomically
from dashboard.settings import Settings
from dashboard.statements import corrections
from dashboard.story.archive import pack
from dashboard.story.story import Fault, Story
from dashboard.tables import Table

ENDING = ".parallax"
ABOUT = "about.json"
FORMAT = 1
"""Raised whenever stored files would be read differently."""


class StoredError(DataError):
    """A stored comparison cannot be opened; the message names file and remedy."""


def file_of(library: Path, story: str) -> Path:
    """Where a library keeps the comparison of a story."""
    return library / "stories" / f"{story}{ENDING}"


def save(comparison: Comparison, library: Path) -> Path:
    """Keep a comparison in a library; equal ones give equal bytes."""
    story = comparison.story
    about = {
        "format": FORMAT,
        "name": story.name,
        "settings": asdict(comparison.settings),
        "texts": dict(story.texts),
        "faults": [asdict(fault) for fault in story.faults],
        "lost": [asdict(fault) for fault in comparison.lost],
        "corrections": corrections.write(comparison.corrections),
    }
    files = {ABOUT: json.dumps(about).encode("ascii")}
    for table in (*OF_STORY, *HELD):
        out = io.BytesIO()
        getattr(comparison, table.name).to_parquet(out, index=False)
        files[f"{table.name}.parquet"] = out.getvalue()
    target = file_of(library, story.name)
    write_atomically(target, pack(files))
    return target


def load(file: Path) -> Comparison:
    """Open a stored comparison; its tables are read as they are asked for.

    Raises:
        StoredError: it is missing, damaged, or was written by another version of the program.
    """
    try:
        data = file.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            about = json.loads(archive.read(ABOUT))
        if about["format"] != FORMAT:
            raise ValueError(f"format {about['format']}, expected {FORMAT}")
        held = LazyTables({t.name: partial(_table, data, t, file) for t in (*OF_STORY, *HELD)})
        story = Story(
            about["name"],
            held["articles"],
            held["sentences"],
            about["texts"],
            tuple(Fault(**fault) for fault in about["faults"]),
        )
        settings = Settings(**about["settings"])
        made = corrections.read(about["corrections"])
        lost = tuple(Fault(**fault) for fault in about["lost"])
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise _damaged(file, error) from error
    return Comparison(story, settings, made, lost, digest_of(settings.model), held)


def _table(data: bytes, table: Table, file: Path) -> pd.DataFrame:
    """One table of a stored comparison, checked against its declaration."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            stored: dict[str, list[Any]] = tables.columns(
                pd.read_parquet(io.BytesIO(archive.read(f"{table.name}.parquet")))
            )
        return tables.frame(table, stored)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise _damaged(file, error) from error


def _damaged(file: Path, error: Exception) -> StoredError:
    if isinstance(error, StoredError):
        return error
    return StoredError(
        f"{file}: cannot be opened ({type(error).__name__}: {error}). Remove it and run `python -m dashboard compare` again."
    )
