"""Charged words that one outlet alone uses in its own voice: "a bombastic call", "ripped", "disgracefully".

Whether a word is charged is looked up (a rated lexicon, and a list of words of loud reporting) or told by its form (an
adverb of manner in -ly); nothing says whether it is deserved. Words that other outlets of the story use too belong to
the event and are left out.
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
"""Words that the title repeats."""
MANNER = 0.5
"""Strength of an adverb of manner that the lexicon does not hold (ours)."""
MIN_STRENGTH = 0.5
"""Strength from which a word counts: of weaker ones, three in a hundred were marked by readers of BASIL, of the strong ones fifteen."""
STRONG = 0.65
"""Strength that one of these must have."""
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
LITERAL = frozenset("heart survive slavery effective".split())
"""Words that people rate as charged and that news says of organs, of who lives, of what was abolished and of when it holds (ours)."""
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
NOT_MANNER = frozenset(
    """early only daily weekly monthly yearly family ally rally reply supply apply assembly recently previously currently
    formerly newly nearly roughly approximately exactly partly mostly mainly largely fully finally eventually initially
    originally immediately directly separately jointly officially publicly privately federally nationally locally globally
    annually simultaneously subsequently consequently accordingly respectively particularly especially specifically
    generally usually normally typically frequently regularly rarely possibly probably likely reportedly allegedly
    apparently supposedly seemingly presumably effectively legally politically financially economically technically
    personally really actually certainly similarly namely friendly elderly orderly monopoly anomaly lately shortly
    temporarily permanently briefly formally nominally internally externally primarily historically ultimately
    additionally increasingly relatively slightly highly widely closely italy july emily kelly molly billy sally
    holy bully belly jelly ugly silly curly hilly jolly quickly slowly simply routinely repeatedly strictly entirely uniformly
    virtually potentially essentially basically fairly racially physically historically repeatedly commonly traditionally
    illegally legally lawfully unlawfully voluntarily automatically thoroughly readily solely properly equally ordinarily
    notably unusually ultimately suddenly promptly anonymously unanimously romantically sexually mentally medically
    religiously scientifically actively sincerely constitutionally statistically indefinitely fatally critically seriously
    occasionally evenly jointly nightly openly verbally manually globally digitally internationally domestically collectively
    individually continuously constantly gradually steadily rapidly accidentally surgically visually favorably unfavorably
    broadly greatly extensively precisely randomly partially narrowly carefully anecdotally inadvertently consistently continually
    considerably explicitly""".split()
)
"""Words in -ly that say when, where, how often, how much or how surely, or that are no adverbs."""


@dataclass(frozen=True)
class Charged:
    """One charged word in its sentence: its number, the words to show around it, how strong it is, who claims what it is part of, and
    whether it is somebody's account in the outlet's words."""

    home: Sentence
    at: int
    first: int
    last: int
    strength: float
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
        and max(w.strength for w in plain) >= STRONG
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
        strength = lexicon_connotations().get(low, MANNER if _is_manner(low, word.kind) else 0.0) * weight
        if (
            strength < MIN_STRENGTH
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
        yield Charged(home, k, first, last, strength, _claimant(context, home, start), told)


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


def _is_manner(low: str, kind: str) -> bool:
    """Whether a word is an adverb of manner by its form."""
    return kind == "adv" and low.endswith("ly") and len(low) > 5 and low not in NOT_MANNER


def _finding(context: Context, outlet: str, words: Mapping[str, Charged]) -> Finding:
    """The finding of one outlet's charged words."""
    ordered = sorted(
        words.values(),
        key=lambda w: (w.told, bool(w.claimant), -w.strength, w.home.article, w.home.start, w.at),
    )
    once = {(w.home.sentence, w.first): w for w in reversed(ordered)}  # "fierce blowback" holds two
    chosen = [w for w in ordered if once[w.home.sentence, w.first] is w][:SHOWN]
    spans = [_span(context, word) for word in chosen]
    whose = [
        f" (claimed by {w.claimant})" if w.claimant else " (in reported speech)" if w.told else ""
        for w in chosen
    ]
    shown = ", ".join(context.words(span) + claim for span, claim in zip(spans[:NAMED], whose, strict=False))
    mean = sum(w.strength for w in chosen[:NAMED]) / len(chosen[:NAMED])
    return Finding(
        "loaded",
        None,
        f"Charged words that only {outlet} uses: {shown}",
        f"{counted(len(words), 'charged word')} outside quotation marks that no other outlet here prints; what counts as charged comes "
        "from a word list that people rated, and from adverbs that say how something was done",
        round(min(1.0, 0.3 + 0.5 * mean * min(1.0, len(chosen) / NAMED)), 4),
        tuple(spans),
    )


def _span(context: Context, word: Charged) -> SpanOf:
    """The phrase of a charged word."""
    home = word.home
    start, end = home.start + home.words[word.first].start, home.start + home.words[word.last - 1].end
    return context.span(home.article, start, end, fold(home.words[word.at].text))
