"""Who says what: the attributions of an article, read from the parse and the quotations together.

An attribution has a cue ("said", "according to", "claim", a colon), a source (the phrase that names who says it)
and a content (the words that are said), as in PARC and PolNeAR (Pareti 2012; Newell, Margolin & Ruths 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.attribution.adjuncts import according, hearsay, noun_attribution, per, words_of
from dashboard.attribution.grammar import is_voice
from dashboard.attribution.parsed import Article, Attribution, Sentence
from dashboard.attribution.speech import announced, carried_on, labelled, signed
from dashboard.attribution.verbs import verb_attribution
from dashboard.language import media, reporting_verbs

LEAST = 4
"""Content words that an outer content must hold beside those within it, to be an attribution of its own."""
_WORDS = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")


def extract(article: Article) -> list[Attribution]:
    """The attributions of one article in the order of its text."""
    found = [b for s in article.sentences for a in nested(s, _of_sentence(s)) for b in _apart(s, a)]
    found = [replace(a, sentence=article.home(a.content[0][0]).number) for a in found]
    found += labelled(article)
    found += announced(article, found)
    found += signed(article, found)
    return carried_on(article, found)


def _of_sentence(s: Sentence) -> list[Attribution]:
    """The attributions of one sentence, in the order of their cues."""
    found = [a for k in range(len(s.tokens)) if not s.quoted[k] and (a := _at(s, k))]
    for k in range(len(s.tokens)):
        if s.low(k) in ("citing", "quoting") and not s.quoted[k]:
            found = _citing(s, k, found)
    return [a for a in found if not (a.source is None and any(_same(a, o) for o in found if o is not a))]


def _at(s: Sentence, k: int) -> Attribution | None:
    """The attribution whose cue stands at a token."""
    token, low = s.tokens[k], s.low(k)
    if low == "according":
        return according(s, k)
    if low == "per":
        return per(s, k)
    if low in reporting_verbs.HEARSAY:
        return hearsay(s, k)
    if token.tag.startswith("VB") and token.pos in ("VERB", "AUX"):
        entry = reporting_verbs.verb_of(token.text, token.lemma)
        return verb_attribution(s, k, entry) if entry else None
    if token.pos == "NOUN":
        if low == "words":
            return words_of(s, k)
        entry = reporting_verbs.nouns().get(token.lemma.lower())
        return noun_attribution(s, k, entry) if entry else None
    return None


def _citing(s: Sentence, k: int, found: list[Attribution]) -> list[Attribution]:
    """ "Kyodo reported that the talks had failed, citing officials": officials say it, and Kyodo carries it."""
    nouns = s.parse.below(k, "dobj")
    if not nouns or not is_voice(s, nouns[0]):
        return found
    cue = s.place(k, k)
    owners = [a for a in found if a.source and a.kind == "said" and a.lemma != "cite" and a.cue[1] <= cue[0]]
    if not owners:
        return found
    owner = owners[-1]
    content = [(a, min(b, cue[0])) for a, b in owner.content if a < cue[0]]
    content = [s.trimmed(c) for c in content] or list(owner.content)
    cited = replace(
        owner,
        lemma="cite",
        stance="neutral",
        cue=cue,
        source=s.phrase(nouns[0]),
        content=tuple(content),
        via=(*owner.via, *([owner.source] if owner.source else [])),
        shared=False,
    )
    return [a for a in found if a is not owner and a.cue != cue] + [cited]


def _apart(s: Sentence, a: Attribution) -> list[Attribution]:
    """One attribution for each of the sources that are coordinated: "Anna Berg and Carl Dahl said"."""
    if a.source is None:
        return [a]
    first, last = s.at(a.source[0]), s.at(a.source[1] - 1)
    head = next((k for k in range(first, last + 1) if not first <= s.tokens[k].head <= last), last)
    others = [s.phrase(k) for k in s.conjuncts(head)[1:] if not s.quoted[k]]
    outside = [o for o in others if not any(x <= o[0] < y for x, y in (*a.content, a.cue))]
    return [a, *(replace(a, source=o) for o in outside)]


def _same(a: Attribution, other: Attribution) -> bool:
    """Whether another attribution says in other words that the same is said: "voiced fears that", "reports claimed that"."""
    return other.source is not None and abs(other.hull[1] - a.hull[1]) <= 1 and other.cue[0] < a.cue[0]


def nested(s: Sentence, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with those within whose content they stand; one that only passes on another goes.

    "KCNA reported that Kim said X" is one attribution of X to Kim through KCNA; "KCNA reported Y and that Kim said X"
    are two.
    """
    kept = []
    for a in found:
        outer = [o for o in found if o is not a and o.source and _holds(o, a)]
        outer.sort(key=lambda o: o.hull[0] - o.hull[1])
        inner = [i for i in found if i is not a and _holds(a, i)]
        if not any(_speaks(s, a, i) for i in inner) or a.source is None or _own_words(s, a, inner) >= LEAST:
            via = tuple(span for o in outer for span in (*o.via, o.source) if span)
            kept.append(replace(a, via=(*via, *a.via)))
    return kept


def _speaks(s: Sentence, outer: Attribution, inner: Attribution) -> bool:
    """Whether an inner attribution is another's speech: in "Kim said he hoped …" the two are one man's."""
    if inner.kind != "said" or inner.source is None:
        return False
    told = s.tokens[s.at(inner.hull[0]) : s.at(inner.hull[1])]
    if not inner.direct and not any(t.pos in ("VERB", "AUX") for t in told):
        return False
    own = range(s.at(inner.source[0]), s.at(inner.source[1] - 1) + 1)
    if s.tokens[own[0]].pos == "PRON":
        return s.low(own[0]) in ("he", "she") and not _is_person(s, outer)
    return any(is_voice(s, k) or s.tokens[k].pos == "PROPN" for k in own)


def _is_person(s: Sentence, a: Attribution) -> bool:
    """Whether the source of an attribution can be "he" or "she"."""
    if a.source is None:
        return False
    own = s.tokens[s.at(a.source[0]) : s.at(a.source[1] - 1) + 1]
    return not media.is_medium(s.text(a.source)) and any(
        t.entity == "PERSON" or t.pos == "PRON" or reporting_verbs.voices().get(t.text.lower()) == "person"
        for t in own
    )


def _holds(outer: Attribution, inner: Attribution) -> bool:
    a, b = outer.hull
    if not (a <= inner.cue[0] and inner.cue[1] <= b):
        return False
    mutual = inner.hull[0] <= outer.cue[0] < inner.hull[1]
    return not (mutual and inner.hull[1] - inner.hull[0] >= b - a)


def _own_words(s: Sentence, a: Attribution, inner: Sequence[Attribution]) -> int:
    """Words with a meaning in a content outside the attributions within it."""
    taken = [span for i in inner for span in (i.cue, i.hull, *((i.source,) if i.source else ()))]
    own = [
        t.pos
        for piece in a.content
        for t in s.tokens[s.at(piece[0]) : s.at(piece[1])]
        if t.pos in _WORDS and not any(x <= s.start + t.start < y for x, y in taken)
    ]
    return len(own) if "VERB" in own else 0
