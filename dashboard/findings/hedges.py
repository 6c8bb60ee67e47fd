"""The small sourced tables of hedges, denials, nouns of tone and charged words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dashboard.encoding.phrases import Sentence
from dashboard.files import LEXICONS
from dashboard.language.lexicons import lexicon_rows

FLAT = 3
"""Degree of a wording without any marker."""
DEGREES = (
    "left open or doubted",
    "likely or indicated",
    "known or shown",
    "stated as fact",
    "stressed as certain",
)


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


@lru_cache(maxsize=1)
def strengths() -> Mapping[str, float]:
    """Charged word -> how strongly, in (0, 1]."""
    return {row["term"]: float(row["strength"]) for row in lexicon_rows(LEXICONS / "connotation.csv")}


@lru_cache(maxsize=1)
def _senses() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Homograph -> (classes in which it is charged, words beside which it is not)."""
    rows = lexicon_rows(LEXICONS / "charged_senses.csv")
    return {
        row["term"]: (frozenset(row["classes"].split()), frozenset(row["unless"].split())) for row in rows
    }


BESIDE = 2
"""Words to each side of a homograph that are asked for its sense."""


def strength_of(home: Sentence, k: int) -> float:
    """How charged a word is in its sentence, 0 … 1: looked up, 0 where its class or a word beside it shows another sense."""
    word = home.words[k]
    value = strengths().get(word.low, 0.0)
    classes, unless = _senses().get(word.low, (frozenset((word.kind,)), frozenset()))
    around = home.words[max(0, k - BESIDE) : k] + home.words[k + 1 : k + 1 + BESIDE]
    return value if word.kind in classes and not unless & {w.low for w in around} else 0.0


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
        low = word.low
        two = f"{low} {home.words[k + 1].low}" if k + 1 < len(home.words) else ""
        degree = known.get(two, known.get(low))
        after = home.words[k + 1].low if k + 1 < len(home.words) else ""
        if low == "claimed" and word.kind == "verb":  # it cites somebody
            continue
        if (low == "known" and after == "as") or _is_ability(home, k):
            continue
        if degree is not None and word.kind != "name" and not (low == "may" and word.kind != "aux"):
            found.append((k, degree))
            taken = k + 1 if two in known else -1
    return found


_NEGATIONS = ("not", "n't", "n’t", "no", "never", "hardly", "barely")


def _is_ability(home: Sentence, k: int) -> bool:
    """Whether a word is a negated "could" that says what somebody was unable to do ("couldn't walk", "could no longer
    feel"), and no doubt about what was ("could not have known")."""
    if not home.words[k].low.startswith("could"):
        return False
    after = [w.low for w in home.words[k + 1 : k + 4]]
    return bool(after) and after[0] in _NEGATIONS and "have" not in after and "be" not in after[:2]
