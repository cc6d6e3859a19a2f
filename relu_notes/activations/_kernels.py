"""Formulas of the smooth activations that keep their digits where the textbook formula loses them.

Float32 or float64 arrays of at least one dimension in, new arrays of that dtype out; nothing is checked here, and
the caller silences the floating-point flags. Three ideas recur:

- Mirror: f(x) - f(-x) = x for SiLU and both GELUs, so the left half, where relative accuracy is hard, gives the
  right half too (`mirrored`).
- No subtraction near a zero of a derivative: the slope is written as its change since the zero, all of one sign, or
  as a series (`_series`).
- exp(a) has |a| times the relative error of a, so a large exponent is split into an exact part and a small rest
  (in `_gelu`).
"""

from __future__ import annotations

import numpy as np

from relu_notes.activations._series import SILU_NEAR_ITS_LOWEST, SILU_NEAR_ZERO, left_slope

# Below these exponents exp() leaves the normal numbers and loses digits.
_LOWEST_EXPONENT = {np.dtype(np.float32): -80.0, np.dtype(np.float64): -700.0}


def times_exp(factor: np.ndarray, exponent: np.ndarray) -> np.ndarray:
    """Product factor * exp(exponent), in steps where exp(exponent) alone would be subnormal."""
    lowest = _LOWEST_EXPONENT[exponent.dtype]
    exponent = np.maximum(exponent, 3 * lowest)  # makes any factor 0, where exp(-inf) * inf would be NaN
    product = factor * np.exp(np.maximum(exponent, lowest))
    while (exponent < lowest).any():
        exponent = np.minimum(exponent - lowest, 0.0)
        product *= np.exp(np.maximum(exponent, lowest))
    return product


def times_small_exp(factor: np.ndarray, exponent: np.ndarray) -> np.ndarray:
    """Product factor * exp(exponent) for a small exponent, with one rounding that matters."""
    return factor + factor * np.expm1(exponent)


def mirrored(x: np.ndarray, left_slope: np.ndarray) -> np.ndarray:
    """f'(x) from f'(-|x|), where f'(x) + f'(-x) = 1."""
    right = x > 0
    return right + left_slope * (1.0 - 2.0 * right).astype(x.dtype)


def one_plus_squared(e: np.ndarray) -> np.ndarray:
    """(1 + e)^2 for 0 <= e <= 1, with one rounding where it matters instead of three."""
    return 1.0 + e * (2.0 + e)


def step(x: np.ndarray, left: float | np.ndarray, at_zero: float | np.ndarray, right: float) -> np.ndarray:
    """`left`, `at_zero` or `right` by the sign of x; NaN stays NaN."""
    if np.ndim(left) or np.ndim(at_zero):
        slopes = np.where(x > 0, right, np.where(x < 0, left, at_zero)).astype(x.dtype)
    elif right == 1 and 0 <= left <= 1:  # ReLU and its kin: no table, a fifth of the time
        slopes = (x > 0).astype(x.dtype)
        if left:
            np.maximum(slopes, x.dtype.type(left), out=slopes)
        if at_zero != left:
            slopes[x == 0] = at_zero
    else:  # a table, since a branch an element would take four times as long
        sign = (x > 0).view(np.int8) + (x >= 0).view(np.int8)
        slopes = np.array([left, at_zero, right]).astype(x.dtype).take(sign)
    undefined = np.isnan(x)
    if undefined.any():
        slopes[undefined] = np.nan
    return slopes


def leaky_relu(x: np.ndarray, slope: float | np.ndarray) -> np.ndarray:
    """f(x) = x right of 0, slope * x left of it; also where a slope of 0 meets an infinite x."""
    if np.ndim(slope) == 0 and 0 < slope <= 1:
        return np.maximum(x, slope * x)
    left = np.minimum(x, 0.0)
    flat = np.equal(slope, 0) & np.isinf(left)
    if flat.any():
        left[flat] = 0.0
    return np.maximum(x, 0.0) + slope * left


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)) without overflow, and without loss on the left."""
    return np.exp(np.minimum(x, 0.0)) / (1.0 + np.exp(-np.abs(x)))


def sigmoid_derivative(x: np.ndarray) -> np.ndarray:
    """sigmoid(x) * sigmoid(-x); the textbook's 1 - sigmoid(x) cancels on the right."""
    e = np.exp(-np.abs(x))
    return e / one_plus_squared(e)


def tanh_derivative(x: np.ndarray) -> np.ndarray:
    """1 / cosh(x)^2 as 4 sigmoid'(2 x); the textbook's 1 - tanh(x)^2 cancels away from 0."""
    x = np.abs(x)
    return times_exp(4.0 / one_plus_squared(np.exp(-2.0 * x)), -2.0 * x)


def softplus(x: np.ndarray) -> np.ndarray:
    """log(1 + exp(x)) without overflow, and without loss on the left."""
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def elu(x: np.ndarray, alpha: float, scale: float) -> np.ndarray:
    """f(x) = scale * x right of 0, alpha * (exp(x) - 1) left of it; one of the two terms is 0."""
    return scale * np.maximum(x, 0.0) + alpha * np.expm1(np.minimum(x, 0.0))


def elu_derivative(x: np.ndarray, left: float, at_zero: float, right: float) -> np.ndarray:
    """f'(x) = right on the right of 0, left * exp(x) on the left."""
    return times_exp(step(x, left, at_zero, right), np.minimum(x, 0.0))


def _left_of_silu(x: np.ndarray) -> np.ndarray:
    """-|x|, but no farther left than where SiLU and its slope are 0."""
    return np.maximum(-np.abs(x), 2 * _LOWEST_EXPONENT[x.dtype])


def silu(x: np.ndarray) -> np.ndarray:
    """f(x) = x * sigmoid(x)."""
    left = _left_of_silu(x)
    return np.maximum(x, 0.0) + times_exp(left, left) / (1.0 + np.exp(left))


# exp(x) where the slope of SiLU is 0, which is minus 1 minus x.
_EXP_SILU_ZERO = 0.2784645427610738


def silu_derivative(x: np.ndarray) -> np.ndarray:
    """sigmoid(x) * sigmoid(-x) * (1 + x + exp(x)), the last factor as its change since its zero; there by series."""
    left = _left_of_silu(x)
    return mirrored(x, left_slope(left, _silu_slope_far_left, SILU_NEAR_ITS_LOWEST, SILU_NEAR_ZERO))


def silu_derivative_short(x: np.ndarray) -> np.ndarray:
    """exp(x) (1 + x + exp(x)) / (1 + exp(x))^2 as it stands: in float64 enough for float32, in a third of the time."""
    left = _left_of_silu(x)
    e = np.exp(left)
    return mirrored(x, e * (1.0 + left + e) / one_plus_squared(e))


def _silu_slope_far_left(x: np.ndarray) -> np.ndarray:
    zero, rest = SILU_NEAR_ITS_LOWEST.origin
    d = (x - zero) - rest
    return times_exp((d + _EXP_SILU_ZERO * np.expm1(d)) / one_plus_squared(np.exp(x)), x)
