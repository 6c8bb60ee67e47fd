"""What a reader can choose from and filter by, with readable names: outlets, statements, sentences, pairs of articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.charts.matrix import STATE_WORDS
from dashboard.charts.palette import Colours, Names, outlet_colours
from dashboard.comparison import Comparison
from dashboard.findings.finding import listed
from dashboard.presentation import markup
from dashboard.presentation.excerpts import evidence, first_mentions, full_places, places
from dashboard.presentation.markup import Card, Entry, Quote
from dashboard.presentation.rows import MentionRow, SpanRow, records, sentences_of
from dashboard.statements.coverage import shared_statements, shown_states, tellers, told_alone
from dashboard.statements.themes import OTHER
from dashboard.statements.trim import is_label_of
from dashboard.story.outlets import GUESS
from dashboard.tables import COUNTED, REPORTED

HOW = ("reports it", "does not")
UNGROUPED = "Statements"
"""Heading of all rows of a story in which no theme is found for most of them."""
FEW_HITS = 12  # passages found by a search that are printed without a click


class Filter(NamedTuple):
    """Which rows of the matrix are shown.

    Attributes:
        least: smallest number of outlets that report the statement, in full or in part.
        theme: this theme alone.
        article: only what it reports, or, where `how` is the second of HOW, what it does not.
        words: all of them must stand in the label or in one outlet's words, in any case and order.
    """

    least: int = 1
    theme: str | None = None
    article: str | None = None
    how: str = HOW[0]
    words: str = ""


def article_names(comparison: Comparison) -> dict[str, str]:
    """Article -> its outlet's name, in the story's order; an outlet with several articles has them numbered."""
    outlets = comparison.articles.set_index("article")["outlet"]
    number = outlets.groupby(outlets).cumcount() + 1
    several = outlets.map(outlets.value_counts()) > 1
    return {a: f"{outlets[a]} {number[a]}" if several[a] else str(outlets[a]) for a in outlets.index}


def on_the_event(comparison: Comparison) -> dict[str, str]:
    """The same of the articles that are about the story's event; all where none seems to be. What is about something else has no
    column, and no figure counts it, until a reader chooses it."""
    names = article_names(comparison)
    return {a: name for a, name in names.items() if a not in comparison.story.strays} or names


def guesses(comparison: Comparison) -> dict[str, str]:
    """Article whose outlet's name is a guess -> why it is guessed so."""
    rows = comparison.articles[["article", "evidence"]].to_numpy()
    return {str(article): str(why) for article, why in rows if str(why).startswith(GUESS)}


def changed(comparison: Comparison) -> str:
    """How much of the matrix the reader's corrections changed."""
    number = int(comparison.coverage["corrected"].sum())
    return f"Your corrections changed {markup.count(number, 'cell') if number else 'no cell'} of the matrix."


def article_colours(comparison: Comparison) -> dict[str, str]:
    """Article -> the colour that the reader chose for it, else one by its place in the story."""
    chosen = comparison.articles.set_index("article")["colour"].dropna()
    return outlet_colours(list(comparison.articles["article"])) | dict(chosen)


def usual_least(outlets: int) -> int:
    """From how many outlets on the matrix shows a statement before the reader chooses: 2, except of two outlets, where
    whatever one of them leaves out is reported by the other alone."""
    return 2 if outlets > 2 else 1


def columns_abreast(outlets: int, most: int) -> int:
    """How many columns, at most `most`, so many outlets stand in, so that no row is left with a single one where that can be
    avoided: 5 of 5, else 3 and 2; 12 in rows of 4."""
    usual = -(-outlets // -(-outlets // most))
    return next((n for n in range(usual, 1, -1) if outlets % n != 1), usual)


def outlet_counts(outlets: int) -> list[int]:
    """Choices for "in at least … outlets": every number up to five, then wider steps, then all."""
    steps = {1, 2, 3, 4, 5, 8, 12, 20, 30, outlets}
    return sorted(n for n in steps if n <= outlets)


def themes(comparison: Comparison) -> list[str]:
    """Theme names in the order that every page has them in, whatever it filters: the theme of the most widely reported statement
    first, of equals the one with more reports; OTHER, which is no theme, is the last."""
    reported = comparison.coverage[comparison.coverage["state"].isin(REPORTED)]
    number = comparison.statements["statement"].map(reported.groupby("statement").size()).fillna(0)
    weight = number.groupby(comparison.statements["theme"]).agg(["max", "sum"])
    order = weight.assign(other=weight.index == OTHER, name=weight.index).sort_values(
        ["other", "max", "sum", "name"], ascending=[True, False, False, True]
    )
    return [str(theme) for theme in order.index]


def has_themes(comparison: Comparison) -> bool:
    """Whether themes group the rows: they do where at least half of a story's statements have one."""
    themed = comparison.statements["theme"] != OTHER
    return bool(2 * themed.sum() >= len(themed))


def unique_labels(comparison: Comparison) -> dict[str, str]:
    """Statement -> label, numbered where two are worded alike, so that a link to one names it alone."""
    seen: Counter[str] = Counter()
    unique: dict[str, str] = {}
    for statement, label in comparison.statements[["statement", "label"]].to_numpy():
        seen[label] += 1
        unique[statement] = f"{label} ({seen[label]})" if seen[label] > 1 else str(label)
    return unique


def in_words_of(comparison: Comparison, statement: str) -> str:
    """The outlet in whose words a statement is named, so that no page passes one outlet's wording off as the story's own."""
    label = str(comparison.statements.set_index("statement")["label"].get(statement, ""))
    own = records(comparison.mentions[comparison.mentions["statement"] == statement], MentionRow)
    if not own:
        return ""
    said = set(re.findall(r"\w+", label.casefold()))
    best = max(
        own,
        key=lambda m: (
            is_label_of(label, m.text),
            len(said & set(re.findall(r"\w+", m.text.casefold()))),
            m.strength == "full",
            -len(m.text),
        ),
    )
    return article_names(comparison)[best.article]


def cells(comparison: Comparison, names: Names, chosen: Filter = Filter()) -> pd.DataFrame:  # noqa: B008
    """The coverage cells that pass the filter, in the order of the matrix.

    Themes stand in the order of `themes`, or all rows are UNGROUPED, see `has_themes`; within a theme the most widely reported
    statements come first, then those reported earliest.

    Args:
        names: chosen articles; a row counts those alone.
        chosen: which rows.

    Returns:
        COVERAGE rows, their states as `shown_states` gives them, with `label`, `theme`, `words` and `place` (see
        `excerpts.first_mentions`; "" where there is none) and `tellers` (articles that report the statement).
    """
    own = comparison.coverage[comparison.coverage["article"].isin(names)]
    reported = own["state"].isin(REPORTED)
    number = reported.groupby(own["statement"]).sum()
    joined = (
        own.assign(state=shown_states(own))
        .merge(comparison.statements[["statement", "label", "theme"]], on="statement")
        .merge(_first_mentions(comparison), on=["statement", "article"], how="left")
    )
    joined = joined.assign(
        tellers=joined["statement"].map(number),
        words=joined["words"].fillna(""),
        place=joined["place"].fillna(""),
    )
    joined = joined[joined["tellers"] >= max(1, chosen.least)]
    if chosen.theme:
        joined = joined[joined["theme"] == chosen.theme]
    if chosen.article:
        theirs = own.loc[reported & (own["article"] == chosen.article), "statement"]
        joined = joined[joined["statement"].isin(theirs) == (chosen.how == HOW[0])]
    if chosen.words.strip():
        joined = joined[joined["statement"].isin(_holding(comparison, chosen.words))]
    if not has_themes(comparison):
        return _in_order(joined.assign(theme=UNGROUPED), [UNGROUPED])
    return _in_order(joined, themes(comparison))


def _first_mentions(comparison: Comparison) -> pd.DataFrame:
    """`statement`, `article`, `words` and `place` of the mention that every cell stands for."""
    where = places(comparison)
    return pd.DataFrame(
        [
            (statement, article, mention.text, where[mention.sentence])
            for (statement, article), mention in first_mentions(comparison).items()
        ],
        columns=["statement", "article", "words", "place"],
    )


def _holding(comparison: Comparison, words: str) -> list[str]:
    """Statements in whose label or mentions every word stands."""
    texts = comparison.mentions.groupby("statement")["text"].agg(" ".join)
    text = (
        comparison.statements.set_index("statement")["label"]
        .str.cat(texts, sep=" ", na_rep="")
        .str.casefold()
    )
    for word in words.casefold().split():
        text = text[text.str.contains(word, regex=False)]
    return list(text.index)


def _in_order(joined: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    ranks = {
        "rank": joined["theme"].map({theme: k for k, theme in enumerate(order)}),
        "mean": joined["statement"].map(joined.groupby("statement")["position"].mean()),
    }
    keys = ["rank", "tellers", "mean", "statement"]
    ordered = joined.assign(**ranks).sort_values(keys, ascending=[True, False, True, True], kind="stable")
    return ordered.drop(columns=list(ranks)).reset_index(drop=True)


def matrix_alt(found: pd.DataFrame, names: Names) -> str:
    """The matrix in a sentence, for those who do not see it."""
    number = found["state"].value_counts()
    words = "; ".join(f"{state}: {number.get(key, 0)}" for key, state in STATE_WORDS.items())
    return (
        f"{markup.count(found['statement'].nunique(), 'statement')} by {markup.count(len(names), 'article')}. Cells: {words}. "
        "The list above opens each statement."
    )


def shown(comparison: Comparison, rows: Sequence[str], names: Names, chosen: Filter) -> str:
    """How many rows the filter leaves, how many more one outlet alone reports, and what corrections changed."""
    said = f"{len(rows)} of {markup.count(len(comparison.statements), 'statement')} fit the filters."
    if chosen.least > 1:
        every = cells(comparison, names, chosen._replace(least=1))
        more = int((every.drop_duplicates("statement")["tellers"] == 1).sum())
        said += (
            f" {more:,} more {'was' if more == 1 else 'were'} found in one outlet only: choose 1 above to see "
            f"{'it' if more == 1 else 'them'}."
            if more
            else ""
        )
    return f"{said} {changed(comparison)}" if comparison.corrections else said


def around(
    found: pd.DataFrame, rows: Sequence[str], statement: str | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of the cells of some statements, those of the rows down to that of a statement, which come first, and those below it.

    Where it has no row among them, all are below.
    """
    above = rows[: rows.index(statement) + 1] if statement in rows else []
    below = rows[len(above) :]
    return found[found["statement"].isin(above)], found[found["statement"].isin(below)]


def why_hidden(comparison: Comparison, names: Names, chosen: Filter, statement: str) -> str:
    """Why the filters leave no row to a statement, and which of them to change; "" where they do leave it one."""
    if statement in set(cells(comparison, names, chosen)["statement"]):
        return ""
    own = comparison.coverage[
        (comparison.coverage["statement"] == statement) & comparison.coverage["article"].isin(names)
    ]
    number = int(own["state"].isin(REPORTED).sum())
    if number < chosen.least:
        return (
            f"This statement is reported by {markup.count(number, 'outlet')}, so the filter “Reported by at least "
            f"{chosen.least} outlets” leaves it out of the matrix below."
        )
    theme = comparison.statements.set_index("statement")["theme"].get(statement)
    if chosen.theme and theme != chosen.theme:
        return f"This statement belongs to the theme “{theme}”, so the theme chosen above leaves it out of the matrix below."
    what = "the words searched for leave" if chosen.words.strip() else "the outlet chosen above leaves"
    return f"This statement is shown here although {what} it out of the matrix below."


def hits(comparison: Comparison, names: Names, colours: Colours, words: str) -> list[Entry]:
    """Every passage that holds one of the words searched for, marked, by statement; those of one outlet only too."""
    wanted = re.compile("|".join(map(re.escape, words.split())), re.IGNORECASE)
    labels = unique_labels(comparison)
    own = comparison.mentions[
        comparison.mentions["article"].isin(names)
        & comparison.mentions["statement"].isin(_holding(comparison, words))
    ]
    found: dict[str, list[Card]] = {}
    for mention in records(own, MentionRow):
        marks = [match.span() for match in wanted.finditer(mention.text)]
        if marks:
            quote = Quote(markup.runs(mention.text, marks))
            card = Card(names[mention.article], colours[mention.article], [quote])
            found.setdefault(mention.statement, []).append(card)
    opened = sum(map(len, found.values())) <= FEW_HITS
    return [
        Entry(
            labels[statement],
            cards,
            f"in {markup.count(len({c.name for c in cards}), 'outlet')}",
            opened=opened,
        )
        for statement, cards in found.items()
    ]


class Place(NamedTuple):
    """Where one outlet reports a statement, in words, or that it doesn't (`told` is False)."""

    name: str
    colour: str
    words: str
    told: bool


class Placed(NamedTuple):
    """A statement and where each outlet reports it; `letter` and `colour` are those of its line in a picture, "" without one."""

    statement: str
    label: str
    places: tuple[Place, ...]
    letter: str = ""
    colour: str = ""


def placed(comparison: Comparison, names: Names, colours: Colours, statements: Sequence[str]) -> list[Placed]:
    """Where each of the chosen outlets reports some statements, in plain words."""
    labels, where, first = unique_labels(comparison), full_places(comparison), first_mentions(comparison)
    own = comparison.coverage[comparison.coverage["statement"].isin(statements)]
    state = own.assign(state=shown_states(own)).set_index(["statement", "article"])["state"].to_dict()

    def place(statement: str, article: str) -> Place:
        mention, known = first.get((statement, article)), str(state[statement, article])
        words = where[mention.sentence] if mention else STATE_WORDS[known]
        words += ", at least in part" if mention and known == "partial" else ""
        return Place(names[article], colours[article], words, mention is not None)

    return [Placed(s, labels[s], tuple(place(s, a) for a in names)) for s in statements]


def holding(comparison: Comparison, names: Names, words: str) -> list[str]:
    """Statements in whose label or mentions every word stands, those that most of the chosen outlets report first."""
    return list(
        dict.fromkeys(
            cells(comparison, names, Filter(words=words)).sort_values(
                "tellers", ascending=False, kind="stable"
            )["statement"]
        )
    )


def by_number(comparison: Comparison, names: Names) -> pd.DataFrame:
    """How many statements of each article so many articles report: `article`, `tellers`, `unclear` (it alone, though another may, see
    `perhaps_alone`) and `statements`."""
    reported = tellers(comparison.coverage[comparison.coverage["article"].isin(names)])
    unclear = {statement for own in perhaps_alone(comparison, names).values() for statement in own}
    reported = reported.assign(unclear=reported["statement"].isin(unclear))
    counted_ = reported.groupby(["article", "tellers", "unclear"], as_index=False).size()
    return counted_.rename(columns={"size": "statements"})


def alone(comparison: Comparison, names: Names) -> dict[str, list[str]]:
    """Article -> statements that it alone of these reports; articles without any are left out."""
    found = told_alone(comparison.coverage[comparison.coverage["article"].isin(names)])
    return {article: alone for article, alone in found.items() if alone}


def perhaps_alone(comparison: Comparison, names: Names) -> dict[str, list[str]]:
    """Article -> statements found in it alone of these, though a sentence of another might say them; together with `alone` they
    are all that is found in one article. Articles without any are left out."""
    heard = tellers(comparison.coverage[comparison.coverage["article"].isin(names)])
    sure = alone(comparison, names)
    one = heard[heard["tellers"] == 1].groupby("article")["statement"].agg(list)
    found = {a: [s for s in one.get(a, []) if s not in set(sure.get(a, []))] for a in names}
    return {article: own for article, own in found.items() if own}


def findings_of(comparison: Comparison, names: Names) -> pd.DataFrame:
    """Findings that two of the chosen outlets show, or one where it concerns one alone."""
    spans = comparison.spans.drop_duplicates(["finding", "article"])
    every = spans.groupby("finding").size()
    chosen = spans[spans["article"].isin(names)].groupby("finding").size()
    kept = chosen.index[chosen >= every[chosen.index].clip(upper=2)]
    return comparison.findings[comparison.findings["finding"].isin(kept)]


def shares(comparison: Comparison, names: Names) -> pd.DataFrame:
    """How much of each article's statements each other reports, both in full or in part, as on every page: `a`, `b`, `told`,
    `touched` and `share`, NaN where `a` reports nothing."""
    own = comparison.coverage[comparison.coverage["article"].isin(names)]
    either = own.assign(state=own["state"].where(~own["state"].isin(REPORTED), "full"))
    found = shared_statements(either).drop(columns="shared")
    return found.assign(share=found["share"].where(found["told"] > 0))


ARTICLE_FIELDS = {
    "title": "Title",
    "published": "Published",
    "agency": "Credited",
    "words": "Words compared",
    "evidence": "How we know the outlet",
}
"""What the first page says of each article -> heading of its column; one that is empty throughout is left out."""


def article_table(comparison: Comparison, names: Names, colours: Colours) -> str:
    """What a reader should know of each article, as an HTML table."""
    own = comparison.articles.set_index("article").loc[list(names), list(ARTICLE_FIELDS)]
    own = own.assign(
        published=own["published"].str.replace("T", " "), words=own["words"].map("{:,}".format)
    ).fillna("")
    kept = [field for field in ARTICLE_FIELDS if (own[field] != "").any()]
    rows = [(names[a], colours[a], [str(own.at[a, field]) for field in kept]) for a in names]
    return markup.html("articles.jinja", heads=[ARTICLE_FIELDS[field] for field in kept], rows=rows)


def pairs(names: Names, joint: str = "also in") -> dict[tuple[str, str], str]:
    """Ordered pairs of different articles with a readable name."""
    return {(a, b): f"{names[a]}, {joint} {names[b]}" for a in names for b in names if a != b}


class Compared(NamedTuple):
    """What one article reports, in full or in part, by what another has of it: reports it too, is unclear, was not found to."""

    both: list[str]
    unclear: list[str]
    only: list[str]


def compared(coverage: pd.DataFrame, a: str, b: str) -> Compared:
    """The statements that a reports, each in the one list that says what b has of it; in the order of the table."""
    state = (
        coverage.assign(state=shown_states(coverage))
        .pivot(index="statement", columns="article", values="state")
        .reindex(list(dict.fromkeys(coverage["statement"])))
    )
    own = state[state[a].isin(REPORTED)]
    both, near = own[b].isin(REPORTED), own[b] == "near"
    return Compared(list(own.index[both]), list(own.index[near]), list(own.index[~both & ~near]))


def in_part(comparison: Comparison, articles: Sequence[str], names: Names) -> dict[str, str]:
    """Statement that some of the articles report at least in part -> which of them do, in words."""
    own = comparison.coverage[comparison.coverage["article"].isin(articles)]
    partial = own[own["state"] == "partial"].groupby("statement")["article"].agg(list)
    return {str(s): f"at least in part in {listed([names[a] for a in held])}" for s, held in partial.items()}


def sentences(comparison: Comparison, article: str) -> list[str]:
    """Sentence ids of an article in order."""
    return [sentence.sentence for sentence in sentences_of(comparison, article)]


def sentence_words(comparison: Comparison, article: str) -> dict[str, str]:
    """Sentence id -> a short name for a list: its number and first words."""
    own = sentences_of(comparison, article)
    return {s.sentence: f"{k}. {' '.join(s.text.split()[:9])}" for k, s in enumerate(own, 1)}


def place(comparison: Comparison, names: Names, sentence: str) -> dict[str, str]:
    """Query parameters that open the reading view at a sentence."""
    article = article_of(sentence)
    return {"article": names[article], "sentence": sentence_words(comparison, article)[sentence]}


class Side(NamedTuple):
    """One sentence behind a finding, and the query that opens it in its article."""

    card: Card
    query: Mapping[str, str]


def sides(
    comparison: Comparison, spans: Iterable[SpanRow], names: Names, colours: Colours, noted: bool = False
) -> list[Side]:
    """Every sentence that holds a span, with all its spans marked, by outlet and place; `noted` with what its words come to."""
    made = []
    for held in evidence(comparison, spans, names):
        values = dict.fromkeys(s.note for s in held.spans if noted and s.note and s.note != s.text)
        card = Card(names[held.article], colours[held.article], [Quote(held.runs)], "; ".join(values))
        made.append(Side(card, place(comparison, names, held.sentence.sentence)))
    return made


def article_of(sentence: str) -> str:
    """The article that a sentence id names."""
    return sentence.rpartition(":")[0]


def counted(comparison: Comparison, article: str) -> list[str]:
    """Sentence ids of an article whose sentences are compared."""
    return [s.sentence for s in sentences_of(comparison, article) if s.role in COUNTED]


def set_aside(comparison: Comparison, article: str) -> pd.DataFrame:
    """The pieces of an article that are shown but never compared: `role`, `reason`, `text`."""
    rows = [(s.role, s.reason, s.text) for s in sentences_of(comparison, article) if s.role not in COUNTED]
    return pd.DataFrame(rows, columns=["role", "reason", "text"])
