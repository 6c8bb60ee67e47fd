"""The default story ships compared: what is stored is what the program computes, or it is refused."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard.comparison import (
    ANALYSIS,
    HELD,
    MANIFEST,
    OF_STORY,
    SHIPPED,
    TABLES,
    Comparison,
    StaleError,
    load,
    ready,
    save,
)
from dashboard.export import to_json
from dashboard.settings import Settings
from dashboard.statements.corrections import Correction, Place
from dashboard.tables import DTYPES, Table, check
from tests.support.paths import ROOT, SEEDS

OTHER = Correction("split", Place("a", 0, 5, "words"))


@pytest.fixture(scope="module")
def stored() -> Comparison:
    found = load(SEEDS, Settings())
    assert found, "the default story has no shipped comparison: run `python -m dashboard ready`"
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what ships, to be spoiled."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "shipped"))


def test_what_ships_is_of_this_state_of_the_program(stored: Comparison) -> None:
    """Fails after every change of the analysis, its word lists or its calibration: `python -m dashboard ready`."""
    assert stored.story.name == SEEDS.name


@pytest.mark.model
@pytest.mark.parametrize("table", [*OF_STORY, *HELD], ids=lambda table: table.name)
def test_the_stored_table_is_the_computed_one(
    stored: Comparison, comparison: Comparison, table: Table
) -> None:
    pd.testing.assert_frame_equal(getattr(stored, table.name), getattr(comparison, table.name))


@pytest.mark.model
def test_the_stored_comparison_is_the_computed_one(stored: Comparison, comparison: Comparison) -> None:
    assert to_json(stored) == to_json(comparison)
    assert (stored.story.digest, stored.story.key) == (comparison.story.digest, comparison.story.key)
    assert stored.story.texts == comparison.story.texts
    assert stored.model_digest == comparison.model_digest


def test_what_is_saved_is_opened_again(stored: Comparison, tmp_path: Path) -> None:
    save(stored, SEEDS, tmp_path)
    again = load(SEEDS, Settings(), (), tmp_path)
    assert again
    assert to_json(again) == to_json(stored)
    assert (tmp_path / TABLES).read_bytes() == (SHIPPED / TABLES).read_bytes()
    assert (tmp_path / MANIFEST).read_bytes() == (SHIPPED / MANIFEST).read_bytes()


def test_a_stored_table_holds_to_its_declaration(stored: Comparison) -> None:
    for table in (*OF_STORY, *HELD):
        frame = check(table, getattr(stored, table.name))
        assert [str(d) for d in frame.dtypes] == [DTYPES[c.kind] for c in table.columns], table.name


def test_another_question_is_not_answered_from_it(tmp_path: Path) -> None:
    assert load(SEEDS, Settings(threshold=0.51)) is None
    assert load(SEEDS, Settings(model="another")) is None
    assert load(SEEDS, Settings(), (OTHER,)) is None
    assert load(SEEDS, Settings(), (), tmp_path) is None, "nothing ships there"


@pytest.mark.parametrize("change", ["a text", "a name", "one more", "one less", "outlets", "the folder"])
def test_another_story_is_not_answered_from_it(tmp_path: Path, change: str) -> None:
    folder = tmp_path / ("other" if change == "the folder" else SEEDS.name)
    shutil.copytree(SEEDS, folder)
    same = load(folder, Settings())
    text = min(folder.glob("*.txt"))
    if change == "a text":
        text.write_bytes(text.read_bytes().replace(b"the", b"The", 1))
    elif change == "a name":
        text.rename(folder / "renamed.txt")
    elif change == "one more":
        (folder / "settings.json").write_text("{}", encoding="utf-8")
    elif change == "one less":
        text.unlink()
    elif change == "outlets":
        (folder / "outlets.csv").write_bytes(b"")
    assert (same is None) == (change == "the folder")
    assert load(folder, Settings()) is None


def edited(file: Path, old: bytes, new: bytes) -> None:
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new, 1))


def test_edited_tables_are_refused(copy: Path) -> None:
    edited(copy / TABLES, b'"full"', b'"absent"')
    with pytest.raises(
        StaleError, match=r"tables changed since it was computed\. `python -m dashboard ready`"
    ):
        load(SEEDS, Settings(), (), copy)


@pytest.mark.parametrize("file", [MANIFEST, TABLES])
@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"story": 1, "state": 2}'], ids=repr
)
def test_a_damaged_file_is_refused(copy: Path, file: str, data: bytes) -> None:
    (copy / file).write_bytes(data)
    with pytest.raises(StaleError, match=r"damaged|changed since"):
        load(SEEDS, Settings(), (), copy)


def test_a_missing_table_file_is_refused(copy: Path) -> None:
    (copy / TABLES).unlink()
    with pytest.raises(StaleError, match="damaged"):
        load(SEEDS, Settings(), (), copy)


@pytest.mark.parametrize("what", ["schema", "model", "calibration and word lists", "program"])
def test_another_state_of_the_program_is_refused(copy: Path, what: str) -> None:
    manifest = json.loads((copy / MANIFEST).read_bytes())
    manifest["state"][what] = "another"
    (copy / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(StaleError, match=what):
        load(SEEDS, Settings(), (), copy)


def test_what_is_refused_is_computed_and_said(copy: Path, caplog: pytest.LogCaptureFixture) -> None:
    edited(copy / TABLES, b'"full"', b'"absent"')
    assert ready(SEEDS, Settings(), (), copy) is None
    assert "computed instead" in caplog.text


def test_the_program_is_known_by_every_module_that_computes_a_table() -> None:
    """A module of the analysis outside the folders of ANALYSIS would change tables without a sign."""
    source = (ROOT / "dashboard" / "pipeline.py").read_text(encoding="utf-8")
    used = set(re.findall(r"^from dashboard\.(\w+)", source, re.MULTILINE))
    assert used == {*ANALYSIS, "comparison", "settings", "tables"}


def test_corrections_are_not_shipped(stored: Comparison, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without corrections"):
        save(replace(stored, corrections=(OTHER,)), SEEDS, tmp_path)
