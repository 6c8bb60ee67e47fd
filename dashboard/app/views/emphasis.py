"""What each outlet puts first, repeats and spends words on."""

from functools import partial

import streamlit as st

from dashboard import charts
from dashboard.app import cache, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import figures, markup
from dashboard.presentation.figures import PICTURES, Scene

choices: Choices = st.session_state.choices
comparison, names = choices.comparison, choices.names

st.title("Emphasis")
key = st.segmented_control(
    "Picture", list(PICTURES), default="statements", required=True, format_func=str.capitalize, key="picture",
    bind="query-params", label_visibility="collapsed",
)  # fmt: skip
picture = PICTURES[key]
st.subheader(picture.title)
st.caption(picture.reading)
if key == "any words":
    typed = st.text_input(
        "Words", placeholder="letter, Ukraine, …", key="typed", bind="query-params", max_chars=200
    )
    items = cache.result(figures.typed_items, comparison, names, typed)
    first = list(items)
else:
    items, first = cache.result(figures.choosable, picture, comparison, list(names))
if len(items) > len(first):
    left, right = st.columns([1, 3])
    with left.popover(f"Choose what is shown ({len(items)})"):
        shown = st.multiselect(
            "Shown",
            list(items),
            default=first,
            format_func=items.__getitem__,
            key=f"{key} shown",
            max_selections=26,
        )
else:
    shown, right = list(items), st.container()
if not shown:
    st.info(picture.empty)
    st.stop()
scene = Scene(comparison, names, choices.colours, choices.ink, {i: items[i] for i in shown})
marks = figures.marks(picture, scene)
open_ = right.selectbox(
    "Open", list(marks), index=None, format_func=marks.__getitem__, key=f"{key} open",
    placeholder="Open the lines behind a mark: choose one here, or click it", label_visibility="collapsed",
)  # fmt: skip
chart, arguments = cache.result(
    figures.sketch, picture, comparison, names, choices.colours, choices.ink, scene.items
)
st.vega_lite_chart(
    charts.with_opened(
        cache.picture(chart, *arguments), **dict(zip(("item", "article"), open_ or (), strict=False))
    ),
    on_select=partial(state.take_mark, f"{key} chart", f"{key} open"),
    key=f"{key} chart",
    alt=f"{picture.title}: {len(shown)} rows by {len(names)} outlets. The figures stand in the table below.",
)
st.html(markup.letter_key(figures.key_of(picture, scene), narrow_only=key != "shape"))
if open_:
    item, article = open_
    with st.container(key="drawer"):
        st.html(figures.excerpt(picture, comparison, item, article, names, choices.colours))
        st.button("Close", on_click=st.session_state.update, args=({f"{key} open": None},))
st.html(figures.definitions(picture))
if picture.measures:
    with st.expander("The figures as a table"):
        st.dataframe(cache.result(figures.grid, picture, comparison, names), hide_index=True)
        st.download_button(
            "Download every figure with its definition (CSV)",
            partial(figures.as_csv, picture, comparison, names),
            file_name=f"{comparison.story.name} {key}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"{key} file",
        )
