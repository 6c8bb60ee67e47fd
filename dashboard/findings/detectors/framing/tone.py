"""How an occasion is said to have gone: "a friendly talk" here, "in a cordial atmosphere" there.

The one describes the occasion by a word before its noun, the other by a phrase of manner with a noun of its own (Quirk et al.
1985, § 8.79), so that no two phrases of them name one thing. The phrase of manner is reported by its grammar, the describing
word by its nearness to that phrase in context: "separate" or "two-hour" say nothing of the tone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.alignment.contradictions import Encounter, encounters, other_parties
from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import Chunk, Sentence, WordSpan, key_of, pooled
from dashboard.findings.context import Context
from dashboard.findings.finding import Finding, counted
from dashboard.findings.hedges import tones
from dashboard.findings.phrase_pairs import informativeness, same_form
from dashboard.language.lexicons import lexicon_occasions

MIN_LIKENESS = 0.12
"""Cosine from which a word before the occasion tells of its tone: in invented pairs, half of the words that do reach it
("icy", "acrimonious"), and of those that do not ("annual", "virtual") one in twenty."""
MANNER_PREPOSITIONS = frozenset("in on with".split())
"""Prepositions that make a noun of tone a phrase of manner."""
DESCRIBES = frozenset(("adj", "noun", "adv", "verb"))
MAX_WORDS = 4
"""Words at most that describe a tone."""
BE = frozenset("is are was were".split())

_Place = tuple[int, int, tuple[int, int], bool]
"""(first word, last + 1, describing words, whether a phrase of manner)."""


@dataclass(frozen=True, eq=False)
class _Tone(WordSpan):
    """How one article says that an occasion went.

    Attributes:
        home: the sentence.
        first, last: words of the phrase.
        words: (first, last) of those that describe.
        manner: whether it is a phrase of manner.
        occasions: what people came together for, by the nouns and verbs of the sentence.
        parties: who met whom, where the sentence says so.
        named: actors of the sentence, without those whom it cites.
        vector: of the describing words.
    """

    home: Sentence
    first: int
    last: int
    words: tuple[int, int]
    manner: bool
    occasions: frozenset[str]
    parties: frozenset[Encounter]
    named: frozenset[str]
    vector: Floats

    @property
    def key(self) -> tuple[str, ...]:
        """Stems of the describing words."""
        return key_of(self.home, *self.words)


def detect(context: Context) -> list[Finding]:
    """One finding for every occasion that one article describes by a phrase of manner and another in other words."""
    descriptions = list(_tones(context))
    found, used = [], set()
    for anchor in (t for t in descriptions if t.manner):
        if id(anchor) in used:
            continue
        sides = {anchor.home.article: anchor}
        scored = [(_score(anchor, t), t) for t in descriptions if _one_occasion(context, anchor, t)]
        for score, other in sorted(scored, key=lambda pair: -pair[0]):
            if score >= MIN_LIKENESS:
                sides.setdefault(other.home.article, other)
        own = [sides[a] for a in sorted(sides)]
        used |= {id(t) for t in own}
        if any(not same_form(anchor.key, t.key) for t in own):
            found.append(_finding(context, own))
    return found


def _tones(context: Context) -> Iterator[_Tone]:
    """Every description of an occasion."""
    cited: dict[str, set[str]] = {}
    for c in context.attributions:
        cited.setdefault(c.sentence, set()).update(context.actors.at(c.sentence, k) for k in c.cue_words)
    for sentence, home in context.phrases.sentences.items():
        occasions = frozenset(o for w in home.words if (o := lexicon_occasions().get(w.low)))
        if not occasions:
            continue
        own = {context.actors.at(sentence, k) for k in range(len(home.words))} - {""}
        parties = encounters(home.text)
        things = (c for c in context.phrases.phrases_of(sentence) if c.kind == "thing")
        for first, last, describing, manner in (
            *_manner(home),
            *(place for c in things for place in _described(c)),
        ):
            yield _Tone(
                home,
                first,
                last,
                describing,
                manner,
                occasions,
                parties,
                frozenset(own - cited.get(sentence, set())),
                pooled(home, *describing, context.phrases.idf),
            )


def _manner(home: Sentence) -> Iterator[_Place]:
    """Phrases of manner: "in a cordial atmosphere", "in a spirit of respect"; the noun is reported by its letters alone."""
    words = home.words
    for k, word in enumerate(words):
        if word.low not in tones():
            continue
        first = k
        while (
            k - first < MAX_WORDS
            and first
            and (words[first - 1].kind in DESCRIBES or words[first - 1].kind == "and")
        ):
            first -= 1
        if (
            first < 2
            or words[first - 1].low not in ("a", "an")
            or words[first - 2].low not in MANNER_PREPOSITIONS
        ):
            continue
        if first < k:
            yield first - 1, k + 1, (first, k), True
        elif k + 2 < len(words) and words[k + 1].low == "of":
            stop = k + 2
            while stop < min(len(words), k + 2 + MAX_WORDS) and words[stop].kind in ("adj", "noun", "and"):
                stop += 1
            if stop > k + 2:
                yield first - 1, stop, (k + 2, stop), True


def _described(chunk: Chunk) -> Iterator[_Place]:
    """Words that describe the occasion itself: "a friendly talk", "the talks were frank"."""
    words, head = chunk.home.words, chunk.head
    if words[head].low not in lexicon_occasions() or words[head].kind != "noun":
        return
    first = head
    while first > chunk.first and words[first - 1].kind in DESCRIBES:
        first -= 1
    if first < head:
        yield chunk.first, head + 1, (first, head), False
    at = chunk.core + 1
    kinds = [w.kind for w in words[at : at + 2]]
    if kinds and words[at - 1].low in BE and kinds[0] in ("adj", "adv") and kinds[1:] != ["verb"]:
        yield chunk.first, at + 1, (at, at + 1), False


def _one_occasion(context: Context, a: _Tone, b: _Tone) -> bool:
    """Whether two articles describe one occasion: of one kind, and of the same parties or in one row."""
    if (
        a.home.article == b.home.article
        or not a.occasions & b.occasions
        or other_parties(a.parties, b.parties)
    ):
        return False
    met = bool(a.parties and b.parties) or len(a.named & b.named) > 1
    return met or bool(context.in_common(a.home.sentence, b.home.sentence))


def _score(a: _Tone, b: _Tone) -> float:
    """How surely a second description tells of the tone too, -1 … 1: a phrase of manner does."""
    return 1.0 if b.manner else float(a.vector @ b.vector)


def _finding(context: Context, own: Sequence[_Tone]) -> Finding:
    """The finding of one occasion."""
    spans = tuple(context.span(t.home.article, t.start, t.end) for t in own)
    worth = max(informativeness(t.home, k, context.phrases) for t in own for k in range(*t.words))
    occasion = min(frozenset.intersection(*(t.occasions for t in own)), default="occasion")
    return Finding(
        "label",
        None,
        f"One {occasion}, different words for how it went: {context.said(spans)}",
        f"words for how it went, beside the name of the occasion, in {counted(len(own), 'article')}",
        round(min(1.0, 0.4 + 0.3 * worth), 4),
        spans,
        "tone",
    )
