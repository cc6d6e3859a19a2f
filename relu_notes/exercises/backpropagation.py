"""Checks of backpropagation: one neuron by hand, a planted mistake, a whole layer (lesson 02).

>>> check_layer_backward(lambda x, weights, bias, upstream: (x, weights, bias))
Not yet right.
Not the right numbers yet: gradient of x, gradient of weights, gradient of bias.
Hint: upstream goes through the activation first, as in the gate of lesson 02; only
then come the products.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from relu_notes.activations import elu, elu_derivative, relu, relu_derivative
from relu_notes.exercises.answers import call, given_function, given_numbers, numbers, same
from relu_notes.exercises.elementwise import Elementwise, Variant
from relu_notes.exercises.feedback import Mistake, NotAnswered, exercise

_WRONG_GRADIENTS: tuple[tuple[str, Callable[[float, float], float], str, str], ...] = (
    ("relu of the gradient", lambda g, z: 0.0, "Your gradients are all 0.",
     "is the neuron on? The sign of z decides, not that of x and not that of the gradient."),
    ("mask for gradient", lambda g, z: 1.0, "You send the slope of ReLU back instead of the gradient.",
     "the slope says how much of dL/da passes. How much is that here?"),
    ("value for derivative", lambda g, z: g * z, "You multiply the gradient by a.",
     "the chain rule asks for the slope at z, not for the value."),
    ("sign", lambda g, z: -g, "All your gradients have the wrong sign.",
     "dL/da is negative: does this neuron change that?"),
)  # fmt: skip


@exercise(points=2)
def check_neuron_gradients(answer: Any) -> str:
    """Check [z, a, dL/dw, dL/dx, dL/db] of one neuron, a = relu(z) and z = w·x + b.

    With w = -1.5, x = -2, b = -1 and dL/da = g = -3; with p = g·relu'(z) the gradients are p·x, p·w and p.
    """
    values = given_numbers(answer, 5)
    w, x, b, g = -1.5, -2.0, -1.0, -3.0
    z = w * x + b

    def gradients(passed: float) -> np.ndarray:
        return np.array([passed * x, passed * w, passed])

    right = np.array([z, max(z, 0.0), *gradients(g)])
    if same(values, right):
        return "Worked out: the neuron is on, since z > 0, and passes the gradient on as it comes, minus sign and all."
    if values[1] == 0:
        raise Mistake("x for z", "Your a is 0: you take the neuron as off.", "which number does ReLU look at, x or z?")
    for name, passed, wrong, hint in _WRONG_GRADIENTS:
        if same(values[2:], gradients(passed(g, z))):
            raise Mistake(name, wrong, hint)
    if same(values[2:], right[[3, 2, 4]]):
        raise Mistake("exchanged", "dL/dw and dL/dx are exchanged.", "what stands beside w in w·x + b?")
    if same(values[0], z - b):
        raise Mistake("no bias", "Your z lacks a part.", "z = w·x + b has two terms.")
    names = ("z", "a", "dL/dw", "dL/dx", "dL/db")
    wrong_ones = [name for name, got, true in zip(names, values, right, strict=True) if not same(got, true)]
    hint = "go forward first: z, then a. Going back, each gradient is dL/da times one slope after the other."
    raise Mistake("value", f"To look at again: {', '.join(wrong_ones)}.", hint)


_THROUGH = "the gradient that comes from above times one slope: of which function, at which place?"

_PASSED_ON = Elementwise(
    "passed_on(z, upstream)",
    lambda z, g: g * elu_derivative(z),
    (
        Variant("derivative of the output", lambda z, g: g * elu_derivative(elu(z)),
                "That is what the code does already: the slope at f(z).",
                "f' belongs to what went into f. What went into f here? (ReLU hides this mistake, ELU shows it.)"),
        Variant("relu of the gradient", lambda z, g: relu(g) + 0 * z, "You take ReLU of the gradient.",
                "a gradient may well be negative. What does the sign of z decide, and what that of the gradient?"),
        Variant("mask for gradient", lambda z, g: elu_derivative(z), "You send the slope back instead of the gradient.",
                "the slope says how much of upstream passes. What is it multiplied by?"),
        Variant("mask for gradient", lambda z, g: relu_derivative(z), "You send a mask of 0 and 1 back.", _THROUGH),
        Variant("relu derivative", lambda z, g: g * relu_derivative(z), "You use the slope of ReLU.",
                "f is ELU. What is its slope left of 0?"),
        Variant("value for derivative", lambda z, g: g * elu(z), "You multiply upstream by f(z).", _THROUGH),
        Variant("no derivative", lambda z, g: g + 0 * z, "You pass upstream on unchanged.", _THROUGH),
        Variant("sign", lambda z, g: -g * elu_derivative(z), "The sign is turned.",
                "the minus of gradient descent belongs to the step, not to the gradient."),
    ),
    _THROUGH,
    settings=((-2.0,), (0.5,)),
    tested=", with upstream = -2 and 0.5",
)  # fmt: skip


@exercise(points=2)
def check_passed_on(answer: Any) -> str:
    """Check `passed_on(z, upstream)`: what a layer with f = ELU sends back, upstream · elu'(z)."""
    return _PASSED_ON.check(answer)


#: 4 inputs of 3 numbers and 2 units: three sizes, so that a shape tells what is turned round.
_X = np.array([[1.0, -2.0, 0.5], [0.0, 1.5, -1.0], [-1.5, 0.5, 2.0], [2.0, 1.0, -0.5]])
_WEIGHTS = np.array([[0.5, -1.0], [1.5, 0.5], [-1.0, 0.25]])
_BIAS = np.array([-0.25, 0.75])
_UPSTREAM = np.array([[1.0, -0.5], [-2.0, 1.0], [0.5, 3.0], [-1.0, 2.0]])
_PARTS = ("gradient of x", "gradient of weights", "gradient of bias")


def _gradients(passed: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return passed @ _WEIGHTS.T, _X.T @ passed, passed.sum(axis=0)


@exercise(points=3)
def check_layer_backward(answer: Any) -> str:
    """Check `layer_backward(x, weights, bias, upstream)` of the layer a = elu(z), z = x @ weights + bias.

    Shapes: x (inputs, fan_in), weights (fan_in, units), bias (units,), upstream dL/da (inputs, units). It returns
    the gradients of x, weights and bias: with p = upstream · elu'(z) they are p @ weights.T, x.T @ p and the sum of
    p over the inputs.
    """
    function = given_function(answer, "layer_backward")
    parts = _three_parts(function)
    z = _X @ _WEIGHTS + _BIAS
    right = _gradients(_UPSTREAM * elu_derivative(z))
    good = [part.shape == true.shape and same(part, true) for part, true in zip(parts, right, strict=True)]
    if all(good):
        return (
            "Tested: a layer of 2 units with 4 inputs of 3 numbers, some pre-activations below 0 and some above; "
            "the three gradients, their shapes and their order; your function left its arguments as they were."
        )
    _one_part_wrong(parts, right, good)
    for name, passed, wrong, hint in _WRONG_PASSES:
        if all(same(part, other) for part, other in zip(parts, _gradients(passed(z)), strict=True)):
            raise Mistake(name, wrong, hint)
    names = ", ".join(part for part, fine in zip(_PARTS, good, strict=True) if not fine)
    hint = "upstream goes through the activation first, as in the gate of lesson 02; only then come the products."
    raise Mistake("value", f"Not the right numbers yet: {names}.", hint)


_WRONG_PASSES: tuple[tuple[str, Callable[[np.ndarray], np.ndarray], str, str], ...] = (
    ("derivative of the output", lambda z: _UPSTREAM * elu_derivative(elu(z)),
     "You take the derivative at f(z), the output of the layer.",
     "f' belongs to what went into f. What went into it here? (ReLU hides this mistake, ELU shows it.)"),
    ("no derivative", lambda z: _UPSTREAM, "You pass upstream on as if there were no activation.",
     "in the gate of lesson 02, what is upstream multiplied by?"),
    ("value for derivative", lambda z: _UPSTREAM * elu(z), "You multiply upstream by f(z).",
     "the chain rule asks for a slope, not for a value."),
    ("relu derivative", lambda z: _UPSTREAM * relu_derivative(z), "You use the derivative of ReLU.",
     "this layer has another activation: read the first line of the exercise."),
    ("relu of the gradient", lambda z: relu(_UPSTREAM) * elu_derivative(z), "You take ReLU of upstream.",
     "a gradient may well be negative. Which number decides what passes, and is it upstream?"),
    ("mask for gradient", lambda z: elu_derivative(z), "You send the slope back instead of the gradient.",
     "the slope says how much of upstream passes. What is it multiplied by?"),
    ("no bias", lambda z: _UPSTREAM * elu_derivative(z - _BIAS), "Your pre-activation lacks a part.",
     "which of the four arguments does your function never use?"),
    ("sign", lambda z: -_UPSTREAM * elu_derivative(z), "All signs are turned.",
     "the minus of gradient descent belongs to the step, not to the gradient."),
)  # fmt: skip


def _three_parts(function: Callable) -> list[np.ndarray]:
    arguments = {"x": _X, "weights": _WEIGHTS, "bias": _BIAS, "upstream": _UPSTREAM}
    given = [array.copy() for array in arguments.values()]
    returned = call(function, *given, shown=f"layer_backward({', '.join(arguments)})")
    for (name, before), now in zip(arguments.items(), given, strict=True):
        if not np.array_equal(now, before):
            wrong = f"Your function writes into its argument {name}: after the call it holds other numbers."
            raise Mistake("overwritten", wrong, "`*=`, `+=` and `out=` change the caller's array. Make a new one.")
    if returned is ...:
        raise NotAnswered
    if not isinstance(returned, (tuple, list)) or len(returned) != 3:
        what = f"{len(returned)} things" if isinstance(returned, (tuple, list)) else f"one {type(returned).__name__}"
        wrong = f"Your function returns {what}, not three arrays."
        raise Mistake("type", wrong, "three gradients, with commas between.")
    return [
        numbers(part, part.shape if isinstance(part, np.ndarray) else (), f"the {name}")
        for name, part in zip(_PARTS, returned, strict=True)
    ]


def _one_part_wrong(parts: list[np.ndarray], right: tuple[np.ndarray, ...], good: list[bool]) -> None:
    """Raise the `Mistake` of a part in a wrong shape, in a wrong place, or divided by the number of inputs."""
    shapes = [part.shape for part in parts]
    wanted = [part.shape for part in right]
    if shapes != wanted and sorted(shapes) == sorted(wanted):
        wrong = "The three gradients come in another order than the exercise asks for."
        raise Mistake("order", wrong, "x comes first.")
    for name, part, true, shape in zip(_PARTS, parts, right, wanted, strict=True):
        if part.shape != shape:
            wrong = f"The {name} has shape {part.shape}; it must be that of the array itself, {shape}."
            if true is right[2] and part.shape == _UPSTREAM.shape:
                raise Mistake("not summed", wrong, "all inputs share one bias: how do their shares come together?")
            raise Mistake("shape", wrong, "write the shapes beside the product: which factor must be transposed?")
    for name, part, true, fine in zip(_PARTS, parts, right, good, strict=True):
        if not fine and same(part * len(_X), true):
            wrong = f"The {name} is divided by the number of inputs."
            raise Mistake("mean", wrong, "upstream is already the gradient of the loss: shares of it add up, unscaled.")
