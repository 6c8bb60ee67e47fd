"""What a detector may look at: one object, made once for a comparison."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import pandas as pd

from dashboard.encoding.encode import SentenceVectors
from dashboard.encoding.phrases import Chunk, Chunks
from dashboard.entities.entities import Actors
from dashboard.findings.aligned_items import Pair, Slot, sentence_pairs, slots
from dashboard.findings.attributions import Attribution, attributions
from dashboard.findings.finding import SpanOf, in_marks
from dashboard.language.normalize import fold
from dashboard.statements.sentence_facts import StoryFacts
from dashboard.story.story import Story

_ARTICLE = re.compile(r"\A(?:an?|the) ")
_OPENS_SUM = re.compile(r"(?:[$€£¥]|\b(?:about|nearly|almost|roughly|around|approximately))$", re.IGNORECASE)
_FIGURE = re.compile(r"\s?[$€£¥]?\d[\d,.]*\d(?:\s(?:hundred|thousand|million|billion|trillion)\b)?|\s?\d")
_CLOSING = re.compile('[.,;]?["”]')


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the mark or bracket that closes, or opens, what is in it, where it is the next character, and with
    the figure of a sum that it breaks off before."""
    own = text[start:end]
    if _OPENS_SUM.search(own) and (figure := _FIGURE.match(text, end)):
        return start, figure.end()
    straight = own.count('"') % 2 == 1 and not own.endswith('"')
    after = _CLOSING.match(text, end)
    if after and (straight or own.count("“") > own.count("”")):
        return start, after.end()
    if own.count("(") > own.count(")") and text[end : end + 1] == ")":
        return start, end + 1
    if own.count(")") > own.count("(") and start and text[start - 1] == "(":
        return start - 1, end
    return start, end


PER_ARTICLE = 3
"""Mentions of one article that are looked at in one row, the surest first."""
MAX_ARTICLES = 14
"""Articles of one row that are looked at, those with the surest mentions first: keeps a row's work bounded."""


@dataclass(frozen=True, eq=False)
class Mention:
    """One mention with its phrases.

    Attributes:
        article, sentence, start, end: as in MENTIONS.
        full: its strength.
        score: how surely it belongs to its row, in [0, 1].
        phrases: within its boundaries, in order.
    """

    article: str
    sentence: str
    start: int
    end: int
    full: bool
    score: float
    phrases: Sequence[Chunk]


@dataclass(frozen=True, eq=False)
class Row:
    """A statement that at least two articles report."""

    statement: str
    label: str
    mentions: Sequence[Mention]


LEAD_SENTENCES = 3
"""Body sentences of an article that count as its lead, beside the headline."""
_DAMAGED = re.compile("\ufffd|â€|Ã[\x80-\xbf©¡-ÿ]")
"""A character that could not be read, or UTF-8 read as Windows-1252: what stood there may have been a quotation mark."""


class Voicing(Protocol):
    """Whoever can tell in whose voice a piece of an article is said."""

    def of(self, article: str, start: int, end: int) -> tuple[str, str]:
        """(voice, source or "") of a span."""


@dataclass(frozen=True, eq=False)
class Context:
    """The tables of a comparison on which detectors stand, and what they share.

    Attributes:
        story: texts, ARTICLES and SENTENCES.
        encoding: sentence id -> vectors.
        units, candidates, links, statements, mentions, coverage, sources: tables as declared.
        phrases: what is named and what is done, with vectors.
        facts: sentence id -> its dates, numbers and names.
        compared: pairs of sentences that are compared for facts -> probability of their link.
        voices: whose words a span is.
        actors: who is named, under which forms.
        referents: phrases of several articles that name one thing; see `findings.referents`.
    """

    story: Story
    encoding: Mapping[str, SentenceVectors]
    units: pd.DataFrame
    candidates: pd.DataFrame
    links: pd.DataFrame
    statements: pd.DataFrame
    mentions: pd.DataFrame
    coverage: pd.DataFrame
    sources: pd.DataFrame
    phrases: Chunks
    facts: StoryFacts
    compared: Mapping[tuple[str, str], float]
    voices: Voicing
    actors: Actors
    referents: Sequence[Sequence[Chunk]]

    @cached_property
    def near(self) -> frozenset[frozenset[str]]:
        """The sentences of every pair that is compared for facts."""
        return frozenset(frozenset(pair) for pair in self.compared)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Linked sentences, sentences of one row, and those that nearly are linked, each pair once, the surest first."""
        order = {article: k for k, article in enumerate(self.story.articles["article"])}
        return tuple(sentence_pairs(self.compared, self.facts, order, self.stated))

    @cached_property
    def aligned_items(self) -> tuple[tuple[Pair, Slot], ...]:
        """Of every pair, the dates, numbers and names that are in the same place and differ."""
        return tuple((pair, slot) for pair in self.pairs for slot in slots(pair))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Rows of the matrix with two articles or more, in the order of the STATEMENTS table."""
        return tuple(_rows(self))

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Every attribution whose verb is found in its sentence, in reading order."""
        return tuple(attributions(self.sources, self.phrases, self.actors))

    @cached_property
    def places(self) -> Mapping[str, float]:
        """Sentence -> how prominently it is printed: 1 in headline or lead, from .6 down to 0 at the end of the text."""
        found: dict[str, float] = {}
        bodies: dict[str, list[str]] = {}
        for home in self.phrases.sentences.values():
            if home.role == "body":
                bodies.setdefault(home.article, []).append(home.sentence)
            else:
                found[home.sentence] = 1.0 if home.role == "headline" else 0.3
        for own in bodies.values():
            for k, sentence in enumerate(own):
                found[sentence] = 1.0 if k < LEAD_SENTENCES else 0.6 * (1 - k / len(own))
        return found

    @cached_property
    def _begins(self) -> Mapping[str, tuple[list[int], list[str]]]:
        """Article -> (first characters, names) of its compared sentences."""
        found: dict[str, tuple[list[int], list[str]]] = {}
        for home in self.phrases.sentences.values():
            starts, names = found.setdefault(home.article, ([], []))
            starts.append(home.start)
            names.append(home.sentence)
        return found

    def prominence(self, span: SpanOf) -> float:
        """How prominently a span is printed, 0 (end of the text) … 1 (headline or lead)."""
        starts, names = self._begins.get(span.article, ([], []))
        at = bisect_right(starts, span.start) - 1
        return self.places[names[at]] if at >= 0 else 0.0

    @cached_property
    def damaged(self) -> Mapping[str, tuple[int, int, int]]:
        """Article whose quotation marks may be damaged in the file -> (places, start and end of the first)."""
        found: dict[str, tuple[int, int, int]] = {}
        for article, text in self.story.texts.items():
            places = [m.span() for m in _DAMAGED.finditer(text)]
            if places:
                found[article] = (len(places), *places[0])
        return found

    def outlet(self, article: str) -> str:
        """The name of the outlet that published an article."""
        return self._outlets[article]

    @cached_property
    def stated(self) -> Mapping[str, tuple[str, ...]]:
        """Sentence -> the statements that it tells, in the order of the MENTIONS table."""
        rows: dict[str, dict[str, None]] = {}
        for sentence, statement in zip(self.mentions["sentence"], self.mentions["statement"], strict=True):
            rows.setdefault(str(sentence), {})[str(statement)] = None
        return {sentence: tuple(own) for sentence, own in rows.items()}

    def in_common(self, one: str, *others: str) -> list[str]:
        """The statements that all these sentences tell."""
        told = [self.stated.get(sentence, ()) for sentence in others]
        return [s for s in self.stated.get(one, ()) if all(s in own for own in told)]

    @cached_property
    def _outlets(self) -> Mapping[str, str]:
        return dict(zip(self.story.articles["article"], self.story.articles["outlet"], strict=True))

    def span(self, article: str, start: int, end: int, note: str = "") -> SpanOf:
        """The span with the voice in which the article says it; a mark or bracket that its partner follows is closed."""
        voice, _ = self.voices.of(article, start, end)
        return SpanOf(article, *_closed(self.story.texts[article], start, end), voice, note)

    def words(self, span: SpanOf) -> str:
        """The words of a span within quotation marks, for a title."""
        return in_marks(self.story.texts[span.article][span.start : span.end])

    def said(self, spans: Iterable[SpanOf], meant: Mapping[str, str] | None = None) -> str:
        """Words and outlets of spans, for a title; the same words stand once.

        Args:
            spans: in the order in which they are reported.
            meant: article -> what is added after its outlet.
        """
        told: dict[str, tuple[str, list[str]]] = {}
        for span in spans:
            words = self.words(span)
            bare = _ARTICLE.sub("", fold(words.strip("“”")))
            outlets = told.setdefault(bare.replace("-", " "), (words, []))[1]
            outlet = self.outlet(span.article) + (meant or {}).get(span.article, "")
            if outlet not in outlets:
                outlets.append(outlet)
        return ", ".join(f"{words} ({', '.join(outlets)})" for words, outlets in told.values())


def _rows(context: Context) -> Iterator[Row]:
    """Rows of the matrix with two articles or more, in the order of the STATEMENTS table."""
    told: dict[str, list[Mention]] = {}
    for m in context.mentions.itertuples(index=False):
        phrases = context.phrases.within(str(m.article), int(m.start), int(m.end) + 1)
        told.setdefault(str(m.statement), []).append(
            Mention(
                str(m.article),
                str(m.sentence),
                int(m.start),
                int(m.end),
                m.strength == "full",
                float(m.score),
                phrases,
            )
        )
    for s in context.statements.itertuples(index=False):
        mentions = told.get(str(s.statement), [])
        best: dict[str, float] = {}
        for m in mentions:
            best[m.article] = max(best.get(m.article, 0.0), m.score)
        if len(best) < 2:
            continue
        kept = set(sorted(best, key=lambda a: (-best[a], a))[:MAX_ARTICLES])
        few = [
            m
            for a in sorted(kept)
            for m in sorted((x for x in mentions if x.article == a), key=lambda x: (-x.score, x.start))[
                :PER_ARTICLE
            ]
        ]
        yield Row(str(s.statement), str(s.label), few)
