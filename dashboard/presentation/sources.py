"""Who is cited where, for the view of sources: counts, chains and the sentences behind them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import pairwise

import pandas as pd

from dashboard.attribution.sources import ARROW
from dashboard.comparison import Comparison
from dashboard.presentation.markup import colour_of

NOBODY = "(nobody named)"
"""How a claim without a source is listed."""
MOST = 24
"""Sources in the picture; the list to choose from holds all."""
CHAINS = 14
"""Chains in the picture."""

_KINDS = {
    "agency": "news agency", "medium": "medium", "person": "person", "body": "body or office",
    "place": "government or place", "group": "group without names", "document": "document",
    "evidence": "pictures, data or documents", "thing": "a thing", "unnamed": "nobody named",
}  # fmt: skip


def cited(comparison: Comparison, names: Mapping[str, str]) -> pd.DataFrame:
    """Attributions of the chosen articles, `source` and `via` ready to be shown."""
    own = comparison.sources[comparison.sources["article"].isin(names)]
    return own.assign(source=own["source"].replace("", NOBODY), via=own["via"].fillna(""))


def labels(table: pd.DataFrame) -> list[str]:
    """Sources, those that most articles cite first, then those cited most often."""
    spread = table.groupby("source").agg(articles=("article", "nunique"), count=("start", "size"))
    spread = spread.assign(nobody=spread.index == NOBODY, name=spread.index)
    ordered = spread.sort_values(
        ["nobody", "articles", "count", "name"], ascending=[True, False, False, True]
    )
    return [str(name) for name in ordered.index]


def counts(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The cells of the matrix: every shown source with every article, 0 where it is not cited."""
    shown = labels(table)[:MOST]
    number = table.groupby(["source", "article"]).size()
    rows = []
    for source in shown:
        for article in names:
            count = int(number.get((source, article), 0))
            said = (
                f"{count} {'passage' if count == 1 else 'passages'}" if count else "not cited in this article"
            )
            rows.append({"item": source, "label": source, "article": article, "count": count, "says": said})
    return pd.DataFrame(rows, columns=["item", "label", "article", "count", "says"])


def chains(table: pd.DataFrame) -> pd.DataFrame:
    """The chains of two links or more with the outlets that have them; chains with the same first link
    together.
    """
    long_ = table[table["via"] != ""]
    links = [(*via.split(ARROW), source) for via, source in zip(long_["via"], long_["source"], strict=True)]
    number = (
        long_.assign(links=links).groupby(["links", "article"], sort=False).size().reset_index(name="count")
    )
    total = number.groupby("links")["article"].nunique().to_dict()
    first: dict[str, int] = {}
    for chain, spread in total.items():
        first[chain[0]] = first.get(chain[0], 0) + spread
    order = sorted(total, key=lambda c: (-first[c[0]], c[0], -total[c], c))[:CHAINS]
    rank = {chain: k for k, chain in enumerate(order)}
    kept = number[number["links"].isin(order)]
    return kept.assign(row=[rank[c] for c in kept["links"]], item=[c[-1] for c in kept["links"]]).sort_values(
        ["row", "article"], ignore_index=True
    )


def passages(
    comparison: Comparison, table: pd.DataFrame, source: str, name: str, colour: str, article: str
) -> str:
    """One outlet's passages that cite a source, directly or as a channel: the claim tinted, source and verb
    underlined.
    """
    texts = comparison.sentences.set_index("sentence")
    length = max(1, len(comparison.story.texts[article]))
    through = [source in via.split(ARROW) for via in table["via"]]
    own = table[
        (table["article"] == article) & ((table["source"] == source) | pd.Series(through, index=table.index))
    ]
    said = []
    for row in own.itertuples():
        at = int(texts.at[row.sentence, "start"])
        chain = escape(" ← ".join(("outlet", *filter(None, row.via.split(ARROW)), row.source)))
        kind = "quoted" if row.quoted else "not quoted"
        words = _told(
            str(texts.at[row.sentence, "text"]),
            (int(row.start) - at, int(row.end) - at),
            (int(row.cue_start) - at, int(row.cue_end) - at),
        )
        said.append(
            f'<p><span class="state">{round(100 * at / length)} % · {chain} · '
            f"“{escape(row.verb)}” ({row.stance}), {kind}"
            f"{', carried on' if row.carried else ''}</span><br>{words}</p>"
        )
    body = "".join(said) or '<p class="none">Not cited in this article.</p>'
    return f'<section class="px" style="--c:{colour_of(colour)}"><h4>{escape(name)}</h4>{body}</section>'


def _told(text: str, claim: tuple[int, int], cue: tuple[int, int]) -> str:
    """Escaped text with the claim as <mark> and source and verb underlined."""
    borders = sorted({0, len(text), *(min(max(b, 0), len(text)) for b in (*claim, *cue))})
    out = []
    for a, b in pairwise(borders):
        piece = escape(text[a:b])
        piece = f'<span class="shared">{piece}</span>' if cue[0] <= a and b <= cue[1] else piece
        out.append(f"<mark>{piece}</mark>" if claim[0] <= a and b <= claim[1] else piece)
    return "".join(out)


def listing(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The figures as a table: source, what it is, and its passages in each article."""
    grid = table.pivot_table(index="source", columns="article", values="start", aggfunc="size", fill_value=0)
    kind = table.groupby("source")["kind"].first().map(_KINDS)
    grid = grid.reindex(index=labels(table), columns=list(names), fill_value=0)
    return grid.rename(columns=dict(names)).assign(kind=kind).reset_index()


def checks(comparison: Comparison, names: Mapping[str, str], colours: Mapping[str, str]) -> list[str]:
    """Other channels, dropped sources and checked credits among the chosen articles, each opening its
    passages.
    """
    said = []
    for finding in comparison.findings[comparison.findings["kind"] == "source"].itertuples():
        spans = comparison.spans[comparison.spans["finding"] == finding.finding]
        if not set(spans["article"]) <= set(names):
            continue
        rows = "".join(
            f'<section style="--c:{colour_of(colours[span.article])}"><h4>{escape(names[span.article])} '
            f'<span class="state">{escape(span.note)}</span></h4>'
            f"<p>{escape(span.text)}</p></section>"
            for span in spans.itertuples()
        )
        detail = f'<p class="soft">{escape(finding.detail)}</p>'
        said.append(f"<details><summary>{escape(finding.title)}</summary>{rows}{detail}</details>")
    return said
