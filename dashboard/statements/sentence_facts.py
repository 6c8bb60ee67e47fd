"""Sentences read for facts: the dates, numbers, names and things that each holds, and which of them are compared."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dashboard.encoding.phrases import Chunk, Chunks, Sentence
from dashboard.language.names import Name, names
from dashboard.language.quantities import Quantity, quantities
from dashboard.language.time_expressions import Moment, moments
from dashboard.language.words import Word
from dashboard.story.publication_date import Anchor, anchors
from dashboard.story.story import Story

COMPARED_FROM = 0.3
"""Probability from which sentences that are not linked are compared too: another number or date alone makes
two sentences less alike. The words right beside the item must then show that one thing is meant."""


# General words with examples ("weapons including X", "X and other missiles"), by the patterns of Hearst, Automatic
# Acquisition of Hyponyms from Large Text Corpora, COLING 1992.
_EXAMPLES_FOLLOW = re.compile(
    r",?\s+(?:including|such as|among them|notably|namely|ranging from)\s+", re.IGNORECASE
)
_EXAMPLES_PRECEDE = re.compile(r"\s+(?:and|or)\s+other\s+", re.IGNORECASE)
_LIST_END = re.compile(
    r"[;:!?”\"]|\s[–—]\s|,\s(?:which|who|while|but|according|after|the|he|she|it|they)\b|,?\s(?:said|told|says)\b|\.?$"
)
_LIST_ITEM_END = re.compile(r",?\s+(?:as well as|and(?! other)|or(?! other))\s+|,\s+")
_BOUND = re.compile(r"\s+(?:on|of|in|at|from|for)\s+")


@dataclass(frozen=True)
class Thing:
    """A noun phrase of a sentence.

    Attributes:
        start, end: within the sentence, up to its last noun.
        tail: end with what a preposition binds to it.
        head: stem of the noun it is about, without the ending of collective nouns (weaponry is weapon).
        common: that noun is no name.
    """

    start: int
    end: int
    tail: int
    head: str
    common: bool


@dataclass(frozen=True)
class Listing:
    """A general word with its examples.

    Attributes:
        start, end: from the general word to the last example, or the reverse.
        heads: what the general word can be.
        examples: spans of the examples; "Hwasong-18 and other missiles" is one.
    """

    start: int
    end: int
    heads: frozenset[str]
    examples: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Token:
    """A word, or a whole date, number or name.

    Attributes:
        start, end: place in the sentence.
        key: stem of the word; of an item its kind in brackets.
        content: it is a word that carries content.
        item: number of the date, number or name among those of its kind, or None for a word.
    """

    start: int
    end: int
    key: str
    content: bool
    item: int | None = None


@dataclass(frozen=True)
class SentenceFacts:
    """A sentence read for facts; all offsets count within it, `start` is its place in the file.

    Attributes:
        counted: for every number the stem of the noun its phrase is about, "" where it is in none.
        things: its noun phrases.
        listings: general words with examples.
        stems: of its content words, items left out.
    """

    sentence: str
    article: str
    start: int
    text: str
    role: str
    dates: tuple[Moment, ...]
    numbers: tuple[Quantity, ...]
    names: tuple[Name, ...]
    counted: tuple[str, ...]
    things: tuple[Thing, ...]
    listings: tuple[Listing, ...]
    tokens: tuple[Token, ...]
    stems: frozenset[str]

    def words(self, item: Moment | Quantity | Name) -> str:
        """An item as printed."""
        return self.text[item.start : item.end]


class StoryFacts(Mapping[str, SentenceFacts]):
    """Sentence id -> the sentence read for facts, in reading order; each is read when it is first asked for.

    No threshold changes them. The matrix asks for few, the detectors of findings for all.

    Attributes:
        anchors: article -> the day on which its relative dates count.
    """

    def __init__(self, story: Story, phrases: Chunks) -> None:
        self.anchors: dict[str, Anchor] = anchors(story)
        self._homes = phrases.sentences
        self._read: dict[str, SentenceFacts] = {}

    def __getitem__(self, name: str) -> SentenceFacts:
        if name not in self._read:
            home = self._homes[name]
            own = [chunk for chunk in home.phrases if chunk.kind == "thing"]
            self._read[name] = read(home, own, self.anchors[home.article], self._names)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._homes

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    @cached_property
    def _names(self) -> frozenset[str]:
        return _capitalised(self._homes.values())


def read(home: Sentence, chunks: Sequence[Chunk], anchor: Anchor, known: frozenset[str]) -> SentenceFacts:
    """One sentence with its dates, numbers, names and noun phrases."""
    text = home.text
    dates = tuple(moments(text, anchor.day))
    taken = [(d.start, d.end) for d in dates]
    named = tuple(names(text, taken, known))
    numbers = tuple(
        q for q in quantities(text, taken) if not any(n.start < q.start and q.end <= n.end for n in named)
    )
    tokens = tuple(_tokens(home.words, dates, numbers, named))
    own = things(home, chunks)
    counted = tuple(_counted(q, own) for q in numbers)
    stems = frozenset(t.key for t in tokens if t.content)
    return SentenceFacts(
        home.sentence,
        home.article,
        home.start,
        text,
        home.role,
        dates,
        numbers,
        named,
        counted,
        own,
        tuple(listings(text, own)),
        tokens,
        stems,
    )


def _counted(number: Quantity, things: Sequence[Thing]) -> str:
    """Stem of the noun that a number counts: what its phrase is about, a date at its end left out."""
    head = next((t.head for t in things if t.start < number.end < t.end), "")
    if head in _TIMES:
        nouns = [n for n in number.nouns if n not in _TIMES]
        return nouns[-1].removesuffix("ry") if nouns else head
    return head


_TIMES = frozenset(["year", "month", "week", "day", "last", "next", "thi"])


def _tokens(
    words: Sequence[Word], dates: Sequence[Moment], numbers: Sequence[Quantity], named: Sequence[Name]
) -> Iterator[Token]:
    """Words and items in order; where items overlap the date wins over the number and the number over the
    name."""
    items: list[Token] = []
    kinds: tuple[tuple[str, Sequence[Moment | Quantity | Name]], ...] = (
        ("<date>", dates),
        ("<number>", numbers),
        ("<name>", named),
    )
    for key, own in kinds:
        for k, item in enumerate(own):
            if not any(item.start < t.end and t.start < item.end for t in items):
                items.append(Token(item.start, item.end, key, False, k))
    plain = [
        Token(w.start, w.end, w.stem, w.content)
        for w in words
        if w.kind != "pos" and not any(w.start < t.end and t.start < w.end for t in items)
    ]
    yield from sorted([*items, *plain], key=lambda t: t.start)


def _capitalised(homes: Iterable[Sentence]) -> frozenset[str]:
    """Words, and pairs of words, that the story writes with a capital within sentences, and not mostly without."""
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for home in homes:
        words = [w for w in home.words if w.kind != "pos"]
        for before, word, after in zip(words, words[1:], [*words[2:], None], strict=False):
            if word.text[0].islower():
                lower[word.low] += 1
            elif word.text[0].isupper() and home.text[before.end : word.start] in (" ", ", "):
                upper[word.low] += 1
                if after and after.text[0].isupper() and home.text[word.end : after.start] == " ":
                    upper[f"{word.low} {after.low}"] += 1
    return frozenset(w for w, n in upper.items() if n > lower[w])


def things(home: Sentence, chunks: Sequence[Chunk]) -> tuple[Thing, ...]:
    """The noun phrases of a sentence, in order."""
    return tuple(
        Thing(
            c.start - home.start,
            home.words[c.core - 1].end,
            c.end - home.start,
            home.words[c.head].stem.removesuffix("ry"),
            home.words[c.head].kind == "noun",
        )
        for c in chunks
    )


def listings(text: str, things: Sequence[Thing]) -> Iterator[Listing]:
    """Every general word of a sentence that comes with examples."""
    for marker in _EXAMPLES_FOLLOW.finditer(text):
        general = list(_general_word(text, things, marker.start()))
        ending = _LIST_END.search(text, marker.end())
        end = ending.start() if ending else len(text)
        examples = tuple(_examples(text, marker.end(), end))
        if general and examples:
            yield Listing(general[0].start, end, frozenset(g.head for g in general), examples)
    for marker in _EXAMPLES_PRECEDE.finditer(text):
        first = next((t for t in things if t.start < marker.start() <= t.tail), None)
        general = [t for t in things if t.common and marker.end() - 6 <= t.start <= marker.end()]
        if first is None or not general:
            inside = next(
                (t for t in things if t.start < marker.start() and marker.end() < t.end and t.common), None
            )
            if inside:
                yield Listing(
                    inside.start, inside.end, frozenset([inside.head]), ((inside.start, marker.start()),)
                )
            continue
        yield Listing(
            first.start, general[0].end, frozenset([general[0].head]), ((first.start, marker.start()),)
        )


def _general_word(text: str, things: Sequence[Thing], at: int) -> Iterator[Thing]:
    """The phrase that ends at a place, and the one to which a preposition binds it ("weapons on display")."""
    last = next((t for t in things if t.end == at or t.tail == at), None)
    if last is None:
        return
    outer = next(
        (t for t in things if t.end < last.start and _BOUND.fullmatch(text[t.end : last.start])), None
    )
    yield from (t for t in (outer, last) if t and t.common)


def _examples(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The members of an enumeration."""
    at = start
    for cut in _LIST_ITEM_END.finditer(text, start, end):
        if cut.start() > at:
            yield at, cut.start()
        at = cut.end()
    if end > at:
        yield at, end


def compared_sentences(
    links: pd.DataFrame,
    units: pd.DataFrame,
    candidates: pd.DataFrame,
    mentions: pd.DataFrame,
    homes: Mapping[str, Sentence],
) -> dict[tuple[str, str], float]:
    """Pairs of sentences of different articles that are compared for facts -> probability of their link, 0 where they have none.

    These are the linked ones, those with clauses in one row of the matrix, and those whose likeness reaches COMPARED_FROM.

    Args:
        links, units, candidates, mentions: tables of one comparison.
        homes: the sentences of the story that are compared; others are left out.
    """
    score: dict[tuple[str, str], float] = {}
    for a, b, value in zip(links["a"], links["b"], links["score"], strict=True):
        score[a, b] = float(value)
    home = dict(zip(units["unit"], units["sentence"], strict=True))
    near = candidates[candidates["score"] >= COMPARED_FROM]
    for one, two in zip(near["a"], near["b"], strict=True):
        score.setdefault((home[one], home[two]), 0.0)
    for _, own in mentions.groupby("statement", sort=False)["sentence"]:
        for a, b in itertools.combinations(dict.fromkeys(own), 2):
            if (a, b) not in score and (b, a) not in score:
                score[a, b] = 0.0
    return {
        (a, b): value
        for (a, b), value in score.items()
        if a in homes and b in homes and homes[a].article != homes[b].article
    }
