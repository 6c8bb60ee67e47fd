"""What is named under several forms: phrases of different outlets gathered to referents by their vectors in context."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.alignment.clustering import agglomerate
from dashboard.encoding.phrases import Chunk, Chunks
from dashboard.entities.entities import Actors
from dashboard.findings.phrase_pairs import combined, countries, countries_in, is_calendar, likeness
from dashboard.language import media
from dashboard.language.normalize import fold

MIN_MEAN_LIKENESS = 0.47
"""Average likeness within a referent: of the pairs with other heads above it, three in four are one referent."""
CANDIDATES_PER_ARTICLE = 6
"""Candidates kept of one phrase for every article: its nearest in all other articles."""
MAX_CANDIDATES = 120
"""Candidates of one phrase at most, however many articles there are: bounds the work per phrase."""
MAX_GAP = 3
"""Words between a phrase and the person to whom it is bound."""
UNRELATED = 0.25
"""Likeness below which two things have nothing in common."""
RARE_ADJECTIVE_BONUS = 0.1
"""How much nearer two phrases are that have a rare adjective in common."""
RARE_FROM = 0.8
"""Rarity from which an adjective is rare."""
SCALE_WORDS = frozenset("hundred thousand million billion trillion dozen".split())
"""Number words that two different sums may share."""
BLOCK = 512
"""Phrases compared at once, so that memory stays small for long stories."""


def referents(parsed: Chunks, named: Actors, cited: pd.DataFrame) -> list[list[Chunk]]:
    """Groups of noun phrases that name one thing, of at least two articles; phrases that name an actor are left out.

    Phrases with equal keys in one article are one member, its first mention standing for all. Two phrases by which
    different sources are cited, as the SOURCES table `cited` has it, name two things.
    """
    members: dict[str, Chunk] = {}
    for chunk in parsed.phrases:
        if chunk.kind == "thing" and not named.of(chunk) and not is_calendar(chunk) and not _conjunct(chunk):
            members.setdefault(f"{chunk.home.article}\0{' '.join(chunk.key)}", chunk)
    told = list(members.values())
    pairs = _pairs(
        parsed, told, [_ties(c, parsed, named) for c in told], _sources(told, cited), objects(told, parsed)
    )
    groups = agglomerate([c.home.article for c in told], pairs, MIN_MEAN_LIKENESS)
    found = [[told[k] for k in group] for group in groups]
    return [g for g in found if len({c.home.article for c in g}) > 1]


def conflict(a: Chunk, b: Chunk) -> bool:
    """Whether two phrases cannot name one thing: other countries, other numbers, or one is bound to the other's head
    ("support for the war", "the war")."""
    if a.head_stem != b.head_stem and (_binds(a, b.head_stem) or _binds(b, a.head_stem)):
        return True
    x, y = countries(a), countries(b)
    if x and y and not x & y:
        return True
    m, n = a.numerals - SCALE_WORDS, b.numerals - SCALE_WORDS
    return bool(m and n and m != n)


def objects(phrases: Sequence[Chunk], parsed: Chunks) -> list[tuple[str, Chunk] | None]:
    """What a preposition binds right after each phrase: (the preposition, the phrase it binds), None where nothing."""
    found: list[tuple[str, Chunk] | None] = []
    begins: dict[str, dict[int, Chunk]] = {}
    for c in phrases:
        home = c.home
        if home.sentence not in begins:
            begins[home.sentence] = {
                d.first: d for d in parsed.phrases_of(home.sentence) if d.kind == "thing"
            }
        follows = c.last < len(home.words) and home.words[c.last].kind == "adp"
        bound = begins[home.sentence].get(c.last + 1) if follows else None
        found.append((home.words[c.last].low, bound) if bound else None)
    return found


def other_object(a: Chunk, b: Chunk, x: tuple[str, Chunk] | None, y: tuple[str, Chunk] | None) -> bool:
    """Whether two phrases with a common word go on, by one preposition, to two things that have nothing in common:
    "issues of concern in the struggle", "matters of concern in the field of defence"."""
    if not x or not y or x[0] != y[0] or not set(a.key) & set(b.key):
        return False
    return not set(x[1].key) & set(y[1].key) and likeness(x[1], y[1]) < UNRELATED


def _binds(chunk: Chunk, head: str) -> bool:
    """Whether a preposition binds a word with this stem to the phrase."""
    return bool(head) and head in chunk.home.stems[chunk.core : chunk.last]


def _conjunct(chunk: Chunk) -> bool:
    """Whether a phrase is a bare noun after "and": what modifies it stands before the first noun."""
    words = chunk.home.words
    return chunk.last - chunk.first == 1 and chunk.first > 0 and words[chunk.first - 1].kind == "and"


def _ties(chunk: Chunk, parsed: Chunks, named: Actors) -> frozenset[str]:
    """Persons whom a phrase names, or to whom the next words bind it ("a letter" + "signed by President X")."""
    home = chunk.home
    own = {named.at(home.sentence, k) for k in range(chunk.first, chunk.last)}
    for after in parsed.phrases_of(home.sentence):
        if chunk.last < after.first <= chunk.last + MAX_GAP and after.kind == "thing":
            between = home.words[chunk.last : after.first]
            if all(w.kind in ("adp", "det") or w.text.endswith(("ed", "en", "nt")) for w in between):
                own |= {named.of(after)}
    return frozenset(a for a in own if a and named.person(a))


def _sources(phrases: Sequence[Chunk], cited: pd.DataFrame) -> list[str]:
    """The source that each phrase names where it is cited; "" of a phrase by which nobody is cited."""
    cues: dict[str, list[tuple[int, int, str]]] = {}
    for row in cited.itertuples(index=False):
        if row.source:
            cues.setdefault(str(row.sentence), []).append(
                (int(row.cue_start), int(row.cue_end), str(row.source))
            )
    found = []
    for c in phrases:
        own = cues.get(c.home.sentence, ())
        medium = media.named(c.text)
        named = {s for _, _, s in own if fold(c.text) in fold(s)} or {
            s for a, b, s in own if a <= c.start and c.end <= b
        }
        found.append(medium.name if own and medium else min(named, default=""))
    return found


def _rare(chunk: Chunk, parsed: Chunks) -> frozenset[str]:
    """Rare adjectives of a phrase: two outlets that choose one speak of one thing more surely ("self-imposed …")."""
    home = chunk.home
    return frozenset(
        home.stems[k]
        for k in range(chunk.first, chunk.core)
        if home.words[k].kind == "adj"
        and k != chunk.head
        and parsed.rarity(home.stems[k]) >= RARE_FROM
        and not countries_in((home.words[k].text,))
    )


def _pairs(
    parsed: Chunks,
    phrases: Sequence[Chunk],
    ties: Sequence[frozenset[str]],
    sources: Sequence[str],
    bound: Sequence[tuple[str, Chunk] | None],
) -> dict[tuple[int, int], float]:
    """Likeness of the candidate pairs: every phrase with its nearest in other articles."""
    if not phrases:
        return {}
    pooled = np.array([c.vector for c in phrases], np.float32)
    heads = np.array([c.home.vectors[c.head] for c in phrases], np.float32)
    articles = np.unique([c.home.article for c in phrases], return_inverse=True)[1]
    near: dict[tuple[int, int], float] = {}
    rare = [_rare(c, parsed) for c in phrases]
    keep = min(CANDIDATES_PER_ARTICLE * int(articles.max() + 1), MAX_CANDIDATES, len(phrases) - 1)
    for begin in range(0, len(phrases), BLOCK):
        part = slice(begin, begin + BLOCK)
        sims = combined(pooled[part] @ pooled.T, heads[part] @ heads.T)
        sims[articles[begin : begin + BLOCK, None] == articles[None, :]] = -1
        best = np.argpartition(-sims, keep, axis=1)[:, :keep] if keep else np.zeros((len(sims), 0), int)
        for row, columns in enumerate(best):
            for j in columns:
                score = float(sims[row, j])
                if score > MIN_MEAN_LIKENESS / 2:
                    i = begin + row
                    score += RARE_ADJECTIVE_BONUS * bool(rare[i] & rare[int(j)])
                    near[min(i, int(j)), max(i, int(j))] = score
    return {
        (i, j): s
        for (i, j), s in sorted(near.items())
        if not conflict(phrases[i], phrases[j])
        and not (ties[i] and ties[j] and not ties[i] & ties[j])
        and not (sources[i] and sources[j] and sources[i] != sources[j])
        and not other_object(phrases[i], phrases[j], bound[i], bound[j])
    }
