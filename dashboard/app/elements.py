"""What views are put together from: a picture with its open mark, links into other views, cards, the drawer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import charts
from dashboard.app import cache, correction_ui, state, story_store
from dashboard.app.sidebar import Choices
from dashboard.charts.palette import Names
from dashboard.comparison import Comparison
from dashboard.findings.finding import in_marks
from dashboard.presentation import facts, filters, framing, highlights, lineage, markup, timeline
from dashboard.presentation.excerpts import nearest, passage_cards, passages
from dashboard.presentation.facts import Difference
from dashboard.presentation.filters import Side
from dashboard.presentation.highlights import FindingCard
from dashboard.presentation.markup import Card, Entry
from dashboard.presentation.rows import FindingRow
from dashboard.statements.coverage import shown_states

SCRIPT = Path(__file__).with_name("side_by_side.js")
FOUND = "Read it in the article"
PERCENT = st.column_config.NumberColumn("Share", format="percent")
side_by_side = st.components.v2.component(
    "side_by_side", js=SCRIPT.read_text(encoding="utf-8"), isolate_styles=False
)
"""Several articles as columns; isolated, the page's own style would not reach them."""
scroll_into_view = st.components.v2.component(
    "scroll_into_view",
    js=SCRIPT.with_name("scroll_into_view.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)
"""Scrolls to what was opened."""
CLOSE = "Close"  # Escape presses it, see `drawer`
ESCAPE = "The Escape key closes it too."
FIRST = 5  # differences of a section that are listed before a reader asks for all
FOUND_FIRST = 4  # statements with the words that a reader looks for on the first page
FEW = 12  # statements found by a search that are shown without a click
ALIGNED = 3  # outlets up to which a column of the matrix is wide enough for the words below it
ABREAST = (5, 3)  # outlets that stand side by side at most on a wide screen, and on a narrower one


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


def typed(label: str, **rest: Any) -> str:
    """A field for words of the reader's own; whatever is made with them stays in their session. `rest` as for st.text_input."""
    words: str = st.text_input(label, **rest)
    if words.strip():
        cache.typed()
    return words


def page_of(view: str) -> str:
    """The file of a view, as st.page_link takes it."""
    return f"dashboard/app/views/{view}.py"


def link(view: str, label: str, query: Mapping[str, str] | None = None, icon: str | None = None) -> None:
    """A link to a view; its label may be text from outside."""
    st.page_link(page_of(view), label=markup.plain(label), query_params=dict(query or {}), icon=icon)


def statement_links(
    statements: Iterable[str],
    labels: Mapping[str, str],
    least: int = 2,
    notes: Mapping[str, str] | None = None,
) -> None:
    """Links that open statements in the matrix, which then shows what at least so many outlets report, each with its note."""
    for statement in statements:
        note = f" ({notes[statement]})" if notes and statement in notes else ""
        link("matrix", labels[statement] + note, {"statement": labels[statement], "least": str(least)})


def statements_alone(choices: Choices, opened: bool = False) -> None:
    """What one outlet alone reports: a list that opens for each outlet that has some, or is `opened`, and what may be in another
    article too."""
    comparison, names = choices.comparison, choices.names
    labels = cache.result(filters.unique_labels, comparison)
    found = cache.result(filters.alone, comparison, names)
    for article, alone in found.items():
        with st.expander(f"Only in {markup.plain(names[article])}: {len(alone)}", expanded=opened):
            statement_links(alone, labels, least=1)
    if not found:
        st.caption("None that is certain.")
    perhaps_alone(choices)


def perhaps_alone(choices: Choices, article: str = "") -> None:
    """What was found in one outlet, or in `article`, though another may report it too: a list that opens."""
    comparison, names = choices.comparison, choices.names
    labels = cache.result(filters.unique_labels, comparison)
    perhaps = cache.result(filters.perhaps_alone, comparison, names)
    found = [(one, s) for one, own in perhaps.items() if article in ("", one) for s in own]
    if found:
        with st.expander(f"Found in one article, unclear in another: {len(found)}"):
            st.caption(
                "A sentence of the other may say the same (the “?” in Coverage). Open a line to judge."
            )
            for one, statement in found:
                query = {"statement": labels[statement], "least": "1"}
                link("matrix", f"{names[one]}: {labels[statement]}", query)


def perhaps_missing(choices: Choices, article: str) -> None:
    """Where it is unclear whether an article has what most others report: a list that opens."""
    found = cache.result(framing.missing_in, choices.comparison, article, choices.names, choices.colours)
    if found:
        with st.expander(f"Unclear whether it is here: {len(found)}"):
            st.caption("More than half of the others report it, at least in part. Open a line to judge.")
            st.html(markup.entries(found))


def perhaps_left_out(choices: Choices, section: str) -> None:
    """Below what is left out for sure, what may be: lists of statements that open in place."""
    if section != framing.LEFT_OUT or len(choices.names) < 2:
        return
    for found in cache.result(framing.perhaps_left_out, choices.comparison, choices.names, choices.colours):
        st.subheader(markup.plain(found.title))
        st.caption(markup.plain(found.reading))
        st.html(markup.entries(found.entries))


def who_was_first(choices: Choices, labels: Mapping[str, str]) -> None:
    """The statements that each article was first with for certain, and those of which the stated times don't tell."""
    found = cache.result(timeline.first, choices.comparison, choices.names)
    st.caption(timeline.summary(found))
    for article, statements in found.certain.items():
        said = f"{choices.names[article]}, first with {markup.count(len(statements), 'statement')}"
        with st.expander(markup.plain(said)):
            statement_links(statements, labels)
    if found.open:
        with st.expander(f"Not settled: {markup.count(len(found.open), 'statement')}"):
            st.caption(timeline.UNSETTLED)
            statement_links(found.open, labels)


def copies(choices: Choices) -> None:
    """Articles whose text is found in others, each with a link to the passages: a list that opens."""
    found = cache.result(timeline.copies, choices.comparison, choices.names)
    if found:
        with st.expander(
            f"Text that is also in other articles: {len(found)}", expanded=len(found) <= FEW // 3
        ):
            for label, query in found:
                link("lineage", label, query)


def article_link(choices: Choices, sentence: str) -> None:
    """A link that opens an article at a sentence."""
    link("reading", FOUND, filters.place(choices.comparison, choices.names, sentence))


def cards(found: Iterable[Card], kind: str = "") -> None:
    """Cards one below the other, or in a box of a kind."""
    st.html(markup.cards(found, kind))


def sides(found: Sequence[Side]) -> None:
    """The sentences behind a finding, two or three abreast, each with a link into its article."""
    abreast = filters.columns_abreast(len(found), ABREAST[1]) if len(found) > 2 else 2
    for row in range(0, len(found), abreast):
        for column, side in zip(st.columns(abreast), found[row : row + abreast], strict=False):
            column.html(markup.cards([side.card]))
            column.page_link(page_of("reading"), label=FOUND, query_params=dict(side.query))


@contextmanager
def drawer(opened: str, back: str) -> Iterator[None]:
    """The box below a picture with the words behind its open mark, scrolled to when another is opened.

    Escape presses its button, and once it is gone the focus goes `back` to the widget of that key.
    """
    with st.container(key="drawer"):
        yield
        scroll_into_view(
            data={"box": "drawer", "opened": opened, "back": f".st-key-{back.replace(' ', '-')} input"},
            key="in sight",
        )


def close(*keys: str) -> None:
    """The button that closes what was opened: the widgets of these keys are emptied."""
    st.button(CLOSE, key=f"close {keys[0]}", on_click=state.clear_values, args=keys, help=ESCAPE)


def theme_choice(comparison: Comparison) -> str | None:
    """The theme whose rows the matrix keeps; asked only where themes group them."""
    if not filters.has_themes(comparison):
        return None
    return st.selectbox(
        "Theme", cache.result(filters.themes, comparison), index=None, placeholder="All themes", key="theme", bind="query-params",
    )  # fmt: skip


def report_choice(names: Names, article: str | None) -> str:
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


def open_statement(labels: Mapping[str, str]) -> str | None:
    """The list of statements, one of which is open; a link to one that this story does not have is said."""
    asked = state.unknown_in_link("statement", labels.values())
    if asked:
        st.warning(
            markup.plain(
                f"The statement in this link, {in_marks(asked)}, isn't in this story now. Its wording may have changed with the confidence "
                "or a correction: search for a word of it."
            ),
            icon=":material/link_off:",
        )
    return st.selectbox(
        "Statement", list(labels), index=None, format_func=labels.__getitem__, key="statement", bind="query-params", filter_mode="contains",
        placeholder="Open a statement by its words, or click a cell",
    )  # fmt: skip


def page_of_rows(rows: Sequence[str], size: int) -> int:
    """The first row of the page of the matrix that is shown: the reader's choice, or the page of a row just opened."""
    pages = -(-len(rows) // size)
    if pages < 2:
        return 0
    open_ = st.session_state.get("statement")
    if open_ in rows and open_ != st.session_state.get("paged for"):
        st.session_state["page"] = rows.index(open_) // size + 1
    st.session_state["paged for"] = open_
    return size * (int(st.number_input(f"Page (1 to {pages})", 1, pages, key="page")) - 1)


def search_results(found: Sequence[Entry], words: str) -> None:
    """The passages that hold the words searched for, each marked."""
    number = sum(len(entry.cards) for entry in found)
    title = (
        f"{markup.count(number, 'passage')} with “{words.strip()}” in {markup.count(len(found), 'statement')}"
    )
    with st.expander(markup.plain(title), expanded=0 < len(found) <= FEW):
        st.html(markup.entries(found))


def matrix(choices: Choices, cells: pd.DataFrame, key: str, open_: str | None) -> None:
    """Rows of the coverage matrix, nothing where there are none."""
    if cells.empty:
        return
    picture(
        charts.coverage_matrix, cells, choices.names, choices.colours, choices.ink, key=key,
        alt=cache.result(filters.matrix_alt, cells, choices.names),
        opened={"statement": open_ or "", "article": st.session_state.get("column") or ""},
        on_select=partial(state.open_cell, key),
    )  # fmt: skip


def statement_drawer(
    choices: Choices, statement: str, labels: Mapping[str, str], chosen: filters.Filter
) -> None:
    """The words behind the open row, right below it: each outlet's under its column, and the ways to correct the row."""
    comparison, names, clicked = choices.comparison, choices.names, st.session_state.get("column")
    found = cache.result(passages, comparison, statement)
    row = comparison.coverage[comparison.coverage["statement"] == statement].set_index("article")
    made = passage_cards(
        found,
        names,
        choices.colours,
        shown_states(row).to_dict(),
        cache.result(nearest, comparison, statement),
        clicked,
    )
    first = {passage.article: passage.sentence for passage in reversed(found)}
    with drawer(statement, "statement"):
        hidden = cache.result(filters.why_hidden, comparison, names, chosen, statement)
        if hidden:
            st.info(markup.plain(hidden))
        head, *columns = _drawer_columns(len(names))
        with head:
            same = cache.result(lineage.copies_note, comparison, names, statement)
            st.html(markup.html("drawer_head.jinja", label=labels[statement], note=same))
            with st.container(horizontal=True):
                st.button(
                    CLOSE, key="close", on_click=state.clear_values, args=("statement", "column"), help=ESCAPE
                )
                with st.popover("Correct this row"):
                    correction_ui.correct_row(choices.story, comparison, statement, labels)
        for column, article in zip(columns, names, strict=True):
            with column:
                cards([made[article]])
                if article in first:
                    article_link(choices, first[article])


def _drawer_columns(outlets: int) -> list[Any]:
    """A place for the head and one for each outlet: under the columns of the matrix as long as these can hold a sentence, else in
    rows of equal length."""
    if outlets <= ALIGNED:
        return list(st.container(key="drawer_columns").columns(1 + outlets))
    head = st.container()
    abreast = "-".join(str(filters.columns_abreast(outlets, most)) for most in ABREAST)
    grid = st.container(key=f"drawer-grid-{abreast}")
    return [head, *(grid.container() for _ in range(outlets))]


def is_asked_for(label: str) -> bool:
    """Whether the reader asked to see the comparison of this story, and nothing is to be said on this page before."""
    return st.session_state.pop(story_store.SHOW, None) == label and not st.session_state.get(
        "story messages"
    )


def say_compared(label: str, comparison: Comparison, is_shown: bool) -> None:
    """That the comparison of a reader's own story has just been made, and the way to it, or, where it `is_shown`, back."""
    if st.session_state.pop(story_store.COMPARED, None) != label:
        return
    with st.container(key="compared"):
        shared = int((comparison.statements["articles"] > 1).sum())
        st.success(
            f"Compared {markup.count(len(comparison.articles), 'article')}: "
            f"{markup.count(len(comparison.statements), 'statement')}, {shared} of them in more than one article.",
            icon=":material/check:",
        )
        if is_shown:
            link("story", "Add articles, correct outlets, save or export", icon=":material/upload_file:")
            return
        st.button(
            "See what differs",
            type="primary",
            on_click=_ask_for,
            args=(label,),
            icon=":material/arrow_forward:",
        )
        scroll_into_view(data={"box": "compared", "opened": comparison.story.digest}, key="compared in sight")


def _ask_for(label: str) -> None:
    """Callback: show the comparison of a story, and say there once more what it is."""
    st.session_state[story_store.SHOW] = st.session_state[story_store.COMPARED] = label


def finding_list(section: str, found: Sequence[FindingRow], counts: Mapping[str, str]) -> str:
    """The differences of a section as a list that can be searched, the main ones first; returns the chosen one."""
    titles = framing.titles(found)
    words = typed(
        framing.heading(section, found), key=f"search {section}",
        placeholder="Search for a word or an outlet", max_chars=100,
    )  # fmt: skip
    shown = framing.matching(titles, words)
    if not shown:
        st.caption("No entry has these words; the whole list is shown.")
        shown = titles
    key, whole = highlights.framing_key(section), f"all {section}"
    asked = st.session_state.get(key) or next(
        (f for f in shown if markup.plain(shown[f]) == st.query_params.get(key)), None
    )
    first = max(FIRST, sum(one.tier == "main" for one in found))
    listed = [f for k, f in enumerate(shown) if k < first or f == asked or st.session_state.get(whole)]
    chosen: str = st.radio(
        section, listed, format_func=lambda finding: markup.plain(shown[finding]),
        captions=[counts.get(finding, "") for finding in listed], key=key,
        bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    if len(listed) < len(shown):
        st.button(f"Show all {len(shown)}", key=f"show {whole}", on_click=state.set_value, args=(whole, True))
    return chosen


def find_statements(choices: Choices) -> None:
    """A field for words, and the statements that hold them, each with its place in every article, and where to read more."""
    words = typed(
        "Find a statement", placeholder="Who reports it, and where? Type a word or two", key="find", max_chars=100,
        label_visibility="collapsed", icon=":material/search:",
    )  # fmt: skip
    if not words.strip():
        return
    comparison, names = choices.comparison, choices.names
    found = cache.result(filters.holding, comparison, names, words)
    for row in cache.result(filters.placed, comparison, names, choices.colours, tuple(found[:FOUND_FIRST])):
        with st.container(gap="small"):
            link("matrix", row.label, {"statement": row.label, "least": "1"}, icon=":material/arrow_forward:")
            st.html(markup.places([row], titled=False))
    if not found:
        link(
            "ask",
            f"No statement has these words. “Ask” finds sentences that are similar to “{words.strip()}”",
            {"ask": words.strip()},
            icon=":material/search:",
        )
    elif len(found) > FOUND_FIRST:
        link(
            "matrix",
            f"All {len(found)} statements with “{words.strip()}”",
            {"words": words.strip(), "least": "1"},
            icon=":material/grid_on:",
        )


def finding_cards(choices: Choices) -> None:
    """The strongest findings as cards, as many abreast as there is room for, or why there is none."""
    comparison, names = choices.comparison, choices.names
    found: list[FindingCard] = cache.result(highlights.strongest, comparison, names, choices.colours)
    if not found:
        st.info(highlights.nothing_strong(comparison, names))
        return
    with st.grid(min_column_width=260):
        for card in found:
            with st.container(border=True, height="stretch"):
                st.html(card.html)
                link(card.link.page, card.link.label, card.link.query, icon=":material/arrow_forward:")
    if caution := highlights.caution(found):
        st.caption(caution)


def difference(choices: Choices, shown: Difference, expanded: bool) -> None:
    """A finding of facts that opens in place; a sequence has its picture."""
    names = choices.names
    with st.expander(markup.plain(shown.title), expanded=expanded):
        if shown.steps:
            rows = facts.timed(choices.comparison, names)
            picture(
                charts.stage_rows,
                facts.stages(shown), facts.STATES, rows, choices.colours, choices.ink,
                key=shown.finding,
                alt=facts.in_words(shown, names),
            )  # fmt: skip
        sides(shown.sides)
        st.caption(markup.plain(shown.detail))
        if shown.chance:
            st.caption(shown.chance)


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
        filter_mode="contains",
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
            on_select=partial(state.choose_item, "three counts", "counted"),
        )
    if open_:
        cards(lineage.reported(choices.comparison, open_, choices.names, choices.colours))
        close("counted")


def share_table(shares: pd.DataFrame) -> None:
    """How many statements each outlet shares with each other."""
    st.dataframe(
        shares,
        hide_index=True,
        column_config={
            "a": "Of what … reports",
            "b": "… also reports",
            "told": "Statements reported",
            "touched": "Also reported",
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
            "all": st.column_config.NumberColumn("all words, quotes included", format="percent"),
        },
    )


def chosen_rows(table: pd.DataFrame, key: str, headed: Mapping[str, Any]) -> list[int]:
    """Shows a table and says which of its rows the reader chose."""
    shown = st.dataframe(
        table,
        key=key,
        column_config=dict(headed),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
    )
    return list(shown["selection"]["rows"])
