"""What a row is called: the words of one of its mentions, the most typical that reads as a statement by itself.

A mention is often a piece of a sentence and lacks what it is about. Then its subject is set before it, as printed and with
"… " for the words between ("The committee … objected to an amendment"); a pronoun is explained in brackets, as newspapers do
("He [Meyer] resigned"); and where neither can be had, the whole sentence names the row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from dashboard.language.clauses import FINITE
from dashboard.language.lexicons import charged_words
from dashboard.language.words import Word, words_of
from dashboard.statements.missing_context import (
    FIRST,
    LOOSE,
    PERSON,
    PLACES,
    RELATIVE,
    SUBJECT,
    SUBJECTS,
    Passage,
    speaks,
)
from dashboard.statements.trim import (
    CUT,
    EDGE,
    MARKS,
    OPEN,
    OPENING,
    PAIRS,
    SINGLE,
    balanced,
    capital,
    label,
    marked,
    shorten,
    within_single,
)

LONGEST = 110
"""Characters that a label should not pass: about one line and a half of the matrix."""
LONGEST_WHOLE = 320
"""Characters of the longest sentence that names a row whole."""
LEANING = re.compile(
    r"\b(?:(?:on )?(?:the same|that) (?:day|night|week|month|year|time)|the (?:next|following|previous) day"
    r"|the day (?:before|after)|later in the day|separate(?:ly)?)\b|^also\b",
    re.IGNORECASE,
)
"""Words that say when or besides what by leaning on a sentence before, which a label does not have."""
ELSEWHERE = re.compile(
    r"\W*(?:here(?:['’]s| is| are)\b[^“”\"]{1,50}|(?:see|watch|read|listen to)\b[^“”\"]{1,80}\b(?:below|above|here)\b.{0,80})",
    re.IGNORECASE,
)
"""A sentence that only points to what the page shows."""
OPEN_QUESTION = frozenset("whether if unless lest".split())
"""Words before a clause that leave open whether it holds."""
UNSURE = frozenset(
    "deny doubt dispute reject refute dismiss disprove hope fear wish wonder ask question inquire imagine pretend unclear unlikely "
    "unsure uncertain unknown debate speculate rumor rumour impossible doubtful untrue false wrong".split()
)
"""Words that govern a clause without stating it: "denied that", "it is unlikely that"."""
NO_ONE = frozenset("no nobody none neither nor never hardly not n't n’t".split())
"""Words that negate what governs a clause: "nobody believes that", "no evidence that"."""
SLIGHTEST = ("PUNCT", "CCONJ", "SPACE")
"""Parts of speech of what may stand before the first word of a clause."""
SPEAKING = frozenset("i we you my our your me us mine ours yours".split())
"""Pronouns that mean whoever speaks or is spoken to."""
REASONS = frozenset("because if unless until".split())
"""Words before a clause without which what is said before it may not hold."""
SPOKEN = 7
"""Words of a line from which it tells more than who speaks."""
FEW = 4
"""Words of a piece without a verb from which it may name a row."""
SLIGHT = 0.2
"""Faults of a label, in all, that a reader passes over."""
ALONE = 0.3
"""What it costs a wording if none of its content words stands in another mention: it says more than the row does."""
HEADLINE = 0.15
"""What it costs a wording that it is a headline or a caption: a sentence of the report says more exactly what happened."""
SIDE, SIDES, CHARGED = 0.05, 0.15, 0.5
"""What a charged word costs a wording, and all of them at most; strength of a word's connotation from which it takes a side."""


@dataclass(frozen=True)
class Piece(Passage):
    """A mention that may name its row.

    Attributes:
        centrality: mean probability that it says what the other mentions say, in [0, 1].
        full: it states the row's statement without a guard.
        headline: it is of a headline or a caption.
    """

    centrality: float = 1.0
    full: bool = True
    headline: bool = False

    @cached_property
    def words(self) -> list[Word]:
        """Its words; offsets within the sentence."""
        return [w for w in words_of(self.read) if self.start <= w.start and w.end <= self.end]

    @cached_property
    def label(self) -> str:
        """What a row is called after it; it begins with a capital letter, whatever stands before the piece in its sentence."""
        text = capital(self._composed[0])
        context = self.context(wanted) if (wanted := self.unexplained(text)) else ""
        text = marked(text, self.quoted and not self._says_whose)
        return f"[{context}] {text}" if context else text

    @cached_property
    def names_whole(self) -> bool:
        """Whether its whole sentence names the row."""
        bare = re.sub(r" \[[^\]]*\]", "", self._composed[0])
        return self._own(0, len(self.read.text)).strip(MARKS) in bare

    @property
    def stretch(self) -> tuple[int, int]:
        """Characters of the sentence whose words the label holds."""
        return (0, len(self.read.text)) if self.names_whole else (self.start, self.end)

    @property
    def says_nothing(self) -> bool:
        """Whether it is the whole of a line that says nothing of anybody: "Online", "Wash.", "Ann Roe said.", "Here are the answers."."""
        rest = (self.read.text[: self.start] + self.read.text[self.end :]).strip(MARKS + EDGE + ".")
        silent = self.verb is None or len(self.words) < 2 or self.subject(self.verb) is None
        introduces = self.read.text.rstrip()[-1:] == ":" and (self.verb is None or self._only_says)
        short = len(self.words) < FEW if silent else len(self.words) < SPOKEN and self._only_says
        return not rest and (short or introduces or ELSEWHERE.fullmatch(self.text) is not None)

    @property
    def _only_says(self) -> bool:
        """Whether its verb of saying stands without what is said: "The paper recently reported:", "X gave the following statement:"."""
        verb = self.verb
        cue = (
            verb is not None
            and self.is_cue(verb)
            and not self.read.below(verb, "ccomp", "xcomp", "dobj", "attr")
        )
        return cue or "the following" in self.text

    @cached_property
    def fault(self) -> float:
        """What speaks against it as a label, from 0; below SLIGHT it reads as a statement by itself."""
        text = label(self.text)
        return self._composed[1] + sum(
            (
                0.15 * bool(self.unexplained(self._composed[0])),
                0.15 * bool(LEANING.search(text)),
                0.15 * (text.count('"') % 2 == 1 or any(text.count(a) != text.count(b) for a, b in PAIRS)),
                0.1 * (not text[:1].isupper() and text[:1] not in "\"“‘'" and not text[:1].isdigit()),
                min(0.15, 0.0015 * max(0, len(text) - LONGEST)),
                0.2 * (len(self.words) < 4),
                HEADLINE * self.headline,
                min(SIDES, SIDE * len(charged_words(text, CHARGED))),
            )
        )

    @cached_property
    def left_open(self) -> bool:
        """Whether its sentence leaves open, doubts or denies it outside its own words."""
        return self.verb is not None and self._frame(self.verb) is not None

    @cached_property
    def _composed(self) -> tuple[str, float]:
        """The label, and what it costs that the piece does not read by itself; the whole sentence where that says who "he" is."""
        text, cost = self._clause
        cut = bool(self.read.text[: self.start].strip(MARKS + EDGE + "'‘"))
        hangs = self.quoted and not self.voice[:1].isupper() and speaks(self.read)
        if (cut and self.unexplained(text)) or hangs:
            whole, dearer = self._sentence(max(cost, 0.3))
            if len(whole) <= LONGEST_WHOLE and (hangs or not self.unexplained(whole)):
                return whole, dearer
        return text, cost

    @cached_property
    def _clause(self) -> tuple[str, float]:
        """The label as the piece alone gives it, and what it costs that it does not read by itself."""
        verb = self.verb
        if verb is None or self._leans(verb):
            return self._sentence(0.35)
        subject = self.subject(verb)
        if subject is None and self.read.tokens[verb].tag == "VB" and self._spoken:
            return self._spoken, 0.05
        if subject is None or self._hangs(verb, subject):
            return self._sentence(0.3)
        if (frame := self._frame(verb)) is not None:
            return self._within(frame)
        if self._breaks_off(verb) or self._torn:
            whole = self._own(0, len(self.read.text))
            return (
                self._sentence(0.3)
                if len(whole) <= LONGEST_WHOLE
                else (self._explained(subject)[0] + CUT, 0.55)
            )
        if self.read.tokens[subject].start < self.start or self.read.tokens[subject].tag in RELATIVE:
            return self._after_its_subject(verb, subject)
        return self._explained(subject)

    def _own(self, start: int, end: int) -> str:
        """The words of a stretch of the sentence without loose ends, with the conjunction of a clause that is not all of it."""
        text = self.read.text[start:end].strip(EDGE)
        opening = OPENING.match(text)
        if opening is None or not opening["subordinating"]:
            return label(text)
        if len(text) >= len(self.read.text.strip(EDGE + ".")):
            return balanced(text)  # a whole sentence holds its main clause, whatever the parser takes for it
        first = start + self.read.text[start:end].find(text)
        clause = next((t.head for t in self.read.tokens if t.start == first), None)
        within = [k for k, t in enumerate(self.read.tokens) if start <= t.start < end and self.is_finite(k)]
        main = min((self.bearer(k) for k in within), key=lambda k: (self.depth(k), k), default=None)
        return label(text) if clause == main else balanced(text)

    @cached_property
    def _spoken(self) -> str:
        """The piece as the words of whoever says it; "" where that is not known or not all of it is said."""
        bare = label(self.text).strip(MARKS)
        cut = not self.voice[:1].isupper() or any(mark in bare for mark in MARKS) or self._says_whose
        return "" if cut else f"{self.voice}: “{self._said}”"

    @cached_property
    def _says_whose(self) -> bool:
        """Whether it quotes between single marks and says whom: "Ann Roe added: 'It is over.'"."""
        tokens = self.read.tokens
        return bool(SINGLE.search(self.text)) and any(
            self.start <= token.start < self.end
            and self.is_cue(k)
            and any(tokens[s].text not in FIRST for s in self.read.below(k, *SUBJECTS))
            for k, token in enumerate(tokens)
        )

    @cached_property
    def _said(self) -> str:
        """The piece without quotation marks at its ends."""
        bare = within_single(label(self.text).strip(MARKS))
        return capital(self._bracketed(bare, self.read.text.find(bare, self.start))[0])

    def _leans(self, verb: int) -> bool:
        """Whether the piece begins with words of a clause before it: "including, they say, …", "affirmed that …, he said"."""
        tokens = self.read.tokens
        within = [k for k, t in enumerate(tokens) if self.start <= t.start and t.pos not in SLIGHTEST]
        first = within[0]
        if not self.read.text[: tokens[first].start].strip(MARKS + "“‘' \t\n"):
            return False
        if tokens[first].tag in FINITE:
            return self.bearer(first) != verb and not self.read.below(self.bearer(first), *SUBJECTS)
        first = tokens[first].head if tokens[first].dep == "mark" else first
        head = tokens[first].head
        fronted = (
            self.start <= tokens[head].start < self.end and head != first and tokens[first].dep != "ccomp"
        )
        begins = tokens[first].tag in ("VBG", "VBN", "IN", "TO")
        return begins and not fronted and not self.read.below(first, *SUBJECTS, "aux", "auxpass")

    def _hangs(self, verb: int, subject: int) -> bool:
        """Whether the piece begins with a word that makes it a condition, a time or a place of what stands outside: "if", "in which"."""
        tokens = self.read.tokens
        if tokens[self.clause_of(verb)].dep == "relcl" and tokens[subject].tag not in RELATIVE:
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
        if len(self._own(0, len(self.read.text))) <= LONGEST_WHOLE:
            return self._sentence(0.3)
        at = self.read.tokens[first].start
        before = shorten(self.read.text[at : self.start], SUBJECT).removesuffix(CUT).rstrip(EDGE)
        joint = " " if at + len(before) + 1 >= self.start else f" {OPEN}"
        return f"{before}{joint}{self._own(self.start, self.end)}", 0.4

    def _breaks_off(self, verb: int) -> bool:
        """Whether what is said stands outside the piece: "they noted that", "…, and Ms. Roe", "Ms. Roe, who was there, said"."""
        tokens = self.read.tokens
        said = self.read.below(verb, "ccomp")
        before = self.is_cue(verb) and any(tokens[k].end <= self.start for k in said)
        begun = [
            k
            for k in range(verb + 1, len(tokens))
            if tokens[k].start < self.end
            and tokens[k].dep in SUBJECTS
            and tokens[tokens[k].head].start >= self.end
        ]
        return before or bool(begun) or any(tokens[k].start >= self.end for k in said)

    @property
    def _torn(self) -> bool:
        """Whether the sentence goes on without a mark with what belongs to the piece: "found people | who had gathered", "urged
        customers | to stay", "he shot | and killed two men", "says it fell | because it was full of water"."""
        tokens = self.read.tokens
        after = next((k for k, t in enumerate(tokens) if t.start >= self.end), None)
        if after is None or not self.text.rstrip()[-1:].isalnum():
            return False
        token = tokens[after]
        if token.tag in (*RELATIVE, "TO") or (token.text.lower() in REASONS and self._reports):
            return True
        if token.pos != "CCONJ":
            return False
        inside = [k for k, t in enumerate(tokens) if self.start <= t.start < self.end]
        joined = [
            k for k in range(after, len(tokens)) if tokens[k].dep == "conj" and tokens[k].head in inside
        ]
        if not joined:
            return False
        own = tokens[joined[0]].head
        objects = ("dobj", "ccomp", "xcomp", "prep", "prt", "acomp", "attr", "advmod")
        shared = self.read.below(joined[0], "dobj") and not self.read.below(own, *objects)
        return tokens[own].pos in ("NOUN", "PROPN") or (
            tokens[own].pos == "VERB" and tokens[own].tag != "VBN" and bool(shared)
        )

    @property
    def _reports(self) -> bool:
        """Whether its main verb is one of saying or concluding, so that a reason behind it may be part of what is said."""
        return self.verb is not None and bool(self.read.below(self.verb, "ccomp"))

    def _sentence(self, cost: float) -> tuple[str, float]:
        """The whole sentence where it is short enough, else the piece after "… "."""
        whole = self._own(0, len(self.read.text))
        bare = whole.strip(MARKS)
        if (
            len(whole) <= LONGEST_WHOLE
            and self.quoted
            and self.voice[:1].isupper()
            and not any(m in bare for m in MARKS)
        ):
            return f"{self.voice}: “{self._bracketed(bare, max(0, self.read.text.find(bare)))[0]}”", cost
        if len(whole) <= LONGEST_WHOLE:
            return self._bracketed(whole, max(0, self.read.text.find(whole)))[0], cost
        own = self._own(self.start, self.end)
        return (OPEN + own if self.start else own), cost + 0.25

    def _after_its_subject(self, verb: int, subject: int) -> tuple[str, float]:
        """The piece behind its subject, which stands before it or is what a relative pronoun means."""
        tokens, own = self.read.tokens, label(self.text)
        named = subject
        if tokens[subject].tag in RELATIVE:
            relative = self.clause_of(verb)
            if tokens[relative].dep != "relcl" or self._tells_which(subject):
                return self._sentence(0.3)
            named = self._described(tokens[relative].head)
            if tokens[subject].start >= self.start:
                own = label(self.read.text[tokens[subject].end : self.end])
        whom = self._phrase(named)
        if not whom or tokens[named].start >= self.start:
            return self._sentence(0.3)
        explained, cost = self._bracketed(whom, tokens[named].start, named)
        behind = self.read.text[self.read.text.find(whom) + len(whom) :].lstrip()
        return f"{explained} {'' if behind.startswith(own) else OPEN}{own}", 0.12 + cost

    def _described(self, named: int) -> int:
        """What a relative clause tells of: not the state behind a name ("Ann Roe, D-Ohio, who …"), nor the place alone of what happened
        there ("the attack in Leeds, which killed …")."""
        tokens = self.read.tokens
        above = tokens[named].head
        if tokens[named].dep == "appos" and not tokens[named].entity:
            return above if tokens[above].entity == "PERSON" else named
        if tokens[named].entity in PLACES:
            while (
                tokens[named].dep == "pobj" and tokens[outer := tokens[tokens[named].head].head].pos == "NOUN"
            ):
                named = outer
        return named

    def _tells_which(self, pronoun: int) -> bool:
        """Whether a relative clause tells which one is meant, and so states nothing by itself: "those who were trapped"."""
        before = self.read.text[: self.read.tokens[pronoun].start].rstrip()
        return self.read.tokens[pronoun].text.lower() == "who" and before[-1:].isalpha()

    def _phrase(self, head: int) -> str:
        """A noun with what describes it, "" where that is long."""
        clauses = [k for k in self.read.subtree(head) if self.read.tokens[k].dep == "relcl"]
        left_out = [*self.read.below(head, *LOOSE), *clauses]
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
        cost = 0.0
        if subject is not None:
            token = self.read.tokens[subject]
            open_ = token.tag in ("PRP", "DT") and token.dep != "expl" and token.text.lower() not in SPEAKING
            cost = 0.25 * (open_ and at >= 0)
        end, kept, spoken = 0, "", False
        for token in within:
            inside, whom = self._within_marks(token), self.holder(token)
            if not whom and self._may_be_meant(token):
                if not inside:
                    break
                spoken = True  # he of whom somebody speaks is not who says it
            person = token.text.lower() in PERSON
            if person and not (inside and spoken):
                whom = self.known(token)
            named = bool(whom) and whom.split()[-1] in (text[: token.start - at] + kept if person else text)
            if whom and not named and text[token.start - at : token.end - at] == token.text:
                own = "’s" if token.tag == "PRP$" else ""
                kept += f"{text[end : token.end - at]} [{whom}{own}]"
                end, cost = token.end - at, min(cost, 0.1)
                if person:
                    break
        return kept + text[end:], cost


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
