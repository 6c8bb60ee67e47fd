"""Facts: how far a thing has come in each report, and what each outlet tells alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from dashboard.charts.layers import OPENED, is_opened, layered
from dashboard.charts.palette import Ink, title_lines

STAGE = 92
"""Pixels an outlet: its name and time, a rail with the dots, and two lines of words."""
STEP = 34
"""Pixels a theme."""
NARROW = "width < 560"
PANE = f"({NARROW} ? width * 0.42 : min(360, width * 0.42))"
"""Pixels of the themes' names at the left."""


def stage_rows(
    stages: pd.DataFrame,
    states: Sequence[str],
    names: Mapping[str, str],
    colours: Mapping[str, str],
    ink: Ink,
) -> alt.LayerChart:
    """How far a thing has come: a row an outlet, a column a stage, the words under their dot.

    Args:
        stages: `article`, `state`, `label` (the words).
        states: columns, left to right, from what is still to come to what is done.
        names: article -> words over its row (outlet and time), top to bottom; an article without a stage has
            no row.
        colours: article -> colour.
        ink: what to draw with.
    """
    order = [a for a in names if a in set(stages["article"])]
    drawn = stages.assign(
        colour=stages["article"].map(dict(colours)),
        outlet=stages["article"].map(dict(names)),
        wide=["\n".join(title_lines(w, 34)) for w in stages["label"]],
        narrow=["\n".join(title_lines(w, 17, 3)) for w in stages["label"]],
    )
    rows = ["\0", *order]
    y = alt.Y(
        "article:N",
        sort=rows,
        axis=None,
        scale=alt.Scale(type="band", domain=rows, paddingInner=0, paddingOuter=0),
    )
    x = alt.X(
        "state:N",
        sort=list(states),
        axis=None,
        scale=alt.Scale(type="band", domain=list(states), paddingInner=0, paddingOuter=0),
    )
    base = alt.Chart(drawn).encode(x=x, y=y)
    one_a_row = alt.Chart(drawn.drop_duplicates("article")).encode(y=y)
    rails = one_a_row.mark_rule(color=ink.faint, strokeWidth=2, yOffset=-6).encode(
        x=alt.value(0), x2=alt.value("width")
    )
    dots = base.mark_circle(size=150, opacity=1, yOffset=-6).encode(
        color=alt.Color("colour:N", scale=None),
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("state:N", title="Stage"),
            alt.Tooltip("label:N", title="Words"),
        ],
    )
    who = one_a_row.mark_text(
        align="left", baseline="middle", dy=-27, fontWeight=600, fontSize=12, color=ink.soft
    ).encode(x=alt.value(0), text="outlet:N")
    heads = (
        alt.Chart(pd.DataFrame([{"article": "\0", "state": state} for state in states]))
        .mark_text(fontWeight=600, fontSize=12, color=ink.text, dy=10)
        .encode(x=x, y=y, text="state:N")
    )
    return layered(rails, dots, who, *_stage_words(base, ink), heads).properties(
        height=STAGE * len(rows), width="container", padding=0
    )


def _stage_words(base: alt.Chart, ink: Ink) -> list[alt.Chart]:
    """The words under the dots, broken for a wide and for a narrow picture."""
    return [
        base.mark_text(
            lineBreak="\n",
            fontSize=alt.ExprRef(f"{test} ? {size} : 0.1"),  # clear text would still widen the picture
            lineHeight=size + 2,
            baseline="top",
            dy=6,
            color=ink.text,
            opacity=alt.ExprRef(f"{test} ? 1 : 0"),
        ).encode(text=f"{field}:N")
        for field, size, test in (("wide", 12, f"!({NARROW})"), ("narrow", 10, NARROW))
    ]


def alone_matrix(
    counts: pd.DataFrame,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    ink: Ink,
) -> alt.LayerChart:
    """How many statements of each theme each outlet tells alone; a dash where none.

    Args:
        counts: `theme`, `article`, `count`; the order of the themes is that of the rows.
        names: article -> name, left to right.
        colours: article -> colour.
        ink: what to draw with.

    Returns:
        A chart with the point selection `mark` over `item` (the theme) and `article`; `with_opened` prints one theme in
        bold.
    """
    articles = list(names)
    drawn = counts[counts["article"].isin(articles)].assign(
        item=lambda f: f["theme"],
        colour=lambda f: f["article"].map(dict(colours)),
        outlet=lambda f: f["article"].map(dict(names)),
        figure=lambda f: [str(n) if n else "–" for n in f["count"]],
    )
    rows = ["\0", *dict.fromkeys(drawn["item"])]
    most = max(1, int(drawn["count"].max())) if len(drawn) else 1
    y = alt.Y(
        "item:N",
        sort=rows,
        axis=None,
        scale=alt.Scale(type="band", domain=rows, paddingInner=0, paddingOuter=0),
    )
    scale = alt.Scale(domain=articles, range=[alt.ExprRef(PANE), alt.ExprRef("width")], paddingInner=0.1)
    x = alt.X("article:N", sort=articles, axis=None, scale=scale)
    base = alt.Chart(drawn).encode(x=x, y=y)
    cells = (
        base.transform_filter("datum.count > 0")
        .mark_rect(height=STEP - 8, cornerRadius=3)
        .encode(
            fill=alt.Fill("colour:N", scale=None),
            fillOpacity=alt.FillOpacity(
                "count:Q", scale=alt.Scale(domain=[0, most], range=[0.3, 1]), legend=None
            ),
        )
    )
    figures = base.mark_text(fontSize=12, fontWeight=600).encode(
        text="figure:N",
        color=alt.condition(f"datum.count > {0.55 * most}", alt.value("#ffffff"), alt.value(ink.text)),
    )
    surface = base.mark_rect(height=STEP, opacity=0.001, cursor="pointer").encode(
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("item:N", title="Theme"),
            alt.Tooltip("count:Q", title="Told by it alone"),
        ]
    )
    surface = surface.add_params(
        alt.selection_point(name="mark", fields=["item", "article"], on="click", toggle=False, clear=False)
    )
    labels = pd.DataFrame({"item": rows[1:]}).assign(
        lines=lambda f: ["\n".join(title_lines(name, 34)) for name in f["item"]]
    )
    text = alt.Chart(labels).mark_text(
        align="left", baseline="middle", lineBreak="\n", fontSize=12, lineHeight=13,
        fontWeight=alt.ExprRef(f"{is_opened('item')} ? 'bold' : 'normal'"), color=ink.text,
        limit=alt.ExprRef(f"{PANE} - 8"),
    ).encode(x=alt.value(0), y=y, text="lines:N")  # fmt: skip
    columns = pd.DataFrame({"article": articles, "item": "\0"}).assign(
        wide=["\n".join(title_lines(names[a], 11, 3)) for a in articles],
        narrow=["\n".join(title_lines(names[a], 7, 3)) for a in articles],
    )
    heads = [
        alt.Chart(columns)
        .mark_text(
            lineBreak="\n",
            baseline="middle",
            dy=-9,
            fontSize=alt.ExprRef(f"{test} ? {size} : 0.1"),
            lineHeight=size + 0.5,
            fontWeight=600,
            color=ink.soft,
            opacity=alt.ExprRef(f"{test} ? 1 : 0"),
        )
        .encode(x=x, y=y, text=f"{field}:N")
        for field, size, test in (("wide", 10.5, f"!({NARROW})"), ("narrow", 8.5, NARROW))
    ]
    return (
        layered(cells, figures, surface, text, *heads)
        .add_params(OPENED)
        .properties(height=STEP * len(rows), width="container", padding=0)
    )
