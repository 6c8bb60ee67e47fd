"""Numbers that differ between two reports of one statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from dashboard.encoding.phrases import Sentence
from dashboard.findings.aligned_items import MIN_SHARED_WORDS, WORD_FOR_WORD, AlignedItems, Pair
from dashboard.findings.context import Context
from dashboard.findings.counted_nouns import ACTS_ALIKE, are_alike_persons, can_be_one
from dashboard.findings.differences import Difference, Side, merge_differences, number_side
from dashboard.findings.event_figures import COUNT, SIZE, EventFigure, fate, figures, is_part
from dashboard.findings.finding import WORTH_CHECKING, Finding, in_marks
from dashboard.findings.referents import FATES, PEOPLE
from dashboard.language import quantities, time_expressions
from dashboard.language.lexicons import lexicon_nouns
from dashboard.language.quantities import Quantity
from dashboard.language.words import stem
from dashboard.statements.sentence_facts import SentenceFacts

FURTHEST = 4
"""Ratio of two sums or amounts beyond which they are those of two things."""
FURTHEST_UNITS = 10
"""The same of two measures in different units ("57 kilometers", "57 miles")."""
LEAST_ALIKE = 0.45
"""Probability without the numbers from which two pieces of sentences otherwise say the same."""
SOME = 10
"""Things from which on their number is compared wherever it stands: of smaller ones some are told here and others there."""
MANY = 1000
"""People from whom on two counts of one row are compared: smaller ones are of this group and of that."""
SHARED_OF_SUMS = 4
"""Content words that two leads must share before their sums of money may be one: a price that is asked is not what is paid."""
SURE_LINK = 0.5
"""Probability from which two sentences report one thing though no row joins them."""
SHARED_STEMS = 2
"""Content words, beside the numbers, that two sentences must share before figures in different places are compared."""
EVENT_WEIGHT, UNSURE_WEIGHT = 0.75, 0.4
"""Weights of figures that measure one thing of the event in sentences of their own: where both stand in headline or lead, and elsewhere."""
MEASURED = {
    "dead": "dead", "hurt": "hurt", "missing": "missing", "held": "arrested or held", "displaced": "who had to leave",
    "trapped": "trapped or rescued", "amount": "as the amount",
    "sum": "as the sum", "time": "as the time that it lasts", "magnitude": "as the magnitude", "radius": "as the reach of the zone",
}  # fmt: skip
ONLY_ONES = ("amount", "trapped", "time", COUNT, SIZE)
"""Measures that are compared, to be checked, where each article gives one figure: some are trapped and others rescued."""
_FATE_STEMS = frozenset(map(stem, FATES))
SAME_EVENT_WEIGHT = 0.7
"""Weight of figures that stand in different places of two sentences: less sure than the same place."""
_CLOCK = re.compile(
    r"\b(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s?([ap])\.?\s?m\b\.?|\b(noon|midnight)\b", re.IGNORECASE
)


def detect_numbers(context: Context) -> list[Finding]:
    """Where two articles give different numbers, or times of day, for one thing."""
    printed = _Printed(context)
    found = [
        d
        for pair, slot, relation in compared_numbers(context)
        if not _gives_both(pair, slot)
        and (slot.alike >= WORD_FOR_WORD or not _is_loose(context, pair, slot, printed))
        for d in _difference(pair, slot, relation)
    ]
    shown = {key for d in found for key in (d.a.key, d.b.key)}
    alike: list[tuple[Side, Side]] = []
    for pair in context.pairs:
        weaker: list[Difference] = []
        if _is_same_event(context, pair):
            weaker += [
                *_elsewhere(context, pair, printed),
                *_loosely_named(context, pair),
            ]
            found += _times(pair)
        elif _is_one_toll(context, pair):
            weaker += _elsewhere(context, pair, printed, of_people=True)
        weaker += _people(context, pair)
        found += [d for d in weaker if not {d.a.key, d.b.key} & shown]
        alike += _same_figures(context, pair)
    shown |= {key for d in found for key in (d.a.key, d.b.key)}
    found += [d for d in _otherwise_alike(context, printed) if not {d.a.key, d.b.key} & shown]
    of_event, same = _of_event(context, printed)
    merged = merge_differences(context, "number", [*found, *of_event], "Another number", [*alike, *same])
    return [finding for finding in merged if not _gives_two(context, finding)]


def _gives_both(pair: Pair, slot: AlignedItems) -> bool:
    """Whether one of two sentences also has a measure that agrees with the other's: dated by two methods, an age is two things."""
    a, b = pair.a.numbers[slot.a], pair.b.numbers[slot.b]
    return bool(a.unit.kind) and any(
        other.unit.kind == one.unit.kind and quantities.relation(one, other) != "different"
        for one, told, own in ((a, pair.b.numbers, b), (b, pair.a.numbers, a))
        for other in told
        if other is not own
    )


def _gives_two(context: Context, finding: Finding) -> bool:
    """Whether one article alone gives two of the numbers: then they are of two things, as the winds of two places are."""
    told = {(s.article, context.words(s).casefold()) for s in finding.spans}
    return len(told) > len({article for article, _ in told})


def _of_event(context: Context, printed: _Printed) -> tuple[list[Difference], list[tuple[Side, Side]]]:
    """What two articles measure of the event in whatever sentences, where no figure of the one fits any of the other; and the figures
    that agree with one of these."""
    found: list[Difference] = []
    alike: list[tuple[Side, Side]] = []
    for measure, given in figures(context).items():
        for one, other in combinations(given, 2):
            if context.outlet(one) == context.outlet(other):
                continue
            pairs = [(x, y) for x in given[one] for y in given[other]]
            same = [p for p in pairs if quantities.relation(p[0].number, p[1].number) != "different"]
            alike += [(_side(x), _side(y)) for x, y in same[:1]]
            told = [p for p in pairs if not same and _is_one_measure(context, *p)]
            if measure.startswith(ONLY_ONES) and len({(x.number.low, y.number.low) for x, y in pairs}) > 1:
                continue
            if any(
                printed.gives(b.facts.article, b.counted, a.number)
                for x, y in told
                for a, b in ((x, y), (y, x))
            ):
                continue
            if told:
                x, y = max(told, key=lambda p: sum(context.places[f.facts.sentence] for f in p))
                found.append(_event_difference(context, measure, x, y))
    return found, alike


def _side(figure: EventFigure) -> Side:
    return number_side(figure.facts, figure.number)


def _is_one_measure(context: Context, x: EventFigure, y: EventFigure) -> bool:
    """Whether two figures of one measure can be of one event: neither is a part of another, both count the same, and they stand in
    headline or lead, or in sentences that share words beside."""
    if x.scoped or y.scoped:
        return False
    kinds = {x.counted, y.counted}
    if len(kinds) > 1 and not (
        x.measure in ("trapped", "displaced") and "" in kinds and not kinds & _things()
    ):
        return False
    if x.measure.startswith("age"):
        return True
    if not _is_one_scope(context, Pair(x.facts, y.facts, None, 0.0)):
        return False
    near = _is_within(x.number, y.number, FURTHEST)
    if x.measure.startswith(COUNT):
        if x.qualified != y.qualified:
            return False  # "5,500 black rhinos", "25,000 rhinos"
        told_first = 1.0 in (context.places[x.facts.sentence], context.places[y.facts.sentence])
        return near and min(x.number.low, y.number.low) >= SOME and told_first
    lead, shared = _lead(context, x.facts, y.facts), len(_beside(context, x, y))
    if x.measure == "time":
        return lead and shared >= SHARED_STEMS and x.number.unit == y.number.unit
    if x.measure.startswith(ONLY_ONES):
        return near
    if x.measure.startswith("sum"):
        return lead and shared >= SHARED_OF_SUMS and near
    return (
        lead or shared >= SHARED_STEMS or (x.measure == "displaced" and near)
    )  # who had to leave, had to once


def _lead(context: Context, *told: SentenceFacts) -> bool:
    """Whether all sentences are headline or lead."""
    return all(context.places[facts.sentence] == 1.0 for facts in told)


def _beside(context: Context, x: EventFigure, y: EventFigure) -> set[str]:
    """Stems that two sentences share, beside words for people and for what happened to them."""
    one, two = (set(context.phrases.sentences[f.facts.sentence].stems) - {""} for f in (x, y))
    return {s for s in one & two if s not in PEOPLE and s not in _FATE_STEMS}


def _event_difference(context: Context, measure: str, x: EventFigure, y: EventFigure) -> Difference:
    """Two figures of the event; they are to be checked where nothing but the event joins their sentences."""
    one, two = _side(x), _side(y)
    rows = context.in_common(x.facts.sentence, y.facts.sentence)
    if measure.startswith("age"):
        name = context.actors.names.get(measure.removeprefix("age of "), "")
        why = f"{one.reading} against {two.reading}; both are given as the age of {name}"
        return Difference(one, two, rows[0] if rows else None, why, EVENT_WEIGHT)
    said = f"{one.reading} against {two.reading} {_measured(measure)}"
    near = _lead(context, x.facts, y.facts) and len(_beside(context, x, y)) >= SHARED_STEMS
    sure = near and not measure.startswith(("sum", *ONLY_ONES))
    if sure or context.alike(x.facts.sentence, y.facts.sentence):
        return Difference(
            one,
            two,
            rows[0] if rows else None,
            f"{said}; neither article gives the other's figure",
            EVENT_WEIGHT,
        )
    why = f"{WORTH_CHECKING}{said}; neither article gives the other's figure, but the sentences may be about different things or times"
    return Difference(one, two, None, why, UNSURE_WEIGHT)


def _measured(measure: str) -> str:
    """What a figure measures, as it follows two figures: "12 against 20 dead", "48 against 47 as the page count of the report"."""
    if measure.startswith((COUNT, SIZE)):
        return measure.removeprefix(COUNT).removeprefix("size ")
    return MEASURED[measure.partition(" ")[0]]


def _is_one_toll(context: Context, pair: Pair) -> bool:
    """Whether two sentences are in one row or linked, and of one scope: then two short ones need no more words in common to say how
    many were hurt ("Twelve people were hurt", "Medics treated 20")."""
    together = pair.score >= SURE_LINK or bool(context.in_common(pair.a.sentence, pair.b.sentence))
    return together and _is_one_scope(context, pair)


def _same_figures(context: Context, pair: Pair) -> Iterator[tuple[Side, Side]]:
    """Numbers of one measure that both sentences give, the only ones of it: whoever differs from one differs from the other."""
    sides = [_by_measure(context, facts) for facts in (pair.a, pair.b)]
    for measure in sides[0].keys() & sides[1].keys():
        one, two = sides[0][measure], sides[1][measure]
        if len(one) == len(two) == 1 and quantities.relation(one[0], two[0]) == "same":
            yield number_side(pair.a, one[0]), number_side(pair.b, two[0])


def _is_same_event(context: Context, pair: Pair) -> bool:
    """Whether two sentences report one thing: linked, or in one row, with words in common and one scope in time and place."""
    a, b = pair.a, pair.b
    together = pair.score >= SURE_LINK or bool(context.in_common(a.sentence, b.sentence))
    return together and len(a.stems & b.stems) >= SHARED_STEMS and _is_one_scope(context, pair)


def _is_one_scope(context: Context, pair: Pair) -> bool:
    """Whether no period and no country of two sentences excludes the other: "in China from 2009 to 2018", "worldwide from
    2010 to 2015" count two things."""
    periods = [
        [d for d in s.dates if d.grain in ("month", "part", "year", "span", "decade")]
        for s in (pair.a, pair.b)
    ]
    if (
        periods[0]
        and periods[1]
        and all(time_expressions.relation(x, y) == "different" for x in periods[0] for y in periods[1])
    ):
        return False
    one, other = (context.countries[s.sentence] for s in (pair.a, pair.b))
    return not (one and other and not one & other)


@dataclass(frozen=True, eq=False)
class _Printed:
    """What an article measures or counts, read when it is first asked for."""

    context: Context
    _read: dict[str, dict[str, list[Quantity]]] = field(default_factory=dict)

    def gives(self, article: str, measure: str, number: Quantity) -> bool:
        """Whether an article gives a number of a measure, in any sentence."""
        if article not in self._read:
            own = self._read.setdefault(article, {})
            for sentence, home in self.context.phrases.sentences.items():
                if home.article == article:
                    for kind, numbers in _by_measure(self.context, self.context.facts[sentence]).items():
                        own.setdefault(kind, []).extend(numbers)
        given = self._read[article].get(measure, ())
        return any(quantities.relation(number, other) == "same" for other in given)


def _elsewhere(
    context: Context, pair: Pair, printed: _Printed, of_people: bool = False
) -> Iterator[Difference]:
    """Numbers of one measure or of one count that stand in different places, or beside different words, of two sentences; with
    `of_people` those alone that say to how many people something happened.

    Each must be the only one of its measure in its sentence, or nothing tells which faces which. Where the other article gives
    the number too, elsewhere, it is a number of something else: a price that was asked beside the price that was paid.
    """
    sides = [_by_measure(context, facts) for facts in (pair.a, pair.b)]
    for measure in sides[0].keys() & sides[1].keys():
        if len(sides[0][measure]) != 1 or len(sides[1][measure]) != 1:
            continue
        if of_people and measure not in FATES.values():
            continue
        a, b = sides[0][measure][0], sides[1][measure][0]
        if a.name or b.name or a.ordinal or b.ordinal or quantities.relation(a, b) != "different":
            continue
        if not _of_one_size(a, b):
            continue
        counts = not a.unit.kind and measure not in FATES.values()
        if counts and bool(a.nouns[:-1]) != bool(b.nouns[:-1]):  # "5,500 black rhinos", "25,000 rhinos"
            continue
        if printed.gives(pair.b.article, measure, a) or printed.gives(pair.a.article, measure, b):
            continue
        if _stands_in(pair.b, a) or _stands_in(pair.a, b):  # "six arrests, compared to 47 the night before"
            continue
        one, two = number_side(pair.a, a), number_side(pair.b, b)
        why = f"{one.reading} against {two.reading}; each sentence has only this figure of the kind"
        yield Difference(one, two, pair.statement, why, SAME_EVENT_WEIGHT)


def _stands_in(facts: SentenceFacts, number: Quantity) -> bool:
    """Whether a sentence gives a number too, of whatever."""
    return any(quantities.relation(number, other) == "same" for other in facts.numbers)


def _of_one_size(a: Quantity, b: Quantity) -> bool:
    """Whether measures in two units can be of one thing: six inches of rain are not the 70 miles that a wind blows."""
    if not a.unit.kind or a.unit.factor == b.unit.factor:
        return True
    return _is_within(a, b, FURTHEST_UNITS)


def _is_within(a: Quantity, b: Quantity, most: int) -> bool:
    """Whether neither of two numbers is more than so many times the other."""
    low, high = sorted((a.low, b.low))
    return low > 0 and high <= most * low


def _people(context: Context, pair: Pair) -> Iterator[Difference]:
    """How many people two sentences of one row speak of, each once, to nobody of whom anything is said to have happened: "50 million
    people live in the path of the storm", "65 million people are in its way"."""
    if not context.alike(pair.a.sentence, pair.b.sentence) or not _is_one_scope(context, pair):
        return
    counts = []
    for facts in (pair.a, pair.b):
        home = context.phrases.sentences[facts.sentence]
        told = zip(facts.numbers, facts.counted, strict=True)
        own = [n for n, head in told if head in PEOPLE and not n.unit.kind]
        if len(own) != 1 or is_part(facts, own[0]) or own[0].ordinal or own[0].name or fate(home, own[0]):
            return
        counts.append(own[0])
    a, b = counts
    near = min(a.low, b.low) >= MANY and _is_within(a, b, FURTHEST)
    if near and quantities.relation(a, b) == "different":
        one, two = number_side(pair.a, a), number_side(pair.b, b)
        why = f"{WORTH_CHECKING}{one.reading} against {two.reading} people, in sentences that report the same"
        yield Difference(one, two, pair.statement, why, UNSURE_WEIGHT)


def _otherwise_alike(context: Context, printed: _Printed) -> Iterator[Difference]:
    """The only numbers of a kind of two pieces of sentences that by all else say the same, so that nothing but another number keeps them
    apart: "the repair will cost 90,000 euros", "fixing the damage will come to 120,000 euros"."""
    told = context.candidates
    told = told[(told["guard"] == "number") & (told["alone"] >= LEAST_ALIKE)]
    units = context.units.set_index("unit")
    for one, other, alike in zip(told["a"], told["b"], told["alone"], strict=True):
        told_in = [context.facts[str(units.at[unit, "sentence"])] for unit in (one, other)]
        pair = Pair(told_in[0], told_in[1], None, float(alike))
        if not _is_one_scope(context, pair):
            continue
        sides = [
            _of_kinds(facts, int(units.at[unit, "start"]), int(units.at[unit, "end"]))
            for facts, unit in ((pair.a, one), (pair.b, other))
        ]
        for kind in sides[0].keys() & sides[1].keys():
            if len(sides[0][kind]) != 1 or len(sides[1][kind]) != 1:
                continue
            (a, head_a), (b, head_b) = sides[0][kind][0], sides[1][kind][0]
            if not _is_within(a, b, FURTHEST) or quantities.relation(a, b) != "different":
                continue
            if not kind and not (head_a == head_b or {head_a, head_b} <= _persons()):
                continue
            measure = kind or head_a
            if printed.gives(pair.b.article, measure, a) or printed.gives(pair.a.article, kind or head_b, b):
                continue
            left, right = number_side(pair.a, a), number_side(pair.b, b)
            why = f"{WORTH_CHECKING}{left.reading} against {right.reading}, in words that otherwise seem to say the same"
            yield Difference(left, right, pair.statement, why, UNSURE_WEIGHT)


def _of_kinds(facts: SentenceFacts, start: int, end: int) -> dict[str, list[tuple[Quantity, str]]]:
    """Kind of unit, "" for counts -> the numbers between two places of a file, with the stems of what they count."""
    found: dict[str, list[tuple[Quantity, str]]] = {}
    for number, head in zip(facts.numbers, facts.counted, strict=True):
        inside = start <= facts.start + number.start and facts.start + number.end <= end
        loose = number.name or number.ordinal or number.bound == "vague" or number.unit.kind == "time"
        if inside and not loose and not is_part(facts, number) and (number.unit.kind or head):
            found.setdefault(number.unit.kind, []).append((number, head))
    return found


@cache
def _things() -> frozenset[str]:
    """Stems of nouns for things."""
    return frozenset(stem(word) for word, kind in lexicon_nouns().items() if kind == "thing") - PEOPLE


@cache
def _persons() -> frozenset[str]:
    """Stems of nouns for people."""
    return PEOPLE | frozenset(stem(word) for word, kind in lexicon_nouns().items() if kind == "person")


@dataclass(frozen=True)
class _Count:
    """A number that counts things or people: what it counts, in which part of which act.

    Attributes:
        number: the number.
        noun: number of the word that it counts.
        act: number of the word that says what is done, by them or to them.
        undergoes: whether it is done to them.
    """

    number: Quantity
    noun: int
    act: int
    undergoes: bool


def _loosely_named(context: Context, pair: Pair) -> Iterator[Difference]:
    """Numbers of what one article calls by a general noun ("40 animals will be shot") and the other by its name ("sixty deer are to be
    culled"): each is the only count of its sentence, and both do, or undergo, what is told in words alike."""
    homes = [context.phrases.sentences[facts.sentence] for facts in (pair.a, pair.b)]
    counts = [list(_counts(facts, home)) for facts, home in zip((pair.a, pair.b), homes, strict=True)]
    if len(counts[0]) != 1 or len(counts[1]) != 1:
        return
    a, b = counts[0][0], counts[1][0]
    persons = _lead(context, pair.a, pair.b) and are_alike_persons(homes, (a.noun, b.noun))
    if quantities.relation(a.number, b.number) != "different" or (a.undergoes != b.undergoes and not persons):
        return
    fates = {kind for home, c in zip(homes, (a, b), strict=True) if (kind := fate(home, c.number))}
    acts = float(homes[0].vectors[a.act] @ homes[1].vectors[b.act])
    alike = acts >= ACTS_ALIKE and can_be_one(homes, (a.noun, b.noun))
    if len(fates) > 1 or not (persons or alike):
        return
    one, two = number_side(pair.a, a.number), number_side(pair.b, b.number)
    nouns = [in_marks(home.words[c.noun].text) for home, c in zip(homes, (a, b), strict=True)]
    why = f"{one.reading} against {two.reading}; they count {nouns[0]} and {nouns[1]}, probably the same ones: please check"
    yield Difference(one, two, pair.statement, why, SAME_EVENT_WEIGHT)


def _counts(facts: SentenceFacts, home: Sentence) -> Iterator[_Count]:
    """The numbers of a sentence that count things or people which do or undergo something."""
    read, tokens = home.read, home.read.tokens
    for number in facts.numbers:
        if number.name or number.ordinal or number.unit.kind or is_part(facts, number):
            continue
        own = [k for k, t in enumerate(tokens) if number.start <= t.start and t.end <= number.end]
        at = next((k for k in own[::-1] if tokens[k].head not in own), -1)
        if at < 0:
            continue
        among = [p for k in read.below(at, "prep") if tokens[k].lemma == "of" for p in read.below(k, "pobj")]
        noun, counted = (
            (among[0], at) if among else (tokens[at].head, tokens[at].head)
        )  # "twelve of the bears"
        if tokens[noun].pos != "NOUN" or noun not in home.word_at:
            continue
        act, dep = tokens[counted].head, tokens[counted].dep
        if dep == "pobj" and tokens[act].lemma == "of" and tokens[tokens[act].head].pos == "NOUN":
            act, dep = tokens[act].head, "dobj"
        elif dep == "nsubj" and tokens[act].lemma == "be":
            later = read.below(act, "xcomp")
            act = later[0] if later else act
            dep = "nsubjpass" if later and read.below(act, "auxpass") else dep
        if dep in ("nsubj", "nsubjpass", "dobj") and act in home.word_at:
            yield _Count(number, home.word_at[noun], home.word_at[act], dep != "nsubj")


def _by_measure(context: Context, facts: SentenceFacts) -> dict[str, list[Quantity]]:
    """What is measured or counted -> the numbers of it: a currency or unit, what happened to people, or the noun counted."""
    found: dict[str, list[Quantity]] = {}
    home = context.phrases.sentences[facts.sentence]
    for number, head in zip(facts.numbers, facts.counted, strict=True):
        if (
            is_part(facts, number) or number.unit.kind == "time"
        ):  # two spans of time measure two things more often than one
            continue
        kind = number.unit.kind or fate(home, number) or ("" if head in PEOPLE else head)
        if kind:
            found.setdefault(kind, []).append(number)
    return found


def _times(pair: Pair) -> Iterator[Difference]:
    """Times of day that exclude each other, where each sentence names one."""
    found = [list(_CLOCK.finditer(facts.text)) for facts in (pair.a, pair.b)]
    if len(found[0]) != 1 or len(found[1]) != 1:
        return
    a, b = found[0][0], found[1][0]
    if _minutes(a) != _minutes(b):
        one, two = (
            Side(facts, m.start(), m.end(), f"{_minutes(m) // 60}:{_minutes(m) % 60:02}")
            for facts, m in ((pair.a, a), (pair.b, b))
        )
        yield Difference(one, two, pair.statement, f"{one.reading} against {two.reading}", SAME_EVENT_WEIGHT)


def _minutes(clock: re.Match[str]) -> int:
    """A time of day in minutes after midnight."""
    if clock[4]:
        return 720 if clock[4].lower() == "noon" else 0
    return (int(clock[1]) % 12 + (12 if clock[3].lower() == "p" else 0)) * 60 + int(clock[2] or 0)


def _is_loose(context: Context, pair: Pair, slot: AlignedItems, printed: _Printed) -> bool:
    """Whether two numbers in sentences that word it differently are rather of two things: the other article gives one of them too, or
    they are shares and not the only ones of their sentences ("72 percent against 63 percent" of one, "53 against 48" of another)."""
    a, b = pair.a.numbers[slot.a], pair.b.numbers[slot.b]
    if a.unit.kind == "share" and any(
        sum(q.unit.kind == "share" for q in facts.numbers) > 1 for facts in (pair.a, pair.b)
    ):
        return True
    return any(
        own in numbers and printed.gives(other.article, measure, own)
        for own, facts, other in ((a, pair.a, pair.b), (b, pair.b, pair.a))
        for measure, numbers in _by_measure(context, facts).items()
    )


def compared_numbers(context: Context) -> Iterator[tuple[Pair, AlignedItems, str]]:
    """Every two numbers that are in one place and count one thing, with their relation."""
    for pair, slot in context.aligned_items:
        if slot.kind != "number":
            continue
        a, b = pair.a.numbers[slot.a], pair.b.numbers[slot.b]
        if counts_one_thing(context, pair, slot) and (
            slot.alike >= WORD_FOR_WORD or _is_one_scope(context, pair)
        ):
            yield pair, slot, quantities.relation(a, b)


def counts_one_thing(context: Context, pair: Pair, slot: AlignedItems) -> bool:
    """Whether two numbers can be figures of one thing.

    In sentences that are alike word for word the place shows it, unless other nouns follow. Elsewhere they
    are of one measure and count the same noun; a measure alone ("5 percent") needs one shared word more.
    """
    a, b = pair.a.numbers[slot.a], pair.b.numbers[slot.b]
    nouns = bool(set(a.nouns) & set(b.nouns))
    if slot.alike >= WORD_FOR_WORD:
        return nouns or not (a.nouns and b.nouns) or a.unit.kind != b.unit.kind or bool(a.unit.kind)
    if a.name != b.name or a.unit.kind != b.unit.kind or a.ordinal != b.ordinal or not _of_one_size(a, b):
        return False
    homes = (context.phrases.sentences[facts.sentence] for facts in (pair.a, pair.b))
    fates = {kind for home, number in zip(homes, (a, b), strict=True) if (kind := fate(home, number))}
    if is_part(pair.a, a) != is_part(pair.b, b):  # "eight out of 14", "14"
        return False
    if len(fates) > 1:  # "up to 20 were trapped", "one died"
        return False
    heads = pair.a.counted[slot.a], pair.b.counted[slot.b]
    if all(heads) and heads[0] != heads[1]:
        return False
    return nouns or (bool(a.unit.kind) and slot.near > MIN_SHARED_WORDS)


def _difference(pair: Pair, slot: AlignedItems, relation: str) -> Iterator[Difference]:
    """The difference, if the numbers exclude each other."""
    if relation not in ("different", "unit"):
        return
    a, b = number_side(pair.a, pair.a.numbers[slot.a]), number_side(pair.b, pair.b.numbers[slot.b])
    why = "the same number with two units" if relation == "unit" else f"{a.reading} against {b.reading}"
    yield Difference(a, b, pair.statement, f"{why}; {slot.support}", slot.weight)
