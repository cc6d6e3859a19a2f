"""Training in two dimensions: a boundary and its creases by step, and confidence far from the data."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes._arguments import doubles, generator, one_of, whole_number
from relu_notes.activations import sigmoid
from relu_notes.experiments.regions.cutting import one_of_many
from relu_notes.experiments.regions.data import DATA, WIDTHS
from relu_notes.networks import Adam, DenseNetworks, forward, initialise, logistic_loss, train_and_keep

Floats = NDArray[np.float64]

#: The activations to compare: title → name in the catalogue and parameters. A Leaky ReLU with slope 1 is none at all.
ACTIVATIONS_COMPARED: dict[str, tuple[str, dict[str, Any]]] = {
    "ReLU": ("relu", {}),
    "none (linear)": ("leaky_relu", {"negative_slope": 1.0}),
    "tanh": ("tanh", {}),
}


@dataclass(frozen=True)
class PlaneTraining:
    """What `train_plane` saw; s seeds.

    Attributes
    ----------
    points, classes : (200, 2) and (200, 1), the training data
    losses : (steps + 1, s), mean cross-entropy
    recorded_steps : (frames,)
    networks : frames of DenseNetworks, s in each
    accuracy : (frames, s) on fresh test points
    """

    points: Floats
    classes: Floats
    losses: Floats
    recorded_steps: NDArray[np.int64]
    networks: list[DenseNetworks]
    accuracy: Floats


def train_plane(
    data: str,
    *,
    activation: str = "ReLU",
    seeds: int = 1,
    steps: int = 500,
    record_every: int = 10,
    rng: np.random.Generator,
) -> PlaneTraining:
    """Train networks on 200 points of the plane: Adam .02, logistic loss, all points in every step, all seeds at once.

    `data` is "rings", "XOR", "moons" or "spiral", `activation` "ReLU", "none (linear)" or "tanh". Seeds differ in their
    starting weights. 2,000 other points test.

    >>> run = train_plane("rings", seeds=3, rng=np.random.default_rng(0))
    >>> run.losses.shape, len(run.networks), bool((run.accuracy[-1] > 0.95).all())
    ((501, 3), 51, True)
    """
    make = DATA[one_of(data, "data", tuple(DATA))]
    name, parameters = ACTIVATIONS_COMPARED[one_of(activation, "activation", tuple(ACTIVATIONS_COMPARED))]
    points, classes = make(200, rng=generator(rng))
    test_points, test_classes = make(2000, rng=rng)
    networks = initialise(
        [2, *WIDTHS[data], 1],
        networks=seeds,
        activation=name,
        weight_variance="he" if name == "relu" else 1.0,
        bias=0.0,
        rng=rng,
        **parameters,
    )
    steps, every = whole_number(steps, "steps"), whole_number(record_every, "record_every")
    recorded, losses, kept = train_and_keep(
        networks, points, classes, copy.deepcopy, optimizer=Adam(0.02), steps=steps, every=every, loss=logistic_loss
    )
    right = [(forward(frame, test_points).output > 0) == (test_classes > 0) for frame in kept]
    return PlaneTraining(points, classes, losses, recorded, kept, np.mean(right, axis=(2, 3)))


def confidence(networks: DenseNetworks, points: Any) -> Floats:
    """Probability (networks, points) of the class that each network prefers, from ½ to 1.

    >>> network = DenseNetworks([np.array([[[1.0], [0.0]]])])
    >>> confidence(network, [[0, 0], [-2, 0], [100, 0]]).round(3).tolist()
    [[0.5, 0.881, 1.0]]
    """
    return sigmoid(np.abs(forward(networks, points).output[..., 0]))


def directions(count: int) -> Floats:
    """Unit vectors (count, 2), the angle 0 first.

    >>> (directions(4).round(9) + 0.0).tolist()
    [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]]
    """
    angle = 2 * np.pi * np.arange(count) / count
    return np.column_stack([np.cos(angle), np.sin(angle)])


def sure_share(networks: DenseNetworks, radius: float) -> Floats:
    """Share (networks,) of 360 directions in which each network is surer than 99% at that distance from 0.

    >>> network = DenseNetworks([np.array([[[1.0], [0.0]]])])
    >>> sure_share(network, 1), sure_share(network, 100).round(2)
    (array([0.]), array([0.97]))
    """
    return np.mean(confidence(networks, radius * directions(360)) > 0.99, axis=1)


def last_slope(networks: DenseNetworks, direction: ArrayLike) -> float:
    """Slope of the output along the ray t·direction, t → ∞, of one ReLU network: that of the last region's affine map.

    Far out the biases do not count, unless a neuron's slope along the ray is 0: then its constant decides.

    >>> network = DenseNetworks([np.array([[[1.0, -1.0], [0.0, 0.0]]]), np.array([[[2.0], [3.0]]])])
    >>> last_slope(network, [1, 0]), last_slope(network, [-1, 0])
    (2.0, 3.0)
    """
    slope = doubles(direction, "direction")
    alone = one_of_many(networks, 0)
    level: Any = 0.0
    for layer, weight in enumerate(alone.weights):
        bias = 0.0 if alone.biases is None else alone.biases[layer][0, 0]
        slope, level = slope @ weight[0], (level @ weight[0] if layer else 0.0) + bias
        if layer < alone.depth - 1:
            on = np.where(slope == 0, level > 0, slope > 0)
            slope, level = slope * on, level * on
    return float(slope[0])
