"""A figure for every thing and outlet: rows of small bars on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.layers import NARROW, clickable, heads, is_opened, layered, only
from dashboard.charts.palette import Colours, Ink, Names, head_lines, title_lines

ROW = 50  # pixels: figure over bar, or on a narrow screen label over both
BAR = 9  # pixels
PANE = f"({NARROW} ? 0 : min(330, width * 0.34))"
HEADS = 40  # pixels of the outlets' names
SLANTED_HEADS = 84  # … where they are slanted
SLANT_FROM = 8
UNITS = 42  # pixels a cell needs to print its figure with the unit
FULL = 0.88  # of a cell's width is the longest bar


def outlet_bars(
    cells: pd.DataFrame,
    labels: Mapping[str, str],
    names: Names,
    colours: Colours,
    ink: Ink,
    swatches: Mapping[str, tuple[str, str]] | None = None,
) -> alt.LayerChart:
    """Things down, outlets across; the longer the bar, the larger the value, on one scale for all.

    Args:
        cells: `item`, `article`, `value` (0 or more), `figure` (what to print) and `note` (small
            beside it, "" for none); a cell that is missing shows a dash.
        labels: item -> words of the row, top to bottom.
        names: article -> name, left to right.
        swatches: item -> (letter, colour) before its words; none where it is not given.

    Returns:
        A chart with the point selection `mark` over the fields `item` and `article`; `with_opened` frames one.
    """
    articles, items, marks = list(names), list(labels), dict(swatches or {})
    slanted = len(articles) >= SLANT_FROM
    top = SLANTED_HEADS if slanted else HEADS
    own = cells[cells["item"].isin(items) & cells["article"].isin(articles)]
    rows = [
        *_cells(own, labels, names, colours, top),
        *_words(labels, marks, top),
        *(
            {"kind": "head", "x": k + 0.5, "text": head_lines(n, slanted)}
            for k, n in enumerate(names.values())
        ),
    ]
    height = top + ROW * len(items) + 4
    return layered(pd.DataFrame(rows), _layers(ink, len(articles), slanted, bool(marks)), height)


def _cells(
    cells: pd.DataFrame, labels: Mapping[str, str], names: Names, colours: Colours, top: int
) -> list[dict[str, Any]]:
    """A row for every cell, those without a value too."""
    greatest = float(cells["value"].max()) if len(cells) and float(cells["value"].max()) > 0 else 1.0
    known = {(c.item, c.article): c for c in cells.itertuples(index=False)}
    rows = []
    for k, item in enumerate(labels):
        for column, article in enumerate(names):
            cell = known.get((item, article))
            rows.append(
                {
                    "kind": "cell",
                    "item": item,
                    "article": article,
                    "label": labels[item],
                    "outlet": names[article],
                    "x": column + (1 - FULL) / 2,
                    "x2": column + (1 - FULL) / 2 + FULL * (float(cell.value) / greatest if cell else 0),
                    "end": column + (1 + FULL) / 2,
                    "y": top + ROW * (k + 0.5),
                    "colour": colours[article],
                    "figure": cell.figure if cell else "–",
                    "short": cell.figure.split()[0] if cell else "–",
                    "note": cell.note if cell else "",
                }
            )
    return rows


def _words(labels: Mapping[str, str], marks: Mapping[str, tuple[str, str]], top: int) -> list[dict[str, Any]]:
    """A row for the words of every item."""
    return [
        {
            "kind": "side",
            "y": top + ROW * (k + 0.5),
            "text": "\n".join(title_lines(labels[item], 44)),
            "single": title_lines(labels[item], 52, 1)[0],
            "above": top + ROW * (k + 0.5) + 2 - 7.5 * len(title_lines(labels[item], 44)),
            "letter": marks.get(item, ("", ""))[0],
            "colour": marks.get(item, ("", "#888888"))[1],
        }
        for k, item in enumerate(labels)
    ]


def _layers(ink: Ink, outlets: int, slanted: bool, marked: bool) -> list[alt.Chart]:
    """Names, row labels, tracks, bars, figures and the clear surface."""
    scale = alt.Scale(
        domain=[0, max(1, outlets)], nice=False, zero=False, range=[alt.ExprRef(PANE), alt.ExprRef("width")]
    )
    x, y = alt.X("x:Q", scale=scale, axis=None), alt.Y("y:Q", scale=None, axis=None)
    cell = only("cell")
    frame = only("cell", is_opened("item", "article")).mark_rect(
        height=ROW - 16,
        yOffset=6,
        xOffset=-4,
        x2Offset=4,
        filled=False,
        aria=False,
        cornerRadius=3,
        strokeWidth=2.2,
    )
    return [
        heads(x, SLANTED_HEADS - 8 if slanted else 0, slanted, ink),
        *_sides(ink, y, marked),
        cell.mark_rect(height=BAR, yOffset=11, fill=ink.faint, opacity=0.45, cornerRadius=1).encode(
            x=x, x2="end:Q", y=y
        ),
        cell.mark_rect(height=BAR, yOffset=11, cornerRadius=1).encode(
            x=x, x2="x2:Q", y=y, fill=alt.Fill("colour:N", scale=None)
        ),
        *_figures(ink, x, y, f"((width - {PANE}) / {max(1, outlets)})"),
        frame.encode(x=x, x2="end:Q", y=y, stroke=alt.value(ink.text)),
        clickable(
            cell.mark_rect(height=ROW, opacity=0.001, cursor="pointer").encode(x=x, x2="end:Q", y=y),
            {"label:N": "What", "outlet:N": "Outlet", "figure:N": "Figure", "note:N": " "},
        ),
    ]


def _sides(ink: Ink, y: alt.Y, marked: bool) -> list[alt.Chart]:
    """The rows' words at the left, or over their cells on a narrow screen, with letters if they have any."""
    side, indent = only("side"), 22 if marked else 0
    dy = alt.ExprRef(f"{NARROW} ? -16 : 0")
    wide = side.mark_text(
        align="left",
        baseline="line-top",
        lineBreak="\n",
        fontSize=12.5,
        lineHeight=15,
        color=ink.text,
        limit=alt.ExprRef(f"{NARROW} ? 1 : {PANE} - {14 + indent}"),
        opacity=alt.ExprRef(f"{NARROW} ? 0 : 1"),
    ).encode(x=alt.value(indent), y=alt.Y("above:Q", scale=None, axis=None), text="text:N")
    narrow = side.mark_text(
        align="left",
        baseline="middle",
        fontSize=12.5,
        color=ink.text,
        dy=-16,
        limit=alt.ExprRef(f"width - {indent}"),
        opacity=alt.ExprRef(f"{NARROW} ? 1 : 0"),
    ).encode(x=alt.value(indent), y=y, text="single:N")
    if not marked:
        return [wide, narrow]
    squares = side.mark_point(shape="square", size=220, filled=True, opacity=1, yOffset=dy)
    letters = side.mark_text(fontSize=10, fontWeight=700, color="#ffffff", dy=dy)
    return [
        wide,
        narrow,
        squares.encode(x=alt.value(8), y=y, fill=alt.Fill("colour:N", scale=None)),
        letters.encode(x=alt.value(8), y=y, text="letter:N"),
    ]


def _figures(ink: Ink, x: alt.X, y: alt.Y, step: str) -> list[alt.Chart]:
    """Figures over the bars, without their unit where a cell is narrow, and the note beside them."""
    cell = only("cell")
    shade = alt.condition(
        "datum.figure == '–' || datum.figure == '0%'", alt.value(ink.soft), alt.value(ink.text)
    )
    figures = [
        cell.mark_text(
            align="left",
            fontSize=size,
            fontWeight=600,
            dy=2,
            opacity=alt.ExprRef(f"{step} < {UNITS} ? {1 - whole} : {whole}"),
        ).encode(x=x, y=y, text=text, color=shade)
        for text, size, whole in (("figure:N", 11.5, 1), ("short:N", 10, 0))
    ]
    notes = cell.mark_text(
        align="right", fontSize=10, dy=2, color=ink.soft, opacity=alt.ExprRef(f"{step} < 84 ? 0 : 1")
    ).encode(x=alt.X("end:Q", scale=x["scale"], axis=None), y=y, text="note:N")
    return [*figures, notes]
