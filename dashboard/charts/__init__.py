"""Table -> picture, one function a picture: the only place that knows Altair and Vega-Lite."""

from __future__ import annotations

from dashboard.charts.article_shape import speech, strips
from dashboard.charts.bar_matrix import outlet_bars
from dashboard.charts.bump_chart import LETTERS, NOT_FOUND, depth_lanes
from dashboard.charts.grid import (
    allegation_table,
    pair_matrix,
    shared_matrix,
    source_matrix,
    three_counts,
)
from dashboard.charts.lanes import chain_rows, name_lanes, scale_rows, stage_rows, time_rows
from dashboard.charts.layers import LayerChart, with_opened
from dashboard.charts.matrix import coverage_matrix, small_matrix, statement_bars
from dashboard.charts.palette import DARK, LIGHT, Ink, outlet_colours, theme_colours, title_lines

__all__ = [
    "DARK",
    "LETTERS",
    "LIGHT",
    "NOT_FOUND",
    "Ink",
    "LayerChart",
    "allegation_table",
    "chain_rows",
    "coverage_matrix",
    "depth_lanes",
    "name_lanes",
    "outlet_bars",
    "outlet_colours",
    "pair_matrix",
    "scale_rows",
    "shared_matrix",
    "small_matrix",
    "source_matrix",
    "speech",
    "stage_rows",
    "statement_bars",
    "strips",
    "theme_colours",
    "three_counts",
    "time_rows",
    "title_lines",
    "with_opened",
]
