"""A comparison for use outside the app. FORMATS is the list that the app and the command line offer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from dashboard.comparison import Comparison
from dashboard.export.tabular import SCHEMA, to_dict, to_json, write_json
from dashboard.files import write_atomically

__all__ = ["FORMATS", "SCHEMA", "Format", "to_dict", "to_json", "write_export", "write_json"]

Write = Callable[[Comparison, str | None], bytes]


class Format(NamedTuple):
    """One way to write a comparison.

    Attributes:
        write: (comparison, date as YYYY-MM-DD or None) -> content; see `citation.day` for None.
        ending: of the file's name, without the dot before it.
        mime: its media type.
        holds: what is in it, in words for a reader.
        label: its name on a button.
    """

    write: Write
    ending: str
    mime: str
    holds: str
    label: str

    def make(self, comparison: Comparison, made: str | None = None) -> bytes:
        """The content of a file: equal comparisons of one date give equal bytes.

        Args:
            comparison: what to write.
            made: the date it bears, as YYYY-MM-DD; where None, that of SOURCE_DATE_EPOCH, else today's.

        Raises:
            ValueError: the date is none.
        """
        return self.write(comparison, made)


# The writers are imported when they are called: the libraries of one format are no burden to the others.
def _html(comparison: Comparison, made: str | None) -> bytes:
    from dashboard.export.report import page

    return page(comparison, made).encode("utf-8", "replace")


def _markdown(comparison: Comparison, made: str | None) -> bytes:
    from dashboard.export.report import markdown

    return markdown(comparison, made).encode("utf-8", "replace")


def _workbook(comparison: Comparison, made: str | None) -> bytes:
    from dashboard.export.workbook import workbook

    return workbook(comparison, made)


def _csv(comparison: Comparison, made: str | None) -> bytes:
    from dashboard.export.tabular import as_csv

    return as_csv(comparison, made)


def _parquet(comparison: Comparison, made: str | None) -> bytes:
    from dashboard.export.tabular import as_parquet

    return as_parquet(comparison, made)


def _json(comparison: Comparison, _made: str | None) -> bytes:
    return to_json(comparison).encode("utf-8", "replace")


def _svg(comparison: Comparison, _made: str | None) -> bytes:
    from dashboard.export.drawings import as_svg

    return as_svg(comparison)


def _png(comparison: Comparison, _made: str | None) -> bytes:
    from dashboard.export.drawings import as_png

    return as_png(comparison)


def _coding(comparison: Comparison, made: str | None) -> bytes:
    from dashboard.export.coding_sheet import workbook

    return workbook(comparison, made)


def _qdpx(comparison: Comparison, made: str | None) -> bytes:
    from dashboard.export.refi_qda import as_qdpx

    return as_qdpx(comparison, made)


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP = "application/zip"

FORMATS: dict[str, Format] = {
    "html": Format(
        _html, "html", "text/html", "report and classroom sheet, to read or print", "Report (HTML)"
    ),
    "md": Format(
        _markdown, "md", "text/markdown", "the report as Markdown, for other editors", "Report (Markdown)"
    ),
    "xlsx": Format(
        _workbook,
        "xlsx",
        _SHEET,
        "who reports what, with the sentences, as a spreadsheet",
        "Spreadsheet (XLSX)",
    ),
    "coding": Format(
        _coding,
        "coding.xlsx",
        _SHEET,
        "a coding sheet: one row per statement and outlet, with columns to fill in",
        "Coding sheet (XLSX)",
    ),
    "qdpx": Format(
        _qdpx,
        "qdpx",
        _ZIP,
        "articles with coded passages, for ATLAS.ti, MAXQDA, NVivo and QualCoder (REFI-QDA)",
        "REFI-QDA project (.qdpx)",
    ),
    "csv": Format(_csv, "csv.zip", _ZIP, "every table as CSV", "Tables (CSV)"),
    "parquet": Format(_parquet, "parquet.zip", _ZIP, "every table as Parquet", "Tables (Parquet)"),
    "json": Format(
        _json, "json", "application/json", "all tables in one file for other programs", "Tables (JSON)"
    ),
    "svg": Format(_svg, "svg.zip", _ZIP, "every picture as SVG", "Pictures (SVG)"),
    "png": Format(_png, "png.zip", _ZIP, "every picture as PNG", "Pictures (PNG)"),
}
"""Name -> format. A new one is one function and one line."""


def write_export(comparison: Comparison, name: str, out: Path, made: str | None = None) -> Path:
    """Write one format and return the file's path.

    Args:
        comparison: what to write.
        name: a key of FORMATS.
        out: a folder for `<story>.<ending>`, or a file, which has the format's ending.
        made: the date it bears, see `Format.make`.
    """
    chosen = FORMATS[name]
    is_file = out.name.lower().endswith(f".{chosen.ending}") and not out.is_dir()
    target = out if is_file else out / f"{comparison.story.name}.{chosen.ending}"
    write_atomically(target, chosen.make(comparison, made))
    return target
