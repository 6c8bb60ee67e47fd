"""What `streamlit run` starts: page config, the list of views, navigation."""

from importlib import import_module

import streamlit as st

VIEWS = {
    "What is told": (
        st.Page(
            "dashboard/app/views/overview.py", title="Overview", icon=":material/newspaper:", default=True
        ),
        st.Page("dashboard/app/views/matrix.py", title="Who tells what", icon=":material/grid_on:"),
        st.Page("dashboard/app/views/pairs.py", title="Outlet by outlet", icon=":material/compare_arrows:"),
        st.Page("dashboard/app/views/reading.py", title="As printed", icon=":material/article:"),
    ),
    "How it is told": (
        st.Page("dashboard/app/views/framing.py", title="In whose words", icon=":material/format_quote:"),
        st.Page("dashboard/app/views/facts.py", title="Facts that differ", icon=":material/rule:"),
        st.Page("dashboard/app/views/emphasis.py", title="Emphasis", icon=":material/format_size:"),
        st.Page("dashboard/app/views/portrait.py", title="Outlet portrait", icon=":material/account_box:"),
    ),
    "Where it comes from": (
        st.Page("dashboard/app/views/sources.py", title="Who is cited", icon=":material/campaign:"),
        st.Page("dashboard/app/views/lineage.py", title="Shared text", icon=":material/account_tree:"),
    ),
    "Your part": (
        st.Page("dashboard/app/views/ask.py", title="Ask", icon=":material/search:"),
        st.Page("dashboard/app/views/story.py", title="Your story", icon=":material/upload_file:"),
        st.Page("dashboard/app/views/check.py", title="Check the links", icon=":material/fact_check:"),
    ),
}

st.set_page_config(page_title="Parallax", page_icon="dashboard/app/icon.svg", layout="wide")
page = st.navigation(VIEWS, expanded=True)
place = st.empty()
if "choices" not in st.session_state:
    # An empty picture makes the browser fetch what draws pictures while the story is read and compared here; for the
    # same reason what reads and compares is imported only now.
    blank = {"data": {"values": []}, "mark": {"type": "point", "aria": False}}
    place.vega_lite_chart({"layer": [blank], "height": 1}, key="blank")
import_module("dashboard.app.sidebar").choose()
place.empty()
page.run()
import_module("dashboard.app.cache").import_altair_soon()
