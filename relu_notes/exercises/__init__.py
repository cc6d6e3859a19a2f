"""Checks that tell a student what is wrong with an answer and why, without giving the answer away.

Each `check_…(answer)` takes what the student wrote, a function or a value, and returns a `Feedback`: true when the
answer is right, plain text when printed, a coloured box in a notebook. No answer makes a check raise or hang, except
that a wrong answer raises AssertionError while nbgrader validates or grades (it sets NBGRADER_EXECUTION).

>>> from relu_notes.exercises import check_relu_derivative
>>> check_relu_derivative(lambda x: (x >= 0) * 1.0)
Not yet right.
At x = 0 your slope is 1. That happens with `>=` instead of `>`.
Hint: what does your comparison do with x = 0 itself? The exercise says which slope
it takes there.
"""

from relu_notes.exercises.activation_functions import (
    check_derivative_at_zero,
    check_leaky_relu,
    check_leaky_relu_derivative,
    check_prediction,
    check_relu,
    check_relu_derivative,
)
from relu_notes.exercises.backpropagation import check_layer_backward, check_neuron_gradients, check_passed_on
from relu_notes.exercises.creases import check_crease, check_regions
from relu_notes.exercises.dead_units import check_dead_units
from relu_notes.exercises.feedback import POINTS, Feedback
from relu_notes.exercises.hinges import check_absolute, check_diamond, check_ramp, check_tent
from relu_notes.exercises.weight_scale import check_gelu_scale, check_weight_scale

__all__ = [
    "POINTS",
    "Feedback",
    "check_absolute",
    "check_crease",
    "check_dead_units",
    "check_derivative_at_zero",
    "check_diamond",
    "check_gelu_scale",
    "check_layer_backward",
    "check_leaky_relu",
    "check_leaky_relu_derivative",
    "check_neuron_gradients",
    "check_passed_on",
    "check_prediction",
    "check_ramp",
    "check_regions",
    "check_relu",
    "check_relu_derivative",
    "check_tent",
    "check_weight_scale",
]
