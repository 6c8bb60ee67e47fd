"""What speaks for two pieces of different articles saying the same: a few numbers a pair.

Everything here depends on the two articles of the pair alone: vectors are centred on their own article and
words are weighted by their rarity in the two. So a sixth article, or a copy of one, moves no number among the
others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard import limits
from dashboard.alignment.sentence_features import IN_COMMON, against, in_common, wordings
from dashboard.alignment.token_matrix import Floats, Places, StoryTokens

MATCHED = (
    "unit",  # late interaction of the two units
    "sentence",  # late interaction of their sentences
    "sentence_most",  # share of the better matched sentence that is found in the other
    "sentence_least",  # share of the worse matched one
    "within_most",  # share of a unit that is found in the other's whole sentence, the better of the two
    "within_least",  # … and the worse
    "mass",  # log of the rarity-weighted words that match: much that matches is more than little that does
    "shorter",  # log of the content words of the shorter unit
    "longer",  # log of how many times longer the other one is
)
FEATURES = (*MATCHED, *IN_COMMON)
"""Of the two pieces, how their tokens match; of their sentences, what else they have in common."""

LIKENESS = 0.35
"""Cheap likeness of two sentences (see `_likeness`) below which their tokens are not compared at all. That leaves one pair in
four. Of the pairs that state the same, it leaves 91 % on stories whose outlets write for themselves and 95 % on the four of
NewsWCL50; .55 would leave 83 % and 90 %, .25 94 % and 97 % at a third more time."""

BLOCK = 256
"""Sentences that one is compared with at once: bounds the memory."""

SHARED, SHARED_MOST = 0.1, 5
"""What each shared content word adds to the likeness, and how many count."""


def pairs(story: StoryTokens) -> Iterator[tuple[Places, Places, Floats]]:
    """Evidence for every unit pair of different articles whose sentences resemble each other at all.

    Yields:
        For one sentence after the other: (pairs,) numbers of its units, (pairs,) numbers of the units of
        later articles, (pairs, FEATURES) evidence.
    """
    first = np.searchsorted(story.sentence_article, np.arange(len(story.sizes)))
    ends = np.append(story.sentence_start[1:], len(story.words))
    unit_ends = np.append(story.sentence_unit[1:], len(story.units))
    most = int(np.sort(ends - story.sentence_start)[-BLOCK:].sum())
    room = np.empty((most, story.vectors.shape[1]), np.float32)
    words = wordings(story.texts, story.sentence_article, story.sizes)
    for article in range(len(story.sizes) - 1):
        own = range(int(first[article]), int(first[article + 1]))
        later = int(first[article + 1])
        near = _likeness(story, own, later)
        rarity = _rarity(story, article)
        far = _far(story, rarity)
        common = against(words, article)
        for sentence in own:
            limits.check("aligning")
            others = later + np.flatnonzero(near[sentence - own.start] >= LIKENESS)
            for first_other in range(0, len(others), BLOCK):
                block = others[first_other : first_other + BLOCK]
                one, two, matched = _evidence(story, sentence, block, rarity, far, ends, unit_ends, room)
                yield one, two, _joined(story, matched, in_common(words, common, sentence, block), two)


def _joined(story: StoryTokens, matched: Floats, common: Floats, two: Places) -> Floats:
    """(pairs, FEATURES): of every unit pair the (pairs, MATCHED), and what its sentences have in (others, IN_COMMON)."""
    others = story.unit_sentence[two]
    _, row = np.unique(others, return_inverse=True)
    return np.concatenate([matched, common[row]], axis=1)


def _likeness(story: StoryTokens, own: range, later: int) -> Floats:
    """Cheap likeness of one article's sentences and those of later articles: (sentences, later sentences).

    Cosine of the sentences' pooled vectors, the best cosine of two of their units, and a little for every content
    word that both hold.
    """
    units = slice(int(story.sentence_unit[own.start]), int(story.sentence_unit[later]))
    after = int(story.sentence_unit[later])
    best = story.unit_pooled[units] @ story.unit_pooled[after:].T
    best = np.maximum.reduceat(best, story.sentence_unit[own.start : own.stop] - units.start, axis=0)
    best = np.maximum.reduceat(best, story.sentence_unit[later:] - after, axis=1)
    shared = story.holds[own.start : own.stop] @ story.holds[later:].T
    whole = story.pooled[own.start : own.stop] @ story.pooled[later:].T
    likeness: Floats = whole + best + SHARED * np.minimum(shared, SHARED_MOST)
    return likeness


def _rarity(story: StoryTokens, article: int) -> Floats:
    """(articles, spellings): how rare a spelling is in this article and that one together."""
    total = (story.sizes[article] + story.sizes)[:, None]
    rarity: Floats = np.log((total + 1) / (story.seen[article] + story.seen + 0.5)).clip(0)
    return rarity + np.float32(1e-6)


def _far(story: StoryTokens, rarity: Floats) -> Floats:
    """(tokens,) weight of every token when its article is compared with the one that `rarity` is for."""
    ends = np.append(story.sentence_start[1:], len(story.words))
    article = np.repeat(story.sentence_article, ends - story.sentence_start)
    weight: Floats = rarity[article, story.words] * story.kinds
    return weight


def _evidence(
    story: StoryTokens,
    sentence: int,
    others: Places,
    rarity: Floats,
    weights: Floats,
    ends: Places,
    unit_ends: Places,
    room: Floats,
) -> tuple[Places, Places, Floats]:
    """Evidence between the units of one sentence and those of `others`; their tokens are gathered in `room`.

    Every token takes its best cosine in the other piece, and the mean is weighted by rarity: the idea is
    ColBERT's (Khattab & Zaharia, SIGIR 2020) and BERTScore's (Zhang et al., ICLR 2020); centring on the
    article, pieces within their sentences and the mass are ours.
    """
    here = slice(int(story.sentence_start[sentence]), int(ends[sentence]))
    own = np.arange(story.sentence_unit[sentence], unit_ends[sentence])
    there, units, parent, firsts, starts = _places(story, others, ends, unit_ends)
    mine = story.unit_start[own] - here.start
    # Gathered in the same place every time: fresh memory for each block would cost several times the comparing.
    gathered = np.take(story.vectors, there, axis=0, out=room[: len(there)], mode="clip")
    table = story.vectors[here] @ gathered.T
    np.maximum(table, 0, out=table)
    rare = rarity[np.ix_(story.sentence_article[others], story.words[here])]
    weight = rare.T * story.kinds[here][:, None]  # (tokens here, others)
    far = weights[there]
    by_unit = np.maximum.reduceat(table, starts, axis=1)  # (tokens here, units there)
    by_sentence = np.maximum.reduceat(by_unit, firsts, axis=1)
    back = np.maximum.reduceat(table, mine, axis=0)  # (units here, tokens there)
    back_all = back.max(axis=0)
    total = np.add.reduceat(weight, mine, axis=0)  # (units here, others)
    total_far = np.add.reduceat(far, starts)
    spread = weight[:, parent]
    unit_forth = np.add.reduceat(by_unit * spread, mine, axis=0) / total[:, parent]
    unit_back = np.add.reduceat(back * far, starts, axis=1) / total_far
    sentence_forth = (by_sentence * weight).sum(axis=0) / weight.sum(axis=0)
    sentence_back = np.add.reduceat(back_all * far, starts[firsts]) / np.add.reduceat(far, starts[firsts])
    within = (np.add.reduceat(by_sentence * weight, mine, axis=0) / total)[:, parent]
    within_far = np.broadcast_to(np.add.reduceat(back_all * far, starts) / total_far, within.shape)
    mass = np.minimum(
        np.add.reduceat(by_unit**2 * spread, mine, axis=0), np.add.reduceat(back**2 * far, starts, axis=1)
    )
    content, content_far = story.content[own][:, None], story.content[units][None, :]
    columns = (
        _harmonic(unit_forth, unit_back),
        _harmonic(sentence_forth, sentence_back)[parent],
        np.maximum(sentence_forth, sentence_back)[parent],
        np.minimum(sentence_forth, sentence_back)[parent],
        np.maximum(within, within_far),
        np.minimum(within, within_far),
        np.log1p(mass),
        np.minimum(content, content_far),
        np.abs(content - content_far),
    )
    evidence = np.empty((len(own), len(units), len(MATCHED)), np.float32)
    for number, column in enumerate(columns):
        evidence[..., number] = column
    return np.repeat(own, len(units)), np.tile(units, len(own)), evidence.reshape(-1, len(MATCHED))


def _places(
    story: StoryTokens, others: Places, ends: Places, unit_ends: Places
) -> tuple[Places, Places, Places, Places, Places]:
    """Where the units of several sentences stand.

    Returns:
        The sentences' tokens and units, one after the other; per unit the number of its sentence among `others`; of each of
        these its first unit; per unit its first token. The last three count among what is returned here.
    """
    there = _ranges(story.sentence_start[others], ends[others])
    units = _ranges(story.sentence_unit[others], unit_ends[others])
    counts = unit_ends[others] - story.sentence_unit[others]
    lengths = np.append(story.unit_start[1:], len(story.words))[units] - story.unit_start[units]
    parent = np.repeat(np.arange(len(others)), counts)
    return there, units, parent, np.cumsum(counts) - counts, np.cumsum(lengths) - lengths


def _ranges(starts: Places, ends: Places) -> Places:
    """All whole numbers of the ranges [start, end), one range after the other."""
    lengths = ends - starts
    offsets = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    numbers: Places = (np.arange(int(lengths.sum())) + offsets).astype(np.intp)
    return numbers


def _harmonic(forth: npt.NDArray[Any], back: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Harmonic mean: high only where both are."""
    joined: npt.NDArray[Any] = 2 * forth * back / np.maximum(forth + back, 1e-9)
    return joined
