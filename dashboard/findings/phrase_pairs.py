"""Two phrases beside each other: how surely they name one thing, whether they differ, and how telling the difference is.

No list of loaded words is used. A word is the more telling, the rarer it is in the story, the fewer outlets use it, and
the more it belongs to the classes by which a writer chooses a view: adjectives, adverbs, verbs and the head of a phrase.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import Chunk, Chunks, Sentence
from dashboard.language.lexicons import (
    CALENDAR,
    countries_among,
    lexicon_countries,
    lexicon_demonyms,
    lexicon_offices,
)
from dashboard.language.normalize import fold

PHRASE_WEIGHT = 0.6
"""Weight of the whole phrase against its head (ours)."""
HEAD_LEAD = 0.25
"""How far a head may be nearer than its phrase (ours)."""
CLASS_WEIGHT = {"adj": 1.0, "adv": 1.0, "verb": 0.8, "noun": 0.7, "name": 0.15, "num": 0.05, "part": 0.1}
"""How much a word of a class tells about the writer's view, against an adjective (ours)."""
BARE = 0.85
"""What is left where no adjective or adverb differs: a noun or verb for another is a synonym more often."""
MEASURES = frozenset(
    """day days week weeks month months year years hour hours minute minutes time times percent today yesterday
    tomorrow tonight morning afternoon evening night decade decades century ago""".split()
)
BE = frozenset("is are was were be been being".split())
LIGHT = frozenset("be is was are were been being have has had do does did get got go come".split())
"""Verbs that say nothing by themselves."""


def telling(home: Sentence, at: int, parsed: Chunks) -> float:
    """How much the choice of one word may tell, in [0, 1]: its class times its rarity in the story."""
    word, s = home.words[at], home.stems[at]
    low = word.low
    if (
        not s
        or low[:1].isdigit()
        or low in MEASURES
        or low in CALENDAR
        or low in lexicon_demonyms()
        or low in lexicon_countries()
    ):
        return 0.0
    if lexicon_offices().get(low) == "courtesy":
        return 0.2
    return CLASS_WEIGHT.get(word.kind, 0.0) * parsed.rarity(s)


def same_form(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two keys differ in spelling or derivation alone: every word of each has a near twin in the other.

    Auxiliaries do not count ("was shown", "showed").
    """
    if set(a) == set(b):
        return True
    x, y = set(a) - LIGHT, set(b) - LIGHT
    return bool(x and y) and (
        len(x) == len(y)
        and all(any(_twins(s, t) for t in y) for s in x - y)
        and all(any(_twins(s, t) for t in x) for s in y - x)
    )


def _twins(a: str, b: str) -> bool:
    """Stems of one word in two spellings: the same letters but for one, or one the beginning of the other."""
    if a == b:
        return True
    if min(len(a), len(b)) < 4:
        return False
    if a.startswith(b) or b.startswith(a):
        return abs(len(a) - len(b)) <= 2
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= 1 and a[:3] == b[:3]


def is_calendar(chunk: Chunk) -> bool:
    """Whether a phrase is a date, a measure or a number alone."""
    head = chunk.home.words[chunk.head].low
    return (
        head in MEASURES
        or head in CALENDAR
        or chunk.home.words[chunk.head].kind == "num"
        or head[:1].isdigit()
    )


def contrast(sides: Mapping[str, Sequence[Chunk]], parsed: Chunks) -> float:
    """How telling the different wordings of several articles are.

    Args:
        sides: article -> its phrases for the same thing.
        parsed: the phrases of the story, which know how rare a word is.

    Returns:
        0 (nothing but grammar, names or dates differ) to 1: over the words that not all articles use, the two most telling
        ones, each weighted by the share of articles that do without it.
    """
    used: dict[str, set[str]] = {}
    worth: dict[str, float] = {}
    for article, phrases in sides.items():
        for chunk in phrases:
            for k in range(chunk.first, chunk.last):
                s = chunk.home.stems[k]
                if s:
                    used.setdefault(s, set()).add(article)
                    bonus = 1.15 if k == chunk.head else 1.0 if k < chunk.core else 0.6
                    worth[s] = max(worth.get(s, 0.0), bonus * telling(chunk.home, k, parsed))
    count = len(sides)
    apart = sorted(
        (worth[s] * (1 - (len(a) - 1) / max(1, count - 1)) for s, a in used.items() if len(a) < count),
        reverse=True,
    )
    apart += [0.0, 0.0, 0.0]
    shades = any(
        home_kind in ("adj", "adv")
        for home_kind in _kinds(sides, {s for s, a in used.items() if len(a) < count and worth[s] > 0})
    )
    return min(1.0, (apart[0] + 0.6 * apart[1] + 0.3 * apart[2]) / 1.9 * (1.0 if shades else BARE))


def _kinds(sides: Mapping[str, Sequence[Chunk]], stems: set[str]) -> set[str]:
    """Classes of the words with these stems."""
    return {
        c.home.words[k].kind
        for chunks in sides.values()
        for c in chunks
        for k in range(c.first, c.last)
        if c.home.stems[k] in stems
    }


def likeness(a: Chunk, b: Chunk) -> float:
    """How surely two phrases name the same thing or act: their cosine, and the cosine of their heads.

    A head counts no more than its phrase and HEAD_LEAD: the same word is near itself in every sense.

    Returns:
        -1 … 1, larger is more surely the same; symmetric.
    """
    phrase = float(a.vector @ b.vector)
    return PHRASE_WEIGHT * phrase + (1 - PHRASE_WEIGHT) * min(
        float(a.home.vectors[a.head] @ b.home.vectors[b.head]), phrase + HEAD_LEAD
    )


def likenesses(phrases: Sequence[Chunk]) -> Floats:
    """`likeness` of every two phrases."""
    pooled = np.array([c.vector for c in phrases], np.float32)
    heads = np.array([c.home.vectors[c.head] for c in phrases], np.float32)
    return combined(pooled @ pooled.T, heads @ heads.T)


def combined(phrase: Floats, head: Floats) -> Floats:
    """`likeness` from matrices of cosines."""
    out: Floats = (
        PHRASE_WEIGHT * phrase + (1 - PHRASE_WEIGHT) * np.minimum(head, phrase + HEAD_LEAD)
    ).astype(np.float32)
    return out


def countries(chunk: Chunk) -> frozenset[str]:
    """Countries that a phrase names, by name, capital or adjective."""
    return chunk.countries


def countries_in(printed: Sequence[str]) -> frozenset[str]:
    """Countries among printed words, by name, capital or adjective."""
    return countries_among([fold(w) for w in printed])
