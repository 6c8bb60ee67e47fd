"""A sheet to code by hand, the second coder's, and how far two coders agree."""

import streamlit as st

from dashboard.app import cache, coding_ui
from dashboard.app.sidebar import Choices
from dashboard.export import coding_sheet
from dashboard.presentation import markup

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names

st.title("Coding sheet")
st.caption(
    "For content analysis: one row per statement and outlet, one per difference, with empty columns for your own codes. A second "
    "coder gets the same rows without the program's estimates. Load both sheets below to see how far you agree."
)
coding_ui.downloads(comparison)
with st.expander("How to fill it in"):
    st.markdown("\n".join(f"- {rule}" for rule in coding_sheet.RULES))
kind = st.segmented_control(
    "Show",
    ("Statements", "Differences"),
    default="Statements",
    required=True,
    key="rows",
    bind="query-params",
)
make = coding_sheet.statements if kind == "Statements" else coding_sheet.findings
table = cache.result(make, comparison, names)
shown = [column for column in table.columns if column not in coding_sheet.OFF_SCREEN]
st.dataframe(table, hide_index=True, column_order=shown, alt=f"{markup.count(len(table), 'row')} to code.")

st.subheader("Do two coders agree?")
st.caption(
    "Cohen's kappa and Krippendorff's alpha (nominal): 1 is full agreement, 0 no better than chance. Every column that both coders "
    "filled in is compared; below each figure are the rows they coded differently."
)
given = st.file_uploader("Filled-in sheets", type=["xlsx", "csv"], accept_multiple_files=True, key="sheets")
coding_ui.compare_coders(given, comparison, names)
