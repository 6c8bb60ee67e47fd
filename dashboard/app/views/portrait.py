"""One outlet on one screen: what only it tells, what it leaves out, its names, its sources, its shape."""

import streamlit as st

from dashboard.app import cache
from dashboard.app.sidebar import Choices
from dashboard.presentation import figures, markup, profile
from dashboard.presentation.figures import PICTURES

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours

st.title("Outlet portrait")
st.caption(
    "One article beside all others that are chosen at the left. Every line opens the sentences behind it. "
    "A portrait describes a text; it grades nobody."
)
article = st.selectbox(
    "Outlet", list(names), format_func=names.__getitem__, key="outlet", bind="query-params"
)
row = comparison.articles.set_index("article").loc[article]
found = cache.result(profile.portrait, comparison, article, list(names))
st.html(markup.head_of(names[article], colours[article], row))
with st.container(horizontal=True):
    for value, label, definition in profile.glance(comparison, found, list(names)):
        st.metric(label, value, help=definition)

own = figures.Scene(comparison, {article: names[article]}, colours, choices.ink, {figures.ALL: figures.ALL})
st.subheader("Its shape")
st.caption(PICTURES["shape"].reading)
chart, arguments = cache.result(
    figures.sketch, PICTURES["shape"], comparison, own.names, colours, own.ink, own.items
)
st.vega_lite_chart(
    cache.picture(chart, *arguments),
    key="portrait shape",
    alt=f"Blocks of {names[article]} by theme, in order.",
)
st.html(markup.letter_key(figures.key_of(PICTURES["shape"], figures.with_themes(own))))
left, right = st.columns(2, gap="large")
with left:
    st.subheader(f"Told by it alone: {len(found.alone)}")
    st.caption("Not found in any other article here.")
    st.html(profile.statement_list(comparison, [(s, [article], "") for s in found.alone], names, colours))
    st.subheader("Its names for things")
    st.caption("What it calls a thing that others call something else, the most telling first.")
    st.html(profile.name_list(comparison, found.names, names, colours))
with right:
    st.subheader(f"Not found in it, told by most others: {len(found.left_out)}")
    st.caption(
        "Told by more than half of the other articles; a text may leave something out for many reasons."
    )
    st.html(
        profile.statement_list(comparison, profile.open_to(found.left_out, len(names) - 1), names, colours)
    )
    st.subheader("Its sources")
    st.caption("Whom it cites: how often, with how many words of the body, and with which verbs.")
    st.dataframe(
        found.sources, hide_index=True,
        column_config={"source": "Source", "times": "Cited", "words": "Words", "verbs": "Verbs"},
    )  # fmt: skip
    st.subheader("Its voice")
    st.caption(PICTURES["voices"].reading)
    chart, arguments = cache.result(
        figures.sketch, PICTURES["voices"], comparison, own.names, colours, own.ink, own.items
    )
    st.vega_lite_chart(
        cache.picture(chart, *arguments),
        key="portrait voice",
        alt=f"Share of narrated, attributed and quoted words in {names[article]}.",
    )
