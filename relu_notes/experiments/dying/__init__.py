"""Dying ReLU: units and networks that are dead from the start, and units that die in training."""

from relu_notes.experiments.dying.at_birth import (
    born_dead,
    born_dead_bounds,
    input_dead,
    unit_dead_probability,
    unit_dead_share,
)
from relu_notes.experiments.dying.training import (
    BEST_CONSTANT,
    BEST_LINE,
    FIXES,
    OUTCOMES,
    SineTraining,
    outcome_counts,
    outcomes,
    sine_data,
    train_fixes,
    train_sine,
)

__all__ = [
    "BEST_CONSTANT",
    "BEST_LINE",
    "FIXES",
    "OUTCOMES",
    "SineTraining",
    "born_dead",
    "born_dead_bounds",
    "input_dead",
    "outcome_counts",
    "outcomes",
    "sine_data",
    "train_fixes",
    "train_sine",
    "unit_dead_probability",
    "unit_dead_share",
]
