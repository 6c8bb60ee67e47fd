"""The noun phrase that ends before a place, or begins after it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.language.tokens import JOINING, MARKS, PARTICIPLES, SUBJECTS, TIME, Range, Word


def phrase_before(words: Sequence[Word], last: int) -> Range | None:
    """The noun phrase that ends with the word at index `last`, None where there is none."""
    end = at = last
    if not 0 <= last < len(words):
        return None
    if words[last].tag == "pron":
        return (last, last + 1) if words[last].low in SUBJECTS else None
    while at >= 0:
        word = words[at]
        if word.tag in ("name", "noun", "number"):
            at -= 1
        elif word.tag == "unbracket":
            opening = _bracket(words, at, -1)
            if opening is None:
                break
            at = opening - 1
        elif (word.tag == "verb" and at < last and _is_postmodifier(words, at)) or (
            word.tag == "time" and at < last and words[at - 1].low in PARTICIPLES
        ):
            at -= 1
        elif (
            word.tag == "det"
            and word.low in ("a", "an")
            and words[end].low.endswith("s")
            and words[end].tag == "noun"
        ):
            capital = next((k for k in range(at + 1, end) if words[k].tag == "name"), None)
            at = capital - 1 if capital is not None else at - 1
            break
        elif word.tag == "det":
            if not _goes_on_left(words, at - 1):
                at -= 1
                break
            at -= 2
        elif word.tag in ("prep", "conj") and at < last and _goes_on_left(words, at):
            at -= 1
        else:
            break
    start = _whole_list(words, at + 1, end)
    while start <= end and words[start].tag in ("conj", "prep"):
        start += 1
    return _with_head(words, start, end + 1)


def _whole_list(words: Sequence[Word], start: int, end: int) -> int:
    """The first word of "A, B and C", of which "B and C" is found already."""
    joined = any(words[k].tag == "conj" for k in range(start, end))
    while (
        joined
        and start >= 2
        and words[start - 1].tag == "comma"
        and words[start - 2].tag == "name"
        and (start == 2 or words[start - 3].tag in ("name", "comma", "stop", "close"))
    ):
        start -= 2
        while start > 0 and words[start - 1].tag == "name":
            start -= 1
    return start


def _goes_on_left(words: Sequence[Word], at: int) -> bool:
    """Whether the joining word at `at` belongs to a phrase that begins further left."""
    if at < 1:
        return False
    word, left = words[at], words[at - 1]
    if word.tag == "verb":
        return _is_postmodifier(words, at)
    if word.tag == "conj":
        return left.tag in ("name", "noun") and _no_verb_before(words, at)
    if word.tag != "prep":
        return False
    if left.low in PARTICIPLES or left.tag == "time":
        return at >= 2
    return word.low in JOINING and left.tag in ("name", "noun", "unbracket")


def _is_postmodifier(words: Sequence[Word], at: int) -> bool:
    """A participle between a noun and a preposition: "photos released by"."""
    before = words[at - 1].tag in ("name", "noun") if at else False
    after = at + 1 < len(words) and words[at + 1].tag in ("prep", "time")
    return words[at].low in PARTICIPLES and before and after


def _no_verb_before(words: Sequence[Word], at: int) -> bool:
    """Whether the clause before "and" has no verb yet, so that "and" joins two names."""
    for word in reversed(words[:at]):
        if word.tag in MARKS or word.tag == "sub":
            return True
        if word.tag in ("verb", "aux"):
            return False
    return True


def _bracket(words: Sequence[Word], at: int, step: int) -> int | None:
    """Index of the bracket that belongs to the one at `at`, at most eight words away."""
    wanted = "bracket" if step < 0 else "unbracket"
    for k in range(at + step, at + 9 * step, step):
        if not 0 <= k < len(words):
            return None
        if words[k].tag == wanted:
            return k
    return None


def _with_head(words: Sequence[Word], start: int, end: int) -> Range | None:
    """The range, if a noun, a name or a pronoun stands in it."""
    if any(w.tag in ("name", "noun", "pron") for w in words[start:end]):
        return start, end
    return None


def phrase_after(words: Sequence[Word], first: int) -> Range | None:
    """The noun phrase that begins with the word at index `first`, None where there is none."""
    if first >= len(words):
        return None
    if words[first].tag == "pron":
        return first, first + 1
    at = first
    while at < len(words):
        word = words[at]
        if word.tag in ("name", "noun", "number", "det"):
            if word.tag == "det" and at > first and words[at - 1].tag not in ("prep", "conj", "det", "verb"):
                break
            at += 1
        elif word.tag == "bracket":
            closing = _bracket(words, at, 1)
            if closing is None:
                break
            at = closing + 1
        elif (
            (word.tag in ("prep", "conj") and at > first and _goes_on_right(words, at))
            or (
                word.low in PARTICIPLES and at > first and at + 1 < len(words) and words[at + 1].tag == "prep"
            )
            or (
                word.tag == "adv"
                and at + 1 < len(words)
                and words[at + 1].tag in ("noun", "name")
                and word.low.endswith("ly")
            )
        ):
            at += 1
        else:
            break
    return _with_head(words, first, at)


def _goes_on_right(words: Sequence[Word], at: int) -> bool:
    if at + 1 >= len(words):
        return False
    after = words[at + 1]
    if words[at].tag == "conj":
        return after.tag in ("name", "noun", "det") and not (
            at + 2 < len(words) and words[at + 2].tag in ("aux", "verb")
        )
    named = after.tag in ("name", "noun", "det", "number") and after.low not in TIME
    return (words[at].low in JOINING or words[at - 1].low in PARTICIPLES) and named
