"""Web pages in the styles of large sites: time, outlet, title and text, and what is left out."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dashboard.story import documents
from dashboard.story.read import read_files
from dashboard.story.story import Document, UnreadableError
from tests.support.news_pages import Page, pages

PAGES = pages()


def read(html: str, file: str = "a.html") -> Document:
    return documents.read(file, html.encode())[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_gives_its_time_outlet_title_and_text(page: Page) -> None:
    story = read_files("s", {page.file: page.html.encode()})
    row = story.articles.iloc[0]
    assert row["published"] == page.published
    assert (row["outlet"], row["evidence"].startswith("inferred")) == (page.outlet, page.guess)
    assert row["title"] == page.title
    compared = " ".join(story.sentences.loc[story.sentences["role"].isin(["headline", "body"]), "text"])
    wanted, found = words(" ".join(page.text)), words(compared)
    assert not wanted - found
    assert not any(noise in compared for noise in page.noise)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


PROSE = "".join(
    f"<p>Paragraph {n} says that the crane fell into the basin and that the port stays closed until Thursday.</p>"
    for n in range(5)
)


@pytest.mark.parametrize(
    "name",
    [
        "paywall",
        "subscriber-content",
        "has-ads",
        "share-enabled",
        "article-teaser",
        "embed-body",
        "promo-off",
    ],
)
def test_a_name_of_furniture_on_the_report_itself_takes_nothing_away(name: str) -> None:
    html = f'<html><body><article class="{name}"><h1>Crane falls</h1><div class="{name}">{PROSE}</div></article></body></html>'
    assert read(html).text.count("Paragraph") == 5
    each = PROSE.replace("<p>", f'<p class="{name}">')
    assert (
        read(f"<html><body><article><h1>Crane falls</h1>{each}</article></body></html>").text.count(
            "Paragraph"
        )
        == 5
    )


def test_what_was_left_out_is_said() -> None:
    other = "".join(
        f"<p>Another text {n} of the same page speaks at length of the quarry and of the herd that was seen there.</p>"
        for n in range(3)
    )
    html = f'<html><body><article><h1>Crane falls</h1><div class="x">{PROSE}</div></article><div class="y"><div>{other}</div></div></body></html>'
    found = read(html)
    taken = found.text.count("Another text")
    assert taken == 3 or any("were left out" in caveat.message for caveat in found.caveats)


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<html></html>", "<p></p>", "<!-- -->", "<script>1</script>"]
)
def test_a_page_without_an_article_is_refused_with_the_way_out(html: str) -> None:
    with pytest.raises(UnreadableError, match="no article that can be told") as raised:
        read(html)
    assert raised.value.remedy
