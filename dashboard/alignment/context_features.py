"""What stands around a pair of sentences: whether their neighbours match too, and whether another sentence matches better.

Reports of one event often tell a stretch of it in the same order, so a match beside a match is likelier; and an article
seldom says a thing twice far apart, so a match is less likely where a sentence elsewhere in the same article matches as
well. Gale & Church (Computational Linguistics 1993) align translations by the first idea; the second is the usual margin
against the next best (Artetxe & Schwenk, ACL 2019). Both look at the two articles of the pair alone.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Place = tuple[int, int]
"""Article and number of a sentence in it, in reading order."""

STEPS = tuple(step for step in itertools.product((-1, 0, 1), repeat=2) if step != (0, 0))
"""From a pair of sentences to the pairs beside it: one sentence on or back in one article or in both."""


def neighbours(pairs: Sequence[tuple[Place, Place]], probability: Sequence[float]) -> Reals:
    """What stands around every pair.

    Args:
        pairs: sentences of two articles that may say the same; a pair may come several times (its clauses).
        probability: of each, in [0, 1].

    Returns:
        (pairs, 2) in [0, 1]: the highest probability of a pair beside it (STEPS); and the highest of a pair of one of
        its sentences with one elsewhere in the other's article, not next to the other. 0 where there is none.
    """
    best: dict[tuple[Place, Place], float] = {}
    for (one, two), p in zip(pairs, probability, strict=True):
        key = (one, two) if one < two else (two, one)
        best[key] = max(best.get(key, 0.0), float(p))
    elsewhere: dict[tuple[Place, int], list[tuple[float, int]]] = defaultdict(list)
    for (one, two), p in best.items():
        elsewhere[one, two[0]].append((p, two[1]))
        elsewhere[two, one[0]].append((p, one[1]))
    for others in elsewhere.values():
        others.sort(reverse=True)
    found = np.zeros((len(pairs), 2))
    for k, (one, two) in enumerate(pairs):
        found[k] = (
            _beside(best, min(one, two), max(one, two)),
            max(_rival(elsewhere[one, two[0]], two[1]), _rival(elsewhere[two, one[0]], one[1])),
        )
    return found


def _beside(best: Mapping[tuple[Place, Place], float], one: Place, two: Place) -> float:
    """The highest probability of a pair one step from this one."""
    (a, i), (b, j) = one, two
    return max(best.get(((a, i + down), (b, j + on)), 0.0) for down, on in STEPS)


def _rival(others: Sequence[tuple[float, int]], place: int) -> float:
    """The highest probability, others sorted by it, of one that does not stand at `place` or next to it."""
    return next((p for p, number in others if abs(number - place) > 1), 0.0)
