"""Phrases of a story with their vectors: what is named (noun phrases) and what is done (verb groups).

Phrases are cut by a small grammar over word classes (Abney 1991: chunks) and their vectors are pooled from the
one encoding of their sentence, so that a phrase is always seen in its context.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from dashboard.encoding.encode import Floats, SentenceVectors
from dashboard.language.normalize import EMPTY_WORDS, fold, stem
from dashboard.language.phrase_grammar import acts, things
from dashboard.language.word_classes import Word, words_of
from dashboard.story.read import Story
from dashboard.tables import COUNTED


@dataclass(frozen=True, eq=False)
class Shared:
    """What the sentences of a story have in common; worked out when it is first asked for, and then kept."""

    encoding: Mapping[str, SentenceVectors] = field(repr=False)
    sentences: dict[str, Sentence] = field(repr=False)

    @cached_property
    def mean(self) -> Floats:
        """(width,) mean token vector of the story."""
        encoded = self.encoding.values()
        sums = [v.tokens.sum(0) for v in encoded if len(v.tokens)]
        count = sum(len(v.tokens) for v in encoded)
        return np.asarray(np.sum(sums, 0) / max(count, 1), np.float32) if sums else np.zeros(1, np.float32)

    @cached_property
    def idf(self) -> Mapping[str, float]:
        """Stem -> ln((sentences + 1) / (sentences with it + 1)) + 1; larger is rarer in this story."""
        own = self.sentences.values()
        seen = Counter(s for sentence in own for s in set(sentence.stems) if s)
        return {s: math.log((len(own) + 1) / (n + 1)) + 1 for s, n in seen.items()}


@dataclass(frozen=True, eq=False)
class Sentence:
    """A compared sentence; its words, vectors and phrases are worked out when they are first asked for, and then kept.

    The matrix needs them of few sentences, the findings of all.

    Attributes:
        sentence, article, role: as in SENTENCES.
        start: offset in the file.
        text: as printed.
        shared: what it has in common with the story's other sentences.
    """

    sentence: str
    article: str
    role: str
    start: int
    text: str
    shared: Shared = field(repr=False)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order, offsets within the sentence."""
        return tuple(words_of(self.text))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Stems of the words; "" where a word carries grammar alone."""
        return tuple(_stem(w) for w in self.words)

    @cached_property
    def vectors(self) -> Floats:
        """(words, width) unit vectors, centred on the story's mean token; not to be written to."""
        made = _vectors(self.words, self.shared.encoding[self.sentence], self.shared.mean)
        made.flags.writeable = False
        return made

    @cached_property
    def phrases(self) -> tuple[Chunk, ...]:
        """The phrases in order."""
        return tuple(_cut(self))


class Stretch:
    """Words first … last - 1 of a sentence: the base of what has them as fields."""

    home: Sentence
    first: int
    last: int

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


@dataclass(frozen=True, eq=False)
class Chunk(Stretch):
    """A phrase: words first … last - 1 of a sentence.

    Attributes:
        home: its sentence.
        kind: "thing" or "act".
        head: number of the word that the phrase is about (the last noun of its first part; the last verb).
        core: number after the last word of the phrase without what a preposition binds to it.
        key: stems of its content words, sorted; equal keys differ in spelling, inflection or order alone.
    """

    home: Sentence
    kind: str
    first: int
    last: int
    head: int
    core: int
    key: tuple[str, ...]

    @cached_property
    def vector(self) -> Floats:
        """(width,) unit vector of its content words, weighted by rarity."""
        return pooled(self.home, self.first, self.last, self.home.shared.idf)

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
        shared: what the sentences have in common.
    """

    sentences: Mapping[str, Sentence]
    shared: Shared = field(repr=False)

    @cached_property
    def phrases(self) -> tuple[Chunk, ...]:
        """All phrases in reading order."""
        return tuple(c for s in self.sentences.values() for c in s.phrases)

    @property
    def idf(self) -> Mapping[str, float]:
        """How rare a stem is in the story; see `Shared.idf`."""
        return self.shared.idf

    @cached_property
    def rarest(self) -> float:
        """The largest value of `idf`."""
        return max(self.idf.values(), default=1.0)

    def rarity(self, stem_: str) -> float:
        """How rare a stem is in the story: 0 common … 1 in one sentence alone."""
        return min(1.0, self.idf.get(stem_, self.rarest) / self.rarest)

    def within(self, article: str, start: int, end: int) -> list[Chunk]:
        """Phrases of an article that lie in a stretch of it."""
        own = self._by_article.get(article, [])
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

    @cached_property
    def _by_article(self) -> Mapping[str, list[Chunk]]:
        """Phrases of every article."""
        known: dict[str, list[Chunk]] = {}
        for chunk in self.phrases:
            known.setdefault(chunk.home.article, []).append(chunk)
        return known


def chunks(story: Story, encoding: Mapping[str, SentenceVectors]) -> Chunks:
    """The compared sentences of a story, which know their phrases.

    Args:
        story: its SENTENCES table; roles outside COUNTED are passed over.
        encoding: vectors of those sentences.
    """
    counted = story.sentences[story.sentences["role"].isin(COUNTED)]
    shared = Shared(encoding, {})
    for row in counted.itertuples(index=False):
        own = Sentence(
            str(row.sentence), str(row.article), str(row.role), int(row.start), str(row.text), shared
        )
        shared.sentences[own.sentence] = own
    return Chunks(shared.sentences, shared)


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


def _cut(home: Sentence) -> Iterator[Chunk]:
    """The phrases of one sentence, in order."""
    for first, last, head, core, kind in sorted(things(home.text, home.words) + acts(home.text, home.words)):
        key = key_of(home, first, last)
        if key:
            yield Chunk(home, kind, first, last, head, core, key)
