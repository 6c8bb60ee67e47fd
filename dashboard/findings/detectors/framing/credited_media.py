"""A claim credited to a medium whose own text is loaded, checked against that text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import pandas as pd

from dashboard.attribution.sources import Claim, claims_of, is_open, narrowest
from dashboard.findings.context import Context
from dashboard.findings.finding import Finding, SpanOf, in_marks, listed
from dashboard.language import media
from dashboard.language.time_expressions import moments, relation
from dashboard.language.words import WORD, fold, is_content, stem
from dashboard.story.publication_date import anchors
from dashboard.tables import COUNTED

KIND = "source"
MIN_WORD_SHARE = 0.3
"""Share of a claim's content words that a sentence must hold to be taken for its passage where nothing is
linked."""
LINK_BONUS = 0.1
"""What a link to the claim is worth beside that share."""
MIN_COMMON_WORDS = 4
"""Content words in common that such a sentence must have."""
SURE_WORD_SHARE = 0.5
"""Share from which a date that excludes the claim's is called another date of the same thing."""
MAX_TITLE_QUOTE = 90
"""Characters of a claim that a title repeats."""

_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d(?![\w.,]\d)")


@dataclass(frozen=True)
class NearestSentence:
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
    """One finding for every claim credited to a medium whose loaded text lacks it, or has it otherwise."""
    texts = _texts_of_media(context)
    days = {article: anchor.day for article, anchor in anchors(context.story).items()}
    for article, claims in claims_of(context.sources).items():
        for claim in claims:
            for medium in claim.chain:
                own = [a for a in texts.get(medium, ()) if a != article]
                if own and (finding := _finding(context, claim, medium, own, days)):
                    yield finding


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
) -> Finding | None:
    """What the loaded texts of a medium lack of a claim that is credited to it, or have otherwise; None where they have it."""
    text = context.story.texts[claim.article][claim.start : claim.end]
    said = f"{context.outlet(claim.article)} credits {medium} with {in_marks(_short(text))}"
    credit: tuple[SpanOf, ...] = (
        context.span(claim.article, *claim.cue, note=f"credits {medium}"),
        context.span(claim.article, claim.start, claim.end, note="credited"),
    )
    near = _nearest(context, claim, text, own)
    if near is None:
        detail = (
            f"nothing in that article is linked to it or shares {MIN_WORD_SHARE:.0%} of its words; {medium} may have reported it in "
            "another article"
        )
        return Finding(KIND, None, f"{said}: not found in the {medium} article here", detail, 0.55, credit)
    spans = (*credit, context.span(near.article, near.start, near.end, note=f"text of {medium}"))
    missing, other = _details(text, near, days.get(claim.article), days.get(near.article))
    detail = f"the nearest sentence has {near.share:.0%} of its words; dates and figures were compared"
    if other:
        title = f"{said}; the {medium} article here says otherwise: {other}"
        return Finding(KIND, None, title, detail, 0.75, spans)
    if missing:
        title = f"{said}; the {medium} article here reports it without {listed(missing)}"
        return Finding(KIND, None, title, detail, 0.6, spans)
    return None


def _nearest(context: Context, claim: Claim, text: str, own: Sequence[str]) -> NearestSentence | None:
    """The sentence of the medium that reports a claim most nearly, None where none does."""
    wanted = stems_of(text)
    linked = _linked(context, claim)
    table = context.story.sentences
    best: tuple[float, NearestSentence] | None = None
    for row in table[table["article"].isin(own) & table["role"].isin(COUNTED)].itertuples():
        common = wanted & stems_of(str(row.text))
        share = len(common) / max(1, len(wanted))
        bond = row.sentence in linked
        if share < (MIN_WORD_SHARE / 2 if bond else MIN_WORD_SHARE) or (
            len(common) < MIN_COMMON_WORDS and not bond
        ):
            continue
        score = share + LINK_BONUS * bond
        if best is None or score > best[0]:
            best = (
                score,
                NearestSentence(str(row.article), int(row.start), int(row.end), str(row.text), share),
            )
    return best[1] if best else None


def _linked(context: Context, claim: Claim) -> set[str]:
    """Sentences that are in a statement with a mention within the claim."""
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


def _details(
    text: str, near: NearestSentence, own_day: date | None, their_day: date | None
) -> tuple[list[str], str]:
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
        if (
            not vaguer
            and relations == ["different"]
            and near.share >= SURE_WORD_SHARE
            and moment.grain == "day"
        ):
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
    return plain if len(plain) <= MAX_TITLE_QUOTE else plain[:MAX_TITLE_QUOTE].rpartition(" ")[0] + " …"


MIN_COMMON_SHARE = 0.6
"""Share of the content words of the shorter of two mentions that the other must hold before their sources are
compared: a row of the matrix may hold more than one thing that is said."""


VENUES = frozenset(
    "hall conference rally briefing event debate forum meeting summit hearing breakfast ceremony".split()
)
"""Where something is said, which passes nothing on: "at an MSNBC town hall"."""


PLATFORMS = frozenset(
    ("twitter", "facebook", "instagram", "youtube", "tiktok", "telegram", "truth social", "snapchat", "x")
)
"""Where people post what they say themselves."""


@dataclass(frozen=True)
class AttributedMention:
    """One article's attributed mention of a statement."""

    statement: str
    claim: Claim
    stems: frozenset[str]


def detect(context: Context) -> list[Finding]:
    """Findings of kind "source" of a story."""
    pairs = list(_pairs(context))
    return [*_different(context, pairs), *_dropped(context, pairs), *checked(context)]


def _pairs(context: Context) -> Iterator[tuple[AttributedMention, AttributedMention]]:
    """Attributed mentions of one statement in two articles that report the same in much the same words."""
    claims = claims_of(context.sources)
    by_statement: dict[str, list[AttributedMention]] = defaultdict(list)
    for m in context.mentions.itertuples():
        claim = narrowest(claims.get(str(m.article), ()), int(m.start), int(m.end))
        if claim is not None and claim.chain and claim.kind != "evidence":
            by_statement[str(m.statement)].append(
                AttributedMention(str(m.statement), claim, stems_of(str(m.text)))
            )
    seen: set[tuple[Claim, Claim]] = set()
    for own in by_statement.values():
        for a, b in combinations(own, 2):
            common = len(a.stems & b.stems)
            alike = common >= MIN_COMMON_SHARE * min(len(a.stems), len(b.stems)) and common > 2
            if alike and a.claim.article != b.claim.article and (a.claim, b.claim) not in seen:
                seen.add((a.claim, b.claim))
                yield a, b


def _different(
    context: Context, pairs: Sequence[tuple[AttributedMention, AttributedMention]]
) -> Iterator[Finding]:
    """One thing told through channels that share nobody: a finding for every statement."""
    apart: dict[str, dict[str, Claim]] = {}
    for a, b in pairs:
        sides = a.claim, b.claim
        one, two = (
            {"state media" if media.is_state_run(n) else context.actors.canonical_name(n) for n in c.chain}
            for c in sides
        )
        if one & two or a.claim.words.casefold() == b.claim.words.casefold():
            continue
        if not all(_is_known(context, name) for c in sides for name in c.chain):
            continue
        if not any(
            _names(context, y, filter(context.actors.person, x.chain)) for x, y in (sides, sides[::-1])
        ):
            apart.setdefault(a.statement, {}).update({c.article: c for c in sides})
    for statement, claims in apart.items():
        told = [claims[article] for article in sorted(claims)]
        ways = "; ".join(f"{context.outlet(c.article)} cites {c.words}" for c in told)
        spans = tuple(_cue(context, c, c.words) for c in told)
        why = "the outlets name different sources for it"
        yield Finding(KIND, statement, f"Credited to different sources: {ways}", why, 0.35, spans, "channels")


def _dropped(
    context: Context, pairs: Sequence[tuple[AttributedMention, AttributedMention]]
) -> Iterator[Finding]:
    """What two outlets' chains differ by: once for every pair of outlets where a source is missing, once for every outlet that has it
    through somebody.

    Where the source behind a channel is missing, the shorter chain leaves somebody out. Where only the channel is
    missing, the shorter one has it at first hand, and it is the longer one that has it through somebody.
    """
    behind: dict[tuple[str, str], tuple[AttributedMention, Claim, Claim, list[str]]] = {}
    second_hand: dict[tuple[str, tuple[str, ...]], list[tuple[AttributedMention, Claim, Claim]]] = {}
    for one, other in pairs:
        fuller, shorter = one.claim, other.claim
        if len(fuller.chain) < len(shorter.chain):
            fuller, shorter = shorter, fuller
        missing = [name for name in fuller.chain if name not in shorter.chain]
        if not missing or not set(shorter.chain) < set(fuller.chain):
            continue
        who, through = context.outlet(shorter.article), context.outlet(fuller.article)
        if who == through or any(_passes_nothing_on(name, through) for name in missing):
            continue
        inner = missing[-1] == fuller.chain[-1]
        told = [name for name in missing if not (inner and name == missing[-1] and not is_open(name))]
        if not all(_is_known(context, name) for name in told) or _names(context, shorter, missing):
            continue
        if inner:
            behind.setdefault((who, through), (one, fuller, shorter, missing))
        else:
            second_hand.setdefault((through, tuple(missing)), []).append((one, fuller, shorter))
    for (who, through), (one, fuller, shorter, missing) in behind.items():
        title = f"{who} cites only {shorter.words}; {through} names the source behind it: {fuller.words}"
        yield _drop(context, one, title, missing, 0.5, [(fuller, "names it"), (shorter, "leaves it out")])
    for (through, passing), cases in second_hand.items():
        one, fuller, _ = cases[0]
        direct = {context.outlet(shorter.article): shorter for _, _, shorter in cases[::-1]}
        title = (
            f"{through} has it second-hand, through {listed(list(passing))}; "
            f"{listed(sorted(direct))} cite{'s' * (len(direct) == 1)} {cases[0][2].words} directly"
        )
        others = [(direct[who], "credits the source directly") for who in sorted(direct)]
        yield _drop(context, one, title, passing, 0.3, [(fuller, "names it"), *others])


def _drop(
    context: Context,
    told: AttributedMention,
    title: str,
    missing: Sequence[str],
    weight: float,
    cues: Sequence[tuple[Claim, str]],
) -> Finding:
    """The finding of chains that differ by somebody."""
    detail = f"not named in the other article{'s' * (len(cues) > 2)}: {', '.join(missing)}"
    return Finding(
        KIND, told.statement, title, detail, weight, tuple(_cue(context, c, note) for c, note in cues)
    )


def _passes_nothing_on(name: str, outlet: str) -> bool:
    """Whether a name in a chain is where something was said or posted, or the outlet itself."""
    medium, own = media.named(name), media.named(outlet)
    return (
        name.split()[-1].casefold() in VENUES
        or fold(name) in PLATFORMS
        or fold(name).replace("_", " ") == fold(outlet).replace("_", " ")
        or (medium is not None and medium == own)
    )


def _is_known(context: Context, name: str) -> bool:
    """Whether a source goes by its own name: "the attorney", "he" or "the letter" may be anybody's, also the other's."""
    return (
        media.named(name) is not None or context.actors.canonical_name(name) in context.actors.names.values()
    )


def _names(context: Context, claim: Claim, others: Iterable[str]) -> bool:
    """Whether the sentence of a claim, or one beside it, names a person or medium whom another article cites: it may be from them
    as well."""
    near = context.around(claim.article, claim.cue[0])
    text = fold(" ".join(context.phrases.sentences[sentence].text for sentence in near))
    return any(_prints(text, form) for name in others for form in _forms_of(context, name))


def _forms_of(context: Context, name: str) -> set[str]:
    """How a source may be printed: a medium by each of its names, a person by the last one; nothing of anybody else."""
    medium = media.named(name)
    if medium is not None:
        return {fold(name), *media.forms_of(medium)}
    return {fold(name.split()[-1])} if context.actors.person(name) else set()


def _cue(context: Context, claim: Claim, note: str) -> SpanOf:
    """The words that name source and verb."""
    return context.span(claim.article, *claim.cue, note=note)
