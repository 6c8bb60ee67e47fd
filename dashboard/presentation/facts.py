"""Facts that differ: findings by kind with the sentences behind them, and what one outlet alone reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.findings.finding import TOO_FEW, WORTH_CHECKING, in_marks, listed
from dashboard.language.quantities import quantities
from dashboard.presentation import filters, markup
from dashboard.presentation.rows import FindingRow, MentionRow, SpanRow, records, spans_by_finding
from dashboard.presentation.timeline import moments
from dashboard.statements.event_status import DONE, OPEN, UNSURE

CHECK = "check"
"""Section of the view: figures that are worth checking though they need not contradict each other."""
UNSURE_KIND = "unsure"
"""Section of the view: findings of every kind that are more likely wrong than right; the last one."""
DIFFERENCES, ALONE = "Differences", "Reported by one outlet only"
SHOWN = (DIFFERENCES, ALONE)
"""The two parts of the view."""
EVEN = 0.5  # chance to be right below which a finding stands there
KINDS = {
    "circumstance": "Two versions of what happened",
    "number": "Different numbers",
    CHECK: "Numbers to check",
    "date": "Different dates",
    "name": "Different names",
    "first": "Firsts and superlatives",
    "sequence": "Before and after",
    "granularity": "One is more exact",
    UNSURE_KIND: "Less certain",
}
"""Kind of finding -> heading, in the order of the view."""
EXPLAINED = {
    "circumstance": "What somebody is charged with, how badly somebody is hurt, what somebody died of, how a trial ended; whether a thing "
    "is called off or goes ahead, is open or closed, approved or rejected: each outlet gives one version, and nowhere the other's. One may "
    "be newer than the other.",
    "number": "Numbers that can't both be right.",
    CHECK: "One outlet gives a limit (“at least 12”) and another a figure far from it (20), or two figures seem to count the same thing. "
    "Both may be right: the sentences may be about different things or times. So check before you use them.",
    "date": "Days that can't both be right. A weekday is counted from the article's date; where that isn't known, only "
    "weekdays are compared.",
    "name": "Sentences that otherwise match give different names. Spellings, short forms and initials don't count.",
    "first": "“First”, “biggest” and similar claims, with their qualifiers, including those that only one article makes.",
    "sequence": "One article announces it, another reports that it happened. The order is certain only between articles that "
    "state their time.",
    "granularity": "One article is more exact than another; they don't contradict each other.",
    UNSURE_KIND: "Fewer than half of such findings were right when they were checked on other stories. Read the sentences before you "
    "use one.",
}
"""Kind of finding -> what it means, for the reader."""
CONTRADICTIONS = ("circumstance", "number", "date", "name")
STATES = (OPEN, UNSURE, DONE)


class Difference(NamedTuple):
    """A finding as it is shown: its title, why it is one, how often such findings are right ("" where `caution` says it for the
    page), its sentences in the order of the outlets.

    Attributes:
        steps: article, state and words of a sequence; empty for other kinds.
    """

    finding: str
    title: str
    detail: str
    chance: str
    sides: tuple[filters.Side, ...]
    steps: tuple[tuple[str, str, str], ...] = ()


def differences(comparison: Comparison, names: Names, colours: Colours) -> dict[str, list[Difference]]:
    """Kind -> its findings, of the kinds that have any, in the order of KINDS.

    A finding is listed if two of the chosen outlets show it, or one where it concerns one alone.
    """
    spans = spans_by_finding(comparison, comparison.story.texts)
    found: dict[str, list[Difference]] = {kind: [] for kind in KINDS}
    for finding in records(comparison.findings, FindingRow):
        own = spans.get(finding.finding, [])
        articles = {span.article for span in own}
        if finding.kind in KINDS and len(articles & set(names)) >= max(1, min(2, len(articles))):
            chosen = [span for span in own if span.article in names]
            found[section_of(finding)].append(_difference(comparison, finding, chosen, names, colours))
    return {kind: own for kind, own in found.items() if own}


def section_of(finding: FindingRow) -> str:
    """The section of the view that shows a finding."""
    if finding.detail.startswith(WORTH_CHECKING):
        return CHECK
    return UNSURE_KIND if finding.right < EVEN and finding.kind not in TOO_FEW else finding.kind


def none_found(kinds: Iterable[str]) -> str:
    """That none of the kinds of findings that contradict each other was found, where that is so; never that there is none, and where
    something is to be checked, not that nothing was found."""
    shown = set(kinds)
    if shown & set(CONTRADICTIONS):
        return ""
    if shown & {CHECK, UNSURE_KIND}:
        return "None of these is a contradiction for sure: read the sentences. Others, worded very differently, may be missed."
    return "We found no contradiction, but there may be one: what is worded very differently can be missed."


def caution(kinds: Iterable[str]) -> str:
    """Of which of these kinds nobody can say how often they are right, in one sentence for a page; "" where there are none."""
    return too_few([KINDS[kind] for kind in KINDS if kind in set(kinds) and kind in TOO_FEW])


def too_few(kinds: Sequence[str]) -> str:
    """That nobody can say how often findings of these kinds, by their names for the reader, are right; "" of none."""
    return (
        f"We can't say yet how often {listed([f'“{kind}”' for kind in kinds])} {'is' if len(kinds) == 1 else 'are'} right: too few of the "
        "kind were checked on other stories."
        if kinds
        else ""
    )


def _difference(
    comparison: Comparison, finding: FindingRow, spans: Sequence[SpanRow], names: Names, colours: Colours
) -> Difference:
    others = agreeing(comparison, finding, spans, names)
    also = "".join(f"; {in_marks(span.label)} in {names[span.article]}" for span in others)
    return Difference(
        finding.finding,
        (
            finding.title
            if section_of(finding) == UNSURE_KIND
            else finding.title.partition(": ")[2] or finding.title
        )
        + also,
        f"{finding.detail[:1].upper()}{finding.detail[1:].rstrip('.')}.",
        "" if finding.kind in TOO_FEW else finding.chance,
        tuple(filters.sides(comparison, [*spans, *others], names, colours, noted=True)),
        tuple((s.article, s.note, s.label) for s in spans) if finding.kind == "sequence" else (),
    )


def agreeing(
    comparison: Comparison, finding: FindingRow, spans: Sequence[SpanRow], names: Names
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


def stages(difference: Difference) -> pd.DataFrame:
    """The steps of a sequence as `article`, `state`, `label`, for its picture."""
    return pd.DataFrame(difference.steps, columns=["article", "state", "label"])


def timed(comparison: Comparison, names: Names) -> dict[str, str]:
    """Article -> outlet and publication time as stated, in the order of the time line."""
    return {
        moment.article: f"{names[moment.article]}, {moment.words}" for moment in moments(comparison, names)
    }


def in_words(difference: Difference, names: Names) -> str:
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
