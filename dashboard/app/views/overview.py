"""The story on one screen: the event, who reports it, what is most telling, what only one tells."""

import streamlit as st

from dashboard import charts
from dashboard.app import cache
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, links, markup
from dashboard.presentation.highlights import event_line
from dashboard.statements.coverage import tellers, told_alone

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names
coverage = comparison.coverage[comparison.coverage["article"].isin(names)]
told = cache.result(tellers, coverage)
labels = filters.unique_labels(comparison)
MATRIX = "dashboard/app/views/matrix.py"

if told.empty:
    st.title("No statement was found")
    st.info("These articles hold only page furniture, or nothing at all.")
    st.stop()
with st.container(key="event"):
    st.title(markup.plain(labels[cache.result(event_line, comparison)]))
st.markdown(
    f"**{len(names)}** articles, **{comparison.articles.set_index('article').loc[list(names), 'words'].sum():,}** words, "
    f"**{told['statement'].nunique()}** statements, **{(told.groupby('statement')['tellers'].first() > 1).sum()}** of them told by "
    "two articles or more. The line above is the statement that most articles tell, and tell earliest, in one outlet's words."
)
for fault in (*comparison.story.faults, *comparison.lost):
    st.warning(markup.plain(str(fault)), icon=":material/report:")

left, right = st.columns([3, 2], gap="large")
# The matrix is drawn first: the findings beside it take longer to work out.
with right:
    st.subheader("Who tells what")
    st.caption(
        "A row a statement, a column an article: full colour tells it, pale touches it, blank: not found in it."
    )
    cells = cache.result(filters.cells, comparison, names, 1, None, None, "")
    st.vega_lite_chart(
        cache.picture(charts.small_matrix, cells, names, choices.colours, choices.ink),
        key="small",
        alt="The coverage matrix in small; the page “Who tells what” has it with words.",
    )
    st.page_link(MATRIX, label="Open the matrix", icon=":material/grid_on:")
with left:
    st.subheader("Most telling")
    st.caption(
        "The weightiest finding of each kind, what is claimed and denied first; chosen by rule from the findings, in words that "
        "a template puts together from the texts."
    )
    found = cache.result(links.most_telling, comparison, names)
    if not found:
        st.info("Nothing to compare yet: no statement is told by two of these articles.")
    for link in found:
        st.page_link(**link)

left, right = st.columns([3, 2], gap="large")
with left:
    st.subheader("What each outlet tells")
    st.caption(
        "Every statement of an article, counted once: darkest what most others tell too, outlined at the end "
        "what this outlet tells alone. A statement counts where the article tells it in full or touches it."
    )
    counted = (
        told.groupby(["article", "tellers"], as_index=False).size().rename(columns={"size": "statements"})
    )
    st.vega_lite_chart(
        cache.picture(charts.told_bars, counted, names, choices.colours, choices.ink),
        key="told",
        alt="Statements of each article by how many outlets tell them.",
    )
with right:
    st.subheader("Told by one outlet only")
    st.caption(
        "Not found in any other article here. That is no judgement on anybody: texts differ in length."
    )
    for article, alone in cache.result(told_alone, coverage).items():
        with st.expander(f"{markup.plain(names[article])}: {len(alone)}"):
            for statement in alone:
                st.page_link(
                    MATRIX,
                    label=markup.plain(labels[statement]),
                    query_params={"statement": labels[statement], "least": "1"},
                )

st.subheader("The articles")
st.dataframe(
    comparison.articles[comparison.articles["article"].isin(names)][
        ["outlet", "title", "published", "agency", "words", "evidence", "file"]
    ],
    hide_index=True,
    column_config={
        "outlet": "Outlet",
        "title": "Title",
        "published": "Published",
        "agency": "Agency credited",
        "words": st.column_config.NumberColumn("Words compared"),
        "evidence": "What the name rests on",
        "file": "File",
    },
    alt="The articles with outlet, title, publication time, agency, number of words and evidence for the name.",
)
