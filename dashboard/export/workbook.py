"""Who reports what as a spreadsheet: the matrix with the sentences, the matrix in words, the sentences one by one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.charts.matrix import STATE_WORDS
from dashboard.charts.palette import Names
from dashboard.comparison import Comparison
from dashboard.export.citation import METHOD, citation, cite
from dashboard.export.report import ReportedRow, rows
from dashboard.files import inert, printable
from dashboard.presentation import filters
from dashboard.presentation.excerpts import Passage, cell_words, passages
from dashboard.story.archive import pack

LONGEST_CELL = 32_000  # characters of a cell; the format's limit is 32,767
FILLS = {"full": "DCE9F5", "partial": "F6EFD9"}
HEAD = PatternFill("solid", fgColor="F3F1EA")
WRAP = Alignment(wrap_text=True, vertical="top")
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def workbook(comparison: Comparison, made: str | None = None) -> bytes:
    """An .xlsx; every text from outside is a text cell, whatever it begins with; `made` is its date, see `citation.day`."""
    book: Any = Workbook()
    names, every = filters.article_names(comparison), rows(comparison)
    passages_of = {row.statement: passages(comparison, row.statement) for row in every}
    _matrix(book.active, names, every, passages_of)
    _states(book.create_sheet("States"), names, every)
    _sentences(book.create_sheet("Sentences"), names, every, passages_of)
    _articles(book.create_sheet("Articles"), comparison)
    about: list[tuple[str, str]] = [
        ("To cite", cite(comparison, made)),
        *(("Method", line) for line in METHOD),
    ]
    fill_sheet(book.create_sheet("About"), ("", ""), [*about, *citation(comparison, made)], (34, 110))
    return without_time(book)


def _matrix(
    sheet: Worksheet, names: Names, every: Sequence[ReportedRow], passages_of: Mapping[str, Sequence[Passage]]
) -> None:
    """Statements down, articles across; a cell holds the sentences that report it."""
    sheet.title = "Coverage"
    before = ("No.", "Theme", "Statement", "Articles")
    head = (*before, *names.values(), "Your notes")
    body = [
        (
            row.number,
            row.theme,
            row.label,
            len(row.reporters),
            *(_words(row, article, passages_of[row.statement]) for article in names),
            None,
        )
        for row in every
    ]
    fill_sheet(sheet, head, body, (6, 14, 46, 9, *[42] * len(names), 40))
    sheet.freeze_panes = "D2"
    for line, row in enumerate(every, 2):
        for column, article in enumerate(names, len(before) + 1):
            colour = FILLS.get(row.cells[article].state)
            if colour:
                sheet.cell(line, column).fill = PatternFill("solid", fgColor=colour)


def _words(row: ReportedRow, article: str, found: Sequence[Passage]) -> str:
    """What the cell says on the screen, and below it the sentences of the article, each on a line with its place."""
    own = [f"[{p.note}] {p.text}" for p in found if p.article == article]
    return "\n".join([cell_words(*row.cells[article]), *own])


def _states(sheet: Worksheet, names: Names, every: Sequence[ReportedRow]) -> None:
    """The same matrix with the state alone in each cell, in the words of the screen, to filter and to count."""
    body = [
        (row.number, row.theme, row.label, *(STATE_WORDS[row.cells[a].state] for a in names)) for row in every
    ]
    fill_sheet(sheet, ("No.", "Theme", "Statement", *names.values()), body, (6, 14, 60, *[16] * len(names)))
    sheet.freeze_panes = "D2"


def _sentences(
    sheet: Worksheet, names: Names, every: Sequence[ReportedRow], passages_of: Mapping[str, Sequence[Passage]]
) -> None:
    """One row a sentence of a statement."""
    body = [
        (
            row.number,
            row.label,
            names[p.article],
            STATE_WORDS[p.strength],
            p.place,
            p.position,
            p.score,
            p.words,
            p.text,
        )
        for row in every
        for p in passages_of[row.statement]
    ]
    head = ("No.", "Statement", "Outlet", "State", "Place", "Depth", "Confidence", "Words", "Sentence")
    fill_sheet(sheet, head, body, (6, 40, 22, 10, 10, 9, 11, 50, 70))
    for line in range(2, len(body) + 2):
        sheet.cell(line, head.index("Depth") + 1).number_format = "0%"
        sheet.cell(line, head.index("Confidence") + 1).number_format = "0.00"


def _articles(sheet: Worksheet, comparison: Comparison) -> None:
    columns = ["outlet", "title", "published", "agency", "words", "evidence", "file"]
    body = [
        [None if v != v else v for v in r] for r in comparison.articles[columns].astype(object).to_numpy()
    ]
    fill_sheet(sheet, [c.capitalize() for c in columns], body, (24, 60, 26, 26, 9, 70, 30))


def fill_sheet(
    sheet: Worksheet, head: Sequence[str], body: Iterable[Sequence[Any]], widths: Sequence[int]
) -> None:
    """Write head and rows, and set the sheet up for reading and for A4."""
    for line, values in enumerate([head, *body], 1):
        for column, value in enumerate(values, 1):
            _put(sheet.cell(line, column), value)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        first = sheet.cell(1, column)
        first.font, first.fill = Font(bold=True), HEAD
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"  # 9 is A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: SheetCell, value: Any) -> None:
    """Write one value; a text is typed as text, so that "=…" is shown and never computed."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = printable(value)
    cell.value = text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + " … (cut)"
    cell.data_type = "s"
    cell.alignment = WRAP
    if inert(text) != text:
        cell.quotePrefix = True  # stays text when a reader edits the cell


def without_time(book: Workbook) -> bytes:
    """The file without the time of writing, which openpyxl puts into it twice."""
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as parts:
        files = {name: parts.read(name) for name in parts.namelist()}
    core = "docProps/core.xml"
    return pack({**files, core: _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", files[core])})
