"""Which words of an attribution are alleged: not the clause that reports them."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.analysis import reporting
from dashboard.analysis.framing.citing import Citing, words_within
from dashboard.analysis.framing.context import Context
from dashboard.analysis.stems import fold

GREATER = 0.5
"""Share of an attribution's words from which another within it says all that it does, but for a clause of reporting."""
BEFORE = frozenset(("aux", "adv", "verb"))
"""Classes of words that may stand in a group of verbs before the adverb: "was widely, allegedly, attacked"."""

_Worded = tuple[Citing, int, int]
"""(claim, first, last + 1 of the words that it alleges)."""


def alleged_words(context: Context, claim: Citing) -> tuple[int, int]:
    """(first, last + 1) of the words of its sentence that a claim alleges.

    An adverb of hearsay stands in the clause that it leaves open, and what stands before that clause is the outlet's own word:
    "recalled facing demands to sue X for allegedly abetting Y" alleges the abetting alone. The clause begins with the subject
    right before the verb; behind a preposition, "which" or "and" it begins with the verb.
    """
    first, last = words_within(claim)
    words = claim.home.words
    at = next((k for k in range(first, last) if fold(words[k].text) in reporting.HEARSAY), None)
    if fold(claim.verb) not in reporting.HEARSAY or at is None or at + 1 >= last:
        return first, last
    group = at
    while group > first and words[group - 1].kind in BEFORE:
        group -= 1
    subject = next(
        (
            c
            for c in context.phrases.phrases_of(claim.sentence)
            if c.kind == "thing" and group in (c.core, c.last)
        ),
        None,
    )
    if subject is not None and subject.first >= first and not _parted(claim, group):
        return subject.first, last
    pronoun = (
        group > first and words[group - 1].kind == "pron" and fold(words[group - 1].text) not in RELATIVE
    )
    return (group - 1 if pronoun else at + 1), last


RELATIVE = frozenset("who which that".split())


def _parted(claim: Citing, at: int) -> bool:
    """Whether a comma stands before a word: what is before it is no subject ("X, allegedly …")."""
    home = claim.home
    return "," in home.text[home.words[at - 1].end : home.words[at].start]


def plain_claims(context: Context, claims: Iterable[Citing]) -> list[Citing]:
    """The claims without those that are little more than the report of another: "X alleges that …, the paper says" is what X
    alleges."""
    own = [(c, *alleged_words(context, c)) for c in claims]
    within: dict[str, list[_Worded]] = {}
    for worded in own:
        within.setdefault(worded[0].sentence, []).append(worded)
    return [w[0] for w in own if not any(_reports(w, other) for other in within[w[0].sentence])]


def _reports(outer: _Worded, inner: _Worded) -> bool:
    """Whether an attribution says that another is made, its verb and its words, and little else."""
    (one, a, b), (other, c, d) = outer, inner
    if one is other or (a, b) == (c, d):
        return False
    words, start = one.home.words, one.home.start
    verb = start + words[a].start <= other.at[0] and other.at[1] <= start + words[b - 1].end
    return verb and a <= c and d <= b and d - c >= GREATER * (b - a)
