"""Where the words that are said begin and end, before an attribution or after it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.analysis import media
from dashboard.analysis.act import Act
from dashboard.analysis.phrases import phrase_after
from dashboard.analysis.subjects import CARRIERS, clause_start
from dashboard.analysis.tokens import Range, Word, low_at, tag_at

CIRCUMSTANCE = frozenset(
    """statement interview conference briefing speech dispatch report tweet letter email post message hearing
    call testimony memo article editorial interviews press telegram broadcast address remarks comments
    release note blog column phone telephone condition anonymity meeting event rally reception
    video""".split()
)
"""Nouns after "in", "at", "on", "during" that say where something was said, and are not said themselves."""
PURPOSE = frozenset("vow promise pledge threaten swear urge demand".split())
"""Verbs whose claim is an infinitive."""
REACH = 14
"""Words within which "quoted" finds its "as saying", or a verb of naming its quotation."""


def end_of(words: Sequence[Word], first: int) -> int:
    """One after the last word that may belong to a claim: the sentence without its final stop."""
    end = len(words)
    while end > first and words[end - 1].tag in ("stop", "comma", "colon"):
        end -= 1
    return end


def clause_around(words: Sequence[Word], at: int) -> Range:
    """The clause in which the word at `at` stands."""
    start = clause_start(words, at)
    while start < at and words[start].tag in ("conj", "sub"):
        start += 1
    for k in range(at + 1, len(words)):
        if words[k].tag in ("colon", "dash") or (
            words[k].tag == "comma" and tag_at(words, k + 1) in ("sub", "conj")
        ):
            return start, k
    return start, end_of(words, start)


def _after_dateline(words: Sequence[Word]) -> int:
    """The index after "SEOUL, South Korea (AP) —", 0 where a sentence begins without."""
    for k, word in enumerate(words[:12]):
        if word.tag == "dash" or word.text == "-":
            place = words[0].text
            return k + 1 if place.isupper() and len(place) > 2 else 0
    return 0


def words_before(words: Sequence[Word], at: int) -> Range | None:
    """The words before a trailing attribution that begins at `at`, without the comma; None if there are too
    few.
    """
    end = at
    while end > 0 and words[end - 1].tag in ("comma", "dash"):
        end -= 1
    start = _after_dateline(words)
    if sum(w.is_word for w in words[start:end]) < 1:
        return None
    return start, end


def claim_before(words: Sequence[Word], act: Act) -> Range | None:
    """The claim of an attribution that stands after it: "…, KCNA said"; None if the claim follows the
    verb.
    """
    if act.source is None:
        return None
    boundary = min(act.source[0], act.verb[0]) - 1
    if tag_at(words, boundary) not in ("comma", "close", "dash"):
        return None
    claim = words_before(words, boundary + 1)
    if claim is None:
        return None
    after = act.verb[1]
    if low_at(words, after) in ("that", "how", "whether", "if", "why"):
        return None
    closes = words[boundary].tag == "close" or tag_at(words, boundary - 1) == "close"
    resumed = tag_at(words, after) == "comma" and tag_at(words, after + 1) in ("aux", "verb")
    if not closes and not resumed and not tells(words, claim):
        return None
    purpose = low_at(words, after) == "to" and act.lemma in PURPOSE
    if not closes and (purpose or is_clause(words, after) or opens_quotation(words, after)):
        return None
    return _going_on(words, claim, act, closes)


def tells(words: Sequence[Word], claim: Range) -> bool:
    """Whether the words before an attribution are a claim and no mere "In some cases, …"."""
    first = words[claim[0]]
    if first.tag in ("sub", "prep") and not first.quoted:
        comma = next((k for k in range(*claim) if words[k].tag == "comma" and not words[k].quoted), None)
        if comma is None:
            return words[claim[1] - 1].tag in ("prep", "sub", "conj")
        claim = (comma + 1, claim[1])
        if claim[0] >= claim[1]:
            return False
    if any(words[k].tag in ("verb", "aux") and not words[k].quoted for k in range(*claim)):
        return True
    if words[claim[1] - 1].tag in ("prep", "sub", "conj"):
        return True
    return words[claim[0]].tag not in ("prep", "sub", "adv", "time", "conj") and claim[1] - claim[0] >= 4


def _going_on(words: Sequence[Word], claim: Range, act: Act, closes: bool) -> Range:
    """A trailing claim with what follows the attribution, where the sentence goes on with it."""
    comma = next(
        (k for k in range(act.verb[1], len(words)) if words[k].tag in ("comma", "stop", "colon")), None
    )
    if comma is None or comma + 1 >= len(words):
        return claim
    following = words[comma + 1]
    dangling = words[claim[1] - 1].tag in ("prep", "sub", "conj", "aux", "det")
    if dangling:
        return comma + 1, end_of(words, comma + 1)
    if (closes and following.tag == "open") or following.tag in ("aux", "verb") or following.low == "that":
        return claim[0], end_of(words, comma + 1)
    return claim


def is_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a subject and a verb follow before the next comma, which no conjunction cuts off ("said as
    …").
    """
    while tag_at(words, at) in ("time", "adv", "number"):
        at += 1
    if tag_at(words, at) == "prep" and (after := _circumstance(words, at)):
        return is_clause(words, after)
    if tag_at(words, at) == "sub" and words[at].low in (
        "as",
        "while",
        "when",
        "because",
        "since",
        "although",
        "but",
        "who",
        "which",
        "so",
    ):
        return False
    for k in range(at, len(words)):
        if words[k].tag in ("comma", "stop", "colon", "dash"):
            return False
        if (
            words[k].tag in ("aux", "verb")
            and k > at
            and not words[k].quoted
            and words[k].low not in CARRIERS
        ):
            return True
    return False


def opens_quotation(words: Sequence[Word], at: int, reach: int = REACH) -> bool:
    """Whether a quotation begins soon, in the same clause: a comma may stand directly before it alone."""
    for k in range(at, min(len(words), at + reach)):
        if words[k].tag == "open":
            return True
        if words[k].tag in ("comma", "colon") and tag_at(words, k + 1) != "open":
            return False
        if words[k].tag in ("stop", "dash"):
            return False
    return False


def that_at(words: Sequence[Word], at: int, frame: str = "say") -> int | None:
    """Index of the "that" which begins the claim: at once, after a hearer, or after when and where it was
    said.
    """
    if low_at(words, at) == "that":
        return at
    if frame != "tell" and tag_at(words, at) not in ("time", "adv", "prep"):
        return None
    for k in range(at, min(len(words), at + 12)):
        if words[k].low == "that":
            return k
        if words[k].tag in ("aux", "verb", "stop", "open", "comma"):
            return None
    return None


def preposition_of_claim(words: Sequence[Word], at: int, lemma: str) -> int | None:
    """ "accused X of …", "blamed X for …": index of the first word of the claim."""
    wanted = ("of",) if lemma in ("accuse",) else ("for", "on", "with")
    for k in range(at + 1, min(len(words), at + REACH)):
        if words[k].low in wanted and k > at + 1:
            return k + 1
        if words[k].tag in ("stop", "colon"):
            return None
    return None


def claim_start(words: Sequence[Word], at: int, frame: str) -> int:
    """First word of what is said, after whom it is said to, when and where."""
    that = that_at(words, at, frame)
    if that is not None:
        return that + 1
    if frame == "tell" and tag_at(words, at) not in ("open", "prep", "colon"):
        at = _after_hearer(words, at)
    moved = True
    while moved:
        moved = False
        if tag_at(words, at) in ("time",) or (
            tag_at(words, at) == "adv" and tag_at(words, at + 1) in ("time", "prep")
        ):
            at, moved = at + 1, True
        elif tag_at(words, at) == "prep" and (after := _circumstance(words, at)):
            at, moved = after, True
        elif tag_at(words, at) in ("colon", "comma") and at + 1 < len(words):
            at, moved = at + 1, True
    if frame in ("vow", "urge") and low_at(words, at) == "to":
        at += 1
    if low_at(words, at) in ("that",):
        at += 1
    return at


def _after_hearer(words: Sequence[Word], at: int) -> int:
    """The index after the person who is told."""
    if tag_at(words, at) == "pron":
        return at + 1
    k = at
    if tag_at(words, k) == "det":
        k += 1
    named = tag_at(words, k) == "name"
    while k < len(words) and (
        words[k].tag == "name" or (words[k].tag == "noun" and not (named and words[k - 1].tag == "name"))
    ):
        k += 1
        if words[k - 1].tag == "noun" and tag_at(words, k) == "noun" and k - at >= 2:
            break
    return max(k, at + 1)


def _circumstance(words: Sequence[Word], at: int) -> int | None:
    """The index after "in a statement on Tuesday" if the preposition at `at` begins such a phrase."""
    if tag_at(words, at + 1) in ("time", "number"):
        k = at + 1
        while tag_at(words, k) in ("time", "number"):
            k += 1
        return k
    phrase = phrase_after(words, at + 1)
    if phrase is None or words[at].low == "of":
        return None
    if any(words[k].low in CIRCUMSTANCE for k in range(*phrase)) or low_at(words, phrase[0]) in (
        "twitter",
        "facebook",
        "telegram",
    ):
        return phrase[1]
    return None


def media_of(words: Sequence[Word], at: int, frame: str) -> tuple[Range, ...]:
    """ "told Reuters", "wrote in The New York Times", "in an interview with CNN": the medium that carries
    it.
    """
    if frame == "tell" and tag_at(words, at) in ("name", "det", "noun"):
        phrase = (at, _after_hearer(words, at))
        if media.is_medium(" ".join(w.text for w in words[slice(*phrase)])):
            return (phrase,)
    for k in range(at, min(len(words), at + 10)):
        if words[k].tag in ("comma", "stop", "open", "verb", "aux"):
            return ()
        inner = phrase_after(words, k + 1) if words[k].low in ("in", "on", "with", "to", "by") else None
        if inner and media.is_medium(" ".join(w.text for w in words[slice(*inner)])):
            return (inner,)
    return ()
