"""Findings that show what a heavier one shows already: kept for their own view, but told last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dashboard.findings.finding import Finding, SpanOf

KINDS = frozenset(("label", "wording", "quote", "certainty", "attribution"))
"""Kinds that may show one pair of wordings each in its own way."""
LEFT = 0.4
"""What is left of the weight of a repeat."""
SHARE = 0.75
"""Share of a finding's spans that the heavier one must show."""
INSIDE = 0.8
"""Share of a span that must lie within one of the heavier finding."""
LONGER = 25
"""Characters by which that one may be longer: beyond, it is about more than these words."""


def told_last(found: Iterable[Finding]) -> list[Finding]:
    """The findings in their order, those that repeat a heavier one with LEFT of their weight.

    A name or a wording is a repeat if most of its spans (SHARE), of two articles at least, lie within spans of one heavier
    finding of KINDS. Of equal weights the one that comes first is the heavier.
    """
    kept = list(found)
    order = sorted(range(len(kept)), key=lambda k: (-kept[k].weight, k))
    at: dict[str, list[tuple[SpanOf, int]]] = {}
    for k in order:
        finding = kept[k]
        if finding.kind not in KINDS:
            continue
        if finding.kind in ("label", "wording", "quote") and _shown(finding, at):
            kept[k] = replace(
                finding, weight=round(finding.weight * LEFT, 4),
                detail=f"{finding.detail}; a heavier finding shows these words too",
            )  # fmt: skip
            continue
        for span in finding.spans:
            at.setdefault(span.article, []).append((span, k))
    return kept


def _shown(finding: Finding, at: Mapping[str, Sequence[tuple[SpanOf, int]]]) -> bool:
    """Whether one of the findings gathered so far holds most spans."""
    held: dict[int, list[str]] = {}
    for span in finding.spans:
        for k in {k for other, k in at.get(span.article, ()) if _within(span, other)}:
            held.setdefault(k, []).append(span.article)
    return any(len(own) >= SHARE * len(finding.spans) and len(set(own)) > 1 for own in held.values())


def _within(span: SpanOf, other: SpanOf) -> bool:
    """Whether a span lies within another that is not much longer."""
    size, shared = span.end - span.start, min(span.end, other.end) - max(span.start, other.start)
    return shared >= INSIDE * size and other.end - other.start <= size + LONGER
