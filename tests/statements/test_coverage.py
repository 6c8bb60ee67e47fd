"""Laws of the coverage table: every cell is there, and says what the mentions say."""

from __future__ import annotations

from dashboard.comparison import Comparison
from dashboard.statements.coverage import NEAR, nearest, shared_statements, shown_states, tellers, told_alone
from dashboard.tables import REPORTED


def test_every_statement_has_a_cell_in_every_article(comparison: Comparison) -> None:
    assert len(comparison.coverage) == len(comparison.statements) * len(comparison.articles)


def test_a_cell_is_absent_exactly_where_no_mention_stands(comparison: Comparison) -> None:
    told = {(m.statement, m.article) for m in comparison.mentions.itertuples()}
    for cell in comparison.coverage.itertuples():
        assert (cell.state in ("full", "partial")) == ((cell.statement, cell.article) in told)


def test_positions_follow_the_text(comparison: Comparison) -> None:
    first = comparison.mentions.groupby(["statement", "article"])["start"].min()
    for cell in comparison.coverage.dropna(subset=["position"]).itertuples():
        length = len(comparison.story.texts[cell.article])
        assert cell.position == first[cell.statement, cell.article] / length


def test_counted_articles_agree_with_the_statements(comparison: Comparison) -> None:
    told = tellers(comparison.coverage).groupby("statement")["article"].nunique()
    assert (
        comparison.statements.set_index("statement")["articles"].astype(int)
        == told.reindex(comparison.statements["statement"])
    ).all()


def test_alone_means_that_no_other_cell_tells_it(comparison: Comparison) -> None:
    counted = tellers(comparison.coverage).set_index(["statement", "article"])["tellers"]
    for article, alone in told_alone(comparison.coverage).items():
        assert all(counted[statement, article] == 1 for statement in alone)


def test_shares_lie_between_nothing_and_all(comparison: Comparison) -> None:
    pairs = shared_statements(comparison.coverage)
    n = len(comparison.articles)
    assert len(pairs) == n * (n - 1)
    assert pairs["share"].between(0, 1).all()
    assert (pairs["shared"] <= pairs["touched"]).all()
    assert (pairs["touched"] <= pairs["told"]).all()


def test_the_nearest_sentence_is_of_an_article_that_does_not_report_the_statement(
    comparison: Comparison,
) -> None:
    found = nearest(
        comparison.statements, comparison.mentions, comparison.units, comparison.candidates
    ).set_index(["statement", "article"])
    cells = comparison.coverage.set_index(["statement", "article"])
    assert found.index.is_unique
    assert not set(cells.loc[found.index, "state"]) & set(REPORTED)
    known = cells.loc[found.index, "near"].dropna()
    assert (known == found.loc[known.index, "score"].round(4)).all()
    home = comparison.sentences.set_index("sentence")["article"]
    assert list(found["sentence"].map(home)) == list(found.index.get_level_values("article"))


def test_no_silence_rests_on_a_cell_to_which_a_sentence_comes_near(comparison: Comparison) -> None:
    shown = comparison.coverage.assign(shown=shown_states(comparison.coverage))
    assert set(shown.loc[shown["shown"] == "near", "state"]) == {"absent"}
    assert (shown.loc[shown["shown"] == "near", "near"] >= NEAR).all()
    close = set(shown.loc[shown["shown"] == "near", "statement"])
    assert close
    assert not close & {s for own in told_alone(comparison.coverage).values() for s in own}
    left_out = comparison.findings.loc[comparison.findings["kind"] == "omission", "statement"].dropna()
    for statement in left_out:
        assert "absent" in set(shown.loc[shown["statement"] == statement, "shown"])
