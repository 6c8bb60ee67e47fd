"""Widgets of the page for coding by hand: download sheets, upload filled-in ones, see how far they agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard.app import cache
from dashboard.charts.palette import Names
from dashboard.comparison import Comparison
from dashboard.export import FORMATS, agreement, coding_sheet
from dashboard.presentation import markup


def downloads(comparison: Comparison) -> None:
    """The sheets and the project to download, each made when it is asked for."""
    name, zipped, sheet = comparison.story.name, "application/zip", FORMATS["coding"].mime
    second = {"second": True}
    offers: tuple[tuple[str, Callable[..., bytes], dict[str, bool], str, str], ...] = (
        ("Coding sheet (XLSX)", coding_sheet.workbook, {}, "coding.xlsx", sheet),
        ("Second coder, blind (XLSX)", coding_sheet.workbook, second, "coding-blind.xlsx", sheet),
        ("Coding sheet (CSV)", coding_sheet.as_csv, {}, "coding.zip", zipped),
        ("Second coder, blind (CSV)", coding_sheet.as_csv, second, "coding-blind.zip", zipped),
    )
    with st.container(horizontal=True):
        for label, make, asked, ending, mime in offers:
            st.download_button(
                label, partial(make, comparison, **asked), f"{name}-{ending}", mime, on_click="ignore"
            )
        st.download_button(
            "REFI-QDA project (.qdpx)",
            partial(FORMATS["qdpx"].make, comparison),
            f"{name}.qdpx",
            zipped,
            on_click="ignore",
            help="Opens in ATLAS.ti, MAXQDA, NVivo and QualCoder, with the passages coded.",
        )


def compare_coders(given: Sequence[Any], comparison: Comparison, names: Names) -> None:
    """How far two coders' sheets agree, each figure with the rows on which they differ; with one sheet, the coder and the
    program."""
    sheets = []
    for file in given[:2]:
        try:
            sheets.append(coding_sheet.read(file.name, file.getvalue()))
        except coding_sheet.SheetError as error:
            st.error(markup.plain(str(error)))
    if not sheets:
        st.info("No sheet is loaded. Sheets stay in this session's memory and are not stored.")
        return
    if len(sheets) == 1:
        st.info(
            "One sheet is loaded; it is compared with the program's own estimates. Load a second one to compare two coders."
        )
        sheets.append(cache.result(coding_sheet.statements, comparison, names))
    found = agreement.agreement(*sheets)
    if not found:
        st.info(
            "The two sheets have no filled-in column in common for the same units. Leave the column “Unit” as it was downloaded."
        )
    for one in found:
        with st.expander(markup.plain(agreement.in_words(one)), expanded=True):
            if one.differing.empty:
                st.write("No unit was coded differently.")
            else:
                st.dataframe(
                    agreement.listed(one, sheets[0]),
                    hide_index=True,
                    alt=f"Units that the two coders coded differently in the column {one.column}.",
                )
