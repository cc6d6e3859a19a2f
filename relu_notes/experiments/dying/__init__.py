"""Dying ReLU: units and networks that are dead from the start, and units that die in training."""

# ruff: noqa: F401  these names are here for whoever imports the package
from relu_notes.experiments.dying.at_birth import born_dead, born_dead_bounds, dead_at_start, unit_dead_probability
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

__all__ = [name for name in dir() if not name.startswith("_")]  # of what is imported above
