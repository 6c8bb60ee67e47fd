"""Every table of a comparison as files: CSV for anybody, Parquet and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import tables
from dashboard.comparison import Comparison
from dashboard.export.citation import METHOD, citation, cite
from dashboard.files import csv_of, revived, write_atomically
from dashboard.story.archive import pack
from dashboard.tables import Table

EXPORTED: Sequence[Table] = tuple(
    table
    for table in vars(tables).values()
    if isinstance(table, Table) and table.name in {*dir(Comparison), *Comparison.__annotations__}
)
"""Every table that dashboard/tables.py declares and a comparison holds, under the name of its attribute."""

ABOUT = "about.txt"
CSV_RULES = (
    "CSV in UTF-8, comma, first line the columns' names. An empty cell of an optional column is a missing value. "
    "A text that begins with = + - @, a tab or a line break (after apostrophes or none) has one apostrophe put before it, "
    "so that a spreadsheet does not run it as a formula; take that one away to have the text back. Spreadsheets that "
    "expect semicolons split the lines elsewhere: open the workbook (xlsx) there instead."
)


def as_csv(comparison: Comparison, made: str | None = None) -> bytes:
    """A ZIP of one CSV a table and a note on where they come from; `made` is its date, see `citation.day`."""
    files = {f"{table.name}.csv": write(table, getattr(comparison, table.name)) for table in EXPORTED}
    return pack({**files, ABOUT: _about(comparison, made, CSV_RULES)})


def as_parquet(comparison: Comparison, made: str | None = None) -> bytes:
    """A ZIP of one Parquet file a table and a note on where they come from; arguments as for `as_csv`."""
    files = {f"{table.name}.parquet": _parquet(getattr(comparison, table.name)) for table in EXPORTED}
    return pack(
        {**files, ABOUT: _about(comparison, made, "Parquet, to be read by pandas, Polars, DuckDB, R …")}
    )


def write(table: Table, frame: pd.DataFrame) -> bytes:
    """A table as CSV; see CSV_RULES. `read` gives it back equal."""
    rows = ([record[name] for name in table.names] for record in tables.records(frame))
    return csv_of([table.names, *rows], errors="surrogatepass")


def read(table: Table, data: bytes) -> pd.DataFrame:
    """The table that `write` was given.

    Raises:
        TableError: the file does not hold to the table's declaration.
    """
    rows = list(csv.reader(io.StringIO(data.decode("utf-8", "surrogatepass"), newline="")))
    kinds = {column.name: column for column in table.columns}
    if not rows or rows[0] != table.names:
        raise tables.TableError(f"{table.name}: the first line is not {', '.join(table.names)}")
    return tables.make(
        table,
        (
            {name: _value(kinds[name], cell) for name, cell in zip(rows[0], row, strict=True)}
            for row in rows[1:]
        ),
    )


def _value(column: tables.Column, cell: str) -> Any:
    if not cell and column.optional:
        return None
    if column.kind == "text":
        return revived(cell)
    if column.kind == "flag":
        return cell == "True"
    return int(cell) if column.kind == "whole" else float(cell)


def _parquet(frame: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out, index=False)
    return out.getvalue()


def _about(comparison: Comparison, made: str | None, rules: str) -> bytes:
    facts = [f"{name}: {value}" for name, value in citation(comparison, made)]
    return "\n".join([cite(comparison, made), "", rules, "", *METHOD, "", *facts, ""]).encode(
        "utf-8", "replace"
    )


SCHEMA = 1
LISTED = tuple(
    "articles sentences links statements mentions coverage findings emphasis sources lineage origins corroboration".split()
)
"""Tables of the JSON, in order."""


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The tables of a comparison as lists of records; findings carry their spans, lineage its runs.

    `origins` says of every article whether its telling adds an independent origin and why; `corroboration` counts the
    coverage of every statement three ways: articles, independent origins, ultimate sources. The columns of every
    list are declared in dashboard/tables.py.
    """
    story, settings = comparison.story, comparison.settings
    nested = {
        "findings": _nested(comparison.findings, comparison.spans, ["finding"], "spans"),
        "lineage": _nested(comparison.lineage, comparison.runs, ["a", "b"], "runs"),
    }
    return {
        "schema": SCHEMA,
        "story": story.name,
        "model": {"name": settings.model, "digest": comparison.model_digest},
        "settings": {key: value for key, value in asdict(settings).items() if key != "model"},
        "faults": [asdict(fault) for fault in (*story.faults, *comparison.lost)],
        "corrections": [asdict(correction) for correction in comparison.corrections],
        **{
            name: nested[name] if name in nested else tables.records(getattr(comparison, name))
            for name in LISTED
        },
    }


def _nested(outer: Any, inner: Any, key: list[str], name: str) -> list[dict[str, Any]]:
    """Records of `outer`, each with the records of `inner` that share its key (the key itself left out)."""
    inside: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for record in tables.records(inner):
        inside.setdefault(tuple(record.pop(k) for k in key), []).append(record)
    return [
        {**record, name: inside.get(tuple(record[k] for k in key), [])} for record in tables.records(outer)
    ]


def to_json(comparison: Comparison, _made: str | None = None) -> str:
    """The JSON text; the same comparison gives the same text.

    It is written piece by piece: with an indent `json.dumps` holds every bracket and comma as a string of its own before it
    joins them.
    """
    text = io.StringIO()
    json.dump(to_dict(comparison), text, ensure_ascii=False, indent=1, allow_nan=False)
    return text.getvalue() + "\n"


def write_json(comparison: Comparison, folder: Path) -> Path:
    """Write `<folder>/<story>.json` (to a temporary name first) and return its path."""
    target = folder / f"{comparison.story.name}.json"
    write_atomically(target, to_json(comparison).encode("utf-8", "replace"))
    return target
