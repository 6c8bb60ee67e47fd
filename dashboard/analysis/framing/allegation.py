"""Allegations: what is alleged, by whom, with which verb, and whether a denial stands with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.analysis import reporting
from dashboard.analysis.chunks import pooled
from dashboard.analysis.encoding import Floats
from dashboard.analysis.findings import Finding, SpanOf
from dashboard.analysis.framing.alleged import alleged_words, plain_claims
from dashboard.analysis.framing.citing import Citing, citings
from dashboard.analysis.framing.context import Context
from dashboard.analysis.framing.denial import SHOWN, denials_of
from dashboard.analysis.lexicons import lexicon_countries
from dashboard.analysis.statements import agglomerate
from dashboard.analysis.stems import fold

ALLEGING = frozenset("allege assert claim contend insinuate purport".split())
"""Verbs of saying that leave what is said with him who says it."""
NO_CLAIM = frozenset("deny show express vow urge ask".split())
"""What a verb of these frames takes is not said to be so by somebody."""
ALIKE = 0.45
"""Average cosine of what is alleged, from which two allegations are one."""
SAME = 0.15
"""How much nearer two allegations of one accuser are."""
COUNTED = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def detect(context: Context) -> list[Finding]:
    """One finding for every allegation that two articles tell and that at least one words as an allegation."""
    claims = plain_claims(context, (c for c in citings(context) if c.frame not in NO_CLAIM))
    vectors = [_vector(context, c) for c in claims]
    names = [str(k) for k in range(len(claims))]
    scores: dict[tuple[str, str], float] = {}
    if claims:
        alike = np.array(vectors) @ np.array(vectors).T
        for i in range(len(claims)):
            for j in range(i):
                score = float(alike[i, j]) + (
                    SAME if _accuser(claims[i]) == _accuser(claims[j]) != "" else 0.0
                )
                if claims[i].article != claims[j].article and score > ALIKE / 2:
                    scores[names[j], names[i]] = min(1.0, score)
    groups = agglomerate(names, scores, {n: claims[int(n)].article for n in names}, ALIKE)
    shared = [g for g in groups if len({claims[int(n)].article for n in g}) > 1]
    free = [c for n, c in enumerate(claims) if not any(str(n) in g for g in shared)]
    found = []
    for group in shared:
        members = [claims[int(n)] for n in group]
        members += _other_tellings(members, claims, free, scores)
        if any(_alleges(c) for c in members):
            finding = _finding(context, members)
            if finding:
                found.append(finding)
    return found


def _other_tellings(
    members: Sequence[Citing],
    claims: Sequence[Citing],
    free: Sequence[Citing],
    scores: Mapping[tuple[str, str], float],
) -> list[Citing]:
    """Claims of further articles by an accuser of the group, near to his own claim there, whatever the others say."""
    place = {id(c): str(k) for k, c in enumerate(claims)}
    told = {c.article for c in members}
    near: dict[str, tuple[float, Citing]] = {}
    for claim in free:
        if claim.article in told or not _accuser(claim):
            continue
        for member in members:
            pair = (place[id(claim)], place[id(member)])
            score = scores.get(pair, scores.get(pair[::-1], 0.0))
            if _accuser(member) == _accuser(claim) and score > max(
                ALIKE, near.get(claim.article, (0.0, claim))[0]
            ):
                near[claim.article] = score, claim
    return [claim for _, (_, claim) in sorted(near.items())]


def _alleges(claim: Citing) -> bool:
    """Whether the verb or noun makes what is said an allegation; a hint or a guess is none."""
    lemmas = {f.verb.lemma for w in claim.verb.split() if (f := reporting.forms().get(fold(w)))}
    return claim.frame == "accuse" or bool(lemmas & ALLEGING)


def _accuser(claim: Citing) -> str:
    """Who alleges; a capital stands for its country."""
    name = fold(claim.source)
    return lexicon_countries().get(name, name)


def _vector(context: Context, claim: Citing) -> Floats:
    """Vector of the attributed words."""
    first, last = alleged_words(context, claim)
    return pooled(claim.home, first, last, context.phrases.idf)


def _finding(context: Context, members: Sequence[Citing]) -> Finding | None:
    """The table of one allegation; None where one article alone tells it."""
    cells: dict[str, Citing] = {}
    for claim in members:
        cells.setdefault(claim.article, claim)
    if len(cells) < 2:
        return None
    spans: list[SpanOf] = []
    denied: list[str] = []
    for article, claim in sorted(cells.items()):
        first, last = alleged_words(context, claim)
        home = claim.home
        stop = min(last, first + SHOWN)
        while stop < last and stop > first + 1 and not home.stems[stop - 1]:
            stop -= 1  # a cut does not end in a preposition
        spans.append(
            context.span(
                article,
                home.start + home.words[first].start,
                home.start + home.words[stop - 1].end,
                "alleged",
            )
        )
        spans.append(
            context.span(article, *claim.at, f"accuser: {claim.source or 'nobody named'} ({claim.verb})")
        )
        denial = next(denials_of(context, claim), None)
        if denial:
            denied.append(article)
            spans.append(denial)
    outlets = [context.outlet(a) for a in denied]
    rest = [context.outlet(a) for a in sorted(set(cells) - set(denied))]
    of_those = f"of the {_counted(len(cells))} outlets that report the allegation {context.words(spans[0])}"
    reported = (
        f"{_counted(len(denied)).capitalize()} {of_those} report{'s' * (len(denied) == 1)} a denial with it"
    )
    names = f": {', '.join(outlets)}; not {', '.join(rest)}" if rest and outlets else ""
    return Finding(
        "allegation", None, reported + names,
        "; ".join(
            f"{context.outlet(a)}: {c.source or 'nobody named'}, {c.verb}, {'denied' if a in denied else 'no denial'}"
            for a, c in sorted(cells.items())
        ),
        round(min(1.0, 0.55 + 0.3 * bool(outlets and rest) + 0.05 * len(cells)), 4), tuple(dict.fromkeys(spans)),
    )  # fmt: skip


def _counted(number: int) -> str:
    """A number as a sentence has it."""
    return COUNTED[number] if number < len(COUNTED) else str(number)
