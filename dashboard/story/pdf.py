"""A PDF -> its text: printed lines put in order, heads and feet left out, and joined to paragraphs.

Its pages, drawing operations and characters are counted while they are read, as a file's header may lie.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from dashboard.story.formats import UNPACKED, opening
from dashboard.story.story import Document, UnreadableError, one_line

# What the library finds broken is said by UnreadableError.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False

MAX_PAGES = 300
"""Pages of a PDF that are read: a bulk export of sixty articles has 150."""
MAX_SECONDS = 30.0
"""Longest time for the pages of one PDF; three hundred pages of text take five. A page is always finished."""
MAX_OPERATIONS = 2_000_000
"""Drawing operations of one PDF: a page of text has 500 to 5,000."""
MAX_CHARACTERS = 2_000_000
"""Characters of text from one document: sixty long reports have 600,000."""
SAME_LINE = 2.0
"""Points of height between two pieces of one line."""
PARAGRAPH_GAP = 1.3
"""How many times the usual space between lines the space between paragraphs has at least."""
_PAGE_NUMBER_LINE = re.compile(
    r"[-–— ]*(?:page |p\. ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?[-–— ]*", re.IGNORECASE
)
"""A page's number alone on its line."""
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")


def read_pdf(data: bytes) -> Document:
    """The text of a PDF in the order in which it is printed; heads and feet that repeat are left out.

    Raises:
        UnreadableError: it is encrypted, broken, too long, or holds pictures of text alone.
    """
    from pypdf import PdfReader, apply_configuration  # imported here as it takes a third of a second

    remedy = "Copy the text out of it and save it as plain text, or save the page as HTML"
    bounds = apply_configuration(
        zlib_maximum_output_length=UNPACKED,
        lzw_maximum_output_length=UNPACKED,
        run_length_maximum_output_length=UNPACKED,
        array_based_stream_maximum_output_length=UNPACKED,
        stream_parsing_work_maximum_count=MAX_OPERATIONS,
    )
    with opening("PDF", remedy), bounds:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError(
                "is a PDF that asks for a password", "Save it without one, or copy its text out"
            )
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableError(
                f"has {len(reader.pages)} pages, more than the {MAX_PAGES} that are read",
                "Save only the pages with the articles",
            )
        ends = time.monotonic() + MAX_SECONDS
        pages: list[list[_Line]] = []
        limit = _WorkLimit(remedy)
        for page in reader.pages:
            pages.append(_page_lines(page, limit))
            if time.monotonic() > ends:
                raise UnreadableError(f"takes longer than {MAX_SECONDS:.0f} seconds to read", remedy)
        title = one_line(str((reader.metadata.title if reader.metadata else "") or ""))[:300]
    text = _join_paragraphs(_without_running_heads(pages))
    if not text.strip():
        raise UnreadableError(
            "is a PDF without text: its pages are pictures", "Recognise the text (OCR) first, or type it"
        )
    return Document(
        text, title=title if title and title.casefold() in " ".join(text.split()).casefold() else ""
    )


@dataclass(frozen=True)
class _Line:
    """A printed line of a PDF: its words, where it begins (points from the lower left corner), and its size."""

    text: str
    x: float
    y: float
    size: float


@dataclass
class _WorkLimit:
    """Counts what the pages of one PDF are drawn with, as forms within forms multiply."""

    remedy: str
    operations: int = 0
    characters: int = 0

    def step(self, *_: object) -> None:
        self.operations += 1
        if self.operations > MAX_OPERATIONS:
            raise UnreadableError(
                f"draws its pages with more than {MAX_OPERATIONS:,} operations", self.remedy
            )

    def read(self, text: str) -> None:
        self.characters += len(text)
        if self.characters > MAX_CHARACTERS:
            raise UnreadableError(f"holds more than {MAX_CHARACTERS:,} characters", self.remedy)


def _page_lines(page: Any, limit: _WorkLimit) -> list[_Line]:
    """The lines of one page in the order in which they were set, so that columns come one after the other."""
    lines: list[_Line] = []
    open_line = False

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _: object, size: float) -> None:
        nonlocal open_line
        limit.read(text)
        x, y = cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        for number, part in enumerate(text.split("\n")):
            if number:
                open_line = False
            if not part.strip():
                continue
            if open_line and lines and abs(lines[-1].y - y) < SAME_LINE:
                lines[-1] = replace(lines[-1], text=lines[-1].text + part)
            else:
                lines.append(_Line(part, x, y, abs(float(size or 0) * (tm[3] or 1))))
            open_line = True

    page.extract_text(visitor_text=visit, visitor_operand_before=limit.step)
    return [replace(line, text=one_line(line.text)) for line in lines]


def _without_running_heads(pages: Sequence[Sequence[_Line]]) -> list[list[_Line]]:
    """The lines of every page but those at the same height of several pages that differ in figures alone."""
    at: Counter[tuple[str, int]] = Counter()
    for page in pages:
        at.update({_repeat_key(line) for line in _outer_lines(page)})
    often = {place for place, count in at.items() if count >= max(2, 0.3 * len(pages))}
    kept = []
    for page in pages:
        heads = {
            line
            for line in _outer_lines(page)
            if _repeat_key(line) in often or _PAGE_NUMBER_LINE.fullmatch(line.text)
        }
        kept.append([line for line in page if line not in heads])
    return kept


def _outer_lines(page: Sequence[_Line]) -> list[_Line]:
    """The two highest and the two lowest lines of a page."""
    by_height = sorted(page, key=lambda line: line.y)
    return [*by_height[:2], *by_height[2:][-2:]]


def _repeat_key(line: _Line) -> tuple[str, int]:
    return _NUMBER.sub("#", line.text), round(line.y / 4)


def _join_paragraphs(pages: Sequence[Sequence[_Line]]) -> str:
    """Printed lines joined to paragraphs: by the space between them, an indent, another size, else a short last line."""
    pairs = [(a, b) for page in pages for a, b in pairwise(page) if 0 < a.y - b.y < 60]
    gaps = Counter(round(a.y - b.y) for a, b in pairs)
    usual = min((gap for gap, count in gaps.items() if count >= max(2, 0.05 * len(pairs))), default=0)
    spaced = usual > 0 and sum(a.y - b.y > PARAGRAPH_GAP * usual for a, b in pairs) >= max(
        2, 0.05 * len(pairs)
    )
    lines = [line for page in pages for line in page]
    longer = sorted(len(line.text) for line in lines)[len(lines) // 2 :]
    width = median(longer) if longer else 0
    text: list[str] = []
    for number, line in enumerate(lines):
        if not text or _ends_paragraph(lines[number - 1], line, width, usual if spaced else 0):
            text.append(line.text)
        elif re.search(r"[a-z]-\Z", text[-1]) and line.text[:1].islower():
            text[-1] = text[-1][:-1] + line.text
        else:
            text[-1] = f"{text[-1]} {line.text}"
    return "\n\n".join(text)


def _ends_paragraph(before: _Line, line: _Line, width: float, usual: float) -> bool:
    """Whether a paragraph ends between two lines.

    Args:
        width: characters of a full line.
        usual: points between two lines of a paragraph, 0 where paragraphs have no space between them.
    """
    gap = before.y - line.y
    stopped = bool(_SENTENCE_END.search(before.text))
    if abs(before.size - line.size) > 0.6 and not (line.text[:1].islower() and not stopped):
        return True
    if usual and gap > 0:
        return gap > PARAGRAPH_GAP * usual
    if 0 < gap < 60 and 8 < line.x - before.x < 40 and stopped:
        return True
    short = len(before.text) < 0.8 * width
    if stopped:
        return short or len(before.text) + len(line.text.split(maxsplit=1)[0]) < width - 6
    return (
        gap < 200
        and len(before.text) < 0.7 * width
        and not line.text[:1].islower()
        and before.text[-1:] not in ",;-–—"
    )
