"""Numerals as printed, in digits and in words, and the values they stand for.

Values are fractions, so that 2.5 million and 2,500,000 are one number and not nearly one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

UNITS = dict(
    zip(
        """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
            fifteen sixteen seventeen eighteen nineteen
        """.split(),
        range(20),
        strict=True,
    )
)
TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
"""After a currency sign or without a space only: "$5m", "£2bn"."""
ORDINALS = {
    **dict(
        zip(
            """
                first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
                thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
            """.split(),
            range(1, 20),
            strict=True,
        )
    ),
    **dict(
        zip(
            """
                twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth
            """.split(),
            range(20, 100, 10),
            strict=True,
        )
    ),
    "hundredth": 100,
    "thousandth": 1000,
}
FRACTIONS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}

_SMALL = "|".join([*UNITS, *TENS])
_SCALE = "|".join(SCALES)
_ORDINAL = "|".join(ORDINALS)
_WORDS = rf"(?:{_SMALL}|{_SCALE})(?:(?:[ -]|\ and\ )(?:{_SMALL}|{_SCALE}|{_ORDINAL}))*"
NUMERAL = re.compile(
    rf"""
    (?<![\w.,:/])(?<![^\W\d]-)(?:
        (?P<part>an?|one|two|three|four)[ -](?P<of>{"|".join(FRACTIONS)})(?=\s(?:of|the|a|an)\b)
      | half\ an?\ (?P<half>million|billion|trillion|dozen)\b
      | (?P<bare>half)(?=\s(?:of|the|a|an|its|his|their)\b)
      | (?P<ordinal_digits>\d{{1,3}}(?:,\d{{3}})*|\d+)(?:st|nd|rd|th)\b
      | (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?:(?:\ |-)(?P<scale>hundred|thousand|million|billion|trillion)\b
          |(?P<short>k|mn?|bn?|tn)\b)?
        (?![\w]|[:/]\d|\.\d)
      | (?P<words>an?\ (?:{_SCALE})|{_WORDS})(?![\w])(?!-(?:{_ORDINAL})s?\b)
      | (?P<ordinal>{_ORDINAL})(?![\w])
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Numeral:
    """A number as printed.

    Attributes:
        start, end: place in the text that was read.
        value: what it stands for.
        grain: the step of the last printed digit: 2.5 million has 100,000, 2,513 has 1, "two" has 1.
        ordinal: it is a rank (70th, second).
    """

    start: int
    end: int
    value: Fraction
    grain: Fraction
    ordinal: bool = False


def numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of a text in order.

    Dates, times and the digits of designations (Covid-19) are not told apart here.
    """
    for match in NUMERAL.finditer(text):
        found = _read(match)
        if found:
            yield found


def _read(match: re.Match[str]) -> Numeral | None:
    """The value of one match."""
    start, end = match.span()
    if match["part"]:
        top = 1 if match["part"].lower() in ("a", "an", "one") else UNITS[match["part"].lower()]
        value = Fraction(top, FRACTIONS[match["of"].lower()])
        return Numeral(start, end, value, Fraction(1, 20))
    if match["bare"]:
        return Numeral(start, end, Fraction(1, 2), Fraction(1, 20))
    if match["half"]:
        scale = SCALES[match["half"].lower()]
        return Numeral(start, end, Fraction(scale, 2), Fraction(scale, 10))
    if match["ordinal_digits"]:
        return Numeral(start, end, Fraction(match["ordinal_digits"].replace(",", "")), Fraction(1), True)
    if match["digits"]:
        printed = match["digits"].replace(",", "")
        scale = SCALES[match["scale"].lower()] if match["scale"] else 1
        if match["short"]:
            scale = SHORT_SCALES[match["short"].lower()]
        decimals = len(printed.partition(".")[2])
        return Numeral(start, end, Fraction(printed) * scale, Fraction(scale, 10**decimals))
    if match["ordinal"]:
        return Numeral(start, end, Fraction(ORDINALS[match["ordinal"].lower()]), Fraction(1), True)
    return _in_words(match)


def _in_words(match: re.Match[str]) -> Numeral | None:
    """A number in words: "twenty-one", "two hundred and five", "a dozen", "forty-second" (a rank)."""
    words = [w for w in re.split(r"[ -]+", match["words"].lower()) if w not in ("and", "a", "an")]
    total, current, ordinal, grain = 0, 0, False, 1
    for word in words:
        if word in SCALES:
            scale = SCALES[word]
            current = max(1, current) * scale
            grain = scale
            if scale >= 1000:
                total, current = total + current, 0
            continue
        ordinal = word in ORDINALS
        if not ordinal:
            grain = 1
        current += ORDINALS[word] if ordinal else {**UNITS, **TENS}[word]
    return Numeral(*match.span(), Fraction(total + current), Fraction(1 if ordinal else grain), ordinal)
