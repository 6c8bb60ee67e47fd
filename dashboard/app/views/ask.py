"""Ask for a statement in your own words: who reports it, how surely, in which words, and who does not."""

import streamlit as st

from dashboard.app import cache, elements, state, story_store
from dashboard.app.sidebar import Choices
from dashboard.encoding.encode import ModelError
from dashboard.presentation import excerpts, markup
from dashboard.presentation.highlights import examples
from dashboard.settings import MAX_QUESTION_LENGTH

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names
settings = comparison.settings

st.title("Ask")
st.caption(
    "Type a claim and read each article's most similar sentences. Words are compared, not meaning: a denial or the opposite of your "
    "claim may look similar, so judge for yourself. Words of yours that a sentence lacks are named."
)
asked = elements.typed(
    "Statement",
    placeholder="Who did what, in one sentence",
    max_chars=MAX_QUESTION_LENGTH,
    key="ask",
    bind="query-params",
)
if not asked.strip():
    st.caption("Type a statement and press Enter, or try one that some of these articles report:")
    for number, words in enumerate(cache.result(examples, comparison)):
        st.button(
            markup.plain(words),
            key=f"example {number}",
            on_click=state.set_value,
            args=("ask", words),
            icon=":material/search:",
        )
    st.stop()
found = st.empty()  # what was found before is gone at once, so that nobody takes it for the new answer
try:
    with st.spinner(cache.wait_for_model(settings.model)):
        prepared = story_store.entries()[choices.story].prepared(settings.model)
        near = cache.asked(prepared, comparison.story.digest, settings.model, asked, settings.threshold)
except ModelError as error:
    st.error(markup.plain(str(error)))
    st.stop()
with found.container():
    st.subheader(excerpts.answered(near, names))
    for card, sentence in excerpts.answers(comparison, asked, near, names, choices.colours):
        with st.container(border=True):
            elements.cards([card])
            if sentence:
                elements.article_link(choices, sentence)
