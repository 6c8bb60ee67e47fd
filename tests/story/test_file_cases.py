"""Files that went wrong once, each with the right answer: kept whole under tests/cases/reading/files."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.story.read import Story, read_files
from tests.support.reading_cases import CASES

FILES = CASES / "files"


def story(name: str) -> Story:
    return read_files(name, {f.name: f.read_bytes() for f in sorted((FILES / name).iterdir())})


def first(name: str) -> dict[str, Any]:
    found: dict[str, Any] = story(name).articles.iloc[0].to_dict()
    return found


def lines(found: Story, role: str = "body", article: str = "a") -> list[str]:
    own = found.sentences[(found.sentences["article"] == article) & (found.sentences["role"] == role)]
    return list(own["text"])


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("html-date-jsonld", "2024-05-07T10:15+00:00"),
        ("html-date-time-tag", "2024-05-07T10:15-04:00"),
        ("html-date-modified", "2019-11-08T09:00+00:00"),
    ],
)
def test_pages_state_when_they_were_published(name: str, published: str) -> None:
    assert first(name)["published"] == published


def test_a_later_change_is_said() -> None:
    assert any("changed 2021-03-02T17:31:12" in fault.message for fault in story("html-date-modified").faults)


@pytest.mark.parametrize(
    ("name", "outlet", "guess"),
    [
        ("html-outlet-button", "harborpost.example", True),
        ("html-outlet-agency-notice", "KXYZ 4 Harbor City", False),
        ("html-saved-name", "CBS News", False),
    ],
)
def test_pages_name_their_outlet(name: str, outlet: str, guess: bool) -> None:
    row = first(name)
    assert row["outlet"] == outlet
    assert str(row["evidence"]).startswith("inferred") == guess


def test_the_agency_of_a_notice_is_the_agency() -> None:
    assert first("html-outlet-agency-notice")["agency"] == "AP"


def test_text_in_sibling_containers_is_whole() -> None:
    assert [line[:13] for line in lines(story("html-chunks"))] == [
        f"Paragraph {part}{n}:" for part in "ABC" for n in range(4)
    ]


def test_a_card_over_a_name_is_no_part_of_the_sentence() -> None:
    assert lines(story("html-person-card"))[1].startswith("Mayor Lena Ortiz told reporters at city hall that")


def test_figures_of_a_table_are_part_of_the_article() -> None:
    assert lines(story("html-table"))[2:4] == [
        "Candidate: Ortiz; Share: 48.2.",
        "Candidate: Roe; Share: 51.8.",
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("title-stop-jr", "Al Roe Jr. And Wife Plead Guilty"),
        ("title-stop-plain", "Mayor is out. Here is what comes next"),
    ],
)
def test_a_title_is_whole(name: str, title: str) -> None:
    assert first(name)["title"] == title


def test_furniture_between_paragraphs_is_no_report() -> None:
    found = story("furniture-lines")
    assert [line[:9] for line in lines(found)] == ["The mayor", "Mayor Len", "The counc"]
    assert lines(found, "correction") == ["This story has been updated."]
    assert lines(found, "caption") == ["Image caption, The mayor left city hall on Tuesday"]
    assert lines(found, article="b")[0].startswith("The mayor of Harbor City stepped down")
    assert len(lines(found, article="b")) == 1


def test_soft_hyphens_change_no_word() -> None:
    found = story("soft-hyphen")
    assert lines(found) == lines(found, article="b")
    assert any("12 soft hyphens" in fault.message for fault in found.faults)


def test_text_decoded_twice_is_mended_and_said() -> None:
    found = story("mojibake")
    assert "“I have done nothing wrong – nothing at all,” Mayor Lena Ortíz told reporters." in lines(found)
    assert any("UTF-8 that was read as Windows-1252" in fault.message for fault in found.faults)


def test_glued_sentences_are_parted() -> None:
    assert len(lines(story("glued-sentences"))) == 5


def test_a_single_quotation_with_a_stop_inside_is_one_sentence() -> None:
    assert "The slogan ‘Safe. We’re home’ stays on posters across the city until June." in lines(
        story("quote-single-inner-stop")
    )


def test_an_export_is_its_articles() -> None:
    found = story("bulk-nexis-txt").articles
    assert list(found["outlet"]) == ["Harbor Post", "The Evening Mail", "Coast Daily"]
    assert list(found["published"]) == ["2024-05-08", "2024-05-08", "2024-05-09"]
    assert list(found["title"]) == [
        "Mayor resigns over missing port money",
        "Mayor steps down after audit",
        "Ortiz quits",
    ]


def test_kinds_that_were_refused_are_read() -> None:
    found = story("refused-kinds")
    counts = found.articles["file"].str.partition("#")[0].value_counts()
    assert dict(counts) == {
        **dict.fromkeys(["a.eml", "a.mhtml", "a.rtf", "a.webarchive", "feed.json", "newsplease.json"], 1),
        **dict.fromkeys(["newsapi.json", "list.json", "a.jsonl", "table.csv"], 2),
    }
    for article in found.articles["article"]:
        assert len(lines(found, article=article)) in (2, 3)
    titles = found.articles.loc[
        found.articles["file"].isin(["a.eml", "a.mhtml", "a.rtf", "a.webarchive"]), "title"
    ]
    assert set(titles) == {"Mayor resigns over missing port money"}
