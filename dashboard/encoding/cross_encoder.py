"""A cross-encoder: the packaged MiniLM with layers of its own, which reads two sentences together.

The encoder sees every sentence by itself, so two sentences about the same people and topic look alike to it whatever they
say of them. Here every word of the one can look at every word of the other (Nogueira & Cho, arXiv:1901.04085; Reimers &
Gurevych, EMNLP 2019). That costs a forward pass a pair, so only pairs in doubt are asked (`alignment.second_judge`).

The embeddings are the packaged model's; layers and head come from `data/judge.safetensors`, each matrix as whole numbers of
eight bits and a scale a row. `data/judge.json` says what they were trained on.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError

from dashboard import limits
from dashboard.encoding.encode import MODELS, MULTIPLE, ModelError, locate
from dashboard.files import DATA
from dashboard.settings import DEFAULT_MODEL

Reals = npt.NDArray[np.float64]

WEIGHTS = DATA / "judge.safetensors"
SCALE = ".scale"
"""Ending of the name under which the scales of a matrix's rows stand."""

LONGEST = 248
"""Tokens of a pair that are read, the longer sentence cut first."""

BATCH = 4
"""Pairs that the model reads at once, sorted by length: see `encode.BATCH`."""

LAYERS, HEAD = "layers.", "head."

_loaded: dict[Path, CrossEncoder] = {}
_loading = threading.Lock()


class CrossEncoder:
    """Log odds that two sentences state the same.

    Args:
        network: a BERT without gradients.
        head: (2 x width + 1,) weights of the first token's vector and of the mean of all, and the intercept.
        tokenizer: the packaged model's.
    """

    def __init__(self, network: Any, head: npt.NDArray[np.float32], tokenizer: Any) -> None:
        self._network, self._head, self._tokenizer = network, head, tokenizer

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> Reals:
        """(pairs,) log odds; the shorter sentence of a pair is read first, whichever is named first.

        Read in both orders and averaged, links and coverage of fourteen development stories came out within .003 of this, at
        twice the time.
        """
        ordered = [sorted(pair, key=lambda text: (len(text), text)) for pair in pairs]
        by_length = sorted(range(len(ordered)), key=lambda k: (sum(map(len, ordered[k])), k))
        found = np.zeros(len(ordered))
        for first in range(0, len(by_length), BATCH):
            limits.check("aligning")
            batch = by_length[first : first + BATCH]
            found[batch] = self._read([ordered[k] for k in batch])
        # What else stands in the batch may move the last digits; no decision is to hang on it.
        rounded: Reals = found.round(3)
        return rounded

    def _read(self, pairs: Sequence[Sequence[str]]) -> Reals:
        """Log odds of one batch."""
        given = tokens_of_pairs(self._tokenizer, pairs)
        hidden = self._network(**given).last_hidden_state.float().numpy()
        mask = given["attention_mask"].numpy()
        mean = np.einsum("ijk,ij->ik", hidden, mask) / mask.sum(axis=1)[:, None]
        odds: Reals = np.concatenate([hidden[:, 0], mean], axis=1) @ self._head[:-1] + self._head[-1]
        return odds


def tokens_of_pairs(tokenizer: Any, pairs: Sequence[Sequence[str]]) -> Any:
    """One batch as the network takes it, in training too: both sentences in one row of tokens."""
    return tokenizer(
        [one for one, _ in pairs],
        [two for _, two in pairs],
        truncation="longest_first",
        max_length=LONGEST,
        padding=True,
        pad_to_multiple_of=MULTIPLE,
        return_tensors="pt",
        verbose=False,
    )


def load_cross_encoder(weights: Path = WEIGHTS) -> CrossEncoder:
    """The cross-encoder of a weights file, loaded once a process.

    Raises:
        ModelError: the packaged model is missing or not the published one, or the weights do not fit it.
    """
    with _loading:
        if weights not in _loaded:
            _loaded[weights] = _load(weights)
        return _loaded[weights]


def _load(weights: Path) -> CrossEncoder:
    """Put the held layers in the place of the packaged model's (torch comes with safetensors and transformers)."""
    from safetensors.torch import load_file
    from transformers import AutoModel, AutoTokenizer

    source, revision = locate(MODELS[DEFAULT_MODEL])
    try:
        network: Any = AutoModel.from_pretrained(source, revision=revision)
        tokenizer: Any = AutoTokenizer.from_pretrained(source, revision=revision)
        held = load_file(weights)
        own = {n: m.float() * held[n + SCALE] if n + SCALE in held else m for n, m in held.items()}
        head = [own[f"{HEAD}{part}"].numpy().ravel() for part in ("weight", "bias")]
        network.encoder.layer.load_state_dict(
            {n.removeprefix(LAYERS): m for n, m in own.items() if n.startswith(LAYERS) and SCALE not in n}
        )
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelError(
            f"{weights}: the second judge cannot be loaded ({type(error).__name__}: {' '.join(str(error).split())[:200]}). "
            "Take the file from the program's release again."
        ) from error
    return CrossEncoder(network.eval().requires_grad_(False), np.concatenate(head), tokenizer)
