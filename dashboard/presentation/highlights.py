"""What a newcomer reads first: the strongest findings as cards, questions with their answers, and where each is shown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

import pandas as pd

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.findings.finding import (
    CALLED,
    DIFFERENCE,
    ONE,
    ONE_ACT,
    TOO_FEW,
    in_marks,
    listed,
)
from dashboard.language.lexicons import charged_words
from dashboard.language.words import is_content, stem
from dashboard.presentation import facts, filters, framing, lineage, markup
from dashboard.presentation.excerpts import first_mentions, head, tail
from dashboard.presentation.rows import FindingRow, SpanRow, records, sentences_of, spans_by_finding
from dashboard.presentation.story_title import CHARGED
from dashboard.statements.trim import MARKS, OPEN, is_label_of, short_label

KIND_NAMES: Mapping[str, tuple[str, str]] = {
    "omission": ("Left out", ""),
    "allegation": ("Allegation and denial", ""),
    "label": ("Names", "The same thing, called by different names."),
    "circumstance": (
        "Two versions",
        "Another charge, injury or verdict; called off here, going ahead there.",
    ),
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
TO_CHECK = (
    "These figures may be for the same thing: please check.",
    "A limit and a figure far from it: both can be right, but worth checking.",
)
"""What a card says of figures to check: of two figures, and where one is a limit."""
MOST_CARDS = 6  # findings a first screen can hold: two rows of three cards
A_ROW = 3  # cards abreast on a wide screen
MOST_ROWS = 3  # outlets whose words a card prints; its page shows all
WORDS = 90  # characters of an outlet's words on a card
CONTEXT, MIN_CONTEXT = 110, 12  # characters of them and what stands around them; of one side of it, at least
BARE = ("label", "loaded", "allegation", "omission", "source")
"""Kinds whose words a card prints by themselves: names of things say what they name, and a title has what else there is."""
QUESTIONS = 6
LEAVES_OUT = "What does one outlet leave out?"
APART = 0.25
"""Share of an article by which two outlets put a statement in different places, from which the first page asks for it."""
MOST_OF_A_KIND = 2
WORTH = 0.5
"""Weight from which a main finding may stand on the first page: it holds the chance to be printed as well, so that what is only right
stays out. Of the 120 findings read on stories left out that do, nine were wrong and 57 such as an editor would print."""
COUNTING = frozenset(
    "amount couple dozen dozens group half handful hundreds lot majority number pair part percent percentage rest rise scores "
    "series share thousands total".split()
)
"""Nouns by which something is counted, not named ("a total of three cables"; ours)."""
AT_A_GLANCE = 110  # characters of a statement that is read at a glance
LEANS = re.compile(
    rf"{OPEN}|[“\"]|(?:(?:All|Both|Some|None|Many|Most) (?:of )?)?(?:these|those|this|that|such|they|them|it|he|she|we|I)\b",
    re.IGNORECASE,
)
"""How a statement begins that is a quotation, or points at what stands before it."""
_CLOSES = re.compile(rf"^([,.;:!?]?)[{MARKS}]+")
"""Marks that close the quotation before them."""
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


def highlights(comparison: Comparison, most: int = MOST_CARDS, names: Names | None = None) -> pd.DataFrame:
    """The strongest findings of a story.

    The rule: of the main findings that are worth a reader's time (WORTH) and of no kind of which TOO_FEW were read, the weightiest
    first, at most MOST_OF_A_KIND of one kind, not two of a kind in a row while there are others, no statement and no words twice.

    Args:
        most: how many.
        names: chosen articles, see `filters.findings_of`; all where None.

    Returns:
        At most `most` rows of the FINDINGS table.
    """
    shown_names = filters.article_names(comparison) if names is None else names
    found = filters.findings_of(comparison, shown_names)
    worth = found[(found["tier"] == "main") & (found["weight"] >= WORTH) & ~found["kind"].isin(TOO_FEW)]
    waiting = worth.sort_values(["weight", "finding"], ascending=[False, True], kind="stable")
    left = list(waiting[["finding", "kind", "statement"]].itertuples(index=False, name=None))
    spans = spans_by_finding(comparison, shown_names)
    places = {
        f: {(s.article, k) for s in spans[f] for k in range(s.start, s.end)} for f in waiting["finding"]
    }
    chosen: list[tuple[str, str, object]] = []
    while left and len(chosen) < most:
        kinds = [kind for _, kind, _ in chosen]
        taken = {statement for *_, statement in chosen if not pd.isna(statement)}
        left = [one for one in left if kinds.count(one[1]) < MOST_OF_A_KIND and one[2] not in taken]
        others = [one for one in left if not kinds or one[1] != kinds[-1]] or left
        if others:
            chosen.append(others[0])
            shown = places[others[0][0]]
            left = [one for one in left if not _show_the_same(shown, places[one[0]])]
    return waiting.set_index("finding").loc[[finding for finding, *_ in chosen]].reset_index()


def _show_the_same(one: set[tuple[str, int]], other: set[tuple[str, int]]) -> bool:
    """Whether more than half of the characters of one of two findings are shown by the other."""
    return 2 * len(one & other) > min(len(one), len(other))


def _figures(comparison: Comparison, names: Names) -> list[FindingRow]:
    """Charges, injuries, causes and numbers that can't both be right."""
    found = records(filters.findings_of(comparison, names), FindingRow)
    sections = [(f, facts.section_of(f)) for f in found if f.kind in facts.KINDS]
    return [f for kind in ("circumstance", "number") for f, section in sections if section == kind]


def strongest(comparison: Comparison, names: Names, colours: Colours) -> list[FindingCard]:
    """A card for every highlight of a story among the chosen outlets, the strongest first; before them a denial that not every outlet
    reports, where no allegation holds one.

    An allegation whose denial not every outlet reports has a card of its own. Where all these leave a row of cards free, it is filled
    with figures that differ (too few of these and of allegations were checked to say how often they are right, see `caution`), with what
    is rather left out than not, then with what one outlet alone reports.
    """
    denials = _denials(comparison, names)
    silent = [] if denials else framing.denied(comparison, names)[:1]
    found = records(highlights(comparison, MOST_CARDS - len(silent or denials[:1]), names), FindingRow)
    told = {denied.statement for denied in silent}
    found = [one for one in found if one.statement not in told]
    known = {one.finding for one in found}
    left_out = [
        one
        for one in framing.of_section(comparison, framing.LEFT_OUT, names)
        if one.kind == "omission" and one.right >= facts.EVEN and one.statement not in told
    ]
    asked = [*denials[:1], *_figures(comparison, names), *denials[1:], *left_out]
    free = -(len(found) + len(silent)) % A_ROW if found or silent else A_ROW
    found += [f for f in asked if f.finding not in known][:free]
    spans = spans_by_finding(comparison, names)
    cards = [_card(comparison, one, spans.get(one.finding, ()), names, colours) for one in found]
    cards = [*(_denial_card(comparison, one, names, colours) for one in silent), *cards]
    return [*cards, *_alone(comparison, names, colours)[: max(0, A_ROW - len(cards))]]


def caution(cards: Sequence[FindingCard]) -> str:
    """Which cards are of a kind of which nobody can say how often it is right, in one sentence for all; "" where there are none."""
    return facts.too_few(list(dict.fromkeys(card.kind for card in cards if card.unchecked)))


def _denials(comparison: Comparison, names: Names) -> list[FindingRow]:
    """Allegations whose denial some of the outlets report and others don't."""
    left_out = framing.of_section(comparison, framing.LEFT_OUT, names)
    return [finding for finding in left_out if finding.kind == "allegation"]


def _denial_card(
    comparison: Comparison, denied: framing.Denied, names: Names, colours: Colours
) -> FindingCard:
    """A denial with the words of those that print it, and in whose article it was not found, or may not stand."""
    first = {a: m.text for (s, a), m in first_mentions(comparison).items() if s == denied.statement}
    told = sorted((a for a in names if a in first), key=lambda a: a not in denied.words)
    shown = [a for a in told[:MOST_ROWS] if a in denied.words] or told[:1]
    label = comparison.statements.set_index("statement").at[denied.statement, "label"]
    return FindingCard(
        KIND_NAMES["omission"][0],
        f"This denial was not found in {listed([names[a] for a in denied.lacking])}."
        if denied.sure
        else f"This denial may be missing in {listed([names[a] for a in denied.unclear])}: please check.",
        tuple(
            Said(
                (Chip(names[a], colours[a]),),
                short_label(label if is_label_of(label, words) else words, 2 * WORDS),
            )
            for a in shown
            for words in (denied.words.get(a, first[a]),)
        ),
        tuple(Chip(names[a], colours[a]) for a in told if a not in shown),
        _row(comparison, denied.statement),
        True,
    )


def _row(comparison: Comparison, statement: str) -> Link:
    """The row of a statement in the matrix, open."""
    return Link(
        "See the words", "matrix", {"statement": filters.unique_labels(comparison)[statement], "least": "1"}
    )


def _alone(comparison: Comparison, names: Names, colours: Colours) -> list[FindingCard]:
    """Cards of what one outlet alone reports: of each outlet the statement that it is surest of and that reads by itself, in turn."""
    labels = filters.unique_labels(comparison)
    every = filters.alone(comparison, names) if len(names) > 1 else {}
    own = {
        a: [s for s in found if not ("[" in labels[s] or LEANS.match(labels[s]))]
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
            f"Not found in {listed([names[other] for other in names if other != a])}."
            if len(names) <= MOST_ROWS
            else "As far as we can see, no other outlet reports it.",
            (Said((Chip(names[a], colours[a]),), textwrap.shorten(labels[s], 2 * WORDS, placeholder=" …")),),
            (),
            _row(comparison, s),
        )
        for a, s in turns
    ]


def _card(
    comparison: Comparison, finding: FindingRow, spans: Sequence[SpanRow], names: Names, colours: Colours
) -> FindingCard:
    kind, said = KIND_NAMES.get(finding.kind, (finding.kind.capitalize(), ""))
    lead = finding.title.partition(":")[0]
    acts = lead == ONE_ACT
    if acts:
        said = "The same act, told in different words."
    if finding.kind == "circumstance":
        said = (
            f"{lead.replace('Another', 'A different')} in each." if lead.startswith("Another") else f"{lead}."
        )
    if finding.kind == "loaded":  # the card's head says what they are
        said = finding.title.replace(f"{kind} that only", "Only")
    if finding.kind == "quote" and (marked := _marked_or_not(spans, names)):
        said = marked
    apart = [span for span in spans if span.note == DIFFERENCE]
    shown_spans = apart[:2] or [*spans, *facts.agreeing(comparison, finding, spans, names)]
    first = {span.article: span for span in reversed(shown_spans)}
    rows: dict[str, list[str]] = {}
    for article in (a for a in names if a in first):
        rows.setdefault(" ".join(first[article].label.casefold().split()), []).append(article)
    if facts.section_of(finding) == facts.CHECK:
        kind, said = "Numbers", TO_CHECK[finding.kind == "granularity"]
    most = (
        len(rows) if finding.kind in facts.CONTRADICTIONS else MOST_ROWS
    )  # who gives which figure: no outlet without its own
    shown = list(rows.values())[:most] if said and finding.kind != "loaded" else []
    others = [article for own in list(rows.values())[len(shown) :] for article in own]
    return FindingCard(
        kind,
        said or textwrap.shorten(finding.title, TITLE, placeholder=" …"),
        tuple(
            Said(
                tuple(Chip(names[a], colours[a]) for a in own),
                in_marks(textwrap.shorten(first[own[0]].label, WORDS, placeholder=" …")),
                *(("", "") if finding.kind in BARE and not acts else _around(comparison, first[own[0]])),
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


def _marked_or_not(spans: Sequence[SpanRow], names: Names) -> str:
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


def questions(comparison: Comparison, names: Names) -> list[Link]:
    """A few questions that a newcomer may have of this story, each with the page that answers it."""
    return [*_questions(comparison, names)][:QUESTIONS]


def _questions(comparison: Comparison, names: Names) -> Iterator[Link]:
    """Questions whose answer the story holds, the best ones first."""
    found = records(filters.findings_of(comparison, names), FindingRow)
    first = {kind: next((f for f in found if f.kind == kind), None) for kind in KIND_NAMES}
    omission, denied = first["omission"], framing.denied(comparison, names)
    left_out = [link_to(comparison, names, omission)._replace(label=LEAVES_OUT)] if omission else []
    if denial := first["allegation"]:
        yield link_to(comparison, names, denial)._replace(label="Who leaves out the denial?")
    elif denied:
        asked = "Who leaves out the denial?" if denied[0].sure else "Who reports the denial?"
        yield _row(comparison, denied[0].statement)._replace(label=asked)
    else:
        yield from left_out
    if number := next(iter(_figures(comparison, names)), None):
        asked = (
            "Which numbers differ?"
            if number.kind == "number"
            else "Where do the outlets contradict each other?"
        )
        yield link_to(comparison, names, number)._replace(label=asked)
    if named := _most_named(comparison, names, found):
        words, finding = named
        quoted = [in_marks(word) for word in words]
        either = f"{', '.join(quoted[:-1])} or {quoted[-1]}: who says which?"
        yield link_to(comparison, names, finding)._replace(
            label=f"{either[0]}{either[1].upper()}{either[2:]}"
        )
    if _placed_apart(comparison, names):
        yield Link("What comes early here, late there?", "emphasis", {"picture": "statements"})
    if comparison.sources["article"].isin(names).any():
        yield Link("Whom does each outlet quote?", "sources", {})
    if (comparison.runs["a"].isin(names) & comparison.runs["b"].isin(names)).any():
        yield Link("Which outlets print the same text?", "lineage", {})
    if filters.alone(comparison, names):
        yield Link("What is reported by one outlet only?", "facts", {"show": facts.ALONE})
    if denial or denied:
        yield from left_out


def _placed_apart(comparison: Comparison, names: Names) -> bool:
    """Whether outlets put a statement that two of them report in full in clearly different places."""
    full = comparison.coverage[
        (comparison.coverage["state"] == "full") & comparison.coverage["article"].isin(names)
    ]
    places = full.dropna(subset=["position"]).groupby("statement")["position"]
    return bool((places.max() - places.min() >= APART).any())


def _most_named(
    comparison: Comparison, names: Names, found: Sequence[FindingRow]
) -> tuple[list[str], FindingRow] | None:
    """The nouns by which outlets call one thing most differently, at most MOST_ROWS, and the finding that shows them; names of
    which one is charged come before others. None where all agree."""
    spans = spans_by_finding(comparison, names)
    weights = comparison.findings.set_index("finding")["weight"]
    best: tuple[tuple[bool, float], list[str], FindingRow] | None = None
    for finding in found:
        if finding.kind != "label" or not finding.title.startswith((ONE, ONE_ACT, CALLED)):
            continue  # what somebody is called by offices and forms of his name, and what may be of two things, is no question
        first: dict[str, str] = {}
        for span in spans.get(finding.finding, ()):
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
    named = [noun for noun in nouns if noun.isalpha() and is_content(noun) and noun not in COUNTING]
    return [noun for noun in named if not any(other != noun and other in noun for other in nouns)]


def link_to(comparison: Comparison, names: Names, finding: FindingRow) -> Link:
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


def nothing_strong(comparison: Comparison, names: Names) -> str:
    """What the first page says where no finding is sure enough to stand on it; never that there is none."""
    number = len(filters.findings_of(comparison, names))
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


def summary(comparison: Comparison, names: Names) -> str:
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
    said = f"{bold}, **{int((reported > 1).sum())}** of them in {'both' if len(names) == 2 else 'two or more'} articles."
    if same := lineage.copies_note(comparison, names):
        said += f" {markup.plain(same)}"
    if any("?" in names[article] for article in filters.guesses(comparison) if article in names):
        said += " “?” after a name: the article doesn't name its outlet, so we guessed."
    return said


def examples(comparison: Comparison, most: int = 3) -> list[str]:
    """Statements to ask for: short labels that stand by themselves, reported by some articles and not by all.

    Args:
        most: how many; of each theme one, in the order of the themes.
    """
    statements = comparison.statements
    count = len(comparison.articles)
    fit = statements[
        statements["articles"].between(2, max(2, count - 1)) & statements["label"].str.len().le(AT_A_GLANCE)
    ]
    fit = fit[~fit["label"].str.startswith((OPEN, '"', "“")) & fit["label"].str[:1].str.isupper()]
    return [str(label) for label in fit.drop_duplicates("theme")["label"].head(most)]
