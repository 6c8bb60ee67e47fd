"""What stands beside words of saying: the clause before "…, the ministry said", the rest of "As the Times reported, …"."""

from __future__ import annotations

from dashboard.attribution.content_ends import LONGEST, Cue, cut, is_bare_saying
from dashboard.attribution.parsed import COMMAS, Sentence, Span, is_voice

LINKING = 3
"""Tokens at most of what only leads on before words of saying: "And so, he said, while …"."""
LEAST_REST = 4
"""Words at least of what stands beside "as the Times reported"."""


def clause_before(cue: Cue) -> list[Span]:
    """The clause that ends right before the words that name speaker and verb: "…, the ministry said"."""
    s = cue.sentence
    first, _last = cue.unit
    if first == 0 or s.low(first - 1) not in COMMAS or "that" not in cue.entry.takes or _does_else(cue):
        return []
    if any(s.low(k) != "it" for k in s.parse.below(cue.verb, "nsubjpass")):
        return []  # "The rules — “one on …” — were added in May"
    if s.tokens[cue.verb].dep == "relcl" or (s.tokens[cue.verb].tag == "VBG" and cue.shared):
        return []  # "According to a report, a driver who responded to the fire …"
    farthest = max(s.lead, first - LONGEST)
    begin = next(
        (k + 1 for k in range(first - 2, farthest - 1, -1) if s.low(k) in (";", ":") and not s.quoted[k]),
        farthest,
    )
    while begin < first and s.tokens[begin].pos in ("PUNCT", "CCONJ"):
        begin += 1
    if s.low(begin) == "according":
        return []  # "According to the site, Poe joked with Roe on set they would need to move"
    end = _after_unit(cue)
    lead, rest = range(begin, first), range(end + 1, min(len(s.tokens), end + 1 + LONGEST))
    dangling = (first > 1 and s.tokens[first - 2].pos in ("ADP", "SCONJ", "CCONJ")) or s.low(
        first - 2
    ) == "including"
    link = len(lead) <= LINKING and not any(s.tokens[k].pos in ("VERB", "AUX") for k in lead)
    interrupts = s.low(end) in COMMAS and len(rest) > 1 and (dangling or link or not _is_beside(s, end + 1))
    if interrupts and dangling:
        lead = range(0)  # "…, including, Washington says, supplying rockets"
    has_verb = any(s.tokens[k].pos in ("VERB", "AUX") and s.tokens[k].dep != "amod" for k in lead)
    has_verb |= s.heading and end == len(s.tokens) and len(lead) > LINKING  # capitals read as names
    if not has_verb and not interrupts:
        return []
    spans = [s.trimmed(s.hull(lead))] if lead else []
    if interrupts:
        spans += [s.trimmed(s.hull(range(end + 1, cut(cue, end + 1, rest[-1]) + 1)))]
    return [x for x in spans if x[0] < x[1]]


def _does_else(cue: Cue) -> bool:
    """Whether a verb has a thing as its object, which is no hearer: "…, a screen shows Channel 5 at all times, and …"."""
    s = cue.sentence
    return any(
        c > cue.verb
        and s.tokens[c].pos in ("NOUN", "PROPN")
        and (cue.entry.kind == "shown" or (s.tokens[c].entity != "PERSON" and not is_voice(s, c)))
        for c in s.parse.below(cue.verb, "dobj")
    )


def beside_as(s: Sentence, verb: int) -> list[Span]:
    """What "As the Times reported, …" stands before: the rest of its sentence."""
    own = s.parse.subtree(verb)
    first, last = own[0], own[-1]
    if s.low(first) == "as" and s.low(first - 1) == "," and s.tokens[verb].dep == "advcl":
        return _before_as(s, verb, first)
    if s.low(first) != "as" or first > s.lead or s.tokens[verb].dep not in ("advcl", "prep", "pcomp", "ROOT"):
        return []
    comma = next((k for k in range(verb, min(last + 1, len(s.tokens))) if s.low(k) == ","), last)
    last = min(last, comma)
    rest = range(last + 1, len(s.tokens))
    words = [k for k in rest if s.tokens[k].pos != "PUNCT"]
    if len(words) < LEAST_REST or not any(s.tokens[k].pos in ("VERB", "AUX") for k in words):
        return []
    span = s.trimmed(s.hull(rest))
    return [span] if span[0] < span[1] else []


def _before_as(s: Sentence, verb: int, first: int) -> list[Span]:
    """What stands before "…, as the opposition had claimed": the clause, or what somebody says there."""
    if not is_bare_saying(s, verb):
        return []
    up = s.tokens[verb].head
    said = [c for c in s.parse.below(up, "ccomp") if c < first]
    own = [k for k in s.parse.subtree(said[-1] if said else s.clause_head(up), [verb]) if k < first - 1]
    if own and s.low(own[0]) == "that":
        own = own[1:]
    if len(own) < LEAST_REST or s.quoted[own[0]]:
        return []
    span = s.trimmed(s.hull(own))
    return [span] if span[0] < span[1] else []


def _after_unit(cue: Cue) -> int:
    """The first token behind the words of saying with their time, place and hearer."""
    s = cue.sentence
    end = cue.unit[1]
    if cue.source is not None and cue.unit[1] > cue.verb:
        for c in s.parse.below(cue.verb, "nsubj", "dobj", "attr", "oprd"):
            end = max(end, s.parse.subtree(c)[-1] if c > cue.verb else end)
    for c in s.parse.children[cue.verb]:
        if c > end and s.tokens[c].dep in ("npadvmod", "advmod", "prep", "dobj", "dative") and c - end < 6:
            own = s.parse.subtree(c)
            comma = next((k for k in own if k > end and s.low(k) in COMMAS), None)
            if comma is not None:
                return comma
            end = max(end, own[-1])
    return end + 1


def _is_beside(s: Sentence, k: int) -> bool:
    """Whether what begins at a token stands beside the words of saying: ", adding", ", according to", ", who"."""
    token = s.tokens[k]
    if token.dep in (
        "amod",
        "csubj",
    ):  # "Rather, he said, continued struggles will …", "…, replacing her would …"
        return False
    return token.tag in ("VBG", "VBN", "WDT", "WP") or s.low(k) in (
        "according",
        "while",
        "as",
        "after",
        "when",
    )
