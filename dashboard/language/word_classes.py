"""The words of a sentence and their classes: noun, name, verb, adjective …

A linear tagger over the letters of a word and of its neighbours, hashed into one table of weights (the feature
set is that of the averaged perceptron tagger, Collins 2002; hashing after Weinberger et al. 2009). Trained once
on classes that a full parser predicts for public news sentences (data/wordclasses.npz names them); of held-out
sentences it gives 94.5 % of the words the parser's class. It looks at letters alone, so that it serves every model.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dashboard.files import DATA

WEIGHTS = DATA / "wordclasses.npz"

WORD = re.compile(r"(?:[A-Z]\.){2,}(?:-[^\W_]+)*|[^\W_]+(?:[-’'.&][^\W_]+)*-?|[$£€%]")
CLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m|S))$")
CLOSED = dict.fromkeys("toward towards amid amidst amongst versus via despite beside besides".split(), "adp")
CLOSED |= dict.fromkeys("then again soon later already".split(), "adv")
CLOSED |= dict.fromkeys("pandemic pandemics".split(), "noun")
"""Prepositions, adverbs and nouns that are rare in the sentences the tagger learned from."""
MODALS = frozenset("will would can could may might shall should must".split())
BEFORE_PARTICIPLE = frozenset("a an the multiple several various".split())
"""Words between which and a noun a form in -ed describes the noun ("multiple unnamed sources")."""
HEADLINE = 0.6
"""Share of capitalised words from which capitals say nothing about names."""
BORDER = "^"


@dataclass(frozen=True)
class Word:
    """One word of a sentence.

    Attributes:
        start, end: characters within the sentence.
        text: as printed.
        kind: det, adj, noun, name, num, verb, aux, adv, adp, to, sub, pos (possessive 's), and, pron or part.
    """

    start: int
    end: int
    text: str
    kind: str


def words_of(sentence: str) -> list[Word]:
    """The words of a sentence in order, each with its class; punctuation is left out."""
    return list(_tagged(sentence))


@lru_cache(maxsize=2048)  # phrases, themes and labels ask for the same pieces
def _tagged(sentence: str) -> tuple[Word, ...]:
    spans = cut(sentence)
    if not spans:
        return ()
    weights, classes = _weights()
    texts = [sentence[a:b] for a, b in spans]
    padded = [BORDER, BORDER, *texts, BORDER, BORDER]
    rows = np.array([_features(padded, k + 2, len(weights)) for k in range(len(texts))])
    best = weights[rows].astype(np.int32).sum(1).argmax(1)
    kinds = [CLOSED.get(text.lower(), classes[k]) for text, k in zip(texts, best, strict=True)]
    _mend(texts, kinds, [sentence[a:b].isspace() for (_, a), (b, _) in pairwise(spans)])
    return tuple(Word(a, b, text, kind) for (a, b), text, kind in zip(spans, texts, kinds, strict=True))


def _mend(texts: Sequence[str], kinds: list[str], close: Sequence[bool]) -> None:
    """Put classes right, in place, where the words before leave one class alone.

    Args:
        texts: the words of a sentence.
        kinds: their classes.
        close: of every word but the last, whether nothing but white space parts it from the next.
    """
    capitals = sum(t[:1].isupper() for t in texts) < HEADLINE * len(texts)
    for k in range(1, len(texts)):
        text, low, before = texts[k], texts[k].lower(), kinds[k - 1]
        if not close[k - 1]:
            continue
        if kinds[k] == "verb" and before == "name" and capitals and text[:1].isupper() and text[1:].islower():
            kinds[k] = "name"  # "Xi Jinping"
        elif kinds[k] == "noun" and text.islower() and _after_modal(texts, kinds, k):
            kinds[k] = "verb"  # "will never forget"
        elif (
            kinds[k] == "verb" and low.endswith("ed") and texts[k - 1].lower() in BEFORE_PARTICIPLE
            and k + 1 < len(texts) and close[k] and kinds[k + 1] in ("noun", "adj")
        ):  # fmt: skip
            kinds[k] = "adj"


def _after_modal(texts: Sequence[str], kinds: Sequence[str], at: int) -> bool:
    """Whether a modal verb stands before a word, adverbs between them."""
    at -= 1
    while at > 0 and (kinds[at] in ("adv", "part") or texts[at].lower() == "never"):
        at -= 1
    return kinds[at] == "aux" and texts[at].lower() in MODALS


def cut(sentence: str) -> list[tuple[int, int]]:
    """Spans of the words; a possessive or contracted ending is a word of its own."""
    spans: list[tuple[int, int]] = []
    for match in WORD.finditer(sentence):
        a, b = match.span()
        ending = CLITIC.search(match.group())
        if ending and ending.start() > 0:
            spans += [(a, a + ending.start()), (a + ending.start(), b)]
        else:
            spans.append((a, b))
    return spans


def _features(words: Sequence[str], at: int, size: int) -> list[int]:
    """Rows of the table of weights that speak about the word at a place."""
    pp, p, w, n, nn = words[at - 2 : at + 3]
    low, q, m = w.lower(), p.lower(), n.lower()
    names = (
        f"w:{low}", f"s3:{low[-3:]}", f"s2:{low[-2:]}", f"s4:{low[-4:]}", f"h:{_shape(w)}", f"p:{q}", f"n:{m}",
        f"p3:{q[-3:]}|{_shape(p)}", f"n3:{m[-3:]}|{_shape(n)}", f"ps:{q[-3:]}|{low[-3:]}", f"ns:{low[-3:]}|{m[-3:]}",
        f"pp:{pp.lower()[-4:]}", f"nn:{nn.lower()[-4:]}", f"pn:{q[-4:]}|{m[-4:]}", f"pw:{q}|{low[-2:]}",
    )  # fmt: skip
    return [zlib.crc32(name.encode()) % size for name in names]


@lru_cache(maxsize=20_000)
def _shape(word: str) -> str:
    """Capitals, digits and hyphens of a word."""
    case = "A" if word.isupper() else "C" if word[:1].isupper() else "a"
    return case + ("d" if any(c.isdigit() for c in word) else "") + ("-" if "-" in word else "")


@lru_cache(maxsize=1)
def _weights() -> tuple[npt.NDArray[np.int8], list[str]]:
    """(table of weights, classes), read once a process."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return stored["weights"], [str(name) for name in stored["classes"]]
