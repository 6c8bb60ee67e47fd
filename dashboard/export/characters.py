"""Text from outside, made harmless for a format without changing what a reader sees."""

from __future__ import annotations

import re
from typing import Any

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 cannot hold; HTML, SVG and workbooks are held to it."""
    return _UNPRINTABLE.sub("\ufffd", text)


def all_printable(value: Any) -> Any:
    """A JSON value with `printable` applied to every string and key in it."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [all_printable(inner) for inner in value]
    if isinstance(value, dict):
        return {all_printable(key): all_printable(inner) for key, inner in value.items()}
    return value
