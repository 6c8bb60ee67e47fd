"""The attributions of a story with the place of their verb: who is said to say it, and with which word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.encoding.phrases import Chunk, Sentence
from dashboard.findings.context import Context
from dashboard.language import media, reporting_verbs
from dashboard.language.normalize import fold

ACCUSING = frozenset("allegation accusation charge claim assertion".split())
"""Nouns of doubt that say something against somebody; a speculation or rumour need not."""
FOLLOWED = frozenset("according citing cites cited quoting quotes".split())
"""Words of citing after which the source stands."""


@dataclass(frozen=True, eq=False)
class Citing:
    """One attribution.

    Attributes:
        article, sentence, start, end: the words that are attributed.
        source: who says it, "" where nobody is named.
        verb: as printed.
        stance: neutral, doubting or endorsing; "" of a verb that the lexicon does not hold.
        frame: what the verb takes ("say", "accuse", "deny" …); "" as above.
        at: (start, end) of the verb with its subject, in the file.
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
    at: tuple[int, int]
    home: Sentence

    @property
    def cites(self) -> list[int]:
        """Numbers of the words of the verb with its subject."""
        first, last = (place - self.home.start for place in self.at)
        return [k for k, w in enumerate(self.home.words) if first <= w.start and w.end <= last]


def citings(context: Context) -> list[Citing]:
    """Every attribution of the SOURCES table whose verb is found in its sentence, in reading order."""
    found = []
    for row in context.sources.itertuples(index=False):
        home = context.phrases.sentences.get(str(row.sentence))
        if home is None:
            continue
        place = _verb(home, str(row.verb), int(row.start) - home.start, int(row.end) - home.start)
        if place is None:
            continue
        first, last = place
        form = next(
            (f for k in range(first, last) if (f := reporting_verbs.forms().get(fold(home.words[k].text)))),
            None,
        )
        noun = next((n for k in range(first, last) if (n := reporting_verbs.noun(home.words[k].text))), None)
        cites = any(fold(w.text) in FOLLOWED for w in home.words[first:last])
        if form:
            stance, frame = form.verb.stance, form.verb.frame
        elif noun in reporting_verbs.DOUBTING_NOUNS:
            stance, frame = "doubting", "accuse" if noun in ACCUSING else "say"
        else:
            stance, frame = ("neutral", "say") if cites else ("neutral", "") if noun else ("", "")
        a, b = _with_subject(context, home, first, last, str(row.source))
        found.append(
            Citing(
                str(row.article), str(row.sentence), int(row.start), int(row.end), str(row.source), str(row.verb),
                stance, frame, (home.start + home.words[a].start, home.start + home.words[b - 1].end), home,
            )
        )  # fmt: skip
    return found


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


def _with_subject(context: Context, home: Sentence, first: int, last: int, source: str) -> tuple[int, int]:
    """The verb with the phrase, or the pronoun, next to it that names the source."""
    if not source:
        return first, last
    follows = fold(home.words[first].text) in FOLLOWED
    near: Sequence[Chunk] = [
        c for c in context.phrases.phrases_of(home.sentence)
        if c.kind == "thing" and ((c.last in (first, first - 1) and not follows) or c.first in (last, last + 1))
    ]  # fmt: skip
    words = {w.strip(".,").lower() for w in source.split()}
    fitting = (
        [c for c in near if words & {fold(w.text) for w in home.words[c.first : c.core]}]
        or [c for c in near if _is_named(context, c, source)]
        or [c for c in near if follows and c.first in (last, last + 1)]
    )
    if not fitting:
        pronoun = first > 0 and not follows and home.words[first - 1].kind == "pron"
        return (first - 1 if pronoun else first), last
    chunk = fitting[0]
    begin = chunk.first
    if chunk.last <= first and home.text[: home.words[begin].start].endswith("("):
        begin = next((c.first for c in context.phrases.phrases_of(home.sentence) if c.last == begin), begin)
    return min(first, begin), max(last, chunk.core if chunk.first >= last else last)


def _is_named(context: Context, chunk: Chunk, source: str) -> bool:
    """Whether a phrase names or describes the actor who goes by the name of the source."""
    actor = context.actors.of(chunk)
    if actor and (context.actors.names.get(actor) == source or actor == context.actors.person(source)):
        return True
    medium = media.named(source)
    printed = " ".join(w.text for w in chunk.home.words[chunk.first : chunk.core])
    return medium is not None and media.named(printed) == medium


def words_within(citing: Citing) -> tuple[int, int]:
    """(first, last + 1) of the attributed words in their sentence."""
    home = citing.home
    inside = [
        k
        for k, w in enumerate(home.words)
        if citing.start - home.start <= w.start and w.end <= citing.end - home.start
    ]
    return (inside[0], inside[-1] + 1) if inside else (0, len(home.words))
