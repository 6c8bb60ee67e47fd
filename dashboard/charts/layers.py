"""The frame around the mark that is open: a parameter, so that opening another mark redraws nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
from altair.utils.schemapi import disable_debug_mode

from dashboard.charts.palette import Ink

NAME = "opened"
"""Name of the parameter that holds the open mark as field -> value; it is empty where none is open."""


def is_opened(*fields: str) -> str:
    """The filter that leaves the open mark alone; `fields` together name a mark of the drawn table."""
    return " && ".join(f"datum.{field} === {NAME}.{field}" for field in fields)


def with_opened(specification: dict[str, Any], **fields: str) -> dict[str, Any]:
    """A copy of a specification with one mark framed.

    Args:
        specification: of a chart that holds the parameter.
        fields: column -> value of the open mark; none frame nothing.
    """
    params = [{**p, "value": fields} if p["name"] == NAME else p for p in specification["params"]]
    return {**specification, "params": params}


# Forty outlets' cells are more than Altair's 5,000; each picture pages its rows.
alt.data_transformers.disable_max_rows()
# Altair would check every piece of a picture as it is made. The tests check every picture as a whole, so no reader waits.
disable_debug_mode()

OPENED = alt.param(name=NAME, value={})
"""The open mark as field -> value; empty where none is open."""


def only(kind: str, test: str = "true") -> alt.Chart:
    """The rows of one kind that pass a test; all layers of a picture draw from one table.

    Every further table costs Altair as much time as the drawing itself.
    """
    return alt.Chart().transform_filter(f"datum.kind == '{kind}' && {test}")


def heads(x: alt.X, y: float, slanted: bool, ink: Ink) -> alt.Chart:
    """The outlets' names over their columns, aslant where they have no room side by side."""
    named: alt.Chart = (
        only("head")
        .mark_text(
            align="left" if slanted else "center",
            baseline="middle" if slanted else "top",
            lineBreak="\n",
            angle=310 if slanted else 0,
            fontSize=11 if slanted else alt.ExprRef("width < 480 ? 9.5 : 11"),
            lineHeight=12.5,
            fontWeight=600,
            color=ink.text,
        )
        .encode(x=x, y=alt.value(y), text="text:N")
    )
    return named


def clickable(chart: alt.Chart, shown: Mapping[str, str]) -> alt.Chart:
    """A clear layer for the pointer: it tells `shown` (field -> title) and selects `item` and `article`."""
    return chart.encode(
        tooltip=[alt.Tooltip(field, title=title) for field, title in shown.items()]
    ).add_params(
        alt.selection_point(name="mark", fields=["item", "article"], on="click", toggle=False, clear=False)
    )
