"""How well plain cosine and TF-IDF align annotated stories: what `python -m dashboard calibrate` prints of Parallax stands beside it.

    python -m tests.benchmarks.bench_quality FILE

FILE holds annotated stories, one a line of JSON (dashboard/training/calibration.py says how). Each
baseline has its threshold fitted on the other stories and is judged on the one left out.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer

from dashboard.encoding.encode import load_encoder
from dashboard.training.calibration import AnnotatedStory, Pair, cell_score, read, score

Scores = Mapping[Pair, float]
GRID = np.linspace(0.1, 0.9, 81)


def cosine(story: AnnotatedStory) -> Scores:
    """Cosine of the sentences' own vectors, as most tools do it."""
    vectors = np.array([story.encoding[s].sentence for s in story.sentences["sentence"]])
    return _pairs(story, vectors @ vectors.T / np.outer(*[np.linalg.norm(vectors, axis=1)] * 2))


def tfidf(story: AnnotatedStory) -> Scores:
    """Cosine of the sentences' words, weighted by their rarity in the story."""
    table = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(story.sentences["text"])
    return _pairs(story, (table @ table.T).toarray())


def _pairs(story: AnnotatedStory, table: npt.NDArray[np.float64]) -> Scores:
    places = [(int(a), int(k)) for a, k in (key.split(":") for key in story.sentences["sentence"])]
    return {
        (*places[i], *places[j]): float(table[i, j])
        for i, j in itertools.combinations(range(len(places)), 2)
        if places[i][0] != places[j][0]
    }


def above(scores: Scores, threshold: float) -> set[Pair]:
    """The pairs that reach a threshold."""
    return {pair for pair, value in scores.items() if value >= threshold}


def judged(
    stories: Sequence[AnnotatedStory], measure: Callable[[AnnotatedStory], Scores]
) -> npt.NDArray[np.float64]:
    """(stories, 4): precision and F1 of links and of cells, each story at the threshold that is best on the others."""
    scores = {story.name: measure(story) for story in stories}
    f1 = np.array([[score(above(scores[s.name], t), s)[2] for t in GRID] for s in stories])
    rows = []
    for k, story in enumerate(stories):
        threshold = float(GRID[np.delete(f1, k, axis=0).mean(axis=0).argmax()])
        found = above(scores[story.name], threshold)
        pair, cell = score(found, story), cell_score(found, story)
        rows.append([pair[0], pair[2], cell[0], cell[2]])
    return np.array(rows)


def main() -> None:
    """Print one line a method: mean over the stories."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    stories = read(parser.parse_args().file, load_encoder())
    print(f"{'':28}links: precision  F1     cells: precision  F1")
    for name, measure in (("cosine of the sentences", cosine), ("TF-IDF cosine", tfidf)):
        a, b, c, d = judged(stories, measure).mean(axis=0)
        print(f"{name:28}       {a:.3f}      {b:.3f}         {c:.3f}      {d:.3f}")


if __name__ == "__main__":
    main()
