"""A library of compared stories: find one and open it, and what shows across all of them alone."""

from operator import attrgetter

import streamlit as st

from dashboard.app import cache, elements, story_store
from dashboard.batch.library import FIGURES, LEAST_STORIES, LibraryError
from dashboard.presentation import markup

COLUMNS = {
    "story": "Story",
    "title": "Longest headline",
    "published": "First published",
    "share": st.column_config.NumberColumn("Share", format="percent"),
    "low": st.column_config.NumberColumn("at least", format="percent", help="Lower end of the 95% interval."),
    "high": st.column_config.NumberColumn("at most", format="percent", help="Upper end of the 95% interval."),
    "stories": st.column_config.NumberColumn("Stories", help="Stories in which this could happen."),
    "whole": st.column_config.NumberColumn("Occasions", help="How often it could have happened."),
    "part": st.column_config.NumberColumn("Times", help="How often it did happen."),
}

st.title("Library")
try:
    held = cache.opened_library()
except LibraryError as error:
    st.error(markup.plain(str(error)))
    st.stop()
if held is None:
    st.info("This server has no library. Start it with: streamlit run streamlit_app.py -- --library DIR")
    st.stop()
st.markdown(f"{markup.count(len(held), 'story', 'stories')}. Choose one to open it as it was compared.")
words = elements.typed("Search headlines, outlets and statements", key="library words", max_chars=200)
stories = held.stories(words)
rows = elements.chosen_rows(stories, "library story", COLUMNS)
story_store.offer(stories, rows, "open found")

st.subheader("Across stories")
asked = st.selectbox("Question", FIGURES, format_func=attrgetter("title"), key="figure")
table = held.figure(asked.name)
st.caption(
    f"{asked.means} The 95% interval comes from drawing as many stories at random, again and again. Rows with fewer than "
    f"{LEAST_STORIES} stories are left out. Choose a row to see its stories."
)
if table.empty:
    st.info(f"No row has {LEAST_STORIES} stories or more yet.")
    st.stop()
headed = {**COLUMNS, "a": asked.a, "b": asked.b or None}
rows = elements.chosen_rows(table, f"row {asked.name}", headed)
if rows and rows[0] < len(table):
    behind = held.stories_of(asked.name, *table[["a", "b"]].iloc[rows[0]])
    picked = elements.chosen_rows(behind, "behind", COLUMNS)
    story_store.offer(behind, picked, "open behind")
