"""What the page of a reader's own story does: take texts in, name their outlets, hand results out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app import story_store
from dashboard.comparison import Comparison
from dashboard.export import Format
from dashboard.presentation import markup, quality_checks
from dashboard.settings import SETTINGS, Settings
from dashboard.statements import corrections
from dashboard.story.archive import pack, unpack
from dashboard.story.documents import KINDS, MAX_PACKED, REFUSED
from dashboard.story.outlets import COLOUR
from dashboard.story.read import MAX_ARTICLES, MAX_BYTES, Story, StoryError, read_files
from dashboard.story.scaffold import copies, separate

BEGINNINGS = ("nothing", "the articles shown now")
ENDINGS = [*(kind.removeprefix(".") for kind in (*KINDS, *REFUSED)), "zip"]
"""What may be dropped: kinds that nobody reads too, as the message on them says what to do."""
WAITING = "articles to confirm"
BESIDE = (story_store.TABLE, corrections.FILE, SETTINGS)
"""Files of a story that are no articles."""
LONGEST = 200_000  # characters of a pasted text: four times a long report
LIMITS = (
    f"Up to {MAX_ARTICLES} articles (every two are compared, so time grows with the square), {MAX_BYTES / 1e6:.0f} MB of text each "
    f"(a long report has 0.05; PDF, Word and saved pages {MAX_PACKED / 1e6:.0f}), {story_store.MOST_BYTES / 1e6:.0f} MB in all. "
    f"Pasted texts: {LONGEST:,} characters. HTML is reduced to its article here, offline; nothing it links to is fetched."
)
COLUMNS: Mapping[str, Any] = {
    "keep": st.column_config.CheckboxColumn("Keep", help="Untick to take the article out of the story."),
    "file": st.column_config.TextColumn("File", disabled=True),
    "outlet": st.column_config.TextColumn("Outlet", required=True, max_chars=60),
    "published": st.column_config.TextColumn("Published", max_chars=40),
    "agency": st.column_config.TextColumn("Agency credited", max_chars=80),
    "order": st.column_config.NumberColumn("Order", min_value=1, max_value=999, step=1),
    "colour": st.column_config.TextColumn("Colour", max_chars=7, validate="^(#[0-9a-fA-F]{6})?$"),
    "evidence": st.column_config.TextColumn("Rests on", disabled=True),
}


UNDERSTOOD: Mapping[str, Any] = {
    "keep": st.column_config.CheckboxColumn("Keep", help="Untick to leave the article out."),
    "outlet": st.column_config.TextColumn("Outlet", required=True, max_chars=60),
    "title": st.column_config.TextColumn("Title", disabled=True),
    "published": st.column_config.TextColumn("Published", max_chars=40),
    "evidence": st.column_config.TextColumn("Rests on", disabled=True, help="“inferred” is a guess."),
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


def add_uploads(name: str, start: str | None, uploads: Sequence[Any]) -> None:
    """Put uploaded files into the story of this name."""
    messages: list[str] = []
    files: dict[str, bytes] = {}
    waiting = st.session_state.get(WAITING)
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
        st.rerun()
    files, faults = separate(files)
    messages += map(str, faults)
    if not any(file not in BESIDE for file in files):
        st.session_state["story messages"] = messages
    elif story_store.TABLE in files:
        _put(name, start, files, messages)
    else:
        files = {**(waiting.files if waiting else {}), **files}
        try:
            st.session_state[WAITING] = Waiting(name, start, files, read_files(name, files))
        except StoryError as error:
            messages += map(str, error.faults)
        st.session_state["story messages"] = messages
    st.rerun()


def check_waiting() -> None:
    """Show what the files that wait were taken for, to be put right before anything is compared; nothing where none wait."""
    waiting: Waiting | None = st.session_state.get(WAITING)
    if not waiting:
        return
    st.subheader("Check what was understood")
    st.caption(
        "Nothing is compared yet. Correct outlets and times, untick what does not belong, then compare."
    )
    found = st.data_editor(
        understood(waiting),
        column_config=UNDERSTOOD,
        hide_index=True,
        num_rows="fixed",
        key=f"understood {waiting.story.digest[:12]}",
    )
    for fault in waiting.story.faults:
        st.warning(markup.plain(str(fault)), icon=":material/report:")
    with st.container(horizontal=True):
        st.button("Compare these articles", type="primary", on_click=confirm, args=(found,), key="confirm")
        st.button("Discard", on_click=discard, key="discard")


def understood(waiting: Waiting) -> pd.DataFrame:
    """What the files that wait were taken for, one row an article, to be put right before anything is compared."""
    articles = waiting.story.articles
    twins = copies(waiting.story)
    table = articles[["outlet", "title", "published", "evidence", "file"]].copy()
    table.insert(0, "keep", [article not in twins for article in articles["article"]])
    table["copy"] = [twins.get(article, "") for article in articles["article"]]
    return table.astype({"published": object})


def confirm(edited: pd.DataFrame) -> None:
    """Callback: put the articles that wait into their story, named as the reader left them."""
    waiting: Waiting = st.session_state.pop(WAITING)
    kept = [row for row in edited.to_dict("records") if row["keep"]]
    before = waiting.story.articles.set_index("file")["outlet"]
    for row in kept:
        if str(row["outlet"]).strip() != before[row["file"]]:
            row["evidence"] = "named by the reader"
    files = {
        f: data for f, data in waiting.files.items() if f in {row["file"] for row in kept} or f in BESIDE
    }
    if kept:
        _put(waiting.name, waiting.start, files, [], kept)
    else:
        st.session_state["story messages"] = ["No article was kept, so nothing was added."]


def discard() -> None:
    """Callback: forget the files that wait."""
    st.session_state.pop(WAITING, None)


def add_paste(name: str, start: str | None, outlet: str, text: str) -> None:
    """Put one pasted text into the story of this name."""
    if not text.strip():
        st.session_state["story messages"] = ["The text is empty: paste an article into the large field."]
    else:
        words = " ".join(outlet.split())[:60]
        _put(
            name,
            start,
            {(file := _safe(f"{words or 'pasted'}.txt")): text[:LONGEST].encode("utf-8", "replace")},
            [],
            [{"file": file, "outlet": words, "evidence": "named by the reader"}] if words else (),
        )
    st.rerun()


def _put(
    name: str,
    start: str | None,
    files: Mapping[str, bytes],
    messages: list[str],
    rows: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Add files to the own story of a name, or begin it, and open it; `rows` of outlets.csv name their outlets."""
    stories = story_store.entries()
    name = " ".join(name.split())[:80]
    own = stories.get(name)
    begin: Mapping[str, bytes] = {}
    if own and own.is_own:
        begin = own.contents()
    elif start == BEGINNINGS[1]:
        begin = stories[st.session_state.choices.story].contents()
    together, faults = story_store.add_files(begin, files)
    placed = {data: file for file, data in together.items() if file not in begin}
    named = [{**row, "file": placed[files[row["file"]]]} for row in rows if files[row["file"]] in placed]
    if named:
        together[story_store.TABLE] = _with_rows(together.get(story_store.TABLE), named)
    try:
        story_store.put(name, together)
    except story_store.ShelfError as error:
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
        st.session_state["open confidence"] = Settings.read(data.decode("utf-8", "replace")).threshold
    except ValueError as error:
        return [str(error)]
    return []


def _with_rows(table: bytes | None, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """An outlets.csv with more rows; what cannot be read of the old one is said when the story is read."""
    text = (table or b"").decode("utf-8-sig", "replace")
    head = next((line for line in text.splitlines() if line.strip()), "")
    old = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    kept = [{str(key).strip().casefold(): value for key, value in row.items()} for row in old]
    return story_store.outlets_table([*kept, *rows])


def _safe(name: str) -> str:
    """A file name without folders and control characters, that hides nothing."""
    bare = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|]+", " ", name).strip(" .") or "article.txt"
    return bare[-120:]


def outlets(comparison: Comparison) -> pd.DataFrame:
    """The table that a reader may edit, one row an article."""
    own = comparison.articles[["file", "outlet", "evidence", "published", "agency", "colour"]].copy()
    own.insert(0, "keep", True)
    own.insert(6, "order", range(1, len(own) + 1))
    return own.astype({"published": object, "agency": object, "colour": object})


def apply(entry: story_store.Entry, edited: pd.DataFrame) -> None:
    """Callback of Apply: write the edited table into the story, leaving out what was unticked."""
    old = outlets(st.session_state.choices.comparison).set_index("file")
    rows, messages = [], []
    for row in edited.to_dict("records"):
        if not row["keep"]:
            continue
        before = old.loc[row["file"]]
        if str(row["outlet"]).strip() != before["outlet"]:
            row["evidence"] = "named by the reader"
        if row["colour"] and not COLOUR.fullmatch(str(row["colour"])):
            messages.append(f"{row['file']}: {row['colour']} is no colour. Write it as #1f6fab.")
            row["colour"] = None
        rows.append(row)
    dropped = {row["file"] for row in edited.to_dict("records") if not row["keep"]}
    files = {
        f: data
        for f, data in entry.contents().items()
        if f not in dropped and f.casefold() != story_store.TABLE
    }
    if not rows:
        messages.append("A story needs an article: none was removed.")
    else:
        story_store.put(entry.label, files | {story_store.TABLE: story_store.outlets_table(rows)})
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


def export(chosen: Format, comparison: Comparison) -> Callable[[], bytes]:
    """A function that makes one export when the reader asks for it."""
    return lambda: chosen.make(comparison)
