"""Phrases of different outlets in pairs: how alike they are, whether they differ, and how informative the difference is;
and referents: phrases that name one thing, clustered by their vectors in context.

No list of loaded words is used. A word is the more telling, the rarer it is in the story, the fewer outlets use it, and
the more it belongs to the classes by which a writer chooses a view: adjectives, adverbs, verbs and the head of a phrase.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard import limits
from dashboard.alignment.clustering import agglomerate
from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import Chunk, Chunks, Sentence, key_of
from dashboard.entities.entities import Actors
from dashboard.language import media
from dashboard.language.lexicons import (
    CALENDAR,
    countries_among,
    lexicon_countries,
    lexicon_demonyms,
    lexicon_offices,
)
from dashboard.language.words import fold, stem

PHRASE_WEIGHT = 0.6
"""Weight of the whole phrase against its head (ours)."""
HEAD_LEAD = 0.25
"""How far a head may be nearer than its phrase (ours)."""
CLASS_WEIGHT = {"adj": 1.0, "adv": 1.0, "verb": 0.8, "noun": 0.7, "name": 0.15, "num": 0.05, "part": 0.1}
"""How much a word of a class tells about the writer's view, against an adjective (ours)."""
BARE = 0.85
"""What is left where no adjective or adverb differs: a noun or verb for another is a synonym more often."""
MEASURES = frozenset(
    """day days week weeks month months year years hour hours minute minutes time times percent today yesterday
    tomorrow tonight morning afternoon evening night decade decades century ago""".split()
)
TIMES = frozenset(MEASURES | CALENDAR | frozenset("week's month's year's yesterday's today's".split()))
"""Words by which a phrase says when."""
HOLDS_ITS_PEOPLE = frozenset(map(stem, "police crowd union crew army".split()))
"""Nouns that name a body and its people alike: "police", "police officers" (ours)."""
BE = frozenset("is are was were be been being".split())
CLAUSE = frozenset(("verb", "aux", "pron", "sub", "and"))
"""Classes of words after which another clause, or the object of another verb, begins."""
LIGHT = frozenset("be is was are were been being have has had do does did get got go come".split())
"""Verbs that say nothing by themselves."""
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
        "early late",
        "past former present current",
        "always never",
    )
)
"""Words that tell two things apart where each stands in one of them and none of them is the story's view: "the wrong candidate", "the
right candidate" (ours). Opposite views of one thing ("peaceful", "violent") are what is looked for."""


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
EMPTY_NOUNS = frozenset(
    map(
        stem,
        "part thing way lot kind sort case fact number one bit end course regard addition half rest couple".split(),
    )
)
"""Nouns that name nothing where nothing is bound to them: "in part", "a single thing", "in that case"."""
MEASURING = frozenset(
    map(stem, "lot couple series flurry chorus string range set bunch array slew host".split())
)
"""Nouns that only say how many of what "of" binds to them: "a flurry of eye rolls"."""
ADVERBIAL = frozenset("in on at by under off out".split())
"""Prepositions that with a bare noun in the singular are an adverb: "on offense", "in part", "at stake"."""
BROKEN = frozenset("—–")
"""Marks that no phrase holds: what is around them was read as one by mistake."""


def whole(chunk: Chunk) -> Chunk | None:
    """A phrase as it may be shown as a name: without a bound part that is cut off in its middle; None where it names nothing.

    "The anniversary on July [27]" and "abortions in cases [of rape]" are cut after their noun. "In part" is an adverb, "a thing" says
    nothing, "striking people" in "accused officers of striking people" is what officers do, and "present members" in "past and
    present members" is half of what is named.
    """
    if chunk.kind != "thing":
        return chunk
    home, words = chunk.home, chunk.home.words
    empty = chunk.head_stem in EMPTY_NOUNS and chunk.last == chunk.core
    if (
        empty
        or chunk.head_stem in MEASURING
        or _is_adverb(chunk)
        or _is_gerund(home, chunk.first, chunk.core)
    ):
        return None
    joined = chunk.first > 1 and words[chunk.first - 1].kind == "and" and words[chunk.first - 2].kind == "adj"
    if (joined and words[chunk.first].kind == "adj") or BROKEN & set(chunk.text):
        return None
    if chunk.last == chunk.core or not _is_cut(chunk):
        return chunk
    return replace(chunk, last=chunk.core, key=key_of(home, chunk.first, chunk.core))


def _is_adverb(chunk: Chunk) -> bool:
    """Whether a preposition and a bare noun in the singular are an adverb."""
    words = chunk.home.words
    bare = chunk.core - chunk.first == 1 and chunk.head_tag == "NN" and chunk.last == chunk.core
    return bare and chunk.first > 0 and words[chunk.first - 1].low in ADVERBIAL


def _is_gerund(home: Sentence, first: int, last: int) -> bool:
    """Whether words read as a noun phrase are a verb in -ing with its object: "officers of striking people", "a rationale gutting
    programs"."""
    for k in range(first, last - 1):
        token = home.read.tokens[home.words[k].token]
        if token.tag != "VBG" or home.text[home.words[k].end : home.words[k + 1].start] != " ":
            continue
        before = home.words[k - 1].kind if k else ""
        if (k == first and before == "adp") or (k > first and before == "noun"):
            return True
    return False


def _is_cut(chunk: Chunk) -> bool:
    """Whether what a preposition binds to a phrase is half of it: a month before its day, a noun before "of", a verb in -ing."""
    home, words = chunk.home, chunk.home.words
    after = words[chunk.last] if chunk.last < len(words) else None
    if _is_gerund(home, chunk.core + 1, chunk.last):
        return True
    if after is None or home.text[words[chunk.last - 1].end : after.start] != " ":
        return False
    return after.low == "of" or (after.kind == "num" and fold(words[chunk.last - 1].text) in CALENDAR)


def informativeness(home: Sentence, at: int, parsed: Chunks) -> float:
    """How much the choice of one word may tell, in [0, 1]: its class times its rarity in the story."""
    word, s = home.words[at], home.stems[at]
    low = word.low
    if (
        not s
        or low[:1].isdigit()
        or low in MEASURES
        or low in CALENDAR
        or low in lexicon_demonyms()
        or low in lexicon_countries()
    ):
        return 0.0
    if lexicon_offices().get(low) == "courtesy":
        return 0.2
    return CLASS_WEIGHT.get(word.kind, 0.0) * parsed.rarity(s)


def same_form(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two keys differ in spelling or derivation alone: every word of each has a near twin in the other.

    Auxiliaries do not count ("was shown", "showed").
    """
    if set(a) == set(b):
        return True
    x, y = set(a) - LIGHT, set(b) - LIGHT
    return bool(x and y) and (
        len(x) == len(y)
        and all(any(_twins(s, t) for t in y) for s in x - y)
        and all(any(_twins(s, t) for t in x) for s in y - x)
    )


def _twins(a: str, b: str) -> bool:
    """Stems of one word in two spellings: the same letters but for one, or one the beginning of the other."""
    if a == b:
        return True
    if min(len(a), len(b)) < 4:
        return False
    if a.startswith(b) or b.startswith(a):
        return abs(len(a) - len(b)) <= 2
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= 1 and a[:3] == b[:3]


def first(phrases: Sequence[Chunk], most: int) -> list[Chunk]:
    """The first `most` phrases of each article, in their order: as every two are compared, each costs."""
    seen: Counter[str] = Counter()
    kept = []
    for chunk in phrases:
        seen[chunk.home.article] += 1
        if seen[chunk.home.article] <= most:
            kept.append(chunk)
    return kept


def is_calendar(chunk: Chunk) -> bool:
    """Whether a phrase is a date, a measure or a number alone."""
    head = chunk.home.words[chunk.head].low
    return (
        head in MEASURES
        or head in CALENDAR
        or chunk.home.words[chunk.head].kind == "num"
        or head[:1].isdigit()
    )


def contrast(sides: Mapping[str, Sequence[Chunk]], parsed: Chunks) -> float:
    """How telling the different wordings of several articles are.

    Args:
        sides: article -> its phrases for the same thing.
        parsed: the phrases of the story, which know how rare a word is.

    Returns:
        0 (nothing but grammar, names or dates differ) to 1: over the words that not all articles use, the two most telling
        ones, each weighted by the share of articles that do without it.
    """
    used: dict[str, set[str]] = {}
    worth: dict[str, float] = {}
    for article, phrases in sides.items():
        for chunk in phrases:
            for k in range(chunk.first, chunk.last):
                s = chunk.home.stems[k]
                if s:
                    used.setdefault(s, set()).add(article)
                    bonus = 1.15 if k == chunk.head else 1.0 if k < chunk.core else 0.6
                    worth[s] = max(worth.get(s, 0.0), bonus * informativeness(chunk.home, k, parsed))
    count = len(sides)
    apart = sorted(
        (worth[s] * (1 - (len(a) - 1) / max(1, count - 1)) for s, a in used.items() if len(a) < count),
        reverse=True,
    )
    apart += [0.0, 0.0, 0.0]
    shades = any(
        home_kind in ("adj", "adv")
        for home_kind in _kinds(sides, {s for s, a in used.items() if len(a) < count and worth[s] > 0})
    )
    return min(1.0, (apart[0] + 0.6 * apart[1] + 0.3 * apart[2]) / 1.9 * (1.0 if shades else BARE))


def _kinds(sides: Mapping[str, Sequence[Chunk]], stems: set[str]) -> set[str]:
    """Classes of the words with these stems."""
    return {
        c.home.words[k].kind
        for chunks in sides.values()
        for c in chunks
        for k in range(c.first, c.last)
        if c.home.stems[k] in stems
    }


def likeness(a: Chunk, b: Chunk) -> float:
    """How surely two phrases name the same thing or act: their cosine, and the cosine of their heads.

    A head counts no more than its phrase and HEAD_LEAD: the same word is near itself in every sense.

    Returns:
        -1 … 1, larger is more surely the same; symmetric.
    """
    phrase = float(a.vector @ b.vector)
    return PHRASE_WEIGHT * phrase + (1 - PHRASE_WEIGHT) * min(
        float(a.home.vectors[a.head] @ b.home.vectors[b.head]), phrase + HEAD_LEAD
    )


def likenesses(phrases: Sequence[Chunk]) -> Floats:
    """`likeness` of every two phrases."""
    pooled = np.array([c.vector for c in phrases], np.float32)
    heads = np.array([c.home.vectors[c.head] for c in phrases], np.float32)
    return combined(pooled @ pooled.T, heads @ heads.T)


def combined(phrase: Floats, head: Floats) -> Floats:
    """`likeness` from matrices of cosines."""
    out: Floats = (
        PHRASE_WEIGHT * phrase + (1 - PHRASE_WEIGHT) * np.minimum(head, phrase + HEAD_LEAD)
    ).astype(np.float32)
    return out


def countries(chunk: Chunk) -> frozenset[str]:
    """Countries that a phrase names, by name, capital or adjective, the two of "China-Japan" too."""
    joined = [word for word in chunk.core_words if "-" in word]
    return chunk.countries | countries_in([part for word in joined for part in word.split("-")])


def countries_in(printed: Sequence[str]) -> frozenset[str]:
    """Countries among printed words, by name, capital or adjective."""
    return countries_among([fold(w) for w in printed])


def referents(parsed: Chunks, named: Actors, cited: pd.DataFrame) -> list[list[Chunk]]:
    """Groups of noun phrases that name one thing, of at least two articles; phrases that name an actor are left out.

    Phrases with equal keys in one article are one member, its first mention standing for all. Two phrases by which
    different sources are cited, as the SOURCES table `cited` has it, name two things.
    """
    members: dict[str, Chunk] = {}
    for chunk in filter(None, map(whole, parsed.phrases)):
        if chunk.kind == "thing" and not named.of(chunk) and not is_calendar(chunk) and not _conjunct(chunk):
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
    """Whether one noun stands in the singular and in the plural: "a congressman" is none of "the congressmen"."""
    one, two = a.head_tag, b.head_tag
    return (
        a.head_stem == b.head_stem
        and one.startswith("NN")
        and two.startswith("NN")
        and (one[-1] == "S") != (two[-1] == "S")
    )


def _exclusive(a: Chunk, b: Chunk) -> bool:
    """Whether each of two phrases holds, before what is bound to it, one of two words that exclude each other."""
    one, two = ({w.low for w in c.home.words[c.first : c.core]} for c in (a, b))
    return any(one & words and two & words and not one & two & words for words in EXCLUSIVE)


def same_polarity(chunks: Sequence[Chunk]) -> bool:
    """Whether acts are all denied or all affirmed and show it alike, and things stand all with "no" or all without: no wording is
    compared without its "not"."""
    acts = {c.polarity for c in chunks if c.kind == "act"}
    things = {any(w.low == "no" for w in c.home.words[c.first : c.core]) for c in chunks if c.kind == "thing"}
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
    x, y = countries(a), countries(b)
    if x - y and y - x:
        return True
    m, n = a.numerals - SCALE_WORDS, b.numerals - SCALE_WORDS
    return bool(m and n and m != n)


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
    """Whether two phrases name the two ends of one thing, or an office and its deputy ("presidential", "vice presidential")."""
    if a.head_stem != b.head_stem and any({a.head_stem, b.head_stem} <= pair for pair in OPPOSED_HEADS):
        return True
    return ("vice" in _parts(a)) != ("vice" in _parts(b)) and any(
        s.startswith("presid") and s in b.key for s in a.key
    )


def _parts(chunk: Chunk) -> frozenset[str]:
    """The words of a phrase, those with a hyphen in parts."""
    return frozenset(part for word in chunk.core_words for part in word.split("-"))


def _other_time(a: Chunk, b: Chunk) -> bool:
    """Whether both phrases say when, and in no common word: "last week's debate", "the debate on Tuesday"."""
    one, two = ({w.low for w in c.home.words[c.first : c.last]} & TIMES for c in (a, b))
    return bool(one and two) and not one & two


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


def _ties(chunk: Chunk, parsed: Chunks, named: Actors) -> frozenset[str]:
    """Persons whom a phrase names, or to whom the next words bind it ("a letter" + "signed by President X")."""
    home = chunk.home
    own = {named.at(home.sentence, k) for k in range(chunk.first, chunk.last)}
    for after in parsed.phrases_of(home.sentence):
        if chunk.last < after.first <= chunk.last + MAX_GAP and after.kind == "thing":
            between = home.words[chunk.last : after.first]
            if all(w.kind in ("adp", "det") or w.text.endswith(("ed", "en", "nt")) for w in between):
                own |= {named.of(after)}
    return frozenset(a for a in own if a and named.person(a))


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
    keep = min(CANDIDATES_PER_ARTICLE * int(articles.max() + 1), MAX_CANDIDATES, len(phrases) - 1)
    for begin in range(0, len(phrases), BLOCK):
        limits.check("findings")
        part = slice(begin, begin + BLOCK)
        sims = combined(pooled[part] @ pooled.T, heads[part] @ heads.T)
        sims[articles[begin : begin + BLOCK, None] == articles[None, :]] = -1
        best = np.argpartition(-sims, keep, axis=1)[:, :keep] if keep else np.zeros((len(sims), 0), int)
        for row, columns in enumerate(best):
            for j in columns:
                score = float(sims[row, j])
                if score > MIN_MEAN_LIKENESS / 2:
                    i = begin + row
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
