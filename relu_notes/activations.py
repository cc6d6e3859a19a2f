"""Activation functions and their derivatives: the one place where their facts stand.

Each function works element by element on anything that `numpy.asarray` turns into real numbers, and returns the
same shape: a NumPy scalar for a number, else a new array. float16, float32 and float64 stay what they are; booleans
and integers become float64 (only `relu` keeps an integer dtype). NaN gives NaN, infinities give the limits, there
are no warnings, and the input is never written to. pandas objects and subclasses of arrays come back as plain arrays.

`relu` is exact; `leaky_relu` and `prelu` round once, for the slope in x's dtype (float32 for float16). All others,
derivatives too, are within 4 units in the last place of the true value, in float32 and float64, wherever that is a
normal number, and within 1 in float16: the formulas are in `_kernels` and `_gelu`, the measurement in the tests.

The catalogue `ACTIVATIONS` maps each function's name to its title, formulas, derivative, parameters, kinks and source.
Menus, plots, tables and tests read it, so a new activation is one block in this file: function, derivative, entry.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from relu_notes import _gelu, _kernels
from relu_notes._arguments import between_slopes, finite, float_array, one_of, real_array, slopes_for

# ---------------------------------------------------------------------------------------------- catalogue


@dataclass(frozen=True)
class Parameter:
    """One keyword parameter of an activation, as a menu or a slider needs to know it.

    `allowed` is a pair of bounds for a number (both ends included, infinities excluded) or a tuple of words for
    a choice. `slider` is (lowest, highest, step) for a number and None for a choice. `symbol` is plain text.
    """

    default: float | str
    allowed: tuple[float, float] | tuple[str, ...]
    slider: tuple[float, float, float] | None
    symbol: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from; empty for a number."""
        return () if self.slider else tuple(map(str, self.allowed))


@dataclass(frozen=True)
class Activation:
    """What the package knows of one activation function.

    `expression` is the formula in plain characters with `{x}` where the argument stands and the parameters by
    name; `written` fills it in, for legends and the example table. `kinks` are the places where the two one-sided
    slopes may differ; `derivative` takes `at_zero` exactly where there are any.
    """

    title: str
    expression: str
    formula: str
    derivative_formula: str
    function: Callable[..., Any]
    derivative: Callable[..., Any]
    source: str
    kinks: tuple[float, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the mapping of the parameters as unchangeable as the rest."""
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    def written(self, x: str = "x", **parameters: float | str) -> str:
        """Fill `x` and the parameters (defaults where not given) into the expression: "max(0, -2)"."""
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


_BLOCK = 8192  # elements: intermediate results stay in the processor's cache


def _apply(kernel: Callable[..., np.ndarray], x: np.ndarray, *parameters: Any, dtype: Any = np.float32) -> Any:
    """`kernel` of the float array `x`, in x's dtype or in `dtype` if that is wider, with x's shape and dtype."""
    working = np.promote_types(x.dtype, dtype)
    flat, result = x.ravel(), np.empty(x.size, x.dtype)
    with np.errstate(all="ignore"):
        for start in range(0, x.size, _BLOCK):
            block = slice(start, start + _BLOCK)
            result[block] = kernel(flat[block].astype(working, copy=False), *parameters)
    return result.reshape(x.shape)[()]


def _room_for(*parameters: float) -> Any:
    """The dtype to compute in: float32, but float64 for parameters whose products could leave its range."""
    return np.float32 if all(p == 0 or 1e-6 <= abs(p) <= 1e6 for p in parameters) else np.float64


# --------------------------------------------------------------------------------------------------- ReLU


def relu(x: ArrayLike) -> Any:
    """ReLU, the rectified linear unit: max(0, x).

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        f(x) in x's shape and dtype; booleans become float64.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    Nair & Hinton 2010, Rectified linear units improve restricted Boltzmann machines.

    Examples
    --------
    >>> print(relu([-2, -1, 0, 1, 2]))
    [0 0 0 1 2]
    """
    x = real_array(x, "relu")
    if x.dtype.kind == "b":
        x = x.astype(np.float64)
    return np.maximum(x, x.dtype.type(0))


def relu_derivative(x: ArrayLike, *, at_zero: float | None = 0.0) -> Any:
    """Slope of ReLU: 1 right of 0, 0 left of it.

    ReLU has no slope at 0. Any number from 0 to 1 is a subgradient there; the default is 0, as in PyTorch and JAX.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.
    at_zero : float, optional
        The slope taken at 0, from 0 to 1.

    Returns
    -------
    scalar or numpy.ndarray
        f'(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array, or at_zero is no number.
    ValueError
        If at_zero is not between 0 and 1.

    References
    ----------
    Bertoin, Bolte, Gerchinovitz & Pauwels 2021, Numerical influence of ReLU'(0) on backpropagation.

    Examples
    --------
    >>> print(relu_derivative([-2, -1, 0, 1, 2]))
    [0. 0. 0. 1. 1.]
    >>> print(relu_derivative(0, at_zero=0.5))
    0.5
    """
    x = float_array(x, "relu_derivative")
    at_zero = 0.0 if at_zero is None else between_slopes(at_zero, 0.0, 1.0, "relu_derivative")
    return _apply(_kernels.step, x, 0.0, at_zero, 1.0)


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

# ------------------------------------------------------------------------------------------ Leaky ReLU and PReLU


def leaky_relu(x: ArrayLike, negative_slope: float = 0.01) -> Any:
    """Leaky ReLU: x right of 0, negative_slope * x left of it.

    An unlabelled "leaky ReLU" is ambiguous: PyTorch and JAX take a slope of 0.01, Keras 0.2 or 0.3.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.
    negative_slope : float
        The slope left of 0, any finite number.

    Returns
    -------
    scalar or numpy.ndarray
        f(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array, or negative_slope is no number.
    ValueError
        If negative_slope is not finite.

    References
    ----------
    Maas, Hannun & Ng 2013, Rectifier nonlinearities improve neural network acoustic models.

    Examples
    --------
    >>> print(leaky_relu([-2, 0, 2]))
    [-0.02  0.    2.  ]
    """
    x = float_array(x, "leaky_relu")
    slope = finite(negative_slope, "negative_slope", "leaky_relu")
    return _apply(_kernels.leaky_relu, x, slope, dtype=_room_for(slope))


def leaky_relu_derivative(x: ArrayLike, negative_slope: float = 0.01, *, at_zero: float | None = None) -> Any:
    """Slope of Leaky ReLU: 1 right of 0, negative_slope left of it.

    At 0 any number between the two is a subgradient (for slopes up to 1); the default is negative_slope, as in PyTorch.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.
    negative_slope : float
        The slope left of 0, any finite number.
    at_zero : float, optional
        The slope taken at 0, between negative_slope and 1; negative_slope unless told.

    Returns
    -------
    scalar or numpy.ndarray
        f'(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array, or a parameter is no number.
    ValueError
        If negative_slope is not finite, or at_zero is not between negative_slope and 1.

    References
    ----------
    Maas, Hannun & Ng 2013, Rectifier nonlinearities improve neural network acoustic models.

    Examples
    --------
    >>> print(leaky_relu_derivative([-2, 0, 2]))
    [0.01 0.01 1.  ]
    """
    x = float_array(x, "leaky_relu_derivative")
    slope = finite(negative_slope, "negative_slope", "leaky_relu_derivative")
    at_zero = slope if at_zero is None else between_slopes(at_zero, slope, 1.0, "leaky_relu_derivative")
    return _apply(_kernels.step, x, slope, at_zero, 1.0)


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


def prelu(x: ArrayLike, negative_slope: float | np.ndarray = 0.25) -> Any:
    """PReLU, the parametric ReLU: Leaky ReLU whose negative slope is learned.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.
    negative_slope : float or numpy.ndarray
        The slope left of 0: a finite number, or a float array that broadcasts to x's shape, one learned slope a
        network or channel. Such an array's numbers, and at_zero against them, are not checked: a training that
        diverges runs on.

    Returns
    -------
    scalar or numpy.ndarray
        f(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array, or negative_slope is no number.
    ValueError
        If negative_slope is not finite, or an array that does not broadcast to x's shape.

    References
    ----------
    He, Zhang, Ren & Sun 2015, Delving deep into rectifiers.

    Examples
    --------
    >>> print(prelu([-2, 0, 2]))
    [-0.5  0.   2. ]
    """
    x = float_array(x, "prelu")
    slope = slopes_for(negative_slope, x, "prelu")
    if not isinstance(slope, np.ndarray):
        return _apply(_kernels.leaky_relu, x, slope, dtype=_room_for(slope))
    with np.errstate(all="ignore"):
        return _kernels.leaky_relu(x, slope).astype(x.dtype, copy=False)


def prelu_derivative(x: ArrayLike, negative_slope: float | np.ndarray = 0.25, *, at_zero: float | None = None) -> Any:
    """Slope of PReLU by its input: 1 right of 0, negative_slope left of it.

    At 0 the default is negative_slope, as in PyTorch.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.
    negative_slope : float or numpy.ndarray
        The slope left of 0: a finite number, or a float array that broadcasts to x's shape, one learned slope a
        network or channel. Such an array's numbers, and at_zero against them, are not checked: a training that
        diverges runs on.
    at_zero : float, optional
        The slope taken at 0, between negative_slope and 1; negative_slope unless told.

    Returns
    -------
    scalar or numpy.ndarray
        f'(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array, or a parameter is no number.
    ValueError
        If negative_slope is not finite or does not fit x's shape, or at_zero is not between negative_slope and 1.

    References
    ----------
    He, Zhang, Ren & Sun 2015, Delving deep into rectifiers.

    Examples
    --------
    >>> print(prelu_derivative([-2, 0, 2]))
    [0.25 0.25 1.  ]
    """
    x = float_array(x, "prelu_derivative")
    slope = slopes_for(negative_slope, x, "prelu_derivative")
    if not isinstance(slope, np.ndarray):
        at_zero = slope if at_zero is None else between_slopes(at_zero, slope, 1.0, "prelu_derivative")
        return _apply(_kernels.step, x, slope, at_zero, 1.0)
    with np.errstate(all="ignore"):
        at_kink = slope if at_zero is None else finite(at_zero, "at_zero", "prelu_derivative")
        return _kernels.step(x, slope, at_kink, 1.0)


def prelu_slope_derivative(x: ArrayLike) -> Any:
    """Derivative of PReLU by its negative slope: min(x, 0).

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        df/da in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    He, Zhang, Ren & Sun 2015, Delving deep into rectifiers.

    Examples
    --------
    >>> print(prelu_slope_derivative([-2, 0, 2]))
    [-2.  0.  0.]
    """
    x = float_array(x, "prelu_slope_derivative")
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

# -------------------------------------------------------------------------------------------------- ELU and SELU


def elu(x: ArrayLike, alpha: float = 1.0) -> Any:
    """ELU, the exponential linear unit: x right of 0, alpha * (exp(x) - 1) left of it.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.
    alpha : float
        Minus the limit at -inf, any finite number.

    Returns
    -------
    scalar or numpy.ndarray
        f(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array, or alpha is no number.
    ValueError
        If alpha is not finite.

    References
    ----------
    Clevert, Unterthiner & Hochreiter 2016, Fast and accurate deep network learning by ELUs.

    Examples
    --------
    >>> print(elu(-1.0))
    -0.6321205588285577
    """
    x = float_array(x, "elu")
    alpha = finite(alpha, "alpha", "elu")
    return _apply(_kernels.elu, x, alpha, 1.0, dtype=_room_for(alpha))


def elu_derivative(x: ArrayLike, alpha: float = 1.0, *, at_zero: float | None = None) -> Any:
    """Slope of ELU: 1 right of 0, alpha * exp(x) left of it.

    For alpha = 1 the slope at 0 is 1. For any other there is a kink; the default there is alpha, as in PyTorch.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.
    alpha : float
        Minus the limit at -inf, any finite number.
    at_zero : float, optional
        The slope taken at 0, between alpha and 1; alpha unless told.

    Returns
    -------
    scalar or numpy.ndarray
        f'(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array, or a parameter is no number.
    ValueError
        If alpha is not finite, or at_zero is not between alpha and 1.

    References
    ----------
    Clevert, Unterthiner & Hochreiter 2016, Fast and accurate deep network learning by ELUs.

    Examples
    --------
    >>> print(elu_derivative([-1.0, 0.0, 1.0], alpha=2.0, at_zero=1.5))
    [0.73575888 1.5        1.        ]
    """
    x = float_array(x, "elu_derivative")
    alpha = finite(alpha, "alpha", "elu_derivative")
    at_zero = alpha if at_zero is None else between_slopes(at_zero, alpha, 1.0, "elu_derivative")
    return _apply(_kernels.elu_derivative, x, alpha, at_zero, 1.0, dtype=_room_for(alpha, at_zero))


ACTIVATIONS["elu"] = Activation(
    title="ELU",
    expression="max(0, {x}) + {alpha}·(exp(min(0, {x})) - 1)",
    formula=r"f(x) = \begin{cases} x & x > 0 \\ \alpha\,(e^x - 1) & x \leq 0 \end{cases}",
    derivative_formula=r"f'(x) = \begin{cases} 1 & x > 0 \\ \alpha\,e^x & x \leq 0 \end{cases}",
    function=elu,
    derivative=elu_derivative,
    kinks=(0.0,),
    parameters={"alpha": Parameter(1.0, _ANY_NUMBER, (0.0, 2.0, 0.05), "α")},
    source="Clevert, Unterthiner & Hochreiter 2016, Fast and accurate deep network learning by ELUs",
)

# The fixed point of mean 0 and variance 1 (Klambauer et al. 2017): lambda, and lambda * alpha.
_SELU_RIGHT = 1.0507009873554804934193349852946
_SELU_LEFT = 1.7580993408473768599402175208123


def selu(x: ArrayLike) -> Any:
    """SELU, the scaled ELU: 1.0507 * elu(x, 1.6733), which keeps mean 0 and variance 1 from layer to layer.

    The exact constants are 1.0507009873554805 and 1.6732632423543772.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        f(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    Klambauer, Unterthiner, Mayr & Hochreiter 2017, Self-normalizing neural networks.

    Examples
    --------
    >>> print(selu([-1.0, 0.0, 1.0]))
    [-1.11133074  0.          1.05070099]
    """
    return _apply(_kernels.elu, float_array(x, "selu"), _SELU_LEFT, _SELU_RIGHT)


def selu_derivative(x: ArrayLike, *, at_zero: float | None = None) -> Any:
    """Slope of SELU: 1.0507 right of 0, 1.7581 * exp(x) left of it.

    At 0 the default is the slope from the left, 1.7580993408473769, as in PyTorch.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.
    at_zero : float, optional
        The slope taken at 0, from 1.0507009873554805 to 1.7580993408473769.

    Returns
    -------
    scalar or numpy.ndarray
        f'(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array, or at_zero is no number.
    ValueError
        If at_zero is not between the one-sided slopes.

    References
    ----------
    Klambauer, Unterthiner, Mayr & Hochreiter 2017, Self-normalizing neural networks.

    Examples
    --------
    >>> print(selu_derivative([-1.0, 0.0, 1.0]))
    [0.6467686  1.75809934 1.05070099]
    """
    x = float_array(x, "selu_derivative")
    at_zero = _SELU_LEFT if at_zero is None else between_slopes(at_zero, _SELU_LEFT, _SELU_RIGHT, "selu_derivative")
    return _apply(_kernels.elu_derivative, x, _SELU_LEFT, at_zero, _SELU_RIGHT)


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

# ---------------------------------------------------------------------------------------------------------- GELU

_GELU_FORMS = ("none", "tanh")


def gelu(x: ArrayLike, approximate: str = "none") -> Any:
    """GELU, the Gaussian error linear unit: x * Phi(x), Phi the normal distribution function.

    The tanh form is 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))); it differs by up to 4.7e-4, at -2.70.
    float64 takes four times as long as the textbook's formula, which loses all digits far on the left.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.
    approximate : {'none', 'tanh'}
        The definition itself, or the form with tanh that older networks were trained with.

    Returns
    -------
    scalar or numpy.ndarray
        f(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array, or approximate is no text.
    ValueError
        If approximate is another word.

    References
    ----------
    Hendrycks & Gimpel 2016, Gaussian error linear units.

    Examples
    --------
    >>> print(gelu([-1.0, 0.0, 1.0]))
    [-0.15865525  0.          0.84134475]
    >>> print(gelu(1.0, approximate="tanh"))
    0.8411919906082768
    """
    form = one_of(approximate, "approximate", _GELU_FORMS, "gelu")
    x = float_array(x, "gelu")
    if form == "none":
        kernel = _gelu.gelu if x.dtype == np.float64 else _gelu.gelu_short
    else:
        kernel = _gelu.gelu_tanh if x.dtype == np.float64 else _gelu.gelu_tanh_short
    return _apply(kernel, x, dtype=np.float64)


def gelu_derivative(x: ArrayLike, approximate: str = "none") -> Any:
    """Slope of GELU: Phi(x) + x * phi(x), phi the normal density; negative left of -0.7518.

    With approximate="tanh" the slope of that form.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.
    approximate : {'none', 'tanh'}
        The definition itself, or the form with tanh that older networks were trained with.

    Returns
    -------
    scalar or numpy.ndarray
        f'(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array, or approximate is no text.
    ValueError
        If approximate is another word.

    References
    ----------
    Hendrycks & Gimpel 2016, Gaussian error linear units.

    Examples
    --------
    >>> print(gelu_derivative([-1.0, 0.0, 1.0]))
    [-0.08331547  0.5         1.08331547]
    """
    form = one_of(approximate, "approximate", _GELU_FORMS, "gelu_derivative")
    x = float_array(x, "gelu_derivative")
    if form == "none":
        kernel = _gelu.gelu_derivative if x.dtype == np.float64 else _gelu.gelu_derivative_short
    else:
        kernel = _gelu.gelu_tanh_derivative if x.dtype == np.float64 else _gelu.gelu_tanh_derivative_short
    return _apply(kernel, x, dtype=np.float64)


ACTIVATIONS["gelu"] = Activation(
    title="GELU",
    expression="{x}·Φ({x})",
    formula=r"f(x) = x\,\Phi(x)",
    derivative_formula=r"f'(x) = \Phi(x) + x\,\varphi(x)",
    function=gelu,
    derivative=gelu_derivative,
    parameters={"approximate": Parameter("none", _GELU_FORMS, None, "approximate")},
    source="Hendrycks & Gimpel 2016, Gaussian error linear units",
)

# ---------------------------------------------------------------------------------------------------------- SiLU


def silu(x: ArrayLike) -> Any:
    """SiLU, also called Swish: x * sigmoid(x).

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        f(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    Elfwing, Uchibe & Doya 2018, Sigmoid-weighted linear units;
    Ramachandran, Zoph & Le 2017 (Swish).

    Examples
    --------
    >>> print(silu([-1.0, 0.0, 1.0]))
    [-0.26894142  0.          0.73105858]
    """
    return _apply(_kernels.silu, float_array(x, "silu"))


def silu_derivative(x: ArrayLike) -> Any:
    """Slope of SiLU: sigmoid(x) * (1 + x * sigmoid(-x)); negative left of -1.2785.

    It is computed in float64 for every dtype, since float32 cannot hold the place of its zero.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        f'(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    Elfwing, Uchibe & Doya 2018, Sigmoid-weighted linear units;
    Ramachandran, Zoph & Le 2017 (Swish).

    Examples
    --------
    >>> print(silu_derivative([-1.0, 0.0, 1.0]))
    [0.07232949 0.5        0.92767051]
    """
    return _apply(_kernels.silu_derivative, float_array(x, "silu_derivative"), dtype=np.float64)


ACTIVATIONS["silu"] = Activation(
    title="SiLU (Swish)",
    expression="{x}/(1 + exp(-{x}))",
    formula=r"f(x) = x\,\sigma(x)",
    derivative_formula=r"f'(x) = \sigma(x)\,\bigl(1 + x\,(1 - \sigma(x))\bigr)",
    function=silu,
    derivative=silu_derivative,
    source="Elfwing, Uchibe & Doya 2018, Sigmoid-weighted linear units; Ramachandran, Zoph & Le 2017 (Swish)",
)

# ------------------------------------------------------------------------------------------------------ softplus


def softplus(x: ArrayLike) -> Any:
    """Softplus: log(1 + exp(x)), a ReLU without the kink.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        f(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    Dugas, Bengio, Bélisle, Nadeau & Garcia 2001, Incorporating second-order functional knowledge.

    Examples
    --------
    >>> print(softplus(0.0))
    0.6931471805599453
    """
    return _apply(_kernels.softplus, float_array(x, "softplus"))


def softplus_derivative(x: ArrayLike) -> Any:
    """Slope of softplus: sigmoid(x).

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        f'(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    Dugas, Bengio, Bélisle, Nadeau & Garcia 2001, Incorporating second-order functional knowledge.

    Examples
    --------
    >>> print(softplus_derivative([-1.0, 0.0, 1.0]))
    [0.26894142 0.5        0.73105858]
    """
    return _apply(_kernels.sigmoid, float_array(x, "softplus_derivative"))


ACTIVATIONS["softplus"] = Activation(
    title="Softplus",
    expression="log(1 + exp({x}))",
    formula=r"f(x) = \log(1 + e^x)",
    derivative_formula=r"f'(x) = \sigma(x)",
    function=softplus,
    derivative=softplus_derivative,
    source="Dugas, Bengio, Bélisle, Nadeau & Garcia 2001, Incorporating second-order functional knowledge",
)

# ------------------------------------------------------------------------------------------------------- sigmoid


def sigmoid(x: ArrayLike) -> Any:
    """Sigmoid, the logistic function: 1 / (1 + exp(-x)), from 0 to 1.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        f(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors.

    Examples
    --------
    >>> print(sigmoid([-1.0, 0.0, 1.0]))
    [0.26894142 0.5        0.73105858]
    """
    return _apply(_kernels.sigmoid, float_array(x, "sigmoid"))


def sigmoid_derivative(x: ArrayLike) -> Any:
    """Slope of the sigmoid: sigmoid(x) * sigmoid(-x), at most 1/4.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        f'(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors.

    Examples
    --------
    >>> print(sigmoid_derivative([-1.0, 0.0, 1.0]))
    [0.19661193 0.25       0.19661193]
    """
    return _apply(_kernels.sigmoid_derivative, float_array(x, "sigmoid_derivative"))


ACTIVATIONS["sigmoid"] = Activation(
    title="Sigmoid",
    expression="1/(1 + exp(-{x}))",
    formula=r"f(x) = \sigma(x) = \frac{1}{1 + e^{-x}}",
    derivative_formula=r"f'(x) = \sigma(x)\,(1 - \sigma(x))",
    function=sigmoid,
    derivative=sigmoid_derivative,
    source="Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors",
)

# ---------------------------------------------------------------------------------------------------------- tanh


def tanh(x: ArrayLike) -> Any:
    """Hyperbolic tangent: (exp(x) - exp(-x)) / (exp(x) + exp(-x)), from -1 to 1.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        f(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    LeCun, Bottou, Orr & Müller 1998, Efficient backprop.

    Examples
    --------
    >>> print(tanh([-1.0, 0.0, 1.0]))
    [-0.76159416  0.          0.76159416]
    """
    return _apply(np.tanh, float_array(x, "tanh"))


def tanh_derivative(x: ArrayLike) -> Any:
    """Slope of tanh: 1 / cosh(x)^2, at most 1.

    Parameters
    ----------
    x : array_like
        Real numbers in any shape.

    Returns
    -------
    scalar or numpy.ndarray
        f'(x) in x's shape and float dtype; float64 for integers and booleans.

    Raises
    ------
    TypeError
        If x holds anything but real numbers, or is a masked array.

    References
    ----------
    LeCun, Bottou, Orr & Müller 1998, Efficient backprop.

    Examples
    --------
    >>> print(tanh_derivative([-1.0, 0.0, 1.0]))
    [0.41997434 1.         0.41997434]
    """
    return _apply(_kernels.tanh_derivative, float_array(x, "tanh_derivative"))


ACTIVATIONS["tanh"] = Activation(
    title="tanh",
    expression="tanh({x})",
    formula=r"f(x) = \tanh(x)",
    derivative_formula=r"f'(x) = 1 - \tanh(x)^2",
    function=tanh,
    derivative=tanh_derivative,
    source="LeCun, Bottou, Orr & Müller 1998, Efficient backprop",
)
