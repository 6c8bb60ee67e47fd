"""The records that reading gives: Story, Document (one article of a file), and the faults of files with their remedies."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from dashboard.story.topic import copies, strays, transcribed

_ADDRESS = re.compile(
    r"https?://(?:[\w-]+\.)*[\w-]+(?::\d{1,5})?(?:[/?#][^\s<>\"'`\\]{0,1500})?", re.IGNORECASE
)
_VERBS = frozenset(
    """is has holds was cannot gives lacks names states shares does unpacks takes exists repeats credits seems""".split()
)
"""Words with which a fault goes on from the name of its file."""
STRAY = "seems to be about something else: it shares hardly a name or word with the other articles"
TRANSCRIPT = "holds a transcript without sentences, in capitals or with >> before each speaker"
TRANSCRIPT_REMEDY = "It is compared, but what only it says isn't listed. Use a written report of the same outlet if there is one"
COPY = "has nearly all of its sentences word for word in"
COPY_REMEDY = "Remove one of them, or mind that they are one source"
DIFFERENT = "seems to be about another event than the others: no two of these articles share more than a few names and words"
DIFFERENT_REMEDY = (
    "Compare only articles about one event; what isn't found in another article does not count as left out"
)
STRAY_REMEDY = "Remove it if so; what isn't found in it does not count as left out"


@dataclass(frozen=True, eq=False)
class Story:
    """Everything that was read of one event.

    Attributes:
        name: the folder's name.
        articles, sentences: tables as declared; articles by file name, sentences in reading order.
        texts: article -> decoded text, to which the offsets refer.
        faults: what was wrong with single files.
        readings: article -> what its tables do not say of how it was understood.
    """

    name: str
    articles: pd.DataFrame
    sentences: pd.DataFrame
    texts: Mapping[str, str]
    faults: tuple[Fault, ...]
    readings: Mapping[str, Reading] = field(default_factory=dict)

    @cached_property
    def strays(self) -> frozenset[str]:
        """The articles that seem to be about something else; nothing that they do not report is an omission."""
        return strays(self.sentences)

    @property
    def stray_faults(self) -> list[Fault]:
        """What is said of these articles wherever the story is shown."""
        own = self.articles[self.articles["article"].isin(self.strays)]
        said = (DIFFERENT, DIFFERENT_REMEDY) if len(own) == len(self.articles) else (STRAY, STRAY_REMEDY)
        return [Fault(str(file), *said) for file in own["file"]]

    @property
    def transcript_faults(self) -> list[Fault]:
        """What is said of articles that are transcripts, or hold one."""
        own = self.articles[self.articles["article"].isin(transcribed(self.sentences))]
        return [Fault(str(file), TRANSCRIPT, TRANSCRIPT_REMEDY) for file in own["file"]]

    @cached_property
    def copies(self) -> dict[str, str]:
        """Article -> an earlier one that has nearly all of its sentences, for those that have one."""
        return copies(self.sentences, list(self.articles["article"]))

    @property
    def copy_faults(self) -> list[Fault]:
        """What is said of these articles."""
        file = dict(zip(self.articles["article"], self.articles["file"], strict=True))
        return [Fault(str(file[a]), f"{COPY} {file[b]}", COPY_REMEDY) for a, b in self.copies.items()]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the texts and the articles' table: equal only for equal content."""
        digest = hashlib.sha256(self.articles.to_csv(index=False).encode("utf-8", "surrogatepass"))
        for article, text in sorted(self.texts.items()):
            digest.update(f"\0{article}\0{len(text)}\0{text}".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    @cached_property
    def key(self) -> str:
        """What a cache of comparisons goes by: the content, the name, and what was wrong with single files."""
        named = "\0".join([self.digest, self.name, *map(str, self.faults)])
        return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()


class Caveat(NamedTuple):
    """Something to know of an article that was read, and what to do about it."""

    message: str
    remedy: str


@dataclass(frozen=True)
class Reading:
    """How the time of an article is known, when its page was changed later, and which share of the page's own text was left out."""

    time_evidence: str = ""
    modified: str = ""
    left_out: float = 0.0


@dataclass(frozen=True)
class Document:
    """The text of one article, to which all offsets refer, and what its file states beside it."""

    text: str
    title: str = ""
    outlet: str = ""
    outlet_evidence: str = ""
    published: str = ""
    agency: str = ""
    url: str = ""
    caveats: tuple[Caveat, ...] = field(default=())
    reading: Reading = Reading()


def web_address(text: str) -> str:
    """The text where it is the http(s) address of a page, else ""; nothing is ever asked of it, it is only printed as a link."""
    return text if _ADDRESS.fullmatch(text) else ""


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one file, and what to do about it; the other files are still read."""

    file: str
    message: str
    remedy: str

    def __str__(self) -> str:
        joint = "" if self.message.partition(" ")[0] in _VERBS else ":"
        return f"{self.file}{joint} {self.message}. {self.remedy}."


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
