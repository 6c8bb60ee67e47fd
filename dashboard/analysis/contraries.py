"""What two pieces tell contrarily in single words: an act and its opposite, people of one land and of another."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.analysis.lexicons import LEXICONS, lexicon_demonyms, lexicon_rows
from dashboard.analysis.stems import fold

Ends = frozenset[tuple[str, str]]
"""(change, end): of which change a piece tells, and to which of its two ends."""

National = tuple[str, str]
"""(country, what the person is): "a British climber" is (united kingdom, person), "the Cuban president" (cuba, president)."""

PERSON = "person"
PEOPLE = frozenset(
    """man woman men women person people boy girl child children teenager teen student worker soldier tourist traveller
    traveler climber mountaineer hiker skier swimmer cyclist driver pilot sailor national citizen resident victim
    hostage prisoner migrant passenger survivor athlete player journalist reporter teacher nurse doctor""".split()
)
"""Nouns that say no more of people than that they are people, or what they happened to be doing."""
HOLDERS = frozenset(
    """president minister leader chairman chairwoman chancellor premier king queen prince ambassador envoy diplomat
    delegation delegate official general admiral commander officer spokesman spokeswoman spokesperson lawmaker army
    navy government parliament embassy troops forces military""".split()
)
"""Nouns of offices and bodies: another country's is another one."""
OF_BRITAIN = frozenset("english scottish welsh briton".split())
"""Words for people of the United Kingdom that are no word for the country."""
LETTERS = re.compile(r"[a-z]+")
NOUNS = re.compile(r"[a-z'-]+")
AFTER = 6
"""Words after a verb among which those are looked for that give it another sense: "left at least 12 people dead"."""
REACH = 4
"""Words after the adjective among which the noun is looked for: "a British and an Australian climber"."""


@dataclass(frozen=True)
class Change:
    """One end of a change that a word tells of: (change, end), and words after it that give it another sense."""

    end: tuple[str, str]
    unless: frozenset[str]


@lru_cache(maxsize=1)
def lexicon_opposites() -> Mapping[str, tuple[Change, ...]]:
    """Word, or verb and particle -> the changes that it tells of: "released" of custody, not before "a statement"."""
    found: dict[str, list[Change]] = defaultdict(list)
    for row in lexicon_rows(LEXICONS / "opposites.csv"):
        found[row["term"]].append(Change((row["change"], row["end"]), frozenset(row["unless"].split())))
    return {term: tuple(changes) for term, changes in found.items()}


def _any_of(terms: Iterable[str]) -> re.Pattern[str]:
    """Any of the terms, the longest first, as words of their own: "closed" is not found in "closed-door"."""
    longest = sorted(map(re.escape, terms), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(longest) + r")(?![\w-])")


@lru_cache(maxsize=1)
def _opposite_terms() -> re.Pattern[str]:
    return _any_of(lexicon_opposites())


@lru_cache(maxsize=1)
def _peoples() -> Mapping[str, str]:
    return {**lexicon_demonyms(), **dict.fromkeys(OF_BRITAIN, lexicon_demonyms()["british"])}


@lru_cache(maxsize=1)
def _persons() -> frozenset[str]:
    """Words for people that need no noun: "Britons"."""
    plural = {word for word in _peoples() if word.endswith("s") and word.removesuffix("s") in _peoples()}
    return frozenset(plural | {"briton"})


@lru_cache(maxsize=1)
def _demonyms() -> re.Pattern[str]:
    return _any_of(_peoples())


def _words_after(word: re.Pattern[str], text: str, place: int, most: int) -> list[str]:
    """The first words after a place; no more of the text is read."""
    return [match.group() for match in itertools.islice(word.finditer(text, place), most)]


def ends(text: str) -> Ends:
    """The changes that a piece tells of, and to which ends: "left the clinic" is (stay, out)."""
    plain = fold(text)
    found: set[tuple[str, str]] = set()
    for match in _opposite_terms().finditer(plain):
        after = _words_after(LETTERS, plain, match.end(), AFTER)
        found |= {c.end for c in lexicon_opposites()[match.group()] if c.unless.isdisjoint(after)}
    return frozenset(found)


def opposed(a: Ends, b: Ends) -> bool:
    """Whether two pieces tell of one change to opposite ends; one that tells of both ends opposes nothing."""
    return any(
        change == other and end != far and (change, far) not in a and (other, end) not in b
        for change, end in a
        for other, far in b
    )


def nationals(text: str) -> frozenset[National]:
    """People and bodies that a piece calls by their country: "Australian ski mountaineer"."""
    plain = fold(text)
    found: set[National] = set()
    for match in _demonyms().finditer(plain):
        after = _words_after(NOUNS, plain, match.end(), REACH)
        kinds = (_kind(word) for word in after)
        kind = PERSON if match.group() in _persons() else next(filter(None, kinds), "")
        if kind:
            found.add((_peoples()[match.group()], kind))
    return frozenset(found)


def _kind(noun: str) -> str:
    """What a noun says of those who are called by their country, "" where it is none of people or bodies."""
    one = noun.removesuffix("s")
    if noun in PEOPLE or one in PEOPLE:
        return PERSON
    return one if noun in HOLDERS or one in HOLDERS else ""


def foreign(a: frozenset[National], b: frozenset[National]) -> bool:
    """Whether two pieces tell of the same kind of people and of no common country."""
    kinds = {kind for _, kind in a} & {kind for _, kind in b}
    return any(
        {country for country, own in a if own == kind}.isdisjoint(
            country for country, own in b if own == kind
        )
        for kind in kinds
    )
