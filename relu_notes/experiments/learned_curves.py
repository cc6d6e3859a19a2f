"""Networks of one input that learn a curve on [-1, 1], kept step by step: how they bend, and where they run outside."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes.experiments.pieces import breakpoints
from relu_notes.networks import Adam, DenseNetworks, forward, initialise, train_and_keep

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LearnedCurves:
    """What `learn_curve` kept of n networks, in frames: the first is the start, the last the end.

    `losses` are mean squared errors (frames, n).
    """

    steps: NDArray[np.int64]
    losses: Floats
    networks: list[DenseNetworks]

    def network(self, frame: int, number: int) -> tuple[list[Floats], list[Floats]]:
        """Weights and biases of one network, as `pieces.breakpoints` takes them."""
        made = self.networks[frame]
        return [w[number] for w in made.weights], [b[number, 0] for b in made.biases or ()]

    def outputs(self, frame: int, number: int, x: ArrayLike) -> Floats:
        """What one network gives at x, an array of one dimension."""
        return forward(self.networks[frame], np.asarray(x)[:, None]).output[number, :, 0]

    def kinks(self, frame: int, number: int) -> Floats:
        """Where one ReLU network bends between -1 and 1."""
        bends = breakpoints(*self.network(frame, number))
        return bends[np.abs(bends) < 1]


def learn_curve(
    target: Callable[[Floats], Floats],
    *,
    activation: str = "relu",
    widths: Sequence[int] = (32, 32),
    learning_rate: float = 0.005,
    steps: int = 400,
    networks: int = 5,
    record_every: int | None = None,
    rng: np.random.Generator,
) -> LearnedCurves:
    """Train networks on 64 points of `target` from -1 to 1: He weights, biases at 0, Adam, mean squared error.

    `target` is a function of an array, `widths` are those of the hidden layers.

    >>> run = learn_curve(np.square, steps=200, networks=2, rng=np.random.default_rng(0))
    >>> run.steps.tolist(), bool((run.losses[-1] < 0.01).all()), len(run.kinks(0, 0))
    ([0, 200], True, 1)
    """
    x = np.linspace(-1, 1, 64)[:, None]
    made = initialise([1, *widths, 1], networks=networks, activation=activation, bias=0.0, rng=rng)
    recorded, losses, kept = train_and_keep(
        made, x, target(x), copy.deepcopy, optimizer=Adam(learning_rate), steps=steps, every=record_every
    )
    return LearnedCurves(recorded, losses[recorded], kept)
