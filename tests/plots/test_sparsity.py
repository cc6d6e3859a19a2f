"""Densities and activity maps, tested on their data."""

import numpy as np
import pytest
from scipy.special import ndtr

from relu_notes.plots.sparsity import ActivityMap, ShadedDensity
from relu_notes.plots.style import classroom_figure, panels


@pytest.fixture
def axes():
    return panels(classroom_figure(), 1)[0]


def test_activity_map_sorts_units_and_has_a_bar_beside_those_that_are_never_on(axes):
    outputs = np.array([[0.0, 2.0, 0.0, 0.5], [0.0, 1.0, 0.0, 0.0], [0.0, 3.0, 0.0, 0.1]])
    off = ActivityMap(axes, units=4, inputs=3).show(outputs)
    assert off.tolist() == [True, False, True, False]
    (image,) = axes.images
    assert image.get_array().tolist() == [[1, 1, 1], [1, 0, 1], [0, 0, 0], [0, 0, 0]]
    np.testing.assert_array_equal(axes.lines[0].get_ydata(), [1.5, 2.5, np.nan, 2.5, 3.5, np.nan])
    assert image.get_extent() == [-0.5, 2.5, 3.5, -0.5]


def test_activity_map_keeps_an_order_that_it_is_given(axes):
    outputs = np.array([[0.0, 2.0, 0.0, 0.5], [0.0, 1.0, 0.0, 0.0], [0.0, 3.0, 0.0, 0.1]])
    ActivityMap(axes, units=4, inputs=3).show(outputs, order=np.arange(4))
    assert axes.images[0].get_array().tolist() == [[0, 0, 0], [1, 1, 1], [0, 0, 0], [1, 0, 1]]
    np.testing.assert_array_equal(axes.lines[0].get_ydata(), [-0.5, 0.5, np.nan, 1.5, 2.5, np.nan])


def test_activity_map_of_fewer_inputs_keeps_their_width(axes):
    activity = ActivityMap(axes, units=2, inputs=10)
    activity.show(np.ones((4, 2)))
    assert axes.images[0].get_extent()[:2] == [-0.5, 3.5]
    assert axes.get_xlim()[1] == 9.5


@pytest.mark.parametrize("centre", [-3.0, -0.4, 0.0, 2.0, 3.0])
def test_shaded_area_is_the_mass_left_of_zero(axes, centre):
    z = np.linspace(-8, 8, 3201)
    density = ShadedDensity(axes, z, np.exp(-z * z / 2) / np.sqrt(2 * np.pi), reach=5)
    density.show(centre)
    outline = axes.patches[0].get_xy()
    x, y = outline.T
    area = abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2  # the shoelace formula
    assert area == pytest.approx(ndtr(-centre), abs=1e-5)
    assert axes.lines[1].get_xdata()[1600] == pytest.approx(centre)


def test_shading_of_a_bell_wholly_right_of_zero_is_empty(axes):
    density = ShadedDensity(axes, np.linspace(-1, 1, 11), np.ones(11), reach=5)
    density.show(3.0)
    assert (axes.patches[0].get_xy()[:, 0] == 0).all()
