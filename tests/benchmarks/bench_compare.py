"""What `compare` costs beside the encoder alone, and what a second worker gains, in one run.

`python -m tests.benchmarks.bench_compare FOLDER … [--limit N] [--made N] [--profile FILE]` takes story folders (or a folder of such). Per story it encodes the compared sentences with
sentence-transformers' own `encode`, then compares the story with no cache and makes its JSON; both in processor seconds, taking turns, so that a busy machine slows both. The ratio is encode / compare:
1 would mean that all but the encoder is free. Set OMP_NUM_THREADS=1: else
threads of matrix products that wait for each other count as work (aligning took four times as long by this clock). `--library N` times a made-up library of N stories.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dashboard.batch import run
from dashboard.encoding import encode as encoding
from dashboard.encoding.cross_encoder import load_cross_encoder
from dashboard.export import to_json
from dashboard.language.annotate import annotate
from dashboard.pipeline import prepare, settle
from dashboard.settings import DEFAULT_MODEL, Settings
from dashboard.story.read import read_folder
from dashboard.tables import COUNTED
from tests.batch.test_library import measure
from tests.benchmarks.made_stories import write


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; always 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_compare")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=200, help="stories")
    parser.add_argument(
        "--workers", type=int, default=0, help="compare once more, with so many processes against one"
    )
    parser.add_argument("--made", type=int, default=0, metavar="N", help="made-up stories of five articles")
    parser.add_argument("--library", type=int, default=0, metavar="N")
    parser.add_argument(
        "--profile", type=Path, metavar="FILE", help="print where the time goes, and keep it for pstats"
    )
    chosen = parser.parse_args(arguments)
    if chosen.library:
        print({name: round(seconds, 3) for name, seconds in measure(chosen.library).items()})
    with tempfile.TemporaryDirectory() as scratch:
        folders = run.stories_in(chosen.folders)[: chosen.limit] + write(Path(scratch), chosen.made)
        if folders:
            _against_encoder(folders, chosen.profile)
        if folders and chosen.workers:
            with _one_processor():
                bound = _wall(folders, 1)
            alone, several = _wall(folders, 1), _wall(folders, chosen.workers)
            print(
                f"{chosen.workers} workers: {several:.1f} s of the clock, processes started and models loaded"
            )
            print(f"  one worker bound to one processor: {bound:.1f} s, x {bound / several:.2f}")
            print(f"  one worker on all of them:         {alone:.1f} s, x {alone / several:.2f}")
    return 0


def _against_encoder(folders: Sequence[Path], profiled: Path | None) -> None:
    import torch

    torch.set_num_threads(1)  # so that threads that wait for each other are not counted as work
    transformer = _transformer()
    encoder = encoding.load_encoder()
    encoder(["The minister met the king."])
    annotate(["The minister met the king."])
    load_cross_encoder()([("The minister met the king.", "The king received the minister.")])
    spent: Counter[str] = Counter()
    profile = cProfile.Profile()
    for folder in folders:
        story = read_folder(folder)
        told = [str(t) for t in story.sentences[story.sentences["role"].isin(COUNTED)]["text"]]
        with _timed(spent, "encoder alone"):
            transformer.encode(told, batch_size=32, show_progress_bar=False)
        with _timed(spent, "compare"):
            if profiled:
                profile.enable()
            with _timed(spent, "reading"):
                story = read_folder(folder)
            with _timed(spent, "encoding, parsing, aligning"):
                prepared = prepare(story, DEFAULT_MODEL)
            with _timed(spent, "rows"):
                comparison = settle(prepared, Settings())
            with _timed(spent, "findings, sources, emphasis, origins"):
                to_json(comparison)
            profile.disable()
        spent["sentences"] += len(told)
    print(f"{len(folders)} stories, {spent['sentences']} sentences, processor seconds:")
    for name, seconds in spent.items():
        print(f"  {name:40} {seconds:8.2f}")
    print(f"  encoder / compare: {spent['encoder alone'] / spent['compare']:.2f}")
    if profiled:
        profile.dump_stats(profiled)
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)


@contextmanager
def _timed(spent: Counter[str], name: str) -> Iterator[None]:
    begun = time.process_time()
    yield
    spent[name] += time.process_time() - begun  # type: ignore[assignment]


def _transformer() -> Any:
    from sentence_transformers import SentenceTransformer

    source, revision = encoding.locate(encoding.MODELS[DEFAULT_MODEL])
    return SentenceTransformer(source, revision=revision, device="cpu")


@contextmanager
def _one_processor() -> Iterator[None]:
    """Processes that start within share one processor."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _wall(folders: Sequence[Path], workers: int) -> float:
    """Seconds of the clock for comparing all, with no cache from before."""
    with tempfile.TemporaryDirectory() as scratch:
        jobs = [run.Job(folder, out=Path(scratch), cache=Path(scratch) / "cache") for folder in folders]
        begun = time.perf_counter()
        for outcome in run._in_processes(jobs, workers):
            if outcome.reason:
                print(f"{outcome.story}: {outcome.reason}", file=sys.stderr)
        return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
