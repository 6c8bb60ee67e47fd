"""How far a thing has come when a sentence speaks of it: still to come, not confirmed, done."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dashboard.analysis.chunks import Sentence
from dashboard.analysis.facts.lists import Thing
from dashboard.analysis.facts.passages import Passage
from dashboard.analysis.lexicons import LEXICONS, lexicon_rows
from dashboard.analysis.stems import is_content, stem
from dashboard.analysis.wordclasses import cut

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
AHEAD = frozenset(
    """
        scheduled planned expected proposed announced postponed delayed cancelled canceled called
        promised
    """.split()
)
"""Participles that stand before an event without having brought it about."""
NO_MARKS = frozenset(
    stem(w)
    for w in [
        "new",
        "first",
        "second",
        "next",
        "last",
        "major",
        "large",
        "big",
        "grand",
        "planned",
        "scheduled",
        "expected",
        "historic",
        "official",
        "formal",
        "joint",
    ]
)
"""Words before an event's noun that tell no event from another."""
REACH = 60
"""Characters between what announces a thing and the thing itself."""
_BREAK = re.compile(r"[;:.!?“”\"]|,|\b(?:that|which|who|where|while|after|before|because|and)\b")
PAST = frozenset(
    """
        met held gave took went came saw told began sent brought left led won lost shot fought spoke
        wrote paid bought sold fell rose flew struck made found stood kept laid set hit drew threw drove
    """.split()
)
"""Irregular past forms of what people do at events (our list); regular ones end in -ed."""


@lru_cache(maxsize=1)
def events() -> frozenset[str]:
    """Stems of the nouns that name what takes place at a time."""
    return frozenset(stem(row["word"]).removesuffix("ry") for row in lexicon_rows(LEXICON))


@dataclass(frozen=True)
class Stage:
    """A thing in a sentence and how far it has come.

    Attributes:
        start, end: within the sentence, from what tells the stage to the end of the thing.
        state: OPEN, UNSURE or DONE.
        head: stem of the thing's noun.
        marks: stems of the content words before that noun in its phrase ("military" parade).
    """

    passage: Passage
    start: int
    end: int
    state: str
    head: str
    marks: frozenset[str]


def stages(passage: Passage, home: Sentence) -> Iterator[Stage]:
    """The things of a sentence whose stage is told, each once."""
    for thing in passage.things:
        if not thing.common or thing.head not in events():
            continue
        told = _open(passage.text, thing) or _done(passage, home, thing)
        if told:
            start, end, state = told
            words = [
                w for w in home.words if thing.start <= w.start and w.end < thing.end and is_content(w.text)
            ]
            yield Stage(
                passage,
                start,
                end,
                state,
                thing.head,
                frozenset(stem(w.text) for w in words if w.kind != "name") - NO_MARKS,
            )


def may_tell(home: Sentence, heads: Collection[str]) -> bool:
    """Whether a sentence holds a word of these stems; told from its letters, before any word is classed."""
    text = home.text
    return any(stem(text[a:b]).removesuffix("ry") in heads for a, b in cut(text))


def may_come(text: str) -> bool:
    """Whether a sentence holds words that put a thing into the future or leave it unconfirmed."""
    return bool(_TO_COME.search(text) or _NOT_CONFIRMED.search(text))


def _open(text: str, thing: Thing) -> tuple[int, int, str] | None:
    """The words that put a thing into the future or leave it unconfirmed, up to the thing."""
    for pattern, state in ((_NOT_CONFIRMED, UNSURE), (_TO_COME, OPEN)):
        for marker in reversed(list(pattern.finditer(text, max(0, thing.start - REACH - 30), thing.end))):
            between = text[marker.end() : thing.start]
            if marker.start() < thing.start and len(between) <= REACH and not _BREAK.search(between):
                return marker.start(), thing.end, state
    return None


def _done(passage: Passage, home: Sentence, thing: Thing) -> tuple[int, int, str] | None:
    """The past verb right before a thing, or right after it."""
    text = passage.text
    after = _HAPPENS.match(text[thing.end :])
    if after:
        return thing.start, thing.end + after.end(), DONE
    before = [w for w in home.words if w.end <= thing.start][-3:]
    for k in range(len(before) - 1, -1, -1):
        word = before[k]
        if word.kind == "verb":
            past = word.text.lower() in PAST or word.text.lower().endswith("ed")
            helper = before[k - 1].text.lower() if k else ""
            free = helper not in (
                "to",
                "be",
                "is",
                "are",
                "was",
                "were",
                "been",
                "not",
                "will",
                "would",
                "could",
                "may",
                "should",
            )
            own = not re.search(r"[,;:“”\"]", text[word.end : thing.start])
            adjective = (k and before[k - 1].kind in ("det", "pos", "adj")) or word.text.lower() in AHEAD
            return (word.start, thing.end, DONE) if past and free and own and not adjective else None
        if word.kind not in ("adp", "adv", "part"):
            return None
    return None
