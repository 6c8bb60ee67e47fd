"""Hedges of what one outlet alone tells: nothing stands beside them, but a reader who meets the claim here only should see them."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.analysis.findings import Finding, SpanOf
from dashboard.analysis.framing.certainty import Cell, cells_of, left_open, marker_of, span_of
from dashboard.analysis.framing.context import Context
from dashboard.analysis.framing.forms import BE, LIGHT, telling
from dashboard.analysis.framing.lexicon import DEGREES, FLAT
from dashboard.analysis.stems import fold

OPEN = 1
"""Degree up to which a claim is left open or only likely."""
PER_ARTICLE = 3
"""Hedges of one article that are shown, those first that can be nothing else: adverbs, then verbs, then "may have"."""
MODALS = frozenset(("may", "might"))
"""Before "have" they tell a doubt about what was; before another verb a permission or a chance as often, as does "could"."""
HELD = frozenset(
    "believed thought understood suspected presumed expected anticipated estimated rumored rumoured likely unlikely".split()
)
"""Words that leave a claim open after "is"; "is supposed to" tells what one ought to do, "is considered" a rank."""
LONGEST = 10
"""Words of a span at most: the act and the thing that it is about."""
SEEM = frozenset("appear appears appeared seem seems seemed".split())
CLAUSE = frozenset(("verb", "aux", "sub"))


def detect(context: Context) -> list[Finding]:
    """Findings of acts that one article hedges in its own voice or its source's, in sentences that no row joins to another's."""
    if len(context.story.articles) < 2:
        return []
    several = set(context.statements.loc[context.statements["articles"] > 1, "statement"])
    shared = {sentence for sentence, told in context.stated.items() if several & set(told)}
    own: dict[str, list[tuple[int, Cell]]] = {}
    for article, rank, cell in _hedged(context, shared):
        own.setdefault(article, []).append((rank, cell))
    found = []
    for cells in own.values():
        once: dict[tuple[str, ...], Cell] = {}
        for _, cell in sorted(cells, key=lambda pair: (pair[0], pair[1].chunk.start)):
            once.setdefault(cell.chunk.key, cell)
        found += [_finding(context, cell) for cell in list(once.values())[:PER_ARTICLE]]
    return found


def _hedged(context: Context, shared: set[str]) -> Iterator[tuple[str, int, Cell]]:
    """(article, rank, cell) of every act that is hedged outside quotation marks, rank 0 the plainest hedge."""
    said = left_open(context)
    for sentence, home in context.phrases.sentences.items():
        if sentence in shared:
            continue
        for cell in cells_of(context.phrases.phrases_of(sentence), said):
            if cell.marker < 0 or cell.degree > OPEN or cell.chunk.kind != "act":
                continue
            rank = _rank(cell)
            if rank is None or not _tells(context, cell):
                continue
            if context.voices.of(home.article, cell.chunk.start, cell.chunk.end)[0] != "quoted":
                yield home.article, rank, cell


def _rank(cell: Cell) -> int | None:
    """How plainly a marker hedges what the act tells, 0 an adverb; None where a person's belief or a sign is told."""
    words, at = cell.chunk.home.words, cell.marker
    low = marker_of(cell).split()[0]
    if words[at].kind == "adv":
        return 0
    after = [w.kind for w in words[at + 1 : at + 2]]
    if (low in SEEM and after != ["adp"]) or (low in HELD and at and fold(words[at - 1].text) in BE):
        return 1
    return 2 if low in MODALS and "have" in (fold(w.text) for w in words[at + 1 : at + 3]) else None


def _tells(context: Context, cell: Cell) -> bool:
    """Whether the act says something besides its marker: "may have been" does not."""
    home, chunk = cell.chunk.home, cell.chunk
    return any(
        telling(home, k, context.phrases) > 0 and fold(home.words[k].text) not in LIGHT
        for k in range(chunk.first, chunk.core) if k != cell.marker
    )  # fmt: skip


def _whole(context: Context, cell: Cell) -> SpanOf:
    """The act with its marker and with the thing that comes next, where nothing but small words stand between."""
    span, home, last = span_of(context, cell), cell.chunk.home, cell.chunk.last
    after = next(
        (c for c in context.phrases.phrases_of(home.sentence) if c.kind == "thing" and c.first >= last), None
    )
    if (
        after is None
        or after.core - cell.chunk.first > LONGEST
        or any(w.kind in CLAUSE for w in home.words[last : after.first])
    ):
        return span
    end = home.start + home.words[after.core - 1].end
    gap = home.text[home.words[last - 1].end : home.words[after.first].start]
    return span if set(gap) & set(",;:—–") else context.span(span.article, span.start, end, span.note)


def _finding(context: Context, cell: Cell) -> Finding:
    """The finding of one hedge."""
    span = _whole(context, cell)
    outlet = context.outlet(span.article)
    return Finding(
        "certainty", None, f"Found in {outlet} alone, and hedged there: {context.words(span)}",
        f"{outlet}: {DEGREES[cell.degree]} ({marker_of(cell)}); no row joins the sentence to another outlet's",
        round(0.1 + 0.03 * (FLAT - cell.degree), 4), (span,),
    )  # fmt: skip
