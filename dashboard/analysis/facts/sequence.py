"""What is one thing at several stages: expected in one article, done in another.

A sequence, not a contradiction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

import pandas as pd

from dashboard.analysis.facts import moments
from dashboard.analysis.facts.differences import Side, sides_in_words, span
from dashboard.analysis.facts.names import one_name
from dashboard.analysis.facts.passages import Passage, Reading, reading
from dashboard.analysis.facts.roles import role
from dashboard.analysis.facts.stages import DONE, OPEN, Stage, may_tell, stages
from dashboard.analysis.findings import Finding
from dashboard.analysis.framing.context import Context, Told

WEIGHT = 0.6


def detect(context: Context) -> list[Finding]:
    """Things that are still to come in one article and done in another."""
    return [_finding(context, group) for group in sequences(context)]


def sequences(context: Told, heads: Collection[str] | None = None) -> list[list[Stage]]:
    """Groups of stages of one thing, in the order in which they can be told; at least one to come and one
    done.

    Two stages are of one thing if their nouns are the same and their phrases share a further word ("military
    parade"), or their sentences are linked and share a name; and no date of theirs speaks against it.

    Args:
        context: the story.
        heads: stems of the nouns to look for, without the ending -ry; all that name what takes place if None. Other
            sentences are not read.
    """
    read = reading(context)
    homes = context.phrases.sentences.values()
    told = [
        stage
        for home in (homes if heads is None else [h for h in homes if may_tell(h, heads)])
        for stage in stages(read.passages[home.sentence], home)
        if heads is None or stage.head in heads
    ]
    home = list(range(len(told)))

    def root(k: int) -> int:
        while home[k] != k:
            k = home[k]
        return k

    for i, j in combinations(range(len(told)), 2):
        a, b = told[i], told[j]
        if a.head == b.head and a.passage.article != b.passage.article and _one_thing(a, b, read):
            home[max(root(i), root(j))] = min(root(i), root(j))
    groups: dict[int, list[Stage]] = {}
    for k, stage in enumerate(told):
        groups.setdefault(root(k), []).append(stage)
    return [_ordered(context, g) for g in groups.values() if _is_sequence(g)]


def _one_thing(a: Stage, b: Stage, read: Reading) -> bool:
    """Whether two stages can be of one thing."""
    if not a.marks & b.marks:
        linked = frozenset((a.passage.sentence, b.passage.sentence)) in read.near
        if not (linked and _share_a_name(a, b)):
            return False
    days = [
        [d for d in s.passage.dates if role(s.passage.text, d)[0] in ("event", "noun") and d.grain == "day"]
        for s in (a, b)
    ]
    return not (
        days[0] and days[1] and all(moments.relation(x, y) == "different" for x in days[0] for y in days[1])
    )


def _share_a_name(a: Stage, b: Stage) -> bool:
    """Whether the sentences of two stages name somebody or some place in common."""
    return any(one_name(x, y) for x in a.passage.names for y in b.passage.names)


def _is_sequence(group: Sequence[Stage]) -> bool:
    """Whether one article has it done and another still to come."""
    done = {s.passage.article for s in group if s.state == DONE}
    ahead = {s.passage.article for s in group if s.state != DONE}
    return bool(done - ahead) and bool(ahead - done)


def published(context: Told) -> dict[str, str]:
    """Article -> its publication time as stated, "" where none is."""
    articles = context.story.articles
    return {
        str(a): "" if pd.isna(p) else str(p)
        for a, p in zip(articles["article"], articles["published"], strict=True)
    }


def _ordered(context: Told, group: list[Stage]) -> list[Stage]:
    """To come before done; within each by the stated time, those without one first."""
    times = published(context)
    return sorted(
        group,
        key=lambda s: (
            s.state == DONE,
            s.state != OPEN,
            times[s.passage.article],
            s.passage.article,
            s.passage.start + s.start,
        ),
    )


def _finding(context: Context, group: list[Stage]) -> Finding:
    """The finding of one sequence; one span for each article and stage."""
    chosen: dict[tuple[str, str], Stage] = {}
    for stage in group:
        chosen.setdefault((stage.passage.article, stage.state), stage)
    kept = list(chosen.values())
    sides = [Side(s.passage, s.start, s.end, s.state) for s in kept]
    return Finding(
        "sequence",
        row_of(context, [s for s in kept if s.state == DONE] + kept),
        f"One after the other, no contradiction: {sides_in_words(context, sides)}",
        _order_in_words(context, kept),
        WEIGHT,
        tuple(span(context, s) for s in sides),
    )


def _order_in_words(context: Told, group: Sequence[Stage]) -> str:
    """What the order rests on."""
    times = published(context)
    articles = list(dict.fromkeys(s.passage.article for s in group))
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
        f"{known} {', '.join(unstated)}: no time stated, so the place in the order is inferred from the "
        "words alone and cannot be told for sure."
    )


def row_of(context: Told, group: Sequence[Stage]) -> str | None:
    """The row whose mention holds the first stage that stands in one."""
    for stage in group:
        found = rows_at(context, stage.passage, stage.end - 1)
        if found:
            return found[0]
    return None


def rows_at(context: Told, passage: Passage, at: int) -> list[str]:
    """The rows whose mentions hold a place of a sentence."""
    mentions = context.mentions
    place = passage.start + at
    own = mentions[
        (mentions["article"] == passage.article) & (mentions["start"] <= place) & (mentions["end"] > place)
    ]
    return [str(s) for s in own["statement"]]
