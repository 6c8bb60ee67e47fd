"""Detectors of facts: numbers, dates, names and firsts that differ, what is only told more exactly, and what
came later."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.analysis.facts import date, first, granularity, name, number, sequence
from dashboard.analysis.framing import Detector

FACT_DETECTORS: Sequence[Detector] = (
    number.detect,
    date.detect,
    name.detect,
    first.detect,
    granularity.detect,
    sequence.detect,
)
