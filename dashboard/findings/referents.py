"""Which phrases of different outlets name one thing: what shows that two name two things, and referents, clustered by their
vectors in context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from dashboard import limits
from dashboard.alignment.clustering import agglomerate
from dashboard.encoding.phrases import Chunk, Chunks
from dashboard.entities.entities import Actors
from dashboard.findings.finding import CHARGED, adds_charge
from dashboard.findings.phrase_pairs import (
    TIMES,
    combined,
    countries_in,
    is_calendar,
    likeness,
    whole,
)
from dashboard.language import media
from dashboard.language.lexicons import lexicon_nouns
from dashboard.language.words import fold, stem

HOLDS_ITS_PEOPLE = frozenset(map(stem, "police crowd union crew army".split()))
"""Nouns that name a body and its people alike: "police", "police officers" (ours)."""
MIN_MEAN_LIKENESS = 0.47
"""Average likeness within a referent: of the pairs with other heads above it, three in four are one referent."""
CANDIDATES_PER_ARTICLE = 6
"""Candidates kept of one phrase for every article: its nearest in all other articles."""
MAX_CANDIDATES = 120
"""Candidates of one phrase at most, however many articles there are: bounds the work per phrase."""
MAX_GAP = 3
"""Words between a phrase and the person to whom it is bound."""
UNRELATED = 0.25
"""Likeness below which two things have nothing in common."""
RARE_ADJECTIVE_BONUS = 0.1
"""How much nearer two phrases are that have a rare adjective in common."""
SAME_FIGURE_LIKENESS = 0.55
"""How near two phrases are at least that say of one number what may be people: "300 tenants", "some 300 thugs"."""
FIGURE_FROM = 3
"""Digits from which a number by itself tells a group of people from others."""
RARE_FROM = 0.8
"""Rarity from which an adjective is rare."""
SHARED_DESCRIPTION = 3
"""Words that two phrases share, one of them the noun of one, from which they name one thing: "a partisan attack dog", "a partisan
attack dog organization"."""
SCALE_WORDS = frozenset("hundred thousand million billion trillion dozen".split())
"""Number words that two different sums may share."""
BLOCK = 512
"""Phrases compared at once, so that memory stays small for long stories."""
OTHERS = frozenset("another other others any such future next previous similar different".split())
"""Words that set a thing apart from the one that was named: "another shutdown", "future elections", "such talks"."""
SAME_KIND = 0.4
"""Cosine of two nouns before one noun from which they may say of which kind it is in two ways: "press conference", "news conference"."""
OTHER_PEOPLE = 0.3
"""Cosine of what describes two groups of people below which they are two."""
COMPARING = frozenset("greater more fewer less larger bigger smaller higher lower worse".split())
"""Words by which a thing is measured against another."""
ORDINALS = frozenset("first second third fourth fifth only lone sole".split())
"""Words that say which one of several somebody is."""
EXCLUSIVE: Sequence[frozenset[str]] = tuple(
    frozenset(words.split())
    for words in (
        "right wrong",
        "higher lower",
        "first second third fourth fifth last",
        "majority minority",
        "house senate",
        "federal state local county",
        "public private",
        "his her",
        "older younger elder",
        "northern southern eastern western",
        "north south east west",
        "early late",
        "past former present current acting interim",
        "senior junior interim",
        "always never",
        "male female",
        "man woman",
        "men women",
        "boy girl",
        "boys girls",
        "domestic foreign",
        "civil criminal",
        "primary general",
        "democratic republican",
        "liberal conservative progressive",
        "urban suburban rural",
        "critical serious stable fair",
        "prosecution defense defence",
    )
)
"""Words that tell two things apart where each stands in one of them and none of them is the story's view: "the wrong candidate", "the
right candidate" (ours). Opposite views of one thing ("peaceful", "violent") are what is looked for."""


SIDES: Sequence[frozenset[str]] = (
    frozenset("rights control".split()),
    frozenset("pro anti".split()),
    frozenset("black white hispanic latino asian native".split()),
)
"""The same of people: "gun-rights advocates", "gun control advocates"; a debate on rights may be one on control."""
OPPOSED_HEADS: Sequence[frozenset[str]] = tuple(
    frozenset(map(stem, words.split()))
    for words in (
        "question answer",
        "cause effect",
        "attacker victim",
        "buyer seller",
        "employer worker",
        "winner loser",
        "supporter opponent",
        "ally enemy",
        "offer demand",
        "arrival departure",
        "mother father",
        "son daughter",
        "husband wife",
        "income expense",
        "export import",
        "strength weakness",
        "gain loss",
        "increase decrease",
        "victory defeat",
        "beginning end",
    )
)
"""Nouns that name the two ends of one thing, and so never the same (ours)."""
FATES: Mapping[str, str] = {
    word: kind
    for kind, words in {
        "dead": "dead died die dies dying death deaths killed kill kills killing fatalities fatality toll lives slain perished "
        "culled slaughtered",
        "hurt": "injured injures injure injuring injuries injury wounded wounds wounding hurt hurting hospitalized hospitalised treated",
        "missing": "missing unaccounted disappeared",
        "held": "arrested arrests arrest detained detentions custody jailed",
        "displaced": "displaced evacuated evacuees homeless shelters sheltered fled",
        "trapped": "trapped trapping stranded stuck buried rescued rescue rescuing saved plucked winched airlifted freed",
    }.items()
    for word in words.split()
}
"""Word -> what happened to those of whom it is said: "12 dead", "killed 12 people", "the deaths of 12"."""
PEOPLE = frozenset(map(stem, "people person persons others victims men women civilians residents".split()))
"""Nouns that say no more of people than that they are people: what happened to them says who they are."""
SPEECHES = frozenset(
    map(
        stem,
        "conference speech address statement interview remark letter tweet post message testimony lecture".split(),
    )
)
"""Nouns of what one person says, or holds in order to speak."""
PEOPLE_ADJECTIVES = frozenset(
    "elderly poor rich wealthy young old dead wounded injured sick homeless unemployed disabled accused needy".split()
)
"""Adjectives that with "the" name people."""
MEMBER_ROOT = 5
"""Letters at the beginning that a body and its members share."""
MEMBER_ENDINGS = ("or", "er", "ist", "ian", "man", "men", "woman", "women", "member")
"""How words for the members of a body end."""
SHORT_NAME = 3
"""Letters up to which a name may be the initials of any other."""
SPEAKER = frozenset("my our your".split())
"""Words by which somebody speaks of what is his."""
OBJECTS = ("dobj", "nsubjpass", "attr", "oprd", "acomp", "ccomp", "xcomp", "prep", "agent", "dative")
"""Dependencies of what an act is done to or is about."""
SAME_GOVERNOR = 0.5
"""Cosine of two verbs or nouns from which what is bound to them alike has one role."""
MOST_JOINED = 4
"""Steps from "and" to the first noun that is joined."""
ROOT_LETTERS = 4
"""Letters at the beginning that nouns of one root share: "critics", "criticism"."""
SUBJECTS = ("nsubj", "nsubjpass")
STEPS_TO_VERB = 4
"""Steps up the parse to the verb whose subject speaks."""


def referents(parsed: Chunks, named: Actors, cited: pd.DataFrame) -> list[list[Chunk]]:
    """Groups of noun phrases that name one thing, of at least two articles; phrases that name an actor are left out.

    Phrases with equal keys in one article are one member, its first mention standing for all. Two phrases by which
    different sources are cited, as the SOURCES table `cited` has it, name two things.
    """
    members: dict[str, Chunk] = {}
    for chunk in filter(None, map(whole, parsed.phrases)):
        if chunk.kind != "thing" or named.of(chunk) or is_calendar(chunk):
            continue
        if not _conjunct(chunk) and not _is_clause(chunk):
            members.setdefault(f"{chunk.home.article}\0{' '.join(chunk.key)}", chunk)
    candidates = list(members.values())
    pairs = _pairs(
        parsed,
        candidates,
        [_ties(c, parsed, named) for c in candidates],
        _sources(candidates, cited),
        objects(candidates, parsed),
    )
    groups = agglomerate([c.home.article for c in candidates], pairs, MIN_MEAN_LIKENESS)
    found = [[candidates[k] for k in group] for group in groups]
    return [g for g in found if len({c.home.article for c in g}) > 1]


def _set_apart(chunk: Chunk) -> bool:
    """Whether a phrase says that it is about another thing of its kind."""
    return not OTHERS.isdisjoint(chunk.core_words)


def _other_number(a: Chunk, b: Chunk) -> bool:
    """Whether one noun stands in the singular and in the plural ("a congressman", "the congressmen"; "the web site", "websites"), or one
    phrase says which of several people somebody is, and the other names several ("the second black member", "two black senators")."""
    one, two = a.head_tag, b.head_tag
    if not (one.startswith("NN") and two.startswith("NN")) or (one[-1] == "S") == (two[-1] == "S"):
        return False
    short, long = sorted((a.head_stem, b.head_stem), key=len)
    if short and long.endswith(short):
        return True
    single = b if one[-1] == "S" else a
    return kind_of(a) == kind_of(b) == "person" and not ORDINALS.isdisjoint(single.core_words)


def _exclusive(a: Chunk, b: Chunk) -> bool:
    """Whether each of two phrases holds, before what is bound to it, one of two words that exclude each other."""
    one, two = _parts(a), _parts(b)
    people = kind_of(a) == kind_of(b) == "person"
    return any(
        one & words and two & words and not one & two & words
        for words in (*EXCLUSIVE, *(SIDES if people else ()))
    )


def plain_stems(chunk: Chunk) -> set[str]:
    """Stems of the words of a phrase that are no proper names."""
    home = chunk.home
    return {home.stems[k] for k in range(chunk.first, chunk.last) if home.words[k].kind != "name"} - {""}


def one_role(a: Chunk, b: Chunk) -> bool:
    """Whether two phrases have one role: they do the same, suffer the same, or are bound alike to the same noun or verb."""
    x, y = _role(a), _role(b)
    if x is None or y is None or x[0] != y[0]:
        return False
    (_, j), (_, k) = x, y
    one, two = a.home.word_at.get(j), b.home.word_at.get(k)
    if one is None or two is None:
        return False
    return (
        a.home.stems[one] == b.home.stems[two] != ""
        or float(a.home.vectors[one] @ b.home.vectors[two]) >= SAME_GOVERNOR
    )


def _role(chunk: Chunk) -> tuple[str, int] | None:
    """(role, token of the verb or noun in which a phrase has it), None where it has none."""
    read, at = chunk.home.read, chunk.home.words[chunk.head].token
    for _ in range(MOST_JOINED):
        token = read.tokens[at]
        if token.dep not in ("conj", "appos"):
            break
        at = token.head
    above = read.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
        role = {"nsubj": "doer", "nsubjpass": "patient", "dobj": "patient", "attr": "being"}[token.dep]
        return role, token.head
    if token.dep == "poss":
        return "of", token.head
    if token.dep != "pobj":
        return None
    role = "doer" if above.dep == "agent" else above.text.lower()
    return role, above.head


def done_to(act: Chunk) -> frozenset[str]:
    """Stems of what an act is done to or is about: its objects with what belongs to them, what is said, and what prepositions bind to the
    act, without what belongs to that."""
    home, read = act.home, act.home.read
    found: list[int] = []
    for k in read.below(home.words[act.head].token, *OBJECTS):
        dep = read.tokens[k].dep
        found += (
            read.below(k, "pobj", "pcomp")
            if dep in ("prep", "agent")
            else read.subtree(k)
            if dep in ("dobj", "nsubjpass")
            else [k]
        )
    return frozenset(home.stems[home.word_at[k]] for k in found if k in home.word_at) - {""}


def same_polarity(chunks: Sequence[Chunk]) -> bool:
    """Whether acts are all denied or all affirmed and show it alike, and things stand all with "no" or "not" or all without: no wording is
    compared without its "not"."""
    acts = {c.polarity for c in chunks if c.kind == "act"}
    things = {
        not {"no", "not"}.isdisjoint(w.low for w in c.home.words[max(0, c.first - 1) : c.core])
        for c in chunks
        if c.kind == "thing"
    }
    return len(acts) < 2 and len(things) < 2


def conflict(a: Chunk, b: Chunk) -> bool:
    """Whether two phrases cannot name one thing.

    They name other countries, other numbers, one and several, or this and another; hold words that exclude each other; or one is
    bound to the other's head ("support for the war", "the war").
    """
    if _set_apart(a) != _set_apart(b) or _other_number(a, b) or _exclusive(a, b):
        return True
    if not same_polarity((a, b)):
        return True
    if a.head_stem != b.head_stem and (_binds(a, b.head_stem) or _binds(b, a.head_stem)):
        return True
    if _is_part(a, b) or _is_part(b, a) or _opposed(a, b) or _other_time(a, b):
        return True
    if _compares(a) != _compares(b) or _is_all(a, b) or _is_all(b, a):
        return True
    if _other_people(a, b) or _other_kind(a, b) or _other_fate(a, b):
        return True
    if _is_two(a) != _is_two(b):
        return True
    if _is_member(a, b) or _is_member(b, a) or _other_names(a, b) or _is_spoken(a) != _is_spoken(b):
        return True
    if _other_part(a, b) or _other_part(b, a) or _other_compound(a, b) or _other_origin(a, b):
        return True
    x, y = a.countries, b.countries
    if x - y and y - x:
        return True
    m, n = a.numerals - SCALE_WORDS, b.numerals - SCALE_WORDS
    return bool(m and n and m != n)


def _is_all(a: Chunk, b: Chunk) -> bool:
    """Whether of two phrases with one noun the one is of all of a kind, and the other of some: "all gun sales", "private sales"."""
    if a.head_stem != b.head_stem or a.home.words[a.first].low not in ("all", "every") or a.numerals:
        return False
    one, two = ({c.home.stems[k] for k in described_by(c)} for c in (a, b))
    return bool(two - one) and b.home.words[b.first].low not in ("all", "every")


def _compares(chunk: Chunk) -> bool:
    """Whether a phrase is of more or less of something than another: "greater damage to the city", "fewer young people"."""
    words = chunk.home.words
    return any(
        words[k].low in COMPARING and (k + 1 == len(words) or words[k + 1].low != "than")
        for k in range(chunk.first, chunk.core)
    )


def _other_compound(a: Chunk, b: Chunk) -> bool:
    """Whether one noun stands after two nouns that make two things of it: "emergency plans", "evacuation plans"."""
    if a.kind != "thing" or b.kind != "thing" or a.head_stem != b.head_stem:
        return False
    one, two = (
        [k for k in range(c.first, c.head) if c.home.words[k].kind == "noun" and c.home.stems[k]]
        for c in (a, b)
    )
    if not one or not two or {a.home.stems[k] for k in one} & {b.home.stems[k] for k in two}:
        return False
    return nearest(a, one, b, two) < SAME_KIND


def nearest(a: Chunk, one: Sequence[int], b: Chunk, two: Sequence[int]) -> float:
    """Cosine of the nearest two of some words of the one phrase's sentence and of the other's."""
    return float((a.home.vectors[list(one)] @ b.home.vectors[list(two)].T).max())


def described_by(chunk: Chunk) -> list[int]:
    """Numbers of the words of content that describe the noun of a phrase, before it or bound to it; what says when does not."""
    home = chunk.home
    own = (k for k in range(chunk.first, chunk.last) if k != chunk.head)
    return [k for k in own if home.stems[k] and home.words[k].low not in TIMES]


def _is_part(a: Chunk, b: Chunk) -> bool:
    """Whether the noun of one phrase only describes the noun of the other: "the party", "party leaders"."""
    if (
        a.kind != "thing"
        or b.kind != "thing"
        or a.head_stem == b.head_stem
        or a.head_stem in HOLDS_ITS_PEOPLE
    ):
        return False
    describing = set(b.home.stems[b.first : b.head])
    return a.head_stem in describing and len(describing & set(a.key) - {""}) < SHARED_DESCRIPTION


def _opposed(a: Chunk, b: Chunk) -> bool:
    """Whether two phrases name the two ends of one thing, or an office and its deputy ("the chairman", "the vice chairman")."""
    if a.head_stem != b.head_stem and any({a.head_stem, b.head_stem} <= pair for pair in OPPOSED_HEADS):
        return True
    return ("vice" in _parts(a)) != ("vice" in _parts(b)) and any(
        s.startswith(("presid", "chair")) and any(s[:5] == o[:5] for o in b.key) for s in a.key
    )


def _parts(chunk: Chunk) -> frozenset[str]:
    """The words of a phrase, those with a hyphen in parts."""
    return frozenset(part for word in chunk.core_words for part in word.split("-"))


def _other_time(a: Chunk, b: Chunk) -> bool:
    """Whether both phrases say when, and in no common word: "last week's debate", "the debate on Tuesday"."""
    one, two = ({w.low for w in c.home.words[c.first : c.last]} & TIMES for c in (a, b))
    return bool(one and two) and not one & two


def _is_two(chunk: Chunk) -> bool:
    """Whether a phrase names two things: "the media and gun owners"."""
    words = chunk.home.words
    return chunk.kind == "thing" and any(
        words[k].kind == "and" and words[k - 1].kind == "noun" for k in range(chunk.first + 1, chunk.head)
    )


def _other_origin(a: Chunk, b: Chunk) -> bool:
    """Whether both phrases say from whom or where a thing comes, and name two: "criticism from farmers", "criticism from the council"."""
    one, two = (_bound_by("from", c) for c in (a, b))
    return bool(one and two) and not one & two


def _bound_by(preposition: str, chunk: Chunk) -> set[str]:
    """Stems of what a preposition binds to a phrase, within it or right after it."""
    home = chunk.home
    at = next(
        (k for k in (chunk.core, chunk.last) if k < len(home.words) and home.words[k].low == preposition),
        None,
    )
    return set() if at is None else set(home.stems[at + 1 : at + 1 + MAX_GAP]) - {""}


def _other_kind(a: Chunk, b: Chunk) -> bool:
    """Whether one phrase names people and the other a thing: "the performers", "the stage"; "the candidate", "his candidacy"."""
    return {kind_of(a), kind_of(b)} == {"person", "thing"}


def kind_of(chunk: Chunk) -> str:
    """Whether the noun of a phrase names a "person", or people or a body of them, or a "thing"; "" where that is open."""
    word = chunk.home.words[chunk.head]
    if chunk.kind != "thing" or word.kind not in ("noun", "adj"):
        return ""
    if word.low in PEOPLE_ADJECTIVES and chunk.home.words[chunk.first].low == "the":
        return "person"
    return lexicon_nouns().get(chunk.head_lemma, "") if word.kind == "noun" else ""


def _is_member(a: Chunk, b: Chunk) -> bool:
    """Whether one phrase names those who belong to what the other names: "councillors", "the council"."""
    one, two = a.head_lemma, b.head_lemma
    root = two[:MEMBER_ROOT]
    return (
        a.kind == b.kind == "thing"
        and len(root) == MEMBER_ROOT
        and one.startswith(root)
        and one.endswith(MEMBER_ENDINGS)
        and not two.endswith(MEMBER_ENDINGS)
    )


def _other_names(a: Chunk, b: Chunk) -> bool:
    """Whether two phrases are told apart by proper names, or people by whose they are: "Maasai men", "Kamba men"."""
    if a.kind != "thing" or b.kind != "thing" or a.head_stem != b.head_stem:
        return False
    one, two = (_names_beside(c) for c in (a, b))
    return bool(one and two) and not any(_may_be_one_name(x, y) for x in one for y in two)


def _names_beside(chunk: Chunk) -> set[str]:
    """The proper names before the noun of a phrase, in small letters, without countries and days."""
    if chunk.home.role == "headline":
        return set()
    words = (
        w for k, w in enumerate(chunk.home.words[chunk.first : chunk.core], chunk.first) if k != chunk.head
    )
    return {
        w.low
        for w in words
        if w.kind == "name" and len(w.low) > 1 and w.low not in TIMES and not countries_in((w.text,))
    }


def _may_be_one_name(one: str, other: str) -> bool:
    """Whether one name may be the other, or its short form: "Republican", "GOP"; "DNC" is any name in two words or more."""
    short, whole_name = sorted((one.replace(".", ""), other.replace(".", "")), key=len)
    return len(short) <= SHORT_NAME or whole_name.startswith(short[:ROOT_LETTERS])


def _other_people(a: Chunk, b: Chunk) -> bool:
    """Whether one noun for several people is described by unlike words, none of them charged: "Tea Party members", "black members"."""
    if a.head_stem != b.head_stem or kind_of(a) != "person" or not a.head_tag == b.head_tag == "NNS":
        return False
    one, two = described_by(a), described_by(b)
    if not one or not two or adds_charge((a.text, b.text), CHARGED):
        return False
    shared = {a.home.stems[k] for k in one} & {b.home.stems[k] for k in two}
    return not shared and nearest(a, one, b, two) < OTHER_PEOPLE


def _is_spoken(chunk: Chunk) -> bool:
    """Whether a phrase is somebody's who speaks: "our reporters"."""
    return chunk.kind == "thing" and chunk.home.words[chunk.first].low in SPEAKER


def _other_part(a: Chunk, b: Chunk) -> bool:
    """Whether of two phrases with one noun for people the one counts them and the other says which of them: "more than 258,000 patients",
    "younger patients"."""
    if a.head_stem != b.head_stem or kind_of(a) != "person" or not figures(a) or b.numerals:
        return False
    one, two = ({s for s in c.home.stems[c.first : c.core] if s} - {c.head_stem} for c in (a, b))
    return bool(two) and not one & two


def _other_fate(a: Chunk, b: Chunk) -> bool:
    """Whether two phrases name people, and no more of them than what happened, and that is two things: "five people were injured",
    "many people were trapped"."""
    if a.head_stem not in PEOPLE or b.head_stem not in PEOPLE:
        return False
    one, two = _fates(a), _fates(b)
    return bool(one and two) and not one & two


def _fates(chunk: Chunk) -> set[str]:
    """What is said to have happened to those whom a phrase names, as FATES has it."""
    read, at = chunk.home.read, chunk.home.words[chunk.head].token
    own = read.tokens[at]
    said = [read.tokens[k] for k in read.below(at, "acl", "relcl", "amod")]
    if own.dep in (*SUBJECTS, "dobj", "pobj"):
        said.append(read.tokens[own.head])
    return {FATES[t.text.lower()] for t in said if t.text.lower() in FATES}


def objects(phrases: Sequence[Chunk], parsed: Chunks) -> list[tuple[str, Chunk] | None]:
    """What a preposition binds right after each phrase: (the preposition, the phrase it binds), None where nothing."""
    found: list[tuple[str, Chunk] | None] = []
    begins: dict[str, dict[int, Chunk]] = {}
    for c in phrases:
        home = c.home
        if home.sentence not in begins:
            begins[home.sentence] = {
                d.first: d for d in parsed.phrases_of(home.sentence) if d.kind == "thing"
            }
        follows = c.last < len(home.words) and home.words[c.last].kind == "adp"
        bound = begins[home.sentence].get(c.last + 1) if follows else None
        found.append((home.words[c.last].low, bound) if bound else None)
    return found


def other_object(a: Chunk, b: Chunk, x: tuple[str, Chunk] | None, y: tuple[str, Chunk] | None) -> bool:
    """Whether two phrases with a common word go on, by one preposition, to unlike things.

    "Issues of concern in the struggle" and "matters of concern in the field of defence" do.
    """
    if not x or not y or x[0] != y[0] or not set(a.key) & set(b.key):
        return False
    return not set(x[1].key) & set(y[1].key) and likeness(x[1], y[1]) < UNRELATED


def _binds(chunk: Chunk, head: str) -> bool:
    """Whether a preposition binds a word with this stem to the phrase."""
    return bool(head) and head in chunk.home.stems[chunk.core : chunk.last]


def _conjunct(chunk: Chunk) -> bool:
    """Whether a phrase is a bare noun after "and": what modifies it stands before the first noun."""
    words = chunk.home.words
    return chunk.last - chunk.first == 1 and chunk.first > 0 and words[chunk.first - 1].kind == "and"


def _is_clause(chunk: Chunk) -> bool:
    """Whether a phrase of a headline is read over its verb: "Jane Roe Re-Elected Party Leader"."""
    words, tokens = chunk.home.words, chunk.home.read.tokens
    return chunk.home.role == "headline" and any(
        words[k - 1].kind == "name" and tokens[words[k].token].tag in ("VBN", "VBD", "VBZ")
        for k in range(chunk.first + 1, chunk.head)
    )


def _ties(chunk: Chunk, parsed: Chunks, named: Actors) -> frozenset[str]:
    """Persons whom a phrase names, or to whom the next words bind it ("a letter" + "signed by President X")."""
    home = chunk.home
    own = {named.at(home.sentence, k) for k in range(chunk.first, chunk.last)}
    for after in parsed.phrases_of(home.sentence):
        if chunk.last < after.first <= chunk.last + MAX_GAP and after.kind == "thing":
            between = home.words[chunk.last : after.first]
            if all(w.kind in ("adp", "det") or w.text.endswith(("ed", "en", "nt")) for w in between):
                own |= {named.of(after)}
    own |= {_speaker(chunk, named)}
    return frozenset(a for a in own if a and named.person(a))


def _speaker(chunk: Chunk, named: Actors) -> str:
    """Who speaks where a phrase names a speech: the subject of the verb that it depends on ("Poe said at a news conference"), "" where
    nobody is named."""
    home, tokens = chunk.home, chunk.home.read.tokens
    if chunk.head_stem not in SPEECHES:
        return ""
    at = home.words[chunk.head].token
    for _ in range(STEPS_TO_VERB):
        if tokens[at].pos == "VERB":
            subjects = (home.word_at.get(k, -1) for k in home.read.below(at, *SUBJECTS))
            return next((who for k in subjects if (who := named.at(home.sentence, k))), "")
        at = tokens[at].head
    return ""


def _sources(phrases: Sequence[Chunk], cited: pd.DataFrame) -> list[str]:
    """The source that each phrase names where it is cited; "" of a phrase by which nobody is cited."""
    cues: dict[str, list[tuple[int, int, str]]] = {}
    for row in cited.itertuples(index=False):
        if row.source:
            cues.setdefault(str(row.sentence), []).append(
                (int(row.cue_start), int(row.cue_end), str(row.source))
            )
    found = []
    for c in phrases:
        own = cues.get(c.home.sentence, ())
        medium = media.named(c.text)
        named = {s for _, _, s in own if fold(c.text) in fold(s)} or {
            s for a, b, s in own if a <= c.start and c.end <= b
        }
        found.append(medium.name if own and medium else min(named, default=""))
    return found


def _rare(chunk: Chunk, parsed: Chunks) -> frozenset[str]:
    """Rare adjectives of a phrase: two outlets that choose one speak of one thing more surely ("self-imposed …")."""
    home = chunk.home
    return frozenset(
        home.stems[k]
        for k in range(chunk.first, chunk.core)
        if home.words[k].kind == "adj"
        and k != chunk.head
        and parsed.rarity(home.stems[k]) >= RARE_FROM
        and not countries_in((home.words[k].text,))
    )


def figures(chunk: Chunk) -> frozenset[str]:
    """Numbers of some size that say how many people, or what may be people, a phrase names; two sums or distances can be equal by
    chance."""
    if kind_of(chunk) == "thing" or is_calendar(chunk):
        return frozenset()
    return frozenset(n for n in chunk.numerals if len(n) >= FIGURE_FROM and n.replace(",", "").isdigit())


def _pairs(
    parsed: Chunks,
    phrases: Sequence[Chunk],
    ties: Sequence[frozenset[str]],
    sources: Sequence[str],
    bound: Sequence[tuple[str, Chunk] | None],
) -> dict[tuple[int, int], float]:
    """Likeness of the candidate pairs: every phrase with its nearest in other articles."""
    if not phrases:
        return {}
    pooled = np.array([c.vector for c in phrases], np.float32)
    heads = np.array([c.home.vectors[c.head] for c in phrases], np.float32)
    articles = np.unique([c.home.article for c in phrases], return_inverse=True)[1]
    near: dict[tuple[int, int], float] = {}
    rare = [_rare(c, parsed) for c in phrases]
    counted = [figures(c) for c in phrases]
    keep = min(CANDIDATES_PER_ARTICLE * int(articles.max() + 1), MAX_CANDIDATES, len(phrases) - 1)
    for begin in range(0, len(phrases), BLOCK):
        limits.check("findings")
        part = slice(begin, begin + BLOCK)
        sims = combined(pooled[part] @ pooled.T, heads[part] @ heads.T)
        sims[articles[begin : begin + BLOCK, None] == articles[None, :]] = -1
        best = np.argpartition(-sims, keep, axis=1)[:, :keep] if keep else np.zeros((len(sims), 0), int)
        for row, columns in enumerate(best):
            for j in columns:
                i = begin + row
                score = float(sims[row, j])
                if counted[i] & counted[int(j)]:
                    score = max(score, SAME_FIGURE_LIKENESS)
                if score > MIN_MEAN_LIKENESS / 2:
                    score += RARE_ADJECTIVE_BONUS * bool(rare[i] & rare[int(j)])
                    near[min(i, int(j)), max(i, int(j))] = score
    return {
        (i, j): s
        for (i, j), s in sorted(near.items())
        if not (ties[i] and ties[j] and not ties[i] & ties[j])
        and not (sources[i] and sources[j] and sources[i] != sources[j])
        and not conflict(phrases[i], phrases[j])
        and not other_object(phrases[i], phrases[j], bound[i], bound[j])
    }
