"""The same invented articles as files of every kind that people bring, and as exports of the press archives."""

from __future__ import annotations

import io
import json
import textwrap
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape


@dataclass(frozen=True)
class Report:
    """One article as an archive knows it."""

    title: str
    outlet: str
    day: str
    iso: str
    byline: str
    section: str
    body: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join((self.title, *self.body))


REPORTS = (
    Report(
        "Mayor resigns over missing port money",
        "Harbor Post",
        "May 8, 2024 Wednesday",
        "2024-05-08",
        "Dana Poe",
        "NEWS; Pg. 4",
        (
            "The mayor of Harbor City resigned on Tuesday after auditors found that 2.4 million dollars were missing from the port fund.",
            "Lena Ortiz told reporters at city hall that she had done nothing wrong and that the council had been informed at every step.",
            "The council will choose a successor on Friday, the deputy mayor said after a meeting that lasted four hours.",
        ),
    ),
    Report(
        "Ortiz quits",
        "The Evening Mail (London)",
        "May 9, 2024 Thursday",
        "2024-05-09",
        "Kofi Haas",
        "HOME; Pg. 1",
        (
            "Harbor City's mayor stepped down on Tuesday night. An audit had found a gap of 2.1 million dollars in the port fund.",
            '"I did nothing wrong," Ortiz said in a short statement that her office sent to the papers before midnight.',
        ),
    ),
    Report(
        "Al Roe Jr. to lead Harbor City until the vote",
        "Coast Daily",
        "May 10, 2024 Friday",
        "2024-05-10",
        "Ann Roe",
        "POLITICS; Pg. 7",
        (
            "Al Roe Jr. will lead Harbor City until a new mayor is chosen, the council decided on Friday by five votes to four.",
            "Mr. Roe has been a member of the council since 2011. He said that he would open the books of the port fund to everybody.",
            "Nobody else was named in the report of the auditors.",
        ),
    ),
)


def nexis_text(reports: Sequence[Report] = REPORTS, width: int = 74) -> str:
    """The classic text download: outlet, day and title centred above, fields, wrapped text, fields."""
    parts = []
    for n, r in enumerate(reports, 1):
        body = "\n\n".join(textwrap.fill(p, width) for p in r.body)
        parts.append(
            f"\n\n\n{f'{n} of {len(reports)} DOCUMENTS':^78}\n\n\n\n{r.outlet:^78}\n\n{r.day:^78}\n\n{r.title}\n\nBYLINE: {r.byline}\n\n"
            f"SECTION: {r.section}\n\nLENGTH: 61 words\n\n{body}\n\nLOAD-DATE: May 11, 2024\n\nLANGUAGE: ENGLISH\n\n"
            f"PUBLICATION-TYPE: Newspaper\n\n{f'Copyright 2024 {r.outlet} Media Ltd.':^78}\n{'All Rights Reserved':^78}\n"
        )
    return "".join(parts)


def nexis_older_text(reports: Sequence[Report] = REPORTS) -> str:
    """The older form: the notice above the outlet, the title as a field behind the section."""
    parts = []
    for n, r in enumerate(reports, 1):
        body = "\n\n".join(textwrap.fill(f"  {p}", 74) for p in r.body)
        parts.append(
            f"\n{n} of {len(reports)} DOCUMENTS\n\nCopyright 2024 {r.outlet} Media Ltd.\nAll Rights Reserved\n{r.outlet}\n\n{r.day}\nLate Edition\n\n"
            f"SECTION: {r.section}\n\nLENGTH: 61 words\n\nHEADLINE: {r.title}\n\nBYLINE: By {r.byline}\n\nDATELINE: HARBOR CITY\n\nBODY:\n{body}\n\n"
            "GRAPHIC: PHOTO: The mayor leaves city hall.\n\nLOAD-DATE: May 11, 2024\n"
        )
    return "".join(parts)


def nexis_lines(reports: Sequence[Report] = REPORTS) -> list[str]:
    """The paragraphs of a Nexis Uni download (DOCX, RTF, PDF), its cover page first."""
    lines = [
        "User Name: Dana Poe",
        "Date and Time: 2024年 May 11, 2024 10:15:00 AM GMT".replace("2024年 ", ""),
        "Job Number: 123456789",
        f"Documents ({len(reports)})",
    ]
    lines += [f"{n}. {r.title}" for n, r in enumerate(reports, 1)]
    lines += ["Client/Matter: -None-", "Search Terms: port fund", "Search Type: NOT SET"]
    for r in reports:
        lines += [
            r.title,
            r.outlet,
            r.day,
            f"Copyright 2024 {r.outlet} Media Ltd. All Rights Reserved",
            f"Section: {r.section}",
            "Length: 61 words",
            f"Byline: {r.byline}",
            "Body",
        ]
        lines += [*r.body, "Load-Date: May 11, 2024", "End of Document"]
    return lines


def factiva_lines(reports: Sequence[Report] = REPORTS) -> list[str]:
    """The paragraphs of Factiva's display format: everything by its place."""
    lines = []
    for n, r in enumerate(reports):
        day = f"{r.iso[8:].lstrip('0')} May 2024"
        lines += [
            r.title,
            f"By {r.byline}",
            "61 words",
            day,
            "05:15",
            r.outlet,
            "HPOST",
            "A4",
            "English",
            f"Copyright 2024 {r.outlet} Media Ltd. All Rights Reserved.",
        ]
        lines += [*r.body, f"Document HPOST00020240508ek580000{n}"]
    return lines


def factiva_coded_page(reports: Sequence[Report] = REPORTS) -> str:
    """Factiva's HTML with codes: a table an article."""
    rows = []
    for n, r in enumerate(reports):
        cells = {
            "SE": r.section,
            "HD": f"<b>{escape(r.title)}</b>",
            "BY": f"By {r.byline}",
            "WC": "61 words",
            "PD": f"{r.iso[8:].lstrip('0')} May 2024",
            "SN": r.outlet,
            "SC": "HPOST",
            "LA": "English",
            "CY": f"Copyright 2024 {r.outlet}",
        }
        cells["LP"] = f"<p>{escape(r.body[0])}</p>"
        cells["TD"] = "".join(f"<p>{escape(p)}</p>" for p in r.body[1:])
        cells["AN"] = f"Document HPOST00020240508ek580000{n}"
        rows.append(
            '<div class="article enArticle"><table>'
            + "".join(f"<tr><td><b>{k}</b></td><td>{v}</td></tr>" for k, v in cells.items())
            + "</table></div>"
        )
    return f"<html><head><title>Factiva</title></head><body>{''.join(rows)}</body></html>"


def factiva_page(reports: Sequence[Report] = REPORTS) -> str:
    """Factiva's HTML by place: a division a line, the text in paragraphs."""
    made = []
    for n, r in enumerate(reports):
        head = [
            f'<div id="hd"><span class="enHeadline">{escape(r.title)}</span></div>',
            *(
                f"<div>{escape(v)}</div>"
                for v in (
                    f"By {r.byline}",
                    "61 words",
                    f"{r.iso[8:].lstrip('0')} May 2024",
                    r.outlet,
                    "HPOST",
                    "English",
                    f"Copyright 2024 {r.outlet}. All Rights Reserved.",
                )
            ),
        ]
        body = [f'<p class="articleParagraph enarticleParagraph">{escape(p)}</p>' for p in r.body]
        made.append(
            f'<div class="article enArticle">{"".join(head + body)}<p>Document HPOST00020240508ek580000{n}</p></div>'
        )
    return f"<html><head><title>Factiva</title></head><body>{''.join(made)}</body></html>"


def proquest_text(reports: Sequence[Report] = REPORTS) -> str:
    """ProQuest's text download."""
    line = "_" * 60
    parts = []
    for r in reports:
        body = "\n\n".join(r.body)
        parts.append(
            f"\n{line}\n\n{r.title}\n\nAuthor: {r.byline}\n\nProQuest document link\n\nAbstract: None available.\n\nLinks: https://resolver.example.org/x?y:z\n\n"
            f"Full text: {body}\n\nSubject: Mayors; Audits\n\nLocation: Harbor City\n\nTitle: {r.title}\n\nPublication title: {r.outlet}; Harbor City\n\n"
            f"Publication year: 2024\n\nPublication date: {r.day.rsplit(' ', 1)[0]}\n\nSection: {r.section}\n\nPublisher: {r.outlet} Media\n\nISSN: 01234567\n\n"
            "ProQuest document ID: 3051234567\n\nDatabase: ProQuest Central\n"
        )
    return "".join(parts) + f"\n{line}\n\nContact ProQuest\n"


def proquest_lines(reports: Sequence[Report] = REPORTS, *, numbered: bool = True) -> list[str]:
    """The paragraphs of ProQuest's newer downloads (RTF, PDF, Word, HTML): a link under each head, details below the text."""
    lines = ["Report Information from ProQuest", "26 November 2024 15:10", "_" * 60, "Table of contents"]
    lines += [f"{n}. {r.title}......... {n}" for n, r in enumerate(reports, 1)]
    for n, r in enumerate(reports, 1):
        day = f"{r.iso[8:]} May 2024"
        lines += [f"Document {n} of {len(reports)}"] if numbered else []
        lines += [
            r.title,
            f"{r.byline}.  {r.outlet}; Harbor City [Harbor City]. {day}: 4.",
            "ProQuest document link",
            "ABSTRACT (ENGLISH)",
            "The mayor is out.",
            "FULL TEXT",
            *r.body,
            "DETAILS",
            "Subject: Mayors; Audits",
            "Company / organization: Name: Port fund; NAICS: 926120",
            f"Publication title: {r.outlet}; Harbor City",
            "First page: 4",
            f"Publication date: {r.day.rsplit(' ', 1)[0]}",
            "Section: News",
            f"Publisher: {r.outlet} Media",
            f"ProQuest document ID: 305123456{n}",
            "Last updated: 2024-05-11",
            "LINKS",
            "Linking Service",
        ]
    return [
        *lines,
        "Database copyright © 2024 ProQuest LLC. All rights reserved.",
        "Terms and Conditions",
        "Contact ProQuest",
    ]


def word(paragraphs: Sequence[str]) -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def rich_text(paragraphs: Sequence[str]) -> bytes:
    body = "\\par\n".join(
        "".join(c if ord(c) < 128 and c not in "\\{}" else f"\\u{ord(c)}?" for c in p) for p in paragraphs
    )
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}\\f0\\fs24 " + body + "\\par\n}").encode(
        "ascii"
    )


def open_document(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<text:p>{escape(p)}</text:p>" for p in paragraphs)
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        f'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def epub(chapters: Sequence[Report], title: str = "Harbor papers") -> bytes:
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml"/>' for n in range(len(chapters)))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    files = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/p.opf"/></rootfiles></container>',
        "OEBPS/p.opf": f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{title}</dc:title><dc:publisher>Harbor Post</dc:publisher><dc:date>2024-05-08</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>',
    }
    for n, r in enumerate(chapters):
        body = "".join(f"<p>{escape(p)}</p>" for p in r.body)
        files[f"OEBPS/c{n}.xhtml"] = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>{escape(r.title)}</h1>{body}</body></html>'
        )
    return packed(files)


def packed(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def page(report: Report) -> str:
    body = "".join(f"<p>{escape(p)}</p>" for p in report.body)
    return (
        f'<html><head><meta charset="utf-8"><title>{escape(report.title)}</title><meta property="og:title" content="{escape(report.title)}">'
        f'<meta property="og:site_name" content="{report.outlet}"><meta property="article:published_time" content="{report.iso}"></head>'
        f"<body><article><h1>{escape(report.title)}</h1>{body}</article></body></html>"
    )


def snapshot(report: Report) -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://harborpost.example/a"
    message["Subject"] = report.title
    message.set_content(page(report), subtype="html", cte="quoted-printable")
    message.add_related(b"GIF89a", "image", "gif")
    return bytes(message)


def mail(report: Report, *, html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = f"{report.outlet} <news@harborpost.example>"
    message["Subject"] = f"Fwd: {report.title}"
    message["Date"] = "Wed, 08 May 2024 10:15:00 +0000"
    if html:
        message.set_content(page(report), subtype="html")
    else:
        message.set_content(report.text)
        message.add_alternative(page(report), subtype="html")
    return bytes(message)


def web_archive(report: Report) -> bytes:
    import plistlib

    main = {
        "WebResourceData": page(report).encode(),
        "WebResourceMIMEType": "text/html",
        "WebResourceURL": "https://harborpost.example/a",
    }
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def rows(reports: Sequence[Report] = REPORTS) -> list[list[str]]:
    head = ["date", "url", "media_name", "title", "text"]
    return [
        head,
        *(
            [r.iso, f"https://example.org/{n}", r.outlet, r.title, " ".join(r.body)]
            for n, r in enumerate(reports)
        ),
    ]


def lists(reports: Sequence[Report] = REPORTS) -> dict[str, object]:
    """The JSON that the usual services and programs give, by their name."""
    return {
        "NewsAPI": {
            "status": "ok",
            "totalResults": 3,
            "articles": [
                {
                    "source": {"id": None, "name": r.outlet},
                    "title": r.title,
                    "description": r.body[0],
                    "publishedAt": f"{r.iso}T10:00:00Z",
                    "content": " ".join(r.body),
                }
                for r in reports
            ],
        },
        "JSON Feed": {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Feed",
            "items": [
                {
                    "id": r.title,
                    "title": r.title,
                    "content_html": "".join(f"<p>{escape(p)}</p>" for p in r.body),
                    "date_published": f"{r.iso}T10:00:00Z",
                }
                for r in reports
            ],
        },
        "news-please": [
            {
                "title": r.title,
                "maintext": "\n".join(r.body),
                "date_publish": f"{r.iso} 10:00:00",
                "source_domain": "harborpost.example",
                "url": "https://harborpost.example/a",
                "authors": [r.byline],
            }
            for r in reports
        ],
        "trafilatura": [
            {
                "title": r.title,
                "author": r.byline,
                "hostname": "harborpost.example",
                "date": r.iso,
                "sitename": r.outlet,
                "raw_text": " ".join(r.body),
                "text": "\n".join(r.body),
            }
            for r in reports
        ],
        "Media Cloud": [
            {
                "stories_id": n,
                "publish_date": f"{r.iso} 10:00:00",
                "title": r.title,
                "media_name": r.outlet,
                "story_text": "\n".join(r.body),
            }
            for n, r in enumerate(reports)
        ],
        "Elasticsearch": {
            "hits": {
                "total": 3,
                "hits": [
                    {
                        "_id": "1",
                        "_source": {
                            "headline": r.title,
                            "body": "\n".join(r.body),
                            "publisher": r.outlet,
                            "published": r.iso,
                        },
                    }
                    for r in reports
                ],
            }
        },
        "Guardian": {
            "response": {
                "results": [
                    {
                        "webTitle": r.title,
                        "webPublicationDate": f"{r.iso}T10:00:00Z",
                        "fields": {"bodyText": " ".join(r.body)},
                    }
                    for r in reports
                ]
            }
        },
        "a list": [
            {"outlet": r.outlet, "date": r.iso, "title": r.title, "text": " ".join(r.body)} for r in reports
        ],
    }


def feed(reports: Sequence[Report] = REPORTS) -> str:
    items = "".join(
        f"<item><title>{escape(r.title)}</title><link>https://example.org</link><pubDate>{r.day[-9:-6] if False else 'Wed'}, {r.iso[8:]} May 2024 10:00:00 GMT</pubDate>"
        f"<description>{escape(r.body[0])}</description><content:encoded><![CDATA[{''.join(f'<p>{p}</p>' for p in r.body)}]]></content:encoded></item>"
        for r in reports
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbor Post</title>{items}</channel></rss>'


def json_lines(reports: Sequence[Report] = REPORTS) -> str:
    return "\n".join(
        json.dumps({"outlet": r.outlet, "published": r.iso, "title": r.title, "text": " ".join(r.body)})
        for r in reports
    )


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]], title: str = "") -> bytes:
    """A PDF of text lines at places (x, y from below) on each page, in one font of Windows-1252."""

    def literal(text: str) -> bytes:
        data = text.encode("cp1252", "replace")
        return b"(" + data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"

    objects: list[bytes] = [b"", b""]
    kids = []
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for lines in pages:
        stream = (
            b"BT /F1 10 Tf\n"
            + b"".join(b"1 0 0 1 %.1f %.1f Tm %s Tj\n" % (x, y, literal(t)) for x, y, t in lines)
            + b"ET"
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(len(objects))
    objects.append(b"<< /Title %s >>" % literal(title))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(b"%d 0 R" % k for k in kids),
        len(kids),
    )
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % p for p in places))
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, len(objects), start)
    )
    return out.getvalue()


def printed(
    paragraphs: Sequence[str], *, width: int = 80, per_page: int = 40, head: str = "", gap: float = 8.0
) -> bytes:
    """Paragraphs set as lines over pages, with a running head and a page number."""
    lines: list[tuple[str, bool]] = []
    for paragraph in paragraphs:
        wrapped = textwrap.wrap(paragraph, width) or [""]
        lines += [(line, n == 0) for n, line in enumerate(wrapped)]
    pages: list[list[tuple[float, float, str]]] = []
    y, on_page = 0.0, per_page
    for line, first in lines:
        y -= 12 + (gap if first else 0)
        if on_page == per_page or y < 60:
            pages.append([(72.0, 770.0, head)] if head else [])
            y, on_page = 740.0, 0
        pages[-1].append((72.0, y, line))
        on_page += 1
    for number, placed in enumerate(pages, 1):
        placed.append((300.0, 20.0, f"Page {number}"))
    return pdf(pages, paragraphs[0])
