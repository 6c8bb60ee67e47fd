"""What the benchmark measures Parallax against: two views, each one heat map, and the cell that was clicked.

`streamlit run tests/benchmarks/bare_app.py -- ROWS COLUMNS`
"""

import sys

import altair as alt
import pandas as pd
import streamlit as st

rows, columns = (int(argument) for argument in sys.argv[1:3])
cells = pd.DataFrame(
    [{"row": r, "column": c, "value": (7 * r + 3 * c) % 11} for r in range(rows) for c in range(columns)]
)


def heat_map() -> None:
    """The plainest heat map that can be clicked."""
    st.title("Bare")
    chart = (
        alt.Chart(cells)
        .mark_rect()
        .encode(x="column:O", y="row:O", color="value:Q")
        .add_params(alt.selection_point(name="cell", fields=["row", "column"]))
    )
    event = st.altair_chart(chart, on_select="rerun", key="map")
    st.write("Cell", str(event["selection"].get("cell")))


def other() -> None:
    """The same again, to switch to."""
    heat_map()


st.navigation([st.Page(heat_map, title="One", default=True), st.Page(other, title="Two")]).run()
