"""Themes: statements about one aspect of the event, and a short name for the aspect."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.cluster.hierarchy import cut_tree, ward

from dashboard.language.lexicons import CALENDAR
from dashboard.language.words import EMPTY_WORDS, Word, stem

if TYPE_CHECKING:
    from dashboard.encoding.encode import Encoding

Reals = npt.NDArray[np.float64]

MIN_THEMES, MAX_THEMES = 4, 9
"""Themes of a story: fewer tell nothing apart, more do not fit one legend."""

MIN_STATEMENTS = 2
"""Statements that a theme needs; what stands alone goes to OTHER."""

OTHER = "Other"

LONE_NOUN_WEIGHT = 0.7
"""Worth of a common noun by itself ("effort") against that of a name."""

MAX_PHRASE_SHARE = 0.4
"""Share of all statements from which a phrase names no aspect of the story any more."""

MIN_COSINE = 0.2
"""Cosine with the statements that hold a theme's title from which another belongs to it; what is nearer to none goes to OTHER."""

OWN_GROUP_BONUS = 0.1
"""By how much the theme of its own group is preferred."""

TITLE_CLASSES = frozenset(("adj", "noun", "name", "pos"))
COURTESY = frozenset("mr mrs ms dr miss sir".split())
VAGUE = frozenset(
    """time times day days week weeks month months year years part way thing things case number people side sides
    place point end start morning evening night hour hours minute minutes weekend today tomorrow yesterday
    p.m a.m pm am statement statements problem problems issue issues fact facts""".split()
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
    criterion (Ward 1963), which keeps groups compact: no theme swallows the story. Names come from `_titles`; what is
    near to no title is under OTHER.

    Args:
        statements: records of STATEMENTS, their themes not yet filled in.
        mentions: records of MENTIONS.
        sentences: the SENTENCES table.
        encoding: vectors of the sentences; those of copied articles may be among them.
        words: the words of a sentence, by its id.

    Returns:
        statement -> name of its theme; about the square root of the number of statements, MIN_THEMES to MAX_THEMES
        names and OTHER.
    """
    keys = [str(row["statement"]) for row in statements]
    if not keys:
        return {}
    starts = dict(zip(sentences["sentence"], sentences["start"], strict=True))
    mentions_of: dict[str, list[_Mention]] = {key: [] for key in keys}
    for row in mentions:
        offset = int(row["start"]) - int(starts[row["sentence"]])
        mentions_of[row["statement"]].append(_Mention(row["sentence"], offset, str(row["text"])))
    table = np.array([np.mean([_pooled(m, encoding) for m in mentions_of[key]], axis=0) for key in keys])
    vectors = _scaled(table - table.mean(axis=0))
    groups = dict(zip(keys, _groups(vectors), strict=True))
    read = {key: [(m.text, _words_within(m, words)) for m in mentions_of[key]] for key in keys}
    stems_of = {key: frozenset(w.stem for _, own in pieces for w in own) for key, pieces in read.items()}
    uses = [
        _Use(groups[key], phrase, frozenset(stem(word) for word in phrase.split()))
        for key, pieces in read.items()
        for text, own in pieces
        for phrase in _phrases(text, own)
    ]
    return _assigned(keys, vectors, list(groups.values()), _titles(uses, groups, stems_of), stems_of)


class _Mention(NamedTuple):
    """The words of a statement in one sentence, and where in it they begin."""

    sentence: str
    start: int
    text: str


def _pooled(mention: _Mention, encoding: Encoding) -> Reals:
    """The mean of a mention's token vectors; its sentence's vector where it holds no whole token."""
    seen = encoding[mention.sentence]
    first = np.searchsorted(seen.ends, mention.start, "right")
    stop = np.searchsorted(seen.starts, mention.start + len(mention.text))
    tokens = seen.tokens[first:stop]
    vector = tokens.sum(axis=0) / (stop - first) if first < stop else seen.sentence
    pooled: Reals = vector.astype(np.float64)
    return pooled


def _words_within(mention: _Mention, words: Callable[[str], Sequence[Word]]) -> list[Word]:
    """The words of a mention, with their offsets within it."""
    start, end = mention.start, mention.start + len(mention.text)
    return [
        w._replace(start=w.start - start, end=w.end - start)
        for w in words(mention.sentence)
        if start <= w.start and w.end <= end
    ]


def _groups(vectors: Reals) -> list[int]:
    """Of each statement the number of its group; all are one where they are few."""
    if len(vectors) <= MIN_THEMES:
        return [0] * len(vectors)
    count = int(np.clip(round(0.8 * len(vectors) ** 0.5), MIN_THEMES, MAX_THEMES))
    groups: list[int] = cut_tree(ward(vectors), count)[:, 0].tolist()
    return groups


def _assigned(
    keys: Sequence[str],
    vectors: Reals,
    groups: Sequence[int],
    titles: Mapping[int, _Title],
    stems_of: Mapping[str, frozenset[str]],
) -> dict[str, str]:
    """Statement -> theme: those that hold the words of their group's title, and others where they are near to these.

    Args:
        keys, vectors, groups: the statements, (statements, width) at unit length, and the number of each one's group.
        titles: group -> its title; a group without one goes to OTHER.
        stems_of: statement -> stems of its mentions.
    """
    number = {key: k for k, key in enumerate(keys)}
    kernels = {
        group: [key for key in keys if groups[number[key]] == group and title.stems <= stems_of[key]]
        for group, title in titles.items()
    }
    centres = {
        g: _scaled(vectors[[number[key] for key in own]].mean(axis=0)) for g, own in kernels.items() if own
    }
    found: dict[str, str] = {}
    for key, vector, group in zip(keys, vectors, groups, strict=True):
        near = {g: float(vector @ centre) + OWN_GROUP_BONUS * (g == group) for g, centre in centres.items()}
        best = max(near, key=lambda g: (near[g], -g), default=group)
        if group in kernels and key in kernels[group]:
            best = group
        elif near.get(best, 0.0) < MIN_COSINE:
            best = -1
        found[key] = titles[best].printed if best in titles else OTHER
    return found


@dataclass(frozen=True)
class _Use:
    """One place where a mention prints a phrase.

    Attributes:
        group: of its statement.
        phrase: as printed.
        stems: of its words.
    """

    group: int
    phrase: str
    stems: frozenset[str]


@dataclass(frozen=True)
class _Title:
    """A theme's name as printed, and the stems of its words."""

    printed: str
    stems: frozenset[str]


def _scaled(vectors: Reals) -> Reals:
    """Rows at unit length."""
    scaled: Reals = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return scaled


def _phrases(text: str, words: Sequence[Word]) -> Iterator[str]:
    """The short noun phrases that may name a theme, as printed."""
    for run in _runs(text, words):
        for first in range(len(run)):
            if phrase := _printed(run[first:]):
                yield phrase


def _runs(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Nouns and names with what describes them, one after the other without punctuation between."""
    run: list[Word] = []
    for word in words:
        if run and (word.kind not in TITLE_CLASSES or text[run[-1].end : word.start].strip()):
            yield run
            run = []
        if word.kind in TITLE_CLASSES:
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


def _titles(
    uses: Sequence[_Use], groups: Mapping[str, int], stems_of: Mapping[str, frozenset[str]]
) -> dict[int, _Title]:
    """A title for every group: a noun phrase that many of its statements hold and few of the others.

    A phrase counts with the share of the group that holds its words and with the share of its holders that are of the group; a
    common noun by itself for less, a word of MAX_PHRASE_SHARE of the story not at all: the name of the story's hero tells no
    aspect. No word is in two titles.

    Args:
        uses: every place where a phrase is printed.
        groups: statement -> its group.
        stems_of: statement -> stems of its mentions.

    Returns:
        group -> its title; a group of fewer than MIN_STATEMENTS statements, or of which no phrase is used by MIN_STATEMENTS, has none.
    """
    where: dict[str, set[str]] = defaultdict(set)
    for key, own in stems_of.items():
        for word in own:
            where[word].add(key)
    titles: dict[int, _Title] = {}
    taken: set[str] = set()
    for group, size in Counter(groups.values()).most_common():
        inside: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
        for use in uses:
            if use.group == group and not use.stems & taken:
                inside[use.stems][use.phrase] += 1
        worths = {}
        for stems, printed in inside.items():
            holders = set.intersection(*(where.get(word, set()) for word in stems))
            here = sum(groups[key] == group for key in holders)
            if here >= MIN_STATEMENTS and len(holders) <= MAX_PHRASE_SHARE * len(groups):
                shares = math.sqrt(here / size) * here / len(holders)
                worths[stems] = round(shares * _kind_worth(stems, printed.most_common(1)[0][0]), 6)
        if size >= MIN_STATEMENTS and worths:
            best = max(worths, key=lambda stems: (worths[stems], sorted(stems)))
            printed_best = inside[best].most_common(1)[0][0]
            titles[group] = _Title(printed_best[:1].upper() + printed_best[1:], best)
            taken |= best
    return titles


def _kind_worth(stems: frozenset[str], printed: str) -> float:
    """What a phrase is worth by its kind: several words more than a name, a name more than a common noun by itself."""
    return LONE_NOUN_WEIGHT if len(stems) == 1 and printed[:1].islower() else 1.0 + 0.2 * (len(stems) > 1)
