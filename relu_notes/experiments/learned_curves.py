"""Networks of one input that learn a curve on [-1, 1], kept step by step: how they bend, and where they run outside."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes.activations import ACTIVATIONS
from relu_notes.experiments.pieces import breakpoints
from relu_notes.networks import Adam, initialise, train

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LearnedCurves:
    """What `learn_curve` kept of n networks, in frames: the first is the start, the last the end.

    `losses` are mean squared errors (frames, n); `weights` and `biases` stand by frame, then by layer, in float64
    arrays (n, fan_in, fan_out) and (n, 1, fan_out).
    """

    activation: str
    steps: NDArray[np.int64]
    losses: Floats
    weights: list[list[Floats]]
    biases: list[list[Floats]]

    def network(self, frame: int, number: int) -> tuple[list[Floats], list[Floats]]:
        """Weights and biases of one network, as `pieces.breakpoints` takes them."""
        return [w[number] for w in self.weights[frame]], [b[number, 0] for b in self.biases[frame]]

    def outputs(self, frame: int, number: int, x: ArrayLike) -> Floats:
        """What one network gives at x, an array of one dimension."""
        weights, biases = self.network(frame, number)
        h = np.asarray(x, dtype=np.float64)[:, None]
        for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
            h = ACTIVATIONS[self.activation].function(h @ weight + bias)
        return (h @ weights[-1] + biases[-1])[:, 0]

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
    optimizer = Adam(learning_rate)
    recorded = [*range(0, steps, record_every or steps), steps]
    losses, weights, biases = [], [], []
    for start, stop in itertools.pairwise([0, *recorded]):
        losses.append(train(made, x, target(x), optimizer=optimizer, steps=stop - start)[-1])
        weights.append([w.copy() for w in made.weights])
        biases.append([b.copy() for b in made.biases or ()])
    return LearnedCurves(activation, np.array(recorded), np.array(losses), weights, biases)
