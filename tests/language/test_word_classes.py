"""Classes of words that their neighbours leave no choice about, and the phrases cut by them."""

from __future__ import annotations

import pytest

from dashboard.language.phrase_grammar import things
from dashboard.language.word_classes import words_of


@pytest.mark.parametrize(
    ("sentence", "word", "kind"),
    [
        ("The letter was sent by Chinese President Xi Jinping himself.", "Jinping", "name"),
        ("The people will never forget that the soldiers came.", "forget", "verb"),
        ("The paper cited multiple unnamed government sources.", "unnamed", "adj"),
        ("It was the first visit since the start of the Covid-19 pandemic.", "pandemic", "noun"),
        ("Kim said the guests had left.", "said", "verb"),
        ("The rich gained money and the poor lost it.", "gained", "verb"),
    ],
)
def test_neighbours_decide(sentence: str, word: str, kind: str) -> None:
    assert next(w.kind for w in words_of(sentence) if w.text == word) == kind


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("Delegates came on occasion of the anniversary.", ["Delegates", "the anniversary"]),
        ("He spoke on the occasion of the anniversary.", ["the anniversary"]),
        ("He welcomed the war with Ukraine.", ["the war with Ukraine"]),
    ],
)
def test_the_noun_of_a_preposition_is_no_phrase(sentence: str, phrases: list[str]) -> None:
    words = words_of(sentence)
    found = [sentence[words[a].start : words[b - 1].end] for a, b, *_ in things(sentence, words)]
    assert [p for p in found if p in phrases] == phrases
    assert not [p for p in found if "occasion" in p]
