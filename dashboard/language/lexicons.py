"""Titles, offices, countries and other lists as small tables, and the folded words of a name that they are asked with."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from dashboard.files import LEXICONS, DataError
from dashboard.language.time_expressions import MONTHS, WEEKDAYS
from dashboard.language.words import WORD, fold

DROPPED = frozenset("jr jr. sr sr. ii iii iv".split())
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
SEATS = frozenset(("white house", "downing street", "kremlin", "elysee"))
"""Houses from which a country is governed, folded: each is a body with a voice of its own, beside the country."""

WHOLE_TITLES: Mapping[str, tuple[str, ...]] = {
    "gov": ("governor",), "sen": ("senator",), "rep": ("representative", "congressman", "congresswoman"),
    "pres": ("president",), "gen": ("general",), "col": ("colonel",), "maj": ("major",), "capt": ("captain",),
    "lt": ("lieutenant",), "sgt": ("sergeant",), "adm": ("admiral",), "det": ("detective",), "prof": ("professor",),
    "dr": ("doctor",),
}  # fmt: skip
"""Title as it is abbreviated -> the nouns by which its holder is called without a name: "Gov. Poe" is "the governor"."""
NO_LONGER = frozenset("former ex onetime late".split())
"""Words before an office that somebody does not hold any more: "former President Roe" is not "the president"."""
NOT_THEMSELVES = frozenset(
    "spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney deputy secretary".split()
)
"""Offices held for somebody else: the one person whom an article has named is hardly his own spokesman."""
RANKS = frozenset("vice deputy lieutenant lt assistant associate".split())
"""Words before an office that make another office of it: the vice president is not the president."""
STATES: Mapping[str, str] = {
    "ala": "alabama", "ariz": "arizona", "ark": "arkansas", "calif": "california", "colo": "colorado",
    "conn": "connecticut", "fla": "florida", "mich": "michigan", "minn": "minnesota", "mont": "montana",
    "nev": "nevada", "okla": "oklahoma", "tenn": "tennessee", "tex": "texas", "vt": "vermont", "wyo": "wyoming",
}  # fmt: skip
"""Abbreviation of a state -> the state, folded; without those that are a word or a given name too (Mass., Ill., Miss., Wash.)."""
US_STATES = frozenset(
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|"
    "kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|"
    "new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|"
    "south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming".split("|")
)
"""The states of the United States, folded."""
SPEAKING = ("person", "group")
"""Kinds of voices that are people."""


def name_tokens(words: Sequence[str]) -> tuple[str, ...]:
    """Folded words of a name; hyphens part, initials and "Jr." are dropped."""
    parts = [p for w in words for p in fold(w).split("-") if p and p not in DROPPED]
    kept = [p.replace(".", "") if len(p.replace(".", "")) > 1 else "" for p in parts]
    kept = [p for p in kept if p] or parts
    return tuple(kept)


def generation(words: Sequence[str]) -> str:
    """ "jr", "sr", "ii" … of a name that ends so, as folded words have it; "" of others."""
    last = fold(words[-1]).strip(".,") if len(words) > 1 else ""
    return last if last in DROPPED else ""


def lexicon_rows(file: Path) -> list[dict[str, str]]:
    """Rows of a lexicon by its columns; its first line names the source and is passed over.

    Raises:
        DataError: the file is missing or damaged; or, when a row is asked, it lacks the column.
    """
    remedy = "Take the file from the program's release again."
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            next(lines, "")
            rows = [_Row(file, row) for row in csv.DictReader(lines, strict=True)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{file}: cannot be read ({error}). {remedy}") from error
    if not rows or any(None in row or None in row.values() for row in rows):
        raise DataError(f"{file}: damaged (no rows, or one with too few or too many cells). {remedy}")
    return list(rows)


class _Row(dict[str, str]):
    """A row that says of what file it is where a column is asked that it lacks."""

    def __init__(self, file: Path, cells: Mapping[str, str]) -> None:
        super().__init__(cells)
        self._file = file

    def __missing__(self, column: str) -> str:
        raise DataError(
            f"{self._file}: has no column {column}. Take the file from the program's release again."
        )


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
def lexicon_connotations() -> Mapping[str, float]:
    """Charged word -> how strongly, in (0, 1]."""
    return {row["term"]: float(row["strength"]) for row in lexicon_rows(LEXICONS / "connotation.csv")}


def charged_words(text: str, least: float = 0.0) -> list[str]:
    """The charged words of a text, in small letters, of at least this strength."""
    charges = lexicon_connotations()
    return [word for word in WORD.findall(text.casefold()) if word in charges and charges[word] >= least]


@lru_cache(maxsize=1)
def lexicon_epithets() -> Mapping[str, str]:
    """Noun, in the singular, by which a report takes a side on a person, a group or a government -> "against" or "for"."""
    return {row["term"]: row["side"] for row in lexicon_rows(LEXICONS / "epithets.csv")}


@lru_cache(maxsize=1)
def lexicon_occasions() -> Mapping[str, str]:
    """Noun -> the occasion that it names: "talks" and "summit" name one."""
    return {row["word"]: row["occasion"] for row in lexicon_rows(LEXICONS / "occasions.csv")}


@lru_cache(maxsize=1)
def lexicon_nouns() -> Mapping[str, str]:
    """Noun -> "person" (groups of them too) or "thing", of nouns that are hardly ever the other."""
    people = {r["noun"]: "person" for r in lexicon_rows(LEXICONS / "voices.csv") if r["kind"] in SPEAKING}
    return {r["noun"]: r["kind"] for r in lexicon_rows(LEXICONS / "noun_kinds.csv")} | people


@lru_cache(maxsize=1)
def lexicon_rivals() -> Mapping[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Lemmas of a word by which reports name one kind of event, act or people -> (the kind, the word or the plain one that it is as
    good as): ("riot",) of unrest."""
    found: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {}
    for row in lexicon_rows(LEXICONS / "rival_names.csv"):
        key = tuple(row["term"].split())
        found[key] = (*found.get(key, ()), (row["thing"], row["plain"] or row["term"]))
    return found


@dataclass(frozen=True)
class Circumstance:
    """What a term says to have happened to somebody.

    Attributes:
        matter: "charge", "condition", "cause", "verdict", "plea" or "suspect".
        value: terms of one value say the same; two values of one matter exclude each other.
        unless: words that give the term another sense when they follow it.
    """

    matter: str
    value: str
    unless: frozenset[str]


@lru_cache(maxsize=1)
def lexicon_circumstances() -> Mapping[tuple[str, ...], Circumstance]:
    """Words of a term in small letters -> what it says: ("attempted", "murder") is a charge."""
    return {
        tuple(row["term"].split()): Circumstance(
            row["matter"], row["value"], frozenset(row["unless"].split())
        )
        for row in lexicon_rows(LEXICONS / "circumstances.csv")
    }


def countries_among(words: Sequence[str]) -> frozenset[str]:
    """Countries among folded words in order, by name, capital or adjective."""
    pairs = [" ".join(p) for p in pairwise(words)]
    known = (lexicon_countries(), lexicon_demonyms())
    return frozenset(table[w] for w in [*words, *pairs] for table in known if w in table)
