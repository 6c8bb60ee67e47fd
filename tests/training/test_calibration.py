"""Refitting the calibration: judged on a story left out, written only where its source is named."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from dashboard.__main__ import main
from dashboard.alignment import calibration
from dashboard.encoding.encode import load_encoder
from dashboard.training import calibration as training

pytestmark = pytest.mark.model

TOLD = (
    "The minister opened the new bridge over the river on Tuesday.",
    "Two thousand people came to see the ceremony in the rain.",
    "The bridge cost nine million crowns, twice what was planned.",
    "Ferries will stop crossing the river at the end of the month.",
)
RETOLD = (
    "On Tuesday the new bridge across the river was opened by the minister.",
    "About 2,000 people watched the ceremony in spite of the rain.",
    "At nine million crowns the bridge cost double the planned sum.",
    "The ferries across the river stop when the month ends.",
)


def annotated(event: str, order: int) -> dict[str, object]:
    """One story of two outlets; the second retells the first in another order."""
    second = [*RETOLD[order:], *RETOLD[:order]]
    core = [[0, k, 1, (k - order) % len(TOLD)] for k in range(len(TOLD))]
    articles = [{"outlet": "A", "sentences": list(TOLD)}, {"outlet": "B", "sentences": second}]
    return {"event": event, "articles": articles, "core": core, "open": []}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "annotated.jsonl"
    lines = [json.dumps(annotated(f"bridge-{k}", k)) for k in range(3)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_stories_are_judged_by_a_fit_on_others(file: Path) -> None:
    stories = training.read(file, load_encoder())
    fitted = training.fit(stories[1:])
    judged = training.measured(stories[:1], fitted, [0.4])
    assert set(judged["kind"]) == {"links", "rows"}
    assert judged.select_dtypes("number").stack().between(0, 1).all()
    assert (judged["f1"] >= 0.8).all(), "retold sentences are found"
    assert training.refit(stories, "invented", fitted) == training.refit(stories, "invented", fitted)


def test_the_point_is_the_best_coverage_that_is_precise_enough() -> None:
    found = pd.DataFrame(
        {
            "kind": "links",
            "point": [0.2, 0.3, 0.4],
            "cell_precision": [0.85, 0.92, 0.95],
            "cell_f1": [0.9, 0.8, 0.7],
        }
    )
    assert training.chosen_point([found]) == 0.3
    assert training.chosen_point([found, found.assign(cell_precision=0.97)]) == 0.3, "on every set"
    assert training.chosen_point([found.assign(cell_precision=0.97)]) == 0.2


def test_the_gold_itself_scores_full_and_open_pairs_count_neither_way(file: Path) -> None:
    story = training.read(file, load_encoder())[0]
    assert training.score(story.core, story) == training.cell_score(story.core, story) == (1.0, 1.0, 1.0)
    false = (0, 0, 1, 2)
    assert training.score({*story.core, false}, story)[0] == pytest.approx(0.8)


def test_the_command_prints_and_writes_only_when_told(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, second = tmp_path / "calibration.json", tmp_path / "second.jsonl"
    second.write_text(json.dumps(annotated("bridge-9", 2)) + "\n", encoding="utf-8")
    call = ["calibrate", str(file), "--choose", str(second)]
    assert main(call) == 0
    assert "mean" in capsys.readouterr().out
    assert not target.exists()
    assert main([*call, "--out", str(target)]) == 2, "a calibration says what it was fitted on"
    assert main([*call, "--source", "three invented stories", "--out", str(target)]) == 0
    held = json.loads(target.read_text(encoding="utf-8"))
    assert held["source"] == "three invented stories"
    assert held["counts"]["stories"] == 3
    assert calibration.load(target).weights


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not json\n", "line 1: no annotated story"),
        ('{"event": "x"}\n', "line 1: no annotated story"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text(text, encoding="utf-8")
    assert main(["calibrate", str(path)]) == 1
    said = capsys.readouterr().err
    assert "broken.jsonl" in said
    assert message in said
