"""Colours and line breaks that every picture shares."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

OUTLETS = (
    "#6f52a0",
    "#1f6fab",
    "#b35c00",
    "#237a45",
    "#b3364f",
    "#14787c",
    "#7d5632",
    "#a8447f",
    "#3c4f9a",
    "#6b6e14",
    "#52616f",
    "#8a6d0c",
)
"""White text on each has a contrast of at least 4.5 : 1, and each stands out 2.5 : 1 or more from dark paper."""

THEMES = (
    "#b5475d",
    "#2f7ea8",
    "#c07a1e",
    "#4f8a4c",
    "#7a63ab",
    "#35868a",
    "#95683f",
    "#ab5a8b",
    "#5668a8",
    "#80832f",
    "#6b7a86",
    "#9c8127",
)


Names = Mapping[str, str]
"""Article -> printed name of its outlet, of the articles that are shown, in their order."""
Colours = Mapping[str, str]
"""Article -> #rrggbb, of all articles of the story."""
SERIF = "'Source Serif', Georgia, serif"
"""The typeface of the pages' headings, for those inside a picture."""


@dataclass(frozen=True)
class Ink:
    """What a picture is drawn with on one kind of paper."""

    text: str
    soft: str
    faint: str
    paper: str


LIGHT = Ink(text="#1d2a33", soft="#5b6770", faint="#d9d6cc", paper="#fcfbf8")
DARK = Ink(text="#e9e6df", soft="#a7adb3", faint="#3b424a", paper="#15181c")


def outlet_colours(articles: Sequence[str]) -> dict[str, str]:
    """One colour an article, by its place in the story; beyond twelve they repeat, so names stand beside them."""
    return {article: OUTLETS[k % len(OUTLETS)] for k, article in enumerate(articles)}


def theme_colours(themes: Sequence[str]) -> dict[str, str]:
    """One colour a theme, by its place in the story."""
    return {theme: THEMES[k % len(THEMES)] for k, theme in enumerate(themes)}


JUT = 3
"""Characters by which a word may be longer than its line."""


def title_lines(text: str, width: int, lines: int = 2) -> list[str]:
    """Break a text at spaces into at most `lines` lines of `width` characters, the last with an ellipsis if cut. A word that is a
    little longer than a line juts out rather than being broken."""
    longest = max((len(word) for word in text.split() if len(word) <= width + JUT), default=0)
    return textwrap.wrap(text, max(width, longest), max_lines=lines, placeholder=" …") or [""]


def head_lines(name: str, slanted: bool) -> str:
    """An outlet's name over its column: in three lines, or slanted and in one."""
    return shortened(name) if slanted else "\n".join(title_lines(name, 11, 3))


def brief(name: str) -> str:
    """An outlet's name without what only says that it has none: "Unnamed (Kyodo?)" is "Kyodo?" where room is scarce."""
    known = re.fullmatch(r"Unnamed \((.+)\)( \d+)?", name)
    return f"{known[1]}{known[2] or ''}" if known else name


def shortened(text: str, width: int = 18) -> str:
    """A text of at most `width` characters, cut with an ellipsis."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
