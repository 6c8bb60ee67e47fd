"""Widgets of the page "Your story": add texts, name their outlets, compare them, save and export."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app import state, story_store
from dashboard.app.options import options
from dashboard.comparison import Comparison
from dashboard.export import FORMATS
from dashboard.files import revived, rows_of_csv
from dashboard.presentation import markup, quality_checks
from dashboard.settings import LEAST_CONFIDENCE, MOST_CONFIDENCE, SETTINGS, Settings
from dashboard.statements import corrections
from dashboard.story.archive import pack, unpack
from dashboard.story.documents import MAX_PACKED
from dashboard.story.outlets import COLOUR, TABLE
from dashboard.story.read import MAX_ARTICLES, MAX_BYTES, Story, StoryError, read_files
from dashboard.story.scaffold import separate

BEGINNINGS = ("nothing", "the articles shown now")
BESIDE = (TABLE, corrections.FILE, SETTINGS)
"""Files of a story that are no articles."""
LONGEST_PASTE = 200_000  # characters of a pasted text: four times a long report
LIMITS = (
    f"Up to {MAX_ARTICLES} articles: three short ones take under a minute, sixty take several. Up to {MAX_BYTES / 1e6:.0f} MB of text each "
    f"({MAX_PACKED / 1e6:.0f} MB for PDF, Word and saved pages), {story_store.MOST_BYTES / 1e6:.0f} MB in all. Pasted texts: up to "
    f"{LONGEST_PASTE:,} characters each. Saved web pages are read here, offline; nothing they link to is fetched."
)
COLUMNS: Mapping[str, Any] = {
    "keep": st.column_config.CheckboxColumn("Keep", help="Untick to remove the article from the story."),
    "file": st.column_config.TextColumn("File", disabled=True),
    "outlet": st.column_config.TextColumn("Outlet", required=True, max_chars=60),
    "published": st.column_config.TextColumn("Published", max_chars=40),
    "agency": st.column_config.TextColumn("Agency credited", max_chars=80),
    "order": st.column_config.NumberColumn("Order", min_value=1, max_value=999, step=1),
    "colour": st.column_config.TextColumn("Colour", max_chars=7, validate="^(#[0-9a-fA-F]{6})?$"),
    "evidence": st.column_config.TextColumn("How we know the outlet", disabled=True),
    "url": st.column_config.TextColumn(
        "Address", max_chars=500, help="The publisher's page. Findings then link to these words on it."
    ),
}


UNDERSTOOD: Mapping[str, Any] = {
    "keep": st.column_config.CheckboxColumn("Keep", help="Untick to leave the article out."),
    "outlet": st.column_config.TextColumn("Outlet", required=True, max_chars=60),
    "title": st.column_config.TextColumn("Title", disabled=True),
    "published": st.column_config.TextColumn("Published", max_chars=40),
    "dated": st.column_config.TextColumn(
        "How we know the time",
        disabled=True,
        help="Says so if it is a guess. Correct the time on the left if you know better.",
    ),
    "modified": st.column_config.TextColumn(
        "Changed",
        disabled=True,
        help="When the page was last changed, if it says so: the text may be that version.",
    ),
    "evidence": st.column_config.TextColumn(
        "How we know the outlet", disabled=True, help="“Inferred” means guessed."
    ),
    "left out": st.column_config.NumberColumn(
        "Left out",
        format="percent",
        disabled=True,
        help="How much of the page's text was left out as no part of the article.",
    ),
    "file": st.column_config.TextColumn("File", disabled=True),
    "copy": st.column_config.TextColumn(
        "Copy of", disabled=True, help="Nearly all of its sentences are in that article."
    ),
}


@dataclass(frozen=True)
class Waiting:
    """Files that were understood and wait for the reader to confirm, and the story that they go into."""

    name: str
    start: str | None
    files: Mapping[str, bytes]
    story: Story


GIVEN = "articles just given"
"""Where the session keeps what was handed over until it is understood. A tap that ends the typing in another field makes the
browser send a second message after that of the button; it stops the run of the first, and what that run was told is gone. So the
button's callback only writes down what it was given, and whichever run comes to its end works it off."""


@dataclass(frozen=True)
class Given:
    """Files, or one pasted text and its outlet, and the story that they go into."""

    name: str
    start: str | None
    uploads: Sequence[Any] = ()
    outlet: str = ""
    text: str | None = None


def _take_uploads(key: str) -> None:
    """Callback: write down the files of a field, and let an empty field take its place."""
    own = st.session_state
    own.setdefault(GIVEN, []).append(Given(own["own name"], own["begin"], uploads=own[key]))
    own["uploads taken"] += 1


def _take_paste() -> None:
    """Callback: write down a pasted text, and empty its fields if there was one."""
    own = st.session_state
    outlet, text = own["pasted outlet"], own["pasted text"]
    own.setdefault(GIVEN, []).append(Given(own["own name"], own["begin"], outlet=outlet, text=text))
    if text.strip():
        own["pasted outlet"] = own["pasted text"] = ""


def add_given() -> None:
    """Work off what was handed over, then draw the page anew."""
    handed: list[Given] = st.session_state.get(GIVEN, [])
    if not handed:
        return
    while handed:
        given = handed[0]
        if given.text is None:
            _add_uploads(given.name, given.start, given.uploads)
        else:
            _add_paste(given.name, given.start, given.outlet, given.text)
        del handed[:1]
    st.rerun()


def _add_uploads(name: str, start: str | None, uploads: Sequence[Any]) -> None:
    """Put uploaded files into the story of this name."""
    messages: list[str] = []
    files: dict[str, bytes] = {}
    waiting = st.session_state.get(state.WAITING)
    for upload in uploads:
        data = upload.getvalue()
        if upload.name.lower().endswith(".zip"):
            inside, faults = unpack(upload.name, data)
            messages += [str(fault) for fault in faults]
            files |= inside
        else:
            files[_safe(upload.name)] = data
    if not files:
        st.session_state["story messages"] = messages or ["No file was chosen."]
        return
    files, faults = separate(files)
    messages += map(str, faults)
    if not any(file not in BESIDE for file in files):
        st.session_state["story messages"] = messages
    elif TABLE in files:
        _put(name, start, files, messages)
    else:
        st.session_state["story messages"] = messages
        _wait(name, start, {**(waiting.files if waiting else {}), **files})


def add_forms() -> None:
    """The two ways to add articles: files, and pasted text."""
    if not options().uploads:
        st.info("This demonstration takes no texts. To compare your own, run Parallax on your computer.")
        return
    key = f"given {st.session_state.setdefault('uploads taken', 0)}"
    paste, files = st.tabs(["Paste", "Files"])
    with files, st.form("upload", border=False):
        st.file_uploader(
            "Articles, or a saved story: text, web pages, PDF, Word, mail",
            accept_multiple_files=True,
            key=key,
            help="Also exports of Nexis, Factiva, ProQuest; tables of articles. An outlets.csv names "
            "the outlets. A .zip is a saved story.",
        )
        st.form_submit_button("Add the files", on_click=_take_uploads, args=(key,))
    with paste, st.form("paste", border=False):
        st.text_input("Outlet", max_chars=60, key="pasted outlet", placeholder="Who published it")
        st.text_area(
            "Text of the article, its headline on the first line",
            height=160,
            max_chars=LONGEST_PASTE,
            key="pasted text",
        )
        st.form_submit_button("Add the text", on_click=_take_paste)
    st.caption(LIMITS)


def check_waiting(top: Any) -> bool:
    """The articles that wait, to be put right before they are compared; False where none wait.

    Args:
        top: the place above the forms, which says how many wait and has the button that compares them.
    """
    waiting: Waiting | None = st.session_state.get(state.WAITING)
    if not waiting:
        return False
    number = len(waiting.story.articles)
    st.subheader("What was added")
    st.caption("Correct outlets and times, and untick what does not belong.")
    found = st.data_editor(
        understood(waiting),
        column_config=UNDERSTOOD,
        hide_index=True,
        num_rows="fixed",
        key=f"understood {waiting.story.digest[:12]}",
    )
    for fault in waiting.story.faults:
        st.warning(markup.plain(str(fault)), icon=":material/report:")
    begun = sum(file not in BESIDE for file in _begun(waiting.name, waiting.start))
    alone = int(found["keep"].sum()) + begun < 2
    with top:
        st.subheader(f"{markup.count(number, 'article')} added, not compared yet")
        more = "Add at least one more to compare." if alone else "Add more, or compare now."
        st.caption(f"{more} The table below shows what was understood.")
    with top.container(horizontal=True):
        st.button(
            "Compare now", type="primary", disabled=alone, on_click=confirm, args=(found,), key="confirm"
        )
        st.button("Discard", on_click=discard, key="discard")
    return True


def edit_outlets(entry: story_store.Entry, comparison: Comparison) -> None:
    """The outlets of the story, to be corrected where it is the reader's own."""
    if not entry.is_own:
        st.dataframe(outlets(comparison).drop(columns="keep"), column_config=COLUMNS, hide_index=True)
        st.caption(
            "This story comes with the program and can't be changed. To change a copy, choose “the articles shown now” under “Begin "
            "with” and add an article."
        )
        return
    edited = st.data_editor(
        outlets(comparison),
        column_config=COLUMNS,
        hide_index=True,
        num_rows="fixed",
        key=f"edit {comparison.story.digest[:12]}",
    )
    with st.container(horizontal=True):
        st.button("Apply", type="primary", on_click=apply, args=(entry, edited), key="apply")
        st.button("Remove this story", on_click=story_store.remove, args=(entry.label,), key="remove story")


def exports(entry: story_store.Entry, comparison: Comparison) -> None:
    """The buttons that save the story, or write its comparison in each format, under the story's title."""
    with st.container(horizontal=True):
        st.download_button(
            "Save the story (.zip)",
            data=lambda: saved(entry, comparison),
            file_name=f"{entry.label}.zip",
            mime="application/zip",
            on_click="ignore",
            help="Articles, outlets.csv, corrections and settings. Open it again here, on another server, or as a folder.",
        )
        for label, chosen in FORMATS.items():
            st.download_button(
                chosen.label,
                data=partial(chosen.make, comparison),
                file_name=f"{entry.label}.{chosen.ending}",
                mime=chosen.mime,
                on_click="ignore",
                key=f"export {label}",
                help=f"{chosen.holds[0].upper()}{chosen.holds[1:]}.",
            )


def understood(waiting: Waiting) -> pd.DataFrame:
    """What the files that wait were taken for, one row an article, to be put right before anything is compared."""
    articles = waiting.story.articles
    twins = waiting.story.copies
    readings = [waiting.story.readings[article] for article in articles["article"]]
    table = articles[["outlet", "title", "published", "evidence", "file"]].copy()
    table.insert(0, "keep", [article not in twins for article in articles["article"]])
    table.insert(4, "dated", [reading.time_evidence for reading in readings])
    table.insert(5, "modified", [reading.modified for reading in readings])
    table.insert(7, "left out", [reading.left_out for reading in readings])
    table["copy"] = [twins.get(article, "") for article in articles["article"]]
    return table.astype({"published": object}).fillna({"published": ""})


def confirm(edited: pd.DataFrame) -> None:
    """Callback: put the articles that wait into their story, named as the reader left them."""
    waiting: Waiting = st.session_state[state.WAITING]
    kept = [row for row in edited.to_dict("records") if row["keep"]]
    before = waiting.story.articles.set_index("file")["outlet"]
    for row in kept:
        if str(row["outlet"]).strip() != before[row["file"]]:
            row["evidence"] = "entered by hand"
    left_out = {TABLE, *before.index} - {row["file"] for row in kept}
    files = {f: data for f, data in waiting.files.items() if f not in left_out}
    # Articles stand in the order in which they were added; behind those of a story that they are added to.
    begun = sum(file not in BESIDE for file in _begun(waiting.name, waiting.start))
    for number, row in enumerate(kept, begun + len(kept) + 1 if begun else 1):
        row["order"] = number
    if kept:
        _put(waiting.name, waiting.start, files, [], kept)
        st.session_state[story_store.CONFIRMED] = waiting
        st.session_state[story_store.SHOW] = st.session_state.get("open story")
    else:
        st.session_state["story messages"] = ["No article was kept, so nothing was added."]
    # Last: whatever stops this run before leaves the articles where they are.
    st.session_state.pop(state.WAITING)


def discard() -> None:
    """Callback: forget the files that wait."""
    st.session_state.pop(state.WAITING, None)


def _add_paste(name: str, start: str | None, outlet: str, text: str) -> None:
    """Put one pasted text among the articles that wait."""
    words = " ".join(outlet.split())[:60]
    file, data = _safe(f"{words or _numbered()}.txt"), text[:LONGEST_PASTE].encode("utf-8", "replace")
    waiting: Waiting | None = st.session_state.get(state.WAITING)
    files = dict(waiting.files) if waiting else {}
    together, faults = story_store.add_files(files, {file: data})
    if not text.strip():
        st.session_state["story messages"] = ["The text is empty. Paste an article into the large field."]
    elif faults:
        st.session_state["story messages"] = [str(fault) for fault in faults]
    else:
        placed = next(name for name in together if name not in files)
        if words:
            order = 1 + (len(waiting.story.articles) if waiting else 0)
            row = {"file": placed, "outlet": words, "evidence": "entered by hand", "order": order}
            together[TABLE] = _with_rows(files.get(TABLE), [row])
        _wait(name, start, together)


def _numbered() -> str:
    """A name for a pasted text that has none: they keep the order in which they were added."""
    waiting: Waiting | None = st.session_state.get(state.WAITING)
    return f"Article {1 + (len(waiting.story.articles) if waiting else 0)}"


def _wait(name: str, start: str | None, files: Mapping[str, bytes]) -> None:
    """Let these files wait for the reader to confirm; what is wrong with all of them becomes a message."""
    messages: list[str] = st.session_state.get("story messages", [])
    try:
        story_store.check_size(files)
        st.session_state[state.WAITING] = Waiting(name, start, files, read_files(name, files))
    except StoryError as error:
        st.session_state["story messages"] = [*messages, *map(str, error.faults)]
    except story_store.StoryStoreError as error:
        st.session_state["story messages"] = [*messages, str(error)]


def _begun(name: str, start: str | None) -> Mapping[str, bytes]:
    """The files that a story of this name begins with: its own, or those of the story shown where the reader wants these."""
    stories = story_store.entries()
    own = stories.get(" ".join(name.split())[:80])
    if own and own.is_own:
        return own.contents()
    return stories[st.session_state.choices.story].contents() if start == BEGINNINGS[1] else {}


def _put(
    name: str,
    start: str | None,
    files: Mapping[str, bytes],
    messages: list[str],
    rows: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Add files to the own story of a name, or begin it, and open it; `rows` of outlets.csv name their outlets."""
    name, begin = " ".join(name.split())[:80], _begun(name, start)
    together, faults = story_store.add_files(begin, files)
    placed = {data: file for file, data in together.items() if file not in begin}
    named = [{**row, "file": placed[files[row["file"]]]} for row in rows if files[row["file"]] in placed]
    if named:
        together[TABLE] = _with_rows(together.get(TABLE), named)
    try:
        story_store.put(name, together)
    except story_store.StoryStoreError as error:
        messages.append(str(error))
    else:
        st.session_state["open story"] = name
        if corrections.FILE in files:
            st.session_state.pop(f"corrections {name}", None)
        if SETTINGS in files:
            messages += _open_settings(files[SETTINGS])
    st.session_state["story messages"] = [*messages, *map(str, faults)]


def _open_settings(data: bytes) -> list[str]:
    """Put the saved confidence in force; a message where that cannot be."""
    try:
        threshold = Settings.read(data.decode("utf-8", "replace")).threshold
        st.session_state["open confidence"] = min(max(threshold, LEAST_CONFIDENCE), MOST_CONFIDENCE)
    except ValueError as error:
        return [str(error)]
    return []


def _with_rows(table: bytes | None, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """An outlets.csv with more rows; what cannot be read of the old one is said when the story is read."""
    head, *old = rows_of_csv((table or b"").decode("utf-8-sig", "replace")) or [[]]
    keys = [key.strip().casefold() for key in head]
    kept = [dict(zip(keys, map(revived, row), strict=False)) for row in old if row]
    return story_store.outlets_table([*kept, *rows])


def _safe(name: str) -> str:
    """A file name without folders and control characters, that hides nothing."""
    bare = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|]+", " ", name).strip(" .") or "article.txt"
    return bare[-120:]


def outlets(comparison: Comparison) -> pd.DataFrame:
    """The table that a reader may edit, one row an article."""
    own = comparison.articles[["file", "outlet", "evidence", "published", "agency", "colour", "url"]].copy()
    own.insert(0, "keep", True)
    own.insert(6, "order", range(1, len(own) + 1))
    blank = ("published", "agency", "colour", "url")
    return own.astype(dict.fromkeys(blank, object)).fillna(dict.fromkeys(blank, ""))


def apply(entry: story_store.Entry, edited: pd.DataFrame) -> None:
    """Callback of Apply: write the edited table into the story, leaving out what was unticked."""
    old = outlets(st.session_state.choices.comparison).set_index("file")
    rows, messages = [], []
    for row in edited.to_dict("records"):
        if not row["keep"]:
            continue
        before = old.loc[row["file"]]
        if str(row["outlet"]).strip() != before["outlet"]:
            row["evidence"] = "entered by hand"
        if row["colour"] and not COLOUR.fullmatch(str(row["colour"])):
            messages.append(f"{row['file']}: {row['colour']} isn't a colour. Write it as #1f6fab.")
            row["colour"] = None
        rows.append(row)
    dropped = {row["file"] for row in edited.to_dict("records") if not row["keep"]}
    files = {f: data for f, data in entry.contents().items() if f not in dropped and f.casefold() != TABLE}
    if not rows:
        messages.append("A story needs at least one article, so none was removed.")
    else:
        story_store.put(entry.label, files | {TABLE: story_store.outlets_table(rows)})
    st.session_state["story messages"] = messages


def notices(comparison: Comparison) -> list[str]:
    """What was wrong with single files, and what to know of the articles."""
    return [
        str(fault)
        for fault in (*comparison.story.faults, *comparison.lost, *quality_checks.notices(comparison))
    ]


def saved(entry: story_store.Entry, comparison: Comparison) -> bytes:
    """The whole story as a file that opens again elsewhere, settings included."""
    files = {f: data for f, data in entry.contents().items() if f not in (SETTINGS, corrections.FILE)}
    files[SETTINGS] = comparison.settings.write().encode()
    if comparison.corrections:
        files[corrections.FILE] = corrections.write(comparison.corrections).encode()
    return pack(files)
