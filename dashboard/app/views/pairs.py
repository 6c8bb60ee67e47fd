"""How much of what one outlet reports another reports too, and the reverse."""

import streamlit as st

from dashboard import charts
from dashboard.app import cache, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, markup

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names
labels = cache.result(filters.unique_labels, comparison)

st.title("Outlet by outlet")
st.caption(
    "How much of the left outlet's report the other has too, at least in part. A short article can't cover everything in a long one, so "
    "compare both directions. Choose a cell for the list."
)
if len(names) < 2:
    st.info("Choose a second outlet in the sidebar to compare two.")
    st.stop()
options = filters.pairs(names)
pair = st.selectbox(
    "Pair", list(options), index=None, format_func=options.__getitem__, key="pair", bind="query-params",
    placeholder="Choose two outlets, or click a cell",
)  # fmt: skip
shares = cache.result(filters.shares, comparison, names)
elements.picture(
    charts.pair_matrix, shares, names, choices.ink,
    key="pairs",
    alt="Share of each outlet's statements that each other outlet reports; the figures are in the table below.",
    opened=dict(zip("ab", pair or (), strict=False)),
    on_select=state.open_pair,
)  # fmt: skip
if pair:
    a, b = pair
    found = filters.compared(comparison.coverage, a, b)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(f"{len(found.both)} that both report, at least in part")
        elements.statement_links(
            found.both, labels, notes=cache.result(filters.in_part, comparison, pair, names)
        )
    with right:
        st.subheader(f"{len(found.only)} in {markup.plain(names[a])}, not found in {markup.plain(names[b])}")
        elements.statement_links(found.only, labels, least=1)
        if found.unclear:
            st.subheader(f"{len(found.unclear)} unclear")
            st.caption(f"A sentence in {markup.plain(names[b])} may say the same: the “?” in Coverage.")
            elements.statement_links(found.unclear, labels, least=1)
with st.expander("The figures as a table"):
    elements.share_table(shares.assign(a=shares["a"].map(names), b=shares["b"].map(names)))
