"""Ask for a statement in your own words: who reports it, how surely, in which words, and who does not."""

import streamlit as st

from dashboard.app import cache, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, markup
from dashboard.presentation.highlights import examples
from dashboard.query import MAX_QUESTION_LENGTH

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names
SHOWN = 3  # passages of an article: the nearest ones, to see what was nearly taken

st.title("Ask for a statement")
st.caption(
    "Word one statement, as a sentence. It is compared with every sentence as the sentences are with each other; the figure is "
    "the estimated probability that both say the same, and the line stands where the sidebar puts it."
)
asked = st.text_input(
    "Statement",
    placeholder="Who did what, in one sentence",
    max_chars=MAX_QUESTION_LENGTH,
    key="ask",
    bind="query-params",
)
if not asked.strip():
    st.caption("Write a statement and press Enter, or take one that some of these articles tell:")
    for number, words in enumerate(cache.result(examples, comparison)):
        st.button(
            markup.plain(words),
            key=f"example {number}",
            on_click=state.put,
            args=("ask", words),
            icon=":material/search:",
        )
    st.stop()
with st.spinner(cache.wait_for_model(comparison.settings.model)):
    near = cache.asked(
        choices.prepared,
        comparison.story.digest,
        comparison.settings.model,
        asked,
        comparison.settings.threshold,
    )
near = near[near["article"].isin(names)]
told = near[near["state"] != "absent"]["article"].nunique()
st.subheader(f"{told} of {len(names)} tell it or touch it")
for row in range(0, len(names), 3):
    for column, article in zip(st.columns(3), list(names)[row : row + 3], strict=False):
        own = near[near["article"] == article].head(SHOWN)
        with column.container(border=True):
            st.html(markup.answers(comparison, names[article], choices.colours[article], own))
            for passage in own.head(1).itertuples():
                st.page_link(
                    "dashboard/app/views/reading.py",
                    label="Read it in the article",
                    query_params=filters.place(comparison, names, passage.sentence),
                )
