"""Quantities in a text: numbers in digits and in words, with their bounds and units, and whether two can be one.

Values are fractions, so that 2.5 million and 2,500,000 are one number and not nearly one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from dashboard.files import LEXICONS
from dashboard.language.lexicons import lexicon_rows
from dashboard.language.words import WORD, is_content, stem

SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
UNITS = {word: value for value, word in enumerate(SMALL)}
TENS = {
    f"{word}ty": 10 * value for value, word in enumerate("twen thir for fif six seven eigh nine".split(), 2)
}
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
"""After a currency sign or without a space only: "$5m", "£2bn"."""
LOW_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
ORDINALS = {
    **{word: value for value, word in enumerate(LOW_ORDINALS, 1)},
    **{f"{word}th": value for word, value in UNITS.items() if value > 12},
    **{f"{word[:-1]}ieth": value for word, value in TENS.items()},
    "hundredth": 100,
    "thousandth": 1000,
}
FRACTIONS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}

LONGEST = 40
"""Characters of the longest numeral in digits; what is longer is text, and Python refuses to read 4,300 of them."""

_SMALL = "|".join([*UNITS, *TENS])
_SCALE = "|".join(SCALES)
_ORDINAL = "|".join(ORDINALS)
_WORDS = rf"(?:{_SMALL}|{_SCALE})(?:(?:[ -]|\ and\ )(?:{_SMALL}|{_SCALE}|{_ORDINAL}))*"
NUMERAL = re.compile(
    rf"""
    (?<![\w.,:/])(?:(?<![^\W\d]-)|(?<=magnitude-))(?:
        (?P<part>an?|one|two|three|four)[ -](?P<of>{"|".join(FRACTIONS)})
        (?:\ of\ an?\ (?P<large>million|billion|trillion)\b|(?=\s(?:of|the|a|an)\b))
      | half\ an?\ (?P<half>million|billion|trillion|dozen)\b
      | (?P<bare>half)(?=\s(?:of|the|a|an|its|his|their)\b)
      | (?P<ordinal_digits>\d{{1,3}}(?:,\d{{3}})*|\d+)(?:st|nd|rd|th)\b
      | (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?:[\ -]?(?P<scale>hundred|thousand|million|billion|trillion)\b
          |(?P<short>k|mn?|bn?|tn)\b)?
        (?![\w]|[:/]\d|\.\d)
      | (?P<words>an?\ (?:{_SCALE})|{_WORDS})(?![\w])(?!-(?:{_ORDINAL})s?\b)
      | (?P<ordinal>{_ORDINAL})(?![\w])
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
NEAR = Fraction(1, 10)
"""How far "about", "some" and "roughly" reach to both sides, as a share of the number; ours."""
FURTHER = 2
""""More than 100" is read as up to twice that: logically 5,000 is more than 100, but no report would say so;
ours."""
TAKING_OVER = "hand hands handed handing take takes took taken taking turn turns turned turning sign signed pass passed".split()
"""Verbs of which "over" is a particle: "hand over 41 masks" is of no more than 41."""
_NO_PARTICLE = "".join(rf"(?<!\b{verb} )" for verb in TAKING_OVER)
BOUNDS: tuple[tuple[str, str], ...] = (
    (rf"(?:more|greater|higher) than|{_NO_PARTICLE}over|above|upwards? of|exceeding|in excess of", "above"),
    (r"at least|no (?:fewer|less) than|a minimum of", "from"),
    (r"(?:fewer|less|lower) than|under|below", "below"),
    (r"up to|at most|no more than|as (?:many|much) as|a maximum of", "to"),
    (r"nearly|almost|close to|just (?:under|short of)|approaching", "nearly"),
    (r"about|around|roughly|approximately|an? estimated|estimated|some|circa|nearby", "about"),
)
_BOUND = re.compile("|".join(f"(?P<{name}>{words})" for words, name in BOUNDS), re.IGNORECASE)
_LEAD = re.compile(
    rf"\b(?:{_BOUND.pattern})\s+(?:the\s+|a\s+)?(?P<sign>[A-Z]{{0,2}}[$€£¥₹₩₽]\s?)?$", re.IGNORECASE
)
_SIGN = re.compile(r"(?P<sign>(?:US|A|C)?[$€£¥₹₩₽])\s?$")
_OR_MORE = re.compile(r"^\s+or\s+(?P<way>more|fewer|less)\b", re.IGNORECASE)
_RANGE = re.compile(r"^(?:\s?[-–—]\s?|\s+(?:to|and)\s+)$")
_DESIGNATED = re.compile(r"(?:\b[A-Z][\w.]*|\bNo\.|\bno\.)\s$")
_CLOCK = re.compile(r"^\s?(?:[ap]\.?m\b|o['’]clock)", re.IGNORECASE)
VAGUE: tuple[tuple[str, int, int], ...] = (
    (r"tens of thousands", 20_000, 99_999),
    (r"hundreds of thousands", 200_000, 999_999),
    (r"tens of millions", 20_000_000, 99_999_999),
    (r"hundreds of millions", 200_000_000, 999_999_999),
    (r"(?:several|a few|a couple(?: of)?) dozen", 24, 144),
    (r"(?:several|a few|a couple(?: of)?) hundred", 200, 1_200),
    (r"(?:several|a few|a couple(?: of)?) thousand", 2_000, 12_000),
    (r"(?:several|a few|a couple(?: of)?) million", 2_000_000, 12_000_000),
    (r"(?<!of )thousands", 2_000, 19_999),
    (r"(?<!of )millions", 2_000_000, 19_999_999),
    (r"hundreds", 200, 1_999),
    (r"dozens|scores", 24, 199),
    (r"several|a few|a handful of|a couple of", 2, 12),
)
"""Number words without a number, and what they can stand for in a report; the borders are ours and wide."""
_VAGUE = re.compile(
    "|".join(rf"(?P<v{k}>\b(?:{words})\b)" for k, (words, _, _) in enumerate(VAGUE)), re.IGNORECASE
)
CONVERSION = Fraction(11, 100)
"""Share by which two figures in different units may differ and still be one: reports round what they convert,
and write "tons" for tonnes (10 per cent apart)."""


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
    """The value of one match; None of a run of digits that is longer than any number."""
    start, end = match.span()
    if len(match["digits"] or match["ordinal_digits"] or "") > LONGEST:
        return None
    if match["part"]:
        top = 1 if match["part"].lower() in ("a", "an", "one") else UNITS[match["part"].lower()]
        value = Fraction(top, FRACTIONS[match["of"].lower()])
        if match["large"]:
            value *= SCALES[match["large"].lower()]
            return Numeral(start, end, value, value / 5)
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
    if total + current >= 10**LONGEST:
        return None
    return Numeral(*match.span(), Fraction(total + current), Fraction(1 if ordinal else grain), ordinal)


@cache
def unit_names() -> Mapping[str, tuple[str, Fraction]]:
    """Name of a unit -> its kind, and one of it in the kind's base unit."""
    rows = lexicon_rows(LEXICONS / "units.csv")
    return {row["name"]: (row["kind"], Fraction(row["factor"])) for row in rows}


@cache
def currencies(printed_as: str) -> Mapping[str, str]:
    """Signs ("sign") or names and codes ("name") of currencies -> one spelling of each.

    Amounts in two currencies are not converted: the day's rate is not in the text.
    """
    rows = lexicon_rows(LEXICONS / "currencies.csv")
    return {row["printed"]: row["currency"] for row in rows if row["as"] == printed_as}


@dataclass(frozen=True)
class Unit:
    """What a number counts: a kind ("length", "money dollar", "" for things), and its size in the kind's
    base unit."""

    kind: str
    factor: Fraction = Fraction(1)


NONE = Unit("")


DAYS = (["day"], ["night"])
"""Units of time that stand in the singular before what is counted: day trippers, night nurses."""


def unit_after(words: list[str]) -> tuple[Unit, int]:
    """The unit that the words after a number name, and how many of the words do so (0: none)."""
    for taken in (2, 1):
        low = "-".join(words[:taken]).lower().strip(".")
        if len(words) < taken:
            continue
        if currency := currencies("name").get(low):
            return Unit(f"money {currency}"), taken
        if low in unit_names():
            return Unit(*unit_names()[low]), taken
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


@dataclass(frozen=True)
class Quantity:
    """A number of a text.

    Attributes:
        start, end: place of the number with its sign and unit.
        low, high: what it may be, in the unit's base; equal where it is exact.
        value: the printed number in base units; None for "dozens".
        unit: what it measures.
        nouns: stems of the content words right after it: what is counted.
        bound: "" exact, or the way it is loosened ("about", "above" …, "vague").
        ordinal: a rank.
        name: it belongs to a designation ("Resolution 2231"): stem of the word before.
    """

    start: int
    end: int
    low: Fraction
    high: Fraction
    value: Fraction | None
    unit: Unit
    nouns: tuple[str, ...]
    bound: str = ""
    ordinal: bool = False
    name: str = ""


def quantities(text: str, taken: Iterable[tuple[int, int]] = ()) -> list[Quantity]:
    """The numbers of a text, in order; "first", pronouns ("one of them"), times of day and dates are passed
    over.

    Args:
        text: a sentence.
        taken: spans that are something else, dates above all.
    """
    barred = list(taken)
    found: list[Quantity] = []
    for match in _VAGUE.finditer(text):
        _, low, high = VAGUE[int(str(match.lastgroup)[1:])]
        if not _meets(match.start(), match.end(), barred):
            nouns = _nouns(text, match.end())
            found.append(
                Quantity(
                    match.start(), match.end(), Fraction(low), Fraction(high), None, NONE, nouns, "vague"
                )
            )
            barred.append(match.span())
    found += [
        _quantity(text, numeral)
        for numeral in numerals(text)
        if not _meets(numeral.start, numeral.end, barred) and _is_number(text, numeral)
    ]
    return _ranges(text, [_in_money(text, q, found) for q in sorted(found, key=lambda q: q.start)])


def _in_money(text: str, quantity: Quantity, found: list[Quantity]) -> Quantity:
    """A number with its unit; "pounds" in brackets behind a sum of money are sterling: "85 million euros (74 million pounds)"."""
    if quantity.unit.kind != "mass" or not text[quantity.start : quantity.end].endswith("pounds"):
        return quantity
    before = [q for q in found if q.end <= quantity.start and q.unit.kind.startswith("money")]
    if not any(re.fullmatch(r"\s*[(,]\s*(?:or\s*)?", text[q.end : quantity.start]) for q in before):
        return quantity
    factor = quantity.unit.factor
    value = None if quantity.value is None else quantity.value / factor
    return replace(
        quantity,
        low=quantity.low / factor,
        high=quantity.high / factor,
        value=value,
        unit=Unit("money pound sterling"),
    )


def _meets(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in spans)


def _is_number(text: str, numeral: Numeral) -> bool:
    """Whether the numeral counts or ranks something."""
    words = text[numeral.start : numeral.end].lower()
    if words in ("first", "1st", "zero") or _CLOCK.match(text[numeral.end :]):
        return False
    before = text[: numeral.start].lower().rstrip()
    after = text[numeral.end :]
    if re.search(r"\b(?:one|1)\s+(?:in|out\s+of)(?:\s+every)?$", before):
        return False  # "one in seven" counts no seven
    if words == "one":
        pronoun = re.match(
            r"\s+(?:of|another|who|that|or|day|thing|way|is|was|has|in|with|to|can|could|would|side|point)\b|\s*[,.;:?!”\"’')]|$",
            after,
        )
        return not pronoun and not re.search(
            r"\b(?:no|this|that|any|every|the|some|each|only|which|another|number|last)$|[-]$", before
        )
    if words == "second" and re.match(r"\s*(?:,|$|in\b|from\b|to\b|or\b)", after):
        return False
    if numeral.ordinal and re.match(
        r"\s+(?:of all|time around|party|parties|person|world|hand|thought|lady)\b", after
    ):
        return False
    return not (re.match(r"\s*[.)]\s", after) and not before)  # the number of a list item


def _quantity(text: str, numeral: Numeral) -> Quantity:
    """The numeral with its sign, unit, bound and what it counts."""
    start, end = numeral.start, numeral.end
    unit = NONE
    sign = _SIGN.search(text[:start])
    if sign:
        unit = Unit(f"money {currencies('sign').get(sign['sign'], sign['sign'])}")
        start = sign.start()
    elif text[end:].startswith("%"):
        unit, end = Unit("share"), end + 1
    else:
        words = [
            (m.start(), m.end(), m.group()) for m in WORD.finditer(text[end : end + 60].replace("-", " "))
        ]
        close = [w for k, w in enumerate(words[:3]) if _adjoin(text[end : end + 60], words[: k + 1])]
        named = [w for _, _, w in close]
        counted = named[:1] in DAYS and named[1:] and named[1].endswith("s") and text[end : end + 1] == " "
        unit, used = (NONE, 0) if counted else unit_after(named)
        end += close[used - 1][1] if used else 0
    designated = _DESIGNATED.search(text[: numeral.start]) if unit == NONE and not numeral.ordinal else None
    bound, start = _bound(text, start, end)
    low, high = _limits(numeral, bound, unit != NONE)
    return Quantity(
        start,
        end,
        low * unit.factor,
        high * unit.factor,
        numeral.value * unit.factor,
        unit,
        _nouns(text, end),
        bound,
        numeral.ordinal,
        stem(designated.group().strip()) if designated and designated.start() > 0 else "",
    )


def _adjoin(text: str, words: list[tuple[int, int, str]]) -> bool:
    """Whether the words follow the number with nothing but spaces or hyphens between."""
    at = 0
    for start, end, _ in words:
        if text[at:start].strip(" -\u00a0"):
            return False
        at = end
    return True


def _bound(text: str, start: int, end: int) -> tuple[str, int]:
    """How the number is loosened, and where the loosening word begins."""
    lead = _LEAD.search(text[:start])
    if lead:
        return next(name for _, name in BOUNDS if lead[name]), lead.start()
    after = _OR_MORE.match(text[end:])
    if after:
        return ("from" if after["way"].lower() == "more" else "to"), start
    return "", start


def _limits(numeral: Numeral, bound: str, measured: bool) -> tuple[Fraction, Fraction]:
    """What a number may be, as it is printed and loosened."""
    value = numeral.value
    if bound in ("above", "from"):
        return value, value * FURTHER
    if bound in ("below", "to"):
        return Fraction(0), value
    if bound == "nearly":
        return value * Fraction(8, 10), value
    if bound == "about":
        return value * (1 - NEAR), value * (1 + NEAR)
    step = _rounded(numeral, measured)
    return (value - step / 2, value + step / 2) if step else (value, value)


def _rounded(numeral: Numeral, measured: bool) -> Fraction:
    """The step a number seems to be rounded to: its last printed digit, or its zeros, but two digits are
    meant.

    0 for ranks and for counts below 1,000, which are taken as exact; what is measured is always rounded.
    """
    value, grain = numeral.value, numeral.grain
    if numeral.ordinal:
        return Fraction(0)
    if grain < 1:
        return grain
    if value < 1000:
        return grain if measured else Fraction(0)
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    return min(Fraction(10**zeros), Fraction(10 ** (len(str(int(value))) - 2))) if zeros else Fraction(0)


def _nouns(text: str, at: int) -> tuple[str, ...]:
    """Stems of the content words after a number, up to four and up to the phrase's end."""
    found: list[str] = []
    last = at
    for match in WORD.finditer(text, at, at + 70):
        gap = text[last : match.start()]
        if re.search(r"[,.;:()\"“”?!—–]", gap):
            break
        word = match.group()
        if not is_content(word):
            if found or word.lower() not in (
                "of",
                "the",
                "more",
                "other",
                "its",
                "his",
                "their",
                "our",
                "new",
            ):
                break
        else:
            found.append(stem(word))
        last = match.end()
        if len(found) == 4 or text[at : at + 1] == "-":  # "a 48-page report" counts pages
            break
    return tuple(found)


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Two numbers with a dash or "to" between become one quantity: "10-15 people", "between 5 and 8
    miles"."""
    out: list[Quantity] = []
    for quantity in found:
        last = out[-1] if out else None
        if (
            last
            and last.value is not None
            and quantity.value is not None
            and not last.ordinal
            and not quantity.ordinal
            and _RANGE.match(text[last.end : quantity.start])
            and last.value < quantity.value
            and (
                "and" not in text[last.end : quantity.start]
                or text[: last.start].lower().endswith("between ")
            )
            and (last.unit in (NONE, quantity.unit) or last.unit.kind.startswith("money"))
        ):
            factor = quantity.unit.factor if last.unit == NONE else Fraction(1)
            unit = quantity.unit if last.unit == NONE else last.unit
            out[-1] = Quantity(
                last.start,
                quantity.end,
                last.low * factor,
                quantity.high,
                None,
                unit,
                quantity.nouns,
                "range",
            )
        else:
            out.append(quantity)
    return out


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
    if a.bound == b.bound == "vague" and max(a.low, b.low) - min(a.high, b.high) <= 1:
        return "open"  # "thousands" may be tens of them
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
