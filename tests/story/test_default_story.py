"""The five articles that come with the project."""

from __future__ import annotations

import csv
import re

import pytest

from dashboard.story.read import Story, read_files, read_folder
from tests.support.paths import SEEDS


@pytest.fixture(scope="module")
def story() -> Story:
    return read_folder(SEEDS)


def test_they_read_without_fault(story: Story) -> None:
    assert not story.faults
    assert len(story.articles) == 5


def test_every_span_replays(story: Story) -> None:
    for row in story.sentences.to_dict("records"):
        assert row["text"] == story.texts[row["article"]][row["start"] : row["end"]]


def test_sentences_of_each_role(story: Story) -> None:
    """Counted by hand on the printed articles: headline, body, caption, byline, boilerplate."""
    roles = ["headline", "body", "caption", "byline", "boilerplate"]
    counts = story.sentences.groupby("article")["role"].value_counts().unstack(fill_value=0)[roles]
    assert counts.to_numpy().tolist() == [
        [0, 19, 2, 3, 2],
        [0, 20, 1, 1, 7],
        [1, 21, 0, 1, 1],
        [2, 14, 1, 1, 8],
        [0, 18, 0, 0, 0],
    ]


def test_published_times(story: Story) -> None:
    published = story.articles["published"].dropna()
    assert list(published) == ["2023-07-27T04:24", "2023-07-27T06:17+05:30"]


def test_the_texts_alone_state_the_same_times_and_outlets() -> None:
    """What outlets.csv says of 002 and 003 is what is found without it."""
    texts = {file.name: file.read_bytes() for file in SEEDS.glob("*.txt")}
    found = read_files("seeds", texts).articles
    assert list(found["published"].dropna()) == ["2023-07-27T04:24", "2023-07-27T06:17+05:30"]
    assert list(found["outlet"].iloc[2:4]) == ["Yonhap", "News18"]
    assert list(found["agency"].dropna()) == ["AP; Barron's; Yahoo!News", "Yonhap", "AP"]


def test_evidence_quotes_the_text_or_is_called_inferred() -> None:
    with (SEEDS / "outlets.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            text = (SEEDS / row["file"]).read_text("utf-8")
            assert row["evidence"].startswith(("named in the text: “", "inferred: "))
            quoted = re.findall("“([^”]+)”", row["evidence"])
            assert quoted
            assert all(words in text for words in quoted)
            assert len(row["outlet"]) <= 20
            if row["evidence"].startswith("inferred"):
                assert "?" in row["outlet"] or "Unnamed" in row["outlet"]
