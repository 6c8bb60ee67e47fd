"""Expressions of time in a text, as the days they may mean.

A moment is a set of readings, each a first and a last day. "Wednesday" alone has two readings, the last and
the next one; two moments differ only if no reading of one meets any of the other, so a doubt never makes a
difference."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.language.words import WORD, is_content, stem

Reading = tuple[date, date]

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


_MONTH = (
    r"(?P<month>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d{2})"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_BEFORE = r"(?:(?P<side>last|next|this|this\ past|this\ coming)\ )?"
_EARLY = r"(?:(?P<part>early|mid|late)[ -])?"
_COUNTED = (
    r"percent|million|billion|dollars|euros|troops|soldiers|people|men|women|miles|km|tons|meters|metres|feet"
    r"|pounds"
)
"""Words that make a number of four digits before them a count and no year."""
RELATIVE = "relative"
"""First part of `Moment.partial` of a week, month or year that is counted from a day that is not known."""
COUNTS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        range(1, 11),
        strict=True,
    ),
    a=1,
)
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|would|could|may|might|(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:to|set|due|expected|scheduled|slated"
    r"|planned|planning|going|likely|hoping)|plans?|hopes?|intends?|expects?|aims?|upcoming|next|until|before|deadline)\b"
    r"|\bby\s+(?:the\s+)?(?:end of\s+|start of\s+|early\s+|mid-?\s*|late\s+)?\Z",
    re.IGNORECASE,
)
_PAST_VERB = re.compile(
    r"\b(?:was|were|had|did|went|took|said|told|gave|won|lost|met|held|began|made|came|\w{2,}ed)\b"
)
_SAID = re.compile(
    r"\b(?:said|says|saying|told|reported|reports|announced|tweeted|wrote|posted|added|released|issued|stated"
    r"|confirmed|(?:in|according to) a (?:statement|tweet|post|report|release|news conference"
    r"|press conference|briefing|interview))"
    r"(?:\s+(?!and\b|that\b)[\w’'.-]+){0,3}?\s*(?:\bon|late|early|,)?\s*$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(since|until|till|before|after|by|from|through|ahead of|prior to)"
    r"(?:\s(?:the|its|his|their|that|at least))?\s*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(\w+)\s+of(?:\s(?:the|that))?\s*$")


def _named(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


_COUNTED_FROM = _named(
    r"\b(?P<side>earlier\ this|later\ this|this|last|next)\ (?P<unit>week|month|year)\b(?!['’]|\s(?:end|old))"
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", _named(rf"(?<![\d-]){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?![\d-])")),
    ("day", _named(rf"\b(?:{_WEEKDAY},?\ )?{_MONTH}\ {_DAY}(?!\d|:\d)(?:,?\ {_YEAR}\b)?")),
    ("day", _named(rf"\b(?:{_WEEKDAY},?\ )?(?<![\d.,]){_DAY}(?:\ of)?\ {_MONTH}\b(?:,?\ {_YEAR}\b)?")),
    ("month", _named(rf"\b{_EARLY}{_MONTH},?\ (?:of\ )?{_YEAR}\b")),
    ("month", _named(rf"\b(?:{_BEFORE}{_EARLY}(?<=\ ){_MONTH})\b(?!\ \d|[-\w])")),
    ("weekday", _named(rf"\b{_BEFORE}{_WEEKDAY}\b")),
    (
        "span",
        _named(
            r"(?<![\d$£€,.-])(?P<from>(?:1[6-9]|20)\d{2})(?:\s?[-–—/]\s?|\ to\ )"
            r"(?P<to>(?:1[6-9]|20)?\d{2})\b(?!-)"
        ),
    ),
    ("decade", _named(rf"(?<![\d$£€,.-]){_EARLY}(?P<decade>(?:1[6-9]|20)\d0)['’]?s\b")),
    ("year", _named(rf"(?<![\d$£€,./-]){_EARLY}\b{_YEAR}\b(?![,.]\d|[-–/%\w]|\s(?:{_COUNTED})\b)")),
    ("relative", _named(r"\b(?P<word>today|yesterday|tomorrow|tonight)\b")),
    ("relative", _COUNTED_FROM),
    (
        "ago",
        _named(
            r"\b(?P<count>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten)"
            r"\ (?P<unit>day|week|month|year)s?\ (?P<way>ago|earlier)\b"
        ),
    ),
)


_DIGIT = re.compile(r"\d")
_NAME = re.compile("|".join(m[:3] for m in MONTHS) + "|day", re.IGNORECASE)
_UNIT = re.compile(r"today|yesterday|tomorrow|tonight|day|week|month|year", re.IGNORECASE)
NEEDED = {
    **dict.fromkeys(("iso", "span", "decade", "year", "day"), _DIGIT),
    **dict.fromkeys(("month", "weekday"), _NAME),
    **dict.fromkeys(("relative", "ago"), _UNIT),
}
"""Kind of pattern -> what it cannot match without, which is looked for once a text: most texts hold none of it."""


@dataclass(frozen=True)
class Moment:
    """An expression of time.

    Attributes:
        start, end: place in the text that was read.
        readings: the days it may mean, (first, last); empty where the text gives too little.
        grain: day, week, month, part (early, mid or late in a year), year, span (several years: 1950-53) or decade.
        partial: what is printed where no reading can be told: ("weekday", 3), ("day", 7, 26), ("month", 7), (RELATIVE, "year", -1).
        parts: what is printed, by name, for telling what makes two moments differ.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    grain: str
    partial: tuple[str | int, ...] = ()


def moments(text: str, anchor: date | None) -> list[Moment]:
    """Every expression of time in a text, in order and without overlap.

    Args:
        text: a sentence.
        anchor: the day the article was written, as far as it is known; None leaves "Wednesday" a mere
            weekday.
    """
    taken: list[tuple[int, int]] = []
    found: list[Moment] = []
    held = {needed for needed in (_DIGIT, _NAME, _UNIT) if needed.search(text)}
    for kind, pattern in PATTERNS if held else ():
        for match in pattern.finditer(text) if NEEDED[kind] in held else ():
            a, b = match.span()
            if any(a < end and start < b for start, end in taken) or not text[a:b][:1].strip():
                continue
            moment = _read(kind, match, anchor)
            if moment:
                taken.append((a, b))
                found.append(moment)
    return sorted(found, key=lambda m: m.start)


def counted(text: str) -> list[Moment]:
    """The weeks, months and years of a text that are counted from a day that is not known: "last year"."""
    found = ((m, m["unit"].lower()) for m in _COUNTED_FROM.finditer(text))
    return [Moment(*m.span(), (), unit, (RELATIVE, unit, _step(m["side"]))) for m, unit in found]


def _step(side: str) -> int:
    return {"last": -1, "next": 1}.get(side.lower(), 0)


def _read(kind: str, match: re.Match[str], anchor: date | None) -> Moment | None:
    """One match as a moment; None where it is no date (31 June, "may")."""
    where = match.span()
    groups = {k: v for k, v in match.groupdict().items() if v}
    if kind in ("iso", "day"):
        return _day(where, groups, anchor)
    if kind == "month":
        return _month(where, groups, anchor, _looks_back(match))
    if kind == "weekday":
        return _weekday(where, groups, anchor)
    if kind in ("span", "decade", "year"):
        return _years(where, groups)
    return _relative(where, groups, anchor)


def _looks_back(month: re.Match[str]) -> bool:
    """Whether the clause of a bare month is in the past: it has a past verb, and nothing in it looks ahead."""
    text, (start, end) = month.string, month.span()
    first = max(text.rfind(mark, 0, start) for mark in ";:.") + 1
    stop = min((k for mark in ";:." if (k := text.find(mark, end)) >= 0), default=len(text))
    before, after = text[first:start], text[end:stop]
    ahead = _AHEAD.search(before) or _AHEAD.search(after)
    return bool(_PAST_VERB.search(before) or _PAST_VERB.search(after)) and not ahead


def _number(month: str) -> int:
    return next(k for k, name in enumerate(MONTHS, 1) if name.startswith(month.lower().strip(".")[:3]))


def _day(where: tuple[int, int], groups: dict[str, str], anchor: date | None) -> Moment | None:
    month = int(groups["number"]) if "number" in groups else _number(groups["month"])
    day = int(groups["day"])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2020, month)[1]:
        return None
    if "year" in groups:
        years = [int(groups["year"])]
    elif anchor:
        years = [_nearest_year(month, day, anchor)]
    else:
        return Moment(*where, (), "day", ("day", month, day))
    days = [date(y, month, day) for y in years if day <= monthrange(y, month)[1]]
    return Moment(*where, tuple((d, d) for d in days), "day") if days else None


def _nearest_year(month: int, day: int, anchor: date) -> int:
    """The year in which a day without a year lies nearest to the anchor."""
    usable = [y for y in (anchor.year - 1, anchor.year, anchor.year + 1) if day <= monthrange(y, month)[1]]
    return min(usable or [anchor.year], key=lambda y: abs((date(y, month, min(day, 28)) - anchor).days))


def _month(
    where: tuple[int, int], groups: dict[str, str], anchor: date | None, looks_back: bool
) -> Moment | None:
    if groups["month"].islower():  # the verbs "may" and "march"
        return None
    month = _number(groups["month"])
    if "year" in groups:
        years = [int(groups["year"])]
    elif anchor:
        years = [_nearest_year(month, 15, anchor)]
        past = groups.get("side", "").lower() == "last" or (not groups.get("side") and looks_back)
        if past and date(years[0], month, 1) > anchor:
            years = [years[0] - 1]
    else:
        return Moment(*where, (), "month", ("month", month))
    return Moment(*where, tuple(_in_month(y, month) for y in years), "month")


def _in_month(year: int, month: int) -> Reading:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _weekday(where: tuple[int, int], groups: dict[str, str], anchor: date | None) -> Moment:
    number = WEEKDAYS.index(groups["weekday"].lower())
    if anchor is None:
        return Moment(*where, (), "day", ("weekday", number))
    before = anchor - timedelta((anchor.weekday() - number) % 7)
    after = anchor + timedelta((number - anchor.weekday()) % 7)
    side = groups.get("side", "").lower()
    if side in ("last", "this past"):  # "last Friday" may also be that of the week before
        days = [before - timedelta(7), before]
    elif side == "next":
        days = [after, after + timedelta(7)]
    else:
        days = [before, after]
    return Moment(*where, tuple((d, d) for d in dict.fromkeys(days)), "day")


def _years(where: tuple[int, int], groups: dict[str, str]) -> Moment | None:
    if "from" in groups:
        first, last = groups["from"], groups["to"]
        last = first[: 4 - len(last)] + last
        if not first < last or int(last) - int(first) > 200:
            return None
        return Moment(*where, ((date(int(first), 1, 1), date(int(last), 12, 31)),), "span")
    length, start = (10, int(groups["decade"])) if "decade" in groups else (1, int(groups["year"]))
    first_day, last_day = date(start, 1, 1), date(start + length - 1, 12, 31)
    part = groups.get("part", "").lower()
    if part:
        fifth = (last_day - first_day).days * 2 // 5
        first_day, last_day = {
            "early": (first_day, first_day + timedelta(fifth)),
            "mid": (first_day + timedelta(fifth // 2), last_day - timedelta(fifth // 2)),
            "late": (last_day - timedelta(fifth), last_day),
        }[part]
    grain = "decade" if "decade" in groups else "part" if part else "year"
    return Moment(*where, ((first_day, last_day),), grain)


def _relative(where: tuple[int, int], groups: dict[str, str], anchor: date | None) -> Moment | None:
    if anchor is None:
        return None
    if "word" in groups:
        day = anchor + timedelta({"yesterday": -1, "tomorrow": 1}.get(groups["word"].lower(), 0))
        return Moment(*where, ((day, day),), "day")
    unit = groups["unit"].lower()
    if "count" in groups:
        count = int(COUNTS.get(groups["count"].lower(), 0) or groups["count"])
        if (
            groups["way"].lower() == "earlier" or unit != "day"
        ):  # earlier than what is not told; "a year ago" is rough
            return None
        day = anchor - timedelta(count)
        return Moment(*where, ((day, day),), "day")
    return Moment(*where, tuple(_around(anchor, unit, _step(groups["side"]))), unit)


def _around(anchor: date, unit: str, step: int) -> Iterator[Reading]:
    """The week (from Sunday or from Monday), month or year of the anchor, or the one before or after."""
    if unit == "year":
        yield date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31)
    elif unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + step
        yield _in_month(months // 12, months % 12 + 1)
    else:
        for first_weekday in (0, 6):
            first = anchor - timedelta((anchor.weekday() - first_weekday) % 7) + timedelta(7 * step)
            yield first, first + timedelta(6)


def relation(a: Moment, b: Moment) -> str:
    """How two moments stand to each other.

    Returns:
        "same"; "finer" or "coarser" (a lies within b, b within a); "different" (no reading of one meets the
        other); "open" where it cannot be told.
    """
    if not a.readings or not b.readings:
        return _bare(a, b)
    if a.grain == b.grain == "span":  # 1950-53 and 1948-53 name their first and their last year
        return "same" if a.readings == b.readings else "different"
    best = "different"
    for first_a, last_a in a.readings:
        for first_b, last_b in b.readings:
            if (first_a, last_a) == (first_b, last_b):
                return "same"
            if first_a >= first_b and last_a <= last_b:
                best = "finer"
            elif first_b >= first_a and last_b <= last_a:
                best = "coarser" if best != "finer" else best
            elif first_a <= last_b and first_b <= last_a and best == "different":
                best = "open"
    return best


def _bare(a: Moment, b: Moment) -> str:
    """The relation of moments of which one at least has no reading: by what is printed alone."""
    if a.partial[:1] == b.partial[:1] == (RELATIVE,):
        return "same" if a.partial == b.partial else "different" if _are_years_apart(a, b) else "open"
    if a.partial and b.partial and a.partial[0] == b.partial[0]:
        return "same" if a.partial == b.partial else "different"
    pair = {m.partial[0]: m.partial for m in (a, b) if m.partial}
    if set(pair) == {"day", "month"} and pair["day"][1] != pair["month"][1]:
        return "different"
    if set(pair) == {"day", "month"}:
        return "finer" if a.grain == "day" else "coarser"
    return "open"


def _are_years_apart(a: Moment, b: Moment) -> bool:
    """Whether of two moments without a known day one is in the year of its report, and the other not: "earlier this month", "last
    year"."""
    (_, unit, step), (_, other_unit, other_step) = a.partial, b.partial
    return (unit == "year" and step != 0 == other_step) or (other_unit == "year" and other_step != 0 == step)


def role(text: str, moment: Moment) -> tuple[str, str]:
    """What a moment dates.

    Returns:
        ("said", "") when something was said or published; ("since" …, "") its preposition, where that is no
        plain
        "on"; ("of", stem) and ("noun", stem) the thing that is dated ("the armistice of July 27, 1953", "the
        July 27 anniversary"); ("event", "") everything else, that is when it happened.
    """
    before, after = text[: moment.start], text[moment.end :]
    if _SAID.search(before):
        return "said", ""
    found = _SINCE.search(before)
    if found:
        return found[1].lower(), ""
    of = _OF.search(before)
    if of:
        return "of", stem(of[1])
    if re.search(r"(?:\b(?:the|a|an|this|that|its|his|her|their)|['’]s?)\s+$|\($", before):
        follows = WORD.match(after, 1) if after[:1] in (" ", "-") else None
        if after[:1] == ")" or (follows and is_content(follows.group())):
            word = follows.group() if follows else (WORD.findall(before) or [""])[-1]
            return "noun", stem(word)
    return "event", ""
