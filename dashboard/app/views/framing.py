"""How outlets word the same thing: names, statements, quotations, allegations, attribution, certainty."""

import streamlit as st

from dashboard import charts
from dashboard.app import cache, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, framing, markup

choices: Choices = st.session_state.choices
comparison, names, colours, ink = choices.comparison, choices.names, choices.colours, choices.ink

st.title("Framing")
st.caption(
    "The same person, act, statement or quotation in each outlet's words. Found automatically. Nothing is rated good or bad."
)
state.apply_link("section", framing.SECTIONS)
section = st.segmented_control(
    "Look at", list(framing.SECTIONS), default="Names", required=True, key="section", bind="query-params"
)
found = cache.result(framing.of_section, comparison, section, names)
if not found or len(names) < 2:
    if section == framing.LEFT_OUT and len(names) > 1:
        elements.perhaps_left_out(choices, section)
        st.caption(framing.none_found(section, names))
    else:
        st.info(framing.none_found(section, names))
    st.stop()
finding = elements.finding_list(section, found, cache.result(framing.counted, comparison, found, names))
chosen = next(one for one in found if one.finding == finding)
spans = cache.result(framing.spans_of, comparison, finding, names)
words = framing.in_words(spans, names)
st.caption(framing.EXPLAINED[section])
if section == "Wording":
    st.html(cache.result(framing.line_with_stacks, comparison, chosen.statement, names, colours))
if section in ("Names", "Wording"):
    lanes = cache.result(framing.drawn, comparison, spans)
    elements.picture(charts.name_lanes, lanes, names, colours, ink, key="lanes", alt=words)
elif section == "Quotations":
    elements.cards(cache.result(framing.variants, comparison, finding, names, colours), "variants")
elif chosen.kind == "allegation":
    cells = cache.result(framing.allegation_cells, cache.result(framing.allegation, spans, names))
    elements.picture(charts.allegation_table, cells, names, colours, ink, key="allegation", alt=words)
elif section in framing.SCALED:
    steps = cache.result(framing.degrees, spans, section)
    scale = framing.scale(section)
    elements.picture(charts.scale_rows, steps, scale, names, colours, ink, key="scale", alt=words)
st.subheader("The words in their sentences")
for quoted in cache.result(filters.sides, comparison, spans, names, colours):
    elements.cards([quoted.card])
    elements.link("reading", elements.FOUND, quoted.query)
with st.expander("Why this is shown"):
    st.write(markup.plain(chosen.title))
    st.write(markup.plain(chosen.detail))
    st.write(chosen.chance)
    st.dataframe(cache.result(framing.table, spans, names), hide_index=True)
elements.perhaps_left_out(choices, section)
