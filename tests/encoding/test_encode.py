"""One forward pass, its weights checked, its results kept by content."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from dashboard.encoding import encode as encoding
from dashboard.encoding.encode import (
    MODELS,
    ModelError,
    SentenceVectors,
    article_digest,
    digest_of,
    encode,
    windows_of,
)
from dashboard.pipeline import Prepared
from dashboard.settings import DEFAULT_MODEL, LARGER_MODEL
from dashboard.story.read import Story, read_files

MODEL = DEFAULT_MODEL


def story(*texts: str) -> Story:
    return read_files("tried", {f"{k}.txt": text.encode() for k, text in enumerate(texts)})


def counting(calls: list[list[str]]) -> encoding.Encoder:
    """An encoder that notes what it is asked; its vectors only tell sentences apart."""

    def encode_them(sentences: Sequence[str]) -> list[SentenceVectors]:
        calls.append(list(sentences))
        return [
            SentenceVectors(
                np.full((2, 4), len(s) % 7, np.float32),
                np.array([0, 1], np.int32),
                np.array([1, 2], np.int32),
                np.full(4, 0.5, np.float32),
            )
            for s in sentences
        ]

    return encode_them


A = "The minister gave the leader a letter on Tuesday. The talks went on until midnight in the capital."
B = "A letter was handed over. Nobody would say what stood in it, and no one asked."


def test_an_article_is_encoded_once_and_its_vectors_come_back_equal(tmp_path: Path) -> None:
    calls: list[list[str]] = []
    first = encode(story(A, B), store=tmp_path, encoder=counting(calls))
    again = encode(story(A, B), store=tmp_path, encoder=counting(calls))
    assert len(calls) == 2, "two articles, one call each"
    assert first.keys() == again.keys()
    for sentence in first:
        assert (first[sentence].tokens == again[sentence].tokens).all()
        assert (first[sentence].sentence == again[sentence].sentence).all()
    encode(
        story(A, B + " One more sentence came late in the evening."), store=tmp_path, encoder=counting(calls)
    )
    assert len(calls) == 3, "only the changed article is encoded anew"


def test_nothing_is_kept_without_a_store(tmp_path: Path) -> None:
    calls: list[list[str]] = []
    encode(story(A, B), encoder=counting(calls))
    encode(story(A, B), encoder=counting(calls))
    assert len(calls) == 4
    assert not list(tmp_path.iterdir())


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    calls: list[list[str]] = []
    encode(story(A, B), store=tmp_path, encoder=counting(calls))
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    encode(story(A, B), store=tmp_path, encoder=counting(calls))
    assert len(calls) == 4


def test_no_temporary_file_is_left(tmp_path: Path) -> None:
    encode(story(A, B), store=tmp_path, encoder=counting([]))
    assert {f.suffix for f in tmp_path.iterdir()} == {".npz"}


def test_the_name_of_a_stored_encoding_changes_with_model_and_text() -> None:
    names = {
        article_digest(MODEL, ["a", "b"]),
        article_digest(MODEL, ["ab"]),
        article_digest("another", ["a", "b"]),
    }
    assert len(names) == 3


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"something else")
    with pytest.raises(
        ModelError, match=r"model\.safetensors: these are not the published weights.*Reinstall"
    ):
        encoding._check_weights(MODELS[MODEL], weights)


def test_a_changed_digest_is_refused_before_the_model_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(MODELS[MODEL], weights_sha256="0" * 64)
    monkeypatch.setattr(encoding, "MODELS", {MODEL: other})
    monkeypatch.setattr(encoding, "_loaded", {})
    with pytest.raises(ModelError, match="expected 0000"):
        encoding.load_encoder(MODEL)


@pytest.mark.parametrize("name", ["no-such-folder/no-such-model"])
def test_a_model_that_cannot_be_had_names_the_remedy(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match=r"cannot be loaded .* Name one of all-MiniLM-L6-v2"):
        encoding.load_encoder(name)


@pytest.mark.model
@pytest.mark.parametrize("name", ["cuda", "no-such-device"])
def test_a_device_that_is_not_there_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "cuda" and torch.cuda.is_available():
        pytest.skip("there is one")
    monkeypatch.setenv("PARALLAX_DEVICE", name)
    monkeypatch.setattr(encoding, "_loaded", {})
    with pytest.raises(ModelError, match=rf"PARALLAX_DEVICE={name}: .* leave the variable unset"):
        encoding.load_encoder()


def test_what_another_device_encoded_is_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    own = article_digest(DEFAULT_MODEL, ["It rained."])
    monkeypatch.setenv("PARALLAX_DEVICE", " ")
    assert article_digest(DEFAULT_MODEL, ["It rained."]) == own
    monkeypatch.setenv("PARALLAX_DEVICE", "cuda")
    assert article_digest(DEFAULT_MODEL, ["It rained."]) != own


def test_both_models_share_their_encodings_and_no_comparison() -> None:
    assert article_digest(LARGER_MODEL, ["It rained."]) == article_digest(DEFAULT_MODEL, ["It rained."])
    assert digest_of(LARGER_MODEL) != digest_of(DEFAULT_MODEL)


@pytest.mark.parametrize("size", [1, 2, 7, 254])
@pytest.mark.parametrize("gap", [0, 1])
@pytest.mark.parametrize("tokens", [0, 1, 2, 253, 254, 255, 1000])
def test_windows_cover_the_sentence_and_none_is_too_long(tokens: int, gap: int, size: int) -> None:
    spans = [(k * (3 + gap), k * (3 + gap) + 3) for k in range(tokens)]
    length = spans[-1][1] + 2 if spans else 0
    windows = windows_of(spans, length, size)
    assert windows[0][0] == 0
    assert windows[-1][1] == length
    assert all(a[1] == b[0] for a, b in itertools.pairwise(windows))
    for start, end in windows:
        assert sum(start <= a and b <= end for a, b in spans) <= size


@pytest.mark.model
def test_vectors_depend_on_no_other_sentence_of_the_batch(prepared: Prepared, seeds: Story) -> None:
    article = seeds.articles["article"].iloc[0]
    own = seeds.sentences[(seeds.sentences["article"] == article) & seeds.sentences["role"].eq("body")].head(
        3
    )
    fresh = encoding.load_encoder(MODEL)(list(own["text"]))
    for sentence, vectors in zip(own["sentence"], fresh, strict=True):
        kept = prepared.encoding[sentence]
        assert (kept.starts == vectors.starts).all()
        cosine = float(
            kept.sentence
            @ vectors.sentence
            / np.linalg.norm(kept.sentence)
            / np.linalg.norm(vectors.sentence)
        )
        assert cosine > 0.999
        assert np.abs(kept.tokens - vectors.tokens).max() < 0.02, "half precision and another batch, no more"


@pytest.mark.model
def test_a_sentence_longer_than_the_models_window_loses_no_word() -> None:
    text = " ".join(f"word{k}" for k in range(1000))
    (vectors,) = encoding.load_encoder(MODEL)([text])
    assert vectors.ends[-1] == len(text)
    assert (np.diff(vectors.starts) > 0).all()
