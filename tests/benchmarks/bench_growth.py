"""How time and memory grow with the articles of one story, everything after the encoder, findings and JSON included.

`python -m tests.benchmarks.bench_growth [--articles 10 20 40 80] [--sentences 20] [--profile FILE]` makes stories
(`made_stories`), encodes each wording once, and prints processor seconds by stage with the exponent of their growth (slope
of the logarithms) and the peak memory
after each stage. The largest comes last, so that its peaks are its own.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dashboard.alignment.align import candidates
from dashboard.encoding.encode import Encoder, SentenceVectors, encode, load_encoder
from dashboard.encoding.phrases import annotated
from dashboard.export import to_json
from dashboard.language.clauses import units_of
from dashboard.pipeline import Prepared, judge_for, settle
from dashboard.settings import DEFAULT_MODEL, Settings
from tests.benchmarks.made_stories import story_of


def remembering(encoder: Encoder) -> Encoder:
    """An encoder that runs once for every wording."""
    known: dict[str, SentenceVectors] = {}

    def encoded(sentences: Sequence[str]) -> list[SentenceVectors]:
        new = list(dict.fromkeys(s for s in sentences if s not in known))
        known.update(zip(new, encoder(new), strict=True)) if new else None
        return [known[s] for s in sentences]

    return encoded


def stages(articles: int, sentences: int, encoder: Encoder, profile: cProfile.Profile) -> dict[str, float]:
    """Processor seconds of each stage for one story, and what came of it."""
    story = story_of(0, articles, sentences)
    encoding = encode(story, encoder=encoder)
    spent: dict[str, float] = {}
    peaks: dict[str, float] = {}
    clock = time.process_time()

    def lap(name: str) -> None:
        nonlocal clock
        spent[name], clock = time.process_time() - clock, time.process_time()
        peaks[f"{name}: peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    read = annotated(story.sentences)
    lap("parsing")
    profile.enable()
    units = units_of(story.sentences, read)
    readings: dict[tuple[str, str], float] = {}
    scored = candidates(units, story.sentences, encoding, judge=judge_for(DEFAULT_MODEL, readings))
    lap("aligning")
    comparison = settle(Prepared(story, DEFAULT_MODEL, encoding, units, scored, read, readings), Settings())
    lap("rows")
    found = len(comparison.findings)
    lap("findings")
    to_json(comparison)
    lap("sources, emphasis, origins, JSON")
    profile.disable()
    spent["all after encoding"] = sum(spent.values())
    spent |= {"candidates": len(scored), "links": len(comparison.links), "findings, number": found}
    return spent | peaks


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; always 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_growth")
    parser.add_argument("--articles", type=int, nargs="+", default=[10, 20, 40, 80])
    parser.add_argument("--sentences", type=int, default=20)
    parser.add_argument("--profile", type=Path, metavar="FILE", help="of the largest story, for pstats")
    chosen = parser.parse_args(arguments)
    encoder = remembering(load_encoder())
    stages(3, 5, encoder, cProfile.Profile())  # word lists and expressions are read once a process
    profile = cProfile.Profile()
    tables = []
    for n in chosen.articles:
        last = chosen.profile and n == chosen.articles[-1]
        tables.append(stages(n, chosen.sentences, encoder, profile if last else _Off()))
        print(n, {name: round(value, 2) for name, value in tables[-1].items()}, flush=True)
    if len(tables) > 1:
        for name in tables[0]:
            values = np.array([table[name] for table in tables])
            slope = np.polyfit(np.log(chosen.articles), np.log(np.maximum(values, 1e-3)), 1)[0]
            print(f"{name:34} exponent {slope:5.2f}")
    if chosen.profile:
        profile.dump_stats(chosen.profile)
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
    return 0


class _Off(cProfile.Profile):
    """A profile that looks at nothing."""

    def enable(self, *_: bool) -> None:
        pass

    def disable(self) -> None:
        pass


if __name__ == "__main__":
    sys.exit(main())
