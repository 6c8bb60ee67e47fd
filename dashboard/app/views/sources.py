"""Who is cited where, through whom, and the sentences behind every figure."""

from functools import partial

import streamlit as st

from dashboard import charts
from dashboard.app import cache, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import markup, sources

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names
cited = sources.cited(comparison, names)

st.title("Who is cited")
st.caption(
    "A row is a source, a column an article; the figure counts the passages that the article puts into its "
    "mouth, in quotation marks or not; a dash: not cited there. “He”, “it” and “the report” count for whom "
    "they mean. Click a cell, or choose a source, to read the passages."
)
if cited.empty:
    st.info("No source is cited in these articles: everything is told in the narrator's voice.")
    st.stop()
source = st.selectbox(
    "Source", cache.result(sources.labels, cited), index=None, placeholder="Open a source by its name, or click a cell",
    key="source", bind="query-params",
)  # fmt: skip
cells = cache.result(sources.counts, cited, names)
opened = {"item": source} if source else {}
st.vega_lite_chart(
    charts.with_opened(cache.picture(charts.source_matrix, cells, names, choices.ink), **opened),
    on_select=partial(state.take_item, "source matrix", "source"),
    key="source matrix",
    alt=f"{cells['item'].nunique()} sources by {len(names)} articles; the figures stand in the table below.",
)
long_chains = cache.result(sources.chains, cited)
if not long_chains.empty:
    st.subheader("Through whom it came")
    st.caption(
        "Each row is a chain, from the outlets at the left (one dot an outlet) through whoever passed it on "
        "to the source at the right. Only chains with a channel between outlet and source are drawn."
    )
    st.vega_lite_chart(
        charts.with_opened(cache.picture(charts.chain_rows, long_chains, names, choices.ink), **opened),
        on_select=partial(state.take_item, "source chains", "source"),
        key="source chains",
        alt="; ".join(dict.fromkeys(" ← ".join(("outlet", *links)) for links in long_chains["links"])),
    )
    st.html(markup.letter_key((names[a][:1], choices.colours[a], names[a]) for a in names))
checks = cache.result(sources.checks, comparison, names, choices.colours)
if checks:
    st.subheader("Other channels, dropped sources, checked credits")
    st.html(f'<div class="px px-open">{"".join(checks)}</div>')
if source:
    with st.container(key="drawer"):
        for article in names:
            st.html(
                sources.passages(comparison, cited, source, names[article], choices.colours[article], article)
            )
        st.button("Close", on_click=st.session_state.update, args=({"source": None},))
with st.expander("The figures as a table"):
    st.dataframe(
        cache.result(sources.listing, cited, names),
        hide_index=True,
        column_config={"source": "Source", "kind": "Kind"},
    )
