"""The words of a sentence and their classes, as the one reading of the language has them.

The parser cuts at hyphens and inside "cannot"; reporters and lexicons count such forms as one word, and so do we.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.language.annotate import Annotated, Token
from dashboard.language.normalize import EMPTY_WORDS, fold, stem

SIGNS = frozenset("$£€%")
HYPHENS = frozenset(("-", "‑"))
INITIALS = re.compile(r"(?:[A-Z]\.){2,}")
EDGES = re.compile(r"^[\W_]+|[\W_]+$")

BY_TAG = {
    **dict.fromkeys(("PRP$", "WP$"), "det"),
    **dict.fromkeys(("PRP", "WDT", "WP"), "pron"),
    **dict.fromkeys(("WRB", "EX", "RB"), "adv"),
    "POS": "pos",
    "RP": "part",
}
"""Fine tags that decide the class by themselves."""
BY_POS = {
    "ADJ": "adj", "ADP": "adp", "ADV": "adv", "AUX": "aux", "CCONJ": "and", "DET": "det", "INTJ": "adv",
    "NOUN": "noun", "NUM": "num", "PART": "to", "PRON": "pron", "PROPN": "name", "SCONJ": "sub", "SYM": "num",
    "VERB": "verb",
}  # fmt: skip
"""Universal part of speech -> class of a word."""
NOMINAL = frozenset(("nsubj", "nsubjpass", "dobj", "pobj"))
"""Dependencies that a noun has and an adjective has not."""


@dataclass(frozen=True)
class Word:
    """One word of a sentence.

    Attributes:
        start, end: characters within the sentence.
        text: as printed.
        kind: det, adj, noun, name, num, verb, aux, adv, adp, to, sub, pos (possessive 's), and, pron or part.
        token: number of the token that heads it.
        low: in small letters, without accents.
        stem: without its ending.
    """

    start: int
    end: int
    text: str
    kind: str
    token: int
    low: str
    stem: str

    @property
    def content(self) -> bool:
        """Whether it carries content rather than grammar."""
        return self.kind != "pos" and len(self.text) > 1 and self.low not in EMPTY_WORDS


def words_of(read: Annotated) -> tuple[Word, ...]:
    """The words of a sentence in order, each with its class; punctuation is left out."""
    return tuple(_word(read, first, end) for first, end in _groups(read.tokens))


def _groups(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """(first, end) of the tokens of every word."""
    at = 0
    while at < len(tokens):
        stop = at + 1
        if not _is_word(tokens[at]):
            at = stop
            continue
        while _goes_on(tokens, stop):
            stop += 1 if tokens[stop].text not in HYPHENS else 2
        yield at, stop
        at = stop


def _is_word(token: Token) -> bool:
    return token.text in SIGNS or any(c.isalnum() for c in token.text)


def _goes_on(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word before a token goes on with it: "post" "-" "pandemic", "can" "not"."""
    if at >= len(tokens) or tokens[at].start != tokens[at - 1].end:
        return False
    if tokens[at].text in HYPHENS:
        return (
            at + 1 < len(tokens)
            and tokens[at + 1].start == tokens[at].end
            and tokens[at + 1].text[:1].isalnum()
        )
    return tokens[at - 1].text.lower() == "can" and tokens[at].text.lower() == "not"


def _word(read: Annotated, first: int, end: int) -> Word:
    """Tokens first … end - 1 as one word; it has the class of the one on which the others depend."""
    tokens = read.tokens
    head = next((k for k in range(end - 1, first - 1, -1) if not first <= tokens[k].head < end), end - 1)
    if not _is_word(tokens[head]) or tokens[head].text.lower() == "not":
        head = first
    start, stop = tokens[first].start, tokens[end - 1].end
    text = read.text[start:stop]
    if tokens[head].tag != "POS" and text not in SIGNS and not INITIALS.match(text) and not _is_clitic(text):
        bare = EDGES.sub("", text)
        start += text.find(bare)
        stop, text = start + len(bare), bare
    low = fold(text)
    return Word(start, stop, text, _kind(read, head), head, low, stem(low))


def _is_clitic(text: str) -> bool:
    """Whether a word is printed as the ending of the one before: "'ve", "n't"."""
    return text[:1] in "'’" and text[1:].isalpha() and len(text) <= 3


def _kind(read: Annotated, at: int) -> str:
    """The class of a token, put right where its place in the sentence speaks against its tag.

    A participle before its noun describes it ("unnamed sources"); an "adjective" that is a subject or an object, or has
    an article, is a noun ("the Covid-19 pandemic", "a post-pandemic first"); a preposition is a subjunction only where
    it marks a clause ("since the start"); "been" and "be" are the verb where none follows ("has been steadfast").
    """
    token = read.tokens[at]
    if token.tag in ("VBN", "VBG") and token.dep == "amod":
        return "adj"
    if token.pos in ("ADJ", "ADV") and (token.dep in NOMINAL or read.below(at, "det")):
        return "noun"
    if (token.pos == "ADP" and token.tag == "TO") or (
        token.tag == "IN" and (token.dep != "mark" or token.text.lower() == "for")
    ):
        return "adp"
    if token.pos == "AUX" and token.dep not in ("aux", "auxpass") and read.below(at, "aux"):
        return "verb"
    return BY_TAG.get(token.tag) or BY_POS.get(token.pos, "noun")
