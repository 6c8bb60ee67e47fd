"""Allegations that several articles report: who alleges what of whom, and whether the answer to it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from dashboard.alignment.clustering import agglomerate
from dashboard.attribution.sources import is_open
from dashboard.encoding.encode import Floats
from dashboard.encoding.phrases import Chunk, Sentence, pooled
from dashboard.findings.context import ACCUSING, Context, PhrasedAttribution, words_within
from dashboard.findings.finding import Finding, SpanOf, listed
from dashboard.findings.hedges import denials
from dashboard.findings.phrase_pairs import BE
from dashboard.language import reporting_verbs
from dashboard.language.lexicons import lexicon_countries
from dashboard.language.words import fold, stem

NESTED_SHARE = 0.5
"""Share of an attribution's words from which another within it says all that it does, but for a clause of reporting."""
BEFORE_ADVERB = frozenset(("aux", "adv", "verb"))
"""Classes of words that may be in a group of verbs before the adverb: "was widely, allegedly, attacked"."""

_Worded = tuple[PhrasedAttribution, int, int]
"""(claim, first, last + 1 of the words that it alleges)."""
RELATIVE = frozenset("who which that".split())
NOBODY = frozenset(("nobody", "none"))
INDEFINITE = frozenset("a an any no another some".split())
SENTENCES_AFTER = 1
"""Sentences after an allegation in which a denial still stands with it."""
SENTENCES_AROUND = 3
"""Sentences before and after an allegation in which any word of an answer makes it unsure that none is printed."""
OWN_CONTENT = ("acl", "relcl", "ccomp", "prep")
"""Dependencies by which a noun for a claim says what is claimed: "a claim by an aide that …" is another than one before it."""
MIN_DENIAL_LIKENESS = 0.3
"""Cosine with what is alleged from which a thing that is denied is that."""
CLAIM_NOUNS = frozenset(map(stem, ACCUSING)) | frozenset(
    map(stem, "report wrongdoing involvement responsibility guilt".split())
)
"""Stems of nouns that stand for what somebody is said to have done."""
MAX_SPAN_WORDS = 9
"""Words of a span at most."""
TURN = frozenset("but although though while however".split())
"""Words after which an attribution that was taken too far has ended, and what follows may answer it."""
ANSWERING = frozenset(
    map(
        stem,
        "respond reply answer counter retort insist defend refuse refusal disagree disagreement object objection argue explain correct "
        "apologize apologise apology condemn criticize criticise wrong incorrect inaccurate mistaken misleading".split(),
    )
)
"""Stems of words that may answer an allegation without denying it in so many words: "flat wrong", "but the company responded"."""
UTTERANCES = frozenset(
    map(stem, "comment remark statement word argument criticism attack point that".split())
)
"""Stems of words for what somebody said: an answer to it may name nothing else."""
WORD_CLASS = {"verb": "verb", "noun": "noun", "adjective": "adj"}
"""Class in the lexicon of denials -> class of the word in its sentence: "lies ahead" denies nothing."""
ALLEGING = frozenset("allege assert claim contend insinuate purport".split())
"""Verbs of saying that leave what is said with him who says it."""
NO_CLAIM = frozenset("deny show express vow urge ask".split())
"""What a verb of these frames takes is not said to be so by somebody."""
MIN_MEAN_LIKENESS = 0.45
"""Average cosine of what is alleged, from which two allegations are one."""
SAME_ACCUSER_BONUS = 0.15
"""How much nearer two allegations of one accuser are."""
SAME_ROW_LIKENESS = 0.5
"""Likeness at least of what one accuser alleges in two sentences that state one row, whatever the words: "disregarding two inspection
reports", "had brushed aside two reports"."""
PARTIES = frozenset(("person", "group", "body"))
"""Kinds of nouns, in the lexicon of voices, that name whom an allegation can be against."""
UNDENIED_WEIGHT = 0.12
"""Weight of an allegation that no article denies: nothing differs."""


def alleged_words(context: Context, claim: PhrasedAttribution) -> tuple[int, int]:
    """(first, last + 1) of the words of its sentence that a claim alleges.

    An adverb of hearsay is in the clause that it leaves open, and what stands before that clause is the outlet's own word:
    "recalled facing demands to sue X for allegedly abetting Y" alleges the abetting alone. The clause begins with the subject
    right before the verb; behind a preposition, "which" or "and" it begins with the verb.
    """
    first, last = words_within(claim)
    words = claim.home.words
    at = next((k for k in range(first, last) if words[k].low in reporting_verbs.HEARSAY), None)
    if fold(claim.verb) not in reporting_verbs.HEARSAY or at is None or at + 1 >= last:
        return first, last
    group = at
    while group > first and words[group - 1].kind in BEFORE_ADVERB:
        group -= 1
    subject = next(
        (
            c
            for c in context.phrases.phrases_of(claim.sentence)
            if c.kind == "thing" and group in (c.core, c.last)
        ),
        None,
    )
    if subject is not None and subject.first >= first and not _parted(claim, group):
        return subject.first, last
    pronoun = group > first and words[group - 1].kind == "pron" and words[group - 1].low not in RELATIVE
    return (group - 1 if pronoun else at + 1), last


def _parted(claim: PhrasedAttribution, at: int) -> bool:
    """Whether a comma stands before a word: what is before it is no subject ("X, allegedly …")."""
    home = claim.home
    return "," in home.text[home.words[at - 1].end : home.words[at].start]


def plain_claims(context: Context, claims: Iterable[PhrasedAttribution]) -> list[PhrasedAttribution]:
    """The claims without those that are little more than the report of another: "X alleges that …, the paper says" is what X
    alleges."""
    own = [(c, *alleged_words(context, c)) for c in claims]
    within: dict[str, list[_Worded]] = {}
    for worded in own:
        within.setdefault(worded[0].sentence, []).append(worded)
    return [w[0] for w in own if not any(_reports(w, other) for other in within[w[0].sentence])]


def _reports(outer: _Worded, inner: _Worded) -> bool:
    """Whether an attribution says that another is made, its verb and its words, and little else."""
    (one, a, b), (other, c, d) = outer, inner
    if one is other or (a, b) == (c, d):
        return False
    words, start = one.home.words, one.home.start
    verb = start + words[a].start <= other.cue[0] and other.cue[1] <= start + words[b - 1].end
    return verb and a <= c and d <= b and d - c >= NESTED_SHARE * (b - a)


def denials_of(context: Context, claim: PhrasedAttribution) -> Iterator[SpanOf]:
    """Denials of what is alleged, outside its words.

    A claim that is told as it is denied brings its own. Then come those of its sentence and right after it, then those of the
    whole article: that no denial is reported must be true of all of it.
    """
    if claim.frame == "deny":
        yield context.span(claim.article, *claim.cue, "denial")
    order = [s for s in context.phrases.sentences.values() if s.article == claim.article]
    at = next(k for k, s in enumerate(order) if s.sentence == claim.sentence)
    near = order[at : at + 1 + SENTENCES_AFTER]
    for home in (*near, *order[:at], *order[at + 1 + SENTENCES_AFTER :]):
        phrases = context.phrases.phrases_of(home.sentence)
        for k, stop, kind in words_of_denial(home):
            if home is claim.home and _held(claim, k):
                continue
            if kind == "verb" and not _is_of(context, claim, home, k, phrases):
                continue
            if kind != "verb" and home not in near and not CLAIM_NOUNS & set(home.stems):
                continue
            if home is not claim.home and not _is_about(context, claim, home, near):
                continue
            first, last = k, stop
            for chunk in phrases:
                if (
                    chunk.first <= k < chunk.last
                    or chunk.last == first
                    or (chunk.first == last and chunk.kind == "thing")
                ):
                    first, last = min(first, chunk.first), max(last, chunk.core)
            end = home.start + home.words[min(last, first + MAX_SPAN_WORDS) - 1].end
            yield context.span(claim.article, home.start + home.words[first].start, end, "denial")


def _is_about(context: Context, claim: PhrasedAttribution, home: Sentence, near: Sequence[Sentence]) -> bool:
    """Whether a sentence with a denial can be about a claim: it has a word of what is alleged beside the names of people; or it points
    back at "the allegation" and says of none what it is; or it stands right after the claim and speaks of no claim of its own.
    """
    alleged = claim.home.stems[slice(*alleged_words(context, claim))]
    if {s for s in alleged if s} & _plain_stems(context, home):
        return True
    nouns = [w.token for w in home.words if w.stem in CLAIM_NOUNS and w.kind == "noun"]
    if home in near:
        return not any(_says_what(home, k) for k in nouns)
    return any(_points_back(home, k) and not _says_what(home, k) for k in nouns)


def _says_what(home: Sentence, noun: int) -> bool:
    """Whether a noun for a claim brings its own claim: "a claim by an aide", "the allegation that …"."""
    return bool(home.read.below(noun, *OWN_CONTENT)) or not _points_back(home, noun)


def _points_back(home: Sentence, noun: int) -> bool:
    """Whether a noun is one that was named before: "the accusation", "these claims", "his allegations"."""
    marks = home.read.below(noun, "det", "poss")
    return any(home.read.tokens[k].text.lower() not in INDEFINITE for k in marks) or (
        not marks and home.read.tokens[noun].tag == "NNS"
    )


def _plain_stems(context: Context, home: Sentence) -> set[str]:
    """Stems of a sentence's content words that are part of nobody's name."""
    return {
        s
        for k, s in enumerate(home.stems)
        if s and home.words[k].kind != "name" and not context.actors.at(home.sentence, k)
    }


def words_of_denial(home: Sentence) -> Iterator[tuple[int, int, str]]:
    """(first word, last + 1, class) of everything in a sentence that can deny: one word or two ("fake news")."""
    for k, word in enumerate(home.words):
        pair = f"{word.low} {home.words[k + 1].low}" if k + 1 < len(home.words) else ""
        if pair in denials():
            yield k, k + 2, denials()[pair]
        elif (kind := denials().get(word.low)) and word.kind == WORD_CLASS[kind]:
            yield k, k + 1, kind


def _held(claim: PhrasedAttribution, k: int) -> bool:
    """Whether a word belongs to the verb of a claim or to what is claimed."""
    home = claim.home
    place = home.start + home.words[k].start
    if claim.cue[0] <= place < claim.cue[1]:
        return True
    turned = any(w.low in TURN for w in home.words[:k] if claim.start <= home.start + w.start)
    return claim.start <= place < claim.end and not turned


def _is_of(
    context: Context, claim: PhrasedAttribution, home: Sentence, k: int, phrases: Sequence[Chunk]
) -> bool:
    """Whether what a verb of denial denies is the claim: nothing, a pronoun, a word for a claim, or a thing near to it.

    In the passive it is the subject, in a relative clause what it belongs to ("which X has denied"); else the thing or act
    that comes next. Who "denies doing" something is reported of one thing alone beside an allegation.
    """
    read, verb = home.read, home.words[k].token
    objects = read.below(verb, "dobj", "nsubjpass")
    if any(read.tokens[o].tag in ("WDT", "WP") for o in objects):
        return True
    if read.tokens[verb].dep == "relcl" and not objects and not read.below(verb, "ccomp", "xcomp"):
        return True
    if k and home.words[k - 1].low in BE:
        following = [c for c in phrases if c.kind == "thing" and c.last < k + 1][-1:]
    else:
        after = home.words[k + 1 : k + 2]
        if after and (after[0].kind in ("pron", "sub") or after[0].text.endswith("ing")):
            return True
        if after and after[0].kind == "noun" and k and home.words[k - 1].kind in ("det", "adp", "pos"):
            return False  # "by rejected applicants"
        following = [c for c in phrases if c.first > k][:1]
    if not following or any(w.kind in ("verb", "aux") for w in home.words[k + 1 : following[0].first]):
        return not following
    thing = following[0]
    if thing.head_stem in CLAIM_NOUNS or home.words[thing.core - 1].stem in CLAIM_NOUNS:
        return True
    alleged = pooled(claim.home, *alleged_words(context, claim), context.phrases.idf)
    return float(alleged @ thing.vector) >= MIN_DENIAL_LIKENESS


def _answers_a_claim(claim: PhrasedAttribution) -> bool:
    """Whether somebody denies what others claim, so that both are told at once: "the council denied claims that …"."""
    if claim.frame != "deny":
        return False
    first, _ = words_within(claim)
    home = claim.home
    said = [k for k, w in enumerate(home.words[:first]) if home.start + w.start >= claim.cue[0]]
    return any(home.words[k].kind == "noun" and home.stems[k] in CLAIM_NOUNS for k in (*said[-3:], first))


def _denies(context: Context, claim: PhrasedAttribution) -> bool:
    """Whether what is claimed is that something is not so: "he asserts his innocence" is the answer to an allegation, and so is what a
    verb of saying takes with "not" ("claimed that the letters did not speak for all")."""
    first, last = alleged_words(context, claim)
    if any(first <= k < last for k, _, _ in words_of_denial(claim.home)):
        return True
    return claim.frame != "accuse" and _is_negated(context, claim)


def _is_negated(context: Context, claim: PhrasedAttribution) -> bool:
    """Whether the first act of what is alleged is denied there."""
    first, last = alleged_words(context, claim)
    acts = [
        c for c in context.phrases.phrases_of(claim.sentence) if c.kind == "act" and first <= c.head < last
    ]
    return bool(acts) and acts[0].polarity[0]


def detect(context: Context) -> list[Finding]:
    """One finding for every allegation that two articles report and that at least one words as an allegation."""
    claims = [
        c
        for c in plain_claims(context, (c for c in context.attributions if c.frame not in NO_CLAIM))
        if not _denies(context, c)
    ]
    claims += [c for c in context.attributions if _answers_a_claim(c)]
    scores = _scores(context, claims, [_vector(context, c) for c in claims])
    groups = agglomerate([c.article for c in claims], scores, MIN_MEAN_LIKENESS)
    shared = [group for group in groups if len({claims[k].article for k in group}) > 1]
    grouped = {k for group in shared for k in group}
    free = [k for k in range(len(claims)) if k not in grouped]
    found = []
    for group in shared:
        members = [claims[k] for k in group] + _other_tellings(group, claims, free, scores)
        if any(_alleges(context, c) for c in members):
            finding = _finding(context, members)
            if finding:
                found.append(finding)
    return found


def _scores(
    context: Context, claims: Sequence[PhrasedAttribution], vectors: Sequence[Floats]
) -> dict[tuple[int, int], float]:
    """Likeness of every two claims of different articles that are near and have a word or their accuser in common; keys (i, j)
    with i < j."""
    if not claims:
        return {}
    alike = np.array(vectors) @ np.array(vectors).T
    scores: dict[tuple[int, int], float] = {}
    accusers = [_accuser(claim) for claim in claims]
    words = [_stems(context, claim) for claim in claims]
    for i in range(len(claims)):
        for j in range(i):
            same = accusers[i] == accusers[j] != ""
            if not same and not words[i] & words[j]:
                continue
            score = float(alike[i, j]) + (SAME_ACCUSER_BONUS if same else 0.0)
            named = same and not is_open(claims[i].source)
            if named and context.in_common(claims[i].sentence, claims[j].sentence):
                score = max(score, SAME_ROW_LIKENESS)
            if claims[i].article != claims[j].article and score > MIN_MEAN_LIKENESS / 2:
                scores[j, i] = min(1.0, score)
    return scores


def _other_tellings(
    group: Sequence[int],
    claims: Sequence[PhrasedAttribution],
    free: Sequence[int],
    scores: Mapping[tuple[int, int], float],
) -> list[PhrasedAttribution]:
    """Claims of further articles by an accuser of the group, near to his own claim there, whatever the others say."""
    reporting = {claims[k].article for k in group}
    near: dict[str, tuple[float, PhrasedAttribution]] = {}
    for k in free:
        claim = claims[k]
        if claim.article in reporting or not _accuser(claim):
            continue
        for member in group:
            score = scores.get((min(k, member), max(k, member)), 0.0)
            least = max(MIN_MEAN_LIKENESS, near.get(claim.article, (0.0, claim))[0])
            if _accuser(claims[member]) == _accuser(claim) and score > least:
                near[claim.article] = score, claim
    return [claim for _, (_, claim) in sorted(near.items())]


def _alleges(context: Context, claim: PhrasedAttribution) -> bool:
    """Whether the verb or noun makes what is said an allegation, against somebody; a hint or a guess is none.

    What a verb of claiming takes is against the subject of its clause, if that is somebody else: "he claimed he could win" and
    "claimed a body can heal" accuse nobody.
    """
    if claim.frame == "accuse":
        return True
    lemmas = {f.verb.lemma for w in claim.verb.split() if (f := reporting_verbs.forms().get(fold(w)))}
    doubted = reporting_verbs.HEARSAY.get(fold(claim.verb)) == "doubting"  # "reportedly" only passes it on
    return bool(lemmas & ALLEGING or doubted) and _names_somebody(context, claim)


def _names_somebody(context: Context, claim: PhrasedAttribution) -> bool:
    """Whether what is alleged names an actor, a country or a kind of people or bodies that is not the accuser himself."""
    home, (first, last) = claim.home, alleged_words(context, claim)
    accuser = _accuser(claim)
    for k in range(first, last):
        actor = context.actors.at(home.sentence, k)
        if (actor and context.actors.names.get(actor, actor) != claim.source) or (
            not actor
            and home.words[k].low in lexicon_countries()
            and lexicon_countries()[home.words[k].low] != accuser
        ):
            return True
    return any(home.words[k].kind == "noun" and _is_party(home.words[k].low) for k in range(first, last))


def _is_party(noun: str) -> bool:
    """Whether a noun names people or a body that can be accused."""
    return (
        reporting_verbs.voices().get(noun) in PARTIES
        or reporting_verbs.voices().get(noun.removesuffix("s")) in PARTIES
    )


def _accuser(claim: PhrasedAttribution) -> str:
    """Who alleges, "" where that is not said; a capital stands for its country."""
    if claim.frame == "deny":
        return ""
    name = fold(claim.source)
    return lexicon_countries().get(name, name)


def _vector(context: Context, claim: PhrasedAttribution) -> Floats:
    """Vector of the attributed words."""
    first, last = alleged_words(context, claim)
    return pooled(claim.home, first, last, context.phrases.idf)


def _stems(context: Context, claim: PhrasedAttribution) -> frozenset[str]:
    """Content words of what is alleged."""
    return frozenset(claim.home.stems[slice(*alleged_words(context, claim))]) - {""}


def _named_accuser(claim: PhrasedAttribution) -> str:
    """Who alleges, with the verb; the subject of "had been accused" is the accused and never the accuser."""
    if claim.frame == "deny":
        return f"nobody named ({claim.source or 'somebody'} {claim.verb} it)"
    read = claim.home.read
    passive = [
        k
        for w in claim.cue_words
        for k in read.below(claim.home.words[w].token, "nsubjpass")
        if claim.frame == "accuse"
    ]
    accused = {t for k in passive for n in read.subtree(k) for t in fold(read.tokens[n].text).split()}
    if claim.frame == "accuse" and any(_is_bare_participle(claim, w) for w in claim.cue_words):
        return "nobody named (was accused)"
    if passive and fold(claim.source).split()[-1:] and fold(claim.source).split()[-1] in accused:
        return "nobody named (was accused)"
    verb = "accuses" if passive else claim.verb
    return f"{claim.source or 'nobody named'} ({verb})"


def _is_bare_participle(claim: PhrasedAttribution, word: int) -> bool:
    """Whether a word says of the accused what of, and names no accuser: "the teenager accused of firing the shot"."""
    read = claim.home.read
    at = claim.home.words[word].token
    if read.tokens[at].tag not in ("VBN", "VBD") or read.below(at, "agent", "dobj"):
        return False
    return any(read.tokens[k].lemma.lower() == "of" for k in read.below(at, "prep"))


def _finding(context: Context, members: Sequence[PhrasedAttribution]) -> Finding | None:
    """The table of one allegation; None where one article alone reports it."""
    cells: dict[str, PhrasedAttribution] = {}
    for claim in members:  # those that are told as they are denied stand last
        cells.setdefault(claim.article, claim)
    if len(cells) < 2:
        return None
    spans: list[SpanOf] = []
    denied: list[str] = []
    for article, claim in sorted(cells.items()):
        first, last = alleged_words(context, claim)
        home = claim.home
        stop = min(last, first + MAX_SPAN_WORDS)
        while stop < last and stop > first + 1 and not home.stems[stop - 1]:
            stop -= 1  # a cut does not end in a preposition
        spans.append(
            context.span(
                article,
                home.start + home.words[first].start,
                home.start + home.words[stop - 1].end,
                "alleged",
            )
        )
        spans.append(context.span(article, *claim.cue, f"accuser: {_named_accuser(claim)}"))
        if denial := next(denials_of(context, claim), None):
            denied.append(article)
            spans.append(denial)
    rest = [a for a in sorted(set(cells) - set(denied)) if not _may_deny(context, cells[a])]
    if not rest:
        return None
    outlets = [context.outlet(a) for a in denied]
    silent = [context.outlet(a) for a in rest]
    words = context.words(spans[0])
    count = len(denied) + len(rest)
    if denied:
        title = (
            f"Allegation {words}: {listed(outlets)} report{'s' * (len(denied) == 1)} the denial; "
            f"none was found in {listed(silent, 'or')}"
        )
    else:
        title = f"Allegation {words}: no denial was found in {listed(silent, 'or')}"
    return Finding(
        "allegation",
        None,
        title,
        "; ".join(
            f"{context.outlet(a)}: alleged by {_named_accuser(c)}, "
            f"{'with a denial' if a in denied else 'no denial found in the whole article' if a in rest else 'a denial is not certain'}"
            for a, c in sorted(cells.items())
        ),
        round(min(1.0, 0.7 + 0.05 * count), 4) if denied else UNDENIED_WEIGHT,
        tuple(dict.fromkeys(spans)),
    )


def _may_deny(context: Context, claim: PhrasedAttribution) -> bool:
    """Whether an article may print an answer to an allegation: then nothing is said of a denial that is missing.

    It may where the sentence of the allegation goes on with "but"; where a word of answering, or of denying that is not of something
    else, stands near it; and where one stands anywhere beside a word of the allegation's sentence or a word for what was said.
    """
    home = claim.home
    if any(w.low in TURN and home.start + w.start > claim.cue[1] for w in home.words):
        return True
    order = [s for s in context.phrases.sentences.values() if s.article == claim.article]
    at = order.index(home)
    about = CLAIM_NOUNS | UTTERANCES | (set(home.stems) - {""})
    for n, other in enumerate(order):
        phrases = context.phrases.phrases_of(other.sentence)
        for k, kind in _answering(other):
            if other is home and _held(claim, k):
                continue
            if about & (set(other.stems) - {other.stems[k]}):
                return True
            if abs(n - at) <= SENTENCES_AROUND and (
                kind != "verb" or _is_of(context, claim, other, k, phrases)
            ):
                return True
    return False


def _answering(home: Sentence) -> Iterator[tuple[int, str]]:
    """(number, class of a word of denial or "answer") of the words of a sentence that deny or may answer."""
    yield from ((k, kind) for k, _, kind in words_of_denial(home))
    yield from (
        (k, "answer")
        for k, word in enumerate(home.words)
        if word.stem in ANSWERING and not _by_nobody(home, word.token)
    )


def _by_nobody(home: Sentence, verb: int) -> bool:
    """Whether it is said of nobody: "nobody answered the phone"."""
    tokens = home.read.tokens
    return any(tokens[k].text.lower() in NOBODY for k in home.read.below(verb, "nsubj"))
