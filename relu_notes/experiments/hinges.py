"""Sums of hinges: one hidden layer of ReLUs drawn onto a target curve by least squares.

A hinge is one ReLU, relu(x - knot). A constant, a slope and hinges with free heights make every continuous curve of
straight pieces with these knots, so one layer of neurons draws polygons, and with enough of them any curve.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes._arguments import doubles, interval, not_too_many, whole_number
from relu_notes.activations import relu

Floats = NDArray[np.float64]

#: Where a target is compared with its polygon.
_POINTS_A_PIECE = 32


def hinges(x: ArrayLike, knots: ArrayLike) -> Floats:
    """Columns 1 and x, then relu(x - knot) for every knot: float64 of shape (points, 2 + hinges).

    >>> hinges([0, 1, 2], [0.5]).tolist()
    [[1.0, 0.0, 0.0], [1.0, 1.0, 0.5], [1.0, 2.0, 1.5]]
    """
    x, knots = doubles(x, "x"), doubles(knots, "knots")
    if x.ndim != 1 or knots.ndim != 1:
        raise ValueError(f"x and knots must be one row of numbers each, not of shapes {x.shape} and {knots.shape}")
    not_too_many(x.size * (2 + knots.size), "x and knots")
    return np.column_stack([np.ones_like(x), x, relu(x[:, None] - knots)])


def hinge_fit(x: ArrayLike, y: ArrayLike, knots: ArrayLike) -> Floats:
    """Heights that make `hinges(x, knots) @ heights` closest to y in the mean square.

    They are the value at 0, the slope, and the change of slope at every knot.

    The hinge |x| has slope -1 and bends by 2 at 0:

    >>> hinge_fit([-2, -1, 0, 1, 2], [2, 1, 0, 1, 2], [0]).round(12).tolist()
    [0.0, -1.0, 2.0]
    """
    columns = hinges(x, knots)
    y = doubles(y, "y")
    if y.shape != columns.shape[:1]:
        raise ValueError(f"y must have x's shape {columns.shape[:1]}, not {y.shape}")
    if not (np.isfinite(columns).all() and np.isfinite(y).all()):
        raise ValueError("x, y and knots must be finite")
    return np.linalg.lstsq(columns, y, rcond=None)[0]


def even_knots(count: int, low: float, high: float) -> Floats:
    """The `count` knots that cut [low, high] into count + 1 equal parts.

    >>> even_knots(3, -1, 1).tolist()
    [-0.5, 0.0, 0.5]
    """
    count = whole_number(count, "count", least=0)
    low, high = interval(low, high)
    return np.linspace(low, high, count + 2)[1:-1]


def fit_errors(target: Callable[[Floats], Floats], counts: Sequence[int] | NDArray[np.int64]) -> Floats:
    """Root mean square error on [-1, 1] of the best fit with evenly spaced hinges, for each number of hinges.

    `target` is a function of an array. If it is smooth, the error falls with the square of the number of pieces:
    `spline_error` is the limit.

    >>> errors = fit_errors(lambda x: x**2, [3, 7])  # pieces half as long, error a quarter
    >>> print(f"{errors[0] / errors[1]:.1f}")
    4.0
    """
    errors = []
    for count in counts:
        knots = even_knots(count, -1, 1)
        x = np.linspace(-1, 1, _POINTS_A_PIECE * (count + 1) + 1)
        left_over = hinges(x, knots) @ hinge_fit(x, target(x), knots) - target(x)
        errors.append(np.sqrt(np.mean(left_over**2)))
    return np.array(errors)


def spline_error(curvature: float, counts: ArrayLike) -> Floats:
    """Root mean square error on [-1, 1] of the best continuous polygon with many even pieces: h²·c/√720.

    c is `curvature`, the root mean square of the target's second derivative, and h = 2/(count + 1) a piece's length. On
    a piece the best polygon leaves f''·h²/2 times the Bernoulli polynomial t² - t + 1/6, whose mean square is 1/180 (de
    Boor 1978, "A practical guide to splines", on least-squares approximation by splines).

    >>> print(f"{float(spline_error(2.0, 3)):.5f}")
    0.01863
    """
    h = 2 / (np.asarray(counts) + 1)
    return curvature * h**2 / np.sqrt(720)
