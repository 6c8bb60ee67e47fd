"""Themes: statements about one aspect of the event, and a short name for the aspect."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.cluster.hierarchy import cut_tree, ward

from dashboard.language.lexicons import CALENDAR
from dashboard.language.words import EMPTY_WORDS, Word

if TYPE_CHECKING:
    from dashboard.encoding.encode import Encoding

Reals = npt.NDArray[np.float64]

FEWEST, MOST = 4, 9
"""Themes of a story: fewer tell nothing apart, more do not fit one legend."""

SMALL = 2
"""Statements that a theme needs; what stands alone goes to OTHER."""

OTHER = "Other"

LONE_NOUN = 0.7
"""Worth of a common noun by itself ("effort") against that of a name."""

ELSEWHERE = 0.25
"""How much it takes from a phrase that other themes print it too: an exponent of the share of its uses that lie inside."""

DESCRIBING = frozenset(("adj", "noun", "name", "pos"))
COURTESY = frozenset("mr mrs ms dr miss sir".split())
VAGUE = frozenset(
    """time times day days week weeks month months year years part way thing things case number people side sides
    place point end start morning evening night hour hours minute minutes weekend today tomorrow yesterday
    statement statements problem problems issue issues fact facts""".split()
)
"""Nouns that say when, how much or that something is said, and not what (our list)."""


def themes(
    statements: Sequence[Mapping[str, Any]],
    mentions: Sequence[Mapping[str, Any]],
    sentences: pd.DataFrame,
    encoding: Encoding,
    words: Callable[[str], Sequence[Word]],
) -> dict[str, str]:
    """The theme of every statement.

    Statements are vectors pooled from the tokens of their mentions, less the story's mean, joined by Ward's
    criterion (Ward 1963), which keeps groups compact: no theme swallows the story. Names come from `_titles`.

    Args:
        statements: records of STATEMENTS, their themes not yet filled in.
        mentions: records of MENTIONS.
        sentences: the SENTENCES table.
        encoding: vectors of the sentences; those of copied articles may be among them.
        words: the words of a sentence, by its id.

    Returns:
        statement -> name of its theme; about the square root of the number of statements, FEWEST to MOST
        names and OTHER.
    """
    keys = [str(row["statement"]) for row in statements]
    if not keys:
        return {}
    told: dict[str, list[Mapping[str, Any]]] = {key: [] for key in keys}
    for mention in mentions:
        told[mention["statement"]].append(mention)
    starts = dict(zip(sentences["sentence"], sentences["start"], strict=True))

    def pooled(mention: Mapping[str, Any], first: int, last: int) -> Reals:
        """Mean of the tokens of the characters first … last of a mention."""
        seen, at = encoding[mention["sentence"]], int(mention["start"]) - int(starts[mention["sentence"]])
        a, b = np.searchsorted(seen.ends, at + first, "right"), np.searchsorted(seen.starts, at + last)
        vector: Reals = (seen.tokens[a:b].sum(axis=0) / (b - a) if a < b else seen.sentence).astype(
            np.float64
        )
        return vector

    def own_words(mention: Mapping[str, Any]) -> list[Word]:
        """The words of a mention, offsets within it."""
        at = int(mention["start"]) - int(starts[mention["sentence"]])
        return [
            replace(w, start=w.start - at, end=w.end - at)
            for w in words(mention["sentence"])
            if at <= w.start and w.end <= at + len(mention["text"])
        ]

    table = np.array([np.mean([pooled(m, 0, len(str(m["text"]))) for m in told[k]], axis=0) for k in keys])
    mean = table.mean(axis=0)
    vectors = _scaled(table - mean)
    groups = [0] * len(keys)
    if len(keys) > FEWEST:
        count = int(np.clip(round(0.8 * len(keys) ** 0.5), FEWEST, MOST))
        groups = cut_tree(ward(vectors), count)[:, 0].tolist()
    kept = [group for group, size in Counter(groups).most_common() if size >= SMALL]
    uses = [
        _Use(key, group, str(mention["article"]), phrase, partial(pooled, mention, a, b))
        for key, group in zip(keys, groups, strict=True)
        for mention in told[key]
        for a, b, phrase in _phrases(str(mention["text"]), own_words(mention))
    ]
    centres = {g: _scaled(vectors[np.array(groups) == g].mean(axis=0)) for g in kept}
    titles = _titles(uses, centres, mean)
    return {key: titles.get(group, OTHER) for key, group in zip(keys, groups, strict=True)}


@dataclass(frozen=True, eq=False)
class _Use:
    """One place where a mention prints a phrase.

    Attributes:
        statement, group, article: where.
        phrase: as printed.
        vector: works out (width,) the mean of its tokens; few of the phrases come so far.
    """

    statement: str
    group: int
    article: str
    phrase: str
    vector: Callable[[], Reals]


def _scaled(vectors: Reals) -> Reals:
    """Rows at unit length."""
    scaled: Reals = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return scaled


def _phrases(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """(start, end, as printed) of the short noun phrases that may name a theme."""
    for run in _runs(text, words):
        for first in range(len(run)):
            if phrase := _printed(run[first:]):
                yield run[first].start, run[-1].end, phrase


def _runs(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Nouns and names with what describes them, one after the other without punctuation between."""
    run: list[Word] = []
    for word in words:
        if run and (word.kind not in DESCRIBING or text[run[-1].end : word.start].strip()):
            yield run
            run = []
        if word.kind in DESCRIBING:
            run.append(word)
    if run:
        yield run


def _printed(words: Sequence[Word]) -> str:
    """A phrase of one to three words and a possessive as printed, "" where it is none that can name a theme."""
    own = [word for word in words if word.kind != "pos"]
    if not own or len(own) > 3 or words[0].kind == "pos" or words[-1].kind not in ("noun", "name"):
        return ""
    low = [word.low.strip(".") for word in own]
    if len(own[-1].text) < 3 or set(low) & (CALENDAR | COURTESY | EMPTY_WORDS) or low[-1] in VAGUE:
        return ""
    out = ""
    for word in words:
        out += word.text if word.kind == "pos" or not out else f" {word.text}"
    return out


def _titles(uses: Sequence[_Use], centres: Mapping[int, Reals], mean: Reals) -> dict[int, str]:
    """A name for every group: the phrase that stands nearest to its centre and is often printed there.

    Nearness to the centre is how key phrases are usually told (Bennani-Smires et al., CoNLL 2018). It counts with the log
    of the uses, one a statement and article; a phrase of other groups, and a common noun by itself, for less. A phrase of
    one statement names a group only where there is no other. No word is in two names.

    Args:
        uses: every place where a phrase is printed.
        centres: group, the largest first -> (width,) the centre of its statements, at unit length.
        mean: (width,) what was taken from all vectors.
    """
    everywhere: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for use in uses:
        everywhere[use.phrase.lower()].add((use.statement, use.article))
    titles: dict[int, str] = {}
    taken: set[str] = set()
    for group, centre in centres.items():
        inside: dict[str, list[_Use]] = defaultdict(list)
        for use in uses:
            if use.group == group and not set(use.phrase.lower().split()) & taken:
                inside[use.phrase.lower()].append(use)
        shared = {p: own for p, own in inside.items() if len({use.statement for use in own}) >= SMALL}

        def worth(
            phrase: str, centre: Reals = centre, inside: Mapping[str, Sequence[_Use]] = inside
        ) -> tuple[float, str]:
            own, words = inside[phrase], len(phrase.split())
            near = float(np.mean(_scaled(np.array([use.vector() for use in own]) - mean) @ centre))
            held = len({(use.statement, use.article) for use in own})
            kind = 1.0 if words > 1 or own[0].phrase[:1].isupper() else LONE_NOUN
            score = near * math.log1p(held) * (held / len(everywhere[phrase])) ** ELSEWHERE
            return -round(score * (1.0, 1.25, 1.2)[words - 1] * kind, 6), phrase

        if inside:
            best = min(shared or inside, key=worth)
            printed = Counter(use.phrase for use in inside[best]).most_common(1)[0][0]
            titles[group] = printed[:1].upper() + printed[1:]
            taken |= set(best.split())
    return titles
