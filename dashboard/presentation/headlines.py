"""Headlines and captions side by side: words that one outlet alone chose, and headlines that state as fact what their
article attributes to somebody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.language.lexicons import lexicon_countries, lexicon_demonyms
from dashboard.language.words import WORD, fold, is_content, stem
from dashboard.presentation import filters, markup
from dashboard.presentation.excerpts import places
from dashboard.presentation.markup import Card, Entry, Quote
from dashboard.presentation.rows import MentionRow, SentenceRow, grouped, records, sentences_of
from dashboard.presentation.sources import NOBODY, Citation

NONE = {"headline": "No headline was found in this file.", "caption": "No caption was found in this file."}
NOWHERE = {
    "headline": "No headline was found in these files. A line counts as one if it is printed above the article as its title.",
    "caption": "No caption was found in these files.",
}
HELD = 0.5
"""Share of a passage that must be attributed for it to count as somebody's word."""
LABEL = re.compile(
    r"\s*(?:\((?:(?:\d+(?:st|nd|rd|th)?|[A-Z]{2,})\s*)+\)"
    r"|(?i:update|wrapup|refile|rpt|correct(?:ed|ion)|urgent|breaking(?: news)?|exclusive|live|watch|video|factbox|explainer|analysis)"
    r"(?:\s*\d+)?\s*[-–—:|])\s*"
)
"""What stands before a headline and says what kind of piece it is: "(2nd LD)", "UPDATE 1-", "Exclusive:" (ours)."""
PHRASE = 3
"""Words of the longest name of a country that is looked for."""
ALIKE = 1 / 3
"""Share of a headline's content words that the passage must have for the two to be compared (ours)."""


class Overstatement(NamedTuple):
    """A statement that a headline makes in its own voice and the article only on somebody's word.

    Attributes:
        headline, body: the two mentions.
        cited: who is cited for it in the body, and with which verb.
    """

    headline: MentionRow
    body: MentionRow
    cited: Citation


def lines(comparison: Comparison, article: str, role: str) -> list[SentenceRow]:
    """An article's headlines or captions, each wording once."""
    own = [sentence for sentence in sentences_of(comparison, article) if sentence.role == role]
    return list(
        {" ".join(sentence.text.casefold().split()): sentence for sentence in reversed(own)}.values()
    )[::-1]


def cards(
    comparison: Comparison, role: str, names: Names, colours: Colours
) -> list[tuple[Card, dict[str, str]]]:
    """Each outlet's headlines or captions, and the query that opens the first in its article, {} where there is none.

    Tinted are the words that no other outlet has there, underlined those that two or more have. Inflection, spelling and the form
    of a country's name ("N.K.", "North Korea's", "North Korean") make no difference; words of grammar and LABEL are left unmarked.

    Args:
        role: "headline" or "caption".
        names: article -> outlet's name, of those that are compared.
    """
    found = {article: lines(comparison, article, role) for article in names}
    spread = Counter(
        key for own in found.values() for key in {k for sentence in own for _, k in keyed(sentence.text)}
    )
    several = sum(map(bool, found.values())) > 1
    return [
        (
            Card(
                names[article],
                colours[article],
                [_marked(sentence, spread if several else Counter()) for sentence in own]
                or _instead(comparison, article, role),
                empty=NONE[role],
            ),
            filters.place(comparison, names, own[0].sentence) if own else {},
        )
        for article, own in found.items()
    ]


def _marked(sentence: SentenceRow, spread: Counter[str]) -> Quote:
    """A line with the words marked that one outlet has and that several have."""
    words = [(span, spread[key]) for span, key in keyed(sentence.text)]
    return Quote(
        markup.runs(
            sentence.text,
            [span for span, n in words if n == 1],
            [span for span, n in words if n > 1],
        )
    )


def keyed(line: str) -> list[tuple[tuple[int, int], str]]:
    """The words of content in a headline behind its LABEL, each as (start, end) with what it is compared by: its stem, or the country
    that it names or belongs to. Parts of a word with a hyphen are words of their own."""
    label = LABEL.match(line)
    words = [
        (match.start() + part.start(), match.start() + part.end())
        for match in WORD.finditer(line, label.end() if label else 0)
        for part in re.finditer(r"[^-‑]+", match.group())
    ]
    keys: list[tuple[tuple[int, int], str]] = []
    at = 0
    while at < len(words):
        length, country = _country(line, words[at : at + PHRASE])
        for start, end in words[at : at + max(1, length)]:
            if country or is_content(line[start:end]):
                keys.append(((start, end), country or stem(line[start:end])))
        at += max(1, length)
    return keys


def _country(line: str, words: Sequence[tuple[int, int]]) -> tuple[int, str]:
    """How many of these words, from the first on, name a country or what belongs to it, and which, with capitals; (0, "") for none.

    A capital or a palace that stands for a government is another word for it, and no form of its name.
    """
    names, peoples = lexicon_countries(), lexicon_demonyms()
    for length in range(len(words), 0, -1):
        printed = line[words[0][0] : words[length - 1][1]]
        low = re.sub(r"\W+", " ", fold(printed).removesuffix("'s").removesuffix("'").replace(".", "")).strip()
        short = printed.replace(".", "").isupper() and len(low) < 5
        country = peoples.get(low) or names.get(low, "")
        if country and printed[0].isupper() and (low in peoples or low == country or short):
            return length, country.upper()
    return 0, ""


def _instead(comparison: Comparison, article: str, role: str) -> list[Quote]:
    """What is shown, faintly, of an article without a headline: how it begins."""
    first = next((s for s in sentences_of(comparison, article) if s.role == "body"), None)
    note = "no headline in this file; the article begins:"
    return (
        [Quote(markup.runs(first.text), note, faint=True, broken=True)]
        if first and role == "headline"
        else []
    )


def overstatements(comparison: Comparison, names: Names) -> list[Overstatement]:
    """Statements that a headline makes in its own voice and its article only on somebody's word.

    Every passage of the article that makes it in full is attributed or quoted; the first of them is given.

    Only what one row of the matrix joins is compared, so that this page and the matrix agree. A headline that has the
    article's own verb ("to announce") reports the saying itself.
    """
    headlines = {s.sentence for article in names for s in lines(comparison, article, "headline")}
    bodies = {s.sentence for article in names for s in sentences_of(comparison, article) if s.role == "body"}
    said = comparison.sources[comparison.sources["act"] == "said"]
    cited = grouped(records(said, Citation), lambda one: one.sentence)
    rows = grouped(records(comparison.mentions, MentionRow), lambda m: (m.article, m.statement))
    found: dict[tuple[str, str], Overstatement] = {}
    for mentions in rows.values():
        above = [m for m in mentions if m.sentence in headlines and not _holder(m, cited)]
        below = [m for m in mentions if m.sentence in bodies and m.strength == "full"]
        holders = [holder for m in below if (holder := _holder(m, cited))]
        if not above or not below or len(holders) < len(below) or _says(above[0].text, holders[0].verb):
            continue
        if _share_held(above[0].text, below[0].text) >= ALIKE:
            key = (above[0].sentence, below[0].sentence)
            found.setdefault(key, Overstatement(above[0], below[0], holders[0]))
    order = list(names)
    return sorted(found.values(), key=lambda h: (order.index(h.headline.article), h.body.start))


def _share_held(headline: str, body: str) -> float:
    """Share of a headline's content words that a passage has too, in [0, 1]: a row may join a headline with what stands beside
    its news."""
    wanted, own = ({stem(w) for w in WORD.findall(text) if is_content(w)} for text in (headline, body))
    return len(wanted & own) / max(1, len(wanted))


def _says(headline: str, verb: str) -> bool:
    """Whether a headline has a word of the verb with which its article cites somebody."""
    words = {stem(word) for word in WORD.findall(headline)}
    return any(stem(word) in words for word in WORD.findall(verb) if len(word) > 2)


def _holder(mention: MentionRow, cited: Mapping[str, Sequence[Citation]]) -> Citation | None:
    """Who is cited for most of a mention, if anybody is."""
    best, most = None, HELD * max(1, mention.end - mention.start)
    for citation in cited.get(mention.sentence, ()):
        shared = min(mention.end, citation.end) - max(mention.start, citation.start)
        if shared >= most:
            best, most = citation, float(shared)
    return best


def overstatement_entries(comparison: Comparison, names: Names, colours: Colours) -> list[Entry]:
    """What `overstatements` finds, a line each that opens the two sentences."""
    where = places(comparison)
    texts = {s.sentence: s for article in names for s in sentences_of(comparison, article)}
    made = []
    for one in overstatements(comparison, names):
        name, colour = names[one.headline.article], colours[one.headline.article]
        head, body = texts[one.headline.sentence], texts[one.body.sentence]
        cue = (one.cited.cue_start - body.start, one.cited.cue_end - body.start)
        quotes = [
            Quote(markup.runs(head.text, [_within(one.headline, head)]), "headline"),
            Quote(markup.runs(body.text, [_within(one.body, body)], [cue]), where[body.sentence]),
        ]
        source = one.cited.source if one.cited.source and one.cited.source != NOBODY else "nobody by name"
        made.append(
            Entry(
                f"{name}: “{' '.join(one.headline.text.split())}”",
                [Card(name, colour, quotes)],
                f"in the article: {source} (“{one.cited.verb}”)",
            )
        )
    return made


def _within(mention: MentionRow, sentence: SentenceRow) -> tuple[int, int]:
    return mention.start - sentence.start, mention.end - sentence.start
