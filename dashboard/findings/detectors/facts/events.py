"""Events that one article expects and another reports as done: a sequence, no contradiction."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.findings.context import Context
from dashboard.findings.differences import Side, sides_in_words, span
from dashboard.findings.finding import Finding
from dashboard.statements.event_status import DONE, Stage, published, rows_at, sequences

WEIGHT = 0.6


def detect(context: Context) -> list[Finding]:
    """Things that are still to come in one article and done in another."""
    return [
        _finding(context, group)
        for group in sequences(
            context.facts, context.phrases.sentences, context.near, published(context.story.articles)
        )
    ]


def _finding(context: Context, group: list[Stage]) -> Finding:
    """The finding of one sequence; one span for each article and stage."""
    chosen: dict[tuple[str, str], Stage] = {}
    for stage in group:
        chosen.setdefault((stage.facts.article, stage.state), stage)
    kept = list(chosen.values())
    sides = [Side(s.facts, s.start, s.end, s.state) for s in kept]
    return Finding(
        "sequence",
        row_of(context, [s for s in kept if s.state == DONE] + kept),
        f"Before and after, no contradiction: {sides_in_words(context, sides)}",
        _order_in_words(context, kept),
        WEIGHT,
        tuple(span(context, s) for s in sides),
    )


def _order_in_words(context: Context, group: Sequence[Stage]) -> str:
    """What the order rests on."""
    times = published(context.story.articles)
    articles = list(dict.fromkeys(s.facts.article for s in group))
    stated = [f"{context.outlet(a)} {times[a]}" for a in articles if times[a]]
    unstated = [context.outlet(a) for a in articles if not times[a]]
    known = (
        f"Stated publication times: {'; '.join(stated)}."
        if stated
        else "No article states when it was published."
    )
    if not unstated:
        return known
    return (
        f"{known} {', '.join(unstated)}: no time stated, so the place in the order is a guess from the words."
    )


def row_of(context: Context, group: Sequence[Stage]) -> str | None:
    """The row whose mention holds the first stage that is in one."""
    for stage in group:
        found = rows_at(context.mentions, stage.facts, stage.end - 1)
        if found:
            return found[0]
    return None
