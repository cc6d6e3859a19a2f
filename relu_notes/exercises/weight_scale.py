"""Check of the scale of the weights (lesson 03).

>>> check_weight_scale(lambda fan_in: 0.2)
Not yet right.
Your scale is 0.2 for every fan_in: it is a constant. With fan_in = 800, 30 layers
would multiply the size of a gradient by 10 to the power 18.1.
Hint: a unit with 800 inputs adds up 16 times as many terms as one with 50.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from relu_notes.exercises.elementwise import numbers
from relu_notes.exercises.feedback import Mistake, call, exercise, given_function

_LAYERS = 30
_FAN_INS = (50, 200, 800)
_SCALE_HINT = "ReLU passes about half of the mean square. What must the weights make up for in each layer?"

_WRONG_SCALES: tuple[tuple[str, Callable[[float], float], str, str], ...] = (
    (
        "variance",
        lambda n: 2 / n,
        "That is the variance of the weights.",
        "the exercise asks for the standard deviation.",
    ),
    (
        "xavier",
        lambda n: 1 / math.sqrt(n),
        "That is the scale of Xavier, which suits tanh.",
        "which share of the signal does ReLU throw away, and what makes up for it?",
    ),
    ("xavier", lambda n: 1 / n, "That is the variance of Xavier, which suits tanh.", _SCALE_HINT),
    (
        "uniform",
        lambda n: math.sqrt(6 / n),
        "That is the largest weight of a uniform distribution.",
        "the exercise asks for the standard deviation.",
    ),
    (
        "inverse",
        lambda n: math.sqrt(n / 2),
        "Your scale grows with fan_in.",
        "more inputs add up to more: smaller or larger weights?",
    ),
)


@exercise
def check_weight_scale(answer: Any) -> str:
    """Check `weight_scale(fan_in)`: the standard deviation that keeps the size of gradients in ReLU layers.

    A ReLU passes half of the mean square, so the variance must be 2/fan_in (He et al. 2015, arXiv:1502.01852).
    """
    function = given_function(answer, "weight_scale")
    scales = [_scale(function, fan_in) for fan_in in _FAN_INS]
    if _agree(scales, lambda n: math.sqrt(2 / n)):
        return f"Tested: fan_in = 50, 200 and 800. Through {_LAYERS} layers the gradient keeps its mean square."
    for name, other, wrong, hint in _WRONG_SCALES:
        if _agree(scales, other):
            raise Mistake(name, f"{wrong} {_effect(scales)}", hint)
    if scales[0] == scales[1] == scales[2]:
        wrong = f"Your scale is {scales[0]:g} for every fan_in: it is a constant. {_effect(scales)}"
        raise Mistake("constant", wrong, "a unit with 800 inputs adds up 16 times as many terms as one with 50.")
    raise Mistake("value", _effect(scales), _SCALE_HINT)


def _agree(scales: list[float], law: Callable[[float], float]) -> bool:
    return all(math.isclose(scale, law(n), rel_tol=1e-3) for scale, n in zip(scales, _FAN_INS, strict=True))


def _scale(function: Callable, fan_in: int) -> float:
    shown = f"weight_scale({fan_in})"
    scale = float(numbers(call(function, fan_in, shown=shown), (), shown))
    if not (math.isfinite(scale) and scale > 0):
        raise Mistake("value", f"{shown} gives {scale:g}; a scale is above 0 and finite.", _SCALE_HINT)
    return scale


def _effect(scales: list[float]) -> str:
    """What the scales do where they do most: the root mean square changes by sqrt(fan_in · scale² / 2) a layer."""
    powers = [_LAYERS * math.log10(math.sqrt(n / 2) * scale) for n, scale in zip(_FAN_INS, scales, strict=True)]
    power, fan_in = max(zip(powers, _FAN_INS, strict=True), key=lambda each: abs(each[0]))
    factor = f"10 to the power {power:.1f}"
    return f"With fan_in = {fan_in}, {_LAYERS} layers would multiply the size of a gradient by {factor}."
