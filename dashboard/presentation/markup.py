"""Text from outside made safe to show: the templates' environments, marked text, and the records they print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.charts.matrix import SIGNS, STATE_WORDS
from dashboard.findings.finding import counted, in_marks

TEMPLATES = Path(__file__).with_name("templates")
NOT_FOUND = "Not found in this article."
SOFT = "#52616f"
"""The colour of what has none of its own."""

_ADDRESS = re.compile(r"(?<=http)(?=://)|(?<=https)(?=://)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""Where an address begins that Markdown makes a link of, even where its signs are escaped."""
WORD_JOINER = "\u2060"
NO_LETTER = "\u00a0"
"""In a key of colours: dots have no letters."""


class Piece(NamedTuple):
    """A stretch of text, underlined or not."""

    text: str
    underlined: bool = False


class Run(NamedTuple):
    """Pieces in a row that are all tinted, or all not."""

    marked: bool
    pieces: tuple[Piece, ...]


class Quote(NamedTuple):
    """One printed sentence.

    Attributes:
        runs: its words.
        note: set in grey before them, on a line of its own where `broken`.
        before, after: what stands around it in the article.
        faint: it is shown but does not count.
    """

    runs: Sequence[Run]
    note: str = ""
    before: str = ""
    after: str = ""
    faint: bool = False
    broken: bool = False


class Card(NamedTuple):
    """What one outlet says: its name and colour, a few words on it, and its sentences.

    Attributes:
        state: set in grey beside the name.
        empty: what to say where there is no sentence.
        nearest: then, the sentence that comes nearest, under its note; `opened` where it may say it or its cell was clicked.
        more: further sentences, which open.
    """

    name: str
    colour: str
    quotes: Sequence[Quote] = ()
    state: str = ""
    empty: str = NOT_FOUND
    nearest: Quote | None = None
    opened: bool = False
    more: Sequence[Quote] = ()


class Entry(NamedTuple):
    """A line that opens in place, or is `opened`: its title (in bold where `strong`), a note, the cards behind it, a last line."""

    title: str
    cards: Sequence[Card]
    note: str = ""
    strong: bool = False
    detail: str = ""
    opened: bool = False


def runs(
    text: str, marks: Iterable[tuple[int, int]] = (), underlined: Iterable[tuple[int, int]] = ()
) -> tuple[Run, ...]:
    """A text cut where tint or underline begins or ends.

    Args:
        text: anything.
        marks, underlined: (start, end) in characters of `text`, in any order; what lies outside it is left out.

    Returns:
        Runs whose pieces, put together, are the text.
    """
    tinted, lined = _joined(marks, len(text)), _joined(underlined, len(text))
    edges = sorted({0, len(text), *(edge for span in (*tinted, *lined) for edge in span)})
    found: list[tuple[bool, list[Piece]]] = []
    for (a, b), is_marked, is_lined in zip(
        pairwise(edges), _inside(edges, tinted), _inside(edges, lined), strict=True
    ):
        if not found or found[-1][0] != is_marked:
            found.append((is_marked, []))
        found[-1][1].append(Piece(text[a:b], is_lined))
    return tuple(Run(is_marked, tuple(pieces)) for is_marked, pieces in found)


def _joined(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The spans within [0, length], in order; those that touch or overlap are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, a), min(b, length)) for a, b in spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _inside(edges: Sequence[int], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each stretch between two edges, whether a span covers it."""
    covered, at = [], 0
    for start, end in pairwise(edges):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        covered.append(at < len(spans) and spans[at][0] <= start and end <= spans[at][1])
    return covered


def unmarked(text: str) -> str:
    """Text from outside for a Markdown file: every sign that could be markup is escaped, and no other is added."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=@/])", r"\\\1", " ".join(text.split()))


def plain(text: str) -> str:
    """Text from outside for a label of a page that reads Markdown: `unmarked`, and no address becomes a link.

    A bare address becomes a link after the escapes are read, so that only a character inside it prevents that: a word
    joiner, which is not seen and breaks no line.
    """
    return unmarked(_ADDRESS.sub(WORD_JOINER, text))


def colour_of(colour: str) -> str:
    """The colour, if it is one; a style attribute takes nothing else."""
    return colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else SOFT


count = counted


def percent(value: float) -> str:
    """A share in [0, 1] in per cent."""
    return f"{round(100 * value)}%"


def in_themes(rows: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Rows with a `theme`, those of one theme that follow each other together."""
    return [(theme, list(own)) for theme, own in groupby(rows, key=lambda row: row.theme)]


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip
    made.filters.update(colour=colour_of, percent=percent, in_themes=in_themes)
    made.globals.update(
        states=STATE_WORDS, signs=SIGNS, runs=runs, count=count, in_marks=in_marks, NOT_FOUND=NOT_FOUND
    )
    return made


@cache
def _html_environment() -> Environment:
    return _environment()


@cache
def _markdown_environment() -> Environment:
    """The same, with Markdown's signs escaped instead of HTML's: what is no Markup is taken for text from outside."""
    made = _environment()
    made.finalize = lambda value: value if isinstance(value, Markup) else Markup(unmarked(str(value)))
    return made


class Fill(Protocol):
    """`html` or `markdown`."""

    def __call__(self, template: str, **values: object) -> str:
        """The template filled in."""


def html(template: str, **values: object) -> str:
    """A template of dashboard/presentation/templates filled in, every value escaped.

    Raises:
        jinja2.UndefinedError: the template asks for a value that is not given.
    """
    return _html_environment().get_template(template).render(**values).strip()


def markdown(template: str, **values: object) -> str:
    """A Markdown template filled in: every value that is no Markup is escaped by `unmarked`."""
    return _markdown_environment().get_template(template).render(**values).strip()


def cards(found: Iterable[Card], kind: str = "") -> str:
    """Cards one after the other; with a `kind` ("variants") in a box of that class."""
    return html("cards.jinja", cards=list(found), kind=kind)


def entries(found: Iterable[Entry]) -> str:
    """Lines that open in place and show their cards."""
    return html("entries.jinja", entries=list(found))


def places(rows: Iterable[Any], titled: bool = True) -> str:
    """Statements with the place of each in every article (`filters.Placed`); without their words where these stand beside it."""
    return html("places.jinja", rows=list(rows), titled=titled)


def letter_key(letters: Iterable[tuple[str, str, str]], narrow_only: bool = False) -> str:
    """What the letters of a picture stand for: (letter, colour, words); `narrow_only` where the picture itself names
    them on a wide screen."""
    return html("letter_key.jinja", letters=list(letters), narrow_only=narrow_only)


def legend(found: Iterable[str], narrow: bool) -> str:
    """What the cells of the matrix look like and mean: those states that are `found` in it, and the tick where columns are narrow."""
    held = set(found)
    shown = {
        state: words for state, words in STATE_WORDS.items() if state in ("full", "partial", "absent", *held)
    }
    return html("legend.jinja", shown=shown, narrow=narrow)
