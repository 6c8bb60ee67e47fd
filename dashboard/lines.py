"""The lines behind a figure of emphasis: sentences with the words that were counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.analysis.comparison import Comparison
from dashboard.analysis.distinctive import occurrences
from dashboard.analysis.emphasis import spoken_by
from dashboard.tables import COUNTED, VOICES


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
