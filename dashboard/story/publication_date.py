"""When an article was published, from the lines of its page that say so, never a date of the story itself; and the day from
which its "Wednesday" and "this week" are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

import pandas as pd

from dashboard.language.time_expressions import WEEKDAYS, moments
from dashboard.story.story import Story
from dashboard.tables import COUNTED

ZONES: dict[str, float] = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "TRT": 3, "WAT": 1, "CAT": 2, "SAST": 2, "EAT": 3, "PKT": 5, "NPT": 5.75, "ICT": 7, "WIB": 7, "HKT":
    8, "SGT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT":
    13, "BRT": -3, "NST": -3.5, "ADT": -3, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST":
    -8, "PDT": -7, "AKST": -9, "HST": -10,
}  # fmt: skip
"""Hours east of UTC of zone names that mean one zone in the press."""
AMBIGUOUS: dict[str, dict[str, tuple[float, str]]] = {
    "IST": {
        "India": (5.5, r"India|Indian|Bharat|Hindustan|Delhi|Mumbai|PTI|ANI|\U0001f1ee\U0001f1f3"),
        "Israel": (2, r"Israel|Israeli|Jerusalem|Haaretz|Tel Aviv|\U0001f1ee\U0001f1f1"),
        "Ireland": (1, r"Ireland|Irish|Dublin|RT[ÉE]|\U0001f1ee\U0001f1ea"),
    },
    "CST": {
        "the United States": (-6, r"U\.S\.|USA|Chicago|Dallas|Houston|Texas|\U0001f1fa\U0001f1f8"),
        "China": (8, r"China|Chinese|Xinhua|Beijing|Shanghai|CGTN|\U0001f1e8\U0001f1f3"),
    },
    "BST": {
        "Britain": (1, r"Britain|British|BBC|UK|London|Guardian|\U0001f1ec\U0001f1e7"),
        "Bangladesh": (6, r"Bangladesh|Dhaka|BSS|\U0001f1e7\U0001f1e9"),
    },
}  # fmt: skip
"""Zone names of several countries -> country -> (hours, words of a page of that country). A page that shows
the words of one country alone settles it; else the time is given without a zone."""

FIRST, LAST = 1980, 2099
"""Years of publication that are believed where a program states them."""

_MONTHS: tuple[str, ...] = (
    "january|jan|januar|jänner|janvier|janv|enero|ene|gennaio|gen|januari|janeiro",
    "february|feb|februar|feber|février|févr|febrero|febbraio|februari|fevereiro|fev",
    "march|mar|märz|mär|mars|marzo|maart|março",
    "april|apr|avril|avr|abril|abr|aprile",
    "may|mai|mayo|maggio|mag|mei|maio",
    "june|jun|juni|juin|junio|giugno|giu|junho",
    "july|jul|juli|juillet|juil|julio|luglio|lug|julho",
    "august|aug|août|agosto|ago|augustus",
    "september|sept|sep|septembre|septiembre|settembre|set|setembro",
    "october|oct|oktober|okt|octobre|octubre|ottobre|ott|outubro|out",
    "november|nov|novembre|noviembre|novembro",
    "december|dec|dezember|dez|décembre|déc|diciembre|dic|dicembre|dezembro",
)
"""Names of the months in the order of the year: English, German, French, Spanish, Italian, Dutch, Portuguese. A date is
believed only with a day and a year beside the name."""
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        rf"\b{_MONTH} {_DAY},? {_YEAR}\b",
        rf"(?<!\d){_DAY}[. -]{{1,2}}(?:de |of )?{_MONTH}(?:[ .,-]{{0,2}}| de ){_YEAR}\b",
        rf"(?<!\d){_YEAR} ?年 ?(?P<month>\d{{1,2}}) ?月 ?(?P<day>\d{{1,2}}) ?日",
        rf"(?<!\d){_YEAR}년 ?(?P<month>\d{{1,2}})월 ?(?P<day>\d{{1,2}})일",
        rf"(?<!\d)(?P<first>\d{{1,2}})[/.-](?P<second>\d{{1,2}})[/.-]{_YEAR}(?!\d)",
        r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{2})(?=,? \d{1,2}:\d{2}\b)",
    )
)
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:(?:[:.h]| ?[時时点] ?)(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?)?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r" ?\(?(?:GMT|UTC)? ?(?P<sign>[+\u2212-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\b")
_ZONE = re.compile(r" ?\(?(?P<zone>[A-Z]{1,4})\b")
_CHANGED = (
    r"updated|modified|edited|last (?:modified|update|change)|aktualisiert|zuletzt geändert|geändert|mise? à jour|modifiée?|"
    r"actualizado|modificado|"
    r"aggiornato|modifica(?:to)?|bijgewerkt|atualizado"
)
_LABEL = re.compile(
    rf"(?:(?:first |originally |(?:page |article |story )?last )?(?:published|posted|issued|uploaded|{_CHANGED}|veröffentlicht|"
    rf"erstellt|erschienen|stand|online seit|"
    r"publiée?|posté|publicado|pubblicato|gepubliceerd)(?: on| at| am| le| el| il| em| op)?|"
    r"(?:publication |publish(?:ed)? |release |posting )?date(?: published)?|datum|fecha|data|time|created|as of)\b\s*[:|•–—-]?",
    re.IGNORECASE,
)
_UPDATED = re.compile(rf"\b(?:{_CHANGED})\b", re.IGNORECASE)
_STAMPS = re.compile(
    r"\s*[|•·(]\s*|\s+[/–—-]\s+|(?<=[\d.m])[,;)]?\s+(?=(?:(?:last |first )?(?:published|posted|updated|modified)|mise? à jour|modifiée?|"
    r"aktualisiert|publiée?)\b)",
    re.IGNORECASE,
)
"""What parts several times, an author and a reading time on one line."""
_BESIDE_STAMP = re.compile(
    r"(?:(?i:by) )?(?:[A-Z][\w.’'&-]*,? ?){1,5}|\d{1,3} ?(?i:min)\w{0,4}(?: (?i:read|video|listen))?|\W*"
)
"""What may stand beside a time on its line: a name, a reading time."""
_AGO = re.compile(r"\b\d{1,3}\+? (?:second|minute|min|hour|hr|day|week|month|year)s? ago\b", re.IGNORECASE)
_RESIDUE = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:on|at|and|local time)\b|"
    r"\b(?:(?:sonn|mon|diens|donners|frei|sams)tag|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|"
    r"miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\b|"
    r"\b(?:um|uhr|à|le|a las|alle(?: ore)?|ore|h|hrs|om|às)\b|[時时点]|分|"
    rf"\b(?:{'|'.join([*ZONES, *AMBIGUOUS])}|ET|CT|PT|MT)\b",
    re.IGNORECASE,
)
_AMERICAN = re.compile(r"\d ?[ap]\.?m\.? ?\(?(?:[ECMP][SD]?T)\b", re.IGNORECASE)
"""A time as the United States write it, where a date in figures begins with the month."""
_LETTER = re.compile(r"[^\W\d_]")
_MAX_LINE = 200
"""Characters of a line that can state a time of publication; beyond it is prose."""
_MAX_WORDS_BESIDE = 8
"""Words that may follow a labelled date on its line: an author, a reading time."""
SPREAD = 4
"""Days between the first and the last stated date of a story within which an article without a date is taken
to be of the same days. A weekday then means the same day for all of them or for none; ours."""


@dataclass(frozen=True)
class Stamp:
    """A stated time of publication.

    Attributes:
        iso: ISO 8601 to the minute, with a zone only where one is stated and known; "" if the date can be
            read in two ways.
        caveat: what could not be settled, "" where nothing is open.
        words: the words that state it.
    """

    iso: str
    caveat: str
    words: str


def is_stamp(line: str) -> bool:
    """Whether a line of the page does nothing but say when it was published or last changed."""
    if len(line) > _MAX_LINE:
        return False
    found = _find_date(line) or _AGO.search(line)
    if not found:
        return False
    before, after = line[: found.start()], line[found.end() :]
    if _has_other_words(before):
        return False
    return not _has_other_words(after) or (is_labelled(line) and len(after.split()) <= _MAX_WORDS_BESIDE)


def parts_of(line: str) -> list[str]:
    """The parts of a line that prints several things beside each other."""
    return [part for part in _STAMPS.split(line) if part]


def is_row_of_stamps(line: str) -> bool:
    """Whether a line prints nothing but times of the page, with names or a reading time beside them."""
    parts = parts_of(line) if len(line) <= _MAX_LINE else []
    stamps = [is_stamp(part) for part in parts]
    return (
        len(parts) > 1
        and any(stamps)
        and all(
            stamp or bool(_BESIDE_STAMP.fullmatch(part)) or not _has_other_words(part)
            for stamp, part in zip(stamps, parts, strict=True)
        )
    )


def is_change(line: str) -> bool:
    """Whether a line says when the page was last changed, not when it appeared."""
    found, first = _UPDATED.search(line), _LABEL.match(line.strip("([ "))
    return bool(found) and (not first or bool(_UPDATED.search(first.group())))


def is_labelled(line: str) -> bool:
    """Whether a line says what its date stands for: "Published", "Last updated"."""
    return bool(_LABEL.match(line.strip("([ ")))


def _has_other_words(words: str) -> bool:
    """Whether something is left of the words beside a date but labels, times, days and zones."""
    for pattern in (_LABEL, _AGO, _TIME, _OFFSET, _RESIDUE):
        words = pattern.sub(" ", words)
    return bool(_LETTER.search(words))


def published(lines: Sequence[str], frame: str = "") -> Stamp | None:
    """The time that the page states, of its last update where it tells one: the text at hand is that version.

    Args:
        lines: lines of the page for which `is_stamp` holds.
        frame: the page's furniture, which shows the country where a zone name has several, and the order of
            day and month.

    Returns:
        None where no line holds a date.
    """
    order = _order([*lines, *frame.splitlines()])
    stamps = [(bool(_UPDATED.search(line)), stamp) for line in lines if (stamp := parse(line, frame, order))]
    settled = [entry for entry in stamps if entry[1].iso] or stamps
    return max(settled, key=lambda entry: entry[0])[1] if settled else None


def parse(text: str, frame: str = "", order: str = "") -> Stamp | None:
    """The first date of a line with the time and zone beside it; None if it holds no date.

    Args:
        text: the line.
        frame: see `published`.
        order: "day" or "month", whichever a date such as 05/06/2023 begins with on this page; "" if unknown.
    """
    found = _find_date(text)
    if not found:
        return None
    words = " ".join(text.split())
    american = not order and _AMERICAN.search(text[found.end() : found.end() + 30])
    day, caveat = _read_date(found, "month" if american else order)
    if day is None:
        return Stamp("", caveat, words)
    moment, zone, caveat = _read_time(text, found, frame)
    if moment is None:
        return Stamp(day.isoformat(), caveat, words)
    whole = datetime.combine(day, moment, tzinfo=zone)
    return Stamp(whole.isoformat(timespec="seconds" if moment.second else "minutes"), caveat, words)


def machine_time(stated: str) -> str:
    """A time as programs write it (ISO 8601, RFC 2822, seconds since 1970) or people do, as ISO 8601; "" for none.

    Years outside FIRST … LAST are fillers ("1970-01-01", "0001-01-01") and no time of publication.
    """
    stated = " ".join(stated.split())
    if not stated or len(stated) > _MAX_LINE:
        return ""
    for read in (_digits, _iso, _mail):
        try:
            found = read(stated)
        except (ValueError, OverflowError, OSError, TypeError, IndexError):
            continue
        if found:
            return found if FIRST <= int(found[:4]) <= LAST else ""
    stamp = parse(stated)
    return stamp.iso if stamp and FIRST <= int(stamp.iso[:4] or 0) <= LAST else ""


def _digits(stated: str) -> str:
    """Seconds or milliseconds since 1970, or a time written without marks (20240507, 20240507101500)."""
    if not (stated.isascii() and stated.isdigit()):
        return ""
    if len(stated) in (10, 13):
        return datetime.fromtimestamp(int(stated[:10]), UTC).isoformat(timespec="minutes")
    if len(stated) == 8:
        return date(int(stated[:4]), int(stated[4:6]), int(stated[6:])).isoformat()
    if len(stated) in (12, 14):
        return datetime.strptime(stated[:12], "%Y%m%d%H%M").isoformat(timespec="minutes")
    return ""


def _iso(stated: str) -> str:
    if not re.match(r"\d{4}-?\d\d-?\d\d", stated):
        return ""
    if len(stated) <= 10:
        return date.fromisoformat(stated).isoformat()
    stated = re.sub(r" ?(?:UTC|GMT|Z)\Z", "+00:00", re.sub(r" (?=[+-]\d\d:?\d\d\Z)", "", stated))
    whole = datetime.fromisoformat(stated)
    return whole.replace(microsecond=0).isoformat(timespec="seconds" if whole.second else "minutes")


def _mail(stated: str) -> str:
    whole = parsedate_to_datetime(stated)
    return whole.isoformat(timespec="seconds" if whole.second else "minutes")


def _find_date(text: str) -> re.Match[str] | None:
    """The leftmost date that exists in the calendar."""
    matches = (match for pattern in _DATES for match in pattern.finditer(text[: 2 * _MAX_LINE]))
    real = [match for match in matches if _readings(match)]
    return min(real, key=lambda match: (match.start(), -match.end())) if real else None


def _readings(found: re.Match[str]) -> dict[str, date]:
    """Order -> date, for the orders in which the figures make a date."""
    part = found.groupdict()
    year = int(part["year"]) + (2000 if len(part["year"]) == 2 else 0)
    if "first" not in part:
        month = part["month"]
        number = int(month) if month.isdigit() else _MONTH_NUMBERS[month.lower()]
        orders = {"day": (number, int(part["day"]))}
    else:
        a, b = int(part["first"]), int(part["second"])
        orders = {"day": (b, a), "month": (a, b)}
    readings = {}
    for order, (month_number, day) in orders.items():
        try:
            readings[order] = date(year, month_number, day)
        except ValueError:
            continue
    return readings


def _read_date(found: re.Match[str], order: str) -> tuple[date | None, str]:
    """(date, "") or (None, why it stays open)."""
    readings = _readings(found)
    if len(set(readings.values())) == 1:
        return next(iter(readings.values())), ""
    order = order or (
        "day" if found.group().count(".") == 2 else ""
    )  # 07.05.2024 is written where the day comes first
    if order in readings:
        return readings[order], ""
    a, b = readings["day"], readings["month"]
    return (
        None,
        f"{found.group()} may be {a.day} {a:%B} or {b.day} {b:%B} {b.year}, and the page does not show which",
    )


def _order(lines: Sequence[str]) -> str:
    """Whether dates in figures begin with the day or the month here, from those that can be read one way."""
    orders: set[str] = set()
    for line in lines:
        for match in _DATES[-2].finditer(line[:_MAX_LINE]):
            readings = _readings(match)
            if len(readings) == 1:
                orders.update(readings)
    return orders.pop() if len(orders) == 1 else ""


def _read_time(text: str, found: re.Match[str], frame: str) -> tuple[time | None, timezone | None, str]:
    """(time, zone, caveat) beside a date; the time after the date is preferred to one before it."""
    for start, end in ((found.end(), len(text)), (0, found.start())):
        for match in _TIME.finditer(text, start, min(end, start + _MAX_LINE)):
            moment = _clock(match)
            if moment is not None:
                zone, caveat = _read_zone(text[match.end() : min(end, match.end() + 20)], frame)
                return moment, zone, caveat
    return None, None, ""


def _clock(match: re.Match[str]) -> time | None:
    """A time of day, None for a bare figure or an impossible hour."""
    if match["minute"] is None and match["half"] is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        return None


def _read_zone(after: str, frame: str) -> tuple[timezone | None, str]:
    """(zone, caveat) from what follows a time of day."""
    offset = _OFFSET.match(after)
    if offset:
        minutes = 60 * int(offset["hours"]) + int(offset["minutes"] or 0)
        if minutes <= 14 * 60:
            return timezone(timedelta(minutes=-minutes if offset["sign"] != "+" else minutes)), ""
    named = _ZONE.match(after)
    if not named:
        return None, ""
    name = named["zone"]
    if name in ZONES:
        return timezone(timedelta(hours=ZONES[name])), ""
    if name not in AMBIGUOUS:
        return None, ""
    readings = AMBIGUOUS[name]
    shown = [
        country for country, (_, words) in readings.items() if re.search(rf"(?<!\w)(?:{words})(?!\w)", frame)
    ]
    if len(shown) == 1:
        return timezone(timedelta(hours=readings[shown[0]][0])), ""
    return None, f"{name} may be the time of {' or '.join(readings)}, and the page does not show which"


@dataclass(frozen=True)
class Anchor:
    """When an article was written, as far as it can be told.

    Attributes:
        day: the day, or None where nothing tells it.
        basis: what the day rests on, in words for the reader.
    """

    day: date | None
    basis: str


def anchors(story: Story) -> dict[str, Anchor]:
    """Article -> the day it was written.

    Its own publication date comes first; then the weekday and date that its own text prints together
    ("Tuesday, July 25, 2023"); then what the other articles of the story give, if they lie within SPREAD days
    of each other. Otherwise the day is None, and weekdays are compared by their names alone.
    """
    own = {str(r.article): _stated(r.published) for r in story.articles.itertuples(index=False)}
    found: dict[str, Anchor] = {}
    for article in own:
        stated = own[article]
        dated = None if stated else _printed(story.sentences, article)
        if stated:
            found[article] = Anchor(stated, f"published {_words(stated)}")
        elif dated:
            found[article] = Anchor(
                dated, f"no publication date; the text prints {_words(dated)} with its weekday"
            )
    known = sorted(a.day for a in found.values() if a.day)
    if known and (known[-1] - known[0]).days <= SPREAD:
        shared = Anchor(known[-1], f"no date of its own; taken as the story's, {_words(known[-1])}")
    else:
        shared = Anchor(None, "no date of its own, and the story's other articles give none that fits")
    return {article: found.get(article, shared) for article in own}


def _stated(published: object) -> date | None:
    """The day of an ISO time, in the zone in which it is printed."""
    if published is None or pd.isna(published):
        return None
    try:
        return datetime.fromisoformat(str(published)).date()
    except ValueError:
        return None


def _printed(sentences: pd.DataFrame, article: str) -> date | None:
    """The latest day that the article prints with a weekday and a year that agree."""
    own = sentences[(sentences["article"] == article) & sentences["role"].isin(COUNTED)]
    days = []
    for text in own["text"]:
        for moment in moments(text, None):
            if moment.grain == "day" and moment.readings:
                day = moment.readings[0][0]
                if text[moment.start : moment.end].lower().startswith(WEEKDAYS[day.weekday()]):
                    days.append(day)
    return max(days, default=None)


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
