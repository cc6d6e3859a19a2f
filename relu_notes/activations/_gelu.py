"""Formulas of GELU and of its tanh form that keep their digits on the whole line; see `_kernels` for the ideas.

The functions named `_short` are the textbook's, in float64, for float16 and float32 arrays: the digits that they
lose lie beyond those 24 bits.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from relu_notes.activations._kernels import mirrored, one_plus_squared, times_exp, times_small_exp
from relu_notes.activations._series import (
    GELU_NEAR_ITS_LOWEST,
    GELU_NEAR_ZERO,
    GELU_TANH_NEAR_ITS_LOWEST,
    GELU_TANH_NEAR_ZERO,
    MILLS_EXCESS,
    left_slope,
)

# ---------------------------------------------------------------------------------------------- x Phi(x)

_INV_ROOT_2PI = 1 / math.sqrt(2 * math.pi)
_PHI_IS_ZERO = -40.0  # x * Phi(x) and x * phi(x) are 0 in float64 from here on to the left


def _times_density(factor: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Product factor * exp(-x^2 / 2), with the square of a short number, which is exact, and a small rest."""
    short = np.rint(x * 1024.0) / 1024.0
    return times_exp(times_small_exp(factor, -0.5 * (x - short) * (x + short)), -0.5 * short * short)


def _mills_excess(a: np.ndarray) -> np.ndarray:
    """q(a) = phi(a) / Phi(-a) - a for 0.5 <= a <= 40; special.erfcx is off by up to 6 ulp there."""
    return MILLS_EXCESS((a - 3.0) / (a + 3.0)) / (a + 3.0)


def gelu(x: np.ndarray) -> np.ndarray:
    """f(x) = x * Phi(x); far on the left as x * M(x) * phi(x) with M = Phi / phi."""
    left = np.maximum(-np.abs(x), _PHI_IS_ZERO)
    value = left * special.ndtr(left)
    far = left < -0.5
    if far.any():
        z = left[far]
        value[far] = _times_density(_INV_ROOT_2PI * z / (_mills_excess(-z) - z), z)
    return value + np.maximum(x, 0.0)


def gelu_short(x: np.ndarray) -> np.ndarray:
    """f(x) = x * Phi(x) as it stands: enough for the 24 bits of float32, in half the time."""
    left = np.maximum(-np.abs(x), _PHI_IS_ZERO)
    return np.maximum(x, 0.0) + left * special.ndtr(left)


def gelu_derivative(x: np.ndarray) -> np.ndarray:
    """Phi(x) + x phi(x) as (M(x) + x) phi(x); by series around its zero and right of that."""
    left = np.maximum(-np.abs(x), _PHI_IS_ZERO)
    return mirrored(x, left_slope(left, _gelu_slope_far_left, GELU_NEAR_ITS_LOWEST, GELU_NEAR_ZERO))


def _gelu_slope_far_left(x: np.ndarray) -> np.ndarray:
    return _times_density(_INV_ROOT_2PI * (1.0 / (_mills_excess(-x) - x) + x), x)


def gelu_derivative_short(x: np.ndarray) -> np.ndarray:
    """Phi(x) + x phi(x) as it stands: enough for float32."""
    left = np.maximum(-np.abs(x), _PHI_IS_ZERO)
    return mirrored(x, special.ndtr(left) + _INV_ROOT_2PI * left * np.exp(-0.5 * left * left))


# ---------------------------------------------------------------------------------------------- tanh form
# 0.5 x (1 + tanh(w / 2)) = x sigmoid(w) with w = K x + C x^3, K = 2 sqrt(2 / pi), C = 0.044715 K. Each constant is
# a short number and a rest, so that K x + C x^3 is exact for the short part of x.

_K, _K_REST = 1.5957691215444356, 6.129509145186187e-11
_C, _C_REST = 0.07135009765625, 4.718616350248776e-06
_K_WHOLE, _C_WHOLE = _K + _K_REST, _C + _C_REST
_SIGMOID_IS_ZERO = -22.0  # x * sigmoid(w) is 0 in float64 from here on to the left


def _exponent(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """w(x) for -22 <= x <= 0 as an exact part and a rest below 0.3."""
    short = np.rint(x * 256.0) / 256.0
    cube = short * short * short
    rest = x - short
    return _K * short + _C * cube, (
        _K * rest + _K_REST * x + _C * rest * (x * x + x * short + short * short) + _C_REST * (x * x * x)
    )


def gelu_tanh(x: np.ndarray) -> np.ndarray:
    """f(x) = x * sigmoid(w(x))."""
    left = np.maximum(-np.abs(x), _SIGMOID_IS_ZERO)
    exact, rest = _exponent(left)
    return np.maximum(x, 0.0) + times_exp(times_small_exp(left, rest), exact) / (1.0 + np.exp(exact + rest))


def gelu_tanh_derivative(x: np.ndarray) -> np.ndarray:
    """(1 + exp(w) + x w') exp(w) / (1 + exp(w))^2; by series around its zero and right of that."""
    left = np.maximum(-np.abs(x), _SIGMOID_IS_ZERO)
    return mirrored(x, left_slope(left, _gelu_tanh_slope_far_left, GELU_TANH_NEAR_ITS_LOWEST, GELU_TANH_NEAR_ZERO))


def _gelu_tanh_slope_far_left(x: np.ndarray) -> np.ndarray:
    exact, rest = _exponent(x)
    w = exact + rest
    deep = 1.0 + (2.0 * w + (w - 2 * _K_WHOLE * x))  # x w' = 3 w - 2 K x, and exp(w) < 1e-16
    factor = np.where(x < -8.0, deep, _gelu_tanh_factor(x))
    e, small = times_small_exp(np.exp(exact), rest), np.expm1(rest)
    small -= (1.0 + small) * (e * (2.0 + e) / one_plus_squared(e))  # exp(rest) / (1 + e)^2 - 1
    return times_exp(factor + factor * small, exact)


# exp(w) where the slope of the tanh form is 0.
_EXP_GELU_TANH_ZERO = 0.29195521191476714


def _gelu_tanh_factor(x: np.ndarray) -> np.ndarray:
    """1 + exp(w) + x w' as its change since its zero: two terms of one sign."""
    zero, rest = GELU_TANH_NEAR_ITS_LOWEST.origin
    d = (x - zero) - rest
    square = x * (x + zero)  # (x^3 - zero^3) / d is this and zero^2
    linear = d * ((_K_WHOLE + 3 * _C_WHOLE * zero**2) + 3 * _C_WHOLE * square)
    return linear + _EXP_GELU_TANH_ZERO * np.expm1(d * ((_K_WHOLE + _C_WHOLE * zero**2) + _C_WHOLE * square))


def gelu_tanh_short(x: np.ndarray) -> np.ndarray:
    """f(x) = x * sigmoid(w(x)) with w as it stands: enough for float32."""
    left = np.maximum(-np.abs(x), _SIGMOID_IS_ZERO)
    e = np.exp(left * (_K_WHOLE + _C_WHOLE * (left * left)))
    return np.maximum(x, 0.0) + left * e / (1.0 + e)


def gelu_tanh_derivative_short(x: np.ndarray) -> np.ndarray:
    """The slope of the tanh form with w as it stands: enough for float32."""
    left = np.maximum(-np.abs(x), _SIGMOID_IS_ZERO)
    e = np.exp(left * (_K_WHOLE + _C_WHOLE * (left * left)))
    return mirrored(x, _gelu_tanh_factor(left) * (e / one_plus_squared(e)))
