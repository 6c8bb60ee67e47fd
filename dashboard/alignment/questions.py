"""Whether a passage answers a question: who, what act, and whether it is affirmed.

In one event everything resembles everything: "Putin visited Pyongyang" is near every sentence about his minister's visit.
A statement that a reader asks for is short and whole, so it can be checked piece by piece: the names that it holds, its
verb, who does it, and its negation. The words are compared as they stand in their sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from dashboard.encoding.phrases import Sentence
from dashboard.language.lexicons import countries_among, lexicon_capitals, lexicon_countries
from dashboard.language.words import Word, stem

ACT = 0.45
"""Cosine that the verb of a question needs with some word of a passage: "sent" and "delegation" have .39, "arrived" and
"delivered" .41, "denies" and "allegations" .34; "discussed" and "talks" have .50, "showed" and "displayed" .68."""

SAME_ACT = 0.7
"""Cosine from which two verbs that aren't the same are one act, so that whoever does the one must be who does the other."""

SPELLING = 0.75
"""Cosine from which two names are spellings of one: "Jong-un" and "Jong Un"."""

LIGHT = frozenset("be have do make take get give go come say tell".split())
"""Verbs that say little: what is done stands in their object."""
TOGETHER = frozenset("meet talk discuss speak agree fight clash marry".split())
"""Acts in which both sides do the same."""
REFUSING = frozenset("deny reject refuse decline dismiss refute".split())
"""Verbs that negate what depends on them."""
SUBJECTS = ("nsubj", "nsubjpass")


def objection(question: Sentence, passage: Sentence, meant: Mapping[int, str] | None = None) -> str:
    """What keeps a passage from saying what was asked.

    Args:
        question: the statement that is asked for.
        passage: a sentence of an article.
        meant: character at which a pronoun of the passage begins -> the surname of the person whom it means; another
            pronoun may mean anybody.

    Returns:
        "" where nothing does; "name": it does not name somebody or some place of the question; "act": nothing in it is near
        the verb; "roles": another does it; "negation": the one affirms what the other denies.
    """
    if any(not _named(question, run, passage, meant or {}) for run in _names(question.words)):
        return "name"
    root = next((k for k in question.read.roots if question.read.tokens[k].pos == "VERB"), None)
    if root is None or question.read.tokens[root].lemma.lower() in LIGHT:
        return ""
    asked = question.word_at.get(root)
    if asked is None or not passage.words:
        return ""
    near = passage.vectors @ question.vectors[asked]
    best = int(np.argmax(near))
    if near[best] < ACT:
        return "act"
    act = passage.words[best].token
    if _denied(question, root) != _denied(passage, act):
        return "negation"
    one_verb = passage.read.tokens[act].lemma.lower() == question.read.tokens[root].lemma.lower()
    if passage.read.tokens[act].pos != "VERB" or not (one_verb or near[best] >= SAME_ACT):
        return ""
    return "roles" if _done_by_another(question, root, passage, act) else ""


def _names(words: Sequence[Word]) -> Iterator[list[int]]:
    """Numbers of the words of each name, as runs."""
    for is_name, run in groupby(range(len(words)), key=lambda k: words[k].kind == "name"):
        if is_name:
            yield list(run)


def _named(question: Sentence, run: Sequence[int], passage: Sentence, meant: Mapping[int, str]) -> bool:
    """Whether a passage holds a name, by one of its words, a spelling of it, its country, or a pronoun for its subject."""
    own = [question.words[k] for k in run]
    low = [w.low for w in own]
    whole = " ".join(low)
    if land := lexicon_countries().get(whole):
        others = [w.low for w in passage.words if whole not in lexicon_capitals() or w.kind == "name"]
        return land in countries_among(others)
    if {w.stem for w in own} & (
        {w.stem for w in passage.words} | {stem(word) for who in meant.values() for word in who.split()}
    ):
        return True
    names = [k for k, w in enumerate(passage.words) if w.kind == "name"]
    if names and float((question.vectors[list(run)] @ passage.vectors[names].T).max()) >= SPELLING:
        return True
    if any(question.read.tokens[question.words[k].token].dep in SUBJECTS for k in run):
        return _pointing(passage, meant)
    return any(t.tag == "PRP" and t.dep not in SUBJECTS for t in passage.read.tokens)


def _pointing(passage: Sentence, meant: Mapping[int, str]) -> bool:
    """Whether the subject of a passage is a pronoun or "the …", whom the sentences before it name."""
    read = passage.read
    for root in read.roots:
        for k in read.below(root, *SUBJECTS):
            if (read.tokens[k].tag == "PRP" and read.tokens[k].start not in meant) or (
                read.tokens[k].pos == "NOUN"
                and any(read.tokens[c].text.lower() == "the" for c in read.below(k, "det"))
            ):
                return True
    return False


def _denied(sentence: Sentence, verb: int) -> bool:
    """Whether a verb is negated, by "not", "never" or a verb above it that refuses."""
    read = sentence.read
    negated = bool(read.below(verb, "neg"))
    at = verb
    while read.tokens[at].dep in ("xcomp", "ccomp", "pcomp", "prep", "dobj") and read.tokens[at].head != at:
        at = read.tokens[at].head
        negated ^= read.tokens[at].lemma.lower() in REFUSING or bool(read.below(at, "neg"))
    return negated


def _done_by_another(question: Sentence, asked: int, passage: Sentence, act: int) -> bool:
    """Whether the passage names somebody else as the one who does it; voices must agree, else nothing is said."""
    lemma = question.read.tokens[asked].lemma.lower()
    for voice in SUBJECTS:
        one, two = question.read.below(asked, voice), passage.read.below(act, voice)
        if lemma not in TOGETHER and one and two and passage.read.tokens[two[0]].pos == "PROPN":
            here, there = _phrase(question, one[0]), _phrase(passage, two[0])
            shared = {w.stem for w in here} & {w.stem for w in there}
            lands = countries_among([w.low for w in here]) & countries_among([w.low for w in there])
            return not shared and not lands
    return False


def _phrase(sentence: Sentence, head: int) -> list[Word]:
    """The words of a noun phrase."""
    own = set(sentence.read.subtree(head))
    return [w for w in sentence.words if w.token in own]
