"""What the figure on steps to learn says, against curves that the test makes up."""

import numpy as np
import pytest

from relu_notes.experiments import speed
from relu_notes.live.gallery import steps_to_learn


@pytest.fixture
def figure(monkeypatch):
    """ReLU arrives at step 10, GELU at 5, tanh at 20 times its scale, the sigmoid never."""

    def fastest(data, activation, scale):
        arrival = {"relu": 10, "gelu": 5, "tanh": 20 / scale, "sigmoid": 99}[activation]
        return np.repeat(np.where(np.arange(51) >= arrival, 0.04, 0.5)[:, None], 16, axis=1)

    monkeypatch.setattr(speed, "fastest", fastest)
    return steps_to_learn()


def test_nobody_has_arrived_before_the_slider_moves(figure):
    assert "not yet" in figure.reading.readout
    assert "steps" not in figure.reading.readout.replace("step 0", "")


def test_arrivals_are_told_from_their_step_on(figure):
    figure.set(step=12)
    assert "ReLU 10 steps, GELU 5 steps, tanh not yet, Sigmoid not yet" in figure.reading.readout
    figure.set(step=50, tanh_scale=2.78)
    assert "tanh 8 steps, Sigmoid not yet" in figure.reading.readout
    lengths = [line.get_xdata()[1] for line in figure.static_figure().axes[1].lines]
    assert lengths == [10, 5, 8, 50]


def test_the_questions_are_answered_by_the_shipped_rates():
    """Right options against the trainings themselves."""

    def steps(data, activation, scale):
        return speed.steps_to(speed.fastest(data, activation, scale))

    rings = {name: steps("rings", name, scale) for name, scale in (("relu", 2), ("gelu", 2), ("tanh", 1))}
    assert max(rings.values()) < steps("rings", "sigmoid", 1.0) == np.inf
    assert steps("blobs", "tanh", 2.78) < steps("blobs", "relu", 2.0)
