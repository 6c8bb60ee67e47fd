"""The pairwise matrix: how much of one article another tells."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboard.charts.layers import OPENED, is_opened, layered
from dashboard.charts.palette import Ink, title_lines

ROW = 54
NARROW = "width < 560"
SLANTED = 8  # outlets up to which the heads of the columns stand upright


def pair_matrix(shares: pd.DataFrame, names: Mapping[str, str], ink: Ink) -> alt.LayerChart:
    """Row: whose statements; column: who tells them too; figure: the share of them, in per cent.

    Args:
        shares: `a`, `b`, `told`, `touched`, `share` as coverage.shared_statements gives them.
        names: article -> name; their order is that of rows and columns.
        ink: what to draw with.

    Returns:
        A chart with the point selection `pair` over the fields `a` and `b`; `with_opened` frames one.
    """
    articles = list(names)
    drawn = shares[shares["a"].isin(articles) & shares["b"].isin(articles)].assign(
        teller=lambda f: f["a"].map(dict(names)),
        other=lambda f: f["b"].map(dict(names)),
        figure=lambda f: [f"{round(100 * s)} %" for s in f["share"]],
        says=lambda f: [f"{t} of {n} statements" for t, n in zip(f["touched"], f["told"], strict=True)],
    )
    pane = f"({NARROW} ? 78 : 170)"
    x = alt.X(
        "b:N",
        sort=articles,
        axis=None,
        scale=alt.Scale(domain=articles, range=[alt.ExprRef(pane), alt.ExprRef("width")], paddingInner=0.06),
    )
    y = alt.Y(
        "a:N", sort=["", *articles], axis=None, scale=alt.Scale(domain=["", *articles], paddingInner=0.06)
    )
    base = alt.Chart(drawn).encode(x=x, y=y)
    cells = base.mark_rect(cornerRadius=3, cursor="pointer", fill="#1f6fab").encode(
        fillOpacity=alt.FillOpacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.04, 1], clamp=True)),
        tooltip=[
            alt.Tooltip("teller:N", title="Of"),
            alt.Tooltip("other:N", title="told by"),
            alt.Tooltip("says:N", title="are"),
        ],
    )
    cells = cells.add_params(
        alt.selection_point(name="pair", fields=["a", "b"], on="click", toggle=False, clear=False)
    )
    figures = base.mark_text(
        fontSize=13, fontWeight=600, opacity=alt.ExprRef("bandwidth('x') < 30 ? 0 : 1")
    ).encode(
        text="figure:N",
        color=alt.condition("datum.share > 0.55", alt.value("#ffffff"), alt.value(ink.text)),
    )
    frame = (
        base.transform_filter(is_opened("a", "b"))
        .mark_rect(filled=False, aria=False, cornerRadius=3)
        .encode(stroke=alt.value(ink.text), strokeWidth=alt.value(2.5))
    )
    slanted = len(articles) > SLANTED
    wrapped = {name: title_lines(name, 12) for name in names.values()}
    labels = pd.DataFrame(
        {
            "article": articles,
            "line": ["\n".join(wrapped[name]) for name in names.values()],
            "head": list(names.values()) if slanted else ["\n".join(wrapped[n]) for n in names.values()],
            "count": [len(wrapped[name]) for name in names.values()],
            "corner": "",
        }
    )
    text = alt.Chart(labels)
    heads = text.mark_text(
        align="left" if slanted else "center",
        baseline="middle",
        lineBreak="\n",
        angle=310 if slanted else 0,
        dy=20 if slanted else 0,
        fontSize=10 if slanted else alt.ExprRef(f"{NARROW} ? 9 : 11"),
        fontWeight=600,
        color=ink.text,
        limit=64 if slanted else 110,
    ).encode(
        x=alt.X("article:N", sort=articles, axis=None),
        y=alt.Y("corner:N", axis=None),
        text="head:N",
    )
    sides = text.mark_text(
        align="left",
        baseline="middle",
        lineBreak="\n",
        fontSize=11,
        lineHeight=13,
        dy=alt.ExprRef("-6.5 * (datum.count - 1)"),
        fontWeight=600,
        color=ink.text,
        limit=alt.ExprRef(pane),
    ).encode(x=alt.value(0), y=alt.Y("article:N", axis=None), text="line:N")
    return (
        layered(cells, figures, frame, heads, sides)
        .add_params(OPENED)
        .properties(height=ROW * (1 + len(articles)), width="container", padding=0)
    )
