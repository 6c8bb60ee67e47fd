"""Documents that are no plain text (Word, Rich Text, OpenDocument, EPUB, mail, saved pages, XML) -> their words.

What such a file unpacks to and its parts are bounded and counted while they are read, as a header may lie.
"""

from __future__ import annotations

import email
import email.policy
import io
import logging
import plistlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from dashboard.story.charset import UndecodableError, decode
from dashboard.story.pages import read_page
from dashboard.story.publication_date import machine_time
from dashboard.story.story import Caveat, Document, Reading, UnreadableError, one_line

log = logging.getLogger(__name__)

UNPACKED = 20_000_000
"""Bytes that a packed document may unpack to, counted while unpacking: a long report's text has 500,000, its pictures
some millions; what is far larger is made to fill the memory."""
PARTS = 500
"""Chapters of an EPUB, or parts of a mail, that are looked at."""
SAVE_TEXT = "Save the article as plain text"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")


def read_word(data: bytes) -> Document:
    """The paragraphs of a Word file, inserted ones and those of tables included; its pictures and notes left out."""
    with opening("Word document", SAVE_TEXT):
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

    with opening("Rich Text document", SAVE_TEXT):
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
    with opening("OpenDocument text", SAVE_TEXT):
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
    with opening("EPUB", SAVE_TEXT):
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
    with opening("mail", SAVE_TEXT):
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
    with opening("saved page", "Save the page as HTML"):
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
    with opening("mail", SAVE_TEXT):
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
    with opening("web archive", "Save the page as HTML"):
        main = plistlib.loads(data)["WebMainResource"]
        page, address = main["WebResourceData"], str(main.get("WebResourceURL") or "")
        return read_page(decode(page, markup=True).text, file=file, address=address)


def read_xml(text: str) -> Document:
    """The paragraphs of an XML article (NITF, NewsML, TEI, DocBook …) and what its usual elements state."""
    with opening("XML", SAVE_TEXT):
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
    """The root of an XML document; no entity is expanded, nothing is fetched. A ValueError says why there is none."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
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


@contextmanager
def opening(kind: str, remedy: str) -> Iterator[None]:
    """Say of whatever a library stumbles over in a broken file that the file cannot be opened.

    Args:
        kind: what the file claims to be.
        remedy: what the reader can do.

    Raises:
        UnreadableError: instead of any other error.
    """
    try:
        yield
    except (UnreadableError, UndecodableError):
        raise
    except Exception as error:
        # Every error counts: the libraries document none, and hostile input makes them raise whatever the statement
        # they stumble in raises (KeyError, struct.error, zlib.error, RecursionError, their own).
        said = f"{type(error).__name__}: {one_line(str(error))[:100]}"
        log.info("a %s could not be opened: %s", kind, type(error).__name__)
        raise UnreadableError(f"is no {kind} that can be opened ({said})", remedy) from error
