"""In whose voice a piece of an article is said: the narrator's, a source's, or a source's own quoted
words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.language.quotations import Quotation, quotations
from dashboard.story.story import Story

MOST = 0.5
"""Share of a span that must lie in a quotation or a claim before the span counts as said in that voice."""


@dataclass(frozen=True)
class Claim:
    """Words that an article attributes to somebody."""

    start: int
    end: int
    source: str


@dataclass(frozen=True, eq=False)
class Voices:
    """The quotations and claims of each article, by place."""

    quotes: Mapping[str, Sequence[Quotation]]
    claims: Mapping[str, Sequence[Claim]]

    def of(self, article: str, start: int, end: int) -> tuple[str, str]:
        """(voice, source) of a span.

        Args:
            article, start, end: the span; an empty one has the narrator's voice.

        Returns:
            Voice "quoted" where more than half of the span lies within quotation marks, else "attributed"
            where more than half lies within a claim, else "narrator". The source is that of the narrowest
            such claim, "" where there is none or nobody is named.
        """
        length = end - start
        if length <= 0:
            return "narrator", ""
        claim = self._claim(article, start, end)
        quoted = sum(_shared(q.start, q.end, start, end) for q in self._near(article, end) if q.depth == 0)
        if quoted > MOST * length:
            return "quoted", claim.source if claim else ""
        if claim is not None:
            return "attributed", claim.source
        return "narrator", ""

    def _near(self, article: str, end: int) -> Sequence[Quotation]:
        own = self.quotes.get(article, ())
        return own[: bisect_right(own, end, key=lambda q: q.start)]

    def _claim(self, article: str, start: int, end: int) -> Claim | None:
        """The narrowest claim that holds most of the span."""
        holding = [
            c
            for c in self.claims.get(article, ())
            if _shared(c.start, c.end, start, end) > MOST * (end - start)
        ]
        return min(holding, key=lambda c: (c.end - c.start, c.start), default=None)


def voices(story: Story, sources: pd.DataFrame) -> Voices:
    """The voices of a story's articles.

    Args:
        sources: the SOURCES table of the same story.
    """
    claims: dict[str, list[Claim]] = {}
    for row in sources.itertuples():
        claims.setdefault(str(row.article), []).append(Claim(int(row.start), int(row.end), str(row.source)))
    return Voices({article: quotations(text) for article, text in story.texts.items()}, claims)


def _shared(a: int, b: int, c: int, d: int) -> int:
    return max(0, min(b, d) - max(a, c))
