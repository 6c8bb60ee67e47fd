"""Typed guards: what vectors do not see and what forbids calling two pieces the same statement.

A guard never makes a link; it says why two pieces that resemble each other are no full match: another polarity,
another number, another date, another speaker, people of another country, the opposite act, or the same names in each
other's places. Each compares only what both pieces state: a number that one of them leaves out is no contradiction.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.analysis.contraries import Ends, National, ends, foreign, nationals, opposed
from dashboard.analysis.lexicons import lexicon_occasions
from dashboard.analysis.parties import NAME, Encounter, encounters, other_parties
from dashboard.analysis.units import EMPTY_WORDS

NEGATION = re.compile(
    r"\b(?:not|no longer|never|nobody|nothing|neither|nor|cannot|without|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing) to"
    r"|den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?)\b|n['’]t\b",
    re.IGNORECASE,
)
NOT_NEGATION = re.compile(r"\bnot only\b|\bno less than\b|\bwhy not\b|\bif not\b|\bnot just\b", re.IGNORECASE)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH}))"
    r"\b(?:,?\s+(?P<y>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:1[89]|20)\d\d(?:[-–]\d\d(?:\d\d)?)?\b")
ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
_DIGITS = r"(\d+(?:,\d{3})*(?:\.\d+)?)"
_SCALES = "million|billion|trillion|thousand|m|bn|k"
AMOUNT = re.compile(
    rf"(?<![\w-])[$€£]?{_DIGITS}(?:[-\s]?({_SCALES}|percent|per cent)\b|\s?(%))?", re.IGNORECASE
)
MONEY = re.compile(rf"[$€£]\s?{_DIGITS}(?:[-\s]?({_SCALES})\b)?", re.IGNORECASE)
SHARE = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)", re.IGNORECASE)
NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split()
    )
    if value >= 2
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "dozen": 12,
}
SCALE = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}

ALIKE = 0.4
"""Share of the shorter piece's content words that must recur before a "not" or a speaker is compared: pieces that
word a thing quite differently carry their negation in other words ("failed", "is unlikely", "ruled out")."""

FORBIDS = frozenset({"parties"})
"""Guards that no likeness outweighs: such pieces are neither linked nor put into one row, unless a reader says so."""

MEANING = {
    "parties": "other people meet",
    "negation": "one denies it",
    "date": "another date",
    "number": "another number",
    "roles": "names in each other's places",
    "nationality": "people of another country",
    "opposite": "the opposite act",
    "occasion": "another occasion",
    "speaker": "another speaker",
}
"""Every guard, in words for the reader."""

DOUBTS = {"number": 2.0, "date": 2.0, "occasion": 2.0, "nationality": 4.0, "opposite": 4.0}
"""Guards that take from the log odds of a pair: what differs in a number, or tells of a parade where the other tells of an
exhibition, is the same statement only where all else is much alike. Of the pairs of SPARK, ECB+ and the stories (development halves)
that would be accepted in spite of another number, 79 are right and 100 wrong; in spite of another date, 3 and 5; of a Briton
here and an Australian there, 0 and 16; of an arrival here and a departure there, 0 and 57 (nearly all in one event each)."""

SPEECH = re.compile(
    r"\b(?:said|says|told|tells|added|adds|claimed|claims|announced|announces|warned|warns|insisted|insists"
    r"|argued|argues|stated|states|replied|tweeted|wrote|vowed|pledged|predicted|complained)\b"
)
GIVING = re.compile(
    r"\b(?:gave|give|gives|handed|hands|delivered|delivers|sent|sends|told|tells|met|visited|invited|invites|praised"
    r"|praises|thanked|thanks|accused|accuses|sued|sues|attacked|attacks|supplied|supplies|provided|provides|sold"
    r"|sells|beat|beats|defeated|defeats|criticized|criticised|criticizes|backed|backs|warned|warns|urged|urges"
    r"|asked|asks|fired|fires|blamed|blames|hit|hits|killed|kills|succeeded|replaced|replaces|showed|shows)\b"
)
MUTUAL = frozenset({"met", "meets", "meet"})
"""Acts in which both sides do the same: swapped names say the same thing."""


@dataclass(frozen=True)
class Saying:
    """What a piece states that a guard can compare.

    Attributes:
        denied: it holds a negation or a denial.
        numbers: amounts, scaled ("3 million" is 3000000).
        money, shares: sums of money, and percentages.
        dates: (month, day) pairs; years: years.
        speaker: last name of who speaks, "" where nobody is named as speaking.
        roles: (who acts, verb, on whom), of the first act between two names.
        occasions: what people come together for, by the nouns that name it.
        ends: the changes it tells of, and to which of their ends.
        nationals: people and bodies that it calls by their country.
        encounters: the two who meet or talk, of every encounter that names both.
        words: content words, for telling how much of the rest is shared.
    """

    denied: bool
    numbers: frozenset[float]
    money: frozenset[float]
    shares: frozenset[float]
    dates: frozenset[tuple[int, int]]
    years: frozenset[str]
    speaker: str
    roles: tuple[str, str, str] | None
    occasions: frozenset[str]
    ends: Ends
    nationals: frozenset[National]
    encounters: frozenset[Encounter]
    words: frozenset[str]


def saying(text: str) -> Saying:
    """Read from a piece what guards compare."""
    plain = text.replace("’", "'")
    dates, years, rest = _dates(plain)
    known = lexicon_occasions()
    negations = len(NEGATION.findall(plain)) - len(NOT_NEGATION.findall(plain))
    return Saying(
        denied=negations % 2 == 1,
        numbers=_numbers(rest),
        money=frozenset(_scaled(m[1], m[2]) for m in MONEY.finditer(rest)),
        shares=frozenset(float(m[1]) for m in SHARE.finditer(rest)),
        dates=dates,
        years=years,
        speaker=_speaker(plain),
        roles=_roles(plain),
        occasions=frozenset(known[w] for w in re.findall(r"[a-z]+(?:-[a-z]+)*", plain.lower()) if w in known),
        ends=ends(plain),
        nationals=nationals(plain),
        encounters=encounters(plain),
        words=frozenset(w for w in re.findall(r"[a-z]{3,}", plain.lower()) if w not in EMPTY_WORDS),
    )


def guard(a: Saying, b: Saying) -> str:
    """Why two pieces cannot be a full match; "" where nothing speaks against it. Symmetric.

    Returns:
        "parties", "negation", "date", "number", "roles", "nationality", "opposite", "occasion" or "speaker": the first that
        both pieces state differently.
    """
    if other_parties(a.encounters, b.encounters):
        return "parties"
    alike = len(a.words & b.words) >= ALIKE * min(len(a.words), len(b.words))
    if alike and a.denied != b.denied:
        return "negation"
    if a.dates and b.dates and not a.dates & b.dates:
        return "date"
    if not (a.dates or b.dates) and a.years and b.years and not a.years & b.years:
        return "date"
    if any(
        one and other and not one & other
        for one, other in ((a.numbers, b.numbers), (a.money, b.money), (a.shares, b.shares))
    ):
        return "number"
    if a.roles and b.roles and _swapped(a.roles, b.roles):
        return "roles"
    if foreign(a.nationals, b.nationals):
        return "nationality"
    if alike and opposed(a.ends, b.ends):
        return "opposite"
    if a.occasions and b.occasions and not a.occasions & b.occasions:
        return "occasion"
    if alike and a.speaker and b.speaker and a.speaker != b.speaker:
        return "speaker"
    return ""


def _dates(text: str) -> tuple[frozenset[tuple[int, int]], frozenset[str], str]:
    """Dates and years of a text, and the text without them."""
    days = frozenset(
        (MONTHS[(m["m1"] or m["m2"]).lower().rstrip(".")], int(m["d1"] or m["d2"]))
        for m in DATE.finditer(text)
    )
    years = frozenset(m["y"] for m in DATE.finditer(text) if m["y"])
    rest = DATE.sub(" ", text)
    years |= frozenset(m.group()[:4] for m in YEAR.finditer(rest))
    return days, years, YEAR.sub(" ", rest)


def _numbers(text: str) -> frozenset[float]:
    """Amounts of a text without its dates; "one" is left out, as it is mostly a pronoun."""
    without = ORDINAL.sub(r"\1", text)
    found: set[float] = set()
    for match in AMOUNT.finditer(without):
        found.add(_scaled(match[1], match[2]))
    words = re.findall(r"[a-z]+", without.lower())
    for word, following in itertools.zip_longest(words, words[1:], fillvalue=""):
        if word in NUMBER_WORDS:
            found.add(NUMBER_WORDS[word] * SCALE.get(following, 1.0))
    return frozenset(found)


def _scaled(digits: str, unit: str | None) -> float:
    """The amount that digits and the word after them name: "1.5", "million" is 1500000."""
    return round(float(digits.replace(",", "")) * SCALE.get((unit or "").lower(), 1), 6)


def _speaker(text: str) -> str:
    """Last name of the speaker of the last reporting verb: "… , Kim said" or "Kim said …"."""
    for verb in SPEECH.finditer(text):
        before = text[max(0, verb.start() - 60) : verb.start()]
        names = list(NAME.finditer(before))
        if names and len(before[names[-1].end() :].split()) <= 1:
            return _last(names[-1].group())
        after = re.match(rf"\s+(?:[a-z]+\s+){{0,2}}({NAME.pattern})", text[verb.end() :])
        if (
            after
            and verb.group() in {"said", "says", "added", "wrote"}
            and text[: verb.start()].rstrip()[-1:] in ",\"”'"
        ):
            return _last(after[1])
    return ""


def _roles(text: str) -> tuple[str, str, str] | None:
    """(actor, verb, acted upon) of the first act between two names that stand next to it."""
    for verb in GIVING.finditer(text):
        before = list(NAME.finditer(text[: verb.start()]))
        after = list(NAME.finditer(text[verb.end() :]))
        if before and after:
            near = text[: verb.start()][before[-1].end() :]
            if len(near.split()) <= 3 and len(text[verb.end() :][: after[0].start()].split()) <= 6:
                return _last(before[-1].group()), verb.group(), _last(after[0].group())
    return None


def _swapped(a: Sequence[str], b: Sequence[str]) -> bool:
    """The same two names in each other's places of one act, unless the act is mutual."""
    return a[0] == b[2] and a[2] == b[0] and a[0] != a[2] and a[1] == b[1] and a[1] not in MUTUAL


def _last(name: str) -> str:
    """The name's last word, in small letters: what is left of it on second mention."""
    return re.sub(r"'s$|[^\w]", "", re.split(r"[\s-]+", name.strip())[-1].lower())
