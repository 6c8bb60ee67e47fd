"""How long all detectors take, against encoding the story and against the number of its statements.

Run by hand (`python -m tests.benchmarks.bench_framing`): it prints ratios, which say more than seconds of one machine.
"""

from __future__ import annotations

import time

from dashboard.analysis import channels
from dashboard.analysis.comparison import Prepared, prepare, settle
from dashboard.analysis.encoding import load_encoder
from dashboard.analysis.facts import FACT_DETECTORS
from dashboard.analysis.framing import DETECTORS
from dashboard.analysis.framing.context import Context
from dashboard.analysis.reading import Story, read_files, read_folder
from dashboard.analysis.settings import Settings
from dashboard.analysis.voices import voices
from dashboard.tables import COUNTED
from tests.conftest import SEEDS

REPEATS = 5


def context_of(prepared: Prepared) -> Context:
    """The context at the default settings."""
    made = settle(prepared, Settings())
    return Context(
        story=made.story, encoding=prepared.encoding, units=made.units, candidates=made.candidates, links=made.links,
        statements=made.statements, mentions=made.mentions, coverage=made.coverage, sources=made.sources,
        voices=voices(made.story, made.sources), actors=prepared.actors, phrases=prepared.phrases,
        referents=prepared.referents,
    )  # fmt: skip


def seconds(context: Context) -> float:
    """The best time of all detectors together; processor time, so that neighbours on the machine do not count."""
    best = float("inf")
    for _ in range(REPEATS):
        start = time.process_time()
        for detect in (*DETECTORS, *FACT_DETECTORS, channels.detect):
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
    whole, part = context_of(prepare(story)), context_of(prepare(half(story)))
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
