"""What all activation functions share, so that the body of each is its formula."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from relu_notes._arguments import between_slopes, finite, float_array

#: Whoever calls gives what `numpy.asarray` turns into real numbers; the formula gets an array.
Numbers = Any

#: Beyond it a gated function, or a slope, equals its limit; products with an infinity, which are NaN, never arise.
FAR = 1e4

#: Parameters between these sizes fit float32 together with their products.
_SMALL, _LARGE = 1e-6, 1e6


def elementwise(
    formula: Callable[..., Any] | None = None, *, left: float = -np.inf, right: float = np.inf
) -> Callable[..., Any]:
    """Make an activation function of its formula: see the package's docstring for what goes in and comes out.

    The formula is called with a float32 or float64 array of at least one dimension, and the function's parameters. It
    gets `left` and `right` instead of what lies beyond, where it would meet infinity times 0.
    """
    if formula is None:
        return functools.partial(elementwise, left=left, right=right)
    chooses = "at_zero" in inspect.signature(formula).parameters

    @functools.wraps(formula)
    def function(x: Any, *parameters: Any, **keywords: Any) -> Any:
        x = float_array(x)
        at_zero = keywords.pop("at_zero", None) if chooses else None
        wide = any(_needs_float64(value) for value in (*parameters, *keywords.values()))
        array = np.atleast_1d(x).astype(np.float64 if wide else max(x.dtype, np.dtype(np.float32)), copy=False)
        with np.errstate(all="ignore"):
            inside = np.maximum(array, left) if left > -np.inf else array
            inside = np.minimum(inside, right) if right < np.inf else inside
            values = formula(inside, *parameters, **keywords)
            if at_zero is not None:
                values[array == 0] = _slope_at_zero(at_zero, formula, *parameters, **keywords)
            values[np.isnan(array)] = np.nan
            return values.astype(x.dtype, copy=False).reshape(x.shape)[()]

    return function


def _needs_float64(value: Any) -> bool:
    return isinstance(value, (int, float)) and value != 0 and not _SMALL <= abs(value) <= _LARGE


def _slope_at_zero(at_zero: Any, formula: Callable[..., Any], *parameters: Any, **keywords: Any) -> float:
    """`at_zero` as a float between the one-sided slopes; slopes that are learned, an array, are not checked."""
    if any(np.ndim(value) for value in (*parameters, *keywords.values())):
        return finite(at_zero, "at_zero")
    least = np.finfo(np.float64).smallest_subnormal
    left, right = formula(np.array([-least, least]), *parameters, **keywords)
    return between_slopes(at_zero, float(left), float(right))
