"""The notes' picture, checked on its line data against the activations and against the notes' own words."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color

from relu_notes.activations import ACTIVATIONS, Activation
from relu_notes.plots.curves import (
    derivative_curve,
    draw_derivative,
    function_curve,
    one_sided_slopes,
    plot_function_and_derivative,
)
from relu_notes.plots.style import GUIDE, classroom_figure, panels

EVERY_NAME = sorted(ACTIVATIONS)


def circles(axes, filled):
    """(x, y) of the markers on `axes` that are filled with their own colour, or open."""
    return sorted(
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in axes.lines
        if line.get_marker() == "o" and same_color(line.get_markerfacecolor(), line.get_color()) == filled
    )


def test_the_notes_words_stand_on_the_picture():
    left, right = plot_function_and_derivative().axes
    assert [left.get_title(), right.get_title()] == ["ReLU Activation Function", "ReLU Derivative"]
    assert left.get_xlabel() == right.get_xlabel() == "Input (x)"
    assert [left.get_ylabel(), right.get_ylabel()] == ["Output f(x)", "Derivative f'(x)"]
    assert [text.get_text() for text in left.get_legend().get_texts()] == ["ReLU: f(x) = max(0, x)"]
    assert [text.get_text() for text in right.get_legend().get_texts()] == ["ReLU': f'(x)"]
    assert left.get_xlim() == right.get_xlim() == (-5, 5)
    assert right.get_ylim() == pytest.approx((-0.1, 1.1))
    assert not plt.get_fignums()


def test_the_relu_curves_are_the_closed_form():
    left, right = plot_function_and_derivative().axes
    x, y = left.lines[0].get_data()
    np.testing.assert_array_equal(y, [max(0, value) for value in x])
    x, slope = right.lines[0].get_data()
    np.testing.assert_array_equal(slope[x < 0], 0)
    np.testing.assert_array_equal(slope[x > 0], 1)
    assert np.isnan(slope[x == 0]).all(), "a line through the jump would be a slope that ReLU has not"


@pytest.mark.parametrize(
    ("at_zero", "filled", "open_ones"),
    [
        (None, [(0, 0)], [(0, 1)]),
        (0.0, [(0, 0)], [(0, 1)]),
        (1.0, [(0, 1)], [(0, 0)]),
        (0.5, [(0, 0.5)], [(0, 0), (0, 1)]),
    ],
)
def test_the_circles_follow_at_zero(at_zero, filled, open_ones):
    right = plot_function_and_derivative(at_zero=at_zero).axes[1]
    assert circles(right, filled=True) == filled
    assert circles(right, filled=False) == open_ones


@pytest.mark.parametrize("name", EVERY_NAME)
def test_every_activation_can_be_drawn(name):
    figure = plot_function_and_derivative(name)
    left, right = figure.axes
    x = function_curve(name)[0]
    np.testing.assert_array_equal(left.lines[0].get_ydata(), ACTIVATIONS[name].function(x))
    low, high = right.get_ylim()
    slopes = derivative_curve(name)[1]
    assert low < np.nanmin(slopes) <= np.nanmax(slopes) < high
    assert ACTIVATIONS[name].title in left.get_title() and ACTIVATIONS[name].title in figure.description
    assert f"f(-5) = {float(ACTIVATIONS[name].function(-5.0)):.4g}" in figure.description


@pytest.mark.parametrize("name", EVERY_NAME)
def test_a_smooth_slope_has_no_circle_and_a_jump_has(name):
    (axes,) = panels(classroom_figure(), 1)
    draw_derivative(axes, name)
    jumps = [kink for kink in ACTIVATIONS[name].kinks if len(set(one_sided_slopes(name, kink))) == 2]
    assert [x for x, _ in circles(axes, filled=True)] == jumps


def test_several_are_laid_over_each_other_with_a_colour_and_a_pattern_each():
    left, right = plot_function_and_derivative(["relu", "elu", "gelu"]).axes
    for axes in (left, right):
        lines = [line for line in axes.lines if line.get_gid() != GUIDE and line.get_marker() != "o"]
        assert len({line.get_color() for line in lines}) == len({line.get_linestyle() for line in lines}) == 3
    assert [text.get_text() for text in left.get_legend().get_texts()] == ["ReLU", "ELU", "GELU"]
    assert left.lines[1].get_ydata().min() == pytest.approx(np.expm1(-5))


def test_a_new_activation_is_drawn_from_its_catalogue_entry_alone(monkeypatch):
    entry = Activation(
        title="Square",
        expression="{x}^2",
        formula="f(x) = x^2",
        derivative_formula="f'(x) = 2x",
        function=lambda x: np.asarray(x) ** 2,
        derivative=lambda x: 2 * np.asarray(x),
        source="this test",
    )
    monkeypatch.setitem(ACTIVATIONS, "square", entry)
    left, right = plot_function_and_derivative("square").axes
    assert left.get_legend().get_texts()[0].get_text() == "Square: f(x) = x^2"
    assert right.lines[0].get_ydata()[-1] == 10


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"names": "relo"}, "unknown activation 'relo'; allowed are relu"),
        ({"names": []}, "at least one activation"),
        ({"limits": (5, -5)}, "limits must be two finite numbers"),
        ({"limits": (0, np.inf)}, "each of limits must be a finite number, not inf"),
        ({"at_zero": 2}, "at_zero"),
    ],
)
def test_mistakes_are_named(arguments, words):
    with pytest.raises(ValueError, match=words):
        plot_function_and_derivative(**arguments)
