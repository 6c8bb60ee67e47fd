"""The regressions of a calibration, fitted one after the other on pairs that readers have judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from dashboard.alignment.calibration import RIDGE, Calibration, CalibrationError, Reals, log_odds


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


def logistic(evidence: Reals, same: Reals, ridge: float = RIDGE) -> Reals:
    """Intercept and weights of an L2-penalised logistic regression, for raw values.

    Args:
        evidence: (pairs, features); standardised inside, so that the penalty weighs all features alike.
        same: (pairs,) 0 or 1.
        ridge: strength of the penalty, the inverse of scikit-learn's C.
    """
    fitted = make_pipeline(StandardScaler(), LogisticRegression(C=1 / ridge, tol=1e-8, max_iter=1000)).fit(
        evidence, same
    )
    scale, model = fitted[0], fitted[1]
    raw = model.coef_[0] / scale.scale_
    return np.append(model.intercept_[0] - raw @ scale.mean_, raw)
