"""The plane cut along the creases of a ReLU network, layer after layer, exactly.

On a region every neuron is affine, so a neuron of the next layer splits the region, if at all, along one straight
line. Cutting a convex polygon by a line gives two convex polygons; starting with the window, layer after layer, that
is all of the algorithm. A corner is where two lines meet, made from their equations, and carries how large the numbers
were that it was made from: a pre-activation within a few roundings of those counts as 0, so creases through one point
meet there. A line is a row a, b, c with ax₁ + bx₂ + c = 0, and two sums of magnitudes, for (a, b) and for c.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes._arguments import finite
from relu_notes.experiments.pieces import ROUNDING, checked_layers
from relu_notes.networks import DenseNetworks
from relu_notes.networks.dense import check_networks

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Region(NamedTuple):
    """An open polygon on which the pattern of active hidden neurons is constant, and what the network does there.

    The corners (m, 2) go counter-clockwise. `pattern` is bool (fan_out,) for each hidden layer, True where the neuron
    is active. On the region the network is x @ weight + bias, of shapes (2, outputs) and (outputs,).
    """

    polygon: Floats
    pattern: tuple[Bools, ...]
    weight: Floats
    bias: Floats


class Cut(NamedTuple):
    """The window in pieces: its regions, and for each hidden layer its creases as segments (n, 2, 2), end by end."""

    regions: list[Region]
    creases: list[Floats]


class _Piece(NamedTuple):
    """A region on the way through the layers: the last layer's outputs are x @ weight + bias."""

    rows: Floats  # for each corner x, y, the size of what made them, and its edge to the next corner, as `lines` below
    pattern: tuple[Bools, ...]
    weight: Floats  # (2, neurons)
    bias: Floats  # (neurons,)
    size: Floats  # (3, neurons): sums of magnitudes for both rows of weight, and for bias


def cut(networks: DenseNetworks, *, window: float) -> Cut:
    """Regions and creases of one network with two inputs in the square |x₁|, |x₂| < `window`.

    The network is one as ``initialise([2, 8, 1], rng=rng)`` makes it, with ReLU, Leaky ReLU or PReLU. Pieces of creases
    are not merged, nor are regions with equal affine maps, as behind a dead layer; pieces without area do not count.

    >>> network = DenseNetworks([np.array([[[1.0, 0.0], [0.0, 1.0]]]), np.ones((1, 2, 1))])
    >>> plane = cut(network, window=1)
    >>> [region.pattern[0].tolist() for region in plane.regions]
    [[True, True], [True, False], [False, True], [False, False]]
    >>> plane.creases[0].shape
    (3, 2, 2)
    """
    return _cut(*_layers_of(networks), window)


def regions(networks: DenseNetworks, *, window: float) -> list[Region]:
    """The regions of one network with two inputs in a square window, exactly; see `cut`.

    >>> network = DenseNetworks([np.array([[[1.0], [0.0]]]), np.array([[[2.0]]])])
    >>> for region in regions(network, window=1):
    ...     print((region.polygon + 0.0).tolist(), region.weight.ravel())
    [[0.0, -1.0], [1.0, -1.0], [1.0, 1.0], [0.0, 1.0]] [2. 0.]
    [[-1.0, -1.0], [0.0, -1.0], [0.0, 1.0], [-1.0, 1.0]] [0. 0.]
    """
    return cut(networks, window=window).regions


def count_regions(weights: Sequence[ArrayLike], biases: Sequence[ArrayLike], *, window: float) -> int:
    """How many regions a ReLU network with two inputs has in the square |x₁|, |x₂| < `window`.

    `weights` and `biases` are those of `breakpoints`, but for two inputs; a window of 1e6 stands for the whole plane.
    Three lines in general position, then three through one point:

    >>> lines = [[1, 0, 1], [0, 1, 1]]
    >>> count_regions([lines, [[1], [1], [1]]], [[0, 0, 1], [0]], window=10)
    7
    >>> count_regions([lines, [[1], [1], [1]]], [[0, 0, 0], [0]], window=10)
    6
    """
    layers = checked_layers(weights, biases, fan_in=2)
    return len(_cut(layers, [0.0] * (len(layers) - 1), window).regions)


def _layers_of(networks: DenseNetworks) -> tuple[list[tuple[Floats, Floats]], list[float]]:
    """The layers of one network, and the slope left of 0 in each hidden layer."""
    check_networks(networks)
    if len(networks.weights[0]) != 1 or networks.activate_output:
        raise ValueError("networks must hold one network whose last layer is affine; take one with one_of_many(...)")
    weights = [weight[0] for weight in networks.weights]
    biases = [np.zeros(w.shape[1]) for w in weights] if networks.biases is None else [b[0, 0] for b in networks.biases]
    hidden = len(weights) - 1
    if networks.slopes is not None:
        slopes = [float(slope.squeeze()) for slope in networks.slopes]
    elif networks.activation == "leaky_relu":
        slopes = [float(networks.parameters.get("negative_slope", 0.01))] * hidden
    elif networks.activation == "relu":
        slopes = [0.0] * hidden
    else:
        raise ValueError(f"regions are straight with relu, leaky_relu and prelu, not with {networks.activation}")
    return checked_layers(weights, biases, fan_in=2), slopes


def one_of_many(networks: DenseNetworks, number: int) -> DenseNetworks:
    """Network `number` of several, alone; its arrays are views."""

    def part(arrays):
        return None if arrays is None else [array[number : number + 1] for array in arrays]

    parts = {name: part(getattr(networks, name)) for name in ("weights", "biases", "slopes")}
    return dataclasses.replace(networks, **parts)


def _cut(layers: list[tuple[Floats, Floats]], slopes: Sequence[float], window: float) -> Cut:
    window = finite(window, "window")
    if window <= 0:
        raise ValueError(f"window must be positive, not {window}")
    corners = [[-1, -1, 1], [1, -1, 1], [1, 1, 1], [-1, 1, 1]]
    sides = [[0, 1, 1, 1, 1], [1, 0, -1, 1, 1], [0, 1, -1, 1, 1], [1, 0, 1, 1, 1]]
    square = np.hstack([window * np.array(corners, float), np.array(sides, float) * [1, 1, window, 1, window]])
    start = np.eye(2), np.zeros(2), np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    pieces = [_Piece(square, (), *start)]
    creases = []
    for (weight, bias), slope in zip(layers[:-1], slopes, strict=True):
        found: list[Floats] = []
        pieces = [after for before in pieces for after in _through(before, weight, bias, slope, found)]
        creases.append(np.array(found).reshape(-1, 2, 2))
    weight, bias = layers[-1]
    done = [Region(p.rows[:, :2], p.pattern, p.weight @ weight, p.bias @ weight + bias) for p in pieces]
    return Cut(done, creases)


def _through(piece: _Piece, weight: Floats, bias: Floats, slope: float, creases: list[Floats]) -> Iterator[_Piece]:
    """The pieces into which a layer's neurons cut one, each with the layer's outputs; appends to `creases`."""
    z_weight, z_bias = piece.weight @ weight, piece.bias @ weight + bias
    size = piece.size @ np.abs(weight)
    size[2] += np.abs(bias)
    lines = np.vstack([z_weight, z_bias, size[0] + size[1], size[2]]).T

    def z_at(rows: Floats) -> Floats:
        z = rows[:, :2] @ z_weight + z_bias
        return np.where(np.abs(z) <= ROUNDING * (rows[:, 2:3] * lines[:, 3] + lines[:, 4]), 0.0, z)

    waiting = [(piece.rows, z_at(piece.rows))]
    while waiting:
        rows, z = waiting.pop()
        cutting = (z.max(axis=0) > 0) & (z.min(axis=0) < 0)
        if not cutting.any():
            on = z.max(axis=0) > 0
            gate = np.where(on, 1.0, slope)
            yield _Piece(rows, (*piece.pattern, on), z_weight * gate, z_bias * gate, size * gate)
            continue
        neuron = int(cutting.argmax())
        side = z[:, neuron]
        along = np.flatnonzero(side * _next(side) < 0)  # the edges that the crease crosses
        if len(along):
            roots = _meeting(rows[along], lines[neuron])
            z_roots = z_at(roots)
            z_roots[:, neuron] = 0.0
            rows, z = _inserted(rows, along + 1, roots), _inserted(z, along + 1, z_roots)
            side = z[:, neuron]
        on_crease, after = side == 0, _next(side)
        creases.append(rows[on_crease, :2])
        for sign in (-1, 1):
            part = rows.copy()
            part[on_crease & (sign * after < 0), 3:] = lines[neuron]
            kept = sign * side >= 0
            waiting.append((part[kept], z[kept]))


def _next(column: Floats) -> Floats:
    return np.concatenate((column[1:], column[:1]))


def _inserted(rows: Floats, places: NDArray[np.intp], new: Floats) -> Floats:
    """One or two rows put before those at `places`; `numpy.insert` takes five times as long."""
    first, last = places[0], places[-1]
    if first == last:
        return np.concatenate((rows[:first], new, rows[first:]))
    return np.concatenate((rows[:first], new[:1], rows[first:last], new[1:], rows[last:]))


def _meeting(rows: Floats, line: Floats) -> Floats:
    """Corners where `line` crosses the edges that begin at `rows`, from both equations and not from the ends."""
    a, b, c, steep, level = rows[:, 3:].T
    p, q, r, line_steep, line_level = line
    scale = 1 / (a * q - b * p)
    doubt = (steep * line_level + line_steep * level) * np.abs(scale)
    corners = np.stack([(b * r - c * q) * scale, (c * p - a * r) * scale, doubt], axis=1)
    return np.concatenate((corners, rows[:, 3:]), axis=1)
