"""Fit the ranking of findings on editors' verdicts, and measure it on stories left out.

A table of verdicts (CSV) has a line for every finding that was read: `story`, `kind`, `verdict` (telling: an editor would print it;
trivial: true, and nobody cares; wrong: false or misleading) and the finding's features by name. `unread` writes such lines, with
the titles and without verdicts, for stories that are to be read; the texts are no part of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.files import DataError
from dashboard.findings.context import Context
from dashboard.findings.detectors import weighed
from dashboard.findings.ranking import FEATURES, RULES, Ranking, Reals, as_json, features, score
from dashboard.training.calibration import logistic

VERDICTS = ("telling", "trivial", "wrong")
RIDGE = 33.0
"""L2 penalty on the standardised coefficients, chosen on stories left out."""
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


def fit(verdicts: pd.DataFrame) -> Ranking:
    """The two regressions."""
    given = np.array(verdicts[list(FEATURES)], np.float64)
    spread = given.std(axis=0)
    given[:, spread == 0] = 0.0
    targets = (verdicts["verdict"] != "wrong", verdicts["verdict"] == "telling")
    right, printed = (
        tuple(float(x) for x in logistic(given, target.to_numpy(np.float64), ridge=RIDGE))
        for target in targets
    )
    return Ranking(right, printed, (float(targets[0].mean()), float(targets[1].mean())))


def left_out(verdicts: pd.DataFrame) -> tuple[Reals, Reals]:
    """(chance to be right, chance to be printed) of every finding, by a ranking that has not seen its story."""
    right, printed = np.zeros(len(verdicts)), np.zeros(len(verdicts))
    for story in verdicts["story"].unique():
        own = (verdicts["story"] == story).to_numpy()
        chances = fit(verdicts[~own]).chances(verdicts.loc[own, list(FEATURES)].to_numpy())
        right[own], printed[own] = chances
    return right, printed


def measured(verdicts: pd.DataFrame) -> pd.DataFrame:
    """How many findings are wrong, and how many telling, at the top of stories left out.

    Returns:
        Lines "as the detectors weigh them" and "ranked": `order`, `first` (findings a story), `wrong`, `telling` (shares).
    """
    right, printed = left_out(verdicts)
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
        "about": "Logistic regressions: features of a finding -> probability that it is right, and that an editor would print it.",
        "source": source,
        "counts": {
            "stories": int(verdicts["story"].nunique()),
            **{v: int(counts.get(v, 0)) for v in VERDICTS},
        },
        "left_out": measured(verdicts).to_dict("records"),
        "rules": by_rule(verdicts),
    }
    return as_json(fit(verdicts), about)
