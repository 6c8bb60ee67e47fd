"""A charged word beside a plainer one in a statement that two outlets report: "abruptly withdrew the troops", "pulled the troops out"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from dashboard import limits
from dashboard.encoding.phrases import Chunk, Sentence
from dashboard.findings.context import Context
from dashboard.findings.detectors.framing.loaded import Charged, charged_in
from dashboard.findings.detectors.framing.predicate import exclude, with_complements
from dashboard.findings.finding import BESIDE, Finding, one_says_more
from dashboard.findings.phrase_pairs import EMPTY_NOUNS, MEASURING, is_calendar
from dashboard.findings.referents import conflict, plain_stems
from dashboard.language.words import stem

MIN_LINK = 0.5
"""Probability of the link from which two sentences are looked at."""
MIN_STRENGTH = 0.55
"""Strength of a word from which it is set beside a plainer one."""
MIN_LIKENESS, MIN_HEADS = 0.37, 0.3
"""Cosine of two phrases, and of their heads, from which they may say one thing."""
HEADS = 0.3
"""What the likeness of the heads counts beside that of the phrases."""
MIN_BOTH = 0.52
"""Likeness of phrases and heads together from which they are taken to say one thing."""
HEADS_ALONE, BOTH_ALONE = 0.45, 0.56
"""The same of phrases that have no word in common: of nine below, four were of two things."""
IN_COMMON = 2
"""Words in common from which a charged word behind its verb ("veto a controversial bill") may be what two predicates differ in."""
TOLD_FACTOR = 0.8
"""What is left of the weight where the charged word stands in what somebody is reported to have said (ours)."""


def detect(context: Context) -> list[Finding]:
    """A finding for every phrase with a charged word that another article puts otherwise in a linked sentence."""
    users: dict[str, set[str]] = {}
    for home in context.phrases.sentences.values():
        for root in set(home.stems) - {""}:
            users.setdefault(root, set()).add(home.article)
    charged = {
        home.sentence: [w for w in charged_in(context, home) if w.strength >= MIN_STRENGTH]
        for home in context.phrases.sentences.values()
    }
    best: dict[tuple[str, int], dict[str, tuple[float, Chunk, Chunk, Charged]]] = {}
    for pair, link in context.compared.items():
        limits.check("findings")
        for one, other in (pair, pair[::-1]) if link >= MIN_LINK else ():
            a, b = (context.phrases.sentences[s] for s in (one, other))
            if context.outlet(a.article) == context.outlet(b.article):
                continue
            for word in charged[one]:
                if b.article in users.get(word.stem, ()):
                    continue
                for found in _beside(context, a, b, word):
                    held = best.setdefault((one, word.first), {}).get(b.article)
                    if held is None or found[0] > held[0]:
                        best[one, word.first][b.article] = found
    return [f for sides in best.values() if (f := _finding(context, list(sides.values())))]


def _beside(
    context: Context, a: Sentence, b: Sentence, word: Charged
) -> Iterator[tuple[float, Chunk, Chunk, Charged]]:
    """(likeness, phrase of a charged word, phrase of another sentence, word) for what may say the same."""
    acts = (with_complements(c) for c in context.phrases.phrases_of(a.sentence))
    own = [c for c in acts if c and c.first <= word.at < c.last]
    own += [
        c
        for c in context.phrases.phrases_of(a.sentence)
        if c.kind == "thing" and c.first <= word.at < c.core and _is_common(c)
    ]
    others = [
        c
        for chunk in context.phrases.phrases_of(b.sentence)
        if (c := with_complements(chunk) if chunk.kind == "act" else chunk)
        and (c.kind == "act" or _is_common(c))
    ]
    for x, y in product(own, others):
        if x.kind != y.kind:
            continue
        heads = float(a.vectors[x.head] @ b.vectors[y.head])
        near = float(x.vector @ y.vector)
        both = near + HEADS * heads
        common = len(plain_stems(x) & plain_stems(y))
        if heads < MIN_HEADS or near < MIN_LIKENESS or both < MIN_BOTH:
            continue
        if not common and (heads < HEADS_ALONE or both < BOTH_ALONE):
            continue
        if x.kind == "act" and _is_behind(x, word) and common < IN_COMMON:
            continue
        if conflict(x, y) or (x.kind == "act" and exclude(x, y)):
            continue
        yield both, x, y, word


def _is_behind(act: Chunk, word: Charged) -> bool:
    """Whether a word stands behind the verb of a predicate and describes no verb of it."""
    return word.at > act.head and act.home.words[word.at].kind != "adv"


def _is_common(chunk: Chunk) -> bool:
    """Whether a phrase names something by a common noun that tells what it is, and is no date or figure."""
    head = chunk.home.words[chunk.head]
    return head.kind == "noun" and stem(head.low) not in EMPTY_NOUNS | MEASURING and not is_calendar(chunk)


def _finding(context: Context, sides: Sequence[tuple[float, Chunk, Chunk, Charged]]) -> Finding | None:
    """The finding of one charged phrase and those beside it; None where no statement joins them."""
    _, own, _, word = max(sides, key=lambda side: side[0])
    chunks = sorted((own, *(other for _, _, other, _ in sides)), key=lambda c: c.home.article)
    statement = _statement(context, chunks)
    if statement is None:
        return None
    spans = tuple(
        context.span(c.home.article, c.home.start + c.home.words[c.shown_from].start, _end(c)) for c in chunks
    )
    likeness = sum(side[0] for side in sides) / len(sides)
    weight = (
        (0.2 + 0.5 * word.strength) * min(1.0, 0.5 + 0.6 * likeness) * (TOLD_FACTOR if word.told else 1.0)
    )
    return Finding(
        "wording",
        statement,
        f"A charged word beside plainer ones: {context.said(spans)}",
        f"“{own.home.words[word.at].text}” is charged, as a word list that people rated has it; the sentences around these words report "
        "the same thing",
        round(min(1.0, weight), 4),
        spans,
        "" if one_says_more(context.words(span) for span in spans) else BESIDE,
    )


def _statement(context: Context, chunks: Sequence[Chunk]) -> str | None:
    """The first statement that all sentences report, a mention of which holds one of the phrases."""
    common = context.in_common(*(c.home.sentence for c in chunks))
    return next(
        (
            row.statement
            for row in context.rows
            if row.statement in common
            and any(
                c.home is p.home and c.first == p.first
                for m in row.mentions
                for p in m.phrases
                for c in chunks
            )
        ),
        None,
    )


def _end(chunk: Chunk) -> int:
    """Where in the file a phrase ends for a reader: a thing without what prepositions bind to it."""
    last = chunk.core if chunk.kind == "thing" else chunk.last
    return chunk.home.start + chunk.home.words[last - 1].end
