"""Who tells what: one explicit cell for every statement and article."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard import tables


def coverage(
    statements: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame, texts: Mapping[str, str]
) -> pd.DataFrame:
    """A row for every statement in every article, silence included.

    Args:
        statements: a STATEMENTS table; its order is kept.
        mentions: the MENTIONS table of the same statements.
        articles: an ARTICLES table; its order is kept within a statement.
        texts: decoded text of every article, for the position.

    Returns:
        A COVERAGE table: `full` where a mention states the statement, `partial` where the mentions only
        touch it, `absent` where there is none; `position` is the first character of the first mention
        as a share of the article's characters (0 first … 1 last); `score` that of the best mention of the state.
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
                rows.append(_cell(statement, article, "absent"))
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
    corrected: bool = False,
) -> dict[str, object]:
    return {
        "statement": statement,
        "article": article,
        "state": state,
        "position": position,
        "score": score,
        "corrected": corrected,
    }


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
    """Article -> statements that no other article of the table reports, fully or in part, in the table's order."""
    heard = tellers(coverage)
    alone = heard[heard["tellers"] == 1]
    return {
        article: list(alone.loc[alone["article"] == article, "statement"])
        for article in dict.fromkeys(coverage["article"])
    }
