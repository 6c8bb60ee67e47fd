"""Who does what a verb says: its subject by the parse, through coordination, relative clauses and insertions."""

from __future__ import annotations

from dashboard.attribution.parsed import (
    AUXILIARIES,
    COMMAS,
    FINITE,
    SUBJECTS,
    TIMES,
    Sentence,
    Span,
    is_voice,
)
from dashboard.language import reporting_verbs
from dashboard.language.lexicons import lexicon_nouns

APART = 60
"""Words looked through for a comma between two subjects of one verb."""


def subject(s: Sentence, verb: int) -> tuple[int | None, bool, bool]:
    """(head of the noun phrase that does what a verb says, whether it is printed with another verb, whether the
    verb may do without one).
    """
    parse = s.parse
    if parse.below(verb, "auxpass", "nsubjpass"):
        agents = _agents(s, verb)
        return (agents[0], False, True) if agents else (None, False, True)
    if s.tokens[verb].tag == "VBN" and not parse.below(verb, *AUXILIARIES):
        asked = _agents(s, verb)
        if asked:  # "Asked by a reporter about it, she said …"
            return asked[0], False, True
        if s.tokens[verb].dep in ("advcl", "prep") and not parse.below(verb, *SUBJECTS):
            return None, False, False  # "Accused of fraud, he resigned": he accuses nobody
    if s.parse.below(verb, "nsubj") and (sender := _sender(s, verb)) is not None:
        return sender, True, False
    at, shared = verb, False
    for _ in range(6):
        if (noun := _own_subject(s, at)) is not None:
            if s.tokens[noun].tag not in ("WDT", "WP", "WRB") and s.low(noun) != "that":
                nearer = [c for c in parse.below(at, "nsubj") if c < verb < noun and not s.quoted[c]]
                return (nearer[-1] if shared and nearer else noun), shared, False
            antecedent = _antecedent(s, at, noun) if s.tokens[at].dep == "relcl" else None
            named = antecedent is not None and s.tokens[antecedent].pos == "PROPN"
            if antecedent is None or not shared or named or is_voice(s, antecedent):
                return antecedent, shared, False
            at = antecedent  # "an exhibition that displayed …, and briefed him": no exhibition briefs anybody
        up = s.tokens[at].head
        if s.tokens[at].dep == "xcomp" and s.low(up) in INCLINED and s.tokens[up].dep in ("acomp", "amod"):
            at = up  # "was quick to note that"
            up = s.tokens[at].head
            if (noun := _own_subject(s, up)) is not None:
                return noun, False, False
        if s.tokens[at].dep == "acl" and up != at:
            if s.tokens[at].tag == "VBN":
                return None, shared, False
            up = _sent_to(s, up) if s.tokens[at].tag == "VBG" else up
            at = _issuer(s, up) or up  # "the minister released a statement saying"
            apart = s.low(verb - 1) in COMMAS  # "rejected the notion that it was over, saying …"
            return at, shared or apart or at != up, False
        if at == verb and (charged := _charged(s, at)) is not None:
            return charged, False, False
        if not parse.below(verb, "mark") and (led := _led(s, at)) is not None:
            return led, True, False  # "urged them to go while mocking their fear" is no mockery of theirs
        if up == at or s.tokens[at].dep not in (
            "conj",
            "xcomp",
            "advcl",
            "pcomp",
            "prep",
            "dep",
            "parataxis",
            "dobj",
            "pobj",
        ):
            return None, shared, False
        at, shared = _coordinated(s, at, up), True
    return None, shared, False


def _agents(s: Sentence, verb: int) -> list[int]:
    """Who does what a passive says: "asked by reporters", and not "expected by June"."""
    own = [c for a in s.parse.below(verb, "agent") for c in s.parse.below(a, "pobj")]
    return [c for c in own if s.tokens[c].entity not in ("DATE", "TIME")]


def apart_from(s: Sentence, k: int) -> list[int]:
    """The tokens that mean another than a pronoun does, unless it is reflexive: what the verb of a subject says behind it ("he
    told Stern"), and the subject of the verb whose object it is ("Stern told him").
    """
    token = s.tokens[k]
    if token.dep in ("nsubj", "nsubjpass"):
        reach = range(k + 1, min(len(s.tokens), k + BINDING))
        fronted = s.parse.below(s.lead, "pobj") if s.low(s.lead) in ("of", "about") else []
        return fronted + [j for j in reach if j != token.head and _is_under(s, j, token.head)]
    if token.dep not in ("dobj", "dative", "pobj"):
        return []
    verb = token.head
    for _ in range(CLIMBED):
        if s.tokens[verb].pos in ("VERB", "AUX") and s.parse.below(verb, "nsubj", "nsubjpass"):
            return s.parse.below(verb, "nsubj", "nsubjpass")
        if s.tokens[verb].dep not in ("prep", "conj", "xcomp", "agent"):
            break
        verb = s.tokens[verb].head
    return []


def _is_under(s: Sentence, k: int, verb: int) -> bool:
    """Whether a token depends on a verb, and on no clause beside it that has a subject of its own."""
    for _ in range(CLIMBED):
        if k == verb:
            return True
        if s.tokens[k].head == k or (s.tokens[k].dep == "conj" and s.parse.below(k, "nsubj", "nsubjpass")):
            return False
        k = s.tokens[k].head
    return False


def stranded_subject(s: Sentence, verb: int) -> Span | None:
    """Who does what a finite verb says that the parse leaves without a subject.

    "Anna Berg, whose firm, Marlen, makes pumps, said", whose
    first clause the parser takes for what is said; "As a part of his plea, Carl Dahl, 44, said".
    """
    if s.tense(verb) not in FINITE or s.parse.below(verb, *SUBJECTS) or s.quoted[verb]:
        return None
    first = s.group(verb)[0]
    if first == s.lead and verb == first:
        return _inverted(s, verb)
    before = s.tokens[first - 1] if first else None
    if before is None or first - 1 < s.lead or s.quoted[first - 1]:
        return None
    if s.low(first - 1) not in COMMAS:
        return None
    starts = [c for c in s.parse.chunks if s.lead <= c.first and c.end < first and not s.quoted[c.first]]
    for c in starts:
        fronted = c.first > s.lead and s.low(c.first - 1) == ","
        named = is_voice(s, c.end - 1) or s.tokens[c.end - 1].pos == "PROPN"
        if c.first == s.lead and s.tokens[c.end - 1].dep == "nsubj" and named and s.low(c.end) in COMMAS:
            return s.place(c.first, c.end - 1)
        if (
            fronted
            and named
            and s.tokens[s.lead].pos in ("ADP", "SCONJ", "VERB")
            and s.low(c.end) in (*COMMAS, "of")
        ):
            return s.place(c.first, c.end - 1)
    return None


def apposed_speaker(s: Sentence, verb: int) -> int | None:
    """Who speaks behind a clause, read as an apposition in it: "The council sold the site, its chairman, Senator Anna Berg, said"."""
    before = s.group(verb)[0] - 1
    if s.tokens[verb].dep != "conj" or s.tokens[verb].tag not in FINITE or s.low(before) not in COMMAS:
        return None
    for k in range(before - 1, max(s.lead, before - BINDING), -1):
        if s.tokens[k].dep != "appos" or s.parse.subtree(k)[-1] not in (before, before - 1):
            continue
        speaks = is_voice(s, k) and reporting_verbs.voices().get(s.low(k)) != "document"
        return k if speaks and s.low(s.parse.subtree(k)[0] - 1) in COMMAS else None
    return None


def _inverted(s: Sentence, verb: int) -> Span | None:
    """Who speaks in a sentence that begins with a verb of saying, which the parser takes for a part of his name: "Said Berg: “…”"."""
    end = verb + 1
    while end < len(s.tokens) and s.tokens[end].pos in ("PROPN", "NOUN", "DET", "ADJ") and not s.quoted[end]:
        end += 1
    named = end > verb + 1 and (s.tokens[end - 1].pos == "PROPN" or is_voice(s, end - 1))
    return s.place(verb + 1, end - 1) if named and s.low(end) in (":", *COMMAS) else None


PLACES = ("GPE", "LOC", "FAC")
"""Types of entities that are places: nobody of whom "who" speaks."""
NEAREST = 10
"""Words before "who" in which its persons are looked for, where the parse gives it a place."""
BINDING = 40
"""Words behind a pronoun that are asked whether its verb governs them."""
BROUGHT = frozenset("bring invite send enlist dispatch recruit hire".split())
"""Verbs of having somebody come who is then to speak: "brought his brother to vouch for him"."""
CLIMBED = 12
"""Heads climbed from a word to the verb that may govern it."""
"""Words at most of a share that stands alone as a subject: "About 4 in 10"."""
ISSUED = frozenset(
    "issue release send write publish post deliver give circulate tweet sign distribute email unleash file air".split()
)
"""Verbs by which somebody lets a document speak for him."""
INCLINED = frozenset(
    "likely quick swift careful keen eager happy glad proud inclined apt prone right correct".split()
)
"""Adjectives with which somebody is told to say something: "was quick to note"; who is only willing or able has not said it."""


def _issuer(s: Sentence, document: int) -> int | None:
    """Who lets a document speak: the subject of "released a statement saying", None where another noun is meant."""
    kinds = {
        reporting_verbs.voices().get(word) for word in (s.tokens[document].lemma.lower(), s.low(document))
    }
    if kinds.isdisjoint(("document", "evidence")):
        return None
    if s.tokens[document].dep == "pobj" and s.low(s.tokens[document].head) == "of":
        document = s.tokens[s.tokens[document].head].head  # "unleashed a series of tweets criticizing …"
    verb = s.tokens[document].head
    if s.tokens[document].dep != "dobj" or s.tokens[verb].lemma.lower() not in ISSUED:
        return None
    own = [c for c in s.parse.below(verb, "nsubj") if c < verb and not s.quoted[c]]
    return own[-1] if own and s.tokens[own[-1]].tag not in ("WDT", "WP") else None


def _sent_to(s: Sentence, noun: int) -> int:
    """The document that somebody gets, which the parser takes for him who speaks: "sent a letter to Carl Roe warning him"."""
    prep = s.tokens[noun].head
    up = s.tokens[prep].head
    sent = [up, *s.parse.below(up, "dobj")] if s.tokens[noun].dep == "pobj" and s.low(prep) == "to" else []
    kinds = reporting_verbs.voices()
    return next((k for k in sent if k < noun and kinds.get(s.tokens[k].lemma.lower()) == "document"), noun)


def _sender(s: Sentence, verb: int) -> int | None:
    """Who says it to him before a participle: "we are sending a letter to Carl Roe | warning him", read as if Roe warned."""
    token, up = s.tokens[verb], s.tokens[verb].head
    if token.dep == "pcomp" and s.low(up) == "to":
        up = s.tokens[up].head
    told = any(s.low(c) in ("him", "her", "them") for c in s.parse.below(verb, "dobj"))
    sent = told and token.tag == "VBG" and s.tokens[up].pos == "VERB" and not s.parse.below(verb, "aux")
    return _own_subject(s, up) if sent and token.dep in ("conj", "pcomp") and up < verb else None


def _charged(s: Sentence, verb: int) -> int | None:
    """Who does what he is accused of: "accused the company of ordering its men to attack" speaks of the company's order."""
    prep = s.tokens[verb].head
    up = s.tokens[prep].head
    if s.tokens[up].dep in ("dobj", "nsubjpass"):
        up = s.tokens[up].head
    if s.tokens[verb].dep != "pcomp" or s.tokens[prep].dep != "prep" or s.tokens[up].pos != "VERB":
        return None
    entry = reporting_verbs.verb_of(s.tokens[up].text, s.tokens[up].lemma)
    accuses = entry is not None and (entry.frame == "accuse" and s.low(prep) in entry.takes)
    judges = entry is not None and entry.kind == "said" and s.low(prep) == "for"  # "assailed Roe for saying"
    if not accuses and not judges:
        return None
    return next((c for c in s.parse.below(up, "dobj", "nsubjpass") if not s.quoted[c]), None)


def _led(s: Sentence, verb: int) -> int | None:
    """Who does what an infinitive says after an object: "led Republicans to say", "called on the party to apologize for it"."""
    token = s.tokens[verb]
    up = token.head
    brought = token.dep == "advcl" and s.tokens[up].lemma.lower() in BROUGHT
    if not (token.dep == "xcomp" or brought) or s.tokens[up].lemma.lower() == "promise":
        return None
    if not any(s.low(c) == "to" for c in s.parse.below(verb, "aux")):
        return None
    on = [p for p in s.parse.below(up, "prep") if s.low(p) in ("on", "upon")]
    told = [*s.parse.below(up, "dobj"), *(c for p in on for c in s.parse.below(p, "pobj"))]
    between = [c for c in told if up < c < verb and not s.quoted[c]]
    return next((c for c in between if is_voice(s, c) or s.tokens[c].pos in ("PROPN", "PRON")), None)


def _antecedent(s: Sentence, verb: int, relative: int) -> int | None:
    """The noun that a relative clause is about; "who" is never a time, a place or a thing that stands nearer."""
    at = s.tokens[verb].head
    if s.low(relative) != "who":
        bound = (
            relative - 1 if s.tokens[relative - 1].dep == "pobj" and _is_under(s, relative - 1, at) else at
        )
        thing = lexicon_nouns().get(s.tokens[at].lemma.lower()) == "thing" and not is_voice(s, at)
        many = s.tokens[bound].tag == "NNS" and s.tokens[verb].lemma == "want"
        return (
            bound if thing and (many or is_voice(s, bound)) else at
        )  # "the help of officials that may not want to"
    if s.tokens[at].dep == "appos" and s.tokens[s.tokens[at].head].entity == "PERSON":
        return s.tokens[at].head  # "Carl Poe, a professor who writes about …"
    if s.low(relative - 1) == "," and (described := _described_with(s, at)) is not None:
        return described
    binding = s.low(s.tokens[relative - 1].head)
    if s.tokens[relative - 1].dep == "pobj" and binding not in ("of", "for", "to", "at", "in"):
        at = relative - 1 if _is_somebody(s, relative - 1) else at  # "the leader over a rival who said"
    kind = lexicon_nouns().get(s.tokens[at].lemma.lower())
    if s.tokens[at].tag == "NN" and (
        kind == "person" or (kind is None and s.low(at).endswith(("er", "or", "ist")))
    ):
        return at  # "the only wrestler who said"
    near = (k for k in range(relative - 1, max(-1, relative - NEAREST), -1) if _is_somebody(s, k))
    if s.tokens[at].entity in PLACES:
        return next(near, at)
    if is_voice(s, at) or s.tokens[at].pos in ("PROPN", "PRON"):
        return at
    found = at
    for _ in range(8):
        up = s.tokens[found].head
        if up == found:
            break
        found = up
        if is_voice(s, found) and s.tokens[found].pos in ("NOUN", "PROPN"):
            return found
    return next(near, None if s.tokens[at].lemma.lower() in TIMES else at)


def _described_with(s: Sentence, noun: int) -> int | None:
    """Who is said to be somebody's what: "William Poe, a spokesman for Berg, who declined" speaks of Poe."""
    calling = s.tokens[s.tokens[noun].head].head if s.tokens[noun].dep == "pobj" else noun
    if s.tokens[calling].dep != "appos":
        return None
    named = s.tokens[calling].head
    person = reporting_verbs.voices().get(s.tokens[calling].lemma.lower()) == "person"
    return named if person and s.tokens[named].pos == "PROPN" else None


def _is_somebody(s: Sentence, k: int) -> bool:
    """Whether a noun names a person or persons."""
    token = s.tokens[k]
    person = reporting_verbs.voices().get(token.lemma.lower()) in ("person", "group")
    return token.pos in ("NOUN", "PROPN") and (token.entity == "PERSON" or person)


def _own_subject(s: Sentence, verb: int) -> int | None:
    """The subject of a verb in its own clause, by the parse, or else the noun right before it."""
    own = [c for c in s.parse.below(verb, "nsubj") if s.quoted[c] <= s.quoted[verb]]
    if own and own[0] < s.lead:  # "WASHINGTON -- President Obama said"
        first = next((c for c in s.parse.chunks if c.first >= s.lead and c.end <= verb), None)
        own = [first.end - 1] if first else []
    before = s.group(verb)[0] - 1
    if not own and s.tokens[verb].tag in FINITE and s.low(before) == ",":
        # behind an insertion: "Bobby Poe, one of nine to vote against it, said …", read as if Poe were to vote
        own = [
            c
            for x in s.parse.below(verb, "advcl")
            if x < verb and s.tokens[x].tag == "VB"
            for c in s.parse.below(x, "nsubj")
        ]
    if own:
        apart = own[-1] > verb or any(
            s.low(k) == "," for k in range(max(own[0] + 1, own[-1] - APART), own[-1])
        )
        noun = (
            own[-1] if apart else own[0]
        )  # "E-mails" are two nouns; "in Salem, Oregon, Roe" ends in the subject
        if own[0] < verb < noun and s.low(s.parse.subtree(noun)[0] - 1) in COMMAS:
            noun = [c for c in own if c < verb][-1]  # "say it must end by 2030, an ambitious goal"
        for c in s.parse.below(noun, "appos", "conj"):
            inner = s.parse.subtree(c)
            listed = any(s.low(k) in ("and", "or") for k in inner)  # "Ohio, Utah and Maine said"
            described = s.low(inner[0]) in ("a", "an")  # "Berg, a backer of the dam told us"
            if noun < c and inner[-1] == before and s.low(inner[0] - 1) == "," and not (listed or described):
                return c  # "…, Roberts said": no comma closes it, so it is no apposition
        return noun
    if (
        s.tokens[verb].tag in FINITE
        and before >= 0
        and s.tokens[before].pos in ("NOUN", "PROPN")
        and not s.quoted[before]
        and before >= s.lead
        and s.tokens[before].lemma.lower() not in TIMES
    ):
        if s.tokens[before].tag == "NNP" and s.tokens[before].entity == "DATE":
            return None
        return before if is_voice(s, before) or s.tokens[before].pos == "PROPN" else _over(s, before)
    return None


def _over(s: Sentence, noun: int) -> int:
    """Of nouns that hang on one another before a verb, the one that can speak: "protesters marching through the streets | chanted"."""
    at = noun
    for _ in range(6):
        up = s.tokens[at].head
        if up >= at or s.tokens[at].dep in SUBJECTS or s.low(at - 1) in COMMAS:
            break
        at = up
        if s.tokens[at].pos in ("NOUN", "PROPN") and is_voice(s, at):
            return at
    return noun


def _coordinated(s: Sentence, verb: int, up: int) -> int:
    """The verb with which another is coordinated; of several above it, the one in the same tense."""
    tag = s.tokens[verb].tag
    if (joined := s.joined_to(verb)) is not None:
        return joined
    if s.tokens[verb].dep != "conj" or tag not in (*FINITE, "VBG"):
        return up
    at = up
    for _ in range(6):
        if s.tokens[at].tag == tag and not s.quoted[at]:
            return at
        if s.tokens[at].head == at:
            break
        at = s.tokens[at].head
    return up
