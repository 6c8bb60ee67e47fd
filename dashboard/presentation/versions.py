"""Two versions of one article: what was added, dropped and reworded; what is only spelled or set differently is set apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.language.words import SPELLINGS, WORD, fold
from dashboard.presentation import markup
from dashboard.presentation.excerpts import differing, places
from dashboard.presentation.lineage import origins
from dashboard.presentation.markup import Card, Quote
from dashboard.presentation.rows import SentenceRow, grouped, sentences_of
from dashboard.tables import COUNTED

ALIKE = 0.5
"""Likeness of two sentences' words (2 x shared / all, in order) from which one is the other reworded; ours."""
HELD = 0.8
"""Share of a sentence's words that stand in one of the other version for it to be a part of that one, which was cut in
two or joined; ours."""
SHORTEST = 4  # words of such a part: fewer stand in any long sentence by chance
NEAR = (
    80  # sentences up or down in which a counterpart is looked for, so that time grows with the length alone
)


READING = (
    "Sentence by sentence: what the second text adds, drops, rewords, and tells in quite other words. Sentences that differ only in "
    "capitals, punctuation, spacing, or British and American spelling are listed last."
)
NOTHING = (
    "No outlet has two articles here, and no article shares much of its text with another. Add an earlier or later version of "
    "an article in “Your story” and give both the same outlet."
)
_INITIALS = re.compile(r"(?:[^\W\d]\.)+[^\W\d]")
_STOP = re.compile(r"(?<!\d)\.|\.(?!\d)")
"""A full stop that is no decimal point."""
Words = tuple[str, ...]


class Pair(NamedTuple):
    """A sentence of the earlier version and its counterpart in the later one."""

    before: SentenceRow
    after: SentenceRow


@dataclass(frozen=True)
class Changes:
    """What differs between two versions, each list in reading order.

    Attributes:
        added, dropped: sentences without a counterpart.
        reworded: counterparts with other words.
        told: sentences with hardly a word in common that make one statement, by the links and rows of the comparison.
        trivial: counterparts that differ in capitals, punctuation, spacing or British and American spelling alone.
        same: sentences of the later version that are equal in the earlier one, white space aside.
    """

    added: tuple[SentenceRow, ...]
    dropped: tuple[SentenceRow, ...]
    reworded: tuple[Pair, ...]
    trivial: tuple[Pair, ...]
    same: tuple[SentenceRow, ...]
    told: tuple[Pair, ...] = ()


def pairs(comparison: Comparison, names: Names) -> dict[tuple[str, str], str]:
    """Pairs (earlier, later) to compare, each with what it is in words.

    First two articles of one outlet, in the order of their stated times, else of the story; then an article beside each one
    from which its text seems to be taken.
    """
    own = comparison.articles[comparison.articles["article"].isin(names)]
    times = {a: "" if p != p or p is None else str(p) for a, p in own[["article", "published"]].to_numpy()}
    found: dict[tuple[str, str], str] = {}
    for _, articles in own.groupby("outlet", sort=False)["article"]:
        listed = list(articles)
        for k, one in enumerate(listed):
            for other in listed[k + 1 :]:
                late = bool(times[one] and times[other]) and times[one] > times[other]
                first, second = (other, one) if late else (one, other)
                found[first, second] = f"{names[first]}, then {names[second]}"
    for origin in origins(comparison, names):
        for parent in origin.held_in:
            if parent in names:
                said = f"{names[parent]} and {names[origin.article]}, which share text"
                found.setdefault((parent, origin.article), said)
    return found


def changes(comparison: Comparison, before: str, after: str) -> Changes:
    """What differs between two articles that are taken for versions of one."""
    old, new = (
        [s for s in sentences_of(comparison, article) if s.role in COUNTED] for article in (before, after)
    )
    return with_told(compared(old, new), old, new, _counterparts(comparison, before, after))


def _counterparts(comparison: Comparison, before: str, after: str) -> dict[str, list[str]]:
    """Sentence of one of two articles -> sentences of the other that are linked to it or state a row of the matrix that it states."""
    found: dict[str, list[str]] = {}
    article = dict(zip(comparison.sentences["sentence"], comparison.sentences["article"], strict=True))
    both = {before, after}
    joined = list(zip(comparison.links["a"], comparison.links["b"], strict=True))
    full = comparison.mentions[
        comparison.mentions["article"].isin(both) & (comparison.mentions["strength"] == "full")
    ]
    for _, own in full.groupby("statement", sort=False)["sentence"]:
        joined += list(combinations(dict.fromkeys(own), 2))
    for one, other in joined:
        if {article[one], article[other]} == both:
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return found


def with_told(
    found: Changes,
    old: Sequence[SentenceRow],
    new: Sequence[SentenceRow],
    joined: Mapping[str, Sequence[str]],
) -> Changes:
    """The changes without what only seems added or dropped: the other version tells it with hardly a word in common."""
    earlier, later = ({s.sentence: s for s in own} for own in (old, new))
    pairs: dict[tuple[str, str], Pair] = {}
    for sentence in found.added:
        one = next((s for s in joined.get(sentence.sentence, ()) if s in earlier), None)
        if one is not None:
            pairs[one, sentence.sentence] = Pair(earlier[one], sentence)
    for sentence in found.dropped:
        other = next((s for s in joined.get(sentence.sentence, ()) if s in later), None)
        if other is not None:
            pairs.setdefault((sentence.sentence, other), Pair(sentence, later[other]))
    taken = {name for pair in pairs for name in pair}
    return replace(
        found,
        added=tuple(s for s in found.added if s.sentence not in taken),
        dropped=tuple(s for s in found.dropped if s.sentence not in taken),
        told=tuple(pairs.values()),
    )


def shown(
    comparison: Comparison, before: str, after: str, names: Names, colours: Colours
) -> list[tuple[str, str]]:
    """What differs as (title with its number, HTML of the sentences), the kinds that there are."""
    found = changes(comparison, before, after)
    kinds: tuple[tuple[str, Sequence[object], Callable[..., str]], ...] = (
        ("Added", found.added, cards),
        ("Dropped", found.dropped, cards),
        ("Reworded", found.reworded, pair_cards),
        ("Told in other words", found.told, pair_cards),
        ("Only spelled or punctuated differently", found.trivial, pair_cards),
        ("Unchanged", found.same, cards),
    )
    return [
        (f"{kind}: {len(own)}", as_html(comparison, own, names, colours))
        for kind, own, as_html in kinds
        if own
    ]


def compared(old: Sequence[SentenceRow], new: Sequence[SentenceRow]) -> Changes:
    """The same of two lists of sentences.

    Equal sentences are paired first, then those that are equal but for trivia, then the likest, each once. Of what is
    left, a sentence whose words stand in one of the other version counts as a part of that one.
    """
    same = _equal(old, new, lambda s: " ".join(s.text.split()), set(), set())
    left, right = {i for i, _ in same}, {j for _, j in same}
    trivial = _equal(old, new, lambda s: key_of(s.text), left, right)
    left |= {i for i, _ in trivial}
    right |= {j for _, j in trivial}
    keys = [key_of(s.text) for s in old], [key_of(s.text) for s in new]
    reworded = _most_similar(keys, left, right)
    lost = [i for i in range(len(old)) if i not in left | {i for i, _ in reworded}]
    come = [j for j in range(len(new)) if j not in right | {j for _, j in reworded}]
    parts = [(i, j) for j in come if (i := _holder(keys[1][j], keys[0], j)) is not None]
    parts += [(i, j) for i in lost if (j := _holder(keys[0][i], keys[1], i)) is not None]
    taken, given = {i for i, _ in parts}, {j for _, j in parts}
    return Changes(
        tuple(new[j] for j in come if j not in given),
        tuple(old[i] for i in lost if i not in taken),
        tuple(Pair(old[i], new[j]) for i, j in sorted({*reworded, *parts}, key=lambda p: (p[1], p[0]))),
        tuple(Pair(old[i], new[j]) for i, j in sorted(trivial, key=lambda p: p[1])),
        tuple(new[j] for _, j in same),
    )


def key_of(text: str) -> Words:
    """The words of a text without case, accents, punctuation, hyphens and British spelling."""
    return tuple(
        _american(word)
        for part in WORD.findall(text)
        for piece in fold(part).split("-")
        for word in ([piece.replace(".", "")] if _INITIALS.fullmatch(piece) else _STOP.split(piece))
        if word
    )


def _american(word: str) -> str:
    for pattern, american in SPELLINGS:
        word = re.sub(pattern, american, word)
    return word


def _equal(
    old: Sequence[SentenceRow],
    new: Sequence[SentenceRow],
    key: Callable[[SentenceRow], Hashable],
    left: AbstractSet[int],
    right: AbstractSet[int],
) -> list[tuple[int, int]]:
    """Numbers of sentences with equal keys, each once and in order, those of `left` and `right` left out."""
    waiting: dict[Hashable, list[int]] = {}
    for i, sentence in enumerate(old):
        if i not in left:
            waiting.setdefault(key(sentence), []).append(i)
    found = []
    for j, sentence in enumerate(new):
        if j not in right and (own := waiting.get(key(sentence))):
            found.append((own.pop(0), j))
    return found


def _most_similar(
    keys: tuple[Sequence[Words], Sequence[Words]], left: AbstractSet[int], right: AbstractSet[int]
) -> list[tuple[int, int]]:
    """The likest pairs of what is left, each sentence once, the likest first."""
    old, new = keys
    offers = sorted(
        (-likeness, abs(i - j), i, j)
        for j in range(len(new))
        if j not in right
        for i in range(max(0, j - NEAR), min(len(old), j + NEAR + 1))
        if i not in left
        and (likeness := Indel.normalized_similarity(old[i], new[j], score_cutoff=ALIKE)) >= ALIKE
    )
    found: dict[int, int] = {}
    for _, _, i, j in offers:
        if i not in found and j not in found.values():
            found[i] = j
    return list(found.items())


def _holder(words: Words, others: Sequence[Words], at: int) -> int | None:
    """Number of a sentence that holds most of these words in their order, if one does."""
    if len(words) < SHORTEST:
        return None
    for k in range(max(0, at - NEAR), min(len(others), at + NEAR + 1)):
        if LCSseq.similarity(words, others[k]) >= HELD * len(words):
            return k
    return None


def pair_cards(comparison: Comparison, found: Sequence[Pair], names: Names, colours: Colours) -> str:
    """Counterparts side by side as HTML: tinted, the words that the other version has not."""
    where = places(comparison)
    rows = []
    for pair in found:
        first, second = differing(pair.before.text, pair.after.text, key_of, word=WORD)
        rows.append(
            tuple(
                Card(
                    names[s.article],
                    colours[s.article],
                    [Quote(markup.runs(s.text, marks), where[s.sentence])],
                )
                for s, marks in ((pair.before, first), (pair.after, second))
            )
        )
    return markup.html("versions.jinja", rows=rows)


def cards(comparison: Comparison, found: Sequence[SentenceRow], names: Names, colours: Colours) -> str:
    """Sentences that one version alone has, under its name, as HTML."""
    where = places(comparison)
    return markup.cards(
        Card(names[a], colours[a], [Quote(markup.runs(s.text), where[s.sentence]) for s in own])
        for a, own in grouped(found, lambda sentence: sentence.article).items()
    )
