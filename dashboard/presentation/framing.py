"""How outlets word the same thing: what the sections of the view show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.findings.finding import DIFFERENCE
from dashboard.findings.hedges import DEGREES
from dashboard.language.reporting_verbs import MANNER
from dashboard.language.words import stem
from dashboard.presentation import filters, markup
from dashboard.presentation.excerpts import WORD, evidence
from dashboard.presentation.markup import Card, Quote
from dashboard.presentation.rows import VOICE_WORDS, FindingRow, MentionRow, SpanRow, records, remark

SECTIONS = {
    "Names": ("label",),
    "Wording": ("wording",),
    "Quotations": ("quote",),
    "Allegations": ("allegation",),
    "Who says so": ("attribution",),
    "Certainty": ("certainty",),
    "Charged words": ("loaded",),
    "Left out": ("omission",),
}
"""Section of the view -> the kinds of findings it shows."""
EXPLAINED = {
    "Names": "One lane per outlet; each dot marks where a name first appears, from the start of the article (left) to its "
    "end (right). Filled: the outlet's own word. Ring: attributed to somebody. In quotation marks: quoted.",
    "Wording": "One outlet's sentence, with the other outlets' words stacked wherever they differ.",
    "Quotations": "The same quotation in each outlet. Tinted: words that differ from the first version. Grey: printed without "
    "quotation marks.",
    "Allegations": "One row per outlet: what is alleged, by whom and with which verb, and whether a denial is reported.",
    "Who says so": "One row per outlet, placed by its reporting verb: from denying it (left) to taking it as true (right).",
    "Certainty": "One row per outlet, from doubtful (left) to certain (right).",
    "Charged words": "Words with a strong connotation that only this outlet uses, outside quotations. Whether they fit is for "
    "you to judge.",
    "Left out": "What most other outlets report and this one doesn't seem to, in the others' words. There are many reasons to "
    "leave something out, and a paraphrase may have been missed.",
}
SCALED = ("Who says so", "Certainty")
"""Sections whose findings stand on a scale."""
QUESTIONS = {"alleged": "alleged", "accuser": "by whom (verb)", "denial": "denial"}
"""Note of a span -> column of the table of an allegation."""
STANCES, STANCE_WORDS = tuple(MANNER), tuple(MANNER.values())
MARKS = {"quoted": "in quotation marks", "not quoted": "without quotation marks"}
TITLE = 300  # characters of a title in a list, which wraps


class Stack(NamedTuple):
    """What each outlet says in one place of a statement: (name, colour, words), the line's own outlet first."""

    words: tuple[tuple[str, str, str], ...]


class Line(NamedTuple):
    """A statement in the words of the outlet that differs in most places; a part is text or a stack."""

    outlet: str
    parts: tuple[str | Stack, ...]


class Answers(NamedTuple):
    """A row of the table of an allegation: outlet and question -> words, "" where it says nothing of it."""

    article: str
    name: str
    answers: Mapping[str, str]


class Quoted(NamedTuple):
    """A sentence with the words in question, and the query that opens it in its article."""

    card: Card
    query: Mapping[str, str]


def of_section(comparison: Comparison, section: str, names: Mapping[str, str]) -> list[FindingRow]:
    """Findings of a section that concern one chosen outlet or more, the strongest first."""
    found = comparison.findings[comparison.findings["kind"].isin(SECTIONS[section])]
    spans = comparison.spans[comparison.spans["article"].isin(names)]
    return records(found[found["finding"].isin(spans["finding"])], FindingRow)


def none_found(section: str, names: Mapping[str, str]) -> str:
    """What a section without findings says: what was looked for, never that there is nothing."""
    if len(names) < 2:
        return "Choose a second outlet in the sidebar to compare two."
    if section != "Left out":
        return "None detected automatically between these outlets; some may be missed."
    if len(names) == 2:
        return "Of two outlets, what one leaves out is what the other alone reports. These statements were not found in the other:"
    return (
        "No statement was found that most of the others report and that is surely missing in one. Less certain: statements "
        "that one outlet alone reports."
    )


def titles(found: Sequence[FindingRow]) -> dict[str, str]:
    """Finding -> a short title for a choice, each one once."""
    seen: Counter[str] = Counter()
    named = {}
    for finding in found:
        title = _short(finding.title)
        seen[title] += 1
        named[finding.finding] = title if seen[title] == 1 else f"{title} ({seen[title]})"
    return named


def _short(title: str) -> str:
    joined = title.startswith(("One thing", "Perhaps one thing", "The same ", "Two names", "One "))
    body = title.split(": ", 1)[1] if joined and ": " in title else title
    return body if len(body) <= TITLE else body[:TITLE].rsplit(" ", 1)[0] + " …"


def counted(comparison: Comparison, found: Sequence[FindingRow], names: Mapping[str, str]) -> dict[str, str]:
    """Finding -> in how many of the chosen outlets it is shown; where wordings are compared, how many there are."""
    spans = comparison.spans[
        comparison.spans["article"].isin(names) & (comparison.spans["note"] != DIFFERENCE)
    ]
    own = dict(iter(spans.groupby("finding")))
    return {
        one.finding: (
            f"{markup.count(own[one.finding]['text'].str.casefold().nunique(), 'wording')} in "
            if one.kind in ("label", "wording", "quote")
            else "In "
        )
        + markup.count(own[one.finding]["article"].nunique(), "outlet")
        for one in found
        if one.finding in own
    }


def matching(titles: Mapping[str, str], words: str) -> dict[str, str]:
    """The titles that hold every word, in any case; all where none is asked for."""
    wanted = words.casefold().split()
    return {finding: title for finding, title in titles.items() if all(w in title.casefold() for w in wanted)}


def spans_of(comparison: Comparison, finding: str, names: Mapping[str, str]) -> list[SpanRow]:
    """Spans of a finding in the chosen outlets, by outlet."""
    own = comparison.spans[(comparison.spans["finding"] == finding) & comparison.spans["article"].isin(names)]
    order = list(names)
    return sorted(records(own.sort_values("number"), SpanRow), key=lambda span: order.index(span.article))


def drawn(comparison: Comparison, spans: Sequence[SpanRow]) -> pd.DataFrame:
    """Spans for the lanes: `article`, `label`, `voice`, `position` (0 first … 1 last character)."""
    lengths = {article: max(1, len(text)) for article, text in comparison.story.texts.items()}
    rows = [(s.article, s.label, s.voice, s.start / lengths[s.article]) for s in spans]
    return pd.DataFrame(rows, columns=["article", "label", "voice", "position"])


def degrees(spans: Sequence[SpanRow], section: str) -> pd.DataFrame:
    """Spans for a scale: `article`, `label`, `step` (its place on the section's scale); others are left out."""
    rows = []
    for span in spans:
        note = span.note.split(":")[0]
        if section == "Certainty":
            rows.append((span.article, span.label, int(note.removeprefix("degree "))))
        elif note in STANCES:
            rows.append((span.article, span.label, STANCES.index(note)))
    return pd.DataFrame(rows, columns=["article", "label", "step"])


def scale(section: str) -> Sequence[str]:
    """Names of the steps of a section's scale, from left to right."""
    return DEGREES if section == "Certainty" else STANCE_WORDS


def in_words(spans: Sequence[SpanRow], names: Mapping[str, str]) -> str:
    """A picture of spans in a line, for those who do not see it."""
    return "; ".join(f"{names[s.article]}: {s.label} ({VOICE_WORDS[s.voice]})" for s in spans)


def allegation(spans: Sequence[SpanRow], names: Mapping[str, str]) -> list[Answers]:
    """What each outlet says is alleged, by whom, and with which denial."""
    rows = []
    for article, name in names.items():
        answers = dict.fromkeys(QUESTIONS.values(), "")
        for span in reversed([s for s in spans if s.article == article]):
            note, _, who = span.note.partition(": ")
            if note in QUESTIONS:
                answers[QUESTIONS[note]] = who if note == "accuser" else span.label
        rows.append(Answers(article, name, answers))
    return rows


def allegation_cells(rows: Sequence[Answers]) -> pd.DataFrame:
    """The same for the picture: `article`, `question`, `words`."""
    cells = [(row.article, question, words) for row in rows for question, words in row.answers.items()]
    return pd.DataFrame(cells, columns=["article", "question", "words"])


def line_with_stacks(
    comparison: Comparison, statement: str | None, names: Mapping[str, str], colours: Mapping[str, str]
) -> str:
    """One statement as a line of HTML in which each difference is a stack of what the outlets say.

    Where no statement joins the words, a line that says so.
    """
    line = _line(comparison, statement, names, colours) if statement else None
    return markup.html("wording.jinja", line=line, unjoined=not statement)


def _line(
    comparison: Comparison, statement: str, names: Mapping[str, str], colours: Mapping[str, str]
) -> Line | None:
    kinds = comparison.findings
    kinds = kinds[(kinds["statement"] == statement) & (kinds["kind"] == "wording")]
    table = comparison.spans[comparison.spans["finding"].isin(kinds["finding"])]
    spans = [span for span in records(table, SpanRow) if span.article in names]
    if not spans:
        return None
    order = list(names)
    base = max(order, key=lambda a: (sum(s.article == a for s in spans), -order.index(a)))
    mentions = [
        m
        for m in records(comparison.mentions[comparison.mentions["statement"] == statement], MentionRow)
        if m.article == base
    ]
    parts: list[str | Stack] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        parts += [*_parts(comparison.story.texts[base], mention, spans, order, names, colours), " … "]
    return Line(names[base], tuple(parts[:-1]))


def _parts(
    text: str,
    mention: MentionRow,
    spans: Sequence[SpanRow],
    order: Sequence[str],
    names: Mapping[str, str],
    colours: Mapping[str, str],
) -> Iterator[str | Stack]:
    """A mention as text and stacks in turn; of slots that overlap the first is kept."""
    at = mention.start
    own = [
        s for s in spans if s.article == mention.article and mention.start <= s.start and s.end <= mention.end
    ]
    for slot in sorted(own, key=lambda s: s.start):
        if slot.start < at:
            continue
        others = sorted(
            (s for s in spans if s.finding == slot.finding),
            key=lambda s: (s.article != mention.article, order.index(s.article)),
        )
        yield text[at : slot.start]
        yield Stack(tuple((names[s.article], colours[s.article], s.label) for s in others))
        at = slot.end
    yield text[at : mention.end]


def variants(
    comparison: Comparison, finding: str, names: Mapping[str, str], colours: Mapping[str, str]
) -> list[Card]:
    """The versions of one quotation, with the words tinted in which each differs from the first."""
    own = records(comparison.spans[comparison.spans["finding"] == finding], SpanRow)
    shown = [span for span in own if span.note != DIFFERENCE and span.article in names]
    return [
        Card(
            names[s.article],
            colours[s.article],
            [Quote(markup.runs(s.text, _differing(shown[0].text, s.text)), faint=s.note == "not quoted")],
            MARKS.get(s.note, s.note),
        )
        for s in shown
    ]


def _differing(first: str, other: str) -> list[tuple[int, int]]:
    """Where `other` has other words than `first`; spelling makes no difference."""
    words = list(WORD.finditer(other))
    a, b = [stem(w.group()) for w in WORD.finditer(first)], [stem(w.group()) for w in words]
    return [
        (words[c].start(), words[d - 1].end())
        for code, _, _, c, d in SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        if code in ("replace", "insert")
    ]


def quoted(
    comparison: Comparison, spans: Sequence[SpanRow], names: Mapping[str, str], colours: Mapping[str, str]
) -> list[Quoted]:
    """Every sentence that holds a span, with all its spans marked, by outlet and place."""
    return [
        Quoted(
            Card(names[e.article], colours[e.article], [Quote(e.runs)]),
            filters.place(comparison, names, e.sentence.sentence),
        )
        for e in evidence(comparison, spans, names)
    ]


def table(spans: Sequence[SpanRow], names: Mapping[str, str]) -> pd.DataFrame:
    """The spans as a table for the reader."""
    rows = [(names[s.article], s.label, remark(s.voice, s.note)) for s in spans]
    return pd.DataFrame(rows, columns=["Outlet", "Words", "Whose words"])
