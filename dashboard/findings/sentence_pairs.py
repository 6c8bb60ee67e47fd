"""The pairs of sentences that the detectors of facts look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard.statements.sentence_facts import Passage, Passages


@dataclass(frozen=True)
class Pair:
    """Two sentences of different articles that tell one statement, or are linked; `a` stands first in the
    story."""

    a: Passage
    b: Passage
    statement: str | None
    score: float


def sentence_pairs(
    scores: Mapping[tuple[str, str], float],
    passages: Passages,
    order: Mapping[str, int],
    stated: Mapping[str, tuple[str, ...]],
) -> Iterator[Pair]:
    """The compared sentences as pairs, the surest first.

    Args:
        scores: what `compared_sentences` returned.
        passages: the sentences read for facts.
        order: article -> its place in the story.
        stated: sentence -> the statements that it tells.
    """
    for (a, b), value in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        one, two = passages[a], passages[b]
        if order[one.article] > order[two.article]:
            one, two = two, one
        own, other = stated.get(one.sentence, ()), stated.get(two.sentence, ())
        shared = [statement for statement in own if statement in other]
        yield Pair(one, two, shared[0] if shared else (own[0] if own else None), value)
