"""Where a sentence stands in its article, what evidence holds, and which rows a filter keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.comparison import Comparison
from dashboard.presentation import excerpts, filters, reading
from dashboard.presentation.excerpts import evidence, passages, places
from dashboard.presentation.filters import Filter
from dashboard.presentation.rows import FindingRow, MentionRow, SpanRow, records, remark, sentences_of
from dashboard.statements.themes import OTHER
from dashboard.tables import REPORTED


@pytest.fixture(scope="module")
def names(comparison: Comparison) -> dict[str, str]:
    return filters.article_names(comparison)


def test_every_sentence_has_a_place_and_one_of_an_article_is_the_lead(
    comparison: Comparison, names: dict[str, str]
) -> None:
    where = places(comparison)
    for article in names:
        own = sentences_of(comparison, article)
        body = [where[s.sentence] for s in own if s.role == "body"]
        assert body[0] == "lead"
        assert body.count("lead") == 1
        numbers = [int(place.removeprefix("¶ ")) for place in body[1:]]
        assert numbers == sorted(numbers)
        assert numbers[0] in (1, 2)
        assert all(where[s.sentence] == s.role for s in own if s.role != "body")


def test_no_filled_cell_is_lettered_with_a_share(comparison: Comparison, names: dict[str, str]) -> None:
    cells = filters.cells(comparison, names)
    filled = cells["state"].isin(REPORTED)
    assert cells.loc[filled, "place"].str.len().gt(0).all()
    assert not cells["place"].str.contains("%").any()
    assert (cells.loc[~filled, "place"] == "").all()


def test_evidence_marks_the_words_of_its_spans(comparison: Comparison, names: dict[str, str]) -> None:
    for finding in records(comparison.findings, FindingRow)[:20]:
        own = [s for s in records(comparison.spans, SpanRow) if s.finding == finding.finding]
        found = evidence(comparison, own, names)
        marked = [piece.text for e in found for run in e.runs if run.marked for piece in run.pieces]
        for span in own:
            assert any(span.text[:8] in words or words in span.text for words in marked), span


def test_passages_are_the_articles_own_words_in_order(comparison: Comparison) -> None:
    for statement in comparison.statements["statement"].head(12):
        found = passages(comparison, statement)
        assert found
        for passage in found:
            assert passage.text in comparison.story.texts[passage.article]
            assert "".join(p.text for run in passage.runs for p in run.pieces) == passage.text
            assert passage.bracketed.replace("⟦", "").replace("⟧", "") == passage.text


def test_a_narrower_filter_keeps_fewer_rows(comparison: Comparison, names: dict[str, str]) -> None:
    every = set(filters.cells(comparison, names)["statement"])
    assert every == set(comparison.statements["statement"])
    two = set(filters.cells(comparison, names, Filter(least=2))["statement"])
    assert two < every
    article = next(iter(names))
    reports = set(filters.cells(comparison, names, Filter(article=article))["statement"])
    does_not = set(filters.cells(comparison, names, Filter(article=article, how=filters.HOW[1]))["statement"])
    assert reports | does_not == every
    assert not reports & does_not


def test_words_are_searched_in_every_outlets_wording(comparison: Comparison, names: dict[str, str]) -> None:
    mentions = records(comparison.mentions, MentionRow)
    labels = comparison.statements.set_index("statement")["label"]
    mention = next(m for m in mentions if m.text not in labels[m.statement] and len(m.text) > 30)
    found = filters.cells(comparison, names, Filter(words=mention.text))
    assert mention.statement in set(found["statement"])
    assert filters.cells(comparison, names, Filter(words="no statement says this")).empty


def test_a_printed_article_is_the_whole_text(comparison: Comparison, names: dict[str, str]) -> None:
    for article in names:
        html = reading.printed_article(comparison, article, names, "#123456")
        for sentence in sentences_of(comparison, article)[:10]:
            assert sentence.text.replace("&", "&amp;").replace("'", "&#39;").replace('"', "&#34;") in html


def test_the_nearest_sentence_is_of_an_article_that_does_not_report_the_statement(
    comparison: Comparison,
) -> None:
    absent = comparison.coverage.query("state == 'absent'")
    found = 0
    for statement, own in absent.groupby("statement"):
        near = excerpts.nearest(comparison, str(statement))
        assert set(near) <= set(own["article"]) | set(
            comparison.coverage.query("state == 'not_yet' and statement == @statement")["article"]
        )
        for article, one in near.items():
            assert one.text in comparison.story.texts[article]
            assert 0 <= one.score <= 1
            assert one.quote(near=False).note.startswith("Closest sentence, not the same")
            asked = "does it say the same?" in one.quote(near=True).note
            assert asked == (one.likely >= excerpts.PERHAPS), (
                "a reader is asked only where it may well say it"
            )
            assert one.known("near").startswith("Unclear: " if asked else "Unclear, probably not")
            found += 1
    assert found > len(absent) / 2, "most articles have some sentence that was compared"


@pytest.mark.parametrize(
    ("voice", "note", "words"),
    [
        ("narrator", "slot 12", "the outlet's own words"),
        ("quoted", "", "in quotation marks"),
        ("attributed", "neutral: Kim Jong Un", "attributed, Kim Jong Un, neutral"),
        ("narrator", "doubting: nobody named", "the outlet's own words, nobody named, leaves it open"),
        ("attributed", "denying: Roy Moore", "attributed, Roy Moore, denies it"),
        ("narrator", "degree 1", "the outlet's own words, likely or indicated"),
        (
            "narrator",
            "since June 30, 2019; not hedged",
            "the outlet's own words, since June 30, 2019; not hedged",
        ),
    ],
)
def test_a_remark_is_in_words_that_a_reader_knows(voice: str, note: str, words: str) -> None:
    assert remark(voice, note) == words


@pytest.mark.parametrize(
    ("outlets", "most", "columns"),
    [(4, 5, 4), (5, 5, 5), (5, 3, 3), (4, 3, 2), (7, 5, 4), (11, 5, 4), (12, 5, 4), (12, 3, 3), (7, 3, 3)],
)
def test_no_outlet_is_left_alone_in_a_row_where_that_can_be_avoided(
    outlets: int, most: int, columns: int
) -> None:
    assert filters.columns_abreast(outlets, most) == columns


def test_rows_are_grouped_by_theme_only_where_most_have_one(
    comparison: Comparison, names: dict[str, str]
) -> None:
    assert filters.has_themes(comparison)
    own = comparison.statements
    themed = own["theme"].where(own.index < len(own) // 3, OTHER)
    few = replace(comparison, tables={**comparison.tables, "statements": own.assign(theme=themed)})
    assert not filters.has_themes(few)
    assert set(filters.cells(few, names)["theme"]) == {filters.UNGROUPED}
