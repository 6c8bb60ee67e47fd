"""A library: what is kept opens as it was, what is asked across stories counts them and says how sure it is."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import tables
from dashboard.batch import library, store
from dashboard.batch.library import (
    FIGURES,
    LEAST_STORIES,
    Library,
    LibraryError,
    facts_of,
    figure_of,
    index,
    intervals,
)
from dashboard.batch.store import StoredError
from dashboard.comparison import HELD, OF_STORY, Comparison, as_shipped
from tests.support.paths import ROOT, SEEDS


@pytest.fixture(scope="module")
def compared() -> Comparison:
    found = as_shipped(SEEDS)
    assert found
    return found


@pytest.fixture(scope="module")
def kept(compared: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    store.save(compared, folder)
    assert index(folder) == 1
    return folder


def test_a_stored_comparison_opens_as_it_was(compared: Comparison, kept: Path) -> None:
    opened = store.load(store.file_of(kept, "seeds"))
    assert opened.story.digest == compared.story.digest
    assert opened.settings == compared.settings
    for table in (*OF_STORY, *HELD):
        pd.testing.assert_frame_equal(getattr(opened, table.name), getattr(compared, table.name))
        tables.check(table, getattr(opened, table.name))
    assert store.save(opened, kept).read_bytes() == store.save(compared, kept).read_bytes()


@pytest.mark.parametrize("damage", ["absent", "empty", "truncated", "no about", "another format"])
def test_a_damaged_file_names_itself_and_the_remedy(damage: str, kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.parallax"
    whole = store.file_of(kept, "seeds").read_bytes()
    if damage == "empty":
        file.write_bytes(b"")
    elif damage == "truncated":
        file.write_bytes(whole[: len(whole) // 2])
    elif damage in ("no about", "another format"):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("about.json" if damage == "another format" else "x", '{"format": 99}')
    with pytest.raises(StoredError, match=r"x\.parallax: cannot be opened .* Remove it and run"):
        store.load(file)


def test_the_index_follows_the_files(compared: Comparison, tmp_path: Path) -> None:
    store.save(compared, tmp_path)
    assert [index(tmp_path), index(tmp_path)] == [1, 0]
    assert len(Library(tmp_path)) == 1
    (tmp_path / library.INDEX).unlink()
    assert index(tmp_path) == 1, "made anew"
    store.file_of(tmp_path, "seeds").unlink()
    assert index(tmp_path) == 0
    assert len(Library(tmp_path)) == 0


def test_a_missing_or_damaged_index_names_itself_and_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"index\.duckdb: cannot be opened .*compare"):
        Library(tmp_path)
    (tmp_path / library.INDEX).write_bytes(b"no database")
    with pytest.raises(LibraryError, match=r"index\.duckdb: cannot be opened"):
        Library(tmp_path)


def test_facts_count_the_story_they_are_of(compared: Comparison) -> None:
    facts = pd.DataFrame(facts_of(compared), columns=["figure", "a", "b", "whole", "part"])
    assert set(facts["figure"]) <= {figure.name for figure in FIGURES}
    assert (facts["part"] <= facts["whole"]).all()
    assert (facts["whole"] > 0).all()
    outlets = set(compared.articles["outlet"])
    assert set(facts["a"]) <= outlets
    reports = facts[facts["figure"] == "reports"].set_index(["a", "b"])
    for (a, b), row in reports.iterrows():
        assert row["part"] == reports.loc[(b, a), "part"], "what both report is the same from either side"
    denials = facts[facts["figure"] == "denials"]
    assert dict(zip(denials["a"], denials["part"], strict=True)) == {
        "France 24 / AFP?": 1, "Yonhap": 1, "News18 (AP)": 0, "Unnamed (Kyodo?)": 0}  # fmt: skip


@pytest.mark.parametrize("chance_of", [0.3, 1.0])
def test_an_interval_holds_its_share_and_narrows_with_more_stories(chance_of: float) -> None:
    chance = np.random.default_rng(3)
    widths = []
    for stories in (10, 100, 1000):
        counts = pd.DataFrame({"row": 0, "story": range(stories), "whole": 10, "part": chance.binomial(10, chance_of, stories)})  # fmt: skip
        (low,), (high,) = intervals(counts, 1)
        assert 0 <= low <= counts["part"].sum() / counts["whole"].sum() <= high <= 1
        again = intervals(counts, 1)
        assert (again[0][0], again[1][0]) == (low, high)
        widths.append(high - low)
    assert widths == [0, 0, 0] if chance_of == 1 else widths[0] > widths[1] > widths[2]


def test_an_interval_is_as_wide_as_theory_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of independent occasions the standard error is that of a share; and blocks of stories change little."""
    chance = np.random.default_rng(5)
    counts = pd.DataFrame({"row": 0, "story": range(4000), "whole": 1, "part": chance.binomial(1, 0.4, 4000)})  # fmt: skip
    (low,), (high,) = intervals(counts, 1)
    assert (high - low) / (2 * 1.96 * np.sqrt(0.4 * 0.6 / 4000)) == pytest.approx(1, abs=0.15)
    monkeypatch.setattr(library, "BLOCK", 700)
    assert np.allclose(intervals(counts, 1), ([low], [high]), atol=0.004)


def made_up(folder: Path, stories: int) -> None:
    """A library of invented counts: no files behind it."""
    chance = np.random.default_rng(1)
    rows = [
        (
            f"s{k}",
            "",
            f"Headline number {k}",
            "A, B, C",
            f"2024-01-{1 + k % 28:02d}",
            3,
            20,
            900,
            f"headline {k} harbour" if k % 2 else f"headline {k}",
        )
        for k in range(stories)
    ]
    facts = [
        (f"s{k}", figure, a, b, 10, int(chance.binomial(10, 0.4)))
        for k in range(stories)
        for figure, a, b in [
            *(("reports", x, y) for x in "ABCDE" for y in "ABCDE" if x != y),
            *(("names", x, f"form {k % 50 + n}, for somebody") for x in "ABCDE" for n in range(6)),
            *(("sources", x, f"source {(7 * k + n) % 900}") for x in "ABCDE" for n in range(8)),
            *((figure, x, "") for x in "ABCDE" for figure in ("leads", "denials")),
        ]
    ]
    with library._opened(folder, read_only=False) as base:
        base.execute(library._SCHEMA)
        library.add(base, rows, facts, [])
        library.add_up(base)


def test_nothing_is_shown_that_rests_on_few_stories(tmp_path: Path) -> None:
    made_up(tmp_path, LEAST_STORIES - 1)
    assert all(Library(tmp_path).figure(figure.name).empty for figure in FIGURES)


def test_a_figure_is_the_same_before_and_after_it_was_added_up(tmp_path: Path) -> None:
    """A killed run leaves counts without sums; so does a library of an earlier version."""
    made_up(tmp_path, 12)
    with library._opened(tmp_path, read_only=False) as base:
        kept = {figure.name: figure_of(base, figure.name) for figure in FIGURES}
        base.execute("DELETE FROM summed")
        for figure in FIGURES:
            pd.testing.assert_frame_equal(figure_of(base, figure.name), kept[figure.name])
        base.execute("DROP TABLE summed")
        pd.testing.assert_frame_equal(figure_of(base, "reports"), kept["reports"])


def test_a_search_finds_all_its_words_and_a_row_its_stories(tmp_path: Path) -> None:
    made_up(tmp_path, 40)
    held = Library(tmp_path)
    assert len(held.stories("HARBOUR headline")) == 20
    assert len(held.stories("harbour nowhere")) == 0
    assert len(held.stories("'; DROP TABLE stories; --")) == 0
    assert len(held) == 40
    table = held.figure("reports")
    assert len(table) == 20
    row = table.iloc[0]
    behind = held.stories_of("reports", row["a"], row["b"])
    assert (len(behind), behind["part"].sum(), behind["whole"].sum()) == (
        row["stories"],
        row["part"],
        row["whole"],
    )
    assert row["low"] <= row["share"] <= row["high"]
    assert held.file_of("../../etc/passwd") is None


def test_the_app_opens_a_story_of_its_library(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is computed: the model and the parser cannot be loaded."""
    monkeypatch.setattr("sys.argv", ["streamlit_app.py", "--library", str(kept)])
    monkeypatch.setattr("dashboard.pipeline.prepare", None)
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    test.query_params["story"] = "seeds"
    test.run()
    assert not test.exception
    assert test.session_state.choices.story == "seeds"
    test.switch_page("dashboard/app/views/library.py").run()
    assert not test.exception
    assert not test.error
    assert any("1 story" in text.value for text in test.markdown)
    assert any("stories or more" in info.value for info in test.info)


def measure(stories: int = 10_000) -> dict[str, float]:
    """Seconds to open a made-up library and to answer each question; printed by tests/benchmarks."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        made_up(Path(folder), stories)
        begun = time.perf_counter()
        held = Library(Path(folder))
        held.stories()
        found = {"open": time.perf_counter() - begun}
        for figure in FIGURES:
            begun = time.perf_counter()
            held.figure(figure.name)
            found[figure.name] = time.perf_counter() - begun
    return found
