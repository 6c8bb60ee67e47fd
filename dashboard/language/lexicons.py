"""Titles, offices and countries as small tables, and the folded words of a name that they are asked with."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from dashboard.files import LEXICONS
from dashboard.language.time_expressions import MONTHS, WEEKDAYS
from dashboard.language.words import fold

DROPPED = frozenset("jr jr. sr sr. ii iii iv".split())
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))


def name_tokens(words: Sequence[str]) -> tuple[str, ...]:
    """Folded words of a name; hyphens part, initials and "Jr." are dropped."""
    parts = [p for w in words for p in fold(w).split("-") if p and p not in DROPPED]
    kept = [p.replace(".", "") if len(p.replace(".", "")) > 1 else "" for p in parts]
    kept = [p for p in kept if p] or parts
    return tuple(kept)


def lexicon_rows(file: Path) -> list[dict[str, str]]:
    """Rows of a lexicon by its columns; its first line names the source and is passed over."""
    with file.open(encoding="utf-8", newline="") as lines:
        next(lines)
        return list(csv.DictReader(lines))


@lru_cache(maxsize=1)
def lexicon_offices() -> Mapping[str, str]:
    """Title or office -> "courtesy" or "office"."""
    return {row["word"]: row["kind"] for row in lexicon_rows(LEXICONS / "offices.csv")}


@lru_cache(maxsize=1)
def _rows() -> Sequence[Mapping[str, str]]:
    return lexicon_rows(LEXICONS / "demonyms.csv")


@lru_cache(maxsize=1)
def lexicon_demonyms() -> Mapping[str, str]:
    """Folded adjective or people -> folded country."""
    return {fold(d): fold(row["country"]) for row in _rows() for d in row["demonyms"].split(";") if d}


@lru_cache(maxsize=1)
def lexicon_countries() -> Mapping[str, str]:
    """Folded country, capital or short form, as words of letters -> folded country."""
    names: dict[str, str] = {}
    for row in _rows():
        for form in (row["country"], row["capital"], *row["forms"].split(";")):
            if form:
                names[" ".join(name_tokens(form.split()))] = fold(row["country"])
                names[fold(form)] = fold(row["country"])
    return names


@lru_cache(maxsize=1)
def lexicon_capitals() -> frozenset[str]:
    """Folded capitals."""
    return frozenset(fold(row["capital"]) for row in _rows() if row["capital"])


@lru_cache(maxsize=1)
def land_words() -> frozenset[str]:
    """Every word of a country's names and of its people's."""
    return frozenset(word for name in (*lexicon_demonyms(), *lexicon_countries()) for word in name.split())


@lru_cache(maxsize=1)
def country_titles() -> Mapping[str, str]:
    """Country as printed -> folded."""
    return {row["country"]: fold(row["country"]) for row in _rows()}


@lru_cache(maxsize=1)
def lexicon_occasions() -> Mapping[str, str]:
    """Noun -> the occasion that it names: "talks" and "summit" name one."""
    return {row["word"]: row["occasion"] for row in lexicon_rows(LEXICONS / "occasions.csv")}


def countries_among(words: Sequence[str]) -> frozenset[str]:
    """Countries among folded words in order, by name, capital or adjective."""
    pairs = [" ".join(p) for p in pairwise(words)]
    known = (lexicon_countries(), lexicon_demonyms())
    return frozenset(table[w] for w in [*words, *pairs] for table in known if w in table)
