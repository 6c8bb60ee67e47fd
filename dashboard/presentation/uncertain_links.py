"""Where the alignment is least sure: the links to check first."""

from __future__ import annotations

import pandas as pd

from dashboard.comparison import Comparison

COLUMNS = ["a", "b", "score", "guard", "linked", "corrected", "a_start", "a_end", "b_start", "b_end"]


def doubtful_links(comparison: Comparison, most: int = 200) -> pd.DataFrame:
    """Sentence pairs by their distance from the threshold: the weakest accepted, the strongest rejected.

    Args:
        comparison: at any threshold.
        most: pairs of each kind.

    Returns:
        One row a pair: `a`, `b` (sentences), `score` (probability in [0, 1] of their best pieces), `guard`,
        `linked`, `corrected` (a reader decided it), and the offsets of those pieces in the files. Linked pairs
        come first, weakest first; then the others, strongest first.
    """
    units = comparison.units.set_index("unit")[["sentence", "start", "end"]]
    pairs = comparison.candidates.join(units.add_prefix("a_"), on="a").join(units.add_prefix("b_"), on="b")
    best = (
        pairs.sort_values("score", ascending=False, kind="stable")
        .drop_duplicates(["a_sentence", "b_sentence"])
        .drop(columns=["a", "b"])
        .rename(columns={"a_sentence": "a", "b_sentence": "b"})
    )
    links = comparison.links.set_index(["a", "b"])["corrected"]
    keys = list(zip(best["a"], best["b"], strict=True))
    linked = [key in links.index for key in keys]
    best = best.assign(linked=linked, corrected=[bool(links.get(key, False)) for key in keys])[COLUMNS]
    weakest = best[best["linked"]].sort_values("score", kind="stable").head(most)
    strongest = best[~best["linked"]].head(most)
    return pd.concat([weakest, strongest], ignore_index=True)
