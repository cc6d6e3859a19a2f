"""A penalty that makes zeros, and what it does to the test error: zeros are not what helps.

Networks 2-32-1 learn which of two noisy rings a point belongs to, from few points, some with a wrong label. The penalty
λ·mean over points of Σ|h| on the hidden outputs h (an L1 penalty) pushes them towards 0.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from relu_notes.activations import leaky_relu, sigmoid
from relu_notes.networks import Adam, DenseNetworks, Gradients, forward, initialise

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

#: Radial deviation of the rings of radius 1 and 2, so that they overlap.
_NOISE = 0.25
_POINTS, _TEST_POINTS, _UNITS = 100, 1000, 32


def noisy_rings(points: int, *, networks: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Points of two overlapping rings and which they belong to, drawn for each network: (n, points, 2), (n, points, 1).

    >>> x, label = noisy_rings(4, networks=3, rng=np.random.default_rng(0))
    >>> x.shape, label[0, :, 0].tolist()
    ((3, 4, 2), [0.0, 1.0, 0.0, 1.0])
    """
    label = np.broadcast_to(np.arange(points) % 2, (networks, points))
    radius = 1 + label + _NOISE * rng.standard_normal((networks, points))
    angle = rng.uniform(0, 2 * np.pi, (networks, points))
    x = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)
    return x.astype(np.float32), label[..., None].astype(np.float32)


@dataclass(frozen=True)
class Penalised:
    """What `train_penalised` leaves of n networks.

    Attributes
    ----------
    networks : trained
    inputs : (n, points, 2) what they learned from
    test_errors : (n,) share of new points, all with true labels, that are put into the wrong ring
    zeros : share of hidden outputs that are exactly 0 on the training points
    never_on : (n, units) units with z ≤ 0 on all training points
    """

    networks: DenseNetworks
    inputs: Floats
    test_errors: NDArray[np.float64]
    zeros: float
    never_on: Bools

    def without_the_never_on(self) -> tuple[float, float]:
        """Take out the units that are never on: largest change of a training output, share of new predictions changed.

        For ReLU the first is exactly 0: such a unit gives 0 for every training point.
        """
        cut = copy.deepcopy(self.networks)
        cut.weights[1][self.never_on] = 0
        change = np.abs(forward(cut, self.inputs).output - forward(self.networks, self.inputs).output).max()
        fresh, _ = noisy_rings(_TEST_POINTS, networks=len(self.never_on), rng=np.random.default_rng(99))
        sides = [forward(networks, fresh).output > 0 for networks in (cut, self.networks)]
        return float(change), float(np.mean(sides[0] != sides[1]))


def train_penalised(
    penalty: float,
    *,
    negative_slope: float = 0.0,
    wrong_labels: float = 0.2,
    steps: int = 150,
    networks: int = 20,
    rng: np.random.Generator,
) -> Penalised:
    """Train networks on two noisy rings with cross-entropy and an L1 penalty λ on their 32 hidden outputs, by Adam.

    Each learns from 100 points of its own, of which a share of `wrong_labels` is flipped. `negative_slope` 0 is ReLU,
    others are Leaky ReLU's; one state of `rng` gives both the same points and weights.

    >>> run = train_penalised(0.03, networks=4, rng=np.random.default_rng(0))
    >>> run.test_errors.shape, run.zeros > 0.8
    ((4,), True)
    """
    x, true = noisy_rings(_POINTS, networks=networks, rng=rng)
    flipped = rng.permuted(np.broadcast_to(np.arange(_POINTS) < wrong_labels * _POINTS, true.shape[:2]), axis=1)
    target = np.abs(true - flipped[..., None])
    test_x, test_label = noisy_rings(_TEST_POINTS, networks=networks, rng=rng)
    made = initialise(
        [2, _UNITS, 1],
        networks=networks,
        activation="leaky_relu",
        bias=0.0,
        dtype=np.float32,
        rng=rng,
        negative_slope=negative_slope,
    )
    made.weights[1] /= np.float32(np.sqrt(2))  # variance 1/32 after the last hidden layer
    optimizer = Adam(0.04)
    biases = made.biases or []
    for _ in range(steps):
        z = x @ made.weights[0] + biases[0]
        h = leaky_relu(z, negative_slope=negative_slope)
        upstream = (sigmoid(h @ made.weights[1] + biases[1]) - target) / np.float32(_POINTS)
        at_h = upstream @ made.weights[1].swapaxes(1, 2) + np.float32(penalty / _POINTS) * np.sign(h)
        at_z = at_h * np.where(z > 0, np.float32(1), np.float32(negative_slope))
        weights = [x.swapaxes(1, 2) @ at_z, h.swapaxes(1, 2) @ upstream]
        sums = [at_z.sum(axis=1, keepdims=True), upstream.sum(axis=1, keepdims=True)]
        optimizer.step(made, Gradients(weights, sums, None, [at_z, upstream]))
    z = x @ made.weights[0] + biases[0]
    wrong = (forward(made, test_x).output > 0) != (test_label > 0)
    zeros = float(np.mean(leaky_relu(z, negative_slope=negative_slope) == 0))
    return Penalised(made, x, wrong.mean(axis=(1, 2)), zeros, (z <= 0).all(axis=1))
