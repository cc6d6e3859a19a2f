"""What makes each function what it is: identities and inequalities that hold for every number."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from relu_notes import activations
from relu_notes.activations import ACTIVATIONS

finite = st.floats(allow_nan=False, allow_infinity=False)
moderate = st.floats(-1e150, 1e150)


@given(finite)
def test_relu_is_idempotent(x):
    assert activations.relu(activations.relu(x)) == activations.relu(x)


@given(moderate, st.floats(0, 1e150))
def test_relu_is_positively_homogeneous(x, factor):
    assert activations.relu(factor * x) == factor * activations.relu(x)


@given(moderate, moderate, st.floats(0, 1))
def test_relu_is_convex(a, b, t):
    mixed = (1 - t) * activations.relu(a) + t * activations.relu(b)
    assert activations.relu((1 - t) * a + t * b) <= mixed + 4e-16 * max(abs(a), abs(b))


@given(finite, finite)
def test_relu_is_monotone_and_1_lipschitz(a, b):
    low, high = sorted((a, b))
    with np.errstate(over="ignore"):
        rise = activations.relu(high) - activations.relu(low)
        assert 0 <= rise <= high - low


@given(finite)
def test_relu_splits_a_number_into_its_parts(x):
    assert activations.relu(x) - activations.relu(-x) == x
    assert activations.relu(x) + activations.relu(-x) == abs(x)


@given(moderate)
def test_mirror_of_silu_and_gelu(x):
    for name in ("silu", "gelu"):
        function, derivative = ACTIVATIONS[name].function, ACTIVATIONS[name].derivative
        assert function(x) - function(-x) == pytest.approx(x, rel=1e-15, abs=1e-300)
        assert derivative(x) + derivative(-x) == pytest.approx(1, abs=1e-15)


def test_selu_keeps_mean_0_and_variance_1():
    # the normal integral in closed pieces: 200 Gauss-Legendre nodes on each side of the kink
    nodes, weights = np.polynomial.legendre.leggauss(200)
    mean = square = 0.0
    for low, high in ((-12, 0), (0, 12)):
        x = (high - low) / 2 * nodes + (high + low) / 2
        density = weights * (high - low) / 2 * np.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        mean += (density * activations.selu(x)).sum()
        square += (density * activations.selu(x) ** 2).sum()
    assert mean == pytest.approx(0, abs=1e-12)
    assert square == pytest.approx(1, abs=1e-12)


def test_the_tanh_form_of_gelu_is_off_by_what_the_docstring_says():
    x = np.linspace(-6, 0, 60001)
    gap = np.abs(activations.gelu(x) - activations.gelu(x, approximate="tanh"))
    assert 4.6e-4 < gap.max() < 4.75e-4
    assert x[gap.argmax()] == pytest.approx(-2.70, abs=0.01)


@given(hnp.arrays(np.float64, (3, 4), elements=st.floats(-50, 50)), st.floats(-3, 3))
def test_slope_derivative_of_prelu(x, slope):
    # f is linear in its slope, so a difference over any step is the derivative
    difference = activations.prelu(x, slope + 1) - activations.prelu(x, slope)
    np.testing.assert_allclose(activations.prelu_slope_derivative(x), difference, rtol=1e-13, atol=1e-13)
