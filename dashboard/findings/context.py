"""The context of the detectors: all tables and annotations of one comparison, read once and shared."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dashboard.emphasis.composition import VoiceLookup
from dashboard.encoding.encode import SentenceVectors
from dashboard.encoding.phrases import Chunk, Chunks, Sentence
from dashboard.entities.entities import Actors
from dashboard.findings.aligned_items import AlignedItems, Pair, align_items, sentence_pairs
from dashboard.findings.finding import SpanOf, bare, in_marks, listed, opens_words
from dashboard.language import media, quantities, reporting_verbs, time_expressions
from dashboard.language.lexicons import US_STATES, countries_among, lexicon_countries, lexicon_offices
from dashboard.language.names import behind_dateline
from dashboard.language.quotations import DOUBLE_MARK, LONE
from dashboard.language.time_expressions import MONTHS
from dashboard.language.words import fold
from dashboard.statements.sentence_facts import StoryFacts
from dashboard.story.story import Story

_ARTICLE = re.compile(r"\A(?:an?|the) ")
_OPENS_SUM = re.compile(r"(?:[$€£¥]|\b(?:about|nearly|almost|roughly|around|approximately))$", re.IGNORECASE)
_FIGURE = re.compile(r"\s?[$€£¥]?\d[\d,.]*\d(?:\s(?:hundred|thousand|million|billion|trillion)\b)?|\s?\d")
_BOUND = re.compile(r"(?:least|most|than)\b", re.IGNORECASE)
_DANGLING = re.compile(r"\s+(?:and|or|the|an?)\Z|(?<=s)\s+of\Z", re.IGNORECASE)
_CLOSING = re.compile('[.,;]?["”]')
PER_ARTICLE = 3
"""Mentions of one article that are looked at in one row, the surest first."""
MAX_ARTICLES = 14
"""Articles of one row that are looked at, those with the surest mentions first: keeps a row's work bounded."""
ALIKE = 0.5
"""Probability of a link from which two sentences count as telling one thing though no row holds both."""
LEAD_SENTENCES = 3
"""Body sentences of an article that count as its lead, beside the headline."""
OPENING_MARKS = frozenset('“„«"')
LIKELY_SPEECH = 3
"""Sentences after which a closing mark more likely belongs to another quotation, whose opening mark is lost (ours)."""
LONGEST_SPEECH = 8
"""Sentences after the opening mark of a quotation in which its closing mark is looked for."""
_DAMAGED = re.compile("\ufffd|â€|Ã[\x80-\xbf©¡-ÿ]")
"""A character that could not be read, or UTF-8 read as Windows-1252: what stood there may have been a quotation mark."""
ACCUSING = frozenset("allegation accusation charge claim assertion".split())
"""Nouns of doubt that say something against somebody; a speculation or rumour need not."""
SOURCE_FOLLOWS = frozenset("according citing cites cited quoting quotes".split())
"""Words of attribution after which the source stands."""


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the first word of what it begins with ("at least", "more than") and without a word at its end that
    only joins what was cut off."""
    if _BOUND.match(text, start):
        before = re.search(
            r"\b(?:at|more|fewer|less|rather|other) \Z", text[max(0, start - 8) : start], re.IGNORECASE
        )
        start -= len(before.group()) if before else 0
    while loose := _DANGLING.search(text[start:end]):
        end -= len(loose.group())
    return start, end


_ENDS_IN_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})$", re.IGNORECASE)
_DAY = re.compile(r"\s\d{1,2}\b(?![\d:.,]*\d)")
_APPOSITION = re.compile(r", an? \w+$")
_OF = re.compile(r"\sof(?:\s[\w’'-]+){1,6}?(?=[,.;:)]|\s(?:who|which|that|and|in|on|at|to|for|with)\b)")


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span made whole: with the closing mark or bracket next to it, or with the rest of an abbreviation ("Gov|."), of a sum of money, of
    a date or of an apposition ("Roe, a member | of the council") that it breaks off."""
    start, end = _whole(text, start, end)
    own = text[start:end]
    if text.startswith(".", end) and f"{own.rpartition(' ')[2].lower()}." in lexicon_offices():
        return start, end + 1
    if _ENDS_IN_MONTH.search(own) and (day := _DAY.match(text, end)):
        return start, day.end()
    if _APPOSITION.search(own) and (rest := _OF.match(text, end)):
        return start, rest.end()
    if _OPENS_SUM.search(own) and (figure := _FIGURE.match(text, end)):
        return start, figure.end()
    straight = own.count('"') % 2 == 1 and not own.endswith('"')
    after = _CLOSING.match(text, end)
    if after and (straight or own.count("“") > own.count("”")):
        return start, after.end()
    if own.count("(") > own.count(")") and text[end : end + 1] == ")":
        return start, end + 1
    if own.count(")") > own.count("(") and start and text[start - 1] == "(":
        return start - 1, end
    return start, end


def marks_left(text: str) -> int:
    """1 where the last quotation that a sentence opens goes on after it, -1 where it closes one that was open before, else 0."""
    depth, least = 0, 0
    for mark in DOUBLE_MARK.finditer(text):
        depth += 1 if opens_words(text, mark.start()) else -1
        least = min(least, depth)
    return -1 if least < 0 else int(depth > 0)


@dataclass(frozen=True, eq=False)
class PhrasedMention:
    """One mention with its phrases.

    Attributes:
        article, sentence, start, end: as in MENTIONS.
        full: its strength.
        score: how surely it belongs to its row, in [0, 1].
        phrases: within its boundaries, in order.
    """

    article: str
    sentence: str
    start: int
    end: int
    full: bool
    score: float
    phrases: Sequence[Chunk]


@dataclass(frozen=True, eq=False)
class Row:
    """A statement that at least two articles report."""

    statement: str
    label: str
    mentions: Sequence[PhrasedMention]


@dataclass(frozen=True, eq=False)
class Context:
    """The tables of a comparison on which detectors stand, and what they share.

    Attributes:
        story: texts, ARTICLES and SENTENCES.
        encoding: sentence id -> vectors.
        units, candidates, links, statements, mentions, coverage, sources: tables as declared.
        phrases: what is named and what is done, with vectors.
        facts: sentence id -> its dates, numbers and names.
        compared: pairs of sentences that are compared for facts -> probability of their link.
        voices: whose words a span is.
        actors: who is named, under which forms.
        referents: phrases of several articles that name one thing; see `findings.referents`.
    """

    story: Story
    encoding: Mapping[str, SentenceVectors]
    units: pd.DataFrame
    candidates: pd.DataFrame
    links: pd.DataFrame
    statements: pd.DataFrame
    mentions: pd.DataFrame
    coverage: pd.DataFrame
    sources: pd.DataFrame
    phrases: Chunks
    facts: StoryFacts
    compared: Mapping[tuple[str, str], float]
    voices: VoiceLookup
    actors: Actors
    referents: Sequence[Sequence[Chunk]]

    @cached_property
    def near(self) -> frozenset[frozenset[str]]:
        """The sentences of every pair that is compared for facts."""
        return frozenset(frozenset(pair) for pair in self.compared)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Linked sentences, sentences of one row, and those that nearly are linked, each pair once, the surest first."""
        order = {article: k for k, article in enumerate(self.story.articles["article"])}
        return tuple(sentence_pairs(self.compared, self.facts, order, self.stated))

    @cached_property
    def aligned_items(self) -> tuple[tuple[Pair, AlignedItems], ...]:
        """Of every pair, the dates, numbers and names that are in the same place and differ."""
        return tuple((pair, slot) for pair in self.pairs for slot in align_items(pair))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Rows of the matrix with two articles or more, in the order of the STATEMENTS table."""
        return tuple(_rows(self))

    @cached_property
    def attributions(self) -> tuple[PhrasedAttribution, ...]:
        """Every attribution whose cue stands in the sentence of its words, in reading order."""
        return tuple(attributions(self.sources, self.phrases, self.actors))

    @cached_property
    def citing(self) -> Mapping[str, tuple[PhrasedAttribution, ...]]:
        """Sentence -> the attributions whose cue stands in it."""
        found: dict[str, list[PhrasedAttribution]] = {}
        for citing in self.attributions:
            found.setdefault(citing.sentence, []).append(citing)
        return {sentence: tuple(own) for sentence, own in found.items()}

    @cached_property
    def places(self) -> Mapping[str, float]:
        """Sentence -> how prominently it is printed: 1 in headline or lead, from .6 down to 0 at the end of the text."""
        found: dict[str, float] = {}
        bodies: dict[str, list[str]] = {}
        for home in self.phrases.sentences.values():
            if home.role == "body":
                bodies.setdefault(home.article, []).append(home.sentence)
            else:
                found[home.sentence] = 1.0 if home.role == "headline" else 0.3
        for own in bodies.values():
            for k, sentence in enumerate(own):
                found[sentence] = 1.0 if k < LEAD_SENTENCES else 0.6 * (1 - k / len(own))
        return found

    @cached_property
    def countries(self) -> Mapping[str, frozenset[str]]:
        """Sentence -> the countries that its printed words name."""
        return {
            sentence: countries_among([fold(w) for w in home.text.split()])
            for sentence, home in self.phrases.sentences.items()
        }

    @cached_property
    def towns(self) -> Mapping[str, frozenset[str]]:
        """Sentence -> the towns, states and regions that it names in full, folded; its countries, capitals and dateline are none."""
        found = {}
        for name, home in self.phrases.sentences.items():
            read, begins = home.read, behind_dateline(home.text)
            spans = [
                (read.tokens[e.first].start, read.tokens[e.end - 1].end)
                for e in read.entities
                if e.label == "GPE" and read.tokens[e.first].start >= begins
            ]
            named = {fold(home.text[a:b]).removeprefix("the ").removesuffix("'s") for a, b in spans}
            found[name] = frozenset(n for n in named if n and "." not in n and n not in lexicon_countries())
        return found

    def states_of(self, span: SpanOf) -> frozenset[str]:
        """The states of the United States that a span names, or else its clause, folded: "the damage in Virginia"."""
        home = self.phrases.sentences.get(self.sentence_at(span.article, span.start))
        inside = fold(self.story.texts[span.article][span.start : span.end])
        if named := frozenset(state for state in US_STATES if state in inside):
            return named
        word = next((w for w in home.words if home.start + w.end > span.start), None) if home else None
        if home is None or word is None or not self.towns[home.sentence] & US_STATES:
            return frozenset()
        tokens, at = home.read.tokens, home.read.verb_above(word.token)
        own = home.read.subtree(
            at, without=home.read.below(at, "ccomp", "conj", "relcl", "advcl", "parataxis")
        )
        text = " ".join(fold(tokens[k].text) for k in sorted(own))
        return frozenset(state for state in US_STATES & self.towns[home.sentence] if state in text)

    def owners_of(self, span: SpanOf) -> frozenset[str]:
        """The actors to whom belongs what a span names: "Roe's refusal"; of "his refusal" whoever is named as the subject of its verb, none
        where that is a pronoun."""
        home = self.phrases.sentences.get(self.sentence_at(span.article, span.start))
        if home is None:
            return frozenset()
        tokens, found = home.read.tokens, set()
        for word in home.words:
            if not span.start <= home.start + word.start < span.end or tokens[word.token].dep != "poss":
                continue
            whose = word.token
            if tokens[whose].tag == "PRP$":
                at = home.read.verb_above(tokens[whose].head)
                while tokens[at].dep == "xcomp" and not home.read.below(at, "nsubj", "nsubjpass"):
                    at = tokens[at].head
                subjects = home.read.below(at, "nsubj", "nsubjpass")
                whose = subjects[0] if subjects else -1
            found.add(self.actors.at(home.sentence, home.word_at.get(whose, -1)) if whose >= 0 else "")
        return frozenset(found - {""})

    def far_apart(self, one: str, other: str) -> bool:
        """Whether two sentences that tell nothing in common name towns, states or regions, and no same one: the damage in Virginia is not
        the damage in New York."""
        a, b = self.towns[one], self.towns[other]
        return bool(a and b and not a & b) and not self.alike(one, other)

    def other_occasion(self, one: str, other: str) -> bool:
        """Whether two sentences give only other dates and only other numbers: two polls, not two reports of one."""
        a, b = self.facts[one], self.facts[other]
        dates = [time_expressions.relation(x, y) for x in a.dates for y in b.dates]
        numbers = [quantities.relation(x, y) for x in a.numbers for y in b.numbers]
        return all(told and set(told) == {"different"} for told in (dates, numbers))

    @cached_property
    def _begins(self) -> Mapping[str, tuple[list[int], list[str]]]:
        """Article -> (first characters, names) of its compared sentences."""
        found: dict[str, tuple[list[int], list[str]]] = {}
        for home in self.phrases.sentences.values():
            starts, names = found.setdefault(home.article, ([], []))
            starts.append(home.start)
            names.append(home.sentence)
        return found

    def actors_in(self, sentence: str) -> frozenset[str]:
        """The actors whom a sentence names."""
        count = len(self.phrases.sentences[sentence].words)
        return frozenset(self.actors.at(sentence, k) for k in range(count)) - {""}

    def linked(self, one: str, other: str) -> float:
        """Probability of the link between two sentences, 0 where they are not compared."""
        return max(self.compared.get((one, other), 0.0), self.compared.get((other, one), 0.0))

    def around(self, article: str, start: int) -> list[str]:
        """The compared sentence that begins at a place, or last before it, with those before and after it."""
        starts, names = self._begins[article]
        at = max(0, bisect_right(starts, start) - 1)
        return names[max(0, at - 1) : at + 2]

    def sentence_at(self, article: str, start: int) -> str:
        """The compared sentence that begins at a place, or last before it; "" where none does."""
        starts, names = self._begins.get(article, ([], []))
        at = bisect_right(starts, start) - 1
        return names[at] if at >= 0 else ""

    def prominence(self, span: SpanOf) -> float:
        """How prominently a span is printed, 0 (end of the text) … 1 (headline or lead)."""
        return self.places.get(self.sentence_at(span.article, span.start), 0.0)

    @cached_property
    def damaged(self) -> Mapping[str, tuple[int, int, int]]:
        """Article whose quotation marks may be damaged in the file -> (places, start and end of the first)."""
        found: dict[str, tuple[int, int, int]] = {}
        for article, text in self.story.texts.items():
            places = [m.span() for m in _DAMAGED.finditer(text)]
            if places:
                found[article] = (len(places), *places[0])
        return found

    @property
    def unpaired(self) -> frozenset[str]:
        """The sentences of which a quotation mark has no partner, with those that such an opening mark may reach: whose words stand there
        is not sure."""
        return self._speeches[0]

    @property
    def spoken(self) -> frozenset[str]:
        """These, and the sentences of a quotation that goes on over several."""
        return self._speeches[1]

    @cached_property
    def _speeches(self) -> tuple[frozenset[str], frozenset[str]]:
        found: set[str] = set()
        over: set[str] = set()
        open_: list[str]
        article, open_ = "", []
        for home in self.phrases.sentences.values():
            if home.article != article:
                found.update(open_)
                article, open_ = home.article, []
            left, lone = marks_left(home.text), home.text.strip() in LONE
            if open_ and (left < 0 or lone):
                (found if len(open_) > LIKELY_SPEECH else over).update(open_)
                over.add(home.sentence)
                open_ = []
            elif left < 0:
                found.add(home.sentence)
            elif left > 0:
                (over if home.text.lstrip()[:1] in OPENING_MARKS else found).update(open_)
                open_ = [home.sentence]
            elif open_:
                open_.append(home.sentence)
            if len(open_) > LONGEST_SPEECH:
                found.update(open_)
                open_ = []
        found.update(open_)
        return frozenset(found), frozenset(found | over)

    def prints(self, article: str, words: str) -> bool:
        """Whether an article prints words somewhere, whatever their inflection and the grammar between them."""
        return f" {' '.join(bare(words))} " in self._bare[article]

    @cached_property
    def _bare(self) -> Mapping[str, str]:
        """Article -> its words as `prints` compares them."""
        return {a: f" {' '.join(bare(text))} " for a, text in self.story.texts.items()}

    def is_indefinite(self, span: SpanOf) -> bool:
        """Whether a span is of things in the plural and says of none which or how many: "downed trees"."""
        home = self.phrases.sentences.get(self.sentence_at(span.article, span.start))
        inside = [w for w in home.words if span.start <= home.start + w.start < span.end] if home else []
        nouns = [k for k, w in enumerate(inside) if w.kind == "noun"]
        if home is None or not nouns:
            return False
        first = next((k for k in nouns if k + 1 == len(inside) or inside[k + 1].kind != "noun"), nouns[0])
        named = any(w.kind in ("det", "num", "pos", "pron", "name") for w in inside[:first])
        return home.read.tokens[inside[first].token].tag == "NNS" and not named

    def lemmas(self, span: SpanOf) -> frozenset[str]:
        """The base forms of the words of content in a span."""
        home = self.phrases.sentences.get(self.sentence_at(span.article, span.start))
        if home is None:
            return frozenset()
        inside = (w for w in home.words if span.start <= home.start + w.start < span.end)
        return frozenset(
            home.read.tokens[w.token].lemma.lower()
            for w in inside
            if w.stem and w.kind not in ("aux", "det", "part")
        )

    def outlet(self, article: str) -> str:
        """The name of the outlet that published an article."""
        return self._outlets[article]

    @cached_property
    def stated(self) -> Mapping[str, tuple[str, ...]]:
        """Sentence -> the statements that it tells, in the order of the MENTIONS table."""
        rows: dict[str, dict[str, None]] = {}
        for sentence, statement in zip(self.mentions["sentence"], self.mentions["statement"], strict=True):
            rows.setdefault(str(sentence), {})[str(statement)] = None
        return {sentence: tuple(own) for sentence, own in rows.items()}

    def overlap(self, one: str, other: str) -> float:
        """Share of the statements of that one of two articles which has fewer that the other tells too, 0 … 1."""
        told = [self._told[a] for a in (one, other)]
        return len(told[0] & told[1]) / max(1, min(map(len, told)))

    @cached_property
    def _told(self) -> Mapping[str, frozenset[str]]:
        """Article -> its statements."""
        rows = self.mentions.groupby("article")["statement"].agg(frozenset).to_dict()
        return {a: rows.get(a, frozenset()) for a in self.story.articles["article"]}

    def in_common(self, one: str, *others: str) -> list[str]:
        """The statements that all these sentences tell."""
        others_stated = [self.stated.get(sentence, ()) for sentence in others]
        return [s for s in self.stated.get(one, ()) if all(s in own for own in others_stated)]

    def alike(self, one: str, other: str) -> bool:
        """Whether two sentences tell something in common: they stand in one row, or are linked about as surely as such."""
        return bool(self.in_common(one, other)) or self.linked(one, other) >= ALIKE

    @cached_property
    def _outlets(self) -> Mapping[str, str]:
        return dict(zip(self.story.articles["article"], self.story.articles["outlet"], strict=True))

    def span(self, article: str, start: int, end: int, note: str = "") -> SpanOf:
        """The span with the voice in which the article says it; a mark or bracket that its partner follows is closed."""
        voice, _ = self.voices.of(article, start, end)
        return SpanOf(article, *_closed(self.story.texts[article], start, end), voice, note)

    def words(self, span: SpanOf) -> str:
        """The words of a span within quotation marks, for a title."""
        return in_marks(self.story.texts[span.article][span.start : span.end])

    def said(self, spans: Iterable[SpanOf], meant: Mapping[str, str] | None = None) -> str:
        """Words and outlets of spans, for a title; the same words stand once.

        Args:
            spans: in the order in which they are reported.
            meant: article -> what is added after its outlet.
        """
        sayings: dict[str, tuple[str, list[str]]] = {}
        for span in spans:
            words = self.words(span)
            bare = _ARTICLE.sub("", fold(words.strip("“”")))
            outlets = sayings.setdefault(bare.replace("-", " "), (words, []))[1]
            outlet = self.outlet(span.article) + (meant or {}).get(span.article, "")
            if outlet not in outlets:
                outlets.append(outlet)
        return "; ".join(f"{words} in {listed(outlets)}" for words, outlets in sayings.values())


def _rows(context: Context) -> Iterator[Row]:
    """Rows of the matrix with two articles or more, in the order of the STATEMENTS table."""
    mentioned: dict[str, list[PhrasedMention]] = {}
    for m in context.mentions.itertuples(index=False):
        phrases = context.phrases.within(str(m.article), int(m.start), int(m.end) + 1)
        mentioned.setdefault(str(m.statement), []).append(
            PhrasedMention(
                str(m.article),
                str(m.sentence),
                int(m.start),
                int(m.end),
                m.strength == "full",
                float(m.score),
                phrases,
            )
        )
    for s in context.statements.itertuples(index=False):
        mentions = mentioned.get(str(s.statement), [])
        best: dict[str, float] = {}
        for m in mentions:
            best[m.article] = max(best.get(m.article, 0.0), m.score)
        if len(best) < 2:
            continue
        kept = set(sorted(best, key=lambda a: (-best[a], a))[:MAX_ARTICLES])
        few = [
            m
            for a in sorted(kept)
            for m in sorted((x for x in mentions if x.article == a), key=lambda x: (-x.score, x.start))[
                :PER_ARTICLE
            ]
        ]
        yield Row(str(s.statement), str(s.label), few)


@dataclass(frozen=True, eq=False)
class PhrasedAttribution:
    """One attribution.

    Attributes:
        article, sentence, start, end: the words that are attributed.
        source: who says it, "" where nobody is named.
        verb: as printed.
        stance: neutral, doubting, denying or endorsing; "" of a verb that the lexicon does not hold.
        frame: what the verb takes ("say", "accuse", "deny" …); "" as above.
        cue: (start, end) of the verb with its subject, in the file.
        home: its sentence.
    """

    article: str
    sentence: str
    start: int
    end: int
    source: str
    verb: str
    stance: str
    frame: str
    cue: tuple[int, int]
    home: Sentence

    @property
    def cue_words(self) -> list[int]:
        """Numbers of the words of the verb with its subject."""
        first, last = (place - self.home.start for place in self.cue)
        return [k for k, w in enumerate(self.home.words) if first <= w.start and w.end <= last]


def attributions(sources: pd.DataFrame, phrases: Chunks, actors: Actors) -> list[PhrasedAttribution]:
    """Every attribution of the SOURCES table whose cue stands in the sentence of its words, in reading order."""
    found = []
    for row in sources.itertuples(index=False):
        home = phrases.sentences.get(str(row.sentence))
        if home is None:
            continue
        cue = [
            k
            for k, w in enumerate(home.words)
            if row.cue_start < home.start + w.end and home.start + w.start < row.cue_end
        ]
        if not cue:
            continue
        first, last = cue[0], cue[-1] + 1
        stance, frame = _stance_and_frame(home, first, last)
        a, b = _with_subject(phrases, actors, home, first, last, str(row.source))
        found.append(
            PhrasedAttribution(
                str(row.article),
                str(row.sentence),
                int(row.start),
                int(row.end),
                str(row.source),
                str(row.verb),
                stance,
                frame,
                (home.start + home.words[a].start, home.start + home.words[b - 1].end),
                home,
            )
        )
    return found


def _stance_and_frame(home: Sentence, first: int, last: int) -> tuple[str, str]:
    """What the lexicon of reporting verbs says of words first … last - 1, ("", "") where it says nothing."""
    words = home.words[first:last]
    form = next((f for w in words if (f := reporting_verbs.forms().get(w.low))), None)
    if form:
        return form.verb.stance, form.verb.frame
    noun = next((n for w in words if (n := reporting_verbs.noun(w.text))), None)
    if noun in reporting_verbs.DOUBTING_NOUNS:
        return "doubting", "accuse" if noun in ACCUSING else "say"
    if any(w.low in SOURCE_FOLLOWS for w in words):
        return "neutral", "say"
    entry = next((e for w in words if (e := reporting_verbs.nouns().get(w.low))), None)
    return (entry.stance if entry else "neutral", "") if entry or noun else ("", "")


def _with_subject(
    phrases: Chunks, actors: Actors, home: Sentence, first: int, last: int, source: str
) -> tuple[int, int]:
    """The verb with the phrase, or the pronoun, next to it that names the source."""
    if not source:
        return first, last
    follows = home.words[first].low in SOURCE_FOLLOWS
    near: Sequence[Chunk] = [
        c
        for c in phrases.phrases_of(home.sentence)
        if c.kind == "thing"
        and ((c.last in (first, first - 1) and not follows) or c.first in (last, last + 1))
    ]
    words = {w.strip(".,").lower() for w in source.split()}
    fitting = (
        [c for c in near if words & {w.low for w in home.words[c.first : c.core]}]
        or [c for c in near if _is_named(actors, c, source)]
        or [c for c in near if follows and c.first in (last, last + 1)]
    )
    if not fitting:
        pronoun = first > 0 and not follows and home.words[first - 1].kind == "pron"
        return (first - 1 if pronoun else first), last
    chunk = fitting[0]
    begin = chunk.first
    if chunk.last <= first and home.text[: home.words[begin].start].endswith("("):
        begin = next((c.first for c in phrases.phrases_of(home.sentence) if c.last == begin), begin)
    return min(first, begin), max(last, chunk.core if chunk.first >= last else last)


def _is_named(actors: Actors, chunk: Chunk, source: str) -> bool:
    """Whether a phrase names or describes the actor who goes by the name of the source."""
    actor = actors.of(chunk)
    if actor and (actors.names.get(actor) == source or actor == actors.person(source)):
        return True
    medium = media.named(source)
    printed = " ".join(w.text for w in chunk.home.words[chunk.first : chunk.core])
    return medium is not None and media.named(printed) == medium


def words_within(attribution: PhrasedAttribution) -> tuple[int, int]:
    """(first, last + 1) of the attributed words in their sentence."""
    home = attribution.home
    return words_between(home, attribution.start, attribution.end) or (0, len(home.words))


def words_between(home: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """(first, last + 1) of the words of a sentence that stand whole between two places of the file; None where none does."""
    inside = [
        k for k, w in enumerate(home.words) if start <= home.start + w.start and home.start + w.end <= end
    ]
    return (inside[0], inside[-1] + 1) if inside else None
