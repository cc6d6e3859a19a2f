"""Lesson 5's figures: bends, counts and properties as plain arithmetic gives them."""

import re

import numpy as np
import pytest

from relu_notes.experiments import hinges
from relu_notes.live.gallery import (
    hinge_fit,
    kinks_while_learning,
    one_hinge,
    outside_the_data,
    properties,
    random_kinks,
    square_by_tents,
    sum_of_hinges,
    tent,
)


@pytest.mark.parametrize(
    ("w", "b", "v", "words"),
    [
        (2, -1, 1.5, "bends at −b/w = 0.50, flat on the left, slope 3.00 on the right"),
        (-1, 2, 1, "bends at −b/w = 2.00, flat on the right, slope [-−]1.00 on the left"),
        (0, 2, 1, "the constant 2"),
        (1, 1, 0, "nothing passes"),
    ],
)
def test_a_hinge_says_where_it_bends(w, b, v, words):
    figure = one_hinge()
    figure.set(w=w, b=b, v=v)
    assert re.search(words, figure.reading.readout)


@pytest.mark.parametrize("target", ["sine", "parabola", "step"])
def test_least_squares_is_never_beaten_by_hand(target):
    figure = sum_of_hinges()
    figure.set(target=target, best_fit=True)
    error, best = errors(figure)
    assert error == best
    figure.set(best_fit=False)
    figure.set(first=-2.6, bend1=3.6, bend2=2.4, bend3=-2.4, bend4=-3.6)
    assert errors(figure)[0] >= best


def test_least_squares_moves_the_sliders_and_a_hand_ends_it():
    figure = sum_of_hinges()
    figure.set(best_fit=True)
    x, knots = np.linspace(-1, 1, 401), hinges.even_knots(4, -1, 1)
    heights = hinges.hinge_fit(x, np.sin(np.pi * x), knots)[1:]
    sliders = [figure.values[name] for name in ("first", "bend1", "bend2", "bend3", "bend4")]
    np.testing.assert_allclose(sliders, heights, atol=0.1001)
    figure.set(bend2=0)
    assert not figure.values["best_fit"]
    assert figure.values["bend1"] == sliders[1]


def errors(figure):
    return tuple(map(float, re.search(r"error ([\d.]+), the best is ([\d.]+)", figure.reading.readout).groups()))


@pytest.mark.parametrize(("target", "slope"), [("sine", -2.0), ("parabola", -2.0), ("step", -0.5)])
def test_the_fit_reports_the_slope_of_theory(target, slope):
    figure = hinge_fit()
    assert "slope" not in figure.reading.readout
    figure.set(target=target, count=31)
    measured = -float(re.search(r"with slope [-−]([\d.]+)", figure.reading.readout)[1])
    assert abs(measured - slope) <= 0.1


@pytest.mark.parametrize("depth", [1, 4, 7])
def test_the_tent_counts_its_pieces(depth):
    figure = tent()
    figure.set(depth=depth)
    assert f"{2 * depth} neurons, {2**depth} pieces" in figure.reading.readout


def test_one_layer_has_a_kink_per_neuron_and_no_biases_leave_two_pieces():
    figure = random_kinks()
    assert "128 kinks" in figure.reading.readout
    figure.set(depth=1, biases=False)
    assert "1 kink on" in figure.reading.readout
    assert "two pieces" in figure.reading.readout


def test_near_the_data_deep_random_networks_bend_less():
    figure = random_kinks()
    shares = []
    for depth in (0, 4):
        figure.set(depth=depth, window=1.0)
        shares.append(float(re.search(r"16 networks ([\d.]+)", figure.reading.readout)[1]))
    assert shares[0] > shares[1] + 0.2


def test_tents_each_leave_a_quarter_of_the_error():
    figure = square_by_tents()
    figure.set(count=10)
    assert "largest error 2.4e-07".replace("-", "") in re.sub("[-−]", "", figure.reading.readout)
    assert "needs 724 neurons" in figure.reading.readout


def test_training_from_zero_biases_makes_about_a_hundred_kinks():
    figure = kinks_while_learning()
    for number in (1, 4):
        figure.set(step=200, number=number)
        assert 60 < int(re.search(r"(\d+) kinks", figure.reading.readout)[1]) < 160


@pytest.mark.parametrize("curve", ["sine", "parabola"])
def test_outside_the_data_the_slope_beside_the_picture_is_that_of_the_line(curve):
    figure = outside_the_data()
    ends = []
    for reach in (10, 20):
        figure.set(curve=curve, reach=reach)
        ends.append(float(re.search(r": network ([-−]?[\d.]+),", figure.reading.readout)[1].replace("−", "-")))
    slope = float(re.search(r"slope ([-−]?[\d.]+)", figure.reading.readout)[1].replace("−", "-"))
    assert abs((ends[1] - ends[0]) / 10 - slope) < 0.07
    figure.set(activation="tanh")
    assert "flattens" in figure.reading.readout


@pytest.mark.parametrize(
    ("name", "values", "left", "right"),
    [
        ("convex", {"a": -2, "b": 3, "t": 0.5}, 0.5, 1.5),
        ("positively homogeneous", {"a": 2, "scale": 1.5}, 3, 3),
        ("positively homogeneous", {"a": 2, "scale": -1}, 0, -2),
        ("idempotent", {"a": -3}, 0, 0),
        ("1-Lipschitz", {"a": -2, "b": 3}, 3, 5),
        ("half of the identity", {"a": 3}, 3, 3),
    ],
)
def test_both_sides_of_each_property(name, values, left, right):
    figure = properties()
    figure.set(name=name, **values)
    numbers = [float(n.replace("−", "-")) for n in re.findall(r"(?:(?<= )[-−])?\d+\.\d\d", figure.reading.readout)]
    numbers = numbers[::2] if name == "half of the identity" else numbers
    np.testing.assert_allclose(numbers, [left, right])
