"""Every cache of the app. Cached functions read nothing but their arguments.

What reads and compares is imported where it runs: a story whose finished comparison ships is shown without it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd
import streamlit as st

from dashboard import comparison as shipped
from dashboard.app import workload
from dashboard.app.options import options
from dashboard.comparison import Comparison
from dashboard.encoding.encode import Progress, is_loaded, load_encoder
from dashboard.files import cache_folder
from dashboard.settings import Settings
from dashboard.statements.corrections import Corrections
from dashboard.story.story import Story

if TYPE_CHECKING:
    from dashboard.batch.library import Library
    from dashboard.pipeline import Prepared

OWN_PREPARED = 3  # stories whose vectors a session keeps; some megabytes each
OWN_COMPARED = 8  # comparisons that a session keeps
MOST_MADE = 256  # results that a comparison keeps; a page as printed is some 60 kB
MOST_TYPED = 32  # results of typed words that a session keeps
TYPED, TYPED_SHELF = "words were typed", "made of typed words"
HEAVY = 300  # sentences of a story whose findings are worked out in its turn, under progress, and not when a page asks
Result = TypeVar("Result")
_lock = threading.Lock()


@st.cache_resource(max_entries=8, show_spinner=False)
def ready(folder: str, stamp: str, settings: Settings) -> Comparison | None:
    """The finished comparison of a story folder, where it ships; `stamp` as for `story`."""
    return shipped.ready(Path(folder), settings)


@st.cache_resource(max_entries=8, show_spinner=False)
def story(folder: str, stamp: str) -> Story:
    """The story of a folder; `stamp` changes with its files (see `folder_stamp`)."""
    from dashboard.story.read import read_folder

    return read_folder(Path(folder))


@st.cache_resource(max_entries=12, show_spinner=False, scope="session")
def own_story(label: str, files: dict[str, bytes]) -> Story:
    """A story of files that a reader of this session brought."""
    from dashboard.story.read import read_files

    return read_files(label, files)


def folder_stamp(folder: Path) -> str:
    """Names, sizes and times of a folder's files, so that an edited story is read anew."""
    files = sorted(f for f in folder.iterdir() if f.is_file()) if folder.is_dir() else []
    return "|".join(f"{f.name}:{f.stat().st_size}:{f.stat().st_mtime_ns}" for f in files)


@st.cache_resource(max_entries=4, show_spinner="Reading and aligning the articles …")
def prepared(_story: Story, digest: str, model: str) -> Prepared:
    """Encoding and candidate scores of a story, known by its digest; nobody changes them, so one copy serves all."""
    from dashboard.pipeline import prepare

    with workload.turn():
        return prepare(_story, model, store=cache_folder())


@st.cache_resource(max_entries=16, show_spinner=False)
def comparison(_prepared: Prepared, digest: str, settings: Settings) -> Comparison:
    """Every table of a folder's story at one threshold, from stored scores."""
    from dashboard.pipeline import settle

    return settle(_prepared, settings)


def is_prepared(story: Story, model: str) -> bool:
    """Whether `own_prepared` has this story at hand."""
    return (story.key, model) in st.session_state.get("own prepared", {})


def own_prepared(story: Story, model: str, progress: Progress | None) -> Prepared:
    """Encoding and candidate scores of a reader's own texts: kept in their session alone, nothing of it on disk.

    Kept by hand, as `progress` draws on the page, which a function under Streamlit's cache may not.
    """
    from dashboard.pipeline import prepare

    def make() -> Prepared:
        with workload.turn(progress):
            return prepare(story, model, store=None, progress=progress)

    return _kept(_shelf("own prepared"), OWN_PREPARED, (story.key, model), make)


def own_comparison(
    prepared: Prepared,
    settings: Settings,
    corrections: Corrections,
    progress: Progress | None,
    whole: bool = False,
) -> Comparison:
    """Every table of a reader's own story, or under their own corrections: kept in their session alone.

    Args:
        progress: told of the findings, where they are part of the work.
        whole: work out the findings too, and not when a page first asks for them; those of a long story always are.
    """
    from dashboard.pipeline import settle

    def make() -> Comparison:
        if not whole and len(prepared.story.sentences) < HEAVY:
            return settle(prepared, settings, corrections)
        with workload.turn(progress):
            if progress:
                progress("findings", 0, 1)
            made = settle(prepared, settings, corrections)
            len(made.findings)  # worked out when first asked for: here, while the reader sees what is done
            return made

    return _kept(_shelf("own comparisons"), OWN_COMPARED, (prepared.story.key, settings, corrections), make)


def _shelf(name: str) -> dict[Any, Any]:
    """What the session keeps under a name."""
    shelf: dict[Any, Any] = st.session_state.setdefault(name, {})
    return shelf


def _kept(kept: dict[Any, Any], most: int, key: object, make: Callable[[], Result]) -> Result:
    """What is kept under a key, made where it is missing; the oldest goes where there are too many."""
    found: Result | None = kept.get(key)
    if found is None:
        found = make()
        with _lock:
            while len(kept) >= most:
                kept.pop(next(iter(kept)))
            kept[key] = found
    return found


def opened_library() -> Library | None:
    """The library that the server was started with; None without one.

    Raises:
        LibraryError: it is missing or damaged.
    """
    folder = options().library
    return library(str(folder), folder_stamp(folder)) if folder else None


@st.cache_resource(max_entries=1, show_spinner=False)
def library(folder: str, stamp: str) -> Library:
    """A library, opened anew when its index changed."""
    from dashboard.batch.library import Library

    return Library(Path(folder))


@st.cache_resource(max_entries=16, show_spinner=False)
def stored(file: str, stamp: int) -> Comparison:
    """A comparison that a library keeps."""
    from dashboard.batch import store

    return store.load(Path(file))


def wait_for_model(model: str) -> str:
    """What to say while the model works: its first load takes some seconds."""
    return (
        "Comparing …" if is_loaded(model) else "Loading the language model, once; that takes some seconds …"
    )


@st.cache_data(max_entries=50, show_spinner=False, scope="session")
def asked(_prepared: Prepared, digest: str, model: str, text: str, threshold: float) -> pd.DataFrame:
    """Answers to a reader's statement, kept for their session alone."""
    from dashboard.pipeline import ask

    return ask(_prepared, text, load_encoder(model), threshold)


def typed() -> None:
    """Note that the script works on words that its reader typed: what is made from here on is kept in their session."""
    st.session_state[TYPED] = True


def begin() -> None:
    """Note that a script begins: nothing is typed yet."""
    st.session_state[TYPED] = False


def picture(draw: Callable[..., Any], *arguments: object) -> dict[str, Any]:
    """The specification that `draw` makes of its arguments, for st.vega_lite_chart; kept as `result` keeps things.

    Altair takes a quarter of a second to build and check a layered chart, and most reruns change nothing in it. The
    tests check every specification against the schema, so that no reader waits for that.

    Args:
        draw: a function of dashboard/charts.
        arguments: its own; no argument may be the Comparison.
    """
    return result(_specified, draw, *arguments)


def _specified(draw: Callable[..., Any], *arguments: object) -> dict[str, Any]:
    made: dict[str, Any] = draw(*arguments).to_dict(validate=False)
    return made


def result(work: Callable[..., Result], *arguments: object) -> Result:
    """What `work` returns for its arguments, worked out once; it is shared, so nobody changes it.

    It is kept with the comparison that it is about, which is the one among the arguments or else the one shown. So what
    is made of the server's own stories serves all readers, and what is made of a reader's own story or corrections, or
    of words that they typed, goes with their session.

    Args:
        work: a function of this package that reads nothing but its arguments.
        arguments: its own, known by their content; tables by what they are, so they come from `result` too.
    """
    of = next((one for one in arguments if isinstance(one, Comparison)), None)
    of = of or st.session_state.choices.comparison
    others = tuple(one for one in arguments if one is not of)
    key = (work, *map(_known, others))

    def make() -> tuple[Result, object]:
        return work(*arguments), others  # what is known by its place in memory keeps it

    if st.session_state.get(TYPED):
        return _kept(_shelf(TYPED_SHELF), MOST_TYPED, (of, *key), make)[0]
    # Beside the fields, as functools.cached_property does it: a copy under another name begins without.
    return _kept(vars(of).setdefault("made of it", {}), MOST_MADE, key, make)[0]


def _known(value: object) -> object:
    """Something that is equal where two arguments are the same."""
    if isinstance(value, Mapping):
        return tuple((key, _known(one)) for key, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_known, value))
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value
