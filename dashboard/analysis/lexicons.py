"""Titles, offices and countries as small tables, and the folded words of a name that they are asked with."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from dashboard.analysis.stems import fold

LEXICONS = Path(__file__).resolve().parents[2] / "data" / "lexicons"
DROPPED = frozenset("jr jr. sr sr. ii iii iv".split())
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)


def name_tokens(words: Sequence[str]) -> tuple[str, ...]:
    """Folded words of a name; hyphens part, initials and "Jr." are dropped."""
    parts = [p for w in words for p in fold(w).split("-") if p and p not in DROPPED]
    kept = [p.replace(".", "") if len(p.replace(".", "")) > 1 else "" for p in parts]
    kept = [p for p in kept if p] or parts
    return tuple(kept)


@lru_cache(maxsize=1)
def lexicon_offices() -> Mapping[str, str]:
    """Title or office -> "courtesy" or "office"."""
    with (LEXICONS / "offices.csv").open(encoding="utf-8", newline="") as file:
        next(file)
        return {row["word"]: row["kind"] for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _rows() -> tuple[Mapping[str, str], ...]:
    with (LEXICONS / "demonyms.csv").open(encoding="utf-8", newline="") as file:
        next(file)
        return tuple(csv.DictReader(file))


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
def country_titles() -> Mapping[str, str]:
    """Country as printed -> folded."""
    return {row["country"]: fold(row["country"]) for row in _rows()}


@lru_cache(maxsize=1)
def lexicon_occasions() -> Mapping[str, str]:
    """Noun -> the occasion that it names: "talks" and "summit" name one."""
    with (LEXICONS / "occasions.csv").open(encoding="utf-8", newline="") as file:
        next(file)
        return {row["word"]: row["occasion"] for row in csv.DictReader(file)}
