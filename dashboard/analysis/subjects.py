"""Who does what a verb says: the subject before it, past auxiliaries, times, insertions and relative
clauses."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.analysis import reporting
from dashboard.analysis.act import Act
from dashboard.analysis.phrases import phrase_after, phrase_before
from dashboard.analysis.tokens import MARKS, TIME, Range, Word, tag_at

BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
INSERTED = frozenset(
    "who which whose speaking citing quoting in on at for like including with also as".split()
)
"""Words with which an insertion after a name may begin: ", who leads the province,"."""
CARRIERS = frozenset(
    """released published issued carried posted obtained seen reported aired broadcast provided run""".split()
)
QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())
GOVERNING = frozenset("to of in with by from for on at about over into amid".split())
"""Prepositions that begin no clause, so that what follows them is no subject ("according to media
reports")."""


def verb_start(words: Sequence[Word], at: int) -> int:
    """First word of the verb group: auxiliaries and adverbs before the reporting verb."""
    k = at
    while k > 0 and words[k - 1].tag in ("aux", "adv") and words[k - 1].low not in BE:
        k -= 1
    return k


def subject_of(words: Sequence[Word], start: int, before: list[Act]) -> tuple[Range | None, bool]:
    """(who says it, whether taken over from an act before) for a verb group that begins at `start`."""
    k = before_time(words, start - 1)
    if k < 0:
        return None, False
    tag, low = words[k].tag, words[k].low
    if tag in ("conj",) or low == "but":
        return (
            (before[-1].source, True)
            if before and not before[-1].trailing
            else (main_subject(words, k), True)
        )
    if tag == "sub":
        if low not in ("who", "which", "that"):
            return None, False
        j = k - 1 if tag_at(words, k - 1) != "comma" else k - 2
        return phrase_before(words, j), False
    if tag == "comma":
        return _before_apposition(words, k), False
    if tag in MARKS and tag != "unbracket":
        return None, False
    return _free(words, phrase_before(words, k)), False


def _free(words: Sequence[Word], phrase: Range | None) -> Range | None:
    """A phrase that can be a subject: no preposition governs it, and it is no verb's object.

    Of "the chairmen who sought the documents said" the subject stands before "who".
    """
    if phrase is None or words[phrase[1] - 1].low.endswith(("'s", "s'")):
        return None
    if phrase[0] == 0:
        return phrase
    before = words[phrase[0] - 1]
    if before.low in ("not", "never") or before.low.endswith("n't"):
        return None
    if before.tag == "prep" and before.low in GOVERNING:
        return None
    reporting_verb = reporting.forms().get(before.low) is not None or before.low in QUOTING
    if before.tag in ("verb", "aux") and not reporting_verb and words[phrase[0]].tag != "pron":
        for k in range(phrase[0] - 1, max(0, phrase[0] - 10), -1):
            if words[k].low in ("who", "that", "which"):
                return phrase_before(words, k - 1)
            if words[k].tag in MARKS:
                break
        return None
    return phrase


def before_time(words: Sequence[Word], k: int) -> int:
    """The index before "on Tuesday", "last week", "early Monday" if these end at `k`."""
    j = k
    while j >= 0 and (
        words[j].tag in ("time", "adv")
        or (words[j].tag == "number" and j < k and words[j + 1].tag in ("time", "number"))
        or (
            words[j].low in ("last", "this", "next", "late", "early", "earlier", "on", "in")
            and j < k
            and words[j + 1].tag in ("time", "number", "adv", "noun")
            and words[j + 1].low in TIME | {"last", "late", "early"}
        )
        or (words[j].tag == "number" and tag_at(words, j - 1) == "time")
    ):
        j -= 1
    return j


def main_subject(words: Sequence[Word], before: int) -> Range | None:
    """The subject of the clause that a coordinated verb at `before` goes on: the phrase before its first
    verb.
    """
    start = clause_start(words, before)
    for k in range(start, before):
        if words[k].tag in ("verb", "aux") and not words[k].quoted:
            return phrase_before(words, before_time(words, k - 1))
    return None


def clause_start(words: Sequence[Word], at: int) -> int:
    """The index after the comma, conjunction or mark that begins the clause around `at`; the sentence's
    first word if none.
    """
    for k in range(at - 1, -1, -1):
        if words[k].tag in ("colon", "dash", "stop") or (
            words[k].tag == "comma" and tag_at(words, k + 1) in ("sub", "conj")
        ):
            return k + 1
    return 0


def _before_apposition(words: Sequence[Word], comma: int) -> Range | None:
    """The phrase before ", the director of …," if the comma at index `comma` ends such an insertion."""
    for k in range(comma - 1, max(-1, comma - 26), -1):
        if words[k].tag in ("stop", "colon", "close", "open"):
            return None
        if words[k].tag == "comma":
            opens = words[k + 1]
            fits = opens.tag in ("det", "name", "noun", "number", "adv") or opens.low in INSERTED
            found = phrase_before(words, k - 1)
            if fits and found and found[0] >= 0 and (k - 1) >= 0:
                return found
    return None


def carriers_of(words: Sequence[Word], source: Range) -> tuple[Range, ...]:
    """ "photos released by state media": the phrase after "by" that a source's own words name."""
    for k in range(source[0], source[1] - 1):
        if words[k].low in CARRIERS:
            for j in range(k + 1, min(source[1] - 1, k + 4)):
                if words[j].low in ("by", "on", "in") and (found := phrase_after(words, j + 1)):
                    return ((found[0], min(found[1], source[1])),)
    return ()
