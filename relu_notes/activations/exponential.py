"""ELU and SELU: exponentials left of 0, straight lines right of it."""

from typing import Any

import numpy as np

from relu_notes._arguments import finite
from relu_notes.activations._elementwise import Numbers, elementwise
from relu_notes.activations.entries import ANY_NUMBER, Activation, Parameter

__all__ = ["elu", "elu_derivative", "selu", "selu_derivative"]

#: The entries of this module, in the order of the menus.
ENTRIES: dict[str, Activation] = {}


@elementwise
def elu(x: Numbers, alpha: float = 1.0) -> Any:
    """ELU, the exponential linear unit: x right of 0, alpha * (exp(x) - 1) left of it, for any finite alpha.

    >>> print(elu(-1.0))
    -0.6321205588285577
    """
    return np.where(x > 0, x, finite(alpha, "alpha") * np.expm1(np.minimum(x, 0)))


@elementwise
def elu_derivative(x: Numbers, alpha: float = 1.0, *, at_zero: float | None = None) -> Any:
    """Slope of ELU: 1 right of 0, alpha * exp(x) left of it.

    For alpha = 1 the slope at 0 is 1. For any other there is a kink, where any `at_zero` between alpha and 1 can be
    taken; the default is alpha, as in PyTorch.

    >>> print(elu_derivative([-1.0, 0.0, 1.0], alpha=2.0, at_zero=1.5))
    [0.73575888 1.5        1.        ]
    """
    return np.where(x > 0, 1.0, finite(alpha, "alpha") * np.exp(np.minimum(x, 0)))


ENTRIES["elu"] = Activation(
    title="ELU",
    expression="max(0, {x}) + {alpha}·(exp(min(0, {x})) - 1)",
    formula=r"f(x) = \begin{cases} x & x > 0 \\ \alpha\,(e^x - 1) & x \leq 0 \end{cases}",
    derivative_formula=r"f'(x) = \begin{cases} 1 & x > 0 \\ \alpha\,e^x & x \leq 0 \end{cases}",
    function=elu,
    derivative=elu_derivative,
    kinks=(0.0,),
    parameters={"alpha": Parameter(1.0, ANY_NUMBER, (0.0, 2.0, 0.05), "α")},
    source="Clevert, Unterthiner & Hochreiter 2016, Fast and accurate deep network learning by ELUs",
)

# The fixed point of mean 0 and variance 1 (Klambauer et al. 2017): lambda, and lambda * alpha.
_LAMBDA = 1.0507009873554804934193349852946
_LAMBDA_ALPHA = 1.7580993408473768599402175208123


@elementwise
def selu(x: Numbers) -> Any:
    """SELU, the scaled ELU: 1.0507 * elu(x, 1.6733), which keeps mean 0 and variance 1 from layer to layer.

    The constants in full are 1.0507009873554805 and 1.6732632423543772.

    >>> print(selu([-1.0, 0.0, 1.0]))
    [-1.11133074  0.          1.05070099]
    """
    return np.where(x > 0, _LAMBDA * x, _LAMBDA_ALPHA * np.expm1(np.minimum(x, 0)))


@elementwise
def selu_derivative(x: Numbers, *, at_zero: float | None = None) -> Any:
    """Slope of SELU: 1.0507 right of 0, 1.7581 * exp(x) left of it.

    At 0 any `at_zero` between these two can be taken; the default is the slope from the left, 1.7580993408473769, as in
    PyTorch.

    >>> print(selu_derivative([-1.0, 0.0, 1.0]))
    [0.6467686  1.75809934 1.05070099]
    """
    return np.where(x > 0, _LAMBDA, _LAMBDA_ALPHA * np.exp(np.minimum(x, 0)))


ENTRIES["selu"] = Activation(
    title="SELU",
    expression="1.0507·elu({x}, 1.6733)",
    formula=r"f(x) = \lambda \begin{cases} x & x > 0 \\ \alpha\,(e^x - 1) & x \leq 0 \end{cases}",
    derivative_formula=r"f'(x) = \lambda \begin{cases} 1 & x > 0 \\ \alpha\,e^x & x \leq 0 \end{cases}",
    function=selu,
    derivative=selu_derivative,
    kinks=(0.0,),
    source="Klambauer, Unterthiner, Mayr & Hochreiter 2017, Self-normalizing neural networks",
)
