"""Claims of rank and rarity ("the first known foreign guests since 2020"): whose, since when, and how surely."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from dashboard.encoding.phrases import Sentence
from dashboard.files import LEXICONS
from dashboard.findings.context import Context
from dashboard.findings.differences import Side, sides_in_words, span
from dashboard.findings.finding import Finding, counted, in_marks, listed
from dashboard.language import time_expressions
from dashboard.language.lexicons import lexicon_rows
from dashboard.language.words import is_content, stem
from dashboard.statements.event_status import connected
from dashboard.statements.sentence_facts import SentenceFacts

LEXICON = LEXICONS / "superlatives.csv"

_SINCE = re.compile(
    r"\b(?:since\b|(?:in|for) (?:more than |over |nearly |almost |at least |about )?(?:\w+ )?"
    r"(?:decades?|years|months|centur(?:y|ies))\b"
    r"|in (?:\w+ )?history\b|ever\b|on record\b|of all time\b|to date\b|so far\b|after the\b)",
    re.IGNORECASE,
)
_SINCE_END = re.compile(
    r"[;:.”\"]|,(?!\s(?:19|20)\d\d)|\s(?:when|and|but|which|that|where|state|according|said)\b|$"
)
_HEDGE = re.compile(
    r"\b(?:known|believed|thought|reported(?:ly)?|apparent(?:ly)?|arguably|perhaps|possibly|probably|likely|may|might"
    r"|appears?|seems?|considered|one of|among)\b",
    re.IGNORECASE,
)
_NO_CLAIM = (
    r"(?<!\bthe )(?<!['’]s )(?<!-)first(?=\s*(?:,|and foremost|of all|time I|then\b))|at first\b",
    r"first (?:lady|name|half|quarter|place|minister|aid|responders?|family|amendment|degree|round|day|days"
    r"|week|hour|hours|month|months|person|reported|met|came|began|got|took|told|said|learned|floated|raised|saw|heard|became"
    r"|introduced|announced)\b",
    r"\b(?:when|that|was|were|had|has|have|he|she|it|they|who) first\b|first[- ]\w+ed\b",
    r"only (?:a|an|after|when|if|in|by|on|at|as|from|because|that|to|with|through|once|one|two|three|for|be"
    r"|been|\d)\b",
    r"\b(?:not|if|was|is|were|are|would|will|can|could|has|have|had|he|it|they|but|and|read|still) only\b",
    r"only (?:\w+ )?(?:moments?|minutes?|hours?|days?|weeks?|months?|years?) (?:after|before|ago|earlier|later)\b",
    r"only (?!\w+ (?:\w+ )?\w)",
    r"only the (?!(?:first|second|third|fourth|fifth|\w+th)\b)[a-z]+(?:,|;|\.| and\b| not\b)",
    r"only (?:about|around|roughly|some|nearly|almost|slightly|part(?:ly|ially)?)\b",
    r"most (?:of|people|recent|likely|americans|other|experts|observers|analysts|part|notably|certainly"
    r"|importantly|days?|sensitive)\b|at most\b|\bat least\b|\bleast of\b|not least\b",
    r"(?:the|a|on|for|off|for the|track|public|criminal|voting|his|her|its|their|my|paper|to) records?\b"
    r"(?! (?:high|low|number|amount|turnout|level|breaking))|\brecord (?:of|that|the|on|with|in|for|and|,)",
    r"(?:at|do|try|did|doing|his|her|its|my|our|their|all the|like it|know|as) best\b",
    r"best (?:friends?|way|interests?|known|man|of|to|by|if|for|regards|efforts|ever|-)",
    r"at worst\b|worst of\b|greatest (?:hits|pleasure)",
)
"""Where a word that can rank does not: "at first", "the first lady", "for the record" (our list)."""
_MAX_RANKED_WORDS = 7
"""Content words after the claim that say who or what is ranked."""


POSSESSIVE = frozenset(["its", "his", "her", "their", "our", "my", "your"])


@dataclass(frozen=True)
class Superlative:
    """One claim of rank.

    Attributes:
        start, end: within the sentence, from the ranking word to what is ranked and since when.
        word: the ranking word, folded ("first"); "most important" for a superlative of two words.
        kind: first, only, rare or most.
        who: stems of what is ranked.
        since: the words that limit the claim in time, "" where none.
        hedge: the word that makes it less than sure, "" where none.
    """

    facts: SentenceFacts
    start: int
    end: int
    word: str
    kind: str
    who: frozenset[str]
    since: str
    hedge: str

    @property
    def reading(self) -> str:
        """Since when, and by which word it is softened."""
        return (self.since or "no time limit") + (f", softened by “{self.hedge}”" if self.hedge else "")


@lru_cache(maxsize=1)
def ranking_words() -> dict[str, str]:
    """Ranking word -> kind, from the lexicon."""
    return {row["word"]: row["class"] for row in lexicon_rows(LEXICON)}


def claims(facts: SentenceFacts, home: Sentence) -> Iterator[Superlative]:
    """The claims of rank in a sentence."""
    text = facts.text
    known = ranking_words()
    barred = [m.span() for pattern in _NO_CLAIM for m in re.finditer(pattern, text, re.IGNORECASE)]
    for k, word in enumerate(home.words):
        kind = known.get(word.low)
        if kind is None or any(a < word.end and word.start < b for a, b in barred):
            continue
        if not _ranks(home, k, kind):
            continue
        claim = _claim(facts, home, k, kind)
        if claim:
            yield claim


def _ranks(home: Sentence, k: int, kind: str) -> bool:
    """Whether a word that can rank does so here: "the best", "a rare case", but not "would best suit"."""
    before = home.words[k - 1] if k else None
    after = home.words[k + 1] if k + 1 < len(home.words) else None
    if home.words[k].low in ("most", "least") and (after is None or after.kind != "adj"):
        return False
    if kind == "rare" and _is_many(home, k):
        return False
    return kind != "most" or (
        before is not None and (before.kind in ("det", "pos", "pron") or before.low in POSSESSIVE)
    )


def _is_many(home: Sentence, k: int) -> bool:
    """Whether a word describes a kind of things or beings: "rare animals" are no rare event."""
    noun = home.read.tokens[home.words[k].token].head
    return home.read.tokens[noun].tag == "NNS" and not home.read.below(noun, "nummod")


def _claim(facts: SentenceFacts, home: Sentence, k: int, kind: str) -> Superlative | None:
    """The claim that begins with word k, or None where nothing is ranked."""
    text, word = facts.text, home.words[k]
    start, end, who = word.start, word.end, list[str]()
    after = home.words[k + 1] if k + 1 < len(home.words) else None
    if kind == "first" and (
        after is None or after.kind not in ("adj", "noun", "name", "num", "adv", "verb", "to")
    ):
        before = home.words[k - 1] if k else None
        if before is None or before.kind not in ("adj", "noun"):
            return None
        start, who = before.start, [before.stem]
    else:
        end, who = _ranked(text, home, k)
    if not who:
        return None
    since = _since(text, end)
    limit = text[slice(*since)] if since else ""
    if not limit and re.search(r"\bever\b|-ever$", text[start:end], re.IGNORECASE):
        limit = "ever"
    if not limit and text[start:end].lower().startswith("post-"):
        limit = text[start:end].split()[0]
    hedge = _HEDGE.search(text[max(0, start - 24) : end])
    name = word.low + (f" {after.low}" if after and word.low in ("most", "least") else "")
    return Superlative(
        facts,
        start,
        since[1] if since else end,
        name,
        kind,
        frozenset(who),
        limit,
        hedge.group().lower() if hedge else "",
    )


def _ranked(text: str, home: Sentence, k: int) -> tuple[int, list[str]]:
    """Where the words end that say what is ranked, and the stems of those that are no names."""
    end, last, who, count = home.words[k].end, home.words[k].end, list[str](), 0
    for after in home.words[k + 1 : k + 3 + 2 * _MAX_RANKED_WORDS]:
        stops = after.kind in ("sub", "verb", "aux", "pron") and after.low != "known"
        if (
            stops
            or re.search(r"[;:.!?()”\"]|,(?! )|, (?!\w+ (?:and|or)\b)", text[end : after.start])
            or _SINCE.match(text, after.start)
        ):
            break
        end = after.end
        if is_content(after.text) and not _HEDGE.fullmatch(after.text):
            count, last = count + 1, after.end
            if after.kind != "name":
                who.append(after.stem)
        if count == _MAX_RANKED_WORDS:
            break
    return last, who


def _since(text: str, at: int) -> tuple[int, int] | None:
    """Span of the words that limit a claim in time, if they are in the same clause."""
    found = _SINCE.search(text, at)
    if (
        not found
        or re.search(r"[;:.!?]|, (?:and|but|which|who)\b", text[at : found.start()])
        or found.start() - at > 60
    ):
        return None
    if found.group().lower() not in ("since", "after the"):
        return found.span()
    end = _SINCE_END.search(text, found.end())
    return found.start(), end.start() if end else len(text)


RARE = "rare"
"""A word that two articles use of two things as often; "unprecedented" here and there is of one."""
COMPARED_WEIGHT, ALONE_WEIGHT = 0.55, 0.2
"""Weights: a claim that several outlets make in different ways, and one that an outlet makes alone."""
MIN_SHARED_WORDS = 2
"""Words that two claims of one kind share before they count as claims about one thing where no link joins
them."""


def detect(context: Context) -> list[Finding]:
    """Claims of rank about one thing that differ in word, time or certainty, and claims that stand alone."""
    made = [
        claim
        for facts in context.facts.values()
        for claim in claims(facts, context.phrases.sentences[facts.sentence])
    ]
    ranking: dict[str, set[str]] = {}
    users: dict[str, set[str]] = {}
    for claim in made:
        users.setdefault(claim.word, set()).add(claim.facts.article)
        for row in context.stated.get(claim.facts.sentence, ()):
            ranking.setdefault(row, set()).add(claim.facts.article)
    findings = []
    for group in _groups(context, made):
        outlets = {claim.facts.article for claim in group}
        if len(outlets) > 1 and _differ(group):
            findings.append(_compared(context, group))
        elif len(outlets) == 1:
            alone = [c for c in group if c.word == RARE or users[c.word] == outlets]
            findings += _alone(context, alone, ranking)
    return findings


def _groups(context: Context, made: list[Superlative]) -> list[list[Superlative]]:
    """Claims about one thing: in linked sentences or one row, or of one kind with shared words."""
    pairs = (
        (i, j)
        for i, j in combinations(range(len(made)), 2)
        if made[i].facts.article != made[j].facts.article
        and _one_thing(
            made[i], made[j], frozenset((made[i].facts.sentence, made[j].facts.sentence)) in context.near
        )
    )
    return [[made[k] for k in group] for group in connected(len(made), pairs)]


def _one_thing(a: Superlative, b: Superlative, linked: bool) -> bool:
    """Whether two claims rank one thing: they share a word of it where a link or limits in time stand behind
    it, else MIN_SHARED_WORDS."""
    shared = len(a.who & b.who)
    if linked:
        return shared > 0 or (a.word == b.word and bool(a.since) and _same_limit(a, b))
    return a.word == b.word and (
        shared >= MIN_SHARED_WORDS or (shared > 0 and bool(a.since) and bool(b.since))
    )


def _differ(group: list[Superlative]) -> bool:
    """Whether an article makes a claim that another one of the group does not make in the same way."""
    articles = {claim.facts.article for claim in group}
    return any(
        not any(_alike(claim, other) for other in group if other.facts.article == article)
        for claim in group
        for article in articles
    )


def _alike(a: Superlative, b: Superlative) -> bool:
    """Whether two claims agree in the ranking word, the limit in time and whether they are hedged."""
    return a.word == b.word and bool(a.hedge) == bool(b.hedge) and _same_limit(a, b)


def _same_limit(a: Superlative, b: Superlative) -> bool:
    """Whether two claims are limited in the same way: neither is, or by equal dates, or by words of which
    one is shared."""
    if not a.since or not b.since:
        return a.since == b.since
    days = [[d for d in c.facts.dates if c.start <= d.start and d.end <= c.end] for c in (a, b)]
    if days[0] and days[1]:
        return time_expressions.relation(days[0][0], days[1][0]) in ("same", "finer", "coarser")
    words = [{stem(w) for w in re.findall(r"\w+", c.since) if is_content(w)} for c in (a, b)]
    return bool(words[0] & words[1]) or a.since.lower() == b.since.lower()


def _compared(context: Context, group: list[Superlative]) -> Finding:
    """The finding of a claim that several outlets make."""
    sides = _sides(context, group)
    hedged = sum(bool(c.hedge) for c in group)
    limits = list(dict.fromkeys(c.since for c in group if c.since))
    detail = f"{counted(len({c.facts.article for c in group}), 'article')} make such a claim"
    if 0 < hedged < len(group):
        words = dict.fromkeys(in_marks(c.hedge) for c in group if c.hedge)
        detail += f"; {hedged} of the {len(group)} claims {'is' if hedged == 1 else 'are'} softened by {listed(list(words))}"
    if limits:
        detail += f"; time limits: {', '.join(map(in_marks, limits))}"
    return Finding(
        "first",
        _row(context, group),
        f"“First”, “biggest” and similar claims: {sides_in_words(context, sides)}",
        detail,
        COMPARED_WEIGHT,
        tuple(span(context, s) for s in sides),
    )


def _alone(
    context: Context, group: list[Superlative], ranking: Mapping[str, Collection[str]]
) -> Iterator[Finding]:
    """A finding for each claim that one outlet makes alone; those without limit or hedge mostly number ("his
    first memo").

    Args:
        context: of the story.
        group: claims of one article.
        ranking: row -> the articles that make any claim of rank in a sentence of it.
    """
    for claim in group:
        row = _row(context, [claim])
        articles = context.statements.set_index("statement")["articles"].get(row, 1) if row else 1
        if not (claim.since or claim.kind == "rare" or (claim.hedge and claim.kind != "most")):
            continue
        side = _sides(context, [claim])
        title = f"Claimed in one article only: {sides_in_words(context, side)}"
        others = int(articles) - len({claim.facts.article, *ranking.get(row or "", ())})
        how = f"with the limit {in_marks(claim.since)}" if claim.since else "without saying since when"
        how += f" and softened by {in_marks(claim.hedge)}" if claim.hedge else ""
        detail = f"{context.outlet(claim.facts.article)} claims it {how}; " + (
            f"{counted(others, 'other article')} report{'s' * (others == 1)} the same without such a claim"
            if others > 0
            else "the others make claims of their own"
            if int(articles) > 1
            else "no other article was found to report this"
        )
        yield Finding("first", row, title, detail, ALONE_WEIGHT, (span(context, side[0]),), "alone")


def _sides(context: Context, group: list[Superlative]) -> list[Side]:
    order = {a: k for k, a in enumerate(context.story.articles["article"])}
    chosen = sorted(group, key=lambda c: (order[c.facts.article], c.facts.start + c.start))
    return [Side(c.facts, c.start, c.end, c.reading) for c in chosen]


def _row(context: Context, group: list[Superlative]) -> str | None:
    """The row whose mentions hold the first claim that is in one."""
    mentions = context.mentions
    for claim in group:
        at = claim.facts.start + claim.start
        own = mentions[
            (mentions["article"] == claim.facts.article) & (mentions["start"] <= at) & (mentions["end"] > at)
        ]
        if len(own):
            return str(own["statement"].iloc[0])
    return None
