"""Verbs of saying that report nothing where they stand: denied, wished, wondered, in another sense."""

from __future__ import annotations

from dashboard.attribution.parsed import COMMAS, SUBJECTS, Sentence, is_voice
from dashboard.attribution.subjects import subject
from dashboard.language import reporting_verbs

NEGATED = frozenset(
    "say tell ask answer write report add specify explain state mention announce confirm".split()
)
"""Verbs that report nothing where they are negated: "did not say whether"."""
ADDRESSING = frozenset("tell ask advise urge warn order remind inform invite instruct encourage".split())
"""Verbs whose passive tells who heard it: "he was told to wait" reports no claim of anybody."""
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
WONDERING = frozenset(
    "ask wonder question tell know see say decide clear unclear unknown uncertain unsure".split()
)
"""Words behind which "if" and "whether" leave open what somebody thinks."""
NEITHER = frozenset(("confirm", "deny"))
"""What somebody does neither of who tells nothing."""
KEEPING = frozenset(
    "stop prevent keep bar ban block discourage deter prohibit dissuade refrain fear risk danger".split()
)
"""Words of what somebody does not do or say behind them: "stop her from repeating it", "in fear of revealing it"."""
OWING = ("must", "should", "ought")
"""Modal verbs of what somebody has yet to do."""
REFRAINING = ("avoid", "forgo", "resist", "stop")
"""Verbs whose gerund is what somebody does not do."""
WISHING = frozenset("want wish need like expect prefer".split())
"""Verbs behind which a subject with an infinitive is what somebody should say or think."""
PERCEIVING = ("hear", "see")
"""Verbs behind which it is what somebody was heard to say, or never was."""
HELD = frozenset(
    "election vote strike meeting session summit truce halt referendum conference hearing recess police ambulance".split()
)
"""What somebody calls who says nothing of it: it is held, or comes."""
ONESELF = frozenset("himself herself itself themselves".split())
POSSIBLE = ("could", "might", "may", "can")
"""Modal verbs of what is only possible."""
DECLINING = ("decline", "refuse")
"""Verbs of somebody who does not say what follows."""


GREETINGS = frozenset("goodbye goodbyes good-bye farewell hello hi grace prayers".split())
"""What is said and reports nothing."""


def says_nothing(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> bool:
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
    inner = [s.tokens[c].tag for c in parse.below(verb, "xcomp")]
    if inner and (lemma == "continue" or (inner[0] == "VBG" and parse.below(verb, "auxpass"))):
        return True  # "is shown saying so"
    if token.tag == "VBG" and (
        s.tokens[token.head].lemma.lower() in REFRAINING or s.low(token.head) == "without"
    ):
        return token.dep in ("xcomp", "pcomp", "dobj")  # "avoided saying so", "without saying so"
    if _is_kept_from(s, verb) or (lemma == "know" and token.tag == "VBN"):
        return True
    if _is_of_nothing(s, verb, lemma) or _is_left_open(s, verb, lemma):
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
            _is_thing(s, head) or is_paper(s, head)
        )  # "It promises to be a hard race", "a law that threatens to"
    if lemma == "find" and token.tag == "VBN" and not parse.below(verb, "xcomp"):
        return _is_found_so(s, verb)
    if _is_only_wished(s, verb) or _is_undone(s, verb, entry, infinitive):
        return True
    if lemma in ADDRESSING and token.tag == "VBN" and alone and token.dep in ("advcl", "acl"):
        return not parse.below(verb, "agent", "aux")
    purpose = infinitive and token.dep in ("advcl", "acl", "relcl")
    return purpose and alone and entry.stance == "endorsing"


def _is_kept_from(s: Sentence, verb: int) -> bool:
    """Whether a verb is what somebody does not do: "stopped her from saying so", "in fear of saying so"."""
    token = s.tokens[verb]
    over = s.tokens[s.tokens[token.head].head].lemma.lower()
    return token.dep == "pcomp" and s.low(token.head) in ("from", "of") and over in KEEPING


def _is_found_so(s: Sentence, verb: int) -> bool:
    """Whether "found" tells what somebody or something is, or where: "was found guilty", "was found in Florida, which …"."""
    told = s.parse.below(verb, "oprd", "acomp", "auxpass") and s.low(verb + 1) != "that"
    return bool(told) and not s.parse.below(verb, "agent")


def _is_left_open(s: Sentence, verb: int, lemma: str) -> bool:
    """Whether somebody says neither: "did not confirm or deny it", "neither confirmed nor denied it"."""
    first = s.tokens[verb].head if s.tokens[verb].dep == "conj" else verb
    both = {s.tokens[first].lemma.lower(), *(s.tokens[c].lemma.lower() for c in s.parse.below(first, "conj"))}
    neither = any(s.low(c) == "neither" for c in s.parse.below(first, "preconj", "cc"))
    return lemma in NEITHER and both >= NEITHER and (neither or is_negated(s, first))


def _is_of_nothing(s: Sentence, verb: int, lemma: str) -> bool:
    """Whether what is said is nothing, or no more than a greeting: "asked for nothing", "said goodbye to the bell"."""
    parse = s.parse
    inner = (c for p in parse.below(verb, "prep") for c in parse.below(p, "pobj"))
    words = {s.low(c) for c in (*parse.below(verb, "dobj"), *inner)}
    neither = any(s.low(k) == "neither" for c in parse.below(verb, "dobj") for k in parse.below(c, "preconj"))
    if lemma in NEGATED and (neither or words & {"nothing", "little"}):
        return True
    return lemma in ("say", "bid") and bool(words & GREETINGS)


def _is_undone(s: Sentence, verb: int, entry: reporting_verbs.Verb, infinitive: bool) -> bool:
    """Whether what a verb says is declined, only possible, a condition of speaking, or what somebody might do."""
    token, parse = s.tokens[verb], s.parse
    if token.dep == "xcomp" and s.tokens[token.head].lemma.lower() in DECLINING:
        return True  # "declined to say whether he knew"
    begin = s.group(verb)[0]
    possible = s.tokens[begin].tag == "MD" and s.low(begin) in POSSIBLE
    shared = s.group(token.head)[0] if token.dep == "conj" and token.tag == "VB" else begin
    if (
        entry.kind == "said"
        and shared != verb
        and s.low(shared) in OWING
        and not parse.below(verb, "auxpass")
    ):
        i = s.low(shared - 1) == "i"  # "I should say that …"
        return s.tokens[shared].tag == "MD" and not (s.heading or i)  # "must take the blame and explain it"
    if possible and parse.below(verb, "auxpass") and entry.kind == "said":
        return True  # "a deal that could then be rejected by the mayor"
    if not infinitive:
        return False
    hidden = entry.lemma in ("describe", "discuss") and any(s.low(k) == "anonymity" for k in range(verb))
    others = [c for c in parse.below(verb, "nsubj") if c < verb]
    # "insisted on anonymity to describe the meeting", "it is too early for Poe to push for it"
    return hidden or any(s.low(parse.subtree(c)[0] - 1) == "for" for c in others)


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
    return lemma in WISHING or (lemma in PERCEIVING and is_negated(s, up))


def _is_wondered(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> bool:
    """Whether it is asked what somebody thinks or wants: "when asked if he believed it", "tell us whether you think so"."""
    asked = [c for c in s.parse.below(verb, "mark") if c and s.low(c) in ("if", "whether")]
    reader = any(s.low(c) == "you" for c in s.parse.below(verb, "nsubj"))
    if entry.kind == "shown" and any(s.low(c) == "if" for c in s.parse.below(verb, "mark")):
        return True  # "if the inquiry shows that"
    if any(s.low(c - 1) == "asked" for c in asked):
        return True  # "asked if they had questioned him"
    return entry.kind in ("believed", "planned") and any(
        reader
        or s.low(c - 1) == "about"
        or s.low(s.tokens[verb].head) == "asked"  # "asked by Roe if he believed it"
        or s.tokens[c - 1].lemma.lower() in WONDERING
        for c in asked
    )


def _is_other_sense(s: Sentence, verb: int, lemma: str) -> bool:
    """Whether a verb of saying is used in a sense in which it says nothing: a phone call, a title, a deed."""
    token, parse = s.tokens[verb], s.parse
    if lemma == "call" and token.tag == "VBN" and token.dep == "acl":
        return not parse.below(verb, "agent")  # "a story called “Mud”"
    if lemma == "call" and s.low(verb + 1) == "to":
        return True  # "called to notify him"
    if lemma == "blame" and token.tag == "VB" and s.tokens[token.head].lemma == "be":
        return s.low(verb - 1) == "to"  # "the media are to blame"
    if lemma == "deny" and any(s.low(c) == "to" for c in parse.below(verb, "prep", "dative")):
        return bool(parse.below(verb, "dobj"))  # "denied entry to travellers"
    if lemma == "echo" and token.tag == "VBG" and verb <= s.lead:
        return not any(s.quoted[k] for k in parse.subtree(verb))  # "Echoing the outcry in Ohio, …"
    if lemma == "know" and token.dep == "xcomp":
        return s.tokens[token.head].lemma.lower() == "want"  # "wanted to know whether" asks
    if lemma in ("respond", "react", "reply", "answer"):
        return any(s.low(c) == "by" and parse.below(c, "pcomp") for c in parse.below(verb, "prep"))
    return _is_deed(s, verb, lemma)


def _is_deed(s: Sentence, verb: int, lemma: str) -> bool:
    """Whether somebody recalls a product, calls an election or himself something, or reads a message, and tells nothing."""
    parse = s.parse
    if lemma == "call":
        things = {s.tokens[c].lemma.lower() for c in parse.below(verb, "dobj")}
        return s.low(verb + 1) in ONESELF or not HELD.isdisjoint(things)
    if lemma == "recall" and parse.below(verb, "dobj") and not parse.below(verb, "ccomp"):
        own = [c for c in parse.below(verb, "nsubj") if s.low(c) not in ("he", "she", "they", "who")]
        kinds = {reporting_verbs.voices().get(s.tokens[c].lemma.lower()) for c in own}
        return bool(own) and not any(s.tokens[c].entity == "PERSON" for c in own) and kinds <= {None, "body"}
    if lemma == "read" and not parse.below(verb, "ccomp"):
        own = [c for c in parse.below(verb, "nsubj") if s.tokens[c].tag in ("WP", "PRP", "NNS")]
        quote = s.quotes.after(s.start + s.tokens[verb].end)
        return bool(own) and (quote is None or quote.start >= s.end)  # "drivers who read messages"
    return False


def _is_thing(s: Sentence, k: int) -> bool:
    """Whether a subject is nobody who could promise something: "it", "the storm"."""
    return s.low(k) == "it" or (s.tokens[k].pos == "NOUN" and s.tokens[k].entity == "" and not is_voice(s, k))


def is_paper(s: Sentence, k: int) -> bool:
    """Whether a noun names a text, which neither promises nor threatens."""
    return reporting_verbs.voices().get(s.tokens[k].lemma.lower()) in ("document", "evidence")


def is_negated(s: Sentence, verb: int) -> bool:
    first, last = s.group(verb)
    if any(s.low(c - 1) == "nor" for c in s.parse.below(verb, "aux") if c):
        return True  # "nor did he say that"
    return any(first - 1 <= k < last and not s.quoted[k] for k in s.parse.below(verb, "neg"))


def is_silence(s: Sentence, verb: int, entry: reporting_verbs.Verb) -> bool:
    """Whether a negated verb reports nothing: "did not say whether", "did not mention the strike"; who does not believe or deny
    something thinks or says so.
    """
    if entry.lemma in NEGATED:
        return True
    clause = s.parse.below(verb, "ccomp", "xcomp")
    return (
        entry.kind in ("said", "discussed") and entry.stance == "neutral" and entry.frame == "" and not clause
    )
