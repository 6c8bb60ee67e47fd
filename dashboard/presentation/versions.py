"""Two versions of one article: what was added, dropped and reworded; what is only spelled or set differently is set apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from dashboard.comparison import Comparison
from dashboard.language.words import SPELLINGS, WORD, fold
from dashboard.presentation import markup
from dashboard.presentation.excerpts import places
from dashboard.presentation.markup import Card, Quote
from dashboard.presentation.rows import SentenceRow, records, sentences_of
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


def pairs(comparison: Comparison, names: Mapping[str, str]) -> dict[tuple[str, str], str]:
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
    for origin in records(comparison.origins, _Origin):
        for parent in origin.parents.split("; ") if origin.parents else ():
            if parent in names and origin.article in names and (parent, origin.article) not in found:
                found.setdefault(
                    (parent, origin.article),
                    f"{names[parent]} and {names[origin.article]}, which share text",
                )
    return found


class _Origin(NamedTuple):
    """A row of ORIGINS, as far as it is asked for."""

    article: str
    parents: str | None


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
    comparison: Comparison, before: str, after: str, names: Mapping[str, str], colours: Mapping[str, str]
) -> list[tuple[str, str]]:
    """What differs as (title with its number, HTML of the sentences), the kinds that there are."""
    found = changes(comparison, before, after)
    kinds = {
        "Added": (len(found.added), markup.cards(cards(comparison, found.added, names, colours))),
        "Dropped": (len(found.dropped), markup.cards(cards(comparison, found.dropped, names, colours))),
        "Reworded": (len(found.reworded), pair_cards(comparison, found.reworded, names, colours)),
        "Told in other words": (len(found.told), pair_cards(comparison, found.told, names, colours)),
        "Only spelled or punctuated differently": (
            len(found.trivial),
            pair_cards(comparison, found.trivial, names, colours),
        ),
        "Unchanged": (len(found.same), markup.cards(cards(comparison, found.same, names, colours))),
    }
    return [(f"{kind}: {number}", html) for kind, (number, html) in kinds.items() if number]


def compared(old: Sequence[SentenceRow], new: Sequence[SentenceRow]) -> Changes:
    """The same of two lists of sentences.

    Equal sentences are paired first, then those that are equal but for trivia, then the likest, each once. Of what is
    left, a sentence whose words stand in one of the other version counts as a part of that one.
    """
    same = _equal(old, new, lambda s: " ".join(s.text.split()), set(), set())
    left, right = {i for i, _ in same}, {j for _, j in same}
    trivial = _equal(old, new, lambda s: _key(s.text), left, right)
    left |= {i for i, _ in trivial}
    right |= {j for _, j in trivial}
    keys = [_key(s.text) for s in old], [_key(s.text) for s in new]
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


def _key(text: str) -> Words:
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


def pair_cards(
    comparison: Comparison, found: Sequence[Pair], names: Mapping[str, str], colours: Mapping[str, str]
) -> str:
    """Counterparts side by side as HTML: tinted, the words that the other version has not."""
    where = places(comparison)
    rows = []
    for pair in found:
        first, second = changed_words(pair.before.text, pair.after.text)
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


def cards(
    comparison: Comparison, found: Sequence[SentenceRow], names: Mapping[str, str], colours: Mapping[str, str]
) -> list[Card]:
    """Sentences that one version alone has, under its name."""
    where = places(comparison)
    by_article: dict[str, list[SentenceRow]] = {}
    for sentence in found:
        by_article.setdefault(sentence.article, []).append(sentence)
    return [
        Card(names[a], colours[a], [Quote(markup.runs(s.text), where[s.sentence]) for s in own])
        for a, own in by_article.items()
    ]


def changed_words(before: str, after: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where in two texts the words are that the other has not in this order; trivia make no difference."""
    a, b = list(WORD.finditer(before)), list(WORD.finditer(after))
    matcher = SequenceMatcher(
        None, [_key(m.group()) for m in a], [_key(m.group()) for m in b], autojunk=False
    )
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return (
        [(a[i].start(), a[k - 1].end()) for _, i, k, _, _ in steps if k > i],
        [(b[j].start(), b[k - 1].end()) for _, _, _, j, k in steps if k > j],
    )
