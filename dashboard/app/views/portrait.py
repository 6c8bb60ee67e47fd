"""One outlet on one screen: what only it reports, what it leaves out, its names, its sources, its structure."""

import streamlit as st

from dashboard.app import cache, elements, emphasis_ui
from dashboard.app.sidebar import Choices
from dashboard.presentation import emphasis, markup, profile
from dashboard.presentation.emphasis import PICTURES

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours

st.title("Outlet profile")
st.caption("One article beside the others. Click a line to read its sentences. Nothing is graded.")
article = st.selectbox(
    "Outlet", list(names), format_func=names.__getitem__, key="outlet", bind="query-params"
)
found = cache.result(profile.portrait, comparison, article, list(names))
st.html(cache.result(profile.head, comparison, article, names[article], colours[article]))
with st.container(horizontal=True):
    for value, label, definition in cache.result(profile.glance, comparison, found, list(names)):
        st.metric(label, value, help=definition)
own = emphasis.PictureData(
    comparison, {article: names[article]}, colours, choices.ink, {emphasis.ALL: emphasis.ALL}
)
st.subheader("Structure")
st.caption(PICTURES["shape"].reading)
emphasis_ui.drawn(
    choices, PICTURES["shape"], own, "portrait shape", f"Blocks of {names[article]} by theme, in order."
)
st.html(markup.letter_key(emphasis.key_of(PICTURES["shape"], emphasis.with_themes(own))))
left, right = st.columns(2, gap="large")
with left:
    st.subheader(f"Only in this article: {len(found.alone)}")
    st.caption(profile.ALONE if found.alone else profile.NONE_ALONE)
    st.html(markup.entries(cache.result(profile.alone_entries, comparison, found, names, colours)))
    elements.perhaps_alone(choices, article)
    st.subheader("Its names for things")
    st.caption(profile.NAMED if found.names else profile.NONE_NAMED)
    st.html(markup.entries(cache.result(profile.name_entries, comparison, found, names, colours)))
with right:
    st.subheader(f"Not found here: {len(found.left_out)}")
    st.caption(
        f"Reported by {'the other article' if len(names) == 2 else 'two or more of the others'}. There "
        "are many reasons to leave something out, and it may be said in other words."
    )
    st.html(markup.entries(cache.result(profile.left_out_entries, comparison, found, names, colours)))
    elements.perhaps_missing(choices, article)
    st.subheader("Its sources")
    st.caption("Whom it quotes or paraphrases, how often, and in how many words of the body.")
    st.dataframe(
        found.sources, hide_index=True,
        column_config={"source": "Source", "times": "Passages", "words": "Words", "verbs": "Verbs"},
    )  # fmt: skip
    st.subheader("Whose words")
    st.caption(PICTURES["voices"].reading)
    emphasis_ui.drawn(
        choices, PICTURES["voices"], own, "portrait voice",
        f"Share of the outlet's own, attributed and quoted words in {names[article]}.",
    )  # fmt: skip
