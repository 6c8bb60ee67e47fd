"""Whose words a span is."""

from __future__ import annotations

import pytest

from dashboard.attribution.sources import Voices, voices
from dashboard.story.read import Story, read_files
from dashboard.tables import VOICES
from tests.support.cited import cited

TEXT = (
    "The river fell by a metre in the night.\n"
    "Governor Anna Berg said the dam would hold.\n"
    "“Every wall was checked twice,” Berg said.\n"
    "Trade went on amid allegations that the port broke the embargo.\n"
)


@pytest.fixture(scope="module")
def made() -> tuple[str, Voices]:
    story = read_files("invented", {"a.txt": TEXT.encode()})
    return story.texts["a"], voices(story, cited(story))


@pytest.mark.parametrize(
    ("words", "voice", "source"),
    [
        ("The river fell", "narrator", ""),
        ("the dam would hold", "attributed", "Anna Berg"),
        ("Every wall was checked twice", "quoted", "Anna Berg"),
        ("the port broke the embargo", "attributed", ""),
        ("Trade went on", "narrator", ""),
    ],
)
def test_the_voice_of_a_span(made: tuple[str, Voices], words: str, voice: str, source: str) -> None:
    text, found = made
    at = text.index(words)
    assert found.of("a", at, at + len(words)) == (voice, source)


def test_an_empty_span_and_an_unknown_article_are_the_narrators(made: tuple[str, Voices]) -> None:
    _, found = made
    assert found.of("a", 5, 5) == ("narrator", "")
    assert found.of("nobody", 0, 10) == ("narrator", "")


def test_every_sentence_of_the_five_articles_has_a_voice(seeds: Story) -> None:
    found = voices(seeds, cited(seeds))
    for row in seeds.sentences.itertuples():
        assert found.of(row.article, row.start, row.end)[0] in VOICES


def test_the_five_articles_speak_in_all_voices(seeds: Story) -> None:
    found = voices(seeds, cited(seeds))
    text = seeds.texts[next(a for a in seeds.texts if a.startswith("004"))]
    article = next(a for a in seeds.texts if a.startswith("004"))
    for words, voice in (
        ("safeguard the sovereignty, development and interests", "quoted"),
        ("Shoigu attended a military parade", "attributed"),
        ("It is rare for the North Korean leader", "narrator"),
    ):
        at = text.index(words)
        assert found.of(article, at, at + len(words))[0] == voice
