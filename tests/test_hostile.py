"""Articles full of scripts, styles, Markdown and directives: nothing of them reaches any view as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from tests.support.invented import HOST, MARK, hostile_story, put_vectors
from tests.support.listed_views import View, listed_views
from tests.support.paths import ROOT

OWN_TAGS = {
    *("article", "b", "blockquote", "br", "dd", "details", "div", "dl", "dt", "em", "h3", "h4", "h5", "i", "li", "mark", "ol", "p", "q", "section"),
    *("small", "span", "strong", "style", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
}  # fmt: skip
OWN_ATTRIBUTES = {
    "class",
    "style",
    "title",
    "role",
    "tabindex",
    "lang",
    "dir",
    "open",
    "scope",
    "colspan",
    "id",
}
RAW = re.compile(
    r"(?<!\\)<(?:script|x-hostile|img|style|svg|iframe|b>)|(?<!\\)!\[(?:picture|i)\\?\]\(|\[(?:click|home|Link)\]\(|"
    r"(?<!\\):(?:red|blue-background)\[|(?<!\\):(?:material/bug_report|streamlit|bomb):|(?<!\\)\$\\frac|"
    r"(?<!\\)`code`|(?<!\\)\*\*bold|(?<!\\)~~struck|(?<!\\)&lt;x-hostile|(?<!\\)<https?:"
)
"""A payload that Markdown would still read: its first sign is not escaped."""
MARKDOWN = {"body", "label", "help"}  # fields of elements' messages that Streamlit draws as Markdown
MARKUP = {("html", "body"), ("bidi_component", "json")}  # fields that are put into the page as HTML
PLAIN = {"iframe", "arrow_data_frame", "vega_lite_chart", "download_button_data"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scratch = tmp_path_factory.mktemp("hostile")
    story = hostile_story(scratch / "story & <x-hostile>")
    put_vectors(story, scratch / "cache")
    return story


@pytest.fixture
def app(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("PARALLAX_CACHE", str(folder.parent / "cache"))
    monkeypatch.setattr("sys.argv", ["streamlit_app.py", str(folder)])
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120).run()
    assert not test.exception
    return test


class OwnMarkup(HTMLParser):
    """Notes every tag and attribute that is not ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.strange: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in OWN_TAGS:
            self.strange.append(f"<{tag}>")
        for name, value in attrs:
            if not (name in OWN_ATTRIBUTES or name.startswith(("data-", "aria-"))) or (
                name == "style" and re.search(r"url|expression|import", value or "")
            ):
                self.strange.append(f"<{tag} {name}={value!r}>")


def elements(test: AppTest) -> Iterator[tuple[str, Message]]:
    """Kind and message of everything on the page, the sidebar included."""

    def walk(block: Any) -> Iterator[tuple[str, Message]]:
        if getattr(block, "proto", None) is not None:
            yield getattr(block, "type", ""), block.proto
        for child in getattr(block, "children", {}).values():
            yield from walk(child)

    yield from walk(test._tree)


def texts(message: Message, name: str = "") -> Iterator[tuple[str, str]]:
    """Field name and value of every text in a message."""
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if isinstance(one, Message):
                yield from texts(one, field.name)
            elif isinstance(one, str):
                yield field.name or name, one


def faults(test: AppTest) -> list[str]:
    """Everything on the page that is markup of an article's making."""
    found = []
    for kind, message in elements(test):
        if kind in PLAIN:
            continue
        for field, value in texts(message):
            if (kind, field) in MARKUP:
                markup = OwnMarkup()
                markup.feed(json.loads(value).get("html", "") if field == "json" else value)
                found += [f"html: {strange}" for strange in markup.strange]
            elif field in MARKDOWN and RAW.search(value):
                found.append(f"{kind}.{field}: {value[:200]}")
    return found


def test_the_rules_find_what_they_are_for() -> None:
    """A rule that never fires would pass over everything."""
    markup = OwnMarkup()
    markup.feed("<p onclick='x'>a</p><script>1</script><span style='background:url(x)'></span>")
    assert len(markup.strange) == 3
    assert all(
        RAW.search(p) for p in (":red[a]", "![picture](https://a)", "<script>", "$\\frac{1}{2}$", "`code`")
    )
    assert not RAW.search(r"\:red\[a\] \!\[picture\]\(https\) \<script\> \$\\frac \`code\`")


@pytest.mark.parametrize("view", listed_views(), ids=lambda view: view.name)
def test_no_article_makes_markup_in_a_view(app: AppTest, view: View) -> None:
    app.switch_page(view.file).run()
    assert not app.exception
    assert faults(app) == []
    for box in [*app.selectbox]:  # opens what can be opened: a statement, a source, a pair, a sentence
        if box.key and box.options and not box.disabled:
            box.select_index(min(1, len(box.options) - 1)).run()
            assert not app.exception, box.key
            assert faults(app) == [], box.key
            break


def test_articles_side_by_side_make_no_markup(app: AppTest) -> None:
    app.switch_page("dashboard/app/views/reading.py").run()
    app.multiselect(key="beside").set_value(list(app.session_state.choices.names)[1:]).run()
    assert not app.exception
    shown = [
        json.loads(message.json).get("html", "")
        for kind, message in elements(app)
        if kind == "bidi_component"
    ]
    shown = [html for html in shown if html]
    assert len(shown) == 1
    assert MARK in shown[0]
    assert faults(app) == []


@pytest.mark.parametrize("index", range(6))
def test_no_statement_makes_markup_where_it_is_opened(app: AppTest, index: int) -> None:
    app.switch_page("dashboard/app/views/matrix.py").run()
    statement = app.session_state.choices.comparison.statements["statement"].iloc[2 * index]
    app.selectbox(key="statement").set_value(statement).run()
    assert not app.exception
    assert faults(app) == []
    bodies = " ".join(message.body for kind, message in elements(app) if kind == "html")
    assert "reports it: " in bodies


def test_the_story_holds_what_it_should(app: AppTest) -> None:
    comparison = app.session_state.choices.comparison
    said = " ".join(comparison.statements["label"])
    assert MARK in said
    assert HOST in said
    assert (comparison.statements["articles"] > 1).sum() > 10, "the payloads stand in shared statements"
