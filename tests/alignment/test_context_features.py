"""What stands around a pair of sentences depends on its two articles, both ways alike."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.alignment.context_features import Place, neighbours

Case = tuple[str, list[tuple[Place, Place, float]], list[tuple[float, float]]]

CASES: list[Case] = [
    ("a pair alone", [((0, 0), (1, 0), 0.9)], [(0, 0)]),
    ("a step on in both", [((0, 0), (1, 3), 0.9), ((0, 1), (1, 4), 0.4)], [(0.4, 0), (0.9, 0)]),
    ("crossed steps", [((0, 0), (1, 4), 0.9), ((0, 1), (1, 3), 0.4)], [(0.4, 0), (0.9, 0)]),
    ("the next sentence is no rival", [((0, 0), (1, 3), 0.9), ((0, 0), (1, 4), 0.4)], [(0.4, 0), (0.9, 0)]),
    ("two on is a rival", [((0, 0), (1, 3), 0.9), ((0, 0), (1, 5), 0.4)], [(0, 0.4), (0, 0.9)]),
    ("a rival in the first article", [((0, 0), (1, 3), 0.9), ((0, 7), (1, 3), 0.4)], [(0, 0.4), (0, 0.9)]),
    ("two steps away is not beside", [((0, 0), (1, 3), 0.9), ((0, 2), (1, 5), 0.4)], [(0, 0), (0, 0)]),
    (
        "clauses of one pair are no rivals, the surest counts for others",
        [((0, 0), (1, 0), 0.3), ((0, 0), (1, 0), 0.8), ((0, 1), (1, 1), 0.5)],
        [(0.5, 0), (0.5, 0), (0.8, 0)],
    ),
    (
        "a third article is neither beside nor a rival",
        [((0, 0), (1, 3), 0.9), ((0, 0), (2, 5), 0.8), ((0, 1), (2, 6), 0.7)],
        [(0, 0), (0.7, 0), (0.8, 0)],
    ),
]


@pytest.mark.parametrize(("pairs", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_beside_and_rival(
    pairs: list[tuple[Place, Place, float]], expected: list[tuple[float, float]]
) -> None:
    """The cases, in the order given and with every pair turned round."""
    given = [p for _, _, p in pairs]
    np.testing.assert_allclose(neighbours([(a, b) for a, b, _ in pairs], given), expected)
    np.testing.assert_allclose(neighbours([(b, a) for a, b, _ in pairs], given), expected)


def test_nothing_to_compare() -> None:
    """No pairs: an empty table of the same width."""
    assert neighbours([], []).shape == (0, 2)
