"""The acts of a sentence put in order: where each claim ends, and who passes on whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.analysis.act import Act
from dashboard.analysis.tokens import Word

LEAST = 4
"""Content words that an outer claim must hold beside the claims within it, to be one of its own."""

_GRAMMAR = frozenset(("det", "pron", "prep", "sub", "conj", "aux", "adv", "time", "number"))
_JOINTS = frozenset(("comma", "conj", "colon", "dash"))
_BESIDE = frozenset("although though but while whereas amid despite and".split())
"""Words that set an act beside the one before it, where no comma does."""


@dataclass(frozen=True)
class Attribution:
    """An act with the acts within whose claims it stands, outermost first."""

    act: Act
    within: tuple[Act, ...]


def attributions(words: Sequence[Word], acts: Sequence[Act]) -> list[Attribution]:
    """Acts with their claims cut where the next one begins, nested, and without those that only pass on
    another.

    "KCNA reported that Kim said X" is one attribution of X to Kim through KCNA; "KCNA reported Y and that Kim
    said X" are two.
    """
    settled = _citing([cut for act in acts if (cut := _cut(words, act, acts))])
    found = []
    for act in settled:
        outer = [o for o in settled if o is not act and _holds(o, act)]
        outer.sort(key=lambda o: (o.claim[0] - o.claim[1], o.unit))
        inner = [i for i in settled if i is not act and _holds(act, i)]
        if not inner or _own_words(words, act, inner) >= LEAST:
            found.append(Attribution(act, tuple(outer)))
    return found


def _holds(outer: Act, inner: Act) -> bool:
    """Whether an act stands within the claim of another."""
    if outer.kind == "unnamed":
        return False
    a, b = min(inner.unit[0], inner.verb[0]), inner.unit[1]
    if not (outer.claim[0] <= a and b <= outer.claim[1]):
        return False
    mutual = inner.claim[0] <= outer.unit[0] and outer.unit[1] <= inner.claim[1]
    return not (mutual and _length(inner.claim) >= _length(outer.claim))


def _length(claim: tuple[int, int]) -> int:
    return claim[1] - claim[0]


def _own_words(words: Sequence[Word], act: Act, inner: Sequence[Act]) -> int:
    """Content words of a claim outside the acts within it; in "met Li, who said" Li belongs to what is
    met.
    """
    taken: set[int] = set()
    for i in inner:
        apart = i.source is not None and words[i.source[1]].tag in ("sub", "comma")
        taken |= {k for span in (i.verb if apart else i.unit, i.claim, i.verb) for k in range(*span)}
    return sum(words[k].is_word and words[k].tag not in _GRAMMAR for k in range(*act.claim) if k not in taken)


def _cut(words: Sequence[Word], act: Act, acts: Sequence[Act]) -> Act | None:
    """The act with its claim ended where another begins a clause of its own; None if nothing is left of
    it.
    """
    start, end = act.claim
    for other in acts:
        if other is act:
            continue
        if act.trailing:
            if (
                other.trailing
                and start < other.unit[1] <= act.unit[0]
                and _separate(words, other.unit[1], act)
            ):
                start = other.unit[1]
        elif other.trailing and act.verb[0] < other.unit[0] and other.claim[0] <= act.verb[0]:
            end = min(end, other.claim[1])  # ", KCNA said" closes what stands before it
        elif act.verb[0] < other.verb[0]:
            seam = _seam(words, other)
            if max(act.verb[1], start + 1) <= seam < end and _is_seam(words, seam, other):
                end = seam
    while end > start and (words[end - 1].tag in _JOINTS or words[end - 1].tag == "sub"):
        end -= 1
    while start < end and (words[start].tag in _JOINTS or words[start].tag == "stop"):
        start += 1
    return replace(act, claim=(start, end)) if start < end else None


def _separate(words: Sequence[Word], at: int, act: Act) -> bool:
    """Whether a clause of its own follows an attribution in mid-sentence: ", A said, while B, C said"."""
    stretch = words[at : act.claim[1]]
    joined = bool(stretch) and (stretch[0].tag in _JOINTS or stretch[0].tag in ("sub", "stop"))
    return joined and len(stretch) > LEAST and any(w.tag in ("aux", "verb") for w in stretch)


def _seam(words: Sequence[Word], other: Act) -> int:
    """Index of the first word of another act's clause, its conjunction and comma included."""
    at = min(other.unit[0], other.verb[0])
    while at > 0 and (
        words[at - 1].tag in ("sub", "conj", "adv", "aux", "time")
        or words[at - 1].low in ("on", "amid", "despite")
    ):
        at -= 1
    if at > 0 and words[at - 1].tag == "comma":
        return at - 1
    return _apposition(words, at) or at


def _apposition(words: Sequence[Word], at: int) -> int | None:
    """The comma that begins ", a condition officials say …", the noun phrase whose clause an act is."""
    for k in range(at - 1, max(0, at - 7), -1):
        if words[k].tag == "comma":
            return k if words[k + 1].tag == "det" else None
        if words[k].tag in ("verb", "aux", "sub", "open", "close"):
            return None
    return None


def _is_seam(words: Sequence[Word], seam: int, other: Act) -> bool:
    """Whether the other act stands beside a claim and not within it."""
    if other.inherits:
        return True
    if words[seam].tag in ("comma", "colon", "dash"):
        return other.kind != "unnamed" or words[seam + 1].tag in ("sub", "prep")
    return words[seam].low in _BESIDE


def _citing(acts: Sequence[Act]) -> list[Act]:
    """ ", citing officials" takes the claim of the act it belongs to, which becomes its channel."""
    found: list[Act] = []
    owners: list[Act] = []
    own = [o for o in acts if o.lemma != "cite" and o.kind != "unnamed" and o.source is not None]
    for act in acts:
        if act.lemma != "cite":
            continue
        before = [o for o in own if o.verb[0] < act.verb[0]]
        owner = before[-1] if before else own[0] if own else None
        if owner is None or owner.source is None:
            continue
        owners.append(owner)
        start, end = owner.claim
        end = act.verb[0] if start < act.verb[0] < end else end
        channels = (*owner.channels, owner.source)
        found.append(replace(act, claim=(start, end), channels=channels, trailing=owner.trailing))
    kept = [act for act in acts if act.lemma != "cite" and act not in owners]
    return sorted([*kept, *found], key=lambda a: a.verb)
