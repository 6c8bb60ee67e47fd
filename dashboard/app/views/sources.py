"""Who is cited where, through whom, and the sentences behind every figure."""

from functools import partial

import streamlit as st

from dashboard import charts
from dashboard.app import cache, correction_ui, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import markup, sources

choices: Choices = st.session_state.choices
comparison, names, colours, ink = choices.comparison, choices.names, choices.colours, choices.ink
cited = cache.result(sources.cited, comparison, names)

st.title("Who is cited")
st.caption(
    "How often each source (row) is quoted or paraphrased in each article (column). Dash: not found there. “He” or “she” counts for the "
    "person meant. Choose a cell to read the passages."
)
if cited.empty:
    st.info("No cited source was detected in these articles. Unusual ways of citing may be missed.")
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
    on_select=partial(state.choose_item, "source matrix", "source"),
)  # fmt: skip
if source:
    with elements.drawer(source, "source"):
        elements.cards(cache.result(sources.passages, comparison, cited, source, names, colours))
        st.caption(markup.plain(cache.result(sources.silent, cited, source, names)))
        correction_ui.correct_actor(choices.story, comparison, source)
        elements.close("source")
chains = cache.result(sources.chains, cited)
if not chains.empty:
    st.subheader("Who passed it on")
    st.caption(
        "Second-hand quotes only, from left to right: the outlet (one dot each), whom it has the words from, who said them."
    )
    elements.picture(
        charts.chain_rows, chains, names, colours, ink, key="source chains",
        alt=cache.result(sources.chains_in_words, chains),
        opened=opened,
        on_select=partial(state.choose_item, "source chains", "source"),
    )  # fmt: skip
    st.html(markup.letter_key((markup.NO_LETTER, colours[a], names[a]) for a in names))
checks = cache.result(sources.checks, comparison, names, colours)
if checks:
    st.subheader("Citations that differ, and credits checked")
    st.html(markup.entries(checks))
with st.expander("The figures as a table"):
    st.dataframe(cache.result(sources.listing, cited, names), hide_index=True, column_config=sources.COLUMNS)
