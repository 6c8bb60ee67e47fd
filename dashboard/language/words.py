"""The words of a sentence and their classes, as the one reading of the language has them; and what makes two words one:
folded letters and stems.

The parser cuts at hyphens and inside "cannot"; reporters and lexicons count such forms as one word, and so do we.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dashboard.language.annotate import Annotated, Token

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
WORD = re.compile(r"[^\W_]+(?:['’.\-‑][^\W_]+)*")
CONTENT_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
"""Words as alignment counts them: numbers with their separators, letters with inner apostrophes."""
SAYING = frozenset(
    "said says say saying tell tells told according report reports reported add added adds wrote".split()
)
"""The bare act of saying, which every article does all the time (our list)."""
EMPTY_WORDS = SAYING | frozenset(
    """a an the and or but nor so yet if of in on at by for to from with without into onto over under as than
    that this these those it its he him his she her hers they them their theirs we us our ours you your i me my
    who whom whose which what where when why how is are was were be been being am do does did done doing have
    has had having will would shall should can could may might must not no there here then also just very more
    most such some any each both all other another about after before during while since until because though
    although up down out off again only own same too s t re ve ll d mr mrs ms dr""".split()
)
"""Words that carry grammar, not content (closed classes; our list)."""
IRREGULAR = {
    "met": "meet", "held": "hold", "said": "say", "gave": "give", "given": "give", "took": "take", "taken": "take",
    "went": "go", "gone": "go", "came": "come", "saw": "see", "seen": "see", "told": "tell", "began": "begin",
    "begun": "begin", "sent": "send", "brought": "bring", "left": "leave", "led": "lead", "won": "win", "lost": "lose",
    "shot": "shoot", "fought": "fight", "spoke": "speak", "spoken": "speak", "wrote": "write", "written": "write",
    "died": "die", "dead": "die", "death": "die", "paid": "pay", "bought": "buy", "sold": "sell", "fell": "fall",
    "fallen": "fall", "rose": "rise", "risen": "rise", "grew": "grow", "grown": "grow", "men": "man", "women": "woman",
    "children": "child", "people": "person", "struck": "strike", "flew": "fly", "built": "build", "shed": "shed",
    "made": "make", "found": "find", "stood": "stand", "kept": "keep", "laid": "lay", "signed": "sign",
}  # fmt: skip
"""Irregular forms that news reports use for events (closed by frequency; our list)."""
SPELLINGS = ((r"ise(d|s|r|rs)?$", r"ize\1"), (r"isation(s?)$", r"ization\1"), (r"our(s|ed|ing)?$", r"or\1"),
             (r"ence(s?)$", r"ense\1"), (r"logue$", "log"), (r"tre$", "ter"), (r"gramme(s?)$", r"gram\1"),
             (r"lled$", "led"), (r"lling$", "ling"), (r"ller(s?)$", r"ler\1"))  # fmt: skip
"""British endings and their American counterparts; both sides of a comparison pass through them."""
_SPELLED = re.compile("|".join(pattern for pattern, _ in SPELLINGS))
ENDINGS = (
    *(("iest", "y"), ("ies", "y"), ("ied", "y"), ("sses", "ss")),
    *((ending, "") for ending in ("ings", "ing", "ed", "es", "s")),
)
"""Endings of inflection and what stands instead; the longest come first."""
KEPT_WORDS, LONGEST_KEPT = 1 << 15, 32
"""Words whose stem is remembered, and letters of the longest that is: a story has some thousands and asks for each a hundred times."""
KEPT_SENTENCES = 2048
"""Sentences whose words are remembered."""


class Word(NamedTuple):
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


@lru_cache(KEPT_SENTENCES)
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


def fold(text: str) -> str:
    """Lower case, without accents, with plain hyphens and apostrophes."""
    if text.isascii():
        return text.lower()  # nothing of the below stands in it, and most words are such
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.lower().replace("’", "'").replace("‑", "-").replace("–", "-")


def stem(word: str) -> str:
    """A crude stem: two forms or spellings of one word give the same one; some different words do too."""
    return _kept_stem(word) if len(word) <= LONGEST_KEPT else _stem(word)


def _stem(word: str) -> str:
    low = fold(word).removesuffix("'s").removesuffix("'").replace(".", "")
    if low in IRREGULAR:
        return IRREGULAR[low]
    if _SPELLED.search(low):  # few are; one look instead of a dozen for every word of a story
        for pattern, american in SPELLINGS:
            low = re.sub(pattern, american, low)
    for ending, instead in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith(("ss", "us", "is")):
            low = low[: len(low) - len(ending)] + instead
            break
    if len(low) > 4 and low[-1] == low[-2] and low[-1] in "bdgmnprt":
        low = low[:-1]
    return low.removesuffix("e") if len(low) > 3 else low


_kept_stem = lru_cache(KEPT_WORDS)(_stem)


def forget() -> None:
    """Let go of the words and sentences that are remembered."""
    _kept_stem.cache_clear()
    words_of.cache_clear()


def is_content(word: str) -> bool:
    """Whether a word carries content rather than grammar."""
    return fold(word) not in EMPTY_WORDS and len(word) > 1
