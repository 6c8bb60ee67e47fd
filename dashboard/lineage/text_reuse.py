"""Who shares words with whom: runs of words between articles, a source's words apart from the outlet's own.

Two outlets that quote one speech share its words without knowing each other. So words that are in quotation marks in any
article of the story count as a source's; what is left is the outlets' own text, and only that speaks for copying.

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
from itertools import combinations
from typing import Any

import pandas as pd

from dashboard import tables
from dashboard.attribution.sources import Voices
from dashboard.language.quotations import quotations
from dashboard.language.words import EMPTY_WORDS
from dashboard.story.story import Story

QUOTE_SEED_WORDS = 4
"""Words of the shortest quotation whose words are known again where they stand without marks."""
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
SURE_RUN_WORDS = 10
"""The same words without a gap from which no share of content words is asked: grammar alone does not repeat that long."""
MIN_DENSITY = 0.6
"""Share of a run's words that must be the same on both sides."""
MAX_SEED_PLACES = 12
"""Places of one text at which a seed may stand; more often, it is grammar and begins no run."""
BORDER = "\0"
"""Stands where something was left out, so that no run crosses it."""
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, eq=False)
class Words:
    """The counted words of an article.

    Attributes:
        tokens: in reading order.
        quoted: for each token, whether it is a source's: in quotation marks here, or part of words that
            another article quotes.
    """

    tokens: Sequence[Token]
    quoted: Sequence[bool]

    @property
    def own(self) -> int:
        """How many words are the outlet's own text."""
        return sum(not q and t.word != BORDER for t, q in zip(self.tokens, self.quoted, strict=True))

    @property
    def count(self) -> int:
        """How many words there are."""
        return sum(t.word != BORDER for t in self.tokens)


def words_of_story(story: Story) -> dict[str, Words]:
    """Article -> its counted words, each marked as the outlet's own or a source's."""
    tokens: dict[str, list[Token]] = {}
    marked: dict[str, list[bool]] = {}
    for article in map(str, story.articles["article"]):
        text = story.texts[article]
        own = story.sentences[
            (story.sentences["article"] == article) & story.sentences["role"].isin(tables.COUNTED)
        ]
        spans = list(zip(own["start"].astype(int), own["end"].astype(int), strict=True))
        quotes = [q for q in quotations(text) if q.depth == 0]
        tokens[article] = tokens_of(text, spans)
        marked[article] = _inside(tokens[article], [(q.start, q.end) for q in quotes])
    known = {
        tuple(t.word for t in own[k : k + QUOTE_SEED_WORDS])
        for article, own in tokens.items()
        for k in range(len(own) - QUOTE_SEED_WORDS + 1)
        if all(marked[article][k : k + QUOTE_SEED_WORDS])
    }
    return {article: Words(own, _recognised(own, marked[article], known)) for article, own in tokens.items()}


def _inside(tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each token whether it is in one of the spans; both in rising order."""
    found, at = [], 0
    for token in tokens:
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        found.append(at < len(spans) and spans[at][0] <= token.start)
    return found


def _recognised(tokens: Sequence[Token], marked: Sequence[bool], known: set[tuple[str, ...]]) -> list[bool]:
    """Marks, and also every word of a sequence that is quoted somewhere in the story."""
    found = list(marked)
    for k in range(len(tokens) - QUOTE_SEED_WORDS + 1):
        if tuple(t.word for t in tokens[k : k + QUOTE_SEED_WORDS]) in known:
            found[k : k + QUOTE_SEED_WORDS] = [True] * QUOTE_SEED_WORDS
    return found


def lineage(words: Mapping[str, Words], voices: Voices) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Shared text of every two articles.

    Args:
        words: the counted words of the articles, as `words_of_story` gives them.
        voices: whose words a span is.

    Returns:
        (LINEAGE, RUNS). Shares are words in runs over all counted words of the article, and the same without
        a source's words; a run's `kind` is "quotation" where most of its words are a source's, "source" where
        both articles attribute it, else "narration".
    """
    indices = {article: index(own.tokens) for article, own in words.items()}
    pairs: list[dict[str, Any]] = []
    runs: list[dict[str, Any]] = []
    for a, b in combinations(sorted(words), 2):
        found = shared_runs(words[a].tokens, words[b].tokens, indices[a], indices[b])
        pairs.append({"a": a, "b": b, **_shares(words[a], words[b], found)})
        runs += [_row(a, b, words[a], words[b], run, voices) for run in found]
    return tables.make(tables.LINEAGE, pairs), tables.make(tables.RUNS, runs)


def _shares(a: Words, b: Words, found: Sequence[Run]) -> Mapping[str, float]:
    """How much of each article is in the other; `own` without what is a source's on either side."""
    shared = [pair for run in found for pair in run.pairs if a.tokens[pair[0]].word != BORDER]
    own = [pair for run in found for pair in own_pairs(run, a, b)]
    return {
        "share_of_a": len({i for i, _ in shared}) / max(1, a.count),
        "share_of_b": len({j for _, j in shared}) / max(1, b.count),
        "own_of_a": len({i for i, _ in own}) / max(1, a.own),
        "own_of_b": len({j for _, j in own}) / max(1, b.own),
    }


def own_pairs(run: Run, a: Words, b: Words) -> list[tuple[int, int]]:
    """The words of a run that are a source's on neither side; none if they make no run by themselves.

    So "the governor said" after a shared quotation is not taken for shared text.
    """
    own = [(i, j) for i, j in run.pairs if not a.quoted[i] and not b.quoted[j] and a.tokens[i].word != BORDER]
    return own if len(own) >= MIN_RUN_WORDS else []


def _row(a: str, b: str, words_a: Words, words_b: Words, run: Run, voices: Voices) -> dict[str, Any]:
    """A run as a row."""
    a_start, a_end = words_a.tokens[run.a[0]].start, words_a.tokens[run.a[1] - 1].end
    b_start, b_end = words_b.tokens[run.b[0]].start, words_b.tokens[run.b[1] - 1].end
    theirs = sum(words_a.quoted[i] or words_b.quoted[j] for i, j in run.pairs)
    attributed = all(
        voices.of(article, start, end)[0] != "narrator"
        for article, start, end in ((a, a_start, a_end), (b, b_start, b_end))
    )
    kind = "quotation" if 2 * theirs > run.words else "source" if attributed else "narration"
    return {
        "a": a,
        "b": b,
        "a_start": a_start,
        "a_end": a_end,
        "b_start": b_start,
        "b_end": b_end,
        "words": run.words,
        "quoted": kind == "quotation",
        "kind": kind,
    }


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
    whole = run.words == longer and run.words >= SURE_RUN_WORDS
    return content >= (MIN_CONTENT_WORDS if whole else max(MIN_CONTENT_WORDS, MIN_CONTENT_SHARE * run.words))


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
