"""What alignment costs: against encoding on the default story, and on 60 articles of 50 sentences.

    python -m tests.benchmarks.bench_alignment

The large story is made of the default one's sentences, their vectors blurred article by article so that
equal words do not give equal vectors; times are processor seconds, memory is the peak of the process.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd

from dashboard.alignment.align import candidates, links
from dashboard.alignment.second_judge import shipped_judge
from dashboard.encoding.encode import SentenceVectors, encode, load_encoder
from dashboard.encoding.phrases import annotated
from dashboard.language.clauses import units_of
from dashboard.statements.statements import statements
from dashboard.story.read import Story, read_folder
from dashboard.tables import COUNTED, SENTENCES, make
from tests.support.paths import SEEDS

ARTICLES, EACH, BLUR = 60, 50, 0.9
THRESHOLD = 0.5

Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What the work returns, and the processor seconds it took."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def large(
    story: Story, encoding: dict[str, SentenceVectors]
) -> tuple[pd.DataFrame, dict[str, SentenceVectors]]:
    """ARTICLES articles of EACH sentences drawn from one story, and their blurred vectors."""
    random = np.random.default_rng(0)
    told = story.sentences[story.sentences["role"].isin(COUNTED)].reset_index(drop=True)
    rows, vectors = [], {}
    for article in range(ARTICLES):
        at = 0
        for number, k in enumerate(random.integers(0, len(told), EACH)):
            text, key = str(told["text"][k]), f"{article:02d}:{number}"
            span = {"start": at, "end": at + len(text), "role": "body", "reason": "", "text": text}
            rows.append({"sentence": key, "article": f"{article:02d}", **span})
            own = encoding[str(told["sentence"][k])]
            noise = random.normal(0, BLUR * float(own.tokens.std()), own.tokens.shape).astype(np.float32)
            vectors[key] = SentenceVectors(own.tokens + noise, own.starts, own.ends, own.sentence)
            at += len(text) + 1
    return make(SENTENCES, rows), vectors


def main() -> None:
    """Print the two comparisons."""
    story = read_folder(SEEDS)
    encoding = encode(story)
    sentences, vectors = large(story, encoding)
    units = units_of(sentences, annotated(sentences))
    begun = time.perf_counter()
    found, scored = timed(lambda: candidates(units, sentences, vectors, judge=shipped_judge()))
    _, linked = timed(lambda: links(found, units, THRESHOLD))
    _, gathered = timed(lambda: statements(units, found, sentences, vectors, THRESHOLD))
    wall = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{ARTICLES} x {EACH} sentences: {len(units)} units, {len(found)} candidates; scoring {scored:.1f} s, links "
        f"{linked:.1f} s, rows and themes {gathered:.1f} s of processor, {wall:.1f} s in all; peak {peak:.0f} MB"
    )
    encoder = load_encoder()
    told = [str(t) for t in story.sentences[story.sentences["role"].isin(COUNTED)]["text"]]
    encoder(told[:2])
    _, encoded = timed(lambda: encoder(told))
    units = units_of(story.sentences, annotated(story.sentences))
    _, aligned = timed(lambda: candidates(units, story.sentences, encoding, judge=shipped_judge()))
    print(
        f"default story: encoding {encoded:.2f} s, alignment {aligned:.2f} s, ratio {aligned / encoded:.2f}"
    )


if __name__ == "__main__":
    main()
