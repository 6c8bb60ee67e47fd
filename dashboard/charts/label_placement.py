"""Marks and names that would cover one another, moved apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd


def spread_out(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Places as near as possible to the wanted ones, in the same order, at least `least` apart, within [low,
    high].

    Where there is not room for all, the distance shrinks. Neighbours that push each other share the shift
    (pool adjacent violators, Ayer et al. 1955).
    """
    if not wanted:
        return []
    least = min(least, (high - low) / max(1, len(wanted) - 1))
    order = sorted(range(len(wanted)), key=lambda k: (wanted[k], k))
    pools: list[tuple[float, int]] = []
    for rank, k in enumerate(order):
        mean, size = wanted[k] - rank * least, 1
        while pools and pools[-1][0] > mean:
            other, weight = pools.pop()
            mean, size = (mean * size + other * weight) / (size + weight), size + weight
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    top = high - (len(wanted) - 1) * least
    placed = [0.0] * len(wanted)
    for rank, k in enumerate(order):
        placed[k] = min(max(flat[rank], low), top) + rank * least
    return placed


def aside(frame: pd.DataFrame, dot: float) -> pd.DataFrame:
    """How dots of one article that stand at nearly the same depth give way to each other.

    Args:
        frame: `article`, `placed` ("" where there is no dot), `y` in pixels.
        dot: pixels across.

    Returns:
        `dx`, pixels to the right; `crowd`, number of the group that shares a depth; `last`, the group's
        rightmost.
    """
    given = pd.DataFrame({"dx": 0.0, "crowd": -1, "last": True}, index=frame.index)
    number = 0
    for _, column in frame[frame["placed"] != ""].groupby("article", sort=False):
        crowd: list[Any] = []
        for index, y in [*column["y"].sort_values(kind="stable").items(), (None, float("inf"))]:
            if crowd and y - float(frame.at[crowd[-1], "y"]) >= max(0, dot - 2):
                for k, member in enumerate(crowd):
                    given.loc[member] = [(k - (len(crowd) - 1) / 2) * (dot - 1), number, k == len(crowd) - 1]
                crowd, number = [], number + 1
            crowd.append(index)
    return given


def stacked(frame: pd.DataFrame, least: float, low: float, high: float) -> pd.DataFrame:
    """The frame with the dots of each article moved up and down, so that none covers another.

    Args:
        frame: `article`, `placed` ("" where there is no dot), `y` in pixels.
        least, low, high: pixels between two dots, and the range in which they stay.
    """
    moved = frame["y"].copy()
    for _, column in frame[frame["placed"] != ""].groupby("article", sort=False):
        moved[column.index] = spread_out(list(column["y"]), least, low, high)
    return frame.assign(y=moved)


def figures(marks: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The figure beside each dot; of dots that crowd, the one at the right bears all, from left to right."""
    printed = {}
    for article, column in marks[marks["placed"] != ""].groupby("article", sort=False):
        waiting: list[str] = []
        for m in column.sort_values(["crowd", "dx"], kind="stable").itertuples(index=False):
            waiting.append(m.figure.removesuffix(" %"))
            printed[m.item, article] = " · ".join(waiting) + " %" if m.last else ""
            waiting = [] if m.last else waiting
    return printed
