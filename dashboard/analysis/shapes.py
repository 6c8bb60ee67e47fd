"""Acts of saying that no plain verb reports: "according to", "quoted as saying", "is expected to",
"allegations that"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.analysis import reporting
from dashboard.analysis.act import Act
from dashboard.analysis.borders import REACH, claim_before, claim_start, end_of, tells, words_before
from dashboard.analysis.phrases import phrase_after, phrase_before
from dashboard.analysis.subjects import BE, CARRIERS, before_time, carriers_of, subject_of, verb_start
from dashboard.analysis.tokens import Range, Word, low_at, tag_at

EVIDENCE = frozenset(
    """image images imagery photo photos photograph photographs picture pictures video videos footage data
    figure figures statistics poll polls survey surveys study studies research report reports document
    documents record records evidence analysis analyses tape tapes recording recordings transcript
    transcripts email emails filing filings result results test tests map maps log logs findings list
    audio screenshot screenshots memo memos file files investigation inquiry review""".split()
)
"""Things that show something: their makers are not heard, so they count as sources of their own kind."""
EXPECTED = frozenset(
    """expected believed thought said reported alleged rumored rumoured feared estimated understood suspected
    presumed accused assumed considered""".split()
)
"""Passives that pass on what somebody thinks without saying who."""


def heads_of(words: Sequence[Word], source: Range) -> list[int]:
    """The words of a phrase up to its first preposition, where its head stands."""
    for k in range(*source):
        if words[k].tag == "prep" or words[k].low in CARRIERS:
            return list(range(source[0], k))
    return list(range(*source))


def _is_evidence(words: Sequence[Word], source: Range) -> bool:
    return any(words[k].low in EVIDENCE for k in heads_of(words, source))


def according(words: Sequence[Word], at: int) -> Act | None:
    """ "According to X, …" and "…, according to X"."""
    source = phrase_after(words, at + 2)
    if source is None:
        return None
    leading = (
        at == 0
        or words[at - 1].tag in ("stop", "open", "dash", "colon")
        or (words[at - 1].tag in ("conj", "sub"))
    )
    if leading and tag_at(words, source[1]) == "comma":
        claim = (source[1] + 1, end_of(words, source[1] + 1))
        trailing = False
    else:
        claim, trailing = words_before(words, at) or (0, 0), True
        if not tells(words, claim) and tag_at(words, source[1]) == "comma":
            claim, trailing = (source[1] + 1, end_of(words, source[1] + 1)), False
    kind = (
        "evidence"
        if any(words[k].low in EVIDENCE for k in heads_of(words, source)) and not carriers_of(words, source)
        else "speaker"
    )
    return Act(
        source,
        (at, at + 2),
        claim,
        "according to",
        "neutral",
        kind,
        carriers_of(words, source),
        trailing=trailing,
    )


def quoting(words: Sequence[Word], at: int) -> Act | None:
    """ "A quoted B as saying …", "B was quoted by A as saying …", "…, citing B"."""
    saying = next(
        (
            k
            for k in range(at + 1, min(len(words) - 1, at + REACH))
            if words[k].low == "as" and words[k + 1].low.endswith("ing")
        ),
        None,
    )
    passive = low_at(words, verb_start(words, at) - 1) in BE or low_at(words, at - 1) in BE
    if passive:
        return _quoted_passive(words, at, saying)
    source = phrase_after(words, at + 1)
    if source is None:
        return None
    if saying is None:
        if words[at].low not in ("citing", "quoting"):
            return None
        kind = "evidence" if _is_evidence(words, source) else "speaker"
        return Act(source, (at, at + 1), (at, at + 1), "cite", "neutral", kind, inherits=True)
    channel, _ = subject_of(words, verb_start(words, at), [])
    act = Act(source, (at, saying + 2), (0, 0), "quote", "neutral", channels=(channel,) if channel else ())
    whole = replace(act, source=channel or source)
    before = claim_before(words, replace(whole, verb=(at, saying + 2)))
    if before is not None:
        return replace(act, claim=before, trailing=True)
    first = claim_start(
        words, saying + 2, "tell" if words[saying + 1].low in ("telling", "informing") else "say"
    )
    return replace(act, claim=(first, end_of(words, first)))


def _quoted_passive(words: Sequence[Word], at: int, saying: int | None) -> Act | None:
    """ "B was quoted as saying by A"."""
    if saying is None:
        return None
    source, _ = subject_of(words, at - 1, [])
    if source is None:
        return None
    by = next((k for k in range(at + 1, min(len(words) - 1, saying + 6)) if words[k].low == "by"), None)
    channel = phrase_after(words, by + 1) if by is not None else None
    first = channel[1] if channel and by is not None and by > saying else saying + 2
    act = Act(source, (at, saying + 2), (0, 0), "quote", "neutral", channels=(channel,) if channel else ())
    before = claim_before(words, act)
    if before is not None:
        return replace(act, claim=before, trailing=True)
    first = claim_start(words, first, "say")
    return replace(act, claim=(first, end_of(words, first)))


def passive(words: Sequence[Word], at: int) -> Act | None:
    """ "is expected to", "it is believed that": nobody is named unless "by" follows."""
    k = at - 1
    while tag_at(words, k) == "adv":
        k -= 1
    if low_at(words, k) not in BE or low_at(words, at + 1) not in ("to", "that", "by", "of"):
        return None
    low = words[at].low
    if low == "accused" and low_at(words, at + 1) not in ("of", "by"):
        return None
    if low != "accused" and low_at(words, at + 1) == "of":
        return None
    start = k
    while start > 0 and words[start - 1].tag in ("aux", "adv"):
        start -= 1
    agent = phrase_after(words, at + 2) if low_at(words, at + 1) == "by" else None
    if low_at(words, at + 1) == "by" and agent is None:
        return None
    after = agent[1] if agent else at + 1
    if agent and low_at(words, after) not in ("to", "that", "of"):
        return None
    subject = phrase_before(words, before_time(words, start - 1))
    form = reporting.forms().get(low)
    stance = (
        "doubting"
        if low in ("alleged", "rumored", "rumoured", "accused")
        else form.verb.stance
        if form
        else "neutral"
    )
    first = subject[0] if subject and low != "accused" and words[subject[0]].low != "it" else after + 1
    return Act(
        agent,
        (start, at + 1),
        (first, end_of(words, after + 1)),
        low,
        stance,
        "speaker" if agent else "unnamed",
    )


def is_impersonal(words: Sequence[Word], at: int) -> bool:
    """ "It was announced that"."""
    form = reporting.forms().get(words[at].low)
    past = form is not None and form.kind == "past" and form.verb.frame in ("say", "think")
    return past and low_at(words, at + 1) == "that" and "it" in (low_at(words, at - 2), low_at(words, at - 3))


def claim_noun(words: Sequence[Word], at: int, lemma: str) -> Act | None:
    """ "amid allegations that …", "Russia's claim that …", "reports by X that …"."""
    that, source = at + 1, None
    if low_at(words, that) in ("by", "from") and (found := phrase_after(words, that + 1)):
        source, that = found, found[1]
    if low_at(words, that) != "that":
        return None
    if source is None:
        k = at - 1
        while tag_at(words, k) in ("noun",) and not words[k].low.endswith("'s"):
            k -= 1
        owner = words[k] if k >= 0 else None
        if owner is not None and (
            owner.low.endswith(("'s", "s'"))
            or owner.tag == "name"
            or owner.low in ("his", "her", "their", "its")
        ):
            found = phrase_before(words, k) or (k, k + 1)
            source = (k, k + 1) if owner.low in ("his", "her", "their", "its") else found
    stance = "doubting" if lemma in reporting.DOUBTING_NOUNS else "neutral"
    first = that + 1
    verb = (at, at + 1)
    if source is None and tag_at(words, at - 1) == "verb" and words[at - 1].low == "raised":
        verb = (verb_start(words, at - 1), at + 1)
    return Act(source, verb, (first, end_of(words, first)), lemma, stance, "speaker" if source else "unnamed")
