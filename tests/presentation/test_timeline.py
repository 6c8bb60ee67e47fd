"""Who was first is said only where the stated times settle it, whatever zones they are in."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from dashboard.charts.matrix import STATE_WORDS
from dashboard.comparison import Comparison
from dashboard.pipeline import compare
from dashboard.presentation import timeline
from dashboard.presentation.filters import article_names
from dashboard.presentation.timeline import _read
from dashboard.statements.coverage import shown_states
from dashboard.story.read import read_files
from dashboard.tables import REPORTED
from tests.support.stand_in import SETTINGS, hashed_words

TEXT = "The minister met the king on Tuesday in the old palace. They talked about grain for two hours."


def told(*published: str) -> Comparison:
    """As many outlets as times, which all report the same."""
    rows = "\n".join(f"{k}.txt,Outlet {k},{time}" for k, time in enumerate(published))
    files = {f"{k}.txt": TEXT.encode() for k in range(len(published))}
    files["outlets.csv"] = f"file,outlet,published\n{rows}\n".encode()
    return compare(read_files("story", files), SETTINGS, encoder=hashed_words)


@pytest.mark.parametrize(
    ("published", "first"),
    [
        (("2023-07-27T06:00+00:00", "2023-07-27T07:00+00:00"), "0"),
        (("2023-07-27T09:00+09:00", "2023-07-27T01:00+00:00"), "0"),
        (("2023-07-27T06:00+00:00", "2023-07-27T06:00+00:00"), None),
        (("2023-07-27T06:00", "2023-07-27T09:00+00:00"), None),
        (("2023-07-25T06:00", "2023-07-27T09:00+00:00"), "0"),
        (("2023-07-27", "2023-07-28"), None),
        (("2023-07-24", "2023-07-27"), "0"),
        (("2023-07-27T06:00+00:00", ""), None),
        (("2023-07-27T06:00+00:00", "2023-07-27T08:00+00:00", ""), None),
    ],
)
def test_first_is_who_was_first_for_certain(published: tuple[str, ...], first: str | None) -> None:
    comparison = told(*published)
    found = timeline.first(comparison, article_names(comparison))
    assert list(found.certain) == ([first] if first else [])
    assert bool(found.open) == (first is None)


def test_first_and_open_are_the_statements_of_several_articles(comparison: Comparison) -> None:
    names = article_names(comparison)
    found = timeline.first(comparison, names)
    reported = comparison.coverage[comparison.coverage["state"].isin(REPORTED)]
    number = reported.groupby("statement")["article"].nunique()
    every = [*found.open, *(s for own in found.certain.values() for s in own)]
    assert sorted(every) == sorted(number.index[number > 1])


def test_a_time_with_a_zone_is_one_moment_and_one_without_a_span() -> None:
    _, first, last = _read("2023-07-27T06:17+05:30")
    assert first == last == datetime(2023, 7, 27, 0, 47, tzinfo=UTC)
    _, first, last = _read("2023-07-27T04:24")
    assert first
    assert last
    assert (last - first).total_seconds() == 26 * 3600
    _, first, last = _read("2023-07-27")
    assert first
    assert last
    assert (last - first).total_seconds() == 50 * 3600
    assert _read(None) == _read(float("nan")) == _read("soon") == ("", None, None)


def test_rows_are_in_the_order_of_time_and_within_the_picture(comparison: Comparison) -> None:
    rows = timeline.drawn(comparison, article_names(comparison))
    known = rows.dropna(subset=["first"])
    middle = (known["first"] + known["last"]) / 2
    assert middle.is_monotonic_increasing, "the points go down and to the right"
    assert (known[["first", "last"]].stack().between(0, 1)).all()
    assert rows["first"].isna().is_monotonic_increasing, "articles without a time stand last"
    assert set(rows["article"]) == set(comparison.articles["article"])


@pytest.mark.parametrize(
    ("published", "round_"),
    [
        (("2023-07-27T04:24", "2023-07-27T06:17+05:30"), {"00"}),
        (("2023-07-27T06:01+00:00", "2023-07-27T06:22+00:00"), {"05", "10", "15", "20"}),
        (("2023-07-20", "2023-08-27"), {"00"}),
    ],
)
def test_times_over_the_picture_are_round(published: tuple[str, ...], round_: set[str]) -> None:
    comparison = told(*published)
    found = timeline.ticks(comparison, article_names(comparison))
    assert 2 <= len(found) <= timeline.TICKS + 2
    assert {words.rpartition(":")[2] for _, words in found} <= round_
    assert all(0 <= place <= 1 for place, _ in found)


@pytest.mark.parametrize(
    ("published", "uncertain"),
    [
        (("2023-07-27T06:00+00:00", "2023-07-27T07:00+00:00"), False),
        (("2023-07-27T06:00", "2023-07-27T07:00+00:00"), True),
        (("2023-07-27T06:00+00:00", ""), False),
    ],
)
def test_only_what_the_picture_holds_is_explained(published: tuple[str, ...], uncertain: bool) -> None:
    comparison = told(*published)
    rows = timeline.drawn(comparison, article_names(comparison))
    assert (timeline.UNCERTAIN in timeline.reading(rows)) == uncertain
    drawn = {p for own, at in zip(rows["parents"], rows["first"], strict=True) if at == at for p in own}
    known = set(rows.dropna(subset=["first"])["article"])
    assert (timeline.JOINED in timeline.reading(rows)) == bool(drawn & known)


def test_an_open_statement_has_its_states_drawn(comparison: Comparison) -> None:
    statement = comparison.coverage.query("state == 'absent'")["statement"].iloc[0]
    rows = timeline.drawn(comparison, article_names(comparison), statement)
    cells = comparison.coverage[comparison.coverage["statement"] == statement].set_index("article")
    own = shown_states(cells)
    assert rows.set_index("article")["state"].to_dict() == own.to_dict()
    assert rows.loc[rows["state"] == "absent", "note"].eq(STATE_WORDS["absent"]).all()
    assert rows.loc[rows["state"] == "near", "note"].eq(STATE_WORDS["near"]).all()
    early = comparison.coverage.assign(state="not_yet")
    turned = Comparison(
        comparison.story,
        comparison.settings,
        (),
        (),
        comparison.model_digest,
        {**comparison.tables, "coverage": pd.DataFrame(early)},
    )
    assert (
        timeline.drawn(turned, article_names(comparison), statement)["note"]
        .str.startswith("published before it was known")
        .all()
    )


def test_an_article_without_a_time_has_no_moment() -> None:
    comparison = told("", "")
    found = timeline.moments(comparison, article_names(comparison))
    assert not any(moment.stated for moment in found)
