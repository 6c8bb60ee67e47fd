"""A comparison for use outside the app. FORMATS is the list that the app and the command line offer."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from dashboard.comparison import Comparison
from dashboard.export.tabular import SCHEMA, to_dict, to_json, write_json
from dashboard.files import write_atomically

__all__ = ["FORMATS", "SCHEMA", "Format", "to_dict", "to_json", "write_export", "write_json"]


class Format(NamedTuple):
    """One way to write a comparison.

    Attributes:
        writer: "module.function" of this folder: (comparison, date as YYYY-MM-DD or None) -> its content, as text or bytes; see
            `citation.day` for None. It is imported when it is called: the libraries of one format are no burden to the others.
        ending: of the file's name, without the dot before it.
        mime: its media type.
        holds: what is in it, in words for a reader.
        label: its name on a button.
    """

    writer: str
    ending: str
    mime: str
    holds: str
    label: str

    def make(self, comparison: Comparison, made: str | None = None) -> bytes:
        """The content of a file: equal comparisons of one date give equal bytes.

        Args:
            made: the date it bears, as YYYY-MM-DD; where None, that of SOURCE_DATE_EPOCH, else today's.

        Raises:
            ValueError: the date is none.
        """
        module, _, function = self.writer.partition(".")
        content: str | bytes = getattr(import_module(f"{__name__}.{module}"), function)(comparison, made)
        return content.encode("utf-8", "replace") if isinstance(content, str) else content


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP = "application/zip"

FORMATS: dict[str, Format] = {
    "html": Format(
        "report.page", "html", "text/html", "report and classroom sheet, to read or print", "Report (HTML)"
    ),
    "md": Format(
        "report.markdown",
        "md",
        "text/markdown",
        "the report as Markdown, for other editors",
        "Report (Markdown)",
    ),
    "xlsx": Format(
        "workbook.workbook",
        "xlsx",
        _SHEET,
        "who reports what, with the sentences, as a spreadsheet",
        "Spreadsheet (XLSX)",
    ),
    "coding": Format(
        "coding_sheet.workbook",
        "coding.xlsx",
        _SHEET,
        "a coding sheet: one row per statement and outlet, with columns to fill in",
        "Coding sheet (XLSX)",
    ),
    "qdpx": Format(
        "refi_qda.as_qdpx",
        "qdpx",
        _ZIP,
        "articles with coded passages, for ATLAS.ti, MAXQDA, NVivo and QualCoder (REFI-QDA)",
        "REFI-QDA project (.qdpx)",
    ),
    "csv": Format("tabular.as_csv", "csv.zip", _ZIP, "every table as CSV", "Tables (CSV)"),
    "parquet": Format(
        "tabular.as_parquet", "parquet.zip", _ZIP, "every table as Parquet", "Tables (Parquet)"
    ),
    "json": Format(
        "tabular.to_json",
        "json",
        "application/json",
        "all tables in one file for other programs",
        "Tables (JSON)",
    ),
    "svg": Format("drawings.as_svg", "svg.zip", _ZIP, "every picture as SVG", "Pictures (SVG)"),
    "png": Format("drawings.as_png", "png.zip", _ZIP, "every picture as PNG", "Pictures (PNG)"),
}
"""Name -> format. A new one is one function and one line."""


def write_export(comparison: Comparison, name: str, out: Path, made: str | None = None) -> Path:
    """Write one format and return the file's path.

    Args:
        name: a key of FORMATS.
        out: a folder for `<story>.<ending>`, or a file, which has the format's ending.
        made: the date it bears, see `Format.make`.
    """
    chosen = FORMATS[name]
    is_file = out.name.lower().endswith(f".{chosen.ending}") and not out.is_dir()
    target = out if is_file else out / f"{comparison.story.name}.{chosen.ending}"
    write_atomically(target, chosen.make(comparison, made))
    return target
