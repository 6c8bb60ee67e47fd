"""How much of what one outlet tells another tells too, and the reverse."""

import streamlit as st

from dashboard import charts
from dashboard.app import cache, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, markup
from dashboard.statements.coverage import shared_statements

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names
labels = filters.unique_labels(comparison)
MATRIX = "dashboard/app/views/matrix.py"

st.title("Outlet by outlet")
st.caption(
    "Of the statements that the outlet at the left tells in full, the share that the outlet above tells in full "
    "or touches. A short report can tell little of a long one, so read both directions. Click a cell for the list."
)
if len(names) < 2:
    st.info("Choose a second outlet in the sidebar to compare two.")
    st.stop()
shares = shared_statements(comparison.coverage[comparison.coverage["article"].isin(names)])
options = filters.pairs(names)
pair = st.selectbox(
    "Pair",
    list(options),
    index=None,
    format_func=options.__getitem__,
    placeholder="Choose two outlets, or click a cell",
    key="pair",
    bind="query-params",
)
picture = cache.picture(charts.pair_matrix, shares, names, choices.ink)
st.vega_lite_chart(
    charts.with_opened(picture, **dict(zip("ab", pair or (), strict=False))),
    on_select=state.take_pair,
    key="pairs",
    alt="Share of each outlet's statements that each other outlet tells; the figures stand in the table below.",
)
if pair:
    a, b = pair
    both, only = filters.compared(comparison.coverage, a, b)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(f"{len(both)} that both tell")
        for statement in both:
            st.page_link(
                MATRIX, label=markup.plain(labels[statement]), query_params={"statement": labels[statement]}
            )
    with right:
        st.subheader(f"{len(only)} in {markup.plain(names[a])}, not found in {markup.plain(names[b])}")
        for statement in only:
            st.page_link(
                MATRIX, label=markup.plain(labels[statement]), query_params={"statement": labels[statement]}
            )
with st.expander("The figures as a table"):
    st.dataframe(
        shares.assign(a=shares["a"].map(names), b=shares["b"].map(names)),
        hide_index=True,
        column_config={
            "a": "Of",
            "b": "told by",
            "told": "Statements told in full",
            "shared": "also told in full",
            "touched": "told or touched",
            "share": st.column_config.NumberColumn("Share", format="percent"),
        },
    )
