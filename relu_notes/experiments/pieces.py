"""Linear pieces: where a ReLU network with one input bends, counted exactly on the whole real line.

A network is followed as a piecewise linear curve. Between two neighbouring vertices every neuron is affine, so a
layer needs only the neurons' values at the vertices and their slopes on the pieces. The two unbounded pieces end in
the points at infinity (-1, 0) and (1, 0) of the homogeneous line, where an affine function s·x + c takes the values
-s and s: one rule, "the sign changes between two neighbouring vertices", finds every root, far ones too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes._arguments import doubles, not_too_many, number, several
from relu_notes.networks import initialise

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Signs = NDArray[np.int8]

#: Below this multiple of its own rounding error a number counts as the zero it would be in exact arithmetic.
ROUNDING = 32 * np.finfo(np.float64).eps


@dataclass
class _Curve:
    """A layer's outputs along the real line: m vertices, m + 1 pieces, n neurons."""

    x: Floats  # (m,) vertices, ascending
    doubt: Floats  # (m,) sum of the magnitudes that x was made from: its rounding error is a few eps of that
    value: Floats  # (m, n) at the vertices
    size: Floats  # (m, n) the same for value
    slope: Floats  # (m + 1, n) on the pieces, from left to right
    jump: Floats  # (m, n) slope right of the vertex minus slope left of it; carried, so that it is free of cancellation

    def affine(self, weight: Floats, bias: Floats) -> _Curve:
        bound = np.abs(weight)
        slope = _without_rounding(self.slope @ weight, np.abs(self.slope) @ bound)
        jump = _without_rounding(self.jump @ weight, np.abs(self.jump) @ bound)
        steepest = np.maximum(np.abs(slope[:-1]), np.abs(slope[1:]))
        size = np.abs(self.value) @ bound + np.abs(bias) + steepest * self.doubt[:, None]
        return _Curve(self.x, self.doubt, _without_rounding(self.value @ weight + bias, size), size, slope, jump)

    def relu(self) -> _Curve:
        split, signs = self._with_roots()
        active = (signs[:-1] > 0) | (signs[1:] > 0)
        on_left, on_right = active[:-1], active[1:]
        jump = np.where(on_right, split.slope[1:], 0.0) - np.where(on_left, split.slope[:-1], 0.0)
        jump = np.where(on_left & on_right, split.jump, jump)
        slope = np.where(active, split.slope, 0.0)
        value = np.maximum(split.value, 0.0)
        return _Curve(split.x, split.doubt, value, split.size, slope, jump)._without_flat_vertices()

    def _with_roots(self) -> tuple[_Curve, Signs]:
        """The same curve with a vertex at every root of a neuron; the signs at all vertices, infinity included."""
        signs = np.sign(np.vstack([-self.slope[:1], self.value, self.slope[-1:]])).astype(np.int8)
        piece, neuron = np.nonzero(signs[:-1] * signs[1:] < 0)
        not_too_many((len(signs) + len(piece)) * signs.shape[1], "the vertices of weights")
        if not len(piece):
            return self, signs
        root, doubt = self._roots(piece, neuron)
        order = np.lexsort((root, piece))
        piece, neuron, root, doubt = piece[order], neuron[order], root[order], doubt[order]
        apart = (np.diff(piece) > 0) | (np.diff(root) > ROUNDING * np.maximum(doubt[1:], doubt[:-1]))
        first = np.append(True, apart)  # parallel neurons share one vertex
        crossing = np.full(self.slope.shape, -1)
        crossing[piece, neuron] = np.cumsum(first) - 1
        piece, x, doubt = piece[first], root[first], doubt[first]
        sign = _signs_by_order(signs[piece], signs[piece + 1], crossing[piece])
        left, right = self._ends(piece)
        anchor = np.where(x - self.x[left] <= self.x[right] - x, left, right)
        value = self.value[anchor] + self.slope[piece] * (x - self.x[anchor])[:, None]
        split = _Curve(
            np.insert(self.x, piece, x),
            np.insert(self.doubt, piece, doubt),
            np.insert(self.value, piece, sign * np.abs(value), axis=0),
            np.insert(self.size, piece, 0.0, axis=0),
            np.repeat(self.slope, 1 + np.bincount(piece, minlength=len(self.slope)), axis=0),
            np.insert(self.jump, piece, 0.0, axis=0),
        )
        return split, np.insert(signs, piece + 1, sign, axis=0)

    def _roots(self, piece: Indices, neuron: Indices) -> tuple[Floats, Floats]:
        left, right = self._ends(piece)
        at_left, at_right = self.value[left, neuron], self.value[right, neuron]
        near = np.where(np.abs(at_left) <= np.abs(at_right), left, right)  # start from the closer end: less rounding
        at_near, slope = self.value[near, neuron], self.slope[piece, neuron]
        unbounded = left == right
        step = np.where(
            unbounded,
            -at_near / np.where(unbounded, slope, 1.0),
            (self.x[right] - self.x[left]) * (at_near / np.where(unbounded, 1.0, at_left - at_right)),
        )
        steepness = np.where(slope == 0, np.inf, np.abs(slope))
        return self.x[near] + step, np.abs(self.x[near]) + np.abs(step) + self.size[near, neuron] / steepness

    def _ends(self, piece: Indices) -> tuple[Indices, Indices]:
        """Indices of the vertices that bound the pieces; an unbounded piece names its only vertex twice."""
        return np.maximum(piece - 1, 0), np.minimum(piece, len(self.x) - 1)

    def _without_flat_vertices(self) -> _Curve:
        """Forget vertices where nothing bends any more; one is always kept, to start from."""
        bends = np.asarray(self.jump.any(axis=1))
        if not bends.any():
            bends[0] = True
        slope = self.slope[np.append(bends, True)]
        return _Curve(self.x[bends], self.doubt[bends], self.value[bends], self.size[bends], slope, self.jump[bends])


def _signs_by_order(before: Signs, after: Signs, crossing: Indices) -> Signs:
    """Signs at new vertices from the order of the roots, which rounding cannot upset: -1 in `crossing` is no root."""
    here = np.arange(len(crossing))[:, None]
    sign = np.where(crossing < 0, np.where(before != 0, before, after), np.where(here < crossing, before, after))
    return np.where(here == crossing, 0, sign).astype(np.int8)


def _without_rounding(number: Floats, size: Floats) -> Floats:
    if not np.isfinite(size).all():
        raise ValueError("weights and biases must be so small that no value overflows float64")
    return np.where(np.abs(number) <= ROUNDING * size, 0.0, number)


def breakpoints(weights: Sequence[ArrayLike], biases: Sequence[ArrayLike]) -> Floats:
    """All points of the real line where a ReLU network with one input bends, ascending, each once.

    The network is f(x) = L_H(relu(L_{H-1}(… relu(L_0(x))))) with L_l(h) = h @ weights[l] + biases[l]: arrays (fan_in,
    fan_out), of which the first fan_in is 1, and (fan_out,); the last layer is affine, without activation. f has one
    linear piece more than breakpoints; a neuron's kink that no later layer lets through is none. A ValueError says
    where shapes do not fit, a number is not finite, values overflow, or vertices times neurons pass 2**28.

    Nothing is sampled: roots are found piece by piece, unbounded pieces included. Numbers within a few roundings of
    float64 of zero count as zero, so neurons that bend at the same point give one breakpoint, and kinks that cancel
    give none. Counting pieces along a line: Hanin & Rolnick 2019, "Complexity of linear regions in deep networks".

    relu(x) - 2·relu(x - 1) bends at 0 and at 1, and relu(x) - relu(-x), the line x, nowhere:

    >>> breakpoints([[[1, 1]], [[1], [-2]]], [[0, -1], [0]])
    array([0., 1.])
    >>> breakpoints([[[1, -1]], [[1], [-1]]], [[0, 0], [0]])
    array([], dtype=float64)
    """
    curve = _followed(weights, biases)
    return np.unique(curve.x[curve.jump.any(axis=1)]) + 0.0  # -0.0 reads oddly


def end_slopes(weights: Sequence[ArrayLike], biases: Sequence[ArrayLike]) -> tuple[Floats, Floats]:
    """Slopes (outputs,) of a network as `breakpoints` takes it on its two unbounded pieces, the first and the last.

    3·relu(x) - relu(-x) rises by 1 on the left and by 3 on the right:

    >>> end_slopes([[[1, -1]], [[3], [-1]]], [[0, 0], [0]])
    (array([1.]), array([3.]))
    """
    slope = _followed(weights, biases).slope
    return slope[0], slope[-1]


def _followed(weights: Sequence[ArrayLike], biases: Sequence[ArrayLike]) -> _Curve:
    layers = checked_layers(weights, biases)
    zero = np.zeros((1, 1))
    curve = _Curve(np.zeros(1), np.zeros(1), zero, zero, np.ones((2, 1)), zero)
    with np.errstate(over="ignore", invalid="ignore"):  # reported as an error
        for weight, bias in layers[:-1]:
            curve = curve.affine(weight, bias).relu()
        return curve.affine(*layers[-1])


def checked_layers(
    weights: Sequence[ArrayLike], biases: Sequence[ArrayLike], fan_in: int = 1
) -> list[tuple[Floats, Floats]]:
    """Weight and bias of each layer as float64, if they are those of a network with `fan_in` inputs."""
    weights, biases = several(weights, "weights"), several(biases, "biases")
    if not weights or len(weights) != len(biases):
        raise ValueError(
            f"weights and biases must hold one array per layer, at least one, not {len(weights)} and {len(biases)}"
        )
    layers = []
    for layer, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        matrix = doubles(weight, f"weights[{layer}]")
        vector = doubles(bias, f"biases[{layer}]")
        if matrix.ndim != 2 or matrix.shape[0] != fan_in or not matrix.shape[1]:
            raise ValueError(f"weights[{layer}] must have shape ({fan_in}, fan_out), not {matrix.shape}")
        fan_in = matrix.shape[1]
        if vector.shape != (fan_in,):
            raise ValueError(f"biases[{layer}] must have shape ({fan_in},), not {vector.shape}")
        if not (np.isfinite(matrix).all() and np.isfinite(vector).all()):
            raise ValueError(f"weights[{layer}] and biases[{layer}] must be finite")
        layers.append((matrix, vector))
    return layers


def pieces_between(bends: ArrayLike, low: float, high: float) -> int:
    """How many linear pieces lie on [low, high], given all breakpoints.

    >>> pieces_between([0, 0.25, 0.5, 0.75, 1], 0, 1)
    4
    """
    x = doubles(bends, "bends")
    low, high = number(low, "low"), number(high, "high")
    if low > high:
        raise ValueError(f"low must not lie above high, not {low} and {high}")
    return 1 + int(np.count_nonzero((low < x) & (x < high)))


def random_network(widths: Sequence[int], *, rng: np.random.Generator) -> tuple[list[Floats], list[Floats]]:
    """One input, hidden layers of the given widths, one output; He weights, biases with standard deviation 1.

    >>> weights, biases = random_network([8, 4], rng=np.random.default_rng(0))
    >>> [w.shape for w in weights], [b.shape for b in biases]
    ([(1, 8), (8, 4), (4, 1)], [(8,), (4,), (1,)])
    """
    made = initialise([1, *several(widths, "widths"), 1], bias=0.0, bias_std=1.0, rng=rng)
    return [weight[0] for weight in made.weights], [bias[0, 0] for bias in made.biases or ()]


def kinks_within(window: ArrayLike) -> Floats | np.float64:
    """Share of a single layer's kinks that lie in |x| < window, for `random_network`: (2/π)·arctan(window·√2).

    A kink stands at -b/w with b ~ N(0, 1) and w ~ N(0, 2), which is Cauchy distributed with scale 1/√2.

    >>> kinks_within([1, 3]).round(3).tolist()
    [0.608, 0.853]
    """
    return 2 / np.pi * np.arctan(np.sqrt(2) * doubles(window, "window"))
