"""The recorded outcomes: complete, and a part of them trained again; what the lesson says of them."""

import numpy as np
import pytest

from relu_notes.experiments.dying import BIASES, FIXES, OUTCOMES, WAYS, outcomes, recorded_outcomes, train_sine

ADAM, PLAIN, LONG, LARGE = WAYS


def test_every_start_was_recorded_with_fifty_networks():
    recorded = recorded_outcomes()
    assert set(recorded) == {(way, bias, name) for way in WAYS for bias in BIASES for name in FIXES}
    for row in recorded.values():
        assert tuple(row.counts) == OUTCOMES
        assert sum(row.counts.values()) == 50
        assert all(0 <= share <= 1 for share in row.never_on)


@pytest.mark.parametrize(
    ("way", "bias", "name"),
    [(ADAM, -2, "relu"), (ADAM, -4, "leaky_relu"), (ADAM, -6, "gelu"), (PLAIN, -2, "leaky_relu"), (LARGE, 0, "relu")],
)
def test_a_part_trained_again_gives_what_was_recorded(way, bias, name):
    """Rounding differs between machines, so a few of the fifty may end otherwise."""
    run = train_sine(name, initial_bias=bias, rng=np.random.default_rng(0), **WAYS[way])
    again, row = outcomes(run.losses[-1], run.outputs[-1]), recorded_outcomes()[way, bias, name]
    assert max(abs(np.count_nonzero(again == kind) - row.counts[kind]) for kind in OUTCOMES) <= 4
    np.testing.assert_allclose([layer.mean() for layer in run.dead_end], row.never_on, atol=0.03)


@pytest.mark.parametrize(
    ("way", "bias", "name", "kind", "count"),
    [
        (ADAM, -2, "relu", "stuck", 49),
        (ADAM, -2, "leaky_relu", "part of the way", 44),
        (ADAM, -4, "leaky_relu", "linear", 40),
        (ADAM, -6, "leaky_relu", "linear", 50),
        (ADAM, -6, "gelu", "stuck", 50),
        (PLAIN, -2, "relu", "stuck", 49),
        (PLAIN, -2, "leaky_relu", "stuck", 49),
        (LONG, 0.5, "relu", "solved", 44),
        (LONG, 1, "relu", "solved", 23),
        *((ADAM, 0, name, "solved", 50) for name in FIXES),
    ],
)
def test_what_the_lesson_says(way, bias, name, kind, count):
    assert recorded_outcomes()[way, bias, name].counts[kind] == count
