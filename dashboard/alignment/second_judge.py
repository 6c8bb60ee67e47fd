"""The pairs in doubt are read once more, both sentences together, by a cross-encoder.

Which one belongs to the model that a story is compared with: JUDGES.

What it says is weighed against what the pair's own evidence says by one more logistic regression, fitted on stories that
the cross-encoder had not seen; `data/judge.json` holds its three numbers, the range of probabilities that counts as doubt,
and what both were trained on. A pair is asked for by itself, so no third article moves what is answered (in a story of many
articles it may decide whether the pair is asked at all: MOST_ASKED).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dashboard.alignment.calibration import MOST, CalibrationError, log_odds, sigmoid
from dashboard.alignment.token_matrix import StoryTokens
from dashboard.encoding.cross_encoder import LARGER_WEIGHTS, WEIGHTS, load_cross_encoder
from dashboard.files import DATA
from dashboard.settings import DEFAULT_MODEL, LARGER_MODEL

Reals = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Reader = Callable[[Sequence[tuple[str, str]]], Reals]
"""Reads pairs of sentences: log odds that the two state the same."""

Readings = MutableMapping[tuple[str, str], float]
"""What a reader said of pairs."""

CARD = DATA / "judge.json"
LARGER_CARD = DATA / "judge-larger.json"

JUDGES: Mapping[str, tuple[Path, Path]] = {
    DEFAULT_MODEL: (CARD, WEIGHTS),
    LARGER_MODEL: (LARGER_CARD, LARGER_WEIGHTS),
}
"""Name of a model -> card and weights of the judge that was fitted beside it; other models have none."""

MOST_ASKED = 2
"""Pairs that are read, a sentence of the story. Those in doubt grow with the square of the articles: .5 a sentence in stories of
three outlets, 1 in stories of five, and from some ten on more than this; then the surest of them are left as they are."""


@dataclass(frozen=True)
class SecondJudge:
    """A reader of pairs, when it is asked, and how much it counts.

    Attributes:
        reader: reads the pairs.
        least, most: probabilities of the pair alone between which it is asked.
        weights: (intercept, weight of the pair's own log odds, weight of the reader's).
    """

    reader: Reader
    least: float
    most: float
    weights: tuple[float, float, float]

    def weighed(self, story: StoryTokens, one: Places, two: Places, alone: Reals) -> Reals:
        """Probabilities of unit pairs once their sentences have been read together: (pairs,).

        Readers of the training data judged sentences, so the best unit pair stands for its two sentences: its
        probability decides whether they are read, and what the reading changes is given to all their unit pairs.

        Args:
            one, two: (pairs,) numbers of the units.
            alone: (pairs,) probability from the pair alone.
        """
        sentences = np.stack([story.unit_sentence[one], story.unit_sentence[two]], axis=1)
        pairs, group = np.unique(sentences, axis=0, return_inverse=True)
        best = np.zeros(len(pairs))
        np.maximum.at(best, group, alone)
        asked = self._in_doubt(best, MOST_ASKED * len(story.texts))
        read = self.reader([(story.texts[a], story.texts[b]) for a, b in pairs[asked]])
        base, own, heard = self.weights
        before = log_odds(best[asked])
        shift = np.zeros(len(pairs))
        shift[asked] = base + (own - 1) * before + heard * read
        odds = log_odds(alone) + shift[group]
        probability: Reals = np.where(shift[group] == 0, alone, sigmoid(odds))
        return probability

    def remembering(self, readings: Readings) -> SecondJudge:
        """The same judge, which reads no pair that stands in `readings`, and adds what it reads."""

        def read(pairs: Sequence[tuple[str, str]]) -> Reals:
            new = [pair for pair in dict.fromkeys(pairs) if pair not in readings]
            if new:
                readings.update(zip(new, self.reader(new).tolist(), strict=True))
            return np.array([readings[pair] for pair in pairs], np.float64)

        return replace(self, reader=read)

    def _in_doubt(self, best: Reals, most: int) -> Places:
        """Numbers of the pairs that are asked; of too many those nearest to even odds."""
        doubtful = np.flatnonzero((best >= self.least) & (best <= self.most))
        nearest = np.argsort(np.abs(log_odds(best[doubtful])), kind="stable")[:most]
        asked: Places = np.sort(doubtful[nearest])
        return asked


@cache
def shipped_judge(model: str = DEFAULT_MODEL) -> SecondJudge | None:
    """The judge that was fitted beside a model, None where there is none; its weights are loaded when it is first asked."""
    if model not in JUDGES:
        return None
    card, weights = JUDGES[model]
    return judge_of(card, lambda pairs: load_cross_encoder(weights)(pairs))


def judge_of(card: Path, reader: Reader) -> SecondJudge:
    """Read a card.

    Raises:
        CalibrationError: it is damaged.
    """
    try:
        held = json.loads(card.read_text(encoding="utf-8"))
        least, most = (float(p) for p in held["doubt"])
        weights = tuple(float(held["weights"][name]) for name in ("intercept", "alone", "read"))
        if not 0 < least < most < 1 or not all(abs(w) <= MOST for w in weights):
            raise ValueError("a number is out of range")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CalibrationError(
            f"{card}: damaged ({type(error).__name__}: {error}). Take the file from the program's release again."
        ) from error
    return SecondJudge(reader, least, most, (weights[0], weights[1], weights[2]))
