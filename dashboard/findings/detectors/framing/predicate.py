"""What one subject is said to do to one thing, in other words: found by the subject and the thing, whether a row joins them or not.

"X has been unwavering in its loyalty to the plan" and "X has openly sided with the plan" share a subject and an object; what
stands between is a verb here and a verb with an adjective and a noun there, which no phrase by itself would bring together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dashboard.alignment.clustering import agglomerate
from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import Chunk, key_of, pooled
from dashboard.findings.aligned_phrases import PLAIN_SAYING
from dashboard.findings.context import Context
from dashboard.findings.finding import Finding, SpanOf, counted
from dashboard.findings.phrase_pairs import CLAUSE, LIGHT, informativeness, is_calendar, same_form

MAX_LENGTH = 7
"""Words of a predicate from its verb to its object: beyond, the object belongs to something else more often."""
MIN_LIKENESS = 0.4
"""Cosine of two predicates from which they say something similar of one subject and one thing."""
PERFECT_BONUS = 0.2
"""How much nearer two predicates in the perfect are: both tell how the subject stands to the thing (Quirk et al. 1985, § 4.20)."""
PER_ARTICLE = 3
"""Predicates of one article that are looked at for one subject and one thing, the first ones: bounds the work."""
MIN_TELLING = 0.3
"""Weight of the most telling word, below which predicates differ in grammar, in names or in dates alone."""
HAVE = frozenset("has have had".split())


@dataclass(frozen=True, eq=False)
class _Predicate:
    """What a subject does to a thing: words first … last - 1 between the two.

    Attributes:
        act: the verb with what stands before it.
        subjects: the actor who is the subject, and the countries that the subject names: a leader may stand for his.
        last: number of the object's first word.
        parties: the subject and the object, for the title.
        vector: of the words, without those of subject and object.
    """

    act: Chunk
    doers: frozenset[str]
    last: int
    parties: tuple[Chunk, Chunk]
    vector: Floats

    @property
    def key(self) -> tuple[str, ...]:
        """Stems of the content words."""
        return key_of(self.act.home, self.act.first, self.last)

    @property
    def lasts(self) -> bool:
        """Whether the verb is in the perfect."""
        return _is_perfect(self.act)


def detect(context: Context) -> list[Finding]:
    """Findings of predicates that two articles or more word differently, of one subject and one thing."""
    by_parties: dict[tuple[str, str], list[_Predicate]] = {}
    for thing, predicate in _predicates(context):
        for doer in predicate.doers:
            own = by_parties.setdefault((doer, thing), [])
            if sum(p.act.home.article == predicate.act.home.article for p in own) < PER_ARTICLE:
                own.append(predicate)
    groups = [g for own in by_parties.values() for g in _alike(own)]
    found = []
    used: set[tuple[str, int]] = set()
    for group in sorted(groups, key=lambda g: (-len(g), sum(p.last - p.act.first for p in g.values()))):
        free = {a: p for a, p in group.items() if (p.act.home.sentence, p.act.first) not in used}
        finding = _finding(context, free) if len(free) > 1 else None
        if finding:
            used |= {(p.act.home.sentence, p.act.first) for p in free.values()}
            found.append(finding)
    return found


def _predicates(context: Context) -> Iterator[tuple[str, _Predicate]]:
    """Every act right after an actor, with each thing that it reaches through nouns and prepositions alone."""
    referent = {
        (c.home.sentence, c.first): f"referent {number}"
        for number, group in enumerate(context.referents)
        for c in group
    }
    for sentence, home in context.phrases.sentences.items():
        phrases = context.phrases.phrases_of(sentence)
        things = [c for c in phrases if c.kind == "thing"]
        for act in phrases:
            subject = next((c for c in things if act.first in (c.core, c.last)), None)
            if act.kind != "act" or subject is None or act.head_stem in PLAIN_SAYING:
                continue
            who = context.actors.of(subject) or referent.get((sentence, subject.first), "")
            doers = subject.countries | ({who} if who else frozenset())
            for thing, phrase in _reached(act, things, referent, context) if doers else ():
                vector = pooled(home, act.first, phrase.first, context.phrases.idf)
                yield thing, _Predicate(act, doers, phrase.first, (subject, phrase), vector)


def _reached(
    act: Chunk, things: Sequence[Chunk], referent: Mapping[tuple[str, int], str], context: Context
) -> Iterator[tuple[str, Chunk]]:
    """(name of a thing, the phrase that names it) of what an act reaches in its clause.

    Behind an actor nothing is reached: what follows is reported of him. An actor counts as a thing only where the act tells
    of something lasting ("has sided with X"): of what two actors do to one another there is too much in a story.
    """
    home, words = act.home, act.home.words
    named = False
    for c in things:
        if not act.last <= c.first <= act.last + MAX_LENGTH:
            continue
        between = words[act.last : c.first]
        if (
            any(w.kind in CLAUSE for w in between)
            or "," in home.text[act.end - home.start : words[c.first].start]
        ):
            return
        number = referent.get((home.sentence, c.first))
        actor = context.actors.of(c)
        if number and not actor and not is_calendar(c):
            named = True
            yield number, c
        elif actor:
            if not named and _is_perfect(act):
                yield actor, c
            return


def _is_perfect(act: Chunk) -> bool:
    """Whether a group of verbs begins with "has" and goes on."""
    return act.last - act.first > 1 and act.home.words[act.first].low in HAVE


def _alike(own: Sequence[_Predicate]) -> Iterator[dict[str, _Predicate]]:
    """Article -> its predicate, of each group of predicates that resemble one another."""
    articles = [p.act.home.article for p in own]
    scores = {
        (a, b): score
        for a, b in combinations(range(len(own)), 2)
        if articles[a] != articles[b] and (score := _likeness(own[a], own[b])) > MIN_LIKENESS / 2
    }
    for group in agglomerate(articles, scores, MIN_LIKENESS):
        sides: dict[str, _Predicate] = {}
        for k in sorted(group, key=lambda k: own[k].last - own[k].act.last):
            sides.setdefault(articles[k], own[k])
        if len(sides) > 1:
            yield dict(sorted(sides.items()))


def _likeness(a: _Predicate, b: _Predicate) -> float:
    """How surely two predicates say something similar, -1 … 1."""
    return min(1.0, float(a.vector @ b.vector) + PERFECT_BONUS * (a.lasts and b.lasts))


def _finding(context: Context, sides: Mapping[str, _Predicate]) -> Finding | None:
    """The finding of one subject and one thing; None where the words say the same or nothing."""
    keys = [p.key for p in sides.values()]
    if all(same_form(keys[0], key) for key in keys):
        return None
    common = set.intersection(*(set(key) for key in keys))
    worth = max(_worth(context, p, common) for p in sides.values())
    if worth < MIN_TELLING:
        return None
    spans = tuple(_span(context, p) for p in sides.values())
    pairs = list(combinations(sides.values(), 2))
    sure = max(0.0, sum(_likeness(a, b) for a, b in pairs) / len(pairs))
    whole = (context.span(p.act.home.article, *_whole(p)) for p in sides.values())
    return Finding(
        "wording",
        min(context.in_common(*(p.act.home.sentence for p in sides.values())), default=None),
        f"The same act in different words: {context.said(whole)}",
        f"The same subject and the same object in {counted(len(sides), 'article')}, with other words between them",
        round(min(1.0, (0.15 + 0.4 * worth) * (0.6 + 0.4 * sure)), 4),
        spans,
        "act",
    )


def _worth(context: Context, predicate: _Predicate, common: set[str]) -> float:
    """Weight of the most telling word that not all have, 0 … 1; words of an actor's name and light verbs tell nothing."""
    home = predicate.act.home
    return max(
        (
            informativeness(home, k, context.phrases)
            for k in range(predicate.act.first, predicate.last)
            if home.stems[k] not in common
            and home.words[k].low not in LIGHT
            and not context.actors.at(home.sentence, k)
        ),
        default=0.0,
    )


def _whole(predicate: _Predicate) -> tuple[int, int]:
    """Where a predicate with its subject and its object stands in the file: who does what, for a title that is read alone."""
    home, (subject, thing) = predicate.act.home, predicate.parties
    return subject.start, home.start + home.words[thing.core - 1].end


def _span(context: Context, predicate: _Predicate) -> SpanOf:
    """The words between the subject and the thing, without an article or a possessive that belongs to the thing."""
    home = predicate.act.home
    return context.span(home.article, predicate.act.start, home.start + home.words[predicate.last - 1].end)
