"""Documents that are no plain text (PDF, Word, Rich Text, OpenDocument, EPUB, mail, saved pages, XML) -> their words.

What such a file unpacks to, its pages and its parts are bounded and counted while they are read, as a header may lie.
"""

from __future__ import annotations

import email
import email.policy
import io
import logging
import plistlib
import re
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from itertools import pairwise
from posixpath import dirname, join, normpath
from statistics import median
from typing import Any

from lxml import etree

from dashboard.story.charset import UndecodableError, decode
from dashboard.story.pages import read_page
from dashboard.story.publication_date import machine_time
from dashboard.story.story import Caveat, Document, Reading, UnreadableError, one_line

logging.getLogger("pypdf").addHandler(
    logging.NullHandler()
)  # what it finds broken is said by UnreadableError
logging.getLogger("pypdf").propagate = False

UNPACKED = 20_000_000
"""Bytes that a packed document may unpack to, counted while unpacking: a long report's text has 500,000, its pictures
some millions; what is far larger is made to fill the memory."""
PAGES = 300
"""Pages of a PDF that are read: a bulk export of sixty articles has 150."""
SECONDS = 30.0
"""Longest time for the pages of one PDF; three hundred pages of text take five. A page is always finished."""
OPERATIONS = 2_000_000
"""Drawing operations of one PDF: a page of text has 500 to 5,000."""
CHARACTERS = 2_000_000
"""Characters of text from one document: sixty long reports have 600,000."""
PARTS = 500
"""Chapters of an EPUB, or parts of a mail, that are looked at."""
SAVE_TEXT = "Save the article as plain text"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
SAME_LINE = 2.0
"""Points of height between two pieces of one line."""
WIDER = 1.3
"""How many times the usual space between lines the space between paragraphs has at least."""
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
_FOLIO = re.compile(r"[-–— ]*(?:page |p\. ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?[-–— ]*", re.IGNORECASE)
"""A page's number alone on its line."""
_PAGE_NUMBER = re.compile(r"\d+")
_STOPPED = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")


def read_pdf(data: bytes) -> Document:
    """The text of a PDF in the order in which it is printed; heads and feet that repeat are left out.

    Raises:
        UnreadableError: it is encrypted, broken, too long, or holds pictures of text alone.
    """
    from pypdf import PdfReader, apply_configuration  # imported here as it takes a third of a second

    remedy = "Copy the text out of it and save it as plain text, or save the page as HTML"
    bounds = apply_configuration(
        zlib_maximum_output_length=UNPACKED,
        lzw_maximum_output_length=UNPACKED,
        run_length_maximum_output_length=UNPACKED,
        array_based_stream_maximum_output_length=UNPACKED,
        stream_parsing_work_maximum_count=OPERATIONS,
    )
    with _named("PDF", remedy), bounds:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError(
                "is a PDF that asks for a password", "Save it without one, or copy its text out"
            )
        if len(reader.pages) > PAGES:
            raise UnreadableError(
                f"has {len(reader.pages)} pages, more than the {PAGES} that are read",
                "Save only the pages with the articles",
            )
        ends = time.monotonic() + SECONDS
        pages: list[list[_Line]] = []
        meter = _Meter(remedy)
        for page in reader.pages:
            pages.append(_lines_of(page, meter))
            if time.monotonic() > ends:
                raise UnreadableError(f"takes longer than {SECONDS:.0f} seconds to read", remedy)
        title = one_line(str((reader.metadata.title if reader.metadata else "") or ""))[:300]
    text = _paragraphs_of(_without_running_heads(pages))
    if not text.strip():
        raise UnreadableError(
            "is a PDF without text: its pages are pictures", "Recognise the text (OCR) first, or type it"
        )
    return Document(
        text, title=title if title and title.casefold() in " ".join(text.split()).casefold() else ""
    )


@dataclass(frozen=True)
class _Line:
    """A printed line of a PDF: its words, where it begins (points from the lower left corner), and its size."""

    text: str
    x: float
    y: float
    size: float


@dataclass
class _Meter:
    """Counts what the pages of one PDF are drawn with, as forms within forms multiply."""

    remedy: str
    operations: int = 0
    characters: int = 0

    def step(self, *_: object) -> None:
        self.operations += 1
        if self.operations > OPERATIONS:
            raise UnreadableError(f"draws its pages with more than {OPERATIONS:,} operations", self.remedy)

    def read(self, text: str) -> None:
        self.characters += len(text)
        if self.characters > CHARACTERS:
            raise UnreadableError(f"holds more than {CHARACTERS:,} characters", self.remedy)


def _lines_of(page: Any, meter: _Meter) -> list[_Line]:
    """The lines of one page in the order in which they were set, so that columns come one after the other."""
    lines: list[_Line] = []
    open_line = False

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _: object, size: float) -> None:
        nonlocal open_line
        meter.read(text)
        x, y = cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        for number, part in enumerate(text.split("\n")):
            if number:
                open_line = False
            if not part.strip():
                continue
            if open_line and lines and abs(lines[-1].y - y) < SAME_LINE:
                lines[-1] = replace(lines[-1], text=lines[-1].text + part)
            else:
                lines.append(_Line(part, x, y, abs(float(size or 0) * (tm[3] or 1))))
            open_line = True

    page.extract_text(visitor_text=visit, visitor_operand_before=meter.step)
    return [replace(line, text=one_line(line.text)) for line in lines]


def _without_running_heads(pages: Sequence[Sequence[_Line]]) -> list[list[_Line]]:
    """The lines of every page but those at the same height of several pages that differ in figures alone."""
    at: Counter[tuple[str, int]] = Counter()
    for page in pages:
        at.update({_place(line) for line in _edge(page)})
    often = {place for place, count in at.items() if count >= max(2, 0.3 * len(pages))}
    kept = []
    for page in pages:
        heads = {line for line in _edge(page) if _place(line) in often or _FOLIO.fullmatch(line.text)}
        kept.append([line for line in page if line not in heads])
    return kept


def _edge(page: Sequence[_Line]) -> list[_Line]:
    """The two highest and the two lowest lines of a page."""
    by_height = sorted(page, key=lambda line: line.y)
    return [*by_height[:2], *by_height[2:][-2:]]


def _place(line: _Line) -> tuple[str, int]:
    return _PAGE_NUMBER.sub("#", line.text), round(line.y / 4)


def _paragraphs_of(pages: Sequence[Sequence[_Line]]) -> str:
    """Printed lines joined to paragraphs: by the space between them, an indent, another size, else a short last line."""
    pairs = [(a, b) for page in pages for a, b in pairwise(page) if 0 < a.y - b.y < 60]
    gaps = Counter(round(a.y - b.y) for a, b in pairs)
    usual = min((gap for gap, count in gaps.items() if count >= max(2, 0.05 * len(pairs))), default=0)
    spaced = usual > 0 and sum(a.y - b.y > WIDER * usual for a, b in pairs) >= max(2, 0.05 * len(pairs))
    lines = [line for page in pages for line in page]
    longer = sorted(len(line.text) for line in lines)[len(lines) // 2 :]
    width = median(longer) if longer else 0
    text: list[str] = []
    for number, line in enumerate(lines):
        if not text or _ends_paragraph(lines[number - 1], line, width, usual if spaced else 0):
            text.append(line.text)
        elif re.search(r"[a-z]-\Z", text[-1]) and line.text[:1].islower():
            text[-1] = text[-1][:-1] + line.text
        else:
            text[-1] = f"{text[-1]} {line.text}"
    return "\n\n".join(text)


def _ends_paragraph(before: _Line, line: _Line, width: float, usual: float) -> bool:
    """Whether a paragraph ends between two lines.

    Args:
        width: characters of a full line.
        usual: points between two lines of a paragraph, 0 where paragraphs have no space between them.
    """
    gap = before.y - line.y
    stopped = bool(_STOPPED.search(before.text))
    if abs(before.size - line.size) > 0.6 and not (line.text[:1].islower() and not stopped):
        return True
    if usual and gap > 0:
        return gap > WIDER * usual
    if 0 < gap < 60 and 8 < line.x - before.x < 40 and stopped:
        return True
    short = len(before.text) < 0.8 * width
    if stopped:
        return short or len(before.text) + len(line.text.split(maxsplit=1)[0]) < width - 6
    return (
        gap < 200
        and len(before.text) < 0.7 * width
        and not line.text[:1].islower()
        and before.text[-1:] not in ",;-–—"
    )


def read_word(data: bytes) -> Document:
    """The paragraphs of a Word file, inserted ones and those of tables included; its pictures and notes left out."""
    with _named("Word document", SAVE_TEXT):
        check_size(data)
        from docx import Document as Word  # imported here as it takes a fifth of a second

        body = Word(io.BytesIO(data)).element.body
        paragraphs = [_paragraph(p) for p in body.iter("{*}p") if not _is_boxed(p)]
    return Document("\n\n".join(text for text in paragraphs if text.strip()))


def _paragraph(paragraph: Any) -> str:
    """Its words as they are shown: what was deleted under tracked changes is not among them."""
    words = []
    for part in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}cr", "{*}noBreakHyphen"):
        kind = part.tag.rpartition("}")[2]
        own = next(part.iterancestors("{*}p")) is paragraph  # not that of a text box in it
        if own and (kind != "tab" or part.getparent().tag.endswith("}r")):  # a tab stop is no tab
            words.append(part.text or "" if kind == "t" else _BREAKS[kind])
    return "".join(words)


def _is_boxed(paragraph: Any) -> bool:
    """Whether a paragraph stands in a text box, which Word stores twice and outside the text's course."""
    return any(above.tag.endswith("}txbxContent") for above in paragraph.iterancestors())


def read_rtf(data: bytes) -> Document:
    """The paragraphs of a Rich Text file."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("is no Rich Text document: it does not begin with {\\rtf", SAVE_TEXT)
    from striprtf.striprtf import rtf_to_text

    with _named("Rich Text document", SAVE_TEXT):
        text = rtf_to_text(  # type: ignore[no-untyped-call]
            _without_binary(data).decode("cp1252", "replace"), errors="replace"
        )
    text = re.sub(r"[\ud800-\udfff]", "\ufffd", str(text))
    return Document("\n\n".join(line.rstrip() for line in text.split("\n") if line.strip()))


def _without_binary(data: bytes) -> bytes:
    r"""Rich Text without the bytes of pictures that \\bin announces: braces among them would end the document early."""
    kept, at = [], 0
    for found in _BINARY.finditer(data):
        if found.start() >= at:
            kept.append(data[at : found.start()])
            at = min(len(data), found.end() + int(found[1]))
    return b"".join([*kept, data[at:]])


def read_odt(data: bytes) -> Document:
    """Headings and paragraphs of an OpenDocument text; notes, annotations and deleted text left out."""
    with _named("OpenDocument text", SAVE_TEXT):
        root = parse_xml(_unpacked(data, ["content.xml"])["content.xml"])
        paragraphs = []
        for element in root.iter("{*}p", "{*}h"):
            above = {etree.QName(a).localname for a in element.iterancestors()}
            if not above & {"tracked-changes", "note", "annotation", "frame"}:
                paragraphs.append(_open_text(element))
    return Document("\n\n".join(p for p in paragraphs if p.strip()))


def _open_text(element: Any) -> str:
    """Words of one OpenDocument paragraph, with the spaces, tabs and line breaks that it states as elements."""
    marks = {"s": " ", "tab": "\t", "line-break": "\n"}
    words = [element.text or ""]
    for child in element:
        kind = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if kind in marks:
            words.append(marks[kind])
        elif kind and kind not in ("note", "annotation", "frame"):
            words.append(_open_text(child))
        words.append(child.tail or "")
    return "".join(words)


def read_epub(data: bytes) -> list[Document]:
    """The chapters of an EPUB that begin with a heading of their own, in reading order, each as one article."""
    with _named("EPUB", SAVE_TEXT):
        container = parse_xml(_unpacked(data, ["META-INF/container.xml"])["META-INF/container.xml"])
        package = next(e.get("full-path") for e in container.iter("{*}rootfile"))
        opf = parse_xml(_unpacked(data, [package])[package])
        hrefs = {e.get("id"): e.get("href") for e in opf.iter("{*}item")}
        order = [hrefs.get(e.get("idref")) for e in opf.iter("{*}itemref")][:PARTS]
        names = [normpath(join(dirname(package), href)) for href in order if href]
        parts = _unpacked(data, names)
        stated = {
            k: next((one_line(e.text or "") for e in opf.iter(f"{{*}}{k}")), "")
            for k in ("title", "publisher", "date")
        }
        chapters = [_chapter(parts[name]) for name in names if name in parts]
    articles: list[list[str]] = []
    for heading, lines in chapters:
        if articles and not heading:
            articles[-1] += lines
        elif lines:
            articles.append(lines)
    texts = ["\n\n".join(lines) for lines in articles]
    texts = [t for t in texts if len(t.split()) >= 20] or texts
    outlet = stated["publisher"]
    why = f"named by the file: publisher “{outlet}”" if outlet else ""
    return [
        Document(
            t,
            title=stated["title"] if len(texts) == 1 and stated["title"] in texts[0] else "",
            outlet=outlet,
            outlet_evidence=why,
            published=machine_time(stated["date"]),
        )
        for t in texts
    ]


def _chapter(data: bytes) -> tuple[bool, list[str]]:
    """(whether it begins with a heading, its headings and paragraphs)."""
    root = parse_xml(data)
    tags = ("p", "h1", "h2", "h3", "h4", "li", "blockquote")
    found = [
        e
        for e in root.iter(*(f"{{*}}{tag}" for tag in tags))
        if not any(True for _ in e.iterdescendants("{*}p", "{*}li"))
    ]
    lines = [(etree.QName(e).localname, one_line("".join(e.itertext()))) for e in found]
    lines = [(tag, line) for tag, line in lines if line]
    return bool(lines) and lines[0][0] in ("h1", "h2"), [line for _, line in lines]


def read_mail(data: bytes) -> Document:
    """The text of a mail; its subject, sender and date are the best guess at title, outlet and time."""
    message = _message(data)
    with _named("mail", SAVE_TEXT):
        plain, page = message.get_body(("plain",)), message.get_body(("html",))
        text = _part(plain) if plain else ""
        subject, sender = (
            one_line(str(message["subject"] or ""))[:300],
            one_line(str(message["from"] or ""))[:300],
        )
        published = machine_time(str(message["date"] or ""))
    caveats: tuple[Caveat, ...] = ()
    if published:
        caveats = (
            Caveat(
                f"is dated by the mail it came in ({published})",
                "State the time of the article in outlets.csv, if it is another",
            ),
        )
    title = re.sub(r"\A(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", "", subject, flags=re.IGNORECASE)
    if not text.strip() and page:
        found = read_page(_part(page))
        text, title = found.text, found.title or title
    if not text.strip():
        raise UnreadableError("is a mail without text", "Save the article itself as plain text or HTML")
    name = one_line(re.sub(r"<[^>]*>", "", sender).strip(" \"'")) or sender
    return Document(
        re.sub(r"\r\n?", "\n", text),
        title=title,
        outlet=name if "@" not in name else name.rpartition("@")[2],
        outlet_evidence=f"inferred: from the sender of the mail, {sender}" if sender else "",
        published=published,
        caveats=caveats,
        reading=Reading("the day of the mail it came in" if published else ""),
    )


def read_snapshot(data: bytes, file: str) -> Document:
    """The page in an MHTML file, as Chrome, Edge and Word save it."""
    message = _message(data)
    with _named("saved page", "Save the page as HTML"):
        address = str(message["snapshot-content-location"] or "").strip()
        parts = [p for p in _parts(message) if p.get_content_type() == "text/html"]
        own = [p for p in parts if str(p["content-location"] or "").strip() == address]
        if not parts:
            raise UnreadableError("is a saved page without a page in it", "Save the page as HTML")
        page = _part((own or parts)[0])
    return read_page(page, file=file, address=address)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number == PARTS:
            return
        if isinstance(part, EmailMessage):
            yield part


def _message(data: bytes) -> EmailMessage:
    with _named("mail", SAVE_TEXT):
        found = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(found, EmailMessage) or not found.keys():
        raise UnreadableError("is no mail: it has no header", SAVE_TEXT)
    return found


def _part(part: Any) -> str:
    """The words of one part of a mail: in the encoding that it states, else as its bytes say."""
    data = part.get_payload(decode=True) or b""
    try:
        return str(data.decode(part.get_content_charset() or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decode(data, markup=part.get_content_type() == "text/html").text


def read_webarchive(data: bytes, file: str) -> Document:
    """The page in a Safari web archive."""
    with _named("web archive", "Save the page as HTML"):
        main = plistlib.loads(data)["WebMainResource"]
        page, address = main["WebResourceData"], str(main.get("WebResourceURL") or "")
        return read_page(decode(page, markup=True).text, file=file, address=address)


def read_xml(text: str) -> Document:
    """The paragraphs of an XML article (NITF, NewsML, TEI, DocBook …) and what its usual elements state."""
    with _named("XML", SAVE_TEXT):
        root = parse_xml(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace"))
        title = _first(root, "hl1", "headline", "hedline", "title", "head")
        names = ("p", "para", "paragraph", "block")
        paragraphs = [
            one_line("".join(e.itertext()))
            for e in root.iter(*(f"{{*}}{n}" for n in names))
            if not any(True for _ in e.iterdescendants(*(f"{{*}}{n}" for n in names)))
        ]
        outlet = _first(root, "doc.copyright", "publisher", "source", "provider", "publicationName")
        stamps = [
            e.get(a) or ""
            for e in root.iter("{*}date.issue", "{*}date", "{*}pubdata", "{*}published")
            for a in ("norm", "when", "date.publication")
        ]
        stamps += [_first(root, "date.issue", "pubDate", "published", "date", "versionCreated")]
        body = "\n\n".join(p for p in paragraphs if p) or _first(root, "body", "text", "content", "article")
    if not body.strip():
        raise UnreadableError("is XML without paragraphs", "Save the article as plain text or HTML")
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    return Document(
        text,
        title=title,
        outlet=outlet if len(outlet) <= 60 else "",
        outlet_evidence=f"stated in the file: “{outlet}”" if outlet else "",
        published=next((t for s in stamps if (t := machine_time(s))), ""),
    )


def _first(root: Any, *names: str) -> str:
    """The words of the first element that bears one of the names and has any."""
    for name in names:
        for element in root.iter(f"{{*}}{name}"):
            if words := one_line("".join(element.itertext())):
                return words
    return ""


def parse_xml(data: bytes) -> Any:
    """The root of an XML document; no entity is expanded, nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    root = etree.fromstring(data, parser)
    if root is None:
        raise ValueError("no element in it")
    return root


def _unpacked(data: bytes, names: Sequence[str]) -> dict[str, bytes]:
    """Parts of a packed document by name; missing ones are left out."""
    found: dict[str, bytes] = {}
    size = 0
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        known = set(parts.namelist())
        for name in dict.fromkeys(names):
            if name not in known:
                continue
            with parts.open(name) as stream:
                found[name] = stream.read(UNPACKED - size + 1)
            size += len(found[name])
            if size > UNPACKED:
                raise UnreadableError(f"unpacks to more than {UNPACKED:,} bytes", SAVE_TEXT)
    return found


def check_size(data: bytes) -> None:
    """Unpack every part once and count, before a library holds them all in memory.

    Raises:
        UnreadableError: together they are larger than UNPACKED.
    """
    size = 0
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for part in parts.infolist():
            with parts.open(part) as stream:
                while chunk := stream.read(65_536):
                    size += len(chunk)
                    if size > UNPACKED:
                        raise UnreadableError(f"unpacks to more than {UNPACKED:,} bytes", SAVE_TEXT)


class _named:  # noqa: N801  # reads as a statement: `with _named("PDF", …):`
    """Turns whatever a library stumbles over in a broken file into an UnreadableError that names its kind."""

    def __init__(self, kind: str, remedy: str) -> None:
        self.kind, self.remedy = kind, remedy

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if (
            error is None
            or isinstance(error, UnreadableError | UndecodableError)
            or not isinstance(error, Exception)
        ):
            return
        said = f"{type(error).__name__}: {one_line(str(error))[:100]}"
        raise UnreadableError(f"is no {self.kind} that can be opened ({said})", self.remedy) from error
