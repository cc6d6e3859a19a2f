"""Checks of what happens in a layer: backpropagation and dead units (lessons 02 and 04).

>>> check_layer_backward(lambda x, weights, bias, upstream: (x, weights, bias))
Not yet right.
Not the right numbers yet: gradient of x, gradient of weights, gradient of bias.
Hint: upstream goes through the activation first, as in the gate of lesson 02; only
then come the products.
>>> check_dead_units(lambda z: (z <= 0).sum()).mistake
'inactive'
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from relu_notes.activations import elu, elu_derivative, relu_derivative
from relu_notes.exercises.elementwise import numbers, same
from relu_notes.exercises.feedback import Mistake, NotAnswered, call, exercise, given_function

# --------------------------------------------------------------------------------------------- backward pass

#: 4 inputs of 3 numbers and 2 units: three sizes, so that a shape tells what is turned round.
_X = np.array([[1.0, -2.0, 0.5], [0.0, 1.5, -1.0], [-1.5, 0.5, 2.0], [2.0, 1.0, -0.5]])
_WEIGHTS = np.array([[0.5, -1.0], [1.5, 0.5], [-1.0, 0.25]])
_BIAS = np.array([-0.25, 0.75])
_UPSTREAM = np.array([[1.0, -0.5], [-2.0, 1.0], [0.5, 3.0], [-1.0, 2.0]])
_PARTS = ("gradient of x", "gradient of weights", "gradient of bias")


def _gradients(passed: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return passed @ _WEIGHTS.T, _X.T @ passed, passed.sum(axis=0)


@exercise
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
    (
        "derivative of the output",
        lambda z: _UPSTREAM * elu_derivative(elu(z)),
        "You take the derivative at f(z), the output of the layer.",
        "f' belongs to what went into f. What went into it here? (ReLU hides this mistake, ELU shows it.)",
    ),
    (
        "no derivative",
        lambda z: _UPSTREAM,
        "You pass upstream on as if there were no activation.",
        "in the gate of lesson 02, what is upstream multiplied by?",
    ),
    (
        "value for derivative",
        lambda z: _UPSTREAM * elu(z),
        "You multiply upstream by f(z).",
        "the chain rule asks for a slope, not for a value.",
    ),
    (
        "relu derivative",
        lambda z: _UPSTREAM * relu_derivative(z),
        "You use the derivative of ReLU.",
        "this layer has another activation: read the first line of the exercise.",
    ),
    (
        "no bias",
        lambda z: _UPSTREAM * elu_derivative(z - _BIAS),
        "Your pre-activation lacks a part.",
        "which of the four arguments does your function never use?",
    ),
    (
        "sign",
        lambda z: -_UPSTREAM * elu_derivative(z),
        "All signs are turned.",
        "the minus of gradient descent belongs to the step, not to the gradient.",
    ),
)


def _three_parts(function: Callable) -> list[np.ndarray]:
    given = [_X.copy(), _WEIGHTS.copy(), _BIAS.copy(), _UPSTREAM.copy()]
    returned = call(function, *given, shown="layer_backward(x, weights, bias, upstream)")
    for name, now, before in zip(
        ("x", "weights", "bias", "upstream"), given, (_X, _WEIGHTS, _BIAS, _UPSTREAM), strict=True
    ):
        if not np.array_equal(now, before):
            wrong = f"Your function writes into its argument {name}: after the call it holds other numbers."
            raise Mistake("overwritten", wrong, "`*=`, `+=` and `out=` change the caller's array. Make a new one.")
    if returned is ...:
        raise NotAnswered
    if not isinstance(returned, (tuple, list)) or len(returned) != 3:
        what = f"{len(returned)} things" if isinstance(returned, (tuple, list)) else f"one {type(returned).__name__}"
        raise Mistake(
            "type", f"Your function returns {what}, not three arrays.", "three gradients, with commas between."
        )
    return [
        numbers(part, part.shape if isinstance(part, np.ndarray) else (), f"the {name}")
        for name, part in zip(_PARTS, returned, strict=True)
    ]


def _one_part_wrong(parts: list[np.ndarray], right: tuple[np.ndarray, ...], good: list[bool]) -> None:
    """Raise the `Mistake` of a part in a wrong shape, in a wrong place, or divided by the number of inputs."""
    shapes = [part.shape for part in parts]
    wanted = [part.shape for part in right]
    if shapes != wanted and sorted(shapes) == sorted(wanted):
        raise Mistake(
            "order", "The three gradients come in another order than the exercise asks for.", "x comes first."
        )
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


# ------------------------------------------------------------------------------------------------ dead units

#: Inputs are rows, units are columns; every usual mistake gives another count in each of the two tables.
_TABLES = (
    np.array(
        [
            [-1.0, 2.0, 0.0, -3.0, 1.0, -1.0, -2.0],
            [-2.0, -1.0, -1.0, 0.5, -4.0, -0.5, -1.5],
            [-0.5, 3.0, 0.0, -1.0, 2.0, -2.0, -0.5],
            [-3.0, -2.0, -2.0, -1.0, 1.0, -1.0, 4.0],
            [-1.0, -1.0, -1.0, -2.0, -3.0, -1.0, -1.0],
        ]
    ),
    np.array(
        [
            [-1.0, 0.0, 2.0, -1.0, 0.5],
            [-2.0, -1.0, -3.0, 1.0, -1.0],
            [-1.0, -1.0, -2.0, -2.0, -1.0],
            [-2.0, -0.5, -1.0, -1.0, -0.5],
        ]
    ),
)

_DEAD_HINT = "the map of lesson 04 marks dead units with an arrow. What is true of them for all inputs?"

_WRONG_COUNTS: tuple[tuple[str, Callable[[np.ndarray], Any], str, str], ...] = (
    (
        "inactive",
        lambda z: np.sum(z <= 0),
        "You count every zero of the layer.",
        "a zero for one input is only inactive. When is a unit dead?",
    ),
    ("strict", lambda z: np.sum((z < 0).all(axis=0)), "A unit that gets exactly 0 is missed.", "what is ReLU of 0?"),
    (
        "any",
        lambda z: np.sum((z <= 0).any(axis=0)),
        "You count units that are off for at least one input.",
        "a unit that is off for one input may be on for another.",
    ),
    (
        "axis",
        lambda z: np.sum((z <= 0).all(axis=1)),
        "You count inputs for which every unit is off.",
        "rows are inputs and columns are units: along which one must you look?",
    ),
    (
        "alive",
        lambda z: np.sum((z > 0).any(axis=0)),
        "You count the units that are alive.",
        "which ones are asked for?",
    ),
    ("active", lambda z: np.sum(z > 0), "You count every output above 0.", _DEAD_HINT),
    (
        "share",
        lambda z: np.mean((z <= 0).all(axis=0)),
        "You return a share, between 0 and 1.",
        "how many, not how large a part?",
    ),
    (
        "sum",
        lambda z: np.sum(z.sum(axis=0) <= 0),
        "You add up or average the pre-activations of a unit.",
        "one large negative number may hide a positive one. Look at each input.",
    ),
)


@exercise
def check_dead_units(answer: Any) -> str:
    """Check `count_dead_units(pre_activation)` for an array of shape (inputs, units) before a ReLU.

    A unit is dead if its pre-activation is at most 0 for every input.
    """
    function = given_function(answer, "count_dead_units")
    counts = [_count(function, z) for z in _TABLES]
    expected = [np.sum((z <= 0).all(axis=0)) for z in _TABLES]
    if counts == expected and _count(function, np.ones((2, 3))) == 0:
        return (
            "Tested: layers of 7, of 5 and of 3 units, some dead, one that gets exactly 0, some off for a part of "
            "their inputs only, and a layer where none is dead."
        )
    for name, wrong_count, wrong, hint in _WRONG_COUNTS:
        if counts == [wrong_count(z) for z in _TABLES]:
            raise Mistake(name, wrong, hint)
    if counts[0] == counts[1]:
        wrong = f"Your function gives {counts[0]:g} for every layer: it is a constant."
        raise Mistake("constant", wrong, "does the value that you return depend on pre_activation?")
    raise Mistake("value", "The number of dead units is not right.", _DEAD_HINT)


def _count(function: Callable, z: np.ndarray) -> float:
    given = z.copy()
    shown = "count_dead_units(pre_activation)"
    returned = call(function, given, shown=shown)
    if not np.array_equal(given, z):
        wrong = "Your function writes into its argument: after the call, pre_activation holds other numbers."
        raise Mistake("overwritten", wrong, "`z[…] = …` changes the caller's array. Make a new one.")
    if isinstance(returned, np.ndarray) and returned.shape == (z.shape[1],):
        wrong = f"{shown} gives one value for each unit back."
        raise Mistake("which", wrong, "that tells which units are dead; how many are they?")
    return float(numbers(returned, (), shown))
