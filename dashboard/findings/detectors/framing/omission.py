"""What most outlets report and one does not: the silence that an editor would ask about.

A statement counts as left out only where three things agree: its cell in the matrix says "not found" (and not "published
before it was known", nor that a sentence comes near), no sentence of the article tells of the same act in other words, and
the article does not hold the statement's rarer words close together either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise

import numpy as np
import pandas as pd

from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import Sentence, pooled
from dashboard.findings.context import Context, PhrasedMention, Row
from dashboard.findings.finding import Finding, in_marks, listed
from dashboard.statements.coverage import shown_states
from dashboard.statements.event_status import events, may_come, may_tell
from dashboard.statements.trim import OPEN, short_label
from dashboard.tables import REPORTED

PER_OUTLET = 3
"""Omissions of one outlet at most, the weightiest."""
MIN_OUTLETS = 3
"""Outlets of a story from which "most" and "one" mean anything."""
NEAR_SENTENCE = 0.5
"""Cosine of two sentences that name one actor from which one may tell the other in its own words."""
SAME_QUESTION: Sequence[frozenset[str]] = tuple(
    frozenset(verbs.split())
    for verbs in (
        "stay remain continue quit resign leave withdraw exit abandon step drop retire oust",
        "approve pass adopt reject oppose back support endorse veto",
        "accuse blame fault criticize criticise attack condemn denounce slam blast rebuke excoriate chide",
        "arrest detain jail hold charge free release",
        "die kill shoot murder execute",
        "deny refuse dismiss dispute rebut refute",
        "rise increase grow fall decline shrink",
        "begin start open launch end close stop halt cancel suspend",
    )
)
"""Verbs that tell of one question from either end, so that a sentence with one may report what another says with the other (ours)."""
WORDS_FOUND = 0.5
"""Share of a statement's content words, weighted by rarity, that two neighbouring sentences may hold at most."""
SAME_WORDS = 0.5
"""Share of the shorter of two statements' content words from which the second repeats the first."""
WORDS_SHARED, MOST_WORDS = 0.22, 0.6
"""Share of the words of two mentions, weighted by rarity, that both must hold, where neither holds most of the other's: all four findings
below, of 60 stories, were of two things."""
SURELY = 0.75
"""Probability of a link from which two mentions may word one thing quite differently (of 20 statements with few words in common 17 were
one), and below which what they share is less sure."""
LOOSE = 0.7
"""What is left of the weight where no two outlets' mentions are so surely linked: of 26 such omissions seven were wrong, of 68 six."""
LATER = 0.7
"""The same of an outlet's second and third omission: of six that readers judged one was telling, of five first ones two."""
SERVICE = re.compile(
    r"\b\d{3}[-.]\d{4}\b|\b\d{2,5}(?:th)? (?:block|[A-Z]\w+(?: [A-Z]\w+)? (?:Road|Street|Avenue|Drive|Lane|Way|Boulevard)\b)"
    r"|\banyone with information\b|\b(?:declined|refused) to (?:comment|say|provide|give|release|discuss|identify|elaborate)\b"
    r"|\b(?:could not|couldn['’]t) (?:immediately )?be reached\b|\b(?:did not|didn['’]t) (?:immediately )?(?:respond|return|reply)\b",
    re.IGNORECASE,
)
"""What serves the reader or tells of the reporter's work: addresses, numbers to call, who would not comment. Nobody misses it."""
MIN_CONTENT_WORDS = 3
"""Content words that two mentions of a statement must share to show what it says."""
MIN_LABEL_WORDS = 6
"""Words of a label from which it says something by itself."""
NAMED = 4
"""Outlets that a title names; of more it says how many."""
MAX_TITLE_LENGTH = 140
"""Characters of a statement that a title shows."""


@dataclass(frozen=True)
class Omission:
    """A statement that one outlet leaves out.

    Attributes:
        outlet: who does not report it.
        mentions: one for every outlet that does, the most prominent of its mentions.
        leads: outlets that have it in headline or lead.
        weight: 0 … 1; larger for more outlets that report it, and for those that report it early.
    """

    outlet: str
    row: Row
    mentions: Sequence[PhrasedMention]
    leads: Sequence[str]
    weight: float
    stems: frozenset[str]


def detect(context: Context) -> list[Finding]:
    """At most PER_OUTLET omissions of every outlet, of stories with MIN_OUTLETS outlets or more."""
    articles = context.story.articles
    on_it = articles[~articles["article"].isin(context.story.strays)]
    reading = _Reading(context)
    outlets = [o for o in dict.fromkeys(map(str, on_it["outlet"])) if reading.takes_part(o)]
    if len(outlets) < MIN_OUTLETS:
        return []
    found: dict[str, list[Omission]] = {}
    candidates = (omission for row in context.rows for omission in _omissions(reading, row, outlets))
    for omission in sorted(candidates, key=lambda o: (-o.weight, o.row.statement, o.outlet)):
        own = found.setdefault(omission.outlet, [])
        if len(own) < PER_OUTLET and not any(_repeats(omission, other) for other in own):
            own.append(omission)
    firsts = [own[0] for own in found.values()]
    return [
        _finding(context, o if o in firsts else replace(o, weight=round(o.weight * LATER, 4)), len(outlets))
        for own in found.values()
        for o in own
    ]


@dataclass(frozen=True, eq=False)
class _Gist:
    """What tells whether two sentences may report one thing: whom they name, their nouns, their SAME_QUESTION sets, their vector."""

    actors: frozenset[str]
    nouns: frozenset[str]
    questions: frozenset[int]
    vector: Floats


@dataclass(frozen=True, eq=False)
class _Reading:
    """What is asked of the whole story, worked out once."""

    context: Context

    @cached_property
    def states(self) -> Mapping[tuple[str, str], set[str]]:
        """(statement, outlet) -> states of its articles, "near" where one sentence comes near."""
        found: dict[tuple[str, str], set[str]] = {}
        table = self.context.coverage
        for statement, article, state in zip(
            table["statement"], table["article"], shown_states(table), strict=True
        ):
            outlet = self.context.outlet(str(article))
            found.setdefault((str(statement), outlet), set()).add(str(state))
        return found

    def takes_part(self, outlet: str) -> bool:
        """Whether an outlet reports anything that another reports too: a caption or a page that failed to load leaves nothing out."""
        shared = {row.statement for row in self.context.rows}
        return any("full" in self.states.get((statement, outlet), ()) for statement in shared)

    @cached_property
    def sentences(self) -> Mapping[str, list[Sentence]]:
        """Outlet -> its compared sentences, article by article in reading order."""
        found: dict[str, list[Sentence]] = {}
        for home in self.context.phrases.sentences.values():
            found.setdefault(self.context.outlet(home.article), []).append(home)
        return found

    @cached_property
    def days(self) -> Mapping[str, tuple[str, str]]:
        """Outlet -> first and last day on which it published, of outlets of which every article states its day."""
        table = self.context.story.articles
        found: dict[str, list[str]] = {}
        for outlet, published in zip(table["outlet"], table["published"], strict=True):
            found.setdefault(str(outlet), []).append("" if pd.isna(published) else str(published)[:10])
        return {outlet: (min(own), max(own)) for outlet, own in found.items() if all(own)}

    def is_earlier(self, outlet: str, articles: Sequence[str]) -> bool:
        """Whether an outlet published before every one that reports a statement: it may not have been known then."""
        others = [self.days.get(self.context.outlet(a)) for a in articles]
        own = self.days.get(outlet)
        return own is not None and all(day is not None and own[1] < day[0] for day in others)

    def holds_number(self, outlet: str, row: Row) -> bool:
        """Whether a sentence of an outlet has a number of the statement and a noun that it shares with it: "just before 7:30 p.m." and
        "about 7:30 p.m."."""
        reports = [self.context.phrases.sentences[m.sentence] for m in row.mentions]
        numbers, nouns = (
            {w.stem or w.low for h in reports for w in h.words if w.kind == kind} for kind in ("num", "noun")
        )
        return any(
            numbers & {w.stem or w.low for w in h.words if w.kind == "num"}
            and nouns & {w.stem or w.low for w in h.words if w.kind == "noun"}
            for h in self.sentences.get(outlet, ())
        )

    def reports_it_as_done(self, outlet: str, row: Row) -> bool:
        """Whether a statement is about what is still to come, and the outlet names the same event: it may report it as done."""
        reports = [self.context.phrases.sentences[m.sentence] for m in row.mentions if m.full]
        if not any(may_come(h.text) for h in reports):
            return False
        named = {head for h in reports for head in may_tell(h, events())}
        return any(may_tell(h, named) for h in self.sentences.get(outlet, ()))

    def comes_near(self, outlet: str, row: Row) -> bool:
        """Whether a sentence of an outlet may tell the statement in other words.

        It names an actor of a sentence that reports it, and is near to it as the encoder reads both, or shares a noun and tells of the
        same act from either end: "refused to step down from his race" beside "vowed to stay in the race".
        """
        reports = [self.gist(m.sentence) for m in row.mentions if m.full]
        for home in self.sentences.get(outlet, ()):
            own = self.gist(home.sentence)
            for told in reports:
                if not own.actors & told.actors:
                    continue
                if (own.nouns & told.nouns and own.questions & told.questions) or (
                    float(own.vector @ told.vector) >= NEAR_SENTENCE
                ):
                    return True
        return False

    def gist(self, sentence: str) -> _Gist:
        """What a sentence is compared by, worked out once."""
        if sentence not in self.gists:
            home = self.context.phrases.sentences[sentence]
            vector = (
                pooled(home, 0, len(home.words), self.context.phrases.idf)
                if home.words
                else np.zeros(1, np.float32)
            )
            self.gists[sentence] = _Gist(
                self.context.actors_in(sentence), _nouns(home), _questions(home), vector
            )
        return self.gists[sentence]

    @cached_property
    def gists(self) -> dict[str, _Gist]:
        """Sentence -> what `gist` returned of it."""
        return {}

    def holds_words(self, outlet: str, stems: frozenset[str]) -> bool:
        """Whether two neighbouring sentences of an outlet hold most of these words."""
        idf = self.context.phrases.idf
        whole = sum(idf.get(s, 1.0) for s in stems)
        own = [frozenset(home.stems) for home in self.sentences.get(outlet, ())]
        windows = [a | b for a, b in pairwise(own)] or own
        return any(sum(idf.get(s, 1.0) for s in stems & w) > WORDS_FOUND * whole for w in windows)


def _nouns(home: Sentence) -> frozenset[str]:
    """Stems of the common nouns of a sentence."""
    return frozenset(s for s, w in zip(home.stems, home.words, strict=True) if w.kind == "noun") - {""}


def _questions(home: Sentence) -> frozenset[int]:
    """Numbers of the SAME_QUESTION sets of which a sentence has a verb."""
    verbs = {home.read.tokens[w.token].lemma.lower() for w in home.words if w.kind == "verb"}
    return frozenset(k for k, own in enumerate(SAME_QUESTION) if verbs & own)


def _omissions(reading: _Reading, row: Row, outlets: Sequence[str]) -> Iterator[Omission]:
    """The outlets that leave a statement out which most of the others report."""
    context, states = reading.context, reading.states
    told = [o for o in outlets if states.get((row.statement, o), set()) & set(REPORTED)]
    if len(told) < 2 or not any("full" in states[row.statement, o] for o in told) or not _is_news(row):
        return
    stems = _stems(row)
    if len(stems) < MIN_CONTENT_WORDS or not _tell_one_thing(context, row):
        return
    best: dict[str, PhrasedMention] = {}
    for mention in row.mentions:
        outlet, place = context.outlet(mention.article), context.places[mention.sentence]
        if place > (context.places[best[outlet].sentence] if outlet in best else -1):
            best[outlet] = mention
    leads = [o for o, m in best.items() if context.places[m.sentence] == 1.0]
    prominence = sum(context.places[m.sentence] for m in best.values()) / max(1, len(best))
    for outlet in outlets:
        silent = states.get((row.statement, outlet)) == {"absent"}
        share = len(told) / (len(outlets) - 1)
        if not silent or share <= 0.5 or len(best) < 2:
            continue
        if reading.comes_near(outlet, row) or reading.holds_words(outlet, stems):
            continue
        if reading.holds_number(outlet, row):
            continue
        if reading.reports_it_as_done(outlet, row):
            continue
        if reading.is_earlier(outlet, [m.article for m in best.values()]):
            continue
        if not leads and all(_is_quoted(context, m) for m in best.values()):
            continue  # one line of what somebody said, deep in the text: another was chosen, mostly
        surely = any(
            context.linked(a.sentence, b.sentence) >= SURELY for a, b in combinations(best.values(), 2)
        )
        weight = round(min(1.0, 0.2 + 0.35 * share + 0.4 * prominence) * (1.0 if surely else LOOSE), 4)
        yield Omission(outlet, row, list(best.values()), leads, weight, stems)


def _is_quoted(context: Context, mention: PhrasedMention) -> bool:
    """Whether a mention is somebody's words within quotation marks."""
    return context.voices.of(mention.article, mention.start, mention.end)[0] == "quoted"


def _is_news(row: Row) -> bool:
    """Whether a statement says something by itself that may be missed: its label is no fragment, points at nothing before it and is no
    service to readers."""
    acts = all(any(c.kind == "act" for c in m.phrases) for m in row.mentions if m.full)
    label = row.label
    said = len(label.split()) >= MIN_LABEL_WORDS and not label.startswith(OPEN)
    return acts and said and not SERVICE.search(label)


def _stems(row: Row) -> frozenset[str]:
    """Content words of the statement: those that mentions of two articles share."""
    own = _told(row)
    return frozenset().union(*(a & b for (x, a), (y, b) in combinations(own, 2) if x.article != y.article))


def _told(row: Row) -> list[tuple[PhrasedMention, frozenset[str]]]:
    """Each mention of a statement with its content words."""
    return [
        (m, frozenset(s for c in m.phrases for s in c.home.stems[c.first : c.last] if s))
        for m in row.mentions
    ]


def _tell_one_thing(context: Context, row: Row) -> bool:
    """Whether mentions of two articles tell one thing: they have enough words in common, or their sentences are surely linked and share
    more than names and numbers; protesters outside the court are not those at the office."""
    idf = context.phrases.idf

    def weight(stems: frozenset[str]) -> float:
        return sum(idf.get(s, 1.0) for s in stems)

    for (one, a), (other, b) in combinations(_told(row), 2):
        if one.article == other.article:
            continue
        if weight(a & b) >= min(WORDS_SHARED * weight(a | b), MOST_WORDS * min(weight(a), weight(b))):
            return True
        surely = context.linked(one.sentence, other.sentence) >= SURELY
        if surely and len(a & b - _named(context, one)) >= 2:
            return True
    return False


def _named(context: Context, mention: PhrasedMention) -> frozenset[str]:
    """Stems of the names and numbers in the sentence of a mention."""
    home = context.phrases.sentences[mention.sentence]
    return frozenset(s for s, w in zip(home.stems, home.words, strict=True) if w.kind in ("name", "num"))


def _repeats(one: Omission, other: Omission) -> bool:
    """Whether two omissions are one: the same sentences report them, or most of their words are the same."""
    if {m.sentence for m in one.mentions} & {m.sentence for m in other.mentions}:
        return True
    return len(one.stems & other.stems) >= SAME_WORDS * min(len(one.stems), len(other.stems))


def _finding(context: Context, omission: Omission, outlets: int) -> Finding:
    """The finding of one omission, proved by the words of those who report it."""
    who = [context.outlet(m.article) for m in omission.mentions]
    short = short_label(omission.row.label, MAX_TITLE_LENGTH)
    lead = f"; {listed(omission.leads)} {'have' if len(omission.leads) > 1 else 'has'} it in the headline or lead"
    rest = outlets - 1
    every = (
        "The other outlet"
        if rest == 1
        else "Both other outlets"
        if rest == 2
        else f"All {rest} other outlets"
    )
    share = every if len(who) == rest else f"{len(who)} of the {rest} other outlets"
    reporters = listed(who) if len(who) <= NAMED else f"{len(who)} other outlets"
    return Finding(
        "omission",
        omission.row.statement,
        f"Not found in {omission.outlet}, reported by {reporters}: {in_marks(short)}",
        f"{share} report{'s' * (len(who) == 1)} it{lead if omission.leads else ''}; the whole {omission.outlet} article was searched, "
        "and no sentence of it comes near",
        omission.weight,
        tuple(context.span(m.article, m.start, m.end, "reports it") for m in omission.mentions),
    )
