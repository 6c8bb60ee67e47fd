"""Who reports which statements, and the sentences behind every cell."""

import streamlit as st

from dashboard.app import cache, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, lineage, markup

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names
NARROW = 5  # outlets from which a cell may be too narrow for "headline", on a phone
PAGE = 40  # rows a page: beyond, a chart becomes slow and long

st.title("Coverage")
st.caption(
    "Each row is a statement, named in one outlet's words (in square brackets: added from the words before it); each column is an article. "
    "A cell shows where the article first reports it: headline, lead (its first sentence) or paragraph (¶ 3). Choose a cell to read the "
    "sentences."
)
for fault in comparison.story.stray_faults:
    st.warning(markup.plain(str(fault)), icon=":material/report:")
if same := cache.result(lineage.copies_note, comparison, names):
    st.info(markup.plain(same), icon=":material/content_copy:")
labels = cache.result(filters.unique_labels, comparison)
open_ = elements.open_statement(labels)
state.apply_link("least", filters.outlet_counts(len(names)))
with st.container(horizontal=True, vertical_alignment="bottom"):
    least = st.segmented_control(
        "Reported by at least … outlets", filters.outlet_counts(len(names)), default=filters.usual_least(len(names)), required=True,
        key="least", bind="query-params",
    )  # fmt: skip
    theme = elements.theme_choice(comparison)
    article = st.selectbox(
        "Outlet", list(names), index=None, format_func=names.__getitem__, placeholder="Any outlet", key="by",
        bind="query-params",
    )  # fmt: skip
    how = elements.report_choice(names, article)
    words = elements.typed("Words", placeholder="Search", key="words", max_chars=100, bind="query-params")
chosen = filters.Filter(least, theme, article, how, words)
found = cache.result(filters.cells, comparison, names, chosen)
rows = list(dict.fromkeys(found["statement"]))
first = elements.page_of_rows(rows, PAGE)
if words.strip():
    elements.search_results(cache.result(filters.hits, comparison, names, choices.colours, words), words)
st.html(markup.legend(found["state"], narrow=len(names) > NARROW))
above, below = cache.result(filters.around, found, rows[first : first + PAGE], open_)
elements.matrix(choices, above, "matrix", open_)
if open_:
    elements.statement_drawer(choices, open_, labels, chosen)
elements.matrix(choices, below, "matrix below", open_)
if rows:
    st.caption(cache.result(filters.shown, comparison, rows, names, chosen))
else:
    st.info(
        "No statement fits these filters. Lower “Reported by at least … outlets”, or clear the theme, outlet or words."
    )
