"""From evidence to probability: logistic regressions, one after the other; their few coefficients stand in data/calibration.json."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.alignment.pair_features import FEATURES
from dashboard.files import DATA

Reals = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

SHIPPED = DATA / "calibration.json"

RIDGE = 10.0
"""L2 penalty on the standardised coefficients: the features say much the same, and stories are few."""


AROUND = (
    "together",  # 1: both stand in one row of the first draft
    "beside",  # how surely a pair next to them says the same
    "rival",  # how surely one of them says the same as a sentence elsewhere in the other's article
)


class CalibrationError(ValueError):
    """A calibration that does not fit the evidence; the message names both."""


@dataclass(frozen=True)
class Calibration:
    """Coefficients of three logistic regressions.

    Attributes:
        intercept, weights: evidence of a pair -> log odds, from the pair alone.
        support: (intercept, weight of those log odds, weight of the support by a third article).
        story: (intercept, weight of the log odds after support, weights of AROUND).
        longest: sentences of the longest article that was fitted on; without end where none is known.
    """

    intercept: float
    weights: tuple[float, ...]
    support: tuple[float, float, float]
    story: tuple[float, ...] = (0.0, 1.0, 0.0, 0.0, 0.0)
    longest: float = math.inf

    def alone(self, evidence: npt.ArrayLike) -> Reals:
        """Probability that two pieces state the same, from the pair alone: (pairs, FEATURES) -> (pairs,)."""
        odds: Reals = np.asarray(evidence, np.float64) @ np.array(self.weights) + self.intercept
        return _sigmoid(odds)

    def supported(self, alone: npt.ArrayLike, support: npt.ArrayLike) -> Reals:
        """The same with what third articles say; larger support never lowers it."""
        base, scale, lift = self.support
        return _sigmoid(base + scale * log_odds(alone) + lift * np.asarray(support, np.float64))

    def agreed(self, probability: npt.ArrayLike, around: npt.ArrayLike, doubts: npt.ArrayLike = 0.0) -> Reals:
        """The same with what the rest of the story says.

        Args:
            probability: (pairs,) after support.
            around: (pairs, AROUND) in [0, 1].
            doubts: (pairs,) what their guards take from the log odds.
        """
        base, scale, *lifts = self.story
        odds = base + scale * log_odds(probability) + np.asarray(around, np.float64) @ np.array(lifts)
        return _sigmoid(odds - np.asarray(doubts, np.float64))

    def length_doubt(self, sentences: npt.ArrayLike) -> Reals:
        """What the length of the longer article takes from the log odds of its pairs.

        A statement is told about once however long an article is, while sentences that merely resemble it become more
        with every one that is added: the odds that a given pair is the right one fall as the length grows. Up to the
        longest article that was fitted on, the regressions have seen to that themselves.

        Args:
            sentences: (pairs,) compared sentences of the longer article.
        """
        doubt: Reals = np.log(np.maximum(1.0, np.asarray(sentences, np.float64) / self.longest))
        return doubt


def log_odds(probability: npt.ArrayLike) -> Reals:
    """Log odds of probabilities, finite at 0 and 1."""
    kept = np.clip(np.asarray(probability, np.float64), 1e-4, 1 - 1e-4)
    odds: Reals = np.log(kept / (1 - kept))
    return odds


@cache
def shipped() -> Calibration:
    """The calibration that comes with the project."""
    return load(SHIPPED)


def load(file: Path) -> Calibration:
    """Read a calibration.

    Raises:
        CalibrationError: it was fitted for other evidence than this program computes.
    """
    held = json.loads(file.read_text(encoding="utf-8"))
    if tuple(held["weights"]) != FEATURES:
        raise CalibrationError(
            f"{file}: fitted for {', '.join(held['weights'])}; expected {', '.join(FEATURES)}"
        )
    third, story = held["support"], held["story"]
    return Calibration(
        float(held["intercept"]),
        tuple(float(held["weights"][name]) for name in FEATURES),
        (float(third["intercept"]), float(third["alone"]), float(third["support"])),
        tuple(float(story[name]) for name in ("intercept", "supported", *AROUND)),
        float(held["longest"]),
    )


def as_json(calibration: Calibration, source: str, counts: Mapping[str, int]) -> str:
    """The file's text: coefficients by name, what they were fitted on and how."""
    held: dict[str, Any] = {
        "about": "Logistic regression: evidence of a pair of clauses -> probability that they state the same thing.",
        "source": source,
        "counts": dict(counts),
        "longest": int(calibration.longest),
        "ridge": RIDGE,
        "intercept": round(calibration.intercept, 5),
        "weights": {n: round(w, 5) for n, w in zip(FEATURES, calibration.weights, strict=True)},
        "support": dict(
            zip(("intercept", "alone", "support"), (round(x, 5) for x in calibration.support), strict=True)
        ),
        "story": dict(
            zip(("intercept", "supported", *AROUND), (round(x, 5) for x in calibration.story), strict=True)
        ),
    }
    return json.dumps(held, indent=1) + "\n"


@dataclass(frozen=True)
class Judged:
    """Unit pairs of one story with what readers said of their sentences.

    Attributes:
        evidence: (pairs, FEATURES).
        group: (pairs,) number of the sentence pair that the unit pair belongs to.
        same: (groups,) 1: the sentences state one thing, 0: they do not.
    """

    evidence: Reals
    group: npt.NDArray[np.intp]
    same: Reals


def fit_alone(stories: Sequence[Judged], rounds: int = 3) -> Calibration:
    """Fit the first regression; readers judge sentences, so the best unit pair stands for its sentences.

    Which unit pair is best is asked of the fit before (multiple-instance learning, mi-SVM style: Andrews,
    Tsochantaridis & Hofmann, NIPS 2002); the first round takes the highest late interaction.
    """
    found: Calibration | None = None
    for _ in range(rounds):
        chosen: list[Reals] = []
        for story in stories:
            rank = story.evidence[:, :2].sum(axis=1) if found is None else found.alone(story.evidence)
            chosen.append(story.evidence[best_of(rank, story.group, len(story.same))])
        fitted = logistic(np.concatenate(chosen), np.concatenate([story.same for story in stories]))
        found = Calibration(float(fitted[0]), tuple(float(w) for w in fitted[1:]), (0.0, 1.0, 0.0))
    if found is None:
        raise CalibrationError("no round of fitting was asked for")
    return found


def fit_support(first: Calibration, stories: Iterable[tuple[Reals, Reals, Reals]]) -> Calibration:
    """Fit the second regression on (probability alone, support, same) of the sentence pairs of some stories."""
    base, scale, lift = _on_odds((p, support[:, None], same) for p, support, same in stories)
    return replace(first, support=(base, scale, lift))


def fit_story(second: Calibration, stories: Iterable[tuple[Reals, Reals, Reals]]) -> Calibration:
    """Fit the third regression on (probability, (pairs, AROUND), same) of the sentence pairs of some stories."""
    return replace(second, story=_on_odds(stories))


def _on_odds(stories: Iterable[tuple[Reals, Reals, Reals]]) -> tuple[float, ...]:
    """A regression on the log odds of a probability and some more numbers."""
    probability, more, same = (np.concatenate(column) for column in zip(*stories, strict=True))
    return tuple(float(x) for x in logistic(np.column_stack([log_odds(probability), more]), same, ridge=1.0))


def best_of(rank: Reals, group: npt.NDArray[np.intp], groups: int) -> npt.NDArray[np.intp]:
    """The highest ranked member of every group (the first of equals); every group needs one."""
    order = np.lexsort((np.arange(len(rank)), -rank, group))
    first = np.unique(group[order], return_index=True)[1]
    if len(first) != groups:
        raise CalibrationError(f"{groups} sentence pairs are judged, {len(first)} have evidence")
    return order[first].astype(np.intp)


def logistic(evidence: Reals, same: Reals, ridge: float = RIDGE, steps: int = 50) -> Reals:
    """Intercept and weights of an L2-penalised logistic regression, by Newton's method.

    Args:
        evidence: (pairs, features); standardised inside, the weights returned are for raw values.
        same: (pairs,) 0 or 1.
    """
    centre, spread = evidence.mean(axis=0), evidence.std(axis=0) + 1e-9
    table = np.column_stack([np.ones(len(evidence)), (evidence - centre) / spread])
    penalty = np.diag([1e-9] + [ridge] * evidence.shape[1])
    weights = np.zeros(table.shape[1])
    for _ in range(steps):
        told = _sigmoid(table @ weights)
        slope = table.T @ (told - same) + penalty @ weights
        curve = (table * (told * (1 - told))[:, None]).T @ table + penalty
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-8:
            break
    raw = weights[1:] / spread
    return np.append(weights[0] - raw @ centre, raw)


def _sigmoid(odds: Reals) -> Reals:
    """Log odds -> probability, without overflow."""
    probability: Reals = 0.5 * (1 + np.tanh(odds / 2))
    return probability
