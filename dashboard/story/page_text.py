"""The main text of a web page without its boilerplate, and what share of the page's own paragraphs was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml import html as markup

from dashboard.story.story import Caveat, UnreadableError, one_line

SAVE_TEXT = "Open the page, copy the article's text, and save it as plain text"
PROSE_WORDS = 25
"""Words of a paragraph that is the report's and ends the page's head."""
NO_TEXT_TAGS = tuple("script style noscript template svg iframe button select input nav".split())
FULLER_DATA = 1.5
"""How many times the words that were found the page's data must hold to be taken instead."""
OMITTED_SHARE = 0.15
"""Share of the page's own paragraphs that may be left out without a word."""
BOILERPLATE_SHARE = 0.3
"""Share of the page's text up to which a box that calls itself promotion, card or embed is believed to be one."""
PASSES = 20
"""How many times a page's text is looked through for boxes beside the report, which may lie within each other."""
SHORT_PARAGRAPH = 6
"""Words of a paragraph that is put back; shorter ones are labels and buttons."""
LINK_DENSITY = 0.5
"""Share of linked characters from which a paragraph is a list of links."""
_BOILERPLATE_CLASS = re.compile(
    r"(?:^|[-_ ])(?:rollover|hover-?card|tooltip|popover|fly-?out|person-?card|bio-?card|profile-?card|"
    r"poll|quiz|survey|newsletter\w*|sign-?up|subscribe|related\w*|recirc\w*|recommend(?:ed|ations?)|"
    r"more-?(?:on|from|stories|coverage)|most-?(?:read|popular|viewed)|trending|read-?(?:next|more|also)|see-?also|"
    r"twitter-tweet|tweet|instagram-media|fb-post|tiktok-embed|social-?embed|comments?|disqus|cookie\w*|consent|gdpr|"
    r"outbrain|taboola|breadcrumbs?|author-?(?:bio|box|card|info)|about-?(?:the-?)?author|app-?download|donat\w*|playlist|"
    r"up-?next|skip-?link|visually-?hidden|sr-only|screen-?reader\w*)(?:$|[-_ ])",
    re.IGNORECASE,
)
"""Names of boxes that are no part of the report; whole words of a class or id."""
_WEAK_BOILERPLATE_CLASS = re.compile(
    r"(?:^|[-_ ])(?:promo\w*|embed|social\w*|shar(?:e|ing)\w*|advert\w*|ads?|ad-?slot|dfp|sponsor\w*|toolbar|print-?only|teasers?)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
"""Names that stand on the report's own boxes too ("has-ads"): believed where no paragraph of prose is inside."""
_BLOCK_TAGS = ("p", "li", "h2", "h3", "h4", "h5", "blockquote", "pre", "dd", "dt", "figcaption")
_FRAME_TAGS = ("html", "head", "body", "main", "article", "h1")
"""Elements that hold the report whatever they call themselves."""
_INLINE_TAGS = tuple("a b strong em i span u sup sub mark q cite abbr code small".split())
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")


def remove_boilerplate(tree: Any) -> None:
    """Take out of the tree what is no part of the report, and make paragraphs of its tables."""
    for element in list(tree.iter(*NO_TEXT_TAGS)):
        if element.getparent() is not None:
            element.drop_tree()
    whole = max(1, len(tree.text_content()))
    for element in list(tree.iter("form")):  # some programs put the whole page into one
        if element.getparent() is not None and len(element.text_content()) < BOILERPLATE_SHARE * whole:
            element.drop_tree()
    room = PASSES * whole
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _FRAME_TAGS:
            continue
        if room <= 0:
            break
        if element.getparent() is None or not _looks_like_boilerplate(element):
            continue
        text = one_line(element.text_content())
        room -= len(text)
        if _is_removable(element, text, whole) and not _is_inline_card(element):
            element.drop_tree()
    for table in list(tree.iter("table")):
        _table_to_paragraphs(table)
    for paragraph in list(tree.iter("p")):
        _wrap_bare_text(paragraph)


def _wrap_bare_text(paragraph: Any) -> None:
    """Make a paragraph of prose that stands bare behind one, as some editors leave it."""
    if word_count((paragraph.tail or "")[:2000]) < SHORT_PARAGRAPH or paragraph.getparent() is None:
        return
    loose = markup.Element("p")
    loose.text, paragraph.tail = paragraph.tail, None
    while (inline := paragraph.getnext()) is not None and inline.tag in _INLINE_TAGS:
        loose.append(inline)  # with what stands behind it
    paragraph.addnext(loose)


def _looks_like_boilerplate(element: Any) -> bool:
    """Whether an element is hidden, or calls itself something beside the report."""
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    names = _class_and_id(element)
    return (
        hidden
        or element.tag == "aside"
        or bool(_BOILERPLATE_CLASS.search(names) or _WEAK_BOILERPLATE_CLASS.search(names))
    )


def _class_and_id(element: Any) -> str:
    return " ".join(filter(None, (element.get("class"), element.get("id"))))[:300]


def _is_removable(element: Any, text: str, whole: int) -> bool:
    """Whether an element that calls itself something beside the report is not so large that it must hold it."""
    if element.tag == "p":
        return word_count(text) < SHORT_PARAGRAPH or _linked_characters(element) > LINK_DENSITY * len(text)
    names = _class_and_id(element)
    margin = bool(_WEAK_BOILERPLATE_CLASS.search(names)) and not _BOILERPLATE_CLASS.search(names)
    if margin and any(word_count(p.text_content()) >= PROSE_WORDS for p in element.iter("p")):
        return False
    return not (len(text) > BOILERPLATE_SHARE * whole and sum(1 for _ in element.iter("p")) > 2)


def _linked_characters(element: Any) -> int:
    """Characters of an element that are links."""
    return sum(len(one_line(a.text_content())) for a in element.iter("a"))


def _is_inline_card(element: Any) -> bool:
    """Whether a box within a sentence is the link itself, or holds it before the card that opens over it."""
    if not any(above.tag == "p" for above in element.iterancestors()):
        return False
    return element.tag == "a" or (len(element) > 0 and element[0].tag == "a")


def _table_to_paragraphs(table: Any) -> None:
    """Replace a table of data by a paragraph a row, each cell under its heading; one that only lays out is left."""
    rows = [[one_line(c.text_content()) for c in row if c.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if any(row)]
    if (
        table.getparent() is None
        or len(rows) < 2
        or max(map(len, rows)) < 2
        or any(len(c) > 200 for r in rows for c in r)
    ):
        return
    head = rows[0] if any(e.tag == "th" for e in next(table.iter("tr"))) and len(rows) > 1 else []
    place = markup.Element("div")
    for row in rows[1:] if head else rows:
        cells = [
            f"{head[n]}: {cell}" if n < len(head) and head[n] else cell for n, cell in enumerate(row) if cell
        ]
        paragraph = etree.SubElement(place, "p")
        paragraph.text = "; ".join(cells) + "."
    place.tail = table.tail
    table.getparent().replace(table, place)


def main_text(tree: Any, article_body: str) -> tuple[str, tuple[Caveat, ...], float]:
    """(the report, a line a paragraph; a caveat where much was left out; which share of the page's paragraphs that is)."""
    from trafilatura import extract  # imported here as it takes a second, and only HTML needs it

    blocks = _blocks(tree)
    body = extract(tree, include_comments=False, include_tables=True, deduplicate=False) or ""
    lines = [line for line in body.splitlines() if line.strip()]
    lines = _restored(lines, blocks)
    if (
        word_count(article_body) > max(100, FULLER_DATA * word_count(" ".join(lines)))
        and "<" not in article_body
    ):
        lines = [one_line(line) for line in article_body.splitlines() if line.strip()]
    if not lines:
        lines = [block.text for block in blocks if block.is_report]
    if not lines:
        raise UnreadableError("has no article that can be told apart from the page around it", SAVE_TEXT)
    return "\n".join(lines), *_omitted(lines, blocks)


@dataclass(frozen=True)
class _Block:
    """One printed paragraph of the page: its words, the kind of box around it, whether it can be report."""

    text: str
    box: str
    is_report: bool


def _blocks(tree: Any) -> list[_Block]:
    """The paragraphs in the order of the page."""
    found = []
    for element in tree.iter(*_BLOCK_TAGS):
        if any(True for _ in element.iterdescendants("p", "li")):
            continue
        text = one_line(element.text_content())
        if not text:
            continue
        parent = element.getparent()
        box = (
            f"{element.tag} in {parent.tag} {parent.get('class') or ''}"
            if parent is not None
            else element.tag
        )
        prose = (
            word_count(text) >= SHORT_PARAGRAPH
            and _linked_characters(element) <= LINK_DENSITY * len(text)
            and bool(_SENTENCE_END.search(text))
        )
        foot = any(a.tag in ("footer", "aside", "nav") for a in element.iterancestors())
        found.append(_Block(text, box, prose and not foot))
    return found


def _restored(lines: list[str], blocks: Sequence[_Block]) -> list[str]:
    """Paragraphs that stand in a box of the same kind as others that were taken, at their place."""
    place: dict[str, int] = {}
    for number, line in enumerate(lines):
        place.setdefault(text_key(line), number)
    taken = {block.box for block in blocks if text_key(block.text) in place and block.is_report}
    whole = text_key("".join(lines))
    after: dict[int, list[str]] = {}
    at = -1
    for block in blocks:
        key = text_key(block.text)
        if key in place:
            at = place[key]
        elif block.is_report and block.box in taken and key not in whole:
            after.setdefault(at, []).append(block.text)
    return [
        text
        for number in range(-1, len(lines))
        for text in ([lines[number]] if number >= 0 else []) + after.get(number, [])
    ]


def _omitted(lines: Sequence[str], blocks: Sequence[_Block]) -> tuple[tuple[Caveat, ...], float]:
    """(a caveat where many of the page's paragraphs are not among the lines that were taken, their share by words)."""
    whole = text_key("".join(lines))
    prose = [block.text for block in blocks if block.is_report]
    left = [text for text in prose if text_key(text) not in whole]
    lost, words = sum(map(word_count, left)), sum(map(word_count, prose))
    share = lost / words if words else 0.0
    if not lost or share < OMITTED_SHARE or lost < 30:
        return (), share
    shown = left[0] if len(left[0]) <= 80 else f"{left[0][:79].rstrip()}…"
    message = f"{lost:,} of {words:,} words in the page's paragraphs were left out as no part of the article, first “{shown}”"
    return (Caveat(message, "If they are part of it, save the article as plain text"),), share


def word_count(text: str) -> int:
    """Words of a text, numbers among them."""
    return sum(1 for _ in _WORD.finditer(text))


def text_key(text: str) -> str:
    """A text without marks, case and spacing, for telling paragraphs of the page again."""
    return "".join(_folded_words(text))


def _folded_words(text: str) -> Iterator[str]:
    return (match.group().casefold() for match in _WORD.finditer(text))
