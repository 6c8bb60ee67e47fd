"""The attributions of a story with the place of their verb: who is said to say it, and with which word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.encoding.phrases import Chunk, Chunks, Sentence
from dashboard.entities.entities import Actors
from dashboard.language import media, reporting_verbs

ACCUSING = frozenset("allegation accusation charge claim assertion".split())
"""Nouns of doubt that say something against somebody; a speculation or rumour need not."""
SOURCE_FOLLOWS = frozenset("according citing cites cited quoting quotes".split())
"""Words of attribution after which the source stands."""


@dataclass(frozen=True, eq=False)
class Attribution:
    """One attribution.

    Attributes:
        article, sentence, start, end: the words that are attributed.
        source: who says it, "" where nobody is named.
        verb: as printed.
        stance: neutral, doubting or endorsing; "" of a verb that the lexicon does not hold.
        frame: what the verb takes ("say", "accuse", "deny" …); "" as above.
        cue: (start, end) of the verb with its subject, in the file.
        home: its sentence.
    """

    article: str
    sentence: str
    start: int
    end: int
    source: str
    verb: str
    stance: str
    frame: str
    cue: tuple[int, int]
    home: Sentence

    @property
    def cue_words(self) -> list[int]:
        """Numbers of the words of the verb with its subject."""
        first, last = (place - self.home.start for place in self.cue)
        return [k for k, w in enumerate(self.home.words) if first <= w.start and w.end <= last]


def attributions(sources: pd.DataFrame, phrases: Chunks, actors: Actors) -> list[Attribution]:
    """Every attribution of the SOURCES table whose verb is found in its sentence, in reading order."""
    found = []
    for row in sources.itertuples(index=False):
        home = phrases.sentences.get(str(row.sentence))
        if home is None:
            continue
        place = _verb(home, str(row.verb), int(row.start) - home.start, int(row.end) - home.start)
        if place is None:
            continue
        first, last = place
        stance, frame = _stance_and_frame(home, first, last)
        a, b = _with_subject(phrases, actors, home, first, last, str(row.source))
        found.append(
            Attribution(
                str(row.article),
                str(row.sentence),
                int(row.start),
                int(row.end),
                str(row.source),
                str(row.verb),
                stance,
                frame,
                (home.start + home.words[a].start, home.start + home.words[b - 1].end),
                home,
            )
        )
    return found


def _stance_and_frame(home: Sentence, first: int, last: int) -> tuple[str, str]:
    """What the lexicon of reporting verbs says of words first … last - 1, ("", "") where it says nothing."""
    words = home.words[first:last]
    form = next((f for w in words if (f := reporting_verbs.forms().get(w.low))), None)
    if form:
        return form.verb.stance, form.verb.frame
    noun = next((n for w in words if (n := reporting_verbs.noun(w.text))), None)
    if noun in reporting_verbs.DOUBTING_NOUNS:
        return "doubting", "accuse" if noun in ACCUSING else "say"
    if any(w.low in SOURCE_FOLLOWS for w in words):
        return "neutral", "say"
    return ("neutral", "") if noun else ("", "")


def _verb(home: Sentence, verb: str, start: int, end: int) -> tuple[int, int] | None:
    """Words of the sentence that are the verb, outside the attributed words and nearest to them."""
    wanted = verb.lower().split()
    if not wanted:
        return None
    size = len(wanted)
    places = []
    for k in range(len(home.words)):
        a, b = home.words[k].start, home.words[min(k + size, len(home.words)) - 1].end
        if home.text[a:b].lower() == verb.lower():
            inside = start <= a and b <= end
            places.append((inside, min(abs(a - end), abs(start - b)), k))
    if not places:
        return None
    k = min(places)[2]
    return k, min(k + size, len(home.words))


def _with_subject(
    phrases: Chunks, actors: Actors, home: Sentence, first: int, last: int, source: str
) -> tuple[int, int]:
    """The verb with the phrase, or the pronoun, next to it that names the source."""
    if not source:
        return first, last
    follows = home.words[first].low in SOURCE_FOLLOWS
    near: Sequence[Chunk] = [
        c
        for c in phrases.phrases_of(home.sentence)
        if c.kind == "thing"
        and ((c.last in (first, first - 1) and not follows) or c.first in (last, last + 1))
    ]
    words = {w.strip(".,").lower() for w in source.split()}
    fitting = (
        [c for c in near if words & {w.low for w in home.words[c.first : c.core]}]
        or [c for c in near if _is_named(actors, c, source)]
        or [c for c in near if follows and c.first in (last, last + 1)]
    )
    if not fitting:
        pronoun = first > 0 and not follows and home.words[first - 1].kind == "pron"
        return (first - 1 if pronoun else first), last
    chunk = fitting[0]
    begin = chunk.first
    if chunk.last <= first and home.text[: home.words[begin].start].endswith("("):
        begin = next((c.first for c in phrases.phrases_of(home.sentence) if c.last == begin), begin)
    return min(first, begin), max(last, chunk.core if chunk.first >= last else last)


def _is_named(actors: Actors, chunk: Chunk, source: str) -> bool:
    """Whether a phrase names or describes the actor who goes by the name of the source."""
    actor = actors.of(chunk)
    if actor and (actors.names.get(actor) == source or actor == actors.person(source)):
        return True
    medium = media.named(source)
    printed = " ".join(w.text for w in chunk.home.words[chunk.first : chunk.core])
    return medium is not None and media.named(printed) == medium


def words_within(attribution: Attribution) -> tuple[int, int]:
    """(first, last + 1) of the attributed words in their sentence."""
    home = attribution.home
    inside = [
        k
        for k, w in enumerate(home.words)
        if attribution.start - home.start <= w.start and w.end <= attribution.end - home.start
    ]
    return (inside[0], inside[-1] + 1) if inside else (0, len(home.words))
