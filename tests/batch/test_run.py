"""Many stories: every one compared once, whoever does it; a killed run loses nothing that was finished."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.batch import run
from dashboard.batch.run import Job, Ledger, Outcome, compare_one, estimate, stories_in
from tests.support.invented import large_story, put_vectors
from tests.support.paths import ROOT, SEEDS


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of four small stories and an empty one, their vectors in the cache beside it."""
    folder = tmp_path_factory.mktemp("day")
    for number in range(4):
        put_vectors(large_story(folder / "stories" / f"s{number}", 3, 200), folder / "cache")
    (folder / "stories" / "empty").mkdir()
    return folder


@pytest.fixture(autouse=True)
def _own_cache(day: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_CACHE", str(day / "cache"))


def results(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.glob("*.json"))}


@pytest.fixture(scope="module")
def alone(day: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What each story gives by itself."""
    out = tmp_path_factory.mktemp("alone")
    for folder in stories_in([day / "stories"]):
        compare_one(Job(folder, out=out, cache=day / "cache"))
    return results(out)


def test_several_processes_give_the_same_bytes_and_name_what_failed(
    day: Path, alone: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", str(day / "stories"), "--jobs", "2", "--out", str(tmp_path)]) == 1
    assert results(tmp_path) == alone
    said = capsys.readouterr().err
    assert "[5 of 5, 0 s left]" in said or "[4 of 5" in said
    assert said.rstrip().splitlines()[-1].startswith(f"  {day / 'stories' / 'empty'}: ")
    rows = {
        row["story"]: row
        for row in csv.DictReader((tmp_path / run.LEDGER).read_text(encoding="utf-8").splitlines())
    }
    assert set(rows) == {"empty", "s0", "s1", "s2", "s3"}
    assert "no article" in rows["empty"]["reason"]
    assert not list(tmp_path.glob("*.part"))


def die(_job: Job) -> Outcome:
    """What a worker does for which there is no memory left."""
    os._exit(1)


def test_a_process_that_dies_is_replaced_and_one_that_always_dies_is_reported(
    day: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "RESTARTS", 1)
    monkeypatch.setattr(run, "compare_one", die)
    jobs = [Job(day / "stories" / f"s{k}", out=tmp_path) for k in range(2)]
    assert {o.story: "fewer --jobs" in o.reason for o in run.run(jobs, 2)} == {"s0": True, "s1": True}


def test_what_is_finished_is_not_done_again_and_what_changed_is(
    day: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noted(job: Job) -> run.Outcome:
        done.append(job.name)
        return compare_one(job)

    monkeypatch.setattr(run, "compare_one", noted)
    call = ["compare", *(str(day / "stories" / f"s{k}") for k in range(3)), "--out", str(tmp_path), "--quiet"]
    assert main(call) == 0
    assert main(call) == 0
    assert done == ["s0", "s1", "s2"]
    (tmp_path / "s0.json").write_text("{}", encoding="utf-8")  # edited
    (tmp_path / "s1.json").unlink()  # lost
    assert main([*call, "--threshold", "0.34"]) == 0
    assert done[3:] in (["s0", "s1"], ["s0", "s1", "s2"])
    assert json.loads((tmp_path / "s0.json").read_text(encoding="utf-8"))["story"] == "s0"
    assert main([*call, "--threshold", "0.6"]) == 0
    assert done[-3:] == ["s0", "s1", "s2"]


def test_a_killed_run_goes_on_where_it_was(day: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "compare", str(day / "stories"), "--out", str(tmp_path)]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
    end = time.monotonic() + 200
    while len(results(tmp_path)) < 2 and time.monotonic() < end and running.poll() is None:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in results(tmp_path)}
    assert all(alone[name] == data for name, data in results(tmp_path).items()), "no half-written file"
    noted = Ledger(tmp_path / run.LEDGER).rows
    assert main(["compare", str(day / "stories"), "--out", str(tmp_path), "--quiet"]) == 1
    assert results(tmp_path) == alone
    for name, written in before.items():
        if name.removesuffix(".json") in noted:
            assert (tmp_path / name).stat().st_mtime_ns == written, f"{name} was finished"


def test_a_ledger_survives_a_torn_line(tmp_path: Path) -> None:
    file = tmp_path / run.LEDGER
    ledger = Ledger(file)
    ledger.add(Outcome("a", "/a", made_from="1" * 64, result="2" * 64))
    ledger.add(Outcome("=b", "/b", reason='a comma, a quotation mark " and\na line'))
    file.write_bytes(file.read_bytes() + b"c,/c,,,3,")
    again = Ledger(file).rows
    assert set(again) == {"a", "=b"}
    assert again["=b"].reason == 'a comma, a quotation mark " and\na line'
    assert b"\n'=b," in file.read_bytes(), "no spreadsheet runs it"


def test_a_folder_of_folders_stands_for_its_stories(day: Path, tmp_path: Path) -> None:
    assert [f.name for f in stories_in([day / "stories"])] == ["empty", "s0", "s1", "s2", "s3"]
    assert stories_in([SEEDS, tmp_path, tmp_path / "gone"]) == [SEEDS, tmp_path, tmp_path / "gone"]


def test_a_fault_nobody_thought_of_stops_one_story(day: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("none")

    monkeypatch.setattr(run, "compared", broken)
    found = compare_one(Job(day / "stories" / "s0"))
    assert found.reason == "ZeroDivisionError: none"


@pytest.mark.parametrize(
    ("done", "seconds", "words"),
    [(0, 0, "…"), (10, 10, "90 s left"), (10, 100, "15 min left"), (1, 600, "16.5 h left")],
)
def test_the_rest_is_estimated_at_the_pace_so_far(done: int, seconds: float, words: str) -> None:
    assert estimate(done, 100, seconds) == words


def test_a_cluster_does_the_work_and_loses_nothing_with_a_worker(
    day: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed")
    jobs = [Job(f, out=tmp_path, cache=day / "cache") for f in stories_in([day / "stories"])]
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        victim = next(iter(cluster.workers.values())).pid
        found: list[run.Outcome] = []
        for outcome in run.run(jobs, scheduler=cluster.scheduler_address):
            if not found:
                os.kill(victim, signal.SIGKILL)
            found.append(outcome)
    assert sorted(o.story for o in found) == ["empty", "s0", "s1", "s2", "s3"]
    assert [o.story for o in found if o.reason] == ["empty"]
    assert results(tmp_path) == alone
