"""Laws of emphasis: shares, positions, doubling, renaming; the places that were read by hand."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from dashboard import tables
from dashboard.comparison import Comparison
from dashboard.emphasis.composition import blocks, source_shares, theme_shares, voice_shares
from dashboard.emphasis.keyness import distinctive, occurrences
from dashboard.emphasis.measures import (
    MEASURES,
    EmphasisInputs,
    emphasis,
    measured,
    places,
    spread,
    statement_places,
)
from dashboard.encoding.phrases import annotated
from dashboard.entities.entities import Actors
from dashboard.language.clauses import units_of
from dashboard.story.read import Story, read_files
from tests.support.paths import ROOT

CASES = ROOT / "tests" / "cases" / "emphasis"
THEMES = ("harbour", "budget", "weather")

LONG = (
    "Council opens the new harbour\n\nThe council opened the new harbour on Monday, the mayor said. "
    '"We waited nine years for this harbour," said Mayor Ada Quill. The budget had grown twice.\n\n'
    "Rain fell on the guests during the whole ceremony. Fishermen complained about the new fees. "
    "A second pier will follow next summer if the budget allows it.\n"
)
SHORT = "The harbour opened in heavy rain on Monday. Its budget had grown twice, officials said.\n"


class Halves:
    """A voice for tests: what stands in straight quotation marks is quoted, the rest is the narrator's."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def of(self, article: str, start: int, end: int) -> tuple[str, str]:
        del end
        inside = self.texts[article][:start].count('"') % 2
        return ("quoted", "Ada Quill") if inside else ("narrator", "")


def story_of(**texts: str) -> Story:
    return read_files("town", {f"{name}.txt": text.encode() for name, text in texts.items()})


def stated(story: Story) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A statement for every unit, its theme by the unit's words, alike in all articles."""
    statements, mentions = [], []
    for unit in units_of(story.sentences, annotated(story.sentences)).itertuples(index=False):
        theme = THEMES[sum(map(ord, unit.text)) % len(THEMES)]
        statements.append(
            {"statement": unit.unit, "label": unit.text, "theme": theme, "articles": 1, "confidence": 1.0}
        )
        mentions.append(
            {
                "statement": unit.unit,
                "sentence": unit.sentence,
                "article": unit.article,
                "start": unit.start,
                "end": unit.end,
                "strength": "full",
                "score": 1.0,
                "text": unit.text,
                "corrected": False,
            }
        )
    return tables.make(tables.STATEMENTS, statements), tables.make(tables.MENTIONS, mentions)


def blocks_of(story: Story) -> pd.DataFrame:
    return blocks(story, *stated(story), Halves(dict(story.texts)))


def emphasis_of(story: Story) -> pd.DataFrame:
    statements, mentions = stated(story)
    outlets = dict(zip(story.articles["article"], story.articles["outlet"], strict=True))
    return emphasis(
        EmphasisInputs(
            story,
            statements,
            mentions,
            blocks(story, statements, mentions, Halves(dict(story.texts))),
            Actors((), {}).table,
            distinctive(story.sentences, outlets).terms,
        )
    )


@pytest.fixture(scope="module")
def town() -> Story:
    return story_of(long=LONG, short=SHORT)


def shares_of(table: pd.DataFrame, article: str) -> dict[str, Any]:
    own = table[table["article"] == article]
    return {
        item: pytest.approx(share) for item, share in zip(own.iloc[:, 1], own["share"], strict=True) if share
    }


def test_every_counted_word_is_in_one_block(comparison: Comparison, town: Story) -> None:
    for story, table in ((comparison.story, comparison.blocks), (town, blocks_of(town))):
        counted = story.articles.set_index("article")["words"]
        assert table.groupby("article")["words"].sum().to_dict() == counted.to_dict()
        ordered = table.sort_values(["article", "start"], kind="stable")
        assert list(ordered.index) == list(table.index)
        follow = ordered.groupby("article")["end"].shift().fillna(0)
        assert (ordered["start"] >= follow).all()


def test_shares_sum_to_one(comparison: Comparison) -> None:
    for measure in ("theme_share", "voice_share", "source_share"):
        sums = measured(comparison.emphasis, measure).groupby("article")["value"].sum()
        assert sums.to_numpy() == pytest.approx(1)
    parts = measured(comparison.emphasis, "theme_voice_share")
    theme = parts["item"].str.rpartition(": ")[0]
    assert parts.groupby([parts["article"], theme])["value"].sum().to_numpy() == pytest.approx(1)


def test_positions_lie_in_the_text_and_follow_it(comparison: Comparison) -> None:
    places_ = statement_places(comparison.story, comparison.mentions)
    known = places_.dropna(subset="position")
    assert known["position"].between(0, 1).all()
    assert (known["last"] >= known["position"]).all()
    roles = comparison.sentences.set_index("sentence")["role"]
    below = comparison.mentions[comparison.mentions["sentence"].map(roles) != "headline"]
    first = below.sort_values("start").drop_duplicates(["statement", "article"])
    joined = first.merge(known, left_on=["statement", "article"], right_on=["item", "article"])
    assert len(joined) == len(known)
    for _, own in joined.groupby("article"):
        assert own.sort_values("start")["position"].is_monotonic_increasing


def test_a_later_mention_stands_lower() -> None:
    early = places_of_word(story_of(a=SHORT), "budget")
    late = places_of_word(story_of(a="The weather was fine all day long.\n\n" + SHORT), "budget")
    assert late > early


def places_of_word(story: Story, word: str) -> float:
    return float(places(story, occurrences(story.sentences, word).assign(item=word))["position"].iloc[0])


def test_headline_and_lead_are_told_apart(town: Story) -> None:
    found = places(town, occurrences(town.sentences, "council").assign(item="council")).set_index("article")
    assert found.loc["long", ["reported", "headline", "lead"]].all()
    assert found.loc["long", "position"] == LONG.index("council") / len(LONG)  # not the headline's
    assert not found.loc["short", ["reported", "headline", "lead"]].any()
    assert pd.isna(found.loc["short", "position"])


def test_doubling_a_text_changes_no_share() -> None:
    """Neither a text printed twice, whose repeats reading sets aside, nor twice the words in the ledger."""
    once, twice = blocks_of(story_of(a=LONG)), blocks_of(story_of(a=LONG + "\n" + LONG))
    more = pd.concat([once, once], ignore_index=True)
    for table in (theme_shares, source_shares, voice_shares):
        assert shares_of(table(twice), "a") == shares_of(table(once), "a") == shares_of(table(more), "a")


def test_a_second_copy_of_an_article_changes_no_share() -> None:
    alone, doubled = blocks_of(story_of(a=LONG, b=SHORT)), blocks_of(story_of(a=LONG, b=SHORT, c=LONG))
    for table in (theme_shares, source_shares, voice_shares):
        for article in ("a", "b"):
            assert shares_of(table(doubled), article) == shares_of(table(alone), article)


def test_renaming_an_outlet_changes_nothing_but_the_name(town: Story) -> None:
    files = {f"{name}.txt": text.encode() for name, text in town.texts.items()}
    renamed = read_files("town", {**files, "outlets.csv": b"file,outlet\nlong.txt,Zebra Times\n"})
    assert "Zebra Times" in set(renamed.articles["outlet"])
    pd.testing.assert_frame_equal(emphasis_of(town), emphasis_of(renamed))


def test_every_measure_is_defined_and_made(comparison: Comparison) -> None:
    assert set(comparison.emphasis["measure"]) <= set(MEASURES)
    without = set(MEASURES) - set(comparison.emphasis["measure"])
    assert without <= {"distinctive", "distinctive_count"}  # five short texts may support none
    with pytest.raises(KeyError, match="there are position"):
        measured(comparison.emphasis, "grade")


def test_spread_runs_from_alike_to_nowhere() -> None:
    rows = [
        ("x", True, 0.2),
        ("x", True, 0.2),
        ("y", True, 0.0),
        ("y", False, None),
        ("z", True, 0.1),
        ("z", True, 0.5),
    ]
    table = pd.DataFrame(rows, columns=["item", "reported", "position"]).astype({"position": float})
    assert spread(table).to_dict() == pytest.approx({"x": 0.0, "y": 1.0, "z": 0.4})


CASE = json.loads((CASES / "positions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASE["positive"], ids=lambda c: f"{c['file']} {c['percent']}")
def test_positions_read_by_hand(seeds: Story, case: dict[str, str | int]) -> None:
    article = next(a for a in seeds.texts if a.startswith(str(case["file"])))
    found = places(seeds, occurrences(seeds.sentences, str(case["words"])).assign(item="x"))
    position = found.set_index("article").loc[article, "position"]
    assert int(100 * position) == case["percent"]


@pytest.mark.parametrize("case", CASE["negative"], ids=lambda c: f"{c['file']} {c['words']}")
def test_words_that_are_not_there(seeds: Story, case: dict[str, str]) -> None:
    found = occurrences(seeds.sentences, case["words"])["article"]
    if case["words"] == "letter":
        assert not found.str.startswith(case["file"]).any()
    assert not found[found.str.startswith(case["file"])].any()


def test_the_letter_stands_where_it_was_read(comparison: Comparison) -> None:
    """Statements that hold the words on the letter stand within a point of the places read by hand."""
    told = comparison.mentions
    for start, percent in (("000", 8), ("001", 15), ("002", 61), ("004", 42)):
        case = next(c for c in CASE["positive"] if (c["file"], c["percent"]) == (start, percent))
        article = next(a for a in comparison.story.texts if a.startswith(start))
        at = comparison.story.texts[article].index(case["words"])
        held = told[(told["article"] == article) & (told["start"] <= at) & (told["end"] > at)]
        position = measured(comparison.emphasis, "position")
        own = position[(position["article"] == article) & position["item"].isin(held["statement"])]
        assert abs(100 * own["value"] - percent).min() <= 1
