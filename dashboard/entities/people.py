"""Persons and places of a story's texts: full names, offices that stand with them, and who a surname
means."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from dashboard.language.tokens import TIME, Word, words_of
from dashboard.story.story import Story
from dashboard.tables import COUNTED

BODIES = frozenset(
    """ministry department agency council house party university institute committee commission court army
    navy police administration government office bureau center centre group union nations association
    foundation company inc corp bank senate congress parliament cabinet embassy kremlin pentagon military
    force forces organization organisation campaign team board authority service services fund league
    republic federation assembly delegation command firm guard patrol coalition alliance secretariat
    district network""".split()
)
"""Nouns that end or hold the name of a body, so that it is no person."""
OFFICES = frozenset(
    """president minister leader secretary chairman chairwoman chair director chief general senator
    representative congressman congresswoman governor mayor ambassador envoy spokesman spokeswoman
    spokesperson king queen prince princess pope chancellor premier officer commander admiral colonel
    captain sergeant lieutenant judge justice attorney lawyer prosecutor professor doctor analyst expert
    adviser advisor aide lawmaker candidate nominee member head deputy host anchor author editor reporter
    correspondent founder owner executive ceo coach player actor actress singer dictator strongman
    counterpart diplomat economist historian researcher scientist activist witness resident official
    manager commissioner sheriff detective inspector superintendent bishop archbishop reverend sen rep gov
    gen lt col prof dr mr mrs ms miss sir lady lord dame sgt maj adm capt rev comrade speaker whip boss
    pilot driver farmer teacher student mother father wife husband son daughter brother sister
    widow""".split()
)
"""Nouns that stand directly before a person's name."""
PLACES = frozenset(
    """north south east west new united saint san los las el fort port mount lake white wall square street
    city island islands county state states river sea valley beach park exhibition day war agreement
    treaty act news times post""".split()
)
"""Words of names that no person has."""

_LAND_ENDING = re.compile(r"(?:ians?|ans?|ese|ish|is?|ia|as?|e|y)\Z")
HIS = frozenset("he his him himself mr king prince sir".split())
HERS = frozenset("she her herself ms mrs miss queen princess".split())
"""Words that tell of a person named in the same sentence whether it is a man or a woman."""

_PART = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")


class People:
    """Who is named in each article of a story."""

    def __init__(self, story: Story) -> None:
        """Read every counted sentence once."""
        self._full: dict[str, Counter[str]] = defaultdict(Counter)
        self._described: dict[str, list[tuple[frozenset[str], str, str]]] = defaultdict(list)
        self._places: Counter[str] = Counter()
        self._proven: Counter[str] = Counter()
        self._she: Counter[str] = Counter()
        own = story.sentences[story.sentences["role"].isin(COUNTED)]
        for row in own.itertuples():
            words = words_of(story.texts[str(row.article)], int(row.start), int(row.end), ())
            self._read(str(row.article), words)
            self._hear(words)
        for article, names in self._full.items():
            self._full[article] = Counter({n: c for n, c in names.items() if self._proven[n]})

    def _hear(self, words: Sequence[Word]) -> None:
        """Note whether the one person whom a sentence names is "he" or "she" in it, or has such a title."""
        names = {re.sub(r"['’]s\Z", "", w.text) for w in words if w.tag == "name"}
        said = [w.low.rstrip(".") for w in words]
        she = sum(w in HERS for w in said) - sum(w in HIS for w in said)
        for name in names:
            self._she[name] += she

    def is_she(self, full: str) -> bool | None:
        """Whether a person is "she" in the story, None where the texts do not tell."""
        heard = self._she[full.split()[-1]]
        return None if heard == 0 else heard > 0

    def _read(self, article: str, words: Sequence[Word]) -> None:
        at = 0
        while at < len(words):
            if words[at].tag != "name":
                at += 1
                continue
            end = at
            while end < len(words) and words[end].tag == "name" and not (end > at and _owns(words[end - 1])):
                end += 1
            self._run(article, words, at, end)
            at = end

    def _run(self, article: str, words: Sequence[Word], start: int, end: int) -> None:
        """Take up one sequence of capitalised words: "Russian Defense Minister Sergei Shoigu"."""
        before = words[start - 1] if start else None
        parts = [re.sub(r"['’]s\Z", "", w.text) for w in words[start:end]]
        if before is not None and before.low in ("in", "from", "to", "near", "at"):
            self._places[" ".join(parts)] += 1
        office = max((k for k, part in enumerate(parts) if part.lower().rstrip(".") in OFFICES), default=-1)
        name = parts[office + 1 :]
        if len(name) == 1 and office >= 0:
            described = [w.low for w in words[max(0, start - 4) : start + office + 1]]
            self._described[article].append((stems(" ".join(described)), described[-1], name[0]))
        if not 2 <= len(name) <= 4 or any(p.lower() in BODIES | PLACES | TIME for p in name):
            return
        if any(len(p) > 3 and p.isupper() for p in name):
            return
        full = " ".join(name)
        described = (
            [w.low for w in words[max(0, start - 4) : start + office + 1]]
            if office >= 0
            else _description(words, start)
        )
        after = words[end] if end < len(words) else None
        proven = office >= 0 or bool(described and described[-1].rstrip(".") in OFFICES)
        proven = proven or (
            after is not None
            and (
                after.low in ("said", "told", "says", "added", "wrote")
                or (
                    after.tag == "comma"
                    and end + 1 < len(words)
                    and (words[end + 1].tag in ("det", "number") or words[end + 1].low in OFFICES)
                )
            )
        )
        self._proven[full] += proven
        self._full[article][full] += 1
        if described:
            self._described[article].append((stems(" ".join(described)), described[-1], full))
        if after is not None and after.tag == "comma":
            phrase = []
            for word in words[end + 1 : end + 9]:
                if not word.is_word or word.low in ("who", "of", "at", "for"):
                    break
                phrase.append(word.low)
            heads = [w for w in phrase if w in OFFICES]
            if heads:
                self._described[article].append((stems(" ".join(phrase)), heads[-1], full))

    def named(self, article: str, printed: str) -> str | None:
        """The full name of the person whom a phrase names; None if it names somebody's office, a body or
        nobody.
        """
        names = self._full[article]
        plain = printed.replace("’", "'")
        for full in sorted(names, key=lambda n: (-len(n), n)):
            if re.search(rf"(?<!\w){re.escape(full.replace('’', chr(39)))}\Z", plain):
                return full
        parts = _PART.findall(printed)
        kept = [p for p in parts if p.lower().rstrip(".") not in OFFICES and p.lower() not in ("the",)]
        if not kept or not parts or parts[-1] != kept[-1] or not kept[-1][:1].isupper():
            return None
        offices = len(parts) > len(kept)
        if (
            len(kept) > 1
            and not offices
            and any(p[:1].isupper() for p in kept[:-1])
            and not _has_owner(kept[:-1])
        ):
            return None
        return self._whole(article, kept[-1])

    def _whole(self, article: str, surname: str) -> str | None:
        """The full name that a surname or first name stands for, in this article before the others."""
        for names in (self._full[article], sum(self._full.values(), Counter())):
            fits = [
                (self._proven[full] + count, full)
                for full, count in names.items()
                if surname in (full.split()[0], full.split()[-1])
            ]
            if fits:
                return max(fits, key=lambda f: (f[0], f[1]))[1]
        return None

    def by_office(self, article: str, plain: Sequence[str], recent: Sequence[str]) -> str | None:
        """The person with whose name an office stands: "the Russian defense minister".

        Args:
            article: where the words stand; other articles are not asked.
            plain: the words in small letters, without articles.
            recent: persons who were sources before, the last one last.
        """
        if not plain:
            return None
        wanted, head = stems(" ".join(plain)), plain[-1]
        fits = [
            self._whole(article, name) or name
            for words, last, name in self._described[article]
            if last == head and wanted <= words
        ]
        if not fits:
            return None
        return (
            next((name for name in reversed(recent) if name in fits), None)
            or Counter(fits).most_common(1)[0][0]
        )

    def first_named(self, article: str, context: str) -> str | None:
        """The person named first in a stretch before a pronoun, if one is: "Kim met Li before he said"."""
        found = [
            (m.start(), p)
            for p in self._full[article]
            for m in re.finditer(rf"(?<!\w){re.escape(p)}(?!\w)", context)
        ]
        if found:
            return min(found)[1]
        for part in _PART.findall(context):
            if (
                part[:1].isupper()
                and (whole := self._whole(article, re.sub(r"['’]s\Z", "", part)))
                and self._full[article][whole]
            ):
                return whole
        return None

    def is_place(self, name: str) -> bool:
        """Whether a name stands after "in", "from" or "to" somewhere, and is no person's."""
        return self._places[name] > 0 and name not in self._proven


def _owns(word: Word) -> bool:
    return word.low.endswith(("'s", "s'"))


def _has_owner(parts: Sequence[str]) -> bool:
    return any(re.search(r"['’]s\Z", p) for p in parts)


def _description(words: Sequence[Word], start: int) -> list[str]:
    """The nouns directly before a name, in small letters: "north korean leader"."""
    at = start
    while at > 0 and start - at < 5 and words[at - 1].tag in ("noun", "name", "number"):
        at -= 1
    return [w.low for w in words[at:start]]


def stems(text: str) -> frozenset[str]:
    """The words of a name without possessives and without the endings that tell "Russian" from "Russia"."""
    found = set()
    for part in _PART.findall(text):
        low = re.sub(r"['’]s\Z", "", part).lower().replace("defence", "defense")
        found.add(low)
    return frozenset(found)


def land_stem(word: str) -> str:
    """A country or its adjective without ending: "Russia" and "Russian" give "russ", "China" and "Chinese"
    "chin".
    """
    low = re.sub(r"['’]s\Z", "", word).lower()
    return _LAND_ENDING.sub("", low) if len(low) > 4 else low
