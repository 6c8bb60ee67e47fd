"""Pictures of framing: the lanes of a referent's names, a scale with a row an outlet, the table of an allegation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from dashboard.charts.layers import layered
from dashboard.charts.palette import Ink, title_lines

FORM = 24
"""Pixels of one name."""
HEAD = 26
"""Pixels of an outlet's own line over its lane."""
STEP = 62
"""Pixels of an outlet's row on a scale."""
CELL = 86
"""Pixels of a row of the allegation's table."""


def name_lanes(
    spans: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], ink: Ink
) -> alt.LayerChart:
    """One lane an outlet, one row a name, a dot where it first stands in the article.

    Args:
        spans: `article`, `label`, `voice`, `position` (0 first … 1 last character) in the order of the lanes.
        names: article -> name, from top to bottom; one without a span has an empty lane.
        colours: article -> colour.
        ink: what to draw with.
    """
    heads, forms, y = [], [], 0
    for article, name in names.items():
        own = spans[spans["article"] == article]
        heads.append(
            {
                "y": y + HEAD / 2,
                "name": name if len(own) else f"{name}: none found",
                "colour": colours[article],
            }
        )
        y += HEAD
        for s in own.itertuples():
            right = s.position > 0.5
            label = f"“{s.label}”" if s.voice == "quoted" else s.label
            forms.append(
                {
                    "y": y + FORM / 2, "x": float(s.position), "label": label, "voice": s.voice, "right": right, "name": name,
                    "colour": colours[article], "at": f"{round(100 * s.position)} %",
                }
            )  # fmt: skip
            y += FORM
        y += 8
    columns = ["y", "x", "label", "voice", "right", "name", "colour", "at"]
    base = alt.Chart(pd.DataFrame(forms, columns=columns)).encode(
        y=alt.Y(
            "y:Q", scale=alt.Scale(domain=[0, max(1, y)], reverse=True, nice=False, zero=False), axis=None
        ),
        x=alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False, padding=8), axis=None),
    )
    rails = (
        base.transform_calculate(edge="datum.right ? 1 : 0").mark_rule(color=ink.faint).encode(x2="edge:Q")
    )
    dots = base.mark_point(size=90, strokeWidth=2.2, opacity=1).encode(
        stroke=alt.Stroke("colour:N", scale=None),
        fill=alt.condition(
            "datum.voice == 'narrator'", alt.Fill("colour:N", scale=None), alt.value(ink.paper)
        ),
        tooltip=[
            alt.Tooltip("name:N", title="Outlet"),
            alt.Tooltip("label:N", title="Name"),
            alt.Tooltip("voice:N", title="Voice"),
            alt.Tooltip("at:N", title="Stands at"),
        ],
    )
    texts = [
        base.transform_filter("datum.right" if right else "!datum.right")
        .mark_text(
            align="right" if right else "left", dx=-12 if right else 12, fontSize=13, baseline="middle", color=ink.text,
            limit=alt.ExprRef("width * 0.62"),
        )
        .encode(text="label:N")
        for right in (False, True)
    ]  # fmt: skip
    titles = (
        alt.Chart(pd.DataFrame(heads))
        .mark_text(align="left", baseline="middle", fontWeight=600, fontSize=12)
        .encode(
            x=alt.value(0), text="name:N", color=alt.value(ink.soft),
            y=alt.Y("y:Q", scale=alt.Scale(domain=[0, max(1, y)], reverse=True, nice=False, zero=False), axis=None),
        )
    )  # fmt: skip
    return layered(rails, dots, *texts, titles).properties(height=max(60, y), width="container", padding=0)


def scale_rows(
    spans: pd.DataFrame, steps: Sequence[str], names: Mapping[str, str], colours: Mapping[str, str], ink: Ink
) -> alt.LayerChart:
    """A scale with a row an outlet: the dot stands on its step, its words beside it.

    Args:
        spans: `article`, `label`, `step` (number in `steps`).
        steps: names of the steps, left to right.
        names, colours, ink: as in `name_lanes`; an outlet without a span has no row.
    """
    order = [a for a in names if a in set(spans["article"])]
    drawn = spans.assign(
        name=spans["article"].map(dict(names)), colour=spans["article"].map(dict(colours)), right=spans["step"] > (len(steps) - 1) / 2,
    ).drop_duplicates("article")  # fmt: skip
    y = alt.Y(
        "article:N",
        sort=order,
        axis=None,
        scale=alt.Scale(domain=["\0", *order], paddingInner=0, paddingOuter=0),
    )
    x = alt.X("step:Q", axis=None, scale=alt.Scale(domain=[-0.4, len(steps) - 0.6], nice=False))
    base = alt.Chart(drawn).encode(y=y, x=x)
    rails = base.mark_rule(color=ink.faint, strokeWidth=3).encode(x=alt.value(0), x2=alt.value("width"))
    ends = pd.DataFrame(
        [{"article": "\0", "step": k, "says": "\n".join(title_lines(s, 12, 3))} for k, s in enumerate(steps)]
    )
    heads = (
        alt.Chart(ends).mark_text(lineBreak="\n", fontSize=11, lineHeight=12, color=ink.soft, dy=-10).encode(y=y, x=x, text="says:N")
    )  # fmt: skip
    dots = base.mark_circle(size=150, opacity=1).encode(
        color=alt.Color("colour:N", scale=None), tooltip=[alt.Tooltip("name:N", title="Outlet"), alt.Tooltip("label:N", title="Words")]
    )  # fmt: skip
    who = base.mark_text(
        align="left", baseline="bottom", dy=-9, fontWeight=600, fontSize=12, color=ink.soft
    ).encode(x=alt.value(0), text="name:N")
    words = [
        base.mark_text(
            align="left", dy=15, baseline="middle", fontSize=13, color=ink.text, limit=alt.ExprRef("width")
        ).encode(x=alt.value(0), text="label:N")
    ]
    return layered(rails, heads, dots, who, *words).properties(
        height=STEP * (len(order) + 1), width="container", padding=0
    )


def allegation_table(
    cells: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], ink: Ink
) -> alt.LayerChart:
    """Outlets down; alleged, by whom and denial across; a dash where the article says nothing of it.

    Args:
        cells: `article`, `question`, `words`; "" is drawn as a dash.
        names, colours, ink: as in `name_lanes`.
    """
    questions = list(dict.fromkeys(cells["question"]))
    drawn = cells.assign(
        name=cells["article"].map(dict(names)), colour=cells["article"].map(dict(colours)), found=cells["words"] != "",
        wide=["\n".join(title_lines(w, 30, 3)) if w else "–" for w in cells["words"]],
        narrow=["\n".join(title_lines(w, 15, 3)) if w else "–" for w in cells["words"]],
    )  # fmt: skip
    y = alt.Y(
        "article:N",
        sort=list(names),
        axis=None,
        scale=alt.Scale(domain=["\0", *names], paddingInner=0, paddingOuter=0),
    )
    x = alt.X(
        "question:N",
        sort=questions,
        axis=None,
        scale=alt.Scale(domain=questions, paddingInner=0.03, paddingOuter=0),
    )
    base = alt.Chart(drawn).encode(x=x, y=y)
    filled = (
        base.transform_filter("datum.found")
        .mark_rect(height=CELL - 34, yOffset=10, cornerRadius=3, fillOpacity=0.16)
        .encode(fill=alt.Fill("colour:N", scale=None))
    )
    words = [
        base.mark_text(
            lineBreak="\n",
            fontSize=size,
            lineHeight=size + 1.5,
            dy=alt.ExprRef("-4"),
            baseline="middle",
            color=ink.text,
            opacity=alt.ExprRef(f"{test} ? 1 : 0"),
        ).encode(
            text=f"{field}:N",
            tooltip=[alt.Tooltip("name:N", title="Outlet"), alt.Tooltip("words:N", title="Words")],
        )
        for field, size, test in (("wide", 12, "width >= 620"), ("narrow", 9.5, "width < 620"))
    ]
    who = (
        alt.Chart(drawn.drop_duplicates("article"))
        .mark_text(align="left", baseline="middle", fontWeight=600, fontSize=12, color=ink.soft, dy=-30)
        .encode(x=alt.value(0), y=y, text="name:N")
    )
    heads = (
        alt.Chart(pd.DataFrame([{"article": "\0", "question": q} for q in questions]))
        .mark_text(fontWeight=600, fontSize=12, color=ink.text, dy=10)
        .encode(x=x, y=y, text="question:N")
    )
    return layered(filled, *words, who, heads).properties(
        height=CELL * (len(names) + 1), width="container", padding=0
    )
