"""The report as Markdown that any renderer reads, with tables in the GitHub form; text from outside stays text."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.comparison import Comparison
from dashboard.export.characters import printable
from dashboard.export.citation import METHOD
from dashboard.export.outline import MOST_FINDINGS, Claim, Outline, legend, outline
from dashboard.presentation.excerpts import Passage
from dashboard.presentation.markup import unmarked

OPEN, CLOSE = "⟦", "⟧"
"""Around the words that make a statement: bold type would fail beside quotation marks (CommonMark's flanking rules)."""


def markdown(comparison: Comparison, made: str | None = None) -> str:
    """The report: who tells what, the words, what differs, method and citation.

    Args:
        comparison: what to report.
        made: its date, see `citation.day`.
    """
    report = outline(comparison, made)
    parts = [
        f"# {unmarked(report.story)}\n\n{report.summary}",
        _articles(report),
        _matrix(report),
        _alone(report),
        _words(report),
        _claims(report),
        _lineage(report),
        _method(report),
    ]
    return printable("\n\n".join(part for part in parts if part)) + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _known(value: object) -> str:
    return "" if value is None or value != value else unmarked(str(value))


def _articles(report: Outline) -> str:
    keys = ("name", "title", "published", "agency", "words", "evidence")
    return _table(
        ["", "Outlet", "Title", "Published", "Agency credited", "Words", "What the name rests on"],
        ([record["letter"], *(_known(record[key]) for key in keys)] for record in report.articles),
    )


def _matrix(report: Outline) -> str:
    if not report.shared:
        return "## Who tells what\n\nNo statement was found in two articles."
    table = _table(
        ["", "Statement", "Theme", *report.letters.values()],
        (
            [
                str(row.number),
                unmarked(row.label),
                unmarked(row.theme),
                *(f"{cell.mark} {cell.place}".strip() for cell in row.cells.values()),
            ]
            for row in report.shared
        ),
    )
    return (
        f"## Who tells what\n\nA row is one thing said, in its most typical wording. {legend()} The figure is the place of "
        f"the first mention: 0 % the first character of the article, 100 % the last.\n\n{table}"
    )


def _alone(report: Outline) -> str:
    parts = [
        f"### {report.letters[article]} {unmarked(report.names[article])}\n\n{_list(unmarked(row.label) for row in rows)}"
        for article, rows in report.alone.items()
        if rows
    ]
    note = "Not found in any other article here. That is no judgement on anybody: texts differ in length."
    return "\n\n".join(["## Told by one article only", note, *parts]) if parts else ""


def _words(report: Outline) -> str:
    parts = []
    for row in report.shared:
        lines = _list(_quote(p, report.names[p.article]) for p in report.words[row.statement])
        missing = ", ".join(unmarked(report.names[a]) for a in row.cells if a not in row.tellers)
        silent = f"\n\nNot found in: {missing}." if missing else ""
        parts.append(f"### {row.number}\\. {unmarked(row.label)}\n\n{lines}{silent}")
    note = f"Every sentence that tells or touches a statement; between {OPEN} and {CLOSE} the words that do."
    return "\n\n".join(["## The words", note, *parts]) if parts else ""


def _quote(passage: Passage, name: str) -> str:
    state = "" if passage.strength == "full" else ", touches it"
    return f"**{unmarked(name)}** ({round(100 * passage.position)} %{state}): {_bracketed(passage)}"


def _bracketed(passage: Passage) -> str:
    """The sentence with the words that make the statement between brackets."""
    pieces, at = [], 0
    for start, end in sorted(passage.spans):
        if start < at:
            continue
        pieces += [passage.text[at:start], OPEN, passage.text[start:end], CLOSE]
        at = end
    return unmarked("".join([*pieces, passage.text[at:]]))


def _claims(report: Outline) -> str:
    if not report.claims:
        return ""
    most = (
        f" The {MOST_FINDINGS} most telling of {report.findings}." if report.findings > MOST_FINDINGS else ""
    )
    note = f"Found by rules and figures, named with each; the words prove it or refute it.{most}"
    return "\n\n".join(["## What differs", note, *map(_claim, report.claims)])


def _claim(claim: Claim) -> str:
    place = f" (statement {claim.number})" if claim.number else ""
    spans = _list(
        f"**{unmarked(s.outlet)}**: “{unmarked(s.text)}” ({unmarked(', '.join(filter(None, (s.voice, s.note))))})"
        for s in claim.spans
    )
    return (
        f"### {unmarked(claim.title)}\n\n{unmarked(claim.kind)}: {unmarked(claim.detail)}{place}\n\n{spans}"
    )


def _lineage(report: Outline) -> str:
    if not report.lineage:
        return ""
    rows = ([unmarked(a), unmarked(b), f"{of_a:.0%}", f"{of_b:.0%}"] for a, b, of_a, of_b in report.lineage)
    table = _table(["One", "The other", "Share of the one's words", "Share of the other's words"], rows)
    return (
        "## Runs of words in common\n\nWords that stand in both in the same order, of all words compared. Both may have "
        f"them from one source.\n\n{table}"
    )


def _method(report: Outline) -> str:
    parts = ["## Method and limits", *METHOD]
    if report.corrections:
        parts += ["### Corrections by the reader", _list(map(unmarked, report.corrections))]
    if report.faults:
        parts += ["### What was wrong with the files", _list(map(unmarked, report.faults))]
    facts = _table(["", ""], ((unmarked(name), unmarked(value)) for name, value in report.facts))
    return "\n\n".join([*parts, "## To cite", unmarked(report.cite), facts])
