"""What the pictures of emphasis show: which things they follow, and what their charts are drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dashboard import charts
from dashboard.analysis.anatomy import NO_THEME
from dashboard.analysis.comparison import Comparison
from dashboard.analysis.distinctive import occurrences
from dashboard.analysis.emphasis import measured
from dashboard.analysis.prominence import places, spread, statement_places, theme_places

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
