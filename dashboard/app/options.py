"""Options of the server, given as arguments behind `--` or, where a host allows none, in PARALLAX_OPTIONS.

`streamlit run streamlit_app.py -- my_story --keep-corrections` and `PARALLAX_OPTIONS="--no-uploads --status" streamlit run`
are two ways to say such a thing; a visitor has none.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

VARIABLE = "PARALLAX_OPTIONS"


class OptionError(ValueError):
    """A switch is wrong; the message says which."""


@dataclass(frozen=True)
class Options:
    """How this server serves.

    Attributes:
        stories: folders of articles that are shown instead of the default story.
        library: folder of compared stories, made by `compare --library`.
        uploads: whether readers may bring texts of their own.
        keep_corrections: whether what a reader corrects in a named folder is written beside its articles, for all.
        status: whether the page on the server's state is shown.
        patience: seconds that one phase of a reader's comparison may take.
    """

    stories: tuple[Path, ...]
    library: Path | None
    uploads: bool
    keep_corrections: bool
    status: bool
    patience: float


def options() -> Options:
    """The decisions in force.

    Raises:
        OptionError: a switch has a wrong value.
    """
    return _read((*shlex.split(os.environ.get(VARIABLE, "")), *sys.argv[1:]))


class _Parser(argparse.ArgumentParser):
    """Raises where argparse would end the server."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise OptionError(f"{message}. Correct the arguments after `--`, or {VARIABLE}.")


@lru_cache(maxsize=4)
def _read(arguments: tuple[str, ...]) -> Options:
    parser = _Parser(prog="streamlit run streamlit_app.py --", add_help=False)
    parser.add_argument("stories", nargs="*", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--no-uploads", action="store_true")
    parser.add_argument("--keep-corrections", action="store_true")
    parser.add_argument("--status", action="store_true")
    parser.add_argument("--patience", type=float, default=300.0)
    found, _others = parser.parse_known_args(list(arguments))
    return Options(
        tuple(folder for folder in found.stories if folder.is_dir()),
        found.library,
        not found.no_uploads,
        found.keep_corrections,
        found.status,
        max(1.0, found.patience),
    )
