"""How two quantities stand to each other: the same, one more exact, or excluding each other."""

from __future__ import annotations

from fractions import Fraction

from dashboard.analysis.facts.quantities import Quantity
from dashboard.analysis.facts.units_of_measure import NONE

CONVERSION = Fraction(11, 100)
"""Share by which two figures in different units may differ and still be one: reports round what they convert,
and write "tons" for tonnes (10 per cent apart)."""


def relation(a: Quantity, b: Quantity) -> str:
    """How two quantities stand to each other.

    Returns:
        "same", "finer" or "coarser" (a is the more or the less exact), "different", "open" (they overlap, or
        cannot be compared: amounts in two currencies), "unit" (one number, two units that do not come to the
        same).
    """
    if a.ordinal != b.ordinal:
        return "open"
    if a.unit.kind != b.unit.kind:
        return _across_units(a, b)
    if a.value is not None and a.value == b.value and (not a.bound or not b.bound or a.bound == b.bound):
        return "same"
    if a.low == b.low and a.high == b.high:
        return "same"
    if a.bound == b.bound and a.bound in (
        "above",
        "from",
        "below",
        "to",
        "nearly",
    ):  # "at least 12", "at least 15"
        return "different"
    if a.unit.factor != b.unit.factor and _converted(a, b):
        return "same"
    if a.high <= b.low or b.high <= a.low:
        touching = a.high == b.low or b.high == a.low
        exact = a.low == a.high or b.low == b.high
        return (
            "open"
            if touching and (exact or "below" not in (a.bound, b.bound)) and (a.bound or b.bound)
            else "different"
        )
    if a.value is not None and b.value is not None and not a.bound and not b.bound:
        return "same" if _digits(a) != _digits(b) else "different"
    loose_a, loose_b = bool(a.bound), bool(b.bound)
    if loose_a != loose_b:
        return "coarser" if loose_a else "finer"
    if "vague" in (a.bound, b.bound) and a.bound != b.bound:
        return "coarser" if a.bound == "vague" else "finer"
    return "open"


def _converted(a: Quantity, b: Quantity) -> bool:
    """Whether one figure is the other, converted and rounded."""
    one, two = a.value, b.value
    return one is not None and two is not None and abs(one - two) <= CONVERSION * max(one, two)


def _digits(quantity: Quantity) -> Fraction:
    """How far a number is rounded: the width of its interval."""
    return quantity.high - quantity.low


def _across_units(a: Quantity, b: Quantity) -> str:
    """Two kinds of units: a different unit on one number is a difference, two numbers cannot be compared."""
    if NONE.kind in (
        a.unit.kind,
        b.unit.kind,
    ):  # "5 miles" and "5": one of them leaves the unit to the sentence
        return "open"
    if a.value is None or b.value is None:
        return "open"
    return "unit" if a.value / a.unit.factor == b.value / b.unit.factor else "open"
