"""The command line: what other programs stand on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.comparison import Comparison
from dashboard.export import SCHEMA, to_dict, to_json
from tests.support.paths import SEEDS

FIELDS = {
    "articles": {"article", "outlet", "file", "title", "published", "words"},
    "sentences": {"sentence", "article", "start", "end", "role", "text"},
    "links": {"a", "b", "score"},
    "statements": {"statement", "label", "theme", "articles"},
    "mentions": {"statement", "sentence", "article", "start", "end", "strength"},
    "coverage": {"statement", "article", "state", "position"},
    "findings": {"finding", "kind", "statement", "title", "spans", "detail"},
    "emphasis": {"article", "measure", "item", "value"},
    "sources": {"article", "sentence", "source", "verb", "via", "start", "end"},
    "lineage": {"a", "b", "share_of_a", "share_of_b", "runs"},
    "origins": {"article", "own", "parents", "share", "declared", "reason"},
    "corroboration": {"statement", "articles", "origins", "sources", "named"},
}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path / "cache"))


def test_compare_writes_the_promised_json(tmp_path: Path) -> None:
    assert main(["compare", str(SEEDS), "--out", str(tmp_path), "--quiet"]) == 0
    found = json.loads((tmp_path / "seeds.json").read_text(encoding="utf-8"))
    assert (found["schema"], found["story"]) == (SCHEMA, "seeds")
    assert found["model"]["name"] == "all-MiniLM-L6-v2"
    assert found["model"]["digest"].startswith("53aa51172d14")
    assert 0 <= found["settings"]["threshold"] <= 1
    for key, fields in FIELDS.items():
        assert isinstance(found[key], list), key
        for record in found[key]:
            assert fields <= record.keys(), key


def test_coverage_is_counted_three_ways(comparison: Comparison) -> None:
    """No statement has more independent origins than articles, nor an origin that no article of the story is."""
    found = to_dict(comparison)
    assert [c["statement"] for c in found["corroboration"]] == [s["statement"] for s in found["statements"]]
    assert [o["article"] for o in found["origins"]] == [a["article"] for a in found["articles"]]
    own = sum(o["own"] for o in found["origins"])
    for counted in found["corroboration"]:
        told = {c["article"] for c in found["coverage"]
                if c["statement"] == counted["statement"] and c["state"] in ("full", "partial")}  # fmt: skip
        assert 1 <= counted["origins"] <= counted["articles"] == len(told)
        assert counted["origins"] <= own or counted["articles"] > own
    assert any(c["origins"] < c["articles"] for c in found["corroboration"])


def test_every_span_replays(comparison: Comparison) -> None:
    texts = comparison.story.texts
    found = to_dict(comparison)
    spans = [*found["sentences"], *found["mentions"], *(s for f in found["findings"] for s in f["spans"])]
    for span in spans:
        assert texts[span["article"]][span["start"] : span["end"]] == span["text"]


def test_same_input_same_bytes(comparison: Comparison, tmp_path: Path) -> None:
    main(["compare", str(SEEDS), "--out", str(tmp_path), "--quiet"])
    assert (tmp_path / "seeds.json").read_text(encoding="utf-8") == to_json(comparison)


def test_one_bad_story_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["compare", str(empty), str(tmp_path / "gone"), str(SEEDS), "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert str(empty) in said
    assert "gone" in said
    assert (tmp_path / "seeds.json").is_file()


def test_bad_files_are_named_and_the_others_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "mixed"
    story.mkdir()
    for file in sorted(SEEDS.glob("*.txt"))[:2]:
        (story / file.name).write_bytes(file.read_bytes())
    (story / "empty.txt").write_bytes(b"")
    (story / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (story / "huge.txt").write_bytes(b"A sentence that goes on. " * 210_000)
    (story / "outlets.csv").write_text("file,outlet\nmissing.txt,Nobody\n", encoding="utf-8")
    assert main(["compare", str(story), "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    for name in ("empty.txt", "binary.txt", "huge.txt", "missing.txt"):
        assert name in said, name
    assert len(json.loads((tmp_path / "mixed.json").read_text(encoding="utf-8"))["articles"]) == 2


def test_two_stories_of_one_name_do_not_overwrite_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = tmp_path / "seeds"
    twin.mkdir()
    (twin / "a.txt").write_text("The minister met the leader on Tuesday.", encoding="utf-8")
    assert main(["compare", str(SEEDS), str(twin), "--out", str(tmp_path / "out"), "--quiet"]) == 1
    assert "another story of this call" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["1.5", "-0.1", "nan"])
def test_a_threshold_outside_its_range_is_refused(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(SEEDS), f"--threshold={value}"]) == 2
    assert "between 0 and 1" in capsys.readouterr().err
