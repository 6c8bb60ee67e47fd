"""Names that differ between two reports of one statement, and people whom one article names and another says are not known."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.encoding.phrases import Chunk, Sentence
from dashboard.entities.entities import Naming
from dashboard.findings.aligned_items import WORD_FOR_WORD, Pair
from dashboard.findings.context import Context
from dashboard.findings.differences import Difference, Side, merge_differences, name_side
from dashboard.findings.finding import Finding

IDENTIFYING = frozenset(("identify", "name"))
"""Verbs by which it is told who somebody is."""
MIN_SHARED_DESCRIPTION = 2
"""Words that what somebody is called must share with what stands beside a name."""
UNNAMED_WEIGHT = 0.7
"""Weight of a name that one article gives and another says isn't known."""
ROLES = {
    "nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "attr": "object", "oprd": "object", "dative": "object",
    "pobj": "bound", "agent": "bound",
}  # fmt: skip
"""Dependency of a name's last word -> its role; all others describe a noun, or stand beside one."""


def detect_names(context: Context) -> list[Finding]:
    """Where two sentences that agree word for word around it give one thing two names.

    In looser sentences another name in the same place is mostly another part of the story (an agency, a
    capital for a country), and no rule on words tells which; so these are passed over.
    """
    alias = _aliases(context)
    found = []
    for pair, slot in context.aligned_items:
        if slot.kind != "name" or slot.alike < WORD_FOR_WORD or not _tells(context, pair):
            continue
        a, b = name_side(pair.a, pair.a.names[slot.a]), name_side(pair.b, pair.b.names[slot.b])
        if not alias(a) & alias(b) and _role(context, a) == _role(context, b):
            reason = f"neither name is a spelling or short form of the other; {slot.support}"
            found.append(Difference(a, b, pair.statement, reason, slot.weight))
    return merge_differences(context, "name", found, "Another name")


def _role(context: Context, side: Side) -> str:
    """The role of a name in its sentence: who acts and where it happens are no two names of one thing."""
    tokens = context.phrases.sentences[side.facts.sentence].read.tokens
    own = [k for k, t in enumerate(tokens) if side.start <= t.start and t.end <= side.end]
    return next((ROLES.get(tokens[k].dep, "") for k in own[::-1] if tokens[k].head not in own), "")


def _tells(context: Context, pair: Pair) -> bool:
    """Whether both sentences hold a verb: a list of topics or of related stories says nothing that another one could contradict."""
    homes = (context.phrases.sentences[facts.sentence] for facts in (pair.a, pair.b))
    return all(any(w.kind in ("verb", "aux") and w.low != "read" for w in home.words) for home in homes)


def _aliases(context: Context):  # type: ignore[no-untyped-def]
    """A function from a side to the actors that are named within it."""
    actors = context.actors.table
    places: dict[str, list[tuple[int, int, str]]] = {}
    for row in actors.itertuples(index=False):
        places.setdefault(str(row.article), []).append((int(row.start), int(row.end), str(row.actor)))

    def of(side: Side) -> set[str]:
        article, start, end = side.key
        return {actor for a, b, actor in places.get(article, ()) if a < end and start < b}

    return of


def detect_unnamed(context: Context) -> list[Finding]:
    """Where one article says that somebody has not been identified whom another one names: the articles share what he is called
    ("loss-prevention officer"), and the first has his name nowhere."""
    named: dict[str, set[str]] = {}
    for naming in context.actors.namings:
        if naming.kind != "office":  # which names nobody
            named.setdefault(naming.actor, set()).add(naming.home.article)
    known = [n for n in context.actors.namings if n.kind == "described" and context.actors.person(n.actor)]
    found = []
    for home in context.phrases.sentences.values():
        for chunk, first, last in _unidentified(home):
            for naming in known:
                if home.article in named[naming.actor] or not _is_one_person(chunk, naming):
                    continue
                facts = context.facts[home.sentence], context.facts[naming.home.sentence]
                sides = (
                    Side(facts[0], home.words[first].start, home.words[last - 1].end, "not identified"),
                    Side(
                        facts[1],
                        naming.start - naming.home.start,
                        naming.end - naming.home.start,
                        context.actors.names[naming.actor],
                    ),
                )
                why = f"one says that the {chunk.home.words[chunk.head].text} has not been identified, the other gives a name"
                found.append(Difference(*sides, None, why, UNNAMED_WEIGHT))
    return merge_differences(context, "name", found, "Named or not")


def _unidentified(home: Sentence) -> Iterator[tuple[Chunk, int, int]]:
    """(who is said not to have been identified, first word, last word + 1 of saying so) of a sentence."""
    tokens, read = home.read.tokens, home.read
    for verb, token in enumerate(tokens):
        if token.lemma.lower() not in IDENTIFYING or token.pos != "VERB" or verb not in home.word_at:
            continue
        if not read.below(verb, "neg"):
            continue
        whom = [*read.below(verb, "nsubjpass"), *read.below(verb, "dobj")]
        if token.dep == "relcl":
            whom.append(token.head)
        for k in whom:
            word = home.word_at.get(k, -1)
            chunk = next((c for c in home.phrases if c.kind == "thing" and c.head == word), None)
            if chunk:
                yield chunk, min(chunk.first, home.word_at[verb]), max(chunk.core, home.word_at[verb] + 1)
                break


def _is_one_person(chunk: Chunk, naming: Naming) -> bool:
    """Whether a phrase and the description of a named person say the same of him, by its noun and a word more."""
    own = {s for s in chunk.home.stems[chunk.first : chunk.core] if s}
    return chunk.head_stem in naming.described and len(own & set(naming.described)) >= MIN_SHARED_DESCRIPTION
