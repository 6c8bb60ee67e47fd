"""Hedges gained or lost between the mentions of one statement."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from dashboard.encoding.phrases import Chunk
from dashboard.findings.context import Context, Row
from dashboard.findings.finding import Finding, SpanOf
from dashboard.findings.hedges import DEGREES, FLAT, HYPHENATED, hedges, markers
from dashboard.findings.phrase_pairs import BE, LIGHT, informativeness, likeness
from dashboard.findings.referents import done_to, same_polarity
from dashboard.statements.coverage import shown_states

MIN_LIKENESS = 0.4
"""Likeness from which a phrase of another mention is the counterpart of the hedged one."""
MARKER_REACH = 2
"""Words before a thing in which its marker may stand ("hints at …")."""
UNMARKED_MARGIN = 0.1
"""How much nearer an unmarked phrase without a common word must be."""
SHOWING = frozenset("show shows showed shown showing confirmed confirms proved proves prove".split())
"""Markers that are plain verbs as often: they count against another marker alone."""
MAX_SPAN_WORDS = 7
"""Words of a span at most: the marker and what it marks."""
SURE_LIKENESS = 0.6
"""Likeness from which two predicates are one without a content word in common."""
CLAIM_ADJECTIVES = frozenset(
    "alleged purported supposed so-called suspected unconfirmed unverified unsubstantiated disputed claimed possible apparent"
    " rumored rumoured reported".split()
)
"""Adjectives that doubt the noun itself; "likely voters" or "known associates" only describe somebody."""
RANKING = frozenset("first only last most".split())
"""Words of rank that "known" hedges: "the first known case"."""
HEDGED_TO = 1
"""Degree up to which a claim is left open or only likely."""
PER_ARTICLE = 3
"""Hedges of one article that are shown, those first that can be nothing else: adverbs, then verbs, then "may have"."""
MODALS = frozenset(("may", "might"))
"""Before "have" they tell a doubt about what was; before another verb a permission or a chance as often, as does "could"."""
HELD_OPEN = frozenset(
    "believed thought understood suspected presumed expected anticipated estimated rumored rumoured likely unlikely".split()
)
"""Words that leave a claim open after "is"; "is supposed to" tells what one ought to do, "is considered" a rank."""
MAX_ACT_WORDS = 10
"""Words of a span at most: the act and the thing that it is about."""
OR_NOT = (["may", "or"], ["might", "or"])
"""Words before the second modal of "may or may not", which say as much as it does."""
EITHER = (["may", "or", "may"], ["might", "or", "might"], ["may", "or", "not"])
SEEM = frozenset("appear appears appeared seem seems seemed".split())
STEPS_UP = 6
"""Steps up the parse in which a condition, a question or a verb that leaves things open is looked for."""
STEPS_OF_THINGS = 2
"""The same of a thing: "allegations of fraud"; farther up, the parse binds it to the wrong noun too often."""
ASKING = frozenset("if unless whether why how until lest".split())
"""Words at the beginning of a clause that states nothing."""
ASKING_FOR = frozenset("what who".split())
"""The same of a question's subject or object."""
OPEN_UNDER = frozenset("ccomp xcomp advcl relcl pobj pcomp prep dobj".split())
"""Dependencies by which what a verb leaves open reaches the acts below it."""
OPEN_VERBS = frozenset(
    "rule exclude consider suspect investigate probe examine deny doubt question allege accuse possibility prospect chance risk threat"
    " fear plan threaten offer seek demand allegation accusation claim suspicion rumor rumour".split()
)
"""Verbs and nouns that leave open what stands below them: "not ruling out a murder", "accused of fraud"."""
TOLD = frozenset("say report claim".split())
"""Verbs that leave open what they are the passive of: "is said to be looking into it"."""
CLAUSE = frozenset(("verb", "aux", "sub"))
FINITE = frozenset("MD VBD VBN VBP VBZ".split())
"""Tags of verbs with a tense, and of participles, which headlines print without their auxiliary."""


@dataclass(frozen=True, eq=False)
class Cell:
    """How surely one mention says something: the phrase, its marker (-1 where there is none) and the degree."""

    chunk: Chunk
    marker: int
    degree: int


def detect(context: Context) -> list[Finding]:
    """Statements of which one outlet hedges or stresses what another says otherwise."""
    found: dict[frozenset[SpanOf], Finding] = {}
    said = left_open(context)
    for row in context.rows:
        for finding in _row(context, row, said):
            found.setdefault(frozenset(finding.spans), finding)
    shown = {(s.article, s.start) for spans in found for s in spans}
    for finding in _across(context, said):
        if not all((s.article, s.start) in shown for s in finding.spans):
            found.setdefault(frozenset(finding.spans), finding)
    return [
        f for spans, f in found.items() if not any(spans < other for other in found)
    ]  # what a finding of more outlets shows is none of its own


def _across(context: Context, said: Container[tuple[str, int]]) -> list[Finding]:
    """Findings of acts that no row joins, marked in two articles with other words and about one referent."""
    about: dict[str, set[int]] = {}
    for number, group in enumerate(context.referents):
        for chunk in group:
            about.setdefault(chunk.home.sentence, set()).add(number)
    marked = [
        cell
        for home in context.phrases.sentences.values()
        for cell in cells_of(context.phrases.phrases_of(home.sentence), said)
        if cell.marker >= 0 and cell.chunk.kind == "act"
    ]
    found = []
    for n, b in enumerate(marked):
        for a in marked[:n]:
            if a.chunk.home.article == b.chunk.home.article or a.degree == b.degree:
                continue
            shared = about.get(a.chunk.home.sentence, set()) & about.get(b.chunk.home.sentence, set())
            if {marker_of(a), marker_of(b)} & SHOWING or not _share_verb_or_marker(a, b):
                continue
            if shared and likeness(a.chunk, b.chunk) >= MIN_LIKENESS:
                sides = {a.chunk.home.article: a, b.chunk.home.article: b}
                found.append(_finding(context, None, dict(sorted(sides.items()))))
    return found


def left_open(context: Context) -> set[tuple[str, int]]:
    """(sentence, word) of the verbs of saying that leave a thing open: "hinted" and "told" are two ways of citing."""
    found = set()
    for c in context.attributions:
        if c.stance == "doubting":
            found |= {(c.sentence, k) for k in c.cue_words}
    return found


def _cites(context: Context, cell: Cell) -> bool:
    """Whether an act without a marker is the verb by which somebody is cited: what it says is his, and no fact of the article."""
    own = context.citing.get(cell.chunk.home.sentence, ())
    return cell.chunk.kind == "act" and cell.marker < 0 and any(cell.chunk.head in c.cue_words for c in own)


def _place(cell: Cell) -> tuple[str, int]:
    """Sentence and word by which a cell is shown: one word proves one difference."""
    return cell.chunk.home.sentence, cell.marker if cell.marker >= 0 else cell.chunk.head


def _share_verb_or_marker(a: Cell, b: Cell) -> bool:
    """Whether two marked acts have a verb or a part of their markers in common ("expected", "widely expected")."""
    return a.chunk.head_stem == b.chunk.head_stem or bool(
        set(marker_of(a).split()) & set(marker_of(b).split())
    )


def _row(context: Context, row: Row, said: Container[tuple[str, int]]) -> list[Finding]:
    """Findings of one statement: one for every marked phrase that another article words with another degree."""
    cells = [
        (m, cell) for m in row.mentions for cell in cells_of(m.phrases, said) if not _cites(context, cell)
    ]
    groups = []
    for mention, cell in cells:
        if cell.marker < 0:
            continue
        sides = {mention.article: (cell, 1.0)}
        for other, candidate in cells:
            score = _counterpart(cell, candidate)
            if _is_elsewhere(context, cell, candidate):
                continue
            if (
                other.article != mention.article
                and score >= MIN_LIKENESS
                and score > sides.get(other.article, (cell, 0.0))[1]
            ):
                sides[other.article] = (candidate, score)
        if len(sides) > 1 and not {marker_of(c) for c, _ in sides.values()} <= SHOWING | {""}:
            groups.append((max(s for a, (_, s) in sides.items() if a != mention.article), sides))
    found: list[Finding] = []
    used: set[tuple[str, int]] = set()
    for _, sides in sorted(groups, key=lambda group: -group[0]):
        kept = {a: c for a, (c, _) in sorted(sides.items()) if _place(c) not in used}
        if len({c.degree for c in kept.values()}) > 1:
            used |= {_place(c) for c in kept.values()}
            found.append(_finding(context, row, kept))
    return found


def _counterpart(cell: Cell, other: Cell) -> float:
    """How surely two phrases are counterparts, -1 … 1; -1 where the one is no predicate of the other's kind.

    A hedge scopes over its predicate: an act is compared with an act, a thing with a thing of the same head. What stands
    before a thing ("disputed that …", "possible without …") hedges a clause: bare, the same thing is no flat counterpart. Neither is
    an act that is denied where the other is not, or that states nothing ("the right to run").
    """
    a, b = cell.chunk, other.chunk
    if a.kind != b.kind:
        return -1.0
    score = likeness(a, b)
    plain = [_without_marker(c) for c in (cell, other)]
    common = plain[0] & plain[1]
    if a.kind == "thing":
        if other.marker < 0 and (cell.marker < a.first or not _is_asserted(b)):
            return -1.0
        return (
            score
            if a.head_stem == b.head_stem and (other.marker >= 0 or len(plain[1]) <= len(plain[0]) + 1)
            else -1.0
        )
    if not common and (score < SURE_LIKENESS or not done_to(a) & done_to(b)):
        return -1.0
    if not (same_polarity((a, b)) or _is_either(cell) or _is_either(other)) or (
        other.marker < 0 and not (_is_finite(b) and _is_asserted(b))
    ):
        return -1.0
    return score - (0.0 if common else UNMARKED_MARGIN)


def _is_elsewhere(context: Context, a: Cell, b: Cell) -> bool:
    """Whether the subject of one act names a place or a person of whom the other article knows nothing: "the tree in Pasadena fell"."""
    return any(
        not context.prints(other.chunk.home.article, name)
        for one, other in ((a, b), (b, a))
        for name in _names_of_subject(one.chunk)
    )


def _names_of_subject(act: Chunk) -> list[str]:
    """Names that a preposition binds to the common noun of which an act is told."""
    read = act.home.read
    found = []
    for subject in read.below(act.home.words[act.head].token, "nsubj", "nsubjpass"):
        if read.tokens[subject].pos == "NOUN":
            places = [p for k in read.below(subject, "prep") for p in read.below(k, "pobj")]
            found += [read.tokens[p].text for p in places if read.tokens[p].pos == "PROPN"]
    return found


def _is_finite(act: Chunk) -> bool:
    """Whether an act has a verb with a tense, or is the participle of a headline: "to run" and "running" state nothing."""
    tokens = act.home.read.tokens
    return any(tokens[w.token].tag in FINITE for w in act.home.words[act.first : act.last])


def _is_either(cell: Cell) -> bool:
    """Whether an act is told as "may or may not": it is no denial."""
    words, at = cell.chunk.home.words, cell.marker
    near = [w.low for w in words[max(0, at - 2) : at + 4]]
    return at >= 0 and any(near[k : k + 3] in EITHER for k in range(len(near)))


def _is_asserted(act: Chunk) -> bool:
    """Whether an act that no marker hedges is told as a fact: not in a clause of condition or of a question ("if it rains", "why it
    fell"), nor under such a condition, nor under a verb that leaves it open ("expects to walk by the time he leaves"), nor by what it
    shows only as it seems ("showed smoke, appearing to rise")."""
    read = act.home.read
    at = act.home.words[act.head].token
    if act.kind == "thing" and _is_any(act, at):
        return False
    if any(_asks(act, k) for k in read.below(at, "advcl")) or _seems(act, at):
        return False
    for _ in range(STEPS_UP if act.kind == "act" else STEPS_OF_THINGS):
        if _asks(act, at):
            return False
        above = read.tokens[at].head
        if above == at:
            return True
        outside = (
            not act.first <= act.home.word_at.get(above, -1) < act.core
        )  # its own words are compared as they stand
        if outside and read.tokens[at].dep in OPEN_UNDER and _leaves_open(act, above):
            return False
        at = above
    return True


def _is_any(thing: Chunk, noun: int) -> bool:
    """Whether a thing is told of as one that there may be: "any role", "a role that they may have played"."""
    read = thing.home.read
    clauses = [k for c in read.below(noun, "relcl", "acl") for k in (c, *read.below(c, "aux", "advmod"))]
    return any(read.tokens[k].text.lower() == "any" for k in read.below(noun, "det")) or any(
        hedges().get(read.tokens[k].text.lower(), FLAT) <= HEDGED_TO for k in clauses
    )


def _asks(act: Chunk, verb: int) -> bool:
    """Whether a clause is a condition or a question by the word at its beginning."""
    read = act.home.read
    words = read.below(verb, "mark", "advmod")
    if read.tokens[verb].dep != "relcl":  # "the man who fell"
        words = [*words, *read.below(verb, "nsubj", "nsubjpass", "dobj")]
    return any(
        read.tokens[k].text.lower() in (ASKING if read.tokens[k].dep in ("mark", "advmod") else ASKING_FOR)
        for k in words
    )


def _leaves_open(act: Chunk, verb: int) -> bool:
    """Whether a verb leaves open what stands below it."""
    read = act.home.read
    if read.tokens[verb].lemma.lower() in OPEN_VERBS:
        return True
    if read.tokens[verb].lemma.lower() in TOLD and read.below(verb, "auxpass"):
        return True
    words = [
        read.tokens[verb].text.lower(),
        *(read.tokens[k].text.lower() for k in read.below(verb, "aux", "advmod")),
    ]
    return any(hedges().get(w, FLAT) <= HEDGED_TO for w in words)


def _seems(act: Chunk, verb: int) -> bool:
    """Whether what an act shows is told as it seems."""
    read = act.home.read
    below = [k for thing in read.below(verb, "dobj") for k in read.below(thing, "acl", "relcl")] + read.below(
        verb, "xcomp", "ccomp"
    )
    return any(read.tokens[k].lemma.lower() in SEEM for k in below)


def _without_marker(cell: Cell) -> set[str]:
    """Stems of a phrase's content words but for its marker."""
    home = cell.chunk.home
    return {
        home.stems[k]
        for k in range(cell.chunk.first, cell.chunk.core)
        if home.stems[k] and k != cell.marker and home.words[k].low not in LIGHT
    }


def cells_of(phrases: Sequence[Chunk], said: Container[tuple[str, int]]) -> list[Cell]:
    """Every phrase with the marker that is in it, not in what a preposition binds to it, or right before it.

    Args:
        phrases: of one mention or sentence.
        said: (sentence, word) of the words by which somebody is cited: they are compared as attributions.
    """
    found = []
    for chunk in phrases:
        within = [m for m in markers(chunk.home, chunk.first, chunk.core) if _scopes(chunk, m[0])]
        near = _before(chunk) if chunk.kind == "thing" else []
        within, near = ([m for m in own if (chunk.home.sentence, m[0]) not in said] for own in (within, near))
        marked = within or near
        if marked:
            at, degree = min(marked, key=lambda pair: abs(pair[1] - FLAT) * -1)
            found.append(Cell(chunk, at, degree))
        elif not (chunk.kind == "act" and chunk.home.words[chunk.head].low in LIGHT):
            found.append(Cell(chunk, -1, FLAT))
    return found


def _scopes(chunk: Chunk, at: int) -> bool:
    """Whether a marker hedges what its phrase says: in a thing, an adjective that doubts its noun, right before it."""
    if chunk.kind == "act":
        return True
    before = chunk.home.words[at - 1].low if at > chunk.first else ""
    low = chunk.home.words[at].low
    if HYPHENATED.fullmatch(low) or (low == "known" and (before in RANKING or before.endswith("est"))):
        return True
    follows = chunk.home.text[chunk.home.words[at].end :].lstrip()[:1]
    if low == "so-called" and (follows in tuple("\"“‘'") or follows.isupper()):
        return False  # the so-called “Hyde Park list”: its name
    return low in CLAIM_ADJECTIVES and at < chunk.head


def _before(chunk: Chunk) -> list[tuple[int, int]]:
    """Markers right before a thing ("hints at …"); an adverb before a verb belongs to the verb."""
    words, home = chunk.home.words, chunk.home
    return [
        (k, degree)
        for k, degree in markers(home, max(0, chunk.first - MARKER_REACH), chunk.first)
        if not any(w.kind in ("verb", "aux") for w in words[k + 1 : chunk.first])
    ]


def marker_of(cell: Cell) -> str:
    """The marker in small letters, "" where there is none."""
    if cell.marker < 0:
        return ""
    words = [w.low for w in cell.chunk.home.words[cell.marker : cell.marker + 2]]
    return " ".join(words) if " ".join(words) in hedges() else words[0]


def _finding(context: Context, row: Row | None, sides: dict[str, Cell]) -> Finding:
    """The finding of the cells of one phrase."""
    spans = [span_of(context, cell) for cell in sides.values()]
    degrees = {c.degree for c in sides.values()}
    gap = max(degrees) - min(degrees)
    said = context.said(spans)
    plain = any(c.marker < 0 for c in sides.values())
    marked = next(c for c in sides.values() if c.marker >= 0)
    near = [likeness(marked.chunk, c.chunk) for c in sides.values() if c is not marked]
    alike = min(1.0, max(0.0, sum(near) / len(near)))
    return Finding(
        "certainty",
        row.statement if row else None,
        f"{'Hedged or not' if plain else 'More or less certain'}: {said}",
        "; ".join(
            f"{context.outlet(a)}: {_degree(c, span)}"
            for (a, c), span in zip(sides.items(), spans, strict=True)
        ),
        round(min(1.0, 0.22 + 0.13 * gap + 0.33 * alike), 4),
        tuple(spans),
    )


def _degree(cell: Cell, span: SpanOf) -> str:
    """How surely one side says it, in words: without a marker as a fact, or as a source has it."""
    if cell.marker >= 0:
        return f"{DEGREES[cell.degree]} ({marker_of(cell)})"
    return DEGREES[cell.degree] if span.voice == "narrator" else "stated flatly, in its source's words"


def span_of(context: Context, cell: Cell) -> SpanOf:
    """The phrase with its marker, which is never cut off."""
    home, first, last = cell.chunk.home, cell.chunk.shown_from, cell.chunk.last
    if cell.marker >= 0:
        first, last = min(first, cell.marker), max(last, cell.marker + 1)
    if cell.marker >= 2 and [w.low for w in home.words[cell.marker - 2 : cell.marker]] in OR_NOT:
        return context.span(
            home.article,
            home.start + home.words[cell.marker - 2].start,
            home.start + home.words[last - 1].end,
            f"degree {cell.degree}",
        )
    first = (
        max(first, last - MAX_SPAN_WORDS)
        if cell.marker < 0 or cell.marker >= last - MAX_SPAN_WORDS
        else first
    )
    start, end = home.start + home.words[first].start, home.start + home.words[last - 1].end
    return context.span(home.article, start, end, f"degree {cell.degree}")


def detect_alone(context: Context) -> list[Finding]:
    """Findings of acts that one article hedges in its own voice or its source's, in sentences to which none of another
    comes near."""
    if len(context.story.articles) < 2:
        return []
    several = set(context.statements.loc[context.statements["articles"] > 1, "statement"])
    several |= set(context.coverage.loc[shown_states(context.coverage) == "near", "statement"])
    shared = {sentence for sentence, stated in context.stated.items() if several & set(stated)}
    own: dict[str, list[tuple[int, Cell]]] = {}
    for article, rank, cell in _hedged(context, shared):
        own.setdefault(article, []).append((rank, cell))
    found = []
    for cells in own.values():
        once: dict[tuple[str, ...], Cell] = {}
        for _, cell in sorted(cells, key=lambda pair: (pair[0], pair[1].chunk.start)):
            once.setdefault(cell.chunk.key, cell)
        found += [_finding_alone(context, cell) for cell in list(once.values())[:PER_ARTICLE]]
    return found


def _hedged(context: Context, shared: set[str]) -> Iterator[tuple[str, int, Cell]]:
    """(article, rank, cell) of every act that is hedged outside quotation marks, rank 0 the plainest hedge."""
    said = left_open(context)
    for sentence, home in context.phrases.sentences.items():
        if sentence in shared:
            continue
        for cell in cells_of(context.phrases.phrases_of(sentence), said):
            if cell.marker < 0 or cell.degree > HEDGED_TO or cell.chunk.kind != "act":
                continue
            rank = _rank(cell)
            if rank is None or not _tells(context, cell) or _is_asked(cell.chunk):
                continue
            if context.voices.of(home.article, cell.chunk.start, cell.chunk.end)[0] != "quoted":
                yield home.article, rank, cell


def _is_asked(act: Chunk) -> bool:
    """Whether an act stands in a question: "too early to say what may have caused it" tells of no cause."""
    return _asks(act, act.home.words[act.head].token)


def _rank(cell: Cell) -> int | None:
    """How plainly a marker hedges what the act tells, 0 an adverb; None where a person's belief or a sign is reported."""
    words, at = cell.chunk.home.words, cell.marker
    low = marker_of(cell).split()[0]
    if words[at].kind == "adv":
        return 0
    after = [w.kind for w in words[at + 1 : at + 2]]
    if (low in SEEM and after != ["adp"]) or (low in HELD_OPEN and at and words[at - 1].low in BE):
        return 1
    return 2 if low in MODALS and "have" in (w.low for w in words[at + 1 : at + 3]) else None


def _tells(context: Context, cell: Cell) -> bool:
    """Whether the act says something besides its marker: "may have been" does not."""
    home, chunk = cell.chunk.home, cell.chunk
    return any(
        informativeness(home, k, context.phrases) > 0 and home.words[k].low not in LIGHT
        for k in range(chunk.first, chunk.core)
        if k != cell.marker
    )


def _whole(context: Context, cell: Cell) -> SpanOf:
    """The act with its marker and with the thing that comes next, where nothing but small words stand between."""
    span, home, last = span_of(context, cell), cell.chunk.home, cell.chunk.last
    after = next(
        (c for c in context.phrases.phrases_of(home.sentence) if c.kind == "thing" and c.first >= last), None
    )
    if (
        after is None
        or after.core - cell.chunk.first > MAX_ACT_WORDS
        or any(w.kind in CLAUSE for w in home.words[last : after.first])
    ):
        return span
    end = home.start + home.words[after.core - 1].end
    gap = home.text[home.words[last - 1].end : home.words[after.first].start]
    return span if set(gap) & set(",;:—–") else context.span(span.article, span.start, end, span.note)


def _finding_alone(context: Context, cell: Cell) -> Finding:
    """The finding of one hedge."""
    span = _whole(context, cell)
    outlet = context.outlet(span.article)
    return Finding(
        "certainty",
        None,
        f"Found only in {outlet}, and hedged there: {context.words(span)}",
        f"{outlet}: {DEGREES[cell.degree]} ({marker_of(cell)}); no other outlet was found to report it",
        round(0.1 + 0.03 * (FLAT - cell.degree), 4),
        (span,),
        "alone",
    )
