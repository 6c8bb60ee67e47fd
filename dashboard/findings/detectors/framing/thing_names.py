"""One thing under several names across outlets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from dashboard.encoding.phrases import Chunk, key_of
from dashboard.findings.context import Context
from dashboard.findings.finding import (
    CHARGED,
    NEAR,
    NEAR_IN_MEANING,
    ONE,
    Finding,
    adds_charge,
)
from dashboard.findings.phrase_pairs import (
    contrast,
    countries_in,
    first,
    informativeness,
    likeness,
    same_form,
    shown_end,
)
from dashboard.findings.referents import described_by, figures, kind_of, nearest, one_role, plain_stems
from dashboard.language.lexicons import (
    lexicon_occasions,
    lexicon_rivals,
)
from dashboard.statements.event_status import connected

UNSUPPORTED_FACTOR = 0.45
"""What is left of the weight of two names that nothing but their vectors joins."""
PERHAPS = "Perhaps one thing, several names"
MIN_OVERLAP = 0.25
"""Share of the shorter article's statements that two articles must share for it (ours): below, of 20 such findings of 14 stories none was
telling and most were of two things; all that readers of twelve annotated stories noted stand above."""
TWO_OUTLETS_FACTOR = 0.8
"""Weight of names of two outlets that share no statement: a senior center and a trauma center are near in vectors too."""
NOUN_FACTORS = (0.75, 1.0, 1.3)
"""Weight of names that share their noun, that have two nouns, three or more."""
ROOT_LETTERS = 5
"""Letters at the beginning that two nouns of one root share ("delegates", "delegation")."""
HELD_FROM = 0.65
"""Likeness from which two phrases with one rare noun name one thing."""
COMMON_NOUN_LIKENESS = 0.72
"""The same of a noun that the story uses often."""
RARE_NOUN = 0.45
"""Rarity in the story from which a noun by itself points at one thing."""
UNDER_ONE_ADJECTIVE = 0.3
"""Cosine of two nouns that one adjective describes, in one statement: "self-imposed lockdown" and "self-imposed blockade" have as much."""
SAME_OBJECT_LIKENESS = 0.45
"""Likeness from which two nouns with one describing or bound word name one thing: "the invasion of X", "the war in X"."""
SAME_STATEMENT_LIKENESS = 0.4
"""Likeness of two phrases with different nouns in one statement from which they fill one place of it."""
OTHER_NOUN = 0.6
"""Cosine of two nouns from which they can name one thing without more words in common: below, one pair in seven that readers judged did."""
NEAR_DESCRIPTION, NEAR_MANY = 0.45, 0.65
"""Cosine of what describes one noun in two phrases from which it may describe one thing, and several things, where no statement joins
them."""
BELONGING = frozenset("of in with between".split())
"""Prepositions by which something belongs to what stands before them."""
MAX_FORMS = 3
"""Names of one outlet that one finding shows, the most telling first."""
SAME_HEAD = 0.7
"""Cosine of two mentions of one noun from which they are used alike."""
WORDS_AFTER = 4
"""Words after a phrase that may still belong to it ("of the X army")."""
MOST_BOUND = 40
"""Phrases of one noun and preposition in one article that are compared with those of the others, the first."""
MIN_CONTRAST = 0.12
"""Contrast below which two names differ in grammar, in names or in dates alone."""


def detect(context: Context) -> list[Finding]:
    """Things that outlets name differently, by vectors, statements and words around them."""
    found = (*_things(context), *_bound(context))
    return [f for f in found if f.rule == "label" or _may_be_one(context, f)]


def _may_be_one(context: Context, finding: Finding) -> bool:
    """Whether two of the articles whose names no statement joins tell so much alike that what is named alike may be one thing."""
    articles = sorted({s.article for s in finding.spans})
    return any(context.overlap(a, b) >= MIN_OVERLAP for a, b in combinations(articles, 2))


def _things(context: Context) -> list[Finding]:
    """Findings of the referents."""
    found = []
    for group, is_joined in _groups(context):
        sides = _forms(group, context)
        if len(sides) < 2:
            continue
        difference = contrast(sides, context.phrases)
        shown = [key_of(own[0].home, own[0].first, own[0].core) for own in sides.values()]
        if difference < MIN_CONTRAST or all(same_form(shown[0], k) for k in shown):
            continue
        every = [c for own in sides.values() for c in own]
        shown_spans = {c: context.span(c.home.article, c.start, shown_end(c, every)) for c in every}
        spans = tuple(shown_spans.values())
        names = context.said(shown_spans[own[0]] for own in sides.values())
        firm = is_joined and _firm(sides, context)
        worth = (
            (0.1 + 0.85 * difference)
            * (0.4 + min(0.6, _sure(sides)))
            * _support(sides, context)
            * _nouns(sides)
        )
        found.append(
            Finding(
                "label",
                None,
                f"{ONE if firm else PERHAPS if is_joined else NEAR_IN_MEANING}: {names}",
                "The sentences around these words report the same thing"
                if firm
                else "These words share a noun or a description, but no statement joins them: they may be about two things"
                if is_joined
                else "Nothing but their meaning joins these words: they may be about two things or more",
                round(min(1.0, worth) * (1.0 if firm else TWO_OUTLETS_FACTOR), 4),
                spans,
                ("rival" if _are_rivals(sides) else "label") if firm else "perhaps" if is_joined else NEAR,
            )
        )
    return found


def _across(sides: Mapping[str, Sequence[Chunk]]) -> list[tuple[Chunk, Chunk]]:
    """Every two phrases of different articles."""
    chunks = [c for own in sides.values() for c in own]
    return [(a, b) for n, a in enumerate(chunks) for b in chunks[:n] if a.home.article != b.home.article]


def _firm(sides: Mapping[str, Sequence[Chunk]], context: Context) -> bool:
    """Whether a statement that two outlets report speaks for one thing."""
    return any(context.in_common(a.home.sentence, b.home.sentence) for a, b in _across(sides))


def _support(sides: Mapping[str, Sequence[Chunk]], context: Context) -> float:
    """What speaks for one thing beside the vectors, UNSUPPORTED_FACTOR … 1: a common word, a common statement, a third article."""
    pairs = _across(sides)
    held = sum(_joins(a, b, context) for a, b in pairs)
    return min(
        1.0,
        UNSUPPORTED_FACTOR + (1 - UNSUPPORTED_FACTOR) * held / max(1, len(pairs)) + 0.15 * (len(sides) - 2),
    )


def _groups(context: Context) -> Iterator[tuple[list[Chunk], bool]]:
    """The parts of each referent that something besides their vectors joins, True; then the whole of it, where it is more, False."""
    for whole in context.referents:
        parts = _joined_parts(whole, context)
        yield from ((part, True) for part in parts)
        if len(parts) != 1 or len(parts[0]) < len(whole):
            yield list(whole), False


def _joined_parts(group: Sequence[Chunk], context: Context) -> list[list[Chunk]]:
    """The parts of a group that something besides their vectors joins, from one article to another."""
    pairs = [
        (i, j)
        for (i, a), (j, b) in combinations(enumerate(group), 2)
        if a.home.article != b.home.article and _joins(a, b, context)
    ]
    return [[group[k] for k in part] for part in connected(len(group), pairs) if len(part) > 1]


def _joins(a: Chunk, b: Chunk, context: Context) -> bool:
    """Whether two phrases may name one thing: nearness of vectors alone never shows it.

    They count people by one number; they share their noun and a describing word; or their noun alone, where it is rare in the
    story or their sentences report one statement; or, with different nouns, their sentences report one statement and they and
    their nouns are near in it, or they share what describes them or is bound to them ("the invasion of X", "the war in X") and
    are near.
    """
    if figures(a) & figures(b):
        return True
    statement = context.alike(a.home.sentence, b.home.sentence)
    x, y = a.head_stem, b.head_stem
    near = likeness(a, b)
    heads = float(a.home.vectors[a.head] @ b.home.vectors[b.head])
    root = len(x) >= ROOT_LETTERS and x[:ROOT_LETTERS] == y[:ROOT_LETTERS]
    if x == y or (root and {kind_of(a), kind_of(b)} != {"person", "thing"}) or one_kind(a, b):
        one, two = ([k for k in described_by(c) if c.home.stems[k] not in (x, y)] for c in (a, b))
        if {a.home.stems[k] for k in one} & {b.home.stems[k] for k in two}:
            return statement or not (_is_any(a) and _is_any(b))
        if statement or not one or not two or (_is_any(a) and _is_any(b)):
            return statement
        least = NEAR_MANY if a.head_tag == b.head_tag == "NNS" else NEAR_DESCRIPTION
        known = (_is_definite(a) and _is_definite(b)) or adds_charge((a.text, b.text), CHARGED)
        if not known and nearest(a, one, b, two) < least:
            return False
        return near >= (HELD_FROM if context.phrases.rarity(x) >= RARE_NOUN else COMMON_NOUN_LIKENESS)
    shared = _in_one_role(a, b)
    whole = (plain_stems(a) & plain_stems(b)) - {x, y}
    if len(whole) > 1 and heads >= SAME_OBJECT_LIKENESS:
        return True
    if (
        statement
        and heads >= UNDER_ONE_ADJECTIVE
        and near >= SAME_STATEMENT_LIKENESS
        and _adjectives(a) & _adjectives(b)
    ):
        return True
    if heads < SAME_OBJECT_LIKENESS or near < SAME_STATEMENT_LIKENESS:
        return False
    if statement and (shared or one_role(a, b)):
        return True
    return bool(shared) and near >= SAME_OBJECT_LIKENESS and heads >= OTHER_NOUN


def _is_any(chunk: Chunk) -> bool:
    """Whether a phrase is of one or some of its kind, and says not of which: "one party", "white voters"."""
    begins = chunk.home.words[chunk.first]
    people = chunk.head_tag == "NNS" and kind_of(chunk) == "person"
    return begins.low in ("one", "some", "many") or (people and begins.kind in ("adj", "noun"))


def _is_definite(chunk: Chunk) -> bool:
    """Whether a phrase is of what is known already: "the summit", "Roe's summit", "his summit"."""
    words = chunk.home.words[chunk.first : chunk.core]
    return words[0].low in ("the", "this", "his", "her", "its", "their") or any(
        w.kind == "pos" for w in words
    )


def _adjectives(chunk: Chunk) -> set[str]:
    """Stems of the adjectives that describe a phrase ("self-imposed"), without those of a party or a people, which describe many things."""
    home = chunk.home
    own = (k for k in range(chunk.first, chunk.core) if home.words[k].kind == "adj")
    return {home.stems[k] for k in own if home.words[k].text.islower() or home.role == "headline"} - {""}


def one_kind(a: Chunk, b: Chunk) -> bool:
    """Whether two nouns name one kind of occasion, event or people: "talks", "a summit meeting"; "the invasion", "the war"."""
    one, two = (_kinds(c) for c in (a, b))
    return bool(one & two)


def _are_rivals(sides: Mapping[str, Sequence[Chunk]]) -> bool:
    """Whether all outlets' first nouns name one kind of event, act or people, and are not all the same: "invasion", "war"."""
    chunks = [own[0] for own in sides.values()]
    kinds = [{kind for kind, _ in _rivals(c)} for c in chunks]
    return len({c.head_stem for c in chunks}) > 1 and bool(set.intersection(*kinds))


def _rivals(chunk: Chunk) -> Sequence[tuple[str, str]]:
    """(kind, plain name) of what the noun of a phrase names in the lexicon of such words."""
    token = chunk.home.read.tokens[chunk.home.words[chunk.head].token]
    return lexicon_rivals().get((token.lemma.lower(),), ())


def _kinds(chunk: Chunk) -> frozenset[str]:
    """The occasions, and the kinds of events and people, that the noun of a phrase names."""
    word = chunk.home.words[chunk.head]
    found = {kind for kind, _ in _rivals(chunk)}
    return (
        frozenset(found | {lexicon_occasions()[word.low]})
        if word.low in lexicon_occasions()
        else frozenset(found)
    )


def _in_one_role(a: Chunk, b: Chunk) -> set[str]:
    """Stems beside the nouns that describe both phrases or are bound to both; what "of" binds may describe the other ("X's end", "the
    end of X"), what another preposition binds does not ("a reference to X's plan", "X's words")."""
    sides = []
    for c in (a, b):
        described = described_by(c)
        core = {c.home.stems[k] for k in described if k < c.core}
        bound = {c.home.stems[k] for k in described if k >= c.core}
        belongs = bool(bound) and c.home.words[c.core].low in BELONGING
        sides.append((core | bound if belongs else core, bound))
    (x, p), (y, q) = sides
    return ((x & y) | (p & q)) - {a.head_stem, b.head_stem}


def _nouns(sides: Mapping[str, Sequence[Chunk]]) -> float:
    """What other nouns are worth: "war" beside "invasion" and "aggression" tells more than one noun with other adjectives."""
    nouns: list[str] = []
    for own in sides.values():
        stem = own[0].head_stem
        if not any(stem[:ROOT_LETTERS] == other[:ROOT_LETTERS] for other in nouns):
            nouns.append(stem)
    return NOUN_FACTORS[min(len(nouns), len(NOUN_FACTORS)) - 1]


def _sure(sides: Mapping[str, Sequence[Chunk]]) -> float:
    """Average likeness of the forms of different articles, in [0, 1]."""
    values = [likeness(a, b) for a, b in _across(sides)]
    return max(0.0, min(1.0, sum(values) / max(1, len(values))))


def _bound(context: Context) -> list[Finding]:
    """What two outlets bind to the same noun by the same preposition, about the same country: "support for …"."""
    holders: dict[tuple[str, str], list[Chunk]] = {}
    for c in context.phrases.phrases:
        if c.kind == "thing" and c.core + 1 < c.last and _is_common(c):
            holders.setdefault((c.head_stem, c.home.words[c.core].low), []).append(c)
    found = []
    for (_, preposition), chunks in sorted(holders.items()):
        known = [(c, key_of(c.home, c.core + 1, c.last), _around(c)) for c in first(chunks, MOST_BOUND)]
        for n, (b, y, about_b) in enumerate(known):
            for a, x, about_a in known[:n]:
                if a.home.article == b.home.article or not about_a & about_b or set(x) & set(y):
                    continue
                if float(a.home.vectors[a.head] @ b.home.vectors[b.head]) < SAME_HEAD or same_form(x, y):
                    continue
                spans = tuple(
                    context.span(c.home.article, c.start, c.end)
                    for c in sorted((a, b), key=lambda c: c.home.article)
                )
                found.append(
                    Finding(
                        "label",
                        None,
                        f"Perhaps one thing, after “{a.home.words[a.head].text} {preposition}”: {context.said(spans)}",
                        "the same noun and preposition, about the same country, with other words",
                        0.35,
                        spans,
                        "perhaps",
                    )
                )
    return found


def _is_common(chunk: Chunk) -> bool:
    """Whether what is bound is a common noun: a rare one is easily taken for a name, but its letters are small."""
    last = chunk.home.words[chunk.last - 1]
    return last.kind == "noun" or last.text.islower()


def _around(chunk: Chunk) -> frozenset[str]:
    """Countries that a phrase and the next few words name."""
    words = chunk.home.words[chunk.core : chunk.last + WORDS_AFTER]
    return countries_in(tuple(w.text for w in words))


def _forms(group: Sequence[Chunk], context: Context) -> Mapping[str, Sequence[Chunk]]:
    """Article -> its different forms, the most telling first."""
    sides: dict[str, list[Chunk]] = {}
    for chunk in group:
        own = sides.setdefault(chunk.home.article, [])
        if not any(same_form(chunk.key, other.key) for other in own):
            own.append(chunk)

    def worth(chunk: Chunk) -> tuple[float, int]:
        return (
            -max(informativeness(chunk.home, k, context.phrases) for k in range(chunk.first, chunk.last)),
            chunk.start,
        )

    return {a: sorted(own, key=worth)[:MAX_FORMS] for a, own in sorted(sides.items())}
