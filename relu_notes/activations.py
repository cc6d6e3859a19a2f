"""Activation functions and their derivatives: the one place where their facts stand.

Every function takes anything `numpy.asarray` makes numeric and returns the same shape. The catalogue
`ACTIVATIONS` maps each function's name to its title, formulas, derivative, parameters, kinks and source;
menus, plots, tables and tests read it, so a new activation is one block in this file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from types import MappingProxyType

import numpy as np
from scipy import special

# ---------------------------------------------------------------------------------------------- catalogue


@dataclass(frozen=True)
class Parameter:
    """One keyword parameter of an activation, as a menu or a slider needs to know it.

    `allowed` is a pair of bounds for a number (both ends included, infinities excluded) or a tuple of words for
    a choice. `slider` is (lowest, highest, step) for a number and None for a choice.
    """

    default: float | str
    allowed: tuple[float, float] | tuple[str, ...]
    slider: tuple[float, float, float] | None
    symbol: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from; empty for a number."""
        return self.allowed if self.slider is None else ()


@dataclass(frozen=True)
class Activation:
    """What the package knows of one activation function.

    `expression` is the formula in plain characters with `{x}` where the argument stands and the parameters by
    name; `written` fills it in, for legends and the example table. `kinks` are the places where the two one-sided slopes may differ; `derivative` takes
    `at_zero` exactly where there are any.
    """

    title: str
    expression: str
    formula: str
    derivative_formula: str
    function: Callable
    derivative: Callable
    source: str
    kinks: tuple[float, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    def written(self, x: str = "x", **parameters) -> str:
        """The expression with `x` and the parameters (defaults where not given) filled in: "max(0, -2)"."""
        values = {name: parameter.default for name, parameter in self.parameters.items()} | parameters
        numbers = {name: f"{value:g}" if isinstance(value, Real) else value for name, value in values.items()}
        bare = x.strip()
        expression = self.expression.replace("-{x}", f"-({bare})" if bare.startswith("-") else f"-{bare}")
        return expression.format(x=x, **numbers)


#: Every activation by the name of its function, in the order of the menus.
ACTIVATIONS: dict[str, Activation] = {}


def entry(name: str) -> Activation:
    """The catalogue's entry for `name`; a ValueError that lists the names otherwise."""
    try:
        return ACTIVATIONS[name]
    except (KeyError, TypeError):
        raise ValueError(f"unknown activation {name!r}; allowed are {', '.join(ACTIVATIONS)}") from None


_ANY_NUMBER = (-math.inf, math.inf)

# ----------------------------------------------------------------------------------------- what comes in


def _real_array(x, function: str) -> np.ndarray:
    """`x` as an array of booleans, integers or floats; a TypeError that names `function` for all else."""
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(f"{function}: masked arrays are not supported, the mask would be lost; pass x.filled(...)")
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise ValueError(f"{function}: x must have one shape, like a number or a rectangular list ({error})") from None
    if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8:
        raise TypeError(
            f"{function}: x has dtype {array.dtype}; allowed are booleans, integers, float16, float32 and float64"
        )
    return array


def _float_array(x, function: str) -> np.ndarray:
    """`x` as a float array: float dtypes stay, booleans and integers become float64."""
    array = _real_array(x, function)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def _finite(value, name: str, function: str) -> float:
    if not isinstance(value, (Real, np.floating, np.integer)) or isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{function}: {name} must be a real number, not {type(value).__name__}")
    if not math.isfinite(value):
        raise ValueError(f"{function}: {name} must be finite, not {value!r}")
    return float(value)


def _between_slopes(at_zero, default: float, left: float, right: float, function: str) -> float:
    """`at_zero` checked against the one-sided slopes at 0; `default` where it is None."""
    if at_zero is None:
        return default
    at_zero = _finite(at_zero, "at_zero", function)
    low, high = sorted((left, right))
    if not low <= at_zero <= high:
        raise ValueError(
            f"{function}: at_zero must lie between the one-sided slopes {low:g} and {high:g}, not {at_zero:g}"
        )
    return at_zero


# --------------------------------------------------------------------------------------------------- ReLU


def relu(x):
    """ReLU: the input where it is positive, else 0."""
    x = _real_array(x, "relu")
    if x.dtype.kind == "b":
        x = x.astype(np.float64)
    return np.maximum(x, x.dtype.type(0))


def relu_derivative(x, *, at_zero=0.0):
    """Slope of ReLU: 1 right of 0, 0 left of it, `at_zero` at 0."""
    x = _float_array(x, "relu_derivative")
    at_zero = _between_slopes(at_zero, 0.0, 0.0, 1.0, "relu_derivative")
    return np.heaviside(x, x.dtype.type(at_zero))


ACTIVATIONS["relu"] = Activation(
    title="ReLU",
    expression="max(0, {x})",
    formula=r"f(x) = \max(0, x)",
    derivative_formula=r"f'(x) = \begin{cases} 1 & x > 0 \\ 0 & x \leq 0 \end{cases}",
    function=relu,
    derivative=relu_derivative,
    kinks=(0.0,),
    source="Nair & Hinton 2010, Rectified linear units improve restricted Boltzmann machines",
)


# ------------------------------------------------------------------------------- Leaky ReLU and PReLU


def _leaky(x, negative_slope, function):
    x = _float_array(x, function)
    slope = _finite(negative_slope, "negative_slope", function)
    if slope == 0:  # 0 * -inf would be NaN
        return np.maximum(x, x.dtype.type(0))
    with np.errstate(all="ignore"):
        return np.where(x > 0, x, np.multiply(x, slope, dtype=np.float64).astype(x.dtype))[()]


def _leaky_derivative(x, negative_slope, at_zero, function):
    x = _float_array(x, function)
    slope = _finite(negative_slope, "negative_slope", function)
    at_zero = _between_slopes(at_zero, slope, slope, 1.0, function)
    with np.errstate(all="ignore"):
        return _by_sign(x, x.dtype.type(slope), at_zero, 1)


def _by_sign(x, left, at_zero, right):
    """`left`, `at_zero` or `right` by the sign of `x`; NaN stays NaN."""
    result = np.where(x > 0, right, np.where(x < 0, left, at_zero)).astype(x.dtype)
    return np.where(np.isnan(x), x, result)[()]


def leaky_relu(x, negative_slope=0.01):
    """Leaky ReLU: the input where it is positive, else `negative_slope` times the input."""
    return _leaky(x, negative_slope, "leaky_relu")


def leaky_relu_derivative(x, negative_slope=0.01, *, at_zero=None):
    """Slope of Leaky ReLU: 1 right of 0, `negative_slope` left of it."""
    return _leaky_derivative(x, negative_slope, at_zero, "leaky_relu_derivative")


ACTIVATIONS["leaky_relu"] = Activation(
    title="Leaky ReLU",
    expression="max(0, {x}) + {negative_slope}·min(0, {x})",
    formula=r"f(x) = \max(0, x) + a \min(0, x)",
    derivative_formula=r"f'(x) = \begin{cases} 1 & x > 0 \\ a & x \leq 0 \end{cases}",
    function=leaky_relu,
    derivative=leaky_relu_derivative,
    kinks=(0.0,),
    parameters={"negative_slope": Parameter(0.01, _ANY_NUMBER, (0.0, 1.0, 0.01), "a")},
    source="Maas, Hannun & Ng 2013, Rectifier nonlinearities improve neural network acoustic models",
)


def prelu(x, negative_slope=0.25):
    """PReLU: Leaky ReLU whose negative slope is learned."""
    if not _is_learned(negative_slope, "prelu"):
        return _leaky(x, negative_slope, "prelu")
    x = _float_array(x, "prelu")
    with np.errstate(all="ignore"):
        left = np.where(negative_slope == 0, 0, x * negative_slope)  # 0 * -inf would be NaN
        return np.where(x > 0, x, np.where(np.isnan(x), x, left)).astype(x.dtype)[()]


def prelu_derivative(x, negative_slope=0.25, *, at_zero=None):
    """Slope of PReLU by its input: 1 right of 0, `negative_slope` left of it."""
    if not _is_learned(negative_slope, "prelu_derivative"):
        return _leaky_derivative(x, negative_slope, at_zero, "prelu_derivative")
    at_zero = negative_slope if at_zero is None else _finite(at_zero, "at_zero", "prelu_derivative")
    return _by_sign(_float_array(x, "prelu_derivative"), negative_slope, at_zero, 1)


def _is_learned(negative_slope, function: str) -> bool:
    """Whether the slope is an array that broadcasts against x, as training makes it: one a network, say.

    Its numbers are not checked: a training that diverges takes them to infinity.
    """
    if not isinstance(negative_slope, np.ndarray) or not negative_slope.ndim:
        return False
    if negative_slope.dtype.kind != "f":
        raise TypeError(f"{function}: a negative_slope array must have a float dtype, not {negative_slope.dtype}")
    return True


def prelu_slope_derivative(x):
    """Derivative of PReLU by its negative slope: min(x, 0)."""
    x = _float_array(x, "prelu_slope_derivative")
    return np.minimum(x, x.dtype.type(0))


ACTIVATIONS["prelu"] = Activation(
    title="PReLU",
    expression="max(0, {x}) + {negative_slope}·min(0, {x})",
    formula=r"f(x) = \max(0, x) + a \min(0, x)",
    derivative_formula=r"f'(x) = \begin{cases} 1 & x > 0 \\ a & x \leq 0 \end{cases}",
    function=prelu,
    derivative=prelu_derivative,
    kinks=(0.0,),
    parameters={"negative_slope": Parameter(0.25, _ANY_NUMBER, (0.0, 1.0, 0.01), "a")},
    source="He, Zhang, Ren & Sun 2015, Delving deep into rectifiers",
)

# ------------------------------------------------------------------------------------------- ELU and SELU


def _elu(x, alpha, scale=1.0):
    with np.errstate(all="ignore"):
        left = np.expm1(np.minimum(x, 0), dtype=np.float64) * (alpha * scale)
        return np.where(x > 0, np.multiply(x, scale, dtype=np.float64), left).astype(x.dtype)[()]


def _elu_derivative(x, alpha, at_zero, scale=1.0):
    with np.errstate(all="ignore"):
        left = np.exp(np.minimum(x, 0), dtype=np.float64) * (alpha * scale)
        return _by_sign(x, left, at_zero, scale)


def elu(x, alpha=1.0):
    """ELU: the input where it is positive, else alpha * (exp(x) - 1)."""
    return _elu(_float_array(x, "elu"), _finite(alpha, "alpha", "elu"))


def elu_derivative(x, alpha=1.0, *, at_zero=None):
    """Slope of ELU: 1 right of 0, alpha * exp(x) left of it."""
    x = _float_array(x, "elu_derivative")
    alpha = _finite(alpha, "alpha", "elu_derivative")
    return _elu_derivative(x, alpha, _between_slopes(at_zero, alpha, alpha, 1.0, "elu_derivative"))


ACTIVATIONS["elu"] = Activation(
    title="ELU",
    expression="max(0, {x}) + {alpha}·(exp(min(0, {x})) - 1)",
    formula=r"f(x) = \begin{cases} x & x > 0 \\ \alpha\,(e^x - 1) & x \leq 0 \end{cases}",
    derivative_formula=r"f'(x) = \begin{cases} 1 & x > 0 \\ \alpha\,e^x & x \leq 0 \end{cases}",
    function=elu,
    derivative=elu_derivative,
    kinks=(0.0,),
    parameters={"alpha": Parameter(1.0, _ANY_NUMBER, (0.0, 2.0, 0.05), "α")},
    source="Clevert, Unterthiner & Hochreiter 2016, Fast and accurate deep network learning by exponential linear units",
)

# Klambauer et al. 2017: the only pair with mean 0 and variance 1 as the fixed point.
_SELU_ALPHA = 1.6732632423543772848170429916717
_SELU_SCALE = 1.0507009873554804934193349852946


def selu(x):
    """SELU: ELU with the alpha and the scale that keep mean 0 and variance 1."""
    return _elu(_float_array(x, "selu"), _SELU_ALPHA, _SELU_SCALE)


def selu_derivative(x, *, at_zero=None):
    """Slope of SELU: scale right of 0, scale * alpha * exp(x) left of it."""
    left = _SELU_ALPHA * _SELU_SCALE
    at_zero = _between_slopes(at_zero, left, left, _SELU_SCALE, "selu_derivative")
    return _elu_derivative(_float_array(x, "selu_derivative"), _SELU_ALPHA, at_zero, _SELU_SCALE)


ACTIVATIONS["selu"] = Activation(
    title="SELU",
    expression="1.0507·elu({x}, 1.6733)",
    formula=r"f(x) = \lambda \begin{cases} x & x > 0 \\ \alpha\,(e^x - 1) & x \leq 0 \end{cases}",
    derivative_formula=r"f'(x) = \lambda \begin{cases} 1 & x > 0 \\ \alpha\,e^x & x \leq 0 \end{cases}",
    function=selu,
    derivative=selu_derivative,
    kinks=(0.0,),
    source="Klambauer, Unterthiner, Mayr & Hochreiter 2017, Self-normalizing neural networks",
)

# ---------------------------------------------------------------------------------------------------- GELU

_GELU_WAYS = ("none", "tanh")
_ROOT_2_OVER_PI = math.sqrt(2 / math.pi)
_GELU_CUBIC = 0.044715


def _gelu_way(approximate, function: str) -> str:
    if not isinstance(approximate, str):
        raise TypeError(f"{function}: approximate must be 'none' or 'tanh', not {type(approximate).__name__}")
    if approximate not in _GELU_WAYS:
        raise ValueError(f"{function}: approximate must be 'none' or 'tanh', not {approximate!r}")
    return approximate


def gelu(x, approximate="none"):
    """GELU: the input times the probability that a standard normal number is smaller."""
    way = _gelu_way(approximate, "gelu")
    x = _float_array(x, "gelu")
    z = np.clip(x.astype(np.float64), -50, None)  # from -50 on the value is 0 in float64; -inf * 0 would be NaN
    with np.errstate(all="ignore"):
        if way == "none":
            value = z * special.ndtr(z)
        else:
            value = z * special.expit(2 * _ROOT_2_OVER_PI * (z + _GELU_CUBIC * z**3))
        return value.astype(x.dtype)[()]


def gelu_derivative(x, approximate="none"):
    """Slope of GELU."""
    way = _gelu_way(approximate, "gelu_derivative")
    x = _float_array(x, "gelu_derivative")
    z = np.clip(x.astype(np.float64), -50, 50)
    with np.errstate(all="ignore"):
        if way == "none":
            value = special.ndtr(z) + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        else:
            s = special.expit(2 * _ROOT_2_OVER_PI * (z + _GELU_CUBIC * z**3))
            value = s + z * s * (1 - s) * 2 * _ROOT_2_OVER_PI * (1 + 3 * _GELU_CUBIC * z * z)
        return value.astype(x.dtype)[()]


ACTIVATIONS["gelu"] = Activation(
    title="GELU",
    expression="{x}·Φ({x})",
    formula=r"f(x) = x\,\Phi(x)",
    derivative_formula=r"f'(x) = \Phi(x) + x\,\varphi(x)",
    function=gelu,
    derivative=gelu_derivative,
    parameters={"approximate": Parameter("none", _GELU_WAYS, None, "approximate")},
    source="Hendrycks & Gimpel 2016, Gaussian error linear units",
)

# ------------------------------------------------------------------------------ SiLU, softplus, sigmoid, tanh


def silu(x):
    """SiLU (Swish): the input times its sigmoid."""
    x = _float_array(x, "silu")
    z = np.clip(x.astype(np.float64), -800, None)
    with np.errstate(all="ignore"):
        return (z * special.expit(z)).astype(x.dtype)[()]


def silu_derivative(x):
    """Slope of SiLU."""
    x = _float_array(x, "silu_derivative")
    z = np.clip(x.astype(np.float64), -800, 800)
    with np.errstate(all="ignore"):
        s = special.expit(z)
        return (s * (1 + z * special.expit(-z))).astype(x.dtype)[()]


ACTIVATIONS["silu"] = Activation(
    title="SiLU (Swish)",
    expression="{x}/(1 + exp(-{x}))",
    formula=r"f(x) = x\,\sigma(x)",
    derivative_formula=r"f'(x) = \sigma(x)\,\bigl(1 + x\,(1 - \sigma(x))\bigr)",
    function=silu,
    derivative=silu_derivative,
    source="Elfwing, Uchibe & Doya 2018, Sigmoid-weighted linear units; Ramachandran, Zoph & Le 2017 (Swish)",
)


def softplus(x):
    """Softplus: log(1 + exp(x)), a smooth ReLU."""
    x = _float_array(x, "softplus")
    with np.errstate(all="ignore"):
        return np.logaddexp(x, 0, dtype=np.float64).astype(x.dtype)[()]


def softplus_derivative(x):
    """Slope of softplus: the sigmoid."""
    return _sigmoid(_float_array(x, "softplus_derivative"))


ACTIVATIONS["softplus"] = Activation(
    title="Softplus",
    expression="log(1 + exp({x}))",
    formula=r"f(x) = \log(1 + e^x)",
    derivative_formula=r"f'(x) = \sigma(x)",
    function=softplus,
    derivative=softplus_derivative,
    source="Dugas, Bengio, Bélisle, Nadeau & Garcia 2001, Incorporating second-order functional knowledge",
)


def _sigmoid(x):
    with np.errstate(all="ignore"):
        return special.expit(x).astype(x.dtype)[()]


def sigmoid(x):
    """Sigmoid: 1 / (1 + exp(-x))."""
    return _sigmoid(_float_array(x, "sigmoid"))


def sigmoid_derivative(x):
    """Slope of the sigmoid."""
    x = _float_array(x, "sigmoid_derivative")
    with np.errstate(all="ignore"):
        return (special.expit(x) * special.expit(-x)).astype(x.dtype)[()]


ACTIVATIONS["sigmoid"] = Activation(
    title="Sigmoid",
    expression="1/(1 + exp(-{x}))",
    formula=r"f(x) = \sigma(x) = \frac{1}{1 + e^{-x}}",
    derivative_formula=r"f'(x) = \sigma(x)\,(1 - \sigma(x))",
    function=sigmoid,
    derivative=sigmoid_derivative,
    source="Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors",
)


def tanh(x):
    """Hyperbolic tangent."""
    x = _float_array(x, "tanh")
    with np.errstate(all="ignore"):
        return np.tanh(x)


def tanh_derivative(x):
    """Slope of tanh: 1 / cosh(x)^2."""
    x = _float_array(x, "tanh_derivative")
    with np.errstate(all="ignore"):
        return (1 / np.cosh(x, dtype=np.float64) ** 2).astype(x.dtype)[()]


ACTIVATIONS["tanh"] = Activation(
    title="tanh",
    expression="tanh({x})",
    formula=r"f(x) = \tanh(x)",
    derivative_formula=r"f'(x) = 1 - \tanh(x)^2",
    function=tanh,
    derivative=tanh_derivative,
    source="LeCun, Bottou, Orr & Müller 1998, Efficient backprop",
)
