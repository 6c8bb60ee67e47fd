"""Where a finding is opened from a list: the page that shows it, at the place where it stands."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from dashboard.comparison import Comparison
from dashboard.presentation import framing, markup
from dashboard.presentation.highlights import highlights

FACTS = frozenset({"number", "date", "name", "first", "sequence", "granularity"})
TITLE = 220  # characters of a finding's title in a list; the whole of it stands on its page


def most_telling(comparison: Comparison, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """`finding_link` of every highlight of a story, the most telling first."""
    return [finding_link(comparison, names, finding) for finding in highlights(comparison).itertuples()]


def finding_link(comparison: Comparison, names: Mapping[str, str], finding: Any) -> dict[str, Any]:
    """Arguments of st.page_link for a finding: its title, and the page that shows it, opened at it."""
    link: dict[str, Any] = {
        "label": markup.plain(textwrap.shorten(finding.title, TITLE, placeholder=" …")),
        "icon": ":material/arrow_forward:",
    }
    if finding.kind in FACTS:
        return link | {"page": "dashboard/app/views/facts.py"}
    section = next((s for s, kinds in framing.SECTIONS.items() if finding.kind in kinds), None)
    if section is None:
        return link | {"page": "dashboard/app/views/sources.py"}
    title = framing.titles(framing.of_section(comparison, section, names)).get(finding.finding, "")
    query = {"section": section, section.lower().replace(" ", "-"): title}
    return link | {"page": "dashboard/app/views/framing.py", "query_params": query}
