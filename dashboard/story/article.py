"""What a file gives: the text of an article and what is stated beside it, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Doubt(NamedTuple):
    """Something to know of an article that was read, and what to do about it."""

    message: str
    remedy: str


@dataclass(frozen=True)
class Document:
    """The text of one article, to which all offsets refer, and what its file states beside it."""

    text: str
    title: str = ""
    outlet: str = ""
    outlet_evidence: str = ""
    published: str = ""
    agency: str = ""
    doubts: tuple[Doubt, ...] = field(default=())


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
