"""Rows of a comparison's tables as typed records: sentences, mentions, findings and their spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple, TypeVar

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.findings.finding import TOO_FEW
from dashboard.findings.hedges import DEGREES
from dashboard.language.reporting_verbs import MANNER

Record = TypeVar("Record")
Key = TypeVar("Key")

VOICE_WORDS = {
    "narrator": "the outlet's own words",
    "attributed": "attributed",
    "quoted": "in quotation marks",
}
"""Voice of a span -> words for the reader."""
_INTERNAL = re.compile(r"(?:slot|referent) \d+|act|difference|nobody|alleged|credited|quoted")


class SentenceRow(NamedTuple):
    """A row of SENTENCES."""

    sentence: str
    article: str
    start: int
    end: int
    role: str
    reason: str
    text: str


class MentionRow(NamedTuple):
    """A row of MENTIONS."""

    statement: str
    sentence: str
    article: str
    start: int
    end: int
    strength: str
    score: float
    text: str


class FindingRow(NamedTuple):
    """A row of FINDINGS."""

    finding: str
    kind: str
    statement: str | None
    title: str
    detail: str
    right: float
    tier: str = "main"

    @property
    def chance(self) -> str:
        """How often findings like it were right, in a sentence."""
        if self.kind in TOO_FEW:
            return "We can't say yet how often such differences are right: too few were checked on other stories."
        tenths = min(9, max(1, round(10 * self.right)))
        return f"Differences like this one were checked on other stories: about {tenths} in 10 were right."


class SpanRow(NamedTuple):
    """A row of SPANS."""

    finding: str
    article: str
    start: int
    end: int
    text: str
    voice: str
    note: str

    @property
    def label(self) -> str:
        """Its words on one line."""
        return " ".join(self.text.split())

    @property
    def remark(self) -> str:
        """Whose words they are, and what they stand for, see `remark`."""
        return remark(self.voice, self.note)


def records(frame: pd.DataFrame, kind: Callable[..., Record]) -> list[Record]:
    """The rows of a table as records of a NamedTuple, whose fields are columns; a missing value is None."""
    fields = (frame[name].astype(object).where(frame[name].notna(), None) for name in kind.__annotations__)
    return [kind(*values) for values in zip(*fields, strict=True)]


def grouped(rows: Iterable[Record], key: Callable[[Record], Key]) -> dict[Key, list[Record]]:
    """Key -> the rows that have it; keys and rows in the order in which they come."""
    found: dict[Key, list[Record]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def spans_by_finding(comparison: Comparison, articles: Collection[str]) -> dict[str, list[SpanRow]]:
    """Finding -> its spans in these articles."""
    own = comparison.spans[comparison.spans["article"].isin(articles)]
    return grouped(records(own, SpanRow), lambda span: span.finding)


def sentences_of(comparison: Comparison, article: str) -> list[SentenceRow]:
    """An article's sentences in order, those that were set aside too."""
    return records(comparison.sentences[comparison.sentences["article"] == article], SentenceRow)


def remark(voice: str, note: str) -> str:
    """Whose words a span is, and what it stands for in its finding; numbers that only the program needs are left out."""
    head, _, rest = note.partition(": ")
    if head in MANNER:
        note = f"{rest}, {MANNER[head]}" if rest else MANNER[head]
    if head.startswith("degree "):
        note = DEGREES[int(head.removeprefix("degree "))]
    shown = "" if _INTERNAL.fullmatch(note) else note
    return ", ".join(part for part in (VOICE_WORDS.get(voice, voice), shown) if part)
