"""Fit the ranking of findings on editors' verdicts, and measure it on stories left out.

A table of verdicts (CSV) has a line for every finding that was read: `story`, `kind`, `verdict` (telling: an editor would print it;
trivial: true, and nobody cares; wrong: false or misleading) and the finding's features by name. `unread` writes such lines, with
the titles and without verdicts, for stories that are to be read; the texts are no part of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import KNNImputer
from sklearn.preprocessing import StandardScaler

from dashboard.files import DataError
from dashboard.findings.context import Context
from dashboard.findings.detectors import weighed
from dashboard.findings.ranking import (
    FEATURES,
    RULES,
    Ranking,
    Reals,
    as_json,
    features,
    forest_of,
    score,
)

VERDICTS = ("telling", "trivial", "wrong")
TREES, LEAF, SEED = 60, 8, 1
"""Trees of a forest, and findings in a leaf at least: chosen on stories left out."""
FIRST = (6, 12, 20)
"""Findings of a story, in order, of which is said how many are wrong."""


def read(files: Sequence[Path]) -> pd.DataFrame:
    """The verdicts of some tables.

    Raises:
        DataError: a table lacks a column or holds another verdict; the message names the file.
    """
    tables = []
    for file in files:
        try:
            table = pd.read_csv(file, comment="#")
        except (OSError, ValueError) as error:
            raise DataError(f"{file}: cannot be read ({error})") from error
        missing = {"story", "kind", "verdict", *FEATURES} - set(table.columns)
        if missing:
            raise DataError(f"{file}: has no column {', '.join(sorted(missing))}")
        others = set(table["verdict"].dropna()) - set(VERDICTS)
        if others:
            raise DataError(
                f"{file}: {', '.join(map(str, sorted(others)))} is no verdict; write {', '.join(VERDICTS)}"
            )
        tables.append(table[table["verdict"].notna()])
    return pd.concat(tables, ignore_index=True)


def unread(story: str, context: Context) -> pd.DataFrame:
    """The findings of a comparison as lines of a table of verdicts, with their titles, the verdicts empty."""
    found = weighed(context)
    given = np.round([features(context, finding) for finding in found], 3).reshape(-1, len(FEATURES))
    columns = {"kind": [f.kind for f in found], "verdict": "", "title": [f.title for f in found]}
    return pd.DataFrame({"story": story, **columns}).join(pd.DataFrame(given, columns=list(FEATURES)))


Trees = list[dict[str, list[float]]]


def grow(verdicts: pd.DataFrame) -> dict[str, Trees]:
    """The trees of the two forests: "right" and "printed"."""
    given = filled(verdicts, verdicts)
    return {
        name: _trees(given, target.to_numpy())
        for name, target in (
            ("right", verdicts["verdict"] != "wrong"),
            ("printed", verdicts["verdict"] == "telling"),
        )
    }


def filled(verdicts: pd.DataFrame, known: pd.DataFrame) -> Reals:
    """(verdicts, FEATURES); a measure that was not taken of a finding is that of the finding most like it of those that are known, so
    that nothing but its likeness tells a line without it from others."""
    given, whole = (table[list(FEATURES)].to_numpy(np.float64) for table in (verdicts, known))
    donors = whole[~np.isnan(whole).any(axis=1)]
    if not len(donors):
        plain: Reals = np.nan_to_num(given)
        return plain
    scale = StandardScaler().fit(donors)
    nearest = KNNImputer(n_neighbors=1).fit(scale.transform(donors)).transform(scale.transform(given))
    filled_: Reals = np.where(np.isnan(given), scale.inverse_transform(nearest), given)
    return filled_


def _trees(given: Reals, so: npt.NDArray[np.bool_]) -> Trees:
    """The trees of a random forest, their numbers rounded as they are kept."""
    forest = RandomForestClassifier(TREES, min_samples_leaf=LEAF, random_state=SEED)
    made = []
    for one in forest.fit(given, so).estimators_:
        tree = one.tree_
        leaf, nodes = tree.children_left < 0, np.arange(tree.node_count)
        at = list(forest.classes_).index(True)
        values = tree.value[:, 0, :]
        made.append(
            {
                "feature": np.where(leaf, 0, tree.feature).tolist(),
                "cut": [round(float(x), 4) for x in np.where(leaf, 0.0, tree.threshold)],
                "left": np.where(leaf, nodes, tree.children_left).tolist(),
                "right": np.where(leaf, nodes, tree.children_right).tolist(),
                "share": [round(float(x), 3) for x in values[:, at] / values.sum(axis=1)],
            }
        )
    return made


def usual(verdicts: pd.DataFrame) -> tuple[float, float]:
    """Shares of the verdicts that are "not wrong", and that an editor would print."""
    return float((verdicts["verdict"] != "wrong").mean()), float((verdicts["verdict"] == "telling").mean())


def fit(verdicts: pd.DataFrame) -> Ranking:
    """The two forests."""
    trees = grow(verdicts)
    return Ranking(forest_of(trees["right"]), forest_of(trees["printed"]), usual(verdicts))


def left_out(verdicts: pd.DataFrame) -> tuple[Reals, Reals]:
    """(chance to be right, chance to be printed) of every finding, by a ranking that has not seen its story."""
    right, printed = np.zeros(len(verdicts)), np.zeros(len(verdicts))
    for story in verdicts["story"].unique():
        own = (verdicts["story"] == story).to_numpy()
        right[own], printed[own] = fit(verdicts[~own]).chances(filled(verdicts[own], verdicts[~own]))
    return right, printed


def measured(verdicts: pd.DataFrame, chances: tuple[Reals, Reals] | None = None) -> pd.DataFrame:
    """How many findings are wrong, and how many telling, at the top of stories left out.

    Args:
        verdicts: as `read` returns them.
        chances: what `left_out` gave of them; it is asked where None.

    Returns:
        Lines "as the detectors weigh them" and "ranked": `order`, `first` (findings a story), `wrong`, `telling` (shares).
    """
    right, printed = left_out(verdicts) if chances is None else chances
    orders = {"weight": verdicts["weight"].to_numpy(), "ranked": score(right, printed, verdicts["weight"])}
    lines = []
    for order, by in orders.items():
        for first in FIRST:
            top = (
                verdicts.assign(by=by)
                .sort_values("by", ascending=False, kind="stable")
                .groupby("story")
                .head(first)
            )
            shares = top["verdict"].value_counts(normalize=True)
            lines.append(
                {
                    "order": order,
                    "first": first,
                    "wrong": round(float(shares.get("wrong", 0.0)), 3),
                    "telling": round(float(shares.get("telling", 0.0)), 3),
                }
            )
    return pd.DataFrame(lines)


def by_rule(verdicts: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Rule -> how many findings were read, the share that is right and the share that an editor would print."""
    found = {}
    for rule in RULES:
        own = verdicts.loc[verdicts[f"is {rule}"] > 0, "verdict"]
        if len(own):
            found[rule] = {
                "read": len(own),
                "right": round(float((own != "wrong").mean()), 2),
                "telling": round(float((own == "telling").mean()), 2),
            }
    return found


def refit(verdicts: pd.DataFrame, source: str) -> str:
    """The text of data/finding_ranking.json."""
    counts = verdicts["verdict"].value_counts()
    about = {
        "about": "Random forests: features of a finding -> chance that it is right, and that an editor would print it.",
        "source": source,
        "counts": {
            "stories": int(verdicts["story"].nunique()),
            **{v: int(counts.get(v, 0)) for v in VERDICTS},
        },
        "left_out": measured(verdicts).to_dict("records"),
        "rules": by_rule(verdicts),
    }
    return as_json(grow(verdicts), usual(verdicts), about)
