"""A claim credited to a medium whose own text is loaded, checked against that text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.analysis import media
from dashboard.analysis.facts.anchor import anchors
from dashboard.analysis.facts.moments import moments, relation
from dashboard.analysis.findings import Finding, SpanOf, in_marks
from dashboard.analysis.framing.context import Context
from dashboard.analysis.sources import Claim, claims_of
from dashboard.analysis.stems import WORD, is_content, stem
from dashboard.tables import COUNTED

KIND = "source"
NEAR = 0.3
"""Share of a claim's content words that a sentence must hold to be taken for its passage where nothing is
linked."""
LINKED = 0.1
"""What a link to the claim is worth beside that share."""
LEAST = 4
"""Content words in common that such a sentence must have."""
SURE = 0.5
"""Share from which a date that excludes the claim's is called another date of the same thing."""
QUOTE = 90
"""Characters of a claim that a title repeats."""

_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d(?![\w.,]\d)")


@dataclass(frozen=True)
class Passage:
    """The sentence of a medium's text that comes nearest to a claim.

    Attributes:
        share: of the claim's content words that it holds.
    """

    article: str
    start: int
    end: int
    text: str
    share: float


def checked(context: Context) -> Iterator[Finding]:
    """One finding for every claim credited to a medium of which a text is loaded: found, not found, told
    otherwise.
    """
    texts = _texts_of_media(context)
    days = {article: anchor.day for article, anchor in anchors(context.story).items()}
    for article, claims in claims_of(context.sources).items():
        for claim in claims:
            for medium in claim.chain:
                own = [a for a in texts.get(medium, ()) if a != article]
                if own:
                    yield _finding(context, claim, medium, own, days)


def _texts_of_media(context: Context) -> dict[str, list[str]]:
    """Short name of a medium -> the articles that it published itself."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in context.story.articles.itertuples():
        own = media.named(str(row.outlet))
        if own is not None and str(row.outlet).strip().casefold() in media.forms_of(own):
            found[own.name].append(str(row.article))
    return dict(found)


def _finding(
    context: Context, claim: Claim, medium: str, own: Sequence[str], days: Mapping[str, date | None]
) -> Finding:
    """What the loaded texts of a medium have of a claim that is credited to it."""
    text = context.story.texts[claim.article][claim.start : claim.end]
    said = f"{context.outlet(claim.article)} credits {medium} with {in_marks(_short(text))}"
    credit: tuple[SpanOf, ...] = (
        context.span(claim.article, *claim.cue, note=f"credits {medium}"),
        context.span(claim.article, claim.start, claim.end, note="credited"),
    )
    near = _nearest(context, claim, text, own)
    if near is None:
        detail = (
            f"no passage there is linked to it or shares {NEAR:.0%} of its words; "
            f"it may stand in another text of {medium}"
        )
        return Finding(KIND, None, f"{said}: not found in the loaded text of {medium}", detail, 0.55, credit)
    spans = (*credit, context.span(near.article, near.start, near.end, note=f"text of {medium}"))
    missing, other = _details(text, near, days.get(claim.article), days.get(near.article))
    detail = (
        f"the nearest sentence holds {near.share:.0%} of the claim's words; dates and figures were compared"
    )
    if other:
        title = f"{said}; the loaded text of {medium} says otherwise: {other}"
        return Finding(KIND, None, title, detail, 0.75, spans)
    if missing:
        title = f"{said}; the loaded text of {medium} tells it without {' and '.join(missing)}"
        return Finding(KIND, None, title, detail, 0.6, spans)
    return Finding(KIND, None, f"{said}: found in the loaded text of {medium}", detail, 0.2, spans)


def _nearest(context: Context, claim: Claim, text: str, own: Sequence[str]) -> Passage | None:
    """The sentence of the medium that tells a claim most nearly, None where none does."""
    wanted = stems_of(text)
    linked = _linked(context, claim)
    table = context.story.sentences
    best: tuple[float, Passage] | None = None
    for row in table[table["article"].isin(own) & table["role"].isin(COUNTED)].itertuples():
        common = wanted & stems_of(str(row.text))
        share = len(common) / max(1, len(wanted))
        bond = row.sentence in linked
        if share < (NEAR / 2 if bond else NEAR) or (len(common) < LEAST and not bond):
            continue
        score = share + LINKED * bond
        if best is None or score > best[0]:
            best = score, Passage(str(row.article), int(row.start), int(row.end), str(row.text), share)
    return best[1] if best else None


def _linked(context: Context, claim: Claim) -> set[str]:
    """Sentences that stand in a statement with a mention within the claim."""
    table: pd.DataFrame = context.mentions
    own = table[
        (table["article"] == claim.article) & (table["start"] < claim.end) & (table["end"] > claim.start)
    ]
    shared = own["end"].clip(upper=claim.end) - own["start"].clip(lower=claim.start)
    least = (own["end"] - own["start"]).clip(upper=claim.end - claim.start)
    statements = own.loc[2 * shared > least, "statement"]
    return set(table.loc[table["statement"].isin(statements), "sentence"])


def stems_of(text: str) -> frozenset[str]:
    """Stems of the content words of a text, figures left out."""
    return frozenset(stem(w) for w in WORD.findall(text) if is_content(w) and not w[0].isdigit())


def _details(text: str, near: Passage, own_day: date | None, their_day: date | None) -> tuple[list[str], str]:
    """(dates and figures of a claim that a passage lacks, the date it gives instead if the two exclude each
    other).
    """
    own = moments(text, own_day)
    theirs = [m for m in moments(near.text, their_day) if m.grain in ("day", "week")]
    missing, other = [], ""
    for moment in own:
        words = text[moment.start : moment.end]
        relations = [relation(moment, m) for m in theirs]
        if "same" in relations or _prints(near.text, words):
            continue
        vaguer = [near.text[m.start : m.end] for m, r in zip(theirs, relations, strict=True) if r == "finer"]
        if not vaguer and relations == ["different"] and near.share >= SURE and moment.grain == "day":
            other = f"“{near.text[theirs[0].start : theirs[0].end]}”, not “{words}”"
        missing.append(f"“{words}”" + (f" (it says “{vaguer[0]}”)" if vaguer else ""))
    dated = [(m.start, m.end) for m in own]
    figures = [m for m in _NUMBER.finditer(text) if not any(a <= m.start() < b for a, b in dated)]
    missing += [f"“{m.group()}”" for m in figures if not _prints(near.text, m.group())]
    return list(dict.fromkeys(missing)), other


def _prints(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _short(text: str) -> str:
    """The beginning of a claim, cut at a word."""
    plain = " ".join(text.split())
    return plain if len(plain) <= QUOTE else plain[:QUOTE].rpartition(" ")[0] + " …"
