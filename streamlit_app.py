"""What `streamlit run` starts: page config, the list of views, navigation."""

import streamlit as st

from dashboard.app import sidebar, state, workload
from dashboard.app.options import options

VIEWS = {
    "What is reported": (
        st.Page(
            "dashboard/app/views/overview.py", title="Overview", icon=":material/newspaper:", default=True
        ),
        st.Page("dashboard/app/views/matrix.py", title="Coverage", icon=":material/grid_on:"),
        st.Page("dashboard/app/views/pairs.py", title="Outlet by outlet", icon=":material/compare_arrows:"),
        st.Page("dashboard/app/views/reading.py", title="As printed", icon=":material/article:"),
        st.Page("dashboard/app/views/headlines.py", title="Headlines", icon=":material/title:"),
        st.Page("dashboard/app/views/timeline.py", title="Timeline", icon=":material/timeline:"),
    ),
    "How it is reported": (
        st.Page("dashboard/app/views/framing.py", title="Framing", icon=":material/format_quote:"),
        st.Page("dashboard/app/views/facts.py", title="Facts that differ", icon=":material/rule:"),
        st.Page("dashboard/app/views/emphasis.py", title="Emphasis", icon=":material/format_size:"),
        st.Page("dashboard/app/views/portrait.py", title="Outlet profile", icon=":material/account_box:"),
    ),
    "Where it comes from": (
        st.Page("dashboard/app/views/sources.py", title="Who is cited", icon=":material/campaign:"),
        st.Page("dashboard/app/views/lineage.py", title="Shared text", icon=":material/account_tree:"),
    ),
    "Tools": (
        st.Page("dashboard/app/views/ask.py", title="Ask", icon=":material/search:"),
        st.Page("dashboard/app/views/story.py", title="Your story", icon=":material/upload_file:"),
        st.Page("dashboard/app/views/check.py", title="Check the links", icon=":material/fact_check:"),
    ),
    "Share, teach, research": (
        st.Page("dashboard/app/views/share.py", title="Share a finding", icon=":material/share:"),
        st.Page("dashboard/app/views/classroom.py", title="Classroom", icon=":material/school:"),
        st.Page("dashboard/app/views/coding.py", title="Coding sheet", icon=":material/table_chart:"),
        st.Page("dashboard/app/views/method.py", title="Method", icon=":material/menu_book:"),
    ),
}

# Views that the person who starts the server switches on. (A string here would be printed on every page.)
SWITCHED = {
    "library": st.Page("dashboard/app/views/library.py", title="Library", icon=":material/local_library:"),
    "status": st.Page(workload.status, title="Status", icon=":material/monitor_heart:"),
}

st.set_page_config(page_title="Parallax", page_icon="dashboard/app/icon.svg", layout="wide")
with workload.watched():
    switched = [page for name, page in SWITCHED.items() if getattr(options(), name)]
    page = st.navigation(VIEWS | ({"This server": switched} if switched else {}), expanded=True)
    state.note_page(page.title)
    sidebar.choose()
    page.run()
