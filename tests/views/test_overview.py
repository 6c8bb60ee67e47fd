"""The first page: it says what this is, asks questions that are one click from their answers, and shows findings as cards."""

from __future__ import annotations

import re

import pytest

from dashboard.comparison import Comparison
from dashboard.presentation import filters, highlights
from tests.views.test_pages import app


def bodies(test: object) -> str:
    return " ".join(h.proto.body for h in test.get("html"))  # type: ignore[attr-defined]


def test_the_first_page_says_what_this_is_in_one_sentence() -> None:
    test = app()
    assert re.search(r"<b>Parallax</b> compares how several outlets report the same event", bodies(test))


def test_questions_lead_to_their_answers() -> None:
    test = app()
    comparison, names = test.session_state.choices.comparison, test.session_state.choices.names
    questions = highlights.questions(comparison, names)
    assert [q.label for q in questions] == [
        "Who leaves out the denial?",
        "“Invasion”, “war” or “aggression”: who says which?",
        "What comes early here, late there?",
        "Whom does each outlet quote?",
        "Which outlets print the same text?",
        "What is reported by one outlet only?",
    ]
    labels = [link.proto.label for link in test.get("page_link")]
    assert all(
        any(q.label.rstrip("?") in label.replace("\\\\", "").replace("\\", "") for label in labels)
        for q in questions
    )
    for question in questions:
        opened = app(f"{question.page}.py", **question.query)
        assert not opened.warning
        assert not opened.error


def test_a_statement_is_found_with_its_place_in_every_article() -> None:
    test = app()
    test.text_input(key="find").set_value("letter Putin").run()
    assert not test.exception
    found = next(h.proto.body for h in test.get("html") if '"px px-places"' in h.proto.body)
    assert found.count("<li") == len(test.session_state.choices.names)
    assert re.search(r"¶ \d+ of \d+", found)
    test.text_input(key="find").set_value("nobody prints this").run()
    assert any("No statement has these words" in link.proto.label for link in test.get("page_link"))


@pytest.mark.parametrize(
    ("nouns", "asked"),
    [
        (["invasion", "war"], ["invasion", "war"]),
        (["total", "cables"], ["cables"]),
        (["percentage", "70%"], []),
        (["r-ohio", "ohio"], ["ohio"]),
        (["strikers", "rioters"], ["strikers", "rioters"]),
        (["penalty", "fine", "up"], ["penalty", "fine"]),
    ],
)
def test_only_names_of_a_thing_are_asked_for(nouns: list[str], asked: list[str]) -> None:
    assert highlights.rival_nouns(nouns) == asked


def _outlets(card: highlights.FindingCard) -> set[str]:
    return {chip.name for chip in (*card.chips, *(chip for row in card.rows for chip in row.outlets))}


def test_a_finding_is_a_card_with_its_kind_a_sentence_and_outlets(comparison: Comparison) -> None:
    names, colours = filters.article_names(comparison), filters.article_colours(comparison)
    cards = highlights.strongest(comparison, names, colours)
    assert 3 <= len(cards) <= highlights.MOST_CARDS
    for card in cards:
        assert card.kind in {kind for kind, _ in highlights.KIND_NAMES.values()}
        assert card.said
        assert "None" not in card.said
        assert card.rows or card.chips
        assert _outlets(card) <= set(names.values())


def test_findings_of_outlets_that_are_not_chosen_are_not_shown(comparison: Comparison) -> None:
    names = dict(list(filters.article_names(comparison).items())[:2])
    colours = filters.article_colours(comparison)
    shown = {name for card in highlights.strongest(comparison, names, colours) for name in _outlets(card)}
    assert shown <= set(names.values())
