"""One person, body or country under several names and descriptions across outlets: "Mr. Roe", "the former clerk Jane Roe"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.entities.entities import Naming
from dashboard.findings.context import Context
from dashboard.findings.finding import STYLE, Finding, counted
from dashboard.findings.phrase_pairs import TIMES, informativeness
from dashboard.language import reporting_verbs
from dashboard.language.lexicons import (
    US_STATES,
    lexicon_connotations,
    lexicon_countries,
    lexicon_offices,
    name_tokens,
)
from dashboard.language.words import fold, stem

MAX_FORMS = 3
"""Names of one outlet that one finding shows, the most telling first."""
SAID = frozenset("said told heard wrote".split())
"""Verbs behind what looks like an apposition, and is who says it; the parse takes some of them for nouns."""
JOINING = frozenset("neither nor both either and or".split())
"""Words in what is taken for a name that joins two."""
PARTIES = frozenset("democrat democrats republican republicans democratic gop".split())
"""Names of the members of a party, of whom each use may mean others."""
_ABBREVIATED = {
    stem(short): stem(whole)
    for short, whole in {
        "sen": "senator",
        "rep": "representative",
        "gov": "governor",
        "gen": "general",
        "lt": "lieutenant",
        "sgt": "sergeant",
        "col": "colonel",
        "capt": "captain",
        "adm": "admiral",
    }.items()
}
"""Stem of a shortened title -> stem of the title."""


def detect(context: Context) -> list[Finding]:
    """How outlets describe each actor, and by which names he goes, where they differ."""
    chains: dict[str, list[Naming]] = {}
    for naming in context.actors.namings:
        if naming.kind != "within":
            chains.setdefault(naming.actor, []).append(_from_courtesy(naming))
    found = []
    offices = _Offices(context.actors.namings)
    shared = _shared_surnames(context.actors.namings)
    for actor, chain in chains.items():
        chain = [
            n
            for n in chain
            if not _joined(n) and not _is_unsure(n, shared) and not _is_of_another(n) and not _is_cut(n)
        ]
        letters = all(len(part) == 1 for part in re.findall(r"\w+", context.actors.names[actor]))
        if letters or actor in PARTIES or actor in US_STATES:
            continue  # letters name nobody, members of a party are many, and a state is no choice of words
        described = [
            n
            for n in chain
            if n.kind in ("described", "office") and n.described and _describes(n) and offices.is_his(n)
        ]
        plain = [n for n in chain if n.kind not in ("described", "office") or not n.described]
        held = _actor(context, actor, described, 0.25, "described")
        found += [held] if held else []
        if not _is_headline(actor, chain):
            found += _by_name(context, actor, plain, [] if held else described)
    return found


def _by_name(
    context: Context, actor: str, plain: Sequence[Naming], described: Sequence[Naming]
) -> list[Finding]:
    """The finding of the names by which an actor goes, if outlets differ; of a country, and where they are forms of one name, in the
    outlets' own words, and beside descriptions that no other finding sets against each other."""
    if actor not in lexicon_countries() and not _is_one_name(actor, plain):
        called = _actor(context, actor, plain, 0.05, "called")
        return [called] if called else []
    own = [n for n in (*described, *plain) if not _is_quoted(context, n)]
    style = _actor(context, actor, own, 0.05, "called")
    return [replace(style, rule=STYLE)] if style else []


def _is_quoted(context: Context, naming: Naming) -> bool:
    """Whether a naming is somebody's within quotation marks."""
    return context.voices.of(naming.home.article, naming.start, naming.end)[0] == "quoted"


class _Offices:
    """Which offices an article gives to whom: "the governor" is his whom it calls the governor by name, and nobody else so."""

    def __init__(self, namings: Sequence[Naming]) -> None:
        self._held: dict[tuple[str, str], set[str]] = {}  # article, stem -> actors so described
        self._deputies = {n.actor for n in namings if n.kind == "described" and "vice" in n.described}
        for n in namings:
            for s in n.described if n.kind == "described" else ():
                self._held.setdefault((n.home.article, s), set()).add(n.actor)

    def is_his(self, naming: Naming) -> bool:
        """Whether an actor who is named by an office alone is surely meant: nobody else of the article holds it, no deputy is taken for
        the holder, and the sentence does not name the actor beside it, or somebody else as the one who is meant."""
        if naming.kind != "office":
            return True
        home = naming.home
        role = home.stems[naming.last - 1]
        if self._held.get((home.article, role)) != {naming.actor}:
            return False
        if ("vice" in naming.described) != (naming.actor in self._deputies):
            return False
        return not _is_told_apart(naming)


def _is_told_apart(naming: Naming) -> bool:
    """Whether a sentence names by an office one whom it joins to a name ("Roe and the officer"), or says who it is ("the officer is
    Roe")."""
    home, read = naming.home, naming.home.read
    head = home.words[naming.last - 1].token
    token = read.tokens[head]
    above = read.tokens[token.head]
    joined = (token.dep == "conj" and above.pos == "PROPN") or any(
        read.tokens[k].pos == "PROPN" for k in read.below(head, "conj")
    )
    named = token.dep == "nsubj" and any(
        read.tokens[k].pos == "PROPN" for k in read.below(token.head, "attr")
    )
    return joined or named


def _shared_surnames(namings: Sequence[Naming]) -> frozenset[str]:
    """Last words of the names of two persons: who is meant by such a word alone is not sure."""
    holders: dict[str, set[str]] = {}
    for n in namings:
        first, _, last = n.actor.rpartition(" ")
        if first:
            holders.setdefault(last, set()).add(n.actor)
    return frozenset(last for last, own in holders.items() if len(own) > 1)


def _is_unsure(naming: Naming, shared: frozenset[str]) -> bool:
    """Whether a naming may mean another person: a surname alone that two bear, or another name with one first name and a title
    ("Queen Elizabeth" is not Elizabeth Poe)."""
    tokens = naming.actor.split()
    own = set(name_tokens([w.text for w in naming.home.words[naming.own[0] : naming.own[1]]])) & set(tokens)
    if naming.kind == "office" or len(tokens) < 2 or not own:
        return False
    return naming.kind == "described" and (own == {tokens[-1]} & shared or own == {tokens[0]})


def _is_of_another(naming: Naming) -> bool:
    """Whether the courtesy in a naming is before somebody else's name: "Jane Roe, a lawyer for Mr. Poe"."""
    words = [w.text for w in naming.home.words[naming.first : naming.last]]
    return naming.kind == "courtesy" and not set(name_tokens(words)) & set(naming.actor.split())


def _is_cut(naming: Naming) -> bool:
    """Whether a naming is only the end of a phrase ("acting FBI | Director Roe"), begins with a verb ("also re-elected Senator Roe"),
    stands in brackets, where a state or a party is shortened ("Roe (S.C.)"), or runs over the end of a quotation ("audiences," Roe)."""
    home, first = naming.home, naming.first
    text = home.text[home.words[first].start : home.words[naming.last - 1].end]
    if home.text[: home.words[first].start].endswith("(") or any(
        mark in text for mark in (',"', ",”", ",''")
    ):
        return True
    if not first or naming.kind not in ("described", "courtesy"):
        return False
    before, gap = home.words[first - 1], home.text[home.words[first - 1].end : home.words[first].start]
    runs_on = gap == " " and before.kind in ("noun", "name") and home.role != "headline"
    return runs_on or (before.kind == "adv" and home.read.tokens[home.words[first].token].tag == "VBN")


def _is_headline(actor: str, chain: Sequence[Naming]) -> bool:
    """Whether a name stands in headlines alone, where common words are printed with capitals ("Veto Bill")."""
    return len(actor.split()) > 1 and all(n.home.role == "headline" for n in chain)


def _is_charged(chain: Sequence[Naming]) -> bool:
    """Whether a word of some namings is charged."""
    return bool({w for n in chain for w in _key(n)} & lexicon_connotations().keys())


def _is_one_name(actor: str, chain: Sequence[Naming]) -> bool:
    """Whether namings differ by courtesy, initials, or the length of one name alone: no choice of words. A charged word in a name is
    one ("a do-nothing Congress", "Attack Ad")."""
    known = set(actor.split())
    short = "".join(word[0] for word in actor.split())
    if _is_charged(chain):
        return False
    named = [set(name_tokens(_key(n))) for n in chain if n.kind not in ("described", "office")]
    if len(named) == len(chain) and all(words <= max(named, key=len) for words in named):
        return True
    for naming in chain:
        key = _key(naming)
        plain = {w for w in name_tokens(key) if lexicon_offices().get(w) != "courtesy"}
        initials = "".join(key).replace(" ", "") in (short, short[:-1])
        if not (plain <= known or initials):
            return False
    return True


def _joined(naming: Naming) -> bool:
    """Whether a naming holds the names of two ("neither Obama", "Trump and Mattis"), or the verb of a headline ("The Council Condemns
    Racism")."""
    words = naming.home.words[naming.first : naming.last]
    if naming.home.role != "headline" and any(
        _is_no_name(naming, k) for k in range(naming.first, naming.last)
    ):
        return True
    verbs = reporting_verbs.forms() if naming.home.role == "headline" else {}
    joining = JOINING - set(naming.actor.split())  # "Department of Health and Human Services"
    return any(w.low in joining or w.low in verbs for w in words)


def _is_no_name(naming: Naming, k: int) -> bool:
    """Whether a word in a naming belongs to the clause around it: "if Jane Roe", "the attack | injured Roe"."""
    word = naming.home.words[k]
    tag = naming.home.read.tokens[word.token].tag
    return word.kind in ("sub", "aux", "to") or tag in ("VBD", "VBZ", "VBP")


def _is_subject(naming: Naming) -> bool:
    """Whether what looks like an apposition is who said or heard of it: "Hale, an inquest heard", "Hale, an inquest | heard"."""
    home, last = naming.home, naming.last
    if home.words[last - 1].low in SAID:
        return True
    bare = last < len(home.words) and home.text[home.words[last - 1].end : home.words[last].start] == " "
    return bare and last > naming.own[1] and home.words[last].low in SAID


def _describes(naming: Naming) -> bool:
    """Whether a naming describes its actor: an apposition behind the name, or an office or an adjective before it, and nothing that belongs
    to something else.

    "A term Obama …", "11 unless Trump" and "the meeting Trump …" are a noun and the subject of what follows.
    """
    words = naming.home.words[naming.first : naming.last]
    if any(w.kind in ("verb", "aux", "sub", "to", "num") or fold(w.text) in TIMES for w in words):
        return False
    if _is_subject(naming):
        return False
    if naming.kind == "described" and naming.last > naming.own[1] and naming.first == naming.own[0]:
        return True
    offices = [fold(w.text) in lexicon_offices() for w in words]
    if naming.kind == "office":
        return any(offices)
    if any(w.kind == "adp" for w in words):
        return False
    forms = [
        (w.kind, office)
        for w, office, k in zip(words, offices, range(naming.first, naming.last), strict=True)
        if naming.home.stems[k] in naming.described
    ]
    loose = words[0].kind == "det" or naming.home.role == "headline"
    return any(kind == "adj" or office for kind, office in forms) and all(
        kind != "noun" or office or any(offices) or not loose for kind, office in forms
    )


def _actor(context: Context, actor: str, chain: Sequence[Naming], base: float, title: str) -> Finding | None:
    """The finding of one actor, or None where all outlets use the same forms."""
    sides: dict[str, list[Naming]] = {}
    keys: dict[str, set[tuple[str, ...]]] = {}
    for naming in chain:
        key = _key(naming)
        if key not in keys.setdefault(naming.home.article, set()):
            keys[naming.home.article].add(key)
            sides.setdefault(naming.home.article, []).append(naming)
    if len(sides) < 2 or len(set.union(*keys.values())) < 2:
        return None
    words: dict[str, set[str]] = {}
    worth: dict[str, float] = {}
    for article, namings in sides.items():
        for n in namings:
            for k in range(n.first, n.last):
                s = n.home.stems[k]
                if s in n.described or n.kind == "courtesy":
                    words.setdefault(s, set()).add(article)
                    worth[s] = max(worth.get(s, 0.0), informativeness(n.home, k, context.phrases))
    apart = sorted((worth[s] * (1 - len(a) / len(sides)) for s, a in words.items() if s), reverse=True)
    difference = min(1.0, sum(x * f for x, f in zip(apart, (1, 0.6, 0.4), strict=False)) / 1.2)
    rarest = {
        a: sorted(own, key=lambda n: (n.kind == "office", _spread(_key(n), keys)))
        for a, own in sorted(sides.items())
    }
    shown = [n for own in rarest.values() for n in own[:MAX_FORMS]]
    first = {_key(own[0]) for own in rarest.values()}
    if len(first) < 2:
        return None
    name = context.actors.names[actor]
    told = [
        n for own in rarest.values() for k, n in enumerate(own) if k == 0 or _key(n) in first
    ]  # who has both forms
    forms = context.said(context.span(n.home.article, n.start, n.end) for n in told)
    return Finding(
        "label",
        None,
        f"{name} is {title} in several ways: {forms}",
        f"{counted(len(sides), 'article')} use {len(set.union(*keys.values()))} different forms for {name}",
        round(min(1.0, base + 0.6 * difference), 4),
        tuple(context.span(n.home.article, n.start, n.end) for n in shown),
        _rule(shown, title),
    )


def _rule(shown: Sequence[Naming], title: str) -> str:
    """The rule for the ranking: "the governor" may be another governor."""
    return "office" if any(n.kind == "office" for n in shown) else title


def _from_courtesy(naming: Naming) -> Naming:
    """The naming without what stands before "Mr.": it describes nobody ("accepted Mr. X", "aides including Ms. X")."""
    words = naming.home.words
    at = next(
        (
            k
            for k in range(naming.first + 1, naming.last)
            if lexicon_offices().get(words[k].low) == "courtesy"
        ),
        None,
    )
    return naming if at is None else replace(naming, first=at, kind="courtesy", described=())


def _spread(key: tuple[str, ...], keys: Mapping[str, set[tuple[str, ...]]]) -> int:
    """In how many articles a form is used: what one outlet alone says comes first."""
    return sum(key in own for own in keys.values())


def _key(naming: Naming) -> tuple[str, ...]:
    """What tells one form of an actor's name from another."""
    words = [w for w in naming.home.words[naming.first : naming.last] if w.kind not in ("det", "pos")]
    if naming.kind in ("described", "office"):
        return tuple(sorted({_ABBREVIATED.get(s, s) for s in naming.described}))
    return tuple(w.text.lower().replace(".", "").replace("-", " ") for w in words)
