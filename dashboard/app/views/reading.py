"""Articles as printed: one with what the others say to each sentence, or several side by side."""

import streamlit as st

from dashboard.app import cache, elements
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, markup, reading

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours

st.title("As printed")
st.caption("Each article with what the others say to it, or several side by side.")
with st.container(horizontal=True):
    article = st.selectbox(
        "Article", list(names), format_func=names.__getitem__, key="article", bind="query-params"
    )
    beside = st.multiselect(
        "Beside it", [other for other in names if other != article], format_func=names.__getitem__,
        max_selections=reading.MOST_ABREAST - 1, placeholder="Compare side by side with…", key="beside", bind="query-params",
    )  # fmt: skip
sentence = st.selectbox(
    "Sentence", cache.result(filters.sentences, comparison, article), index=None,
    format_func=cache.result(filters.sentence_words, comparison, article).__getitem__,
    placeholder="Go to a sentence", key="sentence", bind="query-params",
)  # fmt: skip
if beside:
    st.caption(
        "Underlined: also in another of these articles. Point at a sentence to highlight its counterparts; click it, or press "
        "Enter, to line them up. Dotted: words that the counterparts don't have. Small and grey: not compared."
    )
    columns = cache.result(reading.side_by_side, comparison, [article, *beside], names, colours, sentence)
    elements.side_by_side(data={"html": columns}, key="side by side")
else:
    st.caption(
        "The stronger the tint, the more outlets report the sentence; no tint: found in no other article, or unclear there. Click a "
        "sentence to read the others' words. Small and grey: menus, credits and repeats, which are not compared."
    )
    st.html(cache.result(reading.printed_article, comparison, article, names, colours[article], sentence))
aside = cache.result(filters.set_aside, comparison, article)
with st.expander(f"Not compared: {markup.count(len(aside), 'passage')}"):
    st.dataframe(
        aside,
        hide_index=True,
        column_order=["text", "reason"],
        column_config={"text": "Text", "reason": "Why"},
    )
