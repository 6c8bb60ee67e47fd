"""Hedges and boosters in a sentence, from a sourced table; and the tables of denials and of nouns of tone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from dashboard.encoding.phrases import Sentence
from dashboard.files import LEXICONS
from dashboard.language.lexicons import lexicon_rows
from dashboard.language.words import WORD

FLAT = 3
"""Degree of a wording without any marker."""
DEGREES = (
    "left open or doubted",
    "likely or indicated",
    "known or shown",
    "stated as fact",
    "stressed as certain",
)
HYPHENATED = re.compile(r"(?:\w+est|first|last|only)-known")
"""A hedge within one word: "the earliest-known use"."""
PURPOSE_REACH = 8
"""Words between "so that" and the modal of its clause."""
_NEGATIONS = ("not", "n't", "n’t", "no", "never", "hardly", "barely")


@lru_cache(maxsize=1)
def hedges() -> Mapping[str, int]:
    """Marker of certainty (one or two words) -> degree, 0 doubted … 4 stressed."""
    return {row["term"]: int(row["degree"]) for row in lexicon_rows(LEXICONS / "hedges.csv")}


@lru_cache(maxsize=1)
def denials() -> Mapping[str, str]:
    """Word of denial -> its class."""
    return {row["term"]: row["kind"] for row in lexicon_rows(LEXICONS / "denials.csv")}


@lru_cache(maxsize=1)
def tones() -> frozenset[str]:
    """Nouns that name how something goes or feels."""
    return frozenset(row["word"] for row in lexicon_rows(LEXICONS / "tones.csv"))


def adds_hedge(wordings: Iterable[str]) -> bool:
    """Whether one of wordings holds a word of doubt that another lacks: "the alleged plot", "the plot"."""
    doubts = {term for term, degree in hedges().items() if degree < FLAT}
    held = [doubts & set(map(str.casefold, WORD.findall(words))) for words in wordings]
    return bool(set[str]().union(*held) - set[str].intersection(*held)) if held else False


def markers(home: Sentence, first: int, last: int) -> list[tuple[int, int]]:
    """Hedges and boosters among words first … last - 1: [(number of the word, degree)].

    The month May is known by its class, and "could not walk" of ability by its negation; "could walk" of ability in the
    past cannot be told from a possibility.
    """
    known = hedges()
    found: list[tuple[int, int]] = []
    taken = -1
    for k in range(first, last):
        if k == taken:
            continue
        word = home.words[k]
        low = "known" if HYPHENATED.fullmatch(word.low) else word.low
        two = f"{low} {home.words[k + 1].low}" if k + 1 < len(home.words) else ""
        degree = known.get(two, known.get(low))
        after = home.words[k + 1].low if k + 1 < len(home.words) else ""
        if low == "claimed" and word.kind == "verb":  # it cites somebody
            continue
        if (low == "known" and after == "as") or _is_ability(home, k) or _is_purpose(home, k):
            continue
        if degree is not None and word.kind != "name" and not (low == "may" and word.kind != "aux"):
            found.append((k, degree))
            taken = k + 1 if two in known else -1
    return found


def _is_purpose(home: Sentence, k: int) -> bool:
    """Whether a word is the modal of a clause of purpose ("so that the work may go on"): it doubts nothing."""
    if home.words[k].low not in ("may", "might", "could", "can"):
        return False
    before = [w.low for w in home.words[max(0, k - PURPOSE_REACH) : k]]
    return any(pair in (("so", "that"), ("order", "that")) for pair in pairwise(before))


def _is_ability(home: Sentence, k: int) -> bool:
    """Whether a word is a negated "could" of ability: no hedge.

    "Couldn't walk" and "could no longer feel" are; "could not have known" is none.
    """
    if not home.words[k].low.startswith("could"):
        return False
    after = [w.low for w in home.words[k + 1 : k + 4]]
    return bool(after) and after[0] in _NEGATIONS and "have" not in after and "be" not in after[:2]
