"""Callbacks of pictures and buttons, which write the session's state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from dashboard.presentation import emphasis, facts, filters, framing, highlights

PAGE, ENTERED = "page shown", "page just entered"
STORY = "story shown"
OPENED = ("statement", "column", "pair", "source", "counted", "sentence")
"""Keys of the widgets that hold what is open in a story."""
TYPED = ("words", "ask", "typed", "find")
"""Keys of the fields whose words ask for something in a story."""
BEGINNINGS: Mapping[str, object] = {
    "show": facts.DIFFERENCES,
    "section": next(iter(framing.SECTIONS)),
    "emphasis group": next(iter(emphasis.GROUPS)),
    "picture": None,
    "how": filters.HOW[0],
    "beside": [],
    "theme": None,
    "by": None,
    "lines": "Headlines",
    "look": "When",
    "kind": "Weakest accepted",
}
"""Key of a choice within a story -> what its view begins with. It is set, not forgotten: the address may still name another."""
FORGOTTEN = frozenset(
    (
        *("least", "page", "check page", "article", "outlet", "finding", "versions"),
        *(f"{picture} {held}" for picture in emphasis.PICTURES for held in ("open", "shown")),
        *(f"{held} {section}" for section in framing.SECTIONS for held in ("all", "search")),
        *map(highlights.framing_key, framing.SECTIONS),
    )
)
"""Keys of choices that hold something of the story itself; each view begins with the first of the next."""
WAITING = "articles to confirm"
"""Where the session keeps articles that were added and are not compared yet."""


def set_value(key: str, value: object) -> None:
    """Callback of a button: give a widget a value."""
    st.session_state[key] = value


def clear_values(*keys: str) -> None:
    """Callback of a close button: empty the widgets of these keys."""
    for key in keys:
        st.session_state[key] = None


def note_story(story: str) -> None:
    """Let every view begin anew when the reader goes to another story: what was open there is closed (a row of the same name is another
    row), what was searched or asked is emptied, and a tab or filter that was chosen would hide what the new story begins with."""
    before = st.session_state.get(STORY)
    st.session_state[STORY] = story
    if before not in (None, story):
        for key in OPENED:
            if st.session_state.get(key) is not None:
                st.session_state[key] = None
        for key in TYPED:
            if st.session_state.get(key):
                st.session_state[key] = ""
        for key, beginning in BEGINNINGS.items():
            if key in st.session_state:
                st.session_state[key] = beginning
        for key in [key for key in st.session_state if key in FORGOTTEN or str(key).startswith("guess ")]:
            del st.session_state[key]


def note_page(page: str) -> None:
    """Note which page runs, and whether the reader has just come to it."""
    st.session_state[ENTERED] = st.session_state.get(PAGE) != page
    st.session_state[PAGE] = page


def apply_link(key: str, choices: Iterable[object]) -> None:
    """Give a widget still to be drawn what the link to its page names.

    Streamlit does so itself, except where the link names the widget's default and the reader had chosen something else.
    """
    if st.session_state.get(ENTERED) and key in st.session_state:
        asked = next((one for one in choices if str(one) == st.query_params.get(key)), None)
        if asked is not None:
            st.session_state[key] = asked


def unknown_in_link(key: str, known: Iterable[str]) -> str:
    """What the address names for a widget still to be drawn that has no such choice; "" where it names none."""
    asked = "" if key in st.session_state else st.query_params.get(key, "")
    return "" if asked in set(known) else asked[:200]


def _picked(chart: str, selection: str) -> dict[str, Any]:
    """The fields of the mark that was clicked in a picture; empty where the click was beside one."""
    marks = st.session_state[chart]["selection"].get(selection)
    return marks[0] if marks else {}


def open_cell(chart: str) -> None:
    """Callback of the matrix: the clicked cell becomes the open statement."""
    if picked := _picked(chart, "cell"):
        st.session_state["statement"], st.session_state["column"] = picked["statement"], picked["article"]


def open_pair() -> None:
    """Callback of the pairwise matrix."""
    if picked := _picked("pairs", "pair"):
        st.session_state["pair"] = picked["a"], picked["b"]


def choose_item(chart: str, key: str) -> None:
    """Callback of a picture with the selection `mark`: the clicked mark's item becomes the value of the widget `key`."""
    if (item := _picked(chart, "mark").get("item")) is not None:
        st.session_state[key] = item


def open_mark(chart: str, key: str) -> None:
    """Callback of a picture with the selection `mark`: what was clicked becomes the value of the widget `key`."""
    picked = _picked(chart, "mark")
    if picked.get("item") is not None:
        st.session_state[key] = picked["item"], picked["article"]
