"""Checks of ReLU, its derivative and Leaky ReLU: lessons 01, 02 and 04.

Each function takes a number or an array of any shape and gives the same shape back.

>>> check_relu(lambda x: x)
Not yet right.
Your function returns x unchanged.
Hint: what should happen to x = -2?
>>> check_leaky_relu_derivative(lambda x, slope: np.where(x >= 0, 1, slope)).mistake
'at zero'
"""

from typing import Any

import numpy as np

from relu_notes.activations import leaky_relu, leaky_relu_derivative, relu, relu_derivative
from relu_notes.exercises.answers import given_numbers
from relu_notes.exercises.elementwise import Elementwise, Variant
from relu_notes.exercises.feedback import Mistake, exercise

_BRANCH = "which numbers should pass, and which should not? Try x = -2 and x = 3 by hand."

_RELU = Elementwise(
    "relu(x)",
    relu,
    (
        Variant("identity", lambda x: x, "Your function returns x unchanged.", "what should happen to x = -2?"),
        Variant("other side", lambda x: np.minimum(x, 0), "Your function keeps the wrong side.", _BRANCH),
        Variant("sign", lambda x: np.maximum(-x, 0), "Your function keeps the wrong side, with its sign turned.",
                _BRANCH),
        Variant("absolute", np.abs, "That is the absolute value.",
                "ReLU does not turn -2 into 2: what does it make of it?"),
        Variant("derivative", lambda x: np.heaviside(x, 0), "Your function returns the slope, 0 or 1, not the value.",
                "what does a positive number become? Look at x = 2.5."),
        Variant("derivative", lambda x: np.heaviside(x, 1), "Your function returns the slope, 0 or 1, not the value.",
                "what does a positive number become? Look at x = 2.5."),
        Variant("leaky", leaky_relu, "That is Leaky ReLU.", "how much of a negative number does ReLU let pass?"),
        Variant("clipped", lambda x: np.clip(x, 0, 1), "Your function stops at 1.",
                "is there an upper end to what ReLU lets pass? Look at x = 4."),
    ),
    "compare with the formula in lesson 01: one rule for positive x, another for the rest.",
    keeps_nan=True,
)  # fmt: skip


@exercise(points=2)
def check_relu(answer: Any) -> str:
    """Check a student's `relu(x)`: max(0, x); NaN must stay NaN."""
    return _RELU.check(answer)


#: The question of `check_prediction`: in this order, f being ReLU.
PREDICTION = ("f(-2)", "f(-0.5)", "f(0)", "f(3)", "f(-2 + 3)", "f(-2) + f(3)")


@exercise(points=1)
def check_prediction(answer: Any) -> str:
    """Check the six predicted values of ReLU that `PREDICTION` names."""
    values = given_numbers(answer, len(PREDICTION))
    inputs = np.array([-2.0, -0.5, 0.0, 3.0, 1.0])
    expected = np.array([*relu(inputs), relu(-2.0) + relu(3.0)])
    if np.array_equal(values, expected):
        return "Tested: all six values. The last two differ: f(a + b) is not f(a) + f(b), so ReLU is not linear."
    if np.array_equal(values, [*inputs, 1.0]):
        raise Mistake("identity", "You predict that nothing changes.", "what does ReLU do with a negative number?")
    if np.array_equal(values, [2.0, 0.5, 0.0, 3.0, 1.0, 5.0]):
        raise Mistake("absolute", "You predict absolute values.", "ReLU does not turn a sign: what does it do instead?")
    if set(values) <= {0.0, 1.0, 2.0} and values[3] == 1.0:
        raise Mistake("derivative", "You predict the slope, not the value.", "what does f do with a positive number?")
    right = values == expected
    if right[:4].all() and values[4] == values[5]:
        wrong = "Your last two values are equal, as they would be if ReLU were linear."
        hint = "in one you add first and then apply f, in the other f comes first. Work out both."
        raise Mistake("linear", wrong, hint)
    names = ", ".join(name for name, good in zip(PREDICTION, right, strict=True) if not good)
    hint = "compare what stands in the brackets with 0: which of the two is larger?"
    raise Mistake("value", f"To look at again: {names}.", hint)


_SLOPES = "draw ReLU: how steep is it left of 0, and how steep right of 0?"
_AT_ZERO = "what does your comparison do with x = 0 itself? The exercise says which slope it takes there."

_RELU_DERIVATIVE = Elementwise(
    "relu_derivative(x)",
    relu_derivative,
    (
        Variant("at zero", lambda x: np.heaviside(x, 1), "At x = 0 your slope is 1.", _AT_ZERO, because_of=">="),
        Variant("at zero", lambda x: np.heaviside(x, 0.5), "At x = 0 your slope is 1/2.", _AT_ZERO),
        Variant("value", relu, "Your function returns the value of ReLU, not its slope.", _SLOPES),
        Variant("side", lambda x: np.heaviside(-x, 0), "Left and right are exchanged.", _SLOPES),
        Variant("side", lambda x: np.heaviside(-x, 1), "Left and right are exchanged.", _SLOPES),
        Variant("sign", np.sign, "Left of 0 your slope is -1.", "does ReLU fall anywhere?"),
        Variant("leaky", leaky_relu_derivative, "That is the slope of Leaky ReLU.", _SLOPES),
    ),
    _SLOPES,
)  # fmt: skip


@exercise(points=2)
def check_relu_derivative(answer: Any) -> str:
    """Check a student's `relu_derivative(x)`: 1 for x > 0, else 0. A lost NaN is a remark, no mistake."""
    return _RELU_DERIVATIVE.check(answer)


_AT_ZERO_HINT = "there are three cases now: left of 0, at 0, and right of 0. Which of them depend on at_zero?"

_DERIVATIVE_AT_ZERO = Elementwise(
    "relu_derivative_at(x, at_zero)",
    lambda x, at_zero: relu_derivative(x, at_zero=at_zero),
    (
        Variant("ignored", lambda x, s: np.heaviside(x, 0), "At x = 0 your slope is 0 whatever at_zero is.",
                _AT_ZERO_HINT),
        Variant("ignored", lambda x, s: np.heaviside(x, 1), "At x = 0 your slope is 1 whatever at_zero is.",
                _AT_ZERO_HINT),
        Variant("left", lambda x, s: np.where(x > 0, 1, s), "Your slope is at_zero for all negative x as well.",
                _AT_ZERO_HINT),
        Variant("right", lambda x, s: np.where(x < 0, 0, s), "Your slope is at_zero for all positive x as well.",
                _AT_ZERO_HINT),
        Variant("constant", lambda x, s: s + 0 * x, "Your function returns at_zero for every x.", _AT_ZERO_HINT),
        Variant("value", lambda x, s: np.where(x == 0, s, relu(x)), "Right of 0 you return the value, not the slope.",
                _SLOPES),
    ),
    _AT_ZERO_HINT,
    settings=((0.5,), (0.0,), (1.0,)),
    tested=", with at_zero = 0, 1/2 and 1",
)  # fmt: skip


@exercise(points=2)
def check_derivative_at_zero(answer: Any) -> str:
    """Check a student's `relu_derivative_at(x, at_zero)`: 1 for x > 0, 0 for x < 0, at_zero at x = 0."""
    return _DERIVATIVE_AT_ZERO.check(answer)


_LEAK = "what share of a negative x does Leaky ReLU let pass, and who chooses it?"

_LEAKY_RELU = Elementwise(
    "leaky_relu(x, negative_slope)",
    leaky_relu,
    (
        Variant("ignored", lambda x, s: leaky_relu(x, 0.01), "Your slope is 0.01 whatever negative_slope is.", _LEAK),
        Variant("relu", lambda x, s: relu(x), "That is ReLU: nothing leaks.", _LEAK),
        Variant("sign", lambda x, s: np.where(x > 0, x, -s * x), "Left of 0 the sign is turned.", _LEAK),
        Variant("offset", lambda x, s: np.where(x > 0, x, s), "Left of 0 you return the slope itself.", _LEAK),
        Variant("offset", lambda x, s: np.where(x > 0, x, -s), "Left of 0 you return a constant.", _LEAK),
        Variant("offset", lambda x, s: np.maximum(x, s), "Left of 0 you return a constant.", _LEAK),
        Variant("both sides", lambda x, s: s * x, "Right of 0 your function is as flat as left of it.", _LEAK),
        Variant("other side", lambda x, s: np.where(x < 0, x, s * x), "Left and right are exchanged.", _LEAK),
        Variant("added", lambda x, s: relu(x) + s * x, "Right of 0 your function is steeper than 1.", _LEAK),
        Variant("derivative", leaky_relu_derivative, "Your function returns the slope, not the value.", _LEAK),
    ),
    _LEAK,
    settings=((0.3,), (0.01,)),
    keeps_nan=True,
    tested=", with the slopes 0.3 and 0.01",
)


@exercise(points=2)
def check_leaky_relu(answer: Any) -> str:
    """Check a student's `leaky_relu(x, negative_slope)`: x for x > 0, else negative_slope · x; NaN must stay NaN."""
    return _LEAKY_RELU.check(answer)


_LEAK_SLOPES = "draw Leaky ReLU with negative_slope = 0.3: how steep is it on each side of 0?"

_LEAKY_RELU_DERIVATIVE = Elementwise(
    "leaky_relu_derivative(x, negative_slope)",
    lambda x, s: leaky_relu_derivative(x, s, at_zero=s),
    (
        Variant("at zero", lambda x, s: np.where(x >= 0, 1, s), "At x = 0 your slope is 1.", _AT_ZERO, because_of=">="),
        Variant("ignored", lambda x, s: np.where(x > 0, 1, 0.01), "Your slope is 0.01 whatever negative_slope is.",
                _LEAK_SLOPES),
        Variant("relu", lambda x, s: np.heaviside(x, 0), "That is the slope of ReLU: nothing leaks.", _LEAK_SLOPES),
        Variant("relu", lambda x, s: np.heaviside(x, 1), "That is the slope of ReLU: nothing leaks.", _LEAK_SLOPES),
        Variant("sign", lambda x, s: np.where(x > 0, 1, -s), "Left of 0 your slope is negative.", _LEAK_SLOPES),
        Variant("value", leaky_relu, "Your function returns the value of Leaky ReLU, not its slope.", _LEAK_SLOPES),
        Variant("value", lambda x, s: np.where(x > 0, 1, s * x), "Left of 0 you return the value, not the slope.",
                _LEAK_SLOPES),
        Variant("side", lambda x, s: np.where(x < 0, 1, s), "Left and right are exchanged.", _LEAK_SLOPES),
        Variant("side", lambda x, s: np.where(x > 0, s, 1), "Left and right are exchanged.", _LEAK_SLOPES),
    ),
    _LEAK_SLOPES,
    settings=((0.3,), (0.01,)),
    tested=", with the slopes 0.3 and 0.01",
)  # fmt: skip


@exercise(points=1)
def check_leaky_relu_derivative(answer: Any) -> str:
    """Check a student's `leaky_relu_derivative(x, negative_slope)`, negative_slope at x = 0."""
    return _LEAKY_RELU_DERIVATIVE.check(answer)
