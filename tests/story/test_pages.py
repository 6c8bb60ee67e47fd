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
    "title", ["Harbor Post: Crane falls into the basin", "Harbor Post » Crane falls into the basin"]
)
def test_a_name_before_the_title_is_the_outlets(title: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><h2>Crane falls into the basin</h2>{PROSE}</body></html>"
    row = read_files("s", {"a.html": page.encode()}).articles.iloc[0]
    assert (row["outlet"], row["title"]) == ("Harbor Post", "Crane falls into the basin")


def test_a_date_beside_the_title_is_no_name() -> None:
    head = '<title>Crane falls – HP – 05/07/2024</title><meta property="og:site_name" content="hp.example">'
    page = f"<html><head>{head}</head><body><h1>Crane falls</h1>{PROSE}</body></html>"
    assert read_files("s", {"a.html": page.encode()}).articles["outlet"][0] == "HP"


def test_a_page_that_lies_in_a_form_is_read() -> None:
    form = (
        f'<html><body><form id="aspnet"><article><h1>Crane falls</h1>{PROSE}</article></form></body></html>'
    )
    assert read(form).text.count("Paragraph") == 5


def test_prose_between_paragraphs_is_read() -> None:
    loose = PROSE.replace(
        "</p>", "</p>The union, which had <a href='/x'>warned of it</a>, says nobody listened to them. ", 2
    )
    assert (
        read(f"<html><body><article><h1>Crane falls</h1>{loose}</article></body></html>").text.count(
            "warned of it, says"
        )
        == 2
    )


def test_todays_date_above_the_title_is_not_the_articles() -> None:
    page = f"<html><body><div>Tuesday, 1 December 2026</div><h1>Crane falls</h1><p>Dana Poe, Norby</p><p>7 May 2024</p>{PROSE}</body></html>"
    assert read(page).published == "2024-05-07"


@pytest.mark.parametrize(
    ("head", "stamp", "reading"),
    [
        (
            '<meta property="article:published_time" content="2024-05-07"><meta property="article:modified_time" content="2024-05-09">',
            "",
            ("stated by the page", "2024-05-09"),
        ),
        ("", "<p>7 May 2024</p>", ("printed on the page", "")),
        (
            "",
            "<p>Last updated: 9 May 2024</p>",
            ("its last change; the page states no other time", "2024-05-09"),
        ),
        (
            '<link rel="canonical" href="https://a.example/2024/05/07/x">',
            "",
            ("a guess from its address", ""),
        ),
        ("", "", ("", "")),
    ],
)
def test_how_a_time_is_known_is_said(head: str, stamp: str, reading: tuple[str, str]) -> None:
    page = f"<html><head>{head}</head><body><h1>Crane falls</h1>{stamp}{PROSE}</body></html>"
    found = read_files("s", {"a.html": page.encode()}).readings["a"]
    assert (found.time_evidence, found.modified) == reading


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<html></html>", "<p></p>", "<!-- -->", "<script>1</script>"]
)
def test_a_page_without_an_article_is_refused_with_the_way_out(html: str) -> None:
    with pytest.raises(UnreadableError, match="no article that can be told") as raised:
        read(html)
    assert raised.value.remedy
