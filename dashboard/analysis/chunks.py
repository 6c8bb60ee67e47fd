"""Phrases of a story with their vectors: what is named (noun phrases) and what is done (verb groups).

Phrases are cut by a small grammar over word classes (Abney 1991: chunks) and their vectors are pooled from the
one encoding of their sentence, so that a phrase is always seen in its context.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from dashboard.analysis.encoding import Floats, SentenceVectors
from dashboard.analysis.phrase_grammar import acts, things
from dashboard.analysis.reading import Story
from dashboard.analysis.stems import fold, stem
from dashboard.analysis.units import EMPTY_WORDS
from dashboard.analysis.wordclasses import Word, words_of
from dashboard.tables import COUNTED


@dataclass(frozen=True, eq=False)
class Sentence:
    """A compared sentence with its words.

    Attributes:
        sentence, article, role: as in SENTENCES.
        start: offset in the file.
        text: as printed.
        words: in order, offsets within the sentence.
        stems: of the words; "" where a word carries grammar alone.
        vectors: (words, width) unit vectors, centred on the story's mean token.
    """

    sentence: str
    article: str
    role: str
    start: int
    text: str
    words: tuple[Word, ...]
    stems: tuple[str, ...]
    vectors: Floats = field(repr=False)


@dataclass(frozen=True, eq=False)
class Chunk:
    """A phrase: words first … last - 1 of a sentence.

    Attributes:
        home: its sentence.
        kind: "thing" or "act".
        head: number of the word that the phrase is about (the last noun of its first part; the last verb).
        core: number after the last word of the phrase without what a preposition binds to it.
        key: stems of its content words, sorted; equal keys differ in spelling, inflection or order alone.
        vector: (width,) unit vector of its content words, weighted by rarity.
    """

    home: Sentence
    kind: str
    first: int
    last: int
    head: int
    core: int
    key: tuple[str, ...]
    vector: Floats = field(repr=False)

    @property
    def start(self) -> int:
        """First character in the file."""
        return self.home.start + self.home.words[self.first].start

    @property
    def end(self) -> int:
        """Character in the file after the last one."""
        return self.home.start + self.home.words[self.last - 1].end

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.home.text[self.home.words[self.first].start : self.home.words[self.last - 1].end]

    @cached_property
    def numerals(self) -> frozenset[str]:
        """Numbers that the phrase holds, in small letters."""
        return frozenset(fold(w.text) for w in self.home.words[self.first : self.last] if w.kind == "num")

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """The words one by one."""
        return tuple(w.text for w in self.home.words[self.first : self.last])

    @property
    def head_stem(self) -> str:
        """Stem of the head."""
        return self.home.stems[self.head]


@dataclass(frozen=True, eq=False)
class Chunks:
    """The phrases of a story.

    Attributes:
        sentences: sentence id -> words and vectors, in reading order.
        phrases: all phrases in reading order.
        idf: stem -> ln((sentences + 1) / (sentences with it + 1)) + 1; larger is rarer in this story.
        rarest: the largest of them.
    """

    sentences: Mapping[str, Sentence]
    phrases: tuple[Chunk, ...]
    idf: Mapping[str, float]
    rarest: float

    def rarity(self, stem_: str) -> float:
        """How rare a stem is in the story: 0 common … 1 in one sentence alone."""
        return min(1.0, self.idf.get(stem_, self.rarest) / self.rarest)

    def within(self, article: str, start: int, end: int) -> list[Chunk]:
        """Phrases of an article that lie in a stretch of it."""
        own = self._by_article().get(article, [])
        at = bisect_left(own, start, key=lambda c: c.start)
        found = []
        while at < len(own) and own[at].start < end:
            if own[at].end <= end:
                found.append(own[at])
            at += 1
        return found

    def phrases_of(self, sentence: str) -> list[Chunk]:
        """Phrases of a sentence."""
        home = self.sentences[sentence]
        return self.within(home.article, home.start, home.start + len(home.text) + 1)

    def _by_article(self) -> Mapping[str, list[Chunk]]:
        """Phrases of every article; gathered once."""
        known: dict[str, list[Chunk]] | None = self.__dict__.get("_grouped")
        if known is None:
            known = {}
            for chunk in self.phrases:
                known.setdefault(chunk.home.article, []).append(chunk)
            object.__setattr__(self, "_grouped", known)
        return known


def chunks(story: Story, encoding: Mapping[str, SentenceVectors]) -> Chunks:
    """Cut every compared sentence into phrases.

    Args:
        story: its SENTENCES table; roles outside COUNTED are passed over.
        encoding: vectors of those sentences.
    """
    counted = story.sentences[story.sentences["role"].isin(COUNTED)]
    mean = _mean(encoding)
    sentences: dict[str, Sentence] = {}
    for row in counted.itertuples(index=False):
        words = tuple(words_of(str(row.text)))
        sentences[str(row.sentence)] = Sentence(
            str(row.sentence), str(row.article), str(row.role), int(row.start), str(row.text), words,
            tuple(_stem(w) for w in words), _vectors(words, encoding[str(row.sentence)], mean),
        )  # fmt: skip
    for sentence in sentences.values():
        sentence.vectors.flags.writeable = False
    seen = Counter(s for sentence in sentences.values() for s in set(sentence.stems) if s)
    idf = {s: math.log((len(sentences) + 1) / (n + 1)) + 1 for s, n in seen.items()}
    phrases = [c for s in sentences.values() for c in _cut(s, idf)]
    return Chunks(sentences, tuple(phrases), idf, max(idf.values(), default=1.0))


def key_of(home: Sentence, first: int, last: int) -> tuple[str, ...]:
    """Sorted stems of the content words of a stretch."""
    return tuple(sorted({s for s in home.stems[first:last] if s}))


def pooled(home: Sentence, first: int, last: int, idf: Mapping[str, float]) -> Floats:
    """Unit vector of a stretch of words: the mean of its content words, weighted by their rarity."""
    weights = np.array([idf.get(s, 1.0) if s else 0.0 for s in home.stems[first:last]], np.float32)
    if not weights.any():
        weights[:] = 1
    vector = weights @ home.vectors[first:last]
    unit: Floats = (vector / max(float(np.linalg.norm(vector)), 1e-9)).astype(np.float32)
    return unit


def _stem(word: Word) -> str:
    """Stem of a content word; "" of grammar."""
    low = fold(word.text)
    if word.kind in ("det", "adp", "to", "sub", "pos", "and", "pron", "aux", "part"):
        return ""
    if low in EMPTY_WORDS and word.kind not in ("name", "verb", "noun"):
        return ""
    return stem(word.text)


def _mean(encoding: Mapping[str, SentenceVectors]) -> Floats:
    """Mean token vector of the story."""
    sums = [v.tokens.sum(0) for v in encoding.values() if len(v.tokens)]
    count = sum(len(v.tokens) for v in encoding.values())
    return np.asarray(np.sum(sums, 0) / max(count, 1), np.float32) if sums else np.zeros(1, np.float32)


def _vectors(words: Sequence[Word], encoded: SentenceVectors, mean: Floats) -> Floats:
    """Unit vector of every word: the mean of its tokens, less the story's mean."""
    if not words or not len(encoded.tokens):
        return np.zeros((len(words), len(mean)), np.float32)
    first = np.searchsorted(encoded.ends, [w.start for w in words], side="right")
    last = np.searchsorted(encoded.starts, [w.end for w in words], side="left")
    sums = np.concatenate([np.zeros((1, encoded.tokens.shape[1]), np.float32), np.cumsum(encoded.tokens, 0)])
    counts = np.maximum(last - first, 1)[:, None]
    vectors = (sums[np.maximum(last, first)] - sums[first]) / counts - mean
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


def _cut(home: Sentence, idf: Mapping[str, float]) -> list[Chunk]:
    """The phrases of one sentence, in order."""
    found: list[Chunk] = []
    parts = things(home.text, home.words) + acts(home.text, home.words)
    for first, last, head, core, kind in sorted(parts):
        key = key_of(home, first, last)
        if key:
            found.append(Chunk(home, kind, first, last, head, core, key, pooled(home, first, last, idf)))
    return found
