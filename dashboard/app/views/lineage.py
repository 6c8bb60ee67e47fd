"""Who shares words with whom, and how many origins and sources stand behind each statement."""

from functools import partial

import streamlit as st

from dashboard import charts
from dashboard.app import cache, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, lineage

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names
PAGE = 20

st.title("Shared text and origins")
st.caption(
    "Of the telling of the outlet at the left (its words without quotations), the share that stands word for "
    "word, in runs of six words or more, in the outlet above; small, the share with quotations. A quotation "
    "that two outlets share comes from its speaker and is no sign of copying. Who copied whom, the words do "
    "not say. Click a cell to read the runs."
)
if len(names) < 2:
    st.info("Choose a second outlet in the sidebar to compare two.")
    st.stop()
options = filters.pairs(names)
pair = st.selectbox(
    "Pair", list(options), index=None, format_func=lambda p: options[p].replace(", told by ", " in "),
    placeholder="Open the shared runs of two outlets, or click a cell", key="pair", bind="query-params",
)  # fmt: skip
shares = lineage.shares(comparison, names)
picture = cache.picture(charts.shared_matrix, shares, names, choices.ink)
st.vega_lite_chart(
    charts.with_opened(picture, **dict(zip("ab", pair or (), strict=False))),
    on_select=state.take_pair,
    key="pairs",
    alt="Share of each outlet's own telling that stands in each other; the figures stand in the table below.",
)
if pair:
    runs = lineage.runs_between(comparison, *pair)
    with st.container(key="drawer"):
        st.markdown(f"**{len(runs)} shared runs**; tinted: the words that are the same.")
        st.html(lineage.side_by_side(comparison, runs, names, choices.colours))
        st.button("Close", on_click=st.session_state.update, args=({"pair": None},))

origins = lineage.origin_rows(comparison, names)
st.subheader(
    f"About {(origins['Counts as'] == 'an origin').sum()} independent origins of {len(names)} articles"
)
st.caption(
    "An estimate: an article adds no origin if a fifth or more of its own telling stands word for word in "
    "the others, or if it credits the same agency as another and shares a run of twelve words outside quotations "
    "with it. Of copies, one always stays."
)
st.html(lineage.origin_list(comparison, names, choices.colours))

st.subheader("Counted three ways")
st.caption(
    "How many articles tell a statement, how many independent origins these have, and how many ultimate "
    "sources: attributions that share a link of their chain are one source, and so is each origin that tells "
    "it in its own voice."
)
counts = lineage.counted(comparison, filters.unique_labels(comparison))
if counts.empty:
    st.info("No statement is told by two articles.")
else:
    labels = dict(zip(counts["statement"], counts["label"], strict=True))
    open_ = st.selectbox(
        "Statement", list(labels), index=None, format_func=labels.__getitem__,
        placeholder="Open a statement by its words, or click a row", key="counted",
    )  # fmt: skip
    picture = cache.picture(charts.three_counts, counts.head(PAGE), choices.ink)
    st.vega_lite_chart(
        charts.with_opened(picture, **({"item": open_} if open_ else {})),
        on_select=partial(state.take_item, "three counts", "counted"),
        key="three counts",
        alt="Articles, origins and ultimate sources of each statement; the table below has the same figures.",
    )
    if open_:
        with st.container(key="counted words"):
            for article in names:
                st.html(lineage.told(comparison, open_, article, names[article], choices.colours[article]))
            st.button(
                "Close", on_click=st.session_state.update, args=({"counted": None},), key="close counted"
            )
with st.expander("The figures as a table"):
    percent = st.column_config.NumberColumn(format="percent")
    st.dataframe(origins, hide_index=True, column_config={"Share found": percent})
    st.dataframe(counts[["label", "articles", "origins", "sources", "named"]], hide_index=True)
    st.dataframe(
        shares.assign(a=shares["a"].map(names), b=shares["b"].map(names)).drop(columns="says"),
        hide_index=True,
        column_config={"own": percent, "all": percent},
    )
