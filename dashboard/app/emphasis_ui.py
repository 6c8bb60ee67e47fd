"""The page on emphasis: which picture is shown, of which items, and the sentences behind its open mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard.app import cache, elements, state
from dashboard.app.sidebar import Choices
from dashboard.presentation import emphasis, markup


def picture_choice() -> str:
    """Which picture of emphasis is shown: its group, and where that has several, which of them."""
    asked = st.session_state.get("picture") or st.query_params.get("picture", "")
    begin = next(
        (group for group, keys in emphasis.GROUPS.items() if asked in keys), next(iter(emphasis.GROUPS))
    )
    group = st.segmented_control(
        "Look at", list(emphasis.GROUPS), default=begin, required=True, key="emphasis group"
    )
    keys = emphasis.GROUPS[group]
    if asked not in keys:
        st.session_state.pop("picture", None)
    if len(keys) == 1:
        return keys[0]
    return st.segmented_control(
        emphasis.ASKED[group], list(keys), default=asked if asked in keys else keys[0], required=True,
        format_func=emphasis.TABS.__getitem__, key="picture", bind="query-params",
    )  # fmt: skip


def item_choice(key: str, items: Mapping[str, str], first: Sequence[str]) -> list[str]:
    """Which items a picture of emphasis shows; where all fit, there is nothing to choose."""
    if len(items) <= len(first):
        return list(items)
    with st.popover(f"Choose what is shown, out of {len(items)}"):
        return st.multiselect(
            "Shown",
            list(items),
            default=list(first),
            format_func=items.__getitem__,
            key=f"{key} shown",
            max_selections=26,
        )


def drawn(
    choices: Choices, shown: emphasis.Picture, scene: emphasis.PictureData, key: str, alt: str, **rest: Any
) -> None:
    """A picture of emphasis; `rest` as for `picture`."""
    draw, arguments = cache.result(
        emphasis.chart_call, shown, choices.comparison, scene.names, choices.colours, choices.ink, scene.items
    )
    elements.picture(draw, *arguments, key=key, alt=alt, **rest)


@st.fragment
def drawn_with_marks(
    choices: Choices, shown: emphasis.Picture, scene: emphasis.PictureData, key: str
) -> None:
    """A picture of emphasis with the sentences behind the open mark; a click runs this part of the page alone."""
    marks = emphasis.marks(shown, scene)
    if words := emphasis.in_places(shown, scene):
        st.html(words)
    open_ = st.selectbox(
        "Open",
        list(marks),
        index=None,
        format_func=marks.__getitem__,
        key=f"{key} open",
        placeholder="Open the sentences behind a mark: choose one here, or click it",
        label_visibility="collapsed",
    )
    drawn(
        choices,
        shown,
        scene,
        f"{key} chart",
        emphasis.in_words(shown, scene),
        opened=dict(zip(("item", "article"), open_ or (), strict=False)),
        on_select=partial(state.open_mark, f"{key} chart", f"{key} open"),
    )
    if not words:
        st.html(markup.letter_key(emphasis.key_of(shown, scene), narrow_only=key != "shape"))
    if open_:
        with elements.drawer(" ".join(open_), f"{key} open"):
            st.html(emphasis.excerpt(shown, choices.comparison, *open_, choices.names, choices.colours))
            elements.close(f"{key} open")
