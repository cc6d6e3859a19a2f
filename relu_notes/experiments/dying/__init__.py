"""Dying ReLU: units and networks that are dead from the start, and units that die in training."""

from relu_notes.experiments.dying.at_birth import (
    born_dead,
    born_dead_bounds,
    dead_at_start,
    unit_dead_probability,
)
from relu_notes.experiments.dying.recorded import BIASES, WAYS, Recorded, recorded_outcomes
from relu_notes.experiments.dying.training import (
    BEST_CONSTANT,
    BEST_LINE,
    FIXES,
    OUTCOMES,
    SineTraining,
    outcomes,
    sine_data,
    train_sine,
)

__all__ = [
    "BEST_CONSTANT",
    "BEST_LINE",
    "BIASES",
    "FIXES",
    "OUTCOMES",
    "WAYS",
    "Recorded",
    "SineTraining",
    "born_dead",
    "born_dead_bounds",
    "dead_at_start",
    "outcomes",
    "recorded_outcomes",
    "sine_data",
    "train_sine",
    "unit_dead_probability",
]
