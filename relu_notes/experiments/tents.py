"""Tent maps: depth that pays. Folding an interval again and again doubles the pieces, and draws x² with few neurons."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes._arguments import doubles, whole_number

Floats = NDArray[np.float64]


def tent(x: ArrayLike, depth: int) -> Floats:
    """The tent map t(x) = 2·relu(x) - 4·relu(x - ½), applied `depth` times: 2^depth pieces on [0, 1].

    2·depth neurons draw 2^depth pieces (Telgarsky 2016, "Benefits of depth in neural networks"). One hidden layer needs
    2^depth: one for each of the 2^depth - 1 bends between 0 and 1, and one more for the slope before the first.

    >>> tent([0, 0.25, 0.5, 1], 2)
    array([0., 1., 0., 0.])
    """
    y = doubles(x, "x")
    for _ in range(whole_number(depth, "depth", least=0)):
        with np.errstate(over="ignore"):
            y = np.minimum(2 * np.maximum(y, 0), 2 - 2 * y)  # 2 relu(y) - 4 relu(y - 1/2), at infinity too
    return y


def tent_network(depth: int) -> tuple[list[Floats], list[Floats]]:
    """Weights and biases of the network that computes `tent(x, depth)`: `depth` ≥ 1 hidden layers of two neurons.

    >>> from relu_notes.experiments.pieces import breakpoints
    >>> breakpoints(*tent_network(2))
    array([0.  , 0.25, 0.5 , 0.75, 1.  ])
    """
    depth = whole_number(depth, "depth")
    out = np.array([[2.0], [-4.0]])
    weights = [np.ones((1, 2)), *[np.hstack([out, out]) for _ in range(depth - 1)], out]
    return weights, [*[np.array([0.0, -0.5]) for _ in range(depth)], np.zeros(1)]


def square_by_tents(x: ArrayLike, count: int) -> Floats:
    """The square x² on [0, 1] from `count` tents: x - Σ tent(x, k)/4^k for k = 1 … count.

    The polygon through the points of x² at the multiples of 2^-count: each tent lowers the middles of the last one's
    pieces. The largest error is exactly 4^-(count + 1), with 2·count neurons, all read by the output (Yarotsky 2017,
    "Error bounds for approximations with deep ReLU networks", proposition 2).

    >>> square_by_tents([0, 0.25, 0.5, 0.75, 1], 2).tolist()
    [0.0, 0.0625, 0.25, 0.5625, 1.0]
    """
    y = doubles(x, "x")
    total, folded = y, y
    for k in range(1, whole_number(count, "count", least=0) + 1):
        folded = tent(folded, 1)
        total = total - folded / 4**k
    return total


def one_layer_square_error(neurons: ArrayLike) -> Floats | np.float64:
    """Least possible largest error on [0, 1] of x² drawn by a line and one hidden layer: 1/(8·(neurons + 1)²).

    `neurons` bends make neurons + 1 pieces. On a piece of length h the best line misses x² by h²/8, so equal pieces are
    best; moved to the middle of the error they still meet at the bends.

    >>> one_layer_square_error([10, 20]).round(6).tolist()
    [0.001033, 0.000283]
    """
    return 1 / (8 * (doubles(neurons, "neurons") + 1) ** 2)
