"""What is said to have happened to one person in two ways: another charge, injury, cause of death, verdict or plea."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dashboard.encoding.phrases import Sentence
from dashboard.findings.context import Context
from dashboard.findings.finding import Finding, in_marks, listed
from dashboard.language.lexicons import lexicon_circumstances, lexicon_nouns
from dashboard.statements.event_status import connected

WEIGHT = 0.9
STEPS = 6
"""Steps up the parse from a term to the verb that says of whom it is said."""
FRAMES = frozenset("charge count indict arraign book convict plead".split())
"""Lemmas of which one must stand above a crime: a murder that is only told of is no charge."""
EARLIER = frozenset("history record prior previous previously past earlier unrelated separate".split())
"""Words of a sentence that is about other charges than those of the day: "a lengthy criminal history that includes theft"."""
CHARGING = frozenset("charge indict arraign convict acquit arrest capture leave hold find".split())
"""Verbs that say it of their object: "police charged Poe with fraud", "left him in critical condition"."""
LONGEST_TERM = 3
SUBJECTS = ("nsubjpass", "nsubj")
PERSONAL = ("PRP", "WP", "WDT")
"""Tags of pronouns, which name nobody by themselves."""
LEADS: Mapping[str, str] = {
    "charge": "Another charge",
    "condition": "Hurt badly or slightly",
    "cause": "Another cause",
    "verdict": "Another verdict",
    "plea": "Another plea",
    "suspect": "Caught or at large",
}
"""Matter -> how the title of a finding begins."""
EXPLAINED: Mapping[str, str] = {
    "charge": "The articles name different charges",
    "condition": "The articles differ in how badly somebody is hurt",
    "cause": "The articles differ in what happened to somebody",
    "verdict": "The articles differ in how the trial ended",
    "plea": "The articles differ in how the defendant pleaded",
    "suspect": "The articles differ in whether the suspect is caught",
}
_NOT_THE_OTHERS = "neither article gives the other's version, so one may be newer, less complete or wrong"


@dataclass(frozen=True, eq=False)
class Circumstance:
    """One thing that is said of somebody.

    Attributes:
        home: its sentence.
        first, last: words of the sentence.
        matter, value: as in the lexicon ("charge", "murder").
        actors: whom it is said of, as far as he is named.
        noun: stem of the noun that says whom ("officer"), "" where only a name or nothing does.
    """

    home: Sentence
    first: int
    last: int
    matter: str
    value: str
    actors: frozenset[str]
    noun: str

    @property
    def text(self) -> str:
        """The words as printed."""
        words = self.home.words
        return self.home.text[words[self.first].start : words[self.last - 1].end]


def detect(context: Context) -> list[Finding]:
    """Charges, injuries, causes, verdicts and pleas of one person that two outlets report differently."""
    made = [c for home in context.phrases.sentences.values() for c in circumstances(context, home)]
    given: dict[tuple[str, str], set[str]] = {}
    for (
        home
    ) in context.phrases.sentences.values():  # of whomever it is said, and be it denied: it is mentioned
        for _, _, matter, value in _mentioned(home):
            given.setdefault((home.article, matter), set()).add(value)
    pairs = [
        (i, j)
        for i, j in combinations(range(len(made)), 2)
        if _exclude(made[i], made[j], given) and _is_one_person(context, made[i], made[j])
    ]
    groups = [[made[k] for k in group] for group in connected(len(made), pairs) if len(group) > 1]
    return [_finding(context, _with_all_charges(context, group, made)) for group in groups]


def _with_all_charges(
    context: Context, group: Sequence[Circumstance], made: Sequence[Circumstance]
) -> list[Circumstance]:
    """The group with the other charges against the same person: who is charged with two things is not shown with one."""
    if group[0].matter != "charge":
        return list(group)
    whole = list(group)
    for c in whole:
        whole += [
            other
            for other in made
            if other.matter == c.matter
            and other not in whole
            and not (c.actors and other.actors and not c.actors & other.actors)
            and (
                other.home is c.home
                or c.actors & other.actors
                or context.alike(c.home.sentence, other.home.sentence)
            )
        ]
    return whole


def circumstances(context: Context, home: Sentence) -> Iterator[Circumstance]:
    """What a sentence says of somebody; what is denied is left out."""
    for first, last, matter, value in _mentioned(home):
        noun = home.words[last - 1].token
        said = _said_of(context, home, noun, matter)
        if said is not None:
            yield Circumstance(home, _begin(home, first, noun), last, matter, value, *said)


def _mentioned(home: Sentence) -> Iterator[tuple[int, int, str, str]]:
    """(first word, word after the last, matter, value) of every term in a sentence, the longest at each place."""
    words, tokens, terms = home.words, home.read.tokens, lexicon_circumstances()
    taken = 0
    for k in range(len(words)):
        for size in range(LONGEST_TERM, 0, -1):
            own = words[k : k + size]
            found = terms.get(tuple(w.low for w in own)) or terms.get(
                (*(w.low for w in own[:-1]), tokens[own[-1].token].lemma.lower())
            )
            if k < taken or len(own) < size or found is None:
                continue
            if k + size < len(words) and words[k + size].low in found.unless:
                continue
            taken = k + size
            yield k, k + size, found.matter, found.value
            break


def _begin(home: Sentence, first: int, noun: int) -> int:
    """The first word of a term with what describes its noun right before it: "capital | murder"."""
    tokens = home.read.tokens
    while first and tokens[home.words[first - 1].token].head == noun:
        if tokens[home.words[first - 1].token].dep not in ("amod", "compound"):
            break
        first -= 1
    return first


def _said_of(context: Context, home: Sentence, token: int, matter: str) -> tuple[frozenset[str], str] | None:
    """Of whom a term is said: (actors, stem of the noun); None where it is denied, is no charge, or is said of a thing."""
    read, tokens = home.read, home.read.tokens
    path, whom = [token], -1
    for _ in range(STEPS):
        at = path[-1]
        if read.below(at, "neg"):
            return None
        if whom < 0 and tokens[at].pos in ("VERB", "AUX"):
            whom = _whom(home, at, path)
        if tokens[at].head == at:
            break
        if whom < 0 and tokens[at].dep in ("acl", "relcl") and tokens[at].pos == "VERB":
            whom = tokens[at].head
        path.append(tokens[at].head)
    if matter == "charge" and not any(tokens[k].lemma.lower() in FRAMES for k in path):
        return None
    if matter in ("charge", "plea", "verdict") and any(w.low in EARLIER for w in home.words):
        return None
    if matter == "cause" and tokens[token].tag in ("VBD", "VB", "VBP", "VBZ") and _is_deed(home, token):
        return None
    if whom < 0:
        return frozenset(), ""
    actors = frozenset(
        actor for k in (whom, *read.below(whom, "conj", "appos")) if (actor := _actor(context, home, k))
    )
    noun = tokens[whom].lemma.lower() if tokens[whom].pos == "NOUN" else ""
    if not actors and noun and lexicon_nouns().get(noun) != "person":
        return None
    return actors, noun


def _is_deed(home: Sentence, verb: int) -> bool:
    """Whether a verb says what somebody did to another: "Poe shot the officer"."""
    return bool(home.read.below(verb, "dobj"))


def _whom(home: Sentence, verb: int, path: Sequence[int]) -> int:
    """The token that says whom a verb is about, -1 where none or only a pronoun does."""
    read, tokens = home.read, home.read.tokens
    order = (("nsubjpass",), ("dobj",), ("nsubj",)) if tokens[verb].lemma.lower() in CHARGING else (SUBJECTS,)
    for deps in order:
        own = [k for k in read.below(verb, *deps) if k not in path]
        if own:
            return own[0] if tokens[own[0]].tag not in PERSONAL else -1
    return -1


def _actor(context: Context, home: Sentence, token: int) -> str:
    """The actor whom a token names, "" where none."""
    return context.actors.at(home.sentence, home.word_at.get(token, -1))


def _exclude(a: Circumstance, b: Circumstance, given: Mapping[tuple[str, str], set[str]]) -> bool:
    """Whether two articles give two values of a matter, each in the other nowhere."""
    one, other = a.home.article, b.home.article
    return (
        one != other
        and a.matter == b.matter
        and a.value not in given[other, a.matter]
        and b.value not in given[one, b.matter]
    )


def _is_one_person(context: Context, a: Circumstance, b: Circumstance) -> bool:
    """Whether two circumstances are said of one person: in sentences that report one thing, of the same actor or, where one is not
    named, of nobody else."""
    if context.outlet(a.home.article) == context.outlet(b.home.article):
        return False
    if a.actors and b.actors and not a.actors & b.actors:
        return False
    if not context.alike(a.home.sentence, b.home.sentence):
        return False
    return a.matter not in ("condition", "cause") or bool(
        a.actors & b.actors or (a.noun and a.noun == b.noun)
    )


def _finding(context: Context, group: Sequence[Circumstance]) -> Finding:
    """One finding of what is said of one person; the first words of each value and article."""
    order = {a: k for k, a in enumerate(context.story.articles["article"])}
    first: dict[tuple[str, str], Circumstance] = {}
    for c in sorted(group, key=lambda c: (order[c.home.article], c.home.start, c.first)):
        first.setdefault((c.home.article, c.value), c)
    matter = group[0].matter
    words: dict[str, list[str]] = {}
    for (article, _), c in first.items():
        words.setdefault(article, []).append(in_marks(c.text))
    said: dict[frozenset[str], tuple[str, list[str]]] = {}
    for article, own in words.items():
        outlets = said.setdefault(frozenset(map(str.casefold, own)), (listed(own), []))[1]
        if context.outlet(article) not in outlets:
            outlets.append(context.outlet(article))
    title = "; ".join(f"{own} in {listed(outlets)}" for own, outlets in said.values())
    a, b = next((x, y) for x, y in combinations(first.values(), 2) if x.home.article != y.home.article)
    rows = context.in_common(a.home.sentence, b.home.sentence)
    return Finding(
        "circumstance",
        rows[0] if rows else None,
        f"{LEADS[matter]}: {title}",
        f"{EXPLAINED[matter]}; {_NOT_THE_OTHERS}",
        WEIGHT,
        tuple(
            context.span(
                c.home.article,
                c.home.start + c.home.words[c.first].start,
                c.home.start + c.home.words[c.last - 1].end,
                c.value,
            )
            for c in first.values()
        ),
    )
