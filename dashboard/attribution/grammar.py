"""Who does what a verb says: subjects through coordination, relative clauses and insertions."""

from __future__ import annotations

from dashboard.attribution.parsed import Sentence
from dashboard.language import reporting_verbs

COMMAS = (",", "—", "–", "-", "―", "--")
FINITE = ("VBD", "VBZ", "VBP")


def is_voice(s: Sentence, k: int) -> bool:
    """Whether a noun names somebody or something that a report lets speak."""
    token = s.tokens[k]
    kinds = reporting_verbs.voices()
    return (
        token.entity in ("PERSON", "ORG", "NORP")
        or token.text.lower() in kinds
        or token.lemma.lower() in kinds
    )


def subject(s: Sentence, verb: int) -> tuple[int | None, bool, bool]:
    """(head of the noun phrase that does what a verb says, whether it is printed with another verb, whether the
    verb may do without one).
    """
    parse = s.parse
    if parse.below(verb, "auxpass", "nsubjpass"):
        agents = [c for a in parse.below(verb, "agent") for c in parse.below(a, "pobj")]
        return (agents[0], False, True) if agents else (None, False, True)
    at, shared = verb, False
    for _ in range(6):
        if (noun := _own_subject(s, at)) is not None:
            if s.tokens[noun].tag not in ("WDT", "WP", "WRB") and s.low(noun) != "that":
                return noun, shared, False
            antecedent = s.tokens[at].head if s.tokens[at].dep == "relcl" else None
            if antecedent is None or not shared or is_voice(s, antecedent):
                return antecedent, shared, False
            at = antecedent  # "an exhibition that displayed …, and briefed him": no exhibition briefs anybody
        up = s.tokens[at].head
        if s.tokens[at].dep == "acl" and up != at:
            return up, shared, False
        if up == at or s.tokens[at].dep not in (
            "conj",
            "xcomp",
            "advcl",
            "pcomp",
            "prep",
            "dep",
            "parataxis",
            "dobj",
            "pobj",
        ):
            return None, shared, False
        at, shared = _coordinated(s, at, up), True
    return None, shared, False


def _own_subject(s: Sentence, verb: int) -> int | None:
    """The subject of a verb in its own clause, by the parse, or else the noun right before it."""
    own = [c for c in s.parse.below(verb, "nsubj") if s.quoted[c] <= s.quoted[verb]]
    before = s.group(verb)[0] - 1
    if not own and s.tokens[verb].tag in FINITE and s.low(before) == ",":
        # behind an insertion: "Bobby Poe, one of nine to vote against it, said …", read as if Poe were to vote
        own = [
            c
            for x in s.parse.below(verb, "advcl")
            if x < verb and s.tokens[x].tag == "VB"
            for c in s.parse.below(x, "nsubj")
        ]
    if own:
        noun = own[-1] if own[-1] > verb else own[0]
        if (
            s.low(noun + 1) in COMMAS[1:]
            and s.tokens[noun].text.isupper()
            and (spoken := s.parse.below(noun, "appos"))
        ):
            return spoken[0]  # "WASHINGTON -- President Obama said"
        for c in s.parse.below(noun, "appos", "conj"):
            inner = s.parse.subtree(c)
            if noun < c and inner[-1] == before and s.low(inner[0] - 1) == ",":
                return c  # "…, Roberts said": no comma closes it, so it is no apposition
        return noun
    if (
        s.tokens[verb].tag in FINITE
        and before >= 0
        and s.tokens[before].pos in ("NOUN", "PROPN")
        and not s.quoted[before]
    ):
        return before if s.tokens[before].tag != "NNP" or s.tokens[before].entity != "DATE" else None
    return None


def _coordinated(s: Sentence, verb: int, up: int) -> int:
    """The verb with which another is coordinated; of several above it, the one in the same tense."""
    tag = s.tokens[verb].tag
    if s.tokens[verb].dep != "conj" or tag not in FINITE:
        return up
    at = up
    for _ in range(6):
        if s.tokens[at].tag == tag and not s.quoted[at]:
            return at
        if s.tokens[at].head == at:
            break
        at = s.tokens[at].head
    return up
