"""Guards: what both pieces state differently is named; what is spelled differently is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboard.alignment.contradictions import DOUBTS, MEANING, NEVER_ONE, guard, lexicon_opposites, saying
from tests.support.paths import ROOT

CASES: list[dict[str, Any]] = json.loads(
    (ROOT / "tests" / "cases" / "alignment" / "metamorphic.json").read_text(encoding="utf-8")
)
BREAKS = [(c["base"], kind, text) for c in CASES for kind, text in c["breaks"].items()]
KEEPS = [(c["base"], text) for c in CASES for text in c["keeps"]]


@pytest.mark.parametrize(("base", "kind", "text"), BREAKS)
def test_what_differs_is_named_from_both_sides(base: str, kind: str, text: str) -> None:
    assert guard(saying(base), saying(text)) == kind
    assert guard(saying(text), saying(base)) == kind


@pytest.mark.parametrize(("base", "text"), KEEPS)
def test_spelling_is_no_difference(base: str, text: str) -> None:
    assert guard(saying(base), saying(text)) == ""


@pytest.mark.parametrize("text", [c["base"] for c in CASES])
def test_nothing_speaks_against_a_sentence_itself(text: str) -> None:
    assert guard(saying(text), saying(text)) == ""


def test_what_one_piece_leaves_out_is_no_contradiction() -> None:
    assert guard(saying("Police arrested 14 people."), saying("Police arrested protesters.")) == ""
    assert guard(saying("It happened on July 3."), saying("It happened at night.")) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A gunman entered the town school.", "The gunman left twelve dead in the town school."),
        ("Police arrested the man in the harbour.", "Police released a picture of the man in the harbour."),
        ("The envoys opened talks on the harbour.", "The envoys held closed-door talks on the harbour."),
        ("The minister's popularity rose.", "The minister declined to speak of her popularity."),
        ("The board hired a captain.", "The captain of the board fired two shots."),
        ("The city cuts the harbour fees.", "The city raised questions over the harbour fees."),
    ],
)
def test_a_word_in_another_sense_is_no_opposite(one: str, other: str) -> None:
    assert guard(saying(one), saying(other)) == guard(saying(other), saying(one)) == ""


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "The board sold the harbour crane to a dealer.",
            "The board sold the harbour crane to a dealer whom the mayor did not know.",
            "",
        ),
        (
            "We want the old bridge gone, he said.",
            "We don’t like him, but we want the old bridge gone, he said.",
            "",
        ),
        (
            "The board sold the harbour crane to a dealer.",
            "The board never sold the harbour crane to a dealer, which pleased the town.",
            "negation",
        ),
        ("The board sold the harbour crane.", "The board denied that it sold the harbour crane.", "denial"),
        ("The owner had been warned of cracks.", "A spokesman denied ignoring any warning.", "denial"),
        (
            "The owner had been warned of cracks.",
            "It rejected the accusation that it had ignored warnings.",
            "denial",
        ),
        (
            "The owner denied ignoring warnings.",
            "It rejected the accusation that it had ignored warnings.",
            "",
        ),
        ("The owner did not ignore a warning, she said.", "She denied that the owner ignored a warning.", ""),
        (
            "The board has not sold the harbour crane.",
            "The board did not sell the harbour crane and never met.",
            "",
        ),
    ],
)
def test_a_negation_counts_for_the_words_that_it_reaches(one: str, other: str, kind: str) -> None:
    assert guard(saying(one), saying(other)) == guard(saying(other), saying(one)) == kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The shop denied service to the pair.", "The pair was refused service by the shop."),
        ("The court rejected the claim for damages.", "The court threw out the claim for damages."),
    ],
)
def test_who_denies_a_service_denies_no_report(one: str, other: str) -> None:
    assert guard(saying(one), saying(other)) != "denial"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("About 258,000 boats were counted.", "Nearly 260,000 boats were counted.", ""),
        ("Some 95 percent of the boats were safe.", "The share of safe boats was 95.1 percent.", ""),
        ("Some 95 percent of the boats were safe.", "The share of safe boats was 91.9 percent.", "number"),
        ("The police counted 200 boats.", "The police counted 201 boats.", "number"),
    ],
)
def test_a_number_and_what_it_is_rounded_to_are_one(one: str, other: str, why: str) -> None:
    assert guard(saying(one), saying(other)) == why


@pytest.mark.parametrize(
    "told",
    [
        "The envoys left ",
        "A British ",
        "Ann Lee met Bo Ray and ",
        "Ann Lee gave Bo Ray it and ",
        "He paid $5 million and 7% of ",
    ],
)
def test_no_text_keeps_the_guards_busy(told: str) -> None:
    """What a guard reads of a sentence does not grow with what was read before: a text without an end would hang it."""
    few, many = saying(told * 3), saying(told * 20_000)
    assert (few.ends, few.nationals, few.encounters) == (many.ends, many.nationals, many.encounters)
    assert (few.numbers, few.money, few.shares) == (many.numbers, many.money, many.shares)


def test_every_change_has_two_ends_and_no_word_stands_at_both() -> None:
    sides: dict[str, dict[str, set[str]]] = {}
    for term, changes in lexicon_opposites().items():
        for change in changes:
            name, end = change.end
            sides.setdefault(name, {}).setdefault(end, set()).add(term)
    assert all(len(told) == 2 and set.isdisjoint(*told.values()) for told in sides.values())


def test_every_guard_has_words_for_the_reader() -> None:
    spoken = {kind for _, kind, _ in BREAKS} | set(DOUBTS) | NEVER_ONE
    assert spoken == set(MEANING)
