"""One finding as a picture to share: what each outlet says, the words in question in its colour, and where it is from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.charts import LIGHT
from dashboard.files import printable
from dashboard.presentation import markup
from dashboard.presentation.sharing import MOST_OUTLETS, SOURCE, Shared, Side, headed

WIDTH = 1080  # pixels: a picture of a post
EDGE = 56  # pixels left free at each side
INDENT = 24  # pixels from an outlet's bar to its words
WIDE, WIDE_BOLD = 0.56, 0.63
"""Mean width of a character as a share of the type's size, plain and bold: that of DejaVu Sans in English text, the widest
of the typefaces that may be at hand where the picture is opened."""
SCALE = 2  # pixels of a PNG for each of the drawing
MOST_LINES = 5  # lines of one outlet's words

Words = tuple[tuple[str, bool], ...]


class TypeLine(NamedTuple):
    """One line of type: pieces with whether they are in the outlet's colour."""

    x: float
    y: float
    size: int
    words: Words
    colour: str = ""
    bold: bool = False
    soft: bool = False


@dataclass(frozen=True)
class FindingPicture:
    """A drawing: lines of type, and bars (x, y, x2, y2, colour)."""

    width: int
    height: float
    title: str
    alt: str
    lines: tuple[TypeLine, ...]
    bars: tuple[tuple[float, float, float, float, str], ...]


def picture(found: Shared) -> FindingPicture:
    """The finding laid out; outlets beyond MOST_OUTLETS are named in one line."""
    lines: list[TypeLine] = []
    bars: list[tuple[float, float, float, float, str]] = []
    y = 64.0
    if headed(found.kind, found.title) == found.title:  # the title says its kind
        y = 24.0
    else:
        lines.append(TypeLine(EDGE, y, 24, ((found.kind, False),), soft=True))
    for text in broken(((found.title, False),), 36, WIDTH - 2 * EDGE, 6, bold=True):
        y += 46
        lines.append(TypeLine(EDGE, y, 36, text, bold=True))
    y += 22
    for side in found.sides[:MOST_OUTLETS]:
        top = y + 16
        y = top - 8
        for text in broken(((_head(side), False),), 24, WIDTH - 2 * EDGE - INDENT, 2, bold=True):
            y += 30
            lines.append(TypeLine(EDGE + INDENT, y, 24, text, bold=True))
        for text in broken(_pieces(side), 28, WIDTH - 2 * EDGE - INDENT, MOST_LINES):
            y += 38
            lines.append(TypeLine(EDGE + INDENT, y, 28, text, side.colour))
        y += 14
        bars.append((EDGE, top, EDGE + 6, y, side.colour))
    if len(found.sides) > MOST_OUTLETS:
        rest = ", ".join(side.name for side in found.sides[MOST_OUTLETS:])
        for text in broken(((f"Also in: {rest}", False),), 22, WIDTH - 2 * EDGE, 3):
            y += 34
            lines.append(TypeLine(EDGE, y, 22, text, soft=True))
    y += 28
    for text in broken(((f"Story: {found.story}. {SOURCE}", False),), 20, WIDTH - 2 * EDGE, 2):
        y += 28
        lines.append(TypeLine(EDGE, y, 20, text, soft=True))
    return FindingPicture(WIDTH, y + 40, found.title, found.alt, tuple(lines), tuple(bars))


def _head(side: Side) -> str:
    published = f", {side.published}" if side.published else ""
    return f"{side.name}{published} ({side.voice})"


def _pieces(side: Side) -> Words:
    return tuple((piece.text, run.marked) for run in side.runs for piece in run.pieces)


def broken(
    words: Iterable[tuple[str, bool]], size: int, width: float, most: int, *, bold: bool = False
) -> list[Words]:
    """Pieces of text in lines.

    Args:
        words: (text, whether it is marked, and so bold) in order.
        size: pixels of the type.
        width: pixels of a line.
        most: lines; what has no room is cut with an ellipsis.
        bold: whether all of it is bold.
    """
    room = width / size
    lines: list[list[tuple[str, bool]]] = [[]]
    used = 0.0
    for word, marked in _words(words, max(8, int(room / WIDE_BOLD))):
        wide = WIDE_BOLD if marked or bold else WIDE
        if used and used + wide * len(word.rstrip()) > room:
            if len(lines) == most:
                lines[-1].append((" …", False))
                break
            lines.append([])
            used = 0.0
        lines[-1].append((word, marked))
        used += wide * len(word)
    return [_joined(line) for line in lines]


def _words(words: Iterable[tuple[str, bool]], room: int) -> Iterator[tuple[str, bool]]:
    """The words one by one, white space as one space; a word longer than a line is cut."""
    for text, marked in words:
        flat = " ".join(text.split())
        flat = (" " if text[:1].isspace() else "") + flat + (" " if text[-1:].isspace() and flat else "")
        for match in re.finditer(r"\s+|\S+\s*", flat):
            for at in range(0, len(match.group()), room):
                yield match.group()[at : at + room], marked


def _joined(words: Sequence[tuple[str, bool]]) -> Words:
    """The words of a line with neighbours of one kind together."""
    found: list[tuple[str, bool]] = []
    for text, marked in words:
        if found and found[-1][1] == marked:
            found[-1] = (found[-1][0] + text, marked)
        else:
            found.append((text, marked))
    return tuple(found)


def as_svg(found: Shared) -> str:
    """The finding as an SVG with title and description; it loads nothing."""
    return printable(markup.html("finding.svg.jinja", picture=picture(found), ink=LIGHT))


def as_png(found: Shared) -> bytes:
    """The same as a PNG."""
    from vl_convert import svg_to_png  # imported here as only a picture needs it

    return bytes(svg_to_png(as_svg(found), scale=SCALE))
