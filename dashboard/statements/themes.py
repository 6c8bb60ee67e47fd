"""Themes: statements about one aspect of the event, and the noun phrase that names it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.language.lexicons import CALENDAR, charged_words
from dashboard.language.words import EMPTY_WORDS, Word

if TYPE_CHECKING:
    from dashboard.encoding.encode import Encoding

Reals = npt.NDArray[np.float64]
Key = tuple[str, ...]
"""The stems of a phrase, in order."""
_Phrase = tuple[str, Key, bool]
"""A phrase as printed, its stems, and whether no name is cut to get it."""

MAX_THEMES = 9
"""Themes of a story: more do not fit one legend."""

MIN_STATEMENTS = 2
"""Statements that must hold a theme's name, at least; what stands alone goes to OTHER."""

MENTIONS_HOLDING = 0.4
"""Share of a statement's mentions that print a phrase from which the statement holds it."""

STATEMENTS_PER_HOLDER = 20
"""Of so many statements one must hold the name of a theme: a long story has themes of more than two statements."""

OTHER = "Other"

WORTH_OF_NOUN, WORTH_OF_NAME, WORTH_OF_PHRASE = 0.8, 0.5, 1.4
"""Worth of a name for a theme: a common noun by itself ("effort"), a name by itself, several words."""

MAX_PHRASE_SHARE, MAX_NAME_SHARE = 0.3, 0.12
"""Share of all statements from which a phrase, or a single name, tells no aspect of the story any more: its heroes are everywhere."""

CHARGED = 0.3
"""Strength of a word's connotation from which it is somebody's word for a thing, and names a theme only where every article uses it."""

CHANCE = 0.1
"""Cosine with the others that hold the phrase which a statement about something else has as well."""

MIN_COSINE = 0.18
"""Cosine with the statements that hold a theme's name from which another belongs to it; what is nearer to none goes to OTHER."""

TITLE_CLASSES = frozenset(("adj", "noun", "name", "pos"))
COURTESY = frozenset("mr mrs ms dr miss sir".split())
VAGUE = frozenset(
    """time times day days week weeks month months year years part way thing things case number people side sides
    place point end start morning evening night hour hours minute minutes weekend today tomorrow yesterday
    p.m a.m pm am statement statements problem problems issue issues fact facts man men woman women
    person percent lot many one ones kind sort others other guy guys series line need move response support
    country countries member members group groups""".split()
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

    A theme is a noun phrase and the statements that hold it, where as vectors (pooled from the tokens of their mentions, less
    the story's mean) they are alike. Phrases are taken one after the other, each time the one whose holders not yet under a
    theme are most and most alike. At most as many again join because they are near to these; the rest is under OTHER. So at
    least half of a theme's statements hold the words that name it. No theme is named in the words of one article alone, nor in a
    charged word that some article does without: a page's order takes no side.

    Args:
        statements: records of STATEMENTS, their themes not yet filled in.
        mentions: records of MENTIONS.
        sentences: the SENTENCES table.
        encoding: vectors of the sentences; those of copied articles may be among them.
        words: the words of a sentence, by its id.

    Returns:
        statement -> name of its theme: at most MAX_THEMES names and OTHER.
    """
    keys = [str(row["statement"]) for row in statements]
    if not keys:
        return {}
    starts = dict(zip(sentences["sentence"], sentences["start"], strict=True))
    roles = dict(zip(sentences["sentence"], sentences["role"], strict=True))
    mentions_of: dict[str, list[_Mention]] = {key: [] for key in keys}
    for row in mentions:
        offset = int(row["start"]) - int(starts[row["sentence"]])
        mentions_of[row["statement"]].append(
            _Mention(row["sentence"], row["article"], offset, str(row["text"]))
        )
    table = np.array([np.mean([_pooled(m, encoding) for m in mentions_of[key]], axis=0) for key in keys])
    vectors = _scaled(table - table.mean(axis=0))
    read = [
        [
            _Read(m.article, roles[m.sentence], list(_phrases(m.text, _words_within(m, words))))
            for m in mentions_of[key]
        ]
        for key in keys
    ]
    printed, holders, users = _named_by(read)
    articles = len({str(row["article"]) for row in mentions})
    worths = {
        stems: _worth(stems, own) for stems, own in printed.items() if _is_common(own, users[stems], articles)
    }
    named = {
        stems: sorted(holders[stems])
        for stems in worths
        if len(holders[stems]) <= _most(stems, worths, len(keys))
    }
    kernels = _kernels(named, worths, vectors)
    titles = {stems: _title(printed[stems]) for stems in kernels}
    found = _assigned(kernels, vectors)
    return {key: titles[found[number]] if number in found else OTHER for number, key in enumerate(keys)}


def _named_by(
    read: Sequence[Sequence[_Read]],
) -> tuple[dict[Key, Counter[str]], dict[Key, set[int]], dict[Key, set[str]]]:
    """Phrases that may name a theme, with how they are printed below the headlines; the statements that hold them; the articles
    that print them.

    Args:
        read: of each statement every mention.
    """
    printed: dict[Key, Counter[str]] = defaultdict(Counter)
    holders: dict[Key, set[int]] = defaultdict(set)
    users: dict[Key, set[str]] = defaultdict(set)
    uses = Counter[Key]()
    for number, own in enumerate(read):
        printing = Counter[Key]()
        for article, role, phrases in own:
            printing.update({stems for _, stems, _ in phrases})
            for phrase, stems, whole in phrases:
                uses[stems] += 1
                users[stems].add(article)
                if whole and role != "headline":
                    printed[stems][phrase] += 1
        for stems, count in printing.items():
            if count >= MENTIONS_HOLDING * len(own):
                holders[stems].add(number)
    whole_mostly = {stems: own for stems, own in printed.items() if 2 * own.total() >= uses[stems]}
    return whole_mostly, holders, users


def _is_common(printed: Counter[str], users: set[str], articles: int) -> bool:
    """Whether a phrase is the story's and no single article's: two print it, or all do where one of its words is charged."""
    charged = any(charged_words(phrase, CHARGED) for phrase in printed)
    return len(users) >= (articles if charged else min(2, articles))


class _Read(NamedTuple):
    """A mention as themes read it: its article, the role of its sentence, its phrases."""

    article: str
    role: str
    phrases: Sequence[_Phrase]


class _Mention(NamedTuple):
    """The words of a statement in one sentence, and where in it they begin."""

    sentence: str
    article: str
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


def _kernels(
    named: Mapping[Key, Sequence[int]], worths: Mapping[Key, float], vectors: Reals
) -> dict[Key, list[int]]:
    """The phrases that name themes, the strongest first, and the statements that hold them and are alike.

    Args:
        named: phrase -> numbers of the statements that hold it.
        worths: phrase -> what it is worth as a name.
        vectors: (statements, width) at unit length.
    """
    alike = {stems: _likeness(vectors[list(own)]) for stems, own in named.items()}
    left, kernels = set(range(len(vectors))), dict[Key, list[int]]()
    taken: set[str] = set()
    least = max(MIN_STATEMENTS, len(vectors) // STATEMENTS_PER_HOLDER)
    while len(kernels) < MAX_THEMES:
        best, gain, own = None, 0.0, []
        for stems in sorted(named):
            if taken & set(stems):
                continue
            new = [
                (n, a) for n, a in zip(named[stems], alike[stems], strict=True) if n in left and a > CHANCE
            ]
            worth = worths[stems] * sum(a - CHANCE for _, a in new)
            if len(new) >= least and worth > gain:
                best, gain, own = stems, worth, [n for n, _ in new]
        if best is None:
            break
        kernels[best] = own
        left -= set(own)
        taken |= set(best)
    return kernels


def _likeness(vectors: Reals) -> list[float]:
    """The cosine of each vector with the mean of the others."""
    others = _scaled(vectors.sum(axis=0) - vectors)
    likeness: list[float] = np.einsum("ij,ij->i", vectors, others).tolist()
    return likeness


def _assigned(kernels: Mapping[Key, Sequence[int]], vectors: Reals) -> dict[int, Key]:
    """Number of a statement -> its theme: the holders of the name, and at most as many others that are near to them."""
    found = {number: stems for stems, own in kernels.items() for number in own}
    centres = {stems: _scaled(vectors[list(own)].mean(axis=0)) for stems, own in kernels.items()}
    near = sorted(
        (-float(vectors[number] @ centre), number, stems)
        for number in range(len(vectors))
        if number not in found
        for stems, centre in centres.items()
    )
    room = {stems: len(own) for stems, own in kernels.items()}
    for cosine, number, stems in near:
        if -cosine < MIN_COSINE:
            break
        if number not in found and room[stems]:
            found[number] = stems
            room[stems] -= 1
    return found


def _scaled(vectors: Reals) -> Reals:
    """Rows at unit length."""
    scaled: Reals = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return scaled


def _most(stems: Key, worths: Mapping[Key, float], count: int) -> float:
    """How many of `count` statements may hold a phrase that names a theme."""
    share = MAX_NAME_SHARE if worths[stems] == WORTH_OF_NAME else MAX_PHRASE_SHARE
    return max(MIN_STATEMENTS, share * count)


def _phrases(text: str, words: Sequence[Word]) -> Iterator[_Phrase]:
    """The short noun phrases that may name a theme, as printed, their stems, and whether no name is cut to get them."""
    for run in _runs(text, words):
        for first in range(len(run)):
            cut = first > 0 and run[first - 1].kind == run[first].kind == "name"
            for stop in range(first + 1, min(first + 5, len(run) + 1)):
                own = run[first:stop]
                if phrase := _printed(own):
                    yield (
                        phrase,
                        tuple(word.stem for word in own if word.kind != "pos"),
                        not cut and stop == len(run),
                    )


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


def _worth(stems: Key, printed: Counter[str]) -> float:
    """What a phrase is worth by its kind: several words more than a common noun by itself, that more than a name."""
    words = _title(printed, False).split()
    if all(word[:1].isupper() for word in words):
        return WORTH_OF_NAME
    return WORTH_OF_PHRASE if len(stems) > 1 else WORTH_OF_NOUN


def _title(printed: Counter[str], capital: bool = True) -> str:
    """A phrase as most mentions print it, with a capital at its head."""
    best = max(printed, key=lambda phrase: (printed[phrase], phrase))
    return best[:1].upper() + best[1:] if capital else best
