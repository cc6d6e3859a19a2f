"""What the neuron and the gate say, against finite differences and against what each activation forgives."""

import re

import numpy as np
import pytest

from relu_notes.activations import ACTIVATIONS
from relu_notes.live.gallery import gate, neuron
from relu_notes.plots.neuron import BACKWARD


@pytest.fixture(scope="module")
def neuron_figure():
    return neuron()


@pytest.fixture(scope="module")
def gate_figure():
    return gate()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_gradients_of_the_neuron_agree_with_nudging_each_input(neuron_figure, name):
    """L = upstream · f(w·x + b), so dL/dw is the change of L for a small change of w."""
    figure, entry = neuron_figure, ACTIVATIONS[name]
    values = {"x": -1.4, "w": 0.7, "b": 0.3, "upstream": 1.7}
    figure.set(activation=name, **values)

    def loss(x, w, b, upstream):
        return upstream * float(entry.function(w * x + b))

    for letter in "xwb":
        up, down = ({**values, letter: values[letter] + step} for step in (1e-6, -1e-6))
        nudged = (loss(**up) - loss(**down)) / 2e-6
        said = float(re.search(rf"dL/d{letter} = (-?[\d.e-]*\d)", figure.reading.alt.replace("−", "-"))[1])
        assert said == pytest.approx(nudged, rel=6e-4, abs=1e-4), letter


def test_a_shut_gate_stops_everything_behind_it():
    figure = neuron()
    figure.set(b=-6)
    assert figure.reading.readout == "z = −3, a = 0; backward: 0.5 · f'(z) = 0.5 · 0 = 0"
    wires = [line for line in figure.static_figure().axes[0].lines if line.get_color() == BACKWARD]
    assert [wire.get_visible() for wire in wires] == [False, False, False, False, True]
    assert figure.reading.alt.endswith("The gate is closed.")


@pytest.mark.parametrize(
    ("title", "forgives"),
    [
        ("ReLU", True),
        ("Leaky ReLU", True),
        ("PReLU", True),
        ("ReLU with f'(0) = ½", False),
        *(
            (ACTIVATIONS[name].title, False)
            for name in ("elu", "selu", "gelu", "silu", "mish", "hardswish", "softplus", "sigmoid", "tanh")
        ),
    ],
)
def test_who_forgives_taking_the_slope_at_the_output(gate_figure, title, forgives):
    agree = []
    for z in (-2.5, -1.0, -0.3, 0.4, 2.0):
        gate_figure.set(gate=title, z=z)
        agree.append("Here both agree" in gate_figure.reading.readout)
    assert all(agree) == forgives


def test_gate_draws_both_gradients():
    figure = gate().static_figure(gate="Sigmoid", z=2, upstream=-1)
    sigmoid = ACTIVATIONS["sigmoid"]
    right, wrong = (-sigmoid.derivative(at) for at in (2.0, sigmoid.function(2.0)))
    tops = [line.get_ydata()[1] for line in figure.axes[2].lines if line.get_animated()]
    assert tops == pytest.approx([float(right), float(wrong), 0])
    assert np.sign(tops).tolist() == [-1, -1, 0]
