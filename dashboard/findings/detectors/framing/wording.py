"""One statement in other words: the slots of its mentions where outlets differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from dashboard.encoding.phrases import Chunk
from dashboard.findings.aligned_phrases import Slot, slots
from dashboard.findings.context import Context, Row
from dashboard.findings.counted_nouns import can_be_one
from dashboard.findings.detectors.framing.thing_names import one_kind
from dashboard.findings.differences import number_in_words
from dashboard.findings.finding import Finding, counted, in_marks
from dashboard.findings.phrase_pairs import LIGHT, MIN_CONTRAST, contrast, shown_end
from dashboard.findings.referents import (
    conflict,
    done_to,
    kind_of,
    one_role,
    plain_stems,
)
from dashboard.language.lexicons import lexicon_connotations
from dashboard.language.quantities import Quantity, relation

MIN_WEIGHT = 0.16
"""Weight below which a difference is not worth a reader's time."""
KNOWN_NAMES_FACTOR = 0.55
"""What is left of the weight of a slot whose phrases are shown as names of one referent already."""


MIN_UNSHARED_LIKENESS = 0.44
"""Likeness that two phrases of one kind without a common word must reach."""
MIN_MIXED_LIKENESS = 0.55
"""Likeness that an act and a thing without a common word must reach."""
SURE_ACTS = 0.7
"""Likeness from which two verbs are one act whatever they are done to."""
PATIENTS = ("dobj", "nsubjpass", "dative")
"""Dependencies of whom or what an act is done to."""
UNLIKE_PATIENTS = 0.5
"""Cosine of two nouns below which an act is done to two things: "the bill" and "the legislation" are nearer."""
MIN_LINK = 0.45
"""Probability of the surest link between their sentences from which phrases are compared: below, one row holds two things."""
COUNTED_WEIGHT = 0.7
"""Weight of two numbers that stand in one place, of nouns that probably mean the same ones."""
NEAR_NAMES, SURE_LINK = 0.6, 0.85
"""Cosine of two names without a common word from which they are compared whatever their sentences; probability of the link from which
they are below it: readers called eleven of sixteen others wrong."""
NEAR_NOUNS = 0.55
"""Cosine of two nouns from which they may name one thing whatever is done to it."""


def detect(context: Context) -> list[Finding]:
    """A finding for every slot of a statement that outlets fill with other words."""
    named = {(c.home.article, c.key): number for number, group in enumerate(context.referents) for c in group}
    verbs = [(c.article, *c.cue) for c in context.attributions]
    found = []
    for row in context.rows:
        filled = slots(row, context)
        for number, slot in enumerate(filled):
            finding = (
                None
                if slot.shared or _cites(slot, verbs)
                else _finding(context, row, slot, number, filled, named)
            )
            if finding:
                found.append(finding)
    return found


def _cites(slot: Slot, verbs: Sequence[tuple[str, int, int]]) -> bool:
    """Whether all phrases are words by which somebody is cited: they are compared as attributions."""
    return all(
        c.kind == "act" and any(a == c.home.article and x <= _head(c) < y for a, x, y in verbs)
        for c in slot.sides.values()
    )


def _head(chunk: Chunk) -> int:
    """First character of a phrase's head in the file."""
    return chunk.home.start + chunk.home.words[chunk.head].start


def _linked(context: Context, chunks: Sequence[Chunk]) -> bool:
    """Whether the sentences of two of the phrases are linked surely enough."""
    return any(
        context.linked(a.home.sentence, b.home.sentence) >= MIN_LINK for a, b in combinations(chunks, 2)
    )


def _is_linked_enough(context: Context, chunks: Sequence[Chunk]) -> bool:
    """Whether two names without a common word, and not near, stand in sentences that are linked surely; three
    names, one of people, and one that gives a number are kept."""
    if any(c.kind == "act" for c in chunks):
        return not any(c.home.words[c.shown_from].low in ("n't", "n’t") for c in chunks)
    if not all(_may_be_one(a, b) for a, b in combinations(chunks, 2)):
        return False
    if set.intersection(*(set(c.key) for c in chunks)):
        return True
    if len(chunks) > 2 or any(c.numerals for c in chunks) or any(kind_of(c) == "person" for c in chunks):
        return True
    pairs = list(combinations(chunks, 2))
    near = sum(float(a.vector @ b.vector) for a, b in pairs) / len(pairs)
    surest = max(context.linked(a.home.sentence, b.home.sentence) for a, b in pairs)
    return near >= NEAR_NAMES or surest >= SURE_LINK


def _may_be_one(a: Chunk, b: Chunk) -> bool:
    """Whether two names have one noun, near ones, one kind, two words in common that are no proper name, or one role."""
    near = float(a.home.vectors[a.head] @ b.home.vectors[b.head])
    shared = plain_stems(a) & plain_stems(b)
    return near >= NEAR_NOUNS or a.head_stem in shared or len(shared) > 1 or one_kind(a, b) or one_role(a, b)


def _finding(
    context: Context,
    row: Row,
    slot: Slot,
    number: int,
    filled: list[Slot],
    named: Mapping[tuple[str, tuple[str, ...]], int],
) -> Finding | None:
    """The finding of one slot; None where the difference tells nothing."""
    chunks = list(slot.sides.values())
    if not _linked(context, chunks) or any(context.actors.of(c) for c in chunks):
        return None
    if _are_light(chunks):
        return None
    difference = contrast({a: [c] for a, c in slot.sides.items()}, context.phrases)
    if difference < MIN_CONTRAST:
        return None
    if not set.intersection(*(set(c.key) for c in chunks)) and slot.sure < (
        MIN_MIXED_LIKENESS if len({c.kind for c in chunks}) > 1 else MIN_UNSHARED_LIKENESS
    ):
        return None
    if any(conflict(a, b) for a, b in combinations(chunks, 2)) or _other_patients(context, chunks):
        return None
    if slot.sure < SURE_ACTS and _other_acts(context, chunks):
        return None
    if not _is_linked_enough(context, chunks):
        return None
    sure = sum(m.score for m in row.mentions) / len(row.mentions)
    spans = tuple(
        context.span(
            c.home.article,
            c.home.start + c.home.words[c.shown_from].start,
            shown_end(c, chunks),
            f"slot {number + 1}",
        )
        for c in chunks
    )
    if any(_excludes(a, b) for a, b in combinations([_numbers(context, c) for c in chunks], 2)):
        return _other_number(context, row, chunks)
    groups = {named.get((c.home.article, c.key), -1 - n) for n, c in enumerate(chunks)}
    known = KNOWN_NAMES_FACTOR if len(groups) == 1 else 1.0
    shared = sum(s.shared for s in filled)
    weight = min(
        1.0, (0.15 + 0.6 * difference) * (0.6 + 0.4 * sure) * min(1.0, 0.2 + 1.25 * slot.sure) * known
    )
    if weight < MIN_WEIGHT:
        return None
    return Finding(
        "wording",
        row.statement,
        f"The same statement in different words: {context.said(spans)}",
        "These words stand in the same place of one statement"
        + (
            f"; {counted(shared, 'other part')} of it {'is' if shared == 1 else 'are'} the same"
            if shared
            else ""
        ),
        round(weight, 4),
        spans,
    )


def _are_light(chunks: Sequence[Chunk]) -> bool:
    """Whether most of some phrases have a head that tells nothing by itself ("take", "thing"); of acts, half of them."""
    light = sum(c.home.words[c.head].low in LIGHT for c in chunks) * 2
    return light > len(chunks) or (chunks[0].kind == "act" and light == len(chunks))


def _numbers(context: Context, chunk: Chunk) -> list[Quantity]:
    """The numbers within a phrase."""
    start, end = chunk.home.words[chunk.shown_from].start, chunk.end - chunk.home.start
    return [n for n in context.facts[chunk.home.sentence].numbers if start < n.end <= end]


def _excludes(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool:
    """Whether two phrases hold numbers of one unit that exclude each other: no different words for one thing."""
    return any(a.unit.kind == b.unit.kind and relation(a, b) == "different" for a in one for b in other)


def _other_number(context: Context, row: Row, chunks: Sequence[Chunk]) -> Finding | None:
    """Two phrases in one place that count what can be one thing ("40 cars", "sixty vehicles"), as a difference of fact; None where
    they count two things."""
    numbers = [_numbers(context, c) for c in chunks]
    if len(chunks) != 2 or [len(n) for n in numbers] != [1, 1]:
        return None
    homes, heads = [c.home for c in chunks], (chunks[0].head, chunks[1].head)
    if not can_be_one(homes, heads):
        return None
    readings = [number_in_words(n[0]) for n in numbers]
    nouns = [in_marks(c.home.words[c.head].text) for c in chunks]
    spans = tuple(
        context.span(c.home.article, c.start, c.end, reading)
        for c, reading in zip(chunks, readings, strict=True)
    )
    return Finding(
        "number",
        row.statement,
        f"Another number: {context.said(spans)}",
        f"{readings[0]} against {readings[1]}; they count {nouns[0]} and {nouns[1]}, probably the same ones: please check",
        COUNTED_WEIGHT,
        spans,
    )


def _other_acts(context: Context, chunks: Sequence[Chunk]) -> bool:
    """Whether phrases are different verbs that are done to different things, none of them charged: "confirmed", "leading"."""
    if any(c.kind != "act" for c in chunks) or len({c.head_lemma for c in chunks}) < 2:
        return False
    if any(c.home.words[c.head].low in lexicon_connotations() for c in chunks):
        return False
    return not all(any(_one_act(context, a, b) for b in chunks if b is not a) for a in chunks)


def _other_patients(context: Context, chunks: Sequence[Chunk]) -> bool:
    """Whether phrases are verbs that are done to unlike things: "the victim was identified", "a man identified"."""
    return all(c.kind == "act" for c in chunks) and any(
        _are_unlike(context, a, b) for a, b in combinations(chunks, 2)
    )


def _are_unlike(context: Context, a: Chunk, b: Chunk) -> bool:
    """Whether what two acts are done to has no actor and no noun in common, and no two nouns of it are near."""
    one, two = _patients(a), _patients(b)
    named = [{_who(context, c, k) for k in own} for c, own in ((a, one), (b, two))]
    if not one or not two or named[0] & named[1]:
        return False
    return max(float(a.home.vectors[j] @ b.home.vectors[k]) for j in one for k in two) < UNLIKE_PATIENTS


def _patients(act: Chunk) -> list[int]:
    """The nouns that an act is done to: its object, the subject of its passive, the noun before its participle."""
    home, tokens = act.home, act.home.read.tokens
    at = act.home.words[act.head].token
    found = list(home.read.below(at, *PATIENTS))
    if tokens[at].dep == "acl" and tokens[at].tag == "VBN":
        found.append(tokens[at].head)
    words = (home.word_at[k] for k in found if k in home.word_at)
    return [k for k in words if home.words[k].kind in ("noun", "name")]


def _who(context: Context, act: Chunk, word: int) -> str:
    """The actor whom a word of an act's sentence names, else its stem."""
    return context.actors.at(act.home.sentence, word) or act.home.stems[word]


def _one_act(context: Context, a: Chunk, b: Chunk) -> bool:
    """Whether two verbs have a word of what they are done to in common; or nothing that they are done to, and no two subjects."""
    x, y = (_beside(context, c, ("nsubj", "nsubjpass", "agent")) for c in (a, b))
    one, two = done_to(a), done_to(b)
    if one or two:
        return bool(one & two) or (bool(x & y) and not (one and two))
    return bool(x & y) or not (x and y)


def _beside(context: Context, act: Chunk, dependencies: Sequence[str]) -> frozenset[str]:
    """Actors and stems of what depends on a verb in these ways; pronouns and grammar name nothing."""
    home, head = act.home, act.home.words[act.head].token
    below = (k for child in home.read.below(head, *dependencies) for k in home.read.subtree(child))
    words = {home.word_at[k] for k in below if k in home.word_at}
    return frozenset(context.actors.at(home.sentence, k) or home.stems[k] for k in words) - {""}
