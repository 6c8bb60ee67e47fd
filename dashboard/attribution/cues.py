"""Verbs that are cues of attribution: "said", "was quoted as saying", "is expected to"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.attribution.beside import beside_as
from dashboard.attribution.content_ends import GOING_ON, Cue
from dashboard.attribution.contents import (
    LINKS,
    OUTSPOKEN,
    REACH,
    content_of,
    direct_before,
    has_clause,
    is_denial,
    is_left_open,
    is_thin,
)
from dashboard.attribution.parsed import FINITE, Attribution, Sentence, Span, is_voice
from dashboard.attribution.silence import (
    ADDRESSING,
    DECLINING,
    is_negated,
    is_paper,
    is_silence,
    says_nothing,
)
from dashboard.attribution.subjects import apposed_speaker, stranded_subject, subject
from dashboard.language import media, reporting_verbs
from dashboard.language.lexicons import lexicon_nouns
from dashboard.language.quotations import Quotation

BESIDE = 24
"""Characters at most between a verb that is no verb of saying and the quotation that it announces."""
BEFORE_COLON = 60
"""The same where a colon announces it: "worded it even more carefully: “…”"."""
BACK = 80
"""Words looked back through for the one who goes on speaking."""
PERSONAL = ("said", "asked", "believed", "planned")
"""What only somebody does, and no thing: evidence shows."""


def verb_attribution(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> Attribution | None:
    """The attribution that a verb makes, if it has a content."""
    if (is_negated(s, verb) and is_silence(s, verb, entry)) or says_nothing(s, verb, entry):
        return None
    if passive := _impersonal(s, verb, entry):
        return passive
    agent = any(s.low(a) == "by" and s.parse.below(a, "pobj") for a in s.parse.below(verb, "agent"))
    if entry.lemma in ADDRESSING and not agent and s.parse.below(verb, "auxpass", "nsubjpass"):
        return None  # "Roe was asked by Poe, “…”" is Poe's
    first, last = s.group(verb)
    if entry.lemma in ("quote", "cite") and any(
        _quoting(s, x) == verb for c in s.parse.below(verb, "prep") for x in s.parse.below(c, "pcomp")
    ):
        return None  # the verb of saying below it makes the attribution
    if quoting := _quoting(s, verb):
        return _quoted_as(s, verb, quoting, entry)
    if ("quote" in entry.takes and not has_clause(s, verb, entry)) and (
        spoken := _inverted_or_trailing(s, verb, first, last)
    ):
        source, quote = spoken
        unit = _unit(s, first, last, source)
        cue = Cue(s, verb, entry, source, None, False, unit)
        made = _made(cue, s.place(first, last), direct_before(cue, quote), True)
        return replace(made, via=tuple(v for v in _media(s, verb, made.content) if v != source))
    head, shared, unnamed = subject(s, verb)
    if shared and (apposed := apposed_speaker(s, verb)) is not None:
        head, shared = apposed, False
    aside = s.tokens[verb].tag == "VBG" and entry.kind == "said"
    if shared and (aside or entry.lemma in GOING_ON or _is_himself(s, verb, head)):
        outer = _outer_speaker(s, verb)
        head = head if outer is None else outer
    if head is not None and shared and s.low(head) == "it" and _is_expletive(s, verb, head):
        return None  # "whether it makes sense to wait or push for a vote"
    loose = shared or s.tokens[verb].dep == "acl"
    if loose and head is not None and entry.kind in PERSONAL and not _can_speak(s, head):
        head = next((k for k in range(verb - 1, max(-1, verb - BACK), -1) if _is_speaker(s, k)), head)
    if head is not None and shared and s.quoted[head] and not s.quoted[verb]:
        head = next((k for k in range(verb - 1, max(-1, verb - BACK), -1) if _is_speaker(s, k)), None)
    if shared and s.low(first) == "do":
        return None  # "has left, but don't expect him to rest"
    if head is not None and _is_nobody(s, head, entry):
        return None
    named = s.phrase(head) if head is not None else None
    if named is None and entry.lemma in OUTSPOKEN:
        named = stranded_subject(s, verb)
    unit = _unit(s, first, last, named if not shared else None)
    cue = Cue(s, verb, entry, named, head, shared, unit)
    content, direct = content_of(cue)
    if not content and named is not None and entry.frame == "say" and (rest := beside_as(s, verb)):
        content = rest
    if not content or (named is None and not unnamed) or is_thin(s, entry, content):
        return None
    made = _made(cue, s.place(first, last), content, direct)
    made = replace(made, kind=_kind(s, verb, entry) or made.kind)
    via = _media(s, verb, content) if entry.kind == "said" else ()
    if head is not None and not shared:
        via = (*via, *_carriers(s, head))
    return replace(made, via=tuple(v for v in via if v != named))


def _kind(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> str:
    """The kind of what a verb reports where the verb below it tells that: "declined to answer" is said, "wanted to know" asked; else ""."""
    below = s.parse.below(verb, "xcomp")
    if entry.lemma == "want" and any(s.low(c) == "know" for c in below):
        return "asked"
    return "said" if entry.lemma in DECLINING and any(_is_answer(s, c) for c in below) else ""


def _is_nobody(s: Sentence, head: int, entry: reporting_verbs.Verb) -> bool:
    """Whether a subject is nobody who says, believes or plans a thing: "nobody would question it", "when you tell a child to wait"
    (anybody, or the reader), "the law aims to protect them"."""
    low = s.low(head)
    if low == "you":
        return entry.kind in ("said", "believed")
    none = low in ("nobody", "none", "neither") or (low == "one" and s.low(head - 1) == "no")
    return none or (entry.kind == "planned" and is_paper(s, head))


def _is_expletive(s: Sentence, verb: int, it: int) -> bool:
    """Whether an infinitive has no doer but the "it" of "it makes sense to"."""
    return s.tokens[verb].tag == "VB" and s.tokens[s.tokens[it].head].lemma in ("be", "make", "take")


def _is_answer(s: Sentence, k: int) -> bool:
    """Whether a verb is one of saying that somebody may refuse: "refused to say whether", which tells that he was asked."""
    entry = reporting_verbs.verb_of(s.tokens[k].text, s.tokens[k].lemma)
    return entry is not None and entry.kind == "said" and entry.lemma not in ("comment", "endorse", "testify")


def bare_speech(s: Sentence, verb: int) -> Attribution | None:
    """Somebody's verb right before a quotation that is a sentence, whatever it says: "Roe shot back: “…”"."""
    end = s.start + s.tokens[verb].end
    quote = s.quotes.after(end)
    own = [c for c in s.parse.below(verb, "nsubj") if c < verb and not s.quoted[c]]
    if s.tokens[verb].lemma.lower() in ("be", "have", "do"):
        return None
    if behind := _bare_behind(s, verb):
        return behind
    if quote is None or not own or s.tokens[verb].tag not in FINITE or not _is_person_like(s, own[-1]):
        return None
    marked = s.quotes.marked(quote)
    between = s.quotes.text[end : marked[0]]
    reach = BEFORE_COLON if between.rstrip().endswith(":") else BESIDE
    if len(between) > reach or not between.rstrip().endswith((",", ":")) or between.count(",") > 1:
        return None
    inside = s.tokens[s.at(quote.start) : s.at(quote.end)]
    if (
        marked[0] >= s.end
        or not s.quotes.text[quote.start].isupper()
        or not any(t.dep == "nsubj" for t in inside)
    ):
        return None
    first, last = s.group(verb)
    entry = reporting_verbs.Verb(s.tokens[verb].lemma.lower(), "neutral", "", "said", frozenset(["quote"]))
    source = s.phrase(own[-1])
    cue = Cue(s, verb, entry, source, own[-1], False, _unit(s, first, last, source))
    return _made(cue, s.place(first, last), [marked], True)


def _bare_behind(s: Sentence, verb: int) -> Attribution | None:
    """The same right behind a quotation that is left open: "“Help me out,” the mayor riffed", "“…,” exhorted Anna Berg"."""
    first, last = s.group(verb)
    spoken = _inverted_or_trailing(s, verb, first, last) if s.tokens[verb].tag in FINITE else None
    if spoken is None:
        return None
    source, quote = spoken
    start, end = s.quotes.marked(quote)
    head = next((c for c in s.parse.below(verb, "nsubj") if s.at(source[0]) <= c < s.at(source[1])), None)
    document = head is not None and reporting_verbs.voices().get(s.low(head)) in ("document", "evidence")
    if head is None or not (document or _is_person_like(s, head)) or s.quotes.text[end - 2] not in ",?!":
        return None
    if s.quotes.text[s.start : max(s.start, start)].strip() or not s.quotes.text[quote.start].isupper():
        return None
    entry = reporting_verbs.Verb(s.tokens[verb].lemma.lower(), "neutral", "", "said", frozenset(["quote"]))
    cue = Cue(s, verb, entry, source, None, False, _unit(s, first, last, source))
    return _made(cue, s.place(first, last), direct_before(cue, quote), True)


def _is_person_like(s: Sentence, k: int) -> bool:
    """Whether a subject is somebody who can speak."""
    token = s.tokens[k]
    return (
        is_voice(s, k)
        or s.low(k) in ("he", "she", "they")
        or token.entity == "PERSON"
        or token.pos == "PROPN"
    )


def _can_speak(s: Sentence, k: int) -> bool:
    """Whether the subject of one verb may be that of a verb of saying beside it as well."""
    if s.low(k) == "it" or (lexicon_nouns().get(s.tokens[k].lemma.lower()) == "thing" and not is_voice(s, k)):
        return False
    return is_voice(s, k) or s.tokens[k].pos in ("PROPN", "PRON") or s.tokens[k].tag in ("NNS", "NNPS", "CD")


def _outer_speaker(s: Sentence, verb: int) -> int | None:
    """Who goes on: in "she said he had a chance and reiterated her terms" the one in whose words the other verb stands, and
    so in "she said he was tired, adding that …" unless he speaks there: "she said he attacked her, calling her a liar".
    """
    up = s.tokens[verb].head
    over = s.tokens[up].head
    before = s.low(s.group(verb)[0] - 1)
    within = reporting_verbs.verb_of(s.tokens[up].text, s.tokens[up].lemma)
    aside = s.tokens[verb].dep == "advcl" and before == "," and (within is None or within.kind != "said")
    joined = s.tokens[verb].dep == "conj" and before in ("and", "but")
    if s.tokens[up].dep != "ccomp" or not (aside or joined):
        return None
    entry = reporting_verbs.verb_of(s.tokens[over].text, s.tokens[over].lemma)
    if entry is None or entry.kind != "said":
        return None
    head, _, _ = subject(s, over)
    return head


def _is_himself(s: Sentence, verb: int, head: int | None) -> bool:
    """Whether the object of a verb bears the name of its subject: nobody "accused Mr. Roe" who is Roe."""
    names = [s.low(c) for c in s.parse.below(verb, "dobj") if s.tokens[c].pos == "PROPN"]
    return head is not None and s.low(head) in names


def _is_speaker(s: Sentence, k: int) -> bool:
    """Whether a token is the subject of a clause and somebody who can speak: "Poe said the plan is dead, adding that …"."""
    return (
        s.tokens[k].dep in ("nsubj", "nsubjpass")
        and not s.quoted[k]
        and (is_voice(s, k) or s.low(k) in ("he", "she", "they"))
    )


def _made(cue: Cue, words: Span, content: Sequence[Span], direct: bool) -> Attribution:
    entry, text = cue.entry, cue.sentence.quotes.text
    texts = [text[start:end] for start, end in content]
    stance = entry.stance
    if stance == "denying" and is_negated(cue.sentence, cue.verb):
        stance = "neutral"  # "did not deny it"
    denied = entry.frame in ("say", "tell", "call") and entry.kind == "said" and is_denial(texts, entry.frame)
    return Attribution(
        cue.sentence.number,
        entry.kind,
        entry.lemma,
        "denying" if denied else stance,
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
    if not s.parse.below(verb, "nsubj") and s.tokens[verb].tag in FINITE and s.tokens[begin].pos == "PROPN":
        nouns = [begin]  # "“… is fine,” Anna Berg, a farmer, said": the parser hangs her on the quotation
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
    if s.tokens[verb].tag not in FINITE and s.low(verb) != "read":  # its past is no other word than its base
        return None
    return (s.phrase(nouns[0]), quote) if nouns else None


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
        if s.tokens[c].dep == "xcomp" and first == "to" and entry.lemma not in ADDRESSING and subjects:
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
    if source is None and entry.kind == "planned" and subjects:  # "Anna Berg's plan is intended to …"
        owners = [
            c for c in parse.below(subjects[0], "poss") if s.tokens[c].entity in ("PERSON", "ORG", "GPE")
        ]
        source = s.hull(parse.subtree(owners[0], parse.below(owners[0], "case"))) if owners else None
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
            and s.tokens[c].entity not in ("DATE", "TIME")
            and (carrier := _medium_at(s, c))
        ):
            return (carrier,)
        waiting += [x for x in parse.children[c] if s.tokens[x].dep in ("prep", "pobj") and s.low(x) != "of"]
    return ()


def _medium_at(s: Sentence, k: int) -> Span | None:
    """The medium that a noun names, without what a preposition binds to it: "The Times", not "a report in The Times"."""
    apart = [c for c in s.parse.children[k] if c > k]
    own = [x for x in s.parse.subtree(k, apart) if x <= k]
    span = s.hull(range(min(own), k + 1))
    if media.GENERIC.search(s.text(span)) or media.named(s.text(span)):
        return span
    whole = s.phrase(k)  # "The Wall Street Journal’s editorial page", "The Post and Courier"
    return (
        whole
        if whole[0] == span[0]
        and s.at(whole[1]) - k < 4
        and media.named(s.text(whole))
        and not s.parse.below(k, "prep")
        else None
    )


def _carriers(s: Sentence, head: int) -> tuple[Span, ...]:
    """ "photos released by state media": the phrase after "by" in a source's own words."""
    for c in s.parse.below(head, "acl"):
        for a in s.parse.below(c, "agent", "prep"):
            if s.low(a) in ("by", "on", "in") and (pobj := s.parse.below(a, "pobj")):
                named = [k for k in pobj if is_voice(s, k) or media.is_medium(s.text(s.phrase(k)))]
                return tuple(s.phrase(k) for k in named[:1])
    return ()
