"""The overview's picture: how much each article tells with others and alone."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboard.charts.palette import Ink, layered, title_lines

BAR = 46  # pixels an outlet: its name stands over its bar, so the bar has the whole width


def told_bars(
    tellers: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], ink: Ink
) -> alt.LayerChart:
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
    drawn = (
        tellers[tellers["article"].isin(articles)]
        .sort_values(["article", "tellers"], ascending=[True, False])
        .assign(
            colour=lambda f: f["article"].map(dict(colours)),
            strength=lambda f: [0.0 if n == 1 else 0.25 + 0.75 * (n - 1) / (most - 1) for n in f["tellers"]],
            told=lambda f: ["by this outlet alone" if n == 1 else f"by {n} outlets" for n in f["tellers"]],
            end=lambda f: f.groupby("article")["statements"].cumsum(),
            outlet=lambda f: f["article"].map(dict(names)),
        )
        .assign(start=lambda f: f["end"] - f["statements"], middle=lambda f: f["end"] - f["statements"] / 2)
    )
    y = alt.Y("article:N", sort=articles, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    x = alt.X(
        "start:Q",
        axis=None,
        scale=alt.Scale(domain=[0, float(max(1, drawn["end"].max() if len(drawn) else 1))]),
    )
    base = alt.Chart(drawn).encode(y=y)
    bars = base.mark_rect(height=20, yOffset=10, strokeWidth=1.2, cornerRadius=2).encode(
        x=x,
        x2="end:Q",
        fill=alt.Fill("colour:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
        fillOpacity=alt.FillOpacity("strength:Q", scale=None),
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("statements:Q", title="Statements"),
            alt.Tooltip("told:N", title="Told"),
        ],
    )
    figures = base.mark_text(dy=10, fontSize=11, fontWeight=600).encode(
        x=alt.X("middle:Q"),
        text="statements:Q",
        color=alt.condition("datum.strength > 0.6", alt.value("#ffffff"), alt.value(ink.text)),
    )
    heads = pd.DataFrame({"article": articles, "name": [title_lines(n, 60, 1)[0] for n in names.values()]})
    titles = (
        alt.Chart(heads)
        .mark_text(align="left", dy=-10, fontSize=12.5, fontWeight=600, color=ink.text)
        .encode(x=alt.value(0), y=y, text="name:N")
    )
    return layered(bars, figures, titles).properties(height=BAR * len(articles), width="container", padding=0)


def small_matrix(
    cells: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], ink: Ink
) -> alt.LayerChart:
    """The whole matrix without words: a row a statement, a column an article, for the shape of who tells what.

    Args:
        cells: a COVERAGE table with `label`; its order is the order of the rows.
        names: article -> name, left to right.
        colours: article -> colour.
        ink: what to draw with.
    """
    articles = list(names)
    drawn = cells[cells["article"].isin(articles)].assign(
        colour=lambda f: f["article"].map(dict(colours)),
        outlet=lambda f: f["article"].map(dict(names)),
        opacity=lambda f: f["state"].map({"full": 1.0, "partial": 0.35}).fillna(0.0),
    )
    rows = list(dict.fromkeys(drawn["statement"]))
    row = max(3, min(12, round(430 / max(1, len(rows)))))
    y = alt.Y("statement:N", sort=rows, axis=None, scale=alt.Scale(paddingInner=0.15, paddingOuter=0))
    x = alt.X("article:N", sort=articles, axis=None, scale=alt.Scale(domain=articles, paddingInner=0.06))
    cells_drawn = (
        alt.Chart(drawn)
        .mark_rect()
        .encode(
            x=x,
            y=y,
            fill=alt.Fill("colour:N", scale=None),
            fillOpacity=alt.FillOpacity("opacity:Q", scale=None),
            tooltip=[
                alt.Tooltip("outlet:N", title="Outlet"),
                alt.Tooltip("label:N", title="Statement"),
                alt.Tooltip("state:N", title="State"),
            ],
        )
    )
    heads = pd.DataFrame(
        {"article": articles, "line": ["\n".join(title_lines(n, 12)) for n in names.values()]}
    )
    heads_drawn = (
        alt.Chart(heads)
        .mark_text(
            baseline="bottom",
            lineBreak="\n",
            fontSize=10,
            fontWeight=600,
            lineHeight=11,
            color=ink.soft,
            dy=-16,
        )
        .encode(x=x, y=alt.value(0), text="line:N")
    )
    return layered(cells_drawn, heads_drawn).properties(
        height=row * max(1, len(rows)),
        width="container",
        padding={"top": 30, "left": 0, "right": 0, "bottom": 0},
    )
