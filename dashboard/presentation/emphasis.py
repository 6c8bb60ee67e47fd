"""What the pictures of emphasis show: which things they follow, and what their charts are drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from dashboard import charts
from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.emphasis.composition import NO_THEME
from dashboard.emphasis.keyness import occurrences
from dashboard.emphasis.measures import MEASURES, measured, places, spread, statement_places, theme_places
from dashboard.presentation import excerpts, filters, markup
from dashboard.presentation.excerpts import Line
from dashboard.presentation.markup import count, percent
from dashboard.presentation.rows import VOICE_WORDS, SentenceRow, records
from dashboard.statements.coverage import shown_states
from dashboard.statements.themes import OTHER
from dashboard.tables import VOICES

Swatches = Mapping[str, tuple[str, str]]
"""Theme -> letter and colour."""
Items = Callable[[Comparison, Sequence[str]], dict[str, str]]
"""Of these articles, every thing that a picture can show -> its label."""
ChartCall = tuple[Callable[..., charts.LayerChart], tuple[object, ...]]
"""A chart still to be drawn: a function of dashboard/charts and its arguments."""
First = Callable[[Comparison, Sequence[str]], list[str]]
"""Of these articles, the things that a picture shows before the reader chooses."""
MOST_LINES = 6  # that a reader follows at once
MANY_OUTLETS = 8  # from which fewer lines are already too crowded:
FEW_LINES = 4
ROWS = 12  # that fit a screen
MOST_ITEMS = 26  # of a picture, one for every letter
ALL = "All themes"
GREY = "#6b7a86"  # of what belongs to no theme in particular; white letters can be read on it
SILENCES = {"partial": "at least in part", "near": "unclear", "not_yet": "early"}
"""State of a cell that places a statement nowhere -> a word beside its mark, as in the matrix; else it is "not found"."""


class ItemPlace(NamedTuple):
    """Where an article first has an item; see `measures.places`."""

    item: str
    article: str
    reported: bool
    position: float | None


class Term(NamedTuple):
    """A distinctive word and the outlet that uses it more than the others."""

    term: str
    outlet: str


class Use(NamedTuple):
    """One use of a word."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class PictureData:
    """What a picture is drawn from.

    Attributes:
        names, colours: article -> name of those shown; article -> colour of all.
        ink: what to draw with.
        items: item -> label of the rows or lines that the reader chose, in order.
    """

    comparison: Comparison
    names: Names
    colours: Colours
    ink: charts.Ink
    items: Mapping[str, str]


def swatches(comparison: Comparison) -> dict[str, tuple[str, str]]:
    """Theme -> (letter, colour); the same on every page."""
    themes = filters.themes(comparison)
    colours = charts.theme_colours(themes)
    if OTHER in colours:
        colours[OTHER] = GREY
    return {t: (charts.LETTERS[k % 26], colours[t]) for k, t in enumerate(themes)} | {
        NO_THEME: ("", "#8a9199")
    }


def statements(comparison: Comparison, articles: Sequence[str]) -> dict[str, str]:
    """Statements that these articles report, the most widely reported first."""
    own = comparison.mentions[comparison.mentions["article"].isin(articles)]
    number = own.groupby("statement")["article"].nunique()
    labels = comparison.statements.set_index("statement")["label"]
    labels = labels[labels.index.isin(number.index)]
    return {s: str(labels[s]) for s in sorted(labels.index, key=lambda s: -int(number[s]))}


def _places_in_full(comparison: Comparison) -> pd.DataFrame:
    """Where every statement is in every article that reports it in full; see `statement_places`. What an article only touches it
    does not place anywhere."""
    told = comparison.mentions
    return statement_places(comparison.story, told[told["strength"] == "full"])


def most_varied(comparison: Comparison, articles: Sequence[str]) -> list[str]:
    """The statements that the outlets place most differently, in order of depth.

    At least half of the outlets report them; where hardly one is reported so widely, those that most report.
    """
    table = _places_in_full(comparison)
    table = table[table["article"].isin(articles)]
    reporters = table.groupby("item", sort=False)["reported"].sum()
    wide = spread(table)
    least = max(2, -(-len(articles) // 2)) if len(articles) > 1 else 1
    most = MOST_LINES if len(articles) < MANY_OUTLETS else FEW_LINES
    known = sorted(
        (i for i in wide.index if reporters[i] >= least), key=lambda i: (-wide[i] * reporters[i], i)
    )
    if len(known) < 2:
        known = sorted(wide.index[reporters[wide.index] > 0], key=lambda i: (-reporters[i], i))
    return _by_depth(table, known[:most])


def _by_depth(table: pd.DataFrame, items: Sequence[str]) -> list[str]:
    """Items in the order in which the first article that reports them has them."""
    place = dict.fromkeys(items, (1, 1.0))
    articles = list(dict.fromkeys(table["article"]))
    reported = [p for p in records(table, ItemPlace) if p.reported and p.item in place]
    for one in sorted(reported, key=lambda p: articles.index(p.article)):
        if place[one.item][1] == 1.0:
            place[one.item] = (0 if one.article == articles[0] else 1, one.position or 0.0)
    return sorted(items, key=lambda i: (place[i], i))


def themes(comparison: Comparison, articles: Sequence[str]) -> dict[str, str]:
    """Themes that these articles have words on, in the order of every page."""
    own = comparison.blocks[comparison.blocks["article"].isin(articles)]
    return {t: t for t in swatches(comparison) if (own["theme"] == t).any()}


def leading_themes(comparison: Comparison, articles: Sequence[str]) -> list[str]:
    """The first themes that fit the picture."""
    return [t for t in themes(comparison, articles) if t != NO_THEME][:ROWS]


def statement_lanes(data: PictureData) -> ChartCall:
    """Lanes of statements, a colour each; the words of a mark below tell what an article has in part from what it lacks."""
    covered = data.comparison.coverage
    silence = covered[["statement", "article"]].set_axis(["item", "article"], axis=1)
    silence = silence.assign(silence=shown_states(covered).map(SILENCES).fillna(charts.NOT_FOUND))
    table = _places_in_full(data.comparison).merge(silence, how="left", on=["item", "article"])
    colours = charts.theme_colours(list(data.items))
    return charts.depth_lanes, (table, data.items, colours, data.names, data.ink)


def theme_lanes(data: PictureData) -> ChartCall:
    """Lanes of themes."""
    comparison, known = data.comparison, swatches(data.comparison)
    table = theme_places(comparison.story, comparison.statements, comparison.mentions)
    return charts.depth_lanes, (
        table,
        data.items,
        {t: known[t][1] for t in data.items},
        data.names,
        data.ink,
    )


def word_places(comparison: Comparison, words: Sequence[str]) -> pd.DataFrame:
    """Where words that a reader named stand, as measures.places."""
    found = [occurrences(comparison.sentences, word).assign(item=word) for word in words]
    return places(comparison.story, pd.concat(found, ignore_index=True))


def word_lanes(data: PictureData) -> ChartCall:
    """Lanes of the words that a reader typed."""
    colours = charts.theme_colours(list(data.items))
    table = word_places(data.comparison, list(data.items))
    return charts.depth_lanes, (table, data.items, colours, data.names, data.ink)


def article_strips(data: PictureData) -> ChartCall:
    """The shape of each article."""
    comparison = data.comparison
    lengths = {article: max(1, len(text)) for article, text in comparison.story.texts.items()}
    return charts.strips, (comparison.blocks, lengths, swatches(comparison), data.names, data.ink)


def with_themes(data: PictureData) -> PictureData:
    """The data with the themes of its articles as items."""
    return replace(data, items=themes(data.comparison, list(data.names)))


def theme_bars(data: PictureData) -> ChartCall:
    """Share of words on each theme."""
    cells = _shares(data.comparison, "theme_share", "theme_words")
    return _bars(data, cells, swatches(data.comparison))


def _joined(comparison: Comparison, measure: str, other: str) -> pd.DataFrame:
    """One measure with a second of the same items beside it, 0 where that has no row."""
    second = measured(comparison.emphasis, other).rename(columns={"value": "other"})
    return (
        measured(comparison.emphasis, measure)
        .merge(second, on=["article", "item"], how="left")
        .fillna({"other": 0.0})
    )


def _shares(comparison: Comparison, share: str, words: str) -> pd.DataFrame:
    """A share in per cent with its number of words."""
    table = _joined(comparison, share, words)
    return table.assign(
        figure=[percent(v) for v in table["value"]], note=[count(int(n), "word") for n in table["other"]]
    )


def _bars(data: PictureData, cells: pd.DataFrame, known: Swatches | None = None) -> ChartCall:
    """Small bars on one scale."""
    return charts.outlet_bars, (cells, data.items, data.names, data.colours, data.ink, known)


def voice_groups(comparison: Comparison, articles: Sequence[str]) -> dict[str, str]:
    """All themes together, and each."""
    return {ALL: ALL} | themes(comparison, articles)


def voice_bars(data: PictureData) -> ChartCall:
    """Share of words in each voice."""
    whole = measured(data.comparison.emphasis, "voice_share").assign(group=ALL)
    whole["voice"] = whole["item"]
    by_theme = measured(data.comparison.emphasis, "theme_voice_share")
    parts = by_theme["item"].str.rpartition(": ")
    by_theme = by_theme.assign(group=parts[0], voice=parts[2])
    shares = pd.concat([whole, by_theme], ignore_index=True).rename(columns={"value": "share"})
    return charts.speech, (shares, list(data.items), data.names, data.colours, data.ink)


def ranked(measure: str) -> Items:
    """Items of a measure, those with the largest sum over the articles first."""

    def items(comparison: Comparison, articles: Sequence[str]) -> dict[str, str]:
        own = measured(comparison.emphasis, measure)
        total = own[own["article"].isin(articles)].groupby("item", sort=False)["value"].sum()
        return {i: i or "nobody by name" for i in sorted(total.index, key=lambda i: (-total[i], i))}

    return items


def distinctive_words(comparison: Comparison, articles: Sequence[str]) -> dict[str, str]:
    """Distinctive words of these articles' outlets, as mostly printed, and the outlet that uses them more."""
    outlets = set(comparison.articles.set_index("article").loc[list(articles), "outlet"])
    found: dict[str, str] = {}
    for row in records(comparison.distinctive, Term):
        if row.outlet in outlets:
            printed = Counter(
                " ".join(comparison.story.texts[use.article][use.start : use.end].split())
                for use in records(occurrences(comparison.sentences, row.term), Use)
            )
            form = min(printed, key=lambda w: (-printed[w], w), default=row.term)
            found.setdefault(row.term, f"{form}: {row.outlet}")
    return found


def top(items: Items) -> First:
    """The first of the items."""
    return lambda comparison, articles: list(items(comparison, articles))[:ROWS]


def source_bars(data: PictureData) -> ChartCall:
    """Share of quoted words of each source."""
    cells = _shares(data.comparison, "source_share", "source_words")
    return _bars(data, cells)


def actor_bars(data: PictureData) -> ChartCall:
    """How often and from where on each actor is named, and whether given words."""
    comparison = data.comparison
    table = _joined(comparison, "actor_rate", "actor_count").merge(
        measured(comparison.emphasis, "actor_position").rename(columns={"value": "position"}), how="left"
    )
    table = table.merge(
        measured(comparison.emphasis, "actor_words").rename(columns={"value": "said"}), how="left"
    )
    cells = table.assign(
        figure=[
            f"{int(n)} ×" + (" ❝" if s > 0 else "")
            for n, s in zip(table["other"], table["said"].fillna(0), strict=True)
        ],
        note=["" if pd.isna(p) else f"from {percent(p)}" for p in table["position"].astype(object)],
    )
    return _bars(data, cells)


def term_bars(data: PictureData) -> ChartCall:
    """How often each outlet uses a distinctive word."""
    sentences = data.comparison.sentences
    words = data.comparison.blocks.groupby("article")["words"].sum()
    rows = []
    for term in data.items:
        count = occurrences(sentences, term).groupby("article").size()
        rows += [
            (
                term,
                a,
                1000 * count.get(a, 0) / words[a],
                f"{count.get(a, 0)} ×",
                f"{1000 * count.get(a, 0) / words[a]:.1f} ‰",
            )
            for a in data.names
            if a in words
        ]
    return _bars(data, pd.DataFrame(rows, columns=["item", "article", "value", "figure", "note"]))


def typed_items(comparison: Comparison, articles: Iterable[str], typed: str) -> dict[str, str]:
    """The words that a reader typed, between commas, as far as they stand in the articles; each once."""
    words = dict.fromkeys(" ".join(part.split()) for part in typed.split(","))
    found = {
        w: occurrences(comparison.sentences, w)["article"].isin(list(articles)).any()
        for w in list(words)[: MOST_LINES + 6]
        if w
    }
    return {w: w for w, any_ in found.items() if any_}


@dataclass(frozen=True, eq=False)
class Picture:
    """One picture of emphasis.

    Attributes:
        key: short name, for addresses.
        title, reading: its heading and the sentence that says how to read it.
        measures: names of MEASURES that it shows.
        items: every item it can show -> label.
        first: those it shows before the reader chooses.
        chart: the chart's function and arguments.
        lines: the lines behind a mark.
        empty: what to say where there is no item.
        whole: it always shows all items, so there is nothing to choose.
        in_context: its lines are shown as key words in context.
    """

    key: str
    title: str
    reading: str
    measures: tuple[str, ...]
    items: Items
    first: First
    chart: Callable[[PictureData], ChartCall]
    lines: Callable[[Comparison, str, str], list[Line]]
    empty: str
    whole: bool = False
    in_context: bool = False

    def draw(self, data: PictureData) -> charts.LayerChart:
        """The chart."""
        draw, arguments = self.chart(data)
        return draw(*arguments)


PICTURES: Mapping[str, Picture] = {
    picture.key: picture
    for picture in (
        Picture(
            "statements",
            "Where each outlet puts it",
            "Follow a line from outlet to outlet: the higher, the earlier the article reports the statement. Square at the "
            "top: in a headline. Ring: in the lead, the first sentence of the body. At the bottom: not reported in "
            "full. First: what the outlets place most differently.",
            ("position", "headline", "lead"),
            statements, most_varied, statement_lanes, excerpts.of_statement,
            "No statement was found in these articles.",
        ),
        Picture(
            "themes",
            "When each outlet comes to a theme",
            "The higher the dot, the earlier the article first says anything on the theme.",
            ("theme_position", "theme_last", "theme_headline", "theme_lead"),
            lambda c, a: {t: t for t in themes(c, a) if t != NO_THEME},
            leading_themes, theme_lanes, excerpts.of_statements_on,
            "No theme was found in these articles.",
        ),
        Picture(
            "shape",
            "The structure of each report",
            "Each bar is an article from start to end, each block a sentence. Colour and letter: its theme. The line below: a thick "
            "one for quotations, a thin one for what somebody else says, none for the outlet's own words. Framed: the headline.",
            ("theme_words", "voice_words"),
            themes, leading_themes, article_strips, excerpts.of_sentence,
            "No sentence of these articles is compared.",
            whole=True,
        ),
        Picture(
            "space",
            "What each outlet spends its words on",
            "The longer the bar, the larger the theme's share of the article's body. Each outlet's shares add up to 100%, so short and "
            "long articles can be compared.",
            ("theme_share", "theme_words"),
            themes, lambda c, a: list(themes(c, a)), theme_bars, excerpts.of_theme,
            "Only headlines or captions were found in these articles: there is no body text to measure.",
        ),
        Picture(
            "voices",
            "Whose words each report prints",
            "Each bar is an article's body. Full: the outlet's own words. Faint: attributed to somebody, without quotation "
            "marks. Outlined: in quotation marks.",
            ("voice_share", "voice_words", "theme_voice_share"),
            voice_groups, lambda _c, _a: [ALL], voice_bars, excerpts.of_voice,
            "Only headlines or captions were found in these articles: there is no body text to measure.",
        ),
        Picture(
            "sources",
            "Whose words fill the quotations",
            "How much of what an article prints in quotation marks comes from each source. Each outlet's shares add up to 100%.",
            ("source_share", "source_words"),
            ranked("source_share"), top(ranked("source_share")), source_bars, excerpts.of_source,
            "No words in quotation marks were found in these articles.",
        ),
        Picture(
            "actors",
            "Who is named",
            "Bar: mentions per 1,000 words, all names of a person or body together. Figure: mentions in all; ❝: also quoted or "
            "cited. Right: how far into the article the name first appears, headlines left out.",
            ("actor_count", "actor_rate", "actor_position", "actor_words"),
            ranked("actor_count"), top(ranked("actor_count")), actor_bars, excerpts.of_actor,
            "No name was found in these articles.",
            in_context=True,
        ),
        Picture(
            "own words",
            "Words that one outlet uses more than all others",
            "Words that one outlet uses clearly more often than the others, all through its text and more often than chance would "
            "explain. Bar: uses per 1,000 words (‰).",
            ("distinctive", "distinctive_count"),
            distinctive_words, top(distinctive_words), term_bars, excerpts.of_term,
            "No word stands out more than chance would explain. Longer or more articles may show some.",
            in_context=True,
        ),
        Picture(
            "any words",
            "Where words of your choice appear",
            "Type words or phrases with commas between them, and follow each through the articles.",
            (),
            lambda _c, _a: {}, lambda _c, _a: [], word_lanes, excerpts.of_term,
            "Type one or more words to see where they appear.",
            in_context=True,
        ),
    )
}  # fmt: skip
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Structure": ("shape",),
    "Place in the article": ("statements", "themes", "any words"),
    "Space": ("space", "actors", "own words"),
    "Whose words": ("voices", "sources"),
}
"""What the pictures are about -> the pictures."""
ASKED = {"Place in the article": "Place of", "Space": "Space for", "Whose words": "Show"}
"""Group of several pictures -> what is asked for among them."""
TABS = {key: key.capitalize() for key in PICTURES} | {
    "any words": "Words of your choice",
    "space": "Themes",
    "actors": "People and bodies",
    "own words": "An outlet's own words",
    "voices": "Own, attributed, quoted",
    "sources": "Sources of quotations",
}
"""Picture -> its name among those of its group."""


def choosable(
    picture: Picture, comparison: Comparison, articles: Sequence[str], typed: str = ""
) -> tuple[dict[str, str], list[str]]:
    """(every item that a picture can show -> its label, those that it shows before the reader chooses).

    `typed` are the reader's own words, for the picture that shows those.
    """
    if picture.key == "any words":
        items = typed_items(comparison, articles, typed)
        return items, list(items)
    items = picture.items(comparison, articles)
    return items, [item for item in picture.first(comparison, articles) if item in items] or list(items)[
        :MOST_ITEMS
    ]


def empty_message(picture: Picture, typed: str) -> str:
    """What to say where a picture has nothing to show."""
    return "None of these words was found in the articles." if typed.strip() else picture.empty


def chart_call(
    picture: Picture,
    comparison: Comparison,
    names: Names,
    colours: Colours,
    ink: charts.Ink,
    items: Mapping[str, str],
) -> ChartCall:
    """What a picture is drawn from; the other arguments are those of a PictureData."""
    return picture.chart(PictureData(comparison, names, colours, ink, items))


def in_words(picture: Picture, data: PictureData) -> str:
    """A picture in a line, for those who do not see it."""
    rows, columns = count(len(data.items), "row"), count(len(data.names), "outlet")
    return f"{picture.title}: {rows} by {columns}. The figures are in the table below."


def marks(picture: Picture, data: PictureData) -> dict[tuple[str, str], str]:
    """(item, article) -> words for the list of marks that can be opened."""
    return {
        (item, article): f"{label} · {name}"
        for item, label in _marked(picture, data).items()
        for article, name in data.names.items()
        if picture.key != "shape" or item.rpartition(":")[0] == article
    }


def _marked(picture: Picture, data: PictureData) -> dict[str, str]:
    """The items that carry marks, which are not always those that make the rows."""
    if picture.key == "shape":
        own = data.comparison.sentences
        own = own[own["sentence"].isin(data.comparison.blocks["sentence"])]
        return {s.sentence: " ".join(s.text.split()[:12]) for s in records(own, SentenceRow)}
    if picture.key == "voices":
        return {
            voice if item == ALL else f"{item}: {voice}": f"{label}, {VOICE_WORDS[voice]}"
            for item, label in data.items.items()
            for voice in VOICES
        }
    return dict(data.items)


def key_of(picture: Picture, data: PictureData) -> list[tuple[str, str, str]]:
    """(letter, colour, words) of every letter in a picture; empty where it has none or names them itself."""
    known = swatches(data.comparison)
    if picture.key in ("statements", "any words"):
        colours = charts.theme_colours(list(data.items))
        return [
            (charts.LETTERS[k % 26], colours[item], label)
            for k, (item, label) in enumerate(data.items.items())
        ]
    if picture.key == "themes":
        return [(charts.LETTERS[k % 26], known[t][1], t) for k, t in enumerate(data.items)]
    return [(*known[t], t) for t in data.items] if picture.key == "shape" else []


def in_places(picture: Picture, data: PictureData) -> str:
    """Where each article has the statements of a picture, in words, as HTML; "" of other pictures."""
    if picture.key != "statements":
        return ""
    letters = {
        item: (letter, colour)
        for item, (letter, colour, _) in zip(data.items, key_of(picture, data), strict=True)
    }
    rows = filters.placed(data.comparison, data.names, data.colours, list(data.items))
    return markup.places(
        row._replace(letter=letters[row.statement][0], colour=letters[row.statement][1]) for row in rows
    )


def excerpt(
    picture: Picture, comparison: Comparison, item: str, article: str, names: Names, colours: Colours
) -> str:
    """The lines behind a mark as HTML: words in their context where words were counted, else sentences."""
    found, name, colour = picture.lines(comparison, article, item), names[article], colours[article]
    if picture.in_context:
        return excerpts.key_words(name, colour, found)
    return markup.cards([excerpts.line_card(name, colour, found)])


def definitions(picture: Picture) -> str:
    """What each measure counts, as HTML."""
    measures = [(measure.replace("_", " "), MEASURES[measure]) for measure in picture.measures]
    return markup.html("definitions.jinja", measures=measures)


def figures(picture: Picture, comparison: Comparison, names: Names) -> pd.DataFrame:
    """Every figure of a picture: `outlet`, `article`, `measure`, `item`, `label`, `value`, `definition`."""
    own = comparison.emphasis
    own = own[own["measure"].isin(picture.measures) & own["article"].isin(names)]
    labels = comparison.statements.set_index("statement")["label"].to_dict()
    return own.assign(
        outlet=own["article"].map(dict(names)),
        label=[labels.get(item, item) for item in own["item"]],
        definition=own["measure"].map(dict(MEASURES)),
    )[["outlet", "article", "measure", "item", "label", "value", "definition"]].reset_index(drop=True)


def as_csv(picture: Picture, comparison: Comparison, names: Names) -> bytes:
    """The figures as a file, with a mark at its head by which spreadsheets know UTF-8."""
    text: str = figures(picture, comparison, names).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")


def grid(picture: Picture, comparison: Comparison, names: Names) -> pd.DataFrame:
    """The first measure of a picture, items down, outlets across."""
    table = figures(picture, comparison, names)
    table = table[table["measure"] == picture.measures[0]]
    wide = table.pivot(index="item", columns="article", values="value")
    wide = wide.reindex(index=list(dict.fromkeys(table["item"])), columns=list(names)).rename(
        columns=dict(names)
    )
    labels = table.drop_duplicates("item").set_index("item")["label"]
    wide.insert(0, "What", [labels[item] for item in wide.index])
    return wide.reset_index(drop=True)
