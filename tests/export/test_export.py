"""Exports open elsewhere, hold what the tables hold, and keep text from outside text."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import struct
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from dashboard import charts, tables
from dashboard.charts.matrix import STATE_WORDS
from dashboard.comparison import Comparison
from dashboard.export import FORMATS, drawings, tabular, to_json
from dashboard.export.citation import day, text_digest
from dashboard.export.report import letter, outline
from dashboard.files import inert, printable, revived
from dashboard.pipeline import compare
from dashboard.presentation.filters import article_names
from dashboard.settings import Settings
from dashboard.statements.coverage import shown_states
from dashboard.story.read import read_files
from tests.support.hostile import LINES, OUTLETS, hostile
from tests.support.stand_in import SETTINGS, hashed_words

DATE = "2024-05-01"
PLAIN = [name for name in FORMATS if name not in ("svg", "png")]
OF_ONE_FINDING = {"allegation_table", "name_lanes", "scale_rows", "stage_rows"}
"""Charts of one finding: a story has hundreds, and the reports print the words that they show."""
ACTIVE = re.compile(r"^[=+\-@\t\r]")


@pytest.fixture(scope="module")
def attack() -> Comparison:
    return hostile()


@functools.cache
def made(name: str, comparison: Comparison) -> bytes:
    """A comparison in one format, written once for all tests that read it."""
    return FORMATS[name].make(comparison, DATE)


@pytest.fixture(scope="module")
def pictures(attack: Comparison) -> dict[str, bytes]:
    return unzipped(made("svg", attack))


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def squeezed(text: str) -> str:
    return " ".join(printable(text).split())


@pytest.mark.parametrize("name", PLAIN)
def test_the_same_comparison_and_date_give_the_same_bytes(comparison: Comparison, name: str) -> None:
    assert FORMATS[name].make(comparison, DATE) == made(name, comparison)


@pytest.mark.parametrize("name", PLAIN)
def test_one_article_without_any_shared_statement_is_written_too(name: str) -> None:
    alone = compare(
        read_files("one", {"a.txt": b"The minister met the king."}), SETTINGS, encoder=hashed_words
    )
    assert FORMATS[name].make(alone, DATE)


def test_the_date_comes_from_the_call_or_from_source_date_epoch(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714521600")
    assert day() == DATE
    assert FORMATS["md"].make(comparison) == made("md", comparison)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH is 'soon'"):
        day()
    with pytest.raises(ValueError, match="May"):
        day("1 May 2024")


def test_a_report_can_be_cited_and_made_again(comparison: Comparison) -> None:
    facts = dict(outline(comparison, DATE).facts)
    assert facts["Date"] == DATE
    assert re.fullmatch(r"Parallax \d+\.\d+\.\d+", facts["Program"])
    assert facts["Model, SHA-256"] == comparison.model_digest
    assert facts["Confidence of a link, at least"] == str(comparison.settings.threshold)
    for row in comparison.articles.itertuples():
        assert facts[f"Text of {row.file}, SHA-256"] == text_digest(comparison.story.texts[row.article])
    for name in ("html", "md"):
        written = made(name, comparison).decode()
        for value in (
            comparison.model_digest,
            comparison.story.digest,
            *[f for f in facts.values() if len(f) == 64],
        ):
            assert value in written


def test_the_json_is_that_of_the_command_line(comparison: Comparison) -> None:
    assert made("json", comparison).decode() == to_json(comparison)


def test_every_table_of_a_comparison_is_exported(comparison: Comparison) -> None:
    public = [name for name in dir(comparison) if not name.startswith("_")]
    held = {name for name in public if isinstance(getattr(comparison, name), pd.DataFrame)}
    assert {table.name for table in tabular.EXPORTED} == held


@pytest.mark.parametrize("table", tabular.EXPORTED, ids=lambda t: t.name)
def test_csv_and_parquet_come_back_equal(
    comparison: Comparison, attack: Comparison, table: tables.Table
) -> None:
    for found in (comparison, attack):
        frame = getattr(found, table.name).reset_index(drop=True)
        data = unzipped(made("csv", found))[f"{table.name}.csv"]
        pd.testing.assert_frame_equal(tabular.read(table, data), frame)
        stored = unzipped(made("parquet", found))[f"{table.name}.parquet"]
        again = pd.read_parquet(io.BytesIO(stored))
        assert tables.records(again) == tables.records(frame)
        assert list(again.columns) == table.names


@given(st.text(st.one_of(st.characters(), st.sampled_from("=;' +-\t")), max_size=20))
def test_what_is_made_inert_is_no_formula_and_comes_back(text: str) -> None:
    """Not where the cell begins, nor behind a semicolon, at which spreadsheets of half the world part cells."""
    assert not any(ACTIVE.match(part.lstrip(" ")) for part in inert(text).split(";"))
    assert revived(inert(text)) == text


def test_no_cell_of_a_csv_is_a_formula(attack: Comparison) -> None:
    for name, data in unzipped(made("csv", attack)).items():
        if not name.endswith(".csv"):
            continue
        rows = csv.reader(io.StringIO(data.decode("utf-8", "surrogatepass"), newline=""))
        assert not [cell for row in rows for cell in row if ACTIVE.match(cell) and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_the_workbook_holds_the_matrix_with_the_sentences(comparison: Comparison) -> None:
    book: Any = load_workbook(io.BytesIO(made("xlsx", comparison)))
    assert book.sheetnames == ["Coverage", "States", "Sentences", "Articles", "About"]
    names = article_names(comparison)
    states = [[cell.value for cell in row] for row in book["States"]]
    assert states[0] == ["No.", "Theme", "Statement", *names.values()]
    assert len(states) == len(comparison.statements) + 1
    cells = [state for row in states[1:] for state in row[3:]]
    assert sorted(cells) == sorted(STATE_WORDS[state] for state in shown_states(comparison.coverage))
    sentences = {row[8].value for row in book["Sentences"]}
    told = comparison.sentences[comparison.sentences["sentence"].isin(comparison.mentions["sentence"])]
    assert {squeezed(t) for t in told["text"]} <= {squeezed(str(s)) for s in sentences}
    matrix = " ".join(str(cell.value) for row in book["Coverage"] for cell in row)
    assert all(printable(text) in matrix for text in told["text"])


def test_no_cell_of_a_workbook_is_a_formula(attack: Comparison) -> None:
    book: Any = load_workbook(io.BytesIO(made("xlsx", attack)))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    risky = [cell for cell in cells if isinstance(cell.value, str) and ACTIVE.match(cell.value)]
    assert risky
    assert all(cell.quotePrefix for cell in risky)


class Tags(HTMLParser):
    """Collects the elements and attributes of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(key, value or "") for key, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parsed(page: str) -> Tags:
    found = Tags()
    found.feed(page)
    return found


def test_the_page_has_no_script_and_asks_for_nothing(attack: Comparison, comparison: Comparison) -> None:
    for found in (attack, comparison):
        page = parsed(made("html", found).decode())
        assert not page.tags & {"script", "img", "iframe", "link", "object", "svg", "form", "i", "base"}
        assert not [k for k, _ in page.attributes if k.startswith("on") or k in ("src", "srcset", "action")]
        assert all(value.startswith("#s") for key, value in page.attributes if key == "href")
        assert ("http-equiv", "Content-Security-Policy") in page.attributes


def test_hostile_text_is_printed_as_text_on_the_page(attack: Comparison) -> None:
    text = squeezed("".join(parsed(made("html", attack).decode()).text))
    for words in (*LINES, *OUTLETS):
        assert squeezed(words) in text, words


def test_the_page_has_a_row_for_every_shared_statement_and_a_column_to_fill_in(
    comparison: Comparison,
) -> None:
    page = made("html", comparison).decode()
    report = outline(comparison, DATE)
    assert page.count('<td class="fill"></td>') == len(report.shared) > 5
    for row in report.shared:
        assert page.count(f'id="s{row.number}"') == page.count(f'href="#s{row.number}">{""}<span') == 1


def rendered(text: str) -> Tags:
    made: str = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    return parsed(made)


def test_markdown_renders_to_headings_tables_and_lists_alone(
    comparison: Comparison, attack: Comparison
) -> None:
    for found in (comparison, attack):
        page = rendered(made("md", found).decode())
        plain = {"h1", "h2", "h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td"}
        assert page.tags <= plain, page.tags - plain
        report = outline(found, DATE)
        assert sum(len(t) > 0 for t in page.text) > len(report.shared)


def test_hostile_text_is_printed_as_text_in_markdown(attack: Comparison) -> None:
    page = rendered(made("md", attack).decode())
    text = squeezed("".join(page.text)).replace("⟦", "").replace("⟧", "")
    for words in (*LINES, *OUTLETS):
        assert squeezed(words) in text, words


def test_every_picture_is_a_well_formed_svg_that_asks_for_nothing(pictures: dict[str, bytes]) -> None:
    assert len(pictures) >= 6
    for name, data in pictures.items():
        root = ElementTree.fromstring(data)
        assert root.tag == "{http://www.w3.org/2000/svg}svg", name
        assert float(root.attrib["width"]) >= drawings.WIDTH
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not tags & {"script", "image", "a", "foreignObject", "style"}, name
        assert not [k for e in root.iter() for k in e.attrib if k.endswith("href") or k.startswith("on")]


def test_labels_keep_their_pane_in_a_picture_of_fixed_width(comparison: Comparison) -> None:
    name, chart = next(iter(drawings.drawings(comparison)))
    made = drawings.spec(chart, len(comparison.articles))
    assert name == "coverage 1"
    assert made["width"] == drawings.WIDTH
    assert "width" in json.dumps(made["layer"]), "expressions on the width stay"


def test_a_png_has_its_signature_and_its_size(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = next(iter(drawings.drawings(comparison)))
    monkeypatch.setattr(drawings, "drawings", lambda _comparison: iter([first]))
    (data,) = unzipped(FORMATS["png"].make(comparison, DATE)).values()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert width >= drawings.SCALE * drawings.WIDTH
    assert height > 400


def test_no_picture_of_the_app_is_forgotten(comparison: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: set[str] = set()

    def noted(name: str, draw: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            drawn.add(name)
            return draw(*arguments, **named)

        return call

    makers = {
        name
        for name in charts.__all__
        if str(getattr(getattr(charts, name), "__annotations__", {}).get("return", "")).endswith(
            ("LayerChart", "PlainChart")
        )
    }
    for name in makers:
        monkeypatch.setattr(charts, name, noted(name, getattr(charts, name)))
    list(drawings.drawings(comparison))
    assert makers - drawn == OF_ONE_FINDING


def test_letters_go_on_after_z() -> None:
    assert [letter(k) for k in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_story_of_many_outlets_lists_letters_instead_of_columns() -> None:
    files = {f"{k:02}.txt": b"The minister met the king on Tuesday in the capital." for k in range(12)}
    many = compare(read_files("many", files), Settings(SETTINGS.model, 0.0), encoder=hashed_words)
    page = FORMATS["html"].make(many, DATE).decode()
    assert "Reported by (at least in part)" in page
