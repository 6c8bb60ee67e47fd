"""Whether a passage answers a question: who, what act, on which day, how many, and whether it is affirmed.

In one event everything resembles everything: "Putin visited Pyongyang" is near every sentence about his minister's visit.
A statement that a reader asks for is short and whole, so it can be checked piece by piece: the names that it holds, its
verb, who does it, and its negation. The words are compared as they stand in their sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

import numpy as np

from dashboard.alignment.contradictions import SPEECH, ends, opposed, saying
from dashboard.encoding.phrases import Sentence
from dashboard.files import LEXICONS
from dashboard.language.annotate import Annotated
from dashboard.language.lexicons import (
    countries_among,
    lexicon_capitals,
    lexicon_countries,
    lexicon_offices,
    lexicon_rows,
)
from dashboard.language.quantities import LOW_ORDINALS
from dashboard.language.time_expressions import WEEKDAYS
from dashboard.language.words import Word, stem

ACT = 0.51
"""Cosine that the verb of a question needs with some verb, noun or adjective of a passage: "died" and "ended up in hospital" have .50,
"stay" and "keep" .48; "received" and "handed" .52, "showed" and "displayed" .68. In eight stories and 313 cases where an article tells a
statement it leaves 32 % unfound, and of 294 where none does it finds 7 %; without it 13 and 25 %."""
ACTS = frozenset(("VERB", "NOUN", "PROPN", "ADJ"))
"""Parts of speech of a word that may tell an act."""

SAME_ACT = 0.7
"""Cosine from which two verbs that aren't the same are one act, so that whoever does the one must be who does the other."""

SAME_OFFICE = 0.5
"""Cosine below which two offices are held by two people: "governor", "minister"."""

SPELLING = 0.75
"""Cosine from which two names are spellings of one: "Jong-un" and "Jong Un"."""

WEAK = frozenset(
    "bring cast face let follow hold cause create launch put issue file start lead pose announce use set".split()
)
"""Verbs whose object, or clause, tells what is done: "brought the indictment", "lets them sue"."""
TELLING = frozenset(
    "report argue claim warn declare state note maintain allege accuse assert contend".split()
)
"""Verbs of saying whose clause tells what is to be found; "say" and "tell" are LIGHT."""
WRONGLY = frozenset("mistakenly wrongly falsely erroneously incorrectly".split())
"""Words by which what somebody believes or says isn't so."""
IT = frozenset("something which it that this claim allegation charge accusation report suggestion".split())
"""What stands for a sentence that somebody denies: "something the mayor denies", "a claim that she rejects"."""
LIGHT = frozenset("be have do make take get give go come say tell".split())
"""Verbs that say little: what is done stands in their object."""
TOGETHER = frozenset("meet talk discuss speak agree fight clash marry".split())
"""Acts in which both sides do the same."""
REFUSING = frozenset("deny reject refuse decline dismiss refute".split())
"""Verbs that negate what depends on them."""
GRANTING = frozenset("admit acknowledge concede confess confirm".split())
"""Verbs by which somebody says that what was held against him, or was open, is so: without one a passage doesn't tell that."""
GRANTED = GRANTING | frozenset("admission acknowledgement concession confession confirmation".split())
SUBJECTS = ("nsubj", "nsubjpass")
NOBODY = frozenset("nobody none nothing neither no".split())
"""Words for nobody and nothing, as what does an act or what it is done to, or before the noun of it."""
TAKEN_BACK = ("dis", "un", "mis", "de", "in")
"""Beginnings that turn an act into its contrary: "disagree"."""
NOT_TAKEN_BACK = frozenset(
    ("discover", "dismiss", "display", "dispatch", "include", "increase", "inform", "intend")
)
CLAUSES = ("xcomp", "ccomp", "pcomp", "prep", "dobj", "acl")
"""Dependencies by which a denial above reaches what is below it: "no plans to resign"."""
RANKS = frozenset(LOW_ORDINALS[:10])


def objection(question: Sentence, passage: Sentence, meant: Mapping[int, str] | None = None) -> str:
    """What keeps a passage from saying what was asked.

    Args:
        question: the statement that is asked for.
        passage: a sentence of an article.
        meant: character at which a pronoun of the passage begins -> the surname of the person whom it means; another
            pronoun may mean anybody.

    Returns:
        "" where nothing does; "name": it does not name somebody or some place of the question; "date": it tells of another
        day of the week; "number": of another rank ("first", "third"); "opposite": of a change to the other end; "act":
        nothing in it is near the verb; "roles": another does it; "demand": it is only demanded; "negation": the one affirms what
        the other denies.
    """
    found = _objection(question, passage, meant or {})
    return _plainer(question, passage) or found if found in ("act", "name") else found


def _plainer(question: Sentence, passage: Sentence) -> str:
    """What tells a reader more than that a passage is about something else: another number or day of the month, or that somebody denies
    what the question says that he grants; "" where nothing does."""
    here, there = saying(question.text), saying(passage.text)
    if here.dates and there.dates and not here.dates & there.dates:
        return "date"
    if any(one and other and not one & other for one, other in zip(here.figures, there.figures, strict=True)):
        return "number"
    lemmas = {t.lemma.lower() for t in passage.read.tokens}
    grants = any(question.read.tokens[k].lemma.lower() in GRANTING for k in question.read.roots)
    return "negation" if grants and lemmas & REFUSING else ""


def _objection(question: Sentence, passage: Sentence, meant: Mapping[int, str]) -> str:
    """The same, but for reasons that tell a reader more."""
    if any(not _named(question, run, passage, meant) for run in _names(question.words)):
        return "name"
    if _on_another_day(question, passage):
        return "date"
    if (here := _ranks(question)) and (there := _ranks(passage)) and not here & there:
        return "number"
    if opposed(ends(question.text), ends(passage.text)):
        return "opposite"
    root = next((k for k in question.read.roots if question.read.tokens[k].pos == "VERB"), None)
    if root is None:
        return _without_its_number(question, passage)
    return _other_act(question, root, passage) if passage.words else ""


def _without_its_number(question: Sentence, passage: Sentence) -> str:
    """The number or year that a question without an act is about ("the last time was in 1987"), where a passage does not hold it."""
    here, there = saying(question.text), saying(passage.text)
    if here.years and not here.years & there.years:
        return "date"
    figures = zip(here.figures, there.figures, strict=True)
    return "number" if any(one and not one & other for one, other in figures) else ""


def _other_act(question: Sentence, root: int, passage: Sentence) -> str:
    """The same for the verb of a question, who does it, and whether it is affirmed."""
    read = question.read
    if read.tokens[root].lemma.lower() in GRANTING:
        grants = [k for k, t in enumerate(passage.read.tokens) if t.lemma.lower() in GRANTED]
        if not grants:
            return "act"
        if all(_done_by_another(question, root, passage, k) for k in grants):
            return "roles"
    while (_refuses(read, root) or read.tokens[root].lemma.lower() in GRANTING) and (
        told := [k for k in read.below(root, "xcomp", "ccomp") if read.tokens[k].pos == "VERB"]
    ):
        root = told[0]
    if _refuses(read, root) and not _denies_something(passage.read):
        return "act"
    root = _told_below(read, root)
    asked = question.word_at.get(root)
    if asked is None or read.tokens[root].lemma.lower() in LIGHT:
        return ""
    near = passage.vectors @ question.vectors[asked]
    near[[passage.read.tokens[w.token].pos not in ACTS for w in passage.words]] = -1.0
    same = _acts(read, root)
    near[[bool(same & _acts(passage.read, w.token)) for w in passage.words]] = 1.0
    best = int(np.argmax(near))
    if near[best] < ACT:
        return "act"
    act = passage.words[best].token
    here, there = (s.read.tokens[k].lemma.lower() for s, k in ((question, root), (passage, act)))
    if (_denied(question, root) != _denied(passage, act)) != _taken_back(here, there):
        return "negation"
    if _demanded(passage.read, act) and not _demanded(read, root):
        return "demand"
    if not (here == there or near[best] >= SAME_ACT):
        return ""
    return "roles" if _done_by_another(question, root, passage, act) else ""


def _demanded(read: Annotated, act: int) -> bool:
    """Whether an act is said to be right, not to be done: "should resign"."""
    return any(read.tokens[k].lemma.lower() in ("should", "must", "ought") for k in read.below(act, "aux"))


def _denies_something(read: Annotated) -> bool:
    """Whether anything in a sentence is denied, refused or negated."""
    return any(
        token.dep == "neg" or token.lemma.lower() in NOBODY | {"denial"} or _refuses(read, k)
        for k, token in enumerate(read.tokens)
    )


def _told_below(read: Annotated, root: int) -> int:
    """The token that tells what is done: of a verb that says little its object or clause, of a passive accusation its clause."""
    lemma = read.tokens[root].lemma.lower()
    if lemma in WEAK | TELLING:
        told = [k for k in read.below(root, "ccomp", "xcomp") if read.tokens[k].pos == "VERB"]
        told += (
            [c for k in read.below(root, "prep") for c in read.below(k, "pcomp")] if lemma in TELLING else []
        )
        told += read.below(root, "dobj") if lemma in WEAK else []
        return told[0] if told else root
    return root


@lru_cache(maxsize=1)
def _same_acts() -> Mapping[str, str]:
    """Lemma, with its particle where it has one ("step_down") -> the act that it tells."""
    return {row["term"]: row["act"] for row in lexicon_rows(LEXICONS / "same_acts.csv")}


def _acts(read: Annotated, k: int) -> set[str]:
    """The act that a word tells, by the lexicon."""
    lemma = read.tokens[k].lemma.lower()
    terms = [lemma, *(f"{lemma}_{read.tokens[c].lemma.lower()}" for c in read.children[k])]
    return {_same_acts()[term] for term in terms if term in _same_acts()}


def _on_another_day(question: Sentence, passage: Sentence) -> bool:
    """Whether a passage tells of another day of the week: of what happens another, or the same only as that on which it is said."""
    here, there = _weekdays(question), _weekdays(passage)
    return any(
        here[kind] and not here[kind] & there[kind] and bool(there[kind] or here[kind] & there[not kind])
        for kind in (False, True)
    )


def _weekdays(sentence: Sentence) -> dict[bool, set[str]]:
    """The days of the week on which a sentence lets something happen (False), and on which somebody says it (True)."""
    found: dict[bool, set[str]] = {False: set(), True: set()}
    for k, token in enumerate(sentence.read.tokens):
        if (day := token.text.lower()) in WEEKDAYS:
            found[_is_said(sentence, k)].add(day)
    return found


def _is_said(sentence: Sentence, k: int) -> bool:
    """Whether the verb above a token reports what somebody says, and that beside it: "…, state media said Thursday"."""
    read, at = sentence.read, k
    while read.tokens[at].pos != "VERB" and read.tokens[at].head != at:
        at = read.tokens[at].head
    return bool(SPEECH.fullmatch(read.tokens[at].text.lower()) and read.below(at, "ccomp"))


def _ranks(sentence: Sentence) -> set[str]:
    """The ranks that a sentence tells."""
    return {t.text.lower() for t in sentence.read.tokens} & RANKS


def _taken_back(one: str, other: str) -> bool:
    """Whether one verb is the other with a beginning that takes it back: "agree", "disagree"."""
    short, long = sorted((one, other), key=len)
    return (
        long not in NOT_TAKEN_BACK and len(short) > 3 and any(long == start + short for start in TAKEN_BACK)
    )


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


def _denied(sentence: Sentence, act: int) -> bool:
    """Whether an act is negated: by "not", "no longer" or "nobody", or by what is above it ("denies", "no plans to")."""
    read = sentence.read
    negated, at = _negated(read, act) ^ _taken_up_and_denied(read, act), act
    while read.tokens[at].head != at and (
        read.tokens[at].dep in CLAUSES
        or (at == act and read.tokens[at].dep == "nsubjpass")
        or (
            read.tokens[at].dep == "advcl"
            and read.tokens[at].lemma.lower() not in LIGHT | TELLING
            and _refuses(read, read.tokens[at].head)
        )
    ):
        below, at = at, read.tokens[at].head
        negated ^= _refuses(read, at) or _negated(read, at, below)
    return negated


def _taken_up_and_denied(read: Annotated, act: int) -> bool:
    """Whether what an act's clause says is denied behind it: "called him a liar, something he denies"."""
    return any(
        read.tokens[k].dep == "relcl"
        and read.tokens[k].lemma.lower() in REFUSING
        and read.tokens[read.tokens[k].head].lemma.lower() in IT
        and read.tokens[read.tokens[k].head].dep in ("appos", "attr", "npadvmod")
        for k in range(act + 1, len(read.tokens))
    )


def _refuses(read: Annotated, k: int) -> bool:
    """Whether a verb negates what depends on it: "denied", "ruled out"."""
    low = read.tokens[k].lemma.lower()
    return low in REFUSING or (
        low == "rule" and any(read.tokens[c].text.lower() == "out" for c in read.children[k])
    )


def _negated(read: Annotated, k: int, without: int = -1) -> bool:
    """Whether what depends on a token directly negates it, but for one of the tokens."""
    return any(
        read.tokens[c].dep == "neg"
        or (read.tokens[c].dep == "advmod" and read.tokens[c].lemma.lower() in WRONGLY)
        or (
            read.tokens[c].lemma.lower() in NOBODY
            and read.tokens[c].dep in (*SUBJECTS, "dobj", "attr", "det")
        )
        or (
            read.tokens[c].dep in (*SUBJECTS, "dobj", "attr", "advmod")
            and any(read.tokens[d].lemma.lower() in ("no", "neither") for d in read.children[c])
        )
        for c in read.children[k]
        if c != without
    )


def _done_by_another(question: Sentence, asked: int, passage: Sentence, act: int) -> bool:
    """Whether the passage names somebody else as the one who does it; voices must agree, else nothing is said.

    Who does what a noun tells stands before it: "Brandt's support".
    """
    if question.read.tokens[asked].lemma.lower() in TOGETHER:
        return False
    is_noun = passage.read.tokens[act].pos == "NOUN"
    for voice in SUBJECTS[:1] if is_noun else SUBJECTS:
        one = question.read.below(asked, voice)
        two = passage.read.below(act, "poss" if is_noun else voice)
        if one and two and _are_other_offices(question, one[0], passage, two[0]):
            return True
        if one and two and passage.read.tokens[two[0]].pos == "PROPN":
            here, there = _phrase(question, one[0]), _phrase(passage, two[0])
            shared = {w.stem for w in here} & {w.stem for w in there}
            lands = countries_among([w.low for w in here]) & countries_among([w.low for w in there])
            return not shared and not lands
    return False


def _are_other_offices(question: Sentence, one: int, passage: Sentence, other: int) -> bool:
    """Whether two subjects are holders of two offices: a governor, a minister."""
    here, there = (question.word_at.get(one), passage.word_at.get(other))
    lemmas = {s.read.tokens[k].lemma.lower() for s, k in ((question, one), (passage, other))}
    if here is None or there is None or len(lemmas) < 2 or not lemmas <= set(lexicon_offices()):
        return False
    return float(question.vectors[here] @ passage.vectors[there]) < SAME_OFFICE


def _phrase(sentence: Sentence, head: int) -> list[Word]:
    """The words of a noun phrase."""
    own = set(sentence.read.subtree(head))
    return [w for w in sentence.words if w.token in own]
