"""Loose articles: those of one event come together, what a reader changes stays, nothing is lost."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from dashboard.__main__ import main
from dashboard.batch import grouping
from dashboard.batch.run import stories_in
from dashboard.encoding.encode import SentenceVectors

HARBOUR = (
    "The harbour crane in Lisbon fell into the river and two dockers were hurt, the port authority said."
)
COURT = "A court in Oslo acquitted the banker Petra Lindqvist of fraud after a trial of nine weeks on Monday."
FILLER = "The report has further lines about how the day went on and who was there to see it happen."


def encoder(sentences: Sequence[str]) -> list[SentenceVectors]:
    """Vectors that tell equal sentences alone: the words must do the rest."""
    nothing = np.zeros(0, np.int32)
    drawn = [
        np.random.default_rng(zlib.crc32(s.encode())).normal(size=64).astype(np.float32) for s in sentences
    ]
    return [
        SentenceVectors(np.zeros((0, 64), np.float32), nothing, nothing, v / np.linalg.norm(v)) for v in drawn
    ]


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four articles of two events, each event told twice in other words."""
    monkeypatch.setattr("dashboard.__main__.load_encoder", lambda: encoder)
    folder = tmp_path / "day"
    folder.mkdir()
    for name, text in {
        "a1": HARBOUR,
        "a2": f"Two dockers hurt as crane falls into river at Lisbon port. {HARBOUR}",
        "b1": COURT,
        "b2": f"Banker Lindqvist walks free: Oslo court finds no fraud. {COURT}",
    }.items():
        (folder / f"{name}.txt").write_text(f"{text}\n{FILLER}\n", encoding="utf-8")
    (folder / "outlets.csv").write_text("file,outlet,published\na1.txt,Post,2024-05-01\n", encoding="utf-8")
    return folder


def placed(out: Path) -> dict[str, set[str]]:
    return {place.name: {f.name for f in place.glob("*.txt")} for place in stories_in([out])}


def rows(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((out / grouping.TABLE).read_text(encoding="utf-8").splitlines()))


def test_articles_of_one_event_come_together(day: Path, tmp_path: Path) -> None:
    out = tmp_path / "stories"
    assert main(["group", str(day), str(out)]) == 0
    assert sorted(map(sorted, placed(out).values())) == [["a1.txt", "a2.txt"], ["b1.txt", "b2.txt"]]
    first = next(name for name, files in placed(out).items() if "a1.txt" in files)
    assert first.startswith("2024-05-01-")
    assert "a1.txt,Post,2024-05-01" in (out / first / "outlets.csv").read_text(encoding="utf-8")
    before = {f: f.read_bytes() for f in out.rglob("*") if f.is_file()}
    assert main(["group", str(day), str(out)]) == 0
    assert {f: f.read_bytes() for f in out.rglob("*") if f.is_file()} == before


def test_what_a_reader_changes_is_kept_and_a_new_article_joins(day: Path, tmp_path: Path) -> None:
    out = tmp_path / "stories"
    main(["group", str(day), str(out)])
    table = rows(out)
    for row in table:
        row["story"] = {"a2.txt": "apart", "a1.txt": "crane"}.get(row["file"], row["story"])
    text = [",".join(grouping.COLUMNS), *(f"{row['story']},{row['file']},,,," for row in table)]
    (out / grouping.TABLE).write_text("\n".join(text) + "\n", encoding="utf-8")
    (day / "b3.txt").write_text(f"{COURT} Prosecutors will appeal.\n{FILLER}\n", encoding="utf-8")
    assert main(["group", str(day), str(out)]) == 0
    assert sorted(map(sorted, placed(out).values())) == [
        ["a1.txt"],
        ["a2.txt"],
        ["b1.txt", "b2.txt", "b3.txt"],
    ]
    assert {"apart", "crane"} < set(placed(out))


@pytest.mark.parametrize("name", ["../outside", ".hidden", "a/b"])
def test_a_story_cannot_be_named_out_of_its_folder(name: str, day: Path, tmp_path: Path) -> None:
    out = tmp_path / "stories"
    out.mkdir()
    (out / grouping.TABLE).write_text(f"story,file\n{name},a1.txt\n", encoding="utf-8")
    assert main(["group", str(day), str(out)]) == 1
    assert [f.name for f in out.iterdir()] == [grouping.TABLE]


def test_what_others_put_there_is_left_alone(day: Path, tmp_path: Path) -> None:
    own = tmp_path / "stories" / "mine"
    own.mkdir(parents=True)
    (own / "a1.txt").write_text("my own text", encoding="utf-8")
    (own / "outlets.csv").write_text("file,outlet\n", encoding="utf-8")
    assert main(["group", str(day), str(tmp_path / "stories")]) == 0
    assert (own / "a1.txt").read_text(encoding="utf-8") == "my own text"


def test_days_set_articles_apart_and_no_order_matters() -> None:
    def article(name: str, text: str, day: str) -> grouping.LooseArticle:
        return grouping.LooseArticle(name, b"", {"published": day}, text, f"{text} {FILLER}", [text])

    told = [article("a", HARBOUR, "2024-05-01"), article("b", HARBOUR, "2024-05-02"), article("c", HARBOUR, "2024-06-01"), article("d", COURT, "")]  # fmt: skip
    pairs = grouping.likenesses(told, encoder)
    assert grouping.grouped(pairs, 4) == [[0, 1], [2], [3]]
    turned = grouping.likenesses(told[::-1], encoder)
    assert {(3 - b, 3 - a): s for (a, b), s in turned.items()} == pytest.approx(pairs)
    assert grouping.likenesses([], encoder) == {}
