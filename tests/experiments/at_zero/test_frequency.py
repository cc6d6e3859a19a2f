"""Exact zeros by accident: the closed form against mpmath, counts within their scatter, published counts."""

import mpmath
import numpy as np
import pytest

from relu_notes.experiments import at_zero
from relu_notes.networks import forward, initialise


@pytest.mark.parametrize(("sigma", "spacing"), [(0.19, 2.0**-24), (3.0, 0.25), (1e-3, 2.0**-24)])
def test_exact_zero_probability_is_the_normal_mass_that_rounds_to_zero(sigma, spacing):
    half = mpmath.mpf(spacing) / 2
    expected = mpmath.quad(lambda z: mpmath.npdf(z, 0, sigma), [-half, 0, half])
    assert float(at_zero.exact_zero_probability(sigma, spacing=spacing)) == pytest.approx(float(expected), rel=1e-9)


def test_exact_zero_probability_is_spacing_times_density_for_fine_spacing():
    sigma = np.array([0.1, 1.0, 10.0])
    density = 1 / (sigma * np.sqrt(2 * np.pi))
    np.testing.assert_allclose(at_zero.exact_zero_probability(sigma), 2.0**-24 * density, rtol=1e-12)


def test_half_spacing_is_the_smallest_half_precision_number():
    assert np.nextafter(np.float16(0), np.float16(1)) == at_zero.HALF_SPACING


def exact_zeros_of_a_layer(sigma, dtype, rng):
    """How many pre-activations of 256 units without biases are exactly 0, for 1024 inputs of 64 numbers."""
    layer = initialise([64, 256], weight_variance=sigma**2, dtype=dtype, rng=rng)
    (z,) = forward(layer, rng.standard_normal((1024, 64))).pre_activations
    return np.count_nonzero(z == 0)


@pytest.mark.parametrize("exponent", [-15, -13, -11])
def test_measured_exact_zeros_agree_with_the_closed_form(exponent):
    """Counts of rare, nearly independent events scatter like Poisson's: standard error √expected."""
    sigma, rng = 2.0**exponent, np.random.default_rng(0)
    counted = sum(exact_zeros_of_a_layer(sigma, np.float16, rng) for _ in range(4))
    expected = 4 * 256 * 1024 * at_zero.exact_zero_probability(sigma)
    assert abs(counted - expected) < 5 * np.sqrt(expected)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_wider_formats_have_no_accidental_zeros(dtype):
    assert exact_zeros_of_a_layer(2.0**-14, dtype, np.random.default_rng(0)) == 0


def test_some_exact_zero_keeps_tiny_probabilities():
    with mpmath.workdps(60):
        expected = 1 - (1 - mpmath.mpf("1e-25")) ** 1000
    assert float(at_zero.some_exact_zero(1e-25, 1000)) == pytest.approx(float(expected), rel=1e-12)
    assert at_zero.some_exact_zero([0.0, 0.5, 1.0], 2).tolist() == [0.0, 0.75, 1.0]


@pytest.mark.parametrize("bits", ["16 bit", "32 bit", "64 bit"])
def test_closed_form_is_near_the_published_counts(bits):
    """Their σ is only estimated here, so the formula may be off by a tenth beside the scatter of 1000 networks."""
    probability = at_zero.exact_zero_probability(at_zero.PUBLISHED_SIGMA, spacing=at_zero.SPACINGS[bits])
    predicted = at_zero.some_exact_zero(probability, at_zero.PUBLISHED_COUNT)
    published = at_zero.PUBLISHED_SHARES[bits]
    error = np.sqrt(max(published * (1 - published), 1e-3) / 1000)
    assert abs(predicted - published) < 3 * error + 0.1 * published


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: at_zero.exact_zero_probability(0.0), "positive"),
        (lambda: at_zero.exact_zero_probability(1.0, spacing=-1), "positive"),
        (lambda: at_zero.some_exact_zero(1.5, 3), "between 0 and 1"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
