"""Ward's clustering, for the few hundred rows of a matrix.

SciPy does the same, but to import its module of clusterings takes 18 MB, which the first page has not to spare; a test
holds the two to the same groups.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]


def ward(points: Reals, count: int) -> list[int]:
    """Group points so that the squares within groups grow least at every step (Ward, JASA 1963).

    Distances to a joined group come from those to its parts (Lance & Williams, Computer Journal 1967).

    Args:
        points: (points, width).
        count: groups to end with, at least 1.

    Returns:
        The group of every point, numbered from 0 in the order of their first points; fewer groups than `count` only
        where there are fewer points.
    """
    size = len(points)
    squares = np.einsum("ij,ij->i", points, points)
    apart = np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 0.0)
    np.fill_diagonal(apart, np.inf)
    weight, group = np.ones(size), np.arange(size)
    nearest = apart.argmin(axis=1) if size > 1 else np.zeros(size, np.intp)
    alive = np.ones(size, bool)
    for _ in range(size - count):
        a = int(np.where(alive, apart[np.arange(size), nearest], np.inf).argmin())
        b = int(nearest[a])
        both = weight[a] + weight[b]
        joined = (
            (weight[a] + weight) * apart[a] + (weight[b] + weight) * apart[b] - weight * apart[a, b]
        ) / (both + weight)
        joined[[a, b]] = np.inf
        joined[~alive] = np.inf
        apart[a] = apart[:, a] = joined
        apart[b] = apart[:, b] = np.inf
        weight[a], alive[b] = both, False
        group[group == b] = a
        for k in np.flatnonzero(
            alive & ((nearest == a) | (nearest == b) | (joined < apart[np.arange(size), nearest]))
        ):
            nearest[k] = apart[k].argmin()
        nearest[a] = apart[a].argmin()
    numbers: dict[int, int] = {}
    return [numbers.setdefault(int(g), len(numbers)) for g in group]
