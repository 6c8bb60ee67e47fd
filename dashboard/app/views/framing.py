"""How outlets word the same thing: names, statements, quotations, allegations, attribution, certainty."""

import streamlit as st

from dashboard import charts
from dashboard.app import cache
from dashboard.app.sidebar import Choices
from dashboard.presentation import framing, markup

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours
READING = "dashboard/app/views/reading.py"

st.title("In whose words")
st.caption(
    "The same person, act, statement or quotation in the words of each outlet, the most telling differences first. "
    "Found by rule and by nearness in context; no word list says which word is good or bad, and nothing is scored."
)
section = st.segmented_control(
    "Look at", list(framing.SECTIONS), default="Names", required=True, key="section", bind="query-params"
)
found = cache.result(framing.of_section, comparison, section, names)
if found.empty or len(names) < 2:
    st.info(
        "No such difference was found between these outlets. Choose more of them in the sidebar, or look at another kind."
    )
    st.stop()
titles = framing.titles(found)
finding = st.selectbox(
    f"{section}: {len(titles)} differences", list(titles), format_func=titles.__getitem__,
    key=section.lower().replace(" ", "-"), bind="query-params",
)  # fmt: skip
chosen = found[found["finding"] == finding].iloc[0]
spans = cache.result(framing.spans_of, comparison, finding, names)
st.caption(framing.EXPLAINED[section])
words = "; ".join(f"{names[s.article]}: {s.label} ({s.voice})" for s in spans.itertuples())
if section == "Names":
    picture = cache.picture(charts.name_lanes, spans, names, colours, choices.ink)
    st.vega_lite_chart(picture, key="names picture", alt=words)
elif section == "Wording":
    st.html(framing.line_with_slots(comparison, chosen.statement, names, colours))
    picture = cache.picture(charts.name_lanes, spans, names, colours, choices.ink)
    st.vega_lite_chart(picture, key="slot picture", alt=words)
elif section == "Quotations":
    st.html(framing.variants(comparison, finding, names, colours))
elif section == "Allegations":
    cells = framing.allegation(spans, names)
    picture = cache.picture(charts.allegation_table, cells, names, colours, choices.ink)
    st.vega_lite_chart(picture, key="allegation picture", alt=words)
else:
    steps = framing.degrees(spans, section)
    picture = cache.picture(charts.scale_rows, steps, framing.scale(section), names, colours, choices.ink)
    st.vega_lite_chart(picture, key="scale picture", alt=words)
st.subheader("The words, in their sentences")
for html, query in cache.result(framing.evidence, comparison, spans, names, colours):
    st.html(html)
    st.page_link(READING, label=f"Open {markup.plain(query['article'])} here", query_params=query)
with st.expander("Why this is shown"):
    st.write(markup.plain(chosen.title))
    st.write(markup.plain(chosen.detail))
    st.dataframe(
        spans.assign(outlet=spans["article"].map(names))[["outlet", "label", "voice", "note"]], hide_index=True,
        column_config={"outlet": "Outlet", "label": "Words", "voice": "Voice", "note": "Stands for"},
    )  # fmt: skip
