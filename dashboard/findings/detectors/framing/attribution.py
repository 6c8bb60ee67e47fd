"""Who is said to say a statement, and with which verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from dashboard.encoding.phrases import Chunk, pooled
from dashboard.findings.aligned_phrases import PLAIN_SAYING
from dashboard.findings.context import (
    Context,
    PhrasedAttribution,
    PhrasedMention,
    Row,
    words_between,
    words_within,
)
from dashboard.findings.finding import Finding, listed
from dashboard.language.lexicons import charged_words
from dashboard.language.reporting_verbs import MANNER
from dashboard.language.words import stem

MIN_LIKENESS = 0.48
"""Cosine of the attributed words of two articles from which they are compared, where the same source says them."""
MIN_LINK, MIN_TOLD = 0.6, 0.6
"""Probability of the link between two sentences from which the one may be said to leave out the other's source; cosine of
the words for that, and for the words of two sources."""
MIN_OVERLAP = 0.5
"""Share of a mention that must lie within an attribution, or the other way round, for the one to hold the other."""

UNNAMED = frozenset("source insider".split())
"""Nouns by which somebody is cited who is not named."""
CHARGED_VERB = 0.35
"""Strength from which a verb of saying is charged."""
SOURCES_WEIGHT = 0.5
"""Weight of a statement that rests on one source here and on several there."""


def detect(context: Context) -> list[Finding]:
    """Statements attributed with other verbs, to other sources, or to nobody."""
    attributions = context.attributions
    by_article: dict[str, list[PhrasedAttribution]] = {}
    for citing in attributions:
        by_article.setdefault(citing.article, []).append(citing)
    found: dict[tuple[tuple[int, int], ...], Finding] = {}
    for row in context.rows:
        finding = _row(context, row, by_article)
        sources = _number_of_sources(context, row, by_article)
        for one in (finding, sources):
            if one:
                found.setdefault(tuple((s.start, s.end) for s in one.spans), one)
    return list(found.values())


def _row(context: Context, row: Row, attributions: dict[str, list[PhrasedAttribution]]) -> Finding | None:
    """The finding of one statement; None where all outlets attribute it in the same neutral way."""
    sides: dict[str, PhrasedAttribution | None] = {}
    for m in row.mentions:
        holding = [c for c in attributions.get(m.article, ()) if _speaks(c) and _holds(c, m.start, m.end)]
        best = min(holding, key=lambda c: (c.end - c.start, c.start), default=None)
        if best is not None or m.article not in sides:
            sides[m.article] = best
    cited = _alike_words(context, {a: c for a, c in sides.items() if c is not None})
    bearers = {a: _bearer(context, row, a, cited, attributions) for a, c in sides.items() if c is None}
    sides = {a: c for a, c in sides.items() if a in cited or bearers.get(a)}
    if len({c.frame == "deny" for c in cited.values()}) > 1:
        return None  # a claim and its denial are two statements
    if not cited:
        return None
    verbs = {_plain(c) for c in cited.values()}
    stances = {c.stance for c in cited.values()}
    bare = len(cited) < len(sides)
    if not _takes_sides(cited) and not (bare and (stances - {"neutral", ""} or verbs - {""})):
        return None
    spans = [context.span(c.article, *c.cue, _note(c)) for _, c in sorted(cited.items())]
    for article in sorted(set(sides) - set(cited)):
        bearer = bearers[article]
        short = [c for c in bearer.phrases if c.kind == "act"] or list(bearer.phrases) if bearer else []
        if short:
            spans.append(context.span(article, short[0].start, short[0].end, "nobody"))
    if len({s.article for s in spans}) < 2:
        return None
    mixed = len(stances - {""}) > 1
    unlike = sum(v != "" for v in verbs)
    loud = bool(stances - {"neutral", ""})
    said = context.said((s for s in spans if s.note != "nobody"), {a: _meant(c) for a, c in cited.items()})
    alone = listed([context.outlet(a) for a in sorted(set(sides) - set(cited))])
    return Finding(
        "attribution",
        row.statement,
        f"Who says so, and how: {said}" + (f"; reported without a source by {alone}" if alone else ""),
        "; ".join(
            f"{context.outlet(a)}: {c.source or 'nobody named'}, “{c.verb}” ({MANNER.get(c.stance, 'not classed')})"
            for a, c in sorted(cited.items())
        ),
        round(min(1.0, 0.16 + 0.25 * mixed + 0.12 * loud + 0.03 * unlike + 0.02 * bool(alone)), 4),
        tuple(spans),
    )


def _takes_sides(cited: Mapping[str, PhrasedAttribution]) -> bool:
    """Whether two articles cite one source, the one with a verb that takes a side or is charged: "said", "claimed"; "called", "slammed".
    Of other verbs ("wrote", "replied"), and of two sources, readers called two of 57 telling and 21 wrong."""
    return any(
        a.source == b.source and (a.stance != b.stance or (_is_charged(a) != _is_charged(b)))
        for a, b in combinations(cited.values(), 2)
    )


def _is_charged(citing: PhrasedAttribution) -> bool:
    """Whether a verb of saying is charged: "slammed", "vowed"."""
    return bool(charged_words(citing.verb, CHARGED_VERB))


def _number_of_sources(
    context: Context, row: Row, attributions: Mapping[str, Sequence[PhrasedAttribution]]
) -> Finding | None:
    """The finding of one statement that rests on one unnamed source in one outlet and on several in another."""
    sides: dict[str, tuple[str, Chunk]] = {}
    for m in row.mentions:
        for c in attributions.get(m.article, ()):
            chunk = _unnamed(context, c) if _holds(c, m.start, m.end) else None
            if chunk and m.article not in sides:
                sides[m.article] = _how_many(chunk), chunk
    several = {number for number, _ in sides.values()}
    if "one" not in several or len(several) < 2:
        return None
    spans = tuple(
        context.span(
            a,
            c.start,
            c.home.start + c.home.words[c.core - 1].end,
            f"{number} source{'s' * (number != 'one')}",
        )
        for a, (number, c) in sorted(sides.items())
    )
    return Finding(
        "attribution",
        row.statement,
        f"On how many unnamed sources it rests: {context.said(spans)}",
        "; ".join(f"{context.outlet(a)}: {number}" for a, (number, _) in sorted(sides.items())),
        SOURCES_WEIGHT,
        spans,
        "sources",
    )


def _unnamed(context: Context, citing: PhrasedAttribution) -> Chunk | None:
    """The words that cite a source without a name, None of others."""
    start, end = citing.cue
    near = context.phrases.within(citing.article, start, end + 1)
    return next((c for c in near if c.kind == "thing" and c.head_lemma in UNNAMED), None)


def _how_many(chunk: Chunk) -> str:
    """How many are named: "one", or "several"."""
    return "several" if chunk.head_tag.endswith("S") else "one"


def _speaks(citing: PhrasedAttribution) -> bool:
    """Whether somebody is named who says something, and not one who is to say it ("to deny service")."""
    return bool(citing.source and citing.stance) and not citing.verb.startswith("to ")


def _bearer(
    context: Context,
    row: Row,
    article: str,
    cited: Mapping[str, PhrasedAttribution],
    attributions: Mapping[str, Sequence[PhrasedAttribution]],
) -> PhrasedMention | None:
    """The mention by which an article reports as its own what others attribute; None where one cannot be sure of that.

    It is the narrator's, says what the attributed words of another article say, and nobody is cited in its sentence or in
    those beside it: a source is often named once for several sentences.
    """
    sourced = {c.home.sentence for c in attributions.get(article, ())}
    for m in row.mentions:
        if m.article != article or not m.full or context.voices.of(article, m.start, m.end)[0] != "narrator":
            continue
        if sourced & set(context.around(article, context.phrases.sentences[m.sentence].start)):
            continue
        if any(_tells(context, c, m) for c in cited.values()):
            return m
    return None


def _tells(context: Context, citing: PhrasedAttribution, mention: PhrasedMention) -> bool:
    """Whether a mention says what the attributed words of another article say."""
    if context.linked(citing.sentence, mention.sentence) < MIN_LINK:
        return False
    home = context.phrases.sentences[mention.sentence]
    inside = words_between(home, mention.start, mention.end + 1)
    if inside is None:
        return False
    own = pooled(home, *inside, context.phrases.idf)
    return float(pooled(citing.home, *words_within(citing), context.phrases.idf) @ own) >= MIN_TOLD


def _plain(citing: PhrasedAttribution) -> str:
    """The verb's stem, "" where it is a plain verb of saying."""
    words = [stem(w) for w in citing.verb.split()]
    return "" if any(w in PLAIN_SAYING for w in words) else words[-1] if words else ""


def _alike_words(context: Context, cited: Mapping[str, PhrasedAttribution]) -> dict[str, PhrasedAttribution]:
    """The attributions whose words say what those of another article say: a row may hold more than one thing.

    One that stands alone is kept.
    """
    if len(cited) < 2:
        return dict(cited)
    vectors = {a: pooled(c.home, *words_within(c), context.phrases.idf) for a, c in cited.items()}
    return {
        a: c
        for a, c in cited.items()
        if any(
            float(vectors[a] @ vectors[b]) >= (MIN_LIKENESS if cited[b].source == c.source else MIN_TOLD)
            for b in cited
            if b != a
        )
    }


def _meant(citing: PhrasedAttribution) -> str:
    """Who is meant, where the words by which he is cited do not name him."""
    home = citing.home
    start, end = citing.cue[0] - home.start, citing.cue[1] - home.start
    named = any(w.kind in ("name", "noun", "adj") for w in home.words if start <= w.start and w.end <= end)
    return "" if named else f", meaning {citing.source}" if citing.source else ", nobody named"


def _note(citing: PhrasedAttribution) -> str:
    return f"{citing.stance or 'not classed'}: {citing.source or 'nobody named'}"


def _holds(citing: PhrasedAttribution, start: int, end: int) -> bool:
    """Whether an attribution holds a mention or is the greater part of it."""
    shared = min(citing.end, end) - max(citing.start, start)
    verb = start <= citing.cue[0] and citing.cue[1] <= end + 1
    return shared > MIN_OVERLAP * min(end - start, citing.end - citing.start) or (verb and shared > 0)
