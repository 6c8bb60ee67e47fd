"""Numbers that differ between two reports of one statement."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dashboard.findings.aligned_items import MIN_SHARED_WORDS, WORD_FOR_WORD, Pair, Slot
from dashboard.findings.context import Context
from dashboard.findings.differences import Difference, Side, joined
from dashboard.findings.finding import Finding
from dashboard.language import quantities
from dashboard.language.quantities import Quantity
from dashboard.statements.sentence_facts import SentenceFacts


def detect(context: Context) -> list[Finding]:
    """Where two articles give different numbers for one thing."""
    found = [d for pair, slot, relation in compared(context) for d in _difference(pair, slot, relation)]
    return joined(context, "number", found, "Another number")


def compared(context: Context) -> Iterator[tuple[Pair, Slot, str]]:
    """Every two numbers that are in one place and count one thing, with their relation."""
    for pair, slot in context.aligned_items:
        if slot.kind != "number":
            continue
        a, b = pair.a.numbers[slot.a], pair.b.numbers[slot.b]
        if counts_one_thing(pair, slot):
            yield pair, slot, quantities.relation(a, b)


def counts_one_thing(pair: Pair, slot: Slot) -> bool:
    """Whether two numbers can be figures of one thing.

    In sentences that are alike word for word the place shows it, unless other nouns follow. Elsewhere they
    are of one measure and count the same noun; a measure alone ("5 percent") needs one shared word more.
    """
    a, b = pair.a.numbers[slot.a], pair.b.numbers[slot.b]
    nouns = bool(set(a.nouns) & set(b.nouns))
    if slot.alike >= WORD_FOR_WORD:
        return nouns or not (a.nouns and b.nouns) or a.unit.kind != b.unit.kind or bool(a.unit.kind)
    if a.name != b.name or a.unit.kind != b.unit.kind or a.ordinal != b.ordinal:
        return False
    heads = pair.a.counted[slot.a], pair.b.counted[slot.b]
    if all(heads) and heads[0] != heads[1]:
        return False
    return nouns or (bool(a.unit.kind) and slot.near > MIN_SHARED_WORDS)


def _difference(pair: Pair, slot: Slot, relation: str) -> Iterator[Difference]:
    """The difference, if the numbers exclude each other."""
    if relation not in ("different", "unit"):
        return
    a, b = side(pair.a, pair.a.numbers[slot.a]), side(pair.b, pair.b.numbers[slot.b])
    why = "one number with two units" if relation == "unit" else f"{a.reading} against {b.reading}"
    yield Difference(a, b, pair.statement, f"{why}; {support(slot)}", weight(slot))


def weight(slot: Slot) -> float:
    """How sure a difference is: 0.6 for shared words alone to 0.95 for sentences that agree word for word."""
    return round(0.6 + 0.35 * slot.alike, 3)


def support(slot: Slot) -> str:
    """Why two places count as one, in words."""
    if slot.alike:
        return f"around it {slot.near} words agree, {round(100 * slot.alike)} % of the passage"
    return f"around it {slot.near} words agree"


def side(facts: SentenceFacts, number: Quantity) -> Side:
    """A number with what it comes to."""
    return Side(facts, number.start, number.end, in_words(number))


def in_words(number: Quantity) -> str:
    """The value in digits with what loosens it: "about 2,500,000", "24 to 199"."""
    if number.value is None:
        return f"{_digits(number.low)} to {_digits(number.high)}"
    value = _digits(number.value / number.unit.factor)
    unit = f" ({number.unit.kind})" if number.unit.kind else ""
    lead = {
        "above": "more than ",
        "from": "at least ",
        "below": "less than ",
        "to": "at most ",
        "nearly": "nearly ",
        "about": "about ",
    }
    return f"{lead.get(number.bound, '')}{value}{'th' if number.ordinal else ''}{unit}"


def _digits(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{int(value):,}"
    return f"{float(value):,.4g}" if value >= 1 else f"{value.numerator}/{value.denominator}"
