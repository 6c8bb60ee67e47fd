"""The report as one HTML page, readable without the app and printable on A4, and as Markdown."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from dashboard.comparison import Comparison
from dashboard.export.characters import printable
from dashboard.export.citation import METHOD
from dashboard.export.outline import MARKS, MOST_FINDINGS, outline
from dashboard.presentation import markup

STYLE = Path(__file__).with_name("page.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What the page may load: its own style and nothing else, whatever a text might smuggle in."""
COLUMNS = 8
"""Articles that have a column each: more, and on A4 no room is left to write in; their letters are listed then."""


def page(comparison: Comparison, made: str | None = None) -> str:
    """The report as HTML, without script or any outside request: who reports what (with a column to fill in), the words,
    what differs, method and citation.

    Args:
        comparison: what to report.
        made: its date, see `citation.day`.
    """
    style = Markup(STYLE.read_text(encoding="utf-8"))
    return _filled(
        markup.html, "report.html.jinja", comparison, made, style=style, policy=POLICY, columns=COLUMNS
    )


def markdown(comparison: Comparison, made: str | None = None) -> str:
    """The report as Markdown that any renderer reads, with tables in the GitHub form; arguments as for `page`."""
    return _filled(markup.markdown, "report.md.jinja", comparison, made)


def _filled(
    fill: markup.Fill, template: str, comparison: Comparison, made: str | None, **values: object
) -> str:
    report = outline(comparison, made)
    text = fill(template, report=report, marks=MARKS, method=METHOD, most=MOST_FINDINGS, **values)
    # What an article holds is escaped where it is put in; here only what no file can hold is replaced.
    return printable(text) + "\n"
