"""What students write: for each check its right answers and, by the name of the mistake, its wrong ones.

Written as they would type it, not with the package's own functions, so that the checks meet independent code.
`np`, `math` and the `given` names of the notebook are at hand.
"""

import math
import operator
from decimal import Decimal
from fractions import Fraction

import numpy as np
import scipy.special

import relu_notes.activations
from relu_notes import exercises
from relu_notes.activations import elu, elu_derivative, gelu


def written(source):
    """What a student gets who types `source` in a cell: its value, or the function that it defines."""
    names = {
        "np": np,
        "math": math,
        "operator": operator,
        "Decimal": Decimal,
        "Fraction": Fraction,
        "scipy": scipy,
        "relu_notes": relu_notes,
        "elu": elu,
        "elu_derivative": elu_derivative,
        "gelu": gelu,
    }
    source = source.strip()
    if not source.startswith("def "):
        return eval(source, names)
    exec(source, names)
    return names[source.removeprefix("def ").partition("(")[0]]


def check(name, source):
    with np.errstate(all="ignore"):
        return getattr(exercises, name)(written(source))


RIGHT = {
    "check_relu": [
        "lambda x: np.maximum(x, 0)",
        "lambda x: np.maximum(0.0, x)",
        "lambda x: np.where(x < 0, 0, x)",
        "lambda x: (x + np.abs(x)) / 2",
        "lambda x: x * (x > 0)",
        "lambda x: np.clip(x, 0, None)",
        "lambda x: np.maximum(np.float32(x), 0)",
    ],
    "check_prediction": [
        "[0, 0, 0, 3, 1, 3]",
        "(0.0, 0, 0, 3, 1, 3)",
        "np.array([0, 0, 0, 3, 1, 3])",
        "[np.float32(0), Fraction(0), Decimal('0'), np.int8(3), np.array(1), 3.0]",
    ],
    "check_relu_derivative": [
        "lambda x: np.where(x > 0, 1, 0)",
        "lambda x: np.heaviside(x, 0)",
        "lambda x: 1.0 * (np.asarray(x) > 0)",
        "lambda x: (np.sign(x) > 0) * 1",
    ],
    "check_derivative_at_zero": [
        "lambda x, at_zero: np.heaviside(x, at_zero)",
        "lambda x, at_zero: np.where(x > 0, 1, np.where(x < 0, 0, at_zero))",
        "lambda x, at_zero: (np.asarray(x) > 0) + at_zero * (np.asarray(x) == 0)",
    ],
    "check_leaky_relu": [
        "lambda x, negative_slope=0.01: np.where(x > 0, x, negative_slope * x)",
        "lambda x, slope: np.maximum(x, slope * x)",
        "lambda x, slope: np.maximum(x, 0) + slope * np.minimum(x, 0)",
    ],
    "check_leaky_relu_derivative": [
        "lambda x, slope: np.where(x > 0, 1, slope)",
        "lambda x, slope: slope + (1 - slope) * (np.asarray(x) > 0)",
    ],
    "check_layer_backward": [
        """
def layer_backward(x, weights, bias, upstream):
    z = x @ weights + bias
    passed = upstream * elu_derivative(z)
    return passed @ weights.T, x.T @ passed, passed.sum(axis=0)
""",
        """
def layer_backward(x, weights, bias, upstream):
    z = x @ weights + bias
    passed = np.where(z > 0, upstream, upstream * np.exp(z))
    return [np.einsum("bu,fu->bf", passed, weights), np.einsum("bf,bu->fu", x, passed), np.ones(len(x)) @ passed]
""",
    ],
    "check_dead_units": [
        "lambda z: np.sum(np.all(z <= 0, axis=0))",
        "lambda z: int((z.max(axis=0) <= 0).sum())",
        "lambda z: sum(1 for unit in z.T if not (unit > 0).any())",
        "lambda z: float((np.maximum(z, 0).sum(axis=0) == 0).sum())",
    ],
    "check_weight_scale": [
        "lambda n: (Decimal(2) / n).sqrt()",
        "lambda n: Fraction(math.sqrt(2 / n))",
        "lambda fan_in: np.sqrt(2 / fan_in)",
        "lambda fan_in: math.sqrt(2) / fan_in**0.5",
        "lambda n: 1.414 / n**0.5",
    ],
    "check_tent": [
        "lambda x, relu: 2 * relu(x) - 4 * relu(x - 0.5)",
        "lambda x, relu: 1 - 2 * relu(x - 0.5) - 2 * relu(0.5 - x)",
        "lambda x, relu: relu(2 * x) - 2 * relu(2 * x - 1)",
        "lambda x, relu: 2 * relu(x) - 4 * relu(x - 0.5) + 2 * relu(x - 1)",
    ],
    "check_absolute": ["lambda x, relu: relu(x) + relu(-x)", "lambda x, relu: 2 * relu(x) - x"],
    "check_ramp": ["lambda x, relu: relu(x) - relu(x - 1)", "lambda x, relu: 1 - relu(1 - relu(x))"],
    "check_diamond": [
        "lambda x, y, relu: 1 - relu(x) - relu(-x) - relu(y) - relu(-y)",
        "lambda x, y, relu: 1 - sum(relu(sign * each) for each in (x, y) for sign in (-1, 1))",
        "lambda x, y, relu: 1 + x - 2 * relu(x) + y - 2 * relu(y)",
    ],
    "check_neuron_gradients": ["[2, 2, 6, 4.5, -3]", "np.array([2.0, 2.0, 6.0, 4.5, -3.0])"],
    "check_passed_on": [
        "lambda z, upstream: upstream * elu_derivative(z)",
        "lambda z, upstream: np.where(z > 0, upstream, upstream * (elu(z) + 1))",
    ],
    "check_gelu_scale": [
        "lambda fan_in: np.sqrt(2.3517 / fan_in)",
        "lambda n: 1 / np.sqrt(n * np.mean(gelu(np.random.default_rng(3).normal(size=100_000)) ** 2))",
    ],
    "check_crease": ["[-1, -2, 2]", "(-0.5, -1, 1)", "[-1e-3, -2e-3, 2e-3]"],
    "check_regions": ["[7, 6, 6]"],
}

WRONG = {
    "check_relu": [
        ("identity", "lambda x: x"),
        ("other side", "lambda x: np.minimum(0, x)"),
        ("sign", "lambda x: np.maximum(0, -x)"),
        ("absolute", "lambda x: np.abs(x)"),
        ("derivative", "lambda x: np.where(x > 0, 1.0, 0.0)"),
        ("derivative", "lambda x: np.where(x >= 0, 1.0, 0.0)"),
        ("leaky", "lambda x: np.where(x > 0, x, 0.01 * x)"),
        ("clipped", "lambda x: np.clip(x, 0, 1)"),
        ("nan", "lambda x: np.where(x > 0, x, 0)"),
        ("nan", "lambda x: np.fmax(x, 0)"),
        ("constant", "0.5"),
        ("constant", "np.maximum(np.array([-1.0, 2.0]), 0)"),
        ("constant", "'max(0, x)'"),
        ("constant", "lambda x: np.zeros_like(x)"),
        ("truncation", "lambda x: np.maximum(x, 0).astype(int)"),
        ("truncation", "lambda x: np.maximum(x, 0) // 1"),
        ("scalars only", "lambda x: max(0, x)"),
        ("scalars only", "def relu(x):\n    if x > 0:\n        return x\n    return 0"),
        ("scalars only", "lambda x: math.fabs(x)"),
        ("arrays only", "def relu(x):\n    y = x.copy()\n    y[y < 0] = 0\n    return y"),
        ("arrays only", "def relu(x):\n    y = 1 * x\n    y[y < 0] = 0\n    return y"),
        ("overwritten", "def relu(x):\n    x[x < 0] = 0\n    return x"),
        ("overwritten", "lambda x: np.maximum(x, 0, out=x)"),
        ("shape", "lambda x: np.maximum(x, 0).sum()"),
        ("reduces", "lambda x: np.max(x)"),
        ("shape", "lambda x: np.maximum(np.atleast_1d(x), 0)"),
        ("shape", "lambda x: np.maximum(x, 0).ravel()"),
        ("nothing returned", "def relu(x):\n    print(np.maximum(x, 0))"),
        ("type", "lambda x: [max(0, v) for v in x]"),
        ("type", "lambda x: (max(0, v) for v in x)"),
        ("type", "lambda x: map(abs, x)"),
        ("type", "lambda x: 'max(0, x)'"),
        ("type", "lambda x: np.ma.masked_less(x, 0)"),
        ("type", "lambda x: {v: max(0, v) for v in x}"),
        ("type", "lambda x: type('Odd', (), {'__array__': lambda self, *a, **k: 1 / 0})()"),
        ("dtype", "lambda x: np.maximum(x, 0) + 0j"),
        ("dtype", "lambda x: np.maximum(x, 0).astype(str)"),
        ("dtype", "lambda x: np.maximum(x, 0).astype(object)"),
        ("booleans", "lambda x: x > 0"),
        ("exception", "lambda x: np.maximum(y, 0)"),
        ("exception", "def relu(x):\n    import sys\n    sys.exit()"),
        ("exception", "def relu(x):\n    raise KeyboardInterrupt"),
        ("exception", "def relu(x):\n    raise GeneratorExit"),
        ("exception", "def relu(x):\n    raise type('Odd', (BaseException,), {'__str__': lambda self: 1 / 0})"),
        ("signature", "lambda: 0"),
        ("signature", "lambda x, y: 0"),
        ("endless", "def relu(x):\n    return relu(x)"),
        ("value", "lambda x: np.maximum(x, 0) ** 2"),
        ("value", "lambda x: np.maximum(x, 0) + (np.asarray(x).dtype.kind == 'i')"),
    ],
    "check_prediction": [
        ("identity", "[-2, -0.5, 0, 3, 1, 1]"),
        ("absolute", "[2, 0.5, 0, 3, 1, 5]"),
        ("derivative", "[0, 0, 0, 1, 1, 1]"),
        ("derivative", "[0, 0, 0, 1, 1, 2]"),
        ("linear", "[0, 0, 0, 3, 1, 1]"),
        ("linear", "[0, 0, 0, 3, 3, 3]"),
        ("shape", "[0, 0, 0, 3, 1]"),
        ("type", "3"),
        ("type", "'0, 0, 0, 3, 1, 3'"),
        ("type", "['zero', 0, 0, 3, 1, 3]"),
        ("type", "[[0], 0, 0, 3, 1, 3]"),
        ("value", "[0, 0, 0, 3, 0, 3]"),
        ("value", "[0, float('nan'), 0, 3, 1, 3]"),
    ],
    "check_relu_derivative": [
        ("at zero", "lambda x: np.where(x >= 0, 1, 0)"),
        ("at zero", "lambda x: np.heaviside(x, 0.5)"),
        ("at zero", "lambda x: (1 + np.sign(x)) / 2"),
        ("value", "lambda x: np.maximum(x, 0)"),
        ("side", "lambda x: np.where(x < 0, 1, 0)"),
        ("side", "lambda x: np.where(x > 0, 0, 1)"),
        ("sign", "lambda x: np.sign(x)"),
        ("leaky", "lambda x: np.where(x > 0, 1, 0.01)"),
        ("constant", "1"),
        ("constant", "lambda x: 0 * x + 1"),
        ("shape", "lambda x: 1"),
        ("scalars only", "lambda x: 1 if x > 0 else 0"),
        ("booleans", "lambda x: np.asarray(x) > 0"),
        ("overwritten", "def f(x):\n    x[x > 0] = 1\n    x[x <= 0] = 0\n    return x"),
        ("value", "lambda x: np.where(x > 1, 1, 0)"),
    ],
    "check_derivative_at_zero": [
        ("ignored", "lambda x, at_zero: np.where(x > 0, 1, 0)"),
        ("ignored", "lambda x, at_zero: np.where(x >= 0, 1, 0)"),
        ("left", "lambda x, at_zero: np.where(x > 0, 1, at_zero)"),
        ("right", "lambda x, at_zero: np.where(x < 0, 0, at_zero)"),
        ("constant", "lambda x, at_zero: x * 0 + at_zero"),
        ("value", "lambda x, at_zero: np.where(x == 0, at_zero, np.maximum(x, 0))"),
        (
            "truncation",
            "def f(x, at_zero):\n    y = np.zeros_like(x)\n    y[x > 0] = 1\n    y[x == 0] = at_zero\n    return y",
        ),
        ("scalars only", "lambda x, at_zero: at_zero if x == 0 else np.heaviside(x, 0)"),
        ("signature", "lambda x: np.heaviside(x, 0)"),
        ("value", "lambda x, at_zero: np.where(x > 0, 1, np.where(x < 0, 0, 0.5))"),
    ],
    "check_leaky_relu": [
        ("ignored", "lambda x, negative_slope: np.where(x > 0, x, 0.01 * x)"),
        ("relu", "lambda x, negative_slope: np.maximum(x, 0)"),
        ("sign", "lambda x, negative_slope: np.where(x > 0, x, -negative_slope * x)"),
        ("offset", "lambda x, negative_slope: np.where(x > 0, x, negative_slope)"),
        ("offset", "lambda x, negative_slope: np.where(x > 0, x, -negative_slope)"),
        ("offset", "lambda x, negative_slope: np.maximum(x, negative_slope)"),
        ("both sides", "lambda x, negative_slope: negative_slope * x"),
        ("other side", "lambda x, negative_slope: np.where(x > 0, negative_slope * x, x)"),
        ("added", "lambda x, negative_slope: np.maximum(x, 0) + negative_slope * x"),
        ("derivative", "lambda x, negative_slope: np.where(x > 0, 1, negative_slope)"),
        ("truncation", "def f(x, slope):\n    y = np.array(x)\n    y[y < 0] = slope * y[y < 0]\n    return y"),
        (
            "truncation",
            "def f(x, slope):\n    y = np.where(x > 0, x, slope * x)\n    return y.astype(np.asarray(x).dtype)",
        ),
        ("nan", "lambda x, slope: np.fmax(x, 0) + slope * np.fmin(x, 0)"),
        ("constant", "0.01"),
        ("overwritten", "def f(x, slope):\n    x[x < 0] *= slope\n    return x"),
    ],
    "check_leaky_relu_derivative": [
        ("at zero", "lambda x, slope: np.where(x >= 0, 1, slope)"),
        ("ignored", "lambda x, slope: np.where(x > 0, 1, 0.01)"),
        ("relu", "lambda x, slope: np.where(x > 0, 1, 0)"),
        ("relu", "lambda x, slope: np.where(x >= 0, 1, 0)"),
        ("sign", "lambda x, slope: np.where(x > 0, 1, -slope)"),
        ("value", "lambda x, slope: np.where(x > 0, x, slope * x)"),
        ("value", "lambda x, slope: np.where(x > 0, 1, slope * x)"),
        ("side", "lambda x, slope: np.where(x < 0, 1, slope)"),
        ("side", "lambda x, slope: np.where(x > 0, slope, 1)"),
        ("truncation", "def f(x, slope):\n    y = np.ones_like(x)\n    y[x <= 0] = slope\n    return y"),
        ("constant", "lambda x, slope: 0 * x + slope"),
    ],
    "check_dead_units": [
        ("inactive", "lambda z: np.sum(z <= 0)"),
        ("strict", "lambda z: (z < 0).all(axis=0).sum()"),
        ("any", "lambda z: (z <= 0).any(axis=0).sum()"),
        ("axis", "lambda z: (z <= 0).all(axis=1).sum()"),
        ("alive", "lambda z: (z > 0).any(axis=0).sum()"),
        ("active", "lambda z: np.count_nonzero(z > 0)"),
        ("share", "lambda z: (z <= 0).all(axis=0).mean()"),
        ("sum", "lambda z: (z.mean(axis=0) <= 0).sum()"),
        ("which", "lambda z: (z <= 0).all(axis=0)"),
        ("constant", "lambda z: 2"),
        ("constant", "3"),
        ("overwritten", "def f(z):\n    z[z < 0] = 0\n    return (z.sum(axis=0) == 0).sum()"),
        ("value", "lambda z: len(z)"),
        ("nothing returned", "def f(z):\n    count = (z <= 0).all(axis=0).sum()"),
    ],
    "check_weight_scale": [
        ("variance", "lambda fan_in: 2 / fan_in"),
        ("xavier", "lambda fan_in: np.sqrt(1 / fan_in)"),
        ("xavier", "lambda fan_in: 1 / fan_in"),
        ("uniform", "lambda fan_in: np.sqrt(6 / fan_in)"),
        ("inverse", "lambda fan_in: np.sqrt(fan_in / 2)"),
        ("constant", "0.1"),
        ("constant", "lambda fan_in: 0.1"),
        ("value", "lambda fan_in: np.sqrt(3 / fan_in)"),
        ("value", "lambda fan_in: -np.sqrt(2 / fan_in)"),
        ("value", "lambda fan_in: float('nan')"),
        ("shape", "lambda fan_in: np.random.default_rng(0).normal(size=fan_in)"),
    ],
    "check_tent": [
        ("flat top", "lambda x, relu: 2 * relu(x) - 2 * relu(x - 0.5)"),
        ("one hinge", "lambda x, relu: 2 * relu(x)"),
        ("one hinge", "lambda x, relu: relu(x)"),
        ("height", "lambda x, relu: relu(x) - 2 * relu(x - 0.5)"),
        ("one hinge", "lambda x, relu: 2 * relu(x) - 4 * relu(x - 1)"),
        ("sign", "lambda x, relu: 2 * relu(x) + 4 * relu(x - 0.5)"),
        ("upside down", "lambda x, relu: -2 * relu(x) + 4 * relu(x - 0.5)"),
        ("no hinge", "lambda x, relu: 1 - np.abs(2 * x - 1)"),
        ("value", "lambda x, relu: 2 * relu(x) - 3 * relu(x - 0.5)"),
    ],
    "check_absolute": [
        ("one hinge", "lambda x, relu: relu(x)"),
        ("one hinge", "lambda x, relu: relu(-x)"),
        ("sign", "lambda x, relu: relu(x) - relu(-x)"),
        ("sign", "lambda x, relu: relu(-x) - relu(x)"),
        ("upside down", "lambda x, relu: -relu(x) - relu(-x)"),
        ("same side", "lambda x, relu: relu(x) + relu(x)"),
        ("no hinge", "lambda x, relu: np.abs(x)"),
    ],
    "check_ramp": [
        ("one hinge", "lambda x, relu: relu(x)"),
        ("kink", "lambda x, relu: relu(x - 1)"),
        ("sign", "lambda x, relu: relu(x) + relu(x - 1)"),
        ("comes down", "lambda x, relu: relu(x) - 2 * relu(x - 1)"),
        ("upside down", "lambda x, relu: relu(x - 1) - relu(x)"),
        ("no hinge", "lambda x, relu: (x > 0) * 1.0"),
        ("no hinge", "lambda x, relu: np.clip(relu(x), 0, 1)"),
        ("offset", "lambda x, relu: relu(x) - 1"),
        ("no hinge", "lambda x, relu: np.clip(x, 0, 1)"),
        ("value", "lambda x, relu: relu(x) - relu(x - 2)"),
        ("constant", "lambda x, relu: 1"),
    ],
    "check_diamond": [
        ("no height", "lambda x, y, relu: -relu(x) - relu(-x) - relu(y) - relu(-y)"),
        ("upside down", "lambda x, y, relu: relu(x) + relu(-x) + relu(y) + relu(-y) - 1"),
        ("sign", "lambda x, y, relu: 1 + relu(x) + relu(-x) + relu(y) + relu(-y)"),
        ("one side", "lambda x, y, relu: 1 - relu(x) - relu(y)"),
        ("no fold", "lambda x, y, relu: 1 - x - y"),
        ("one direction", "lambda x, y, relu: 1 - relu(x) - relu(-x)"),
        ("one direction", "lambda x, y, relu: 1 - relu(y) - relu(-y)"),
        ("other axes", "lambda x, y, relu: 1 - relu(x + y) - relu(-x - y)"),
        ("cut off", "lambda x, y, relu: relu(1 - relu(x) - relu(-x) - relu(y) - relu(-y))"),
        ("no hinge", "lambda x, y, relu: 1 - abs(x) - abs(y)"),
        ("value", "lambda x, y, relu: 2 - relu(x) - relu(-x) - relu(y) - relu(-y)"),
    ],
    "check_neuron_gradients": [
        ("relu of the gradient", "[2, 2, 0, 0, 0]"),
        ("x for z", "[2, 0, 0, 0, 0]"),
        ("mask for gradient", "[2, 2, -2, -1.5, 1]"),
        ("value for derivative", "[2, 2, 12, 9, -6]"),
        ("sign", "[2, 2, -6, -4.5, 3]"),
        ("exchanged", "[2, 2, 4.5, 6, -3]"),
        ("no bias", "[3, 3, 6, 4.5, -3]"),
        ("value", "[2, 2, 6, 4.5, 3]"),
        ("type", "['2', '2', '6', '4.5', '-3']"),
    ],
    "check_passed_on": [
        ("derivative of the output", "lambda z, g: g * elu_derivative(elu(z))"),
        ("relu of the gradient", "lambda z, g: np.maximum(g, 0) * np.ones_like(z, dtype=float)"),
        ("mask for gradient", "lambda z, g: elu_derivative(z)"),
        ("mask for gradient", "lambda z, g: 1.0 * (z > 0)"),
        ("relu derivative", "lambda z, g: g * (np.asarray(z) > 0)"),
        ("value for derivative", "lambda z, g: g * elu(z)"),
        ("no derivative", "lambda z, g: g + 0 * z"),
        ("sign", "lambda z, g: -g * elu_derivative(z)"),
    ],
    "check_gelu_scale": [
        ("relu", "lambda n: np.sqrt(2 / n)"),
        ("variance", "lambda n: 2.35 / n"),
        ("xavier", "lambda n: np.sqrt(1 / n)"),
        ("inverse", "lambda n: np.sqrt(0.425 / n)"),
        ("value", "lambda n: np.sqrt(2.2 / n)"),
        ("constant", "lambda n: 0.1"),
    ],
    "check_crease": [
        ("no crease", "[0, 0, 1]"),
        ("sign of b", "[-1, -2, -2]"),
        ("no bias", "[1, -2, 0]"),
        ("value", "[-2, -1, 2]"),
        ("other side", "[1, 2, -2]"),
        ("shape", "[1, 2]"),
    ],
    "check_regions": [
        ("every pattern", "[8, 6, 6]"),
        ("creases for regions", "[7, 3, 6]"),
        ("no crossing", "[7, 6, 4]"),
        ("value", "[7, 7, 6]"),
        ("type", "['7', '6', '6']"),
    ],
}

_BACKWARD = """
def layer_backward(x, weights, bias, upstream):
    z = x @ weights + bias
    passed = upstream * elu_derivative(z)
    return passed @ weights.T, x.T @ passed, passed.sum(axis=0)
"""

#: One change in the right answer is one mistake.
WRONG["check_layer_backward"] = [
    (name, _BACKWARD.replace(old, new))
    for name, old, new in (
        ("derivative of the output", "elu_derivative(z)", "elu_derivative(elu(z))"),
        ("no derivative", "upstream * elu_derivative(z)", "upstream"),
        ("relu of the gradient", "upstream * elu", "np.maximum(upstream, 0) * elu"),
        ("mask for gradient", "upstream * elu_derivative(z)", "elu_derivative(z)"),
        ("value for derivative", "elu_derivative(z)", "elu(z)"),
        ("relu derivative", "elu_derivative(z)", "(z > 0)"),
        ("no bias", "weights + bias", "weights"),
        ("sign", "= upstream", "= -upstream"),
        ("order", "passed @ weights.T, x.T @ passed", "x.T @ passed, passed @ weights.T"),
        ("not summed", "passed.sum(axis=0)", "passed"),
        ("shape", "x.T @ passed", "(x.T @ passed).T"),
        ("shape", "x.T @ passed", "0"),
        ("mean", "passed.sum(axis=0)", "passed.mean(axis=0)"),
        ("mean", "x.T @ passed", "x.T @ passed / len(x)"),
        ("type", "passed @ weights.T, x.T @ passed, ", ""),
        ("type", ", passed.sum(axis=0)", ""),
        ("overwritten", "passed = upstream * elu_derivative(z)", "passed = upstream\n    passed *= elu_derivative(z)"),
        ("exception", "weights.T, x.T", "weights, x.T"),
        ("value", "upstream * elu", "2 * upstream * elu"),
        ("nothing returned", "passed.sum(axis=0)", "None"),
        ("constant", _BACKWARD, "3.0"),
    )
]
