"""What the figures of lesson 2's first half say and draw, against numbers worked out another way."""

import re

import numpy as np
import pytest

from relu_notes.activations import ACTIVATIONS
from relu_notes.experiments import at_zero
from relu_notes.live.gallery import choice_at_zero, exact_zeros, secants, subgradients, tangent


def numbers(text):
    text = text.replace("−", "-")
    return [float(number) for number in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", text)]


@pytest.fixture(scope="module")
def tangent_figure():
    return tangent()


@pytest.fixture(scope="module")
def secants_figure():
    return secants()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_tangent_touches_the_curve(tangent_figure, name):
    """Near the point the line leaves the function by no more than the curvature allows."""
    figure = tangent_figure.static_figure(activation=name, x=-1.3)
    left = figure.axes[0]
    (line,) = (line for line in left.lines if line.get_label() == "tangent")
    (x0, x1), (y0, y1) = line.get_data()
    near = np.array([-1.31, -1.3, -1.29])
    heights = y0 + (near - x0) * (y1 - y0) / (x1 - x0)
    np.testing.assert_allclose(heights, ACTIVATIONS[name].function(near), atol=1e-4)


def test_tangent_shows_the_curves_of_the_chosen_activation_alone():
    figure = tangent().static_figure(activation="tanh", x=0)
    (curve,) = (line for line in figure.axes[0].lines if line.get_label() == "_f" and line.get_visible())
    np.testing.assert_array_equal(curve.get_ydata(), ACTIVATIONS["tanh"].function(curve.get_xdata()))


def test_tangent_names_a_kink_only_where_there_is_one():
    figure = tangent()
    for name, x, kink in (("relu", 0, True), ("relu", 0.1, False), ("elu", 0, False), ("selu", 0, True)):
        figure.set(activation=name, x=x)
        assert ("a convention: the kink" in figure.reading.readout) == kink, (name, x)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_secants_meet_exactly_where_there_is_no_kink(secants_figure, name):
    secants_figure.set(activation=name, closer=16)
    _, left, right, apart = numbers(secants_figure.reading.readout)
    assert apart == pytest.approx(abs(right - left), abs=1e-2)
    sides = ACTIVATIONS[name].derivative(np.array([-1e-12, 1e-12]))
    assert [left, right] == pytest.approx(list(sides), abs=6e-3)


def test_subgradients_are_the_slopes_from_zero_to_one_with_those_who_take_them():
    figure = subgradients()
    for slope in figure.controls["slope"].positions:
        figure.set(slope=slope)
        assert ("a subgradient" in figure.reading.readout) == (0 <= slope <= 1), slope
        takers = [recorded for recorded in at_zero.RECORDED_SLOPES if recorded.slope == slope]
        assert ("Taken by" in figure.reading.readout) == bool(takers)
        for taker in takers:
            assert f"{taker.library} {taker.expression}" in figure.reading.readout


def test_exact_zeros_follow_the_closed_form():
    figure = exact_zeros()
    figure.set(count=7)
    shares = {}
    for bits, spacing in at_zero.SPACINGS.items():
        density = 1 / (at_zero.PUBLISHED_SIGMA * np.sqrt(2 * np.pi))
        shares[bits] = 1 - np.exp(-1e7 * spacing * density)
        assert f"{bits} {shares[bits]:.1%}" in figure.reading.readout
    assert shares["16 bit"] > 0.5 > shares["32 bit"]


def test_exact_zeros_are_counted_in_words():
    texts = exact_zeros().controls["count"].texts
    assert texts[0] == "1 thousand"
    assert texts[12] == "1 million"
    assert texts[-1] == "10 billion"
    assert len(set(texts)) == len(texts)


def test_choice_at_zero_shows_training_that_stands_still_and_training_that_does_not():
    figure = choice_at_zero()
    outcomes = {}
    for network in figure.controls["network"].positions:
        for slope in (0, 0.1, 1):
            figure.set(network=network, slope=slope)
            _, _, before, after, *_ = numbers(figure.reading.readout)
            outcomes[network, slope] = before, after
    starts_at_zero = "Output layer starts at 0"
    assert outcomes[starts_at_zero, 0][0] == outcomes[starts_at_zero, 0][1]
    assert outcomes[starts_at_zero, 0.1][1] < 0.01
    assert outcomes["XOR network learns NOR", 0][1] > 0.1 > outcomes["XOR network learns NOR", 1][1]
    assert outcomes["XOR network learns XNOR", 0][1] < outcomes["XOR network learns XNOR", 1][1]
