"""Table -> Altair chart, one function a picture; the only place that knows Altair."""

from altair import LayerChart, data_transformers

from dashboard.charts.facts import alone_matrix, stage_rows
from dashboard.charts.framing import allegation_table, name_lanes, scale_rows
from dashboard.charts.lane_rows import LETTERS
from dashboard.charts.lanes import lanes
from dashboard.charts.lens import lens
from dashboard.charts.lineage import shared_matrix, three_counts
from dashboard.charts.matrix import coverage_matrix
from dashboard.charts.opened import with_opened
from dashboard.charts.overview import small_matrix, told_bars
from dashboard.charts.pairs import pair_matrix
from dashboard.charts.palette import DARK, LIGHT, Ink, outlet_colours, theme_colours, title_lines
from dashboard.charts.sources import chain_rows, source_matrix
from dashboard.charts.speech import speech
from dashboard.charts.strips import strips

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

data_transformers.disable_max_rows()  # forty outlets' cells are more than Altair's 5,000; each picture pages its rows
