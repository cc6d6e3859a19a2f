"""Checks of curves built from hinges, that is from ReLU, sums and numbers alone: lesson 05.

>>> check_ramp(lambda x, relu: relu(x))
Not yet right.
Your curve never stops rising.
Hint: the first hinge starts the slope. What must a second one do to the slope, and
where?
>>> bool(check_ramp(lambda x, relu: relu(x) - relu(x - 1)))
True
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from relu_notes.activations import relu
from relu_notes.exercises.elementwise import Elementwise, Variant
from relu_notes.exercises.feedback import Mistake, exercise


def _built_of_hinges(asked: Elementwise, answer: Any) -> str:
    """Check `answer` with a `relu` that notices whether it is used."""
    used = []

    def hinge(x):
        used.append(True)
        return relu(x)

    tested = dataclasses.replace(asked, settings=((hinge,),)).check(answer)
    if not used:
        wrong = "The values are right, but your function does not use the relu that it is given."
        raise Mistake(
            "no hinge", wrong, "only relu, numbers and + - * are allowed, as in a network. Where is the kink?"
        )
    return f"{tested}\nBuilt of relu alone."


_SLOPES = "go from left to right: each hinge adds its own slope to that of all hinges before it."

_TENT = Elementwise(
    "tent(x, relu)",
    lambda x, _: 2 * relu(x) - 4 * relu(x - 0.5),
    (
        Variant(
            "flat top", lambda x, _: 2 * relu(x) - 2 * relu(x - 0.5), "Right of 1/2 your curve stays level.", _SLOPES
        ),
        Variant(
            "one hinge",
            lambda x, _: 2 * relu(x),
            "Your curve does not come down again before x = 1.",
            "how many kinks has a tent?",
        ),
        Variant(
            "one hinge",
            lambda x, _: relu(x),
            "Your curve does not come down again before x = 1.",
            "how many kinks has a tent?",
        ),
        Variant("height", lambda x, _: relu(x) - 2 * relu(x - 0.5), "Your tent is only 1/2 high.", _SLOPES),
        Variant("sign", lambda x, _: 2 * relu(x) + 4 * relu(x - 0.5), "Right of 1/2 your curve gets steeper.", _SLOPES),
        Variant("upside down", lambda x, _: 4 * relu(x - 0.5) - 2 * relu(x), "Your tent hangs upside down.", _SLOPES),
    ),
    _SLOPES,
    points=(0.0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0),
    integers=(0, 1),
)


@exercise
def check_tent(answer: Any) -> str:
    """Check `tent(x, relu)`: from 0 up to 1 at x = 1/2 and down to 0 at x = 1, asked for on [0, 1].

    2·relu(x) - 4·relu(x - 1/2) (Telgarsky 2016, arXiv:1602.04485), or any other sum of hinges with these values.
    """
    return _built_of_hinges(_TENT, answer)


_FOLD = "one hinge opens to the right. How do you get one that opens to the left?"

_ABSOLUTE = Elementwise(
    "absolute(x, relu)",
    lambda x, _: np.abs(x),
    (
        Variant("one hinge", lambda x, _: relu(x), "Left of 0 your curve is flat.", _FOLD),
        Variant("one hinge", lambda x, _: relu(-x), "Right of 0 your curve is flat.", _FOLD),
        Variant("sign", lambda x, _: x, "Your curve is the straight line x.", "should the two hinges be added?"),
        Variant("sign", lambda x, _: -x, "Your curve is the straight line -x.", "should the two hinges be added?"),
        Variant("upside down", lambda x, _: -np.abs(x), "Your curve points down.", "which sign has |x|?"),
        Variant("same side", lambda x, _: 2 * relu(x), "Both your hinges open to the same side.", _FOLD),
    ),
    _FOLD,
)


@exercise
def check_absolute(answer: Any) -> str:
    """Check `absolute(x, relu)`: |x| for all x, such as relu(x) + relu(-x)."""
    return _built_of_hinges(_ABSOLUTE, answer)


_STOP = "the first hinge starts the slope. What must a second one do to the slope, and where?"

_RAMP = Elementwise(
    "ramp(x, relu)",
    lambda x, _: relu(x) - relu(x - 1),
    (
        Variant("one hinge", lambda x, _: relu(x), "Your curve never stops rising.", _STOP),
        Variant(
            "kink", lambda x, _: relu(x - 1), "Your curve starts at x = 1.", "where should it start, and where stop?"
        ),
        Variant("sign", lambda x, _: relu(x) + relu(x - 1), "Above 1 your curve gets steeper.", _STOP),
        Variant("comes down", lambda x, _: relu(x) - 2 * relu(x - 1), "Above 1 your curve comes down again.", _STOP),
        Variant("upside down", lambda x, _: relu(x - 1) - relu(x), "Your ramp goes down.", _STOP),
        Variant(
            "jump",
            lambda x, _: np.heaviside(x, 0),
            "Your curve jumps; a hinge bends, it does not jump.",
            "what is asked at 1/2?",
        ),
        Variant("offset", lambda x, _: relu(x) - 1, "Subtracting a number moves the whole curve down.", _STOP),
    ),
    _STOP,
    points=(-2.0, -1.0, -0.5, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 3.0),
)


@exercise
def check_ramp(answer: Any) -> str:
    """Check `ramp(x, relu)`: 0 below 0, x between 0 and 1, 1 above, such as relu(x) - relu(x - 1)."""
    return _built_of_hinges(_RAMP, answer)
