"""Units that say one thing, gathered into rows.

Average linkage (Sokal & Michener 1958) on the square roots of the pairs' probabilities, an absent pair counting as 0:
two groups become one row only if their members agree on average, so one strong pair cannot chain two statements
together. The root sets many middling pairs above few sure ones: what all say in other words is one row sooner than what
two say alike and a third does not say."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import limits

Pair = tuple[str, str]

GATHER = 0.9
"""Share of the threshold's root at which groups become one row. On the development stories, each left out of the fit, roots
and this share raised the rows from F1 .706 (precision .782) to .720 (.824); from .85 to .95 little changes."""


def ordered(a: str, b: str) -> Pair:
    """One order for a pair of units."""
    return (a, b) if a < b else (b, a)


def agglomerate(
    articles: Sequence[str], scores: Mapping[tuple[int, int], float], threshold: float
) -> list[list[int]]:
    """Groups of items whose cross-article pairs reach the threshold on average, the surest joined first.

    A merge touches the neighbours of the two groups that become one and nothing else, so the time grows with the
    candidate pairs.

    Args:
        articles: the article of every item; items are known by their number.
        scores: score of the pairs of items that have one; others count as 0. Pairs within one article are not
            asked: an article may say a thing twice.
        threshold: in [0, 1]; larger joins less.

    Returns:
        Every item in one group; items rise within a group, and groups in their first items.
    """
    groups: dict[int, list[int]] = {k: [k] for k in range(len(articles))}
    counts = {k: Counter([article]) for k, article in enumerate(articles)}
    sums: dict[int, dict[int, float]] = {k: {} for k in groups}
    for (one, two), score in scores.items():
        sums[one][two] = sums[two][one] = score
    queue = [(-s, a, b) for a, near in sums.items() for b, s in near.items() if a < b and s >= threshold]
    heapq.heapify(queue)
    latest = len(articles)
    while queue:
        limits.check("rows")
        _, a, b = heapq.heappop(queue)
        if a not in groups or b not in groups:
            continue
        groups[latest] = groups.pop(a) + groups.pop(b)
        counts[latest] = counts.pop(a) + counts.pop(b)
        near = sums.pop(a)
        for other, total in sums.pop(b).items():
            near[other] = near.get(other, 0.0) + total
        near.pop(a, None)
        near.pop(b, None)
        sums[latest] = near
        for c, total in near.items():
            own = sums[c]
            own.pop(a, None)
            own.pop(b, None)
            own[latest] = total
            few, many = sorted((counts[latest], counts[c]), key=len)
            within = sum(n * many[article] for article, n in few.items())
            pairs = len(groups[latest]) * len(groups[c]) - within
            mean = total / pairs if pairs else 0.0
            if mean >= threshold:
                heapq.heappush(queue, (-mean, c, latest))
        latest += 1
    return sorted(sorted(group) for group in groups.values())


@dataclass(frozen=True)
class Row:
    """Units that say one thing.

    Attributes:
        core: the units that the row began with; one unit is core of one row alone.
        joined: units that say this too, though their own row is another.
    """

    core: tuple[str, ...]
    joined: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """All units, the core first."""
        return self.core + self.joined


def rows_of(
    members: Sequence[str],
    scores: Mapping[Pair, float],
    article: Mapping[str, str],
    threshold: float,
    joining: Sequence[str] | None = None,
) -> list[Row]:
    """Groups that may share members: what is said of two things at once stands in the rows of both.

    `agglomerate` puts every unit into one group. A unit then also joins another group if it agrees with
    that group's units of other articles on average. A group that another one holds entirely is dropped.
    Arguments as there; `joining` are the units that may join a group, the members where None.

    Returns:
        Rows in reading order; every member in at least one.
    """
    roots = {pair: score**0.5 for pair, score in scores.items()}
    level = threshold**0.5
    place = {unit: k for k, unit in enumerate(members)}
    known = {(place[a], place[b]): s for (a, b), s in roots.items() if a in place and b in place}
    found = agglomerate([article[unit] for unit in members], known, GATHER * level)
    groups = [[members[k] for k in group] for group in found]
    home = {unit: k for k, group in enumerate(groups) for unit in group}
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), score in roots.items():
        near[a][b] = near[b][a] = score
    joined: list[list[str]] = [[] for _ in groups]
    for unit in members if joining is None else joining:
        sure = (other for other, score in near[unit].items() if score >= level and other in home)
        asked = {home[other] for other in sure} - {home.get(unit, -1)}
        for k in sorted(asked):
            others = [near[unit].get(m, 0.0) for m in groups[k] if article[m] != article[unit]]
            if others and sum(others) / len(others) >= level:
                joined[k].append(unit)
    return _taken_up([Row(tuple(g), tuple(j)) for g, j in zip(groups, joined, strict=True)])


def _taken_up(rows: Sequence[Row]) -> list[Row]:
    """Rows without those whose units another row holds; of equal ones the first stays."""
    sets = [frozenset(row.units) for row in rows]
    holds: dict[str, list[int]] = defaultdict(list)
    for k, row in enumerate(rows):
        for unit in row.units:
            holds[unit].append(k)

    def held(k: int) -> bool:
        return any(
            sets[k] < sets[j] or (sets[k] == sets[j] and j < k) for j in holds[rows[k].core[0]] if j != k
        )

    return [row for k, row in enumerate(rows) if not held(k)]
