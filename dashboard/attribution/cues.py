"""Cues of attribution: verbs ("said", "was quoted as saying", "is expected to") and other words ("according to", "per",
"the claim that", "reportedly")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from dashboard.attribution.contents import (
    GOING_ON,
    LINKS,
    OUTSPOKEN,
    REACH,
    Cue,
    beside_as,
    clause_before,
    content_of,
    direct_before,
    has_clause,
    is_denial,
    is_left_open,
)
from dashboard.attribution.parsed import (
    COMMAS,
    FINITE,
    SUBJECTS,
    Attribution,
    Sentence,
    Span,
    is_voice,
    stranded_subject,
    subject,
)
from dashboard.language import media, reporting_verbs
from dashboard.language.quotations import Quotation

NEGATED = frozenset("say tell ask answer write report add specify explain state mention announce".split())
"""Verbs that report nothing where they are negated: "did not say whether"."""
ADDRESSING = frozenset("tell ask advise urge warn order remind inform invite instruct encourage".split())
"""Verbs whose passive tells who heard it: "he was told to wait" reports no claim of anybody."""

BESIDE = 24
"""Characters at most between a verb that is no verb of saying and the quotation that it announces."""
BEFORE_COLON = 60
"""The same where a colon announces it: "worded it even more carefully: “…”"."""
URGING = frozenset(
    "ask tell urge advise order invite instruct encourage press pressure call beg implore".split()
)
"""Verbs after which an infinitive is what somebody else should say: nobody has said it yet."""
UNSAID = frozenset(
    "challenge decision move effort attempt bid refusal opportunity chance failure reluctance unwillingness reason right time".split()
)
"""Nouns after which an infinitive has not been said: "her refusal to say where she stood"."""
ALLOWING = frozenset("allow let enable permit require authorize empower".split())
"""Verbs after which an infinitive is what somebody may or must do."""
EVADING = frozenset("skirt dodge avoid evade ignore face answer field take sidestep duck deflect".split())
"""What somebody does with a question that is another's."""
WONDERING = frozenset("ask wonder question tell know see say decide".split())
"""Verbs behind which "if" and "whether" leave open what somebody thinks."""
REFRAINING = ("avoid", "forgo", "resist", "stop")
"""Verbs whose gerund is what somebody does not do."""
WISHING = frozenset("want wish need like expect prefer".split())
"""Verbs behind which a subject with an infinitive is what somebody should say or think."""
PERCEIVING = ("hear", "see")
"""Verbs behind which it is what somebody was heard to say, or never was."""
TALES = ("lie", "truth")
"""What somebody tells who says nothing that is reported: "tells so many lies that …"."""
POLLS = ("poll", "survey")
"""Nouns of what is read for what people think."""
BACK = 80
"""Words looked back through for the one who goes on speaking."""
PERSONAL = ("said", "asked", "believed", "planned")
"""What only somebody does, and no thing: evidence shows."""


def verb_attribution(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> Attribution | None:
    """The attribution that a verb makes, if it has a content."""
    if (_is_negated(s, verb) and _is_silence(s, verb, entry)) or _says_nothing(s, verb, entry):
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
    if shared and entry.lemma in GOING_ON:
        outer = _outer_speaker(s, verb)
        head = head if outer is None else outer
    loose = shared or s.tokens[verb].dep == "acl"
    if loose and head is not None and entry.kind in PERSONAL and not _can_speak(s, head):
        head = next((k for k in range(verb - 1, max(-1, verb - BACK), -1) if _is_speaker(s, k)), head)
    if head is not None and shared and s.quoted[head] and not s.quoted[verb]:
        head = next((k for k in range(verb - 1, max(-1, verb - BACK), -1) if _is_speaker(s, k)), None)
    if head is not None and (s.low(head) == "nobody" or (s.low(head) == "one" and s.low(head - 1) == "no")):
        return None  # "nobody would question it"
    if head is not None and s.low(head) == "you" and entry.kind == "said":
        return None  # "When you tell a child to wait": anybody, or the reader
    if head is not None and entry.kind == "planned" and _is_paper(s, head):
        return None  # "The law aims to protect them"
    named = s.phrase(head) if head is not None else None
    if named is None and entry.lemma in OUTSPOKEN:
        named = stranded_subject(s, verb)
    unit = _unit(s, first, last, named if not shared else None)
    cue = Cue(s, verb, entry, named, head, shared, unit)
    content, direct = content_of(cue)
    if not content and named is not None and entry.frame == "say" and (rest := beside_as(s, verb)):
        content = rest
    if not content or (named is None and not unnamed):
        return None
    made = _made(cue, s.place(first, last), content, direct)
    via = _media(s, verb, content) if entry.kind == "said" else ()
    if head is not None and not shared:
        via = (*via, *_carriers(s, head))
    return replace(made, via=tuple(v for v in via if v != named))


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
    if s.low(k) == "it":
        return False
    return is_voice(s, k) or s.tokens[k].pos in ("PROPN", "PRON") or s.tokens[k].tag in ("NNS", "NNPS", "CD")


def _outer_speaker(s: Sentence, verb: int) -> int | None:
    """Who goes on: in "she said he had a chance and reiterated her terms" the one in whose words the other verb stands."""
    up = s.tokens[verb].head
    over = s.tokens[up].head
    if (
        s.tokens[verb].dep != "conj"
        or s.tokens[up].dep != "ccomp"
        or s.low(s.group(verb)[0] - 1) not in ("and", "but")
    ):
        return None
    entry = reporting_verbs.verb_of(s.tokens[over].text, s.tokens[over].lemma)
    if entry is None or entry.kind != "said":
        return None
    head, _, _ = subject(s, over)
    return head


def _is_speaker(s: Sentence, k: int) -> bool:
    """Whether a token is the subject of a clause and somebody who can speak: "Poe said the plan is dead, adding that …"."""
    return (
        s.tokens[k].dep in ("nsubj", "nsubjpass")
        and not s.quoted[k]
        and (is_voice(s, k) or s.low(k) in ("he", "she", "they"))
    )


def _says_nothing(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> bool:
    """Whether a verb of saying reports nothing here.

    So in "charged with fraud", "continued to deny", "when asked about it", "a vote to confirm the judge", "known for years".
    """
    token, lemma, parse = s.tokens[verb], entry.lemma, s.parse
    if (
        lemma == "charge"
        and token.tag == "VBN"
        and any(s.low(c) == "with" for c in parse.below(verb, "prep"))
    ):
        return not parse.below(verb, "nsubj")
    if lemma == "continue" and parse.below(verb, "xcomp"):
        return True
    if token.tag == "VBG" and (
        s.tokens[token.head].lemma.lower() in REFRAINING or s.low(token.head) == "without"
    ):
        return token.dep in ("xcomp", "pcomp", "dobj")  # "avoided saying so", "without saying so"
    if lemma == "know" and token.tag == "VBN":
        return True
    if lemma in NEGATED and any(s.low(c) in ("nothing", "little") for c in parse.below(verb, "dobj")):
        return True
    if (
        token.dep == "xcomp"
        and s.tokens[token.head].lemma.lower() in URGING
        and (
            parse.below(token.head, "dobj")
            or any(s.low(c) in ("on", "upon") for c in parse.below(token.head, "prep"))
        )
    ):
        return entry.kind == "said"  # "urged them not to criticize it", "called on him to apologize"
    first = token.head if token.dep == "conj" and token.tag == "VB" else verb
    if s.tokens[first].tag == "VB" and s.tokens[s.tokens[first].head].lemma.lower() in ALLOWING:
        return entry.kind == "said"  # "allows Congress to approve or reject it"
    if _is_wondered(s, verb, entry) or _is_other_sense(s, verb, lemma):
        return True
    infinitive = any(s.low(c) == "to" for c in parse.below(verb, "aux"))
    if infinitive and token.dep == "acl" and s.tokens[token.head].lemma.lower() in UNSAID:
        return entry.kind in ("said", "asked")
    alone = not parse.below(verb, *SUBJECTS)
    if lemma in ("consider", "discuss") and token.tag == "VBG" and alone and token.dep in ("prep", "pcomp"):
        return True
    if lemma == "consider" and token.tag == "VBG" and alone and parse.below(verb, "ccomp"):
        return s.low(verb - 1) in COMMAS  # "a likely winner, considering the state is liberal"
    if lemma in ("promise", "threaten") and parse.below(verb, "xcomp", "ccomp"):
        head, _, _ = subject(s, verb)
        return head is not None and (
            _is_thing(s, head) or _is_paper(s, head)
        )  # "It promises to be a hard race", "a law that threatens to"
    if lemma == "find" and token.tag == "VBN" and parse.below(verb, "oprd", "acomp"):
        return not parse.below(verb, "agent")  # "was found guilty"
    if _is_only_wished(s, verb):
        return True
    if lemma in ADDRESSING and token.tag == "VBN" and alone and token.dep in ("advcl", "acl"):
        return not parse.below(verb, "agent", "aux")
    purpose = infinitive and token.dep in ("advcl", "acl", "relcl")
    return purpose and alone and entry.stance == "endorsing"


def _is_only_wished(s: Sentence, verb: int) -> bool:
    """Whether it is only wished that somebody said or thought something, or nobody heard it: "I don't want him to think that",
    "never heard one of them say".
    """
    token = s.tokens[verb]
    up = token.head
    if (
        token.tag not in ("VB", "VBP")
        or token.dep not in ("ccomp", "xcomp", "parataxis")
        or s.low(s.group(verb)[0] - 1) == "that"
    ):
        return False
    if not any(up < c < verb for c in s.parse.below(verb, "nsubj")):
        return False
    lemma = s.tokens[up].lemma.lower()
    return lemma in WISHING or (lemma in PERCEIVING and _is_negated(s, up))


def _is_wondered(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> bool:
    """Whether it is asked what somebody thinks or wants: "when asked if he believed it", "tell us whether you think so"."""
    asked = [c for c in s.parse.below(verb, "mark") if c and s.low(c) in ("if", "whether")]
    reader = any(s.low(c) == "you" for c in s.parse.below(verb, "nsubj"))
    return entry.kind in ("believed", "planned") and any(
        reader or s.tokens[c - 1].lemma.lower() in WONDERING for c in asked
    )


def _is_other_sense(s: Sentence, verb: int, lemma: str) -> bool:
    """Whether a verb of saying is used in a sense in which it says nothing: a phone call, a title, a teller of lies, a deed."""
    token, parse = s.tokens[verb], s.parse
    if lemma == "call" and token.tag == "VBN" and token.dep == "acl":
        return not parse.below(verb, "agent")  # "a story called “Mud”"
    if lemma == "find" and any(s.low(k).endswith(("self", "selves")) for k in (verb + 1, verb + 2)):
        return True  # "found itself in the cold"
    if lemma == "call" and s.low(verb + 1) == "to":
        return True  # "called to notify him"
    if lemma == "blame" and token.tag == "VB" and s.tokens[token.head].lemma == "be":
        return s.low(verb - 1) == "to"  # "the media are to blame"
    if lemma == "tell" and any(s.tokens[c].lemma.lower() in TALES for c in parse.below(verb, "dobj")):
        return not any(s.low(x) == "of" for c in parse.below(verb, "dobj") for x in parse.below(c, "prep"))
    if lemma in ("respond", "react", "reply", "answer"):
        return any(s.low(c) == "by" and parse.below(c, "pcomp") for c in parse.below(verb, "prep"))
    return False


def _is_thing(s: Sentence, k: int) -> bool:
    """Whether a subject is nobody who could promise something: "it", "the storm"."""
    return s.low(k) == "it" or (s.tokens[k].pos == "NOUN" and s.tokens[k].entity == "" and not is_voice(s, k))


def _is_paper(s: Sentence, k: int) -> bool:
    """Whether a noun names a text, which neither promises nor threatens."""
    return reporting_verbs.voices().get(s.tokens[k].lemma.lower()) in ("document", "evidence")


def _made(cue: Cue, words: Span, content: Sequence[Span], direct: bool) -> Attribution:
    entry, text = cue.entry, cue.sentence.quotes.text
    texts = [text[start:end] for start, end in content]
    stance = entry.stance
    if stance == "denying" and _is_negated(cue.sentence, cue.verb):
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


def _is_negated(s: Sentence, verb: int) -> bool:
    first, last = s.group(verb)
    if any(s.low(c - 1) == "nor" for c in s.parse.below(verb, "aux") if c):
        return True  # "nor did he say that"
    return any(first - 1 <= k < last and not s.quoted[k] for k in s.parse.below(verb, "neg"))


def _is_silence(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> bool:
    """Whether a negated verb reports nothing: "did not say whether", "did not mention the strike"; who does not believe or deny
    something thinks or says so.
    """
    if entry.lemma in NEGATED:
        return True
    clause = s.parse.below(verb, "ccomp", "xcomp")
    return (
        entry.kind in ("said", "discussed") and entry.stance == "neutral" and entry.frame == "" and not clause
    )


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
    if (
        s.tokens[begin].pos == "PROPN"
        and nouns
        and s.low(_name_end(s, begin, first)) == ","
        and len(nouns) == 1
    ):
        inner = range(_name_end(s, begin, first), nouns[0])
        if any(s.tokens[k].tag == "WP" for k in inner) or s.tokens[nouns[0]].tag == "WP":
            nouns = [begin]  # "“…,” Anna Berg, who founded the site tweeted"
    if not nouns or s.tokens[begin].pos in ("CCONJ", "SCONJ", "ADP"):
        return None
    if any(s.tokens[k].tag in ("WDT", "WP") for k in nouns):
        return None
    stop = next((k for k in between if s.low(k) in (",", "(", "who")), first)
    if any(s.tokens[k].pos in ("VERB", "AUX") and s.tokens[k].tag != "VB" for k in range(begin, stop)):
        return None
    return s.place(begin, max(begin, stop - 1)), quote


def _name_end(s: Sentence, first: int, stop: int) -> int:
    """The first token behind a name that begins at a token."""
    k = first
    while k < stop and s.tokens[k].pos == "PROPN":
        k += 1
    return k


def _source_after(s: Sentence, verb: int, last: int, quote: Quotation) -> tuple[Span, Quotation] | None:
    """The source of "…,” said X, the director": the noun phrase right after the verb."""
    nouns = [k for k in s.parse.below(verb, "nsubj", "dobj", "attr", "oprd") if k > last and not s.quoted[k]]
    if s.tokens[verb].tag not in FINITE and s.low(verb) != "read":  # its past is no other word than its base
        return None
    if not nouns:  # "…,” said Roe, explaining …", read as an adverb
        at = bisect_left(s.parse.chunks, last + 1, key=lambda c: c.first)
        chunk = s.parse.chunks[at] if at < len(s.parse.chunks) else None
        end = chunk.end - 1 if chunk and chunk.first == last + 1 else last + 1
        named = end < len(s.tokens) and (is_voice(s, end) or s.tokens[last + 1].text[:1].isupper())
        return (s.place(last + 1, end), quote) if named and not s.quoted[last + 1] else None
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


def noun_attribution(s: Sentence, k: int, entry: reporting_verbs.Verb) -> Attribution | None:
    """ "Russia's claim that …", "amid allegations that …", "a promise to …", "calls for …"."""
    parse = s.parse
    up = s.tokens[k].head
    if entry.kind == "asked" and s.tokens[k].dep == "dobj" and s.tokens[up].lemma.lower() in EVADING:
        return None
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
    if s.tokens[k].dep == "dobj":
        head, _, _ = subject(s, s.tokens[k].head)
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
        return None
    span = s.place(first, k - 1)
    spoken = s.tokens[k].tag == "NNS" and s.tokens[k - 1].entity == "PERSON"
    return span if spoken or media.named(s.text(span)) or media.GENERIC.search(s.text(span)) else None


def _possessor(s: Sentence, k: int, pronoun: str) -> int | None:
    """Whom "their" or "its" before a noun of saying means: the subject of its verb, where number and kind agree."""
    if s.tokens[k].dep not in ("dobj", "pobj"):
        return None
    verb = s.tokens[k].head
    for _ in range(4):
        own = [c for c in s.parse.below(verb, "nsubj") if c < k and not s.quoted[c]]
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
        return _adjunct(s, k, k + 1, pobj[0], "according to")
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
