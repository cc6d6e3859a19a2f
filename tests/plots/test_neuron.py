"""The diagram of one neuron: every number at its wire, and nothing overlapping at the longest numbers."""

import pytest

from relu_notes.plots.neuron import BACKWARD, FORWARD, NeuronDiagram
from relu_notes.plots.style import classroom, classroom_figure, panels

VALUES = {"x": -2.7, "w": -2.9, "b": -5.8, "z": -13.63, "a": -13.6301}
GRADIENTS = {"x": -11.12, "w": 0.004, "b": -3.456, "z": -3.456, "a": 0.0}


def diagram(size=(1000, 500)):
    figure = classroom_figure(size)
    (axes,) = panels(figure, 1)
    with classroom():
        return NeuronDiagram(axes, "Softplus"), axes


@pytest.mark.parametrize("size", [(1000, 500), (420, 640)])
def test_texts_show_the_numbers_apart_and_inside_the_figure(size):
    neuron, axes = diagram(size)
    neuron.show(VALUES, GRADIENTS, slope=-0.0123)
    axes.figure.draw_without_rendering()
    boxes = {text.get_text(): text.get_window_extent() for text in axes.texts}
    assert {"x = −2.7", "z = −13.63", "dL/dx = −11.12", "dL/dw = 0.004", "dL/da = 0", "× f'(z) = −0.01"} <= set(boxes)
    names = list(boxes)
    for index, name in enumerate(names):
        assert boxes[name].x0 >= 0, name
        assert boxes[name].x1 <= size[0], name
        assert not [other for other in names[index + 1 :] if boxes[name].overlaps(boxes[other])], name


def test_forward_and_backward_have_their_colours():
    neuron, axes = diagram()
    neuron.show(VALUES, GRADIENTS, slope=1.0)
    colours = {text.get_text(): text.get_color() for text in axes.texts if text.get_animated()}
    for text, colour in colours.items():
        assert colour == (BACKWARD if "dL" in text or "f'" in text else FORWARD)


def test_a_wire_without_gradient_is_dotted():
    neuron, axes = diagram()
    neuron.show(VALUES, GRADIENTS, slope=1.0)
    styles = [patch.get_linestyle() for patch in axes.patches if patch.get_animated()]
    assert styles == ["-", "-", "-", "-", ":"]
    neuron.show(VALUES, dict.fromkeys(VALUES, 0.0), slope=0.0)
    assert {patch.get_linestyle() for patch in axes.patches if patch.get_animated()} == {":"}
