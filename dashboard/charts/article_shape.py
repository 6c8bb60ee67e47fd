"""The shape of each report: its sentences from first to last by theme and by voice, and how much each voice says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.layers import clickable, is_opened, layered, only
from dashboard.charts.palette import SERIF, Colours, Ink, Names, title_lines

ROW = 64  # pixels an article: its name, its bar, the line of its voices
BAR = 24  # pixels
TOP = 34  # pixels from the row's upper edge to the bar's middle
UNDER = TOP + BAR / 2 + 5  # … to the middle of the line of voices
AXIS = 22  # pixels under the last article
LETTER = 13  # pixels a block needs to hold its letter
NAMED = 46  # pixels: the outlet's name over its bar
GROUP = 30  # pixels a heading takes
VOICE_NAMES = {"narrator": "own words", "attributed": "attributed", "quoted": "“quoted”"}
FILLS = {"narrator": 1.0, "attributed": 0.38, "quoted": 0.0}
SAID = 74  # pixels a part needs to hold its voice beside its figure


def strips(
    blocks: pd.DataFrame,
    lengths: Mapping[str, int],
    themes: Mapping[str, tuple[str, str]],
    names: Names,
    ink: Ink,
) -> alt.LayerChart:
    """One bar an article, one block a run of words on one theme, at its place in the article's text.

    Under the bar a thick line marks words in quotation marks, a thin one words that are attributed without
    them; where there is none the narrator speaks. Outlined: a headline; pale: a caption. The hair line shows
    what was set aside.

    Args:
        blocks: a BLOCKS table; articles without a name are left out.
        lengths: article -> characters of its text.
        themes: theme -> (letter, colour).
        names: article -> name, top to bottom.

    Returns:
        A chart with the point selection `mark` over the fields `item` (a sentence) and `article`; `with_opened` frames
        one.
    """
    articles = list(names)
    own = blocks[blocks["article"].isin(articles)]
    rows = pd.concat(
        [
            _runs(own, lengths, themes, names).assign(kind="block"),
            _voices(own, lengths, articles).assign(kind="voice"),
            _frame(own, names).assign(kind="name"),
            pd.DataFrame(
                {
                    "kind": "axis",
                    "x": [k / 4 for k in range(5)],
                    "text": ["start", "25%", "50%", "75%", "end"],
                }
            ),
        ],
        ignore_index=True,
    )
    height = ROW * len(articles) + AXIS
    return layered(rows, _layers(ink, height), height)


def _runs(
    blocks: pd.DataFrame, lengths: Mapping[str, int], themes: Mapping[str, tuple[str, str]], names: Names
) -> pd.DataFrame:
    """Blocks of a sentence joined over its voices, with their place, colour and letter."""
    articles = list(names)
    rows: list[dict[str, Any]] = []
    for b in blocks.itertuples(index=False):
        if rows and (rows[-1]["item"], rows[-1]["theme"]) == (b.sentence, b.theme):
            rows[-1]["x2"] = int(b.end) / lengths[b.article]
            rows[-1]["words"] += int(b.words)
            continue
        letter, colour = themes[b.theme]
        rows.append(
            {
                "item": b.sentence,
                "article": b.article,
                "outlet": names[b.article],
                "theme": b.theme,
                "role": b.role,
                "x": int(b.start) / lengths[b.article],
                "x2": int(b.end) / lengths[b.article],
                "y": ROW * articles.index(b.article) + TOP,
                "words": int(b.words),
                "letter": letter,
                "colour": colour,
                "place": f"{round(100 * int(b.start) / lengths[b.article])}%",
            }
        )
    columns = "item article outlet theme role x x2 y words letter colour place".split()
    return pd.DataFrame(rows, columns=columns)


def _voices(blocks: pd.DataFrame, lengths: Mapping[str, int], articles: list[str]) -> pd.DataFrame:
    """Where other voices than the narrator's speak."""
    rows = [
        {
            "voice": b.voice,
            "x": int(b.start) / lengths[b.article],
            "x2": int(b.end) / lengths[b.article],
            "y": ROW * articles.index(b.article) + UNDER,
        }
        for b in blocks.itertuples(index=False)
        if b.voice != "narrator"
    ]
    return pd.DataFrame(rows, columns=["voice", "x", "x2", "y"])


def _frame(blocks: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Name and length of each article over its bar."""
    words = blocks.groupby("article")["words"].sum()
    return pd.DataFrame(
        {
            "y": [ROW * k + TOP for k in range(len(names))],
            "text": [title_lines(name, 60, 1)[0] for name in names.values()],
            "length": [f"{int(words.get(article, 0)):,} words" for article in names],
        }
    )


def _across(field: str) -> alt.X:
    """From the first character of an article, or of a bar, to the last."""
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False, zero=False))


def _layers(ink: Ink, height: float) -> list[alt.Chart]:
    """Hair line and names, blocks with letters, lines of the voices, the scale, the clear surface."""
    x, middle, y = _across("x"), _across("middle"), alt.Y("y:Q", scale=None, axis=None)
    block = only("block")
    fits = f"(datum.x2 - datum.x) * width > {LETTER}"
    return [
        only("name")
        .mark_rule(color=ink.soft, strokeWidth=0.8)
        .encode(y=y, x=alt.value(0), x2=alt.value(alt.ExprRef("width"))),
        only("name")
        .mark_text(align="left", dy=-BAR / 2 - 11, fontSize=12.5, fontWeight=600, color=ink.text)
        .encode(x=alt.value(0), y=y, text="text:N"),
        only("name")
        .mark_text(align="right", dy=-BAR / 2 - 11, fontSize=11, color=ink.soft)
        .encode(x=alt.value(alt.ExprRef("width")), y=y, text="length:N"),
        block.mark_rect(height=BAR, fill=ink.paper, stroke=ink.paper, strokeWidth=2).encode(
            x=x, x2="x2:Q", y=y
        ),
        block.mark_rect(height=BAR, strokeWidth=1).encode(
            x=x,
            x2="x2:Q",
            y=y,
            fill=alt.Fill("colour:N", scale=None),
            stroke=alt.value(ink.paper),
            fillOpacity=alt.condition("datum.role == 'caption'", alt.value(0.4), alt.value(1)),
        ),
        only("block", "datum.role == 'headline'")
        .mark_rect(height=BAR + 3, filled=False, aria=False, strokeWidth=2)
        .encode(x=x, x2="x2:Q", y=y, stroke=alt.value(ink.text)),
        block.transform_calculate(middle="(datum.x + datum.x2) / 2")
        .mark_text(fontSize=10.5, fontWeight=700)
        .encode(
            x=middle,
            y=y,
            text="letter:N",
            color=alt.condition("datum.role == 'caption'", alt.value(ink.text), alt.value("#ffffff")),
            opacity=alt.condition(fits, alt.value(1), alt.value(0)),
        ),
        only("voice", "datum.voice == 'quoted'")
        .mark_rect(height=5, color=ink.text)
        .encode(x=x, x2="x2:Q", y=y),
        only("voice", "datum.voice == 'attributed'")
        .mark_rect(height=1.4, color=ink.soft)
        .encode(x=x, x2="x2:Q", y=y),
        _scale(only("axis"), x, height, ink),
        only("block", is_opened("item", "article"))
        .mark_rect(height=BAR + 8, filled=False, aria=False, strokeWidth=2.6, cornerRadius=3)
        .encode(x=x, x2="x2:Q", y=y, stroke=alt.value(ink.text)),
        clickable(
            block.mark_rect(height=BAR + 14, opacity=0.001, cursor="pointer").encode(x=x, x2="x2:Q", y=y),
            {"outlet:N": "Outlet", "theme:N": "Theme", "place:N": "At", "words:Q": "Words"},
        ),
    ]


def _scale(rows: alt.Chart, x: alt.X, height: float, ink: Ink) -> alt.Chart:
    """Figures of the scale, the outer ones kept inside the picture."""
    scale: alt.Chart = rows.mark_text(
        fontSize=11,
        color=ink.soft,
        baseline="bottom",
        align=alt.ExprRef("datum.x == 0 ? 'left' : datum.x == 1 ? 'right' : 'center'"),
    ).encode(x=x, y=alt.value(height), text="text:N")
    return scale


def speech(
    shares: pd.DataFrame, groups: Sequence[str], names: Names, colours: Colours, ink: Ink
) -> alt.LayerChart:
    """One bar an article, in three parts: the narrator's full, attributed words pale, quoted ones outlined.

    Args:
        shares: `group`, `item`, `article`, `voice`, `share` (in [0, 1], summing to one in group and article).
        groups: headings, top to bottom; bars stand under each. A single one has no heading.
        names: article -> name, top to bottom within a group.

    Returns:
        A chart with the point selection `mark` over the fields `item` and `article`; `with_opened` frames one.
    """
    rows: list[dict[str, object]] = []
    y = 0.0
    for group in groups:
        if len(groups) > 1:
            rows.append({"kind": "group", "y": y + GROUP / 2, "text": group})
            y += GROUP
        own = shares[shares["group"] == group]
        for article, name in names.items():
            parts = own[own["article"] == article].set_index("voice")
            rows.append(
                {
                    "kind": "name",
                    "y": y + 12,
                    "text": title_lines(name, 60, 1)[0] + ("" if len(parts) else ": no words on it"),
                }
            )
            rows += _parts(parts, article, name, colours[article], y)
            y += NAMED
    return layered(pd.DataFrame(rows), _voice_layers(ink), y + 4)


def _parts(parts: pd.DataFrame, article: str, name: str, colour: str, y: float) -> list[dict[str, object]]:
    """The parts of one bar, from left to right; `parts` is indexed by voice."""
    rows: list[dict[str, object]] = []
    at = 0.0
    for voice in (v for v in VOICE_NAMES if v in parts.index):
        item, share = parts.at[voice, "item"], float(parts.at[voice, "share"])
        rows.append(
            {
                "kind": "part",
                "item": item,
                "article": article,
                "outlet": name,
                "voice": VOICE_NAMES[voice],
                "fill": FILLS[voice],
                "x": at,
                "x2": at + share,
                "y": y + 32,
                "figure": f"{round(100 * share)}%",
                "colour": colour,
            }
        )
        at += share
    return rows


def _voice_layers(ink: Ink) -> list[alt.Chart]:
    """Headings, names, parts with figures, the clear surface."""
    x, middle, y = _across("x"), _across("middle"), alt.Y("y:Q", scale=None, axis=None)
    part = only("part", "datum.x2 > datum.x")
    size = "(datum.x2 - datum.x) * width"
    return [
        only("group")
        .mark_text(align="left", font=SERIF, fontSize=16, color=ink.text)
        .encode(x=alt.value(0), y=y, text="text:N"),
        only("name")
        .mark_text(align="left", fontSize=12.5, fontWeight=600, color=ink.text)
        .encode(x=alt.value(0), y=y, text="text:N"),
        part.mark_rect(height=22, strokeWidth=1.6).encode(
            x=x,
            x2="x2:Q",
            y=y,
            fill=alt.Fill("colour:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            fillOpacity=alt.FillOpacity("fill:Q", scale=None),
        ),
        part.transform_calculate(middle="(datum.x + datum.x2) / 2", words="datum.voice + ' ' + datum.figure")
        .mark_text(fontSize=11.5, fontWeight=600)
        .encode(
            x=middle,
            y=y,
            text=alt.Text("words:N"),
            color=alt.condition("datum.fill == 1", alt.value("#ffffff"), alt.value(ink.text)),
            opacity=alt.condition(f"{size} > {SAID + 40}", alt.value(1), alt.value(0)),
        ),
        part.transform_calculate(middle="(datum.x + datum.x2) / 2")
        .mark_text(fontSize=11.5, fontWeight=600)
        .encode(
            x=middle,
            y=y,
            text="figure:N",
            color=alt.condition("datum.fill == 1", alt.value("#ffffff"), alt.value(ink.text)),
            opacity=alt.condition(f"{size} <= {SAID + 40} && {size} > 30", alt.value(1), alt.value(0)),
        ),
        only("part", is_opened("item", "article"))
        .mark_rect(height=28, filled=False, aria=False, strokeWidth=2.4, cornerRadius=3)
        .encode(x=x, x2="x2:Q", y=y, stroke=alt.value(ink.text)),
        clickable(
            part.mark_rect(height=30, opacity=0.001, cursor="pointer").encode(x=x, x2="x2:Q", y=y),
            {"outlet:N": "Outlet", "voice:N": "Voice", "figure:N": "Share of words"},
        ),
    ]
