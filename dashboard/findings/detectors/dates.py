"""Dates that differ between two reports of one statement."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.findings.aligned_items import Pair, Slot
from dashboard.findings.context import Context
from dashboard.findings.detectors.numbers import support, weight
from dashboard.findings.differences import Difference, Side, joined
from dashboard.findings.finding import Finding
from dashboard.language import time_expressions
from dashboard.language.time_expressions import MONTHS, WEEKDAYS, Moment, role
from dashboard.statements.sentence_facts import SentenceFacts


def detect(context: Context) -> list[Finding]:
    """Where two articles give dates for one thing that exclude each other."""
    days = context.facts.anchors
    found = [
        Difference(
            a,
            b,
            pair.statement,
            f"{a.reading} against {b.reading}; {support(slot)}{_counted_from(pair, a, b, days)}",
            weight(slot),
        )
        for pair, slot, relation in compared(context)
        if relation == "different"
        for a, b in [(side(pair.a, pair.a.dates[slot.a]), side(pair.b, pair.b.dates[slot.b]))]
    ]
    return joined(context, "date", found, "Another date")


def compared(context: Context) -> Iterator[tuple[Pair, Slot, str]]:
    """Every two dates that are in one place and date one thing, with their relation."""
    for pair, slot in context.aligned_items:
        if slot.kind != "date":
            continue
        a, b = pair.a.dates[slot.a], pair.b.dates[slot.b]
        if role(pair.a.text, a) == role(pair.b.text, b):
            yield pair, slot, time_expressions.relation(a, b)


def _counted_from(pair: Pair, a: Side, b: Side, days: dict) -> str:  # type: ignore[type-arg]
    """What a day without a date rests on."""
    bases = [
        f"“{side.words}” is counted from the article's day ({days[facts.article].basis})"
        for side, facts in ((a, pair.a), (b, pair.b))
        if not any(c.isdigit() for c in side.words)
    ]
    return "; ".join(["", *bases])


def side(facts: SentenceFacts, moment: Moment) -> Side:
    """A date with what it comes to."""
    return Side(facts, moment.start, moment.end, in_words(moment))


def in_words(moment: Moment) -> str:
    """The days a moment may mean: "26 July 2023", "24 to 30 July 2023", "a Wednesday"."""
    if not moment.readings:
        kind, *numbers = moment.partial
        if kind == "weekday":
            return f"a {WEEKDAYS[int(numbers[0])].capitalize()}"
        month = MONTHS[int(numbers[0]) - 1].capitalize()
        return f"{numbers[1]} {month}" if kind == "day" else month
    return " or ".join(dict.fromkeys(_span(first, last, moment.grain) for first, last in moment.readings))


def _span(first, last, grain: str) -> str:  # type: ignore[no-untyped-def]
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if grain == "month":
        return f"{first:%B %Y}"
    if grain in ("year", "span", "decade"):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
