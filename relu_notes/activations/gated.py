"""GELU and SiLU: x times a smooth step from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from relu_notes._arguments import float_array, one_of
from relu_notes.activations import _gelu, _kernels
from relu_notes.activations._blocks import apply
from relu_notes.activations.entries import Activation, Parameter

Kernel = Callable[[np.ndarray], np.ndarray]

__all__ = ["gelu", "gelu_derivative", "silu", "silu_derivative"]

#: The entries of this module, in the order of the menus.
ENTRIES: dict[str, Activation] = {}


def _in_float64(kernel: Kernel, short: Kernel, x: np.ndarray) -> Any:
    """`kernel` of float64 numbers, and of shorter ones `short`, whose loss lies beyond their digits."""
    return apply(kernel if x.dtype == np.float64 else short, x, dtype=np.float64)


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
    form = one_of(approximate, "approximate", _GELU_FORMS)
    kernels = (_gelu.gelu, _gelu.gelu_short) if form == "none" else (_gelu.gelu_tanh, _gelu.gelu_tanh_short)
    return _in_float64(*kernels, float_array(x))


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
    form = one_of(approximate, "approximate", _GELU_FORMS)
    if form == "none":
        kernels = _gelu.gelu_derivative, _gelu.gelu_derivative_short
    else:
        kernels = _gelu.gelu_tanh_derivative, _gelu.gelu_tanh_derivative_short
    return _in_float64(*kernels, float_array(x))


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
    return apply(_kernels.silu, float_array(x))


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
    x = float_array(x)
    return _in_float64(_kernels.silu_derivative, _kernels.silu_derivative_short, x)


ENTRIES["silu"] = Activation(
    title="SiLU (Swish)",
    expression="{x}/(1 + exp(-{x}))",
    formula=r"f(x) = x\,\sigma(x)",
    derivative_formula=r"f'(x) = \sigma(x)\,\bigl(1 + x\,(1 - \sigma(x))\bigr)",
    function=silu,
    derivative=silu_derivative,
    source="Elfwing, Uchibe & Doya 2018, Sigmoid-weighted linear units; Ramachandran, Zoph & Le 2017 (Swish)",
)
