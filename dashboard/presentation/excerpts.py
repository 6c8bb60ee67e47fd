"""The sentences behind a mark: of a statement, of a finding, of a figure of emphasis, of a question that was asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

import pandas as pd

from dashboard.alignment.contradictions import MEANING
from dashboard.charts.matrix import STATE_WORDS
from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.emphasis.keyness import occurrences
from dashboard.emphasis.measures import spoken_by
from dashboard.findings.finding import in_marks, listed
from dashboard.language.words import CONTENT_WORD, EMPTY_WORDS, stem
from dashboard.presentation import markup
from dashboard.presentation.markup import Card, Quote, Run
from dashboard.presentation.rows import MentionRow, SentenceRow, SpanRow, grouped, records, sentences_of
from dashboard.statements import coverage
from dashboard.tables import COUNTED, VOICES

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
WORTH_MARKING = 4  # letters from which a shared word is worth marking; shorter ones are mostly grammar
NEIGHBOUR = 90  # characters of a neighbouring sentence
GUARDS = {
    **MEANING,
    "negation": "only one of the two says “not”, or denies it",
    "name": "somebody or something in your words is missing",
    "act": "it may be about something else",
    "verb": "nearly the same, with another verb: read whether it is the same act",
    "roles": "somebody else does it here",
    "demand": "here it is only demanded",
}
"""What speaks against a link of two passages, in words for the reader."""
LEAD, PARAGRAPH = "lead", "¶ "
"""Words for a place in the body of an article, see `places`."""


def places(comparison: Comparison) -> dict[str, str]:
    """Sentence -> where it stands in its article: "headline", "lead", "¶ 3" (its paragraph) or "caption".

    The lead is the first sentence of the body. Paragraphs are those of the file, counted from the first that has a
    sentence of the body.
    """
    found: dict[str, str] = {}
    for article, text in comparison.story.texts.items():
        number, at = 0, -1
        for sentence in sentences_of(comparison, article):
            if sentence.role != "body":
                found[sentence.sentence] = sentence.role
                continue
            is_first = at < 0
            number += is_first or "\n" in text[at : sentence.start].strip(" \t")
            found[sentence.sentence] = LEAD if is_first else f"{PARAGRAPH}{number}"
            at = sentence.end
    return found


def full_places(comparison: Comparison) -> dict[str, str]:
    """The same with how many paragraphs the article has: "headline", "lead (¶ 1 of 12)", "¶ 3 of 12"."""
    found = places(comparison)
    paragraphs = {
        sentence: 1 if place == LEAD else int(place.removeprefix(PARAGRAPH))
        for sentence, place in found.items()
        if place == LEAD or place.startswith(PARAGRAPH)
    }
    last = {sentence.rpartition(":")[0]: number for sentence, number in paragraphs.items()}
    for sentence, number in paragraphs.items():
        words = f"{PARAGRAPH}{number} of {last[sentence.rpartition(':')[0]]}"
        found[sentence] = f"{LEAD} ({words})" if found[sentence] == LEAD else words
    return found


@dataclass(frozen=True)
class Passage:
    """One sentence that reports a statement, in full or in part.

    Attributes:
        before, after: the neighbouring sentences of the same article, "" at its ends.
        spans: the mentions as (start, end) within `text`.
        position: start of the sentence in the article's text, 0 first … 1 last character.
        place, whole_place: the same in words, see `places` and `full_places`.
        score: confidence of the mention, 0 … 1.
    """

    article: str
    sentence: str
    strength: str
    score: float
    position: float
    place: str
    whole_place: str
    before: str
    text: str
    after: str
    spans: tuple[tuple[int, int], ...]

    @property
    def words(self) -> str:
        """The mentions' own words."""
        return " … ".join(self.text[a:b] for a, b in self.spans)

    @property
    def note(self) -> str:
        """Where it stands, and whether it may report the statement in part only."""
        return self.place if self.strength == "full" else f"{self.place}, at least in part"

    @property
    def bracketed(self) -> str:
        """The sentence with the mentions between ⟦ and ⟧, for files in which bold type would fail beside quotation marks."""
        said = (("".join(piece.text for piece in run.pieces), run.marked) for run in self.runs)
        return "".join(f"⟦{words}⟧" if marked else words for words, marked in said)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The sentence with the mentions marked."""
        return markup.runs(self.text, self.spans)


def passages(comparison: Comparison, statement: str) -> list[Passage]:
    """Every sentence behind a row of the matrix, by article and place."""
    return passages_of(comparison, [statement])[statement]


def passages_of(comparison: Comparison, statements: Sequence[str]) -> dict[str, list[Passage]]:
    """The same of several rows, read in one go."""
    where, whole = places(comparison), full_places(comparison)
    order = list(comparison.articles["article"])
    sentences = {article: sentences_of(comparison, article) for article in order}
    own = comparison.mentions[comparison.mentions["statement"].isin(statements)]
    told = grouped(records(own, MentionRow), lambda mention: mention.statement)
    return {s: _passages(comparison, told.get(s, ()), sentences, where, whole, order) for s in statements}


def _passages(
    comparison: Comparison,
    own: Sequence[MentionRow],
    sentences_in: Mapping[str, Sequence[SentenceRow]],
    where: Mapping[str, str],
    whole: Mapping[str, str],
    order: Sequence[str],
) -> list[Passage]:
    found = []
    for article in dict.fromkeys(mention.article for mention in own):
        sentences = sentences_in[article]
        number = {sentence.sentence: k for k, sentence in enumerate(sentences)}
        length = max(1, len(comparison.story.texts[article]))
        for name in dict.fromkeys(m.sentence for m in own if m.article == article):
            k, mentions = number[name], [m for m in own if m.sentence == name]
            sentence = sentences[k]
            found.append(
                Passage(
                    article=article,
                    sentence=name,
                    strength="full" if any(m.strength == "full" for m in mentions) else "partial",
                    score=max(m.score for m in mentions),
                    position=sentence.start / length,
                    place=where[name],
                    whole_place=whole[name],
                    before=_body(sentences[k - 1 : k]),
                    text=sentence.text,
                    after=_body(sentences[k + 1 : k + 2]),
                    spans=tuple(sorted((m.start - sentence.start, m.end - sentence.start) for m in mentions)),
                )
            )
    return sorted(found, key=lambda p: (order.index(p.article), p.position))


def first_mentions(comparison: Comparison) -> dict[tuple[str, str], MentionRow]:
    """(statement, article) -> the mention that its cell stands for: the first that reports the statement in full, else the
    first. Every page and file that says where an article reports something says so of this one.
    """
    found: dict[tuple[str, str], MentionRow] = {}
    order = sorted(records(comparison.mentions, MentionRow), key=lambda m: (m.strength != "full", m.start))
    for mention in order:
        found.setdefault((mention.statement, mention.article), mention)
    return found


def cell_words(state: str, place: str) -> str:
    """A cell of the matrix in words, the same on every page and in every file: "reports it: lead", "not found"."""
    return f"{STATE_WORDS[state]}: {place}" if place else STATE_WORDS[state]


def _body(neighbour: Sequence[SentenceRow]) -> str:
    """The text of a neighbouring sentence, "" where there is none in the body."""
    return neighbour[0].text if neighbour and neighbour[0].role == "body" else ""


PERHAPS, PROBABLY = 0.25, 0.5
"""Probability that an article states what was not found in it from which a reader is asked to judge; from which it is more likely
than not."""
FEW_QUOTES = 2  # sentences of an outlet that are printed at once; the others open


class Nearest(NamedTuple):
    """The sentence of an article that comes nearest to a statement that was not found in it.

    Attributes:
        score: probability, in [0, 1], that it says what the words do that name the row.
        guard: what speaks against it, a key of GUARDS or "".
        elsewhere: label of the statement that it is counted under, "" where it is under none.
        likely: probability that the article states it after all, as the cell has it; 0 where none is known.
    """

    text: str
    score: float
    guard: str
    elsewhere: str
    likely: float = 0.0

    def known(self, state: str) -> str:
        """What is known of the cell, in a sentence."""
        if state != "near":
            return markup.NOT_FOUND
        if self.likely < PERHAPS:
            return "Unclear, probably not in this article."
        if why := GUARDS.get(self.guard):
            return f"Unclear: one sentence comes close, but not the same: {why}."
        return f"Unclear: one sentence {'may' if self.likely < PROBABLY else 'probably does'} say it."

    def quote(self, near: bool) -> Quote:
        """The sentence, and in words what keeps it from being a mention, or, where its cell is `near`, how unclear it is: a
        probability of its own could not be held against the cut-off, which is one of rows."""
        why = GUARDS.get(self.guard, "")
        if not near:
            note = f"Closest sentence, not the same{f': {why}' if why else ''}"
        elif self.likely < PERHAPS:
            note = f"Closest sentence, probably not the same{f': {why}' if why else ''}"
        else:
            note = f"Closest sentence{f' ({why})' if why else ''}: does it say the same?"
        home = f"Counted under {in_marks(head(self.elsewhere, NEIGHBOUR))}" if self.elsewhere else ""
        return Quote(
            markup.runs(self.text),
            note,
            after=home,
        )


def nearest(comparison: Comparison, statement: str) -> dict[str, Nearest]:
    """Article that does not report a statement -> its nearest sentence (`coverage.nearest`); none where none comes near at all."""
    return nearest_of(comparison, [statement])[statement]


def nearest_of(comparison: Comparison, statements: Sequence[str]) -> dict[str, dict[str, Nearest]]:
    """The same of several statements, looked for in one go."""
    own = comparison.mentions[comparison.mentions["statement"].isin(statements)]
    found = coverage.nearest(comparison.statements, own, comparison.units, comparison.candidates)
    texts = comparison.sentences.set_index("sentence")["text"]
    labels = comparison.statements.set_index("statement")["label"]
    homes = comparison.mentions.drop_duplicates("sentence").set_index("sentence")["statement"].map(labels)
    cells = comparison.coverage[comparison.coverage["statement"].isin(statements)]
    likely = cells.set_index(["statement", "article"])["near"].fillna(0.0)
    nearest_: dict[str, dict[str, Nearest]] = {statement: {} for statement in statements}
    for row in found.itertuples():
        nearest_[str(row.statement)][str(row.article)] = Nearest(
            str(texts[row.sentence]),
            float(row.score),
            str(row.guard),
            str(homes.get(row.sentence, "")),
            float(likely.get((row.statement, row.article), 0.0)),
        )
    return nearest_


def passage_cards(
    found: Sequence[Passage],
    names: Names,
    colours: Colours,
    states: Mapping[str, str],
    near: Mapping[str, Nearest],
    asked: str | None = None,
) -> dict[str, Card]:
    """Article -> its words for a statement, each in its context, those that report it in full first; what two outlets share is
    underlined.

    Args:
        found: all passages of the statement.
        states: article -> state of its cell.
        near: as `nearest` gives it.
        asked: the article whose cell was clicked.
    """
    shared = shared_words(found)
    made = {}
    for article, name in names.items():
        own = sorted((p for p in found if p.article == article), key=lambda p: p.strength != "full")
        quotes = [
            Quote(
                markup.runs(p.text, p.spans, _shared_spans(p, shared)),
                before=tail(p.before, NEIGHBOUR),
                after=head(p.after, NEIGHBOUR),
            )
            for p in own
        ]
        state = states.get(article, "absent")
        close = near.get(article)
        said = STATE_WORDS[state]
        empty = markup.NOT_FOUND if state == "absent" else f"{said[0].upper()}{said[1:]}."
        if close and state != "not_yet":
            empty = close.known(state)
        made[article] = Card(
            name,
            colours[article],
            quotes[:FEW_QUOTES],
            cell_words(state, own[0].whole_place) if own else "",
            empty,
            close.quote(state == "near") if close else None,
            article == asked or (state == "near" and close is not None and close.likely >= PERHAPS),
            quotes[FEW_QUOTES:],
        )
    return made


def shared_words(found: Sequence[Passage]) -> frozenset[str]:
    """Words, in lower case, that the mentions of at least two articles share."""
    articles: Counter[str] = Counter()
    for article in {p.article for p in found}:
        articles.update({w for p in found if p.article == article for w in _long_words(p.words)})
    return frozenset(w for w, n in articles.items() if n > 1)


def fold(word: str) -> str:
    """A word as it is compared: in lower case, with a straight apostrophe."""
    return word.lower().replace("’", "'")


def _long_words(text: str) -> set[str]:
    found = (fold(word) for word in WORD.findall(text))
    return {w for w in found if len(w) >= WORTH_MARKING or any(c.isdigit() for c in w)}


def _shared_spans(passage: Passage, shared: frozenset[str]) -> list[tuple[int, int]]:
    """Where shared words stand inside the mentions."""
    return [
        word.span()
        for start, end in passage.spans
        for word in WORD.finditer(passage.text, start, end)
        if fold(word.group()) in shared
    ]


def tail(text: str, length: int) -> str:
    """The end of a text, cut at a word."""
    return text if len(text) <= length else "… " + text[-length:].partition(" ")[2]


def head(text: str, length: int) -> str:
    """The beginning of a text, cut at a word."""
    return text if len(text) <= length else text[:length].rpartition(" ")[0] + " …"


Spans = list[tuple[int, int]]


def differing(
    one: str, other: str, key: Callable[[str], Hashable], same: bool = False, word: re.Pattern[str] = WORD
) -> tuple[Spans, Spans]:
    """Where in two texts the words are that the other has not in this order, or, where it is asked for the `same`, has.

    Args:
        key: what a word is compared by.
        word: what counts as one.
    """
    a, b = list(word.finditer(one)), list(word.finditer(other))
    keys = [[key(m.group()) for m in words] for words in (a, b)]
    steps = SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes()
    steps = [step for step in steps if (step[0] == "equal") == same]
    return (
        [(a[i].start(), a[k - 1].end()) for _, i, k, _, _ in steps if k > i],
        [(b[j].start(), b[k - 1].end()) for _, _, _, j, k in steps if k > j],
    )


class Evidence(NamedTuple):
    """A sentence that holds spans of a finding."""

    article: str
    sentence: SentenceRow
    spans: tuple[SpanRow, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """The sentence with the spans marked."""
        at = self.sentence.start
        return markup.runs(self.sentence.text, ((s.start - at, s.end - at) for s in self.spans))


def evidence(comparison: Comparison, spans: Iterable[SpanRow], articles: Iterable[str]) -> list[Evidence]:
    """Every sentence of the articles that holds a span, by article and place."""
    own = grouped(spans, lambda span: span.article)
    found = []
    for article in articles:
        if article not in own:
            continue
        sentences = sentences_of(comparison, article)
        starts = [sentence.start for sentence in sentences]
        held: dict[int, list[SpanRow]] = {}
        for span in own[article]:
            first = max(0, bisect_right(starts, span.start) - 1)
            for k in range(first, bisect_right(starts, span.end - 1)):
                if span.start < sentences[k].end and sentences[k].start < span.end:
                    held.setdefault(k, []).append(span)
        found += [Evidence(article, sentences[k], tuple(held[k])) for k in sorted(held)]
    return found


@dataclass(frozen=True)
class Line:
    """One sentence with the words that count.

    Attributes:
        spans: (start, end) within `text`.
        place: where it stands, see `places`.
    """

    article: str
    sentence: str
    text: str
    spans: tuple[tuple[int, int], ...]
    place: str


def line_card(name: str, colour: str, found: Sequence[Line]) -> Card:
    """Sentences of one outlet with the words that a figure counts."""
    return Card(name, colour, [Quote(markup.runs(line.text, line.spans), line.place) for line in found])


def of_statement(comparison: Comparison, article: str, statement: str) -> list[Line]:
    """Where the article reports a statement."""
    return _lines(comparison, article, comparison.mentions[comparison.mentions["statement"] == statement])


def of_theme(comparison: Comparison, article: str, theme: str) -> list[Line]:
    """The article's words on a theme."""
    return _lines(comparison, article, comparison.blocks[comparison.blocks["theme"] == theme])


def of_statements_on(comparison: Comparison, article: str, theme: str) -> list[Line]:
    """Where the article reports a statement of a theme."""
    own = comparison.statements.loc[comparison.statements["theme"] == theme, "statement"]
    return _lines(comparison, article, comparison.mentions[comparison.mentions["statement"].isin(own)])


def of_sentence(comparison: Comparison, article: str, sentence: str) -> list[Line]:
    """A sentence with the words that are quoted or attributed in it."""
    own = comparison.blocks[comparison.blocks["sentence"] == sentence]
    said = {(int(s), int(e)) for s, e in own.loc[own["voice"] != "narrator", ["start", "end"]].to_numpy()}
    at = int(comparison.sentences.loc[comparison.sentences["sentence"] == sentence, "start"].iloc[0])
    return [
        replace(line, spans=tuple(span for span in line.spans if (span[0] + at, span[1] + at) in said))
        for line in _lines(comparison, article, own)
    ]


def of_voice(comparison: Comparison, article: str, item: str) -> list[Line]:
    """The article's body words in a voice; `item` is the voice alone or "theme: voice"."""
    theme, _, voice = item.rpartition(": ")
    own = comparison.blocks[(comparison.blocks["role"] == "body") & (comparison.blocks["voice"] == voice)]
    if voice not in VOICES:
        raise ValueError(f"{item!r} names no voice; there are {', '.join(VOICES)}")
    return _lines(comparison, article, own[own["theme"] == theme] if theme else own)


def of_source(comparison: Comparison, article: str, source: str) -> list[Line]:
    """The article's quoted body words of a source."""
    said = spoken_by(comparison.blocks, comparison.actors)
    own = said[(said["role"] == "body") & (said["voice"] == "quoted") & (said["source"] == source)]
    return _lines(comparison, article, own)


def of_actor(comparison: Comparison, article: str, name: str) -> list[Line]:
    """Where the article names an actor, under whatever form."""
    actors = comparison.actors
    return _lines(comparison, article, actors[actors["name"] == name])


def of_term(comparison: Comparison, article: str, term: str) -> list[Line]:
    """Where a word or phrase stands in the article."""
    return _lines(comparison, article, occurrences(comparison.sentences, term))


def _lines(comparison: Comparison, article: str, spans: pd.DataFrame) -> list[Line]:
    """The sentences of the article in which the spans lie, in reading order."""
    own = spans[spans["article"] == article]
    held: dict[str, list[tuple[int, int]]] = {}
    for sentence, start, end in own[["sentence", "start", "end"]].to_numpy():
        held.setdefault(sentence, []).append((int(start), int(end)))
    where = places(comparison) if held else {}
    return [
        Line(
            article,
            s.sentence,
            s.text,
            tuple(sorted((a - s.start, b - s.start) for a, b in held[s.sentence])),
            where[s.sentence],
        )
        for s in sentences_of(comparison, article)
        if s.role in COUNTED and s.sentence in held
    ]


class KeyWord(NamedTuple):
    """One use of a word with what stands before and after it in its sentence."""

    before: str
    word: str
    after: str


def key_words(name: str, colour: str, found: Sequence[Line]) -> str:
    """Key word in context as HTML: one row a use, the word in the middle column, so that its company can be compared."""
    uses = [
        KeyWord(tail(line.text[:a], 120), line.text[a:b], head(line.text[b:], 120))
        for line in found
        for a, b in line.spans
    ]
    return markup.html("key_words.jinja", name=name, colour=colour, uses=uses)


class Near(NamedTuple):
    """A passage that is near to a reader's question."""

    article: str
    sentence: str
    start: int
    end: int
    score: float
    guard: str
    state: str


SHOWN = 3  # passages of an article that answer a question: the nearest ones, to see what was nearly taken


def verdict(row: Near, lacking: Sequence[str] = ()) -> str:
    """What a passage is to a question: how similar, never that it says the same, with the words of the question that it lacks.

    A model of words takes an opposite for the same ("closed", "stay open"), so a figure would sound surer than it is.
    """
    guard = GUARDS.get(row.guard, "")
    without = f"without your {listed([in_marks(word) for word in lacking], 'or')}" if lacking else ""
    if row.state == "absent":
        return f"Not counted: {guard or without or 'less similar'}"
    similar = "Similar" if row.state == "full" else "Similar at least in part"
    return ", ".join(part for part in (similar, without or "has all your words", guard) if part)


def content_words(text: str) -> list[str]:
    """The words of a text in small letters, each once, grammar left out."""
    return [word for word in dict.fromkeys(map(fold, CONTENT_WORD.findall(text))) if word not in EMPTY_WORDS]


DENYING = re.compile(r"(?:den(?:y|ie)|reject|refus|dismiss|refut)\w*|rul(?:e|es|ed|ing) out", re.IGNORECASE)
"""Words of a denial, each as good as another."""


def lacking(asked: str, text: str) -> list[str]:
    """Words of a question, in its order, that a passage has in no form; one that denies as well lacks no "denied"."""
    held = set(map(stem, content_words(text)))
    denies = bool(re.search(rf"\b(?:{DENYING.pattern})\b", text, re.IGNORECASE))
    return [
        word
        for word in content_words(asked)
        if stem(word) not in held and not (denies and DENYING.fullmatch(word))
    ]


def answered(near: pd.DataFrame, names: Names) -> str:
    """How many of the outlets have a sentence like what was asked."""
    number = near.loc[near["state"] != "absent", "article"].drop_duplicates().isin(list(names)).sum()
    if near.empty:
        return "No similar sentence was found"
    if not number:
        return "No sure match. The nearest sentences:"
    return f"{number} of {markup.count(len(names), 'article')} {'has' if number == 1 else 'have'} a similar sentence"


def answers(
    comparison: Comparison, asked: str, near: pd.DataFrame, names: Names, colours: Colours
) -> list[tuple[Card, str | None]]:
    """What each article says to a question: its nearest sentences, and the nearest one's id.

    Args:
        asked: the question.
        near: rows of `pipeline.ask`, the surest first.
    """
    every, made = records(near, Near), []
    for article, name in names.items():
        own = [row for row in every if row.article == article][:SHOWN]
        texts = {s.sentence: s for s in sentences_of(comparison, article)}
        quotes = [_answer(row, asked, texts[row.sentence].start, texts[row.sentence].text) for row in own]
        reported = any(row.state != "absent" for row in own)
        card = Card(
            name, colours[article], quotes, "" if reported or not own else "no similar sentence found"
        )
        made.append((card, own[0].sentence if own else None))
    return made


def _answer(row: Near, asked: str, start: int, text: str) -> Quote:
    reported = row.state != "absent"
    marks = [(row.start - start, row.end - start)] if reported else []
    return Quote(
        markup.runs(text, marks),
        verdict(row, lacking(asked, text)),
        faint=not reported,
        broken=True,
    )
