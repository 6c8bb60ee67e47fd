"""Who says what: the attributions of an article, read from the parse and the quotations together.

An attribution has a cue ("said", "according to", "claim", a colon), a source (the phrase that names who says it)
and a content (the words that are said), as in PARC and PolNeAR (Pareti 2012; Newell, Margolin & Ruths 2018).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.attribution.parsed import SUBJECTS, Article, Attribution, Sentence, Span
from dashboard.attribution.speech import announced, carried_on, labelled, signed
from dashboard.language import media, reporting_verbs
from dashboard.language.quotations import Quotation

GAP = 3
"""Characters at most between a quotation and the words that name its speaker."""
REACH = 80
"""Characters at most between a verb and the quotation that it announces."""
NEGATED = frozenset("say tell ask write report add specify explain state mention announce".split())
"""Verbs that report nothing where they are negated: "did not say whether"."""
TOLD = frozenset("tell ask advise urge warn order remind inform".split())
"""Verbs whose passive tells who heard it: "he was told to wait" reports no claim of anybody."""
COMMAS = (",", "—", "–", "-", "―", "--")
_LINKS = " ,\xa0—–-―"


@dataclass(frozen=True)
class _Cue:
    """A verb that may report, while its content is looked for."""

    sentence: Sentence
    verb: int
    entry: reporting_verbs.Verb
    source: Span | None
    head: int | None
    shared: bool
    unit: tuple[int, int]


def extract(article: Article) -> list[Attribution]:
    """The attributions of one article in the order of its text."""
    found = [a for sentence in article.sentences for a in nested(sentence, _of_sentence(sentence))]
    found = [replace(a, sentence=article.home(a.content[0][0]).number) for a in found]
    found += labelled(article)
    found += announced(article, found)
    found += signed(article, found)
    return carried_on(article, found)


def _of_sentence(s: Sentence) -> list[Attribution]:
    """The attributions of one sentence, in the order of their cues."""
    found = [a for k in range(len(s.tokens)) if not s.quoted[k] and (a := _at(s, k))]
    for k in range(len(s.tokens)):
        if s.low(k) in ("citing", "quoting") and not s.quoted[k]:
            found = _citing(s, k, found)
    return [a for a in found if not (a.source is None and any(_same(a, o) for o in found if o is not a))]


def _citing(s: Sentence, k: int, found: list[Attribution]) -> list[Attribution]:
    """ "Kyodo reported that the talks had failed, citing officials": officials say it, and Kyodo carries it."""
    nouns = s.parse.below(k, "dobj")
    if not nouns or not _is_voice(s, nouns[0]):
        return found
    cue = s.place(k, k)
    owners = [a for a in found if a.source and a.kind == "said" and a.lemma != "cite" and a.cue[1] <= cue[0]]
    if not owners:
        return found
    owner = owners[-1]
    content = [(a, min(b, cue[0])) for a, b in owner.content if a < cue[0]]
    content = [s.trimmed(c) for c in content] or list(owner.content)
    cited = replace(
        owner,
        lemma="cite",
        stance="neutral",
        cue=cue,
        source=s.phrase(nouns[0]),
        content=tuple(content),
        via=(*owner.via, owner.source),
        shared=False,
    )
    return [a for a in found if a is not owner and a.cue != cue] + [cited]


def _is_voice(s: Sentence, k: int) -> bool:
    """Whether a noun names somebody or something that a report lets speak."""
    token = s.tokens[k]
    kinds = reporting_verbs.voices()
    return (
        token.entity in ("PERSON", "ORG", "NORP")
        or token.text.lower() in kinds
        or token.lemma.lower() in kinds
    )


def _same(a: Attribution, other: Attribution) -> bool:
    """Whether another attribution says in other words that the same is said: "voiced fears that", "reports claimed that"."""
    return other.source is not None and abs(other.hull[1] - a.hull[1]) <= 1 and other.cue[0] < a.cue[0]


def _at(s: Sentence, k: int) -> Attribution | None:
    """The attribution whose cue stands at a token."""
    token, low = s.tokens[k], s.low(k)
    if low == "according":
        return _according(s, k)
    if low == "per":
        return _per(s, k)
    if low in reporting_verbs.HEARSAY:
        return _hearsay(s, k)
    if token.tag.startswith("VB") and token.pos in ("VERB", "AUX"):
        entry = reporting_verbs.verb_of(token.text, token.lemma)
        return _verb(s, k, entry) if entry else None
    if token.pos == "NOUN":
        if low == "words":
            return _words_of(s, k)
        entry = reporting_verbs.nouns().get(token.lemma.lower())
        return _noun(s, k, entry) if entry else None
    return None


LEAST = 4
"""Content words that an outer content must hold beside those within it, to be an attribution of its own."""
_WORDS = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")


def nested(s: Sentence, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with those within whose content they stand; one that only passes on another goes.

    "KCNA reported that Kim said X" is one attribution of X to Kim through KCNA; "KCNA reported Y and that Kim said X"
    are two.
    """
    kept = []
    for a in found:
        outer = [o for o in found if o is not a and o.source and _holds(o, a)]
        outer.sort(key=lambda o: o.hull[0] - o.hull[1])
        inner = [i for i in found if i is not a and _holds(a, i)]
        if not any(_speaks(s, a, i) for i in inner) or a.source is None or _own_words(s, a, inner) >= LEAST:
            via = tuple(span for o in outer for span in (*o.via, o.source) if span)
            kept.append(replace(a, via=(*via, *a.via)))
    return kept


def _speaks(s: Sentence, outer: Attribution, inner: Attribution) -> bool:
    """Whether an inner attribution is another's speech: in "Kim said he hoped …" the two are one man's."""
    if inner.kind != "said" or inner.source is None:
        return False
    told = s.tokens[s.at(inner.hull[0]) : s.at(inner.hull[1])]
    if not inner.direct and not any(t.pos in ("VERB", "AUX") for t in told):
        return False
    own = range(s.at(inner.source[0]), s.at(inner.source[1] - 1) + 1)
    if s.tokens[own[0]].pos == "PRON":
        return s.low(own[0]) in ("he", "she") and not _is_person(s, outer)
    return any(_is_voice(s, k) or s.tokens[k].pos == "PROPN" for k in own)


def _is_person(s: Sentence, a: Attribution) -> bool:
    """Whether the source of an attribution can be "he" or "she"."""
    if a.source is None:
        return False
    own = s.tokens[s.at(a.source[0]) : s.at(a.source[1] - 1) + 1]
    return not media.is_medium(s.text(a.source)) and any(
        t.entity == "PERSON" or t.pos == "PRON" or reporting_verbs.voices().get(t.text.lower()) == "person"
        for t in own
    )


def _holds(outer: Attribution, inner: Attribution) -> bool:
    a, b = outer.hull
    if not (a <= inner.cue[0] and inner.cue[1] <= b):
        return False
    mutual = inner.hull[0] <= outer.cue[0] < inner.hull[1]
    return not (mutual and inner.hull[1] - inner.hull[0] >= b - a)


def _own_words(s: Sentence, a: Attribution, inner: Sequence[Attribution]) -> int:
    """Words with a meaning in a content outside the attributions within it."""
    taken = [span for i in inner for span in (i.cue, i.hull, *((i.source,) if i.source else ()))]
    own = [
        t.pos
        for piece in a.content
        for t in s.tokens[s.at(piece[0]) : s.at(piece[1])]
        if t.pos in _WORDS and not any(x <= s.start + t.start < y for x, y in taken)
    ]
    return len(own) if "VERB" in own else 0


# --- verbs ---


def _verb(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> Attribution | None:
    """The attribution that a verb makes, if it has a content."""
    if _is_negated(s, verb) and entry.lemma in NEGATED:
        return None
    if passive := _impersonal(s, verb, entry):
        return passive
    first, last = s.group(verb)
    if entry.lemma in ("quote", "cite") and any(
        _quoting(s, x) == verb for c in s.parse.below(verb, "prep") for x in s.parse.below(c, "pcomp")
    ):
        return None  # the verb of saying below it makes the attribution
    if quoting := _quoting(s, verb):
        return _quoted_as(s, verb, quoting, entry)
    if "quote" in entry.takes and (spoken := _inverted_or_trailing(s, verb, first, last)):
        source, quote = spoken
        unit = _unit(s, first, last, source)
        cue = _Cue(s, verb, entry, source, None, False, unit)
        made = _made(cue, s.place(first, last), _direct_before(cue, quote), True)
        return replace(made, via=tuple(v for v in _media(s, verb, made.content) if v != source))
    head, shared, unnamed = subject(s, verb)
    source = s.phrase(head) if head is not None else None
    unit = _unit(s, first, last, source if not shared else None)
    cue = _Cue(s, verb, entry, source, head, shared, unit)
    content, direct = _content(cue)
    if not content or (source is None and not unnamed):
        return None
    made = _made(cue, s.place(first, last), content, direct)
    via = _media(s, verb, content) if entry.kind == "said" else ()
    if head is not None and not shared:
        via = (*via, *_carriers(s, head))
    return replace(made, via=tuple(v for v in via if v != source))


def _quoting(s: Sentence, saying: int) -> int | None:
    """The verb "quoted" above a "saying": "quoted him as saying"."""
    prep = s.tokens[saying].head
    up = s.tokens[prep].head
    if (
        s.tokens[saying].dep == "pcomp"
        and s.low(prep) == "as"
        and s.tokens[up].lemma.lower() in ("quote", "cite")
    ):
        return up
    return None


def _quoted_as(s: Sentence, saying: int, quoting: int, entry: reporting_verbs.Verb) -> Attribution | None:
    """ "A quoted B as saying …", "B was quoted by A as saying …": B says it, and A carries it."""
    parse = s.parse
    if parse.below(quoting, "auxpass", "nsubjpass"):
        speakers = parse.below(quoting, "nsubjpass")
        carriers = [
            c
            for a in (*parse.below(quoting, "agent"), *parse.below(saying, "agent", "prep"))
            if s.low(a) == "by"
            for c in parse.below(a, "pobj")
        ]
    else:
        speakers = parse.below(quoting, "dobj")
        carriers = parse.below(quoting, "nsubj")
    if not speakers:
        return None
    source = s.phrase(speakers[0])
    via = tuple(s.phrase(c) for c in carriers[:1] if s.tokens[c].pos != "PRON")
    first = min([s.group(quoting)[0], s.at(source[0]), *(s.at(v[0]) for v in via)])
    cue = _Cue(s, saying, entry, source, speakers[0], False, (first, saying))
    content, direct = _content(cue)
    if not content and "ccomp" in {s.tokens[c].dep for c in parse.children[quoting]}:
        cue = _Cue(s, quoting, entry, source, speakers[0], False, (first, saying))
        content = _clause_before(cue)
    if not content:
        return None
    made = _made(cue, s.place(quoting, saying), content, direct)
    return replace(made, lemma="quote", via=via)


def _impersonal(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> Attribution | None:
    """ "The minister is expected to resign", "it is believed that …": nobody is named, unless "by" follows."""
    parse = s.parse
    if s.tokens[verb].tag != "VBN" or not parse.below(verb, "auxpass") or entry.lemma == "know":
        return None
    subjects = parse.below(verb, "nsubjpass")
    agents = [c for a in parse.below(verb, "agent") for c in parse.below(a, "pobj")]
    source = s.phrase(agents[0]) if agents else None
    own: list[int] = []
    for c in parse.children[verb]:
        if c < verb:
            continue
        first = s.low(parse.subtree(c)[0])
        if s.tokens[c].dep == "xcomp" and first == "to" and entry.lemma not in TOLD and subjects:
            own = [k for k in parse.subtree(subjects[0]) if k < verb] + parse.subtree(c)
        elif s.tokens[c].dep == "ccomp" and (
            s.low(verb - 2) == "it" or s.low(verb - 1) == "it" or any(s.low(x) == "it" for x in subjects)
        ):
            own = parse.subtree(c)[1:] if first == "that" else parse.subtree(c)
        elif s.tokens[c].dep == "prep" and first in entry.takes and entry.frame == "accuse":
            own = parse.subtree(c)[1:]
    first, last = s.group(verb)
    own = [k for k in own if not first <= k <= last or k < first]
    if not own:
        return None
    span = s.trimmed(s.hull(own))
    return (
        Attribution(s.number, entry.kind, entry.lemma, entry.stance, s.place(first, last), source, (span,))
        if span[0] < span[1]
        else None
    )


def _media(s: Sentence, verb: int, content: Sequence[Span]) -> tuple[Span, ...]:
    """ "told Reuters", "wrote in The New York Times", "in an interview with CNN": the medium that carries it."""
    parse = s.parse
    waiting = [c for c in parse.children[verb] if s.tokens[c].dep in ("dobj", "dative", "prep", "pobj")]
    while waiting:
        c = waiting.pop(0)
        place = s.place(c, c)[0]
        if any(a <= place < b for a, b in content):
            continue
        if (
            s.tokens[c].pos in ("PROPN", "NOUN")
            and s.tokens[c].dep in ("dobj", "pobj", "dative")
            and media.is_medium(s.text(s.phrase(c)))
        ):
            return (s.phrase(c),)
        waiting += [x for x in parse.children[c] if s.tokens[x].dep in ("prep", "pobj") and s.low(x) != "of"]
    return ()


def _carriers(s: Sentence, head: int) -> tuple[Span, ...]:
    """ "photos released by state media": the phrase after "by" in a source's own words."""
    for c in s.parse.below(head, "acl"):
        for a in s.parse.below(c, "agent", "prep"):
            if s.low(a) in ("by", "on", "in") and (pobj := s.parse.below(a, "pobj")):
                return (s.phrase(pobj[0]),)
    return ()


def _made(cue: _Cue, words: Span, content: Sequence[Span], direct: bool) -> Attribution:
    entry = cue.entry
    return Attribution(
        cue.sentence.number,
        entry.kind,
        entry.lemma,
        entry.stance,
        words,
        cue.source,
        tuple(content),
        shared=cue.shared,
        direct=direct,
    )


def _unit(s: Sentence, first: int, last: int, source: Span | None) -> tuple[int, int]:
    """(first, last) token of verb and source together where they stand side by side."""
    if source is None:
        return first, last
    a, b = s.at(source[0]), s.at(source[1] - 1)
    return min(first, a), max(last, b)


def _is_negated(s: Sentence, verb: int) -> bool:
    first, last = s.group(verb)
    return any(first - 1 <= k < last and not s.quoted[k] for k in s.parse.below(verb, "neg"))


def _inverted_or_trailing(s: Sentence, verb: int, first: int, last: int) -> tuple[Span, Quotation] | None:
    """(source, quotation) where a quotation ends right before "X said" or "said X"."""
    start = s.start + s.tokens[first].start
    quote = s.quotes.before(start)
    if quote is None or not quote.closed:
        return None
    after = s.quotes.marked(quote)[1]
    if (
        after > s.end
        or start - after > REACH * 2
        or (after < s.start and s.quotes.text[after : s.start].strip(_LINKS))
    ):
        return None
    begin = s.at(max(after, s.start))
    while begin < first and s.tokens[begin].pos == "PUNCT":
        begin += 1
    between = range(begin, first)
    if not _is_left_open(s, quote):
        return None
    if not between:
        return _source_after(s, verb, last, quote)
    nouns = [k for k in s.parse.below(verb, "nsubj") if k in between]
    if not nouns or s.tokens[begin].pos in ("CCONJ", "SCONJ", "ADP"):
        return None
    if any(s.tokens[k].tag in ("WDT", "WP") for k in nouns):
        return None
    stop = next((k for k in between if s.low(k) in (",", "(", "who")), first)
    if any(s.tokens[k].pos in ("VERB", "AUX") and s.tokens[k].tag != "VB" for k in range(begin, stop)):
        return None
    return s.place(begin, max(begin, stop - 1)), quote


def _source_after(s: Sentence, verb: int, last: int, quote: Quotation) -> tuple[Span, Quotation] | None:
    """The source of "…,” said X, the director": the noun phrase right after the verb."""
    nouns = [k for k in s.parse.below(verb, "nsubj", "dobj", "attr", "oprd") if k > last and not s.quoted[k]]
    if not nouns:
        return None
    return s.phrase(nouns[0]), quote


FINITE = ("VBD", "VBZ", "VBP")


def subject(s: Sentence, verb: int) -> tuple[int | None, bool, bool]:
    """(head of the noun phrase that does what a verb says, whether it is printed with another verb, whether the
    verb may do without one).
    """
    parse = s.parse
    if parse.below(verb, "auxpass", "nsubjpass"):
        agents = [c for a in parse.below(verb, "agent") for c in parse.below(a, "pobj")]
        return (agents[0], False, True) if agents else (None, False, True)
    at, shared = verb, False
    for _ in range(6):
        if (noun := _own_subject(s, at)) is not None:
            if s.tokens[noun].tag not in ("WDT", "WP", "WRB") and s.low(noun) != "that":
                return noun, shared, False
            antecedent = s.tokens[at].head if s.tokens[at].dep == "relcl" else None
            if antecedent is None or not shared or _is_voice(s, antecedent):
                return antecedent, shared, False
            at = antecedent  # "an exhibition that displayed …, and briefed him": no exhibition briefs anybody
        up = s.tokens[at].head
        if s.tokens[at].dep == "acl" and up != at:
            return up, shared, False
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


def _own_subject(s: Sentence, verb: int) -> int | None:
    """The subject of a verb in its own clause, by the parse, or else the noun right before it."""
    own = [c for c in s.parse.below(verb, "nsubj") if s.quoted[c] <= s.quoted[verb]]
    before = s.group(verb)[0] - 1
    if own:
        noun = own[-1] if own[-1] > verb else own[0]
        for c in s.parse.below(noun, "appos", "conj"):
            inner = s.parse.subtree(c)
            if noun < c and inner[-1] == before and s.low(inner[0] - 1) == ",":
                return c  # "…, Roberts said": no comma closes it, so it is no apposition
        return noun
    if (
        s.tokens[verb].tag in FINITE
        and before >= 0
        and s.tokens[before].pos in ("NOUN", "PROPN")
        and not s.quoted[before]
    ):
        return before if s.tokens[before].tag != "NNP" or s.tokens[before].entity != "DATE" else None
    return None


def _coordinated(s: Sentence, verb: int, up: int) -> int:
    """The verb with which another is coordinated; of several above it, the one in the same tense."""
    tag = s.tokens[verb].tag
    if s.tokens[verb].dep != "conj" or tag not in FINITE:
        return up
    at = up
    for _ in range(6):
        if s.tokens[at].tag == tag and not s.quoted[at]:
            return at
        if s.tokens[at].head == at:
            break
        at = s.tokens[at].head
    return up


def _content(cue: _Cue) -> tuple[list[Span], bool]:
    """(spans of what a verb reports, whether it is a whole quotation)."""
    s = cue.sentence
    quote = "quote" in cue.entry.takes
    before = _quotation_before(cue)
    if before is not None and quote:
        return _direct_before(cue, before), True
    after = _quotation_after(cue)
    if after is not None and quote and s.quotes.text[: s.quotes.marked(after)[0]].rstrip().endswith(":"):
        return [s.quotes.marked(after)], True
    right = _complement(cue)
    if right:
        return right, False
    if after is not None and quote:
        span = s.quotes.marked(after)
        if s.quotes.text[: span[0]].rstrip()[-1:] in (",", ":") or after.end >= s.end:
            lead = _clause_before(cue) if s.quotes.text[after.start].islower() else []
            return [*lead[:1], span], not lead
        return _until_end(cue, s.at(span[0])), False
    if left := _clause_before(cue):
        return left, False
    return _clause_after(cue), False


def _clause_after(cue: _Cue) -> list[Span]:
    """What follows a verb of saying up to the end of its sentence, where the parser hangs it elsewhere."""
    s = cue.sentence
    if "that" not in cue.entry.takes or cue.entry.kind != "said":
        return []
    last = cue.unit[1]
    for k in range(last + 1, min(len(s.tokens), last + 20)):
        if s.tokens[k].text in (",", ";", ":", "."):
            break
        if s.low(k) == "that" and s.tokens[k].tag == "IN":
            return _until_end(cue, k + 1)
    for k in range(last + 1, min(len(s.tokens), last + 14)):
        token = s.tokens[k]
        if token.text in (",", ";", ":", ".", "—", "–", "(") or token.pos in ("VERB", "AUX"):
            return []
        if token.text == "that":
            return _until_end(cue, k + 1)
        head = token.head
        if token.dep in ("nsubj", "nsubjpass", "expl") and head > k and s.tokens[head].pos in ("VERB", "AUX"):
            own = s.parse.subtree(k)
            if own[0] > last:
                return _until_end(cue, own[0])
    return []


def _until_end(cue: _Cue, first: int) -> list[Span]:
    """From a token to the end of the clause: to the next cue that stands beside this one."""
    s = cue.sentence
    if first >= len(s.tokens):
        return []
    last = _cut(cue, first, len(s.tokens) - 1)
    span = s.trimmed(s.place(first, last))
    return [span] if span[0] < span[1] else []


def _cut(cue: _Cue, first: int, last: int) -> int:
    """The last token of a content, before ", adding that …", "and warned …" or a semicolon."""
    s = cue.sentence
    for k in range(first, last + 1):
        if s.quoted[k]:
            continue
        token = s.tokens[k]
        if token.text == ";":
            return k - 1
        if token.tag not in ("VBG", s.tokens[cue.verb].tag) or k == first:
            continue
        if not reporting_verbs.verb_of(token.text, token.lemma):
            continue
        if token.tag == "VBG" and s.low(k - 1) == "," and token.dep in ("advcl", "acl", "conj", "ROOT"):
            return k - 2
        begin = s.group(k)[0]
        subjects = s.parse.below(k, "nsubj")
        if (
            token.dep == "conj"
            and subjects
            and s.tokens[token.head].tag != token.tag
            and s.low(s.parse.subtree(subjects[0])[0] - 1) in ("and", "but")
        ):
            return s.parse.subtree(subjects[0])[0] - 2
        beside = s.low(begin - 1) in ("and", "but") and not s.parse.below(k, *SUBJECTS)
        if beside and token.dep == "conj" and s.tokens[token.head].tag != token.tag:
            return begin - 2
    return last


def _quotation_before(cue: _Cue) -> Quotation | None:
    """The quotation that ends right before the words that name speaker and verb."""
    s = cue.sentence
    start = s.start + s.tokens[cue.unit[0]].start
    quote = s.quotes.before(start)
    if quote is None or not quote.closed or start - quote.end > GAP + 2:
        return None
    between = s.quotes.text[s.quotes.marked(quote)[1] : start]
    return quote if not between.strip(_LINKS) and _is_left_open(s, quote) else None


def _is_left_open(s: Sentence, quote: Quotation) -> bool:
    """Whether a sentence may go on after a quotation with words of saying: "…,” said", "…?” she asked"."""
    marked = s.quotes.marked(quote)
    lead = s.tokens[: s.at(quote.start)]
    if (
        s.quotes.text[s.start : marked[0]].strip()
        and not any(t.pos in ("VERB", "AUX") for t in lead)
        and s.quotes.text[quote.start].isupper()
    ):
        return False  # "On “Fox News Sunday,” he said": a name in quotation marks
    last = s.quotes.text[quote.start : quote.end].rstrip("'’ ")[-1:]
    after = s.quotes.text[s.quotes.marked(quote)[1] :][:1]
    return last in ",?!—–-…" or after in (",", "—", "–", "-") or (last == "." and quote.end >= s.start)


def _quotation_after(cue: _Cue) -> Quotation | None:
    """The quotation that begins right after the verb or at the end of its sentence: "said: “…”"."""
    s = cue.sentence
    end = s.start + s.tokens[cue.unit[1]].end
    quote = s.quotes.after(end)
    if quote is None:
        return None
    between = s.quotes.text[end : s.quotes.marked(quote)[0]]
    if len(between) < REACH and re.fullmatch(r"\s*|[^.!?;]*[,:]\s*", between):
        return quote
    return None


def _direct_before(cue: _Cue, quote: Quotation) -> list[Span]:
    """The content of a verb after a quotation, with the quotation that goes on behind it."""
    s = cue.sentence
    start, end = s.quotes.marked(quote)
    lead = s.quotes.text[s.start : start].strip() if start > s.start else ""
    if lead:
        left = [c for c in s.parse.below(cue.verb, "ccomp") if c < cue.unit[0]]
        start = min(start, s.hull(s.parse.subtree(left[0]))[0] if left else s.start)
    found = [(start, end)]
    after = s.start + s.tokens[cue.unit[1]].end
    following = s.quotes.after(after)
    if following and following.start < s.end:
        between = s.quotes.text[after : s.quotes.marked(following)[0]]
        adding = any(
            t.tag == "VBG" and reporting_verbs.verb_of(t.text, t.lemma)
            for t in s.tokens[cue.unit[1] + 1 : s.at(following.start)]
        )
        if not adding and re.search(r"[,.;]\s*(?:(?:but|and|that|then)(?: \w+)?)?\s*\Z", between):
            found.append(s.quotes.marked(following))
    return found


def _complement(cue: _Cue) -> list[Span]:
    """What stands after the verb and depends on it as its content."""
    s, takes = cue.sentence, cue.entry.takes
    parse = s.parse
    after = max(cue.verb, cue.unit[1] if cue.unit[0] == cue.verb else cue.verb)
    for c in parse.children[cue.verb]:
        if c < cue.verb:
            continue
        dep = s.tokens[c].dep
        if (
            cue.entry.frame == "call"
            and dep in ("dobj", "oprd", "xcomp", "ccomp", "attr", "acl")
            and (named := _named(cue, after))
        ):
            return named
        if dep == "ccomp" and ("that" in takes or "wh" in takes):
            more = [x for x in parse.children[cue.verb] if x > c and _goes_on(s, c, x)]
            return _span_of(cue, [*parse.subtree(c), *(k for x in more for k in parse.subtree(x))], after)
        if dep == "xcomp":
            infinitive = any(s.low(x) == "to" for x in parse.children[c])
            if ("to" if infinitive else "comp") in takes:
                return _span_of(cue, parse.subtree(c), after)
        if dep == "dobj":
            inner = [
                x
                for x in parse.below(c, "relcl", "acl")
                if "that" in takes and s.low(parse.subtree(x)[0]) == "that"
            ]
            if inner:
                return _span_of(cue, parse.subtree(inner[0]), after)
            if (
                takes & {"that"}
                and cue.entry.frame == "say"
                and any(s.tokens[x].tag in FINITE + ("VBN",) for x in parse.below(c, "acl"))
            ):
                return _until_end(
                    cue, parse.subtree(c)[0]
                )  # "added the meeting served …", read as one noun phrase
            if "view" in takes and s.tokens[c].lemma.lower() in reporting_verbs.nouns():
                return _span_of(cue, parse.subtree(c), after)
            if "obj" in takes:
                more = [
                    k
                    for x in parse.below(cue.verb, "oprd", "xcomp", "ccomp")
                    if x > c and cue.entry.frame == "call"
                    for k in parse.subtree(x)
                ]
                return _span_of(cue, parse.subtree(c) + more, after)
        if dep == "prep" and s.low(c) in takes:
            return _span_of(cue, parse.subtree(c)[1:], after)
    return []


def _named(cue: _Cue, after: int) -> list[Span]:
    """What is called what: "called the plan “a toy”", "described him as a friend", "blasted them for waiting"."""
    s, parse = cue.sentence, cue.sentence.parse
    parts = [
        c
        for c in parse.children[cue.verb]
        if c > after
        and (
            s.tokens[c].dep in ("dobj", "oprd", "xcomp", "ccomp", "attr", "acomp", "acl")
            or (s.tokens[c].dep == "prep" and s.low(c) in cue.entry.takes)
        )
    ]
    inner = any(
        s.tokens[x].dep in ("nsubj", "acl", "oprd", "amod") or s.low(x) == "as"
        for c in parts
        for x in parse.children[c]
    )
    quoted = any(s.quoted[k] for c in parts for k in parse.subtree(c))
    if (
        len(parts) < 2
        and not quoted
        and not (inner and s.tokens[parts[0]].dep in ("xcomp", "ccomp"))
        and "obj" not in cue.entry.takes
    ):
        return []
    own = [k for c in parts for k in parse.subtree(c)]
    if len(parts) == 1 and s.tokens[parts[0]].dep == "prep":
        own = own[1:]
    return _span_of(cue, sorted(own), after)


def _goes_on(s: Sentence, content: int, k: int) -> bool:
    """Whether a further dependent of the verb goes on with its content."""
    dep = s.tokens[k].dep
    if dep == "conj":  # "says she hopes …, but she knows …"
        own, first = s.parse.below(k, "nsubj"), s.parse.below(content, "nsubj")
        return bool(own and first) and s.tokens[own[0]].tag == "PRP" and s.low(own[0]) == s.low(first[0])
    return dep == "ccomp" or (
        dep == "advcl" and s.low(s.parse.subtree(k)[0]) in ("because", "if", "unless", "so")
    )


def _span_of(cue: _Cue, own: Sequence[int], after: int) -> list[Span]:
    """The stretch of a complement behind the verb, without the "that" or "to" before it."""
    s = cue.sentence
    kept = [k for k in own if k > after]
    if not kept:
        return []
    first, last = kept[0], kept[-1]
    if s.low(first) in ("that", "to"):
        first += 1
    if first > last:
        return []
    following = last + 1
    if following < len(s.tokens) and s.tokens[following].pos in ("VERB", "AUX") and not s.quoted[following]:
        last = next(
            (k - 1 for k in range(following, len(s.tokens)) if s.tokens[k].text in (",", ";", ".")),
            len(s.tokens) - 1,
        )
    last = _cut(cue, first, last)
    span = s.trimmed(s.place(first, max(first, last)))
    return [span] if span[0] < span[1] else []


def _clause_before(cue: _Cue) -> list[Span]:
    """The clause that ends right before the words that name speaker and verb: "…, the ministry said"."""
    s = cue.sentence
    first, last = cue.unit
    if first == 0 or s.low(first - 1) not in COMMAS or "that" not in cue.entry.takes:
        return []
    begin = next((k + 1 for k in range(first - 2, -1, -1) if s.low(k) in (";", ":") and not s.quoted[k]), 0)
    while begin < first and s.tokens[begin].pos in ("PUNCT", "CCONJ"):
        begin += 1
    end = _after_unit(cue)
    lead, rest = range(begin, first), range(end + 1, len(s.tokens))
    dangling = (first > 1 and s.tokens[first - 2].pos in ("ADP", "SCONJ", "CCONJ")) or s.low(
        first - 2
    ) == "including"
    interrupts = s.low(end) in COMMAS and len(rest) > 1 and (dangling or not _is_beside(s, end + 1))
    if interrupts and dangling:
        lead = range(0)  # "…, including, Washington says, supplying rockets"
    told = any(s.tokens[k].pos in ("VERB", "AUX") and s.tokens[k].dep != "amod" for k in lead)
    if not told and not interrupts:
        return []
    spans = [s.trimmed(s.hull(lead))] if lead else []
    if interrupts:
        spans += [s.trimmed(s.hull(range(end + 1, _cut(cue, end + 1, len(s.tokens) - 1) + 1)))]
    return [x for x in spans if x[0] < x[1]]


def _after_unit(cue: _Cue) -> int:
    """The first token behind the words of saying with their time, place and hearer."""
    s = cue.sentence
    end = cue.unit[1]
    if cue.source is not None and cue.unit[1] > cue.verb:
        for c in s.parse.below(cue.verb, "nsubj", "dobj", "attr", "oprd"):
            end = max(end, s.parse.subtree(c)[-1] if c > cue.verb else end)
    for c in s.parse.children[cue.verb]:
        if c > end and s.tokens[c].dep in ("npadvmod", "advmod", "prep", "dobj", "dative") and c - end < 6:
            own = s.parse.subtree(c)
            comma = next((k for k in own if k > end and s.low(k) in COMMAS), None)
            if comma is not None:
                return comma
            end = max(end, own[-1])
    return end + 1


def _is_beside(s: Sentence, k: int) -> bool:
    """Whether what begins at a token stands beside the words of saying: ", adding", ", according to", ", who"."""
    token = s.tokens[k]
    return token.tag in ("VBG", "VBN", "WDT", "WP") or s.low(k) in (
        "according",
        "while",
        "as",
        "after",
        "when",
    )


# --- nouns ---


def _noun(s: Sentence, k: int, entry: reporting_verbs.Verb) -> Attribution | None:
    """ "Russia's claim that …", "amid allegations that …", "a promise to …", "calls for …"."""
    parse = s.parse
    up = s.tokens[k].head
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
            (dep in ("acl", "relcl", "ccomp") and first in ("that", "to") and first in entry.takes)
            or (dep == "prep" and s.low(c) in entry.takes)
        ):
            own = parse.subtree(c)[1:]
            break
    source = _owner(s, k)
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
        return s.hull(parse.subtree(c, parse.below(c, "case")))
    for c in parse.below(k, "prep", "agent"):
        if s.low(c) in ("by", "from", "among") and (pobj := parse.below(c, "pobj")):
            return s.phrase(pobj[0])
    if s.tokens[k].dep == "dobj":
        head, _, _ = subject(s, s.tokens[k].head)
        return (
            s.phrase(head)
            if head is not None
            and not s.quoted[head]
            and (_is_voice(s, head) or s.tokens[head].pos == "PRON")
            else None
        )
    return None


def _words_of(s: Sentence, k: int) -> Attribution | None:
    """ "In the words of Al Roe, “…”"."""
    of = [c for c in s.parse.below(k, "prep") if s.low(c) == "of"]
    pobj = s.parse.below(of[0], "pobj") if of else []
    if not pobj or s.low(k - 1) != "the" or s.low(k - 2) != "in":
        return None
    return _adjunct(s, k - 2, of[0], pobj[0], "in the words of")


def _hearsay(s: Sentence, k: int) -> Attribution | None:
    """ "reportedly": passed on from nobody who is named."""
    span = s.trimmed(s.hull(s.parse.subtree(s.clause_head(s.tokens[k].head))))
    low = s.low(k)
    return Attribution(s.number, "said", low, reporting_verbs.HEARSAY[low], s.place(k, k), None, (span,))


# --- prepositions ---


def _according(s: Sentence, k: int) -> Attribution | None:
    """ "According to X, …", "…, according to X"."""
    if s.low(k + 1) != "to" or k + 2 >= len(s.tokens):
        return None
    pobj = s.parse.below(k + 1, "pobj")
    if pobj:
        return _adjunct(s, k, k + 1, pobj[0], "according to")
    end = next((j - 1 for j in range(k + 2, len(s.tokens)) if s.tokens[j].pos == "PUNCT"), len(s.tokens) - 1)
    return _adjunct(s, k, k + 1, end, "according to") if end > k + 1 else None


def _per(s: Sentence, k: int) -> Attribution | None:
    pobj = s.parse.below(k, "pobj")
    if not pobj or not (
        s.tokens[pobj[0]].entity in ("ORG", "PERSON", "GPE") or s.tokens[pobj[0]].pos == "PROPN"
    ):
        return None
    return _adjunct(s, k, k, pobj[0], "per")


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


def _scope(s: Sentence, k: int) -> int:
    """The head of the clause beside which a phrase stands: behind a comma the whole sentence, but no other's content."""
    top = s.clause_head(s.tokens[k].head)
    if s.low(k - 1) not in COMMAS:
        return top
    while s.tokens[top].head != top and s.tokens[top].dep in ("ccomp", "xcomp", "advcl", "conj", "pcomp"):
        up = s.tokens[top].head
        if s.tokens[top].dep != "conj" and reporting_verbs.verb_of(s.tokens[up].text, s.tokens[up].lemma):
            break
        top = up
    return top
