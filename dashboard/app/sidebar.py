"""The one place to choose story, outlets, model and confidence; every view follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import charts
from dashboard.app import correction_ui, story_store
from dashboard.comparison import Comparison
from dashboard.encoding.encode import MODELS, ModelError, is_loaded
from dashboard.presentation import filters, markup
from dashboard.settings import DEFAULT_MODEL, DEFAULT_THRESHOLD, Settings
from dashboard.statements.corrections import write
from dashboard.story.story import StoryError

STYLE = Path(__file__).parent / "style.css"
STAGES = {"encoding": "Reading the sentences", "aligning": "Comparing the articles two by two"}


@dataclass(frozen=True)
class Choices:
    """What the reader looks at.

    Attributes:
        comparison: the whole story at the chosen model and confidence, corrections applied.
        story: its name in the list of stories.
        names: article -> name to print, of the chosen outlets, in the story's order.
        colours: article -> colour, of all articles.
        ink: what pictures are drawn with on the present paper.
    """

    comparison: Comparison
    story: str
    names: Mapping[str, str]
    colours: Mapping[str, str]
    ink: charts.Ink


def choose() -> None:
    """Draw the sidebar and keep the result as `st.session_state.choices`; stop where no story can be read."""
    st.html(STYLE)
    stories = story_store.entries()
    for key in ("story", "confidence"):
        if f"open {key}" in st.session_state:
            st.session_state[key] = st.session_state.pop(f"open {key}")
    with st.sidebar:
        if st.session_state.get("story") not in stories:
            st.session_state.pop("story", None)
        label = st.selectbox("Story", list(stories), key="story", bind="query-params")
        confidence = st.slider(
            "Confidence of a link",
            0.05,
            0.95,
            DEFAULT_THRESHOLD,
            0.01,
            key="confidence",
            bind="query-params",
            help="How sure the program must be that two passages say the same before it links them. Higher: fewer wrong "
            "links, more missed ones.",
        )
        model = st.selectbox("Model", list(MODELS), key="model") if len(MODELS) > 1 else DEFAULT_MODEL
        comparison = _comparison(stories[label], Settings(model, confidence))
        names = filters.article_names(comparison)
        shown = st.multiselect(
            "Outlets",
            list(names),
            default=list(names),
            format_func=names.__getitem__,
            key=f"outlets {comparison.story.digest[:12]}",
            persist_state="session",
        )
        _corrections(label, comparison)
    if not shown:
        st.info("Choose at least one outlet in the sidebar.")
        st.stop()
    st.session_state.choices = Choices(
        comparison,
        label,
        {article: names[article] for article in names if article in shown},
        filters.article_colours(comparison),
        charts.DARK if st.context.theme.type == "dark" else charts.LIGHT,
    )


def _comparison(entry: story_store.Entry, settings: Settings) -> Comparison:
    """The story compared, or a message that names the fault and the remedy.

    While a reader's own story is prepared its progress is shown; the work stops where the reader presses Cancel.
    """
    place = st.empty()
    bars: dict[str, Any] = {}

    def show(stage: str, done: int, total: int) -> None:
        if not bars:
            loaded = is_loaded(settings.model)
            note = "" if loaded else " The language model loads first; that takes a few seconds."
            bars["status"] = place.status(f"Comparing your articles.{note}", expanded=True)
            bars["bar"] = bars["status"].progress(0.0)
            # Any click starts the script anew, which ends this run at its next sign of progress.
            bars["status"].button("Cancel", on_click=story_store.remove, args=(entry.label,))
        bars["bar"].progress(done / max(1, total), f"{STAGES.get(stage, stage)}: {done} of {total}")

    try:
        comparison = entry.comparison(settings, correction_ui.current(entry.label), show)
    except (StoryError, ModelError) as error:
        st.error(markup.plain(str(error)))
        if entry.is_own:
            st.button("Remove this story", on_click=story_store.remove, args=(entry.label,))
        st.stop()
    place.empty()
    return comparison


def _corrections(label: str, comparison: Comparison) -> None:
    """What the reader corrected, to undo or to download."""
    made = comparison.corrections
    if not made:
        return
    changed = int(comparison.coverage["corrected"].sum())
    with st.expander(f"Your corrections: {len(made)}", expanded=False):
        st.caption(f"They changed {markup.count(changed, 'cell')} of the matrix.")
        for number, correction in enumerate(made):
            st.button(
                markup.plain(f"Undo {correction_ui.in_words(correction)}"),
                key=f"undo {number}",
                on_click=correction_ui.undo,
                args=(label, number),
            )
        for fault in comparison.lost:
            st.warning(markup.plain(str(fault)))
        st.download_button(
            "Download corrections.json",
            data=write(made),
            file_name="corrections.json",
            mime="application/json",
            on_click="ignore",
            help="Put it beside the articles: the app and the command line apply it when they read the folder.",
        )
