"""The pictures of the app as SVG and PNG, drawn offline by vl-convert, on white paper.

Those of a single finding, of which there are hundreds, are left to the app: the report prints the words that they show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dashboard import charts
from dashboard.charts import LIGHT
from dashboard.comparison import Comparison
from dashboard.files import all_printable
from dashboard.presentation import filters, lineage, sources, timeline
from dashboard.presentation.emphasis import PICTURES, PictureData
from dashboard.story.archive import pack

WIDTH = 900  # pixels of a picture of up to eight outlets, which fits a page across
PER_OUTLET = 60  # pixels more for each further one
ROWS = 40  # statements of one picture of the matrix; the next are in another
SCALE = 2  # pixels of a PNG for each of the drawing, so that it is sharp in print
MARGIN = 14  # pixels
ASKED_FOR = "any words"  # the picture of words that a reader types; without them there is none


def drawings(comparison: Comparison) -> Iterator[tuple[str, charts.LayerChart]]:
    """(name, chart) of every picture that this comparison has; a chart that has nothing to show is left out."""
    names, colours = filters.article_names(comparison), filters.article_colours(comparison)
    scene = PictureData(comparison, names, colours, LIGHT, {})
    if comparison.statements.empty:
        return
    for draw in (_matrix, _overview, _emphasis, _sources, _shared_text):
        yield from draw(scene)


def _matrix(scene: PictureData) -> Iterator[tuple[str, charts.LayerChart]]:
    """Statements of two articles or more, so many a picture; all of them where there are none such."""
    every = filters.cells(scene.comparison, scene.names)
    shared = every[every["tellers"] > 1]
    drawn = shared if len(shared) else every
    order = list(dict.fromkeys(drawn["statement"]))
    for number, first in enumerate(range(0, len(order), ROWS), 1):
        part = drawn[drawn["statement"].isin(order[first : first + ROWS])]
        yield (
            f"coverage {number}",
            charts.coverage_matrix(part, scene.names, scene.colours, scene.ink),
        )
    yield (
        "coverage, the whole",
        charts.small_matrix(every, scene.names, scene.colours, scene.ink),
    )


def _overview(scene: PictureData) -> Iterator[tuple[str, charts.LayerChart]]:
    counted = filters.by_number(scene.comparison, scene.names)
    yield (
        "how much each outlet reports",
        charts.statement_bars(counted, scene.names, scene.colours, scene.ink),
    )
    if len(scene.names) > 1:
        shares = filters.shares(scene.comparison, scene.names)
        yield "outlet by outlet", charts.pair_matrix(shares, scene.names, scene.ink)
        rows = timeline.drawn(scene.comparison, scene.names)
        ticks = timeline.ticks(scene.comparison, scene.names)
        if ticks:
            yield "time line", charts.time_rows(rows, ticks, scene.colours, scene.ink)


def _emphasis(scene: PictureData) -> Iterator[tuple[str, charts.LayerChart]]:
    articles = list(scene.names)
    for picture in PICTURES.values():
        if picture.key == ASKED_FOR:
            continue
        items = picture.items(scene.comparison, articles)
        shown = list(items) if picture.whole else picture.first(scene.comparison, articles)
        if shown:
            chosen = replace(scene, items={item: items[item] for item in shown})
            yield f"emphasis, {picture.key}", picture.draw(chosen)


def _sources(scene: PictureData) -> Iterator[tuple[str, charts.LayerChart]]:
    cited = sources.cited(scene.comparison, scene.names)
    if cited.empty:
        return
    counts = sources.counts(cited, scene.names)
    yield "who is cited", charts.source_matrix(counts, scene.names, scene.colours, scene.ink)
    chains = sources.chains(cited)
    if not chains.empty:
        yield "through whom it came", charts.chain_rows(chains, scene.names, scene.colours, scene.ink)


def _shared_text(scene: PictureData) -> Iterator[tuple[str, charts.LayerChart]]:
    if len(scene.names) > 1:
        shares = lineage.shares(scene.comparison, scene.names)
        yield "shared text", charts.shared_matrix(shares, scene.names, scene.ink)
    labels = scene.comparison.statements.set_index("statement")["label"].to_dict()
    counts = lineage.counted(scene.comparison, labels)
    if not counts.empty:
        yield "counted three ways", charts.three_counts(counts.head(ROWS), scene.ink)


def spec(chart: charts.LayerChart, outlets: int) -> dict[str, Any]:
    """The Vega-Lite specification of a chart, of a fixed width and on white paper.

    Args:
        chart: one whose width follows its container.
        outlets: how many columns need room.
    """
    made: dict[str, Any] = all_printable(chart.to_dict())
    made["width"] = WIDTH + PER_OUTLET * max(0, outlets - 8)
    made["padding"] = MARGIN
    made["background"] = "#ffffff"
    made.setdefault("config", {}).setdefault("view", {})["stroke"] = None
    return made


def as_svg(comparison: Comparison, _made: str | None = None) -> bytes:
    """A ZIP of every picture as SVG."""
    from vl_convert import vegalite_to_svg

    # No address may be opened while drawing, whatever a specification might hold.
    return pack(
        {
            f"{name}.svg": vegalite_to_svg(text, allowed_base_urls=[]).encode()
            for name, text in _specs(comparison)
        }
    )


def as_png(comparison: Comparison, _made: str | None = None) -> bytes:
    """A ZIP of every picture as PNG."""
    from vl_convert import vegalite_to_png

    return pack(
        {
            f"{name}.png": vegalite_to_png(text, scale=SCALE, allowed_base_urls=[])
            for name, text in _specs(comparison)
        }
    )


def _specs(comparison: Comparison) -> Iterator[tuple[str, str]]:
    outlets = len(comparison.articles)
    for name, chart in drawings(comparison):
        yield name, json.dumps(spec(chart, outlets), ensure_ascii=False)
