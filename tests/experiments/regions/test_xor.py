"""XOR by hand, and by training under other seeds than the stored ones."""

import numpy as np
import pytest

from relu_notes.experiments.regions import (
    ANSWERS,
    POINTS,
    SLOPE_LIMIT,
    SOLVED,
    bent_line,
    parting_line,
    press,
    solved,
    textbook_network,
    trained_networks,
)
from relu_notes.networks import forward, squared_error


def test_the_textbooks_network_makes_no_error_at_all():
    loss, _ = squared_error(forward(textbook_network(), POINTS).output, ANSWERS[:, None])
    assert loss.tolist() == [0.0]


@pytest.mark.parametrize("slope", [0, 0.3, 0.66])
def test_one_line_parts_the_pressed_classes(slope):
    heights = press(POINTS, slope).sum(axis=1)
    assert ((heights > parting_line(slope)) == (ANSWERS > 0)).all()
    bends = bent_line(slope)
    np.testing.assert_allclose(press(bends, slope).sum(axis=1), parting_line(slope), atol=1e-12)


@pytest.mark.parametrize("slope", [SLOPE_LIMIT, 0.8, 1, 2])
def test_from_two_thirds_on_no_line_does(slope):
    assert parting_line(slope) is None
    assert bent_line(slope) is None
    zero, one, two, both = press(POINTS, slope)
    middle = (one + two) / 2  # between 01 and 10, on the ray from 00 to 11, and no farther than 11
    assert middle @ both <= both @ both + 1e-12
    assert np.cross([*both, 0], [*middle, 0])[2] == pytest.approx(0)
    assert (zero == 0).all()


@pytest.mark.parametrize(("activation", "neurons"), [("relu", 2), ("relu", 4), ("leaky_relu", 3), ("tanh", 2)])
def test_trained_networks_solve_xor_as_often_as_stored(activation, neurons):
    share = solved(trained_networks(activation, neurons, networks=1000, rng=np.random.default_rng(77))).mean()
    stored = SOLVED[activation][neurons]
    assert abs(share - stored) < 4.5 * np.sqrt(2 * stored * (1 - stored) / 1000)
