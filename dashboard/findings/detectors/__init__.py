"""Every detector of findings, a file for each idea: a detector is a function of the context to findings.

A new kind of finding is a new file in `facts` or `framing` and a line in DETECTORS; their order breaks ties between findings of one weight.
It is shown where `presentation.framing.SECTIONS` or `presentation.facts.KINDS` names it, and has its place on the Overview in
`presentation.highlights.KIND_NAMES`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from dashboard import limits
from dashboard.alignment.contradictions import ends, opposed
from dashboard.findings.context import Context
from dashboard.findings.detectors.facts import (
    circumstances,
    dates,
    events,
    granularity,
    identities,
    numbers,
    outcomes,
    superlatives,
)
from dashboard.findings.detectors.framing import (
    actor_names,
    allegations,
    attribution,
    certainty,
    charged_beside,
    credited_media,
    epithets,
    loaded,
    omission,
    predicate,
    quotations,
    rival_names,
    thing_names,
    tone,
    wording,
)
from dashboard.findings.finding import (
    CHARGED,
    FURTHER,
    JOINED,
    LATE,
    NEAR,
    OF_ACTORS,
    RIVALS,
    WORTH_CHECKING,
    Finding,
    adds_charge,
    bare,
    counted,
    join_repeats,
    nothing_differs,
    one_says_more,
    without_repeats,
)
from dashboard.findings.hedges import adds_hedge
from dashboard.findings.ranking import MAIN_WORTH, is_main, is_plain, ranked

Detector = Callable[[Context], list[Finding]]

DETECTORS: Sequence[Detector] = (
    omission.detect,
    loaded.detect,
    charged_beside.detect,
    thing_names.detect,
    actor_names.detect,
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
    outcomes.detect,
    numbers.detect_numbers,
    dates.detect_dates,
    identities.detect_names,
    identities.detect_unnamed,
    superlatives.detect,
    granularity.detect,
    events.detect,
    credited_media.detect,
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
OF_ONE_THING = frozenset(("label", "wording", "number", "date", "granularity"))
"""Kinds that set side by side what must be one thing."""
BY_NAME = (*OF_ACTORS, *RIVALS, "charged")
"""Rules of names that hold whatever stands around them: somebody's, and those of a word list."""
ONLY_LONGER = frozenset(("called", "described"))
"""Rules of names that may differ in length alone: "Roe", "Jane Roe"."""
LATE_WEIGHT, NEAR_WEIGHT = 0.5, 0.5
"""What is left of the weight of a minor finding that comes late, and of names that nothing but their vectors joins (ours)."""
STRONG = 0.8
"""Strength of a charged word from which two predicates that differ by it come with other findings: "has been steadfast", not "celebrates"
(ours)."""
AT_THE_END = 0.65
"""What is left of the weight of a finding all of whose spans stand at the end of their articles (ours)."""


def findings_of(context: Context) -> list[Finding]:
    """What all detectors find, ranked; what a weightier finding shows already is part of it, or left out."""
    found = [_in_tier(context, f) for f in ranked(context, weighed(context))]
    joined = [_without_strangers(context, f) for f in join_repeats(found, context.story.texts)]
    return without_repeats(joined)


def _in_tier(context: Context, finding: Finding) -> Finding:
    """The finding with its tier: minor ones weigh less than all others, and the less those that come late. Names and wordings without a
    charged word are minor, however likely: of seven that readers of six unseen stories met among the main ones none was telling."""
    late = finding.rule in LATE or _is_late(context, finding)
    if is_main(finding) and not late and not is_plain(context, finding):
        return finding
    factor = MAIN_WORTH * (LATE_WEIGHT if late else 1.0) * (NEAR_WEIGHT if finding.rule == NEAR else 1.0)
    return replace(finding, tier="minor", weight=round(finding.weight * factor, 4))


def _is_late(context: Context, finding: Finding) -> bool:
    """Whether a finding is of a kind of which readers called hardly one telling: who says a thing (one of 26); a quotation that others only
    begin or end elsewhere (none of four); what one outlet tells in general and another by examples; predicates without a strong word;
    wordings of which none is charged, hedged or a number ("adopted",
    "approved": ten of 259, 88 wrong); of names without a charged one, those of which the longest holds the words of all others ("power",
    "political power": four of 62, 12 wrong), and things in the plural that no article, figure or owner makes definite ("residents",
    "downed trees": none of 17, six wrong)."""
    if finding.kind == "attribution":
        return finding.rule != "sources"
    if finding.kind == "quote":
        return finding.title.endswith(quotations.MORE_OR_LESS)
    if finding.kind == "granularity":
        return not finding.detail.startswith(WORTH_CHECKING)
    spans = [s for s in finding.spans if s.note != FURTHER]
    words = [context.story.texts[s.article][s.start : s.end] for s in spans]
    if finding.rule == "act":
        return not adds_charge(words, STRONG)
    if (finding.rule not in ("label", "perhaps") and finding.kind != "wording") or adds_charge(
        words, CHARGED
    ):
        return False
    if finding.kind == "wording":
        return not adds_hedge(words) and not any(s.voice == "quoted" for s in spans)
    indefinite = sum(context.is_indefinite(s) for s in spans)
    return one_says_more(words) or 2 * indefinite >= len(spans)


def _without_strangers(context: Context, finding: Finding) -> Finding:
    """The finding without those further wordings whose sentences name other places than another article's in it."""
    own = [(s.article, context.sentence_at(s.article, s.start)) for s in finding.spans if s.note != FURTHER]
    kept = tuple(
        s
        for s in finding.spans
        if s.note != FURTHER
        or not any(
            a != s.article and context.far_apart(context.sentence_at(s.article, s.start), x) for a, x in own
        )
    )
    if len(kept) == len(finding.spans):
        return finding
    further = sum(s.note == FURTHER for s in kept)
    listed = (
        f"; {counted(further, 'more wording')} of it {'is' if further == 1 else 'are'} listed"
        if further
        else ""
    )
    return replace(finding, spans=kept, detail=finding.detail.rpartition("; ")[0] + listed)


def weighed(context: Context) -> list[Finding]:
    """What all detectors find, weighed by them and by where it is printed."""
    found: list[Finding] = []
    for detect in DETECTORS:
        limits.check("findings")
        found += [
            _placed(context, finding)
            for finding in detect(context)
            if _differs(context, finding)
            and not _is_of_two_places(context, finding)
            and not _is_of_two_quotations(context, finding)
        ]
    return found


def _is_of_two_places(context: Context, finding: Finding) -> bool:
    """Whether what is set side by side as one thing is told of different places, or belongs to different actors; a name of somebody is his
    wherever he is, and the numbers of headlines and leads are the event's."""
    if finding.kind not in OF_ONE_THING or finding.rule in BY_NAME:
        return False
    told = sorted({(s.article, context.sentence_at(s.article, s.start)) for s in finding.spans})
    pairs = [(x, y) for (a, x), (b, y) in combinations(told, 2) if a != b]
    if finding.kind in ("number", "date") and any(context.other_occasion(x, y) for x, y in pairs):
        return True
    in_front = all(context.places[sentence] == 1.0 for _, sentence in told)
    if finding.kind == "date" or (finding.kind == "number" and in_front):
        return False
    if any(context.far_apart(x, y) for x, y in pairs):
        return True
    for told_of in (context.states_of, context.owners_of):
        known = [(s.article, told_of(s)) for s in finding.spans if s.note != FURTHER]
        if any(a != b and x and y and not x & y for (a, x), (b, y) in combinations(known, 2)):
            return True
    return False


def _is_of_two_quotations(context: Context, finding: Finding) -> bool:
    """Whether names or wordings are all somebody's within quotation marks, and are no two prints of one passage: they have no word of
    content in common, or of two articles one prints the other's words as well. Then they are no outlet's choice."""
    if finding.kind not in JOINED or finding.rule in BY_NAME:
        return False
    if any(s.voice != "quoted" for s in finding.spans):
        return False
    words = sorted({(s.article, context.story.texts[s.article][s.start : s.end]) for s in finding.spans})
    pairs = [(a, b) for a, b in combinations(words, 2) if a[0] != b[0] and bare(a[1]) != bare(b[1])]
    return all(
        not set(bare(a[1])) & set(bare(b[1])) or context.prints(b[0], a[1]) or context.prints(a[0], b[1])
        for a, b in pairs
    )


def _differs(context: Context, finding: Finding) -> bool:
    """Whether a finding that sets wordings against each other has two of them. Of a statement, or of what somebody is called, words that
    one outlet only adds to the other's are none ("help", "were called to help"), unless they are charged or a hedge: of 97 that were read
    five were telling. Nor is another form of the same words ("made", "makes")."""
    if finding.kind not in ("label", "wording", "certainty") or len({s.article for s in finding.spans}) < 2:
        return True
    wordings = [context.story.texts[s.article][s.start : s.end] for s in finding.spans]
    if any(opposed(x, y) for x, y in combinations({ends(w) for w in wordings}, 2)):
        return False  # "rejected" and "accepted" are no two words for one act
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
