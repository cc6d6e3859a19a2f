"""ReLU and its leaky kin: two straight lines that meet at 0."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from relu_notes._arguments import between_slopes, finite, float_array, real_array, slopes_for
from relu_notes.activations import _kernels
from relu_notes.activations._blocks import apply, room_for
from relu_notes.activations.entries import ANY_NUMBER, Activation, Parameter

__all__ = [
    "leaky_relu",
    "leaky_relu_derivative",
    "prelu",
    "prelu_derivative",
    "prelu_slope_derivative",
    "relu",
    "relu_derivative",
]

#: The entries of this module, in the order of the menus.
ENTRIES: dict[str, Activation] = {}

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
    x = real_array(x)
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
    x = float_array(x)
    at_zero = 0.0 if at_zero is None else between_slopes(at_zero, 0.0, 1.0)
    return apply(_kernels.step, x, 0.0, at_zero, 1.0)


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
    x = float_array(x)
    slope = finite(negative_slope, "negative_slope")
    return apply(_kernels.leaky_relu, x, slope, dtype=room_for(slope))


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
    x = float_array(x)
    slope = finite(negative_slope, "negative_slope")
    at_zero = slope if at_zero is None else between_slopes(at_zero, slope, 1.0)
    return apply(_kernels.step, x, slope, at_zero, 1.0)


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
    x = float_array(x)
    slope = slopes_for(negative_slope, x)
    if not isinstance(slope, np.ndarray):
        return apply(_kernels.leaky_relu, x, slope, dtype=room_for(slope))
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
    x = float_array(x)
    slope = slopes_for(negative_slope, x)
    if not isinstance(slope, np.ndarray):
        at_zero = slope if at_zero is None else between_slopes(at_zero, slope, 1.0)
        return apply(_kernels.step, x, slope, at_zero, 1.0)
    with np.errstate(all="ignore"):
        at_kink = slope if at_zero is None else finite(at_zero, "at_zero")
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
    x = float_array(x)
    return np.minimum(x, x.dtype.type(0))


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
