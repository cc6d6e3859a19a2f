"""Lesson 4's figures say what the experiments found: statuses, shares between their bounds, outcomes."""

import re

import numpy as np
import pytest

from relu_notes.experiments import dying
from relu_notes.live.gallery import (
    born_dead,
    compare_fixes,
    dead_units,
    dying_run,
    learned_slope,
    one_unit,
    outcomes_by_start,
)
from relu_notes.live.gallery.fixes import standing


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
        figure.set(bias=-1, layer=layer, step=400)
        revived[layer] = int(re.search(r"dead at start (\d+) revived", figure.reading.readout)[1])
    assert revived[1] == 0
    assert revived[2] > 0


def dead_and_zeros(figure):
    return map(int, re.search(r"(\d+) of 32 units dead, (\d+)% zeros", figure.reading.readout).groups())


def test_healthy_biases_leave_half_zeros_and_no_dead_unit():
    figure = dead_units()
    figure.set(bias=0)
    dead, zeros = dead_and_zeros(figure)
    assert dead == 0
    assert 35 <= zeros <= 65


def test_inputs_from_zero_leave_half_of_the_first_layer_dead():
    figure = dead_units()
    figure.set(bias=0, inputs=(0.0, 1.0))
    dead, _ = dead_and_zeros(figure)
    assert abs(dead - 16) <= 4.5 * np.sqrt(32 / 4)


def test_rows_keep_their_place_while_the_layer_trains():
    figure = dead_units()
    rows = []
    for step in (0, 400):
        figure.set(bias=-1, step=step, layer=1)
        rows.append(dead_rows(figure))
    assert set(rows[0]) <= set(rows[1])  # what is dead at the start stays dead, where it was


def dead_rows(figure):
    y = figure.static_figure().axes[0].lines[0].get_ydata().reshape(-1, 3)
    return y[:, 0].tolist()


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
    figure.set(step=400)
    assert "the best constant" in figure.reading.readout
    assert "100% of layer 2" in figure.reading.readout
    figure.set(rate=0.1)
    assert "solved" in figure.reading.readout
    figure.set(bias=-1.5)
    assert "the best constant" in figure.reading.readout


def test_a_network_may_be_well_with_half_of_its_units_dead():
    figure = dying_run()
    figure.set(step=400, bias=-1, rate=0.1)
    assert "solved" in figure.reading.readout
    assert min(map(int, re.findall(r"(\d+)% of layer", figure.reading.readout))) >= 50


def test_a_run_that_diverges_says_so_in_the_picture():
    figure = dying_run()
    figure.set(step=400, bias=0.5, rate=0.5)
    assert "diverged, no numbers left" in figure.reading.readout
    assert "DIVERGED" in [text.get_text() for text in figure.static_figure().axes[0].texts]
    figure.set(step=0)
    assert "DIVERGED" not in [text.get_text() for text in figure.static_figure().axes[0].texts]


def test_fixes_and_slopes_follow_their_runs():
    figure = compare_fixes()
    figure.set(fix="elu", step=400, seed=3)
    run = dying.train_sine("elu", seeds=10, rng=np.random.default_rng(0))
    assert f"ELU {run.losses[400, 2]:.2f} (solved)" in figure.reading.readout
    figure.set(fix="gelu", bias=-6.0)
    assert "GELU 0.49 (the best constant)" in figure.reading.readout
    figure.set(fix="leaky_relu")
    assert "Leaky ReLU 0.21 (the best line)" in figure.reading.readout
    slopes = learned_slope()
    slopes.set(step=400)
    grew = re.search(r"above 0.25 in (\d+) and (\d+) of 10", slopes.reading.readout).groups()
    run = dying.train_sine("prelu", seeds=10, rng=np.random.default_rng(0))
    assert tuple(map(int, grew)) == tuple((run.slopes[-1] > 0.25).sum(axis=0))


def test_the_table_of_outcomes_shows_what_was_recorded():
    figure = outcomes_by_start()
    way = next(iter(dying.WAYS))
    for place, bias in enumerate(dying.BIASES):
        figure.set(bias=place)
        for name in dying.FIXES:
            solved = dying.recorded_outcomes()[way, bias, name].counts["solved"]
            assert re.search(rf"{solved}\b", figure.reading.readout)


def test_a_bent_curve_with_the_error_of_the_best_line_is_not_called_a_line():
    bent = np.abs(np.linspace(-1, 1, 64))
    assert standing(dying.BEST_LINE, bent) == "part of the way"
