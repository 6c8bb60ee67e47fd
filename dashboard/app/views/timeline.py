"""Who reported what when, who was first, and what changed from one version of an article to the next."""

import streamlit as st

from dashboard import charts
from dashboard.app import cache, elements
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, timeline, versions

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours
labels = cache.result(filters.unique_labels, comparison)

st.title("Timeline")
st.caption(
    "Who reported what when, who was first, and what changed from one version of an article to the next."
)
LOOK = ("When", "Who was first", "Versions")
look = st.segmented_control("Look at", LOOK, default=LOOK[0], required=True, key="look", bind="query-params")
timed = cache.result(timeline.moments, comparison, names)
if look != LOOK[2] and not any(moment.stated for moment in timed):
    st.info(timeline.NO_TIME)
    elements.link("story", "Add times in “Your story”", icon=":material/upload_file:")
elif look == "When":
    explained = st.container()
    statement = st.selectbox(
        "Statement", list(labels), index=None, format_func=labels.__getitem__, key="statement", bind="query-params",
        placeholder="Open a statement to see who reported it when",
    )  # fmt: skip
    rows = cache.result(timeline.drawn, comparison, names, statement)
    explained.caption(timeline.reading(rows))
    elements.picture(
        charts.time_rows, rows, cache.result(timeline.ticks, comparison, names), colours, choices.ink,
        key="moments", alt=timeline.in_words(rows),
    )  # fmt: skip
    if statement:
        elements.statement_drawer(choices, statement, labels, filters.Filter())
    elements.copies(choices)
elif look == "Who was first":
    elements.who_was_first(choices, labels)
else:
    st.caption(versions.READING)
    pairs = cache.result(versions.pairs, comparison, names)
    pair = st.selectbox(
        "Compare", list(pairs), format_func=pairs.__getitem__, key="versions", bind="query-params",
        placeholder="No two versions of one article here",
    )  # fmt: skip
    if pair is None:
        st.info(versions.NOTHING)
        st.stop()
    for title, shown in cache.result(versions.shown, comparison, *pair, names, colours):
        with st.expander(title, expanded=not title.startswith("Unchanged")):
            st.html(shown)
