"""One naming of an actor, and what its description says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.analysis.chunks import Sentence, Stretch
from dashboard.analysis.lexicons import land_words, lexicon_countries, lexicon_demonyms, lexicon_offices
from dashboard.analysis.stems import fold, stem


@dataclass(frozen=True)
class Naming(Stretch):
    """One naming of an actor.

    Attributes:
        actor: folded canonical name.
        home: its sentence.
        first, last: words of the sentence, description and name together.
        kind: "described" (with a description), "name", "courtesy" ("Mr. X"), "office" (without the name) or "place".
        described: stems of the description, without the countries in it.
    """

    actor: str
    home: Sentence
    first: int
    last: int
    kind: str
    described: tuple[str, ...]


def described_by(home: Sentence, words: Sequence[int]) -> tuple[str, ...]:
    """Stems of a description, without courtesy titles and without the country it belongs to."""
    offices, apart = lexicon_offices(), land_words()
    return tuple(
        home.stems[k] for k in words
        if home.stems[k] and offices.get(fold(home.words[k].text)) != "courtesy" and fold(home.words[k].text) not in apart
    )  # fmt: skip


def lands_named(home: Sentence, first: int, last: int) -> Iterator[str]:
    """Countries that a stretch names, as adjective or name."""
    words = [fold(w.text) for w in home.words[first:last]]
    demonyms, countries = lexicon_demonyms(), lexicon_countries()
    k = 0
    while k < len(words):
        two = " ".join(words[k : k + 2])
        for known in (demonyms, countries):
            if two in known:
                yield known[two]
                k += 1
                break
            if words[k] in known:
                yield known[words[k]]
                break
        k += 1


def stems_of(actor: str) -> frozenset[str]:
    """Stems of an actor's canonical name."""
    return frozenset(stem(token) for token in actor.split())
