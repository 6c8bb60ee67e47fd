"""One statement in other words: the slots of its mentions where outlets differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.encoding.phrases import Chunk
from dashboard.findings.aligned_phrases import Slot, slots
from dashboard.findings.context import Context, Row
from dashboard.findings.finding import Finding
from dashboard.findings.phrase_pairs import LIGHT, contrast

MIN_CONTRAST = 0.16
"""Contrast below which a slot differs in grammar, in names or in dates alone."""


MIN_WEIGHT = 0.16
"""Weight below which a difference is not worth a reader's time."""
KNOWN_NAMES_FACTOR = 0.55
"""What is left of the weight of a slot whose phrases are shown as names of one referent already."""


MIN_MIXED_LIKENESS = 0.5
"""Likeness that an act and a thing without a common word must reach."""


def detect(context: Context) -> list[Finding]:
    """A finding for every slot of a statement that outlets fill with other words."""
    named = {(c.home.article, c.key): number for number, group in enumerate(context.referents) for c in group}
    verbs = [(c.article, *c.cue) for c in context.attributions]
    found = []
    for row in context.rows:
        filled = slots(row, context)
        for number, slot in enumerate(filled):
            finding = (
                None
                if slot.shared or _cites(slot, verbs)
                else _finding(context, row, slot, number, filled, named)
            )
            if finding:
                found.append(finding)
    return found


def _cites(slot: Slot, verbs: Sequence[tuple[str, int, int]]) -> bool:
    """Whether all phrases are words by which somebody is cited: they are compared as attributions."""
    return all(
        c.kind == "act" and any(a == c.home.article and x <= _head(c) < y for a, x, y in verbs)
        for c in slot.sides.values()
    )


def _head(chunk: Chunk) -> int:
    """First character of a phrase's head in the file."""
    return chunk.home.start + chunk.home.words[chunk.head].start


def _finding(
    context: Context,
    row: Row,
    slot: Slot,
    number: int,
    filled: list[Slot],
    named: Mapping[tuple[str, tuple[str, ...]], int],
) -> Finding | None:
    """The finding of one slot; None where the difference tells nothing."""
    chunks = list(slot.sides.values())
    if any(context.actors.of(c) for c in chunks):
        return None
    light = [c.home.words[c.head].low in LIGHT for c in chunks]
    if sum(light) * 2 > len(light) or (chunks[0].kind == "act" and sum(light) * 2 == len(light)):
        return None
    told = contrast({a: [c] for a, c in slot.sides.items()}, context.phrases)
    if told < MIN_CONTRAST:
        return None
    if (
        len({c.kind for c in chunks}) > 1
        and slot.sure < MIN_MIXED_LIKENESS
        and not set.intersection(*(set(c.key) for c in chunks))
    ):
        return None
    sure = sum(m.score for m in row.mentions) / len(row.mentions)
    spans = tuple(context.span(c.home.article, c.start, c.end, f"slot {number + 1}") for c in chunks)
    groups = {named.get((c.home.article, c.key), -1 - n) for n, c in enumerate(chunks)}
    known = KNOWN_NAMES_FACTOR if len(groups) == 1 else 1.0
    shared = sum(s.shared for s in filled)
    weight = min(1.0, (0.15 + 0.6 * told) * (0.6 + 0.4 * sure) * min(1.0, 0.2 + 1.25 * slot.sure) * known)
    if weight < MIN_WEIGHT:
        return None
    return Finding(
        "wording",
        row.statement,
        f"The same statement in other words: {context.said(spans)}",
        f"likeness of the phrases {slot.sure:.2f}, {shared} other slots of the statement are worded alike; telling {told:.2f}",
        round(weight, 4),
        spans,
    )
