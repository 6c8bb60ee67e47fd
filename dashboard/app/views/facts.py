"""Facts that differ, what came later, what is only more exact, and what one outlet tells alone."""

from functools import partial

import streamlit as st

from dashboard import charts
from dashboard.app import cache, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import facts, filters, markup

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours
READING = "dashboard/app/views/reading.py"
found = cache.result(facts.by_kind, comparison, names)
sides = cache.result(
    facts.sides, comparison, [f for own in found.values() for f in own["finding"]], names, colours
)
early = int((comparison.coverage["state"] == "not_yet").sum())

st.title("Facts that differ")
st.caption(
    "Only what excludes each other counts as a difference: July 26 and that week's Wednesday are one day, "
    "2.5 million and 2,500,000 one number. The words in question are tinted; behind the outlet stands what "
    "they come to."
)
if not set(found) & {"number", "date", "name"}:
    st.info("No number, date or name was found that excludes another in what these articles tell together.")
for kind, listed in found.items():
    st.subheader(f"{facts.KINDS[kind]}: {len(listed)}")
    st.caption(facts.EXPLAINED[kind])
    for k, finding in enumerate(listed.itertuples()):
        with st.expander(markup.plain(finding.title.partition(": ")[2] or finding.title), expanded=k == 0):
            if kind == "sequence":
                steps = facts.stages(comparison, finding.finding, names)
                rows = facts.timed(comparison, names)
                words = "; ".join(f"{names[s.article]}: {s.label} ({s.state})" for s in steps.itertuples())
                st.vega_lite_chart(
                    cache.picture(charts.stage_rows, steps, facts.STATES, rows, colours, choices.ink),
                    key=finding.finding,
                    alt=words,
                )
            own = sides[finding.finding]
            for row in range(0, len(own), 2):
                for column, (html, query) in zip(st.columns(2), own[row : row + 2], strict=False):
                    column.html(html)
                    column.page_link(READING, label="Read it in the article", query_params=query)
            st.caption(markup.plain(finding.detail))
if early:
    st.caption(
        f"Cells of “Who tells what” that count as “not yet”: {early}. There the article itself says that the thing is "
        "still to come, and it was out before."
    )

st.subheader("Told by one outlet only")
lonely = cache.result(facts.alone, comparison, names)
if lonely.empty or len(names) < 2:
    st.info("Nothing is told by one of these outlets alone. Choose more outlets in the sidebar.")
    st.stop()
st.caption(
    "Statements by theme that were not found in any other article here; texts differ in length, and "
    "silence is no judgement."
)
cells = cache.result(facts.alone_counts, lonely, names)
theme = st.selectbox(
    "Theme",
    list(dict.fromkeys(cells["theme"])),
    index=None,
    placeholder="Open a theme, or click a cell",
    key="lonely",
    bind="query-params",
)
picture = cache.picture(charts.alone_matrix, cells, names, colours, choices.ink)
st.vega_lite_chart(
    charts.with_opened(picture, **({"item": theme} if theme else {})),
    on_select=partial(state.take_item, "alone", "lonely"),
    key="alone",
    alt="; ".join(f"{c.theme}: {names[c.article]} {c.count}" for c in cells[cells["count"] > 0].itertuples()),
)
labels = filters.unique_labels(comparison)
for row in lonely[lonely["theme"] == theme].itertuples():
    st.page_link(
        "dashboard/app/views/matrix.py",
        label=markup.plain(f"{names[row.article]}: {labels[row.statement]}"),
        query_params={"statement": labels[row.statement], "least": "1"},
    )
