"""Facts that differ, what came later, what is only more exact, and what one outlet alone reports."""

import streamlit as st

from dashboard.app import cache, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import facts

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours

st.title("Facts that differ")
state.apply_link("show", facts.SHOWN)
shown = st.segmented_control(
    "Show", facts.SHOWN, default=facts.DIFFERENCES, required=True, key="show", bind="query-params", label_visibility="collapsed"
)  # fmt: skip
if shown == facts.ALONE:
    st.caption(
        "As far as we can see, no other outlet has it. This isn't a criticism: articles differ in length."
    )
    elements.statements_alone(choices, opened=True)
    st.stop()

found = cache.result(facts.differences, comparison, names, colours)
st.caption(
    "Contradictions first, then claims that are worth comparing. Two ways to write one date or number (2.5 million, 2,500,000) are no "
    "difference. Tinted: the words that differ. Grey, after the outlet: the value as we read it."
)
for kind, own in found.items():
    st.subheader(f"{facts.KINDS[kind]}: {len(own)}")
    st.caption(facts.EXPLAINED[kind])
    for number, one in enumerate(own):
        elements.difference(choices, one, expanded=number == 0 and kind != facts.UNSURE_KIND)
for note in (facts.none_found(found), facts.caution(found), cache.result(facts.early_note, comparison)):
    st.caption(note)
