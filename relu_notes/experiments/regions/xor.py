"""XOR: two networks that compute it with two neurons, and how many trained ones find such weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes._arguments import doubles, finite
from relu_notes.activations import leaky_relu
from relu_notes.experiments.at_zero.by_construction import TRUTH_TABLE_INPUTS as POINTS
from relu_notes.networks import Adam, DenseNetworks, forward, initialise, logistic_loss, train

Floats = NDArray[np.float64]

#: What XOR gives for the four points.
ANSWERS = np.array([0.0, 1.0, 1.0, 0.0])

#: Weights of two neurons without biases that press XOR into reach: 00 → (0, 0), 01 → (0, 1), 10 → (1, 0) and
#: 11 → (¼, ¼).
PRESS = np.array([[1.0, -0.75], [-0.75, 1.0]])

#: With this slope left of 0, and with every larger one, no line parts the classes any more.
SLOPE_LIMIT = 2 / 3


def press(points: ArrayLike, slope: float) -> Floats:
    """The two hidden neurons h = f(x @ PRESS) at points (…, 2), with `slope` left of 0: ReLU at 0, no activation at 1.

    >>> press(POINTS, 0).tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.25, 0.25]]
    """
    return leaky_relu(doubles(points, "points") @ PRESS, negative_slope=slope)


def parting_line(slope: float) -> float | None:
    """The c for which the line h₁ + h₂ = c parts the classes in the middle, or None where no line does.

    10 and 01 have h₁ + h₂ = 1 - ¾a and 11 has ½. At a = ⅔ and above 11 lies on or beyond the segment from 10 to 01,
    and 00 before it: no line has 10 and 01 on one side and 00 and 11 on the other.

    >>> parting_line(0), parting_line(0.5), parting_line(0.7)
    (0.75, 0.5625, None)
    """
    slope = finite(slope, "slope")
    return 0.75 - 0.375 * slope if slope < SLOPE_LIMIT else None


def bent_line(slope: float) -> Floats | None:
    """What `parting_line` is in the plane of inputs: a line with two bends, as points (4, 2); None if there is none.

    >>> bent_line(0).round(2).tolist()
    [[-4.29, -6.71], [1.71, 1.29], [1.29, 1.71], [-6.71, -4.29]]
    """
    c = parting_line(slope)
    if c is None:
        return None
    bend = np.array([1.0, 0.75]) * c / (1 - 0.75**2)  # on the crease x₂ = ¾x₁; beyond it h₂ is slope·(x₂ - ¾x₁)
    away = np.array([slope - 0.75, 0.75 * slope - 1])
    end = bend + 10 * away / np.hypot(*away)
    return np.array([end, bend, bend[::-1], end[::-1]])


#: Share of 1,000 `trained_networks` that solve XOR, by activation and number of hidden neurons, from
#: ``rng=default_rng(neurons)``: 15 s of work; the tests train some of them again, from other starts.
SOLVED: dict[str, dict[int, float]] = {
    "relu": {2: 0.151, 3: 0.367, 4: 0.536, 8: 0.893, 16: 1.0},
    "leaky_relu": {2: 0.516, 3: 0.836, 4: 0.944, 8: 0.999, 16: 1.0},
    "tanh": {2: 0.478, 3: 0.818, 4: 0.954, 8: 1.0, 16: 1.0},
}


def trained_networks(activation: str, neurons: int, *, networks: int, rng: np.random.Generator) -> DenseNetworks:
    """Networks with two inputs and one hidden layer, trained on the four points: Adam .05, logistic loss.

    He weights (variance 1/fan_in for tanh), biases 0. `activation` is a name in the catalogue.

    >>> solved(trained_networks("relu", 2, networks=5, rng=np.random.default_rng(0))).tolist()
    [False, False, False, False, False]
    """
    made = initialise(
        [2, neurons, 1],
        networks=networks,
        activation=activation,
        weight_variance=1.0 if activation in ("tanh", "sigmoid") else "he",
        bias=0.0,
        rng=rng,
    )
    train(made, POINTS, ANSWERS[:, None], optimizer=Adam(0.05), steps=600, loss=logistic_loss)
    return made


def solved(networks: DenseNetworks) -> NDArray[np.bool_]:
    """Which networks answer all four points right, (networks,): a positive output where XOR is 1.

    >>> from relu_notes.experiments.regions import textbook_network
    >>> solved(textbook_network()).tolist()
    [True]
    """
    output = forward(networks, POINTS).output[..., 0]
    return ((output > 0) == (ANSWERS > 0)).all(axis=1)
