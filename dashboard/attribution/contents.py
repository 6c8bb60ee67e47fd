"""What a verb reports: the quotation, clause or phrase that is its content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.attribution.parsed import COMMAS, FINITE, SUBJECTS, TIMES, Sentence, Span, is_voice
from dashboard.language import reporting_verbs
from dashboard.language.quotations import Quotation

NAMING = ("dobj", "oprd", "xcomp", "ccomp", "attr", "acl")
"""Labels of what is called what."""
GAP = 3
"""Characters at most between a quotation and the words that name its speaker."""
REACH = 80
"""Characters at most between a verb and the quotation that it announces."""
OUTSPOKEN = frozenset("say tell add write note warn inform argue".split())
"""Verbs whose clause is found even where the parser hangs it on a noun between."""
LONGEST = 300
"""Tokens of a clause that are looked through for a content's ends; a printed sentence rarely has 100."""
TOPICS = frozenset("as of regarding concerning because".split())
"""What begins a phrase that says of what somebody speaks: "As for the dam, “…,” said Berg"."""
LINKING = 3
"""Tokens at most of what only leads on before words of saying: "And so, he said, while …"."""
LEAST_REST = 4
"""Words at least of what stands beside "as the Times reported"."""
LATER = 30
"""Words at most between a verb of saying and its "that"."""
BETWEEN = 12
"""Words at most of a phrase between "and" and its verb: "and as part of talks over the budget has called for"."""
NEAR = 6
"""Words at most between "and" and the verb of another report beside one."""
HEARER = 12
"""Words at most of the name of a programme that is told something."""
SAME = ("same", "opposite")
"""What somebody says who says what others say: "26 percent said the same of Roe"."""
_BESIDE_WORDS = frozenset("as when while after before because since although though until".split())
"""What begins a clause that stands beside the words of saying."""
GOING_ON = frozenset("add concede acknowledge note caution stress insist reiterate".split())
"""Verbs with which the same person goes on: "said the dam would hold but conceded that …"."""
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


@dataclass(frozen=True)
class Cue:
    """A verb that may report, while its content is looked for."""

    sentence: Sentence
    verb: int
    entry: reporting_verbs.Verb
    source: Span | None
    head: int | None
    shared: bool
    unit: tuple[int, int]


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
    before = _quotation_before(cue)
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
            return [*lead[:1], span], not lead
        return _until_end(cue, s.at(span[0])), False
    if answer := _answer(cue):
        return answer, False
    if left := clause_before(cue):
        return left, False
    return _clause_after(cue) or _headline_after(cue), False


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
            return _until_end(cue, k + 1) if owned and cue.entry.lemma == "tell" else []
        if not (token.text[:1].isupper() or token.tag in ("POS", "DT", "IN", "CC", "''", "``")):
            return []
    return []


def _clause_after(cue: Cue) -> list[Span]:
    """What follows a verb of saying up to the end of its sentence, where the parser hangs it elsewhere."""
    s = cue.sentence
    if cue.entry.lemma not in OUTSPOKEN:
        return []
    last = cue.unit[1]
    for k in range(last + 1, min(len(s.tokens), last + LATER)):
        # "said on CNN, where he is a guest, that …", read as a relative clause
        if (
            s.low(k) == "that"
            and s.tokens[k].tag == "IN"
            and s.tokens[k].dep == "mark"
            and s.low(k - 1) == ","
        ):
            if s.parse.below(cue.verb, "prep", "npadvmod"):
                return _until_end(cue, k + 1)
            break
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


def _until_end(cue: Cue, first: int) -> list[Span]:
    """From a token to the end of the clause: to the next cue that stands beside this one."""
    s = cue.sentence
    if first >= len(s.tokens):
        return []
    last = _cut(cue, first, min(len(s.tokens), first + LONGEST) - 1)
    span = s.trimmed(s.place(first, last))
    return [span] if span[0] < span[1] else []


def _cut(cue: Cue, first: int, last: int) -> int:
    """The last token of a content, before ", adding that …", "and warned …" or a semicolon."""
    s = cue.sentence
    for k in range(first, last + 1):
        if s.quoted[k]:
            continue
        token = s.tokens[k]
        if token.text == ";":
            return k - 1
        if k > first + 1 and s.low(k - 1) == "," and _is_aside(s, k):
            return k - 2
        if k > first + 1 and s.tokens[k - 1].tag == "''" and _is_later(s, k):
            return k - 1
        if (beside := _beside(cue, k, first)) is not None:
            return beside - 1
        tense = s.tense(k)
        if (token.lemma not in GOING_ON or token.tag not in FINITE) and (
            tense != "VBG" and tense != s.tense(cue.verb)
        ):
            continue
        if k == first:
            continue
        entry = reporting_verbs.verb_of(token.text, token.lemma)
        if entry is None or (entry.kind == "believed" and token.dep == "conj" and token.tag != "VBG"):
            continue  # "said she could not come but understood why"
        ends = k - 2 if s.tokens[k - 1].tag == "''" else k - 1
        if token.tag == "VBG" and s.low(ends) == "," and token.dep in ("advcl", "acl", "conj", "ROOT"):
            return k - 1 if ends < k - 1 else k - 2
        if token.tag == "VBG" and s.low(k - 1) == "while":  # "…, while insisting that …"
            return k - 2 - (s.low(k - 2) == ",")
        begin = s.group(k)[0]
        subjects = s.parse.below(k, "nsubj")
        if (
            token.dep == "conj"
            and subjects
            and s.tokens[token.head].tag != token.tag
            and s.low(s.parse.subtree(subjects[0])[0] - 1) in ("and", "but")
        ):
            return s.parse.subtree(subjects[0])[0] - 2
        alone = token.dep == "conj" and not s.parse.below(k, *SUBJECTS)
        if alone and token.lemma in GOING_ON and s.low(begin - 1) in ("and", "but"):
            return begin - 2 - (s.low(begin - 2) == ",")
        if alone and s.tense(token.head) != tense:
            joined = _joined_at(s, begin, first, 1 if tense == "VBG" else BETWEEN)
            if joined is not None:
                return joined - 1 - (s.low(joined - 1) == ",")
    return last


def _is_aside(s: Sentence, k: int) -> bool:
    """Whether what begins behind a comma is the reporter's: ", compared with 30 percent who …", ", while four in 10 want …"."""
    low, following = s.low(k), s.low(k + 1)
    clause = low == "while" and s.tokens[k].dep == "mark" and s.parse.below(s.tokens[k].head, *SUBJECTS)
    return bool(clause) or (low == "compared" and following in ("with", "to"))


def _is_later(s: Sentence, k: int) -> bool:
    """Whether a time begins behind a quotation at which the reporter puts it: "“one way or the other,” a day after it emerged"."""
    return k + 2 < len(s.tokens) and s.tokens[k + 1].lemma in TIMES and s.low(k + 2) in ("after", "before")


def _joined_at(s: Sentence, begin: int, first: int, within: int) -> int | None:
    """Where the "and" or "but" stands that joins a verb to one before it; only a phrase may stand between them."""
    for at in range(begin - 1, max(first, begin - 1 - within), -1):
        if s.low(at) in ("and", "but"):
            return at
        if s.tokens[at].tag in FINITE or s.tokens[at].pos == "PUNCT" or s.quoted[at]:
            return None
    return None


def _beside(cue: Cue, k: int, first: int) -> int | None:
    """Where another report beside this one begins whose verb stands at a token: "…, while 22 percent said", "… and one in four
    said", "… but did not say".
    """
    s, token, own = cue.sentence, cue.sentence.tokens[k], cue.sentence.tokens[cue.verb]
    begin = s.group(k)[0]
    if token.tag == "VB" and s.low(begin) in ("did", "does", "do") and s.tokens[begin].tag == own.tag:
        known = reporting_verbs.verb_of(token.text, token.lemma) is not None
        at = begin - 1
        if known and s.low(at) == "but" and at > first:
            return at - (s.low(at - 1) == ",")
        return None
    if token.text != own.text or token.dep == "relcl" or k == first:
        return None
    for at in range(k - 1, max(first, k - 1 - NEAR), -1):
        if s.low(at) in ("while", "whereas", "and", "but", "although", "though"):
            return at - (s.low(at - 1) == ",")
        if s.tokens[at].pos in ("VERB", "AUX", "PUNCT") or s.quoted[at]:
            return None
    return None


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
    return beside and any(c > cue.verb for c in s.parse.below(cue.verb, "ccomp"))


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
        if not adding and re.search(r"[,.;]\s*(?:(?:but|and|that|then)(?: \w+)?)?\s*\Z", between):
            found.append(s.quotes.marked(following))
    return found


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
        if cue.entry.frame == "call" and dep in NAMING and (named := _named(cue, after)):
            return named
        if dep == "ccomp" and takes & {"that", "wh"}:
            more = [k for x in right if x > c and _goes_on(s, c, x) for k in parse.subtree(x)]
            more += [k for x in right if x > c and _is_cut_off(cue, x) for k in parse.subtree(x)]
            return _span_of(cue, [*parse.subtree(c), *more], after)
        if dep == "xcomp":
            infinitive = any(s.low(x) == "to" for x in parse.children[c])
            if ("to" if infinitive else "comp") in takes:
                return _span_of(cue, _infinitive(s, c) if infinitive else parse.subtree(c), after)
        if dep == "dobj" and (found := _object(cue, c, after)):
            return found
        if dep == "prep" and s.low(c) in takes:
            return _span_of(cue, parse.subtree(c)[1:], after)
    return []


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
        return _span_of(cue, parse.subtree(reproach[0])[1:], after)
    inner = [x for x in parse.below(c, "relcl", "acl") if s.low(parse.subtree(x)[0]) == "that"]
    if inner and "that" in takes:  # "told reporters that …", read as a relative clause
        return _span_of(cue, parse.subtree(inner[0]), after)
    finite = any(s.tokens[x].tag in (*FINITE, "VBN") for x in parse.below(c, "acl"))
    if finite and frame == "say" and "that" in takes:  # "added the meeting served …", read as one noun phrase
        return _until_end(cue, parse.subtree(c)[0])
    evidence = cue.head is not None and reporting_verbs.voices().get(s.low(cue.head)) == "evidence"
    view = "view" in takes and s.tokens[c].lemma.lower() in reporting_verbs.nouns()
    same = s.low(c) in SAME and s.low(c - 1) == "the"
    if "obj" in takes or view or same or (evidence and cue.entry.kind == "shown"):
        return _span_of(cue, parse.subtree(c), after)
    return []


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


def _span_of(cue: Cue, own: Sequence[int], after: int) -> list[Span]:
    """The stretch of a complement behind the verb, without the "that" or "to" before it."""
    s = cue.sentence
    kept = [k for k in own if k > after]
    if not kept:
        return []
    first, last = kept[0], kept[-1]
    if s.quoted[first] and s.tokens[first].dep == "punct":  # "said “that’s no lie”"
        first = kept[1] if len(kept) > 1 else first
    pronoun = (
        s.low(first) == "that"
        and s.tokens[first].dep in SUBJECTS
        and s.low(first + 1) in ("'s", "’s", "is", "was")
    )
    if s.low(first) in ("that", "to") and not pronoun:
        first += 1
    if first > last:
        return []
    following = last + 1
    beyond = (
        following < len(s.tokens) and s.tokens[following].pos in ("VERB", "AUX") and not s.quoted[following]
    )
    if beyond and s.tokens[cue.verb].head != following:
        last = next(
            (k - 1 for k in range(following, len(s.tokens)) if s.tokens[k].text in (",", ";", ".")),
            len(s.tokens) - 1,
        )
    first = _from_subject(s, first, after)
    if cue.entry.frame == "call" and (quote := s.quotes.around(s.start + s.tokens[first].start)):
        behind = s.at(s.quotes.marked(quote)[1])  # "what he called “a circus” after the paper reported …"
        if behind <= last and s.low(behind) in ("after", "when", "while", "as", "before"):
            last = behind - 1
    if cue.entry.frame == "call":  # "called it “an act of hate” – a term that Poe used too"
        dashes = (
            k for k in range(first, last) if s.tokens[k].tag == "''" and s.low(k + 1) in ("--", "—", "–")
        )
        last = next(dashes, last)
    last = _cut(cue, first, last)
    while last > first and (s.tokens[last].pos == "CCONJ" or s.low(last) == ",") and not s.quoted[last]:
        last -= 1  # the "and" that joins another report
    span = s.trimmed(s.place(first, max(first, last)))
    return [span] if span[0] < span[1] else []


def _from_subject(s: Sentence, first: int, after: int) -> int:
    """Where a clause begins whose subject the parser joins to the hearer: "told Fox News the agency had known"."""
    if s.tokens[first].pos != "AUX":
        return first
    return next(
        (k for k in range(first - 1, after + 1, -1) if s.low(k) in ("the", "a", "an") and not s.quoted[k]),
        first,
    )


def clause_before(cue: Cue) -> list[Span]:
    """The clause that ends right before the words that name speaker and verb: "…, the ministry said"."""
    s = cue.sentence
    first, _last = cue.unit
    if first == 0 or s.low(first - 1) not in COMMAS or "that" not in cue.entry.takes or _does_else(cue):
        return []
    if s.tokens[cue.verb].dep == "relcl":
        return []  # "According to a report, a driver who responded to the fire …"
    farthest = max(0, first - LONGEST)
    begin = next(
        (k + 1 for k in range(first - 2, farthest - 1, -1) if s.low(k) in (";", ":") and not s.quoted[k]),
        farthest,
    )
    while begin < first and s.tokens[begin].pos in ("PUNCT", "CCONJ"):
        begin += 1
    end = _after_unit(cue)
    lead, rest = range(begin, first), range(end + 1, min(len(s.tokens), end + 1 + LONGEST))
    dangling = (first > 1 and s.tokens[first - 2].pos in ("ADP", "SCONJ", "CCONJ")) or s.low(
        first - 2
    ) == "including"
    link = len(lead) <= LINKING and not any(s.tokens[k].pos in ("VERB", "AUX") for k in lead)
    interrupts = s.low(end) in COMMAS and len(rest) > 1 and (dangling or link or not _is_beside(s, end + 1))
    if interrupts and dangling:
        lead = range(0)  # "…, including, Washington says, supplying rockets"
    has_verb = any(s.tokens[k].pos in ("VERB", "AUX") and s.tokens[k].dep != "amod" for k in lead)
    if not has_verb and not interrupts:
        return []
    spans = [s.trimmed(s.hull(lead))] if lead else []
    if interrupts:
        spans += [s.trimmed(s.hull(range(end + 1, _cut(cue, end + 1, rest[-1]) + 1)))]
    return [x for x in spans if x[0] < x[1]]


def _does_else(cue: Cue) -> bool:
    """Whether a verb has a thing as its object, which is no hearer: "…, a screen shows Channel 5 at all times, and …"."""
    s = cue.sentence
    return any(
        c > cue.verb
        and s.tokens[c].pos in ("NOUN", "PROPN")
        and (cue.entry.kind == "shown" or (s.tokens[c].entity != "PERSON" and not is_voice(s, c)))
        for c in s.parse.below(cue.verb, "dobj")
    )


def beside_as(s: Sentence, verb: int) -> list[Span]:
    """What "As the Times reported, …" stands before: the rest of its sentence."""
    own = s.parse.subtree(verb)
    first, last = own[0], own[-1]
    if s.low(first) != "as" or first > s.lead or s.tokens[verb].dep not in ("advcl", "prep", "pcomp", "ROOT"):
        return []
    comma = next((k for k in range(verb, min(last + 1, len(s.tokens))) if s.low(k) == ","), last)
    last = min(last, comma)
    rest = range(last + 1, len(s.tokens))
    words = [k for k in rest if s.tokens[k].pos != "PUNCT"]
    if len(words) < LEAST_REST or not any(s.tokens[k].pos in ("VERB", "AUX") for k in words):
        return []
    span = s.trimmed(s.hull(rest))
    return [span] if span[0] < span[1] else []


def _after_unit(cue: Cue) -> int:
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
    if token.dep == "amod":  # "Rather, he said, continued struggles will …"
        return False
    return token.tag in ("VBG", "VBN", "WDT", "WP") or s.low(k) in (
        "according",
        "while",
        "as",
        "after",
        "when",
    )
