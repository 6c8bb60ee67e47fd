"""How it stands with one thing, told in words that exclude each other: "was postponed" here, "is still on schedule" there.

A lexicon says which words tell of one matter and to which end; the parse says of what. Only what is stated of the same thing
or person is set against each other: not what is planned, feared, denied or asked for, not what was so another time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from dashboard.encoding.phrases import Chunk, Sentence
from dashboard.files import LEXICONS
from dashboard.findings.context import Context
from dashboard.findings.detectors.framing.thing_names import one_kind
from dashboard.findings.finding import Finding
from dashboard.findings.referents import conflict
from dashboard.language import reporting_verbs, time_expressions
from dashboard.language.annotate import Token
from dashboard.language.lexicons import CALENDAR, lexicon_nouns, lexicon_rows
from dashboard.statements.event_status import published

WEIGHT, UNSURE_WEIGHT = 0.9, 0.6
"""Weights of two versions in sentences that report one thing, and of those that only name the same."""
STEPS = 8
"""Steps up the parse from a term to the verb that states it."""
LONGEST_TERM = 3
LENGTH_WITH_TIME = 16
"""Characters of a time of publication to the minute."""
SHARED_WORDS = 1
"""Words beside the noun that two names of a thing must share where nothing else joins their sentences."""
LEADS: Mapping[str, str] = {
    "date": "Called off or going ahead",
    "door": "Open or closed",
    "answer": "Approved or rejected",
    "custody": "Released or held",
    "life": "Alive or dead",
    "post": "Dismissed, resigned or staying",
    "talks": "Failed or going on",
    "fire": "Under control or not",
    "bill": "Moving or stuck",
    "level": "Up or down",
}
"""Matter -> how the title of a finding begins."""
MODAL = frozenset("may might could would should can must ought".split())
COMING = frozenset(("will", "shall", "wo", "'ll", "’ll"))
AHEAD = frozenset("set due schedule expect plan slate likely go".split())
"""Lemmas under which something is still to come: "is due to go ahead"."""
STATED = frozenset("decide agree vote decision move manage continue remain appear seem be begin".split())
"""Lemmas under which an infinitive or a gerund tells what was done: "the decision to delay the march"."""
CONDITIONS = frozenset("if unless whether until till before after once when lest".split())
EARLIER = re.compile(
    r"\b(?:ago|last (?:year|month|week|time|night|spring|summer|autumn|fall|winter)|previous(?:ly)?|earlier|initially|originally"
    r"|at first|formerly|once|used to)\b",
    re.IGNORECASE,
)
"""Words of a sentence that tells of another time than that of the report."""
OF_PERSONS = frozenset(("custody", "life", "post"))
"""Matters of somebody, who may be named and described."""
TO_COME = frozenset(("date", "door"))
"""Matters that are stated of the future as well: "will go ahead"."""
TURNED: Mapping[tuple[str, str], str] = {
    ("date", "moved"): "kept", ("date", "off"): "kept", ("custody", "free"): "held", ("life", "alive"): "dead",
    ("life", "dead"): "alive", ("door", "open"): "shut", ("door", "shut"): "open", ("answer", "yes"): "no",
    ("fire", "tamed"): "spreading", ("post", "dismissed"): "stays", ("post", "resigned"): "stays",
}  # fmt: skip
"""(matter, value) -> the value of its negation, where it has one."""
FIRST: Mapping[str, str] = {
    "date": "kept",
    "custody": "held",
    "life": "alive",
    "fire": "spreading",
    "talks": "on",
}
"""Matter -> the value that holds until something happens: whoever reports it earlier is no contradiction."""
SOME = frozenset(
    "some most many several few all any other another half part number both no every each first second last".split()
)
"""Words that make of a thing one or some of its kind."""
PRONOUNS, SUBJECTS = frozenset("he she him her".split()), ("nsubj", "nsubjpass")
UNNAMED = frozenset(("PRP", "WP", "WDT", "DT", "PRP$", "EX"))
"""Tags of what names nothing by itself."""
CONTENT = ("NOUN", "PROPN", "ADJ")
CLAUSAL = ("xcomp", "ccomp", "pcomp", "acl", "advcl", "relcl", "conj", "csubj", "parataxis", "dep")


@dataclass(frozen=True, eq=False)
class _Outcome:
    """One statement of how it stands with a thing.

    Attributes:
        home: its sentence.
        first, last: words of the sentence.
        matter, value: as in the lexicon ("date", "moved").
        thing: the phrase that names it.
        act: stem of the verb that states it.
        of: stems of what "of" binds to the phrase: "the opening of the wing".
        actors: whom it names.
        names: the names in it, without titles.
        words: stems of its words of content, beside its noun and its names.
        doers: stems of who brings it about, where somebody is said to.
        coming: it is stated of the future: "will close".
    """

    home: Sentence
    first: int
    last: int
    matter: str
    value: str
    thing: Chunk
    act: str
    of: frozenset[str]
    actors: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    doers: frozenset[str]
    coming: bool

    @property
    def homes(self) -> tuple[Sentence, ...]:
        """Its sentence, and the one in which the thing is named, where that is another."""
        return (self.home,) if self.thing.home is self.home else (self.home, self.thing.home)


@dataclass(frozen=True)
class _Term:
    matter: str
    value: str
    whom: str
    unless: frozenset[str]


@lru_cache(maxsize=1)
def _terms() -> Mapping[tuple[str, ...], tuple[_Term, ...]]:
    """Words of a term -> what it says."""
    found: dict[tuple[str, ...], tuple[_Term, ...]] = {}
    for row in lexicon_rows(LEXICONS / "outcomes.csv"):
        key = tuple(row["term"].split())
        term = _Term(row["matter"], row["value"], row["whom"], frozenset(row["unless"].split()))
        found[key] = (*found.get(key, ()), term)
    return found


def detect(context: Context) -> list[Finding]:
    """What two outlets say of one thing in words that exclude each other."""
    made: list[_Outcome] = []
    given: dict[tuple[str, str], set[str]] = {}
    for home in context.phrases.sentences.values():
        for first, last, term in _mentioned(home):
            outcome = _outcome(context, home, first, last, term)
            told = given.setdefault((context.outlet(home.article), term.matter), set())
            told.add(outcome.value if outcome else term.value)
            made += [outcome] if outcome else []
    found: dict[tuple[str, ...], Finding] = {}
    for a, b in combinations(sorted(made, key=lambda o: -context.places[o.home.sentence]), 2):
        if _exclude(context, a, b, given) and _is_one_thing(a, b) and _is_one_time(context, a, b):
            joined = any(context.alike(x.sentence, y.sentence) for x in a.homes for y in b.homes)
            if joined or _is_named_alike(context, a, b):
                key = (a.matter, a.thing.head_stem, *sorted({context.outlet(o.home.article) for o in (a, b)}))
                found.setdefault(key, _finding(context, a, b, joined))
    return list(found.values())


def _mentioned(home: Sentence) -> Iterator[tuple[int, int, _Term]]:
    """(first word, word after the last, what it says) of every term in a sentence, the longest at each place."""
    words, tokens, taken = home.words, home.read.tokens, 0
    for k in range(len(words)):
        for size in range(LONGEST_TERM, 0, -1):
            own = words[k : k + size]
            if k < taken or len(own) < size:
                continue
            low = tuple(w.low for w in own)
            found = _terms().get(low) or _terms().get((*low[:-1], tokens[own[-1].token].lemma.lower()))
            after = words[k + size].low if k + size < len(words) else ""
            fitting = [t for t in found or () if after not in t.unless]
            if fitting:
                taken = k + size
                yield from ((k, k + size, t) for t in fitting)
                break


def _outcome(context: Context, home: Sentence, first: int, last: int, term: _Term) -> _Outcome | None:
    """What a term says of which thing; None where it is not stated, or of nothing that is named."""
    read, tokens = home.read, home.read.tokens
    token = home.words[first].token if last - first > 1 else home.words[last - 1].token
    if tokens[token].dep in ("amod", "compound", "nmod", "poss") or (
        tokens[token].pos == "NOUN" and last - first == 1
    ):
        return None
    at = _stating(home, token, first)
    denies = any(word.low == "not" for word in home.words[first:last])  # "not take place"
    value = term.value if denies else _value(home, token, at, term)
    named = _whom(home, at, token, term)
    if value is None or named is None or not _is_stated(home, at, term.matter):
        return None
    doers = _doers(home, at, named)
    there, whom = _meant(context, home, named) if term.matter in OF_PERSONS else (home, named)
    thing = there.thing_at(whom)
    if thing is None or there.read.tokens[whom].tag in UNNAMED or _is_some(there, whom, term.matter):
        return None
    coming = any(tokens[k].text.lower() in COMING for k in read.below(at, "aux"))
    act = home.stems[home.word_at[at]] if at in home.word_at else ""
    read, tokens = there.read, there.read.tokens
    without = read.below(whom, "relcl", "acl", "appos", "conj")
    below = [k for k in read.subtree(whom, without=without) if k in there.word_at]
    beside = [k for a in read.below(whom, "appos") for k in read.subtree(a) if k in there.word_at]
    actors = (context.actors.at(there.sentence, there.word_at[k]) for k in (*below, *beside))
    names = (tokens[k].text.lower() for k in below if _is_name(tokens[k]))
    own = (k for k in below if not _is_name(tokens[k]) and tokens[k].pos in CONTENT)
    bound = (k for p in read.below(whom, "prep") for k in read.below(p, "pobj") if k in there.word_at)
    return _Outcome(
        home,
        _begin(home, first, at),
        last,
        term.matter,
        value,
        thing,
        act,
        frozenset(there.stems[there.word_at[k]] for k in bound),
        frozenset(actors) - {""},
        frozenset(names) - CALENDAR,
        frozenset(there.stems[there.word_at[k]] for k in own) - {"", thing.head_stem},
        doers,
        coming,
    )


def _meant(context: Context, home: Sentence, token: int) -> tuple[Sentence, int]:
    """The sentence and the token that name whom "he" or "she" means: the one person of whom the words before it tell, in its sentence or
    else in the one before; itself where it is no such pronoun, or two may be meant."""
    if home.read.tokens[token].text.lower() not in PRONOUNS:
        return home, token
    before = context.sentence_at(home.article, home.start - 1)
    for there in (home, context.phrases.sentences.get(before, home)):
        people: dict[str, int] = {}
        for k, t in enumerate(there.read.tokens):
            if there is home and k >= token:
                break
            actor = context.actors.at(there.sentence, there.word_at.get(k, -1))
            if actor and context.actors.person(context.actors.names.get(actor, actor)):
                people[actor] = k
            elif t.tag == "NN" and t.dep in SUBJECTS and lexicon_nouns().get(t.lemma.lower()) == "person":
                people.setdefault(t.lemma.lower(), k)
        if people:
            return (there, next(iter(people.values()))) if len(people) == 1 else (home, token)
    return home, token


def _doers(home: Sentence, verb: int, whom: int) -> frozenset[str]:
    """Stems of who brings about what a verb states of somebody or something."""
    read = home.read
    doers = [k for k in read.below(verb, "nsubj") if k != whom]
    doers += [k for a in read.below(verb, "agent") for k in read.below(a, "pobj")]
    return frozenset(home.stems[home.word_at[k]] for k in doers if k in home.word_at) - {""}


def _stating(home: Sentence, token: int, first: int) -> int:
    """The verb that states a term; of "will open as planned" the one before it."""
    tokens, at = home.read.tokens, home.read.verb_above(token)
    return tokens[at].head if home.words[first].low == "as" and tokens[at].dep == "advcl" else at


def _is_name(token: Token) -> bool:
    """Whether a token is a word of a proper name, printed with a capital."""
    return token.pos == "PROPN" and not token.text.islower()


def _value(home: Sentence, token: int, verb: int, term: _Term) -> str | None:
    """The value of a term, turned where it is negated; None where its negation says neither."""
    read = home.read
    path = {token, verb}
    negated = [k for at in path for k in read.below(at, "neg")]
    negated += [k for at in path for k in read.below(at, "advmod") if read.below(k, "neg")]  # "no longer"
    if not negated:
        return term.value
    return TURNED.get((term.matter, term.value)) if len(negated) == 1 else None


def _is_stated(home: Sentence, verb: int, matter: str) -> bool:
    """Whether a verb is stated as a fact of the report's own time: not under a modal, a condition, a wish, a denial or a plan."""
    read, tokens, at = home.read, home.read.tokens, verb
    for step in range(STEPS):
        token, below = tokens[at], [tokens[k] for k in read.children[at]]
        helpers = {t.text.lower() for t in below if t.dep in ("aux", "auxpass")}
        if helpers & MODAL or (helpers & COMING and matter not in TO_COME) or "had" in helpers:
            return False
        if any(
            t.dep in ("mark", "advmod", "prep") and t.text.lower() in CONDITIONS and t.start < token.start
            for t in below
        ):
            return False
        conditions = (k for c in read.below(at, "advcl") for k in read.below(c, "mark"))
        if any(tokens[k].text.lower() in ("if", "unless") for k in conditions):
            return False
        if step and any(t.dep == "neg" for t in below):
            return False
        form = reporting_verbs.forms().get(token.text.lower())
        if step and form and form.verb.stance in ("denying", "doubting"):
            return False
        if token.dep not in CLAUSAL or token.head == at:
            return token.dep != "pcomp"
        above = tokens[token.head]
        lemma = above.lemma.lower()
        open_ = token.dep in ("xcomp", "pcomp") or (
            token.dep in ("acl", "advcl", "ccomp") and "to" in helpers
        )
        if open_ and lemma not in STATED and not (lemma in AHEAD and matter in TO_COME):
            return False
        at = token.head
    return True


def _whom(home: Sentence, verb: int, token: int, term: _Term) -> int | None:
    """The token that names the thing of which a verb says it; None where nothing or only a pronoun does."""
    read, tokens = home.read, home.read.tokens
    orders = {
        "object": (("nsubjpass",), ("dobj",)),
        "either": (("nsubjpass",), ("dobj",), ("nsubj",)),
        "subject": (("nsubj",), ("nsubjpass",)),
        "passive": (("nsubjpass",),),
    }
    at = verb
    for _ in range(STEPS):
        for deps in orders[term.whom]:
            own = [k for k in read.below(at, *deps) if k != token]
            if own and (tokens[own[0]].tag not in UNNAMED or tokens[own[0]].text.lower() in PRONOUNS):
                return own[0]
            if own and tokens[at].dep == "relcl" and tokens[own[0]].tag in ("WDT", "WP"):
                return tokens[at].head
            if own:
                return None
        if tokens[at].dep == "acl":
            return tokens[at].head if tokens[at].tag == "VBN" else None
        if tokens[at].dep not in ("conj", "xcomp", "acomp") or tokens[at].head == at:
            return None
        at = tokens[at].head
    return None


def _is_some(home: Sentence, whom: int, matter: str) -> bool:
    """Whether a thing is only one or some of its kind, of which others may stand otherwise: "some flights", "two of the three"."""
    read, tokens = home.read, home.read.tokens
    beside = {tokens[k].text.lower() for k in read.children[whom]}
    if beside & SOME or read.below(whom, "nummod") or tokens[whom].text.lower() in SOME:
        return True
    plural = tokens[whom].tag in ("NNS", "NNPS")
    return plural and (
        matter in ("life", "custody", "post") or not beside & {"the", "these", "those", "its", "their"}
    )


def _begin(home: Sentence, first: int, verb: int) -> int:
    """The first word of a term with what helps its verb right before it: "has been | postponed", "is still | on schedule"."""
    while first:
        before = home.read.tokens[home.words[first - 1].token]
        helps = before.dep in ("aux", "auxpass", "neg") or home.words[first - 1].token == verb
        if not helps and home.words[first - 1].low not in ("still", "not", "now", "no", "longer"):
            break
        first -= 1
    return first


def _exclude(context: Context, a: _Outcome, b: _Outcome, given: Mapping[tuple[str, str], set[str]]) -> bool:
    """Whether two outlets give two values of a matter, neither of which the other one's report mentions."""
    one, other = context.outlet(a.home.article), context.outlet(b.home.article)
    return (
        one != other
        and a.matter == b.matter
        and a.value != b.value
        and (a.matter == "date" or a.coming == b.coming)
        and a.value not in given[other, a.matter]
        and b.value not in given[one, b.matter]
    )


def _is_one_thing(a: _Outcome, b: _Outcome) -> bool:
    """Whether two phrases name one thing, or one person, as far as their words tell."""
    if a.actors and b.actors:
        if not a.actors & b.actors:
            return False
        if a.matter in OF_PERSONS:
            return True
    if a.names and b.names and not a.names & b.names:
        return False
    if a.doers and b.doers and not a.doers & b.doers:
        return False
    if any(
        one.thing.head_stem == other.act and other.thing.head_stem in one.of
        for one, other in ((a, b), (b, a))
    ):
        return True  # "the opening of the wing", "the wing will open"
    if conflict(a.thing, b.thing):
        return False
    if a.thing.head_stem != b.thing.head_stem and not one_kind(a.thing, b.thing):
        return bool(a.actors & b.actors) and a.thing.head_tag[:3] == b.thing.head_tag[:3] == "NNP"
    one, two = (_kind_of(o.thing) for o in (a, b))
    return not (one and two and not one & two)


def _kind_of(thing: Chunk) -> set[str]:
    """Stems of the common nouns that are compound with the noun of a phrase, and say of which kind it is: "tram" plan."""
    home = thing.home
    own = (home.word_at.get(k, -1) for k in home.read.below(home.words[thing.head].token, "compound"))
    return {home.stems[k] for k in own if k >= 0 and not _is_name(home.read.tokens[home.words[k].token])} - {
        ""
    }


def _is_one_time(context: Context, a: _Outcome, b: _Outcome) -> bool:
    """Whether nothing says that the two were so at two times: an earlier year, other days, or reports of two days of which the later
    may have what followed."""
    if any(EARLIER.search(o.home.text) for o in (a, b)):
        return False
    dates = [context.facts[o.home.sentence].dates for o in (a, b)]
    long_ = [[d for d in own if d.grain in ("month", "part", "year", "decade")] for own in dates]
    for own, others in (long_, long_[::-1]):
        if any(all(time_expressions.relation(d, o) == "different" for o in others) for d in own):
            return False
    days = [[d for d in own if d.grain == "day"] for own in dates]
    other_days = [time_expressions.relation(x, y) == "different" for x in days[0] for y in days[1]]
    if a.matter not in TO_COME and other_days and all(other_days):
        return False
    return not (_is_followed(context, a, b) and _days(context, a, b) == 2)


def _days(context: Context, *told: _Outcome) -> int:
    """On how many days the reports of two outcomes came out, as far as they say."""
    times = published(context.story.articles)
    return len({times[o.home.article][:10] for o in told} - {""})


def _is_followed(context: Context, a: _Outcome, b: _Outcome) -> bool:
    """Whether of two outcomes the one of the later report may have followed on the other: held, then free."""
    times = published(context.story.articles)
    one, other = times[a.home.article], times[b.home.article]
    if not one or not other or one[:LENGTH_WITH_TIME] == other[:LENGTH_WITH_TIME]:
        return False
    if one[:10] == other[:10] and min(len(one), len(other)) < LENGTH_WITH_TIME:
        return False  # of one day, and one doesn't say at what time
    early = a if one < other else b
    return early.value == FIRST.get(a.matter, early.value)


def _is_named_alike(context: Context, a: _Outcome, b: _Outcome) -> bool:
    """Whether two sentences that nothing joins name the thing by the same noun and by a name or words more."""
    if context.far_apart(a.home.sentence, b.home.sentence) or a.matter == "level":
        return False
    return bool(a.actors & b.actors or a.names & b.names) or len(a.words & b.words) >= SHARED_WORDS


def _finding(context: Context, a: _Outcome, b: _Outcome, joined: bool) -> Finding:
    """The finding of two versions."""
    ordered: Sequence[_Outcome] = sorted((a, b), key=lambda o: o.home.article)
    spans = tuple(
        context.span(
            o.home.article,
            o.home.start + o.home.words[o.first].start,
            o.home.start + o.home.words[o.last - 1].end,
            o.value,
        )
        for o in ordered
    )
    rows = context.in_common(a.home.sentence, b.home.sentence)
    thing = ordered[0].thing
    name = thing.home.text[thing.home.words[thing.first].start : thing.home.words[thing.core - 1].end]
    followed = _is_followed(context, a, b)
    why = "The sentences are about the same"
    if followed:
        why = "Please check: one report came out later and may have what happened since"
    elif not joined:
        why = "Please check: both name the same thing, but they may be about two things"
    return Finding(
        "circumstance",
        rows[0] if rows else None,
        f"{LEADS[a.matter]} ({name}): {context.said(spans)}",
        f"{why}; neither article gives the other's version, so one may be newer, less complete or wrong",
        WEIGHT if joined and not followed else UNSURE_WEIGHT,
        spans,
    )
