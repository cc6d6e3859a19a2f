"""A ReLU at the output: a network that is 0 everywhere at birth never moves."""

from typing import NamedTuple

import numpy as np

from relu_notes.networks import Adam, forward, initialise, train


class OutputRuns(NamedTuple):
    """Shares of networks: 0 for all inputs at birth; of those, with a weight that moved; 0 for all at the end."""

    silent_at_birth: float
    moved: float
    silent_at_end: float


def train_output(*, relu: bool, networks: int = 400, steps: int = 200, rng: np.random.Generator) -> OutputRuns:
    """Train 1-4-2-1 ReLU networks on the line 2x - 1 from -1 to 1, with or without a ReLU at the output.

    He weights, biases from 0, Adam with rate 0.01.

    >>> runs = train_output(relu=True, networks=50, steps=5, rng=np.random.default_rng(0))
    >>> runs.silent_at_birth > 0.3, runs.moved
    (True, 0.0)
    """
    x = np.linspace(-1, 1, 32)[:, None]
    made = initialise([1, 4, 2, 1], networks=networks, bias=0.0, activate_output=relu, rng=rng)
    silent = (forward(made, x).output == 0).all(axis=(1, 2))
    before = [array.copy() for array in made.trainable]
    train(made, x, 2 * x - 1, optimizer=Adam(0.01), steps=steps)
    moved = np.zeros(networks, dtype=bool)
    for old, new in zip(before, made.trainable, strict=True):
        moved |= (old != new).any(axis=(1, 2))
    at_end = (forward(made, x).output == 0).all(axis=(1, 2))
    return OutputRuns(float(silent.mean()), float(moved[silent].mean()) if silent.any() else 0.0, float(at_end.mean()))
