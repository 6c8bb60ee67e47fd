"""The commands `export` and `new`, and the way in for notebooks."""

from __future__ import annotations

import csv
import doctest
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import dashboard
from dashboard import compare
from dashboard.__main__ import main
from dashboard.export import FORMATS
from dashboard.story.read import StoryError, read_folder
from tests.support.file_kinds import REPORTS, nexis_text
from tests.support.paths import ROOT, SEEDS
from tests.support.stand_in import SETTINGS, hashed_words

TEXTS = {
    "Morning Post": "The minister met the king on Tuesday. They talked about grain for two hours.",
    "Evening / News": "On Tuesday the minister met the king. Nobody would say what they talked about.",
}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714521600")


def articles(folder: Path) -> list[str]:
    return sorted(f.name for f in folder.iterdir() if f.suffix == ".txt")


def test_export_writes_the_formats_that_are_named(tmp_path: Path) -> None:
    assert (
        main(
            ["export", str(SEEDS), "--format", "html", "csv", "json", "--out", str(tmp_path / "o"), "--quiet"]
        )
        == 0
    )
    assert sorted(f.name for f in (tmp_path / "o").iterdir()) == ["seeds.csv.zip", "seeds.html", "seeds.json"]
    assert "2024-05-01" in (tmp_path / "o" / "seeds.html").read_text(encoding="utf-8")


def test_export_to_a_file_and_with_a_date(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "report.md"
    call = ["export", str(SEEDS), "--format", "md", "--out", str(target), "--date", "2025-02-03", "--quiet"]
    assert main(call) == 0
    first = target.read_bytes()
    assert b"2025\\-02\\-03" in first
    assert main(call) == 0
    assert target.read_bytes() == first
    assert [f.name for f in target.parent.iterdir()] == ["report.md"]


@pytest.mark.parametrize(
    ("call", "status", "said"),
    [
        (["--date", "tomorrow"], 2, "tomorrow"),
        (["--threshold", "1.5"], 2, "between 0 and 1"),
    ],
)
def test_a_wrong_call_is_named(
    call: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(SEEDS), "--format", "md", *call]) == status
    assert said in capsys.readouterr().err


def test_a_missing_story_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path / "gone"), "--format", "md"]) == 1
    assert "no such folder" in capsys.readouterr().err


def test_the_command_line_and_the_app_offer_the_same_formats() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "dashboard", "export", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    words = " ".join(shown.split())
    assert all(f"{name}: {chosen.holds}" in words for name, chosen in FORMATS.items())


def test_new_lays_out_a_folder_whose_guesses_say_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "laid out"
    assert main(["new", str(folder), *(str(SEEDS / name) for name in articles(SEEDS))]) == 0
    assert articles(folder) == articles(SEEDS)
    for name in articles(SEEDS):
        assert (folder / name).read_bytes() == (SEEDS / name).read_bytes()
    rows = list(csv.DictReader((folder / "outlets.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["file"] for row in rows] == articles(SEEDS)
    assert all(row["evidence"].startswith("guess, please check: ") for row in rows)
    for row in rows:
        assert row["outlet"].endswith("?") == ("inferred" in row["evidence"])
        assert bool(row["published"]) == ("the time is printed in the text" in row["evidence"])
    assert list(read_folder(folder).articles["outlet"]) == [row["outlet"] for row in rows]
    assert "Check the guesses" in capsys.readouterr().err


def test_new_takes_an_export_apart_and_names_copies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export.txt").write_text(nexis_text((*REPORTS, REPORTS[0])), encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    folder = tmp_path / "laid out"
    assert main(["new", str(folder), str(tmp_path / "export.txt"), str(tmp_path / "picture.png")]) == 0
    assert sorted(f.name for f in folder.glob("*.json")) == [f"export {n}.json" for n in (1, 2, 3, 4)]
    made = read_folder(folder).articles
    assert list(made["outlet"]) == [report.outlet for report in (*REPORTS, REPORTS[0])]
    assert list(made["published"]) == [report.iso for report in (*REPORTS, REPORTS[0])]
    said = capsys.readouterr().err
    assert "Recognise the text" in said
    assert "export 4.json has nearly all of its sentences word for word in export 1.json" in said


def test_new_believes_the_caller(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("The minister met the king on Tuesday.", encoding="utf-8")
    call = ["new", str(tmp_path / "s"), str(tmp_path / "a.txt"), "--outlet", "Lima Times", "--date"]
    assert main([*call, "tomorrow"]) == 2
    assert "write it as" in capsys.readouterr().err
    assert main([*call, "2024-05-07T10:15+02:00"]) == 0
    row = read_folder(tmp_path / "s").articles.iloc[0]
    assert (row["outlet"], row["published"]) == ("Lima Times", "2024-05-07T10:15+02:00")


def test_new_makes_nothing_of_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    assert main(["new", str(tmp_path / "s"), str(tmp_path / "a.png")]) == 1
    assert "Recognise the text" in capsys.readouterr().err
    assert not (tmp_path / "s").exists()


def test_new_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("Mine.", encoding="utf-8")
    file = SEEDS / articles(SEEDS)[0]
    assert main(["new", str(tmp_path / "mine"), str(file)]) == 1
    assert "not empty" in capsys.readouterr().err
    assert [f.name for f in (tmp_path / "mine").iterdir()] == ["notes.txt"]
    assert main(["new", str(tmp_path / "twins"), str(file), str(file)]) == 1
    assert "two files are named" in capsys.readouterr().err
    assert main(["new", str(tmp_path / "gone"), str(tmp_path / "missing.txt")]) == 1
    assert "cannot be opened" in capsys.readouterr().err
    assert not (tmp_path / "twins").exists()
    assert not (tmp_path / "gone").exists()


def test_new_unpacks_a_story_and_keeps_its_own_table(tmp_path: Path) -> None:
    packed = tmp_path / "story.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("story/a.txt", "The minister met the king on Tuesday.")
        archive.writestr("story/outlets.csv", "file,outlet\na.txt,Morning Post\n")
    assert main(["new", str(tmp_path / "unpacked"), str(packed)]) == 0
    assert list(read_folder(tmp_path / "unpacked").articles["outlet"]) == ["Morning Post"]


def test_a_name_that_begins_like_a_formula_is_text_in_the_new_table(tmp_path: Path) -> None:
    article = tmp_path / "a.json"
    article.write_text('{"text": "The minister met the king.", "outlet": "=1+1"}', encoding="utf-8")
    assert main(["new", str(tmp_path / "s"), str(article)]) == 0
    (row,) = csv.DictReader((tmp_path / "s" / "outlets.csv").read_text(encoding="utf-8").splitlines())
    assert row["outlet"] == "'=1+1"


def test_compare_takes_texts_under_the_names_of_their_outlets() -> None:
    found = compare(TEXTS, model=SETTINGS.model, encoder=hashed_words)
    assert list(found.articles["outlet"]) == list(TEXTS)
    assert [found.story.texts[a] for a in found.articles["article"]] == list(TEXTS.values())
    assert found.settings == SETTINGS


def test_compare_takes_a_folder_as_the_command_line_does() -> None:
    assert compare(SEEDS).story.digest == read_folder(SEEDS).digest
    assert compare(str(SEEDS), threshold=0.9).settings.threshold == 0.9


@pytest.mark.parametrize(
    "names", [("a/b", "a:b", "a b"), ("..", "...", "."), ("新华社", "News18 (AP)", "=1")]
)
def test_any_name_makes_an_article_of_its_own(names: tuple[str, ...]) -> None:
    texts = dict.fromkeys(names, "The minister met the king on Tuesday.")
    found = compare(texts, model=SETTINGS.model, encoder=hashed_words)
    assert list(found.articles["outlet"]) == list(names)
    assert found.articles["article"].is_unique


def test_compare_names_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="'A' is a int"):
        compare({"A": 3})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="no outlet's name"):
        compare({" ": "The minister met the king."})
    with pytest.raises(StoryError, match="no such folder"):
        compare(tmp_path / "gone")
    with pytest.raises(ValueError, match="between 0 and 1"):
        compare(TEXTS, threshold=2)


def test_importing_the_package_imports_no_library() -> None:
    code = "import sys, dashboard; assert not {'pandas', 'numpy', 'torch', 'streamlit'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


@pytest.mark.model
def test_the_example_in_the_docstring_holds() -> None:
    assert doctest.testmod(dashboard).failed == 0
    assert doctest.testmod(dashboard).attempted > 5
