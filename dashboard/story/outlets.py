"""Who published an article: from the story's outlets.csv, else from the words of the page."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.files import revived, rows_of_csv
from dashboard.language import media
from dashboard.story import publication_date
from dashboard.story.charset import UndecodableError, decode
from dashboard.story.roles import site_name
from dashboard.story.story import Fault, web_address

TABLE = "outlets.csv"
COLUMNS = ("file", "outlet", "published", "agency", "evidence", "order", "colour", "url")
NEEDED = COLUMNS[:2]
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
GUESS = "inferred"
"""How the evidence for an outlet's name begins where nothing states it."""
LONGEST_NAME = 60
"""Characters of an outlet's name taken from the page; longer ones are sentences."""

_NAME = r"[A-Z0-9][\w.’'&!-]*(?: (?:(?:of|the|and|de|la|le) )?[A-Z0-9&][\w.’'&!-]*){0,5}"
_OUTLET = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\A(?i:sources?|published by|via): ?(?P<name>{_NAME})\.?\Z",
        r"(?i:not (?:been )?edited by|(?:originally|first) (?:published|appeared) (?:on|in|at))"
        rf" (?:the )?(?P<name>{_NAME}?)(?:['’]s?)?(?= staff| team| and |[.,)]|\Z)",
        rf"\A(?i:discover more from|subscribe to) (?:the )?(?P<name>{_NAME}?)(?=['’]s |[^\w]*\Z)",
    )
)
"""Credits and furniture of a page that name the outlet, the surest first."""
_BEHIND_TITLE = re.compile(rf"\A[|–—-] (?P<name>{_NAME})\Z")
_NOTICE = re.compile(
    rf"(?:©|\(c\)|[Cc]opyright)[ ©\d,–-]{{1,15}}(?:by )?(?:[Tt]he )?(?P<name>{_NAME}?)"
    r"(?=[.,]? (?:All|Ltd|Inc|LLC)|[.,]|\Z)"
)
"""Who holds the rights: the outlet, its owner, or the agency whose text it prints."""
_DATELINE = re.compile(r"[A-Z][^()\n]{0,60}\((?P<name>[A-Z][\w .&’'-]{1,40})\) ?[–—:-]")
_BARE_DATELINE = re.compile(r"\((?P<name>[A-Z][\w .&’'-]{1,40})\) ?[–—-]")
_SAVED_AS = re.compile(r".{4,200} [-–—|_] (?P<name>[^-–—|_]{2,40})\Z")
"""How browsers name a saved page: its title with the site's name behind it."""
_CREDITED = re.compile(
    r"(?:\A|[\[(])(?i:according to|sources?:|via|from|agenc(?:y|ies):|based on|citing|with inputs? from) "
    r"(?P<names>[^)]{1,100})"
)


@dataclass(frozen=True)
class Outlet:
    """Who published an article, when, from which agencies' text, and the words that say so.

    `order` and `colour` are the reader's own: where the article stands among the others, and its #rrggbb.
    """

    name: str
    evidence: str
    published: str = ""
    agency: str = ""
    order: int | None = None
    colour: str = ""
    url: str = ""

    @property
    def is_stated(self) -> bool:
        """Whether something names it, so that it is no guess."""
        return not self.evidence.startswith(GUESS)


def read_table(data: bytes, files: Sequence[str]) -> tuple[dict[str, Outlet], list[Fault]]:
    """File name -> outlet, as far as the table names it, and what is wrong with the table.

    The comma and, as Excel writes it in many countries, the semicolon or tab separate the columns.

    Args:
        data: outlets.csv.
        files: names of the story's files.
    """
    try:
        decoded = decode(data)
    except UndecodableError as error:
        return {}, [
            Fault(TABLE, f"{error}", "Save it as CSV in UTF-8; until then names are taken from the texts")
        ]
    try:
        rows = rows_of_csv(decoded.text)
    except csv.Error as error:
        return {}, [Fault(TABLE, f"cannot be read as CSV ({error})", "Save it again as CSV in UTF-8")]
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    columns = [cell.strip().casefold() for cell in rows[0]] if rows else []
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        had = ", ".join(columns) or "none"
        message = f"lacks the column {' and '.join(missing)} (it has: {had})"
        return {}, [Fault(TABLE, message, f"Name the columns {', '.join(COLUMNS)} in the first line")]
    return _read_rows([dict(zip(columns, row, strict=False)) for row in rows[1:]], files)


def _read_rows(
    rows: Sequence[Mapping[str, str]], files: Sequence[str]
) -> tuple[dict[str, Outlet], list[Fault]]:
    """The usable rows, and a fault for every other."""
    found: dict[str, Outlet] = {}
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=2):
        cell = {column: revived(" ".join(row.get(column, "").split())) for column in COLUMNS}
        file = next(
            (name for name in (row.get("file", "").strip(), cell["file"]) if name in files), cell["file"]
        )
        if file not in files:
            named = f"names {file}, which is not in the story" if file else "names no file"
            faults.append(Fault(TABLE, f"row {number} {named}", "Correct the name or remove the row"))
        elif file in found:
            faults.append(
                Fault(TABLE, f"row {number} repeats {file}; the first row counts", "Remove one of them")
            )
        elif not cell["outlet"]:
            faults.append(Fault(TABLE, f"row {number} gives {file} no outlet", "Fill in the column outlet"))
        else:
            published, fault = _published(cell["published"], number)
            faults += fault
            order, colour, wrong = _drawn(cell["order"], cell["colour"], number)
            faults += wrong
            evidence = cell["evidence"] or f"named in {TABLE}"
            url = web_address(cell["url"])
            if cell["url"] and not url:
                message = f"row {number}: url is {cell['url'][:60]!r}"
                faults.append(Fault(TABLE, message, "Write the whole address, https://…"))
            found[file] = Outlet(cell["outlet"], evidence, published, cell["agency"], order, colour, url)
    return found, faults


def _published(stated: str, number: int) -> tuple[str, list[Fault]]:
    """(ISO time or "", faults) of one row's column published."""
    if not stated:
        return "", []
    stamp = publication_date.parse(stated)
    if stamp and stamp.iso and not stamp.caveat:
        return stamp.iso, []
    reason = stamp.caveat if stamp else "no date in it"
    message = f"row {number}: published is {stated!r} ({reason})"
    return stamp.iso if stamp else "", [Fault(TABLE, message, "Write it as 2023-07-27T06:17+05:30")]


def _drawn(order: str, colour: str, number: int) -> tuple[int | None, str, list[Fault]]:
    """(place or None, colour or "", faults) of one row's columns order and colour."""
    faults = []
    if order and not (order.isascii() and order.isdigit() and len(order) < 7):
        faults.append(
            Fault(TABLE, f"row {number}: order is {order[:20]!r}", "Write a whole number, 1 for the first")
        )
        order = ""
    if colour and not COLOUR.fullmatch(colour):
        faults.append(Fault(TABLE, f"row {number}: colour is {colour[:20]!r}", "Write it as #1f6fab"))
        colour = ""
    return int(order) if order else None, colour.lower(), faults


def infer(frame: Sequence[str], sites: Sequence[str], first: str, file: str, stem: str) -> Outlet:
    """The outlet that the page's own words name, else the file's name.

    A notice of rights names an owner or an agency as often as the outlet, and a dateline the agency: both are guesses,
    the agency's the last before the file's name.

    Args:
        frame: titles, credits and furniture of the page, in order.
        sites: what stands behind its titles ("– Evening Post").
        first: the first sentence of the report, which may begin with a dateline.
        file, stem: the file's name with and without its ending.
    """
    for patterns, lines in ((_OUTLET, frame), ((_BEHIND_TITLE,), sites)):
        found = _named(patterns, lines)
        if found:
            return Outlet(media.short_name(found[0]) or found[0], f"named in the text: “{found[1]}”")
    dateline = _DATELINE.match(first[:120]) or _BARE_DATELINE.match(first[:60])
    agency = media.short_name(dateline["name"]) if dateline else None
    if dateline and not agency:
        return Outlet(dateline["name"], f"named in the text: “{dateline.group()}”")
    notice = _named((_NOTICE,), frame)
    if notice and not media.short_name(notice[0]):
        return Outlet(notice[0], f"{GUESS}: from the notice “{notice[1]}”")
    if (behind := _SAVED_AS.search(stem)) and site_name(behind["name"]):
        return Outlet(behind["name"], f"{GUESS}: from the file's name, {file}")
    if dateline and agency:
        return Outlet(agency, f"{GUESS}: from the dateline “{dateline.group()}”")
    if notice:
        return Outlet(media.short_name(notice[0]) or notice[0], f"{GUESS}: from the notice “{notice[1]}”")
    return Outlet(stem, f"{GUESS}: from the file's name, {file}")


def _named(patterns: Sequence[re.Pattern[str]], lines: Sequence[str]) -> tuple[str, str] | None:
    """(name, line that gives it) by the surest pattern."""
    for pattern in patterns:
        for line in lines:
            found = pattern.search(line[:400])
            if found and len(found["name"]) <= LONGEST_NAME:
                return found["name"].strip(" .,'’"), _short(line)
    return None


def credited(credits: Sequence[str], first: str) -> str:
    """Agencies that an article gives as the origin of its text, "; " between them.

    Args:
        credits: credits and notes of the page, those of pictures left out.
        first: the first sentence of the report, for its dateline.
    """
    names: list[str] = []
    for line in credits:
        listed = _CREDITED.search(line) if len(line) <= 2 * LONGEST_NAME else None
        if listed:
            names += [media.short_name(name) or name for name in _split_names(listed["names"])]
        else:
            names += media.named_in(line)
    dateline = _DATELINE.match(first[:120]) or _BARE_DATELINE.match(first[:60])
    if dateline and media.short_name(dateline["name"]):
        names.append(media.short_name(dateline["name"]) or "")
    return "; ".join(media.distinct(names))


def _split_names(listed: str) -> list[str]:
    parts = [part.strip(" .’'") for part in re.split(r",|;|/| and | & ", listed)]
    return [part for part in parts if part and part[0].isupper() and len(part.split()) <= 5]


def _short(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= 140 else line[:139].rstrip() + "…"
