"""Statements: what is said, whoever says it, and the pieces of sentences that say it."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd

from dashboard.alignment.align import FULL, NO_VERDICTS, Verdicts
from dashboard.alignment.calibration import log_odds
from dashboard.alignment.clustering import Pair, ordered, rows_of
from dashboard.alignment.contradictions import NEVER_ONE, Saying, guard, saying
from dashboard.language.annotate import Annotated, annotate
from dashboard.language.clauses import weight
from dashboard.language.words import Word, words_of
from dashboard.statements.labels import SLIGHT, Piece, most_typical
from dashboard.statements.themes import themes
from dashboard.statements.trim import label, part_of, plain
from dashboard.story.topic import transcribed
from dashboard.tables import COUNTED, MENTIONS, STATEMENTS, make

if TYPE_CHECKING:
    from dashboard.encoding.encode import Encoding

__all__ = ["label", "statements"]


JOINED = 0.1
"""By how much a mention that joined a row must be more typical of it than those that began it, to name it."""


HELD, HELD_WORDS = 0.9, 3
"""Share of the content words of what names a row that a sentence must hold to state it word for word, and the fewest of them. Of the
cells that were `partial` and hold them, 34 in 36 state the row whole by a reader's marks, on 70 events that the figures were seen on."""
MOSTLY_TOLD = 0.75
"""Share of a label that mentions of its row tell, where nobody knows the sentences."""
BOUNDS = (0.02, 0.98)
"""Probabilities beyond which nothing more is made of them."""
QUOTED = re.compile(r"[“\"][^“”\"]+[”\"]")
CREDITING = 4
"""Words of content around a quotation that only say who said it, and how: "Roe said in a statement"."""
BEFORE = 5
"""Words before those that are held which may turn their sense: "it isn't true that …"."""


FULL_ODDS = (-3.29, 0.556, 3.97)
PARTIAL_ODDS = (-0.594, 0.621, 1.95)
"""Intercept, weight of the log odds of the probability and weight of the share of the label that is told: log odds that a mention
states its row's statement whole, and that it does so at least in part. Fitted on what readers said of 367 cells beside the label's own
article (16 events read whole, and the units of ten annotated ones)."""
WHOLE_FROM, TOLD_FROM, MORE_FROM = 0.6, 0.45, 0.7
"""Probabilities: from the first on a mention is `full`, from the second on it is one at all, from the third on it is shown beside a surer
one of its article. On the 409 cells of the 16 events that the same label names before and after, on which this was fitted too, `full` was
right in 91 of 100 and is in 95; of `partial` 34 in 100 told nothing of the label and 26 do. Of the sentences that stood beside a surer
one and are below the last, 24 of 42 tell nothing of it by the marks of the annotated events."""

BARE, SAID_AT_ALL, BARE_WORDS = 0.25, 0.3, 3
"""Share of the words of a label, but for its names, that a mention has to tell, and the fewest of them: "X ruled
it out" and "X, who heads the board" share a
name and an office. Of the partial cells of fourteen annotated events that tell less, 11 in 18 are told by no mark of a reader. The
second is for the words without the phrase of a named subject: of such cells below it, 18 in 27 are told by no mark."""

OTHER_VERB, NEAR_VERB = 0.88, 0.5
"""Probability from which a mention may state a label whole of whose verb it tells less than the second. By the marks of 78 annotated events
14 in 26 such cells that were `full` did not; of all that are, copies apart, 89 in 100 are right, and 87 were."""
SAID, SAID_TOGETHER = 0.4, 0.6
"""Share of what a label says of its subject that a mention has to tell to be `full`, and that mentions have to tell together. Of eight
full cells of fourteen annotated events and three web stories that were below the first, one stated the row whole."""

LEFT_OPEN = re.compile(
    r"\b(?:unable to|not able to|unclear|unknown|not known|no (?:word|information|sign|evidence|indication)s?)\b",
    re.IGNORECASE,
)
"""Words by which a mention leaves open what the words that name its row may state."""

IN_QUESTION = re.compile(r"\b(?:whether|if|unless)\b", re.IGNORECASE)
"""Words before a clause that keep it from being stated, though its words stand there."""

ROUNDS = 2
"""Times that rows are gathered: of all units, and then of those that were left out."""

BACK = 10
"""Sentences before its own in which what a label points at is looked for."""


class Reader(Protocol):
    """What is known of the sentences of a story, by their ids."""

    def read(self, sentence: str) -> Annotated:
        """The sentence as it was parsed."""

    def words(self, sentence: str) -> Sequence[Word]:
        """Its words."""

    def told(self, words: Sequence[int], sentence: str, /, *others: str) -> float:
        """How much of some words of a sentence, by their numbers, others tell together: in [0, 1], 1 where there are none."""

    def meant(self, sentence: str, start: int, /) -> str:
        """Whom the pronoun means that begins at this character of a sentence, "" where the text does not tell."""

    def speaker(self, article: str, start: int, end: int, /) -> str:
        """Who says a span of a file in his own words, "" where it is no quotation or nobody is named."""

    def quoted(self, article: str, start: int, end: int, /) -> bool:
        """Whether most of a span of a file stands within quotation marks."""


@dataclass(frozen=True)
class _Unit:
    """One unit as the rows see it.

    Attributes:
        begin: where its sentence begins in the file.
        role: what the sentence is.
        before: the body sentences right before it, the nearest first.
    """

    unit: str
    sentence: str
    article: str
    start: int
    end: int
    text: str
    begin: int
    role: str
    before: tuple[str, ...]
    reader: Reader

    @cached_property
    def piece(self) -> Piece:
        """The unit as it may name a row."""
        return Piece(
            self.reader.read(self.sentence),
            self.start - self.begin,
            self.end - self.begin,
            meant=partial(self.reader.meant, self.sentence),
            speaker=self.reader.speaker(self.article, self.start, self.end),
            quoted=self.reader.quoted(self.article, self.start, self.end),
            headline=self.role != "body",
            before=tuple(self.reader.read(s) for s in self.before),
        )

    @cached_property
    def said(self) -> Saying:
        """What guards compare of it."""
        return saying(self.text)

    @cached_property
    def named_in(self) -> list[int]:
        """Numbers of the content words of its sentence that its label holds."""
        first, last = self.piece.stretch
        words = self.reader.words(self.sentence)
        return [k for k, w in enumerate(words) if w.content and first <= w.start and w.end <= last]

    def told_by(self, *others: _Unit) -> float:
        """How much of its label the sentences of other units tell together, in [0, 1]."""
        return self.reader.told(self.named_in, self.sentence, *(unit.sentence for unit in others))

    @cached_property
    def predicate(self) -> list[int]:
        """Numbers of the words of its label that are no names, nor of the phrase of a subject that has one."""
        words, read = self.reader.words(self.sentence), self.reader.read(self.sentence)
        verb = self.piece.verb
        subject = self.piece.subject(verb) if verb is not None else None
        own = set(read.subtree(subject)) if subject is not None else set()
        named = any(words[k].kind == "name" for k in self.named_in if words[k].token in own)
        return [k for k in self.named_in if words[k].kind != "name" and not (named and words[k].token in own)]

    def verb_in(self, other: _Unit) -> bool:
        """Whether the sentence of another unit has the verb on which its label rests, or words near it in meaning."""
        own = [k for k, w in enumerate(self.reader.words(self.sentence)) if w.token == self.piece.verb]
        return self.reader.told(own, self.sentence, other.sentence) >= NEAR_VERB

    def only_names(self, other: _Unit) -> bool:
        """Whether another unit shares hardly more with its label than names, or than of whom it tells; never of headlines, whose words
        all look like names."""
        words = self.reader.words(self.sentence)
        bare = [k for k in self.named_in if words[k].kind != "name"]
        if len(bare) < BARE_WORDS or self.role != "body" or other.role != "body":
            return False
        least = ((bare, BARE), (self.predicate, SAID_AT_ALL if len(self.predicate) >= BARE_WORDS else 0.0))
        return any(self.reader.told(own, self.sentence, other.sentence) < share for own, share in least)

    def upto(self, later: _Unit) -> _Unit:
        """This unit and what follows in its sentence to the end of a later one."""
        whole = self.reader.read(self.sentence).text[self.start - self.begin : later.end - self.begin]
        return replace(self, end=later.end, text=whole)

    def naming(self, centrality: float, full: bool) -> Piece:
        """The same with how typical of its row it is."""
        return replace(self.piece, centrality=centrality, full=full)


@dataclass(frozen=True)
class _Pairs:
    """Probability and guard of unit pairs, keyed by `ordered` names; and the articles that seem to be about something else."""

    scores: Mapping[Pair, float]
    guards: Mapping[Pair, str]
    strays: Set[str] = frozenset()

    def score(self, a: _Unit, b: _Unit) -> float:
        """Probability that two units state the same thing; 0 where they were never candidates."""
        return self.scores.get(ordered(a.unit, b.unit), 0.0)

    def unguarded(self, a: _Unit, b: _Unit) -> float:
        """The same, 0 where a guard speaks against the pair."""
        return 0.0 if self.guards.get(ordered(a.unit, b.unit)) else self.score(a, b)


@dataclass(frozen=True)
class _Names:
    """Short names of rows: a digest of the label's words and of their place in the sentence.

    The names of files are no part of it, so a renamed article keeps its rows' names; where two rows take their
    label from the same words, the later is numbered.
    """

    starts: Mapping[str, int]
    taken: set[str]

    def give(self, unit: _Unit) -> str:
        """A name that no row has yet."""
        place, number = f"{unit.start - int(self.starts[unit.sentence])}\0{unit.text}", 0
        while (name := hashlib.sha256(f"{place}\0{number}".encode()).hexdigest()[:10]) in self.taken:
            number += 1
        self.taken.add(name)
        return name


def statements(
    units: pd.DataFrame,
    candidates: pd.DataFrame,
    sentences: pd.DataFrame,
    encoding: Encoding,
    threshold: float,
    verdicts: Verdicts = NO_VERDICTS,
    reader: Reader | None = None,
    strays: Set[str] = frozenset(),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of the matrix and the pieces of sentences that make them.

    Args:
        units, candidates: as `alignment` made them.
        sentences: the SENTENCES table.
        encoding: vectors of the sentences, for the themes.
        threshold: probability, on average, that two pieces of one row state the same thing.
        verdicts: pairs of sentences that a reader linked or rejected.
        reader: knows the sentences; where None they are read here, and no pronoun is explained.
        strays: articles that seem to be about something else.

    Returns:
        (STATEMENTS, MENTIONS), in reading order. Every unit that says something is in a row, but for what a line of a transcript
        alone says, and in two where it says what both say; one article may tell a row alone, with neighbouring pieces of a
        sentence as one mention.
    """
    begins = dict(zip(sentences["sentence"], sentences["start"], strict=True))
    reads = reader or _Reads(units, sentences)
    known = _known(units, sentences, reads)
    twins = _twins(sentences)
    pairs = replace(_pairs(known, candidates, verdicts, twins), strays=strays)
    place = {name: k for k, name in enumerate(known)}
    # In the order of their words, so that ties are not broken by the names of files.
    members = sorted((n for n, u in known.items() if u.article not in twins), key=lambda n: known[n].text)
    article = {name: known[name].article for name in members}
    rows: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    names = _Names(begins, set())
    found = rows_of(members, pairs.scores, article, threshold)
    drafted = [_Gathered([known[name] for name in row.units], len(row.core), pairs) for row in found]
    named_by, apart = _split_rows(drafted, [known[name] for name in members], threshold)
    apart.sort(key=lambda row: min(place[unit.unit] for unit in row[0]))
    shreds = {sentence for own in transcribed(sentences).values() for sentence in own}
    gathered = [
        _Gathered(told, core, pairs)
        for told, core in _with_neighbours(apart, place)
        if not all(unit.role != "headline" and unit.piece.says_nothing for unit in told)
        and (_articles(told) > 1 or not all(unit.sentence in shreds for unit in told))
    ]
    named = _with_halves([(group, named_by.get(group.key) or group.typical) for group in gathered])
    widest = _widest(named)
    for group, typical in named:
        row, own = _row(group, typical, names)
        if widest[row["label"]] is not group:
            row["label"] = part_of(row["label"], typical.text)
        rows.append(row)
        mentions += own
    mentions += _copied(mentions, twins, sentences)
    return _tables(rows, mentions, themes(rows, mentions, sentences, encoding, reads.words))


def _with_halves(named: Sequence[tuple[_Gathered, _Unit]]) -> list[tuple[_Gathered, _Unit]]:
    """The rows, a piece of a sentence that one article tells alone in the row that is named after all of the sentence."""
    whole = {t.sentence: k for k, (g, t) in enumerate(named) if not g.alone and t.piece.names_whole}
    halves: dict[int, list[_Unit]] = {}
    kept = []
    for k, (group, typical) in enumerate(named):
        if group.alone and len(group.told) == 1 and typical.sentence in whole:
            halves.setdefault(whole[typical.sentence], []).append(typical)
        else:
            kept.append(k)
    return [(replace(named[k][0], told=[*named[k][0].told, *halves.get(k, ())]), named[k][1]) for k in kept]


def _widest(named: Sequence[tuple[_Gathered, _Unit]]) -> dict[str, _Gathered]:
    """Label -> the row of most articles that it names, of several the first: one sentence may name the rows of two of its pieces."""
    widest: dict[str, _Gathered] = {}
    for group, typical in named:
        held = widest.setdefault(typical.piece.label, group)
        if _articles(group.told) > _articles(held.told):
            widest[typical.piece.label] = group
    return widest


def _tables(
    rows: list[dict[str, Any]], mentions: list[dict[str, Any]], named: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(STATEMENTS, MENTIONS) of rows in reading order and their mentions; statement -> its theme."""
    articles: dict[str, set[str]] = {}
    for mention in mentions:
        articles.setdefault(mention["statement"], set()).add(mention["article"])
    for row in rows:
        row["theme"], row["articles"] = named[row["statement"]], len(articles[row["statement"]])
    rank = {row["statement"]: k for k, row in enumerate(rows)}
    mentions.sort(key=lambda m: (rank[m["statement"]], m["article"], m["start"], m["end"]))
    return make(STATEMENTS, rows), make(MENTIONS, mentions)


def _known(units: pd.DataFrame, sentences: pd.DataFrame, reader: Reader) -> dict[str, _Unit]:
    """Name -> unit, in reading order, of the units that say something."""
    begins = dict(zip(sentences["sentence"], sentences["start"], strict=True))
    roles = dict(zip(sentences["sentence"], sentences["role"], strict=True))
    before = _before(sentences)
    columns = (units[c] for c in ("unit", "sentence", "article", "start", "end", "text"))
    found = {}
    for unit, sentence, article, start, end, text in zip(*columns, strict=True):
        if weight(text):
            place = (int(start), int(end), text, int(begins[sentence]))
            found[unit] = _Unit(unit, sentence, article, *place, roles[sentence], before[sentence], reader)
    return found


class _Reads:
    """Reads the sentences of units when they are handed over; knows nothing of pronouns and speakers."""

    def __init__(self, units: pd.DataFrame, sentences: pd.DataFrame) -> None:
        asked = set(units["sentence"])
        texts = {
            str(s): str(t)
            for s, t in zip(sentences["sentence"], sentences["text"], strict=True)
            if s in asked
        }
        self._read = dict(zip(texts, annotate(texts.values()), strict=True))

    def read(self, sentence: str) -> Annotated:
        return self._read[sentence]

    def words(self, sentence: str) -> Sequence[Word]:
        return words_of(self._read[sentence])

    def told(self, _words: Sequence[int], _sentence: str, /, *_others: str) -> float:
        return MOSTLY_TOLD

    def meant(self, _sentence: str, _start: int, /) -> str:
        return ""

    def speaker(self, _article: str, _start: int, _end: int, /) -> str:
        return ""

    def quoted(self, _article: str, _start: int, _end: int, /) -> bool:
        return False


@dataclass(frozen=True)
class _Gathered:
    """Mentions of one statement; the first `core` of them began the row."""

    told: Sequence[_Unit]
    core: int
    pairs: _Pairs

    @property
    def key(self) -> tuple[str, ...]:
        """Its mentions, by name."""
        return tuple(unit.unit for unit in self.told)

    @cached_property
    def alone(self) -> bool:
        """Whether one article tells it alone."""
        return _articles(self.told) == 1

    @cached_property
    def began(self) -> Sequence[_Unit]:
        """Those that began the row; all, where these are of one article."""
        core = self.told[: self.core]
        return core if _articles(core) > 1 else self.told

    def odds(self, weights: tuple[float, float, float], typical: _Unit, *units: _Unit) -> float:
        """Log odds of what `weights` are for, of mentions of one article, taken together, and the one that names the row."""
        base, likely, told = weights
        sure = max(max(self.agreed[unit.unit], self.pairs.score(unit, typical)) for unit in units)
        return float(base + likely * log_odds(np.clip(sure, *BOUNDS)) + told * typical.told_by(*units))

    def states(self, typical: _Unit, *units: _Unit) -> bool:
        """Whether mentions of one article, taken together, state the whole of what names the row, and say of whom it tells what it says."""
        told = typical.reader.told(typical.predicate, typical.sentence, *(u.sentence for u in units))
        said = told >= (SAID if len(units) == 1 else SAID_TOGETHER)
        sure = any(typical.verb_in(u) or self.pairs.score(u, typical) >= OTHER_VERB for u in units)
        return said and sure and self.odds(FULL_ODDS, typical, *units) >= float(log_odds(WHOLE_FROM))

    @cached_property
    def agreed(self) -> Mapping[str, float]:
        """Of each mention, how surely it says what those of other articles say that began the row."""
        return {u.unit: _mean(self.pairs.score, u, self.began) for u in self.told}

    @cached_property
    def typical(self) -> _Unit:
        """The most typical of those that began the row."""
        pieces = [
            u.naming(self.agreed[u.unit], self.alone or _mean(self.pairs.unguarded, u, self.began) >= FULL)
            for u in self.told[: self.core]
        ]
        return self.told[most_typical(pieces)]

    def named(self, taken: Set[str]) -> _Unit:
        """The mention that names the row: of those that began it, unless they are few and one that joined is clearly more typical.

        Args:
            taken: mentions that are the most typical of a row; such a one names no other.
        """
        if not 1 < _articles(self.told[: self.core]) < _articles(self.told) / 2:
            return self.typical
        joined = [u for u in self.told[self.core :] if u.unit not in taken and u.piece.fault < SLIGHT]
        pieces = [
            u.naming(
                _mean(self.pairs.score, u, self.told) - JOINED * (k >= self.core),
                _mean(self.pairs.unguarded, u, self.told) >= FULL,
            )
            for k, u in enumerate([*self.told[: self.core], *joined])
        ]
        best = most_typical(pieces) - self.core
        return joined[best] if best >= 0 else self.typical


def _split_rows(
    drafted: Sequence[_Gathered], members: Sequence[_Unit], threshold: float
) -> tuple[dict[tuple[str, ...], _Unit], list[tuple[list[_Unit], int]]]:
    """Rows without the mentions that do not tell what names them; what no other row holds begins a row of its own.

    Args:
        drafted: rows as they were gathered.
        members: all units.
        threshold: as for `statements`.

    Returns:
        (which mention names a row of several articles, by its mentions; units of every row and how many of them began it).
    """
    pairs = drafted[0].pairs if drafted else _Pairs({}, {})
    named: dict[tuple[str, ...], _Unit] = {}
    rows: list[tuple[list[_Unit], int]] = []
    known = {unit.unit: unit for unit in members}
    article = {name: unit.article for name, unit in known.items()}
    round_: Sequence[_Gathered] = drafted
    left = list(members)
    for _ in range(ROUNDS):
        taken = {group.typical.unit for group in round_}
        for group in round_:
            if group.alone:
                rows.append((list(group.told), group.core))
                continue
            typical = group.named(taken)
            own, began = _telling(group, typical), set(group.key[: group.core])
            rows.append((own, max(1, sum(unit.unit in began for unit in own))))
            if _articles(own) > 1:
                named[tuple(unit.unit for unit in own)] = typical
        held = {unit.unit for own, _ in rows for unit in own}
        left = [unit for unit in left if unit.unit not in held]
        found = rows_of([unit.unit for unit in left], pairs.scores, article, threshold, list(known))
        round_ = [_Gathered([known[name] for name in row.units], len(row.core), pairs) for row in found]
    return named, _of_one_name(rows + [([unit], 1) for unit in left], named)


def _of_one_name(
    rows: Sequence[tuple[list[_Unit], int]], named: dict[tuple[str, ...], _Unit]
) -> list[tuple[list[_Unit], int]]:
    """The rows, those of several articles that are named after the same words of one sentence as one."""
    kept: list[tuple[list[_Unit], int]] = []
    naming: list[tuple[int, _Unit]] = []
    for own, core in rows:
        typical = named.get(tuple(unit.unit for unit in own))
        number = len(kept)
        if typical is not None:
            told = {unit.sentence for unit in own}
            for k, other in naming:
                overlap = _holds_label(typical, other) or _holds_label(other, typical)
                whole = typical.piece.label == other.piece.label or told == {u.sentence for u in kept[k][0]}
                if overlap and whole:
                    number = k
                    break
        if number == len(kept):
            naming += [(number, typical)] if typical is not None else []
            kept.append((own, core))
            continue
        before, began = kept[number]
        joined = [*before, *(unit for unit in own if unit not in before)]
        kept[number] = (joined, began)
        first = named[tuple(unit.unit for unit in before)]
        longer = typical if typical is not None and _holds_label(typical, first) else first
        named[tuple(unit.unit for unit in joined)] = longer
    return kept


def _holds_label(one: _Unit, other: _Unit) -> bool:
    """Whether what a row is called after one piece of a sentence holds what it is called after another."""
    held, holding = (plain(unit.piece.label).rstrip(". ") for unit in (other, one))
    return one.sentence == other.sentence and held in holding


def _telling(group: _Gathered, typical: _Unit) -> list[_Unit]:
    """The mentions of a row that tell what names it: of each article the surest, and others where they are sure by themselves.

    What an article about something else says is the row's only where it states it whole: two pages of different things resemble each
    other in what is said everywhere.
    """
    odds = {unit.unit: group.odds(PARTIAL_ODDS, typical, unit) for unit in group.told}
    odds[typical.unit] = math.inf
    apart = typical.article in group.pairs.strays
    kept = []
    for unit in group.told:
        best = max(odds[u.unit] for u in group.told if u.article == unit.article)
        needed = TOLD_FROM if odds[unit.unit] == best else MORE_FROM
        tells = odds[unit.unit] >= log_odds(needed) and guard(typical.said, unit.said) != "opposite"
        if unit is not typical and (apart or unit.article in group.pairs.strays):
            tells = group.odds(FULL_ODDS, typical, unit) >= log_odds(WHOLE_FROM)
        if (tells and (unit is typical or not typical.only_names(unit))) or _holds(unit, typical):
            kept.append(unit)
    return kept


def _with_neighbours(
    rows: Sequence[tuple[list[_Unit], int]], place: Mapping[str, int]
) -> list[tuple[list[_Unit], int]]:
    """The rows, the pieces of one sentence that nobody else reports as one where they touch or where the sentence names them both.

    Cut apart they say nothing more, and each is harder to read.

    Args:
        rows: units of every row and how many of them began it, in reading order.
        place: unit -> its number in reading order.
    """
    single = {place[told[0].unit]: told[0] for told, _ in rows if len(told) == 1}
    kept: list[tuple[list[_Unit], int]] = []
    named: dict[tuple[str, str], int] = {}
    for told, core in rows:
        unit, at = told[0], place[told[0].unit]
        before = single.get(at - 1)
        if len(told) > 1:
            kept.append((told, core))
        elif before is None or before.sentence != unit.sentence:
            while (after := single.get(at + 1)) is not None and after.sentence == unit.sentence:
                unit, at = unit.upto(after), at + 1
            number = named.setdefault((unit.article, unit.piece.label), len(kept))
            if number < len(kept):
                own = [*kept[number][0], unit]
                kept[number] = (own, len(own))
            else:
                kept.append(([unit], core))
    return kept


def _articles(units: Sequence[_Unit]) -> int:
    """How many articles the units are of."""
    return len({unit.article for unit in units})


def _row(row: _Gathered, typical: _Unit, names: _Names) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """One row and its mentions; `typical` names it.

    How surely a mention states what the row is named after: the larger of its probability with the naming mention
    and of the mean with the mentions of other articles that began the row, so that a resemblance to a single one of
    them, or to what joined it, does not count.
    It is `full` where this and the share of the label that the article's mentions tell together make that likely
    and no guard speaks against it, or where
    its sentence holds the naming words; the mention that names the row states it by definition.
    """
    pairs, key = row.pairs, names.give(typical)
    mentions: list[dict[str, Any]] = []
    for unit in row.told:
        sure = max(row.agreed[unit.unit], pairs.score(unit, typical))
        whole = _agrees(unit, typical) and row.states(typical, unit)
        if not whole and _agrees(unit, typical):
            beside = [u for u in row.told if u.article == unit.article and _agrees(u, typical)]
            surest = max(beside, key=lambda u: row.odds(FULL_ODDS, typical, u))
            whole = unit is surest and row.states(typical, *beside)
        mentions.append(
            {
                "statement": key,
                "sentence": unit.sentence,
                "article": unit.article,
                "start": unit.start,
                "end": unit.end,
                "strength": "full"
                if row.alone or unit is typical or whole or _holds(unit, typical)
                else "partial",
                "score": 1.0 if row.alone else sure,
                "text": unit.text,
                "corrected": False,
            }
        )
    record = {
        "statement": key,
        "label": typical.piece.label,
        "theme": "",
        "articles": 1,
        "confidence": min(float(mention["score"]) for mention in mentions),
    }
    return record, mentions


def _agrees(unit: _Unit, typical: _Unit) -> bool:
    """Whether no guard speaks against a mention that it states all that the row is named after, and it leaves nothing open."""
    return not guard(typical.said, unit.said) and _says_as_much(unit, typical)


def _says_as_much(unit: _Unit, typical: _Unit) -> bool:
    """Whether nothing shows that a mention says less than the words that name its row: that it leaves open what these state, or has
    another speaker. Who somebody is, is much of "X, 31, of Y was charged with murder", but not what it says."""
    if typical.said.charges and not unit.said.charges:
        return False
    opens = unit.piece.left_open or LEFT_OPEN.search(unit.text)
    if opens and not (typical.piece.left_open or LEFT_OPEN.search(typical.text)):
        return False
    one, other = unit.piece.speaker, typical.piece.speaker
    return not (one[:1].isupper() and other[:1].isupper() and one.split()[-1] != other.split()[-1])


def _holds(unit: _Unit, typical: _Unit) -> bool:
    """Whether the sentence of a unit states word for word what another says: the shortest stretch with its words, unguarded. Of a quotation
    these are the words that are quoted: "he said in a statement" is no part of what is stated."""
    own = [word for word in typical.piece.words if word.content]
    text = typical.piece.read.text
    marked = [m.span() for m in QUOTED.finditer(text, typical.piece.start, typical.piece.end)]
    quoted = [word for word in own if any(a <= word.start and word.end <= b for a, b in marked)]
    is_quotation = len(quoted) >= HELD_WORDS and len(own) - len(quoted) <= CREDITING
    wanted = {word.stem for word in (quoted if is_quotation else own)}
    words = unit.reader.words(unit.sentence)
    at = [k for k, word in enumerate(words) if word.content and word.stem in wanted]
    held = {words[k].stem for k in at}
    if len(wanted) < HELD_WORDS or len(held) < HELD * len(wanted):
        return False
    first, last = _shortest([(k, words[k].stem) for k in at])
    text = unit.reader.read(unit.sentence).text
    stretch = text[words[max(0, first - BEFORE)].start : words[last].end]
    if any(sign.search(stretch) and not sign.search(typical.text) for sign in (LEFT_OPEN, IN_QUESTION)):
        return False
    return not guard(typical.said, saying(stretch))


def _shortest(places: Sequence[tuple[int, str]]) -> tuple[int, int]:
    """The first and last place of the shortest stretch with every stem at least once, the earliest of equals.

    Args:
        places: (place, stem) in order; one window moves over them, so that the work grows with their number.
    """
    wanted, inside, first = len({stem for _, stem in places}), Counter[str](), 0
    best = (places[0][0], places[-1][0])
    for last, stem in places:
        inside[stem] += 1
        while inside[places[first][1]] > 1:
            inside[places[first][1]] -= 1
            first += 1
        if len(inside) == wanted and last - places[first][0] < best[1] - best[0]:
            best = (places[first][0], last)
    return best


def _mean(score: Callable[[_Unit, _Unit], float], unit: _Unit, told: Sequence[_Unit]) -> float:
    """Mean of a unit's scores with the mentions of other articles, 0 where there are none."""
    others = [score(unit, other) for other in told if other.article != unit.article]
    return sum(others) / max(1, len(others))


def _pairs(
    known: Mapping[str, _Unit], candidates: pd.DataFrame, verdicts: Verdicts, twins: Mapping[str, str]
) -> _Pairs:
    """Probability and guard of every unit pair, after the reader's verdicts; copies of an article left out."""
    scores: dict[Pair, float] = {}
    guards: dict[Pair, str] = {}
    accepted: dict[Pair, tuple[float, Pair]] = {}
    for a, b, score, kind in zip(*(candidates[c] for c in ("a", "b", "score", "guard")), strict=True):
        if a not in known or b not in known or known[a].article in twins or known[b].article in twins:
            continue
        places = ordered(known[a].sentence, known[b].sentence)
        verdict = verdicts.of(*places)
        if verdict is False:
            continue
        key = ordered(a, b)
        scores[key], guards[key] = 0.0 if kind in NEVER_ONE else float(score), str(kind)
        if verdict and score > accepted.get(places, (0.0, key))[0]:
            accepted[places] = (float(score), key)
    for _, key in accepted.values():
        scores[key], guards[key] = 1.0, ""
    return _Pairs(scores, guards)


def _before(sentences: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Sentence -> the body sentences right before it in its article, at most BACK, the nearest first."""
    found: dict[str, tuple[str, ...]] = {}
    for _, own in sentences[sentences["role"].isin(COUNTED)].groupby("article", sort=False):
        last: tuple[str, ...] = ()
        for name, role in zip(own["sentence"], own["role"], strict=True):
            found[name] = last
            last = (name, *last)[:BACK] if role == "body" else ()
    return found


def _twins(sentences: pd.DataFrame) -> dict[str, str]:
    """Articles that print the same compared sentences as another: copy -> the one that stands for both."""
    first: dict[tuple[str, ...], str] = {}
    twins: dict[str, str] = {}
    for article, group in sentences[sentences["role"].isin(COUNTED)].groupby("article", sort=True):
        stands = first.setdefault(tuple(group["text"]), str(article))
        if stands != article:
            twins[str(article)] = stands
    return twins


def _copied(
    mentions: Sequence[Mapping[str, Any]], twins: Mapping[str, str], sentences: pd.DataFrame
) -> list[dict[str, Any]]:
    """The mentions of articles that are copies of others, at their own places."""
    told = sentences[sentences["role"].isin(COUNTED)]
    order = {str(a): list(zip(g["sentence"], g["start"], strict=True)) for a, g in told.groupby("article")}
    place = {name: (k, int(at)) for own in order.values() for k, (name, at) in enumerate(own)}
    out: list[dict[str, Any]] = []
    for copy, original in sorted(twins.items()):
        for mention in mentions:
            if mention["article"] == original:
                number, start = place[mention["sentence"]]
                name, at = order[copy][number]
                shift = int(at) - start
                moved = {"start": mention["start"] + shift, "end": mention["end"] + shift}
                out.append({**mention, "sentence": name, "article": copy, **moved})
    return out
