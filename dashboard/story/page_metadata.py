"""What a web page says about itself in <meta>, JSON-LD and its title -> the article's title and outlet."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from dashboard.language import media
from dashboard.story.page_text import text_key
from dashboard.story.roles import site_name
from dashboard.story.story import one_line

MAX_DEPTH = 40
"""Levels of JSON-LD that are looked into."""
_ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report|LiveBlogPosting|Review", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",(\s{0,200}[}\]])")
_JSON_FIELD = re.compile(
    r'"(?P<key>@type|datePublished|dateModified|dateCreated)"\s{0,9}:\s{0,9}"(?P<value>[^"\\<>{}]{1,100})"'
)
_JSON_PUBLISHER = re.compile(
    r'"publisher"\s{0,9}:\s{0,9}\{[^{}]{0,300}?"name"\s{0,9}:\s{0,9}"(?P<name>[^"\\<>{}]{1,80})"'
)
_GENERIC_TITLE = re.compile(
    r"(?:home|news|index|article|story|latest(?: news)?|politics|world|website|untitled|null|none|undefined|my site|wordpress|blogs?|"
    r"blog archive|archives?|print|video|photos?|(?:us|uk|world|local|breaking|national|international|business|sports?) news|sports?|"
    r"business|opinion|technology|tech|entertainment|health|science|travel|culture|life(?:style)?|money|local|national|international|"
    r"headlines|top stories|politik|wirtschaft|panorama|kultur|monde|politique|économie|société|deportes|economía|política|part \d+)",
    re.IGNORECASE,
)
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu"))
"""What stands before the country in addresses ("co.uk")."""
_HOSTNAME = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}/?", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+(?:[|–—\u2022·»:]|-{1,2})\s+")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://[^\s]{4,400})")


@dataclass
class PageMetadata:
    """What a page says about itself, beside its text.

    Attributes:
        meta: name or property of a <meta>, in small letters -> its content.
        nodes: the articles in its JSON-LD, the page's own first.
        title, heading: the words of <title> and of the first <h1>.
        address: where it says that it stands.
        publisher: who publishes it by its microdata.
    """

    meta: dict[str, str] = field(default_factory=dict)
    nodes: list[Mapping[str, Any]] = field(default_factory=list)
    title: str = ""
    heading: str = ""
    address: str = ""
    publisher: str = ""

    def first(self, key: str) -> str:
        """The first text under a key of the page's articles in JSON-LD."""
        return next((text for node in self.nodes if (text := json_ld_text(node.get(key)))), "")

    @property
    def article_body(self) -> str:
        """The article's text in JSON-LD, "" where it is not there."""
        return next((n["articleBody"] for n in self.nodes if isinstance(n.get("articleBody"), str)), "")


def read_metadata(tree: Any, page: str, address: str) -> PageMetadata:
    """What a page says about itself.

    Args:
        tree, page: the page, parsed and as it was.
        address: where it came from, where the file around it says so.
    """
    metadata = PageMetadata()
    for tag in tree.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        if content := one_line(tag.get("content") or ""):
            metadata.meta.setdefault(key.strip().lower(), content[:500])
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            metadata.nodes += _article_nodes(_parse_json_ld(script.text or ""))
    metadata.publisher = _itemprop_publisher(tree)
    metadata.title = _text_of_tag(tree, "title")
    metadata.heading = _text_of_tag(tree, "h1") or next(
        (
            t
            for e in tree.iter("h2", "h3")
            if len(t := one_line(e.text_content())) > 20 and t in metadata.title
        ),
        "",
    )
    saved = _SAVED_FROM.search(page[:4000])
    links = [e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    addresses = [*links, metadata.meta.get("og:url", ""), saved[1] if saved else "", address]
    metadata.address = next((url for url in addresses if url.startswith(("http://", "https://"))), "")
    titles = {text_key(metadata.meta.get("og:title", "")), text_key(metadata.heading)} - {""}
    metadata.nodes.sort(
        key=lambda n: not (text_key(json_ld_text(n.get("headline"))) in titles or "articleBody" in n)
    )
    return metadata


def _text_of_tag(tree: Any, tag: str) -> str:
    """The words of the first element of a kind that has any."""
    return next((one_line(e.text_content()) for e in tree.iter(tag) if e.text_content().strip()), "")[:400]


def _itemprop_publisher(tree: Any) -> str:
    """The publisher under an itemprop, the name within it first."""
    for element in tree.iter():
        if isinstance(element.tag, str) and "publisher" in (element.get("itemprop") or "").lower().split():
            names = [e for e in element.iter() if isinstance(e.tag, str) and e.get("itemprop") == "name"]
            for named in (*names, element):
                if name := one_line(named.get("content") or named.text_content()):
                    return name
    return ""


def _parse_json_ld(text: str) -> Any:
    """JSON-LD as pages print it: perhaps in a comment or CDATA, with raw line breaks in its strings, commas too many.

    What is still no JSON gives the few fields that are wanted, as far as they can be picked out of it.
    """
    text = re.sub(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z", "", text)
    text = text.strip().rstrip(";")
    for repaired in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(repaired, strict=False)
        except (ValueError, RecursionError):
            continue
    fields = {found["key"]: found["value"] for found in reversed(list(_JSON_FIELD.finditer(text[:200_000])))}
    publisher = _JSON_PUBLISHER.search(text[:200_000])
    if not _ARTICLE_TYPE.search(fields.get("@type", "")) and not fields.keys() & {
        "datePublished",
        "dateModified",
    }:
        return None
    return {**fields, "@type": "Article", **({"publisher": publisher["name"]} if publisher else {})}


def _article_nodes(content: Any) -> list[Mapping[str, Any]]:
    """The nodes of JSON-LD that are articles, with references to other nodes filled in."""
    nodes: list[Mapping[str, Any]] = []
    waiting, seen = [(content, 0)], 0
    while waiting and seen < 5000:
        value, depth = waiting.pop(0)
        seen += 1
        if isinstance(value, Mapping):
            nodes.append(value)
        if depth < MAX_DEPTH and isinstance(value, (Mapping, list)):
            inner = value.values() if isinstance(value, Mapping) else value
            waiting += [(v, depth + 1) for v in inner if isinstance(v, (Mapping, list))]
    named = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    articles = [n for n in nodes if _ARTICLE_TYPE.search(str(n.get("@type", ""))[:200])]
    return [{key: _dereferenced(value, named) for key, value in n.items()} for n in articles]


def _dereferenced(value: Any, named: Mapping[str, Mapping[str, Any]]) -> Any:
    if isinstance(value, Mapping) and set(value) == {"@id"} and isinstance(value["@id"], str):
        return named.get(value["@id"], value)
    return value


def json_ld_text(value: Any) -> str:
    """A string, the name of a thing, or that of the first of several."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, Mapping):
            value = value.get("name") or value.get("@value") or ""
    return one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def page_title(metadata: PageMetadata) -> str:
    """The title without the site's name before or behind it."""
    found = [metadata.meta.get("og:title", ""), metadata.first("headline"), metadata.heading]
    found += [metadata.meta.get("twitter:title", ""), metadata.title]
    title = next((t for t in found if t), "")
    if (
        metadata.heading
        and title.startswith(metadata.heading)
        and _SEPARATOR.match(title, len(metadata.heading))
    ):
        return metadata.heading
    if metadata.heading and _site_before_heading(title, metadata.heading):
        return metadata.heading
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and _is_site_name(parts[-1], metadata):
        return title[: title.rindex(parts[-1])].rstrip(" |–—-\u2022·»:")
    if len(parts) > 1 and _is_site_name(parts[0], metadata):
        return title[len(parts[0]) :].lstrip(" |–—-\u2022·»:")
    return title


def _site_before_heading(title: str, heading: str) -> str:
    """What a page's title prints before its heading ("Evening Post: Mayor resigns"), "" where that is no name."""
    name = title[: -len(heading)].rstrip() if title.endswith(heading) else ""
    return name.rstrip(" |–—-\u2022·»:") if name and name[-1] in "|–—-\u2022·»:" and len(name) <= 60 else ""


def _is_site_name(name: str, metadata: PageMetadata) -> bool:
    """Whether the words beside a title are the site's name: it calls itself so, or its address does."""
    own = {metadata.meta.get("og:site_name", ""), metadata.first("publisher"), metadata.publisher}
    letters = _letters(re.sub(r"^the\b", "", name.casefold()))
    host = _host_of(metadata.address or metadata.meta.get("og:site_name", "")).replace("-", "")
    known = name.casefold() in {n.casefold() for n in own} - {""}
    return (
        known
        or site_name(name)
        or (bool(letters) and letters == _domain_label(host))
        or (len(letters) > 2 and letters in host)
    )


def page_outlet(tree: Any, metadata: PageMetadata, file: str) -> tuple[str, str]:
    """(name, the words that give it): the publisher of its data, the site's name, its title, its address.

    An agency as publisher gives way to a site that names itself otherwise: that is where the text appeared.
    """
    stated = _stated_outlets(metadata)
    usable = [(why, name) for why, name in stated if _is_outlet_name(name)]
    usable.sort(key=lambda entry: media.short_name(entry[1]) is not None)
    if usable:
        why, name = usable[0]
        return name, f"{why} “{name}”"
    if found := _outlet_in_title(metadata, file):
        return found
    host = _host_of(metadata.address) or _host_of(next((n for _, n in stated if _HOSTNAME.fullmatch(n)), ""))
    if name := _name_in_text(tree, _domain_label(host)):
        return name, f"named by the page's address, {host}, and printed on it: “{name}”"
    if beside := _name_beside_heading(metadata):
        return beside, f"inferred: from the page's title, “{one_line(metadata.title)[:140]}”"
    hosts = (_host_of(part) for part in _SEPARATOR.split(metadata.title) if _HOSTNAME.fullmatch(part))
    host = host or next(filter(None, hosts), "")
    return (host, f"inferred: from the page's address, {host}") if host else ("", "")


def _stated_outlets(metadata: PageMetadata) -> list[tuple[str, str]]:
    """(where, name) of what the page's data call its publisher or site, the surest first; "" for those it lacks."""
    meta = metadata.meta
    return [
        ("the page's data names the publisher", metadata.first("publisher") or metadata.publisher),
        ("named by the page: og:site_name", meta.get("og:site_name", "")),
        ("named by the page: application-name", meta.get("application-name", "")),
        ("named by the page: publisher", meta.get("publisher") or meta.get("dc.publisher") or ""),
    ]


def _outlet_in_title(metadata: PageMetadata, file: str) -> tuple[str, str] | None:
    """(name, the words that give it) from the page's title or, as browsers save pages, its file's name."""
    label = _domain_label(_host_of(metadata.address or metadata.meta.get("og:site_name", "")))
    stem = re.sub(r"\.\w+\Z", "", file)
    for start, words in (
        ("named beside the page's title", metadata.title),
        ("inferred: from the file's name", stem),
    ):
        parts = _SEPARATOR.split(words.replace(" _ ", " - "))
        if len(parts) < 2:
            continue
        within = [part for part in parts[1:-1] if _letters(part) == label]
        for part in (parts[-1], parts[0], *within):
            if _is_site_name(part, metadata) and _is_outlet_name(part):
                return part, f"{start}: “{one_line(words)[:140]}”"
    return None


def _name_in_text(tree: Any, label: str) -> str:
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
            found.update(p for p in parts if len(p) <= 40 and not p.islower() and _letters(p) == label)
    return found.most_common(1)[0][0] if found else ""


def _name_beside_heading(metadata: PageMetadata) -> str:
    """The last part of the page's title behind its heading, or what stands before it, where that can be a name."""
    title, heading = metadata.title, metadata.heading
    if not heading or title == heading:
        return ""
    behind = _SEPARATOR.split(title[len(heading) :])[-1] if title.startswith(heading) else ""
    name = behind.strip(" |–—-\u2022·»:") or _site_before_heading(title, heading)
    return name if _is_outlet_name(name) and not name[:1].islower() and len(name.split()) <= 6 else ""


def _is_outlet_name(name: str) -> bool:
    """Whether a text can be an outlet's name: no address, no section ("Home", "World news")."""
    return (
        any(letter.isalpha() for letter in name)
        and len(name) <= 60
        and not _HOSTNAME.fullmatch(name)
        and not _GENERIC_TITLE.fullmatch(name)
        and "//" not in name
    )


def _letters(text: str) -> str:
    """The letters and figures of a text, small and without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"\W", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _domain_label(host: str) -> str:
    """The name within an address: "harborpost" of www.harborpost.co.uk."""
    parts = [part for part in host.split(".")[:-1] if part not in _SECOND_LEVEL]
    return parts[-1] if parts else ""


def _host_of(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return "" if "." not in host else re.sub(r"^(?:www\d?|m|amp|edition|mobile)\.", "", host.lower())
