"""Which slope ReLU takes at 0, how often a network asks for it, and when the answer changes training.

A pre-activation is exactly 0 by accident with probability P₀ = spacing · p(0): the distance between the numbers it
can be, times its density at 0. In float64 that is never; where numbers are coarse (half precision, yes/no data,
whole-number weights, a layer that starts at 0) it happens, and there the choice is part of the model.
"""

# ruff: noqa: F401  these names are here for whoever imports the package
from relu_notes.experiments.at_zero.by_construction import (
    TRUTH_TABLE_INPUTS,
    TRUTH_TABLES,
    xor_network,
    xor_retrained,
    zero_output_losses,
)
from relu_notes.experiments.at_zero.frequency import (
    HALF_SPACING,
    PUBLISHED_COUNT,
    PUBLISHED_SHARES,
    PUBLISHED_SIGMA,
    SPACINGS,
    exact_zero_probability,
    some_exact_zero,
)
from relu_notes.experiments.at_zero.libraries import RECORDED_SLOPES, RecordedSlope
from relu_notes.experiments.at_zero.training import DATA, choice_changes_weights, same_weights, train_with

__all__ = [name for name in dir() if not name.startswith("_")]  # of what is imported above
