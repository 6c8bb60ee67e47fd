"""Who is cited: every attribution of a story with its source, its verb and the channels between outlet and
source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard import tables
from dashboard.attribution.extract import Act, Attribution, acts, attributions
from dashboard.entities.coreference import STATE_MEDIA, Speaker, Speakers, identity
from dashboard.language.quotations import Quotation, quotations
from dashboard.language.tokens import Range, Word, words_of
from dashboard.story.story import Story

ARROW = " <- "
"""Between the channels of an attribution, from the outlet inwards."""
QUOTED = 0.5
"""Share of a claim's characters in quotation marks from which it counts as quoted."""
CARRY = 0.8
"""Share of a sentence in quotation marks from which it goes on with the quotation before it."""


@dataclass(frozen=True)
class Cited:
    """One attribution, before the names of the story are joined."""

    article: str
    sentence: str
    source: Speaker
    via: tuple[Speaker, ...]
    verb: str
    stance: str
    claim: Range
    cue: Range
    quoted: bool


def sources(story: Story) -> pd.DataFrame:
    """Every attribution of a story.

    Returns:
        A SOURCES table in reading order; `start` and `end` hold the words that are attributed, `source` is ""
        where nobody is named ("amid allegations that"). One source has one name in the whole story.
    """
    speakers = Speakers(story)
    found = [c for article in story.articles["article"] for c in _article(story, str(article), speakers)]
    names = _joined([s for c in found for s in (c.source, *c.via)])
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for cited in found:
        row = _row(cited, names)
        rows.setdefault((row["article"], row["start"], row["end"], row["source"]), row)
    return tables.make(tables.SOURCES, rows.values())


def _joined(speakers: Sequence[Speaker]) -> dict[str, str]:
    """Name -> the name under which the story shows that source: the most frequent of its forms."""
    forms: dict[str, Counter[str]] = {}
    lands = {key for s in speakers if s.name and (key := identity(s)).startswith(STATE_MEDIA)} - {STATE_MEDIA}
    same = {STATE_MEDIA: lands.pop()} if len(lands) == 1 else {}
    for speaker in speakers:
        if speaker.name:
            key = identity(speaker)
            forms.setdefault(same.get(key, key), Counter())[speaker.name] += 1
    shown = {key: max(found, key=lambda name: (found[name], len(name), name)) for key, found in forms.items()}
    return {s.name: shown[same.get(identity(s), identity(s))] for s in speakers if s.name}


def _row(cited: Cited, names: dict[str, str]) -> dict[str, Any]:
    """The attribution as a row of SOURCES."""
    source = names.get(cited.source.name, "")
    via = list(dict.fromkeys(names[s.name] for s in cited.via if s.name and names[s.name] != source))
    return {
        "article": cited.article,
        "sentence": cited.sentence,
        "source": source,
        "verb": cited.verb,
        "via": ARROW.join(via) or None,
        "start": cited.claim[0],
        "end": cited.claim[1],
        "quoted": cited.quoted,
        "kind": cited.source.kind,
        "stance": cited.stance,
        "carried": cited.source.carried,
        "cue_start": cited.cue[0],
        "cue_end": cited.cue[1],
    }


def _article(story: Story, article: str, speakers: Speakers) -> Iterator[Cited]:
    """The attributions of one article, sentence by sentence."""
    text = story.texts[article]
    quotes = quotations(text)
    counted = (story.sentences["article"] == article) & story.sentences["role"].isin(tables.COUNTED)
    before: list[Speaker] = []
    last: Cited | None = None
    for row in story.sentences[counted].itertuples():
        start, end = int(row.start), int(row.end)
        words = words_of(text, start, end, quotes)
        reader = _Sentence(article, str(row.sentence), text, words, quotes, speakers, before)
        made = [reader.cited(a) for a in attributions(words, acts(words))]
        if not made and last is not None and _quoted_share(quotes, start, end) >= CARRY:
            carried = replace(last.source, carried=True)
            made = [replace(last, sentence=reader.sentence, source=carried, claim=(start, end), quoted=True)]
        yield from made
        last = made[-1] if made else None
        if all(c.source.kind != "person" for c in made) and (who := speakers.opening(article, text, words)):
            before.append(who)


@dataclass(frozen=True)
class _Sentence:
    """One sentence while its attributions are read; `before` grows with every source."""

    article: str
    sentence: str
    text: str
    words: Sequence[Word]
    quotes: Sequence[Quotation]
    speakers: Speakers
    before: list[Speaker]

    def cited(self, attribution: Attribution) -> Cited:
        """One attribution with everybody it names."""
        act = attribution.act
        spans = [span for outer in attribution.within for span in (*outer.channels, outer.source) if span]
        passed = [self._meant(span, "speaker", self.before) for span in (*spans, *act.channels)]
        source = self._source(act, [who for who in passed if who.kind == "person"])
        if source.name:
            self.before.append(source)
        claim = self._place(act.claim)
        return Cited(
            article=self.article,
            sentence=self.sentence,
            source=source,
            via=tuple(passed),
            verb=self._verb(act.verb),
            stance=act.stance,
            claim=claim,
            cue=self._place(act.unit),
            quoted=_quoted_share(self.quotes, *claim) >= QUOTED,
        )

    def _source(self, act: Act, outer: Sequence[Speaker]) -> Speaker:
        """The source of an act; "he" within somebody's words is that person."""
        if act.source is None:
            return Speaker("", "unnamed", "")
        within = outer and self.words[act.source[0]].low in ("he", "she")
        source = self._meant(act.source, act.kind, outer if within else self.before, alone=bool(within))
        return replace(source, carried=True) if act.inherits else source

    def _meant(self, span: Range, kind: str, before: Sequence[Speaker], alone: bool = False) -> Speaker:
        start, end = self._place(span)
        context = "" if alone else self.text[self.words[0].start : start]
        return self.speakers.meant(self.article, self.text[start:end], kind, before, context)

    def _place(self, span: Range) -> Range:
        """Offsets in the file of a range of words."""
        return self.words[span[0]].start, self.words[span[1] - 1].end

    def _verb(self, span: Range) -> str:
        """The words of the verb without the adverbs at its ends ("also said"), but with "not"."""
        kept = list(self.words[slice(*span)])
        while len(kept) > 1 and kept[0].tag == "adv" and kept[0].low not in ("not", "never"):
            kept.pop(0)
        return " ".join(w.text for w in kept)


def _quoted_share(quotes: Sequence[Quotation], start: int, end: int) -> float:
    """Share of a stretch that stands within quotation marks."""
    inside = sum(max(0, min(q.end, end) - max(q.start, start)) for q in quotes if q.depth == 0)
    return inside / max(1, end - start)


@dataclass(frozen=True)
class Claim:
    """A row of SOURCES as what a mention may stand in.

    Attributes:
        chain: everybody it came through, from the outlet inwards, the source last; empty where nobody is
            named.
        kind: of the source.
        cue: the words that name source and verb.
    """

    article: str
    start: int
    end: int
    chain: tuple[str, ...]
    cue: Range
    kind: str

    @property
    def words(self) -> str:
        """The chain as it is shown."""
        return ARROW.join(self.chain)


def claims_of(table: pd.DataFrame) -> dict[str, list[Claim]]:
    """Article -> its claims, in reading order.

    Args:
        table: a SOURCES table.
    """
    found: dict[str, list[Claim]] = {}
    for row in table.itertuples():
        via = [] if pd.isna(row.via) else str(row.via).split(ARROW)
        chain = tuple(name for name in (*via, str(row.source)) if name)
        cue = (int(row.cue_start), int(row.cue_end))
        claim = Claim(str(row.article), int(row.start), int(row.end), chain, cue, str(row.kind))
        found.setdefault(claim.article, []).append(claim)
    return found


def narrowest(claims: Sequence[Claim], start: int, end: int) -> Claim | None:
    """The shortest claim that holds most of a span, None where none does."""
    holding = [c for c in claims if 2 * (min(c.end, end) - max(c.start, start)) > end - start]
    return min(holding, key=lambda c: (c.end - c.start, c.start), default=None)
