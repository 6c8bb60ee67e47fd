"""Cues of attribution that are no verb: "the claim that", "according to", "per", "in a poll", "reportedly"."""

from __future__ import annotations

from dataclasses import replace

from dashboard.attribution.parsed import COMMAS, Attribution, Sentence, Span, is_voice
from dashboard.attribution.subjects import ISSUED, subject
from dashboard.language import media, reporting_verbs
from dashboard.language.lexicons import lexicon_demonyms
from dashboard.language.words import fold

EVADING = frozenset("skirt dodge avoid evade ignore face answer field take sidestep duck deflect".split())
"""What somebody does with a question that is another's."""
POLLS = ("poll", "survey")
"""Nouns of what is read for what people think."""
UTTERING = frozenset(
    """make issue repeat raise level voice express give offer have hold file air release publish renew lodge bring send deliver
    reiterate roll persist respond answer spread push float announce sign reach share keep harbor harbour come post echo advance
    use add pose put write""".split()
)
"""Verbs of which the subject speaks the word of saying that is their object: "made the claim", and not "faces the claim"."""


def noun_attribution(s: Sentence, k: int, entry: reporting_verbs.Verb) -> Attribution | None:
    """ "Russia's claim that …", "amid allegations that …", "a promise to …", "calls for …"."""
    parse = s.parse
    up = s.tokens[k].head
    if entry.kind == "asked" and s.tokens[k].dep == "dobj" and s.tokens[up].lemma.lower() in EVADING:
        return None
    if any(s.low(c) in ("no", "little") for c in s.parse.below(k, "det", "amod")):
        return None  # "leaves little doubt that"
    if (
        s.tokens[k].dep == "dobj"
        and (verb := reporting_verbs.verb_of(s.tokens[up].text, s.tokens[up].lemma))
        and "obj" in verb.takes
    ):
        return None
    own: list[int] = []
    for c in parse.children[k]:
        first = s.low(parse.subtree(c)[0])
        dep = s.tokens[c].dep
        if (
            c > k
            and dep in ("acl", "ccomp")
            and "that" in entry.takes
            and parse.below(c, "nsubj")
            and first != "that"
        ):
            own = parse.subtree(c)
            break
        if c > k and (
            (
                dep in ("acl", "relcl", "ccomp")
                and first in ("that", "to")
                and first in entry.takes
                and not (dep == "relcl" and s.tokens[parse.subtree(c)[0]].tag == "WDT")
            )
            or (dep == "prep" and s.low(c) in entry.takes)
        ):
            own = parse.subtree(c)[1:]
            if s.low(parse.subtree(c)[0] - 1) == "," and dep == "relcl":
                own = []  # "agreements, including one that Poe signed"
            break
    source = _owner(s, k)
    if source is None and s.heading and k > s.lead and s.low(k + 1) == ":":
        source = s.place(s.lead, k)  # "Harbour report: Dam unsafe"
    if not own or (source is None and s.low(own[0] - 1) != "that" and not s.parse.below(k, "acl", "ccomp")):
        return None
    span = s.trimmed(s.hull(own))
    return (
        Attribution(s.number, entry.kind, entry.lemma, entry.stance, s.place(k, k), source, (span,))
        if span[0] < span[1]
        else None
    )


def _owner(s: Sentence, k: int) -> Span | None:
    """Whose word a noun of saying is: "Russia's claim", "a claim by Russia", "he made the claim"."""
    parse = s.parse
    for c in parse.below(k, "poss"):
        if s.tokens[c].tag == "PRP$" and (own := _possessor(s, k, s.low(c))) is not None:
            return s.phrase(own)
        return s.hull(parse.subtree(c, parse.below(c, "case")))
    for c in parse.below(k, "prep", "agent"):
        if s.low(c) in ("by", "from", "among") and (pobj := parse.below(c, "pobj")):
            return s.phrase(pobj[0])
    if (named := _named_before(s, k)) is not None:
        return named
    for c in parse.below(k, "amod"):
        if s.tokens[c].entity == "NORP" and fold(s.tokens[c].text) in lexicon_demonyms():
            return s.place(c, c)  # "Russian claims that …"
    up = s.tokens[k].head
    if s.tokens[k].dep == "pobj" and s.low(up) in ("in", "with"):
        up = s.tokens[up].head  # "persisted in arguments that"
    if s.tokens[k].dep in ("dobj", "pobj") and s.tokens[up].lemma.lower() in UTTERING:
        head, _, _ = subject(s, up)
        return (
            s.phrase(head)
            if head is not None and not s.quoted[head] and (is_voice(s, head) or s.tokens[head].pos == "PRON")
            else None
        )
    return None


def _named_before(s: Sentence, k: int) -> Span | None:
    """Whose name stands right before a noun of saying: "a Port Times report that …", and "Poe claims that …", read as a noun."""
    first = k
    while (
        first > 0 and s.tokens[first - 1].pos == "PROPN" and s.tokens[first - 1].head in (k, first, first - 1)
    ):
        first -= 1
    if first == k:
        opens = k == s.lead + 1 and s.tokens[k].tag == "NNS" and s.low(k + 1) == "that"
        name = opens and s.tokens[k - 1].tag in ("NN", "NNP") and s.tokens[k - 1].text[:1].isupper()
        return s.place(k - 1, k - 1) if name and not is_voice(s, k - 1) else None  # "Poe charges that …"
    span = s.place(first, k - 1)
    spoken = s.tokens[k].tag == "NNS" and s.tokens[k - 1].entity == "PERSON"
    return span if spoken or media.named(s.text(span)) or media.GENERIC.search(s.text(span)) else None


def _possessor(s: Sentence, k: int, pronoun: str) -> int | None:
    """Whom "their" or "its" before a noun of saying means: the subject of its verb, where number and kind agree."""
    if s.tokens[k].dep not in ("dobj", "pobj"):
        return None
    verb = s.tokens[k].head
    for _ in range(4):
        own = [c for c in s.parse.below(verb, "nsubj", "nsubjpass") if c < k and not s.quoted[c]]
        if own or s.tokens[verb].dep not in ("xcomp", "conj", "prep", "pcomp"):
            break
        verb = s.tokens[verb].head
    if not own or not is_voice(s, own[-1]):
        return None
    token = s.tokens[own[-1]]
    plural = token.tag in ("NNS", "NNPS") or bool(s.parse.below(own[-1], "conj"))
    person = token.entity == "PERSON" or reporting_verbs.voices().get(token.text.lower()) == "person"
    agrees = {"their": plural, "its": not plural and not person, "his": person, "her": person}
    return own[-1] if agrees.get(pronoun) else None


def words_of(s: Sentence, k: int) -> Attribution | None:
    """ "In the words of Al Roe, “…”"."""
    of = [c for c in s.parse.below(k, "prep") if s.low(c) == "of"]
    pobj = s.parse.below(of[0], "pobj") if of else []
    if not pobj or s.low(k - 1) != "the" or s.low(k - 2) != "in":
        return None
    return _adjunct(s, k - 2, of[0], pobj[0], "in the words of")


def hearsay(s: Sentence, k: int) -> Attribution | None:
    """ "reportedly": passed on from nobody who is named."""
    span = s.trimmed(s.hull(s.parse.subtree(s.clause_head(s.tokens[k].head))))
    low = s.low(k)
    return Attribution(s.number, "said", low, reporting_verbs.HEARSAY[low], s.place(k, k), None, (span,))


def according(s: Sentence, k: int) -> Attribution | None:
    """ "According to X, …", "…, according to X"."""
    if s.low(k + 1) != "to" or k + 2 >= len(s.tokens):
        return None
    pobj = s.parse.below(k + 1, "pobj")
    if pobj:
        made = _adjunct(s, k, k + 1, pobj[0], "according to")
        given = [c for c in s.parse.below(pobj[0], "relcl") if s.tokens[c].lemma.lower() in ISSUED]
        own = [c for x in given for c in s.parse.below(x, "nsubj") if s.tokens[c].tag not in ("WDT", "WP")]
        return replace(made, source=s.phrase(own[-1])) if made and own else made  # "a speech Poe gave"
    end = next((j - 1 for j in range(k + 2, len(s.tokens)) if s.tokens[j].pos == "PUNCT"), len(s.tokens) - 1)
    return _adjunct(s, k, k + 1, end, "according to") if end > k + 1 else None


def per(s: Sentence, k: int) -> Attribution | None:
    pobj = s.parse.below(k, "pobj")
    if not pobj or not (
        s.tokens[pobj[0]].entity in ("ORG", "PERSON", "GPE") or s.tokens[pobj[0]].pos == "PROPN"
    ):
        return None
    return _adjunct(s, k, k, pobj[0], "per")


def in_poll(s: Sentence, k: int) -> Attribution | None:
    """ "In a Port Post poll released on Monday, half of the voters …": a poll is asked for what follows."""
    pobj = s.parse.below(k, "pobj")
    begins = k <= s.lead or s.low(k - 1) in (*COMMAS, ";", "and", "but")
    if not pobj or not begins or s.tokens[pobj[0]].lemma.lower() not in POLLS:
        return None
    last = s.parse.subtree(pobj[0])[-1]
    return _adjunct(s, k, k, pobj[0], "in") if s.low(last + 1) == "," else None


def _adjunct(s: Sentence, first: int, last: int, noun: int, lemma: str) -> Attribution | None:
    """An attribution by a phrase beside the clause: "according to X", "per X"."""
    parse = s.parse
    own = [k for k in parse.subtree(noun) if k > last]
    source = s.phrase(noun) if s.tokens[noun].head <= last else s.place(last + 1, noun)
    end = max(own, default=noun)
    if first == 0:
        end = next((k for k in range(s.at(source[1] - 1), end + 1) if s.low(k) == ","), end)
    clause = [k for k in parse.subtree(_scope(s, first)) if not first <= k <= end]
    lead = [k for k in clause if k < first]
    rest = [k for k in clause if k > end]
    if not lead and not rest:
        lead, rest = list(range(first)), list(range(end + 1, len(s.tokens))) if not first else []
    spans = [s.trimmed(s.hull(part)) for part in (lead, rest) if part]
    spans = [x for x in spans if x[0] < x[1]]
    if not spans:
        return None
    return Attribution(s.number, "said", lemma, "neutral", s.place(first, last), source, tuple(spans))


def _is_told_by_people(s: Sentence, according: int) -> bool:
    """Whether people or media tell that somebody said it: "he said it was safe, according to two aides", and not a study's figure
    that he gives.
    """
    own = [c for k in s.parse.below(according, "prep") for c in s.parse.below(k, "pobj")]
    kinds = reporting_verbs.voices()
    return bool(own) and (
        s.tokens[own[0]].entity == "PERSON"
        or kinds.get(s.low(own[0])) in ("person", "group", "medium")
        or media.is_medium(s.text(s.phrase(own[0])))
        or (s.low(own[0]) == "one" and bool(s.parse.below(own[0], "prep")))
    )


def _is_restrictive(s: Sentence, verb: int) -> bool:
    """Whether a relative clause belongs to its noun: "in the flat | they shared, according to the coroner" is said of all of it."""
    first = s.parse.subtree(verb)[0]
    return s.tokens[verb].dep == "relcl" and s.low(first - 1) not in COMMAS


def _scope(s: Sentence, k: int) -> int:
    """The head of the clause beside which a phrase stands: behind a comma the whole sentence, but no other's content."""
    top = s.clause_head(s.tokens[k].head)
    if s.low(k - 1) not in COMMAS:
        return top
    while s.tokens[top].head != top and (
        s.tokens[top].dep in ("ccomp", "xcomp", "advcl", "conj", "pcomp") or _is_restrictive(s, top)
    ):
        up = s.tokens[top].head
        if s.tokens[top].dep == "relcl":
            top = s.clause_head(up)
            continue
        said = reporting_verbs.verb_of(s.tokens[up].text, s.tokens[up].lemma)
        if s.tokens[top].dep != "conj" and said and said.kind == "said" and not _is_told_by_people(s, k):
            break
        top = up
    return top
