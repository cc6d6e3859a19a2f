"""The sigmoid, its integral softplus, and tanh."""

from typing import Any

import numpy as np
from scipy.special import expit

from relu_notes.activations._elementwise import Numbers, elementwise
from relu_notes.activations.entries import Activation

__all__ = ["sigmoid", "sigmoid_derivative", "softplus", "softplus_derivative", "tanh", "tanh_derivative"]

#: The entries of this module, in the order of the menus.
ENTRIES: dict[str, Activation] = {}


@elementwise
def softplus(x: Numbers) -> Any:
    """Softplus: log(1 + exp(x)), a ReLU without the kink.

    >>> print(softplus(0.0))
    0.6931471805599453
    """
    return np.logaddexp(x, 0)


@elementwise
def softplus_derivative(x: Numbers) -> Any:
    """Slope of softplus: sigmoid(x).

    >>> print(softplus_derivative([-1.0, 0.0, 1.0]))
    [0.26894142 0.5        0.73105858]
    """
    return expit(x)


ENTRIES["softplus"] = Activation(
    title="Softplus",
    expression="log(1 + exp({x}))",
    formula=r"f(x) = \log(1 + e^x)",
    derivative_formula=r"f'(x) = \sigma(x)",
    function=softplus,
    derivative=softplus_derivative,
    source="Dugas, Bengio, Bélisle, Nadeau & Garcia 2001, Incorporating second-order functional knowledge",
)


@elementwise
def sigmoid(x: Numbers) -> Any:
    """Sigmoid, the logistic function: 1 / (1 + exp(-x)), from 0 to 1; SciPy's `expit`.

    >>> print(sigmoid([-1.0, 0.0, 1.0]))
    [0.26894142 0.5        0.73105858]
    """
    return expit(x)


@elementwise
def sigmoid_derivative(x: Numbers) -> Any:
    """Slope of the sigmoid: sigmoid(x) * sigmoid(-x), at most 1/4.

    >>> print(sigmoid_derivative([-1.0, 0.0, 1.0]))
    [0.19661193 0.25       0.19661193]
    """
    return expit(x) * expit(-x)


ENTRIES["sigmoid"] = Activation(
    title="Sigmoid",
    expression="1/(1 + exp(-{x}))",
    formula=r"f(x) = \sigma(x) = \frac{1}{1 + e^{-x}}",
    derivative_formula=r"f'(x) = \sigma(x)\,(1 - \sigma(x))",
    function=sigmoid,
    derivative=sigmoid_derivative,
    source="Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors",
)


@elementwise
def tanh(x: Numbers) -> Any:
    """Hyperbolic tangent: (exp(x) - exp(-x)) / (exp(x) + exp(-x)), from -1 to 1.

    >>> print(tanh([-1.0, 0.0, 1.0]))
    [-0.76159416  0.          0.76159416]
    """
    return np.tanh(x)


@elementwise
def tanh_derivative(x: Numbers) -> Any:
    """Slope of tanh: 1 - tanh(x)^2, at most 1.

    >>> print(tanh_derivative([-1.0, 0.0, 1.0]))
    [0.41997434 1.         0.41997434]
    """
    return 1 - np.tanh(x) ** 2


ENTRIES["tanh"] = Activation(
    title="tanh",
    expression="tanh({x})",
    formula=r"f(x) = \tanh(x)",
    derivative_formula=r"f'(x) = 1 - \tanh(x)^2",
    function=tanh,
    derivative=tanh_derivative,
    source="LeCun, Bottou, Orr & Müller 1998, Efficient backprop",
)
