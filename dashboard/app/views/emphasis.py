"""What each outlet puts first, repeats and spends words on."""

from functools import partial

import streamlit as st

from dashboard.app import cache, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import figures, markup
from dashboard.presentation.figures import PICTURES, Scene

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours

st.title("Emphasis")
key = st.segmented_control(
    "Picture", list(PICTURES), default="shape", required=True, format_func=str.capitalize, key="picture",
    bind="query-params", label_visibility="collapsed",
)  # fmt: skip
picture = PICTURES[key]
st.subheader(picture.title)
st.caption(picture.reading)
typed = ""
if key == "any words":
    typed = st.text_input(
        "Words", placeholder="letter, Ukraine, …", key="typed", bind="query-params", max_chars=200
    )
items, first = cache.result(figures.choosable, picture, comparison, list(names), typed)
shown = elements.emphasis_choice(key, items, first)
if not shown:
    st.info(picture.empty)
    st.stop()
scene = Scene(comparison, names, colours, choices.ink, {item: items[item] for item in shown})
marks = figures.marks(picture, scene)
open_ = st.selectbox(
    "Open", list(marks), index=None, format_func=marks.__getitem__, key=f"{key} open",
    placeholder="Open the sentences behind a mark: choose one here, or click it", label_visibility="collapsed",
)  # fmt: skip
elements.emphasis_picture(
    choices, picture, scene, f"{key} chart", figures.in_words(picture, scene),
    opened=dict(zip(("item", "article"), open_ or (), strict=False)),
    on_select=partial(state.take_mark, f"{key} chart", f"{key} open"),
)  # fmt: skip
st.html(markup.letter_key(figures.key_of(picture, scene), narrow_only=key != "shape"))
if open_:
    with st.container(key="drawer"):
        st.html(figures.excerpt(picture, comparison, *open_, names, colours))
        elements.close(f"{key} open")
st.html(figures.definitions(picture))
if picture.measures:
    with st.expander("The figures as a table"):
        st.dataframe(cache.result(figures.grid, picture, comparison, names), hide_index=True)
        st.download_button(
            "Download every figure with its definition (CSV)",
            partial(figures.as_csv, picture, comparison, names),
            file_name=f"{comparison.story.name} {key}.csv", mime="text/csv", on_click="ignore", key=f"{key} file",
        )  # fmt: skip
