"""One article among others: what it alone reports, what it leaves out, its names for things, whom it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.emphasis.measures import measured
from dashboard.findings.finding import in_marks
from dashboard.presentation import excerpts, filters, framing, markup
from dashboard.presentation.excerpts import evidence
from dashboard.presentation.markup import Card, Entry, Quote
from dashboard.presentation.rows import SpanRow, records
from dashboard.presentation.sources import passed_on, with_open
from dashboard.statements.coverage import shown_states, told_alone
from dashboard.tables import REPORTED

NAMES = 8  # names for things that a reader takes in at once; the rest are among the findings
VERBS = 4
ALONE, NONE_ALONE = "As far as we can see, no other article here has it.", "None that is certain."
"""What stands over the list of what only this article reports, and in its place where it is empty."""
NAMED = "Its words for things that other outlets name differently, most newsworthy first."
NONE_NAMED = "No thing was found that other outlets name differently."


class LeftOut(NamedTuple):
    """A statement that was not found in the article, though others report it.

    Attributes:
        reporters: articles that report it, in full or in part.
        full: how many of these report it in full, as the matrix shows them.
        known: whether it could have been known when the article was published.
    """

    statement: str
    reporters: tuple[str, ...]
    full: int
    known: bool

    def note(self, others: int) -> str:
        """How many of the other articles report it, what only touches it apart."""
        part = len(self.reporters) - self.full
        if others == 1:
            said = "the other article reports it" + (" at least in part" if part else "")
        else:
            of = f" of {others} others"
            said = f"in full in {self.full}{of}" if self.full else f"at least in part in {part}{of}"
            said += f", at least in part in {part}" if self.full and part else ""
        return said + ("" if self.known else "; published before it was known")


class Name(NamedTuple):
    """What the article calls a thing, and what the others call it."""

    finding: str
    own: SpanRow
    others: tuple[SpanRow, ...]


class Figure(NamedTuple):
    """A figure at the head of a profile: what it counts and how that is defined."""

    value: str
    label: str
    definition: str


@dataclass(frozen=True, eq=False)
class Portrait:
    """One article among the others.

    Attributes:
        alone, perhaps_alone: statements that no other article reports, for certain or perhaps, see `filters.perhaps_alone`.
        left_out: statements that others report, see `left_out`.
        names: the strongest differences first.
        sources: `source`, `times`, `words` (attributed to it, in the body), `verbs`; the most words first.
    """

    article: str
    alone: tuple[str, ...]
    perhaps_alone: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    names: tuple[Name, ...]
    sources: pd.DataFrame


def portrait(comparison: Comparison, article: str, articles: Sequence[str]) -> Portrait:
    """The portrait of an article.

    Args:
        article: one of `articles`.
        articles: those it is compared with, itself among them.
    """
    coverage = comparison.coverage[comparison.coverage["article"].isin(articles)]
    return Portrait(
        article,
        tuple(told_alone(coverage)[article]),
        tuple(filters.perhaps_alone(comparison, dict.fromkeys(articles, "")).get(article, ())),
        () if article in comparison.story.strays else tuple(left_out(coverage, article)),
        tuple(names_for_things(comparison, article, articles)),
        sources_of(comparison, article),
    )


def left_out(coverage: pd.DataFrame, article: str) -> list[LeftOut]:
    """Statements that two of the other articles report, or the only other one, and that were not found in this one: of the rows that
    the matrix shows as it opens, those with a dash here or an "early". Those that most report in full come first.

    Args:
        coverage: a COVERAGE table of the articles that are compared.
    """
    others = coverage[coverage["article"] != article]
    reported = others[others["state"].isin(REPORTED)].groupby("statement", sort=False)["article"].agg(tuple)
    full = others[others["state"] == "full"].groupby("statement").size()
    shown = coverage.assign(state=shown_states(coverage))
    own = shown[shown["article"] == article].set_index("statement")["state"]
    least = filters.usual_least(coverage["article"].nunique())
    found = [
        LeftOut(str(statement), reporters, int(full.get(statement, 0)), own[statement] == "absent")
        for statement, reporters in reported.items()
        if own[statement] not in (*REPORTED, "near") and len(reporters) >= least
    ]
    return sorted(found, key=lambda left: (-left.full, -len(left.reporters)))


def names_for_things(comparison: Comparison, article: str, articles: Sequence[str]) -> list[Name]:
    """What this article calls things that others call something else, the most telling first, see `framing.telling`."""
    kinds = comparison.findings[comparison.findings["kind"] == "label"]
    first: dict[str, dict[str, SpanRow]] = {}
    for span in records(comparison.spans[comparison.spans["finding"].isin(kinds["finding"])], SpanRow):
        first.setdefault(span.finding, {}).setdefault(span.article, span)
    found: list[Name] = []
    for listed in framing.of_section(comparison, "Names", dict.fromkeys(articles, "")):
        words = first.get(listed.finding, {})
        if article not in words or len(found) == NAMES:
            continue
        own = words[article]
        others = [s for a, s in words.items() if a in articles and _plain(s.text) != _plain(own.text)]
        if others:
            found.append(Name(listed.finding, own, tuple(others)))
    return found


def _plain(name: str) -> str:
    """A name without case, hyphens and a leading article, in which no outlet says anything."""
    words = re.findall(r"\w+", name.casefold())
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("a", "an", "the") else words)


def sources_of(comparison: Comparison, article: str) -> pd.DataFrame:
    """Whom the article cites: `source` (canonical name), `times` (passages of its own and those that it passed on), `words` (in
    the body), `verbs` (a few).
    """
    said = comparison.blocks[
        (comparison.blocks["article"] == article) & (comparison.blocks["role"] == "body")
    ]
    words = said.assign(source=with_open(said["source"])).groupby("source", sort=False)["words"].sum()
    own = comparison.sources[comparison.sources["article"] == article]
    own = own.assign(source=with_open(own["source"]), via=own["via"].fillna(""))
    verbs = own.groupby("source", sort=False)["verb"].unique().to_dict()
    rows = [
        (
            source,
            times,
            int(words.get(source, 0)) if source else 0,
            ", ".join(list(verbs.get(source, ()))[:VERBS]),
        )
        for source, times in passed_on(own).groupby("source", sort=False).size().items()
    ]
    table = pd.DataFrame(rows, columns=["source", "times", "words", "verbs"])
    return table.sort_values(["words", "times"], ascending=False, kind="stable").reset_index(drop=True)


def glance(comparison: Comparison, found: Portrait, articles: Sequence[str]) -> list[Figure]:
    """The figures at the head of a portrait."""
    article = found.article
    states = comparison.coverage[comparison.coverage["article"] == article]["state"]
    voice = measured(comparison.emphasis, "voice_share")
    voice = voice[voice["article"] == article].set_index("item")["value"]
    words = int(comparison.articles.set_index("article").at[article, "words"])
    missing = sum(left.known for left in found.left_out)
    return [
        Figure(f"{words:,}", "words", "Words of the headline, body and captions that are compared."),
        Figure(
            f"{int(states.isin(REPORTED).sum())}",
            "statements",
            "Statements that the article reports, in full or in part.",
        ),
        Figure(
            f"{len(found.alone)}",
            "only here for certain",
            f"Of these, not found in any other of the {markup.count(len(articles), 'article')}, and nothing comes near.",
        ),
        Figure(
            f"{len(found.perhaps_alone)}",
            "perhaps only here",
            "Of these, found in no other article, though a sentence in one may say the same: the “?” in Coverage.",
        ),
        Figure(
            f"{missing}",
            "not found here",
            "The dashes in this outlet's column of Coverage, as that page opens: statements that others report.",
        ),
        Figure(
            markup.percent(float(voice.get("quoted", 0))), "quoted", "Words of the body in quotation marks."
        ),
    ]


def head(comparison: Comparison, article: str, name: str, colour: str) -> str:
    """An article's outlet, title, time of publication, agency and the evidence for the outlet's name, as HTML."""
    row = comparison.articles.set_index("article").loc[article]
    facts = [str(row["published"]).replace("T", " ") if isinstance(row["published"], str) else ""]
    shown = [fact for fact in (*facts, row["agency"], row["evidence"]) if isinstance(fact, str) and fact]
    return markup.html("article_head.jinja", name=name, colour=colour, title=str(row["title"]), facts=shown)


def alone_entries(comparison: Comparison, found: Portrait, names: Names, colours: Colours) -> list[Entry]:
    """Statements that the article alone reports, each with its words."""
    return [_entry(comparison, s, [found.article], "", names, colours) for s in found.alone]


def left_out_entries(comparison: Comparison, found: Portrait, names: Names, colours: Colours) -> list[Entry]:
    """What was not found in the article, with the words of those that report it."""
    return [
        _entry(
            comparison,
            left.statement,
            left.reporters,
            left.note(len(names) - 1),
            names,
            colours,
        )
        for left in found.left_out
    ]


def _entry(
    comparison: Comparison, statement: str, articles: Sequence[str], note: str, names: Names, colours: Colours
) -> Entry:
    label = comparison.statements.set_index("statement").at[statement, "label"]
    cards = [
        excerpts.line_card(names[a], colours[a], excerpts.of_statement(comparison, a, statement))
        for a in articles
    ]
    return Entry(str(label), cards, note)


def name_entries(comparison: Comparison, found: Portrait, names: Names, colours: Colours) -> list[Entry]:
    """Names for things: this article's words, then those of the others; each opens its sentence."""
    made = []
    for name in found.names:
        forms = {_plain(span.text): span.label for span in reversed(name.others)}
        others = " · ".join(in_marks(words) for words in reversed(forms.values()))
        spans = (name.own, *name.others)
        cards = [
            Card(names[held.article], colours[held.article], [Quote(held.runs)])
            for held in evidence(comparison, spans, [span.article for span in spans])
        ]
        made.append(Entry(in_marks(name.own.label), cards, f"others: {others}", strong=True))
    return made
