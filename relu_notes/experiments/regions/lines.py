"""One hidden layer: lines in the plane, how many regions they make, and how many random lines make near the data."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes._arguments import doubles, finite, generator, whole_number


def lines_in_general_position(n: int) -> int:
    """Regions of the plane cut by n lines of which no two are parallel and no three meet: 1 + n + n(n-1)/2.

    Line number k crosses the k - 1 before it, and each of the k pieces that they leave of it splits one region
    (Steiner 1826; for any dimension Zaslavsky 1975, "Facing up to arrangements").

    >>> [lines_in_general_position(n) for n in (0, 1, 2, 3, 16, 24)]
    [1, 2, 4, 7, 137, 301]
    """
    n = whole_number(n, "n", least=0)
    return 1 + n + n * (n - 1) // 2


def expected_near_data(n: ArrayLike, *, radius: ArrayLike) -> NDArray[np.float64]:
    """Mean number of regions that n random neurons, weights and biases N(0, 1), make of the disc |x| < R.

    With u = 1/√(1 + R²) a crease meets the disc with probability Ru, and two creases cross inside it with probability
    1 - u. Each line that meets the disc adds a region, and so does each crossing inside:

        1 + n·Ru + ½n(n-1)(1-u)

    >>> expected_near_data(24, radius=[1, 3]).round(1)
    array([ 98.8, 212.5])
    """
    number, r = doubles(n, "n"), doubles(radius, "radius")
    if not (number >= 0).all() or not (r >= 0).all():
        raise ValueError("n and radius must not be negative")
    u = 1 / np.sqrt(1 + r**2)
    return 1 + number * r * u + number * (number - 1) / 2 * (1 - u)


def regions_in_disc(weights: ArrayLike, biases: ArrayLike, *, radius: float) -> NDArray[np.int64]:
    """Regions of the disc |x| < `radius` under one layer, counted by Euler: 1 + lines that meet it + crossings inside.

    Int64 (networks,) for weights (networks, 2, n) and biases (networks, n): lines in general position, since a crossing
    of three is counted as three. Two lines that cross at (1, 1):

    >>> lines = [[[1, 0], [0, 1]]], [[-1, -1]]
    >>> regions_in_disc(*lines, radius=1.2), regions_in_disc(*lines, radius=2)
    (array([3]), array([4]))
    """
    w, b, r = doubles(weights, "weights"), doubles(biases, "biases"), finite(radius, "radius")
    if w.ndim != 3 or w.shape[1] != 2 or b.shape != (len(w), w.shape[2]):
        raise ValueError(
            f"weights and biases must have shapes (networks, 2, n) and (networks, n), not {w.shape} and {b.shape}"
        )
    p, q = w[:, 0], w[:, 1]
    meets = np.abs(b) < r * np.hypot(p, q)
    first, second = np.triu_indices(w.shape[2], 1)
    p1, q1, b1, p2, q2, b2 = (array[:, pair] for pair in (first, second) for array in (p, q, b))
    crossing = np.hypot(b1 * q2 - b2 * q1, p1 * b2 - p2 * b1) < r * np.abs(p1 * q2 - p2 * q1)
    return 1 + np.count_nonzero(meets, axis=1) + np.count_nonzero(crossing, axis=1)


def random_lines(n: int, *, networks: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
    """Weights (networks, 2, n) and biases (networks, n) of random first layers, all N(0, 1).

    >>> weights, biases = random_lines(24, networks=2000, rng=np.random.default_rng(0))
    >>> bool(abs(regions_in_disc(weights, biases, radius=1).mean() - 98.8) < 3)
    True
    """
    shape = whole_number(networks, "networks"), whole_number(n, "n")
    drawn = generator(rng).standard_normal((shape[0], 3, shape[1]))
    return drawn[:, :2], drawn[:, 2]
