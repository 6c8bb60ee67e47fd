"""Tables are what they declare."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard import tables
from dashboard.comparison import Comparison

CELL = {"statement": "s", "article": "a", "state": "full", "position": 0.5, "score": 0.9, "corrected": False}


def test_no_rows_give_an_empty_table_of_the_declared_types() -> None:
    for table in (tables.ARTICLES, tables.COVERAGE, tables.RUNS):
        frame = tables.make(table, [])
        assert list(frame.columns) == table.names
        assert frame.empty


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"state": "perhaps"}, "'perhaps' is not one of full, partial, absent, not_yet"),
        ({"position": 1.5}, "1.5 is above 1"),
        ({"position": -0.1}, "-0.1 is below 0"),
        ({"article": None}, "1 of 1 values are empty"),
    ],
)
def test_a_wrong_value_is_named(change: dict[str, object], message: str) -> None:
    with pytest.raises(tables.TableError, match=message):
        tables.make(tables.COVERAGE, [{**CELL, **change}])


def test_a_doubled_key_is_named() -> None:
    with pytest.raises(tables.TableError, match="repeat the key"):
        tables.make(tables.COVERAGE, [CELL, CELL])


def test_missing_columns_are_named() -> None:
    with pytest.raises(tables.TableError, match="expected the columns"):
        tables.check(tables.COVERAGE, pd.DataFrame({"statement": ["s"]}))


def test_every_table_of_a_comparison_holds(comparison: Comparison) -> None:
    for table in (
        tables.ARTICLES,
        tables.SENTENCES,
        tables.UNITS,
        tables.CANDIDATES,
        tables.LINKS,
        tables.STATEMENTS,
        tables.MENTIONS,
        tables.COVERAGE,
        tables.FINDINGS,
        tables.SPANS,
        tables.EMPHASIS,
        tables.SOURCES,
        tables.LINEAGE,
        tables.RUNS,
    ):
        tables.check(table, getattr(comparison, table.name))
