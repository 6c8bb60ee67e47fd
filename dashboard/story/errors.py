"""What is wrong with the files of a story, said so that the reader can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one file, and what to do about it; the other files are still read."""

    file: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message}. {self.remedy}."


class StoryError(ValueError):
    """Nothing of a story can be read.

    Attributes:
        faults: what was wrong with its single files; the message lists them.
    """

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join([message, *(f"- {fault}" for fault in self.faults)]))


class UnreadableError(ValueError):
    """A file holds no article; the message says why, `remedy` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(message)
