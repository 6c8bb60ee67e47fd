"""Status of an event in a sentence (still to come, not confirmed, done), and the cells of articles that were published
before they could know of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import combinations

import pandas as pd

from dashboard import tables
from dashboard.encoding.phrases import Sentence
from dashboard.files import LEXICONS
from dashboard.language import time_expressions
from dashboard.language.lexicons import lexicon_rows
from dashboard.language.names import one_name
from dashboard.language.time_expressions import role
from dashboard.language.words import Word, stem
from dashboard.statements.sentence_facts import SentenceFacts, StoryFacts, Thing

OPEN, UNSURE, DONE = "still to come", "not confirmed", "done"

_TO_COME = re.compile(
    r"""\b(?:
        (?:(?:ha(?:s|ve|d)\s+)?(?:is|are|was|were|be|been|being|['’]s|['’]re)\s+)?(?:\w+ly\s+)?
          (?:prepar(?:ing|ed)|planning|planned|scheduled|expected|set|due|slated|poised|likely|hoping|ready|about
            |gearing\ up)\s+(?:for|to|on)
      | (?:prepares?|plans?|hopes?|intends?|expects?|aims?|vows?|wants?)\s+(?:for|to)
      | preparations?\s+(?:for|to|of)
      | (?:will|would|wo(?=n['’]t))(?:n['’]t|\s+not)?\b
      | (?:is|are)\s+to(?=\s+\w+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_CONFIRMED = re.compile(
    r"\b(?:ha(?:s|d|ve)\s+(?:not|yet\s+to|n['’]t)|did\s+not|didn['’]t|has\s+never|declined\s+to|could\s+not)"
    r"\s+(?:yet\s+|immediately\s+|officially\s+)?"
    r"(?:confirm(?:ed)?|announc(?:e|ed)|disclos(?:e|ed))\b",
    re.IGNORECASE,
)
_HAPPENS = re.compile(
    r"^\s+(?:(?:was|were|has been)\s+(?:held|staged|signed|opened|launched|completed)|took place|began"
    r"|started|ended|kicked off)\b",
    re.IGNORECASE,
)
LEXICON = LEXICONS / "events.csv"
NOT_YET_DONE = frozenset(
    """
        scheduled planned expected proposed announced postponed delayed cancelled canceled called
        promised
    """.split()
)
"""Participles that stand before an event without having brought it about."""
INDISTINCT = frozenset(
    stem(w)
    for w in """new first second next last major large big grand planned
    scheduled expected historic official formal joint""".split()
)
"""Words before an event's noun that report no event from another."""
MAX_GAP = 60
"""Characters between what announces a thing and the thing itself."""
_BREAK = re.compile(r"[;:.!?“”\"]|,|\b(?:that|which|who|where|while|after|before|because|and)\b")


@lru_cache(maxsize=1)
def events() -> frozenset[str]:
    """Stems of the nouns that name what takes place at a time."""
    return frozenset(stem(row["word"]).removesuffix("ry") for row in lexicon_rows(LEXICON))


@dataclass(frozen=True)
class Stage:
    """A thing in a sentence and how far it has come.

    Attributes:
        start, end: within the sentence, from the words that show the stage to the end of the thing.
        state: OPEN, UNSURE or DONE.
        head: stem of the thing's noun.
        marks: stems of the content words before that noun in its phrase ("military" parade).
    """

    facts: SentenceFacts
    start: int
    end: int
    state: str
    head: str
    marks: frozenset[str]


def stages(facts: SentenceFacts, home: Sentence) -> Iterator[Stage]:
    """The things of a sentence whose stage is reported, each once."""
    for thing in facts.things:
        if not thing.common or thing.head not in events():
            continue
        match = _open(facts.text, thing) or _done(facts, home, thing)
        if match:
            start, end, state = match
            words = [w for w in home.words if thing.start <= w.start and w.end < thing.end and w.content]
            yield Stage(
                facts,
                start,
                end,
                state,
                thing.head,
                frozenset(w.stem for w in words if w.kind != "name") - INDISTINCT,
            )


def may_tell(home: Sentence, heads: Collection[str]) -> frozenset[str]:
    """Those of these stems of events' nouns of which a sentence holds a word."""
    return frozenset(w.stem.removesuffix("ry") for w in home.words).intersection(heads)


def may_come(text: str) -> bool:
    """Whether a sentence holds words that put a thing into the future or leave it unconfirmed."""
    return bool(_TO_COME.search(text) or _NOT_CONFIRMED.search(text))


def _open(text: str, thing: Thing) -> tuple[int, int, str] | None:
    """The words that put a thing into the future or leave it unconfirmed, up to the thing."""
    for pattern, state in ((_NOT_CONFIRMED, UNSURE), (_TO_COME, OPEN)):
        for marker in reversed(list(pattern.finditer(text, max(0, thing.start - MAX_GAP - 30), thing.end))):
            between = text[marker.end() : thing.start]
            if marker.start() < thing.start and len(between) <= MAX_GAP and not _BREAK.search(between):
                return marker.start(), thing.end, state
    return None


def _done(facts: SentenceFacts, home: Sentence, thing: Thing) -> tuple[int, int, str] | None:
    """The past verb right before a thing, or right after it."""
    text = facts.text
    after = _HAPPENS.match(text[thing.end :])
    if after:
        return thing.start, thing.end + after.end(), DONE
    before = [w for w in home.words if w.end <= thing.start][-3:]
    for k in range(len(before) - 1, -1, -1):
        word = before[k]
        if word.kind == "verb":
            own = not re.search(r"[,;:“”\"]", text[word.end : thing.start])
            is_done = _is_past(home, word) and own and word.low not in NOT_YET_DONE
            return (word.start, thing.end, DONE) if is_done else None
        if word.kind not in ("adp", "adv", "part"):
            return None
    return None


def _is_past(home: Sentence, verb: Word) -> bool:
    """Whether a verb tells in the active of what was done: "held", "has held", not "was held" or "would hold"."""
    tokens, read = home.read.tokens, home.read
    helpers = {tokens[k].lemma for k in read.below(verb.token, "aux", "auxpass")}
    past = tokens[verb.token].tag == "VBD" or (tokens[verb.token].tag == "VBN" and "have" in helpers)
    return past and helpers <= {"have"} and not read.below(verb.token, "neg", "auxpass")


def sequences(
    facts: StoryFacts,
    homes: Mapping[str, Sentence],
    near: Collection[frozenset[str]],
    times: Mapping[str, str],
    heads: Collection[str] | None = None,
) -> list[list[Stage]]:
    """Groups of stages of one thing, in their order; at least one to come and one done.

    Two stages are of one thing if their nouns are the same and their phrases share a further word ("military
    parade"), or their sentences are linked and share a name; and no date of theirs speaks against it.

    Args:
        facts, homes: the compared sentences of the story, read for facts and as they are.
        near: pairs of sentences that are compared for facts.
        times: article -> its publication time as stated, "" where none is.
        heads: stems of the nouns to look for, without the ending -ry; all that name what takes place if None. Other
            sentences are not read.
    """
    every = homes.values()
    known = [
        stage
        for home in (every if heads is None else [h for h in every if may_tell(h, heads)])
        for stage in stages(facts[home.sentence], home)
        if heads is None or stage.head in heads
    ]
    pairs = (
        (i, j)
        for i, j in combinations(range(len(known)), 2)
        if known[i].head == known[j].head
        and known[i].facts.article != known[j].facts.article
        and _one_thing(known[i], known[j], near)
    )
    groups = [[known[k] for k in group] for group in connected(len(known), pairs)]
    return [_ordered(times, g) for g in groups if _is_sequence(g)]


def connected(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Numbers from 0 to `count` - 1 in groups that pairs join, directly or through others (union-find).

    Returns:
        Numbers rise within a group, and groups in their first numbers.
    """
    parent = list(range(count))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = k = parent[parent[k]]
        return k

    for i, j in pairs:
        a, b = root(i), root(j)
        parent[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = {}
    for k in range(count):
        groups.setdefault(root(k), []).append(k)
    return list(groups.values())


def _one_thing(a: Stage, b: Stage, near: Collection[frozenset[str]]) -> bool:
    """Whether two stages can be of one thing."""
    if not a.marks & b.marks:
        linked = frozenset((a.facts.sentence, b.facts.sentence)) in near
        if not (linked and _share_a_name(a, b)):
            return False
    days = [
        [d for d in s.facts.dates if role(s.facts.text, d)[0] in ("event", "noun") and d.grain == "day"]
        for s in (a, b)
    ]
    return not (
        days[0]
        and days[1]
        and all(time_expressions.relation(x, y) == "different" for x in days[0] for y in days[1])
    )


def _share_a_name(a: Stage, b: Stage) -> bool:
    """Whether the sentences of two stages name somebody or some place in common."""
    return any(one_name(x, y) for x in a.facts.names for y in b.facts.names)


def _is_sequence(group: Sequence[Stage]) -> bool:
    """Whether one article has it done and another still to come."""
    done = {s.facts.article for s in group if s.state == DONE}
    ahead = {s.facts.article for s in group if s.state != DONE}
    return bool(done - ahead) and bool(ahead - done)


def published(articles: pd.DataFrame) -> dict[str, str]:
    """Article -> its publication time as stated, "" where none is."""
    times = zip(articles["article"], articles["published"], strict=True)
    return {str(article): "" if pd.isna(time) else str(time) for article, time in times}


def _ordered(times: Mapping[str, str], group: list[Stage]) -> list[Stage]:
    """To come before done; within each by the stated time, those without one first."""
    return sorted(
        group,
        key=lambda s: (
            s.state == DONE,
            s.state != OPEN,
            times[s.facts.article],
            s.facts.article,
            s.facts.start + s.start,
        ),
    )


def rows_at(mentions: pd.DataFrame, facts: SentenceFacts, at: int) -> list[str]:
    """The rows whose mentions hold a place of a sentence."""
    place = facts.start + at
    own = mentions[
        (mentions["article"] == facts.article) & (mentions["start"] <= place) & (mentions["end"] > place)
    ]
    return [str(s) for s in own["statement"]]


def with_not_yet(
    coverage: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    facts: StoryFacts,
    homes: Mapping[str, Sentence],
    near: Collection[frozenset[str]],
) -> pd.DataFrame:
    """The coverage with `not_yet` in place of `absent` where an article was out before a thing could be
    known.

    A cell changes only if all of this holds; else it stays `absent`, for nothing then tells the two apart:
    the row reports an event as done, in a sequence (see `sequences`); the article's own words put the
    same event into the future or call it unconfirmed; the article states when it was published; and it was
    published before
    the one that reports the event as done, or, where that one states no time, not after the day on which its
    words put the event.

    Args:
        coverage, mentions, articles: tables of one comparison.
        facts, homes: the compared sentences of the story, read for facts and as they are.
        near: pairs of sentences that are compared for facts.

    Returns:
        A COVERAGE table with the same rows in the same order.
    """
    early = set(_early(mentions, published(articles), facts, homes, near))
    if not early:
        return coverage
    changed = [
        state == "absent" and (statement, article) in early
        for statement, article, state in zip(
            coverage["statement"], coverage["article"], coverage["state"], strict=True
        )
    ]
    states = coverage["state"].mask(pd.Series(changed, index=coverage.index), "not_yet")
    return tables.check(tables.COVERAGE, coverage.assign(state=states))


def _early(
    mentions: pd.DataFrame,
    times: Mapping[str, str],
    facts: StoryFacts,
    homes: Mapping[str, Sentence],
    near: Collection[frozenset[str]],
) -> Iterator[tuple[str, str]]:
    """(statement, article) of every cell that could not be known yet."""
    # Only what an article of known time has still to come can change a cell: no other noun needs looking for.
    ahead_of = {
        stage.head
        for home in homes.values()
        if times[home.article] and may_come(home.text) and may_tell(home, events())
        for stage in stages(facts[home.sentence], home)
        if stage.state != DONE
    }
    for group in sequences(facts, homes, near, times, ahead_of) if ahead_of else ():
        done = [s for s in group if s.state == DONE]
        reporting = {s.facts.article for s in done}
        ahead = {s.facts.article for s in group if s.state != DONE} - reporting
        for stage in done:
            rows = rows_at(mentions, stage.facts, stage.end - 1)
            for article in sorted(ahead):
                if times[article] and _before(times[article], times[stage.facts.article], stage, facts):
                    yield from ((row, article) for row in rows)


def _before(time: str, later: str, stage: Stage, facts: StoryFacts) -> bool:
    """Whether an article of one time was out before the event of a stage could be known."""
    if later:
        return _earlier(time, later)
    day = _day_of(stage.facts, stage)
    anchored = facts.anchors[stage.facts.article].day
    return bool(day and anchored and datetime.fromisoformat(time).date().isoformat() <= day)


def _earlier(a: str, b: str) -> bool:
    """Whether a time is before another; one with and one without a zone are reported apart by a day at least."""
    one, two = datetime.fromisoformat(a), datetime.fromisoformat(b)
    if (one.tzinfo is None) == (two.tzinfo is None):
        return one < two
    return (two.replace(tzinfo=None) - one.replace(tzinfo=None)).total_seconds() >= 86_400


def _day_of(facts: SentenceFacts, stage: Stage) -> str | None:
    """The one day on which the sentence of a stage puts its event, ISO; None where it names none or
    several."""
    days = {
        min(first for first, _ in d.readings).isoformat()
        for d in facts.dates
        if d.grain == "day" and d.readings and d.start > stage.start and role(facts.text, d)[0] == "event"
    }
    return days.pop() if len(days) == 1 else None
