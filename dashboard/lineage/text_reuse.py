"""Who shares words with whom: runs of words between articles, a source's words apart from the outlet's own.

Two outlets that quote one speech share its words without knowing each other. So words that are in quotation
marks in any article of the story count as a source's; what is left is the outlets' own text, and only that
speaks for copying.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from dashboard import tables
from dashboard.attribution.voices import Voices
from dashboard.language.quotations import quotations
from dashboard.lineage.overlap import BORDER, MIN_RUN_WORDS, Run, Token, index, shared_runs, tokens_of
from dashboard.story.story import Story

QUOTE_SEED_WORDS = 4
"""Words of the shortest quotation whose words are known again where they stand without marks."""


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
