"""Files of all kinds and states of repair -> a story, or a message that names the file and the remedy."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.story import read as reading
from dashboard.story.charset import UndecodableError, decode
from dashboard.story.read import Fault, Story, StoryError, read_files, read_folder

REPORT = (
    "The harbour of San José was closed on Monday after a crane fell into the basin.\r\n\r\n"
    "“Nobody was hurt,” the port office said.\n"
    "Two ships wait for the café’s owner – the pilot – until Thursday.\n"
)
OTHER = "A crane fell into the basin of San José, officials said.\nThe port stays closed until Thursday.\n"


def read(**files: bytes) -> Story:
    """A story of the given file stems, a second article beside them."""
    return read_files("harbour", {"other.txt": OTHER.encode(), **{f"{k}.txt": v for k, v in files.items()}})


def test_the_name_of_the_outlet_alone_is_no_sentence_of_its_report() -> None:
    table = b"file,outlet\na.txt,The Valley Times\nb.txt,Orvane Post\n"
    pasted = (
        "Chapel bell removed\nThe Valley Times, 3 March 2026\nBy Valley staff\n\n"
        + OTHER
        + "The Valley Times has seen the letter.\n"
    )
    story = read_files("s", {"a.txt": pasted.encode(), "b.txt": OTHER.encode(), "outlets.csv": table})
    named = story.sentences[story.sentences["text"].str.contains("The Valley Times")]
    assert named["role"].tolist() == ["boilerplate", "body"]
    assert story.sentences.loc[story.sentences["text"] == "By Valley staff", "role"].tolist() == ["byline"]
    assert evidence(story, "published")["a"] == "2026-03-03"
    assert story.readings["a"].time_evidence == "printed in the text: “The Valley Times, 3 March 2026”"


def only_fault(story: Story) -> Fault:
    assert len(story.faults) == 1
    return story.faults[0]


def evidence(story: Story, column: str) -> dict[str, object]:
    return dict(zip(story.articles["article"], story.articles[column], strict=True))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_give_the_same_text(encoding: str) -> None:
    story = read(a=REPORT.encode(encoding))
    assert story.texts["a"] == REPORT
    guessed = encoding in ("cp1252", "utf-16-le", "utf-16-be")
    assert [fault.file for fault in story.faults] == (["a.txt"] if guessed else [])


def test_latin_1_is_named_as_a_guess() -> None:
    text = REPORT.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-")
    story = read(a=text.encode("latin-1"))
    assert story.texts["a"] == text
    assert "not UTF-8 (byte 22 is 0xe9); read as Windows-1252" in only_fault(story).message
    assert "UTF-8" in only_fault(story).remedy


def test_cyrillic_code_pages_are_found() -> None:
    text = "Порт закрыт с понедельника. Кран упал в воду, и два судна ждут у входа в гавань до четверга. " * 4
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"%PDF-1.7 some text", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a JPEG picture"),
        (bytes(range(256)) * 20, "no text"),
        (b"\x00\x01\x02\x03" * 50, "control characters"),
        (b"\xff\xfea", "damaged UTF-16"),
        (b"x" * (reading.MAX_BYTES + 1), "has 2,000,001 bytes, more than the 2,000,000"),
        (b"Comment (0)\n2 min\n", "no report"),
    ],
)
def test_unusable_files_are_named_and_the_others_read(data: bytes, message: str) -> None:
    story = read(a=data)
    assert list(story.texts) == ["other"]
    fault = story.faults[0]
    assert fault.file == "a.txt"
    assert message in fault.message
    assert fault.remedy
    assert "a.txt" in str(fault)
    assert message in str(fault)


@pytest.mark.parametrize(
    "text",
    [
        "One NUL \x00 in a report about the harbour of San Marco, which was closed on Monday after a fall.",
        "הנמל נסגר ביום שני. שתי אוניות ממתינות.",
        "e\u0301t\u0301e\u0301 de la crue. Le port est ferme\u0301.",
        "The flag \U0001f1f5\U0001f1ea flew. \u202eThe rest runs backwards.\u202c",
        "港は月曜日に閉鎖された。船は待っている。水曜日に再開する。",
    ],
)
def test_unusual_characters_are_kept(text: str) -> None:
    story = read(a=text.encode())
    assert story.texts["a"] == text
    assert not story.faults


def test_lone_surrogates_of_json_are_replaced() -> None:
    story = read_files(
        "s", {"a.json": b'{"text": "The port \\ud800 was closed on Monday."}', "b.txt": OTHER.encode()}
    )
    assert story.texts["a"] == "The port \ufffd was closed on Monday."


CONTENT = st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace"))


@given(st.dictionaries(st.sampled_from(["a.txt", "b.md", "c.json", "d.html", "outlets.csv"]), CONTENT))
@settings(deadline=None)  # the first page imports the extraction of HTML
def test_any_bytes_are_read_or_named(files: dict[str, bytes]) -> None:
    articles = {name for name in files if name != "outlets.csv"}
    try:
        story = read_files("any", files)
    except StoryError as error:
        faults, read = error.faults, set[str]()
    else:
        faults, read = story.faults, set(story.articles["file"])
        replay(story)
    assert articles - read <= {fault.file for fault in faults}


def replay(story: Story) -> None:
    """Every sentence is the text between its offsets."""
    for row in story.sentences.to_dict("records"):
        assert row["text"] == story.texts[row["article"]][row["start"] : row["end"]]


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with contextlib.suppress(UndecodableError):
        decode(data)


def test_a_missing_folder_and_an_empty_one_are_named(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"nowhere: no such folder"):
        read_folder(tmp_path / "nowhere")
    with pytest.raises(StoryError, match=rf"{tmp_path.name}: no article in it. Put articles \(\.txt"):
        read_folder(tmp_path)


def test_a_story_without_a_readable_article_lists_what_is_wrong() -> None:
    with pytest.raises(StoryError, match=r"harbour: no article can be read") as raised:
        read_files("harbour", {"a.txt": b"", "b.txt": b"%PDF"})
    assert [fault.file for fault in raised.value.faults] == ["a.txt", "b.txt"]
    assert "- a.txt is empty." in str(raised.value)


@pytest.mark.parametrize(
    ("message", "said"),
    [("is empty", "a.txt is empty. Do."), ("row 3 has no file", "a.txt: row 3 has no file. Do.")],
)
def test_a_fault_reads_as_a_sentence(message: str, said: str) -> None:
    assert str(Fault("a.txt", message, "Do")) == said


def test_one_article_opens_and_says_that_nothing_can_be_compared() -> None:
    story = read_files("harbour", {"a.txt": REPORT.encode()})
    assert len(story.articles) == 1
    assert "nothing can be compared" in only_fault(story).message


def test_a_folder_reads_as_its_files(tmp_path: Path) -> None:
    files = {
        "a.txt": REPORT.encode(),
        "b.md": b"# A crane falls\n\nThe port was closed on Monday.",
        ".hidden": b"\x00",
    }
    for name, data in {**files, "corrections.json": b"{}", "notes.docx": b"PK\x03\x04"}.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "pictures").mkdir()
    story = read_folder(tmp_path)
    assert story.name == tmp_path.name
    assert list(story.texts) == ["a", "b"]
    assert only_fault(story).file == "notes.docx"
    assert story.digest == read_files(tmp_path.name, files).digest


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(OTHER.encode())
    (tmp_path / "large.txt").write_bytes(b"x" * 5_000_000)
    opened: list[str] = []
    read_bytes = Path.read_bytes

    def noted(path: Path) -> bytes:
        opened.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    story = read_folder(tmp_path)
    assert opened == ["a.txt"]
    assert story.faults[0].message.startswith("has 5,000,000 bytes, more than the 2,000,000")


def test_articles_beyond_the_limit_are_named() -> None:
    files = {f"{k:03d}.txt": OTHER.encode() for k in range(reading.MAX_ARTICLES + 2)}
    story = read_files("many", files)
    assert len(story.articles) == reading.MAX_ARTICLES
    assert [fault.file for fault in story.faults] == ["060.txt", "061.txt"]


def test_equal_stems_are_told_apart() -> None:
    story = read_files("s", {"a.txt": OTHER.encode(), "a.md": OTHER.encode(), "b.txt": OTHER.encode()})
    assert list(story.texts) == ["a.md", "a.txt", "b"]


def test_neighbours_do_not_change_an_article() -> None:
    alone, beside = (
        read(a=REPORT.encode()),
        read(a=REPORT.encode(), b=b"2 min\nThe port of San Jose stays closed."),
    )
    rows = [
        story.sentences[story.sentences["article"] == "a"].to_dict("records") for story in (alone, beside)
    ]
    assert rows[0] == rows[1]


def test_the_order_of_files_does_not_matter() -> None:
    files = {"b.txt": OTHER.encode(), "a.txt": REPORT.encode()}
    one, two = read_files("s", files), read_files("s", dict(sorted(files.items())))
    assert one.sentences.equals(two.sentences)
    assert one.digest == two.digest


def test_json_states_what_it_holds() -> None:
    content = {
        "title": "Crane falls",
        "text": OTHER,
        "outlet": "Lima Times",
        "date": "3 May 2021",
        "agency": "AFP",
    }
    story = read_files("s", {"a.json": json.dumps(content).encode(), "b.txt": OTHER.encode()})
    row = story.articles.iloc[0].to_dict()
    assert (row["title"], row["outlet"], row["published"], row["agency"]) == (
        "Crane falls",
        "Lima Times",
        "2021-05-03",
        "AFP",
    )
    assert row["evidence"] == 'stated in the file: "outlet": "Lima Times"'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "no valid JSON"),
        (b"1", "holds a JSON int, not an object"),
        (b"[1]", "is a JSON list of int, not of articles"),
        (b"[]", "is a JSON list of nothing, not of articles"),
        (b'{"kind": "x", "date": "y"}', "no text under the key text (its keys: kind, date)"),
        (b'[{"kind": "x", "date": "y"}]', "no text under a key that is known (its keys: kind, date)"),
        (b'{"text": 5}', "no text under the key text"),
        (b'{"text": " "}', "empty"),
        (b"[" * 100_000, "no valid JSON"),
    ],
)
def test_unusable_json_is_named(data: bytes, message: str) -> None:
    story = read_files("s", {"a.json": data, "b.txt": OTHER.encode()})
    assert story.faults[0].file == "a.json"
    assert message in story.faults[0].message


PAGE = """<!DOCTYPE html><html><head><title>Crane falls</title><meta charset="utf-8">
<meta property="og:title" content="Crane falls into the basin of San Marco">
<meta property="og:site_name" content="Lima Times">
<meta property="article:published_time" content="2021-05-03T10:12:00+02:00"></head>
<body><nav><a href="/">Home</a> <a href="/asia">Asia</a></nav>
<article><h1>Crane falls into the basin of San Marco</h1>
<p>The harbour of San Marco was closed on Monday after a crane fell into the basin, an office said.</p>
<p>Nobody was hurt. Two ships have to wait until Thursday, when the crane is to be lifted out.</p>
<p>The owner of the crane did not answer questions about its age, which the office puts at sixty years.</p>
</article><footer>© 2021 Lima Times</footer></body></html>"""


def test_the_main_text_of_a_page_is_read() -> None:
    story = read_files("s", {"a.html": PAGE.encode(), "b.txt": OTHER.encode()})
    row = story.articles.iloc[0].to_dict()
    assert row["title"] == "Crane falls into the basin of San Marco"
    assert (row["outlet"], row["published"]) == ("Lima Times", "2021-05-03T10:12+02:00")
    assert "Asia" not in story.texts["a"]
    told = story.sentences[story.sentences["article"] == "a"]
    assert list(told["role"]) == ["headline", *["body"] * 4]
    assert not story.faults


def test_a_page_without_an_article_is_named() -> None:
    story = read_files("s", {"a.html": b"<html><body></body></html>", "b.txt": OTHER.encode()})
    assert "no article" in story.faults[0].message
