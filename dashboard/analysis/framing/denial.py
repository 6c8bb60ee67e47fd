"""Denials that stand with an allegation."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.analysis.chunks import Chunk, Sentence, pooled
from dashboard.analysis.findings import SpanOf
from dashboard.analysis.framing.alleged import alleged_words
from dashboard.analysis.framing.citing import ACCUSING, Citing
from dashboard.analysis.framing.context import Context
from dashboard.analysis.framing.forms import BE
from dashboard.analysis.framing.lexicon import denials
from dashboard.analysis.stems import fold, stem

NEAR = 1
"""Sentences after an allegation in which a denial still stands with it."""
ALIKE = 0.3
"""Cosine with what is alleged from which a thing that is denied is that."""
NAMED = frozenset(map(stem, ACCUSING)) | frozenset(
    map(stem, "report wrongdoing involvement responsibility guilt".split())
)
"""Stems of nouns that stand for what somebody is said to have done."""
SHOWN = 9
"""Words of a span at most."""
TURN = frozenset("but although though while however".split())
"""Words after which an attribution that was taken too far has ended."""


def denials_of(context: Context, claim: Citing) -> Iterator[SpanOf]:
    """Denials in the sentence of an allegation, or in those right after it, of what is alleged and outside its words."""
    order = [s for s in context.phrases.sentences.values() if s.article == claim.article]
    at = next(k for k, s in enumerate(order) if s.sentence == claim.sentence)
    for home in order[at : at + 1 + NEAR]:
        phrases = context.phrases.phrases_of(home.sentence)
        for k, word in enumerate(home.words):
            kind = denials().get(fold(word.text))
            if (
                kind is None
                or (kind == "verb" and word.kind != "verb")
                or (home is claim.home and _held(claim, k))
            ):
                continue
            if kind == "verb" and not _is_of(context, claim, home, k, phrases):
                continue
            first, last = k, k + 1
            for chunk in phrases:
                if (
                    chunk.first <= k < chunk.last
                    or chunk.last == first
                    or (chunk.first == last and chunk.kind == "thing")
                ):
                    first, last = min(first, chunk.first), max(last, chunk.core)
            end = home.start + home.words[min(last, first + SHOWN) - 1].end
            yield context.span(claim.article, home.start + home.words[first].start, end, "denial")


def _held(claim: Citing, k: int) -> bool:
    """Whether a word belongs to the verb of a claim or to what is claimed."""
    home = claim.home
    place = home.start + home.words[k].start
    if claim.at[0] <= place < claim.at[1]:
        return True
    turned = any(fold(w.text) in TURN for w in home.words[:k] if claim.start <= home.start + w.start)
    return claim.start <= place < claim.end and not turned


def _is_of(context: Context, claim: Citing, home: Sentence, k: int, phrases: list[Chunk]) -> bool:
    """Whether what a verb of denial denies is the claim: nothing, a pronoun, a word for a claim, or a thing near to it.

    In the passive it is the subject; else the thing or act that comes next. Who "denies doing" something is told of one
    thing alone beside an allegation.
    """
    if k and fold(home.words[k - 1].text) in BE:
        told = [c for c in phrases if c.kind == "thing" and c.last < k + 1][-1:]
    else:
        after = home.words[k + 1 : k + 2]
        if after and (after[0].kind in ("pron", "sub") or after[0].text.endswith("ing")):
            return True
        if after and after[0].kind == "noun" and k and home.words[k - 1].kind in ("det", "adp", "pos"):
            return False  # "by rejected applicants"
        told = [c for c in phrases if c.first > k][:1]
    if not told or any(w.kind in ("verb", "aux") for w in home.words[k + 1 : told[0].first]):
        return not told
    thing = told[0]
    if thing.head_stem in NAMED or stem(home.words[thing.core - 1].text) in NAMED:
        return True
    alleged = pooled(claim.home, *alleged_words(context, claim), context.phrases.idf)
    return float(alleged @ thing.vector) >= ALIKE
