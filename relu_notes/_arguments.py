"""What may come into an activation function: checks that name the function, what was wrong, and what is allowed."""

from __future__ import annotations

import math
from numbers import Real
from typing import Any

import numpy as np

_DEEPEST = 64  # dimensions that an array can have


def real_array(x: Any, function: str, name: str = "x") -> np.ndarray:
    """`x` as a plain array of booleans, integers or floats in this machine's byte order."""
    if type(x) is not np.ndarray:
        x = _converted(x, function, name)
    dtype = x.dtype
    if dtype.kind not in "biuf" or dtype.itemsize > 8:
        raise TypeError(
            f"{function}: {name} must hold real numbers (booleans, integers, float16, float32 or float64), "
            f"not dtype {dtype}"
        )
    return x if dtype.isnative else x.astype(dtype.newbyteorder("="))


def _converted(x: Any, function: str, name: str) -> np.ndarray:
    if _holds_a_mask(x):
        raise TypeError(f"{function}: masked arrays are not allowed, the mask would be lost; pass {name}.filled(...)")
    try:
        return np.asarray(x)
    except ValueError as error:
        raise ValueError(f"{function}: {name} must be a number or an array of one shape ({error})") from None
    except Exception as error:  # whatever a foreign object raises when asked for its numbers
        raise TypeError(f"{function}: {name} of type {type(x).__name__} is no array of numbers ({error})") from error


def _holds_a_mask(x: Any, depth: int = 0) -> bool:
    if isinstance(x, (list, tuple)):
        return depth < _DEEPEST and any(_holds_a_mask(item, depth + 1) for item in x)
    return isinstance(x, np.ma.MaskedArray)


def float_array(x: Any, function: str) -> np.ndarray:
    """`x` as a float array: float dtypes stay, booleans and integers become float64."""
    array = real_array(x, function)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def doubles(x: Any, name: str, function: str) -> np.ndarray:
    """The argument `name` as a plain float64 array."""
    return real_array(x, function, name).astype(np.float64, copy=False)


def finite(value: Any, name: str, function: str) -> float:
    """The parameter `name` as a float."""
    if isinstance(value, np.ndarray) and value.ndim == 0 and not isinstance(value, np.ma.MaskedArray):
        value = value[()]
    if not isinstance(value, Real) or isinstance(
        value, (bool, np.timedelta64)
    ):  # NumPy counts a timedelta as an integer
        raise TypeError(f"{function}: {name} must be a real number, not {type(value).__name__}")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{function}: {name} must be a finite number, not {number}")
    return number


def between_slopes(at_zero: Any, left: float, right: float, function: str) -> float:
    """The slope taken at 0, which must lie between the one-sided slopes there."""
    at_zero = finite(at_zero, "at_zero", function)
    low, high = sorted((left, right))
    if not low <= at_zero <= high:
        raise ValueError(f"{function}: at_zero must lie between the one-sided slopes {low} and {high}, not {at_zero}")
    return at_zero


def one_of(value: Any, name: str, allowed: tuple[str, ...], function: str) -> str:
    """The parameter `name` as one of the words `allowed`."""
    words = " or ".join(map(repr, allowed))
    if not isinstance(value, str):
        raise TypeError(f"{function}: {name} must be {words}, not of type {type(value).__name__}")
    if value not in allowed:
        raise ValueError(f"{function}: {name} must be {words}, not {value!r}")
    return value


def slopes_for(negative_slope: Any, x: np.ndarray, function: str) -> float | np.ndarray:
    """One finite slope, or an array of them that broadcasts to x's shape.

    The numbers of an array are not checked: a training that diverges takes learned slopes to infinity.
    """
    if not isinstance(negative_slope, np.ndarray) or negative_slope.ndim == 0:
        return finite(negative_slope, "negative_slope", function)
    if isinstance(negative_slope, np.ma.MaskedArray):
        raise TypeError(f"{function}: negative_slope must not be a masked array, the mask would be lost")
    slopes = np.asarray(negative_slope)
    if slopes.dtype.kind != "f" or slopes.dtype.itemsize > 8:
        raise TypeError(f"{function}: a negative_slope array must have a float dtype, not {slopes.dtype}")
    try:
        return np.broadcast_to(slopes, x.shape)
    except ValueError:
        raise ValueError(
            f"{function}: a negative_slope array must broadcast to x's shape {x.shape}, not have shape {slopes.shape}"
        ) from None
