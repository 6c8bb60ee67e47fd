"""Who is named: the persons, governments and bodies of a story, under every name and description that it has for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import pandas as pd

from dashboard.encoding.phrases import Chunk, Chunks, Sentence, WordSpan
from dashboard.entities.name_resolver import (
    PARTY_MEMBERS,
    NameResolver,
    NameSpan,
    country_of_name,
    is_body,
    tokens_of_name,
)
from dashboard.entities.people import MEN, PARTISANS, WOMEN, People
from dashboard.language.annotate import Annotated
from dashboard.language.lexicons import (
    CALENDAR,
    NO_LONGER,
    NOT_THEMSELVES,
    RANKS,
    WHOLE_TITLES,
    country_titles,
    land_words,
    lexicon_capitals,
    lexicon_countries,
    lexicon_demonyms,
    lexicon_offices,
    name_tokens,
)
from dashboard.language.names import behind_dateline, in_headline_capitals
from dashboard.language.reporting_verbs import voices
from dashboard.language.words import EMPTY_WORDS, fold, stem
from dashboard.tables import ACTORS, make

FORMER = "former "
"""Before the stem of a role that somebody had: he is "the former governor", and not "the governor"."""
LEAD = 3
"""Words before an office in which "former" is looked for: "former South Carolina governor"."""
MONTHS_SHORT = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split())
"""Months as they are abbreviated: nobody's names."""
INTERJECTIONS = frozenset(("o.k.", "o.k", "ok", "okay"))
"""Words in capitals that agree, and name nobody."""
BINDING = frozenset("of for on and the".split())
"""Small words within the name of a body."""
MIN_LONG_NAME = 3
"""Words of a name that holds a small one."""
MAX_APPOSITION_WORDS = 8
"""Words of an apposition that are taken for a description."""
NEVER_ALONE = frozenset(
    "committee panel department ministry state government administration assistant special".split()
)
"""Words in capitals that name a body only together with others."""
LATELY = 500
"""Characters looked back through for the one of several governors who is then "the governor"."""
_POSSESSIVE = re.compile(r" (['’]s?\b)")
MIN_COURTESY_NAMINGS = 2
"""Times that a person is named with a courtesy before it is taken to be theirs: "Ms. Roe" may be another than Nick Roe."""
MIN_HEADLINE_WORDS = 4
"""Longer words of a headline from which on their capitals are those of a headline: "Poe Wins Race for Mayor"."""
LAWS = frozenset("bill resolution proposition".split())
"""Last words of the names of laws to be: nobody's."""
SETTING_OUT = frozenset(
    "leave left depart departed head heads headed heading travel traveled travelled bound flew".split()
)
"""Verbs before "for" and the city to which somebody goes."""
SCENE = frozenset("in to near at outside around across through downtown throughout".split())
"""Words before a capital that is a city there, and no government."""
Spot = tuple[str, int, int]
"""Article, and the first and last character + 1 of a piece of it."""
_PARTY = re.compile(r"[RDI]-[A-Z]")
"""The party and state behind a name: "R-Ohio"."""


@dataclass(frozen=True)
class Naming(WordSpan):
    """One naming of an actor.

    Attributes:
        actor: folded canonical name.
        home: its sentence.
        first, last: words of the sentence, description and name together.
        kind: "described" (with a description), "name", "courtesy" ("Mr. X"), "office" (without the name), "place", or
            "within": a name that stands before another's ("a Poe spokesman"), and belongs to its phrase.
        described: stems of the description, without the countries in it.
        bare: the words of the name alone, None where they are all.
    """

    actor: str
    home: Sentence
    first: int
    last: int
    kind: str
    described: tuple[str, ...]
    bare: tuple[int, int] | None = None

    @property
    def own(self) -> tuple[int, int]:
        """First word of the name itself, and the word after the last; a description stands outside."""
        return self.bare or (self.first, self.last)


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


def _free(name: str, taken: Collection[str]) -> str:
    """A folded name that no other actor bears."""
    found = name
    while found in taken:
        found += " (2)"
    return found


@dataclass(frozen=True, eq=False)
class Actors:
    """The persons, governments and bodies that a story names.

    Attributes:
        namings: every naming, in reading order.
        names: actor -> canonical name as printed, its longest full form.
        forms: folded name, in all its forms that the story uses -> actor.
    """

    namings: tuple[Naming, ...]
    names: Mapping[str, str]
    forms: Mapping[str, str] = field(default_factory=dict)

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

    def named_at(self, spot: Spot) -> Naming | None:
        """The naming that stands at a spot of an article."""
        article, start, end = spot
        own = (n for n in self.namings if n.home.article == article and n.start < end and start < n.end)
        return next(own, None)

    def apply_corrections(self, one: Sequence[tuple[Spot, Spot]] = (), apart: Sequence[Spot] = ()) -> Actors:
        """The actors after a reader's corrections: spots that name one actor, and spots whose form names another than it did.

        Args:
            one: pairs of spots; the actor of the second becomes that of the first.
            apart: spots; every naming of the same actor in the same words gets an actor of its own.
        """
        put: dict[tuple[str, str], str] = {}  # (actor, printed form; "" for all) -> actor
        for spot in apart:
            if found := self.named_at(spot):
                put[found.actor, found.text] = _free(fold(found.text), self.names)
        for first, second in one:
            a, b = self.named_at(first), self.named_at(second)
            if a and b and a.actor != b.actor:
                put[b.actor, ""] = put.get((a.actor, a.text), a.actor)
        if not put:
            return self
        namings = []
        for n in self.namings:
            alone = put.get((n.actor, n.text))
            kind = "name" if alone and n.kind == "office" else n.kind
            namings.append(replace(n, actor=alone or put.get((n.actor, ""), n.actor), kind=kind))
        printed = {_form(text.split()): actor for (_, text), actor in put.items() if text}
        forms = {form: put.get((actor, ""), actor) for form, actor in self.forms.items()}
        left = {n.actor for n in namings}
        names = {**_canonical(namings), **{a: name for a, name in self.names.items() if a in left}}
        return Actors(tuple(namings), names, {**forms, **printed})

    def of(self, chunk: Chunk) -> str:
        """The actor whom a phrase's head names, "" where it names none."""
        return self.at(chunk.home.sentence, chunk.head)

    def at(self, sentence: str, word: int) -> str:
        """The actor whom a word of a sentence names or describes, "" where it names none."""
        return self._heads.get((sentence, word), "")

    def canonical_name(self, name: str) -> str:
        """The one name under which the story shows whom a printed name means; the name itself where it is nobody's."""
        words = name.split()
        courtesy = lexicon_offices().get(words[0].lower()) == "courtesy" if words else False
        whole = self.forms.get(_form(words), "") if courtesy else ""
        if whole:
            return self.names.get(whole, name)
        while len(words) > 1 and words[0].lower() in lexicon_offices():
            words = words[1:]
        ends = [
            words,
            *(words[k:] for k in range(1, len(words) - 1)),
        ]  # "Director of National Intelligence | Dana Poe"
        known = (self.forms.get(_form(end), "") for end in ends)
        actor = next((a for a in known if a), "")
        if (
            courtesy
            and sum(n.actor == actor and n.kind == "courtesy" for n in self.namings) < MIN_COURTESY_NAMINGS
        ):
            return name
        return self.names.get(actor, name)

    def person(self, name: str) -> str:
        """The person that a printed name stands for, "" where it names a body, a country or nobody known."""
        tokens = tokens_of_name(name.split())
        actor = " ".join(tokens)
        if (
            actor in self.names
            and len(tokens) > 1
            and not is_body(tokens)
            and actor not in lexicon_countries()
        ):
            return actor
        return ""

    @cached_property
    def _heads(self) -> Mapping[tuple[str, int], str]:
        own = (n for n in self.namings if n.kind != "within")
        return {(n.home.sentence, k): n.actor for n in own for k in range(n.first, n.last)}


def _is_form(name: str, actor: str) -> bool:
    """Whether a printed name shares a word with a folded one: "Ariz" shares none with "arizona"."""
    return not set(tokens_of_name(name.split())).isdisjoint(actor.split())


def _form(words: Sequence[str]) -> str:
    """A printed name as `Actors.forms` has it; a courtesy stands before it as folded: "mrs poe"."""
    return " ".join(tokens_of_name(words))


def actors(parsed: Chunks) -> Actors:
    """The actors of a story, their forms joined.

    Args:
        parsed: the phrases of the story.
    """
    runs = list(_all_runs(parsed))
    known = NameResolver(runs, _people(parsed))
    joined = [_with_apposition(n) for r in runs for n in _named(r, known)]
    joined += _known_names(parsed, joined, runs, known)
    offices = list(_office_namings(parsed, joined))
    namings = sorted(joined + offices, key=lambda n: (n.home.article, n.start, n.end))
    forms = {" ".join(r.tokens): known.actor(r.tokens) for r in runs if r.tokens}
    forms |= {
        f"{r.courtesy} {' '.join(r.tokens)}": known.of(r) for r in runs if r.courtesy and known.is_apart(r)
    }
    return Actors(tuple(namings), _canonical(namings), forms)


def _people(parsed: Chunks) -> People:
    """The persons of the story, who tell whether "Mrs. Poe" can be one of them."""
    articles: dict[str, list[Annotated]] = {}
    for s in parsed.sentences.values():
        articles.setdefault(s.article, []).extend([s.read] if s.role != "headline" else [])
    return People(articles.items())


def _all_runs(parsed: Chunks) -> Iterator[NameSpan]:
    """The names of a story: those within its noun phrases, and bodies whose names hold more than one ("Works for Marlen").

    Capitals of a headline tell nothing: what is a name there, other sentences show.
    """
    silent = {
        s.sentence
        for s in parsed.sentences.values()
        if in_headline_capitals(s.text, MIN_HEADLINE_WORDS if s.role == "headline" else None)
    }
    for home in parsed.sentences.values():
        if home.sentence in silent:
            continue
        bodies = _long_bodies(home)
        yield from bodies
        taken = {k for b in bodies for k in range(b.at, b.last)}
        for chunk in home.phrases:
            if chunk.kind == "thing":
                yield from (r for r in _runs(chunk) if not taken & set(range(r.at, r.last)))


def _long_bodies(home: Sentence) -> list[NameSpan]:
    """Bodies whose names a preposition or a possessive holds together, as the recogniser sees them: "Children's Harbour Fund"."""
    found = []
    for entity in home.read.entities:
        words = sorted({home.word_at[k] for k in range(entity.first, entity.end) if k in home.word_at})
        if entity.label != "ORG" or len(words) < MIN_LONG_NAME:
            continue
        own = [home.words[k] for k in words]
        own, words = (own[1:], words[1:]) if own[0].kind == "det" else (own, words)
        inner = [w.low for w in own if not w.text[:1].isupper() and w.kind != "pos"]
        named = all(w.text[:1].isupper() for w in (own[0], own[-1])) and own[0].low not in lexicon_offices()
        binds = any(w.kind == "pos" for w in own) or bool(inner)
        chunk = next((c for c in home.phrases if c.kind == "thing" and c.first <= words[0] < c.last), None)
        if named and binds and set(inner) <= BINDING and chunk is not None:
            found.append(NameSpan(chunk, words[0], words[0], words[-1] + 1))
    return found


def _known_names(
    parsed: Chunks, named: Sequence[Naming], runs: Sequence[NameSpan], known: NameResolver
) -> list[Naming]:
    """Names that the story shows elsewhere, where no noun phrase ends in them: in headlines, and before another noun.

    A name before a common noun names what belongs to somebody ("the Poe administration") and makes a naming "within"; but
    in a headline the parser takes verbs for nouns ("Poe claims").
    """
    shown = {n.actor for n in named}
    persons = shown & known.persons
    last = {actor.split()[-1] for actor in persons} - {""}
    forms = {r.tokens: known.actor(r.tokens) for r in runs if r.tokens}
    longer: dict[str, list[tuple[str, ...]]] = {}
    for tokens, actor in forms.items():
        lone = len(tokens) == 1 and tokens[0] not in last and tokens[0].isalpha()
        if actor in shown and not country_of_name(actor) and (len(tokens) > 1 or lone):
            longer.setdefault(tokens[0], []).append(tokens)
    taken = {(n.home.sentence, k) for n in named for k in range(*n.own)}
    found = []
    for home in parsed.sentences.values():
        k = 0
        while k < len(home.words):
            stop, actor = k, ""
            capital = home.words[k].text[:1].isupper() and not _PARTY.match(home.words[k].text)
            quality = home.role != "headline" and home.read.tokens[home.words[k].token].tag.startswith("JJ")
            if capital and not quality and (home.sentence, k) not in taken:
                stop, actor = _known_at(home, k, longer, forms)
                word = home.words[k]
                if stop == k and word.low in last and (own := known.actor((word.low,))) in persons:
                    stop, actor = (k + 1, own) if own.split()[-1] == word.low else (k, "")
            free = stop > k and not any((home.sentence, j) in taken for j in range(k, stop))
            if free and not _is_dateline(home, stop):
                loose = (
                    home.role == "headline" or home.read.tokens[home.words[stop - 1].token].dep != "compound"
                )
                found.append(Naming(actor, home, k, stop, "name" if loose else "within", ()))
            k = max(stop, k + 1)
    return found


def _known_at(
    home: Sentence,
    first: int,
    longer: Mapping[str, Sequence[tuple[str, ...]]],
    forms: Mapping[tuple[str, ...], str],
) -> tuple[int, str]:
    """(word after the longest known name that begins at a word, its actor); (first, "") where none begins."""
    words = home.words
    starts = name_tokens([words[first].text])
    for tokens in sorted(longer.get(starts[0] if starts else "", ()), key=len, reverse=True):
        stop = first + 1
        while (
            stop < min(len(words), first + len(tokens) + 2)
            and tokens_of_name([w.text for w in words[first:stop]]) != tokens
        ):
            stop += 1
        if (
            tokens_of_name([w.text for w in words[first:stop]]) == tokens
            and words[stop - 1].text[:1].isupper()
        ):
            return stop, forms[tokens]
    return first, ""


def _runs(chunk: Chunk) -> Iterator[NameSpan]:
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
        begin = _name_start(chunk.home, begin, at)
        begin = _without_adjective(chunk.home, begin, at)
        begin = _person_start(chunk.home, begin, at)
        named = any(words[k].kind == "name" for k in range(begin, at))
        if (
            begin < at
            and named
            and not _is_office(chunk.home, begin, at)
            and not _is_dateline(chunk.home, at)
        ):
            yield NameSpan(chunk, first, begin, at)
        first = border + 1


def _without_adjective(home: Sentence, begin: int, end: int) -> int:
    """Where the name of a party's members begins behind an adjective in capitals: "Prominent | Republicans"."""
    words = home.words
    if begin < end and words[end - 1].low.removesuffix("s") in PARTY_MEMBERS:
        while begin < end - 1 and words[begin].kind == "adj" and words[begin].low not in land_words():
            begin += 1
    return begin


def _person_start(home: Sentence, begin: int, end: int) -> int:
    """Where a person's name begins whose office stands before it in capitals: "Diplomatic Security | Charlene Lamb"."""
    tokens, words = home.read.tokens, home.words
    first = end
    while first > begin and tokens[words[first - 1].token].entity == "PERSON":
        first -= 1
    return first if begin < first < end - 1 else begin


def _is_office(home: Sentence, begin: int, end: int) -> bool:
    """Whether capitals make an office, a party member, a party with a state, a law or a word of assent, and no name: "the
    Secretary", "R-Ohio", "O.K."
    """
    offices = lexicon_offices()
    low = [w.low for w in home.words[begin:end]]
    bracketed = home.text[home.words[begin].start - 1 : home.words[end - 1].end + 1] in ("(R)", "(D)", "(I)")
    if _PARTY.match(home.words[begin].text) or bracketed or (end - begin == 1 and low[0] in INTERJECTIONS):
        return True
    person = home.read.tokens[home.words[end - 1].token].entity == "PERSON"
    epithet = (
        end - begin > 1 and begin > 0 and home.words[begin - 1].kind == "pos"
    )  # "America's Toughest Sheriff"
    office = offices.get(low[-1]) == "office" and (epithet or not person)
    return low[-1] in PARTY_MEMBERS | LAWS or office or (len(low) == 1 and low[0] in NEVER_ALONE)


def _is_dateline(home: Sentence, end: int) -> bool:
    """Whether a name ends in the dateline of a report: "WASHINGTON — …"."""
    return home.words[end - 1].end <= behind_dateline(home.text)


def _name_start(home: Sentence, begin: int, end: int) -> int:
    """Where the name proper begins: after titles, offices and adjectives of countries."""
    offices, demonyms, countries = lexicon_offices(), lexicon_demonyms(), lexicon_countries()
    if " ".join(name_tokens([w.text for w in home.words[begin:end]])) in countries:
        return begin
    last = begin
    for k in range(begin, end - 1):
        low = home.words[k].low
        two = low + " " + home.words[k + 1].low
        several = low.endswith("s") and offices.get(low.removesuffix("s")) == "office"
        party = low in PARTISANS and k + 2 == end and not is_body([home.words[k + 1].low])
        token = home.read.tokens[home.words[k + 1].token]
        if (
            low in offices
            or party
            or (low in demonyms and k == last)
            or (several and token.entity == "PERSON")
        ):
            last = k + 1  # "Officers | Santander and Almeida"
        elif two in demonyms and k == last:
            last = k + 2
    return last if last < end else begin


def _named(run: NameSpan, known: NameResolver) -> Iterator[Naming]:
    """The naming that a run makes; none where it is a date or a lone common word."""
    home = run.chunk.home
    tokens = run.tokens
    if not tokens or all(t.isdigit() or t in CALENDAR or t in MONTHS_SHORT for t in tokens):
        return
    name = " ".join(tokens)
    actor = name if name in lexicon_capitals() and _is_scene(home, run.first) else known.of(run)
    before = range(run.first, run.at)
    described = described_by(home, before)
    courtesy = [k for k in before if lexicon_offices().get(home.words[k].low) == "courtesy"]
    country = actor in set(lexicon_countries().values())
    kind = "place" if country else "described" if described else "courtesy" if courtesy else "name"
    first = run.at if country else run.first
    if country and run.at > run.first and home.words[run.at - 1].low == "the":
        first = run.at - 1
    yield Naming(actor, home, first, run.last, kind, () if country else described, (run.at, run.last))


def _is_scene(home: Sentence, first: int) -> bool:
    """Whether a name stands where something happens: "in Moscow" is no government."""
    words = home.words
    if first == 0:
        return False
    before, over = words[first - 1].low, words[first - 2].low if first > 1 else ""
    return before in SCENE or (before == "for" and over in SETTING_OUT) or (before == "from" and first == 1)


def _with_apposition(naming: Naming) -> Naming:
    """The naming with the apposition next to it: "its leader, X", "X, a former aide"."""
    home, words, read = naming.home, naming.home.words, naming.home.read
    own = range(naming.first, naming.last)
    name = next((words[k].token for k in reversed(own) if words[k].kind != "pos"), -1)
    if naming.kind == "place" or name < 0:
        return naming
    over = read.tokens[name].head
    before = home.thing_at(over) if read.tokens[name].dep == "appos" else None
    if before and before.last <= naming.first and words[home.word_at[over]].low in lexicon_offices():
        extra = described_by(home, range(before.first, naming.first))
        if extra:
            return replace(naming, first=before.first, kind="described", described=extra)
    for apposition in read.below(name, "appos"):
        after = home.thing_at(apposition)
        if not after or not naming.last <= after.first <= naming.last + 1 or words[after.head].kind != "noun":
            continue
        nouns = (words[k].low for k in range(after.first, after.last) if words[k].kind == "noun")
        if words[after.first].kind == "det" or next(nouns) in lexicon_offices():
            stop = min(after.last, naming.last + MAX_APPOSITION_WORDS)
            extra = described_by(home, range(naming.last, stop))
            return replace(naming, last=stop, kind="described", described=naming.described + extra)
    return naming


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
        once = [  # "Ann Roe, the elder Roe sister"
            w for k, w in enumerate(kept) if kept[:k].count(w) < max(1, tokens.count(fold(w)))
        ]
        if EMPTY_WORDS.issuperset(map(fold, once)):  # of "the NAACP" the full name holds "the" alone
            once = [w.text for w in n.home.words[slice(*n.own)]]
        whole = n.text if tokens[0] in MEN | WOMEN else _POSSESSIVE.sub(r"\1", " ".join(once))
        whole = f"{whole}." if tokens[-1] in ("jr", "sr") and not whole.endswith(".") else whole
        forms.setdefault(n.actor, Counter())[whole or n.text] += 1
    titles = {country: name for name, country in country_titles().items()}
    names = {
        actor: titles.get(actor)
        or max(
            sorted(found),
            key=lambda f: (_is_form(f, actor), len(f.split()) <= 4, len(f.split()), found[f]),
        )
        for actor, found in forms.items()
    }
    shared = Counter(names.values())
    return {actor: name if shared[name] == 1 else f"{name} ({actor})" for actor, name in names.items()}


def _office_namings(parsed: Chunks, named: Sequence[Naming]) -> Iterator[Naming]:
    """Namings by office alone ("the Y leader"), of the person to whom the story gives that description most often.

    Args:
        parsed: the phrases of the story.
        named: the namings by name.
    """
    holders = _OfficeHolders(named)
    taken = {(n.home.sentence, k) for n in named for k in range(n.first, n.last)}
    for chunk in (part for whole in parsed.phrases for part in (whole, *_office_before(whole))):
        if chunk.kind != "thing" or (chunk.home.sentence, chunk.head) in taken:
            continue
        countries = set(countries_named(chunk.home, chunk.first, chunk.last))
        if not holders.knows(chunk) or not _can_be_office(chunk, bool(countries)):
            continue
        if actor := holders.holder(chunk, countries):
            described = described_by(chunk.home, range(chunk.first, chunk.core))
            yield Naming(actor, chunk.home, chunk.first, chunk.core, "office", described)


class _OfficeHolders:
    """Which persons hold which offices, by the descriptions that stand with their names."""

    def __init__(self, named: Sequence[Naming]) -> None:
        roles = [_roles(n) for n in named]
        titles = set(map(stem, lexicon_offices()))
        persons = {
            n.actor
            for n, own in zip(named, roles, strict=True)
            if n.kind == "courtesy" or {role.split()[-1] for role in own} & titles
        }
        self._given: dict[str, Counter[str]] = {}  # stem of a role -> persons
        self._in_article: dict[tuple[str, str], Counter[str]] = {}  # the same within an article
        self._countries: dict[str, Counter[str]] = {}
        self._stems: dict[str, set[str]] = {}  # of everything that a person is called
        self._spots: dict[str, list[tuple[int, str]]] = {}  # article -> its namings in order
        for n in sorted(named, key=lambda n: n.start):
            self._spots.setdefault(n.home.article, []).append((n.start, n.actor))
        for n, described in zip(named, roles, strict=True):
            whole = [stem(w) for s in n.described for w in WHOLE_TITLES.get(s, ())]
            self._stems.setdefault(n.actor, set()).update(n.described, whole, stems_of(n.actor))
            for s in described if n.actor in persons else ():
                self._given.setdefault(s, Counter())[n.actor] += 1
                self._in_article.setdefault((n.home.article, s), Counter())[n.actor] += 1
            if n.kind == "described":
                for country in countries_named(n.home, n.first, n.last):
                    self._countries.setdefault(n.actor, Counter())[country] += 1

    def knows(self, chunk: Chunk) -> bool:
        """Whether the role that a phrase names stands with some person's name."""
        return self._role(chunk) in self._given

    def _role(self, chunk: Chunk) -> str:
        """The stem of the role that a phrase names, one that is past where the phrase or its holders' descriptions say so."""
        past = any(chunk.home.words[k].low in NO_LONGER for k in range(chunk.first, chunk.head))
        own = _with_rank(chunk.home, chunk.head, chunk.first)
        former = f"{FORMER}{own}"
        return former if past and former in self._given else own

    def holder(self, chunk: Chunk, countries: set[str]) -> str:
        """The person whom a phrase means by the office that it names, "" where several may be meant.

        Args:
            chunk: the phrase; its head is a role that somebody is known to have.
            countries: those that it names; without any, the article's own persons come first.
        """
        role = self._role(chunk)
        everywhere = self._given[role]
        near = self._in_article.get((chunk.home.article, role)) or everywhere
        # "The F.B.I. director" is nobody whom the story never puts at the F.B.I.
        institutions = _institutions(chunk) | _ranks(chunk)
        fitting = [
            (count, actor)
            for actor, count in (everywhere if countries else near).items()
            if (not countries or countries & set(self._countries.get(actor, ())))
            and institutions <= self._stems[actor]
        ]
        fitting.sort(key=lambda pair: (-pair[0], pair[1]))
        if len(fitting) > 1 and not countries and (last := self._last_before(chunk, fitting)):
            return last
        sure = fitting and (countries or len(fitting) == 1 or fitting[0][0] >= 2 * fitting[1][0])
        return fitting[0][1] if sure else ""

    def _last_before(self, chunk: Chunk, fitting: Sequence[tuple[int, str]]) -> str:
        """Of several who hold an office the one whom the article names last, and shortly, before a phrase."""
        spots = self._spots.get(chunk.home.article, [])
        times = Counter(
            actor for _, actor in spots
        )  # whom it names by the way alone is not "the governor" later
        among = {actor for _, actor in fitting if times[actor] > 1}
        before = (spot for spot in reversed(spots[: bisect_left(spots, (chunk.start, ""))]))
        start, actor = next((spot for spot in before if spot[1] in among), (-LATELY, ""))
        return actor if chunk.start - start < LATELY or len(among) == 1 else ""


def _office_before(chunk: Chunk) -> Iterator[Chunk]:
    """The office whose thing a phrase names: "the president" of "the president's plan"."""
    words = chunk.home.words
    for k in range(chunk.first + 1, chunk.head):
        if words[k].kind == "pos" and lexicon_offices().get(words[k - 1].low) == "office":
            yield replace(chunk, head=k - 1, core=k, last=k, key=())
            return


def _can_be_office(chunk: Chunk, with_country: bool) -> bool:
    """Whether a phrase can name one person by an office: a definite noun or a title in the singular, without figures."""
    words, head = chunk.home.words, chunk.home.words[chunk.head]
    own = words[chunk.first].low in ("its", "his", "their")
    if own and head.low in NOT_THEMSELVES:
        return False  # "his lawyer" is not the lawyer of another whom the story names
    definite = own or words[chunk.first].low == "the"
    definite = definite or any(w.kind == "pos" for w in words[chunk.first : chunk.core])
    is_title = head.kind == "name" and lexicon_offices().get(head.low) == "office"
    return (
        (head.kind == "noun" or is_title)
        and (definite or with_country)
        and not head.text.endswith("s")
        and not chunk.numerals
    )


def _institutions(chunk: Chunk) -> set[str]:
    """Stems of the names in a naming by office, those after it too: "the F.B.I. director", "the director for Asia"."""
    words, stop = chunk.home.words, chunk.head + 1
    if stop < len(words) and words[stop].low in ("of", "for", "at"):
        while stop < len(words) and words[stop].kind in ("adp", "det", "adj", "noun", "name"):
            stop += 1
    return set(described_by(chunk.home, [k for k in range(chunk.first, stop) if words[k].kind == "name"]))


def _ranks(chunk: Chunk) -> set[str]:
    """Stems of the offices before that of a phrase: "the lieutenant governor" is not the governor."""
    words, stems = chunk.home.words, chunk.home.stems
    before = (k for k in range(chunk.first, chunk.head) if words[k].low not in NO_LONGER)
    return {stems[k] for k in before if stems[k] in _office_stems()}


@lru_cache(maxsize=1)
def _office_stems() -> frozenset[str]:
    return frozenset(stem(word) for word, kind in lexicon_offices().items() if kind == "office")


def _with_rank(home: Sentence, office: int, first: int) -> str:
    """The stem of an office with the rank right before it: "vice president" is an office of its own."""
    before = home.words[office - 1].low.strip(".") if office > first else ""
    rank = "lieutenant" if before == "lt" else before
    own = home.stems[office]
    if rank not in RANKS:
        return own
    return f"{rank} {stem(WHOLE_TITLES.get(own, (own,))[0])}"


def _is_calling(noun: str) -> bool:
    """Whether a noun says what somebody is ("farmer", "activist"), and not what he faces: "a challenge: Senator Poe"."""
    return voices().get(noun) == "person" or noun.endswith(("er", "or", "ist", "ian", "man", "woman"))


def _roles(naming: Naming) -> set[str]:
    """Stems of a description that say what somebody is: its offices, and the noun right before the name; what he was behind
    FORMER.
    """
    home, offices = naming.home, _office_stems()
    found: set[str] = set()
    for k in range(naming.first, naming.last):
        own, word = home.stems[k], home.words[k]
        calling = (
            k + 1 < naming.last
            and word.kind == "noun"
            and home.words[k + 1].kind == "name"
            and _is_calling(word.low)
        )
        if own in naming.described and (own in offices or calling):
            ranked = _with_rank(home, k, naming.first)
            roles = {ranked, *map(stem, WHOLE_TITLES.get(own, ()) if ranked == own else ())}
            past = any(w.low in NO_LONGER for w in home.words[max(naming.first, k - LEAD) : k])
            found |= {f"{FORMER}{role}" if past else role for role in roles}
    return found
