"""Links, rows and coverage of the five articles against the gold made by hand (tests/gold/README.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from dashboard.comparison import Comparison
from dashboard.tables import COUNTED
from tests.test_gold import Span, load, locate, overlap

Pair = frozenset[str]
OVERLAP = 0.34  # share of the shorter of mention and sentence from which one stands for the other, as for public data


class Score(NamedTuple):
    """Precision, recall and F1, each in [0, 1]."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, hit: int, false: int, missed: int) -> Score:
        """From counts of true, false and missed positives."""
        precision, recall = hit / max(1, hit + false), hit / max(1, hit + missed)
        return cls(precision, recall, 2 * precision * recall / max(1e-9, precision + recall))


class Judged(NamedTuple):
    """Sentences of the five articles and what the gold says of their pairs.

    Attributes:
        article: sentence -> article, of the sentences that count.
        core: pairs that state one unit.
        open: pairs of which one touches what the other states or touches: neither right nor wrong.
        apart: (a, b, level) of the pairs that must not be joined; of "piece" level only as places.
    """

    article: Mapping[str, str]
    core: frozenset[Pair]
    open: frozenset[Pair]
    apart: tuple[tuple[Span, Span, str], ...]


def judged(comparison: Comparison) -> Judged:
    """The gold in the numbering of a comparison of the five articles."""
    texts = dict(comparison.story.texts)
    counted = comparison.sentences[comparison.sentences["role"].isin(COUNTED)]
    spans = {s: (a, int(x), int(y)) for s, a, x, y in counted[["sentence", "article", "start", "end"]].itertuples(index=False)}  # fmt: skip

    def at(places: Iterable[Mapping[str, object]]) -> set[str]:
        own = [locate(dict(place), texts) for place in places]
        return {s for s, span in spans.items() if any(overlap(span, o) for o in own)}

    core: set[Pair] = set()
    touched: set[Pair] = set()
    gold = load("statements")
    for unit in gold["units"]:
        stated, partly = at(unit["core"]), at(unit["partial"])
        core |= {frozenset(p) for p in combinations(sorted(stated), 2)}
        touched |= {frozenset(p) for p in combinations(sorted(stated | partly), 2)}
    apart = tuple((locate(p["a"], texts), locate(p["b"], texts), p["level"]) for p in gold["apart"])
    article = {s: span[0] for s, span in spans.items()}
    across: Callable[[set[Pair]], frozenset[Pair]] = lambda pairs: frozenset(  # noqa: E731
        p for p in pairs if len({article[s] for s in p}) == 2
    )
    return Judged(article, across(core), across(touched - core), apart)


def link_pairs(comparison: Comparison) -> set[Pair]:
    """Pairs of sentences that are linked."""
    return {frozenset(p) for p in zip(comparison.links["a"], comparison.links["b"], strict=True)}


def row_pairs(comparison: Comparison) -> set[Pair]:
    """Pairs of sentences of different articles that one row holds."""
    span = comparison.sentences.set_index("sentence")[["start", "end"]]
    rows: dict[str, dict[str, str]] = {}
    for m in comparison.mentions.itertuples():
        whole = int(span.loc[m.sentence, "end"]) - int(span.loc[m.sentence, "start"])
        if m.end - m.start >= OVERLAP * min(whole, m.end - m.start):
            rows.setdefault(m.statement, {})[m.sentence] = m.article
    return {frozenset((a, b)) for own in rows.values() for a, b in combinations(own, 2) if own[a] != own[b]}


def pair_score(found: set[Pair], gold: Judged) -> Score:
    """Pairs found against pairs that state one unit; open ones count neither way."""
    return Score.of(len(found & gold.core), len(found - gold.core - gold.open), len(gold.core - found))


def coverage_score(found: set[Pair], gold: Judged) -> Score:
    """For every sentence and other article: does it tell this too? Cells with open pairs alone are left out."""
    hit = false = missed = 0
    articles = sorted(set(gold.article.values()))
    for sentence, own in gold.article.items():
        for other in articles:
            cell = {frozenset((sentence, s)) for s, a in gold.article.items() if a == other and other != own}
            told, said = bool(cell & gold.core), bool(cell & found)
            if cell and (told or not cell & gold.open):
                hit, false, missed = (
                    hit + (told and said),
                    false + (said and not told),
                    missed + (told and not said),
                )
    return Score.of(hit, false, missed)


def joined_though_apart(comparison: Comparison, gold: Judged) -> list[tuple[str, str]]:
    """Pairs that must not be joined and share a row as `full` mentions of it."""
    rows = [
        (m.statement, (m.article, int(m.start), int(m.end)))
        for m in comparison.mentions[comparison.mentions["strength"] == "full"].itertuples()
    ]
    found = []
    for a, b, _ in gold.apart:
        at_a = {statement for statement, span in rows if overlap(span, a)}
        at_b = {statement for statement, span in rows if overlap(span, b)}
        if at_a & at_b:
            texts = comparison.story.texts
            found.append((texts[a[0]][a[1] : a[2]], texts[b[0]][b[1] : b[2]]))
    return found
