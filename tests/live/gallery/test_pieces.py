"""Lesson 5's figures: bends, counts and properties as plain arithmetic gives them."""

import re

import numpy as np
import pytest

from relu_notes.live.gallery import hinge_fit, one_hinge, properties, random_kinks, sum_of_hinges, tent


@pytest.mark.parametrize(
    ("w", "b", "v", "words"),
    [
        (2, -1, 1.5, "bends at −b/w = 0.50, flat on the left, slope 3.00 on the right"),
        (-1, 2, 1, "bends at −b/w = 2.00, flat on the right, slope -1.00 on the left"),
        (0, 2, 1, "the constant 2"),
        (1, 1, 0, "nothing passes"),
    ],
)
def test_a_hinge_says_where_it_bends(w, b, v, words):
    figure = one_hinge()
    figure.set(w=w, b=b, v=v)
    assert words in figure.reading.readout


@pytest.mark.parametrize("target", ["sine", "parabola", "step"])
def test_least_squares_is_never_beaten_by_hand(target):
    figure = sum_of_hinges()
    figure.set(target=target, best_fit=True)
    error, best = errors(figure)
    assert error == best
    figure.set(best_fit=False, first=-2.6, bend1=3.6, bend2=2.4, bend3=-2.4, bend4=-3.6)
    assert errors(figure)[0] >= best


def errors(figure):
    return tuple(map(float, re.search(r"error ([\d.]+), the best is ([\d.]+)", figure.reading.readout).groups()))


@pytest.mark.parametrize(("target", "slope"), [("sine", -2.0), ("parabola", -2.0), ("step", -0.5)])
def test_the_fit_reports_the_slope_of_theory(target, slope):
    figure = hinge_fit()
    figure.set(target=target)
    measured = float(re.search(r"with slope (-[\d.]+)", figure.reading.readout)[1])
    assert abs(measured - slope) <= 0.1


@pytest.mark.parametrize("depth", [1, 4, 7])
def test_the_tent_counts_its_pieces(depth):
    figure = tent()
    figure.set(depth=depth)
    assert f"{2 * depth} neurons, {2**depth} pieces" in figure.reading.readout


def test_one_layer_has_a_kink_a_neuron_and_no_biases_leave_two_pieces():
    figure = random_kinks()
    figure.set(layers=1)
    assert "128 kinks" in figure.reading.readout
    figure.set(layers=2, biases=False)
    assert "1 kink on" in figure.reading.readout
    assert "two pieces" in figure.reading.readout


@pytest.mark.parametrize(
    ("name", "values", "left", "right"),
    [
        ("convex", {"a": -2, "b": 3, "t": 0.5}, 0.5, 1.5),
        ("positively homogeneous", {"a": 2, "scale": 1.5}, 3, 3),
        ("positively homogeneous", {"a": 2, "scale": -1}, 0, -2),
        ("idempotent", {"a": -3}, 0, 0),
        ("1-Lipschitz", {"a": -2, "b": 3}, 3, 5),
        ("not additive", {"a": -2, "b": 3}, 1, 3),
    ],
)
def test_both_sides_of_each_property(name, values, left, right):
    figure = properties()
    figure.set(name=name, **values)
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d\d", figure.reading.readout)]
    np.testing.assert_allclose(numbers, [left, right])
