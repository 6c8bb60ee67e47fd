"""What the pictures of emphasis show: which things they follow, and what their charts are drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

import pandas as pd

from dashboard import charts
from dashboard.comparison import Comparison
from dashboard.emphasis.composition import NO_THEME
from dashboard.emphasis.keyness import occurrences
from dashboard.emphasis.measures import MEASURES, measured
from dashboard.emphasis.prominence import places, spread, statement_places, theme_places
from dashboard.presentation import excerpts, markup
from dashboard.presentation.excerpts import Line
from dashboard.tables import VOICES

Swatches = Mapping[str, tuple[str, str]]
"""Theme -> letter and colour."""
Items = Callable[[Comparison, Sequence[str]], dict[str, str]]
"""Of these articles, every thing that a picture can show -> its label."""
Sketch = tuple[Callable[..., charts.LayerChart], tuple[object, ...]]
"""A chart still to be drawn: a function of dashboard/charts and its arguments."""
First = Callable[[Comparison, Sequence[str]], list[str]]
"""Of these articles, the things that a picture shows before the reader chooses."""
FIRST = 6  # lines that a reader follows at once
MANY = 8  # outlets, from which …
FEW = 4  # … fewer lines already make a thicket
ROWS = 12  # rows that fit a screen
ALL = "All themes"


@dataclass(frozen=True, eq=False)
class Scene:
    """What a picture is drawn from.

    Attributes:
        comparison: the whole story.
        names, colours: article -> name of those shown; article -> colour of all.
        ink: what to draw with.
        items: item -> label of the rows or lines that the reader chose, in order.
    """

    comparison: Comparison
    names: Mapping[str, str]
    colours: Mapping[str, str]
    ink: charts.Ink
    items: Mapping[str, str]


def swatches(comparison: Comparison) -> dict[str, tuple[str, str]]:
    """Theme -> (letter, colour); the same on every page."""
    themes = list(dict.fromkeys(comparison.statements["theme"]))
    colours = charts.theme_colours(themes)
    return {t: (charts.LETTERS[k % 26], colours[t]) for k, t in enumerate(themes)} | {
        NO_THEME: ("", "#8a9199")
    }


def statements(comparison: Comparison, articles: Sequence[str]) -> dict[str, str]:
    """Statements that these articles tell, the most widely told first."""
    told = (
        comparison.mentions[comparison.mentions["article"].isin(articles)]
        .groupby("statement")["article"]
        .nunique()
    )
    rows = comparison.statements[comparison.statements["statement"].isin(told.index)]
    label = dict(zip(rows["statement"], rows["label"], strict=True))
    order = sorted(label, key=lambda s: -int(told[s]))
    return {s: str(label[s]) for s in order}


def telling(comparison: Comparison, articles: Sequence[str]) -> list[str]:
    """The statements that at least half of the outlets tell and place most differently, in order of depth; where hardly one
    is told so widely, those that most tell.
    """
    table = statement_places(comparison.story, comparison.mentions)
    table = table[table["article"].isin(articles)]
    tellers = table.groupby("item", sort=False)["told"].sum()
    wide = spread(table)
    least = max(2, -(-len(articles) // 2)) if len(articles) > 1 else 1
    most = FIRST if len(articles) < MANY else FEW
    known = sorted((i for i in wide.index if tellers[i] >= least), key=lambda i: (-wide[i] * tellers[i], i))
    if len(known) < 2:
        known = sorted(wide.index[tellers[wide.index] > 0], key=lambda i: (-tellers[i], i))
    return _by_depth(table, known[:most])


def _by_depth(table: pd.DataFrame, items: Sequence[str]) -> list[str]:
    """Items in the order in which the first article that tells them has them."""
    place = dict.fromkeys(items, (1, 1.0))
    for number, article in enumerate(dict.fromkeys(table["article"])):
        own = table[(table["article"] == article) & table["told"] & table["item"].isin(items)]
        for item, position in own[["item", "position"]].itertuples(index=False):
            if place[item][1] == 1.0:
                place[item] = (0 if number == 0 else 1, 0.0 if pd.isna(position) else float(position))
    return sorted(items, key=lambda i: (place[i], i))


def themes(comparison: Comparison, articles: Sequence[str]) -> dict[str, str]:
    """Themes that these articles have words on, in the order of the statements."""
    own = comparison.blocks[comparison.blocks["article"].isin(articles)]
    return {t: t for t in swatches(comparison) if (own["theme"] == t).any()}


def leading_themes(comparison: Comparison, articles: Sequence[str]) -> list[str]:
    """The first themes that fit the picture."""
    return [t for t in themes(comparison, articles) if t != NO_THEME][:ROWS]


def sketch_statements(scene: Scene) -> Sketch:
    """Lanes of statements, in the colours of their themes; what an article could not yet know is told from what it left."""
    covered = scene.comparison.coverage
    early = covered.loc[covered["state"] == "not_yet", ["statement", "article"]].set_axis(
        ["item", "article"], axis=1
    )
    table = statement_places(scene.comparison.story, scene.comparison.mentions)
    table = table.merge(early.assign(early=True), how="left", on=["item", "article"])
    table["early"] = table["early"].eq(True)
    theme = scene.comparison.statements.set_index("statement")["theme"]
    known = swatches(scene.comparison)
    colours = {item: known[theme[item]][1] for item in scene.items}
    return charts.lanes, (table, scene.items, colours, scene.names, scene.ink)


def sketch_themes(scene: Scene) -> Sketch:
    """Lanes of themes."""
    comparison, known = scene.comparison, swatches(scene.comparison)
    table = theme_places(comparison.story, comparison.statements, comparison.mentions)
    return charts.lanes, (table, scene.items, {t: known[t][1] for t in scene.items}, scene.names, scene.ink)


def word_places(comparison: Comparison, words: Sequence[str]) -> pd.DataFrame:
    """Where words that a reader named stand, as prominence.places."""
    found = [occurrences(comparison.sentences, word).assign(item=word) for word in words]
    return places(comparison.story, pd.concat(found, ignore_index=True))


def sketch_words(scene: Scene) -> Sketch:
    """Lanes of the words that a reader typed."""
    colours = charts.theme_colours(list(scene.items))
    table = word_places(scene.comparison, list(scene.items))
    return charts.lanes, (table, scene.items, colours, scene.names, scene.ink)


def sketch_shape(scene: Scene) -> Sketch:
    """The shape of each article."""
    comparison = scene.comparison
    lengths = {article: max(1, len(text)) for article, text in comparison.story.texts.items()}
    return charts.strips, (comparison.blocks, lengths, swatches(comparison), scene.names, scene.ink)


def with_themes(scene: Scene) -> Scene:
    """The scene with the themes of its articles as items."""
    return replace(scene, items=themes(scene.comparison, list(scene.names)))


def sketch_space(scene: Scene) -> Sketch:
    """Share of words on each theme."""
    table = _joined(scene.comparison, "theme_share", "theme_words")
    cells = table.assign(
        figure=[f"{round(100 * v)} %" for v in table["value"]],
        note=[f"{int(n):,} words" for n in table["other"]],
    )
    return _lens(scene, cells, swatches(scene.comparison))


def _joined(comparison: Comparison, measure: str, other: str) -> pd.DataFrame:
    """One measure with a second of the same items beside it, 0 where that has no row."""
    second = measured(comparison.emphasis, other).rename(columns={"value": "other"})
    return (
        measured(comparison.emphasis, measure)
        .merge(second, on=["article", "item"], how="left")
        .fillna({"other": 0.0})
    )


def _lens(scene: Scene, cells: pd.DataFrame, known: Swatches | None = None) -> Sketch:
    """Small bars on one scale."""
    return charts.lens, (cells, scene.items, scene.names, scene.colours, scene.ink, known)


def voice_groups(comparison: Comparison, articles: Sequence[str]) -> dict[str, str]:
    """All themes together, and each."""
    return {ALL: ALL} | themes(comparison, articles)


def sketch_voices(scene: Scene) -> Sketch:
    """Share of words in each voice."""
    whole = measured(scene.comparison.emphasis, "voice_share").assign(group=ALL)
    whole["voice"] = whole["item"]
    by_theme = measured(scene.comparison.emphasis, "theme_voice_share")
    parts = by_theme["item"].str.rpartition(": ")
    by_theme = by_theme.assign(group=parts[0], voice=parts[2])
    shares = pd.concat([whole, by_theme], ignore_index=True).rename(columns={"value": "share"})
    return charts.speech, (shares, list(scene.items), scene.names, scene.colours, scene.ink)


def ranked(measure: str) -> Callable[[Comparison, Sequence[str]], dict[str, str]]:
    """Items of a measure, those with the largest sum over the articles first."""

    def items(comparison: Comparison, articles: Sequence[str]) -> dict[str, str]:
        own = measured(comparison.emphasis, measure)
        total = own[own["article"].isin(articles)].groupby("item", sort=False)["value"].sum()
        return {i: i or "nobody by name" for i in sorted(total.index, key=lambda i: (-total[i], i))}

    return items


def own_words(comparison: Comparison, articles: Sequence[str]) -> dict[str, str]:
    """Distinctive words of these articles' outlets, as mostly printed, and the outlet that uses them more."""
    outlets = set(comparison.articles.set_index("article").loc[list(articles), "outlet"])
    found: dict[str, str] = {}
    for row in comparison.distinctive.terms.itertuples(index=False):
        if row.outlet in outlets:
            places = occurrences(comparison.sentences, row.term)
            printed = Counter(
                " ".join(comparison.story.texts[a][start:end].split())
                for a, start, end in places[["article", "start", "end"]].itertuples(index=False)
            )
            form = min(printed, key=lambda w: (-printed[w], w), default=row.term)
            found.setdefault(row.term, f"{form}: {row.outlet}")
    return found


def top(
    items: Callable[[Comparison, Sequence[str]], dict[str, str]], most: int = ROWS
) -> Callable[[Comparison, Sequence[str]], list[str]]:
    """The first of the items."""
    return lambda comparison, articles: list(items(comparison, articles))[:most]


def sketch_sources(scene: Scene) -> Sketch:
    """Share of quoted words of each source."""
    table = _joined(scene.comparison, "source_share", "source_words")
    cells = table.assign(
        figure=[f"{round(100 * v)} %" for v in table["value"]],
        note=[f"{int(n):,} words" for n in table["other"]],
    )
    return _lens(scene, cells)


def sketch_actors(scene: Scene) -> Sketch:
    """How often and from where on each actor is named, and whether given words."""
    comparison = scene.comparison
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
        note=["" if pd.isna(p) else f"from {round(100 * p)} %" for p in table["position"].astype(object)],
    )
    return _lens(scene, cells)


def sketch_terms(scene: Scene) -> Sketch:
    """How often each outlet uses a distinctive word."""
    sentences = scene.comparison.sentences
    words = scene.comparison.blocks.groupby("article")["words"].sum()
    rows = []
    for term in scene.items:
        count = occurrences(sentences, term).groupby("article").size()
        rows += [
            (
                term,
                a,
                1000 * count.get(a, 0) / words[a],
                f"{count.get(a, 0)} ×",
                f"{1000 * count.get(a, 0) / words[a]:.1f} ‰",
            )
            for a in scene.names
            if a in words
        ]
    return _lens(scene, pd.DataFrame(rows, columns=["item", "article", "value", "figure", "note"]))


def typed_items(comparison: Comparison, names: Mapping[str, str], typed: str) -> dict[str, str]:
    """The words that a reader typed, between commas, as far as they stand in the articles; each once."""
    words = dict.fromkeys(" ".join(part.split()) for part in typed.split(","))
    found = {
        w: occurrences(comparison.sentences, w)["article"].isin(names).any()
        for w in list(words)[: FIRST + 6]
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
        sketch: the chart's function and arguments.
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
    sketch: Callable[[Scene], Sketch]
    lines: Callable[[Comparison, str, str], list[Line]]
    empty: str
    whole: bool = False
    in_context: bool = False

    def draw(self, scene: Scene) -> charts.LayerChart:
        """The chart."""
        chart, arguments = self.sketch(scene)
        return chart(*arguments)


PICTURES: Mapping[str, Picture] = {
    picture.key: picture
    for picture in (
        Picture(
            "statements",
            "Where each outlet puts it",
            "Follow a line from outlet to outlet: the higher, the earlier the article tells the statement. "
            "A square at the top: told in a headline; a ring: told in the lead, the first sentence of the "
            "body. What was not found falls out at the bottom. Shown first are statements that at least "
            "half of the outlets tell and place most differently.",
            ("position", "headline", "lead"),
            statements,
            telling,
            sketch_statements,
            excerpts.of_statement,
            "No statement was found in these articles.",
        ),
        Picture(
            "themes",
            "When each outlet comes to a theme",
            "As for statements: a dot stands where the article first says anything on the theme.",
            ("theme_position", "theme_last", "theme_headline", "theme_lead"),
            lambda c, a: {t: t for t in themes(c, a) if t != NO_THEME},
            leading_themes,
            sketch_themes,
            excerpts.of_theme_told,
            "No theme was found in these articles.",
        ),
        Picture(
            "shape",
            "The shape of each report",
            "One bar an article, one block a sentence (or the part of it on one theme), at its place from "
            "the first character to the last. The letter names the theme. Under the bar: a thick line, "
            "words in quotation marks; a thin line, words attributed to somebody; no line, the narrator. "
            "Outlined: headline; pale: caption; the hair line: set aside.",
            ("theme_words", "voice_words"),
            themes,
            leading_themes,
            sketch_shape,
            excerpts.of_sentence,
            "These articles hold no sentence that is compared.",
            whole=True,
        ),
        Picture(
            "space",
            "What each outlet spends its words on",
            "The longer the bar, the larger the share of the article's own body words on the theme; a "
            "column sums to 100 %, however long the article.",
            ("theme_share", "theme_words"),
            themes,
            lambda c, a: list(themes(c, a)),
            sketch_space,
            excerpts.of_theme,
            "These articles have no body.",
        ),
        Picture(
            "voices",
            "Whose voice is heard",
            "Each bar is an article's body words: full, the narrator speaks; pale, words attributed to "
            "somebody without quotation marks; outlined, words in quotation marks.",
            ("voice_share", "voice_words", "theme_voice_share"),
            voice_groups,
            lambda _c, _a: [ALL],
            sketch_voices,
            excerpts.of_voice,
            "These articles have no body.",
        ),
        Picture(
            "sources",
            "Whose words fill the quotations",
            "Of all words that an article prints in quotation marks, the share of each source; a column "
            "sums to 100 %.",
            ("source_share", "source_words"),
            ranked("source_share"),
            top(ranked("source_share")),
            sketch_sources,
            excerpts.of_source,
            "No article quotes anybody.",
        ),
        Picture(
            "actors",
            "Who is named",
            "The bar: namings per 1,000 words of the article, all names of one actor joined. The figure: "
            "how often; ❝ where the article also gives words to the actor as a source. At the right: how "
            "far down the first naming below the headlines stands.",
            ("actor_count", "actor_rate", "actor_position", "actor_words"),
            ranked("actor_count"),
            top(ranked("actor_count")),
            sketch_actors,
            excerpts.of_actor,
            "No name was found in these articles.",
            in_context=True,
        ),
        Picture(
            "own words",
            "Words that one outlet uses more than all others",
            "Words and phrases whose excess in one outlet chance does not explain: it is greater than what "
            "dealing the same sentences out at random gives in 98 of 100 deals, and holds in both halves of "
            "the outlet's text. The bar: uses per 1,000 words (‰).",
            ("distinctive", "distinctive_count"),
            own_words,
            top(own_words),
            sketch_terms,
            excerpts.of_term,
            "No word or phrase is distinctive: differences as large as those between these texts also arise "
            "when their sentences are dealt out to the outlets at random. Longer or more articles may show "
            "some.",
            in_context=True,
        ),
        Picture(
            "any words",
            "Where words of your choice stand",
            "Type words or phrases, with commas between them; each is followed through the articles as a "
            "statement is.",
            (),
            lambda _c, _a: {},
            lambda _c, _a: [],
            sketch_words,
            excerpts.of_term,
            "None of these words stands in the articles. Type one or several, with commas between them.",
            in_context=True,
        ),
    )
}


MOST = 26  # items of a picture, one for every letter
OF_VOICES = {"narrator": "the narrator", "attributed": "attributed", "quoted": "in quotation marks"}


def choosable(
    picture: Picture, comparison: Comparison, articles: Sequence[str]
) -> tuple[dict[str, str], list[str]]:
    """Every item that a picture can show with its label, and those that it shows before the reader chooses."""
    items = picture.items(comparison, articles)
    return items, [item for item in picture.first(comparison, articles) if item in items] or list(items)[
        :MOST
    ]


def sketch(
    picture: Picture,
    comparison: Comparison,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    ink: charts.Ink,
    items: Mapping[str, str],
) -> Sketch:
    """What a picture is drawn from; the other arguments are those of a Scene."""
    return picture.sketch(Scene(comparison, names, colours, ink, items))


def marks(picture: Picture, scene: Scene) -> dict[tuple[str, str], str]:
    """(item, article) -> words for the list of marks that can be opened."""
    return {
        (item, article): f"{label} · {name}"
        for item, label in _marked(picture, scene).items()
        for article, name in scene.names.items()
        if picture.key != "shape" or item.rpartition(":")[0] == article
    }


def _marked(picture: Picture, scene: Scene) -> dict[str, str]:
    """The items that carry marks, which are not always those that make the rows."""
    if picture.key == "shape":
        own = scene.comparison.sentences
        own = own[own["sentence"].isin(scene.comparison.blocks["sentence"])]
        return {s: " ".join(str(t).split()[:12]) for s, t in zip(own["sentence"], own["text"], strict=True)}
    if picture.key == "voices":
        return {
            voice if item == ALL else f"{item}: {voice}": f"{label}, {OF_VOICES[voice]}"
            for item, label in scene.items.items()
            for voice in VOICES
        }
    return dict(scene.items)


def key_of(picture: Picture, scene: Scene) -> list[tuple[str, str, str]]:
    """(letter, colour, words) of every letter in a picture; empty where it has none or names them itself."""
    known = swatches(scene.comparison)
    if picture.key in ("statements", "any words"):
        theme = scene.comparison.statements.set_index("statement")["theme"]
        colours = charts.theme_colours(list(scene.items))
        return [
            (charts.LETTERS[k % 26], known[theme[i]][1] if i in theme.index else colours[i], label)
            for k, (i, label) in enumerate(scene.items.items())
        ]
    if picture.key == "themes":
        return [(charts.LETTERS[k % 26], known[t][1], t) for k, t in enumerate(scene.items)]
    return [(*known[t], t) for t in scene.items] if picture.key == "shape" else []


def excerpt(
    picture: Picture,
    comparison: Comparison,
    item: str,
    article: str,
    names: Mapping[str, str],
    colours: Mapping[str, str],
) -> str:
    """The lines behind a mark as HTML: words in their context where words were counted, else sentences."""
    write = markup.key_words if picture.in_context else markup.line_list
    return write(names[article], colours[article], picture.lines(comparison, article, item))


def definitions(picture: Picture) -> str:
    """What each measure counts, as HTML."""
    rows = "".join(
        f'<p class="soft"><b>{escape(m.replace("_", " "))}</b> {escape(MEASURES[m])}</p>'
        for m in picture.measures
    )
    return f'<div class="px">{rows}</div>'


def figures(picture: Picture, comparison: Comparison, names: Mapping[str, str]) -> pd.DataFrame:
    """Every figure of a picture: `outlet`, `article`, `measure`, `item`, `label`, `value`, `definition`."""
    own = comparison.emphasis
    own = own[own["measure"].isin(picture.measures) & own["article"].isin(names)]
    labels = comparison.statements.set_index("statement")["label"].to_dict()
    return own.assign(
        outlet=own["article"].map(dict(names)),
        label=[labels.get(item, item) for item in own["item"]],
        definition=own["measure"].map(dict(MEASURES)),
    )[["outlet", "article", "measure", "item", "label", "value", "definition"]].reset_index(drop=True)


def as_csv(picture: Picture, comparison: Comparison, names: Mapping[str, str]) -> bytes:
    """The figures as a file, with a mark at its head by which spreadsheets know UTF-8."""
    text: str = figures(picture, comparison, names).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")


def grid(picture: Picture, comparison: Comparison, names: Mapping[str, str]) -> pd.DataFrame:
    """The first measure of a picture, items down, outlets across."""
    table = figures(picture, comparison, names)
    table = table[table["measure"] == picture.measures[0]]
    wide = table.pivot(index="item", columns="article", values="value")
    wide = wide.reindex(index=list(dict.fromkeys(table["item"])), columns=list(names)).rename(
        columns=dict(names)
    )
    labels = dict(zip(table["item"], table["label"], strict=True))
    wide.insert(0, "What", [labels[item] for item in wide.index])
    return wide.reset_index(drop=True)
