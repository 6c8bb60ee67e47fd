"""What a reader can choose from and filter by, with readable names: statements, sentences, pairs of articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.tables import COUNTED

HOW = ("tells it", "does not")


TOLD = ("full", "partial")


def outlet_counts(outlets: int) -> list[int]:
    """Choices for 'told by at least': every number up to five, then wider steps, then all."""
    steps = {1, 2, 3, 4, 5, 8, 12, 20, 30, outlets}
    return sorted(n for n in steps if n <= outlets)


def themes(comparison: Comparison) -> list[str]:
    """Theme names in the order of the statements."""
    return list(dict.fromkeys(comparison.statements["theme"]))


def unique_labels(comparison: Comparison) -> dict[str, str]:
    """Statement -> label, numbered where two are worded alike, so that a link to one names it alone."""
    seen: Counter[str] = Counter()
    unique: dict[str, str] = {}
    for statement, label in comparison.statements[["statement", "label"]].to_numpy():
        seen[label] += 1
        unique[statement] = f"{label} ({seen[label]})" if seen[label] > 1 else str(label)
    return unique


def cells(
    comparison: Comparison,
    names: Mapping[str, str],
    least: int,
    theme: str | None,
    teller: tuple[str, str] | None,
    words: str,
) -> pd.DataFrame:
    """The coverage cells that pass the filters, in the order of the matrix.

    Themes stand in the order of their most widely told statement; within a theme the most widely told come
    first, then those told earliest.

    Args:
        comparison: the whole story.
        names: chosen articles; a row counts those alone.
        least: smallest number of them that tell or touch the statement.
        theme: this theme alone.
        teller: (article, one of HOW): only what it tells, or does not.
        words: all of them must stand in the label, in any case and order.

    Returns:
        COVERAGE rows with `label`, `theme`, `words` (of the first mention) and `tellers`.
    """
    own = comparison.coverage[comparison.coverage["article"].isin(names)]
    told = own["state"].isin(TOLD)
    tellers = told.groupby(own["statement"]).sum()
    first = comparison.mentions.drop_duplicates(["statement", "article"])[["statement", "article", "text"]]
    joined = (
        own.merge(comparison.statements[["statement", "label", "theme"]], on="statement")
        .merge(first.rename(columns={"text": "words"}), on=["statement", "article"], how="left")
        .assign(
            tellers=lambda f: f["statement"].map(tellers),
            words=lambda f: f["words"].fillna("").str.slice(0, 300),
        )
    )
    joined = joined[joined["tellers"] >= max(1, least)]
    if theme:
        joined = joined[joined["theme"] == theme]
    if teller:
        hers = own.loc[told & (own["article"] == teller[0]), "statement"]
        joined = joined[joined["statement"].isin(hers) == (teller[1] == HOW[0])]
    for word in words.casefold().split():
        joined = joined[joined["label"].str.casefold().str.contains(word, regex=False)]
    place = joined.groupby("statement")["position"].mean()
    weight = joined.groupby("theme")["tellers"].agg(["max", "sum"])
    return (
        joined.assign(
            place=joined["statement"].map(place),
            top=joined["theme"].map(weight["max"]),
            size=joined["theme"].map(weight["sum"]),
        )
        .sort_values(
            ["top", "size", "theme", "tellers", "place", "statement"],
            ascending=[False, False, True, False, True, True],
            kind="stable",
        )
        .drop(columns=["place", "top", "size"])
        .reset_index(drop=True)
    )


def pairs(names: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Ordered pairs of different articles with a readable name."""
    return {(a, b): f"{names[a]}, told by {names[b]}" for a in names for b in names if a != b}


def compared(coverage: pd.DataFrame, a: str, b: str) -> tuple[list[str], list[str]]:
    """Statements that a tells in full and b tells or touches, and those that were not found in b."""
    state = coverage.pivot(index="statement", columns="article", values="state").reindex(
        list(dict.fromkeys(coverage["statement"]))
    )
    hers = state[state[a] == "full"]
    both = hers[b].isin(TOLD)
    return list(hers.index[both]), list(hers.index[~both])


def matrix_alt(found: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The matrix in a sentence, for those who do not see it."""
    full, partial = ((found["state"] == state).sum() for state in TOLD)
    return (
        f"{found['statement'].nunique()} statements by {len(names)} articles: {full} cells told, {partial} touched, "
        f"{len(found) - full - partial} not found. The selectbox above opens each statement."
    )


def sentences(comparison: Comparison, article: str) -> list[str]:
    """Sentence ids of an article in order."""
    return list(comparison.sentences.loc[comparison.sentences["article"] == article, "sentence"])


def sentence_words(comparison: Comparison, article: str) -> dict[str, str]:
    """Sentence id -> a short name for a selectbox: its number and first words."""
    own = comparison.sentences[comparison.sentences["article"] == article]
    return {
        s: f"{k}. {' '.join(text.split()[:9])}"
        for k, (s, text) in enumerate(zip(own["sentence"], own["text"], strict=True), 1)
    }


def place(comparison: Comparison, names: Mapping[str, str], sentence: str) -> dict[str, str]:
    """Query parameters that open the reading view at a sentence."""
    article = article_of(sentence)
    return {"article": names[article], "sentence": sentence_words(comparison, article)[sentence]}


def article_of(sentence: str) -> str:
    """The article that a sentence id names."""
    return sentence.rpartition(":")[0]


def counted(comparison: Comparison, article: str) -> list[str]:
    """Sentence ids of an article whose sentences are compared."""
    own = comparison.sentences[comparison.sentences["role"].isin(COUNTED)]
    return list(own.loc[own["article"] == article, "sentence"])


def between(pairs: pd.DataFrame, names: Mapping[str, str]) -> pd.Series:
    """Which sentence pairs lie between chosen articles."""
    return pairs["a"].map(article_of).isin(names) & pairs["b"].map(article_of).isin(names)


def shown(rows: Sequence[str], comparison: Comparison) -> str:
    """How many rows the filters leave, and how many cells the reader's corrections touched."""
    touched = int(comparison.coverage["corrected"].sum())
    corrected = f" Your corrections touch {touched} cells." if touched else ""
    return f"{len(rows)} of {len(comparison.statements)} statements are shown.{corrected}"
