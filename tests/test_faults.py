"""What breaks on a disk: each fault gives a message that names the file and the remedy, or is passed over; nothing is lost."""

from __future__ import annotations

import errno
import hashlib
import json
import multiprocessing
import os
import re
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import comparison as shipping
from dashboard.alignment import calibration
from dashboard.alignment.calibration import CalibrationError
from dashboard.app import cache, story_store
from dashboard.comparison import as_shipped
from dashboard.encoding import encode as encoding
from dashboard.encoding.encode import SentenceVectors, encode
from dashboard.files import LEXICONS, STALE, DataError, sweep, write_atomically
from dashboard.language import annotate
from dashboard.language.lexicons import lexicon_rows
from dashboard.settings import DEFAULT_MODEL, SETTINGS, Settings, settings_of
from dashboard.statements.corrections import FILE, CorrectionError, load
from dashboard.story.read import Story, read_files
from tests.support.paths import ROOT, SEEDS
from tests.support.stand_in import hashed_words

TEXTS = {"a.txt": b"The minister met the king on Tuesday. They talked about grain.", "b.txt": b"Nobody would say what they talked about."}  # fmt: skip
MODEL = "stand-in"


@pytest.fixture(autouse=True)
def _nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "_warned", set())


def tried() -> Story:
    return read_files("tried", TEXTS)


def vectors(store: Path | None) -> dict[str, SentenceVectors]:
    return encode(tried(), MODEL, store=store, encoder=hashed_words)


def refuse(sentences: Sequence[str]) -> list[SentenceVectors]:
    """An encoder that must not be asked."""
    raise AssertionError(f"encoded again: {len(sentences)} sentences")


def equal(one: dict[str, SentenceVectors], two: dict[str, SentenceVectors]) -> bool:
    return one.keys() == two.keys() and all(
        np.allclose(one[s].tokens, two[s].tokens, atol=2e-3) and (one[s].starts == two[s].starts).all()
        for s in one
    )


def sealed(change: Callable[[dict[str, Any]], None]) -> Callable[[bytes], bytes]:
    """An edit of the arrays whose digest was made to fit: what only the shapes and the numbers give away."""

    def edit(data: bytes) -> bytes:
        import io

        with np.load(io.BytesIO(data[32:])) as read:
            arrays = {name: read[name] for name in read.files}
        change(arrays)
        out = io.BytesIO()
        np.savez_compressed(out, allow_pickle=False, **arrays)
        return hashlib.sha256(out.getvalue()).digest() + out.getvalue()

    return edit


def _nan(arrays: dict[str, Any]) -> None:
    arrays["tokens"][0, 0] = np.nan


def _narrow(arrays: dict[str, Any]) -> None:
    arrays["tokens"] = arrays["tokens"][:, :-1]


def _flat(arrays: dict[str, Any]) -> None:
    arrays["sentences"] = arrays["sentences"].ravel()


def _short(arrays: dict[str, Any]) -> None:
    arrays["starts"] = arrays["starts"][:-1]


def _nameless(arrays: dict[str, Any]) -> None:
    del arrays["ends"]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "0 bytes": lambda _: b"",
    "a digest alone": lambda data: data[:32],
    "truncated": lambda data: data[: len(data) // 2],
    "one byte": lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
    "text": lambda _: b"not an encoding at all, but long enough to have a digest",
    "NaN": sealed(_nan),
    "too narrow": sealed(_narrow),
    "flat": sealed(_flat),
    "too short": sealed(_short),
    "an array missing": sealed(_nameless),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_encoding_is_made_anew(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    whole = vectors(tmp_path)
    for file in list(tmp_path.iterdir()):
        file.write_bytes(damage(file.read_bytes()))
    assert equal(vectors(tmp_path), whole)
    assert equal(encode(tried(), MODEL, store=tmp_path, encoder=refuse), whole), "and is whole on disk again"


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("fault", ["a file in its place", "full", "not to be written"])
def test_without_a_cache_the_work_goes_on_and_says_so_once(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = tmp_path / "cache"
    if fault == "a file in its place":
        store.write_bytes(b"")
    elif fault == "full":
        monkeypatch.setattr("os.fsync", _full)
    else:
        monkeypatch.setattr("tempfile.mkstemp", lambda **_: _denied())
    assert equal(vectors(store), vectors(None))
    vectors(store)
    assert caplog.text.count("encodings cannot be kept") == 1
    assert str(store) in caplog.text
    assert "PARALLAX_CACHE" in caplog.text
    assert not list(tmp_path.rglob("*.part"))


def _denied() -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


def test_what_a_killed_process_left_is_swept_and_what_is_being_written_stays(tmp_path: Path) -> None:
    ages = {"old": -2 * STALE, "new": 0.0, "future": 2 * STALE}
    for name, age in ages.items():
        (tmp_path / f"{name}.part").write_bytes(b"half")
        os.utime(tmp_path / f"{name}.part", (time.time() + age,) * 2)
    (tmp_path / "kept.npz").write_bytes(b"whole")
    sweep(tmp_path)
    assert {f.name for f in tmp_path.iterdir()} == {"new.part", "kept.npz"}
    sweep(tmp_path / "absent")


def test_a_file_is_synced_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("sync")
        sync(handle)

    def renamed(old: str, new: str) -> None:
        done.append("rename")
        replace(old, new)

    monkeypatch.setattr("os.fsync", synced)
    monkeypatch.setattr("os.replace", renamed)
    write_atomically(tmp_path / "a", b"whole")
    assert done == ["sync", "rename"]


def _encode_often(store: str) -> None:
    for _ in range(10):
        for file in Path(store).glob("*.npz"):
            file.unlink(missing_ok=True)
        vectors(Path(store))


def test_two_processes_share_a_cache(tmp_path: Path) -> None:
    """Each removes and writes what the other reads; neither fails, and what is there in the end is whole."""
    start = multiprocessing.get_context("spawn")
    running = [start.Process(target=_encode_often, args=(str(tmp_path),)) for _ in range(2)]
    for process in running:
        process.start()
    for process in running:
        process.join(120)
    assert [process.exitcode for process in running] == [0, 0]
    assert equal(vectors(tmp_path), vectors(None))
    assert {f.suffix for f in tmp_path.iterdir()} == {".npz"}


CALIBRATIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a key missing": lambda held: held.pop("support"),
    "an inner key missing": lambda held: held["story"].pop("supported"),
    "NaN": lambda held: held.update(intercept=float("nan")),
    "huge": lambda held: held["support"].update(alone=1e308),
    "text for a number": lambda held: held.update(longest="many"),
    "a list": lambda held: held.update(support=[1, 2]),
    "point out of range": lambda held: held.update(point=7),
}


@pytest.mark.parametrize("change", CALIBRATIONS.values(), ids=CALIBRATIONS)
def test_a_damaged_calibration_names_file_and_remedy(
    change: Callable[[dict[str, Any]], object], tmp_path: Path
) -> None:
    held = json.loads(calibration.SHIPPED.read_text(encoding="utf-8"))
    change(held)
    file = tmp_path / "calibration.json"
    file.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(CalibrationError, match=r"calibration\.json: damaged .*release again"):
        calibration.load(file)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe"], ids=repr)
def test_what_is_no_calibration_names_file_and_remedy(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "calibration.json").write_bytes(data)
    with pytest.raises(CalibrationError, match=r"calibration\.json: damaged .*release again"):
        calibration.load(tmp_path / "calibration.json")
    with pytest.raises(CalibrationError, match=r"absent\.json: damaged"):
        calibration.load(tmp_path / "absent.json")


LISTS = {
    "absent": None,
    "empty": b"",
    "a source alone": b"source: nobody\n",
    "binary": b"\xff\xfe\x00",
    "a short row": b"source\nword,kind\nminister\n",
    "a long row": b"source\nword,kind\nminister,office,more\n",
    "an open quotation": b'source\nword,kind\n"minister,office\n',
}


@pytest.mark.parametrize("data", LISTS.values(), ids=LISTS)
def test_a_damaged_word_list_names_file_and_remedy(data: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "offices.csv"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(DataError, match=r"offices\.csv: .*release again"):
        lexicon_rows(file)


def test_a_word_list_without_a_column_says_which(tmp_path: Path) -> None:
    (tmp_path / "offices.csv").write_bytes(b"source\nword\nminister\n")
    with pytest.raises(DataError, match=r"offices\.csv: has no column kind"):
        lexicon_rows(tmp_path / "offices.csv")[0]["kind"]


def test_every_word_list_that_comes_along_is_whole() -> None:
    for file in LEXICONS.glob("*.csv"):
        assert lexicon_rows(file), file.name


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"threshold": NaN}', b'{"threshold": 7}', b'{"threshold": "high"}', b"\xff"], ids=repr)  # fmt: skip
def test_damaged_settings_name_file_and_remedy(data: bytes, tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_bytes(data)
    with pytest.raises(ValueError, match=r"settings\.json: .*Remove the file"):
        settings_of(tmp_path)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"version": 1, "corrections": [{"action": "link"}]}', b"\xff"], ids=repr)  # fmt: skip
def test_damaged_corrections_name_file_and_remedy(data: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(data)
    with pytest.raises(CorrectionError, match=r"corrections\.json: .*(?:[Rr]emove|mend)"):
        load(tmp_path)


def test_the_default_story_is_there_where_the_program_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another state of the word lists makes the shipped tables stale for computing, but they can still be shown."""
    monkeypatch.setattr(shipping, "_state", lambda _settings: {"calibration and word lists": "damaged"})
    assert shipping.ready(SEEDS, Settings()) is None
    shown = as_shipped(SEEDS)
    assert shown is not None
    assert len(shown.statements) > 10
    other = tmp_path / "seeds"
    shutil.copytree(SEEDS, other)
    next(other.glob("*.txt")).write_text("Another text.", encoding="utf-8")
    assert as_shipped(other) is None
    assert as_shipped(SEEDS, tmp_path) is None


@pytest.mark.parametrize("missing", ["parser", "model"])
def test_without_parser_or_model_the_remedy_is_said_and_the_default_story_served(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kept in (cache.ready, cache.prepared, cache.comparison):
        kept.clear()
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(shipping, "_state", lambda _settings: {"program": "changed"})
    if missing == "parser":
        monkeypatch.setattr(annotate, "_loaded", [])
        monkeypatch.setattr(encoding, "_loaded", {DEFAULT_MODEL: hashed_words})
        monkeypatch.setattr(annotate, "PACKAGES", ("absent-parser",))
    else:
        known = encoding.MODELS[DEFAULT_MODEL]
        absent = replace(known, package="absent-model", hub=str(tmp_path / "absent"), revision=None)
        monkeypatch.setattr(encoding, "_loaded", {})
        monkeypatch.setitem(encoding.MODELS, DEFAULT_MODEL, absent)
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not test.exception
    assert any("pip install" in error.value.replace("\\", "") for error in test.error)
    assert any("comes with the program" in info.value for info in test.info)
    assert len(test.session_state.choices.comparison.statements) > 10


NAMES = ("=1+1", "a;=HYPERLINK(1)", "'=quoted", "+44 News", "@post", "plain; - name")


def test_a_saved_table_of_outlets_is_inert_and_read_as_it_was() -> None:
    """Names, and file names too, may begin like a formula; long ones in other scripts are names like others."""
    files = [
        f"{'=' * (k % 2)}новости-с-очень-длинным-именем-файла-{k}-{'нет' * 20}.txt" for k in range(len(NAMES))
    ]
    rows = [{"file": file, "outlet": name} for file, name in zip(files, NAMES, strict=True)]
    table = story_store.outlets_table(rows)
    for line in table.decode("utf-8").splitlines():
        assert not any(re.match(r'["]?[=+@-]', cell.lstrip()) for cell in re.split("[;,]", line)), line
    texts = {
        file: f"The minister met the king on Tuesday, edition {k}.".encode() for k, file in enumerate(files)
    }
    story = read_files("tried", {**texts, "outlets.csv": table})
    assert not story.faults
    assert dict(zip(story.articles["file"], story.articles["outlet"], strict=True)) == dict(
        zip(files, NAMES, strict=True)
    )
