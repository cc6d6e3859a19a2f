"""Fold, cut, unfold: layers that fold the plane, one neuron that cuts, and the polygon that they draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes._arguments import doubles, finite, whole_number
from relu_notes.networks import DenseNetworks

Floats = NDArray[np.float64]


def fold_angles(folds: int) -> Floats:
    """Directions of the folds, π, π/2, π/4, …: after fold number k a wedge of angle π/2^(k-1) is left.

    >>> (fold_angles(3) / np.pi).tolist()
    [1.0, 0.5, 0.25]
    """
    return np.ldexp(np.pi, -np.arange(folds))


def fold(points: ArrayLike, folds: int) -> Floats:
    """Where points (…, 2) come to lie when the sheet is folded `folds` times: in the wedge from 0 to π/2^(folds - 1).

    Each fold is a reflection of what lies beyond a line through 0: p → p + 2·relu(-n·p)·n, with n the line's unit
    normal on the side that stays.

    >>> fold([[-3.0, -1.0], [1.0, 3.0]], 3).round(9).tolist()
    [[3.0, 1.0], [3.0, 1.0]]
    """
    p = doubles(points, "points")
    for normal in _normals(folds):
        p = p + 2 * np.maximum(-(p @ normal), 0)[..., None] * normal
    return p


def _normals(folds: int) -> Floats:
    angles = fold_angles(folds)
    normals = np.column_stack([np.sin(angles), -np.cos(angles)])
    return np.round(normals, 16) + 0.0  # sin π is 0


def cut_ends(folds: int, *, ends: tuple[float, float] = (1.0, 1.0)) -> Floats:
    """Where the cut crosses the two sides of the wedge: at these distances from 0, the side at angle 0 first.

    >>> (cut_ends(2).round(9) + 0.0).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    distances = np.array([finite(end, "each of ends") for end in ends])
    if len(distances) != 2 or not (distances > 0).all():
        raise ValueError("ends must be two positive distances from 0")
    wedge = fold_angles(whole_number(folds, "folds", least=2))[-1]
    return np.array([[1.0, 0.0], [np.cos(wedge), np.sin(wedge)]]) * distances[:, None]


def cut_line(folds: int, *, ends: tuple[float, float] = (1.0, 1.0)) -> tuple[Floats, float]:
    """The cut through `cut_ends` as a unit vector c and a distance d: what has c·p < d is kept.

    >>> direction, distance = cut_line(2)
    >>> direction.round(3).tolist(), round(distance, 3)
    ([0.707, 0.707], 0.707)
    """
    first, second = cut_ends(folds, ends=ends)
    along = second - first
    direction = np.array([along[1], -along[0]]) / np.hypot(*along)
    return direction, float(direction @ first)


def folding_network(folds: int, *, ends: tuple[float, float] = (1.0, 1.0)) -> DenseNetworks:
    """The ReLU network that folds `folds` times and cuts once: its output d - c·fold(p) is positive inside.

    A hidden layer of four neurons makes one fold: with t = n·p and s along the fold, relu(t) + relu(-t) = |t| comes
    back as the distance from the fold, and relu(s) - relu(-s) = s carries the other coordinate.

    >>> from relu_notes.networks import forward
    >>> network = folding_network(2)
    >>> [weight.shape[1:] for weight in network.weights]
    [(2, 4), (4, 4), (4, 1)]
    >>> forward(network, [[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]).output.ravel().round(3) + 0.0
    array([ 0.707,  0.   , -0.707])
    """
    direction, distance = cut_line(folds, ends=ends)
    back, weights = np.eye(2), []
    for n in _normals(folds):
        along = np.array([-n[1], n[0]])
        weights.append(back @ np.column_stack([n, -n, along, -along]))
        back = np.array([n, n, along, -along])
    weights.append(back @ -direction[:, None])
    biases = [np.zeros((1, 1, weight.shape[1])) for weight in weights]
    biases[-1] += distance
    return DenseNetworks([weight[None] for weight in weights], biases)


def unfolded(points: ArrayLike, folds: int) -> Floats:
    """All places of the plane that `fold` brings to these points of the wedge, as one round: (m·2^folds, 2).

    The points (m, 2) lead through the wedge from its side at angle 0 to the other.

    >>> unfolded([[1.0, 0.2]], 2).round(9).tolist()
    [[1.0, 0.2], [-1.0, 0.2], [-1.0, -0.2], [1.0, -0.2]]
    """
    round_trip = np.asarray(points)
    for normal in _normals(folds)[::-1]:
        mirrored = round_trip - 2 * (round_trip @ normal)[:, None] * normal
        round_trip = np.vstack([round_trip, mirrored[::-1]])
    return round_trip


def polygon(folds: int, *, ends: tuple[float, float] = (1.0, 1.0)) -> Floats:
    """Corners (2^folds, 2) of the polygon that the cut leaves, unfolded, counter-clockwise; at least 2 folds.

    Equal ends give the regular polygon, others a star.

    >>> (polygon(2).round(9) + 0.0).tolist()
    [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]]
    """
    return unfolded(cut_ends(folds, ends=ends), folds)[::2]


def area(corners: ArrayLike) -> float:
    """Area inside a polygon whose corners go counter-clockwise (the shoelace formula).

    >>> area([[0, 0], [2, 0], [2, 1], [0, 1]])
    2.0
    """
    x, y = doubles(corners, "corners").T
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2)


def regular_polygon_area(sides: int) -> float:
    """Area of the regular polygon on the unit circle, n/2·sin(2π/n).

    >>> [round(regular_polygon_area(2**folds) / np.pi, 3) for folds in range(2, 7)]
    [0.637, 0.9, 0.974, 0.994, 0.998]
    """
    n = whole_number(sides, "sides", least=3)
    return n / 2 * float(np.sin(2 * np.pi / n))
