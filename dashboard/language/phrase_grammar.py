"""Where the phrases of a sentence stand: noun phrases and verb groups, cut by a small grammar over word classes (Abney 1991)."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.language.normalize import fold
from dashboard.language.word_classes import Word

IN_NAME = frozenset(("det", "adj", "noun", "name", "num", "pos"))
JOINS = frozenset("of in on with about against over between into for from to by".split())
"""Prepositions that may bind a second noun phrase to a common noun ("war with Ukraine")."""
BINDS = frozenset(
    """occasion behalf basis wake face eve light terms view favor favour spite addition lieu aftermath midst course case
    event front""".split()
)
"""Nouns that with "in" or "on" before and "of" after them are one preposition (Quirk et al. 1985, § 9.11)."""
LONGEST = 9
"""Words of the longest phrase: beyond, a span no longer points at words."""


def _adjacent(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether nothing but white space or a quotation mark stands between a word and the one before it."""
    between = text[words[at - 1].end : words[at].start]
    return not between.strip(" \n\t\xa0\"“”‘’'.") and (
        "." not in between or words[at - 1].text in ("Mr", "Ms", "Mrs", "Dr", "Sen", "Rep", "Gen", "Gov")
        or len(words[at - 1].text) == 1
    )  # fmt: skip


def things(text: str, words: Sequence[Word]) -> list[tuple[int, int, int, int, str]]:
    """Noun phrases: (first, last, head, core, kind); a common noun takes one phrase bound by a preposition."""
    bases: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        if words[at].kind not in IN_NAME or words[at].kind == "pos":
            at += 1
            continue
        stop = at + 1
        while stop < len(words) and _adjacent(text, words, stop) and _goes_on(words, stop):
            stop += 1
        end = stop
        while end > at and words[end - 1].kind in ("det", "adj", "pos"):
            end -= 1
        if end == at and words[at].kind == "det" and stop - at >= 2 and words[stop - 1].kind == "adj":
            end = stop  # "the South", "a post-pandemic first": an adjective stands for a noun
        if (
            end - at > 1
            and words[at].text[:1].islower()
            and words[at].text.endswith("ing")
            and words[at + 1].kind == "name"
        ):
            at += 1  # "telling Mr. X": a participle that the tagger took for an adjective
        if (
            end > at
            and any(w.kind in ("noun", "name", "adj") for w in words[at:end])
            and not _binds(words, at, end)
        ):
            bases.append((at, end))
        at = stop
    found = []
    for number, (first, last) in enumerate(bases):
        head, stop = last - 1, last
        if words[head].kind == "noun" and number + 1 < len(bases):
            after = bases[number + 1]
            joined = after[0] == last + 1 and words[last].kind == "adp" and fold(words[last].text) in JOINS
            bare = not text[words[head].end : words[after[0]].start].strip(" " + words[last].text)
            if joined and bare and after[1] - first <= LONGEST:
                stop = after[1]
        found.append((max(first, stop - LONGEST), stop, head, last, "thing"))
    return found


def _binds(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a noun is the middle of a preposition: "on (the) occasion of"."""
    bare = first if words[first].kind != "det" else first + 1
    return (
        last - bare == 1 and first > 0 and last < len(words) and fold(words[bare].text) in BINDS
        and fold(words[first - 1].text) in ("in", "on") and fold(words[last].text) == "of"
    )  # fmt: skip


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """Whether a noun phrase goes on with this word."""
    kind, before = words[at].kind, words[at - 1].kind
    if kind == "det" or (kind == "adj" and before == "noun" and words[at - 1].text.endswith("s")):
        return False  # "suggests new flexibility": a verb that the tagger took for a noun
    if kind in IN_NAME:
        return True
    more = at + 1 < len(words) and words[at + 1].kind in ("adj", "noun", "name")
    if kind == "adv":
        return before == "det" and more
    return kind == "and" and before == "adj" and more and words[at + 1].kind == "adj"


def acts(text: str, words: Sequence[Word]) -> list[tuple[int, int, int, int, str]]:
    """Verb groups: auxiliaries and adverbs before the verb, a particle after it."""
    found, at = [], 0
    while at < len(words):
        if words[at].kind not in ("aux", "adv", "verb", "to"):
            at += 1
            continue
        stop, head = at, -1
        while stop < len(words) and words[stop].kind in ("aux", "adv", "verb", "to", "part"):
            if stop > at and not _adjacent(text, words, stop):
                break
            if words[stop].kind == "verb" and fold(words[stop].text) != "according":
                head = stop
            stop += 1
        while stop > head + 1 and words[stop - 1].kind in ("to", "aux", "sub"):
            stop -= 1
        if head >= 0:
            first = at
            while words[first].kind == "to" and first < head:
                first += 1
            found.append((max(first, stop - LONGEST), max(stop, head + 1), head, max(stop, head + 1), "act"))
        at = max(stop, at + 1)
    return found
