"""Acts of saying in one sentence: who says it, with which verb, and which words are said.

Everything is decided by the order of a few kinds of words (tokens.py): no parser, no model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.analysis import reporting
from dashboard.analysis.act import Act
from dashboard.analysis.borders import (
    claim_before,
    claim_start,
    clause_around,
    end_of,
    is_clause,
    media_of,
    opens_quotation,
    preposition_of_claim,
    that_at,
    words_before,
)
from dashboard.analysis.phrases import phrase_after
from dashboard.analysis.shapes import (
    EVIDENCE,
    EXPECTED,
    according,
    claim_noun,
    heads_of,
    is_impersonal,
    passive,
    quoting,
)
from dashboard.analysis.subjects import (
    BE,
    CARRIERS,
    QUOTING,
    carriers_of,
    main_subject,
    subject_of,
    verb_start,
)
from dashboard.analysis.tokens import PARTICIPLES, Range, Word, low_at, tag_at

NO_NAMES = frozenset("that this it there late early earlier last next".split())
"""Words after "said" that begin a claim or a time and no name."""
NAMING = 9
"""Words within which a verb of naming finds its quotation: "called the new plan “…”"."""


def acts(words: Sequence[Word]) -> list[Act]:
    """All acts of a sentence in the order of their verbs; their claims may still overlap (see claims.py)."""
    found: list[Act] = []
    titled = _is_titled(words)
    for at, word in enumerate(words):
        if word.quoted or not word.is_word or (word.tag == "name" and at and not titled):
            continue
        act = _act_at(words, at, found)
        if act is None or act.claim[0] >= act.claim[1]:
            continue
        if act.kind == "unnamed" and any(
            o.claim[0] == act.claim[0]
            or (o.claim[0] <= act.verb[0] <= o.claim[0] + 3 and o.lemma in reporting.OBJECTS)
            for o in found
        ):
            continue
        found.append(act)
    return found


def _is_titled(words: Sequence[Word]) -> bool:
    """Whether nearly every longer word has a capital, as in a headline."""
    longer = [w for w in words if w.is_word and len(w.text) > 3]
    return sum(w.text[0].isupper() for w in longer) > 0.7 * len(longer)


def _act_at(words: Sequence[Word], at: int, before: list[Act]) -> Act | None:
    """The act whose reporting word stands at `at`."""
    low = words[at].low
    if low == "according" and low_at(words, at + 1) == "to":
        return according(words, at)
    if low in QUOTING:
        return quoting(words, at)
    if (low in EXPECTED or is_impersonal(words, at)) and (unnamed := passive(words, at)):
        return unnamed
    if low in reporting.HEARSAY:
        claim = clause_around(words, at)
        return Act(None, (at, at + 1), claim, low, reporting.HEARSAY[low], "unnamed")
    form = reporting.forms().get(low)
    acting = (
        form is not None
        and at > 0
        and words[at - 1].tag in ("pron", "sub", "name")
        and not words[at - 1].low.endswith(("'s", "s'"))
    )
    if not acting and (lemma := reporting.noun(low)) and (act := claim_noun(words, at, lemma)):
        return act
    if form is None or _is_no_verb(words, at, form):
        return None
    return _verb(words, at, form, before)


def _is_no_verb(words: Sequence[Word], at: int, form: reporting.Form) -> bool:
    """A noun ("media reports"), an infinitive, a passive ("was told") or an adjective ("said to be")."""
    before = words[at - 1] if at else None
    if form.kind in ("base", "third"):
        if before is None or before.tag in ("det", "prep") or before.low in ("to", "and's"):
            return True
        if before.low.endswith("'s") and before.low not in ("who's",):
            return True
        if tag_at(words, at + 1) in ("aux", "verb") and low_at(words, at + 1) not in CARRIERS:
            return True
        if form.kind == "base":
            plural = (
                before.low.endswith("s")
                or before.tag in ("pron", "adv", "sub")
                or before.low in ("people", "police", "media")
            )
            if form.verb.frame == "show":
                return before.low not in EVIDENCE
            return not plural or form.verb.frame == "call"
        return False
    if form.kind == "past":
        k = at - 1
        while k >= 0 and words[k].tag in ("adv",):
            k -= 1
        if low_at(words, k) in BE or (form.verb.frame == "think" and low_at(words, at + 1) == "to"):
            return True
        if (
            words[at].low in PARTICIPLES
            and tag_at(words, at + 1) == "prep"
            and before is not None
            and before.tag in ("noun", "name")
        ):
            return words[at].low not in ("said", "reported", "wrote") or low_at(words, at + 1) == "by"
        if before is not None and (before.tag == "det" or before.low.endswith(("'s", "s'"))):
            return True
        return words[at].low == "said" and low_at(words, at + 1) == "to"
    return not (
        (before is not None and before.tag in ("comma", "close", "dash", "conj"))
        or (before is not None and before.low == "while")
    )


def _verb(words: Sequence[Word], at: int, form: reporting.Form, before: list[Act]) -> Act | None:
    """An act reported by a verb of the lexicon."""
    lemma, frame, stance = form.verb.lemma, form.verb.frame, form.verb.stance
    start = verb_start(words, at)
    verb = (start, at + 1)
    if frame in ("say", "tell", "ask") and lemma != "confirm" and _is_negated(words, verb):
        return None
    if tag_at(words, start - 1) in ("close", "comma") and not is_clause(words, at + 1):
        inverted = _inverted(words, start, at, lemma, stance)
        if inverted:
            return inverted
    if form.kind == "ing":
        return _participle(words, at, form, before)
    source, inherits = subject_of(words, start, before)
    if source is None:
        return None
    kind = (
        "evidence"
        if any(words[k].low in EVIDENCE for k in range(*source)) and frame in ("show", "say")
        else "speaker"
    )
    if (
        kind == "evidence"
        and frame == "say"
        and not any(words[k].low in EVIDENCE for k in heads_of(words, source))
    ):
        kind = "speaker"
    act = Act(source, verb, (0, 0), lemma, stance, kind, carriers_of(words, source), inherits)
    if (
        not inherits
        and (frame not in reporting.NEVER_AFTER or tag_at(words, source[0] - 1) == "close")
        and (claim := claim_before(words, act)) is not None
    ):
        return replace(
            act, claim=claim, trailing=True, channels=act.channels + media_of(words, at + 1, frame)
        )
    if frame == "accuse":
        claim_at = preposition_of_claim(words, at, lemma)
        return replace(act, claim=(claim_at, end_of(words, claim_at))) if claim_at else None
    if not _reports(words, at, form, kind):
        return None
    first = claim_start(words, at + 1, frame)
    channels = act.channels + media_of(words, at + 1, frame)
    return replace(act, claim=(first, _end_within(words, source, start, first)), channels=channels)


def _end_within(words: Sequence[Word], source: Range, verb: int, first: int) -> int:
    """Where a claim ends that a relative clause holds: "X, who has denied the claim, has gone on trial"."""
    if (
        source[1] >= verb
        or tag_at(words, source[1]) != "comma"
        or low_at(words, source[1] + 1) not in ("who", "which")
    ):
        return end_of(words, first)
    for k in range(first, len(words)):
        if words[k].tag == "comma" and not words[k].quoted and tag_at(words, k + 1) in ("aux", "verb"):
            return k
    return end_of(words, first)


def _is_negated(words: Sequence[Word], verb: Range) -> bool:
    """ "Did not say": nothing is said."""
    return any(words[k].low in ("not", "never") or words[k].low.endswith("n't") for k in range(*verb))


def _inverted(words: Sequence[Word], start: int, at: int, lemma: str, stance: str) -> Act | None:
    """ "…," said Smith, a lawyer: the source after the verb."""
    source = phrase_after(words, at + 1)
    if source is None or words[source[0]].low in NO_NAMES:
        return None
    after = tag_at(words, source[1])
    if after in ("verb", "aux"):
        return None
    if tag_at(words, start - 1) == "comma" and words[at].low not in (
        "said",
        "says",
        "writes",
        "wrote",
        "reports",
        "reported",
        "added",
    ):
        return None
    act = Act(source, (start, at + 1), (0, 0), lemma, stance, trailing=True)
    claim = words_before(words, start)
    return replace(act, claim=claim) if claim else None


def _participle(words: Sequence[Word], at: int, form: reporting.Form, before: list[Act]) -> Act | None:
    """ ", adding that …": the subject of the act or clause before."""
    if not _reports(words, at, form, "speaker") and form.verb.frame != "accuse":
        return None
    source = before[-1].source if before else main_subject(words, at)
    if source is None:
        return None
    lemma, frame = form.verb.lemma, form.verb.frame
    first = preposition_of_claim(words, at, lemma) if frame == "accuse" else claim_start(words, at + 1, frame)
    if not first:
        return None
    kind = before[-1].kind if before else "speaker"
    channels = before[-1].channels if before else ()
    return Act(
        source,
        (at, at + 1),
        (first, end_of(words, first)),
        lemma,
        form.verb.stance,
        kind,
        channels,
        inherits=True,
    )


def _reports(words: Sequence[Word], at: int, form: reporting.Form, kind: str) -> bool:
    """Whether what follows the verb is said: a clause, "that", a quotation, or an object that the verb makes
    a claim.
    """
    lemma, frame = form.verb.lemma, form.verb.frame
    that = that_at(words, at + 1, frame)
    quotation = opens_quotation(words, at + 1)
    clause = is_clause(words, at + 1)
    if frame == "call":
        named = lemma != "refer" or any(words[k].low == "as" for k in range(at, min(len(words), at + 10)))
        return named and opens_quotation(words, at + 1, NAMING) and low_at(words, at + 1) not in ("for", "on")
    if frame == "express":
        near = range(at + 1, min(len(words), at + 6))
        attitude = any(words[k].low in reporting.ATTITUDES for k in near)
        return attitude if lemma != "express" else tag_at(words, at + 1) not in ("comma", "stop", "")
    if frame == "show":
        return kind == "evidence" and tag_at(words, at + 1) not in ("comma", "stop", "")
    if frame == "tell":
        return that is not None or quotation or clause
    if frame == "ask":
        return quotation or any(
            words[k].low in ("if", "whether", "why", "how") for k in range(at + 1, min(len(words), at + 5))
        )
    if frame in ("vow", "urge"):
        return (
            that is not None
            or quotation
            or any(words[k].low == "to" for k in range(at + 1, min(len(words), at + 9)))
        )
    if frame == "deny":
        return tag_at(words, at + 1) not in ("comma", "stop", "", "prep")
    if kind == "evidence" and lemma in ("suggest", "reveal", "find", "confirm", "indicate"):
        return True
    if lemma == "continue":
        return quotation
    if lemma == "find":
        return that is not None
    if lemma in reporting.WEAK:
        return that is not None or quotation or clause
    if that is not None or quotation or clause:
        return True
    return tag_at(words, at + 1) not in ("stop", "", "prep", "comma")
