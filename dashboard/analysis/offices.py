"""Persons named by their office alone: "the minister", "the Y leader"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dashboard.analysis.chunks import Chunk, Chunks
from dashboard.analysis.lexicons import lexicon_offices
from dashboard.analysis.namings import Naming, described_by, lands_named, stems_of
from dashboard.analysis.stems import fold, stem


def by_office(parsed: Chunks, named: Sequence[Naming]) -> Iterator[Naming]:
    """Namings by office alone ("the Y leader"), of the person to whom the story gives that description most often."""
    roles = [_roles(n) for n in named]
    titles = set(map(stem, lexicon_offices()))
    persons = {n.actor for n, own in zip(named, roles, strict=True) if n.kind == "courtesy" or own & titles}
    given: dict[str, Counter[str]] = {}
    local: dict[tuple[str, str], Counter[str]] = {}
    lands: dict[str, Counter[str]] = {}
    taken = {(n.home.sentence, k) for n in named for k in range(n.first, n.last)}
    known: dict[str, set[str]] = {}
    for n, told in zip(named, roles, strict=True):
        known.setdefault(n.actor, set()).update(n.described, stems_of(n.actor))
        for s in told if n.actor in persons else ():
            given.setdefault(s, Counter())[n.actor] += 1
            local.setdefault((n.home.article, s), Counter())[n.actor] += 1
        if n.kind == "described":
            for land in lands_named(n.home, n.first, n.last):
                lands.setdefault(n.actor, Counter())[land] += 1
    for chunk in parsed.phrases:
        if (
            chunk.kind != "thing"
            or (chunk.home.sentence, chunk.head) in taken
            or chunk.head_stem not in given
        ):
            continue
        first = chunk.home.words[chunk.first]
        own = set(lands_named(chunk.home, chunk.first, chunk.last))
        definite = fold(first.text) in ("the", "its", "his", "their") or any(
            w.kind == "pos" for w in chunk.home.words[chunk.first : chunk.core]
        )
        if (
            chunk.home.words[chunk.head].kind != "noun"
            or not (definite or own)
            or chunk.home.words[chunk.head].text.endswith("s")
        ):
            continue
        # "The F.B.I. director" is nobody whom the story never puts at the F.B.I.
        houses = _houses(chunk)
        near = local.get((chunk.home.article, chunk.head_stem)) or given[chunk.head_stem]
        fitting = [
            (count, actor) for actor, count in (given[chunk.head_stem] if own else near).items()
            if (not own or own & set(lands.get(actor, ()))) and houses <= known[actor]
        ]  # fmt: skip
        fitting.sort(key=lambda pair: (-pair[0], pair[1]))
        if fitting and (own or len(fitting) == 1 or fitting[0][0] >= 2 * fitting[1][0]):
            yield Naming(
                fitting[0][1],
                chunk.home,
                chunk.first,
                chunk.core,
                "office",
                described_by(chunk.home, range(chunk.first, chunk.core)),
            )


def _houses(chunk: Chunk) -> set[str]:
    """Stems of the names in a naming by office, those after it too: "the F.B.I. director", "the director for Asia"."""
    words, stop = chunk.home.words, chunk.head + 1
    if stop < len(words) and fold(words[stop].text) in ("of", "for", "at"):
        while stop < len(words) and words[stop].kind in ("adp", "det", "adj", "noun", "name"):
            stop += 1
    return set(described_by(chunk.home, [k for k in range(chunk.first, stop) if words[k].kind == "name"]))


@lru_cache(maxsize=1)
def _office_stems() -> frozenset[str]:
    return frozenset(stem(word) for word, kind in lexicon_offices().items() if kind == "office")


def _roles(naming: Naming) -> set[str]:
    """Stems of a description that say what somebody is: its offices, and the noun right before the name."""
    home, offices = naming.home, _office_stems()
    nouns = {
        home.stems[k] for k in range(naming.first, naming.last - 1)
        if home.words[k].kind == "noun" and home.words[k + 1].kind == "name"
    }  # fmt: skip
    return {s for s in naming.described if s in offices or s in nouns}
