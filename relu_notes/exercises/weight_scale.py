"""Checks of the scale of the weights (lesson 03).

>>> check_weight_scale(lambda fan_in: 0.2)
Not yet right.
Your scale is 0.2 for every fan_in: it is a constant. With fan_in = 800, 30 layers
would multiply the size of the signal by 10 to the power 18.1.
Hint: a unit with 800 inputs adds up 16 times as many terms as one with 50.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from relu_notes.activations import gelu
from relu_notes.exercises.answers import call, given_function, numbers
from relu_notes.exercises.feedback import Mistake, exercise

_LAYERS = 30
_FAN_INS = np.array([50, 200, 800])


@dataclass(frozen=True)
class _Scale:
    """The factor s² of a variance s²/fan_in that is asked for, how exactly, and the usual other laws."""

    name: str
    factor: float
    tolerance: float
    wrong: tuple[tuple[str, Callable[[np.ndarray], np.ndarray], str, str], ...]
    hint: str
    kept: str

    def check(self, answer: Any) -> str:
        """What was tested, if `answer` is right; a `Mistake` if not."""
        function = given_function(answer, self.name)
        scales = np.array([self._scale(function, int(fan_in)) for fan_in in _FAN_INS])
        if np.allclose(scales, np.sqrt(self.factor / _FAN_INS), self.tolerance, 0):
            return f"Tested: fan_in = 50, 200 and 800. {self.kept}"
        effect = self._effect(scales)
        for name, law, wrong, hint in self.wrong:
            if np.allclose(scales, law(_FAN_INS), self.tolerance, 0):
                raise Mistake(name, f"{wrong} {effect}", hint)
        if np.ptp(scales) == 0:
            wrong = f"Your scale is {scales[0]:g} for every fan_in: it is a constant. {effect}"
            raise Mistake("constant", wrong, "a unit with 800 inputs adds up 16 times as many terms as one with 50.")
        raise Mistake("value", effect, self.hint)

    def _scale(self, function: Callable, fan_in: int) -> float:
        shown = f"{self.name}({fan_in})"
        scale = float(numbers(call(function, fan_in, shown=shown), (), shown))
        if not (math.isfinite(scale) and scale > 0):
            raise Mistake("value", f"{shown} gives {scale:g}; a scale is above 0 and finite.", self.hint)
        return scale

    def _effect(self, scales: np.ndarray) -> str:
        """What the scales do where they do most: a layer multiplies the mean square by fan_in · scale² / factor."""
        changes = _FAN_INS * scales**2 / self.factor
        most = np.argmax(np.abs(np.log(changes)))
        change, fan_in = changes[most], _FAN_INS[most]
        if self is _GELU:  # other than for ReLU, what the next layers do depends on the size
            return f"With fan_in = {fan_in}, one layer would turn a mean square of 1 into {change:.3g}."
        power = f"10 to the power {_LAYERS * np.log10(change) / 2:.1f}"
        return f"With fan_in = {fan_in}, {_LAYERS} layers would multiply the size of the signal by {power}."


_HALF = "ReLU passes about half of the mean square. What must the weights make up for in each layer?"
_VARIANCE = "the exercise asks for the standard deviation."

_RELU = _Scale(
    "weight_scale",
    2.0,
    1e-3,
    (
        ("variance", lambda n: 2 / n, "That is the variance of the weights.", _VARIANCE),
        ("xavier", lambda n: 1 / np.sqrt(n), "That is the scale of Xavier, which suits tanh.",
         "which share of the signal does ReLU throw away, and what makes up for it?"),
        ("xavier", lambda n: 1 / n, "That is the variance of Xavier, which suits tanh.", _HALF),
        ("uniform", lambda n: np.sqrt(6 / n), "That is the largest weight of a uniform distribution.", _VARIANCE),
        ("inverse", lambda n: np.sqrt(n / 2), "Your scale grows with fan_in.",
         "more inputs add up to more: smaller or larger weights?"),
    ),
    _HALF,
    f"Through {_LAYERS} layers the signal keeps its mean square.",
)  # fmt: skip


@exercise(points=2)
def check_weight_scale(answer: Any) -> str:
    """Check `weight_scale(fan_in)`: the standard deviation that keeps the size of the signal in ReLU layers.

    A ReLU passes half of the mean square, so the variance must be 2/fan_in (He et al. 2015, arXiv:1502.01852,
    equation 10). Gradients ask for 2/fan_out (equation 14), which is the same where all layers are equally wide.
    """
    return _RELU.check(answer)


_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(80)  # mean of f(z), z normal: sum(f(_NODES)·_WEIGHTS)/√2π
_SHARE = float(gelu(_NODES) ** 2 @ _WEIGHTS) / math.sqrt(2 * math.pi)
_MEAN_SQUARE = "draw many z from a normal distribution of variance 1: which mean square has gelu(z)?"

_GELU = _Scale(
    "gelu_scale",
    1 / _SHARE,
    0.025,  # 100 000 draws give the scale to 0.4%; that of ReLU is 8% off
    (
        ("relu", lambda n: np.sqrt(2 / n), "That is the scale for ReLU.",
         "GELU does not pass exactly half of the mean square. How much does it pass?"),
        ("variance", lambda n: 1 / _SHARE / n, "That is the variance of the weights.", _VARIANCE),
        ("xavier", lambda n: 1 / np.sqrt(n), "That is the scale of Xavier.", _MEAN_SQUARE),
        ("inverse", lambda n: np.sqrt(_SHARE / n), "You multiply by what GELU passes.",
         "the weights must make up for what is lost: multiply or divide?"),
    ),
    _MEAN_SQUARE,
    "A layer keeps a mean square of 1.",
)  # fmt: skip


@exercise(points=0)
def check_gelu_scale(answer: Any) -> str:
    """Check `gelu_scale(fan_in)`: the standard deviation that keeps a signal of mean square 1 in GELU layers.

    The variance is 1/(fan_in · E[gelu(z)²]) with z standard normal, 2.35/fan_in; within 2.5% it is right, since
    students may draw the mean square.
    """
    return _GELU.check(answer)
