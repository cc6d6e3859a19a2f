"""Born dead: simulation against exact probabilities, bounds, a Markov chain and enumeration."""

import itertools
from fractions import Fraction

import mpmath
import numpy as np
import pytest

from relu_notes.experiments.dying import (
    born_dead,
    born_dead_bounds,
    dead_at_start,
    unit_dead_probability,
)

NETWORKS = 40_000
WIDTHS = [2, 3, 4, 5, 8]


def standard_error(probability, count=NETWORKS):
    """At least one count in all: where nothing is expected, a single network may still turn up."""
    return np.maximum(np.sqrt(probability * (1 - probability) / count), 1 / count)


@pytest.fixture(scope="module", params=WIDTHS)
def measured(request):
    width = request.param
    rng = np.random.default_rng(width)
    return width, born_dead(depth=20, width=width, networks=NETWORKS, rng=rng)


def test_the_measured_share_lies_between_the_bounds_at_every_depth(measured):
    width, share = measured
    lower, upper = born_dead_bounds(depth=20, width=width)
    assert (share > lower - 4.5 * standard_error(lower)).all()
    assert (share < upper + 4.5 * standard_error(upper)).all()
    assert (np.diff(share) >= 0).all()


def test_the_first_two_layers_have_their_exact_shares(measured):
    width, share = measured
    assert share[0] == 0  # a unit that is off at x = 1 is on at x = -1
    exact = 2.0 ** (1 - 2 * width) + (1 - 2.0 ** (1 - width)) * 4.0**-width
    assert abs(share[1] - exact) < 4.5 * standard_error(exact)


def enumerated_second_layer(width):
    """Signs of all weights, then of every unit for both inputs: with one input alive 2 signs per unit, with both 4."""
    total = Fraction(0)
    for first in itertools.product([1, -1], repeat=width):
        alive = [any(sign == x for sign in first) for x in (1, -1)]
        patterns = list(itertools.product([0, 1], repeat=sum(alive) * width))
        total += Fraction(sum(not any(pattern) for pattern in patterns), len(patterns))
    return total / 2**width


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_the_lower_bound_at_two_layers_is_what_enumeration_counts(width):
    assert born_dead_bounds(depth=2, width=width)[0][1] == float(enumerated_second_layer(width))


@pytest.mark.parametrize("width", [1, *WIDTHS])
def test_the_lower_bound_has_the_published_closed_form(width):
    n, powers = width, np.arange(40)  # H - 1
    a1 = 1 - 2.0**-n
    a2 = 1 - 2.0 ** (1 - n) - (n - 1) * 4.0**-n
    c = (1 - 2.0 ** (1 - n)) * (1 - 2.0**-n) / (1 + (n - 1) * 2.0**-n)
    lower, upper = born_dead_bounds(depth=40, width=width)
    np.testing.assert_allclose(lower, 1 - a1**powers + c * (a2**powers - a1**powers), atol=1e-13)
    np.testing.assert_allclose(upper, 1 - a1 ** (powers + 1), atol=1e-13)


@pytest.mark.parametrize("width", [30, 60, 200])
def test_the_lower_bound_keeps_its_digits_at_large_widths(width):
    with mpmath.workdps(200):
        n = mpmath.mpf(width)
        a1, a2 = 1 - 2**-n, 1 - 2 ** (1 - n) - (n - 1) * 4**-n
        c = (1 - 2 ** (1 - n)) * (1 - 2**-n) / (1 + (n - 1) * 2**-n)
        expected = [float(1 - a1**h + c * (a2**h - a1**h)) for h in range(1, 30)]
    np.testing.assert_allclose(born_dead_bounds(depth=30, width=width)[0][1:], expected, rtol=1e-12)


def test_one_unit_per_layer_dies_with_the_lower_bound_exactly():
    share = born_dead(depth=12, width=1, networks=NETWORKS, rng=np.random.default_rng(0))
    exact = 1 - 0.5 ** np.arange(12)
    np.testing.assert_allclose(born_dead_bounds(depth=12, width=1)[0], exact, rtol=1e-14)
    assert (np.abs(share - exact) <= 4.5 * standard_error(exact)).all()


@pytest.mark.parametrize(("width", "networks"), [(3, 2000), (8, 300), (64, 50)])
def test_two_hundred_layers_neither_underflow_nor_overflow(width, networks):
    with np.errstate(all="raise"):
        share = born_dead(depth=200, width=width, networks=networks, rng=np.random.default_rng(2))
        lower, upper = born_dead_bounds(depth=200, width=width)
    assert np.isfinite(share).all()
    assert (share >= lower - 4.5 * standard_error(lower, networks)).all()
    assert (share <= upper + 4.5 * standard_error(upper, networks)).all()


def test_drawing_in_parts_gives_the_same_law(monkeypatch):
    monkeypatch.setattr("relu_notes.experiments.dying.at_birth._NUMBERS_AT_ONCE", 1000)
    share = born_dead(depth=12, width=1, networks=5000, rng=np.random.default_rng(3))
    exact = 1 - 0.5 ** np.arange(12)
    assert (np.abs(share - exact) <= 4.5 * standard_error(exact, 5000)).all()


@pytest.mark.parametrize("bias", [-4.0, -2.0, -1.0, -0.1, 0.0, 0.5])
def test_a_unit_starts_dead_with_the_error_function(bias):
    width = mpmath.sqrt(2)
    exact = mpmath.ncdf(-min(bias, 0) / width) - mpmath.ncdf(min(bias, 0) / width)
    assert abs(unit_dead_probability(bias) - float(exact)) < 1e-15
    (share,), _ = dead_at_start([bias], networks=300, rng=np.random.default_rng(4))
    assert abs(share - float(exact)) <= 4.5 * np.sqrt(float(exact * (1 - exact)) / (300 * 32))


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-1, 0), (0.5, 1), (-2, 0.5), (0, 255), (-0.5, 0.5)])
@pytest.mark.parametrize("bias", [-1.0, 0.0, 0.3])
def test_a_unit_starts_dead_on_any_interval_as_often_as_random_units_do(low, high, bias):
    exact = float(unit_dead_probability(bias, low=low, high=high))
    weights = np.sqrt(2) * np.random.default_rng(6).standard_normal(50_000)
    share = np.mean(np.maximum(weights * low, weights * high) + bias <= 0)
    assert abs(share - exact) <= 4.5 * standard_error(exact, 50_000)
    (measured,), _ = dead_at_start([bias], networks=300, rng=np.random.default_rng(7), low=low, high=high)
    assert abs(measured - exact) <= 4.5 * standard_error(exact, 300 * 32)


def test_inputs_on_one_side_of_zero_kill_half_of_the_first_layer():
    assert unit_dead_probability(0, low=0) == unit_dead_probability(0, low=-1, high=0) == 0.5


def test_a_quarter_of_the_second_layer_is_born_dead_with_one_input():
    _, (second,) = dead_at_start([0], networks=1000, rng=np.random.default_rng(8))
    # Units of one network share its first layer, so the error is that of 1,000 networks at worst.
    assert abs(second - 0.25) < 4.5 * np.sqrt(0.25 * 0.75 / 1000)


def test_active_everywhere_mirrors_dead_everywhere():
    weights = np.sqrt(2) * np.random.default_rng(5).standard_normal(100_000)
    bias = 1.5
    always_active = np.mean(np.minimum(bias + weights, bias - weights) > 0)
    exact = float(unit_dead_probability(-bias))
    assert abs(always_active - exact) < 4.5 * np.sqrt(exact * (1 - exact) / 100_000)
    assert unit_dead_probability(bias) == 0


@pytest.mark.parametrize("name", ["depth", "width", "networks"])
def test_sizes_below_one_are_named(name):
    sizes = {"depth": 2, "width": 2, "networks": 2, name: 0}
    with pytest.raises(ValueError, match=f"{name} must be at least 1, not 0"):
        born_dead(**sizes, rng=np.random.default_rng(0))
