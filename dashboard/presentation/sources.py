"""Who is cited where: counts, chains and the sentences behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.attribution.sources import ARROW, attributed_among, is_open
from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.findings.finding import listed
from dashboard.language.reporting_verbs import MANNER
from dashboard.presentation import markup
from dashboard.presentation.excerpts import places
from dashboard.presentation.markup import Card, Entry, Quote
from dashboard.presentation.rows import FindingRow, records, sentences_of, spans_by_finding

COLUMNS = {"source": "Source", "kind": "Kind"}
"""Column of the listing -> its heading."""
NOBODY = "(nobody named)"
"""How a claim without a source is listed."""
OPEN = "(he, she or they: not clear who)"
"""How a claim is listed whose source is a pronoun that may mean several."""
MOST_SOURCES = 24
"""Sources in the picture; the list to choose from holds all."""
CHAINS = 14
"""Chains in the picture."""

_KINDS = {
    "agency": "news agency", "medium": "medium", "person": "person", "body": "body or office",
    "place": "government or place", "group": "group without names", "document": "document",
    "evidence": "pictures, data or documents", "thing": "a thing", "unnamed": "nobody named",
}  # fmt: skip


class Citation(NamedTuple):
    """A row of SOURCES."""

    article: str
    sentence: str
    source: str
    verb: str
    via: str | None
    start: int
    end: int
    quoted: bool
    stance: str
    carried: bool
    cue_start: int
    cue_end: int

    @property
    def channels(self) -> tuple[str, ...]:
        """Who passed it on, from the outlet inwards."""
        return tuple(self.via.split(ARROW)) if self.via else ()

    @property
    def note(self) -> str:
        """Who is cited, through whom, how it is printed and with which verb."""
        manner = f", {MANNER[self.stance]}" if self.stance in MANNER else ""
        through = f" through {listed(self.channels)}" if self.channels else ""
        return (
            f"{self.source or NOBODY}{through}{' (named before)' if self.carried else ''}, "
            f"{'quoted' if self.quoted else 'paraphrased'}; verb: “{self.verb}”{manner}"
        )


def in_words(chain: Sequence[str]) -> str:
    """A chain from the outlet to the source."""
    return " ← ".join(chain)


def with_open(sources: pd.Series[str]) -> pd.Series[str]:
    """Sources as lists name them: pronouns of which the text leaves open whom they mean are one line, OPEN."""
    return sources.mask(sources.map(is_open), OPEN)


def cited(comparison: Comparison, names: Names) -> pd.DataFrame:
    """Attributions of the chosen articles, `source` and `via` ready to be shown.

    What somebody plans or discusses is told of him, and cites nobody: "inspectors plan to call".
    """
    told = attributed_among(comparison.sources)
    own = told[told["article"].isin(names)]
    return own.assign(source=with_open(own["source"].replace("", NOBODY)), via=own["via"].fillna(""))


def passed_on(table: pd.DataFrame) -> pd.DataFrame:
    """A row for every source of a passage and one for everybody who passed it on: an outlet that has words through an agency cites
    that agency too."""
    passages_ = table.assign(passage=range(len(table)))
    channels = [[one for one in via.split(ARROW) if one] for via in table["via"]]
    through = passages_.assign(source=channels).explode("source").dropna(subset=["source"])
    return pd.concat([passages_, through], ignore_index=True).drop_duplicates(["passage", "source"])


def labels(table: pd.DataFrame) -> list[str]:
    """Sources and those who passed their words on, those that most articles cite first, then those cited most often."""
    table = passed_on(table)
    spread = table.groupby("source").agg(articles=("article", "nunique"), count=("start", "size"))
    spread = spread.assign(nobody=spread.index.isin((NOBODY, OPEN)), name=spread.index)
    ordered = spread.sort_values(
        ["nobody", "articles", "count", "name"], ascending=[True, False, False, True]
    )
    return [str(name) for name in ordered.index]


def counts(table: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The cells of the picture: every shown source with every article, 0 where it is not cited."""
    number = passed_on(table).groupby(["source", "article"]).size().to_dict()
    rows = [(s, s, a, int(number.get((s, a), 0))) for s in labels(table)[:MOST_SOURCES] for a in names]
    cells = pd.DataFrame(rows, columns=["item", "label", "article", "count"])
    says = [markup.count(n, "passage") if n else "not cited in this article" for n in cells["count"]]
    return cells.assign(says=says)


def chains(table: pd.DataFrame) -> pd.DataFrame:
    """The chains of two links or more with the outlets that have them; chains with the same first link
    together.
    """
    long_ = table[table["via"] != ""]
    own = records(long_, Citation)
    links = [(*citation.channels, citation.source) for citation in own]
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


def chains_in_words(table: pd.DataFrame) -> str:
    """The picture of `chains` in a line, for those who do not see it."""
    return "; ".join(dict.fromkeys(in_words(("outlet", *links)) for links in table["links"]))


def passages(
    comparison: Comparison, table: pd.DataFrame, source: str, names: Names, colours: Colours
) -> list[Card]:
    """The passages that cite a source, directly or as a channel, of each outlet that has any: the claim tinted, source and verb
    underlined."""
    where = places(comparison)
    texts = {s.sentence: s for article in names for s in sentences_of(comparison, article)}
    own = [c for c in records(table, Citation) if source == c.source or source in c.channels]
    made = []
    for article, name in names.items():
        quotes = []
        for c in (c for c in own if c.article == article):
            at, text = texts[c.sentence].start, texts[c.sentence].text
            words = markup.runs(text, [(c.start - at, c.end - at)], [(c.cue_start - at, c.cue_end - at)])
            quotes.append(Quote(words, f"{where[c.sentence]} · {c.note}", broken=True))
        if quotes:
            made.append(Card(name, colours[article], quotes))
    return made


def silent(table: pd.DataFrame, source: str, names: Names) -> str:
    """In which articles no passage was found that cites a source, in a sentence; "" where all have one."""
    citing = {c.article for c in records(table, Citation) if source == c.source or source in c.channels}
    rest = [name for article, name in names.items() if article not in citing]
    return f"Not cited in {listed(rest, 'or')}, as far as we can see." if rest else ""


def listing(table: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The figures as a table: source, what it is, and its passages in each article."""
    every = passed_on(table)
    grid = every.pivot_table(index="source", columns="article", values="start", aggfunc="size", fill_value=0)
    kind = (
        table.groupby("source")["kind"]
        .first()
        .map(_KINDS)
        .reindex(grid.index)
        .fillna("news agency or medium")
    )
    grid = grid.reindex(index=labels(table), columns=list(names), fill_value=0)
    return grid.rename(columns=dict(names)).assign(kind=kind).reset_index()


def checks(comparison: Comparison, names: Names, colours: Colours) -> list[Entry]:
    """Other channels, dropped sources and checked credits among the chosen articles."""
    spans = spans_by_finding(comparison, comparison.story.texts)
    found = []
    for finding in records(comparison.findings[comparison.findings["kind"] == "source"], FindingRow):
        own = spans.get(finding.finding, [])
        if all(span.article in names for span in own):
            cards = [
                Card(names[s.article], colours[s.article], [Quote(markup.runs(s.text))], s.note) for s in own
            ]
            found.append(Entry(finding.title, cards, detail=finding.detail))
    return found
