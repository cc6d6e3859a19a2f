"""Deep networks learn to tell two rings apart: He et al. 2015 in miniature, over several draws of the points.

One draw shared by twelve networks misleads: in one draw half of the networks of a setting learn, in another none. So
the counts that the lesson shows are over eight draws of twelve networks, stored beside this module; `recorded`
reads them, tests/benchmarks/ring_training.py trains them anew and prints the sweep of the rates.
"""

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from relu_notes._arguments import generator, not_too_many, whole_number
from relu_notes.activations import entry
from relu_notes.networks import GradientDescent, initialise, logistic_loss, train

_STORE = Path(__file__).with_name("ring_training.json")

DEPTHS = (10, 22, 30)
DRAWS, NETWORKS, STEPS, EVERY = 8, 12, 200, 5


@dataclass(frozen=True)
class Setting:
    """What is trained: an activation, and the variance of a weight times its fan_in at the start."""

    activation: str
    weight_variance: float
    name: str

    @property
    def title(self) -> str:
        """As the picture names it."""
        return f"{entry(self.activation).title} {self.name}"


SETTINGS = (
    Setting("relu", 2.0, "He (2)"),
    Setting("relu", 1.0, "Xavier (1)"),
    Setting("relu", 1 / 3, "PyTorch (⅓)"),
    Setting("tanh", 1.0, "Xavier (1)"),
    Setting("sigmoid", 1.0, "Xavier (1)"),
)


def rings(points: int, *, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Points at random angles, in turn on a ring of radius ½ (target 0) and on one of radius 1 (target 1).

    >>> inputs, targets = rings(4, rng=np.random.default_rng(0))
    >>> np.hypot(*inputs.T).round(6).tolist(), targets.ravel().tolist()
    ([0.5, 1.0, 0.5, 1.0], [0.0, 1.0, 0.0, 1.0])
    """
    points = whole_number(points, "points")
    not_too_many(2 * points, "points")
    targets = np.arange(points) % 2
    angles = generator(rng).uniform(0, 2 * np.pi, points)
    radii = (1 + targets) / 2
    return np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1), targets[:, None].astype(np.float64)


def train_rings(
    activation: str,
    *,
    depth: int,
    weight_variance: float,
    learning_rate: float | np.ndarray,
    networks: int = 12,
    draws: int = 1,
    width: int = 48,
    steps: int = 200,
    points: int = 48,
    dtype: Any = np.float64,
    rng: np.random.Generator,
) -> np.ndarray:
    """Train deep networks to tell two rings apart: He et al. 2015 (figures 2 and 3) in miniature.

    Biases start at 0; full-batch gradient descent with momentum 0.9 on the logistic loss. The `networks` of one draw,
    of `draws`, see the same points. The losses (steps + 1, draws * networks) come back; ln 2 = 0.693 is guessing, and
    `has_trained` says which networks learned. `weight_variance` means s² also where sizes differ: 2 is He's, 1 theirs
    for Xavier's.

    >>> losses = train_rings("relu", depth=3, weight_variance=2, learning_rate=0.1, networks=4,
    ...                      rng=np.random.default_rng(0))
    >>> losses.shape, has_trained(losses[-1]).tolist()
    ((201, 4), [True, True, True, True])
    """
    optimizer = GradientDescent(learning_rate, momentum=0.9)
    samples = [rings(points, rng=rng) for _ in range(draws)]
    inputs, targets = (np.repeat(np.stack(arrays), networks, axis=0) for arrays in zip(*samples, strict=True))
    nets = initialise(
        [2, *[width] * depth, 1],
        activation=activation,
        weight_variance=weight_variance,
        networks=draws * networks,
        bias=0.0,
        dtype=dtype,
        rng=rng,
    )
    return train(nets, inputs, targets, optimizer=optimizer, steps=steps, loss=logistic_loss)


def has_trained(losses: np.ndarray) -> np.ndarray:
    """Whether a loss is below half of ln 2, half the loss of guessing; NaN is not.

    >>> has_trained(np.array([0.69, 0.02])).tolist()
    [False, True]
    """
    return losses < np.log(2) / 2


@dataclass(frozen=True)
class Record:
    """What became of one setting at one depth, by step 0, 5, …, 200, at the best rate of the sweep.

    `learned` counts the networks that have learned, of 12, in each draw (steps, draws); `quantiles` are the 10th, 50th
    and 90th percentile of the loss over all networks (steps, 3).
    """

    learning_rate: float
    learned: np.ndarray
    quantiles: np.ndarray


def record(setting: Setting, depth: int, learning_rate: float, *, draws: int = DRAWS, seed: int = 0) -> Record:
    """Train one setting and keep what the lesson shows."""
    losses = train_rings(
        setting.activation,
        depth=depth,
        width=32,
        points=32,
        weight_variance=setting.weight_variance,
        learning_rate=learning_rate,
        networks=NETWORKS,
        draws=draws,
        steps=STEPS,
        dtype=np.float32,
        rng=np.random.default_rng(seed),
    )[::EVERY]
    learned = has_trained(losses).reshape(len(losses), draws, NETWORKS).sum(axis=2)
    quantiles = np.quantile(np.nan_to_num(losses, nan=9, posinf=9).clip(max=9), [0.1, 0.5, 0.9], axis=1).T
    return Record(learning_rate, learned, quantiles)


def store(records: dict[str, Record]) -> None:
    """Write the records beside this module, rounded to what a picture can show."""
    content = {
        key: {
            "learning_rate": one.learning_rate,
            "learned": one.learned.tolist(),
            "quantiles": one.quantiles.round(3).tolist(),
        }
        for key, one in records.items()
    }
    _STORE.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


@functools.cache
def recorded(setting: Setting, depth: int) -> Record:
    """The stored record of `setting` at one of `DEPTHS`."""
    one = json.loads(_STORE.read_text(encoding="utf-8"))[key_of(setting, depth)]
    return Record(one["learning_rate"], np.array(one["learned"]), np.array(one["quantiles"]))


def key_of(setting: Setting, depth: int) -> str:
    """The name of a record in the store."""
    return f"{setting.activation} {setting.weight_variance:.2f} {depth}"
