"""What a comparison holds: every table of a story at given settings, computed (`pipeline`) or opened from disk.

The default story ships compared: `data/comparison/tables.json` holds its finished tables, and `manifest.json` beside it
what they were computed from. Whoever opens them needs no model, no parser and none of the analysis.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import limits, tables
from dashboard.encoding.encode import digest_of
from dashboard.files import DATA, PROJECT, write_atomically
from dashboard.settings import Settings
from dashboard.statements.corrections import Corrections
from dashboard.story.story import Fault, Story
from dashboard.tables import Table

SHIPPED = DATA / "comparison"
MANIFEST, TABLES = "manifest.json", "tables.json"
SCHEMA = 1
"""Raised whenever stored tables would be read differently."""

REBUILD = "`python -m dashboard ready` computes it anew."

OF_STORY: tuple[Table, ...] = (tables.ARTICLES, tables.SENTENCES)
HELD: tuple[Table, ...] = (
    tables.UNITS,
    tables.CANDIDATES,
    tables.LINKS,
    tables.STATEMENTS,
    tables.MENTIONS,
    tables.COVERAGE,
    tables.FINDINGS,
    tables.SPANS,
    tables.EMPHASIS,
    tables.BLOCKS,
    tables.SOURCES,
    tables.ACTORS,
    tables.DISTINCTIVE,
    tables.LINEAGE,
    tables.RUNS,
    tables.ORIGINS,
    tables.CORROBORATION,
)
"""The tables of a comparison, beside ARTICLES and SENTENCES, which are the story's."""

ANALYSIS = (
    "language",
    "story",
    "encoding",
    "alignment",
    "statements",
    "entities",
    "attribution",
    "lineage",
    "emphasis",
    "findings",
)
"""Folders of the package that decide what the tables hold."""

log = logging.getLogger(__name__)


class StaleError(ValueError):
    """The shipped comparison is damaged, or was computed by another state of the program; the message says which."""


class LazyTables(Mapping[str, pd.DataFrame]):
    """Tables by name, each made when it is first asked for and then kept: the first page needs its matrix only."""

    def __init__(self, makers: Mapping[str, Callable[[], pd.DataFrame]]) -> None:
        self._makers = makers
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._made:
            limits.check(name)
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Every table of a story at given settings; dashboard/tables.py declares their columns.

    Attributes:
        corrections: what a reader put right, applied already.
        lost: one fault for each correction whose place the texts no longer hold.
        model_digest: of the model that the settings name.
        tables: those of HELD, by name.
    """

    story: Story
    settings: Settings
    corrections: Corrections
    lost: tuple[Fault, ...]
    model_digest: str
    tables: Mapping[str, pd.DataFrame] = field(repr=False)

    @property
    def articles(self) -> pd.DataFrame:
        """The ARTICLES table of the story."""
        return self.story.articles

    @property
    def sentences(self) -> pd.DataFrame:
        """The SENTENCES table of the story."""
        return self.story.sentences

    @property
    def units(self) -> pd.DataFrame:
        """The UNITS table: the clauses that are compared."""
        return self.tables["units"]

    @property
    def candidates(self) -> pd.DataFrame:
        """The CANDIDATES table: pairs of units, scored."""
        return self.tables["candidates"]

    @property
    def links(self) -> pd.DataFrame:
        """The LINKS table."""
        return self.tables["links"]

    @property
    def statements(self) -> pd.DataFrame:
        """The STATEMENTS table."""
        return self.tables["statements"]

    @property
    def mentions(self) -> pd.DataFrame:
        """The MENTIONS table."""
        return self.tables["mentions"]

    @property
    def coverage(self) -> pd.DataFrame:
        """The COVERAGE table."""
        return self.tables["coverage"]

    @property
    def findings(self) -> pd.DataFrame:
        """The FINDINGS table, heaviest first."""
        return self.tables["findings"]

    @property
    def spans(self) -> pd.DataFrame:
        """The SPANS table: the words that prove the findings."""
        return self.tables["spans"]

    @property
    def emphasis(self) -> pd.DataFrame:
        """The EMPHASIS table."""
        return self.tables["emphasis"]

    @property
    def blocks(self) -> pd.DataFrame:
        """The BLOCKS table: every article from its first sentence to its last, by theme and voice."""
        return self.tables["blocks"]

    @property
    def sources(self) -> pd.DataFrame:
        """The SOURCES table."""
        return self.tables["sources"]

    @property
    def actors(self) -> pd.DataFrame:
        """The ACTORS table: who is named, where and how."""
        return self.tables["actors"]

    @property
    def distinctive(self) -> pd.DataFrame:
        """The DISTINCTIVE table: words of single outlets."""
        return self.tables["distinctive"]

    @property
    def lineage(self) -> pd.DataFrame:
        """The LINEAGE table."""
        return self.tables["lineage"]

    @property
    def runs(self) -> pd.DataFrame:
        """The RUNS table: words that two articles share."""
        return self.tables["runs"]

    @property
    def origins(self) -> pd.DataFrame:
        """The ORIGINS table: which articles add an independent origin."""
        return self.tables["origins"]

    @property
    def corroboration(self) -> pd.DataFrame:
        """The CORROBORATION table: articles, independent origins and ultimate sources of every statement."""
        return self.tables["corroboration"]


def ready(
    folder: Path, settings: Settings, corrections: Corrections = (), shipped: Path = SHIPPED
) -> Comparison | None:
    """The shipped comparison if it is that of a story folder, else None: the story is then to be computed.

    What is damaged or no longer true is refused: a warning goes to the log, and the story is computed like any other.
    Arguments as for `load`.
    """
    try:
        return load(folder, settings, corrections, shipped)
    except StaleError as error:
        log.warning("%s The story is computed instead.", error)
        return None


def load(
    folder: Path, settings: Settings, corrections: Corrections = (), shipped: Path = SHIPPED
) -> Comparison | None:
    """Open the shipped comparison.

    Args:
        folder: of the story that is asked for.
        settings: at which it is asked for.
        corrections: in force; with any, nothing that is stored fits.
        shipped: folder of MANIFEST and TABLES.

    Returns:
        None where it is of another story, other texts or other settings, or where none is shipped.

    Raises:
        StaleError: it is of this story and these settings, but damaged or computed by another state of the program.
    """
    if corrections or not (shipped / MANIFEST).is_file():
        return None
    try:
        manifest = json.loads((shipped / MANIFEST).read_bytes())
        stored = (shipped / TABLES).read_bytes()
        if manifest["story"] != _identity(folder, settings, manifest["story"]["files"]):
            return None
        found = {"tables": _sha256(stored), **_state(settings)}
        changed = [name for name, digest in found.items() if manifest["state"].get(name) != digest]
        if changed:
            raise StaleError(f"{shipped}: {', '.join(changed)} changed since it was computed. {REBUILD}")
        return _comparison(json.loads(stored), settings)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, StaleError):
            raise
        raise StaleError(f"{shipped}: damaged ({type(error).__name__}: {error}). {REBUILD}") from error


def as_shipped(folder: Path, shipped: Path = SHIPPED) -> Comparison | None:
    """The shipped comparison of a folder at the settings it was computed with, even by another state of the program.

    It is what can be shown where a damaged file or a missing model keeps the program from computing; None where it is of
    other texts, or damaged itself.
    """
    try:
        story = json.loads((shipped / MANIFEST).read_bytes())["story"]
        settings = Settings(**story["settings"])
        if story != _identity(folder, settings, story["files"]):
            return None
        return _comparison(json.loads((shipped / TABLES).read_bytes()), settings)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def save(comparison: Comparison, folder: Path, shipped: Path = SHIPPED) -> None:
    """Ship a comparison: write its tables, then the manifest that vouches for them.

    Args:
        comparison: without corrections.
        folder: of its story.
        shipped: where to write.

    Raises:
        ValueError: it has corrections.
        OSError: the folder cannot be written.
    """
    if comparison.corrections:
        raise ValueError("a comparison ships as the program computes it, without corrections")
    story, settings = comparison.story, comparison.settings
    held = {table.name: getattr(comparison, table.name) for table in (*OF_STORY, *HELD)}
    written = {
        "name": story.name,
        "texts": dict(story.texts),
        "faults": [asdict(fault) for fault in story.faults],
        **{name: tables.columns(frame) for name, frame in held.items()},
    }
    lines = (f"{json.dumps(key)}: {json.dumps(value, allow_nan=False)}" for key, value in written.items())
    stored = ("{\n" + ",\n".join(lines) + "\n}\n").encode("ascii")
    files = {file.name: "" for file in _files(folder)}
    manifest = {
        "story": _identity(folder, settings, files),
        "state": {"tables": _sha256(stored), **_state(settings)},
    }
    write_atomically(shipped / TABLES, stored)
    write_atomically(shipped / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode("ascii"))


def _comparison(stored: Mapping[str, Any], settings: Settings) -> Comparison:
    """The comparison that TABLES holds; frames are made as they are asked for."""
    frames = LazyTables({t.name: partial(tables.frame, t, stored[t.name]) for t in (*OF_STORY, *HELD)})
    story = Story(
        stored["name"],
        frames["articles"],
        frames["sentences"],
        stored["texts"],
        tuple(Fault(**fault) for fault in stored["faults"]),
    )
    return Comparison(story, settings, (), (), digest_of(settings.model), frames)


def _files(folder: Path) -> list[Path]:
    """What lies in a story folder, hidden files left out."""
    return sorted(f for f in folder.iterdir() if f.is_file() and not f.name.startswith("."))


def _identity(folder: Path, settings: Settings, files: Mapping[str, str]) -> dict[str, Any]:
    """Identifies one story at given settings; files are read only where all names are those of `files`."""
    own = _files(folder)
    alike = [f.name for f in own] == sorted(files)
    return {
        "name": folder.resolve().name,
        "settings": asdict(settings),
        "files": {f.name: _sha256(f.read_bytes()) for f in own} if alike else {},
    }


def _state(settings: Settings) -> dict[str, Any]:
    """What decides the tables besides the story and the settings."""
    return {
        "schema": SCHEMA,
        "model": digest_of(settings.model),
        "calibration and word lists": _digest(f for f in _all(DATA) if f.parent != SHIPPED),
        "program": program_digest(),
    }


@cache
def program_digest() -> str:
    """SHA-256 over the source of everything that computes the tables."""
    package = PROJECT / "dashboard"
    root = [package / f"{name}.py" for name in ("comparison", "pipeline", "settings", "tables")]
    return _digest([*root, *(f for name in ANALYSIS for f in _all(package / name) if f.suffix == ".py")])


def _all(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def _digest(files: Iterable[Path]) -> str:
    """SHA-256 over names and contents, whatever the line ends of the checkout."""
    digest = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{file.relative_to(PROJECT).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
