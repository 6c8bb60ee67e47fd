"""What `streamlit run` starts: page config, the list of views, navigation."""

import streamlit as st

from dashboard import sidebar

VIEWS = {
    "What is told": (
        st.Page("dashboard/views/overview.py", title="Overview", icon=":material/newspaper:", default=True),
        st.Page("dashboard/views/matrix.py", title="Who tells what", icon=":material/grid_on:"),
        st.Page("dashboard/views/pairs.py", title="Outlet by outlet", icon=":material/compare_arrows:"),
        st.Page("dashboard/views/reading.py", title="As printed", icon=":material/article:"),
    ),
    "How it is told": (
        st.Page("dashboard/views/framing.py", title="In whose words", icon=":material/format_quote:"),
        st.Page("dashboard/views/facts.py", title="Facts that differ", icon=":material/rule:"),
        st.Page("dashboard/views/emphasis.py", title="Emphasis", icon=":material/format_size:"),
        st.Page("dashboard/views/portrait.py", title="Outlet portrait", icon=":material/account_box:"),
    ),
    "Where it comes from": (
        st.Page("dashboard/views/sources.py", title="Who is cited", icon=":material/campaign:"),
        st.Page("dashboard/views/lineage.py", title="Shared text", icon=":material/account_tree:"),
    ),
    "Your part": (
        st.Page("dashboard/views/ask.py", title="Ask", icon=":material/search:"),
        st.Page("dashboard/views/story.py", title="Your story", icon=":material/upload_file:"),
        st.Page("dashboard/views/check.py", title="Check the links", icon=":material/fact_check:"),
    ),
}

st.set_page_config(page_title="Parallax", page_icon="dashboard/icon.svg", layout="wide")
page = st.navigation(VIEWS, expanded=True)
sidebar.choose()
page.run()
