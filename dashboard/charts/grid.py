"""One builder for every picture of rows by columns, and the pictures that it draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dashboard.charts.layers import (
    NAME,
    NARROW,
    Part,
    PlainChart,
    expr,
    is_opened,
    layer,
    nominal,
    opened_frame,
    ordered,
    quantitative,
    records,
    selection,
    stacked,
    surface,
)
from dashboard.charts.palette import Colours, Ink, Names, brief, shortened, title_lines

CORNER = "\0"
"""Key of the row that holds the columns' heads."""
FULL = 0.4
"""Share of shared text that fills a cell: half of a report word for word in another is already a copy."""
WAYS = {
    "articles": ("articles", "#52616f"),
    "origins": ("independent texts", "#b35c00"),
    "sources": ("ultimate sources", "#1f6fab"),
}
"""Way to count a statement -> its words and colour."""
SOURCE = ("item", "label", "article", "count", "says")
SLANT_FROM = 9  # outlets from which the heads of the columns are slanted
SLANT = 84  # pixels that the longest slanted head is high


class Label(NamedTuple):
    """The key of a row or column and its words on a wide and on a narrow screen, broken into lines."""

    key: str
    wide: str
    narrow: str


class Cell(NamedTuple):
    """One cell.

    Attributes:
        figure: what is printed in it, on a narrow screen `narrow` where that is given; `note` is set small under it.
        colour, strength: of its block, 0 (none) to 1.
        light: whether the figure is white, as on a dark block.
        said: lines of the tooltip, one for each title of Style.hover.
    """

    row: str
    column: str
    figure: str
    colour: str
    strength: float
    light: bool
    said: tuple[str, ...]
    note: str = ""
    narrow: str = ""


@dataclass(frozen=True)
class Type:
    """How labels are set: pixels on a wide and on a narrow screen, pixels down, weight, degrees."""

    wide: float
    narrow: float
    dy: float = 0
    bold: bool = True
    angle: int = 0


@dataclass(frozen=True)
class Style:
    """How a grid looks and what a click picks.

    Attributes:
        step: pixels a row.
        pane: pixels the rows' labels take at the left, as an expression.
        gaps: share of a column and of a row that is left free.
        block: pixels of a cell's height; 0 fills the row.
        figure: how the figures are set.
        sides, heads: how rows and columns are labelled.
        picked: name of the selection and the fields that it holds: of the row, and of the column where a cell is picked.
        hover: titles of the tooltip's lines.
        framed: whether the open cell is framed; otherwise the open row's label is set in bold.
        down: pixels that the cells are set down, so that the row's label has room over them.
        corner: what rows and columns are, in two lines over the rows' labels.
    """

    step: int
    pane: str
    gaps: tuple[float, float]
    block: int
    figure: Type
    sides: Type
    heads: Type
    picked: tuple[str, tuple[str, ...]]
    hover: tuple[str, ...]
    framed: bool = False
    down: int = 0
    corner: str = ""


def grid(
    rows: Sequence[Label], columns: Sequence[Label], cells: Iterable[Cell], style: Style, ink: Ink
) -> PlainChart:
    """Rows down, columns across, a block with a figure in each cell.

    Args:
        rows, columns: top to bottom, left to right.
        cells: in any order; one that is missing stays blank.
        style: sizes and what a click picks.

    Returns:
        A chart with the selection that `style` names; `with_opened` shows one as open.
    """
    name, fields = style.picked
    drawn = [_record(cell, fields, ink) for cell in cells]
    y = ordered("row", [CORNER, *(row.key for row in rows)], paddingInner=style.gaps[1], paddingOuter=0)
    x = ordered(
        "column",
        [column.key for column in columns],
        range=[expr(style.pane), expr("width")],
        paddingInner=style.gaps[0],
    )
    return stacked(
        {"data": {"values": drawn}, "encoding": {"x": x}, "layer": _cells(style, ink)},
        _sides(rows, style, ink),
        _heads(columns, style, x, ink),
        *([_corner(style, ink)] if style.corner else []),
        {"data": {"values": drawn}, "encoding": {"x": x}, "layer": [_surface(style)]},
        height=style.step * (len(rows) + 1) + 8 + _overhang(style),
        encoding={"y": y},
        padding={
            "top": 8,
            "left": 0,
            "right": 24 * bool(style.heads.angle),  # the last slanted head leans out
            "bottom": 0,
        },  # a head of three lines is higher than a low row
        params=[selection(name, fields), {"name": NAME, "value": {}}],
    )


def _overhang(style: Style) -> float:
    """Pixels by which slanted heads stand out above their row: a picture is as high as is said, whatever has to fit into it."""
    return max(0.0, SLANT - style.step / 2 - style.heads.dy) if style.heads.angle else 0.0


def _record(cell: Cell, fields: Sequence[str], ink: Ink) -> Part:
    picked = dict(zip(fields, (cell.row, cell.column), strict=False))
    said = {f"said{k}": words for k, words in enumerate(cell.said)}
    return {
        **picked,
        **said,
        "row": cell.row,
        "column": cell.column,
        "wide": cell.figure,
        "narrow": cell.narrow or cell.figure,
        "note": cell.note,
        "colour": cell.colour,
        "strength": cell.strength,
        "ink": "#ffffff" if cell.light else ink.text,
        "noteInk": "#ffffff" if cell.light else ink.soft,
    }


def _cells(style: Style, ink: Ink) -> list[Part]:
    """Blocks, figures, notes and the frame of the open cell."""
    height = {"height": style.block, "yOffset": style.down} if style.block else {}
    figure = {**_text(style.figure), "opacity": expr("bandwidth('x') < 14 ? 0 : 1")}
    figure["dy"] = expr(f"(datum.note ? -6 : {style.down}) + {_raised(style.figure)}")
    layers: list[Part] = [
        {
            "transform": [{"filter": "datum.strength > 0"}],
            "mark": {"type": "rect", "cornerRadius": 3, "aria": False, **height},
            "encoding": {
                "fill": nominal("colour", scale=None),
                "fillOpacity": quantitative("strength", scale=None),
            },
        },
        {
            "mark": figure,
            "encoding": {"color": nominal("ink", scale=None)},
        },
        {
            "transform": [{"filter": "datum.note"}],
            "mark": {
                "type": "text", "aria": False, "fontSize": 10.5, "dy": 10, "opacity": expr("bandwidth('x') < 62 ? 0 : 1"),
            },
            "encoding": {"text": nominal("note"), "color": nominal("noteInk", scale=None)},
        },
    ]  # fmt: skip
    if style.framed:
        layers.append(opened_frame(style.picked[1], ink, cornerRadius=3))
    return layers


def _surface(style: Style) -> Part:
    """The layer that takes the pointer, as high as a row."""
    fields = {f"said{k}": title for k, title in enumerate(style.hover)}
    return surface(fields, fields, **({"height": style.step} if style.block else {}))


def _text(labels: Type) -> Part:
    return {
        "type": "text",
        "aria": False,
        "baseline": "middle",
        "lineBreak": "\n",
        "text": expr(f"{NARROW} ? datum.narrow : datum.wide"),
        "fontSize": expr(f"{NARROW} ? {labels.narrow} : {labels.wide}"),
        "lineHeight": expr(f"{NARROW} ? {labels.narrow + 1.5} : {labels.wide + 1.5}"),
        "fontWeight": 600 if labels.bold else 400,
    }


def _raised(labels: Type) -> str:
    """Pixels by which lines of text must be raised so that their middle is where one line would be."""
    lines = f"(length(split({NARROW} ? datum.narrow : datum.wide, '\\n')) - 1)"
    return f"(-{lines} * ({NARROW} ? {labels.narrow + 1.5} : {labels.wide + 1.5}) / 2)"


def _sides(rows: Sequence[Label], style: Style, ink: Ink) -> Part:
    """The rows' labels at the left."""
    field = style.picked[1][0]
    values = [{"row": r.key, field: r.key, "wide": r.wide, "narrow": r.narrow} for r in rows]
    mark = {
        **_text(style.sides),
        "align": "left",
        "color": ink.soft if style.down else ink.text,
        "limit": expr("width" if style.down else f"{style.pane} - 8"),
        "dy": expr(f"{style.sides.dy} + {_raised(style.sides)}"),
    }
    if not style.framed and not style.down:
        mark["fontWeight"] = expr(f"{is_opened(field)} ? 'bold' : 'normal'")
    return layer(values, mark, x={"value": 0})


def _heads(columns: Sequence[Label], style: Style, x: Part, ink: Ink) -> Part:
    """The columns' labels in the first row."""
    values = [{"row": CORNER, "column": c.key, "wide": c.wide, "narrow": c.narrow} for c in columns]
    mark = {
        **_text(style.heads),
        "align": "left" if style.heads.angle else "center",
        "angle": style.heads.angle,
        # What is set down along a slanted line is also set aside; so a slanted head is moved as it stands on the page.
        "yOffset": style.heads.dy if style.heads.angle else 0,
        "dy": 0 if style.heads.angle else expr(f"{style.heads.dy} + {_raised(style.heads)}"),
        "color": ink.text if style.framed or style.down else ink.soft,
        "limit": 110 if style.framed or style.heads.angle else 0,
    }
    return layer(values, mark, x=x)


def _corner(style: Style, ink: Ink) -> Part:
    """What the rows and the columns are, where both begin."""
    mark = {
        "type": "text", "align": "left", "baseline": "middle", "lineBreak": "\n", "lineHeight": 13, "dy": -7,
        "fontSize": expr(f"{NARROW} ? 9 : 11"), "color": ink.soft, "aria": False, "text": style.corner,
    }  # fmt: skip
    return layer([{"row": CORNER}], mark, x={"value": 0})


def _labels(words: Mapping[str, str], wide: tuple[int, int], narrow: tuple[int, int]) -> list[Label]:
    """Labels of keys, broken into lines: (characters, lines) for a wide and for a narrow screen."""
    return [
        Label(key, "\n".join(title_lines(text, *wide)), "\n".join(title_lines(brief(text), *narrow)))
        for key, text in words.items()
    ]


def _columns(names: Names, wide: tuple[int, int], narrow: tuple[int, int]) -> list[Label]:
    """The outlets' names over their columns: in lines, or, where there are many, slanted and one line each."""
    if len(names) < SLANT_FROM:
        return _labels(names, wide, narrow)
    return [
        Label(article, shortened(name, 24), shortened(brief(name), 13)) for article, name in names.items()
    ]


def _between(low: float, high: float, share: float) -> float:
    return low + (high - low) * min(1.0, max(0.0, share))


def _pairs_style(slanted: bool, hover: tuple[str, ...], corner: str) -> Style:
    heads = Type(10, 9, 18, angle=310) if slanted else Type(11, 9)
    sides, picked = Type(11, 11), ("pair", ("a", "b"))
    pane, figures = f"({NARROW} ? 78 : 170)", Type(13, 9 if slanted else 12)
    return Style(54, pane, (0.06, 0.06), 0, figures, sides, heads, picked, hover, framed=True, corner=corner)


def pair_matrix(shares: pd.DataFrame, names: Names, ink: Ink) -> PlainChart:
    """Row: whose statements; column: who reports them too; figure: the share of them, in per cent.

    Args:
        shares: `a`, `b`, `told` (statements of `a`), `touched` (those of them that `b` reports too), `share`.
        names: article -> name; their order is that of rows and columns.

    Returns:
        A chart with the point selection `pair` over the fields `a` and `b`; `with_opened` frames one.
    """
    slanted = len(names) >= SLANT_FROM
    columns = _columns(names, (12, 2), (12, 2))
    cells = [
        Cell(
            a, b, f"{round(100 * share)}%" if told else "–", "#1f6fab", _between(0.04, 1, share) if told else 0, share > 0.55,
            (names[a], names[b], f"{touched} of {told} statements"),
            narrow=str(round(100 * share)) if told and slanted else "",
        )
        for a, b, told, touched, share in records(shares, "a", "b", "told", "touched", "share")
        if a in names and b in names
    ]  # fmt: skip
    hover = ("Of what … reports", "… also reports", "Shared")
    style = _pairs_style(slanted, hover, "Reported by ↓\nalso by →")
    return grid(_labels(names, (24, 2), (12, 2)), columns, cells, style, ink)


def shared_matrix(shares: pd.DataFrame, names: Names, ink: Ink) -> PlainChart:
    """Row: whose own text; column: where it appears too; small: the share with quotations.

    Args:
        shares: one row an ordered pair: `a`, `b`, `own` (share of the words of `a` outside quotations), `all`
            (with quotations), `says` (in words).
        names: article -> name; their order is that of rows and columns.

    Returns:
        A chart with the point selection `pair` over the fields `a` and `b`; `with_opened` frames one.
    """
    slanted = len(names) >= SLANT_FROM
    cells = [
        Cell(
            a, b, f"{round(100 * own)}%", "#b35c00", _between(0.04, 1, own / FULL), own > 0.7 * FULL,
            (names[a], names[b], says), f"{round(100 * whole)}% with quotes",
            str(round(100 * own)) if slanted else "",
        )
        for a, b, own, whole, says in records(shares, "a", "b", "own", "all", "says")
        if a in names and b in names
    ]  # fmt: skip
    columns = _columns(names, (10, 3), (10, 3))
    style = _pairs_style(slanted, ("Of", "appears in", "Shared"), "Of this outlet's text ↓\nalso in →")
    return grid(_labels(names, (24, 2), (10, 3)), columns, cells, style, ink)


def source_matrix(counts: pd.DataFrame, names: Names, colours: Colours, ink: Ink) -> PlainChart:
    """How often each outlet cites each source; a dash where it never does.

    Args:
        counts: `item` (the source), `label`, `article`, `count`, `says` (in words); rows in the order of the
            sources.
        names: article -> name, left to right.

    Returns:
        A chart with the point selection `mark` over `item` and `article`; `with_opened` prints one in bold.
    """
    labels = dict(records(counts, "item", "label"))
    rows = [
        (a, item, n, (names[a], label, says))
        for item, label, a, n, says in records(counts, *SOURCE)
        if a in names
    ]
    pane = f"({NARROW} ? width * 0.4 : min(340, width * 0.4))"
    style = _counts_style(len(names) >= SLANT_FROM, pane, ("Outlet", "Source", "Cited"))
    cells = _counted(rows, colours)
    return grid(_labels(labels, (34, 2), (20, 2)), _columns(names, (10, 3), (7, 3)), cells, style, ink)


def _counted(rows: Sequence[tuple[str, str, int, tuple[str, ...]]], colours: Colours) -> list[Cell]:
    """Cells of (article, row, number, tooltip): the larger the number, the fuller the colour."""
    most = max([1, *(number for _, _, number, _ in rows)])
    return [
        Cell(
            row, article, str(number) if number else "–", colours[article],
            _between(0.3, 1, number / most) if number else 0, number > 0.55 * most, said,
        )
        for article, row, number, said in rows
    ]  # fmt: skip


def _counts_style(slanted: bool, pane: str, hover: tuple[str, ...]) -> Style:
    picked = ("mark", ("item", "article"))
    sides = Type(12, 11, bold=False)
    heads = Type(10.5, 8.5, 10, angle=310) if slanted else Type(10.5, 8.5, -3)
    return Style(34, pane, (0.1, 0), 26, Type(12, 12), sides, heads, picked, hover)


def three_counts(counts: pd.DataFrame, ink: Ink) -> PlainChart:
    """Each statement counted three ways: articles, independent origins, ultimate sources.

    Args:
        counts: `item` (the statement), `label`, `articles`, `origins`, `sources`; top to bottom.

    Returns:
        A chart with the point selection `mark` over `item`; `with_opened` prints one in bold.
    """
    labels = dict(records(counts, "item", "label"))
    numbers = [(item, *row) for item, *row in records(counts, "item", *WAYS)]
    most = max([2, *(number for _, *row in numbers for number in row)])
    cells = [
        Cell(
            item, way, str(number), WAYS[way][1], _between(0.05, 0.95, number / most), number > 0.6 * most,
            (labels[item], WAYS[way][0], str(number)),
        )
        for item, *row in numbers
        for way, number in zip(WAYS, row, strict=True)
    ]  # fmt: skip
    columns = [Label(way, *[words.replace(" ", "\n", 1)] * 2) for way, (words, _) in WAYS.items()]
    style = Style(
        40, f"({NARROW} ? width * 0.52 : width * 0.6)", (0.08, 0), 30, Type(13, 13), Type(12, 10, bold=False),
        Type(11, 10), ("mark", ("item",)), ("Statement", "Counted", "Number"),
    )  # fmt: skip
    return grid(_labels(labels, (62, 2), (27, 3)), columns, cells, style, ink)


def allegation_table(cells: pd.DataFrame, names: Names, colours: Colours, ink: Ink) -> PlainChart:
    """Outlets down; alleged, by whom and denial across; a dash where the article says nothing of it.

    Args:
        cells: `article`, `question`, `words`; "" is drawn as a dash.
        names: article -> name, top to bottom.
    """
    drawn = [
        Cell(
            article, question, "\n".join(title_lines(words or "–", 30, 3)), colours[article], 0.16 if words else 0,
            False, (names[article], words or "–"), narrow="\n".join(title_lines(words or "–", 15, 3)),
        )
        for article, question, words in records(cells, "article", "question", "words")
        if article in names
    ]  # fmt: skip
    columns = [Label(question, question, question) for question in dict.fromkeys(cells["question"])]
    style = Style(
        86, "0", (0.03, 0), 52, Type(12, 9.5, bold=False), Type(12, 12, -30), Type(12, 11, 10),
        ("cell", ("article", "question")), ("Outlet", "Words"), down=10,
    )  # fmt: skip
    return grid(_labels(names, (60, 1), (40, 1)), columns, drawn, style, ink)
