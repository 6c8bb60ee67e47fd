"""The overview's picture: how much each article tells with others and alone."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.charts.palette import Ink, title_lines
from dashboard.charts.vega import PlainChart, either, layer, nominal, ordered, quantitative, stacked, tooltip

BAR = 46  # pixels an outlet: its name stands over its bar, so the bar has the whole width
MOST_DRAWN, MOST_SPOKEN = 2000, 5000
"""Cells up to which each is an element of the page, and up to which each is described to screen readers."""
OPACITY = {"full": 1.0, "partial": 0.35}


def told_bars(
    tellers: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], ink: Ink
) -> PlainChart:
    """Statements of each article, from those that most others tell too to those that it tells alone.

    The darkest part is told by the most outlets; the outlined end by this one alone.

    Args:
        tellers: `article`, `tellers` (how many articles tell the statement, this one included) and
            `statements` (how many of its statements have that many); one row each.
        names: article -> name, top to bottom.
        colours: article -> colour.
        ink: what to draw with.
    """
    articles = list(names)
    most = max(2, int(tellers["tellers"].max())) if len(tellers) else 2
    drawn = []
    ends = dict.fromkeys(articles, 0)
    for article, by, statements in sorted(
        zip(*(tellers[column].tolist() for column in ("article", "tellers", "statements")), strict=True),
        key=lambda row: (row[0], -row[1]),
    ):
        if article in ends:
            start = ends[article]
            ends[article] += statements
            drawn.append(
                {
                    "article": article,
                    "outlet": names[article],
                    "colour": colours[article],
                    "statements": statements,
                    "told": "by this outlet alone" if by == 1 else f"by {by} outlets",
                    "strength": 0.0 if by == 1 else 0.25 + 0.75 * (by - 1) / (most - 1),
                    "start": start,
                    "middle": start + statements / 2,
                    "end": ends[article],
                }
            )
    bars = {"type": "rect", "height": 20, "yOffset": 10, "strokeWidth": 1.2, "cornerRadius": 2}
    longest = {"domain": [0, max([1, *ends.values()])]}
    return stacked(
        layer(
            drawn,
            bars,
            x=quantitative("start", axis=None, scale=longest),
            x2={"field": "end"},
            fill=nominal("colour", scale=None),
            stroke=nominal("colour", scale=None),
            fillOpacity=quantitative("strength", scale=None),
            tooltip=tooltip({"outlet": "Outlet", "statements": "Statements", "told": "Told"}, ["statements"]),
        ),
        layer(
            drawn,
            {"type": "text", "dy": 10, "fontSize": 11, "fontWeight": 600},
            x=quantitative("middle", axis=None, scale=longest),
            text=quantitative("statements"),
            color=either("datum.strength > 0.6", "#ffffff", ink.text),
        ),
        layer(
            [{"article": article, "name": title_lines(name, 60, 1)[0]} for article, name in names.items()],
            {
                "type": "text",
                "align": "left",
                "dy": -10,
                "fontSize": 12.5,
                "fontWeight": 600,
                "color": ink.text,
            },
            x={"value": 0},
            text=nominal("name"),
        ),
        height=BAR * len(articles),
        encoding={"y": ordered("article", articles, paddingInner=0, paddingOuter=0)},
        padding=0,
    )


def small_matrix(
    cells: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], ink: Ink
) -> PlainChart:
    """The whole matrix without words: a row a statement, a column an article, for the shape of who tells what.

    Args:
        cells: a COVERAGE table with `label`; its order is the order of the rows.
        names: article -> name, left to right.
        colours: article -> colour.
        ink: what to draw with.
    """
    articles = list(names)
    drawn = [
        {
            "statement": statement,
            "article": article,
            "state": state,
            "outlet": names[article],
            "label": label,
            "colour": colours[article],
            "opacity": OPACITY.get(state, 0.0),
        }
        for statement, article, state, label in zip(
            *(cells[column] for column in ("statement", "article", "state", "label")), strict=True
        )
        if article in names
    ]
    rows = list(dict.fromkeys(cell["statement"] for cell in drawn))
    row = max(3, min(12, round(430 / max(1, len(rows)))))
    return stacked(
        layer(
            drawn,
            {"type": "rect"},
            y=ordered("statement", rows, paddingInner=0.15, paddingOuter=0),
            fill=nominal("colour", scale=None),
            fillOpacity=quantitative("opacity", scale=None),
            tooltip=tooltip({"outlet": "Outlet", "label": "Statement", "state": "State"}),
        ),
        layer(
            [{"article": a, "line": "\n".join(title_lines(name, 12))} for a, name in names.items()],
            {
                "type": "text",
                "baseline": "bottom",
                "lineBreak": "\n",
                "fontSize": 10,
                "fontWeight": 600,
                "lineHeight": 11,
                "color": ink.soft,
                "dy": -16,
            },
            y={"value": 0},
            text=nominal("line"),
        ),
        height=row * max(1, len(rows)),
        encoding={"x": ordered("article", articles, paddingInner=0.06)},
        padding={"top": 30, "left": 0, "right": 0, "bottom": 0},
        usermeta={"embedOptions": {"renderer": "svg" if len(drawn) <= MOST_DRAWN else "canvas"}},
        config={"aria": len(drawn) <= MOST_SPOKEN},
    )
