"""Phrases of one statement that stand in the same place in several articles (slots): what each outlet says there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from dashboard import limits
from dashboard.alignment.clustering import agglomerate
from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import Chunk, key_of
from dashboard.findings.context import Context, Row
from dashboard.findings.phrase_pairs import LIGHT, first, is_calendar, likenesses, same_form, whole
from dashboard.findings.referents import conflict, objects, other_object
from dashboard.language.words import stem

PLAIN_SAYING = frozenset(stem(w) for w in "say said add report tell according".split())
"""Verbs that add nothing to the bare act of saying."""
MOST_PHRASES = 60
"""Phrases of one article in one statement that are compared, the first: far more than printed sentences have, and every two cost."""
MIN_MEAN_LIKENESS = 0.37
"""Average likeness within a slot: lower than for a referent, because the mentions are known to say the same thing."""
MIN_PAIR_LIKENESS = 0.15
"""Likeness below which a pair is as good as none."""
NEIGHBOUR_BONUS = 0.25
"""What a phrase gains from an equal neighbour on one side: the frame of a statement says what is exchanged in it."""
OTHER_KIND_FACTOR = 0.75
"""What is left of the likeness of an act and a thing without a common word ("openly backed", "his support")."""
VERB_PENALTY = 0.05
"""How much less two acts count: verbs of one sentence pattern resemble one another."""


@dataclass(frozen=True, eq=False)
class Slot:
    """A place of a statement, filled by several articles.

    Attributes:
        sides: article -> its phrase there.
        shared: whether all say it in the same words, or name the same actor.
        sure: average likeness of the phrases, 0 … 1.
    """

    sides: Mapping[str, Chunk]
    shared: bool
    sure: float


def slots(row: Row, context: Context) -> list[Slot]:
    """The slots of a statement that at least two articles fill, in the order of the first mention."""
    limits.check("findings")
    phrases = first([c for m in row.mentions for c in _compared(m.phrases)], MOST_PHRASES)
    if len(phrases) < 2:
        return []
    scores = _scores(row, phrases, context)
    articles = [c.home.article for c in phrases]
    found = []
    for group in agglomerate(articles, scores, MIN_MEAN_LIKENESS):
        if len({articles[k] for k in group}) < 2:
            continue
        sides = central(group, phrases, scores)
        chosen = list(sides.values())
        actor = context.actors.of(chosen[0])
        shared = all(same_form(_core(chosen[0]), _core(c)) for c in chosen) or bool(actor)
        values = [
            scores.get(pair, 0.0) for pair in combinations(group, 2) if len({articles[k] for k in pair}) > 1
        ]
        found.append(Slot(dict(sorted(sides.items())), shared, min(1.0, sum(values) / max(1, len(values)))))
    return found


def _scores(row: Row, phrases: Sequence[Chunk], context: Context) -> dict[tuple[int, int], float]:
    """Likeness of the pairs of phrases that may fill one slot; keys (i, j) with i < j."""
    named = [context.actors.of(c) for c in phrases]
    bound = objects(phrases, context.phrases)
    alike = np.maximum(likenesses(phrases), 0) + _beside(row, phrases)
    said: dict[str, set[tuple[str, ...]]] = {}
    for c in phrases:
        said.setdefault(c.home.article, set()).add(c.key)
    scores: dict[tuple[int, int], float] = {}
    near = np.nonzero(np.tril(alike > MIN_PAIR_LIKENESS, -1) | _same(named))
    for i, j in zip(*(k.tolist() for k in near), strict=True):
        a, b = phrases[i], phrases[j]
        if i <= j or a.home.article == b.home.article or other_object(a, b, bound[i], bound[j]):
            continue
        taken = a.key != b.key and (a.key in said[b.home.article] or b.key in said[a.home.article])
        score = 0.0 if taken else _score(a, b, float(alike[i, j]), named[i], named[j])
        if score > 0:
            scores[j, i] = score
    return scores


def _core(chunk: Chunk) -> tuple[str, ...]:
    """Key of a phrase without what a preposition binds to it, which fills a slot of its own."""
    return key_of(chunk.home, chunk.first, chunk.core)


def central(
    group: Sequence[int], phrases: Sequence[Chunk], scores: Mapping[tuple[int, int], float]
) -> dict[str, Chunk]:
    """Article -> the one of its phrases that is nearest to those of the other articles, the earlier of equals."""
    best: dict[str, tuple[float, Chunk]] = {}
    for k in group:
        own = phrases[k]
        near = sum(scores.get((min(k, n), max(k, n)), 0.0) for n in group if n != k)
        if own.home.article not in best or near > best[own.home.article][0] + 1e-9:
            best[own.home.article] = near, own
    return {article: chunk for article, (_, chunk) in best.items()}


def _compared(phrases: Sequence[Chunk]) -> list[Chunk]:
    """Phrases that may fill a slot: dates belong to the facts, plain verbs of saying to the attributions."""
    return [
        c
        for c in filter(None, map(whole, phrases))
        if not is_calendar(c) and not (c.kind == "act" and c.head_stem in PLAIN_SAYING)
    ]


def _beside(row: Row, phrases: Sequence[Chunk]) -> Floats:
    """What two phrases gain because the same words stand before them, or after them, in their mentions."""
    before: dict[int, tuple[str, ...]] = {}
    after: dict[int, tuple[str, ...]] = {}
    for m in row.mentions:
        for a, b in pairwise(_apart(m.phrases)):
            after[id(a)], before[id(b)] = b.key, a.key
    gain = np.zeros((len(phrases), len(phrases)), np.float32)
    for side in (before, after):
        codes: dict[tuple[str, ...], int] = {}
        own = np.array(
            [
                codes.setdefault(side[id(c)], len(codes)) if id(c) in side else -1 - k
                for k, c in enumerate(phrases)
            ]
        )
        gain += NEIGHBOUR_BONUS * (own[:, None] == own[None, :])
    kinds = np.array([c.kind for c in phrases])
    out: Floats = gain * (kinds[:, None] == kinds[None, :])
    return out


def _apart(phrases: Sequence[Chunk]) -> list[Chunk]:
    """Phrases one after the other; of two that overlap the first."""
    kept: list[Chunk] = []
    for chunk in phrases:
        if not kept or chunk.first >= kept[-1].last:
            kept.append(chunk)
    return kept


def _same(named: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which phrases name the same actor."""
    names = np.array(named)
    same: npt.NDArray[np.bool_] = (names[:, None] == names[None, :]) & (names != "")[:, None]
    return same


def _score(a: Chunk, b: Chunk, alike: float, x: str, y: str) -> float:
    """Likeness of two phrases of one statement; 0 where they cannot fill one slot."""
    if a.kind != b.kind:
        act = a if a.kind == "act" else b
        if act.home.words[act.head].low in LIGHT or x or y:
            return 0.0
        alike *= 1.0 if set(a.key) & set(b.key) else OTHER_KIND_FACTOR
    if x or y:
        return 1.0 if x == y else 0.0 if x and y else max(0.0, alike * 0.8)
    if conflict(a, b):
        return 0.0
    return max(0.0, min(1.0, alike - (VERB_PENALTY if a.kind == "act" else 0.0)))
