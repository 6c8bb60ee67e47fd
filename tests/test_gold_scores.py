"""How well the five articles are aligned, against the gold made by hand: floors, and pairs that must stay apart.

The operating point comes from public data (README); nothing was fitted to these articles.
"""

from __future__ import annotations

import pytest

from dashboard.comparison import Comparison
from tests.support.gold_scores import (
    Judged,
    coverage_score,
    joined_though_apart,
    judged,
    link_pairs,
    pair_score,
    row_pairs,
)


@pytest.fixture(scope="module")
def gold(comparison: Comparison) -> Judged:
    return judged(comparison)


def test_links_reach_their_floor(comparison: Comparison, gold: Judged) -> None:
    found = link_pairs(comparison)
    assert pair_score(found, gold).f1 >= 0.68
    told = coverage_score(found, gold)
    assert told.f1 >= 0.89
    assert told.precision >= 0.87


def test_rows_reach_their_floor(comparison: Comparison, gold: Judged) -> None:
    found = row_pairs(comparison)
    assert pair_score(found, gold).f1 >= 0.61
    told = coverage_score(found, gold)
    assert told.f1 >= 0.88
    assert told.precision >= 0.87


def test_few_of_the_pairs_that_must_stay_apart_are_joined(comparison: Comparison, gold: Judged) -> None:
    joined = joined_though_apart(comparison, gold)
    assert len(joined) <= 0.06 * len(gold.apart), joined


def test_the_score_of_the_gold_itself_is_perfect(gold: Judged) -> None:
    assert pair_score(set(gold.core), gold) == coverage_score(set(gold.core), gold) == (1.0, 1.0, 1.0)


def test_a_false_link_lowers_precision_and_a_missed_one_recall(gold: Judged) -> None:
    some = sorted(gold.core, key=sorted)
    false = frozenset(sorted(gold.article)[:2])
    assert false not in gold.core | gold.open or len({gold.article[s] for s in false}) == 1
    assert pair_score({*some, false}, gold).precision < 1 == pair_score({*some, false}, gold).recall
    assert pair_score(set(some[1:]), gold).recall < 1 == pair_score(set(some[1:]), gold).precision
