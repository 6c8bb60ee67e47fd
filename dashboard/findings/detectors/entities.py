"""Names that differ between two reports of one statement."""

from __future__ import annotations

from dashboard.findings.aligned_items import WORD_FOR_WORD
from dashboard.findings.context import Context
from dashboard.findings.detectors.numbers import support, weight
from dashboard.findings.differences import Difference, Side, joined
from dashboard.findings.finding import Finding
from dashboard.language.names import Name
from dashboard.statements.sentence_facts import SentenceFacts


def detect(context: Context) -> list[Finding]:
    """Where two sentences that agree word for word around it give one thing two names.

    In looser sentences another name in the same place is mostly another part of the story (an agency, a
    capital for a country), and no rule on words tells which; so these are passed over.
    """
    alias = _aliases(context)
    found = []
    for pair, slot in context.aligned_items:
        if slot.kind != "name" or slot.alike < WORD_FOR_WORD:
            continue
        a, b = side(pair.a, pair.a.names[slot.a]), side(pair.b, pair.b.names[slot.b])
        if not alias(a) & alias(b):
            reason = f"two names that are no spellings or short forms of each other; {support(slot)}"
            found.append(Difference(a, b, pair.statement, reason, weight(slot)))
    return joined(context, "name", found, "Another name")


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


def side(facts: SentenceFacts, name: Name) -> Side:
    """A name as printed."""
    return Side(facts, name.start, name.end, facts.words(name))
