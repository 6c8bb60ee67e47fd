"""One file of a story -> the articles in it: its kind, the reader for that kind, and the remedy where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dashboard.story import bulk, formats, records
from dashboard.story.charset import decode, mend
from dashboard.story.pages import read_page
from dashboard.story.pdf import read_pdf
from dashboard.story.story import Caveat, Document, UnreadableError

PAGES = (".html", ".htm", ".xhtml")
MAX_BYTES = 2_000_000
"""Bytes of one file of text: a long report has 50,000; what is larger is an archive or no article."""
MAX_PACKED = 10_000_000
"""Bytes of one file that holds pictures, styles or many articles beside its text."""
SAVE_HTML = "Open it, and save the page as HTML"
REFUSED = {
    ".pages": ("is a Pages document", "Export it as Word (.docx) or PDF"),
    ".numbers": ("is a Numbers document", "Export it as CSV"),
    ".xls": ("is an old Excel file", "Save it as .xlsx or CSV"),
    ".ods": ("is an OpenDocument spreadsheet", "Save it as .xlsx or CSV"),
    ".ppt": ("is a presentation", "Copy the text out and save it as plain text"),
    ".pptx": ("is a presentation", "Copy the text out and save it as plain text"),
    ".msg": ("is an Outlook mail", "Save the mail as .eml or as plain text"),
    ".mobi": ("is a Kindle book", "Convert it to EPUB, or save the article as plain text"),
    ".azw3": ("is a Kindle book", "Convert it to EPUB, or save the article as plain text"),
    ".url": ("is the address of a page, not the page; nothing is fetched here", SAVE_HTML),
    ".webloc": ("is the address of a page, not the page; nothing is fetched here", SAVE_HTML),
    ".maff": ("is an archive of pages of old Firefox", SAVE_HTML),
    ".wpd": ("is a WordPerfect document", "Save it as Word (.docx) or plain text"),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".heic"),
        ("is a picture", "Recognise the text (OCR) first, or type it, and save it as plain text"),
    ),
    **dict.fromkeys(
        (".mp3", ".mp4", ".m4a", ".wav", ".mov"), ("is a recording", "Save a transcript of it as plain text")
    ),
}
"""Ending -> (what it is, the way that this kind of file has) of kinds that people bring and nobody reads here."""


def ending_of(name: str) -> str:
    """The ending of a file's name, with its point, in small letters; "" where it has none."""
    return name[name.rfind(".") :].lower() if "." in name else ""


def most_bytes(name: str) -> int:
    """Bytes up to which a file of this name is read."""
    return (
        MAX_PACKED if ending_of(name) in (*PACKED_READERS, *PAGES, ".csv", ".json", ".jsonl") else MAX_BYTES
    )


def read(name: str, data: bytes) -> list[Document]:
    """The articles in a file, at least one, their texts mended.

    Raises:
        UnreadableError: it holds none.
        UndecodableError: it is no text.
    """
    ending = ending_of(name)
    packed = PACKED_READERS.get(ending)
    found = packed(data, name) if packed else _read_text(name, ending, data)
    articles = [article for document in found for article in (bulk.split(document.text) or [document])]
    if len(articles) > len(found) and found[0].caveats:
        articles[0] = replace(articles[0], caveats=(*found[0].caveats, *articles[0].caveats))
    return [_mended(article) for article in articles]


def _read_text(name: str, ending: str, data: bytes) -> list[Document]:
    decoded = decode(data, markup=ending in PAGES)
    remedy = "Check the text; if it is wrong, save the file in UTF-8"
    caveats = (Caveat(decoded.caveat, remedy),) if decoded.caveat else ()
    text = decoded.text
    if ending in PAGES:
        exported = bulk.split(bulk.lines_of_export(text))
        return exported or [read_page(text, caveats, file=name)]
    if ending not in TEXT_READERS:
        return [Document(text, caveats=caveats)]
    first, *others = TEXT_READERS[ending](text)
    return [replace(first, caveats=(*caveats, *first.caveats)), *others]


def _read_xml(text: str) -> list[Document]:
    """A feed, a page in XHTML, or an article in a markup of its own."""
    head = text[:2000].lower()
    if "<html" in head:
        return [read_page(text)]
    return records.read_feed(text) or [formats.read_xml(text)]


def _read_old_word(data: bytes, name: str) -> list[Document]:
    """A file named .doc as archives and web sites make it: Rich Text, Word's new form, or a page."""
    if data.lstrip().startswith(b"{\\rtf"):
        return [formats.read_rtf(data)]
    if data.startswith(b"PK"):
        return [formats.read_word(data)]
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(
            "is a Word file of the form before 2007", "Open it and save it as .docx, or as plain text"
        )
    text = decode(data, markup=True).text
    return [read_page(text, file=name)] if "<html" in text[:5000].lower() else [Document(text)]


TEXT_READERS: dict[str, Callable[[str], list[Document]]] = {
    ".json": records.read_json,
    **dict.fromkeys((".jsonl", ".ndjson"), records.read_json_lines),
    **dict.fromkeys((".csv", ".tsv"), records.read_csv),
    **dict.fromkeys((".xml", ".rss", ".atom"), _read_xml),
}
PACKED_READERS: dict[str, Callable[[bytes, str], list[Document]]] = {
    ".docx": lambda data, _: [formats.read_word(data)],
    ".doc": _read_old_word,
    ".pdf": lambda data, _: [read_pdf(data)],
    ".rtf": lambda data, _: [formats.read_rtf(data)],
    ".odt": lambda data, _: [formats.read_odt(data)],
    ".epub": lambda data, _: formats.read_epub(data),
    ".eml": lambda data, _: [formats.read_mail(data)],
    ".mhtml": lambda data, name: [formats.read_snapshot(data, name)],
    ".mht": lambda data, name: [formats.read_snapshot(data, name)],
    ".webarchive": lambda data, name: [formats.read_webarchive(data, name)],
    ".xlsx": lambda data, _: records.read_workbook(data),
}
KINDS = (".txt", ".md", *PAGES, *TEXT_READERS, *PACKED_READERS)
"""Endings of the files that are read."""


def _mended(document: Document) -> Document:
    text, caveats = mend(document.text)
    if not caveats:
        return document
    return replace(document, text=text, title=mend(document.title)[0], caveats=(*document.caveats, *caveats))
