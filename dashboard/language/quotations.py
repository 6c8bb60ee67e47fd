"""Where a text quotes: the words between quotation marks, curly and straight, nested and unbalanced.

A mark is read by what stands around it, never by counting alone: a straight mark after white space opens, one
after a word or a full stop closes. A quotation that is not closed ends with its paragraph; where the next
paragraph closes one that it did not open, the quotation goes on there from its first character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

OPENING = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‹": "›"}
"""Mark that opens -> marks that close it. Of German „…“ the closing mark is the English opening one."""
SINGLE = 300
"""Characters within which a single mark must be closed: beyond, it was an apostrophe."""

SPEECH = 6
"""Paragraphs without any mark that a quotation may run through; a longer speech has marks at their
beginnings."""

WORDS = 3
"""Words at least of a quotation whose opening mark is lost."""
_SENTENCE = re.compile(r"[.!?][’)]?\s+(?=[A-Z])")
CITES = re.compile(
    r"\baccording to (?:the\b|[A-Z])|\b[A-Z]\w+ (?:said|says)\b|\b(?:said|says) (?:the\b|[A-Z])"
)
"""Words of a report in a paragraph without marks: a quotation before it was closed, though its mark is missing."""

LONE = ('"', "”", "“")
"""A paragraph that is one mark: where sentences were parted carelessly, one of the quotation that follows."""
_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
DOUBLE_MARK = re.compile('["“”„«»]')
_MARK = re.compile("[\"“”„«»‘’‹›']")
_PAIR_OPENS = re.compile(r"(?<![^\s(\[—–-])(?:''|``)(?=\S)")
_PAIR = re.compile(r"''|``")
_TURNED = re.compile(r"”(?:\s?…\s*)?[^\W_]")
"""A closing mark before a word, where only one that opens can stand: "”The dam will hold,” she said"."""
_OPENS_AFTER = frozenset(" \t\xa0\u2009\u202a\u202f([{—–-/\"“'‘")
_APOSTROPHES = "'’"
_SINGLE_OPENS = re.compile(r"(?:(?<=^)|(?<=[\s:]))[‘'](?=[A-Z])", re.MULTILINE)
_SINGLE_CLOSES = re.compile(r"(?<=[.,?!])['’](?=\s|$)", re.MULTILINE)
"""A single mark after a stop: no apostrophe stands there."""
_STOPS = ",.?!"


@dataclass(frozen=True)
class Quotation:
    """Words inside quotation marks: characters start … end - 1, without the marks.

    Attributes:
        closed: the closing mark is printed in the same paragraph.
        depth: 0, or 1 for a quotation within another.
    """

    start: int
    end: int
    closed: bool = True
    depth: int = 0

    def holds(self, start: int, end: int) -> bool:
        """Whether the stretch lies within the quotation."""
        return self.start <= start and end <= self.end


def quotations(text: str) -> list[Quotation]:
    """All quotations of a text in the order of their first words.

    Args:
        text: any text; offsets of the result count its characters.

    Returns:
        Quotations of at least one character; those of depth 1 lie within one of depth 0.
    """
    text = _PAIR.sub("” ", _PAIR_OPENS.sub(" “", text))  # two single marks are one double mark
    found: list[Quotation] = []
    going_on = False
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(text) if m.group().strip()]
    for number, (start, end) in enumerate(paragraphs):
        if text[start:end].strip() in LONE and _opens_next(
            text, paragraphs[number + 1 : number + 1 + SPEECH], going_on
        ):
            going_on = True
            continue
        if (
            going_on
            and not DOUBLE_MARK.search(text, start, end)
            and not CITES.search(text, start, end)
            and _is_closed_later(text, paragraphs[number + 1 : number + 1 + SPEECH])
        ):
            found.append(Quotation(start, _trimmed(text, start, end), closed=False))
            continue
        own, going_on = _in_paragraph(text, start, end, going_on)
        found += own
    found += _single_run_on(text, paragraphs, found)
    return sorted((q for q in found if q.start < q.end), key=lambda q: (q.start, -q.end))


def _is_closed_later(text: str, paragraphs: list[tuple[int, int]]) -> bool:
    """Whether the first double mark in the next few paragraphs closes a quotation, and nobody is cited on the way to it."""
    for number, (start, end) in enumerate(paragraphs[:SPEECH]):
        if not DOUBLE_MARK.search(text, start, end) and CITES.search(text, start, end):
            return False
        if mark := DOUBLE_MARK.search(text, start, end):
            lone = text[start:end].strip() in LONE and _opens_next(
                text, paragraphs[number + 1 : number + 2], True
            )
            return not lone and not _opens(text, mark.start(), start)
    return False


def _opens_next(text: str, following: list[tuple[int, int]], going_on: bool) -> bool:
    """Whether a mark that stands alone in its paragraph opens the quotation of the next one: that closes one which it did
    not open, or nothing is open that the mark could close.
    """
    first = following[:1]
    closed = any((m := DOUBLE_MARK.search(text, *p)) and not _opens(text, m.start(), p[0]) for p in first)
    return closed or (not going_on and _is_closed_later(text, following))


def _in_paragraph(text: str, start: int, end: int, going_on: bool) -> tuple[list[Quotation], bool]:
    """Quotations of one paragraph, and whether the last one is left open.

    Args:
        going_on: a quotation of the paragraph before was left open.
    """
    marks = [m.start() for m in _MARK.finditer(text, start, end)]
    double = [at for at in marks if text[at] not in "‘’'‹›"]
    found: list[Quotation] = []
    opened: int | None = None
    closers = ""
    if going_on and double and not _opens(text, double[0], start):
        opened, closers = start + (len(text[start:end]) - len(text[start:end].lstrip())) - 1, '”"»'
    elif double and _has_lost_its_opening(text, double[0], start):
        sentences = [m.end() for m in _SENTENCE.finditer(text, start, double[0])]
        opened, closers = max(sentences, default=start) - 1, '”"'
    for at in double:
        mark = text[at]
        if opened is None:
            if _opens(text, at, start):
                opened, closers = at, OPENING.get(mark, '"”')
        elif mark in closers or (mark in '"”“' and not _opens(text, at, start)):
            found.append(Quotation(opened + 1, at))
            opened = None
        elif _opens(text, at, start) and mark in '“"' and _is_space(text, at - 1, start):
            found.append(Quotation(opened + 1, _trimmed(text, opened + 1, at), closed=False))
            opened, closers = at, OPENING.get(mark, '"”')
    if opened is not None:
        found.append(Quotation(opened + 1, _trimmed(text, opened + 1, end), closed=False))
    single = _single(text, marks, start, end, found)
    around = [q for q in single if q.depth == 0]
    nested = [replace(q, depth=int(any(o.holds(q.start, q.end) for o in around))) for q in found]
    return nested + single, opened is not None


def _has_lost_its_opening(text: str, at: int, start: int) -> bool:
    """Whether the first mark of a paragraph closes what no mark opens: "We got our man,” the mayor said"."""
    closes = text[at] in '”"' and at > start and text[at - 1] in ",?!" and not _opens(text, at, start)
    return closes and _is_space(text, at + 1, start) and len(text[start:at].split()) >= WORDS


def _single(text: str, marks: list[int], start: int, end: int, outer: list[Quotation]) -> list[Quotation]:
    """Quotations in single marks; an apostrophe is no mark, so both ends must be found and look like it."""
    found: list[Quotation] = []
    at_least = start
    for at in marks:
        if at < at_least or text[at] not in "‘'" or not _opens(text, at, start):
            continue
        if at + 1 >= end or not (text[at + 1].isalpha() or text[at + 1] in '[(“"$'):
            continue
        closing = next((c for c in marks if at + 1 < c <= at + SINGLE and _closes_single(text, c, end)), None)
        if closing is None:
            continue
        inside = any(q.holds(at, closing) for q in outer)
        crossing = not inside and any(
            at < q.start <= closing < q.end or q.start <= at < q.end < closing for q in outer
        )
        if not crossing:
            found.append(Quotation(at + 1, closing, depth=int(inside)))
            at_least = closing + 1
    return found


def _single_run_on(
    text: str, paragraphs: Sequence[tuple[int, int]], found: Sequence[Quotation]
) -> list[Quotation]:
    """What stands between a single mark that nothing closes in its paragraph and the one that does in a later one, a piece a
    paragraph; those between hold no other mark."""
    begun = {q.start for q in found}
    more: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        opened = _left_open(text, start, end)
        if opened is None or opened + 1 in begun or (more and opened < more[-1].end):
            continue
        between = [(opened + 1, end)]
        for first, last in paragraphs[number + 1 : number + 1 + SPEECH]:
            if DOUBLE_MARK.search(text, first, last) or _left_open(text, first, last) is not None:
                break
            if closing := _SINGLE_CLOSES.search(text, first, last):
                pieces = [*between, (first, closing.start())]
                more += [Quotation(a, _trimmed(text, a, b), closed=False) for a, b in pieces]
                break
            between.append((first, last))
    return more


def _left_open(text: str, start: int, end: int) -> int | None:
    """The last single mark of a paragraph if it opens a sentence and nothing after it can close it."""
    opening = list(_SINGLE_OPENS.finditer(text, start, end))
    if not opening or not _opens(text, at := opening[-1].start(), start):
        return None
    return None if _SINGLE_CLOSES.search(text, at + 1, end) else at


def _opens(text: str, at: int, start: int) -> bool:
    """Whether the mark at a place begins a quotation."""
    if text[at] in "“„«‹":
        stopped = text[at - 1] in _STOPS and _is_space(
            text, at + 1, start
        )  # "…,“ said Poe": a slip of the printer
        return not (text[at] == "“" and at > start and (text[at - 1].isalnum() or stopped))
    if text[at] in "”»›":
        return _TURNED.match(text, at) is not None and (at == start or text[at - 1] in _OPENS_AFTER)
    return (at == start or text[at - 1] in _OPENS_AFTER) and not _is_space(text, at + 1, start)


def _closes_single(text: str, at: int, end: int) -> bool:
    """Whether a single mark can close: after a word or a stop, and no letter follows (as in "don't")."""
    if text[at] not in _APOSTROPHES or text[at - 1].isspace():
        return False
    return at + 1 >= end or not text[at + 1].isalnum()


def _is_space(text: str, at: int, start: int) -> bool:
    return at < start or at >= len(text) or text[at].isspace()


def _trimmed(text: str, start: int, end: int) -> int:
    """The end without white space before it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
