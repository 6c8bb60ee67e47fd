"""Ward's clustering groups as SciPy's does, and whatever the points, into as many groups as asked."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage

from dashboard.alignment.clustering import ward


def partition(groups: list[int]) -> set[frozenset[int]]:
    return {frozenset(k for k, g in enumerate(groups) if g == group) for group in set(groups)}


@pytest.mark.parametrize("seed", range(12))
def test_the_groups_are_those_of_scipy(seed: int) -> None:
    random = np.random.default_rng(seed)
    points = random.normal(size=(int(random.integers(5, 120)), 16)) + 3 * random.integers(0, 4, (1, 16))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    count = int(random.integers(1, 5))
    assert partition(ward(points, count)) == partition(
        list(fcluster(linkage(points, "ward"), count, "maxclust"))
    )


@pytest.mark.parametrize(("size", "count", "groups"), [(0, 3, 0), (1, 3, 1), (2, 3, 2), (5, 5, 5), (6, 1, 1)])
def test_few_points_make_few_groups(size: int, count: int, groups: int) -> None:
    assert len(set(ward(np.eye(8)[:size], count))) == groups


def test_equal_points_are_one_group() -> None:
    points = np.repeat(np.eye(3), [4, 1, 2], axis=0)
    assert partition(ward(points, 3)) == {frozenset({0, 1, 2, 3}), frozenset({4}), frozenset({5, 6})}


def test_groups_are_numbered_by_their_first_points() -> None:
    assert ward(np.repeat(np.eye(3), 2, axis=0)[[4, 0, 5, 1, 2, 3]], 3) == [0, 1, 0, 1, 2, 2]
