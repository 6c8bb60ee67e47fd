"""Who is cited where: sources down, outlets across; and the chains through which a source came."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboard.charts.layers import NAME, OPENED, is_opened
from dashboard.charts.palette import Ink, title_lines

STEP = 34
"""Pixels a source."""
HEAD = 52
"""Pixels of the row that names the outlets."""
NARROW = "width < 560"
PANE = f"({NARROW} ? width * 0.4 : min(340, width * 0.4))"
"""Pixels of the names of the sources at the left."""
DOTS = 20
"""Share of the width, in per cent, in which the outlets of a chain stand."""


def source_matrix(
    counts: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], ink: Ink
) -> alt.LayerChart:
    """How often each outlet cites each source; a dash where it never does.

    Args:
        counts: `item` (the source), `label`, `article`, `count`, `says` (in words); rows in the order of the
            sources.
        names: article -> name, left to right.
        colours: article -> colour.
        ink: what to draw with.

    Returns:
        A chart with the point selection `mark` over `item` and `article`; `with_opened` prints one in bold.
    """
    articles = list(names)
    drawn = counts[counts["article"].isin(articles)].assign(
        colour=lambda f: f["article"].map(dict(colours)),
        outlet=lambda f: f["article"].map(dict(names)),
        figure=lambda f: [str(n) if n else "–" for n in f["count"]],
    )
    rows = ["\0", *dict.fromkeys(drawn["label"])]
    most = max(1, int(drawn["count"].max())) if len(drawn) else 1
    y = alt.Y("label:N", sort=rows, axis=None, scale=alt.Scale(domain=rows, paddingInner=0, paddingOuter=0))
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
        opacity=alt.condition("datum.count > 0", alt.value(1), alt.value(0.5)),
    )
    surface = base.mark_rect(height=STEP, opacity=0.001, cursor="pointer").encode(
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("label:N", title="Source"),
            alt.Tooltip("says:N", title="Cited"),
        ]
    )
    surface = surface.add_params(
        alt.selection_point(name="mark", fields=["item", "article"], on="click", toggle=False, clear=False)
    )
    labels = drawn[["item", "label"]].drop_duplicates("label")
    labels = labels.assign(lines=["\n".join(title_lines(name, 34)) for name in labels["label"]])
    sides = (
        alt.Chart(labels)
        .mark_text(
            align="left",
            baseline="middle",
            lineBreak="\n",
            fontSize=12,
            lineHeight=13,
            fontWeight=alt.ExprRef(f"{is_opened('item')} ? 'bold' : 'normal'"),
            color=ink.text,
            limit=alt.ExprRef(f"{PANE} - 10"),
        )
        .encode(x=alt.value(0), y=y, text="lines:N")
    )
    heads = pd.DataFrame(
        {
            "article": articles,
            "label": "\0",
            "lines": ["\n".join(title_lines(n, 10, 3)) for n in names.values()],
        }
    )
    top = (
        alt.Chart(heads)
        .mark_text(
            baseline="middle", lineBreak="\n", fontSize=10, lineHeight=11, fontWeight=600, color=ink.soft
        )
        .encode(x=x, y=y, text="lines:N")
    )
    return (
        alt.LayerChart(layer=[cells, figures, sides, top, surface])
        .add_params(OPENED)
        .properties(height=STEP * len(rows), width="container", padding=0)
    )


def chain_rows(
    chains: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], ink: Ink
) -> alt.LayerChart:
    """Chains from the outlets at the left to whoever is cited at the right, one row a chain.

    A link that several rows in succession share is named once; lines branch from it.

    Args:
        chains: one row a chain and outlet: `row` (from 0), `links` (a tuple of names from the outlet
            inwards), `item` (the last of them), `article`, `count`.
        names: article -> name; the place of its dot.
        colours: article -> colour.
        ink: what to draw with.

    Returns:
        A chart with the point selection `mark` over `item` and `article`; `with_opened` sets the other sources back.
    """
    articles = list(names)
    dots = chains.assign(
        x=[DOTS * (articles.index(a) + 0.5) / max(5, len(articles)) for a in chains["article"]],
        colour=chains["article"].map(dict(colours)),
        outlet=chains["article"].map(dict(names)),
        chain=[" ← ".join(("outlet", *links)) for links in chains["links"]],
    )
    depth = max((len(links) for links in chains["links"]), default=1)
    step = (100 - DOTS - 4) / depth
    texts, lines = _nodes(chains, step)
    rows = int(chains["row"].max()) + 1 if len(chains) else 1
    y = alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[-0.5, rows - 0.5], reverse=True, nice=False))
    scale = alt.Scale(domain=[0, 100], nice=False)
    x = alt.X("x:Q", axis=None, scale=scale)
    rules = (
        alt.Chart(lines).mark_rule(strokeWidth=1.3, color=ink.faint).encode(x=x, x2="x2:Q", y=y, y2="row2:Q")
    )
    circles = (
        alt.Chart(dots.drop(columns="links"))
        .mark_circle(size=110, opacity=1, cursor="pointer")
        .encode(
            x=x,
            y=y,
            color=alt.Color("colour:N", scale=None),
            tooltip=[
                alt.Tooltip("outlet:N", title="Outlet"),
                alt.Tooltip("chain:N", title="Chain"),
                alt.Tooltip("count:Q", title="Passages"),
            ],
        )
        .add_params(
            alt.selection_point(
                name="mark", fields=["item", "article"], on="click", toggle=False, clear=False
            )
        )
    )
    said = [
        alt.Chart(texts[texts["weight"] == weight])
        .mark_text(
            align="left", baseline="middle", lineBreak="\n", fontSize=12, lineHeight=13, fontWeight=weight,
            color=ink.text, limit=alt.ExprRef(f"width * {(step - 3) / 100}"),
        )
        .encode(
            x=x, y=y, text="lines:N", tooltip=[alt.Tooltip("name:N", title="Source or channel")],
            opacity=alt.condition(f"!isValid({NAME}.item) || {is_opened('item')}", alt.value(1), alt.value(0.75)),
        )
        for weight in ("normal", "bold")
    ]  # fmt: skip
    return (
        alt.LayerChart(layer=[rules, circles, *said])
        .add_params(OPENED)
        .properties(height=STEP * rows + 6, width="container", padding=0)
    )


def _nodes(chains: pd.DataFrame, step: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(names to write, lines to draw): a name that the row above has at the same place is written once."""
    texts, lines = [], []
    above: tuple[str, ...] = ()
    home: dict[int, int] = {}
    for record in chains.drop_duplicates("row").itertuples():
        links: tuple[str, ...] = record.links
        shared = 0
        while shared < min(len(links) - 1, len(above) - 1) and links[shared] == above[shared]:
            shared += 1
        for k, name in enumerate(links):
            x = DOTS + 4 + k * step
            if k >= shared:
                home[k] = int(record.row)
                texts.append(
                    {
                        "x": x, "row": record.row, "name": name, "item": record.item,
                        "lines": "\n".join(title_lines(("← " if k else "") + name, 26)),
                        "weight": "bold" if k == len(links) - 1 else "normal",
                    }
                )  # fmt: skip
        if shared:
            x = DOTS + 4 + (shared - 1) * step
            lines.append({"x": x + 1, "x2": x + 1, "row": home[shared - 1] + 0.35, "row2": record.row})
            lines.append({"x": x + 1, "x2": x + step - 1, "row": record.row, "row2": record.row})
        lines.append({"x": 0, "x2": DOTS + 2, "row": record.row, "row2": record.row})
        above = links
    return (
        pd.DataFrame(texts, columns=["x", "row", "name", "item", "lines", "weight"]),
        pd.DataFrame(lines, columns=["x", "x2", "row", "row2"]),
    )
