"""Runs of words that two texts share, found through an index of short word sequences.

Every sequence of `SEED_WORDS` words is looked up once, so the time grows with the words and with what is shared, not
with all pairs of places. Sequences found on (nearly) the same diagonal are joined over a few words that
differ: a copy in which one word in five was replaced is still one run. Seeds and gaps are as in passim
(Smith, Cordell, Dillon, 2013) and in sequence alignment by exact seeds (BLAST, Altschul et al. 1990); the
figures are ours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.language.normalize import EMPTY_WORDS

SEED_WORDS = 3
"""Words of a seed. With one word in five replaced, half of all sequences of three stay whole (.8 ** 3 =
.51)."""
MAX_GAP = 4
"""Words that may differ between two seeds of one run, on either side."""
MAX_DRIFT = 2
"""Words by which one side of a gap may be longer than the other."""
MIN_RUN_WORDS = 6
"""Words that both sides of a run must share."""
MIN_CONTENT_WORDS = 3
"""Content words among them: "at the end of the day in the" is nobody's."""
MIN_CONTENT_SHARE = 0.3
"""Share of them that must be content; in news it is about a half, in a mere pattern of grammar much less."""
MIN_DENSITY = 0.6
"""Share of a run's words that must be the same on both sides."""
MAX_SEED_PLACES = 12
"""Places of one text at which a seed may stand; more often, it is grammar and begins no run."""

BORDER = "\0"
"""Stands where something was left out, so that no run crosses it."""

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True)
class Token:
    """A word of a text: compared form, place, and a flag that the caller gives it."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Run:
    """Words that two texts share, in order.

    Attributes:
        pairs: indices of the tokens that are the same, (in a, in b), rising on both sides.
    """

    pairs: tuple[tuple[int, int], ...]

    @property
    def words(self) -> int:
        """How many words are the same."""
        return len(self.pairs)

    @property
    def a(self) -> tuple[int, int]:
        """First token and one after the last in the first text."""
        return self.pairs[0][0], self.pairs[-1][0] + 1

    @property
    def b(self) -> tuple[int, int]:
        """First token and one after the last in the second text."""
        return self.pairs[0][1], self.pairs[-1][1] + 1


def tokens_of(text: str, spans: Iterable[tuple[int, int]]) -> list[Token]:
    """The words of the stretches of a text, in small letters and one spelling.

    Args:
        spans: (start, end) of the stretches in rising order; between two that are more than a line break
            apart a word is put that no other text has, so that no run crosses what was left out.
    """
    found: list[Token] = []
    last = 0
    for start, end in spans:
        if found and text[last:start].strip():
            found.append(Token(BORDER, last, last))
        found += [Token(_plain(m.group()), m.start(), m.end()) for m in WORD.finditer(text, start, end)]
        last = end
    return found


def _plain(word: str) -> str:
    low = word.lower().replace("’", "'").removesuffix("'s")
    return low.replace("defence", "defense") if "defence" in low else low


def index(tokens: Sequence[Token]) -> dict[tuple[str, ...], list[int]]:
    """Every sequence of SEED_WORDS words -> where it begins."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(tokens) - SEED_WORDS + 1):
        seed = tuple(t.word for t in tokens[at : at + SEED_WORDS])
        if BORDER not in seed:
            found[seed].append(at)
    return {seed: places for seed, places in found.items() if len(places) <= MAX_SEED_PLACES}


def shared_runs(
    a: Sequence[Token],
    b: Sequence[Token],
    index_a: Mapping[tuple[str, ...], Sequence[int]],
    index_b: Mapping[tuple[str, ...], Sequence[int]],
) -> list[Run]:
    """Runs of at least MIN_RUN_WORDS words that two texts share, in the order of the first.

    Args:
        a, b: tokens of the texts.
        index_a, index_b: their indices.

    Returns:
        Runs that do not overlap by more than half with a longer one on either side.
    """
    seeds = sorted(
        (i, j) for seed, places in index_a.items() if seed in index_b for i in places for j in index_b[seed]
    )
    grown = [run for chain in _chains(seeds) if _counts(a, run := _grown(a, b, chain))]
    return sorted(_apart(grown), key=lambda run: (run.a, run.b))


def _chains(seeds: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Seeds joined where each follows the last on nearly the same diagonal."""
    open_: dict[int, list[tuple[int, int]]] = {}
    done: list[list[tuple[int, int]]] = []
    for i, j in seeds:
        chain = None
        for drift in sorted(range(-MAX_DRIFT, MAX_DRIFT + 1), key=abs):
            own = open_.get(j - i + drift)
            if own is None:
                continue
            di, dj = i - own[-1][0], j - own[-1][1]
            if di <= SEED_WORDS + MAX_GAP and 0 < dj <= SEED_WORDS + MAX_GAP and di > 0:
                chain = open_.pop(j - i + drift)
                break
        if chain is None:
            chain = []
            done.append(chain)
        chain.append((i, j))
        open_[j - i] = chain
    yield from done


def _grown(a: Sequence[Token], b: Sequence[Token], chain: Sequence[tuple[int, int]]) -> Run:
    """The words that a chain of seeds shares, with those between and beside its seeds that are the same
    too.
    """
    pairs: list[tuple[int, int]] = []
    for i, j in chain:
        if pairs:
            pairs += _between(a, b, pairs[-1], (i, j))
        pairs += [
            (i + k, j + k)
            for k in range(SEED_WORDS)
            if not pairs or (i + k > pairs[-1][0] and j + k > pairs[-1][1])
        ]
    return Run((*reversed(list(_beyond(a, b, pairs[0], -1))), *pairs, *_beyond(a, b, pairs[-1], 1)))


def _between(
    a: Sequence[Token], b: Sequence[Token], last: tuple[int, int], next_: tuple[int, int]
) -> list[tuple[int, int]]:
    """Words of a gap that are the same on both sides and stand at the same distance from its beginning."""
    return [
        (last[0] + k, last[1] + k)
        for k in range(1, min(next_[0] - last[0], next_[1] - last[1]))
        if a[last[0] + k].word == b[last[1] + k].word
    ]


def _beyond(
    a: Sequence[Token], b: Sequence[Token], end: tuple[int, int], step: int
) -> Iterator[tuple[int, int]]:
    """Words beyond an end of a run that are the same again, two in a row, after one or two that differ."""

    def same(k: int) -> bool:
        i, j = end[0] + step * k, end[1] + step * k
        inside = 0 <= i < len(a) and 0 <= j < len(b)
        return inside and a[i].word == b[j].word != BORDER

    at = 0
    while True:
        if same(at + 1):
            at += 1
        else:
            skip = next((k for k in (2, 3) if same(at + k) and same(at + k + 1)), None)
            if skip is None:
                return
            at += skip
        yield end[0] + step * at, end[1] + step * at


def _counts(a: Sequence[Token], run: Run) -> bool:
    """Whether a run is long, dense and rich enough to mean anything."""
    longer = max(run.a[1] - run.a[0], run.b[1] - run.b[0])
    if run.words < MIN_RUN_WORDS or run.words < MIN_DENSITY * longer:
        return False
    content = sum(a[i].word not in EMPTY_WORDS for i, _ in run.pairs)
    return content >= max(MIN_CONTENT_WORDS, MIN_CONTENT_SHARE * run.words)


def _apart(found: Sequence[Run]) -> list[Run]:
    """Runs without those that a longer one covers by more than half on either side."""
    kept: list[Run] = []
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    for run in sorted(found, key=lambda r: (-r.words, r.a, r.b)):
        own_a, own_b = {i for i, _ in run.pairs}, {j for _, j in run.pairs}
        if 2 * len(own_a & taken_a) > run.words or 2 * len(own_b & taken_b) > run.words:
            continue
        kept.append(run)
        taken_a |= own_a
        taken_b |= own_b
    return kept
