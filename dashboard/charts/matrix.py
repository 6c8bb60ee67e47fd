"""The coverage matrix: statements down, articles across, with words and in small; and the statements of each article."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.charts.layers import (
    NAME,
    NARROW,
    Part,
    PlainChart,
    either,
    expr,
    layer,
    nominal,
    opened_frame,
    ordered,
    quantitative,
    records,
    selection,
    stacked,
    surface,
    tooltip,
)
from dashboard.charts.palette import SERIF, Colours, Ink, Names, brief, shortened, title_lines

STEP = 54  # pixels a row: three lines of label, or on a narrow screen two over its cells
LABEL_WIDTH = 56  # characters a line of a label
PANE = f"({NARROW} ? 0 : min(440, width * 0.46))"  # pixels the labels take on the left
READABLE = 17  # pixels a cell needs to hold a short sign in small print
CRAMPED = 34  # … and in full size
ROOMY = 58  # pixels a cell needs to hold "headline"
TICK = "✓"
SPOKEN = {
    "outlet": "Outlet",
    "says": "State",
    "figure": "First mention at",
    "label": "Statement",
    "words": "Words",
}
"""Field -> its title in what a screen reader reads out of a cell; the tooltip leaves out the statement, which is printed."""
HOVER = {field: title for field, title in SPOKEN.items() if field != "label"}
FULL, PARTIAL = "datum.state == 'full'", "datum.state == 'partial'"
BAR = 46  # pixels an outlet: its name stands over its bar, so the bar has the whole width
MOST_DRAWN, MOST_SPOKEN = 2000, 5000
"""Cells up to which each is an element of the page, and up to which each is described to screen readers."""
OPACITY = {"full": 1.0, "partial": 0.3}
SMALL_PANE = "min(150, width * 0.3)"  # pixels that the themes' names take beside the small matrix

AS_SVG = {"embedOptions": {"renderer": "svg"}}
"""Streamlit would paint a large matrix on a canvas, of which a screen reader learns nothing; the view pages its rows."""

STATE_WORDS = {
    "full": "reports it",
    "partial": "at least partly reports it",
    "absent": "not found",
    "near": "unclear",
    "not_yet": "published before it was known",
}
"""State of a cell -> words for the reader."""
SIGNS = {"absent": "–", "near": "?", "not_yet": "early"}
"""State of a cell without a mention -> what is printed in it."""


def coverage_matrix(cells: pd.DataFrame, names: Names, colours: Colours, ink: Ink) -> PlainChart:
    """Who reports which statement, how fully, and how far into the article.

    A filled cell reports the statement, an outlined one reports it in part, a dash means that it was not found, "?" that a
    sentence comes so near that it may be there after all, "early" that the article was published before it was known. A cell is
    lettered with the place of the first mention.

    Args:
        cells: a COVERAGE table, its states as `shown_states` gives them, joined with `label`, `theme`, `words` and `place` (of
            the first mention); its order is the order of the rows, and rows of one theme stand together.
        names: article -> name at the column's head, in the order of the columns; others are left out.

    Returns:
        A chart with the point selection `cell` over `statement` and `article`; `with_opened` frames one.
    """
    articles = list(names)
    slanted = _is_slanted(articles)
    rows = _rows(cells, slanted)
    y = ordered("row", [row["row"] for row in rows], paddingInner=0, paddingOuter=0)
    x = ordered(
        "article",
        articles,
        range=[expr(PANE), expr("width")],
        paddingInner=0.12 if len(articles) < 16 else 0.05,
    )
    return stacked(
        *_labels(rows, ink),
        _heads(rows, names, slanted, x, ink),
        {"data": {"values": _drawn(cells, names, colours)}, "encoding": {"x": x}, "layer": _cells(ink)},
        height=STEP * len(rows),
        encoding={"y": y},
        padding=0,
        params=[selection("cell", ("statement", "article")), {"name": NAME, "value": {}}],
        usermeta=AS_SVG,
        config={"aria": True},
    )


def _is_slanted(articles: Sequence[str]) -> bool:
    """Whether the columns are so many that their names are slanted, in a row of their own below the theme."""
    return len(articles) > 8


def _rows(cells: pd.DataFrame, slanted: bool) -> list[Part]:
    """One row a statement, and before each theme one that names it and, or two that name it and then, the columns."""
    rows: list[Part] = []
    themes = ""
    for statement, theme, label in cells.drop_duplicates("statement")[
        ["statement", "theme", "label"]
    ].to_numpy():
        if not rows or theme != themes:
            themes = theme
            rows.append({"row": f"theme {theme}", "kind": "theme", "lines": str(theme)})
            if slanted:
                rows.append({"row": f"columns {theme}", "kind": "columns"})
        lines = title_lines(_fitting(str(label), 3 * LABEL_WIDTH), LABEL_WIDTH, 3)
        rows.append(
            {
                "row": statement,
                "kind": "statement",
                "lines": "\n".join(lines),
                "short": "\n".join(title_lines(_fitting(str(label), 2 * LABEL_WIDTH), LABEL_WIDTH)),
                "count": len(lines),
            }
        )
    return rows


def _fitting(label: str, most: int) -> str:
    """A label in so many characters that what it says is not crowded out by the sentence that stands before it in brackets."""
    context, closing, words = label.partition("] ")
    if len(label) <= most or not label.startswith("[") or not closing:
        return label
    room = most - len(words) - len("[ …] ")
    return f"{context[: room + 1].rsplit(' ', 1)[0]} …] {words}" if room >= LABEL_WIDTH // 2 else words


def _labels(rows: Sequence[Part], ink: Ink) -> list[Part]:
    """Themes in bold, statements in plain text, at the left edge."""
    shared: Part = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "lineBreak": "\n",
        "color": ink.text,
    }
    shared["limit"] = expr(f"{NARROW} ? width : {PANE} - 14")
    themes = {
        **shared,
        "font": SERIF,
        "fontSize": 16,
        "description": expr("datum.lines"),
        "dy": expr(f"{NARROW} ? -10 : 8"),
    }
    statements = {
        **shared,
        "fontSize": 12.5,
        "lineHeight": 15,
        "aria": False,
        "text": expr(f"{NARROW} ? datum.short : datum.lines"),
        "dy": expr(f"{NARROW} ? (datum.count > 1 ? -18 : -9) : -7.5 * (datum.count - 1)"),
    }
    return [
        layer([r for r in rows if r["kind"] == "theme"], themes, x={"value": 0}, text=nominal("lines")),
        layer([r for r in rows if r["kind"] == "statement"], statements, x={"value": 0}),
    ]


def _heads(rows: Sequence[Part], names: Names, slanted: bool, x: Part, ink: Ink) -> Part:
    """The columns' names beside every theme, so that they are never scrolled away."""
    said = {
        article: {
            # Of names that are slanted a second line would lie on the next one.
            "lines": shortened(brief(name)) if slanted else "\n".join(title_lines(name, 11)),
            "short": shortened(brief(name), 11 if slanted else 60 // len(names)),
        }
        for article, name in names.items()
    }
    heads = [
        {"row": row["row"], "article": article, **words}
        for row in rows
        if row["kind"] == ("columns" if slanted else "theme")
        for article, words in said.items()
    ]
    mark = {
        "type": "text",
        "align": "left" if slanted else "center",
        "baseline": "middle",
        "lineBreak": "\n",
        "angle": 320 if slanted else 0,
        "fontSize": 10.5,
        "lineHeight": 12,
        "fontWeight": 600,
        "color": ink.soft,
        "aria": False,
        "text": expr(f"{NARROW} ? datum.short : datum.lines"),
        "yOffset": 14
        if slanted
        else 0,  # a slanted line is moved as it stands on the page, not along its own slope
        "dy": 0 if slanted else expr(f"{NARROW} ? 9 : 4"),
    }
    return layer(heads, mark, x=x)


def _drawn(cells: pd.DataFrame, names: Names, colours: Colours) -> list[Part]:
    """One record a cell."""
    return [
        {
            "row": statement,
            "statement": statement,
            "article": article,
            "state": state,
            "outlet": names[article],
            "colour": colours[article],
            "figure": place or SIGNS[state],
            "short": TICK if place in ("headline", "caption") else place.replace(" ", "") or SIGNS[state],
            "says": STATE_WORDS[state],
            "label": label,
            "words": words,
        }
        for statement, article, state, place, label, words in records(
            cells, "statement", "article", "state", "place", "label", "words"
        )
        if article in names
    ]


def _cells(ink: Ink) -> list[Part]:
    """The cells, their figures and, over both, a clear surface that takes the pointer."""
    offset = expr(f"{NARROW} ? 14 : 0")
    block = {
        "transform": [{"filter": "datum.state == 'full' || datum.state == 'partial'"}],
        "mark": {
            "type": "rect",
            "height": expr(f"{NARROW} ? 13 : 28"),
            "yOffset": offset,
            "cornerRadius": 3,
            "strokeWidth": 1.6,
            "aria": False,
        },
        "encoding": {
            "fill": nominal("colour", scale=None),
            "stroke": nominal("colour", scale=None),
            "fillOpacity": either(FULL, 1, 0.12),
        },
    }
    figure = {
        "mark": {
            "type": "text",
            "fontSize": expr(f"bandwidth('x') < {CRAMPED} ? 8.5 : 11"),
            "fontWeight": 600,
            "aria": False,
            "dy": offset,
            "text": expr(f"bandwidth('x') < {ROOMY} ? datum.short : datum.figure"),
            "opacity": expr(f"bandwidth('x') < {READABLE} ? 0 : 1"),
        },
        "encoding": {
            "color": {
                "condition": [{"test": FULL, "value": "#ffffff"}, {"test": PARTIAL, "value": ink.text}],
                "value": ink.soft,
            }
        },
    }
    height = expr(f"{NARROW} ? 19 : 34")
    frame = opened_frame(("statement", "article"), ink, height=height, yOffset=offset, cornerRadius=4)
    return [block, figure, frame, surface(HOVER, SPOKEN)]


def statement_bars(tellers: pd.DataFrame, names: Names, colours: Colours, ink: Ink) -> PlainChart:
    """Statements of each article, from those that most others report too to those that it alone reports.

    The darkest part is reported by the most outlets; the outlined end by this one alone, the dashed part before it perhaps.

    Args:
        tellers: `article`, `tellers` (how many articles report the statement, this one included), `unclear` (whether one more may)
            and `statements` (how many of its statements have that many); one row each.
        names: article -> name, top to bottom.
    """
    drawn, longest = _parts(tellers, names, colours)
    scale = {"domain": [0, longest]}
    bars = {"type": "rect", "height": 20, "yOffset": 10, "strokeWidth": 1.2, "cornerRadius": 2}
    return stacked(
        layer(
            drawn,
            bars,
            x=quantitative("start", axis=None, scale=scale),
            x2={"field": "end"},
            fill=nominal("colour", scale=None),
            stroke=nominal("colour", scale=None),
            fillOpacity=quantitative("strength", scale=None),
            strokeDash=either("datum.unclear", [3, 2], [1, 0]),
            tooltip=tooltip(
                {"outlet": "Outlet", "statements": "Statements", "reported": "Reported"}, ["statements"]
            ),
        ),
        layer(
            drawn,
            {"type": "text", "dy": 10, "fontSize": 11, "fontWeight": 600},
            x=quantitative("middle", axis=None, scale=scale),
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
        height=BAR * len(names) + BAR // 2,  # half a row is lost where the picture is fitted into its frame
        encoding={"y": ordered("article", list(names), paddingInner=0, paddingOuter=0)},
        padding=0,
    )


def _parts(tellers: pd.DataFrame, names: Names, colours: Colours) -> tuple[list[Part], int]:
    """(the parts of every article's bar, those that most outlets report first; statements of the longest bar)."""
    most = max(2, int(tellers["tellers"].max())) if len(tellers) else 2
    drawn: list[Part] = []
    ends = dict.fromkeys(names, 0)
    alone = {False: "by this outlet only, as far as we can see", True: "by this outlet, unclear in another"}
    for article, by, unclear, statements in sorted(
        records(tellers, "article", "tellers", "unclear", "statements"),
        key=lambda row: (row[0], -row[1], not row[2]),
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
                    "reported": alone[unclear] if by == 1 else f"by {by} outlets",
                    "unclear": unclear,
                    "strength": 0.0 if by == 1 else 0.25 + 0.75 * (by - 1) / (most - 1),
                    "start": start,
                    "middle": start + statements / 2,
                    "end": ends[article],
                }
            )
    return drawn, max([1, *ends.values()])


def small_matrix(cells: pd.DataFrame, names: Names, colours: Colours, ink: Ink) -> PlainChart:
    """The whole matrix in small: a row a statement, a column an article, the names of the themes beside their rows.

    Args:
        cells: a COVERAGE table with `label` and `theme`; its order is the order of the rows.
        names: article -> name, left to right.
    """
    slanted = _is_slanted(list(names))
    drawn = _small_cells(cells, names, colours)
    rows = list(dict.fromkeys(cell["statement"] for cell in drawn))
    row = max(3, min(16, round(430 / max(1, len(rows)))))
    themes = cells.drop_duplicates("statement")["theme"].tolist()
    y = ordered("statement", rows, paddingInner=0.15, paddingOuter=0)
    x = ordered("article", list(names), range=[expr(SMALL_PANE), expr("width")], paddingInner=0.06)
    return stacked(
        _small_themes(_beside(themes, rows, -(-13 // row)), y, ink),
        layer(
            drawn,
            {"type": "rect", "strokeWidth": 1},
            y=y,
            fill=nominal("colour", scale=None),
            fillOpacity=quantitative("opacity", scale=None),
            # A frame keeps a pale cell in sight on dark paper; of a cell with nothing in it it is as clear as the cell.
            stroke=nominal("colour", scale=None),
            strokeOpacity=either("datum.opacity > 0", 0.8, 0),
            tooltip=tooltip({"outlet": "Outlet", "label": "Statement", "state": "State"}),
        ),
        _small_heads(names, slanted, ink),
        # Padding and heads are part of it, so that a row keeps its height and no theme's name is set over another's.
        height=row * max(1, len(rows)) + (88 if slanted else 44),
        encoding={"x": x},
        padding={"top": 6 if slanted else 4, "left": 0, "right": 0, "bottom": 0},
        usermeta={"embedOptions": {"renderer": "svg" if len(drawn) <= MOST_DRAWN else "canvas"}},
        config={"aria": len(drawn) <= MOST_SPOKEN},
    )


def _small_cells(cells: pd.DataFrame, names: Names, colours: Colours) -> list[Part]:
    """One record a cell of the small matrix."""
    return [
        {
            "statement": statement,
            "article": article,
            "state": STATE_WORDS[state],
            "outlet": names[article],
            "label": label,
            "colour": colours[article],
            "opacity": OPACITY.get(state, 0.0),
        }
        for statement, article, state, label in records(cells, "statement", "article", "state", "label")
        if article in names
    ]


def _small_themes(named: Sequence[Part], y: Part, ink: Ink) -> Part:
    """The names of the themes at the left edge."""
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "fontSize": 11,
        "color": ink.text,
        "limit": expr(f"{SMALL_PANE} - 6"),
    }
    return layer(named, mark, x={"value": 0}, y=y, text=nominal("name"))


def _small_heads(names: Names, slanted: bool, ink: Ink) -> Part:
    """The names of the articles above their columns."""
    heads = [
        {
            "article": article,
            "line": shortened(name, 16) if slanted else "\n".join(title_lines(name, 12)),
            "short": shortened(brief(name), 12) if slanted else "\n".join(title_lines(brief(name), 8)),
        }
        for article, name in names.items()
    ]
    mark = {
        "type": "text",
        "baseline": "bottom",
        "lineBreak": "\n",
        "fontSize": 10,
        "fontWeight": 600,
        "lineHeight": 11,
        "color": ink.soft,
        "align": "left" if slanted else "center",
        "angle": 310 if slanted else 0,
        "dy": -4 if slanted else -16,
        "text": expr("bandwidth('x') < 62 ? datum.short : datum.line"),
    }
    return layer(heads, mark, y={"value": 0})


def _beside(themes: Sequence[str], rows: Sequence[str], apart: int) -> list[Part]:
    """The name of each theme at its first row, at least APART rows below the name before; one without room is left out.

    Args:
        themes, rows: theme and statement of each row, from the top.
        apart: rows that a name takes.
    """
    named: list[Part] = []
    free = 0
    for k, theme in enumerate(themes):
        if k and themes[k - 1] == theme:
            continue
        ends = next((j for j in range(k, len(themes)) if themes[j] != theme), len(themes))
        at = max(k, free)
        if at < max(ends, k + apart) and at < len(rows):
            named.append({"statement": rows[at], "name": theme})
            free = at + apart
    return named
