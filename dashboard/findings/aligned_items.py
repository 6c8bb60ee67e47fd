"""Dates, numbers and names that stand in the same place of two sentences which say the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dashboard.findings.finding import counted
from dashboard.language import quantities, time_expressions
from dashboard.language.names import Name, one_name
from dashboard.language.quantities import Quantity
from dashboard.language.time_expressions import Moment
from dashboard.statements.sentence_facts import SentenceFacts, StoryFacts, Token

WINDOW = 5
"""Tokens to each side of an item that are asked for words that both sentences share there."""
MIN_SHARED_WORDS = 2
"""Words that both sentences must share around two items before these count as standing in one place."""
WORD_FOR_WORD = 0.7
"""Share of facing tokens from which the place alone shows that one thing is meant, whatever stands right
beside it."""
GAPS = ("<date>", "<number>", "<name>")


@dataclass(frozen=True)
class Pair:
    """Two sentences of different articles that make one statement, or are linked; `a` stands first in the
    story."""

    a: SentenceFacts
    b: SentenceFacts
    statement: str | None
    score: float


def sentence_pairs(
    scores: Mapping[tuple[str, str], float],
    facts: StoryFacts,
    order: Mapping[str, int],
    stated: Mapping[str, tuple[str, ...]],
) -> Iterator[Pair]:
    """The compared sentences as pairs, the surest first.

    Args:
        scores: what `compared_sentences` returned.
        facts: the sentences read for facts.
        order: article -> its place in the story.
        stated: sentence -> the statements that it tells.
    """
    for (a, b), value in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        one, two = facts[a], facts[b]
        if order[one.article] > order[two.article]:
            one, two = two, one
        own, other = stated.get(one.sentence, ()), stated.get(two.sentence, ())
        shared = [statement for statement in own if statement in other]
        yield Pair(one, two, shared[0] if shared else (own[0] if own else None), value)


@dataclass(frozen=True)
class AlignedItems:
    """Two items that are in the same place of two sentences and are not the same.

    Attributes:
        kind: "date", "number" or "name".
        a, b: numbers of the items in their facts.
        near: words and equal items that both sentences have close to the item, at least MIN_SHARED_WORDS.
        alike: share of the tokens up to 2 WINDOW around that face each other when the sentences are laid side
            by side; 0 (they do not face) to 1 (word for word).
    """

    kind: str
    a: int
    b: int
    near: int
    alike: float

    @property
    def weight(self) -> float:
        """How sure a difference is: 0.6 for shared words alone to 0.95 for sentences that agree word for word."""
        return round(0.6 + 0.35 * self.alike, 3)

    @property
    def support(self) -> str:
        """Why two places count as one, in words."""
        if self.alike >= WORD_FOR_WORD:
            return "the words around them are the same"
        return f"the two sentences have {counted(self.near, 'other word')} in common"


def align_items(pair: Pair) -> list[AlignedItems]:
    """Every two items of one kind that are in the same place and differ, each item once, the surest first.

    The sentences are laid side by side by their longest common runs (Ratcliff and Obershelp 1988, as in
    difflib); an
    item that has its like in the other sentence counts as a word of its own, every other as a gap of its
    kind. Gaps face each other, or, where the order of words differs, share at least MIN_SHARED_WORDS words within WINDOW.
    """
    if not _can_align(pair):
        return []
    one, two = _keys(pair)
    if not set(one) & set(two) & set(GAPS):
        return []
    a, b = pair.a.tokens, pair.b.tokens
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    facing = {i + k: j + k for i, j, n in blocks for k in range(n)}
    found = []
    for i, key in enumerate(one):
        for j in [j for j, other in enumerate(two) if other == key] if key in GAPS else ():
            item_a, item_b = a[i].item, b[j].item
            assert item_a is not None
            assert item_b is not None
            near, alike = _facing(i, j, facing, a, b, one) if facing.get(i) == j else (0, 0.0)
            near = max(near, _around(i, j, a, b, one, two))
            if near >= MIN_SHARED_WORDS or alike >= WORD_FOR_WORD:
                found.append(AlignedItems(key.strip("<>"), item_a, item_b, near, alike))
    return list(_single(found))


def _can_align(pair: Pair) -> bool:
    """Whether two sentences can have a slot at all: both hold a date or a number, or they are nearly the
    same words."""
    if any(_count(pair.a, kind) and _count(pair.b, kind) for kind in ("date", "number")):
        return True
    shared, shorter = len(pair.a.stems & pair.b.stems), min(len(pair.a.stems), len(pair.b.stems))
    return bool(pair.a.names and pair.b.names) and shared >= 0.5 * shorter


def _single(found: list[AlignedItems]) -> Iterator[AlignedItems]:
    """Each item in its best slot alone."""
    taken: set[tuple[str, str, int]] = set()
    for slot in sorted(found, key=lambda s: (-s.alike, -s.near, s.kind, s.a, s.b)):
        ends = {(slot.kind, "a", slot.a), (slot.kind, "b", slot.b)}
        if not ends & taken:
            taken |= ends
            yield slot


def _keys(pair: Pair) -> tuple[list[str], list[str]]:
    """The tokens of both sentences as strings to be laid side by side."""
    same: tuple[dict[tuple[str, int], str], dict[tuple[str, int], str]] = ({}, {})
    for kind, relate in (("date", _same_date), ("number", _same_number), ("name", _same_name)):
        left, right = list(range(_count(pair.a, kind))), list(range(_count(pair.b, kind)))
        for printed in (
            True,
            False,
        ):  # what is printed alike comes first, so that "Li" does not take "Li Hongzhong"'s place
            for k in list(left):
                like = next(
                    (m for m in right if (_printed(pair, kind, k, m) if printed else relate(pair, k, m))),
                    None,
                )
                if like is not None:
                    left.remove(k)
                    right.remove(like)
                    same[0][f"<{kind}>", k] = same[1][f"<{kind}>", like] = f"={kind} {k}"
    return _read(pair.a.tokens, same[0]), _read(pair.b.tokens, same[1])


def _read(tokens: tuple[Token, ...], same: dict[tuple[str, int], str]) -> list[str]:
    return [t.key if t.item is None else same.get((t.key, t.item), t.key) for t in tokens]


def _printed(pair: Pair, kind: str, k: int, m: int) -> bool:
    """Whether two items are the same words."""
    a, b = _items(pair.a, kind)[k], _items(pair.b, kind)[m]
    return pair.a.words(a).lower() == pair.b.words(b).lower()


def _items(facts: SentenceFacts, kind: str) -> Sequence[Moment | Quantity | Name]:
    if kind == "date":
        return facts.dates
    return facts.numbers if kind == "number" else facts.names


def _count(facts: SentenceFacts, kind: str) -> int:
    return len(_items(facts, kind))


def _same_date(pair: Pair, k: int, m: int) -> bool:
    return time_expressions.relation(pair.a.dates[k], pair.b.dates[m]) == "same"


def _same_number(pair: Pair, k: int, m: int) -> bool:
    a, b = pair.a.numbers[k], pair.b.numbers[m]
    return a.unit.kind == b.unit.kind and quantities.relation(a, b) == "same"


def _same_name(pair: Pair, k: int, m: int) -> bool:
    return one_name(pair.a.names[k], pair.b.names[m])


def _facing(
    i: int, j: int, facing: dict[int, int], a: tuple[Token, ...], b: tuple[Token, ...], keys: list[str]
) -> tuple[int, float]:
    """Tokens around two facing items that face each other: those with content close by, and the share of
    all."""
    near = wide = total = 0
    for k in range(max(0, i - 2 * WINDOW), min(len(a), i + 2 * WINDOW + 1)):
        if k == i:
            continue
        partner = facing.get(k)
        met = partner is not None and abs((partner - j) - (k - i)) <= 2 and keys[k] not in GAPS
        near += met and abs(k - i) <= WINDOW and (a[k].content or keys[k].startswith("="))
        wide += met
        total += 1
    reach_b = min(len(b), j + 2 * WINDOW + 1) - max(0, j - 2 * WINDOW) - 1
    return near, wide / max(1, total, reach_b)


def _around(
    i: int, j: int, a: tuple[Token, ...], b: tuple[Token, ...], one: list[str], two: list[str]
) -> int:
    """Content words and equal items that stand within WINDOW of both items, in any order."""

    def window(k: int, tokens: tuple[Token, ...], keys: list[str]) -> set[str]:
        span = range(max(0, k - WINDOW), min(len(tokens), k + WINDOW + 1))
        return {keys[m] for m in span if m != k and (tokens[m].content or keys[m].startswith("="))}

    return len(window(i, a, one) & window(j, b, two))
