"""How much of each article the narrator says, attributes or quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from dashboard.charts.layers import OPENED, clickable, is_opened, only
from dashboard.charts.palette import SERIF, Ink, title_lines

ROW = 46  # pixels: the outlet's name over its bar
GROUP = 30  # pixels a heading takes
WORDS = {"narrator": "narrator", "attributed": "attributed", "quoted": "“quoted”"}
FILLS = {"narrator": 1.0, "attributed": 0.38, "quoted": 0.0}
LABEL = 74  # pixels a part needs to hold its voice beside its figure


def speech(
    shares: pd.DataFrame,
    groups: Sequence[str],
    names: Mapping[str, str],
    colours: Mapping[str, str],
    ink: Ink,
) -> alt.LayerChart:
    """One bar an article, in three parts: the narrator's full, attributed words pale, quoted ones outlined.

    Args:
        shares: `group`, `item`, `article`, `voice`, `share` (in [0, 1], summing to one in group and article).
        groups: headings, top to bottom; bars stand under each. A single one has no heading.
        names: article -> name, top to bottom within a group.
        colours: article -> colour.
        ink: what to draw with.

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
            y += ROW
    return (
        alt.LayerChart(data=pd.DataFrame(rows), layer=_layers(ink))
        .add_params(OPENED)
        .properties(height=y + 4, width="container", padding=0)
    )


def _parts(parts: pd.DataFrame, article: str, name: str, colour: str, y: float) -> list[dict[str, object]]:
    """The parts of one bar, from left to right; `parts` is indexed by voice."""
    rows: list[dict[str, object]] = []
    at = 0.0
    for voice in (v for v in WORDS if v in parts.index):
        item, share = parts.at[voice, "item"], float(parts.at[voice, "share"])
        rows.append(
            {
                "kind": "part",
                "item": item,
                "article": article,
                "outlet": name,
                "voice": WORDS[voice],
                "fill": FILLS[voice],
                "x": at,
                "x2": at + share,
                "y": y + 32,
                "figure": f"{round(100 * share)} %",
                "colour": colour,
            }
        )
        at += share
    return rows


def _layers(ink: Ink) -> list[alt.Chart]:
    """Headings, names, parts with figures, the clear surface."""
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False, zero=False))
    y = alt.Y("y:Q", scale=None, axis=None)

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
            x=alt.X("middle:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False, zero=False)),
            y=y,
            text=alt.Text("words:N"),
            color=alt.condition("datum.fill == 1", alt.value("#ffffff"), alt.value(ink.text)),
            opacity=alt.condition(f"{size} > {LABEL + 40}", alt.value(1), alt.value(0)),
        ),
        part.transform_calculate(middle="(datum.x + datum.x2) / 2")
        .mark_text(fontSize=11.5, fontWeight=600)
        .encode(
            x=alt.X("middle:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False, zero=False)),
            y=y,
            text="figure:N",
            color=alt.condition("datum.fill == 1", alt.value("#ffffff"), alt.value(ink.text)),
            opacity=alt.condition(f"{size} <= {LABEL + 40} && {size} > 30", alt.value(1), alt.value(0)),
        ),
        only("part", is_opened("item", "article"))
        .mark_rect(height=28, filled=False, aria=False, strokeWidth=2.4, cornerRadius=3)
        .encode(x=x, x2="x2:Q", y=y, stroke=alt.value(ink.text)),
        clickable(
            part.mark_rect(height=30, opacity=0.001, cursor="pointer").encode(x=x, x2="x2:Q", y=y),
            {"outlet:N": "Outlet", "voice:N": "Voice", "figure:N": "Share of words"},
        ),
    ]
