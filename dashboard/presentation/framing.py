"""How outlets word the same thing: what the sections of the view show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.findings.finding import DIFFERENCE, FURTHER, adds_charge, in_marks, listed, one_says_more
from dashboard.findings.hedges import DEGREES
from dashboard.language.reporting_verbs import MANNER
from dashboard.language.words import stem
from dashboard.presentation import filters, markup
from dashboard.presentation.excerpts import differing, nearest_of, passage_cards, passages_of
from dashboard.presentation.markup import Card, Entry, Quote
from dashboard.presentation.rows import VOICE_WORDS, FindingRow, MentionRow, SpanRow, records
from dashboard.statements.coverage import shown_states
from dashboard.tables import REPORTED

SECTIONS = {
    "Names": ("label",),
    "Wording": ("wording",),
    "Quotations": ("quote",),
    "Allegations": ("allegation",),
    "Who says so": ("attribution",),
    "Certainty": ("certainty",),
    "Charged words": ("loaded",),
    "Left out": ("omission", "allegation"),
}
"""Section of the view -> the kinds of findings it shows."""
EXPLAINED = {
    "Names": "One lane per outlet, from the start of the article (left) to its end. Each dot: where a name first appears. Filled: the "
    "outlet's own word. Ring: somebody else's word that the outlet passes on.",
    "Wording": "One outlet's sentence, with the other outlets' words stacked wherever they differ.",
    "Quotations": "The same quotation in each outlet. Tinted: words that differ from the first version. Grey: printed without "
    "quotation marks.",
    "Allegations": "One row per outlet: what is alleged, by whom and with which verb, and whether a denial was found. A row "
    "of dashes: the article doesn't carry this allegation, as far as we can see.",
    "Who says so": "One row per outlet, placed by its reporting verb: from denying it (left) to taking it as true (right).",
    "Certainty": "One row per outlet, from doubtful (left) to certain (right).",
    "Charged words": "Words with a strong connotation that only this outlet uses, outside quotations. Whether they fit is for "
    "you to judge.",
    "Left out": "What most outlets report and one doesn't seem to, in the others' words; and denials that only some outlets report. "
    "There are many reasons to leave something out, and the program may have missed a paraphrase.",
}
LOOKED_FOR = {
    "Names": "different names for the same thing",
    "Wording": "different wordings of the same statement",
    "Quotations": "different versions of a quotation",
    "Allegations": "allegation that two outlets report in like words",
    "Who says so": "differences in who is given as the source",
    "Certainty": "differences in certainty",
    "Charged words": "charged words that only one outlet uses",
}
"""Section of the view -> what is said not to be found where it is empty."""
LEFT_OUT = "Left out"
NOT_IN_ONE = "Reported by most, not found in one"
MOST_MISSING = 30  # statements in the list of what may be missing
SAYS_MORE, CHARGED = 0.3, 1.2
"""What the place of a difference in its list goes by, beside its weight, where one outlet only says more, and where one adds a charged
word."""
_REST = re.compile(
    r"(?<=\w)\s+(?:of|with|in|on|for|to|from|at|by|against|between|that|which|who)\b.*", re.DOTALL
)
_REPROACH = re.compile(r"\bfor\s+(?:\w+ly\s+)?$")
"""What stands before an act that somebody is blamed for ("blasted the firm for brushing aside warnings"): that denies nothing."""
_TURNED_DOWN = re.compile(r"\b(?:reject|dismiss|rul|brush|call|wav|spurn)", re.IGNORECASE)
_CLAIM = re.compile(
    r"\b(?:claim|allegation|accusation|assertion|charge|rumou?r|critici)"
    r"|\b(?:this|that|such|any) (?:suggestion|notion)s?\b|\b(?:suggestion|notion|idea)s? that\b(?![^.,;]*\b(?:should|must|ought)\b)",
    re.IGNORECASE,
)
"""Verbs that turn down offers and plans as well, and what makes their object a claim: who rejects a ban, or the idea that taxes should
rise, denies nothing."""
_ONLY_POSSIBLE = re.compile(r"(?<!\w)(?:to|could|can|may|might|would|should|must)\b", re.IGNORECASE)
_DOES_SO = re.compile(r"\b(?:continu\w+|w[ae]nt on|goes on|quick|hasten\w*)\s+$", re.IGNORECASE)
"""What makes a denial one that somebody may or wants to utter, and words behind which "to deny" is one that he does."""
_REFUSED = re.compile(
    r"\A\W*(?:(?i:him|them|us|me|you)\b(?! \w+ing)|(?:(?i:the|a|an|any|all|her|his|their|its)\s+)?(?:\w+\s+)?"
    r"(?:services?|requests?|access|entry|permission|bail|visas?|asylum|parole|appeals?|motions?)\b"
    r"|(?:\w+ )?(?:[A-Z][\w.-]*\w |her )+(?:an?|the|his|her|their|any)\b)"
)
"""What follows "denied" where something is kept from somebody: "denied them a visa", "denied service", "denied Roe a seat"."""
_REACH = 30
"""Characters behind such a verb in which that is looked for."""
CALLED = ("is called in several ways", "is described in several ways")
"""Ends the first words of a title that is about what somebody is called."""
SCALED = ("Who says so", "Certainty")
"""Sections whose findings stand on a scale."""
QUESTIONS = {"alleged": "alleged", "accuser": "by whom (verb)", "denial": "denial"}
"""Note of a span -> column of the table of an allegation."""
STANCES, STANCE_WORDS = tuple(MANNER), tuple(MANNER.values())
MARKS = {"quoted": "in quotation marks", "not quoted": "without quotation marks"}
UNSURE = 0.5  # chance to be right below which a name or a wording comes after the others
TITLE = 300  # characters of a title in a list, which wraps


class Stack(NamedTuple):
    """What each outlet says in one place of a statement: (name, colour, words), the line's own outlet first."""

    words: tuple[tuple[str, str, str], ...]


class Line(NamedTuple):
    """A statement in the words of the outlet that differs in most places; a part is text or a stack."""

    outlet: str
    parts: tuple[str | Stack, ...]


class Answers(NamedTuple):
    """A row of the table of an allegation: outlet and question -> words, "" where it says nothing of it."""

    article: str
    name: str
    answers: Mapping[str, str]


def of_section(comparison: Comparison, section: str, names: Names) -> list[FindingRow]:
    """Findings of a section that concern one chosen outlet or more, in the order of `telling`; of allegations those without a denial
    leave nothing out that another has."""
    found = comparison.findings[comparison.findings["kind"].isin(SECTIONS[section])]
    spans = comparison.spans[comparison.spans["article"].isin(names)]
    if section == LEFT_OUT:
        denied = set(spans.loc[spans["note"] == "denial", "finding"])
        found = found[(found["kind"] != "allegation") | found["finding"].isin(denied)]
    own = records(found[found["finding"].isin(spans["finding"])], FindingRow)
    return telling(comparison, own, spans) if section in ("Names", "Wording") else own


def none_found(section: str, names: Names) -> str:
    """What a section without findings says: what was looked for, never that there is nothing."""
    if len(names) < 2:
        return "Choose a second outlet in the sidebar to compare two."
    if section == LEFT_OUT:
        return "None of this is certain: an article may say it in other words, and more may be missing."
    denials = (
        " A denial that only some outlets report is under “Left out”." if section == "Allegations" else ""
    )
    return f"We found no {LOOKED_FOR.get(section, 'differences')}. Some may be missed.{denials}"


class Denied(NamedTuple):
    """A statement that somebody denies something, which some of the chosen articles report and others don't.

    Attributes:
        lacking: the articles in which it was not found, those in which it is `unclear` apart.
        words: article -> its words that deny.
    """

    statement: str
    lacking: tuple[str, ...]
    unclear: tuple[str, ...]
    words: Mapping[str, str]

    @property
    def sure(self) -> bool:
        """Whether it is missing somewhere as far as the program can see."""
        return bool(self.lacking)


def _denies(text: str, start: int, end: int) -> bool:
    """Whether the words that cite somebody in a mention deny a claim: not what somebody is blamed for or may do, an offer turned down,
    or something kept from somebody."""
    before, cue = text[: max(0, start)], text[max(0, start) : end]
    if _REPROACH.search(before) or (_ONLY_POSSIBLE.match(cue) and not _DOES_SO.search(before)):
        return False
    if re.search(r"\bden(?:y|ie)", cue, re.IGNORECASE) and _REFUSED.search(text[end:]):
        return False
    claim = _CLAIM.search(text, end)
    return not _TURNED_DOWN.search(cue) or (claim is not None and claim.start() < end + _REACH)


def denied(comparison: Comparison, names: Names) -> list[Denied]:
    """Denials that some of the chosen articles report and others don't, but for those that a finding sets beside what is alleged: what
    is missing for sure first, then what most report. In a row that most report without denying anything the allegation stands, not
    its denial."""
    denials = comparison.sources.loc[
        comparison.sources["stance"] == "denying", ["sentence", "cue_start", "cue_end"]
    ]
    held = comparison.mentions.merge(denials, on="sentence")
    held = held[(held["start"] < held["cue_end"]) & (held["cue_start"] < held["end"])]
    told = [_denies(m.text, m.cue_start - m.start, m.cue_end - m.start) for m in held.itertuples()]
    held = held[pd.Series(told, index=held.index, dtype=bool)]
    by = comparison.mentions.groupby("statement")["article"].nunique()
    denying = held.groupby("statement")["article"].nunique()
    rows = set(denying.index[2 * denying >= by[denying.index]])
    shown = comparison.spans.loc[comparison.spans["note"] == "denial", ["article", "start", "end"]]
    beside = comparison.mentions.merge(shown, on="article", suffixes=("", "_denial"))
    rows -= set(
        beside.loc[
            (beside["start"] < beside["end_denial"]) & (beside["start_denial"] < beside["end"]), "statement"
        ]
    )
    among = [a for a in names if a not in comparison.story.strays]
    own = comparison.coverage[
        comparison.coverage["statement"].isin(rows) & comparison.coverage["article"].isin(among)
    ]
    states = own.assign(state=shown_states(own)).groupby("statement", sort=False)
    found, reporters = [], dict[str, int]()
    for statement, cells in states:
        state = dict(zip(cells["article"], cells["state"], strict=True))
        lacking, unclear = (tuple(a for a in among if state[a] == one) for one in ("absent", "near"))
        if "full" in state.values() and (lacking or unclear):
            words = (
                held[held["statement"] == statement].drop_duplicates("article").set_index("article")["text"]
            )
            found.append(Denied(str(statement), lacking, unclear, words.to_dict()))
            reporters[str(statement)] = sum(one in REPORTED for one in state.values())
    return sorted(found, key=lambda one: (not one.sure, -reporters[one.statement]))


class PerhapsLeftOut(NamedTuple):
    """A list of what articles may leave out: its heading, how to read it, the statements with every article's words."""

    title: str
    reading: str
    entries: list[Entry]


def perhaps_left_out(comparison: Comparison, names: Names, colours: Colours) -> list[PerhapsLeftOut]:
    """What may be missing beside what is missing for sure: denials first; then of two articles what one alone reports, of more what two
    others or more, and more than half of them, report, at least one of them in full."""
    denials = {one.statement: (*one.lacking, *one.unclear) for one in denied(comparison, names)}
    made = []
    if denials:
        first, *others = _silent(comparison, denials, names, colours)
        reading = "Somebody denies something, and not every article was found to report it."
        made.append(
            PerhapsLeftOut(f"Denials: {len(denials)}", reading, [first._replace(opened=True), *others])
        )
    if len(names) == 2:
        made += _of_two(comparison, names, colours, set(denials))
    else:
        made += _of_most(comparison, names, colours, set(denials))
    return made or [
        PerhapsLeftOut(f"{NOT_IN_ONE}: 0", "Nothing was found; some cases may have been overlooked.", [])
    ]


def _of_most(
    comparison: Comparison, names: Names, colours: Colours, known: Collection[str]
) -> list[PerhapsLeftOut]:
    """What more than half of the others report, of three articles or more: where it was not found, and where that is unclear."""
    found = {s: lacking for s, lacking in possibly_missing(comparison, names).items() if s not in known}
    own = comparison.coverage[comparison.coverage["statement"].isin(found)]
    absent = set(own.loc[own["article"].isin(names) & (shown_states(own) == "absent"), "statement"])
    made = []
    for title, reading, sure in (
        (NOT_IN_ONE, "The whole article was searched for it. Open a line to judge.", True),
        ("Unclear", "One sentence may say the same. Open a line to judge.", False),
    ):
        listed_ = {s: lacking for s, lacking in found.items() if (s in absent) == sure}
        if len(listed_) > MOST_MISSING:
            reading += f" Shown: the {MOST_MISSING} most widely reported of {len(listed_)}."
        entries = _silent(comparison, dict(list(listed_.items())[:MOST_MISSING]), names, colours)
        if entries:
            made.append(PerhapsLeftOut(f"{title}: {len(listed_)}", reading, entries))
    return made


def possibly_missing(comparison: Comparison, names: Names) -> dict[str, list[str]]:
    """Statement that two articles or more, and more than half of the others, report, at least one of them in full -> the articles in
    which it wasn't found for sure; what the findings say is left out apart, the most widely reported first."""
    coverage = comparison.coverage[comparison.coverage["article"].isin(names)]
    known = set(comparison.findings.loc[comparison.findings["kind"] == "omission", "statement"])
    states = coverage.assign(state=shown_states(coverage)).groupby("statement", sort=False)
    found = []
    for statement, own in states:
        state = own.set_index("article")["state"]
        number, full = int(state.isin(REPORTED).sum()), int((state == "full").sum())
        lacking = [a for a in names if state[a] in ("absent", "near") and a not in comparison.story.strays]
        if lacking and full and number > 1 and 2 * number > len(names) - 1 and statement not in known:
            found.append((number, full, str(statement), lacking))
    found.sort(key=lambda one: (-one[0], -one[1]))
    return {statement: lacking for _, _, statement, lacking in found}


def missing_in(comparison: Comparison, article: str, names: Names, colours: Colours) -> list[Entry]:
    """Statements of which it is unclear whether one article, of three or more, has what most others report."""
    found = possibly_missing(comparison, names) if len(names) > 2 else {}
    cells = comparison.coverage[comparison.coverage["article"] == article]
    near = set(cells.loc[shown_states(cells) == "near", "statement"])
    own = {
        statement: [article]
        for statement, lacking in found.items()
        if article in lacking and statement in near
    }
    return _silent(comparison, dict(list(own.items())[:MOST_MISSING]), names, colours)


def _of_two(
    comparison: Comparison, names: Names, colours: Colours, known: Collection[str]
) -> list[PerhapsLeftOut]:
    """What each of two articles alone reports, what the other might say after all apart."""
    sure, perhaps = filters.alone(comparison, names), filters.perhaps_alone(comparison, names)
    made = []
    for article, other in (list(names), list(names)[::-1]):
        for own, title, reading in (
            (
                sure,
                f"Only in {names[article]}, not in {names[other]}",
                f"The whole of {names[other]} was searched for it. Open a line to judge.",
            ),
            (
                perhaps,
                f"Perhaps only in {names[article]}",
                f"A sentence in {names[other]} may say the same. Open a line to judge.",
            ),
        ):
            if alone := [s for s in own.get(article, []) if s not in known]:
                entries = _silent(comparison, dict.fromkeys(alone, (other,)), names, colours)
                made.append(PerhapsLeftOut(f"{title}: {len(alone)}", reading, entries))
    return made


def _silent(
    comparison: Comparison, lacking: Mapping[str, Sequence[str]], names: Names, colours: Colours
) -> list[Entry]:
    """Statements with what every article says to them, and the articles that seem to lack each (`lacking`)."""
    every = comparison.coverage[comparison.coverage["statement"].isin(lacking)]
    cells = every.assign(state=shown_states(every)).groupby("statement")
    states = {str(s): dict(zip(own["article"], own["state"], strict=True)) for s, own in cells}
    labels = comparison.statements.set_index("statement")["label"]
    told, near = passages_of(comparison, list(lacking)), nearest_of(comparison, list(lacking))
    made = []
    for statement, articles in lacking.items():
        own = states[statement]
        said = [
            f"{words} in {listed([names[a] for a in articles if own[a] == state])}"
            for state, words in (("absent", "not found"), ("near", "unclear"))
            if any(own[a] == state for a in articles)
        ]
        cards = passage_cards(told[statement], names, colours, own, near[statement])
        made.append(Entry(str(labels[statement]), list(cards.values()), "; ".join(said)))
    return made


def telling(comparison: Comparison, found: Sequence[FindingRow], spans: pd.DataFrame) -> list[FindingRow]:
    """Names and wordings, the main ones and then the most telling first: by their weight, the more the more nouns name one thing
    ("invasion", "war") in the more outlets and where one outlet's words are charged, the less where one only says more. What is as
    likely wrong as right comes after all that is not, and last what a person, a body or a country is called or said to be.
    """
    texts = {str(f): list(own["text"]) for f, own in spans[spans["note"] != DIFFERENCE].groupby("finding")}
    articles = spans.groupby("finding")["article"].nunique()
    weights = comparison.findings.set_index("finding")["weight"]

    def rank(one: FindingRow) -> tuple[bool, bool, bool, float]:
        words = texts.get(one.finding, [])
        worth = float(weights[one.finding])
        if one.kind == "label":
            worth *= len({stem(head_noun(text)) for text in words}) * articles[one.finding]
        if one_says_more(words):
            worth *= SAYS_MORE
        elif adds_charge(words):
            worth *= CHARGED
        return one.tier != "main", one.title.partition(":")[0].endswith(CALLED), one.right < UNSURE, -worth

    return sorted(found, key=rank)


def head_noun(name: str) -> str:
    """The word that a name is built on, in lower case: the last before "of", "with" and the like."""
    return _REST.split(" ".join(name.split()), maxsplit=1)[0].split()[-1].strip(",.;:'’\"“”").lower()


def heading(section: str, found: Sequence[FindingRow]) -> str:
    """How many differences a section has, and how many of them are minor."""
    main = sum(one.tier == "main" for one in found)
    minor = len(found) - main
    if not main:
        return f"{section}: {markup.count(minor, 'difference')}, smaller or less sure"
    order = ", most newsworthy first" if main > 1 else ""
    return f"{section}: {markup.count(main, 'main difference')}{order}" + (
        f"; {minor} smaller or less sure" if minor else ""
    )


def titles(found: Sequence[FindingRow]) -> dict[str, str]:
    """Finding -> a short title for a choice, each one once."""
    seen: Counter[str] = Counter()
    named = {}
    for finding in found:
        title = _short(finding.title)
        seen[title] += 1
        named[finding.finding] = title if seen[title] == 1 else f"{title} ({seen[title]})"
    return named


def _short(title: str) -> str:
    joined = title.startswith(("One thing", "Perhaps one thing", "The same ", "One ", "Who says so"))
    body = title.split(": ", 1)[1] if joined and ": " in title else title
    return body if len(body) <= TITLE else body[:TITLE].rsplit(" ", 1)[0] + " …"


def counted(comparison: Comparison, found: Sequence[FindingRow], names: Names) -> dict[str, str]:
    """Finding -> in how many of the chosen outlets it is shown; where wordings are compared, how many there are, and where its title
    doesn't hold all, that they are shown; whether it is a minor one."""
    spans = comparison.spans[
        comparison.spans["article"].isin(names) & (comparison.spans["note"] != DIFFERENCE)
    ]
    own = dict(iter(spans.groupby("finding")))
    return {
        one.finding: (
            _of_wordings(one.title, own[one.finding]["text"], outlets)
            if one.kind in ("label", "wording")
            else f"In {outlets}"
        )
        + ("" if one.tier == "main" else "; smaller or less sure")
        for one in found
        if one.finding in own
        for outlets in [markup.count(own[one.finding]["article"].nunique(), "outlet")]
    }


def _of_wordings(title: str, texts: Iterable[str], outlets: str) -> str:
    """How many wordings there are: "3 wordings in 2 outlets", and that all are shown where a title names only some of them."""
    every = {" ".join(text.casefold().split()): in_marks(text).casefold() for text in texts}
    named = sum(words in title.casefold() for words in every.values())
    whole = f"{markup.count(len(every), 'wording')} in {outlets}"
    return f"{whole}; choose this line to see all" if 0 < named < len(every) else whole


def matching(titles: Mapping[str, str], words: str) -> dict[str, str]:
    """The titles that hold every word, in any case; all where none is asked for."""
    wanted = words.casefold().split()
    return {finding: title for finding, title in titles.items() if all(w in title.casefold() for w in wanted)}


def spans_of(comparison: Comparison, finding: str, names: Names) -> list[SpanRow]:
    """Spans of a finding in the chosen outlets, by outlet."""
    own = comparison.spans[(comparison.spans["finding"] == finding) & comparison.spans["article"].isin(names)]
    order = list(names)
    return sorted(records(own.sort_values("number"), SpanRow), key=lambda span: order.index(span.article))


def drawn(comparison: Comparison, spans: Sequence[SpanRow]) -> pd.DataFrame:
    """Spans for the lanes, from the top of each article down: `article`, `label`, `voice`, `position` (0 first … 1 last character)."""
    lengths = {article: max(1, len(text)) for article, text in comparison.story.texts.items()}
    rows = [(s.article, s.label, s.voice, s.start / lengths[s.article]) for s in spans]
    found = pd.DataFrame(rows, columns=["article", "label", "voice", "position"])
    return found.sort_values("position", kind="stable", ignore_index=True)


def degrees(spans: Sequence[SpanRow], section: str) -> pd.DataFrame:
    """Spans for a scale: `article`, `label`, `step` (its place on the section's scale); others are left out."""
    rows = []
    for span in spans:
        note = span.note.split(":")[0]
        if section == "Certainty":
            rows.append((span.article, span.label, int(note.removeprefix("degree "))))
        elif note in STANCES:
            rows.append((span.article, span.label, STANCES.index(note)))
    return pd.DataFrame(rows, columns=["article", "label", "step"])


def scale(section: str) -> Sequence[str]:
    """Names of the steps of a section's scale, from left to right."""
    return DEGREES if section == "Certainty" else STANCE_WORDS


def in_words(spans: Sequence[SpanRow], names: Names) -> str:
    """A picture of spans in a line, for those who do not see it."""
    return "; ".join(f"{names[s.article]}: {s.label} ({VOICE_WORDS[s.voice]})" for s in spans)


def allegation(spans: Sequence[SpanRow], names: Names) -> list[Answers]:
    """What each outlet says is alleged, by whom, and with which denial."""
    rows = []
    for article, name in names.items():
        answers = dict.fromkeys(QUESTIONS.values(), "")
        for span in reversed([s for s in spans if s.article == article]):
            note, _, who = span.note.partition(": ")
            if note in QUESTIONS:
                answers[QUESTIONS[note]] = who if note == "accuser" else span.label
        rows.append(Answers(article, name, answers))
    return rows


def allegation_cells(rows: Sequence[Answers]) -> pd.DataFrame:
    """The same for the picture: `article`, `question`, `words`."""
    cells = [(row.article, question, words) for row in rows for question, words in row.answers.items()]
    return pd.DataFrame(cells, columns=["article", "question", "words"])


def line_with_stacks(comparison: Comparison, statement: str | None, names: Names, colours: Colours) -> str:
    """One statement as a line of HTML in which each difference is a stack of what the outlets say.

    Where no statement joins the words, a line that says so.
    """
    line = _line(comparison, statement, names, colours) if statement else None
    return markup.html("wording.jinja", line=line, unjoined=not statement)


def _line(comparison: Comparison, statement: str, names: Names, colours: Colours) -> Line | None:
    kinds = comparison.findings
    kinds = kinds[(kinds["statement"] == statement) & (kinds["kind"] == "wording")]
    table = comparison.spans[comparison.spans["finding"].isin(kinds["finding"])]
    spans = [span for span in records(table[table["note"] != FURTHER], SpanRow) if span.article in names]
    if not spans:
        return None
    order = list(names)
    base = max(order, key=lambda a: (sum(s.article == a for s in spans), -order.index(a)))
    mentions = [
        m
        for m in records(comparison.mentions[comparison.mentions["statement"] == statement], MentionRow)
        if m.article == base
    ]
    parts: list[str | Stack] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        parts += [*_parts(comparison.story.texts[base], mention, spans, order, names, colours), " … "]
    return Line(names[base], tuple(parts[:-1]))


def _parts(
    text: str,
    mention: MentionRow,
    spans: Sequence[SpanRow],
    order: Sequence[str],
    names: Names,
    colours: Colours,
) -> Iterator[str | Stack]:
    """A mention as text and stacks in turn; of slots that overlap the first is kept."""
    at = mention.start
    own = [
        s for s in spans if s.article == mention.article and mention.start <= s.start and s.end <= mention.end
    ]
    for slot in sorted(own, key=lambda s: s.start):
        if slot.start < at:
            continue
        others = sorted(
            (s for s in spans if s.finding == slot.finding),
            key=lambda s: (s.article != mention.article, order.index(s.article)),
        )
        yield text[at : slot.start]
        yield Stack(tuple((names[s.article], colours[s.article], s.label) for s in others))
        at = slot.end
    yield text[at : mention.end]


def variants(comparison: Comparison, finding: str, names: Names, colours: Colours) -> list[Card]:
    """The versions of one quotation, with the words tinted in which each differs from the first."""
    own = records(comparison.spans[comparison.spans["finding"] == finding], SpanRow)
    shown = [span for span in own if span.note != DIFFERENCE and span.article in names]
    return [
        Card(
            names[s.article],
            colours[s.article],
            [
                Quote(
                    markup.runs(s.text, differing(shown[0].text, s.text, stem)[1]),
                    faint=s.note == "not quoted",
                )
            ],
            MARKS.get(s.note, s.note),
        )
        for s in shown
    ]


def table(spans: Sequence[SpanRow], names: Names) -> pd.DataFrame:
    """The spans as a table for the reader."""
    rows = [(names[s.article], s.label, s.remark) for s in spans]
    return pd.DataFrame(rows, columns=["Outlet", "Words", "Whose words"])
