"""Blocks of deep networks: gradients against finite differences, and a part of what was recorded."""

import numpy as np
import pytest

from relu_notes.experiments.after_2015 import (
    BLOCKS,
    LEARNED,
    PLACES,
    SOLVED,
    Block,
    BlockNetworks,
    learn_rings,
    solve_sine,
)
from relu_notes.networks import logistic_loss, squared_error

EACH = {**BLOCKS, "after": Block(norm="batch", place="after", shift=0.3), "in, batch": Block(norm="batch", place="in")}


@pytest.mark.parametrize("loss", [squared_error, logistic_loss])
@pytest.mark.parametrize("name", EACH)
def test_gradients_are_those_of_finite_differences(name, loss):
    rng = np.random.default_rng(0)
    networks = BlockNetworks(EACH[name], inputs=2, width=5, layers=4, networks=2, s2=2.0, bias=0.1, rng=rng)
    for arrays in (networks.weights, networks.biases, networks.gains, networks.shifts):
        arrays[:] = [array.astype(np.float64) for array in arrays]
    x = rng.standard_normal((7, 2)).astype(np.float32)
    target = rng.integers(0, 2, (7, 1)).astype(np.float64)
    _, gradients = networks.gradients(x, target, loss)
    for array, gradient in zip(networks.trainable, gradients, strict=True):
        place = tuple(rng.integers(size) for size in array.shape)
        kept, ends = array[place], []
        for step in (1e-5, -1e-5):
            array[place] = kept + step
            ends.append(networks.gradients(x, target, loss)[0][place[0]])
        array[place] = kept
        assert (ends[0] - ends[1]) / 2e-5 == pytest.approx(gradient[place], rel=1e-4, abs=1e-7)


def test_what_was_recorded_is_complete():
    assert list(LEARNED) == list(BLOCKS)
    assert list(SOLVED) == list(PLACES)


@pytest.mark.parametrize("name", ["none", "before the ReLU", "after the ReLU"])
def test_batch_norm_helps_before_the_relu(name):
    solved = solve_sine(PLACES[name], networks=6, rng=np.random.default_rng(1))
    assert abs(solved / 6 - SOLVED[name] / 30) < 0.35


@pytest.mark.parametrize("name", ["plain", "batch norm", "skip, scaled by 1/√30"])
def test_three_networks_of_thirty_layers_do_as_the_twenty_four_did(name):
    learned = learn_rings(BLOCKS[name], rate=0.02, networks=3, rng=np.random.default_rng(2))
    assert learned == (3 if LEARNED[name] == 24 else 0)
