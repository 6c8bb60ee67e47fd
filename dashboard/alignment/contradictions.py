"""What two pieces tell contrarily in single words: an act and its opposite, people of one land and of another."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dashboard.files import LEXICONS
from dashboard.language.lexicons import (
    CALENDAR,
    land_words,
    lexicon_circumstances,
    lexicon_demonyms,
    lexicon_occasions,
    lexicon_offices,
    lexicon_rows,
    name_tokens,
)
from dashboard.language.names import Name, names
from dashboard.language.quantities import Quantity, quantities
from dashboard.language.time_expressions import Moment, moments
from dashboard.language.words import EMPTY_WORDS, fold, stem

Ends = frozenset[tuple[str, str]]
"""(change, end): of which change a piece tells, and to which of its two ends."""

National = tuple[str, str]
"""(country, what the person is): "a British climber" is (united kingdom, person), "the Cuban president" (cuba, president)."""

PERSON = "person"
OF_BRITAIN = frozenset("english scottish welsh briton".split())
"""Words for people of the United Kingdom that are no word for the country."""
LETTERS = re.compile(r"[a-z]+")
NOUNS = re.compile(r"[a-z'-]+")
AFTER = 6
"""Words after a verb among which those are looked for that give it another sense: "left at least 12 people dead"."""
LONGEST = 1_500
"""Characters of a piece that are read for numbers, dates and names, as many as are parsed at once: work stays linear."""
KEPT = 1024
"""Pieces of which is remembered what guards compare."""
ROUNDED = 0.01
"""Share by which a number may differ from what it was rounded from."""
COUNTED_OUT = 1000
"""Below it whole numbers are counted, not rounded: 200 and 201 differ."""
LOW_RANK = 20
"""Ranks below it are told in passing ("a second time") and differ without the statement differing."""
REACH_BACK = 120
"""Characters between a verb and a name beyond which the two are not next to each other."""
REACH = 4
"""Words after the adjective among which the noun is looked for: "a British and an Australian climber"."""


@dataclass(frozen=True)
class Change:
    """One end of a change that a word tells of: (change, end), and words after it that give it another sense."""

    end: tuple[str, str]
    unless: frozenset[str]


@cache
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


@cache
def _opposite_terms() -> re.Pattern[str]:
    return _any_of(lexicon_opposites())


@cache
def _peoples() -> Mapping[str, str]:
    return {**lexicon_demonyms(), **dict.fromkeys(OF_BRITAIN, lexicon_demonyms()["british"])}


@cache
def _persons() -> frozenset[str]:
    """Words for people that need no noun: "Britons"."""
    plural = {word for word in _peoples() if word.endswith("s") and word.removesuffix("s") in _peoples()}
    return frozenset(plural | {"briton"})


@cache
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


CHARGED = re.compile(
    r"\b(?:charged|charges|indicted|arraigned|convicted|booked|pleaded|pleads|guilty)\b", re.IGNORECASE
)
"""Words without which a crime that is named is no charge."""


@cache
def _crimes() -> Mapping[str, str]:
    """Crime in small letters -> the charge that it is a name of."""
    return {" ".join(term): c.value for term, c in lexicon_circumstances().items() if c.matter == "charge"}


@cache
def _crime_terms() -> re.Pattern[str]:
    return _any_of(_crimes())


def charges(text: str) -> frozenset[str]:
    """The crimes that a piece names where it tells of a charge."""
    if not CHARGED.search(text):
        return frozenset()
    return frozenset(_crimes()[match.group()] for match in _crime_terms().finditer(fold(text)))


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


@cache
def _nouns_of_people() -> Mapping[str, str]:
    """Noun -> PERSON, or the noun itself where it names an office or a body."""
    rows = lexicon_rows(LEXICONS / "people.csv")
    return {row["noun"]: PERSON if row["kind"] == PERSON else row["noun"] for row in rows}


def _kind(noun: str) -> str:
    """What a noun says of those who are called by their country, "" where it is none of people or bodies."""
    return _nouns_of_people().get(noun.removesuffix("s")) or _nouns_of_people().get(noun, "")


def foreign(a: frozenset[National], b: frozenset[National]) -> bool:
    """Whether two pieces tell of the same kind of people and of no common country."""
    kinds = {kind for _, kind in a} & {kind for _, kind in b}
    return any(
        {country for country, own in a if own == kind}.isdisjoint(
            country for country, own in b if own == kind
        )
        for kind in kinds
    )


Party = frozenset[str]
"""Folded words of a person's name."""

Encounter = frozenset[Party]
"""Two persons who meet or talk."""

MEETING = re.compile(
    r"\b(?:met|meets?|talked|spoke (?:with|to)|speaks (?:with|to)|received|hosted|greeted|greets|hosts|receives"
    r"|(?:held|hold|holds|had|have) (?:[\w“”\"'’-]+ ){0,5}?(?:talks?|meetings?|conversations?|discussions?))\b"
)
BETWEEN = re.compile(
    r"^\W*(?:[\w’'-]+ ){0,3}?(?:talks?|meetings?|conversations?|discussions?|summits?) between\b"
)
FAR = 8  # words between the act and the second party
ALSO = frozenset(
    """also then later again has have had will would to is was were are be been scheduled expected set due planning plans
    separately secretly recently just already himself herself personally earlier on""".split()
)
"""Words that may stand between the first party and the act: with any other, the act is somebody else's."""
OFFICES = frozenset(
    """defense defence foreign interior finance justice state politburo bureau party committee delegation government
    ministry senate congress house agency news post times""".split()
)
"""Capitalised words of bodies, which are nobody's name."""


def encounters(text: str, named: Sequence[Name] | None = None) -> frozenset[Encounter]:
    """Pairs of persons who meet or talk in a piece that names both of a pair.

    Args:
        text: the piece.
        named: its names; they are looked for where None.

    Returns:
        "A met (with) B", "A and B talked", "talks between A and B"; none where one of the two is told by office, country
        or pronoun alone, or where a second act is of somebody whom the piece does not name beside it.
    """
    found = []
    parties = _parties(names(text) if named is None else named)
    starts, stops = [start for start, _, _ in parties], [stop for _, stop, _ in parties]
    if match := BETWEEN.search(text):
        after = parties[(first := bisect_left(starts, match.end())) : first + 2]
        if len(after) > 1 and text[after[0][1] : after[1][0]].split()[:1] == ["and"]:
            found.append(frozenset(name for _, _, name in after))
    for verb in MEETING.finditer(text):
        own, next_ = bisect_right(stops, verb.start()), bisect_left(starts, verb.end())
        before, after = parties[max(0, own - 2) : own], parties[next_ : next_ + 1]
        between = text[before[-1][1] : verb.start()] if before else ","
        if "," in between or not set(name_tokens(between.split())) <= ALSO | CALENDAR:
            return frozenset()
        if len(before) > 1 and text[before[-2][1] : before[-1][0]].strip() == "and":
            found.append(frozenset((before[-2][2], before[-1][2])))
        elif after and len(text[verb.end() : after[0][0]].split()) <= FAR:
            found.append(frozenset((before[-1][2], after[0][2])))
    return frozenset(pair for pair in found if len(pair) == 2)


def other_parties(a: frozenset[Encounter], b: frozenset[Encounter]) -> bool:
    """Whether both pieces tell of encounters and none of the one is of the same two as one of the other."""
    return bool(a and b) and not any(_same(one, two) for one in a for two in b)


def _same(a: Encounter, b: Encounter) -> bool:
    """The same two persons; a name and its parts ("X", "Y X") are one."""
    (one, two), (three, four) = sorted(a, key=sorted), sorted(b, key=sorted)
    return bool((one & three and two & four) or (one & four and two & three))


def _parties(named: Iterable[Name]) -> list[tuple[int, int, Party]]:
    """Persons among names: (start, end, folded words without titles, countries and bodies)."""
    found = []
    for name in named:
        words = frozenset(w for w in name_tokens(name.words) if _own(w))
        if words:
            found.append((name.start, name.end, words))
    return found


@cache
def _apart() -> frozenset[str]:
    """Words that stand within capitalised runs and are no part of a person's name."""
    titles = {word.strip(".") for office in lexicon_offices() for word in office.split()}
    return land_words() | titles | CALENDAR | EMPTY_WORDS | OFFICES


def _own(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and word.strip(".") not in _apart()


NEGATION = re.compile(
    r"\b(?:not|no longer|never|nobody|nothing|neither|nor|cannot|without|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing) to"
    r"|den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?)\b|n['’]t\b",
    re.IGNORECASE,
)
NOT_NEGATION = re.compile(r"\bnot only\b|\bno less than\b|\bwhy not\b|\bif not\b|\bnot just\b", re.IGNORECASE)

CLAUSE_ENDS = re.compile(
    r"[.;!?]|, ?(?:but|and|who|which|saying|insisting|adding|arguing|claiming|stating|telling|calling)\b"
    r"|\band (?:said|says|insisted|insists|added|adds)\b"
)
DENIED_AFTER = 3
"""Content words after a negation that it affects. Elsewhere in a long sentence a negation says nothing about what two sentences share:
of the 33 cells that this rule made `full`, 28 state their row whole."""
NEAR = 120
"""Characters around a negation within which it reaches."""
DENIAL = re.compile(
    r"\bden(?:y|ies|ied|ying) (?:that|this|any|ever|it|the (?:accusations?|allegations?|claims?|charges?|reports?)|\w+ing)\b"
    r"|\b(?:reject|dismiss|refut|disput)(?:s|es|e|ed|ing)? (?:the|all|any|such|these|those|that) "
    r"(?:(?:accusation|allegation|suggestion)s?\b|(?:claim|charge|report)s?(?= (?:that|as|of|about|and)\b|[.,;]|$))",
    re.IGNORECASE,
)
"""A denial of what somebody says ("denied ignoring any warning"), not of a service or a request."""
NONE = re.compile(r"\bno\b", re.IGNORECASE)
"""Denies beside what NEGATION holds: "denied that it had no catalogue"."""
DENIAL_BEGINS = 0.5
"""Share of a piece before which a denial begins that the piece is about."""
_LETTERS = re.compile(r"[a-z]{3,}")

ALIKE = 0.4
"""Share of the shorter piece's content words that must recur before a "not" or a speaker is compared: pieces that
word a thing quite differently carry their negation in other words ("failed", "is unlikely", "ruled out")."""

NEVER_ONE = frozenset({"parties", "denial"})
"""Guards that no likeness outweighs: such pieces are neither linked nor put into one row, unless a reader says so."""

MEANING = {
    "parties": "other people meet",
    "denial": "one denies what the other reports",
    "negation": "one denies it",
    "date": "another date",
    "number": "another number",
    "roles": "names in each other's places",
    "nationality": "people of another country",
    "opposite": "the opposite act",
    "occasion": "another occasion",
    "charge": "another charge",
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
MUTUAL = frozenset({"met", "meets", "meet"})
"""Acts in which both sides do the same: swapped names say the same thing."""
SHARED = 2
"""The words of content from which on what goes ahead here and is put off there is one thing."""


@dataclass(frozen=True)
class Saying:
    """What a piece states that a guard can compare.

    Attributes:
        denied: content words that a negation or a denial of it reaches.
        denies: it is a denial of what somebody says.
        upholds: what it denies is a denial itself: "denied that it had no catalogue".
        negated: it holds a negation or a denial.
        numbers: amounts, scaled ("3 million" is 3000000).
        money, shares: sums of money, and percentages.
        dates: (month, day) pairs; years: years.
        speaker: last name of who speaks, "" where nobody is named as speaking.
        roles: (who acts, verb, on whom), of the first act between two names.
        occasions: what people come together for, by the nouns that name it.
        charges: crimes that somebody is charged with in it.
        ends: the changes it tells of, and to which of their ends.
        nationals: people and bodies that it calls by their country.
        encounters: the two who meet or talk, of every encounter that names both.
        words: content words, for telling how much of the rest is shared.
    """

    denied: frozenset[str]
    denies: bool
    upholds: bool
    negated: bool
    numbers: frozenset[float]
    money: frozenset[float]
    shares: frozenset[float]
    dates: frozenset[tuple[int, int]]
    years: frozenset[str]
    speaker: str
    roles: tuple[str, str, str] | None
    occasions: frozenset[str]
    charges: frozenset[str]
    ends: Ends
    nationals: frozenset[National]
    encounters: frozenset[Encounter]
    words: frozenset[str]

    @property
    def figures(self) -> tuple[frozenset[float], frozenset[float], frozenset[float]]:
        """Numbers, sums of money and shares: each is compared with its own kind alone."""
        return self.numbers, self.money, self.shares


@lru_cache(KEPT)
def saying(text: str) -> Saying:
    """What guards compare of a piece."""
    plain = text.replace("’", "'")
    head = plain if len(plain) <= LONGEST else plain[: max(0, plain.rfind(" ", 0, LONGEST)) or LONGEST]
    times = moments(head, None)
    taken = [(m.start, m.end) for m in times]
    counted = quantities(head, taken)
    named = names(head, taken)
    occasions = lexicon_occasions()
    found = DENIAL.search(plain)
    told = CLAUSE_ENDS.split(plain[found.end() :], maxsplit=1)[0] if found else ""
    return Saying(
        denied=_denied(plain.lower()),
        denies=found is not None and found.start() <= DENIAL_BEGINS * len(plain),
        upholds=bool(NEGATION.search(told) or NONE.search(told)),
        negated=NEGATION.search(plain) is not None,
        numbers=_amounts(
            q for q in counted if not q.unit.kind.startswith("money") and q.unit.kind != "share"
        ),
        money=_amounts(q for q in counted if q.unit.kind.startswith("money")),
        shares=_amounts(q for q in counted if q.unit.kind == "share"),
        dates=frozenset(day for m in times if (day := _day(m))),
        years=frozenset(str(first.year) for m in times if m.grain != "decade" for first, _ in m.readings),
        speaker=_speaker(head, named),
        roles=_roles(head, named),
        occasions=frozenset(occasions[w] for w in NOUNS.findall(plain.lower()) if w in occasions),
        charges=charges(plain),
        ends=ends(plain),
        nationals=nationals(plain),
        encounters=encounters(head, named),
        words=frozenset(_content(plain.lower())),
    )


def _denied(low: str) -> frozenset[str]:
    """The words that the negations of a text in small letters reach: one before them, and DENIED_AFTER of their clause behind."""
    idle = [m.span() for m in NOT_NEGATION.finditer(low)]
    found: set[str] = set()
    for m in NEGATION.finditer(low):
        if not any(first <= m.start() < end for first, end in idle):
            behind = CLAUSE_ENDS.split(low[m.end() : m.end() + NEAR], maxsplit=1)[0]
            found.update(_content(low[max(0, m.start() - NEAR) : m.start()])[-1:])
            found.update(_content(behind)[:DENIED_AFTER])
    return frozenset(found)


def _content(low: str) -> list[str]:
    """The content words of a text in small letters."""
    return [w for w in _LETTERS.findall(low) if w not in EMPTY_WORDS]


def amounts(text: str) -> frozenset[float]:
    """Amounts that a text states, sums and percentages among them, its dates left out."""
    plain = text.replace("’", "'")
    return _amounts(quantities(plain, [(m.start, m.end) for m in moments(plain, None)]))


def _day(moment: Moment) -> tuple[int, int] | None:
    """(month, day) of a moment that is one day, whatever its year."""
    if moment.grain != "day":
        return None
    if moment.readings:
        return moment.readings[0][0].month, moment.readings[0][0].day
    return (int(moment.partial[1]), int(moment.partial[2])) if moment.partial[:1] == ("day",) else None


def _amounts(counted: Iterable[Quantity]) -> frozenset[float]:
    """Numbers as printed, scaled ("3 million" is 3000000), both ends of a range.

    "Dozens" is none, nor is "one", which is mostly an article, nor a low rank ("the third summit").
    """
    return frozenset(
        float(value / q.unit.factor)
        for q in counted
        if q.bound != "vague" and q.value != 1 and not (q.ordinal and q.value and q.value < LOW_RANK)
        for value in ((q.low, q.high) if q.value is None else (q.value,))
    )


def rounds_to(one: float, other: float) -> bool:
    """Whether two numbers are the same, or one is the other rounded to its own digits: 95.1 and 95, 258,000 and 260,000."""
    if one == other:
        return True
    counted = one % 1 == 0 and other % 1 == 0 and max(abs(one), abs(other)) < COUNTED_OUT
    near = abs(one - other) <= ROUNDED * max(abs(one), abs(other))
    return (
        near
        and not counted
        and any(x == float(f"{y:.{_digits(x)}g}") for x, y in ((one, other), (other, one)))
    )


def _digits(number: float) -> int:
    """How many digits of a number say something: 2 of 260,000."""
    return max(1, len(f"{abs(number):g}".split("e")[0].replace(".", "").strip("0")))


def guard(a: Saying, b: Saying) -> str:
    """Why two pieces cannot be a full match; "" where nothing speaks against it. Symmetric.

    Returns:
        "parties", "denial", "negation", "date", "number", "roles", "nationality", "opposite", "occasion", "charge" or "speaker": the first
        that both pieces state differently.
    """
    if other_parties(a.encounters, b.encounters):
        return "parties"
    for one, other in ((a, b), (b, a)):
        if one.denies and not other.denies and other.negated == one.upholds:
            return "denial"
    shared = a.words & b.words
    alike = len(shared) >= ALIKE * min(len(a.words), len(b.words))
    if _are_opposed(a, b, alike):
        return "opposite"
    if alike and a.denied.isdisjoint(shared) != b.denied.isdisjoint(shared):
        return "negation"
    if a.dates and b.dates and not a.dates & b.dates:
        return "date"
    if not (a.dates or b.dates) and a.years and b.years and not a.years & b.years:
        return "date"
    if any(
        one and other and not any(rounds_to(x, y) for x in one for y in other)
        for one, other in zip(a.figures, b.figures, strict=True)
    ):
        return "number"
    if a.roles and b.roles and _swapped(a.roles, b.roles):
        return "roles"
    if foreign(a.nationals, b.nationals):
        return "nationality"
    if a.occasions and b.occasions and not a.occasions & b.occasions:
        return "occasion"
    if a.charges and b.charges and not a.charges & b.charges:
        return "charge"
    if alike and a.speaker and b.speaker and a.speaker != b.speaker:
        return "speaker"
    return ""


def forget() -> None:
    """Let go of the pieces that are remembered."""
    saying.cache_clear()


def _are_opposed(a: Saying, b: Saying, alike: bool) -> bool:
    """Whether two pieces tell of one change to opposite ends, neither of which they deny; in few common words that is asked only of what
    is put off here and goes ahead there."""
    told = []
    for piece in (a, b):
        denied = {end.end for word in piece.denied for end in lexicon_opposites().get(word, ())}
        told.append(frozenset(end for end in piece.ends - denied if alike or end[0] == "date"))
    return opposed(*told) and (alike or len({*map(stem, a.words)} & {*map(stem, b.words)}) >= SHARED)


def _speaker(text: str, named: Sequence[Name]) -> str:
    """Last name of the speaker of the last reporting verb: "… , Kim said" or "Kim said …"."""
    for verb in SPEECH.finditer(text):
        before, after = _around(named, verb)
        if before and len(_between(text, before.end, verb.start())) <= 1:
            return _last(before)
        if (
            after
            and verb.group() in {"said", "says", "added", "wrote"}
            and text[max(0, verb.start() - REACH_BACK) : verb.start()].rstrip()[-1:] in ",\"”'"
            and len(_between(text, verb.end(), after.start)) <= 2 + len(after.office)
        ):
            return _last(after)
    return ""


def _roles(text: str, named: Sequence[Name]) -> tuple[str, str, str] | None:
    """(actor, verb, acted upon) of the first act between two names that stand next to it."""
    for verb in _acts().finditer(text) if len(named) > 1 else ():
        before, after = _around(named, verb)
        if (
            before
            and after
            and len(_between(text, before.end, verb.start())) <= 3
            and len(_between(text, verb.end(), after.start)) <= 6
        ):
            return _last(before), verb.group(), _last(after)
    return None


def _around(named: Sequence[Name], verb: re.Match[str]) -> tuple[Name | None, Name | None]:
    """The last name before a verb and the first one after it."""
    own = bisect_right(named, verb.start(), key=lambda n: n.end)
    next_ = bisect_left(named, verb.end(), key=lambda n: n.start)
    return named[own - 1] if own else None, named[next_] if next_ < len(named) else None


def _between(text: str, start: int, end: int) -> list[str]:
    """The words of a stretch; of a long one the first."""
    return text[start : min(end, start + REACH_BACK)].split()


@cache
def _acts() -> re.Pattern[str]:
    return _any_of(row["form"] for row in lexicon_rows(LEXICONS / "transitive_acts.csv"))


def _swapped(a: Sequence[str], b: Sequence[str]) -> bool:
    """The same two names in each other's places of one act, unless the act is mutual."""
    return a[0] == b[2] and a[2] == b[0] and a[0] != a[2] and a[1] == b[1] and a[1] not in MUTUAL


def _last(name: Name) -> str:
    """The name's last word: what is left of it on second mention."""
    return name.words[-1].split("-")[-1]
