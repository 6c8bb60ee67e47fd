"""What a verb reports: the quotation, clause or phrase that is its content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.attribution.beside import clause_before
from dashboard.attribution.content_ends import LONGEST, Cue, span_of, until_end
from dashboard.attribution.parsed import FINITE, SUBJECTS, Sentence, Span, is_voice
from dashboard.language import reporting_verbs
from dashboard.language.quotations import Quotation

NAMING = ("dobj", "oprd", "xcomp", "ccomp", "attr", "acl")
"""Labels of what is called what."""
LEAST = 6
"""Words of the shortest content without a verb."""
GAP = 3
"""Characters at most between a quotation and the words that name its speaker."""
REACH = 80
"""Characters at most between a verb and the quotation that it announces."""
OUTSPOKEN = frozenset("say tell add write note warn inform argue remark joke".split())
"""Verbs whose clause is found even where the parser hangs it on a noun between."""
TOPICS = frozenset("as of regarding concerning because".split())
"""What begins a phrase that says of what somebody speaks: "As for the dam, “…,” said Berg"."""
TITLE = 6
"""Words at most of the name of a show."""
LATER = 30
"""Words at most between a verb of saying and its "that"."""
HEARER = 12
"""Words at most of the name of a programme that is told something."""
SAYINGS = frozenset(
    "word words thing things prayer prayers line lines something anything nothing lot phrase sentence".split()
)
"""What somebody says who says so much, and no clause."""
SAME = ("same", "opposite")
"""Words for what others said, or its opposite: "26 percent said the same of Roe"."""
_BESIDE_WORDS = frozenset("as when while after before because since although though until".split())
"""What begins a clause that stands beside the words of saying."""
_MARKS = ("”", "’", '"', "'")
"""What closes a quotation."""
_APART = (":", "(", "–", "—", "―", " -", "--")
"""What stands between somebody's quotation and words before it that are not his."""
LINKS = " ,\xa0—–-―"
_FALSE = (
    "(?:false|untrue|not true|baseless|groundless|unfounded|bogus|fabricated|ludicrous|nonsense|fake(?: news)?|"
    "(?:a |an |all )?(?:lies?|hoax|fiction|fabrication|falsehoods?))"
)
_CLAIM = (
    "(?:it|this|that|these|those|they|them|all|which|"
    "(?:claim|allegation|accusation|charge|report|stor|rumou?r|suggestion|assertion)(?:s|y|ies)?)"
)
_PREDICATE = re.compile(
    rf"\b{_CLAIM}\b(?: (?:that|about|of|against|by|in)\b[^.;:]{{0,60}})?"
    rf"(?:,? (?:is|are|was|were)|[’'](?:s|re))(?: \w+ly| all| just)? {_FALSE}\b",
    re.IGNORECASE,
)
_NAMED_FALSE = re.compile(rf"\b{_CLAIM}\b[^.;:]{{0,60}}?[\s“\"'‘]{_FALSE}\b", re.IGNORECASE)
MOST = 400
"""Characters of a content in which its denial is looked for."""


def is_denial(content: Sequence[str], frame: str) -> bool:
    """Whether what is said is that a claim is false: "the allegations are completely false", called it "a lie"."""
    pattern = _NAMED_FALSE if frame == "call" else _PREDICATE
    return any(pattern.search(part[:MOST]) for part in content)


def content_of(cue: Cue) -> tuple[list[Span], bool]:
    """(spans of what a verb reports, whether it is a whole quotation)."""
    s = cue.sentence
    quote = "quote" in cue.entry.takes
    if denied := _denied_before(cue):
        return [denied], False
    if told := _behind_hearer(cue):
        return told, False
    aside = cue.shared and s.tokens[cue.verb].tag == "VBG"  # "on “The View,” remarking that …"
    before = None if aside else _quotation_before(cue)
    if before is not None and quote and not has_clause(s, cue.verb, cue.entry):
        return direct_before(cue, before), True
    after = _quotation_after(cue)
    if after is not None and quote and _lead(s, s.quotes.marked(after)[0]).endswith(":"):
        return [s.quotes.marked(after)], True
    right = _complement(cue)
    if right:
        return right, False
    if after is not None and quote:
        span = s.quotes.marked(after)
        if _lead(s, span[0])[-1:] in (",", ":") or after.end >= s.end:
            lead = clause_before(cue) if s.quotes.text[after.start].islower() else []
            lead = [
                x for x in lead[:1] if _has_finite(s, x)
            ]  # "Reacting to it, the mayor tweeted, “finally”"
            return [*lead[:1], span], not lead
        return until_end(cue, s.at(span[0])), False
    if answer := _answer(cue):
        return answer, False
    if _is_cut_clause(cue):
        return _clause_after(cue), False
    if left := clause_before(cue):
        return left, False
    return _clause_after(cue) or _headline_after(cue), False


def is_thin(s: Sentence, entry: reporting_verbs.Verb, content: Sequence[Span]) -> bool:
    """Whether a content is only what is spoken of, a few words without a verb: "mocked them", "announced a deal".

    What is denied, believed or asked for, and what somebody is called, says something: "denied all knowledge", "calls her a friend".
    """
    inside = range(len(s.tokens))
    own = [k for a, b in content for k in inside[s.at(a) : s.at(b - 1) + 1] if s.tokens[k].pos != "PUNCT"]
    if not own or len(own) >= LEAST or any(s.tokens[k].pos in ("VERB", "AUX") or s.quoted[k] for k in own):
        return False
    if all(s.tokens[k].pos == "PRON" for k in own):
        return True
    speaks_of = entry.frame in ("", "say", "express", "show") and entry.lemma != "say"
    return speaks_of and not (
        entry.kind == "believed" or entry.stance == "denying" or s.tokens[own[0] - 1].pos == "ADP"
    )


def _has_finite(s: Sentence, span: Span) -> bool:
    """Whether a stretch has a finite verb."""
    return any(t.tag in (*FINITE, "MD") for t in s.tokens[s.at(span[0]) : s.at(span[1] - 1) + 1])


def has_clause(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> bool:
    """Whether a clause follows a verb at once: "On “This Week,” he said that …" reports no name of a broadcast.

    In "“…,” said Anna Berg, who is tired but helped", read as if she helped were said, the verb has no subject.
    """
    if (
        not s.parse.below(verb, *SUBJECTS)
        and s.tokens[verb].tag in FINITE
        and s.tokens[verb - 1].text[:1] in _MARKS
    ):
        return False
    for c in s.parse.below(verb, "ccomp"):
        own = s.parse.subtree(c)
        first = next((k for k in own if s.tokens[k].pos != "PUNCT"), own[0])
        if s.low(first) in _BESIDE_WORDS:
            continue  # "“…,” he said as he left": no clause that he said
        if verb < first and not s.quoted[first] and entry.takes & {"that", "wh"}:
            return not any(t.pos == "PUNCT" for t in s.tokens[verb:first])
    return False


def _lead(s: Sentence, end: int) -> str:
    """The last characters before an offset, without white space."""
    return s.quotes.text[max(0, end - LONGEST) : end].rstrip()


def _denied_before(cue: Cue) -> Span | None:
    """What a relative clause says that somebody denies: "the accusations, which he has denied"."""
    s, verb = cue.sentence, cue.verb
    if cue.entry.frame != "deny" or s.tokens[verb].dep != "relcl":
        return None
    if not any(s.tokens[c].tag == "WDT" for c in s.parse.below(verb, "dobj", "nsubjpass")):
        return None
    up = s.tokens[verb].head
    if s.tokens[up].pos in ("NOUN", "PROPN"):
        return s.phrase(up)
    own = [k for k in s.parse.subtree(up, [verb]) if k < verb]
    return s.trimmed(s.hull(own)) if own else None


def _behind_hearer(cue: Cue) -> list[Span]:
    """What a programme was told, whose name the parser takes for a clause: "told NBC’s Meet the Press that …"."""
    s = cue.sentence
    first = cue.verb + 1
    for k in range(first, min(len(s.tokens), first + HEARER)):
        token = s.tokens[k]
        if s.low(k) == "that":
            owned = any(t.tag == "POS" for t in s.tokens[first:k])
            return until_end(cue, k + 1) if owned and cue.entry.lemma == "tell" else []
        if not (token.text[:1].isupper() or token.tag in ("POS", "DT", "IN", "CC", "''", "``")):
            return []
    return []


def _clause_after(cue: Cue) -> list[Span]:
    """What follows a verb of saying up to the end of its sentence, where the parser hangs it elsewhere."""
    s = cue.sentence
    if _is_cut_clause(cue):
        return until_end(cue, cue.unit[1] + 1)
    if cue.entry.lemma not in OUTSPOKEN or (s.tokens[cue.verb].tag, s.tokens[cue.verb].dep) == ("VBN", "acl"):
        return []  # "posts written by Poe as evidence that …"
    last = cue.unit[1]
    for k in range(last + 1, min(len(s.tokens), last + 20)):
        if s.tokens[k].text in (",", ";", ":", "."):
            break
        if s.low(k) == "that" and s.tokens[k].tag == "IN":
            return until_end(cue, k + 1)
    for k in range(last + 1, min(len(s.tokens), last + 14)):
        token = s.tokens[k]
        if token.text in (",", ";", ":", ".", "—", "–", "(") or token.pos in ("VERB", "AUX"):
            return []
        if token.text == "that":
            return until_end(cue, k + 1)
        head = token.head
        if token.dep in ("nsubj", "nsubjpass", "expl") and head > k and s.tokens[head].pos in ("VERB", "AUX"):
            own = s.parse.subtree(k)
            if own[0] > last:
                return until_end(cue, own[0])
    return []


def _is_cut_clause(cue: Cue) -> bool:
    """Whether what is said is a clause whose verb the parser takes for a noun: "said a guard at the gate claims he shot", "said
    families of people killed by police file lawsuits".
    """
    s, first = cue.sentence, cue.unit[1] + 1
    if cue.entry.lemma != "say" or first >= len(s.tokens) or s.quoted[first]:
        return False
    for c in s.parse.below(cue.verb, "dobj"):
        own = s.parse.subtree(c)
        bare = [
            x
            for x in own[:LATER]
            if s.tokens[x].dep in ("relcl", "acl")
            and s.tokens[s.parse.subtree(x)[0]].tag not in ("WDT", "WP", "IN")
        ]
        if own[0] == first and bare and s.tokens[c].tag in ("NNS", "NN", "NNP") and s.low(c) not in SAYINGS:
            return True
    return False


def _answer(cue: Cue) -> list[Span]:
    """A bare answer: "Asked whether it was safe, half said yes, but …"."""
    s, k = cue.sentence, cue.unit[1] + 1
    if cue.entry.lemma != "say" or s.low(k) not in ("yes", "no"):
        return []
    alone = k + 1 >= len(s.tokens) or s.tokens[k + 1].pos in ("PUNCT", "CCONJ", "SCONJ")
    return [s.place(k, k)] if alone else []


def _headline_after(cue: Cue) -> list[Span]:
    """What follows "says" in a headline, whose capitals the parser takes for names: "Berg Says Rivals Broke Dam, …"."""
    s, first = cue.sentence, cue.unit[1] + 1
    if not s.heading or cue.entry.lemma != "say" or cue.head is None or s.tokens[cue.verb].tag not in FINITE:
        return []
    stop = next((k for k in range(first, len(s.tokens)) if s.low(k) in (",", ";", "—", "–")), len(s.tokens))
    span = s.trimmed(s.place(first, stop - 1)) if stop - first > 1 else (0, 0)
    return [span] if span[0] < span[1] else []


def _quotation_before(cue: Cue) -> Quotation | None:
    """The quotation that ends right before the words that name speaker and verb."""
    s = cue.sentence
    start = s.start + s.tokens[cue.unit[0]].start
    quote = s.quotes.before(start)
    if quote is None or not quote.closed or start - quote.end > GAP + 2:
        return None
    between = s.quotes.text[s.quotes.marked(quote)[1] : start]
    return quote if not between.strip(LINKS) and is_left_open(s, quote) else None


def is_left_open(s: Sentence, quote: Quotation) -> bool:
    """Whether a sentence may go on after a quotation with words of saying: "…,” said", "…?” she asked"."""
    marked = s.quotes.marked(quote)
    first, end = s.at(quote.start), s.at(quote.end)
    if (
        s.quotes.text[s.start : marked[0]].strip()
        and not any(t.pos in ("VERB", "AUX") for t in s.tokens[:first])
        and s.quotes.text[quote.start].isupper()
        and not any(t.dep in SUBJECTS for t in s.tokens[first:end])
    ):
        return False  # "On “Fox News Sunday,” he said": a name in quotation marks
    if s.quotes.text[quote.end - 1] == "?" and any(s.low(k) == "asked" for k in range(first)):
        return False  # "Asked, “Is that you?” Roe replied, “No.”"
    last = s.quotes.text[quote.start : quote.end].rstrip("'’ ")[-1:]
    after = s.quotes.text[s.quotes.marked(quote)[1] :][:1]
    return last in ",?!—–-…" or after in (",", "—", "–", "-") or (last == "." and quote.end >= s.start)


def _quotation_after(cue: Cue) -> Quotation | None:
    """The quotation that begins right after the verb or at the end of its sentence: "said: “…”"."""
    s = cue.sentence
    end = s.start + s.tokens[cue.unit[1]].end
    quote = s.quotes.after(end)
    if quote is None:
        return None
    between = s.quotes.text[end : s.quotes.marked(quote)[0]]
    if _is_another_s(cue, s.at(quote.start)) or _is_added(cue, quote):
        return None
    if len(between) < REACH and re.fullmatch(r"\s*|[^.!?;]*[,:]\s*", between):
        return quote
    return None


def _is_added(cue: Cue, quote: Quotation) -> bool:
    """Whether another word of saying announces a quotation that follows a clause: "said there was none, adding: “…”"."""
    s = cue.sentence
    k = s.at(s.quotes.marked(quote)[0]) - 1
    while k > cue.unit[1] and (s.tokens[k].pos == "PUNCT" or s.low(k) == "that"):
        k -= 1
    token = s.tokens[k]
    beside = (
        k > cue.unit[1]
        and token.tag == "VBG"
        and reporting_verbs.verb_of(token.text, token.lemma) is not None
    )
    return beside and bool(s.parse.below(cue.verb, "ccomp"))


def _is_another_s(cue: Cue, end: int) -> bool:
    """Whether the clause of a verb stands before another one with a subject, whose quotation follows: "As Poe attacked him,
    the crowd chanted, “…”".
    """
    s, at = cue.sentence, cue.verb
    for _ in range(6):
        up = s.tokens[at].head
        if up == at:
            return False
        if s.tokens[at].dep == "advcl" and cue.unit[1] < up < end and s.parse.below(up, "nsubj"):
            return True
        at = up
    return False


def direct_before(cue: Cue, quote: Quotation) -> list[Span]:
    """The content of a verb after a quotation, with the quotation that goes on behind it."""
    s = cue.sentence
    start, end = s.quotes.marked(quote)
    lead = s.quotes.text[s.start : start].strip() if start > s.start else ""
    apart = lead.endswith(_APART) and not any(mark in lead for mark in '“"”')
    if lead and not apart and not _is_narrated(cue, quote):
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
        if not (adding or _is_title(s, following)) and re.search(
            r"[,.;]\s*(?:(?:but|and|that|then)(?: \w+)?)?\s*\Z", between
        ):
            found.append(s.quotes.marked(following))
    return found


def _is_title(s: Sentence, quote: Quotation) -> bool:
    """Whether a quotation is the name of a show: "said on his radio show, “The Hannity Show.”"."""
    own = s.tokens[s.at(quote.start) : s.at(quote.end)]
    words = [t for t in own if t.text.isalpha()]
    return (
        0 < len(words) <= TITLE
        and all(t.text[:1].isupper() or len(t.text) < 4 for t in words)
        and not any(t.tag in (*FINITE, "MD") for t in words)
    )


def _is_narrated(cue: Cue, quote: Quotation) -> bool:
    """Whether what stands before a quotation in its sentence is not its speaker's: another's words of saying ("she said, but
    despite the tone, “…,” said Berg"), or a phrase that says of what he speaks ("As for the dam, “…,” said Berg").
    """
    s = cue.sentence
    own = range(s.lead, s.at(s.quotes.marked(quote)[0]))
    verbs = [k for k in own if s.tokens[k].tag in (*FINITE, "MD")]
    for k in verbs:
        entry = reporting_verbs.verb_of(s.tokens[k].text, s.tokens[k].lemma)
        said = entry is not None and entry.kind == "said" and not s.quoted[k] and s.parse.below(k, "nsubj")
        if said and any(s.quoted[j] for j in range(own.start, k)):
            return True
    spoken = any(t.dep in SUBJECTS for t in s.tokens[s.at(quote.start) : s.at(quote.end)])
    return not verbs and spoken and bool(own) and s.low(own[0]) in TOPICS


def _complement(cue: Cue) -> list[Span]:
    """What stands after the verb and depends on it as its content."""
    s, takes, parse = cue.sentence, cue.entry.takes, cue.sentence.parse
    after = max(cue.verb, cue.unit[1] if cue.unit[0] == cue.verb else cue.verb)
    right = [c for c in parse.children[cue.verb] if c > cue.verb]
    for c in right:
        dep = s.tokens[c].dep
        dated = s.tokens[c].entity in ("DATE", "TIME")  # "called Friday for the mayor to go"
        if cue.entry.frame == "call" and dep in NAMING and not dated and (named := _named(cue, after)):
            return named
        if dep == "ccomp" and takes & {"that", "wh"}:
            more = [k for x in right if x > c and _goes_on(s, c, x) for k in parse.subtree(x)]
            more += [k for x in right if x > c and _is_cut_off(cue, x) for k in parse.subtree(x)]
            return span_of(cue, [*parse.subtree(c), *more], after)
        asked = s.low(parse.subtree(c)[0]) in ("if", "whether") and {"wh", "that"} <= takes
        if (
            dep == "advcl"
            and asked
            and cue.entry.lemma in ("question", "ask", "wonder")
            and s.low(c - 1) != ","
        ):
            return span_of(cue, parse.subtree(c), after)  # "questioned IF the page was taken down"
        if dep in ("advcl", "ccomp") and "for" in takes and _is_for_to(s, c):
            return span_of(cue, parse.subtree(c)[1:], after)
        if dep == "xcomp":
            infinitive = any(s.low(x) == "to" for x in parse.children[c])
            if ("to" if infinitive else "comp") in takes:
                return span_of(cue, _infinitive(s, c) if infinitive else parse.subtree(c), after)
        if (
            dep == "advcl"
            and "comp" in takes
            and cue.entry.stance == "denying"
            and c == s.group(cue.verb)[1] + 1
        ):
            return span_of(cue, parse.subtree(c), after)  # "ruled out resigning"
        if dep == "dobj" and (found := _object(cue, c, after)):
            return found
        if dep == "prep" and cue.entry.lemma == "put":
            things = [x for x in parse.below(cue.verb, "dobj") if cue.verb < x < c]
            figure = any(s.tokens[k].tag == "CD" for k in parse.subtree(c))
            if s.low(c) == "at" and things and figure:  # "put the cost of the strike at 30,000 crowns"
                return span_of(cue, [*parse.subtree(things[0]), *parse.subtree(c)], after)
            continue
        if dep == "prep" and s.low(c) in takes:
            behind = [
                x for x in right if x > c and s.low(c) == "for" and _is_infinitive(s, x, parse.subtree(c)[-1])
            ]
            more = parse.subtree(behind[0]) if behind else []  # "called for the mayor | to resign"
            return span_of(cue, [*parse.subtree(c)[1:], *more], after)
    return []


def _is_for_to(s: Sentence, k: int) -> bool:
    """Whether a verb is what somebody should do: "called | for the mayor to resign"."""
    begins = s.low(s.parse.subtree(k)[0]) == "for" and bool(s.parse.below(k, *SUBJECTS))
    return begins and s.tokens[k].tag == "VB" and any(s.low(c) == "to" for c in s.parse.below(k, "aux"))


def _is_infinitive(s: Sentence, k: int, before: int) -> bool:
    """Whether an infinitive with "to" begins right behind a token."""
    return s.low(before + 1) == "to" and s.tokens[k].tag == "VB" and s.parse.subtree(k)[0] == before + 1


def _infinitive(s: Sentence, k: int) -> list[int]:
    """An infinitive with what belongs to it, without a finite verb that is hung on it: "vowed to keep it | and celebrated"."""
    finite: list[int] = []
    at = k
    while (more := s.parse.below(at, "conj")) and not finite:
        at = more[0]
        finite = [at] if s.tense(at) in FINITE and not s.quoted[at] else []
    own = s.parse.subtree(k, finite)
    if finite:
        own = [j for j in own if j < finite[0]]
        while own and (s.tokens[own[-1]].pos == "CCONJ" or s.low(own[-1]) == ","):
            own.pop()
    return own


def _object(cue: Cue, c: int, after: int) -> list[Span]:
    """What the object of a verb says: the object itself, or the clause or reproach that the parser hangs on it."""
    s, takes, frame, parse = cue.sentence, cue.entry.takes, cue.entry.frame, cue.sentence.parse
    reproach = [x for x in parse.below(c, "prep") if frame == "accuse" and s.low(x) in takes]
    if reproach:  # "accused the rebels of shelling a market"
        return span_of(cue, parse.subtree(reproach[0])[1:], after)
    inner = [
        x
        for x in parse.below(c, "relcl", "acl")
        if s.low(parse.subtree(x)[0]) == "that"
        and (_has_subject(s, x) or _can_hear(s, c) or "obj" not in takes)
    ]  # "told reporters that …", and not "is proposing a plan that would …"
    if inner and "that" in takes:  # "told reporters that …", read as a relative clause
        return span_of(cue, parse.subtree(inner[0]), after)
    finite = any(s.tokens[x].tag in (*FINITE, "VBN") for x in parse.below(c, "acl"))
    if finite and frame == "say" and "that" in takes:  # "added the meeting served …", read as one noun phrase
        return until_end(cue, parse.subtree(c)[0])
    evidence = cue.head is not None and reporting_verbs.voices().get(s.low(cue.head)) == "evidence"
    view = "view" in takes and s.tokens[c].lemma.lower() in reporting_verbs.nouns()
    same = s.low(c) in SAME and s.low(c - 1) == "the"
    if "obj" in takes or view or same or (evidence and cue.entry.kind == "shown"):
        own = parse.subtree(c)  # "mocked them | for wasting time", "assailed the plan | as a folly"
        why = [x for x in parse.below(cue.verb, "prep") if x == own[-1] + 1 and _is_reason(s, x)]
        return span_of(cue, [*own, *(k for x in why for k in parse.subtree(x))], after)
    return []


def _is_reason(s: Sentence, prep: int) -> bool:
    """Whether a preposition says what somebody is praised or blamed for, or as what."""
    return s.low(prep) == "as" or (s.low(prep) in ("for", "over") and bool(s.parse.below(prep, "pcomp")))


def _can_hear(s: Sentence, noun: int) -> bool:
    """Whether a noun is somebody who can be told something."""
    kind = reporting_verbs.voices().get(s.tokens[noun].lemma.lower())
    return is_voice(s, noun) and kind not in ("document", "evidence")


def _has_subject(s: Sentence, verb: int) -> bool:
    """Whether a clause has a subject of its own besides the "that" with which it begins."""
    return any(s.low(c) != "that" for c in s.parse.below(verb, *SUBJECTS))


def _named(cue: Cue, after: int) -> list[Span]:
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
        parts
        and not quoted
        and all(s.tokens[k].pos in ("PROPN", "NUM", "DET", "PUNCT") for c in parts for k in parse.subtree(c))
    ):
        return []  # "the patch, which Marlen dubbed MS08-078": a name
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
    return span_of(cue, sorted(own), after)


def _goes_on(s: Sentence, content: int, k: int) -> bool:
    """Whether a further dependent of the verb goes on with its content."""
    dep = s.tokens[k].dep
    if dep == "conj" and s.joined_to(k) == content:
        return True  # "say she was angry and continued to shout"
    if dep == "conj":  # "says she hopes …, but she knows …"
        own, first = s.parse.below(k, "nsubj"), s.parse.below(content, "nsubj")
        return bool(own and first) and s.tokens[own[0]].tag == "PRP" and s.low(own[0]) == s.low(first[0])
    if dep in ("conj", "advcl") and s.low(s.parse.subtree(k)[0]) == "that":
        return True  # "said the border must be secured, but that nobody …"
    return dep == "ccomp" or (
        dep == "advcl" and s.low(s.parse.subtree(k)[0]) in ("because", "if", "unless", "so")
    )


def _is_cut_off(cue: Cue, k: int) -> bool:
    """Whether a dependent of the verb belongs to its content, from which the comma of a quotation cuts it off: "said that it
    was “fun,” and that …", "told us that polls could be “off,” and have been wrong".
    """
    s = cue.sentence
    own = s.parse.subtree(k)
    if s.tokens[k].dep not in ("conj", "advcl", "dep") or s.quoted[own[0]]:
        return False
    before = own[0] - 1
    if s.low(before) in ("and", "or"):
        before -= 1
    if (
        before < 1
        or s.quotes.text[s.start + s.tokens[before].end - 1] not in "”\"'"
        or s.low(before - 1) != ","
    ):
        return False
    if s.low(own[0]) == "that" or s.parse.below(k, "expl"):
        return True
    return (
        not s.parse.below(k, *SUBJECTS)
        and s.tokens[k].tag not in ("VBG", s.tokens[cue.verb].tag)
        and (reporting_verbs.verb_of(s.tokens[k].text, s.tokens[k].lemma) is None)
    )
