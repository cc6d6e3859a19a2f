"""Formulas of GELU and of its tanh form that keep their digits on the whole line; see `_kernels` for the ideas.

The functions named `_short` are the textbook's, in float64, for float16 and float32 arrays: the digits that they
lose lie beyond those 24 bits.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from relu_notes.activations._kernels import mirrored, one_plus_squared, times_exp, times_small_exp

# ---------------------------------------------------------------------------------------------- x Phi(x)

_INV_ROOT_2PI = 1 / math.sqrt(2 * math.pi)
_PHI_IS_ZERO = -40.0  # x * Phi(x) and x * phi(x) are 0 in float64 from here on to the left


def _times_density(factor: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Product factor * exp(-x^2 / 2), with the square of a short number, which is exact, and a small rest."""
    short = np.rint(x * 1024.0) / 1024.0
    return times_exp(times_small_exp(factor, -0.5 * (x - short) * (x + short)), -0.5 * short * short)


# q(a) (a + 3) for 0.5 <= a <= 40, q(a) = phi(a) / Phi(-a) - a, as a Chebyshev series; the test recomputes it.
_EXCESS_SERIES = [
    1.6495189935457653,
    -0.6019993450474385,
    0.010648182504566443,
    0.017583891875143594,
    -0.0015330198719574343,
    -0.0006693589821285424,
    8.607686071460069e-05,
    3.04004786486325e-05,
    -4.0793484482080555e-06,
    -1.5504063849778537e-06,
    1.63976856957604e-07,
    8.306038006831839e-08,
    -4.543776146657105e-09,
    -4.3684066011194305e-09,
    -3.974707368476315e-11,
    2.1047566876420183e-10,
    1.780051617360821e-11,
    -8.458032458520242e-12,
    -1.5807215080181038e-12,
    2.2529887312452577e-13,
    9.204740536713798e-14,
    1.104332885343622e-15,
    -3.4913532585507166e-15,
    -5.214431875371008e-16,
    3.930772100144413e-17,
    2.523117716138351e-17,
]
_EXCESS_POLYNOMIAL = np.polynomial.chebyshev.cheb2poly(_EXCESS_SERIES)
_LOW, _HIGH = (0.5 - 3.0) / (0.5 + 3.0), (40.0 - 3.0) / (40.0 + 3.0)


def _mills_excess(a: np.ndarray) -> np.ndarray:
    """q(a) = phi(a) / Phi(-a) - a for 0.5 <= a <= 40; special.erfcx is off by up to 6 ulp there."""
    s = (2.0 * (a - 3.0) / (a + 3.0) - (_LOW + _HIGH)) / (_HIGH - _LOW)
    total = np.full_like(s, _EXCESS_POLYNOMIAL[-1])
    for coefficient in _EXCESS_POLYNOMIAL[-2::-1]:
        total *= s
        total += coefficient
    return total / (a + 3.0)


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


# Where the slope of GELU is 0, in two parts.
_GELU_ZERO = (-0.7517915246935645, 1.4956759177009883e-17)
# Gauss-Legendre on [0, 1]: with 8 nodes the rule is exact to 1e-17 over [-1.1, -0.3] from the zero.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(8)
_NODES, _WEIGHTS = (_NODES + 1) / 2, _WEIGHTS * _INV_ROOT_2PI / 2


def gelu_derivative(x: np.ndarray) -> np.ndarray:
    """Phi(x) + x phi(x) as (M(x) + x) phi(x); from -1.1 on from the zero, from -0.3 on from f'(0) = 1/2."""
    left = np.maximum(-np.abs(x), _PHI_IS_ZERO)
    slope = left.copy()  # NaN stays NaN
    far = left < -1.1
    if far.any():
        z = left[far]
        slope[far] = _times_density(_INV_ROOT_2PI * (1.0 / (_mills_excess(-z) - z) + z), z)
    middle = (left >= -1.1) & (left < -0.3)
    if middle.any():
        z = left[middle]
        slope[middle] = _gelu_slope_change(_GELU_ZERO[0], (z - _GELU_ZERO[0]) - _GELU_ZERO[1])
    near = left >= -0.3
    if near.any():
        slope[near] = 0.5 + _gelu_slope_change(0.0, left[near])
    return mirrored(x, slope)


def _gelu_slope_change(start: float, d: np.ndarray) -> np.ndarray:
    """f'(start + d) - f'(start): the integral of f'' = phi(t) (2 - t^2), which is positive between -1.4 and 1.4."""
    mean = np.zeros_like(d)
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        t = node * d
        t += start
        t *= t
        density = np.exp(-0.5 * t)
        density *= np.subtract(2.0, t, out=t)
        density *= weight
        mean += density
    return mean * d


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


# Where the slope of the tanh form is 0, in two parts, and exp(w) there.
_GELU_TANH_ZERO = (-0.7524614220710163, 3.635560509207687e-17)
_EXP_GELU_TANH_ZERO = 0.29195521191476714


def gelu_tanh_derivative(x: np.ndarray) -> np.ndarray:
    """(1 + exp(w) + x w') exp(w) / (1 + exp(w))^2, arranged to round as little as possible on each part of the line."""
    left = np.maximum(-np.abs(x), _SIGMOID_IS_ZERO)
    exact, rest = _exponent(left)
    w = exact + rest
    deep = 1.0 + (2.0 * w + (w - 2 * _K_WHOLE * left))  # x w' = 3 w - 2 K x, and exp(w) < 1e-16
    factor = np.where(left < -8.0, deep, _gelu_tanh_factor(left))
    e = times_small_exp(np.exp(exact), rest)
    bell = e / one_plus_squared(e)  # sigmoid(w) sigmoid(-w)
    slope = factor * bell
    far = left < -1.0
    if far.any():
        e, small = e[far], np.expm1(rest[far])
        small -= (1.0 + small) * (e * (2.0 + e) / one_plus_squared(e))  # exp(rest) / (1 + e)^2 - 1
        slope[far] = times_exp(factor[far] + factor[far] * small, exact[far])
    near = left > -0.25
    if near.any():
        z = left[near]
        slope[near] = 0.5 + (0.5 * np.tanh(0.5 * w[near]) + z * (_K_WHOLE + 3 * _C_WHOLE * (z * z)) * bell[near])
    return mirrored(x, slope)


def _gelu_tanh_factor(x: np.ndarray) -> np.ndarray:
    """1 + exp(w) + x w' as its change since its zero: two terms of one sign."""
    zero = _GELU_TANH_ZERO[0]
    d = (x - zero) - _GELU_TANH_ZERO[1]
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
