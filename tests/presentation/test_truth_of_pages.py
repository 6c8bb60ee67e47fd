"""What a page says of a cell, a count or a figure is what the matrix shows, on the screen and in every file."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard import charts
from dashboard.charts.matrix import STATE_WORDS
from dashboard.charts.palette import brief
from dashboard.comparison import Comparison
from dashboard.export import coding_sheet, report
from dashboard.export.workbook import workbook
from dashboard.findings.finding import adds_charge, nothing_differs, one_says_more
from dashboard.lineage.provenance import COPIED
from dashboard.presentation import (
    emphasis,
    excerpts,
    facts,
    filters,
    framing,
    highlights,
    lineage,
    markup,
    profile,
    sources,
    story_title,
)
from dashboard.presentation.excerpts import GUARDS, Near, cell_words
from dashboard.presentation.lineage import Origin, Shares
from dashboard.presentation.rows import FindingRow, SpanRow, records
from dashboard.statements.coverage import NEAR
from dashboard.statements.themes import OTHER


@pytest.fixture(scope="module")
def names(comparison: Comparison) -> dict[str, str]:
    return filters.article_names(comparison)


def test_screen_spreadsheet_coding_sheet_and_report_say_the_same_of_a_cell(
    comparison: Comparison, names: dict[str, str]
) -> None:
    cells = filters.cells(comparison, names)
    said = {(c.label, names[c.article], cell_words(c.state, c.place)) for c in cells.itertuples(index=False)}
    coded = coding_sheet.statements(comparison)
    assert {
        (r.Statement, r.Outlet, cell_words_of(r.State, r.Place)) for r in coded.itertuples(index=False)
    } == said
    printed = {
        (row.label, names[article], cell_words(*cell))
        for row in report.rows(comparison)
        for article, cell in row.cells.items()
    }
    assert printed == said
    book = load_workbook(io.BytesIO(workbook(comparison)), read_only=True)
    head, *lines = [list(line) for line in book["Coverage"].iter_rows(values_only=True)]
    written = {
        (line[2], outlet, str(line[head.index(outlet)]).split("\n")[0])
        for line in lines
        for outlet in names.values()
    }
    assert written == said


def cell_words_of(state: str, place: str) -> str:
    return f"{state}: {place}" if place else state


def test_place_words_and_depth_of_a_coded_cell_belong_to_one_passage(comparison: Comparison) -> None:
    where, first = excerpts.places(comparison), excerpts.first_mentions(comparison)
    for row in coding_sheet.statements(comparison).itertuples(index=False):
        mention = first.get(tuple(row.Unit.split(":", 1)))
        assert (mention is None) == (row.Words == "")
        if mention:
            length = len(comparison.story.texts[mention.article])
            assert row.Place == where[mention.sentence]
            assert row.Depth == pytest.approx(mention.start / length, abs=6e-4)


def test_a_cell_stands_for_a_mention_in_full_where_it_has_one(comparison: Comparison) -> None:
    states = comparison.coverage.set_index(["statement", "article"])["state"]
    for cell, mention in excerpts.first_mentions(comparison).items():
        assert mention.strength == ("full" if states[cell] == "full" else "partial")


def coverage(**rows: str) -> pd.DataFrame:
    """One statement a row, one letter an article: f(ull), p(artial), - (absent), ? (absent, a sentence comes near), e(arly)."""
    state = {"f": "full", "p": "partial", "-": "absent", "?": "absent", "e": "not_yet"}
    return pd.DataFrame(
        [
            (name, f"a{k}", state[c], NEAR if c == "?" else 0.0, False)
            for name, row in rows.items()
            for k, c in enumerate(row)
        ],
        columns=["statement", "article", "state", "near", "corrected"],
    )


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ("-ffff", "in full in 4 of 4 others"),
        ("-fffp", "in full in 3 of 4 others, at least in part in 1"),
        ("-fff-", "in full in 3 of 4 others"),
        ("efff-", "in full in 3 of 4 others; published before it was known"),
        ("-fppp", "in full in 1 of 4 others, at least in part in 3"),
        ("-pppp", "at least in part in 4 of 4 others"),
        ("-ff--", "in full in 2 of 4 others"),
        ("-f---", None),
        ("?ffff", None),
        ("pffff", None),
        ("fffff", None),
    ],
)
def test_what_two_others_report_and_one_does_not_is_not_found_there(row: str, note: str | None) -> None:
    found = profile.left_out(coverage(s=row), "a0")
    assert [left.note(4) for left in found] == ([note] if note else [])


@pytest.mark.parametrize(
    ("state", "guard", "asked", "said"),
    [
        ("full", "", "Two swimmers were hurt", "Similar, has all your words"),
        ("full", "", "Two swimmers drowned", "Similar, without your “drowned”"),
        (
            "partial",
            "number",
            "Ten swimmers were hurt",
            f"Similar at least in part, without your “ten”, {GUARDS['number']}",
        ),
        (
            "absent",
            "",
            "The beach reopened on Friday",
            "Not counted: without your “beach”, “reopened” or “friday”",
        ),
        ("absent", "act", "Two swimmers were hurt", f"Not counted: {GUARDS['act']}"),
    ],
)
def test_an_answer_says_how_similar_a_sentence_is_and_never_that_it_says_the_same(
    state: str, guard: str, asked: str, said: str
) -> None:
    missing = excerpts.lacking(asked, "Two swimmers were hurt near the pier.")
    assert excerpts.verdict(Near("a", "s", 0, 1, 0.9, guard, state), missing) == said


def test_the_title_names_the_outlet_whose_words_it_is(comparison: Comparison, names: dict[str, str]) -> None:
    heading = story_title.heading(comparison, names)
    assert heading.note in report.markdown(comparison).replace("\\", "")
    article = next(a for a, name in names.items() if f"of {name}; others" in heading.note)
    said = set(heading.words.split()) & set(comparison.story.texts[article].split())
    assert len(said) > 0.6 * len(heading.words.split())


@pytest.mark.parametrize(
    ("words", "numbers_differ", "sides"),
    [
        ("Riot leaves 20 injured after bakery vote", True, 2),
        ("Riot leaves 20 injured after bakery vote", False, 1),
        ("Tear gas as crowd opposes end of bakery", True, 0),
    ],
)
def test_a_heading_is_the_more_disputed_the_more_numbers_and_charged_words_it_has(
    words: str, numbers_differ: bool, sides: int
) -> None:
    assert story_title._disputed(words, numbers_differ) == sides


@pytest.mark.parametrize(
    ("full", "part", "among", "said"),
    [
        (2, 0, 2, "Both articles report it."),
        (3, 0, 3, "All 3 articles report it."),
        (2, 1, 3, "2 of 3 articles report it, 1 more at least in part."),
        (1, 1, 2, "1 of 2 articles reports it, 1 more at least in part."),
    ],
)
def test_a_title_counts_apart_what_is_told_in_full_and_in_part(
    full: int, part: int, among: int, said: str
) -> None:
    assert story_title._how_many(full, part, among) == said


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("The council closed the old bridge on Friday.", "It closed the old bridge on Friday."),
        ("The council closed the old bridge on Friday.", "Until then, the council closes the old bridge."),
        (
            "The council closed the old bridge on Friday.",
            "[The council met.] The mayor closed the old bridge.",
        ),
        (
            "The council closed the old bridge on Friday.",
            "The old bridge is closed,” the mayor said on Friday.",
        ),
        ("The council closed the old bridge on Friday.", "Has the council closed the old bridge on Friday?"),
        ("The council closed the old bridge on Friday.", "Council of Harwich, No."),
    ],
)
def test_a_title_reads_by_itself(better: str, worse: str) -> None:
    assert story_title._unreadable(better) == 0.0
    assert story_title._unreadable(worse) > 0.2


def test_every_statement_is_in_the_words_of_an_outlet_that_reports_it(
    comparison: Comparison, names: dict[str, str]
) -> None:
    for statement in comparison.statements["statement"].head(30):
        own = comparison.mentions[comparison.mentions["statement"] == statement]["article"]
        assert filters.in_words_of(comparison, statement) in {names[a] for a in own}


def test_with_two_outlets_the_matrix_shows_what_one_leaves_out() -> None:
    assert [filters.usual_least(n) for n in (1, 2, 3, 12)] == [1, 1, 2, 2]


def test_an_empty_section_is_never_an_all_clear() -> None:
    two, three = {"a": "A", "b": "B"}, {"a": "A", "b": "B", "c": "C"}
    for section in framing.SECTIONS:
        if section != framing.LEFT_OUT:
            said = framing.none_found(section, three)
            assert framing.LOOKED_FOR[section] in said
            assert "may be missed" in said
    assert "under “Left out”" in framing.none_found("Allegations", two)
    assert "None of this is certain" in framing.none_found("Left out", three)
    assert "second outlet" in framing.none_found("Left out", {"a": "A"})


def test_a_page_without_cards_counts_what_was_found(comparison: Comparison, names: dict[str, str]) -> None:
    said = highlights.nothing_strong(comparison, names)
    assert str(len(comparison.findings)) in said
    assert "certain and newsworthy enough" in said


@pytest.mark.parametrize(
    "wordings",
    [
        ("several witnesses", "Witnesses"),
        ("A riot", "Riot", "the riot"),
        ("is estimated", "estimate"),
        ("failed early on Monday", "failed early on Monday"),
    ],
)
def test_the_same_words_are_no_difference(wordings: tuple[str, ...]) -> None:
    assert nothing_differs(wordings)


@pytest.mark.parametrize(
    "wordings",
    [
        ("a riot", "a protest"),
        ("12 people", "people"),
        ("may have denied", "denied"),
        ("failed", "failed", "burst"),
        ("no witnesses", "witnesses"),
        ("the", "its"),
        ("two people", "three people"),
    ],
)
def test_other_words_are_a_difference(wordings: tuple[str, ...]) -> None:
    assert not nothing_differs(wordings)


@pytest.mark.parametrize(
    ("wordings", "more"),
    [
        (("a sit-in", "a six-day sit-in"), True),
        (("At least 23 people", "23 injured people"), True),
        (("oppose", "had gathered to oppose"), True),
        (("rioters", "protesters"), False),
        (("a mob", "a crowd of workers"), False),
        (("workers", "striking workers", "rioters"), False),
    ],
)
def test_who_only_says_more_words_nothing_otherwise(wordings: tuple[str, ...], more: bool) -> None:
    assert one_says_more(wordings) == more


@pytest.mark.parametrize(
    ("wordings", "charged"),
    [
        (("a do-nothing Congress", "Congress"), True),
        (("a six-day sit-in", "a sit-in"), False),
        (("a scathing report", "the scathing report"), False),
        ((), False),
    ],
)
def test_who_adds_a_charged_word_words_it_otherwise(wordings: tuple[str, ...], charged: bool) -> None:
    assert adds_charge(wordings) == charged


def test_no_card_only_says_more_and_figures_come_last_and_say_that_they_were_not_checked(
    comparison: Comparison, names: dict[str, str]
) -> None:
    for finding in highlights.highlights(comparison)["finding"]:
        own = comparison.spans[comparison.spans["finding"] == finding]
        kind = comparison.findings.set_index("finding").at[finding, "kind"]
        only_more = one_says_more(own["text"]) and not adds_charge(own["text"])
        assert kind not in ("label", "wording") or not only_more
    cards = highlights.strongest(comparison, names, filters.article_colours(comparison))
    unchecked = [card.unchecked for card in cards]
    assert unchecked == sorted(unchecked)
    assert bool(highlights.caution(cards)) == any(unchecked)
    few = [
        card._replace(kind=kind, unchecked=True)
        for card, kind in zip(cards, ("Numbers", "Numbers"), strict=False)
    ]
    assert highlights.caution(few).count("“Numbers”") == 1, "it is said once for all cards of a kind"


def test_no_finding_of_the_story_sets_the_same_words_against_each_other(comparison: Comparison) -> None:
    for finding in records(comparison.findings, FindingRow):
        own = comparison.spans[comparison.spans["finding"] == finding.finding]
        if finding.kind in ("label", "wording") and own["article"].nunique() > 1:
            assert not nothing_differs(own["text"]), finding.title


def test_outlets_with_the_same_words_stand_together_on_a_card(
    comparison: Comparison, names: dict[str, str]
) -> None:
    cards = highlights.strongest(comparison, names, filters.article_colours(comparison))
    for card in cards:
        words = [row.words.casefold() for row in card.rows]
        assert len(set(words)) == len(words)
        named = [chip.name for row in card.rows for chip in row.outlets] + [chip.name for chip in card.chips]
        assert len(set(named)) == len(named)


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        (
            (("a", "reached a consensus", "quoted"), ("b", "reached a consensus", "not quoted")),
            "A puts these words in quotation marks; B doesn't.",
        ),
        (
            (("a", "reached a consensus", "quoted"), ("b", "reached consensus on it", "not quoted")),
            "Quoted by A, reported in other words by B.",
        ),
        ((("a", "reached a consensus", "quoted"), ("b", "reached a consensus", "quoted")), ""),
    ],
)
def test_a_quotation_that_differs_in_its_marks_alone_is_said_so(
    spans: tuple[tuple[str, str, str], ...], said: str
) -> None:
    made = [SpanRow("f", article, 0, len(text), text, "quoted", note) for article, text, note in spans]
    assert highlights._marked_or_not(made, {"a": "A", "b": "B"}) == said


def test_a_figure_far_from_a_limit_has_a_section_of_its_own() -> None:
    def section(detail: str) -> str:
        return facts.section_of(FindingRow("f", "granularity", None, "title", detail, 1.0))

    assert section("Worth checking: “At least 12” allows 20, so both can be right") == facts.CHECK
    assert section("“July 26” is the more exact, and fits “this week”") == "granularity"


def origin(article: str, declared: str | None, reason: str, parents: str | None = None) -> Origin:
    return Origin(article, parents is None, parents, 0.1, declared, reason)


def test_the_agency_is_named_where_it_is_credited(comparison: Comparison) -> None:
    found = [
        origin("x", "AFP", "30% of its own text appears word for word in others", "y"),
        origin("y", None, "5% of its own text is in the other origins; it credits no agency"),
    ]
    names = {"x": "Daily", "y": "Post"}
    assert "Daily credits AFP" in lineage.agencies(comparison, found, names)
    cards = lineage.origin_cards(found, names, {"x": "#111111", "y": "#222222"})
    text = ["".join(p.text for q in card.quotes for r in q.runs for p in r.pieces) for card in cards]
    assert text[0].endswith("It credits AFP.")
    assert "credits AFP" not in text[1]
    assert lineage.agencies(comparison, found[1:], names) == "No article credits an agency."


@pytest.mark.parametrize(
    ("own", "row", "said"),
    [
        (1.0, "ff-", "Echo prints the text of Post: count them as one text."),
        (0.5, "ff-", ""),
        (1.0, "-ff", ""),
    ],
    ids=["copy", "shares half", "the other does not report it"],
)
def test_a_copy_is_said_where_it_would_be_counted_as_two(own: float, row: str, said: str) -> None:
    table = SimpleNamespace(
        lineage=pd.DataFrame([("a0", "a1", 0.9, own, 0.9, own)], columns=Shares._fields),
        origins=pd.DataFrame(
            [("a0", True, None, 0.0, None, ""), ("a1", False, "a0", own, None, "")], columns=Origin._fields
        ),
        coverage=coverage(s=row),
    )
    names = {"a0": "Post", "a1": "Echo", "a2": "Wire"}
    assert lineage.copies_note(table, names, "s") == said  # type: ignore[arg-type]


def test_the_share_of_an_origin_is_its_own_and_below_the_limit(comparison: Comparison) -> None:
    for row in records(comparison.origins, Origin):
        if row.own:
            share = f"{row.share:.0%} of its own text is in the other origins"
            assert (share if row.share >= 0.005 else "in no other origin") in row.reason
            assert row.share < COPIED


def shares(outlets: int) -> tuple[pd.DataFrame, dict[str, str]]:
    names = {f"a{k}": f"The Outlet of Town {k}" for k in range(outlets)}
    rows = [(a, b, 10, 5, 5, 0.5) for a in names for b in names if a != b]
    return pd.DataFrame(rows, columns=["a", "b", "told", "shared", "touched", "share"]), names


@pytest.mark.parametrize(("outlets", "narrow", "longest"), [(3, "50%", 12), (12, "50", 13)])
def test_a_narrow_screen_keeps_the_figures_of_many_outlets(outlets: int, narrow: str, longest: int) -> None:
    table, names = shares(outlets)
    drawn = charts.pair_matrix(table, names, charts.LIGHT).to_dict()
    values = [v for part in drawn["layer"] for v in part.get("data", {}).get("values", [])]
    assert {v["narrow"] for v in values if "said0" in v} == {narrow}
    heads = [v["narrow"] for v in values if "column" in v and "said0" not in v]
    assert heads
    assert all(len(line) <= longest for head in heads for line in head.split("\n"))


@pytest.mark.parametrize(("statements", "outlets"), [(3, 2), (13, 12), (80, 5), (200, 12)])
def test_themes_beside_the_small_matrix_have_a_line_each(statements: int, outlets: int) -> None:
    names = {f"a{k}": f"Outlet {k}" for k in range(outlets)}
    rows = [
        (f"s{k}", a, "full", f"Statement {k}", f"Theme {k // 2}") for k in range(statements) for a in names
    ]
    cells = pd.DataFrame(rows, columns=["statement", "article", "state", "label", "theme"])
    drawn = charts.small_matrix(cells, names, dict.fromkeys(names, "#111111"), charts.LIGHT).to_dict()
    order = list(dict.fromkeys(cells["statement"]))
    named = [v["statement"] for part in drawn["layer"] for v in part["data"]["values"] if "name" in v]
    step = (drawn["height"] - (88 if outlets > 8 else 44)) / statements
    at = [order.index(s) * step for s in named]
    assert all(b - a >= 12 for a, b in pairwise(at))


def test_the_legend_explains_the_tick() -> None:
    assert "✓" in markup.legend(["full"], narrow=True)
    assert "✓" not in markup.legend(["full"], narrow=False)


def test_the_legend_explains_what_is_there_and_nothing_else() -> None:
    assert STATE_WORDS["not_yet"] not in markup.legend(["full", "absent"], narrow=False)
    assert STATE_WORDS["not_yet"] in markup.legend(["full", "not_yet"], narrow=False)


def test_themes_stand_in_one_order_whatever_is_filtered_and_other_is_the_last(
    comparison: Comparison, names: dict[str, str]
) -> None:
    order = filters.themes(comparison)
    assert set(order) == set(comparison.statements["theme"])
    assert OTHER not in order[:-1]
    for chosen in (filters.Filter(), filters.Filter(least=2), filters.Filter(least=len(names))):
        shown = list(dict.fromkeys(filters.cells(comparison, names, chosen)["theme"]))
        assert shown == [theme for theme in order if theme in shown]
    assert [letter for theme, (letter, _) in emphasis.swatches(comparison).items() if theme in order] == list(
        charts.LETTERS[: len(order)]
    )


def test_what_one_article_alone_has_is_what_is_so_for_sure_and_what_may_be_elsewhere(
    comparison: Comparison, names: dict[str, str]
) -> None:
    drawn = filters.by_number(comparison, names).query("tellers == 1").set_index("article")
    number, unclear = (drawn.loc[drawn["unclear"] == one, "statements"] for one in (False, True))
    sure, perhaps = filters.alone(comparison, names), filters.perhaps_alone(comparison, names)
    for article in names:
        own, maybe = sure.get(article, []), perhaps.get(article, [])
        assert not set(own) & set(maybe)
        assert (len(own), len(maybe)) == (number.get(article, 0), unclear.get(article, 0))


def test_what_may_be_missing_is_not_reported_by_the_articles_named(
    comparison: Comparison, names: dict[str, str]
) -> None:
    colours = filters.article_colours(comparison)
    two = dict(list(names.items())[:2])
    for chosen in (names, two):
        lists = framing.perhaps_left_out(comparison, chosen, colours)
        assert lists
        for found in lists:
            assert found.title.endswith(f": {len(found.entries)}")
            for entry in found.entries:
                silent = {card.name for card in entry.cards if not card.quotes}
                named = {name for name in chosen.values() if name in entry.note}
                assert named
                assert named == silent


def test_a_number_is_shown_with_everybody_who_gives_it() -> None:
    rows = [
        ("s", "a:1", "a", 0, 29, "full", 0.9, "Twenty people were injured."),
        ("s", "b:1", "b", 10, 39, "full", 0.9, "and 12 people were hurt."),
        ("s", "c:1", "c", 5, 35, "full", 0.9, "Crews treated 20 people."),
        ("t", "d:1", "d", 5, 35, "full", 0.9, "It employs 20 people."),
    ]
    mentions = pd.DataFrame(
        rows, columns=["statement", "sentence", "article", "start", "end", "strength", "score", "text"]
    )
    found = FindingRow("f", "number", None, "title", "detail", 1.0)
    spans = [
        SpanRow("f", "a", 0, 6, "Twenty", "narrator", "20"),
        SpanRow("f", "b", 14, 16, "12", "narrator", "12"),
    ]
    table = SimpleNamespace(mentions=mentions)
    every = dict.fromkeys("abcd", "x")
    others = facts.agreeing(table, found, spans, every)  # type: ignore[arg-type]
    assert [(s.article, s.text, s.note, s.start) for s in others] == [("c", "20", "20", 19)]
    assert not facts.agreeing(table, found, spans, dict.fromkeys("ab", "x"))  # type: ignore[arg-type]


def test_a_source_is_counted_as_often_as_its_passages_are_shown(
    comparison: Comparison, names: dict[str, str]
) -> None:
    table, colours = sources.cited(comparison, names), filters.article_colours(comparison)
    cells = sources.counts(table, names)
    for source, own in cells.groupby("item"):
        cards = sources.passages(comparison, table, str(source), names, colours)
        shown = {card.name: len(card.quotes) for card in cards}
        assert shown == {names[a]: n for a, n in own[["article", "count"]].to_numpy() if n}
        said = sources.silent(table, str(source), names)
        assert [name for name in names.values() if name in said] == [
            n for n in names.values() if n not in shown
        ]


def test_whom_an_outlet_credits_it_is_shown_to_cite(comparison: Comparison, names: dict[str, str]) -> None:
    table = sources.cited(comparison, names)
    listed = set(sources.labels(table))
    for citation in records(table, sources.Citation):
        assert {citation.source, *citation.channels} <= listed


def test_what_persons_and_countries_are_called_comes_last_and_counts_agree_with_the_title(
    comparison: Comparison, names: dict[str, str]
) -> None:
    found = framing.of_section(comparison, "Names", names)
    called = [one.title.partition(":")[0].endswith(framing.CALLED) for one in found]
    assert called == sorted(called)
    assert {one.finding for one in found} == set(comparison.findings.query("kind == 'label'")["finding"])


@pytest.mark.parametrize(
    ("title", "texts", "said"),
    [
        ("“a riot” in A; “the protest” in B", ["a riot", "the protest"], "2 wordings in 2 outlets"),
        (
            "“a riot” in A; “the protest” in B",
            ["a riot", "The protest", "a march"],
            "3 wordings in 2 outlets; choose this line to see all",
        ),
        ("no words of it", ["a riot"], "1 wording in 2 outlets"),
    ],
)
def test_a_count_of_wordings_says_how_many_of_them_the_title_has(
    title: str, texts: list[str], said: str
) -> None:
    assert framing._of_wordings(title, texts, "2 outlets") == said


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Unnamed (Kyodo?)", "Kyodo?"),
        ("Unnamed (N. Tuyet) 2", "N. Tuyet 2"),
        ("News18 (AP)", "News18 (AP)"),
        ("Unnamed", "Unnamed"),
    ],
)
def test_a_name_is_short_without_what_says_that_there_is_none(name: str, short: str) -> None:
    assert brief(name) == short


@pytest.mark.parametrize(
    ("stance", "row", "shown", "found"),
    [
        ("denying", "f-p", False, (("a1",), ())),
        ("denying", "f?-", False, (("a2",), ("a1",))),
        ("denying", "f?p", False, ((), ("a1",))),
        ("denying", "fpf", False, None),
        ("denying", "p-p", False, None),
        ("denying", "f-e", True, None),
        ("neutral", "f--", False, None),
    ],
    ids=["missing", "missing and unclear", "unclear", "all have it", "none in full", "beside its allegation", "no denial"],
)  # fmt: skip
def test_a_denial_that_not_every_article_reports_is_asked_for(
    stance: str, row: str, shown: bool, found: tuple[tuple[str, ...], tuple[str, ...]] | None
) -> None:
    mentions = pd.DataFrame(
        [("s", "a0:4", "a0", 10, 60, "They deny it.")],
        columns=["statement", "sentence", "article", "start", "end", "text"],
    )
    said = [("a0:4", stance, 18, 24)]
    table = SimpleNamespace(
        coverage=coverage(s=row),
        mentions=mentions,
        sources=pd.DataFrame(said, columns=["sentence", "stance", "cue_start", "cue_end"]),
        spans=pd.DataFrame(
            [("a0", 18, 40, "denial" if shown else "alleged")], columns=["article", "start", "end", "note"]
        ),
        story=SimpleNamespace(strays=()),
    )
    made = framing.denied(table, dict.fromkeys(("a0", "a1", "a2"), "x"))  # type: ignore[arg-type]
    assert [(one.lacking, one.unclear) for one in made] == ([found] if found else [])
    assert all(one.words == {"a0": "They deny it."} for one in made)

    others = (
        mentions.assign(sentence="a1:1", article="a1", text="They did it."),
        mentions.assign(sentence="a2:1", article="a2", text="They did it, a union says."),
    )
    table.mentions = pd.concat([mentions, *others], ignore_index=True)  # most report what is alleged
    assert not framing.denied(table, dict.fromkeys(("a0", "a1", "a2"), "x"))  # type: ignore[arg-type]


DENIALS = {
    "The mill |denied| that it had known.": True,
    "The mill |has denied| any part in it.": True,
    "The mill |denied| Roe's account.": True,
    "The mill |denied| her story.": True,
    "The mill went on |to deny| it.": True,
    "The mill |rejected| claims that it had known.": True,
    "The mill |rejected| that suggestion.": True,
    "The mill |dismissed| the idea that it had known.": True,
    "Al blasted them for |rejecting| it.": False,
    "The mill |could deny| it in court.": False,
    "He did not want |to contradict| his account.": False,
    "Lawyers are seeking |to dismiss| that case.": False,
    "The mill |rejected| Roe's suggestion, a sign of trouble.": False,
    "The mill |rejected| the notion that it should close.": False,
    "The mill |has dismissed| that option.": False,
    "The florist |denied| service to the couple.": False,
    "The mill |denied| a request for documents.": False,
    "The ministry |denied| him a visa.": False,
    "The party |denied| Jane Roe a seat.": False,
}
"""A mention with its cue between bars -> whether it denies a claim."""


@pytest.mark.parametrize(("marked", "denies"), DENIALS.items())
def test_who_turns_something_down_or_might_deny_it_denies_nothing(marked: str, denies: bool) -> None:
    before, cue, after = marked.split("|")
    mention = ("s", "a0:4", "a0", 0, len(marked) - 2, before + cue + after)
    source = ("a0:4", "denying", len(before), len(before + cue))
    table = SimpleNamespace(
        coverage=coverage(s="f--"),
        mentions=pd.DataFrame(
            [mention], columns=["statement", "sentence", "article", "start", "end", "text"]
        ),
        sources=pd.DataFrame([source], columns=["sentence", "stance", "cue_start", "cue_end"]),
        spans=pd.DataFrame([], columns=["article", "start", "end", "note"]),
        story=SimpleNamespace(strays=()),
    )
    assert bool(framing.denied(table, dict.fromkeys(("a0", "a1", "a2"), "x"))) == denies  # type: ignore[arg-type]


def test_a_place_says_how_many_paragraphs_there_are(comparison: Comparison) -> None:
    where, whole = excerpts.places(comparison), excerpts.full_places(comparison)
    assert set(where) == set(whole)
    for sentence, place in where.items():
        if place.startswith("¶"):
            number, of, last = whole[sentence].removeprefix("¶ ").split()
            assert f"¶ {number}" == place
            assert (of, int(number) <= int(last)) == ("of", True)
        elif place == "lead":
            assert re.fullmatch(r"lead \(¶ 1 of \d+\)", whole[sentence])
        else:
            assert whole[sentence] == place


@pytest.mark.parametrize(
    ("tiers", "said"),
    [
        (("main",), "Names: 1 main difference"),
        (
            ("main", "main", "minor"),
            "Names: 2 main differences, most newsworthy first; 1 smaller or less sure",
        ),
        (("minor", "minor"), "Names: 2 differences, smaller or less sure"),
    ],
)
def test_the_list_of_differences_says_how_many_are_main_ones(tiers: tuple[str, ...], said: str) -> None:
    found = [FindingRow(str(k), "label", None, "t", "d", 0.9, tier) for k, tier in enumerate(tiers)]
    assert framing.heading("Names", found) == said
