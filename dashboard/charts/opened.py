"""The frame around the mark that is open: a parameter, so that opening another mark redraws nothing else."""

from __future__ import annotations

from typing import Any

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
