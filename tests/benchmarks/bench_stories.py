"""How time and memory grow with the number of stories that one process compares.

`python -m tests.benchmarks.bench_stories [--stories 25 50 100 200] [--articles 3] [--sentences 5]` compares made-up small
stories one after the other (`made_stories`) and prints, at each number of them, the processor seconds so far and the memory
that the process holds; then the exponent of the time (slope of the logarithms) and the memory that a hundred stories more add.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dashboard.batch.run import Job, compare_one
from tests.benchmarks.made_stories import write


def held() -> float:
    """Memory that the process holds at this moment, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; always 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_stories")
    parser.add_argument("--stories", type=int, nargs="+", default=[25, 50, 100, 200])
    parser.add_argument("--articles", type=int, default=3)
    parser.add_argument("--sentences", type=int, default=5)
    chosen = parser.parse_args(arguments)
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        first, *folders = write(
            Path(scratch) / "stories", 1 + max(chosen.stories), chosen.articles, chosen.sentences
        )
        out, cache = Path(scratch) / "out", Path(scratch) / "cache"
        out.mkdir()
        compare_one(Job(first, out=out, cache=cache))  # loads the models and the word lists
        begun = time.process_time()
        for number, folder in enumerate(folders, 1):
            outcome = compare_one(Job(folder, out=out, cache=cache))
            if outcome.reason:
                print(f"{outcome.story}: {outcome.reason}", file=sys.stderr)
            if number in chosen.stories:
                rows.append((number, time.process_time() - begun, held()))
                print(
                    f"{number:6} stories: {rows[-1][1]:8.1f} processor seconds, {rows[-1][2]:7.1f} MB held",
                    flush=True,
                )
    if len(rows) > 1:
        stories, seconds, memory = np.array(rows).T
        print(f"time: exponent {np.polyfit(np.log(stories), np.log(seconds), 1)[0]:.2f}")
        print(f"memory: {100 * np.polyfit(stories, memory, 1)[0]:+.1f} MB for a hundred stories more")
    return 0


if __name__ == "__main__":
    sys.exit(main())
