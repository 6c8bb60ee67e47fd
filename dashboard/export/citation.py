"""What a reader needs to cite a comparison and to make it again: program, model, settings, texts, date."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from dashboard.alignment.second_judge import JUDGES
from dashboard.comparison import Comparison, program_digest
from dashboard.files import DATA, PROJECT
from dashboard.presentation.markup import count

MEASURED = Path(__file__).with_name("measured.json")
"""The quality measured on stories that nothing was fitted on: the README's figures, and the method page's."""
SETTING = {"threshold": "Confidence of a link, at least"}
"""Name of a setting -> what the reader's controls call it."""
VERSION_FILE = PROJECT / "pyproject.toml"

METHOD = (
    "Each article is split into sentences; bylines, page furniture (menus, notices) and repeated lines are set aside. A language "
    "model compares passages of different articles and links those that probably report the same thing; how probable it must be "
    "is given below. Linked passages make a statement, named in the words of one outlet.",
    "“Not found” means just that: the program found no passage that reports it. It may have overlooked one, and it can't know "
    "why an outlet leaves something out. A question mark stands where one sentence comes so near that the article may report it "
    "after all. Links are estimates and some are wrong; the words are printed so that you can check "
    "them.",
    "“Headline”, “lead” (the first sentence of the body), “¶ 3” (the third paragraph) and “caption” say where an article "
    "first reports a statement.",
)
"""How the tables came about and what they do not say, in sentences that every report prints."""


LIMITS = (
    "English news. Other languages are compared as far as the model can; reporting verbs, hedges, numbers in words and dates "
    "are not found in them.",
    "A paraphrase that shares few words may be missed. Look at “Check the links” before you publish a sentence about an "
    "omission.",
    "The most common wrong link joins two passages that resemble each other but are about different occasions.",
    "The most common wrong row comes from captions and headlines that say several things at once.",
    "Without publication times nobody can tell who could have known what, or who was first.",
)
"""What the tables do not say, in sentences that the method page prints."""


class Measure(NamedTuple):
    """One thing that was measured.

    Attributes:
        what: in words.
        on: the texts it was measured on.
        figures: name -> share in [0, 1].
        readers: the same of human readers, as far as it is known.
        command: that measures it again.
    """

    what: str
    on: str
    figures: Mapping[str, float]
    readers: Mapping[str, float]
    command: str

    @property
    def row(self) -> tuple[str, str, str, str, str]:
        """The measure as a table prints it."""
        return (self.what, _printed(self.figures), _printed(self.readers), self.on, self.command)


def _printed(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {figure:.2f}".replace(" 0.", " .") for name, figure in figures.items())


def version() -> str:
    """The program's version as pyproject.toml states it; "unknown" where that file did not come along."""
    try:
        return str(tomllib.loads(VERSION_FILE.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return "unknown"


def day(made: str | None = None) -> str:
    """The date that an export bears, as YYYY-MM-DD.

    Args:
        made: a date, which is taken as it is; where None, the day of SOURCE_DATE_EPOCH (seconds since 1970, by the
            convention of reproducible-builds.org), so that a later run gives the same bytes; without it today's (UTC).

    Raises:
        ValueError: the date, or SOURCE_DATE_EPOCH, is none.
    """
    if made is not None:
        return datetime.strptime(made, "%Y-%m-%d").date().isoformat()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).date().isoformat()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds since 1970") from error


def citation(comparison: Comparison, made: str | None = None) -> list[tuple[str, str]]:
    """What to cite, as (name, value); the digests tell whether a text at hand is the one that was compared.

    Args:
        made: its date, see `day`.
    """
    story, settings = comparison.story, comparison.settings
    chosen = {key: value for key, value in asdict(settings).items() if key != "model"}
    return [
        ("Program", f"Parallax {version()}"),
        ("Date", day(made)),
        ("Story", story.name),
        ("Story, SHA-256 of texts and outlets", story.digest),
        ("Model", settings.model),
        ("Model, SHA-256", comparison.model_digest),
        *(
            (SETTING.get(key, f"Setting: {key.replace('_', ' ')}"), str(value))
            for key, value in chosen.items()
        ),
        ("Corrections by the reader", str(len(comparison.corrections))),
        *(
            (f"Text of {file}, SHA-256", text_digest(story.texts[article]))
            for article, file in comparison.articles[["article", "file"]].to_numpy()
        ),
    ]


def cite(comparison: Comparison, made: str | None = None) -> str:
    """One sentence for a footnote."""
    settings = comparison.settings
    corrected = len(comparison.corrections)
    return (
        f"Comparison of {count(len(comparison.articles), 'article')}, story “{comparison.story.name}” "
        f"(SHA-256 {comparison.story.digest[:12]}…), made with Parallax {version()} on {day(made)}, model "
        f"{settings.model} (SHA-256 {comparison.model_digest[:12]}…), confidence from {settings.threshold:g}, "
        f"{count(corrected, 'correction') if corrected else 'no corrections'} by the reader."
    )


def measured() -> list[Measure]:
    """The measured quality, as MEASURED holds it; the README states the same figures, which a test compares."""
    return [Measure(**row) for row in json.loads(MEASURED.read_text(encoding="utf-8"))]


def calibration(comparison: Comparison) -> list[tuple[str, str]]:
    """What the probabilities of a comparison rest on, as (name, value); nothing for a model that none were fitted on."""
    if comparison.settings.model not in JUDGES:
        return []
    try:
        data, described, judge = (
            file.read_bytes() for file in (DATA / "calibration.json", *JUDGES[comparison.settings.model])
        )
        held, card = json.loads(data), json.loads(described)
    except (OSError, ValueError):
        return []
    counts = held.get("counts", {})
    return [
        ("Calibration, SHA-256", hashlib.sha256(data).hexdigest()),
        ("Fitted on", str(held.get("source", ""))),
        *((f"Fitted on: {name}", f"{number:,}") for name, number in counts.items()),
        ("Operating point", str(held.get("point", ""))),
        ("Second judge, SHA-256", hashlib.sha256(judge).hexdigest()),
        ("Second judge, trained on", str(card.get("source", ""))),
    ]


def bibtex(comparison: Comparison, made: str | None = None) -> str:
    """Two BibTeX entries: the program, and this comparison; `made` is its date, see `day`."""
    date, settings = day(made), comparison.settings
    year, number = date[:4], version()
    entries = {
        f"software{{parallax-{number}": {
            "author": "{The Parallax authors}",
            "title": "Parallax: how several outlets report one event",
            "version": number,
            "year": year,
            "note": f"Source digest of the analysis: SHA-256 {program_digest()}",
        },
        f"misc{{parallax-{comparison.story.digest[:8]}": {
            "title": f"Comparison of {len(comparison.articles)} articles, story ``{_in_tex(comparison.story.name)}''",
            "howpublished": f"Made with Parallax {number}, {date}",
            "year": year,
            "note": f"Model {_in_tex(settings.model)} (SHA-256 {comparison.model_digest}), confidence from "
            f"{settings.threshold:g}; story SHA-256 {comparison.story.digest}",
        },
    }
    return "\n\n".join(
        "\n".join([f"@{head},", *(f"  {name} = {{{value}}}," for name, value in fields.items()), "}"])
        for head, fields in entries.items()
    )


def _in_tex(text: str) -> str:
    """Text from outside on one line, with TeX's own signs escaped."""
    return re.sub(r"([&%$#_{}])", r"\\\1", re.sub(r"[\\~^\x00-\x1f]", " ", " ".join(text.split())))


def text_digest(text: str) -> str:
    """SHA-256 of a text in UTF-8: of a plain UTF-8 file without byte order mark that of the file itself."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
