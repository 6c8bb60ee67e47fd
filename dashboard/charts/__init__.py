"""Table -> picture, one function a picture: the only place that knows Altair and Vega-Lite."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dashboard.charts.bump_chart import LETTERS
from dashboard.charts.layers import with_opened
from dashboard.charts.matrix import coverage_matrix
from dashboard.charts.overview import small_matrix, told_bars
from dashboard.charts.palette import DARK, LIGHT, Ink, outlet_colours, theme_colours, title_lines
from dashboard.charts.vega import LayerChart

if TYPE_CHECKING:  # these need Altair, whose import takes as long as the rest of the first page
    from dashboard.charts.article_shape import strips
    from dashboard.charts.bar_matrix import lens
    from dashboard.charts.bump_chart import lanes
    from dashboard.charts.facts import alone_matrix, stage_rows
    from dashboard.charts.framing import allegation_table, name_lanes, scale_rows
    from dashboard.charts.lineage import shared_matrix, three_counts
    from dashboard.charts.pairs import pair_matrix
    from dashboard.charts.sources import chain_rows, source_matrix
    from dashboard.charts.voice_bars import speech

__all__ = [
    "DARK",
    "LETTERS",
    "LIGHT",
    "Ink",
    "LayerChart",
    "allegation_table",
    "alone_matrix",
    "chain_rows",
    "coverage_matrix",
    "lanes",
    "lens",
    "name_lanes",
    "outlet_colours",
    "pair_matrix",
    "scale_rows",
    "shared_matrix",
    "small_matrix",
    "source_matrix",
    "speech",
    "stage_rows",
    "strips",
    "theme_colours",
    "three_counts",
    "title_lines",
    "told_bars",
    "with_opened",
]

_HOMES = {
    "allegation_table": "framing",
    "alone_matrix": "facts",
    "chain_rows": "sources",
    "lanes": "bump_chart",
    "lens": "bar_matrix",
    "name_lanes": "framing",
    "pair_matrix": "pairs",
    "scale_rows": "framing",
    "shared_matrix": "lineage",
    "source_matrix": "sources",
    "speech": "voice_bars",
    "stage_rows": "facts",
    "strips": "article_shape",
    "three_counts": "lineage",
}
"""Picture made with Altair -> its module, imported when the picture is first asked for."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Some modules have the name of their picture: importing one binds the module here, which this puts right.
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
