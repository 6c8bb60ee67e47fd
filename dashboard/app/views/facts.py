"""Facts that differ, what came later, what is only more exact, and what one outlet alone reports."""

from functools import partial

import streamlit as st

from dashboard import charts
from dashboard.app import cache, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import facts, filters

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours
found = cache.result(facts.differences, comparison, names, colours)
early = cache.result(facts.early_note, comparison)

st.title("Facts that differ")
st.caption(
    "Contradictions first, then claims that are worth comparing. July 26 and that week's Wednesday count as the same day, 2.5 "
    "million and 2,500,000 as the same number. Tinted: the words that differ. The value we read follows the outlet's name."
)
if not set(found) & set(facts.CONTRADICTIONS):
    st.info(
        "No contradiction was detected. That doesn't mean there is none: one that is worded very differently may be missed."
    )
for kind, listed in found.items():
    st.subheader(f"{facts.KINDS[kind]}: {len(listed)}")
    st.caption(facts.EXPLAINED[kind])
    for number, shown in enumerate(listed):
        elements.difference(choices, kind, shown, expanded=number == 0)
if early:
    st.caption(early)

st.subheader("Reported by one outlet only")
lonely = cache.result(facts.alone, comparison, names)
if not lonely or len(names) < 2:
    st.info("No statement was found that only one of these outlets reports for sure.")
    elements.perhaps_alone(choices)
    st.stop()
st.caption(
    "As far as we can see, only this outlet has it; by theme. This isn't a criticism: articles differ in length."
)
cells = cache.result(facts.alone_counts, comparison, lonely, names)
theme = st.selectbox(
    "Theme", list(dict.fromkeys(cells["theme"])), index=None, placeholder="Open a theme, or click a cell",
    key="lonely", bind="query-params",
)  # fmt: skip
elements.picture(
    charts.alone_matrix, cells, names, colours, choices.ink,
    key="alone",
    alt=facts.alone_in_words(lonely, names),
    opened={"item": theme} if theme else {},
    on_select=partial(state.choose_item, "alone", "lonely"),
)  # fmt: skip
elements.alone_links(
    [one for one in lonely if one.theme == theme], names, cache.result(filters.unique_labels, comparison)
)
elements.perhaps_alone(choices)
