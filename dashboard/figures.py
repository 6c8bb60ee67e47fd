"""The figures of a picture, the marks that can be opened in it, and the lines behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from dashboard import charts, markup
from dashboard.analysis.comparison import Comparison
from dashboard.analysis.emphasis import MEASURES
from dashboard.pictures import Picture
from dashboard.scenes import ALL, Scene, Sketch, swatches
from dashboard.tables import VOICES

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
