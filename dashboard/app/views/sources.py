"""Who is cited where, through whom, and the sentences behind every figure."""

from functools import partial

import streamlit as st

from dashboard import charts
from dashboard.app import cache, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import markup, sources

choices: Choices = st.session_state.choices
comparison, names, colours, ink = choices.comparison, choices.names, choices.colours, choices.ink
cited = sources.cited(comparison, names)

st.title("Who is cited")
st.caption(
    "Each row is a source, each column an article; the figure counts the passages attributed to the source, quoted or not. "
    "Dash: not cited there. Pronouns are counted for the person they refer to. Click a cell to read the passages."
)
if cited.empty:
    st.info("No source is cited in these articles: everything is in the outlets' own words.")
    st.stop()
source = st.selectbox(
    "Source", cache.result(sources.labels, cited), index=None, placeholder="Open a source by its name, or click a cell",
    key="source", bind="query-params",
)  # fmt: skip
opened = {"item": source} if source else {}
cells = cache.result(sources.counts, cited, names)
elements.picture(
    charts.source_matrix, cells, names, colours, ink, key="source matrix",
    alt=f"{markup.count(cells['item'].nunique(), 'source')} by {markup.count(len(names), 'article')}; see the table below.",
    opened=opened,
    on_select=partial(state.take_item, "source matrix", "source"),
)  # fmt: skip
chains = cache.result(sources.chains, cited)
if not chains.empty:
    st.subheader("Through whom it came")
    st.caption(
        "Each row is a chain from the outlets (left, one dot each) through whoever passed it on to the source (right). Only "
        "chains with somebody in between are drawn."
    )
    elements.picture(
        charts.chain_rows, chains, names, colours, ink, key="source chains",
        alt=sources.chains_in_words(chains),
        opened=opened,
        on_select=partial(state.take_item, "source chains", "source"),
    )  # fmt: skip
    st.html(markup.letter_key((names[a][:1], colours[a], names[a]) for a in names))
checks = cache.result(sources.checks, comparison, names, colours)
if checks:
    st.subheader("Other channels, dropped sources, checked credits")
    st.html(markup.entries(checks))
if source:
    with st.container(key="drawer"):
        elements.cards(sources.passages(comparison, cited, source, names, colours))
        elements.close("source")
with st.expander("The figures as a table"):
    columns = {"source": "Source", "kind": "Kind"}
    st.dataframe(cache.result(sources.listing, cited, names), hide_index=True, column_config=columns)
