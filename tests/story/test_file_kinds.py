"""Files of every kind that people bring, and exports of the press archives: the articles in them, or a named refusal."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.story import bulk, documents, formats
from dashboard.story.pdf import read_pdf
from dashboard.story.read import StoryError, read_files
from dashboard.story.story import Document, UnreadableError
from tests.support import file_kinds as kinds
from tests.support.file_kinds import REPORTS, Report

ONE = REPORTS[0]
PARAGRAPHS = [ONE.title, *ONE.body]
EXPORTS = {
    "nexis.txt": kinds.nexis_text().encode(),
    "nexis narrow.txt": kinds.nexis_text(width=50).encode(),
    "nexis windows.txt": kinds.nexis_text().replace("\n", "\r\n").encode(),
    "nexis older.txt": kinds.nexis_older_text().encode(),
    "nexis.docx": kinds.word(kinds.nexis_lines()),
    "nexis.rtf": kinds.rich_text(kinds.nexis_lines()),
    "nexis.doc": kinds.rich_text(kinds.nexis_lines()),
    "nexis.pdf": kinds.printed(kinds.nexis_lines()),
    "factiva.txt": "\n\n".join(kinds.factiva_lines()).encode(),
    "factiva.rtf": kinds.rich_text(kinds.factiva_lines()),
    "factiva.html": kinds.factiva_page().encode(),
    "factiva codes.html": kinds.factiva_coded_page().encode(),
    "proquest.txt": kinds.proquest_text().encode(),
    "proquest newer.txt": "\n\n".join(kinds.proquest_lines(numbered=False)).encode(),
    "proquest newer.rtf": kinds.rich_text(kinds.proquest_lines(numbered=False)),
    "proquest newer.docx": kinds.word(kinds.proquest_lines()),
    "proquest newer.pdf": kinds.printed(kinds.proquest_lines()),
    "proquest newer.html": f"<html><body>{''.join(f'<p>{line}</p>' for line in kinds.proquest_lines())}</body></html>".encode(),
}
SINGLE = {
    "a.docx": kinds.word(PARAGRAPHS),
    "a.rtf": kinds.rich_text(PARAGRAPHS),
    "a.odt": kinds.open_document(PARAGRAPHS),
    "a.pdf": kinds.printed(PARAGRAPHS),
    "a.epub": kinds.epub([ONE]),
    "a.eml": kinds.mail(ONE),
    "b.eml": kinds.mail(ONE, html=True),
    "a.mhtml": kinds.snapshot(ONE),
    "a.mht": kinds.snapshot(ONE),
    "a.webarchive": kinds.web_archive(ONE),
    "a.xhtml": kinds.page(ONE).encode(),
    "a.htm": kinds.page(ONE).encode(),
}
TABLES = {
    "a.xlsx": kinds.workbook(kinds.rows()),
    "a.jsonl": kinds.json_lines().encode(),
    "a.rss": kinds.feed().encode(),
    "a.xml": kinds.feed().encode(),
    "b.epub": kinds.epub(REPORTS),
    **{f"{name}.json": json.dumps(content).encode() for name, content in kinds.lists().items()},
}


def plain(text: str) -> str:
    return " ".join(text.split())


def holds(found: Sequence[Document], reports: Sequence[Report]) -> None:
    assert len(found) == len(reports)
    for document, report in zip(found, reports, strict=True):
        text = plain(document.text)
        assert all(plain(paragraph) in text for paragraph in report.body)
        assert text.startswith(report.title)
        assert len(text.split()) <= len(plain(report.text).split()) + 3, "a line of the frame is left in"


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_gives_its_articles(name: str) -> None:
    found = documents.read(name, EXPORTS[name])
    holds(found, REPORTS)
    assert [document.title for document in found] == [report.title for report in REPORTS]
    assert [document.outlet for document in found] == [report.outlet for report in REPORTS]
    assert [document.published for document in found] == [report.iso for report in REPORTS]


@pytest.mark.parametrize("name", EXPORTS)
def test_articles_of_an_export_have_titles_bylines_and_paragraphs(name: str) -> None:
    story = read_files("s", {name: EXPORTS[name]})
    assert list(story.articles["title"]) == [report.title for report in REPORTS]
    assert list(story.articles["file"]) == [f"{name}#{n}" for n in (1, 2, 3)]
    bylines = story.sentences.loc[story.sentences["role"] == "byline", "text"]
    assert list(bylines) == [f"By {report.byline}" for report in REPORTS]
    for row in story.sentences.itertuples():
        assert story.texts[row.article][row.start : row.end] == row.text


def test_an_export_of_one_article_loses_its_frame() -> None:
    holds(bulk.split(kinds.nexis_text(REPORTS[:1])), REPORTS[:1])


def test_no_article_of_an_export_is_lost_unsaid() -> None:
    german = kinds.nexis_text().replace("May 8, 2024 Wednesday", "Mittwoch 8. Mai 2024")
    assert [document.published for document in bulk.split(german)] == [report.iso for report in REPORTS]
    undated = kinds.nexis_text((Report(**{**ONE.__dict__, "day": "Spring issue"}), *REPORTS[1:]))
    found = documents.read("a.txt", undated.encode())
    assert len(found) == 3
    assert "whose head was not understood" in found[0].caveats[0].message
    assert all(plain(paragraph) in plain(found[0].text) for paragraph in ONE.body)
    empty = kinds.nexis_text((*REPORTS[:2], Report(**{**ONE.__dict__, "body": ()})))
    found = documents.read("a.txt", empty.encode())
    assert len(found) == 2
    assert "1 articles have no text" in found[0].caveats[0].message


def test_an_edition_in_whatever_words_is_no_text_and_hides_no_byline() -> None:
    lines = kinds.nexis_lines()
    lines.insert(lines.index(ONE.day) + 1, "Edition 1, Ireland")
    found = documents.read("a.docx", kinds.word(lines))
    assert [document.text.split("\n\n")[1] for document in found] == [
        f"By {report.byline}" for report in REPORTS
    ]
    holds(found[:1], REPORTS[:1])


def test_the_publisher_below_a_factiva_article_is_no_text() -> None:
    lines = [line for n, line in enumerate(kinds.factiva_lines())]
    ends = [n for n, line in enumerate(lines) if line.startswith("Document ")]
    for at in reversed(ends):
        lines.insert(at, "Harbor Post Media Company")
    holds(documents.read("a.rtf", kinds.rich_text(lines)), REPORTS)


def test_pictures_in_rich_text_end_nothing() -> None:
    picture = b"{\\pict\\jpegblip\\bin14 }}}{{}}}}}}{x{}"
    data = kinds.rich_text(PARAGRAPHS).replace(b"\\f0\\fs24 ", b"\\f0\\fs24 " + picture)
    holds(documents.read("a.rtf", data), REPORTS[:1])


def test_several_articles_of_one_outlet_are_several_articles() -> None:
    twice = [REPORTS[0], Report(**{**REPORTS[1].__dict__, "outlet": REPORTS[0].outlet})]
    story = read_files("s", {"a.txt": kinds.nexis_text(twice).encode()})
    assert list(story.articles["outlet"]) == ["Harbor Post", "Harbor Post"]


def test_outlets_csv_names_an_article_of_an_export() -> None:
    table = b"file,outlet,published\nn.txt#2,Evening Mail,2024-05-09T06:00\n"
    story = read_files("s", {"n.txt": kinds.nexis_text().encode(), "outlets.csv": table})
    assert list(story.articles["outlet"]) == ["Harbor Post", "Evening Mail", "Coast Daily"]
    assert not story.faults


@pytest.mark.parametrize(
    "text",
    ["", "2 of 3 were hurt.\n\nNobody was killed.", "End of Document", "The mayor resigned.\n\nBYLINE: x"],
)
def test_other_texts_are_no_export(text: str) -> None:
    assert bulk.split(text) == []


@pytest.mark.parametrize("name", SINGLE)
def test_a_file_of_one_article_is_read(name: str) -> None:
    holds(documents.read(name, SINGLE[name]), REPORTS[:1])


@pytest.mark.parametrize("name", TABLES)
def test_a_file_of_several_articles_is_read(name: str) -> None:
    holds(documents.read(name, TABLES[name]), REPORTS)


def test_the_columns_that_were_taken_are_said() -> None:
    story = read_files("s", {"a.xlsx": TABLES["a.xlsx"]})
    assert story.faults[0].message == (
        "gives 3 articles: text from “text”, outlet from “media_name”, title from “title”, published from “date”"
    )


def test_a_table_with_names_of_its_own_gives_its_longest_column() -> None:
    rows = "\n".join(
        ["nr;bericht;blatt", *(f"{n};{' '.join(r.body)};{r.outlet}" for n, r in enumerate(REPORTS))]
    )
    found = documents.read("a.csv", rows.encode())
    assert [document.text for document in found] == [" ".join(r.body) for r in REPORTS]


def test_a_text_that_newsapi_cut_off_is_said() -> None:
    content = {
        "articles": [{"content": "The mayor resigned on Tues… [+2345 chars]", "source": {"name": "Post"}}] * 2
    }
    found = documents.read("a.json", json.dumps(content).encode())
    assert found[1].text == "The mayor resigned on Tues"
    assert "2345 characters are missing" in found[1].caveats[0].message


LONG = "The mayor of Harbor City resigned on Tuesday after auditors found a gap in the port fund."


@pytest.mark.parametrize(
    "rows",
    [
        [{"content": LONG}, {"content": None, "description": LONG}],
        [{"content_html": f"<p>{LONG}</p>"}, {"content_text": LONG}],
        [{"fields": {"bodyText": LONG}}, {"fields": {"body": f"<p>{LONG}</p>"}}],
    ],
)
def test_rows_that_hold_their_text_in_different_fields_are_all_read(rows: list[dict[str, object]]) -> None:
    found = documents.read("a.json", json.dumps({"articles": rows}).encode())
    assert [document.text for document in found] == [LONG, LONG]
    said = [caveat.message for caveat in found[1].caveats]
    assert said == (
        ["has no text under “content”: its “description” is taken"] if "content" in rows[1] else []
    )


def test_rows_without_a_text_are_counted() -> None:
    found = documents.read("a.json", json.dumps([{"text": LONG}, {"text": ""}, {"title": "x"}]).encode())
    assert len(found) == 1
    assert "2 of 3 hold no text and are left out" in found[0].caveats[0].message


def test_a_table_of_addresses_alone_has_a_way_out_of_its_own() -> None:
    with pytest.raises(UnreadableError) as raised:
        documents.read("a.csv", b"media_name,title,url\nPost,Mayor resigns,https://a.example/x\n")
    assert "save the articles' own pages as HTML" in raised.value.remedy


def test_columns_have_names_in_other_languages() -> None:
    table = f"Datum;Quelle;Titel;Volltext\n07.05.2024;Süddeutsche Zeitung;Rücktritt;{LONG}\n"
    found = documents.read("a.csv", table.encode())[0]
    assert (found.outlet, found.published, found.title) == ("Süddeutsche Zeitung", "2024-05-07", "Rücktritt")


@pytest.mark.parametrize(
    ("fields", "outlet"),
    [
        (
            {"source": "https://a.example/x", "source-hostname": "Harbor Post", "hostname": "a.example"},
            "Harbor Post",
        ),
        ({"source": "https://a.example/x"}, "a.example"),
        ({"source_domain": "www.a.example"}, "a.example"),
    ],
)
@pytest.mark.parametrize("listed", [True, False])
def test_a_name_goes_before_an_address(fields: dict[str, str], outlet: str, listed: bool) -> None:
    row = {"text": LONG, **fields}
    assert documents.read("a.json", json.dumps([row] if listed else row).encode())[0].outlet == outlet


def test_articles_under_keys_of_their_own_are_a_list() -> None:
    content = {"a": {"title": "One", "text": LONG}, "b": {"title": "Two", "text": LONG}}
    assert [d.title for d in documents.read("a.json", json.dumps(content).encode())] == ["One", "Two"]


def test_columns_of_a_printed_page_come_one_after_the_other() -> None:
    left = "The mayor of Harbor|City resigned on Tues-|day after auditors found|a gap.|Lena Ortiz told re-|porters that she had|done".split(
        "|"
    )
    right = "nothing wrong and|that was all.|The council meets on|Friday.".split("|")
    lines = [(72.0, 700.0 - 12 * n, t) for n, t in enumerate(left)] + [
        (320.0, 700.0 - 12 * n, t) for n, t in enumerate(right)
    ]
    assert read_pdf(kinds.pdf([lines])).text.split("\n\n") == [
        "The mayor of Harbor City resigned on Tuesday after auditors found a gap.",
        "Lena Ortiz told reporters that she had done nothing wrong and that was all.",
        "The council meets on Friday.",
    ]


@pytest.mark.parametrize("gap", [0.0, 8.0])
def test_running_heads_and_page_numbers_are_left_out(gap: float) -> None:
    text = read_pdf(
        kinds.printed(
            [p for r in REPORTS for p in (r.title, *r.body)], head="Harbor Post 8 May", per_page=6, gap=gap
        )
    ).text
    assert "8 May" not in text
    assert "Page" not in text
    assert text.split("\n\n") == [p for r in REPORTS for p in (r.title, *r.body)]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", b"%PDF-1.7 nothing", "is no PDF that can be opened"),
        ("a.pdf", kinds.pdf([[]]), "its pages are pictures"),
        ("a.rtf", b"plain words", "is no Rich Text document"),
        ("a.odt", b"PK\x03\x04", "is no OpenDocument text that can be opened"),
        ("a.odt", kinds.packed({"other.xml": "<a/>"}), "is no OpenDocument text that can be opened"),
        ("a.epub", kinds.packed({"META-INF/container.xml": "<a/>"}), "is no EPUB that can be opened"),
        ("a.eml", b"\n\nno header at all", "is no mail"),
        ("a.mhtml", b"From: x\nContent-Type: text/plain\n\nwords", "without a page in it"),
        ("a.webarchive", b"bplist00junk", "is no web archive that can be opened"),
        ("a.xlsx", b"PK\x03\x04", "is no spreadsheet that can be opened"),
        ("a.xml", b"<a><b/></a>", "is XML without paragraphs"),
        ("a.xml", b"no markup", "is no XML that can be opened"),
        ("a.csv", b"one line", "has no row below its first line"),
        ("a.csv", b"a,b\n1,2\n", "has no text under a key that is known (its keys: a, b)"),
        ("a.jsonl", b"{\n[1]\n", "holds no JSON object in 2 lines"),
        ("a.doc", b"\xd0\xcf\x11\xe0old", "the form before 2007"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_way_out(name: str, data: bytes, message: str) -> None:
    with pytest.raises(StoryError) as raised:
        read_files("s", {name: data})
    assert message in raised.value.faults[0].message
    assert raised.value.faults[0].remedy


@pytest.mark.parametrize("ending", documents.REFUSED)
def test_kinds_that_nobody_reads_have_a_way_out_of_their_own(ending: str) -> None:
    with pytest.raises(StoryError) as raised:
        read_files("s", {f"a{ending}": b"x"})
    assert raised.value.faults[0].remedy == documents.REFUSED[ending][1]


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    text = '<!DOCTYPE a [<!ENTITY x "boom"><!ENTITY y SYSTEM "file:///etc/passwd">]><article><p>The port &x; &y; was closed on Monday.</p></article>'
    found = documents.read("a.xml", text.encode())[0].text
    assert "boom" not in found
    assert "root:" not in found


@pytest.mark.parametrize("name", ["a.odt", "a.epub", "a.xlsx", "a.docx"])
def test_what_unpacks_without_end_is_refused(name: str) -> None:
    names = {
        "a.odt": "content.xml",
        "a.epub": "META-INF/container.xml",
        "a.xlsx": "xl/workbook.xml",
        "a.docx": "word/document.xml",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(names[name], bytes(formats.UNPACKED + 1))
    with pytest.raises(UnreadableError, match="unpacks to more than 20,000,000 bytes"):
        documents.read(name, made.getvalue())


VALID = {**EXPORTS, **SINGLE, **TABLES}


@given(
    st.sampled_from(documents.KINDS),
    st.binary(max_size=400) | st.text(max_size=400).map(lambda t: t.encode("utf-8", "replace")),
)
@example(".xml", b"\x00")
@settings(deadline=None, max_examples=150)
def test_any_bytes_of_any_kind_are_read_or_refused(ending: str, data: bytes) -> None:
    check(f"a{ending}", data)


@given(st.sampled_from(sorted(VALID)), st.integers(0, 10_000), st.binary(max_size=12), st.booleans())
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_file_is_read_or_refused(name: str, at: int, junk: bytes, cut: bool) -> None:
    data = VALID[name]
    at %= len(data)
    check(name, data[:at] + junk + (b"" if cut else data[at + len(junk) :]))


def check(name: str, data: bytes) -> None:
    """An article out, or a refusal in words; spans replay."""
    try:
        story = read_files("s", {name: data})
    except StoryError as error:
        refused = error.faults
    else:
        refused = ()
        for row in story.sentences.itertuples():
            assert story.texts[row.article][row.start : row.end] == row.text
    assert all(fault.message and fault.remedy for fault in refused)
