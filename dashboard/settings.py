"""What a comparison depends on besides the story."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from dashboard.files import DATA

SETTINGS = "settings.json"
DEFAULT_MODEL = "all-MiniLM-L6-v2"
LARGER_MODEL = "all-mpnet-base-v2+all-MiniLM-L6-v2"
"""The default model's vectors, and a larger one that reads the pairs in doubt, where it is installed."""
LEAST_CONFIDENCE, MOST_CONFIDENCE = 0.05, 0.95
"""Thresholds that a reader of the app may set; below, nothing is a candidate."""


FALLBACK_THRESHOLD = 0.3


def _operating_point(file: Path) -> float:
    """The operating point that a calibration names; FALLBACK_THRESHOLD where it cannot be read, which `calibration.load` reports."""
    try:
        point = float(json.loads(file.read_text(encoding="utf-8"))["point"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return FALLBACK_THRESHOLD
    return point if LEAST_CONFIDENCE <= point <= MOST_CONFIDENCE else FALLBACK_THRESHOLD


DEFAULT_THRESHOLD = _operating_point(DATA / "calibration.json")
"""Probability from which two pieces count as saying the same, unless the reader sets another. It belongs to the calibration: the
best coverage on development stories at a cell precision of at least .90 (the file says which stories)."""
_THRESHOLDS = {LARGER_MODEL: _operating_point(DATA / "judge-larger.json")}


def default_threshold(model: str) -> float:
    """The operating point of a model; that of the default model for one that was never measured."""
    return _THRESHOLDS.get(model, DEFAULT_THRESHOLD)


MAX_QUESTION_LENGTH = 400
"""Characters of a statement that a reader asks for: a long sentence."""


@dataclass(frozen=True)
class Settings:
    """What a comparison depends on besides the story.

    Attributes:
        model: a name of `encoding.encode.MODELS`, a hub name or a folder.
        threshold: probability in [0, 1] from which two pieces count as saying the same; larger links less.

    Raises:
        ValueError: the model has no name, or the threshold is outside [0, 1].
    """

    model: str = DEFAULT_MODEL
    threshold: float = DEFAULT_THRESHOLD

    @classmethod
    def read(cls, text: str) -> Settings:
        """The settings that a story's settings.json holds; what it does not name stays the default.

        Raises:
            ValueError: it is no JSON object, or a value is out of range.
        """
        try:
            found = json.loads(text)
            model = str(found.get("model", DEFAULT_MODEL))
            return cls(model, float(found.get("threshold", default_threshold(model))))
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"{SETTINGS}: {error}. Remove the file, or save the story again.") from error

    def overridden(self, model: str | None = None, threshold: float | None = None) -> Settings:
        """These settings with what a call names in their place; another model brings its own operating point."""
        chosen = self.model if model is None else model
        kept = self.threshold if chosen == self.model else default_threshold(chosen)
        return Settings(chosen, kept if threshold is None else threshold)

    def write(self) -> str:
        """The text of a settings.json."""
        return json.dumps({"model": self.model, "threshold": self.threshold}, indent=1) + "\n"

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise ValueError("settings: the model needs a name")
        if not 0 <= self.threshold <= 1:
            raise ValueError(f"settings: the threshold lies between 0 and 1, not at {self.threshold}")


def settings_of(folder: Path) -> Settings:
    """The settings saved with a story folder, else the defaults.

    Raises:
        ValueError: its settings.json is broken.
    """
    file = folder / SETTINGS
    return Settings.read(file.read_text(encoding="utf-8", errors="replace")) if file.is_file() else Settings()
