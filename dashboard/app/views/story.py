"""A reader's own story: add articles, compare them, name the outlets, save and export."""

import streamlit as st

from dashboard.app import cache, elements, story_editor, story_store
from dashboard.app.sidebar import Choices
from dashboard.presentation import markup

choices: Choices = st.session_state.choices
stories = story_store.entries()
entry = stories[choices.story]

if elements.is_asked_for(entry.label):
    st.switch_page(elements.page_of("overview"), query_params={})
st.title("Your story")
st.markdown(
    "Add several outlets' articles about one event and compare them. The texts stay in this session's memory: nothing is "
    "stored and nothing is sent anywhere else. When you close or reload the page they are gone, unless you save the story as a file."
)
elements.say_compared(entry.label, choices.comparison, is_shown=False)

top = st.container()
st.subheader("Add articles")
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.text_input(
        "Name of the story",
        entry.label if entry.is_own else "My story",
        max_chars=80,
        key="own name",
        help="Articles go into the story of this name; a new name begins a new one.",
    )
    st.segmented_control(
        "Begin with", story_editor.BEGINNINGS, default=story_editor.BEGINNINGS[0], required=True, key="begin"
    )
story_editor.add_forms()
story_editor.add_given()
for message in st.session_state.pop("story messages", []):
    st.warning(markup.plain(message), icon=":material/report:")
if story_editor.check_waiting(top):
    st.stop()

st.subheader("Outlets")
st.caption(
    "Fill in or correct what the texts don't say: outlet, time of publication (as 27 July 2023, 06:17, or with its zone as "
    "2023-07-27T06:17+05:30), agency, order of the columns, colour (as #1f6fab), web address. “Inferred” means guessed."
)
story_editor.edit_outlets(entry, choices.comparison)
for notice in cache.result(story_editor.notices, choices.comparison):
    st.warning(markup.plain(notice), icon=":material/report:")

st.subheader("Export")
st.caption(
    "The comparison that is open now, for reading, printing or other programs. Point at a button to see what is in the file."
)
story_editor.exports(entry, choices.comparison)
