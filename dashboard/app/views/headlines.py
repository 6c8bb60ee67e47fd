"""Headlines and captions of every outlet on one screen."""

import streamlit as st

from dashboard.app import cache, elements
from dashboard.app.sidebar import Choices
from dashboard.presentation import headlines, markup

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours
LINES = {"Headlines": "headline", "Captions": "caption"}

st.title("Headlines")
st.caption(
    "Tinted: words that only this outlet uses. Underlined: words that two or more use. Other forms and spellings of a word count "
    "as the same."
)
shown = st.segmented_control(
    "Show", list(LINES), default="Headlines", required=True, key="lines", bind="query-params"
)
role = LINES[shown]
found = cache.result(headlines.cards, comparison, role, names, colours)
if not any(query for _, query in found):
    st.info(headlines.NOWHERE[role])
with st.grid(min_column_width=280, gap="medium"):
    for card, query in found:
        with st.container():
            elements.cards([card])
            if query:
                elements.link("reading", elements.FOUND, query)

st.subheader("Stated in the headline, attributed in the article")
st.caption(
    "The headline states it as a fact; the article says who claims it. Only sentences in one row of the matrix are compared, so "
    "some cases may be missed."
)
overstatements = cache.result(headlines.overstatement_entries, comparison, names, colours)
if not overstatements:
    st.info("None was found automatically. Read each headline beside its article to be sure.")
st.html(markup.entries(overstatements))
