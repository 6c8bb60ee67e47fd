"""A library: many compared stories, listed, searched and asked across. DuckDB holds the index, a file a story the rest.

The index is made of the stored comparisons and can be made anew from them at any time. Its figures are rates: of `whole`
occasions in a story, an outlet took `part`. Across stories they are summed; their interval is a bootstrap over stories
(Efron 1979; with Poisson weights, Hanley & MacGibbon 2006), and what rests on few stories is not shown. Sums and intervals
are worked out when stories are added (`summed`), so that a reader waits for neither.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.batch import store
from dashboard.comparison import Comparison
from dashboard.files import DataError
from dashboard.tables import REPORTED

Shares = npt.NDArray[np.floating[Any]]
Drawn = npt.NDArray[np.float32]

INDEX = "index.duckdb"
LEAST_STORIES = 5
"""Stories below which no figure is shown: an interval over fewer says nothing."""
RESAMPLES = 500
BLOCK = 10_000
"""Stories that are drawn at once: bounds the memory."""
LEAD, BURIED = 0.15, 0.5
"""Shares of an article: what begins before the one is its lead, what begins behind the other is buried."""
MOST_ROWS = 200
"""Rows of a figure, those of most stories first."""


class LibraryError(DataError):
    """A library cannot be opened; the message names file and remedy."""


@dataclass(frozen=True)
class Figure:
    """One question across stories.

    Attributes:
        name: as `facts.figure` has it.
        title: for a reader.
        means: the sentence that defines it.
        a, b: what the two names of a row are.
    """

    name: str
    title: str
    means: str
    a: str
    b: str


FIGURES = (
    Figure(
        "reports",
        "How much of what one outlet reports another reports",
        "Of the statements that the first outlet reports, the share that the second reports too.",
        "Of what this outlet reports",
        "this one reports too",
    ),
    Figure(
        "denials",
        "Allegations without the denial",
        "Of the allegations that the outlet reports and that some outlet of the story prints a denial of, the share that it "
        "reports without one.",
        "Outlet",
        "",
    ),
    Figure(
        "leads",
        "Leads with what others bury",
        "Of the shared statements that the outlet has in its lead (the first 15% of the article), the share that every other "
        "outlet that reports them has in its second half.",
        "Outlet",
        "",
    ),
    Figure(
        "names",
        "Which name for whom",
        "Of the outlet's mentions of a person, body or place by a name, the share with this form.",
        "Outlet",
        "Form, for whom",
    ),
    Figure(
        "sources",
        "Whom it quotes",
        "Of the passages that the outlet attributes to somebody named, the share that this source has.",
        "Outlet",
        "Source",
    ),
)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS stories (story TEXT PRIMARY KEY, stamp TEXT, title TEXT, outlets TEXT, published TEXT,
    articles INTEGER, statements INTEGER, words INTEGER, searched TEXT);
CREATE TABLE IF NOT EXISTS facts (story TEXT, figure TEXT, a TEXT, b TEXT, whole INTEGER, part INTEGER);
CREATE TABLE IF NOT EXISTS summed (figure TEXT, a TEXT, b TEXT, stories BIGINT, whole BIGINT, part BIGINT, share DOUBLE,
    low DOUBLE, high DOUBLE);
"""
_ROWS = f"""
SELECT a, b, count(DISTINCT story) AS stories, sum(whole)::BIGINT AS whole, sum(part)::BIGINT AS part FROM facts
WHERE figure = ? GROUP BY a, b HAVING stories >= ? ORDER BY stories DESC, a, b LIMIT {MOST_ROWS}
"""
_FACTS = ["story", "figure", "a", "b", "whole", "part"]
_STORIES = ["story", "stamp", "title", "outlets", "published", "articles", "statements", "words", "searched"]


def index(library: Path) -> int:
    """Bring the index up to date with the stored comparisons; how many were read for it.

    Stories are indexed in transactions of a hundred, so that a killed run loses no more.

    Raises:
        LibraryError: the index is damaged; remove it, and it is made anew.
    """
    files = {f.name.removesuffix(store.ENDING): f for f in (library / "stories").glob(f"*{store.ENDING}")}
    stamps = {name: f"{f.stat().st_size}:{f.stat().st_mtime_ns}" for name, f in files.items()}
    with _opened(library, read_only=False) as base:
        base.execute(_SCHEMA)
        known = dict(base.execute("SELECT story, stamp FROM stories").fetchall())
        gone = sorted(known.keys() - files.keys())
        new = sorted(name for name, stamp in stamps.items() if known.get(name) != stamp)
        for begin in range(0, max(len(new), 1), 100):
            part = new[begin : begin + 100]
            rows, facts = [], []
            for name in part:
                comparison = store.load(files[name])
                rows.append(_row(name, stamps[name], comparison))
                facts += [(name, *fact) for fact in facts_of(comparison)]
            add(base, rows, facts, [*part, *gone])
        if new or gone or not base.execute("SELECT count(*) FROM summed").fetchall()[0][0]:
            add_up(base)
    return len(new)


def add(
    base: duckdb.DuckDBPyConnection,
    rows: Sequence[Sequence[Any]],
    facts: Sequence[Sequence[Any]],
    before: Sequence[str],
) -> None:
    """Put stories into the index in one transaction, in place of those of the names in `before`."""
    stories = pd.DataFrame(rows, columns=_STORIES)
    counted = pd.DataFrame(facts, columns=_FACTS)
    base.begin()
    base.execute("DELETE FROM summed")  # what a killed run leaves is worked out by whoever asks
    for table in ("stories", "facts"):
        base.execute(f"DELETE FROM {table} WHERE story IN (SELECT unnest(?))", [list(before)])
    for table, frame in (("stories", stories), ("facts", counted)):
        if len(frame):
            base.register("added", frame)
            base.execute(f"INSERT INTO {table} SELECT * FROM added")
            base.unregister("added")
    base.commit()


def add_up(base: duckdb.DuckDBPyConnection) -> None:
    """Work out every figure of the index and keep it."""
    figures = [_worked_out(base, figure.name).assign(figure=figure.name) for figure in FIGURES]
    columns = "figure, a, b, stories, whole, part, share, low, high"
    base.begin()
    base.execute("DELETE FROM summed")
    for figure in figures:
        if len(figure):
            base.register("added", figure)
            base.execute(f"INSERT INTO summed SELECT {columns} FROM added")
            base.unregister("added")
    base.commit()


def _worked_out(base: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    """A figure as `Library.figure` describes it, from the counts of all stories."""
    asked = (name, LEAST_STORIES)
    rows = base.execute(_ROWS, asked).df()
    if rows.empty:
        return rows.assign(share=[], low=[], high=[])
    counts = base.execute(
        f"WITH shown AS (SELECT a, b, row_number() OVER () - 1 AS row FROM ({_ROWS})) "
        "SELECT dense_rank() OVER (ORDER BY story) - 1 AS story, row, sum(whole)::FLOAT AS whole, sum(part)::FLOAT AS part "
        "FROM facts JOIN shown USING (a, b) WHERE figure = ? GROUP BY facts.story, row",
        (*asked, name),
    ).df()
    low, high = intervals(counts, len(rows))
    return rows.assign(share=rows["part"] / rows["whole"], low=low, high=high)


def _opened(library: Path, read_only: bool) -> duckdb.DuckDBPyConnection:
    file = library / INDEX
    try:
        if not read_only:
            library.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(str(file), read_only=read_only)
    except duckdb.Error as error:
        missing = f"Run `python -m dashboard compare … --library {library}`; if the file is damaged, remove it first."
        raise LibraryError(f"{file}: cannot be opened ({str(error).splitlines()[0]}). {missing}") from error


def _row(name: str, stamp: str, comparison: Comparison) -> tuple[Any, ...]:
    """What the list of stories shows of one, and the text that a search looks through."""
    articles = comparison.articles
    titles = [str(title) for title in articles["title"]]
    times = sorted(str(t)[:10] for t in articles["published"].dropna())
    outlets = sorted(set(map(str, articles["outlet"])))
    searched = " ".join([*titles, *outlets, *map(str, comparison.statements["label"])]).casefold()
    counts = (len(articles), len(comparison.statements), int(articles["words"].sum()))
    return (
        name,
        stamp,
        max(titles, key=len, default=""),
        ", ".join(outlets),
        times[0] if times else None,
        *counts,
        searched,
    )


def facts_of(comparison: Comparison) -> list[tuple[str, str, str, int, int]]:
    """(figure, a, b, whole, part) of one story."""
    outlet = dict(zip(comparison.articles["article"], comparison.articles["outlet"], strict=True))
    cells = comparison.coverage.assign(outlet=comparison.coverage["article"].map(outlet))
    cells = cells[cells["state"].isin(REPORTED)]
    return [
        *_reports(cells),
        *_leads(cells),
        *_denials(comparison, outlet),
        *_names(comparison, outlet),
        *_quoted(comparison, outlet),
    ]


Fact = tuple[str, str, str, int, int]


def _reports(cells: pd.DataFrame) -> Iterator[Fact]:
    reported = {o: frozenset(g["statement"]) for o, g in cells.groupby("outlet", sort=True)}
    for a, own in reported.items():
        for b, other in reported.items():
            if a != b and own:
                yield "reports", str(a), str(b), len(own), len(own & other)


def _leads(cells: pd.DataFrame) -> Iterator[Fact]:
    first = cells.groupby(["statement", "outlet"])["position"].min().dropna()
    occasions = []
    for _, own in first.groupby(level="statement"):
        places = {str(outlet): float(place) for (_, outlet), place in own.items()}
        for outlet, place in places.items():
            if len(places) > 1 and place < LEAD:
                occasions.append((outlet, min(p for o, p in places.items() if o != outlet) >= BURIED))
    return _counted("leads", occasions)


def _denials(comparison: Comparison, outlet: dict[str, str]) -> Iterator[Fact]:
    found = comparison.findings[comparison.findings["kind"] == "allegation"]["finding"]
    spans = comparison.spans[comparison.spans["finding"].isin(found)]
    occasions = []
    for _, own in spans.groupby("finding", sort=False):
        sides = own["article"].map(outlet)
        denying = set(sides[own["note"] == "denial"])
        occasions += [(str(name), name not in denying) for name in set(sides) if denying]
    return _counted("denials", occasions)


def _counted(figure: str, occasions: Sequence[tuple[str, bool]]) -> Iterator[Fact]:
    """Of each outlet how often it had the occasion, and how often it took it."""
    whole, part = Counter(name for name, _ in occasions), Counter(name for name, took in occasions if took)
    for name, number in sorted(whole.items()):
        yield figure, name, "", number, part[name]


def _names(comparison: Comparison, outlet: dict[str, str]) -> Iterator[Fact]:
    named = comparison.actors[comparison.actors["kind"] != "described"]
    named = named.assign(outlet=named["article"].map(outlet))
    for (actor, name), own in named.groupby(["actor", "outlet"], sort=True):
        full = str(own["name"].iloc[0])
        if named.loc[named["actor"] == actor, "outlet"].nunique() > 1:
            for form, count in sorted(own["form"].value_counts().items()):
                yield "names", str(name), f"{form}, for {full}", len(own), int(count)


def _quoted(comparison: Comparison, outlet: dict[str, str]) -> Iterator[Fact]:
    cited = comparison.sources[comparison.sources["source"] != ""]
    cited = cited.assign(outlet=cited["article"].map(outlet))
    for name, own in cited.groupby("outlet", sort=True):
        for source, count in sorted(own["source"].value_counts().items()):
            yield "sources", str(name), str(source), len(own), int(count)


class Library:
    """An opened library, read only: several readers share it.

    Args:
        folder: that `compare --library` wrote.

    Raises:
        LibraryError: there is none, or its index is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._base = _opened(folder, read_only=True)

    def _asked(self, query: str, *values: object) -> pd.DataFrame:
        with self._base.cursor() as cursor:  # a connection of its own: readers ask at the same time
            return cursor.execute(query, values).df()

    def __len__(self) -> int:
        """How many stories it has."""
        return int(self._asked("SELECT count(*) AS n FROM stories")["n"].iloc[0])

    def file_of(self, story: str) -> Path | None:
        """Where the comparison of a story is kept; None where the library has no such story."""
        known = self._asked("SELECT story FROM stories WHERE story = ?", story)
        file = store.file_of(self.folder, story)
        return file if len(known) and file.is_file() else None

    def stories(self, words: str = "") -> pd.DataFrame:
        """The stories that hold all of some words in titles, outlets or statements, the latest first."""
        asked = words.casefold().split()[:10]
        where = " AND ".join(["contains(searched, ?)"] * len(asked)) or "TRUE"
        shown = "story, title, outlets, published, articles, statements, words"
        return self._asked(
            f"SELECT {shown} FROM stories WHERE {where} ORDER BY published DESC NULLS LAST, story LIMIT 500",
            *asked,
        )

    def figure(self, name: str) -> pd.DataFrame:
        """A figure across stories: `a`, `b`, `stories`, `whole`, `part`, `share`, and the 95 % interval `low` … `high`.

        Rows of fewer than LEAST_STORIES are left out.
        """
        with self._base.cursor() as base:
            return figure_of(base, name)

    def stories_of(self, name: str, a: str, b: str) -> pd.DataFrame:
        """The stories behind one row of a figure, with their own counts, the most telling first."""
        return self._asked(
            "SELECT story, title, published, sum(facts.part)::BIGINT AS part, sum(facts.whole)::BIGINT AS whole FROM facts JOIN stories "
            "USING (story) WHERE figure = ? AND a = ? AND b = ? GROUP BY ALL ORDER BY part DESC, story LIMIT 500",
            name,
            a,
            b,
        )


def figure_of(base: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    """A figure as it was added up; where a killed run or an earlier version left that out, worked out now."""
    kept = base.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'summed'").fetchall()
    if not kept or not base.execute("SELECT 1 FROM summed LIMIT 1").fetchall():
        return _worked_out(base, name)
    ordered = "SELECT * EXCLUDE figure FROM summed WHERE figure = ? ORDER BY stories DESC, a, b"
    return base.execute(ordered, (name,)).df()


def intervals(counts: pd.DataFrame, rows: int) -> tuple[Shares, Shares]:
    """The 95 % intervals of sum(part) / sum(whole), by drawing the stories anew: the same counts give the same intervals.

    Every row is drawn from the same stories at once, BLOCK of them at a time, so that the time grows with stories x rows.

    Args:
        counts: `story` and `row`, numbered from 0, `whole` and `part`.
        rows: how many shares there are.
    """
    story, row, whole, part = (counts[c].to_numpy() for c in ("story", "row", "whole", "part"))
    chance = np.random.default_rng(0)
    sums = np.zeros((RESAMPLES, 2 * rows), np.float32)
    for begin in range(0, int(story.max(initial=-1)) + 1, BLOCK):
        own = (story >= begin) & (story < begin + BLOCK)
        reported = np.zeros((BLOCK, 2 * rows), np.float32)
        reported[story[own] - begin, row[own]] = whole[own]
        reported[story[own] - begin, row[own] + rows] = part[own]
        held = int(story[own].max(initial=begin)) - begin + 1
        drawn = _POISSON[chance.integers(0, len(_POISSON), (RESAMPLES, held), np.uint16)]
        sums += drawn @ reported[:held]
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = sums[:, rows:] / sums[:, :rows]
    low, high = np.nanquantile(shares, [0.025, 0.975], axis=0)
    return low, high


def _poisson() -> Drawn:
    """How often a story is drawn: Poisson(1) at 4,096 equally likely numbers, which is quick and near enough."""
    chances = np.cumsum([math.exp(-1) / math.factorial(k) for k in range(9)])
    counts: Drawn = np.searchsorted(chances, (np.arange(4096) + 0.5) / 4096).astype(np.float32)
    return counts


_POISSON = _poisson()
