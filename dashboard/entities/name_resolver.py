"""Which full name a name stands for: "Poe" and "Mr. Poe", the father and "Dana Jr.", "the F.W.S." and the body so abbreviated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from dashboard.encoding.phrases import Chunk
from dashboard.entities.people import MAIN, SHARED, People, is_woman
from dashboard.language.lexicons import (
    DROPPED,
    SEATS,
    STATES,
    generation,
    lexicon_countries,
    lexicon_demonyms,
    lexicon_offices,
    name_tokens,
)
from dashboard.language.reporting_verbs import voices
from dashboard.language.words import fold

SHORT_JUNIOR = 2
"""Words of a first name with its generation: "Dana Jr."."""
KIN = frozenset(
    "wife husband father mother son daughter brother sister widow uncle aunt nephew niece".split()
)
"""Nouns of relatives."""
NEAR = 5
"""Words before a name in which it is said whose relative somebody is."""
PAPERS = frozenset("times post journal tribune herald globe guardian telegraph".split())
"""Last words of newspapers' names that stand for them: "The Times"."""
PLACES = frozenset("county city street square river war act day cup summit games".split())
"""Last words of names of two words that nobody abbreviates: "D.C." is not Deuel County."""
SHORT = 2
"""Words of such a name."""
HOUSES = frozenset("legislature assembly parliament council".split())
"""Last words of the names of houses that stand for them where a story has one: "the Legislature"."""
BODIES = frozenset(
    """party agency ministry department committee council court university institute school bank company corporation
    association union army navy force forces police office bureau commission congress senate house parliament
    administration government legislature assembly news press times post tv square street city county river war act day summit games cup
    league club hospital church airport""".split()
)
"""Last words of names that are no person's."""
PARTY_MEMBERS = frozenset("republican democrat conservative liberal independent tory marine".split())
"""What somebody is, in capitals: "the South Carolina Republican" is nobody's name."""
_ABBREVIATION = re.compile(r"\s*\(([A-Z][A-Z.]{1,6})\)")
NO_PERSONS = ("ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART")
"""Types of entities that are no persons."""


def tokens_of_name(words: Sequence[str]) -> tuple[str, ...]:
    """Folded words of a name without initials; "Jr." stands last, as "jr": the son is not the father."""
    own = generation(words)
    return (*name_tokens(words), own) if own else name_tokens(words)


def country_of_name(name: str) -> str:
    """The country that a folded name means, "" where it means none; the White House is a body of its own."""
    return "" if name in SEATS else lexicon_countries().get(name, "")


@dataclass(frozen=True)
class NameSpan:
    """A name within a phrase: words at … last - 1; what stands before it from `first`."""

    chunk: Chunk
    first: int
    at: int
    last: int

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Folded words of the name, without initials."""
        return tokens_of_name([w.text for w in self.chunk.home.words[self.at : self.last]])

    @property
    def courtesy(self) -> str:
        """The courtesy right before the name, folded and without its stop; "" without one."""
        low = self.chunk.home.words[self.at - 1].low if self.at > self.first else ""
        return low.strip(".") if lexicon_offices().get(low) == "courtesy" else ""

    @cached_property
    def offices(self) -> frozenset[str]:
        """The offices before the name: "President Berg"."""
        before = {w.low for w in self.chunk.home.words[self.first : self.at]}
        return frozenset(w for w in before if lexicon_offices().get(w) == "office")

    @property
    def is_kin(self) -> bool:
        """Whether the name is said to be a relative's: "his wife, Anna Berg", "Mr. Berg's father, the Rev. Carl Berg"."""
        return any(w.low in KIN for w in self.chunk.home.words[max(0, self.at - NEAR) : self.at])

    @property
    def is_hyphenated(self) -> bool:
        """Whether the name is one printed word of several: "Reyes-Ortiz"."""
        words = self.chunk.home.words[self.at : self.last]
        return len(self.tokens) > 1 and not re.search(
            r"\s", self.chunk.home.text[words[0].start : words[-1].end]
        )

    @property
    def votes(self) -> int:
        """What its place says: 1 and more for a person, -1 for a body or a place, 0 for nothing."""
        home, offices = self.chunk.home, lexicon_offices()
        titled = any(home.words[k].low in offices for k in range(self.first, self.at))
        label = home.read.tokens[home.words[self.last - 1].token].entity
        return 2 * titled + (label == "PERSON") - (label in NO_PERSONS)


def _surname(tokens: Sequence[str]) -> str:
    """The folded surname of a name."""
    return tokens[-2] if len(tokens) > SHORT_JUNIOR and tokens[-1] in DROPPED else tokens[-1]


class NameResolver:
    """Which full name a name stands for."""

    def __init__(self, runs: Sequence[NameSpan], people: People) -> None:
        """Read the names of a story; `people` knows who is he and who is she."""
        self._people = people
        self._juniors = _juniors(runs)
        full = Counter(self._base(r.tokens) for r in runs if len(self._base(r.tokens)) > 1)
        single = Counter(r.tokens[0] for r in runs if len(r.tokens) == 1)
        votes: Counter[tuple[str, ...]] = Counter()
        for run in runs:
            votes[self._base(run.tokens)] += run.votes
        self.persons = {" ".join(t) for t in full if votes[t] >= 0 and not is_body(t)}
        self._by_token = self._by_part(full, single.keys(), votes)
        for (courtesy, token), count in self._misfits(runs).items():
            self._by_token[token][f"{courtesy} {token}"] = count
        self._named: Counter[tuple[str, str]] = Counter()  # article and full name
        self._last: dict[tuple[str, int], str] = {}  # place of a surname -> who was last named in full by it
        self._first: dict[
            tuple[str, str], str
        ] = {}  # article and surname -> who is first named in full by it
        self._kin = {" ".join(self._base(r.tokens)) for r in runs if r.is_kin or DROPPED & set(r.tokens[-1:])}
        named: dict[tuple[str, str], str] = {}
        self._titled = self._by_title(runs)
        for run in runs:
            tokens, article = self._base(run.tokens), run.chunk.home.article
            if len(tokens) > 1 and " ".join(tokens) in self.persons:
                self._named[article, " ".join(tokens)] += 1
                named[article, _surname(tokens)] = " ".join(tokens)
                self._first.setdefault((article, _surname(tokens)), " ".join(tokens))
            elif holder := self._titled.get((run.chunk.home.sentence, run.at)):
                self._named[article, holder] += 1
                self._by_token[tokens[0]][holder] += 1
                named[article, tokens[0]] = holder
            elif len(tokens) == 1 and (article, tokens[0]) in named:
                self._last[run.chunk.home.sentence, run.at] = named[article, tokens[0]]
        self._same = _same_persons(
            full, self.persons, {(r.chunk.home.article, self._base(r.tokens)) for r in runs}
        )
        for tokens in {r.tokens for r in runs if r.is_hyphenated}:  # "Reyes-Ortiz" is Diana Reyes-Ortiz
            whole = [t for t in full if t[1:] == tokens and " ".join(t) in self.persons]
            if len(whole) == 1:
                self._same.pop(" ".join(whole[0]), None)
                self._same[" ".join(tokens)] = " ".join(whole[0])
        self._halves = {
            " ".join(t).split()[0]: " ".join(t) for t in sorted(full)
            if len(t) == 2 and t[0] in ("north", "south", "east", "west") and country_of_name(" ".join(t))
        }  # fmt: skip
        bodies = [t for t in sorted(full) if is_body(t)]
        self._same |= {" ".join(t): " ".join(t[1:]) for t in bodies if t[0] == "us" and t[1:] in full}
        self._acronyms = {
            "".join(t[0] for t in tokens if t not in ("of", "the", "for", "and")): " ".join(tokens)
            for tokens in bodies
            if len(tokens) > SHORT or tokens[-1] not in PLACES
        } | _bracketed(runs)
        ends: dict[str, set[str]] = {}
        for tokens in bodies:
            ends.setdefault(tokens[-1], set()).add(" ".join(tokens))
        self._titles = {t: own.pop() for t, own in ends.items() if len(own) == 1 and t in PAPERS | HOUSES}

    def _by_part(
        self, full: Mapping[tuple[str, ...], int], single: Set[str], votes: Counter[tuple[str, ...]]
    ) -> dict[str, Counter[str]]:
        """First name or surname -> the persons who bear it in full, with how often each is named so.

        Args:
            full: name of two words or more -> how often it is printed.
            single: the names of one word.
            votes: name -> what speaks for a person, below 0 for a place or a body.
        """
        found: dict[str, Counter[str]] = {}
        for tokens, count in full.items():
            name = " ".join(tokens)
            if country_of_name(name) or name not in self.persons:
                continue
            for token in {tokens[0], _surname(tokens)}:
                if token == tokens[0] and token != _surname(tokens) and votes[(token,)] < 0:
                    continue  # "Florida" is not the Florida Keys
                if (token in single or token == _surname(tokens)) and not country_of_name(token):
                    found.setdefault(token, Counter())[name] += count
        return found

    def _misfits(self, runs: Sequence[NameSpan]) -> Counter[tuple[str, str]]:
        """Courtesies and surnames of nobody who is named in full: "Mr. Poe", where the story names Ann Poe alone so; how often each."""
        found: Counter[tuple[str, str]] = Counter()
        for run in runs:
            woman, own = is_woman(run.courtesy), self._by_token.get("".join(run.tokens[:1]), Counter())
            if woman is not None and own and not any(self._people.fits_courtesy(n, woman) for n in own):
                found[run.courtesy, run.tokens[0]] += 1
        return found

    def _by_title(self, runs: Sequence[NameSpan]) -> dict[tuple[str, int], str]:
        """Place of a surname behind an office -> who of several of that name is printed in full behind it: "President Berg"."""
        held: dict[str, frozenset[str]] = {}
        for r in runs:
            held[" ".join(r.tokens)] = held.get(" ".join(r.tokens), frozenset()) | r.offices
        found = {}
        for r in (r for r in runs if len(r.tokens) == 1 and r.offices):
            fits = [n for n in self._by_token.get(r.tokens[0], ()) if r.offices & held.get(n, frozenset())]
            if len(fits) == 1:
                found[r.chunk.home.sentence, r.at] = fits[0]
        return found

    def _base(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """A name without its generation, where the story knows one person of that name alone."""
        return self._juniors.get(tokens, tokens)

    def actor(self, tokens: tuple[str, ...]) -> str:
        """Canonical folded name."""
        tokens = self._base(tokens)
        name = " ".join(tokens)
        country = country_of_name(name) or self._halves.get(name)
        if country:
            return country
        if len(tokens) == 1:
            if name in self._by_token:
                return self._resolve(_likeliest(self._by_token[name]))
            return self._acronyms.get(name) or self._titles.get(name) or STATES.get(name, name)
        return self._resolve(name)

    def of(self, run: NameSpan) -> str:
        """Canonical folded name of whom a run names: "Mrs. Poe" is nobody who is "he"."""
        tokens, woman = run.tokens, is_woman(run.courtesy)
        if holder := self._titled.get((run.chunk.home.sentence, run.at)):
            return self._resolve(holder)
        if len(tokens) == 1 and woman is None and not country_of_name(tokens[0]):
            found = self._of_article(run, self._by_token.get(tokens[0], Counter()))
            return self._resolve(found) if found else self.actor(tokens)
        if len(tokens) != 1 or woman is None or tokens[0] not in self._by_token:
            return self.actor(tokens)
        fits = Counter(
            {n: c for n, c in self._by_token[tokens[0]].items() if self._people.fits_courtesy(n, woman)}
        )
        if found := self._of_article(run, fits):
            return self._resolve(found)
        sure = Counter({n: c for n, c in fits.items() if self._people.is_she(n) is woman})
        if not fits:
            return f"{run.courtesy} {tokens[0]}"
        return self._resolve(_likeliest(sure or fits))

    def _of_article(self, run: NameSpan, fits: Mapping[str, int]) -> str:
        """Of several persons who may be meant, the one whom the article of a surname knows: by far the most named there, or else
        the last one named in full before it; "" where only one may be meant, or the article knows none.
        """
        article = run.chunk.home.article
        own = Counter({n: self._named[article, n] for n in fits if self._named[article, n] and fits[n] > 1})
        leading = self._first.get((article, run.tokens[0]), "")
        last = self._last.get((run.chunk.home.sentence, run.at), "")
        kin = {n for n in fits if self._named[article, n]} & self._kin
        if leading in fits and kin and len(fits) >= SHARED:
            # of a family the surname alone is his of whom the article speaks first, unless it is about the other
            about = last in kin and self._named[article, last] > 2 * self._named[article, leading]
            return last if about else leading
        if len({self._resolve(n) for n in fits}) < SHARED or not own:
            return ""
        first, most = own.most_common(1)[0]
        if MAIN * (own.total() - most) <= most:
            return first
        return last if last in own else ""

    def is_apart(self, run: NameSpan) -> bool:
        """Whether a courtesy makes a run name somebody else than the bare name does."""
        return self.of(run) != self.actor(run.tokens)

    def _resolve(self, name: str) -> str:
        return self._same.get(name, name)


def _juniors(runs: Sequence[NameSpan]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Name with its generation ("dana", "poe", "jr") -> the name under which its person is known.

    That is the name without it, unless an article prints both, or the first name alone with it ("Dana Jr."): then there are
    a father and a son.
    """
    body = {(r.chunk.home.article, r.tokens) for r in runs if r.chunk.home.role != "headline"}
    juniors = {r.tokens for r in runs if len(r.tokens) > 1 and r.tokens[-1] in DROPPED}
    first = {t[0] for t in juniors if len(t) == SHORT_JUNIOR}
    found = {}
    for tokens in sorted(juniors):
        base = tokens[:-1]
        if len(tokens) == SHORT_JUNIOR:
            whole = [
                t for t in sorted(juniors) if len(t) > SHORT_JUNIOR and (t[0], t[-1]) == (base[0], tokens[-1])
            ]
            found[tokens] = whole[0] if len(whole) == 1 else tokens
        elif base[0] not in first and not any((a, base) in body and (a, tokens) in body for a, _ in body):
            found[tokens] = base
    return found


def _same_persons(
    full: Counter[tuple[str, ...]],
    persons: Collection[str],
    together: Collection[tuple[str, tuple[str, ...]]],
) -> dict[str, str]:
    """Full name -> the one more frequent under which the same person goes: "Donald John Trump" is Donald Trump."""
    found = {}
    articles: dict[tuple[str, ...], set[str]] = {}
    for article, tokens in together:
        articles.setdefault(tokens, set()).add(article)
    for a in sorted(full):
        for b in sorted(full):
            if (
                a < b
                and a[-1] == b[-1]
                and a[0][0] == b[0][0]
                and a[-1] not in BODIES | DROPPED
                and (len(a) == len(b) or {" ".join(a), " ".join(b)}.issubset(persons))
                and (a[0] == b[0] or not articles.get(a, set()) & articles.get(b, set()))
            ):
                keep, drop = (a, b) if full[a] >= full[b] else (b, a)
                found[" ".join(drop)] = " ".join(keep)
    for tokens in sorted(full):  # "Miss Universe Anna Berg", "Honest Anna Berg"
        tail = tokens[1:]
        if len(tail) > 1 and " ".join(tail) in persons and 0 < full[tokens] <= full[tail]:
            found.setdefault(" ".join(tokens), found.get(" ".join(tail), " ".join(tail)))
    return found


def _likeliest(names: Counter[str]) -> str:
    """Of the full names that a surname may stand for, one of the person who is named most: "Anna Berg" and "Anna Maria Berg" are
    counted together.
    """
    person: Counter[tuple[str, str]] = Counter()
    for name, count in names.items():
        words = name.split()
        person[words[0], words[-1]] += count

    def weight(name: str) -> tuple[int, int]:
        words = name.split()
        return person[words[0], words[-1]], names[name]

    return max(sorted(names), key=weight)


def is_body(tokens: Sequence[str]) -> bool:
    """Whether the last word of a name is a body's or a group's: "Benghazi Panel", "House Republicans"."""
    last = tokens[-1]
    kinds = voices()
    return (
        last in BODIES
        or last in lexicon_demonyms()
        or kinds.get(last) in ("body", "group", "medium")
        or last in PARTY_MEMBERS
    )


def _bracketed(runs: Sequence[NameSpan]) -> dict[str, str]:
    """Abbreviation -> folded name, of those that the story introduces: "the Fish and Wildlife Service (FWS)"."""
    found = {}
    for run in runs:
        words = run.chunk.home.words
        end = words[run.last - 1].end
        if (m := _ABBREVIATION.match(run.chunk.home.text, end)) and len(run.tokens) > 1:
            found[fold(m[1]).replace(".", "")] = " ".join(run.tokens)
    return found
