"""Questions to a parsed sentence: the span of a phrase, the clause around a word, the subject of a verb (through coordination,
relative clauses and insertions)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from dashboard.language import reporting_verbs
from dashboard.language.annotate import Annotated, Token
from dashboard.language.names import DATELINE
from dashboard.language.quotations import Quotation

Span = tuple[int, int]
"""Characters start … end - 1 of an article."""

AUXILIARIES = ("neg", "aux", "auxpass")
CLAUSES = ("ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj", "ROOT")
"""Labels of words that head a clause."""
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
TIMES = frozenset(
    "time moment minute hour day week weekend month year decade night morning afternoon evening".split()
)
"""Nouns of time: nobody speaks by that name ("women who were teenagers at the time who said …")."""
_BARE = (" ", "\n", "\t", "\xa0", ",", ";", ":", "–", "—", "―", "-", "(")
COMMAS = (",", "—", "–", "-", "―", "--")
INTERRUPTION = 100
"""Characters at most of "said Anna Berg on Monday" within what she says; longer, it tells who she is and what she did."""
APART = 60
"""Words looked through for a comma between two subjects of one verb."""
FINITE = ("VBD", "VBZ", "VBP")


@dataclass(frozen=True)
class Attribution:
    """One attribution of an article.

    Attributes:
        sentence: number of the sentence in which its content begins.
        kind: said, asked, believed, planned, shown or discussed (a subject is named, not what is said of it).
        lemma: of the cue.
        stance: neutral, doubting, denying or endorsing: of the cue, or denying where what is said is that a claim is false.
        cue: the word that reports, with its auxiliaries.
        source: the phrase that names who says it, None where nobody is named.
        content: what is said, in one piece or, where the cue interrupts it, in several.
        via: sources of the attributions within which it stands, and media that carry it; the outlet's side first.
        shared: the source is printed in another clause, and means this one too.
        direct: the content is a whole quotation.
    """

    sentence: int
    kind: str
    lemma: str
    stance: str
    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    via: tuple[Span, ...] = ()
    shared: bool = False
    direct: bool = False

    @property
    def hull(self) -> Span:
        """From the first character of the content to its last."""
        return self.content[0][0], self.content[-1][1]

    @property
    def pieces(self) -> list[Span]:
        """The content with the words that interrupt it, in several pieces where those are longer than what is said, or so long
        that they tell something of their own.
        """
        found: list[Span] = []
        for start, end in self.content:
            said = found[-1][1] - found[-1][0] + end - start if found else 0
            if found and start - found[-1][1] <= min(said, INTERRUPTION):
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found


class Quotes:
    """The outermost quotations of an article, by place."""

    def __init__(self, text: str, quotations: Iterable[Quotation]) -> None:
        """Take the quotations of depth 0 of an article."""
        self.text = text
        self.all = [q for q in quotations if q.depth == 0]
        self._starts = [q.start for q in self.all]
        self._ends = [q.end for q in self.all]

    def around(self, offset: int) -> Quotation | None:
        """The quotation that holds a character."""
        k = bisect_right(self._starts, offset) - 1
        return self.all[k] if k >= 0 and offset < self.all[k].end else None

    def before(self, offset: int) -> Quotation | None:
        """The last quotation that ends at an offset or before it."""
        k = bisect_right(self._ends, offset) - 1
        return self.all[k] if k >= 0 else None

    def after(self, offset: int) -> Quotation | None:
        """The first quotation that begins at an offset or after it."""
        k = bisect_left(self._starts, offset)
        return self.all[k] if k < len(self.all) else None

    def marked(self, quote: Quotation) -> Span:
        """A quotation with its marks."""
        closing = 1 + self.text.startswith("''", quote.end) if quote.closed else 0
        opening = 1 + (quote.start >= 2 and self.text[quote.start - 2 : quote.start] == "''")
        if quote.start and self.text[quote.start - 1].isspace():
            opening = 0  # a quotation that goes on from the paragraph before
        return max(0, quote.start - opening), min(len(self.text), quote.end + closing)


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence of an article as it was parsed.

    Attributes:
        start: offset of its text in the article.
        number: of the sentence in the article.
        paragraph: number of its paragraph.
        heading: it stands in a headline.
        quotes: the quotations of the whole article.
        name: its key in the SENTENCES table.
    """

    parse: Annotated
    start: int
    number: int
    paragraph: int
    heading: bool
    quotes: Quotes
    name: str = ""

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.start + len(self.parse.text)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens."""
        return self.parse.tokens

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """Of each token, whether it stands within quotation marks."""
        return tuple(self.quotes.around(self.start + t.start) is not None for t in self.tokens)

    @cached_property
    def lead(self) -> int:
        """The first token behind a dateline: "HARTFORD, Conn. — The company …"."""
        found = DATELINE.match(self.parse.text)
        return self.at(self.start + found.end()) if found else 0

    @cached_property
    def opening_name(self) -> int | None:
        """The first subject of the sentence that is a name outside quotation marks."""
        return next(
            (
                k
                for k, t in enumerate(self.tokens)
                if t.dep in ("nsubj", "nsubjpass") and t.pos == "PROPN" and not self.quoted[k]
            ),
            None,
        )

    def low(self, k: int) -> str:
        """A token in small letters, "" beyond the ends."""
        return self.tokens[k].text.lower() if 0 <= k < len(self.tokens) else ""

    def place(self, first: int, last: int) -> Span:
        """Characters from token `first` to token `last`, both included."""
        return self.start + self.tokens[first].start, self.start + self.tokens[last].end

    def text(self, span: Span) -> str:
        """The words of a span."""
        return self.parse.text[span[0] - self.start : span[1] - self.start]

    def at(self, offset: int) -> int:
        """Index of the first token that ends after an offset of the article."""
        return bisect_right(self._ends, offset - self.start)

    @cached_property
    def _ends(self) -> list[int]:
        return [t.end for t in self.tokens]

    def hull(self, tokens: Iterable[int]) -> Span:
        """Characters from the first to the last of some tokens."""
        own = list(tokens)
        return self.place(min(own), max(own))

    def group(self, verb: int) -> tuple[int, int]:
        """(first, last) token of a verb with its auxiliaries, its negation and the adverbs between them."""
        first = verb
        while (
            first > 0
            and self.tokens[first - 1].head == verb
            and (
                self.tokens[first - 1].dep in AUXILIARIES
                or (self.tokens[first - 1].dep == "advmod" and self.tokens[first - 1].tag == "RB")
            )
        ):
            first -= 1
        while first < verb and self.tokens[first].dep == "advmod":
            first += 1
        last = verb
        if last + 1 < len(self.tokens) and self.tokens[last + 1].dep == "prt":
            last += 1
        return first, last

    def tense(self, verb: int) -> str:
        """The tag that tells the tense of a verb: that of its finite auxiliary, else its own."""
        first, _ = self.group(verb)
        return next((t.tag for t in self.tokens[first:verb] if t.tag in FINITE), self.tokens[verb].tag)

    def phrase(self, head: int) -> Span:
        """A noun phrase with what belongs to its head, without appositions and clauses after a comma."""
        parse = self.parse
        if self.low(head + 1) == "." and head + 2 < len(self.tokens) and self.tokens[head].pos == "PROPN":
            end = head + 2  # "Sgt | . | Dana Poe": an abbreviated rank that the tokenizer takes for the end
            while end < len(self.tokens) and self.tokens[end].entity == "PERSON":
                end += 1
            if end > head + 2:
                return self.place(head + 2, end - 1)
        apart = [
            c
            for c in parse.children[head]
            if (
                parse.tokens[c].dep
                in ("relcl", "appos", "acl", "conj", "cc", "parataxis", "punct", "advcl", "preconj")
                or parse.below(c, "pcomp")  # "accused the firm of telling …"
            )
            and (c > head or parse.tokens[c].dep == "preconj")
        ]
        own = set(parse.subtree(head, apart))
        first = head
        while first - 1 in own and not (self.quoted[first - 1] and not self.quoted[head]):
            first -= 1
        last = head
        while last + 1 in own:
            last += 1
        if self.low(head + 1) == "-" and self.tokens[head].end == self.tokens[head + 1].start:  # "E-mails"
            last = max(last, min(head + 2, len(self.tokens) - 1))
        return self.place(first, last)

    def conjuncts(self, head: int) -> list[int]:
        """A noun with the nouns coordinated to it."""
        found, at = [head], head
        while more := [
            c for c in self.parse.below(at, "conj") if self.tokens[c].pos in ("NOUN", "PROPN", "PRON")
        ]:
            at = more[0]
            found.append(at)
        return found

    def clause_head(self, k: int) -> int:
        """The word that heads the clause around a token."""
        seen = 0
        while self.tokens[k].head != k and seen < len(self.tokens):
            if self.tokens[k].dep in CLAUSES and self.parse.below(k, *SUBJECTS):
                return k
            k, seen = self.tokens[k].head, seen + 1
        return k

    def trimmed(self, span: Span) -> Span:
        """A span without marks and white space at its ends, with both marks of a quotation that it cuts."""
        text, (start, end) = self.quotes.text, span
        while start < end and text[start] in (*_BARE, "."):
            start += 1
        while start < end and text[end - 1] in _BARE:
            end -= 1
        while 1 < start < end and (text[start - 1] == "-" and text[start - 2].isalnum()):  # "E-|mails"
            start -= 2
            while start and text[start - 1].isalnum():
                start -= 1
        first = self.quotes.around(start)
        if first and first.start == start:
            start, marked = self.quotes.marked(first)
            end = max(end, marked)
        last = self.quotes.around(end - 1)
        if last and start < last.start:
            end = max(end, self.quotes.marked(last)[1])
        while start < end and text[end - 1] == ".":
            end -= 1
        return start, end


@dataclass(frozen=True, eq=False)
class Article:
    """The parsed sentences of one article, those that count, in the order of the text."""

    text: str
    sentences: Sequence[Sentence]
    quotes: Quotes

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def home(self, offset: int) -> Sentence:
        """The sentence that holds a character, or the last one before it."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    @cached_property
    def paragraphs(self) -> list[list[Sentence]]:
        """The sentences by paragraph."""
        return [list(own) for _, own in groupby(self.sentences, key=lambda s: s.paragraph)]


def is_voice(s: Sentence, k: int) -> bool:
    """Whether a noun names somebody or something that a report lets speak."""
    token = s.tokens[k]
    if token.lemma.lower() in TIMES:
        return False
    kinds = reporting_verbs.voices()
    return (
        token.entity in ("PERSON", "ORG", "NORP")
        or token.text.lower() in kinds
        or token.lemma.lower() in kinds
    )


def subject(s: Sentence, verb: int) -> tuple[int | None, bool, bool]:
    """(head of the noun phrase that does what a verb says, whether it is printed with another verb, whether the
    verb may do without one).
    """
    parse = s.parse
    if parse.below(verb, "auxpass", "nsubjpass"):
        agents = [c for a in parse.below(verb, "agent") for c in parse.below(a, "pobj")]
        return (agents[0], False, True) if agents else (None, False, True)
    if s.tokens[verb].tag == "VBN" and not parse.below(verb, *AUXILIARIES):
        asked = [c for a in parse.below(verb, "agent") for c in parse.below(a, "pobj")]
        if asked:  # "Asked by a reporter about it, she said …"
            return asked[0], False, True
        if s.tokens[verb].dep in ("advcl", "prep") and not parse.below(verb, *SUBJECTS):
            return None, False, False  # "Accused of fraud, he resigned": he accuses nobody
    at, shared = verb, False
    for _ in range(6):
        if (noun := _own_subject(s, at)) is not None:
            if s.tokens[noun].tag not in ("WDT", "WP", "WRB") and s.low(noun) != "that":
                return noun, shared, False
            antecedent = _antecedent(s, at, noun) if s.tokens[at].dep == "relcl" else None
            if antecedent is None or not shared or is_voice(s, antecedent):
                return antecedent, shared, False
            at = antecedent  # "an exhibition that displayed …, and briefed him": no exhibition briefs anybody
        up = s.tokens[at].head
        if s.tokens[at].dep == "xcomp" and s.low(up) in INCLINED and s.tokens[up].dep in ("acomp", "amod"):
            at = up  # "was quick to note that"
            up = s.tokens[at].head
            if (noun := _own_subject(s, up)) is not None:
                return noun, False, False
        if s.tokens[at].dep == "acl" and up != at:
            if s.tokens[at].tag == "VBN":
                return None, shared, False
            at = _issuer(s, up) or up  # "the minister released a statement saying"
            apart = s.low(verb - 1) in COMMAS  # "rejected the notion that it was over, saying …"
            return at, shared or apart or at != up, False
        if at == verb and (charged := _charged(s, at)) is not None:
            return charged, False, False
        if (led := _led(s, at)) is not None:
            return led, True, False
        if up == at or s.tokens[at].dep not in (
            "conj",
            "xcomp",
            "advcl",
            "pcomp",
            "prep",
            "dep",
            "parataxis",
            "dobj",
            "pobj",
        ):
            return None, shared, False
        at, shared = _coordinated(s, at, up), True
    return None, shared, False


def apart_from(s: Sentence, k: int) -> list[int]:
    """The tokens that mean another than a pronoun does, unless it is reflexive: what the verb of a subject says behind it ("he
    told Stern"), and the subject of the verb whose object it is ("Stern told him").
    """
    token = s.tokens[k]
    if token.dep in ("nsubj", "nsubjpass"):
        reach = range(k + 1, min(len(s.tokens), k + BINDING))
        return [j for j in reach if j != token.head and _is_under(s, j, token.head)]
    if token.dep not in ("dobj", "dative", "pobj"):
        return []
    verb = token.head
    for _ in range(CLIMBED):
        if s.tokens[verb].pos in ("VERB", "AUX") and s.parse.below(verb, "nsubj", "nsubjpass"):
            return s.parse.below(verb, "nsubj", "nsubjpass")
        if s.tokens[verb].dep not in ("prep", "conj", "xcomp", "agent"):
            break
        verb = s.tokens[verb].head
    return []


def _is_under(s: Sentence, k: int, verb: int) -> bool:
    """Whether a token depends on a verb, and on no clause beside it that has a subject of its own."""
    for _ in range(CLIMBED):
        if k == verb:
            return True
        if s.tokens[k].head == k or (s.tokens[k].dep == "conj" and s.parse.below(k, "nsubj", "nsubjpass")):
            return False
        k = s.tokens[k].head
    return False


def stranded_subject(s: Sentence, verb: int) -> Span | None:
    """Who does what a finite verb says that the parse leaves without a subject.

    "Poe said he would", read as an adverb; "About 4 in 10 say"; "Anna Berg, whose firm, Marlen, makes pumps, said", whose
    first clause the parser takes for what is said; "As a part of his plea, Carl Dahl, 44, said".
    """
    if s.tokens[verb].tag not in FINITE or s.parse.below(verb, *SUBJECTS) or s.quoted[verb]:
        return None
    first = s.group(verb)[0]
    before = s.tokens[first - 1] if first else None
    if before is None or first - 1 < s.lead or s.quoted[first - 1]:
        return None
    if before.tag == "CD" and before.head in (verb, first):
        begin = first - 1
        while (
            begin > s.lead
            and s.tokens[begin - 1].pos in ("NUM", "ADP", "ADV", "ADJ", "SCONJ")
            and begin > first - FEW
        ):
            begin -= 1
        return s.place(begin, first - 1)
    if first - 1 == s.lead and before.text[:1].isupper() and before.pos in ("ADV", "ADJ", "VERB"):
        return s.place(first - 1, first - 1)
    if s.low(first - 1) not in COMMAS:
        return None
    starts = [c for c in s.parse.chunks if s.lead <= c.first and c.end < first and not s.quoted[c.first]]
    for c in starts:
        fronted = c.first > s.lead and s.low(c.first - 1) == ","
        named = is_voice(s, c.end - 1) or s.tokens[c.end - 1].pos == "PROPN"
        if c.first == s.lead and s.tokens[c.end - 1].dep == "nsubj" and named and s.low(c.end) in COMMAS:
            return s.place(c.first, c.end - 1)
        if fronted and named and s.tokens[s.lead].pos in ("ADP", "SCONJ", "VERB") and s.low(c.end) in COMMAS:
            return s.place(c.first, c.end - 1)
    return None


PLACES = ("GPE", "LOC", "FAC")
"""Types of entities that are places: nobody of whom "who" speaks."""
NEAREST = 10
"""Words before "who" in which its persons are looked for, where the parse gives it a place."""
BINDING = 40
"""Words behind a pronoun that are asked whether its verb governs them."""
CLIMBED = 12
"""Heads climbed from a word to the verb that may govern it."""
FEW = 6
"""Words at most of a share that stands alone as a subject: "About 4 in 10"."""
ISSUED = frozenset(
    "issue release send write publish post deliver give circulate tweet sign distribute email".split()
)
"""Verbs by which somebody lets a document speak for him."""
INCLINED = frozenset(
    "likely quick swift careful keen eager happy glad proud inclined apt prone right correct".split()
)
"""Adjectives with which somebody is told to say something: "was quick to note"; who is only willing or able has not said it."""
LEADING = frozenset("lead leave prompt force cause get drive push bring compel".split())
"""Verbs whose object then does what follows: "led Republicans to say"; who is only asked to say something has not said it."""


def _issuer(s: Sentence, document: int) -> int | None:
    """Who lets a document speak: the subject of "released a statement saying", None where another noun is meant."""
    verb = s.tokens[document].head
    if s.tokens[document].dep != "dobj" or s.tokens[verb].lemma.lower() not in ISSUED:
        return None
    if reporting_verbs.voices().get(s.tokens[document].lemma.lower()) not in ("document", "evidence"):
        return None
    own = [c for c in s.parse.below(verb, "nsubj") if c < verb and not s.quoted[c]]
    return own[-1] if own and s.tokens[own[-1]].tag not in ("WDT", "WP") else None


def _charged(s: Sentence, verb: int) -> int | None:
    """Who does what he is accused of: "accused the company of ordering its men to attack" speaks of the company's order."""
    prep = s.tokens[verb].head
    up = s.tokens[prep].head
    if s.tokens[up].dep in ("dobj", "nsubjpass"):
        up = s.tokens[up].head
    if s.tokens[verb].dep != "pcomp" or s.tokens[prep].dep != "prep" or s.tokens[up].pos != "VERB":
        return None
    entry = reporting_verbs.verb_of(s.tokens[up].text, s.tokens[up].lemma)
    if entry is None or entry.frame != "accuse" or s.low(prep) not in entry.takes:
        return None
    return next((c for c in s.parse.below(up, "dobj", "nsubjpass") if not s.quoted[c]), None)


def _led(s: Sentence, verb: int) -> int | None:
    """Who does what an infinitive says after an object: "led Republicans to say", "leaving the party to wonder"."""
    token = s.tokens[verb]
    up = token.head
    if token.dep != "xcomp" or s.tokens[up].lemma.lower() not in LEADING:
        return None
    if not any(s.low(c) == "to" for c in s.parse.below(verb, "aux")):
        return None
    between = [c for c in s.parse.below(up, "dobj") if up < c < verb and not s.quoted[c]]
    return next((c for c in between if is_voice(s, c) or s.tokens[c].pos in ("PROPN", "PRON")), None)


def _antecedent(s: Sentence, verb: int, relative: int) -> int | None:
    """The noun that a relative clause is about; "who" is never a time, a place or a thing that stands nearer."""
    at = s.tokens[verb].head
    if s.low(relative) != "who":
        return at
    if s.low(relative - 1) == "," and (described := _described_with(s, at)) is not None:
        return described
    near = (k for k in range(relative - 1, max(-1, relative - NEAREST), -1) if _is_somebody(s, k))
    if s.tokens[at].entity in PLACES:
        return next(near, at)
    if is_voice(s, at) or s.tokens[at].pos in ("PROPN", "PRON"):
        return at
    found = at
    for _ in range(8):
        up = s.tokens[found].head
        if up == found:
            break
        found = up
        if is_voice(s, found) and s.tokens[found].pos in ("NOUN", "PROPN"):
            return found
    return next(near, None if s.tokens[at].lemma.lower() in TIMES else at)


def _described_with(s: Sentence, noun: int) -> int | None:
    """Who is said to be somebody's what: "William Poe, a spokesman for Berg, who declined" speaks of Poe."""
    calling = s.tokens[s.tokens[noun].head].head if s.tokens[noun].dep == "pobj" else noun
    if s.tokens[calling].dep != "appos":
        return None
    named = s.tokens[calling].head
    person = reporting_verbs.voices().get(s.tokens[calling].lemma.lower()) == "person"
    return named if person and s.tokens[named].pos == "PROPN" else None


def _is_somebody(s: Sentence, k: int) -> bool:
    """Whether a noun names a person or persons."""
    token = s.tokens[k]
    person = reporting_verbs.voices().get(token.lemma.lower()) in ("person", "group")
    return token.pos in ("NOUN", "PROPN") and (token.entity == "PERSON" or person)


def _own_subject(s: Sentence, verb: int) -> int | None:
    """The subject of a verb in its own clause, by the parse, or else the noun right before it."""
    own = [c for c in s.parse.below(verb, "nsubj") if s.quoted[c] <= s.quoted[verb]]
    if own and own[0] < s.lead:  # "WASHINGTON -- President Obama said"
        first = next((c for c in s.parse.chunks if c.first >= s.lead and c.end <= verb), None)
        own = [first.end - 1] if first else []
    before = s.group(verb)[0] - 1
    if not own and s.tokens[verb].tag in FINITE and s.low(before) == ",":
        # behind an insertion: "Bobby Poe, one of nine to vote against it, said …", read as if Poe were to vote
        own = [
            c
            for x in s.parse.below(verb, "advcl")
            if x < verb and s.tokens[x].tag == "VB"
            for c in s.parse.below(x, "nsubj")
        ]
    if own:
        apart = own[-1] > verb or any(
            s.low(k) == "," for k in range(max(own[0] + 1, own[-1] - APART), own[-1])
        )
        noun = (
            own[-1] if apart else own[0]
        )  # "E-mails" are two nouns; "in Salem, Oregon, Roe" ends in the subject
        if own[0] < verb < noun and s.low(s.parse.subtree(noun)[0] - 1) in COMMAS:
            noun = [c for c in own if c < verb][-1]  # "say it must end by 2030, an ambitious goal"
        for c in s.parse.below(noun, "appos", "conj"):
            inner = s.parse.subtree(c)
            if noun < c and inner[-1] == before and s.low(inner[0] - 1) == ",":
                return c  # "…, Roberts said": no comma closes it, so it is no apposition
        return noun
    if (
        s.tokens[verb].tag in FINITE
        and before >= 0
        and s.tokens[before].pos in ("NOUN", "PROPN")
        and not s.quoted[before]
        and before >= s.lead
        and s.tokens[before].lemma.lower() not in TIMES
    ):
        if s.tokens[before].tag == "NNP" and s.tokens[before].entity == "DATE":
            return None
        if s.tokens[before].entity in ("GPE", "LOC") and s.tokens[before].dep == "pobj":
            up = s.tokens[s.tokens[before].head].head  # "a poll in Ohio said"
            if up < before and s.tokens[up].pos == "NOUN" and is_voice(s, up):
                return up
        return before if is_voice(s, before) or s.tokens[before].pos == "PROPN" else _over(s, before)
    return None


def _over(s: Sentence, noun: int) -> int:
    """Of nouns that hang on one another before a verb, the one that can speak: "protesters marching through the streets | chanted"."""
    at = noun
    for _ in range(6):
        up = s.tokens[at].head
        if up >= at or s.tokens[at].dep in SUBJECTS or s.low(at - 1) in COMMAS:
            break
        at = up
        if s.tokens[at].pos in ("NOUN", "PROPN") and is_voice(s, at):
            return at
        walking = s.tokens[at].tag == "VBG" and not s.parse.below(at, *AUXILIARIES)
        if walking and (own := s.parse.below(at, "nsubj")):
            return own[-1]
    return noun


def _coordinated(s: Sentence, verb: int, up: int) -> int:
    """The verb with which another is coordinated; of several above it, the one in the same tense."""
    tag = s.tokens[verb].tag
    if s.tokens[verb].dep != "conj" or tag not in (*FINITE, "VBG"):
        return up
    at = up
    for _ in range(6):
        if s.tokens[at].tag == tag and not s.quoted[at]:
            return at
        if s.tokens[at].head == at:
            break
        at = s.tokens[at].head
    return up
