"""The words behind a mark: passages of a statement, and what others say to a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.emphasis.keyness import occurrences
from dashboard.emphasis.measures import spoken_by
from dashboard.tables import COUNTED, VOICES

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


@dataclass(frozen=True)
class Line:
    """One sentence with the words that count.

    Attributes:
        spans: (start, end) within `text`.
        position: start of the first span in the article's text, 0 first … 1 last character.
        role: of the sentence.
    """

    article: str
    sentence: str
    role: str
    text: str
    spans: tuple[tuple[int, int], ...]
    position: float


def of_statement(comparison: Comparison, article: str, statement: str) -> list[Line]:
    """Where the article tells a statement."""
    return _lines(comparison, article, comparison.mentions[comparison.mentions["statement"] == statement])


def of_theme(comparison: Comparison, article: str, theme: str) -> list[Line]:
    """The article's words on a theme."""
    return _lines(comparison, article, comparison.blocks[comparison.blocks["theme"] == theme])


def of_theme_told(comparison: Comparison, article: str, theme: str) -> list[Line]:
    """Where the article tells a statement of a theme."""
    own = comparison.statements.loc[comparison.statements["theme"] == theme, "statement"]
    return _lines(comparison, article, comparison.mentions[comparison.mentions["statement"].isin(own)])


def of_sentence(comparison: Comparison, article: str, sentence: str) -> list[Line]:
    """A sentence with the words that are quoted or attributed in it."""
    own = comparison.blocks[comparison.blocks["sentence"] == sentence]
    said = _lines(comparison, article, own)
    return [replace(line, spans=_marked(own, line)) for line in said]


def _marked(blocks: pd.DataFrame, line: Line) -> tuple[tuple[int, int], ...]:
    """The spans of a line that another voice than the narrator's says."""
    return tuple(span for span, voice in zip(line.spans, blocks["voice"], strict=True) if voice != "narrator")


def of_voice(comparison: Comparison, article: str, item: str) -> list[Line]:
    """The article's body words in a voice; `item` is the voice alone or "theme: voice"."""
    theme, _, voice = item.rpartition(": ")
    own = comparison.blocks[(comparison.blocks["role"] == "body") & (comparison.blocks["voice"] == voice)]
    if voice not in VOICES:
        raise ValueError(f"{item!r} names no voice; there are {', '.join(VOICES)}")
    return _lines(comparison, article, own[own["theme"] == theme] if theme else own)


def of_source(comparison: Comparison, article: str, source: str) -> list[Line]:
    """The article's quoted body words of a source."""
    said = spoken_by(comparison.blocks, comparison.actors)
    own = said[(said["role"] == "body") & (said["voice"] == "quoted") & (said["source"] == source)]
    return _lines(comparison, article, own)


def of_actor(comparison: Comparison, article: str, name: str) -> list[Line]:
    """Where the article names an actor, under whatever form."""
    mentions = comparison.actors.mentions
    named = [comparison.actors.names[a] == name for a in mentions["actor"]]
    return _lines(comparison, article, mentions[named])


def of_term(comparison: Comparison, article: str, term: str) -> list[Line]:
    """Where a word or phrase stands in the article."""
    return _lines(comparison, article, occurrences(comparison.sentences, term))


def _lines(comparison: Comparison, article: str, spans: pd.DataFrame) -> list[Line]:
    """The sentences of the article in which the spans lie, in reading order."""
    table = comparison.sentences
    own = table[(table["article"] == article) & table["role"].isin(COUNTED)]
    length = max(1, len(comparison.story.texts[article]))
    held = dict(iter(spans[spans["article"] == article].groupby("sentence", sort=False)))
    found = []
    for row in own[own["sentence"].isin(held)].itertuples(index=False):
        inside = _sorted(
            (int(a - row.start), int(b - row.start))
            for a, b in held[row.sentence][["start", "end"]].to_numpy()
        )
        place = (int(row.start) + inside[0][0]) / length
        found.append(Line(article, row.sentence, row.role, row.text, inside, place))
    return found


def _sorted(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(spans))
