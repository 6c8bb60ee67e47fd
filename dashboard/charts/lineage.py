"""Shared text: how much of each article stands word for word in each other, and a statement counted three
ways."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboard.charts.layers import OPENED, is_opened
from dashboard.charts.palette import Ink, title_lines

ROW = 54
NARROW = "width < 560"
PANE = f"({NARROW} ? 78 : 170)"
"""Pixels of the names at the left."""
FULL = 0.4
"""Share that fills a cell: half of a report word for word in another is already a copy."""
LINE = 40
"""Pixels a statement."""
WAYS = ("articles", "origins", "sources")
WAY_WORDS = {"articles": "articles", "origins": "independent origins", "sources": "ultimate sources"}
WAY_COLOURS = {"articles": "#52616f", "origins": "#b35c00", "sources": "#1f6fab"}


def shared_matrix(shares: pd.DataFrame, names: Mapping[str, str], ink: Ink) -> alt.LayerChart:
    """Row: whose own telling; column: where it stands too; the bar at the foot of a cell adds a source's
    words.

    Args:
        shares: one row an ordered pair: `a`, `b`, `own` (share of the words of `a` outside quotations), `all`
            (with quotations), `says` (in words).
        names: article -> name; their order is that of rows and columns.
        ink: what to draw with.

    Returns:
        A chart with the point selection `pair` over the fields `a` and `b`; `with_opened` frames one.
    """
    articles = list(names)
    drawn = shares[shares["a"].isin(articles) & shares["b"].isin(articles)].assign(
        of=lambda f: f["a"].map(dict(names)),
        other=lambda f: f["b"].map(dict(names)),
        figure=lambda f: [f"{round(100 * s)} %" for s in f["own"]],
        whole=lambda f: [f"{round(100 * s)} % in all" for s in f["all"]],
    )
    scale = alt.Scale(domain=articles, range=[alt.ExprRef(PANE), alt.ExprRef("width")], paddingInner=0.06)
    x = alt.X("b:N", sort=articles, axis=None, scale=scale)
    y = alt.Y(
        "a:N", sort=["", *articles], axis=None, scale=alt.Scale(domain=["", *articles], paddingInner=0.06)
    )
    base = alt.Chart(drawn).encode(x=x, y=y)
    cells = base.mark_rect(cornerRadius=3, cursor="pointer", fill="#b35c00").encode(
        fillOpacity=alt.FillOpacity(
            "own:Q", scale=alt.Scale(domain=[0, FULL], range=[0.04, 1], clamp=True), legend=None
        ),
        tooltip=[
            alt.Tooltip("of:N", title="Of"),
            alt.Tooltip("other:N", title="stands in"),
            alt.Tooltip("says:N", title="Shared"),
        ],
    )
    cells = cells.add_params(
        alt.selection_point(name="pair", fields=["a", "b"], on="click", toggle=False, clear=False)
    )
    light = f"datum.own > {0.7 * FULL}"
    figures = base.mark_text(fontSize=13, fontWeight=600, dy=-6).encode(
        text="figure:N", color=alt.condition(light, alt.value("#ffffff"), alt.value(ink.text))
    )
    wholes = base.mark_text(fontSize=10.5, dy=10, opacity=alt.ExprRef("bandwidth('x') < 62 ? 0 : 1")).encode(
        text="whole:N", color=alt.condition(light, alt.value("#ffffff"), alt.value(ink.soft))
    )
    frame = (
        base.transform_filter(is_opened("a", "b"))
        .mark_rect(filled=False, aria=False, cornerRadius=3)
        .encode(stroke=alt.value(ink.text), strokeWidth=alt.value(2.5))
    )
    return (
        alt.LayerChart(layer=[cells, figures, wholes, frame, *_names(names, x, ink)])
        .add_params(OPENED)
        .properties(height=ROW * (1 + len(articles)), width="container", padding=0)
    )


def _names(names: Mapping[str, str], x: alt.X, ink: Ink) -> list[alt.Chart]:
    """The names over the columns and beside the rows."""
    lines = ["\n".join(title_lines(name, 10, 3)) for name in names.values()]
    labels = pd.DataFrame({"b": list(names), "a": list(names), "line": lines, "corner": ""})
    text = alt.Chart(labels)
    heads = text.mark_text(
        baseline="middle", lineBreak="\n", fontSize=11, fontWeight=600, color=ink.text, limit=110
    ).encode(x=x, y=alt.Y("corner:N", axis=None), text="line:N")
    sides = text.mark_text(
        align="left", baseline="middle", lineBreak="\n", fontSize=11, fontWeight=600, color=ink.text,
        limit=alt.ExprRef(PANE),
    ).encode(x=alt.value(0), y=alt.Y("a:N", axis=None), text="line:N")  # fmt: skip
    return [heads, sides]


def three_counts(counts: pd.DataFrame, ink: Ink) -> alt.LayerChart:
    """Each statement counted three ways: articles, independent origins, ultimate sources.

    Args:
        counts: `item` (the statement), `label`, `articles`, `origins`, `sources`; top to bottom.
        ink: what to draw with.

    Returns:
        A chart with the point selection `mark` over `item`; `with_opened` prints one in bold.
    """
    rows = ["\0", *counts["item"]]
    most = max(2, int(counts[list(WAYS)].to_numpy().max())) if len(counts) else 2
    cells = counts.melt(id_vars=["item", "label"], value_vars=list(WAYS), var_name="way", value_name="count")
    cells = cells.assign(colour=cells["way"].map(WAY_COLOURS), told=cells["way"].map(WAY_WORDS))
    pane = f"({NARROW} ? width * 0.52 : width * 0.6)"
    y = alt.Y("item:N", sort=rows, axis=None, scale=alt.Scale(domain=rows, paddingInner=0, paddingOuter=0))
    scale = alt.Scale(domain=list(WAYS), range=[alt.ExprRef(pane), alt.ExprRef("width")], paddingInner=0.08)
    x = alt.X("way:N", sort=list(WAYS), axis=None, scale=scale)
    base = alt.Chart(cells).encode(x=x, y=y)
    blocks = base.mark_rect(height=LINE - 10, cornerRadius=3).encode(
        fill=alt.Fill("colour:N", scale=None),
        fillOpacity=alt.FillOpacity(
            "count:Q", scale=alt.Scale(domain=[0, most], range=[0.05, 0.95]), legend=None
        ),
    )
    figures = base.mark_text(fontSize=13, fontWeight=600).encode(
        text="count:Q",
        color=alt.condition(f"datum.count > {0.6 * most}", alt.value("#ffffff"), alt.value(ink.text)),
    )
    surface = base.mark_rect(height=LINE, opacity=0.001, cursor="pointer").encode(
        tooltip=[
            alt.Tooltip("label:N", title="Statement"),
            alt.Tooltip("told:N", title="Counted"),
            alt.Tooltip("count:Q", title="Number"),
        ]
    )
    surface = surface.add_params(
        alt.selection_point(name="mark", fields=["item"], on="click", toggle=False, clear=False)
    )
    heads = pd.DataFrame(
        {"item": "\0", "way": WAYS, "lines": [w.replace(" ", "\n", 1) for w in WAY_WORDS.values()]}
    )
    top = (
        alt.Chart(heads)
        .mark_text(
            baseline="middle", lineBreak="\n", fontSize=11, lineHeight=12, fontWeight=600, color=ink.soft
        )
        .encode(x=x, y=y, text="lines:N")
    )
    return (
        alt.LayerChart(layer=[blocks, figures, *_statements(counts, y, pane, ink), top, surface])
        .add_params(OPENED)
        .properties(height=LINE * len(rows), width="container", padding=0)
    )


def _statements(counts: pd.DataFrame, y: alt.Y, pane: str, ink: Ink) -> list[alt.Chart]:
    """What each row counts, at the left; the open one in bold."""
    labels = counts[["item", "label"]].assign(
        wide=["\n".join(title_lines(label, 62)) for label in counts["label"]],
        narrow=["\n".join(title_lines(label, 27, 3)) for label in counts["label"]],
    )
    shapes = (("wide", 12, 14, f"{NARROW} ? 0 : 1"), ("narrow", 10, 11.5, f"{NARROW} ? 1 : 0"))
    return [
        alt.Chart(labels)
        .mark_text(
            align="left", baseline="middle", lineBreak="\n", fontSize=size, lineHeight=height,
            fontWeight=alt.ExprRef(f"{is_opened('item')} ? 'bold' : 'normal'"), color=ink.text,
            opacity=alt.ExprRef(seen), limit=alt.ExprRef(f"{pane} - 8"),
        )
        .encode(x=alt.value(0), y=y, text=f"{lines}:N")
        for lines, size, height, seen in shapes
    ]  # fmt: skip
