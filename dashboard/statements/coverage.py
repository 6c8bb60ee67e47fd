"""Who tells what: one explicit cell for every statement and article."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard import tables
from dashboard.alignment.contradictions import NEVER_ONE
from dashboard.statements.trim import is_label_of

NEAR = 0.09
"""Probability from which a sentence comes so near to a statement that "not found" is not certain. On fourteen annotated stories (ten
BASIL events that nothing was fitted on, and four of NewsWCL50) 19 in 100 cells without a mention are told by the marks of a reader,
in rows of two articles and more; of those that stay below this, 44 in 100, it is 5.9 in 100 (rows of one article: 14, and 8.3 of the
72 in 100 below)."""
NEAR_PART = 0.5
"""The same of a mention that states the row only in part: a sentence that says surely what such a one does may say the row's statement."""


def coverage(
    statements: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    texts: Mapping[str, str],
    near: Mapping[tuple[str, str], float] | None = None,
) -> pd.DataFrame:
    """A row for every statement in every article, silence included.

    Args:
        statements: a STATEMENTS table; its order is kept.
        mentions: the MENTIONS table of the same statements.
        articles: an ARTICLES table; its order is kept within a statement.
        texts: decoded text of every article, for the position.
        near: (statement, article) -> how surely the nearest sentence states it, of cells without a mention.

    Returns:
        A COVERAGE table: `full` where a mention states the statement, `partial` where the mentions state a part of it, or
        all of it but for what a guard finds, `absent` where there is none; `position` is the first character of the first
        mention as a share of the article's characters (0 first … 1 last); `score` that of the best mention of the state.
    """
    told: dict[tuple[str, str], list[tuple[str, int, float, bool]]] = {}
    columns = (mentions[c] for c in ("statement", "article", "strength", "start", "score", "corrected"))
    for statement, article, strength, start, score, corrected in zip(*columns, strict=True):
        told.setdefault((statement, article), []).append(
            (strength, int(start), float(score), bool(corrected))
        )
    rows = []
    for statement in statements["statement"]:
        for article in articles["article"]:
            cell = told.get((statement, article))
            if cell is None:
                close = (near or {}).get((statement, article), 0.0)
                rows.append(_cell(statement, article, "absent", near=round(close, 4)))
                continue
            state = "full" if any(strength == "full" for strength, *_ in cell) else "partial"
            rows.append(
                _cell(
                    statement,
                    article,
                    state,
                    position=min(start for _, start, *_ in cell) / max(1, len(texts[article])),
                    score=max(score for strength, _, score, _ in cell if strength == state),
                    corrected=any(corrected for *_, corrected in cell),
                )
            )
    return tables.make(tables.COVERAGE, rows)


def _cell(
    statement: str,
    article: str,
    state: str,
    *,
    position: float | None = None,
    score: float | None = None,
    near: float | None = None,
    corrected: bool = False,
) -> dict[str, object]:
    return {
        "statement": statement,
        "article": article,
        "state": state,
        "position": position,
        "score": score,
        "near": near,
        "corrected": corrected,
    }


def nearest(
    statements: pd.DataFrame, mentions: pd.DataFrame, units: pd.DataFrame, candidates: pd.DataFrame
) -> pd.DataFrame:
    """The sentence that comes nearest to each statement in every article that does not report it.

    Nearest is the sentence that most surely says what the words do that name the row, or another mention that states it; of equals, and
    where none may, the one that most surely says what its mentions do on average over the articles that report it.

    Args:
        statements, mentions, units, candidates: tables of one comparison; of some statements alone where `mentions` are.

    Returns:
        One row a statement and article of which any sentence is a candidate: `statement`, `article`, `sentence`, `score`
        (probability, in [0, 1], that it says what such words do) and `guard` (what speaks against its best match, or "").
    """
    labels = dict(zip(statements["statement"], statements["label"], strict=True))
    told = mentions[["statement", "sentence", "start", "end", "text", "strength"]]
    names = [is_label_of(labels[s], t) for s, t in zip(told["statement"], told["text"], strict=True)]
    held = units[["unit", "sentence", "article", "start", "end"]].merge(
        told.drop(columns=["text", "strength"]).assign(names=names, whole=told["strength"] == "full"),
        on="sentence",
        suffixes=("", "_mention"),
    )
    held = held[(held["start"] < held["end_mention"]) & (held["start_mention"] < held["end"])]
    reporters = held.drop_duplicates(["statement", "article"])
    homes = units.set_index("unit")[["sentence", "article"]]
    ways = [
        candidates[[one, other, "score", "guard"]].set_axis(["unit", "near", "score", "guard"], axis=1)
        for one, other in (("a", "b"), ("b", "a"))
    ]
    pairs = held[["statement", "unit", "article", "names", "whole"]].rename(columns={"article": "reporter"})
    pairs = pairs.merge(pd.concat(ways), on="unit").drop(columns="unit").join(homes, on="near")
    known = pd.MultiIndex.from_frame(reporters[["statement", "article"]])
    pairs = pairs[~pd.MultiIndex.from_frame(pairs[["statement", "article"]]).isin(known)]
    pairs["score"] = pairs["score"].where(~pairs["guard"].isin(NEVER_ONE), 0.0)
    says = pairs["names"] | pairs["whole"] | (pairs["score"] >= NEAR_PART)
    pairs["naming"] = pairs["score"].where(says, 0.0)
    best = pairs.groupby(["statement", "article", "sentence", "reporter"], sort=False)[
        ["score", "naming"]
    ].max()
    sums = best.groupby(["statement", "article", "sentence"], sort=False).agg(
        mean=("score", "sum"), naming=("naming", "max")
    )
    found = sums.reset_index().sort_values(["naming", "mean"], ascending=False, kind="stable")
    found = found.drop_duplicates(["statement", "article"])
    surest = pairs.sort_values("score", ascending=False, kind="stable").drop_duplicates(
        ["statement", "sentence"]
    )
    made = found.merge(surest[["statement", "sentence", "guard"]], on=["statement", "sentence"])
    return made.rename(columns={"naming": "score"})[["statement", "article", "sentence", "score", "guard"]]


def shown_states(coverage: pd.DataFrame) -> pd.Series[str]:
    """The states of cells as they are shown: "near" in place of `absent` where a sentence comes so near that silence isn't certain.

    Nothing that is said of an article's silence may rest on such a cell.

    Args:
        coverage: a COVERAGE table.
    """
    close = (coverage["state"] == "absent") & (coverage["near"].fillna(0.0) >= NEAR) & ~coverage["corrected"]
    return coverage["state"].mask(close, "near")


def shared_statements(coverage: pd.DataFrame) -> pd.DataFrame:
    """How much of what one article reports another tells too.

    Args:
        coverage: a COVERAGE table.

    Returns:
        One row for every ordered pair of different articles: `a`, `b`, `told` (statements that a tells in
        full), `shared` (those of them that b tells in full), `touched` (those that b tells in full or in
        part), `share` = touched / told in [0, 1]; larger means that b tells more of a. 0 where a tells nothing.
    """
    state = coverage.pivot(index="statement", columns="article", values="state")
    order = list(dict.fromkeys(coverage["article"]))
    rows = []
    for a in order:
        told = state[a] == "full"
        for b in order:
            if a == b:
                continue
            shared = int((told & (state[b] == "full")).sum())
            touched = int((told & state[b].isin(["full", "partial"])).sum())
            total = int(told.sum())
            rows.append((a, b, total, shared, touched, touched / total if total else 0.0))
    return pd.DataFrame(rows, columns=["a", "b", "told", "shared", "touched", "share"])


def tellers(coverage: pd.DataFrame) -> pd.DataFrame:
    """One row for every statement that an article reports, fully or in part.

    Returns:
        `statement`, `article`, `tellers` (articles that report, fully or in part, the statement, this one included, from 1).
    """
    heard = coverage.loc[coverage["state"].isin(["full", "partial"]), ["statement", "article"]]
    return heard.assign(tellers=heard.groupby("statement")["article"].transform("nunique")).reset_index(
        drop=True
    )


def told_alone(coverage: pd.DataFrame) -> dict[str, list[str]]:
    """Article -> statements that no other article of the table reports, fully or in part, nor comes near to; in its order."""
    heard = tellers(coverage)
    close = coverage.loc[shown_states(coverage) == "near", "statement"]
    alone = heard[(heard["tellers"] == 1) & ~heard["statement"].isin(close)]
    return {
        article: list(alone.loc[alone["article"] == article, "statement"])
        for article in dict.fromkeys(coverage["article"])
    }
