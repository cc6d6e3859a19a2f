"""Lesson 4's figures say what the experiments found: statuses, shares between their bounds, outcomes."""

import re

import numpy as np
import pytest

from relu_notes.experiments import dying
from relu_notes.live.gallery import born_dead, compare_fixes, dead_units, dying_run, learned_slope, one_unit


@pytest.mark.parametrize(
    ("bias", "moved", "word"),
    [
        (0, 0, "SPARSE"),
        (-1, 0, "DEAD"),
        (-1, 0.5, "REVIVED"),
        (-1, -1, "DEAD"),
        (1, 0, "no zeros"),
        (-0.5, -1.5, "DEAD"),
    ],
)
def test_one_unit_names_its_status(bias, moved, word):
    figure = one_unit()
    figure.set(bias=bias, moved=moved)
    assert word in figure.reading.readout


def test_one_unit_tells_inactive_from_dead():
    figure = one_unit()
    figure.set(bias=0, number=1)
    assert "SPARSE" in figure.reading.readout
    assert figure.reading.readout.endswith("inactive")
    figure.set(number=24)
    assert figure.reading.readout.endswith(": active")


def test_first_layer_units_that_are_dead_stay_dead_and_second_layer_ones_may_not():
    figure = dead_units()
    revived = {}
    for layer in (1, 2):
        figure.set(bias=-1, layer=layer, trained=True)
        revived[layer] = int(re.search(r"dead at start (\d+) revived", figure.reading.readout)[1])
    assert revived[1] == 0
    assert revived[2] > 0


def test_healthy_biases_leave_half_zeros_and_no_dead_unit():
    figure = dead_units()
    figure.set(bias=0, layer=1, trained=False)
    dead, zeros = re.search(r"(\d+) of 32 units dead, (\d+)% zeros", figure.reading.readout).groups()
    assert int(dead) == 0
    assert 35 <= int(zeros) <= 65


@pytest.mark.parametrize(("width", "depth"), [(1, 0), (2, 3), (3, 3), (8, 8), (4, 5)])
def test_the_measured_share_stands_between_its_bounds(width, depth):
    figure = born_dead()
    figure.set(width=width, depth=depth)
    share, low, high = (float(number) for number in re.findall(r"([\d.]+)%", figure.reading.readout))
    slack = 100 * 4.5 * 0.5 / np.sqrt(1000)
    assert low - slack <= share <= high + slack
    expected = dying.born_dead_bounds(depth=2**depth, width=width)
    assert (low, high) == tuple(round(100 * float(bound[-1]), 1) for bound in expected)
    assert f"= {2**width} layers" in figure.reading.readout


def test_a_run_with_a_moderate_rate_learns_and_the_same_start_dies_with_a_large_one():
    figure = dying_run()
    figure.set(step=400, bias=-0.5, rate=0.1)
    assert "solved" in figure.reading.readout
    figure.set(bias=-1.5)
    assert "best constant" in figure.reading.readout
    assert "100% of layer 2" in figure.reading.readout


def test_fixes_and_slopes_follow_the_runs_they_are_given():
    runs = dying.train_fixes(["relu", "prelu", *dying.FIXES[1:]], seeds=10, steps=20, record_every=10, rng=rng())
    figure = compare_fixes(runs)
    figure.set(fix="elu", step=20, seed=3)
    for name in ("relu", "elu"):
        assert f"{runs[name].losses[20, 2]:.2f}" in figure.reading.readout
    slopes = learned_slope(runs["prelu"])
    slopes.set(step=20, seed=3)
    for slope in runs["prelu"].slopes[-1, 2]:
        assert f"{slope:.2f}" in slopes.reading.readout


def test_a_run_without_slopes_is_refused():
    run = dying.train_sine("relu", seeds=1, steps=1, rng=rng())
    with pytest.raises(ValueError, match="relu learns no slope"):
        learned_slope(run)


def rng():
    return np.random.default_rng(0)
