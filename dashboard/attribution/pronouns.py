"""Whom "he" and "she" mean where the text leaves no doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dashboard.attribution.parsed import Sentence
from dashboard.attribution.subjects import apart_from
from dashboard.entities.people import FEMALE, People, bare, surname
from dashboard.language import media, reporting_verbs
from dashboard.language.annotate import Token
from dashboard.language.lexicons import (
    lexicon_countries,
    lexicon_nouns,
    lexicon_offices,
)
from dashboard.language.words import fold

GENDERED = frozenset("he she him her his".split())
BACK, SPOKEN_BACK = 2, 2
"""Sentences looked back through for the person whom a pronoun means, outside quotation marks and within."""


class Pronouns:
    """The pronouns "he" and "she" of one article."""

    def __init__(self, article: str, people: People) -> None:
        """Begin an article."""
        self.article = article
        self.people = people

    def read(
        self,
        s: Sentence,
        before: Sequence[Sentence],
        known: Mapping[tuple[str, int], str],
        speakers: Mapping[int, str] | None = None,
    ) -> Iterator[tuple[int, str]]:
        """The pronouns "he" and "she" of a sentence, in any case, that can mean one person alone: (first character, surname).

        That is the one person whom the sentence before the pronoun and the last sentence before it that speaks of persons
        name, or whom the pronouns of the latter mean, unless the story calls that person by the other pronoun; where the story
        has a woman, "she" is nobody whom it does not call so. Pronouns within
        quotation marks are the speaker's: they mean neither him nor whom he speaks to, and are passed over where he is not known.

        Args:
            s: the sentence; what came before it has been heard.
            before: the sentences before it, the nearest first.
            known: (sentence, first character) -> whom the pronouns of the article before mean.
            speakers: token within quotation marks -> surname of the person who speaks; only these tokens are asked. None
                asks for those outside.
        """
        both = len({t.text.lower() in FEMALE for t in s.tokens if t.text.lower() in GENDERED}) > 1
        own: dict[int, str] = {}
        for k, token in enumerate(s.tokens):
            low = token.text.lower()
            if s.heading or low not in GENDERED or (s.quoted[k] if speakers is None else k not in speakers):
                continue
            speaker = speakers[k] if speakers else ""
            if speaker and any(t.pos == "NOUN" for t, q in zip(s.tokens[:k], s.quoted[:k], strict=True) if q):
                continue
            named = {surname(name) for name in self._persons(s, k, spoken_to=not speaker)} | self._offices(
                s, k
            )
            for near in before[: SPOKEN_BACK if speaker else 1 if named else BACK]:
                found = {surname(n) for n in self._persons(near, len(near.tokens), spoken_to=not speaker)}
                found |= {
                    known.get((near.name, t.start), "")
                    for t, quoted in zip(near.tokens, near.quoted, strict=True)
                    if _is_subject(t) and quoted == bool(speaker)
                } - {speaker}
                named |= found
                if found and not speaker:
                    break
            named -= self.apart(s, k, own) | ({speaker} if speaker else set())
            who = named.pop() if len(named) == 1 else ""
            told = both or (low in FEMALE and self.people.names_a_woman)
            sure = (low in FEMALE,) if told else (None, low in FEMALE)
            if not _is_subject(token) and (both or _is_fronted(s, k)):
                continue
            if who and self.people.is_she(who) in sure and not self.people.is_shared(self.article, who):
                own[k] = who
                yield token.start, who

    def apart(self, s: Sentence, k: int, known: Mapping[int, str]) -> set[str]:
        """The surnames of those whom a pronoun cannot mean because they stand beside it in its clause."""
        found = set()
        for j in apart_from(s, k):
            token = s.tokens[j]
            if token.pos == "PROPN":
                last = surname(self.people.whole(self.article, token.text) or bare(token.text))
                found |= set() if self.people.is_shared(self.article, last) else {last}
            elif j in known:
                found.add(known[j])
        return found

    def _offices(self, s: Sentence, end: int) -> set[str]:
        """The surnames of the persons whom a sentence calls by an office alone before a token, "" for one who has none or is brought in."""
        found = set()
        for k, token in enumerate(s.tokens[:end]):
            low = token.text.lower()
            if lexicon_nouns().get(low) == "person" and any(
                s.low(c) in ("a", "an") for c in s.parse.below(k, "det")
            ):
                found.add("")  # "arrested a teacher; he …": who is brought in here has no name
            person = low in lexicon_offices() or reporting_verbs.voices().get(low) == "person"
            if token.pos == "NOUN" and token.dep in ("nsubj", "nsubjpass") and person:
                who = self.people.by_office(self.article, frozenset([low]), [])
                found.add(surname(who) if who else "")
        return found

    def _persons(self, s: Sentence, end: int, spoken_to: bool = True) -> set[str]:
        """The persons whom a sentence names before a token, "" for one who may be a person, with or without those who are told
        or asked something.
        """
        found = set()
        for entity in s.parse.entities:
            if (
                entity.label == "PERSON"
                and entity.end <= end
                and (spoken_to or not _is_told(s, entity.end - 1))
            ):
                name = " ".join(t.text for t in s.tokens[entity.first : entity.end])
                found.add(self.people.whole(self.article, name) or bare(name))
                owned = s.tokens[entity.end - 1].head if s.tokens[entity.end - 1].dep == "poss" else -1
                if owned >= entity.end and reporting_verbs.voices().get(s.low(owned)) == "person":
                    found.add("")  # "Dahl's former coach" may be meant as well
        for k, token in enumerate(s.tokens[:end]):  # the recogniser passes over many a bare surname
            named = token.pos == "PROPN" or (token.tag == "NNS" and token.text[:1].isupper())
            if named and token.entity != "PERSON" and (spoken_to or not _is_told(s, k)):
                if whole := self.people.whole(self.article, token.text):
                    found.add(whole)
                elif is_open_subject(token) and not s.quoted[k]:
                    found.add("")  # perhaps a person's whom the story does not know
        return found


def _is_subject(token: Token) -> bool:
    """Whether a token is "he" or "she" as a subject."""
    return token.text.lower() in ("he", "she") and token.dep in ("nsubj", "nsubjpass")


def is_open_subject(token: Token) -> bool:
    """Whether a token is a name as a subject that may be a person's: the recogniser says nothing of it, or knows no such body."""
    if token.pos != "PROPN" or token.dep not in ("nsubj", "nsubjpass"):
        return False
    low = token.text.lower()
    known = low in reporting_verbs.voices() or fold(low) in lexicon_countries() or media.named(token.text)
    return token.entity == "" or (
        token.entity == "ORG" and not known and not (len(token.text) > 1 and token.text.isupper())
    )


def _is_fronted(s: Sentence, k: int) -> bool:
    """Whether a pronoun stands before the first subject of its sentence, which it may mean: "in his remarks, the mayor …"."""
    first = next((j for j, t in enumerate(s.tokens) if t.dep in ("nsubj", "nsubjpass")), len(s.tokens))
    return k < first and s.tokens[k].head != first


def _is_told(s: Sentence, k: int) -> bool:
    """Whether a name is of somebody who is told or asked something."""
    token = s.tokens[k]
    while token.dep == "compound":
        token = s.tokens[token.head]
    return token.dep in ("dobj", "dative") and s.tokens[token.head].lemma in ("tell", "ask")
