"""A cross-encoder: the packaged MiniLM with layers of its own, or a larger model with a few weights added, reads two sentences together.

The encoder sees every sentence by itself, so two sentences about the same people and topic look alike to it whatever they
say of them. Here every word of the one can look at every word of the other (Nogueira & Cho, arXiv:1901.04085; Reimers &
Gurevych, EMNLP 2019). That costs a forward pass a pair, so only pairs in doubt are asked (`alignment.second_judge`).

The embeddings are the packaged model's; layers and head come from `data/judge.safetensors`, each matrix as whole numbers of
eight bits and a scale a row. Where mpnet is installed it may read instead: its own layers, to which products of two narrow
matrices from `data/judge-larger.safetensors` are added (low-rank adaptation: Hu et al., arXiv:2106.09685). The cards beside
them, `data/judge.json` and `data/judge-larger.json`, say what they were trained on.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError

from dashboard import limits
from dashboard.encoding import mpnet
from dashboard.encoding.encode import CPU, MODELS, MULTIPLE, ON_GPU, ModelError, device, locate, no_device
from dashboard.files import DATA
from dashboard.settings import DEFAULT_MODEL

Reals = npt.NDArray[np.float64]

WEIGHTS = DATA / "judge.safetensors"
LARGER_WEIGHTS = DATA / "judge-larger.safetensors"
SCALE = ".scale"
"""Ending of the name under which the scales of a matrix's rows stand."""

LONGEST = 248
"""Tokens of a pair that are read, the longer sentence cut first."""

BATCH = 4
"""Pairs that the model reads at once, sorted by length: see `encode.BATCH`."""

LAYERS, HEAD = "layers.", "head."

DOWN, UP = ".down", ".up"
"""Endings of the names of the two narrow matrices that are added to one of the larger model's, named before them: up @ down."""

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
        size = BATCH if device() == CPU else ON_GPU
        for first in range(0, len(by_length), size):
            limits.check("aligning")
            batch = by_length[first : first + size]
            found[batch] = self._read([ordered[k] for k in batch])
        # What else stands in the batch may move the last digits; no decision is to hang on it.
        rounded: Reals = found.round(3)
        return rounded

    def _read(self, pairs: Sequence[Sequence[str]]) -> Reals:
        """Log odds of one batch."""
        given = tokens_of_pairs(self._tokenizer, pairs).to(device())
        hidden = self._network(**given).last_hidden_state.float().cpu().numpy()
        mask = given["attention_mask"].cpu().numpy()
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
    """The network with the held weights (torch comes with safetensors and transformers)."""
    from safetensors.torch import load_file

    try:
        held = load_file(weights)
        own = {n: m.float() * held[n + SCALE] if n + SCALE in held else m for n, m in held.items()}
        head = [own[f"{HEAD}{part}"].numpy().ravel() for part in ("weight", "bias")]
        layers = {
            n.removeprefix(LAYERS): m for n, m in own.items() if n.startswith(LAYERS) and SCALE not in n
        }
        network, tokenizer = _adapted(layers) if any(n.endswith(UP) for n in layers) else _replaced(layers)
    except ModelError:
        raise
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelError(
            f"{weights}: the second judge cannot be loaded ({type(error).__name__}: {' '.join(str(error).split())[:200]}). "
            "Take the file from the program's release again."
        ) from error
    try:
        network = network.to(device())
    except (RuntimeError, AssertionError) as error:  # how torch refuses a device
        raise ModelError(no_device(error)) from error
    return CrossEncoder(network.eval().requires_grad_(False), np.concatenate(head), tokenizer)


def _replaced(layers: Mapping[str, Any]) -> tuple[Any, Any]:
    """The packaged model with these layers in the place of its own, and its tokenizer."""
    from transformers import AutoModel, AutoTokenizer

    source, revision = locate(MODELS[DEFAULT_MODEL])
    network: Any = AutoModel.from_pretrained(source, revision=revision)
    network.encoder.layer.load_state_dict(layers)
    return network, AutoTokenizer.from_pretrained(source, revision=revision)


def _adapted(layers: Mapping[str, Any]) -> tuple[Any, Any]:
    """The larger model with what is added to its layers, and its tokenizer."""
    network, tokenizer = mpnet.load()
    for name in sorted(n.removesuffix(UP) for n in layers if n.endswith(UP)):
        network.encoder.layer.get_submodule(name).weight += layers[name + UP] @ layers[name + DOWN]
    return network, tokenizer
