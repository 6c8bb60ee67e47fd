"""The one place to choose story, outlets, model and confidence; every view follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import charts
from dashboard.app import cache, correction_ui, state, story_store
from dashboard.app.workload import BusyError
from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.encoding.encode import ModelError, installed_models, is_loaded
from dashboard.files import DataError
from dashboard.limits import TimeError
from dashboard.presentation import filters, markup, quality_checks
from dashboard.settings import (
    DEFAULT_MODEL,
    LARGER_MODEL,
    LEAST_CONFIDENCE,
    MOST_CONFIDENCE,
    Settings,
    default_threshold,
)
from dashboard.statements.corrections import write
from dashboard.story.outlets import GUESS
from dashboard.story.story import StoryError

STYLE = Path(__file__).parent / "style.css"
STAGES = {
    "reading": "Read: {done} of {total} articles",
    "encoding": "Reading sentences with the language model: {done} of {total}",
    "aligning": "Comparing the articles, pair by pair",
    "findings": "Looking for differences",
}
"""Stage of a comparison -> what the reader is told while it runs, in order."""
MODEL_NAMES = {DEFAULT_MODEL: "Standard", LARGER_MODEL: "Larger: slower, finds more"}
LEAVE = st.components.v2.component(
    "leave", js=STYLE.with_name("leave.js").read_text(encoding="utf-8"), isolate_styles=False
)
"""Asks before a reload loses a story that is in this session alone."""


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
    names: Names
    colours: Colours
    ink: charts.Ink


def choose() -> None:
    """Draw the sidebar and keep the result as `st.session_state.choices`; stop where no story can be read."""
    cache.begin()
    st.html(STYLE)
    stories = story_store.entries()
    LEAVE(
        data={
            "unsaved": any(entry.is_own for entry in stories.values()) or state.WAITING in st.session_state,
            "page": st.session_state.get(state.PAGE, ""),
        },
        key="leave",
    )
    progress = st.container(key="progress").empty()
    _say_unknown_story(stories)
    for key in ("story", "confidence"):
        if f"open {key}" in st.session_state:
            st.session_state[key] = st.session_state.pop(f"open {key}")
    with st.sidebar:
        if st.session_state.get("story") not in stories:
            st.session_state.pop("story", None)
        label = st.selectbox("Story", list(stories), key="story", bind="query-params")
        state.note_story(label)
        with st.expander("Outlets and settings"):
            settings = _settings()
            comparison = _comparison(stories[label], settings, progress)
            if comparison.story.name != label:  # exports carry the title that the reader sees
                comparison = cache.result(_named, comparison, label)
            names = cache.result(filters.article_names, comparison)
            shown = st.multiselect(
                "Outlets",
                list(names),
                default=list(cache.result(filters.on_the_event, comparison)),
                format_func=names.__getitem__,
                key=f"outlets {comparison.story.digest[:12]}",
                persist_state="session",
            )
        _guessed(comparison, names)
        if len(shown) < len(names):
            st.caption(f"{len(shown)} of {markup.count(len(names), 'article')} shown.")
        _corrections(label, comparison)
    correction_ui.say_what_changed(label, comparison, names)
    if not shown:
        st.info("Choose at least one outlet in the sidebar.")
        st.stop()
    st.session_state.choices = Choices(
        comparison,
        label,
        {article: names[article] for article in names if article in shown},
        cache.result(filters.article_colours, comparison),
        charts.DARK if st.context.theme.type == "dark" else charts.LIGHT,
    )


def _named(comparison: Comparison, label: str) -> Comparison:
    """The same under another name."""
    return replace(comparison, story=replace(comparison.story, name=label))


def _say_unknown_story(stories: Mapping[str, story_store.Entry]) -> None:
    """A link to a story that is not here is said, with where it may be."""
    asked = state.unknown_in_link("story", stories)
    if asked:
        st.warning(
            markup.plain(
                f"The story in this link, “{asked}”, isn't here. A story that is added stays in one browser session, and a reload ends "
                "it. If you have it as a file, or get it from whoever sent the link, open that under “Your story”. Shown instead: "
                f"“{next(iter(stories))}”."
            ),
            icon=":material/link_off:",
        )


def _guessed(comparison: Comparison, names: Names) -> None:
    """The outlets whose names are guesses, each with what it was guessed from."""
    why = cache.result(filters.guesses, comparison)
    if why:
        with st.popover(f"Guessed outlets: {len(why)}"):
            st.caption(
                "These articles don't name their outlet; “?” marks a guess. What each was guessed from:"
            )
            for article, reason in why.items():
                st.caption(markup.plain(f"{names[article]}: {reason.removeprefix(GUESS).lstrip(' :')}"))


def _settings() -> Settings:
    """The model and the confidence that the reader chooses."""
    model = _model()
    confidence = st.slider(
        "Confidence of a link",
        LEAST_CONFIDENCE,
        MOST_CONFIDENCE,
        default_threshold(model),
        0.01,
        format="percent",
        key="confidence",
        bind="query-params",
        help="How likely two passages must be to say the same before they are linked. Higher: fewer wrong links, but more "
        "missed ones.",
    )
    return Settings(model, confidence)


def _model() -> str:
    """The model that the reader chooses, where more than one is installed."""
    models = installed_models()
    if len(models) == 1:
        return models[0]
    return str(
        st.selectbox(
            "Model",
            models,
            format_func=lambda name: MODEL_NAMES.get(name, name),
            key="model",
            on_change=_to_operating_point,
            help="“Larger” reads doubtful pairs of passages a second time. It misses less, is wrong about as often, and takes several "
            "times as long.",
        )
    )


def _to_operating_point() -> None:
    """Set the confidence to what suits the model that was just chosen."""
    st.session_state.confidence = default_threshold(st.session_state.model)


def _comparison(entry: story_store.Entry, settings: Settings, place: Any) -> Comparison:
    """The story compared, or a message that names the fault and the remedy.

    While a reader's own story is compared its progress is shown in `place`; the work stops where the reader presses Cancel.
    """
    bars: dict[str, Any] = {}

    def show(stage: str, done: int, total: int) -> None:
        if not bars:
            note = (
                ""
                if is_loaded(settings.model)
                else " The language model loads first; that takes a few seconds."
            )
            bars["status"] = place.status(f"Comparing your articles.{note}", expanded=True)
            bars["bar"] = bars["status"].progress(0.0)
            # Any click starts the script anew, which ends this run at its next sign of progress.
            bars["status"].button("Cancel", on_click=story_store.take_back, key="cancel comparison")
        share = (list(STAGES).index(stage) + done / max(1, total)) / len(STAGES) if stage in STAGES else 0.0
        words = STAGES.get(stage, stage).format(done=done, total=total)
        if stage == "waiting":
            words = f"Waiting for a turn: {markup.count(total, 'comparison')} before yours"
        bars["bar"].progress(share, words)

    try:
        comparison = entry.comparison(settings, correction_ui.current(entry.label), show)
    except (StoryError, ModelError, DataError, TimeError, BusyError) as error:
        place.error(markup.plain(str(error)))
        if entry.is_own:
            st.button("Remove this story", on_click=story_store.remove, args=(entry.label,))
        instead = None if isinstance(error, TimeError) else entry.as_shipped()
        if not instead:
            st.stop()
        st.info("Shown instead is the comparison that comes with the program.")
        return instead
    if bars:
        place.empty()
        st.session_state[story_store.COMPARED] = entry.label
    return comparison


def _corrections(label: str, comparison: Comparison) -> None:
    """What the reader corrected, to undo or to download."""
    made = comparison.corrections
    if not made:
        return
    with st.expander(f"Your corrections: {len(made)}", expanded=False):
        st.caption(filters.changed(comparison))
        for number, correction in enumerate(made):
            st.button(
                markup.plain(f"Undo: {quality_checks.in_words(correction)}"),
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
