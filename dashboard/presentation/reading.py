"""Articles as printed: one with what the others say to each sentence, or several side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.presentation import markup
from dashboard.presentation.excerpts import WORD, fold
from dashboard.presentation.markup import Run
from dashboard.presentation.rows import MentionRow, SentenceRow, grouped, records, sentences_of
from dashboard.tables import COUNTED

MOST_ABREAST = 5  # articles a screen can hold side by side


class Echo(NamedTuple):
    """What another article says to a sentence."""

    article: str
    statement: str
    text: str
    strength: str


class Part(NamedTuple):
    """A sentence as it is printed.

    Attributes:
        gap: the article's characters between the sentence before and this one.
        text: its own.
        kind: class of its role.
        title: its tooltip.
        here: it is the one that the reader asked for.
        echoes: (outlet, note, words) of the articles that report it too.
        share: of the other articles that do, in [0, 1].
        rows: statements that it reports and that another of the shown articles reports too.
        runs: its words; underlined are those that no counterpart has.
    """

    gap: str
    text: str
    kind: str
    title: str = ""
    here: bool = False
    echoes: tuple[tuple[str, str, str], ...] = ()
    share: float = 0.0
    rows: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()


class Column(NamedTuple):
    """One of several articles side by side; `rest` is what follows its last sentence."""

    name: str
    colour: str
    parts: tuple[Part, ...]
    rest: str


def echoes(comparison: Comparison, article: str) -> dict[str, list[Echo]]:
    """Sentence of this article -> mentions in other articles of the statements that it reports."""
    mentions = records(comparison.mentions, MentionRow)
    others = grouped((m for m in mentions if m.article != article), lambda m: m.statement)
    found: dict[str, dict[Echo, None]] = {}
    for mention in mentions:
        if mention.article != article:
            continue
        for other in others.get(mention.statement, ()):
            weak = "partial" in (mention.strength, other.strength)
            echo = Echo(other.article, mention.statement, other.text, "partial" if weak else "full")
            found.setdefault(mention.sentence, {})[echo] = None
    return {sentence: list(said) for sentence, said in found.items()}


def printed_article(
    comparison: Comparison, article: str, names: Names, colour: str, here: str | None = None
) -> str:
    """A whole article as HTML; a sentence that others report too opens in place and shows their words.

    Args:
        article: which one.
        names: article -> outlet's name of those whose words are shown.
        colour: the article's own.
        here: sentence to frame.
    """
    text, said = comparison.story.texts[article], echoes(comparison, article)
    parts = [
        _printed(
            sentence, gap, [e for e in said.get(sentence.sentence, ()) if e.article in names], names, here
        )
        for gap, sentence in _with_gaps(text, sentences_of(comparison, article))
    ]
    return markup.html("article.jinja", parts=parts, rest=_rest(comparison, article), colour=colour)


def _with_gaps(text: str, sentences: Iterable[SentenceRow]) -> Iterator[tuple[str, SentenceRow]]:
    """Each sentence with the characters that stand before it."""
    at = 0
    for sentence in sentences:
        yield text[at : sentence.start], sentence
        at = sentence.end


def _rest(comparison: Comparison, article: str) -> str:
    sentences = sentences_of(comparison, article)
    return comparison.story.texts[article][sentences[-1].end if sentences else 0 :]


def _printed(sentence: SentenceRow, gap: str, said: Sequence[Echo], names: Names, here: str | None) -> Part:
    part = Part(gap, sentence.text, sentence.role, here=sentence.sentence == here)
    if sentence.role not in COUNTED:
        return part._replace(kind="aside", title=f"{sentence.role}: {sentence.reason}")
    if not said:
        return part
    number = len({echo.article for echo in said})
    return part._replace(
        title=f"also in {markup.count(number, 'other article')}",
        echoes=tuple(
            (names[e.article], "" if e.strength == "full" else "at least in part: ", e.text) for e in said
        ),
        share=number / max(1, len(names) - 1),
    )


def side_by_side(
    comparison: Comparison, articles: Sequence[str], names: Names, colours: Colours, here: str | None = None
) -> str:
    """HTML of the articles as columns, in which dashboard/app/side_by_side.js lights up what belongs together.

    Args:
        articles: left to right.
        here: sentence to begin at.
    """
    rows = shared_rows(comparison, articles)
    texts = {s.sentence: s.text for a in articles for s in sentences_of(comparison, a)}
    columns = [
        Column(
            names[article],
            colours[article],
            tuple(
                _beside(sentence, gap, rows, texts, here)
                for gap, sentence in _with_gaps(
                    comparison.story.texts[article], sentences_of(comparison, article)
                )
            ),
            _rest(comparison, article),
        )
        for article in articles
    ]
    return markup.html("side_by_side.jinja", columns=columns)


def shared_rows(comparison: Comparison, articles: Sequence[str]) -> dict[str, list[str]]:
    """Sentence -> the statements it reports that another of the articles reports too."""
    own = comparison.mentions[comparison.mentions["article"].isin(articles)]
    several = own.groupby("statement")["article"].transform("nunique") > 1
    return {str(s): list(dict.fromkeys(g["statement"])) for s, g in own[several].groupby("sentence")}


def _beside(
    sentence: SentenceRow,
    gap: str,
    rows: Mapping[str, Sequence[str]],
    texts: Mapping[str, str],
    here: str | None,
) -> Part:
    kind = sentence.role if sentence.role in COUNTED else "aside"
    own = rows.get(sentence.sentence, ())
    others = _counterparts(sentence, rows, texts)
    unshared = [w.span() for w in WORD.finditer(sentence.text) if own and fold(w.group()) not in others]
    return Part(
        gap,
        sentence.text,
        kind,
        here=sentence.sentence == here,
        rows=tuple(own),
        runs=markup.runs(sentence.text, (), unshared),
    )


def _counterparts(
    sentence: SentenceRow, rows: Mapping[str, Sequence[str]], texts: Mapping[str, str]
) -> frozenset[str]:
    """Words, in lower case, of the sentences of other articles that report one of the same statements."""
    own = set(rows.get(sentence.sentence, ()))
    others = [
        s for s, reported in rows.items() if s.rpartition(":")[0] != sentence.article and own & set(reported)
    ]
    return frozenset(fold(word) for other in others for word in WORD.findall(texts[other]))
