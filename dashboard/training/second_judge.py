"""Train the second judge: a cross-encoder on annotated stories, and how much its answer counts beside the evidence.

The small network learns from the readers' marks and, where a teacher is named, from a larger network trained on the same
pairs (distillation: Hinton, Vinyals & Dean, arXiv:1503.02531). Whatever is learnt from, or fitted on, what a network says of
a story comes from one that was trained without that story: the stories are dealt into FOLDS. On a GPU the whole takes a few
minutes, on two processors half a day.

Where the larger model is to read itself (`larger`), a few weights are added to its layers and only they learn (low-rank
adaptation: Hu et al., arXiv:2106.09685): an hour on one processor.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import save
from sklearn.linear_model import LogisticRegression
from transformers import AutoModel, AutoTokenizer

from dashboard.alignment.calibration import log_odds, shipped
from dashboard.alignment.second_judge import CARD, LARGER_CARD
from dashboard.encoding import mpnet
from dashboard.encoding.cross_encoder import (
    DOWN,
    HEAD,
    LARGER_WEIGHTS,
    LAYERS,
    SCALE,
    UP,
    WEIGHTS,
    tokens_of_pairs,
)
from dashboard.encoding.encode import MODELS, locate
from dashboard.files import write_atomically
from dashboard.settings import DEFAULT_MODEL, DEFAULT_THRESHOLD
from dashboard.training.calibration import AnnotatedStory, Pair, lines_of

Reals = npt.NDArray[np.float64]
Report = Callable[[str], None]

FOLDS = 3
SEED = 1
BATCH = 64
"""Pairs that a trained network reads at once."""

RANK = 16
"""Rows of the narrow matrices that are added to the larger model's."""
STRENGTH = 2.0
"""By which their product is multiplied."""
FIRST_ADAPTED = 4
"""The larger model's layers below this stay as they are."""
APART = 6
"""Every sixth story is left out of the larger model's training; how much its answer counts is fitted on these."""

WEIGHT_OF_SAME = 2.0
TAUGHT = 0.6
"""Share of the loss that the teacher's answer has where there is one; the readers' marks have the rest."""

DOUBT = (0.2, 0.7)
"""Probabilities of the pair alone between which the judge is asked. From .12 to .85 it is asked twice as often, and rows and coverage
of fourteen development stories come out within .003."""
DOUBT_OF_LARGER = (0.1, 0.8)
"""The same for the larger model. On the same stories it finds coverage of .882 and .874; asked from .2 to .7 .861 and .870, from .05 to .9
.887 (ten of the stories) with more than half as many pairs again."""


@dataclass(frozen=True)
class Recipe:
    """How one network is trained.

    Attributes:
        folder: of the model; "" is the larger one as it is installed, of which only what is added learns.
        rate: learning rate.
        embeddings: whether these learn too.
        epochs: of each pass over the pairs, how many that are not the same it sees for one that is: of the likeliest by the
            evidence, and of others, drawn anew.
        batch: pairs a step.
        warm_up: steps until the learning rate is reached; then it falls to nothing in a straight line.
    """

    folder: str
    rate: float
    embeddings: bool
    epochs: tuple[tuple[float, float], ...]
    batch: int = 64
    warm_up: int = 150


def student() -> Recipe:
    """The packaged model; its embeddings stay, so that they need not travel with the weights."""
    return Recipe(locate(MODELS[DEFAULT_MODEL])[0], 8e-5, embeddings=False, epochs=((6, 2),) * 4)


def teacher(folder: str) -> Recipe:
    """A larger model."""
    return Recipe(folder, 3e-5, embeddings=True, epochs=((6, 2),) * 3)


def larger() -> Recipe:
    """The larger model, which reads itself where it is installed."""
    return Recipe("", 4e-4, embeddings=False, epochs=((2, 0.5), (1, 0.2)), batch=32, warm_up=60)


@dataclass(frozen=True)
class Example:
    """Two sentences, how surely they are the same, the evidence's probability, and the log odds of a teacher (nan: none)."""

    one: str
    two: str
    same: float
    alone: float
    taught: float = math.nan


def examples(
    stories: Sequence[AnnotatedStory], taught: Mapping[str, Mapping[Pair, float]] | None = None
) -> list[Example]:
    """All pairs that have evidence, and the core pairs that have none; open ones are left out."""
    found = []
    for story in stories:
        alone, said = _alone(story), (taught or {}).get(story.name, {})
        for key in sorted(alone.keys() | story.core):
            if key not in story.open:
                same, answer = float(key in story.core), said.get(key, math.nan)
                found.append(Example(*_texts(story, key), same, alone.get(key, 0.0), answer))
    return found


def graded(file: Path) -> list[Example]:
    """Pairs of sentences of any kind with a score from 0 to 1, one a line of JSON: `a`, `b`, `score`.

    Raises:
        ValueError: a line is no such pair; the message names it.
    """
    return list(lines_of(file, "graded pair", _graded))


def _graded(line: Any) -> Example:
    """One graded pair."""
    score = float(line["score"])
    if not 0 <= score <= 1:
        raise ValueError(f"score {score}, not from 0 to 1")
    return Example(str(line["a"]), str(line["b"]), score, 0.0)


class Added(torch.nn.Module):
    """A linear layer that stays as it is, and the product of two narrow matrices, which learn, beside it."""

    def __init__(self, layer: torch.nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.down = torch.nn.Parameter(torch.randn(RANK, layer.in_features) / math.sqrt(layer.in_features))
        self.up = torch.nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        """(..., width out) of (..., width in)."""
        own: torch.Tensor = self.layer(given)
        return own + STRENGTH * (given @ self.down.T) @ self.up.T


class Network(torch.nn.Module):
    """A transformer over both sentences; first token and mean of all into one number."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self.base: Any
        self.tokenizer: Any
        if recipe.folder:
            self.base = AutoModel.from_pretrained(recipe.folder)
            self.tokenizer = AutoTokenizer.from_pretrained(recipe.folder)
            self.base.embeddings.requires_grad_(recipe.embeddings)
        else:
            self.base, self.tokenizer = mpnet.load()
            for layer in self.base.encoder.layer[FIRST_ADAPTED:]:
                for name, part in list(layer.named_modules()):
                    if isinstance(part, torch.nn.Linear):
                        layer.set_submodule(name, Added(part))
        self.head = torch.nn.Linear(2 * self.base.config.hidden_size, 1)
        torch.nn.init.normal_(self.head.weight, std=0.02)
        self.to("cuda" if torch.cuda.is_available() else "cpu")

    def forward(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        """(pairs,) log odds."""
        given = tokens_of_pairs(self.tokenizer, pairs).to(self.head.weight.device)
        with torch.autocast(self.head.weight.device.type, torch.bfloat16, enabled=self._is_halved()):
            hidden = self.base(**given).last_hidden_state.float()
        mask = given["attention_mask"].unsqueeze(-1)
        odds: torch.Tensor = self.head(
            torch.cat([hidden[:, 0], (hidden * mask).sum(1) / mask.sum(1)], dim=-1)
        )
        return odds.squeeze(-1)

    def _is_halved(self) -> bool:
        """Whether it computes in sixteen bits: on a GPU, and where it is large."""
        return torch.cuda.is_available() or any(isinstance(part, Added) for part in self.modules())

    def read(self, pairs: Sequence[tuple[str, str]]) -> Reals:
        """(pairs,) log odds, the mean of both orders."""
        self.eval()
        order = sorted(range(len(pairs)), key=lambda k: sum(map(len, pairs[k])))
        found = np.zeros(len(pairs))
        with torch.inference_mode():
            for first in range(0, len(order), BATCH):
                batch = order[first : first + BATCH]
                own = [pairs[k] for k in batch]
                both = (self(own) + self([(two, one) for one, two in own])) / 2
                found[batch] = both.float().cpu().numpy()
        return found


def train(recipe: Recipe, own: Sequence[Example], first: Sequence[Example], report: Report) -> Network:
    """A network trained on `own`, with `first` among them once, in the first epoch."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    network = Network(recipe)
    learning = [p for p in network.base.parameters() if p.requires_grad]
    groups = [{"params": learning, "lr": recipe.rate}, {"params": network.head.parameters(), "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    plan = [
        batch
        for k, (hard, easy) in enumerate(recipe.epochs)
        for batch in _batches([*_drawn(own, hard, easy), *(first if k == 0 else ())], recipe.batch)
    ]
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / recipe.warm_up) * (1 - step / len(plan))
    )
    network.train()
    for step, batch in enumerate(plan):
        loss = _loss(network, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        pace.step()
        if step % 100 == 0:
            report(f"step {step} of {len(plan)}, loss {loss.item():.3f}")
    return network


def _drawn(own: Sequence[Example], hard: float, easy: float) -> list[Example]:
    """All pairs that are the same, the likeliest others, and some of the rest."""
    same = [e for e in own if e.same]
    others = sorted((e for e in own if not e.same), key=lambda e: -e.alone)
    likely, rest = others[: round(hard * len(same))], others[round(hard * len(same)) :]
    return [*same, *likely, *random.sample(rest, min(len(rest), round(easy * len(same))))]


def _batches(own: list[Example], batch: int) -> list[list[Example]]:
    """Batches of pairs of similar length, in a random order."""
    random.shuffle(own)
    size = 20 * batch
    blocks = [
        sorted(own[k : k + size], key=lambda e: len(e.one) + len(e.two)) for k in range(0, len(own), size)
    ]
    found = [block[k : k + batch] for block in blocks for k in range(0, len(block), batch)]
    random.shuffle(found)
    return found


def _loss(network: Network, batch: Sequence[Example]) -> torch.Tensor:
    """Cross-entropy with the marks, and with the teacher's answers where there are some; each pair in a random order."""
    odds = network([(e.two, e.one) if random.random() < 0.5 else (e.one, e.two) for e in batch])
    same, taught = (
        torch.tensor(x, device=odds.device) for x in ([e.same for e in batch], [e.taught for e in batch])
    )
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    weight = torch.tensor(WEIGHT_OF_SAME, device=odds.device)
    marks = entropy(odds, same, pos_weight=weight, reduction="none")
    answers = entropy(odds, torch.sigmoid(torch.nan_to_num(taught)), reduction="none")
    return torch.where(torch.isnan(taught), marks, (1 - TAUGHT) * marks + TAUGHT * answers).mean()


def left_out(
    recipe: Recipe,
    stories: Sequence[AnnotatedStory],
    first: Sequence[Example],
    report: Report,
    taught: Mapping[str, Mapping[Pair, float]] | None = None,
) -> dict[str, dict[Pair, float]]:
    """What networks that were trained without a story say of its pairs: story -> pair -> log odds."""
    found: dict[str, dict[Pair, float]] = {}
    for fold in range(FOLDS):
        kept = [story for k, story in enumerate(stories) if k % FOLDS != fold]
        network = train(recipe, examples(kept, taught), first, report)
        for story in stories[fold::FOLDS]:
            found[story.name] = _read(network, story)
    return found


def train_larger(
    stories: Sequence[AnnotatedStory], first: Sequence[Example], report: Report
) -> tuple[Network, tuple[float, float, float]]:
    """The larger model with what is added, and how much its answer counts: fitted on stories that it was not trained on."""
    apart = stories[APART - 1 :: APART]
    names = {story.name for story in apart}
    network = train(larger(), examples([s for s in stories if s.name not in names]), first, report)
    read = {story.name: _read(network, story) for story in apart}
    return network, weigh(apart, read, DOUBT_OF_LARGER)


def _read(network: Network, story: AnnotatedStory) -> dict[Pair, float]:
    """What a network says of every pair of a story that has evidence: log odds."""
    keys = sorted(_alone(story))
    read = network.read([_texts(story, key) for key in keys])
    return dict(zip(keys, read.tolist(), strict=True))


def weigh(
    stories: Sequence[AnnotatedStory],
    read: Mapping[str, Mapping[Pair, float]],
    doubt: tuple[float, float] = DOUBT,
) -> tuple[float, float, float]:
    """(intercept, weight of the evidence's log odds, weight of the judge's), fitted on the pairs in doubt."""
    rows, same = [], []
    for story in stories:
        for key, alone in _alone(story).items():
            if key not in story.open and doubt[0] <= alone <= doubt[1]:
                rows.append((float(log_odds(alone)), read[story.name][key]))
                same.append(key in story.core)
    fitted = LogisticRegression(C=10.0).fit(rows, same)
    return float(fitted.intercept_[0]), float(fitted.coef_[0, 0]), float(fitted.coef_[0, 1])


def write(
    folder: Path,
    network: Network,
    weights: tuple[float, float, float],
    source: str,
    point: float = DEFAULT_THRESHOLD,
) -> None:
    """Write the layers (of the larger model what was added to them), the head and the card as the program reads them.

    Args:
        point: probability from which two pieces count as saying the same, where the larger model reads.
    """
    added = {
        name: part for name, part in network.base.encoder.layer.named_modules() if isinstance(part, Added)
    }
    layers = network.base.encoder.layer.state_dict()
    if added:
        layers = {f"{name}{DOWN}": part.down for name, part in added.items()}
        layers |= {f"{name}{UP}": STRENGTH * part.up for name, part in added.items()}
    held: dict[str, torch.Tensor] = {f"{LAYERS}{name}": matrix for name, matrix in layers.items()}
    held |= {f"{HEAD}{name}": matrix for name, matrix in network.head.state_dict().items()}
    file, card_file = (LARGER_WEIGHTS, LARGER_CARD) if added else (WEIGHTS, CARD)
    write_atomically(folder / file.name, save(_packed(held)))
    card: dict[str, Any] = {
        "about": f"The second judge: a cross-encoder that reads two sentences together; layers and head stand in {file.name}.",
        "source": source,
        "doubt": DOUBT_OF_LARGER if added else DOUBT,
        "weights": dict(zip(("intercept", "alone", "read"), (round(w, 5) for w in weights), strict=True)),
    }
    if added:
        card["point"] = point
    write_atomically(folder / card_file.name, (json.dumps(card, indent=1) + "\n").encode("utf-8"))


def _packed(matrices: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Matrices as whole numbers of eight bits with a scale a row; what has one row stays as it is."""
    found: dict[str, torch.Tensor] = {}
    for name, matrix in matrices.items():
        own = matrix.detach().float().cpu()
        if own.ndim == 2 and len(own) > 1:
            scale = own.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
            found[name], found[name + SCALE] = (own / scale).round().to(torch.int8), scale
        else:
            found[name] = own.contiguous()
    return found


def _alone(story: AnnotatedStory) -> dict[Pair, float]:
    """The evidence's probability of every pair of sentences: that of its best pair of units."""
    best: dict[Pair, float] = {}
    for key, probability in zip(story.keys(), shipped().alone(story.evidence).tolist(), strict=True):
        best[key] = max(best.get(key, 0.0), probability)
    return best


def _texts(story: AnnotatedStory, key: Pair) -> tuple[str, str]:
    """The two sentences of a pair."""
    a, i, b, j = key
    text = story.text
    return text[a, i], text[b, j]
