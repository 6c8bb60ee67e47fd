"""The coverage matrix: statements down, articles across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from dashboard.charts.opened import OPENED, is_opened
from dashboard.charts.palette import Ink, layered, shortened, title_lines

STEP = 54  # pixels a row: three lines of label, or on a narrow screen two over its cells
LABEL_WIDTH = 56  # characters a line of a label
NARROW = "width < 560"  # below this the label stands over the cells instead of beside them
PANE = f"({NARROW} ? 0 : min(440, width * 0.46))"  # pixels the labels take on the left
READABLE = 34  # pixels a cell needs to hold its figure
SPOKEN = " + '; ' + ".join(
    f"'{title}: ' + datum.{field}"
    for field, title in (
        ("outlet", "Outlet"),
        ("told", "State"),
        ("figure", "First mention at"),
        ("label", "Statement"),
        ("words", "Words"),
    )
)
"""A cell for screen readers."""
AS_SVG = {"embedOptions": {"renderer": "svg"}}
"""Streamlit would paint a large matrix on a canvas, of which a screen reader learns nothing; the view pages its rows."""

STATE_WORDS = {
    "full": "tells it",
    "partial": "touches it",
    "absent": "not found in this article",
    "not_yet": "published before it could be known",
}


def coverage_matrix(
    cells: pd.DataFrame,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    ink: Ink,
) -> alt.LayerChart:
    """Who tells which statement, how fully, and how far into the article.

    A filled cell tells the statement, an outlined one touches it, a dash means that it was not found. The
    figure is the place of the first mention, 0 % the first character of the article and 100 % the last.

    Args:
        cells: a COVERAGE table joined with `label`, `theme` and `words` (the mention to show on hover);
            its order is the order of the rows, and rows of one theme stand together.
        names: article -> name at the column's head, in the order of the columns; others are left out.
        colours: article -> colour.
        ink: what to draw with.

    Returns:
        A chart with the point selection `cell` over `statement` and `article`; `with_opened` frames one.
    """
    articles = list(names)
    rows = _rows(cells, _is_slanted(articles))
    drawn = cells[cells["article"].isin(articles)].assign(
        outlet=lambda frame: frame["article"].map(dict(names)),
        colour=lambda frame: frame["article"].map(dict(colours)),
        figure=lambda frame: [
            "–" if pd.isna(p) else f"{round(100 * p)} %" for p in frame["position"].astype(object)
        ],
        told=lambda frame: frame["state"].map(STATE_WORDS),
    )
    y = alt.Y("row:N", sort=list(rows["row"]), axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    x = alt.X(
        "article:N",
        sort=articles,
        axis=None,
        scale=alt.Scale(
            domain=articles,
            range=[alt.ExprRef(PANE), alt.ExprRef("width")],
            paddingInner=0.12 if len(articles) < 16 else 0.05,
        ),
    )
    drawn = drawn.rename(columns={"statement": "row"}).assign(statement=lambda frame: frame["row"])
    chart: alt.LayerChart = (
        layered(
            *_labels(rows, y, ink),
            *_heads(rows, articles, names, x, y, ink),
            *_cells(drawn, x, y, ink),
        )
        .add_params(OPENED)
        .properties(height=STEP * len(rows), width="container", padding=0, usermeta=AS_SVG)
        .configure(aria=True)
    )
    return chart


def _is_slanted(articles: Sequence[str]) -> bool:
    """Whether the columns are so many that their names stand aslant, in a row of their own below the theme."""
    return len(articles) > 8


def _rows(cells: pd.DataFrame, slanted: bool) -> pd.DataFrame:
    """One row a statement, and before each theme one that names it and, or two that name it and then, the columns."""
    rows, theme = [], None
    for record in cells.drop_duplicates("statement").itertuples():
        if record.theme != theme:
            theme = record.theme
            rows.append({"row": f"theme {theme}", "kind": "theme", "lines": str(theme)})
            if slanted:
                rows.append({"row": f"columns {theme}", "kind": "columns", "lines": ""})
        rows.append(
            {
                "row": record.statement,
                "kind": "statement",
                "lines": "\n".join(title_lines(str(record.label), LABEL_WIDTH, 3)),
                "short": "\n".join(title_lines(str(record.label), LABEL_WIDTH)),
            }
        )
    frame = pd.DataFrame(rows, columns=["row", "kind", "lines", "short"])
    return frame.assign(count=[1 + lines.count("\n") for lines in frame["lines"]])


def _labels(rows: pd.DataFrame, y: alt.Y, ink: Ink) -> list[alt.Chart]:
    """Themes in bold, statements in plain text, at the left edge."""
    left = alt.value(0)
    themes = (
        alt.Chart(rows[rows["kind"] == "theme"])
        .mark_text(
            align="left",
            baseline="middle",
            lineBreak="\n",
            font="Georgia, 'Source Serif 4', serif",
            fontSize=16,
            color=ink.text,
            description=alt.ExprRef("datum.lines"),
            dy=alt.ExprRef(f"{NARROW} ? -10 : 8"),
            limit=alt.ExprRef(f"{NARROW} ? width : {PANE} - 14"),
        )
        .encode(x=left, y=y, text="lines:N")
    )
    statements = (
        alt.Chart(rows[rows["kind"] == "statement"])
        .mark_text(
            align="left",
            baseline="middle",
            lineBreak="\n",
            fontSize=12.5,
            lineHeight=15,
            color=ink.text,
            aria=False,
            text=alt.ExprRef(f"{NARROW} ? datum.short : datum.lines"),
            dy=alt.ExprRef(f"{NARROW} ? (datum.count > 1 ? -18 : -9) : -7.5 * (datum.count - 1)"),
            limit=alt.ExprRef(f"{NARROW} ? width : {PANE} - 14"),
        )
        .encode(x=left, y=y)
    )
    return [themes, statements]


def _heads(
    rows: pd.DataFrame, articles: Sequence[str], names: Mapping[str, str], x: alt.X, y: alt.Y, ink: Ink
) -> list[alt.Chart]:
    """The columns' names beside every theme, so that they are never scrolled away."""
    slanted = _is_slanted(articles)
    heads = pd.DataFrame(
        [
            {
                "row": row,
                "article": article,
                "lines": "\n".join(title_lines(names[article], 16 if slanted else 11)),
                "short": shortened(names[article], 14)
                if slanted
                else "\n".join(title_lines(names[article], 11)),
            }
            for row in rows.loc[rows["kind"] == ("columns" if slanted else "theme"), "row"]
            for article in articles
        ]
    )
    mark = alt.Chart(heads).mark_text(
        align="left" if slanted else "center",
        baseline="middle",
        lineBreak="\n",
        angle=320 if slanted else 0,
        fontSize=10.5,
        lineHeight=12,
        fontWeight=600,
        color=ink.soft,
        aria=False,
        text=alt.ExprRef(f"{NARROW} ? datum.short : datum.lines"),
        dy=14 if slanted else alt.ExprRef(f"{NARROW} ? 9 : 4"),
    )
    return [mark.encode(x=x, y=y)]


def _cells(drawn: pd.DataFrame, x: alt.X, y: alt.Y, ink: Ink) -> list[alt.Chart]:
    """The cells, their figures and, over both, a clear surface that takes the pointer."""
    base = alt.Chart(drawn).encode(x=x, y=y)
    size = alt.ExprRef(f"{NARROW} ? 13 : 28")
    offset = alt.ExprRef(f"{NARROW} ? 14 : 0")
    told = base.transform_filter("datum.state == 'full' || datum.state == 'partial'")
    block = told.mark_rect(height=size, yOffset=offset, cornerRadius=3, strokeWidth=1.6, aria=False).encode(
        fill=alt.Fill("colour:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
        fillOpacity=alt.condition("datum.state == 'full'", alt.value(1), alt.value(0.12)),
    )
    figure = base.mark_text(
        fontSize=11,
        fontWeight=600,
        aria=False,
        dy=offset,
        opacity=alt.ExprRef(f"bandwidth('x') < {READABLE} ? 0 : 1"),
    ).encode(
        text="figure:N",
        color=alt.condition("datum.state == 'full'", alt.value("#ffffff"), alt.value(ink.soft)),
    )
    surface = (
        base.mark_rect(opacity=0.001, cursor="pointer", height=STEP, description=alt.ExprRef(SPOKEN))
        .encode(
            tooltip=[
                alt.Tooltip("outlet:N", title="Outlet"),
                alt.Tooltip("told:N", title="State"),
                alt.Tooltip("figure:N", title="First mention at"),
                alt.Tooltip("words:N", title="Words"),
            ]
        )
        .add_params(
            alt.selection_point(
                name="cell", fields=["statement", "article"], on="click", toggle=False, clear=False
            )
        )
    )
    frame = (
        base.transform_filter(is_opened("statement", "article"))
        .mark_rect(
            height=alt.ExprRef(f"{NARROW} ? 19 : 34"),
            yOffset=offset,
            cornerRadius=4,
            filled=False,
            aria=False,
        )
        .encode(stroke=alt.value(ink.text), strokeWidth=alt.value(2.5))
    )
    return [block, figure, frame, surface]
