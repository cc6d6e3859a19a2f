"""GELU, SiLU, Mish and Hardswish: x times a step from 0 to 1 that is smooth, or made of straight pieces."""

import math
from typing import Any

import numpy as np
from scipy.special import expit, ndtr

from relu_notes._arguments import one_of
from relu_notes.activations._elementwise import FAR, Numbers, elementwise
from relu_notes.activations.entries import Activation, Parameter

__all__ = [
    "gelu",
    "gelu_derivative",
    "hardswish",
    "hardswish_derivative",
    "mish",
    "mish_derivative",
    "silu",
    "silu_derivative",
]

#: The entries of this module, in the order of the menus.
ENTRIES: dict[str, Activation] = {}

_GELU_FORMS = ("none", "tanh")
_ROOT_2PI = math.sqrt(2 * math.pi)
_TWO_ROOT_2_OVER_PI = 2 * math.sqrt(2 / math.pi)


@elementwise(left=-FAR)
def gelu(x: Numbers, approximate: str = "none") -> Any:
    """GELU, the Gaussian error linear unit: x * Phi(x), Phi the normal distribution function.

    With approximate="tanh" 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))), the form that older networks
    were trained with, here as x * sigmoid of twice the argument; it differs by up to 4.7e-4, at -2.70.

    >>> print(gelu([-1.0, 0.0, 1.0]))
    [-0.15865525  0.          0.84134475]
    >>> print(gelu(1.0, approximate="tanh"))
    0.8411919906082768
    """
    exact = one_of(approximate, "approximate", _GELU_FORMS) == "none"
    return x * ndtr(x) if exact else x * expit(_tanh_form(x))


@elementwise(left=-FAR, right=FAR)
def gelu_derivative(x: Numbers, approximate: str = "none") -> Any:
    """Slope of GELU: Phi(x) + x * phi(x), phi the normal density; negative left of -0.7518.

    With approximate="tanh" the slope of that form.

    >>> print(gelu_derivative([-1.0, 0.0, 1.0]))
    [-0.08331547  0.5         1.08331547]
    """
    if one_of(approximate, "approximate", _GELU_FORMS) == "none":
        return ndtr(x) + x * np.exp(-x * x / 2) / _ROOT_2PI
    u, slope = _tanh_form(x), _TWO_ROOT_2_OVER_PI * (1 + 3 * 0.044715 * x * x)
    return expit(u) + x * expit(u) * expit(-u) * slope


def _tanh_form(x: np.ndarray) -> np.ndarray:
    """Twice the argument of tanh: (1 + tanh(u / 2)) / 2 is sigmoid(u), without the loss of 1 - 1."""
    x = np.minimum(x, FAR)
    return _TWO_ROOT_2_OVER_PI * (x + 0.044715 * x**3)


ENTRIES["gelu"] = Activation(
    title="GELU",
    expression="{x}·Φ({x})",
    formula=r"f(x) = x\,\Phi(x)",
    derivative_formula=r"f'(x) = \Phi(x) + x\,\varphi(x)",
    function=gelu,
    derivative=gelu_derivative,
    parameters={"approximate": Parameter("none", _GELU_FORMS, None, "approximate")},
    source="Hendrycks & Gimpel 2016, Gaussian error linear units",
)


@elementwise(left=-FAR)
def silu(x: Numbers) -> Any:
    """SiLU, also called Swish: x * sigmoid(x).

    >>> print(silu([-1.0, 0.0, 1.0]))
    [-0.26894142  0.          0.73105858]
    """
    return x * expit(x)


@elementwise(left=-FAR, right=FAR)
def silu_derivative(x: Numbers) -> Any:
    """Slope of SiLU: sigmoid(x) * (1 + x * sigmoid(-x)); negative left of -1.2785.

    >>> print(silu_derivative([-1.0, 0.0, 1.0]))
    [0.07232949 0.5        0.92767051]
    """
    return expit(x) * (1 + x * expit(-x))


ENTRIES["silu"] = Activation(
    title="SiLU (Swish)",
    expression="{x}/(1 + exp(-{x}))",
    formula=r"f(x) = x\,\sigma(x)",
    derivative_formula=r"f'(x) = \sigma(x)\,\bigl(1 + x\,(1 - \sigma(x))\bigr)",
    function=silu,
    derivative=silu_derivative,
    source="Elfwing, Uchibe & Doya 2018, Sigmoid-weighted linear units; Ramachandran, Zoph & Le 2017 (Swish)",
)


@elementwise(left=-FAR)
def mish(x: Numbers) -> Any:
    """Mish: x * tanh(softplus(x)).

    >>> print(mish([-1.0, 0.0, 1.0]))
    [-0.30340146  0.          0.86509839]
    """
    return x * np.tanh(np.logaddexp(x, 0))


@elementwise(left=-FAR, right=FAR)
def mish_derivative(x: Numbers) -> Any:
    """Slope of Mish: tanh(p) + x * sigmoid(x) / cosh(p)^2 with p = softplus(x); negative left of -1.1924.

    >>> print(mish_derivative([-1.0, 0.0, 1.0]))
    [0.05921676 0.6        1.04903622]
    """
    p = np.minimum(np.logaddexp(x, 0), 40)  # cosh(40)^2 still fits float32, and the second term is 0 there
    return np.tanh(p) + x * expit(x) / np.cosh(p) ** 2


ENTRIES["mish"] = Activation(
    title="Mish",
    expression="{x}·tanh(log(1 + exp({x})))",
    formula=r"f(x) = x \tanh(\log(1 + e^x))",
    derivative_formula=r"f'(x) = \tanh(p) + \frac{x\,\sigma(x)}{\cosh(p)^2},\ p = \log(1 + e^x)",
    function=mish,
    derivative=mish_derivative,
    source="Misra 2019, Mish: a self regularized non-monotonic activation function",
)


@elementwise(left=-FAR)
def hardswish(x: Numbers) -> Any:
    """Hardswish: x * min(max(0, x + 3), 6) / 6, SiLU with a step of straight pieces.

    >>> print(hardswish([-4.0, -1.0, 1.0, 4.0]))
    [-0.         -0.33333333  0.66666667  4.        ]
    """
    return x * (np.clip(x + 3, 0, 6) / 6)


@elementwise
def hardswish_derivative(x: Numbers) -> Any:
    """Slope of Hardswish: x / 3 + 1/2 between -3 and 3, 0 left and 1 right of them.

    At the kinks it is 0 at -3 and 1 at 3, as in PyTorch.

    >>> print(hardswish_derivative([-4.0, -3.0, 0.0, 3.0, 4.0]))
    [0.  0.  0.5 1.  1. ]
    """
    return np.where(x <= -3, 0.0, np.where(x >= 3, 1.0, x / 3 + 0.5))


ENTRIES["hardswish"] = Activation(
    title="Hardswish",
    expression="{x}·min(max(0, {x} + 3), 6)/6",
    formula=r"f(x) = \frac{x}{6} \min(\max(0, x + 3), 6)",
    derivative_formula=r"f'(x) = \begin{cases} 0 & x \leq -3 \\ \frac{x}{3} + \frac12 & -3 < x < 3 \\ "
    r"1 & x \geq 3 \end{cases}",
    function=hardswish,
    derivative=hardswish_derivative,
    kinks=(-3.0, 3.0),
    source="Howard et al. 2019, Searching for MobileNetV3",
)
