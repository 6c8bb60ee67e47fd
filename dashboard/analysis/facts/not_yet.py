"""What an article could not yet know: silence that says nothing about the outlet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pandas as pd

from dashboard import tables
from dashboard.analysis.facts.passages import Passage, reading
from dashboard.analysis.facts.roles import role
from dashboard.analysis.facts.sequence import published, rows_at, sequences
from dashboard.analysis.facts.stages import DONE, Stage, events, may_come, may_tell, stages
from dashboard.analysis.framing.context import Told


def with_not_yet(context: Told) -> pd.DataFrame:
    """The coverage with `not_yet` in place of `absent` where an article was out before a thing could be
    known.

    A cell changes only if all of this holds; else it stays `absent`, for nothing then tells the two apart:
    the row tells an event as done, in a sequence (see `sequence.sequences`); the article's own words put the
    same event into the future or call it unconfirmed; the article states when it was published; and it was
    published before
    the one that tells the event as done, or, where that one states no time, not after the day on which its
    words put the event.

    Returns:
        A COVERAGE table with the same rows in the same order.
    """
    early = set(_early(context))
    if not early:
        return context.coverage
    changed = [
        state == "absent" and (statement, article) in early
        for statement, article, state in zip(
            context.coverage["statement"], context.coverage["article"], context.coverage["state"], strict=True
        )
    ]
    states = context.coverage["state"].mask(pd.Series(changed, index=context.coverage.index), "not_yet")
    return tables.check(tables.COVERAGE, context.coverage.assign(state=states))


def _early(context: Told) -> Iterator[tuple[str, str]]:
    """(statement, article) of every cell that could not be told yet."""
    times = published(context)
    # Only what an article of known time has still to come can change a cell: no other noun needs looking for.
    read = reading(context)
    ahead_of = {
        stage.head
        for home in context.phrases.sentences.values()
        if times[home.article] and may_come(home.text) and may_tell(home, events())
        for stage in stages(read.passages[home.sentence], home)
        if stage.state != DONE
    }
    for group in sequences(context, ahead_of) if ahead_of else ():
        done = [s for s in group if s.state == DONE]
        told = {s.passage.article for s in done}
        ahead = {s.passage.article for s in group if s.state != DONE} - told
        for stage in done:
            rows = rows_at(context, stage.passage, stage.end - 1)
            for article in sorted(ahead):
                if times[article] and _before(times[article], times[stage.passage.article], stage, context):
                    yield from ((row, article) for row in rows)


def _before(time: str, later: str, stage: Stage, context: Told) -> bool:
    """Whether an article of one time was out before the event of a stage could be known."""
    if later:
        return _earlier(time, later)
    day = _day_of(stage.passage, stage)
    anchored = reading(context).anchors[stage.passage.article].day
    return bool(day and anchored and datetime.fromisoformat(time).date().isoformat() <= day)


def _earlier(a: str, b: str) -> bool:
    """Whether a time is before another; one with and one without a zone are told apart by a day at least."""
    one, two = datetime.fromisoformat(a), datetime.fromisoformat(b)
    if (one.tzinfo is None) == (two.tzinfo is None):
        return one < two
    return (two.replace(tzinfo=None) - one.replace(tzinfo=None)).total_seconds() >= 86_400


def _day_of(passage: Passage, stage: Stage) -> str | None:
    """The one day on which the sentence of a stage puts its event, ISO; None where it names none or
    several."""
    days = {
        min(first for first, _ in d.readings).isoformat()
        for d in passage.dates
        if d.grain == "day" and d.readings and d.start > stage.start and role(passage.text, d)[0] == "event"
    }
    return days.pop() if len(days) == 1 else None
