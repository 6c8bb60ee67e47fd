"""Every table of Parallax: its columns, types, key and bounds, declared once.

The analysis hands tables from room to room as pandas frames in long form. `check` is called where a
table is made, so that a wrong column is reported by the module that made it and not by a chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

Kind = Literal["text", "whole", "real", "flag"]

DTYPES: dict[Kind, str] = {"text": "str", "whole": "Int64", "real": "float64", "flag": "bool"}

ROLES = ("headline", "body", "caption", "byline", "boilerplate", "correction")
STATES = ("full", "partial", "absent", "not_yet")
STRENGTHS = REPORTED = ("full", "partial")
"""How fully a mention makes its statement; as states of a cell, those in which the article reports it."""
VOICES = ("narrator", "attributed", "quoted")
TIERS = ("main", "minor")
"""Tiers of findings: likely right and worth printing; smaller or less sure."""

COUNTED = ("headline", "body", "caption")
"""Roles whose sentences are compared. A headline is a report in itself and a caption says what a
picture shows; bylines and page furniture say nothing about the event, and a correction speaks of the page."""


class TableError(ValueError):
    """A frame does not have the columns, values or key that its table declares."""


@dataclass(frozen=True)
class Column:
    """One column: its kind, whether it may be empty, the values or the range [low, high] it may take."""

    name: str
    kind: Kind
    optional: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Table:
    """A named table: columns in order, and the columns that together identify a row."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Column names in their declared order."""
        return [column.name for column in self.columns]


def text(name: str, *, optional: bool = False, choices: tuple[str, ...] = ()) -> Column:
    """A column of text, of `choices` alone where they are given."""
    return Column(name, "text", optional, choices)


def whole(name: str, *, optional: bool = False, low: float | None = 0) -> Column:
    """A column of whole numbers, by default from 0 upwards (offsets, counts)."""
    return Column(name, "whole", optional, low=low)


def share(name: str, *, optional: bool = False) -> Column:
    """A column of real numbers in [0, 1]."""
    return Column(name, "real", optional, low=0, high=1)


CORRECTED = Column("corrected", "flag")

ARTICLES = Table(
    "articles",
    ("article",),
    (
        text("article"),
        text("outlet"),
        text("file"),
        text("title"),
        text("published", optional=True),  # ISO 8601, with a zone only where the text states one
        whole("words"),  # words of the sentences whose role is in COUNTED
        text("agency", optional=True),  # news agencies the article credits, "; " between them
        text("evidence"),  # words of the text that name the outlet, or "inferred: …"
        text("colour", optional=True),  # #rrggbb where the reader chose one
        text(
            "url", optional=True
        ),  # http(s) address of the publisher's page, where the file or outlets.csv states it
    ),
)
SENTENCES = Table(
    "sentences",
    ("sentence",),
    (
        text("sentence"),  # "<article>:<number in the article, from 0>"
        text("article"),
        whole("start"),  # offsets count characters of the decoded file
        whole("end"),
        text("role", choices=ROLES),
        text("reason"),  # the rule that gave the role; "" for body
        text("text"),
    ),
)
UNITS = Table(
    "units",
    ("unit",),
    (
        text("unit"),  # "<sentence>.<number in the sentence, from 0>"
        text("sentence"),
        text("article"),
        whole("start"),  # offsets in the file
        whole("end"),
        text("text"),
    ),
)
CANDIDATES = Table(
    "candidates",
    ("a", "b"),
    (
        text("a"),  # two units of different articles; the article of `a` sorts first
        text("b"),
        share("alone"),  # probability that they state the same, before rows are formed
        share("together"),  # 1: they stand in one row of the first draft
        share("beside"),  # how surely a pair next to them says the same
        share("rival"),  # how surely one of them is said elsewhere in the other's article
        share("score"),  # probability after that; larger is more surely the same statement
        text("guard"),  # why the pair cannot be a full match; "" where nothing speaks against it
    ),
)
LINKS = Table(
    "links",
    ("a", "b"),
    (
        text("a"),  # two sentences of different articles; the article of `a` sorts first
        text("b"),
        share("score"),
        text("strength", choices=STRENGTHS),
        text("guard"),
        CORRECTED,  # a reader made this link
    ),
)
STATEMENTS = Table(
    "statements",
    ("statement",),
    (
        text("statement"),  # digest of the label's place, so that a deep link outlives the threshold
        text("label"),
        text("theme"),
        whole("articles", low=1),
        share("confidence"),  # of the weakest link the row needs; 1 where nothing is linked
    ),
)
MENTIONS = Table(
    "mentions",
    ("statement", "article", "start", "end"),
    (
        text("statement"),
        text("sentence"),
        text("article"),
        whole("start"),
        whole("end"),
        text("strength", choices=STRENGTHS),
        share("score"),  # how surely the mention states what the row is named after
        text("text"),
        CORRECTED,  # a correction of the reader touched it
    ),
)
COVERAGE = Table(
    "coverage",
    ("statement", "article"),
    (
        text("statement"),
        text("article"),
        text("state", choices=STATES),
        share("position", optional=True),  # 0 first character … 1 last, of the first mention
        share("score", optional=True),
        share("near", optional=True),  # where it was not found: how surely the nearest sentence states it
        CORRECTED,  # a correction of the reader touched it
    ),
)
FINDINGS = Table(
    "findings",
    ("finding",),
    (
        text("finding"),
        text("kind"),
        text("statement", optional=True),
        text("title"),
        text("detail"),  # why it is one, in words and figures that a test can replay
        share("weight"),  # how telling, larger first; a reader sees the findings in this order
        share("right"),  # how likely it is to be right, by what readers said of such findings
        text("tier", choices=TIERS),
    ),
)
SPANS = Table(
    "spans",
    ("finding", "number"),
    (
        text("finding"),
        whole("number"),
        text("article"),
        whole("start"),
        whole("end"),
        text("text"),
        text("voice", choices=VOICES),
        text("note"),  # what the span stands for in the finding: "accuser", "denial", "slot 2" …
    ),
)
EMPHASIS = Table(
    "emphasis",
    ("article", "measure", "item"),
    (text("article"), text("measure"), text("item"), Column("value", "real")),
)
BLOCKS = Table(
    "blocks",
    ("article", "start"),
    (
        text("article"),
        text("sentence"),
        whole("start"),  # of its first word, as an offset in the file
        whole("end"),
        text("role", choices=COUNTED),
        text("theme"),
        text("voice", choices=VOICES),
        text("source"),  # whose words they are; "" for the narrator's, or where nobody is named
        whole("words", low=1),
    ),
)
SOURCES = Table(
    "sources",
    ("article", "start", "end", "source"),
    (
        text("article"),
        text("sentence"),
        text("source"),
        text("verb"),
        text("via", optional=True),  # channels from the outlet inwards, " <- " between them
        whole("start"),  # the words that are attributed
        whole("end"),
        Column("quoted", "flag"),  # most of them stand in quotation marks
        text(
            "kind"
        ),  # of the source: agency, medium, person, body, place, group, document, evidence, thing, unnamed
        text("stance", choices=("neutral", "doubting", "denying", "endorsing")),  # of the verb
        text(
            "act", choices=("said", "asked", "believed", "planned", "shown", "discussed")
        ),  # what the verb reports
        Column("carried", "flag"),  # the source is meant by "he", "it", "the report" or by an act before
        whole("cue_start"),  # the words that name source and verb
        whole("cue_end"),
    ),
)
ACTORS = Table(
    "actors",
    ("article", "start", "end", "actor"),
    (
        text("actor"),  # folded canonical name
        text("name"),  # the same as printed: its longest full form
        text("article"),
        text("sentence"),
        whole("start"),  # the words that name the actor
        whole("end"),
        text("form"),  # these words
        text("kind"),  # described, name, courtesy, office, place or within (before a noun of another phrase)
    ),
)
DISTINCTIVE = Table(
    "distinctive",
    ("outlet", "term"),
    (
        text("outlet"),
        text("term"),
        Column("score", "real"),  # log-odds z-score, larger is more distinctive; the largest first
        whole("count", low=1),  # in the outlet's body sentences
        Column("rate", "real", low=0),  # per 1,000 words, in the outlet's text
        Column("others", "real", low=0),  # the same in all others' text
    ),
)
LINEAGE = Table(
    "lineage",
    ("a", "b"),
    (
        text("a"),
        text("b"),
        share("share_of_a"),  # words of a in runs shared with b, over all counted words of a
        share("share_of_b"),
        share("own_of_a"),  # the same without words that are a source's (quoted anywhere in the story)
        share("own_of_b"),
    ),
)
RUNS = Table(
    "runs",
    ("a", "b", "a_start", "b_start"),
    (
        text("a"),
        text("b"),
        whole("a_start"),
        whole("a_end"),
        whole("b_start"),
        whole("b_end"),
        whole("words", low=1),
        Column("quoted", "flag"),
        text("kind", choices=("narration", "source", "quotation")),  # source: both articles attribute it
    ),
)
CORROBORATION = Table(
    "corroboration",
    ("statement",),
    (
        text("statement"),
        whole("articles"),  # that tell or touch it
        whole("origins"),  # independent ones among them
        whole("sources"),  # ultimate ones: chains that share a link count once
        text("named", optional=True),  # who stands in these chains, "; " between them
    ),
)
ORIGINS = Table(
    "origins",
    ("article",),
    (
        text("article"),
        Column("own", "flag"),  # it adds an origin
        text("parents", optional=True),  # articles in which its telling stands, "; " between them
        share("share"),  # of its own telling that stands word for word in the origins
        text("declared", optional=True),  # agencies it credits, "; " between them
        text("reason"),
    ),
)


def make(table: Table, rows: Iterable[Mapping[str, Any]] | pd.DataFrame) -> pd.DataFrame:
    """Rows, or the columns of a frame, as a frame of the declared columns and types, checked; no rows give an empty table."""
    frame = pd.DataFrame(rows if isinstance(rows, pd.DataFrame) else list(rows), columns=table.names)
    typed = frame.astype({column.name: DTYPES[column.kind] for column in table.columns})
    return check(table, typed)


def check(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame itself if it holds to its table.

    Raises:
        TableError: a column is missing or unknown, a value is empty, out of range or not among the
            choices, or two rows share a key. The message names the table, the column and a value.
    """
    if list(frame.columns) != table.names:
        raise TableError(
            f"{table.name}: expected the columns {', '.join(table.names)}; got {', '.join(map(str, frame.columns))}"
        )
    for column in table.columns:
        _check_column(table, column, frame[column.name])
    doubled = frame.duplicated(list(table.key))
    if doubled.any():
        row = frame.loc[doubled, list(table.key)].iloc[0].to_dict()
        raise TableError(f"{table.name}: {int(doubled.sum())} rows repeat the key of another, first {row}")
    return frame


def _check_column(table: Table, column: Column, values: pd.Series) -> None:
    """Raise TableError where one column breaks its declaration."""
    where = f"{table.name}.{column.name}"
    if not column.optional and values.isna().any():
        raise TableError(f"{where}: {int(values.isna().sum())} of {len(values)} values are empty")
    known = values.dropna()
    if column.choices:
        wrong = known[~known.isin(column.choices)]
        if len(wrong):
            raise TableError(f"{where}: {wrong.iloc[0]!r} is not one of {', '.join(column.choices)}")
    if column.low is not None and (known < column.low).any():
        raise TableError(f"{where}: {known.min()} is below {column.low}")
    if column.high is not None and (known > column.high).any():
        raise TableError(f"{where}: {known.max()} is above {column.high}")


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain Python values, ready for JSON; an empty value becomes None."""
    return [
        {key: None if pd.isna(value) else value for key, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Column -> its values as plain Python values, ready for JSON; `frame` gives the table back equal."""
    return {name: [None if pd.isna(v) else v for v in frame[name].tolist()] for name in frame.columns}


def frame(table: Table, values: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """A table from the values of its columns as `columns` gave them; nothing is checked again.

    Raises:
        KeyError: a declared column is missing.
    """
    return pd.DataFrame({c.name: pd.Series(values[c.name], dtype=DTYPES[c.kind]) for c in table.columns})
