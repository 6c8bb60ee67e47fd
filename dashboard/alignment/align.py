"""Which pieces of different articles state the same thing, and how surely.

The evidence for a pair comes from its two articles alone (`pair_features`, and `second_judge` where those leave a doubt), so
neither a sixth article nor a copy of one moves it. Only other articles that themselves say the thing may add to it: A and B
are surer to say the same if both say the same as C (`support`), and if they come to stand in one row of all who say it
(`together`). What stands around the two sentences speaks last (`neighbours`). Nothing here depends on the reader's
threshold; `links` applies it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard import limits
from dashboard.alignment.calibration import AROUND, Calibration, log_odds, shipped
from dashboard.alignment.clustering import ordered, rows_of
from dashboard.alignment.context_features import Place, neighbours
from dashboard.alignment.contradictions import DOUBTS, NEVER_ONE, Saying, guard, saying
from dashboard.alignment.pair_features import pairs
from dashboard.alignment.second_judge import SecondJudge
from dashboard.alignment.token_matrix import StoryTokens, tokens_of
from dashboard.language.clauses import weight
from dashboard.tables import CANDIDATES, COUNTED, LINKS, make

if TYPE_CHECKING:
    from dashboard.encoding.encode import Encoding

Reals = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

FLOOR = 0.05
"""Probability below which a pair is no candidate: no threshold that a reader may set reaches down here."""

DRAFT = 0.42
"""Probability at which the rows are drafted that `together` looks at; it rests on the two articles and single third ones."""

FULL = 0.8
"""Probability from which an unguarded link is `full`. By the marks of readers on fourteen stories (ten BASIL events that nothing was
fitted on, four of NewsWCL50), 91 in 100 cells from here on state the row's statement whole and 99 at least in part; of those between
the operating point and here 86 do so at least in part."""

PASSED_OVER = 1.0
"""How much the distance to a better placed piece counts (`better_placed`). At 1 the rows of the five articles rose from F1 .63 to
.67, those of stories whose outlets write for themselves from .621 to .625, those of NewsWCL50 fell from .696 to .692; 2 is no better."""

WITNESS = 0.2
"""Probability from which a third article supports a pair; what is less sure than this is noise."""


@dataclass(frozen=True)
class Verdicts:
    """What a reader decided about pairs of sentences, (a, b) or (b, a): these are linked, those are not."""

    accepted: frozenset[tuple[str, str]] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()

    def of(self, a: str, b: str) -> bool | None:
        """True: linked by the reader, False: rejected, None: not judged."""
        if (a, b) in self.accepted or (b, a) in self.accepted:
            return True
        return False if (a, b) in self.rejected or (b, a) in self.rejected else None


NO_VERDICTS = Verdicts()


def candidates(
    units: pd.DataFrame,
    sentences: pd.DataFrame,
    encoding: Encoding,
    calibration: Calibration | None = None,
    judge: SecondJudge | None = None,
) -> pd.DataFrame:
    """Unit pairs of different articles that may state the same thing.

    Args:
        units: a UNITS table.
        sentences: the SENTENCES table the units come from.
        encoding: vectors of every sentence of the units.
        calibration: how evidence becomes a probability; the shipped one where None.
        judge: reads the pairs in doubt once more; nobody does where None.

    Returns:
        A CANDIDATES table from FLOOR upwards; independent of the reader's threshold and of other articles that say
        something else.
    """
    fitted = calibration or shipped()
    story = tokens_of(units, sentences, encoding)
    twins = copies(sentences)
    one, two, alone = scored(story, fitted, twins, judge)
    place = {str(unit): k for k, unit in enumerate(units["unit"])}
    articles = list(units["article"])
    texts = list(units["text"])
    said: dict[str, Saying] = {}
    sides: list[tuple[int, int]] = []
    guards: list[str] = []
    for i, j in zip(one, two, strict=True):
        limits.check("aligning")
        a, b = story.units[i], story.units[j]
        for unit in (a, b):
            if unit not in said:
                said[unit] = saying(texts[place[unit]])
        guards.append(guard(said[a], said[b]))
        if articles[place[a]] > articles[place[b]]:
            a, b = b, a
        sides.append((place[a], place[b]))
    named = units["unit"].to_numpy(object)
    first, second = np.array(sides, np.intp).reshape(-1, 2).T
    article = story.sentence_article[story.unit_sentence]
    lengths = fitted.length_doubt(np.maximum(story.sizes[article[one]], story.sizes[article[two]]))
    found = pd.DataFrame({"a": named[first], "b": named[second], "alone": alone.round(4), "guard": guards})
    found["doubt"] = lengths + found["guard"].map(DOUBTS).fillna(0.0).to_numpy()
    found = found.iloc[np.lexsort((second, first))].reset_index(drop=True)
    around = surroundings(units, found, twins)
    found["doubt"] += better_placed(units, found)
    found["score"] = fitted.agreed(found["alone"], around, found["doubt"]).round(4)
    found[list(AROUND)] = around
    return make(CANDIDATES, found)


def better_placed(units: pd.DataFrame, pairs: pd.DataFrame) -> Reals:
    """What speaks against a pair of pieces because one of them matches another piece of the same sentence better.

    What two sentences have in common speaks for all pairs of their pieces alike; which of the pieces say the same, only the
    pieces tell. The best pair of every piece, and so the link of the sentences, is left as it is.

    Args:
        units: a UNITS table.
        pairs: `a`, `b`, `alone` and `guard` of the unit pairs.

    Returns:
        (pairs,) from 0 upwards, to be taken from their log odds: PASSED_OVER times the distance to the better one's.
    """
    sentence = units.set_index("unit")["sentence"]
    own = pairs.assign(odds=log_odds(pairs["alone"]))
    counted = own["odds"].where(~own["guard"].isin(NEVER_ONE))
    better = own["odds"]
    for piece, other in (("a", "b"), ("b", "a")):
        best = counted.groupby([own[piece], own[other].map(sentence)], sort=False).transform("max")
        better = np.fmax(better, best)
    distance: Reals = PASSED_OVER * (better - own["odds"]).to_numpy(np.float64)
    return distance


def surroundings(units: pd.DataFrame, pairs: pd.DataFrame, twins: Mapping[int, int]) -> Reals:
    """What the rest of the story says of unit pairs: (pairs, AROUND).

    Args:
        units: a UNITS table.
        pairs: `a`, `b`, `alone` and `guard` of the unit pairs.
        twins: copies among the articles, as for `scored`.
    """
    place: dict[str, Place] = {}
    for number, (_, own) in enumerate(units.groupby("article", sort=True)):
        told = dict.fromkeys(own.sort_values("start")["sentence"])
        place |= {sentence: (number, k) for k, sentence in enumerate(told)}
    home = {u: place[s] for u, s in zip(units["unit"], units["sentence"], strict=True)}
    near = neighbours([(home[a], home[b]) for a, b in zip(pairs["a"], pairs["b"], strict=True)], _sure(pairs))
    return np.column_stack([np.array(together(units, pairs, twins), np.float64), near])


def _sure(pairs: pd.DataFrame) -> list[float]:
    """Probability of every pair by its own evidence, 0 where a guard forbids it."""
    sure: list[float] = pairs["alone"].where(~pairs["guard"].isin(NEVER_ONE), 0.0).tolist()
    return sure


def together(units: pd.DataFrame, pairs: pd.DataFrame, twins: Mapping[int, int]) -> list[bool]:
    """Of every pair, whether its pieces stand in one row of a first draft of the matrix.

    Args:
        units: a UNITS table.
        pairs: `a`, `b`, `alone` and `guard` of the unit pairs.
        twins: copies among the articles, as for `scored`; a copy's pieces stand where those of its original do.
    """
    own = {a: list(g["unit"]) for a, g in units.groupby("article", sort=True)}
    numbered = list(own)
    stands = {u: u for pieces in own.values() for u in pieces}
    for copy, original in twins.items():
        stands |= dict(zip(own[numbered[copy]], own[numbered[original]], strict=True))
    article = dict(zip(units["unit"], units["article"], strict=True))
    text = dict(zip(units["unit"], units["text"], strict=True))
    members = sorted((u for u in article if stands[u] == u and weight(text[u])), key=text.__getitem__)
    scores = {
        ordered(a, b): probability
        for a, b, probability in zip(pairs["a"], pairs["b"], _sure(pairs), strict=True)
        if stands[a] == a and stands[b] == b
    }
    holds: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows_of(members, scores, article, DRAFT)):
        for unit in row.units:
            holds[unit].add(number)
    return [
        not holds[stands[a]].isdisjoint(holds[stands[b]]) for a, b in zip(pairs["a"], pairs["b"], strict=True)
    ]


def scored(
    story: StoryTokens, calibration: Calibration, twins: Mapping[int, int], judge: SecondJudge | None = None
) -> tuple[Places, Places, Reals]:
    """Unit pairs with a probability of at least FLOOR: (one, two, probability).

    Args:
        twins: copies among the articles (number of a copy -> number of the article it repeats); a copy is no
            independent witness.
        judge: as for `candidates`.
    """
    ones, twos, alones = [], [], []
    for one, two, evidence in pairs(story):
        alone = calibration.alone(evidence)
        kept = np.flatnonzero(alone >= FLOOR / 2)
        ones.append(one[kept])
        twos.append(two[kept])
        alones.append(alone[kept])
    if not ones:
        empty = np.zeros(0, np.intp)
        return empty, empty, np.zeros(0)
    first, second, alone = np.concatenate(ones), np.concatenate(twos), np.concatenate(alones)
    if judge:
        alone = judge.weighed(story, first, second, alone)
    probability = calibration.supported(alone, support(story, first, second, alone, twins))
    kept = np.flatnonzero(probability >= FLOOR)
    return first[kept], second[kept], probability[kept]


def support(story: StoryTokens, one: Places, two: Places, alone: Reals, twins: Mapping[int, int]) -> Reals:
    """How surely some third article says what both say: the weaker of its two probabilities, above WITNESS.

    Returns:
        (pairs,) from 0 (no third article says it) to 1 - WITNESS. An article in which nothing reaches WITNESS
        changes nothing, nor does a copy of one of the two.
    """
    article = story.sentence_article[story.unit_sentence]
    source = np.array([twins.get(int(k), int(k)) for k in range(len(story.sizes))], np.intp)[article]
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for i, j, probability in zip(one.tolist(), two.tolist(), alone.tolist(), strict=True):
        if probability >= WITNESS:
            near[i][j] = near[j][i] = probability
    found = np.zeros(len(alone))
    nothing: dict[int, float] = {}
    for k, (i, j) in enumerate(zip(one.tolist(), two.tolist(), strict=True)):
        here, there = near.get(i, nothing), near.get(j, nothing)
        for third in here.keys() & there.keys():
            weaker = min(here[third], there[third]) - WITNESS
            if weaker > found[k] and source[third] not in (source[i], source[j]):
                found[k] = weaker
    return found


def copies(sentences: pd.DataFrame) -> dict[int, int]:
    """Articles that print the same compared sentences as another: number of the copy -> of the first one.

    Articles are numbered in the order of their names, as in `tokens_of`.
    """
    told = sentences[sentences["role"].isin(COUNTED)]
    seen: dict[tuple[str, ...], int] = {}
    found: dict[int, int] = {}
    for number, (_, group) in enumerate(told.groupby("article", sort=True)):
        first = seen.setdefault(tuple(group["text"]), number)
        if first != number:
            found[number] = first
    return found


def links(
    candidates: pd.DataFrame, units: pd.DataFrame, threshold: float, verdicts: Verdicts = NO_VERDICTS
) -> pd.DataFrame:
    """Sentence pairs whose best unit pair reaches the threshold.

    Returns:
        A LINKS table. `full`: the best pair without a guard reaches FULL; else `partial`, with the guard that
        spoke. What a reader accepted is linked with score 1 and marked; what they rejected is not.
    """
    sentence = dict(zip(units["unit"], units["sentence"], strict=True))
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for a, b, score, kind in zip(*(candidates[c] for c in ("a", "b", "score", "guard")), strict=True):
        if score < threshold or kind in NEVER_ONE:
            continue
        key = (sentence[a], sentence[b])
        strength = "full" if not kind and score >= FULL else "partial"
        row = {"score": score, "strength": strength, "guard": kind, "corrected": False}
        if key not in best or _rank(row) > _rank(best[key]):
            best[key] = row
    ruled = {key: row for key, row in best.items() if verdicts.of(*key) is not False}
    article = dict(zip(units["sentence"], units["article"], strict=True))
    for a, b in verdicts.accepted:
        if a in article and b in article and article[a] != article[b]:
            key = (a, b) if article[a] < article[b] else (b, a)
            ruled[key] = {"score": 1.0, "strength": "full", "guard": "", "corrected": True}
    return make(LINKS, ({"a": a, "b": b, **row} for (a, b), row in sorted(ruled.items())))


def _rank(row: Mapping[str, Any]) -> tuple[bool, float]:
    """A full match beats any partial one; then the score decides."""
    return row["strength"] == "full", float(row["score"])
