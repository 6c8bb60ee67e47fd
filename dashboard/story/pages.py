"""A saved web page (HTML) -> the article in it, as a Document."""

from __future__ import annotations

import logging
import sys
from typing import Any

from lxml import etree
from lxml import html as markup

from dashboard.files import UNPRINTABLE
from dashboard.story.page_dates import page_times, time_caveats
from dashboard.story.page_metadata import page_outlet, page_title, read_metadata
from dashboard.story.page_text import SAVE_TEXT, main_text, remove_boilerplate
from dashboard.story.story import Caveat, Document, Reading, UnreadableError, web_address

# What these libraries log about a page they cannot read is said by UnreadableError, in words for the reader.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())

MAX_ELEMENTS = 200_000
"""Elements of a page: the largest news pages have 20,000."""


def forget() -> None:
    """Empty what trafilatura and its helpers remember of the lines of pages, for all that is read in this process."""
    if "trafilatura" in sys.modules:
        from trafilatura.meta import reset_caches

        reset_caches()


def read_page(page: str, caveats: tuple[Caveat, ...] = (), *, file: str = "", address: str = "") -> Document:
    """The main text of an HTML page, its title above it where the page states one.

    Args:
        page: the decoded page.
        caveats: what is unsure already.
        file: its name, as browsers name a saved page by its title and site.
        address: where it came from, where the file around it says so.

    Raises:
        UnreadableError: it holds no article.
    """
    page = UNPRINTABLE.sub(" ", page)
    tree = _parse(page)
    stated = read_metadata(tree, page, address)
    title = page_title(stated)
    outlet, evidence = page_outlet(tree, stated, file)
    published, modified, how = page_times(tree, stated, page)
    remove_boilerplate(tree)
    body, left, share = main_text(tree, stated.article_body)
    text = body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}"
    return Document(
        text,
        title=title,
        outlet=outlet,
        outlet_evidence=evidence,
        published=published,
        url=web_address(stated.address),
        caveats=(*caveats, *time_caveats(published, modified, how), *left),
        reading=Reading(how, modified, share),
    )


def _parse(page: str) -> Any:
    """The page as a tree.

    Raises:
        UnreadableError: there is none, or it is larger than any page.
    """
    data = page.encode("utf-8", "replace")
    try:
        tree = markup.document_fromstring(data, parser=markup.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(
            "has no article that can be told apart from the page around it", SAVE_TEXT
        ) from error
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise UnreadableError(f"has more than the {MAX_ELEMENTS:,} elements that are looked at", SAVE_TEXT)
    return tree
