"""Pictures written as Vega-Lite itself: those of the first page, which the import of Altair alone would hold up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""What tells the browser's library which language this is; nothing is fetched from it."""

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


def tooltip(shown: Mapping[str, str], numbers: Sequence[str] = ()) -> list[Part]:
    """What a hover tells: field -> title; NUMBERS are the fields that hold numbers."""
    return [
        (quantitative if field in numbers else nominal)(field, title=title) for field, title in shown.items()
    ]
