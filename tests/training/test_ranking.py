"""The order of findings: fitted on verdicts that ship with the program, measured on stories left out, replayable."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard import tables
from dashboard.__main__ import main
from dashboard.comparison import Comparison
from dashboard.files import DataError
from dashboard.findings import ranking
from dashboard.presentation import highlights
from dashboard.presentation.rows import FindingRow, records
from dashboard.training import ranking as training


@pytest.fixture(scope="module")
def verdicts() -> pd.DataFrame:
    return training.read([ranking.VERDICTS])


@pytest.fixture(scope="module")
def left_out(verdicts: pd.DataFrame) -> tuple[ranking.Reals, ranking.Reals]:
    return training.left_out(verdicts)


def test_the_shipped_ranking_is_what_the_shipped_verdicts_give(
    verdicts: pd.DataFrame, left_out: tuple[ranking.Reals, ranking.Reals]
) -> None:
    given = training.filled(verdicts, verdicts)
    for fitted, shipped in zip(
        training.fit(verdicts).chances(given), ranking.shipped().chances(given), strict=True
    ):
        assert np.allclose(fitted, shipped, atol=1e-3)
    held = json.loads(ranking.SHIPPED.read_text(encoding="utf-8"))
    assert held["left_out"] == training.measured(verdicts, left_out).to_dict("records")
    assert held["rules"] == training.by_rule(verdicts)


def test_a_measure_that_was_not_taken_is_that_of_the_finding_most_like_it(verdicts: pd.DataFrame) -> None:
    known = verdicts.dropna().head(20)
    without = known.assign(margin=np.nan)
    assert np.allclose(training.filled(without, known), known[list(ranking.FEATURES)])
    assert np.isfinite(training.filled(verdicts, verdicts)).all()


def test_on_stories_left_out_fewer_of_the_first_findings_are_wrong(
    verdicts: pd.DataFrame, left_out: tuple[ranking.Reals, ranking.Reals]
) -> None:
    found = training.measured(verdicts, left_out).set_index(["order", "first"])["wrong"]
    for first, share in ((6, 0.18), (12, 0.24), (20, 0.26)):
        assert found["ranked", first] <= share < found["weight", first]


def test_main_findings_and_those_of_the_first_page_were_right_and_telling_on_stories_left_out(
    verdicts: pd.DataFrame, left_out: tuple[ranking.Reals, ranking.Reals]
) -> None:
    right, printed = (chances.copy() for chances in left_out)
    measured = verdicts["kind"].isin(ranking.BY_WEIGHT).to_numpy()
    known = [
        ranking.by_weight(kind, weight)
        for kind, weight in verdicts.loc[measured, ["kind", "weight"]].to_numpy()
    ]
    right[measured], printed[measured] = zip(*known, strict=True)
    worth = ranking.score(right, printed, verdicts["weight"])
    likely = (right >= ranking.MAIN_RIGHT) & ~verdicts["kind"].isin(ranking.TOO_OFTEN_WRONG)
    main = verdicts.loc[likely & (worth >= ranking.MAIN_WORTH), "verdict"]
    assert len(main) >= 100
    assert (main != "wrong").mean() >= 0.88
    assert (main == "telling").mean() >= 0.32
    chosen = verdicts.loc[likely & (worth >= highlights.WORTH), "verdict"]
    assert len(chosen) >= 30
    assert (chosen != "wrong").mean() >= 0.9
    assert (chosen == "telling").mean() >= 0.42


def test_no_finding_of_a_kind_that_is_too_often_wrong_is_a_main_one(verdicts: pd.DataFrame) -> None:
    right = {rule: share["right"] for rule, share in training.by_rule(verdicts).items()}
    assert right["attribution"] < 0.6
    assert all(
        right[rule] >= 0.6
        for rule in ("label", "wording", "act", "certainty", "quote", "requoted", "cut", "loaded", "omission")
    )
    assert {"attribution", "source"} == ranking.TOO_OFTEN_WRONG


def test_the_score_lies_between_0_and_1_and_grows_with_each_part() -> None:
    assert ranking.score(0, 0, 0) == 0
    assert ranking.score(1, 1, 1) == pytest.approx(1)
    assert ranking.score(0.6, 0.1, 0.1) > ranking.score(0.5, 0.1, 0.1)
    assert ranking.score(0.5, 0.2, 0.1) > ranking.score(0.5, 0.1, 0.1)
    assert ranking.score(0.5, 0.1, 0.2) > ranking.score(0.5, 0.1, 0.1)


def test_every_finding_of_the_first_page_is_as_good_as_surely_right(comparison: Comparison) -> None:
    shown = highlights.highlights(comparison)
    assert (shown["tier"] == "main").all()
    assert (shown["weight"] >= highlights.WORTH).all()
    assert shown["kind"].value_counts().max() <= highlights.MOST_OF_A_KIND
    assert comparison.findings["right"].between(0, 1).all()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("story,kind,verdict\n1,label,telling\n", "has no column"),
        ("", "cannot be read"),
        (",".join(["story", "kind", "verdict", *ranking.FEATURES]) + "\n1,label,splendid" + ",0" * len(ranking.FEATURES), "is no verdict"),
    ],
)  # fmt: skip
def test_a_table_that_is_none_of_verdicts_is_refused_by_name(
    tmp_path: Path, text: str, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "read.csv"
    file.write_text(text, encoding="utf-8")
    assert main(["rank", str(file)]) == 1
    told = capsys.readouterr().err
    assert "read.csv" in told
    assert fault in told


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"right": [], "printed": [], "features": []}'])
def test_a_damaged_ranking_is_said_with_its_remedy(tmp_path: Path, text: str) -> None:
    file = tmp_path / "finding_ranking.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"finding_ranking\.json: damaged .* release again"):
        ranking.shipped(file)


@pytest.mark.model
def test_findings_are_listed_to_be_judged(tmp_path: Path) -> None:
    story = tmp_path / "story"
    story.mkdir()
    for outlet, verb in (("north", "praised"), ("south", "lauded")):
        (story / f"{outlet}.txt").write_text(
            f"The mayor {verb} the old bridge over the river on Monday. She will open it in May.",
            encoding="utf-8",
        )
    out = tmp_path / "read.csv"
    assert main(["rank", "--list", str(story), "--out", str(out)]) == 0
    listed = pd.read_csv(out)
    assert list(listed.columns[:4]) == ["story", "kind", "verdict", "title"]
    assert set(ranking.FEATURES) <= set(listed.columns)
    assert listed["verdict"].isna().all()


def test_kinds_that_too_few_have_read_claim_no_share(comparison: Comparison) -> None:
    found = {finding.kind: finding for finding in records(comparison.findings, FindingRow)}
    assert "too few were checked" in found["allegation"].chance
    assert "in 10 were right" in found["label"].chance
    usual = ranking.shipped().usual[0]
    assert found["allegation"].right == pytest.approx(usual, abs=1e-3)


def test_the_main_findings_come_before_all_others(comparison: Comparison) -> None:
    tiers = list(comparison.findings["tier"])
    assert tiers == sorted(tiers, key=tables.TIERS.index)
    assert set(tiers) == set(tables.TIERS)
    main = comparison.findings[comparison.findings["tier"] == "main"]
    read = ~main["kind"].isin(ranking.ASKED_FIRST)
    assert (main.loc[read, "right"] >= ranking.MAIN_RIGHT).all()
    assert (main.loc[read, "weight"] >= ranking.MAIN_WORTH).all()
    assert not set(main["kind"]) & ranking.TOO_OFTEN_WRONG
