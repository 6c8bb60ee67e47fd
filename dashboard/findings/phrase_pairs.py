"""Phrases of different outlets in pairs: how alike they are, whether they differ, and how informative the difference is.

No list of loaded words is used. A word is the more telling, the rarer it is in the story, the fewer outlets use it, and
the more it belongs to the classes by which a writer chooses a view: adjectives, adverbs, verbs and the head of a phrase.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import Chunk, Chunks, Sentence, key_of
from dashboard.entities.entities import MONTHS_SHORT
from dashboard.language.lexicons import (
    CALENDAR,
    countries_among,
    lexicon_countries,
    lexicon_demonyms,
    lexicon_offices,
)
from dashboard.language.quantities import currencies, unit_names
from dashboard.language.words import fold, stem

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
TIMES = frozenset(MEASURES | CALENDAR | frozenset("week's month's year's yesterday's today's".split()))
"""Words by which a phrase says when."""
MIN_CONTRAST = 0.16
"""Contrast below which the words for one statement or act differ in grammar, in names or in dates alone."""
BE = frozenset("is are was were be been being".split())
CLAUSE = frozenset(("verb", "aux", "pron", "sub", "and"))
"""Classes of words after which another clause, or the object of another verb, begins."""
LIGHT = frozenset("be is was are were been being have has had do does did get got go come".split())
"""Verbs that say nothing by themselves."""
EMPTY_NOUNS = frozenset(
    map(
        stem,
        "part thing way lot kind sort case fact number one bit end course regard addition half rest couple whole little".split(),
    )
)
"""Nouns that name nothing where nothing is bound to them: "in part", "a single thing", "in that case"."""
MEASURING = frozenset(
    map(stem, "lot couple series flurry chorus string range set bunch array slew host".split())
)
"""Nouns that only say how many of what "of" binds to them: "a flurry of eye rolls"."""
ADVERBIAL = frozenset("in on at by under off out".split())
"""Prepositions that with a bare noun in the singular are an adverb: "on offense", "in part", "at stake"."""
RANKED = frozenset("latest last first second third next same other former latter".split())
"""Words that say which of several a thing is, and so name none by themselves."""
BROKEN = frozenset("—–")
"""Marks that no phrase holds: what is around them was read as one by mistake."""


def whole(chunk: Chunk) -> Chunk | None:
    """A phrase as it may be shown as a name: without a bound part that is cut off in its middle; None where it names nothing.

    "The anniversary on July [27]" and "abortions in cases [of rape]" are cut after their noun. "In part" is an adverb, "a thing" says
    nothing, "striking people" in "accused officers of striking people" is what officers do, and "present members" in "past and
    present members" is half of what is named.
    """
    if chunk.kind != "thing":
        return chunk
    home, words = chunk.home, chunk.home.words
    if words[chunk.first].kind == "pos" or _is_share(chunk) or words[chunk.head].low in RANKED:
        return None  # "the nation | 's largest group", "one in | every seven patients", "the latest"
    empty = chunk.head_stem in EMPTY_NOUNS and chunk.last == chunk.core
    if (
        empty
        or chunk.head_stem in MEASURING
        or _is_adverb(chunk)
        or _is_between_names(chunk)
        or _is_gerund(home, chunk.first, chunk.core)
    ):
        return None
    joined = chunk.first > 1 and words[chunk.first - 1].kind == "and" and words[chunk.first - 2].kind == "adj"
    if (joined and words[chunk.first].kind == "adj") or BROKEN & set(chunk.text):
        return None
    if chunk.last == chunk.core or not _is_cut(chunk):
        return chunk
    return replace(chunk, last=chunk.core, key=key_of(home, chunk.first, chunk.core))


def shown_end(chunk: Chunk, others: Sequence[Chunk]) -> int:
    """Where the words of a phrase that are to be shown end in the file: without what a preposition binds to its noun where the parse
    says that it belongs to something else and no other phrase has a word of it ("took [the man] into custody", "the war in Ukraine" stays).
    """
    home = chunk.home
    if chunk.kind != "thing" or chunk.last == chunk.core:
        return chunk.end
    bound = set(home.stems[chunk.core : chunk.last]) - {""}
    preposition = home.read.tokens[home.words[chunk.core].token]
    if preposition.head == home.words[chunk.head].token or any(
        bound & set(c.key) for c in others if c is not chunk
    ):
        return chunk.end
    return home.start + home.words[chunk.core - 1].end


def _is_share(chunk: Chunk) -> bool:
    """Whether a phrase is the whole of a share: "one in | every seven patients"."""
    words = chunk.home.words
    before = words[chunk.first - 1].low if chunk.first else ""
    counted = chunk.core - chunk.first > 1 and words[chunk.first + 1].kind == "num"
    return (words[chunk.first].low in ("every", "each") and counted) or (
        before == "in"
        and chunk.first > 1
        and words[chunk.first - 2].kind == "num"
        and words[chunk.first].kind == "num"
    )


def _is_adverb(chunk: Chunk) -> bool:
    """Whether a preposition and a bare noun in the singular are an adverb."""
    words = chunk.home.words
    bare = chunk.core - chunk.first == 1 and chunk.head_tag == "NN" and chunk.last == chunk.core
    return bare and chunk.first > 0 and words[chunk.first - 1].low in ADVERBIAL


def _is_between_names(chunk: Chunk) -> bool:
    """Whether a bare noun stands right between two names: it is a verb that was read as a noun ("Super Bowl LIII hits Atlanta")."""
    words = chunk.home.words
    inner = chunk.first > 0 and chunk.last < len(words) and chunk.last - chunk.first == 1
    return (
        inner
        and words[chunk.first - 1].kind == "name" == words[chunk.last].kind
        and not (
            chunk.home.role == "headline"
            or set(chunk.home.text[words[chunk.first - 1].end : words[chunk.last].start]) & set(",;:()'’")
        )
    )


def _is_gerund(home: Sentence, first: int, last: int) -> bool:
    """Whether words read as a noun phrase are a verb with its object: "officers of striking people", "a rationale gutting programs", "the
    attack injured Roe"."""
    words = home.words
    begins = words[first].kind == "adj" and words[first].low.endswith(("ing", "ed"))
    if (
        begins
        and last < len(words)
        and words[last].kind == "to"
        and home.text[: words[first].start].rstrip()[-1:] in ";,"
    ):
        return True  # "in orders, | required agencies to share", "… overseas, compelling agencies to share"
    for k in range(first, last - 1):
        token = home.read.tokens[words[k].token]
        if (
            token.tag in ("VB", "VBD", "VBZ", "VBP") and home.role != "headline"
        ):  # "a page that | listed students"
            return True
        named_so = home.role == "headline" and token.text.endswith("ing") and k == first
        if (token.tag != "VBG" and not named_so) or home.text[
            home.words[k].end : home.words[k + 1].start
        ] != " ":
            continue
        before = home.words[k - 1].kind if k else ""
        if (k == first and before == "adp") or (k > first and before == "noun"):
            return True
    return False


def _is_cut(chunk: Chunk) -> bool:
    """Whether what a preposition binds to a phrase is half of it: a month before its day, a noun before "of", a verb in -ing."""
    home, words = chunk.home, chunk.home.words
    after = words[chunk.last] if chunk.last < len(words) else None
    if _is_gerund(home, chunk.core + 1, chunk.last):
        return True
    if after is None or home.text[words[chunk.last - 1].end : after.start] != " ":
        return False
    return after.low == "of" or (after.kind == "num" and fold(words[chunk.last - 1].text) in CALENDAR)


def informativeness(home: Sentence, at: int, parsed: Chunks) -> float:
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


def first(phrases: Sequence[Chunk], most: int) -> list[Chunk]:
    """The first `most` phrases of each article, in their order: as every two are compared, each costs."""
    seen: Counter[str] = Counter()
    kept = []
    for chunk in phrases:
        seen[chunk.home.article] += 1
        if seen[chunk.home.article] <= most:
            kept.append(chunk)
    return kept


def is_calendar(chunk: Chunk) -> bool:
    """Whether a phrase is a date, a measure ("65 kilometers", "$2 million") or a number alone."""
    head = chunk.home.words[chunk.head].low
    return (
        head in MEASURES
        or (bool(chunk.numerals) and (head in unit_names() or head in currencies("name")))
        or head in CALENDAR
        or head in MONTHS_SHORT
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
                    worth[s] = max(worth.get(s, 0.0), bonus * informativeness(chunk.home, k, parsed))
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


def countries_in(printed: Sequence[str]) -> frozenset[str]:
    """Countries among printed words, by name, capital or adjective."""
    return countries_among([fold(w) for w in printed])
