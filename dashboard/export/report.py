"""The report, readable without the app: what it says in the order in which it says it, as one HTML page that prints on A4
and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from dashboard.charts.matrix import SIGNS, STATE_WORDS
from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.export.citation import METHOD, citation, cite
from dashboard.files import printable
from dashboard.presentation import classroom, filters, framing, markup
from dashboard.presentation.excerpts import Passage, passages
from dashboard.presentation.framing import Answers
from dashboard.presentation.highlights import KIND_NAMES
from dashboard.presentation.lineage import Shares
from dashboard.presentation.markup import count
from dashboard.presentation.quality_checks import in_words
from dashboard.presentation.rows import FindingRow, SpanRow, grouped, records, spans_by_finding
from dashboard.presentation.story_title import heading
from dashboard.tables import REPORTED

STYLE = Path(__file__).with_name("page.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What the page may load: its own style and nothing else, whatever a text might smuggle in."""
COLUMNS = 8
"""Articles that have a column each: more, and on A4 no room is left to write in; their letters are listed then."""


def page(comparison: Comparison, made: str | None = None) -> str:
    """The report as HTML, without script or any outside request: who reports what (with a column to fill in), the words,
    what differs, method and citation.

    Args:
        made: its date, see `citation.day`.
    """
    style = Markup(STYLE.read_text(encoding="utf-8"))
    return _filled(
        markup.html, "report.html.jinja", comparison, made, style=style, policy=POLICY, columns=COLUMNS
    )


def worksheet(comparison: Comparison, names: Names, number: int, made: str | None = None) -> str:
    """A sheet for a class as an HTML page to print: whose sentence is it, the headlines, questions; the key on a page of its own.

    Args:
        names: article -> outlet's name, of those that are asked about.
        number: of the sheet; another gives other sentences.
        made: its date, see `citation.day`.
    """
    text = markup.html(
        "worksheet.html.jinja",
        story=comparison.story.name,
        number=number,
        names=names,
        outlets=list(dict.fromkeys(names.values())),
        questions=classroom.questions(comparison, names, number),
        headlines=classroom.sheet_headlines(comparison, names),
        cite=cite(comparison, made),
        style=Markup(STYLE.read_text(encoding="utf-8")),
        policy=POLICY,
    )
    return printable(text) + "\n"


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


MARKS = {"full": "●", "partial": "○", **SIGNS}
MOST_FINDINGS = 40
"""Findings that a report prints, the strongest first: about six pages; the tables hold all."""


class ReportedArticle(NamedTuple):
    """What a report says of an article, as the ARTICLES table has it; `letter` stands for it where its name has no room."""

    letter: str
    article: str
    name: str
    title: str
    published: str
    agency: str
    words: int
    evidence: str


class MatrixCell(NamedTuple):
    """A row of `filters.cells`."""

    statement: str
    article: str
    state: str
    place: str
    label: str
    theme: str


class ReportedCell(NamedTuple):
    """One article's part in a row: its state, and the place of its first mention, "" where it has none."""

    state: str
    place: str

    @property
    def mark(self) -> str:
        """The sign of its state."""
        return MARKS[self.state]


@dataclass(frozen=True)
class ReportedRow:
    """One statement: its number in the report, its label and theme, and a cell for every article."""

    number: int
    statement: str
    label: str
    theme: str
    cells: Mapping[str, ReportedCell]

    @property
    def reporters(self) -> list[str]:
        """Articles that report it, in full or in part."""
        return [article for article, cell in self.cells.items() if cell.state in REPORTED]

    @property
    def silent(self) -> dict[str, list[str]]:
        """State -> articles that do not report it."""
        found: dict[str, list[str]] = {}
        for article, cell in self.cells.items():
            if cell.state not in REPORTED:
                found.setdefault(cell.state, []).append(article)
        return found

    def letters(self, letters: Mapping[str, str]) -> str:
        """Letters of the articles that report it, in brackets those that do in part."""
        return " ".join(
            letters[a] if self.cells[a].state == "full" else f"({letters[a]})" for a in self.reporters
        )


@dataclass(frozen=True)
class ReportedFinding:
    """A finding with its proof.

    Attributes:
        number: that of its statement in the report, None where it has none.
        spans: the outlet's name and its words.
        tier: "main" or "minor", see tables.TIERS.
        answers: the rows of its table, where it is an allegation.
    """

    kind: str
    title: str
    detail: str
    number: int | None
    spans: tuple[tuple[str, SpanRow], ...]
    tier: str
    answers: tuple[Answers, ...] = ()


@dataclass(frozen=True, eq=False)
class Outline:
    """A report.

    Attributes:
        story: its title.
        headline: the statement that most articles report, "" where there is none; headline_note: whose words it is.
        articles: in the story's order.
        shared: rows that two articles or more report, in full or in part.
        alone: article -> rows that it alone reports.
        near: article -> rows that were found in it alone, though a sentence of another comes near.
        words: statement -> the sentences behind a shared row.
        claims: the strongest findings.
        findings: how many there are in all.
        lineage: (name, name, share of the first, share of the second) where two articles share runs of words.
        facts: what to cite.
        colours: article -> colour.
        cite: the same as a sentence.
        corrections, faults: one line each.
    """

    story: str
    headline: str
    headline_note: str
    articles: tuple[ReportedArticle, ...]
    shared: tuple[ReportedRow, ...]
    alone: Mapping[str, tuple[ReportedRow, ...]]
    near: Mapping[str, tuple[ReportedRow, ...]]
    words: Mapping[str, tuple[Passage, ...]]
    claims: tuple[ReportedFinding, ...]
    findings: int
    lineage: tuple[tuple[str, str, float, float], ...]
    facts: tuple[tuple[str, str], ...]
    cite: str
    colours: Colours
    corrections: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def names(self) -> dict[str, str]:
        """Article -> printed name."""
        return {one.article: one.name for one in self.articles}

    @property
    def letters(self) -> dict[str, str]:
        """Article -> letter."""
        return {one.article: one.letter for one in self.articles}

    @property
    def summary(self) -> str:
        """The story in one line of figures."""
        words = sum(one.words for one in self.articles)
        statements = len(self.shared) + sum(len(rows) for rows in (*self.alone.values(), *self.near.values()))
        return (
            f"{count(len(self.articles), 'article')}, {count(words, 'word')} compared, {count(statements, 'statement')}, "
            f"{len(self.shared)} of them in two or more articles."
        )

    @property
    def found_once(self) -> tuple[tuple[str, str, Mapping[str, tuple[ReportedRow, ...]]], ...]:
        """(title, note, rows of each article) of what was found in one article only."""
        return (
            (
                "Reported by one article only",
                "As far as the program can see, only this article has it. This isn't a criticism: articles differ in length.",
                self.alone,
            ),
            (
                "Found in one article, perhaps also in another",
                "Unclear: a sentence of another article might say the same.",
                self.near,
            ),
        )

    @property
    def legend(self) -> str:
        """The signs of the table in one sentence."""
        signs = {state: f"“{mark}”:" if len(mark) > 1 else mark for state, mark in MARKS.items()}
        return "; ".join(f"{signs[state]} {words}" for state, words in STATE_WORDS.items()) + "."


def outline(comparison: Comparison, made: str | None = None) -> Outline:
    """The report of a comparison; `made` is its date, see `citation.day`."""
    names, over = filters.on_the_event(comparison), heading(comparison)
    every, printed = rows(comparison, names), filters.article_names(comparison)
    shared = tuple(row for row in every if len(row.reporters) > 1)
    own = comparison.articles[comparison.articles["article"].isin(names)].fillna("")
    own = own.assign(letter=[*map(letter, range(len(own)))], name=own["article"].map(names))
    return Outline(
        story=comparison.story.name,
        headline=over.words,
        headline_note=over.note,
        articles=tuple(records(own, ReportedArticle)),
        shared=shared,
        alone=_of_one(every, names, near=False),
        near=_of_one(every, names, near=True),
        words={
            row.statement: tuple(p for p in passages(comparison, row.statement) if p.article in names)
            for row in shared
        },
        claims=_claims(comparison, {row.statement: row.number for row in every}, printed),
        findings=len(comparison.findings),
        lineage=tuple(
            (printed[pair.a], printed[pair.b], pair.share_of_a, pair.share_of_b)
            for pair in records(comparison.lineage, Shares)
            if pair.share_of_a > 0 or pair.share_of_b > 0
        ),
        facts=tuple(citation(comparison, made)),
        cite=cite(comparison, made),
        colours=filters.article_colours(comparison),
        corrections=tuple(in_words(correction, whole=True) for correction in comparison.corrections),
        faults=tuple(str(fault) for fault in (*comparison.story.faults, *comparison.lost)),
    )


def _of_one(
    every: Sequence[ReportedRow], names: Iterable[str], near: bool
) -> dict[str, tuple[ReportedRow, ...]]:
    """Article -> rows that were found in it alone, with or without a sentence of another that comes near."""
    own = [row for row in every if len(row.reporters) == 1 and ("near" in row.silent) == near]
    return {article: tuple(row for row in own if row.reporters == [article]) for article in names}


def rows(comparison: Comparison, names: Names | None = None) -> list[ReportedRow]:
    """Every statement of the named articles (all where None), those of several first, each part in the order of the matrix; numbered
    from 1."""
    cells = filters.cells(comparison, filters.article_names(comparison) if names is None else names)
    ordered = records(cells.sort_values("tellers", key=lambda n: n < 2, kind="stable"), MatrixCell)
    found = grouped(ordered, lambda cell: cell.statement)
    return [
        ReportedRow(
            number, name, own[0].label, own[0].theme, {c.article: ReportedCell(c.state, c.place) for c in own}
        )
        for number, (name, own) in enumerate(found.items(), 1)
    ]


def _claims(comparison: Comparison, numbers: Mapping[str, int], names: Names) -> tuple[ReportedFinding, ...]:
    """The strongest findings, in the order of the table."""
    spans = spans_by_finding(comparison, names)
    return tuple(
        ReportedFinding(
            kind=KIND_NAMES.get(finding.kind, (finding.kind, ""))[0],
            title=finding.title,
            detail=finding.detail,
            number=numbers.get(finding.statement) if finding.statement else None,
            spans=tuple((names[s.article], s) for s in spans[finding.finding]),
            tier=finding.tier,
            answers=_answers(finding, spans[finding.finding], names),
        )
        for finding in records(comparison.findings.head(MOST_FINDINGS), FindingRow)
        if finding.finding in spans
    )


def _answers(finding: FindingRow, spans: Sequence[SpanRow], names: Names) -> tuple[Answers, ...]:
    """The table of an allegation, of the outlets that report anything of it."""
    if finding.kind != "allegation":
        return ()
    return tuple(row for row in framing.allegation(spans, names) if any(row.answers.values()))


def letter(number: int) -> str:
    """A, B, … Z, AA, AB, …: what stands for an article where its name has no room."""
    ahead, last = divmod(number, 26)
    return (letter(ahead - 1) if ahead else "") + chr(ord("A") + last)
