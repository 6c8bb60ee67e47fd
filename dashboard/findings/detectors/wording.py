"""One statement in other words: the slots of its mentions where outlets differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from dashboard.encoding.phrases import Chunk, Sentence
from dashboard.findings.aligned_phrases import PLAIN_SAYING, Slot, slots
from dashboard.findings.context import Context, Row
from dashboard.findings.finding import Finding, SpanOf
from dashboard.findings.hedges import charge
from dashboard.findings.phrase_pairs import LIGHT, contrast, is_whole, likeness, other_role, two_things
from dashboard.language.words import fold

MIN_CONTRAST = 0.16
"""Contrast below which a slot differs in grammar, in names or in dates alone."""


MIN_WEIGHT = 0.16
"""Weight below which a difference is not worth a reader's time."""
KNOWN_NAMES_FACTOR = 0.55
"""What is left of the weight of a slot whose phrases are shown as names of one referent already."""


MIN_UNSHARED_LIKENESS = 0.44
"""Likeness that two phrases of one kind without a common word must reach."""
MIN_MIXED_LIKENESS = 0.55
"""Likeness that an act and a thing without a common word must reach."""


def detect(context: Context) -> list[Finding]:
    """A finding for every slot of a statement that outlets fill with other words."""
    named = {(c.home.article, c.key): number for number, group in enumerate(context.referents) for c in group}
    verbs = [(c.article, *c.cue) for c in context.attributions]
    found = []
    for row in context.rows:
        filled = slots(row, context)
        own = [
            finding
            for number, slot in enumerate(filled)
            if not slot.shared and (finding := _finding(context, row, slot, number, filled, named, verbs))
        ]
        act = _act(context, row, verbs)
        found += [act, *own] if act else own
    return found


def _cites(slot: Slot, verbs: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a phrase is the word by which somebody is cited: those are compared as attributions."""
    return any(
        c.kind == "act" and any(a == c.home.article and x <= _head(c) < y for a, x, y in verbs)
        for c in slot.sides.values()
    )


def _head(chunk: Chunk) -> int:
    """First character of a phrase's head in the file."""
    return chunk.home.start + chunk.home.words[chunk.head].start


def _finding(
    context: Context,
    row: Row,
    slot: Slot,
    number: int,
    filled: list[Slot],
    named: Mapping[tuple[str, tuple[str, ...]], int],
    verbs: Sequence[tuple[str, int, int]],
) -> Finding | None:
    """The finding of one slot; None where the difference tells nothing."""
    chunks = list(slot.sides.values())
    if any(context.actors.of(c) for c in chunks):
        return None
    light = [c.home.words[c.head].low in LIGHT for c in chunks]
    if sum(light) * 2 > len(light) or (chunks[0].kind == "act" and sum(light) * 2 == len(light)):
        return None
    difference = contrast({a: [c] for a, c in slot.sides.items()}, context.phrases)
    if difference < MIN_CONTRAST:
        return None
    if not set.intersection(*(set(c.key) for c in chunks)) and slot.sure < (
        MIN_MIXED_LIKENESS if len({c.kind for c in chunks}) > 1 else MIN_UNSHARED_LIKENESS
    ):
        return None
    sure = sum(m.score for m in row.mentions) / len(row.mentions)
    spans = tuple(context.span(c.home.article, c.start, c.end, f"slot {number + 1}") for c in chunks)
    groups = {named.get((c.home.article, c.key), -1 - n) for n, c in enumerate(chunks)}
    known = KNOWN_NAMES_FACTOR if len(groups) == 1 else 1.0
    shared = sum(s.shared for s in filled)
    weight = min(
        1.0, (0.15 + 0.6 * difference) * (0.6 + 0.4 * sure) * min(1.0, 0.2 + 1.25 * slot.sure) * known
    )
    if weight < MIN_WEIGHT:
        return None
    loose = _in_other_places(chunks) or _are_other_acts(context, chunks, slot.sure)
    weight *= MINOR if loose or _cites(slot, verbs) else _news(chunks)
    return Finding(
        "wording",
        row.statement,
        f"The same statement in different words: {context.said(spans)}",
        f"similarity of the phrases {slot.sure:.2f}; {shared} other parts of the statement are worded alike; weight {difference:.2f}",
        round(weight, 4),
        spans,
    )


MINOR = 0.1
"""What is left of the weight of words by which somebody is cited, of cut phrases and of phrases that may be two things: they
are shown beside what else differs in the statement, and never lead."""
SAME_WORD, MORE_WORDS, OTHER_WORDS = 0.3, 0.4, 0.5
"""What is left of the weight where the heads are one word, where one phrase is the other with more words, and where nothing
of this is so and no word is charged; a charged word adds its strength."""


def _news(chunks: Sequence[Chunk]) -> float:
    """What a difference is worth, SAME_WORD … 1."""
    keys = [frozenset(c.key) for c in chunks]
    common = frozenset.intersection(*keys)
    charged = max(charge(c.home, c.first, c.core, common) for c in chunks)
    one_head = len({c.head_stem for c in chunks}) == 1
    nested = all(a <= b or b <= a for a, b in combinations(keys, 2))
    return min(1.0, (SAME_WORD if one_head else MORE_WORDS if nested else OTHER_WORDS) + charged)


SURE_ACTS = 0.55
"""Likeness from which acts without a common word, of one subject or object, are one."""


def _are_other_acts(context: Context, chunks: Sequence[Chunk], sure: float) -> bool:
    """Whether acts have no word in common and nothing but their vectors joins them."""
    acts = [c for c in chunks if c.kind == "act"]
    if len(acts) < len(chunks) or set.intersection(*(set(c.key) for c in acts)):
        return False
    return sure < SURE_ACTS or not all(_one_slot(context, a, b) for a, b in combinations(acts, 2))


def _in_other_places(chunks: Sequence[Chunk]) -> bool:
    """Whether a phrase is no whole one, or two of them are of two kinds, name two things or fill different argument slots."""
    things = [c for c in chunks if c.kind == "thing"]
    return (
        0 < len(things) < len(chunks)
        or not all(map(is_whole, things))
        or any(other_role(a, b) or two_things(a, b) for a, b in combinations(things, 2))
    )


MAX_ACT_WORDS = 9
"""Words of an act with its object that a span shows."""
MAX_ACT_GAP = 2
"""Words between a verb and the object that is shown with it."""
ACT_WEIGHT = 0.15
"""Weight of two acts without a common word that are only alike; more telling words add to it."""


def _act(context: Context, row: Row, verbs: Sequence[tuple[str, int, int]]) -> Finding | None:
    """How each article words what a statement says is done: the verb with its object, where the verbs differ.

    Of each article the surest full mention is asked, and in it the act that is nearest to those of the other articles.
    """
    best: dict[str, list[Chunk]] = {}
    for m in sorted((m for m in row.mentions if m.full), key=lambda m: -m.score):
        acts = [c for c in m.phrases if c.kind == "act" and not _is_light(c) and not _is_cue(c, verbs)]
        if acts:
            best.setdefault(m.article, acts)
    if len(best) < 2:
        return None
    chosen = {
        a: max(
            acts, key=lambda c: (sum(max(likeness(c, d) for d in best[b]) for b in best if b != a), -c.start)
        )
        for a, acts in best.items()
    }
    pairs = [(a, b) for a, b in combinations(chosen.values(), 2)]
    if not all(_one_slot(context, a, b) for a, b in pairs):
        return None
    if (
        len({c.head_stem for c in chosen.values()}) < 2
        or min(likeness(a, b) for a, b in pairs) < MIN_ACT_LIKENESS
    ):
        return None
    difference = contrast({a: [c] for a, c in chosen.items()}, context.phrases)
    if difference < MIN_CONTRAST:
        return None
    outlets = len(set(context.story.articles["outlet"]))
    central = all(context.places[c.home.sentence] == 1.0 for c in chosen.values()) and (
        len({context.outlet(a) for a in chosen}) >= CENTRAL_SHARE * outlets
    )
    charged = max(charge(c.home, c.first, c.last) for c in chosen.values())
    spans = tuple(_with_object(context, c) for _, c in sorted(chosen.items()))
    return Finding(
        "wording",
        row.statement,
        f"The same act in different words: {context.said(spans)}",
        f"the verbs of one statement in {len(chosen)} articles, each with what follows it",
        round(min(1.0, ACT_WEIGHT + 0.2 * difference + 0.2 * charged + CENTRAL_BONUS * central), 4),
        spans,
    )


CENTRAL_SHARE, CENTRAL_BONUS = 0.6, 0.25
"""Share of the outlets that have an act in headline or lead from which it is the event's own, and what that adds."""


def _one_slot(context: Context, a: Chunk, b: Chunk) -> bool:
    """Whether two acts are done by one subject or to one thing: by their parse, an object of the passive counted as one."""
    return any(
        _same(context, x, y)
        for deps in (("nsubj", "agent"), ("dobj", "nsubjpass"))
        for x in _arguments(a, deps)
        for y in _arguments(b, deps)
    )


def _arguments(act: Chunk, deps: Sequence[str]) -> list[tuple[Sentence, int]]:
    """Words that are subject, or object, of an act."""
    read, verb = act.home.read, act.home.words[act.head].token
    at = [
        t
        for k in read.below(verb, *deps)
        for t in ([k] if read.tokens[k].dep != "agent" else read.below(k, "pobj"))
    ]
    return [(act.home, act.home.word_at[t]) for t in at if t in act.home.word_at]


def _same(context: Context, x: tuple[Sentence, int], y: tuple[Sentence, int]) -> bool:
    """Whether two words are one actor, one stem or near in context."""
    (one, a), (two, b) = x, y
    actors = context.actors.at(one.sentence, a), context.actors.at(two.sentence, b)
    if actors[0] and actors[1]:
        return actors[0] == actors[1]
    if one.stems[a] and one.stems[a] == two.stems[b]:
        return True
    pronoun = "pron" in (one.words[a].kind, two.words[b].kind)
    return pronoun or float(one.vectors[a] @ two.vectors[b]) >= MIN_ARGUMENT_LIKENESS


MIN_ARGUMENT_LIKENESS = 0.5
"""Cosine in context from which two arguments are one."""
MIN_ACT_LIKENESS = 0.4
"""Likeness that every two of the acts must have."""


def _is_light(chunk: Chunk) -> bool:
    """Whether a verb says nothing by itself, or nothing but that somebody said something."""
    return fold(chunk.home.words[chunk.head].text) in LIGHT or chunk.head_stem in PLAIN_SAYING


def _is_cue(chunk: Chunk, verbs: Sequence[tuple[str, int, int]]) -> bool:
    """Whether somebody is cited by a verb."""
    return any(a == chunk.home.article and x <= _head(chunk) < y for a, x, y in verbs)


def _depends(home: Sentence, word: int, verb: int) -> bool:
    """Whether a noun is an object of a verb, directly or behind one preposition."""
    tokens, at = home.read.tokens, home.words[word].token
    above = tokens[at].head if tokens[at].dep in ("dobj", "dative", "attr", "oprd", "pobj") else at
    if tokens[at].dep == "pobj":
        above = tokens[above].head
    return above == home.words[verb].token


def _with_object(context: Context, act: Chunk) -> SpanOf:
    """A verb with the thing that follows it."""
    home = act.home
    after = (
        c
        for c in context.phrases.phrases_of(home.sentence)
        if c.kind == "thing" and c.first >= act.last and _depends(home, c.head, act.head)
    )
    thing = next(after, None)
    last = act.last
    if thing and thing.first - act.last <= MAX_ACT_GAP and thing.core - act.first <= MAX_ACT_WORDS:
        gap = home.text[home.words[act.last - 1].end : home.words[thing.first].start]
        last = thing.core if not set(gap) & set(',;:—–()“”"') else last
    return context.span(home.article, act.start, home.start + home.words[last - 1].end, "act")
