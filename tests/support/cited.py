"""The SOURCES table of a story that is read for it alone."""

from __future__ import annotations

import pandas as pd

from dashboard.attribution.sources import sources
from dashboard.encoding.phrases import annotated
from dashboard.story.story import Story


def cited(story: Story) -> pd.DataFrame:
    """Every attribution of a story."""
    return sources(story, annotated(story.sentences))
