"""Headlines side by side: what one outlet alone chose is marked, and what its own article attributes is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.comparison import Comparison
from dashboard.pipeline import compare
from dashboard.presentation import headlines
from dashboard.presentation.filters import article_colours, article_names
from dashboard.presentation.markup import Card
from dashboard.story.read import read_files
from tests.support.stand_in import SETTINGS, hashed_words

BODY = "The minister met the king on Tuesday in the old palace. They talked about grain for two hours and signed nothing."


def told(*titles: str, bodies: tuple[str, ...] = ()) -> Comparison:
    files = {
        f"{k}.txt": f"{title}\n\n{bodies[k] if bodies else BODY}".encode() for k, title in enumerate(titles)
    }
    return compare(read_files("story", files), SETTINGS, encoder=hashed_words)


def cards(comparison: Comparison) -> list[Card]:
    names, colours = article_names(comparison), article_colours(comparison)
    return [card for card, _ in headlines.cards(comparison, "headline", names, colours)]


def marked(card: Card) -> list[str]:
    return ["".join(p.text for p in run.pieces) for quote in card.quotes for run in quote.runs if run.marked]


def underlined(card: Card) -> set[str]:
    return {p.text for quote in card.quotes for run in quote.runs for p in run.pieces if p.underlined}


def test_words_of_one_outlet_alone_are_tinted_and_shared_ones_underlined() -> None:
    first, second = cards(told("Minister meets king over grain", "Minister defies king over harvests"))
    assert {"meets", "grain"} <= {w for text in marked(first) for w in text.split()}
    assert {"defies", "harvests"} <= {w for text in marked(second) for w in text.split()}
    assert {"Minister", "king"} <= underlined(first) & underlined(second)


def test_spelling_inflection_and_grammar_make_no_difference() -> None:
    first, second = cards(told("Defence minister visits the harbour", "A defense minister visited harbors"))
    assert not marked(first)
    assert not marked(second)


@pytest.mark.parametrize(
    "title",
    [
        "(2nd LD) Minister meets king",
        "(LEAD) Minister meets king",
        "UPDATE 1-Minister meets king",
        "Exclusive: Minister meets king",
        "WRAPUP 2 - Minister meets king",
    ],
)
def test_what_says_the_kind_of_a_piece_is_no_outlets_wording(title: str) -> None:
    first, second = cards(told(title, "Minister meets king"))
    assert not marked(first)
    assert not marked(second)


@pytest.mark.parametrize("title", ["(Nearly) all ministers meet king", "Live music greets king: ministers"])
def test_words_of_the_headline_itself_are_no_label(title: str) -> None:
    assert headlines.LABEL.match(title) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("N.K. leader meets minister", "North Korea’s leader meets minister"),
        ("North Korean leader meets minister", "N.K. leader meets minister"),
        ("Russian minister meets king", "Russia's minister meets king"),
        ("U.S. envoy meets king", "United States envoy meets king"),
        ("Kim Jong-un meets minister", "Kim Jong Un meets minister"),
    ],
)
def test_forms_of_one_name_are_one(one: str, other: str) -> None:
    first, second = cards(told(one, other))
    assert not marked(first)
    assert not marked(second)


@pytest.mark.parametrize(
    ("one", "other", "own"),
    [
        ("Kremlin meets king", "Russia meets king", "Kremlin"),
        ("Pyongyang greets king", "North Korea greets king", "Pyongyang"),
        ("South Korea meets king", "North Korea meets king", "South Korea"),
    ],
)
def test_another_name_for_a_government_is_another_word(one: str, other: str, own: str) -> None:
    first, _ = cards(told(one, other))
    assert " ".join(marked(first)) == own


def test_one_headline_alone_has_nothing_marked(comparison: Comparison) -> None:
    name = next(a for a in article_names(comparison) if headlines.lines(comparison, a, "headline"))
    own = {name: article_names(comparison)[name]}
    ((card, query),) = headlines.cards(comparison, "headline", own, article_colours(comparison))
    assert not marked(card)
    assert query["article"] == own[name]


def test_an_article_without_a_headline_says_so(comparison: Comparison) -> None:
    found = headlines.cards(comparison, "headline", article_names(comparison), article_colours(comparison))
    bare = [card for card, query in found if not query]
    assert bare
    assert all(card.quotes[0].faint and "no headline" in card.quotes[0].note for card in bare)


def test_what_the_article_attributes_is_found_on_the_default_story(comparison: Comparison) -> None:
    found = headlines.overstatements(comparison, article_names(comparison))
    for one in found:
        assert one.headline.article == one.body.article
        assert one.headline.statement == one.body.statement
        assert one.cited.start < one.body.end
        assert one.body.start < one.cited.end
    held = [one.headline.text for one in found]
    assert any("Discuss Defence and Security Cooperation" in text for text in held)


def test_a_headline_that_says_who_says_so_states_nothing_flatly() -> None:
    assert headlines._says("Steele to announce decision", "announces")
    assert headlines._says("Report: bridge unsafe", "reported")
    assert not headlines._says("Bridge unsafe", "according to")


def test_a_corrected_away_attribution_is_gone(comparison: Comparison) -> None:
    bare = replace(comparison, tables={**comparison.tables, "sources": comparison.sources.iloc[:0]})
    assert headlines.overstatements(bare, article_names(comparison)) == []
