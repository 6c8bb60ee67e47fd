"""Verbs and nouns of saying: which word forms report what somebody said, and how the reporter takes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.files import LEXICONS
from dashboard.language.lexicons import lexicon_rows

LEXICON = LEXICONS / "reporting_verbs.csv"

STANCES = ("neutral", "doubting", "denying", "endorsing")
MANNER: Mapping[str, str] = {
    "denying": "denies it",
    "doubting": "leaves it open",
    "neutral": "neutral",
    "endorsing": "takes it as true",
}
"""Stance of a verb -> how a reader is told of it, from denial to belief."""
FRAMES = ("say", "tell", "ask", "think", "vow", "urge", "express", "accuse", "deny", "call", "show")

CLAIM_NOUNS = frozenset(
    """allegation claim accusation charge report rumor rumour speculation suspicion assertion contention
    belief suggestion hint warning fear assessment announcement statement denial admission complaint
    argument prediction confirmation acknowledgment acknowledgement""".split()
)
"""Nouns that, with "that" after them, hold what somebody says or thinks."""
DOUBTING_NOUNS = frozenset(
    "allegation claim accusation charge rumor rumour speculation suspicion assertion".split()
)
HEARSAY = {
    "reportedly": "neutral",
    "allegedly": "doubting",
    "purportedly": "doubting",
    "supposedly": "doubting",
}
"""Adverbs that pass on what somebody says without naming anybody -> stance."""


@dataclass(frozen=True)
class Verb:
    """One line of data/lexicons/reporting_verbs.csv; a further verb is a further line there.

    Its column "forms" holds inflected forms that no rule makes; "class" is the stance.

    Attributes:
        lemma: its base form.
        stance: neutral, doubting (leaves the truth open or casts doubt), denying (says that it is not so) or endorsing
            (takes it as true).
        frame: how detectors read it, one of FRAMES; "" where it makes no finding.
        kind: what its source does: said, asked, believed, planned, shown or discussed.
        takes: the complements that hold what is said: "that", "wh" (a question), "to" (an infinitive), "comp" (a clause
            with neither), "quote", "obj", "view" (a noun of opinion), or a preposition.
    """

    lemma: str
    stance: str
    frame: str
    kind: str = "said"
    takes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Form:
    """A word form of a verb: finite or past ("said"), base, third person or participle in -ing."""

    verb: Verb
    kind: str


@lru_cache(maxsize=1)
def verbs() -> dict[str, Verb]:
    """Lemma -> verb, of every verb that reports what somebody says, asks, believes, plans or shows."""
    found = {}
    for row in lexicon_rows(LEXICON):
        takes = frozenset(row["content"].split())
        found[row["verb"]] = Verb(row["verb"], row["class"], row["frame"], row["kind"], takes)
    return found


@lru_cache(maxsize=1)
def nouns() -> dict[str, Verb]:
    """Lemma -> noun that reports ("claim", "promise"), as its verb would be; its frame is empty."""
    rows = lexicon_rows(LEXICONS / "reporting_nouns.csv")
    return {
        r["noun"]: Verb(r["noun"], r["class"], "", r["kind"], frozenset(r["content"].split())) for r in rows
    }


@lru_cache(maxsize=1)
def voices() -> dict[str, str]:
    """Noun -> kind of source that it names: person, group, body, document, evidence or medium."""
    return {row["noun"]: row["kind"] for row in lexicon_rows(LEXICONS / "voices.csv")}


def verb_of(text: str, lemma: str, particle: str = "") -> Verb | None:
    """The verb to which a word form belongs; a form that the lexicon spells out goes before the tagger's lemma.

    Args:
        text: the word as it is printed.
        lemma: its base form; "apologise" is "apologize".
        particle: the one behind it: "ruled out" is a verb of its own.
    """
    low = lemma.lower()
    if particle and (phrasal := verbs().get(f"{low} {particle.lower()}")):
        return phrasal
    form = forms().get(text.lower())
    return form.verb if form else verbs().get(low) or verbs().get(_BRITISH.sub("ize", low))


@lru_cache(maxsize=1)
def forms() -> dict[str, Form]:
    """Every word form in small letters -> its verb.

    Raises:
        ValueError: a row of the lexicon has an unknown class or frame.
    """
    found: dict[str, Form] = {}
    for row in lexicon_rows(LEXICON):
        verb = verbs()[row["verb"]]
        if not verb.frame:
            continue
        if verb.stance not in STANCES or verb.frame not in FRAMES:
            raise ValueError(
                f"{LEXICON.name}: {verb.lemma!r} has class {verb.stance!r}, frame {verb.frame!r}"
            )
        for form, kind in inflected(verb.lemma, row["forms"].split()):
            found.setdefault(form, Form(verb, kind))
    return found


def inflected(lemma: str, irregular: list[str]) -> list[tuple[str, str]]:
    """Word forms of an English verb by the rules of spelling; `irregular` are its past forms where they are
    not -ed.
    """
    sibilant = re.search(r"(?:s|x|z|ch|sh)\Z", lemma)
    third = lemma[:-1] + "ies" if re.search(r"[^aeiou]y\Z", lemma) else lemma + ("es" if sibilant else "s")
    if lemma.endswith("e"):
        stem_ed, stem_ing = lemma[:-1], lemma if lemma.endswith("ee") else lemma[:-1]
    elif re.search(r"[^aeiou]y\Z", lemma):
        stem_ed, stem_ing = lemma[:-1] + "i", lemma
    elif lemma in _DOUBLED:
        stem_ed = stem_ing = lemma + lemma[-1]
    else:
        stem_ed = stem_ing = lemma
    past = irregular or [stem_ed + "ed"]
    return [(lemma, "base"), (third, "third"), *((form, "past") for form in past), (stem_ing + "ing", "ing")]


_BRITISH = re.compile(r"ise\Z")
_DOUBLED = frozenset("admit refer slam dub rebut quip blab brag".split())


def noun(word: str) -> str | None:
    """The singular of a noun that holds a claim ("allegations"), None for other words."""
    low = word.lower()
    for singular in (low, low.removesuffix("s"), re.sub(r"ies\Z", "y", low)):
        if singular in CLAIM_NOUNS:
            return singular
    return None
