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
from dashboard.language.names import behind_dateline
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
        caption: it stands under a picture, beside the run of the text.
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
    caption: bool = False

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
        begins = behind_dateline(self.parse.text)
        return self.at(self.start + begins) if begins else 0

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
                or self._is_reproach(head, c)
            )
            and (c > head or parse.tokens[c].dep == "preconj")
            and not (c == head + 1 and self.low(head) == "those")  # "those | briefed on the plan"
        ]
        own = set(parse.subtree(head, apart))
        first = head
        while first - 1 in own and not (self.quoted[first - 1] and not self.quoted[head]):
            first -= 1
        if first - 1 in own and not self.quoted[head]:  # "the “Mountain Kings” star", not "“…,” Berg"
            whole = first - 1
            while whole in own and self.quoted[whole]:
                whole -= 1
            opened = whole in own and self.tokens[whole].tag in ("``", "''") and whole - 1 in own
            first = min(own) if opened and self.low(min(own)) in ("the", "a", "an") else first
        while first < head and self.low(first) in COMMAS:
            first += 1  # the comma that the parser hangs on "…, the mayor, Carl Dahl, said"
        last = head
        while last + 1 in own:
            last += 1
        last = max(last, self.name_end(head))
        if self.low(head + 1) == "-" and self.tokens[head].end == self.tokens[head + 1].start:  # "E-mails"
            last = max(last, min(head + 2, len(self.tokens) - 1))
        return self.place(first, last)

    def name_end(self, head: int) -> int:
        """The last token of the body's name that begins with a token: "Academy of Art and Design", which the parser cuts."""
        own = (e for e in self.parse.entities if e.label == "ORG" and e.first <= head < e.end)
        end = next((e.end for e in own), head + 1)
        plain = all(
            self.tokens[k].pos == "PROPN" or self.low(k) in ("of", "and", "for", "the", "&")
            for k in range(head, end)
        )
        return (
            end - 1 if plain and self.low(head + 1) == "of" and self.tokens[end - 1].pos == "PROPN" else head
        )

    def _is_reproach(self, noun: int, prep: int) -> bool:
        """Whether a preposition behind the object of an accusation says what of: "accuses a student | of defamation"."""
        up = self.tokens[noun].head
        if self.tokens[prep].dep != "prep" or self.tokens[noun].dep != "dobj" or prep < noun:
            return False
        entry = reporting_verbs.verb_of(self.tokens[up].text, self.tokens[up].lemma)
        reproached = entry is not None and entry.frame == "accuse" and self.low(prep) in entry.takes
        return reproached and self.tokens[noun].pos != "PROPN"

    def conjuncts(self, head: int) -> list[int]:
        """A noun with the nouns coordinated to it."""
        found = [head]
        for at in found:  # the parser hangs some of a list on the first of them, some on one another
            more = self.parse.below(at, "conj")
            found += [c for c in more if self.tokens[c].pos in ("NOUN", "PROPN", "PRON")]
        return [head, *sorted(found[1:])]

    def joined_to(self, verb: int) -> int | None:
        """The clause with which a verb is coordinated that the parser hangs on the one above it: in "sources say she was angry
        and continued to shout" the tenses tell who shouted.
        """
        up = self.tokens[verb].head
        if self.tokens[verb].dep != "conj" or self.parse.below(verb, *SUBJECTS) or self.quoted[verb]:
            return None
        tense = self.tense(verb)
        if tense not in FINITE or self.tense(up) == tense:
            return None
        own = [c for c in self.parse.below(up, "ccomp") if up < c < verb and self.tense(c) == tense]
        return own[-1] if own and self.parse.below(own[-1], *SUBJECTS) else None

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
