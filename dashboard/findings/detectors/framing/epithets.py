"""What each outlet calls one person or group where a word takes a side: "a thief", "a whistleblower", "a former employee".

A word belongs to a person only where its article says so: in apposition, before the name, with "is a", or by a sentence about
nobody else that the name begins the next one after. Of a group without a name, two words are compared where linked sentences
have them do the same, or have the same done to them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from dashboard.encoding.phrases import Chunk, Sentence, key_of
from dashboard.entities.entities import Naming
from dashboard.findings.context import Context
from dashboard.findings.finding import CALLED, Finding, SpanOf, counted
from dashboard.findings.referents import conflict
from dashboard.language.lexicons import (
    lexicon_connotations,
    lexicon_countries,
    lexicon_epithets,
    lexicon_nouns,
    lexicon_offices,
    lexicon_rivals,
)
from dashboard.language.words import fold

WEIGHT = 0.7
"""Weight of a word that takes a side beside one that does not; two that take different sides, a headline and a third outlet add to it."""
STRONG = 0.7
"""Strength from which an adjective takes a side."""
BEING = frozenset("be become remain".split())
"""Verbs by which somebody is said to be something."""
NAMING = frozenset("name identify know call".split())
"""Verbs that put a name to somebody: "a former clerk named as Jane Roe"."""
UNSURE = frozenset("may might could would should can if whether".split())
"""Words under which "is a" is not said flatly."""
PLAIN = frozenset(
    "man woman person people one resident native boy girl member somebody someone individual figure".split()
)
"""Nouns that say of a person hardly more than that there is one."""
RELATIONS = frozenset("friend ally enemy opponent rival foe critic supporter fan follower".split())
"""Nouns that say nothing of a person without the one to whom he is that: "a friend of hers"."""
_HEADLINE_VERB = re.compile(r"(?<![su])s\Z")
"""How a verb ends that a headline prints with a capital, so that it is taken for a name: "Roe Slams President"; "Ruthless" is none."""
BOUND_STEPS = 3
"""Nouns bound to one another that are looked at for a person."""
SAME_ROLE = 0.5
"""Probability of a link from which what two sentences have done by somebody may be one act."""
SAME_VERB = 0.55
"""Cosine of two verbs from which they may be one act."""
DOERS, PATIENTS = ("nsubj",), ("dobj", "nsubjpass")
GOVERNING = frozenset(
    "government administration authority leadership cabinet regime junta dictatorship".split()
)
"""Nouns by which the rulers of a country go."""
CROWDS = frozenset("mob gang rabble horde crowd group pack throng cabal clique".split())
"""Nouns in the singular for several people."""
MOST_PAIRS = 4
"""Words of groups without a name that are shown of one pair of outlets, the most prominent."""


@dataclass(frozen=True, eq=False)
class _Called:
    """One word for somebody: who is meant, the phrase, its noun in the singular, how prominently it is printed, and the words
    in it that take a side."""

    who: str
    phrase: Chunk
    term: str
    place: float
    charged: frozenset[str]

    @property
    def home(self) -> Sentence:
        """The sentence."""
        return self.phrase.home

    @property
    def worth(self) -> tuple[bool, bool, bool, float]:
        """What comes first of one outlet's words: one that takes a side, and of others no office and no bare "man"."""
        return bool(self.charged), self.term not in PLAIN, self.term not in lexicon_offices(), self.place


def detect(context: Context) -> list[Finding]:
    """A finding for everybody whom one outlet calls by a word that takes a side, and another one by other words."""
    named: dict[str, list[_Called]] = {}
    for called in (*_persons(context), *_governments(context)):
        named.setdefault(called.who, []).append(called)
    found = [_finding(context, who, own) for who, own in named.items()]
    taken = {(c.home.sentence, c.phrase.head) for own in named.values() for c in own}
    return [f for f in (*found, *_groups(context, taken)) if f]


def _persons(context: Context) -> Iterator[_Called]:
    """Every description of a named person or body, with the later uses of its noun in that article."""
    ties: dict[tuple[str, str], set[str]] = {}
    for n in context.actors.namings:
        if n.kind == "within" or n.actor in lexicon_countries():
            continue
        for head in _descriptions(n):
            called = _called(context, n.actor, n.home, head)
            if called:
                ties.setdefault((n.home.article, called.term), set()).add(n.actor)
                yield called
    for naming, (home, head) in _introduced(context):
        called = _called(context, naming.actor, home, head)
        if called:
            ties.setdefault((naming.home.article, called.term), set()).add(naming.actor)
            yield called
    yield from _again(context, ties)


def _descriptions(naming: Naming) -> Iterator[int]:
    """Tokens of the nouns that describe whom a name names, in its sentence."""
    home, tokens = naming.home, naming.home.read.tokens
    own = {home.words[k].token for k in range(*naming.own)}
    root = next((k for k in sorted(own) if tokens[k].head not in own or tokens[k].head == k), None)
    if root is None:
        return
    for k in home.read.below(root, "appos"):
        one_of = home.read.below(k, "prep") if tokens[k].text.lower() == "one" else ()
        yield from (n for at in one_of for n in home.read.below(at, "pobj") if tokens[n].pos == "NOUN")
        if tokens[k].pos == "NOUN":
            yield k
            yield from (
                n
                for n in home.read.below(k, "conj")
                if tokens[n].pos == "NOUN" or _singular(home, n) in lexicon_epithets()
            )
    token, above = tokens[root], tokens[root].head
    if token.dep == "appos" and tokens[above].pos == "NOUN":
        yield above
    yield from _before(naming)
    if token.dep == "nsubj":
        yield from _said_to_be(home, above)
    for clause in home.read.below(root, "relcl"):
        if any(tokens[k].text.lower() == "who" for k in home.read.below(clause, "nsubj")):
            yield from _said_to_be(home, clause)
    if token.dep == "pobj" and tokens[above].text.lower() == "as":
        above = tokens[above].head
    elif token.dep not in ("oprd", "attr", "dobj"):
        return
    else:
        above = token.head
    verb = tokens[above]
    if verb.dep == "acl" and verb.lemma.lower() in NAMING:
        yield from _person_above(home, verb.head)


def _person_above(home: Sentence, token: int) -> Iterator[int]:
    """A noun, or the one to which it is bound, that names a person: "a former employee of the department, named as Jane Roe"."""
    tokens = home.read.tokens
    for _ in range(BOUND_STEPS):
        if _is_person(_singular(home, token)):
            yield token
            return
        above = tokens[token].head
        if tokens[token].dep != "pobj" or tokens[above].dep != "prep":
            return
        token = tokens[above].head


def _before(naming: Naming) -> Iterator[int]:
    """The noun right before a name, however the parse reads it: "Whistleblower Jane Roe", "the controversial sheriff John Doe"."""
    home, at = naming.home, naming.own[0] - 1
    if at < 0 or home.text[home.words[at].end : home.words[at + 1].start] not in (" ", ". "):
        return
    token = home.words[at].token
    term = _singular(home, token)
    if (
        home.words[at].kind == "adj"
        and "-" in home.text[max(0, home.words[at].start - 1) : home.words[at].end]
    ):
        return  # "the arch-conservative House caucus"
    if lexicon_offices().get(term, "courtesy") != "courtesy" or (
        _is_person(term) and home.words[at].kind in ("noun", "adj", "name")
    ):
        yield token


def _said_to_be(home: Sentence, verb: int) -> Iterator[int]:
    """What a verb of being says flatly that its subject is."""
    read = home.read
    if read.tokens[verb].lemma.lower() not in BEING:
        return
    beside = [read.tokens[k] for k in read.children[verb]]
    if any(t.dep == "neg" or t.text.lower() in UNSURE for t in beside):
        return
    yield from (k for k in read.below(verb, "attr") if read.tokens[k].pos == "NOUN")


def _introduced(context: Context) -> Iterator[tuple[Naming, tuple[Sentence, int]]]:
    """(the first naming of a person, the noun of the sentence before) where a report tells of somebody without a name, and its next
    sentence begins with one: "A thief is to blame. Jane Roe, 44, put ..."."""
    bodies: dict[str, list[Sentence]] = {}
    for home in context.phrases.sentences.values():
        if home.role == "body":
            bodies.setdefault(home.article, []).append(home)
    for own in bodies.values():
        seen: set[str] = set()
        for before, home in zip([None, *own], own, strict=False):
            here = [n for n in context.actors.namings if n.home is home and n.kind != "within"]
            first = next((n for n in here if n.actor not in seen and n.first == 0), None)
            if before and first and context.actors.person(context.actors.names[first.actor]):
                head = _only_person(context, before)
                if head is not None and _is_told_of(context, first):
                    yield first, (before, head)
            seen |= {n.actor for n in here}


def _is_told_of(context: Context, naming: Naming) -> bool:
    """Whether a name begins a sentence, with an age after it, about the one whom it names, who is nothing else there and says
    nothing: so reports name somebody of whom they have told already."""
    home, tokens = naming.home, naming.home.read.tokens
    aged = re.match(r", \d{1,2}, ", home.text[home.words[naming.own[1] - 1].end :])
    if not aged or any(tokens[k].pos == "NOUN" for k in _descriptions(naming)):
        return False
    speaks = any(c.cue[0] <= naming.start < c.cue[1] for c in context.citing.get(home.sentence, ()))
    return not speaks and naming.own[1] - naming.own[0] > 1


def _only_person(context: Context, home: Sentence) -> int | None:
    """The token of the one person whom a sentence tells of, without a name; None where it names somebody or tells of two."""
    if any(context.actors.person(context.actors.names[a]) for a in context.actors_in(home.sentence)):
        return None
    tokens = home.read.tokens
    people = [
        k
        for k, t in enumerate(tokens)
        if t.tag == "NN"
        and _is_person(_singular(home, k))
        and t.dep in ("nsubj", "nsubjpass", "pobj", "dobj", "attr")
    ]
    return people[0] if len(people) == 1 and tokens[people[0]].dep in ("nsubj", "nsubjpass") else None


def _again(context: Context, ties: Mapping[tuple[str, str], set[str]]) -> Iterator[_Called]:
    """Later and earlier uses of a noun that an article ties to one person: "the thief", or the headline's."""
    for home in context.phrases.sentences.values():
        for k, token in enumerate(home.read.tokens):
            if token.tag not in ("NN", "NNP"):
                continue
            term = _singular(home, k)
            who = ties.get((home.article, term), set())
            articles = {home.read.tokens[c].text.lower() for c in home.read.below(k, "det")}
            if (
                len(who) == 1
                and term in lexicon_epithets()
                and (articles & {"the", "this"} or home.role == "headline")
            ):
                called = _called(context, next(iter(who)), home, k)
                if called:
                    yield called


def _called(context: Context, who: str, home: Sentence, token: int, bound: bool = False) -> _Called | None:
    """The phrase of a noun for somebody, with what is bound to it or without; None where it is somebody else's word, or names no person or
    body."""
    word, around = home.word_at.get(token), home.thing_at(token)
    if word is None or around is None:
        return None
    term = _singular(home, token)
    if lexicon_nouns().get(term, "") == "thing" or home.words[word].kind == "num":
        return None
    core = word + 1
    if term in RELATIONS and core < len(home.words) and home.words[core].low == "of":
        return None
    last = around.last if bound and core == around.core else core
    phrase = replace(around, last=last, core=core, head=word, key=key_of(home, around.first, last))
    charged = _charges(phrase, term)
    if context.voices.of(home.article, phrase.start, phrase.end)[0] == "quoted" or (
        charged and _is_cited(context, phrase)
    ):
        return None
    return _Called(who, phrase, term, context.places[home.sentence], charged)


def _is_cited(context: Context, phrase: Chunk) -> bool:
    """Whether words stand in what somebody is cited with: a charge may be the source's."""
    home = phrase.home
    return any(c.start <= phrase.start < c.end for c in context.citing.get(home.sentence, ()))


def _charges(phrase: Chunk, term: str) -> frozenset[str]:
    """The words of a phrase that take a side: its noun, and adjectives before it."""
    found = {term} & lexicon_epithets().keys()
    for k in range(phrase.first, phrase.core):
        word = phrase.home.words[k]
        if word.kind == "name" and _HEADLINE_VERB.search(word.low):
            continue
        if word.kind in ("adj", "name") and lexicon_connotations().get(word.low, 0.0) >= STRONG:
            found.add(word.low)
    return frozenset(found)


def _singular(home: Sentence, token: int) -> str:
    """A noun in small letters and in the singular."""
    at = home.word_at.get(token, -1)
    low, lemma = (home.words[at].low if at >= 0 else "", home.read.tokens[token].lemma.lower())
    forms = (low, lemma, fold(low.removesuffix("s")))
    return next((f for f in forms if f in lexicon_epithets()), lemma)


def _is_person(term: str) -> bool:
    """Whether a noun names a person or people."""
    return lexicon_nouns().get(term) == "person" or term in lexicon_epithets() or term in PLAIN


def _governments(context: Context) -> Iterator[_Called]:
    """The words for the rulers of a country, or those that one person leads: "the Poe regime", "Ruritania's government"."""
    named: dict[str, list[Naming]] = {}
    for n in context.actors.namings:
        named.setdefault(n.home.sentence, []).append(n)
    for c in context.phrases.phrases:
        token = c.home.words[c.head].token
        if c.kind != "thing" or _singular(c.home, token) not in GOVERNING:
            continue
        whose = {n.actor for n in named.get(c.home.sentence, ()) if n.first < c.last and c.first < n.last}
        lands = c.countries
        who = next(iter(lands), "") if len(lands) == 1 else next(iter(whose), "") if len(whose) == 1 else ""
        called = _called(context, f"government {who}", c.home, token, bound=True) if who else None
        if called:
            yield called


def _finding(context: Context, who: str, own: Sequence[_Called]) -> Finding | None:
    """The finding of one person, body or government; None where no word that takes a side is one outlet's and not another's."""
    said: dict[str, set[str]] = {}
    sides: dict[str, list[_Called]] = {}
    for called in own:
        said.setdefault(context.outlet(called.home.article), set()).update({called.term, *called.charged})
        sides.setdefault(context.outlet(called.home.article), []).append(called)
    chosen: dict[str, _Called] = {}
    for outlet, words in sides.items():
        others = [terms for other, terms in said.items() if other != outlet]
        chosen[outlet] = max(
            words,
            key=lambda c: (any(c.charged - terms for terms in others), *c.worth, -c.home.start),
        )
    shown = list(chosen.values())
    if not any(
        (a.term != b.term and a.charged - said[context.outlet(b.home.article)]) or _adds(a, b)
        for x, y in combinations(shown, 2)
        for a, b in ((x, y), (y, x))
    ):
        return None
    name = context.actors.names.get(who, "")
    title = f"{CALLED} {name or 'the same government'}"
    return _of_words(context, title, shown, "each article itself ties its word to the name")


def _adds(a: _Called, b: _Called) -> bool:
    """Whether one of two phrases with the same noun adds a word that takes a side."""
    return a.term == b.term and bool(a.charged - b.charged)


def _of_words(context: Context, title: str, shown: Sequence[_Called], why: str) -> Finding:
    """The finding of the words of several outlets for one."""
    ordered = sorted(shown, key=lambda c: (c.home.article, c.home.start))
    spans = tuple(_span(context, c) for c in ordered)
    sides = {lexicon_epithets()[t] for c in ordered for t in c.charged if t in lexicon_epithets()}
    headline = any(c.home.role == "headline" for c in ordered)
    weight = WEIGHT + 0.1 * (len(sides) > 1) + 0.1 * headline + 0.05 * max(0, len(ordered) - 2)
    shared = set[str].intersection(*(set(context.stated.get(c.home.sentence, ())) for c in ordered))
    return Finding(
        "label",
        min(shared, default=None),
        f"{title}: {context.said(spans)}",
        f"{counted(len({c.term for c in ordered}), 'word')} in the outlets' own voice, at least one of which takes a side, as a word list "
        f"has it; {why}",
        round(min(1.0, weight), 4),
        spans,
        "epithet",
    )


def _span(context: Context, called: _Called) -> SpanOf:
    """The phrase of a word for somebody."""
    return context.span(called.home.article, called.phrase.start, called.phrase.end)


def _groups(context: Context, taken: Collection[tuple[str, int]]) -> Iterator[Finding]:
    """Findings of people without a name, whom linked sentences have do the same or suffer the same.

    Args:
        taken: (sentence, word) of the nouns that are said of somebody with a name.
    """
    found: dict[frozenset[str], tuple[_Called, _Called]] = {}
    for (one, other), score in sorted(context.compared.items(), key=lambda item: -item[1]):
        if score < SAME_ROLE and not context.in_common(one, other):
            continue
        a, b = (context.phrases.sentences[s] for s in (one, other))
        if context.outlet(a.article) == context.outlet(b.article):
            continue
        for x, y in _in_one_role(context, a, b):
            if {(x.home.sentence, x.phrase.head), (y.home.sentence, y.phrase.head)} & set(taken):
                continue
            found.setdefault(frozenset((x.term, y.term)), (x, y))
    for x, y in list(found.values())[:MOST_PAIRS]:
        yield _of_words(
            context,
            f"{CALLED} the same people",
            (x, y),
            "linked sentences have them do or suffer the same",
        )


def _in_one_role(context: Context, a: Sentence, b: Sentence) -> Iterator[tuple[_Called, _Called]]:
    """Pairs of words for people in one role of one act, of which one takes a side and the other article doesn't use it."""
    for role, verb, noun in _roles(a):
        for other_role, other_verb, other_noun in _roles(b):
            if role != other_role or not _is_one_act(a, verb, b, other_verb):
                continue
            x, y = _called(context, "", a, noun), _called(context, "", b, other_noun)
            if not x or not y or x.term == y.term or not x.charged | y.charged:
                continue
            if _is_many(a, noun) != _is_many(b, other_noun) or conflict(x.phrase, y.phrase):
                continue
            if not (_uses(context, y, x.term) or _uses(context, x, y.term)):
                yield x, y


def _is_many(home: Sentence, noun: int) -> bool:
    """Whether a noun names several: in the plural, or a word for a crowd ("a mob", "protesters")."""
    return home.read.tokens[noun].tag.endswith("S") or _singular(home, noun) in CROWDS


def _uses(context: Context, called: _Called, term: str) -> bool:
    """Whether the article of a word uses another word too: it may tell of two groups."""
    return context.prints(called.home.article, term) or context.prints(called.home.article, term + "s")


def _roles(home: Sentence) -> Iterator[tuple[str, int, int]]:
    """(role, verb, noun) of the people without a name in a sentence: who does something, to whom it is done."""
    tokens = home.read.tokens
    for k, t in enumerate(tokens):
        if t.tag not in ("NN", "NNS") or not (_is_person(_singular(home, k)) or _is_rival(home, k)):
            continue
        if t.dep in DOERS and tokens[t.head].pos == "VERB":
            yield "doer", t.head, k
        elif t.dep in PATIENTS:
            yield "patient", t.head, k
        elif t.dep == "pobj" and tokens[t.head].dep == "agent":
            yield "doer", tokens[t.head].head, k


def _is_rival(home: Sentence, token: int) -> bool:
    """Whether a noun is one of the words by which reports name a crowd, fighters or migrants."""
    return any(
        kind in ("crowd", "fighter", "migrant", "activist")
        for kind, _ in lexicon_rivals().get((_singular(home, token),), ())
    )


def _objects(home: Sentence, verb: int) -> set[str]:
    """Stems of the common nouns to which a verb does something."""
    return {
        home.stems[home.word_at[k]]
        for k in home.read.below(verb, "dobj")
        if k in home.word_at and home.read.tokens[k].pos == "NOUN"
    } - {""}


def _is_one_act(a: Sentence, verb: int, b: Sentence, other: int) -> bool:
    """Whether two verbs are the same word, or near, or have one object."""
    if a.read.tokens[verb].lemma == b.read.tokens[other].lemma:
        return True
    if _objects(a, verb) & _objects(b, other):
        return True
    x, y = a.word_at.get(verb), b.word_at.get(other)
    return x is not None and y is not None and float(a.vectors[x] @ b.vectors[y]) >= SAME_VERB
