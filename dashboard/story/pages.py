"""A saved web page -> the article in it: its text, title, outlet and time, and what the page's own text left out."""

from __future__ import annotations

import json
import logging
import re
import sys
import unicodedata
from collections import Counter
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
from dashboard.story.story import Caveat, Document, Reading, UnreadableError, one_line, web_address

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
BOXES = 20
"""How many times a page's text is looked through for boxes beside the report, which may lie within each other."""
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
_SPARE_COMMA = re.compile(r",(\s{0,200}[}\]])")
_FIELD = re.compile(
    r'"(?P<key>@type|datePublished|dateModified|dateCreated)"\s{0,9}:\s{0,9}"(?P<value>[^"\\<>{}]{1,100})"'
)
_PUBLISHER = re.compile(
    r'"publisher"\s{0,9}:\s{0,9}\{[^{}]{0,300}?"name"\s{0,9}:\s{0,9}"(?P<name>[^"\\<>{}]{1,80})"'
)
_NO_NAME = re.compile(
    r"(?:home|news|index|article|story|latest(?: news)?|politics|world|website|untitled|null|none|undefined|my site|wordpress|blogs?|"
    r"blog archive|archives?|print|video|photos?|(?:us|uk|world|local|breaking|national|international|business|sports?) news|sports?|"
    r"business|opinion|technology|tech|entertainment|health|science|travel|culture|life(?:style)?|money|local|national|international|"
    r"headlines|top stories|politik|wirtschaft|panorama|kultur|monde|politique|économie|société|deportes|economía|política|part \d+)",
    re.IGNORECASE,
)
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu"))
"""What stands before the country in addresses ("co.uk")."""
_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}/?", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+(?:[|–—\u2022·»:]|-{1,2})\s+")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://[^\s]{4,400})")
_ADDRESS_DAY = re.compile(
    r"/((?:19|20)\d\d)(?:/[a-z.]{2,20}(?=/\d))?[/-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](\d{1,2})(?=[/-])"
)
_STAMP_NAMES = re.compile(r"publish|posted|date-?line|time-?stamp|pub-?date|byline__date|article-?date")
_TIME_ATTRIBUTE = re.compile(
    r"(?:data-)?(?:date-?time|time-?stamp|time|date|content|seconds|publish(?:ed)?(?:-?date|-?time)?(?:-?iso)?)"
)
"""Attributes in which pages state the time that an element shows."""
LONGEST_STAMP = 160
"""Characters of a line that may print a time of publication beside an author and a reading time."""
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
)
_BLOCKS = ("p", "li", "h2", "h3", "h4", "h5", "blockquote", "pre", "dd", "dt", "figcaption")
_INLINE = (
    "a",
    "b",
    "strong",
    "em",
    "i",
    "span",
    "u",
    "sup",
    "sub",
    "mark",
    "q",
    "cite",
    "abbr",
    "code",
    "small",
)
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
    publisher: str = ""

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
    outlet, evidence = _outlet(tree, stated, file)
    published, modified, how = _times(tree, stated, page)
    _clean(tree)
    body, left, share = _body(tree, stated)
    text = body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}"
    return Document(
        text,
        title=title,
        outlet=outlet,
        outlet_evidence=evidence,
        published=published,
        url=web_address(stated.address),
        caveats=(*caveats, *_of_times(published, modified, how), *left),
        reading=Reading(how, modified, share),
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
    stated.publisher = _publisher_of_elements(tree)
    stated.title = _words_of(tree, "title")
    stated.heading = _words_of(tree, "h1") or next(
        (t for e in tree.iter("h2", "h3") if len(t := one_line(e.text_content())) > 20 and t in stated.title),
        "",
    )
    saved = _SAVED_FROM.search(page[:4000])
    links = [e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    addresses = [*links, stated.meta.get("og:url", ""), saved[1] if saved else "", address]
    stated.address = next((url for url in addresses if url.startswith(("http://", "https://"))), "")
    titles = {_key(stated.meta.get("og:title", "")), _key(stated.heading)} - {""}
    stated.nodes.sort(key=lambda n: not (_key(_text_of(n.get("headline"))) in titles or "articleBody" in n))
    return stated


def _words_of(tree: Any, tag: str) -> str:
    """The words of the first element of a kind that has any."""
    return next((one_line(e.text_content()) for e in tree.iter(tag) if e.text_content().strip()), "")[:400]


def _publisher_of_elements(tree: Any) -> str:
    """The publisher under an itemprop, the name within it first."""
    for element in tree.iter():
        if isinstance(element.tag, str) and "publisher" in (element.get("itemprop") or "").lower().split():
            names = [e for e in element.iter() if isinstance(e.tag, str) and e.get("itemprop") == "name"]
            for named in (*names, element):
                if name := one_line(named.get("content") or named.text_content()):
                    return name
    return ""


def _json(text: str) -> Any:
    """JSON-LD as pages print it: perhaps in a comment or CDATA, with raw line breaks in its strings, commas too many.

    What is still no JSON gives the few fields that are wanted, as far as they can be picked out of it.
    """
    text = re.sub(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z", "", text)
    text = text.strip().rstrip(";")
    for repaired in (text, _SPARE_COMMA.sub(r"\1", text)):
        try:
            return json.loads(repaired, strict=False)
        except (ValueError, RecursionError):
            continue
    fields = {found["key"]: found["value"] for found in reversed(list(_FIELD.finditer(text[:200_000])))}
    publisher = _PUBLISHER.search(text[:200_000])
    if not _ARTICLE.search(fields.get("@type", "")) and not fields.keys() & {"datePublished", "dateModified"}:
        return None
    return {**fields, "@type": "Article", **({"publisher": publisher["name"]} if publisher else {})}


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
    """The title without the site's name before or behind it."""
    found = [stated.meta.get("og:title", ""), stated.first("headline"), stated.heading]
    found += [stated.meta.get("twitter:title", ""), stated.title]
    title = next((t for t in found if t), "")
    if stated.heading and title.startswith(stated.heading) and _SUFFIX.match(title, len(stated.heading)):
        return stated.heading
    if stated.heading and _before(title, stated.heading):
        return stated.heading
    parts = _SUFFIX.split(title)
    if len(parts) > 1 and _is_site(parts[-1], stated):
        return title[: title.rindex(parts[-1])].rstrip(" |–—-\u2022·»:")
    if len(parts) > 1 and _is_site(parts[0], stated):
        return title[len(parts[0]) :].lstrip(" |–—-\u2022·»:")
    return title


def _before(title: str, heading: str) -> str:
    """What a page's title prints before its heading ("Evening Post: Mayor resigns"), "" where that is no name."""
    name = title[: -len(heading)].rstrip() if title.endswith(heading) else ""
    return name.rstrip(" |–—-\u2022·»:") if name and name[-1] in "|–—-\u2022·»:" and len(name) <= 60 else ""


def _is_site(name: str, stated: _Stated) -> bool:
    """Whether the words beside a title are the site's name: it calls itself so, or its address does."""
    own = {stated.meta.get("og:site_name", ""), stated.first("publisher"), stated.publisher}
    letters = re.sub(r"^the\b", "", name.casefold())
    letters = re.sub(r"\W", "", _plain_letters(letters))
    host = _host(stated.address or stated.meta.get("og:site_name", "")).replace("-", "")
    known = name.casefold() in {n.casefold() for n in own} - {""}
    return (
        known
        or site_name(name)
        or (bool(letters) and letters == _label(host))
        or (len(letters) > 2 and letters in host)
    )


def _plain_letters(text: str) -> str:
    """Small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _label(host: str) -> str:
    """The name within an address: "harborpost" of www.harborpost.co.uk."""
    parts = [part for part in host.split(".")[:-1] if part not in _SECOND_LEVEL]
    return parts[-1] if parts else ""


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return "" if "." not in host else re.sub(r"^(?:www\d?|m|amp|edition|mobile)\.", "", host.lower())


def _outlet(tree: Any, stated: _Stated, file: str) -> tuple[str, str]:
    """(name, the words that give it): the publisher of its data, the site's name, its title, its address.

    An agency as publisher gives way to a site that names itself otherwise: that is where the text appeared.
    """
    sources = [
        ("the page's data names the publisher", stated.first("publisher") or stated.publisher),
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
        own = [
            part
            for part in parts[1:-1]
            if re.sub(r"\W", "", _plain_letters(part))
            == _label(_host(stated.address or stated.meta.get("og:site_name", "")))
        ]
        for part in (parts[-1], parts[0], *own) if len(parts) > 1 else ():
            if _is_site(part, stated) and _is_name(part):
                start = (
                    "named beside the page's title" if where == "title" else "inferred: from the file's name"
                )
                return part, f"{start}: “{one_line(words)[:140]}”"
    stated_host = next((n for _, n in sources if _HOST.fullmatch(n)), "")
    host = _host(stated.address) or _host(stated_host)
    if name := _printed_name(tree, _label(host)):
        return name, f"named by the page's address, {host}, and printed on it: “{name}”"
    if beside := _beside_heading(stated):
        return beside, f"inferred: from the page's title, “{one_line(stated.title)[:140]}”"
    host = host or next(
        (h for part in _SUFFIX.split(stated.title) if _HOST.fullmatch(part) and (h := _host(part))), ""
    )
    return (host, f"inferred: from the page's address, {host}") if host else ("", "")


def _printed_name(tree: Any, label: str) -> str:
    """How the page prints the name in its address ("USA TODAY" for usatoday), the commonest way; "" where it does not."""
    if len(label) < 2:
        return ""
    found: Counter[str] = Counter()
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "title", "meta", "link"):
            continue
        for words in (element.text, element.tail, element.get("alt"), element.get("aria-label")):
            line = one_line(words[:2000]) if words else ""
            parts = [line, *re.findall(r"\w+", line)] if line else []
            found.update(
                p
                for p in parts
                if len(p) <= 40 and not p.islower() and re.sub(r"\W", "", _plain_letters(p)) == label
            )
    return found.most_common(1)[0][0] if found else ""


def _beside_heading(stated: _Stated) -> str:
    """The last part of the page's title behind its heading, or what stands before it, where that can be a name."""
    title, heading = stated.title, stated.heading
    if not heading or title == heading:
        return ""
    behind = _SUFFIX.split(title[len(heading) :])[-1] if title.startswith(heading) else ""
    name = behind.strip(" |–—-\u2022·»:") or _before(title, heading)
    return name if _is_name(name) and not name[:1].islower() and len(name.split()) <= 6 else ""


def _is_name(name: str) -> bool:
    return (
        any(letter.isalpha() for letter in name)
        and len(name) <= 60
        and not _HOST.fullmatch(name)
        and not _NO_NAME.fullmatch(name)
        and "//" not in name
    )


def _times(tree: Any, stated: _Stated, page: str) -> tuple[str, str, str]:
    """(time of publication, time of the last change, how the first is known), "" for what is not to be found.

    The page's data comes first, then its <meta>, its elements, its lines, its address and what htmldate makes of its words.
    """
    published, how = _of_data(stated.nodes), "stated in the page's data"
    if not published:
        published, how = (
            _of_meta(stated.meta, _PUBLISHED) or _of_elements(tree, "datepublished"),
            "stated by the page",
        )
    modified = machine_time(stated.first("dateModified")) or _of_meta(stated.meta, _MODIFIED)
    modified = modified or _of_elements(tree, "datemodified")
    for look in (_of_time_tags, _visible):
        if not published:
            published, shown = look(tree, stated)
            modified, how = modified or shown, "printed on the page"
    if not published and modified:
        return modified, modified, "its last change; the page states no other time"
    if not published:
        published, where = _guessed_day(page, stated.address)
        how = f"a guess from {where}" if published else ""
    return published, modified, how


def _of_times(published: str, modified: str, how: str) -> list[Caveat]:
    """What is to be known of a page's time."""
    if how.startswith("its last change"):
        return [
            Caveat(
                f"states only when it was last changed ({modified}); that is taken as its time of publication",
                "State the time in the column published of outlets.csv, if you know it",
            )
        ]
    caveats = []
    if how.startswith("a guess"):
        remedy = "Check it; state the time in the column published of outlets.csv, if it is another"
        caveats.append(Caveat(f"states no time of publication; {published} is {how}", remedy))
    if published and modified[:10] > published[:10]:
        caveats.append(
            Caveat(
                f"was published {published} and changed {modified}; the first counts, the text may be the later one",
                "State another time in the column published of outlets.csv, if the change matters",
            )
        )
    return caveats


def _of_data(nodes: Sequence[Mapping[str, Any]]) -> str:
    """The time that the page's own article states in JSON-LD; that of the notes of a live blog is not the blog's."""
    for keys in (("datePublished", "coverageStartTime"), ("dateCreated",)):
        for node in nodes:
            if time := next((t for key in keys if (t := machine_time(_text_of(node.get(key))))), ""):
                return time
    return ""


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


def _of_time_tags(tree: Any, _: _Stated) -> tuple[str, str]:
    """(time of publication, time of a change) of a <time> or a stamp at the head of the article, "" for none.

    One in a list of links is another article's.
    """
    labelled, plain, modified = "", "", ""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        names = " ".join(
            filter(None, (element.get("class"), element.get("id"), element.get("data-testid")))
        ).lower()
        is_stamp = bool(_STAMP_NAMES.search(names))
        if "time" not in element.tag.split("-") and "timestamp" not in element.tag and not is_stamp:
            continue
        if any(a.tag in ("aside", "nav", "footer", "li") for a in element.iterancestors()):
            continue
        words = _short_text(element, 300)
        stated = [v for k, v in element.attrib.items() if _TIME_ATTRIBUTE.fullmatch(k)]
        stated.append(words if publication_date.is_stamp(words) or element.tag == "time" else "")
        time = next((t for s in stated if (t := machine_time(s))), "")
        changed = publication_date.is_change(words) or re.search(r"updat|modif", names)
        if changed and not re.search(r"publish|posted", f"{names} {words}".lower()):
            modified = modified or time
        elif time and (is_stamp or element.get("pubdate") is not None):
            labelled = labelled or time
        else:
            plain = plain or time
    return labelled or plain, modified


def _visible(tree: Any, stated: _Stated) -> tuple[str, str]:
    """(time of publication, time of a change) that the page prints, "" for none.

    Between the title and the report any line may state it, below only one that says so ("Last modified: …").
    """
    published, modified, started, reached = "", "", False, False
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in (*_NEVER, "html", "head", "title"):
            continue
        words = _short_text(element, 2 * LONGEST_STAMP) or one_line(
            (element.get("aria-label") or "")[:LONGEST_STAMP]
        )
        started = started or (bool(stated.heading) and words == stated.heading)
        reached = reached or (started and not len(element) and _count((element.text or "")[:2000]) > PROSE)
        if not started or not words or len(words) > LONGEST_STAMP:
            continue
        for part in publication_date.parts_of(words):
            fits = publication_date.is_labelled(part) if reached else True
            if fits and publication_date.is_stamp(part) and (time := machine_time(part)):
                if publication_date.is_change(part):
                    modified = modified or time
                else:
                    published = published or time
        if published and not reached:
            break
    return published, modified


def _short_text(element: Any, most: int) -> str:
    """The words of an element on one line; "" where they are longer than `most` characters, which are all that is looked at."""
    parts, size = [], 0
    for part in element.itertext():
        size += len(part)
        if size > most:
            return ""
        parts.append(part)
    return one_line("".join(parts))


def _guessed_day(page: str, address: str) -> tuple[str, str]:
    """(day, where it is guessed from): the page's address, else its words, as htmldate finds them."""
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
    return iso, where


def _clean(tree: Any) -> None:
    """Take out of the tree what is no part of the report, and make paragraphs of its tables."""
    for element in list(tree.iter(*_NEVER)):
        if element.getparent() is not None:
            element.drop_tree()
    whole = max(1, len(tree.text_content()))
    for element in list(tree.iter("form")):  # some programs put the whole page into one
        if element.getparent() is not None and len(element.text_content()) < SMALL * whole:
            element.drop_tree()
    room = BOXES * whole
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
        if room <= 0:
            break
        if element.getparent() is None or not _names_beside(element):
            continue
        text = one_line(element.text_content())
        room -= len(text)
        if _is_beside(element, text, whole) and not _names_in_line(element):
            element.drop_tree()
    for table in list(tree.iter("table")):
        _write_out(table)
    for paragraph in list(tree.iter("p")):
        _wrap_loose(paragraph)


def _wrap_loose(paragraph: Any) -> None:
    """Make a paragraph of prose that stands bare behind one, as some editors leave it."""
    if _count((paragraph.tail or "")[:2000]) < SHORTEST or paragraph.getparent() is None:
        return
    loose = markup.Element("p")
    loose.text, paragraph.tail = paragraph.tail, None
    while (inline := paragraph.getnext()) is not None and inline.tag in _INLINE:
        loose.append(inline)  # with what stands behind it
    paragraph.addnext(loose)


def _names_beside(element: Any) -> bool:
    """Whether an element is hidden, or calls itself something beside the report."""
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    names = _names(element)
    return hidden or element.tag == "aside" or bool(_BOX.search(names) or _MARGIN.search(names))


def _names(element: Any) -> str:
    return " ".join(filter(None, (element.get("class"), element.get("id"))))[:300]


def _is_beside(element: Any, text: str, whole: int) -> bool:
    """Whether an element that calls itself something beside the report is not so large that it must hold it."""
    if element.tag == "p":
        return _count(text) < SHORTEST or _linked(element) > LINKED * len(text)
    names = _names(element)
    margin = bool(_MARGIN.search(names)) and not _BOX.search(names)
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


def _body(tree: Any, stated: _Stated) -> tuple[str, tuple[Caveat, ...], float]:
    """(the report, a line a paragraph; a caveat where much was left out; which share of the page's paragraphs that is)."""
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
    return "\n".join(lines), *_left_out(lines, blocks)


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


def _left_out(lines: Sequence[str], blocks: Sequence[_Block]) -> tuple[tuple[Caveat, ...], float]:
    """(a caveat where many of the page's paragraphs are not among the lines that were taken, their share by words)."""
    whole = _key("".join(lines))
    prose = [block.text for block in blocks if block.is_report]
    left = [text for text in prose if _key(text) not in whole]
    lost, words = sum(map(_count, left)), sum(map(_count, prose))
    share = lost / words if words else 0.0
    if not lost or share < LEFT_OUT or lost < 30:
        return (), share
    shown = left[0] if len(left[0]) <= 80 else f"{left[0][:79].rstrip()}…"
    message = f"{lost:,} of {words:,} words in the page's paragraphs were left out as no part of the article, first “{shown}”"
    return (Caveat(message, "If they are part of it, save the article as plain text"),), share


def _count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _key(text: str) -> str:
    """A text without marks, case and spacing, for telling paragraphs of the page again."""
    return "".join(_words(text))


def _words(text: str) -> Iterator[str]:
    return (match.group().casefold() for match in _WORD.finditer(text))
