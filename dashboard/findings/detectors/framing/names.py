"""One referent under several names across outlets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from dashboard.encoding.phrases import Chunk, key_of
from dashboard.entities.entities import Naming
from dashboard.findings.context import Context
from dashboard.findings.finding import (
    CHARGED,
    NEAR,
    NEAR_IN_MEANING,
    ONE,
    STYLE,
    Finding,
    adds_charge,
    counted,
)
from dashboard.findings.phrase_pairs import (
    TIMES,
    contrast,
    countries_in,
    first,
    informativeness,
    likeness,
    same_form,
    shown_end,
)
from dashboard.findings.referents import described_by, figures, kind_of, nearest, one_role, plain_stems
from dashboard.language import reporting_verbs
from dashboard.language.lexicons import (
    US_STATES,
    lexicon_connotations,
    lexicon_countries,
    lexicon_occasions,
    lexicon_offices,
    lexicon_rivals,
    name_tokens,
)
from dashboard.language.words import fold, stem
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
    """Referents that outlets name differently: things by their vectors, actors by their chain of names."""
    of_things = [
        f for f in (*_things(context), *_bound(context)) if f.rule == "label" or _may_be_one(context, f)
    ]
    return [*of_things, *_actors(context)]


def _may_be_one(context: Context, finding: Finding) -> bool:
    """Whether two of the articles whose names no statement joins tell so much alike that what is named alike may be one thing."""
    articles = sorted({s.article for s in finding.spans})
    return any(context.overlap(a, b) >= MIN_OVERLAP for a, b in combinations(articles, 2))


def _things(context: Context) -> list[Finding]:
    """Findings of the referents that are no actors."""
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


def _actors(context: Context) -> list[Finding]:
    """Findings of the actors: how they are described, and by which names they go."""
    chains: dict[str, list[Naming]] = {}
    for naming in context.actors.namings:
        if naming.kind != "within":
            chains.setdefault(naming.actor, []).append(_from_courtesy(naming))
    found = []
    offices = _Offices(context.actors.namings)
    shared = _shared_surnames(context.actors.namings)
    for actor, chain in chains.items():
        chain = [
            n
            for n in chain
            if not _joined(n) and not _is_unsure(n, shared) and not _is_of_another(n) and not _is_cut(n)
        ]
        letters = all(len(part) == 1 for part in re.findall(r"\w+", context.actors.names[actor]))
        if letters or actor in PARTIES or actor in lexicon_countries() or actor in US_STATES:
            continue  # letters name nobody, members of a party are many, and a country or a state is no choice of words
        described = [
            n
            for n in chain
            if n.kind in ("described", "office") and n.described and _describes(n) and offices.is_his(n)
        ]
        plain = [n for n in chain if n.kind not in ("described", "office") or not n.described]
        for part, base, title in ((described, 0.25, "described"), (plain, 0.05, "called")):
            if title == "called" and _is_headline(actor, chain):
                continue
            style = title == "called" and _is_one_name(actor, part)
            finding = _actor(context, actor, _of_one_outlet(part) if style else part, base, title)
            if finding:
                found.append(replace(finding, rule=STYLE) if style else finding)
    return found


def _of_one_outlet(chain: Sequence[Naming]) -> list[Naming]:
    """The namings in forms that one article alone uses: that one prints "Roe" where another prints "Jane Roe" and "Roe" is no choice."""
    users: dict[tuple[str, ...], set[str]] = {}
    for naming in chain:
        users.setdefault(_key(naming), set()).add(naming.home.article)
    return [naming for naming in chain if len(users[_key(naming)]) == 1]


_ABBREVIATED = {
    stem(short): stem(whole)
    for short, whole in {
        "sen": "senator",
        "rep": "representative",
        "gov": "governor",
        "gen": "general",
        "lt": "lieutenant",
        "sgt": "sergeant",
        "col": "colonel",
        "capt": "captain",
        "adm": "admiral",
    }.items()
}
"""Stem of a shortened title -> stem of the title."""


class _Offices:
    """Which offices an article gives to whom: "the governor" is his whom it calls the governor by name, and nobody else so."""

    def __init__(self, namings: Sequence[Naming]) -> None:
        self._held: dict[tuple[str, str], set[str]] = {}  # article, stem -> actors so described
        self._deputies = {n.actor for n in namings if n.kind == "described" and "vice" in n.described}
        for n in namings:
            for s in n.described if n.kind == "described" else ():
                self._held.setdefault((n.home.article, s), set()).add(n.actor)

    def is_his(self, naming: Naming) -> bool:
        """Whether an actor who is named by an office alone is surely meant: nobody else of the article holds it, no deputy is taken for
        the holder, and the sentence does not name the actor beside it, or somebody else as the one who is meant."""
        if naming.kind != "office":
            return True
        home = naming.home
        role = home.stems[naming.last - 1]
        if self._held.get((home.article, role)) != {naming.actor}:
            return False
        if ("vice" in naming.described) != (naming.actor in self._deputies):
            return False
        return not _is_told_apart(naming)


def _is_told_apart(naming: Naming) -> bool:
    """Whether a sentence names by an office one whom it joins to a name ("Roe and the officer"), or says who it is ("the officer is
    Roe")."""
    home, read = naming.home, naming.home.read
    head = home.words[naming.last - 1].token
    token = read.tokens[head]
    above = read.tokens[token.head]
    joined = (token.dep == "conj" and above.pos == "PROPN") or any(
        read.tokens[k].pos == "PROPN" for k in read.below(head, "conj")
    )
    named = token.dep == "nsubj" and any(
        read.tokens[k].pos == "PROPN" for k in read.below(token.head, "attr")
    )
    return joined or named


def _shared_surnames(namings: Sequence[Naming]) -> frozenset[str]:
    """Last words of the names of two persons: who is meant by such a word alone is not sure."""
    holders: dict[str, set[str]] = {}
    for n in namings:
        first, _, last = n.actor.rpartition(" ")
        if first:
            holders.setdefault(last, set()).add(n.actor)
    return frozenset(last for last, own in holders.items() if len(own) > 1)


def _is_unsure(naming: Naming, shared: frozenset[str]) -> bool:
    """Whether a naming may mean another person: a surname alone that two bear, or another name with one first name and a title
    ("Queen Elizabeth" is not Elizabeth Poe)."""
    tokens = naming.actor.split()
    own = set(name_tokens([w.text for w in naming.home.words[naming.own[0] : naming.own[1]]])) & set(tokens)
    if naming.kind == "office" or len(tokens) < 2 or not own:
        return False
    return naming.kind == "described" and (own == {tokens[-1]} & shared or own == {tokens[0]})


def _is_of_another(naming: Naming) -> bool:
    """Whether the courtesy in a naming is before somebody else's name: "Jane Roe, a lawyer for Mr. Poe"."""
    words = [w.text for w in naming.home.words[naming.first : naming.last]]
    return naming.kind == "courtesy" and not set(name_tokens(words)) & set(naming.actor.split())


def _is_cut(naming: Naming) -> bool:
    """Whether a naming is only the end of a phrase ("acting FBI | Director Roe"), begins with a verb ("also re-elected Senator Roe"),
    stands in brackets, where a state or a party is shortened ("Roe (S.C.)"), or runs over the end of a quotation ("audiences," Roe)."""
    home, first = naming.home, naming.first
    text = home.text[home.words[first].start : home.words[naming.last - 1].end]
    if home.text[: home.words[first].start].endswith("(") or any(
        mark in text for mark in (',"', ",”", ",''")
    ):
        return True
    if not first or naming.kind not in ("described", "courtesy"):
        return False
    before, gap = home.words[first - 1], home.text[home.words[first - 1].end : home.words[first].start]
    runs_on = gap == " " and before.kind in ("noun", "name") and home.role != "headline"
    return runs_on or (before.kind == "adv" and home.read.tokens[home.words[first].token].tag == "VBN")


def _is_headline(actor: str, chain: Sequence[Naming]) -> bool:
    """Whether a name stands in headlines alone, where common words are printed with capitals ("Veto Bill")."""
    return len(actor.split()) > 1 and all(n.home.role == "headline" for n in chain)


def _is_charged(chain: Sequence[Naming]) -> bool:
    """Whether a word of some namings is charged."""
    return bool({w for n in chain for w in _key(n)} & lexicon_connotations().keys())


def _is_one_name(actor: str, chain: Sequence[Naming]) -> bool:
    """Whether namings differ by courtesy, initials, or the length of one name alone: no choice of words. A charged word in a name is
    one ("a do-nothing Congress", "Attack Ad")."""
    known = set(actor.split())
    short = "".join(word[0] for word in actor.split())
    if _is_charged(chain):
        return False
    named = [set(name_tokens(_key(n))) for n in chain if n.kind not in ("described", "office")]
    if len(named) == len(chain) and all(words <= max(named, key=len) for words in named):
        return True
    for naming in chain:
        key = _key(naming)
        plain = {w for w in name_tokens(key) if lexicon_offices().get(w) != "courtesy"}
        initials = "".join(key).replace(" ", "") in (short, short[:-1])
        if not (plain <= known or initials):
            return False
    return True


SPOKEN = frozenset("my your our".split())
"""Words of a description that somebody gives himself or whom he speaks to: no outlet's own."""
JOINING = frozenset("neither nor both either and or".split())
PARTIES = frozenset("democrat democrats republican republicans democratic gop".split())


def _joined(naming: Naming) -> bool:
    """Whether a naming holds the names of two ("neither Obama", "Trump and Mattis"), or the verb of a headline ("The Council Condemns
    Racism")."""
    words = naming.home.words[naming.first : naming.last]
    if naming.home.role != "headline" and any(
        _is_no_name(naming, k) for k in range(naming.first, naming.last)
    ):
        return True
    verbs = reporting_verbs.forms() if naming.home.role == "headline" else {}
    joining = JOINING - set(naming.actor.split())  # "Department of Health and Human Services"
    return any(w.low in joining or w.low in verbs for w in words)


def _is_no_name(naming: Naming, k: int) -> bool:
    """Whether a word in a naming belongs to the clause around it: "if Jane Roe", "the attack | injured Roe"."""
    word = naming.home.words[k]
    tag = naming.home.read.tokens[word.token].tag
    return word.kind in ("sub", "aux", "to") or tag in ("VBD", "VBZ", "VBP")


def _describes(naming: Naming) -> bool:
    """Whether a naming describes its actor: an apposition behind the name, or an office or an adjective before it, and nothing that belongs
    to something else.

    "A term Obama …", "11 unless Trump" and "the meeting Trump …" are a noun and the subject of what follows.
    """
    words = naming.home.words[naming.first : naming.last]
    if any(w.kind in ("verb", "aux", "sub", "to", "num") or fold(w.text) in TIMES for w in words):
        return False
    if naming.kind == "described" and naming.last > naming.own[1] and naming.first == naming.own[0]:
        return True
    offices = [fold(w.text) in lexicon_offices() for w in words]
    if naming.kind == "office":
        return any(offices)
    if any(w.kind == "adp" for w in words):
        return False
    forms = [
        (w.kind, office)
        for w, office, k in zip(words, offices, range(naming.first, naming.last), strict=True)
        if naming.home.stems[k] in naming.described
    ]
    loose = words[0].kind == "det" or naming.home.role == "headline"
    return any(kind == "adj" or office for kind, office in forms) and all(
        kind != "noun" or office or any(offices) or not loose for kind, office in forms
    )


def _actor(context: Context, actor: str, chain: Sequence[Naming], base: float, title: str) -> Finding | None:
    """The finding of one actor, or None where all outlets use the same forms."""
    sides: dict[str, list[Naming]] = {}
    keys: dict[str, set[tuple[str, ...]]] = {}
    for naming in chain:
        key = _key(naming)
        if key not in keys.setdefault(naming.home.article, set()):
            keys[naming.home.article].add(key)
            sides.setdefault(naming.home.article, []).append(naming)
    if len(sides) < 2 or len(set.union(*keys.values())) < 2:
        return None
    words: dict[str, set[str]] = {}
    worth: dict[str, float] = {}
    for article, namings in sides.items():
        for n in namings:
            for k in range(n.first, n.last):
                s = n.home.stems[k]
                if s in n.described or n.kind == "courtesy":
                    words.setdefault(s, set()).add(article)
                    worth[s] = max(worth.get(s, 0.0), informativeness(n.home, k, context.phrases))
    apart = sorted((worth[s] * (1 - len(a) / len(sides)) for s, a in words.items() if s), reverse=True)
    difference = min(1.0, sum(x * f for x, f in zip(apart, (1, 0.6, 0.4), strict=False)) / 1.2)
    rarest = {
        a: sorted(own, key=lambda n: (n.kind == "office", _spread(_key(n), keys)))
        for a, own in sorted(sides.items())
    }
    shown = [n for own in rarest.values() for n in own[:MAX_FORMS]]
    first = {_key(own[0]) for own in rarest.values()}
    if len(first) < 2:
        return None
    name = context.actors.names[actor]
    told = [
        n for own in rarest.values() for k, n in enumerate(own) if k == 0 or _key(n) in first
    ]  # who has both forms
    forms = context.said(context.span(n.home.article, n.start, n.end) for n in told)
    return Finding(
        "label",
        None,
        f"{name} is {title} in several ways: {forms}",
        f"{counted(len(sides), 'article')} use {len(set.union(*keys.values()))} different forms for {name}",
        round(min(1.0, base + 0.6 * difference), 4),
        tuple(context.span(n.home.article, n.start, n.end) for n in shown),
        _rule(shown, title),
    )


def _rule(shown: Sequence[Naming], title: str) -> str:
    """The rule for the ranking: "the governor" may be another governor."""
    return "office" if any(n.kind == "office" for n in shown) else title


def _from_courtesy(naming: Naming) -> Naming:
    """The naming without what stands before "Mr.": it describes nobody ("accepted Mr. X", "aides including Ms. X")."""
    words = naming.home.words
    at = next(
        (
            k
            for k in range(naming.first + 1, naming.last)
            if lexicon_offices().get(words[k].low) == "courtesy"
        ),
        None,
    )
    return naming if at is None else replace(naming, first=at, kind="courtesy", described=())


def _spread(key: tuple[str, ...], keys: Mapping[str, set[tuple[str, ...]]]) -> int:
    """In how many articles a form is used: what one outlet alone says comes first."""
    return sum(key in own for own in keys.values())


def _key(naming: Naming) -> tuple[str, ...]:
    """What tells one form of an actor's name from another."""
    words = [w for w in naming.home.words[naming.first : naming.last] if w.kind not in ("det", "pos")]
    if naming.kind in ("described", "office"):
        return tuple(sorted({_ABBREVIATED.get(s, s) for s in naming.described}))
    return tuple(w.text.lower().replace(".", "").replace("-", " ") for w in words)
