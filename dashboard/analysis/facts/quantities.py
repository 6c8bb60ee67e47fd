"""Numbers of a text with what they count, how exactly they are given, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from dashboard.analysis.facts.numerals import Numeral, numerals
from dashboard.analysis.facts.units_of_measure import CURRENCY_SIGNS, NONE, Unit, unit_after
from dashboard.analysis.stems import WORD, is_content, stem

NEAR = Fraction(1, 10)
"""How far "about", "some" and "roughly" reach to both sides, as a share of the number; ours."""
FURTHER = 2
""""More than 100" is read as up to twice that: logically 5,000 is more than 100, but no report would say so;
ours."""

BOUNDS: tuple[tuple[str, str], ...] = (
    (r"(?:more|greater|higher) than|over|above|upwards? of|exceeding|in excess of", "above"),
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
    return _ranges(text, sorted(found, key=lambda q: q.start))


def _meets(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in spans)


def _is_number(text: str, numeral: Numeral) -> bool:
    """Whether the numeral counts or ranks something."""
    words = text[numeral.start : numeral.end].lower()
    if words in ("first", "1st", "zero") or _CLOCK.match(text[numeral.end :]):
        return False
    before = text[: numeral.start].lower().rstrip()
    after = text[numeral.end :]
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
        unit = Unit(f"money {CURRENCY_SIGNS.get(sign['sign'], sign['sign'])}")
        start = sign.start()
    elif text[end:].startswith("%"):
        unit, end = Unit("share"), end + 1
    else:
        words = [
            (m.start(), m.end(), m.group()) for m in WORD.finditer(text[end : end + 60].replace("-", " "))
        ]
        close = [w for k, w in enumerate(words[:3]) if _adjoin(text[end : end + 60], words[: k + 1])]
        unit, used = unit_after([w for _, _, w in close])
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
        if len(found) == 4:
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
                "and" not in text[last.end : quantity.start] or re.search(r"\bbetween\s$", text[: last.start])
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
