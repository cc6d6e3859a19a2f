"""Which activation learns in fewer steps? Full-batch training, each activation at its best learning rate.

Two independent trials of 55 settings found ReLU faster than sigmoid in 42 of 43 that could be compared, and tanh slower
in 27, faster in 19 and open in 9. Two data sets that differ show why no general answer exists. The rates of `RATES` are
the best of the sweep that tests/benchmarks/speed.py prints: by when 90% of the networks are right on 95% of the points,
since by the median alone rates win at which many networks never arrive.
"""

import functools
from typing import Any

import numpy as np

from relu_notes.experiments.ring_training import rings
from relu_notes.networks import GradientDescent, backward, forward, initialise, logistic_loss

DATA = ("rings", "blobs")
STEPS, NETWORKS, POINTS, LAYERS, WIDTH = 50, 16, 100, 4, 16

#: Learning rate by data, activation and weight scale s².
RATES: dict[tuple[str, str, float], float] = {
    ("rings", "relu", 2.0): 0.32,
    ("rings", "gelu", 2.0): 0.32,
    ("rings", "tanh", 1.0): 0.32,
    ("rings", "tanh", 2.78): 0.32,
    ("rings", "sigmoid", 1.0): 1.28,
    ("rings", "sigmoid", 16.0): 0.64,
    ("blobs", "relu", 2.0): 0.32,
    ("blobs", "gelu", 2.0): 0.32,
    ("blobs", "tanh", 1.0): 0.64,
    ("blobs", "tanh", 2.78): 1.28,
    ("blobs", "sigmoid", 1.0): 1.28,
    ("blobs", "sigmoid", 16.0): 0.64,
}


def points(data: str, *, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Inputs (100, d) with mean 0 and targets (100, 1): the "rings" of `ring_training`, or "blobs" in ten dimensions.

    Blobs: twenty centres N(0, 1), five points within 0.3 around each, the class of a blob by a coin.
    """
    if data == "rings":
        inputs, targets = rings(POINTS, rng=rng)
    else:
        blobs = np.arange(POINTS) % 20
        targets = rng.permutation(np.arange(20.0) % 2)[blobs, None]
        inputs = rng.standard_normal((20, 10))[blobs] + 0.3 * rng.standard_normal((POINTS, 10))
    return inputs - inputs.mean(axis=0), targets


def shares_wrong(
    data: str, activation: str, weight_variance: float, *, learning_rate: float, seed: int = 0, steps: int = STEPS
) -> np.ndarray:
    """Share of the points that each of 16 networks gets wrong, before the first step and after each: (steps + 1, 16).

    Four hidden layers of 16, biases 0, gradient descent with momentum 0.9 on the logistic loss.

    >>> shares_wrong("rings", "relu", 2.0, learning_rate=0.1, steps=3).shape
    (4, 16)
    """
    rng = np.random.default_rng(seed)
    inputs, targets = points(data, rng=rng)
    nets = initialise(
        [inputs.shape[1], *[WIDTH] * LAYERS, 1],
        activation=activation,
        weight_variance=weight_variance,
        networks=NETWORKS,
        bias=0.0,
        rng=rng,
    )
    optimizer = GradientDescent(learning_rate, momentum=0.9)
    wrong = []
    for step in range(steps + 1):
        passed = forward(nets, inputs)
        wrong.append(np.mean((passed.output > 0) != targets, axis=(1, 2)))
        if step < steps:
            _, upstream = logistic_loss(passed.output, targets)
            optimizer.step(nets, backward(nets, passed, upstream))
    return np.array(wrong)


@functools.cache
def fastest(data: str, activation: str, weight_variance: float) -> np.ndarray:
    """`shares_wrong` at the best rate of the sweep, kept."""
    return shares_wrong(data, activation, weight_variance, learning_rate=RATES[data, activation, weight_variance])


def steps_to(wrong: np.ndarray, share: float = 0.05) -> float:
    """The step at which the median network first gets no more than `share` wrong; infinity if it never does.

    >>> steps_to(np.array([[0.5, 0.5, 0.5], [0.2, 0.04, 0.03]]))
    1.0
    """
    reached: Any = np.flatnonzero(np.median(wrong, axis=1) <= share)
    return float(reached[0]) if len(reached) else np.inf
