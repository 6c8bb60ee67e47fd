"""Words and phrases that one outlet uses more than the others, if chance does not explain them.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn, "Fightin' Words", Political Analysis
2008). With a handful of short texts most large z-scores are noise, so two tests stand before a word is
shown, both over sentences, the smallest pieces that an editor moves about. The largest score of a word must
pass what the same texts give when their sentences are dealt out to the outlets at random (the greatest score
of every deal, so that all words are tested at once; Westfall & Young 1993). And in both halves of the
outlet's sentences, the odd and the even ones, the word must be more frequent than in the others' text. The
pair of tests is ours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.emphasis.composition import WORD
from dashboard.language.words import EMPTY_WORDS
from dashboard.tables import COUNTED, DISTINCTIVE, make

Counts = npt.NDArray[np.float32]

MAX_PHRASE_WORDS = 3
"""Words of the longest phrase; longer runs are shared wire text, which lineage shows."""
MIN_SENTENCES = 3
"""Sentences of the story that must hold a word: a rarer one cannot outdo chance and costs time."""
PERMUTATIONS = 199
"""Random deals of the sentences; with the true one 200, so that 2 % are 4 of them."""
FALSE_ALARM_RATE = 0.02
"""Share of shuffled stories that may show anything at all. At .05 the promise of one in twenty would be kept
only on average; at .02 it is kept with room to spare."""
MAX_TERMS = 4000
"""Words and phrases that are tested, the most frequent first; bounds time and memory with many articles."""


@dataclass(frozen=True)
class KeyTerms:
    """What survived, and against what.

    Attributes:
        terms: a DISTINCTIVE table, the largest score first.
        bar: the z-score that at most FALSE_ALARM_RATE of the random deals pass anywhere.
    """

    terms: pd.DataFrame
    bar: float


def distinctive(sentences: pd.DataFrame, outlets: Mapping[str, str], seed: int = 0) -> KeyTerms:
    """Words and phrases that report the outlets apart.

    Args:
        sentences: a SENTENCES table; body sentences count.
        outlets: article -> outlet; the articles of an outlet are taken together.
        seed: of the random deals; the same gives the same result.

    Returns:
        No terms where fewer than two outlets have text.
    """
    body = sentences[sentences["role"] == "body"]
    owner = [outlets[a] for a in body["article"]]
    names = list(dict.fromkeys(owner))
    lists = [terms_of(text) for text in body["text"]]
    vocabulary = _vocabulary(lists)
    if len(names) < 2 or not vocabulary:
        return KeyTerms(make(DISTINCTIVE, []), 0.0)
    table = np.zeros((len(lists), len(vocabulary)), np.float32)
    column = {term: k for k, term in enumerate(vocabulary)}
    for k, terms in enumerate(lists):
        for term, count in Counter(terms).items():
            if term in column:
                table[k, column[term]] = count
    words = np.array([len(WORD.findall(text)) for text in body["text"]], np.float32)
    label = np.array([names.index(o) for o in owner])
    bar = _bar(table, words, label, len(names), np.random.default_rng(seed))
    scores = z_scores(*_dealt(table, words, label, len(names)))
    lasting = _in_both_halves(table, words, label, len(names))
    rows = _rows(names, vocabulary, table, words, label, np.where(lasting & (scores > bar), scores, 0))
    return KeyTerms(make(DISTINCTIVE, rows), bar)


def terms_of(text: str) -> list[str]:
    """The words and phrases of a sentence in lower case, in order, repeats kept.

    A single word must carry content; a phrase may not begin or end with a word of grammar, nor run over a
    punctuation mark.
    """
    found = [(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in WORD.finditer(text)]
    terms = []
    for k, (first, start, _) in enumerate(found):
        if first in EMPTY_WORDS:
            continue
        for size in range(1, MAX_PHRASE_WORDS + 1):
            run = found[k : k + size]
            if len(run) < size or (size > 1 and re.search(r"[^\s’'\w-]", text[start : run[-1][2]])):
                break
            if run[-1][0] not in EMPTY_WORDS:
                terms.append(" ".join(word for word, _, _ in run))
    return terms


def occurrences(sentences: pd.DataFrame, term: str) -> pd.DataFrame:
    """Where a word or phrase stands, in any case, as whole words.

    Args:
        sentences: a SENTENCES table; only sentences that are compared count.
        term: its words; what stands between them in the text does not matter.

    Returns:
        `article`, `sentence`, `start`, `end` (offsets in the file), in the order of the sentences; no rows
        for a term without a letter or digit.
    """
    words = WORD.findall(term.replace("’", "'"))
    rows: list[tuple[str, str, int, int]] = []
    if words:
        pattern = re.compile(
            r"(?<!\w)" + r"\W+".join(re.escape(w).replace("'", "['’]") for w in words) + r"(?!\w)",
            re.IGNORECASE,
        )
        for s in sentences[sentences["role"].isin(COUNTED)].itertuples(index=False):
            at = int(s.start)
            rows += [
                (s.article, s.sentence, at + m.start(), at + m.end()) for m in pattern.finditer(str(s.text))
            ]
    return pd.DataFrame(rows, columns=["article", "sentence", "start", "end"])


def z_scores(counts: Counts, words: Counts) -> Counts:
    """Log-odds ratio of each term in each outlet against all others, in its own standard deviations.

    The prior of a term is its share in all texts times the words of an average outlet, so that it weighs as
    much as one outlet's own text (Monroe et al. 2008, equations 16, 18 and 22).

    Args:
        counts: (outlets, terms).
        words: (outlets,), all words, those outside the vocabulary too.

    Returns:
        (outlets, terms); above 0 the outlet uses the term more than the others together; 0 where nobody does.
    """
    total, size = counts.sum(0), float(words.sum())
    strength = size / len(words)
    prior = total / size * strength
    own, own_size = counts + prior, words[:, None] + strength
    rest, rest_size = total - counts + prior, size - words[:, None] + strength
    safe = np.maximum(prior, 1e-9)  # a term that nobody uses has no odds; its score is set to 0 below
    own, rest = np.maximum(own, safe), np.maximum(rest, safe)
    odds = np.log(own / (own_size - own)) - np.log(rest / (rest_size - rest))
    scores: Counts = np.where(total > 0, odds / np.sqrt(1 / own + 1 / rest), 0).astype(np.float32)
    return scores


def _vocabulary(lists: Sequence[Sequence[str]]) -> list[str]:
    """Terms that are in at least MIN_SENTENCES sentences; the most frequent first, equals in alphabetic order.

    Who uses a term does not decide whether it is tested, or the random deals would not be fair.
    """
    counts = Counter(term for terms in lists for term in set(terms))
    return sorted((t for t, n in counts.items() if n >= MIN_SENTENCES), key=lambda t: (-counts[t], t))[
        :MAX_TERMS
    ]


def _dealt(table: Counts, words: Counts, label: npt.NDArray[np.int64], outlets: int) -> tuple[Counts, Counts]:
    """(outlets, terms) counts and (outlets,) words when sentences belong to outlets as `label` says."""
    deal = np.zeros((outlets, len(label)), np.float32)
    deal[label, np.arange(len(label))] = 1
    return deal @ table, deal @ words


def _bar(
    table: Counts,
    words: Counts,
    label: npt.NDArray[np.int64],
    outlets: int,
    random: np.random.Generator,
) -> float:
    """The score that the greatest one of a random deal passes in at most FALSE_ALARM_RATE of the deals."""
    greatest = np.sort(
        [
            z_scores(*_dealt(table, words, random.permutation(label), outlets)).max()
            for _ in range(PERMUTATIONS)
        ]
    )
    return float(greatest[-int(FALSE_ALARM_RATE * (PERMUTATIONS + 1))])


def _in_both_halves(
    table: Counts, words: Counts, label: npt.NDArray[np.int64], outlets: int
) -> npt.NDArray[np.bool_]:
    """(outlets, terms): more frequent than in the others' text in the odd and in the even sentences alike."""
    counts, sizes = _dealt(table, words, label, outlets)
    others = (counts.sum(0) - counts) / np.maximum(words.sum() - sizes, 1)[:, None]
    number = np.zeros(len(label), np.int64)
    for outlet in range(outlets):
        number[label == outlet] = np.arange(int((label == outlet).sum()))
    holds = np.ones_like(counts, dtype=np.bool_)
    for half in (0, 1):
        own, size = _dealt(
            table * (number % 2 == half)[:, None], words * (number % 2 == half), label, outlets
        )
        holds &= own / np.maximum(size, 1)[:, None] > others
    return holds


def _rows(
    names: Sequence[str],
    vocabulary: Sequence[str],
    table: Counts,
    words: Counts,
    label: npt.NDArray[np.int64],
    scores: Counts,
) -> list[dict[str, Any]]:
    """Rows of the surviving terms; of a phrase and a part of it that never stands alone, the phrase."""
    counts, sizes = _dealt(table, words, label, len(names))
    rows: list[dict[str, Any]] = []
    for k, name in enumerate(names):
        kept = [j for j in np.argsort(-scores[k], kind="stable") if scores[k, j] > 0]
        for j in kept:
            term, count = vocabulary[j], int(counts[k, j])
            longer = [
                i for i in kept if i != j and f" {term} " in f" {vocabulary[i]} " and counts[k, i] >= count
            ]
            if longer:
                continue
            rest = float(counts[:, j].sum() - count) / max(1.0, float(words.sum() - sizes[k]))
            row = {"outlet": name, "term": term, "score": float(scores[k, j]), "count": count}
            rows.append({**row, "rate": 1000 * count / float(sizes[k]), "others": 1000 * rest})
    return sorted(rows, key=lambda row: (-round(row["score"], 6), row["outlet"], row["term"]))
