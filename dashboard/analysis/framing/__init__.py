"""Detectors of framing: one a file, each a function of the context to findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.analysis.findings import Finding
from dashboard.analysis.framing import (
    allegation,
    alone,
    attribution,
    certainty,
    label,
    predicate,
    quote,
    tone,
    wording,
)
from dashboard.analysis.framing.context import Context

Detector = Callable[[Context], list[Finding]]

DETECTORS: Sequence[Detector] = (
    label.detect,
    tone.detect,
    wording.detect,
    predicate.detect,
    attribution.detect,
    certainty.detect,
    alone.detect,
    quote.detect,
    allegation.detect,
)
