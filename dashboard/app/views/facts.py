"""Facts that differ, what came later, what is only more exact, and what one outlet alone reports."""

import streamlit as st

from dashboard.app import cache, elements
from dashboard.app.sidebar import Choices
from dashboard.presentation import facts

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
st.caption(facts.caution(found))
for kind, own in found.items():
    st.subheader(f"{facts.KINDS[kind]}: {len(own)}")
    st.caption(facts.EXPLAINED[kind])
    for number, shown in enumerate(own):
        elements.difference(choices, shown, expanded=number == 0 and kind != facts.UNSURE_KIND)
if early:
    st.caption(early)

st.subheader("Reported by one outlet only")
st.caption("As far as we can see, no other outlet has it. This isn't a criticism: articles differ in length.")
elements.statements_alone(choices)
