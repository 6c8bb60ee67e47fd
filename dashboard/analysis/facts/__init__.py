"""Detectors of facts: numbers, dates, names and firsts that differ, what is only told more exactly, and what
came later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.analysis.framing import Detector

    FACT_DETECTORS: Sequence[Detector]


def __getattr__(name: str) -> Any:
    """The detectors, imported when they are first asked for: the matrix needs other modules of this package alone."""
    if name != "FACT_DETECTORS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from dashboard.analysis.facts import date, first, granularity, number, sequence
    from dashboard.analysis.facts import name as names_that_differ

    return (
        number.detect,
        date.detect,
        names_that_differ.detect,
        first.detect,
        granularity.detect,
        sequence.detect,
    )
