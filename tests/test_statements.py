"""Rows and their labels: every piece has a row, a label is the words of a mention, ties do not hang on file names."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

from dashboard.analysis.comparison import Comparison
from dashboard.analysis.grouping import agglomerate, rows_of
from dashboard.analysis.labels import OPEN, Wording, is_label_of, label, most_typical, opened
from dashboard.analysis.themes import MOST, OTHER
from dashboard.analysis.units import clauses, weight

ARTICLE = {"a1": "a", "a2": "a", "b1": "b", "c1": "c", "c2": "c"}


def test_one_strong_pair_does_not_chain_two_statements() -> None:
    scores = {("a1", "b1"): 0.9, ("b1", "c1"): 0.6}
    assert agglomerate(["a1", "b1", "c1"], scores, ARTICLE, 0.5) == [["a1", "b1"], ["c1"]]


def test_what_is_said_of_two_things_stands_in_both_rows() -> None:
    scores = {("a1", "b1"): 0.9, ("b1", "c1"): 0.6}
    rows = rows_of(["a1", "b1", "c1"], scores, ARTICLE, 0.5)
    assert [set(row.units) for row in rows] == [{"a1", "b1"}, {"c1", "b1"}]


def test_a_row_held_by_another_is_dropped() -> None:
    scores = {("a1", "b1"): 0.9, ("a1", "c1"): 0.9, ("b1", "c1"): 0.9}
    assert [set(row.units) for row in rows_of(["a1", "b1", "c1"], scores, ARTICLE, 0.5)] == [
        {"a1", "b1", "c1"}
    ]


def test_every_piece_that_says_something_is_in_a_row(comparison: Comparison) -> None:
    units = comparison.units
    said = {
        (a, int(s), int(e))
        for a, s, e, t in zip(*(units[c] for c in ("article", "start", "end", "text")), strict=True)
        if weight(t)
    }
    mentions = comparison.mentions
    assert said == set(
        zip(mentions["article"], mentions["start"].astype(int), mentions["end"].astype(int), strict=True)
    )


def test_a_label_is_the_words_of_a_mention_of_its_row(comparison: Comparison) -> None:
    for row in comparison.statements.itertuples():
        own = comparison.mentions[comparison.mentions["statement"] == row.statement]
        words = row.label.removeprefix(OPEN)
        assert any(words in text for text in own["text"])
        assert words == words.strip(" ,;:–—-")


def test_no_theme_swallows_the_story(comparison: Comparison) -> None:
    sizes = Counter(comparison.statements["theme"])
    told = len(comparison.statements)
    assert 3 <= len(sizes) <= MOST + 1
    assert max(sizes.values()) <= 0.5 * told
    assert sizes[OTHER] <= 0.2 * told


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("and the minister left the city at dawn,", "the minister left the city at dawn"),
        ("The minister left the city at dawn, the agency said.", "The minister left the city at dawn"),
        ("The minister left the city at dawn, according to officials.", "The minister left the city at dawn"),
        ('"The minister left the city', "The minister left the city"),
        ("The harvest failed.", "The harvest failed."),
    ],
)
def test_a_label_loses_its_loose_ends_alone(text: str, kept: str) -> None:
    assert label(text) == kept
    assert kept in text


@pytest.mark.parametrize(
    ("text", "before", "kept"),
    [
        ("who gave the mayor a letter", "The envoy arrived at dawn,", "… who gave the mayor a letter"),
        ("vowed to rebuild the bridge", "The mayor thanked them and", "… vowed to rebuild the bridge"),
        (
            "and vowed to rebuild the old bridge",
            "The mayor thanked them",
            "… vowed to rebuild the old bridge",
        ),
        (
            "the mayor vowed to rebuild the bridge",
            "It was late when",
            "the mayor vowed to rebuild the bridge",
        ),
        ("Who gave the mayor a letter?", "", "Who gave the mayor a letter?"),
    ],
)
def test_a_label_that_hangs_on_the_words_before_it_says_so(text: str, before: str, kept: str) -> None:
    assert opened(text, before) == kept
    assert is_label_of(kept, text)


def test_a_wording_that_stands_by_itself_names_the_row() -> None:
    wordings = [
        Wording("who handed the mayor a letter", 0.9),
        Wording("He handed the mayor a letter.", 0.85),
        Wording("The envoy handed the mayor a letter.", 0.8),
    ]
    assert most_typical(wordings) == 2
    assert most_typical(wordings[::-1]) == 0


def test_clauses_hold_every_word_and_do_not_cut_abbreviations() -> None:
    text = "The U.N. Security Council met on Monday; Mr. Li, who spoke first, left early, and the talks went on until night."
    spans = clauses(text)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    words = re.findall(r"\w+", text)
    assert [w for a, b in spans for w in re.findall(r"\w+", text[a:b])] == words
    assert any("U.N. Security Council" in text[a:b] for a, b in spans)
