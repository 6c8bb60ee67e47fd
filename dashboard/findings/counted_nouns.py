"""Whether two different nouns that are counted can mean the same ones: "people" and "mourners", "pupils" and "students"."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.encoding.phrases import Sentence
from dashboard.findings.referents import PEOPLE
from dashboard.language.lexicons import lexicon_nouns, lexicon_rivals
from dashboard.language.words import stem

GENERAL = frozenset(
    "animal creature beast bird vehicle building structure property weapon vessel aircraft item object piece".split()
)
"""Nouns that stand for more exact ones."""
PERSONS_ALIKE = 0.5
"""Cosine in context from which two nouns for persons, each the only one counted in a headline or lead, can mean the same ones: "pupils"
and "students" have .54 to .60."""
ACTS_ALIKE, NOUNS_ALIKE = 0.1, 0.25
"""Cosines in context from which what is done, and to what, is alike enough for two counts in linked sentences (ours)."""


def can_be_one(homes: Sequence[Sentence], nouns: tuple[int, int]) -> bool:
    """Whether two different nouns can name the same ones: both name a crowd or people at large ("people", "mourners"; 90 officers among
    300 people are others), or one is general and they are alike."""
    lemmas = [h.read.tokens[h.words[k].token].lemma.lower() for h, k in zip(homes, nouns, strict=True)]
    if lemmas[0] == lemmas[1]:
        return False
    people = [stem(w) in PEOPLE for w in lemmas]
    crowds = [{thing for thing, _ in lexicon_rivals().get((w,), ())} & {"crowd"} for w in lemmas]
    if any(people) or any(crowds):
        return all(p or c for p, c in zip(people, crowds, strict=True))
    if "person" in map(lexicon_nouns().get, lemmas):
        return False
    near = float(homes[0].vectors[nouns[0]] @ homes[1].vectors[nouns[1]])
    return any(w in GENERAL for w in lemmas) and near >= NOUNS_ALIKE


def are_alike_persons(homes: Sequence[Sentence], nouns: tuple[int, int]) -> bool:
    """Whether two different nouns for persons are near enough to be two words for the same ones: "pupils", "students"."""
    lemmas = [h.read.tokens[h.words[k].token].lemma.lower() for h, k in zip(homes, nouns, strict=True)]
    near = float(homes[0].vectors[nouns[0]] @ homes[1].vectors[nouns[1]])
    return (
        lemmas[0] != lemmas[1]
        and all(lexicon_nouns().get(w) == "person" for w in lemmas)
        and near >= PERSONS_ALIKE
    )
