"""Corrections: kept as text, found again by their words, applied in order, taken back whole."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from dashboard.__main__ import main
from dashboard.comparison import Comparison
from dashboard.pipeline import Prepared, settle
from dashboard.presentation.quality_checks import doubtful_links
from dashboard.settings import Settings
from dashboard.statements.corrections import Correction, CorrectionError, Place, load, read, write
from tests.support.paths import SEEDS


def sentence_place(comparison: Comparison, sentence: str) -> Place:
    row = comparison.sentences.set_index("sentence").loc[sentence]
    return Place(row["article"], int(row["start"]), int(row["end"]), row["text"])


def mention_place(mention: pd.Series) -> Place:
    return Place(mention["article"], int(mention["start"]), int(mention["end"]), mention["text"])


def together(comparison: Comparison, a: str, b: str) -> bool:
    rows = comparison.mentions.groupby("statement")["sentence"].agg(set)
    return any({a, b} <= told for told in rows)


def again(
    prepared: Prepared, *corrections: Correction, threshold: float = Settings().threshold
) -> Comparison:
    return settle(prepared, Settings(threshold=threshold), corrections)


PLACE = Place("a", 3, 9, "six ch")
EVERY = (
    Correction("link", PLACE, PLACE),
    Correction("reject", PLACE, PLACE),
    Correction("merge", PLACE, PLACE),
    Correction("split", PLACE),
    Correction("relabel", PLACE, label="Somebody said “something” — \u05d0"),
)


def test_what_is_written_is_read_back() -> None:
    assert read(write(EVERY)) == EVERY


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no list of corrections"),
        ("[1, 2]", "no list of corrections"),
        ('{"version": 9, "corrections": []}', "version 9, expected 1"),
        ("[" * 100_000, "no list of corrections"),
        ('{"version": 1, "corrections": [{"action": "delete", "a": {}}]}', "entry 1"),
        ('{"version": 1, "corrections": [{"action": "link", "a": {"article": "a", "start": 0, "end": 3, "text": "b"}}]}', "needs two places"),
        ('{"version": 1, "corrections": [{"action": "split", "a": {"article": "a", "start": 3, "end": 3, "text": "b"}}]}', "no piece of text"),
        ('{"version": 1, "corrections": [{"action": "relabel", "a": {"article": "a", "start": 0, "end": 3, "text": "b"}}]}', "needs a label"),
        (json.dumps({"version": 1, "corrections": [0] * 5000}), "more than 2000"),
    ],
)  # fmt: skip
def test_a_broken_file_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(CorrectionError, match=message) as caught:
        read(text)
    assert "corrections.json" in str(caught.value)


def test_a_rejected_link_is_gone_from_links_and_rows_at_every_threshold(
    prepared: Prepared, comparison: Comparison
) -> None:
    link = comparison.links.sort_values("score").iloc[-1]
    rejected = Correction(
        "reject", sentence_place(comparison, link["a"]), sentence_place(comparison, link["b"])
    )
    assert together(comparison, link["a"], link["b"])
    for threshold in (0.1, 0.5, 0.9):
        corrected = again(prepared, rejected, threshold=threshold)
        assert not ((corrected.links["a"] == link["a"]) & (corrected.links["b"] == link["b"])).any()
        assert not together(corrected, link["a"], link["b"])


def test_two_linked_sentences_stand_in_a_row_and_the_cells_are_marked(
    prepared: Prepared, comparison: Comparison
) -> None:
    doubts = doubtful_links(comparison)
    apart = [p for _, p in doubts[~doubts["linked"]].iterrows() if not together(comparison, p["a"], p["b"])]
    pair = apart[-1]
    linked = Correction("link", sentence_place(comparison, pair["a"]), sentence_place(comparison, pair["b"]))
    for threshold in (0.1, 0.5, 0.95):
        corrected = again(prepared, linked, threshold=threshold)
        row = corrected.links[(corrected.links["a"] == pair["a"]) & (corrected.links["b"] == pair["b"])].iloc[
            0
        ]
        assert (row["score"], row["strength"], row["corrected"]) == (1.0, "full", True)
        assert together(corrected, pair["a"], pair["b"])
        assert corrected.coverage["corrected"].any()


def test_the_later_of_two_decisions_on_a_pair_counts(prepared: Prepared, comparison: Comparison) -> None:
    link = comparison.links.iloc[0]
    places = sentence_place(comparison, link["a"]), sentence_place(comparison, link["b"])
    corrected = again(prepared, Correction("reject", *places), Correction("link", *places))
    assert together(corrected, link["a"], link["b"])


def test_merging_two_rows_keeps_every_mention(prepared: Prepared, comparison: Comparison) -> None:
    span = ["article", "start", "end"]
    single = comparison.mentions.drop_duplicates(span, keep=False).drop_duplicates("statement")
    first, second = single.iloc[0], single.iloc[1]
    corrected = again(prepared, Correction("merge", mention_place(first), mention_place(second)))
    assert len(corrected.statements) == len(comparison.statements) - 1
    kept = corrected.mentions[span].drop_duplicates().sort_values(span).reset_index(drop=True)
    assert kept.equals(comparison.mentions[span].drop_duplicates().sort_values(span).reset_index(drop=True))
    assert second["statement"] not in set(corrected.statements["statement"])
    assert len(corrected.coverage) == len(corrected.statements) * len(corrected.articles)


def test_a_mention_taken_out_has_a_row_of_its_own(prepared: Prepared, comparison: Comparison) -> None:
    shared = comparison.statements[comparison.statements["articles"] > 1]["statement"].iloc[0]
    mention = comparison.mentions[comparison.mentions["statement"] == shared].iloc[-1]
    corrected = again(prepared, Correction("split", mention_place(mention)))
    assert len(corrected.statements) == len(comparison.statements) + 1, "one row more, whatever rows held it"
    own = corrected.mentions[
        (corrected.mentions["article"] == mention["article"])
        & (corrected.mentions["start"] == mention["start"])
    ]
    alone = corrected.statements.set_index("statement").loc[own["statement"].iloc[0]]
    assert alone["articles"] == 1


def test_a_label_changes_nothing_else(prepared: Prepared, comparison: Comparison) -> None:
    mention = comparison.mentions.iloc[0]
    corrected = again(prepared, Correction("relabel", mention_place(mention), label="  A better\nlabel "))
    assert "A better label" in set(corrected.statements["label"])
    assert corrected.statements.drop(columns="label").equals(comparison.statements.drop(columns="label"))
    assert corrected.mentions.equals(comparison.mentions)


def test_no_corrections_change_nothing(prepared: Prepared, comparison: Comparison) -> None:
    link = comparison.links.iloc[0]
    places = sentence_place(comparison, link["a"]), sentence_place(comparison, link["b"])
    again(prepared, Correction("reject", *places))
    undone = again(prepared)
    for name in ("links", "statements", "mentions", "coverage"):
        assert getattr(undone, name).equals(getattr(comparison, name)), name


@pytest.mark.parametrize("action", ["link", "merge", "split"])
def test_a_place_that_is_gone_is_reported_and_nothing_slips(
    prepared: Prepared, comparison: Comparison, action: str
) -> None:
    article = comparison.articles["article"].iloc[0]
    gone = Place(article, 10, 60, "words that nobody printed in this article at all")
    corrected = again(prepared, Correction(action, gone, gone if action != "split" else None))
    assert "not found any more" in str(corrected.lost[0])
    assert corrected.mentions.equals(comparison.mentions)


def test_the_command_line_honours_the_file_beside_the_articles(
    tmp_path: Path, comparison: Comparison
) -> None:
    story = tmp_path / "corrected"
    story.mkdir()
    for file in SEEDS.iterdir():
        (story / file.name).write_bytes(file.read_bytes())
    link = comparison.links.sort_values("score").iloc[-1]
    rejected = Correction(
        "reject", sentence_place(comparison, link["a"]), sentence_place(comparison, link["b"])
    )
    (story / "corrections.json").write_text(write([rejected]), encoding="utf-8")
    assert load(story) == (rejected,)
    assert main(["compare", str(story), "--out", str(tmp_path), "--quiet"]) == 0
    found = json.loads((tmp_path / "corrected.json").read_text(encoding="utf-8"))
    assert (link["a"], link["b"]) not in {(x["a"], x["b"]) for x in found["links"]}
    assert len(found["corrections"]) == 1


def test_a_broken_corrections_file_is_named_by_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in SEEDS.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "corrections.json").write_text("{", encoding="utf-8")
    assert main(["compare", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "corrections.json" in capsys.readouterr().err


def test_doubts_stand_in_the_order_of_their_distance(comparison: Comparison) -> None:
    doubts = doubtful_links(comparison)
    linked, others = doubts[doubts["linked"]], doubts[~doubts["linked"]]
    assert linked["score"].is_monotonic_increasing
    assert others["score"].is_monotonic_decreasing
    assert (linked["score"] >= comparison.settings.threshold).all()
