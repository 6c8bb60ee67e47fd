"""What a reader should know before believing the tables: problems of single articles, uncertain links, what corrections changed."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.findings.finding import in_marks, listed
from dashboard.presentation.excerpts import GUARDS
from dashboard.presentation.filters import article_of, changed, unique_labels
from dashboard.presentation.markup import Card, Quote, count, percent, runs
from dashboard.presentation.rows import MentionRow, records, sentences_of
from dashboard.statements.corrections import Correction
from dashboard.statements.trim import short_label
from dashboard.story.story import Fault
from dashboard.story.topic import ENGLISH, function_word_share

MOST_PAIRS = 200  # of either kind of doubtful link that are listed
FEW = 3  # sentences from which an article that links to nothing is worth a notice


class File(NamedTuple):
    """An article and the file it came in."""

    article: str
    file: str


class UncertainLink(NamedTuple):
    """Two sentences near the line between linked and not linked.

    Attributes:
        a, b: the sentences; the offsets are those of their best pieces in the files.
        score: probability in [0, 1] that the pieces say the same.
        guard: what speaks against it, a key of GUARDS or "".
        linked: whether it is above the threshold.
        corrected: whether a reader decided it.
    """

    a: str
    b: str
    score: float
    guard: str
    linked: bool
    corrected: bool
    a_start: int
    a_end: int
    b_start: int
    b_end: int

    @property
    def figure(self) -> str:
        """Its probability, and in words what speaks against it."""
        return f"{percent(self.score)} likely the same{f': {GUARDS[self.guard]}' if self.guard else ''}"


def notices(comparison: Comparison) -> list[Fault]:
    """Doubts about single articles: another language, another event, the same text twice.

    Returns:
        One Fault for each, with the file, what was measured and what to do; nothing is left out of the tables.
    """
    return [
        *_articles_not_in_english(comparison),
        *comparison.story.copy_faults,
        *_unlinked_articles(comparison),
    ]


def _articles_not_in_english(comparison: Comparison) -> list[Fault]:
    found = []
    for article in records(comparison.articles, File):
        share = function_word_share(comparison.story.texts[article.article])
        if share < ENGLISH:
            found.append(
                Fault(
                    article.file,
                    f"does not read as English: {share:.0%} of its words are common English words such as “the”; in English news, "
                    "a third or more are. Statements are compared as far as the model can; reporting verbs, hedges, dates and "
                    "numbers in words are not found in it",
                    "Use an English version of the article",
                )
            )
    return found


def _unlinked_articles(comparison: Comparison) -> list[Fault]:
    if len(comparison.articles) < 2:
        return []
    ends = set(comparison.links["a"]) | set(comparison.links["b"])
    counted = comparison.units.drop_duplicates("sentence")
    found = []
    for article in records(comparison.articles, File):
        own = counted.loc[counted["article"] == article.article, "sentence"]
        if len(own) >= FEW and not own.isin(ends).any():
            found.append(
                Fault(
                    article.file,
                    f"shares no statement with any other article ({count(len(own), 'sentence')} compared)",
                    "It may be about something else: remove it, or lower “Confidence of a link” in the sidebar to see its nearest links",
                )
            )
    return found


def doubtful_links(comparison: Comparison) -> pd.DataFrame:
    """Sentence pairs by their distance from the threshold: the weakest accepted, the strongest rejected.

    Returns:
        One row a pair, at most MOST_PAIRS of each kind, columns as in UncertainLink. Linked pairs come first, weakest
        first; then the others, strongest first.
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
    best = best.assign(linked=linked, corrected=[bool(links.get(key, False)) for key in keys])
    best = best[list(UncertainLink._fields)]
    weakest = best[best["linked"]].sort_values("score", kind="stable").head(MOST_PAIRS)
    strongest = best[~best["linked"]].head(MOST_PAIRS)
    return pd.concat([weakest, strongest], ignore_index=True)


def links_to_check(comparison: Comparison, linked: bool, articles: Mapping[str, str]) -> list[UncertainLink]:
    """The least certain links (or, where not `linked`, the nearest misses) between these articles, those that a reader
    decided left out."""
    return [
        link
        for link in records(doubtful_links(comparison), UncertainLink)
        if link.linked == linked
        and not link.corrected
        and {article_of(link.a), article_of(link.b)} <= set(articles)
    ]


def sentence_card(
    comparison: Comparison,
    names: Names,
    colours: Colours,
    sentence: str,
    piece: tuple[int, int] | None = None,
) -> Card:
    """One sentence under its outlet's name, with the piece (start, end) of the file marked."""
    article = article_of(sentence)
    row = next(s for s in sentences_of(comparison, article) if s.sentence == sentence)
    marks = [(piece[0] - row.start, piece[1] - row.start)] if piece else []
    return Card(names[article], colours[article], [Quote(runs(row.text, marks))])


ACTIONS = {
    "link": "Linked",
    "reject": "Not the same",
    "merge": "Joined",
    "split": "Removed from its statement",
    "relabel": "Renamed",
    "same actor": "Two names joined as one",
    "other actor": "A name separated from the others",
}
"""Action of a correction -> what was done, in words."""


class CorrectedRow(NamedTuple):
    """A statement that a correction touched.

    Attributes:
        least: number of outlets that report it; a filter that asks for more hides it.
        words: where it is now.
    """

    label: str
    least: int
    words: str


def in_words(correction: Correction, whole: bool = False) -> str:
    """A correction as a line: what was decided on which words; with all of them and their articles where it is to be `whole`."""
    places = [
        f"{in_marks(p.text)} ({p.article})"
        if whole
        else in_marks(textwrap.shorten(p.text, 70, placeholder=" …"))
        for p in (correction.a, correction.b)
        if p
    ]
    label = f", now {in_marks(correction.label)}" if correction.label else ""
    return f"{ACTIONS[correction.action]}: {' and '.join(places)}{label}"


def correction_done(comparison: Comparison, correction: Correction) -> str:
    """What was corrected, and how much of the matrix all corrections together changed."""
    return f"{in_words(correction)}. {changed(comparison)}"


def rows_of(comparison: Comparison, names: Names, correction: Correction) -> list[CorrectedRow]:
    """The statements that the corrected passages belong to now, and who reports them."""
    labels, mentions = unique_labels(comparison), records(comparison.mentions, MentionRow)
    touched = dict.fromkeys(
        mention.statement
        for place in (correction.a, correction.b)
        if place
        for mention in mentions
        if mention.article == place.article and mention.start < place.end and place.start < mention.end
    )
    found = []
    for statement in touched:
        own = list(
            dict.fromkeys(
                names[m.article] for m in mentions if m.statement == statement and m.article in names
            )
        )
        if own:
            every = len(own) == len(names) > 1
            who = f"all {len(own)} outlets" if every else f"{own[0]} only" if len(own) == 1 else listed(own)
            short = in_marks(short_label(labels[statement].rstrip("."), 110))
            found.append(CorrectedRow(labels[statement], len(own), f"{short} is now reported by {who}"))
    return found
