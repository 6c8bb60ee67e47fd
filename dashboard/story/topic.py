"""Articles that are about something else than the others of a story: a wrong page, a gallery, a form that was saved in its place;
pages that print what was said on air without sentences; and letters, whose "I" is whoever signed them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from dashboard.language.words import WORD, is_content, stem
from dashboard.tables import COUNTED

AKIN, FEW_WORDS, AKIN_OF_FEW = 0.17, 20, 0.05
"""Cosine of the words of two articles from which they may be about one event; content words below which an article is so short that
its cosine says little, and what it is asked for then. Of the 1,064 articles of 160 events (BASIL, NewsWCL50, ECB+, two of December
2022) none is taken for a stray; of 480 articles put into another event, 62 in 100 are."""
ENGLISH = 0.2
"""Share of the words of an English text that are articles, pronouns, prepositions and the like, at the least."""
COPY = 0.9
"""Share of an article's sentences that another has word for word, from which one is called a copy."""
NAMED = 1.5
"""How much more a word counts that a text capitalises within a sentence."""
MARKED_LINES, MARKED_SHARE = 5, 0.2
"""Lines of a transcript that an article holds at least to be one, and their share of its lines."""
_MARKED = re.compile(r"\W*>>|[^a-z]*\.MAX\b")
_NAME = re.compile(r"(?<=[a-z,;:’'\"] )[A-Z][\w’'-]+")


BYLINE, SIGNATURE = 6, 80
"""Lines at the top of an article among which its byline is looked for, and characters of a line that is a signature."""
MINE, OURS = 2, 0.3
"""Sentences without quotation marks in which a writer says "I", and share of the body in which he says "I" or "we", from which an
article is a letter or a column."""
_I = re.compile(r"\b(?:I|my|me|My)\b")
_WE = re.compile(r"\b(?:I|my|me|My|we|We|our|Our|us)\b")
_MARKS = re.compile('["“”]')
_SIGNED = re.compile(
    r"\W*(?:By\s+|—\s*)?((?:[A-Z][a-z’'-]+)(?: [A-Z]\.)?(?: [A-Z][a-z’'-]+){1,2})(?=\s*$|,| [a-z])"
)
"""A name of two or three words at the beginning of a line, before its end, a comma or an office."""


def is_of_the_writer(text: str) -> bool:
    """Whether words without quotation marks are in the first person."""
    return bool(_WE.search(text)) and not _MARKS.search(text)


def letters(sentences: pd.DataFrame, texts: Mapping[str, str]) -> dict[str, str]:
    """Article -> who signed it, of those in which a writer speaks of himself: by its last line, or a line with "By" at its beginning.

    Args:
        sentences: a SENTENCES table.
        texts: decoded text of every article.
    """
    found: dict[str, str] = {}
    for article, own in sentences[sentences["role"] == "body"].groupby("article"):
        bare = [str(text) for text in own["text"] if not _MARKS.search(str(text))]
        mine = sum(bool(_I.search(text)) for text in bare)
        if mine < MINE or sum(map(is_of_the_writer, bare)) < OURS * len(own):
            continue
        lines = [line for line in texts[str(article)].splitlines() if line.strip()]
        signatures = [lines[-1], *(line for line in lines[:BYLINE] if line.startswith("By "))]
        named = [m[1] for line in signatures if len(line) <= SIGNATURE and (m := _SIGNED.match(line))]
        if named:
            found[str(article)] = named[0]
    return found


def strays(sentences: pd.DataFrame) -> frozenset[str]:
    """The articles that share hardly a word with any of those that most of the others belong with.

    Articles belong together where their words are alike (AKIN), or those of one between them. All are strays where no two of them
    are alike and none has fewer than FEW_WORDS, none where no group is larger than every other. Other languages are passed over.

    Args:
        sentences: a SENTENCES table.
    """
    counted = sentences[sentences["role"].isin(COUNTED)]
    texts = {str(a): " ".join(map(str, own["text"])) for a, own in counted.groupby("article")}
    words = {
        article: _weights(text) for article, text in texts.items() if function_word_share(text) >= ENGLISH
    }
    groups = sorted(_groups(words), key=len, reverse=True)
    if len(words) < 2 or (len(groups) > 1 and len(groups[0]) == len(groups[1]) > 1):
        return frozenset()
    if len(groups[0]) == 1 and any(len(own) < FEW_WORDS for own in words.values()):
        return frozenset()
    apart = groups if len(groups[0]) == 1 else groups[1:]
    return frozenset(article for group in apart for article in group)


def function_word_share(text: str) -> float:
    """Share of English function words among the words of a text, in [0, 1]; 0 where it has no words."""
    words = WORD.findall(text)
    return sum(not is_content(word) for word in words) / max(1, len(words))


def copies(sentences: pd.DataFrame, order: Sequence[str]) -> dict[str, str]:
    """Article -> the earlier one in this order that has nearly all of its sentences (COPY), for those that have one."""
    body = sentences[sentences["role"] == "body"]
    said = {
        str(a): {" ".join(WORD.findall(t.casefold())) for t in own["text"]}
        for a, own in body.groupby("article")
    }
    found: dict[str, str] = {}
    for article, other in ((a, b) for k, a in enumerate(order) for b in order[:k] if {a, b} <= said.keys()):
        alike = len(said[article] & said[other]) >= COPY * min(len(said[article]), len(said[other]))
        if alike and other not in found:
            found.setdefault(article, other)
    return found


def _weights(text: str) -> Mapping[str, float]:
    """Stem of a content word -> its weight, at length 1: it grows with the logarithm of how often the word stands there."""
    names = {stem(word) for word in _NAME.findall(text) if is_content(word)}
    found = Counter(stem(word) for word in WORD.findall(text) if is_content(word))
    weights = {w: (1 + math.log(n)) * (NAMED if w in names else 1.0) for w, n in found.items()}
    length = math.sqrt(sum(weight**2 for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()}


def _groups(words: Mapping[str, Mapping[str, float]]) -> Iterator[list[str]]:
    """The articles that belong together."""
    left = list(words)
    while left:
        group, asked = [], [left.pop(0)]
        while asked:
            article = asked.pop()
            group.append(article)
            near = [other for other in left if _akin(words[article], words[other])]
            asked += near
            left = [other for other in left if other not in near]
        yield group


def _akin(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether two articles may be about one event, by their words."""
    few, many = sorted((one, other), key=len)
    needed = AKIN if len(few) >= FEW_WORDS else AKIN_OF_FEW
    return sum(weight * many.get(word, 0.0) for word, weight in few.items()) >= needed


def in_capitals(text: str) -> bool:
    """Whether nearly all letters of a text that has some are capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 8 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def transcribed(sentences: pd.DataFrame) -> dict[str, list[str]]:
    """Article -> its sentences that are lines of a transcript, of the articles that are one or hold one: all in capitals, or with
    the marks ">>" that begin another speaker's words.

    Such lines have no sentences that could be cut or parsed; what is said in them and nowhere else reads as shreds.

    Args:
        sentences: a SENTENCES table.
    """
    told = sentences[sentences["role"].isin(COUNTED)]
    found: dict[str, list[str]] = {}
    for article, own in told.groupby("article"):
        lines = [
            str(sentence)
            for sentence, text in zip(own["sentence"], own["text"], strict=True)
            if in_capitals(str(text)) or _MARKED.match(str(text))
        ]
        if len(lines) >= max(MARKED_LINES, MARKED_SHARE * len(own)):
            found[str(article)] = lines
    return found
