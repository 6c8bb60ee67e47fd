"""The stories that a session can open: the default one, folders named on the command line, and the reader's own.

A reader's own story is a set of files in the memory of their session. Nothing of it is written to disk or sent
anywhere; it ends with the session.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.app import cache, state, workload
from dashboard.app.options import options
from dashboard.comparison import Comparison, as_shipped
from dashboard.encoding.encode import Progress
from dashboard.files import DEFAULT_STORY, csv_of
from dashboard.presentation import markup
from dashboard.settings import SETTINGS, Settings
from dashboard.statements import corrections as kept
from dashboard.statements.corrections import Corrections
from dashboard.story.outlets import COLUMNS, TABLE
from dashboard.story.story import Fault, Story

if TYPE_CHECKING:
    from dashboard.pipeline import Prepared

DEFAULT = "Kim and Shoigu, July 2023"
OWN = "own stories"
BEFORE, CONFIRMED = "own stories before", "articles confirmed"
"""Where the session keeps what Cancel brings back: the stories before the last one was added, and its articles."""
COMPARED = "just compared"
"""Where the session keeps the name of an own story whose comparison was just made, until that is said."""
SHOW = "story to show"
"""Where the session keeps the name of a story whose comparison the reader asked to see."""
OPENED = "opened from the library"
MOST_STORIES = 10  # own stories of one session; each may take some megabytes of the server's memory
MOST_BYTES = 10_000_000  # of one own story: sixty long articles are a tenth of it


class StoryStoreError(ValueError):
    """A story cannot be kept; the message says why and what to do."""


@dataclass(frozen=True)
class Entry:
    """One story: a folder on the server's disk, a comparison that a library keeps, or files that a reader brought."""

    label: str
    folder: Path | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    stored: Path | None = None

    @property
    def is_own(self) -> bool:
        """Whether a reader of this session brought it."""
        return self.folder is None and self.stored is None

    def read(self) -> Story:
        """Read it, from the cache where nothing changed.

        Raises:
            StoryError: nothing in it can be read.
        """
        if self.stored:
            return self._kept(self.stored).story
        if self.folder:
            return cache.story(str(self.folder), cache.folder_stamp(self.folder))
        return cache.own_story(self.label, dict(self.files))

    def _kept(self, file: Path) -> Comparison:
        """What the library keeps of it."""
        return cache.stored(str(file), file.stat().st_mtime_ns)

    def prepared(self, model: str, progress: Progress | None = None) -> Prepared:
        """Its vectors and candidate pairs, from the cache where nothing changed; the model may have to be loaded.

        Args:
            model: that encodes it.
            progress: called while a reader's own story is prepared.

        Raises:
            StoryError: nothing in it can be read.
            ModelError: the model cannot be had.
        """
        story = self.read()
        if self.is_own:
            return cache.own_prepared(story, model, progress)
        with workload.aside():
            return cache.prepared(story, story.key, model)

    def comparison(
        self, settings: Settings, corrections: Corrections, progress: Progress | None = None
    ) -> Comparison:
        """Its comparison: the finished one where it ships, else computed; arguments and errors as for `prepared`."""
        if self.folder and not corrections:
            ready = cache.ready(str(self.folder), cache.folder_stamp(self.folder), settings)
            if ready:
                return ready
        if self.stored:
            kept = self._kept(self.stored)
            if (kept.settings, kept.corrections) == (settings, corrections):
                return kept
        if self.is_own:
            return self._own_comparison(settings, corrections, progress)
        prepared = self.prepared(settings.model)
        if corrections:
            return cache.own_comparison(prepared, settings, corrections, None)
        return cache.comparison(prepared, prepared.story.key, settings)

    def _own_comparison(
        self, settings: Settings, corrections: Corrections, progress: Progress | None
    ) -> Comparison:
        """The comparison of a reader's own story; its findings are part of the work that is shown and can be cancelled."""
        story = self.read()
        is_new = not cache.is_prepared(story, settings.model)
        if progress and is_new:
            progress("reading", len(story.articles), len(story.articles))
        prepared = self.prepared(settings.model, progress)
        return cache.own_comparison(prepared, settings, corrections, progress, whole=is_new)

    def as_shipped(self) -> Comparison | None:
        """What can be shown of it where it cannot be computed: of the default story the comparison that comes along."""
        return as_shipped(self.folder) if self.folder else None

    def corrections(self) -> Corrections:
        """The corrections that lie beside the articles.

        Raises:
            CorrectionError: their file is broken.
        """
        if self.stored:
            return self._kept(self.stored).corrections
        if self.folder:
            return kept.load(self.folder)
        if kept.FILE not in self.files:
            return ()
        return kept.read(self.files[kept.FILE].decode("utf-8", "replace"))

    def contents(self) -> dict[str, bytes]:
        """All files of the story, to save it or to go on from it."""
        if self.stored:
            return {
                f"{name}.txt": text.encode("utf-8", "replace") for name, text in self.read().texts.items()
            }
        if not self.folder:
            return dict(self.files)
        return {
            f.name: f.read_bytes() for f in sorted(self.folder.iterdir()) if f.is_file() and f.name[0] != "."
        }


def entries() -> dict[str, Entry]:
    """Label -> story, those of the server first."""
    folders = {folder.name or str(folder): folder for folder in options().stories}
    found = folders or {DEFAULT: DEFAULT_STORY}
    own: dict[str, Entry] = st.session_state.get(OWN, {})
    return {label: Entry(label, folder) for label, folder in found.items()} | _stored() | own


def _stored() -> dict[str, Entry]:
    """The stories of the library that this session opened, or that its address names."""
    library = cache.opened_library() if options().library else None
    if not library:
        return {}
    names = [*st.session_state.get(OPENED, ()), st.query_params.get("story", "")]
    return {name: Entry(name, stored=file) for name in names if (file := library.file_of(name))}


def offer(stories: pd.DataFrame, chosen: Sequence[int], key: str) -> None:
    """A button that opens the chosen row of a list of the library's stories; nothing where none is chosen."""
    if chosen and chosen[0] < len(stories):
        name = str(stories["story"].iloc[chosen[0]])
        st.button(markup.plain(f"Open {name}"), on_click=open_stored, args=(name,), type="primary", key=key)


def open_stored(name: str) -> None:
    """Callback: open a story of the library."""
    opened = [other for other in st.session_state.get(OPENED, ()) if other != name]
    st.session_state[OPENED] = [*opened[1 - MOST_STORIES :], name]
    st.session_state["open story"] = name


def put(label: str, files: Mapping[str, bytes]) -> None:
    """Keep a story of the reader's own, or another state of one.

    Raises:
        StoryStoreError: it has no name, the name of another kind of story, or is too large.
    """
    label = " ".join(label.split())[:80]
    stories = entries()
    if not label:
        raise StoryStoreError("The story needs a name.")
    if label in stories and not stories[label].is_own:
        raise StoryStoreError(f"There is a story named “{label}” already. Give yours another name.")
    check_size(files)
    own = dict(st.session_state.get(OWN, {}))
    if not options().uploads:
        raise StoryStoreError("This server takes no texts. Run Parallax on your own computer for that.")
    if label not in own and len(own) == MOST_STORIES:
        raise StoryStoreError(f"A session keeps {MOST_STORIES} stories. Remove one first.")
    own[label] = Entry(label, files=dict(files))
    try:
        workload.keep(_size(own))
    except workload.BusyError as error:
        raise StoryStoreError(str(error)) from error
    st.session_state.pop(CONFIRMED, None)
    st.session_state[BEFORE] = dict(st.session_state.get(OWN, {})), st.session_state.get("story")
    st.session_state[OWN] = own


def _size(own: Mapping[str, Entry]) -> int:
    """Bytes of all files of some stories."""
    return sum(len(data) for entry in own.values() for data in entry.files.values())


def check_size(files: Mapping[str, bytes]) -> None:
    """Refuse more than a story may have, before anything of it is read.

    Raises:
        StoryStoreError: it is too large.
    """
    size = sum(len(data) for data in files.values())
    if size > MOST_BYTES:
        raise StoryStoreError(
            f"The story has {size / 1e6:.1f} MB, more than the {MOST_BYTES / 1e6:.0f} MB that a story may have. "
            "Leave some articles out."
        )


def remove(label: str) -> None:
    """Drop a story of the reader's own."""
    own = dict(st.session_state.get(OWN, {}))
    own.pop(label, None)
    st.session_state[OWN] = own
    workload.keep(_size(own))
    for shelf in ("own prepared", "own comparisons", cache.TYPED_SHELF):
        st.session_state.pop(shelf, None)


def take_back() -> None:
    """Callback of Cancel: the stories, the one that is shown and the articles that waited, as before the last `put`."""
    if BEFORE in st.session_state:
        st.session_state[OWN], shown = st.session_state.pop(BEFORE)
        st.session_state["open story"] = shown
    if CONFIRMED in st.session_state:
        st.session_state[state.WAITING] = st.session_state.pop(CONFIRMED)


def with_corrections(entry: Entry, corrections: Corrections) -> None:
    """Keep the corrections with an own story, so that they are saved with it."""
    files = {name: data for name, data in entry.files.items() if name != kept.FILE}
    if corrections:
        files[kept.FILE] = kept.write(corrections).encode()
    st.session_state[OWN] = st.session_state[OWN] | {entry.label: replace(entry, files=files)}


def outlets_table(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """An outlets.csv of the given rows, without formulas; empty cells stay empty."""
    stated = ([row.get(column) for column in COLUMNS] for row in rows)
    return csv_of([COLUMNS, *([None if cell != cell else cell for cell in row] for row in stated)])


def add_files(files: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Fault]]:
    """The files with new ones; a name that is taken by other content is numbered, the same content left out."""
    together, faults = dict(files), []
    for name, data in new.items():
        twin = next((own for own, old in together.items() if old == data and own != TABLE), None)
        if name in (TABLE, kept.FILE, SETTINGS):
            together[name] = data
        elif twin:
            faults.append(Fault(name, f"is the same text as {twin}", "It was left out"))
        else:
            together[_free(name, together)] = data
    return together, faults


def _free(name: str, taken: Mapping[str, bytes]) -> str:
    stem, dot, ending = name.rpartition(".")
    number, free = 2, name
    while free in taken:
        free = f"{stem or name} {number}{dot}{ending}" if stem else f"{name} {number}"
        number += 1
    return free
