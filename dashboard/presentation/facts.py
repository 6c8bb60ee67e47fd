"""Facts that differ: findings by kind with the sentences behind them, and what one outlet alone reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.findings.finding import WORTH_CHECKING, in_marks
from dashboard.language.quantities import quantities
from dashboard.presentation import filters, markup
from dashboard.presentation.excerpts import Evidence, evidence
from dashboard.presentation.markup import Card, Quote
from dashboard.presentation.rows import FindingRow, MentionRow, SpanRow, records
from dashboard.presentation.timeline import moments
from dashboard.statements.coverage import told_alone
from dashboard.statements.event_status import DONE, OPEN, UNSURE

CHECK = "check"
"""Section of the view: findings of the kind "granularity" whose figures are far apart."""
KINDS = {
    "circumstance": "Different charges, injuries, causes",
    "number": "Different numbers",
    CHECK: "Numbers far apart",
    "date": "Different dates",
    "name": "Different names",
    "first": "Firsts and superlatives",
    "sequence": "Before and after",
    "granularity": "One is more exact",
}
"""Kind of finding -> heading, in the order of the view."""
EXPLAINED = {
    "circumstance": "What somebody is charged with, how badly somebody is hurt, what somebody died of, how a trial ended: each outlet "
    "gives one version, and nowhere the other's. One may be newer than the other.",
    "number": "Numbers that can't both be right.",
    CHECK: "One outlet gives a limit (“at least 12”), another a figure far from it (20). Both can be right, so it is no contradiction, "
    "but worth checking.",
    "date": "Days that can't both be right. A weekday is counted from the article's date; where that isn't known, only "
    "weekdays are compared.",
    "name": "Sentences that otherwise match give different names. Spellings, short forms and initials don't count.",
    "first": "“First”, “biggest” and similar claims, with their qualifiers, including those that only one article makes.",
    "sequence": "One article announces it, another reports that it happened. The order is certain only between articles that "
    "state their time.",
    "granularity": "One article is more exact than another; they don't contradict each other.",
}
"""Kind of finding -> what it means, for the reader."""
CONTRADICTIONS = ("circumstance", "number", "date", "name")
STATES = (OPEN, UNSURE, DONE)


class Side(NamedTuple):
    """One sentence behind a finding, and the query that opens it in its article."""

    card: Card
    query: Mapping[str, str]


class Difference(NamedTuple):
    """A finding as it is shown: its title, why it is one, how often such findings are right, its sentences in the order of
    the outlets.

    Attributes:
        steps: article, state and words of a sequence; empty for other kinds.
    """

    finding: str
    title: str
    detail: str
    chance: str
    sides: tuple[Side, ...]
    steps: tuple[tuple[str, str, str], ...] = ()


class Alone(NamedTuple):
    """A statement that one article alone reports."""

    statement: str
    article: str
    theme: str
    label: str


def differences(
    comparison: Comparison, names: Mapping[str, str], colours: Mapping[str, str]
) -> dict[str, list[Difference]]:
    """Kind -> its findings, of the kinds that have any, in the order of KINDS.

    A finding is listed if two of the chosen outlets show it, or one where it concerns one alone.
    """
    spans: dict[str, list[SpanRow]] = {}
    for span in records(comparison.spans, SpanRow):
        spans.setdefault(span.finding, []).append(span)
    found: dict[str, list[Difference]] = {kind: [] for kind in KINDS}
    for finding in records(comparison.findings, FindingRow):
        own = spans.get(finding.finding, [])
        articles = {span.article for span in own}
        if finding.kind in KINDS and len(articles & set(names)) >= max(1, min(2, len(articles))):
            chosen = [span for span in own if span.article in names]
            found[section_of(finding)].append(_difference(comparison, finding, chosen, names, colours))
    return {kind: listed for kind, listed in found.items() if listed}


def section_of(finding: FindingRow) -> str:
    """The section of the view that shows a finding."""
    return CHECK if finding.detail.startswith(WORTH_CHECKING) else finding.kind


def _difference(
    comparison: Comparison,
    finding: FindingRow,
    spans: Sequence[SpanRow],
    names: Mapping[str, str],
    colours: Mapping[str, str],
) -> Difference:
    others = agreeing(comparison, finding, spans, names)
    also = "".join(f"; {in_marks(span.label)} in {names[span.article]}" for span in others)
    return Difference(
        finding.finding,
        (finding.title.partition(": ")[2] or finding.title) + also,
        finding.detail,
        finding.chance,
        tuple(
            Side(_card(e, names, colours), filters.place(comparison, names, e.sentence.sentence))
            for e in evidence(comparison, [*spans, *others], names)
        ),
        tuple((s.article, s.note, s.label) for s in spans) if finding.kind == "sequence" else (),
    )


def agreeing(
    comparison: Comparison, finding: FindingRow, spans: Sequence[SpanRow], names: Mapping[str, str]
) -> list[SpanRow]:
    """Where other chosen articles give one of two numbers that differ, in a row of the matrix in which both stand: so everybody who
    gives a number is named beside it."""
    if finding.kind != "number":
        return []
    mentions = records(comparison.mentions, MentionRow)
    rows: dict[str, set[str]] = {}
    for mention in mentions:
        if any(s.article == mention.article and mention.start <= s.start < mention.end for s in spans):
            rows.setdefault(mention.statement, set()).add(mention.article)
    given = {number.value: span.note for span in spans for number in quantities(span.text)}
    known = {span.article for span in spans}
    found: dict[str, SpanRow] = {}
    for mention in mentions:
        together = len(rows.get(mention.statement, ())) > 1
        if together and mention.article in names and mention.article not in known:
            for number in quantities(mention.text):
                if number.value in given:
                    start, words = mention.start + number.start, mention.text[number.start : number.end]
                    span = SpanRow(
                        finding.finding,
                        mention.article,
                        start,
                        start + len(words),
                        words,
                        "narrator",
                        given[number.value],
                    )
                    found.setdefault(mention.article, span)
    return list(found.values())


def _card(found: Evidence, names: Mapping[str, str], colours: Mapping[str, str]) -> Card:
    """The sentence under its outlet's name and what its words come to."""
    values = dict.fromkeys(s.note for s in found.spans if s.note and s.note != s.text)
    return Card(names[found.article], colours[found.article], [Quote(found.runs)], "; ".join(values))


def stages(difference: Difference) -> pd.DataFrame:
    """The steps of a sequence as `article`, `state`, `label`, for its picture."""
    return pd.DataFrame(difference.steps, columns=["article", "state", "label"])


def timed(comparison: Comparison, names: Mapping[str, str]) -> dict[str, str]:
    """Article -> outlet and publication time as stated, in the order of the time line."""
    return {
        moment.article: f"{names[moment.article]}, {moment.words}" for moment in moments(comparison, names)
    }


def in_words(difference: Difference, names: Mapping[str, str]) -> str:
    """The steps of a sequence in a line, for those who do not see its picture."""
    return "; ".join(f"{names[article]}: {words} ({state})" for article, state, words in difference.steps)


def early_note(comparison: Comparison) -> str:
    """How many cells of the matrix count as published before it was known; "" where none."""
    number = int((comparison.coverage["state"] == "not_yet").sum())
    return (
        f"{markup.count(number, 'cell')} of the matrix {'says' if number == 1 else 'say'} “published before it was known”: "
        "these articles appeared before the event, so they aren't counted as omissions."
        if number
        else ""
    )


def alone(comparison: Comparison, names: Mapping[str, str]) -> list[Alone]:
    """Statements that one chosen outlet alone reports, in the order of the statements."""
    reported = told_alone(comparison.coverage[comparison.coverage["article"].isin(names)])
    whose = {statement: article for article, own in reported.items() for statement in own}
    own = comparison.statements[comparison.statements["statement"].isin(whose)]
    return records(own.assign(article=own["statement"].map(whose)), Alone)


def alone_counts(comparison: Comparison, lonely: Sequence[Alone], names: Mapping[str, str]) -> pd.DataFrame:
    """How many statements of each theme each outlet alone reports, 0 included, as `theme`, `article`, `count`; themes without any
    are left out."""
    table = pd.DataFrame(lonely, columns=list(Alone._fields))
    number = table.groupby(["theme", "article"]).size()
    themes = [theme for theme in filters.themes(comparison) if (table["theme"] == theme).any()]
    return pd.DataFrame(
        [{"theme": t, "article": a, "count": int(number.get((t, a), 0))} for t in themes for a in names],
        columns=["theme", "article", "count"],
    )


def alone_in_words(lonely: Sequence[Alone], names: Mapping[str, str]) -> str:
    """The picture of `alone_counts` in a line."""
    counts: dict[tuple[str, str], int] = {}
    for one in lonely:
        counts[one.theme, one.article] = counts.get((one.theme, one.article), 0) + 1
    return "; ".join(f"{theme}: {names[article]} {n}" for (theme, article), n in counts.items())
