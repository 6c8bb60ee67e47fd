"""Where what a verb reports ends: before what the reporter adds, another report, or the next deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.attribution.parsed import COMMAS, FINITE, SUBJECTS, TIMES, Sentence, Span
from dashboard.language import reporting_verbs
from dashboard.language.time_expressions import WEEKDAYS

LONGEST = 300
"""Tokens of a clause that are looked through for a content's ends; a printed sentence rarely has 100."""
NEAR = 6
"""Words at most between "and" and the verb of another report beside one."""
BETWEEN = 12
"""Words at most of a phrase between "and" and its verb: "and as part of talks over the budget has called for"."""
DEMANDING = ("vow", "urge", "call", "tell")
"""Frames of verbs whose content is what is to be done; what happens meanwhile is no part of it."""
GOING_ON = frozenset("add concede acknowledge note caution stress insist reiterate".split())
"""Verbs with which the same person goes on: "said the dam would hold but conceded that …"."""


@dataclass(frozen=True)
class Cue:
    """A verb that may report, while its content is looked for."""

    sentence: Sentence
    verb: int
    entry: reporting_verbs.Verb
    source: Span | None
    head: int | None
    shared: bool
    unit: tuple[int, int]


def until_end(cue: Cue, first: int) -> list[Span]:
    """From a token to the end of the clause: to the next cue that stands beside this one."""
    s = cue.sentence
    if first >= len(s.tokens):
        return []
    last = cut(cue, first, min(len(s.tokens), first + LONGEST) - 1)
    span = s.trimmed(s.place(first, last))
    return [span] if span[0] < span[1] else []


def cut(cue: Cue, first: int, last: int) -> int:
    """The last token of a content, before ", adding that …", "and warned …" or a semicolon."""
    s = cue.sentence
    for k in range(first, last + 1):
        if s.quoted[k]:
            continue
        token = s.tokens[k]
        if token.text == ";":
            return k - 1
        if k > first + 1 and (before := _before_aside(cue, k, last)) is not None:
            return before
        if (beside := _beside(cue, k, first)) is not None:
            return beside - 1
        if k > first + 1 and _is_next_deed(cue, k):
            return k - 2
        if (deed := _deed_behind_quotation(cue, k, first)) is not None:
            return deed
        tense = s.tense(k)
        if (token.lemma not in GOING_ON or token.tag not in FINITE) and (
            tense != "VBG" and tense != s.tense(cue.verb)
        ):
            continue
        if k == first:
            continue
        entry = reporting_verbs.verb_of(token.text, token.lemma)
        beside = entry is not None and entry.kind == "believed" and token.dep == "conj" and token.tag != "VBG"
        if entry is None or entry.kind == "discussed" or beside:
            continue  # "said she could not come but understood why", "…, touching her coat"
        ends = k - 2 if s.tokens[k - 1].tag == "''" else k - 1
        if token.tag == "VBG" and s.low(ends) == "," and token.dep in ("advcl", "acl", "conj", "ROOT"):
            return k - 1 if ends < k - 1 else k - 2
        begin = s.group(k)[0]
        at = begin - 1 - (s.tokens[begin - 1].tag == "RB")
        if token.tag == "VBG" and s.low(at) == "while":  # "…, while still insisting that …"
            return at - 1 - (s.low(at - 1) == ",")
        subjects = s.parse.below(k, "nsubj")
        if (
            token.dep == "conj"
            and subjects
            and s.tokens[token.head].tag != token.tag
            and s.low(s.parse.subtree(subjects[0])[0] - 1) in ("and", "but")
        ):
            return s.parse.subtree(subjects[0])[0] - 2
        if subjects and (other := _another_clause(cue, k, subjects[0])) is not None:
            return other
        alone = token.dep == "conj" and not s.parse.below(k, *SUBJECTS)
        if alone and token.lemma in GOING_ON and s.low(begin - 1) in ("and", "but"):
            return begin - 2 - (s.low(begin - 2) == ",")
        shares = tense == "VBG" == s.tokens[token.head].tag  # "is not proving it but showing …"
        earlier = (
            token.tag == "VBD" and s.tokens[token.head].tag == "VBN"
        )  # "insisted he had paid and praised …"
        if alone and not shares and (s.tense(token.head) != tense or earlier):
            joined = _joined_at(s, begin, first, 1 if tense == "VBG" else BETWEEN)
            if joined is not None:
                return joined - 1 - (s.low(joined - 1) == ",")
    return last


def _before_aside(cue: Cue, k: int, last: int) -> int | None:
    """The last token before a comma or a closing mark behind which something is told aside; None where nothing is."""
    s = cue.sentence
    if s.low(k - 1) in COMMAS and (_is_aside(cue, k) or _is_told_beside(cue, k, last)):
        return k - 2
    if s.tokens[k - 1].tag == "''" and (_is_later(s, k) or _is_told_beside(cue, k, last)):
        return k - 1
    return None


def _another_clause(cue: Cue, k: int, noun: int) -> int | None:
    """The last token before a clause of somebody else who speaks: "said the reforms were not complete, | and rights groups warned
    that …", "…, | and when pressed on it, the minister replied, “…”".
    """
    s = cue.sentence
    if s.tokens[k].dep != "conj" or s.tense(k) != s.tense(cue.verb) or s.tokens[noun].pos == "PRON":
        return None
    entry = reporting_verbs.verb_of(s.tokens[k].text, s.tokens[k].lemma)
    if entry is None or entry.kind != "said" or not s.parse.below(k, "ccomp"):
        return None
    begin = s.parse.subtree(k)[0]
    return begin - 3 if s.low(begin - 1) in ("and", "but") and s.low(begin - 2) == "," else None


def _is_next_deed(cue: Cue, k: int) -> bool:
    """Whether the next of several participles stands at a token: "has opposed the plan, | pressed for help and …"."""
    s, token = cue.sentence, cue.sentence.tokens[k]
    row = (
        token.tag == s.tokens[cue.verb].tag == "VBN" and token.dep in ("acl", "advcl") and s.low(k - 1) == ","
    )
    known = reporting_verbs.verb_of(token.text, token.lemma) is not None
    return row and known and s.tense(cue.verb) in FINITE and bool(s.parse.below(k, "conj"))


def _deed_behind_quotation(cue: Cue, k: int, first: int) -> int | None:
    """The last token of a quotation behind which its speaker does something else: "said, “We thank you” | and then left"."""
    s = cue.sentence
    at = s.group(k)[0] - 1
    at -= s.low(at) == "then"
    deed = s.tokens[k].tag == s.tense(cue.verb) == "VBD" and not s.parse.below(k, *SUBJECTS)
    closed = at - 1 > first and s.tokens[at - 1].tag == "''" and s.quoted[at - 2]
    whole = s.quoted[first] or s.quoted[min(first + 1, k)]
    known = reporting_verbs.verb_of(s.tokens[k].text, s.tokens[k].lemma) is not None
    return at - 1 if deed and closed and whole and not known and s.low(at) == "and" else None


def _is_aside(cue: Cue, k: int) -> bool:
    """Whether what begins behind a comma is the reporter's: ", compared with 30 percent who …", ", while four in 10 want …",
    "vowed to stay, as the mayor packed his things".
    """
    s = cue.sentence
    low, following = s.low(k), s.low(k + 1)
    verb = s.tokens[k].head
    clause = s.tokens[k].dep == "mark" and s.parse.below(verb, *SUBJECTS)
    if low == "as" and clause:
        meanwhile = cue.entry.frame in DEMANDING and s.tokens[s.parse.below(verb, *SUBJECTS)[0]].pos != "PRON"
        return meanwhile or is_bare_saying(s, verb)
    return (low == "while" and bool(clause)) or (low == "compared" and following in ("with", "to"))


def _is_told_beside(cue: Cue, k: int, last: int) -> bool:
    """Whether a clause about the last thing of a content is the reporter's: "praised the law, | which was passed in May" (what is
    said in a clause may go on so), "said he had no choice, | a claim that Berg rejects".
    """
    s = cue.sentence
    clause = s.parse.below(cue.verb, "ccomp", "xcomp") or k not in s.parse.subtree(cue.verb)
    if s.tokens[k].tag in ("WDT", "WP", "WP$") and not clause:
        verb = s.tokens[k].head
        while s.tokens[verb].dep != "relcl" and s.tokens[verb].head != verb:
            verb = s.tokens[verb].head
        return s.tokens[verb].dep == "relcl" and s.parse.subtree(verb)[-1] >= last - 1
    if s.low(k) not in ("a", "an"):
        return False
    noun = s.tokens[k].head
    lemma = s.tokens[noun].lemma.lower()
    known = lemma in reporting_verbs.nouns() or lemma in ("point", "notion")
    return known and bool(s.parse.below(noun, "relcl", "acl")) and s.parse.subtree(noun)[-1] >= last - 1


def is_bare_saying(s: Sentence, verb: int) -> bool:
    """Whether somebody says behind "as" what stands before it: "…, as the opposition had claimed"."""
    entry = reporting_verbs.verb_of(s.tokens[verb].text, s.tokens[verb].lemma)
    if entry is None or entry.frame != "say":
        return False
    dated = all(
        any(s.tokens[k].entity in ("DATE", "TIME") for k in s.parse.subtree(c))
        for c in s.parse.below(verb, "prep")
    )
    return dated and not s.parse.below(verb, "dobj", "ccomp", "xcomp", "dative", "oprd", "auxpass")


def _is_later(s: Sentence, k: int) -> bool:
    """Whether a time begins behind a quotation at which the reporter puts it: "“one way or the other,” a day after it emerged"."""
    return k + 2 < len(s.tokens) and s.tokens[k + 1].lemma in TIMES and s.low(k + 2) in ("after", "before")


def _joined_at(s: Sentence, begin: int, first: int, within: int) -> int | None:
    """Where the "and" or "but" stands that joins a verb to one before it; only a phrase may stand between them."""
    for at in range(begin - 1, max(first, begin - 1 - within), -1):
        if s.low(at) in ("and", "but"):
            return at
        if s.tokens[at].tag in FINITE or s.tokens[at].pos == "PUNCT" or s.quoted[at]:
            return None
    return None


def _beside(cue: Cue, k: int, first: int) -> int | None:
    """Where another report beside this one begins whose verb stands at a token: "…, while 22 percent said", "… and one in four
    said", "… but did not say".
    """
    s, token, own = cue.sentence, cue.sentence.tokens[k], cue.sentence.tokens[cue.verb]
    begin = s.group(k)[0]
    if token.tag == "VB" and s.low(begin) in ("did", "does", "do") and s.tokens[begin].tag == own.tag:
        known = reporting_verbs.verb_of(token.text, token.lemma) is not None
        at = begin - 1
        if known and s.low(at) == "but" and at > first:
            return at - (s.low(at - 1) == ",")
        return None
    if token.text != own.text or token.dep == "relcl" or k == first:
        return None
    for at in range(k - 1, max(first, k - 1 - NEAR), -1):
        if s.low(at) in ("while", "whereas", "and", "but", "although", "though"):
            return at - (s.low(at - 1) == ",")
        if s.tokens[at].pos in ("VERB", "AUX", "PUNCT") or s.quoted[at]:
            return None
    return None


def span_of(cue: Cue, own: Sequence[int], after: int) -> list[Span]:
    """The stretch of a complement behind the verb, without the "that" or "to" before it."""
    s = cue.sentence
    kept = [k for k in own if k > after]
    if not kept:
        return []
    first, last = kept[0], kept[-1]
    pronoun = s.low(first) == "that" and (
        (s.tokens[first].dep in SUBJECTS and s.low(first + 1) in ("'s", "’s", "is", "was"))
        or (s.tokens[first].tag == "DT" and (s.quoted[first] or s.tokens[first].dep == "det"))
    )
    if s.low(first) in ("that", "to") and not pronoun:
        first += 1
    elif s.low(first) in WEEKDAYS and s.tokens[first].dep == "compound" and s.tokens[first + 1].tag != "NN":
        first += 1  # "said Tuesday | Roe's comments were wrong"
    if first > last:
        return []
    following = last + 1
    beyond = (
        following < len(s.tokens) and s.tokens[following].pos in ("VERB", "AUX") and not s.quoted[following]
    )
    if beyond and s.tokens[cue.verb].head != following and not _is_of_whole(s, cue.verb, following):
        last = next(
            (k - 1 for k in range(following, len(s.tokens)) if s.tokens[k].text in (",", ";", ".")),
            len(s.tokens) - 1,
        )
    first = _from_subject(s, first, after)
    if cue.entry.frame == "call":  # "called it “an act of hate” – a term that Poe used too"
        dashes = (
            k for k in range(first, last) if s.tokens[k].tag == "''" and s.low(k + 1) in ("--", "—", "–")
        )
        last = next(dashes, last)
    last = cut(cue, first, last)
    while last > first and (s.tokens[last].pos == "CCONJ" or s.low(last) == ",") and not s.quoted[last]:
        last -= 1  # the "and" that joins another report
    span = s.trimmed(s.place(first, max(first, last)))
    return [span] if span[0] < span[1] else []


def _is_of_whole(s: Sentence, verb: int, following: int) -> bool:
    """Whether a verb behind a content is that of the noun about which the cue's clause is: "the aide who refused to go | has left"."""
    own = {following, s.tokens[following].head}
    return s.tokens[verb].dep == "relcl" and s.tokens[s.tokens[verb].head].head in own


def _from_subject(s: Sentence, first: int, after: int) -> int:
    """Where a clause begins whose subject the parser joins to the hearer: "told Fox News the agency had known"."""
    if s.tokens[first].pos != "AUX":
        return first
    return next(
        (k for k in range(first - 1, after + 1, -1) if s.low(k) in ("the", "a", "an") and not s.quoted[k]),
        first,
    )
