"""Who is meant by the phrase that names a source: "the Russian Defense Ministry", "he", "the report"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.attribution.parsed import BINDING, Sentence, Span, apart_from, is_voice
from dashboard.entities.people import FEMALE, People, bare, is_woman, surname
from dashboard.language import media, reporting_verbs
from dashboard.language.annotate import Annotated, Token
from dashboard.language.lexicons import (
    NOT_THEMSELVES,
    SEATS,
    generation,
    lexicon_countries,
    lexicon_demonyms,
    lexicon_nouns,
    lexicon_offices,
)
from dashboard.language.names import in_headline_capitals
from dashboard.language.time_expressions import MONTHS, WEEKDAYS
from dashboard.language.words import fold

RECENT = 8
"""Sources looked back through for the one that "it" or "the report" carries on; further back, another is meant."""
REMEMBERED = 120
"""Sources looked back through for one that is described again ("the minister")."""
BACK, SPOKEN_BACK = 2, 2
"""Sentences looked back through for the person whom a pronoun means, outside quotation marks and within."""
GENDERED = frozenset("he she him her his".split())
STATE_MEDIA = "state media of "
"""Identity of state media without a name; their country follows, where the words give it."""
ABBREVIATED = {
    "a.g": "attorney general",
    "ag": "attorney general",
    "d.a": "district attorney",
    "da": "district attorney",
    "c.e.o": "chief executive",
    "ceo": "chief executive",
    "p.m": "prime minister",
    "pm": "prime minister",
    "veep": "vice president",
    "potus": "president",
}
"""Offices as they are abbreviated; who holds one is a person."""
PRONOUNS = frozenset(
    "he she it they we you i him her his its their them us me this that these those who which whom".split()
)
"""Words that name nobody by themselves."""
THINGS = frozenset(
    """line claim allegation accusation charge rumor rumour word words news truth push contest victory win loss defeat
    impact look tragedy sentence dispute applause math move trend rise fall drop gap history attack incident case problem
    issue war deal plan policy approach effort success event shift pattern theme fact idea notion hope key mail bond
    jet moment scene backdrop timing""".split()
)
"""Nouns of what happens, is or is thought: none of them speaks."""
TELLING = frozenset("percent percentage proportion share average account story".split())
"""Nouns of things that stand for those who were asked, or for whoever tells it."""
_ABSTRACT = re.compile(r"(?:[ts]ion|ment|ness|ity|ism|[ae]nce|ship|dom)\Z")
GATHERED = frozenset(
    """nation station publication proportion information delegation nomination community majority minority opposition
    establishment management parliament regiment constitution audience""".split()
)
"""Nouns with an ending of abstract ones that are somebody's, or a document."""
MEDIA_NOUNS = {
    "agency": frozenset(("agency",)),
    "broadcaster": frozenset("network broadcaster channel station".split()),
    "newspaper": frozenset("newspaper paper daily tabloid".split()),
}
"""Kind of medium -> nouns that mean no other."""
PICTURES = frozenset(
    """photo photos photograph photographs image images imagery picture pictures footage map maps screenshot
    screenshots""".split()
)
"""What shows something to whoever looks at it; a recording or a document has words of its own."""
UNIQUE = frozenset("president minister premier chancellor pope king queen emperor".split())
"""Offices of which a report knows one holder, however long ago it named him."""
FOCUS = frozenset("even only just".split())
"""Words before a name that are no part of it: "even China"."""
NAMED = 1_000
"""Characters looked back through for the name of whoever is then called by an office."""
_AGE = re.compile(r"\d+-year-old")
CARRIED = 6
"""Sentences looked back through for the person whom "he" means: further back, a reader looks for the name himself."""
NEARBY = 3
"""The same for whom "they" or "it" means."""
INTRODUCED = 3_000
"""Characters looked back through for "a judge in Ohio", who is then "the judge"."""
_BOUND = re.compile(r" (?:of|by|for|from|to|in|on|who|that|with|at) ")
"""What binds another noun to the one that a phrase names: "a decision by Democrats" is no Democrats'."""
_WHEN = re.compile(
    r"\s+(?:(?:late|early|earlier|later) )?(?:on|in|during|at|by|before|after)? ?(?:(?:late|early|this|last|the) )*"
    rf"(?:{'|'.join((*WEEKDAYS, *MONTHS))}|today|yesterday|week|month|year)\b.*\Z",
    re.IGNORECASE,
)
"""A time that hangs on a name: "Poe on Friday", "Poe earlier this week"."""
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_OWNER = re.compile(r"\A(?:the|that) (?:country|nation|state)['’]s\b")
_STATE = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+)?)['’]s\b")
_TAIL = ("relcl", "acl", "advcl", "appos", "punct", "parataxis")


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
        article = _ARTICLE.match(self.printed)
        bare = self.carried or not article or not self.name[:1].islower()
        return self.name if bare or article is None else f"{article.group().lower()}{self.name}"


NOBODY = Speaker("", "unnamed", "")


class Resolver:
    """Who the sources of one article are; it is asked in the order of the text and remembers."""

    def __init__(self, article: str, people: People) -> None:
        """Begin an article."""
        self.article = article
        self.people = people
        self.before: list[Speaker] = []
        self._at: list[int] = []

    def hear(self, speaker: Speaker, number: int) -> None:
        """Take note of a source of a sentence, or of a person with whom it begins."""
        if speaker.name:
            self.before.append(speaker)
            self._at.append(number)

    def _lately(self, number: int, within: int = CARRIED) -> Iterator[Speaker]:
        """Who was heard in the last sentences, the last one first."""
        heard = zip(self.before[-RECENT:], self._at[-RECENT:], strict=True)
        yield from (who for who, at in reversed(list(heard)) if number - at <= within)

    def opening(self, s: Sentence) -> Speaker | None:
        """The person who is the subject of a sentence, whom "he" in the next one means."""
        for root in s.parse.roots:
            for k in s.parse.below(root, "nsubj", "nsubjpass"):
                who = self.meant(s, s.phrase(k)) if s.tokens[k].pos != "PRON" else NOBODY
                if who.kind == "person" and not (s.heading and not self.people.is_person(who.name)):
                    return who  # "Ohio Governor’s Son Speaks Out" has capitals, and no name
        subjects = (k for k, t in enumerate(s.tokens) if t.dep in ("nsubj", "nsubjpass") and s.low(k) != "it")
        first = next(subjects, None)  # "It is unknown how serious Mr. Poe is"
        if first is None or s.quoted[first] or s.tokens[first].pos != "PROPN":
            return None
        who = self.meant(s, s.phrase(first))
        return who if who.kind == "person" else None

    def pronouns(
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
            named -= self._apart(s, k, own) | ({speaker} if speaker else set())
            who = named.pop() if len(named) == 1 else ""
            told = both or (low in FEMALE and self.people.names_a_woman)
            sure = (low in FEMALE,) if told else (None, low in FEMALE)
            if not _is_subject(token) and (both or _is_fronted(s, k)):
                continue
            if who and self.people.is_she(who) in sure and not self.people.is_shared(self.article, who):
                own[k] = who
                yield token.start, who

    def _apart(self, s: Sentence, k: int, known: Mapping[int, str]) -> set[str]:
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
        """The surnames of the persons whom a sentence calls by an office alone before a token, "" for one who has none."""
        found = set()
        for token in s.tokens[:end]:
            low = token.text.lower()
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
        for k, token in enumerate(s.tokens[:end]):  # the recogniser passes over many a bare surname
            named = token.pos == "PROPN" or (token.tag == "NNS" and token.text[:1].isupper())
            if named and token.entity != "PERSON" and (spoken_to or not _is_told(s, k)):
                if whole := self.people.whole(self.article, token.text):
                    found.add(whole)
                elif _is_open_subject(token) and not s.quoted[k]:
                    found.add("")  # perhaps a person's whom the story does not know
        return found

    def meant(self, s: Sentence, span: Span, content: str = "", within: Sequence[Speaker] = ()) -> Speaker:
        """Who a phrase means.

        Args:
            s: the sentence that holds the phrase.
            span: the phrase.
            content: the words that are attributed; "he said" means nobody whom they name.
            within: persons in whose words the phrase stands.
        """
        first, last = s.at(span[0]), s.at(span[1] - 1)
        if first < last and s.low(first) in FOCUS:
            first += 1
            span = (s.place(first, first)[0], span[1])
        printed = re.sub(r"['’]s\Z|(?<=s)['’]\Z", "", " ".join(s.text(span).split()))
        head = _head(s.parse, first, last)
        low = printed.lower()
        if not re.search(r"\w", printed):
            return Speaker("", "unnamed", printed)
        if last - first < 3 and all(t.text.lower() in PRONOUNS for t in s.tokens[first : last + 1]):
            head = last  # "which he", where the parser takes both for the subject
        if s.tokens[head].tag in ("PRP", "PRP$") and last - first < 2:
            return self._pronoun(s, s.tokens[head].text.lower(), printed, first, content, within)
        core = self._core(s, first, last, head)
        if office := ABBREVIATED.get(re.sub(r"\A(?:the|a) ", "", low).rstrip(".")):
            found = self._described(s, office, "person", f"the {office}")
            return Speaker(found.name if found else core, "person", printed, carried=found is not None)
        titled = all(t.text.lower() in lexicon_offices() for t in s.tokens[first:head])
        namesake = titled and last == head and self.people.whole(self.article, s.tokens[head].text)
        if not (namesake and s.tokens[head].pos == "PROPN") and (
            known := self._medium(core, printed, s.tokens[head].text)
        ):
            return known  # "Bloomberg said" is Michael Bloomberg's where the article has named him
        if person := self._person(s, first, last, head) or self._apposed(s, head):
            return Speaker(person, "person", printed)
        if first == last and s.tokens[head].pos != "PROPN" and s.tokens[head].text[:1].isupper():
            named = self.people.whole(self.article, s.tokens[head].text)
            if named and surname(named) == s.tokens[head].text:  # a surname that the tagger takes for a noun
                return Speaker(named, "person", printed)
        kind = self._kind(s, head, core)
        definite = re.match(r"(?:the|this|that|his|her|its|their)\b", low)
        if (definite or re.match(r"[A-Z]\w+(?: \w+)?['’]s ", printed)) and (
            found := self._described(s, core, kind, printed)
        ):
            return found
        if _OWNER.match(printed) and (
            land := [
                m for m in _STATE.findall(s.parse.text[: s.tokens[first].start]) if self.people.is_place(m)
            ]
        ):
            core = _OWNER.sub(f"{land[-1]}'s", core)
            return Speaker(_ARTICLE.sub("", core), kind, printed, carried=True)
        return Speaker(_ARTICLE.sub("", core), kind, printed)

    @staticmethod
    def _core(s: Sentence, first: int, last: int, head: int) -> str:
        """The phrase up to what stands loosely behind its head."""
        parse = s.parse
        out = {
            k
            for c in parse.children[head]
            if c > head and parse.tokens[c].dep in _TAIL
            for k in parse.subtree(c)
        }
        end = last
        for k in range(head + 1, last + 1):
            if k in out or (parse.tokens[k].text in (",", "(", "-") and k > head):
                if parse.tokens[k].text == "-":
                    continue
                end = k - 1
                break
        core = re.sub(r"['’]s\Z", "", " ".join(s.text(s.place(first, end)).split()))
        return _WHEN.sub("", core) if s.tokens[head].pos == "PROPN" else core

    @staticmethod
    def _medium(core: str, printed: str, head: str) -> Speaker | None:
        """The medium that a phrase names, not one that only stands before somebody's office: "former RT journalists"."""
        known = media.named(core)
        if known is None or re.search(r"\b(?:of|for|to)\b", core[: max(0, core.find(known.name))]):
            return None
        if not (
            media.named(head)
            or media.GENERIC.search(f"news {head}")
            or head in " ".join(media.forms_of(known)).title()
            or head.lower() in {w for f in media.forms_of(known) for w in f.split()}
        ):
            return None
        return Speaker(known.name, "agency" if known.kind == "agency" else "medium", printed)

    def _person(self, s: Sentence, first: int, last: int, head: int) -> str | None:
        """The full name of the person whom the head of a phrase names."""
        tokens = s.tokens
        if tokens[head].pos != "PROPN":
            alone = first == last and tokens[head].text[:1].isupper() and tokens[head].tag == "NNS"
            return self.people.whole(self.article, tokens[head].text) if alone else None  # "Rawlings said"
        end = head
        while end < last and tokens[end + 1].pos == "PROPN" and tokens[end + 1].text[0].isupper():
            end += 1
        begin = end
        offices = lexicon_offices()
        while (
            begin > first
            and tokens[begin - 1].pos == "PROPN"
            and tokens[begin - 1].text.lower() not in offices
        ):
            begin -= 1
        person = end
        while person > begin and tokens[person - 1].entity == tokens[end].entity == "PERSON":
            person -= 1
        if begin - 1 > first and tokens[begin - 1].text == "of" and tokens[end].entity == "PERSON":
            begin = person  # "Secretary of State | Berg"
        title = [tokens[k].text.lower().rstrip(".") for k in range(first, begin)]
        title = [w for w in title if offices.get(w) == "office"]
        titled = begin > first and tokens[begin - 1].text.lower() in offices
        for k in range(begin, end + 1):
            name = " ".join(t.text for t in tokens[k : end + 1])
            if self.people.is_person(name):
                return bare(name)
        if (
            any(tokens[k].entity in ("ORG", "GPE", "NORP", "FAC") for k in range(begin, end + 1))
            and not titled
        ):
            if end == begin and self.people.whole(self.article, tokens[end].text):
                return self.people.whole(self.article, tokens[end].text)
            if not all(tokens[k].entity in ("PERSON", "") for k in range(begin, end + 1)):
                return None
        name = " ".join(t.text for t in tokens[begin : end + 1])
        courtesy = begin > first and offices.get(tokens[begin - 1].text.lower()) == "courtesy"
        woman = is_woman(tokens[begin - 1].text.lower()) if courtesy else None
        alone = end == begin or (end == begin + 1 and generation(name.split()) != "")
        whole = (
            self.people.whole(self.article, name, s.number if courtesy else None, woman) if alone else None
        )
        if alone and title and not whole:  # "Secretary Roe", where two bear that name
            held = self.people.by_office(self.article, frozenset(title[-1:]), [])
            whole = held if held and surname(held) == surname(name) else None
        if alone and not whole:
            spoke = [p.name for p in self.before[-RECENT:] if p.kind == "person"]
            whole = self.people.likeliest(self.article, surname(name), spoke, woman)
        if courtesy and not whole:
            return f"{tokens[begin - 1].text} {bare(name)}"
        if whole:
            return whole
        if end - begin > 1 and in_headline_capitals(s.parse.text):  # "Poe Defends New Plan" is nobody's name
            return self.people.whole(self.article, tokens[begin].text)
        if titled or all(tokens[k].entity == "PERSON" for k in range(begin, end + 1)):
            return bare(name)
        return None

    def _apposed(self, s: Sentence, head: int) -> str | None:
        """The person whose name stands behind an office: "Alabama's state auditor, Jim Ziegler", "House Minority Whip Jim Ziegler"."""
        title = s.tokens[head].pos == "PROPN" and (
            s.low(head) in lexicon_offices() or reporting_verbs.voices().get(s.low(head)) == "person"
        )
        if s.tokens[head].pos != "NOUN" and not title:
            return None
        for k in s.parse.below(head, "appos"):
            own = s.parse.subtree(k, [c for c in s.parse.children[k] if c > k])
            if k > head and s.tokens[k].entity == "PERSON" and len(own) > 1:
                return self._person(s, own[0], k, k)
        for k in s.parse.subtree(head):  # "the analyst in Seoul for the Harbour Group, Daniel Poe, says"
            over = s.tokens[s.tokens[k].head]
            if (
                k > head
                and s.tokens[k].dep == "appos"
                and s.tokens[k].entity == "PERSON"
                and over.entity == "ORG"
            ):
                own = s.parse.subtree(k, [c for c in s.parse.children[k] if c > k])
                if len(own) > 1 and s.low(own[0] - 1) == "," and s.low(k + 1) == ",":
                    return self._person(s, own[0], k, k)
        return None

    def _kind(self, s: Sentence, head: int, core: str) -> str:
        """What kind of source a phrase names, by the noun at its head."""
        token = s.tokens[head]
        kinds = reporting_verbs.voices()
        low, lemma = token.text.lower(), token.lemma.lower()
        found = kinds.get(low) or kinds.get(lemma)
        if found == "person" and token.tag in ("NNS", "NNPS"):
            found = "group"
        if media.is_medium(core):
            return "medium"
        if found:
            return found
        if token.entity in ("NORP",) or token.tag in ("NNS", "NNPS", "CD", "JJ", "DT"):
            return "group"
        if token.entity in ("GPE", "LOC") or self.people.is_place(_ARTICLE.sub("", core)):
            return "place"
        if token.pos == "PROPN":
            return "person" if token.entity == "PERSON" else "body"
        return "thing"

    def _described(self, s: Sentence, core: str, kind: str, printed: str) -> Speaker | None:
        """Who "the minister", "the report" or "the ministry" means, from what the article said before."""
        words = [
            w
            for w in re.findall(r"[\w’'.-]+", core.lower().replace("’", "'"))
            if w not in ("the", "a", "an", "his", "her", "its", "their", "this", "that")
            and not _AGE.fullmatch(w)
        ]
        plain = frozenset(w.removesuffix("'s") for w in words)
        if not plain:
            return None
        if re.match(r"(?:his|her|its|their|my)\b", printed.lower()):
            return None
        if kind == "person":
            other = _is_introduced(s, words[-1])
            recent = [p.name for p in self.before[-REMEMBERED:] if p.kind == "person"]
            person = self.people.by_office(self.article, plain, recent)
            if person and (words[-1] in UNIQUE or self._is_near(s, printed, person, recent)):
                return Speaker(person, "person", printed, carried=True)
            one = self.people.only_one(self.article, s.number) if len(plain) == 1 else None
            if one and words[-1] in lexicon_offices() and words[-1] not in NOT_THEMSELVES and not other:
                return Speaker(one, "person", printed, carried=True)
            return Speaker(_ARTICLE.sub("", core), kind, printed, doubtful=True) if person else None
        generic = (kind == "medium" or words[-1] in ("report", "dispatch", "agency")) and plain <= {
            w for w, k in reporting_verbs.voices().items() if k in ("medium", "document")
        } | {"news", "state", "official", "agency"}
        if generic and len(plain) <= 2:
            wanted = ("agency", "medium", "document")
            own = next((k for k, names in MEDIA_NOUNS.items() if words[-1] in names), "")
            found = next((p for p in self._lately(s.number) if p.kind in wanted and _is_such(p, own)), None)
            if found:
                return Speaker(found.name, found.kind, printed, carried=True)
        if len(plain) == 1:
            same = next(
                (
                    p
                    for p in reversed(self.before[-REMEMBERED:])
                    if p.kind != "person"
                    and words[-1] in re.findall(r"\w+", _BOUND.split(p.printed.lower())[0])
                ),
                None,
            )
            if same:
                return Speaker(same.name, same.kind, printed, carried=True)
            if kind == "body" and (known := _body_introduced(s, words[-1])):
                return Speaker(known, kind, printed, carried=True)
        return None

    def _is_near(self, s: Sentence, printed: str, person: str, recent: Sequence[str]) -> bool:
        """Whether a person is named shortly before "the senator", and after the last one who spoke: else that one may be meant,
        whom the story does not call so.
        """
        at = s.start + max(0, s.parse.text.find(printed))
        before = s.quotes.text[max(0, at - NAMED) : at]
        named = before.rfind(surname(person))
        other = next((name for name in reversed(recent) if name[:1].isupper()), person)
        other = "" if other == person or self.people.has_office(self.article, other) else other
        return named >= 0 and (not other or named > before.rfind(surname(other)))

    def _pronoun(
        self, s: Sentence, low: str, printed: str, first: int, content: str, within: Sequence[Speaker]
    ) -> Speaker:
        """Whom a pronoun means: somebody named before it in the sentence, else the last source or subject that fits."""
        if low in ("he", "she", "him", "her", "his"):
            apart = self._apart(s, first, {})
            for who in (*within, *self._named_before(s, first, content), *self._lately(s.number)):
                if not who.name:
                    break
                if (
                    who.kind == "person"
                    and self._fits(low, who.name)
                    and not _names(content, who.name)
                    and surname(who.name) not in apart
                ):
                    return Speaker(who.name, "person", printed, carried=True)
            return Speaker(printed.lower(), "person", printed)
        if low == "it":
            kinds: tuple[tuple[str, ...], ...] = (("agency", "medium"), ("body", "document", "place"))
        elif low in ("i", "we", "me", "us", "my", "our"):
            return Speaker("", "unnamed", printed)  # the outlet itself, or whoever writes for it
        elif low in ("they", "them", "their"):
            kinds = (("group", "body"),)
        else:
            return Speaker(printed, "person", printed)
        wanted_here = [k for wanted in kinds for k in wanted]
        if found := self._subject_before(s, first, low, wanted_here, content):
            return Speaker(found.name, found.kind, printed, carried=True)
        for wanted in kinds:
            if found := next((p for p in self._lately(s.number, NEARBY) if p.kind in wanted), None):
                return Speaker(found.name, found.kind, printed, carried=True)
        return Speaker(printed.lower(), "body", printed)

    def _named_before(self, s: Sentence, first: int, content: str) -> Iterable[Speaker]:
        """The person who is the first subject before a pronoun in its sentence; nobody where that name may be a person's whom
        the story does not know.
        """
        k = s.opening_name
        if k is not None and k < first:
            a, b = s.phrase(k)
            if person := self._person(s, s.at(a), s.at(b - 1), k):
                yield Speaker(person, "person", person)
                return
            if _is_open_subject(s.tokens[k]) and s.tokens[k].text not in content:
                yield NOBODY
                return
        if (k := _in_clause_before(s, first)) is not None:
            a, b = s.phrase(k)
            if person := self._person(s, s.at(a), s.at(b - 1), k):
                yield Speaker(person, "person", person)

    def _subject_before(
        self, s: Sentence, first: int, low: str, kinds: Sequence[str], content: str
    ) -> Speaker | None:
        """Whom "it" or "they" means within its sentence: the last subject before it that agrees in number and is of such a kind,
        and of whom it is not said.
        """
        for k in range(first - 1, max(-1, first - BINDING), -1):
            token = s.tokens[k]
            if token.dep not in ("nsubj", "nsubjpass") or token.pos not in ("NOUN", "PROPN") or s.quoted[k]:
                continue
            plural = token.tag in ("NNS", "NNPS") or bool(s.parse.below(k, "conj"))
            many = plural or (token.pos == "NOUN" and is_voice(s, k))
            agrees = not plural if low == "it" else many and is_voice(s, k)
            if agrees and s.text(s.phrase(k)) not in content:
                who = self.meant(s, s.phrase(k))
                if who.name and who.kind in kinds:
                    return who
        return None

    def _fits(self, pronoun: str, name: str) -> bool:
        """Whether the texts do not speak against "he" or "she" for a person."""
        return self.people.is_she(name) in (None, pronoun in ("she", "her"))


def _is_subject(token: Token) -> bool:
    """Whether a token is "he" or "she" as a subject."""
    return token.text.lower() in ("he", "she") and token.dep in ("nsubj", "nsubjpass")


def _is_open_subject(token: Token) -> bool:
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


def _in_clause_before(s: Sentence, pronoun: int) -> int | None:
    """The one person whom a clause with a subject of its own names before a pronoun: "when it was sent to Poe, he dismissed it"."""
    verb = s.tokens[pronoun].head
    own = {
        k
        for c in s.parse.below(verb, "advcl")
        if c < pronoun and s.parse.below(c, "nsubj", "nsubjpass")
        for k in s.parse.subtree(c)
        if k < pronoun
        and s.tokens[k].entity == "PERSON"
        and s.tokens[k].dep in ("pobj", "dobj", "dative")
        and not s.quoted[k]
    }
    return own.pop() if len(own) == 1 else None


def _is_told(s: Sentence, k: int) -> bool:
    """Whether a name is of somebody who is told or asked something."""
    token = s.tokens[k]
    while token.dep == "compound":
        token = s.tokens[token.head]
    return token.dep in ("dobj", "dative") and s.tokens[token.head].lemma in ("tell", "ask")


def _head(parse: Annotated, first: int, last: int) -> int:
    """The head of a phrase: the noun or pronoun whose own head lies outside it."""
    for k in range(first, last + 1):
        head = parse.tokens[k].head
        outside = head == k or not first <= head <= last
        if outside and parse.tokens[k].pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
            return k
    return last


def _is_introduced(s: Sentence, noun: str) -> bool:
    """Whether the article spoke before of somebody of that calling without a name: "a judge in Ohio"."""
    end = s.start
    pattern = rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[\w.’'-]+ ){{0,3}}{re.escape(noun)}\b(?!,? [A-Z])"
    return re.search(pattern, s.quotes.text[max(0, end - INTRODUCED) : end]) is not None


def _body_introduced(s: Sentence, noun: str) -> str:
    """The one body of which the article said before that it is one: "Marlen Guard, a security company", then "the company"."""
    name = r"((?:[A-Z][\w&.’'-]*)(?: (?:of |and )?[A-Z][\w&.’'-]*)*)"
    pattern = rf"\b{name}, (?:an?|the) (?:[\w’'-]+ ){{0,4}}?{re.escape(noun)}\b"
    found = {m[1] for m in re.finditer(pattern, s.quotes.text[max(0, s.start - INTRODUCED) : s.start])}
    return found.pop() if len(found) == 1 else ""


def _is_such(speaker: Speaker, kind: str) -> bool:
    """Whether a medium is of a kind, as far as the table of media knows it."""
    known = media.named(speaker.name)
    return not kind or (known is not None and known.kind == kind)


def is_mute(s: Sentence, span: Span, speaker: Speaker) -> bool:
    """Whether a phrase names something that says nothing: what happens, is or is thought; a picture; an insertion."""
    text = s.quotes.text
    if text[max(0, span[0] - 1)] in "([" and text[span[1] : span[1] + 1] in (")", "]"):
        return True  # "“… (Roe’s) claim …”"
    if speaker.carried or speaker.kind not in ("thing", "group", "body", "evidence"):
        return False
    k = _head(s.parse, s.at(span[0]), s.at(span[1] - 1))
    token = s.tokens[k]
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


def _names(content: str, name: str) -> bool:
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
    low = re.sub(r"['’]s\b", "", _ARTICLE.sub("", speaker.name)).replace("-", " ")
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
