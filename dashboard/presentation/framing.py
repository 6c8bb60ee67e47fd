"""Findings of framing as the tables and pieces of HTML that their view shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from html import escape

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.findings.hedges import DEGREES
from dashboard.language.normalize import stem
from dashboard.presentation import filters, markup
from dashboard.presentation.excerpts import WORD

SECTIONS = {
    "Names": ("label",),
    "Wording": ("wording",),
    "Quotations": ("quote",),
    "Allegations": ("allegation",),
    "Who says so": ("attribution",),
    "Certainty": ("certainty",),
}
"""Section of the view -> the kinds of findings it shows."""
EXPLAINED = {
    "Names": "Each lane is an outlet, each row in it one name it gives; a dot stands where the name first occurs, from the first "
    "word of the article (left) to the last. Filled: the narrator's own word; ring: attributed; ring with quotes: quoted.",
    "Wording": "One statement as a line: plain words are the line of one outlet, the stacks are places where others say it otherwise. "
    "Or what is said of one doer and one thing, in sentences that no statement joins.",
    "Quotations": "The same quotation side by side. Shaded: words that the first version does not have, or has otherwise; "
    "grey: printed outside quotation marks.",
    "Allegations": "A row an outlet: what it says is alleged, by whom, with which verb, and whether a denial stands with it.",
    "Who says so": "A row an outlet, with the verb it reports by: leaving the truth open (left), neutral, or taking it as true (right).",
    "Certainty": "A row an outlet, from left open or doubted (left) over stated flatly to stressed as certain (right), with the words. "
    "A row by itself: no other outlet was found to tell it.",
}
UNJOINED = "No statement of the matrix joins these sentences: they name the same doer and the same thing."
STANCES = ("doubting", "neutral", "endorsing")
STANCE_WORDS = ("leaves it open", "neutral", "takes it as true")


def of_section(comparison: Comparison, section: str, names: Mapping[str, str]) -> pd.DataFrame:
    """Findings of a section that stand in one chosen outlet or more, the most telling first."""
    found = comparison.findings[comparison.findings["kind"].isin(SECTIONS[section])]
    spans = comparison.spans[comparison.spans["article"].isin(names)]
    return found[found["finding"].isin(spans["finding"])]


def titles(found: pd.DataFrame) -> dict[str, str]:
    """Finding -> a short title for a choice, each one once."""
    short = {f: _short(t) for f, t in zip(found["finding"], found["title"], strict=True)}
    seen: dict[str, int] = {}
    named = {}
    for finding, title in short.items():
        seen[title] = seen.get(title, 0) + 1
        named[finding] = title if seen[title] == 1 else f"{title} ({seen[title]})"
    return named


def _short(title: str) -> str:
    body = (
        title.split(": ", 1)[1]
        if title.startswith(("One thing", "The same statement", "Two names"))
        else title
    )
    return body if len(body) <= 120 else body[:120].rsplit(" ", 1)[0] + " …"


def spans_of(comparison: Comparison, finding: str, names: Mapping[str, str]) -> pd.DataFrame:
    """Spans of a finding in the chosen outlets, by outlet, with `position` (0 first … 1 last character) and `label`."""
    spans = comparison.spans[
        (comparison.spans["finding"] == finding) & comparison.spans["article"].isin(names)
    ]
    order = {article: k for k, article in enumerate(names)}
    lengths = {a: max(1, len(t)) for a, t in comparison.story.texts.items()}
    return spans.assign(
        position=[s / lengths[a] for a, s in zip(spans["article"], spans["start"], strict=True)],
        label=[" ".join(t.split()) for t in spans["text"]],
        order=spans["article"].map(order),
    ).sort_values(["order", "number"])


def degrees(spans: pd.DataFrame, section: str) -> pd.DataFrame:
    """Spans with `step`, their place on the scale of the section, and `label`; those that have none are left out."""
    if section == "Certainty":
        step = [int(n.removeprefix("degree ")) for n in spans["note"]]
        return spans.assign(step=step)
    kept = spans[spans["note"].str.split(":").str[0].isin(STANCES)]
    return kept.assign(step=[STANCES.index(n.split(":")[0]) for n in kept["note"]])


def scale(section: str) -> Sequence[str]:
    """Names of the steps of a section's scale, from left to right."""
    return DEGREES if section == "Certainty" else STANCE_WORDS


def allegation(spans: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """One row for every outlet and question: `article`, `question`, `words` ("" where it says nothing of it)."""
    rows = []
    for article in names:
        own = spans[spans["article"] == article]
        accuser = own[own["note"].str.startswith("accuser")]
        who = accuser["note"].iloc[0].removeprefix("accuser: ") if len(accuser) else ""
        alleged = own.loc[own["note"] == "alleged", "label"]
        denial = own.loc[own["note"] == "denial", "label"]
        cells = {
            "alleged": alleged.iloc[0] if len(alleged) else "",
            "by whom (verb)": who,
            "denial": denial.iloc[0] if len(denial) else "",
        }
        rows += [{"article": article, "question": q, "words": w} for q, w in cells.items()]
    return pd.DataFrame(rows, columns=["article", "question", "words"])


def line_with_slots(
    comparison: Comparison, statement: str | None, names: Mapping[str, str], colours: Mapping[str, str]
) -> str:
    """One statement as a line of HTML: the words of the outlet with most slots, each slot a stack of what others say.

    Where no statement joins the words, a line that says so.
    """
    if pd.isna(statement):
        return f'<div class="px"><p class="soft">{UNJOINED}</p></div>'
    kinds = comparison.findings[
        (comparison.findings["statement"] == statement) & (comparison.findings["kind"] == "wording")
    ]
    spans = comparison.spans[
        comparison.spans["finding"].isin(kinds["finding"]) & comparison.spans["article"].isin(names)
    ]
    if spans.empty:
        return ""
    base = max(names, key=lambda a: (int((spans["article"] == a).sum()), -list(names).index(a)))
    mentions = comparison.mentions[
        (comparison.mentions["statement"] == statement) & (comparison.mentions["article"] == base)
    ]
    text, out = comparison.story.texts[base], []
    for mention in mentions.sort_values("start").itertuples():
        at = int(mention.start)
        own = spans[(spans["article"] == base) & (spans["start"] >= at) & (spans["end"] <= int(mention.end))]
        for slot in own.sort_values("start").itertuples():
            if slot.start < at:
                continue
            others = spans[spans["finding"] == slot.finding]
            out += [escape(text[at : int(slot.start)]), _stack(others, base, names, colours)]
            at = int(slot.end)
        out.append(escape(text[at : int(mention.end)]) + " … ")
    line = "".join(out).removesuffix(" … ")
    return f'<div class="px px-line"><p class="soft">The line of {escape(names[base])}</p><p>{line}</p></div>'


def _stack(others: pd.DataFrame, base: str, names: Mapping[str, str], colours: Mapping[str, str]) -> str:
    """What each outlet says in one slot, one below the other, the line's own outlet first."""
    ordered = sorted(others.itertuples(), key=lambda s: (s.article != base, list(names).index(s.article)))
    cells = "".join(
        f'<span style="--c:{markup.colour_of(colours[s.article])}" title="{escape(names[s.article], quote=True)}">'
        f"<b>{escape(' '.join(s.text.split()))}</b><i>{escape(names[s.article])}</i></span>"
        for s in ordered
    )
    return f'<span class="px-slot">{cells}</span>'


def variants(
    comparison: Comparison, finding: str, names: Mapping[str, str], colours: Mapping[str, str]
) -> str:
    """The versions of one quotation side by side, with the words in which each differs from the first."""
    spans = comparison.spans[comparison.spans["finding"] == finding]
    shown = spans[(spans["note"] != "difference") & spans["article"].isin(names)]
    if shown.empty:
        return ""
    first = shown.iloc[0]["text"]
    cells = []
    for s in shown.itertuples():
        words = _diff(str(first), str(s.text)) if s.text is not first else escape(str(s.text))
        kind = {"quoted": "in quotation marks", "not quoted": "without quotation marks"}.get(
            str(s.note), str(s.note)
        )
        cells.append(
            f'<section class="px" style="--c:{markup.colour_of(colours[s.article])}"><h4>{escape(names[s.article])} '
            f'<span class="state">{escape(kind)}</span></h4><p class="{"context" if s.note == "not quoted" else ""}">{words}</p></section>'
        )
    return f'<div class="px-variants">{"".join(cells)}</div>'


def _diff(first: str, other: str) -> str:
    """Escaped text of `other` with the words marked that differ from those of `first`; spelling makes no difference."""
    a = [stem(w.group()) for w in WORD.finditer(first)]
    words = list(WORD.finditer(other))
    b = [stem(w.group()) for w in words]
    marks = []
    for code, _, _, c, d in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if code in ("replace", "insert"):
            marks.append((words[c].start(), words[d - 1].end()))
    return markup.marked(other, marks)


def evidence(
    comparison: Comparison, spans: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str]
) -> list[tuple[str, dict[str, str]]]:
    """For every sentence that holds a span: (its HTML with all its spans marked, query that opens the article there)."""
    found = []
    for article in names:
        own = spans[spans["article"] == article]
        pieces = list(zip(own["start"].astype(int), own["end"].astype(int), strict=True))
        if not pieces:
            continue
        words = filters.sentence_words(comparison, article)
        rows = comparison.sentences[comparison.sentences["article"] == article]
        for sentence, text, start, end in zip(
            rows["sentence"], rows["text"], rows["start"].astype(int), rows["end"].astype(int), strict=True
        ):
            marks = [(max(0, a - start), min(b, end) - start) for a, b in pieces if a < end and start < b]
            if not marks:
                continue
            html = (
                f'<section class="px" style="--c:{markup.colour_of(colours[article])}"><h4>{escape(names[article])}</h4>'
                f"<p>{markup.marked(text, marks)}</p></section>"
            )
            found.append((html, {"article": names[article], "sentence": words[sentence]}))
    return found
