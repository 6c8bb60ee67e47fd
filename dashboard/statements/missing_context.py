"""What a piece of a sentence leans on, and the sentence before that says it: "he", "that decision", "the area", "until then"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.language import reporting_verbs
from dashboard.language.annotate import Annotated, Token
from dashboard.language.clauses import FINITE
from dashboard.language.lexicons import lexicon_nouns, lexicon_offices
from dashboard.statements.trim import MARKS, OPEN, marked, shorten

SUBJECT = 90
"""Characters of the longest subject that is set before a piece."""
LEANS_BACK = re.compile(
    r"^[\W_]*(?:(?:until|since|by|before|after|even) then\b|(?:before|after|besides|despite|because of|in addition to) that\b"
    r"|at (?:the|that) (?:time|point|moment)\b(?! of)|as a result\b(?! of)|in (?:response|return|turn)\b(?! (?:to|for))"
    r"|instead\b(?! of)|the (?:latter|former|other)\b(?! \w)"
    r"|the (?:two|three|pair|duo|couple|others)\b(?= (?:\w+ed|are|were|have|had|will)\b)"
    r"|(?:neither|others|some|one|two|three|many|most|none|all|both) of (?:them|those|these)\b"
    r"|(?:neither|one|others|another|the other)\b(?= (?:\w+ed|is|are|was|were|has|have|had|will|would|could|can)\b))",
    re.IGNORECASE,
)
"""How a label begins that can't be understood without the sentence before it."""
OPEN_PLACE = re.compile(
    r"\b(?:in|at|near|from|around|of|to|on|across|outside|inside|throughout|into|leave|leaving|left) the "
    r"(?:area|region|premises|vicinity)\b(?! (?:of|where|around|near|that|which)\b)"
    r"|\bthe (?:state|city|town|village|county|island)['’]s (?!(?:largest|biggest|highest|tallest|most|first)\b)",
    re.IGNORECASE,
)
"""A place that a sentence before has named."""
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
LOOSE = ("relcl", "acl", "appos", "parataxis", "advcl")
"""Dependencies of what may hang on a subject and is left out of it."""
RELATIVE = ("WDT", "WP")
"""Tags of relative pronouns."""
FIRST = frozenset("I we my our me us We My Our".split())
"""Those of whoever speaks, as printed: "US" is a country."""
PERSON = frozenset("he she his her him".split())
"""Pronouns that mean a person."""
IT = frozenset(("it", "its"))
THING = IT | frozenset("they their them".split())
POINTING = frozenset("this that these those such both".split())
BARE = frozenset(("this", "that"))
WELL_KNOWN = frozenset(
    "police government administration public military press people voters president".split()
)
"""Bodies that need no introduction behind "the"."""
REFERRED_BACK = frozenset(
    "announcement decision comment comments remark remarks message messages move accusation accusations letter interview tweet "
    "incident band duo".split()
)
"""What "the" mostly stands before where the sentence before tells it."""
PLACES = ("GPE", "LOC", "FAC")
"""Kinds of named entities that are places."""
TIMES = frozenset("day week weekend month year decade time morning afternoon evening night".split())
NOW = TIMES | frozenset("country nation way".split())
"""Nouns that need nothing before them with a pointing word: "this week", "this country"."""
FORMAL = re.compile(
    r"\W*(?:but\W+)?it(?: (?:appears|seems)\b|(?:['’]s| (?:\w+ ){0,2}(?:is|was|be|been|becomes?|became|remains?|remained|"
    r"takes?|took|makes?|made|costs?))"
    r"(?! (?:going|about|set|due|supposed|meant|got|been|being|made|used|taken|designed|expected|said)\b)"
    r"(?: \w+){0,4} (?:that|to|for|whether|if|how|who|when|where)\b"
    r"| (?:\w+ ){0,2}(?:clear|known|plain|(?:im)?possible|difficult|hard(?:er)?|eas(?:y|ier)|necessary|illegal)(?= (?:for|to|that)\b))",
    re.IGNORECASE,
)
""""It is rare for …", "It was unclear whether …", "made it clear that …": the pronoun means what follows."""
NEAR = 3
"""Sentences before a quotation in which its speaker is looked for."""
CONTEXT = 160
"""Characters of the sentence before that are set in brackets before a label which leans on it."""
FURTHEST = 200
"""Characters up to which more of it is set there so that it names what is meant."""


@dataclass(frozen=True)
class Passage:
    """A piece of a sentence with what stands before it.

    Attributes:
        read: its sentence.
        start, end: characters of the sentence.
        meant: whom a pronoun of the sentence means, by the character at which it begins; "" where the text does not tell.
        speaker: who says the piece in his own words; "" where it is no quotation or nobody is named.
        quoted: most of it stands within quotation marks.
        before: the sentences before its own in the body of its article, the nearest first.
    """

    read: Annotated
    start: int
    end: int
    meant: Callable[[int], str] = field(default=lambda _: "", repr=False)
    speaker: str = ""
    quoted: bool = False
    before: tuple[Annotated, ...] = ()

    @property
    def text(self) -> str:
        """Its words as printed."""
        return self.read.text[self.start : self.end]

    @cached_property
    def voice(self) -> str:
        """Its speaker, "" where the nearest sentence that names him is led by somebody else: a name in passing is no speaker."""
        last = self.speaker.split()[-1] if self.speaker[:1].isupper() else ""
        if not last or last in self.read.text:
            return self.speaker
        near = next((read for read in self.before if last in read.text), None)
        return self.speaker if near is None or not _led_by_another(near, last) else ""

    def unexplained(self, text: str) -> str:
        """What a label leans on and does not name: "person", "thing", "place", what is "pointed at", or "" where it reads by itself."""
        unsaid = self.quoted and not self.voice[:1].isupper()
        if self._unvoiced or (unsaid and not any(mark in text.strip(MARKS) for mark in MARKS)):
            return "speaker"
        if self._definite or LEANS_BACK.match(text):
            return "pointed at"
        if self._nowhere(text):
            return "place"
        opening = f"{self.voice}: “"
        said = text.removeprefix(opening) if self.voice else text
        named = thing = person = aloud = other = "[" in said
        said = re.sub(r" \[[^\]]*\]", "", said)
        for found in re.finditer(r"[\w]+", said):
            low = found[0].lower()
            tokens = self._tokens.get(low, ())
            spoken = bool(tokens) and all(self._within_marks(t) for t in tokens)
            if FORMAL.match(said, found.start()) or not tokens:
                pass
            elif low in PERSON and not (person if spoken else aloud) and not self._named_behind(tokens):
                return "person"
            elif low in IT and not thing and any(self._points(t) for t in tokens):
                return "thing"
            elif low in THING | POINTING and not named and any(self._points(t) for t in tokens):
                return "thing" if low in THING else "pointed at"
            elif low in BARE and not other and any(self._points(t) and t.dep in SUBJECTS for t in tokens):
                return "pointed at"
            nouns = [t for t in tokens if t.pos in ("NOUN", "PROPN") and not _is_time(t)]
            named = named or bool(nouns)
            other = other or not all(t.dep in SUBJECTS and self.is_cue(t.head) for t in nouns)
            thing = thing or not all(is_person(t) for t in nouns)
            names = any(t.tag == "NNP" or (t.tag == "NN" and t.dep in SUBJECTS) for t in tokens)
            person, aloud = person or names, aloud or (names and not spoken)
        return ""

    @property
    def _unvoiced(self) -> bool:
        """Whether it is in the first person and its sentence has neither marks nor a speaker: both stand in a sentence beside it."""
        tokens = self.read.tokens
        mine = any(t.text in FIRST and self.start <= t.start < self.end for t in tokens)
        return (
            mine
            and not self.voice
            and not any(mark in self.read.text for mark in MARKS)
            and not speaks(self.read)
        )

    def _nowhere(self, text: str) -> bool:
        """Whether a label tells of "the area" or "the scene" and names no place."""
        placed = any(t.entity in PLACES and t.text in text for t in self.read.tokens)
        return bool(OPEN_PLACE.search(text)) and not placed

    @property
    def _definite(self) -> bool:
        """Whether the first subject is somebody or some body of whom the sentences before told who that is: "the woman"."""
        tokens, verb = self.read.tokens, self.verb
        first = self.subject(verb) if verb is not None else None
        if first is None or tokens[first].start >= self.start or tokens[first].tag in RELATIVE:
            first = next(
                (k for k, t in enumerate(tokens) if t.dep in SUBJECTS and t.start >= self.start), None
            )
        if first is None or tokens[first].pos != "NOUN" or tokens[first].start > self.start + SUBJECT:
            return False
        low = tokens[first].text.lower()
        known = low in REFERRED_BACK or (
            reporting_verbs.voices().get(low) in ("person", "body", "group") and low not in lexicon_offices()
        )
        own = [tokens[k] for k in self.read.subtree(first) if k != first]
        bare = all(t.tag in ("DT", "JJ", "CD") for t in own) and any(t.text.lower() == "the" for t in own)
        return known and bare and low not in WELL_KNOWN

    @cached_property
    def _tokens(self) -> dict[str, list[Token]]:
        """Word in small letters -> the tokens of the sentence that are it."""
        found: dict[str, list[Token]] = {}
        for token in self.read.tokens:
            found.setdefault(token.text.lower(), []).append(token)
        return found

    def known(self, pronoun: Token) -> str:
        """Whom a pronoun means, "" where that isn't safe: his name stands before it in the sentence, or he is the subject of the
        last sentence that names anybody, or the only one whom it tells of. Who says "we'll see as he's asked" does not mean himself."""
        if self._unvoiced:
            return ""
        whom = self.meant(pronoun.start)
        last = whom.split()[-1] if whom else ""
        marks = self._within_marks(pronoun)
        says = pronoun.dep in SUBJECTS and self.is_cue(pronoun.head) and not marks
        if says and self.quoted and self.voice[:1].isupper() and not _is_no_name(self.voice):
            return whom if last in self.voice.split() else self.voice
        if whom and last in self.voice.split() and marks:
            return ""
        beside = [t for t in self.read.tokens if t.end <= pronoun.start and t.text == last]
        if not whom or any(marks or not self._within_marks(t) for t in beside) or last in self.voice.split():
            return whom
        if beside:
            return whom if self.before and _sole_subject(self.before[0], last) else ""
        if self.before and _broken_off(self.before[0]) and not speaks(self.read):
            return ""
        for read in self.before:
            if last in read.text:
                return whom if _sole_subject(read, last) else ""
            if any(t.entity == "PERSON" or (t.dep in SUBJECTS and is_person(t)) for t in read.tokens):
                return ""
        return whom if not self.before else ""

    def _within_marks(self, token: Token) -> bool:
        """Whether a word is of the speaker's own words: he does not call himself "he"."""
        text = self.read.text
        marks = [(found.start(), _opens(text, found.start())) for found in re.finditer(f"[{MARKS}]", text)]
        if not marks:
            return self.quoted
        before = [opens for at, opens in marks if at < token.start]
        return before[-1] if before else not marks[0][1]

    def _may_be_meant(self, token: Token) -> bool:
        """Whether a word names somebody whom a pronoun behind it may mean."""
        nameless = is_person(token) and not self._within_marks(token)
        name = token.entity == "PERSON" and not (token.dep == "compound" and _is_of_a_thing(self.read, token))
        return name or (token.dep in SUBJECTS and (token.tag == "NNP" or nameless))

    def _named_behind(self, tokens: Sequence[Token]) -> bool:
        """Whether a pronoun before the subject means it: "for his part, Mr. Roe", "as he left, Mr. Roe"."""
        return any(
            (t.dep not in SUBJECTS or self.read.tokens[t.head].dep == "advcl")
            and any(
                n.pos in ("NOUN", "PROPN")
                and n.dep in SUBJECTS
                and t.end < n.start < t.end + SUBJECT
                and k != t.head
                for k, n in enumerate(self.read.tokens)
            )
            for t in tokens
        )

    def _points(self, token: Token) -> bool:
        """Whether a pronoun or a pointing word means something that stands before it."""
        if token.text.lower() in THING:
            return token.dep != "expl"
        if self._within_marks(token) and speaks(self.read):
            return False  # "This is a slow storm," said X: one who speaks points at what is before him
        head = self.read.tokens[token.head]
        free = token.tag in ("IN", "WDT", "CC") or token.dep in ("mark", "advmod", "preconj", "cc", "predet")
        own = (
            token.head
            if token.dep == "det"
            else next(k for k, t in enumerate(self.read.tokens) if t is token)
        )
        described = any(
            self.read.tokens[k].tag != "DT" for k in self.read.below(own, *LOOSE, "amod", "compound", "prep")
        )
        return not (free or described or (token.dep == "det" and head.text.lower() in NOW))

    def context(self, wanted: str) -> str:
        """The nearest sentence before that names what the label points at, cut where it is long; "" where none does."""
        if wanted == "speaker":
            for k, read in enumerate(self.before[:NEAR]):
                if speaks(read) or (not k and (_broken_off(read) or read.text.rstrip()[-1:] == ":")):
                    return _ending(read.text)
            return ""
        own = (t.text.lower() for t in self.read.tokens if self.start <= t.start < self.end)
        it = frozenset([next((low for low in own if low in THING), "")])
        points = {"person": PERSON | THING, "thing": it}.get(wanted, frozenset())
        for read in self.before:
            named = (*(_leads(read) if wanted == "person" else ()), *read.tokens)
            at = next((t.end for t in named if _names(t, wanted, self.voice)), 0)
            subject = next((t for t in read.tokens if t.dep in SUBJECTS), None)
            leans = subject is not None and subject.text.lower() in points and subject.dep != "expl"
            if at and not leans:
                return _shortened(read.text, 0 if wanted in ("pointed at", "place") else at)
        return _shortened(self.before[0].text, 0) if self.before and wanted != "place" else ""

    def is_cue(self, verb: int) -> bool:
        """Whether a verb is one of saying."""
        return self.read.tokens[verb].lemma.lower() in reporting_verbs.verbs()

    @cached_property
    def verb(self) -> int | None:
        """The finite verb of the piece on which its others depend."""
        tokens = self.read.tokens
        within = [k for k, t in enumerate(tokens) if self.start <= t.start < self.end]
        own = [k for k in within if self.is_finite(k) and not self.in_brackets(k)]
        heads = [self.bearer(k) for k in own]
        commands = [k for k in within if tokens[k].tag == "VB" and tokens[k].dep == "ROOT"]
        return min(heads + commands, key=lambda k: (self.depth(k), k), default=None)

    def in_brackets(self, k: int) -> bool:
        """Whether a token stands between brackets of the piece."""
        before = self.read.text[self.start : self.read.tokens[k].start]
        return before.count("(") > before.count(")")

    def is_finite(self, k: int) -> bool:
        """Whether a token is a finite verb; the head of the sentence is where it has a subject, whatever it was tagged."""
        token = self.read.tokens[k]
        return token.tag in FINITE or (token.dep == "ROOT" and bool(self.read.below(k, *SUBJECTS)))

    def bearer(self, k: int) -> int:
        """The verb that bears the meaning of an auxiliary; any other stands for itself."""
        token = self.read.tokens[k]
        return token.head if token.dep in ("aux", "auxpass") else k

    def depth(self, k: int) -> int:
        """How many tokens a token depends on, one after the other."""
        depth = 0
        while self.read.tokens[k].head != k:
            k, depth = self.read.tokens[k].head, depth + 1
        return depth

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, or of the one that it is joined to by "and"; None where another stands between them."""
        joined = verb
        while True:
            if found := self.read.below(joined, *SUBJECTS):
                between = self.read.tokens[found[0] + 1 : verb]
                torn = joined != verb and any(t.dep in SUBJECTS and t.tag not in RELATIVE for t in between)
                return None if torn else found[0]
            if self.read.tokens[joined].dep != "conj" or self.read.tokens[joined].head == joined:
                return None
            joined = self.read.tokens[joined].head

    def clause_of(self, verb: int) -> int:
        """The first of the verbs that are joined to one by "and"."""
        while self.read.tokens[verb].dep == "conj" and self.read.tokens[verb].head != verb:
            verb = self.read.tokens[verb].head
        return verb


def _opens(text: str, at: int) -> bool:
    """Whether a quotation mark opens, by its shape or by what it touches."""
    touches = (at == 0 or text[at - 1] in " ([—–") and text[at + 1 : at + 2] not in ("", " ", ".", ",")
    return text[at] == "“" or (text[at] == '"' and touches)


def _broken_off(read: Annotated) -> bool:
    """Whether a quotation ends in a sentence without having begun there: what follows may go on with it."""
    found = re.search(f"[{MARKS}]", read.text)
    return found is not None and not _opens(read.text, found.start())


def _leads(read: Annotated) -> list[Token]:
    """Subjects of a sentence's main verb that are named persons."""
    root = next((k for k, t in enumerate(read.tokens) if t.dep == "ROOT"), 0)
    own = [read.tokens[k] for k in read.below(root, *SUBJECTS)]
    return [t for t in own if t.entity == "PERSON" and t.pos == "PROPN"]


def _led_by_another(read: Annotated, last: str) -> bool:
    """Whether the subject of a sentence is a named person other than the one of this last name."""
    return any(t.text != last for t in _leads(read))


def _sole_subject(read: Annotated, last: str) -> bool:
    """Whether somebody of this last name is the subject of a sentence, or the only person whom it names."""
    if _led_by_another(read, last):
        return False
    named = {t.text for t in read.tokens if t.entity == "PERSON" and not _is_of_a_thing(read, t)}
    subjects = {
        read.tokens[k].text
        for s, t in enumerate(read.tokens)
        if t.dep in SUBJECTS
        for k in read.subtree(s)
        if not _is_of_a_thing(read, read.tokens[k])
    }
    return last in subjects or (
        last in named and not any(t.dep in SUBJECTS and is_person(t) for t in read.tokens)
    )


def _is_of_a_thing(read: Annotated, token: Token) -> bool:
    """Whether a name only says whose a thing is, or which: "Orveld's library", "the Orveld town library"."""
    head = read.tokens[token.head]
    return token.dep in ("poss", "compound") and head.pos == "NOUN" and not is_person(head)


def _is_time(token: Token) -> bool:
    """Whether a noun only says when: "days after it was put up", "last week it closed"."""
    return token.entity in ("DATE", "TIME") or token.text.lower() in TIMES


def is_person(token: Token) -> bool:
    """Whether a word is a common noun for a person: "the captain"."""
    low = token.text.lower()
    voice = reporting_verbs.voices().get(low)
    person = (
        voice == "person" or low in lexicon_offices() or (not voice and lexicon_nouns().get(low) == "person")
    )
    return token.pos == "NOUN" and person


def _is_no_name(called: str) -> bool:
    """Whether what a source is called ends in a common noun: "Assistant Secretary", "School Safety Report"."""
    low = called.split()[-1].lower()
    return low in lexicon_offices() or low in reporting_verbs.voices() or low in lexicon_nouns()


def speaks(read: Annotated, but_for: Set[str] = frozenset()) -> bool:
    """Whether somebody says something in a sentence: a verb of saying with a subject that is no pronoun of whoever speaks, nor one
    of some other words."""
    verbs = reporting_verbs.verbs()
    return any(
        t.lemma.lower() in verbs
        and t.tag in FINITE
        and any(
            read.tokens[s].text not in FIRST and read.tokens[s].text.lower() not in but_for
            for s in read.below(k, *SUBJECTS)
        )
        for k, t in enumerate(read.tokens)
    )


def _names(token: Token, wanted: str, speaker: str) -> bool:
    """Whether a word of a sentence before may be what a label points at: a person other than who speaks, or a thing."""
    if token.text in speaker.split():
        return False
    if wanted == "place":
        return token.entity in PLACES
    return token.entity == "PERSON" if wanted == "person" else token.pos in ("NOUN", "PROPN")


def _ending(text: str) -> str:
    """A sentence without square brackets, without its beginning where it is long: who says it mostly stands last."""
    plain = text.replace("[", "(").replace("]", ")").strip(MARKS + " ")
    return marked(plain if len(plain) <= CONTEXT else OPEN + plain[-CONTEXT:].split(" ", 1)[1])


def _shortened(text: str, upto: int) -> str:
    """A sentence without square brackets, cut behind CONTEXT characters or, where that is further on, behind `upto`; where
    even that is far, what stands before it is left out too.
    """
    if upto <= FURTHEST:
        return marked(shorten(text, max(CONTEXT, upto)))
    first = text.rfind(" ", 0, upto - CONTEXT)
    return OPEN + marked(shorten(text[first + 1 :], upto - first))
