"""The few findings and the one line that say most about a story, and where each finding is shown."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.presentation import facts, framing, markup
from dashboard.presentation.excerpts import Finding, records
from dashboard.statements.labels import OPEN

KINDS = (
    "omission",
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
    "loaded",
)
"""Kinds of findings in the order in which a reader is likely to want them: first what is claimed and denied, then how it
is named, then facts that differ, then who is quoted, and last what is only more or less precise."""
MOST = 7  # findings a first screen can hold
MOST_OF_A_KIND = 2
SHORT = 110  # characters of a statement that is read at a glance
TITLE = 220  # characters of a finding's title in a list; its page shows the whole


class Link(NamedTuple):
    """A finding in a list: its title, and the page that shows it, opened at it."""

    label: str
    page: str
    query: Mapping[str, str]


def highlights(comparison: Comparison, most: int = MOST) -> pd.DataFrame:
    """The strongest findings of a story.

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


def strongest(comparison: Comparison, names: Mapping[str, str]) -> list[Link]:
    """A link to every highlight of a story, the strongest first."""
    return [link_to(comparison, names, finding) for finding in records(highlights(comparison), Finding)]


def link_to(comparison: Comparison, names: Mapping[str, str], finding: Finding) -> Link:
    """The page that shows a finding, opened at it."""
    label = textwrap.shorten(finding.title, TITLE, placeholder=" …")
    if finding.kind in facts.KINDS:
        return Link(label, "facts", {})
    section = next((s for s, kinds in framing.SECTIONS.items() if finding.kind in kinds), None)
    if section is None:
        return Link(label, "sources", {})
    title = framing.titles(framing.of_section(comparison, section, names)).get(finding.finding, "")
    return Link(label, "framing", {"section": section, framing_key(section): title})


def framing_key(section: str) -> str:
    """Name of a section's choice in the address of the view of framing."""
    return section.lower().replace(" ", "-")


def event_line(comparison: Comparison) -> str:
    """The statement that most articles report and, among those, that stands earliest; "" where there is none."""
    told = comparison.coverage.dropna(subset=["position"])
    if told.empty:
        return ""
    place = told.groupby("statement").agg(articles=("article", "nunique"), position=("position", "mean"))
    first = place.reset_index().sort_values(
        ["articles", "position", "statement"], ascending=[False, True, True]
    )
    return str(first["statement"].iloc[0])


def summary(comparison: Comparison, names: Mapping[str, str]) -> str:
    """The story in one line of figures, as Markdown, and what its title is."""
    coverage = comparison.coverage[comparison.coverage["article"].isin(names)]
    reported = coverage[coverage["state"].isin(("full", "partial"))].groupby("statement")["article"].nunique()
    words = int(comparison.articles.set_index("article").loc[list(names), "words"].sum())
    figures = [
        markup.count(len(names), "article"),
        markup.count(words, "word"),
        markup.count(len(reported), "statement"),
    ]
    bold = ", ".join(f"**{figure.split(' ')[0]}** {figure.split(' ')[1]}" for figure in figures)
    return (
        f"{bold}, **{int((reported > 1).sum())}** of them in two or more articles. Headline: the statement most articles "
        "report, and report first."
    )


def examples(comparison: Comparison, most: int = 3) -> list[str]:
    """Statements to ask for: short labels that stand by themselves, reported by some articles and not by all.

    Args:
        comparison: any.
        most: how many; of each theme one, in the order of the themes.
    """
    told = comparison.statements
    count = len(comparison.articles)
    fit = told[told["articles"].between(2, max(2, count - 1)) & told["label"].str.len().le(SHORT)]
    fit = fit[~fit["label"].str.startswith((OPEN, '"', "“")) & fit["label"].str[:1].str.isupper()]
    return [str(label) for label in fit.drop_duplicates("theme")["label"].head(most)]
