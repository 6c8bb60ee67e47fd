"""A reader's own story: add articles, name the outlets, save it, take it away."""

import streamlit as st

from dashboard.app import cache, story_editor, story_store
from dashboard.app.sidebar import Choices
from dashboard.export import FORMATS
from dashboard.presentation import markup

choices: Choices = st.session_state.choices
stories = story_store.entries()
entry = stories[choices.story]

st.title("Your story")
st.markdown(
    "Add several outlets' articles about one event. The texts stay in this session's memory: nothing is stored, "
    "nothing is sent to anybody. Close the page and they are gone, unless you save the story as a file."
)
for message in st.session_state.pop("story messages", []):
    st.warning(markup.plain(message), icon=":material/report:")

story_editor.check_waiting()

st.subheader("Add articles")
name = st.text_input(
    "Name of the story",
    entry.label if entry.is_own else "My story",
    max_chars=80,
    key="own name",
    help="Articles go into the story of this name; a new name begins a new one.",
)
start = st.segmented_control(
    "Begin with", story_editor.BEGINNINGS, default=story_editor.BEGINNINGS[0], required=True, key="begin"
)
files, paste = st.tabs(["Files", "Paste"])
with files, st.form("upload", clear_on_submit=True, border=False):
    given = st.file_uploader(
        "Articles, or a saved story",
        type=story_editor.ENDINGS,
        accept_multiple_files=True,
        key="given",
        help="Text, web pages, PDF, Word, mail; exports of Nexis, Factiva, ProQuest; tables of articles. outlets.csv names the outlets. "
        "A .zip is a saved story.",
    )
    if st.form_submit_button("Add the files"):
        story_editor.add_uploads(name, start, given)
with paste, st.form("paste", clear_on_submit=True, border=False):
    outlet = st.text_input("Outlet", max_chars=60, key="pasted outlet")
    text = st.text_area("Text of the article", height=200, max_chars=story_editor.LONGEST, key="pasted text")
    if st.form_submit_button("Add the text"):
        story_editor.add_paste(name, start, outlet, text)
st.caption(story_editor.LIMITS)

st.subheader("Outlets")
st.caption(
    "Correct what the texts did not tell: a name, the time of publication (2023-07-27T06:17+05:30), the agency, the order "
    "of the columns, a colour (#1f6fab). “Rests on” says what a name comes from; “inferred” is a guess."
)
if entry.is_own:
    edited = st.data_editor(
        story_editor.outlets(choices.comparison),
        column_config=story_editor.COLUMNS,
        hide_index=True,
        num_rows="fixed",
        key=f"edit {choices.comparison.story.digest[:12]}",
    )
    with st.container(horizontal=True):
        st.button("Apply", type="primary", on_click=story_editor.apply, args=(entry, edited), key="apply")
        st.button("Remove this story", on_click=story_store.remove, args=(entry.label,), key="remove story")
else:
    st.dataframe(
        story_editor.outlets(choices.comparison).drop(columns="keep"),
        column_config=story_editor.COLUMNS,
        hide_index=True,
    )
    st.caption("This story belongs to the server. To change it, begin a story of your own “with this one”.")
for notice in cache.result(story_editor.notices, choices.comparison):
    st.warning(markup.plain(notice), icon=":material/report:")

st.subheader("Take it away")
with st.container(horizontal=True):
    st.download_button(
        "Save the story (.zip)",
        data=lambda: story_editor.saved(entry, choices.comparison),
        file_name=f"{choices.comparison.story.name}.zip",
        mime="application/zip",
        on_click="ignore",
        help="Articles, outlets.csv, corrections and settings. Open it again here, on another server, or as a folder.",
    )
    for label, chosen in FORMATS.items():
        st.download_button(
            label.upper(),
            data=story_editor.export(chosen, choices.comparison),
            file_name=f"{choices.comparison.story.name}.{chosen.ending}",
            mime=chosen.mime,
            on_click="ignore",
            key=f"export {label}",
            help=chosen.holds,
        )
