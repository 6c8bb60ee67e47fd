"""Who reported when: times of publication as spans of what they can mean, who was first for certain, copies beside
originals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pandas as pd

from dashboard.charts.palette import Names
from dashboard.comparison import Comparison
from dashboard.presentation import filters, markup
from dashboard.presentation.excerpts import cell_words, first_mentions, places
from dashboard.presentation.lineage import Origin
from dashboard.presentation.rows import records
from dashboard.statements.coverage import shown_states
from dashboard.tables import REPORTED

EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""How far the clocks of the earth are ahead of UTC and behind it at most."""
TICKS = 4  # labelled times over the picture, one more at most
STEPS = tuple(
    timedelta(minutes=minutes)
    for minutes in (
        1,
        5,
        15,
        30,
        *(60 * h for h in (1, 2, 3, 6, 12)),
        *(1440 * d for d in (1, 2, 7, 30, 90, 365, 3650, 36500)),
    )
)
"""How far they are apart: the smallest step that needs no more of them."""
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LEFT = 0.02
"""Share of the width that is left free at either side, so that a dot there is whole."""

READING = (
    "One row per article, earliest first; those without a time come last. The times at the top are in UTC."
)
UNCERTAIN = "A line through a dot: the time zone or the hour isn't stated, so the article may have appeared anywhere along it."
JOINED = "Lines between rows join articles that share much text."
NO_TIME = (
    "None of these articles says when it was published, so nothing can be put in order of time. Fill in the column “Published” for "
    "each article (for example 2023-07-27T06:17+05:30)."
)
UNSETTLED = "An article states no time or no time zone, or two appeared at the same time. You can add times in “Your story”."


class PublicationTime(NamedTuple):
    """When an article appeared.

    Attributes:
        stated: the time as the article or outlets.csv states it, "" where neither does.
        first, last: the earliest and latest time in UTC that it can mean; None where none is stated. They differ where
            no time zone, or only a day, is stated.
    """

    article: str
    stated: str
    first: datetime | None
    last: datetime | None

    @property
    def middle(self) -> datetime | None:
        """Halfway between the earliest and the latest time: where the picture has its point."""
        return self.first + (self.last - self.first) / 2 if self.first and self.last else None

    @property
    def words(self) -> str:
        """The stated time for the reader, and what is missing."""
        if not self.stated:
            return "no time stated"
        text = self.stated.replace("T", " ")
        return (
            text
            if self.first == self.last
            else f"{text}, {'zone' if 'T' in self.stated else 'hour'} not stated"
        )


class First(NamedTuple):
    """Statements of two articles or more, by who was first with them.

    Attributes:
        certain: article -> statements that it reported before every other that reports them, whatever the zones are.
        open: statements of which the stated times do not tell.
    """

    certain: Mapping[str, tuple[str, ...]]
    open: tuple[str, ...]


def moments(comparison: Comparison, names: Names) -> list[PublicationTime]:
    """The times of the chosen articles, in the order of the middles of what they can mean, those without one last."""
    stated = comparison.articles.set_index("article")["published"]
    found = [PublicationTime(a, *_read(stated[a])) for a in names]
    return sorted(found, key=lambda m: (m.middle is None, m.middle or datetime.max.replace(tzinfo=UTC)))


def _read(stated: object) -> tuple[str, datetime | None, datetime | None]:
    """A stated time, and the earliest and latest moment that it can mean."""
    if stated is None or stated != stated:
        return "", None, None
    text = str(stated)
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return text, moment.astimezone(UTC), moment.astimezone(UTC)
        day = timedelta(days=0 if "T" in text else 1)
        at = moment.replace(tzinfo=UTC)
        return text, at - EAST, at + day + WEST
    except (ValueError, OverflowError):
        return "", None, None


def first(comparison: Comparison, names: Names) -> First:
    """Who was first with each statement that two chosen articles or more report, in full or in part.

    An article was first for certain only if the latest time it can mean is before the earliest of every other that reports
    the statement; one without a stated time leaves it open.
    """
    times = {moment.article: moment for moment in moments(comparison, names)}
    own = comparison.coverage[comparison.coverage["article"].isin(names)]
    reported = own[own["state"].isin(REPORTED)].groupby("statement", sort=False)["article"].agg(list)
    certain: dict[str, list[str]] = {article: [] for article in times}
    unknown: list[str] = []
    for statement, articles in reported.items():
        if len(articles) < 2:
            continue
        winner = next((a for a in articles if _ahead(times[a], [times[o] for o in articles if o != a])), None)
        (certain[winner] if winner else unknown).append(str(statement))
    return First({a: tuple(found) for a, found in certain.items() if found}, tuple(unknown))


def _ahead(one: PublicationTime, others: Sequence[PublicationTime]) -> bool:
    """Whether a moment is before all others, whatever the zones are."""
    return one.last is not None and all(o.first is not None and one.last < o.first for o in others)


def drawn(comparison: Comparison, names: Names, statement: str | None = None) -> pd.DataFrame:
    """The rows of the picture, the earliest first.

    Args:
        statement: the open one, whose state in each article is then shown.

    Returns:
        `article`, `label` (outlet and time), `first`, `last` (share of the width, NaN without a time), `parents` (articles
        above it that its text is found in, a tuple), `state` (of the open statement, else "") and `note` (a few words).
    """
    found = moments(comparison, names)
    known = [m for m in found if m.first and m.last]
    low = min((m.first for m in known if m.first), default=None)
    high = max((m.last for m in known if m.last), default=None)
    origins = {o.article: o for o in records(comparison.origins, Origin)}
    states, where = _states(comparison, statement)
    rows = []
    for moment in found:
        origin = origins.get(moment.article)
        parents = tuple(p for p in origin.held_in if p in names) if origin else ()
        state = states.get(moment.article, "")
        rows.append(
            {
                "article": moment.article,
                "label": f"{names[moment.article]}, {moment.words}",
                "first": _share(moment.first, low, high),
                "last": _share(moment.last, low, high),
                "parents": parents,
                "state": state,
                "note": _note(state, where.get(moment.article, ""), parents, names),
            }
        )
    return pd.DataFrame(rows, columns=["article", "label", "first", "last", "parents", "state", "note"])


def reading(rows: pd.DataFrame) -> str:
    """How to read the rows of `drawn`: what they hold is explained, and nothing else."""
    known = rows.dropna(subset=["first"])
    joined = any(p in set(known["article"]) for own in known["parents"] for p in own)
    parts = [READING, UNCERTAIN if (known["first"] < known["last"]).any() else ""]
    parts += [
        JOINED if joined and not rows["state"].any() else "",
        "Open a statement to see which articles report it.",
    ]
    return " ".join(part for part in parts if part)


def _states(comparison: Comparison, statement: str | None) -> tuple[dict[str, str], dict[str, str]]:
    """Article -> state of a statement, and article -> where it first reports it."""
    if not statement:
        return {}, {}
    row = comparison.coverage[comparison.coverage["statement"] == statement]
    where = places(comparison)
    return (
        dict(zip(row["article"], shown_states(row), strict=True)),
        {m.article: where[m.sentence] for (s, _), m in first_mentions(comparison).items() if s == statement},
    )


def _note(state: str, place: str, parents: Sequence[str], names: Names) -> str:
    if state:
        return cell_words(state, place)
    return f"text also in {', '.join(names[p] for p in parents)}" if parents else ""


def _share(moment: datetime | None, low: datetime | None, high: datetime | None) -> float:
    """Where a moment lies between the first and the last, in [LEFT, 1 - LEFT]; NaN where it is unknown."""
    if moment is None or low is None or high is None:
        return float("nan")
    whole = (high - low).total_seconds()
    return LEFT + (1 - 2 * LEFT) * ((moment - low).total_seconds() / whole if whole else 0.5)


def ticks(comparison: Comparison, names: Names) -> list[tuple[float, str]]:
    """(share of the width, words) of a few round times, in UTC; none where none is known."""
    known = [m for m in moments(comparison, names) if m.first and m.last]
    if not known:
        return []
    low, high = min(m.first for m in known if m.first), max(m.last for m in known if m.last)
    if low == high:
        return [(0.5, f"{low.day} {low:%b %Y %H:%M} UTC")]
    step = next((step for step in STEPS if (high - low) / step <= TICKS + 1), STEPS[-1])
    first = EPOCH + -(-(low - EPOCH) // step) * step
    steps = [first + k * step for k in range(TICKS + 1) if first + k * step <= high] or [low, high]
    return [(_share(at, low, high), f"{at.day} {at:%b %H:%M}") for at in steps]


def in_words(rows: pd.DataFrame) -> str:
    """The picture in a line, for those who do not see it."""
    said = [f"{label}{f' ({note})' if note else ''}" for label, note in rows[["label", "note"]].to_numpy()]
    return "Earliest first: " + "; ".join(said)


def copies(comparison: Comparison, names: Names) -> list[tuple[str, dict[str, str]]]:
    """Articles whose text is found in others: what is said of them, and the query that opens the passages."""
    asked = filters.pairs(names, "in")
    found = []
    for origin in records(comparison.origins, Origin):
        for parent in origin.held_in:
            pair = (origin.article, parent)
            if pair in asked:
                said = f"{names[origin.article]}: passages that are also in {names[parent]}"
                found.append((said, {"pair": asked[pair]}))
    return found


def summary(found: First) -> str:
    """How far the stated times tell who was first."""
    settled = sum(map(len, found.certain.values()))
    whole = settled + len(found.open)
    if not whole:
        return "No statement is reported by two of these articles."
    if not settled:
        return "The stated times don't show who was first with any statement."
    shared = f"{markup.count(whole, 'statement')} that two or more articles report"
    return f"The stated times show who was first with {settled:,} of the {shared}."
