"""How networks start: variances, biases, memory, and what is refused."""

import numpy as np
import pytest

from relu_notes.networks import initialise, variance_of_weights


@pytest.mark.parametrize(("weight_variance", "expected"), [("he", 2 / 40), ("xavier", 2 / 100), (1.5, 1.5 / 40)])
def test_weights_have_the_variance_asked_for(weight_variance, expected):
    nets = initialise([40, 60], weight_variance=weight_variance, networks=50, rng=np.random.default_rng(1))
    weights = nets.weights[0]
    error = np.sqrt(2 / weights.size)  # of a sample variance of normals, relative
    assert np.mean(weights**2) == pytest.approx(expected, rel=5 * error)
    assert abs(weights.mean()) < 5 * np.sqrt(expected / weights.size)
    assert variance_of_weights(weight_variance, 40, 60) == pytest.approx(expected)


def test_biases_are_absent_constant_or_scattered():
    rng = np.random.default_rng(2)
    assert initialise([4, 3], rng=rng).biases is None
    constant = initialise([4, 3, 2], bias=-2.0, rng=rng, networks=5)
    assert [b.shape for b in constant.biases] == [(5, 1, 3), (5, 1, 2)]
    assert all((b == -2).all() for b in constant.biases)
    (scattered,) = initialise([4, 1000], bias=1.0, bias_std=3.0, rng=rng, networks=10).biases
    assert scattered.mean() == pytest.approx(1, abs=5 * 3 / np.sqrt(scattered.size))
    assert scattered.std() == pytest.approx(3, rel=5 / np.sqrt(2 * scattered.size))


def test_every_network_and_every_array_has_its_own_memory():
    nets = initialise([4, 4, 4], bias=0.0, networks=3, rng=np.random.default_rng(0))
    nets.biases[0][1] = 7
    assert (nets.biases[0][[0, 2]] == 0).all() and (nets.biases[1] == 0).all()
    assert not np.array_equal(nets.weights[0][0], nets.weights[0][1])


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_a_seed_gives_the_same_weights_in_every_dtype_up_to_rounding(dtype):
    exact = initialise([6, 5], rng=np.random.default_rng(3))
    rounded = initialise([6, 5], dtype=dtype, rng=np.random.default_rng(3))
    assert np.array_equal(rounded.weights[0], exact.weights[0].astype(dtype))


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"activation": "rleu"}, ValueError, "rleu"),
        ({"activation": "relu", "slope": 0.1}, TypeError, "slope"),
        ({"activation": "tanh", "at_zero": 0.5}, ValueError, "kink"),
        ({"at_zero": 2.0}, ValueError, "at_zero"),
        ({"weight_variance": "kaiming"}, ValueError, "kaiming"),
        ({"weight_variance": -1.0}, ValueError, "weight_variance"),
        ({"weight_variance": np.nan}, ValueError, "weight_variance"),
        ({"networks": 0}, ValueError, "networks"),
        ({"widths": [3]}, ValueError, "widths"),
        ({"widths": [3, 0]}, ValueError, "widths"),
        ({"widths": [3, 2.5]}, TypeError, "each of widths must be a whole number, not float"),
        ({"dtype": np.int64}, ValueError, "int64"),
        ({"rng": 0}, TypeError, "Generator"),
    ],
)
def test_initialise_says_what_is_wrong(wrong, error, words):
    with pytest.raises(error, match=words):
        initialise(**{"widths": [3, 2], "rng": np.random.default_rng(0), **wrong})
