"""Firsts and other superlatives: who, since when, hedged or not, and which outlets make no such claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from dashboard.analysis.facts import moments
from dashboard.analysis.facts.differences import Side, sides_in_words, span
from dashboard.analysis.facts.passages import reading
from dashboard.analysis.facts.superlatives import Claim, claims
from dashboard.analysis.findings import Finding
from dashboard.analysis.framing.context import Context
from dashboard.analysis.stems import is_content, stem

COMPARED, ALONE = 0.55, 0.2
"""Weights: a claim that several outlets make in different ways, and one that an outlet makes alone."""
SHARED = 2
"""Words that two claims of one kind share before they count as claims about one thing where no link joins
them."""


def detect(context: Context) -> list[Finding]:
    """Claims of rank about one thing that differ in word, time or certainty, and claims that stand alone."""
    read = reading(context)
    made = [
        claim
        for passage in read.passages.values()
        for claim in claims(passage, context.phrases.sentences[passage.sentence])
    ]
    findings = []
    for group in _groups(context, made):
        outlets = {claim.passage.article for claim in group}
        if len(outlets) > 1 and _differ(group):
            findings.append(_compared(context, group))
        elif len(outlets) == 1:
            findings += _alone(context, group)
    return findings


def _groups(context: Context, made: list[Claim]) -> list[list[Claim]]:
    """Claims about one thing: in linked sentences or one row, or of one kind with shared words."""
    near = {frozenset((p.a.sentence, p.b.sentence)) for p in reading(context).pairs}
    home = list(range(len(made)))

    def root(k: int) -> int:
        while home[k] != k:
            k = home[k]
        return k

    for i, j in combinations(range(len(made)), 2):
        a, b = made[i], made[j]
        if a.passage.article != b.passage.article and _one_thing(
            a, b, frozenset((a.passage.sentence, b.passage.sentence)) in near
        ):
            home[max(root(i), root(j))] = min(root(i), root(j))
    groups: dict[int, list[Claim]] = {}
    for k, claim in enumerate(made):
        groups.setdefault(root(k), []).append(claim)
    return list(groups.values())


def _one_thing(a: Claim, b: Claim, linked: bool) -> bool:
    """Whether two claims rank one thing: they share a word of it where a link or limits in time stand behind
    it, else SHARED."""
    shared = len(a.who & b.who)
    if linked:
        return shared > 0 or (a.word == b.word and bool(a.since) and _same_limit(a, b))
    return a.word == b.word and (shared >= SHARED or (shared > 0 and bool(a.since) and bool(b.since)))


def _differ(group: list[Claim]) -> bool:
    """Whether an article makes a claim that another one of the group does not make in the same way."""
    articles = {claim.passage.article for claim in group}
    return any(
        not any(_alike(claim, other) for other in group if other.passage.article == article)
        for claim in group
        for article in articles
    )


def _alike(a: Claim, b: Claim) -> bool:
    """Whether two claims agree in the ranking word, the limit in time and whether they are hedged."""
    return a.word == b.word and bool(a.hedge) == bool(b.hedge) and _same_limit(a, b)


def _same_limit(a: Claim, b: Claim) -> bool:
    """Whether two claims are limited in the same way: neither is, or by equal dates, or by words of which
    one is shared."""
    if not a.since or not b.since:
        return a.since == b.since
    days = [[d for d in c.passage.dates if c.start <= d.start and d.end <= c.end] for c in (a, b)]
    if days[0] and days[1]:
        return moments.relation(days[0][0], days[1][0]) in ("same", "finer", "coarser")
    words = [{stem(w) for w in re.findall(r"\w+", c.since) if is_content(w)} for c in (a, b)]
    return bool(words[0] & words[1]) or a.since.lower() == b.since.lower()


def _compared(context: Context, group: list[Claim]) -> Finding:
    """The finding of a claim that several outlets make."""
    sides = _sides(context, group)
    hedged = sum(bool(c.hedge) for c in group)
    limits = list(dict.fromkeys(c.since for c in group if c.since))
    detail = (
        f"{len(group)} claims of {len({c.passage.article for c in group})} articles; "
        f"{hedged} hedged, {len(group) - hedged} not; "
        f"limits in time: {'; '.join(limits) or 'none'}"
    )
    return Finding(
        "first",
        _row(context, group),
        f"Claims of rank: {sides_in_words(context, sides)}",
        detail,
        COMPARED,
        tuple(span(context, s) for s in sides),
    )


def _alone(context: Context, group: list[Claim]) -> Iterator[Finding]:
    """A finding for each claim that one outlet makes alone; those without limit or hedge mostly number ("his
    first memo")."""
    for claim in group:
        row = _row(context, [claim])
        told = context.statements.set_index("statement")["articles"].get(row, 1) if row else 1
        if not (claim.since or claim.kind == "rare" or (claim.hedge and claim.kind != "most")):
            continue
        side = _sides(context, [claim])
        title = f"A claim of rank in one article alone: {sides_in_words(context, side)}"
        detail = (
            f"{claim.reading}; {int(told) - 1} other articles tell the statement without it"
            if told > 1
            else f"{claim.reading}; the statement was found in no other article"
        )
        yield Finding("first", row, title, detail, ALONE, (span(context, side[0]),))


def _sides(context: Context, group: list[Claim]) -> list[Side]:
    order = {a: k for k, a in enumerate(context.story.articles["article"])}
    chosen = sorted(group, key=lambda c: (order[c.passage.article], c.passage.start + c.start))
    return [Side(c.passage, c.start, c.end, c.reading) for c in chosen]


def _row(context: Context, group: list[Claim]) -> str | None:
    """The row whose mentions hold the first claim that stands in one."""
    mentions = context.mentions
    for claim in group:
        at = claim.passage.start + claim.start
        own = mentions[
            (mentions["article"] == claim.passage.article)
            & (mentions["start"] <= at)
            & (mentions["end"] > at)
        ]
        if len(own):
            return str(own["statement"].iloc[0])
    return None
