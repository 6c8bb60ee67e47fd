"""The tokens of a story made ready for comparing: centred, weighted by kind, in the order of pieces and articles."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.language.words import CONTENT_WORD, EMPTY_WORDS, SAYING

if TYPE_CHECKING:
    from dashboard.encoding.encode import Encoding

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

SHRINK = 300
"""Tokens that an article needs before half of its mean vector is taken away; the mean of a few is noise."""

FUNCTION_WEIGHT = 0.5
SAYING_WEIGHT = 0.3
"""Weight of grammatical words and of the bare act of saying, against 1 for content; punctuation has none."""


@dataclass(frozen=True)
class StoryTokens:
    """All articles of a story, ready for comparing: tokens in the order of units, sentences and articles.

    Attributes:
        vectors: (tokens, width) unit vectors, centred.
        words: (tokens,) numbers of the tokens' spellings.
        kinds: (tokens,) weight of the token's kind.
        units: unit ids; `unit_start` their first tokens, `unit_sentence` their sentences' numbers.
        content: (units,) log of one more than the content words.
        sentence_start, sentence_unit, sentence_article: first token, first unit and article of the sentences.
        pooled, unit_pooled: (sentences, width) and (units, width) unit vectors.
        holds: (sentences, content words that several of them hold) 1 where the sentence holds the word.
        seen: (articles, spellings) sentences of the article that hold the spelling.
        sizes: (articles,) sentences of the article.
        texts: of the sentences, as printed.
    """

    vectors: Floats
    words: Places
    kinds: Floats
    units: Sequence[str]
    unit_start: Places
    unit_sentence: Places
    content: Floats
    sentence_start: Places
    sentence_unit: Places
    sentence_article: Places
    pooled: Floats
    unit_pooled: Floats
    holds: Floats
    seen: Floats
    sizes: Floats
    texts: Sequence[str]


@dataclass(frozen=True)
class _Tokens:
    """Tokens of one unit: vectors, spellings and weights of their kinds."""

    vectors: Floats
    words: list[str]
    kinds: list[float]


def tokens_of(units: pd.DataFrame, sentences: pd.DataFrame, encoding: Encoding) -> StoryTokens:
    """Tokens of all units, centred article by article; units without a word are left out.

    Args:
        units: a UNITS table.
        sentences: the SENTENCES table, for the offsets.
        encoding: vectors of every sentence of the units.
    """
    at = dict(zip(sentences["sentence"], sentences["start"], strict=True))
    printed = dict(zip(sentences["sentence"], sentences["text"], strict=True))
    rows = units.sort_values(["article", "start"], kind="stable")
    names: list[str] = []
    tokens: list[_Tokens] = []
    sentence_of: list[str] = []
    article_of: list[str] = []
    for unit, sentence, article, start, text in zip(
        rows["unit"], rows["sentence"], rows["article"], rows["start"], rows["text"], strict=True
    ):
        found = _tokens(encoding, sentence, int(start) - int(at[sentence]), text)
        if found.words:
            names.append(unit)
            tokens.append(found)
            sentence_of.append(sentence)
            article_of.append(article)
    return _joined(
        names, tokens, sentence_of, article_of, [str(printed[s]) for s in dict.fromkeys(sentence_of)]
    )


def _tokens(encoding: Encoding, sentence: str, offset: int, text: str) -> _Tokens:
    """Tokens of the piece `text` that begins at `offset` of its sentence; punctuation left out."""
    seen = encoding[sentence]
    kind_at: dict[int, float] = {}
    for match in CONTENT_WORD.finditer(text):
        low = match.group().lower()
        weight = SAYING_WEIGHT if low in SAYING else FUNCTION_WEIGHT if low in EMPTY_WORDS else 1.0
        kind_at.update(dict.fromkeys(range(match.start(), match.end()), weight))
    inside = [
        k
        for k in np.flatnonzero((seen.ends > offset) & (seen.starts < offset + len(text)))
        if int(seen.starts[k]) - offset in kind_at
    ]
    begins = [int(seen.starts[k]) - offset for k in inside]
    words = [text[a : int(seen.ends[k]) - offset].lower() for a, k in zip(begins, inside, strict=True)]
    return _Tokens(seen.tokens[inside], words, [kind_at[a] for a in begins])


def _joined(
    names: Sequence[str],
    tokens: Sequence[_Tokens],
    sentence_of: Sequence[str],
    article_of: Sequence[str],
    texts: Sequence[str],
) -> StoryTokens:
    """Lists of the units as arrays over the whole story."""
    lengths = np.array([len(t.words) for t in tokens], np.intp)
    unit_start = (np.cumsum(lengths) - lengths).astype(np.intp)
    sentence_unit, unit_sentence = _runs(sentence_of)
    unit_article = _runs(article_of)[1]
    spellings: dict[str, int] = {}
    words = np.array([spellings.setdefault(w, len(spellings)) for t in tokens for w in t.words], np.intp)
    kinds = np.array([k for t in tokens for k in t.kinds], np.float32)
    empty = np.zeros((0, 1), np.float32)
    vectors: Floats = np.concatenate([t.vectors for t in tokens]).astype(np.float32) if tokens else empty
    _centre(vectors, np.repeat(unit_article, lengths))
    sentence_start = unit_start[sentence_unit]
    sentence_article = unit_article[sentence_unit]
    articles = int(sentence_article.max()) + 1 if len(sentence_article) else 0
    seen = np.zeros((articles, max(1, len(spellings))), np.float32)
    held = np.unique(np.stack([np.repeat(unit_sentence, lengths), words]), axis=1)
    np.add.at(seen, (sentence_article[held[0]], held[1]), 1)
    content = np.unique(np.stack([np.repeat(unit_sentence, lengths), words])[:, kinds == 1], axis=1)
    holds = np.zeros((len(sentence_start), max(1, len(spellings))), np.float32)
    holds[content[0], content[1]] = 1
    return StoryTokens(
        vectors=vectors,
        words=words,
        kinds=kinds,
        units=names,
        unit_start=unit_start,
        unit_sentence=unit_sentence,
        content=np.array([np.log1p(sum(k == 1 for k in t.kinds)) for t in tokens], np.float32),
        sentence_start=sentence_start,
        sentence_unit=sentence_unit,
        sentence_article=sentence_article,
        pooled=_pooled(vectors, kinds, sentence_start),
        unit_pooled=_pooled(vectors, kinds, unit_start),
        holds=holds[:, holds.sum(axis=0) > 1],
        seen=seen,
        sizes=np.bincount(sentence_article, minlength=articles).astype(np.float32),
        texts=texts,
    )


def _runs(names: Sequence[str]) -> tuple[Places, Places]:
    """First place of every run of equal names, and the run that each name belongs to."""
    numbers: dict[str, int] = {}
    of = np.array([numbers.setdefault(name, len(numbers)) for name in names], np.intp)
    return np.unique(of, return_index=True)[1].astype(np.intp), of


def _centre(vectors: Floats, article: Places) -> None:
    """Take from vectors the shrunken mean of their article, in place, and give them length 1; articles are runs."""
    starts = np.flatnonzero(np.diff(article, prepend=-1))
    for first, last in itertools.pairwise([*starts, len(article)]):
        own, count = vectors[first:last], last - first
        own -= own.mean(axis=0) * np.float32(count / (count + SHRINK))
    _scale(vectors)


def _pooled(vectors: Floats, kinds: Floats, starts: Places) -> Floats:
    """(runs, width): sum of the vectors of every run, weighted by kind, at length 1."""
    sums = np.zeros((len(starts), vectors.shape[1]), np.float32)
    for k, (first, last) in enumerate(itertools.pairwise([*starts, len(kinds)])):
        sums[k] = kinds[first:last] @ vectors[first:last]
    _scale(sums)
    return sums


def _scale(vectors: Floats) -> None:
    """Give rows length 1, in place; a row of zeros stays one."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors /= np.maximum(lengths, 1e-9)[:, None]
