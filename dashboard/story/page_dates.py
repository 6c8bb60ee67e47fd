"""When a web page was published and last changed, from its data, its elements, its printed lines or its address."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.story import publication_date
from dashboard.story.page_metadata import PageMetadata, json_ld_text
from dashboard.story.page_text import NO_TEXT_TAGS, PROSE_WORDS, word_count
from dashboard.story.publication_date import machine_time
from dashboard.story.story import Caveat, one_line

log = logging.getLogger(__name__)

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date.issued", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published",
    "article:published", "publish-date", "publish_date", "publication_date", "pubdate", "publishdate",
    "originalpublicationdate", "date_published", "article_date_original", "bt:pubdate", "ptime", "pdate",
    "rnews:datepublished", "datecreated", "displaydate", "vr:published_time", "shareaholic:article_published_time",
    "date",
)  # fmt: skip
"""Names of <meta> that state when an article first appeared, the most exact first."""
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "article:updated", "utime",
    "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "revision_date", "article.updated",
    "rnews:datemodified", "cxenseparse:recs:modifiedtime",
)  # fmt: skip
_DATE_IN_URL = re.compile(
    r"/((?:19|20)\d\d)(?:/[a-z.]{2,20}(?=/\d))?[/-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](\d{1,2})(?=[/-])"
)
_TIME_CLASS = re.compile(r"publish|posted|date-?line|time-?stamp|pub-?date|byline__date|article-?date")
_TIME_ATTRIBUTE = re.compile(
    r"(?:data-)?(?:date-?time|time-?stamp|time|date|content|seconds|publish(?:ed)?(?:-?date|-?time)?(?:-?iso)?)"
)
"""Attributes in which pages state the time that an element shows."""
MAX_TIME_LINE = 160
"""Characters of a line that may print a time of publication beside an author and a reading time."""


def page_times(tree: Any, metadata: PageMetadata, page: str) -> tuple[str, str, str]:
    """(time of publication, time of the last change, how the first is known), "" for what is not to be found.

    The page's data comes first, then its <meta>, its elements, its lines, its address and what htmldate makes of its words.
    """
    published, how = _from_json_ld(metadata.nodes), "stated in the page's data"
    if not published:
        published, how = (
            _from_meta(metadata.meta, _PUBLISHED_META) or _from_itemprop(tree, "datepublished"),
            "stated by the page",
        )
    modified = machine_time(metadata.first("dateModified")) or _from_meta(metadata.meta, _MODIFIED_META)
    modified = modified or _from_itemprop(tree, "datemodified")
    for look in (_from_time_elements, _from_visible_text):
        if not published:
            published, shown = look(tree, metadata)
            modified, how = modified or shown, "printed on the page"
    if not published and modified:
        return modified, modified, "its last change; the page states no other time"
    if not published:
        published, where = _guessed_day(page, metadata.address)
        how = f"a guess from {where}" if published else ""
    return published, modified, how


def time_caveats(published: str, modified: str, how: str) -> list[Caveat]:
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


def _from_json_ld(nodes: Sequence[Mapping[str, Any]]) -> str:
    """The time that the page's own article states in JSON-LD; that of the notes of a live blog is not the blog's."""
    for keys in (("datePublished", "coverageStartTime"), ("dateCreated",)):
        for node in nodes:
            if time := next((t for key in keys if (t := machine_time(json_ld_text(node.get(key))))), ""):
                return time
    return ""


def _from_meta(meta: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((time for key in keys if (time := machine_time(meta.get(key, "")))), "")


def _from_itemprop(tree: Any, name: str) -> str:
    """The time under an itemprop, in whatever attribute or words state it."""
    for element in tree.iter():
        if isinstance(element.tag, str) and name in (element.get("itemprop") or "").lower().split():
            stated = [element.get(a) or "" for a in ("content", "datetime", "title")] + [
                one_line(element.text_content())[:100]
            ]
            if found := next((time for s in stated if (time := machine_time(s))), ""):
                return found
    return ""


def _from_time_elements(tree: Any, _: PageMetadata) -> tuple[str, str]:
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
        is_stamp = bool(_TIME_CLASS.search(names))
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


def _from_visible_text(tree: Any, metadata: PageMetadata) -> tuple[str, str]:
    """(time of publication, time of a change) that the page prints, "" for none.

    Between the title and the report any line may state it, below only one that says so ("Last modified: …").
    """
    published, modified, started, reached = "", "", False, False
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in (*NO_TEXT_TAGS, "html", "head", "title"):
            continue
        words = _short_text(element, 2 * MAX_TIME_LINE) or one_line(
            (element.get("aria-label") or "")[:MAX_TIME_LINE]
        )
        started = started or (bool(metadata.heading) and words == metadata.heading)
        reached = reached or (
            started and not len(element) and word_count((element.text or "")[:2000]) > PROSE_WORDS
        )
        if not started or not words or len(words) > MAX_TIME_LINE:
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
    found = _DATE_IN_URL.search(address.lower())
    if found:
        year, month, day = found.groups()
        stamp = publication_date.parse(
            f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month.title()} {year}"
        )
        if stamp and stamp.iso:
            return stamp.iso, "its address"
    return _day_by_htmldate(page), "the page's words"


def _day_by_htmldate(page: str) -> str:
    from htmldate import find_date

    try:
        return find_date(page, original_date=True, extensive_search=False, outputformat="%Y-%m-%d") or ""
    except Exception as error:
        # htmldate documents no errors, and a hostile page makes lxml, dateutil or its own rules stumble anywhere;
        # a day that is not found is no fault of the page.
        log.info("htmldate failed with %s", type(error).__name__)
        return ""
