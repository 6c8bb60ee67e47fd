"""Fit the calibration anew on stories that readers have annotated, and choose its operating point on stories left out.

An annotated story is one line of JSON: `event`; `articles`, each with `outlet` and `sentences`; `core` and `open`, lists
of [article, sentence, article, sentence] by number. Core pairs state the same unit, open ones are disputed and left
out, all others are not the same. `data/calibration.json` is what `refit` returns.

A story is encoded and its evidence taken once (`read`); fitting and judging on it are cheap after that."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from dashboard.alignment import calibration, pair_features
from dashboard.alignment.align import candidates, links, support
from dashboard.alignment.calibration import (
    AROUND,
    RIDGE,
    Calibration,
    CalibrationError,
    Places,
    Reals,
    log_odds,
)
from dashboard.alignment.second_judge import shipped_judge
from dashboard.alignment.token_matrix import StoryTokens, tokens_of
from dashboard.encoding.encode import Encoder, SentenceVectors
from dashboard.encoding.phrases import annotated
from dashboard.language.clauses import units_of
from dashboard.settings import DEFAULT_MODEL
from dashboard.statements.statements import statements
from dashboard.tables import SENTENCES, make

Line = TypeVar("Line")
Pair = tuple[int, int, int, int]
Score = tuple[float, float, float]

POINTS = tuple(round(0.16 + 0.02 * k, 2) for k in range(21))
"""Operating points that are tried."""

PRECISE = 0.9
"""Precision of the cells "does that outlet tell this too?" that an operating point must keep on every set of stories
that it is chosen on: a false cell is a false corroboration."""

ROUNDS = 3
"""Times that the first regression is fitted, each time on the pairs that the one before finds best."""

ENOUGH = 0.34
"""Share of the shorter of a mention and its sentence that must overlap for the one to stand for the other."""


@dataclass(frozen=True, eq=False)
class AnnotatedStory:
    """One story with what readers said of its pairs of sentences, and all that a fit needs of it."""

    name: str
    sentences: pd.DataFrame
    units: pd.DataFrame
    encoding: Mapping[str, SentenceVectors]
    core: frozenset[Pair]
    open: frozenset[Pair]
    prepared: StoryTokens
    one: Places
    two: Places
    evidence: Reals

    @cached_property
    def text(self) -> dict[tuple[int, int], str]:
        """(article, number) of every sentence -> what it says."""
        names, texts = self.sentences["sentence"], self.sentences["text"]
        return {_place(name): str(text) for name, text in zip(names, texts, strict=True)}

    def keys(self) -> list[Pair]:
        """Sentence pair of every unit pair, by number."""
        sentence = dict(zip(self.units["unit"], self.units["sentence"], strict=True))
        place = [_place(sentence[unit]) for unit in self.prepared.units]
        return [(*place[i], *place[j]) for i, j in zip(self.one.tolist(), self.two.tolist(), strict=True)]


def read(file: Path, encoder: Encoder) -> list[AnnotatedStory]:
    """The annotated stories of a file, encoded.

    Raises:
        ValueError: a line is no annotated story; the message names it.
    """
    stories = []
    for name, texts, core, open_ in lines_of(file, "annotated story", _held):
        stories.append(_annotated(name, texts, core, open_, encoder))
    return stories


def lines_of(file: Path, what: str, read_line: Callable[[Any], Line]) -> Iterator[Line]:
    """What the lines of a file hold, each a value in JSON.

    Args:
        file: in UTF-8.
        what: a line is, for the message.
        read_line: makes it of the value; raises ValueError, KeyError or TypeError where it is none.

    Raises:
        ValueError: a line is no such thing; the message names it.
    """
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            yield read_line(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{file}, line {number}: no {what} ({type(error).__name__}: {error})") from error


def _held(line: Any) -> tuple[str, list[list[str]], frozenset[Pair], frozenset[Pair]]:
    """Name, sentences of the articles, core and open pairs of an annotated story."""
    texts = [[" ".join(s.split()) for s in article["sentences"]] for article in line["articles"]]
    core, open_ = (frozenset((a, i, b, j) for a, i, b, j in line[kind]) for kind in ("core", "open"))
    return str(line["event"]), texts, core, open_


def _annotated(
    name: str, texts: Sequence[Sequence[str]], core: frozenset[Pair], open_: frozenset[Pair], encoder: Encoder
) -> AnnotatedStory:
    """One story as tables, with the evidence of all its pairs."""
    rows, encoding = [], {}
    for article, sentences in enumerate(texts):
        at = 0
        for number, (text, vectors) in enumerate(zip(sentences, encoder(sentences), strict=True)):
            key = f"{article:03d}:{number}"
            span = {"start": at, "end": at + len(text), "role": "body", "reason": "", "text": text}
            rows.append({"sentence": key, "article": f"{article:03d}", **span})
            encoding[key] = vectors
            at += len(text) + 1
    table = make(SENTENCES, rows)
    units = units_of(table, annotated(table))
    prepared = tokens_of(units, table, encoding)
    ones, twos, found = zip(*pair_features.pairs(prepared), strict=True)
    joined = (np.concatenate(ones), np.concatenate(twos), np.concatenate(found).astype(np.float64))
    return AnnotatedStory(name, table, units, encoding, core, open_, prepared, *joined)


def refit(stories: Sequence[AnnotatedStory], source: str, fitted: Calibration) -> str:
    """The text of data/calibration.json, fitted on these stories; `source` says in words what they are."""
    judged = [_judged(story) for story in stories]
    counts = {
        "stories": len(stories),
        "pairs": sum(len(one.same) for one in judged),
        "same": int(sum(one.same.sum() for one in judged)),
    }
    return calibration.as_json(fitted, source, counts)


def fit(stories: Sequence[AnnotatedStory]) -> Calibration:
    """The regressions, each on what the one before says of the same stories."""
    judged = [_judged(story) for story in stories]
    found = fit_alone(judged)
    seen = []
    for story, one in zip(stories, judged, strict=True):
        counted = _counted(story)
        alone = found.alone(story.evidence)
        lift = support(story.prepared, story.one, story.two, alone, {})
        best = best_of(alone[counted], one.group, len(one.same))
        seen.append((alone[counted][best], lift[counted][best], one.same))
    found = fit_support(found, seen)
    found = fit_story(found, [_agreement(story, found) for story in stories])
    return replace(found, longest=max(int(story.prepared.sizes.max()) for story in stories))


def _counted(story: AnnotatedStory) -> Places:
    """Numbers of the unit pairs whose sentences are not disputed."""
    return np.flatnonzero([key not in story.open for key in story.keys()])  # noqa: SIM118 - no mapping: `keys` lists its pairs


def _agreement(story: AnnotatedStory, fitted: Calibration) -> tuple[Reals, Reals, Reals]:
    """Of every judged candidate pair of sentences: its best probability, what stands around it, same (0 or 1)."""
    scored = candidates(story.units, story.sentences, story.encoding, fitted)
    sentence = dict(zip(story.units["unit"], story.units["sentence"], strict=True))
    best: dict[Pair, tuple[float, ...]] = {}
    for a, b, probability, *around in zip(*(scored[c] for c in ("a", "b", "alone", *AROUND)), strict=True):
        key = _ordered(_place(sentence[a]), _place(sentence[b]))
        together, *others = (float(x) for x in around)
        found = (together, float(probability), *others)
        best[key] = max(best.get(key, found), found)
    judged = [key for key in best if key not in story.open]
    seen = np.array([best[key] for key in judged], np.float64)
    same = np.array([key in story.core for key in judged], np.float64)
    return seen[:, 1], np.delete(seen, 1, axis=1), same


def _judged(story: AnnotatedStory) -> Judged:
    """Evidence of the pairs that count, grouped by sentence pair."""
    keys, counted = story.keys(), _counted(story).tolist()
    number: dict[Pair, int] = {}
    group = [number.setdefault(keys[k], len(number)) for k in counted]
    same = np.array([key in story.core for key in number], np.float64)
    return Judged(story.evidence[counted], np.array(group, np.intp), same)


def measured(
    stories: Sequence[AnnotatedStory],
    fitted: Calibration,
    points: Sequence[float],
    model: str = DEFAULT_MODEL,
) -> pd.DataFrame:
    """How well stories are aligned at some operating points.

    Args:
        stories: that are aligned.
        fitted: the regressions.
        points: probabilities from which two pieces count as saying the same.
        model: whose second judge reads the pairs in doubt.

    Returns:
        One row a story, point and kind: `story`, `point`, `kind` ("links": pairs of sentences that are linked; "rows": that
        share a row; rows only where a single point is asked for), and precision, recall and F1 of the pairs (`precision`
        …) and of the cells of "does that outlet tell this sentence too?" (`cell_precision` …), each in [0, 1].
    """
    rows: list[dict[str, object]] = []
    names = ("precision", "recall", "f1")
    for story in stories:
        scored = candidates(story.units, story.sentences, story.encoding, fitted, shipped_judge(model))
        for point in points:
            linked = links(scored, story.units, point)
            found = {
                "links": {
                    _ordered(_place(a), _place(b)) for a, b in zip(linked["a"], linked["b"], strict=True)
                }
            }
            if len(points) == 1:
                _, mentions = statements(story.units, scored, story.sentences, story.encoding, point)
                found["rows"] = _row_pairs(mentions, story.sentences)
            for kind, pairs in found.items():
                own = dict(zip(names, score(pairs, story), strict=True))
                cells = dict(zip((f"cell_{n}" for n in names), cell_score(pairs, story), strict=True))
                rows.append({"story": story.name, "point": point, "kind": kind, **own, **cells})
    return pd.DataFrame(rows)


def chosen_point(sets: Sequence[pd.DataFrame]) -> float:
    """The operating point with the best coverage F1, as a mean over the sets, at a cell precision of at least PRECISE on each.

    Args:
        sets: of every set of stories, what `measured` found at POINTS by a calibration that was not fitted on them.
    """
    means = [
        own[own["kind"] == "links"].groupby("point")[["cell_precision", "cell_f1"]].mean() for own in sets
    ]
    precise = pd.concat([own["cell_precision"] for own in means], axis=1).min(axis=1) >= PRECISE
    covered = pd.concat([own["cell_f1"] for own in means], axis=1).mean(axis=1)[precise]
    return float(covered.idxmax()) if len(covered) else max(POINTS)


def _row_pairs(mentions: pd.DataFrame, sentences: pd.DataFrame) -> set[Pair]:
    """Pairs of sentences of different articles that one row holds."""
    span = {
        s: (int(a), int(b))
        for s, a, b in zip(*(sentences[c] for c in ("sentence", "start", "end")), strict=True)
    }
    rows: dict[str, set[tuple[int, int]]] = {}
    for key, sentence, a, b in zip(
        *(mentions[c] for c in ("statement", "sentence", "start", "end")), strict=True
    ):
        start, end = span[sentence]
        if b - a >= ENOUGH * min(b - a, end - start):
            rows.setdefault(key, set()).add(_place(sentence))
    return {_ordered(p, q) for members in rows.values() for p in members for q in members if p[0] < q[0]}


def score(pairs: Collection[Pair], story: AnnotatedStory) -> Score:
    """Precision, recall and F1 of pairs of sentences; open ones count neither way."""
    found = set(pairs)
    return _score(len(found & story.core), len(found - story.core - story.open), len(story.core - found))


def cell_score(pairs: Collection[Pair], story: AnnotatedStory) -> Score:
    """The same for every sentence and other outlet: does it tell this too? Cells of open pairs alone are left out."""
    core, disputed, predicted = (_cells(own) for own in (story.core, story.open, pairs))
    counted = predicted - (disputed - core)
    return _score(len(counted & core), len(counted - core), len(core - predicted))


def _cells(pairs: Collection[Pair]) -> set[tuple[int, int, int]]:
    """(article, sentence, other article) of every pair, from both sides."""
    return {cell for a, i, b, j in pairs for cell in ((a, i, b), (b, j, a))}


def _score(hit: int, false: int, missed: int) -> Score:
    precision, recall = hit / max(1, hit + false), hit / max(1, hit + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _place(sentence: str) -> tuple[int, int]:
    """Numbers of article and sentence."""
    article, _, number = sentence.partition(":")
    return int(article), int(number)


def _ordered(p: tuple[int, int], q: tuple[int, int]) -> Pair:
    return (*min(p, q), *max(p, q))


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


def fit_alone(stories: Sequence[Judged]) -> Calibration:
    """Fit the first regression; readers judge sentences, so the best unit pair stands for its sentences.

    Which unit pair is best is asked of the fit before (multiple-instance learning, mi-SVM style: Andrews,
    Tsochantaridis & Hofmann, NIPS 2002); the first round takes the highest late interaction.
    """
    found: Calibration | None = None
    for _ in range(ROUNDS):
        chosen: list[Reals] = []
        for story in stories:
            rank = story.evidence[:, :2].sum(axis=1) if found is None else found.alone(story.evidence)
            chosen.append(story.evidence[best_of(rank, story.group, len(story.same))])
        fitted = logistic(np.concatenate(chosen), np.concatenate([story.same for story in stories]))
        found = Calibration(float(fitted[0]), tuple(float(w) for w in fitted[1:]), (0.0, 1.0, 0.0))
    assert found is not None
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
