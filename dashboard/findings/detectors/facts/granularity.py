"""Facts that one outlet reports more exactly than another: no difference, but worth seeing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import numpy as np

from dashboard.findings.aligned_items import Pair
from dashboard.findings.context import Context
from dashboard.findings.detectors.facts.dates import compared_dates, date_side
from dashboard.findings.detectors.facts.numbers import compared_numbers
from dashboard.findings.differences import Difference, Side, merge_differences, number_side
from dashboard.findings.finding import WORTH_CHECKING, Finding, in_marks
from dashboard.findings.phrase_pairs import TIMES
from dashboard.language.quantities import Quantity
from dashboard.statements.sentence_facts import Listing, SentenceFacts

FIGURE_WEIGHT, LIST_WEIGHT, CHECK_WEIGHT = 0.35, 0.2, 0.5
"""Weights: more exact is less telling than different; a figure far from another's limit stands between."""
LIMITS = ("above", "from", "below", "to")
"""Bounds of a quantity that leave the figure open to one side."""
FAR_APART = 1.25
"""Ratio from which a figure and the limit that another outlet gives ("at least 12" and 20) are worth a reader's check."""
MIN_EXAMPLE_LIKENESS = 0.45
"""Cosine of two examples' vectors, read in their sentences, from which they are taken for one thing: "a new
drone", "unmanned aircraft"."""

Span = tuple[int, int]


def detect(context: Context) -> list[Finding]:
    """Where two articles report one thing, one of them more exactly."""
    found = [*_figures(context)]
    for pair in context.pairs:
        if pair.a.listings or pair.b.listings:
            found += _general(context, pair)
            found += _examples(context, pair)
    return merge_differences(context, "granularity", found, "More or less exact")


def _figures(context: Context) -> Iterator[Difference]:
    """Dates and numbers of which one lies within the other: "this week", "July 26"; "dozens", "37"."""
    for pair, slot, relation in compared_dates(context):
        if relation in ("finer", "coarser"):
            a, b = date_side(pair.a, pair.a.dates[slot.a]), date_side(pair.b, pair.b.dates[slot.b])
            yield _finer(pair, a, b, relation, slot.support)
    for pair, slot, relation in compared_numbers(context):
        if relation in ("finer", "coarser"):
            a, b = number_side(pair.a, pair.a.numbers[slot.a]), number_side(pair.b, pair.b.numbers[slot.b])
            if pair.statement is None:
                continue
            why = _worth_checking(pair.a.numbers[slot.a], pair.b.numbers[slot.b], a, b)
            yield _finer(pair, a, b, relation, slot.support, why)


def _worth_checking(one: Quantity, two: Quantity, a: Side, b: Side) -> str:
    """Why an exact figure and a limit far below or above it should be checked though both can be right; "" where not."""
    for limit, figure, side, other in ((one, two, a, b), (two, one, b, a)):
        if limit.value and figure.value and limit.bound in LIMITS and not figure.bound:
            low, high = sorted((limit.value, figure.value))
            if low > 0 and high >= FAR_APART * low:
                return f"{WORTH_CHECKING}{in_marks(side.words)} allows {other.reading}, so both can be right, but they are far apart"
    return ""


def _finer(pair: Pair, a: Side, b: Side, relation: str, why: str, check: str = "") -> Difference:
    fine, coarse = (a, b) if relation == "finer" else (b, a)
    said = check or f"{in_marks(fine.words)} is the more exact, and fits {in_marks(coarse.words)}"
    return Difference(a, b, pair.statement, f"{said}; {why}", CHECK_WEIGHT if check else FIGURE_WEIGHT)


def _general(context: Context, pair: Pair) -> Iterator[Difference]:
    """A general word in one sentence, and the same word with named examples in the other."""
    if not context.in_common(pair.a.sentence, pair.b.sentence):
        return
    for listed, plain in ((pair.a, pair.b), (pair.b, pair.a)):
        for listing in listed.listings:
            if _tells_more(context, listed, listing):
                continue
            if any(listing.heads & other.heads for other in plain.listings):
                continue
            if not any(_named(context, listed, example) for example in listing.examples):
                continue
            side = _plain(listing, plain)
            if side:
                reason = f"One outlet says only “{side.words}”; the other names examples"
                yield Difference(
                    Side(listed, listing.start, listing.end, "with examples"),
                    side,
                    pair.statement,
                    reason,
                    LIST_WEIGHT,
                )


def _tells_more(context: Context, facts: SentenceFacts, listing: Listing) -> bool:
    """Whether what was read as a list holds a verb of the sentence around it: "the towns, including Orsk, | declared an emergency"."""
    home = context.phrases.sentences[facts.sentence]
    if (
        facts.text[listing.start : listing.end].split()[0].lower() in TIMES
    ):  # "tomorrow | for residents of areas including"
        return True
    tokens = (home.read.tokens[w.token] for w in home.words if listing.start <= w.start < listing.end)
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens)


def _plain(listing: Listing, facts: SentenceFacts) -> Side | None:
    """The phrase of the other sentence that has the general word and no examples."""
    for thing in facts.things:
        listed = any(o.start <= thing.start < o.end for o in facts.listings)
        named = any(
            thing.start <= n.start < thing.end and facts.text[n.end : n.end + 2] not in ("'s", "’s")
            for n in facts.names
        )
        if thing.common and thing.head in listing.heads and not listed and not named:
            return Side(facts, thing.start, thing.end, "in general")
    return None


def _examples(context: Context, pair: Pair) -> Iterator[Difference]:
    """Examples of two lists that are one thing, of which one alone bears a name."""
    for x, y in product(pair.a.listings, pair.b.listings):
        if not x.heads & y.heads:
            continue
        near = np.array([[_nearness(context, pair, a, b) for b in y.examples] for a in x.examples])
        for i, j in zip(
            *np.nonzero((near >= MIN_EXAMPLE_LIKENESS) & (near == near.max(0)) & (near.max(1) == near.T).T),
            strict=True,
        ):
            a, b = x.examples[i], y.examples[j]
            named = _named(context, pair.a, a), _named(context, pair.b, b)
            if named[0] != named[1]:
                one, two = (
                    Side(facts, span[0], span[1], "by name" if name else "by kind")
                    for facts, span, name in zip((pair.a, pair.b), (a, b), named, strict=True)
                )
                reason = "one article gives the name, the other only says what kind of thing it is"
                yield Difference(one, two, pair.statement, reason, LIST_WEIGHT)


def _named(context: Context, facts: SentenceFacts, span: Span) -> bool:
    """Whether an example bears a name of its own; letters in brackets only shorten what stands before
    them."""
    words = [
        w for w in context.phrases.sentences[facts.sentence].words if span[0] <= w.start and w.end <= span[1]
    ]
    return any(
        (w.kind in ("name", "noun") and w.text[0].isupper()) or re.fullmatch(r"[A-Z]\w*-?\d+\w*", w.text)
        for w in words
        if facts.text[w.start - 1 : w.start] != "("
    )


def _nearness(context: Context, pair: Pair, a: Span, b: Span) -> float:
    """1 where two examples are about one noun, else the cosine of their vectors, read within their
    sentences."""
    nouns, vectors = [], []
    for facts, span in ((pair.a, a), (pair.b, b)):
        nouns.append({t.head for t in facts.things if t.common and span[0] <= t.start < span[1]})
        own = context.encoding[facts.sentence]
        inside = (own.ends > span[0]) & (own.starts < span[1])
        vectors.append(own.tokens[inside].mean(axis=0) if inside.any() else np.zeros(own.tokens.shape[1]))
    if nouns[0] & nouns[1]:
        return 1.0
    return float(vectors[0] @ vectors[1] / max(1e-9, np.linalg.norm(vectors[0]) * np.linalg.norm(vectors[1])))
