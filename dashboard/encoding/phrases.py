"""Phrases of a story with their vectors: what is named (noun phrases) and what is done (verb groups).

Phrases are cut from the parse of their sentence, and their vectors are pooled from its one encoding, so that a
phrase is always seen in its context.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
import pandas as pd

from dashboard.encoding.encode import Floats, SentenceVectors
from dashboard.files import LEXICONS
from dashboard.language.annotate import Annotated, Token, TokenSpan, annotate
from dashboard.language.lexicons import countries_among, lexicon_rows
from dashboard.language.names import behind_dateline
from dashboard.language.quantities import TAKING_OVER
from dashboard.language.words import EMPTY_WORDS, Word, fold, words_of
from dashboard.story.story import Story
from dashboard.tables import COUNTED

NOMINAL = frozenset(("noun", "name", "adj"))
"""Classes of which a noun phrase holds one: a pronoun or a number alone names nothing."""
VERBAL = frozenset(("aux", "adv", "verb", "to", "part"))
"""Classes of the words of a verb group."""
DESCRIBES = frozenset("det amod compound nummod poss nmod".split())
"""Dependencies of what stands before a noun and belongs to it."""
JOINS = frozenset("of in on with about against over between into for from to by".split())
"""Prepositions that may bind a second noun phrase to a common noun ("war with Ukraine")."""
LONGEST = 9
"""Words of the longest phrase: beyond, a span no longer points at words."""
DENYING = frozenset("deny reject refuse decline dismiss refute avoid stop prevent fail without".split())
"""Words that deny what depends on them."""
CLAUSES_OF_NOUNS = frozenset(("relcl", "acl"))
HANGS_ON = CLAUSES_OF_NOUNS | frozenset("xcomp ccomp pcomp prep acomp attr".split())
"""Dependencies by which a denial above an act reaches it: "not willing to give up", "no way he is paying"."""
BELIEVING = frozenset("think believe expect".split())
"""Verbs whose denial is meant for what follows: "don't think it will pass"."""
DENIED_WITHIN = 5
"""Words before an act in which what denies it is shown with it."""
MAX_DEPTH = 8
"""Steps up the parse that are followed."""


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
        read: its one reading.
        shared: what it has in common with the story's other sentences.
    """

    sentence: str
    article: str
    role: str
    start: int
    text: str
    read: Annotated = field(repr=False)
    shared: Shared = field(repr=False)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order, offsets within the sentence."""
        return words_of(self.read)

    @cached_property
    def word_at(self) -> Mapping[int, int]:
        """Number of the word to which a token belongs; punctuation belongs to none."""
        starts = [w.start for w in self.words]
        return {
            k: at
            for k, token in enumerate(self.read.tokens)
            if (at := bisect_left(starts, token.end) - 1) >= 0 and token.start < self.words[at].end
        }

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

    def thing_at(self, token: int) -> Chunk | None:
        """The noun phrase in whose first part a token stands."""
        word = self.word_at.get(token, -1)
        return next((c for c in self.phrases if c.kind == "thing" and c.first <= word < c.core), None)


class WordSpan:
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
class Chunk(WordSpan):
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
    def denials(self) -> tuple[int, ...]:
        """Words that deny an act, on its verb or above it in the parse: "not" of "not willing to give up", "refused" of "refused to
        pay"."""
        tokens, at = self.home.read.tokens, self.home.words[self.head].token
        found: list[int] = []
        for _ in range(MAX_DEPTH):
            found += [c for c in self.home.read.children[at] if _is_no(tokens[c])]
            above, dep = tokens[at].head, tokens[at].dep
            if dep not in HANGS_ON or above == at:
                break
            lemma = tokens[above].lemma.lower()
            if lemma in DENYING:
                found.append(above)
            if dep == "ccomp" and lemma not in BELIEVING:  # "not say that …" denies nothing
                break
            if dep in CLAUSES_OF_NOUNS:
                found += [c for c in self.home.read.children[above] if tokens[c].text.lower() == "no"]
                break
            at = above
        return tuple(sorted({self.home.word_at[k] for k in found if k in self.home.word_at}))

    @cached_property
    def shown_from(self) -> int:
        """The first word to show of an act, so that what denies it is shown with it; its own first word where that stands too far."""
        begin = min((k for k in self.denials if k >= self.first - DENIED_WITHIN), default=self.first)
        return min(self.first, begin)

    @cached_property
    def polarity(self) -> tuple[bool, bool]:
        """(whether an act is denied, whether words that are shown say so); two denials cancel out."""
        return len(self.denials) % 2 == 1, any(self.shown_from <= k < self.last for k in self.denials)

    @cached_property
    def numerals(self) -> frozenset[str]:
        """Numbers that the phrase holds, in small letters."""
        return frozenset(w.low for w in self.home.words[self.first : self.last] if w.kind == "num")

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries that it names, by name, capital or adjective, the two of "China-Japan" too."""
        words = [w.low for w in self.home.words[self.first : self.last]]
        parts = [fold(part) for word in self.core_words if "-" in word for part in word.split("-")]
        return countries_among(words) | countries_among(parts)

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """The words one by one."""
        return tuple(w.text for w in self.home.words[self.first : self.last])

    @cached_property
    def core_words(self) -> frozenset[str]:
        """Its words in small letters, without what a preposition binds to it."""
        return frozenset(w.low for w in self.home.words[self.first : self.core])

    @cached_property
    def head_tag(self) -> str:
        """Fine part of speech of the head."""
        return self.home.read.tokens[self.home.words[self.head].token].tag

    @property
    def head_lemma(self) -> str:
        """Base form of the head, in small letters."""
        return self.home.read.tokens[self.home.words[self.head].token].lemma.lower()

    @cached_property
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

    def phrases_of(self, sentence: str) -> tuple[Chunk, ...]:
        """Phrases of a sentence."""
        return self.sentences[sentence].phrases

    @cached_property
    def _by_article(self) -> Mapping[str, list[Chunk]]:
        """Phrases of every article."""
        known: dict[str, list[Chunk]] = {}
        for chunk in self.phrases:
            known.setdefault(chunk.home.article, []).append(chunk)
        return known


def told(one: Sentence, words: Sequence[int], *others: Sentence) -> float:
    """How much of some words of a sentence others tell together.

    Every word counts with its rarity in the story and takes its best cosine in the other sentences, 1 where one of them holds it.

    Args:
        words: numbers of words of `one`.

    Returns:
        0 (nothing) to 1 (every word); 1 where there are none.
    """
    held = [other for other in others if other.words]
    if not words or not held:
        return float(not words)
    own = one.vectors[list(words)]
    best = np.max([(own @ other.vectors.T).max(axis=1) for other in held], axis=0).clip(0, 1)
    there = {word.stem for other in held for word in other.words}
    rare = np.array([one.shared.idf.get(one.words[k].stem, 1.0) for k in words])
    same = np.array([one.words[k].stem in there for k in words])
    return float((np.where(same, 1.0, best) * rare).sum() / rare.sum())


def annotated(sentences: pd.DataFrame) -> dict[str, Annotated]:
    """The one reading of every compared sentence of a SENTENCES table: its id -> its tokens, tags, parse and entities.

    Raises:
        ModelError: the language model is missing or is not the official one.
    """
    counted = sentences[sentences["role"].isin(COUNTED)]
    return dict(zip(map(str, counted["sentence"]), annotate(map(str, counted["text"])), strict=True))


def chunks(
    story: Story, encoding: Mapping[str, SentenceVectors], read: Mapping[str, Annotated] | None = None
) -> Chunks:
    """The compared sentences of a story, which know their phrases.

    Args:
        story: its SENTENCES table; roles outside COUNTED are passed over.
        encoding: vectors of those sentences.
        read: what `annotated` returned of the story; it is read here where None.
    """
    known = annotated(story.sentences) if read is None else read
    counted = story.sentences[story.sentences["role"].isin(COUNTED)]
    shared = Shared(encoding, {})
    for row in counted.itertuples(index=False):
        name = str(row.sentence)
        shared.sentences[name] = Sentence(
            name, str(row.article), str(row.role), int(row.start), str(row.text), known[name], shared
        )
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
    if word.kind in ("det", "adp", "to", "sub", "pos", "and", "pron", "aux", "part"):
        return ""
    if word.low in EMPTY_WORDS and word.kind not in ("name", "verb", "noun"):
        return ""
    return word.stem


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


def _is_no(token: Token) -> bool:
    return token.dep == "neg" or token.text.lower() in ("no", "never")


def _cut(home: Sentence) -> Iterator[Chunk]:
    """The phrases of one sentence, in order."""
    for first, last, head, core, kind in sorted([*_things(home), *_acts(home)]):
        key = key_of(home, first, last)
        if key:
            yield Chunk(home, kind, first, last, head, core, key)


def _things(home: Sentence) -> Iterator[tuple[int, int, int, int, str]]:
    """Noun phrases: (first, last, head, core, kind); a common noun takes one phrase that a preposition binds right after it.

    To what the parser attaches the preposition is not asked: of "backed Russia over the war in Ukraine" it often
    makes "backed … in Ukraine", and names of one thing would not meet.
    """
    bases = _bases(home)
    ends = dict(bases)
    for first, last in bases:
        head, stop, words = last - 1, last, home.words
        if words[head].kind == "noun" and last + 1 in ends and words[last].low in JOINS:
            bare = not home.text[words[head].end : words[last + 1].start].strip(" " + words[last].text)
            if bare and ends[last + 1] - first <= LONGEST:
                stop = ends[last + 1]
        yield max(first, stop - LONGEST), stop, head, last, "thing"


def _bases(home: Sentence) -> list[tuple[int, int]]:
    """The noun phrases without what follows their head, in order; none lies within another.

    These are the parser's noun chunks and the nouns that it leaves out ("last week").
    """
    covered = {k for run in home.read.chunks for k in range(run.first, run.end)}
    alone = (
        TokenSpan(word.token, word.token + 1, "")
        for word in home.words
        if word.kind in ("noun", "name")
        and word.token not in covered
        and home.read.tokens[word.token].dep != "compound"
    )
    found: list[tuple[int, int]] = []
    begins = behind_dateline(home.text)  # its words belong to no phrase of the report
    bases = {base for run in (*home.read.chunks, *alone) if (base := _base(home, run, begins))}
    for first, last in sorted(bases, key=lambda base: (base[0], -base[1])):
        if not found or last > found[-1][1]:
            found.append((first, last))
    return found


def _base(home: Sentence, run: TokenSpan, begins: int) -> tuple[int, int] | None:
    """The words of a noun chunk from a character of its sentence on, None where it is a pronoun, a number or half of a preposition ("on
    behalf of")."""
    words = home.words
    held = {home.word_at[k] for k in range(run.first, run.end) if k in home.word_at}
    own = sorted(k for k in held if words[k].start >= begins)
    if own and own[0] and words[own[0]].low == "over" and words[own[0] - 1].low in TAKING_OVER:
        del own[0]  # "hand | over 41 masks"
    if not own or not any(words[k].kind in NOMINAL for k in own):
        return None
    first, last = own[0], own[-1] + 1
    while words[first].kind == "adv":  # "even its citizens"
        first += 1
    while first and _describes(home, first - 1, last - 1):  # the parser cuts "his Mar-a-Lago estate" apart
        first -= 1
    bare = first if words[first].kind != "det" else first + 1
    inside = last - bare == 1 and first > 0 and last < len(words) and words[last].low == "of"
    if inside and words[first - 1].low in ("in", "on") and words[bare].low in _prepositional_nouns():
        return None
    return first, last


def _describes(home: Sentence, at: int, head: int) -> bool:
    """Whether a word right before a noun phrase belongs to what describes its head."""
    words, tokens = home.words, home.read.tokens
    own = tokens[words[at].token]
    gap = home.text[words[at].end : words[at + 1].start]
    return own.head == words[head].token and own.dep in DESCRIBES and not gap.strip(" \xa0\"“”‘’'")


@cache
def _prepositional_nouns() -> frozenset[str]:
    """Nouns that with "in" or "on" before and "of" after them are one preposition."""
    return frozenset(row["noun"] for row in lexicon_rows(LEXICONS / "prepositions.csv"))


def _acts(home: Sentence) -> Iterator[tuple[int, int, int, int, str]]:
    """Verb groups: (first, last, head, core, kind): auxiliaries and adverbs before the verb, a particle after it."""
    words, at = home.words, 0
    while at < len(words):
        first, stop, head = at, at, -1
        while stop < len(words) and words[stop].kind in VERBAL and _belongs(home, first, stop, head):
            if words[stop].kind == "verb" and words[stop].low != "according":
                head = stop
            stop += 1
        at = max(stop, at + 1)
        while stop > head + 1 and words[stop - 1].kind in ("to", "aux", "sub"):
            stop -= 1
        if head >= 0:
            while words[first].kind == "to" and first < head:
                first += 1
            yield max(first, stop - LONGEST), stop, head, stop, "act"


def _belongs(home: Sentence, first: int, at: int, verb: int) -> bool:
    """Whether a word goes on a group that began at `first` and whose last verb is `verb` (-1: none yet)."""
    words, tokens = home.words, home.read.tokens
    if at > first and home.text[words[at - 1].end : words[at].start].strip(" \n\t\xa0\"“”‘’'"):
        return False
    if verb < 0 or words[at].kind not in ("verb", "aux"):
        return True
    one, two = words[verb].token, words[at].token
    return tokens[two].head == one or tokens[one].head == two or tokens[tokens[two].head].head == one
