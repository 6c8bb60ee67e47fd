"""An act of saying: source, verb and claim as places in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.language import media, reporting_verbs
from dashboard.language.noun_phrases import phrase_after, phrase_before
from dashboard.language.tokens import MARKS, PARTICIPLES, TIME, Range, Word, low_at, tag_at


@dataclass(frozen=True)
class Act:
    """One act of saying; all ranges are indices of the sentence's words.

    Attributes:
        source: who says it; None where nobody is named.
        verb: the words that report.
        claim: what is said.
        lemma, stance: of the verb.
        kind: "speaker", "evidence" or "unnamed".
        channels: phrases through which it came, from the outlet inwards.
        inherits: the subject is that of an act before it ("and vowed", ", adding").
        trailing: the claim stands before the verb.
    """

    source: Range | None
    verb: Range
    claim: Range
    lemma: str
    stance: str
    kind: str = "speaker"
    channels: tuple[Range, ...] = ()
    inherits: bool = False
    trailing: bool = False

    @property
    def unit(self) -> Range:
        """From the first word of source and verb to the last."""
        if self.source is None or self.inherits:
            return self.verb
        return min(self.source[0], self.verb[0]), max(self.source[1], self.verb[1])


BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
INSERTED = frozenset(
    "who which whose speaking citing quoting in on at for like including with also as".split()
)
"""Words with which an insertion after a name may begin: ", who leads the province,"."""
CARRIERS = frozenset(
    """released published issued carried posted obtained seen reported aired broadcast provided run""".split()
)
QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())
GOVERNING = frozenset("to of in with by from for on at about over into amid".split())
"""Prepositions that begin no clause, so that what follows them is no subject ("according to media
reports")."""


def verb_start(words: Sequence[Word], at: int) -> int:
    """First word of the verb group: auxiliaries and adverbs before the reporting verb."""
    k = at
    while k > 0 and words[k - 1].tag in ("aux", "adv") and words[k - 1].low not in BE:
        k -= 1
    return k


def subject_of(words: Sequence[Word], start: int, before: list[Act]) -> tuple[Range | None, bool]:
    """(who says it, whether taken over from an act before) for a verb group that begins at `start`."""
    k = before_time(words, start - 1)
    if k < 0:
        return None, False
    tag, low = words[k].tag, words[k].low
    if tag in ("conj",) or low == "but":
        return (
            (before[-1].source, True)
            if before and not before[-1].trailing
            else (main_subject(words, k), True)
        )
    if tag == "sub":
        if low not in ("who", "which", "that"):
            return None, False
        j = k - 1 if tag_at(words, k - 1) != "comma" else k - 2
        return phrase_before(words, j), False
    if tag == "comma":
        return _before_apposition(words, k), False
    if tag in MARKS and tag != "unbracket":
        return None, False
    return _free(words, phrase_before(words, k)), False


def _free(words: Sequence[Word], phrase: Range | None) -> Range | None:
    """A phrase that can be a subject: no preposition governs it, and it is no verb's object.

    Of "the chairmen who sought the documents said" the subject stands before "who".
    """
    if phrase is None or words[phrase[1] - 1].low.endswith(("'s", "s'")):
        return None
    if phrase[0] == 0:
        return phrase
    before = words[phrase[0] - 1]
    if before.low in ("not", "never") or before.low.endswith("n't"):
        return None
    if before.tag == "prep" and before.low in GOVERNING:
        return None
    reporting_verb = reporting_verbs.forms().get(before.low) is not None or before.low in QUOTING
    if before.tag in ("verb", "aux") and not reporting_verb and words[phrase[0]].tag != "pron":
        for k in range(phrase[0] - 1, max(0, phrase[0] - 10), -1):
            if words[k].low in ("who", "that", "which"):
                return phrase_before(words, k - 1)
            if words[k].tag in MARKS:
                break
        return None
    return phrase


def before_time(words: Sequence[Word], k: int) -> int:
    """The index before "on Tuesday", "last week", "early Monday" if these end at `k`."""
    j = k
    while j >= 0 and (
        words[j].tag in ("time", "adv")
        or (words[j].tag == "number" and j < k and words[j + 1].tag in ("time", "number"))
        or (
            words[j].low in ("last", "this", "next", "late", "early", "earlier", "on", "in")
            and j < k
            and words[j + 1].tag in ("time", "number", "adv", "noun")
            and words[j + 1].low in TIME | {"last", "late", "early"}
        )
        or (words[j].tag == "number" and tag_at(words, j - 1) == "time")
    ):
        j -= 1
    return j


def main_subject(words: Sequence[Word], before: int) -> Range | None:
    """The subject of the clause that a coordinated verb at `before` goes on: the phrase before its first
    verb.
    """
    start = clause_start(words, before)
    for k in range(start, before):
        if words[k].tag in ("verb", "aux") and not words[k].quoted:
            return phrase_before(words, before_time(words, k - 1))
    return None


def clause_start(words: Sequence[Word], at: int) -> int:
    """The index after the comma, conjunction or mark that begins the clause around `at`; the sentence's
    first word if none.
    """
    for k in range(at - 1, -1, -1):
        if words[k].tag in ("colon", "dash", "stop") or (
            words[k].tag == "comma" and tag_at(words, k + 1) in ("sub", "conj")
        ):
            return k + 1
    return 0


def _before_apposition(words: Sequence[Word], comma: int) -> Range | None:
    """The phrase before ", the director of …," if the comma at index `comma` ends such an insertion."""
    for k in range(comma - 1, max(-1, comma - 26), -1):
        if words[k].tag in ("stop", "colon", "close", "open"):
            return None
        if words[k].tag == "comma":
            opens = words[k + 1]
            fits = opens.tag in ("det", "name", "noun", "number", "adv") or opens.low in INSERTED
            found = phrase_before(words, k - 1)
            if fits and found and found[0] >= 0 and (k - 1) >= 0:
                return found
    return None


def carriers_of(words: Sequence[Word], source: Range) -> tuple[Range, ...]:
    """ "photos released by state media": the phrase after "by" that a source's own words name."""
    for k in range(source[0], source[1] - 1):
        if words[k].low in CARRIERS:
            for j in range(k + 1, min(source[1] - 1, k + 4)):
                if words[j].low in ("by", "on", "in") and (found := phrase_after(words, j + 1)):
                    return ((found[0], min(found[1], source[1])),)
    return ()


CIRCUMSTANCE = frozenset(
    """statement interview conference briefing speech dispatch report tweet letter email post message hearing
    call testimony memo article editorial interviews press telegram broadcast address remarks comments
    release note blog column phone telephone condition anonymity meeting event rally reception
    video""".split()
)
"""Nouns after "in", "at", "on", "during" that say where something was said, and are not said themselves."""
PURPOSE = frozenset("vow promise pledge threaten swear urge demand".split())
"""Verbs whose claim is an infinitive."""
REACH = 14
"""Words within which "quoted" finds its "as saying", or a verb of naming its quotation."""


def end_of(words: Sequence[Word], first: int) -> int:
    """One after the last word that may belong to a claim: the sentence without its final stop."""
    end = len(words)
    while end > first and words[end - 1].tag in ("stop", "comma", "colon"):
        end -= 1
    return end


def clause_around(words: Sequence[Word], at: int) -> Range:
    """The clause in which the word at `at` stands."""
    start = clause_start(words, at)
    while start < at and words[start].tag in ("conj", "sub"):
        start += 1
    for k in range(at + 1, len(words)):
        if words[k].tag in ("colon", "dash") or (
            words[k].tag == "comma" and tag_at(words, k + 1) in ("sub", "conj")
        ):
            return start, k
    return start, end_of(words, start)


def _after_dateline(words: Sequence[Word]) -> int:
    """The index after "SEOUL, South Korea (AP) —", 0 where a sentence begins without."""
    for k, word in enumerate(words[:12]):
        if word.tag == "dash" or word.text == "-":
            place = words[0].text
            return k + 1 if place.isupper() and len(place) > 2 else 0
    return 0


def words_before(words: Sequence[Word], at: int) -> Range | None:
    """The words before a trailing attribution that begins at `at`, without the comma; None if there are too
    few.
    """
    end = at
    while end > 0 and words[end - 1].tag in ("comma", "dash"):
        end -= 1
    start = _after_dateline(words)
    if sum(w.is_word for w in words[start:end]) < 1:
        return None
    return start, end


def claim_before(words: Sequence[Word], act: Act) -> Range | None:
    """The claim of an attribution that stands after it: "…, KCNA said"; None if the claim follows the
    verb.
    """
    if act.source is None:
        return None
    boundary = min(act.source[0], act.verb[0]) - 1
    if tag_at(words, boundary) not in ("comma", "close", "dash"):
        return None
    claim = words_before(words, boundary + 1)
    if claim is None:
        return None
    after = act.verb[1]
    if low_at(words, after) in ("that", "how", "whether", "if", "why"):
        return None
    closes = words[boundary].tag == "close" or tag_at(words, boundary - 1) == "close"
    resumed = tag_at(words, after) == "comma" and tag_at(words, after + 1) in ("aux", "verb")
    if not closes and not resumed and not tells(words, claim):
        return None
    purpose = low_at(words, after) == "to" and act.lemma in PURPOSE
    if not closes and (purpose or is_clause(words, after) or opens_quotation(words, after)):
        return None
    return _going_on(words, claim, act, closes)


def tells(words: Sequence[Word], claim: Range) -> bool:
    """Whether the words before an attribution are a claim and no mere "In some cases, …"."""
    first = words[claim[0]]
    if first.tag in ("sub", "prep") and not first.quoted:
        comma = next((k for k in range(*claim) if words[k].tag == "comma" and not words[k].quoted), None)
        if comma is None:
            return words[claim[1] - 1].tag in ("prep", "sub", "conj")
        claim = (comma + 1, claim[1])
        if claim[0] >= claim[1]:
            return False
    if any(words[k].tag in ("verb", "aux") and not words[k].quoted for k in range(*claim)):
        return True
    if words[claim[1] - 1].tag in ("prep", "sub", "conj"):
        return True
    return words[claim[0]].tag not in ("prep", "sub", "adv", "time", "conj") and claim[1] - claim[0] >= 4


def _going_on(words: Sequence[Word], claim: Range, act: Act, closes: bool) -> Range:
    """A trailing claim with what follows the attribution, where the sentence goes on with it."""
    comma = next(
        (k for k in range(act.verb[1], len(words)) if words[k].tag in ("comma", "stop", "colon")), None
    )
    if comma is None or comma + 1 >= len(words):
        return claim
    following = words[comma + 1]
    dangling = words[claim[1] - 1].tag in ("prep", "sub", "conj", "aux", "det")
    if dangling:
        return comma + 1, end_of(words, comma + 1)
    if (closes and following.tag == "open") or following.tag in ("aux", "verb") or following.low == "that":
        return claim[0], end_of(words, comma + 1)
    return claim


def is_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a subject and a verb follow before the next comma, which no conjunction cuts off ("said as
    …").
    """
    while tag_at(words, at) in ("time", "adv", "number"):
        at += 1
    if tag_at(words, at) == "prep" and (after := _circumstance(words, at)):
        return is_clause(words, after)
    if tag_at(words, at) == "sub" and words[at].low in (
        "as",
        "while",
        "when",
        "because",
        "since",
        "although",
        "but",
        "who",
        "which",
        "so",
    ):
        return False
    for k in range(at, len(words)):
        if words[k].tag in ("comma", "stop", "colon", "dash"):
            return False
        if (
            words[k].tag in ("aux", "verb")
            and k > at
            and not words[k].quoted
            and words[k].low not in CARRIERS
        ):
            return True
    return False


def opens_quotation(words: Sequence[Word], at: int, reach: int = REACH) -> bool:
    """Whether a quotation begins soon, in the same clause: a comma may stand directly before it alone."""
    for k in range(at, min(len(words), at + reach)):
        if words[k].tag == "open":
            return True
        if words[k].tag in ("comma", "colon") and tag_at(words, k + 1) != "open":
            return False
        if words[k].tag in ("stop", "dash"):
            return False
    return False


def that_at(words: Sequence[Word], at: int, frame: str = "say") -> int | None:
    """Index of the "that" which begins the claim: at once, after a hearer, or after when and where it was
    said.
    """
    if low_at(words, at) == "that":
        return at
    if frame != "tell" and tag_at(words, at) not in ("time", "adv", "prep"):
        return None
    for k in range(at, min(len(words), at + 12)):
        if words[k].low == "that":
            return k
        if words[k].tag in ("aux", "verb", "stop", "open", "comma"):
            return None
    return None


def preposition_of_claim(words: Sequence[Word], at: int, lemma: str) -> int | None:
    """ "accused X of …", "blamed X for …": index of the first word of the claim."""
    wanted = ("of",) if lemma in ("accuse",) else ("for", "on", "with")
    for k in range(at + 1, min(len(words), at + REACH)):
        if words[k].low in wanted and k > at + 1:
            return k + 1
        if words[k].tag in ("stop", "colon"):
            return None
    return None


def claim_start(words: Sequence[Word], at: int, frame: str) -> int:
    """First word of what is said, after whom it is said to, when and where."""
    that = that_at(words, at, frame)
    if that is not None:
        return that + 1
    if frame == "tell" and tag_at(words, at) not in ("open", "prep", "colon"):
        at = _after_hearer(words, at)
    moved = True
    while moved:
        moved = False
        if tag_at(words, at) in ("time",) or (
            tag_at(words, at) == "adv" and tag_at(words, at + 1) in ("time", "prep")
        ):
            at, moved = at + 1, True
        elif tag_at(words, at) == "prep" and (after := _circumstance(words, at)):
            at, moved = after, True
        elif tag_at(words, at) in ("colon", "comma") and at + 1 < len(words):
            at, moved = at + 1, True
    if frame in ("vow", "urge") and low_at(words, at) == "to":
        at += 1
    if low_at(words, at) in ("that",):
        at += 1
    return at


def _after_hearer(words: Sequence[Word], at: int) -> int:
    """The index after the person who is told."""
    if tag_at(words, at) == "pron":
        return at + 1
    k = at
    if tag_at(words, k) == "det":
        k += 1
    named = tag_at(words, k) == "name"
    while k < len(words) and (
        words[k].tag == "name" or (words[k].tag == "noun" and not (named and words[k - 1].tag == "name"))
    ):
        k += 1
        if words[k - 1].tag == "noun" and tag_at(words, k) == "noun" and k - at >= 2:
            break
    return max(k, at + 1)


def _circumstance(words: Sequence[Word], at: int) -> int | None:
    """The index after "in a statement on Tuesday" if the preposition at `at` begins such a phrase."""
    if tag_at(words, at + 1) in ("time", "number"):
        k = at + 1
        while tag_at(words, k) in ("time", "number"):
            k += 1
        return k
    phrase = phrase_after(words, at + 1)
    if phrase is None or words[at].low == "of":
        return None
    if any(words[k].low in CIRCUMSTANCE for k in range(*phrase)) or low_at(words, phrase[0]) in (
        "twitter",
        "facebook",
        "telegram",
    ):
        return phrase[1]
    return None


def media_of(words: Sequence[Word], at: int, frame: str) -> tuple[Range, ...]:
    """ "told Reuters", "wrote in The New York Times", "in an interview with CNN": the medium that carries
    it.
    """
    if frame == "tell" and tag_at(words, at) in ("name", "det", "noun"):
        phrase = (at, _after_hearer(words, at))
        if media.is_medium(" ".join(w.text for w in words[slice(*phrase)])):
            return (phrase,)
    for k in range(at, min(len(words), at + 10)):
        if words[k].tag in ("comma", "stop", "open", "verb", "aux"):
            return ()
        inner = phrase_after(words, k + 1) if words[k].low in ("in", "on", "with", "to", "by") else None
        if inner and media.is_medium(" ".join(w.text for w in words[slice(*inner)])):
            return (inner,)
    return ()


EVIDENCE = frozenset(
    """image images imagery photo photos photograph photographs picture pictures video videos footage data
    figure figures statistics poll polls survey surveys study studies research report reports document
    documents record records evidence analysis analyses tape tapes recording recordings transcript
    transcripts email emails filing filings result results test tests map maps log logs findings list
    audio screenshot screenshots memo memos file files investigation inquiry review""".split()
)
"""Things that show something: their makers are not heard, so they count as sources of their own kind."""
EXPECTED = frozenset(
    """expected believed thought said reported alleged rumored rumoured feared estimated understood suspected
    presumed accused assumed considered""".split()
)
"""Passives that pass on what somebody thinks without saying who."""


def heads_of(words: Sequence[Word], source: Range) -> list[int]:
    """The words of a phrase up to its first preposition, where its head stands."""
    for k in range(*source):
        if words[k].tag == "prep" or words[k].low in CARRIERS:
            return list(range(source[0], k))
    return list(range(*source))


def _is_evidence(words: Sequence[Word], source: Range) -> bool:
    return any(words[k].low in EVIDENCE for k in heads_of(words, source))


def according(words: Sequence[Word], at: int) -> Act | None:
    """ "According to X, …" and "…, according to X"."""
    source = phrase_after(words, at + 2)
    if source is None:
        return None
    leading = (
        at == 0
        or words[at - 1].tag in ("stop", "open", "dash", "colon")
        or (words[at - 1].tag in ("conj", "sub"))
    )
    if leading and tag_at(words, source[1]) == "comma":
        claim = (source[1] + 1, end_of(words, source[1] + 1))
        trailing = False
    else:
        claim, trailing = words_before(words, at) or (0, 0), True
        if not tells(words, claim) and tag_at(words, source[1]) == "comma":
            claim, trailing = (source[1] + 1, end_of(words, source[1] + 1)), False
    kind = (
        "evidence"
        if any(words[k].low in EVIDENCE for k in heads_of(words, source)) and not carriers_of(words, source)
        else "speaker"
    )
    return Act(
        source,
        (at, at + 2),
        claim,
        "according to",
        "neutral",
        kind,
        carriers_of(words, source),
        trailing=trailing,
    )


def quoting(words: Sequence[Word], at: int) -> Act | None:
    """ "A quoted B as saying …", "B was quoted by A as saying …", "…, citing B"."""
    saying = next(
        (
            k
            for k in range(at + 1, min(len(words) - 1, at + REACH))
            if words[k].low == "as" and words[k + 1].low.endswith("ing")
        ),
        None,
    )
    passive = low_at(words, verb_start(words, at) - 1) in BE or low_at(words, at - 1) in BE
    if passive:
        return _quoted_passive(words, at, saying)
    source = phrase_after(words, at + 1)
    if source is None:
        return None
    if saying is None:
        if words[at].low not in ("citing", "quoting"):
            return None
        kind = "evidence" if _is_evidence(words, source) else "speaker"
        return Act(source, (at, at + 1), (at, at + 1), "cite", "neutral", kind, inherits=True)
    channel, _ = subject_of(words, verb_start(words, at), [])
    act = Act(source, (at, saying + 2), (0, 0), "quote", "neutral", channels=(channel,) if channel else ())
    whole = replace(act, source=channel or source)
    before = claim_before(words, replace(whole, verb=(at, saying + 2)))
    if before is not None:
        return replace(act, claim=before, trailing=True)
    first = claim_start(
        words, saying + 2, "tell" if words[saying + 1].low in ("telling", "informing") else "say"
    )
    return replace(act, claim=(first, end_of(words, first)))


def _quoted_passive(words: Sequence[Word], at: int, saying: int | None) -> Act | None:
    """ "B was quoted as saying by A"."""
    if saying is None:
        return None
    source, _ = subject_of(words, at - 1, [])
    if source is None:
        return None
    by = next((k for k in range(at + 1, min(len(words) - 1, saying + 6)) if words[k].low == "by"), None)
    channel = phrase_after(words, by + 1) if by is not None else None
    first = channel[1] if channel and by is not None and by > saying else saying + 2
    act = Act(source, (at, saying + 2), (0, 0), "quote", "neutral", channels=(channel,) if channel else ())
    before = claim_before(words, act)
    if before is not None:
        return replace(act, claim=before, trailing=True)
    first = claim_start(words, first, "say")
    return replace(act, claim=(first, end_of(words, first)))


def passive(words: Sequence[Word], at: int) -> Act | None:
    """ "is expected to", "it is believed that": nobody is named unless "by" follows."""
    k = at - 1
    while tag_at(words, k) == "adv":
        k -= 1
    if low_at(words, k) not in BE or low_at(words, at + 1) not in ("to", "that", "by", "of"):
        return None
    low = words[at].low
    if low == "accused" and low_at(words, at + 1) not in ("of", "by"):
        return None
    if low != "accused" and low_at(words, at + 1) == "of":
        return None
    start = k
    while start > 0 and words[start - 1].tag in ("aux", "adv"):
        start -= 1
    agent = phrase_after(words, at + 2) if low_at(words, at + 1) == "by" else None
    if low_at(words, at + 1) == "by" and agent is None:
        return None
    after = agent[1] if agent else at + 1
    if agent and low_at(words, after) not in ("to", "that", "of"):
        return None
    subject = phrase_before(words, before_time(words, start - 1))
    form = reporting_verbs.forms().get(low)
    stance = (
        "doubting"
        if low in ("alleged", "rumored", "rumoured", "accused")
        else form.verb.stance
        if form
        else "neutral"
    )
    first = subject[0] if subject and low != "accused" and words[subject[0]].low != "it" else after + 1
    return Act(
        agent,
        (start, at + 1),
        (first, end_of(words, after + 1)),
        low,
        stance,
        "speaker" if agent else "unnamed",
    )


def is_impersonal(words: Sequence[Word], at: int) -> bool:
    """ "It was announced that"."""
    form = reporting_verbs.forms().get(words[at].low)
    past = form is not None and form.kind == "past" and form.verb.frame in ("say", "think")
    return past and low_at(words, at + 1) == "that" and "it" in (low_at(words, at - 2), low_at(words, at - 3))


def claim_noun(words: Sequence[Word], at: int, lemma: str) -> Act | None:
    """ "amid allegations that …", "Russia's claim that …", "reports by X that …"."""
    that, source = at + 1, None
    if low_at(words, that) in ("by", "from") and (found := phrase_after(words, that + 1)):
        source, that = found, found[1]
    if low_at(words, that) != "that":
        return None
    if source is None:
        k = at - 1
        while tag_at(words, k) in ("noun",) and not words[k].low.endswith("'s"):
            k -= 1
        owner = words[k] if k >= 0 else None
        if owner is not None and (
            owner.low.endswith(("'s", "s'"))
            or owner.tag == "name"
            or owner.low in ("his", "her", "their", "its")
        ):
            found = phrase_before(words, k) or (k, k + 1)
            source = (k, k + 1) if owner.low in ("his", "her", "their", "its") else found
    stance = "doubting" if lemma in reporting_verbs.DOUBTING_NOUNS else "neutral"
    first = that + 1
    verb = (at, at + 1)
    if source is None and tag_at(words, at - 1) == "verb" and words[at - 1].low == "raised":
        verb = (verb_start(words, at - 1), at + 1)
    return Act(source, verb, (first, end_of(words, first)), lemma, stance, "speaker" if source else "unnamed")


NO_NAMES = frozenset("that this it there late early earlier last next".split())
"""Words after "said" that begin a claim or a time and no name."""
NAMING = 9
"""Words within which a verb of naming finds its quotation: "called the new plan “…”"."""


def acts(words: Sequence[Word]) -> list[Act]:
    """All acts of a sentence in the order of their verbs; their claims may still overlap (see claims.py)."""
    found: list[Act] = []
    titled = _is_titled(words)
    for at, word in enumerate(words):
        if word.quoted or not word.is_word or (word.tag == "name" and at and not titled):
            continue
        act = _act_at(words, at, found)
        if act is None or act.claim[0] >= act.claim[1]:
            continue
        if act.kind == "unnamed" and any(
            o.claim[0] == act.claim[0]
            or (o.claim[0] <= act.verb[0] <= o.claim[0] + 3 and o.lemma in reporting_verbs.OBJECTS)
            for o in found
        ):
            continue
        found.append(act)
    return found


def _is_titled(words: Sequence[Word]) -> bool:
    """Whether nearly every longer word has a capital, as in a headline."""
    longer = [w for w in words if w.is_word and len(w.text) > 3]
    return sum(w.text[0].isupper() for w in longer) > 0.7 * len(longer)


def _act_at(words: Sequence[Word], at: int, before: list[Act]) -> Act | None:
    """The act whose reporting word stands at `at`."""
    low = words[at].low
    if low == "according" and low_at(words, at + 1) == "to":
        return according(words, at)
    if low in QUOTING:
        return quoting(words, at)
    if (low in EXPECTED or is_impersonal(words, at)) and (unnamed := passive(words, at)):
        return unnamed
    if low in reporting_verbs.HEARSAY:
        claim = clause_around(words, at)
        return Act(None, (at, at + 1), claim, low, reporting_verbs.HEARSAY[low], "unnamed")
    form = reporting_verbs.forms().get(low)
    acting = (
        form is not None
        and at > 0
        and words[at - 1].tag in ("pron", "sub", "name")
        and not words[at - 1].low.endswith(("'s", "s'"))
    )
    if not acting and (lemma := reporting_verbs.noun(low)) and (act := claim_noun(words, at, lemma)):
        return act
    if form is None or _is_no_verb(words, at, form):
        return None
    return _verb(words, at, form, before)


def _is_no_verb(words: Sequence[Word], at: int, form: reporting_verbs.Form) -> bool:
    """A noun ("media reports"), an infinitive, a passive ("was told") or an adjective ("said to be")."""
    before = words[at - 1] if at else None
    if form.kind in ("base", "third"):
        if before is None or before.tag in ("det", "prep") or before.low in ("to", "and's"):
            return True
        if before.low.endswith("'s") and before.low not in ("who's",):
            return True
        if tag_at(words, at + 1) in ("aux", "verb") and low_at(words, at + 1) not in CARRIERS:
            return True
        if form.kind == "base":
            plural = (
                before.low.endswith("s")
                or before.tag in ("pron", "adv", "sub")
                or before.low in ("people", "police", "media")
            )
            if form.verb.frame == "show":
                return before.low not in EVIDENCE
            return not plural or form.verb.frame == "call"
        return False
    if form.kind == "past":
        k = at - 1
        while k >= 0 and words[k].tag in ("adv",):
            k -= 1
        if low_at(words, k) in BE or (form.verb.frame == "think" and low_at(words, at + 1) == "to"):
            return True
        if (
            words[at].low in PARTICIPLES
            and tag_at(words, at + 1) == "prep"
            and before is not None
            and before.tag in ("noun", "name")
        ):
            return words[at].low not in ("said", "reported", "wrote") or low_at(words, at + 1) == "by"
        if before is not None and (before.tag == "det" or before.low.endswith(("'s", "s'"))):
            return True
        return words[at].low == "said" and low_at(words, at + 1) == "to"
    return not (
        (before is not None and before.tag in ("comma", "close", "dash", "conj"))
        or (before is not None and before.low == "while")
    )


def _verb(words: Sequence[Word], at: int, form: reporting_verbs.Form, before: list[Act]) -> Act | None:
    """An act reported by a verb of the lexicon."""
    lemma, frame, stance = form.verb.lemma, form.verb.frame, form.verb.stance
    start = verb_start(words, at)
    verb = (start, at + 1)
    if frame in ("say", "tell", "ask") and lemma != "confirm" and _is_negated(words, verb):
        return None
    if tag_at(words, start - 1) in ("close", "comma") and not is_clause(words, at + 1):
        inverted = _inverted(words, start, at, lemma, stance)
        if inverted:
            return inverted
    if form.kind == "ing":
        return _participle(words, at, form, before)
    source, inherits = subject_of(words, start, before)
    if source is None:
        return None
    kind = (
        "evidence"
        if any(words[k].low in EVIDENCE for k in range(*source)) and frame in ("show", "say")
        else "speaker"
    )
    if (
        kind == "evidence"
        and frame == "say"
        and not any(words[k].low in EVIDENCE for k in heads_of(words, source))
    ):
        kind = "speaker"
    act = Act(source, verb, (0, 0), lemma, stance, kind, carriers_of(words, source), inherits)
    if (
        not inherits
        and (frame not in reporting_verbs.NEVER_AFTER or tag_at(words, source[0] - 1) == "close")
        and (claim := claim_before(words, act)) is not None
    ):
        return replace(
            act, claim=claim, trailing=True, channels=act.channels + media_of(words, at + 1, frame)
        )
    if frame == "accuse":
        claim_at = preposition_of_claim(words, at, lemma)
        return replace(act, claim=(claim_at, end_of(words, claim_at))) if claim_at else None
    if not _reports(words, at, form, kind):
        return None
    first = claim_start(words, at + 1, frame)
    channels = act.channels + media_of(words, at + 1, frame)
    return replace(act, claim=(first, _end_within(words, source, start, first)), channels=channels)


def _end_within(words: Sequence[Word], source: Range, verb: int, first: int) -> int:
    """Where a claim ends that a relative clause holds: "X, who has denied the claim, has gone on trial"."""
    if (
        source[1] >= verb
        or tag_at(words, source[1]) != "comma"
        or low_at(words, source[1] + 1) not in ("who", "which")
    ):
        return end_of(words, first)
    for k in range(first, len(words)):
        if words[k].tag == "comma" and not words[k].quoted and tag_at(words, k + 1) in ("aux", "verb"):
            return k
    return end_of(words, first)


def _is_negated(words: Sequence[Word], verb: Range) -> bool:
    """ "Did not say": nothing is said."""
    return any(words[k].low in ("not", "never") or words[k].low.endswith("n't") for k in range(*verb))


def _inverted(words: Sequence[Word], start: int, at: int, lemma: str, stance: str) -> Act | None:
    """ "…," said Smith, a lawyer: the source after the verb."""
    source = phrase_after(words, at + 1)
    if source is None or words[source[0]].low in NO_NAMES:
        return None
    after = tag_at(words, source[1])
    if after in ("verb", "aux"):
        return None
    if tag_at(words, start - 1) == "comma" and words[at].low not in (
        "said",
        "says",
        "writes",
        "wrote",
        "reports",
        "reported",
        "added",
    ):
        return None
    act = Act(source, (start, at + 1), (0, 0), lemma, stance, trailing=True)
    claim = words_before(words, start)
    return replace(act, claim=claim) if claim else None


def _participle(words: Sequence[Word], at: int, form: reporting_verbs.Form, before: list[Act]) -> Act | None:
    """ ", adding that …": the subject of the act or clause before."""
    if not _reports(words, at, form, "speaker") and form.verb.frame != "accuse":
        return None
    source = before[-1].source if before else main_subject(words, at)
    if source is None:
        return None
    lemma, frame = form.verb.lemma, form.verb.frame
    first = preposition_of_claim(words, at, lemma) if frame == "accuse" else claim_start(words, at + 1, frame)
    if not first:
        return None
    kind = before[-1].kind if before else "speaker"
    channels = before[-1].channels if before else ()
    return Act(
        source,
        (at, at + 1),
        (first, end_of(words, first)),
        lemma,
        form.verb.stance,
        kind,
        channels,
        inherits=True,
    )


def _reports(words: Sequence[Word], at: int, form: reporting_verbs.Form, kind: str) -> bool:
    """Whether what follows the verb is said: a clause, "that", a quotation, or an object that the verb makes
    a claim.
    """
    lemma, frame = form.verb.lemma, form.verb.frame
    that = that_at(words, at + 1, frame)
    quotation = opens_quotation(words, at + 1)
    clause = is_clause(words, at + 1)
    if frame == "call":
        named = lemma != "refer" or any(words[k].low == "as" for k in range(at, min(len(words), at + 10)))
        return named and opens_quotation(words, at + 1, NAMING) and low_at(words, at + 1) not in ("for", "on")
    if frame == "express":
        near = range(at + 1, min(len(words), at + 6))
        attitude = any(words[k].low in reporting_verbs.ATTITUDES for k in near)
        return attitude if lemma != "express" else tag_at(words, at + 1) not in ("comma", "stop", "")
    if frame == "show":
        return kind == "evidence" and tag_at(words, at + 1) not in ("comma", "stop", "")
    if frame == "tell":
        return that is not None or quotation or clause
    if frame == "ask":
        return quotation or any(
            words[k].low in ("if", "whether", "why", "how") for k in range(at + 1, min(len(words), at + 5))
        )
    if frame in ("vow", "urge"):
        return (
            that is not None
            or quotation
            or any(words[k].low == "to" for k in range(at + 1, min(len(words), at + 9)))
        )
    if frame == "deny":
        return tag_at(words, at + 1) not in ("comma", "stop", "", "prep")
    if kind == "evidence" and lemma in ("suggest", "reveal", "find", "confirm", "indicate"):
        return True
    if lemma == "continue":
        return quotation
    if lemma == "find":
        return that is not None
    if lemma in reporting_verbs.WEAK:
        return that is not None or quotation or clause
    if that is not None or quotation or clause:
        return True
    return tag_at(words, at + 1) not in ("stop", "", "prep", "comma")


LEAST = 4
"""Content words that an outer claim must hold beside the claims within it, to be one of its own."""

_GRAMMAR = frozenset(("det", "pron", "prep", "sub", "conj", "aux", "adv", "time", "number"))
_JOINTS = frozenset(("comma", "conj", "colon", "dash"))
_BESIDE = frozenset("although though but while whereas amid despite and".split())
"""Words that set an act beside the one before it, where no comma does."""


@dataclass(frozen=True)
class Attribution:
    """An act with the acts within whose claims it stands, outermost first."""

    act: Act
    within: tuple[Act, ...]


def attributions(words: Sequence[Word], acts: Sequence[Act]) -> list[Attribution]:
    """Acts with their claims cut where the next one begins, nested, and without those that only pass on
    another.

    "KCNA reported that Kim said X" is one attribution of X to Kim through KCNA; "KCNA reported Y and that Kim
    said X" are two.
    """
    settled = _citing([cut for act in acts if (cut := _cut(words, act, acts))])
    found = []
    for act in settled:
        outer = [o for o in settled if o is not act and _holds(o, act)]
        outer.sort(key=lambda o: (o.claim[0] - o.claim[1], o.unit))
        inner = [i for i in settled if i is not act and _holds(act, i)]
        if not inner or _own_words(words, act, inner) >= LEAST:
            found.append(Attribution(act, tuple(outer)))
    return found


def _holds(outer: Act, inner: Act) -> bool:
    """Whether an act stands within the claim of another."""
    if outer.kind == "unnamed":
        return False
    a, b = min(inner.unit[0], inner.verb[0]), inner.unit[1]
    if not (outer.claim[0] <= a and b <= outer.claim[1]):
        return False
    mutual = inner.claim[0] <= outer.unit[0] and outer.unit[1] <= inner.claim[1]
    return not (mutual and _length(inner.claim) >= _length(outer.claim))


def _length(claim: tuple[int, int]) -> int:
    return claim[1] - claim[0]


def _own_words(words: Sequence[Word], act: Act, inner: Sequence[Act]) -> int:
    """Content words of a claim outside the acts within it; in "met Li, who said" Li belongs to what is
    met.
    """
    taken: set[int] = set()
    for i in inner:
        apart = i.source is not None and words[i.source[1]].tag in ("sub", "comma")
        taken |= {k for span in (i.verb if apart else i.unit, i.claim, i.verb) for k in range(*span)}
    return sum(words[k].is_word and words[k].tag not in _GRAMMAR for k in range(*act.claim) if k not in taken)


def _cut(words: Sequence[Word], act: Act, acts: Sequence[Act]) -> Act | None:
    """The act with its claim ended where another begins a clause of its own; None if nothing is left of
    it.
    """
    start, end = act.claim
    for other in acts:
        if other is act:
            continue
        if act.trailing:
            if (
                other.trailing
                and start < other.unit[1] <= act.unit[0]
                and _separate(words, other.unit[1], act)
            ):
                start = other.unit[1]
        elif other.trailing and act.verb[0] < other.unit[0] and other.claim[0] <= act.verb[0]:
            end = min(end, other.claim[1])  # ", KCNA said" closes what stands before it
        elif act.verb[0] < other.verb[0]:
            seam = _seam(words, other)
            if max(act.verb[1], start + 1) <= seam < end and _is_seam(words, seam, other):
                end = seam
    while end > start and (words[end - 1].tag in _JOINTS or words[end - 1].tag == "sub"):
        end -= 1
    while start < end and (words[start].tag in _JOINTS or words[start].tag == "stop"):
        start += 1
    return replace(act, claim=(start, end)) if start < end else None


def _separate(words: Sequence[Word], at: int, act: Act) -> bool:
    """Whether a clause of its own follows an attribution in mid-sentence: ", A said, while B, C said"."""
    stretch = words[at : act.claim[1]]
    joined = bool(stretch) and (stretch[0].tag in _JOINTS or stretch[0].tag in ("sub", "stop"))
    return joined and len(stretch) > LEAST and any(w.tag in ("aux", "verb") for w in stretch)


def _seam(words: Sequence[Word], other: Act) -> int:
    """Index of the first word of another act's clause, its conjunction and comma included."""
    at = min(other.unit[0], other.verb[0])
    while at > 0 and (
        words[at - 1].tag in ("sub", "conj", "adv", "aux", "time")
        or words[at - 1].low in ("on", "amid", "despite")
    ):
        at -= 1
    if at > 0 and words[at - 1].tag == "comma":
        return at - 1
    return _apposition(words, at) or at


def _apposition(words: Sequence[Word], at: int) -> int | None:
    """The comma that begins ", a condition officials say …", the noun phrase whose clause an act is."""
    for k in range(at - 1, max(0, at - 7), -1):
        if words[k].tag == "comma":
            return k if words[k + 1].tag == "det" else None
        if words[k].tag in ("verb", "aux", "sub", "open", "close"):
            return None
    return None


def _is_seam(words: Sequence[Word], seam: int, other: Act) -> bool:
    """Whether the other act stands beside a claim and not within it."""
    if other.inherits:
        return True
    if words[seam].tag in ("comma", "colon", "dash"):
        return other.kind != "unnamed" or words[seam + 1].tag in ("sub", "prep")
    return words[seam].low in _BESIDE


def _citing(acts: Sequence[Act]) -> list[Act]:
    """ ", citing officials" takes the claim of the act it belongs to, which becomes its channel."""
    found: list[Act] = []
    owners: list[Act] = []
    own = [o for o in acts if o.lemma != "cite" and o.kind != "unnamed" and o.source is not None]
    for act in acts:
        if act.lemma != "cite":
            continue
        before = [o for o in own if o.verb[0] < act.verb[0]]
        owner = before[-1] if before else own[0] if own else None
        if owner is None or owner.source is None:
            continue
        owners.append(owner)
        start, end = owner.claim
        end = act.verb[0] if start < act.verb[0] < end else end
        channels = (*owner.channels, owner.source)
        found.append(replace(act, claim=(start, end), channels=channels, trailing=owner.trailing))
    kept = [act for act in acts if act.lemma != "cite" and act not in owners]
    return sorted([*kept, *found], key=lambda a: a.verb)
