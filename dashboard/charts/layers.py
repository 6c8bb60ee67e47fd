"""Helpers that every chart is built with: layers over one table, encodings, tooltips, selections, and the frame around the
open mark (a parameter, so that opening another mark redraws nothing else)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import altair as alt
import pandas as pd
from altair.utils.schemapi import disable_debug_mode

from dashboard.charts.palette import Ink

NAME = "opened"
"""Name of the parameter that holds the open mark as field -> value; it is empty where none is open."""
NARROW = "width < 560"
"""Below this a picture is drawn for a phone: an expression that the browser works out."""
SURFACE = "surface"
"""Name of the layer that takes the pointer."""


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
    """A clear layer for the pointer: its tooltip shows `shown` (field -> title), a click selects `item` and `article`."""
    return chart.encode(
        tooltip=[alt.Tooltip(field, title=title) for field, title in shown.items()]
    ).add_params(
        alt.selection_point(name="mark", fields=["item", "article"], on="click", toggle=False, clear=False)
    )


SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""Address by which the browser's library knows the specification's version; nothing is fetched from it."""

Part = dict[str, Any]


class LayerChart(Protocol):
    """What the app asks of a picture, whether Altair made it or not."""

    def to_dict(self, validate: bool = True) -> dict[str, Any]:
        """The Vega-Lite specification."""


@dataclass(frozen=True, eq=False)
class PlainChart:
    """A Vega-Lite specification of several layers."""

    specification: dict[str, Any]

    def to_dict(self, validate: bool = True) -> dict[str, Any]:
        """The specification, checked against the schema on demand.

        Raises:
            ValidationError: (of jsonschema) it breaks the schema.
        """
        if validate:
            from altair import LayerChart as Checked  # hundreds of milliseconds, and only to check

            Checked.from_dict(self.specification)
        return self.specification


def layered(rows: pd.DataFrame, layers: Sequence[alt.Chart], height: float) -> alt.LayerChart:
    """Layers over one table, as wide as their container, in which a mark can be opened."""
    return (
        alt.LayerChart(data=rows, layer=list(layers))
        .add_params(OPENED)
        .properties(height=height, width="container", padding=0)
    )


def stacked(*layers: Part, height: float, **rest: Any) -> PlainChart:
    """Layers over one another, the first at the bottom, as wide as their container.

    Args:
        layers: with their own data, which then goes to the browser as it is; Streamlit would turn named tables, and one
            table at the top, into Arrow, to be turned back there.
        height: pixels.
        rest: further properties of the whole.
    """
    return PlainChart(
        {"$schema": SCHEMA, "width": "container", "height": height, **rest, "layer": list(layers)}
    )


def layer(values: Sequence[Part], mark: Part, **encoding: Any) -> Part:
    """One layer of VALUES, records that JSON can hold."""
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding}


def nominal(name: str, **rest: Any) -> Part:
    """A channel that shows a field of names."""
    return {"field": name, "type": "nominal", **rest}


def quantitative(name: str, **rest: Any) -> Part:
    """A channel that shows a field of numbers."""
    return {"field": name, "type": "quantitative", **rest}


def ordered(name: str, places: Sequence[str], **scale: Any) -> Part:
    """A position channel without axis.

    Args:
        name: the field.
        places: its values in order. They are the scale's domain: a list to sort by would make the browser compare
            every datum with every place.
        scale: further properties of the scale.
    """
    return nominal(name, axis=None, scale={"domain": list(places), **scale})


def expr(text: str) -> Part:
    """A value that the browser works out."""
    return {"expr": text}


def either(test: str, value: object, otherwise: object) -> Part:
    """A channel with one value where a datum passes a test, and another where not."""
    return {"condition": {"test": test, "value": value}, "value": otherwise}


def selection(name: str, fields: Sequence[str], layer: str = SURFACE) -> Part:
    """The parameter that holds what a click picks.

    Args:
        name: under which the page receives the selection.
        fields: those of the mark that it receives.
        layer: name of the one that takes the pointer.
    """
    select = {"type": "point", "fields": list(fields), "on": "click", "toggle": False, "clear": False}
    return {"name": name, "select": select, "views": [layer]}


def opened_frame(fields: Sequence[str], ink: Ink, **mark: Any) -> Part:
    """The frame around the open cell, which `fields` name."""
    return {
        "transform": [{"filter": is_opened(*fields)}],
        "mark": {"type": "rect", "filled": False, "aria": False, **mark},
        "encoding": {"stroke": {"value": ink.text}, "strokeWidth": {"value": 2.5}},
    }


def surface(shown: Mapping[str, str], spoken: Mapping[str, str], **mark: Any) -> Part:
    """A clear layer over the cells that takes the pointer and is read out to screen readers.

    Args:
        shown: field -> its title in the tooltip.
        spoken: field -> title of what a screen reader reads out.
        mark: further properties of it.
    """
    words = " + '; ' + ".join(f"'{title}: ' + datum.{field}" for field, title in spoken.items())
    clear = {"type": "rect", "opacity": 0.001, "cursor": "pointer", "description": expr(words), **mark}
    return {"name": SURFACE, "mark": clear, "encoding": {"tooltip": tooltip(shown)}}


def records(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns of a table."""
    return zip(*(frame[column].tolist() for column in columns), strict=True)


def tooltip(shown: Mapping[str, str], numbers: Sequence[str] = ()) -> list[Part]:
    """The tooltip: field -> title; NUMBERS are the fields that hold numbers."""
    return [
        (quantitative if field in numbers else nominal)(field, title=title) for field, title in shown.items()
    ]
