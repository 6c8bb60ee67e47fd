"""The story on one screen: what this is, the event, what differs most, who reports it, what only one outlet reports."""

import streamlit as st

from dashboard import charts
from dashboard.app import cache, elements
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, highlights, markup, story_title

choices: Choices = st.session_state.choices
comparison, names, colours, ink = choices.comparison, choices.names, choices.colours, choices.ink
heading = cache.result(story_title.heading, comparison, names)

st.html(markup.html("brand.jinja"))
elements.say_compared(choices.story, comparison, is_shown=True)
if not heading.words:
    st.title("No statement was found")
    st.info("These files hold no report, only menus and other page text.")
    st.stop()
with st.container(key="event"):
    st.title(markup.plain(heading.words))
    st.caption(markup.plain(heading.note))
st.markdown(cache.result(highlights.summary, comparison, names))
for fault in (*comparison.story.faults, *comparison.lost):
    st.warning(markup.plain(str(fault)), icon=":material/report:")
with st.container(horizontal=True, key="questions"):
    for question in cache.result(highlights.questions, comparison, names):
        elements.link(question.page, question.label, question.query, icon=":material/help:")
    elements.link("story", "Compare your own articles", icon=":material/upload_file:")
elements.find_statements(choices)

st.subheader("What differs most")
st.caption("The most newsworthy differences, found and ranked automatically. No text is AI-written.")
elements.finding_cards(choices)
left, right = st.columns(2, gap="large")
with left:
    st.subheader("Who reports what")
    st.caption(
        "Each row is a statement, each column an article. Solid: reported. Faint: at least partly reported. Blank: not found or unclear."
    )
    elements.picture(
        charts.small_matrix, cache.result(filters.cells, comparison, names), names, colours, ink,
        key="small", alt="The coverage matrix in small; the page “Coverage” has it with words.",
    )  # fmt: skip
    elements.link("matrix", "Open the matrix to read the statements", icon=":material/grid_on:")
with right:
    st.subheader("How much each outlet reports")
    st.caption("Darker: reported by more outlets. Outlined: only here. Dashed: unclear in another.")
    elements.picture(
        charts.statement_bars, cache.result(filters.by_number, comparison, names), names, colours, ink, key="told",
        alt="Statements of each article by how many outlets report them.",
    )  # fmt: skip
    st.subheader("Reported by one outlet only")
    st.caption(
        "As far as we can see, no other outlet has it. This isn't a criticism: articles differ in length."
    )
    elements.statements_alone(choices)

st.subheader("The articles")
st.html(cache.result(filters.article_table, comparison, names, colours))
