"""What a piece of a sentence leans on, and the sentence before that says it: "he", "that decision", "the area", "until then"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.language import media, reporting_verbs
from dashboard.language.annotate import Annotated, Token
from dashboard.language.clauses import FINITE
from dashboard.language.lexicons import lexicon_nouns, lexicon_offices
from dashboard.statements.trim import MARKS, OPEN, marked, shorten

SUBJECT = 90
"""Characters of the longest subject that is set before a piece."""
LEANS_BACK = re.compile(
    r"^[\W_]*(?:(?:until|since|by|before|after|even) then\b|(?:before|after|besides|despite|because of|in addition to) that\b"
    r"|at (?:the|that) (?:time|point|moment)\b(?! of)|as a result\b(?! of)|in (?:response|return|turn)\b(?! (?:to|for))"
    r"|instead\b(?! of)|the (?:latter|former|other|original|first|second)\b(?= (?:\w+ed|is|was|has|had|will|would|says?|said)\b)"
    r"|(?:many|some|most|few|several|both|all|each)\b(?= (?:are|were|is|was|have|has|had|will|would)\b)"
    r"|the (?:two|three|pair|duo|couple|others)\b(?= (?:\w+ed|are|were|have|had|will)\b)"
    r"|(?:neither|others|some|one|two|three|many|most|none|all|both) of (?:them|those|these|it|this|that)\b"
    r"|(?:neither|one|others|another|the other)\b(?= (?:\w+ed|is|are|was|were|has|have|had|will|would|could|can)\b))",
    re.IGNORECASE,
)
"""How a label begins that can't be understood without the sentence before it."""
ENDS_OPEN = re.compile(r"\b(?:about|at|by|for|from|into|of|on|to|with) (?:this|that)\W*$", re.IGNORECASE)
"""How one ends: "take a look at that", "latching on to this"."""
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
LOOSE = ("relcl", "acl", "appos", "parataxis", "advcl")
"""Dependencies of what may hang on a subject and is left out of it."""
DESCRIBING = ("amod", "compound", "poss", "prep", "acl", "relcl")
"""Dependencies of what says of a noun which one it is."""
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
    "police authority government administration public military press people voter president party candidate campaign crowd court".split()
)
"""Bodies that need no introduction behind "the"."""
REFERRED_BACK = frozenset(
    "accusation act action ad agreement allegation amendment announcement appeal approach argument article attack band ban bill change "
    "charge claim comment complaint concern criticism deal decision demand document duo effort episode epithet exchange finding footage "
    "gesture idea incident interview language legislation letter list measure memo message missive motion move objection offer "
    "original package phrase plan pledge post proposal protest provision remark report request resolution ruling shift statement strategy "
    "suggestion tactic threat tweet video warning wording".split()
)
"""What "the" mostly stands before where the sentence before tells it, in its basic form."""
OPEN_PLACE = frozenset("area region premises vicinity state city town village county island".split())
"""Places that a sentence before has named."""
NOUNS = ("NOUN", "PROPN")
PLACES = ("GPE", "LOC", "FAC")
"""Kinds of named entities that are places."""
NOBODY = frozenset((*PLACES, "NORP", "DATE", "EVENT", "LAW"))
"""Kinds of named entities that are no persons, where they are no subject; a body may be a surname that the parser mistakes."""
SOLE = frozenset(
    "governor mayor senator congressman congresswoman attorney prosecutor judge justice secretary chairman chairwoman "
    "speaker minister premier chancellor sheriff ambassador commissioner".split()
)
"""Offices of which an article has one holder where it says "the governor" without a name."""
MEDIA = {"magazine": "magazine", "newspaper": "newspaper", "paper": "newspaper", "network": "broadcaster"}
"""Noun -> kind of the medium that it means where the sentences before name one."""
TIMES = frozenset("day week weekend month year decade time morning afternoon evening night".split())
NOW = TIMES | frozenset("country nation way".split())
"""Nouns that need nothing before them with a pointing word: "this week", "this country"."""
FORMAL = re.compile(
    r"\W*(?:but\W+)?it(?: (?:(?:does|did)(?: not|n['’]t) )?(?:appears?|seems?|turns? out)\b|['’]s official:| \w+n['’]t hurt to\b"
    r"|(?:['’]s| (?:\w+ ){0,2}(?:is|was|be|been|becomes?|became|remains?|remained|takes?|took|makes?|made|costs?))"
    r"(?! (?:going|about|set|due|supposed|meant|got|been|being|made|used|taken|designed|expected|said|ready|bound"
    r"|(?:un)?(?:likely|able) to)\b)"
    r"(?: [\w’'“”\"]+){0,4} (?:that|to|for|whether|if|how|who|when|where|what|why)\b"
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
        last = self.speaker.rpartition(" ")[2] if self.speaker[:1].isupper() else ""
        if not last or last in self.read.text:
            return self.speaker
        near = next((read for read in self.before if last in read.text), None)
        return self.speaker if near is None or not _led_by_another(near, last) else ""

    def unexplained(self, text: str) -> str:
        """What a label leans on and does not name: "person", "thing", what is "pointed at", or "" where it reads by itself."""
        unsaid = self.quoted and not self.voice[:1].isupper()
        if self._unvoiced or (unsaid and not any(mark in text.strip(MARKS) for mark in MARKS)):
            return "speaker"
        if LEANS_BACK.match(text) or ENDS_OPEN.search(text):
            return "pointed at"
        opening = f"{self.voice}: “"
        said = text.removeprefix(opening) if self.voice else text
        person, aloud, bracket = False, "[" in said, said.find(" [")
        other, nouns = False, list[Token]()
        said = re.sub(r" \[[^\]]*\]", "", said)
        for found in re.finditer(r"[\w]+", said):
            low = found[0].lower()
            tokens = self._tokens.get(low, ())
            spoken = bool(tokens) and all(self._within_marks(t) for t in tokens)
            points = [t for t in tokens if low in THING | POINTING and self._points(t)]
            if FORMAL.match(said, found.start()) or not tokens:
                pass
            elif (
                low in PERSON
                and not ((person or 0 <= bracket <= found.end()) if spoken else aloud)
                and not any(map(self._named_behind, tokens))
                and not any(
                    (last := self.meant(t.start).rpartition(" ")[2]) and last in said[: found.start()]
                    for t in tokens
                )
            ):
                return "person"
            elif low in THING and points and not self._meant_by(points[0], nouns):
                return "thing"
            elif low in POINTING and points:
                alone = low in BARE and not other and any(t.dep in SUBJECTS for t in points)
                if alone or not self._explained_by(points[0], nouns):
                    return "pointed at"
            nouns += (own := [t for t in tokens if t.pos in NOUNS and not _is_time(t)])
            other = other or not all(t.dep in SUBJECTS and self.is_cue(t.head) for t in own)
            names = any(
                t.entity == "PERSON"
                or (t.tag == "NNP" and (t.dep in SUBJECTS or t.entity not in NOBODY))
                or (t.tag == "NN" and t.dep in SUBJECTS and found[0][:1].isupper())
                or (t.tag == "NN" and is_person(t) and (spoken or t.dep in SUBJECTS))
                for t in tokens
            )
            person, aloud = person or names, aloud or (names and not spoken)
        return "pointed at" if self.dangling(text) else ""

    def _over(self, token: Token) -> list[Token]:
        """The words on which a word depends within its part of a sentence joined by "and", one after the other, and itself."""
        over = [token]
        while (head := self.read.tokens[over[-1].head]) is not over[-1] and over[-1].dep != "conj":
            over.append(head)
        return over

    def _meant_by(self, pronoun: Token, nouns: Sequence[Token]) -> bool:
        """Whether one of the nouns before "it" or "they" may be what it means: of that number, and not what it helps to describe ("no
        sign that it will pass") nor who hears of it ("told the paper that it")."""
        over, it = self._over(pronoun), pronoun.text.lower() in IT
        for t in nouns:
            many, person = (
                t.tag in ("NNS", "NNPS"),
                is_person(t) or bool(self.read.below(self._place(t), "conj")),
            )
            body = t.pos == "PROPN" or t.text.lower() in reporting_verbs.voices()
            one = not (many or person or t.entity == "PERSON")
            hears = t.dep == "attr" or (t.dep in ("dobj", "dative") and self.is_cue(t.head))
            beside = t.dep == "compound" or (hears and self.read.tokens[t.head] in over)
            described = t in over and over[over.index(t) - 1].dep == "acl"
            fits = one if it else person or (t.entity != "PERSON" and (many or body))
            if fits and not beside and not described:
                return True
        return self._named_behind(pronoun) or any(t.text.lower() == "those" for t in over)

    def _explained_by(self, token: Token, nouns: Sequence[Token]) -> bool:
        """Whether words before it tell what "those votes" or "the vote" is: a noun of that name, or a statement that has ended."""
        if token.text.lower() != "such" and (token.dep != "det" or token.text.lower() == "both"):
            return bool(nouns)
        lemma, over = self.read.tokens[token.head].lemma.lower(), self._over(token)
        named = {lemma} | (REFERRED_BACK if lemma in REFERRED_BACK else set())
        return any(
            t.lemma.lower() in named or (self.is_finite(k) and self.read.tokens[self.bearer(k)] not in over)
            for k, t in enumerate(self.read.tokens)
            if self.start <= t.start < token.start
        )

    def dangling(self, text: str) -> Token | None:
        """The first noun of a label behind a bare "the" that means what a sentence before has told: "the measure", "the group"."""
        start = max(0, self.read.text.find(re.sub(r" \[[^\]]*\]", "", text).strip(MARKS)))
        within = [(k, t) for k, t in enumerate(self.read.tokens) if start <= t.start < self.end]
        for k, token in within:
            lemma, kind = token.lemma.lower(), _kind(token)
            own = [self.read.tokens[j] for j in self.read.subtree(k) if j != k]
            article = next((t for t in own if t.text.lower() == "the"), None)
            bare = token.pos == "NOUN" and all(t.tag in ("DT", "CD", "POS") for t in own)
            if article is None or not bare or lemma in WELL_KNOWN:
                continue
            named = any(_stands_for(t, kind) for _, t in within if kind == "place" or t.start < article.start)
            told = any(_tells(read, token) for read in self.before)
            back = bool(self.before) and lemma in REFERRED_BACK
            held = f"{article.text} {token.text}".lower() in text.lower()
            if (told or back) and held and not named and not self._explained_by(article, ()):
                return token
        return None

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
        last = whom.rpartition(" ")[2]
        marks = self._within_marks(pronoun)
        says = pronoun.dep in SUBJECTS and self.is_cue(pronoun.head) and not marks
        if says and self.quoted and self.voice[:1].isupper() and not _is_no_name(self.voice):
            return whom if last in self.voice.split() else self.voice
        if whom and last in self.voice.split() and marks:
            return ""
        if last in [t.text for t in self.read.tokens if t.start > pronoun.end and t.dep in ("pobj", "dobj")]:
            return ""  # "it widens her lead over Ann Roe"
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

    def holder(self, noun: Token) -> str:
        """Who "the governor" is, or which "the magazine", where the sentences before name him or it; "" for any other noun."""
        low = noun.text.lower()
        if noun.pos != "NOUN" or (low not in MEDIA and low not in SOLE):
            return ""
        k = self._place(noun)
        beside = [self.read.tokens[j].text.lower() for j in self.read.subtree(k) if j != k]
        if beside != ["the"]:
            return ""
        if low in MEDIA:
            own, *before = (media.named(read.text) for read in (self.read, *self.before))
            near = (m.name for m in before if m and m.kind == MEDIA[low])
            return next(near, "") if not own or own.kind != MEDIA[low] else ""
        whom = self.meant(noun.start)
        return whom if whom and any(whom.split()[-1] in read.text for read in self.before) else ""

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

    def _named_behind(self, pronoun: Token) -> bool:
        """Whether a pronoun before the subject means it: "for his part, Mr. Roe", "as he left, Mr. Roe"."""
        fronted = [t.head for t in self._over(pronoun) if t.dep in ("prep", "advcl", "npadvmod")]
        return any(
            t.pos in NOUNS and t.dep in SUBJECTS and t.head in fronted and t.start > pronoun.end
            for t in self.read.tokens
        )

    def _points(self, token: Token) -> bool:
        """Whether a pronoun or a pointing word means something that stands before it."""
        low = token.text.lower()
        if low in THING:
            return token.dep != "expl"
        head = self.read.tokens[token.head]
        told = _kind(head) == "thing" and any(_tells(read, head, DESCRIBING) for read in self.before)
        back = token.dep == "det" and (told or low in ("these", "those"))
        if not back and self._within_marks(token) and speaks(self.read):
            return False  # "This is a slow storm," said X: one who speaks points at what is before him
        if low == "such":
            beside = {self.read.tokens[k].text for k in self.read.below(token.head, *LOOSE, "prep", "det")}
            return head.pos in NOUNS and head.dep not in ("attr", "oprd") and beside <= {"a", "an"}
        free = token.tag in ("IN", "WDT", "CC") or token.dep in ("mark", "advmod", "preconj", "cc", "predet")
        own = token.head if token.dep == "det" else self._place(token)
        prep = () if self.read.tokens[own].lemma in ("kind", "sort") else ("prep",)
        which = self.read.below(own, *LOOSE, "amod", "compound", *prep)
        described = any(self.read.tokens[k].tag != "DT" for k in which)
        return not (free or described or (token.dep == "det" and head.text.lower() in NOW))

    def context(self, wanted: str) -> str:
        """The nearest sentence before that names what the label points at, cut where it is long; "" where none does."""
        if wanted == "speaker":
            for k, read in enumerate(self.before[:NEAR]):
                if speaks(read) or (not k and (_broken_off(read) or read.text.rstrip()[-1:] == ":")):
                    return _ending(read.text)
            return ""
        own = [t for t in self.read.tokens if self.start <= t.start < self.end]
        it = frozenset([next((t.text.lower() for t in own if t.text.lower() in THING), "")])
        points = {"person": PERSON | THING, "thing": it}.get(wanted, frozenset())
        if wanted == "pointed at" and not LEANS_BACK.match(self.text) and (told := self._told(own)):
            return told
        for read in self.before:
            named = (*(_leads(read) if wanted == "person" else ()), *read.tokens)
            at = next((t.end for t in named if _names(t, wanted, self.voice)), 0)
            subject = next((t for t in read.tokens if t.dep in SUBJECTS), None)
            leans = subject is not None and subject.text.lower() in points and subject.dep != "expl"
            if at and not leans:
                return _shortened(read.text, 0 if wanted == "pointed at" else at)
        return _shortened(self.before[0].text, 0) if self.before else ""

    def _told(self, own: Sequence[Token]) -> str:
        """The nearest sentence before that tells of what "the measure" or "those votes" means: it has that noun or names a body or place;
        else the nearest that is no quotation.

        Args:
            own: the words of the piece.
        """
        pointing = (self.read.tokens[t.head] for t in own if t.dep == "det" and t.text.lower() in POINTING)
        meant = self.dangling(self.text) or next(pointing, None)
        if meant is None:
            return ""
        told = [
            (read, at)
            for deps in (DESCRIBING, ("det",))
            for read in self.before
            if (at := _tells(read, meant, deps))
        ]
        plain = [read for read in self.before[:NEAR] if not any(mark in read.text for mark in MARKS)]
        return next((_shortened(read.text, at) for read, at in [*told, *((read, 0) for read in plain)]), "")

    def _place(self, token: Token) -> int:
        """The number of a token."""
        return next(k for k, t in enumerate(self.read.tokens) if t is token)

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


def _kind(noun: Token) -> str:
    """What a noun with "the" means: a "person", a "body", a "place" or a "thing"."""
    lemma = noun.lemma.lower()
    if noun.text.lower() in OPEN_PLACE:
        return "place"
    voice = reporting_verbs.voices().get(lemma)
    if lemma in lexicon_offices() or voice not in ("person", "body", "group"):
        return "thing"
    return "person" if voice == "person" else "body"


def _stands_for(token: Token, kind: str) -> bool:
    """Whether a word may name what "the group", "the woman" or "the city" means."""
    if kind == "place":
        return token.entity in PLACES
    if kind == "body":
        return token.pos == "PROPN" and token.entity in ("", "ORG", "NORP")
    return kind == "person" and (token.entity == "PERSON" or is_person(token))


def _tells(read: Annotated, noun: Token, beside: Sequence[str] = ()) -> int:
    """Where words end in a sentence that tell what a noun with "the" means: "a letter" of "the letter", the name of a body or place, or
    the same noun with words that depend on it in one of some ways; 0 where none do."""
    lemma, kind = noun.lemma.lower(), _kind(noun)
    for k, t in enumerate(read.tokens):
        first = any(read.tokens[j].text.lower() in ("a", "an") for j in read.below(k, "det"))
        again = t.tag == noun.tag and beside and read.below(k, *beside)
        if _stands_for(t, kind) or (t.lemma.lower() == lemma and (first or again)):
            return t.end
    return 0


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
    return token.entity == "PERSON" if wanted == "person" else token.pos in NOUNS


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
