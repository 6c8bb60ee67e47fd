"""From evidence to probability: logistic regressions, one after the other; their few coefficients stand in data/calibration.json."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.alignment.pair_features import FEATURES
from dashboard.files import DATA, DataError

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


POINT = 0.3
"""Operating point of a calibration that names none."""


MOST = 1e4
"""Size of the largest number that a calibration may hold; those fitted stay below a hundred."""


class CalibrationError(DataError):
    """A calibration is damaged or does not fit the evidence; the message names file and remedy."""


@dataclass(frozen=True)
class Calibration:
    """Coefficients of three logistic regressions.

    Attributes:
        intercept, weights: evidence of a pair -> log odds, from the pair alone.
        support: (intercept, weight of those log odds, weight of the support by a third article).
        story: (intercept, weight of the log odds after support, weights of AROUND).
        longest: sentences of the longest article that was fitted on; without end where none is known.
        point: probability from which two pieces count as saying the same: the operating point, chosen on development
            stories.
    """

    intercept: float
    weights: tuple[float, ...]
    support: tuple[float, float, float]
    story: tuple[float, ...] = (0.0, 1.0, 0.0, 0.0, 0.0)
    longest: float = math.inf
    point: float = POINT

    def alone(self, evidence: npt.ArrayLike) -> Reals:
        """Probability that two pieces state the same, from the pair alone: (pairs, FEATURES) -> (pairs,)."""
        odds: Reals = np.asarray(evidence, np.float64) @ np.array(self.weights) + self.intercept
        return sigmoid(odds)

    def supported(self, alone: npt.ArrayLike, support: npt.ArrayLike) -> Reals:
        """The same with what third articles say; larger support never lowers it."""
        base, scale, lift = self.support
        return sigmoid(base + scale * log_odds(alone) + lift * np.asarray(support, np.float64))

    def agreed(self, probability: npt.ArrayLike, around: npt.ArrayLike, doubts: npt.ArrayLike = 0.0) -> Reals:
        """The same with what the rest of the story says.

        Args:
            probability: (pairs,) after support.
            around: (pairs, AROUND) in [0, 1].
            doubts: (pairs,) what their guards take from the log odds.
        """
        base, scale, *lifts = self.story
        odds = base + scale * log_odds(probability) + np.asarray(around, np.float64) @ np.array(lifts)
        return sigmoid(odds - np.asarray(doubts, np.float64))

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
        CalibrationError: it cannot be read, or was fitted for other evidence than this program computes.
    """
    try:
        found = _read(file)
        numbers = (found.intercept, *found.weights, *found.support, *found.story, found.longest)
        if not all(abs(number) <= MOST for number in numbers) or found.longest < 1 or not 0 < found.point < 1:
            raise ValueError("a number is out of range")
    except CalibrationError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CalibrationError(
            f"{file}: damaged ({type(error).__name__}: {error}). Take the file from the program's release again."
        ) from error
    return found


def _read(file: Path) -> Calibration:
    """The calibration as the file has it."""
    held = json.loads(file.read_text(encoding="utf-8"))
    if tuple(held["weights"]) != FEATURES:
        raise CalibrationError(
            f"{file}: fitted for {', '.join(held['weights'])}; expected {', '.join(FEATURES)}. "
            "Fit it anew with `python -m dashboard calibrate`, or take the file from the program's release again."
        )
    third, story = held["support"], held["story"]
    return Calibration(
        float(held["intercept"]),
        tuple(float(held["weights"][name]) for name in FEATURES),
        (float(third["intercept"]), float(third["alone"]), float(third["support"])),
        tuple(float(story[name]) for name in ("intercept", "supported", *AROUND)),
        float(held["longest"]),
        float(held.get("point", POINT)),
    )


def as_json(calibration: Calibration, source: str, counts: Mapping[str, int]) -> str:
    """The file's text: coefficients by name, what they were fitted on and how."""
    held: dict[str, Any] = {
        "about": "Logistic regression: evidence of a pair of clauses -> probability that they state the same thing.",
        "source": source,
        "counts": dict(counts),
        "point": calibration.point,
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


def sigmoid(odds: Reals) -> Reals:
    """Log odds -> probability, without overflow."""
    probability: Reals = 0.5 * (1 + np.tanh(odds / 2))
    return probability
