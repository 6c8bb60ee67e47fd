"""Who shares words with whom, and how many origins and sources stand behind each statement."""

import streamlit as st

from dashboard import charts
from dashboard.app import cache, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, lineage, markup

choices: Choices = st.session_state.choices
comparison, names, colours, ink = choices.comparison, choices.names, choices.colours, choices.ink

st.title("Shared text and origins")
st.caption(lineage.READING)
if len(names) < 2:
    st.info("Choose a second outlet in the sidebar to compare two.")
    st.stop()
options = filters.pairs(names, "in")
pair = st.selectbox(
    "Pair", list(options), index=None, format_func=options.__getitem__,
    placeholder="Choose two outlets to read what they share, or click a cell", key="pair", bind="query-params",
)  # fmt: skip
shares = cache.result(lineage.shares, comparison, names)
if not shares["all"].any():
    st.markdown(lineage.runs_line(0))
elements.picture(
    charts.shared_matrix, shares, names, ink, key="pairs",
    alt="Share of each outlet's own text that appears in each other; the figures are in the table below.",
    opened=dict(zip("ab", pair or (), strict=False)), on_select=state.open_pair,
)  # fmt: skip
if pair:
    runs = cache.result(lineage.runs_between, comparison, *pair)
    with elements.drawer(" ".join(pair), "pair"):
        st.markdown(lineage.runs_line(len(runs)))
        st.html(cache.result(lineage.side_by_side, comparison, runs, names, colours))
        elements.close("pair")
origins = cache.result(lineage.origins, comparison, names)
st.subheader(lineage.headline(origins))
st.markdown(markup.plain(lineage.agencies(comparison, origins, names)))
st.caption(lineage.ORIGINS)
if apart := lineage.apart_note(origins, names):
    st.markdown(markup.plain(apart))
elements.cards(lineage.origin_cards(origins, names, colours))

st.subheader("Counted three ways")
st.caption(lineage.COUNTED)
counts = cache.result(lineage.counted, comparison, cache.result(filters.unique_labels, comparison))
elements.counted_ways(choices, counts)
with st.expander("The figures as a table"):
    elements.lineage_tables(lineage.origin_table(origins, names), counts, lineage.named(shares, names))
