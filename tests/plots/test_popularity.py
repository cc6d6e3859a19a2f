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


def training_curves(axes, losses, titles):
    return TrainingCurves(
        *axes, titles, np.arange(0, 105, 5), losses, guessing=np.log(2), most=12, points=np.eye(2).repeat(2, axis=0)
    )


def test_training_curves_show_medians_bands_counts_and_their_ranges(axes):
    losses = [np.linspace([0.5, 0.6, 0.7], [0.1, 0.2, 0.3], 21), np.full((21, 3), 9.0)]
    picture = training_curves(axes, losses, ["first", "second"])
    picture.show(40, np.array([[2, 4], [0, 0]]))
    first, second = axes[0].lines[:2]
    assert first.get_ydata() == pytest.approx(losses[0][:, 1])
    assert second.get_ydata().tolist() == [axes[0].get_ylim()[1]] * 21, "what diverged is drawn at the top"
    (sheet,) = (patch for patch in axes[0].patches if isinstance(patch, Rectangle))
    assert (sheet.get_x(), sheet.get_width()) == (40, 60)
    assert corners(axes[1])[:, 2].tolist() == [3, 0]
    assert [text.get_text() for text in axes[1].texts] == ["3", "0"]
    assert [line.get_xdata() for line in axes[1].lines[-2:]] == [[2, 4], [0, 0]]


def test_stack_and_line_move_to_what_they_are_given(axes):
    x = np.linspace(-1, 1, 5)
    StackAndLine(axes[0], x, height=2).show(x**2, 0.5 * x)
    stack, line = axes[0].lines
    assert stack.get_ydata() == pytest.approx(x**2) and line.get_ydata() == pytest.approx(0.5 * x)
    assert stack.get_linestyle() != line.get_linestyle()


def test_everything_that_moves_is_animated(axes):
    training_curves(axes, [np.ones((21, 3))], ["x"]).show(2, np.array([[1, 1]]))
    assert all(artist.get_animated() for artist in [*axes[0].patches, *axes[1].patches, *axes[1].texts])
