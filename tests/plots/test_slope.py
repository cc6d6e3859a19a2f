"""Lines, fans and recorded slopes, tested on their line data."""

import numpy as np
import pytest

from relu_notes.experiments.at_zero import RECORDED_SLOPES
from relu_notes.plots.slope import SlopeTriangle, SubgradientFan, SwitchableCurves, line_through, plot_recorded_slopes
from relu_notes.plots.style import classroom_figure, panels


def test_line_through_passes_the_point_with_the_slope():
    x, y = line_through(2.0, 3.0, -0.5, (-4, 6))
    assert x.tolist() == [-4, 6]
    assert y.tolist() == [6.0, 1.0]


def test_a_triangle_goes_one_step_to_the_side_where_there_is_room():
    (axes,) = panels(classroom_figure(), 1)
    axes.set(xlim=(-4, 4), ylim=(-4, 4))
    triangle = SlopeTriangle(axes)
    (legs,), texts = axes.lines, axes.texts
    for x, y, slope, corners, number in (
        (1, 2, 0.5, [(1, 2), (2, 2), (2, 2.5)], "0.5"),
        (3, 2, 0.5, [(3, 2), (2, 2), (2, 1.5)], "0.5"),
        (1, 2, -0.127, [(1, 2), (2, 2), (2, 1.873)], "−0.13"),
    ):
        triangle.show(x, y, slope)
        np.testing.assert_allclose(np.transpose(legs.get_data()), corners)
        assert [text.get_text() for text in texts] == ["1", number]
        assert all(part.get_visible() and part.get_animated() for part in (legs, *texts))
    triangle.show(1, 2, 0.0)
    assert not any(part.get_visible() for part in (legs, *texts))


def test_only_the_chosen_curves_are_visible_and_all_are_animated():
    (axes,) = panels(classroom_figure(), 1)
    curves = SwitchableCurves("ab", lambda name: axes.plot([0, 1], label=name) + axes.plot([1, 0], label=name))
    curves.show("b")
    assert all(line.get_animated() for line in axes.lines)
    assert [line.get_label() for line in axes.lines if line.get_visible()] == ["b", "b"]
    curves.show("a")
    assert [line.get_label() for line in axes.lines if line.get_visible()] == ["a", "a"]


@pytest.fixture
def fan():
    x = np.linspace(-2, 2, 81)
    (axes,) = panels(classroom_figure(), 1)
    return SubgradientFan(axes, x, np.maximum(x, 0)), axes


@pytest.mark.parametrize("slope", [0.0, 0.05, 0.5, 1.0])
def test_slopes_from_zero_to_one_stay_below_relu(fan, slope):
    figure, axes = fan
    assert figure.show(slope)
    *_, line, above = (artist for artist in axes.lines if artist.get_animated())
    assert line.get_ydata().tolist() == [-2 * slope, 2 * slope]
    assert len(above.get_xdata()) == 0


@pytest.mark.parametrize(("slope", "side"), [(-0.05, -1), (-0.5, -1), (1.05, 1), (1.5, 1)])
def test_other_slopes_rise_above_relu_and_the_places_are_marked(fan, slope, side):
    figure, axes = fan
    assert not figure.show(slope)
    *_, above = (artist for artist in axes.lines if artist.get_animated())
    x, y = above.get_data()
    assert len(x) > 3
    assert (np.sign(x) == side).all()
    assert (y > np.maximum(x, 0)).all()
    np.testing.assert_allclose(y, slope * x)


def test_recorded_slopes_stand_over_their_place_on_the_number_line():
    figure = plot_recorded_slopes(RECORDED_SLOPES, title="At 0")
    (axes,) = figure.axes
    places = {text.get_text(): text.get_position()[0] for text in axes.texts}
    assert axes.get_xticks().tolist() == [0.0, 0.5, 1.0]
    assert places["relu(x)"] == 0
    assert places["clamp(x, min=0)"] == 1
    for recorded in RECORDED_SLOPES:
        line = next(line for line in figure.description.splitlines() if line.startswith(f"{recorded.slope:g}:"))
        assert recorded.expression in line
        assert recorded.library in line


def test_recorded_slopes_do_not_overlap():
    figure = plot_recorded_slopes(RECORDED_SLOPES, title="At 0")
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    for index, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[index + 1 :])
        assert box.x0 >= 0
        assert box.x1 <= 1000
