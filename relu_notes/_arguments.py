"""What may come into a function of the package: checks that name the argument, and say what is allowed."""

import math
import operator
from collections.abc import Iterable
from numbers import Real
from typing import Any

import numpy as np

_DEEPEST = 64  # dimensions that an array can have
_LARGEST_SIZE = 2**31 - 1  # beyond it NumPy and Python raise errors of many kinds
_MOST_NUMBERS = 2**28  # 2 GiB of float64: more than that ends a classroom's machine, not only the cell


def real_array(x: Any, name: str = "x") -> np.ndarray:
    """`x` as a plain array of booleans, integers or floats in this machine's byte order."""
    if type(x) is not np.ndarray:
        x = _converted(x, name)
    dtype = x.dtype
    if dtype.kind not in "biuf" or dtype.itemsize > 8:
        raise TypeError(
            f"{name} must hold real numbers (booleans, integers, float16, float32 or float64), not dtype {dtype}"
        )
    return x if dtype.isnative else x.astype(dtype.newbyteorder("="))


def _converted(x: Any, name: str) -> np.ndarray:
    if _holds_a_mask(x):
        raise TypeError(f"masked arrays are not allowed, the mask would be lost; pass {name}.filled(...)")
    try:
        return np.asarray(x)
    except ValueError as error:
        raise ValueError(f"{name} must be a number or an array of one shape ({error})") from None
    except Exception as error:  # whatever a foreign object raises when asked for its numbers
        raise TypeError(f"{name} of type {type(x).__name__} is no array of numbers ({error})") from error


def _holds_a_mask(x: Any, depth: int = 0) -> bool:
    if isinstance(x, (list, tuple)):
        return depth < _DEEPEST and any(_holds_a_mask(item, depth + 1) for item in x)
    return isinstance(x, np.ma.MaskedArray)


def float_array(x: Any, name: str = "x") -> np.ndarray:
    """`x` as a float array: float dtypes stay, booleans and integers become float64."""
    array = real_array(x, name)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def doubles(x: Any, name: str) -> np.ndarray:
    """The argument `name` as a plain float64 array."""
    return real_array(x, name).astype(np.float64, copy=False)


def number(value: Any, name: str) -> float:
    """The parameter `name` as a float, which may be infinite."""
    if isinstance(value, np.ndarray) and value.ndim == 0 and not isinstance(value, np.ma.MaskedArray):
        value = value[()]
    not_meant = (bool, np.timedelta64)  # NumPy counts a timedelta as an integer
    if not isinstance(value, Real) or isinstance(value, not_meant):
        raise TypeError(f"{name} must be a real number, not {type(value).__name__}")
    try:
        as_float = float(value)
    except OverflowError:
        as_float = math.inf if operator.gt(value, 0) else -math.inf
    if math.isnan(as_float):
        raise ValueError(f"{name} must be a finite number or infinity, not nan")
    return as_float


def finite(value: Any, name: str) -> float:
    """The parameter `name` as a finite float."""
    try:
        as_float = number(value, name)
    except ValueError:
        as_float = math.nan
    if not math.isfinite(as_float):
        raise ValueError(f"{name} must be a finite number, not {as_float}")
    return as_float


def between_slopes(at_zero: Any, left: float, right: float) -> float:
    """The slope taken at 0, which must lie between the one-sided slopes there."""
    at_zero = finite(at_zero, "at_zero")
    low, high = sorted((left, right))
    if not low <= at_zero <= high:
        raise ValueError(f"at_zero must lie between the one-sided slopes {low} and {high}, not {at_zero}")
    return at_zero


def interval(low: Any, high: Any) -> tuple[float, float]:
    """The ends `low` and `high` of an interval as floats."""
    low, high = finite(low, "low"), finite(high, "high")
    if not (low < high and math.isfinite(high - low)):
        raise ValueError(f"low must be less than high, by a finite number, not {low} and {high}")
    return low, high


def whole_number(value: Any, name: str, least: int = 1) -> int:
    """The size or number of times `name` as an int."""
    try:
        if isinstance(value, (bool, np.bool_, np.ma.MaskedArray)):
            raise TypeError
        whole = operator.index(value)
    except Exception:  # whatever a foreign object raises when asked for its number
        raise TypeError(f"{name} must be a whole number, not {type(value).__name__}") from None
    if whole < least:
        raise ValueError(f"{name} must be at least {least}, not {whole}")
    if whole > _LARGEST_SIZE:
        raise ValueError(f"{name} must be at most {_LARGEST_SIZE}")
    return whole


def not_too_many(count: int, name: str) -> None:
    """Refuse arrays that no classroom's machine has room for, before memory is asked for; `name` is what sets them."""
    if count > _MOST_NUMBERS:
        raise ValueError(f"{name} ask for {count:,} numbers at once, and at most {_MOST_NUMBERS:,} are allowed")


def slopes_for(negative_slope: Any, x: np.ndarray) -> float | np.ndarray:
    """One finite slope, or an array of them that broadcasts to x's shape.

    The numbers of an array are not checked: a training that diverges takes learned slopes to infinity.
    """
    if not isinstance(negative_slope, np.ndarray) or negative_slope.ndim == 0:
        return finite(negative_slope, "negative_slope")
    if isinstance(negative_slope, np.ma.MaskedArray):
        raise TypeError("negative_slope must not be a masked array, the mask would be lost")
    slopes = np.asarray(negative_slope)
    if slopes.dtype.kind != "f" or slopes.dtype.itemsize > 8:
        raise TypeError(f"a negative_slope array must have a float dtype, not {slopes.dtype}")
    try:
        return np.broadcast_to(slopes, x.shape)
    except ValueError:
        raise ValueError(
            f"a negative_slope array must broadcast to x's shape {x.shape}, not have shape {slopes.shape}"
        ) from None


def one_of(value: Any, name: str, allowed: tuple[str, ...]) -> str:
    """The parameter `name` as one of the words `allowed`."""
    words = " or ".join(map(repr, allowed))
    if not isinstance(value, str):
        raise TypeError(f"{name} must be {words}, not of type {type(value).__name__}")
    if value not in allowed:
        raise ValueError(f"{name} must be {words}, not {value!r}")
    return value


def plain_text(value: Any, name: str) -> str:
    """The text `name` itself."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be text, not {type(value).__name__}")
    return value


def several(values: Any, name: str) -> list[Any]:
    """What `values` holds, as a list; a single word is not a sequence of characters here."""
    if isinstance(values, (str, bytes, np.ma.MaskedArray)) or not isinstance(values, Iterable):
        raise TypeError(f"{name} must be a sequence, not {type(values).__name__}")
    try:
        return list(values)
    except Exception as error:
        raise TypeError(f"{name} of type {type(values).__name__} is no sequence ({error})") from error


def float_dtype(dtype: Any, allowed: tuple[str, ...] = ("float16", "float32", "float64")) -> np.dtype:
    """`dtype` as one of the float dtypes `allowed`."""
    words = " or ".join(allowed)
    try:
        found = np.dtype(dtype)
    except Exception:
        shown = repr(dtype) if isinstance(dtype, str) else f"of type {type(dtype).__name__}"
        raise TypeError(f"dtype must be {words}, not {shown}") from None
    if found not in map(np.dtype, allowed):
        raise ValueError(f"dtype must be {words}, not {found}")
    return found


def generator(rng: Any) -> np.random.Generator:
    """`rng` itself, if it is one of NumPy's generators; no seed, since nothing says how it would be shared."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng must be a numpy.random.Generator, as numpy.random.default_rng(0) makes, not {type(rng).__name__}"
        )
    return rng
