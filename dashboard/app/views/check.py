"""The least certain links, to confirm or reject."""

import streamlit as st

from dashboard.app import cache, correction_ui
from dashboard.app.sidebar import Choices
from dashboard.presentation import markup
from dashboard.presentation.quality_checks import links_to_check

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours
KINDS = {"Weakest accepted": True, "Strongest rejected": False}
PAGE = 8

st.title("Check the links")
st.caption(
    "Do these two passages report the same thing? The percentage is the program's estimate: below "
    f"{markup.percent(comparison.settings.threshold)} it takes them for different (“Confidence of a link” in the sidebar). What you decide "
    "stays, wherever that is set; undo it in the sidebar."
)
kind = st.segmented_control(
    "Links", list(KINDS), default="Weakest accepted", required=True, key="kind", bind="query-params"
)
found = cache.result(links_to_check, comparison, KINDS[kind], names)
if not found:
    st.info("No such link at this confidence. Move “Confidence of a link” in the sidebar to see others.")
pages = max(1, -(-len(found) // PAGE))
page = st.number_input(f"Page (1 to {pages})", 1, pages, key="check page") if pages > 1 else 1
for pair in found[PAGE * (page - 1) : PAGE * page]:
    correction_ui.link_to_check(choices.story, comparison, names, colours, pair)
with st.expander("Link two sentences that no list shows"):
    correction_ui.link_by_hand(choices.story, comparison, names, colours)
