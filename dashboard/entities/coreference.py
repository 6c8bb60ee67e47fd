"""Who is meant by the words that name a source: "the Russian Defense Ministry", "he", "the report"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.entities.people import BODIES, OFFICES, People, stems
from dashboard.language import media
from dashboard.language.lexicons import lexicon_countries, lexicon_demonyms
from dashboard.language.normalize import fold
from dashboard.language.noun_phrases import phrase_before
from dashboard.language.tokens import Word
from dashboard.story.story import Story

GROUPS = frozenset(
    """officials sources experts analysts observers critics supporters opponents scientists researchers
    economists lawmakers senators democrats republicans diplomats people witnesses residents activists
    protesters aides advisers advisors lawyers prosecutors investigators police reporters journalists
    families parents students leaders voters allies others many some several members authorities
    historians scholars doctors workers fans users neighbors neighbours friends colleagues attorneys
    employees passengers survivors rescuers militants rebels troops""".split()
)
REPORTS = frozenset(
    """report dispatch agency newspaper paper outlet broadcaster network magazine daily station channel
    site""".split()
)
"""What "the …" may call a medium that was named before."""
STATEMENTS = frozenset(
    """statement letter document memo filing tweet post message email release article book order notice
    lawsuit suit complaint indictment affidavit ruling study survey poll bill law memos documents
    tweets""".split()
)
SINGULAR = frozenset(("he", "she", "him"))
PLURAL = frozenset(("they", "them", "we"))
EMPTY = frozenset("the a an its their his her this that same own".split())
RECENT = 8
"""Sources looked back through for the one that "it" or "the report" carries on; further back, another is
meant."""

STATE_MEDIA = "state media of "
"""Identity of state media without a name; their country follows, where the words give it."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.&/!][^\W_]+)*")
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r",|\s+(?:(?:released|published|issued|carried|posted|obtained|seen|reported|aired|broadcast|provided|based|who)"
    r"|(?:in|at|on|with|from)(?=\s))\b"
)
_OF = re.compile(r"\s(?:of|for)\s")
_OWNER = re.compile(r"\A(?:the|that) (?:country|nation|state)['’]s\b")
_LAND = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+)?)['’]s\b")


@dataclass(frozen=True)
class Speaker:
    """Who is meant.

    Attributes:
        name: as shown; "" where nobody is named.
        kind: agency, medium, person, body, place, group, document, evidence, thing or unnamed.
        printed: the words of this place.
        carried: found by looking back ("he", "the report").
    """

    name: str
    kind: str
    printed: str
    carried: bool = False


class Speakers:
    """Who the words of a source mean in each article of one story."""

    def __init__(self, story: Story) -> None:
        """Collect persons and places of the texts."""
        self.people = People(story)

    def meant(
        self, article: str, printed: str, kind: str, before: Sequence[Speaker], context: str = ""
    ) -> Speaker:
        """Who is meant by the words of a source.

        Args:
            article: where they stand.
            printed: the words.
            kind: "speaker" or "evidence", as the act says.
            before: the sources of the article so far and the persons who open its sentences, in their order.
            context: the sentence up to the words.
        """
        printed = re.sub(r"['’]s\Z|(?<=s)['’]\Z", "", " ".join(printed.split()))
        words = [w.lower().replace("’", "'") for w in _WORD.findall(printed)]
        plain = [w for w in words if w not in EMPTY]
        if not words:
            return Speaker("", "unnamed", printed)
        if kind == "evidence" and not self._is_generic(words, plain):
            return Speaker(_shown(_TAIL.split(printed)[0]), "evidence", printed)
        if words[0] in SINGULAR | PLURAL or words == ["it"]:
            return self._pronoun(article, words[0], printed, before, context)
        head = _TAIL.split(printed)[0]
        person = self.people.named(article, printed) or self.people.named(article, _OF.split(head)[0])
        if person:
            return Speaker(person, "person", printed)
        known = media.named(head)
        if known and not re.search(
            r"\b(?:of|for|to)\b", head[: head.find(known.name)] if known.name in head else ""
        ):
            return Speaker(known.name, "agency" if known.kind == "agency" else "medium", printed)
        if self._is_generic(words, plain):
            return self._report(plain[-1], printed, before)
        if words[0] in ("the", "his", "her", "its") or words[0].endswith("'s"):
            recent = [s.name for s in before if s.kind == "person"]
            if person := self.people.by_office(article, plain, recent):
                return Speaker(person, "person", printed, carried=True)
            if len(plain) == 1 and plain[0] in OFFICES and recent:
                return Speaker(recent[-1], "person", printed, carried=True)
        if media.is_medium(head):
            return Speaker(_shown(printed), "medium", printed)
        if words[0] in ("the", "that") and len(plain) == 1 and (same := self._same(plain[0], before)):
            return Speaker(same.name, same.kind, printed, carried=True)
        if _OWNER.match(printed) and (land := [m for m in _LAND.findall(context) if self.people.is_place(m)]):
            printed = _OWNER.sub(f"{land[-1]}'s", printed)
            return Speaker(_shown(printed), self._kind(plain, printed), printed, carried=True)
        return Speaker(_shown(printed), self._kind(plain, printed), printed)

    def opening(self, article: str, text: str, words: Sequence[Word]) -> Speaker | None:
        """The person with whom a sentence begins, whom a "he" in the next one means."""
        verb = next((k for k, w in enumerate(words) if w.tag in ("verb", "aux") and not w.quoted), None)
        phrase = phrase_before(words, verb - 1) if verb else None
        if phrase is None:
            return None
        printed = text[words[phrase[0]].start : words[phrase[1] - 1].end]
        plain = [w.lower() for w in _WORD.findall(printed) if w.lower() not in EMPTY]
        name = self.people.named(article, printed) or self.people.by_office(article, plain, ())
        return Speaker(name, "person", printed) if name else None

    @staticmethod
    def _is_generic(words: Sequence[str], plain: Sequence[str]) -> bool:
        """ "The report", "the news agency": a word for a medium or a paper, and nothing that names it."""
        definite = words[0] in ("the", "this", "its", "that")
        return (
            definite
            and 0 < len(plain) <= 2
            and plain[-1] in REPORTS | {"statement"}
            and all(w in REPORTS | STATEMENTS | {"state", "news", "official", "media"} for w in plain)
        )

    def _kind(self, plain: Sequence[str], printed: str) -> str:
        bare = _ARTICLE.sub("", printed)
        if any(w in BODIES for w in plain):
            return "body"
        if any(w in GROUPS for w in plain) or re.search(r"[A-Z]\w+,? and [A-Z]", printed):
            return "group"
        if self.people.is_place(bare):
            return "place"
        if any(w in STATEMENTS | REPORTS for w in plain):
            return "document"
        capitals = [w for w in _WORD.findall(bare) if w[:1].isupper()]
        return (
            "person"
            if len(capitals) >= 2 and capitals == _WORD.findall(bare)
            else "body"
            if capitals
            else "thing"
        )

    def _pronoun(
        self, article: str, pronoun: str, printed: str, before: Sequence[Speaker], context: str
    ) -> Speaker:
        """Whom a pronoun means: the last source of its kind; for "he" a person who opens the sentence comes
        first.
        """
        recent = before[-RECENT:]
        if pronoun in SINGULAR:
            nearest = self.people.first_named(article, context)
            if nearest and self._fits(pronoun, nearest):
                return Speaker(nearest, "person", printed, carried=True)
            found = next(
                (s for s in reversed(recent) if s.kind == "person" and self._fits(pronoun, s.name)), None
            )
        elif pronoun == "it":
            found = next((s for s in reversed(recent) if s.kind in ("agency", "medium")), None) or next(
                (s for s in reversed(recent) if s.kind in ("body", "document", "place")), None
            )
        else:
            found = next((s for s in reversed(recent) if s.kind in ("group", "body")), None)
        if found:
            return Speaker(found.name, found.kind, printed, carried=True)
        return Speaker(printed.lower(), "person" if pronoun in SINGULAR else "body", printed)

    def _fits(self, pronoun: str, name: str) -> bool:
        """Whether the texts do not speak against "he" or "she" for a person."""
        return self.people.is_she(name) in (None, pronoun == "she")

    @staticmethod
    def _report(head: str, printed: str, before: Sequence[Speaker]) -> Speaker:
        """The medium that "the report" means, or whoever issued "the statement"."""
        wanted = (
            ("agency", "medium", "document")
            if head in REPORTS
            else ("body", "person", "agency", "medium", "place")
        )
        found = next((s for s in reversed(before[-RECENT:]) if s.kind in wanted), None)
        if found:
            return Speaker(found.name, found.kind, printed, carried=True)
        return Speaker(_shown(printed), "document", printed)

    @staticmethod
    def _same(word: str, before: Sequence[Speaker]) -> Speaker | None:
        """The last source whose own words held this one: "the ministry" after "the Russian Defense
        Ministry".
        """
        return next((s for s in reversed(before) if word in stems(s.printed)), None)


def _shown(printed: str) -> str:
    """The words of a source without the article before them."""
    return _ARTICLE.sub("", printed)


def identity(speaker: Speaker) -> str:
    """What is the same for all forms of one source: "the Russian Defense Ministry", "Russia's defence
    ministry".

    Small letters without accents and possessives; adjectives and capitals become their country, hyphens part.
    """
    countries, demonyms = lexicon_countries(), lexicon_demonyms()
    if speaker.kind == "medium" and media.is_state_run(speaker.name) and media.named(speaker.name) is None:
        lands = [
            land
            for name, land in {**countries, **demonyms}.items()
            if re.search(rf"\b{re.escape(name)}\b", fold(speaker.name))
        ]
        return f"{STATE_MEDIA}{max(lands, key=len, default='')}"
    low = re.sub(r"['’]s\b", "", _ARTICLE.sub("", speaker.name)).replace("-", " ")
    words = fold(low).replace("defence", "defense").replace("official ", "").split()
    joined: list[str] = []
    at = 0
    while at < len(words):
        two = " ".join(words[at : at + 2])
        country = demonyms.get(two) or countries.get(two)
        if country:
            joined.append(country)
            at += 2
            continue
        joined.append(demonyms.get(words[at]) or countries.get(words[at]) or words[at])
        at += 1
    return f"{'person ' if speaker.kind == 'person' else ''}{' '.join(joined)}"
