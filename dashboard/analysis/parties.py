"""Who meets whom: the two persons of an encounter that a piece of a sentence reports."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from dashboard.analysis.lexicons import CALENDAR, land_words, lexicon_offices, name_tokens
from dashboard.analysis.units import EMPTY_WORDS

Party = frozenset[str]
"""Folded words of a person's name."""

Encounter = frozenset[Party]
"""Two persons who meet or talk."""

NAME = re.compile(r"\b[A-Z][\w’'.-]*(?:[\s-]+[A-Z][\w’'.-]*)*")
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


def encounters(text: str) -> frozenset[Encounter]:
    """Pairs of persons who meet or talk in a piece that names both of a pair.

    Returns:
        "A met (with) B", "A and B talked", "talks between A and B"; none where one of the two is told by office, country
        or pronoun alone, or where a second act is of somebody whom the piece does not name beside it.
    """
    found = []
    named = _named(text)
    starts, stops = [start for start, _, _ in named], [stop for _, stop, _ in named]
    if match := BETWEEN.search(text):
        after = named[(first := bisect_left(starts, match.end())) : first + 2]
        if len(after) > 1 and text[after[0][1] : after[1][0]].split()[:1] == ["and"]:
            found.append(frozenset(name for _, _, name in after))
    for verb in MEETING.finditer(text):
        own, next_ = bisect_right(stops, verb.start()), bisect_left(starts, verb.end())
        before, after = named[max(0, own - 2) : own], named[next_ : next_ + 1]
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


def _named(text: str) -> list[tuple[int, int, Party]]:
    """Names of persons in a text: (start, end, folded words without titles, countries, dates and bodies)."""
    found = []
    for match in NAME.finditer(text):
        printed = [
            w for w in re.sub(r"[’']s\b", "", match.group()).split() if not (w.isupper() and len(w) > 2)
        ]
        kept = frozenset(w for w in name_tokens(printed) if _own(w)) if printed else frozenset()
        if kept:
            found.append((match.start(), match.end(), kept))
    return found


@cache
def _apart() -> frozenset[str]:
    """Words that stand within capitalised runs and are no part of a person's name."""
    titles = {word.strip(".") for office in lexicon_offices() for word in office.split()}
    return land_words() | titles | CALENDAR | EMPTY_WORDS | OFFICES


def _own(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and word.strip(".") not in _apart()
