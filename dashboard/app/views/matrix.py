"""Who reports which statements, and the sentences behind every cell."""

from html import escape

import streamlit as st

from dashboard import charts
from dashboard.app import cache, correction_ui, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, markup
from dashboard.presentation.excerpts import passages, shared_words

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names
PAGE = 40  # rows a page: beyond, a chart becomes slow and long

st.title("Who tells what")
st.caption(
    "A row is one thing said, a column one article. Filled: the article tells it; outlined: it touches it, more "
    "vaguely or in part; a dash: not found in this article. The figure is the place of the first mention: "
    "0 % its first character, 100 % its last. Click a cell to read the sentences."
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    least = st.segmented_control(
        "Told by at least",
        filters.outlet_counts(len(names)),
        default=min(2, len(names)),
        required=True,
        key="least",
        bind="query-params",
    )
    theme = st.selectbox(
        "Theme", filters.themes(comparison), index=None, placeholder="All themes", key="theme"
    )
    teller = st.selectbox(
        "Outlet",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Any outlet",
        key="teller",
    )
    how = filters.HOW[0]
    if teller:
        how = st.segmented_control("… that", filters.HOW, default=how, required=True, key="how")
    search = st.text_input("Words", placeholder="Search", key="words", max_chars=100)
found = cache.result(
    filters.cells, comparison, names, least or 1, theme, (teller, how) if teller else None, search
)
rows = list(dict.fromkeys(found["statement"]))
labels = filters.unique_labels(comparison)
pages = -(-len(rows) // PAGE)
first = PAGE * (st.number_input(f"Page of {pages}", 1, pages, key="page") - 1) if pages > 1 else 0
open_ = st.selectbox(
    "Statement",
    list(labels),
    index=None,
    format_func=labels.__getitem__,
    placeholder="Open a statement by its words, or click a cell",
    key="statement",
    bind="query-params",
)
st.html(markup.MATRIX_LEGEND)
if not rows:
    st.info("No statement fits these filters. Lower “Told by at least”, or clear the theme, outlet or words.")
else:
    drawn = found[found["statement"].isin(rows[first : first + PAGE])]
    picture = cache.picture(charts.coverage_matrix, drawn, names, choices.colours, choices.ink)
    st.vega_lite_chart(
        charts.with_opened(picture, statement=open_ or "", article=st.session_state.get("column") or ""),
        on_select=state.take_cell,
        key="matrix",
        alt=filters.matrix_alt(found, names),
    )
    st.caption(filters.shown(rows, comparison))
if open_:
    told = passages(comparison, open_)
    shared = shared_words(told)
    with st.container(key="drawer"):
        head, correct, close = st.columns([7, 2, 1])
        head.html(f'<div class="px"><strong>{escape(labels[open_])}</strong><br>{markup.SHARED_NOTE}</div>')
        close.button("Close", key="close", on_click=state.clear_cell, width="stretch")
        with correct.popover("Correct this row", width="stretch"):
            correction_ui.correct_row(choices.story, comparison, open_, labels)
        for column, article in zip(st.columns(len(names)), names, strict=True):
            own = [p for p in told if p.article == article]
            with column:
                st.html(markup.outlet_passages(names[article], choices.colours[article], own, shared))
                if own:
                    st.page_link(
                        "dashboard/app/views/reading.py",
                        label="Read it in the article",
                        query_params=filters.place(comparison, names, own[0].sentence),
                    )
