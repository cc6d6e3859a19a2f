"""Half-planes and areas as arrays."""

import numpy as np
import pytest

from relu_notes.plots import classroom_figure, panels
from relu_notes.plots.plane import area, half_plane, plane_panel, show_segments


@pytest.mark.parametrize("seed", range(5))
def test_a_half_plane_begins_on_its_line_and_lies_on_the_open_side(seed):
    rng = np.random.default_rng(seed)
    weight, bias = rng.standard_normal(2), rng.standard_normal()
    heights = half_plane(weight, bias, reach=5) @ weight + bias
    np.testing.assert_allclose(heights, [0, 5 * np.hypot(*weight), 5 * np.hypot(*weight), 0], atol=1e-12)


def test_an_area_holds_what_it_was_shown_last():
    (axes,) = panels(classroom_figure(), 1)
    plane_panel(axes, -1, 1, title="plane")
    shown = area(axes, facecolor="black")
    triangle = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    shown.show([triangle, triangle - 1])
    assert len(shown.get_path().vertices) == 8
    assert shown.get_path().contains_point((0.2, 0.2))
    shown.show([])
    assert len(shown.get_path().vertices) == 0


def test_segments_stay_apart_in_one_line():
    (axes,) = panels(classroom_figure(), 1)
    (line,) = axes.plot([], [])
    show_segments(line, np.arange(8.0).reshape(2, 2, 2))
    x, y = line.get_data()
    assert np.isnan(x[[2, 5]]).all()
    assert y[[0, 1, 3, 4]].tolist() == [1, 3, 5, 7]
