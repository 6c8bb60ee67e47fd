"""What an article could not yet know: silence that says nothing about the outlet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

import pandas as pd

from dashboard import tables
from dashboard.encoding.phrases import Sentence
from dashboard.language.time_expressions import role
from dashboard.statements.event_status import (
    DONE,
    Stage,
    events,
    may_come,
    may_tell,
    published,
    rows_at,
    sequences,
    stages,
)
from dashboard.statements.sentence_facts import Passage, Passages


def with_not_yet(
    coverage: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    passages: Passages,
    homes: Mapping[str, Sentence],
    near: Collection[frozenset[str]],
) -> pd.DataFrame:
    """The coverage with `not_yet` in place of `absent` where an article was out before a thing could be
    known.

    A cell changes only if all of this holds; else it stays `absent`, for nothing then tells the two apart:
    the row tells an event as done, in a sequence (see `sequence.sequences`); the article's own words put the
    same event into the future or call it unconfirmed; the article states when it was published; and it was
    published before
    the one that tells the event as done, or, where that one states no time, not after the day on which its
    words put the event.

    Args:
        coverage, mentions, articles: tables of one comparison.
        passages, homes: the compared sentences of the story, read for facts and as they are.
        near: pairs of sentences that are compared for facts.

    Returns:
        A COVERAGE table with the same rows in the same order.
    """
    early = set(_early(mentions, published(articles), passages, homes, near))
    if not early:
        return coverage
    changed = [
        state == "absent" and (statement, article) in early
        for statement, article, state in zip(
            coverage["statement"], coverage["article"], coverage["state"], strict=True
        )
    ]
    states = coverage["state"].mask(pd.Series(changed, index=coverage.index), "not_yet")
    return tables.check(tables.COVERAGE, coverage.assign(state=states))


def _early(
    mentions: pd.DataFrame,
    times: Mapping[str, str],
    passages: Passages,
    homes: Mapping[str, Sentence],
    near: Collection[frozenset[str]],
) -> Iterator[tuple[str, str]]:
    """(statement, article) of every cell that could not be told yet."""
    # Only what an article of known time has still to come can change a cell: no other noun needs looking for.
    ahead_of = {
        stage.head
        for home in homes.values()
        if times[home.article] and may_come(home.text) and may_tell(home, events())
        for stage in stages(passages[home.sentence], home)
        if stage.state != DONE
    }
    for group in sequences(passages, homes, near, times, ahead_of) if ahead_of else ():
        done = [s for s in group if s.state == DONE]
        told = {s.passage.article for s in done}
        ahead = {s.passage.article for s in group if s.state != DONE} - told
        for stage in done:
            rows = rows_at(mentions, stage.passage, stage.end - 1)
            for article in sorted(ahead):
                if times[article] and _before(times[article], times[stage.passage.article], stage, passages):
                    yield from ((row, article) for row in rows)


def _before(time: str, later: str, stage: Stage, passages: Passages) -> bool:
    """Whether an article of one time was out before the event of a stage could be known."""
    if later:
        return _earlier(time, later)
    day = _day_of(stage.passage, stage)
    anchored = passages.anchors[stage.passage.article].day
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
