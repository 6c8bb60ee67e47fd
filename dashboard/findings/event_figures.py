"""What a number of a report measures of its event: how many died or were hurt, how strong the earthquake was, how old somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dashboard.encoding.phrases import Sentence
from dashboard.findings.context import Context
from dashboard.findings.referents import FATES, PEOPLE
from dashboard.language.annotate import Token
from dashboard.language.lexicons import lexicon_rivals
from dashboard.language.quantities import NUMERAL, Quantity, quantities, unit_names
from dashboard.language.words import stem
from dashboard.statements.sentence_facts import SentenceFacts

PART = re.compile(
    r"\b(?:among (?:them|those|whom)|including|of (?:them|whom|these|those))\W+$"
    r"|\b(?:another|additional|further)\s+(?:about |some |at least )?$",
    re.IGNORECASE,
)
"""What makes the number after it a part of another, or an addition to it: "20 people were hurt, among them seven officers"."""
WHOLE = re.compile(
    r"\b(?:out of|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) of (?:the|its|his|her|their))\s+(?:about |some )?$",
    re.IGNORECASE,
)
"""Words that make the number after them a total, of which a part is reported: "eight out of 14 rhinos died"."""
FOLLOWED = re.compile(r"\s+(?:of them|of whom|of these|of those)\b", re.IGNORECASE)
"""Words that make the number before them a part: "two of them died"."""
POINTED = re.compile(r"\b(?:the|these|those|both|all|its|his|her|their)\s+(?:other\s+)?$", re.IGNORECASE)
"""Words before a number that stands for persons whom the article has told of before."""
ALL = re.compile(r"\ball\s+(?:of the\s+)?$", re.IGNORECASE)
FEW = 9
"""A number above this behind "all" is how many there were: "all 52 passengers"; "all three" have been told of before."""
AGE = re.compile(
    r"(?<![\w.,-])(\d{1,3}|[A-Za-z]+(?:-[a-z]+)?)[ -]years?[ -]old\b|(?<=, )(?:aged? )?(\d{1,3})(?=[,.]|$)|\baged? (\d{1,3})\b",
    re.IGNORECASE,
)
"""The age of a person: "a 61-year-old man", "Poe, 61,"."""
OLDEST = 115
MAGNITUDE = re.compile(r"\bmagnitudes?\b|\brichter\b", re.IGNORECASE)
NEAR_MAGNITUDE = 40
"""Characters around a number in which it is said to be a magnitude."""
STRONGEST = 10
ZONES = frozenset(map(stem, "zone radius perimeter cordon area band belt".split()))
"""Nouns of what reaches as far as a length says: "a 12-mile zone"."""
AMOUNTS = frozenset(("volume", "area", "power"))
"""Kinds of units by which reports of one event measure one thing, if they measure anything by them: how much oil was spilt, how much
land burnt. What is weighed or how long it is may be many things."""
RATE = re.compile(
    r"(?: of \w+)? (?:a|an|per|every|each) (?:second|minute|hour|day|week|month|year)\b", re.IGNORECASE
)
"""What makes the amount before it one that recurs: "9 million barrels a day"."""
MADE_TO, LEAVE = (
    frozenset("asked told ordered forced made had".split()),
    frozenset("leave evacuate flee".split()),
)
"""Words before "to", and the verbs behind it, by which those who are counted had to go: "300 visitors were asked to leave"."""
TAKEN_APART = ("nummod", "amod", "quantmod", "compound")
VALUES = ("NOUN", "PROPN", "ADJ", "VERB")
OF_WHAT = ("dobj", "nsubjpass", "nsubj", "attr", "oprd")
COUNTING = frozenset("toll number count total".split())
"""Nouns of a number: "the death toll", "the number of injured"."""
EARLIER = re.compile(
    r"\b(?:aftershocks?|previous(?:ly)?|earlier this|last (?:year|month|decade|century)|ago|history|since|decades?|record|average|"
    r"annual(?:ly)?|every year|each year|per year|a year|worldwide)\b",
    re.IGNORECASE,
)
"""Words of a sentence whose figures may be those of another event."""
COUNT, SIZE = "number of ", "size as the "
"""What begins a measure of things that are counted ("45,000 homes lost their power"), and of one that a compound tells ("a 48-page
indictment")."""
COMPOUND = re.compile(r"[-‐‑]([a-z]+)\b(?![-‐‑])")
"""What follows a number that tells a thing's size in one word."""
PAGES, SIGNATURES = "pages", "signatures"
"""What is counted of a text as its size, and those who sign one as what they give."""
LASTING = re.compile(
    r"\b(?:for|takes?|took|taking|taken|last(?:s|ed|ing)?)\s+(?:about |some |around |up to |at least |more than |nearly )?$",
    re.IGNORECASE,
)
"""Words before a span of time by which it is how long something lasts."""
LONG = ("month", "part", "year", "span", "decade")
"""Grains of a date by which a sentence tells of another time than the day's news."""


@dataclass(frozen=True, eq=False)
class EventFigure:
    """A number that measures something of the event.

    Attributes:
        facts: its sentence.
        number: the number.
        measure: what it measures: a value of FATES, "magnitude", "radius", "age of" an actor, "sum in" a currency, "number of" things,
            "size as the" count of a thing's parts, "time" that something lasts.
        counted: stem of the noun that it counts, "" where that is people at large or nothing.
        qualified: stems of the words between it and its noun: "5,500 black rhinos".
        scoped: it is a part, a whole of which a part is told, or stands in a sentence about another time: it agrees with others, and
            contradicts none.
    """

    facts: SentenceFacts
    number: Quantity
    measure: str
    counted: str
    scoped: bool
    qualified: tuple[str, ...] = ()


@cache
def _measuring() -> re.Pattern[str]:
    """Words of which one stands in every sentence that measures something of an event."""
    other = "magnitudes? richter zone radius perimeter cordon area band belt old aged dollars? euros? pounds?".split()
    other += "minutes? hours? days? nights? weeks? months?".split()
    measured = [name for name, (kind, _) in unit_names().items() if kind in AMOUNTS]
    words = sorted((*FATES, *LEAVE, *COUNTING, *other, *map(re.escape, measured)), key=len, reverse=True)
    return re.compile(
        rf"\b(?:{'|'.join(words)})\b|, \d{{2}}[,.]|[$€£¥]",
        re.IGNORECASE,
    )


def figures(context: Context) -> dict[str, dict[str, list[EventFigure]]]:
    """Measure -> article -> its figures of the event, in reading order; only sentences that can hold one are read."""
    found: dict[str, dict[str, list[EventFigure]]] = {}
    for name, home in context.phrases.sentences.items():
        if not NUMERAL.search(home.text):
            continue
        given: list[EventFigure] = []
        if _measuring().search(home.text):
            given += (*_measured(home, context.facts[name]), *_ages(context, home))
        given += _counted(home, context.facts[name])
        for figure in given:
            found.setdefault(figure.measure, {}).setdefault(home.article, []).append(figure)
    return found


def _counted(home: Sentence, facts: SentenceFacts) -> Iterator[EventFigure]:
    """The things that a sentence counts, and what compounds tell of a thing's size."""
    tokens = home.read.tokens
    for number in facts.numbers:
        at = _noun(home, number)
        if at < 0 or number.name or number.ordinal or number.bound == "vague" or number.unit.kind:
            continue
        compound = COMPOUND.match(facts.text, number.end)
        of = tokens[tokens[at].head]
        if not compound and tokens[at].text == PAGES and tokens[at].dep == "pobj" and of.lemma == "of":
            measure = f"{SIZE}page count of the {tokens[of.head].lemma.lower()}"
            yield EventFigure(facts, number, measure, "", is_scoped(facts, number))
        elif compound and tokens[at].text == compound[1] and tokens[at].dep in TAKEN_APART:
            measure = f"{SIZE}{compound[1]} count of the {tokens[tokens[at].head].lemma.lower()}"
            yield EventFigure(facts, number, measure, "", False)
        elif not compound and tokens[at].tag == "NNS" and not fate(home, number):
            noun, above = _kind(tokens[at]), tokens[tokens[at].head]
            if tokens[at].dep == "nsubj" and above.lemma == "sign":
                yield EventFigure(
                    facts, number, COUNT + SIGNATURES, stem(SIGNATURES), is_scoped(facts, number)
                )
            elif noun:
                between = tuple(stem(w) for w in facts.text[number.end : tokens[at].start].split())
                scoped = is_scoped(facts, number)
                yield EventFigure(facts, number, COUNT + tokens[at].text.lower(), noun, scoped, between)


def _measured(home: Sentence, facts: SentenceFacts) -> Iterator[EventFigure]:
    """The tolls, magnitudes and lengths of a zone of a sentence."""
    for number in facts.numbers:
        if number.name or number.ordinal or number.bound == "vague":
            continue
        measure = _measure(home, facts, number)
        if measure:
            noun = _noun(home, number)
            yield EventFigure(
                facts,
                number,
                measure,
                _kind(home.read.tokens[noun]) if noun >= 0 and measure in FATES.values() else "",
                is_scoped(facts, number),
            )


def _measure(home: Sentence, facts: SentenceFacts, number: Quantity) -> str:
    """What a number measures of an event, "" where none of what is looked for."""
    if number.unit.kind == "length":
        noun = _noun(home, number)
        return "radius" if noun >= 0 and stem(home.read.tokens[noun].text) in ZONES else ""
    alone = sum(q.unit.kind == number.unit.kind for q in facts.numbers) == 1
    if number.unit.kind.startswith("money"):
        return f"sum in {number.unit.kind.removeprefix('money ')}" if alone else ""
    if number.unit.kind == "time":
        return "time" if alone and LASTING.search(facts.text[: number.start]) else ""
    if number.unit.kind in AMOUNTS:
        return f"amount by {number.unit.kind}" if alone and not RATE.match(facts.text, number.end) else ""
    if number.unit.kind:
        return ""
    around = facts.text[max(0, number.start - NEAR_MAGNITUDE) : number.end + NEAR_MAGNITUDE // 2]
    small = number.value is not None and number.value < STRONGEST and "." in facts.words(number)
    return "magnitude" if small and MAGNITUDE.search(around) else fate(home, number)


def is_part(facts: SentenceFacts, number: Quantity) -> bool:
    """Whether a number is a part of another, or the whole of which something is told of a part."""
    before = facts.text[: number.start]
    return bool(PART.search(before) or WHOLE.search(before))


def is_scoped(facts: SentenceFacts, number: Quantity) -> bool:
    """Whether a number is a part or a whole of another, or its sentence tells of another time."""
    before = facts.text[: number.start]
    return bool(
        is_part(facts, number)
        or (POINTED.search(before) and not (ALL.search(before) and number.low > FEW))
        or FOLLOWED.match(facts.text, number.end)
        or EARLIER.search(facts.text)
        or any(d.grain in LONG for d in facts.dates)
    )


def _kind(noun: Token) -> str:
    """Stem of a noun; "" of people at large, of a crowd, and of what is no noun."""
    low = noun.lemma.lower()
    if (
        noun.pos not in ("NOUN", "PROPN")
        or noun.text.lower() in FATES
        or stem(noun.text) in PEOPLE
        or stem(low) in PEOPLE
    ):
        return ""
    return "" if any(thing == "crowd" for thing, _ in lexicon_rivals().get((low,), ())) else stem(low)


def _tokens_of(home: Sentence, number: Quantity) -> list[int]:
    return [
        k
        for k, t in enumerate(home.read.tokens)
        if number.start <= t.start and t.end <= number.end and t.pos != "PUNCT"
    ]


def _noun(home: Sentence, number: Quantity) -> int:
    """The token of what a number counts or measures: itself where it stands alone ("10 were killed"), -1 where it is in no token."""
    tokens = home.read.tokens
    own = _tokens_of(home, number)
    at = next((k for k in own[::-1] if tokens[k].head not in own or tokens[k].head == k), -1)
    if at < 0:
        return -1
    head = tokens[at].head
    if tokens[at].dep not in TAKEN_APART or tokens[head].pos not in VALUES[:3]:
        return at
    above = tokens[head].head
    if (
        tokens[head].dep == "compound"
        and tokens[above].pos == "NOUN"
        and not COMPOUND.match(home.text, number.end)
    ):
        return above  # "64 day trippers", but not "a 48-page indictment"
    return head


def fate(home: Sentence, number: Quantity) -> str:
    """What happened to those whom a number counts, as FATES has it and by the parse; "" where that is not told."""
    read, tokens = home.read, home.read.tokens
    own = _tokens_of(home, number)
    noun = _noun(home, number)
    if noun < 0:
        return ""
    follows = tokens[own[-1] + 1].text.lower() if own[-1] + 1 < len(tokens) else ""
    if follows in FATES or tokens[noun].text.lower() in FATES:
        return FATES.get(follows) or FATES[tokens[noun].text.lower()]
    for k in read.below(noun, "acl", "relcl", "amod"):
        if tokens[k].text.lower() in FATES and not read.below(k, "neg") and not _has_object(home, k):
            return FATES[tokens[k].text.lower()]
    found = _of_governor(home, noun)
    before = tokens[own[0] - 1].text.lower() if own[0] else ""
    return found or (FATES.get(before, "") if tokens[noun].dep in TAKEN_APART or noun == own[-1] else "")


def _of_governor(home: Sentence, noun: int) -> str:
    """What the word above those who are counted says to have happened to them."""
    read, tokens = home.read, home.read.tokens
    above, dep = tokens[noun].head, tokens[noun].dep
    if dep == "conj" and tokens[above].pos in ("NOUN", "PROPN", "NUM"):
        above, dep = tokens[above].head, tokens[above].dep
    word = tokens[above].text.lower()
    if read.below(above, "neg"):
        return ""
    if dep == "pobj":
        return _of_toll(home, above)
    if dep not in OF_WHAT:
        return ""
    if word in FATES:
        return "" if dep == "nsubj" and _has_object(home, above) else FATES[word]
    if word in MADE_TO and any(tokens[k].lemma.lower() in LEAVE for k in read.below(above, "xcomp")):
        return "displaced"
    for k in read.below(above, "acomp", "oprd", "attr", "xcomp", "ccomp"):
        if k != noun and tokens[k].text.lower() in FATES:
            return FATES[tokens[k].text.lower()]
    if dep in ("dobj", "attr") and (toll := _toll(home, above)):
        return toll
    places = [p for k in read.below(above, "prep") for p in read.below(k, "pobj") if dep != "dobj"]
    return next((FATES[w] for k in places if (w := tokens[k].text.lower()) in FATES), "")


def _has_object(home: Sentence, verb: int) -> bool:
    """Whether a verb says what its subject did to somebody."""
    return bool(home.read.below(verb, "dobj"))


def _of_toll(home: Sentence, preposition: int) -> str:
    """What a number after a preposition counts: "the death toll rose to 10", "a toll of 12", "the deaths of 12"."""
    tokens = home.read.tokens
    above = tokens[preposition].head
    if tokens[above].pos in ("VERB", "AUX"):
        return (
            _toll(home, above)
            if tokens[preposition].lemma.lower() in ("to", "at", "past", "above", "over")
            else ""
        )
    word = tokens[above].text.lower()
    if word == "total" and (found := _of_governor(home, above)):  # "a total of 64 were trapped"
        return found
    return FATES.get(word) or _counts_what(home, above)


def _toll(home: Sentence, verb: int) -> str:
    """What the toll counts that is a verb's subject, "" where none is."""
    return next((w for k in home.read.below(verb, "nsubj", "nsubjpass") if (w := _counts_what(home, k))), "")


def _counts_what(home: Sentence, noun: int) -> str:
    """What a noun of a number counts: "death toll", "number of injured"."""
    read, tokens = home.read, home.read.tokens
    if tokens[noun].lemma.lower() not in COUNTING:
        return ""
    near = [
        *read.below(noun, "compound", "amod"),
        *(p for k in read.below(noun, "prep") for p in read.below(k, "pobj")),
    ]
    near += [k for p in list(near) for k in read.below(p, "acl", "amod")]
    said = [FATES[w] for k in near if (w := tokens[k].text.lower()) in FATES]
    return said[0] if said else ("dead" if tokens[noun].lemma.lower() == "toll" else "")


def _ages(context: Context, home: Sentence) -> Iterator[EventFigure]:
    """The ages of persons whom a sentence names."""
    facts = context.facts[home.sentence]
    for match in AGE.finditer(home.text):
        group = int(match.lastindex or 1)
        start, end = match.span(group)
        read = [q for q in quantities(match[group]) if not q.unit.kind and q.value is not None]
        if not read or not 0 < read[0].value <= OLDEST:  # type: ignore[operator]
            continue
        actor = _aged(context, home, start, end)
        if actor:
            number = Quantity(*match.span(), read[0].low, read[0].high, read[0].value, read[0].unit, ())
            yield EventFigure(facts, number, f"age of {actor}", "", False)


def _aged(context: Context, home: Sentence, start: int, end: int) -> str:
    """The person whose age stands at a place, "" where he is not named beside it."""
    read, tokens = home.read, home.read.tokens
    at = next((k for k, t in enumerate(tokens) if start <= t.start and t.end <= end), -1)
    seen: list[int] = []
    while at >= 0 and at not in seen and len(seen) < 5:
        seen.append(at)
        for k in (at, *read.below(at, "appos")):
            actor = context.actors.at(home.sentence, home.word_at.get(k, -1))
            if actor and context.actors.person(context.actors.names.get(actor, actor)):
                return actor
        if tokens[at].pos in ("VERB", "AUX"):
            break
        at = tokens[at].head
    return ""
