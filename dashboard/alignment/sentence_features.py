"""What two sentences have in common besides the vectors of their words: words, names, quotations, amounts, and their places.

Late interaction sees meaning and misses what editors go by: a rare name in both, the same words within quotation marks,
two leads that answer each other, a remark far down that resembles everything. Each is a number here, from the two
articles of the pair alone, so that no third article moves it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.alignment.contradictions import amounts
from dashboard.language.words import WORD, is_content, stem

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

IN_COMMON = (
    "words",  # rarity of the content words that both hold, in all
    "words_least",  # … as a share of the sentence that has less of it
    "words_jaccard",  # … as a share of all that either holds
    "names",  # rarity of the capitalised words that both hold
    "names_least",  # … as a share of the sentence that has less of it; NEITHER where one names nobody
    "quoted",  # log of one more than the runs of words that one quotes and the other holds
    "both_quote",  # 1: both hold a quotation
    "one_quotes",  # 1: one of them does
    "amounts",  # amounts in both, MANY at most
    "other_amounts",  # 1: both hold amounts, and none is the same
    "down",  # log of one more than the sentences before the two, together
    "depth",  # share of their articles that lies before them, on average
    "leads",  # 1: both are among the first LEADS of their articles
    "apart",  # difference of those shares
    "room",  # log of the pairs that the two articles have
)
"""Order of the columns."""

RUN = 3
"""Words in a row that count as the same run."""

QUOTATION = re.compile(r"[\"“”]([^\"“”]{8,})[\"“”]")
NAME = re.compile(r"\b[A-Z][\w’'-]+")

LEADS = 3
MANY = 3
NEITHER = 0.5

PLACED = 4
"""Sentences from which an article has a beginning and an end: the place in a shorter one (a question that is asked, a caption
alone) says nothing and counts as MIDDLE."""

MIDDLE = 12
"""Where a sentence without a place is thought to stand: about the middle of an article of average length."""


@dataclass(frozen=True)
class Wordings:
    """The sentences of a story as words; `stems` number the content words of all of them.

    Attributes:
        article: (sentences,) number of the article.
        place: (sentences,) number within it.
        sizes: (articles,) sentences.
        held: per sentence, the numbers of its stems, ascending.
        named: per sentence, 1 where that stem is capitalised.
        holds, names: (sentences, stems) whether the sentence holds the stem, and capitalised.
        seen: (articles, stems) sentences of the article that hold it.
        runs: per sentence, its runs of RUN words.
        quoted: per sentence, those of them within quotation marks.
        amounts: per sentence, the amounts that it states.
    """

    article: Places
    place: Places
    sizes: Floats
    held: Sequence[Places]
    named: Sequence[Flags]
    holds: Flags
    names: Flags
    seen: Floats
    runs: Sequence[frozenset[tuple[str, ...]]]
    quoted: Sequence[frozenset[tuple[str, ...]]]
    amounts: Sequence[frozenset[float]]


def wordings(texts: Sequence[str], article: Places, sizes: Floats) -> Wordings:
    """Read the sentences of a story.

    Args:
        texts: all compared sentences, article by article in reading order.
        article: (sentences,) numbers of their articles, ascending.
        sizes: (articles,) how many each has.
    """
    numbers: dict[str, int] = {}
    held: list[Places] = []
    named: list[Flags] = []
    for text in texts:
        names = {stem(name) for name in NAME.findall(text) if is_content(name)}
        own = {
            numbers.setdefault(found, len(numbers)): found in names
            for found in (stem(word) for word in WORD.findall(text) if is_content(word))
        }
        order = sorted(own)
        held.append(np.array(order, np.intp))
        named.append(np.array([own[k] for k in order], np.bool_))
    holds = np.zeros((len(texts), max(1, len(numbers))), np.bool_)
    names_of = np.zeros_like(holds)
    for k, (stems, flags) in enumerate(zip(held, named, strict=True)):
        holds[k, stems] = True
        names_of[k, stems[flags]] = True
    seen = np.zeros((len(sizes), holds.shape[1]), np.float32)
    for k, stems in enumerate(held):
        seen[article[k], stems] += 1
    first = np.searchsorted(article, np.arange(len(sizes)))
    return Wordings(
        article=article,
        place=(np.arange(len(texts)) - first[article]).astype(np.intp),
        sizes=sizes,
        held=held,
        named=named,
        holds=holds,
        names=names_of,
        seen=seen,
        runs=[_runs(text) for text in texts],
        quoted=[frozenset().union(*(_runs(q) for q in QUOTATION.findall(text))) for text in texts],
        amounts=[amounts(text) for text in texts],
    )


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.lower() for word in re.findall(r"\w+", text)]
    return frozenset(tuple(words[k : k + RUN]) for k in range(len(words) - RUN + 1))


@dataclass(frozen=True)
class Against:
    """What one article's sentences are compared by.

    Attributes:
        rarity: (articles, stems) how rare a stem is in this article and that one together.
        total, total_names: (sentences,) rarity of all stems of a sentence, and of its capitalised ones.
    """

    rarity: Floats
    total: Floats
    total_names: Floats


def against(story: Wordings, article: int) -> Against:
    """Weights for comparing this article with every other."""
    both = (story.sizes[article] + story.sizes)[:, None]
    rarity = np.log((both + 1) / (story.seen[article] + story.seen + 0.5)).clip(0).astype(np.float32)
    own = [rarity[a, stems] for a, stems in zip(story.article, story.held, strict=True)]
    return Against(
        rarity,
        np.array([weights.sum() for weights in own], np.float32),
        np.array([w[flags].sum() for w, flags in zip(own, story.named, strict=True)], np.float32),
    )


def in_common(story: Wordings, by: Against, sentence: int, others: Places) -> Floats:
    """What one sentence has in common with each of some sentences of other articles: (others, IN_COMMON).

    Args:
        story: the sentences.
        by: `against` the sentence's own article.
        sentence: its number.
        others: numbers of the others.
    """
    stems, flags = story.held[sentence], story.named[sentence]
    weights = by.rarity[np.ix_(story.article[others], stems)]
    held = story.holds[np.ix_(others, stems)] * weights
    shared, mine, theirs = held.sum(axis=1), weights.sum(axis=1), by.total[others]
    names = (story.names[np.ix_(others, stems[flags])] * weights[:, flags]).sum(axis=1)
    fewest = np.minimum(weights[:, flags].sum(axis=1), by.total_names[others])
    here, there = bool(story.quoted[sentence]), np.array([bool(story.quoted[k]) for k in others])
    same = np.array([len(story.amounts[sentence] & story.amounts[k]) for k in others], np.float32)
    state = np.array([bool(story.amounts[sentence] and story.amounts[k]) for k in others])
    table = np.empty((len(others), len(IN_COMMON)), np.float32)
    table[:, 0] = shared
    table[:, 1] = shared / np.maximum(np.minimum(mine, theirs), 1e-6)
    table[:, 2] = shared / np.maximum(mine + theirs - shared, 1e-6)
    table[:, 3] = names
    table[:, 4] = np.where(fewest > 0, names / np.maximum(fewest, 1e-6), NEITHER)
    table[:, 5] = np.log1p(_repeated(story, sentence, others))
    table[:, 6] = there & here
    table[:, 7] = there != here
    table[:, 8] = np.minimum(same, MANY)
    table[:, 9] = state & (same == 0)
    table[:, 10:] = _places(story, sentence, others)
    return table


def _repeated(story: Wordings, sentence: int, others: Places) -> Floats:
    """Runs of words that one quotes and the other holds, from both sides: (others,)."""
    quoted, runs = story.quoted[sentence], story.runs[sentence]
    return np.array(
        [
            (len(quoted & story.runs[k]) if quoted else 0)
            + (len(runs & story.quoted[k]) if story.quoted[k] else 0)
            for k in others
        ],
        np.float32,
    )


def _places(story: Wordings, sentence: int, others: Places) -> Floats:
    """Where the two stand: the columns of IN_COMMON from "down" on."""
    before, after = story.place[sentence], story.place[others]
    size, sizes = float(story.sizes[story.article[sentence]]), story.sizes[story.article[others]]
    share, shares = before / max(size, 1.0), after / np.maximum(sizes, 1)
    placed = (sizes >= PLACED) & (size >= PLACED)
    return np.column_stack(
        [
            np.where(placed, np.log1p(before + after), np.log1p(MIDDLE)),
            np.where(placed, (share + shares) / 2, 0.5),
            placed & (before < LEADS) & (after < LEADS),
            np.where(placed, np.abs(share - shares), 0.25),
            np.log(np.maximum(size, PLACED) * np.maximum(sizes, PLACED)),
        ]
    ).astype(np.float32)
