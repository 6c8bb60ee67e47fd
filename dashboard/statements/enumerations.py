"""Things told by a general word and by examples: "weapons including X", "such as X", "X and other missiles".

The patterns are those of Hearst, Automatic Acquisition of Hyponyms from Large Text Corpora, COLING 1992.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.encoding.phrases import Chunk, Sentence
from dashboard.language.normalize import stem

_AFTER = re.compile(r",?\s+(?:including|such as|among them|notably|namely|ranging from)\s+", re.IGNORECASE)
_BEFORE = re.compile(r"\s+(?:and|or)\s+other\s+", re.IGNORECASE)
_END = re.compile(
    r"[;:!?”\"]|\s[–—]\s|,\s(?:which|who|while|but|according|after|the|he|she|it|they)\b|,?\s(?:said|told|says)\b|\.?$"
)
_CUT = re.compile(r",?\s+(?:as well as|and(?! other)|or(?! other))\s+|,\s+")
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


def things(home: Sentence, chunks: Sequence[Chunk]) -> tuple[Thing, ...]:
    """The noun phrases of a sentence, in order."""
    return tuple(
        Thing(
            c.start - home.start,
            home.words[c.core - 1].end,
            c.end - home.start,
            stem(home.words[c.head].text).removesuffix("ry"),
            home.words[c.head].kind == "noun",
        )
        for c in chunks
    )


def listings(text: str, things: Sequence[Thing]) -> Iterator[Listing]:
    """Every general word of a sentence that comes with examples."""
    for marker in _AFTER.finditer(text):
        general = list(_before(text, things, marker.start()))
        ending = _END.search(text, marker.end())
        end = ending.start() if ending else len(text)
        examples = tuple(_examples(text, marker.end(), end))
        if general and examples:
            yield Listing(general[0].start, end, frozenset(g.head for g in general), examples)
    for marker in _BEFORE.finditer(text):
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


def _before(text: str, things: Sequence[Thing], at: int) -> Iterator[Thing]:
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
    for cut in _CUT.finditer(text, start, end):
        if cut.start() > at:
            yield at, cut.start()
        at = cut.end()
    if end > at:
        yield at, end
