"""The reader's corrections: made by buttons, undone, saved with the story or downloaded."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import Any

import streamlit as st

from dashboard.app import story_store
from dashboard.app.options import options
from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.files import DEFAULT_STORY, write_atomically
from dashboard.findings.finding import in_marks
from dashboard.presentation import filters, markup
from dashboard.presentation.quality_checks import UncertainLink, correction_done, rows_of, sentence_card
from dashboard.presentation.rows import MentionRow, records
from dashboard.statements import corrections as kept
from dashboard.statements.corrections import Correction, CorrectionError, Corrections, Place

DONE = "correction just made"
"""Where the session keeps a correction until the next run has said what it changed."""


def current(story: str) -> Corrections:
    """The corrections in force for a story: this session's, begun with those beside the articles."""
    key = f"corrections {story}"
    if fault := st.session_state.pop("correction fault", ""):
        st.warning(markup.plain(fault), icon=":material/report:")
    if key not in st.session_state:
        try:
            st.session_state[key] = story_store.entries()[story].corrections()
        except CorrectionError as error:
            st.session_state[key] = ()
            st.warning(
                markup.plain(f"Your corrections could not be applied. {error}"), icon=":material/report:"
            )
    found: Corrections = st.session_state[key]
    return found


def add(story: str, correction: Correction) -> None:
    """Callback of a button: put one more correction in force; the next run says what it changed."""
    _put(story, (*current(story), correction))
    st.session_state[DONE] = story, correction


def say_what_changed(story: str, comparison: Comparison, names: Names) -> None:
    """What the correction just made did, and where its rows are now, with a way to each."""
    made_for, correction = st.session_state.pop(DONE, (None, None))
    if made_for != story or correction is None:
        return
    with st.container(border=True):
        st.markdown(f":material/check: {markup.plain(correction_done(comparison, correction))}")
        for row in rows_of(comparison, names, correction):
            st.page_link(
                "dashboard/app/views/matrix.py",
                label=markup.plain(row.words),
                query_params={"statement": row.label, "least": str(row.least)},
                icon=":material/arrow_forward:",
            )
        st.button("Undo it", key="undo the last", on_click=undo, args=(story,))


def undo(story: str, number: int = -1) -> None:
    """Callback of a button: take one correction back, by default the last."""
    own = list(current(story))
    if own:
        del own[number]
        _put(story, tuple(own))


def relabel(story: str, place: Place, key: str) -> None:
    """Callback of the label's field."""
    words = " ".join(str(st.session_state[key]).split())[: kept.MAX_LABEL_LENGTH]
    if words:
        add(story, Correction("relabel", place, label=words))


def _put(story: str, corrections: Corrections) -> None:
    """Keep them in the session, with an own story, or beside the articles of a folder.

    A folder is written to only where the person who started the server said so (`--keep-corrections`): what many readers
    look at, nobody changes for the others.
    """
    st.session_state[f"corrections {story}"] = corrections
    entry = story_store.entries()[story]
    if entry.is_own:
        story_store.with_corrections(entry, corrections)
        return
    if entry.folder in (None, DEFAULT_STORY) or not options().keep_corrections:
        return
    try:
        write_atomically(entry.folder / kept.FILE, kept.write(corrections).encode("utf-8"))
    except OSError as error:
        st.session_state["correction fault"] = (
            f"{entry.folder.name}/{kept.FILE}: could not be written ({error.strerror}). Your correction holds in this session; "
            "download the file, or make the folder writable."
        )


def _place(row: Any, words: str = "text") -> Place:
    """A row of a table as a place, by its words in a column."""
    return Place(str(row["article"]), int(row["start"]), int(row["end"]), str(row[words]))


def place_of(comparison: Comparison, sentence: str) -> Place:
    """A whole sentence as a place."""
    return _place(comparison.sentences.set_index("sentence").loc[sentence])


def place_in(comparison: Comparison, statement: str) -> Place:
    """A row of the matrix as a place: its surest mention."""
    own = comparison.mentions[comparison.mentions["statement"] == statement]
    return _place(own.sort_values(["strength", "score"], ascending=[True, False], kind="stable").iloc[0])


def _offer(words: str, key: str, story: str, correction: Correction | None) -> None:
    """A button that corrects something; it can't be pressed before the reader has chosen what."""
    st.button(
        words,
        key=key,
        disabled=correction is None,
        on_click=add,
        args=(story, correction) if correction else (),
    )


def correct_actor(story: str, comparison: Comparison, name: str) -> None:
    """Widgets that join another name to an actor, or part one of its forms from the others; none for who is no actor."""
    actors = comparison.actors
    own = actors[actors["name"] == name].drop_duplicates("form")
    if own.empty:
        return
    places = {str(row["form"]): _place(row, "form") for _, row in own.iterrows()}
    with st.expander("Wrong person or body?"):
        first = next(iter(places.values()))
        others = actors[actors["name"] != name].drop_duplicates("name").set_index("name")
        other = st.selectbox(
            "Another name for the same person or body", list(others.index), index=None, key=f"same as {name}"
        )
        joined = Correction("same actor", first, _place(others.loc[other], "form")) if other else None
        _offer("Join the two names", f"join {name}", story, joined)
        form = st.selectbox(
            "A name here that means somebody else", list(places), index=None, key=f"form of {name}"
        )
        parted = Correction("other actor", places[form]) if form else None
        _offer("Separate it from the others", f"part {name}", story, parted)


def correct_row(story: str, comparison: Comparison, statement: str, labels: Mapping[str, str]) -> None:
    """Widgets that relabel a row, join another to it, or take a mention out of it."""
    own = place_in(comparison, statement)
    st.text_input(
        "Label",
        labels[statement],
        max_chars=kept.MAX_LABEL_LENGTH,
        key=f"label {statement}",
        on_change=relabel,
        args=(story, own, f"label {statement}"),
    )
    other = st.selectbox(
        "Another statement that says the same",
        [s for s in labels if s != statement],
        index=None,
        format_func=labels.__getitem__,
        key=f"merge {statement}",
    )
    joined = Correction("merge", own, place_in(comparison, other)) if other else None
    _offer("Join the two statements", f"join {statement}", story, joined)
    mentions = records(comparison.mentions[comparison.mentions["statement"] == statement], MentionRow)
    for mention in mentions if len(mentions) > 1 else ():
        place = Place(mention.article, mention.start, mention.end, mention.text)
        words = markup.plain(f"Remove {in_marks(shorten(mention.text, 80, placeholder=' …'))}")
        key = f"split {statement} {mention.article} {mention.start}"
        _offer(words, key, story, Correction("split", place))


def link_to_check(
    story: str, comparison: Comparison, names: Names, colours: Colours, pair: UncertainLink
) -> None:
    """Two sentences with the probability that they say the same, and the buttons that decide it."""
    with st.container(border=True):
        left, right, decide = st.columns([5, 5, 3])
        for column, sentence, piece in (
            (left, pair.a, (pair.a_start, pair.a_end)),
            (right, pair.b, (pair.b_start, pair.b_end)),
        ):
            column.html(markup.cards([sentence_card(comparison, names, colours, sentence, piece)]))
        decide.markdown(f"**{pair.figure}**")
        places = place_of(comparison, pair.a), place_of(comparison, pair.b)
        for action, words in (("link", "The same"), ("reject", "Not the same")):
            decide.button(
                words,
                key=f"{action} {pair.a} {pair.b}",
                on_click=add,
                args=(story, Correction(action, *places)),
                width="stretch",
            )


def link_by_hand(story: str, comparison: Comparison, names: Names, colours: Colours) -> None:
    """Two lists of sentences, to link one of each."""
    ends = []
    for column, side in zip(st.columns(2), ("First", "Second"), strict=True):
        article = column.selectbox(
            f"{side} article", list(names), format_func=names.__getitem__, key=f"{side} article"
        )
        sentence = column.selectbox(
            f"{side} sentence",
            filters.counted(comparison, article),
            format_func=filters.sentence_words(comparison, article).__getitem__,
            key=f"{side} sentence {article}",
        )
        column.html(markup.cards([sentence_card(comparison, names, colours, sentence)]))
        ends.append(sentence)
    places = [place_of(comparison, end) for end in ends]
    st.button(
        "Link them",
        disabled=filters.article_of(ends[0]) == filters.article_of(ends[1]),
        on_click=add,
        args=(story, Correction("link", places[0], places[1])),
        help="Choose two sentences of different articles.",
    )
