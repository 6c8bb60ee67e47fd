"""Charged words that one outlet alone uses in its own voice: "a bombastic call", "ripped", "disgracefully".

Whether a word is charged is looked up (the strongest of a rated lexicon, and a list of words of loud reporting); nothing
says whether it is deserved. Words that other outlets of the story use too belong to the event and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard.encoding.phrases import Sentence
from dashboard.findings.context import Context, marks_left
from dashboard.findings.finding import Finding, SpanOf, counted, opens_words
from dashboard.language.lexicons import lexicon_connotations, lexicon_epithets
from dashboard.language.quotations import DOUBLE_MARK
from dashboard.language.words import fold

SHOWN = 8
"""Words of one outlet that its finding shows, the most charged first."""
FEWEST = 2
"""Charged words of an outlet from which they make a finding, without those that somebody else claims: what a suit says is the plaintiff's
choice of words."""
NAMED = 4
"""Strong words that the title repeats."""
MIN_STRENGTH = 0.5
"""Strength from which a word counts."""
STRONG = 0.75
"""Rating from which a word is a strong one, and named: of 351 readers of BASIL marked 82, of 243 weaker ones eleven; and of 107 adverbs of
manner in -ly that are on no list seven."""
DENYING = frozenset("no not never nothing without hardly n't n’t neither nor".split())
"""Words right before a charged word that take it back: "nothing wrong"."""
SETTLED = frozenset(
    (
        "super pac|super pacs|super bowl|grand jury|grand theft|mass destruction|wrong side|wrong hands|hail from|hails from|"
        "broken the|broken down|laws broken|steer clear|succeed retiring|made clear|make clear|making clear|makes clear|special counsel|"
        "hate groups|hate crime|hate crimes|free press|free speech|free trade|death penalty|life sentence|war crimes|liked best|"
        "like best|at best|best known|hard line|third-party run|rip currents|rip current|outstanding warrant|critically injured|"
        "critically ill|critically hurt|failed attempt|failed attempts"
    ).split("|")
)
"""Two words together of which neither is charged (ours)."""
LITERAL = frozenset("heart survive slavery effective tragedy crisis killing".split())
"""Words that people rate as charged and that news says of organs, of who lives, of what was abolished, of when it holds, and of events
(ours)."""
OF_THINGS = frozenset("succeed honor honour seize perfect".split())
"""Verbs that are plain with an object ("succeed the governor", "honor a pledge", "a seized gun"), and charged in another sense ("succeed",
"seized on") (ours)."""
ALSO = frozenset("also then however still instead later".split())
"""Adverbs before a verb that only join its sentence to the one before."""
PLEADINGS = frozenset("suit lawsuit complaint filing petition affidavit indictment case".split())
"""Nouns of what one party tells a court."""
SPEAKER = frozenset("i me my mine myself we us our ours ourselves".split())
"""Words by which somebody speaks of himself; a report in its outlet's own voice hardly has them."""
CLASS_WEIGHT: Mapping[str, float] = {"adj": 1.0, "adv": 1.0, "verb": 0.95, "noun": 0.75}
"""How much a word of a class says about the writer's view, against an adjective; a noun that takes a side on somebody says as
much (ours)."""


@dataclass(frozen=True)
class Charged:
    """One charged word in its sentence: its number, the words to show around it, its strength, whether it is a strong one, who claims what
    it is part of, and whether it is somebody's account in the outlet's words."""

    home: Sentence
    at: int
    first: int
    last: int
    strength: float
    strong: bool
    claimant: str
    told: bool

    @property
    def stem(self) -> str:
        """Stem of the word, or the word itself where it has none."""
        return self.home.stems[self.at] or fold(self.home.words[self.at].text)


def detect(context: Context) -> list[Finding]:
    """One finding for every outlet that uses charged words which no other outlet of the story uses."""
    if len(set(context.story.articles["outlet"])) < 2:
        return []
    users: dict[str, set[str]] = {}
    for home in context.phrases.sentences.values():
        for stem in set(home.stems) - {""}:
            users.setdefault(stem, set()).add(context.outlet(home.article))
    found: dict[str, dict[str, Charged]] = {}
    for home in context.phrases.sentences.values():
        speaks = home.sentence in context.spoken or any(w.low in SPEAKER for w in home.words)
        begin, end = _own_words(home) if speaks else (0, len(home.text))
        outlet = context.outlet(home.article)
        for word in charged_in(context, home):
            if not begin <= home.words[word.at].start < end:
                continue
            own = found.setdefault(outlet, {})
            if len(users.get(word.stem, ())) < 2 and word.strength > (
                own[word.stem].strength if word.stem in own else 0.0
            ):
                own[word.stem] = word
    return [
        _finding(context, outlet, words)
        for outlet, words in found.items()
        if len(plain := [w for w in words.values() if not w.claimant]) >= FEWEST
        and any(w.strong for w in plain)
    ]


def _own_words(home: Sentence) -> tuple[int, int]:
    """(first character, end) of what in a sentence is surely outside a quotation that begins or ends in it: the words before its open
    mark, or behind its close mark."""
    if any(w.low in SPEAKER for w in home.words):
        return 0, 0
    left, marks = marks_left(home.text), [m.start() for m in DOUBLE_MARK.finditer(home.text)]
    if left > 0:
        return 0, [at for at in marks if opens_words(home.text, at)][-1]
    if left < 0:
        return next(at for at in marks if not opens_words(home.text, at)), len(home.text)
    return 0, 0


def charged_in(context: Context, home: Sentence) -> Iterator[Charged]:
    """The charged words of a sentence outside quotation marks."""
    phrases = context.phrases.phrases_of(home.sentence)
    for k, word in enumerate(home.words):
        low = fold(word.text)
        lemma = home.read.tokens[word.token].lemma.lower()
        weight = 1.0 if lemma in lexicon_epithets() else CLASS_WEIGHT.get(word.kind, 0.0)
        rated = lexicon_connotations().get(low, 0.0)
        if (
            rated * weight < MIN_STRENGTH
            or lemma in LITERAL
            or (word.text[:1].isupper() and k and home.role != "headline")
        ):
            continue
        if _is_taken_back(home, k) or _is_settled(home, k) or _is_compound(home, k) or _is_plain(home, k):
            continue
        start, end = home.start + word.start, home.start + word.end
        if context.voices.of(home.article, start, end)[0] == "quoted":
            continue
        around = next((c for c in phrases if c.first <= k < c.core), None)
        first, last = (around.first, around.core) if around else (k, k + 1)
        first += first < k and home.words[first].low in ALSO
        told = any(c.start <= start < c.end for c in context.citing.get(home.sentence, ()))
        yield Charged(
            home, k, first, last, rated * weight, rated >= STRONG, _claimant(context, home, start), told
        )


def _claimant(context: Context, home: Sentence, start: int) -> str:
    """Who says a word in a suit or a complaint, or only claims it; "" where it is the outlet's own, or a plain report of what was said."""
    return next(
        (
            c.source.replace("The ", "the ", 1) or "somebody"
            for c in context.citing.get(home.sentence, ())
            if c.start <= start < c.end
            and (c.stance == "doubting" or PLEADINGS & set(c.source.lower().split()))
        ),
        "",
    )


def _is_taken_back(home: Sentence, k: int) -> bool:
    """Whether a word is denied: "nothing wrong", "not angry"."""
    token = home.words[k].token
    marks = (home.read.tokens[c] for c in home.read.children[token])
    return (k > 0 and home.words[k - 1].low in DENYING) or any(t.dep == "neg" for t in marks)


def _is_compound(home: Sentence, k: int) -> bool:
    """Whether a noun is the first part of another's name ("rip currents", "murder trial"), or has a name before it: "the Dorn riots"."""
    word = home.words[k]
    named = (
        k > 0
        and home.words[k - 1].kind == "name"
        and home.read.tokens[home.words[k - 1].token].dep == "compound"
    )
    compound = home.read.tokens[word.token].dep == "compound"
    return word.kind == "noun" and home.role != "headline" and (compound or named)


def _is_plain(home: Sentence, k: int) -> bool:
    """Whether a verb has an object with which it is plain."""
    token = home.words[k].token
    own = home.read.tokens[token]
    objects = home.read.below(token, "dobj", "nsubjpass")
    return own.lemma.lower() in OF_THINGS and (bool(objects) or own.dep in ("amod", "acl"))


def _is_settled(home: Sentence, k: int) -> bool:
    """Whether a word is one of a pair of words that carries no charge."""
    pairs = (home.words[max(0, at) : at + 2] for at in (k - 1, k))
    return any(" ".join(w.low for w in pair) in SETTLED for pair in pairs)


def _finding(context: Context, outlet: str, words: Mapping[str, Charged]) -> Finding:
    """The finding of one outlet's charged words."""
    ordered = sorted(
        words.values(),
        key=lambda w: (
            not w.strong,
            w.told,
            bool(w.claimant),
            -w.strength,
            w.home.article,
            w.home.start,
            w.at,
        ),
    )
    once = {(w.home.sentence, w.first): w for w in reversed(ordered)}  # "fierce blowback" holds two
    chosen = [w for w in ordered if once[w.home.sentence, w.first] is w][:SHOWN]
    spans = [_span(context, word) for word in chosen]
    named = [w for w in chosen if w.strong][:NAMED]
    whose = (
        f" (claimed by {w.claimant})" if w.claimant else " (in reported speech)" if w.told else ""
        for w in named
    )
    shown = ", ".join(context.words(span) + claim for span, claim in zip(spans, whose, strict=False))
    mean = sum(w.strength for w in named) / NAMED
    return Finding(
        "loaded",
        None,
        f"Charged words that only {outlet} uses: {shown}",
        f"{counted(len(words), 'charged word')} outside quotation marks that no other outlet here prints; what counts as charged comes "
        "from a word list that people rated, and from a list of words of loud reporting",
        round(0.3 + 0.5 * mean, 4),
        tuple(spans),
    )


def _span(context: Context, word: Charged) -> SpanOf:
    """The phrase of a charged word."""
    home = word.home
    start, end = home.start + home.words[word.first].start, home.start + home.words[word.last - 1].end
    return context.span(home.article, start, end, fold(home.words[word.at].text))
