"""An encoder for tests that hold whatever a text means: it knows nothing of meaning.

Each word's vector is drawn from a hash of the word, so that equal words have equal vectors, in whatever context, and
different words have directions by chance. Tests of laws (offsets, keys, order, thresholds) may use it; a test of what
is linked to what may not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from dashboard.encoding.encode import SentenceVectors
from dashboard.settings import Settings

SETTINGS = Settings(model="stand-in of the tests: hashed words, no meaning")
WIDTH = 24
_WORD = re.compile(r"\w+|[^\w\s]")


def hashed_words(sentences: Sequence[str]) -> list[SentenceVectors]:
    """Vectors of the sentences, in their order, as an Encoder gives them."""
    return [_sentence(text) for text in sentences]


def _sentence(text: str) -> SentenceVectors:
    words = list(_WORD.finditer(text))
    tokens = np.stack([_vector(w.group()) for w in words]) if words else np.zeros((0, WIDTH), np.float32)
    pooled = tokens.sum(axis=0)
    return SentenceVectors(
        tokens.astype(np.float32),
        np.array([w.start() for w in words], np.int32),
        np.array([w.end() for w in words], np.int32),
        (pooled / max(float(np.linalg.norm(pooled)), 1e-9)).astype(np.float32),
    )


def _vector(word: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    seed = int.from_bytes(hashlib.sha256(word.lower().encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(WIDTH).astype(np.float32)
