"""Zeros of random ReLU layers: closed forms against mpmath, measurements within their standard errors."""

import mpmath
import numpy as np
import pytest

from relu_notes.experiments import sparsity


def standard_error(share, count):
    return np.sqrt(share * (1 - share) / count)


@pytest.mark.parametrize("bias", [-3.0, -0.5, 0.0, 1.25])
def test_zero_fraction_is_the_normal_mass_left_of_minus_the_bias(bias):
    expected = mpmath.quad(lambda z: mpmath.npdf(z, bias, 1), [-mpmath.inf, bias - 8, 0])
    assert float(sparsity.zero_fraction(bias)) == pytest.approx(float(expected), rel=1e-12)


def test_zero_fraction_at_the_ends():
    assert sparsity.zero_fraction([-np.inf, 0.0, np.inf]).tolist() == [1.0, 0.5, 0.0]


def test_measured_zero_fraction_agrees_with_the_closed_form():
    units, bias = 20_000, np.linspace(-2, 2, 9)
    measured = sparsity.measured_zero_fraction(bias, units=units, rng=np.random.default_rng(1))
    expected = sparsity.zero_fraction(bias)
    assert (np.abs(measured - expected) < 5 * standard_error(expected, units)).all()


def test_measured_zero_fraction_does_not_depend_on_fan_in():
    for fan_in in (1, 7, 300):
        measured = sparsity.measured_zero_fraction(0.7, units=5000, fan_in=fan_in, rng=np.random.default_rng(2))
        expected = sparsity.zero_fraction(0.7)
        assert abs(measured - expected) < 5 * standard_error(expected, 5000)


@pytest.mark.parametrize("c", [-0.9, -0.2, 0.0, 0.5, 0.99])
def test_arc_cosine_map_is_the_cosine_of_two_rectified_normals(c):
    """E[relu(u) relu(v)]/E[relu(u)²] in polar coordinates: u = r cos t, v = r cos(t - θ)."""
    theta = mpmath.acos(c)
    both_on = [theta - mpmath.pi / 2, mpmath.pi / 2]
    expected = mpmath.quad(lambda t: mpmath.cos(t) * mpmath.cos(t - theta), both_on) / (mpmath.pi / 2)
    assert float(sparsity.arc_cosine_map(c)) == pytest.approx(float(expected), abs=1e-12)


def test_arc_cosine_map_carries_every_cosine_to_one():
    c = np.linspace(-1, 1, 41)
    for _ in range(2000):
        following = sparsity.arc_cosine_map(c)
        assert (following >= c - 1e-12).all()
        c = following
    assert (c > 0.999).all()


def test_two_inputs_off_agree_with_counting():
    c, count = np.array([0.0, 0.4, 0.8]), 200_000
    u, v = np.random.default_rng(5).standard_normal((2, count))
    second = c[:, None] * u + np.sqrt(1 - c[:, None] ** 2) * v
    measured = ((u < 0) & (second < 0)).mean(axis=1)
    expected = sparsity.all_off_fraction(c, 2)
    assert (np.abs(measured - expected) < 5 * standard_error(expected, count)).all()


def test_all_off_fraction_of_one_and_two_inputs_are_the_known_ones():
    c = np.array([0.0, 0.3, 0.9, 0.99, 1.0])
    np.testing.assert_allclose(sparsity.all_off_fraction(c, 1), 0.5, atol=1e-12)
    np.testing.assert_allclose(
        sparsity.all_off_fraction(c, 2), (np.pi - np.arccos(c)) / (2 * np.pi), atol=1e-9
    )  # Cho & Saul 2009


def test_all_off_fraction_of_many_inputs_agrees_with_mpmath():
    ratio = mpmath.sqrt(mpmath.mpf("0.8") / mpmath.mpf("0.2"))
    expected = mpmath.quad(lambda g: mpmath.npdf(g) * mpmath.ncdf(ratio * g) ** 64, range(-9, 10))
    assert float(sparsity.all_off_fraction(0.8, 64)) == pytest.approx(float(expected), rel=1e-9)


def test_unrelated_inputs_are_off_independently():
    assert float(sparsity.all_off_fraction(0.0, 10)) == pytest.approx(2.0**-10, rel=1e-12)


def test_layers_agree_with_the_closed_forms():
    """Half of all outputs at every depth, and the units off for all inputs as the cosines predict.

    Networks are independent, so their scatter gives the standard error; the cosines are those of infinite width,
    and at 192 units the mean differs by up to 0.02.
    """
    layers = np.array(
        sparsity.layer_activations(depth=10, width=192, inputs=64, networks=16, rng=np.random.default_rng(6))
    )
    assert layers.shape == (10, 16, 64, 192)
    zeros, off = (layers == 0).mean(axis=(2, 3)).T, (layers == 0).all(axis=2).mean(axis=2).T
    for measured, expected, bias in ((zeros, 0.5, 0.0), (off, sparsity.predicted_off(depth=10, inputs=64), 0.02)):
        error = measured.std(axis=0, ddof=1) / np.sqrt(len(measured))
        assert (np.abs(measured.mean(axis=0) - expected) < 5 * error + bias).all()


def test_layer_activations_feed_each_other_and_follow_the_bias():
    few, many = (
        sparsity.layer_activations(depth=2, width=100, inputs=50, bias=bias, rng=np.random.default_rng(9))
        for bias in (2.0, -2.0)
    )
    for layer in range(2):
        assert (few[layer] == 0).mean() < 0.4
        assert (many[layer] == 0).mean() > 0.6
    expected = sparsity.zero_fraction(-2.0 / np.sqrt(2))
    assert abs((many[0] == 0).mean() - expected) < 0.05


def test_measurements_are_repeatable():
    first, again = (
        sparsity.layer_activations(depth=3, width=20, inputs=4, networks=2, rng=np.random.default_rng(10))
        for _ in range(2)
    )
    np.testing.assert_array_equal(first, again)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sparsity.predicted_off(depth=0, inputs=3), "depth must be at least 1"),
        (lambda: sparsity.measured_zero_fraction(0, units=0, rng=np.random.default_rng(0)), "units must be at least 1"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_predicted_off_begins_with_unrelated_inputs_and_follows_the_map():
    predicted = sparsity.predicted_off(depth=4, inputs=5)
    assert predicted[0] == pytest.approx(2.0**-5)
    assert predicted[1] == pytest.approx(float(sparsity.all_off_fraction(1 / np.pi, 5)))
    assert predicted[3] == pytest.approx(
        float(sparsity.all_off_fraction(sparsity.arc_cosine_map(sparsity.arc_cosine_map(1 / np.pi)), 5))
    )
