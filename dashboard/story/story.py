"""Everything that was read of one event, as tables and texts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dashboard.story.errors import Fault


@dataclass(frozen=True, eq=False)
class Story:
    """Everything that was read of one event.

    Attributes:
        name: the folder's name.
        articles, sentences: tables as declared; articles by file name, sentences in reading order.
        texts: article -> decoded text, to which the offsets refer.
        faults: what was wrong with single files.
    """

    name: str
    articles: pd.DataFrame
    sentences: pd.DataFrame
    texts: Mapping[str, str]
    faults: tuple[Fault, ...]

    @cached_property
    def digest(self) -> str:
        """What tells this story's content from every other: SHA-256 of texts and of the articles' table."""
        digest = hashlib.sha256(self.articles.to_csv(index=False).encode("utf-8", "surrogatepass"))
        for article, text in sorted(self.texts.items()):
            digest.update(f"\0{article}\0{len(text)}\0{text}".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    @cached_property
    def key(self) -> str:
        """What a cache of comparisons goes by: the content, the name, and what was wrong with single files."""
        named = "\0".join([self.digest, self.name, *map(str, self.faults)])
        return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()
