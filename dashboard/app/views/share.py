"""One finding to take along: as a picture, as a quotation, as a link."""

from functools import partial

import streamlit as st

from dashboard.app import cache, elements
from dashboard.app.sidebar import Choices
from dashboard.export import finding_picture
from dashboard.presentation import markup, sharing

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours

st.title("Share a finding")
st.caption(
    "One difference in every outlet's words, ready for an email, a slide or a post. Read the articles before you publish it."
)
titles = cache.result(sharing.choices, comparison, names)
if not titles:
    st.info("Nothing to share: no difference between these outlets was detected automatically.")
    st.stop()
finding = st.selectbox(
    "Finding", list(titles), format_func=titles.__getitem__, key="finding", bind="query-params"
)
found = cache.result(sharing.shared, comparison, finding, names, colours)
page = sharing.address(st.context.url or "", titles[finding], choices.story)
drawn = cache.result(finding_picture.as_svg, found)
left, right = st.columns(2, gap="large")
with left:
    st.subheader("As a picture")
    st.image(drawn, alt=found.alt, width="stretch")
    with st.container(horizontal=True):
        st.download_button("Download SVG", drawn, f"{finding}.svg", "image/svg+xml", on_click="ignore")
        st.download_button(
            "Download PNG",
            partial(finding_picture.as_png, found),
            f"{finding}.png",
            "image/png",
            on_click="ignore",
        )
    with st.expander("Text for those who can't see the picture"):
        st.code(found.alt, language=None, wrap_lines=True)
with right:
    st.subheader("As a quotation")
    st.caption("Copy it with the button at its corner.")
    st.code(found.quotation(page), language=None, wrap_lines=True)
    st.subheader("On the publishers' pages")
    if not any(side.link for side in found.sides):
        st.info("These articles have no web address yet. Add it in “Your story”, in the column “Address”.")
    for side in found.sides:
        if side.link:
            st.link_button(markup.plain(f"{side.name}: open at these words"), side.link)
        elements.link("reading", f"{side.name}: read it in the article here", side.query)
