"""How long all detectors take, against encoding the story and against the number of its statements.

Run by hand (`python -m tests.benchmarks.bench_framing`): it prints ratios, which say more than seconds of one machine.
"""

from __future__ import annotations

import time

from dashboard.encoding.encode import load_encoder
from dashboard.findings.context import Context
from dashboard.findings.detectors import DETECTORS
from dashboard.pipeline import analyse, prepare
from dashboard.settings import DEFAULT_THRESHOLD
from dashboard.story.read import Story, read_files, read_folder
from dashboard.tables import COUNTED
from tests.support.paths import SEEDS

REPEATS = 5


def seconds(context: Context) -> float:
    """The best time of all detectors together; processor time, so that neighbours on the machine do not count."""
    best = float("inf")
    for _ in range(REPEATS):
        start = time.process_time()
        for detect in DETECTORS:
            detect(context)
        best = min(best, time.process_time() - start)
    return best


def half(story: Story) -> Story:
    """The same articles, each with the first half of its text."""
    return read_files("half", {f"{a}.txt": t[: len(t) // 2].encode() for a, t in story.texts.items()})


def main() -> None:
    story = read_folder(SEEDS)
    encoder = load_encoder()
    start = time.process_time()
    encoder(list(story.sentences.loc[story.sentences["role"].isin(COUNTED), "text"]))
    encoding = time.process_time() - start
    whole, part = (analyse(prepare(told), DEFAULT_THRESHOLD).context for told in (story, half(story)))
    long, short = seconds(whole), seconds(part)
    print(
        f"encoding {encoding:.2f} s of processor, detectors {long:.2f} s: ratio {long / encoding:.2f} (to stay below 1)"
    )
    growth = (long / short) / (len(whole.statements) / len(part.statements))
    print(
        f"{len(part.statements)} statements {short:.3f} s, {len(whole.statements)} statements {long:.3f} s: "
        f"{growth:.2f} times as much a statement"
    )


if __name__ == "__main__":
    main()
