"""Who is named: the persons, governments and bodies of a story, under every name and description that it has for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import pandas as pd

from dashboard.encoding.phrases import Chunk, Chunks, Sentence, Stretch
from dashboard.language.lexicons import (
    CALENDAR,
    country_titles,
    land_words,
    lexicon_countries,
    lexicon_demonyms,
    lexicon_offices,
    name_tokens,
)
from dashboard.language.words import fold, stem
from dashboard.tables import ACTORS, make


@dataclass(frozen=True)
class Naming(Stretch):
    """One naming of an actor.

    Attributes:
        actor: folded canonical name.
        home: its sentence.
        first, last: words of the sentence, description and name together.
        kind: "described" (with a description), "name", "courtesy" ("Mr. X"), "office" (without the name) or "place".
        described: stems of the description, without the countries in it.
    """

    actor: str
    home: Sentence
    first: int
    last: int
    kind: str
    described: tuple[str, ...]


def described_by(home: Sentence, words: Sequence[int]) -> tuple[str, ...]:
    """Stems of a description, without courtesy titles and without the country it belongs to."""
    offices, apart = lexicon_offices(), land_words()
    return tuple(
        home.stems[k] for k in words
        if home.stems[k] and offices.get(home.words[k].low) != "courtesy" and home.words[k].low not in apart
    )  # fmt: skip


def countries_named(home: Sentence, first: int, last: int) -> Iterator[str]:
    """Countries that a stretch names, as adjective or name."""
    words = [w.low for w in home.words[first:last]]
    demonyms, countries = lexicon_demonyms(), lexicon_countries()
    k = 0
    while k < len(words):
        two = " ".join(words[k : k + 2])
        for known in (demonyms, countries):
            if two in known:
                yield known[two]
                k += 1
                break
            if words[k] in known:
                yield known[words[k]]
                break
        k += 1


def stems_of(actor: str) -> frozenset[str]:
    """Stems of an actor's canonical name."""
    return frozenset(stem(token) for token in actor.split())


def by_office(parsed: Chunks, named: Sequence[Naming]) -> Iterator[Naming]:
    """Namings by office alone ("the Y leader"), of the person to whom the story gives that description most often."""
    roles = [_roles(n) for n in named]
    titles = set(map(stem, lexicon_offices()))
    persons = {n.actor for n, own in zip(named, roles, strict=True) if n.kind == "courtesy" or own & titles}
    given: dict[str, Counter[str]] = {}
    local: dict[tuple[str, str], Counter[str]] = {}
    countries_of: dict[str, Counter[str]] = {}
    taken = {(n.home.sentence, k) for n in named for k in range(n.first, n.last)}
    known: dict[str, set[str]] = {}
    for n, described in zip(named, roles, strict=True):
        known.setdefault(n.actor, set()).update(n.described, stems_of(n.actor))
        for s in described if n.actor in persons else ():
            given.setdefault(s, Counter())[n.actor] += 1
            local.setdefault((n.home.article, s), Counter())[n.actor] += 1
        if n.kind == "described":
            for country in countries_named(n.home, n.first, n.last):
                countries_of.setdefault(n.actor, Counter())[country] += 1
    for chunk in parsed.phrases:
        if (
            chunk.kind != "thing"
            or (chunk.home.sentence, chunk.head) in taken
            or chunk.head_stem not in given
        ):
            continue
        first = chunk.home.words[chunk.first]
        own = set(countries_named(chunk.home, chunk.first, chunk.last))
        definite = first.low in ("the", "its", "his", "their") or any(
            w.kind == "pos" for w in chunk.home.words[chunk.first : chunk.core]
        )
        if (
            chunk.home.words[chunk.head].kind != "noun"
            or not (definite or own)
            or chunk.home.words[chunk.head].text.endswith("s")
        ):
            continue
        # "The F.B.I. director" is nobody whom the story never puts at the F.B.I.
        houses = _houses(chunk)
        near = local.get((chunk.home.article, chunk.head_stem)) or given[chunk.head_stem]
        fitting = [
            (count, actor) for actor, count in (given[chunk.head_stem] if own else near).items()
            if (not own or own & set(countries_of.get(actor, ()))) and houses <= known[actor]
        ]  # fmt: skip
        fitting.sort(key=lambda pair: (-pair[0], pair[1]))
        if fitting and (own or len(fitting) == 1 or fitting[0][0] >= 2 * fitting[1][0]):
            yield Naming(
                fitting[0][1],
                chunk.home,
                chunk.first,
                chunk.core,
                "office",
                described_by(chunk.home, range(chunk.first, chunk.core)),
            )


def _houses(chunk: Chunk) -> set[str]:
    """Stems of the names in a naming by office, those after it too: "the F.B.I. director", "the director for Asia"."""
    words, stop = chunk.home.words, chunk.head + 1
    if stop < len(words) and words[stop].low in ("of", "for", "at"):
        while stop < len(words) and words[stop].kind in ("adp", "det", "adj", "noun", "name"):
            stop += 1
    return set(described_by(chunk.home, [k for k in range(chunk.first, stop) if words[k].kind == "name"]))


@lru_cache(maxsize=1)
def _office_stems() -> frozenset[str]:
    return frozenset(stem(word) for word, kind in lexicon_offices().items() if kind == "office")


def _roles(naming: Naming) -> set[str]:
    """Stems of a description that say what somebody is: its offices, and the noun right before the name."""
    home, offices = naming.home, _office_stems()
    nouns = {
        home.stems[k] for k in range(naming.first, naming.last - 1)
        if home.words[k].kind == "noun" and home.words[k + 1].kind == "name"
    }  # fmt: skip
    return {s for s in naming.described if s in offices or s in nouns}


APPOSITION = 8
"""Words of an apposition that are taken for a description."""
BODIES = frozenset(
    """party agency ministry department committee council court university institute school bank company corporation
    association union army navy force forces police office bureau commission congress senate house parliament
    administration government news press times post tv square street city county river war act day summit games cup
    league club hospital church airport""".split()
)
"""Last words of names that are no person's."""


@dataclass(frozen=True, eq=False)
class Actors:
    """The persons, governments and bodies that a story names.

    Attributes:
        namings: every naming, in reading order.
        names: actor -> canonical name as printed, its longest full form.
    """

    namings: tuple[Naming, ...]
    names: Mapping[str, str]

    @property
    def table(self) -> pd.DataFrame:
        """The ACTORS table."""
        return make(
            ACTORS,
            (
                {
                    "actor": n.actor,
                    "name": self.names[n.actor],
                    "article": n.home.article,
                    "sentence": n.home.sentence,
                    "start": n.start,
                    "end": n.end,
                    "form": n.text,
                    "kind": n.kind,
                }
                for n in self.namings
            ),
        )

    def of(self, chunk: Chunk) -> str:
        """The actor whom a phrase's head names, "" where it names none."""
        return self.at(chunk.home.sentence, chunk.head)

    def at(self, sentence: str, word: int) -> str:
        """The actor whom a word of a sentence names or describes, "" where it names none."""
        return self._heads.get((sentence, word), "")

    def person(self, name: str) -> str:
        """The person that a printed name stands for, "" where it names a body, a country or nobody known."""
        tokens = name_tokens(name.split())
        actor = " ".join(tokens)
        if (
            actor in self.names
            and len(tokens) > 1
            and tokens[-1] not in BODIES
            and actor not in lexicon_countries()
        ):
            return actor
        return ""

    @cached_property
    def _heads(self) -> Mapping[tuple[str, int], str]:
        return {(n.home.sentence, k): n.actor for n in self.namings for k in range(n.first, n.last)}


@dataclass(frozen=True)
class _Run:
    """A name within a phrase: words at … last - 1; what stands before it from `first`."""

    chunk: Chunk
    first: int
    at: int
    last: int

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Folded words of the name, without initials and "Jr."."""
        return name_tokens([w.text for w in self.chunk.home.words[self.at : self.last]])


def actors(parsed: Chunks) -> Actors:
    """The actors of a story, their forms joined.

    Args:
        parsed: the phrases of the story.
    """
    runs = [run for c in parsed.phrases if c.kind == "thing" for run in _runs(c)]
    full = Counter(r.tokens for r in runs if len(r.tokens) > 1)
    known = _Known(full, Counter(r.tokens[0] for r in runs if len(r.tokens) == 1), runs)
    named = [n for r in runs for n in _named(r, known)]
    joined = [_widened(n) for n in named]
    offices = list(by_office(parsed, joined))
    namings = sorted(joined + offices, key=lambda n: (n.home.article, n.start, n.end))
    return Actors(tuple(namings), _canonical(namings))


class _Known:
    """Which full name a name stands for."""

    def __init__(self, full: Counter[tuple[str, ...]], single: Counter[str], runs: Sequence[_Run]) -> None:
        countries = lexicon_countries()
        self._by_token: dict[str, Counter[str]] = {}
        self._same: dict[str, str] = {}
        together = {(r.chunk.home.article, r.tokens) for r in runs}
        for tokens, count in full.items():
            name = " ".join(tokens)
            if name in countries or tokens[-1] in BODIES:
                continue
            for token in {tokens[0], tokens[-1]}:
                if token in single and token not in countries:
                    self._by_token.setdefault(token, Counter())[name] += count
        for a in sorted(full):
            for b in sorted(full):
                if (
                    a < b
                    and a[-1] == b[-1]
                    and a[0][0] == b[0][0]
                    and a[-1] not in BODIES
                    and len(a) == len(b)
                ):
                    shared = {x for x, t in together if t == a} & {x for x, t in together if t == b}
                    if not shared:
                        keep, drop = (a, b) if full[a] >= full[b] else (b, a)
                        self._same[" ".join(drop)] = " ".join(keep)
        self._halves = {
            " ".join(t).split()[0]: " ".join(t) for t in sorted(full)
            if len(t) == 2 and t[0] in ("north", "south", "east", "west") and " ".join(t) in countries
        }  # fmt: skip
        self._acronyms = {
            "".join(t[0] for t in tokens if t not in ("of", "the", "for", "and")): " ".join(tokens)
            for tokens in sorted(full)
            if len(tokens) >= 2 and tokens[-1] in BODIES | {"agency"}
        }

    def actor(self, tokens: tuple[str, ...]) -> str:
        """Canonical folded name."""
        name = " ".join(tokens)
        country = lexicon_countries().get(name) or self._halves.get(name)
        if country:
            return country
        if len(tokens) == 1:
            if name in self._by_token:
                return self._resolve(max(sorted(self._by_token[name].items()), key=lambda item: item[1])[0])
            return self._acronyms.get(name, name)
        return self._resolve(name)

    def _resolve(self, name: str) -> str:
        return self._same.get(name, name)


def _runs(chunk: Chunk) -> Iterator[_Run]:
    """The names within a phrase: before each possessive and at the end of its first part."""
    words, first = chunk.home.words, chunk.first
    for border in [*(k for k in range(chunk.first, chunk.core) if words[k].kind == "pos"), chunk.core]:
        at = border
        while at > first and words[at - 1].low in CALENDAR:
            at -= 1
        begin = at
        while (
            begin > first and words[begin - 1].kind in ("name", "adj") and words[begin - 1].text[:1].isupper()
        ):
            begin -= 1
        begin = _after_titles(chunk.home, begin, at)
        if begin < at and any(words[k].kind == "name" for k in range(begin, at)):
            yield _Run(chunk, first, begin, at)
        first = border + 1


def _after_titles(home: Sentence, begin: int, end: int) -> int:
    """Where the name proper begins: after titles, offices and adjectives of countries."""
    offices, demonyms, countries = lexicon_offices(), lexicon_demonyms(), lexicon_countries()
    if " ".join(name_tokens([w.text for w in home.words[begin:end]])) in countries:
        return begin
    last = begin
    for k in range(begin, end - 1):
        low = home.words[k].low
        two = low + " " + home.words[k + 1].low
        if low in offices or (low in demonyms and k == last):
            last = k + 1
        elif two in demonyms and k == last:
            last = k + 2
    return last if last < end else begin


def _named(run: _Run, known: _Known) -> Iterator[Naming]:
    """The naming that a run makes; none where it is a date or a lone common word."""
    home = run.chunk.home
    tokens = run.tokens
    if not tokens or all(t.isdigit() or t in CALENDAR for t in tokens):
        return
    actor = known.actor(tokens)
    before = range(run.first, run.at)
    described = described_by(home, before)
    courtesy = [k for k in before if lexicon_offices().get(home.words[k].low) == "courtesy"]
    country = actor in set(lexicon_countries().values())
    kind = "place" if country else "described" if described else "courtesy" if courtesy else "name"
    first = run.at if country else run.first
    if country and run.at > run.first and home.words[run.at - 1].low == "the":
        first = run.at - 1
    yield Naming(actor, home, first, run.last, kind, () if country else described)


def _widened(naming: Naming) -> Naming:
    """The naming with the apposition next to it: "its leader, X", "X, a former aide"."""
    home, words, read = naming.home, naming.home.words, naming.home.read
    own = range(naming.first, naming.last)
    name = next((words[k].token for k in reversed(own) if words[k].kind != "pos"), -1)
    if naming.kind == "place" or name < 0:
        return naming
    over = home.word_at.get(read.tokens[name].head, -1) if read.tokens[name].dep == "appos" else -1
    before = _phrase_at(home, over)
    if before and before.last <= naming.first and words[over].low in lexicon_offices():
        extra = described_by(home, range(before.first, naming.first))
        if extra:
            return replace(naming, first=before.first, kind="described", described=extra)
    for apposition in read.below(name, "appos"):
        after = _phrase_at(home, home.word_at.get(apposition, -1))
        if not after or not naming.last <= after.first <= naming.last + 1 or words[after.head].kind != "noun":
            continue
        nouns = (words[k].low for k in range(after.first, after.last) if words[k].kind == "noun")
        if words[after.first].kind == "det" or next(nouns) in lexicon_offices():
            stop = min(after.last, naming.last + APPOSITION)
            extra = described_by(home, range(naming.last, stop))
            return replace(naming, last=stop, kind="described", described=naming.described + extra)
    return naming


def _phrase_at(home: Sentence, word: int) -> Chunk | None:
    """The noun phrase in whose first part a word stands."""
    return next((c for c in home.phrases if c.kind == "thing" and c.first <= word < c.core), None)


def _canonical(namings: Sequence[Naming]) -> dict[str, str]:
    """The longest full form of every actor, without its description; the most frequent of equals.

    No two actors bear one name: where they would, each is followed by its folded form.
    """
    forms: dict[str, Counter[str]] = {}
    for n in namings:
        if n.kind == "office":
            continue
        words = [w.text for w in n.home.words[n.first : n.last]]
        tokens = n.actor.split()
        kept = [w for w in words if any(p.replace(".", "") in tokens for p in fold(w).split("-"))]
        forms.setdefault(n.actor, Counter())[" ".join(kept) or n.text] += 1
    titles = {country: name for name, country in country_titles().items()}
    names = {
        actor: titles.get(actor)
        or max(sorted(found), key=lambda f: (len(f.split()) <= 4, len(f.split()), found[f]))
        for actor, found in forms.items()
    }
    shared = Counter(names.values())
    return {actor: name if shared[name] == 1 else f"{name} ({actor})" for actor, name in names.items()}
