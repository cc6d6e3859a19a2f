"""A ReLU at the output: silent networks never move."""

import numpy as np

from relu_notes.experiments import leaky_slopes
from relu_notes.experiments.dying.output import train_output


def test_a_network_that_is_silent_at_birth_never_moves():
    runs = train_output(relu=True, networks=200, rng=np.random.default_rng(2))
    assert abs(runs.silent_at_birth - 0.5) < 4.5 * np.sqrt(0.25 / 200)
    assert runs.moved == 0
    assert runs.silent_at_end >= runs.silent_at_birth


def test_with_a_linear_output_none_stays_silent():
    runs = train_output(relu=False, networks=200, rng=np.random.default_rng(2))
    assert runs.silent_at_end == 0
    assert runs.moved == 1


def test_leaky_slopes_trained_again_give_what_was_recorded():
    for slope, row, bias, seed in ((0.05, "from -2", -2, 0), (0.9, "from 0", 0, 0)):
        again = leaky_slopes.solved(slope, bias=bias, rng=np.random.default_rng(seed))
        assert abs(again - leaky_slopes.SOLVED[row][leaky_slopes.SLOPES.index(slope)]) <= 6
