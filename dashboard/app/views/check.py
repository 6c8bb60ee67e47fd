"""The least certain links, to confirm or reject."""

import streamlit as st

from dashboard.alignment.contradictions import MEANING
from dashboard.app import cache, correction_ui
from dashboard.app.sidebar import Choices
from dashboard.presentation import filters, markup
from dashboard.presentation.uncertain_links import doubtful_links
from dashboard.statements.corrections import Correction

choices: Choices = st.session_state.choices
comparison, names, story = choices.comparison, choices.names, choices.story
KINDS = {"Weakest accepted": True, "Strongest rejected": False}
PAGE = 8

st.title("Check the links")
st.caption(
    "A link says that two passages say the same. The figure is the estimated probability that they do; the line between "
    f"accepted and rejected stands at {comparison.settings.threshold:.2f} (sidebar). Where it errs, put it right: your "
    "decision outlives a change of the line, can be undone in the sidebar, and is kept as a small file beside the articles."
)
kind = st.segmented_control(
    "Links", list(KINDS), default="Weakest accepted", required=True, key="kind", bind="query-params"
)
doubts = cache.result(doubtful_links, comparison)
found = doubts[(doubts["linked"] == KINDS[kind or "Weakest accepted"]) & ~doubts["corrected"]]
found = found[filters.between(found, names)]
if found.empty:
    st.info("There is no such link at this confidence.")
pages = max(1, -(-len(found) // PAGE))
page = st.number_input(f"Page of {pages}", 1, pages, key="check page") if pages > 1 else 1
for pair in found.iloc[PAGE * (page - 1) : PAGE * page].itertuples():
    with st.container(border=True):
        left, right, decide = st.columns([5, 5, 2])
        for column, sentence, start, end in (
            (left, pair.a, pair.a_start, pair.a_end),
            (right, pair.b, pair.b_start, pair.b_end),
        ):
            column.html(markup.sentence_piece(comparison, names, choices.colours, sentence, start, end))
        decide.markdown(f"**{pair.score:.2f}**{f' · {MEANING[pair.guard]}' if pair.guard else ''}")
        places = correction_ui.place_of(comparison, pair.a), correction_ui.place_of(comparison, pair.b)
        decide.button(
            "They say the same" if not pair.linked else "Yes, the same",
            key=f"link {pair.a} {pair.b}",
            on_click=correction_ui.add,
            args=(story, Correction("link", *places)),
            width="stretch",
        )
        decide.button(
            "Not the same",
            key=f"reject {pair.a} {pair.b}",
            on_click=correction_ui.add,
            args=(story, Correction("reject", *places)),
            width="stretch",
        )
with st.expander("Link two sentences that no list shows"):
    ends = []
    for column, side in zip(st.columns(2), ("One", "The other"), strict=True):
        article = column.selectbox(
            f"{side} article", list(names), format_func=names.__getitem__, key=f"{side} article"
        )
        ends.append(
            column.selectbox(
                f"{side} sentence",
                filters.counted(comparison, article),
                format_func=filters.sentence_words(comparison, article).__getitem__,
                key=f"{side} sentence {article}",
            )
        )
        column.html(markup.sentence_piece(comparison, names, choices.colours, ends[-1]))
    st.button(
        "Link them",
        disabled=filters.article_of(ends[0]) == filters.article_of(ends[1]),
        on_click=correction_ui.add,
        args=(
            story,
            Correction(
                "link",
                correction_ui.place_of(comparison, ends[0]),
                correction_ui.place_of(comparison, ends[1]),
            ),
        ),
        help="Two sentences of different articles.",
    )
