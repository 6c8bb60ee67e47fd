"""The day from which an article's "Wednesday" and "this week" are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from dashboard.language.time_expressions import WEEKDAYS, moments
from dashboard.story.story import Story
from dashboard.tables import COUNTED

SPREAD = 4
"""Days between the first and the last stated date of a story within which an article without a date is taken
to be of the same days. A weekday then means the same day for all of them or for none; ours."""


@dataclass(frozen=True)
class Anchor:
    """When an article was written, as far as it can be told.

    Attributes:
        day: the day, or None where nothing tells it.
        basis: what the day rests on, in words for the reader.
    """

    day: date | None
    basis: str


def anchors(story: Story) -> dict[str, Anchor]:
    """Article -> the day it was written.

    Its own publication date comes first; then the weekday and date that its own text prints together
    ("Tuesday, July 25, 2023"); then what the other articles of the story give, if they lie within SPREAD days
    of each other. Otherwise the day is None, and weekdays are compared by their names alone.
    """
    own = {str(r.article): _stated(r.published) for r in story.articles.itertuples(index=False)}
    found: dict[str, Anchor] = {}
    for article in own:
        stated = own[article]
        dated = None if stated else _printed(story.sentences, article)
        if stated:
            found[article] = Anchor(stated, f"published {_words(stated)}")
        elif dated:
            found[article] = Anchor(
                dated, f"no publication date; the text prints {_words(dated)} with its weekday"
            )
    known = sorted(a.day for a in found.values() if a.day)
    if known and (known[-1] - known[0]).days <= SPREAD:
        shared = Anchor(known[-1], f"no date of its own; taken as the story's, {_words(known[-1])}")
    else:
        shared = Anchor(None, "no date of its own, and the story's other articles give none that fits")
    return {article: found.get(article, shared) for article in own}


def _stated(published: object) -> date | None:
    """The day of an ISO time, in the zone in which it is printed."""
    if published is None or pd.isna(published):
        return None
    try:
        return datetime.fromisoformat(str(published)).date()
    except ValueError:
        return None


def _printed(sentences: pd.DataFrame, article: str) -> date | None:
    """The latest day that the article prints with a weekday and a year that agree."""
    own = sentences[(sentences["article"] == article) & sentences["role"].isin(COUNTED)]
    days = []
    for text in own["text"]:
        for moment in moments(text, None):
            if moment.grain == "day" and moment.readings:
                day = moment.readings[0][0]
                if text[moment.start : moment.end].lower().startswith(WEEKDAYS[day.weekday()]):
                    days.append(day)
    return max(days, default=None)


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
