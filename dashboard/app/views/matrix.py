"""Who reports which statements, and the sentences behind every cell."""

import streamlit as st

from dashboard import charts
from dashboard.app import cache, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, markup

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names
PAGE = 40  # rows a page: beyond, a chart becomes slow and long

st.title("Coverage")
st.caption(
    "Each row is a statement, each column an article. A cell shows where the article first reports it: in the headline, in "
    "the lead (its first sentence) or in a paragraph (¶ 3). Click a cell to read the sentences."
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    least = st.segmented_control(
        "Reported by at least", filters.outlet_counts(len(names)), default=min(2, len(names)), required=True,
        key="least", bind="query-params",
    )  # fmt: skip
    theme = st.selectbox(
        "Theme", filters.themes(comparison), index=None, placeholder="All themes", key="theme", bind="query-params",
    )  # fmt: skip
    article = st.selectbox(
        "Outlet", list(names), index=None, format_func=names.__getitem__, placeholder="Any outlet", key="by",
        bind="query-params",
    )  # fmt: skip
    how = elements.report_choice(names, article)
    words = st.text_input("Words", placeholder="Search", key="words", max_chars=100, bind="query-params")
chosen = filters.Filter(least, theme, article, how, words)
found = cache.result(filters.cells, comparison, names, chosen)
rows = list(dict.fromkeys(found["statement"]))
labels = filters.unique_labels(comparison)
pages = -(-len(rows) // PAGE)
first = PAGE * (st.number_input(f"Page of {pages}", 1, pages, key="page") - 1) if pages > 1 else 0
open_ = st.selectbox(
    "Statement", list(labels), index=None, format_func=labels.__getitem__, key="statement", bind="query-params",
    placeholder="Open a statement by its words, or click a cell",
)  # fmt: skip
st.html(markup.legend())
if rows:
    drawn = found[found["statement"].isin(rows[first : first + PAGE])]
    elements.picture(
        charts.coverage_matrix, drawn, names, choices.colours, choices.ink, key="matrix",
        alt=filters.matrix_alt(found, names),
        opened={"statement": open_ or "", "article": st.session_state.get("column") or ""},
        on_select=state.take_cell,
    )  # fmt: skip
    st.caption(filters.shown(comparison, rows, names, chosen))
else:
    st.info(
        "No statement fits these filters. Lower “Reported by at least”, or clear the theme, outlet or words."
    )
if open_:
    elements.statement_drawer(choices, open_, labels)
