"""What each outlet puts first, repeats and spends words on."""

from functools import partial

import streamlit as st

from dashboard.app import cache, elements, emphasis_ui
from dashboard.app.sidebar import Choices
from dashboard.presentation import emphasis
from dashboard.presentation.emphasis import PICTURES, PictureData

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours

st.title("Emphasis")
st.caption("What each outlet puts first, what it spends its words on, and whose words it prints.")
key = emphasis_ui.picture_choice()
picture = PICTURES[key]
st.subheader(picture.title)
st.caption(picture.reading)
typed = ""
if key == "any words":
    typed = elements.typed(
        "Words",
        placeholder="Words or phrases, with commas between them",
        key="typed",
        bind="query-params",
        max_chars=200,
    )
items, first = cache.result(emphasis.choosable, picture, comparison, list(names), typed)
shown = emphasis_ui.item_choice(key, items, first)
if not shown:
    st.info(emphasis.empty_message(picture, typed))
    st.stop()
scene = PictureData(comparison, names, colours, choices.ink, {item: items[item] for item in shown})
emphasis_ui.drawn_with_marks(choices, picture, scene, key)
if picture.measures:
    with st.expander("The figures as a table, and what they count"):
        st.html(emphasis.definitions(picture))
        st.dataframe(cache.result(emphasis.grid, picture, comparison, names), hide_index=True)
        st.download_button(
            "Download every figure with its definition (CSV)",
            partial(emphasis.as_csv, picture, comparison, names),
            file_name=f"{comparison.story.name} {key}.csv", mime="text/csv", on_click="ignore", key=f"{key} file",
        )  # fmt: skip
