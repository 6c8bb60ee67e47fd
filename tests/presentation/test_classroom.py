"""A question can be answered by its words alone, and a sheet's number always gives the same sheet."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from dashboard.comparison import Comparison
from dashboard.export.report import worksheet
from dashboard.presentation import classroom
from dashboard.presentation.filters import article_colours, article_names
from dashboard.tables import REPORTED
from tests.support.hostile import hostile


def test_a_sheet_is_the_same_each_time_and_another_number_another(comparison: Comparison) -> None:
    names = article_names(comparison)
    assert classroom.questions(comparison, names, 1) == classroom.questions(comparison, names, 1)
    first, second = (classroom.questions(comparison, names, k) for k in (1, 2))
    assert [q.sentence for q in first] != [q.sentence for q in second]


def test_a_question_has_its_answer_among_the_options_and_shares_its_matter(comparison: Comparison) -> None:
    names = article_names(comparison)
    reported = comparison.coverage[comparison.coverage["state"].isin(REPORTED)]
    spread = reported.groupby("statement")["article"].nunique()
    for question in classroom.questions(comparison, names):
        assert question.article in question.options
        assert len(set(question.options)) == len(question.options) <= classroom.OPTIONS
        own = comparison.mentions[comparison.mentions["sentence"] == question.sentence]
        assert spread[own["statement"]].max() > 1
        assert " ".join(comparison.story.texts[question.article].split()).count(question.text) >= 1


def test_no_question_names_an_outlet_or_an_agency(comparison: Comparison) -> None:
    for sheet in range(1, 6):
        for question in classroom.questions(comparison, article_names(comparison), sheet):
            assert not {"yonhap", "afp", "ap", "kyodo", "news18", "france", "barron's"} & set(
                question.text.casefold().replace(",", " ").replace(".", " ").split()
            )


def test_no_question_is_in_another_article_word_for_word(comparison: Comparison) -> None:
    texts = {a: " ".join(t.split()) for a, t in comparison.story.texts.items()}
    for sheet in range(1, 6):
        for question in classroom.questions(comparison, article_names(comparison), sheet):
            assert not [a for a, text in texts.items() if a != question.article and question.text in text]


def test_one_outlet_gives_no_question(comparison: Comparison) -> None:
    names = article_names(comparison)
    assert classroom.questions(comparison, dict(list(names.items())[:1])) == []


def test_an_answer_says_whose_sentence_it_is(comparison: Comparison) -> None:
    names = article_names(comparison)
    question = classroom.questions(comparison, names)[0]
    wrong = next(a for a in question.options if a != question.article)
    right_card, *_ = classroom.answer(question, question.article, names, article_colours(comparison))
    assert right_card.state.startswith("Right")
    wrong_card, *_ = classroom.answer(question, wrong, names, article_colours(comparison))
    assert names[question.article] in wrong_card.state
    assert names[wrong] in wrong_card.state


def test_a_score_counts_what_was_answered(comparison: Comparison) -> None:
    asked = classroom.questions(comparison, article_names(comparison))[:3]
    assert classroom.score(asked, [None, None, None]) == ""
    wrong = next(a for a in asked[1].options if a != asked[1].article)
    assert classroom.score(asked, [asked[0].article, wrong, None]) == "1 of 2 answers right (question 1)."


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def parsed(page: str) -> Words:
    found = Words()
    found.feed(page)
    return found


def test_a_worksheet_prints_questions_first_and_the_key_last(comparison: Comparison) -> None:
    names = article_names(comparison)
    page = worksheet(comparison, names, 1, "2024-05-01")
    text = " ".join("".join(parsed(page).said).split())
    for question in classroom.questions(comparison, names):
        assert question.text in text
    ahead, _, key = text.partition("Answer key")
    assert "How others say the same" in key
    assert "How others say the same" not in ahead
    assert worksheet(comparison, names, 1, "2024-05-01") == page


def test_a_worksheet_of_a_hostile_story_is_text() -> None:
    comparison = hostile()
    page = worksheet(comparison, article_names(comparison), 1, "2024-05-01")
    assert not {"script", "img", "iframe", "a"} & set(parsed(page).tags)
    assert parsed(page).tags.count("style") == 1


def test_another_story_draws_otherwise(comparison: Comparison) -> None:
    story = replace(comparison.story, name="another")
    assert classroom.questions(replace(comparison, story=story), article_names(comparison))
