"""The few findings and the one line that say most about a story."""

from __future__ import annotations

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.statements.labels import OPEN

KINDS = (
    "allegation",
    "label",
    "number",
    "date",
    "quote",
    "first",
    "certainty",
    "attribution",
    "source",
    "sequence",
    "wording",
    "name",
    "granularity",
)
"""Kinds of findings in the order in which a reader is likely to want them: first what is claimed and denied, then how it
is named, then facts that differ, then who is quoted, and last what is only more or less precise."""
MOST = 7  # findings a first screen can hold
MOST_OF_A_KIND = 2
SHORT = 110  # characters of a statement that is read at a glance


def highlights(comparison: Comparison, most: int = MOST) -> pd.DataFrame:
    """The most telling findings of a story.

    The rule: the weightiest finding of every kind, in the order of KINDS; then the weightiest of what is left, at most
    MOST_OF_A_KIND of one kind; no statement twice.

    Returns:
        At most `most` rows of the FINDINGS table.
    """
    findings = comparison.findings.sort_values(["weight", "finding"], ascending=[False, True], kind="stable")
    rank = {kind: k for k, kind in enumerate(KINDS)}
    best = findings.drop_duplicates("kind").assign(rank=lambda f: f["kind"].map(rank).fillna(len(KINDS)))
    order = [*best.sort_values(["rank", "kind"], kind="stable")["finding"], *findings["finding"]]
    chosen: list[str] = []
    kinds: dict[str, int] = {}
    statements: set[str] = set()
    rows = findings.set_index("finding")
    for finding in dict.fromkeys(order):
        kind, statement = rows.loc[finding, "kind"], rows.loc[finding, "statement"]
        if kinds.get(kind, 0) >= MOST_OF_A_KIND or statement in statements:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        if not pd.isna(statement):
            statements.add(statement)
        chosen.append(finding)
        if len(chosen) == most:
            break
    return rows.loc[chosen].reset_index()


def event_line(comparison: Comparison) -> str:
    """The statement that most articles tell and, among those, that stands earliest; "" where there is none."""
    told = comparison.coverage.dropna(subset=["position"])
    if told.empty:
        return ""
    place = told.groupby("statement").agg(tellers=("article", "nunique"), position=("position", "mean"))
    first = place.reset_index().sort_values(
        ["tellers", "position", "statement"], ascending=[False, True, True]
    )
    return str(first["statement"].iloc[0])


def examples(comparison: Comparison, most: int = 3) -> list[str]:
    """Statements to ask for: short labels that stand by themselves, told by some articles and not by all.

    Args:
        comparison: any.
        most: how many; of each theme one, in the order of the themes.
    """
    told = comparison.statements
    count = len(comparison.articles)
    fit = told[told["articles"].between(2, max(2, count - 1)) & told["label"].str.len().le(SHORT)]
    fit = fit[~fit["label"].str.startswith((OPEN, '"', "“")) & fit["label"].str[:1].str.isupper()]
    return [str(label) for label in fit.drop_duplicates("theme")["label"].head(most)]
