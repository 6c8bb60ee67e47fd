"""One builder for every picture with a lane for each outlet: rails, dots on them, and words beside the dots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    quantitative,
    records,
    selection,
    stacked,
    tooltip,
)
from dashboard.charts.palette import Colours, Ink, Names, title_lines
from dashboard.tables import REPORTED

FORM = 24  # pixels of one name
HEAD = 26  # pixels of an outlet's own line over its lane
STEP = 62  # pixels of an outlet's row on a scale
STAGE = 92  # pixels of an outlet's row of stages: its name and time, a rail with the dots, two lines of words
CHAIN = 34  # pixels of a chain
VOICE_WORDS = {"narrator": "the outlet's own", "attributed": "attributed", "quoted": "in quotation marks"}
MOMENT = 58  # pixels of an article on the time line
OUTLETS = 0.2  # share of the width in which the outlets of a chain have their dots


class Rail(NamedTuple):
    """A line from (x, y) to (x2, y2): x as a share of the width, y in pixels from the top."""

    x: float
    y: float
    x2: float
    y2: float


class Dot(NamedTuple):
    """A dot at (x, y).

    Attributes:
        filled: with its colour; otherwise it is a ring.
        said: lines of the tooltip, one for each title of `lanes`.
        picked: values of the fields that a click picks.
    """

    x: float
    y: float
    colour: str
    said: tuple[str, ...]
    filled: bool = True
    picked: tuple[str, ...] = ()


class Words(NamedTuple):
    """Text at (x, y), in lines.

    Attributes:
        narrow: what a narrow screen shows instead; the same where it is "".
        align: "left", "center" or "right" of x.
        size: pixels on a wide screen and on a narrow one.
        strength: "bold", "normal" or "soft" (bold in grey).
        limit: share of the width it may take.
        item: what it names, for pictures in which that can be opened.
    """

    x: float
    y: float
    text: str
    narrow: str = ""
    align: str = "left"
    size: tuple[float, float] = (12, 12)
    strength: str = "normal"
    limit: float = 1.0
    dx: float = 0
    item: str = ""


def lanes(
    rails: Sequence[Rail],
    dots: Sequence[Dot],
    words: Sequence[Words],
    hover: Sequence[str],
    height: float,
    ink: Ink,
    *,
    rail: float = 1,
    size: int = 150,
    picked: Sequence[str] = (),
    halo: bool = False,
) -> PlainChart:
    """Rails, the dots on them and words, each where it is said to be.

    Args:
        rails, dots, words: what is drawn.
        hover: titles of the lines in a dot's tooltip.
        height: pixels.
        rail: pixels of a rail's width.
        size: square pixels of a dot.
        picked: fields that a click on a dot picks; none for a picture in which nothing is opened.
        halo: whether words stand on paper of their own, where rails cross them.

    Returns:
        A chart; where something is picked, with the selection `mark`, and words of other items are set back.
    """
    x = quantitative("x", axis=None, scale={"domain": [0, 1], "nice": False, "zero": False})
    y = quantitative("y", axis=None, scale=None)
    layers = [
        layer([r._asdict() for r in rails], {"type": "rule", "color": ink.faint, "strokeWidth": rail, "aria": False},
              x=x, y=y, x2={"field": "x2"}, y2={"field": "y2"}),
        _dots(dots, hover, picked, size, x, y, ink),
        *(
            _words([w for w in words if w.strength == kind], kind, bool(picked), x, y, ink, behind)
            for kind in ("soft", "normal", "bold")
            for behind in ((True, False) if halo else (False,))
        ),
    ]  # fmt: skip
    params: list[Part] = [{"name": NAME, "value": {}}]
    if picked:
        params.append(selection("mark", picked, "dots"))
    return stacked(*layers, height=height, padding=0, params=params)


def _dots(
    dots: Sequence[Dot], hover: Sequence[str], picked: Sequence[str], size: int, x: Part, y: Part, ink: Ink
) -> Part:
    fields = {f"said{k}": title for k, title in enumerate(hover)}
    values = [
        {
            "x": d.x, "y": d.y, "colour": d.colour, "fill": d.colour if d.filled else ink.paper,
            **dict(zip(fields, d.said, strict=True)), **dict(zip(picked, d.picked, strict=False)),
        }
        for d in dots
    ]  # fmt: skip
    mark: Part = {"type": "point", "shape": "circle", "size": size, "strokeWidth": 2.2, "opacity": 1}
    if picked:
        mark["cursor"] = "pointer"
    colours = {"stroke": nominal("colour", scale=None), "fill": nominal("fill", scale=None)}
    return {**layer(values, mark, x=x, y=y, **colours, tooltip=tooltip(fields)), "name": "dots"}


def _words(
    words: Sequence[Words], strength: str, opens: bool, x: Part, y: Part, ink: Ink, behind: bool = False
) -> Part:
    values = [
        {
            "x": w.x, "y": w.y, "wide": w.text, "narrow": w.narrow or w.text, "align": w.align, "limit": w.limit,
            "dx": w.dx, "item": w.item, "size": w.size[0], "small": w.size[1],
        }
        for w in words
    ]  # fmt: skip
    size = f"({NARROW} ? datum.small : datum.size)"
    mark: Part = {
        "type": "text",
        "aria": False,
        "baseline": "middle",
        "lineBreak": "\n",
        "text": expr(f"{NARROW} ? datum.narrow : datum.wide"),
        "align": expr("datum.align"),
        "dx": expr("datum.dx"),
        "fontSize": expr(size),
        "lineHeight": expr(f"{size} + 1.5"),
        "fontWeight": 400 if strength == "normal" else 600,
        "color": ink.soft if strength == "soft" else ink.text,
        "limit": expr("datum.limit * width"),
    }
    if behind:
        mark |= {"stroke": ink.paper, "strokeWidth": 5, "strokeJoin": "round"}
    if opens:
        mark["opacity"] = expr(f"!isValid({NAME}.item) || {is_opened('item')} ? 1 : 0.75")
    return layer(values, mark, x=x, y=y)


def name_lanes(spans: pd.DataFrame, names: Names, colours: Colours, ink: Ink) -> PlainChart:
    """One lane an outlet, one row a name, a dot where it first appears in the article.

    Args:
        spans: `article`, `label`, `voice`, `position` (0 first … 1 last character) in the order of the lanes.
        names: article -> name, from top to bottom; one without a span has an empty lane.
    """
    rails, dots, words, y = [], [], [], 0.0
    for article, name in names.items():
        own = list(records(spans[spans["article"] == article], "label", "voice", "position"))
        words.append(Words(0, y + HEAD / 2, name if own else f"{name}: none found", strength="soft"))
        y += HEAD
        for label, voice, position in own:
            right = position > 0.5
            shown, at = f"“{label}”" if voice == "quoted" else label, y + FORM / 2
            rails.append(Rail(position, at, 1 if right else 0, at))
            said = (name, shown, VOICE_WORDS[voice], f"{round(100 * position)}%")
            dots.append(Dot(position, at, colours[article], said, filled=voice == "narrator"))
            align, dx = ("right", -12) if right else ("left", 12)
            words.append(Words(position, at, shown, align=align, size=(13, 13), limit=0.62, dx=dx))
            y += FORM
        y += 8
    return lanes(
        rails, dots, words, ("Outlet", "Name", "Whose words", "How far down"), max(60, y), ink, size=90
    )


def scale_rows(
    spans: pd.DataFrame, steps: Sequence[str], names: Names, colours: Colours, ink: Ink
) -> PlainChart:
    """A scale with a row an outlet: the dot stands on its step, its words below.

    Args:
        spans: `article`, `label`, `step` (number in `steps`).
        steps: names of the steps, left to right.
        names, colours, ink: as in `name_lanes`; an outlet without a span has no row.
    """
    place = [(k + 0.4) / (len(steps) - 0.2) for k in range(len(steps))]
    first = {
        article: (label, step)
        for article, label, step in reversed(list(records(spans, "article", "label", "step")))
    }
    words = [
        Words(x, STEP / 2 - 10, "\n".join(title_lines(step, 12, 3)), align="center", size=(11, 11))
        for x, step in zip(place, steps, strict=True)
    ]
    rails, dots = [], []
    shown = [article for article in names if article in first]
    for row, article in enumerate(shown, 1):
        (label, step), y = first[article], STEP * (row + 0.5)
        rails.append(Rail(0, y, 1, y))
        dots.append(Dot(place[step], y, colours[article], (names[article], label)))
        words.append(Words(0, y - 16, names[article], strength="soft"))
        words.append(Words(0, y + 15, label, size=(13, 13)))
    return lanes(rails, dots, words, ("Outlet", "Words"), STEP * (len(shown) + 1), ink, rail=3)


def stage_rows(
    stages: pd.DataFrame, states: Sequence[str], names: Names, colours: Colours, ink: Ink
) -> PlainChart:
    """How far a thing has come: a row an outlet, a column a stage, the words under their dot.

    Args:
        stages: `article`, `state`, `label` (the words).
        states: columns, left to right, from what is still to come to what is done.
        names: article -> words over its row (outlet and time), top to bottom; an article without a stage has
            no row.
    """
    place = {state: (k + 0.5) / len(states) for k, state in enumerate(states)}
    words = [Words(place[s], STAGE / 2 + 10, s, align="center", strength="bold") for s in states]
    rails, dots = [], []
    shown = [article for article in names if article in set(stages["article"])]
    for row, article in enumerate(shown, 1):
        y = STAGE * (row + 0.5) - 6
        rails.append(Rail(0, y, 1, y))
        words.append(Words(0, y - 21, names[article], strength="soft"))
        for state, label in records(stages[stages["article"] == article], "state", "label"):
            dots.append(Dot(place[state], y, colours[article], (names[article], state, label)))
            wide, narrow = ("\n".join(title_lines(label, *size)) for size in ((34, 2), (17, 3)))
            words.append(Words(place[state], y + 13, wide, narrow, "center", (12, 10)))
    return lanes(rails, dots, words, ("Outlet", "Stage", "Words"), STAGE * (len(shown) + 1), ink, rail=2)


def chain_rows(chains: pd.DataFrame, names: Names, colours: Colours, ink: Ink) -> PlainChart:
    """Chains from the outlets at the left to whoever is cited at the right, one row a chain.

    A link that several rows in succession share is named once; lines branch from it.

    Args:
        chains: one row a chain and outlet: `row` (from 0), `links` (a tuple of names from the outlet
            inwards), `item` (the last of them), `article`, `count`.
        names: article -> name; the place of its dot.

    Returns:
        A chart with the point selection `mark` over `item` and `article`; `with_opened` sets the other sources back.
    """
    articles, every = list(names), list(records(chains, "row", "links", "item", "article", "count"))
    depth = max((len(links) for _, links, *_ in every), default=1)
    step = (0.96 - OUTLETS) / depth
    dots = [
        Dot(
            OUTLETS * (articles.index(article) + 0.5) / max(5, len(articles)), CHAIN * (row + 0.5), colours[article],
            (names[article], " ← ".join(("outlet", *links)), str(count)), picked=(item, article),
        )
        for row, links, item, article, count in every
    ]  # fmt: skip
    words, rails = _branches({row: (links, item) for row, links, item, *_ in every}, step)
    rows = max((row for row, *_ in every), default=0) + 1
    titles, fields = ("Outlet", "Chain", "Passages"), ("item", "article")
    return lanes(rails, dots, words, titles, CHAIN * rows + 6, ink, rail=1.3, size=90, picked=fields)


def _branches(rows: Mapping[int, tuple[tuple[str, ...], str]], step: float) -> tuple[list[Words], list[Rail]]:
    """(names to write, lines to draw): a name that the row above has at the same place is written once."""
    words, rails = [], []
    above: tuple[str, ...] = ()
    home: dict[int, float] = {}
    for row in sorted(rows):
        (links, item), y = rows[row], CHAIN * (row + 0.5)
        shared = 0
        while shared < min(len(links) - 1, len(above) - 1) and links[shared] == above[shared]:
            shared += 1
        for k in range(shared, len(links)):
            home[k] = y
            lines = title_lines(("← " if k else "") + links[k], 26)
            strength = "bold" if k == len(links) - 1 else "normal"
            words.append(
                Words(
                    OUTLETS + 0.04 + k * step,
                    y,
                    "\n".join(lines),
                    strength=strength,
                    limit=step - 0.03,
                    item=item,
                )
            )
        if shared:
            x = OUTLETS + 0.05 + (shared - 1) * step
            rails.append(Rail(x, home[shared - 1] + 0.35 * CHAIN, x, y))
            rails.append(Rail(x, y, x + step - 0.02, y))
        rails.append(Rail(0, y, OUTLETS + 0.02, y))
        above = links
    return words, rails


def time_rows(
    rows: pd.DataFrame, ticks: Sequence[tuple[float, str]], colours: Colours, ink: Ink
) -> PlainChart:
    """When each article appeared, one row an article; a line where a time may lie between two, and lines from copies to
    the articles that have their text.

    Args:
        rows: top to bottom: `article`, `label` (over the row), `first`, `last` (shares of the width, NaN without a time),
            `parents` (articles), `state` (of a statement, or "" where none is open) and `note`.
        ticks: (share of the width, words) of the times at the top.

    Returns:
        A chart; full dots report the open statement, rings in part; without one, rings are articles whose text is
        found in another.
    """
    place = {a: MOMENT * (k + 0.6) + HEAD for k, a in enumerate(rows["article"])}
    middle = {a: (start + end) / 2 for a, start, end in records(rows, "article", "first", "last")}
    height = MOMENT * len(rows) + HEAD
    sides = ["left" if x < 0.15 else "right" if x > 0.85 else "center" for x, _ in ticks]
    words = [
        Words(x, 9, text, align=side, size=(11, 9)) for (x, text), side in zip(ticks, sides, strict=True)
    ]
    rails, dots = [Rail(x, HEAD - 6, x, height) for x, _ in ticks], []
    for article, label, first, last, parents, state, note in records(
        rows, "article", "label", "first", "last", "parents", "state", "note"
    ):
        y, x = place[article], middle[article]
        words.append(Words(0, y - 22, label, strength="soft"))
        if x != x:
            words.append(Words(0, y, note, size=(13, 12)))
            continue
        rails += [Rail(first, y, last, y), Rail(first, y - 5, first, y + 5), Rail(last, y - 5, last, y + 5)]
        rails += [
            Rail(middle[p], place[p], x, y)
            for p in parents
            if not state and middle.get(p, x) == middle.get(p, x)
        ]
        if not state or state in REPORTED:  # the others are said in words, without a dot
            filled = state == "full" if state else not parents
            dots.append(Dot(x, y, colours[article], (label, note or "no text found elsewhere"), filled))
        right = x > 0.6
        words.append(
            Words(
                x,
                y,
                note,
                align="right" if right else "left",
                limit=0.6,
                dx=-12 if right else 12,
                size=(13, 12),
            )
        )
    return lanes(rails, dots, words, ("Article", "Says"), height, ink, rail=1.4, size=110, halo=True)
