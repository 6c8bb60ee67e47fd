"""Training the second judge: nothing is fitted on what was trained on, and what is written is read again."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from dashboard.alignment.second_judge import LARGER_CARD, judge_of
from dashboard.encoding import mpnet
from dashboard.encoding.cross_encoder import LARGER_WEIGHTS, load_cross_encoder
from dashboard.encoding.encode import load_encoder
from dashboard.training import calibration
from dashboard.training import second_judge as training
from dashboard.training.calibration import AnnotatedStory
from tests.training.test_calibration import annotated

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> list[AnnotatedStory]:
    file = tmp_path_factory.mktemp("judge") / "annotated.jsonl"
    lines = [json.dumps({**annotated(f"bridge-{k}", k), "open": [[0, 0, 1, 3]]}) for k in range(3)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return calibration.read(file, load_encoder())


def test_open_pairs_teach_nothing_and_core_pairs_all(stories: list[AnnotatedStory]) -> None:
    taught = {stories[0].name: {(0, 0, 1, 0): 3.0}}
    found = training.examples(stories, taught)
    assert sum(e.same for e in found) == sum(len(s.core - s.open) for s in stories)
    judged = sum(len({*s.keys(), *s.core} - s.open) for s in stories)
    assert len(found) == judged
    assert [e.taught for e in found if not math.isnan(e.taught)] == [3.0]


def test_a_story_is_read_by_a_network_that_has_not_seen_it(
    stories: list[AnnotatedStory], monkeypatch: pytest.MonkeyPatch
) -> None:
    trained: list[set[str]] = []
    read: list[set[str]] = []

    class Network:
        def read(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
            read.append(trained[-1])
            return np.zeros(len(pairs))

    def examples(kept: Sequence[AnnotatedStory], *_: object) -> list[training.Example]:
        trained.append({story.name for story in kept})
        return []

    monkeypatch.setattr(training, "examples", examples)
    monkeypatch.setattr(training, "train", lambda *_: Network())
    found = training.left_out(training.student(), stories, [], print)
    assert all(name not in seen for name, seen in zip(found, read, strict=True))
    assert set(found) == {story.name for story in stories}


def test_what_is_written_reads_as_what_was_trained(
    stories: list[AnnotatedStory], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = replace(training.student(), epochs=((6, 2),))
    network = training.train(recipe, training.examples(stories[:1]), [], print)
    assert "loss" in capsys.readouterr().out
    network.eval()
    training.write(tmp_path, network, (0.1, 0.6, 0.3), "one invented story")
    pairs = [(e.one, e.two) for e in training.examples(stories[:1])][:4]
    packed = load_cross_encoder(tmp_path / "judge.safetensors")(pairs)
    shorter_first = [sorted(pair, key=lambda text: (len(text), text)) for pair in pairs]
    assert packed == pytest.approx(network([(a, b) for a, b in shorter_first]).tolist(), abs=0.1)
    judge = judge_of(tmp_path / "judge.json", load_cross_encoder())
    assert judge.weights == (0.1, 0.6, 0.3)


def test_graded_pairs_are_read(tmp_path: Path) -> None:
    file = tmp_path / "graded.jsonl"
    file.write_text('{"a": "It rained.", "b": "Rain fell.", "score": 0.8}\n', encoding="utf-8")
    assert training.graded(file) == [training.Example("It rained.", "Rain fell.", 0.8, 0.0)]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"a": "It rained.", "score": 1}', '{"a": "", "b": "", "score": 3}']
)
def test_a_line_that_is_no_graded_pair_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "graded.jsonl"
    file.write_text(f'{{"a": "It rained.", "b": "Rain fell.", "score": 0}}\n{line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"graded\.jsonl, line 2: no graded pair"):
        training.graded(file)


@pytest.mark.skipif(
    not mpnet.is_installed(), reason="the larger model is not installed (requirements-larger.txt)"
)
def test_what_is_added_to_the_larger_model_is_all_that_is_written(
    stories: list[AnnotatedStory], tmp_path: Path
) -> None:
    recipe = replace(training.larger(), epochs=((1, 0),))
    network = training.train(recipe, training.examples(stories[:1])[:8], [], lambda _: None)
    training.write(tmp_path, network, (0.1, 0.6, 0.3), "one invented story")
    file = tmp_path / LARGER_WEIGHTS.name
    assert file.stat().st_size < 4e6
    pairs = [(e.one, e.two) for e in training.examples(stories[:1])][:2]
    shorter_first = [sorted(pair, key=lambda text: (len(text), text)) for pair in pairs]
    network.eval()
    assert load_cross_encoder(file)(pairs) == pytest.approx(
        network([(a, b) for a, b in shorter_first]).tolist(), abs=0.15
    )
    assert judge_of(tmp_path / LARGER_CARD.name, load_cross_encoder(file)).weights == (0.1, 0.6, 0.3)
