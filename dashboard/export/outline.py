"""What a report says, in the order in which it says it, whatever it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.charts.matrix import STATE_WORDS
from dashboard.charts.palette import outlet_colours
from dashboard.comparison import Comparison
from dashboard.export.citation import citation, cite, in_words
from dashboard.presentation.excerpts import Passage, passages

TOLD = ("full", "partial")
MARKS = {"full": "●", "partial": "○", "absent": "–", "not_yet": "·"}
MOST_FINDINGS = 40
"""Findings that a report prints, the most telling first: about six pages; the tables hold all."""


@dataclass(frozen=True)
class Cell:
    """One article's part in a row: its state, and the place of its first mention (0 … 1) where it has one."""

    state: str
    position: float | None

    @property
    def mark(self) -> str:
        """The sign of its state."""
        return MARKS[self.state]

    @property
    def place(self) -> str:
        """The place of the first mention in per cent, "" where there is none."""
        return "" if self.position is None else f"{round(100 * self.position)} %"


@dataclass(frozen=True)
class Row:
    """One statement: its number in the report, its label and theme, and a cell for every article."""

    number: int
    statement: str
    label: str
    theme: str
    cells: Mapping[str, Cell]

    @property
    def tellers(self) -> list[str]:
        """Articles that tell or touch it."""
        return [article for article, cell in self.cells.items() if cell.state in TOLD]


@dataclass(frozen=True)
class Span:
    """A piece of an article that proves a finding: its outlet's name, words, voice and note."""

    outlet: str
    text: str
    voice: str
    note: str


@dataclass(frozen=True)
class Claim:
    """A finding with its proof; `number` is that of its statement in the report, None where it has none."""

    kind: str
    title: str
    detail: str
    number: int | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, eq=False)
class Outline:
    """A report.

    Attributes:
        story: its name.
        articles: records of the ARTICLES table, each with its `letter` and `name`.
        shared: rows told or touched by two articles at least.
        alone: article -> rows that it alone tells.
        words: statement -> the sentences behind a shared row.
        claims: the most telling findings.
        findings: how many there are in all.
        lineage: (name, name, share of the first, share of the second) where two articles share runs of words.
        facts: what to cite.
        colours: article -> colour.
        cite: the same as a sentence.
        corrections, faults: one line each.
    """

    story: str
    articles: tuple[dict[str, Any], ...]
    shared: tuple[Row, ...]
    alone: Mapping[str, tuple[Row, ...]]
    words: Mapping[str, tuple[Passage, ...]]
    claims: tuple[Claim, ...]
    findings: int
    lineage: tuple[tuple[str, str, float, float], ...]
    facts: tuple[tuple[str, str], ...]
    cite: str
    colours: Mapping[str, str]
    corrections: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def names(self) -> dict[str, str]:
        """Article -> printed name."""
        return {record["article"]: record["name"] for record in self.articles}

    @property
    def letters(self) -> dict[str, str]:
        """Article -> letter."""
        return {record["article"]: record["letter"] for record in self.articles}

    @property
    def summary(self) -> str:
        """The story in one line of figures."""
        words = sum(int(record["words"]) for record in self.articles)
        told = len(self.shared) + sum(len(rows) for rows in self.alone.values())
        return (
            f"{_count(len(self.articles), 'article')}, {words:,} words compared, {_count(told, 'statement')}, "
            f"{len(self.shared)} of them told or touched by two articles at least."
        )


def outline(comparison: Comparison, made: str | None = None) -> Outline:
    """The report of a comparison; `made` is its date, see `citation.day`."""
    names = article_names(comparison)
    every = rows(comparison)
    shared = tuple(row for row in every if len(row.tellers) > 1)
    lineage = comparison.lineage
    together = lineage[(lineage["share_of_a"] > 0) | (lineage["share_of_b"] > 0)]
    return Outline(
        story=comparison.story.name,
        articles=tuple(
            {**record, "letter": letter(k), "name": names[record["article"]]}
            for k, record in enumerate(comparison.articles.astype(object).to_dict("records"))
        ),
        shared=shared,
        alone={article: tuple(row for row in every if row.tellers == [article]) for article in names},
        words={row.statement: tuple(passages(comparison, row.statement)) for row in shared},
        claims=_claims(comparison, {row.statement: row.number for row in every}, names),
        findings=len(comparison.findings),
        lineage=tuple(
            (names[pair.a], names[pair.b], float(pair.share_of_a), float(pair.share_of_b))
            for pair in together.itertuples()
        ),
        facts=tuple(citation(comparison, made)),
        cite=cite(comparison, made),
        colours=article_colours(comparison),
        corrections=tuple(map(in_words, comparison.corrections)),
        faults=tuple(str(fault) for fault in (*comparison.story.faults, *comparison.lost)),
    )


def article_names(comparison: Comparison) -> dict[str, str]:
    """Article -> its outlet's name, in the story's order; an outlet with several articles has them numbered."""
    outlets = comparison.articles.set_index("article")["outlet"]
    number = outlets.groupby(outlets).cumcount() + 1
    several = outlets.map(outlets.value_counts()) > 1
    return {a: f"{outlets[a]} {number[a]}" if several[a] else str(outlets[a]) for a in outlets.index}


def article_colours(comparison: Comparison) -> dict[str, str]:
    """Article -> the colour that the reader chose for it, else one by its place in the story."""
    chosen = comparison.articles.set_index("article")["colour"].dropna()
    return outlet_colours(list(comparison.articles["article"])) | dict(chosen)


def cells(comparison: Comparison) -> pd.DataFrame:
    """The coverage in the order of the matrix, with `label`, `theme`, `words` (of the first mention), `tellers`.

    Themes stand in the order of their most widely told statement; within a theme the most widely told come first,
    then those told earliest.
    """
    first = comparison.mentions.drop_duplicates(["statement", "article"])[["statement", "article", "text"]]
    told = comparison.coverage["state"].isin(TOLD).groupby(comparison.coverage["statement"]).sum()
    joined = (
        comparison.coverage.merge(comparison.statements[["statement", "label", "theme"]], on="statement")
        .merge(first.rename(columns={"text": "words"}), on=["statement", "article"], how="left")
        .assign(words=lambda f: f["words"].fillna(""), tellers=lambda f: f["statement"].map(told))
    )
    weight = joined.groupby("theme")["tellers"].agg(["max", "sum"])
    return (
        joined.assign(
            place=joined["statement"].map(joined.groupby("statement")["position"].mean()),
            top=joined["theme"].map(weight["max"]),
            size=joined["theme"].map(weight["sum"]),
        )
        .sort_values(
            ["top", "size", "theme", "tellers", "place", "statement"],
            ascending=[False, False, True, False, True, True],
            kind="stable",
        )
        .drop(columns=["place", "top", "size"])
        .reset_index(drop=True)
    )


def rows(comparison: Comparison) -> list[Row]:
    """Every statement, those of several articles first, each part in the order of `cells`; numbered from 1."""
    found = []
    ordered = cells(comparison).sort_values("tellers", key=lambda t: t < 2, kind="stable")
    for number, (statement, group) in enumerate(ordered.groupby("statement", sort=False), 1):
        first = group.iloc[0]
        told = {
            str(c.article): Cell(str(c.state), None if pd.isna(c.position) else float(c.position))
            for c in group.itertuples()
        }
        found.append(Row(number, str(statement), str(first["label"]), str(first["theme"]), told))
    return found


def _claims(
    comparison: Comparison, numbers: Mapping[str, int], names: Mapping[str, str]
) -> tuple[Claim, ...]:
    """The most telling findings, in the order of the table."""
    spans = dict(list(comparison.spans.groupby("finding", sort=False)))
    return tuple(
        Claim(
            kind=str(finding.kind),
            title=str(finding.title),
            detail=str(finding.detail),
            number=None if pd.isna(finding.statement) else numbers.get(str(finding.statement)),
            spans=tuple(
                Span(names[str(s.article)], str(s.text), str(s.voice), str(s.note))
                for s in spans[finding.finding].itertuples()
            ),
        )
        for finding in comparison.findings.head(MOST_FINDINGS).itertuples()
        if finding.finding in spans
    )


def letter(number: int) -> str:
    """A, B, … Z, AA, AB, …: what stands for an article where its name has no room."""
    ahead, last = divmod(number, 26)
    return (letter(ahead - 1) if ahead else "") + chr(ord("A") + last)


def legend() -> str:
    """The signs of the table in one sentence."""
    return "; ".join(f"{MARKS[state]} {words}" for state, words in STATE_WORDS.items()) + "."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
