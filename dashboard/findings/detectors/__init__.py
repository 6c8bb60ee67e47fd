"""Every detector of findings, one a file: each is a function of the context to findings.

A new kind of finding is a new file here and a line in DETECTORS; their order breaks ties between findings of one weight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.findings.context import Context
from dashboard.findings.detectors import (
    allegations,
    attribution,
    certainty,
    channels,
    dates,
    entities,
    events,
    granularity,
    names,
    numbers,
    predicate,
    quotations,
    superlatives,
    tone,
    wording,
)
from dashboard.findings.finding import Finding

Detector = Callable[[Context], list[Finding]]

DETECTORS: Sequence[Detector] = (
    names.detect,
    tone.detect,
    wording.detect,
    predicate.detect,
    attribution.detect,
    certainty.detect,
    certainty.detect_alone,
    quotations.detect,
    allegations.detect,
    numbers.detect,
    dates.detect,
    entities.detect,
    superlatives.detect,
    granularity.detect,
    events.detect,
    channels.detect,
)
