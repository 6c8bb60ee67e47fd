"""Sentences cut into clauses: pieces that each say one thing.

A printed sentence often makes several statements ("had a friendly talk …, who gave Kim a letter").
The cuts are made by rule at the seams that English punctuation and conjunctions show; no parser is
needed, and a cut that is missed leaves a longer unit, never a lost word.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.language.annotate import Annotated
from dashboard.language.words import CONTENT_WORD, EMPTY_WORDS
from dashboard.tables import COUNTED, UNITS, make

LEAST = 3
"""Content words that a piece needs to say something by itself; a shorter piece stays with its neighbour."""

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
"""Tags (Penn Treebank) of verbs that carry a statement: a participle alone does not."""
OFTEN = 3
"""Times that an article may print one clause as a piece of its own: a refrain, not a form letter."""

HEADS = (
    "those anyone anybody someone somebody everyone everybody nobody about regarding on over to for with in from by at as into "
    "know knows knew decide decided determine determined see unclear"
).split()
"""Words that mean nothing without the clause behind them: "those who are trapped", "a statement regarding who is to play"."""

SEAM = re.compile(
    r"""
      (?<=[a-z]{3}[.!?])["”’']?\s+(?=["“‘'A-Z])                     # a sentence inside a quotation
    | \s*;\s+ | \s+[–—]\s+ | \s*--\s* | —                          # semicolon, dashes
    | ,["”’']?\s+(?=(?:who|whom|whose|which|where|while|whereas|although|though|but|when|after|before|because
                     |adding|saying|noting|citing|including|despite|as|and|in\ which)\b)
    | \s+(?=(?:while|whereas|although|though|because|despite)\b)
    | (?<!,)\s+(?=and\s+(?:that|then|also|(?!indeed\b|need\b|red\b|hundred\b)[a-z]{2,}ed)\s)
    | HEADS\s+(?=(?:who|which|where)\s+(?:[a-z]+ed|is|was|are|were|has|had|have|will|would|could)\b)
    """.replace("HEADS", "".join(rf"(?<!\b{word})" for word in HEADS)),
    re.VERBOSE,
)


_PART = r"[A-Z][\w’'.-]*+|\d++|of|and|the|de|la|van|von|bin|al"
NAMES = re.compile(rf"\W*+(?:{_PART})(?:[\s,]++(?:{_PART}))*+\W*+")  # possessive: no text makes it try twice
"""Names and what stands between them: "Gaetano Lo Presti", "Representative Trey Gowdy of the Oversight Committee"."""


def units_of(sentences: pd.DataFrame, read: Mapping[str, Annotated]) -> pd.DataFrame:
    """Every compared sentence cut into clauses.

    Args:
        sentences: a SENTENCES table; roles outside COUNTED are passed over.
        read: of each compared sentence how it was parsed: a piece without a finite verb states nothing and stays with the one
            before it.

    Returns:
        A UNITS table in the order of the sentences; at least one unit a sentence. Spans are offsets in
        the file; together they hold every word of the sentence, borders may lose punctuation.
    """
    rows: list[dict[str, Any]] = []
    printed: Counter[tuple[str, str]] = Counter()
    for sentence in sentences[sentences["role"].isin(COUNTED)].itertuples(index=False):
        words, start = str(sentence.text), int(sentence.start)
        verbs = [t.start for t in read[str(sentence.sentence)].tokens if t.tag in FINITE]
        pieces = stating(clauses(words), verbs)
        for number, (a, b) in enumerate(_told(pieces, words, str(sentence.article), printed)):
            rows.append(
                {
                    "unit": f"{sentence.sentence}.{number}",
                    "sentence": sentence.sentence,
                    "article": sentence.article,
                    "start": start + a,
                    "end": start + b,
                    "text": words[a:b],
                }
            )
    return make(UNITS, rows)


def _told(
    pieces: Sequence[tuple[int, int]], words: str, article: str, printed: Counter[tuple[str, str]]
) -> list[tuple[int, int]]:
    """The pieces of a sentence; one that its article prints again and again joins the one before it.

    Every clause is compared with every like one of the other articles: without this a text that repeats itself would cost
    the square of its length.

    Args:
        printed: how often each (article, clause) came so far; counted on here.
    """
    found: list[tuple[int, int]] = []
    for a, b in pieces:
        key = (article, words[a:b].casefold())
        printed[key] += 1
        if found and printed[key] > OFTEN:
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return found


def clauses(sentence: str) -> list[tuple[int, int]]:
    """Spans of the pieces of one sentence, in order, without overlap; one piece where nothing can be cut."""
    cuts = [0, *(match.end() for match in SEAM.finditer(sentence)), len(sentence)]
    headed = _in_title_case(sentence)
    pieces: list[tuple[int, int]] = []
    for a, b in itertools.pairwise(cuts):
        if pieces and (_slight(sentence[a:b], headed) or _slight(sentence[slice(*pieces[-1])], headed)):
            pieces[-1] = (pieces[-1][0], b)
        else:
            pieces.append((a, b))
    trimmed = (_trim(sentence, a, b) for a, b in pieces)
    return [span for span in trimmed if span[0] < span[1]] or [_trim(sentence, 0, len(sentence))]


def stating(pieces: Sequence[tuple[int, int]], verbs: Sequence[int]) -> list[tuple[int, int]]:
    """Pieces of a sentence, those without a verb joined to a neighbour: to the one before, the first to the one after.

    Args:
        pieces: spans in order.
        verbs: where its finite verbs begin.
    """
    joined: list[tuple[int, int]] = []
    for a, b in pieces:
        acts = any(a <= verb < b for verb in verbs)
        if joined and not (acts and any(joined[-1][0] <= verb < joined[-1][1] for verb in verbs)):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def weight(text: str) -> int:
    """Content words of a piece: words that are not grammar."""
    return sum(word.lower() not in EMPTY_WORDS for word in CONTENT_WORD.findall(text))


def _slight(piece: str, headed: bool) -> bool:
    """Whether a piece says nothing by itself: too few words, or nothing but who ("W. Mark Felt" before ", who …")."""
    return weight(piece) < LEAST or (not headed and bool(NAMES.fullmatch(piece)))


def _in_title_case(sentence: str) -> bool:
    """Whether capitals tell no names here: nearly all content words have one, as in many headlines."""
    words = [w for w in CONTENT_WORD.findall(sentence) if w[0].isalpha() and w.lower() not in EMPTY_WORDS]
    return sum(bool(w[0].islower()) for w in words) < len(words) / 5


def _trim(text: str, a: int, b: int) -> tuple[int, int]:
    """The span without white space and separating punctuation at its borders."""
    while a < b and (text[a].isspace() or text[a] in ",;:–—-"):
        a += 1
    while b > a and (text[b - 1].isspace() or text[b - 1] in ",;:–—-"):
        b -= 1
    return a, b
