"""Tables and lists of articles (CSV, XLSX, JSON, JSON lines, RSS, Atom): which field is the text, the outlet, the time.

The names are those that NewsAPI, JSON Feed, news-please, trafilatura, Media Cloud, newspaper and the archives' tables
use; a table with names of its own gives its longest column as the text, and says so.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from dashboard.files import rows_of_csv
from dashboard.story import publication_date
from dashboard.story.formats import check_size, opening, parse_xml
from dashboard.story.publication_date import Stamp, machine_time
from dashboard.story.story import Caveat, Document, UnreadableError, one_line, web_address

ROWS = 5_000
"""Rows of a table or list that are read; a story has sixty articles."""
CELLS = 200_000
"""Cells of a spreadsheet that are looked at: a hostile one declares millions."""
FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "fulltext", "content", "contenthtml", "contenttext", "contentencoded", "body",
             "articletext", "articlebody", "storytext", "bodytext", "textcontent", "cleanedtext", "rawtext",
             "volltext", "inhalt", "artikeltext", "texte", "contenu", "texto", "contenido", "testo", "article", "story", "artikel",
             "leadparagraph", "abstract", "summary", "excerpt", "description"),
    "outlet": ("outlet", "source", "sourcename", "medianame", "publication", "publicationtitle", "publisher",
               "newspaper", "sitename", "site", "outletname", "media", "medium", "sourcehostname", "quelle", "zeitung",
               "journal", "fuente", "fonte", "sourcedomain", "hostname", "domain", "mediaurl", "feed"),
    "title": ("title", "headline", "webtitle", "titlepage", "articletitle", "hl", "titel", "überschrift", "schlagzeile", "titre",
              "titulo", "título", "titolo", "name", "subject"),
    "published": ("published", "publishedat", "datepublish", "datepublished", "publishdate", "publicationdate", "webpublicationdate",
                  "publisheddate", "pubdate", "publisheddatetime", "date", "datetime", "publicationtime", "datum",
                  "veröffentlicht", "fecha", "data", "time", "updated"),
    "agency": ("agency",),
    "url": ("url", "link", "weburl", "canonicallink", "id"),
}  # fmt: skip
"""What is wanted -> names of fields that hold it, without marks and capitals, the surest first."""
BEGINNINGS = frozenset(("leadparagraph", "abstract", "summary", "excerpt", "description"))
"""Fields that hold the beginning of an article, or what it is about."""
LISTS = tuple("articles items results stories entries data docs documents news hits value response".split())
"""Keys under which lists of articles lie."""
REMEDY = 'Give it the form {"text": "…", "title": "…", "outlet": "…", "published": "2023-07-27T06:17+05:30"}'
PAGES_THEMSELVES = (
    "Nothing is fetched from addresses: save the articles' own pages as HTML, or add a column named text"
)
COLUMNS = "Name the columns text, outlet, title and published in the first line"
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CUT = re.compile(r"\s*(?:…|\.{3})?\s*\[\+(\d{1,7}) chars\]\s*\Z")
_ADDRESS = re.compile(r"\S*/\S*|(?:[\w-]+\.)+[a-z]{2,12}")
_BLOCK_TAGS = frozenset("p div br li h1 h2 h3 h4 h5 blockquote figure figcaption tr ul ol".split())
_TAG = re.compile(
    r"</?(?:p|div|br|a|h\d|li|ul|ol|span|em|strong|b|i|img|figure|blockquote)\b[^>]{0,500}>", re.IGNORECASE
)

csv.field_size_limit(2_000_000)  # an article in one cell is longer than the 131,072 that the library allows


def read_json(text: str) -> list[Document]:
    """The articles of a JSON file: one object, or a list of them wherever the usual services put it.

    Raises:
        UnreadableError: no article in it.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is no valid JSON ({str(error)[:120]})", REMEDY) from error
    listed = _listed(content)
    if listed is not None:
        return _articles([_flat_row(row, content) for row in listed], "JSON list")
    if not isinstance(content, dict):
        raise UnreadableError(f"holds a JSON {type(content).__name__}, not an object", REMEDY)
    return [_one(content)]


def read_json_lines(text: str) -> list[Document]:
    """The articles of a file with one JSON object a line; lines that are none are counted in the fault."""
    rows: list[dict[str, Any]] = []
    broken = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        if len(rows) + broken == ROWS:
            break
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            rows.append(row)
        else:
            broken += 1
    if not rows:
        raise UnreadableError(
            f"holds no JSON object in {broken} lines", "Write one JSON object a line, one object an article"
        )
    found = _articles(rows, "JSON lines")
    if broken:
        found[0] = _noted(
            found[0],
            Caveat(f"has {broken} lines that are no JSON object; they were left out", "Mend these lines"),
        )
    return found


def read_csv(text: str) -> list[Document]:
    """The articles of a CSV table, one a row; comma, semicolon or tab between the columns."""
    try:
        return _table(rows_of_csv(text, 1 + ROWS))
    except csv.Error as error:
        raise UnreadableError(f"cannot be read as CSV ({error})", "Save it again as CSV in UTF-8") from error


def read_workbook(data: bytes) -> list[Document]:
    """The articles of the first sheet of a spreadsheet that has any rows, one a row."""
    with opening("spreadsheet", "Save it as CSV in UTF-8"):
        check_size(data)
        from openpyxl import load_workbook  # imported here as it takes a third of a second

        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = next((rows for sheet in book.worksheets[:20] if len(rows := _cells(sheet)) > 1), [])
    return _table(rows)


def _cells(sheet: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    seen = 0
    for row in sheet.iter_rows(max_row=ROWS, max_col=60, values_only=True):
        cells = [
            "" if value is None else _moment(value) if hasattr(value, "isoformat") else str(value)
            for value in row
        ]
        seen += len(cells)
        seen += sum(map(len, cells)) // 100  # long cells count for more
        if any(cell.strip() for cell in cells):
            rows.append(cells)
        if seen > CELLS:
            break
    return rows


def _moment(value: Any) -> str:
    """A date in a cell as ISO 8601; midnight is how spreadsheets keep a day."""
    return str(value.isoformat()).removesuffix("T00:00:00")


def read_feed(text: str) -> list[Document]:
    """The items of an RSS or Atom feed; none where the XML is no feed."""
    try:
        root = parse_xml(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace"))
    except ValueError:
        return []
    if _local(root) not in ("rss", "feed", "RDF"):
        return []
    site = next((one_line(e.text or "") for e in root.iter("{*}title")), "")
    rows = []
    for item in root.iter("{*}item", "{*}entry"):
        row = {
            _local(child): "".join(child.itertext()) or child.get("href") or ""
            for child in item
            if isinstance(child.tag, str)
        }
        content = (
            row.pop("encoded", "")
            or row.pop("content", "")
            or row.get("description")
            or row.get("summary")
            or ""
        )
        rows.append({**row, "text": content, "outlet": row.get("source") or site})
        if len(rows) == ROWS:
            break
    if not rows:
        raise UnreadableError("is a feed without items", "Save the article's own page as HTML")
    return _articles(rows, "feed")


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _listed(content: Any) -> list[Any] | None:
    """The list of articles in a JSON value, None where it is a single one."""
    for _ in range(4):
        if isinstance(content, list):
            return [row.get("_source", row) if isinstance(row, dict) else row for row in content[:ROWS]]
        if not isinstance(content, dict) or isinstance(content.get("text"), str):
            return None
        inner = [value for value in content.values() if isinstance(value, dict)]
        if (
            len(inner) == len(content) > 0
            and not content.keys() & set(LISTS)
            and "text" in _columns(inner[:ROWS])
        ):
            return inner[:ROWS]
        content = next(
            (content[key] for key in LISTS if isinstance(content.get(key), list | dict) and content[key]),
            None,
        )
    return None


def _flat_row(row: Any, whole: Any) -> Any:
    """A row with its inner fields beside the others, and the feed's name where the row names no outlet."""
    if not isinstance(row, dict):
        return row
    inner = {
        k: v
        for name in ("fields", "attributes")
        if isinstance(row.get(name), dict)
        for k, v in row[name].items()
    }
    feed = (
        {"feed": whole["title"]}
        if isinstance(whole, dict) and "items" in whole and isinstance(whole.get("title"), str)
        else {}
    )
    return {**feed, **inner, **row}


def _articles(rows: Sequence[Any], what: str) -> list[Document]:
    """The rows that hold a text; what was taken for what is said with the first."""
    usable = [row for row in rows if isinstance(row, Mapping)]
    if not usable:
        kind = type(rows[0]).__name__ if rows else "nothing"
        raise UnreadableError(
            f"is a {what} of {kind}, not of articles", "Write a list with one object an article"
        )
    names = _columns(usable)
    if "text" not in names:
        keys = ", ".join(dict.fromkeys(str(k) for row in usable[:50] for k in row)) or "none"
        remedy = PAGES_THEMSELVES if "url" in names else COLUMNS if what == "table" else REMEDY
        raise UnreadableError(f"has no text under a key that is known (its keys: {keys[:200]})", remedy)
    others = _candidates(usable)
    found = [document for row in usable if (document := _row(row, names, others))]
    if not found:
        raise UnreadableError(
            f"has no text in any of its {len(usable)} rows", COLUMNS if what == "table" else REMEDY
        )
    if len(rows) > 1 or what == "table":
        taken = ", ".join(
            f"{want} from “{names[want]}”"
            for want in ("text", "outlet", "title", "published")
            if want in names
        )
        lost = len(rows) - len(found)
        left = f"; {lost} of {len(rows)} hold no text and are left out" if lost else ""
        found[0] = _noted(
            found[0],
            Caveat(
                f"gives {len(found)} article{'' if len(found) == 1 else 's'}: {taken}{left}",
                "Rename the columns if that is not what they hold",
            ),
        )
    return found


def _table(rows: Sequence[Sequence[str]]) -> list[Document]:
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise UnreadableError("has no row below its first line", COLUMNS)
    head = [one_line(cell) or f"column {n}" for n, cell in enumerate(rows[0], 1)]
    return _articles([dict(zip(head, row, strict=False)) for row in rows[1:]], "table")


def _columns(rows: Sequence[Mapping[Any, Any]]) -> dict[str, str]:
    """What is wanted -> the field that holds it."""
    keys = {_folded(key): str(key) for row in rows[:50] for key in row}
    found: dict[str, str] = {}
    for want, names in FIELDS.items():
        for name in names:
            key = keys.get(name)
            if key and key not in found.values() and any(_value(row, key).strip() for row in rows):
                found[want] = key
                break
    if "text" not in found:
        lengths = {
            key: sum(len(_value(row, key)) for row in rows[:200])
            for key in keys.values()
            if key not in found.values()
        }
        longest = max(lengths, key=lambda key: lengths[key], default="")
        if longest and lengths[longest] >= 80 * min(len(rows), 200):
            found["text"] = longest
    return found


def _candidates(rows: Sequence[Mapping[Any, Any]]) -> dict[str, list[str]]:
    """What is wanted -> every field that may hold it, the surest first: rows of one list need not all use the same."""
    keys = {_folded(key): str(key) for row in rows[:200] for key in row}
    return {want: [keys[name] for name in names if name in keys] for want, names in FIELDS.items()}


def _surest(stated: Sequence[str]) -> str:
    """The first name among what may name an outlet, else its first address."""
    return next((v for v in stated if v and not _ADDRESS.fullmatch(v)), next(filter(None, stated), ""))


def _folded(key: Any) -> str:
    return re.sub(r"[\W_]", "", str(key)).casefold()


def _value(row: Mapping[Any, Any], key: str) -> str:
    """A field in words: the name of a thing, the first of a list, nested text under its own name."""
    value = row.get(key)
    for _ in range(3):
        if isinstance(value, Mapping):
            value = (
                value.get("name")
                or value.get("title")
                or value.get("main")
                or value.get("text")
                or value.get("rendered")
                or value.get("uri")
            )
        elif isinstance(value, list):
            value = value[0] if value else None
    text = "" if value is None or isinstance(value, bool | Mapping | list) else str(value)
    return _SURROGATE.sub("\ufffd", text)


def _row(
    row: Mapping[Any, Any], names: Mapping[str, str], others: Mapping[str, Sequence[str]]
) -> Document | None:
    """One article of a list, None where no field holds its text.

    Args:
        row: its fields.
        names: what is wanted -> the field that holds it in most rows of the list.
        others: what is wanted -> every field that may hold it.
    """
    text, caveats = _row_text(row, (names["text"], *others["text"]))
    if not text.strip():
        return None

    def stated(want: str) -> str:
        keys = (names.get(want, ""), *others[want])
        return next((v for key in keys if (v := _value(row, key).strip())), "")

    outlets = [_value(row, key).strip() for key in (names.get("outlet", ""), *others["outlet"])]
    address = stated("url") or next((v for v in outlets if web_address(v)), "")
    outlet, evidence = _outlet(_surest(outlets), stated("url"), names.get("outlet", "source"))
    title = one_line(plain(stated("title")))
    when = stated("published")
    published = machine_time(when)
    if when and not published:
        caveats.append(_date_caveat(when, publication_date.parse(when)))
    return Document(
        text if not title or text.lstrip().startswith(title) else f"{title}\n\n{text}",
        title=title,
        outlet=outlet,
        outlet_evidence=evidence,
        published=published,
        agency=one_line(_value(row, names["agency"]) if "agency" in names else ""),
        url=web_address(address),
        caveats=tuple(caveats),
    )


def _row_text(row: Mapping[Any, Any], keys: Sequence[str]) -> tuple[str, list[Caveat]]:
    """(the text of an article, what is to be known of it), from the first field that holds any."""
    held = next((key for key in keys if plain(_value(row, key)).strip()), keys[0])
    text, caveats = plain(_value(row, held)), []
    if held != keys[0] and _folded(held) in BEGINNINGS:
        message = f"has no text under “{keys[0]}”: its “{held}” is taken"
        caveats.append(Caveat(message, "Take the article's own page"))
    if cut := _CUT.search(text):
        text = text[: cut.start()]
        message = f"is cut off: {cut[1]} characters are missing, as NewsAPI gives only the beginning"
        caveats.append(Caveat(message, "Take the article's own page"))
    return text, caveats


def _date_caveat(stated: str, stamp: Stamp | None) -> Caveat:
    """What is said of a date that cannot be read, or not in one way."""
    reason = stamp.caveat if stamp else "no date in it"
    return Caveat(f"published is {stated[:80]!r} ({reason})", "Write it as 2023-07-27T06:17+05:30")


def _outlet(outlet: str, url: str, field: str) -> tuple[str, str]:
    """(name, the words that give it): the outlet that the file names, else the host of its address."""
    outlet = one_line(outlet)[:80]
    if outlet and not _ADDRESS.fullmatch(outlet):
        return outlet, f"stated in the file: “{field}” is “{outlet}”"
    address = outlet or url
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        host = ""
    host = re.sub(r"^(?:www\d?|m|amp|rss|feeds?)\.", "", host)
    host = host if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,12}", host) else ""
    return (host, f"inferred: from the address, {host}") if "." in host else ("", "")


def _one(content: Mapping[str, Any]) -> Document:
    """A JSON object that is one article; a text of its own is taken as it is, character by character."""
    names = _columns([content])
    if not isinstance(content.get("text"), str):
        if "text" not in names or not isinstance(content.get(names["text"]), str):
            keys = ", ".join(map(str, content)) or "none"
            raise UnreadableError(f"has no text under the key text (its keys: {keys[:200]})", REMEDY)
        return _articles([content], "JSON object")[0]
    fields, caveats = _string_fields(content)
    stated = fields.get("published") or fields.get("date") or ""
    stamp = publication_date.parse(stated) if stated else None
    if stated and (stamp is None or stamp.caveat or not stamp.iso):
        caveats.append(_date_caveat(stated, stamp))
    if outlet := one_line(fields.get("outlet", "")):
        evidence = one_line(str(content.get("evidence") or "")) or f'stated in the file: "outlet": "{outlet}"'
    else:
        named = _surest([_value(content, key).strip() for key in _candidates([content])["outlet"]])
        url = _value(content, names.get("url", ""))
        outlet, evidence = _outlet(named, url, names.get("outlet", "source"))
    return Document(
        fields["text"],
        title=one_line(fields.get("title", "")),
        outlet=outlet,
        outlet_evidence=evidence,
        published=stamp.iso if stamp else machine_time(_first_date(content)),
        agency=one_line(fields.get("agency", "")),
        url=web_address(_value(content, names.get("url", "")).strip()),
        caveats=tuple(caveats),
    )


def _string_fields(content: Mapping[str, Any]) -> tuple[dict[str, str], list[Caveat]]:
    """(the fields of an article as this program names them, what is to be known of those that are no strings)."""
    fields, caveats = {}, []
    for key in ("text", "title", "outlet", "published", "date", "agency"):
        value = content.get(key, "")
        if isinstance(value, str):
            fields[key] = _SURROGATE.sub("\ufffd", value)
        elif value is not None:
            message = f"{key} is a JSON {type(value).__name__}, not a string, and is left out"
            caveats.append(Caveat(message, REMEDY))
    return fields, caveats


def _first_date(content: Mapping[str, Any]) -> str:
    """The first string under any name of a time of publication, "" where there is none."""
    times = (v for key, v in content.items() if _folded(key) in FIELDS["published"])
    return next((v for v in times if isinstance(v, str)), "")


def plain(text: str) -> str:
    """The words of a text that may be HTML, a line a paragraph; a text without tags as it is."""
    if not _TAG.search(text):
        return text
    try:
        tree = html.document_fromstring(f"<div>{text}</div>".replace("\x00", ""))
    except (ValueError, etree.ParserError):
        return _TAG.sub(" ", text)
    return re.sub(r"[ \t]*\n\s*", "\n\n", "".join(_flat(tree))).strip()


def _flat(element: Any) -> Iterator[str]:
    """Text of a tree in order, with a line break around every block."""
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        block = node.tag in _BLOCK_TAGS
        skipped = node.tag in ("script", "style") or not isinstance(node.tag, str)
        if block:
            yield "\n"
        if event == "start" and not skipped:
            yield re.sub(r"\s+", " ", node.text or "")
        elif event == "end":
            yield re.sub(r"\s+", " ", node.tail or "")


def _noted(document: Document, caveat: Caveat) -> Document:
    return replace(document, caveats=(caveat, *document.caveats))
