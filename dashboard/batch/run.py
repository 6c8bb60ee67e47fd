"""Compare many stories, on one machine or several: each by itself, none twice, none lost where the run is killed.

What is finished stands in a ledger beside the results (`compared.csv`), with the digest of what it was computed from: a
story is passed over only where its texts, its settings, the program and its result are still the same.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, field, fields, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from dashboard.batch import store
from dashboard.batch.grouping import TABLE
from dashboard.comparison import Comparison, program_digest, ready
from dashboard.encoding.encode import digest_of
from dashboard.export import write_json
from dashboard.files import cache_folder, csv_of, revived, write_atomically
from dashboard.pipeline import compare
from dashboard.settings import settings_of
from dashboard.statements.corrections import load
from dashboard.story.read import read_folder

log = logging.getLogger(__name__)

LEDGER = "compared.csv"
RESTARTS = 3
"""How often the processes are started anew after one died, as for want of memory; what is left then is reported."""


@dataclass(frozen=True)
class Job:
    """One story to compare.

    Attributes:
        folder: of its articles.
        chosen: settings that the call names, before those that lie in the folder.
        out: folder for <story>.json; None writes none.
        library: folder that keeps the whole comparison; None keeps none.
        cache: folder for encodings.
    """

    folder: Path
    chosen: Mapping[str, Any] = field(default_factory=dict)
    out: Path | None = None
    library: Path | None = None
    cache: Path = field(default_factory=cache_folder)

    @property
    def name(self) -> str:
        """The story's name, that of its results too."""
        return self.folder.resolve().name

    def results(self) -> list[Path]:
        """The files that it makes."""
        made = [self.out / f"{self.name}.json"] if self.out else []
        return [*made, *([store.file_of(self.library, self.name)] if self.library else [])]


@dataclass(frozen=True)
class Outcome:
    """What became of one story: a row of the ledger.

    Attributes:
        story, folder: its name and where it lies.
        reason: why it could not be compared; "" where it was.
        notes: what was wrong with single files of it, for the person who runs this.
        seconds: that it took.
        made_from: digest of everything that the result depends on.
        result: digest of the files that were written.
    """

    story: str
    folder: str
    reason: str = ""
    notes: str = ""
    articles: int = 0
    statements: int = 0
    links: int = 0
    seconds: float = 0.0
    made_from: str = ""
    result: str = ""


COLUMNS = [column.name for column in fields(Outcome)]


def stories_in(folders: Iterable[Path]) -> list[Path]:
    """The story folders that a call names: a folder that holds folders, and at most the table of them, stands for those."""
    found: list[Path] = []
    for folder in folders:
        inside = (
            [f for f in sorted(folder.iterdir()) if f.name[0] != "." and f.name != TABLE]
            if folder.is_dir()
            else []
        )
        found += inside if inside and all(f.is_dir() for f in inside) else [folder]
    return found


def compare_one(job: Job) -> Outcome:
    """Compare one story and write what the job asks for; what stops it becomes its reason and stops nothing else."""
    began = time.monotonic()
    outcome = Outcome(job.name, str(job.folder))
    try:
        made_from = _made_from(job) if job.folder.is_dir() else ""
        comparison, notes = compared(job.folder, job.chosen, job.cache)
        if job.out:
            write_json(comparison, job.out)
        if job.library:
            store.save(comparison, job.library)
    except (
        Exception
    ) as error:  # one story of ten thousand, whatever is wrong with it, must not stop the others
        said = " ".join(str(error).split())
        known = isinstance(error, (ValueError, OSError, RuntimeError)) and said
        if not known:
            log.error("%s: an error that nobody thought of", job.folder, exc_info=error)
        return replace(
            outcome, reason=said if known else f"{type(error).__name__}: {said}", seconds=_since(began)
        )
    return replace(
        outcome,
        notes="\n".join(notes),
        articles=len(comparison.articles),
        statements=len(comparison.statements),
        links=len(comparison.links),
        seconds=_since(began),
        made_from=made_from,
        result=_result(job),
    )


def compared(folder: Path, chosen: Mapping[str, Any], cache: Path) -> tuple[Comparison, list[str]]:
    """The comparison of a story folder with the settings and corrections that lie in it, and what is wrong with its files."""
    story = read_folder(folder)
    settings = settings_of(folder).overridden(**chosen)
    corrections = load(folder)
    found = ready(folder, settings, corrections) or compare(
        story, settings, corrections=corrections, store=cache
    )
    return found, [str(fault) for fault in (*story.faults, *found.lost)]


def _since(began: float) -> float:
    return round(time.monotonic() - began, 2)


def _made_from(job: Job) -> str:
    """Digest of what the results depend on: texts, settings, model, program."""
    digest = hashlib.sha256(program_digest().encode())
    settings = settings_of(job.folder).overridden(**job.chosen)
    digest.update(json.dumps([asdict(settings), digest_of(settings.model), job.name]).encode())
    for file in sorted(f for f in job.folder.iterdir() if f.is_file() and f.name[0] != "."):
        digest.update(f"\0{file.name}\0".encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _result(job: Job) -> str:
    """Digest of the files that a job makes; "" where one is missing."""
    digest = hashlib.sha256()
    try:
        for file in job.results():
            digest.update(file.read_bytes())
    except OSError:
        return ""
    return digest.hexdigest()


class Ledger:
    """What is finished: a CSV that grows by a synced line a story, so that a killed run loses what was under way alone."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.rows: dict[str, Outcome] = {}
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        for row in csv.DictReader(io.StringIO(text, newline="")):
            outcome = _outcome(row)
            if outcome:
                self.rows[outcome.story] = outcome
        write_atomically(file, csv_of([COLUMNS, *map(astuple, self.rows.values())]))

    def add(self, outcome: Outcome) -> None:
        """Note what became of a story; the latest row of a story counts."""
        self.rows[outcome.story] = outcome
        with self.file.open("ab") as stream:
            stream.write(csv_of([astuple(outcome)]))
            stream.flush()
            os.fsync(stream.fileno())

    def finished(self, job: Job) -> Outcome | None:
        """The outcome of a job whose result is still what it would give."""
        known = self.rows.get(job.name)
        if not known or known.reason or not known.result or known.result != _result(job):
            return None
        try:
            return known if known.made_from == _made_from(job) else None
        except (OSError, ValueError):
            return None


def _outcome(row: Mapping[str, str | None]) -> Outcome | None:
    """A row of the ledger; None of one that a killed run did not finish."""
    cells = {name: revived(row.get(name) or "") for name in COLUMNS}
    if None in row or len(cells["result"]) not in (0, 64) or not cells["story"]:
        return None
    try:
        counts = {name: int(cells[name]) for name in ("articles", "statements", "links")}
        return Outcome(**{**cells, **counts, "seconds": float(cells["seconds"])})  # type: ignore[arg-type]
    except ValueError:
        return None


def run(jobs: Sequence[Job], workers: int = 1, scheduler: str = "") -> Iterator[Outcome]:
    """Compare stories, in any order.

    Args:
        jobs: of different names.
        workers: processes on this machine; 1 works in this one.
        scheduler: address of a Dask scheduler whose workers do it instead; they must see the same folders.

    Raises:
        OSError: the scheduler cannot be reached.
    """
    if scheduler:
        yield from _on_cluster(jobs, scheduler)
    elif workers == 1:
        yield from map(compare_one, jobs)
    else:
        yield from _in_processes(jobs, workers)


def _in_processes(jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    """Several processes with a model each; the threads of all together are as many as the machine has cores.

    The standard library's pool, as joblib's replaces every process that has grown by 300 MB, and so each that loaded the model.
    """
    left = {job.name: job for job in jobs}
    for _attempt in range(1 + RESTARTS):
        try:
            with (
                _threads(max(1, (os.cpu_count() or 1) // workers)),
                ProcessPoolExecutor(workers, get_context("spawn")) as pool,
            ):
                for future in as_completed(
                    [pool.submit(_compare_then_freeze, compare_one, job) for job in left.values()]
                ):
                    outcome = future.result()
                    left.pop(outcome.story)
                    yield outcome
            return
        except BrokenProcessPool:
            continue  # what was under way in the others is lost with it: begin again with what is left
    for job in left.values():
        yield Outcome(
            job.name,
            str(job.folder),
            "a worker process died again and again, perhaps for want of memory: fewer --jobs",
        )


def _compare_then_freeze(compare_story: Callable[[Job], Outcome], job: Job) -> Outcome:
    """Compare in a process that does nothing else; after its first story the garbage collector passes over what stays.

    Model, parser and word lists are hundreds of thousands of objects, and to look through them again and again took a
    part of the time.
    """
    outcome = compare_story(job)
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
    return outcome


@contextmanager
def _threads(number: int) -> Iterator[None]:
    """Let processes that start within take so many threads each."""
    names = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, str(number)))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _on_cluster(jobs: Sequence[Job], scheduler: str) -> Iterator[Outcome]:
    """The workers of a Dask cluster; what a lost worker had under way is done by another."""
    from dask import distributed

    with distributed.Client(scheduler, timeout=30) as client:  # type: ignore[no-untyped-call]
        named = {client.submit(compare_one, job, pure=False, retries=RESTARTS): job for job in jobs}
        for future in distributed.as_completed(named):  # type: ignore[no-untyped-call]
            job = named.pop(future)
            error = future.exception()
            yield (
                Outcome(job.name, str(job.folder), f"{type(error).__name__}: {error}")
                if error
                else future.result()
            )
            future.release()


def estimate(done: int, whole: int, seconds: float) -> str:
    """How long the rest takes at the pace so far, in words."""
    if not done:
        return "…"
    left = seconds / done * (whole - done)
    return (
        f"{left / 3600:.1f} h left"
        if left > 5400
        else f"{left / 60:.0f} min left"
        if left > 90
        else f"{left:.0f} s left"
    )
