"""Findings of facts as the tables and pieces of HTML that their view shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.presentation import filters, markup
from dashboard.statements.coverage import told_alone
from dashboard.statements.event_status import DONE, OPEN, UNSURE

KINDS = {
    "number": "Another number",
    "date": "Another date",
    "name": "Another name",
    "first": "Firsts and superlatives",
    "sequence": "One after the other",
    "granularity": "More or less exact",
}
"""Kind of finding -> heading, in the order of the view."""
EXPLAINED = {
    "number": "The numbers exclude each other, after units, scales, number words and words such as “about” "
    "have been taken into account.",
    "date": "The days exclude each other. A weekday is counted from the day of the article; where that is "
    "not known, only weekdays are compared.",
    "name": "Sentences that agree word for word around it give another name; other spellings, short forms "
    "and initials are left out.",
    "first": "Claims of rank with what limits them in time and what hedges them; also those that one article "
    "makes alone.",
    "sequence": "Still to come in one article, done in another: no contradiction. The order is sure only "
    "between articles that state their time.",
    "granularity": "One article is more exact than another; neither contradicts the other.",
}
"""Kind of finding -> what it means, for the reader."""
STATES = (OPEN, UNSURE, DONE)


def by_kind(comparison: Comparison, names: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Kind -> its findings, of the kinds that have any, in the order of KINDS.

    A finding is listed if two of the chosen outlets show it, or one where it stands on one alone.
    """
    spans = comparison.spans[["finding", "article"]].drop_duplicates()
    needed = spans["finding"].value_counts().clip(upper=2)
    chosen = spans[spans["article"].isin(names)]["finding"].value_counts().reindex(needed.index, fill_value=0)
    seen = set(needed.index[chosen >= needed])
    found = comparison.findings[comparison.findings["finding"].isin(seen)]
    own = {kind: found[found["kind"] == kind] for kind in KINDS}
    return {kind: frame for kind, frame in own.items() if len(frame)}


def sides(
    comparison: Comparison, findings: Sequence[str], names: Mapping[str, str], colours: Mapping[str, str]
) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Finding -> for every sentence that it stands on: HTML with its words marked, and the query that opens
    it in its article.

    The sides of a finding stand in the order of the outlets.
    """
    spans = comparison.spans[
        comparison.spans["finding"].isin(findings) & comparison.spans["article"].isin(names)
    ]
    places = {article: _sentences(comparison, article) for article in dict.fromkeys(spans["article"])}
    words = {article: filters.sentence_words(comparison, article) for article in places}
    marked: dict[tuple[str, str, int], list[Any]] = {}
    for span in spans.itertuples(index=False):
        at = bisect_right([start for start, _, _ in places[span.article]], int(span.start)) - 1
        if at >= 0:
            marked.setdefault((span.finding, span.article, at), []).append(span)
    order = list(names)
    found: dict[str, list[tuple[str, dict[str, str]]]] = {finding: [] for finding in findings}
    for finding, article, at in sorted(marked, key=lambda k: (k[0], order.index(k[1]), k[2])):
        start, sentence, text = places[article][at]
        own = marked[finding, article, at]
        marks = [(int(s.start) - start, min(int(s.end) - start, len(text))) for s in own]
        notes = "; ".join(dict.fromkeys(s.note for s in own if s.note and s.note != s.text))
        html = (
            f'<section class="px" style="--c:{markup.colour_of(colours[article])}">'
            f"<h4>{escape(names[article])} "
            f'<span class="state">{escape(notes)}</span></h4><p>{markup.marked(text, marks)}</p></section>'
        )
        found[finding].append((html, {"article": names[article], "sentence": words[article][sentence]}))
    return found


def _sentences(comparison: Comparison, article: str) -> list[tuple[int, str, str]]:
    """(start, id, text) of every sentence of an article, in order."""
    own = comparison.sentences[comparison.sentences["article"] == article]
    return list(zip(own["start"].astype(int), own["sentence"], own["text"], strict=True))


def stages(comparison: Comparison, finding: str, names: Mapping[str, str]) -> pd.DataFrame:
    """Spans of a sequence as `article`, `state`, `label`."""
    spans = comparison.spans[
        (comparison.spans["finding"] == finding) & comparison.spans["article"].isin(names)
    ]
    return pd.DataFrame(
        {
            "article": spans["article"],
            "state": spans["note"],
            "label": [" ".join(t.split()) for t in spans["text"]],
        }
    )


def timed(comparison: Comparison, names: Mapping[str, str]) -> dict[str, str]:
    """Article -> outlet and publication time as stated, those that state one first and by it."""
    stated = comparison.articles.set_index("article")["published"]
    times = {a: "" if pd.isna(stated[a]) else str(stated[a]).replace("T", " ") for a in names}
    order = sorted(names, key=lambda a: (not times[a], times[a], list(names).index(a)))
    return {a: f"{names[a]}, {times[a] or 'no time stated'}" for a in order}


def alone(comparison: Comparison, names: Mapping[str, str]) -> pd.DataFrame:
    """Statements that one chosen outlet alone tells: `statement`, `article`, `theme`, `label`, in the order
    of the statements."""
    told = told_alone(comparison.coverage[comparison.coverage["article"].isin(names)])
    whose = {statement: article for article, own in told.items() for statement in own}
    own = comparison.statements[comparison.statements["statement"].isin(whose)]
    return (
        own[["statement", "theme", "label"]]
        .assign(article=own["statement"].map(whose))
        .reset_index(drop=True)
    )


def alone_counts(lonely: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """How many statements of each theme each outlet tells alone, 0 included; the theme with most of them
    first."""
    number = lonely.groupby(["theme", "article"]).size()
    themes = list(lonely["theme"].value_counts(sort=True).index)
    return pd.DataFrame(
        [{"theme": t, "article": a, "count": int(number.get((t, a), 0))} for t in themes for a in names],
        columns=["theme", "article", "count"],
    )
