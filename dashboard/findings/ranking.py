"""Which findings come first: learned from editors' verdicts on findings of unseen stories.

Each finding is read as a few numbers (`FEATURES`): how surely its sentences are linked, how near its words are, where they are
printed, whose they are. Two random forests, fitted on `data/finding_verdicts.csv`, say how likely it is to be right, and how
likely an editor would print it; a finding comes the earlier, the higher both are. Their trees stand in
`data/finding_ranking.json`; `python -m dashboard rank` grows them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import NOMINAL, Chunk, Sentence, pooled
from dashboard.files import DATA, DataError
from dashboard.findings.context import Context
from dashboard.findings.finding import (
    BESIDE,
    CHARGED,
    NEAR,
    STYLE,
    TOO_FEW,
    WORTH_CHECKING,
    Finding,
    SpanOf,
    adds_charge,
    bare,
    one_says_more,
)
from dashboard.findings.phrase_pairs import informativeness
from dashboard.language.lexicons import lexicon_connotations, lexicon_offices

Reals = npt.NDArray[np.float64]

SHIPPED = DATA / "finding_ranking.json"
VERDICTS = DATA / "finding_verdicts.csv"

RULES = (
    "label",
    "perhaps",
    "described",
    "office",
    "called",
    "wording",
    "act",
    "attribution",
    "certainty",
    "quote",
    "requoted",
    "cut",
    "loaded",
    "omission",
    "fact",
)
"""What kinds of findings the verdicts tell apart; see `rule_of`."""
MEASURES = (
    "weight",  # of its detector
    "linked",  # probability of the surest link between sentences of two articles
    "near",  # mean cosine of the words of different articles
    "shared",  # mean share of the words that two of them have in common
    "heads",  # mean cosine of their nouns
    "one_head",  # share of pairs with the same noun
    "number",  # share of pairs of which one noun is singular and the other plural
    "other_names",  # share of pairs that hold names and have none in common
    "quoted",  # share of the words that stand in quotation marks
    "mixed",  # 1: some do and some do not
    "prominent",  # place of the most prominent words
    "telling",  # the most telling word
    "words",  # mean number of words
    "cut_after",  # share that a noun or an adjective follows directly
    "cut_before",  # share that a noun, a name or an adjective precedes directly
    "outlets",  # share of the story's articles
    "spans",
    "described",  # share that holds an adjective or adverb
    "verb",
    "figure",
    "together",  # share of pairs whose sentences report one statement
    "charged",  # strength of the most charged word that not all articles use
    "charges",  # number of such words
    "differs",  # the most telling word that not all articles use
    "names",  # share of names, titles and offices among the words that not all articles use
    "apart",  # 1: some article never prints words that another one is shown with
    "more",  # 1: one article's words hold those of all others
    "headline",  # 1: some stand in a headline
    "forms",  # number of different wordings
    "mutual",  # share of the words at a head whose nearest word in the other sentence is among the other words
    "margin",  # by how much the other words are nearer to a head than all else in their sentence
    "least_head",  # least cosine of two heads
    "nouns",  # number of different heads
)
FEATURES = (*MEASURES, *(f"is {rule}" for rule in RULES))
MAX_SPANS = 12
"""Spans of a finding that are looked at, and the most words that count: keeps its work bounded."""
PRINTED_WEIGHT, DETECTOR_WEIGHT = 1.0, 0.25
"""What the chance that an editor would print it, and the weight by its detector, count beside the chance that it is right: the order is
that of the expected worth, where one that is printed is worth 1, a trivial one nothing, and a wrong one costs 1."""
_READ_AS = {STYLE: "called", NEAR: "perhaps"}
_FACTS = frozenset("date granularity first".split())
TOLD_FROM = 0.45
"""Chance to be right from which a finding is told at all: all four below, on stories left out, were wrong. Facts are told whatever it
says: it rests on seventeen of them."""
PLAIN_FROM = 0.52
"""The same of names and wordings none of which is charged: of 59 names and wordings below, on stories left out, 42 were
wrong and 2 telling."""
NEAR_FROM = 0.6
"""The same of names that nothing but their vectors joins (ours)."""
MAIN_RIGHT, MAIN_WORTH = 0.78, 0.45
"""Chance to be right, and weight, from which a finding is one of the main ones: of the 179 that reach both on stories left out 10 in 100
were wrong and 35 in 100 such as an editor would print, of all others 32 and 8."""
PLAIN = frozenset(("label", "perhaps", "wording", "office"))
"""The rules of which that is so."""
ASKED_FIRST = frozenset(("allegation", "circumstance", "number", "name"))
"""Of the kinds of which too few were read, those that an editor asks for first: facts that exclude each other, a denial left out."""
TOO_OFTEN_WRONG = frozenset(("attribution", "source"))
"""Kinds that are never among the main findings: of those read, fewer than 60 in 100 were right (`rules` in data/finding_ranking.json)."""
SEEN: Mapping[str, tuple[float, float]] = {
    "epithet": (0.86, 0.86),
    "charged": (0.92, 0.67),
    "rival": (0.93, 0.29),
}
"""Rule that the forests do not know -> (chance to be right, chance to be printed), by the rule of succession: all five words for one
person that 41 stories hold were right and telling, of ten names of one event of which one takes a side all were right and seven
telling, of twelve of which none does all were right and three telling, as a builder read them."""
HALF_SEEN: Mapping[str, tuple[float, float]] = {BESIDE: (0.9, 0.5)}
"""The same of rules that the forests tell apart somewhat, so that what they say counts half: of 35 charged words beside plainer ones all
were right and 19 telling, on stories by which that rule's limits were chosen, so that it counts as less sure."""
OMITTED = ((0.63, (0.92, 0.41)), (0.0, (0.76, 0.26)))
"""(Weight by the detector from which, the same chances) of what one outlet leaves out: of 59 from the first weight on four were wrong and
24 telling, of 52 below twelve and 13, as a builder read most of them, and two readers who had built nothing the last 17."""
CHARGED_WORDS = ((0.65, (0.96, 0.75)), (0.55, (0.94, 0.56)), (0.42, (0.91, 0.4)), (0.0, (0.75, 0.25)))
"""The same of one outlet's charged words, by how many are strong ones: a builder who saw their titles alone took 20 of 26 such findings
with four for telling, 17 of 29 with three (one wrong), 17 of 42 with two (three wrong). The forests tell them apart no better than by
chance."""
BY_WEIGHT = {"omission": OMITTED, "loaded": CHARGED_WORDS}
"""Kinds -> the chances of their findings."""
ASKED_CHANCE = 0.5
"""Chance that an editor would print one of them, as long as it is not measured (ours)."""


@dataclass(frozen=True)
class Forest:
    """Decision trees whose answers are averaged; nodes of a tree in any order, its root first, a leaf's children itself.

    Attributes:
        feature, cut: (trees, nodes) number of the feature that a node asks for, and the value up to which the left child answers.
        left, right: (trees, nodes) numbers of its children.
        share: (trees, nodes) share of what was learnt from that is so, at a leaf.
        depth: steps from a root to the farthest leaf.
    """

    feature: npt.NDArray[np.int32]
    cut: Reals
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    share: Reals
    depth: int

    def chances(self, given: Reals) -> Reals:
        """(findings,) chance of each of (findings, FEATURES)."""
        trees = np.arange(len(self.feature))[:, None]
        rows = np.arange(len(given))[None, :]
        at = np.zeros((len(self.feature), len(given)), np.int32)
        for _ in range(self.depth):
            goes_left = given[rows, self.feature[trees, at]] <= self.cut[trees, at]
            at = np.where(goes_left, self.left[trees, at], self.right[trees, at])
        means: Reals = self.share[trees, at].mean(axis=0)
        return means


@dataclass(frozen=True)
class Ranking:
    """Two forests over FEATURES.

    Attributes:
        right: for "not wrong".
        printed: for "an editor would print it".
        usual: shares of all verdicts that are "not wrong", and that an editor would print.
    """

    right: Forest
    printed: Forest
    usual: tuple[float, float]

    def chances(self, features: npt.ArrayLike) -> tuple[Reals, Reals]:
        """(chance that each is right, chance that each would be printed) of (findings, FEATURES)."""
        given = np.atleast_2d(np.asarray(features, np.float64))
        return self.right.chances(given), self.printed.chances(given)


def forest_of(trees: Sequence[Mapping[str, Sequence[float]]]) -> Forest:
    """A forest of its trees, each the columns "feature", "cut", "left", "right" and "share" of its nodes.

    Raises:
        ValueError: a tree names a feature or a node that there is not, or runs in a circle.
    """
    most = max(len(tree["feature"]) for tree in trees)
    columns = {
        name: np.array([[*tree[name], *[0] * (most - len(tree[name]))] for tree in trees], np.float64)
        for name in ("feature", "cut", "left", "right", "share")
    }
    feature, left, right = (columns[name].astype(np.int32) for name in ("feature", "left", "right"))
    nodes = np.arange(most)
    inner = (left != nodes) & (np.arange(most) < np.array([[len(tree["feature"])] for tree in trees]))
    if not (
        np.isfinite(columns["cut"]).all()
        and ((columns["share"] >= 0) & (columns["share"] <= 1)).all()
        and ((feature >= 0) & (feature < len(FEATURES))).all()
        and ((left < most) & (right < most)).all()
        and (np.minimum(left, right)[inner] > np.broadcast_to(nodes, left.shape)[inner]).all()
    ):
        raise ValueError("a tree is damaged")
    return Forest(feature, columns["cut"], left, right, columns["share"], _depth(left, right))


def _depth(left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> int:
    """Steps from a root to the farthest leaf; a node's children have larger numbers, a leaf's are itself."""
    deep = np.zeros(left.shape, np.int32)
    for node in range(left.shape[1] - 1, -1, -1):
        for tree in range(len(left)):
            a, b = left[tree, node], right[tree, node]
            if a > node:
                deep[tree, node] = 1 + max(deep[tree, a], deep[tree, b])
    return int(deep[:, 0].max(initial=0))


@cache
def shipped(file: Path = SHIPPED) -> Ranking:
    """The ranking that comes with the project.

    Raises:
        DataError: the file is damaged, or was fitted for other features.
    """
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        if held["features"] != list(FEATURES):
            raise ValueError("it was grown for other features")
        right, printed = (forest_of(held[kind]) for kind in ("right", "printed"))
        usual = tuple(float(share) for share in held["usual"])
        if len(usual) != 2 or not all(0 <= share <= 1 for share in usual):
            raise ValueError("a share is out of range")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataError(
            f"{file}: damaged ({type(error).__name__}: {error}). Take the file from the program's release again."
        ) from error
    return Ranking(right, printed, (usual[0], usual[1]))


def ranked(context: Context, found: Sequence[Finding]) -> list[Finding]:
    """The findings with the chance that each is right, and with what the ranking makes of it as weight; those are left out that are
    more likely wrong (TOLD_FROM)."""
    if not found:
        return []
    ranking = shipped()
    right, printed = ranking.chances([features(context, finding) for finding in found])
    few = np.array([finding.kind in TOO_FEW or finding.rule in TOO_FEW for finding in found])
    right[few], printed[few] = ranking.usual
    asked = [f.kind in ASKED_FIRST and not f.detail.startswith(WORTH_CHECKING) for f in found]
    printed[asked] = ASKED_CHANCE
    for k, finding in enumerate(found):
        if finding.rule in SEEN or finding.kind in BY_WEIGHT:
            right[k], printed[k] = SEEN.get(finding.rule) or by_weight(finding.kind, finding.weight)
        elif seen := HALF_SEEN.get(finding.rule) if right[k] >= TOLD_FROM else None:
            right[k], printed[k] = (right[k] + seen[0]) / 2, (printed[k] + seen[1]) / 2
    return [
        replace(
            finding,
            right=round(float(r), 3),
            weight=round(float(score(r, p, finding.weight)), 4),
        )
        for finding, r, p in zip(found, right, printed, strict=True)
        if finding.kind in _FACTS or r >= _told_from(context, finding)
    ]


def is_main(finding: Finding) -> bool:
    """Whether a ranked finding is likely right and worth printing; of kinds of which too few were read, whether an editor asks for it:
    facts that exclude each other, and an allegation that some deny."""
    if finding.kind == "allegation":
        return any(span.note == "denial" for span in finding.spans)
    if finding.kind in ASKED_FIRST:
        return not finding.detail.startswith(WORTH_CHECKING)
    return (
        finding.kind not in TOO_OFTEN_WRONG and finding.right >= MAIN_RIGHT and finding.weight >= MAIN_WORTH
    )


def by_weight(kind: str, weight: float) -> tuple[float, float]:
    """The chances of a finding of one of BY_WEIGHT with a weight by its detector."""
    return next(chances for least, chances in BY_WEIGHT[kind] if weight >= least)


def _told_from(context: Context, finding: Finding) -> float:
    """The chance to be right from which a finding is told: the larger where no outlet's words are charged that another's aren't."""
    if finding.rule == NEAR:
        return NEAR_FROM
    return PLAIN_FROM if is_plain(context, finding) else TOLD_FROM


def is_plain(context: Context, finding: Finding) -> bool:
    """Whether a finding is of names or wordings (PLAIN) none of which is charged."""
    texts = (context.story.texts[s.article][s.start : s.end] for s in finding.spans)
    return rule_of(finding) in PLAIN and not adds_charge(texts, CHARGED)


def score(right: npt.ArrayLike, printed: npt.ArrayLike, weight: npt.ArrayLike) -> Reals:
    """What the order of findings goes by, in [0, 1]."""
    parts = (
        np.asarray(right, np.float64),
        PRINTED_WEIGHT * np.asarray(printed, np.float64),
        DETECTOR_WEIGHT * np.asarray(weight, np.float64),
    )
    total: Reals = sum(parts, np.zeros(())) / (1 + PRINTED_WEIGHT + DETECTOR_WEIGHT)
    return total


def rule_of(finding: Finding) -> str:
    """The kind of a finding as the verdicts tell it apart, one of RULES."""
    if finding.kind in _FACTS:
        return "fact"
    if finding.kind in ("source", "attribution", "certainty"):
        return "certainty" if finding.kind == "certainty" else "attribution"
    return _READ_AS.get(finding.rule) or finding.rule or finding.kind


def features(context: Context, finding: Finding) -> list[float]:
    """The finding as FEATURES."""
    pieces = [piece for span in finding.spans[:MAX_SPANS] if (piece := _piece(context, span))]
    pairs = _across(pieces)
    rule = rule_of(finding)
    measures = (
        finding.weight,
        *_pair_measures(context, pairs),
        *_voice_measures(context, finding),
        *_word_measures(context, pieces),
        len({s.article for s in finding.spans}) / max(1, len(context.story.articles)),
        min(MAX_SPANS, len(finding.spans)),
        *_class_measures(pieces),
        _mean([bool(context.in_common(a.home.sentence, b.home.sentence)) for a, b in pairs]),
        *_difference_measures(context, finding, pieces),
        *_head_measures(pieces, pairs),
    )
    return [*(float(x) for x in measures), *(float(rule == one) for one in RULES)]


@dataclass(frozen=True, eq=False)
class _Piece:
    """The words of a span: first … last - 1 of its sentence, the noun phrase at their beginning, their vector."""

    home: Sentence
    first: int
    last: int
    phrase: Chunk | None
    vector: Floats

    @property
    def stems(self) -> set[str]:
        return {s for s in self.home.stems[self.first : self.last] if s}

    @property
    def names(self) -> set[str]:
        return {w.low for w in self.home.words[self.first : self.last] if w.kind == "name"}

    @property
    def kinds(self) -> list[str]:
        return [w.kind for w in self.home.words[self.first : self.last]]

    @cached_property
    def head(self) -> int:
        """The word that the words are built on: of the noun phrase, else the last verb, noun or adjective."""
        if self.phrase is not None:
            return self.phrase.head
        for wanted in (("verb",), ("noun", "name"), ("adj",)):
            for k in range(self.last - 1, self.first - 1, -1):
                if self.home.words[k].kind in wanted:
                    return k
        return self.last - 1

    @property
    def is_plural(self) -> bool:
        """Whether the noun at its head stands in the plural."""
        if self.phrase is None:
            return False
        return self.home.read.tokens[self.home.words[self.phrase.head].token].tag in ("NNS", "NNPS")


def _piece(context: Context, span: SpanOf) -> _Piece | None:
    """The words of a span, None where no compared sentence holds them."""
    home = context.phrases.sentences.get(context.sentence_at(span.article, span.start))
    if home is None:
        return None
    inside = [
        k
        for k, w in enumerate(home.words)
        if home.start + w.start < span.end and home.start + w.end > span.start
    ]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    phrases = [
        c
        for c in context.phrases.phrases_of(home.sentence)
        if c.kind == "thing" and c.first >= first and c.core <= last
    ]
    return _Piece(
        home, first, last, phrases[0] if phrases else None, pooled(home, first, last, context.phrases.idf)
    )


def _across(pieces: Sequence[_Piece]) -> list[tuple[_Piece, _Piece]]:
    """Every two pieces of different articles."""
    return [(a, b) for a, b in combinations(pieces, 2) if a.home.article != b.home.article]


def _pair_measures(context: Context, pairs: Sequence[tuple[_Piece, _Piece]]) -> list[float]:
    """linked … other_names."""
    nouns = [(a, b, a.phrase, b.phrase) for a, b in pairs if a.phrase and b.phrase]
    named = [(a.names, b.names) for a, b in pairs]
    return [
        max((context.linked(a.home.sentence, b.home.sentence) for a, b in pairs), default=0.0),
        _mean([float(a.vector @ b.vector) for a, b in pairs]),
        _mean([len(a.stems & b.stems) / max(1, len(a.stems | b.stems)) for a, b in pairs]),
        _mean([float(a.home.vectors[x.head] @ b.home.vectors[y.head]) for a, b, x, y in nouns]),
        _mean([x.head_stem == y.head_stem for _, _, x, y in nouns]),
        _mean([a.is_plural != b.is_plural for a, b, _, _ in nouns]),
        _mean([bool(x and y and not x & y) for x, y in named]),
    ]


def _voice_measures(context: Context, finding: Finding) -> list[float]:
    """quoted, mixed, prominent."""
    quoted = [span.voice == "quoted" for span in finding.spans]
    return [
        _mean(quoted),
        float(len(set(quoted)) > 1),
        max(context.prominence(span) for span in finding.spans),
    ]


def _word_measures(context: Context, pieces: Sequence[_Piece]) -> list[float]:
    """telling … cut_before."""
    worth = [informativeness(p.home, k, context.phrases) for p in pieces for k in range(p.first, p.last)]
    return [
        max(worth, default=0.0),
        min(MAX_SPANS, _mean([p.last - p.first for p in pieces])),
        _mean([_runs_on(p.home, p.last - 1) for p in pieces]),
        _mean([p.first > 0 and _runs_on(p.home, p.first - 1) for p in pieces]),
    ]


def _difference_measures(context: Context, finding: Finding, pieces: Sequence[_Piece]) -> list[float]:
    """charged … forms."""
    users: dict[str, set[str]] = {}
    for p in pieces:
        for stem in p.stems:
            users.setdefault(stem, set()).add(p.home.article)
    articles = {p.home.article for p in pieces}
    apart = [
        (p.home, k)
        for p in pieces
        for k in range(p.first, p.last)
        if p.home.stems[k] and (len(articles) == 1 or len(users[p.home.stems[k]]) < len(articles))
    ]
    strengths = {home.words[k].low: lexicon_connotations().get(home.words[k].low, 0.0) for home, k in apart}
    texts = [context.story.texts[s.article][s.start : s.end] for s in finding.spans[:MAX_SPANS]]
    return [
        max(strengths.values(), default=0.0),
        sum(strength >= CHARGED for strength in strengths.values()),
        max((informativeness(home, k, context.phrases) for home, k in apart), default=0.0),
        _mean([home.words[k].kind == "name" or home.words[k].low in lexicon_offices() for home, k in apart]),
        float(_is_apart(context, finding)),
        float(len(articles) > 1 and one_says_more(texts)),
        float(any(p.home.role == "headline" for p in pieces)),
        len({bare(text) for text in texts}),
    ]


def _head_measures(pieces: Sequence[_Piece], pairs: Sequence[tuple[_Piece, _Piece]]) -> list[float]:
    """mutual … nouns."""
    sought = [_sought(one, other) for a, b in pairs for one, other in ((a, b), (b, a))]
    return [
        _mean([margin > 0 for margin in sought]),
        _mean(sought),
        min((float(a.home.vectors[a.head] @ b.home.vectors[b.head]) for a, b in pairs), default=0.0),
        len({p.home.stems[p.head] for p in pieces}),
    ]


def _sought(one: _Piece, other: _Piece) -> float:
    """By how much the words of the other piece are nearer to the head of one than all other words of content in its sentence."""
    near = other.home.vectors @ one.home.vectors[one.head]
    outside = [
        float(near[k]) for k, s in enumerate(other.home.stems) if s and not other.first <= k < other.last
    ]
    return float(near[other.first : other.last].max()) - max(outside, default=0.0)


def _is_apart(context: Context, finding: Finding) -> bool:
    """Whether an article never prints the words of one of the others."""
    words = {(s.article, context.story.texts[s.article][s.start : s.end]) for s in finding.spans[:MAX_SPANS]}
    articles = {article for article, _ in words}
    return any(not context.prints(other, text) for own, text in words for other in articles - {own})


def _runs_on(home: Sentence, at: int) -> bool:
    """Whether a word and the next are parts of one phrase that a cut between them breaks."""
    words = home.words
    return (
        at + 1 < len(words)
        and words[at].kind in NOMINAL
        and words[at + 1].kind in NOMINAL
        and home.text[words[at].end : words[at + 1].start] in (" ", "-")
    )


def _class_measures(pieces: Sequence[_Piece]) -> list[float]:
    """described, verb, figure."""
    return [
        _mean([bool(wanted & set(p.kinds)) for p in pieces]) for wanted in ({"adj", "adv"}, {"verb"}, {"num"})
    ]


def _mean(values: Sequence[float]) -> float:
    """Their mean, 0 of none."""
    return float(sum(values) / len(values)) if values else 0.0


def as_json(
    trees: Mapping[str, Sequence[Mapping[str, Sequence[float]]]],
    usual: Sequence[float],
    about: Mapping[str, object],
) -> str:
    """The file's text: the trees, what they were grown on and how well they do on stories left out; a tree is a line."""
    head = json.dumps(
        {**about, "usual": [round(share, 4) for share in usual], "features": list(FEATURES)}, indent=1
    )
    forests = (
        f' "{kind}": [\n'
        + ",\n".join("  " + json.dumps(dict(tree), separators=(",", ":")) for tree in own)
        + "\n ]"
        for kind, own in trees.items()
    )
    return head.removesuffix("\n}") + ",\n" + ",\n".join(forests) + "\n}\n"
