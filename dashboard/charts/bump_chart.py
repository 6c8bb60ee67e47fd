"""Bump chart of positions: a lane for each outlet, a line for each theme or statement, and labels that do not overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts import layers
from dashboard.charts.layers import clickable, is_opened, only
from dashboard.charts.palette import Colours, Ink, Names, head_lines, title_lines

DEPTH = 330  # pixels from the first word to the last
ROW = 15  # pixels a thing in the lanes above and below, where depth means nothing
HEADS = 44  # pixels of the outlets' names
SLANTED_HEADS = 74  # … where they are slanted
DOT = 18  # pixels across, so that a letter fits
LINES = 3  # of a name at the line's end
LINE = 15  # pixels
WIDTH = 38  # characters
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MARK_COLUMNS = "item article order letter reported lead flag figure placed y top floor".split()
NOT_FOUND = "not found"
"""The figure of a thing that an article does not have, where nothing else is known of it."""
LEFT = 40  # pixels of the scale's figures
SLANT_FROM = 8  # outlets from which their names have no room side by side
NARROW = "width < 680"  # below this the names stand in the list under the chart; the letters lead there
PANE = f"({NARROW} ? 4 : min(330, width * 0.32))"
STEP = f"((width - {PANE} - {LEFT}) / {{n}})"  # pixels from outlet to outlet, of n
ROOMY = f"({STEP} < 74 ? 12 : 44)"  # pixels a dot takes on its right: its figure needs a wide step


def marks_of(
    places: pd.DataFrame, items: Sequence[str], articles: Sequence[str], heads: int, narrow: bool
) -> pd.DataFrame:
    """One row for every item and article with its pixel place: `y`, `dx` (set aside in a crowd), `flag`.

    Args:
        places: as measures.places, with `silence` (a few words) where more is known of what is not reported.
        heads: pixels of the outlets' names.
        narrow: the columns have no room for two dots side by side, so that a crowd is set apart downwards.
    """
    own = places[places["item"].isin(items) & places["article"].isin(articles)]
    own = own if "silence" in own else own.assign(silence=NOT_FOUND)
    flagged = [i for i in items if own.loc[own["item"] == i, "headline"].any()]
    top = heads + (22 + ROW * len(flagged) if flagged else 6)
    lost = [i for i in items if not own.loc[own["item"] == i, "reported"].all()]
    under = top + DEPTH + 34
    rows: list[dict[str, Any]] = []
    for record in own.itertuples(index=False):
        row = items.index(record.item)
        flag = heads + 20 + ROW * flagged.index(record.item) if record.headline else None
        if not record.reported:
            y, figure = float(under + ROW * lost.index(record.item)), record.silence
        elif pd.isna(record.position):
            y, figure = float(flag or top), "in the headline only"
        else:
            y, figure = top + DEPTH * float(record.position), f"{round(100 * record.position)}%"
        rows.append(
            {
                "item": record.item,
                "article": record.article,
                "order": row,
                "letter": LETTERS[row % len(LETTERS)],
                "reported": bool(record.reported),
                "lead": bool(record.lead),
                "flag": flag,
                "figure": figure,
                "placed": "yes" if record.reported and not pd.isna(record.position) else "",
                "y": y,
                "top": top,
                "floor": under + ROW * len(lost) if lost else top + DEPTH + 14,
            }
        )
    frame = pd.DataFrame(rows, columns=MARK_COLUMNS).astype({"flag": "float64"})
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
        if not m.reported:
            rows.append(
                {
                    **at,
                    "fill": ink.paper,
                    "size": 150,
                    "letter": m.letter,
                    "hollow": "yes",
                    "figure": m.figure,
                }
            )
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
    columns = ["article", "dx", "y", "stroke", "width", "shape", "fill", "size", "letter", "figure", "hollow"]
    return pd.DataFrame(rows, columns=columns)


def slopes(marks: pd.DataFrame, articles: Sequence[str]) -> pd.DataFrame:
    """Both ends of the line from each outlet to the next; `both` where both tell the thing."""
    places = {(m.item, m.article): m for m in marks.itertuples(index=False)}
    rows = []
    for item in dict.fromkeys(marks["item"]):
        for left, right in pairwise(articles):
            ends = (places[item, left], places[item, right])
            both = "yes" if all(end.reported for end in ends) else "no"
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
        for k, text in enumerate(("start", "25%", "50%", "75%", "end"))
    ]
    if marks["flag"].notna().any():
        rows.append({"y": float(marks["flag"].min()) - 16, "lane": "in a headline"})
    if not marks["reported"].all():
        silences = set(marks.loc[~marks["reported"], "figure"])
        rows.append(
            {"y": top + DEPTH + 18, "lane": silences.pop() if len(silences) == 1 else "not reported in full"}
        )
    return pd.DataFrame(rows, columns=["y", "scale", "lane"])


def heads(names: Names, slanted: bool) -> pd.DataFrame:
    """The outlets' names over their columns."""
    lines = [head_lines(name, slanted) for name in names.values()]
    return pd.DataFrame({"article": list(names), "text": lines})


def depth_lanes(
    places: pd.DataFrame, labels: Mapping[str, str], colours: Colours, names: Names, ink: Ink
) -> alt.LayerChart:
    """How far down each article reports a thing, with a line from outlet to outlet.

    Headlines have a lane of their own above the first word; what was not found falls into a lane below the
    last. A ring: reported in the lead. Every line carries a letter, so that colour is not needed to follow it.

    Args:
        places: as measures.places made it; other items and articles are left out.
        labels: item -> words at the line's end, in the order of the letters.
        colours: item -> colour.
        names: article -> name, left to right.

    Returns:
        A chart with the point selection `mark` over the fields `item` and `article`; `with_opened` rings one.
    """
    articles = list(names)
    slanted = len(articles) >= SLANT_FROM
    marks = marks_of(places, list(labels), articles, SLANTED_HEADS if slanted else HEADS, slanted).assign(
        colour=lambda f: f["item"].map(dict(colours)),
        label=lambda f: f["item"].map(dict(labels)),
        outlet=lambda f: f["article"].map(dict(names)),
    )
    # One table for all layers: every further one costs Altair as much time as the drawing itself.
    rows = pd.concat(
        [
            marks.assign(kind="mark"),
            points(marks, ink).assign(kind="point"),
            slopes(marks, articles).assign(kind="line"),
            ends(marks, labels, articles).assign(kind="end"),
            ground(marks).assign(kind="ground"),
            heads(names, slanted).assign(kind="head"),
        ],
        ignore_index=True,
    )
    height = float(marks["floor"].max()) + 12 if len(marks) else 100.0
    return layers.layered(rows, [*_back(ink, slanted, articles), *_front(ink, articles)], height)


def _across(articles: Sequence[str]) -> alt.X:
    """Outlets from left to right, between the scale's figures and the names."""
    return alt.X(
        "article:N",
        axis=None,
        sort=list(articles),
        scale=alt.Scale(
            type="point",
            domain=list(articles),
            padding=0.5,
            range=[alt.ExprRef(str(LEFT)), alt.ExprRef(f"width - {PANE}")],
        ),
    )


def _back(ink: Ink, slanted: bool, articles: Sequence[str]) -> list[alt.Chart]:
    """Scale, lanes, heads, lines and the names at their ends."""
    y, left, right = (
        alt.Y("y:Q", scale=None, axis=None),
        alt.value(LEFT),
        alt.value(alt.ExprRef(f"width - {PANE}")),
    )
    x = _across(articles)
    return [
        only("ground", "isValid(datum.scale)").mark_rule(color=ink.faint).encode(y=y, x=left, x2=right),
        only("ground", "isValid(datum.scale)")
        .mark_text(align="right", fontSize=11, color=ink.soft)
        .encode(y=y, x=alt.value(LEFT - 8), text="scale:N"),
        only("ground", "isValid(datum.lane)")
        .mark_text(align="left", fontSize=11, fontStyle="italic", color=ink.soft)
        .encode(y=y, x=alt.value(0), text="lane:N"),
        layers.heads(x, SLANTED_HEADS - 6 if slanted else 2, slanted, ink),
        only("line")
        .mark_line()
        .encode(
            x=x,
            xOffset=alt.XOffset("dx:Q", scale=None),
            y=y,
            detail="line:N",
            stroke=alt.Stroke("stroke:N", scale=None),
            strokeDash=alt.StrokeDash(
                "both:N", legend=None, scale=alt.Scale(domain=["yes", "no"], range=[[1, 0], [3, 4]])
            ),
            strokeWidth=alt.condition("datum.both == 'yes'", alt.value(2.4), alt.value(1.4)),
            opacity=alt.value(0.55),
        ),
        *_names(ink, articles),
    ]


def _names(ink: Ink, articles: Sequence[str]) -> list[alt.Chart]:
    """The names at the lines' ends, each on a thread; not on a narrow screen."""
    y, outlets = alt.Y("y:Q", scale=None, axis=None), max(1, len(articles))
    end, shown = f"width - {PANE}", alt.ExprRef(f"{NARROW} ? 0 : 1")
    thread = f"{end} - {STEP.format(n=outlets)} / 2 + {ROOMY.format(n=outlets)}"
    return [
        only("end")
        .mark_rule(opacity=shown)
        .encode(
            x=alt.value(alt.ExprRef(f"{NARROW} ? 0 : {thread}")),
            x2=alt.value(alt.ExprRef(f"{NARROW} ? 0 : {end} + 12")),
            y=y,
            y2="place:Q",
            stroke=alt.Stroke("stroke:N", scale=None),
        ),
        only("end")
        .mark_text(align="left", fontSize=12.5, fontWeight=700, opacity=shown, baseline="middle")
        .encode(
            x=alt.value(alt.ExprRef(f"{NARROW} ? 0 : {end} + 16")),
            y=alt.Y("place:Q", scale=None, axis=None),
            text="letter:N",
            color=alt.Color("stroke:N", scale=None),
        ),
        only("end")
        .mark_text(
            align="left",
            baseline="line-top",
            fontSize=12.5,
            lineHeight=LINE,
            lineBreak="\n",
            color=ink.text,
            opacity=shown,
            limit=alt.ExprRef(f"{NARROW} ? 1 : {PANE} - 34"),
        )
        .encode(
            x=alt.value(alt.ExprRef(f"{NARROW} ? 0 : {end} + 32")),
            y=alt.Y("above:Q", scale=None, axis=None),
            text="text:N",
        ),
    ]


def _front(ink: Ink, articles: Sequence[str]) -> list[alt.Chart]:
    """Dots with letters and figures, and over them a clear surface that takes the pointer."""
    where: dict[str, Any] = {
        "x": _across(articles),
        "xOffset": alt.XOffset("dx:Q", scale=None),
        "y": alt.Y("y:Q", scale=None, axis=None),
    }
    roomy = alt.ExprRef(f"{STEP.format(n=max(1, len(articles)))} < 74 ? 0 : 1")
    figure: dict[str, Any] = {"align": "left", "fontSize": 11, "dx": 14, "opacity": roomy}
    return [
        only("point", "isValid(datum.figure)")
        .mark_text(**figure, stroke=ink.paper, strokeWidth=4, strokeJoin="round")
        .encode(**where, text="figure:N"),
        only("point", "isValid(datum.figure)")
        .mark_text(**figure, color=ink.soft)
        .encode(**where, text="figure:N"),
        only("point")
        .mark_point(opacity=1)
        .encode(
            **where,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            size=alt.Size("size:Q", scale=None),
            shape=alt.Shape("shape:N", scale=None),
        ),
        only("point", "isValid(datum.letter)")
        .mark_text(fontWeight=700, dy=0.5, fontSize=alt.ExprRef("isValid(datum.hollow) ? 9 : 10.5"))
        .encode(
            **where,
            text="letter:N",
            color=alt.condition("isValid(datum.hollow)", alt.value(ink.soft), alt.value("#ffffff")),
        ),
        only("mark", is_opened("item", "article"))
        .mark_point(shape="circle", size=820, filled=False, aria=False, strokeWidth=2.4, opacity=1)
        .encode(**where, stroke=alt.value(ink.text)),
        clickable(
            only("mark")
            .mark_point(shape="circle", size=700, filled=True, opacity=0.001, cursor="pointer")
            .encode(**where),
            {"outlet:N": "Outlet", "figure:N": "First at", "label:N": "What"},
        ),
    ]


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
            waiting.append(m.figure.removesuffix("%"))
            printed[m.item, article] = " · ".join(waiting) + "%" if m.last else ""
            waiting = [] if m.last else waiting
    return printed
