"""ELU and SELU: a straight line right of 0, an exponential left of it."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike

from relu_notes._arguments import between_slopes, finite, float_array
from relu_notes.activations import _kernels
from relu_notes.activations._blocks import apply, room_for
from relu_notes.activations.entries import ANY_NUMBER, Activation, Parameter

__all__ = ["elu", "elu_derivative", "selu", "selu_derivative"]

#: The entries of this module, in the order of the menus.
ENTRIES: dict[str, Activation] = {}

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
    x = float_array(x)
    alpha = finite(alpha, "alpha")
    return apply(_kernels.elu, x, alpha, 1.0, dtype=room_for(alpha))


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
    x = float_array(x)
    alpha = finite(alpha, "alpha")
    at_zero = alpha if at_zero is None else between_slopes(at_zero, alpha, 1.0)
    return apply(_kernels.elu_derivative, x, alpha, at_zero, 1.0, dtype=room_for(alpha, at_zero))


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
    return apply(_kernels.elu, float_array(x), _SELU_LEFT, _SELU_RIGHT)


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
    x = float_array(x)
    at_zero = _SELU_LEFT if at_zero is None else between_slopes(at_zero, _SELU_LEFT, _SELU_RIGHT)
    return apply(_kernels.elu_derivative, x, _SELU_LEFT, at_zero, _SELU_RIGHT)


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
