"""The words of every article, first to last, each with its theme and its voice.

One ledger serves all measures of space and voice: a block is a run of words of one sentence that belong to
one theme and are said in one voice. Shares are sums of its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

import pandas as pd

from dashboard.story.story import Story
from dashboard.tables import BLOCKS, COUNTED, VOICES, make

WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
"""A word, as the articles' table counts them: letters and digits, inner apostrophes, points and hyphens."""
NO_THEME = "Nothing stated"
"""Theme of the words of a sentence that holds no statement (a greeting, an exclamation)."""


class VoiceLookup(Protocol):
    """Tells in whose voice a piece of an article is said; `attribution.sources.Voices` is one."""

    def of(self, article: str, start: int, end: int) -> tuple[str, str]:
        """(voice, source or "") of a span."""


@dataclass(frozen=True)
class _ThemedMention:
    """Where a mention stands, and the theme of its statement."""

    start: int
    end: int
    theme: str


def blocks(
    story: Story, statements: pd.DataFrame, mentions: pd.DataFrame, voices: VoiceLookup
) -> pd.DataFrame:
    """Cut every compared sentence into blocks of one theme and one voice.

    A word belongs to the mention that covers it, to the shortest where several do; a word that none covers
    (the attribution beside a statement, say) goes with the nearest mention of its sentence.

    Args:
        story: texts and sentences.
        statements: a STATEMENTS table, for the themes.
        mentions: the MENTIONS table of the same statements.
        voices: whose words a span is.

    Returns:
        A BLOCKS table in reading order. Its words add up to all words of the compared sentences.
    """
    theme = dict(zip(statements["statement"], statements["theme"], strict=True))
    stated: dict[str, list[_ThemedMention]] = {}
    for row in mentions.itertuples(index=False):
        stated.setdefault(str(row.sentence), []).append(
            _ThemedMention(int(row.start), int(row.end), str(theme[row.statement]))
        )
    rows: list[dict[str, Any]] = []
    for sentence in story.sentences[story.sentences["role"].isin(COUNTED)].itertuples(index=False):
        rows += _blocks_of(sentence, stated.get(str(sentence.sentence), []), voices)
    return make(BLOCKS, rows)


def _blocks_of(sentence: Any, stated: Sequence[_ThemedMention], voices: VoiceLookup) -> list[dict[str, Any]]:
    """The blocks of one sentence."""
    at, article = int(sentence.start), str(sentence.article)
    words = []
    for match in WORD.finditer(str(sentence.text)):
        start, end = at + match.start(), at + match.end()
        words.append((start, end, _theme(start, end, stated), *voices.of(article, start, end)))
    rows = []
    for (theme, voice, source), run in groupby(words, key=lambda word: word[2:]):
        own = list(run)
        rows.append(
            {
                "article": article,
                "sentence": sentence.sentence,
                "start": own[0][0],
                "end": own[-1][1],
                "role": sentence.role,
                "theme": theme,
                "voice": voice,
                "source": source,
                "words": len(own),
            }
        )
    return rows


def _theme(start: int, end: int, stated: Sequence[_ThemedMention]) -> str:
    """The theme of one word; of two mentions that are equally near, the shorter, then the earlier."""
    if not stated:
        return NO_THEME

    def nearness(said: _ThemedMention) -> tuple[int, int, int]:
        return (max(0, said.start - start, end - said.end), said.end - said.start, said.start)

    return min(stated, key=nearness).theme


def theme_shares(blocks: pd.DataFrame) -> pd.DataFrame:
    """How an article divides its words among the themes; only body sentences count.

    Returns:
        `article`, `theme`, `words`, `share` (of the article's body words, in [0, 1]; the shares of an article
        sum to one). Every theme of the story has a row for every article with body words, of 0 words too.
    """
    return _shares(blocks[blocks["role"] == "body"], list(dict.fromkeys(blocks["theme"])), "theme")


def voice_shares(blocks: pd.DataFrame) -> pd.DataFrame:
    """How an article divides its words among the voices; only body sentences count.

    Returns:
        `article`, `voice`, `words`, `share`; as `theme_shares`.
    """
    return _shares(blocks[blocks["role"] == "body"], VOICES, "voice")


def source_shares(blocks: pd.DataFrame) -> pd.DataFrame:
    """Whose words fill the quotations: of the quoted body words, the share of each source.

    Returns:
        `article`, `source`, `words`, `share`; as `theme_shares`, of articles that quote. The source is ""
        where a quotation names none.
    """
    quoted = blocks[(blocks["role"] == "body") & (blocks["voice"] == "quoted")]
    return _shares(quoted, list(dict.fromkeys(quoted["source"])), "source")


def _shares(blocks: pd.DataFrame, items: Sequence[str], column: str) -> pd.DataFrame:
    """Words and share of each item of `column` in each article that has any of these blocks."""
    counted: Mapping[tuple[str, str], int] = blocks.groupby(["article", column])["words"].sum().to_dict()
    whole = blocks.groupby("article", sort=False)["words"].sum()
    rows = [
        (
            article,
            item,
            int(counted.get((article, item), 0)),
            int(counted.get((article, item), 0)) / int(words),
        )
        for article, words in whole.items()
        for item in items
    ]
    return pd.DataFrame(rows, columns=["article", column, "words", "share"])
