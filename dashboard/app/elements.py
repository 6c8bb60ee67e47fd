"""What views are put together from: a picture with its open mark, links into other views, cards, the drawer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import charts
from dashboard.app import cache, correction_ui, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import facts, figures, filters, lineage, markup
from dashboard.presentation.excerpts import passage_cards, passages
from dashboard.presentation.facts import Alone, Difference, Side
from dashboard.presentation.markup import Card
from dashboard.presentation.quality_checks import UncertainLink, sentence_card
from dashboard.statements.corrections import Correction

SCRIPT = Path(__file__).with_name("side_by_side.js")
FOUND = "Read it in the article"
PERCENT = st.column_config.NumberColumn("Share", format="percent")
side_by_side = st.components.v2.component(
    "side_by_side", js=SCRIPT.read_text(encoding="utf-8"), isolate_styles=False
)
"""Several articles as columns; isolated, the page's own style would not reach them."""


def picture(
    draw: Callable[..., Any],
    *arguments: object,
    key: str,
    alt: str,
    opened: Mapping[str, str] | None = None,
    on_select: Callable[[], None] | None = None,
) -> None:
    """A picture, drawn once for its arguments.

    Args:
        draw: a function of dashboard/charts.
        arguments: its own.
        key: of the element.
        alt: the picture in words.
        opened: fields of the open mark; None for a picture in which nothing is opened.
        on_select: callback of a click.
    """
    drawn = cache.picture(draw, *arguments)
    shown = drawn if opened is None else charts.with_opened(drawn, **opened)
    if on_select:
        st.vega_lite_chart(shown, key=key, alt=alt, on_select=on_select)
    else:
        st.vega_lite_chart(shown, key=key, alt=alt)


def page_of(view: str) -> str:
    """The file of a view, as st.page_link takes it."""
    return f"dashboard/app/views/{view}.py"


def link(view: str, label: str, query: Mapping[str, str] | None = None, icon: str | None = None) -> None:
    """A link to a view; its label may be text from outside."""
    st.page_link(page_of(view), label=markup.plain(label), query_params=dict(query or {}), icon=icon)


def statement_links(statements: Iterable[str], labels: Mapping[str, str], least: int = 2) -> None:
    """Links that open statements in the matrix, which then shows what at least so many outlets report."""
    for statement in statements:
        link("matrix", labels[statement], {"statement": labels[statement], "least": str(least)})


def alone_links(lonely: Iterable[Alone], names: Mapping[str, str], labels: Mapping[str, str]) -> None:
    """Links to statements that one outlet alone reports, with its name."""
    for one in lonely:
        query = {"statement": labels[one.statement], "least": "1"}
        link("matrix", f"{names[one.article]}: {labels[one.statement]}", query)


def article_link(choices: Choices, sentence: str) -> None:
    """A link that opens an article at a sentence."""
    link("reading", FOUND, filters.place(choices.comparison, choices.names, sentence))


def cards(found: Iterable[Card], kind: str = "") -> None:
    """Cards one below the other, or in a box of a kind."""
    st.html(markup.cards(found, kind))


def sides(found: Sequence[Side]) -> None:
    """The sentences behind a finding, two abreast, each with a link into its article."""
    for row in range(0, len(found), 2):
        for column, side in zip(st.columns(2), found[row : row + 2], strict=False):
            column.html(markup.cards([side.card]))
            column.page_link(page_of("reading"), label=FOUND, query_params=dict(side.query))


def close(*keys: str) -> None:
    """The button that closes what was opened: the widgets of these keys are emptied."""
    st.button("Close", key=f"close {keys[0]}", on_click=state.clear, args=keys)


def report_choice(names: Mapping[str, str], article: str | None) -> str:
    """Whether the matrix keeps what an outlet reports or what it does not; asked only where an outlet is chosen."""
    if not article:
        return filters.HOW[0]
    return st.segmented_control(
        f"… that {names[article]}",
        filters.HOW,
        default=filters.HOW[0],
        required=True,
        key="how",
        bind="query-params",
    )


def statement_drawer(choices: Choices, statement: str, labels: Mapping[str, str]) -> None:
    """The open row of the matrix: each outlet's words under its column, and the ways to correct the row."""
    comparison, names = choices.comparison, choices.names
    found = passages(comparison, statement)
    row = comparison.coverage[comparison.coverage["statement"] == statement].set_index("article")
    made = passage_cards(found, names, choices.colours, row["state"].to_dict())
    first = {passage.article: passage.sentence for passage in reversed(found)}
    with st.container(key="drawer"):
        title, correct, shut = st.columns([7, 2, 1])
        title.html(markup.html("drawer_head.jinja", label=labels[statement]))
        shut.button("Close", key="close", on_click=state.clear, args=("statement", "column"), width="stretch")
        with correct.popover("Correct this row", width="stretch"):
            correction_ui.correct_row(choices.story, comparison, statement, labels)
        for column, article in zip(st.columns(len(names)), names, strict=True):
            with column:
                cards([made[article]])
                if article in first:
                    article_link(choices, first[article])


def difference(choices: Choices, kind: str, shown: Difference, expanded: bool) -> None:
    """A finding of facts that opens in place; a sequence has its picture."""
    names = choices.names
    with st.expander(markup.plain(shown.title), expanded=expanded):
        if kind == "sequence":
            rows = facts.timed(choices.comparison, names)
            picture(
                charts.stage_rows,
                facts.stages(shown), facts.STATES, rows, choices.colours, choices.ink,
                key=shown.finding,
                alt=facts.in_words(shown, names),
            )  # fmt: skip
        sides(shown.sides)
        st.caption(markup.plain(shown.detail))


def emphasis_choice(key: str, items: Mapping[str, str], first: Sequence[str]) -> list[str]:
    """Which items a picture of emphasis shows; where all fit, there is nothing to choose."""
    if len(items) <= len(first):
        return list(items)
    with st.popover(f"Choose what is shown ({len(items)})"):
        return st.multiselect(
            "Shown",
            list(items),
            default=list(first),
            format_func=items.__getitem__,
            key=f"{key} shown",
            max_selections=26,
        )


def emphasis_picture(
    choices: Choices, shown: figures.Picture, scene: figures.Scene, key: str, alt: str, **rest: Any
) -> None:
    """A picture of emphasis; `rest` as for `picture`."""
    draw, arguments = cache.result(
        figures.sketch, shown, choices.comparison, scene.names, choices.colours, choices.ink, scene.items
    )
    picture(draw, *arguments, key=key, alt=alt, **rest)


@st.fragment
def emphasis_marks(choices: Choices, shown: figures.Picture, scene: figures.Scene, key: str) -> None:
    """A picture of emphasis with the sentences behind the open mark; a click runs this part of the page alone."""
    marks = figures.marks(shown, scene)
    open_ = st.selectbox(
        "Open",
        list(marks),
        index=None,
        format_func=marks.__getitem__,
        key=f"{key} open",
        placeholder="Open the sentences behind a mark: choose one here, or click it",
        label_visibility="collapsed",
    )
    emphasis_picture(
        choices,
        shown,
        scene,
        f"{key} chart",
        figures.in_words(shown, scene),
        opened=dict(zip(("item", "article"), open_ or (), strict=False)),
        on_select=partial(state.take_mark, f"{key} chart", f"{key} open"),
    )
    st.html(markup.letter_key(figures.key_of(shown, scene), narrow_only=key != "shape"))
    if open_:
        with st.container(key="drawer"):
            st.html(figures.excerpt(shown, choices.comparison, *open_, choices.names, choices.colours))
            close(f"{key} open")


@st.fragment
def counted_ways(choices: Choices, counts: pd.DataFrame) -> None:
    """Statements counted three ways with the words of the open one; a click runs this part of the page alone."""
    labels = counts.set_index("statement")["label"].to_dict()
    open_ = st.selectbox(
        "Statement",
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder="Open a statement, or click a row" if labels else "No statement is in two articles",
        key="counted",
    )
    if labels:
        picture(
            charts.three_counts,
            counts.head(lineage.DRAWN),
            choices.ink,
            key="three counts",
            alt="Articles, origins and ultimate sources of each statement; the table below has the same figures.",
            opened={"item": open_} if open_ else {},
            on_select=partial(state.take_item, "three counts", "counted"),
        )
    if open_:
        cards(lineage.reported(choices.comparison, open_, choices.names, choices.colours))
        close("counted")


def link_to_check(choices: Choices, pair: UncertainLink) -> None:
    """Two sentences with the probability that they say the same, and the buttons that decide it."""
    comparison, colours = choices.comparison, choices.colours
    with st.container(border=True):
        left, right, decide = st.columns([5, 5, 2])
        for column, sentence, piece in (
            (left, pair.a, (pair.a_start, pair.a_end)),
            (right, pair.b, (pair.b_start, pair.b_end)),
        ):
            column.html(markup.cards([sentence_card(comparison, choices.names, colours, sentence, piece)]))
        decide.markdown(f"**{pair.figure}**")
        places = correction_ui.place_of(comparison, pair.a), correction_ui.place_of(comparison, pair.b)
        for action, words in (("link", "They say the same"), ("reject", "Not the same")):
            decide.button(
                words,
                key=f"{action} {pair.a} {pair.b}",
                on_click=correction_ui.add,
                args=(choices.story, Correction(action, *places)),
                width="stretch",
            )


def link_by_hand(choices: Choices) -> None:
    """Two lists of sentences, to link one of each."""
    comparison, names, ends = choices.comparison, choices.names, []
    for column, side in zip(st.columns(2), ("One", "The other"), strict=True):
        article = column.selectbox(
            f"{side} article", list(names), format_func=names.__getitem__, key=f"{side} article"
        )
        sentence = column.selectbox(
            f"{side} sentence",
            filters.counted(comparison, article),
            format_func=filters.sentence_words(comparison, article).__getitem__,
            key=f"{side} sentence {article}",
        )
        column.html(markup.cards([sentence_card(comparison, names, choices.colours, sentence)]))
        ends.append(sentence)
    places = [correction_ui.place_of(comparison, end) for end in ends]
    st.button(
        "Link them",
        disabled=filters.article_of(ends[0]) == filters.article_of(ends[1]),
        on_click=correction_ui.add,
        args=(choices.story, Correction("link", places[0], places[1])),
        help="Choose two sentences of different articles.",
    )


def article_table(articles: pd.DataFrame) -> None:
    """The articles with what is known of them."""
    st.dataframe(
        articles,
        hide_index=True,
        column_config={
            "outlet": "Outlet",
            "title": "Title",
            "published": "Published",
            "agency": "Agency credited",
            "words": st.column_config.NumberColumn("Words compared"),
            "evidence": "How we know the outlet",
            "file": "File",
        },
        alt="The articles with outlet, title, publication time, agency, number of words and evidence for the outlet's name.",
    )


def share_table(shares: pd.DataFrame) -> None:
    """How many statements each outlet shares with each other."""
    st.dataframe(
        shares,
        hide_index=True,
        column_config={
            "a": "Of",
            "b": "also in",
            "told": "Statements reported in full",
            "shared": "also reported in full",
            "touched": "at least in part",
            "share": PERCENT,
        },
    )


def lineage_tables(origins: pd.DataFrame, counts: pd.DataFrame, shares: pd.DataFrame) -> None:
    """Origins, statements counted three ways, and shared text, as tables."""
    st.dataframe(
        origins,
        hide_index=True,
        column_config={"Share found": st.column_config.NumberColumn(format="percent")},
    )
    columns = {
        "label": "Statement",
        "articles": "Articles",
        "origins": "Origins",
        "sources": "Sources",
        "named": "Named",
    }
    st.dataframe(counts[list(columns)], hide_index=True, column_config=columns)
    st.dataframe(
        shares,
        hide_index=True,
        column_config={
            "a": "Of",
            "b": "in",
            "own": st.column_config.NumberColumn("own text", format="percent"),
            "all": st.column_config.NumberColumn("with quotes", format="percent"),
        },
    )
