"""A sheet for content analysis: one row a statement and outlet, one a finding, with empty columns for a coder's own codes."""

from __future__ import annotations

import csv
import io
import logging
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd
from openpyxl import Workbook, load_workbook

from dashboard.charts.matrix import STATE_WORDS
from dashboard.charts.palette import Names
from dashboard.comparison import Comparison
from dashboard.export.citation import cite
from dashboard.export.workbook import fill_sheet, without_time
from dashboard.files import all_printable, csv_of, revived, rows_of_csv
from dashboard.findings.hedges import hedges
from dashboard.presentation import filters
from dashboard.presentation.excerpts import first_mentions, places
from dashboard.presentation.rows import FindingRow, MentionRow, grouped, records, spans_by_finding
from dashboard.presentation.sharing import kind_words
from dashboard.presentation.sources import Citation
from dashboard.story.archive import pack
from dashboard.story.formats import check_size

log = logging.getLogger(__name__)

UNIT = "Unit"
FIXED = ("No.", "Theme", "Statement", "Outlet", "File", "Kind", "Finding", "Why", "Words")
"""Columns that say what is coded; two coders have them alike."""
INFERRED = ("State", "Place", "Depth", "Voice", "Source", "Verb", "Hedge")
"""Columns that the program filled in, which a second coder is not to see."""
OWN = ("Code A", "Code B", "Code C", "Memo")
"""Empty columns for the coder. More may be added; whatever two sheets both fill in is compared, memos apart."""
MEMO = "Memo"
OFF_SCREEN = (UNIT, "Theme", "File", *OWN)
"""Columns that a file needs and a reader of the page does not."""
STATEMENTS, FINDINGS = "Statements", "Findings"
RULES = (
    "Unit: says what is coded. Leave it unchanged; it matches the two coders' sheets.",
    "Words: the passage that was found; where an article has several, the first that reports the statement in full. Empty: none was found.",
    "State, Place, Depth (0 first … 1 last character of the article), Voice, Source, Verb and Hedge are the program's estimates "
    "on the passage in “Words”.",
    "Code A, Code B, Code C: for your own codes. Rename them or add columns; columns with the same name are compared.",
    "The second coder's sheet leaves out the program's estimates; code “State” there yourself: "
    + ", ".join(STATE_WORDS.values())
    + ".",
)
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = (
    20_000,
    60,
    2_000,
)  # of a sheet that is read: its rows, columns, a cell's characters


class SheetError(ValueError):
    """A sheet cannot be read; the message says why and what to do."""


def statements(comparison: Comparison, names: Names | None = None) -> pd.DataFrame:
    """One row a statement and article, silence included, in the order of the matrix.

    Args:
        names: article -> outlet's name of those that are coded; all where None.

    Returns:
        UNIT, then the columns of FIXED, INFERRED and OWN that statements have.
    """
    names = names or filters.article_names(comparison)
    cells = filters.cells(comparison, names)
    number = {statement: k for k, statement in enumerate(dict.fromkeys(cells["statement"]), 1)}
    files = comparison.articles.set_index("article")["file"]
    first, length = first_mentions(comparison), {a: max(1, len(t)) for a, t in comparison.story.texts.items()}
    said = _Said(comparison)
    rows = []
    for statement, article, state, theme, label in cells[
        ["statement", "article", "state", "theme", "label"]
    ].to_numpy():
        mention = first.get((statement, article))
        rows.append(
            {
                UNIT: f"{statement}:{article}",
                "No.": number[statement],
                "Theme": theme,
                "Statement": label,
                "Outlet": names[article],
                "File": files[article],
                "Words": " ".join(mention.text.split()) if mention else "",
                "State": STATE_WORDS[state],
                "Depth": round(mention.start / length[article], 3) if mention else None,
                **(said.of(mention) if mention else dict.fromkeys(("Place", *INFERRED[3:]), "")),
                **dict.fromkeys(OWN, ""),
            }
        )
    columns = [UNIT, "No.", "Theme", "Statement", "Outlet", "File", "Words", *INFERRED, *OWN]
    return pd.DataFrame(rows, columns=columns).astype({"Depth": object})


def findings(comparison: Comparison, names: Names | None = None) -> pd.DataFrame:
    """One row a finding that concerns a chosen article, the strongest first, with every outlet's words in one cell."""
    names = names or filters.article_names(comparison)
    spans = spans_by_finding(comparison, names)
    rows = [
        {
            UNIT: one.finding,
            "No.": number,
            "Kind": kind_words(one.kind),
            "Finding": one.title,
            "Why": one.detail,
            "Words": "\n".join(f"{names[s.article]}: “{s.label}” ({s.voice})" for s in spans[one.finding]),
            **dict.fromkeys(OWN, ""),
        }
        for number, one in enumerate(
            (f for f in records(comparison.findings, FindingRow) if f.finding in spans), 1
        )
    ]
    return pd.DataFrame(rows, columns=[UNIT, "No.", "Kind", "Finding", "Why", "Words", *OWN])


class _Block(NamedTuple):
    """A row of BLOCKS, as far as it is asked for."""

    sentence: str
    start: int
    end: int
    voice: str


class _Said:
    """Whose words a mention is, read from the tables of a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.where = places(comparison)
        self.cited = grouped(records(comparison.sources, Citation), lambda one: one.sentence)
        self.blocks = grouped(records(comparison.blocks, _Block), lambda one: one.sentence)
        terms = sorted(map(re.escape, hedges()), key=len, reverse=True)
        self.hedge = re.compile(rf"\b(?:{'|'.join(terms)})\b", re.IGNORECASE)

    def of(self, mention: MentionRow) -> dict[str, str]:
        """Place, voice, source, verb and hedge of a mention, "" where there is none."""
        best = max(
            self.cited.get(mention.sentence, ()),
            key=lambda c: _overlap(mention, c.start, c.end),
            default=None,
        )
        if best and 2 * _overlap(mention, best.start, best.end) < mention.end - mention.start:
            best = None
        voices: dict[str, int] = {}
        for block in self.blocks.get(mention.sentence, ()):
            voices[block.voice] = voices.get(block.voice, 0) + _overlap(mention, block.start, block.end)
        found = (m.group() for m in self.hedge.finditer(mention.text) if m.group() != "May")
        return {
            "Place": self.where[mention.sentence],
            "Voice": max(voices, key=lambda v: voices[v], default=""),
            "Source": best.source if best else "",
            "Verb": best.verb if best else "",
            "Hedge": ", ".join(dict.fromkeys(found)),
        }


def _overlap(mention: MentionRow, start: int, end: int) -> int:
    return max(0, min(mention.end, end) - max(mention.start, start))


def blind(table: pd.DataFrame) -> pd.DataFrame:
    """The sheet of a second coder: the same units, and nothing that the program estimated; the state is to be coded."""
    hidden = [column for column in INFERRED if column in table and column != "State"]
    shown = table.drop(columns=hidden)
    return shown.assign(State="") if "State" in shown else shown


def workbook(comparison: Comparison, made: str | None = None, *, second: bool = False) -> bytes:
    """Both sheets, and how to fill them in, as an .xlsx.

    Args:
        made: its date, see `citation.day`.
        second: whether it is for the second coder, see `blind`.
    """
    book: Any = Workbook()
    book.remove(book.active)
    for title, table in _sheets(comparison, second).items():
        sheet = book.create_sheet(title)
        widths = [WIDTHS.get(column, 16) for column in table.columns]
        fill_sheet(sheet, list(table.columns), table.astype(object).to_numpy().tolist(), widths)
    lines = [("To cite", cite(comparison, made)), *(("Rule", rule) for rule in RULES)]
    fill_sheet(book.create_sheet("About"), ("", ""), lines, (14, 120))
    return without_time(book)


WIDTHS = {
    UNIT: 14,
    "No.": 6,
    "Theme": 14,
    "Statement": 46,
    "Outlet": 20,
    "Words": 60,
    "Finding": 46,
    "Why": 40,
}


def as_csv(comparison: Comparison, made: str | None = None, *, second: bool = False) -> bytes:
    """The same as a ZIP of two CSV files and a note; arguments as for `workbook`."""
    files = {f"{title.lower()}.csv": _csv(t) for title, t in _sheets(comparison, second).items()}
    note = "\n".join([cite(comparison, made), "", *RULES, ""])
    return pack({**files, "about.txt": note.encode("utf-8", "replace")})


def _sheets(comparison: Comparison, second: bool) -> dict[str, pd.DataFrame]:
    found = {STATEMENTS: statements(comparison), FINDINGS: findings(comparison)}
    return {title: blind(table) if second else table for title, table in found.items()}


def _csv(table: pd.DataFrame) -> bytes:
    rows = table.astype(object).to_numpy().tolist()
    return csv_of([table.columns, *map(all_printable, rows)], "utf-8-sig")


def read(name: str, data: bytes) -> pd.DataFrame:
    """A coder's sheet: the rows of every table with a column UNIT, as text, one a unit; of units that come twice the
    first counts.

    Args:
        name: of the file, whose ending tells what it is.
        data: its content, from outside.

    Raises:
        SheetError: it holds no such table.
    """
    tables = _workbook_rows(data) if name.lower().endswith(".xlsx") else [_csv_rows(data)]
    frames = []
    for rows in tables:
        head = [_plain(cell) for cell in rows[0]] if rows else []
        if UNIT in head:
            body = [[_plain(cell) for cell in row][: len(head)] for row in rows[1:]]
            frame = pd.DataFrame([row + [""] * (len(head) - len(row)) for row in body], columns=head)
            frames.append(frame.loc[frame[UNIT] != "", ~frame.columns.duplicated()])
    if not frames:
        raise SheetError(
            f"{name}: no table with a column “{UNIT}” in it. Load a sheet that was downloaded here."
        )
    return pd.concat(frames).fillna("").drop_duplicates(UNIT).reset_index(drop=True)


def _workbook_rows(data: bytes) -> list[list[list[Any]]]:
    try:
        check_size(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [
            [list(row) for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)]
            for sheet in book.worksheets[:6]
        ]
    except Exception as error:
        # openpyxl documents no errors: a broken part makes it raise whatever it stumbles over (KeyError, zlib.error, …).
        log.info("a coder's workbook could not be opened: %s", type(error).__name__)
        raise SheetError(
            "This is no spreadsheet that can be opened. Save it again as .xlsx or CSV."
        ) from error


def _csv_rows(data: bytes) -> list[list[Any]]:
    try:
        rows = rows_of_csv(data.decode("utf-8-sig", "replace"), 1 + MOST_ROWS)
    except csv.Error as error:
        raise SheetError(f"This is no CSV that can be read ({error}). Save it again in UTF-8.") from error
    return [[revived(cell) for cell in row[:MOST_COLUMNS]] for row in rows]


def _plain(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell)[:LONGEST_CELL].split())


def coded(tables: Iterable[pd.DataFrame]) -> Sequence[str]:
    """Columns that all tables have and that hold a coder's decision: their own, and the state."""
    named = [set(table.columns) for table in tables]
    common = set.intersection(*named) if named else set()
    left_out = {UNIT, MEMO, *FIXED, *INFERRED} - {"State"}
    first = next(iter(tables), pd.DataFrame())
    return [column for column in first.columns if column in common and column not in left_out]
