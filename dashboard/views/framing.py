"""How outlets word the same thing: names, statements, quotations, allegations, attribution, certainty."""

import streamlit as st

from dashboard import cached, charts, framings, markup
from dashboard.sidebar import Choices

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours
READING = "dashboard/views/reading.py"

st.title("In whose words")
st.caption(
    "The same person, act, statement or quotation in the words of each outlet, the most telling differences first. "
    "Found by rule and by nearness in context; no word list says which word is good or bad, and nothing is scored."
)
section = st.segmented_control(
    "Look at", list(framings.SECTIONS), default="Names", required=True, key="section", bind="query-params"
)
found = cached.result(framings.of_section, comparison, section, names)
if found.empty or len(names) < 2:
    st.info(
        "No such difference was found between these outlets. Choose more of them in the sidebar, or look at another kind."
    )
    st.stop()
titles = framings.titles(found)
finding = st.selectbox(
    f"{section}: {len(titles)} differences", list(titles), format_func=titles.__getitem__,
    key=section.lower().replace(" ", "-"), bind="query-params",
)  # fmt: skip
chosen = found[found["finding"] == finding].iloc[0]
spans = cached.result(framings.spans_of, comparison, finding, names)
st.caption(framings.EXPLAINED[section])
words = "; ".join(f"{names[s.article]}: {s.label} ({s.voice})" for s in spans.itertuples())
if section == "Names":
    picture = cached.picture(charts.name_lanes, spans, names, colours, choices.ink)
    st.vega_lite_chart(picture, key="names picture", alt=words)
elif section == "Wording":
    st.html(framings.line_with_slots(comparison, chosen.statement, names, colours))
    picture = cached.picture(charts.name_lanes, spans, names, colours, choices.ink)
    st.vega_lite_chart(picture, key="slot picture", alt=words)
elif section == "Quotations":
    st.html(framings.variants(comparison, finding, names, colours))
elif section == "Allegations":
    cells = framings.allegation(spans, names)
    picture = cached.picture(charts.allegation_table, cells, names, colours, choices.ink)
    st.vega_lite_chart(picture, key="allegation picture", alt=words)
else:
    steps = framings.degrees(spans, section)
    picture = cached.picture(charts.scale_rows, steps, framings.scale(section), names, colours, choices.ink)
    st.vega_lite_chart(picture, key="scale picture", alt=words)
st.subheader("The words, in their sentences")
for html, query in cached.result(framings.evidence, comparison, spans, names, colours):
    st.html(html)
    st.page_link(READING, label=f"Open {markup.plain(query['article'])} here", query_params=query)
with st.expander("Why this is shown"):
    st.write(markup.plain(chosen.title))
    st.write(markup.plain(chosen.detail))
    st.dataframe(
        spans.assign(outlet=spans["article"].map(names))[["outlet", "label", "voice", "note"]], hide_index=True,
        column_config={"outlet": "Outlet", "label": "Words", "voice": "Voice", "note": "Stands for"},
    )  # fmt: skip
