"""Findings: claims about the texts, each with the spans that prove it, and the order in which a reader sees them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.language.lexicons import charged_words
from dashboard.language.quotations import DOUBLE_MARK
from dashboard.language.words import WORD, stem
from dashboard.tables import FINDINGS, SPANS, make

WORTH_CHECKING = "Worth checking: "
"""Begins the detail of a finding that is no contradiction and that a reader should see beside those that are."""
DIFFERENCE = "difference"
"""Note of the spans in which two prints of a quotation differ: a pair after the other, the one with most words of content first."""
NO_OTHER_WORDING = frozenset(
    "a an the this that these those its his her their our my your some several many few most all both each any various certain "
    "more much such be been being is are was were am has have had having".split()
)
"""Words that make no other wording: articles and other determiners, quantifiers that name no number, auxiliaries."""
_LIMIT = re.compile(r"\b(?:at (?:least|most)|(?:more|fewer|less) than)\b", re.IGNORECASE)
"""What sets a limit to a figure."""
TOO_FEW = frozenset(
    (
        "allegation",
        "sequence",
        "circumstance",
        "number",
        "name",
        "rival",
        "act named",
        "epithet",
        "sources",
        "tone",
    )
)
"""Kinds, and rules of a kind, of which too few were read to tell anything: they get the usual chances, their order from their
detector."""
SHOWING_WORDS = frozenset(("label", "wording", "quote", "certainty", "attribution"))
"""Kinds that may show one pair of wordings each in its own way."""
JOINED = frozenset(("label", "wording"))
"""Kinds of which repeats become one finding."""
ONE, ONE_ACT, CALLED = "One thing, several names", "One act, several words", "What each outlet calls"
"""How the title of a finding on names begins; the third is of people or a government where a word takes a side."""
NEAR_IN_MEANING = "Words near in meaning"
"""The same of names that may be of two things."""
STYLE = "style"
"""Rule of the names of a country, and of those of one person or body that differ in courtesy, length or a description ("Mr. Roe")."""
NEAR = "near"
"""Rule of names that nothing but their vectors joins."""
RIVALS = frozenset(("rival", "act named"))
"""Rules of names for one event or people, and of words for one act, of a word list."""
BESIDE = "beside"
"""Rule of a charged word beside plainer ones in a statement that two outlets report, where it is not just added to them."""
OF_ACTORS = frozenset(("described", "office", "called", "epithet", STYLE))
"""Rules by which the names of one actor are one finding already."""
LATE = frozenset((STYLE, "office", "described", "perhaps", NEAR, "alone", "channels"))
"""Rules whose findings come late: readers called none of the 20 telling that were about an office that may be another's, one of 26 about
what somebody is said to be, none of whose words takes a side, and 36 of 83 wrong in which no statement joins two names; what one outlet
alone calls the first of its kind is no difference between two, and of nine that credit other sources seven were wrong."""
CHARGED = 0.5
"""Strength from which a word counts as charged."""
FURTHER = "further wording"
"""Note of the spans that a finding has from its repeats."""
MOST_PLACES = 6
"""Spans of repeats that a finding shows."""
REPEAT_WEIGHT = 0.4
"""What is left of the weight of a quotation that a heavier finding shows."""
REPEATED_SHARE = 0.75
"""Share of a finding's spans that the heavier one must show."""
COVERED_SHARE = 0.8
"""Share of a span that must lie within one of the heavier finding."""
MAX_LONGER = 25
"""Characters by which that one may be longer: beyond, it is about more than these words."""


@dataclass(frozen=True)
class SpanOf:
    """A piece of one article that proves a finding.

    Attributes:
        article, start, end: offsets in the decoded text of the file.
        voice: whose words they are, one of tables.VOICES.
        note: what the piece stands for in the finding ("accuser", "denial", "slot 2"); "" where it is plain.
    """

    article: str
    start: int
    end: int
    voice: str = "narrator"
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """One claim about the texts.

    Attributes:
        kind: "label", "wording", "number" …; `presentation.highlights.KIND_NAMES` lists them.
        statement: the row of the matrix it belongs to, or None.
        title: a sentence that a reader understands without the view around it.
        detail: why it is one: the rule and its figures, in words that a test can replay.
        weight: how telling, in [0, 1]; larger is shown first.
        spans: the evidence, at least one.
        rule: which of its kind's rules found it, "" where there is one; see `ranking.RULES`.
        right: how likely it is to be right, in [0, 1], by what readers said of such findings; 1 before it is ranked.
        tier: "main" where it is likely right and worth printing, "minor" where it is smaller or less sure; see tables.TIERS.

    Raises:
        ValueError: the weight is outside [0, 1], or nothing proves the finding.
    """

    kind: str
    statement: str | None
    title: str
    detail: str
    weight: float
    spans: tuple[SpanOf, ...]
    rule: str = ""
    right: float = 1.0
    tier: str = "main"

    def __post_init__(self) -> None:
        if not 0 <= self.weight <= 1:
            raise ValueError(f"finding {self.title!r}: the weight lies between 0 and 1, not at {self.weight}")
        if not self.spans:
            raise ValueError(f"finding {self.title!r}: no span proves it")

    @property
    def name(self) -> str:
        """Short name of the finding: digest of its kind and of the places of its spans."""
        places = "\0".join(f"{s.article}\0{s.start}\0{s.end}\0{s.note}" for s in self.spans)
        return hashlib.sha256(f"{self.kind}\0{places}".encode()).hexdigest()[:10]


def counted(number: int, noun: str, several: str = "") -> str:
    """A number with its noun, in the singular where it is one: "1 difference", "1,234 differences"; `several` is another plural."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names as a sentence has them: "A", "A and B", "A, B and C"; `last` stands before the last one."""
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def opens_words(text: str, at: int) -> bool:
    """Whether the double mark at a place of a text in one line opens a quotation; a straight one does after a space or a bracket."""
    return text[at] in "“„«" or (text[at] == '"' and (at == 0 or text[at - 1] in " ([—–-"))


def in_marks(text: str) -> str:
    """Words as printed, within quotation marks, for a sentence about them.

    Marks inside become single ones, so that the outer ones stay readable; one whose partner is cut off is left out.
    """
    plain = " ".join(text.split())
    pairs: dict[int, str] = {}
    waiting: list[int] = []
    for mark in DOUBLE_MARK.finditer(plain):
        at = mark.start()
        if opens_words(plain, at):
            waiting.append(at)
        elif waiting:
            pairs |= {waiting.pop(): "‘", at: "’"}
    inner = "".join(pairs.get(k, "" if DOUBLE_MARK.match(c) else c) for k, c in enumerate(plain))
    return f"“{inner.strip()}”"


def nothing_differs(wordings: Iterable[str]) -> bool:
    """Whether wordings are the same but for case, inflection, hyphens, spaces and NO_OTHER_WORDING words: "several witnesses",
    "Witnesses"; "anti-trust", "antitrust". Where nothing else is left of one, nothing is said."""
    kept = {"".join(bare(words)).replace("-", "") for words in (w.replace("-", " ") for w in wordings)}
    return len(kept) == 1 and kept != {""}


def one_says_more(wordings: Iterable[str]) -> bool:
    """Whether the longest of wordings holds the words of all others: "a sit-in", "a six-day sit-in". Nobody then words it
    otherwise; one outlet is only more exact."""
    kept = [set(bare(words)) for words in wordings]
    longest = max(kept, key=len, default=set())
    return all(own <= longest for own in kept)


def adds_charge(wordings: Iterable[str], least: float = 0.0) -> bool:
    """Whether one of wordings holds a charged word, of at least this strength, that another lacks: "a do-nothing Congress", "Congress"."""
    held = [frozenset(charged_words(words, least)) for words in wordings]
    return bool(frozenset[str]().union(*held) - frozenset.intersection(*held)) if held else False


def bare(words: str) -> tuple[str, ...]:
    """The stems of a text without NO_OTHER_WORDING words and the limits of a figure."""
    plain = _LIMIT.sub(" ", words)
    return tuple(stem(w) for w in WORD.findall(plain) if w.casefold() not in NO_OTHER_WORDING)


def join_repeats(found: Iterable[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """The findings in their order, one for every pair of things: a name or a wording that shows, of two articles, the words of a heavier
    one goes into it, with its spans that show other words.

    Of one article the words must be the same (see `bare`), of another one the ones must hold all of the others.
    """
    order = sorted(enumerate(found), key=lambda item: (-item[1].weight, item[0]))
    kept: dict[int, Finding] = {}
    added: dict[int, list[SpanOf]] = {}
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, finding in order:
        home, words = None, [bare(texts[s.article][s.start : s.end]) for s in finding.spans]
        about = "rival" if finding.rule in RIVALS else finding.statement
        places = dict.fromkeys([*words, *([("", about)] if about else [])])
        joins = finding.kind in JOINED and finding.rule not in (*OF_ACTORS, NEAR)
        if joins:
            near = dict.fromkeys(k for place in places for k in holders.get(place, ()))
            home = next((k for k in near if _is_one_pair(finding, kept[k], texts)), None)
        if home is not None:
            added.setdefault(home, []).extend(finding.spans)
            continue
        kept[number] = finding
        for place in places if joins else ():
            holders.setdefault(place, []).append(number)
    return [_with_places(kept[k], added.get(k, ()), texts) for k in sorted(kept)]


def _is_one_pair(finding: Finding, heavier: Finding, texts: Mapping[str, str]) -> bool:
    """Whether a finding shows the words of a heavier one: two articles' words are; all its words are, whoever's ("adopted", "approved" of
    two, where three have "adopted", "approved", "passed"); both name one event, two articles in like words; or both say what is done, at
    the same places of two articles."""
    words = [(s.article, bare(texts[s.article][s.start : s.end])) for s in finding.spans]
    held: dict[str, set[tuple[str, ...]]] = {}
    for s in heavier.spans:
        held.setdefault(s.article, set()).add(bare(texts[s.article][s.start : s.end]))
    if {own for _, own in words} <= set.union(*held.values()):
        return True
    same = {article for article, own in words if own in held.get(article, ())}
    alike = {
        article for article, own in words if any(_is_within(own, other) for other in held.get(article, ()))
    }
    if bool(same) and len(same | alike) > 1:
        return True
    if finding.rule in RIVALS and heavier.rule in RIVALS and len(alike) > 1:
        return True
    both = finding.kind == heavier.kind == "wording" and len(alike) > 1
    return both and len({s.article for s in finding.spans if any(_overlap(s, h) for h in heavier.spans)}) > 1


def _overlap(span: SpanOf, other: SpanOf) -> bool:
    """Whether two spans have a character in common."""
    return span.article == other.article and span.start < other.end and other.start < span.end


def _is_within(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether all words of the one are words of the other: "a tree", "a large tree"."""
    return bool(one and other) and (set(one) <= set(other) or set(other) <= set(one))


def _with_places(finding: Finding, more: Sequence[SpanOf], texts: Mapping[str, str]) -> Finding:
    """The finding with those spans of its repeats that show other words of an article, the first MOST_PLACES."""
    known = {(s.article, bare(texts[s.article][s.start : s.end])) for s in finding.spans}
    new: dict[tuple[str, tuple[str, ...]], SpanOf] = {}
    for span in more:
        place = span.article, bare(texts[span.article][span.start : span.end])
        if place not in known:
            new.setdefault(place, replace(span, note=FURTHER))
    if not new:
        return finding
    detail = f"{finding.detail}; {counted(len(new), 'more wording')} of it {'is' if len(new) == 1 else 'are'} listed"
    return replace(finding, spans=finding.spans + tuple(new.values())[:MOST_PLACES], detail=detail)


def without_repeats(found: Iterable[Finding]) -> list[Finding]:
    """The findings in their order without the names and wordings that repeat a heavier one; quotations that do come later.

    A name, a wording or a quotation is a repeat if most of its spans (REPEATED_SHARE), of two articles at least, lie within spans of
    one heavier finding of SHOWING_WORDS. Of equal weights the one that comes first is the heavier.
    """
    every = list(found)
    kept: set[int] = set()
    at: dict[str, list[tuple[SpanOf, int]]] = {}
    for k in sorted(range(len(every)), key=lambda k: (-every[k].weight, k)):
        finding = every[k]
        repeats = finding.kind in ("label", "wording", "quote") and _shown(finding, at)
        if repeats and finding.kind in JOINED:
            continue
        kept.add(k)
        if repeats:
            every[k] = replace(finding, weight=round(finding.weight * REPEAT_WEIGHT, 4))
            continue
        for span in finding.spans if finding.kind in SHOWING_WORDS else ():
            at.setdefault(span.article, []).append((span, k))
    return [every[k] for k in sorted(kept)]


def _shown(finding: Finding, at: Mapping[str, Sequence[tuple[SpanOf, int]]]) -> bool:
    """Whether one of the findings gathered so far holds most spans."""
    held: dict[int, list[str]] = {}
    for span in finding.spans:
        for k in {k for other, k in at.get(span.article, ()) if _within(span, other)}:
            held.setdefault(k, []).append(span.article)
    return any(len(own) >= REPEATED_SHARE * len(finding.spans) and len(set(own)) > 1 for own in held.values())


def _within(span: SpanOf, other: SpanOf) -> bool:
    """Whether a span lies within another that is not much longer."""
    size, shared = span.end - span.start, min(span.end, other.end) - max(span.start, other.start)
    return shared >= COVERED_SHARE * size and other.end - other.start <= size + MAX_LONGER


def tabulate(found: Iterable[Finding], texts: Mapping[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Findings as the tables FINDINGS and SPANS, the most telling first.

    Args:
        found: findings of all detectors; of two with the same kind and spans the first is kept.
        texts: article -> decoded text, from which the words of the spans are taken.

    Returns:
        (FINDINGS, SPANS); equal weights are ordered by kind and by place of the first span.
    """
    named: dict[str, Finding] = {}
    for finding in found:
        named.setdefault(finding.name, finding)

    def order(item: tuple[str, Finding]) -> tuple[float, str, str, int, str]:
        first = item[1].spans[0]
        return (-round(item[1].weight, 9), item[1].kind, first.article, first.start, item[0])

    rows: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    for name, finding in sorted(named.items(), key=order):
        rows.append(
            {
                "finding": name,
                "kind": finding.kind,
                "statement": finding.statement,
                "title": finding.title,
                "detail": finding.detail,
                "weight": finding.weight,
                "right": finding.right,
                "tier": finding.tier,
            }
        )
        spans += [
            {
                "finding": name,
                "number": number,
                "article": span.article,
                "start": span.start,
                "end": span.end,
                "text": texts[span.article][span.start : span.end],
                "voice": span.voice,
                "note": span.note,
            }
            for number, span in enumerate(finding.spans)
        ]
    return make(FINDINGS, rows), make(SPANS, spans)
