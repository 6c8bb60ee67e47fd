"""Laws of reading and comparing that hold for any text: valid tables come out, or an error that names the fault."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from dashboard import tables
from dashboard.comparison import Comparison
from dashboard.export.tabular import EXPORTED
from dashboard.pipeline import compare, prepare, settle
from dashboard.settings import Settings
from dashboard.story.read import Story, StoryError, read_files
from tests.support.stand_in import SETTINGS, hashed_words

ALPHABET = st.characters(exclude_categories=["Cs"])
"""Every character that UTF-8 can hold: controls, joiners, right-to-left and combining marks among them."""
WORDS = st.sampled_from(
    "the minister king leader met said denied war talks Tuesday 27 July 1,200 Mr. U.S. Kim Jong-un “peace” 'not' "
    "according to KCNA reported, that; however – (AP) not never may 70th first rare שלום مرحبا e\u0301 \u202eabc 新闻 🇰🇵".split()
)
SENTENCES = st.builds(
    lambda words, end: " ".join(words) + end,
    st.lists(WORDS, min_size=1, max_size=14),
    st.sampled_from([".", "!", "?”", ". ", "\n", "\n\n", "…", ""]),
)
PROSE = st.lists(SENTENCES, min_size=1, max_size=7).map(" ".join)
TEXTS = st.one_of(
    PROSE,
    st.text(ALPHABET, max_size=120),
    st.builds(lambda a, b: a + b, PROSE, st.text(ALPHABET, max_size=40)),
)
STORIES = st.dictionaries(st.sampled_from(["a.txt", "b.md", "c.txt", "d.txt"]), TEXTS, min_size=1, max_size=4)
FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""Comparing takes some tenths of a second, so a failing example is not made smaller; the same examples each time."""
MANY = settings(FEW, max_examples=80)


def read(texts: Mapping[str, str]) -> Story | None:
    """The story, or None where it was refused with words for the reader."""
    try:
        return read_files("s", {file: text.encode() for file, text in texts.items()})
    except StoryError as error:
        refused = error
    assert str(refused).startswith("s: ")
    assert "Put articles" in str(refused)
    return None


def compared(story: Story, threshold: float = SETTINGS.threshold) -> Comparison:
    return compare(story, Settings(SETTINGS.model, threshold), encoder=hashed_words)


def check_story(story: Story) -> None:
    tables.check(tables.ARTICLES, story.articles)
    tables.check(tables.SENTENCES, story.sentences)
    assert set(story.texts) == set(story.articles["article"])
    for article, group in story.sentences.groupby("article"):
        spans = [(int(r.start), int(r.end), str(r.text)) for r in group.itertuples()]
        assert all(story.texts[article][a:b] == text and a < b for a, b, text in spans)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@given(STORIES)
@MANY
def test_any_text_gives_valid_tables_whose_offsets_replay_or_a_named_error(texts: dict[str, str]) -> None:
    story = read(texts)
    if story:
        check_story(story)


@given(
    st.dictionaries(
        st.sampled_from(["a.txt", "b.html", "c.json", "d.md", "e.docx", "outlets.csv"]),
        st.binary(max_size=300),
    )
)
@MANY
def test_any_bytes_give_valid_tables_or_a_named_error(files: dict[str, bytes]) -> None:
    try:
        check_story(read_files("s", files))
    except StoryError as error:
        refused = error
    else:
        return
    assert len(refused.faults) + (not files) + ("outlets.csv" in files) >= 1
    assert all(fault.remedy for fault in refused.faults)


@given(STORIES)
@example(
    {
        "a.txt": "שלום مرحبا 新闻 שלום مرحبا 新闻.",
        "b.txt": "شالوم مرحبا 新闻 1,200 שלום مرحبا 70.",
        "c.txt": "1 2 3.",
    }
)
@example({"a.txt": "\u202e The king met the king. " * 30, "b.txt": "\u202e The king met the king. " * 30})
@FEW
def test_any_story_that_is_read_can_be_compared(texts: dict[str, str]) -> None:
    story = read(texts)
    if story is None:
        return
    found = compared(story)
    for table in EXPORTED:
        tables.check(table, getattr(found, table.name))
    for spans in (found.units, found.mentions, found.spans):
        for row in spans.itertuples():
            assert story.texts[row.article][row.start : row.end] == row.text
    assert len(found.coverage) == len(found.statements) * len(story.articles)
    told = found.coverage[found.coverage["state"].isin(["full", "partial"])]
    assert set(zip(told["statement"], told["article"], strict=True)) == set(
        zip(found.mentions["statement"], found.mentions["article"], strict=True)
    )
    assert set(found.findings["finding"]) == set(found.spans["finding"])
    assert set(found.mentions["sentence"]) <= set(story.sentences["sentence"])


@given(STORIES)
@FEW
def test_the_order_of_the_files_does_not_matter(texts: dict[str, str]) -> None:
    story, other = read(texts), read(dict(reversed(texts.items())))
    if story is None or other is None:
        assert story is other
        return
    one, two = compared(story), compared(other)
    for table in EXPORTED:
        pd.testing.assert_frame_equal(getattr(one, table.name), getattr(two, table.name))


@given(STORIES, st.floats(0, 1), st.floats(0, 1))
@FEW
def test_a_higher_threshold_never_adds_a_link(texts: dict[str, str], one: float, two: float) -> None:
    story = read(texts)
    if story is None:
        return
    prepared = prepare(story, SETTINGS.model, encoder=hashed_words)
    low, high = (settle(prepared, Settings(SETTINGS.model, t)).links for t in sorted((one, two)))
    pairs = [set(zip(links["a"], links["b"], strict=True)) for links in (low, high)]
    assert pairs[1] <= pairs[0]


@pytest.mark.parametrize("text", ["The minister met the king on Tuesday in the capital."])
def test_the_stand_in_tells_equal_words_from_others_and_no_more(text: str) -> None:
    same, other = hashed_words([text, text])[0], hashed_words(["Entirely different words stand here."])[0]
    assert float(same.sentence @ hashed_words([text])[0].sentence) == pytest.approx(1)
    assert float(same.sentence @ other.sentence) < 0.9
