"""Verbs that report: "said", "told", "was quoted as saying", "is expected to"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.attribution.contents import (
    LINKS,
    REACH,
    Cue,
    clause_before,
    content_of,
    direct_before,
    is_left_open,
)
from dashboard.attribution.grammar import FINITE, subject
from dashboard.attribution.parsed import Attribution, Sentence, Span
from dashboard.language import media, reporting_verbs
from dashboard.language.quotations import Quotation

NEGATED = frozenset("say tell ask write report add specify explain state mention announce".split())
"""Verbs that report nothing where they are negated: "did not say whether"."""
TOLD = frozenset("tell ask advise urge warn order remind inform".split())
"""Verbs whose passive tells who heard it: "he was told to wait" reports no claim of anybody."""


def verb_attribution(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> Attribution | None:
    """The attribution that a verb makes, if it has a content."""
    if _is_negated(s, verb) and entry.lemma in NEGATED:
        return None
    if passive := _impersonal(s, verb, entry):
        return passive
    if entry.lemma in TOLD and s.parse.below(verb, "auxpass", "nsubjpass"):
        return None
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
        cue = Cue(s, verb, entry, source, None, False, unit)
        made = _made(cue, s.place(first, last), direct_before(cue, quote), True)
        return replace(made, via=tuple(v for v in _media(s, verb, made.content) if v != source))
    head, shared, unnamed = subject(s, verb)
    named = s.phrase(head) if head is not None else None
    unit = _unit(s, first, last, named if not shared else None)
    cue = Cue(s, verb, entry, named, head, shared, unit)
    content, direct = content_of(cue)
    if not content or (named is None and not unnamed):
        return None
    made = _made(cue, s.place(first, last), content, direct)
    via = _media(s, verb, content) if entry.kind == "said" else ()
    if head is not None and not shared:
        via = (*via, *_carriers(s, head))
    return replace(made, via=tuple(v for v in via if v != named))


def _made(cue: Cue, words: Span, content: Sequence[Span], direct: bool) -> Attribution:
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
        or (after < s.start and s.quotes.text[after : s.start].strip(LINKS))
    ):
        return None
    begin = s.at(max(after, s.start))
    while begin < first and s.tokens[begin].pos == "PUNCT":
        begin += 1
    between = range(begin, first)
    if not is_left_open(s, quote):
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
    if s.tokens[verb].tag not in FINITE:
        return None
    if not nouns:
        return None
    return s.phrase(nouns[0]), quote


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
    cue = Cue(s, saying, entry, source, speakers[0], False, (first, saying))
    content, direct = content_of(cue)
    if not content and "ccomp" in {s.tokens[c].dep for c in parse.children[quoting]}:
        cue = Cue(s, quoting, entry, source, speakers[0], False, (first, saying))
        content = clause_before(cue)
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
    begin, end = s.group(verb)
    own = [k for k in own if not begin <= k <= end or k < begin]
    if not own:
        return None
    span = s.trimmed(s.hull(own))
    return (
        Attribution(s.number, entry.kind, entry.lemma, entry.stance, s.place(begin, end), source, (span,))
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
