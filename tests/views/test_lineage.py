"""The view of shared text: a pair opens its runs, origins and counts are shown."""

from __future__ import annotations

from tests.views.test_pages import app
from tests.views.test_sources import words


def test_a_pair_opens_its_runs_side_by_side() -> None:
    test = app("lineage.py")
    pair = tuple(test.session_state.choices.names)[:2]
    test.selectbox(key="pair").set_value(pair).run()
    assert not test.exception
    assert "px-runs" in words(test)
    assert "The outlets' own words" in words(test).replace("&#39;", "'")
    test.button(key="close pair").click().run()
    assert test.selectbox(key="pair").value is None


def test_origins_and_their_reasons_are_shown() -> None:
    test = app("lineage.py")
    assert any("These 5 articles go back to" in s.value for s in test.subheader)
    table = test.dataframe[0].value
    assert len(table) == 5
    assert table["Reason"].str.len().gt(10).all()


def test_a_statement_opens_its_lines() -> None:
    test = app("lineage.py")
    comparison = test.session_state.choices.comparison
    told = comparison.corroboration.sort_values("articles").iloc[-1]
    test.selectbox(key="counted").set_value(told.statement).run()
    assert not test.exception
    assert "<mark>" in words(test)


def test_origins_never_exceed_articles_nor_fall_to_none() -> None:
    test = app("lineage.py")
    counts = test.session_state.choices.comparison.corroboration
    assert (counts["origins"] <= counts["articles"]).all()
    assert (counts[["origins", "sources"]] >= 1).all(axis=None)
