"""Bars, curves and gauges of lesson 3, tested on their data."""

import numpy as np
import pytest
from matplotlib.patches import PathPatch, Rectangle

from relu_notes.plots.popularity import CostBars, LayerBars, StackAndLine, TrainingCurves
from relu_notes.plots.style import classroom_figure, panels


@pytest.fixture
def axes():
    return panels(classroom_figure(), 2)


def corners(axes):
    """The bars of an axes as (left, bottom, right, top) rows."""
    (bars,) = (patch for patch in axes.patches if isinstance(patch, PathPatch))
    vertices = bars.get_path().vertices.reshape(-1, 5, 2)
    return np.hstack([vertices.min(axis=1), vertices.max(axis=1)])


def test_cost_bars_reach_from_a_copy_to_the_ratio(axes):
    bars = CostBars(axes[0], ["a", "b", "c"])
    bars.show(np.array([2.5, 120.0, 0.8]))
    left, bottom, right, top = corners(axes[0]).T
    assert left == pytest.approx([1, 1, 0.8]) and right == pytest.approx([2.5, 120, 1])
    assert ((top + bottom) / 2).tolist() == [0, 1, 2]
    assert [text.get_text() for text in axes[0].texts] == ["2.5", "120", "0.8"]
    assert [label.get_text() for label in axes[0].get_yticklabels()] == ["a", "b", "c"]


def test_cost_bars_stay_in_the_picture_and_texts_tell_the_true_ratio(axes):
    CostBars(axes[0], ["a"], limits=(0.5, 100)).show(np.array([12345.0]))
    assert corners(axes[0])[0, 2] == 100
    assert axes[0].texts[0].get_text() == "12345"


def test_before_a_measurement_there_are_question_marks_and_no_bars(axes):
    CostBars(axes[0], ["a", "b"]).show(None)
    assert [text.get_text() for text in axes[0].texts] == ["?", "?"]
    left, _, right, _ = corners(axes[0]).T
    assert (left == right).all()


@pytest.mark.parametrize("depth", [1, 2, 30])
def test_layer_bars_hang_from_or_stand_on_one(axes, depth):
    measured = np.geomspace(1e-3, 10, depth)
    LayerBars(axes[0], 30, limits=(1e-9, 1e4)).show(measured, measured * 2)
    left, bottom, right, top = corners(axes[0]).T
    assert bottom == pytest.approx(np.minimum(measured, 1)) and top == pytest.approx(np.maximum(measured, 1))
    assert ((left + right) / 2) == pytest.approx(np.arange(1, depth + 1))
    prediction = axes[0].lines[-1]
    assert prediction.get_xdata() == pytest.approx(np.arange(1, depth + 1))
    assert prediction.get_ydata() == pytest.approx(measured * 2)


@pytest.mark.parametrize("limits", [(1e-3, 1e2), (1e-9, 1e4), (1e-25, 1e2), (1e-30, 1e30)])
def test_the_scale_of_layer_bars_has_few_ticks_and_one_at_one(axes, limits):
    LayerBars(axes[0], 5, limits=limits)
    ticks = axes[0].get_yticks()
    assert 1.0 in ticks and 3 <= len(ticks) <= 10
    assert limits[0] <= ticks.min() and ticks.max() <= limits[1]


def test_training_curves_show_every_network_the_median_and_the_counts(axes):
    losses = [np.linspace([0.6, 0.8, 0.7], [0.1, 0.5, 0.3], 101), np.full((101, 3), 0.69)]
    picture = TrainingCurves(axes[0], axes[1], ["first", "second"], losses, guessing=np.log(2))
    picture.show(40, [2, 0])
    single, median = axes[0].lines[:3], axes[0].lines[3]
    for network, line in enumerate(single):
        assert line.get_ydata() == pytest.approx(losses[0][line.get_xdata(), network])
    assert median.get_ydata() == pytest.approx(np.median(losses[0][median.get_xdata()], axis=1))
    (sheet,) = (patch for patch in axes[0].patches if isinstance(patch, Rectangle))
    assert (sheet.get_x(), sheet.get_width()) == (40, 60)
    assert corners(axes[1])[:, 2].tolist() == [2, 0]
    assert [text.get_text() for text in axes[1].texts] == ["2", "0"]


def test_networks_that_diverged_are_drawn_at_the_top(axes):
    losses = [np.array([[0.7, 0.7], [np.nan, np.inf]])]
    TrainingCurves(axes[0], axes[1], ["x"], losses, guessing=0.7)
    for line in axes[0].lines[:2]:
        assert line.get_ydata()[-1] == axes[0].get_ylim()[1]


def test_stack_and_line_move_to_what_they_are_given(axes):
    x = np.linspace(-1, 1, 5)
    StackAndLine(axes[0], x, height=2).show(x**2, 0.5 * x)
    stack, line = axes[0].lines
    assert stack.get_ydata() == pytest.approx(x**2) and line.get_ydata() == pytest.approx(0.5 * x)
    assert stack.get_linestyle() != line.get_linestyle()


def test_everything_that_moves_is_animated(axes):
    TrainingCurves(axes[0], axes[1], ["x"], [np.ones((5, 2))], guessing=0.7).show(2, [1])
    assert all(artist.get_animated() for artist in [*axes[0].patches, *axes[1].patches, *axes[1].texts])
