"""Exports of press archives (Nexis, Factiva, ProQuest): one text with many articles -> each with what its head states.

Each archive prints its articles in a fixed frame: a separator, a head of named or placed lines, the text, a foot of
named lines. `split` knows the frames by their separators; a text without them is no export and stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import html

from dashboard.story import publication_date
from dashboard.story.story import Caveat, Document, one_line

_NEXIS = re.compile(
    r"^[ \t]*(?:Document )?\d{1,5} (?:of|von|de) \d{1,5} (?:DOCUMENTS?|DOKUMENTE)[ \t]*$", re.MULTILINE
)
_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_FACTIVA_END = re.compile(
    r"^[ \t]*(?:AN[ \t|]+)?Document [A-Z][A-Za-z0-9]{6,9}20\d{6}[A-Za-z0-9]{6,12}[ \t|]*$", re.MULTILINE
)
_PROQUEST = re.compile(r"^[ \t]*(?:_{20,}|Document \d{1,4} of \d{1,4})[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"[ \t]*(?P<key>[A-Z][A-Za-z-]*(?: [A-Za-z-]+){0,3}):[ \t]*(?P<value>.*)")
_CODE = re.compile(
    r"[ \t]*(?P<key>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART)"
    r"(?:[ \t]*[|\t][ \t|]*|[ \t]{2,}|[ \t]*$)(?P<value>.*)"
)
_HEAD_KEYS = frozenset(
    "byline section length dateline highlight headline series distribution source author edition".split()
)
_FOOT_KEYS = frozenset(
    "load-date language publication-type journal-code graphic subject company organization ticker industry person city "
    "state country geographic country/region classification notes document-type acc-no correction-date copyright url "
    "publication-date".split()
)
_COVER = re.compile(
    r"(?:user name|date and time|job number|documents? \(\d+\)|client/matter|search (?:terms|type)|"
    r"narrowed by|content type|page \d+ of \d+)\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:copyright|©|\(c\))\s.{0,200}|all rights reserved\.?", re.IGNORECASE)
_COUNT = re.compile(r"[\d,.]{1,9} (?:words|Wörter|mots)", re.IGNORECASE)
HALF = 55
"""Characters from which a line of a field may go on in the next."""
WRAPPED = 100
"""Characters of the longest line of a wrapped text."""
SHORTEST = 40
"""Words of the shortest part of an export that is kept as a report though its head is not understood."""
LONGEST_HEAD = 30
"""Lines of the head of one article; what is longer is no head."""
_PROQUEST_FIELDS = frozenset(
    ("title", "author", "abstract", "links", "full text", "subject", "location", "people", "publication title", "pages",
     "publication year", "publication date", "year", "section", "publisher", "place of publication",
     "country of publication", "publication subject", "issn", "source type", "language of publication",
     "document type", "document url", "copyright", "last updated", "database", "dateline", "identifier", "company",
     "company / organization", "business indexing term", "classification", "first page", "column", "volume", "issue", "e-issn",
     "document feature", "proquest document id", "person", "ethnic newspaper name", "number of pages", "credit")
)  # fmt: skip
_RECORD = re.compile(r"^[ \t|]*ProQuest document link[ \t|]*$", re.MULTILINE)
_PLACE = re.compile(r"(?:FULL TEXT|Full text|ABSTRACT|Abstract)(?: \([^)]{1,40}\))?|DETAILS|LINKS|Headnote")
"""Headings of the parts of a record, alone on their lines."""
_CITED = re.compile(
    r"(?:(?P<author>.{2,120}?)\.  ?)?(?P<outlet>[^\[]{2,90}?)(?: \[[^\]]{1,80}\])?\. ?(?P<day>[^:]{6,30}\d{4}): ?[^:]{0,20}\.?"
)
"""Author, newspaper, day and page under the title of a record."""
_BETWEEN = re.compile(
    r"_{20,}|Document \d{1,4} of \d{1,4}|Linking Service|Table of contents|.*\.{4,} ?\d{1,5}|Report Information from ProQuest.*"
)
"""What stands before the title of a record."""
_BARE_RECORD = re.compile(
    r"^[ \t|]*ProQuest document link[ \t|]*\n(?:[^\n]{0,5000}\n){0,40}?[ \t|]*(?:FULL TEXT|DETAILS)\b[^\n:]{0,40}$",
    re.MULTILINE,
)
Cut = Callable[[re.Pattern[str], str], list[str]]
_EXPORT_ID = re.compile(r"Document [A-Z][A-Za-z0-9]{6,9}20\d{6}[A-Za-z0-9]{6,12}")


@dataclass
class _Article:
    """One article while its frame is taken off."""

    title: str = ""
    outlet: str = ""
    day: str = ""
    byline: str = ""
    section: str = ""
    body: list[str] = field(default_factory=list)

    def document(self, archive: str) -> Document:
        stamp = publication_date.parse(self.day) if self.day else None
        byline = (
            self.byline
            if re.match(r"by\b", self.byline, re.IGNORECASE) or not self.byline
            else f"By {self.byline}"
        )
        body = _unwrapped([line.rstrip() for line in self.body])
        return Document(
            "\n\n".join(part for part in (self.title, byline, body) if part),
            title=self.title,
            outlet=self.outlet,
            outlet_evidence=f"stated in the {archive} export: {'; '.join(filter(None, (self.outlet, self.day, self.section)))}",
            published=stamp.iso if stamp else "",
        )


def _unwrapped(lines: Sequence[str]) -> str:
    """Lines as paragraphs: where blank lines part them and none is long, the lines between two are one."""
    text = "\n".join(lines).strip("\n")
    if (
        "\n\n" not in re.sub(r"\n{3,}", "\n\n", text)
        and text.count("\n") > 3
        and text.count(".\n") > text.count("\n") / 2
    ):
        return text
    if max(map(len, lines), default=0) > WRAPPED:
        return text
    return "\n\n".join(one_line(part) for part in re.split(r"\n\s*\n", text) if part.strip())


def split(text: str) -> list[Document]:
    """The articles of an archive's export, in its order; none where the text is no export.

    An article whose head is not understood stays whole, and an article without a text is counted: none is lost unsaid.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\xa0", " ")
    for archive, mark, cut, read in FRAMES:
        if mark.search(text):
            parts = [part for part in cut(mark, text) if part.strip()]
            found = [(part, read(part.split("\n"))) for part in parts]
            usable = [
                a.document(archive) if a else _whole(part, archive) for part, a in found if _has_text(part, a)
            ]
            if any(a for _, a in found) and usable:
                lost = sum(1 for part, a in found if a and not _has_text(part, a))
                return [_counted(usable[0], lost), *usable[1:]]
    return []


def _has_text(part: str, article: _Article | None) -> bool:
    """Whether a part of an export holds a report: one whose head is not understood is told from a cover by its length."""
    return any(line.strip() for line in article.body) if article else len(part.split()) >= SHORTEST


def _whole(part: str, archive: str) -> Document:
    caveat = Caveat(
        f"is an article of a {archive} export whose head was not understood; it stays whole",
        "State its outlet and time in outlets.csv, and look whether lines around the report are left in",
    )
    return Document(_unwrapped([line.strip() for line in part.split("\n")]), caveats=(caveat,))


def _counted(first: Document, lost: int) -> Document:
    if not lost:
        return first
    caveat = Caveat(
        f"is the first of an export in which {lost} articles have no text", "Export them with their full text"
    )
    return replace(first, caveats=(*first.caveats, caveat))


def _until(mark: re.Pattern[str], text: str) -> list[str]:
    """The parts that each end mark closes."""
    return mark.split(text)[:-1]


def _key(line: str) -> tuple[str, str]:
    """(name of a field in small letters, value), ("", "") for a line of another kind."""
    found = _FIELD.match(line)
    return (found["key"].lower(), found["value"].strip()) if found else ("", "")


def _is_day(line: str) -> bool:
    """Whether a line is the day of publication: a date, perhaps weekday, time and edition beside it."""
    line = one_line(line)
    found = publication_date.parse(line) if 0 < len(line) <= 100 else None
    return (
        bool(found and found.iso)
        and not _key(line)[0]
        and not _RIGHTS.match(line)
        and len(line.split()) <= 12
    )


def _nexis(lines: Sequence[str]) -> _Article | None:
    """One article as Nexis prints it: outlet, day and title in either order, fields, text, fields."""
    lines = [line.strip() for line in lines]
    day = next((n for n, line in enumerate(lines) if _is_day(line)), -1)
    if day < 0:
        return None
    article = _Article(day=one_line(lines[day]))
    above = [
        n
        for n, line in enumerate(lines[:day])
        if line and not _COVER.match(line) and not _RIGHTS.fullmatch(line)
    ]
    if not above:
        return None
    article.outlet = one_line(lines[above[-1]])
    article.title = _title_above(lines, above[:-1])
    at = _take_fields(lines, day + 1, article)
    marker = next((n for n in range(day, len(lines)) if lines[n] == "Body"), -1)
    at = marker + 1 if marker >= 0 else at
    at = next((n for n in range(at, len(lines)) if lines[n]), at)
    if at < len(lines) and (opened := re.match(r"BODY: *", lines[at])):
        lines[at] = lines[at][opened.end() :]
    end = next(
        (
            n
            for n in range(at, len(lines))
            if _key(lines[n])[0] in _FOOT_KEYS or lines[n] in ("Classification", "Graphic")
        ),
        len(lines),
    )
    while end > at and (not lines[end - 1] or _RIGHTS.fullmatch(lines[end - 1])):
        end -= 1
    article.body = list(lines[at:end])
    return article


def _title_above(lines: Sequence[str], above: Sequence[int]) -> str:
    """The title printed above the outlet: the line next above it, and those it is wrapped from."""
    if not above:
        return ""
    first = above[-1]
    while first - 1 in above and above[-1] - first < 3:
        first -= 1
    return one_line(" ".join(lines[first : above[-1] + 1]))


def _take_fields(lines: Sequence[str], start: int, article: _Article) -> int:
    """Read title and named fields of a head; where the text begins behind them."""
    at, last = start, start
    key = ""
    while at < len(lines) and at < start + LONGEST_HEAD:
        line = lines[at]
        name, value = _key(line)
        if name in _HEAD_KEYS:
            key = name
            _put(article, name, value)
            last = at + 1
        elif not line:
            key = ""
        elif _RIGHTS.fullmatch(line) or re.fullmatch(
            r"(?:late|final|first|city|metro|national|weekend|\w+) edition(?:[ -]+\w+)*", line, re.IGNORECASE
        ):
            last = at + 1
        elif key and len(lines[at - 1]) > HALF:
            _put(article, key, value=line)
            last = at + 1
        elif not article.title and _names_follow(lines, at):
            stop = next((n for n in range(at, len(lines)) if not lines[n]), len(lines))
            article.title = one_line(" ".join(lines[at : min(stop, at + 4)]))
            at, last = stop - 1, stop
        elif article.title and last == start and len(line) <= HALF and _names_follow(lines, at):
            pass  # the edition, in whatever words
        elif last > start or article.title:
            break
        at += 1
    return last


def _names_follow(lines: Sequence[str], at: int) -> bool:
    """Whether a named field stands among the next lines, so that this one is the title."""
    return any(_key(line)[0] in _HEAD_KEYS for line in lines[at : at + 10])


def _put(article: _Article, name: str, value: str) -> None:
    attribute = {"byline": "byline", "author": "byline", "section": "section", "headline": "title"}.get(name)
    if attribute:
        setattr(article, attribute, one_line(f"{getattr(article, attribute)} {value}"))


def _factiva(lines: Sequence[str]) -> _Article | None:
    """One article as Factiva prints it: with codes (HD, SN, PD, LP, TD), else by the place of its lines."""
    lines = [line.strip(" \t|") if not _CODE.match(line) else line for line in lines]
    coded: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        found = _CODE.match(line)
        if found:
            key = found["key"]
            coded.setdefault(key, []).append(found["value"].strip(" \t|"))
        elif key:
            coded[key].append(line)
    if "HD" in coded and ("LP" in coded or "TD" in coded):
        one = {k: one_line(" ".join(v)) for k, v in coded.items()}
        body = [*coded.get("LP", []), "", *coded.get("TD", [])]
        return _Article(
            one["HD"], one.get("SN", ""), one.get("PD", ""), one.get("BY", ""), one.get("SE", ""), body
        )
    return _factiva_by_place(lines)


def _factiva_by_place(lines: Sequence[str]) -> _Article | None:
    full = [(n, line) for n, line in enumerate(lines) if line]
    count = next((i for i, (_, line) in enumerate(full) if _COUNT.fullmatch(line)), -1)
    if count < 1:
        return None
    head = [line for _, line in full[:count]]
    after = full[count + 1 : count + 1 + LONGEST_HEAD]
    day = next((i for i, (_, line) in enumerate(after) if _is_day(line)), -1)
    rights = next((i for i, (_, line) in enumerate(after) if _RIGHTS.match(line)), -1)
    if day < 0 or rights < day:
        return None
    named = [
        line
        for _, line in after[day + 1 : rights]
        if not re.fullmatch(r"\d{1,2}:\d{2}(?: ?[ap]m)?(?: \w+)?", line, re.IGNORECASE)
    ]
    start = after[rights][0] + 1
    byline = next((line for line in head if re.match(r"by\b", line, re.IGNORECASE)), "")
    titles = [line for line in head if line != byline]
    title = titles[0] if len(titles) == 1 else titles[-1] if len(titles[0].split()) < 3 else titles[0]
    section = titles[0] if titles and titles[0] != title else ""
    body = [line for line in lines[start:] if line]
    if (
        len(body) > 1
        and re.fullmatch(r"(?:[A-Z][\w.&'’-]*,? ?|of |the |and |de |for ){1,7}", body[-1])
        and not body[-1].endswith(".")
    ):
        body.pop()  # the publisher, that Factiva prints below the text
    return _Article(
        title, named[0] if named else "", after[day][1], byline, section, list("\n\n".join(body).split("\n"))
    )


def _proquest(lines: Sequence[str]) -> _Article | None:
    """One article as ProQuest prints it: fields, the text under "Full text"."""
    fields: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        name, value = _key(line)
        if name in _PROQUEST_FIELDS:
            key = name
            fields.setdefault(key, []).append(value)
        elif key and not line.startswith("ProQuest document link"):
            fields[key].append(line.strip())
    if "full text" not in fields:
        return None
    one = {k: one_line(" ".join(v)) for k, v in fields.items()}
    outlet = re.split(r"; | \(Online\)|, (?=[A-Z][a-z]+, )", one.get("publication title", ""))[0]
    day = one.get("publication date", "")
    title = one.get("title") or one_line(
        next((line for line in lines if line.strip() and not _key(line)[0]), "")
    )
    return _Article(title, outlet, day, one.get("author", ""), one.get("section", ""), fields["full text"])


def _records(text: str) -> list[str]:
    """The records of ProQuest's newer layout: a link stands under the head of each, nothing numbers them."""
    lines = [line.strip(" \t|") for line in text.split("\n")]
    links = [n for n, line in enumerate(lines) if _RECORD.fullmatch(line)]
    starts = []
    for link in links:
        at = start = link
        while at > 0 and link - at < LONGEST_HEAD:
            at -= 1
            line = lines[at]
            if _BETWEEN.fullmatch(line) or _PLACE.fullmatch(line) or _proquest_key(line)[0]:
                break
            start = at if line else start
        starts.append(start)
    return ["\n".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _proquest_key(line: str) -> tuple[str, str]:
    """(field, value) of a line of a record's details, whose name and value a table may part by a bar."""
    name, mark, value = line.replace("|", " ").partition(":")
    name = one_line(name).lower()
    return (name, value.strip()) if mark and name in _PROQUEST_FIELDS else ("", "")


def _proquest_record(lines: Sequence[str]) -> _Article | None:
    """One article in the newer layout: title and citation over the link, then parts under headings of their own."""
    link = next(n for n, line in enumerate(lines) if _RECORD.fullmatch(line))
    head = [line for line in lines[:link] if line]
    cited = _CITED.fullmatch(head[-1]) if len(head) > 1 else None
    title = one_line(" ".join(head[:-1] if cited else head[:3]))
    parts: dict[str, list[str]] = {}
    fields: dict[str, list[str]] = {}
    open_part = open_field = ""
    for line in lines[link + 1 :]:
        name, value = _proquest_key(line) if open_part in ("", "details") else ("", "")
        if _PLACE.fullmatch(line):
            open_part, open_field = line.split(" (")[0].lower(), ""
        elif name:
            open_part, open_field = "details", name
            fields.setdefault(name, []).append(value)
        elif open_field and line:
            fields[open_field].append(line)
        elif open_part in ("full text", "abstract"):
            parts.setdefault(open_part, []).append(line)
    one = {key: one_line(" ".join(value)) for key, value in fields.items()}
    outlet = one.get("publication title") or (cited["outlet"] if cited else "")
    day = one.get("publication date") or (cited["day"] if cited else "")
    author = one.get("author") or (cited["author"] or "" if cited else "")
    if not (title and outlet):
        return None
    body = parts.get("full text") or parts.get("abstract", [])
    return _Article(
        title, re.split(r"; | \(Online\)", outlet)[0], day, author.rstrip("."), one.get("section", ""), body
    )


FRAMES: tuple[tuple[str, re.Pattern[str], Cut, Callable[[Sequence[str]], _Article | None]], ...] = (
    ("Nexis", _NEXIS, lambda mark, text: mark.split(text)[1:], _nexis),
    ("Nexis", _NEXIS_END, _until, _nexis),
    ("Factiva", _FACTIVA_END, _until, _factiva),
    ("ProQuest", _BARE_RECORD, lambda _, text: _records(text), _proquest_record),
    (
        "ProQuest",
        re.compile(r"^[ \t]*(?:ProQuest document ID|Full text): ?", re.MULTILINE),
        lambda _, text: _PROQUEST.split(text),
        _proquest,
    ),
)
"""Archive, the mark that identifies it, how its text is cut at the mark, what reads one article."""


def lines_of_export(page: str) -> str:
    """The words of an HTML export, a line a paragraph or table row; "" for a page of another kind."""
    factiva = re.search(r"(?:en|de|fr|es)Article|factiva", page[:200_000]) and _EXPORT_ID.search(page)
    if not factiva and "ProQuest document link" not in page:
        return ""
    tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    return "\n".join(_rows(tree))


def _rows(tree: object) -> Iterator[str]:
    """Text blocks of an export in order; a row of a table whose first cell is a code is one line."""
    for element in tree.iter("tr", "p", "div", "h1", "h2", "h3", "span", "b"):  # type: ignore[attr-defined]
        if element.tag == "tr":
            cells = [one_line(c.text_content()) for c in element if c.tag in ("td", "th")]
            if len(cells) >= 2 and re.fullmatch(r"[A-Z]{2,3}", cells[0]):
                yield f"{cells[0]}\t{_cell(element[1])}"
        elif not any(a.tag == "tr" for a in element.iterancestors()) and not any(
            True for _ in element.iterdescendants("p", "div", "h1", "h2", "h3", "table")
        ):
            above = [a.tag for a in element.iterancestors()]
            if element.tag in ("span", "b") and any(t in ("p", "h1", "h2", "h3", "span", "b") for t in above):
                continue
            if (
                element.tag in ("span", "b")
                and above
                and above[0] == "div"
                and not any(True for _ in element.getparent().iterchildren("p", "div"))
            ):
                continue
            if line := one_line(element.text_content()):
                yield (
                    f"By {line}"
                    if element.get("class") == "author" and not line.lower().startswith("by ")
                    else line
                )
                yield ""


def _cell(cell: Mapping[str, str] | object) -> str:
    paragraphs = [one_line(p.text_content()) for p in cell.iter("p")]  # type: ignore[union-attr]
    return "\n\n".join(p for p in paragraphs if p) or one_line(cell.text_content())  # type: ignore[union-attr]
