"""Rows of the lanes' picture: what stands where, in pixels from the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from dashboard.charts.crowding import aside, figures, spread_out, stacked
from dashboard.charts.palette import Ink, shortened, title_lines

DEPTH = 330  # pixels from the first word to the last
ROW = 15  # pixels a thing in the lanes above and below, where depth means nothing
HEADS = 44  # pixels of the outlets' names
SLANTED = 74  # … where they stand aslant
DOT = 18  # pixels across, so that a letter fits
LINES = 3  # of a name at the line's end
LINE = 15  # pixels
WIDTH = 38  # characters
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MARK_COLUMNS = [
    "item",
    "article",
    "order",
    "letter",
    "told",
    "lead",
    "flag",
    "figure",
    "placed",
    "y",
    "top",
    "floor",
]


EARLY = "out before it could be known"
"""The figure of a statement that an article could not yet tell."""


def marks_of(
    places: pd.DataFrame, items: Sequence[str], articles: Sequence[str], heads: int, narrow: bool
) -> pd.DataFrame:
    """One row for every item and article with its pixel place: `y`, `dx` (set aside in a crowd), `flag`.

    Args:
        places: as prominence.places, with `early` (bool) where it is known what could not yet be told.
        heads: pixels of the outlets' names.
        narrow: the columns have no room for two dots side by side, so that a crowd is set apart downwards.
    """
    own = places[places["item"].isin(items) & places["article"].isin(articles)]
    own = own if "early" in own else own.assign(early=False)
    flagged = [i for i in items if own.loc[own["item"] == i, "headline"].any()]
    top = heads + (22 + ROW * len(flagged) if flagged else 6)
    lost = [i for i in items if not own.loc[own["item"] == i, "told"].all()]
    under = top + DEPTH + 34
    rows: list[dict[str, Any]] = []
    for record in own.itertuples(index=False):
        row = items.index(record.item)
        flag = heads + 20 + ROW * flagged.index(record.item) if record.headline else None
        if not record.told:
            y, figure = float(under + ROW * lost.index(record.item)), EARLY if record.early else "not found"
        elif pd.isna(record.position):
            y, figure = float(flag or top), "in the headline only"
        else:
            y, figure = top + DEPTH * float(record.position), f"{round(100 * record.position)} %"
        rows.append(
            {
                "item": record.item,
                "article": record.article,
                "order": row,
                "letter": LETTERS[row % len(LETTERS)],
                "told": bool(record.told),
                "lead": bool(record.lead),
                "flag": flag,
                "figure": figure,
                "placed": "yes" if record.told and not pd.isna(record.position) else "",
                "y": y,
                "top": top,
                "floor": under + ROW * len(lost) if lost else top + DEPTH + 14,
            }
        )
    frame = pd.DataFrame(
        rows,
        columns=MARK_COLUMNS,
    ).astype({"flag": "float64"})
    if narrow:
        frame = stacked(frame, DOT - 3, top, top + DEPTH)
    return frame.join(aside(frame, 0 if narrow else DOT))


def points(marks: pd.DataFrame, ink: Ink) -> pd.DataFrame:
    """What is drawn at the places: rings of leads, dots, squares of headlines."""
    figure = figures(marks)
    rows = []
    for m in marks.itertuples(index=False):
        at = {"article": m.article, "dx": m.dx, "y": m.y, "stroke": m.colour, "width": 1.5, "shape": "circle"}
        if m.placed and m.lead:
            rows.append({**at, "fill": "transparent", "size": 560})
        if m.placed:
            rows.append(
                {
                    **at,
                    "fill": m.colour,
                    "size": DOT * DOT * 0.8,
                    "letter": m.letter,
                    "figure": figure[m.item, m.article],
                }
            )
        if not m.told:
            rows.append({**at, "fill": ink.paper, "size": 52})
        if not pd.isna(m.flag):
            rows.append(
                {
                    **at,
                    "dx": 0.0,
                    "y": m.flag,
                    "fill": m.colour,
                    "size": 190,
                    "shape": "square",
                    "letter": m.letter,
                }
            )
    columns = ["article", "dx", "y", "stroke", "width", "shape", "fill", "size", "letter", "figure"]
    return pd.DataFrame(rows, columns=columns)


def slopes(marks: pd.DataFrame, articles: Sequence[str]) -> pd.DataFrame:
    """Both ends of the line from each outlet to the next; `both` where both tell the thing."""
    places = {(m.item, m.article): m for m in marks.itertuples(index=False)}
    rows = []
    for item in dict.fromkeys(marks["item"]):
        for left, right in pairwise(articles):
            ends = (places[item, left], places[item, right])
            both = "yes" if all(end.told for end in ends) else "no"
            rows += [
                {
                    "line": f"{item} {left}",
                    "article": e.article,
                    "y": e.y,
                    "dx": e.dx,
                    "stroke": e.colour,
                    "both": both,
                }
                for e in ends
            ]
    return pd.DataFrame(rows, columns=["line", "article", "y", "dx", "stroke", "both"])


def ends(marks: pd.DataFrame, labels: Mapping[str, str], articles: Sequence[str]) -> pd.DataFrame:
    """The names at the right, moved apart so that none covers another."""
    last = marks[marks["article"] == articles[-1]] if len(articles) else marks
    words = [title_lines(labels[i], WIDTH, LINES) for i in last["item"]]
    tallest = LINE * max((len(w) for w in words), default=1)
    floor = float(last["floor"].max()) if len(last) else 0.0
    place = spread_out(list(last["y"]), tallest + 5, tallest / 2, floor - tallest / 2)
    return pd.DataFrame(
        {
            "y": list(last["y"]),
            "place": place,
            "above": [p - LINE / 2 * len(w) for p, w in zip(place, words, strict=True)],
            "text": ["\n".join(w) for w in words],
            "letter": list(last["letter"]),
            "stroke": list(last["colour"]),
        }
    )


def ground(marks: pd.DataFrame) -> pd.DataFrame:
    """The scale of depth and the names of the two lanes beside it."""
    if marks.empty:
        return pd.DataFrame([], columns=["y", "scale", "lane"])
    top = float(marks["top"].iloc[0])
    rows: list[dict[str, Any]] = [
        {"y": top + DEPTH * k / 4, "scale": text}
        for k, text in enumerate(("start", "25 %", "50 %", "75 %", "end"))
    ]
    if marks["flag"].notna().any():
        rows.append({"y": float(marks["flag"].min()) - 16, "lane": "in a headline"})
    if not marks["told"].all():
        early = ", or out before it could be known" if marks["figure"].eq(EARLY).any() else ""
        rows.append({"y": top + DEPTH + 18, "lane": f"not found in this article{early}"})
    return pd.DataFrame(rows, columns=["y", "scale", "lane"])


def heads(names: Mapping[str, str], slanted: bool) -> pd.DataFrame:
    """The outlets' names over their columns."""
    lines = [shortened(n) if slanted else "\n".join(title_lines(n, 11, 3)) for n in names.values()]
    return pd.DataFrame({"article": list(names), "text": lines})
