"""Names in a text, and whether two of them can be one: spelling and length are no difference."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from dashboard.language.lexicons import CALENDAR, lexicon_countries, lexicon_demonyms, lexicon_offices
from dashboard.language.words import EMPTY_WORDS, fold, stem

OF_OFFICE = frozenset(
    "prime vice deputy foreign defense defence supreme former then acting interior finance chief".split()
)
"""Words that stand before an office (our list)."""

_TOKEN = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w’'\-‑]*(?:\.(?=\s[A-Z]))?)"
_NAME = re.compile(rf"{_TOKEN}(?:\s(?:(?:of|the|for|al|bin|de|van|von|der|da|el|and\sthe)\s)?{_TOKEN})*")

_SOUNDS: tuple[tuple[str, str], ...] = (
    (r"[-' .]", ""), (r"tch|tsch|tsh", "ch"), (r"zh|dzh|dj", "j"), (r"kh|gh|q|ck", "k"), (r"ph|ff", "f"),
    (r"sch|sh", "s"), (r"th|dh", "t"), (r"w", "v"), (r"x", "ks"), (r"c(?=[eiy])", "s"),
    (r"c(?!h)", "k"), (r"g(?=[aou])", "k"),
    (r"z", "s"), (r"(.)\1+", r"\1"),
)  # fmt: skip
"""Letters by which romanisations of one name differ (Qaddafi, Gaddafi; Zelensky, Zelenskyy; Kiev, Kyiv);
ours."""
_PEOPLE_ENDINGS = frozenset(("n", "an", "ian", "ese", "ish", "i", "is", "s", "ns", "ans", "ians"))
_COUNTRY_ENDINGS = frozenset(("", "a", "e", "y", "ain", "ia", "land", "o"))
EDGE = 40
"""Characters before a name that tell whether a sentence or a quotation begins with it."""
SHORT = 4
"""Letters up to which a name's vowels count: Lee is not Lau."""
MISPRINT = 7
"""Letters from which one changed letter is taken for a misprint or a spelling, not for another name."""


@lru_cache(maxsize=1)
def offices() -> frozenset[str]:
    """Offices and forms of address: they stand beside names and change without the person changing."""
    return frozenset(word.strip(".") for word in lexicon_offices()) | {"counterpart"}


DATELINE = re.compile(
    r"[A-Z](?:[A-Z.'’-]{2,}|[A-Z.'’-] [A-Z][A-Z.'’-]+)(?: [A-Z][A-Z.'’-]+){0,3}"
    r"(?:,? [A-Z][\w. ]{0,25})?(?:, [A-Z][\w. ]{0,25})?(?: ?\([^)\n]{1,30}\))?\s*(?:[—–―]|--?\s)"
    r"|[A-Z]{6,}-(?=[A-Z][a-z]+ )"
    r"|(?:[A-Z][\w.'’-]{2,20}(?: [A-Z][\w.'’-]{1,20}){0,3} )?\([A-Z][^)\n]{1,29}\)\s*(?:[—–―]|--?\s)"
)
"""The place with which a report begins, in capitals or before an agency in brackets, or the agency alone, up to its dash."""


def behind_dateline(text: str) -> int:
    """The first character of a sentence behind its dateline, 0 where it has none."""
    found = DATELINE.match(text)
    return found.end() if found else 0


@dataclass(frozen=True)
class Name:
    """A name as printed, without the offices around it.

    Attributes:
        start, end: place in the text.
        words: its words, folded.
        office: stems of the office or address before it ("defense minister").
        opening: the word before it, folded, where a sentence begins with it and it may belong to the name;
            else "".
    """

    start: int
    end: int
    words: tuple[str, ...]
    office: tuple[str, ...]
    opening: str = ""

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The words with and without the doubtful first one."""
        return (self.words, (self.opening, *self.words)) if self.opening else (self.words,)

    @cached_property
    def spelled(self) -> tuple[SpelledForm, ...]:
        """Its forms, each word with what its spellings have in common."""
        return tuple(SpelledForm(_spelled(form)) for form in self.forms)

    @cached_property
    def country(self) -> str:
        """The country that it is, or whose people, capital or short form it is; else ""."""
        words = " ".join(self.words)
        return lexicon_demonyms().get(words) or lexicon_countries().get(words, "")


def names(
    text: str, taken: Collection[tuple[int, int]] = (), known: Collection[str] | None = None
) -> list[Name]:
    """The capitalised names of a sentence, in order.

    Args:
        text: a sentence. One in headline capitals gives none: there nothing tells a name from a noun.
        taken: spans of dates.
        known: folded words, and pairs of words with a space between, that the story capitalises within
            sentences too; the first word of a sentence or of a quotation belongs to a name only if it is among
            them. None takes it for part of a name wherever it is no word of grammar.
    """
    if in_headline_capitals(text):
        return []
    found: list[Name] = []
    for match in _NAME.finditer(text):
        pieces = [
            _Piece(match.start() + m.start(), match.start() + m.end(), m.group(), _bare(m.group()))
            for m in re.finditer(r"\S+", match.group())
        ]
        pieces = [p for p in pieces if not any(a < p.end and p.start < b for a, b in taken)]
        before = text[max(0, match.start() - EDGE) : match.start()]
        opening = not re.search(r"[\w,;:)]['’”\"]*\s*$|[-–—/(]$", before) or before.endswith(("“", '"', "‘"))
        kept = _opened(pieces, known) if opening else pieces
        own = _persons(text, kept)
        if own and len(kept) < len(pieces) and own[0].start == kept[0].start:
            own[0] = replace(own[0], opening=pieces[0].bare)
        found += own
    return found


def in_headline_capitals(text: str, least: int | None = None) -> bool:
    """Whether most of at least so many longer words are capitalised; None asks for more than any list of names has."""
    longer = re.findall(r"[^\W\d_]{4,}", text)
    return len(longer) >= (least or 6) and sum(w[0].isupper() for w in longer) > 0.9 * len(longer)


class _Piece(NamedTuple):
    """A capitalised word: its place, as printed, and folded without its edges."""

    start: int
    end: int
    text: str
    bare: str


def _opened(pieces: list[_Piece], known: Collection[str] | None) -> list[_Piece]:
    """The pieces without the first word of a sentence where its capital letter means nothing."""
    words = [p.bare for p in pieces[:2]]
    if known is None or not words or (words[0] in known if len(words) == 1 else " ".join(words) in known):
        return pieces
    return pieces[1:] if len(words) == 1 or words[1] in known else pieces


def _persons(text: str, pieces: list[_Piece]) -> list[Name]:
    """The names among capitalised words, cut where an office stands between ("Russian | Defense Minister |
    Shoigu")."""
    words = [p.bare for p in pieces]
    found: list[Name] = []
    at, office = 0, tuple[str, ...]()
    for k, word in enumerate(words):
        if word in offices() and k + 1 < len(words):
            first = k
            while first > at and (words[first - 1] in OF_OFFICE or words[first - 1] in offices()):
                first -= 1
            found += _name(text, pieces[at:first], office)
            at, office = k + 1, tuple(stem(w) for w in words[first : k + 1])
    return found + _name(text, pieces[at:], office)


def _name(text: str, pieces: list[_Piece], office: tuple[str, ...]) -> list[Name]:
    """One name without grammar, dates and offices at its edges, or none."""
    while pieces and _is_empty(pieces[0]):
        pieces = pieces[1:]
    while pieces and _is_empty(pieces[-1], offices() | OF_OFFICE):
        pieces = pieces[:-1]
    if not pieces:
        return []
    start, end = pieces[0].start, pieces[-1].end
    printed = text[start:end]
    if not re.search(r"\b[A-Z]\.$", printed):
        end -= len(printed) - len(re.sub(r"(?:['’]s?|\.|,)$", "", printed))
    words = tuple(p.bare for p in pieces)
    return [Name(start, end, words, office)] if any(len(w) > 1 for w in words) else []


def _is_empty(piece: _Piece, more: Collection[str] = ()) -> bool:
    """Whether a capitalised word at the edge of a name is grammar, a weekday or a month; `more` are not names either."""
    word = piece.bare
    return (word in EMPTY_WORDS or word in CALENDAR or word in more) and not _is_initials(piece.text)


def _bare(word: str) -> str:
    return re.sub(r"'s$|'$", "", fold(word)).replace(".", "").strip('"“”()[],;:')


def sound(word: str) -> str:
    """What is left of a word when spellings no longer differ: its consonants, of short words the vowels
    too."""
    low = fold(word)
    if len(low) <= SHORT:
        low = re.sub(r"oo|ou|u", "u", re.sub(r"y?(?:ee|ie|ea|yi|i)|y", "i", low))
    for pattern, instead in _SOUNDS:
        low = re.sub(pattern, instead, low)
    if len(word) <= SHORT:
        return low
    head = re.sub(r"^[aeiouy]+", "a", low)
    return head[:1] + re.sub(r"[aeiouyh]", "", head[1:])


class Spelled:
    """One word of a name with what its spellings have in common; worked out once."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.stem = stem(word)
        self.sound = sound(word)

    def is_one(self, other: Spelled) -> bool:
        """Whether two words of names are one word, spelled or printed otherwise."""
        a, b = self.word, other.word
        if a == b or self.stem == other.stem or self.sound == other.sound or _demonym(a, b):
            return True
        shorter, longer = sorted((a, b), key=len)
        if _shared_start(a, b) >= max(5, 0.75 * len(longer)):
            return True
        return len(shorter) >= MISPRINT and DamerauLevenshtein.distance(a, b) <= 1


class SpelledForm:
    """The words of a name, and what the spellings of all of them together have in common; worked out once."""

    def __init__(self, words: tuple[Spelled, ...]) -> None:
        self.words = words
        self.whole = "".join(w.word for w in words)

    @cached_property
    def sound(self) -> str:
        """What is left of the name when spellings no longer differ."""
        return sound(self.whole)


def _shared_start(a: str, b: str) -> int:
    """How many letters two words begin with in common."""
    return next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _demonym(a: str, b: str) -> bool:
    """Whether one word is a country and the other its people: China, Chinese; Britain, British."""
    shared = _shared_start(a, b)
    ends = {a[shared:], b[shared:]}
    return shared >= 4 and bool(ends & _PEOPLE_ENDINGS) and ends <= _PEOPLE_ENDINGS | _COUNTRY_ENDINGS


def one_name(a: Name, b: Name) -> bool:
    """Whether two names can be one in any of their forms."""
    if a.country and a.country == b.country:  # a capital stands for its government, a people for its country
        return True
    return any(_one_form(x, y) for x in a.spelled for y in b.spelled)


def _one_form(a: SpelledForm, b: SpelledForm) -> bool:
    """Whether all words of the shorter name are in the longer, or they are its initials.

    A family name alone, another romanisation, hyphens ("Jong-un", "Jong Un") and initials (UN, KCNA) are no
    difference.
    """
    if not a.words or not b.words:
        return True
    if a.whole == b.whole or (len(a.whole) > SHORT and a.sound == b.sound):
        return True
    short, long = sorted((a.words, b.words), key=len)
    if all(any(w.is_one(v) or (len(w.word) == 1 and v.word.startswith(w.word)) for v in long) for w in short):
        return True
    return _initials(short, long) or _initials(long, short)


def _spelled(words: Iterable[str]) -> tuple[Spelled, ...]:
    """Words of a name, hyphens opened, grammar left out."""
    return tuple(Spelled(w) for word in words for w in word.split("-") if w and w not in EMPTY_WORDS)


def _initials(short: Sequence[Spelled], long: Sequence[Spelled]) -> bool:
    """Whether one word stands for the first letters of the other's words."""
    letters, word = "".join(w.word[0] for w in long), short[0].word
    return (
        len(short) == 1
        and 2 <= len(word) <= 6
        and (letters == word or (len(letters) > 1 and word.startswith(letters)))
    )


def _is_initials(word: str) -> bool:
    """Whether a word is printed as initials: "U.S.", "UN"; "US" is no pronoun."""
    letters = re.sub(r"['’]s$|\W", "", word)
    return len(letters) > 1 and letters.isupper()
