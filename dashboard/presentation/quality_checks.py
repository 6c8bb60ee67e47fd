"""What a reader should know of a story before believing its tables."""

from __future__ import annotations

import re
from itertools import combinations

from dashboard.comparison import Comparison
from dashboard.story.errors import Fault

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
FUNCTION_WORDS = frozenset(
    "a about after all also an and are as at be been before but by can could did do for from had has have he her his "
    "if in into is it its more no not of on one or other out said she so than that the their them they this to two up "
    "was we were what when which who will with would you".split()
)
"""Closed-class words of English, by any grammar: a third to a half of the words of English news."""
ENGLISH = 0.2  # share of function words below which a text does not read as English
ALIKE = 0.9  # share of an article's sentences that another has word for word, from which they are one text
FEW = 3  # sentences from which an article that links to nothing is worth a notice


def notices(comparison: Comparison) -> list[Fault]:
    """Doubts about single articles: another language, another event, the same text twice.

    Returns:
        One Fault for each, with the file, what was measured and what to do; nothing is left out of the tables.
    """
    return [*_foreign(comparison), *_twice(comparison), *_astray(comparison)]


def function_word_share(text: str) -> float:
    """Share of English function words among the words of a text, in [0, 1]; 0 where it has no words."""
    words = [w.lower() for w in WORD.findall(text)]
    return sum(w in FUNCTION_WORDS for w in words) / len(words) if words else 0.0


def _foreign(comparison: Comparison) -> list[Fault]:
    found = []
    for article in comparison.articles.itertuples():
        share = function_word_share(comparison.story.texts[article.article])
        if share < ENGLISH:
            found.append(
                Fault(
                    article.file,
                    f"does not read as English: {share:.0%} of its words are English function words, in English news a "
                    "third or more. Statements are aligned as well as the model can; verbs of saying, hedges, dates and "
                    "numbers in words are not found in it",
                    "Use an English version, or name a multilingual model",
                )
            )
    return found


def _twice(comparison: Comparison) -> list[Fault]:
    body = comparison.sentences[comparison.sentences["role"] == "body"]
    told = {a: set(g["text"]) for a, g in body.groupby("article")}
    files = comparison.articles.set_index("article")["file"]
    found = []
    for a, b in combinations(sorted(told), 2):
        share = len(told[a] & told[b]) / max(1, min(len(told[a]), len(told[b])))
        if share >= ALIKE:
            found.append(
                Fault(
                    files[b],
                    f"has {share:.0%} of its sentences word for word in common with {files[a]}",
                    "Remove one of them, or mind that they are one source",
                )
            )
    return found


def _astray(comparison: Comparison) -> list[Fault]:
    if len(comparison.articles) < 2:
        return []
    ends = set(comparison.links["a"]) | set(comparison.links["b"])
    counted = comparison.units.drop_duplicates("sentence")
    found = []
    for article in comparison.articles.itertuples():
        own = counted.loc[counted["article"] == article.article, "sentence"]
        if len(own) >= FEW and not own.isin(ends).any():
            found.append(
                Fault(
                    article.file,
                    f"shares no statement with any other article ({len(own)} sentences compared)",
                    "It may be about something else: remove it, or lower the confidence to see its nearest links",
                )
            )
    return found
