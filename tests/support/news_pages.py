"""Pages in the styles of large news sites: invented articles in the markup that such sites print.

Every page pairs one way to state a time, one way to name the outlet and one way to lay the text out; what must come out
stands beside it. No text and no name is of a real publisher.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

ISO = "2024-05-07T10:15:00+00:00"
WHEN = "2024-05-07T10:15+00:00"
DAY = "2024-05-07"
_PLACES = (
    "pier",
    "customs house",
    "ferry terminal",
    "fish hall",
    "lock",
    "shipyard",
    "grain store",
    "lighthouse",
    "dry dock",
)
_ACTS = (
    "inspected",
    "closed",
    "measured",
    "photographed",
    "sealed",
    "searched",
    "reopened",
    "repaired",
    "surveyed",
)
_WHO = (
    "The auditors",
    "Two divers",
    "The harbor master",
    "A council member",
    "Firefighters",
    "The union",
    "An engineer",
    "Coast guards",
    "A clerk",
)


def paragraphs(seed: int, count: int = 9) -> list[str]:
    """Invented paragraphs, all different."""
    made = []
    for n in range(count):
        k = (seed + n) % 9
        who, act, place = _WHO[k], _ACTS[(k + seed) % 9], _PLACES[(k + 2 * seed) % 9]
        made.append(
            f"{who} {act} the {place} on day {n + 1} of the inquiry, and {40 + seed + n} workers were told to wait outside "
            f"until the sum of {n + 2}.{seed % 10} million dollars had been traced. “Nobody had asked us about lot {seed}{n},” one of them said."
        )
    return made


@dataclass(frozen=True)
class Page:
    """One page and what a reader of it would say it is."""

    name: str
    html: str
    file: str
    title: str
    outlet: str
    published: str
    text: tuple[str, ...]
    noise: tuple[str, ...]
    guess: bool = False


def _ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})}</script>'


def _meta(key: str, content: str, kind: str = "name") -> str:
    return f'<meta {kind}="{key}" content="{content}">'


TIMES: tuple[tuple[str, str, str, str], ...] = (
    ("json-ld", _ld(datePublished=ISO, dateModified="2024-05-09T08:00:00Z"), "", WHEN),
    ("json-ld graph", f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebPage", "dateModified": "2024-06-01"}, {"@type": "NewsArticle", "datePublished": ISO}]})}</script>', "", WHEN),
    ("json-ld list", f'<script type="application/ld+json">{json.dumps([{"@type": "BreadcrumbList", "itemListElement": []}, {"@type": "Article", "datePublished": ISO}])}</script>', "", WHEN),
    ("json-ld in a comment", f'<script type="application/ld+json"><!--{json.dumps({"@type": "NewsArticle", "datePublished": ISO})}--></script>', "", WHEN),
    ("json-ld with CDATA", f'<script type="application/ld+json">//<![CDATA[\n{json.dumps({"@type": "NewsArticle", "datePublished": ISO})}\n//]]></script>', "", WHEN),
    ("json-ld with raw line breaks", '<script type="application/ld+json">{"@type":"NewsArticle","description":"one\ntwo","datePublished":"' + ISO + '"}</script>', "", WHEN),
    ("json-ld closed by a semicolon", f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "datePublished": ISO})};</script>', "", WHEN),
    ("json-ld of two types", _ld(**{"@type": ["NewsArticle", "ReportageNewsArticle"]}, datePublished=ISO), "", WHEN),
    ("json-ld within a page", f'<script type="application/ld+json">{json.dumps({"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "datePublished": ISO}})}</script>', "", WHEN),
    ("json-ld with milliseconds", _ld(datePublished="2024-05-07T10:15:00.000Z"), "", WHEN),
    ("json-ld as mail", _ld(datePublished="Tue, 07 May 2024 10:15:00 +0000"), "", WHEN),
    ("json-ld of a live blog", _ld(**{"@type": "LiveBlogPosting"}, datePublished=ISO, liveBlogUpdate=[{"@type": "BlogPosting", "datePublished": "2024-05-07T12:00:00Z"}]), "", WHEN),
    ("json-ld with spaces", _ld(datePublished="2024-05-07 10:15:00 +0000"), "", WHEN),
    ("article:published_time", _meta("article:published_time", ISO, "property") + _meta("article:modified_time", "2024-05-08T09:00:00+00:00", "property"), "", WHEN),
    ("article:published_time by name", _meta("article:published_time", ISO), "", WHEN),
    ("og:article:published_time", _meta("og:article:published_time", ISO, "property"), "", WHEN),
    ("itemprop in the head", _meta("datePublished", ISO, "itemprop"), "", WHEN),
    ("pubdate without marks", _meta("pubdate", "20240507101500"), "", "2024-05-07T10:15"),
    ("parsely", _meta("parsely-pub-date", "2024-05-07T10:15:00Z"), "", WHEN),
    ("sailthru", _meta("sailthru.date", "2024-05-07 10:15:00"), "", "2024-05-07T10:15"),
    ("Dublin Core issued", _meta("DC.date.issued", ISO), "", WHEN),
    ("Dublin Core created", _meta("dcterms.created", "2024-05-07"), "", DAY),
    ("meta date", _meta("date", "2024-05-07"), "", DAY),
    ("pdate", _meta("pdate", "20240507"), "", DAY),
    ("cXense", _meta("cXenseParse:recs:publishtime", ISO, "property"), "", WHEN),
    ("bt:pubDate", _meta("bt:pubDate", ISO, "property"), "", WHEN),
    ("publish-date as mail", _meta("publish-date", "Tue, 07 May 2024 10:15:00 GMT"), "", WHEN),
    ("article.published", _meta("article.published", "2024-05-07T10:15:00.000Z") + _meta("article.updated", "2024-05-07T18:00:00.000Z"), "", WHEN),
    ("time pubdate", "", f'<time datetime="{ISO}" pubdate>7 May</time>', WHEN),
    ("time published and updated", "", f'<time class="updated" datetime="2024-05-08T08:00:00Z">8 May</time><time class="published" datetime="{ISO}">7 May</time>', WHEN),
    ("time with relative words", "", f'<time datetime="{ISO}">2 hours ago</time>', WHEN),
    ("time itemprop", "", f'<time itemprop="datePublished" datetime="{ISO}">7 May</time>', WHEN),
    ("span itemprop", "", f'<span itemprop="datePublished" content="{ISO}">7 May</span>', WHEN),
    ("abbr with a title", "", f'<abbr itemprop="datePublished" class="published" title="{ISO}">7 May</abbr>', WHEN),
    ("seconds since 1970", "", '<div class="timestamp" data-timestamp="1715076900">May 7</div>', WHEN),
    ("milliseconds since 1970", "", '<time datetime="1715076900000">May 7</time>', WHEN),
    ("visible, with a zone", "", '<div class="timestamp">Published 10:15 AM EDT, Tue May 7, 2024</div>', "2024-05-07T10:15-04:00"),
    ("visible, updated alone", "", '<p class="update-time">Updated 10:15 AM GMT, Tue May 7, 2024</p>', WHEN),
    ("visible day", "", '<span class="article-date">May 7, 2024</span>', DAY),
    ("visible, two times", "", '<p class="byline-plain">PUBLISHED: 10:15, 7 May 2024 | UPDATED: 11:40, 7 May 2024</p>', "2024-05-07T10:15"),
    ("visible in a plain span", "", '<span class="date">7 May 2024</span>', DAY),
    ("visible in a byline", "", '<div class="byline">By Dana Poe | May 7, 2024 at 10:15 a.m. EDT</div>', "2024-05-07T10:15-04:00"),
    ("address in figures", '<link rel="canonical" href="https://www.harborpost.example/news/2024/05/07/mayor-resigns/">', "", DAY),
    ("address in letters", '<link rel="canonical" href="https://www.harborpost.example/world/2024/may/07/mayor-resigns">', "", DAY),
    ("changed alone", _ld(dateModified=ISO), "", WHEN),
    ("others' times before it", "", f'<nav><time datetime="2024-05-01T00:00:00Z">1 May</time></nav><aside><time datetime="2024-05-02T00:00:00Z">2 May</time></aside><time datetime="{ISO}">7 May</time>', WHEN),
    ("dateCreated", _meta("dateCreated", ISO, "itemprop"), "", WHEN),
    ("json-ld of a live blog that states its beginning", _ld(**{"@type": "LiveBlogPosting"}, coverageStartTime=ISO, liveBlogUpdate=[{"@type": "BlogPosting", "datePublished": "2024-05-08T12:00:00Z"}]), "", WHEN),
    ("json-ld with commas too many", '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"' + ISO + '",}</script>', "", WHEN),
    ("json-ld with bare quotation marks", '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Mayor "done"","datePublished":"' + ISO + '"}</script>', "", WHEN),
    ("json-ld cut off", '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"' + ISO + '","articleBody":"The ma</script>', "", WHEN),
    ("visible, German", "", '<p class="metatextline">Stand: 07.05.2024 10:15 Uhr</p>', "2024-05-07T10:15"),
    ("visible, French, with a change", "", '<span class="meta__date">Publié le 07 mai 2024 à 10h15, modifié le 08 mai 2024 à 12h30</span>', "2024-05-07T10:15"),
    ("visible, Italian, with a change", "", '<p class="media-news-date">7 maggio 2024 (modifica il 8 maggio 2024 | 09:12)</p>', DAY),
    ("visible, Spanish", "", '<span class="publish">Publicado: 7 mayo 2024 10:15</span>', "2024-05-07T10:15"),
    ("visible, Japanese", "", '<p class="date">2024年5月7日 10時15分</p>', "2024-05-07T10:15"),
    ("visible, American with two figures of the year", "", '<section class="submitted-by">by Dana Poe - 05/07/24 10:15 AM ET</section>', "2024-05-07T10:15"),
    ("visible, the change before it", "", '<div class="story-postdate"><span>UPDATED</span> May 8, 2024, 02:05 AM <span>PUBLISHED</span> May 7, 2024, 10:15 AM</div>', "2024-05-07T10:15"),
    ("visible, a change at the foot", "", '<p><strong>Release date:</strong> May 7, 2024</p><p>Page last updated: May 9, 2024</p>', DAY),
    ("in a label for screen readers", "", '<div class="dt" aria-label="Published: 10:15 a.m. ET May 7, 2024 Updated: 9:00 a.m. ET May 8, 2024"></div>', "2024-05-07T10:15"),
    ("an element of its own", "", '<lit-timestamp publishDate="2024-05-07T10:15:00Z" updateDate="2024-05-08T01:00:00Z"></lit-timestamp>', WHEN),
    ("address with a section", '<link rel="canonical" href="https://www.harborpost.example/2024/POLITICS/05/07/mayor/index.html">', "", DAY),
    ("a filler before it", _ld(datePublished="0001-01-01T00:00:00Z") + _meta("article:published_time", ISO, "property"), "", WHEN),
)  # fmt: skip
"""How a page states its time: name, head, body, what must come out."""

OUTLETS: tuple[tuple[str, str, str, str, str, bool], ...] = (
    ("publisher", "", _ld(publisher={"@type": "Organization", "name": "Harbor Post"}), "", "Harbor Post", False),
    ("site_name", "", _meta("og:site_name", "Harbor Post", "property"), "", "Harbor Post", False),
    ("publisher by reference", "", f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "Organization", "@id": "#o", "name": "Harbor Post"}, {"@type": "NewsArticle", "publisher": {"@id": "#o"}}]})}</script>', "", "Harbor Post", False),
    ("behind the title", " - Harbor Post", "", "", "Harbor Post", False),
    ("behind a bar", " | Harbor Post", "", "", "Harbor Post", False),
    ("its address", "", '<link rel="canonical" href="https://www.harborpost.example/a">', "", "harborpost.example", True),
    ("an agency's notice", "", _ld(publisher={"@type": "Organization", "name": "KXYZ 4 Harbor City"}), "<p>© 2024 Associated Press. All Rights Reserved. This material may not be published, broadcast, rewritten, or redistributed.</p>", "KXYZ 4 Harbor City", False),
    ("an agency as publisher", "", _ld(publisher={"name": "Associated Press"}) + _meta("og:site_name", "Harbor Post", "property"), "", "Harbor Post", False),
    ("an address as name", "", _meta("og:site_name", "www.harborpost.example", "property"), "", "harborpost.example", True),
    ("an empty word as name", "", _meta("og:site_name", "Home", "property") + _meta("application-name", "Harbor Post"), "", "Harbor Post", False),
    ("microdata", "", "", '<div itemprop="publisher" itemscope><meta itemprop="name" content="Harbor Post"></div>', "Harbor Post", False),
    ("printed as in its address", "", '<link rel="canonical" href="https://www.harborpost.example/a">', '<footer><a href="/">Harbor Post</a></footer>', "Harbor Post", False),
    ("broken data", "", '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"@type":"Organization","name":"Harbor Post",},}</script>', "", "Harbor Post", False),
    ("behind the title, unconfirmed", " | Seldom Seen", "", "", "Seldom Seen", True),
    ("a list of publishers", "", _ld(publisher=[{"@type": "Organization", "name": "Harbor Post"}]), "", "Harbor Post", False),
)  # fmt: skip
"""How a page names its outlet: name, behind its title, head, foot, what must come out, whether that is a guess."""

_AD = '<div class="ad-slot"><p>Advertisement</p></div>'
_MORE = '<div class="related-links"><h3>More stories</h3><ul><li><a href="/x">Zebra crossing painted in the wrong colours again</a></li><li><a href="/y">Zebra herd seen near the quarry</a></li></ul></div>'
_LETTER = '<aside class="newsletter"><p>Zebra digest: sign up for our newsletter and never miss a story again.</p></aside>'


def _p(lines: list[str], name: str = "") -> str:
    return "".join(f"<p{name}>{escape(line)}</p>" for line in lines)


def _chunks(lines: list[str], box: str) -> str:
    return "".join(
        f'<div class="grid"><div class="{box}">{_p(lines[n : n + 3])}</div>{_AD}</div>'
        for n in range(0, len(lines), 3)
    )


def _divs(lines: list[str], name: str) -> str:
    return "".join(f'<div class="{name}">{escape(line)}</div>' for line in lines)


LAYOUTS: tuple[tuple[str, Callable[[list[str]], str], tuple[str, ...]], ...] = (
    ("plain article", lambda x: f"<article>{{head}}{_p(x)}</article>", ()),
    ("body with advertisements", lambda x: f'<article>{{head}}<div class="article-body">{_p(x[:4])}{_AD}{_p(x[4:])}</div></article>', ()),
    ("sibling containers", lambda x: f'<article>{{head}}<div class="chunks">{_chunks(x, "grid--item body")}</div></article>', ()),
    ("a block a paragraph", lambda x: "<article>{head}" + "".join(f'<div data-component="text-block" class="block-a1"><div class="text-b2">{_p([p])}</div></div>' for p in x) + "</article>", ()),
    ("nested columns", lambda x: f'<article>{{head}}<section name="articleBody"><div class="css-1"><div class="companion"><div>{_p(x[:5])}</div><aside class="more">{_MORE}</aside></div></div><div class="css-1"><div class="companion"><div>{_p(x[5:])}</div></div></div></section></article>', ()),
    ("divisions without paragraphs", lambda x: f'<article>{{head}}<section id="body-text"><div class="l-container">{_divs(x, "zn-body__paragraph")}</div></section></article>', ()),
    ("line breaks in one division", lambda x: '<div id="story">{head}<div class="storytext">' + "<br><br>".join(map(escape, x)) + "</div></div>", ()),
    ("a layout table", lambda x: f'<table width="100%"><tr><td width="200"><a href="/">Home</a></td><td>{{head}}{_p(x)}</td></tr></table>', ()),
    ("key points and cross-headings", lambda x: f'<article>{{head}}<div class="key-points"><h4>Key points</h4><ul><li>The mayor resigned over the port fund.</li><li>The council meets on Friday to choose a successor.</li></ul></div>{_p(x[:4])}<h2>What the audit says of the fund</h2>{_p(x[4:])}</article>', ("The mayor resigned over the port fund.", "The council meets on Friday to choose a successor.", "What the audit says of the fund")),
    ("an embedded post", lambda x: f'<article>{{head}}{_p(x[:4])}<blockquote class="twitter-tweet"><p>Zebra post that somebody wrote about it</p>— Zebra (@zebra) <a href="/t">May 7, 2024</a></blockquote>{_p(x[4:])}</article>', ()),
    ("related links within", lambda x: f"<article>{{head}}{_p(x[:4])}{_MORE}{_p(x[4:])}</article>", ()),
    ("a card over a name", lambda x: f'<article>{{head}}{_p(x[:3])}<p>Mayor <span class="rollover-people"><a class="rollover-people-link">Lena Ortiz</a><span class="rollover-people-block"><span class="rollover-block"><span class="rollover-block__title">Zebra Marie</span><a href="/z">Zebra things to watch</a></span></span></span> said in May that she would stay in office until the end.</p>{_p(x[3:])}</article>', ("Mayor Lena Ortiz said in May that she would stay in office until the end.",)),
    ("a table of figures", lambda x: f"<article>{{head}}{_p(x[:5])}<table><tr><th>Candidate</th><th>Share</th></tr><tr><td>Ortiz</td><td>48.2</td></tr><tr><td>Roe</td><td>51.8</td></tr></table>{_p(x[5:])}</article>", ("Ortiz 48.2 Roe 51.8",)),
    ("figures with captions", lambda x: f'<article>{{head}}<figure><img src="a.jpg"><figcaption>The mayor leaves city hall on Tuesday. <span>Dana Poe/Harbor Post</span></figcaption></figure>{_p(x)}</article>', ()),
    ("a newsletter within", lambda x: f'<article>{{head}}<div class="content">{_p(x[:4])}{_LETTER}{_p(x[4:])}</div></article>', ()),
    ("comments below", lambda x: f'<article>{{head}}<div class="entry">{_p(x)}</div></article><section id="comments" class="comments"><div class="comment"><p>Zebra says that this is a good article and he is right about it.</p></div><div class="comment"><p>Zebra disagrees with this comment and says so at length here.</p></div></section>', ()),
    ("pages as sections", lambda x: f'<article>{{head}}<section class="page">{_p(x[:3])}</section><section class="page">{_p(x[3:6])}</section><section class="page">{_p(x[6:])}</section></article>', ()),
    ("teasers beside", lambda x: f'<div class="main"><div class="story-body">{{head}}{_p(x)}</div><div class="sidebar">' + "".join(f'<div class="teaser"><h3><a href="/s">Zebra {n}</a></h3><p>Zebra teaser number {n} promises another story about the quarry.</p></div>' for n in range(6)) + "</div></div>", ()),
    ("another article below", lambda x: f'<article class="story">{{head}}<div class="story-text">{_p(x)}</div></article><article class="next-story"><h2>Zebra story</h2><div class="next-text"><p>Zebra article that loads when the reader scrolls on to the next page.</p></div></article>', ()),
    ("a poll and an app", lambda x: f'<article>{{head}}{_p(x[:5])}<div class="poll"><p>Zebra poll: should the quarry close?</p></div><div class="app-download"><p>Zebra app: download it now for free.</p></div>{_p(x[5:])}<div class="author-bio"><p>Zebra is a reporter who covers quarries for the site.</p></div></article>', ()),
    ("quotations set off", lambda x: f"<article>{{head}}{_p(x[:4])}<blockquote><p>“The fund was empty when we opened the books in March,” the letter of the auditors says.</p></blockquote>{_p(x[4:])}</article>", ("“The fund was empty when we opened the books in March,” the letter of the auditors says.",)),
    ("paragraphs with names of their own", lambda x: f"<main>{{head}}<div class='b'>{_p(x, ' class=paragraph')}</div></main>", ()),
    ("a list in the text", lambda x: f"<article>{{head}}{_p(x[:5])}<ul><li>The first order of the council was signed on a Monday in March.</li><li>The second order of the council was never signed by anybody.</li></ul>{_p(x[5:])}</article>", ("The first order of the council was signed on a Monday in March.", "The second order of the council was never signed by anybody.")),
)  # fmt: skip
"""How a page lays its text out: name, the paragraphs as markup, what else belongs to the text."""


def pages() -> list[Page]:
    """One page for every way to state a time, the other ways in turn."""
    made = []
    for n, (when, times, stamp, published) in enumerate(TIMES):
        how, suffix, names, foot, outlet, guess = OUTLETS[n % len(OUTLETS)]
        if "canonical" in times and "canonical" in names:
            how, suffix, names, foot, outlet, guess = OUTLETS[1]
        layout, lay, more = LAYOUTS[(n * 5) % len(LAYOUTS)]
        body = paragraphs(n)
        title = (
            "Mayor is out. Here is what comes next",
            "Al Roe Jr. And Wife Plead Guilty",
            "Mayor of Harbor City resigns over missing port money",
            "‘Safe. We’re home’: sailors return to St. Mary",
        )[n % 4]
        head = f"<h1>{escape(title)}</h1><p class='by'>By Dana Poe</p>{stamp}"
        text = lay(body).replace("{head}", head)
        html = (
            f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{escape(title)}{suffix}</title>"
            f'<meta property="og:title" content="{escape(title)}{suffix}">{times}{names}</head><body><header><nav><a href="/">Home</a> '
            f'<a href="/w">World</a></nav></header>{text}{foot}<footer><p>Zebra terms of use and zebra privacy policy of this site.</p></footer></body></html>'
        )
        made.append(
            Page(
                f"{when}; {how}; {layout}",
                html,
                f"page{n}.html",
                title,
                outlet,
                published,
                (title, *body, *more),
                ("Zebra", "zebra"),
                guess,
            )
        )
    return made
