"""Steps to 5% wrong: the data, the count, and the two orders that the lesson shows."""

import numpy as np
import pytest

from relu_notes.experiments import speed


@pytest.mark.parametrize(("data", "columns"), [("rings", 2), ("blobs", 10)])
def test_points_are_centred_and_half_of_each_class(data, columns):
    inputs, targets = speed.points(data, rng=np.random.default_rng(0))
    assert inputs.shape == (100, columns) and targets.shape == (100, 1)
    np.testing.assert_allclose(inputs.mean(axis=0), 0, atol=1e-12)
    assert targets.sum() == 50


def test_steps_to_is_the_first_step_of_the_median():
    assert speed.steps_to(np.array([[0.5, 0.5, 0.5], [0.05, 0.3, 0.02], [0, 0, 0.2]])) == 1
    assert speed.steps_to(np.full((4, 3), 0.06)) == np.inf
    assert speed.steps_to(np.full((4, 3), 0.06), share=0.06) == 0


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_rings_favour_relu_and_blobs_favour_tanh_at_its_gain(seed):
    """Draws of data and weights that neither the sweep nor the figure has seen."""

    def steps(data, activation, scale):
        rate = speed.RATES[data, activation, scale]
        return speed.steps_to(speed.shares_wrong(data, activation, scale, learning_rate=rate, seed=seed))

    assert steps("rings", "relu", 2.0) < steps("rings", "tanh", 1.0)
    assert steps("blobs", "tanh", 2.78) < steps("blobs", "relu", 2.0)
    assert steps("rings", "sigmoid", 1.0) == np.inf
