"""One file of a story (plain text, Markdown, HTML, JSON, Word) -> its text and what the file states about it."""

from __future__ import annotations

import html
import io
import json
import logging
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from dashboard.story import publication_date
from dashboard.story.charset import decode

# What trafilatura logs about a page it cannot read is said by UnreadableError, in words for the reader.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

KINDS = (".txt", ".md", ".html", ".htm", ".json", ".docx")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TAG = re.compile(r"<meta\b[^>]{1,600}>", re.IGNORECASE)
_PROPERTY = re.compile(r"""(?:property|name|itemprop)\s*=\s*["']([^"']{1,80})["']""", re.IGNORECASE)
_CONTENT = re.compile(r"""content\s*=\s*(?:"([^"]{1,400})"|'([^']{1,400})')""", re.IGNORECASE)
_HEAD = 200_000
"""Characters of a page in which its metadata stand."""
UNPACKED = 20_000_000
"""Bytes that a Word file may unpack to, counted while unpacking: a long report's text has 500,000, its pictures some
millions; what is far larger is made to fill the memory."""
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class UnreadableError(ValueError):
    """A file holds no article; the message says why, `remedy` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(message)


@dataclass(frozen=True)
class Document:
    """The text of one article, to which all offsets refer, and what its file states beside it."""

    text: str
    title: str = ""
    outlet: str = ""
    outlet_evidence: str = ""
    published: str = ""
    agency: str = ""
    doubts: tuple[str, ...] = field(default=())


def read(name: str, data: bytes) -> Document:
    """The article in a file.

    Raises:
        UnreadableError: it holds none.
        UndecodableError: it is no text.
    """
    ending = name[name.rfind(".") :].lower()
    if ending == ".docx":
        return _read_word(data)
    page = ending in (".html", ".htm")
    decoded = decode(data, markup=page)
    doubts = (decoded.doubt,) if decoded.doubt else ()
    if page:
        return _read_page(decoded.text, doubts)
    if ending == ".json":
        return _read_json(decoded.text, doubts)
    return Document(decoded.text, doubts=doubts)


def _read_json(text: str, doubts: tuple[str, ...]) -> Document:
    """An object with `text` and perhaps `title`, `outlet`, `published` or `date`, `agency`."""
    remedy = (
        'Give it the form {"text": "…", "title": "…", "outlet": "…", "published": "2023-07-27T06:17+05:30"}'
    )
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is no valid JSON ({str(error)[:120]})", remedy) from error
    if not isinstance(content, dict):
        raise UnreadableError(f"holds a JSON {type(content).__name__}, not an object", remedy)
    if not isinstance(content.get("text"), str):
        keys = ", ".join(map(str, content)) or "none"
        raise UnreadableError(f"has no text under the key text (its keys: {keys[:200]})", remedy)
    fields = {}
    for key in ("text", "title", "outlet", "published", "date", "agency"):
        value = content.get(key, "")
        if isinstance(value, str):
            fields[key] = _SURROGATE.sub("\ufffd", value)
        elif value is not None:
            doubts += (f"{key} is a JSON {type(value).__name__}, not a string, and is left out",)
    stamp = (
        publication_date.parse(stated)
        if (stated := fields.get("published") or fields.get("date") or "")
        else None
    )
    if stated and (stamp is None or stamp.doubt or not stamp.iso):
        doubts += (f"published is {stated!r} ({stamp.doubt if stamp else 'no date in it'})",)
    outlet = " ".join(fields.get("outlet", "").split())
    return Document(
        fields["text"],
        title=" ".join(fields.get("title", "").split()),
        outlet=outlet,
        outlet_evidence=f'stated in the file: "outlet": "{outlet}"' if outlet else "",
        published=stamp.iso if stamp else "",
        agency=" ".join(fields.get("agency", "").split()),
        doubts=doubts,
    )


def _read_page(page: str, doubts: tuple[str, ...]) -> Document:
    """The main text of an HTML page, its title above it where the page states one."""
    from trafilatura import extract  # imported here as it takes a second, and only HTML needs it

    body = extract(page, include_comments=False, include_tables=False, deduplicate=False) or ""
    if not body.strip():
        raise UnreadableError(
            "holds no article that can be told from the page around it", "Save the article as plain text"
        )
    stated = _metadata(page[:_HEAD])
    title = stated.get("og:title", "")
    text = body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}"
    site = stated.get("og:site_name", "")
    when = next(
        (stated[key] for key in ("article:modified_time", "article:published_time", "date") if key in stated),
        "",
    )
    stamp = publication_date.parse(when) if when else None
    return Document(
        text,
        outlet=site,
        outlet_evidence=f"named by the page: og:site_name “{site}”" if site else "",
        published=stamp.iso if stamp else "",
        doubts=doubts,
    )


def _read_word(data: bytes) -> Document:
    """The paragraphs of a Word file, inserted ones and those of tables included; its pictures and notes left out."""
    remedy = "Save the article as plain text"
    try:
        _check_size(data, remedy)
        from docx import (
            Document as Word,  # imported here as it takes a fifth of a second, and only Word needs it
        )

        body = Word(io.BytesIO(data)).element.body
        paragraphs = [_paragraph(p) for p in body.iter("{*}p") if not _is_boxed(p)]
    except UnreadableError:
        raise
    except Exception as error:  # the library raises whatever a broken part makes it stumble over
        kind = f"{type(error).__name__}: {' '.join(str(error).split())[:100]}"
        raise UnreadableError(f"is no Word document that can be opened ({kind})", remedy) from error
    return Document("\n\n".join(text for text in paragraphs if text.strip()))


def _check_size(data: bytes, remedy: str) -> None:
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
                        raise UnreadableError(f"unpacks to more than {UNPACKED:,} bytes", remedy)


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


def _metadata(head: str) -> dict[str, str]:
    """The first content of every <meta> of a page."""
    found: dict[str, str] = {}
    for tag in _TAG.finditer(head):
        key, content = _PROPERTY.search(tag.group()), _CONTENT.search(tag.group())
        if key and content:
            value = " ".join(html.unescape(content[1] or content[2] or "").split())
            found.setdefault(key[1].lower(), value)
    return found
