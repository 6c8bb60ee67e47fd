"""A coding sheet holds every cell once; what two coders wrote comes back as they wrote it; agreement is what the books say."""

from __future__ import annotations

import contextlib
import io
import zipfile
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard.charts.matrix import STATE_WORDS
from dashboard.comparison import Comparison
from dashboard.export import agreement, coding_sheet
from dashboard.export.agreement import cohen, krippendorff
from dashboard.export.coding_sheet import INFERRED, OWN, UNIT, SheetError, blind, read
from dashboard.statements.coverage import shown_states
from tests.support.hostile import hostile

DATE = "2024-05-01"
CODES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30)


def sheets(data: bytes) -> dict[str, Any]:
    return {sheet.title: sheet for sheet in load_workbook(io.BytesIO(data)).worksheets}


def test_every_cell_of_the_matrix_is_one_row(comparison: Comparison) -> None:
    table = coding_sheet.statements(comparison)
    assert len(table) == len(comparison.coverage)
    assert table[UNIT].is_unique
    state = comparison.coverage.assign(
        unit=comparison.coverage["statement"] + ":" + comparison.coverage["article"]
    )
    known = state.assign(state=shown_states(state)).set_index("unit")["state"].map(STATE_WORDS)
    assert (table.set_index(UNIT)["State"] == known[table[UNIT]].to_numpy()).all()
    silent = table["State"].isin([STATE_WORDS[s] for s in ("absent", "near", "not_yet")])
    assert (table.loc[silent, "Words"] == "").all()
    assert (table.loc[~silent, "Words"] != "").all()


def test_words_are_printed_in_their_article(comparison: Comparison) -> None:
    table = coding_sheet.statements(comparison)
    texts = {
        f: " ".join(comparison.story.texts[a].split())
        for a, f in comparison.articles[["article", "file"]].to_numpy()
    }
    assert all(words in texts[file] for words, file in table[["Words", "File"]].to_numpy())
    assert set(table["Voice"]) <= {"", "narrator", "attributed", "quoted"}
    assert (table.loc[table["Source"] != "", "Verb"] != "").all()


def test_a_hedge_stands_in_the_words(comparison: Comparison) -> None:
    table = coding_sheet.statements(comparison)
    hedged = table[table["Hedge"] != ""]
    assert len(hedged)
    for words, hedges in hedged[["Words", "Hedge"]].to_numpy():
        assert all(hedge.casefold() in words.casefold() for hedge in hedges.split(", "))


def test_every_finding_is_one_row(comparison: Comparison) -> None:
    table = coding_sheet.findings(comparison)
    assert set(table[UNIT]) == set(comparison.spans["finding"])
    assert table[UNIT].is_unique


def test_columns_to_fill_in_are_empty(comparison: Comparison) -> None:
    for table in (coding_sheet.statements(comparison), coding_sheet.findings(comparison)):
        assert (table[list(OWN)] == "").all(axis=None)


def test_the_second_coder_sees_the_same_units_and_no_estimate(comparison: Comparison) -> None:
    table = coding_sheet.statements(comparison)
    hidden = blind(table)
    assert list(hidden[UNIT]) == list(table[UNIT])
    assert not set(hidden) & (set(INFERRED) - {"State"})
    assert (hidden["State"] == "").all()


@pytest.mark.parametrize("second", [False, True])
def test_files_are_the_same_each_time_and_come_back(comparison: Comparison, second: bool) -> None:
    book = coding_sheet.workbook(comparison, DATE, second=second)
    assert book == coding_sheet.workbook(comparison, DATE, second=second)
    assert set(sheets(book)) == {"Statements", "Findings", "About"}
    back = read("coding.xlsx", book)
    units = {*coding_sheet.statements(comparison)[UNIT], *coding_sheet.findings(comparison)[UNIT]}
    assert set(back[UNIT]) == units
    with zipfile.ZipFile(io.BytesIO(coding_sheet.as_csv(comparison, DATE, second=second))) as packed:
        assert set(packed.namelist()) == {"statements.csv", "findings.csv", "about.txt"}
        half = read("statements.csv", packed.read("statements.csv"))
    assert list(half[UNIT]) == list(coding_sheet.statements(comparison)[UNIT])


def test_a_hostile_story_runs_nothing_in_a_spreadsheet() -> None:
    comparison = hostile()
    for sheet in sheets(coding_sheet.workbook(comparison, DATE)).values():
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
    with zipfile.ZipFile(io.BytesIO(coding_sheet.as_csv(comparison, DATE))) as packed:
        for line in packed.read("statements.csv").decode("utf-8-sig").splitlines():
            assert not line.startswith(("=", "+", "-", "@"))


def test_a_filled_in_sheet_comes_back_as_it_was_filled_in(comparison: Comparison) -> None:
    book = load_workbook(io.BytesIO(coding_sheet.workbook(comparison, DATE)))
    sheet = book["Statements"]
    column = [cell.value for cell in sheet[1]].index("Code A") + 1
    sheet.cell(2, column).value = "=1+1"
    sheet.cell(2, column).data_type = "s"
    sheet.cell(3, column).value = 4
    out = io.BytesIO()
    book.save(out)
    assert list(read("mine.xlsx", out.getvalue())["Code A"][:3]) == ["=1+1", "4", ""]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"no workbook"),
        ("a.csv", b"a,b\n1,2\n"),
        ("a.csv", b""),
        ("a.csv", b"\x00\xff\xfe"),
        ("a.xlsx", b""),
    ],
)
def test_what_is_no_sheet_is_said(name: str, data: bytes) -> None:
    with pytest.raises(SheetError):
        read(name, data)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        with contextlib.suppress(SheetError):
            assert UNIT in read(name, data)


def test_semicolons_and_doubled_units_are_read() -> None:
    found = read("a.csv", b"Unit;Code A\nu1;x\nu1;y\nu2;z\n")
    assert found.to_dict("list") == {UNIT: ["u1", "u2"], "Code A": ["x", "z"]}


# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), his examples A (binary, two observers), B (nominal, two)
# and C (nominal, any number, data missing).
A = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0", 0.095)
B = ("a a b b d c c c e d d a", "b a b b b c c c e d d d", 0.692)
C = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
    0.743,
)


@pytest.mark.parametrize("example", [A, B, C])
def test_alpha_is_that_of_the_textbook(example: tuple[Any, ...]) -> None:
    *coders, alpha = example
    units = list(zip(*(["" if c == "." else c for c in coder.split()] for coder in coders), strict=True))
    assert krippendorff(units) == pytest.approx(alpha, abs=0.001)


def test_kappa_is_that_of_cohen() -> None:
    """Two coders, two codes: 20 and 15 alike, 5 and 10 not; observed .70, by chance .50, so .40."""
    one = ["y"] * 25 + ["n"] * 25
    other = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert cohen(one, other) == pytest.approx(0.4)


@settings(deadline=None)
@given(CODES)
def test_agreement_is_symmetric_and_at_most_one(codes: list[tuple[str, str]]) -> None:
    one, other = [a for a, _ in codes], [b for _, b in codes]
    for there, back in (
        (cohen(one, other), cohen(other, one)),
        (krippendorff(codes), krippendorff([c[::-1] for c in codes])),
    ):
        assert (there is None) == (back is None)
        assert there is None or (back is not None and abs(there - back) < 1e-9 and there <= 1 + 1e-9)


@settings(deadline=None)
@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=20))
def test_a_coder_agrees_with_themselves(codes: list[str]) -> None:
    expected = None if len(set(codes)) < 2 else pytest.approx(1.0)
    assert cohen(codes, codes) == expected
    assert krippendorff([(c, c) for c in codes]) == expected


def test_units_are_matched_by_name_and_every_difference_is_listed() -> None:
    one = pd.DataFrame(
        {
            UNIT: ["u1", "u2", "u3", "u4"],
            "Tone": ["x", "Y", "x", ""],
            "Memo": ["a", "b", "c", "d"],
            "Words": list("wwww"),
        }
    )
    other = pd.DataFrame(
        {
            UNIT: ["u3", "u2", "u1", "u9"],
            "Tone": ["y", " y ", "x", "x"],
            "Memo": ["1", "2", "3", "4"],
            "Words": list("wwww"),
        }
    )
    (found,) = agreement.agreement(one, other)
    assert (found.column, found.units, found.same) == ("Tone", 3, 2)
    assert list(found.differing[UNIT]) == ["u3"]
    assert list(agreement.listed(found, one)["Words"]) == ["w"]
    assert "2 of 3 units coded the same (67%)" in agreement.in_words(found)


def test_one_code_for_all_has_no_kappa() -> None:
    one = pd.DataFrame({UNIT: ["u1", "u2"], "Tone": ["x", "x"]})
    (found,) = agreement.agreement(one, one)
    assert found.kappa is None
    assert found.alpha is None
    assert "not defined" in agreement.in_words(found)


def test_the_program_agrees_with_its_own_sheet(comparison: Comparison) -> None:
    table = coding_sheet.statements(comparison)
    (found,) = agreement.agreement(read("a.xlsx", coding_sheet.workbook(comparison, DATE)), table)
    assert (found.column, found.same) == ("State", len(table))
    assert found.kappa == pytest.approx(1)
    assert found.alpha == pytest.approx(1)
