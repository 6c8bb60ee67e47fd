"""Every detector of findings, a file for each idea: a detector is a function of the context to findings.

A new kind of finding is a new file here and a line in DETECTORS; their order breaks ties between findings of one weight.
It is shown where `presentation.framing.SECTIONS` or `presentation.facts.KINDS` names it, and has its place on the Overview in
`presentation.highlights.KIND_NAMES`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from dashboard import limits
from dashboard.findings.context import Context
from dashboard.findings.detectors import (
    allegations,
    attribution,
    certainty,
    channels,
    circumstances,
    dates,
    epithets,
    events,
    granularity,
    loaded,
    names,
    omission,
    predicate,
    quotations,
    rival_names,
    superlatives,
    tone,
    values,
    wording,
)
from dashboard.findings.finding import (
    OF_ACTORS,
    Finding,
    adds_charge,
    demote_styles,
    join_repeats,
    nothing_differs,
    one_says_more,
    without_repeats,
)
from dashboard.findings.hedges import adds_hedge
from dashboard.findings.ranking import ranked

Detector = Callable[[Context], list[Finding]]

DETECTORS: Sequence[Detector] = (
    omission.detect,
    loaded.detect,
    names.detect,
    epithets.detect,
    rival_names.detect,
    tone.detect,
    wording.detect,
    predicate.detect,
    attribution.detect,
    certainty.detect,
    certainty.detect_alone,
    quotations.detect,
    allegations.detect,
    circumstances.detect,
    values.detect_numbers,
    dates.detect_dates,
    values.detect_names,
    values.detect_unnamed,
    superlatives.detect,
    granularity.detect,
    events.detect,
    channels.detect,
)

BY_PLACE = frozenset(
    (
        "label",
        "wording",
        "quote",
        "certainty",
        "attribution",
        "circumstance",
        "number",
        "date",
        "name",
        "first",
    )
)
"""Kinds that weigh less at the end of an article than in its headline or lead: the event's own words and numbers first."""
OF_ONE_THING = frozenset(("label", "wording", "number", "granularity"))
"""Kinds that set side by side what must be one thing."""
ONLY_LONGER = frozenset(("called", "described"))
"""Rules of names that may differ in length alone: "Roe", "Jane Roe"."""
AT_THE_END = 0.65
"""What is left of the weight of a finding all of whose spans stand at the end of their articles (ours)."""


def findings_of(context: Context) -> list[Finding]:
    """What all detectors find, ranked; what a weightier finding shows already is part of it, or left out."""
    found = join_repeats(ranked(context, weighed(context)), context.story.texts)
    return demote_styles(without_repeats(found))


def weighed(context: Context) -> list[Finding]:
    """What all detectors find, weighed by them and by where it is printed."""
    found: list[Finding] = []
    for detect in DETECTORS:
        limits.check("findings")
        found += [
            _placed(context, finding)
            for finding in detect(context)
            if _differs(context, finding) and not _is_of_two_places(context, finding)
        ]
    return found


def _is_of_two_places(context: Context, finding: Finding) -> bool:
    """Whether what is set side by side as one thing is told of different places; a name of somebody is his wherever he is, and the
    numbers of headlines and leads are the event's."""
    if finding.kind not in OF_ONE_THING or finding.rule in (*OF_ACTORS, "rival", "charged"):
        return False
    told = sorted({(s.article, context.sentence_at(s.article, s.start)) for s in finding.spans})
    if finding.kind == "number" and all(context.places[sentence] == 1.0 for _, sentence in told):
        return False
    return any(a != b and context.far_apart(x, y) for (a, x), (b, y) in combinations(told, 2))


def _differs(context: Context, finding: Finding) -> bool:
    """Whether a finding that sets wordings against each other has two of them. Of a statement, or of what somebody is called, words that
    one outlet only adds to the other's are none ("help", "were called to help"), unless they are charged or a hedge: of 97 that were read
    five were telling. Nor is another form of the same words ("made", "makes")."""
    if finding.kind not in ("label", "wording", "certainty") or len({s.article for s in finding.spans}) < 2:
        return True
    wordings = [context.story.texts[s.article][s.start : s.end] for s in finding.spans]
    adds = (finding.kind == "wording" or finding.rule in ONLY_LONGER) and one_says_more(wordings)
    if adds and not adds_charge(wordings) and not adds_hedge(wordings):
        return False
    return not nothing_differs(wordings) and not (
        finding.kind != "certainty" and _is_one_lemma(context, finding)
    )


def _is_one_lemma(context: Context, finding: Finding) -> bool:
    """Whether all spans hold the same words in other forms: "is suing", "sued"."""
    return len({context.lemmas(span) for span in finding.spans}) == 1


def _placed(context: Context, finding: Finding) -> Finding:
    """A finding with its weight by the place of its most prominent half of spans."""
    if finding.kind not in BY_PLACE:
        return finding
    places = sorted((context.prominence(span) for span in finding.spans), reverse=True)
    half = places[: (len(places) + 1) // 2]
    factor = AT_THE_END + (1 - AT_THE_END) * sum(half) / len(half)
    return replace(finding, weight=round(finding.weight * factor, 4))
