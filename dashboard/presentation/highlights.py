"""What a newcomer reads first: the strongest findings as cards, questions with their answers, and where each is shown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.findings.finding import DIFFERENCE, adds_charge, in_marks, listed, one_says_more
from dashboard.language.lexicons import charged_words
from dashboard.language.quantities import numerals
from dashboard.language.words import stem
from dashboard.presentation import facts, filters, framing, markup
from dashboard.presentation.rows import FindingRow, MentionRow, SpanRow, records
from dashboard.statements.labels import OPEN
from dashboard.tables import REPORTED

KIND_NAMES: Mapping[str, tuple[str, str]] = {
    "omission": ("Left out", ""),
    "allegation": ("Allegation and denial", ""),
    "label": ("Names", "The same thing, called by different names."),
    "circumstance": ("Two versions", "Another charge, injury, cause or verdict."),
    "number": ("Numbers", "Numbers that can't both be right."),
    "date": ("Dates", "Dates that can't both be right."),
    "name": ("Who and where", "Sentences that otherwise match give different names."),
    "quote": ("Quotation", "One quotation, printed in different versions."),
    "first": ("“First” and “biggest”", "How far each outlet goes with “first”, “rare” and similar claims."),
    "certainty": ("Certainty", "How surely each outlet states it."),
    "attribution": ("Who says so", "Who is given as the source, and with which verb."),
    "source": ("Sources", ""),
    "sequence": ("Before and after", "Still to come in one article, done in another."),
    "wording": ("Wording", "The same thing in different words."),
    "granularity": ("Detail", "One outlet is more exact than another."),
    "loaded": ("Charged words", ""),
}
"""Kind of finding -> its name for the reader, and one plain sentence for its card; "" where its own title is one."""
MOST = 6  # findings a first screen can hold: two rows of three cards
A_ROW = 3  # cards abreast on a wide screen
MOST_ROWS = 3  # outlets whose words a card prints; its page shows all
WORDS = 90  # characters of an outlet's words on a card
QUESTIONS = 4
MOST_OF_A_KIND = 2
RIGHT = 0.75
"""Chance to be right from which a finding may stand on the first page: of those read on stories left out, eight in ten were right."""
WORTH = 0.55
"""Weight from which it may: it holds the chance to be printed as well, so that what is only right stays out. Of the findings read on
stories left out that reach both, six in ten were such as an editor would print, one in ten was wrong."""
TOO_OFTEN_WRONG = frozenset(("attribution", "source"))
"""Kinds that never stand on the first page: of those read, fewer than 55 in 100 were right (`rules` in data/finding_ranking.json)."""
COUNTING = frozenset(
    "amount couple dozen dozens group half handful hundreds lot majority number pair part percent percentage rest rise scores "
    "series share thousands total".split()
)
"""Nouns by which something is counted, not named ("a total of three cables"; ours)."""
SHORT = 110  # characters of a statement that is read at a glance
WHOLE = 0.9  # share of a sentence's characters from which a mention is all that it says
CHARGED = 0.5  # strength of a word's connotation from which it takes a side
TITLE = 220  # characters of a finding's title in a list; its page shows the whole


class Link(NamedTuple):
    """A way into the app: its words, the page, and the query that opens it at a place."""

    label: str
    page: str
    query: Mapping[str, str]


class Chip(NamedTuple):
    """An outlet on a card, and its words."""

    name: str
    colour: str
    words: str


class FindingCard(NamedTuple):
    """A finding as the first page shows it.

    Attributes:
        kind: its name for the reader.
        said: one plain sentence.
        rows, chips: outlets with their words; outlets whose words the card leaves to the page.
        link: the page that shows it whole.
        note: how surely it is right, where nobody can say.
    """

    kind: str
    said: str
    rows: tuple[Chip, ...]
    chips: tuple[Chip, ...]
    link: Link
    note: str = ""

    @property
    def html(self) -> str:
        """The card without its link."""
        return markup.html("finding_card.jinja", card=self)


def highlights(
    comparison: Comparison, most: int = MOST, names: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The strongest findings of a story.

    The rule: of the findings that are likely to be right (RIGHT) and worth a reader's time (WORTH) and of no kind that is
    TOO_OFTEN_WRONG, the weightiest first, at most MOST_OF_A_KIND of one kind, not two of a kind in a row while there are others, no
    statement twice; and none in which one outlet only says more in words that nobody calls charged.

    Args:
        comparison: any.
        most: how many.
        names: chosen articles, see `_findings_of`; all where None.

    Returns:
        At most `most` rows of the FINDINGS table.
    """
    found = _findings_of(comparison, filters.article_names(comparison) if names is None else names)
    likely = (found["right"] >= RIGHT) & (found["weight"] >= WORTH) & ~found["kind"].isin(TOO_OFTEN_WRONG)
    sure = found[likely & ~found["finding"].isin(_says_more(comparison, found))]
    waiting = sure.sort_values(["weight", "finding"], ascending=[False, True], kind="stable")
    left = list(waiting[["finding", "kind", "statement"]].itertuples(index=False, name=None))
    chosen: list[tuple[str, str, object]] = []
    while left and len(chosen) < most:
        kinds = [kind for _, kind, _ in chosen]
        taken = {statement for *_, statement in chosen if not pd.isna(statement)}
        left = [one for one in left if kinds.count(one[1]) < MOST_OF_A_KIND and one[2] not in taken]
        others = [one for one in left if not kinds or one[1] != kinds[-1]] or left
        if others:
            chosen.append(others[0])
            left.remove(others[0])
    return waiting.set_index("finding").loc[[finding for finding, *_ in chosen]].reset_index()


def _says_more(comparison: Comparison, found: pd.DataFrame) -> set[str]:
    """Names and wordings of which one outlet's holds those of all others, but for those that add a charged word."""
    named = found[found["kind"].isin(("label", "wording"))]["finding"]
    own = comparison.spans[comparison.spans["finding"].isin(named)]
    return {
        str(finding)
        for finding, texts in own.groupby("finding")["text"]
        if one_says_more(texts) and not adds_charge(texts)
    }


def _figures(comparison: Comparison, names: Mapping[str, str]) -> list[FindingRow]:
    """Charges, injuries, causes and numbers that can't both be right, then numbers that are far apart."""
    found = records(_findings_of(comparison, names), FindingRow)
    far = [f for f in found if f.kind in facts.KINDS and facts.section_of(f) == facts.CHECK]
    return [*(f for f in found if f.kind == "circumstance"), *(f for f in found if f.kind == "number"), *far]


def _findings_of(comparison: Comparison, names: Mapping[str, str]) -> pd.DataFrame:
    """Findings that two of the chosen outlets show, or one where it concerns one alone."""
    spans = comparison.spans.drop_duplicates(["finding", "article"])
    every = spans.groupby("finding").size()
    chosen = spans[spans["article"].isin(names)].groupby("finding").size()
    kept = chosen.index[chosen >= every[chosen.index].clip(upper=2)]
    return comparison.findings[comparison.findings["finding"].isin(kept)]


def strongest(
    comparison: Comparison, names: Mapping[str, str], colours: Mapping[str, str]
) -> list[FindingCard]:
    """A card for every highlight of a story among the chosen outlets, the strongest first.

    Where these leave a row of cards free, it is filled with figures that differ: too few were checked to say how often such
    findings are right, so they come last and say so.
    """
    found = records(highlights(comparison, names=names), FindingRow)
    found += _figures(comparison, names)[: max(0, A_ROW - len(found))]
    spans = records(comparison.spans[comparison.spans["article"].isin(names)], SpanRow)
    return [
        _card(comparison, one, [s for s in spans if s.finding == one.finding], names, colours)
        for one in found
    ]


def _card(
    comparison: Comparison,
    finding: FindingRow,
    spans: Sequence[SpanRow],
    names: Mapping[str, str],
    colours: Mapping[str, str],
) -> FindingCard:
    kind, said = KIND_NAMES.get(finding.kind, (finding.kind.capitalize(), ""))
    if finding.kind == "quote" and (marked := _marked_or_not(spans, names)):
        said = marked
    apart = [span for span in spans if span.note == DIFFERENCE]
    shown_spans = apart[:2] or [*spans, *facts.agreeing(comparison, finding, spans, names)]
    first = {span.article: span.label for span in reversed(shown_spans)}
    chips = [
        Chip(names[a], colours[a], in_marks(textwrap.shorten(first[a], WORDS, placeholder=" …")))
        for a in _distinct_first([a for a in names if a in first], first)
    ]
    if facts.section_of(finding) == facts.CHECK:
        kind, said = "Numbers", "A limit and a figure far from it: both can be right, but worth checking."
    different = len({" ".join(words.casefold().split()) for words in first.values()})
    shown = min(MOST_ROWS, max(2, different)) if said else 0
    return FindingCard(
        kind,
        said or textwrap.shorten(finding.title, TITLE, placeholder=" …"),
        tuple(chips[:shown]),
        tuple(chips[shown:]),
        link_to(comparison, names, finding),
        finding.chance if kind == "Numbers" or finding.kind == "circumstance" else "",
    )


def _marked_or_not(spans: Sequence[SpanRow], names: Mapping[str, str]) -> str:
    """Of a quotation that some outlets print without quotation marks: who does, and whether in the same words; "" of another."""
    own = [span for span in spans if span.note in framing.MARKS]
    bare = {" ".join(re.findall(r"\w+", span.text.casefold())) for span in own}
    with_, without = (
        list(dict.fromkeys(names[s.article] for s in own if s.note == note)) for note in framing.MARKS
    )
    if not with_ or not without or set(with_) & set(without):
        return ""
    if len(bare) != 1:
        return f"Quoted by {listed(with_)}, reported in other words by {listed(without)}."
    verbs = "puts" if len(with_) == 1 else "put", "doesn't" if len(without) == 1 else "don't"
    return f"{listed(with_)} {verbs[0]} these words in quotation marks; {listed(without)} {verbs[1]}."


def _distinct_first(articles: Sequence[str], words: Mapping[str, str]) -> list[str]:
    """The articles in their order, those before the others whose words none before them has: a card has room for few."""
    seen: set[str] = set()
    new = []
    for article in articles:
        key = " ".join(words[article].casefold().split())
        if key not in seen:
            seen.add(key)
            new.append(article)
    return [*new, *(article for article in articles if article not in new)]


def questions(comparison: Comparison, names: Mapping[str, str]) -> list[Link]:
    """A few questions that a newcomer may have of this story, each with the page that answers it."""
    return [*_questions(comparison, names)][:QUESTIONS]


def _questions(comparison: Comparison, names: Mapping[str, str]) -> Iterator[Link]:
    """Questions whose answer the story holds, the best ones first."""
    found = records(_findings_of(comparison, names), FindingRow)
    first = {kind: next((f for f in found if f.kind == kind), None) for kind in KIND_NAMES}
    if denial := first["allegation"]:
        yield link_to(comparison, names, denial)._replace(label="Who leaves out the denial?")
    elif omission := first["omission"]:
        yield link_to(comparison, names, omission)._replace(label="What does one outlet leave out?")
    if number := next(iter(_figures(comparison, names)), None):
        yield link_to(comparison, names, number)._replace(label="Which numbers differ?")
    if named := _most_named(comparison, names, found):
        words, finding = named
        quoted = [in_marks(word) for word in words[:MOST_ROWS]]
        either = f"{', '.join(quoted[:-1])} or {quoted[-1]}: who says which?"
        yield link_to(comparison, names, finding)._replace(
            label=f"{either[0]}{either[1].upper()}{either[2:]}"
        )
    if comparison.sources["article"].isin(names).any():
        yield Link("Whose words are these?", "sources", {})
    if (comparison.runs["a"].isin(names) & comparison.runs["b"].isin(names)).any():
        yield Link("Which outlets print the same text?", "lineage", {})
    if filters.alone(comparison, names):
        yield Link("What is reported by one outlet only?", "facts", {})


def _most_named(
    comparison: Comparison, names: Mapping[str, str], found: Sequence[FindingRow]
) -> tuple[list[str], FindingRow] | None:
    """The nouns by which outlets call one thing most differently, and the finding that shows them; None where all agree."""
    spans = records(comparison.spans[comparison.spans["article"].isin(names)], SpanRow)
    weights = comparison.findings.set_index("finding")["weight"]
    best: tuple[float, list[str], FindingRow] | None = None
    for finding in found:
        if finding.kind != "label":
            continue
        first: dict[str, str] = {}
        for span in spans:
            if span.finding == finding.finding:
                noun = framing.head_noun(span.label)
                first.setdefault(stem(noun), noun)
        nouns = rival_nouns(list(first.values()))
        worth = len(nouns) * float(weights[finding.finding])
        if len(nouns) > 1 and (best is None or worth > best[0]):
            best = worth, nouns, finding
    return best[1:] if best else None


def rival_nouns(nouns: Sequence[str]) -> list[str]:
    """Those of the nouns for one thing that are names of it: a number and a word that counts are none, and "R-Ohio" is "Ohio"."""
    named = [noun for noun in nouns if noun.isalpha() and noun not in COUNTING]
    return [noun for noun in named if not any(other != noun and other in noun for other in nouns)]


def link_to(comparison: Comparison, names: Mapping[str, str], finding: FindingRow) -> Link:
    """The page that shows a finding, opened at it."""
    label = "See the words"
    if finding.kind in facts.KINDS:
        return Link(label, "facts", {})
    section = next((s for s, kinds in framing.SECTIONS.items() if finding.kind in kinds), None)
    if section is None:
        return Link(label, "sources", {})
    title = framing.titles(framing.of_section(comparison, section, names)).get(finding.finding, "")
    return Link(label, "framing", {"section": section, framing_key(section): markup.plain(title)})


def framing_key(section: str) -> str:
    """Name of a section's choice in the address of the view of framing."""
    return section.lower().replace(" ", "-")


def event_line(comparison: Comparison, names: Mapping[str, str] | None = None) -> str:
    """The statement that most of these articles report, in full or in part, and among those the one that stands earliest; ""
    where there is none."""
    reported = comparison.coverage.dropna(subset=["position"])
    reported = reported[
        reported["article"].isin(filters.article_names(comparison) if names is None else names)
    ]
    if reported.empty:
        return ""
    place = reported.groupby("statement").agg(articles=("article", "nunique"), position=("position", "mean"))
    first = place.reset_index().sort_values(
        ["articles", "position", "statement"], ascending=[False, True, True]
    )
    return str(first["statement"].iloc[0])


class Heading(NamedTuple):
    """The event in one sentence, in an outlet's words, and a note that says whose they are; both "" where nothing is reported."""

    words: str
    note: str


def heading(comparison: Comparison, names: Mapping[str, str] | None = None) -> Heading:
    """What stands over the story: the statement of `event_line`, in the words that name its row, or, where these hold a number that
    differs or a charged word, in the whole sentence of an outlet that reports it with fewer of those."""
    names = filters.article_names(comparison) if names is None else names
    statement = event_line(comparison, names)
    if not statement:
        return Heading("", "")
    label, whose = filters.unique_labels(comparison)[statement], filters.in_words_of(comparison, statement)
    numbers_differ = bool((_findings_of(comparison, names)["kind"] == "number").any())
    whole = list(_whole_sentences(comparison, statement, names))
    named = next((one for one in whole if one[0] == label), (label, whose, False))
    options = [named, *whole]
    words, outlet, is_headline = min(options, key=lambda one: _disputed(one[0], numbers_differ))
    said = (
        f"{'The headline' if is_headline else 'In the words'} of {outlet}; other outlets word it differently."
    )
    own = comparison.coverage[comparison.coverage["statement"] == statement]
    number = int((own["article"].isin(names) & own["state"].isin(REPORTED)).sum())
    if number > 1:
        who = (
            "Both"
            if number == len(names) == 2
            else f"All {number}"
            if number == len(names)
            else f"{number} of {len(names)}"
        )
        said += f" {who} articles report it, in full or in part."
    elif len(names) > 1:
        said = f"In the words of {outlet}. No statement was found in two of these articles."
    else:
        said = f"In the words of {outlet}."
    return Heading(words, said)


def _whole_sentences(
    comparison: Comparison, statement: str, names: Mapping[str, str]
) -> Iterator[tuple[str, str, bool]]:
    """Sentences that are short enough for a heading and say a statement in full and nothing but it: words, outlet, whether it is a
    headline."""
    sentences = comparison.sentences.set_index("sentence")
    own = comparison.mentions[
        (comparison.mentions["statement"] == statement)
        & comparison.mentions["article"].isin(names)
        & (comparison.mentions["strength"] == "full")
    ]
    for mention in sorted(records(own, MentionRow), key=lambda m: (list(names).index(m.article), m.start)):
        text = " ".join(str(sentences.at[mention.sentence, "text"]).split())
        if len(text) <= SHORT and len(mention.text) >= WHOLE * len(text):
            yield text, names[mention.article], sentences.at[mention.sentence, "role"] == "headline"


def _disputed(words: str, numbers_differ: bool) -> int:
    """How many words of a heading take a side: numbers, where some differ, and charged words."""
    return len(charged_words(words, CHARGED)) + numbers_differ * sum(1 for _ in numerals(words))


def nothing_strong(comparison: Comparison, names: Mapping[str, str]) -> str:
    """What the first page says where no finding is sure enough to stand on it; never that there is none."""
    number = len(_findings_of(comparison, names))
    if not number:
        return (
            "No difference was detected automatically. Some may be missed: “Coverage” shows who reports what."
        )
    found = (
        "One difference was found, but it isn't"
        if number == 1
        else f"{number} differences were found, but none is"
    )
    return (
        f"{found} certain and newsworthy enough for this page. “Framing” and “Facts that differ” have every difference; “Coverage” "
        "shows who reports what."
    )


def summary(comparison: Comparison, names: Mapping[str, str]) -> str:
    """The story in one line of figures, as Markdown."""
    coverage = comparison.coverage[comparison.coverage["article"].isin(names)]
    reported = coverage[coverage["state"].isin(("full", "partial"))].groupby("statement")["article"].nunique()
    words = int(comparison.articles.set_index("article").loc[list(names), "words"].sum())
    figures = [
        markup.count(len(names), "article"),
        markup.count(words, "word"),
        markup.count(len(reported), "statement"),
    ]
    bold = ", ".join(f"**{figure.split(' ')[0]}** {figure.split(' ')[1]}" for figure in figures)
    return f"{bold}, **{int((reported > 1).sum())}** of them in {'both' if len(names) == 2 else 'two or more'} articles."


def examples(comparison: Comparison, most: int = 3) -> list[str]:
    """Statements to ask for: short labels that stand by themselves, reported by some articles and not by all.

    Args:
        comparison: any.
        most: how many; of each theme one, in the order of the themes.
    """
    statements = comparison.statements
    count = len(comparison.articles)
    fit = statements[
        statements["articles"].between(2, max(2, count - 1)) & statements["label"].str.len().le(SHORT)
    ]
    fit = fit[~fit["label"].str.startswith((OPEN, '"', "“")) & fit["label"].str[:1].str.isupper()]
    return [str(label) for label in fit.drop_duplicates("theme")["label"].head(most)]
