"""What a reader needs to cite a comparison and to make it again: program, model, settings, texts, date."""

from __future__ import annotations

import hashlib
import os
import tomllib
from dataclasses import asdict
from datetime import UTC, datetime

from dashboard.comparison import Comparison
from dashboard.files import PROJECT
from dashboard.findings.finding import in_marks
from dashboard.presentation.markup import count
from dashboard.presentation.quality_checks import ACTIONS
from dashboard.statements.corrections import Correction

VERSION_FILE = PROJECT / "pyproject.toml"

METHOD = (
    "Each article is split into sentences; bylines, page furniture and repeated lines are set aside. A language model turns "
    "every sentence into numbers, and pieces of sentences of different articles are linked where the estimated probability "
    "that they say the same reaches the threshold named below. Linked pieces make a statement, labelled with its most "
    "typical wording.",
    "“Not found” means just that: the program found no passage that reports it. It may have overlooked one, and nothing "
    "follows about why an outlet leaves something out. Links are estimates and some are wrong; the words are printed so that "
    "you can check them.",
    "“Headline”, “lead” (the first sentence of the body), “¶ 3” (the third paragraph) and “caption” say where an article "
    "first reports a statement.",
)
"""How the tables came about and what they do not say, in sentences that every report prints."""


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
        comparison: what is exported.
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
        *((f"Setting: {key.replace('_', ' ')}", str(value)) for key, value in chosen.items()),
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


def text_digest(text: str) -> str:
    """SHA-256 of a text in UTF-8: of a plain UTF-8 file without byte order mark that of the file itself."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def in_words(correction: Correction) -> str:
    """A correction as a line: what was decided on which words."""
    places = [f"{in_marks(place.text)} ({place.article})" for place in (correction.a, correction.b) if place]
    label = f", now {in_marks(correction.label)}" if correction.label else ""
    return f"{ACTIONS[correction.action]}: {' and '.join(places)}{label}"
