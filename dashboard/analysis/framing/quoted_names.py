"""Short quotations of one thing in which outlets print other words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from dashboard.analysis.chunks import Chunk
from dashboard.analysis.findings import Finding
from dashboard.analysis.framing.context import Context
from dashboard.analysis.framing.forms import same_form
from dashboard.analysis.quotations import Quotation, quotations


def in_other_words(context: Context) -> list[Finding]:
    """A finding for every referent that two articles or more name within quotation marks, each with words of its own.

    A name that merely leaves words of the other out ("the struggle", "the anti-imperialist struggle") is no variant.
    """
    marks = {a: [q for q in quotations(t) if q.depth == 0] for a, t in context.story.texts.items()}
    found = []
    for group in context.referents:
        sides: dict[str, Chunk] = {}
        for chunk in group:
            if _stands_in(chunk, marks):
                sides.setdefault(chunk.home.article, chunk)
        chunks = list(sides.values())
        if len(sides) < 2 or any(not _own_words(a, b) for n, a in enumerate(chunks) for b in chunks[:n]):
            continue
        spans = tuple(
            context.span(c.home.article, c.start, c.end, "quoted") for _, c in sorted(sides.items())
        )
        found.append(
            Finding(
                "quote", None, f"Quoted with other words: {context.said(spans)}",
                "phrases within quotation marks that name one thing", 0.5, spans,
            )
        )  # fmt: skip
    return found


def _own_words(a: Chunk, b: Chunk) -> bool:
    """Whether each of two names has a word that the other lacks."""
    x, y = set(a.key), set(b.key)
    return bool(x - y and y - x) and not same_form(a.key, b.key)


def _stands_in(chunk: Chunk, marks: Mapping[str, Sequence[Quotation]]) -> bool:
    """Whether the head of a phrase stands within quotation marks."""
    own = marks[chunk.home.article]
    head = chunk.home.words[chunk.head]
    start, end = chunk.home.start + head.start, chunk.home.start + head.end
    at = bisect_right(own, start, key=lambda q: q.start) - 1
    return at >= 0 and own[at].holds(start, end)
