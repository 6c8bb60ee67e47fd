"""One article among others: what it alone tells, what it leaves out, its names for things, whom it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.emphasis.measures import measured, spoken_by
from dashboard.presentation import excerpts, markup
from dashboard.statements.coverage import told_alone

TOLD = ("full", "partial")
NAMES = 8  # names for things that a reader takes in at once; the rest stands among the findings
VERBS = 4


@dataclass(frozen=True)
class LeftOut:
    """A statement that was not found in the article, though most others tell it.

    Attributes:
        tellers: articles that tell or touch it.
        known: whether it could have been known when the article was published.
    """

    statement: str
    tellers: tuple[str, ...]
    known: bool


@dataclass(frozen=True)
class Name:
    """What the article calls a thing, and what the others call it: (article, sentence, words)."""

    finding: str
    own: tuple[str, str, str]
    others: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, eq=False)
class Portrait:
    """One article among the others.

    Attributes:
        alone: statements that no other article tells.
        left_out: statements that more than half of the others tell, the most widely told first.
        names: the most telling first.
        sources: `source`, `times`, `words` (attributed to it, in the body), `verbs`; the most words first.
    """

    article: str
    alone: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    names: tuple[Name, ...]
    sources: pd.DataFrame


def portrait(comparison: Comparison, article: str, articles: Sequence[str]) -> Portrait:
    """The portrait of an article.

    Args:
        comparison: the whole story.
        article: one of `articles`.
        articles: those it is compared with, itself among them.
    """
    coverage = comparison.coverage[comparison.coverage["article"].isin(articles)]
    return Portrait(
        article,
        tuple(told_alone(coverage)[article]),
        tuple(left_out(coverage, article)),
        tuple(names_for_things(comparison, article, articles)),
        sources_of(comparison, article),
    )


def left_out(coverage: pd.DataFrame, article: str) -> list[LeftOut]:
    """Statements that more than half of the other articles tell or touch and that were not found in this one.

    Args:
        coverage: a COVERAGE table of the articles that are compared.
    """
    others = coverage[coverage["article"] != article]
    told = others[others["state"].isin(TOLD)].groupby("statement", sort=False)["article"].agg(tuple)
    own = coverage[coverage["article"] == article].set_index("statement")["state"]
    most = others["article"].nunique() / 2
    found = [
        LeftOut(str(statement), tellers, own[statement] == "absent")
        for statement, tellers in told.items()
        if own[statement] not in TOLD and len(tellers) > most
    ]
    return sorted(found, key=lambda left: -len(left.tellers))


def names_for_things(comparison: Comparison, article: str, articles: Sequence[str]) -> list[Name]:
    """What this article calls things that others call something else, by the weight of the finding."""
    told = comparison.findings[comparison.findings["kind"] == "label"]
    spans = comparison.spans[
        comparison.spans["article"].isin(articles) & comparison.spans["finding"].isin(told["finding"])
    ].drop_duplicates(["finding", "article"])
    first: dict[str, dict[str, tuple[int, str]]] = {}
    for finding, other, start, text in spans[["finding", "article", "start", "text"]].to_numpy():
        first.setdefault(finding, {})[other] = int(start), text
    found: list[Name] = []
    for finding in told["finding"]:
        words = first.get(finding, {})
        if article not in words or len(found) == NAMES:
            continue
        entries = {
            other: (other, _sentence(comparison, other, start), text)
            for other, (start, text) in words.items()
            if other == article or _differs(text, words[article][1])
        }
        own = entries.pop(article)
        if entries:
            found.append(Name(str(finding), own, tuple(entries.values())))
    return found


def _differs(one: str, other: str) -> bool:
    return _plain(one) != _plain(other)


def _plain(name: str) -> str:
    """A name without case, hyphens and a leading article, in which no outlet says anything."""
    words = re.findall(r"\w+", name.casefold())
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("a", "an", "the") else words)


def _sentence(comparison: Comparison, article: str, start: int) -> str:
    """The sentence of an article in which a character stands."""
    table = comparison.sentences
    held = table[(table["article"] == article) & (table["start"] <= start) & (table["end"] > start)]
    return str(held["sentence"].iloc[0]) if len(held) else ""


def sources_of(comparison: Comparison, article: str) -> pd.DataFrame:
    """Whom the article cites: `source` (canonical name), `times`, `words` (in the body), `verbs` (a few)."""
    said = spoken_by(comparison.blocks, comparison.actors)
    said = said[(said["article"] == article) & (said["role"] == "body") & (said["source"] != "")]
    words = said.groupby("source", sort=False)["words"].sum()
    own = comparison.sources[comparison.sources["article"] == article]
    cited = spoken_by(own.assign(source=own["source"]), comparison.actors)
    rows = [
        (source, len(group), int(words.get(source, 0)), ", ".join(list(dict.fromkeys(group["verb"]))[:VERBS]))
        for source, group in cited.groupby("source", sort=False)
    ]
    table = pd.DataFrame(rows, columns=["source", "times", "words", "verbs"])
    table["source"] = table["source"].replace("", "nobody by name")
    return table.sort_values(["words", "times"], ascending=False, kind="stable").reset_index(drop=True)


def glance(comparison: Comparison, found: Portrait, articles: Sequence[str]) -> list[tuple[str, str, str]]:
    """(figure, what it counts, its definition) of the figures at the head of a portrait."""
    article = found.article
    states = comparison.coverage[comparison.coverage["article"] == article]["state"]
    told = int(states.isin(TOLD).sum())
    voice = measured(comparison.emphasis, "voice_share")
    voice = voice[voice["article"] == article].set_index("item")["value"]
    words = int(comparison.articles.set_index("article").at[article, "words"])
    return [
        (f"{words:,}", "words", "Words of the headline, body and captions that are compared."),
        (f"{told}", "statements", "Statements that the article tells or touches."),
        (
            f"{len(found.alone)}",
            "told by it alone",
            f"Of these, not found in any other of the {len(articles)} articles.",
        ),
        (
            f"{sum(left.known for left in found.left_out)}",
            "left out",
            "Statements that more than half of the other articles tell, that could have been known, and that "
            "were not found here.",
        ),
        (
            f"{round(100 * float(voice.get('quoted', 0)))} %",
            "quoted",
            "Words of the body in quotation marks.",
        ),
    ]


def statement_list(
    comparison: Comparison,
    entries: Iterable[tuple[str, Sequence[str], str]],
    names: Mapping[str, str],
    colours: Mapping[str, str],
) -> str:
    """Statements that open in place and show who tells them, in which words.

    Args:
        entries: (statement, articles whose words are shown, note beside the label).
        names, colours: of the articles.
    """
    labels = comparison.statements.set_index("statement")["label"]
    rows = []
    for statement, tellers, note in entries:
        said = "".join(
            markup.line_list(names[a], colours[a], excerpts.of_statement(comparison, a, statement))
            for a in tellers
        )
        aside = f' <span class="soft">{escape(note)}</span>' if note else ""
        rows.append(f"<details><summary>{escape(str(labels[statement]))}{aside}</summary>{said}</details>")
    return f'<div class="px px-open">{"".join(rows)}</div>'


def open_to(found: Sequence[LeftOut], others: int) -> list[tuple[str, Sequence[str], str]]:
    """Entries of `statement_list` for what was left out: by how many told, and whether it could be known."""
    return [
        (
            left.statement,
            left.tellers,
            f"{len(left.tellers)} of {others}"
            + ("" if left.known else ", published before it could be known"),
        )
        for left in found
    ]


def name_list(
    comparison: Comparison, found: Sequence[Name], names: Mapping[str, str], colours: Mapping[str, str]
) -> str:
    """Names for things: this article's words, then those of the others; each opens its sentence."""
    texts = comparison.sentences.set_index("sentence")["text"]
    rows = []
    for name in found:
        forms = {_plain(words): words for _, _, words in reversed(name.others)}
        others = " · ".join(f"“{escape(words)}”" for words in reversed(forms.values()))
        said = "".join(
            f'<section class="px" style="--c:{colours[a]}"><h4>{escape(names[a])}</h4>'
            f"<p>{_with_mark(str(texts.get(sentence, '')), words)}</p></section>"
            for a, sentence, words in (name.own, *name.others)
        )
        rows.append(
            f"<details><summary><b>“{escape(name.own[2])}”</b> "
            f'<span class="soft">others: {others}</span></summary>{said}</details>'
        )
    return f'<div class="px px-open">{"".join(rows)}</div>'


def _with_mark(text: str, words: str) -> str:
    """The sentence with the words marked, where they stand in it."""
    at = text.find(words)
    return markup.marked(text, [(at, at + len(words))] if at >= 0 else [])
