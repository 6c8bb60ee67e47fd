"""Dates that differ between two reports of one statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from dashboard.encoding.phrases import Sentence
from dashboard.findings.aligned_items import WORD_FOR_WORD, AlignedItems, Pair
from dashboard.findings.context import Context
from dashboard.findings.counted_nouns import ACTS_ALIKE
from dashboard.findings.detectors.facts.numbers import SHARED_STEMS, SURE_LINK
from dashboard.findings.differences import Difference, Side, merge_differences
from dashboard.findings.finding import Finding
from dashboard.findings.referents import FATES
from dashboard.language import reporting_verbs, time_expressions
from dashboard.language.annotate import Token
from dashboard.language.lexicons import lexicon_rivals
from dashboard.language.time_expressions import MONTHS, RELATIVE, WEEKDAYS, Moment, role
from dashboard.statements.sentence_facts import SentenceFacts

STEPS_TO_ACT = 5
"""Steps up the parse from a date to the verb whose time it tells."""
ACTS_SAME = 0.4
"""Cosine in context from which two verbs tell of one act (ours)."""
DAY_OF_ANOTHER = re.compile(
    r"\b(?:(the same (?:day|morning|afternoon|evening|night))"
    r"|(?:the|a|one) day (?:before|after|earlier|later)|the (?:next|following|previous) day)\b",
    re.IGNORECASE,
)
"""Words by which an act falls on the day of another, or on the one beside it; the first group matches the same day."""
ELSEWHERE_WEIGHT = 0.6
"""Weight of dates that stand beside different words."""


def detect_dates(context: Context) -> list[Finding]:
    """Where two articles give dates for one thing that exclude each other."""
    days = context.facts.anchors
    found = [
        Difference(
            a,
            b,
            pair.statement,
            f"{a.reading} against {b.reading}; {slot.support}{_counted_from(pair, a, b, days)}",
            slot.weight,
        )
        for pair, slot, relation in compared_dates(context)
        if relation == "different"
        for a, b in [(date_side(pair.a, pair.a.dates[slot.a]), date_side(pair.b, pair.b.dates[slot.b]))]
    ]
    shown = {key for d in found for key in (d.a.key, d.b.key)}
    for pair in context.pairs:
        elsewhere = _date_elsewhere(context, pair)
        found += [d for d in elsewhere if not {d.a.key, d.b.key} & shown]
        found += [d for d in _same_day_or_not(pair) if not {d.a.key, d.b.key} & shown]
    return merge_differences(context, "date", found, "Another date")


def _same_day_or_not(pair: Pair) -> Iterator[Difference]:
    """Two sentences that report one thing, of which one has two acts fall on one day, and the other a day apart."""
    told = [list(DAY_OF_ANOTHER.finditer(facts.text)) for facts in (pair.a, pair.b)]
    if any(len(own) != 1 for own in told) or len(pair.a.stems & pair.b.stems) < SHARED_STEMS:
        return
    same = [match[1] is not None for own in told for match in own]
    if same[0] == same[1]:
        return
    sides = [
        Side(facts, own[0].start(), own[0].end(), "the same day" if match else "a day apart")
        for facts, own, match in zip((pair.a, pair.b), told, same, strict=True)
    ]
    why = f"{sides[0].reading} against {sides[1].reading}; please check that both tell of the same two events"
    yield Difference(sides[0], sides[1], pair.statement, why, ELSEWHERE_WEIGHT)


def _date_elsewhere(context: Context, pair: Pair) -> Iterator[Difference]:
    """Dates of two sentences that report one thing, where both date one act, the other words around them notwithstanding: the only ones
    of either sentence, of which neither article gives the other's; or the only ones of one verb."""
    a, b = pair.a, pair.b
    together = pair.score >= SURE_LINK or bool(context.in_common(a.sentence, b.sentence))
    of_one = bool(context.actors_in(a.sentence) & context.actors_in(b.sentence))
    undated = not any(context.facts.anchors[facts.article].day for facts in (a, b))
    times = [[*f.dates, *(time_expressions.counted(f.text) if undated else ())] for f in (a, b)]
    if not all(times) or not together or len(a.stems & b.stems) < SHARED_STEMS - of_one:
        return
    only = len(times[0]) == len(times[1]) == 1
    homes = [context.phrases.sentences[facts.sentence] for facts in (a, b)]
    dated = [{m: _dated(h, m) for m in own} for h, own in zip(homes, times, strict=True)]
    for one, two in product(*times):
        acts = dated[0][one], dated[1][two]
        relative = one.partial[:1] == two.partial[:1] == (RELATIVE,)
        if not (one.grain == two.grain or relative) or time_expressions.relation(one, two) != "different":
            continue
        roles = role(a.text, one), role(b.text, two)
        if roles[0] != roles[1] or (roles[0] != ("event", "") and one.grain != "span"):
            continue
        whose = [_last_named(context, h, m) for h, m in zip(homes, (one, two), strict=True)]
        term = one.grain == "span" and whose[0] == whose[1] != ""
        if not (term or _is_one_act(homes, acts)) or not (only or _is_one_verb(homes, acts, dated)):
            continue
        if only and (_gives(context, b.article, one) or _gives(context, a.article, two)):
            continue
        sides = date_side(a, one), date_side(b, two)
        support = (
            "the only date in either sentence" if only else "the only dates of this act in the two sentences"
        )
        why = f"{sides[0].reading} against {sides[1].reading}; {support}"
        yield Difference(
            *sides, pair.statement, why + _counted_from(pair, *sides, context.facts.anchors), ELSEWHERE_WEIGHT
        )


def _last_named(context: Context, home: Sentence, moment: Moment) -> str:
    """The actor whom a sentence names last before a time: whose years in office are told, "" where it names none."""
    before = (k for k in reversed(range(len(home.words))) if home.words[k].end <= moment.start)
    return next((who for k in before if (who := context.actors.at(home.sentence, k))), "")


def _is_one_verb(
    homes: Sequence[Sentence], acts: Sequence[int], dated: Sequence[Mapping[Moment, int]]
) -> bool:
    """Whether two acts are told by the same verb, whose one date in either sentence each is: "charged in May and jailed in June"."""
    verbs = [home.read.tokens[k] for home, k in zip(homes, acts, strict=True)]
    return _are_alike(*verbs) and all(
        sum(_are_alike(home.read.tokens[k], verbs[0]) for k in own.values() if k >= 0) == 1
        for home, own in zip(homes, dated, strict=True)
    )


def _are_alike(one: Token, two: Token) -> bool:
    """Whether two verbs are one, or name one kind of act ("quit", "left") or the same that happens to people."""
    kinds = [{thing for thing, _ in lexicon_rivals().get((v.lemma.lower(),), ())} for v in (one, two)]
    fates = [FATES.get(v.text.lower(), "") for v in (one, two)]
    return one.lemma == two.lemma or bool(kinds[0] & kinds[1]) or fates[0] == fates[1] != ""


def _dated(home: Sentence, moment: Moment) -> int:
    """The token of the verb whose time a date tells, -1 where a noun is dated."""
    tokens = home.read.tokens
    at = next((k for k, t in enumerate(tokens) if moment.start <= t.start and t.end <= moment.end), -1)
    for _ in range(STEPS_TO_ACT):
        if at < 0 or tokens[at].pos in ("VERB", "AUX") or tokens[at].head == at:
            break
        at = tokens[at].head
    return at if at >= 0 and tokens[at].pos == "VERB" and at in home.word_at else -1


def _is_one_act(homes: Sequence[Sentence], acts: Sequence[int]) -> bool:
    """Whether two verbs tell of one act: the same verb, the same that happens to people, or two that are much alike in context; saying
    is none."""
    if min(acts) < 0:
        return False
    verbs = [h.read.tokens[k] for h, k in zip(homes, acts, strict=True)]
    if any(reporting_verbs.forms().get(v.text.lower()) for v in verbs):
        return False
    if _are_alike(*verbs):
        return True
    near = [h.vectors[h.word_at[k]] for h, k in zip(homes, acts, strict=True)]
    return float(near[0] @ near[1]) >= ACTS_SAME


def _date_other_acts(context: Context, pair: Pair, one: Moment, two: Moment) -> bool:
    """Whether two dates tell the times of two verbs that have little in common: "sent on Saturday", "is expected to tell on Monday"."""
    homes = [context.phrases.sentences[facts.sentence] for facts in (pair.a, pair.b)]
    acts = [_dated(home, moment) for home, moment in zip(homes, (one, two), strict=True)]
    if min(acts) < 0:
        return False
    lemmas = [h.read.tokens[k].lemma.lower() for h, k in zip(homes, acts, strict=True)]
    if lemmas[0] == lemmas[1] or {"be", "have"} & set(lemmas):
        return False
    near = [h.vectors[h.word_at[k]] for h, k in zip(homes, acts, strict=True)]
    return float(near[0] @ near[1]) < ACTS_ALIKE


def _gives(context: Context, article: str, moment: Moment) -> bool:
    """Whether an article gives a date, or one that fits it, in any sentence."""
    return any(
        time_expressions.relation(moment, other) != "different"
        and (moment.grain != "span" or moment.grain == other.grain)
        for sentence, home in context.phrases.sentences.items()
        if home.article == article
        for other in context.facts[sentence].dates
    )


def compared_dates(context: Context) -> Iterator[tuple[Pair, AlignedItems, str]]:
    """Every two dates that are in one place and date one thing, with their relation."""
    for pair, slot in context.aligned_items:
        if slot.kind != "date":
            continue
        a, b = pair.a.dates[slot.a], pair.b.dates[slot.b]
        if role(pair.a.text, a) != role(pair.b.text, b):
            continue
        if slot.alike >= WORD_FOR_WORD or not _date_other_acts(context, pair, a, b):
            yield pair, slot, time_expressions.relation(a, b)


def _counted_from(pair: Pair, a: Side, b: Side, days: dict) -> str:  # type: ignore[type-arg]
    """What a day without a date rests on."""
    bases = [
        f"“{side.words}” is counted from the day of the article ({days[facts.article].basis})"
        for side, facts in ((a, pair.a), (b, pair.b))
        if not any(c.isdigit() for c in side.words) and days[facts.article].day
    ]
    return "; ".join(["", *bases])


def date_side(facts: SentenceFacts, moment: Moment) -> Side:
    """A date with what it comes to."""
    return Side(facts, moment.start, moment.end, date_in_words(moment))


def date_in_words(moment: Moment) -> str:
    """The days a moment may mean: "26 July 2023", "24 to 30 July 2023", "a Wednesday"."""
    if not moment.readings:
        kind, *numbers = moment.partial
        if kind == RELATIVE:
            return {-1: "last", 0: "this", 1: "next"}[int(numbers[1])] + f" {numbers[0]}"
        if kind == "weekday":
            return f"a {WEEKDAYS[int(numbers[0])].capitalize()}"
        month = MONTHS[int(numbers[0]) - 1].capitalize()
        return f"{numbers[1]} {month}" if kind == "day" else month
    return " or ".join(dict.fromkeys(_days(first, last, moment.grain) for first, last in moment.readings))


def _days(first, last, grain: str) -> str:  # type: ignore[no-untyped-def]
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if grain == "month":
        return f"{first:%B %Y}"
    if grain in ("year", "span", "decade"):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
