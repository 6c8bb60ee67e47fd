"""Parallax: several outlets' reports of one event, side by side, statement by statement.

In a notebook or a program, begin with `compare`; in a browser, with `streamlit run`.

Give `compare` a folder with one file an article, or the texts themselves:

>>> from dashboard import compare
>>> found = compare({
...     "Morning Post": "The minister met the king on Tuesday. They talked about grain for two hours.",
...     "Evening News": "On Tuesday the minister met the king. Nobody would say what they talked about.",
... })
>>> list(found.articles["outlet"])
['Morning Post', 'Evening News']

The result holds tables (pandas frames). `statements` has a row for every thing that is said, `coverage` a row for
every statement and article, with the state `full`, `partial`, `absent` or `not_yet`; `mentions` has the words:

>>> table = found.coverage.pivot(index="statement", columns="article", values="state")
>>> table.shape == (len(found.statements), 2)
True
>>> words = found.mentions[["statement", "article", "text"]]
>>> bool(words["text"].str.contains("met the king").any())
True

All other tables are described in `dashboard.tables`. `dashboard.export.FORMATS` writes them to files:

>>> from dashboard.export import FORMATS
>>> report = FORMATS["html"].make(found, "2024-05-01").decode()
>>> report.startswith("<!DOCTYPE html>")
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

# The libraries are imported when `compare` is called, so that `import dashboard` stays quick.
if TYPE_CHECKING:
    from dashboard.comparison import Comparison
    from dashboard.encoding.encode import Encoder

__all__ = ["compare"]


def compare(
    story: str | Path | Mapping[str, str],
    *,
    name: str = "story",
    model: str | None = None,
    threshold: float | None = None,
    encoder: Encoder | None = None,
) -> Comparison:
    """Compare several outlets' reports of one event: who reports what, and in which words.

    Args:
        story: a folder (see the README for its files; an outlets.csv and corrections in it are used), or outlet -> text.
        name: of the story, where texts are given; a folder has its own name.
        model: another sentence-transformers model than the one that comes along: a name of the hub or a folder.
        threshold: the estimated probability, 0 … 1, from which two passages count as saying the same; higher links
            less. Where None, what the folder's settings.json says, else the operating point of the model.
        encoder: used instead of the model, for tests.

    Returns:
        The comparison. Encodings of folders are kept in the cache folder of your user, those of texts nowhere.

    Raises:
        StoryError: there is no such folder, or nothing in it can be read.
        ModelError: the model cannot be had.
        CorrectionError: the folder's corrections.json is broken.
        TypeError: a text is no string.
        ValueError: an outlet has no name, or the threshold is not between 0 and 1.
    """
    from dashboard import comparison, pipeline, settings
    from dashboard.files import cache_folder
    from dashboard.statements import corrections
    from dashboard.story.read import read_files, read_folder

    if isinstance(story, Mapping):
        asked = settings.Settings().overridden(model, threshold)
        return pipeline.compare(read_files(name, _files(story)), asked, encoder=encoder)
    folder = Path(story)
    read = read_folder(folder)
    asked = settings.settings_of(folder).overridden(model, threshold)
    made = corrections.load(folder)
    ready = None if encoder else comparison.ready(folder, asked, made)
    return ready or pipeline.compare(read, asked, corrections=made, store=cache_folder(), encoder=encoder)


def _files(texts: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a story whose articles are given as outlet -> text, in the given order."""
    import csv
    import io

    table = io.StringIO(newline="")
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["file", "outlet", "evidence", "order"])
    files: dict[str, bytes] = {}
    for number, (outlet, text) in enumerate(texts.items(), 1):
        if not isinstance(outlet, str) or not outlet.strip():
            raise ValueError(f"text {number} has no outlet's name: give a mapping from outlet to text")
        if not isinstance(text, str):
            raise TypeError(f"the text of {outlet!r} is a {type(text).__name__}, not a string")
        bare = " ".join(re.sub(r"[^\w.()&'’ -]", " ", outlet).split()).strip(". ")[:80] or "article"
        file = f"{bare}.txt"
        while file in files:
            file = f"{file.removesuffix('.txt')} {number}.txt"
        files[file] = text.encode("utf-8", "replace")
        rows.writerow([file, outlet, "named by the caller", number])
    return {**files, "outlets.csv": table.getvalue().encode("utf-8", "replace")}
