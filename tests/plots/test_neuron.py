"""The diagram of one neuron: every number at its wire, and nothing overlapping at the longest numbers."""

import numpy as np
import pytest

from relu_notes.plots.neuron import BACKWARD, CLOSED, FORWARD, NeuronDiagram
from relu_notes.plots.style import classroom, classroom_figure, panels

VALUES = {"x": -2.7, "w": -2.9, "b": -5.8, "z": -13.63, "a": -13.6301}
GRADIENTS = {"x": -11.12, "w": 0.004, "b": -3.456, "z": -3.456, "a": 0.0}


def diagram(size=(1000, 500)):
    figure = classroom_figure(size)
    (axes,) = panels(figure, 1)
    with classroom():
        return NeuronDiagram(axes), axes


@pytest.mark.parametrize("size", [(1000, 500), (420, 640)])
def test_texts_show_the_numbers_apart_and_inside_the_figure(size):
    neuron, axes = diagram(size)
    neuron.show("leaky_relu", VALUES, GRADIENTS, slope=-0.0123)
    axes.figure.draw_without_rendering()
    boxes = [(text.get_text(), text.get_window_extent().shrunk(0.97, 0.9)) for text in axes.texts]
    for index, (text, box) in enumerate(boxes):
        assert box.x0 >= 0, text
        assert box.x1 <= size[0], text
        assert not [other for other, covered in boxes[index + 1 :] if box.overlaps(covered)], text


def test_every_number_stands_behind_its_name():
    neuron, axes = diagram()
    neuron.show("leaky_relu", VALUES, GRADIENTS, slope=-0.0123)
    numbers = {text.get_position(): text.get_text() for text in axes.texts if text.get_animated()}
    equations = {
        text.get_text() + numbers.get(text.get_position(), "") for text in axes.texts if not text.get_animated()
    }
    assert {"x = −2.7", "w = −2.9", "b = −5.8", "z = −13.63", "a = −13.63", "× f'(z) = −0.01"} <= equations
    assert {"dL/dx = −11.12", "dL/dw = 0.004", "dL/db = −3.46", "dL/dz = −3.46", "dL/da = 0"} <= equations


def test_forward_and_backward_have_their_colours():
    neuron, axes = diagram()
    neuron.show("leaky_relu", VALUES, GRADIENTS, slope=1.0)
    colours = {text.get_text(): text.get_color() for text in axes.texts if text.get_text().endswith("= ")}
    assert len(colours) == 11
    for text, colour in colours.items():
        assert colour == (BACKWARD if "dL" in text or "f'" in text else FORWARD)


def test_a_backward_arrow_grows_with_its_gradient_and_without_one_there_is_none():
    neuron, axes = diagram()
    arrows = [line for line in axes.lines if line.get_color() == BACKWARD]
    neuron.show("relu", VALUES, GRADIENTS, slope=1.0)
    assert [arrow.get_visible() for arrow in arrows] == [True, True, True, True, False]  # x, w, b, z, a
    widths = [arrow.get_linewidth() for arrow in arrows]
    assert widths[1] < widths[2] == widths[3] < widths[0]
    neuron.show("relu", VALUES, dict.fromkeys(VALUES, 0.0), slope=0.0)
    assert not any(arrow.get_visible() for arrow in arrows)


@pytest.mark.parametrize(("slope", "closed"), [(0.0, True), (1.0, False), (-0.01, False)])
def test_a_bar_closes_the_gate_where_the_slope_is_0(slope, closed):
    neuron, axes = diagram()
    neuron.show("relu", VALUES, GRADIENTS, slope)
    (bar,) = (line for line in axes.lines if line.get_color() == CLOSED)
    assert bar.get_visible() == closed


@pytest.mark.parametrize(("z", "edge", "face"), [(2.0, 2.0, FORWARD), (-13.6, -5.5, "white")])
def test_the_point_stands_on_the_curve_and_is_hollow_where_it_leaves_the_box(z, edge, face):
    neuron, axes = diagram()
    neuron.show("relu", VALUES | {"z": z}, GRADIENTS, slope=1.0)
    (curve,) = (line for line in axes.lines if line.get_color() == FORWARD and len(line.get_xdata()) > 2)
    (x,), (y,) = neuron.point.get_data()
    left, right = curve.get_xdata()[[0, -1]]
    assert (x - left) / (right - left) == pytest.approx((edge + 5.5) / 11)
    assert y == pytest.approx(np.interp(x, *curve.get_data()))
    assert neuron.point.get_markerfacecolor() == face
