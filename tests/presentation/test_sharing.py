"""A finding leaves the app with every outlet's words, where they are from, and links that browsers can follow."""

from __future__ import annotations

import io
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dashboard.comparison import Comparison
from dashboard.export import finding_picture
from dashboard.findings.finding import in_marks
from dashboard.presentation import sharing
from dashboard.presentation.filters import article_colours, article_names
from dashboard.presentation.sharing import Shared, text_link
from dashboard.story.story import web_address
from tests.support.hostile import hostile

SVG = "{http://www.w3.org/2000/svg}"
PAGE = "https://news.example/2023/a?x=1"


def of(comparison: Comparison, finding: str) -> Shared:
    return sharing.shared(comparison, finding, article_names(comparison), article_colours(comparison))


@pytest.mark.parametrize(
    ("cut", "printed"),
    [
        ("The mayor will “rebuild the harbour …", "“The mayor will ‘rebuild the harbour …’”"),
        ("… by the spring,” the mayor said.", "“‘… by the spring,’ the mayor said.”"),
        ("“Done,” the mayor said.", "“‘Done,’ the mayor said.”"),
        ('A 6" pipe burst.', "“A 6 pipe burst.”"),
    ],
)
def test_quoted_words_keep_their_marks_where_the_sentence_is_cut(cut: str, printed: str) -> None:
    assert in_marks(sharing.with_both_marks(cut)) == printed


def test_every_choice_can_be_shared_and_quotes_its_articles(comparison: Comparison) -> None:
    names = article_names(comparison)
    chosen = list(sharing.choices(comparison, names))
    assert set(chosen) == set(comparison.spans["finding"])
    for finding in chosen[:40]:
        found = of(comparison, finding)
        own = comparison.spans[comparison.spans["finding"] == finding]
        assert {side.article for side in found.sides} == set(own["article"])
        text = found.quotation("https://here.example/share")
        for side in found.sides:
            printed = " ".join(comparison.story.texts[side.article].split())
            assert " ".join(side.text.removeprefix("… ").removesuffix(" …").split()) in printed
            assert in_marks(sharing.with_both_marks(side.text)) in text
            assert side.name in text
            assert in_marks(side.words) in found.alt
        assert text.endswith("https://here.example/share")


def test_a_picture_names_outlets_words_and_source_and_has_a_text_for_the_blind(
    comparison: Comparison,
) -> None:
    for finding in list(comparison.findings["finding"])[:25]:
        found = of(comparison, finding)
        root = ElementTree.fromstring(finding_picture.as_svg(found))
        assert root.get("role") == "img"
        assert (root.findtext(f"{SVG}title") or "").split() == found.title.split()
        assert (root.findtext(f"{SVG}desc") or "").split() == found.alt.split()
        drawn = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
        for side in found.sides:
            assert side.name in drawn
        assert "Parallax" in drawn


def test_a_picture_keeps_every_line_on_it(comparison: Comparison) -> None:
    drawn = finding_picture.picture(of(comparison, comparison.findings["finding"].iloc[0]))
    assert all(0 < line.y < drawn.height for line in drawn.lines)
    longest = max(
        len("".join(words for words, _ in line.words)) * line.size * finding_picture.WIDE + line.x
        for line in drawn.lines
    )
    assert longest <= drawn.width


def test_a_picture_as_png_is_twice_its_size(comparison: Comparison) -> None:
    found = of(comparison, comparison.findings["finding"].iloc[0])
    with Image.open(io.BytesIO(finding_picture.as_png(found))) as picture:
        assert picture.format == "PNG"
        assert picture.width == 2 * finding_picture.WIDTH


def test_a_hostile_story_stays_text_in_picture_and_quotation() -> None:
    comparison = hostile()
    for finding in sharing.choices(comparison, article_names(comparison)):
        svg = finding_picture.as_svg(of(comparison, finding))
        root = ElementTree.fromstring(svg)
        assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
            "svg", "title", "desc", "rect", "text", "tspan",
        }  # fmt: skip
        assert "href" not in {name for e in root.iter() for name in e.attrib}


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.booleans()), max_size=6))
def test_broken_lines_lose_nothing_but_space_and_what_has_no_room(words: list[tuple[str, bool]]) -> None:
    lines = finding_picture.broken(words, 28, 400, 500)
    drawn = "".join(text for line in lines for text, _ in line)
    assert "".join(drawn.split()) == "".join("".join(text for text, _ in words).split())


@pytest.mark.parametrize(
    ("words", "page", "fragment"),
    [
        ("the war", "", ":~:text=the%20war"),
        ("a well-known man, he said", "", ":~:text=a%20well%2Dknown%20man%2C%20he%20said"),
        ("war & peace", "", ":~:text=war%20%26%20peace"),
        ("the war", "one two three the war and the war", ":~:text=one%20two%20three-,the%20war"),
        ("the war", "the war once", ":~:text=the%20war"),
    ],
)
def test_a_link_opens_a_page_at_its_words(words: str, page: str, fragment: str) -> None:
    assert text_link(PAGE, words, page) == f"{PAGE}#{fragment}"


def test_a_long_passage_is_linked_by_its_ends() -> None:
    words = " ".join(f"word{k}" for k in range(80))
    fragment = urlsplit(text_link(PAGE, words)).fragment
    first, last = fragment.removeprefix(":~:text=").split(",")
    assert unquote(first) == "word0 word1 word2 word3 word4"
    assert unquote(last) == "word75 word76 word77 word78 word79"


def test_the_page_is_named_only_where_others_can_open_it() -> None:
    assert sharing.address("http://localhost:8501/share", "A: b", "story") == ""
    assert sharing.address("http://127.0.0.1/share", "A: b", "story") == ""
    assert sharing.address("", "A: b", "story") == ""
    found = sharing.address("https://parallax.example/share?x=1", "A: b & c", "my story")
    assert found == "https://parallax.example/share?story=my+story&finding=A%3A+b+%26+c"


def test_no_address_no_link_and_an_old_fragment_goes() -> None:
    assert text_link("", "the war") == ""
    assert text_link(f"{PAGE}#part", "war") == f"{PAGE}#part:~:text=war"
    assert text_link(f"{PAGE}#part:~:text=old", "war") == f"{PAGE}#part:~:text=war"


@settings(deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_a_link_holds_no_sign_that_ends_it(words: str) -> None:
    assert not set(text_link(PAGE, words.encode("utf-8", "replace").decode())) & set(" <>\"'\n\t")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("https://www.news.example/a/b-c?x=1#f", True),
        ("http://localhost:8501/x", True),
        ("javascript:alert(1)", False),
        ("https://a b", False),
        ('https://x.example/"onload=', False),
        ("//x.example", False),
        ("ftp://x.example", False),
        ("https://user@evil.example/", False),
        ("", False),
    ],
)
def test_only_the_address_of_a_page_is_an_address(text: str, taken: bool) -> None:
    assert web_address(text) == (text if taken else "")
