"""Units that numbers are printed with, and what they come to in one unit of their kind."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_EXACT = {
    "length": (
        ("mile miles mi", "1609.344"), ("kilometer kilometers kilometre kilometres km kms", "1000"),
        ("meter meters metre metres", "1"), ("foot feet ft", "0.3048"), ("inch inches", "0.0254"),
        ("yard yards", "0.9144"), ("centimeter centimeters centimetre centimetres cm", "0.01"),
        ("millimeter millimeters millimetre millimetres mm", "0.001"),
    ),
    "mass": (
        ("kilogram kilograms kilo kilos kg kgs", "1"), ("pound pounds lb lbs", "0.45359237"),
        ("ton tons", "907.18474"), ("tonne tonnes", "1000"), ("gram grams", "0.001"),
        ("ounce ounces", "0.028349523125"),
    ),
    "time": (
        ("second seconds", "1"), ("minute minutes min mins", "60"), ("hour hours", "3600"),
        ("day days", "86400"),
        ("week weeks", "604800"), ("month months", "2629800"), ("year years", "31557600"),
        ("decade decades", "315576000"), ("century centuries", "3155760000"),
    ),
    "area": (
        ("acre acres", "4046.8564224"), ("hectare hectares ha", "10000"),
    ),
    "volume": (
        ("liter liters litre litres", "1"), ("gallon gallons", "3.785411784"),
        ("barrel barrels", "158.987294928"),
    ),
    "power": (("watt watts", "1"), ("kilowatt kilowatts", "1000"), ("megawatt megawatts mw", "1000000"),
              ("gigawatt gigawatts gw", "1000000000")),
    "share": (("percent % pct percentage", "1"),),
    "points": (("percentage-point percentage-points", "1"),),
    "celsius": (("celsius", "1"),),
    "fahrenheit": (("fahrenheit", "1"),),
}  # fmt: skip
"""Kind -> (names, one of them in the kind's base unit). International yard and pound, US liquid measures,
year of 365.25 days (National Institute of Standards and Technology, Special Publication 811, appendix B)."""

UNIT_NAMES: dict[str, tuple[str, Fraction]] = {
    name: (kind, Fraction(factor))
    for kind, rows in _EXACT.items()
    for names, factor in rows
    for name in names.split()
}
CURRENCY_SIGNS = {"$": "dollar", "US$": "dollar", "€": "euro", "£": "pound sterling", "¥": "yen",
                  "₹": "rupee",
                  "₩": "won", "₽": "ruble", "A$": "Australian dollar", "C$": "Canadian dollar"}  # fmt: skip
CURRENCY_NAMES = {
    "dollar": "dollar", "dollars": "dollar", "usd": "dollar", "euro": "euro", "euros": "euro", "eur": "euro",
    "sterling": "pound sterling", "pounds-sterling": "pound sterling", "gbp": "pound sterling",
    "yen": "yen", "yuan": "yuan", "renminbi": "yuan",
    "rupee": "rupee", "rupees": "rupee", "ruble": "ruble", "rubles": "ruble",
    "rouble": "ruble", "roubles": "ruble",
    "won": "won", "franc": "franc", "francs": "franc", "peso": "peso", "pesos": "peso",
    "cents": "cent", "shekels": "shekel",
    "hryvnia": "hryvnia", "lira": "lira", "riyals": "riyal", "reais": "real", "rand": "rand",
}  # fmt: skip
"""One spelling a currency. Amounts in two currencies are not converted: the day's rate is not in the text."""


@dataclass(frozen=True)
class Unit:
    """What a number counts: a kind ("length", "money dollar", "" for things), and its size in the kind's
    base unit."""

    kind: str
    factor: Fraction = Fraction(1)


NONE = Unit("")


def unit_after(words: list[str]) -> tuple[Unit, int]:
    """The unit that the words after a number name, and how many of the words do so (0: none)."""
    for taken in (2, 1):
        low = "-".join(words[:taken]).lower().strip(".")
        if len(words) < taken:
            continue
        if low in CURRENCY_NAMES:
            return Unit(f"money {CURRENCY_NAMES[low]}"), taken
        if low in UNIT_NAMES:
            return Unit(*UNIT_NAMES[low]), taken
    if len(words) > 1 and words[0].lower() in (
        "u.s",
        "us",
        "american",
        "degrees",
        "square",
        "nautical",
        "metric",
    ):
        unit, taken = unit_after(words[1:])
        if taken:
            lead = words[0].lower()
            if lead == "metric":
                return Unit("mass", Fraction(1000)), taken + 1
            return (
                Unit(f"{lead} {unit.kind}", unit.factor) if lead in ("square", "nautical") else unit
            ), taken + 1
    return NONE, 0
