"""Questions for a class: which outlet wrote this sentence? Drawn by fixed rules, so that a sheet's number gives the same sheet."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.language.words import fold
from dashboard.presentation import filters, headlines, markup
from dashboard.presentation.excerpts import places
from dashboard.presentation.lineage import SharedRun
from dashboard.presentation.markup import Card, Quote
from dashboard.presentation.rows import MentionRow, SentenceRow, records, sentences_of

FEWEST_WORDS, MOST_WORDS = 8, 45
"""Words of a sentence that can be asked about: long enough to have a voice, short enough for a line or three."""
MAX_SHARED = 0.5
"""Share of a sentence in another article's words from which it is no longer one outlet's own; ours."""
OPTIONS = 5  # outlets to choose from
MOST_QUESTIONS = 8  # questions of a sheet
_WORD = re.compile(r"\w+")


class Question(NamedTuple):
    """A sentence whose outlet is to be guessed.

    Attributes:
        number: from 1.
        sentence: its id; `text` its words on one line.
        article: that it is from.
        options: articles to choose from, the right one among them.
        others: (outlet, words) of the other articles that report the same statement in full.
        place: of the sentence in its article.
    """

    number: int
    sentence: str
    text: str
    article: str
    options: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    place: str


def questions(comparison: Comparison, names: Names, sheet: int = 1) -> list[Question]:
    """The questions of a sheet.

    A sentence is asked about if it reports a statement in full that another chosen article reports in full too (so that its
    words, not its matter, give it away), names no outlet or agency of the story, and is not mostly in the words of
    another article. Outlets take turns.

    Args:
        names: article -> outlet's name, of those that can be the answer.
        sheet: another number gives another choice of the same story.

    Returns:
        At most MOST_QUESTIONS questions; none where fewer than two outlets have a sentence that fits.
    """
    chance = random.Random(f"{comparison.story.digest} {sheet}")
    waiting = {article: own for article, own in _askable(comparison, names).items() if own}
    if len(waiting) < 2:
        return []
    for own in waiting.values():
        chance.shuffle(own)
    turns = list(waiting)
    drawn: list[SentenceRow] = []
    while len(drawn) < MOST_QUESTIONS and any(waiting.values()):
        chance.shuffle(turns)
        drawn += [waiting[article].pop() for article in turns if waiting[article]][
            : MOST_QUESTIONS - len(drawn)
        ]
    where = places(comparison)
    order = list(names)
    made = []
    for number, sentence in enumerate(drawn, 1):
        wrong = [a for a in order if a != sentence.article]
        picked = {sentence.article, *chance.sample(wrong, min(OPTIONS - 1, len(wrong)))}
        made.append(
            Question(
                number,
                sentence.sentence,
                " ".join(sentence.text.split()),
                sentence.article,
                tuple(a for a in order if a in picked),
                _others(comparison, sentence, names),
                where[sentence.sentence],
            )
        )
    return made


def _askable(comparison: Comparison, names: Names) -> dict[str, list[SentenceRow]]:
    """Article -> sentences that can be asked about, in reading order."""
    own = comparison.coverage[comparison.coverage["article"].isin(names)]
    spread = own[own["state"] == "full"].groupby("statement")["article"].nunique()
    shared = set(spread.index[spread > 1])
    full = {
        m.sentence
        for m in records(comparison.mentions, MentionRow)
        if m.strength == "full" and m.statement in shared
    }
    runs = _shared_runs(comparison)
    outlet_words = _outlet_words(comparison)
    return {
        article: [
            s
            for s in sentences_of(comparison, article)
            if s.role == "body"
            and s.sentence in full
            and FEWEST_WORDS <= len(s.text.split()) <= MOST_WORDS
            and not outlet_words & set(_WORD.findall(fold(s.text)))
            and _covered(s, runs.get(article, ())) < MAX_SHARED * (s.end - s.start)
        ]
        for article in names
    }


def _outlet_words(comparison: Comparison) -> set[str]:
    """Words of outlets' and agencies' names, folded, which would give the answer away."""
    named = [*comparison.articles["outlet"], *comparison.articles["agency"].dropna()]
    return {word for name in named for word in _WORD.findall(fold(str(name))) if len(word) > 1} - {
        "the", "of", "and", "in", "news", "times", "new", "post", "daily", "today", "unnamed", "on",
    }  # fmt: skip


def _shared_runs(comparison: Comparison) -> dict[str, list[tuple[int, int]]]:
    """Article -> runs of words that another article has too."""
    found: dict[str, list[tuple[int, int]]] = {}
    for run in records(comparison.runs, SharedRun):
        found.setdefault(run.a, []).append((run.a_start, run.a_end))
        found.setdefault(run.b, []).append((run.b_start, run.b_end))
    return found


def _covered(sentence: SentenceRow, runs: Iterable[tuple[int, int]]) -> int:
    """Characters of the longest run in a sentence."""
    return max((min(sentence.end, end) - max(sentence.start, start) for start, end in runs), default=0)


def _others(comparison: Comparison, sentence: SentenceRow, names: Names) -> tuple[tuple[str, str], ...]:
    """How the other articles that report the statements of a sentence in full do so, the first such mention of each."""
    every = records(comparison.mentions, MentionRow)
    rows = {m.statement for m in every if m.sentence == sentence.sentence and m.strength == "full"}
    found: dict[str, str] = {}
    for mention in every:
        told = mention.statement in rows and mention.strength == "full"
        if told and mention.article in names and mention.article != sentence.article:
            found.setdefault(names[mention.article], " ".join(mention.text.split()))
    return tuple(found.items())


def answer(question: Question, guess: str, names: Names, colours: Colours) -> list[Card]:
    """What is shown after a guess: whose sentence it is, and how the others say the same."""
    right = guess == question.article
    name = names[question.article]
    said = f"Right: {name}." if right else f"It is from {name}, not from {names[guess]}."
    own = Card(name, colours[question.article], [Quote(markup.runs(question.text), question.place)], said)
    by_name = {names[a]: a for a in names}
    others = [
        Card(other, colours[by_name[other]], [Quote(markup.runs(words))], "says it like this")
        for other, words in question.others
    ]
    return [own, *others]


def score(asked: Sequence[Question], guesses: Sequence[str | None]) -> str:
    """How many guesses were right, in words; "" before the first."""
    made = [(q, g) for q, g in zip(asked, guesses, strict=True) if g]
    right = [str(q.number) for q, g in made if q.article == g]
    if not made:
        return ""
    which = f" (question {', '.join(right)})" if right else ""
    return f"{len(right)} of {markup.count(len(made), 'answer')} right{which}."


def query(comparison: Comparison, question: Question, names: Names) -> dict[str, str]:
    """What opens the sentence of a question in its article."""
    return filters.place(comparison, names, question.sentence)


def sheet_headlines(comparison: Comparison, names: Names) -> list[tuple[str, str]]:
    """(outlet, headline) of the articles that have one, for a worksheet."""
    return [
        (name, " ".join(own[0].text.split()))
        for article, name in names.items()
        if (own := headlines.lines(comparison, article, "headline"))
    ]
