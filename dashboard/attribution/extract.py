"""Who says what: the attributions of an article, read from the parse and the quotations together.

An attribution has a cue ("said", "according to", "claim", a colon), a source (the phrase that names who says it)
and a content (the words that are said), as in PARC and PolNeAR (Pareti 2012; Newell, Margolin & Ruths 2018). Direct
speech has its speaker beside it: a label of a transcript, a signature behind a dash, the paragraph before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.attribution.adjuncts import according, hearsay, in_poll, noun_attribution, per, words_of
from dashboard.attribution.cues import bare_speech, verb_attribution
from dashboard.attribution.direct_speech import (
    NEAR,
    announced_content,
    colon_speech,
    continued_quotations,
    headline_speech,
    labelled_speech,
    signed_quotations,
)
from dashboard.attribution.parsed import Article, Attribution, Sentence, Span, is_voice
from dashboard.language import media, reporting_verbs

LEAST = 4
"""Content words that an outer content must hold beside those within it, to be an attribution of its own."""
DEEPEST = 4
"""Attributions within which one stands, of those that are kept: printed news has two or three."""
BIDDING = frozenset("order instruct urge encourage invite".split())
"""Verbs of what somebody has others do: in another's words, they tell what he did."""
OF_OTHERS = ("asked", "believed", "planned", "discussed")
"""Acts that are the speaker's account where they stand in his words: "Poe said that Roe hopes to win" is what Poe says."""
_WORDS = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")


def extract(article: Article) -> list[Attribution]:
    """The attributions of one article in the order of its text."""
    found = [
        b
        for s in article.sentences
        for a in nested(s, _sentence_attributions(s))
        for b in _split_sources(s, a)
    ]
    found = [replace(a, sentence=article.home(a.content[0][0]).number) for a in found]
    found += labelled_speech(article)
    found += headline_speech(article, found)
    found += colon_speech(article, found)
    found += announced_content(article, found)
    found += signed_quotations(article, found)
    return continued_quotations(article, found)


def _sentence_attributions(s: Sentence) -> list[Attribution]:
    """The attributions of one sentence, in the order of their cues."""
    found = [a for k in range(len(s.tokens)) if not s.quoted[k] and (a := _attribution_at(s, k))]
    for k in range(len(s.tokens)):
        if s.low(k) in ("citing", "quoting") and not s.quoted[k]:
            found = _apply_citing(s, k, found)
    found = _apply_according(s, found)
    return [
        a
        for k, a in enumerate(found)
        if not (
            a.source is None
            and any(_is_restated(a, o) for o in found[max(0, k - NEAR) : k + NEAR] if o is not a)
        )
    ]


def _attribution_at(s: Sentence, k: int) -> Attribution | None:
    """The attribution whose cue stands at a token."""
    token, low = s.tokens[k], s.low(k)
    if low == "according":
        return according(s, k)
    if low == "per":
        return per(s, k)
    if low == "in":
        return in_poll(s, k)
    if low in reporting_verbs.HEARSAY:
        return hearsay(s, k)
    if token.tag.startswith("VB") and token.pos in ("VERB", "AUX"):
        particle = s.low(k + 1) if s.parse.below(k, "prt") else ""
        entry = reporting_verbs.verb_of(token.text, token.lemma, particle)
        return verb_attribution(s, k, entry) if entry else bare_speech(s, k)
    if token.pos == "NOUN":
        if low == "words":
            return words_of(s, k)
        entry = reporting_verbs.nouns().get(token.lemma.lower())
        return noun_attribution(s, k, entry) if entry else None
    return None


def _apply_citing(s: Sentence, k: int, found: list[Attribution]) -> list[Attribution]:
    """ "Kyodo reported that the talks had failed, citing officials": officials say it, and Kyodo carries it."""
    nouns = s.parse.below(k, "dobj")
    if not nouns or not is_voice(s, nouns[0]) or _is_deed(s, nouns[0]):
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


def _apply_according(s: Sentence, found: list[Attribution]) -> list[Attribution]:
    """ "Kyodo reported that the talks had failed, according to two aides": they say it, and Kyodo carries it."""
    for a in [a for a in found if a.lemma == "according to"]:
        for o in found:
            within = o.kind == "said" and o is not a and a.hull[0] <= o.cue[0] < o.cue[1] <= a.hull[1]
            if within and o.source and media.is_medium(s.text(o.source)):
                content = tuple(s.trimmed((x, min(y, a.cue[0]))) for x, y in o.content if x < a.cue[0])
                told = replace(a, content=content or o.content, via=(o.source,))
                return [told if x is a else x for x in found if x is not o]
    return found


def _is_deed(s: Sentence, noun: int) -> bool:
    """Whether a noun of a document names what is done to somebody: "citing the release of prisoners"."""
    return s.low(noun) == "release" and any(s.low(c) == "of" for c in s.parse.below(noun, "prep"))


def _split_sources(s: Sentence, a: Attribution) -> list[Attribution]:
    """One attribution for each of the sources that are coordinated: "Anna Berg and Carl Dahl said"."""
    if a.source is None:
        return [a]
    first, last = s.at(a.source[0]), s.at(a.source[1] - 1)
    head = next((k for k in range(first, last + 1) if not first <= s.tokens[k].head <= last), last)
    joined = s.conjuncts(head)
    others = [s.phrase(k) for k in joined[1:] if not s.quoted[k]]
    outside = [o for o in others if not any(x <= o[0] < y for x, y in (*a.content, a.cue))]
    return [a, *(replace(a, source=o) for o in outside)]


def _is_restated(a: Attribution, other: Attribution) -> bool:
    """Whether another attribution says in other words that the same is said: "voiced fears that", "reports claimed that"."""
    return other.source is not None and abs(other.hull[1] - a.hull[1]) <= 1 and other.cue[0] < a.cue[0]


def nested(s: Sentence, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with those within whose content they stand; one that only passes on another goes.

    "KCNA reported that Kim said X" is one attribution of X to Kim through KCNA; "KCNA reported Y and that Kim said X"
    are two.
    """
    kept = []
    for k, a in enumerate(found):
        near = found[max(0, k - NEAR) : k + NEAR]
        outer = [o for o in near if o is not a and o.source and _holds(o, a)]
        outer = sorted(outer, key=lambda o: o.hull[0] - o.hull[1])[-DEEPEST:]
        inner = [i for i in near if i is not a and _holds(a, i)]
        if _is_account(s, a, outer):
            continue
        passed_on = any(_speaks(s, a, i) and _is_all(s, a, i) for i in inner)
        # That somebody alleges or denies it is never by the way.
        if (
            not passed_on
            or a.source is None
            or a.stance in ("denying", "doubting")
            or _own_words(s, a, inner) >= LEAST
        ):
            # "the comments signal that Poe says …", "called on Roe to stop after charges accused him of …"
            speak = [
                o for o in outer if o.kind != "shown" and not _is_demand(s, o) and not _is_of_another(s, o, a)
            ]
            via = tuple(span for o in speak for span in (*o.via, o.source) if span)
            kept.append(replace(a, via=(*via, *a.via)))
    return kept


def _is_demand(s: Sentence, a: Attribution) -> bool:
    """Whether a content is what is to be done, by an infinitive: who wants it passes on no words that stand in it."""
    entry = reporting_verbs.verbs().get(a.lemma)
    before = s.low(s.at(a.hull[0]) - 1)
    return a.kind == "planned" or (
        entry is not None and entry.frame in ("vow", "urge", "call") and before == "to"
    )


def _is_of_another(s: Sentence, outer: Attribution, inner: Attribution) -> bool:
    """Whether an inner attribution only says who it is that somebody speaks of: "defended Roe, who endorsed the plan"."""
    entry = reporting_verbs.verbs().get(outer.lemma)
    return entry is not None and entry.frame == "" and s.tokens[s.at(inner.cue[1] - 1)].dep == "relcl"


def _is_account(s: Sentence, a: Attribution, outer: Sequence[Attribution]) -> bool:
    """Whether what somebody asks, believes or plans is told by another who speaks: no report of the article's own."""
    if a.direct or not outer:
        return False
    if a.kind == "said" and s.low(s.at(a.cue[0])) in ("would", "will"):
        return True  # "the agency reported that he would announce his plans"
    deed = a.kind == "shown" and a.source is not None and not _is_paper(s, a.source)
    return (a.kind in OF_OTHERS or a.lemma in BIDDING or deed) and any(
        o.source and o.kind == "said" and not media.is_medium(s.text(o.source)) for o in outer
    )


def _is_paper(s: Sentence, source: Span) -> bool:
    """Whether a source is a text, a recording or what else shows something, and nobody who does so."""
    own = range(s.at(source[0]), s.at(source[1] - 1) + 1)
    kinds = reporting_verbs.voices()
    return any(
        kinds.get(s.tokens[k].lemma.lower()) in ("document", "evidence", "medium") for k in own
    ) or all(s.tokens[k].pos == "PRON" or s.tokens[k].pos == "DET" for k in own)


def _speaks(s: Sentence, outer: Attribution, inner: Attribution) -> bool:
    """Whether an inner attribution is another's speech: in "Kim said he hoped …" the two are one man's."""
    if inner.kind != "said" or inner.source is None or inner.lemma in BIDDING:
        return False
    if inner.lemma in ("suggest", "show") and _is_paper(s, inner.source):
        return False  # "said that the advertisement suggests …": how it reads is what he says
    words = s.tokens[s.at(inner.hull[0]) : s.at(inner.hull[1])]
    if not inner.direct and not any(t.pos in ("VERB", "AUX") for t in words):
        return False
    own = range(s.at(inner.source[0]), s.at(inner.source[1] - 1) + 1)
    if s.tokens[own[0]].pos == "PRON":
        return s.low(own[0]) in ("he", "she") and not _is_person(s, outer)
    return any(is_voice(s, k) or s.tokens[k].pos == "PROPN" for k in own)


def _is_all(s: Sentence, outer: Attribution, inner: Attribution) -> bool:
    """Whether the main verb of an outer content is the inner attribution's, or stands in what that one reports.

    "He claimed that a tape of him bragging about it was a joke" says that it was a joke, whatever is bragged about.
    """
    start, end = outer.content[-1]
    own = range(s.at(start), s.at(end - 1) + 1)
    heads = [k for k in own if s.tokens[k].pos in ("VERB", "AUX") and s.tokens[k].head not in own]
    places = [s.start + s.tokens[k].start for k in heads]
    spans = (inner.cue, *inner.content)
    return len(heads) != 1 or any(a <= place < b for place in places for a, b in spans)


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
