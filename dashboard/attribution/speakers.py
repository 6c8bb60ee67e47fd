"""Who is meant as a source, and what says nothing: its name and kind, what is the same source, things that are mute."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.attribution.parsed import Sentence, Span, is_voice
from dashboard.entities.people import surname
from dashboard.language import media
from dashboard.language.annotate import Annotated
from dashboard.language.lexicons import (
    SEATS,
    lexicon_countries,
    lexicon_demonyms,
    lexicon_nouns,
    lexicon_offices,
)
from dashboard.language.words import fold

STATE_MEDIA = "state media of "
"""Identity of state media without a name; their country follows, where the words give it."""
THINGS = frozenset(
    """line claim allegation accusation charge rumor rumour word words news truth push contest victory win loss defeat
    impact look tragedy sentence dispute applause math move trend rise fall drop gap history attack incident case problem
    issue war deal plan policy approach effort success event shift pattern theme fact idea notion hope key mail bond
    jet moment scene backdrop timing""".split()
)
"""Nouns of what happens, is or is thought: none of them speaks."""
TELLING = frozenset("percent percentage proportion share average account story".split())
"""Nouns of things that stand for those who were asked, or for whoever tells it."""
_ABSTRACT = re.compile(r"(?:[ts]ion|ment|ness|ity|ism|[ae]nc[ey]|ship|dom)\Z")
GATHERED = frozenset(
    """nation station publication proportion information delegation nomination community majority minority opposition
    establishment management parliament regiment constitution audience version agency constituency""".split()
)
"""Nouns with an ending of abstract ones that are somebody's, or a document."""
PICTURES = frozenset(
    """photo photos photograph photographs image images imagery picture pictures footage map maps screenshot
    screenshots""".split()
)
"""What shows something to whoever looks at it; a recording or a document has words of its own."""
ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Speaker:
    """Who is meant.

    Attributes:
        name: as shown; "" where nobody is named.
        kind: agency, medium, person, body, place, group, document, evidence, thing or unnamed.
        printed: the words of this place.
        carried: found by looking back ("he", "the report").
        doubtful: called by an office whose holder the article has named, but not lately.
    """

    name: str
    kind: str
    printed: str
    carried: bool = False
    doubtful: bool = False

    @property
    def shown(self) -> str:
        """The name with the article that stands before it, where it is no proper name: "the company", "a spokesman for her"."""
        article = ARTICLE.match(self.printed)
        bare = self.carried or not article or not self.name[:1].islower()
        return self.name if bare or article is None else f"{article.group().lower()}{self.name}"


NOBODY = Speaker("", "unnamed", "")


def head_of(parse: Annotated, first: int, last: int) -> int:
    """The head of a phrase: the noun or pronoun whose own head lies outside it."""
    for k in range(first, last + 1):
        head = parse.tokens[k].head
        outside = head == k or not first <= head <= last
        if outside and parse.tokens[k].pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
            return k
    return last


def is_mute(s: Sentence, span: Span, speaker: Speaker) -> bool:
    """Whether a phrase names something that says nothing: what happens, is or is thought; a picture."""
    if speaker.carried or speaker.kind not in ("thing", "group", "body", "evidence"):
        return False
    k = head_of(s.parse, s.at(span[0]), s.at(span[1] - 1))
    if s.tokens[k].tag in ("JJ", "CD"):  # "the second of two explosions"
        k = next(
            (x for c in s.parse.below(k, "prep") if s.low(c) == "of" for x in s.parse.below(c, "pobj")), k
        )
    token = s.tokens[k]
    if token.tag == "JJ" and not token.entity and span == s.place(k, k):
        return True  # "Grateful doesn't begin to describe it"
    if speaker.kind == "group" and (token.tag != "NNS" or token.entity or is_voice(s, k)):
        return False
    low, lemma = token.text.lower(), token.lemma.lower()
    if speaker.kind == "evidence":
        return low in PICTURES
    if speaker.kind == "body":
        return lemma == "amendment"
    common = token.text[:1].islower() or k == 0 or s.tokens[k].tag == "NN"
    inert = common and lexicon_nouns().get(lemma) == "thing" and not is_voice(s, k) and lemma not in TELLING
    return inert or lemma in THINGS or (_ABSTRACT.search(lemma) is not None and lemma not in GATHERED)


def names_whom(content: str, name: str) -> bool:
    """Whether words name a person, and none who bears another given name: "his son, Ned Berg" is not Carl Berg."""
    last, given = re.escape(surname(name)), name.split()[0]
    found = re.finditer(rf"(?:\b([A-Z][\w’'-]+) (?:[A-Z]\. )?)?\b{last}\b", content)
    titles = lexicon_offices()
    return any(
        m[1] is None or m[1] == given or m[1].lower() in titles or given == surname(name) for m in found
    )


def identity(speaker: Speaker) -> str:
    """What is the same for all forms of one source: "the Russian Defense Ministry", "Russia's defence ministry".

    Small letters without accents and possessives; adjectives and capitals become their country, hyphens part.
    """
    countries, demonyms = lexicon_countries(), lexicon_demonyms()
    if speaker.kind == "group" and speaker.printed == speaker.name and fold(speaker.name) in demonyms:
        return f"people {fold(speaker.name)}"  # "Mexicans say" is nothing that Mexico says
    if speaker.kind == "medium" and media.is_state_run(speaker.name) and media.named(speaker.name) is None:
        names, printed = {**countries, **demonyms}, fold(speaker.name)
        states = [land for name, land in names.items() if re.search(rf"\b{re.escape(name)}\b", printed)]
        return f"{STATE_MEDIA}{max(states, key=len, default='')}"
    low = re.sub(r"['’]s\b", "", ARTICLE.sub("", speaker.name)).replace("-", " ")
    words = fold(low).replace("defence", "defense").replace("official ", "").split()
    joined: list[str] = []
    at = 0
    while at < len(words):
        two = " ".join(words[at : at + 2])
        if two in SEATS:  # "White House officials" are not those of another house
            joined.append(two)
            at += 2
            continue
        if country := demonyms.get(two) or countries.get(two):
            joined.append(country)
            at += 2
            continue
        seat = words[at] in SEATS
        joined.append(words[at] if seat else demonyms.get(words[at]) or countries.get(words[at]) or words[at])
        at += 1
    return f"{'person ' if speaker.kind == 'person' else ''}{' '.join(joined)}"
