"""The collapsed layer against stacks without an activation (Leaky ReLU of slope 1 is the identity)."""

import numpy as np
import pytest

from relu_notes.experiments.linearity import collapsed
from relu_notes.networks import forward, initialise


@pytest.mark.parametrize("bias", [None, 0.3])
@pytest.mark.parametrize("depth", [1, 2, 6])
def test_a_stack_without_activation_is_one_layer(depth, bias):
    nets = initialise(
        [3, *[7] * (depth - 1), 2],
        activation="leaky_relu",
        negative_slope=1.0,
        bias=bias,
        bias_std=1.0,
        networks=4,
        rng=np.random.default_rng(0),
    )
    x = np.random.default_rng(1).standard_normal((10, 3))
    weights, biases = collapsed(nets)
    assert weights.shape == (4, 3, 2) and biases.shape == (4, 1, 2)
    np.testing.assert_allclose(forward(nets, x).output, x @ weights + biases, rtol=1e-11, atol=1e-11)


def test_a_relu_stack_is_no_single_layer():
    """No affine map at all fits it: the output halfway between two inputs is not the mean of their outputs."""
    nets = initialise([3, 20, 20, 1], bias=0.3, networks=30, rng=np.random.default_rng(2))
    a, b = np.random.default_rng(3).standard_normal((2, 10, 3))
    middle = forward(nets, (a + b) / 2).output
    ends = (forward(nets, a).output + forward(nets, b).output) / 2
    assert (np.abs(middle - ends).max(axis=(1, 2)) > 0.01).all()
