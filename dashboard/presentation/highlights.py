"""What a newcomer reads first: the strongest findings as cards, questions with their answers, and where each is shown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.findings.finding import DIFFERENCE, TOO_FEW, adds_charge, in_marks, listed, one_says_more
from dashboard.language.lexicons import charged_words
from dashboard.language.quantities import numerals
from dashboard.language.words import WORD, is_content, stem
from dashboard.presentation import facts, filters, framing, markup
from dashboard.presentation.excerpts import head, tail
from dashboard.presentation.rows import FindingRow, MentionRow, SpanRow, records, sentences_of
from dashboard.statements.labels import LEANS_BACK, MARKS, OPEN

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
CONTEXT, MIN_CONTEXT = 110, 12  # characters of them and what stands around them; of one side of it, at least
BARE = ("label", "loaded", "allegation", "omission", "source")
"""Kinds whose words a card prints by themselves: names say what they name, and a title has what else there is."""
QUESTIONS = 4
MOST_OF_A_KIND = 2
RIGHT = 0.75
"""Chance to be right from which a finding may stand on the first page: of those read on stories left out, 86 in 100 were right."""
WORTH = 0.52
"""Weight from which it may: it holds the chance to be printed as well, so that what is only right stays out. Of the findings read on
stories left out that reach both, nearly half were such as an editor would print, nine in a hundred were wrong."""
TOO_OFTEN_WRONG = frozenset(("attribution", "source"))
"""Kinds that never stand on the first page: of those read, fewer than 55 in 100 were right (`rules` in data/finding_ranking.json)."""
COUNTING = frozenset(
    "amount couple dozen dozens group half handful hundreds lot majority number pair part percent percentage rest rise scores "
    "series share thousands total".split()
)
"""Nouns by which something is counted, not named ("a total of three cables"; ours)."""
SHORT = 110  # characters of a statement that is read at a glance
LONG = 180
"""Characters from which a title of a page costs the more, the longer it is."""
FEWEST = 7
"""Words of the shortest title that says something."""
OPENING = 2
"""Sentences of a report that are its beginning."""
NO_MORE = 0.75
"""Share of its content words that a sentence has in common with the label of its row if it says hardly more."""
DEEP = 0.6
"""What a report of the title counts that stands further down than its article's beginning."""
IN_PART = 0.4
"""What a report in part counts beside one in full."""
HEADLINESE = 0.05
"""What it costs a title that it is a headline: a sentence of the report reads better as one."""
BROKEN_OFF = 0.3
"""What it costs a title that its sentence goes on."""
SIDE = 0.1
"""What a number that differs, or a charged word, costs a title."""
_LEANS = re.compile(
    r"[\W_]*(?:he|she|it|they|this|that|these|those|his|her|their|its|such|both|there|here|but|and|so|then|also|another|"
    r"according to (?:the|this|that) (?:report|study|article|poll)|"
    r"the (?:two|pair|man|woman|suspect|move|decision|incident|announcement|company|group|law|bill))\b",
    re.IGNORECASE,
)
"""How words begin that lean on a sentence before them."""
_OPEN_PRONOUN = re.compile(r".{0,35}?\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\b")
"""A pronoun so near the beginning that hardly a name can stand before it."""
_CLOSES = re.compile(rf"^([,.;:!?]?)[{MARKS}]+")
"""Marks that close the quotation before them."""
_ADDRESSES = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Yy]our|[Oo]ur|[Mm]y|me|us)\b")
"""Words of whoever speaks or is spoken to."""
WHOLE = 0.9  # share of a sentence's characters from which a mention is all that it says
CHARGED = 0.5  # strength of a word's connotation from which it takes a side
TITLE = 220  # characters of a finding's title in a list; its page shows the whole


class Link(NamedTuple):
    """A way into the app: its words, the page, and the query that opens it at a place."""

    label: str
    page: str
    query: Mapping[str, str]


class Chip(NamedTuple):
    """An outlet on a card."""

    name: str
    colour: str


class Said(NamedTuple):
    """Words on a card, the outlets that use them, and what stands around them in the first one's sentence."""

    outlets: tuple[Chip, ...]
    words: str
    before: str = ""
    after: str = ""


class FindingCard(NamedTuple):
    """A finding as the first page shows it.

    Attributes:
        kind: its name for the reader.
        said: one plain sentence.
        rows, chips: words with their outlets; outlets whose words the card leaves to the page.
        link: the page that shows it whole.
        unchecked: nobody can say how often such findings are right, see `caution`.
    """

    kind: str
    said: str
    rows: tuple[Said, ...]
    chips: tuple[Chip, ...]
    link: Link
    unchecked: bool = False

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
    """Charges, injuries, causes and numbers that can't both be right, then figures that are far from another's limit."""
    found = records(_findings_of(comparison, names), FindingRow)
    sections = [(f, facts.section_of(f)) for f in found if f.kind in facts.KINDS]
    far = [f for f, section in sections if section == facts.CHECK and f.kind == "granularity"]
    return [*(f for kind in ("circumstance", "number") for f, section in sections if section == kind), *far]


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

    Where these leave a row of cards free, it is filled with a denial that not every outlet reports and with figures that differ (too
    few were checked to say how often such findings are right, see `caution`), then with what one outlet alone reports.
    """
    found = records(highlights(comparison, names=names), FindingRow)
    known = {one.finding for one in found}
    denials = _denials(comparison, names)
    asked = [*denials[:1], *_figures(comparison, names), *denials[1:]]
    free = -len(found) % A_ROW if found else A_ROW
    found += [f for f in asked if f.finding not in known][:free]
    spans = records(comparison.spans[comparison.spans["article"].isin(names)], SpanRow)
    cards = [
        _card(comparison, one, [s for s in spans if s.finding == one.finding], names, colours)
        for one in found
    ]
    return [*cards, *_alone(comparison, names, colours)[: max(0, A_ROW - len(cards))]]


def caution(cards: Sequence[FindingCard]) -> str:
    """Which cards are of a kind of which nobody can say how often it is right, in one sentence for all; "" where there are none."""
    return facts.too_few(list(dict.fromkeys(card.kind for card in cards if card.unchecked)))


def _denials(comparison: Comparison, names: Mapping[str, str]) -> list[FindingRow]:
    """Allegations whose denial some of the outlets report and others don't."""
    left_out = framing.of_section(comparison, framing.LEFT_OUT, names)
    return [finding for finding in left_out if finding.kind == "allegation"]


def _alone(comparison: Comparison, names: Mapping[str, str], colours: Mapping[str, str]) -> list[FindingCard]:
    """Cards of what one outlet alone reports: of each outlet the statement that it is surest of and that reads by itself, in turn."""
    labels = filters.unique_labels(comparison)
    every = filters.alone(comparison, names) if len(names) > 1 else {}
    own = {
        a: [s for s in found if not ("[" in labels[s] or labels[s].startswith((OPEN, "“", '"')))]
        for a, found in every.items()
    }
    turns = [
        (a, s)
        for turn in zip_longest(*([(a, s) for s in found] for a, found in own.items()))
        for a, s in filter(None, turn)
    ]
    return [
        FindingCard(
            "One outlet only",
            "As far as we can see, no other outlet reports it.",
            (Said((Chip(names[a], colours[a]),), textwrap.shorten(labels[s], 2 * WORDS, placeholder=" …")),),
            (),
            Link("See the words", "matrix", {"statement": labels[s], "least": "1"}),
        )
        for a, s in turns
    ]


def _card(
    comparison: Comparison,
    finding: FindingRow,
    spans: Sequence[SpanRow],
    names: Mapping[str, str],
    colours: Mapping[str, str],
) -> FindingCard:
    kind, said = KIND_NAMES.get(finding.kind, (finding.kind.capitalize(), ""))
    if finding.kind == "circumstance":
        said = f"{finding.title.partition(':')[0].replace('Another', 'A different')} in each."
    if finding.kind == "quote" and (marked := _marked_or_not(spans, names)):
        said = marked
    apart = [span for span in spans if span.note == DIFFERENCE]
    shown_spans = apart[:2] or [*spans, *facts.agreeing(comparison, finding, spans, names)]
    first = {span.article: span for span in reversed(shown_spans)}
    rows: dict[str, list[str]] = {}
    for article in (a for a in names if a in first):
        rows.setdefault(" ".join(first[article].label.casefold().split()), []).append(article)
    if facts.section_of(finding) == facts.CHECK:
        kind, said = "Numbers", "A limit and a figure far from it: both can be right, but worth checking."
    most = (
        len(rows) if finding.kind in facts.CONTRADICTIONS else MOST_ROWS
    )  # who gives which figure: no outlet without its own
    shown = list(rows.values())[:most] if said else []
    others = [article for own in list(rows.values())[len(shown) :] for article in own]
    return FindingCard(
        kind,
        said or textwrap.shorten(finding.title, TITLE, placeholder=" …"),
        tuple(
            Said(
                tuple(Chip(names[a], colours[a]) for a in own),
                in_marks(textwrap.shorten(first[own[0]].label, WORDS, placeholder=" …")),
                *(("", "") if finding.kind in BARE else _around(comparison, first[own[0]])),
            )
            for own in shown
        ),
        tuple(Chip(names[a], colours[a]) for a in names if a in others),
        link_to(comparison, names, finding),
        finding.kind in TOO_FEW or finding.kind == "granularity",
    )


def _around(comparison: Comparison, span: SpanRow) -> tuple[str, str]:
    """What stands before and after a span in its sentence, as far as a card has room for both, without the marks of its quotation: the
    words have marks of their own."""
    own = next((s for s in sentences_of(comparison, span.article) if s.start <= span.start < s.end), None)
    room = (CONTEXT - len(span.label)) // 2
    if own is None or room < MIN_CONTEXT:
        return "", ""
    before = " ".join(own.text[: span.start - own.start].split()).rstrip(f"{MARKS} ")
    after = _CLOSES.sub(r"\1", " ".join(own.text[span.end - own.start :].split()))
    left = min(room, len(before)) + max(0, room - len(after))
    return tail(before, left), head(after, 2 * room - min(left, len(before)))


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
        quoted = [in_marks(word) for word in words]
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
    """The nouns by which outlets call one thing most differently, at most MOST_ROWS, and the finding that shows them; names of
    which one is charged come before others. None where all agree."""
    spans = records(comparison.spans[comparison.spans["article"].isin(names)], SpanRow)
    weights = comparison.findings.set_index("finding")["weight"]
    best: tuple[tuple[bool, float], list[str], FindingRow] | None = None
    for finding in found:
        if finding.kind != "label":
            continue
        first: dict[str, str] = {}
        for span in spans:
            if span.finding == finding.finding:
                noun = framing.head_noun(span.label)
                first.setdefault(stem(noun), noun)
        nouns = rival_nouns(list(first.values()))
        charged = [noun for noun in nouns if charged_words(noun, CHARGED)]
        worth = bool(charged), len(nouns) * float(weights[finding.finding])
        if len(nouns) > 1 and (best is None or worth > best[0]):
            asked = [*charged, *(noun for noun in nouns if noun not in charged)][:MOST_ROWS]
            best = worth, sorted(asked, key=nouns.index), finding
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


class Title(NamedTuple):
    """Words that may stand over a story: those that name a row, or a whole sentence that states it in full.

    Attributes:
        whose: the outlet that printed them.
        headline: they are its headline.
        cut: their sentence goes on with who or what is meant.
    """

    statement: str
    words: str
    whose: str
    headline: bool
    cut: bool = False


def title_of(comparison: Comparison, names: Mapping[str, str]) -> Title | None:
    """What the story is about, as far as it can be counted: a statement of two articles or more that many of them report in full
    and early, in words that stand in what they report and in their headlines and first sentences, that read by themselves and take
    no side. Articles about something else don't count, unless there are no others."""
    among = [article for article in names if article not in comparison.story.strays] or list(names)
    cells = comparison.coverage[comparison.coverage["article"].isin(among)].dropna(subset=["position"])
    early, stems, leads = _early(comparison), _cell_stems(comparison), _lead_stems(comparison, among)
    told: dict[str, list[tuple[frozenset[str], float]]] = {}
    for statement, article, state in zip(cells["statement"], cells["article"], cells["state"], strict=True):
        key = (statement, article)
        weight = early.get(key, DEEP) * (1.0 if state == "full" else IN_PART)
        told.setdefault(statement, []).append((stems.get(key, frozenset()), weight))
    numbers_differ = bool((_findings_of(comparison, names)["kind"] == "number").any())

    def worth(title: Title) -> float:
        own = _stems(title.words)
        reported = sum(weight * _share(own, held) for held, weight in told[title.statement]) / len(among)
        central = sum(_share(own, lead) for lead in leads) / len(among)
        costs = _unreadable(title.words) + SIDE * _disputed(title.words, numbers_differ)
        costs += HEADLINESE * title.headline + BROKEN_OFF * title.cut
        return round(reported + central - costs, 6)

    shared = {statement for statement, own in told.items() if len(own) > 1} or set(told)
    options = [t for t in _titles(comparison, names) if t.statement in shared]
    return max(options, key=lambda t: (worth(t), -len(t.words), t.words), default=None)


def _titles(comparison: Comparison, names: Mapping[str, str]) -> Iterator[Title]:
    """Labels of the rows, and the whole sentences that state a row in full, hardly say more than its label and are short enough for
    a title: the cells were decided by the label."""
    sentences = comparison.sentences.set_index("sentence")
    own = records(comparison.mentions[comparison.mentions["article"].isin(names)], MentionRow)
    labels = filters.unique_labels(comparison)
    headlines = {" ".join(str(t).split()) for t in sentences.loc[sentences["role"] == "headline", "text"]}
    texts: dict[str, set[str]] = {}
    for mention in own:
        texts.setdefault(mention.statement, set()).add(str(sentences.at[mention.sentence, "text"]))
    for statement, label in labels.items():
        if statement in texts:
            whose = filters.in_words_of(comparison, statement)
            cut = any(_goes_on(label, text) for text in texts[statement])
            yield Title(statement, label, whose, label in headlines, cut)
    for mention in own:
        text = " ".join(str(sentences.at[mention.sentence, "text"]).split())
        whole = mention.strength == "full" and len(text) <= LONG and len(mention.text) >= WHOLE * len(text)
        if whole and _share(_stems(text), _stems(labels[mention.statement])) >= NO_MORE:
            yield Title(mention.statement, text, names[mention.article], text in headlines)


def _goes_on(label: str, sentence: str) -> bool:
    """Whether a sentence goes on behind the words of a label with who or what is meant: "two boys | who tried to help him"."""
    at = sentence.find(label)
    return at >= 0 and bool(
        re.match(r"\s+(?:who|whom|whose|which|that|where)\b", sentence[at + len(label) :])
    )


def _openings(comparison: Comparison) -> pd.DataFrame:
    """Sentences of headlines and of the beginnings of reports."""
    own = comparison.sentences[comparison.sentences["role"].isin(("headline", "body"))]
    number = own.groupby(["article", "role"]).cumcount()
    return own[(own["role"] == "headline") | (number < OPENING)]


def _early(comparison: Comparison) -> dict[tuple[str, str], float]:
    """(statement, article) -> 1 where a mention stands in the headline or the beginning of the report, nothing elsewhere."""
    own = comparison.mentions[comparison.mentions["sentence"].isin(_openings(comparison)["sentence"])]
    return dict.fromkeys(zip(own["statement"], own["article"], strict=True), 1.0)


def _lead_stems(comparison: Comparison, articles: Sequence[str]) -> list[frozenset[str]]:
    """Stems of the content words of each article's headline and beginning."""
    texts = _openings(comparison).groupby("article")["text"].agg(" ".join)
    return [_stems(texts.get(article, "")) for article in articles]


def _cell_stems(comparison: Comparison) -> dict[tuple[str, str], frozenset[str]]:
    """(statement, article) -> stems of the content words of the sentences behind its cell."""
    texts = dict(zip(comparison.sentences["sentence"], comparison.sentences["text"], strict=True))
    held = comparison.mentions.groupby(["statement", "article"])["sentence"].agg(set)
    return {key: _stems(" ".join(texts[s] for s in sorted(own))) for key, own in held.items()}


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(text) if is_content(word))


def _share(own: frozenset[str], held: frozenset[str]) -> float:
    """Share of the content words of a title that stand elsewhere too."""
    return len(own & held) / max(1, len(own))


def _unreadable(words: str) -> float:
    """What speaks against words as the title of a page, from 0: they lean on something outside, break off, are a speech or a
    question, are long or short."""
    return sum(
        (
            0.3 * bool(_LEANS.match(words) or LEANS_BACK.match(words) or _OPEN_PRONOUN.match(words)),
            0.25 * ("[" in words),
            0.3 * (OPEN.strip() in words),
            0.15 * bool(_ADDRESSES.search(words)),
            0.3 * ("“" in words or '"' in words),
            0.3 * words.endswith("?"),
            min(0.4, 0.002 * max(0, len(words) - LONG)),
            0.3 * (len(words.split()) < FEWEST),
            0.3 * (words.count("“") != words.count("”") or words.count('"') % 2),
            0.1 * (not words.endswith((".", "!", "”"))),
        )
    )


def _disputed(words: str, numbers_differ: bool) -> int:
    """How many words of a heading take a side: numbers, where some differ, and charged words."""
    return len(charged_words(words, CHARGED)) + numbers_differ * sum(1 for _ in numerals(words))


class Heading(NamedTuple):
    """The event in one sentence, in an outlet's words, and a note that says whose they are; both "" where nothing is reported."""

    words: str
    note: str


def heading(comparison: Comparison, names: Mapping[str, str] | None = None) -> Heading:
    """What stands over the story (`title_of`), whose words they are, and how many articles report it in full and in part."""
    names = filters.article_names(comparison) if names is None else names
    title = title_of(comparison, names)
    if title is None:
        return Heading("", "")
    printed = filters.article_names(comparison)
    apart = [name for article, name in printed.items() if article in comparison.story.strays]
    among = [article for article in names if article not in comparison.story.strays] or list(names)
    own = comparison.coverage[
        (comparison.coverage["statement"] == title.statement) & comparison.coverage["article"].isin(among)
    ]
    full, part = int((own["state"] == "full").sum()), int((own["state"] == "partial").sum())
    said = f"{'The headline' if title.headline else 'In the words'} of {title.whose}"
    if full + part > 1:
        said += f"; other outlets word it differently. {_how_many(full, part, len(among))}"
    elif len(among) > 1:
        said += ". No statement was found in two of these articles."
    else:
        said += "."
    if apart and len(apart) < len(printed):
        said += f" {listed(apart)} {'seems' if len(apart) == 1 else 'seem'} to be about something else and "
        said += f"{'is' if len(apart) == 1 else 'are'} not counted."
    return Heading(title.words, said)


def _how_many(full: int, part: int, among: int) -> str:
    """How many articles report the title, in a sentence."""
    who = "Both" if full == among == 2 else f"All {full}" if full == among else f"{full} of {among}"
    more = f", {part} more in part" if part else ""
    return f"{who} articles report{'s' if full == 1 else ''} it{more}."


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
