"""The words behind a mark: passages of a statement, and what others say to a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.analysis.comparison import Comparison

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
SHORT = 4  # letters from which a shared word is worth marking; shorter ones are mostly grammar


@dataclass(frozen=True)
class Passage:
    """One sentence that tells or touches a statement.

    Attributes:
        before, after: the neighbouring sentences of the same article, "" at its ends.
        spans: the mentions as (start, end) within `text`.
        position: start of the sentence in the article's text, 0 first … 1 last character.
        score: confidence of the mention, 0 … 1.
    """

    article: str
    sentence: str
    strength: str
    score: float
    position: float
    before: str
    text: str
    after: str
    spans: tuple[tuple[int, int], ...]

    @property
    def words(self) -> str:
        """The mentions' own words."""
        return " … ".join(self.text[a:b] for a, b in self.spans)


def passages(comparison: Comparison, statement: str) -> list[Passage]:
    """Every sentence behind a row of the matrix, by article and place."""
    own = comparison.mentions[comparison.mentions["statement"] == statement]
    order = list(comparison.articles["article"])
    found = []
    for sentence, group in own.groupby("sentence", sort=False):
        before, row, after = _neighbourhood(comparison, str(sentence))
        found.append(
            Passage(
                article=row["article"],
                sentence=str(sentence),
                strength="full" if (group["strength"] == "full").any() else "partial",
                score=float(group["score"].max()),
                position=int(row["start"]) / max(1, len(comparison.story.texts[row["article"]])),
                before=before,
                text=row["text"],
                after=after,
                spans=tuple(
                    sorted(
                        (int(s - row["start"]), int(e - row["start"]))
                        for s, e in group[["start", "end"]].to_numpy()
                    )
                ),
            )
        )
    return sorted(found, key=lambda p: (order.index(p.article), p.position))


def _neighbourhood(comparison: Comparison, sentence: str) -> tuple[str, dict[str, Any], str]:
    """The sentence's row, and the texts of the sentences of its article that stand before and after it."""
    table = comparison.sentences
    at = table.index[table["sentence"] == sentence][0]
    row = table.loc[at].to_dict()

    def neighbour(k: int) -> str:
        inside = k in table.index and table.loc[k, "article"] == row["article"]
        return str(table.loc[k, "text"]) if inside and table.loc[k, "role"] == "body" else ""

    return neighbour(at - 1), row, neighbour(at + 1)


def shared_words(found: Sequence[Passage]) -> frozenset[str]:
    """Words, in lower case, that the mentions of at least two articles share."""
    tellers: Counter[str] = Counter()
    for article in {p.article for p in found}:
        tellers.update({w for p in found if p.article == article for w in _words(p.words)})
    return frozenset(w for w, n in tellers.items() if n > 1)


def fold(word: str) -> str:
    """A word as it is compared: in lower case, with a straight apostrophe."""
    return word.lower().replace("’", "'")


def _words(text: str) -> set[str]:
    found = (fold(word) for word in WORD.findall(text))
    return {w for w in found if len(w) >= SHORT or any(c.isdigit() for c in w)}


@dataclass(frozen=True)
class Echo:
    """What another article says to a sentence."""

    article: str
    statement: str
    text: str
    strength: str


def echoes(comparison: Comparison, article: str) -> dict[str, list[Echo]]:
    """Sentence of this article -> mentions in other articles that stand in a row with one of its own."""
    mentions = comparison.mentions
    own = mentions[mentions["article"] == article]
    others = dict(iter(mentions[mentions["article"] != article].groupby("statement", sort=False)))
    found: dict[str, list[Echo]] = {}
    for mention in own.itertuples():
        for other in others.get(mention.statement, mentions.iloc[:0]).itertuples():
            weak = "partial" in (mention.strength, other.strength)
            echo = Echo(other.article, mention.statement, other.text, "partial" if weak else "full")
            if echo not in found.setdefault(mention.sentence, []):
                found[mention.sentence].append(echo)
    return found
