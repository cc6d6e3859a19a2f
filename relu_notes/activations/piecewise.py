"""ReLU and its kin: straight lines that meet in corners, and the square of one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from relu_notes._arguments import finite, real_array, slopes_for
from relu_notes.activations._elementwise import Numbers, elementwise
from relu_notes.activations.entries import ANY_NUMBER, Activation, Parameter

__all__ = [
    "leaky_relu",
    "leaky_relu_derivative",
    "prelu",
    "prelu_derivative",
    "prelu_slope_derivative",
    "relu",
    "relu6",
    "relu6_derivative",
    "relu_derivative",
    "squared_relu",
    "squared_relu_derivative",
]

#: The entries of this module, in the order of the menus.
ENTRIES: dict[str, Activation] = {}


def relu(x: ArrayLike) -> Any:
    """ReLU, the rectified linear unit: max(0, x).

    Exact; the only function here that keeps an integer dtype.

    >>> print(relu([-2, -1, 0, 1, 2]))
    [0 0 0 1 2]
    """
    x = real_array(x)
    return np.maximum(x if x.dtype.kind != "b" else x.astype(float), 0)


@elementwise
def relu_derivative(x: Numbers, *, at_zero: float | None = 0.0) -> Any:
    """Slope of ReLU: 1 right of 0, 0 left of it.

    ReLU has no slope at 0. Any `at_zero` from 0 to 1 is a subgradient there; the default is 0, as in PyTorch and JAX.

    >>> print(relu_derivative([-2, -1, 0, 1, 2]))
    [0. 0. 0. 1. 1.]
    >>> print(relu_derivative(0, at_zero=0.5))
    0.5
    """
    return (x > 0).astype(x.dtype)


ENTRIES["relu"] = Activation(
    title="ReLU",
    expression="max(0, {x})",
    formula=r"f(x) = \max(0, x)",
    derivative_formula=r"f'(x) = \begin{cases} 1 & x > 0 \\ 0 & x \leq 0 \end{cases}",
    function=relu,
    derivative=relu_derivative,
    kinks=(0.0,),
    source="Nair & Hinton 2010, Rectified linear units improve restricted Boltzmann machines",
)


@elementwise
def leaky_relu(x: Numbers, negative_slope: float = 0.01) -> Any:
    """Leaky ReLU: x right of 0, negative_slope * x left of it, for any finite negative_slope.

    An unlabelled "leaky ReLU" is ambiguous: PyTorch and JAX take a slope of 0.01, Keras 0.2 or 0.3.

    >>> print(leaky_relu([-2, 0, 2]))
    [-0.02  0.    2.  ]
    """
    slope = finite(negative_slope, "negative_slope")
    return np.where(x < 0, slope * x, x) if slope else np.maximum(x, 0)  # 0 · -inf has no value


@elementwise
def leaky_relu_derivative(x: Numbers, negative_slope: float = 0.01, *, at_zero: float | None = None) -> Any:
    """Slope of Leaky ReLU: 1 right of 0, negative_slope left of it.

    At 0 any `at_zero` between the two can be taken; the default is negative_slope, as in PyTorch. JAX takes 1.

    >>> print(leaky_relu_derivative([-2, 0, 2]))
    [0.01 0.01 1.  ]
    """
    return np.where(x > 0, 1.0, finite(negative_slope, "negative_slope"))


ENTRIES["leaky_relu"] = Activation(
    title="Leaky ReLU",
    expression="max(0, {x}) + {negative_slope}·min(0, {x})",
    formula=r"f(x) = \max(0, x) + a \min(0, x)",
    derivative_formula=r"f'(x) = \begin{cases} 1 & x > 0 \\ a & x \leq 0 \end{cases}",
    function=leaky_relu,
    derivative=leaky_relu_derivative,
    kinks=(0.0,),
    parameters={"negative_slope": Parameter(0.01, ANY_NUMBER, (0.0, 1.0, 0.01), "a")},
    source="Maas, Hannun & Ng 2013, Rectifier nonlinearities improve neural network acoustic models",
)


@elementwise
def prelu(x: Numbers, negative_slope: float | np.ndarray = 0.25) -> Any:
    """PReLU, the parametric ReLU: Leaky ReLU whose negative slope is learned.

    `negative_slope` is a finite number, or a float array that broadcasts to x's shape, such as one learned slope per
    network or channel. The numbers of such an array are not checked, so a training that diverges runs on.

    >>> print(prelu([-2, 0, 2]))
    [-0.5  0.   2. ]
    """
    slope = slopes_for(negative_slope, x)
    return np.where((x < 0) & np.not_equal(slope, 0), slope * x, np.maximum(x, 0))


@elementwise
def prelu_derivative(x: Numbers, negative_slope: float | np.ndarray = 0.25, *, at_zero: float | None = None) -> Any:
    """Slope of PReLU by its input: 1 right of 0, negative_slope left of it.

    At 0 any `at_zero` between the two can be taken; the default is negative_slope, as in PyTorch. Against an array of
    slopes it is not checked.

    >>> print(prelu_derivative([-2, 0, 2]))
    [0.25 0.25 1.  ]
    """
    return np.where(x > 0, 1.0, slopes_for(negative_slope, x))


@elementwise
def prelu_slope_derivative(x: Numbers) -> Any:
    """Derivative of PReLU by its negative slope: min(x, 0).

    >>> print(prelu_slope_derivative([-2, 0, 2]))
    [-2.  0.  0.]
    """
    return np.minimum(x, 0)


ENTRIES["prelu"] = Activation(
    title="PReLU",
    expression="max(0, {x}) + {negative_slope}·min(0, {x})",
    formula=r"f(x) = \max(0, x) + a \min(0, x)",
    derivative_formula=r"f'(x) = \begin{cases} 1 & x > 0 \\ a & x \leq 0 \end{cases}",
    function=prelu,
    derivative=prelu_derivative,
    kinks=(0.0,),
    parameters={"negative_slope": Parameter(0.25, ANY_NUMBER, (0.0, 1.0, 0.01), "a")},
    source="He, Zhang, Ren & Sun 2015, Delving deep into rectifiers",
)


@elementwise
def relu6(x: Numbers) -> Any:
    """ReLU6: min(max(0, x), 6), a ReLU whose output fits a few bits.

    >>> print(relu6([-2.0, 2.0, 8.0]))
    [0. 2. 6.]
    """
    return np.minimum(np.maximum(x, 0), 6)


@elementwise
def relu6_derivative(x: Numbers, *, at_zero: float | None = 0.0) -> Any:
    """Slope of ReLU6: 1 between 0 and 6, 0 outside.

    At 0 the default is 0, and any `at_zero` from 0 to 1 can be taken; at 6 it is 0, as in PyTorch.

    >>> print(relu6_derivative([-2.0, 0.0, 2.0, 6.0, 8.0]))
    [0. 0. 1. 0. 0.]
    """
    return ((x > 0) & (x < 6)).astype(x.dtype)


ENTRIES["relu6"] = Activation(
    title="ReLU6",
    expression="min(max(0, {x}), 6)",
    formula=r"f(x) = \min(\max(0, x), 6)",
    derivative_formula=r"f'(x) = \begin{cases} 1 & 0 < x < 6 \\ 0 & \text{otherwise} \end{cases}",
    function=relu6,
    derivative=relu6_derivative,
    kinks=(0.0, 6.0),
    source="Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10",
)


@elementwise
def squared_relu(x: Numbers) -> Any:
    """Squared ReLU: max(0, x)^2, whose slope has a corner where ReLU's has a jump.

    >>> print(squared_relu([-2.0, 0.0, 3.0]))
    [0. 0. 9.]
    """
    return np.maximum(x, 0) ** 2


@elementwise
def squared_relu_derivative(x: Numbers) -> Any:
    """Slope of the squared ReLU: 2 * max(0, x).

    >>> print(squared_relu_derivative([-2.0, 0.0, 3.0]))
    [0. 0. 6.]
    """
    return 2 * np.maximum(x, 0)


ENTRIES["squared_relu"] = Activation(
    title="Squared ReLU",
    expression="max(0, {x})²",
    formula=r"f(x) = \max(0, x)^2",
    derivative_formula=r"f'(x) = 2 \max(0, x)",
    function=squared_relu,
    derivative=squared_relu_derivative,
    source="So, Mańke, Liu, Dai, Shazeer & Le 2021, Primer: searching for efficient transformers",
)
