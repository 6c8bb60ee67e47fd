"""What stands over a story: the event in one sentence, in an outlet's words, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.charts.palette import Names
from dashboard.comparison import Comparison
from dashboard.findings.finding import listed
from dashboard.language.lexicons import charged_words
from dashboard.language.names import behind_dateline
from dashboard.language.quantities import numerals
from dashboard.language.words import WORD, is_content, stem
from dashboard.presentation import filters
from dashboard.presentation.rows import MentionRow, records
from dashboard.statements.missing_context import LEANS_BACK
from dashboard.statements.trim import OPEN

LONG = 180
"""Characters from which a title of a page costs the more, the longer it is."""
FEWEST = 7
"""Words of the shortest title that says something."""
OPENING = 2
"""Sentences of a report that are its beginning."""
NO_MORE = 0.75
"""Share of its content words that a sentence has in common with the label of its row if it says hardly more."""
DEEP = 0.6
"""What a report of the title counts that stands further down than its article's beginning."""
IN_PART = 0.4
"""What a report in part counts beside one in full."""
HEADLINESE = 0.05
"""What it costs a title that it is a headline: a sentence of the report reads better as one."""
BROKEN_OFF = 0.3
"""What it costs a title that its sentence goes on."""
SIDE = 0.1
"""What a number that differs, or a charged word, costs a title."""
_LEANS = re.compile(
    r"[\W_]*(?:he|she|it|they|this|that|these|those|his|her|their|its|such|both|there|here|but|and|so|then|also|another|"
    r"according to (?:the|this|that) (?:report|study|article|poll)|"
    r"the (?:two|pair|man|woman|suspect|move|decision|incident|announcement|company|group|law|bill))\b",
    re.IGNORECASE,
)
"""How words begin that lean on a sentence before them."""
_OPEN_PRONOUN = re.compile(r".{0,35}?\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\b")
"""A pronoun so near the beginning that hardly a name can stand before it."""
_ADDRESSES = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Yy]our|[Oo]ur|[Mm]y|me|us)\b")
"""Words of whoever speaks or is spoken to."""
WHOLE = 0.9  # share of a sentence's characters from which a mention is all that it says
CHARGED = 0.5  # strength of a word's connotation from which it takes a side


class Title(NamedTuple):
    """Words that may stand over a story: those that name a row, or a whole sentence that states it in full.

    Attributes:
        whose: the outlet that printed them.
        headline: they are its headline.
        cut: their sentence goes on with who or what is meant.
    """

    statement: str
    words: str
    whose: str
    headline: bool
    cut: bool = False


def title_of(comparison: Comparison, names: Names) -> Title | None:
    """What the story is about, as far as it can be counted: a statement of two articles or more that many of them report in full
    and early, in words that stand in what they report and in their headlines and first sentences, that read by themselves and take
    no side. Articles about something else don't count, unless there are no others."""
    among = [article for article in names if article not in comparison.story.strays] or list(names)
    cells = comparison.coverage[comparison.coverage["article"].isin(among)].dropna(subset=["position"])
    early, stems, leads = _early(comparison), _cell_stems(comparison), _lead_stems(comparison, among)
    told: dict[str, list[tuple[frozenset[str], float]]] = {}
    for statement, article, state in zip(cells["statement"], cells["article"], cells["state"], strict=True):
        key = (statement, article)
        weight = early.get(key, DEEP) * (1.0 if state == "full" else IN_PART)
        told.setdefault(statement, []).append((stems.get(key, frozenset()), weight))
    numbers_differ = bool((filters.findings_of(comparison, names)["kind"] == "number").any())

    def worth(title: Title) -> float:
        own = _stems(title.words)
        reported = sum(weight * _share(own, held) for held, weight in told[title.statement]) / len(among)
        central = sum(_share(own, lead) for lead in leads) / len(among)
        costs = _unreadable(title.words) + SIDE * _disputed(title.words, numbers_differ)
        costs += HEADLINESE * title.headline + BROKEN_OFF * title.cut
        return round(reported + central - costs, 6)

    shared = {statement for statement, own in told.items() if len(own) > 1} or set(told)
    options = [t for t in _titles(comparison, names) if t.statement in shared]
    return max(options, key=lambda t: (worth(t), -len(t.words), t.words), default=None)


def _titles(comparison: Comparison, names: Names) -> Iterator[Title]:
    """Labels of the rows, and the whole sentences that state a row in full, hardly say more than its label and are short enough for
    a title: the cells were decided by the label."""
    sentences = comparison.sentences.set_index("sentence")
    own = records(comparison.mentions[comparison.mentions["article"].isin(names)], MentionRow)
    labels = filters.unique_labels(comparison)
    headlines = {" ".join(str(t).split()) for t in sentences.loc[sentences["role"] == "headline", "text"]}
    texts: dict[str, set[str]] = {}
    for mention in own:
        texts.setdefault(mention.statement, set()).add(str(sentences.at[mention.sentence, "text"]))
    for statement, label in labels.items():
        if statement in texts:
            whose = filters.in_words_of(comparison, statement)
            cut = any(_goes_on(label, text) for text in texts[statement])
            yield Title(statement, label, whose, label in headlines, cut)
    for mention in own:
        text = " ".join(str(sentences.at[mention.sentence, "text"]).split())
        whole = mention.strength == "full" and len(text) <= LONG and len(mention.text) >= WHOLE * len(text)
        if whole and _share(_stems(text), _stems(labels[mention.statement])) >= NO_MORE:
            words = text[behind_dateline(text) :].lstrip()
            yield Title(mention.statement, words, names[mention.article], text in headlines)


def _goes_on(label: str, sentence: str) -> bool:
    """Whether a sentence goes on behind the words of a label with who or what is meant: "two boys | who tried to help him"."""
    at = sentence.find(label)
    return at >= 0 and bool(
        re.match(r"\s+(?:who|whom|whose|which|that|where)\b", sentence[at + len(label) :])
    )


def _openings(comparison: Comparison) -> pd.DataFrame:
    """Sentences of headlines and of the beginnings of reports."""
    own = comparison.sentences[comparison.sentences["role"].isin(("headline", "body"))]
    number = own.groupby(["article", "role"]).cumcount()
    return own[(own["role"] == "headline") | (number < OPENING)]


def _early(comparison: Comparison) -> dict[tuple[str, str], float]:
    """(statement, article) -> 1 where a mention stands in the headline or the beginning of the report, nothing elsewhere."""
    own = comparison.mentions[comparison.mentions["sentence"].isin(_openings(comparison)["sentence"])]
    return dict.fromkeys(zip(own["statement"], own["article"], strict=True), 1.0)


def _lead_stems(comparison: Comparison, articles: Sequence[str]) -> list[frozenset[str]]:
    """Stems of the content words of each article's headline and beginning."""
    texts = _openings(comparison).groupby("article")["text"].agg(" ".join)
    return [_stems(texts.get(article, "")) for article in articles]


def _cell_stems(comparison: Comparison) -> dict[tuple[str, str], frozenset[str]]:
    """(statement, article) -> stems of the content words of the sentences behind its cell."""
    texts = dict(zip(comparison.sentences["sentence"], comparison.sentences["text"], strict=True))
    held = comparison.mentions.groupby(["statement", "article"])["sentence"].agg(set)
    return {key: _stems(" ".join(texts[s] for s in sorted(own))) for key, own in held.items()}


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(text) if is_content(word))


def _share(own: frozenset[str], held: frozenset[str]) -> float:
    """Share of the content words of a title that stand elsewhere too."""
    return len(own & held) / max(1, len(own))


def _unreadable(words: str) -> float:
    """What speaks against words as the title of a page, from 0: they lean on something outside, break off, are a speech or a
    question, are long or short."""
    return sum(
        (
            0.3 * bool(_LEANS.match(words) or LEANS_BACK.match(words) or _OPEN_PRONOUN.match(words)),
            0.25 * ("[" in words),
            0.3 * (OPEN.strip() in words),
            0.15 * bool(_ADDRESSES.search(words)),
            0.3 * ("“" in words or '"' in words),
            0.3 * words.endswith("?"),
            min(0.4, 0.002 * max(0, len(words) - LONG)),
            0.3 * (len(words.split()) < FEWEST),
            0.3 * (words.count("“") != words.count("”") or words.count('"') % 2),
            0.1 * (not words.endswith((".", "!", "”"))),
        )
    )


def _disputed(words: str, numbers_differ: bool) -> int:
    """How many words of a heading take a side: numbers, where some differ, and charged words."""
    return len(charged_words(words, CHARGED)) + numbers_differ * sum(1 for _ in numerals(words))


class Heading(NamedTuple):
    """The event in one sentence, in an outlet's words, and a note that says whose they are; both "" where nothing is reported."""

    words: str
    note: str


def heading(comparison: Comparison, names: Names | None = None) -> Heading:
    """What stands over the story (`title_of`), whose words they are, and how many articles report it in full and in part."""
    names = filters.article_names(comparison) if names is None else names
    title = title_of(comparison, names)
    if title is None:
        return Heading("", "")
    printed = filters.article_names(comparison)
    apart = [name for article, name in printed.items() if article in comparison.story.strays]
    among = [article for article in names if article not in comparison.story.strays] or list(names)
    own = comparison.coverage[
        (comparison.coverage["statement"] == title.statement) & comparison.coverage["article"].isin(among)
    ]
    full, part = int((own["state"] == "full").sum()), int((own["state"] == "partial").sum())
    said = f"{'The headline' if title.headline else 'In the words'} of {title.whose}"
    if full + part > 1:
        said += f"; others word it differently. {_how_many(full, part, len(among))}"
    elif len(among) > 1:
        said += ". No statement was found in two of these articles."
    else:
        said += "."
    if apart and len(apart) < len(printed):
        said += f" {listed(apart)} {'seems' if len(apart) == 1 else 'seem'} to be about something else and "
        said += f"{'is' if len(apart) == 1 else 'are'} not counted."
    return Heading(title.words, said)


def _how_many(full: int, part: int, among: int) -> str:
    """How many articles report the title, in a sentence."""
    who = "Both" if full == among == 2 else f"All {full}" if full == among else f"{full} of {among}"
    more = f", {part} more at least in part" if part else ""
    return f"{who} articles report{'s' if full == 1 else ''} it{more}."
