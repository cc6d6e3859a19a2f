"""The stored Chebyshev coefficients, computed again from the formulas with 50 digits."""

import mpmath
import numpy as np
import pytest
from mpmath import mpf

from relu_notes.activations import _gelu, _kernels, _series

mpmath.mp.dps = 50
K = 2 * mpmath.sqrt(2 / mpmath.pi)


def gelu_slope(x):
    return mpmath.ncdf(x) + x * mpmath.npdf(x)


def gelu_tanh_slope(x):
    w, dw = K * (x + mpf("0.044715") * x**3), K * (1 + 3 * mpf("0.044715") * x**2)
    return (1 + x * dw / (1 + mpmath.exp(w))) / (1 + mpmath.exp(-w))


def silu_slope(x):
    return (1 + x / (1 + mpmath.exp(x))) / (1 + mpmath.exp(-x))


def mills_excess(place):
    a = 3 * (1 + place) / (1 - place)  # place is (a - 3) / (a + 3)
    return (a + 3) * (mpmath.npdf(a) / mpmath.ncdf(-a) - a)


SLOPES = {"GELU": gelu_slope, "GELU_TANH": gelu_tanh_slope, "SILU": silu_slope}
SERIES = {name: made for name, made in vars(_series).items() if isinstance(made, _series.Series)}


def zero_of(slope, near):
    return mpmath.findroot(slope, near)


def function_of(name):
    """What the series `name` stands for, to 50 digits."""
    if name == "MILLS_EXCESS":
        return mills_excess
    slope, series = SLOPES[name.split("_NEAR_")[0]], SERIES[name]
    if name.endswith("_NEAR_ZERO"):
        return lambda x: (slope(x) - mpf(1) / 2) / x
    zero = zero_of(slope, series.origin[0])
    return lambda x: slope(x) / (x - zero)


def chebyshev(function, low, high, count=64):
    """Coefficients by interpolation at the roots of the polynomial of degree `count`."""
    angles = [mpmath.pi * (j + mpf(1) / 2) / count for j in range(count)]
    values = [function((low + high) / 2 + (high - low) / 2 * mpmath.cos(angle)) for angle in angles]
    means = [mpmath.fsum(v * mpmath.cos(k * a) for v, a in zip(values, angles, strict=True)) for k in range(count)]
    return [(2 if k else 1) * mean / count for k, mean in enumerate(means)]


def test_every_series_is_looked_at():
    near = {f"{name}_NEAR_{place}" for name in SLOPES for place in ("ITS_LOWEST", "ZERO")}
    assert set(SERIES) == near | {"MILLS_EXCESS"}


@pytest.mark.parametrize("name", SERIES)
def test_coefficients_are_those_of_the_function(name):
    series = SERIES[name]
    expected = chebyshev(function_of(name), mpf(series.low), mpf(series.high))
    stored = len(series.coefficients)
    np.testing.assert_allclose(series.coefficients, np.array(expected[:stored], float), rtol=1e-9, atol=2e-17)
    assert abs(series.coefficients[0] - expected[0]) <= 2**-53 * abs(expected[0])
    assert sum(map(abs, expected[stored:])) < 2**-55 * abs(expected[0]), "terms are missing"


@pytest.mark.parametrize("name", [name for name in SERIES if name != "MILLS_EXCESS"])
def test_origins(name):
    series, slope = SERIES[name], SLOPES[name.split("_NEAR_")[0]]
    if name.endswith("_NEAR_ZERO"):
        assert series.origin == (0.0, 0.0) and series.at_origin == slope(mpf(0))
        return
    first, rest = series.origin
    assert abs(mpf(first) + mpf(rest) - zero_of(slope, first)) < 2**-53 * abs(rest) and series.at_origin == 0
    assert first == float(zero_of(slope, first))


def test_exponentials_at_the_zeros():
    zero = zero_of(gelu_tanh_slope, -0.75)
    assert float(mpmath.exp(K * (zero + mpf("0.044715") * zero**3))) == _gelu._EXP_GELU_TANH_ZERO
    assert float(mpmath.exp(zero_of(silu_slope, -1.28))) == _kernels._EXP_SILU_ZERO


def test_a_series_is_written_only_where_it_holds():
    series = _series.GELU_NEAR_ZERO
    x = np.array([-np.inf, -0.26, -0.25, -0.1, 0.0, 0.01, np.nan])
    slope = np.full_like(x, 7.0)
    series.fill(slope, x)
    np.testing.assert_array_equal(slope == 7.0, [True, True, False, False, False, True, True])
    assert slope[4] == 0.5
