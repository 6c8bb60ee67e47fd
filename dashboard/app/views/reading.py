"""Articles as printed: one with what the others say to each sentence, or several abreast."""

import streamlit as st

from dashboard.app import cache
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, markup
from dashboard.presentation.excerpts import echoes
from dashboard.presentation.side_by_side import MOST, abreast

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names

st.title("As printed")
with st.container(horizontal=True):
    article = st.selectbox(
        "Article", list(names), format_func=names.__getitem__, key="article", bind="query-params"
    )
    beside = st.multiselect(
        "Beside it",
        [other for other in names if other != article],
        format_func=names.__getitem__,
        max_selections=MOST - 1,
        placeholder="Other articles, to read abreast",
        key="beside",
        bind="query-params",
    )
sentence = st.selectbox(
    "Sentence",
    filters.sentences(comparison, article),
    index=None,
    format_func=filters.sentence_words(comparison, article).__getitem__,
    placeholder="Go to a sentence",
    key="sentence",
    bind="query-params",
)
if beside:
    st.caption(
        "Underlined: told in another of these articles too. Point at a sentence to light up those that belong to it, click it (or press "
        "Enter) to bring them beside each other; dotted: words that the others do not have. Small and grey: set aside."
    )
    st.html(
        cache.result(abreast, comparison, [article, *beside], names, choices.colours, sentence),
        unsafe_allow_javascript=True,
    )
else:
    st.caption(
        "The stronger the tint, the more of the other outlets tell the sentence too; without tint, no other was found to. "
        "Open a sentence to read their words. Small and grey: page furniture, credits and repeats, kept but never counted."
    )
    st.html(
        markup.article_text(
            comparison,
            article,
            names,
            choices.colours[article],
            cache.result(echoes, comparison, article),
            sentence,
        )
    )
aside = comparison.sentences[
    (comparison.sentences["article"] == article)
    & comparison.sentences["role"].isin(["byline", "boilerplate"])
]
with st.expander(f"Set aside: {len(aside)} pieces"):
    st.dataframe(aside[["role", "reason", "text"]], hide_index=True)
