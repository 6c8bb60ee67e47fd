"""What is read of single sentences: words, phrases, names, numbers and dates, each from a file of cases."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from dashboard.encoding.phrases import Sentence, Shared
from dashboard.language import annotate as language
from dashboard.language.annotate import ModelError, annotate
from dashboard.language.names import names
from dashboard.language.quantities import quantities
from dashboard.language.time_expressions import moments
from dashboard.language.words import words_of
from tests.support.paths import ROOT


def cases(kind: str) -> list[dict[str, Any]]:
    file = ROOT / "tests" / "cases" / "language" / f"{kind}.json"
    return list(json.loads(file.read_text(encoding="utf-8"))["cases"])


def home(text: str) -> Sentence:
    return Sentence("s", "a", "body", 0, text, annotate([text])[0], Shared({}, {}))


@pytest.mark.parametrize("case", cases("words"), ids=lambda case: f"{case['word']}: {case['kind']}")
def test_a_word_has_its_class(case: dict[str, Any]) -> None:
    words = words_of(annotate([case["sentence"]])[0])
    assert next(w.kind for w in words if w.text == case["word"]) == case["kind"]


@pytest.mark.parametrize("case", cases("words"), ids=lambda case: str(case["word"]))
def test_words_are_the_sentence_at_their_places(case: dict[str, Any]) -> None:
    words = words_of(annotate([case["sentence"]])[0])
    assert [case["sentence"][w.start : w.end] for w in words] == [w.text for w in words]
    assert all(a.end <= b.start for a, b in pairwise(words))


@pytest.mark.parametrize("case", cases("phrases"), ids=lambda case: str(case["sentence"]))
def test_phrases_of_a_sentence(case: dict[str, Any]) -> None:
    phrases = home(case["sentence"]).phrases
    assert [p.text for p in phrases if p.kind == "thing"] == case["things"]
    assert [p.text for p in phrases if p.kind == "act"] == case["acts"]


@pytest.mark.parametrize("case", cases("names"), ids=lambda case: str(case["sentence"]))
def test_names_of_a_sentence(case: dict[str, Any]) -> None:
    text = case["sentence"]
    taken = [(m.start, m.end) for m in moments(text, None)]
    assert [text[n.start : n.end] for n in names(text, taken, case["known"])] == case["names"]


@pytest.mark.parametrize("case", cases("numbers"), ids=lambda case: str(case["sentence"]))
def test_numbers_of_a_sentence(case: dict[str, Any]) -> None:
    text = case["sentence"]
    found = quantities(text, [(m.start, m.end) for m in moments(text, None)])
    values = [None if q.value is None else float(q.value) for q in found]
    printed = [text[q.start : q.end] for q in found]
    assert [[p, v, q.unit.kind, q.bound] for p, v, q in zip(printed, values, found, strict=True)] == case[
        "found"
    ]


@pytest.mark.parametrize("case", cases("dates"), ids=lambda case: f"{case['sentence']} {case['written']}")
def test_expressions_of_time_in_a_sentence(case: dict[str, Any]) -> None:
    text = case["sentence"]
    found = moments(text, date.fromisoformat(case["written"]) if case["written"] else None)
    days = [m.readings[0] if m.readings else (None, None) for m in found]
    assert [
        [text[m.start : m.end], m.grain, *(d and d.isoformat() for d in own)]
        for m, own in zip(found, days, strict=True)
    ] == case["found"]


def test_the_reading_of_nothing_is_nothing() -> None:
    assert annotate([]) == ()
    assert words_of(annotate([""])[0]) == ()


def test_a_missing_parser_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_loaded", [])
    monkeypatch.setattr(language, "PACKAGES", ("no-such-package",))
    with pytest.raises(ModelError, match="pip install"):
        annotate(["A sentence."])


def test_a_parser_that_is_not_the_official_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_loaded", [])
    monkeypatch.setattr(language, "DIGESTS", {**language.DIGESTS, "config.cfg": "another"})
    with pytest.raises(ModelError, match="force-reinstall"):
        annotate(["A sentence."])
