"""Text from outside stays text, whatever template it is put into; what is marked is the text that was meant."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markdown_it import MarkdownIt
from markupsafe import Markup

from dashboard.presentation import excerpts, filters, framing, highlights, lineage, markup, reading
from dashboard.presentation.markup import Card, Entry, Quote, Run
from tests.support.hostile import LINES, OUTLETS
from tests.support.invented import PAYLOADS

HOSTILE = (*LINES, *OUTLETS, *PAYLOADS, 'it\'s "quoted" & <b>bold</b>')
OWN_TAGS = {
    *("article", "b", "blockquote", "br", "dd", "details", "div", "dl", "dt", "h4", "h5", "i", "li", "mark", "p", "section", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}  # fmt: skip
SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=8)


class Page(HTMLParser):
    """Tags, attributes and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.values: list[str] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def card(text: str) -> Card:
    """A card in which every field is the text."""
    quote = Quote(markup.runs(text, [(0, 3)], [(1, 2)]), text, text, text)
    return Card(text, text, [quote], text, text, quote, True)


def filled(text: str) -> dict[str, str]:
    """Every piece of HTML that pages are put together from, the text in each of its places."""
    part = reading.Part(
        text, text, "body", text, True, ((text, text, text),), 0.5, ("s1",), markup.runs(text)
    )
    line = framing.Line(text, (text, framing.Stack(((text, text, text),))))
    pair = lineage.Pair(3, card(text), card(text))
    return {
        "cards": markup.cards([card(text), card(text)._replace(quotes=())], "variants"),
        "entries": markup.entries([Entry(text, [card(text)], text, True, text)]),
        "letters": markup.letter_key([(text, text, text)]),
        "key words": excerpts.key_words(text, text, [excerpts.Line("a", "a:0", text, ((0, 2),), "lead")]),
        "finding": highlights.FindingCard(
            text,
            text,
            (highlights.Said((chip := highlights.Chip(text, text),), text, text, text),),
            (chip,),
            highlights.Link(text, text, {}),
        ).html,
        "drawer": markup.html("drawer_head.jinja", label=text, note=text),
        "article": markup.html(
            "article.jinja", parts=[part, part._replace(echoes=())], rest=text, colour=text
        ),
        "columns": markup.html("side_by_side.jinja", columns=[reading.Column(text, text, (part,), text)]),
        "wording": markup.html("wording.jinja", line=line, unjoined=False),
        "runs": markup.html("runs.jinja", kinds=[(text, [pair])]),
        "question": markup.html("question.jinja", question={"number": 1, "text": text}),
        "versions": markup.html("versions.jinja", rows=[(card(text), card(text))]),
        "definitions": markup.html("definitions.jinja", measures=[(text, text)]),
        "articles": markup.html("articles.jinja", heads=[text], rows=[(text, text, [text])]),
        "places": markup.places(
            [filters.Placed("s", text, (filters.Place(text, text, text, True),), text, text)]
        ),
        "head": markup.html("article_head.jinja", name=text, colour=text, title=text, facts=[text]),
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_makes_markup_in_any_template(text: str) -> None:
    for name, html in filled(text).items():
        page = Page(html)
        assert page.tags <= OWN_TAGS, name
        assert " ".join(text.split()) in " ".join("".join(page.text).split()), name


def test_every_template_is_filled_in_here_or_by_the_reports_own_tests() -> None:
    files = {file.name for file in markup.TEMPLATES.glob("*.jinja")}
    elsewhere = {"brand.jinja", "macros.jinja", "legend.jinja", "report.html.jinja", "report.md.jinja"} | {
        "finding.svg.jinja",
        "project.qde.jinja",
        "worksheet.html.jinja",
    }
    assert len(files - elsewhere) == len(filled("x"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_colour_is_a_colour_or_none(text: str) -> None:
    assert f"--c:{markup.SOFT}" in markup.cards([card(text)])


def test_a_value_that_a_template_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        markup.html("cards.jinja", cards=[])


@given(st.text(max_size=60), SPANS, SPANS)
def test_runs_are_the_text_in_order(
    text: str, marks: list[tuple[int, int]], lined: list[tuple[int, int]]
) -> None:
    found = markup.runs(text, marks, lined)
    assert "".join(piece.text for run in found for piece in run.pieces) == text
    marked = [run.marked for run in found for piece in run.pieces for _ in piece.text]
    under = [piece.underlined for run in found for piece in run.pieces for _ in piece.text]
    assert marked == [any(a <= k < b for a, b in marks) for k in range(len(text))]
    assert under == [any(a <= k < b for a, b in lined) for k in range(len(text))]
    assert all(a.marked != b.marked for a, b in pairwise(found))


def test_marks_and_underlines_are_nested() -> None:
    found = markup.cards([Card("Post", "#123456", [Quote(markup.runs("one two", [(0, 7)], [(4, 7)]))])])
    assert '<mark>one <span class="shared">two</span></mark>' in found
    assert markup.runs("") == ()
    assert markup.runs("a") == (Run(False, (markup.Piece("a"),)),)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_escapes_what_is_no_markup(text: str) -> None:
    made = markup.unmarked(text)
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(made)
    assert Page(html).tags <= {"p"}
    finalize = markup._markdown_environment().finalize
    assert finalize
    assert finalize(text) == Markup(made)
    assert finalize(Markup("---")) == "---"


def test_counts_inflect() -> None:
    assert markup.count(1, "difference") == "1 difference"
    assert markup.count(0, "difference") == "0 differences"
    assert markup.count(1234, "story", "stories") == "1,234 stories"
