"""A comparison for other programs: the JSON that the command line writes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dashboard import tables
from dashboard.comparison import Comparison
from dashboard.files import write_atomically

SCHEMA = 1


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The tables of a comparison as lists of records; findings carry their spans, lineage its runs.

    `origins` says of every article whether its telling adds an independent origin and why; `corroboration` counts the
    coverage of every statement three ways: articles, independent origins, ultimate sources. The columns of every
    list are declared in dashboard/tables.py.
    """
    story, settings = comparison.story, comparison.settings
    return {
        "schema": SCHEMA,
        "story": story.name,
        "model": {"name": settings.model, "digest": comparison.model_digest},
        "settings": {key: value for key, value in asdict(settings).items() if key != "model"},
        "faults": [asdict(fault) for fault in (*story.faults, *comparison.lost)],
        "corrections": [asdict(correction) for correction in comparison.corrections],
        "articles": tables.records(comparison.articles),
        "sentences": tables.records(comparison.sentences),
        "links": tables.records(comparison.links),
        "statements": tables.records(comparison.statements),
        "mentions": tables.records(comparison.mentions),
        "coverage": tables.records(comparison.coverage),
        "findings": _nested(comparison.findings, comparison.spans, ["finding"], "spans"),
        "emphasis": tables.records(comparison.emphasis),
        "sources": tables.records(comparison.sources),
        "lineage": _nested(comparison.lineage, comparison.runs, ["a", "b"], "runs"),
        "origins": tables.records(comparison.origins),
        "corroboration": tables.records(comparison.corroboration),
    }


def _nested(outer: Any, inner: Any, key: list[str], name: str) -> list[dict[str, Any]]:
    """Records of `outer`, each with the records of `inner` that share its key (the key itself left out)."""
    inside: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for record in tables.records(inner):
        inside.setdefault(tuple(record.pop(k) for k in key), []).append(record)
    return [
        {**record, name: inside.get(tuple(record[k] for k in key), [])} for record in tables.records(outer)
    ]


def to_json(comparison: Comparison) -> str:
    """The JSON text; the same comparison gives the same text."""
    return json.dumps(to_dict(comparison), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def write_json(comparison: Comparison, folder: Path) -> Path:
    """Write `<folder>/<story>.json` (to a temporary name first) and return its path."""
    target = folder / f"{comparison.story.name}.json"
    write_atomically(target, to_json(comparison).encode("utf-8", "replace"))
    return target
