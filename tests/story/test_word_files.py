"""Word files: the words that a reader of the document sees, and a named fault for every broken one."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document as Word
from docx.oxml import parse_xml

from dashboard.story import documents
from dashboard.story.formats import UNPACKED
from dashboard.story.read import StoryError, read_files
from dashboard.story.story import UnreadableError

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FIRST = "The minister met the leader in the capital on Tuesday."
SECOND = "“Talks went well,” he said – and left."


def word(*paragraphs: str, inside: str = "") -> bytes:
    document = Word()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if inside:
        document.element.body.insert(0, parse_xml(inside))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_paragraphs_come_in_order_and_offsets_replay() -> None:
    story = read_files("s", {"a.docx": word(FIRST, SECOND)})
    assert story.texts["a"] == f"{FIRST}\n\n{SECOND}"
    assert story.faults[-1].message.startswith("has one article only")
    for s in story.sentences.itertuples():
        assert story.texts[s.article][s.start : s.end] == s.text


def test_tracked_insertions_are_read_and_deletions_not() -> None:
    inside = (
        f"<w:p {SPACE}><w:pPr><w:tabs><w:tab w:val='left' w:pos='720'/></w:tabs></w:pPr><w:r><w:t>Kept</w:t></w:r>"
        "<w:ins w:id='1' w:author='x'><w:r><w:t xml:space='preserve'> inserted</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='x'><w:r><w:delText>deleted</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>end.</w:t></w:r></w:p>"
    )
    assert documents.read("a.docx", word(inside=inside))[0].text == "Kept inserted\tend."


def test_tables_are_read_and_text_boxes_left_out() -> None:
    inside = f"<w:tbl {SPACE}><w:tr><w:tc><w:p><w:r><w:t>In a cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    assert documents.read("a.docx", word(FIRST, inside=inside))[0].text == f"In a cell.\n\n{FIRST}"
    boxed = f"<w:p {SPACE}><w:r><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
    assert documents.read("a.docx", word(FIRST, inside=boxed))[0].text == FIRST


def test_a_word_file_that_unpacks_without_end_is_refused() -> None:
    made = io.BytesIO(word(FIRST))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/media/bomb.bin", bytes(UNPACKED + 1))
    with pytest.raises(UnreadableError, match="unpacks to more than 20,000,000 bytes"):
        documents.read("a.docx", made.getvalue())


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"plain text", word(FIRST)[:900]])
def test_a_broken_word_file_is_named_with_a_remedy(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="no Word document") as raised:
        documents.read("a.docx", data)
    assert raised.value.remedy


def test_a_zip_that_is_no_word_file_is_named() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(StoryError, match="no Word document"):
        read_files("s", {"a.docx": other.getvalue()})
