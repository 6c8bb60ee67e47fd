"""What a row is called: the words of one of its mentions, the most typical that reads as a statement by itself.

A mention is often a piece of a sentence and lacks what it is about. Then its subject is set before it, as printed and with
"… " for the words between ("The committee … objected to an amendment"); a pronoun is explained in brackets, as newspapers do
("He [Meyer] resigned"); and where neither can be had, the whole sentence names the row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.language import reporting_verbs
from dashboard.language.annotate import Annotated, Token
from dashboard.language.clauses import FINITE
from dashboard.language.lexicons import charged_words, lexicon_offices
from dashboard.language.names import DATELINE
from dashboard.language.words import Word, words_of
from dashboard.story.topic import in_capitals

LONGEST = 110
"""Characters that a label should not pass: about one line and a half of the matrix."""

WHOLE = 320
"""Characters of the longest sentence that names a row whole."""

SUBJECT = 90
"""Characters of the longest subject that is set before a piece."""

OPENING = re.compile(
    r"^(?:(?P<subordinating>while|whereas|although|though|because|as|that)|and|but|or|so|yet|then|also|in addition|meanwhile|however)"
    r"\b,?\s+(?!(?:far|many|much|long|soon|well|late|early|part|of|another|again)\b)",
    re.IGNORECASE,
)
"""What joins a piece to what stands before it; one that is subordinating stays where the piece holds the main clause too."""
LEANING = re.compile(
    r"\b(?:(?:on )?(?:the same|that) (?:day|night|week|month|year|time)|the (?:next|following|previous) day"
    r"|the day (?:before|after)|later in the day|separate(?:ly)?)\b|^also\b",
    re.IGNORECASE,
)
"""Words that say when or besides what by leaning on a sentence before, which a label does not have."""
LEANS_BACK = re.compile(
    r"^[\W_]*(?:(?:until|since|by|before|after|even) then\b|(?:before|after|besides|despite|because of|in addition to) that\b"
    r"|at (?:the|that) (?:time|point|moment)\b(?! of)|as a result\b(?! of)|in (?:response|return|turn)\b(?! (?:to|for))"
    r"|instead\b(?! of)|the (?:latter|former|other)\b(?! \w)"
    r"|the (?:two|three|pair|duo|couple|others)\b(?= (?:\w+ed|are|were|have|had|will)\b)"
    r"|(?:neither|others|some|one|two|three|many|most|none|all|both) of (?:them|those|these)\b"
    r"|(?:neither|others|another|the other)\b(?= (?:\w+ed|is|are|was|were|has|have|had|will|would|could|can)\b))",
    re.IGNORECASE,
)
"""How a label begins that says when, why or of which by what stands before it."""
OPEN_PLACE = re.compile(
    r"\b(?:in|at|near|from|around|of|to|on|across|outside|inside|throughout|into|leave|leaving|left) the "
    r"(?:area|region|premises|vicinity)\b(?! (?:of|where|around|near|that|which)\b)",
    re.IGNORECASE,
)
"""A place that a sentence before has named."""
MARKS = '“”"'
EDGE = " ,;:–—―-\n\t"
"""What may stand at the edges of a piece and is no part of what it says."""
FLAG = re.compile(r"(?:UPDATED?|BREAKING|EXCLUSIVE|DEVELOPING|JUST IN):\s+(?=\S)")
"""How editors mark a line of the page."""
PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))

OPEN_QUESTION = frozenset("whether if unless lest".split())
"""Words before a clause that leave open whether it holds."""
UNSURE = frozenset(
    "deny doubt dispute reject refute dismiss disprove hope fear wish wonder ask question inquire imagine pretend unclear unlikely "
    "unsure uncertain unknown debate speculate rumor rumour impossible doubtful untrue false wrong".split()
)
"""Words that govern a clause without stating it: "denied that", "it is unlikely that"."""
NO_ONE = frozenset("no nobody none neither nor never hardly not n't n’t".split())
"""Words that negate what governs a clause: "nobody believes that", "no evidence that"."""

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
LOOSE = ("relcl", "acl", "appos", "parataxis", "advcl")
"""Dependencies of what may hang on a subject and is left out of it."""
SLIGHTEST = ("PUNCT", "CCONJ", "SPACE")
"""Parts of speech of what may stand before the first word of a clause."""
RELATIVE = ("WDT", "WP")
"""Tags of relative pronouns."""
SPEAKING = frozenset("i we you my our your me us mine ours yours".split())
"""Pronouns that mean whoever speaks or is spoken to."""
FIRST = frozenset("I we my our me us We My Our".split())
"""Those of whoever speaks, as printed: "US" is a country."""
PERSON = frozenset("he she his her him".split())
"""Pronouns that mean a person."""
THING = frozenset("it they its their them".split())
POINTING = frozenset("this that these those such both".split())
WELL_KNOWN = frozenset(
    "police government administration public military press people voters president".split()
)
"""Bodies that need no introduction behind "the"."""
TOLD = frozenset(
    "announcement decision comment comments remark remarks message messages move accusation accusations letter interview tweet "
    "incident band duo".split()
)
"""What "the" mostly stands before where the sentence before tells it."""
PLACES = ("GPE", "LOC", "FAC")
"""Kinds of named entities that are places."""
NOW = frozenset(
    "day week weekend month year decade time morning afternoon evening night country nation way".split()
)
"""Nouns that need nothing before them with a pointing word: "this week", "this country"."""
FORMAL = re.compile(
    r"\W*(?:but\W+)?it(?: (?:appears|seems)\b|(?:['’]s| (?:\w+ ){0,2}(?:is|was|be|been|becomes?|became|remains?|remained|"
    r"takes?|took|makes?|made|costs?))"
    r"(?! (?:going|about|set|due|supposed|meant|got|been|being|made|used|taken|designed|expected|said)\b)"
    r"(?: \w+){0,4} (?:that|to|for|whether|if|how|who|when|where)\b)",
    re.IGNORECASE,
)
""""It is rare for …", "It was unclear whether …": the pronoun means what follows."""
CONTEXT = 90
"""Characters of the sentence before that are set in brackets before a label which leans on it."""
FURTHEST = 150
"""Characters up to which more of it is set there so that it names what is meant."""
LONGEST_SPEECH = 240
"""Characters of the sentences of one speech that name a row together."""

SLIGHT = 0.2
"""Faults of a label, in all, that a reader passes over."""

ALONE = 0.3
"""What it costs a wording if none of its content words stands in another mention: it says more than the row does."""

HEADLINE = 0.15
"""What it costs a wording that it is a headline or a caption: a sentence of the report says more exactly what happened."""

SHOUTED = 0.4
"""What it costs a wording that it is in capitals: a line of a transcript, or a shouted headline."""

SIDE, SIDES, CHARGED = 0.05, 0.15, 0.5
"""What a charged word costs a wording, and all of them at most; strength of a word's connotation from which it takes a side."""

CUT = " …"
"""Stands behind a label that breaks off."""

OPEN = "… "
"""Stands before a label that begins in the middle of its sentence, and between a subject and the piece that it belongs to."""


@dataclass(frozen=True)
class Piece:
    """A mention that may name its row.

    Attributes:
        read: its sentence.
        start, end: characters of the sentence.
        centrality: mean probability that it says what the other mentions say, in [0, 1].
        full: it states the row's statement without a guard.
        meant: whom a pronoun of the sentence means, by the character at which it begins; "" where the text does not tell.
        speaker: who says the piece in his own words; "" where it is no quotation or nobody is named.
        quoted: most of it stands within quotation marks.
        headline: it is of a headline or a caption.
        before: the sentences before its own in the body of its article, the nearest first.
        onward: what the same speaker says in the next sentences, where nobody else reports it.
    """

    read: Annotated
    start: int
    end: int
    centrality: float = 1.0
    full: bool = True
    meant: Callable[[int], str] = field(default=lambda _: "", repr=False)
    speaker: str = ""
    quoted: bool = False
    headline: bool = False
    before: tuple[Annotated, ...] = ()
    onward: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """Its words as printed."""
        return self.read.text[self.start : self.end]

    @cached_property
    def words(self) -> list[Word]:
        """Its words; offsets within the sentence."""
        return [w for w in words_of(self.read) if self.start <= w.start and w.end <= self.end]

    @cached_property
    def label(self) -> str:
        """What a row is called after it; it begins with a capital letter, whatever stands before the piece in its sentence."""
        text = self._speech if self.onward else _capital(self._composed[0])
        context = self._context(wanted) if (wanted := self._unexplained(text)) else ""
        text = _marked(text, self.quoted)
        return f"[{context}] {text}" if context else text

    @cached_property
    def stretch(self) -> tuple[int, int]:
        """Characters of the sentence whose words the label holds: those of the piece, or all where the whole sentence names it."""
        text, whole = self._composed[0], self._own(0, len(self.read.text))
        bare = re.sub(r" \[[^\]]*\]", "", text)
        return (0, len(self.read.text)) if whole.strip(MARKS) in bare else (self.start, self.end)

    @property
    def _speech(self) -> str:
        """The piece with what its speaker goes on to say; a pronoun is explained once."""
        all_ = (self, *self.onward)
        if all(piece._spoken for piece in all_):
            text = f"{self.speaker}: “{' '.join(piece._said for piece in all_)}”"
        else:
            text = " ".join(piece._bracketed(piece.text, piece.start)[0].strip() for piece in all_)
        found = re.findall(r" \[[^\]]*\]", text)
        for name in dict.fromkeys(found):
            first, _, rest = text.partition(name)
            text = first + name + rest.replace(name, "")
        return text

    def _unexplained(self, text: str) -> str:
        """What a label leans on and does not name: "person", "thing", "place", what is "pointed at", or "" where it reads by itself."""
        if (
            self.quoted
            and not self.speaker[:1].isupper()
            and not any(mark in text.strip(MARKS) for mark in MARKS)
        ):
            return "person"
        if self._unvoiced:
            return "speaker"
        if self._definite or LEANS_BACK.match(text):
            return "pointed at"
        if self._nowhere(text):
            return "place"
        said = text.partition(": “")[2] if self._spoken and text.startswith(self.speaker) else text
        named = person = "[" in said
        said = re.sub(r" \[[^\]]*\]", "", said)
        for found in re.finditer(r"[\w]+", said):
            low = found[0].lower()
            tokens = self._tokens.get(low, ())
            if FORMAL.match(said, found.start()) or not tokens:
                pass
            elif low in PERSON and not person and not self._named_behind(tokens):
                return "person"
            elif low in THING | POINTING and not named and any(self._points(t) for t in tokens):
                return "thing" if low in THING else "pointed at"
            named = named or any(t.pos in ("NOUN", "PROPN") for t in tokens)
            person = person or any(t.tag == "NNP" or (t.tag == "NN" and t.dep in SUBJECTS) for t in tokens)
        return ""

    @property
    def _unvoiced(self) -> bool:
        """Whether it is in the first person and its sentence has neither marks nor a speaker: both stand in a sentence beside it."""
        tokens = self.read.tokens
        mine = any(t.text in FIRST and self.start <= t.start < self.end for t in tokens)
        return (
            mine
            and not self.speaker
            and not any(mark in self.read.text for mark in MARKS)
            and not _speaks(self.read)
        )

    def _nowhere(self, text: str) -> bool:
        """Whether a label tells of "the area" or "the scene" and names no place."""
        placed = any(t.entity in PLACES and t.text in text for t in self.read.tokens)
        return bool(OPEN_PLACE.search(text)) and not placed

    @property
    def _definite(self) -> bool:
        """Whether the first subject is somebody or some body of whom the sentences before told who that is: "the woman"."""
        tokens, verb = self.read.tokens, self._verb
        first = self._subject(verb) if verb is not None else None
        if first is None or tokens[first].start >= self.start or tokens[first].tag in RELATIVE:
            first = next(
                (k for k, t in enumerate(tokens) if t.dep in SUBJECTS and t.start >= self.start), None
            )
        if first is None or tokens[first].pos != "NOUN" or tokens[first].start > self.start + SUBJECT:
            return False
        low = tokens[first].text.lower()
        known = low in TOLD or (
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

    def _known(self, pronoun: Token) -> str:
        """Whom a pronoun means, "" where that isn't safe: his name stands before it in the sentence, or he is the subject of the
        last sentence that names anybody, or the only one whom it tells of."""
        whom = self.meant(pronoun.start)
        last = whom.split()[-1] if whom else ""
        if not whom or last in self.read.text[: pronoun.start] or last in self.speaker.split():
            return whom
        for read in self.before:
            if last in read.text:
                return whom if _sole_subject(read, last) else ""
            if any(t.entity == "PERSON" or (t.dep in SUBJECTS and _is_person(t)) for t in read.tokens):
                return ""
        return whom if not self.before else ""

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

    def _context(self, wanted: str) -> str:
        """The nearest sentence before that names what the label points at, cut where it is long; "" where none does."""
        if wanted == "speaker":
            return next((_ending(read.text) for read in self.before if _speaks(read)), "")
        for read in self.before:
            at = next((t.end for t in read.tokens if _names(t, wanted, self.speaker)), 0)
            subject = next((t for t in read.tokens if t.dep in SUBJECTS), None)
            leans = wanted == "person" and subject is not None and subject.text.lower() in PERSON | THING
            if at and not leans:
                return _ending(read.text) if wanted in ("pointed at", "place") else _shortened(read.text, at)
        return _ending(self.before[0].text) if self.before and wanted != "place" else ""

    @cached_property
    def fault(self) -> float:
        """What speaks against it as a label, from 0; below SLIGHT it reads as a statement by itself."""
        text = label(self.text)
        return self._composed[1] + sum(
            (
                0.15 * bool(self._unexplained(self._composed[0])),
                0.15 * bool(LEANING.search(text)),
                0.15 * (text.count('"') % 2 == 1 or any(text.count(a) != text.count(b) for a, b in PAIRS)),
                0.1 * (not text[:1].isupper() and text[:1] not in "\"“‘'" and not text[:1].isdigit()),
                min(0.15, 0.0015 * max(0, len(text) - LONGEST)),
                0.2 * (len(self.words) < 4),
                HEADLINE * self.headline,
                SHOUTED * in_capitals(self.text),
                min(SIDES, SIDE * len(charged_words(text, CHARGED))),
            )
        )

    @cached_property
    def left_open(self) -> bool:
        """Whether its sentence leaves open, doubts or denies it outside its own words."""
        return self._verb is not None and self._frame(self._verb) is not None

    @cached_property
    def _composed(self) -> tuple[str, float]:
        """The label, and what it costs that the piece does not read by itself."""
        verb = self._verb
        if verb is None or self._leans(verb):
            return self._sentence(0.35)
        subject = self._subject(verb)
        if subject is None and self.read.tokens[verb].tag == "VB" and self._spoken:
            return self._spoken, 0.05
        if subject is None or self._hangs(verb, subject):
            return self._sentence(0.3)
        if (frame := self._frame(verb)) is not None:
            return self._within(frame)
        if self._breaks_off(verb):
            whole = self._own(0, len(self.read.text))
            return self._sentence(0.3) if len(whole) <= WHOLE else (self._explained(subject)[0] + CUT, 0.55)
        if self.read.tokens[subject].start < self.start or self.read.tokens[subject].tag in RELATIVE:
            return self._after_its_subject(verb, subject)
        return self._explained(subject)

    def _own(self, start: int, end: int) -> str:
        """The words of a stretch of the sentence without loose ends, with the conjunction of a clause that is not all of it."""
        text = self.read.text[start:end].strip(EDGE)
        opening = OPENING.match(text)
        if opening is None or not opening["subordinating"]:
            return label(text)
        first = start + self.read.text[start:end].find(text)
        clause = next((t.head for t in self.read.tokens if t.start == first), None)
        within = [k for k, t in enumerate(self.read.tokens) if start <= t.start < end and self._is_finite(k)]
        main = min((self._bearer(k) for k in within), key=lambda k: (self._depth(k), k), default=None)
        return label(text) if clause == main else _balanced(text)

    @cached_property
    def _spoken(self) -> str:
        """The piece as the words of whoever says it; "" where that is not known or not all of it is said."""
        bare = label(self.text).strip(MARKS)
        cut = not self.speaker[:1].isupper() or any(mark in bare for mark in MARKS)
        return "" if cut else f"{self.speaker}: “{self._said}”"

    @cached_property
    def _said(self) -> str:
        """The piece without quotation marks at its ends."""
        bare = label(self.text).strip(MARKS)
        return _capital(self._bracketed(bare, self.read.text.find(bare, self.start))[0])

    @cached_property
    def _verb(self) -> int | None:
        """The finite verb of the piece on which its others depend."""
        tokens = self.read.tokens
        within = [k for k, t in enumerate(tokens) if self.start <= t.start < self.end]
        own = [k for k in within if self._is_finite(k) and not self._in_brackets(k)]
        heads = [self._bearer(k) for k in own]
        commands = [k for k in within if tokens[k].tag == "VB" and tokens[k].dep == "ROOT"]
        return min(heads + commands, key=lambda k: (self._depth(k), k), default=None)

    def _in_brackets(self, k: int) -> bool:
        """Whether a token stands between brackets of the piece."""
        before = self.read.text[self.start : self.read.tokens[k].start]
        return before.count("(") > before.count(")")

    def _is_finite(self, k: int) -> bool:
        """Whether a token is a finite verb; the head of the sentence is where it has a subject, whatever it was tagged."""
        token = self.read.tokens[k]
        return token.tag in FINITE or (token.dep == "ROOT" and bool(self.read.below(k, *SUBJECTS)))

    def _bearer(self, k: int) -> int:
        """The verb that bears the meaning of an auxiliary; any other stands for itself."""
        token = self.read.tokens[k]
        return token.head if token.dep in ("aux", "auxpass") else k

    def _leans(self, verb: int) -> bool:
        """Whether the piece begins with words of a clause before it: "including, they say, …", "affirmed that …, he said"."""
        tokens = self.read.tokens
        within = [k for k, t in enumerate(tokens) if self.start <= t.start and t.pos not in SLIGHTEST]
        first = within[0]
        if not self.read.text[: tokens[first].start].strip(MARKS + "“‘' \t\n"):
            return False
        if tokens[first].tag in FINITE:
            return self._bearer(first) != verb and not self.read.below(self._bearer(first), *SUBJECTS)
        first = tokens[first].head if tokens[first].dep == "mark" else first
        head = tokens[first].head
        fronted = (
            self.start <= tokens[head].start < self.end and head != first and tokens[first].dep != "ccomp"
        )
        begins = tokens[first].tag in ("VBG", "VBN", "IN", "TO")
        return begins and not fronted and not self.read.below(first, *SUBJECTS, "aux", "auxpass")

    def _depth(self, k: int) -> int:
        """How many tokens a token depends on, one after the other."""
        depth = 0
        while self.read.tokens[k].head != k:
            k, depth = self.read.tokens[k].head, depth + 1
        return depth

    def _subject(self, verb: int) -> int | None:
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

    def _hangs(self, verb: int, subject: int) -> bool:
        """Whether the piece begins with a word that makes it a condition, a time or a place of what stands outside: "if", "in which"."""
        tokens = self.read.tokens
        if tokens[self._clause(verb)].dep == "relcl" and tokens[subject].tag not in RELATIVE:
            return True
        marks = [
            k
            for k in self.read.below(verb, "mark", "advmod")
            if tokens[k].tag in ("IN", "WRB") and tokens[k].start < self.start + 8
        ]
        opening = OPENING.match(self.text)
        return any(not opening or tokens[k].start >= self.start + opening.end() for k in marks)

    def _frame(self, verb: int) -> int | None:
        """The first token before the piece of what leaves open, doubts or denies what it says ("it is unclear whether …"); None
        where nothing does. A clause must not be cut out of that."""
        tokens, inner = self.read.tokens, verb
        for _ in tokens:
            outer = tokens[inner].head
            left_open = [
                k
                for k in self.read.below(inner, "mark")
                if tokens[k].text.lower() in OPEN_QUESTION and tokens[k].start < self.start
            ]
            governed = tokens[inner].dep in ("ccomp", "acl", "pcomp", "csubj", "advcl")
            unsure = governed and tokens[inner].dep != "advcl" and self._unsure(outer)
            outside = not self.start <= tokens[outer].start < self.end
            if left_open or (unsure and outside):
                own = [left_open[0]] if left_open else []
                clause = [k for k in [*own, outer, *self.read.subtree(outer)] if tokens[k].start < self.start]
                return min(clause, default=None)
            if outer == inner:
                return None
            inner = outer
        return None

    def _unsure(self, governor: int) -> bool:
        """Whether a word that governs a clause doubts, asks or denies it, or is negated itself."""
        tokens = self.read.tokens
        beside = self.read.below(governor, "neg", "det", "acomp", "attr", *SUBJECTS)
        return any(
            tokens[k].lemma.lower() in UNSURE or (k != governor and tokens[k].text.lower() in NO_ONE)
            for k in (governor, *beside)
        )

    def _within(self, first: int) -> tuple[str, float]:
        """The piece with what stands before it from a token on; the whole sentence where that is short enough."""
        if len(self._own(0, len(self.read.text))) <= WHOLE:
            return self._sentence(0.3)
        at = self.read.tokens[first].start
        before = shorten(self.read.text[at : self.start], SUBJECT).removesuffix(CUT).rstrip(EDGE)
        joint = " " if at + len(before) + 1 >= self.start else f" {OPEN}"
        return f"{before}{joint}{self._own(self.start, self.end)}", 0.4

    def _breaks_off(self, verb: int) -> bool:
        """Whether what is said stands behind the piece: "they noted that", "…, and Ms. Roe"."""
        tokens = self.read.tokens
        said = self.read.below(verb, "ccomp")
        begun = [
            k
            for k in range(verb + 1, len(tokens))
            if tokens[k].start < self.end
            and tokens[k].dep in SUBJECTS
            and tokens[tokens[k].head].start >= self.end
        ]
        return bool(begun) or any(tokens[k].start >= self.end for k in said)

    def _clause(self, verb: int) -> int:
        """The first of the verbs that are joined to one by "and"."""
        while self.read.tokens[verb].dep == "conj" and self.read.tokens[verb].head != verb:
            verb = self.read.tokens[verb].head
        return verb

    def _sentence(self, cost: float) -> tuple[str, float]:
        """The whole sentence where it is short enough, else the piece after "… "."""
        whole = self._own(0, len(self.read.text))
        bare = whole.strip(MARKS)
        if (
            len(whole) <= WHOLE
            and self.quoted
            and self.speaker[:1].isupper()
            and not any(m in bare for m in MARKS)
        ):
            return f"{self.speaker}: “{self._bracketed(bare, max(0, self.read.text.find(bare)))[0]}”", cost
        if len(whole) <= WHOLE:
            return self._bracketed(whole, max(0, self.read.text.find(whole)))[0], cost
        own = self._own(self.start, self.end)
        return (OPEN + own if self.start else own), cost + 0.25

    def _after_its_subject(self, verb: int, subject: int) -> tuple[str, float]:
        """The piece behind its subject, which stands before it or is what a relative pronoun means."""
        tokens, own = self.read.tokens, label(self.text)
        named = subject
        if tokens[subject].tag in RELATIVE:
            relative = self._clause(verb)
            if tokens[relative].dep != "relcl" or self._tells_which(subject):
                return self._sentence(0.3)
            named = tokens[relative].head
            if tokens[subject].start >= self.start:
                own = label(self.read.text[tokens[subject].end : self.end])
        whom = self._phrase(named)
        if not whom or tokens[named].start >= self.start:
            return self._sentence(0.3)
        explained, cost = self._bracketed(whom, tokens[named].start, named)
        behind = self.read.text[self.read.text.find(whom) + len(whom) :].lstrip()
        return f"{explained} {'' if behind.startswith(own) else OPEN}{own}", 0.12 + cost

    def _tells_which(self, pronoun: int) -> bool:
        """Whether a relative clause tells which one is meant, and so states nothing by itself: "those who were trapped"."""
        before = self.read.text[: self.read.tokens[pronoun].start].rstrip()
        return self.read.tokens[pronoun].text.lower() == "who" and before[-1:].isalpha()

    def _phrase(self, head: int) -> str:
        """A noun with what describes it, "" where that is long."""
        left_out = self.read.below(head, *LOOSE)
        own = self.read.subtree(head, left_out)
        first = self.read.tokens[own[0]].start
        last = head
        while last + 1 in own:
            last += 1
        text = self.read.text[first : self.read.tokens[last].end].strip(EDGE)
        verbal = any(self.read.tokens[k].tag in FINITE for k in own if first <= self.read.tokens[k].start)
        return "" if verbal or len(text) > SUBJECT else text

    def _explained(self, subject: int) -> tuple[str, float]:
        """The piece as it stands; its speaker is named before it, a pronoun explained behind it."""
        if self._spoken:
            return self._spoken, 0.05
        own = self._own(self.start, self.end)
        at = self.read.text.find(own, self.start)
        spoken = any(w.low in SPEAKING for w in self.words)
        text, cost = self._bracketed(own, max(at, 0), subject)
        return text, cost + 0.15 * spoken

    def _bracketed(self, text: str, at: int, subject: int | None = None) -> tuple[str, float]:
        """A text with whom its first pronoun means behind it; and what an unexplained subject costs.

        Args:
            text: words that begin at `at` in the sentence.
            subject: the token of its subject.
        """
        within = [t for t in self.read.tokens if at <= t.start and t.end <= at + len(text)]
        kept, cost = text, 0.0
        if subject is not None:
            token = self.read.tokens[subject]
            open_ = token.tag in ("PRP", "DT") and token.dep != "expl" and token.text.lower() not in SPEAKING
            cost = 0.25 * (open_ and at >= 0)
        for token in within:
            if token.entity == "PERSON" or (token.tag == "NNP" and token.dep in SUBJECTS):
                break
            whom = self._known(token) if token.text.lower() in PERSON else ""
            end = token.end - at
            if whom and text[token.start - at : end] == token.text:
                own = "’s" if token.tag == "PRP$" else ""
                kept, cost = f"{text[:end]} [{whom}{own}]{text[end:]}", min(cost, 0.1)
                break
        return kept, cost


def _sole_subject(read: Annotated, last: str) -> bool:
    """Whether somebody of this last name is the subject of a sentence, or the only person whom it names."""
    named = {t.text for t in read.tokens if t.entity == "PERSON" and not _is_of_a_thing(read, t)}
    subjects = {
        read.tokens[k].text
        for s, t in enumerate(read.tokens)
        if t.dep in SUBJECTS
        for k in read.subtree(s)
        if not _is_of_a_thing(read, read.tokens[k])
    }
    return last in subjects or (
        last in named and not any(t.dep in SUBJECTS and _is_person(t) for t in read.tokens)
    )


def _is_of_a_thing(read: Annotated, token: Token) -> bool:
    """Whether a name only says whose a thing is, or which: "Orveld's library", "the Orveld town library"."""
    head = read.tokens[token.head]
    return token.dep in ("poss", "compound") and head.pos == "NOUN" and not _is_person(head)


def _is_person(token: Token) -> bool:
    """Whether a word is a common noun for a person: "the captain"."""
    low = token.text.lower()
    person = reporting_verbs.voices().get(low) == "person" or low in lexicon_offices()
    return token.pos == "NOUN" and person


def _marked(text: str, quoted: bool = False) -> str:
    """A label with both marks of a quotation of which one was cut off, or with marks where it is all quoted and has none."""
    if quoted and not any(mark in text for mark in MARKS):
        return f"“{text}”"
    opened, closed = text.count("“"), text.count("”")
    if opened != closed:
        return f"“{text}" if closed > opened else f"{text}”"
    if text.count('"') % 2:
        first = text.index('"')
        return f'"{text}' if first and (first + 1 == len(text) or text[first + 1] == " ") else f'{text}"'
    return text


def _speaks(read: Annotated) -> bool:
    """Whether somebody says something in a sentence: a verb of saying with a subject that is no pronoun of whoever speaks."""
    verbs = reporting_verbs.verbs()
    return any(
        t.lemma.lower() in verbs
        and t.tag in FINITE
        and any(read.tokens[s].text not in FIRST for s in read.below(k, *SUBJECTS))
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
    """A sentence without square brackets, without its beginning where it is long: what is pointed at mostly stands last."""
    plain = text.replace("[", "(").replace("]", ")").strip(MARKS + " ")
    return _marked(plain if len(plain) <= CONTEXT else OPEN + plain[-CONTEXT:].split(" ", 1)[1])


def _shortened(text: str, upto: int) -> str:
    """A sentence without square brackets, cut behind CONTEXT characters or, where that is further on, behind `upto`; where
    even that is far, what stands before it is left out too.
    """
    if upto <= FURTHEST:
        return _marked(shorten(text, max(CONTEXT, upto)))
    first = text.rfind(" ", 0, upto - CONTEXT)
    return OPEN + _marked(shorten(text[first + 1 :], upto - first))


def label(text: str) -> str:
    """The wording of a mention without loose ends: a piece of `text`, cut at its edges alone."""
    kept = text.strip(EDGE)
    dateline = DATELINE.match(kept)
    kept = kept[dateline.end() :] if dateline else kept
    flag = FLAG.match(kept)
    kept = kept[flag.end() :] if flag else kept
    opening = OPENING.match(kept)
    if opening and len(kept[opening.end() :].split()) >= 4:
        kept = kept[opening.end() :]
    return _balanced(kept.strip(EDGE)) or text.strip()


def _capital(text: str) -> str:
    """The text with a capital at its beginning, unless its first word has one elsewhere ("iPhone")."""
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].islower() else text


def shorten(text: str, most: int) -> str:
    """The beginning of a text without square brackets, cut at a word; "…" stands for the rest."""
    plain = text.replace("[", "(").replace("]", ")").strip(MARKS + " ")
    return plain if len(plain) <= most else plain[:most].rsplit(None, 1)[0].rstrip(EDGE) + " …"


def is_label_of(held: str, text: str) -> bool:
    """Whether a row's label was made of these words of a mention: they end it, or it is the sentence that holds them."""
    own = label(text).lower()
    plain = re.sub(r"^\[[^\]]*\] | \[[^\]]*\]", "", held).removesuffix(CUT).lower()
    return plain.split(OPEN)[-1] in own or own in plain


def most_typical(pieces: Sequence[Piece]) -> int:
    """Number of the piece that names a row best; of equals the shorter, then the first of the alphabet.

    Centrality decides among pieces that read by themselves; a missing subject or verb, a pronoun, words that lean on a
    sentence before, words that no other mention shares, a quotation cut open, or too great a length each cost.
    """
    if len(pieces) == 1:
        return 0
    own = [{word.stem for word in piece.words if word.content} for piece in pieces]
    shared = Counter(word for words in own for word in words)
    worth = [
        piece.centrality - piece.fault - (0 if piece.full else 0.3) - ALONE * _unshared(stems, shared)
        for piece, stems in zip(pieces, own, strict=True)
    ]
    return min(
        range(len(pieces)), key=lambda k: (-round(worth[k], 6), len(pieces[k].text), pieces[k].text, k)
    )


def _unshared(words: Set[str], shared: Counter[str]) -> float:
    """Share of a wording's content words that stand in none of the others, in [0, 1]; 0 where there are no others.

    Args:
        words: of the wording, as stems.
        shared: in how many of all wordings each stem stands.
    """
    others = shared.total() > len(words)
    return sum(shared[word] == 1 for word in words) / max(1, len(words)) if others else 0.0


def _balanced(text: str) -> str:
    """The text without a quotation mark or bracket at an edge whose partner was cut off."""
    kept = text
    if kept.count('"') % 2 and (alone := _alone(kept)) in (0, len(kept) - 1):
        kept = kept[1:] if alone == 0 else kept[:-1].rstrip(" .") if kept[:-1].endswith(" .") else kept[:-1]
    for opening, closing in PAIRS:
        if kept.count(opening) > kept.count(closing) and kept.startswith(opening):
            kept = kept[1:]
        if kept.count(closing) > kept.count(opening) and kept.endswith(closing):
            kept = kept[:-1]
    return kept.strip(EDGE)


def _alone(text: str) -> int:
    """Where the straight quotation mark stands that has no partner, by what it touches; -1 where that does not tell."""
    open_ = -1
    for found in re.finditer('"', text):
        at = found.start()
        opens = (at == 0 or text[at - 1] in " ([—–") and at + 1 < len(text) and text[at + 1] not in " .,"
        if opens and open_ < 0:
            open_ = at
        elif opens:
            return open_
        elif open_ < 0:
            return at
        else:
            open_ = -1
    return open_
