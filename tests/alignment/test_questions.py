"""What is asked for is found where it is said, and not where somebody else does it, something else is done, or it is denied."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from dashboard.encoding.encode import Encoder, load_encoder
from dashboard.pipeline import Prepared, ask, prepare
from dashboard.settings import Settings
from dashboard.story.read import read_files
from tests.support.fact_cases import CASES

DATA = json.loads((CASES / "alignment" / "questions.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def story(encoder: Encoder) -> Prepared:
    texts = {name: text.encode() for name, text in DATA["articles"].items()}
    return prepare(read_files("harbour", texts), encoder=encoder)


def reported(story: Prepared, question: str, encoder: Encoder) -> set[str]:
    found = ask(story, question, encoder, Settings().threshold)
    files = dict(zip(story.story.articles["article"], story.story.articles["file"], strict=True))
    return {files[article] for article in found.loc[found["state"] != "absent", "article"]}


@pytest.mark.parametrize("case", DATA["reported"], ids=[c["question"] for c in DATA["reported"]])
def test_what_is_said_is_found(case: Mapping[str, Any], story: Prepared, encoder: Encoder) -> None:
    assert set(case["by"]) <= reported(story, case["question"], encoder)


@pytest.mark.parametrize("case", DATA["not_reported"], ids=[c["why"] for c in DATA["not_reported"]])
def test_what_nobody_says_is_not_found(case: Mapping[str, Any], story: Prepared, encoder: Encoder) -> None:
    assert not reported(story, case["question"], encoder)


@pytest.mark.parametrize("case", DATA["reasons"], ids=[c["question"] for c in DATA["reasons"]])
def test_what_is_not_counted_says_why(case: Mapping[str, Any], story: Prepared, encoder: Encoder) -> None:
    found = ask(story, case["question"], encoder, Settings().threshold)
    own = found[found["article"] == case["article"]]
    assert (own["state"] == "absent").all()
    assert own.iloc[0]["guard"] == case["why"]


def test_a_question_leaves_nothing_with_the_story(story: Prepared, encoder: Encoder) -> None:
    before = dict(story.readings)
    ask(story, DATA["reported"][0]["question"], encoder, Settings().threshold)
    assert story.readings == before
