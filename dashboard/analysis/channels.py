"""Through whom a statement reached each outlet: other channels, a source dropped on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dashboard.analysis import media
from dashboard.analysis.credited import KIND, checked, stems_of
from dashboard.analysis.findings import Finding, SpanOf
from dashboard.analysis.framing.context import Context
from dashboard.analysis.sources import Claim, claims_of, narrowest

ALIKE = 0.5
"""Share of the content words of the shorter of two mentions that the other must hold before their sources are
compared: a row of the matrix may hold more than one thing that is said."""


@dataclass(frozen=True)
class Telling:
    """One article's attributed mention of a statement."""

    statement: str
    claim: Claim
    stems: frozenset[str]


def detect(context: Context) -> list[Finding]:
    """Findings of kind "source" of a story."""
    pairs = list(_pairs(context))
    return [*_different(context, pairs), *_dropped(context, pairs), *checked(context)]


def _pairs(context: Context) -> Iterator[tuple[Telling, Telling]]:
    """Attributed mentions of one statement in two articles that tell the same in much the same words."""
    claims = claims_of(context.sources)
    told: dict[str, list[Telling]] = defaultdict(list)
    for m in context.mentions.itertuples():
        claim = narrowest(claims.get(str(m.article), ()), int(m.start), int(m.end))
        if claim is not None and claim.chain and claim.kind != "evidence":
            told[str(m.statement)].append(Telling(str(m.statement), claim, stems_of(str(m.text))))
    seen: set[tuple[Claim, Claim]] = set()
    for own in told.values():
        for a, b in combinations(own, 2):
            common = len(a.stems & b.stems)
            alike = common >= ALIKE * min(len(a.stems), len(b.stems)) and common > 1
            if alike and a.claim.article != b.claim.article and (a.claim, b.claim) not in seen:
                seen.add((a.claim, b.claim))
                yield a, b


def _different(context: Context, pairs: Sequence[tuple[Telling, Telling]]) -> Iterator[Finding]:
    """One thing told through channels that share nobody."""
    for statement, claims in _together(pairs):
        groups = _apart(claims)
        if len(groups) < 2:
            continue
        ways = "; ".join(f"{context.outlet(c.article)} through {c.words}" for c in claims)
        yield Finding(
            KIND, statement, f"Credited to different sources: {ways}",
            f"the chains share no link: {' / '.join(' + '.join(sorted(g)) for g in groups)}",
            round(min(1.0, 0.4 + 0.1 * len(groups)), 4), tuple(_cue(context, c, c.words) for c in claims),
        )  # fmt: skip


def _together(pairs: Sequence[tuple[Telling, Telling]]) -> list[tuple[str, list[Claim]]]:
    """Claims that pairs join, each group with the statement of its first pair; one claim an article."""
    groups: list[tuple[str, list[Claim]]] = []
    for a, b in pairs:
        touching = [g for g in groups if a.claim in g[1] or b.claim in g[1]]
        joined = [c for _, own in touching for c in own] + [a.claim, b.claim]
        groups = [g for g in groups if g not in touching]
        groups.append((touching[0][0] if touching else a.statement, list(dict.fromkeys(joined))))
    found = []
    for statement, claims in groups:
        first: dict[str, Claim] = {}
        for claim in sorted(claims, key=lambda c: (c.article, c.start, c.end)):
            first.setdefault(claim.article, claim)
        found.append((statement, list(first.values())))
    return found


def _dropped(context: Context, pairs: Sequence[tuple[Telling, Telling]]) -> Iterator[Finding]:
    """A link of one article's chain that the other leaves out."""
    for one, other in pairs:
        fuller, shorter = one.claim, other.claim
        if len(fuller.chain) < len(shorter.chain):
            fuller, shorter = shorter, fuller
        missing = [name for name in fuller.chain if name not in shorter.chain]
        if not missing or not set(shorter.chain) < set(fuller.chain):
            continue
        inner = missing[-1] == fuller.chain[-1]
        what = "the source behind it is left out" if inner else "the channel is left out"
        yield Finding(
            KIND, one.statement,
            f"{context.outlet(shorter.article)} names {shorter.words} alone; "
            f"in {context.outlet(fuller.article)} it is {fuller.words}: {what}",
            f"missing: {', '.join(missing)}", 0.5 if inner else 0.35,
            (_cue(context, fuller, "names it"), _cue(context, shorter, "leaves it out")),
        )  # fmt: skip


def _apart(claims: Sequence[Claim]) -> list[set[str]]:
    """Groups of names that no chain joins; a state's media and its agency are one channel."""
    groups: list[set[str]] = []
    for claim in claims:
        chain = {"state media" if media.is_state_run(name) else name for name in claim.chain}
        touching = [g for g in groups if _meet(g, chain)]
        groups = [g for g in groups if g not in touching] + [set().union(chain, *touching)]
    return groups


def _meet(one: set[str], two: set[str]) -> bool:
    """Whether two groups have a name in common, in full or by the family name alone."""
    return any(a == b or _short_form(a, b) or _short_form(b, a) for a in one for b in two)


def _short_form(short: str, name: str) -> bool:
    """Whether a single capitalised word is the family name of a full name ("Stone", "Roger J. Stone Jr.")."""
    words = [w for w in name.split() if w.rstrip(".") not in ("Jr", "Sr", "II", "III")]
    return len(words) > 1 and short[:1].isupper() and short == words[-1]


def _cue(context: Context, claim: Claim, note: str) -> SpanOf:
    """The words that name source and verb."""
    return context.span(claim.article, *claim.cue, note=note)
