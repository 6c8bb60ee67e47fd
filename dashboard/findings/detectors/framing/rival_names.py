"""How each outlet names the event itself and those who take part: "riot" beside "protest", "mob" beside "crowd".

Such words are no synonyms, and short reports of one event hardly share others, so neither vectors nor aligned statements bring
them together. A lexicon says which words name one kind of event, act or people; headline and lead, or a statement that two
outlets report, show that it is the same one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dashboard.encoding.phrases import Sentence
from dashboard.findings.context import Context
from dashboard.findings.detectors.framing.predicate import BREAKS
from dashboard.findings.finding import ONE, ONE_ACT, Finding, SpanOf, adds_charge, counted
from dashboard.language.lexicons import countries_among, lexicon_epithets, lexicon_rivals

TAKING_SIDES = frozenset(("illegal", "undocumented", "alien"))
"""Words of the lexicon that take a side within a name of two words."""
WEIGHT = 0.6
"""Weight of two names of one event; a name in a headline and a third outlet add to it."""
MOST_USES = 8
"""Uses of one kind's names in one article that are looked at, the most prominent: bounds the work."""
LONGEST_TERM = 3
"""Words of the longest term of the lexicon."""
MAX_TERMS = 3
"""Names of one outlet that a finding shows, the most prominent first."""
LINKED = 0.3
"""Probability of a link between two sentences from which what they have in common can name one event."""
PROMINENT = 1.0
"""Prominence of headlines and leads."""
NAMING = frozenset(("noun", "verb", "adj"))
"""Classes of words that name an event or people; "alien" may be read as an adjective."""
INSIDE = frozenset(("compound", "amod", "nmod", "poss"))
"""Dependencies of a word that only describes another: "riot police"."""
LONGEST_SHOWN = 4
"""Words of a phrase around a name that are shown with it; of a longer one the name alone is."""


@dataclass(frozen=True, eq=False)
class _Use:
    """One use of a name: the plain term of the lexicon, its words first … last - 1, and how prominently it is printed."""

    term: str
    home: Sentence
    first: int
    last: int
    place: float

    @property
    def kind(self) -> str:
        """Class of its first word."""
        return self.home.words[self.first].kind


def detect(context: Context) -> list[Finding]:
    """A finding for every kind of event, act or people that outlets name by words which not all of them use."""
    uses: dict[str, dict[str, list[_Use]]] = {}
    for home in context.phrases.sentences.values():
        for thing, use in _uses(context, home):
            uses.setdefault(thing, {}).setdefault(home.article, []).append(use)
    uses = {
        thing: {a: sorted(own, key=lambda u: -u.place)[:MOST_USES] for a, own in sides.items()}
        for thing, sides in uses.items()
    }
    return [
        finding
        for sides in uses.values()
        for kept in _events(context, sides)
        if (finding := _finding(context, kept, sides))
    ]


def _uses(context: Context, home: Sentence) -> Iterator[tuple[str, _Use]]:
    """(kind of thing, use) of the names in a sentence that are the outlet's own words, the longer of two that overlap."""
    lemmas = [_lemma(home, k) for k in range(len(home.words))]
    at = 0
    while at < len(lemmas):
        sizes = (n for n in range(min(LONGEST_TERM, len(lemmas) - at), 0, -1))
        size = next((n for n in sizes if tuple(lemmas[at : at + n]) in lexicon_rivals()), 0)
        last = at + size
        if (
            size
            and _names_something(home, at, last)
            and _hits_somebody(home, at, last)
            and not _is_quoted(context, home, at)
        ):
            for thing, name in lexicon_rivals()[tuple(lemmas[at:last])]:
                yield thing, _Use(name, home, at, last, context.places[home.sentence])
        at = max(last, at + 1)


def _lemma(home: Sentence, k: int) -> str:
    """The base form of a word in small letters; headlines print nouns with capitals, and the reader takes those for names."""
    token = home.read.tokens[home.words[k].token]
    lemma, low = token.lemma.lower(), home.words[k].low
    if (low,) not in lexicon_rivals() and lemma == low and low.endswith("s"):
        return low.removesuffix("s") if not low.endswith("ies") else low.removesuffix("ies") + "y"
    return lemma


def _names_something(home: Sentence, first: int, last: int) -> bool:
    """Whether words name something themselves: "riot", not "riot police". Of several the noun does, or the verb ("step down")."""
    head = last - 1 if home.words[last - 1].kind in ("noun", "name") else first
    token = home.read.tokens[home.words[head].token]
    capital = home.words[head].kind == "name" and home.role == "headline"
    if home.words[head].kind not in NAMING and not capital:
        return False
    inside = token.dep in INSIDE and token.head >= home.words[last - 1].token + 1
    return not inside or token.pos == "VERB"


def _hits_somebody(home: Sentence, first: int, last: int) -> bool:
    """Whether a verb of criticism by itself has somebody or something that it criticises: a storm "ripping through the islands" has not."""
    term = lexicon_rivals()[tuple(_lemma(home, k) for k in range(first, last))]
    word = home.words[first]
    if last - first > 1 or word.kind != "verb" or "criticise" not in {thing for thing, _ in term}:
        return True
    return bool(home.read.below(word.token, "dobj", "nsubjpass", "ccomp")) or home.read.tokens[
        word.token
    ].dep in ("acl", "relcl")


def _is_quoted(context: Context, home: Sentence, at: int) -> bool:
    """Whether a word is somebody's within quotation marks."""
    start = home.start + home.words[at].start
    return context.voices.of(home.article, start, home.start + home.words[at].end)[0] == "quoted"


def _finding(
    context: Context, kept: Mapping[str, Sequence[_Use]], sides: Mapping[str, Sequence[_Use]]
) -> Finding | None:
    """The finding of the uses that name one event; None where no outlet has a name for it that another one lacks.

    Args:
        sides: all uses of names for such things, by article.
    """
    said: dict[str, set[str]] = {}
    for article, uses in sides.items():
        said.setdefault(context.outlet(article), set()).update(u.term for u in uses)
    chosen: dict[str, list[_Use]] = {}
    for article, own in kept.items():
        others = [terms for outlet, terms in said.items() if outlet != context.outlet(article)]
        first_uses = {u.term: u for u in sorted(own, key=lambda u: (u.place, -u.home.start))}
        ranked = sorted(
            first_uses.values(),
            key=lambda u: (sum(u.term in terms for terms in others), -u.place, u.home.start, u.first),
        )
        chosen[article] = ranked[:MAX_TERMS]
    if not _differ(context, chosen, said):
        return None
    spans = tuple(_span(context, use) for _, own in sorted(chosen.items()) for use in own)
    names = context.said(_span(context, own[0]) for _, own in sorted(chosen.items()))
    headline = any(u.home.role == "headline" for own in chosen.values() for u in own)
    acts = any(own[0].kind == "verb" for own in chosen.values())
    weight = WEIGHT + 0.15 * headline + 0.05 * max(0, len(chosen) - 2)
    terms = counted(len({u.term for own in chosen.values() for u in own}), "word" if acts else "name")
    return Finding(
        "label",
        next(iter(context.in_common(*(own[0].home.sentence for own in chosen.values()))), None),
        f"{ONE_ACT if acts else ONE}: {names}",
        f"{terms} in {counted(len(chosen), 'article')}, in headline or lead or in one statement; a word list says that they name one kind "
        "of event, act or people",
        round(min(1.0, weight), 4),
        spans,
        "charged" if _takes_side(context, spans) else "act named" if acts else "rival",
    )


def _takes_side(context: Context, spans: Sequence[SpanOf]) -> bool:
    """Whether a word that not all outlets print takes a side: "the riot" beside "a protest", "hooligans", "illegal aliens"."""
    texts = [context.story.texts[s.article][s.start : s.end] for s in spans]
    terms = {word for s in spans for word in s.note.split()}
    return adds_charge(texts) or bool(terms & (lexicon_epithets().keys() | TAKING_SIDES))


def _events(context: Context, sides: Mapping[str, Sequence[_Use]]) -> list[dict[str, list[_Use]]]:
    """Uses of several outlets that name one event, by article: those that hang together from use to use. A story may tell of two
    wars."""
    left = [u for own in sides.values() for u in own]
    found = []
    while left:
        event = [left.pop(0)]
        for use in event:
            near = [u for u in left if _is_one_event(context, use, u)]
            event += near
            left = [u for u in left if u not in near]
        by_article = {a: own for a in sides if (own := [u for u in event if u.home.article == a])}
        if len({context.outlet(a) for a in by_article}) > 1:
            found.append(by_article)
    return _merged(found)


def _merged(events: Sequence[dict[str, list[_Use]]]) -> list[dict[str, list[_Use]]]:
    """The events, those with the same names as one: three outlets of which no statement is common to all."""
    by_terms: dict[frozenset[str], dict[str, list[_Use]]] = {}
    for event in events:
        merged = by_terms.setdefault(frozenset(u.term for own in event.values() for u in own), {})
        for article, own in event.items():
            merged[article] = [*merged.get(article, ()), *own]
    return list(by_terms.values())


def _is_one_event(context: Context, a: _Use, b: _Use) -> bool:
    """Whether two uses name one event: of different outlets, their linked sentences report one statement, or both stand in headline or
    lead; verbs there have an actor in common too, for a lead tells of more than one act. In one article, they are one name, of
    one country, or in its headline and lead."""
    if a.home.article == b.home.article:
        one, two = _countries_of(a), _countries_of(b)
        near = bool(one & two) or (a.place == b.place == PROMINENT and not (one and two))
        return a.term == b.term and near
    if context.outlet(a.home.article) == context.outlet(b.home.article):
        return False
    if "verb" in (a.kind, b.kind) and _have_other_subjects(context, a, b):
        return False
    linked = context.linked(a.home.sentence, b.home.sentence) >= LINKED
    if linked and context.in_common(a.home.sentence, b.home.sentence):
        return True
    if a.place != PROMINENT or b.place != PROMINENT:
        return False
    if "verb" not in (a.kind, b.kind):
        return True
    return linked or bool(context.actors_in(a.home.sentence) & context.actors_in(b.home.sentence))


def _have_other_subjects(context: Context, a: _Use, b: _Use) -> bool:
    """Whether the subjects of two words name actors, and none in common: what the inspectors vow is not what the baker promises."""
    one, two = _subjects(context, a), _subjects(context, b)
    return bool(one and two and not one & two)


def _subjects(context: Context, use: _Use) -> set[str]:
    """The actors whom the subject of a verb names."""
    home = use.home
    head = home.words[use.first].token
    below = [k for c in home.read.below(head, "nsubj", "nsubjpass") for k in home.read.subtree(c)]
    return {context.actors.at(home.sentence, home.word_at[k]) for k in below if k in home.word_at} - {""}


def _countries_of(use: _Use) -> frozenset[str]:
    """The countries whose the thing is said to be: "a North Korean invasion", "Moscow's invasion"."""
    read, head = use.home.read, use.home.words[use.last - 1].token
    before = [read.tokens[k].text.lower() for k in read.subtree(head) if k < head]
    return frozenset(countries_among(before))


def _differ(context: Context, chosen: Mapping[str, Sequence[_Use]], said: Mapping[str, set[str]]) -> bool:
    """Whether of two outlets each has a first name that the other never uses."""
    return any(
        context.outlet(a) != context.outlet(b)
        and chosen[a][0].term not in said[context.outlet(b)]
        and chosen[b][0].term not in said[context.outlet(a)]
        for a, b in combinations(chosen, 2)
    )


def _span(context: Context, use: _Use) -> SpanOf:
    """The noun phrase of a name where it is short, else the name alone."""
    home = use.home
    around = next(
        (
            c
            for c in context.phrases.phrases_of(home.sentence)
            if c.kind == "thing"
            and c.first <= use.first
            and use.last == c.core
            and c.core - c.first <= LONGEST_SHOWN
        ),
        None,
    )
    first = around.first if around else use.first
    for k in range(first + 1, use.first + 1):  # "a stinging — though nonbinding — rebuke"
        if set(home.text[home.words[k - 1].end : home.words[k].start]) & BREAKS:
            first = k
    return context.span(
        home.article,
        home.start + home.words[first].start,
        home.start + home.words[use.last - 1].end,
        use.term,
    )
