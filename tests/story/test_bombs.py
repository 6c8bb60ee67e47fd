"""Files made to take all memory or time: what is done for them is bounded, counted in steps of work and not by a clock."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from email.message import EmailMessage
from types import FrameType
from typing import Any

import pytest

from dashboard.story import documents, pages, pdf, records
from dashboard.story.charset import UndecodableError
from dashboard.story.story import UnreadableError
from tests.support import file_kinds as kinds

PROSE = (
    "<p>The crane fell into the basin on Monday and the port stays closed until Thursday, officials said.</p>"
)


def steps(work: Callable[[], object]) -> int:
    """Calls of functions, Python's own and those of libraries, that a piece of work makes."""
    count = 0

    def note(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def read(name: str, data: bytes) -> str:
    """The text of a file, or why it is refused."""
    try:
        return " ".join(document.text for document in documents.read(name, data))
    except (UnreadableError, UndecodableError) as error:
        return f"refused: {error}"


def nested(level: str, end: str, count: int, inside: str) -> str:
    return level * count + inside + end * count


def grown(name: str, make: Callable[[int], bytes], count: int) -> float:
    """How many times the steps grow where a file of twice the size is read."""
    read(name, make(2))  # libraries are imported once
    return steps(lambda: read(name, make(2 * count))) / steps(lambda: read(name, make(count)))


GROWING: dict[str, tuple[str, Callable[[int], bytes], int]] = {
    "boxes beside boxes": ("a.html", lambda n: (f"<h1>a</h1>{PROSE * 3}" + '<div class="promo"><time>1</time></div>' * n).encode(), 300),
    "paragraphs": ("a.html", lambda n: (PROSE * n).encode(), 100),
    "groups in groups": ("a.rtf", lambda n: b"{\\rtf1 " + b"{\\b " * n + b"words of a report" + b"}" * n + b"}", 500),
    "elements in elements": ("a.xml", lambda n: nested("<p>a", "</p>", n, "words").encode(), 60),
    "mails in mails": ("a.eml", lambda n: letter(n), 8),
    "rows": ("a.csv", lambda n: ("title,text\n" + "a,The crane fell into the basin on Monday.\n" * n).encode(), 200),
    "separators of an export": ("a.txt", lambda n: b"1 of 9 DOCUMENTS\n\nBYLINE: a\n\n" * n, 200),
    "heads of records": ("a.txt", lambda n: b"Title\n\nProQuest document link\n\nFULL TEXT\n\nwords\n\n" * n, 100),
}  # fmt: skip
"""Name of a file, what makes one of a size, and the smaller size."""


DEEP = {
    "boxes": nested('<div class="promo posted">', "</div>", 250, PROSE * 3),
    "tables": nested("<table><tr><td>a</td><td>", "</td></tr></table>", 100, PROSE),
    "lists": nested("<ul><li>", "</li></ul>", 120, PROSE),
}
"""Pages as deep as the parser lets them be, or nearly."""


@pytest.mark.parametrize("kind", DEEP)
def test_the_depth_of_a_page_costs_little(kind: str) -> None:
    read("a.html", PROSE.encode())
    assert steps(lambda: read("a.html", DEEP[kind].encode())) < 1_500_000


@pytest.mark.parametrize("kind", GROWING)
def test_work_grows_with_the_file_and_not_with_its_square(kind: str) -> None:
    assert grown(*GROWING[kind]) < 2.6


def letter(levels: int) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Crane falls"
    message.set_content("The crane fell into the basin on Monday, officials said.")
    for _ in range(levels):
        outer = EmailMessage()
        outer["Subject"] = "Fwd: Crane falls"
        outer.set_content("See below for the report.")
        outer.add_attachment(message)
        message = outer
    return bytes(message)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"[" * 100_000),
        ("a.json", b'{"a":' * 100_000),
        ("a.jsonl", b"[" * 100_000 + b"\n" + b"{" * 100_000),
        ("a.xml", b"<a>" * 100_000),
        ("a.rtf", b"{\\rtf1" + b"{" * 100_000),
        ("a.rtf", b"{\\rtf1 \\bin999999999 " + b"x" * 1000),
        ("a.html", b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>"),
        ("a.eml", b"Content-Type: multipart/mixed; boundary=a\n\n" * 500),
        ("a.eml", b"From: a\nContent-Transfer-Encoding: base64\n\n" + b"QUFB" * 100_000),
        ("a.webarchive", b'<plist><dict><key>WebMainResource</key>' + b"<array>" * 5000),
    ],
)  # fmt: skip
def test_depth_and_length_are_read_or_refused_in_few_steps(name: str, data: bytes) -> None:
    read(name, b"x")
    assert steps(lambda: read(name, data)) < 3 * len(data) + 20_000


def test_entities_that_name_each_other_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE a [<!ENTITY e0 "laugh">{laughs}]><article><p>The crane fell &e9; on Monday in the basin.</p></article>'
    for name in ("a.xml", "a.rss", "a.xhtml"):
        assert "laugh" not in read(name, text.encode())
    packed = kinds.packed({"content.xml": text})
    assert "laugh" not in read("a.odt", packed)


def test_the_operations_and_words_of_a_pdf_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = kinds.printed(["The crane fell into the basin on Monday."] * 100)
    assert "refused" not in read("a.pdf", printed)
    monkeypatch.setattr(pdf, "MAX_OPERATIONS", 100)
    assert "more than 100" in read("a.pdf", printed) or "PDF that can be opened" in read("a.pdf", printed)
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 1000)
    assert "holds more than 1,000 characters" in read("a.pdf", printed)
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert "more than the 1 that are read" in read("a.pdf", printed)


def test_forms_that_draw_forms_are_not_drawn_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page: Any = writer.add_blank_page(200, 200)
    inner: Any = None
    for level in range(9):
        form = DecodedStreamObject()
        form.set_data(b"BT (laugh) Tj ET" if not level else b"/F Do " * 10)
        form[NameObject("/Subtype")] = NameObject("/Form")
        if inner is not None:
            held = DictionaryObject({NameObject("/F"): inner})
            form[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
        inner = writer._add_object(form)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/F"): inner})}
    )
    drawn = DecodedStreamObject()
    drawn.set_data(b"/F Do")
    page[NameObject("/Contents")] = writer._add_object(drawn)
    made = io.BytesIO()
    writer.write(made)
    monkeypatch.setattr(pdf, "MAX_OPERATIONS", 2000)
    assert steps(lambda: read("a.pdf", made.getvalue())) < 2_000_000


def test_cells_rows_and_sheets_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        ["title", "text"],
        *([f"Title {n}", f"The crane {n} fell into the basin on Monday."] for n in range(50)),
    ]
    data = kinds.workbook(rows)
    assert len(records.read_workbook(data)) == 50
    monkeypatch.setattr(records, "CELLS", 600)
    assert len(records.read_workbook(data)) < 20
    monkeypatch.setattr(records, "ROWS", 5)
    for name, text in (
        ("a.csv", "title,text\n" + "a,The crane fell into the basin.\n" * 50),
        ("a.json", json.dumps([{"text": f"The crane {n} fell."} for n in range(50)])),
        ("a.jsonl", '{"text": "The crane fell."}\n' * 50),
    ):
        assert len(documents.read(name, text.encode())) <= 6


def test_a_page_has_a_number_of_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_ELEMENTS", 100)
    assert "more than the 100 elements" in read("a.html", (PROSE * 200).encode())
