"""What cannot both be right though no figure differs: one says it was done and another that it was not, one place or office
beside another in the same slot of one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dashboard.encoding.phrases import Chunk, Sentence
from dashboard.findings.context import Context
from dashboard.findings.finding import Finding, SpanOf
from dashboard.findings.phrase_pairs import LIGHT
from dashboard.language.lexicons import lexicon_countries, lexicon_offices
from dashboard.language.words import fold, stem

NEGATING = frozenset("fail refuse decline deny".split())
"""Verbs whose complement was not done."""
MODALS = frozenset("would could should may might must will can ought".split())
"""Verbs beside which nothing is said to have been done or not."""
CATENATIVE = frozenset(
    "appear seem seek try attempt intend want plan have begin continue go need use happen fail refuse decline".split()
)
"""Verbs that take another as their complement and pass a negation on to it: "does not appear to have corrected"."""
PLAIN = frozenset(
    stem(w) for w in "say tell know think believe want see like mean need ask call take make give".split()
)
"""Stems of verbs of which there are too many in a story for two to be about one thing."""
POLARITY_WEIGHT, PLACE_WEIGHT, OFFICE_WEIGHT = 0.75, 0.7, 0.6


@dataclass(frozen=True, eq=False)
class _Deed:
    """What a clause says was done, or was not, to what.

    Attributes:
        home, verb: the sentence and the number of the verb's token.
        subject, thing: stems of the head of subject and object, "" where there is none or a pronoun stands for it.
        actor: of the subject, "" of nobody known.
        done: False where it is negated.
    """

    home: Sentence
    verb: int
    subject: str
    actor: str
    thing: str
    done: bool


def detect(context: Context) -> list[Finding]:
    """Statements that one article affirms and another denies, and places and offices that differ in one slot."""
    return [*_polarity(context), *_places(context), *_offices(context)]


def _polarity(context: Context) -> Iterator[Finding]:
    """Deeds with the same verb and object, done in one article and not done in another."""
    deeds: dict[tuple[str, str], list[_Deed]] = {}
    for home in context.phrases.sentences.values():
        for deed in _deeds(context, home):
            deeds.setdefault((stem(home.read.tokens[deed.verb].text), deed.thing), []).append(deed)
    shown: set[tuple[str, str]] = set()
    for own in deeds.values():
        articles = {d.home.article: {e.done for e in own if e.home.article == d.home.article} for d in own}
        for a, b in combinations(own, 2):
            one, two = a.home.article, b.home.article
            if a.done == b.done or one == two or len(articles[one]) > 1 or len(articles[two]) > 1:
                continue
            pair = frozenset((a.home.sentence, b.home.sentence))
            together = pair in context.near or bool(context.in_common(a.home.sentence, b.home.sentence))
            if (one, two) in shown or not _one_doer(a, b) or not (a.thing or together):
                continue
            shown.add((one, two))
            spans = tuple(_clause(context, d) for d in (a, b))
            yield Finding(
                "contradiction",
                min(context.in_common(a.home.sentence, b.home.sentence), default=None),
                f"One says so, another the contrary: {context.said(spans)}",
                "the same verb with the same object, affirmed in one article and negated in the other",
                POLARITY_WEIGHT,
                spans,
            )


def _deeds(context: Context, home: Sentence) -> Iterator[_Deed]:
    """The verbs of a sentence of which something is said to have been done or not."""
    read = home.read
    if home.text.rstrip(" \"”’'").endswith("?"):
        return
    for k, token in enumerate(read.tokens):
        if token.pos != "VERB" or token.lemma in LIGHT or stem(token.text) in PLAIN or k not in home.word_at:
            continue
        chain = _chain(home, k)
        if not _is_finite(home, chain[-1]):
            continue
        lows = {read.tokens[c].text.lower() for v in chain for c in read.children[v]}
        if lows & (MODALS | {"if", "whether", "unless", "'d", "’d", "'ll", "’ll"}):
            continue
        negated = any(read.below(v, "neg") for v in chain) or "never" in lows
        negated ^= any(read.tokens[v].lemma in NEGATING for v in chain[1:])
        subjects = [s for v in chain for s in read.below(v, "nsubj", "nsubjpass")]
        passive = bool(read.below(k, "nsubjpass"))
        things = read.below(k, "nsubjpass") if passive else read.below(k, "dobj")
        doers = [] if passive else subjects
        yield _Deed(
            home,
            k,
            _stem_at(home, doers[0]) if doers else "",
            context.actors.at(home.sentence, home.word_at[doers[0]])
            if doers and doers[0] in home.word_at
            else "",
            _stem_at(home, things[0]) if things else "",
            not negated,
        )


def _is_finite(home: Sentence, verb: int) -> bool:
    """Whether a verb says that something is so: no infinitive ("a request to provide"), and no second verb of such a one."""
    tokens = home.read.tokens
    while tokens[verb].dep == "conj" and tokens[tokens[verb].head].pos in ("VERB", "AUX"):
        verb = tokens[verb].head
    aux = {tokens[c].text.lower() for c in home.read.below(verb, "aux")}
    if aux & (MODALS | {"to"}):
        return False
    return tokens[verb].tag not in ("VBG", "VB") or bool(aux & {"do", "does", "did"})


def _chain(home: Sentence, verb: int) -> list[int]:
    """A verb and those above it that pass their negation on, the lowest first."""
    tokens, chain = home.read.tokens, [verb]
    while tokens[chain[-1]].dep == "xcomp" and tokens[tokens[chain[-1]].head].lemma in CATENATIVE | NEGATING:
        chain.append(tokens[chain[-1]].head)
    return chain


def _stem_at(home: Sentence, token: int) -> str:
    """Stem of the word of a token, "" of a pronoun."""
    at = home.word_at.get(token)
    return "" if at is None or home.words[at].kind in ("pron", "det") else home.stems[at]


def _one_doer(a: _Deed, b: _Deed) -> bool:
    """Whether two deeds may be one doer's: the same actor or noun, or one is not named."""
    if a.actor and b.actor:
        return a.actor == b.actor
    if a.subject and b.subject:
        return a.subject == b.subject
    return bool(a.thing)


def _clause(context: Context, deed: _Deed) -> SpanOf:
    """The verb with its auxiliaries, its negation and its object."""
    home, read = deed.home, deed.home.read
    chain = _chain(home, deed.verb)
    own = {deed.verb, *chain}
    own |= {c for v in chain for c in read.below(v, "aux", "auxpass", "neg")}
    own |= {
        t for o in read.below(deed.verb, "dobj") for t in read.subtree(o) if t - deed.verb < MAX_CLAUSE_TOKENS
    }
    own |= {
        s
        for v in chain
        for o in read.below(v, "nsubj", "nsubjpass")
        for s in read.subtree(o)
        if v - s < MAX_CLAUSE_TOKENS
    }
    start, end = min(read.tokens[t].start for t in own), max(read.tokens[t].end for t in own)
    return context.span(
        home.article, home.start + start, home.start + end, "done" if deed.done else "not done"
    )


MAX_CLAUSE_TOKENS = 8
"""Tokens between a verb and a word that is shown with it."""


def _places(context: Context) -> Iterator[Finding]:
    """Two places in one slot of two sentences, neither of which the other article names anywhere."""
    texts = context.story.texts
    seen: set[frozenset[str]] = set()
    for pair in context.pairs:
        homes = [context.phrases.sentences[f.sentence] for f in (pair.a, pair.b)]
        named = [_places_in(h) for h in homes]
        apart = [
            [(words, governor) for words, governor in own if words not in texts[other.article]]
            for own, other in zip(named, homes[::-1], strict=True)
        ]
        if len(apart[0]) != 1 or len(apart[1]) != 1:
            continue
        (one, above), (two, over) = apart[0][0], apart[1][0]
        if frozenset((one, two)) in seen or not above or above != over or _is_land(one) or _is_land(two):
            continue
        seen.add(frozenset((one, two)))
        spans = tuple(
            context.span(h.article, at := h.start + h.text.index(words), at + len(words))
            for h, words in zip(homes, (one, two), strict=True)
        )
        yield Finding(
            "name",
            pair.statement,
            f"Another place: {context.said(spans)}",
            f"both stand after “{above[1]}” at “{above[0]}” in sentences that report one thing; neither article names the other place",
            PLACE_WEIGHT,
            spans,
        )


def _places_in(home: Sentence) -> list[tuple[str, tuple[str, str] | None]]:
    """(place as printed, (stem of the word it belongs to, preposition)) of the places behind a preposition."""
    tokens, found = home.read.tokens, []
    for run in home.read.entities:
        if run.label not in ("GPE", "LOC", "FAC"):
            continue
        words = home.text[tokens[run.first].start : tokens[run.end - 1].end]
        head = next((k for k in range(run.first, run.end) if tokens[k].dep == "pobj"), None)
        governor = None
        if head is not None:
            preposition = tokens[head].head
            governor = stem(tokens[tokens[preposition].head].text), tokens[preposition].lemma
        found.append((words, governor))
    return found


def _is_land(words: str) -> bool:
    """Whether a place is a country: one stands for its capital, its people and its government."""
    return fold(words.removeprefix("the ")) in lexicon_countries()


LESSER = frozenset("assistant deputy acting interim vice associate".split())
"""Words that make an office another one."""


def _offices(context: Context) -> Iterator[Finding]:
    """An office with "assistant" or "deputy" in one article and without it in another, of one person or in one statement."""
    with_: list[Chunk] = []
    bare: list[Chunk] = []
    for chunk in context.phrases.phrases:
        words = chunk.home.words[chunk.first : chunk.core]
        if chunk.kind != "thing" or words[-1].low not in lexicon_offices():
            continue
        (with_ if any(w.low in LESSER for w in words) else bare).append(chunk)
    for lesser in with_:
        stems = {stem(w) for w in LESSER}
        office = _office(lesser) - stems
        if len(office) < MIN_OFFICE_WORDS:
            continue
        sides = [
            c for c in bare
            if c.home.article != lesser.home.article and office <= _office(c)
            and not _has(c.home.article, office, with_)
            and not _has(lesser.home.article, office, bare)
            and _about_one(context, lesser, c)
        ]  # fmt: skip
        for other in sides[:1]:
            spans = tuple(
                context.span(c.home.article, c.start, c.home.start + c.home.words[c.core - 1].end)
                for c in (lesser, other)
            )
            yield Finding(
                "name",
                min(context.in_common(lesser.home.sentence, other.home.sentence), default=None),
                f"Another office: {context.said(spans)}",
                "one office of one person, lower in one article than in the other wherever they name it",
                OFFICE_WEIGHT,
                spans,
            )


MIN_OFFICE_WORDS = 2
"""Content words of an office, without "assistant", from which it is one office and no rank."""


def _office(chunk: Chunk) -> frozenset[str]:
    """Stems of the words of an office without its holder's name."""
    return frozenset(
        chunk.home.stems[k] for k in range(chunk.first, chunk.core) if chunk.home.words[k].kind != "num"
    ) - {""}


def _has(article: str, office: frozenset[str], chunks: Sequence[Chunk]) -> bool:
    """Whether an article names an office among some phrases."""
    return any(c.home.article == article and office <= _office(c) for c in chunks)


def _about_one(context: Context, a: Chunk, b: Chunk) -> bool:
    """Whether two phrases stand in one statement or beside the same actor."""
    if context.in_common(a.home.sentence, b.home.sentence):
        return True
    named = [{context.actors.at(c.home.sentence, k) for k in range(len(c.home.words))} - {""} for c in (a, b)]
    return bool(named[0] & named[1])
