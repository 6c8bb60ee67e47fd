"""Themes: statements about one aspect of the event, and a short name for the aspect."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.analysis.lexicons import CALENDAR
from dashboard.analysis.ward import ward
from dashboard.analysis.wordclasses import Word, words_of

if TYPE_CHECKING:
    from dashboard.analysis.encoding import Encoding

Reals = npt.NDArray[np.float64]

FEWEST, MOST = 4, 9
"""Themes of a story: fewer tell nothing apart, more do not fit one legend."""

SMALL = 2
"""Statements that a theme needs; what stands alone goes to OTHER."""

OTHER = "Other"

LONE_NOUN = 0.7
"""Worth of a common noun by itself ("effort") against that of a name."""

COURTESY = frozenset("mr mrs ms dr miss sir".split())
VAGUE = frozenset(
    """time times day days week weeks month months year years part way thing things case number people side sides
    place point end start morning evening night hour hours minute minutes weekend today tomorrow yesterday""".split()
)
"""Nouns that say when or how much, and not what (our list)."""


def themes(
    statements: Sequence[Mapping[str, Any]],
    mentions: Sequence[Mapping[str, Any]],
    sentences: pd.DataFrame,
    encoding: Encoding,
) -> dict[str, str]:
    """The theme of every statement.

    Statements are vectors pooled from the tokens of their mentions, less the story's mean, joined by Ward's
    criterion (Ward 1963), which keeps groups compact: no theme swallows the story. Names come from `_titles`.

    Args:
        statements: records of STATEMENTS, their themes not yet filled in.
        mentions: records of MENTIONS.
        sentences: the SENTENCES table.
        encoding: vectors of the sentences; those of copied articles may be among them.

    Returns:
        statement -> name of its theme; about the square root of the number of statements, FEWEST to MOST
        names and OTHER.
    """
    keys = [str(row["statement"]) for row in statements]
    told: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for mention in mentions:
        told[mention["statement"]].append(mention)
    if len(keys) <= FEWEST:
        groups = dict.fromkeys(keys, 0)
    else:
        starts = dict(zip(sentences["sentence"], sentences["start"], strict=True))
        vectors = _vectors([told[key] for key in keys], starts, encoding)
        count = int(np.clip(round(0.8 * len(keys) ** 0.5), FEWEST, MOST))
        groups = dict(zip(keys, ward(vectors, count), strict=True))
    sizes = Counter(groups.values())
    kept = {group for group, size in sizes.items() if size >= SMALL}
    titles = _titles({k: _phrases(told[k]) for k in keys}, groups, kept)
    return {key: titles.get(groups[key], OTHER) for key in keys}


def _vectors(
    told: Sequence[Sequence[Mapping[str, Any]]], starts: Mapping[str, int], encoding: Encoding
) -> Reals:
    """(statements, width): mean of the mentions' tokens, less the mean of all statements, at unit length."""
    rows = []
    for mentions in told:
        pooled = []
        for mention in mentions:
            seen, at = encoding[mention["sentence"]], int(starts[mention["sentence"]])
            inside = (seen.ends > mention["start"] - at) & (seen.starts < mention["end"] - at)
            pooled.append(seen.tokens[inside].mean(axis=0) if inside.any() else seen.sentence)
        rows.append(np.mean(pooled, axis=0))
    table = np.array(rows, np.float64)
    centred = table - table.mean(axis=0)
    scaled: Reals = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    return scaled


def _phrases(mentions: Sequence[Mapping[str, Any]]) -> dict[str, tuple[int, str]]:
    """Short noun phrases of a statement's mentions: folded spelling -> (articles that print it, as printed)."""
    tellers: dict[str, set[str]] = defaultdict(set)
    printed: dict[str, str] = {}
    for mention in mentions:
        run: list[Word] = []
        for word in [*words_of(str(mention["text"])), Word(0, 0, "", "part")]:
            if word.kind in ("adj", "noun", "name", "pos"):
                run.append(word)
                continue
            for first in range(len(run)):
                if phrase := _printed(run[first:]):
                    tellers[phrase.lower()].add(str(mention["article"]))
                    printed.setdefault(phrase.lower(), phrase)
            run = []
    return {phrase: (len(tellers[phrase]), text) for phrase, text in printed.items()}


def _printed(words: Sequence[Word]) -> str:
    """A phrase of one to three words and a possessive as printed, "" where it is none that can name a theme."""
    own = [word for word in words if word.kind != "pos"]
    if not own or len(own) > 3 or words[0].kind == "pos" or words[-1].kind not in ("noun", "name"):
        return ""
    low = [word.text.lower().strip(".") for word in own]
    if len(own[-1].text) < 3 or set(low) & (CALENDAR | COURTESY) or low[-1] in VAGUE:
        return ""
    out = ""
    for word in words:
        out += word.text if word.kind == "pos" or not out else f" {word.text}"
    return out


def _titles(
    phrases: Mapping[str, Mapping[str, tuple[int, str]]], groups: Mapping[str, int], kept: set[int]
) -> dict[int, str]:
    """A name for every kept group: the phrase that most of its statements and few others hold.

    A phrase is worth in how many articles the group's statements hold it, times the share of all its places that lie in
    the group; two words are worth more than one, a name more than a noun. No name is given twice.
    """
    everywhere: Counter[str] = Counter()
    for own in phrases.values():
        everywhere.update({phrase: count for phrase, (count, _) in own.items()})
    titles: dict[int, str] = {}
    used: set[str] = set()
    for group in sorted(kept, key=lambda g: (-sum(v == g for v in groups.values()), g)):
        inside: Counter[str] = Counter()
        printed: dict[str, str] = {}
        for key, own in phrases.items():
            if groups[key] == group:
                inside.update({phrase: count for phrase, (count, _) in own.items()})
                printed |= {phrase: text for phrase, (_, text) in own.items() if phrase not in printed}

        def worth(
            phrase: str, inside: Counter[str] = inside, printed: Mapping[str, str] = printed
        ) -> tuple[float, int, str]:
            held, size = inside[phrase], len(phrase.split())
            kind = 1.0 if size > 1 or printed[phrase][:1].isupper() else LONE_NOUN
            score = held**0.8 * (held / everywhere[phrase]) * (1.0, 1.5, 1.4)[min(size, 3) - 1] * kind
            return (-round(score, 6), -size, phrase)

        free = [p for p in inside if not (set(p.split()) & used)] or [
            p for p in inside if p not in titles.values()
        ]
        if not free:
            continue
        best = min(free, key=worth)
        titles[group] = printed[best][:1].upper() + printed[best][1:]
        used |= set(best.split())
    return titles
