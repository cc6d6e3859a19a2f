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
        return NeuronDiagram(axes), axes


@pytest.mark.parametrize("size", [(1000, 500), (420, 640)])
def test_texts_show_the_numbers_apart_and_inside_the_figure(size):
    neuron, axes = diagram(size)
    neuron.show(VALUES, GRADIENTS, slope=-0.0123)
    axes.figure.draw_without_rendering()
    boxes = [(text.get_text(), text.get_window_extent().shrunk(0.97, 0.9)) for text in axes.texts]
    for index, (text, box) in enumerate(boxes):
        assert box.x0 >= 0, text
        assert box.x1 <= size[0], text
        assert not [other for other, covered in boxes[index + 1 :] if box.overlaps(covered)], text


def test_every_number_stands_behind_its_name():
    neuron, axes = diagram()
    neuron.show(VALUES, GRADIENTS, slope=-0.0123)
    numbers = {text.get_position(): text.get_text() for text in axes.texts if text.get_animated()}
    equations = {
        text.get_text() + numbers.get(text.get_position(), "") for text in axes.texts if not text.get_animated()
    }
    assert {"x = −2.7", "w = −2.9", "b = −5.8", "z = −13.63", "a = −13.63", "× f'(z) = −0.01"} <= equations
    assert {"dL/dx = −11.12", "dL/dw = 0.004", "dL/db = −3.46", "dL/dz = −3.46", "dL/da = 0"} <= equations


def test_forward_and_backward_have_their_colours():
    neuron, axes = diagram()
    neuron.show(VALUES, GRADIENTS, slope=1.0)
    colours = {text.get_text(): text.get_color() for text in axes.texts if text.get_text().endswith("= ")}
    assert len(colours) == 11
    for text, colour in colours.items():
        assert colour == (BACKWARD if "dL" in text or "f'" in text else FORWARD)


def test_a_wire_without_gradient_stays_thin():
    neuron, axes = diagram()
    neuron.show(VALUES, GRADIENTS, slope=1.0)
    assert [line.get_visible() for line in axes.lines] == [True, True, True, True, False]
    neuron.show(VALUES, dict.fromkeys(VALUES, 0.0), slope=0.0)
    assert not any(line.get_visible() for line in axes.lines)
