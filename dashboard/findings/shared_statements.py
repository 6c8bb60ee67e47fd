"""The statements that several articles tell, with the phrases of each mention."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import Chunk
from dashboard.findings.context import Context
from dashboard.language.lexicons import lexicon_countries, lexicon_demonyms
from dashboard.language.normalize import fold

PER_ARTICLE = 3
"""Mentions of one article that are looked at in one row, the surest first."""
PHRASE = 0.6
"""Weight of the whole phrase against its head (ours)."""
LEAD = 0.25
"""How far a head may be nearer than its phrase (ours)."""
LATEST = 14
"""Articles of one row that are looked at, those with the surest mentions first: keeps a row's work bounded."""


@dataclass(frozen=True, eq=False)
class Mention:
    """One mention with its phrases.

    Attributes:
        article, sentence, start, end: as in MENTIONS.
        full: its strength.
        score: how surely it belongs to its row, in [0, 1].
        phrases: within its borders, in order.
    """

    article: str
    sentence: str
    start: int
    end: int
    full: bool
    score: float
    phrases: Sequence[Chunk]


@dataclass(frozen=True, eq=False)
class Row:
    """A statement that at least two articles tell."""

    statement: str
    label: str
    mentions: Sequence[Mention]


def rows(context: Context) -> Iterator[Row]:
    """Rows of the matrix with two articles or more, in the order of the STATEMENTS table."""
    told: dict[str, list[Mention]] = {}
    for m in context.mentions.itertuples(index=False):
        phrases = context.phrases.within(str(m.article), int(m.start), int(m.end) + 1)
        told.setdefault(str(m.statement), []).append(
            Mention(str(m.article), str(m.sentence), int(m.start), int(m.end), m.strength == "full", float(m.score), phrases)
        )  # fmt: skip
    for s in context.statements.itertuples(index=False):
        mentions = told.get(str(s.statement), [])
        best: dict[str, float] = {}
        for m in mentions:
            best[m.article] = max(best.get(m.article, 0.0), m.score)
        if len(best) < 2:
            continue
        kept = set(sorted(best, key=lambda a: (-best[a], a))[:LATEST])
        few = [
            m for a in sorted(kept)
            for m in sorted((x for x in mentions if x.article == a), key=lambda x: (-x.score, x.start))[:PER_ARTICLE]
        ]  # fmt: skip
        yield Row(str(s.statement), str(s.label), few)


def likeness(a: Chunk, b: Chunk) -> float:
    """How surely two phrases name the same thing or act: their cosine, and the cosine of their heads.

    A head counts no more than its phrase and LEAD: the same word is near itself in every sense.

    Returns:
        -1 … 1, larger is more surely the same; symmetric.
    """
    phrase = float(a.vector @ b.vector)
    return PHRASE * phrase + (1 - PHRASE) * min(
        float(a.home.vectors[a.head] @ b.home.vectors[b.head]), phrase + LEAD
    )


def likenesses(phrases: Sequence[Chunk]) -> Floats:
    """`likeness` of every two phrases."""
    pooled = np.array([c.vector for c in phrases], np.float32)
    heads = np.array([c.home.vectors[c.head] for c in phrases], np.float32)
    return combined(pooled @ pooled.T, heads @ heads.T)


def combined(phrase: Floats, head: Floats) -> Floats:
    """`likeness` from matrices of cosines."""
    out: Floats = (PHRASE * phrase + (1 - PHRASE) * np.minimum(head, phrase + LEAD)).astype(np.float32)
    return out


def lands(chunk: Chunk) -> frozenset[str]:
    """Countries that a phrase names, by name, capital or adjective."""
    return lands_of(chunk.printed)


@lru_cache(maxsize=50_000)
def lands_of(printed: tuple[str, ...]) -> frozenset[str]:
    """Countries among printed words, by name, capital or adjective."""
    words = [fold(w) for w in printed]
    pairs = [" ".join(p) for p in itertools.pairwise(words)]
    known = (lexicon_countries(), lexicon_demonyms())
    return frozenset(table[w] for w in [*words, *pairs] for table in known if w in table)


def numbers(chunk: Chunk) -> frozenset[str]:
    """Numbers that a phrase holds."""
    return chunk.numerals
