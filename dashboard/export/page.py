"""The report as one HTML page: readable without the app, printable on A4, without script or any outside request."""

from __future__ import annotations

from html import escape
from pathlib import Path

from dashboard.comparison import Comparison
from dashboard.export.characters import printable
from dashboard.export.citation import METHOD
from dashboard.export.outline import MOST_FINDINGS, Claim, Outline, Row, legend, outline
from dashboard.presentation.excerpts import Passage
from dashboard.presentation.markup import marked

STYLE = Path(__file__).with_name("page.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What the page may load: its own style and nothing else, whatever a text might smuggle in."""
COLUMNS = 8
"""Articles that have a column each: more, and on A4 no room is left to write in; their letters are listed then."""


def page(comparison: Comparison, made: str | None = None) -> str:
    """The report: who tells what (with a column to fill in), the words, what differs, method and citation.

    Args:
        comparison: what to report.
        made: its date, see `citation.day`.
    """
    report = outline(comparison, made)
    # What an article holds is escaped where it is put in; here only what no page can hold is replaced.
    return printable(
        "<!DOCTYPE html>\n"
        f'<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.story)} – Parallax</title><style>{STYLE.read_text(encoding='utf-8')}</style></head>\n<body>\n"
        f"<header><h1>{_out(report.story)}</h1><p>{report.summary}</p>{_articles(report)}</header>\n"
        f"{_sheet(report)}{_alone(report)}{_words(report)}{_claims(report)}{_lineage(report)}{_method(report)}"
        "</body></html>\n"
    )


def _out(text: object) -> str:
    """Text from outside: escaped, and kept from turning the direction of what stands around it."""
    return f'<span class="out" dir="auto">{escape(str(text))}</span>'


def _table(head: list[str], body: list[str], kinds: list[str] | None = None) -> str:
    """A table; `kinds` are the columns' classes."""
    classes = kinds or [""] * len(head)
    columns = "".join(
        f'<th scope="col" class="{k}">{cell}</th>' for cell, k in zip(head, classes, strict=True)
    )
    return f'<div class="scroll"><table><thead><tr>{columns}</tr></thead><tbody>{"".join(body)}</tbody></table></div>\n'


def _articles(report: Outline) -> str:
    rows = [
        f'<tr><th scope="row">{record["letter"]}</th><td>{_out(record["name"])}</td>'
        f'<td class="wide">{_out(record["title"])}</td>'
        f"<td>{_out(_known(record['published']))}</td><td>{_out(_known(record['agency']))}</td>"
        f'<td class="number">{int(record["words"]):,}</td><td class="soft wide">{_out(record["evidence"])}</td></tr>'
        for record in report.articles
    ]
    head = ["", "Outlet", "Title", "Published", "Agency credited", "Words", "What the name rests on"]
    return _table(head, rows)


def _known(value: object) -> str:
    return "" if value is None or value != value else str(value)


def _sheet(report: Outline) -> str:
    """Who tells what, with an empty column; on paper it begins on a page of its own."""
    wide = len(report.articles) <= COLUMNS
    shown = [f"{a['letter']}<small>{_out(a['name'])}</small>" for a in report.articles]
    shown = shown if wide else ["Told by (touched by)"]
    head = ["", "Statement", *shown, "Your notes: whose words are these, and what differs?"]
    kinds = ["number", "", *(["cell"] * len(shown) if wide else ["letters"]), "fill"]
    body, theme = [], None
    for row in report.shared:
        if row.theme != theme:
            theme = row.theme
            body.append(f'<tr class="theme"><th colspan="{len(head)}">{_out(theme)}</th></tr>')
        cells = _cells(row) if wide else f"<td>{_letters(row, report)}</td>"
        body.append(
            f'<tr><td class="number">{row.number}</td><td><a href="#s{row.number}">{_out(row.label)}</a></td>{cells}'
            '<td class="fill"></td></tr>'
        )
    table = _table(head, body, kinds) if body else "<p>No statement was found in two articles.</p>"
    many = " many" if len(report.articles) > COLUMNS // 2 + 1 else ""
    return (
        f'<section class="sheet{many}"><h2>Who tells what</h2><p class="soft">A row is one thing said, in its most typical '
        f"wording. {legend()} The figure is the place of the first mention: 0 % the first character of the article, "
        f"100 % the last. The words behind each row stand below under its number.</p>{table}</section>\n"
    )


def _cells(row: Row) -> str:
    return "".join(
        f'<td class="cell {cell.state}">{cell.mark}<small>{cell.place}</small></td>'
        for cell in row.cells.values()
    )


def _letters(row: Row, report: Outline) -> str:
    """Letters of the articles that tell a row, in brackets those that touch it."""
    return " ".join(
        report.letters[a] if row.cells[a].state == "full" else f"({report.letters[a]})" for a in row.tellers
    )


def _alone(report: Outline) -> str:
    parts = [
        f"<h3>{report.letters[article]} {_out(report.names[article])}: {len(rows)}</h3><ul>"
        + "".join(f"<li>{_out(row.label)}</li>" for row in rows)
        + "</ul>"
        for article, rows in report.alone.items()
        if rows
    ]
    if not parts:
        return ""
    return (
        '<section><h2>Told by one article only</h2><p class="soft">Not found in any other article here. That is no '
        f"judgement on anybody: texts differ in length.</p>{''.join(parts)}</section>\n"
    )


def _words(report: Outline) -> str:
    """Every shared statement with the sentences that tell it."""
    if not report.shared:
        return ""
    parts = []
    for row in report.shared:
        quotes = "".join(
            _quote(p, report.names[p.article], report.colours[p.article]) for p in report.words[row.statement]
        )
        missing = [_out(report.names[a]) for a, cell in row.cells.items() if a not in row.tellers]
        silent = f'<p class="soft">Not found in: {", ".join(missing)}.</p>' if missing else ""
        parts.append(f'<h3 id="s{row.number}">{row.number}. {_out(row.label)}</h3>{quotes}{silent}')
    return (
        '<section class="words"><h2>The words</h2><p class="soft">Every sentence that tells or touches a statement; '
        f"tinted: the words that do.</p>{''.join(parts)}</section>\n"
    )


def _quote(passage: Passage, name: str, colour: str) -> str:
    state = "" if passage.strength == "full" else ", touches it"
    return (
        f'<blockquote style="--c:{colour}"><b>{_out(name)}</b> <span class="soft">{round(100 * passage.position)} %'
        f'{state}</span><br><span class="out" dir="auto">{marked(passage.text, passage.spans)}</span></blockquote>'
    )


def _claims(report: Outline) -> str:
    if not report.claims:
        return ""
    most = (
        f" The {MOST_FINDINGS} most telling of {report.findings}." if report.findings > MOST_FINDINGS else ""
    )
    return (
        '<section><h2>What differs</h2><p class="soft">Found by rules and figures, named with each; the words prove it or '
        f"refute it.{most}</p>{''.join(map(_claim, report.claims))}</section>\n"
    )


def _claim(claim: Claim) -> str:
    place = f' <a href="#s{claim.number}">(statement {claim.number})</a>' if claim.number else ""
    spans = "".join(
        f"<li><b>{_out(span.outlet)}</b> {_out('“' + span.text + '”')} "
        f'<span class="soft">{escape(", ".join(filter(None, (span.voice, span.note))))}</span></li>'
        for span in claim.spans
    )
    return (
        f'<div class="keep"><h3>{_out(claim.title)}</h3><p class="detail">{escape(claim.kind)}: {_out(claim.detail)}{place}'
        f"</p><ul>{spans}</ul></div>"
    )


def _lineage(report: Outline) -> str:
    if not report.lineage:
        return ""
    rows = [
        f"<tr><td>{_out(a)}</td><td>{_out(b)}</td><td>{of_a:.0%}</td><td>{of_b:.0%}</td></tr>"
        for a, b, of_a, of_b in report.lineage
    ]
    table = _table(["One", "The other", "Share of the one's words", "Share of the other's words"], rows)
    return (
        '<section><h2>Runs of words in common</h2><p class="soft">Words that stand in both in the same order, of all words '
        f"compared. Both may have them from one source.</p>{table}</section>\n"
    )


def _method(report: Outline) -> str:
    facts = "".join(
        f'<tr><th scope="row">{_out(name)}</th><td class="digest">{_out(value)}</td></tr>'
        for name, value in report.facts
    )
    method = "".join(f"<p>{escape(line)}</p>" for line in METHOD)
    return (
        f'<section class="method"><h2>Method and limits</h2>{method}'
        f"{_list('Corrections by the reader', report.corrections)}{_list('What was wrong with the files', report.faults)}"
        f"<h2>To cite</h2><p>{_out(report.cite)}</p><table><tbody>{facts}</tbody></table></section>\n"
    )


def _list(title: str, lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    return f"<h3>{title}</h3><ul>{''.join(f'<li>{_out(line)}</li>' for line in lines)}</ul>"
