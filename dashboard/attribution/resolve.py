"""Who is meant by the phrase that names a source: "the Russian Defense Ministry", "he", "the report"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dashboard.attribution.parsed import Sentence, Span, is_voice
from dashboard.attribution.pronouns import Pronouns, is_open_subject
from dashboard.attribution.speakers import ARTICLE, NOBODY, Speaker, head_of, names_whom
from dashboard.attribution.subjects import BINDING
from dashboard.entities.people import People, bare, is_she_by_noun, is_woman, surname
from dashboard.language import media, reporting_verbs
from dashboard.language.lexicons import (
    NO_LONGER,
    NOT_THEMSELVES,
    RANKS,
    country_titles,
    generation,
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
UNIQUE = frozenset("president minister premier chancellor pope king queen emperor".split())
"""Offices of which a report knows one holder, however long ago it named him."""
PARTIES = frozenset("republican democratic democrat gop conservative liberal labour labor tory".split())
"""What says of the holder of an office to which party he belongs."""
FOCUS = frozenset("even only just".split())
"""Words before a name that are no part of it: "even China"."""
NAMED = 1_000
"""Characters looked back through for the name of whoever is then called by an office."""
_DOER = re.compile(r"(?:[eo]r|ist|ian|m[ae]n|eer|ant)\Z")
"""Endings of nouns of those who do something."""
FIRMS = frozenset(
    """carrier retailer maker manufacturer operator insurer lender publisher developer provider supplier builder brewer
    contractor regulator employer automaker carmaker drugmaker grocer miner shipper airliner processor distributor""".split()
)
"""Nouns with such an ending that are rather a firm's."""
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
    r"\s+(?:(?:late|early|earlier|later) )?(?:on|in|during|over|at|by|before|after)? ?(?:(?:late|early|this|last|the) )*"
    rf"(?:{'|'.join((*WEEKDAYS, *MONTHS))}|today|yesterday|week|weekend|month|year)\b(?!['’]s).*\Z",
    re.IGNORECASE,
)
"""A time that hangs on a name: "Poe on Friday", "Poe earlier this week"."""
_OWN = re.compile(
    r"this (?:news)?(?:paper|magazine|web ?site|site|publication|reporter|outlet|column(?:ist)?|writer|author)"
)
"""The outlet itself, or whoever writes for it: "a letter to this newspaper" came to it first-hand."""
_OWNED = re.compile(r"(?:its|their|his|her)\b", re.IGNORECASE)
"""What begins the name of something that is another's: the ministry, and not "its inquiry", is "it" in the next sentence."""
_SLASHED = re.compile(r"\d+/\d+")
"""A date right before who speaks: "3/12 The ministry says"."""
_OWNER = re.compile(r"\A(?:the|that) (?:country|nation|state)['’]s\b")
_STATE = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+)?)['’]s\b")
_TAIL = ("relcl", "acl", "advcl", "appos", "punct", "parataxis")


class Resolver:
    """Who the sources of one article are; it is asked in the order of the text and remembers."""

    def __init__(self, article: str, people: People) -> None:
        """Begin an article."""
        self.article = article
        self.people = people
        self.pronouns = Pronouns(article, people)
        self.before: list[Speaker] = []
        self._at: list[int] = []
        self._carrier: tuple[int, Speaker] | None = None

    def hear(self, speaker: Speaker, number: int) -> None:
        """Take note of a source of a sentence, or of a person with whom it begins."""
        if speaker.name:
            self.before.append(speaker)
            self._at.append(number)

    def has_heard(self, number: int) -> bool:
        """Whether anybody spoke, or was spoken of first, in a sentence or behind it."""
        return bool(self._at) and self._at[-1] >= number

    @property
    def last_heard(self) -> int:
        """The number of the sentence of the last source, -1 where there was none."""
        return self._at[-1] if self._at else -1

    def pass_on(self, channel: Speaker, number: int) -> None:
        """Take note of a medium that carries words in a sentence: "told the Port Post", who is then "the newspaper"."""
        if channel.kind in ("medium", "agency") and channel.name[:1].isupper():
            self._carrier = (number, channel)

    def _lately(self, number: int, within: int = CARRIED) -> Iterator[Speaker]:
        """Who was heard in the last sentences, the last one first."""
        heard = zip(self.before[-RECENT:], self._at[-RECENT:], strict=True)
        yield from (who for who, at in reversed(list(heard)) if number - at <= within)

    def opening(self, s: Sentence) -> Speaker | None:
        """The person who is the subject of a sentence, whom "he" in the next one means."""
        for root in s.parse.roots:
            for k in s.parse.below(root, "nsubj", "nsubjpass"):
                own = (
                    s.tokens[k].pos != "PRON" and not s.quoted[k]
                )  # “Roe is winning,” he said, and not of himself
                who = self.meant(s, s.phrase(k)) if own else NOBODY
                if who.kind == "person" and not (s.heading and not self.people.is_person(who.name)):
                    return who  # "Ohio Governor’s Son Speaks Out" has capitals, and no name
        subjects = (k for k, t in enumerate(s.tokens) if t.dep in ("nsubj", "nsubjpass") and s.low(k) != "it")
        first = next(subjects, None)  # "It is unknown how serious Mr. Poe is"
        if first is None or s.quoted[first] or s.tokens[first].pos != "PROPN":
            return None
        who = self.meant(s, s.phrase(first))
        return who if who.kind == "person" else None

    def meant(self, s: Sentence, span: Span, content: str = "", within: Sequence[Speaker] = ()) -> Speaker:
        """Who a phrase means.

        Args:
            s: the sentence that holds the phrase.
            span: the phrase.
            content: the words that are attributed; "he said" means nobody whom they name.
            within: persons in whose words the phrase stands.
        """
        first, last = s.at(span[0]), s.at(span[1] - 1)
        if first < last and (s.low(first) in FOCUS or _SLASHED.fullmatch(s.low(first))):
            first += 1
            span = (s.place(first, first)[0], span[1])
        printed = re.sub(r"['’]s\Z|(?<=s)['’]\Z", "", " ".join(s.text(span).split()))
        head = head_of(s.parse, first, last)
        low = printed.lower()
        if not re.search(r"\w", printed) or _OWN.fullmatch(low):
            return Speaker("", "unnamed", printed)
        if first == last and s.tokens[first].pos == "ADJ" and (land := _land(printed)):
            return Speaker(land, "place", printed, carried=True)
        if last - first < 3 and all(t.text.lower() in PRONOUNS for t in s.tokens[first : last + 1]):
            head = last  # "which he", where the parser takes both for the subject
        if s.tokens[head].tag in ("PRP", "PRP$") and last - first < 2:
            return self._pronoun(s, s.tokens[head].text.lower(), printed, first, content, within)
        first = _behind_calling(s, first, head)
        core = self._core(s, first, last, head)
        if office := ABBREVIATED.get(re.sub(r"\A(?:the|a) ", "", low).rstrip(".")):
            found = self._described(s, office, "person", f"the {office}")
            return Speaker(found.name if found else core, "person", printed, carried=found is not None)
        titled = all(t.text.lower() in lexicon_offices() for t in s.tokens[first:head])
        given = s.tokens[head - 1].text if head > first else ""
        alone = titled and last == head and bool(self.people.whole(self.article, s.tokens[head].text))
        namesake = alone or self.people.is_person(f"{given} {s.tokens[head].text}")
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
        before = s.parse.text[: s.tokens[first].start]
        lands = (
            [m for m in _STATE.findall(before) if self.people.is_place(m)] if _OWNER.match(printed) else []
        )
        if lands:
            core = _OWNER.sub(f"{lands[-1]}'s", core)
        return Speaker(ARTICLE.sub("", core), kind, printed, carried=bool(lands))

    @staticmethod
    def _core(s: Sentence, first: int, last: int, head: int) -> str:
        """The phrase up to what stands loosely behind its head."""
        parse = s.parse
        out = {
            k
            for c in parse.children[head]
            if c > head and parse.tokens[c].dep in _TAIL and not (c == head + 1 and s.low(head) == "those")
            for k in parse.subtree(c)
        }
        end = last
        for k in range(s.name_end(head) + 1, last + 1):
            if k in out or (parse.tokens[k].text in (",", "(", "-") and k > head):
                if parse.tokens[k].text == "-":
                    continue
                end = k - 1
                break
        core = re.sub(r"['’]s\Z", "", " ".join(s.text(s.place(first, end)).split()))
        return _WHEN.sub("", core) or core

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
        if tokens[end].tag == "NNPS" and tokens[first].tag == "DT":
            return None  # "the Harbour Republicans"
        noun = reporting_verbs.voices().get(tokens[end].text.lower())
        if noun in ("body", "medium", "document") and tokens[end].entity != "PERSON":
            return None  # "the Justice Department" is no Justice's
        begin = end
        offices = lexicon_offices()
        while (
            begin > first
            and tokens[begin - 1].pos == "PROPN"
            and tokens[begin - 1].text.lower() not in offices
            and offices.get(tokens[begin - 1].text.lower().removesuffix("s")) != "office"
        ):
            begin -= 1
        person = end
        while person > begin and tokens[person - 1].entity == tokens[end].entity == "PERSON":
            person -= 1
        if begin - 1 > first and tokens[begin - 1].text == "of" and tokens[end].entity == "PERSON":
            begin = person  # "Secretary of State | Berg"
        titled = begin > first and tokens[begin - 1].text.lower() in offices
        for k in range(begin, end + 1):
            name = " ".join(t.text for t in tokens[k : end + 1])
            if self.people.is_person(name):
                return bare(name)
        if (
            any(tokens[k].entity in ("ORG", "GPE", "NORP", "FAC") for k in range(begin, end + 1))
            and not titled
        ):
            spoke = [p.name for p in self.before[-RECENT:] if p.kind == "person"]
            known = self.people.whole(self.article, tokens[end].text) or self.people.likeliest(
                self.article, surname(tokens[end].text), spoke
            )
            if end == begin and known:
                return known
            if not all(tokens[k].entity in ("PERSON", "") for k in range(begin, end + 1)):
                return None
        return self._by_surname(s, first, begin, end)

    def _by_surname(self, s: Sentence, first: int, begin: int, end: int) -> str | None:
        """The full name of a person whose name stands at tokens `begin` … `end`, behind the titles from `first` on."""
        tokens, offices = s.tokens, lexicon_offices()
        title = [tokens[k].text.lower().rstrip(".") for k in range(first, begin)]
        title = [w for w in title if offices.get(w) == "office"]
        titled = begin > first and tokens[begin - 1].text.lower() in offices
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
        return None

    def _kind(self, s: Sentence, head: int, core: str) -> str:
        """What kind of source a phrase names, by the noun at its head."""
        token = s.tokens[head]
        kinds = reporting_verbs.voices()
        low, lemma = token.text.lower(), token.lemma.lower()
        found = kinds.get(low) or kinds.get(lemma)
        if not found and token.tag == "NN" and _DOER.search(low) and lexicon_nouns().get(lemma) != "thing":
            found = "body" if lemma in FIRMS else "person"  # "the drummer", "the carrier"
        if found == "person" and token.tag in ("NNS", "NNPS"):
            found = "group"
        common = token.pos in ("NOUN", "NUM") and found not in ("medium", "body", "document")
        if media.is_medium(core) and not (common and not media.is_medium(token.text)):
            return "medium"  # "RT", and not "former RT journalists"
        if found:
            return found
        if token.entity in ("NORP",) or token.tag in ("NNS", "NNPS", "CD", "JJ", "DT"):
            return "group"
        if token.entity in ("GPE", "LOC") or self.people.is_place(ARTICLE.sub("", core)):
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
            if person is None and plain - PARTIES:  # "the Republican congressman" is "Rep. Poe"
                person = self.people.by_office(self.article, plain - PARTIES, recent)
            if person is None and _is_epithet(core, words):
                person = self.people.by_office(self.article, frozenset(words[-1:]), [])
            if person and (words[-1] in UNIQUE or self._is_near(s, printed, person, recent)):
                return Speaker(person, "person", printed, carried=True)
            one = self.people.only_one(self.article, s.number) if len(plain) == 1 else None
            if one and words[-1] in lexicon_offices() and words[-1] not in NOT_THEMSELVES and not other:
                return Speaker(one, "person", printed, carried=True)
            return Speaker(ARTICLE.sub("", core), kind, printed, doubtful=True) if person else None
        generic = (kind == "medium" or words[-1] in ("report", "dispatch", "agency")) and plain <= {
            w for w, k in reporting_verbs.voices().items() if k in ("medium", "document")
        } | {"news", "state", "official", "agency"}
        if generic and len(plain) <= 2:
            wanted = ("agency", "medium", "document")
            own = next((k for k, names in media.NOUNS.items() if words[-1] in names), "")
            found = next((p for p in self._lately(s.number) if p.kind in wanted and _is_such(p, own)), None)
            at, carrier = self._carrier or (-CARRIED, None)
            if found is None and carrier and s.number - at <= CARRIED and _is_such(carrier, own):
                found = carrier
            if found:
                return Speaker(found.name, found.kind, printed, carried=True)
        if len(plain) == 1:
            title = printed.split()[-1]
            same = next(
                (
                    p
                    for p in reversed(self.before[-REMEMBERED:])
                    if p.kind != "person"
                    and (title.islower() or p.name.endswith(title))
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
            apart = self.pronouns.apart(s, first, {})
            for who in (*within, *self._named_before(s, first, content), *self._lately(s.number)):
                if not who.name:
                    break
                if (
                    who.kind == "person"
                    and self._fits(low, who.name)
                    and not names_whom(content, who.name)
                    and surname(who.name) not in apart
                ):
                    return Speaker(who.name, "person", printed, carried=True)
            if own := self._of_himself(s, low, content):
                return Speaker(own, "person", printed, carried=True)
            return Speaker(printed.lower(), "person", printed)
        if low in ("it", "its", "itself"):
            low = "it"
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
            heard = (p for p in self._lately(s.number, NEARBY) if not _OWNED.match(p.printed))
            if found := next((p for p in heard if p.kind in wanted), None):
                return Speaker(found.name, found.kind, printed, carried=True)
        return Speaker("they" if low in ("them", "their") else low, "body", printed)

    def _of_himself(self, s: Sentence, low: str, content: str) -> str:
        """The one person of whom somebody speaks where nobody else was heard: "Anna Berg will resign, she announced"."""
        found = {
            person
            for k, token in enumerate(s.tokens)
            if token.pos == "PROPN" and token.dep in ("nsubj", "nsubjpass") and token.text in content
            for person in [self._person(s, k, k, k)]
            if person
        }
        heard = {who.name for who in self._lately(s.number) if who.kind == "person"}
        own = next(iter(found), "")
        return own if len(found) == 1 and heard <= {own} and self._fits(low, own) else ""

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
            if is_open_subject(s.tokens[k]) and s.tokens[k].text not in content:
                yield NOBODY
                return
        owner = _owner_of_subject(s, first) if k is None else None
        if owner is not None and (person := self._person(s, owner, owner, owner)):
            yield Speaker(person, "person", person)
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
        woman = pronoun in ("she", "her")
        return is_she_by_noun(name) in (None, woman) and self.people.is_she(name) in (None, woman)


def _is_epithet(core: str, words: Sequence[str]) -> bool:
    """Whether the words before an office only describe who holds it, and tell of no other office: "the liberal icon justice"."""
    capitals = any(w[:1].isupper() for w in core.split()[1:])
    return not capitals and frozenset(words[:-1]).isdisjoint(RANKS | NO_LONGER | lexicon_offices().keys())


def _owner_of_subject(s: Sentence, pronoun: int) -> int | None:
    """The person of whose thing a sentence speaks first: "Poe's advice brought him to court, where he said …"."""
    first = next(
        (k for k in range(pronoun) if s.tokens[k].dep in ("nsubj", "nsubjpass") and not s.quoted[k]), None
    )
    if first is None or is_voice(s, first) or s.tokens[first].pos not in ("NOUN", "NUM"):
        return None
    own = [k for k in s.parse.subtree(first) if k < pronoun]  # "one of Poe's best lines" too
    owners = [k for k in own if s.tokens[k].dep == "poss" and s.tokens[k].entity == "PERSON"]
    return owners[0] if owners else None


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


def _behind_calling(s: Sentence, first: int, head: int) -> int:
    """Where the name of a body begins behind what says what it is: "the bakery group | Kornhus", "the news site | Mosul Post"."""
    name = head
    while name > first and s.tokens[name - 1].pos == "PROPN" and s.tokens[name - 1].text[:1].isupper():
        name -= 1
    calling = s.tokens[first:name]
    named = s.tokens[head].pos == "PROPN" and s.tokens[head].entity in ("ORG", "", "PERSON")
    plain = all(
        t.pos in ("DET", "NOUN", "ADJ") and not t.entity and (t.text.islower() or t.pos == "DET")
        for t in calling
    )
    body = bool(calling) and reporting_verbs.voices().get(calling[-1].text.lower()) in ("body", "medium")
    return name if named and plain and body and calling[0].pos == "DET" else first


def _is_introduced(s: Sentence, noun: str) -> bool:
    """Whether the article spoke before of somebody of that calling without a name: "a judge in Ohio"."""
    end = s.start
    pattern = rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[\w.’'-]+ ){{0,3}}{re.escape(noun)}\b(?!,? [A-Z])"
    return re.search(pattern, s.quotes.text[max(0, end - INTRODUCED) : end]) is not None


def _body_introduced(s: Sentence, noun: str) -> str:
    """The one body of which the article said before that it is one: "Marlen Guard, a security company", then "the company"."""
    name = r"((?:[A-Z][\w&.’'-]*)(?: (?:of |and )?[A-Z][\w&.’'-]*)*)"
    pattern = rf"\b{name}, (?:an?|the) (?:(?!for |of |at |with )[\w’'-]+ ){{0,4}}?{re.escape(noun)}\b"
    found = {m[1] for m in re.finditer(pattern, s.quotes.text[max(0, s.start - INTRODUCED) : s.start])}
    return found.pop() if len(found) == 1 else ""


def _is_such(speaker: Speaker, kind: str) -> bool:
    """Whether a medium is of a kind, as far as the table of media knows it."""
    known = media.named(speaker.name)
    return not kind or (known is not None and known.kind == kind)


def _land(adjective: str) -> str:
    """The country of an adjective: "Russian claims" are Russia's."""
    folded = lexicon_demonyms().get(fold(adjective), "")
    return next((name for name, low in country_titles().items() if low == folded), "")
