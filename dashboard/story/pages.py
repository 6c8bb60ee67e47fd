"""A saved web page -> the article in it: its text, title, outlet and time, and what the page's own text left out."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as markup

from dashboard.language import media
from dashboard.story import publication_date
from dashboard.story.publication_date import machine_time
from dashboard.story.roles import site_name
from dashboard.story.story import Caveat, Document, UnreadableError, one_line, web_address

# What trafilatura logs about a page it cannot read is said by UnreadableError, in words for the reader.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())

SAVE_TEXT = "Open the page, copy the article's text, and save it as plain text"
ELEMENTS = 200_000
"""Elements of a page: the largest news pages have 20,000."""
NESTED = 40
"""Levels of JSON-LD looked into."""
FULLER = 1.5
"""How many times the words that were found the page's data must hold to be taken instead."""
LEFT_OUT = 0.15
"""Share of the page's own paragraphs that may be left out without a word."""
SMALL = 0.3
"""Share of the page's text up to which a box that calls itself promotion, card or embed is believed to be one."""
SHORTEST = 6
"""Words of a paragraph that is put back; shorter ones are labels and buttons."""
PROSE = 25
"""Words of a paragraph that is the report's and ends the page's head."""
LINKED = 0.5
"""Share of linked characters from which a paragraph is a list of links."""

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date.issued", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published",
    "article:published", "publish-date", "publish_date", "publication_date", "pubdate", "publishdate",
    "originalpublicationdate", "date_published", "article_date_original", "bt:pubdate", "ptime", "pdate",
    "rnews:datepublished", "datecreated", "displaydate", "vr:published_time", "shareaholic:article_published_time",
    "date",
)  # fmt: skip
"""Names of <meta> that state when an article first appeared, the most exact first."""
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "article:updated", "utime",
    "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "revision_date", "article.updated",
    "rnews:datemodified", "cxenseparse:recs:modifiedtime",
)  # fmt: skip
_ARTICLE = re.compile(r"Article|BlogPosting|Report|LiveBlogPosting|Review", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:home|news|index|article|story|latest(?: news)?|politics|world|website|untitled|null|none|undefined|"
    r"my site|wordpress|blog)",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}/?", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+(?:[|–—\u2022·»:]|-{1,2})\s+")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://[^\s]{4,400})")
_ADDRESS_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](\d{1,2})(?=[/-])"
)
_STAMPS = re.compile(r"\s*[|•·]\s*|[,;]?\s+(?=(?:last )?(?:updated|modified)\b)", re.IGNORECASE)
"""What parts several times on one line."""
_BOX = re.compile(
    r"(?:^|[-_ ])(?:rollover|hover-?card|tooltip|popover|fly-?out|person-?card|bio-?card|profile-?card|"
    r"poll|quiz|survey|newsletter\w*|sign-?up|subscribe|related\w*|recirc\w*|recommend(?:ed|ations?)|"
    r"more-?(?:on|from|stories|coverage)|most-?(?:read|popular|viewed)|trending|read-?(?:next|more|also)|see-?also|"
    r"twitter-tweet|tweet|instagram-media|fb-post|tiktok-embed|social-?embed|comments?|disqus|cookie\w*|consent|gdpr|"
    r"outbrain|taboola|breadcrumbs?|author-?(?:bio|box|card|info)|about-?(?:the-?)?author|app-?download|donat\w*|playlist|"
    r"up-?next|skip-?link|visually-?hidden|sr-only|screen-?reader\w*)(?:$|[-_ ])",
    re.IGNORECASE,
)
"""Names of boxes that are no part of the report; whole words of a class or id."""
_MARGIN = re.compile(
    r"(?:^|[-_ ])(?:promo\w*|embed|social\w*|shar(?:e|ing)\w*|advert\w*|ads?|ad-?slot|dfp|sponsor\w*|toolbar|print-?only|teasers?)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
"""Names that stand on the report's own boxes too ("has-ads"): believed where no paragraph of prose is inside."""
_NEVER = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "button",
    "select",
    "input",
    "nav",
    "form",
)
_BLOCKS = ("p", "li", "h2", "h3", "h4", "h5", "blockquote", "pre", "dd", "dt", "figcaption")
_MARK = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")
_WORD = re.compile(r"\w+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML tree can hold."""


@dataclass
class _Stated:
    """What a page says about itself, beside its text."""

    meta: dict[str, str] = field(default_factory=dict)
    nodes: list[Mapping[str, Any]] = field(default_factory=list)
    title: str = ""
    heading: str = ""
    address: str = ""

    def first(self, key: str) -> str:
        """The first text under a key of the page's articles in JSON-LD."""
        return next((text for node in self.nodes if (text := _text_of(node.get(key)))), "")


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
    page = _CONTROLS.sub(" ", page)
    tree = _parse(page)
    stated = _stated(tree, page, address)
    title = _title(stated)
    outlet, evidence = _outlet(stated, file)
    published, found = _times(tree, stated, page)
    _clean(tree)
    body, left = _body(tree, stated)
    text = body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}"
    return Document(
        text,
        title=title,
        outlet=outlet,
        outlet_evidence=evidence,
        published=published,
        url=web_address(stated.address),
        caveats=(*caveats, *found, *left),
    )


def _parse(page: str) -> Any:
    """The page as a tree.

    Raises:
        UnreadableError: there is none, or it is larger than any page.
    """
    data = page.replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = markup.document_fromstring(data, parser=markup.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(
            "has no article that can be told apart from the page around it", SAVE_TEXT
        ) from error
    if sum(1 for _ in tree.iter()) > ELEMENTS:
        raise UnreadableError(f"has more than the {ELEMENTS:,} elements that are looked at", SAVE_TEXT)
    return tree


def _stated(tree: Any, page: str, address: str) -> _Stated:
    stated = _Stated()
    for tag in tree.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        if content := one_line(tag.get("content") or ""):
            stated.meta.setdefault(key.strip().lower(), content[:500])
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            stated.nodes += _articles_of(_json(script.text or ""))
    for kind in ("title", "h1"):
        found = next((one_line(e.text_content()) for e in tree.iter(kind) if e.text_content().strip()), "")
        setattr(stated, "title" if kind == "title" else "heading", found[:400])
    saved = _SAVED_FROM.search(page[:4000])
    links = [e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    addresses = [*links, stated.meta.get("og:url", ""), saved[1] if saved else "", address]
    stated.address = next((url for url in addresses if url.startswith(("http://", "https://"))), "")
    titles = {_key(stated.meta.get("og:title", "")), _key(stated.heading)} - {""}
    stated.nodes.sort(key=lambda n: not (_key(_text_of(n.get("headline"))) in titles or "articleBody" in n))
    return stated


def _json(text: str) -> Any:
    """JSON-LD as pages print it: perhaps in a comment or CDATA, with raw line breaks in its strings."""
    text = re.sub(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z", "", text)
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _articles_of(content: Any) -> list[Mapping[str, Any]]:
    """The nodes of JSON-LD that are articles, with references to other nodes filled in."""
    nodes: list[Mapping[str, Any]] = []
    waiting, seen = [(content, 0)], 0
    while waiting and seen < 5000:
        value, depth = waiting.pop(0)
        seen += 1
        if isinstance(value, Mapping):
            nodes.append(value)
        if depth < NESTED and isinstance(value, (Mapping, list)):
            inner = value.values() if isinstance(value, Mapping) else value
            waiting += [(v, depth + 1) for v in inner if isinstance(v, (Mapping, list))]
    named = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    articles = [n for n in nodes if _ARTICLE.search(str(n.get("@type", ""))[:200])]
    return [{key: _resolved(value, named) for key, value in n.items()} for n in articles]


def _resolved(value: Any, named: Mapping[str, Mapping[str, Any]]) -> Any:
    if isinstance(value, Mapping) and set(value) == {"@id"} and isinstance(value["@id"], str):
        return named.get(value["@id"], value)
    return value


def _text_of(value: Any) -> str:
    """A string, the name of a thing, or that of the first of several."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, Mapping):
            value = value.get("name") or value.get("@value") or ""
    return one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _title(stated: _Stated) -> str:
    """The title without the site's name behind it."""
    found = [stated.meta.get("og:title", ""), stated.first("headline"), stated.heading]
    found += [stated.meta.get("twitter:title", ""), stated.title]
    title = next((t for t in found if t), "")
    if stated.heading and title.startswith(stated.heading) and _SUFFIX.match(title, len(stated.heading)):
        return stated.heading
    parts = _SUFFIX.split(title)
    if len(parts) > 1 and _is_site(parts[-1], stated):
        return title[: title.rindex(parts[-1])].rstrip(" |–—-\u2022·»:")
    return title


def _is_site(name: str, stated: _Stated) -> bool:
    """Whether the words behind a title are the site's name: it calls itself so, or its address does."""
    own = {stated.meta.get("og:site_name", "").casefold(), stated.first("publisher").casefold()} - {""}
    letters = re.sub(r"\W|^the\b", "", name.casefold())
    host = _host(stated.address).replace("-", "")
    return name.casefold() in own or site_name(name) or (len(letters) > 2 and letters in host)


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp|edition|mobile)\.", "", host.lower())


def _outlet(stated: _Stated, file: str) -> tuple[str, str]:
    """(name, the words that give it): the publisher of its data, the site's name, its title, its address.

    An agency as publisher gives way to a site that names itself otherwise: that is where the text appeared.
    """
    sources = [
        ("the page's data names the publisher", stated.first("publisher")),
        ("named by the page: og:site_name", stated.meta.get("og:site_name", "")),
        ("named by the page: application-name", stated.meta.get("application-name", "")),
        (
            "named by the page: publisher",
            stated.meta.get("publisher") or stated.meta.get("dc.publisher") or "",
        ),
    ]
    usable = [(why, name) for why, name in sources if _is_name(name)]
    usable.sort(key=lambda entry: media.short_name(entry[1]) is not None)
    if usable:
        why, name = usable[0]
        return name, f"{why} “{name}”"
    for where, words in (("title", stated.title), ("file's name", re.sub(r"\.\w+\Z", "", file))):
        parts = _SUFFIX.split(words.replace(" _ ", " - "))
        if len(parts) > 1 and _is_site(parts[-1], stated) and _is_name(parts[-1]):
            start = "named behind the page's title" if where == "title" else "inferred: from the file's name"
            return parts[-1], f"{start}: “{one_line(words)[:140]}”"
    host = next((h for h in map(_host, (stated.address, *(n for _, n in sources))) if h), "")
    host = host or next(
        (_host(f"//{n}".replace("///", "//")) for _, n in sources if _HOST.fullmatch(n) and "//" not in n), ""
    )
    return (host, f"inferred: from the page's address, {host}") if host else ("", "")


def _is_name(name: str) -> bool:
    return (
        bool(name)
        and len(name) <= 60
        and not _HOST.fullmatch(name)
        and not _NO_NAME.fullmatch(name)
        and "//" not in name
    )


def _times(tree: Any, stated: _Stated, page: str) -> tuple[str, tuple[Caveat, ...]]:
    """(time of publication or "", what is to be known of it): the page's data, its <meta>, its <time>, its address."""
    published = machine_time(stated.first("datePublished")) or machine_time(stated.first("dateCreated"))
    published = published or _of_meta(stated.meta, _PUBLISHED) or _of_elements(tree, "datepublished")
    modified = machine_time(stated.first("dateModified")) or _of_meta(stated.meta, _MODIFIED)
    modified = modified or _of_elements(tree, "datemodified")
    caveats: list[Caveat] = []
    published = published or _of_time_tags(tree)
    if not published:
        published, shown = _visible(tree)
        modified = modified or shown
    if not published and modified:
        caveats.append(
            Caveat(
                f"states only when it was last changed ({modified}); that is taken as its time of publication",
                "State the time in the column published of outlets.csv, if you know it",
            )
        )
        return modified, tuple(caveats)
    if not published:
        published, caveat = _guessed_day(page, stated.address)
        caveats += caveat
    if published and modified and modified[:10] > published[:10]:
        caveats.append(
            Caveat(
                f"was published {published} and changed {modified}; the first counts, the text may be the later one",
                "State another time in the column published of outlets.csv, if the change matters",
            )
        )
    return published, tuple(caveats)


def _of_meta(meta: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((time for key in keys if (time := machine_time(meta.get(key, "")))), "")


def _of_elements(tree: Any, name: str) -> str:
    """The time under an itemprop, in whatever attribute or words state it."""
    for element in tree.iter():
        if isinstance(element.tag, str) and name in (element.get("itemprop") or "").lower().split():
            stated = [element.get(a) or "" for a in ("content", "datetime", "title")] + [
                one_line(element.text_content())[:100]
            ]
            if found := next((time for s in stated if (time := machine_time(s))), ""):
                return found
    return ""


def _of_time_tags(tree: Any) -> str:
    """The time that a <time> or a stamp at the head of the article states; one in a list of links is another's."""
    labelled, plain = "", ""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        names = " ".join(
            filter(None, (element.get("class"), element.get("id"), element.get("data-testid")))
        ).lower()
        is_stamp = bool(
            re.search(r"publish|posted|date-?line|time-?stamp|pub-?date|byline__date|article-?date", names)
        )
        if element.tag != "time" and not is_stamp:
            continue
        if any(a.tag in ("aside", "nav", "footer", "li") for a in element.iterancestors()):
            continue
        stated = [
            element.get(a) or ""
            for a in (
                "datetime",
                "data-datetime",
                "data-timestamp",
                "data-time",
                "data-date",
                "content",
                "data-seconds",
            )
        ]
        words = one_line(element.text_content()) if len(element.text_content()) < 300 else ""
        stated.append(words if publication_date.is_stamp(words) or element.tag == "time" else "")
        time = next((t for s in stated if (t := machine_time(s))), "")
        if re.search(r"updat|modif", f"{names} {words}".lower()) and not re.search(
            r"publish|posted", f"{names} {words}".lower()
        ):
            plain = plain or time
        elif time and (is_stamp or element.get("pubdate") is not None):
            labelled = labelled or time
        else:
            plain = time if time and (not plain) else plain
    return labelled or plain


def _visible(tree: Any) -> tuple[str, str]:
    """(time of publication, time of a change) that the lines between the title and the report print, "" for none."""
    published, modified, started = "", "", False
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in _NEVER:
            continue
        started = started or element.tag == "h1"
        if not started or any(isinstance(child.tag, str) for child in element):
            continue
        words = one_line(element.text_content())
        if _count(words) > PROSE:
            break
        for part in _STAMPS.split(words):
            if publication_date.is_stamp(part) and (time := machine_time(part)):
                changed = re.match(r"(?:last )?(?:updated|modified|edited)", part, re.IGNORECASE)
                published, modified = (
                    (published, modified or time) if changed else (published or time, modified)
                )
    return published, modified


def _guessed_day(page: str, address: str) -> tuple[str, list[Caveat]]:
    """(day, the caveat that it is a guess): from the words of the page, as htmldate finds them, else its address."""
    from htmldate import find_date

    where = "its address"
    found = _ADDRESS_DAY.search(address.lower())
    day = publication_date.parse(
        f"{found[3]} {found[2].title()} {found[1]}"
        if found and not found[2].isdigit()
        else "-".join(found.groups())
        if found
        else ""
    )
    iso = day.iso if day else ""
    if not iso:
        where = "the page's words"
        try:
            iso = find_date(page, original_date=True, extensive_search=False, outputformat="%Y-%m-%d") or ""
        except (
            Exception
        ):  # the library raises whatever a broken page makes it stumble over; no day is no fault
            iso = ""
    remedy = "Check it; state the time in the column published of outlets.csv, if it is another"
    return iso, [
        Caveat(f"states no time of publication; {iso} is a guess from {where}", remedy)
    ] if iso else []


def _clean(tree: Any) -> None:
    """Take out of the tree what is no part of the report, and make paragraphs of its tables."""
    for element in list(tree.iter(*_NEVER)):
        if element.getparent() is not None:
            element.drop_tree()
    whole = max(1, len(tree.text_content()))
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in (
            "html",
            "head",
            "body",
            "main",
            "article",
            "h1",
        ):
            continue
        if element.getparent() is not None and _is_beside(element, whole) and not _names_in_line(element):
            element.drop_tree()
    for table in list(tree.iter("table")):
        _write_out(table)


def _is_beside(element: Any, whole: int) -> bool:
    """Whether an element calls itself something beside the report, and is not so large that it must hold it."""
    names = " ".join(filter(None, (element.get("class"), element.get("id"))))[:300]
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    box = bool(names) and bool(_BOX.search(names))
    margin = not box and bool(names) and bool(_MARGIN.search(names))
    if not (hidden or box or margin or element.tag == "aside"):
        return False
    text = one_line(element.text_content())
    if element.tag == "p":
        return _count(text) < SHORTEST or _linked(element) > LINKED * len(text)
    if margin and any(_count(p.text_content()) >= PROSE for p in element.iter("p")):
        return False
    return not (len(text) > SMALL * whole and sum(1 for _ in element.iter("p")) > 2)


def _linked(element: Any) -> int:
    """Characters of an element that are links."""
    return sum(len(one_line(a.text_content())) for a in element.iter("a"))


def _names_in_line(element: Any) -> bool:
    """Whether a box within a sentence is the link itself, or holds it before the card that opens over it."""
    if not any(above.tag == "p" for above in element.iterancestors()):
        return False
    return element.tag == "a" or (len(element) > 0 and element[0].tag == "a")


def _write_out(table: Any) -> None:
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


def _body(tree: Any, stated: _Stated) -> tuple[str, tuple[Caveat, ...]]:
    """(the report, a line a paragraph; a caveat where much was left out)."""
    from trafilatura import extract  # imported here as it takes a second, and only HTML needs it

    blocks = _blocks(tree)
    body = extract(tree, include_comments=False, include_tables=True, deduplicate=False) or ""
    lines = [line for line in body.splitlines() if line.strip()]
    lines = _put_back(lines, blocks)
    own = next((n["articleBody"] for n in stated.nodes if isinstance(n.get("articleBody"), str)), "")
    if _count(own) > max(100, FULLER * _count(" ".join(lines))) and "<" not in own:
        lines = [one_line(line) for line in own.splitlines() if line.strip()]
    if not lines:
        lines = [block.text for block in blocks if block.is_report]
    if not lines:
        raise UnreadableError("has no article that can be told apart from the page around it", SAVE_TEXT)
    return "\n".join(lines), _left_out(lines, blocks)


@dataclass(frozen=True)
class _Block:
    """One printed paragraph of the page: its words, the kind of box around it, whether it can be report."""

    text: str
    box: str
    is_report: bool


def _blocks(tree: Any) -> list[_Block]:
    """The paragraphs in the order of the page."""
    found = []
    for element in tree.iter(*_BLOCKS):
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
            _count(text) >= SHORTEST and _linked(element) <= LINKED * len(text) and bool(_MARK.search(text))
        )
        foot = any(a.tag in ("footer", "aside", "nav") for a in element.iterancestors())
        found.append(_Block(text, box, prose and not foot))
    return found


def _put_back(lines: list[str], blocks: Sequence[_Block]) -> list[str]:
    """Paragraphs that stand in a box of the same kind as others that were taken, at their place."""
    place: dict[str, int] = {}
    for number, line in enumerate(lines):
        place.setdefault(_key(line), number)
    taken = {block.box for block in blocks if _key(block.text) in place and block.is_report}
    whole = _key("".join(lines))
    after: dict[int, list[str]] = {}
    at = -1
    for block in blocks:
        key = _key(block.text)
        if key in place:
            at = place[key]
        elif block.is_report and block.box in taken and key not in whole:
            after.setdefault(at, []).append(block.text)
    return [
        text
        for number in range(-1, len(lines))
        for text in ([lines[number]] if number >= 0 else []) + after.get(number, [])
    ]


def _left_out(lines: Sequence[str], blocks: Sequence[_Block]) -> tuple[Caveat, ...]:
    """A caveat where many of the page's paragraphs are not among the lines that were taken."""
    whole = _key("".join(lines))
    prose = [block.text for block in blocks if block.is_report]
    left = [text for text in prose if _key(text) not in whole]
    lost, words = sum(map(_count, left)), sum(map(_count, prose))
    if not lost or lost < LEFT_OUT * words or lost < 30:
        return ()
    shown = left[0] if len(left[0]) <= 80 else f"{left[0][:79].rstrip()}…"
    message = f"{lost:,} of {words:,} words in the page's paragraphs were left out as no part of the article, first “{shown}”"
    return (Caveat(message, "If they are part of it, save the article as plain text"),)


def _count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _key(text: str) -> str:
    """A text without marks, case and spacing, for telling paragraphs of the page again."""
    return "".join(_words(text))


def _words(text: str) -> Iterator[str]:
    return (match.group().casefold() for match in _WORD.finditer(text))
