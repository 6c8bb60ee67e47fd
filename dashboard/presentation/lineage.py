"""Shared text: shares of pairs, runs side by side, origins in words, statements counted three ways."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.findings.finding import listed
from dashboard.language import media
from dashboard.presentation import excerpts, filters, markup
from dashboard.presentation.markup import Card, Quote
from dashboard.presentation.rows import records
from dashboard.tables import REPORTED

KINDS = {
    "narration": "The outlets' own words",
    "source": "Attributed to a source in both, without quotation marks",
    "quotation": "Quotations: in quotation marks in at least one article",
}
"""Kind of run -> what it means, the most telling first."""

DRAWN = 20  # statements of the picture
COPY = 0.8  # share of an article's own text in one other from which it is called the same text
NOTHING = 0.005  # share of a text below which none of it counts as shared
FEW = 3  # articles that are alike in what is said of them, and have a card each; more share a line
READING = (
    "How much of the left outlet's own text another outlet prints too, almost word for word (six or more words in a row). Quotations are "
    "left out, since outlets that quote one speaker needn't have copied each other; the small figure, on a wide screen, includes them. "
    "Choose a cell to read the passages."
)
ORIGINS = (
    "This is an estimate. We call an article dependent if at least 20% of its own text is also in an independent one, or if both credit "
    "the same agency and share twelve words in a row. Passages that are mostly names and titles don't count. The words can't show which "
    "of two came first."
)
COUNTED = (
    "How many articles report a statement, how many of these are independent texts, and how many people or bodies they name as its "
    "source. An independent text that names no source counts as one."
)

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


class Shares(NamedTuple):
    """A row of LINEAGE."""

    a: str
    b: str
    share_of_a: float
    share_of_b: float
    own_of_a: float
    own_of_b: float


class SharedRun(NamedTuple):
    """A row of RUNS."""

    a: str
    b: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words: int
    kind: str

    def turned(self) -> SharedRun:
        """The same seen from the other article."""
        return self._replace(
            a=self.b, b=self.a, a_start=self.b_start, a_end=self.b_end, b_start=self.a_start, b_end=self.a_end
        )


class Origin(NamedTuple):
    """A row of ORIGINS."""

    article: str
    own: bool
    parents: str | None
    share: float
    declared: str | None
    reason: str

    @property
    def held_in(self) -> tuple[str, ...]:
        """Articles in which its text is found."""
        return tuple(self.parents.split("; ")) if self.parents else ()

    @property
    def counts_as(self) -> str:
        """What the article adds to the story."""
        return "independent" if self.own else "not independent"

    def found_in(self, names: Names) -> str:
        """The articles that have its words, "" where none has enough of them."""
        return listed([names.get(p, p) for p in self.held_in])


class Pair(NamedTuple):
    """A shared run in both articles: the outlets' colours, the other's name, and the words with what is the same."""

    words: int
    left: markup.Card
    right: markup.Card


def shares(comparison: Comparison, names: Names) -> pd.DataFrame:
    """Both directions of every pair of chosen articles: `a`, `b`, `own`, `all`, `says`."""
    rows = []
    for pair in records(comparison.lineage, Shares):
        if pair.a in names and pair.b in names:
            rows += [
                (pair.a, pair.b, pair.own_of_a, pair.share_of_a),
                (pair.b, pair.a, pair.own_of_b, pair.share_of_b),
            ]
    table = pd.DataFrame(rows, columns=["a", "b", "own", "all"])
    says = [
        f"{own:.0%} of its own text, {whole:.0%} of all its words, quotes included"
        for own, whole in zip(table["own"], table["all"], strict=True)
    ]
    return table.assign(says=says)


def named(table: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The shares with the outlets' names, for the reader."""
    return table.assign(a=table["a"].map(names), b=table["b"].map(names)).drop(columns="says")


def runs_between(comparison: Comparison, a: str, b: str) -> list[SharedRun]:
    """Runs of two articles as seen from `a`, the outlets' own words first, then the longest first."""
    found = [
        run if run.a == a else run.turned()
        for run in records(comparison.runs, SharedRun)
        if {run.a, run.b} == {a, b}
    ]
    order = list(KINDS)
    return sorted(found, key=lambda run: (order.index(run.kind), -run.words, run.a_start))


def runs_line(number: int) -> str:
    """How many passages two articles share, as Markdown."""
    if not number:
        return "No shared passage of six or more words was detected. A paraphrase doesn't count."
    return f"**{markup.count(number, 'shared passage')}**. Tinted: the words that are the same."


def side_by_side(comparison: Comparison, runs: Sequence[SharedRun], names: Names, colours: Colours) -> str:
    """Runs as pairs of passages by kind; words that the other side does not have are unmarked."""
    kinds = [
        (meaning, [_pair(comparison, run, names, colours) for run in runs if run.kind == kind])
        for kind, meaning in KINDS.items()
    ]
    return markup.html("runs.jinja", kinds=kinds)


def _pair(comparison: Comparison, run: SharedRun, names: Names, colours: Colours) -> Pair:
    left = comparison.story.texts[run.a][run.a_start : run.a_end]
    right = comparison.story.texts[run.b][run.b_start : run.b_end]
    first, second = excerpts.differing(left, right, str.lower, same=True, word=_WORD)
    return Pair(
        run.words,
        Card(names[run.a], colours[run.a], [Quote(markup.runs(left, first))]),
        Card(names[run.b], colours[run.b], [Quote(markup.runs(right, second))]),
    )


def origins(comparison: Comparison, names: Names) -> list[Origin]:
    """For each chosen article whether it adds an origin, and why."""
    return [origin for origin in records(comparison.origins, Origin) if origin.article in names]


def copied(comparison: Comparison, names: Names) -> dict[str, str]:
    """Chosen article whose text is nearly all in one other of them -> that other one."""
    pairs = {(row.a, row.b): row.own for row in shares(comparison, names).itertuples()}
    found = {}
    for origin in origins(comparison, names):
        held = [p for p in origin.held_in if pairs.get((origin.article, p), 0.0) >= COPY]
        if held:
            found[origin.article] = held[0]
    return found


def copies_note(comparison: Comparison, names: Names, statement: str | None = None) -> str:
    """Which articles print the text of another, so that nobody counts them as two; "" where none does.

    Args:
        names: chosen articles.
        statement: only copies that report this one beside their other.
    """
    found = copied(comparison, names)
    if statement:
        own = comparison.coverage[comparison.coverage["statement"] == statement]
        told = set(own.loc[own["state"].isin(REPORTED), "article"])
        found = {a: other for a, other in found.items() if {a, other} <= told}
    said = [f"{names[a]} prints the text of {names[other]}" for a, other in found.items()]
    return (
        f"{listed(said)}: {'count them' if len(said) == 1 else 'count each pair'} as one text."
        if said
        else ""
    )


def headline(found: Sequence[Origin]) -> str:
    """How many independent origins the articles have."""
    number = sum(origin.own for origin in found)
    if len(found) < 2:
        return "One article, one text"
    return f"These {len(found)} articles go back to about {markup.count(number, 'independent text')}"


def agencies(comparison: Comparison, found: Sequence[Origin], names: Names) -> str:
    """Which agencies and media the articles credit, and for which outlets one was only guessed."""
    said = "; ".join(
        f"{names[origin.article]} credits {listed(origin.declared.split('; '))}"
        for origin in found
        if origin.declared
    )
    guessed = [names[a] for a in filters.guesses(comparison) if a in names and media.named_in(names[a])]
    return (f"{said}." if said else "No article credits an agency.") + (
        f" Not credited, only guessed from the text: {listed(guessed)}." if guessed else ""
    )


def origin_table(found: Sequence[Origin], names: Names) -> pd.DataFrame:
    """The origins as a table for the reader."""
    rows = [
        (names[o.article], o.counts_as, o.found_in(names), o.share, o.declared or "", o.reason) for o in found
    ]
    return pd.DataFrame(
        rows, columns=["Article", "Counts as", "Found in", "Share found", "Agency credited", "Reason"]
    )


def _apart(found: Sequence[Origin]) -> list[str]:
    """Articles that share nothing with the others and credit nobody, where these are more than FEW: one line says it of all."""
    apart = [o.article for o in found if o.own and o.share < NOTHING and not o.declared]
    return apart if len(apart) > FEW else []


def apart_note(found: Sequence[Origin], names: Names) -> str:
    """The line that stands for the cards of articles that share nothing with the others; "" where each has its card."""
    apart = [names[article] for article in _apart(found)]
    return f"Independent, with no text shared and no agency credited: {listed(apart)}." if apart else ""


def origin_cards(found: Sequence[Origin], names: Names, colours: Colours) -> list[Card]:
    """The origins in words, one card an article, but for those of `apart_note`."""
    made, apart = [], _apart(found)
    for origin in (one for one in found if one.article not in apart):
        credited = listed(origin.declared.split("; ")) if origin.declared else "no agency"
        if origin.own and len(found) > 1:
            said = (
                f"{markup.percent(origin.share)} of its text is also in another independent one (names and titles not counted)."
                if origin.share >= NOTHING
                else "It shares no text with another independent one (names and titles not counted)."
            )
        elif origin.own:
            said = "It is the only article."
        elif origin.share >= NOTHING:
            said = f"{markup.percent(origin.share)} of its own text is also in {origin.found_in(names)}."
        else:
            said = f"It {origin.reason}: {origin.found_in(names)}."
        quotes = [Quote(markup.runs(f"{said} It credits {credited}."))]
        made.append(Card(names[origin.article], colours[origin.article], quotes, origin.counts_as))
    return made


def counted(comparison: Comparison, labels: Mapping[str, str], least: int = 2) -> pd.DataFrame:
    """Statements of at least `least` articles, counted three ways: those that shrink most first."""
    own = comparison.corroboration[comparison.corroboration["articles"] >= least]
    own = own.assign(item=own["statement"], label=own["statement"].map(dict(labels)))
    lost = own["articles"] - own[["origins", "sources"]].min(axis=1)
    return own.assign(lost=lost).sort_values(
        ["articles", "lost", "label"], ascending=[False, False, True], ignore_index=True
    )


def reported(comparison: Comparison, statement: str, names: Names, colours: Colours) -> list[Card]:
    """Where each article reports a statement."""
    return [
        excerpts.line_card(name, colours[article], excerpts.of_statement(comparison, article, statement))
        for article, name in names.items()
    ]
