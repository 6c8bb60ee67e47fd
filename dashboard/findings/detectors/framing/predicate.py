"""What is said to be done, in other words: the predicates of a statement that several articles tell, and what one subject is said to do
to one thing, whether a row joins them or not.

"X has been unwavering in its loyalty to the plan" and "X has openly sided with the plan" share a subject and an object; what
stands between is a verb here and a verb with an adjective and a noun there, which no phrase by itself would bring together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from dashboard import limits
from dashboard.alignment.clustering import agglomerate
from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import CLAUSES_OF_NOUNS, Chunk, key_of, pooled
from dashboard.findings.aligned_phrases import PLAIN_SAYING, central
from dashboard.findings.context import Context, Row
from dashboard.findings.finding import Finding, SpanOf, counted
from dashboard.findings.phrase_pairs import (
    CLAUSE,
    LIGHT,
    MIN_CONTRAST,
    contrast,
    first,
    informativeness,
    is_calendar,
    same_form,
)
from dashboard.findings.referents import conflict, same_polarity
from dashboard.language.annotate import Token

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
MOST_ACTS = 12
"""Predicates of one article in one row that are compared, the first ones: every two cost."""
MAX_WORDS = 10
"""Words of a predicate of a statement that are compared and shown."""
APART = frozenset(
    "advcl conj ccomp relcl acl parataxis appos nsubj nsubjpass csubj mark cc punct preconj expl npadvmod".split()
)
"""Dependencies of what is no part of a verb's predicate: its subject, and what is a clause or a thing of its own."""
BREAKS = frozenset(",;:—–()")
"""Marks behind which nothing belongs to a predicate that is shown."""
JOINING = frozenset("adp det to and sub pron pos aux".split())
"""Classes of words with which no shown predicate ends."""
SUBJECT = 0.15
"""How much nearer a common subject makes two predicates of a statement, and how much farther two subjects."""
MIN_SAME, MIN_FAR = 0.5, 0.65
"""Likeness from which two predicates of a statement say the same, where their verbs are near and the link is sure, and elsewhere."""
NEAR_VERBS, UNLIKE_VERBS = 0.6, 0.2
"""Cosine of two verbs from which they are near, and below which they are no words for one act."""
ONE_VERB, UNLIKE_OBJECTS = 0.65, 0.3
"""Cosine of two verbs from which they are one whatever they are done to, and of two objects below which they are nothing alike."""
PATIENTS = ("dobj", "nsubjpass")
"""Dependencies of what an act is done to."""
SURE_LINK, MIN_LINK = 0.9, 0.5
"""Probability of a link from which it is sure, and from which predicates are compared."""
MAX_SUBJECT_GAP = 8
"""Words between a subject and its act that a title shows with both."""
ACT_WEIGHT = 0.3
"""Weight of two predicates that are only alike; more telling words add to it."""


@dataclass(frozen=True, eq=False)
class _Predicate:
    """What a subject does to a thing: words first … last - 1 between the two.

    Attributes:
        act: the verb with what stands before it.
        doers: the actor who is the subject, and the countries that the subject names: a leader may stand for his.
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
    """Findings of predicates that two articles or more word differently: of one statement, and of one subject and one thing."""
    used: set[tuple[str, int]] = set()
    return [*_of_statements(context, used), *_of_parties(context, used)]


def _of_statements(context: Context, used: set[tuple[str, int]]) -> Iterator[Finding]:
    """The predicates in which the articles of a row say the same in other words; those that are shown are `used`."""
    plain = {
        (c.sentence, k)
        for c in context.attributions
        if c.frame == "say" and c.stance == "neutral"
        for k in c.cue_words
    }
    for row in context.rows:
        limits.check("findings")
        acts = [p for m in row.mentions for c in m.phrases if (p := with_complements(c))]
        acts = [p for p in acts if (p.home.sentence, p.head) not in plain]
        acts = first(list({(p.home.sentence, p.first): p for p in acts}.values()), MOST_ACTS)
        articles = [p.home.article for p in acts]
        scores = _of_one_row(context, acts)
        for group in agglomerate(articles, scores, MIN_SAME):
            free = [k for k in group if (acts[k].home.sentence, acts[k].first) not in used]
            sides = central(free, acts, scores)
            finding = _of_sides(context, row, [p for _, p in sorted(sides.items())])
            if finding:
                used |= {(p.home.sentence, p.first) for p in sides.values()}
                yield finding


def with_complements(act: Chunk) -> Chunk | None:
    """A verb with what belongs to it as far as it stands right behind ("met | with the leader over Easter"); None of a noun, and of a
    verb that tells nothing by itself or only that somebody said something."""
    home, words = act.home, act.home.words
    if act.kind != "act" or act.head_stem in PLAIN_SAYING or words[act.head].low in LIGHT:
        return None
    tokens, children = home.read.tokens, home.read.children
    own, waiting = set(), [words[act.head].token]
    while waiting:
        at = waiting.pop()
        own.add(home.word_at.get(at, -1))
        waiting += [c for c in children[at] if tokens[c].dep not in APART or _is_infinitive(tokens[c])]
    last, most = act.last, act.first + MAX_WORDS
    while last in own and last < most:
        if set(home.text[words[last - 1].end : words[last].start]) & BREAKS:
            break
        last += 1
    if last == most and last in own:  # cut off: back to where the last whole phrase ends
        while last > act.last and words[last - 1].kind not in JOINING:
            last -= 1
    while last > act.last and words[last - 1].kind in JOINING:
        last -= 1
    return replace(act, last=last, core=last, key=key_of(home, act.first, last))


def _is_infinitive(token: Token) -> bool:
    """Whether a verb that describes a noun says what is to be done: "calls | to raise the toll"."""
    return token.dep in CLAUSES_OF_NOUNS and token.tag == "VB"


def _of_one_row(context: Context, acts: Sequence[Chunk]) -> dict[tuple[int, int], float]:
    """Likeness of the predicates of a row that can say one thing in other words; keys (i, j) with i < j."""
    if len(acts) < 2:
        return {}
    vectors = np.array([p.vector for p in acts])
    alike = vectors @ vectors.T
    subjects = [_subjects(context, p) for p in acts]
    scores = {}
    for i, j in zip(*(k.tolist() for k in np.nonzero(np.triu(alike > MIN_SAME - SUBJECT, 1))), strict=True):
        a, b = acts[i], acts[j]
        if a.home.article == b.home.article:
            continue
        link = context.linked(a.home.sentence, b.home.sentence)
        score = float(alike[i, j])
        if subjects[i] and subjects[j]:
            score += SUBJECT if subjects[i] & subjects[j] else -SUBJECT
        verbs = float(a.home.vectors[a.head] @ b.home.vectors[b.head])
        near = verbs >= NEAR_VERBS and link >= SURE_LINK
        if (
            link >= MIN_LINK
            and verbs >= (NEAR_VERBS if _describes(a) != _describes(b) else UNLIKE_VERBS)
            and score >= (MIN_SAME if near else MIN_FAR)
            and not exclude(a, b)
        ):
            scores[i, j] = min(1.0, score)
    return scores


def exclude(a: Chunk, b: Chunk) -> bool:
    """Whether two predicates cannot be one act: one is denied, they conflict, or they have objects that are nothing alike, and their verbs
    are unlike ("expressed his views", "reached a consensus"), or one verb has a name here and a thing there ("showed weapons", "showed
    Roe")."""
    if conflict(a, b) or not same_polarity((a, b)):
        return True
    one, two = (_patients(c) for c in (a, b))
    if not (one and two) or max(float(x @ y) for x, _ in one for y, _ in two) >= UNLIKE_OBJECTS:
        return False
    verbs = float(a.home.vectors[a.head] @ b.home.vectors[b.head])
    named = [{is_name for _, is_name in own} for own in (one, two)]
    return verbs < ONE_VERB or (a.head_stem == b.head_stem and named[0].isdisjoint(named[1]))


def _patients(act: Chunk) -> list[tuple[Floats, bool]]:
    """What an act is done to: vectors in context, and whether it is a name."""
    home = act.home
    found = home.read.below(home.words[act.head].token, *PATIENTS)
    return [
        (home.vectors[home.word_at[k]], home.read.tokens[k].pos == "PROPN")
        for k in found
        if k in home.word_at
    ]


def _describes(act: Chunk) -> bool:
    """Whether an act only describes a noun: "the letter | signed by Putin"."""
    return act.home.read.tokens[act.home.words[act.head].token].dep in CLAUSES_OF_NOUNS


def _subjects(context: Context, act: Chunk) -> frozenset[str]:
    """Who or what does an act: the actors, else the stems of nouns; none where it is a pronoun or stands with no verb near."""
    home, read = act.home, act.home.read
    at = home.words[act.head].token
    while not (found := read.below(at, "nsubj", "nsubjpass")) and read.tokens[at].dep in ("xcomp", "conj"):
        at = read.tokens[at].head
    words = [home.word_at[k] for k in found if k in home.word_at]
    return frozenset(context.actors.at(home.sentence, k) or home.stems[k] for k in words) - {""}


def _of_sides(context: Context, row: Row, sides: Sequence[Chunk]) -> Finding | None:
    """The finding of the predicates of one statement; None where they say it in the same words, or one says only more."""
    pairs = list(combinations(sides, 2))
    if not pairs or any(exclude(a, b) for a, b in pairs):
        return None
    if all(same_form(a.key, b.key) for a, b in pairs) or not any(_is_otherwise(a, b) for a, b in pairs):
        return None
    difference = contrast({p.home.article: [p] for p in sides}, context.phrases)
    if difference < MIN_CONTRAST:
        return None
    spans = tuple(
        context.span(p.home.article, p.home.start + p.home.words[p.shown_from].start, p.end, "act")
        for p in sides
    )
    whole = (_with_subject(context, p, s) for p, s in zip(sides, spans, strict=True))
    return Finding(
        "wording",
        row.statement,
        f"The same act in different words: {context.said(whole)}",
        f"the verbs of one statement in {counted(len(sides), 'article')}, each with what follows it",
        round(min(1.0, ACT_WEIGHT + 0.35 * difference), 4),
        spans,
        "act",
    )


def _is_otherwise(a: Chunk, b: Chunk) -> bool:
    """Whether each of two predicates has a word that the other's sentence never has: no other order, and no more of the same."""
    return bool(set(a.key) - set(b.home.stems)) and bool(set(b.key) - set(a.home.stems))


def _with_subject(context: Context, act: Chunk, shown: SpanOf) -> SpanOf:
    """The words of an act from its subject on, where that stands near before it and is no pronoun: who does it, for a title that is
    read alone."""
    home, begin = act.home, act.shown_from
    subjects = home.read.below(home.words[act.head].token, "nsubj", "nsubjpass")
    heads = {home.word_at[k] for k in subjects if k in home.word_at}
    things = context.phrases.phrases_of(home.sentence)
    subject = next((c for c in things if c.kind == "thing" and c.head in heads and c.first < begin), None)
    if subject is None or begin - subject.core > MAX_SUBJECT_GAP:
        return shown
    return context.span(shown.article, subject.start, shown.end)


def _of_parties(context: Context, used: set[tuple[str, int]]) -> list[Finding]:
    """Predicates of one subject and one thing that are not shown with their statement."""
    by_parties: dict[tuple[str, str], list[_Predicate]] = {}
    for thing, predicate in _predicates(context):
        for doer in predicate.doers:
            own = by_parties.setdefault((doer, thing), [])
            if sum(p.act.home.article == predicate.act.home.article for p in own) < PER_ARTICLE:
                own.append(predicate)
    groups = [g for own in by_parties.values() for g in _alike(own)]
    found = []
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
