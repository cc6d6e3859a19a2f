"""Learned curves: kept step by step, bent where training bends them, straight outside the data."""

import numpy as np
import pytest

from relu_notes.experiments.learned_curves import learn_curve
from relu_notes.experiments.pieces import breakpoints, end_slopes
from relu_notes.networks import DenseNetworks, forward


def sine(x):
    return np.sin(np.pi * x)


@pytest.fixture(scope="module")
def deep():
    return learn_curve(
        sine,
        widths=[32] * 4,
        learning_rate=0.003,
        steps=60,
        networks=5,
        record_every=20,
        rng=np.random.default_rng(3),
    )


def test_training_multiplies_the_kinks_of_zero_biases(deep):
    assert [len(deep.kinks(0, number)) for number in range(5)] == [1] * 5
    assert min(len(deep.kinks(1, number)) for number in range(5)) > 50
    assert deep.steps.tolist() == [0, 20, 40, 60]
    assert (np.diff(deep.losses, axis=0) < 0).all()


def test_a_kept_network_gives_what_forward_gives(deep):
    x = np.linspace(-3, 3, 7)
    weights, biases = deep.network(-1, 2)
    alone = DenseNetworks([weight[None] for weight in weights], [bias[None, None] for bias in biases])
    np.testing.assert_allclose(deep.outputs(-1, 2, x), forward(alone, x[:, None]).output[0, :, 0], rtol=1e-12)


def test_outside_the_data_a_learned_sine_is_a_straight_line():
    run = learn_curve(sine, networks=5, rng=np.random.default_rng(1))
    assert (run.losses[-1] < 0.01).all()
    for number in range(5):
        network = run.network(-1, number)
        last = max(breakpoints(*network).max(), 1)
        x = last + np.array([0.0, 5, 50])
        y = run.outputs(-1, number, x)
        np.testing.assert_allclose(np.diff(y) / np.diff(x), [end_slopes(*network)[1][0]] * 2, rtol=1e-9)
        assert abs(run.outputs(-1, number, [10])[0]) > 2  # the sine would be at 0
