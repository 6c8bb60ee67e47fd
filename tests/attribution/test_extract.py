"""Attributions from parse and quotations: cases as data (found, nothing, known to fail), whole stories, laws."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboard.attribution.extract import extract
from dashboard.attribution.sources import heard, parsed
from dashboard.encoding.phrases import annotated
from dashboard.story.read import read_files
from dashboard.story.story import Story
from tests.support.cited import cited
from tests.support.paths import ROOT

CASES: dict[str, Any] = json.loads(
    (ROOT / "tests" / "cases" / "attribution_extract" / "cases.json").read_text(encoding="utf-8")
)
FILLER = "The river rose by a metre in the night and fell again before noon."
"""A plain sentence, so that a case of one line is a report and no headline."""


def story_of(text: str) -> Story:
    return read_files("invented", {"0.txt": f"{FILLER}\n\n{text}\n\n{FILLER}\n".encode()})


def found_in(text: str) -> list[list[str]]:
    """[kind, source, words] of every attribution."""
    story = story_of(text)
    return [[r.act, r.source, story.texts[r.article][r.start : r.end]] for r in cited(story).itertuples()]


@pytest.mark.parametrize("case", CASES["positive"], ids=[c["text"][:40] for c in CASES["positive"]])
def test_kind_source_and_content_are_found(case: dict[str, Any]) -> None:
    assert found_in(case["text"]) == case["found"]


@pytest.mark.parametrize("text", CASES["negative"])
def test_nothing_is_found_where_nobody_speaks(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    "case", CASES["known_failures"], ids=[c["text"][:40] for c in CASES["known_failures"]]
)
def test_what_is_known_to_fail_still_fails(case: dict[str, Any]) -> None:
    assert found_in(case["text"]) != case["found"], f"now works, make it a positive case: {case['reason']}"


@pytest.mark.parametrize("case", CASES["stories"], ids=[c["name"] for c in CASES["stories"]])
def test_words_are_given_to_the_one_who_says_them(case: dict[str, Any]) -> None:
    story = read_files(case["name"], {name: text.encode() for name, text in case["texts"].items()})
    table = cited(story)
    for file, source, words in case["said"]:
        own = table[table["article"] == file.removesuffix(".txt")]
        holding = [r for r in own.itertuples() if words in story.texts[r.article][r.start : r.end]]
        assert [r for r in holding if r.source == source], (
            words,
            [(r.source, r.act) for r in own.itertuples()],
        )


def test_spans_of_an_attribution_are_in_order_and_hold_words() -> None:
    story = story_of("“The dam,” Anna Berg said, “will hold.”\n\nORTIZ: No. I read it.\n\nPOST: Why?")
    for article in parsed(story, annotated(story.sentences)).values():
        for a in extract(article):
            ends = [offset for span in a.content for offset in span]
            assert ends == sorted(ends)
            assert all(article.text[start:end].strip() for start, end in a.content)
            assert a.pieces[0][0] == a.content[0][0]
            assert a.pieces[-1][1] == a.content[-1][1]


def test_what_stands_in_marks_alone_raises_nothing() -> None:
    for text in (
        "said said said.",
        "“”",
        "According to",
        '"',
        "He said, she said.",
        "per",
        "as saying quoted",
        ":",
    ):
        story = story_of(text)
        extract(next(iter(parsed(story, annotated(story.sentences)).values())))


@pytest.mark.parametrize("text", CASES["headlines_without_speech"])
def test_a_headline_about_somebody_is_none_of_his_words(text: str) -> None:
    assert cited(read_files("invented", {"0.txt": f"{text}\n\n{FILLER}\n".encode()})).empty


@pytest.mark.parametrize("case", CASES["pronouns"], ids=[c["text"][:40] for c in CASES["pronouns"]])
def test_a_pronoun_means_nobody_beside_it_and_nobody_before_an_unknown_name(case: dict[str, Any]) -> None:
    story = story_of(case["text"])
    texts = dict(zip(story.sentences["sentence"], story.sentences["text"], strict=True))
    meant = heard(story, annotated(story.sentences)).meant
    assert [[texts[s][at:].split()[0], who] for (s, at), who in meant.items()] == case["means"]


@pytest.mark.parametrize("case", CASES["stances"], ids=[c["text"][:40] for c in CASES["stances"]])
def test_a_denial_has_a_stance_of_its_own(case: dict[str, Any]) -> None:
    assert [r.stance for r in cited(story_of(case["text"])).itertuples()] == case["stances"]


def test_a_list_belongs_to_whoever_put_it_about() -> None:
    text = "A set of points was circulated by Democrats close to the mayor:\n\n- The mayor served six years.\n\n- He never asked for a favour."
    found = [row for row in found_in(text) if "Democrats" in row[1]]
    assert [words for _, _, words in found] == ["The mayor served six years.", "He never asked for a favour."]
