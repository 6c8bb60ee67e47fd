"""Cues beside a clause or on a noun: "according to", "per", "in the words of", "the claim that", "reportedly"."""

from __future__ import annotations

from dashboard.attribution.grammar import COMMAS, is_voice, subject
from dashboard.attribution.parsed import Attribution, Sentence, Span
from dashboard.language import reporting_verbs


def noun_attribution(s: Sentence, k: int, entry: reporting_verbs.Verb) -> Attribution | None:
    """ "Russia's claim that …", "amid allegations that …", "a promise to …", "calls for …"."""
    parse = s.parse
    up = s.tokens[k].head
    if (
        s.tokens[k].dep == "dobj"
        and (verb := reporting_verbs.verb_of(s.tokens[up].text, s.tokens[up].lemma))
        and "obj" in verb.takes
    ):
        return None
    own: list[int] = []
    for c in parse.children[k]:
        first = s.low(parse.subtree(c)[0])
        dep = s.tokens[c].dep
        if (
            c > k
            and dep in ("acl", "ccomp")
            and "that" in entry.takes
            and parse.below(c, "nsubj")
            and first != "that"
        ):
            own = parse.subtree(c)
            break
        if c > k and (
            (dep in ("acl", "relcl", "ccomp") and first in ("that", "to") and first in entry.takes)
            or (dep == "prep" and s.low(c) in entry.takes)
        ):
            own = parse.subtree(c)[1:]
            break
    source = _owner(s, k)
    if not own or (source is None and s.low(own[0] - 1) != "that" and not s.parse.below(k, "acl", "ccomp")):
        return None
    span = s.trimmed(s.hull(own))
    return (
        Attribution(s.number, entry.kind, entry.lemma, entry.stance, s.place(k, k), source, (span,))
        if span[0] < span[1]
        else None
    )


def _owner(s: Sentence, k: int) -> Span | None:
    """Whose word a noun of saying is: "Russia's claim", "a claim by Russia", "he made the claim"."""
    parse = s.parse
    for c in parse.below(k, "poss"):
        return s.hull(parse.subtree(c, parse.below(c, "case")))
    for c in parse.below(k, "prep", "agent"):
        if s.low(c) in ("by", "from", "among") and (pobj := parse.below(c, "pobj")):
            return s.phrase(pobj[0])
    if s.tokens[k].dep == "dobj":
        head, _, _ = subject(s, s.tokens[k].head)
        return (
            s.phrase(head)
            if head is not None and not s.quoted[head] and (is_voice(s, head) or s.tokens[head].pos == "PRON")
            else None
        )
    return None


def words_of(s: Sentence, k: int) -> Attribution | None:
    """ "In the words of Al Roe, “…”"."""
    of = [c for c in s.parse.below(k, "prep") if s.low(c) == "of"]
    pobj = s.parse.below(of[0], "pobj") if of else []
    if not pobj or s.low(k - 1) != "the" or s.low(k - 2) != "in":
        return None
    return _adjunct(s, k - 2, of[0], pobj[0], "in the words of")


def hearsay(s: Sentence, k: int) -> Attribution | None:
    """ "reportedly": passed on from nobody who is named."""
    span = s.trimmed(s.hull(s.parse.subtree(s.clause_head(s.tokens[k].head))))
    low = s.low(k)
    return Attribution(s.number, "said", low, reporting_verbs.HEARSAY[low], s.place(k, k), None, (span,))


def according(s: Sentence, k: int) -> Attribution | None:
    """ "According to X, …", "…, according to X"."""
    if s.low(k + 1) != "to" or k + 2 >= len(s.tokens):
        return None
    pobj = s.parse.below(k + 1, "pobj")
    if pobj:
        return _adjunct(s, k, k + 1, pobj[0], "according to")
    end = next((j - 1 for j in range(k + 2, len(s.tokens)) if s.tokens[j].pos == "PUNCT"), len(s.tokens) - 1)
    return _adjunct(s, k, k + 1, end, "according to") if end > k + 1 else None


def per(s: Sentence, k: int) -> Attribution | None:
    pobj = s.parse.below(k, "pobj")
    if not pobj or not (
        s.tokens[pobj[0]].entity in ("ORG", "PERSON", "GPE") or s.tokens[pobj[0]].pos == "PROPN"
    ):
        return None
    return _adjunct(s, k, k, pobj[0], "per")


def _adjunct(s: Sentence, first: int, last: int, noun: int, lemma: str) -> Attribution | None:
    """An attribution by a phrase beside the clause: "according to X", "per X"."""
    parse = s.parse
    own = [k for k in parse.subtree(noun) if k > last]
    source = s.phrase(noun) if s.tokens[noun].head <= last else s.place(last + 1, noun)
    end = max(own, default=noun)
    if first == 0:
        end = next((k for k in range(s.at(source[1] - 1), end + 1) if s.low(k) == ","), end)
    clause = [k for k in parse.subtree(_scope(s, first)) if not first <= k <= end]
    lead = [k for k in clause if k < first]
    rest = [k for k in clause if k > end]
    if not lead and not rest:
        lead, rest = list(range(first)), list(range(end + 1, len(s.tokens))) if not first else []
    spans = [s.trimmed(s.hull(part)) for part in (lead, rest) if part]
    spans = [x for x in spans if x[0] < x[1]]
    if not spans:
        return None
    return Attribution(s.number, "said", lemma, "neutral", s.place(first, last), source, tuple(spans))


def _scope(s: Sentence, k: int) -> int:
    """The head of the clause beside which a phrase stands: behind a comma the whole sentence, but no other's content."""
    top = s.clause_head(s.tokens[k].head)
    if s.low(k - 1) not in COMMAS:
        return top
    while s.tokens[top].head != top and s.tokens[top].dep in ("ccomp", "xcomp", "advcl", "conj", "pcomp"):
        up = s.tokens[top].head
        if s.tokens[top].dep != "conj" and reporting_verbs.verb_of(s.tokens[up].text, s.tokens[up].lemma):
            break
        top = up
    return top
