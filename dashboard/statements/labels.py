"""What a row is called: the words of one of its mentions, the most typical that reads as a statement by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from dashboard.language.words import Word

LONGEST = 110
"""Characters that a label should not pass: about one line and a half of the matrix."""

OPENING = re.compile(
    r"^(?:and|but|or|so|yet|while|whereas|although|though|because|as|that|then|also|in addition|meanwhile|however)\b,?\s+",
    re.IGNORECASE,
)
DEPENDENT = re.compile(
    r"^(?:who|whom|whose|which|where|when|including|citing|adding|saying|noting|despite|after|before|since|amid"
    r"|until|if|to|of|with|by|for|from|in which)\b",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"^[\"“‘']?(?:he|she|it|they|him|his|her|its|their|this|that|these|those|we|our|i|you)\b", re.IGNORECASE
)
LEANING = re.compile(
    r"\b(?:(?:on )?(?:the same|that) (?:day|night|week|month|year|time)|the (?:next|following|previous) day"
    r"|the day (?:before|after)|later in the day|separate(?:ly)?)\b|^also\b",
    re.IGNORECASE,
)
"""Words that say when or besides what by leaning on a sentence before, which a label does not have."""
TAIL = re.compile(
    r",[\"”’']?\s+(?:(?:the\s+|an?\s+)?(?:[\w’'.-]+\s+){0,5}(?:said|says|reported|reports|added|adds|told\s+\w+|wrote)"
    r"(?:\s+(?:on\s+)?[A-Z]\w+day)?|according\s+to\s+[^,]{2,60}|(?:he|she|it|they)\s+(?:said|added))[.,]?$"
)
PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))


SLIGHT = 0.2
"""Faults of a label, in all, that a reader passes over."""

ALONE = 0.3
"""What it costs a wording if none of its content words stands in another mention: it says more than the row does."""

OPEN = "… "
"""Stands before a label that begins in the middle of its sentence."""


@dataclass(frozen=True)
class Wording:
    """A mention that may name its row.

    Attributes:
        text: its words.
        centrality: mean probability that it says what the other mentions say, in [0, 1].
        full: it states the row's statement without a guard.
        words: the words of its sentence, offsets counted from its first character.
    """

    text: str
    centrality: float
    full: bool = True
    words: Sequence[Word] = ()


def label(text: str) -> str:
    """The wording of a mention without loose ends: a piece of `text`, cut at its edges alone."""
    kept = text.strip(" ,;:–—-\n\t")
    opened = OPENING.match(kept)
    if opened and len(kept[opened.end() :].split()) >= 4:
        kept = kept[opened.end() :]
    tail = TAIL.search(kept)
    if tail and len(kept[: tail.start()].split()) >= 5:
        end = tail.start() + len(tail.group()) - len(tail.group().lstrip(",\"”’'"))
        kept = kept[:end]
    return _balanced(kept.strip(" ,;:–—-\n\t")) or text.strip()


def _of(words: Sequence[Word], text: str, own: str) -> list[Word]:
    """Of the words of a mention's sentence those of its label."""
    start = max(0, text.find(own))
    return [w for w in words if start <= w.start and w.end <= start + len(own)]


def opened(text: str, before: str, words: Sequence[Word]) -> str:
    """`label(text)`, after "… " where it begins in the middle of its sentence and hangs on the words before it.

    Args:
        text: the mention's words.
        before: the words of the sentence before them.
        words: as in `Wording`.
    """
    own = label(text)
    hangs = (
        own[:1].islower()
        and bool(before.strip())
        and (DEPENDENT.match(own) or _lacks_subject(_of(words, text, own)))
    )
    return OPEN + own if hangs else own


def is_label_of(held: str, text: str) -> bool:
    """Whether a row's label was made of these words of a mention."""
    return held.removeprefix(OPEN) == label(text)


def most_typical(wordings: Sequence[Wording]) -> int:
    """Number of the wording that names a row best; of equals the shorter, then the first of the alphabet.

    Centrality decides among wordings that stand by themselves; a dependent clause, a pronoun for a subject, words
    that lean on a sentence before, words that no other mention shares, a quotation cut open, no verb, or too great a
    length each cost.
    """
    if len(wordings) == 1:
        return 0
    labels = [label(w.text) for w in wordings]
    read = [_of(w.words, w.text, text) for w, text in zip(wordings, labels, strict=True)]
    own = [{word.stem for word in words if word.content} for words in read]
    told = Counter(word for words in own for word in words)
    worth = [
        w.centrality - sum(_faults(text, words)) - (0 if w.full else 0.3) - ALONE * _unshared(stems, told)
        for w, text, words, stems in zip(wordings, labels, read, own, strict=True)
    ]
    return min(
        range(len(wordings)), key=lambda k: (-round(worth[k], 6), len(wordings[k].text), wordings[k].text, k)
    )


def stands(text: str, words: Sequence[Word]) -> bool:
    """Whether a wording reads as a statement by itself; `words` as in `Wording`."""
    own = label(text)
    return sum(_faults(own, _of(words, text, own))) < SLIGHT


def _unshared(words: Set[str], told: Counter[str]) -> float:
    """Share of a wording's content words that stand in none of the others, in [0, 1]; 0 where there are no others.

    Args:
        words: of the wording, as stems.
        told: in how many of all wordings each stem stands.
    """
    others = told.total() > len(words)
    return sum(told[word] == 1 for word in words) / max(1, len(words)) if others else 0.0


def _faults(text: str, words: Sequence[Word]) -> list[float]:
    """What speaks against a text as a label, each with its cost."""
    verbs = [word for word in words if word.kind in ("verb", "aux")]
    return [
        0.35 * bool(DEPENDENT.match(text)),
        0.25 * bool(POINTING.match(text)),
        0.15 * bool(LEANING.search(text)),
        0.25 * (not verbs),
        0.35 * _lacks_subject(words),
        0.15 * (text.count('"') % 2 == 1 or any(text.count(a) != text.count(b) for a, b in PAIRS)),
        0.1 * (not text[:1].isupper() and text[:1] not in "\"“‘'" and not text[:1].isdigit()),
        min(0.15, 0.0015 * max(0, len(text) - LONGEST)),
        0.2 * (len(words) < 4),
    ]


def _lacks_subject(words: Sequence[Word]) -> bool:
    """Whether a verb comes before any noun, name or pronoun that could be its subject."""
    for word in words:
        if word.kind in ("verb", "aux"):
            return True
        if word.kind in ("noun", "name", "pron"):
            return False
    return False


def _balanced(text: str) -> str:
    """The text without a quotation mark or bracket at an edge whose partner was cut off."""
    kept = text
    if kept.count('"') % 2:
        kept = kept[1:] if kept.startswith('"') else kept[:-1] if kept.endswith('"') else kept
    for opening, closing in PAIRS:
        if kept.count(opening) > kept.count(closing) and kept.startswith(opening):
            kept = kept[1:]
        if kept.count(closing) > kept.count(opening) and kept.endswith(closing):
            kept = kept[:-1]
    return kept.strip(" ,;:–—-")
